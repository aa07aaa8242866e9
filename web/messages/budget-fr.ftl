room-budget = Prévisions du jour
budget-before = Veille
budget-after = Lendemain
budget-today = Aujourd’hui
budget-day = Jour
budget-show = Afficher
budget-print = Imprimer
budget-stories =
    { $n ->
        [0] aucun article
        [one] { $n } article
       *[other] { $n } articles
    }
budget-out =
    { $n ->
        [one] { $n } publié
       *[other] { $n } publiés
    }
budget-ready =
    { $n ->
        [one] { $n } prêt
       *[other] { $n } prêts
    }
budget-photos = { $n } avec photo
budget-hour = Heure
budget-who = Auteur
budget-length = Mots
budget-place = Emplacement
budget-due = remise
budget-late = en retard
budget-scheduled = programmé
budget-has-photo = photo
budget-no-photo = sans photo
budget-empty = Rien pour ce jour. Ce qui doit y être remis, programmé ou publié apparaît ici.
budget-cut = La liste dépasse la limite ; en voici le début.
budget-printed = État au
