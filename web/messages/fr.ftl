# Mots de l’interface, d’après le glossaire du projet. Chaque identifiant se trouve dans les trois fichiers.
about = À propos
all = Tout
all-of-section = Tout sur { $name }
all-sections = Toutes les rubriques
archive = Archives
archive-of = Archives : { $when }
archive-photo = Photo : archives
back-home = Retour à l’accueil
breaking = Urgent
clarification = Précision
copied = Lien copié
copy-link = Copier le lien
correction = Rectificatif
credit-line = Photo : { $name }
desk = Service
feeds = Flux
front-empty-text = Les articles du journal paraîtront ici dès la première publication.
front-empty-title = Aucun article publié
given-back-again = Envoyer de nouveau
given-back-sign-in = Passez la porte dans une nouvelle fenêtre, puis revenez à cette page et envoyez votre texte.
given-back-field = Votre texte, champ { $n }
given-back-nothing = rien
given-back-secret = Mot de passe ou code, de nouveau
given-back-sentence = Rien n’est encore enregistré. Voici vos mots tels que vous les avez écrits : modifiez-les si besoin, puis envoyez-les de nouveau.
given-back-stands = Enregistré entre-temps par un collègue :
given-back-title = Votre texte est ici
home = Accueil
issue-number = N° { $n }
languages = Langues
latest = Dernières nouvelles
lead-story = Article principal
list-empty = Aucun article ici pour l’instant.
more = Plus
most-read = Les plus lus
most-read-day = Ces dernières 24 heures
most-read-day-empty = Aucun article n’a été lu ici ces dernières 24 heures.
most-read-hour = Dans la dernière heure
most-read-hour-empty = Aucun article n’a été lu ici dans la dernière heure.
most-read-in = Les plus lus : { $name }
most-read-intro = Ce que les lecteurs ont lu le plus ; une lecture récente pèse davantage. Classement refait chaque minute.
most-read-week = Ces 7 derniers jours
most-read-week-empty = Aucun article n’a été lu ici ces 7 derniers jours.
newer = Plus récents
older = Plus anciens
pages = Pages de la liste
print = Imprimer
problem-busy-sentence = Le serveur est occupé ou sa base de données ne répond pas. Rechargez la page dans un instant.
problem-busy-title = Veuillez réessayer dans un instant
too-slow = L’envoi est arrivé trop lentement et n’a pas été accepté. Vérifiez la connexion, puis renvoyez.
too-many-requests = Trop de requêtes depuis votre adresse en peu de temps. Attendez quelques secondes, puis réessayez.
problem-full-sentence = Le disque du serveur est plein : rien n’a été enregistré. La lecture continue, et l’enregistrement reprendra de lui-même dès qu’il y aura de la place.
problem-full-title = Non enregistré : disque plein
problem-media-sentence = L’espace de stockage des photos ne répond pas : la photo n’a pas été enregistrée. Tout le reste fonctionne. Réessayez dans un instant.
problem-read-only-sentence = Le disque du serveur n’accepte pas d’écriture : rien n’a été enregistré. La lecture continue, et l’enregistrement reprendra de lui-même.
problem-gone-sentence = Un article se trouvait ici ; la rédaction l’a retiré. Il n’est plus disponible à cette adresse.
problem-gone-title = Cet article a été retiré
problem-internal-sentence = Une erreur s’est produite chez nous et a été consignée. Réessayez ; si elle revient, envoyez-nous le numéro ci-dessous.
problem-internal-title = Cette page n’a pas pu être affichée
problem-host-sentence = Ce serveur ne répond pas à ce nom. Vérifiez l’adresse ou le réglage « hosts ».
problem-host-title = Adresse inconnue
problem-method-sentence = Cette page se lit seulement. Rouvrez l’adresse dans le navigateur.
problem-method-title = Requête refusée
problem-missing-sentence = Aucune page à cette adresse. Le lien a pu changer ou être tronqué ; essayez les rubriques ci-dessus ou les dernières nouvelles ci-dessous.
problem-missing-title = Page introuvable
problem-overlong-sentence = L’adresse demandée est trop longue. Vérifiez le lien.
problem-overlong-title = Lien trop long
publication-director = Directeur de la publication
reading-time =
    { $n ->
        [0] Moins d’une minute
       *[other] { $n } min de lecture
    }
reads =
    { $n ->
        [0] Aucune lecture
        [one] { $n } lecture
       *[other] { $n } lectures
    }
related = À lire aussi
request-id = Requête n°
retraction = Rétractation
right-of-reply = Droit de réponse
sections = Rubriques
share = Partager
short-link = Lien court
skip-to-content = Aller au contenu
stories-count =
    { $n ->
        [0] Aucun article
        [one] { $n } article
       *[other] { $n } articles
    }
story-question = Question :
story-answer = Réponse :
story-open-embed = Voir sur { $provider }
topic = Sujet
topics = Sujets
updated = Mis à jour
writer = Auteur
your-opinion = Votre avis
corrections = Rectificatifs
corrections-intro = Ce que le journal a rectifié, précisé ou retiré, et les réponses des personnes citées, du plus récent au plus ancien.
corrections-empty = Aucun rectificatif pour le moment. Quand nous nous trompons, nous le disons ici.
problem-withheld-title = Cet article est indisponible pour raisons légales
problem-withheld-sentence = Un article se trouvait ici ; il a été retiré en vertu d’une obligation légale. Il n’est plus disponible à cette adresse.
