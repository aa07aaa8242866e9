# Sections at the desk: what stands in them, closing and merging.
section-more = Gérer
section-more-of = Gérer la rubrique « { $name } » : fermer, fusionner
section-is-closed = fermée
section-published = Articles publiés
section-others = Autres articles
section-close = Fermer la rubrique
section-close-means = La rubrique quitte la barre des rubriques et la une, et l’on n’y écrit plus de nouvel article. Ses articles gardent leurs adresses, et ceux qui sont programmés paraissent à leur heure. Elle peut être rouverte.
section-open = Rouvrir la rubrique
section-open-means = La rubrique est fermée : ses articles gardent leurs adresses et l’on n’y écrit pas de nouvel article. Rouverte, elle revient dans la barre et dans les listes de choix.
section-merge = Fusionner avec une autre rubrique
section-merge-means = Tous ses articles passent à l’autre rubrique et à son service ; son adresse et celles de ses articles y mènent. On ne peut pas revenir en arrière.
section-merge-into = La rubrique qui reste
section-merge-look = Voir ce qui change
section-merge-none = Aucune autre rubrique n’est ouverte.
section-merge-moves =
    { $n ->
        [0] « { $name } » n’a aucun article. Son adresse mène à « { $into } » et elle disparaît des réglages.
        [one] Un article passe de « { $name } » à « { $into } » ; l’ancienne adresse y mène.
       *[other] { $n } articles passent de « { $name } » à « { $into } » ; l’ancienne adresse y mène.
    }
section-merge-do = Fusionner « { $name } » dans « { $into } », définitivement
section-closed-note = Cette rubrique est fermée. Ses articles restent ici.
done-section-closed = La rubrique est fermée. Ses articles gardent leurs adresses.
done-section-opened = La rubrique est rouverte.
done-section-merged = Les deux rubriques n’en font plus qu’une.
refused-section-closed = La rubrique « { $name } » est fermée : on n’y écrit plus de nouvel article. Choisissez-en une autre.
audited-close-section = Fermeture d’une rubrique
audited-open-section = Réouverture d’une rubrique
audited-merge-sections = Fusion de deux rubriques
settings-contents = Parties des réglages
settings-names = Nom et devise
settings-imprint = Mentions légales et avertissement
settings-days = Dates et numéros
