# Words of the desk, after the project's glossary; readers never load them. Built like the others: every id stands in all three files.
account-arrange-passkeys = Gérer les clés
account-back = Retour au compte
account-bad-credentials = E-mail ou mot de passe incorrect.
account-bad-email = Ce n’est pas une adresse e-mail valable.
account-bad-name = Le nom tient en une ligne de 100 caractères au plus.
account-bad-passkey = La clé d’accès n’a pas été acceptée. Réessayez, ou utilisez le mot de passe.
account-change-password = Changer le mot de passe
account-crowded = Beaucoup de connexions en ce moment. Réessayez dans quelques secondes.
account-email-taken = Cette adresse a déjà un compte ici.
account-factor-owed = C’est le dernier second facteur, et votre rôle l’exige. Ajoutez-en un autre d’abord.
account-factor-sentence = Une seconde étape après le mot de passe protège le journal s’il fuit. Une clé d’accès remplace les deux.
account-language = Langue de la rédaction
account-last-admin = Le journal a besoin d’un administrateur. Nommez-en un autre d’abord.
account-last-chief = Le journal a besoin d’un rédacteur en chef. Nommez-en un autre d’abord.
account-link-spent = Ce lien a servi, a été retiré ou a expiré. Demandez-en un nouveau à qui l’a envoyé.
account-no-role = Choisissez au moins un rôle.
account-owes-factor = Votre rôle exige une double authentification. Ajoutez une clé d’accès ou une application de codes pour continuer.
account-own-roles = Personne ne se donne de rôle ni de service. Demandez à un autre administrateur.
account-password-hint =
    { $n ->
        [one] { $n } caractère au moins. Les autres sessions se ferment.
       *[other] { $n } caractères au moins. Les autres sessions se ferment.
    }
account-paused = Trop d’essais infructueux. La porte rouvre bientôt, dans un quart d’heure au plus.
account-profile = Nom et langue
account-title = Mon compte
account-weak-common = Ce mot de passe est de ceux qu’on essaie d’abord. Une phrase de mots sans lien convient.
account-weak-long = Le mot de passe est trop long.
account-weak-own = Le mot de passe est votre nom ou votre adresse.
account-weak-short =
    { $n ->
        [one] Le mot de passe a moins de { $n } caractère.
       *[other] Le mot de passe a moins de { $n } caractères.
    }
account-wrong-code = Le code est faux, ou a déjà servi.
cancel = Annuler
desk-back = Retour
desk-forbidden-sentence = Votre rôle ne permet pas cet acte. Demandez à qui en a le droit, ou à un administrateur.
desk-collided-title = Un collègue a modifié la même chose
desk-collided-sentence = Entre l’ouverture de cette page et son envoi, autre chose a été enregistré. Rien de votre envoi n’est encore enregistré : comparez, puis envoyez de nouveau pour que votre texte remplace le sien.
desk-forbidden-title = Non autorisé
desk-foreign-sentence = La demande venait d’une page qui n’est pas la nôtre et n’a pas été exécutée. Rouvrez la page et réessayez.
desk-foreign-title = Demande venue d’ailleurs
desk-menu = Menu
desk-method-sentence = Cette adresse ne se demande pas ainsi. Partez de la page du formulaire.
desk-missing-sentence = Il n’y a rien à cette adresse, ou rien que vous puissiez voir.
desk-missing-title = Introuvable
desk-no-form-sentence = Ce qui est arrivé n’est pas un de nos formulaires. Rouvrez la page et réessayez.
desk-old-form-sentence = Cette page date d’une session précédente. Revenez, rechargez-la, puis renvoyez.
desk-old-form-title = Formulaire périmé
desk-own-story-sentence = Nul ne valide son propre article. Un autre le fera.
desk-refused-sentence = L’envoi n’a pas été accepté. Vérifiez les champs et réessayez.
desk-refused-title = Demande refusée
desk-signed-out-sentence = La session a pris fin. Reconnectez-vous pour revenir à la page.
desk-signed-out-title = Session terminée
desk-to-site = Voir le journal
desk-too-large-sentence = L’envoi dépasse la taille admise (2 Mio).
desk-too-large-title = Trop volumineux
desk-unsafe-sentence = On ne se connecte pas sans chiffrement : le mot de passe pourrait être lu en route. Ouvrez le site en HTTPS, ou sur la machine elle-même par localhost. L’exploitant place un serveur TLS devant Matbaa et règle « url ».
desk-unsafe-title = Connexion non sécurisée
done-closed = L’accès est fermé, les sessions aussi.
done-factor-owed = Votre rôle exige la double authentification pour continuer.
done-factors-reset = La double authentification est retirée, les sessions sont fermées.
done-passkey = La clé d’accès est ajoutée.
done-passkey-removed = La clé d’accès est retirée.
done-password = Le mot de passe est changé, les autres sessions sont fermées.
done-reopened = L’accès est rouvert.
done-reset = Le nouveau mot de passe est enregistré. Connectez-vous avec lui.
done-roles = Les rôles sont enregistrés.
done-saved = Enregistré.
done-session-ended = La session est fermée.
done-signed-out = Vous êtes déconnecté.
done-totp = L’application de codes est active.
done-totp-removed = L’application de codes est retirée.
done-withdrawn = L’invitation est retirée.
first-begin = Commencer
first-sentence = C’est la première porte de la rédaction. Ce compte administre le système, dirige la rédaction et invite les autres.
first-title = Premier administrateur
forgotten-asked = Si cette adresse est celle de quelqu’un d’ici, un message avec un lien valable une heure lui a été envoyé.
forgotten-no-mail = Ce site n’envoie pas de courrier. Demandez un nouveau lien à un administrateur.
forgotten-send = Envoyer le lien
forgotten-sentence = Un lien vers un nouveau mot de passe est envoyé à l’adresse enregistrée.
forgotten-title = Nouveau mot de passe
invitation-accept = Accepter l’invitation
invitation-by = Invitation de { $name }.
invitation-title = Rejoindre { $paper }
invite = Inviter
invite-language = Langue de l’invitation
invite-title = Inviter quelqu’un
invited-back = Retour aux personnes
invited-link = Lien
invited-mailed = Le lien part aussi par courrier.
invited-sentence = Remettez ce lien à { $email }. Il sert une seule fois, pendant sept jours, et ne sera plus affiché.
invited-title = L’invitation est prête
list-comma = ,
mail-given-up =
    { $n ->
        [one] { $n } message abandonné.
       *[other] { $n } messages abandonnés.
    }
