approval-goes-out = Les lecteurs auront la version { $n } : c’est elle qui est validée.
approval-goes-out-then = À l’heure dite paraîtra la version { $n } : c’est elle qui est validée.
approval-stands = Ce qui est écrit ensuite attend une nouvelle validation.
approval-changed = Des modifications faites depuis ne sont pas validées, jusqu’à la version { $n } : elles restent une mise à jour en attente, et nul lecteur ne les voit avant leur validation.
approval-waits = Un collègue qui en a le droit les validera.
approval-compare = Comparer à la version validée
approval-back = Revenir à la version validée
move-publish-version = Publier la version validée { $n }
move-approve-changes = Valider les modifications
state-changes-wait = modifications à valider
version-approved = validée
refused-not-seen = Du nouveau a été écrit depuis que vous avez ouvert la page, et rien n’a été décidé sur ce que vous n’avez pas vu. Voici l’état actuel : lisez, puis décidez.
bulk-not-seen =
    { $n ->
        [one] { $n } article laissé de côté : du nouveau y a été écrit depuis que vous avez ouvert la liste. Lisez, puis décidez.
        *[other] { $n } articles laissés de côté : du nouveau y a été écrit depuis que vous avez ouvert la liste. Lisez, puis décidez.
    }
comment-not-seen = L’auteur a changé ses mots depuis que vous les avez ouverts, et rien n’a été décidé. Voici ses mots : lisez, puis décidez.
done-comments-not-seen = Ce que son auteur a changé depuis que vous avez ouvert la liste est resté tel quel : lisez, puis décidez. Le reste est décidé.
notice-approve-changes = Les modifications d’un article sont validées
notice-changes-wait = La version validée d’un article a paru ; des modifications faites depuis attendent une validation
notice-schedule-dropped = Une mise à jour que vous aviez programmée ne paraîtra pas : l’article est dépublié
notice-schedule-lapses = Ce qu’un collègue avait programmé n’aura pas lieu : il n’en a plus le droit. Programmez-le si vous le voulez
notice-arrangement-lapses = Une disposition programmée par un collègue n’aura pas lieu : il n’en a plus le droit
notice-slot-gone = Un article a quitté la page où vous l’aviez mis : il est dépublié
audited-approve-changes = Modifications validées
