# The editor. Words under ed- are for its script: what is filled in stands as %name, and what counts has one message for
# each plural category of any language.

version-typing = en cours de saisie
paste-pictures =
    { $n ->
        [one] Une image n'a pas suivi : envoyez son fichier.
        *[other] { $n } images n'ont pas suivi : envoyez leurs fichiers.
    }
paste-frames =
    { $n ->
        [one] Un élément intégré n'a pas suivi : intégrez-le par son adresse.
        *[other] { $n } éléments intégrés n'ont pas suivi : intégrez-les par leurs adresses.
    }
paste-links =
    { $n ->
        [one] Un lien avait une adresse refusée ; ses mots sont restés.
        *[other] { $n } liens avaient des adresses refusées ; leurs mots sont restés.
    }
paste-cut =
    { $n ->
        [one] Le texte collé dépasse la limite ; le reste a été laissé.
        *[other] Le texte collé dépasse la limite ; le reste a été laissé.
    }
embed-unknown = Cette adresse n'est pas celle d'un site autorisé : { $names }.
hint-arabic-mark = Signe latin dans un texte arabe
hint-space-before = Espace avant le signe
hint-space-after = Pas d'espace après le signe
hint-tatweel = Allongement inutile
hint-double-space = Deux espaces de suite
hint-doubled-mark = Signe doublé
hint-joined-waw = Le waw se joint au mot suivant
hint-digits = Chiffres d'une autre série
hint-zero-width = Caractère invisible entre les lettres
hint-bidi-control = Caractère de direction inutile
hint-letters = Hamza ou ta marbuta mal placée
hint-quotes = Guillemets d'une autre sorte
ed-keep = Garder une version
ed-remark = Note
ed-hint-take = Appliquer la correction sous le curseur
ed-online = en ligne
ed-offline = hors ligne
ed-speaker = Qui parle ?
ed-question-line = La question
ed-write = Écrivez ici, ou tapez / pour insérer une photo, un tableau, une citation
ed-text = Texte de l'article
ed-toolbar = Mise en forme
ed-slash = Insérer
ed-paragraph = Paragraphe
ed-subheading = Intertitre
ed-subheading-3 = Petit intertitre
ed-quotation = Citation
ed-list = Liste
ed-ordered = Liste numérotée
ed-pull-quote = Exergue
ed-strong = Gras
ed-emphasis = Emphase
ed-link = Lien
ed-link-where = Vers quelle adresse ?
ed-link-set = Lier
ed-link-take = Retirer le lien
ed-link-wrong = Écrivez une adresse complète comme https://example.org, un courriel ou un chemin qui commence par /
ed-foreign = Langue
ed-foreign-which = En quelle langue sont ces mots ?
ed-foreign-set = Marquer
ed-foreign-take = Retirer
ed-photo = Photo
ed-table = Tableau
ed-embed = Intégrer
ed-embed-where = Adresse de la publication ou de la vidéo
ed-embed-set = Intégrer
ed-embed-title = Que montre-t-il ?
ed-infobox = Encadré
ed-infobox-title = Titre de l'encadré
ed-verse = Vers
ed-question = Question et réponse
ed-separator = Séparateur
ed-turn = Sens du paragraphe
ed-up = Monter
ed-down = Descendre
ed-remove = Supprimer le bloc
ed-undo = Annuler
ed-redo = Rétablir
ed-unseen = Montrer les caractères invisibles
ed-unseen-short = Invisibles
ed-find-short = Chercher
ed-find = Chercher et remplacer
ed-find-next = Suivant
ed-find-previous = Précédent
ed-find-exact = Exactement ainsi
ed-find-none = Introuvable
ed-find-at = %n sur %all
ed-replace-with = Remplacer par
ed-replace = Remplacer
ed-replace-all = Tout remplacer
ed-close = Fermer
ed-cancel = Annuler
ed-caption = Légende
ed-credit = Crédit
ed-alt = Description pour qui ne la voit pas
ed-archive = Photo d'archives
ed-decorative = Décorative, sans description
ed-focal = Choisir le point qui reste visible au recadrage
ed-picture-gone = L'image est introuvable
ed-gallery-caption = Légende de la galerie
ed-table-caption = Titre du tableau
ed-header-row = La première ligne est un en-tête
ed-header-column = La première colonne est un en-tête
ed-row-add = Ligne après
ed-column-add = Colonne après
ed-row-take = Supprimer la ligne
ed-column-take = Supprimer la colonne
ed-picture-file = Un fichier de votre appareil
ed-picture-search = Chercher dans les archives
ed-picture-use = Placer dans le texte
ed-picture-large = « %name » dépasse 40 Mo
ed-pictures = Photos des archives
ed-no-pictures = Aucune photo. Envoyez un fichier.
ed-no-caption = Sans légende
ed-uploads = Fichiers en cours d'envoi
ed-saved = Enregistré %ago
ed-version = version %n
ed-changed = Enregistrement dans un instant
ed-sending = Enregistrement…
ed-away = Le serveur ne répond pas. Vérifiez le réseau.
ed-away-kept = Hors ligne · ce que vous écrivez est gardé dans ce navigateur
ed-away-lost = Hors ligne, et ce navigateur ne garde rien : copiez votre texte avant de fermer
ed-signed-out = Votre session a pris fin. Connectez-vous dans une autre fenêtre puis revenez : votre texte reste.
ed-sign-in = Se connecter dans une autre fenêtre
ed-server-trouble = Le serveur n'a pas pu le faire. Réessayez dans un instant.
ed-taken = Le texte est maintenant chez %name
ed-taken-aside = Ce que vous avez écrit est gardé dans la version %n.
ed-taken-journaled = Ce que vous avez écrit est gardé dans ce navigateur et reviendra avec le texte.
ed-held = %name écrit dans ce texte. Vous pouvez le lire.
ed-reload = Recharger la page
ed-restored = Ce que vous aviez écrit et qui n'était pas arrivé est revenu.
ed-restored-drop = L'abandonner
ed-merged = Le texte a changé ailleurs pendant que vous écriviez ; les deux ont été réunis.
ed-merged-look = Comparer
ed-pasted-alone = Collé sans l'aide du serveur ; vérifiez la mise en forme.
ed-fits-all = tient dans toutes les places de la une
ed-fits-lead = ne tient que dans l'ouverture
ed-fits-none = dépasse deux lignes dans l'ouverture
ed-hint = Correction proposée
ed-hint-drop = Ignorer
ed-hint-delete = Supprimer
ed-hints-all = Appliquer toutes les corrections typographiques
ed-hints-none = aucune correction proposée
ed-words-zero = %n mots
ed-words-one = %n mot
ed-words-two = %n mots
ed-words-few = %n mots
ed-words-many = %n mots
ed-words-other = %n mots
ed-minutes-zero = %n minutes de lecture
ed-minutes-one = %n minute de lecture
ed-minutes-two = %n minutes de lecture
ed-minutes-few = %n minutes de lecture
ed-minutes-many = %n minutes de lecture
ed-minutes-other = %n minutes de lecture
ed-letters-zero = titre : %n signes
ed-letters-one = titre : %n signe
ed-letters-two = titre : %n signes
ed-letters-few = titre : %n signes
ed-letters-many = titre : %n signes
ed-letters-other = titre : %n signes
ed-hints-zero = %n corrections proposées
ed-hints-one = %n correction proposée
ed-hints-two = %n corrections proposées
ed-hints-few = %n corrections proposées
ed-hints-many = %n corrections proposées
ed-hints-other = %n corrections proposées
ed-hints-taken-zero = %n corrections appliquées. Ctrl+Z les annule.
ed-hints-taken-one = %n correction appliquée. Ctrl+Z l'annule.
ed-hints-taken-two = %n corrections appliquées. Ctrl+Z les annule.
ed-hints-taken-few = %n corrections appliquées. Ctrl+Z les annule.
ed-hints-taken-many = %n corrections appliquées. Ctrl+Z les annule.
ed-hints-taken-other = %n corrections appliquées. Ctrl+Z les annule.
ed-replaced-zero = %n remplacements
ed-replaced-one = %n remplacement
ed-replaced-two = %n remplacements
ed-replaced-few = %n remplacements
ed-replaced-many = %n remplacements
ed-replaced-other = %n remplacements
ed-uploaded-zero = %n photos placées
ed-uploaded-one = %n photo placée
ed-uploaded-two = %n photos placées
ed-uploaded-few = %n photos placées
ed-uploaded-many = %n photos placées
ed-uploaded-other = %n photos placées
ed-merged-conflicts-zero = Les deux textes ont été réunis ; à %n endroits vous aviez changé les mêmes mots : les deux sont restés.
ed-merged-conflicts-one = Les deux textes ont été réunis ; à un endroit vous aviez changé les mêmes mots : les deux sont restés.
ed-merged-conflicts-two = Les deux textes ont été réunis ; à %n endroits vous aviez changé les mêmes mots : les deux sont restés.
ed-merged-conflicts-few = Les deux textes ont été réunis ; à %n endroits vous aviez changé les mêmes mots : les deux sont restés.
ed-merged-conflicts-many = Les deux textes ont été réunis ; à %n endroits vous aviez changé les mêmes mots : les deux sont restés.
ed-merged-conflicts-other = Les deux textes ont été réunis ; à %n endroits vous aviez changé les mêmes mots : les deux sont restés.