mail-invitation-subject = Invitation à { $paper }
mail-invitation-text =
    { $by } vous invite à travailler à { $paper }.

    Ce lien sert une seule fois, pendant sept jours :
    { $link }

    Si vous n’attendiez pas d’invitation, oubliez ce message.
mail-last-error = Dernière erreur :
mail-none = Aucun serveur de courrier n’est configuré : les liens se remettent en main propre.
mail-reset-subject = Nouveau mot de passe pour { $paper }
mail-reset-text =
    Un nouveau mot de passe a été demandé pour cette adresse à { $paper }.

    Ce lien sert une seule fois, pendant une heure :
    { $link }

    Si ce n’était pas vous, oubliez ce message : le mot de passe actuel reste valable.
mail-title = Courrier sortant
mail-waiting =
    { $n ->
        [one] { $n } message en attente.
       *[other] { $n } messages en attente.
    }
name = Nom
passkeys = Clés d’accès
passkeys-add = Ajouter une clé d’accès
passkeys-count =
    { $n ->
        [one] { $n } clé
       *[other] { $n } clés
    }
passkeys-do-not-work = Fonctionnent en HTTPS ou sur localhost seulement
passkeys-name = Nom de la nouvelle clé
passkeys-name-hint = Un nom qui rappelle l’appareil, comme « mon téléphone ».
passkeys-need-script = Ajouter une clé d’accès demande JavaScript.
passkeys-remove = Retirer
passkeys-sentence = Une clé d’accès s’ouvre par l’empreinte, le visage ou le code de l’appareil ; elle remplace mot de passe et seconde étape.
passkeys-since = Ajoutée le
passkeys-used = Dernier usage
password = Mot de passe
people = Personnes
people-all-desks = Tous les services
people-close = Fermer l’accès
people-close-sentence = Fermer l’accès met fin à toutes les sessions et empêche d’entrer. Les articles restent à leurs auteurs.
people-closed = Accès fermé
people-desks = Services
people-desks-of = Services du rôle { $role }
people-first-link-sentence = Un lien vers un premier mot de passe, valable une heure. Avant cela, personne n’entre avec ce compte.
people-has-factor = Active
people-invited = Invitations en attente
people-no-factor = Pas encore
people-no-password = Pas encore d’accès
people-not-yours = Ces rôles sont changés par qui peut les donner.
people-reopen = Rouvrir l’accès
people-reopen-sentence = Les rôles redeviennent ce qu’ils étaient.
people-reset-factors = Réinitialiser
people-reset-factors-sentence = Si téléphone, clés et codes de secours sont perdus : retirer la double authentification et fermer les sessions.
people-reset-link = Préparer un lien
people-reset-link-sentence = Un lien vers un nouveau mot de passe, valable une heure.
people-roles = Rôles
people-sign-in = Accès
people-since = Depuis
people-state = État
people-until = Valable jusqu’au
people-withdraw = Retirer l’invitation
people-you = (moi)
proof-sentence = Cet acte est irréversible ou ouvre des portes. Le mot de passe une fois encore, puis retour à la page.
proof-title = Confirmer l’identité
recovery-code = Code de secours
recovery-codes = Codes de secours
recovery-codes-kept = Codes conservés
recovery-codes-left =
    { $n ->
        [one] { $n } code restant
       *[other] { $n } codes restants
    }
recovery-codes-new = Nouveaux codes
recovery-codes-sentence = Conservez ces codes en lieu sûr, loin du téléphone : chacun ouvre une fois. Ils ne seront plus affichés.
reset-link-sentence = Remettez ce lien à { $email }. Il sert une seule fois, pendant une heure, et ne sera plus affiché.
reset-link-title = Lien vers un nouveau mot de passe
reset-new = Nouveau mot de passe
reset-save = Enregistrer le mot de passe
reset-sentence = Le nouveau mot de passe met fin à toutes les sessions ouvertes.
reset-title = Nouveau mot de passe
role-admin = Administrateur
role-admin-means = Réglages, personnes, courrier et sauvegardes, pas les articles.
role-desk-editor = Chef de rubrique
role-desk-editor-means = Valide, publie et rectifie les articles du service.
role-editor-in-chief = Rédacteur en chef
role-editor-in-chief-means = Tous les articles, la une, et l’irréversible.
role-moderator = Modérateur
role-moderator-means = Les commentaires des lecteurs.
role-photo-editor = Iconographe
role-photo-editor-means = La photothèque, légendes et droits.
role-reporter = Reporter
role-reporter-means = Écrit et envoie en relecture.
role-reviser = Réviseur
role-reviser-means = Relit les textes avant validation.
room-stories = Articles
save = Enregistrer
second-factor = Double authentification
sessions-began = Ouverte le
sessions-end = Fermer
sessions-end-others = Fermer les autres
sessions-seen = Dernière activité
sessions-sentence = Les appareils connectés. Une session se ferme après 12 heures sans activité, et après 14 jours dans tous les cas.
sessions-show = Voir les sessions
sessions-this = Cette session
sessions-title = Sessions
sign-in = Se connecter
sign-in-back = Retour à la connexion
sign-in-code = Code
sign-in-code-hint = Les six chiffres affichés maintenant par l’application. Chaque code sert une seule fois.
sign-in-continue = Continuer
sign-in-email = E-mail
sign-in-email-hint = Pour se connecter et retrouver un mot de passe.
sign-in-factor-help = Si tout est perdu, un administrateur réinitialise la double authentification.
sign-in-forgotten = Mot de passe oublié
sign-in-lost-factor = Sans téléphone ni clé ? Un code de secours
sign-in-nobody-sentence = Le lien du premier administrateur est affiché dans le terminal où Matbaa a été lancé ; il vaut trente minutes. Pour en obtenir un autre :
sign-in-nobody-title = Personne ne travaille encore ici
sign-in-or = ou
sign-in-password-hint =
    { $n ->
        [one] { $n } caractère au moins.
       *[other] { $n } caractères au moins. Une phrase de mots sans lien convient.
    }
