room-comments = Commentaires
comments-one = Un par un
comments-list = Liste
comments-words = Mots
comments-bans = Bannis
comments-rules = Règles des commentaires
comments-in-waiting = En attente
comments-in-review = À revoir
comments-in-approved = Publiés
comments-in-rejected = Rejetés
comments-in-spam = Indésirables
comment-state-waiting = En attente
comment-state-approved = Publié
comment-state-rejected = Rejeté
comment-state-spam = Indésirable
comment-state-withdrawn = Retiré par son auteur
comment-state-erased = Effacé
comments-waiting =
    { $n ->
        [one] { $n } en attente
       *[other] { $n } en attente
    }
comments-approved-today =
    { $n ->
        [one] { $n } accepté aujourd’hui
       *[other] { $n } acceptés aujourd’hui
    }
comments-rejected-today =
    { $n ->
        [one] { $n } rejeté
       *[other] { $n } rejetés
    }
comments-oldest = le plus ancien { $ago }
comments-ago-minutes =
    { $n ->
        [one] il y a { $n } minute
       *[other] il y a { $n } minutes
    }
comments-ago-hours =
    { $n ->
        [one] il y a { $n } heure
       *[other] il y a { $n } heures
    }
comments-ago-days =
    { $n ->
        [one] il y a { $n } jour
       *[other] il y a { $n } jours
    }
comments-for-minutes =
    { $n ->
        [one] { $n } minute
       *[other] { $n } minutes
    }
comments-for-hours =
    { $n ->
        [one] { $n } heure
       *[other] { $n } heures
    }
comments-for-days =
    { $n ->
        [one] { $n } jour
       *[other] { $n } jours
    }
comments-none-waiting = Aucun commentaire en attente.
comments-none = Rien ici.
comments-from-start = Depuis le début
comments-next = Commentaire suivant
comments-reader = Ce lecteur
comments-all = Tout cocher
comments-tick = Cocher le commentaire de { $name }
comment-one = Commentaire
comment-an-answer = Réponse à un commentaire
comment-why = Pourquoi attend-il ?
comment-approve = Approuver
comment-reject = Rejeter avec motif
comment-spam = Indésirable
comment-wait = Remettre en attente
comment-history =
    { $n ->
        [one] son premier commentaire
       *[other] { $n } commentaires de ce lecteur
    }
comment-history-approved =
    { $n ->
        [one] { $n } publié
       *[other] { $n } publiés
    }
comment-history-refused =
    { $n ->
        [one] { $n } refusé
       *[other] { $n } refusés
    }
comment-reported-for = Signalé ({ $n }) : { $reason }
comments-earlier = Ce que ce lecteur a déjà dit
comments-earlier-none = Rien de connu. Ce qui permettrait de reconnaître un lecteur n’est pas gardé plus de 30 jours.
ban = Bannir
ban-means = La personne est informée et sait jusqu’à quand. Son adresse n’est montrée à personne.
ban-block = L’adresse réseau d’où il vient (30 jours au plus)
ban-email = L’adresse e-mail
ban-pattern = Nom, e-mail ou motif
ban-pattern-hint = L’étoile remplace n’importe quoi :
ban-term = Durée
ban-note = Note pour les collègues
ban-until = jusqu’au
ban-until-lifted = jusqu’à sa levée
ban-days =
    { $n ->
        [one] { $n } jour
       *[other] { $n } jours
    }
ban-waiting = Refuser aussi ses commentaires en attente
ban-lift = Lever
ban-add = Ajouter
bans-none = Personne n’est banni.
reader-data = Données de ce lecteur
reader-data-means = Tout ce qui a été écrit avec la même adresse, ou depuis le même appareil en 30 jours. L’effacement supprime nom, adresse et texte, laisse les réponses en place, et est définitif.
reader-export = Télécharger une copie
reader-erase = Effacer ce lecteur
reader-erase-sure = Je sais que c’est définitif
comments-numbers = En chiffres
comments-said = Reçus
comments-wait = Attente (médiane)
comments-last-days =
    { $n ->
        [one] 24 heures
       *[other] { $n } jours
    }
comments-rules-paper = Tout le journal
comments-freeze = Geler tous les commentaires
comments-freeze-means = Ce qui est dit reste, rien de nouveau n’est accepté.
comments-policy = Sauf mention contraire de la rubrique ou de l’article
policy-before = Publié après lecture
policy-after = Publié, puis relu
policy-open = Publié aussitôt
policy-closed = Fermé
policy-as-paper = Comme le journal
policy-as-section = Comme la rubrique
comments-days = Clos après (jours)
comments-days-hint = Vide : jamais. Un article réglé à part n’est pas concerné.
comments-days-bad = Un nombre de jours de 1 à 3650, ou rien.
comments-sections = Rubriques
comments-story = Commentaires des lecteurs
done-comment-approved = Commentaire publié.
done-comment-rejected = Commentaire rejeté ; son auteur en connaît le motif.
done-comment-spam = Classé comme indésirable.
done-comment-waiting = Remis en attente.
done-comments-decided = Décision appliquée à la sélection.
done-comment-late = Un collègue a déjà décidé, ou l’auteur l’a retiré.
done-banned-rejected = Banni ; ses commentaires en attente sont refusés.
done-banned = Banni.
done-ban-lifted = Levé.
done-reader-erased = Lecteur effacé.
doubt-trap = Un champ invisible a été rempli : c’est le fait d’un programme.
doubt-too-fast =
    { $n ->
        [one] Envoyé en moins d’{ $n } seconde
       *[other] Envoyé en moins de { $n } secondes
    }
doubt-too-many = { $minute } en une minute et { $day } en un jour, du même lecteur
doubt-said-before = Les mêmes mots ont déjà été envoyés aujourd’hui
doubt-said-alike = Presque identique à un commentaire du jour
doubt-edited = Modifié par son auteur après approbation
audited-moderate-comment = Décision sur un commentaire
audited-ban-reader = Lecteur banni
audited-lift-ban = Bannissement levé
audited-erase-reader = Données d’un lecteur effacées
audited-set-comments = Règle des commentaires changée
moderate-key-approve = Approuver
moderate-key-spam = Indésirable
moderate-key-reject = Rejeter, puis le numéro du motif
moderate-key-reason = Motif du rejet
moderate-key-next = Suivant
moderate-key-open = Ce lecteur
moderate-key-list = Liste ou un par un
moderate-key-undo = Annuler
moderate-key-all = Tout cocher
moderate-changed = Du nouveau
moderate-refresh = Actualiser
