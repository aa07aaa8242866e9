comments-closed = Les commentaires sont fermés
comments-frozen = Les commentaires sont suspendus pour le moment ; ceux déjà publiés restent.
comments-too-old = Les commentaires sur cet article sont clos, sa publication datant de plusieurs jours.
comments-of = Commentaires : { $headline }
comments-more = Commentaires plus anciens
comments-count =
    { $n ->
        [0] Aucun commentaire
        [one] { $n } commentaire
       *[other] { $n } commentaires
    }
most-commented = Les plus commentés
comments-first = Soyez le premier à commenter.
comments-back = Retour à l’article
comment-name = Nom
comment-email = E-mail (jamais affiché)
comment-optional = facultatif
comment-text = Votre commentaire
comment-trap = Laissez ce champ vide
comment-send = Envoyer
comment-send-confirmed = Oui, envoyer mon commentaire
comment-reply = Répondre
comment-reply-to = Répondre à { $name }
comment-answering = Votre réponse à { $name }
comment-reply-stop = Annuler la réponse
comment-like = J’aime
comment-like-of = J’aime le commentaire de { $name }
comment-likes =
    { $n ->
        [0] J’aime
        [one] J’aime ({ $n })
       *[other] J’aime ({ $n })
    }
comment-like-title = Vous aimez ce commentaire ?
comment-like-yes = Oui, j’aime
comment-report = Signaler
comment-report-of = Signaler le commentaire de { $name }
comment-report-title = Pourquoi signaler ce commentaire ?
comment-report-reason = Choisissez un motif dans la liste.
comment-report-send = Envoyer le signalement
comment-reported-title = Signalement reçu, merci
comment-reported = Un modérateur va lire ce commentaire et décider. Il reste en place jusque-là.
comment-edited = modifié par son auteur
comment-withdrawn-words = Ce commentaire a été retiré par son auteur.
comment-erased-words = Ce commentaire a été effacé.
comment-hidden-words = Ce commentaire n’est pas affiché.
comment-confirm-title = Envoyer votre commentaire ?
comment-confirm = Relisez, puis appuyez une dernière fois. Cette étape empêche des programmes de commenter à la place des gens.
comment-reply-title = Répondre à un commentaire
comment-problem-title = Votre commentaire n’est pas encore envoyé
comment-too-many = Vous avez envoyé beaucoup de commentaires en peu de temps. Attendez un peu puis renvoyez ; votre texte est ci-dessous.
comment-banned = Vous ne pouvez pas commenter dans ce journal pour le moment.
comment-banned-until = Vous ne pouvez pas commenter dans ce journal jusqu’au { $until }.
comment-no-thread = Le commentaire auquel vous répondez n’est plus affiché. Vous pouvez commenter depuis la page de l’article.
comment-empty = Écrivez d’abord votre commentaire.
comment-name-missing = Donnez un nom qui s’affichera avec votre commentaire.
comment-bad-email = L’adresse e-mail n’est pas valable. Corrigez-la ou laissez le champ vide.
comment-too-long =
    { $n ->
       *[other] Le commentaire dépasse { $n } caractères. Raccourcissez-le et renvoyez.
    }
comment-name-too-long =
    { $n ->
       *[other] Le nom dépasse { $n } caractères. Raccourcissez-le.
    }
comment-links =
    { $n ->
       *[other] Trop de liens : { $n } au plus. Retirez-en et renvoyez.
    }
comment-edit-late = Le délai pour modifier ce commentaire est passé.
comment-edit = Modifier votre commentaire
comment-edit-until =
    { $n ->
        [0] délai passé
        [one] Vous avez { $n } minute pour le modifier
       *[other] Vous avez { $n } minutes pour le modifier
    }
comment-save = Enregistrer
comment-withdraw = Retirer mon commentaire
comment-own-link = Gardez l’adresse de cette page : elle seule permet de suivre ou de retirer votre commentaire.
comment-see = Le voir en place
comment-is-waiting = Votre commentaire attend la modération
comment-is-approved = Votre commentaire est publié
comment-is-rejected = Votre commentaire n’a pas été publié
comment-is-spam = Votre commentaire attend la modération
comment-is-withdrawn = Votre commentaire est retiré
comment-is-erased = Votre commentaire est effacé
comment-means-waiting = Un modérateur lit chaque commentaire avant publication. Vous n’avez rien d’autre à faire.
comment-means-approved = Il figure maintenant sous l’article.
comment-means-rejected = Un modérateur l’a lu et l’a jugé contraire à la charte.
comment-means-spam = Le programme l’a pris pour de la publicité ; un modérateur peut encore le voir.
comment-means-withdrawn = Les lecteurs ne le voient plus.
comment-means-erased = Il n’en reste rien.
comment-refused-for = Motif
comment-rules = Charte des commentaires
refusal-insult = Insulte
refusal-hatred = Appel à la haine ou à la violence
refusal-privacy = Atteinte à la vie privée
refusal-advertising = Publicité
refusal-off-topic = Hors sujet
refusal-untrue = Information fausse
refusal-other = Autre motif
problem-form-title = Ce n’est pas un formulaire
problem-form-sentence = Envoyez votre commentaire depuis le formulaire de la page.
problem-large-title = Trop volumineux
problem-large-sentence = Ce qui a été envoyé dépasse ce que nous acceptons. Raccourcissez, puis renvoyez.
problem-foreign-title = Depuis une autre page
problem-foreign-sentence = La demande vient d’une page qui n’est pas la nôtre ; rien n’a été modifié. Ouvrez la page ici et réessayez.
problem-bad-title = Demande illisible
problem-bad-sentence = L’adresse ou la demande est illisible. Repartez de la page d’accueil ou d’un de ses liens.