sign-in-recovery-hint = L’un des dix codes conservés. Chacun sert une seule fois.
sign-in-use-passkey = Utiliser une clé d’accès
sign-in-with-passkey = Se connecter avec une clé d’accès
sign-out = Se déconnecter
stories-empty = Ici paraîtront les articles du journal : brouillons, en relecture, programmés.
totp = Application de codes
totp-add = Ajouter une application
totp-begin = Activer
totp-confirm = Puis saisir le code que l’application affiche.
totp-off = Pas encore
totp-on = Active
totp-picture = Code QR qui porte le secret à l’application
totp-remove = Retirer l’application
totp-scan = Scanner cette image avec l’application de codes du téléphone.
totp-type = Saisir le secret à la main
room-notices = Notifications
settings = Réglages
audit-log = Journal d’audit
stories-search = Chercher dans les titres
stories-show = Afficher
stories-filters = Filtres
stories-none-found = Aucun article ne correspond. Retirez un filtre ou changez les mots.
stories-tick = Choix
stories-tick-one = Choisir : { $name }
stories-keys = Clavier : J et K pour se déplacer, Entrée pour ouvrir, X pour choisir, / pour chercher, N pour un nouvel article
filter-under-way = En cours
filter-mine = Mes articles
filter-late = En retard
filter-off = Retirés
filter-trash = Corbeille
filter-name = Nom du filtre
filter-keep = Garder le filtre
filter-notify = Me prévenir
filter-notify-on = Me prévenir des nouveautés du filtre { $name }
filter-notify-off = Ne plus me prévenir des nouveautés du filtre { $name }
notice-filter-hit = Un nouvel article dans un de vos filtres
filter-drop = Supprimer le filtre { $name }
state-draft = brouillon
state-in-review = en relecture
state-approved = validé
state-scheduled = programmé
state-spiked = abandonné
state-sent-back = renvoyé
state-published = publié
state-unpublished = dépublié
state-killed = retiré définitivement
state-update-draft = mise à jour en cours
state-update-in-review = mise à jour en attente
story-new = Nouvel article
story-untitled = Sans titre
story-kind = Type d’article
kind-news = Actualité
kind-news-means = les faits et les déclarations par ordre d’importance
kind-news-body = { "" }
kind-analysis = Analyse
kind-analysis-means = le contexte et la suite possible
kind-interview = Entretien
kind-interview-means = questions et réponses
kind-brief = Brève
kind-brief-means = un seul paragraphe
kind-brief-body = { "" }
story-headline-later = Il peut être écrit ou changé plus tard.
story-begin = Commencer
story-private = privé
story-private-means = vu avant publication par l’auteur et le rédacteur en chef seulement
story-state = État
story-due = Échéance
story-busy = { $name } y travaille
story-sent-back-note = Renvoyé avec une note :
story-off-reason = Motif du retrait :
story-lacks = Il manque :
story-on-page = Sur le site
story-back = Retour à l’article
story-locked = { $name } travaille sur cette partie. Rien n’y sera enregistré avant son départ ou votre reprise.
take-over = Prendre la main
story-conflict = L’article a changé depuis que vous l’avez ouvert ; rien n’a été écrasé. Vos mots sont gardés dans une version à part.
story-notation = Écrire intertitres, citations et liens
story-panel = Panneau de l’article
story-moves = La suite
story-no-moves = Aucune action possible pour vous à présent.
story-scheduled-for = Publication le
stories-times = Horaires
story-goes-out = Publication
story-went-out = Publié
story-touched = Modifié
story-embargoed-until = Sous embargo jusqu’au
story-ends-at = Retrait le
story-time = Date et heure
story-people = Personnes
story-writer = Commencé par
story-assignee = Confié à
assign = Confier
nobody = Personne
story-more = Plus
embargo = Embargo
embargo-until = Jusqu’au
embargo-set = Poser l’embargo
embargo-break = Lever l’embargo
story-end = Retirer à une date
story-note-add = Rectificatif ou précision
story-note-kind = Type
story-note-text = Texte visible par les lecteurs
story-note-publish = Publier la note
story-children = Copie, suite, traduction
story-follow-up = Nouvelle suite
story-copy = Copier l’article
story-translate = Traduire en
part-text = Texte
part-pictures = Photo principale
part-facts = Fiche
photo = Photo
picture-upload = Photo de votre appareil (JPEG, PNG, WebP ou HEIC, 40 Mo au plus)
picture-send = Envoyer la photo
picture-remove = Retirer la photo de l’article
picture-missing = Photo introuvable
frame-shape = Recadrage
frame-as-it-is = Comme elle est
frame-whole = La photo entière
focal-across = Point d’intérêt, horizontal
focal-down = Point d’intérêt, vertical
focal-left-most = Tout à gauche
focal-left = À gauche
focal-middle = Au milieu
focal-right = À droite
focal-right-most = Tout à droite
focal-top-most = Tout en haut
focal-top = En haut
focal-bottom = En bas
focal-bottom-most = Tout en bas
frame-means = La photo est recadrée autour de son point d’intérêt ; l’original reste tel quel.
field-headline = Titre
field-kicker = Surtitre
field-deck = Chapeau
field-place = Lieu
field-body = Corps
field-section = Rubrique
field-language = Langue
field-byline = Signature
field-writers = Auteurs
field-names-hint = Séparez les noms par une virgule
field-desk-byline = Signature du service
field-agencies-line = Agences
field-byline-as-printed = Signature telle qu’imprimée
field-topics = Sujets
field-slug = Identifiant d’URL
field-caption = Légende
field-credit = Crédit
field-alt = Texte alternatif
field-alt-means = ce que montre la photo, pour qui ne la voit pas
field-distinct-alt = un texte alternatif qui ne répète pas la légende
field-text-caption = la légende de chaque photo du texte
field-text-credit = le crédit de chaque photo du texte
field-text-alt = le texte alternatif de chaque photo du texte
field-text-distinct-alt = des textes alternatifs des photos du texte qui ne répètent pas leur légende
move-words = Note ou motif
move-submit = Envoyer en relecture
move-approve = Valider
move-publish = Publier
move-publish-update = Publier la mise à jour
move-publish-now = Publier maintenant
move-publish-update-now = Publier la mise à jour maintenant
move-schedule = Programmer
move-unschedule = Déprogrammer
move-send-back = Renvoyer
move-withdraw = Retirer de la relecture
move-revise = Commencer une mise à jour
move-discard = Abandonner la mise à jour
move-spike = Abandonner
move-unspike = Reprendre
move-unpublish = Dépublier
move-kill = Retirer définitivement
move-revive = Reprendre un article retiré
move-legal = obligation légale (451)
minor-edit = Modification mineure
minor-edit-means = ne change pas la date de mise à jour
bulk-title = Agir sur la sélection
versions = Versions
version = Version
version-when = Quand
version-by = Par
version-current = en cours
version-save = enregistrement
version-set-aside = mise de côté
version-restore = restauration
version-import = import
version-begin = début
restore = Restaurer
compare-old = Avant
compare-new = Après
compare-moved = déplacé
compare-form = forme modifiée
compare-name-link = Lien
compare-name-strong = Gras
compare-name-emphasis = Emphase
compare-name-foreign = Autre langue
compare-name-statement = Déclaration
compare-name-kind = Type de bloc
compare-name-dir = Sens
compare-name-lang = Langue
compare-name-level = Niveau du titre
compare-name-shape = Structure
compare-name-picture = Photo
compare-name-alt = Texte alternatif
compare-no-photo = Pas de photo
compare-name-archive = Photo d’archives
compare-name-decorative = Décorative
compare-name-focal = Point focal
compare-name-header-row = Première ligne d’en-tête
compare-name-header-column = Première colonne d’en-tête
compare-name-address = Adresse
compare-name-yes = oui
compare-name-no = non
compare-name-paragraph = paragraphe
compare-name-subheading = intertitre
compare-name-quotation = citation
compare-name-pull_quote = exergue
compare-name-list = liste
compare-name-photo = photo
compare-name-gallery = galerie
compare-name-table = tableau
compare-name-embed = contenu intégré
compare-name-infobox = encadré
compare-name-verse = vers
compare-name-question_answer = question et réponse
compare-name-separator = séparateur
compare-name-rtl = de droite à gauche
compare-name-ltr = de gauche à droite
compare-name-auto = selon la première lettre
compare-first = première version
compare-inline = En une colonne
compare-columns = Côte à côte
compare-same = Aucune différence.
notices-empty = Aucune notification. Ce qui concerne vos articles apparaîtra ici.
notices-read = Tout marquer comme lu
notice-submit = Un article attend la relecture
notice-send-back = Un article vous est renvoyé
notice-approve = Un article est validé
notice-publish = Un article est publié
notice-schedule = Un article est programmé
notice-assign = Un article vous est confié
notice-take-over = Quelqu’un a repris la partie où vous étiez
notice-unpublish = Un article est dépublié
notice-kill = Un article est retiré définitivement
notice-spike = Un article est abandonné
notice-break-embargo = L’embargo d’un article est levé
notice-give-up = Une action programmée n’a pas pu se faire
notice-other = Un article a changé
audit-act = Acte
audit-actor = Auteur
audit-subject = Objet
audit-details = Détails
audit-verify = Vérifier le journal
audit-empty = Aucun acte ne correspond.
audit-whole = Journal intact, lignes : { $n }
audit-edited = Le journal a été modifié à la ligne { $n }
audit-cut = Des lignes manquent après la ligne { $n }
audit-not-signed = Journal non signé par la clé de ce journal, lignes : { $n }
settings-paper = Le journal
settings-no-sections = Aucune rubrique. Ajoutez la première pour commencer.
settings-templates = Modèles d’articles
settings-templates-means = Ce par quoi commence chaque nouvel article de ce type.
settings-pages = Pages fixes
settings-site = Le site
setting-name = Nom du journal
setting-motto = Devise
setting-imprint = Ours
setting-comments-disclaimer = Avertissement des commentaires
setting-contact = E-mail de contact
setting-zone = Fuseau horaire
setting-first-language = Langue principale, à la racine du site
setting-months = Noms des mois
months-levantine = levantins (أيلول)
months-gulf = du Golfe (سبتمبر)
months-egyptian = égyptiens (إبريل)
months-maghrebi = algériens et tunisiens (جويلية)
months-moroccan = marocains (يوليوز)
months-dual = doubles (أيلول/سبتمبر)
setting-eastern = Chiffres arabes orientaux
setting-hijri = Décalage du calendrier hégirien, en jours
setting-issue = Numérotation
setting-issue-day = Un jour connu
setting-issue-number = Son numéro
setting-position = Rang
setting-refused = Une valeur est refusée. Vérifiez le fuseau, les langues et les nombres.
setting-desks-publish = Les chefs de rubrique publient eux-mêmes
setting-own-approval = On peut valider son propre article
setting-second-factor = Double authentification exigée des administrateurs et rédacteurs en chef
section-add = Ajouter une rubrique
section-own-desk = Un service du même nom
section-slug-hint = Déduit du nom si laissé vide. Ne change plus ensuite.
page-title = Titre de la page
page-add = Ajouter une page
done-moved = C’est fait.
done-published = Publié.
done-assigned = Mission enregistrée.
done-embargo = Embargo posé.
done-embargo-broken = Embargo levé.
done-noted = La note est publiée.
done-copied = Voici une nouvelle copie.
done-begun = Nouvel article commencé.
done-taken-over = Cette partie est à vous.
done-uploaded = Photo envoyée. Ajoutez légende, crédit et description.
done-changed-meanwhile = La photo a changé entre-temps ; la vôtre est gardée à part.
done-restored = Version restaurée.
refused-missing = Impossible : le champ « { $name } » est vide.
refused-alt-repeats = Impossible : le texte alternatif répète la légende. Dites ce que montre la photo à qui ne la voit pas.
refused-too-long = Le champ « { $name } » est trop long. Raccourcissez-le.
refused-no-way = Cette action n’est plus possible : l’article a changé d’état. Rouvrez-le.
refused-words = Écrivez une note ou un motif.
refused-embargo = L’article est sous embargo.
refused-locked = Un collègue travaille sur cette partie. Attendez ou prenez la main.
refused-skipped-time = L’heure { $time } n’existe pas ce jour-là : les horloges avancent par-dessus. Choisissez { $becomes } ou un autre moment.
refused-time = Date refusée : elle doit être à venir et ne pas précéder la fin de l’embargo.
refused-there = Il existe déjà.
refused-slug = Cet identifiant ne convient pas : réservé ou sans lettre.
refused-person = L’article n’a été confié à personne : collègue inconnu ou dont la porte est fermée. Choisissez quelqu’un dans la liste.
refused-picture = Photo refusée : ce n’est pas un fichier JPEG, PNG, WebP, HEIC ou GIF lisible ici. Enregistrez-la en JPEG, puis renvoyez-la.
refused-picture-heic = Photo refusée : ce fichier HEIC n’est pas d’un type lisible ici (séquence, ou codage autre que celui des téléphones). Enregistrez-la ou exportez-la en JPEG, puis renvoyez-la (sur le téléphone : Réglages, Appareil photo, Formats, Le plus compatible).
refused-picture-format = Photo refusée : c’est un fichier { $name }, qui n’est pas lu ici. Enregistrez-la en JPEG, puis renvoyez-la.
refused-picture-damaged = Photo refusée : le fichier est endommagé, une partie de l’image manque. Demandez à la recevoir de nouveau.
refused-no-file = Le fichier est vide, ou aucun n’a été choisi. Choisissez de nouveau la photo.
refused-picture-bytes = Photo refusée : elle dépasse 40 Mio. Enregistrez-la en plus petit.
refused-picture-pixels = Photo refusée : elle dépasse 12 000 pixels de côté ou 120 mégapixels. Réduisez-la, puis renvoyez-la.
refused-picture-memory = Photo refusée : son traitement demande plus de mémoire que permis. Réduisez-la ou enregistrez-la en JPEG, puis renvoyez-la.
refused-picture-metadata = Photo refusée : ses métadonnées (profil de couleurs, Exif ou textes) dépassent 4 Mio. Enregistrez-la sans elles.
refused-picture-small = Photo refusée : il faut au moins { $n } pixels de côté.
refused-pictures-busy = Beaucoup de photos sont en cours de traitement. Celle-ci n’a pas été gardée ; renvoyez-la dans une minute.
refused-crop = Recadrage impossible : il doit tenir dans la photo et avoir au moins { $n } pixels de côté.
refused-document = Texte refusé : il dépasse les limites d’un article.
refused-topic = Aucun sujet « { $name } ». Choisissez-en un existant ou demandez au rédacteur en chef de l’ajouter.
refused-not-live = Les lecteurs ne la voient pas dans cette langue ; seul ce qu’ils voient peut être placé ici.
refused-changed = Cela a changé entre-temps et rien n’a été écrasé. Regardez l’état actuel, puis recommencez.
kind-analysis-body =
    { "" }## Les faits

    { "" }## Pourquoi cela compte

    { "" }## Et maintenant
