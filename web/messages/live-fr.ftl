shell-away = Liaison perdue avec la rédaction : cette page peut ne plus être à jour.
shell-changed-zero = Rien n’a changé
shell-changed-one = Un article a changé
shell-changed-two = %n articles ont changé
shell-changed-few = %n articles ont changé
shell-changed-many = %n articles ont changé
shell-changed-other = %n articles ont changé
shell-refresh = Actualiser
present-name = { $name } est ici
remarks = Remarques des collègues
remark-quote = Passage visé
refused-quote = Ces mots ne figurent pas dans le texte actuel. Copiez-les tels quels, ou laissez le champ vide pour parler de tout l’article.
refused-too-late-to-edit = Une remarque se modifie dans le quart d’heure. Répondez-y plutôt.
notice-mention = Un collègue vous appelle dans une remarque
notice-reply = Réponse à votre remarque
audited-add-remark = Remarque sur un article
audited-edit-remark = Modification d’une remarque
audited-delete-remark = Suppression d’une remarque
audited-resolve-remark = Remarque réglée
audited-reopen-remark = Remarque rouverte
remarks-none = Aucune remarque. Ce qui s’écrit ici reste entre collègues et n’atteint pas les lecteurs.
remark-new = Nouvelle remarque
remark-text = Remarque
remark-calls-hint = Écrivez @ puis le nom d’un collègue pour l’avertir.
remark-quote-hint = À copier du texte ; laissez vide pour parler de tout l’article.
remark-send = Ajouter
remark-answer = Répondre
remark-edit = Modifier
remark-delete = Supprimer
remark-resolve = Régler
remark-reopen = Rouvrir
remark-edited = modifiée
remark-deleted = { $name } : supprimée
remark-lost = Le texte a changé ; ce passage n’y figure plus.
remark-resolved-by = Réglée par { $name }
remarks-resolved = { $n ->
    [one] { $n } remarque réglée
   *[other] { $n } remarques réglées
}
shell-story-changed = L’article a changé depuis que vous l’avez ouvert
shell-remarks-new = Nouvelles remarques
shell-present = %name est ici
preview = Aperçu
preview-of = Aperçu de « { $name } » tel que le lecteur le verra
preview-width = Largeur de la page
preview-free = Libre
preview-links = Liens pour l’extérieur
preview-links-means = Qui a le lien voit cet article seul, dans son état présent, jusqu’au terme ou jusqu’à ce que vous le révoquiez. Rien ne s’ouvre tant qu’un embargo court.
preview-link = Lien d’aperçu
preview-link-made = Ce lien ne sera plus montré. Copiez-le et envoyez-le.
preview-embargo = Article sous embargo ; pas de lien avant le
preview-good-for = Valable
preview-hours-1 = Une heure
preview-hours-6 = 6 heures
preview-hours-24 = Un jour
preview-hours-72 = 3 jours
preview-hours-168 = Une semaine
preview-make = Créer un lien
preview-until = Valable jusqu’au
preview-over = Expiré le
preview-revoked = Révoqué le
preview-revoke = Révoquer
preview-opened = { $n ->
    [0] Pas encore ouvert
    [one] Ouvert une fois
   *[other] Ouvert { $n } fois
}
preview-note = Aperçu privé, non publié. Valable jusqu’au { $until }.
done-link-revoked = Le lien est révoqué et n’ouvre plus rien.
audited-make-preview-link = Lien d’aperçu créé
audited-revoke-preview-link = Lien d’aperçu révoqué
