shell-away = The desk cannot be heard; what you see may be out of date.
shell-changed-zero = Nothing has changed
shell-changed-one = One story has changed
shell-changed-two = %n stories have changed
shell-changed-few = %n stories have changed
shell-changed-many = %n stories have changed
shell-changed-other = %n stories have changed
shell-refresh = Refresh
present-name = { $name } is here now
remarks = Remarks from colleagues
remark-quote = Passage meant
refused-quote = These words do not stand in the text as it is now. Copy them as they are, or leave the field empty to speak of the whole story.
refused-too-late-to-edit = A remark can be changed for a quarter of an hour. Answer it instead.
notice-mention = A colleague calls you in a remark
notice-reply = An answer to your remark
audited-add-remark = Remark on a story
audited-edit-remark = Remark changed
audited-delete-remark = Remark deleted
audited-resolve-remark = Remark settled
audited-reopen-remark = Remark reopened
remarks-none = No remarks yet. What is written here stays among colleagues and never reaches readers.
remark-new = New remark
remark-text = Remark
remark-calls-hint = Write @ and a colleague’s name to let them know.
remark-quote-hint = Copy it from the text, or leave it empty to speak of the whole story.
remark-send = Add
remark-answer = Answer
remark-edit = Edit
remark-delete = Delete
remark-resolve = Resolve
remark-reopen = Reopen
remark-edited = edited
remark-deleted = { $name }: deleted
remark-lost = The text has changed; this passage is no longer in it.
remark-resolved-by = Resolved by { $name }
remarks-resolved = { $n ->
    [one] { $n } resolved remark
   *[other] { $n } resolved remarks
}
shell-story-changed = The story has changed since you opened it
shell-remarks-new = New remarks
shell-present = %name is here now
preview = Preview
preview-of = Preview of “{ $name }” as readers will see it
preview-width = Width of the page
preview-free = Free
preview-links = Links for outsiders
preview-links-means = Whoever has the link sees this story alone, as it is now, until it expires or you revoke it. It opens nothing while an embargo stands.
preview-link = Preview link
preview-link-made = This link is not shown again. Copy it and send it.
preview-embargo = The story is under embargo; no links before
preview-good-for = Good for
preview-hours-1 = One hour
preview-hours-6 = 6 hours
preview-hours-24 = One day
preview-hours-72 = 3 days
preview-hours-168 = A week
preview-make = Make a link
preview-until = Good until
preview-over = Expired
preview-revoked = Revoked
preview-revoke = Revoke
preview-opened = { $n ->
    [0] Not opened yet
    [one] Opened once
   *[other] Opened { $n } times
}
preview-note = Private preview, not published. Good until { $until }.
done-link-revoked = The link is revoked and opens nothing any more.
audited-make-preview-link = Preview link made
audited-revoke-preview-link = Preview link revoked