kind-interview-body =
    { "" }Q : 
    { "" }R : 
story-version = version { $n }
version-number = Version { $n }
compare-with = comparée à la version { $n }
story-conflict-look = Version { $n }
story-words =
    { $n ->
        [one] { $n } mot
        *[other] { $n } mots
    }
story-notices =
    { $n ->
        [one] Texte enregistré ; { $n } ligne n’a pas été prise telle quelle, relisez-la.
        *[other] Texte enregistré ; { $n } lignes n’ont pas été prises telles quelles, relisez-les.
    }
bulk-done =
    { $n ->
        [one] Fait pour { $n } article.
        *[other] Fait pour { $n } articles.
    }
bulk-refused = Refusé pour { $n } : champ vide, état ou droit.
story-own = Nul ne valide son propre article : il attend un collègue, sauf réglage contraire du site.
done-welcome = Bienvenue. Décrivez ici votre journal : nom, fuseau, mois, rubriques et ours ; puis commencez par « Articles ».
sections-usual = Ajouter les rubriques usuelles
room-front = Une
field-breaking = Texte de l’alerte
breaking-strip = Bandeau d’alerte
breaking-word = Alerte
breaking-none = Aucun bandeau sur les pages en ce moment.
breaking-story = L’article vers lequel il mène
breaking-needs-story = Un article publié de votre service : des mots de son titre ou son adresse.
breaking-until = Fin
breaking-until-hint = Il disparaît de lui-même à cette heure, 24 heures au plus.
breaking-put-up = Afficher le bandeau
breaking-take-down = Retirer le bandeau
breaking-replace = Un nouveau bandeau à sa place
breaking-ends = fin
breaking-leads-to = mène à
breaking-no-words = Écrivez le texte de l’alerte.
breaking-bad-time = La fin doit être dans l’avenir, 24 heures au plus.
breaking-left-minutes =
    { $n ->
        [one] Encore { $n } minute
       *[other] Encore { $n } minutes
    }
