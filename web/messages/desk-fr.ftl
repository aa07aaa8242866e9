# Words of the desk, after the project's glossary; readers never load them. Built like the others: every id stands in all three files.
account-arrange-passkeys = Gérer les clés
account-back = Retour au compte
account-change-password = Changer le mot de passe
account-factor-sentence = Une seconde étape après le mot de passe protège le journal s’il fuit. Une clé d’accès remplace les deux.
account-language = Langue de la rédaction
account-owes-factor = Votre rôle exige une double authentification. Ajoutez une clé d’accès ou une application de codes pour continuer.
account-password-hint =
    { $n ->
        [one] { $n } caractère au moins. Les autres sessions se ferment.
       *[other] { $n } caractères au moins. Les autres sessions se ferment.
    }
account-profile = Nom et langue
account-title = Mon compte
cancel = Annuler
desk-back = Retour
desk-forbidden-sentence = Votre rôle ne permet pas cet acte. Demandez à qui en a le droit, ou à un administrateur.
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
door-back = Retour à la connexion
door-bad-email = Ce n’est pas une adresse e-mail valable.
door-bad-name = Le nom tient en une ligne de 100 caractères au plus.
door-bad-passkey = La clé d’accès n’a pas été acceptée. Réessayez, ou utilisez le mot de passe.
door-code = Code
door-code-hint = Les six chiffres affichés maintenant par l’application. Chaque code sert une seule fois.
door-continue = Continuer
door-crowded = Beaucoup de connexions en ce moment. Réessayez dans quelques secondes.
door-email = E-mail
door-email-hint = Pour se connecter et retrouver un mot de passe.
door-email-taken = Cette adresse a déjà un compte ici.
door-factor-help = Si tout est perdu, un administrateur réinitialise la double authentification.
door-factor-owed = C’est le dernier second facteur, et votre rôle l’exige. Ajoutez-en un autre d’abord.
door-forgotten = Mot de passe oublié
door-last-admin = Le journal a besoin d’un administrateur. Nommez-en un autre d’abord.
door-last-chief = Le journal a besoin d’un rédacteur en chef. Nommez-en un autre d’abord.
door-link-spent = Ce lien a servi, a été retiré ou a expiré. Demandez-en un nouveau à qui l’a envoyé.
door-lost-factor = Sans téléphone ni clé ? Un code de secours
door-no-entry = E-mail ou mot de passe incorrect.
door-no-role = Choisissez au moins un rôle.
door-nobody-sentence = Le lien du premier administrateur est affiché dans le terminal où Matbaa a été lancé ; il vaut trente minutes. Pour en obtenir un autre :
door-nobody-title = Personne ne travaille encore ici
door-or = ou
door-password-hint =
    { $n ->
        [one] { $n } caractère au moins.
       *[other] { $n } caractères au moins. Une phrase de mots sans lien convient.
    }
door-paused = Trop d’essais infructueux. La porte rouvre bientôt, dans un quart d’heure au plus.
door-recovery-hint = L’un des dix codes conservés. Chacun sert une seule fois.
door-use-passkey = Utiliser une clé d’accès
door-weak-common = Ce mot de passe est de ceux qu’on essaie d’abord. Une phrase de mots sans lien convient.
door-weak-long = Le mot de passe est trop long.
door-weak-own = Le mot de passe est votre nom ou votre adresse.
door-weak-short =
    { $n ->
        [one] Le mot de passe a moins de { $n } caractère.
       *[other] Le mot de passe a moins de { $n } caractères.
    }
door-with-passkey = Se connecter avec une clé d’accès
door-wrong-code = Le code est faux, ou a déjà servi.
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
people-door = Accès
people-has-factor = Active
people-invited = Invitations en attente
people-no-factor = Pas encore
people-not-yours = Ces rôles sont changés par qui peut les donner.
people-reopen = Rouvrir l’accès
people-reopen-sentence = Les rôles redeviennent ce qu’ils étaient.
people-reset-factors = Réinitialiser
people-reset-factors-sentence = Si téléphone, clés et codes de secours sont perdus : retirer la double authentification et fermer les sessions.
people-reset-link = Préparer un lien
people-reset-link-sentence = Un lien vers un nouveau mot de passe, valable une heure.
people-roles = Rôles
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
