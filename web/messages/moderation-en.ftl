room-comments = Comments
comments-one = One by one
comments-list = List
comments-words = Words
comments-bans = Bans
comments-rules = Comment rules
comments-in-waiting = Waiting
comments-in-review = To review
comments-in-approved = Published
comments-in-rejected = Rejected
comments-in-spam = Spam
comment-state-waiting = Waiting
comment-state-approved = Published
comment-state-rejected = Rejected
comment-state-spam = Spam
comment-state-withdrawn = Taken back by its writer
comment-state-erased = Erased
comments-waiting =
    { $n ->
        [one] { $n } waiting
       *[other] { $n } waiting
    }
comments-approved-today =
    { $n ->
        [one] { $n } approved today
       *[other] { $n } approved today
    }
comments-rejected-today =
    { $n ->
        [one] { $n } rejected
       *[other] { $n } rejected
    }
comments-oldest = oldest { $ago }
comments-ago-minutes =
    { $n ->
        [one] { $n } minute ago
       *[other] { $n } minutes ago
    }
comments-ago-hours =
    { $n ->
        [one] { $n } hour ago
       *[other] { $n } hours ago
    }
comments-ago-days =
    { $n ->
        [one] { $n } day ago
       *[other] { $n } days ago
    }
comments-for-minutes =
    { $n ->
        [one] { $n } minute
       *[other] { $n } minutes
    }
comments-for-hours =
    { $n ->
        [one] { $n } hour
       *[other] { $n } hours
    }
comments-for-days =
    { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
comments-none-waiting = Nothing is waiting.
comments-none = Nothing here.
comments-from-start = From the start
comments-next = Next comment
comments-reader = This reader
comments-all = Tick all
comments-tick = Tick { $name }’s comment
comment-one = Comment
comment-an-answer = Reply to a comment
comment-why = Why does it wait?
comment-approve = Approve
comment-reject = Reject with a reason
comment-spam = Spam
comment-wait = Back to waiting
comment-history =
    { $n ->
        [one] their first comment
       *[other] { $n } comments of theirs
    }
comment-history-approved =
    { $n ->
        [one] { $n } approved
       *[other] { $n } approved
    }
comment-history-refused =
    { $n ->
        [one] { $n } refused
       *[other] { $n } refused
    }
comment-reported-for = Reported ({ $n }): { $reason }
comments-earlier = What this reader has said before
comments-earlier-none = Nothing is known. What would tell a reader again is kept for 30 days at most.
ban = Ban
ban-means = They are told, and until when. Nobody sees their address.
ban-block = The network address it came from (30 days at most)
ban-email = The e-mail address
ban-pattern = Name, e-mail or pattern
ban-pattern-hint = A star stands for anything:
ban-term = For how long
ban-note = Note for colleagues
ban-until = until
ban-until-lifted = until it is lifted
ban-days =
    { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
ban-waiting = Reject what waits of theirs, too
ban-lift = Lift
ban-add = Add a ban
bans-none = Nobody is banned.
reader-data = This reader’s data
reader-data-means = Everything said under the same address, or from the same device within 30 days. Erasing removes name, address and text, leaves answers in place, and cannot be undone.
reader-export = Download a copy
reader-erase = Erase this reader
reader-erase-sure = I know that this cannot be undone
comments-numbers = In numbers
comments-said = Said
comments-wait = Wait (median)
comments-last-days =
    { $n ->
        [one] 24 hours
       *[other] { $n } days
    }
comments-rules-paper = The whole paper
comments-freeze = Freeze all comments
comments-freeze-means = What was said stays; nothing new is taken until this is unticked.
comments-policy = Where neither section nor story says otherwise
policy-before = Published once a moderator has seen it
policy-after = Published, then looked at
policy-open = Published at once
policy-closed = Closed
policy-as-paper = As the paper
policy-as-section = As its section
comments-days = Closed after days
comments-days-hint = Empty for never. A story decided on its own is not closed by this.
comments-days-bad = A number of days from 1 to 3650, or nothing.
comments-sections = Sections
comments-story = Readers’ comments
done-comment-approved = The comment is published.
done-comment-rejected = The comment is rejected; its writer is told why.
done-comment-spam = Taken for spam.
done-comment-waiting = Back to waiting.
done-comments-decided = Decided for all that were ticked.
done-comment-late = A colleague was faster, or its writer took it back.
done-banned-rejected = The ban is in force, and what waited of theirs is rejected.
done-banned = The ban is in force.
done-ban-lifted = The ban is lifted.
done-reader-erased = The reader is erased.
doubt-trap = A field people do not see was filled in: programs do that.
doubt-too-fast =
    { $n ->
        [one] Sent within { $n } second
       *[other] Sent within { $n } seconds
    }
doubt-too-many = { $minute } in a minute and { $day } in a day from the same reader
doubt-said-before = The very same words were said today
doubt-said-alike = Nearly the same as a comment of today
doubt-edited = Changed by its writer after it was approved
audited-moderate-comment = Decision on a comment
audited-ban-reader = Reader banned
audited-lift-ban = Ban lifted
audited-erase-reader = Reader erased
audited-set-comments = Comment rule changed
moderate-key-approve = Approve
moderate-key-spam = Spam
moderate-key-reject = Reject, then the number of the reason
moderate-key-reason = Reason
moderate-key-next = Next
moderate-key-open = This reader
moderate-key-list = List or one by one
moderate-key-undo = Undo
moderate-key-all = Tick all
moderate-changed = Something has changed
moderate-refresh = Refresh