breaking-left-hours =
    { $n ->
        [one] Encore { $n } heure
       *[other] Encore { $n } heures
    }
slots = Articles placés à la main
slots-means = Le reste se remplit par la règle : le plus récent d’abord. Rien ne change pour les lecteurs avant l’enregistrement.
slots-save = Enregistrer l’ordre
slot-lead = Ouverture
slot-second = Deuxième colonne, { $n }
slot-by-rule = Remplie par la règle.
slot-choose = Choisir un article
slot-choose-other = Choisir un autre article
slot-choose-by = Mots du titre, adresse ou identifiant
slot-of-others = Placé par un autre service ou la rédaction en chef.
slot-up = Monter « { $name } »
slot-down = Descendre « { $name } »
slot-clear = Retirer « { $name } » de la une
front-choose-hint = Facultatif : des mots de son titre ou son adresse.
front-look = Chercher
front-drop = Abandonner les changements
front-unsaved = Cet ordre n’est pas encore enregistré.
front-no-story = Aucun article publié avec ces mots dans cette langue.
front-which-story = Plusieurs articles avec ces mots : choisissez.
front-changed = Quelqu’un a changé la une entre-temps ; son travail n’a pas été écrasé. Voici l’ordre actuel.
front-wanted = Ce qui n’a pas été enregistré de votre ordre :
done-breaking-up = Le bandeau est sur les pages.
done-breaking-down = Le bandeau est retiré.
done-front-saved = L’ordre de la une est enregistré ; les lecteurs le voient.
section-save = Enregistrer la rubrique « { $name } »
mail-digest-lead = Ce que vous n’avez pas encore vu à la rédaction :
mail-digest-more =
    { $n ->
        [one] Et { $n } autre, à la rédaction :
       *[other] Et { $n } autres, à la rédaction :
    }
mail-digest-subject =
    { $n ->
        [one] { $n } notification vous attend
       *[other] { $n } notifications vous attendent
    }
mail-notice-change = Pour changer ce qui arrive par courriel :
notice-mail = Notifications par courriel
notice-mail-asking = Aussitôt, ce qui vous demande d’agir
notice-mail-asking-means = Un article vous est renvoyé ou confié, ou n’a pas pu paraître à son heure.
notice-mail-at-once = Aussitôt, toutes les notifications
notice-mail-at-once-means = Deux minutes après, sauf si vous l’avez vue entre-temps.
notice-mail-daily = Une fois par jour
notice-mail-daily-means = Un seul courriel avec ce que vous n’avez pas vu ; aucun s’il n’y a rien.
notice-mail-hour = Heure du courriel quotidien
notice-mail-legend = Ce qui vous est envoyé
notice-mail-never = Pas de courriel
notice-mail-never-means = Les notifications restent à la rédaction.
notice-mail-none = Aucun serveur de courrier n’est configuré : les notifications restent à la rédaction, et votre choix vaudra dès qu’il y en aura un.
delete-for-good = Supprimer définitivement
delete-from = Il pourra l’être à partir du :
delete-reason = Motif
delete-sentence = L’article disparaît définitivement, avec toutes ses versions, notifications et échéances. Personne ne pourra le rétablir.
delete-stays = Ses photos restent aux archives. Le journal d’audit garde la trace de la suppression, de son auteur, et les empreintes des versions et du motif ; aucun texte.
delete-title = Supprimer un article définitivement
done-deleted = L’article est supprimé définitivement.
refused-in-trash = Un article reste trente jours à la corbeille après sa dernière modification avant de pouvoir être supprimé définitivement.
refused-was-published = Cet article a été publié, et ce que les lecteurs ont eu ne se supprime pas. Dépubliez-le ou retirez-le ; le dossier garde ce qui était en page.

settings-logo = Logo
settings-logo-means = Une image en tête de chaque page à la place du nom écrit, sur fond transparent si possible. Elle est réduite à 960 × 240 pixels.
setting-logo-light = Sur fond clair
setting-logo-dark = Sur fond sombre
logo-file = Fichier PNG, WebP ou JPEG
logo-upload = Envoyer le logo
logo-remove = Retirer le logo
setting-refused-one = La valeur de « { $setting } » est refusée. Corrigez-la et enregistrez à nouveau ; rien n’a changé.
room-topics = Sujets
topics-search = Chercher un sujet
topics-empty = Aucun sujet. Un sujet réunit des articles de plusieurs rubriques sur une page que les lecteurs suivent.
topic-add = Ajouter un sujet
room-writers = Auteurs
writers-search = Chercher un auteur
writers-empty = Aucun auteur. Qui signe un article a une page à son nom.
writer-add = Ajouter un auteur
writer-people = À la rédaction
writer-nobody = Personne à la rédaction.
field-about = Présentation
field-about-topic = Une phrase sous le titre de sa page
field-about-writer = Fonction et présentation
names-stories = Articles
names-further = Suite
names-none-found = Rien avec ces mots.
names-change = Nom et adresse
names-slug-new = Facultatif : tirée du nom.
names-slug-moves = Reste la même si vous n’y touchez pas ; l’ancienne adresse mène à la nouvelle.
name-missing = Écrivez le nom.
name-taken = Ce nom ou cette adresse existe déjà, ou a appartenu à un autre.
topic-merge = Fondre dans un autre sujet
topic-merge-means = Les articles passent à l’autre sujet et l’adresse de cette page y mène. C’est sans retour.
topic-merge-into = Le sujet qui reste
topic-merge-none = Aucun autre sujet de ce nom.
topic-merge-do = Fondre « { $name } » dans le sujet choisi
done-merged = Les deux sujets n’en font plus qu’un.
done-writer-linked = La signature est enregistrée.
person-signs = Signature
person-signs-as = Signe
person-signs-means = Ses nouveaux articles commencent avec cette signature. Vide pour qui ne signe pas.
person-writer-unknown = Aucun auteur de ce nom. La rédaction en chef l’ajoute sous « Auteurs ».
names-count =
    { $n ->
        [0] aucun article
        [one] { $n } article
       *[other] { $n } articles
    }

# Actes du journal d’audit
audit-any = Tous les actes
audited-add-desk = Desk ajouté
audited-add-picture = Photo ajoutée
audited-crop-picture = Photo recadrée
audited-describe-picture = Photo décrite dans la photothèque
audited-add-section = Rubrique ajoutée
audited-add-topic = Thème ajouté
audited-add-writer = Signature ajoutée
audited-approve = Validation
audited-assign = Attribution
audited-begin = Article commencé
audited-accept-loss = Perte de données acceptée
audited-storage-full = Disque plein
audited-break-embargo = Embargo levé avant l’heure
audited-bulk-import = Import d’archives
audited-change-paper = Réglages modifiés
audited-change-section = Rubrique modifiée
audited-change-topic = Thème modifié
audited-change-writer = Signature modifiée
audited-clarification = Précision
audited-copy = Copie d’article
audited-correction = Rectificatif
audited-delete-for-good = Suppression définitive
audited-discard = Mise à jour abandonnée
audited-end-breaking = Fin de l’alerte
audited-factors-reset = Second facteur retiré
audited-fill-slots = Une recomposée
audited-first-admin-link = Lien du premier administrateur
audited-give-up = Échéance impossible
audited-hide-from-most-read = Retrait des plus lus
audited-import = Import d’article
audited-invitation-withdraw = Invitation retirée
audited-invite = Invitation
audited-kill = Retrait définitif
audited-merge-topics = Fusion de thèmes
audited-notice-mail-change = Choix du courriel
audited-passkey-add = Clé d’accès ajoutée
audited-passkey-remove = Clé d’accès retirée
audited-password-change = Mot de passe changé
audited-password-reset = Mot de passe réinitialisé
audited-person-add = Nouvelle personne
audited-person-close = Compte fermé
audited-person-reopen = Compte rouvert
audited-profile-change = Profil modifié
audited-proof = Preuve d’identité
audited-publish = Publication
audited-recovery-codes-make = Codes de secours créés
audited-reset-link = Lien de réinitialisation
audited-restore = Version restaurée
audited-retraction = Rétractation
audited-revise = Mise à jour commencée
audited-revive = Article rétabli
audited-right-of-reply = Droit de réponse
audited-roles-change = Rôles modifiés
audited-save = Enregistrement
audited-schedule = Programmation
audited-schedule-end = Fin programmée
audited-send-back = Renvoi pour correction
audited-session-end = Session fermée
audited-sessions-end = Autres sessions fermées
audited-set-aside = Mis de côté
audited-set-breaking = Alerte
audited-set-embargo = Embargo posé
audited-sign-in = Connexion
audited-spike = Mise à la corbeille
audited-static-page = Page fixe
audited-submit = Soumis pour relecture
audited-take-over = Reprise de la main
audited-thin-out = Anciennes versions allégées
audited-totp-add = Codes d’application ajoutés
audited-totp-remove = Codes d’application retirés
audited-unpublish = Dépublication
audited-unschedule = Programmation annulée
audited-unspike = Sorti de la corbeille
audited-withdraw = Retrait de la relecture
audited-writer-of-person = Signature d’une personne
room-photos = Photothèque
done-photo-added = La photo est dans la photothèque. Ajoutez légende, crédit et texte alternatif.
done-photos-described = Enregistré pour les photos choisies.
photo-as-in-file = Comme dans le fichier
photo-back = Photothèque
photo-caption-writer = Rédacteur de la légende
photo-copyright = Droits d’auteur
photo-creator = Photographe
photo-expires = Dernier jour selon le fichier
photo-field = Champ
photo-file-says = Dans le fichier
photo-from-story = Du premier article publié avec elle
photo-headline = Titre de la photo
photo-in-archive = Dans la photothèque
photo-instructions = Consignes
photo-keywords = Mots-clés
photo-licence = Page sur les droits
photo-list-hint = Séparés par des virgules.
photo-megabytes = { $n } Mo
photo-no-one-else = Utilisée dans aucun article.
photo-nothing-in-file = rien
photo-persons = Personnes
photo-place = Lieu
photo-record = Données de la photo
photo-record-means = Ce que dit le fichier à côté de ce que la rédaction a décidé. Le fichier ne change pas.
photo-repeats = Le texte alternatif répète la légende. Dites ce que l’on voit, pour qui ne voit pas la photo.
photo-said = Le fichier dit aussi
photo-source = Source d’origine
photo-taken = Prise de vue
photo-taken-hint = Une année, un mois ou un jour : 1987, 08/2016 ou 29/08/2016
photo-unnamed = Photo sans légende
photo-usage-terms = Conditions d’utilisation
photo-used-former = n’y est pas actuellement
photo-used-lead = photo principale
photo-used-text = dans le texte
photo-uses = Où elle a servi
photo-added-by = ajoutée par { $name }
photos-add = Envoyer des photos
photos-added-ago = ajoutée
photos-again = Renvoyer ce qui n’est pas arrivé
photos-all = Toutes les photos
photos-bad-date = Date incomprise. Écrivez une année, un mois ou un jour : 1987, 08/2016 ou 29/08/2016.
photos-building = L’index des photos est en construction. Réessayez dans un instant.
photos-choose = Choisir des fichiers
photos-clear = Effacer
photos-date = Date
photos-any = tous
photos-drop = Déposez les photos ici
photos-empty = La photothèque est vide. Envoyez les premières photos, ou ajoutez-les dans un article.
photos-everywhere = Remplacer l’ancien
photos-found =
    { $n ->
        [0] aucune photo
        [one] { $n } photo
       *[other] { $n } photos
    }
photos-further = Photos plus anciennes
photos-hide = Masquer
photos-lack-alt = Sans texte alternatif
photos-lack-caption = Sans légende
photos-lack-credit = Sans crédit
photos-narrow = Affiner
photos-no-caption = Sans légende
pics-no-connection = La connexion est coupée. Renvoyez le fichier.
photos-no-words = Il n’y a aucun mot à chercher.
photos-none = Aucune photo de ce genre. Essayez un autre mot, ou effacez les filtres.
photos-none-picked = Aucune photo n’est choisie.
photos-nothing-typed = Il n’y a rien à enregistrer.
photos-only-empty = Seulement si vide
photos-over = Où écrire
photos-person = Personne
photo-pick = Choisir : { $name }
pics-picked-few = %n photos choisies
pics-picked-many = %n photos choisies
pics-picked-one = %n photo choisie
pics-picked-other = %n photos choisies
pics-picked-two = %n photos choisies
pics-picked-zero = Aucune photo choisie
photos-bulk = Décrire les photos choisies
pics-refused = %name refusée : %problem
photos-save-picked = Enregistrer pour ce choix
photos-search = Chercher dans les légendes, noms et lieux
pics-sending = %done sur %total arrivées
pics-sent-all = %done photos sur %total sont arrivées
photos-sheet = Imprimer une planche-contact
photos-show-new = Les voir
pics-key-next = photo suivante
pics-key-previous = photo précédente
pics-key-tick = choisir la photo
pics-key-all = tout choisir
pics-waiting = Le serveur ne répond pas. L’envoi reprendra de lui-même : %done sur %total
pics-too-large = Le fichier dépasse 40 Mo.
photos-too-many =
    { $n ->
        [one] Une seule photo à la fois.
       *[other] { $n } photos à la fois au plus.
    }
done-photo-withdrawn = La photo est retirée de tout ce que voient les lecteurs.
notice-picture-ends = Les droits d’une photo expirent demain
refused-picture-ended = L’article contient une photo dont les droits ont expiré le { $day }. Remplacez-la ou renouvelez ses droits dans la photothèque.
refused-picture-language = L’article contient une photo qui ne peut servir dans cette langue ({ $language }). Remplacez-la ou changez ses droits dans la photothèque.
refused-picture-withdrawn = L’article contient une photo retirée, qui ne peut plus servir. Remplacez-la ou supprimez-la.
version-withdrawn = photo retirée
audited-allow-picture-again = Photo de nouveau autorisée
audited-change-picture-rights = Droits d’une photo modifiés
audited-withdraw-picture = Photo retirée partout
photo-allow = L’autoriser de nouveau
photo-allow-means = Elle ne revient pas d’elle-même dans les articles.
photo-ended = Droits expirés
photo-ends-in =
    { $n ->
        [0] ses droits expirent aujourd’hui
        [one] ses droits expirent demain
       *[other] ses droits expirent dans { $n } jours
    }
photo-for-ever = Sans fin
photo-free = Autorisée
photo-free-in = Autorisée : { $languages }
photo-languages = Peut servir dans ces langues
photo-languages-all = Toutes, si aucune n’est choisie.
photo-last-day = Dernier jour
photo-last-day-hint = Un jour comme 30/09/2016, ou rien si les droits n’ont pas de fin.
photo-no-rights = Rien n’est noté.
photo-owner = Propriétaire
photo-rights = Droits d’utilisation
photo-terms = Conditions
photo-withdraw = La retirer partout
photo-withdraw-means =
    { $n ->
        [0] Elle n’est dans aucun article publié. Une fois retirée, elle ne pourra plus servir ; l’original reste dans la photothèque.
        [one] Elle quitte aussitôt { $n } article publié, la une et les flux, et ne peut plus servir. L’original reste dans la photothèque, et le motif est inscrit au journal.
       *[other] Elle quitte aussitôt { $n } articles publiés, la une et les flux, et ne peut plus servir. L’original reste dans la photothèque, et le motif est inscrit au journal.
    }
photo-withdraw-reason = Motif
photo-withdrawn = Retirée
photo-withdrawal = Retirer la photo
photos-barred = Interdite
photos-ending = Expirent cette semaine
photos-ends = Expire bientôt
photos-rights = Droits
done-photo-replaced = Le nouveau fichier remplace l’ancien dans tout ce que voient les lecteurs.
version-replaced = photo remplacée
audited-replace-picture = Fichier d’une photo remplacé
photo-new-file = Nouveau fichier
photo-replace = Remplacer le fichier
photo-replace-means =
    { $n ->
        [0] Elle n’est dans aucun article publié. Le nouveau fichier reprend ses données et ses droits ; l’ancien reste dans la photothèque.
        [one] Le nouveau fichier la remplace aussitôt dans { $n } article publié, sans recadrage, et reprend ses données et ses droits. L’ancien reste dans la photothèque et dans les brouillons.
       *[other] Le nouveau fichier la remplace aussitôt dans { $n } articles publiés, sans recadrage, et reprend ses données et ses droits. L’ancien reste dans la photothèque et dans les brouillons.
    }
photo-replaced-by = Cette photo a été remplacée par une autre : l’ouvrir.
photo-replacement = Remplacer la photo
photo-same-file = C’est le même fichier. Choisissez-en un autre.
photo-alike = { $n } % semblable
photo-like = Photos qui lui ressemblent
photo-like-means = D’après ce que l’on y voit ; la décision revient à la rédaction.
photo-newer = Précédente
photo-older = Suivante
photo-use = Utiliser dans un article
story-new-photo = L’article commence avec cette photo.
pics-signed-out = Votre session est terminée. Reconnectez-vous, puis renvoyez le fichier.
