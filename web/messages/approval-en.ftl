approval-goes-out = Readers will get version { $n }: that is the approved one.
approval-goes-out-then = At its time version { $n } comes out: that is the approved one.
approval-stands = What is written after it waits for a new approval.
approval-changed = Words written since are not approved, up to version { $n }: they stay an update that waits, and no reader sees them before they are approved.
approval-waits = A colleague who may approve decides.
approval-compare = Compare with the approved one
approval-back = Go back to the approved one
move-publish-version = Publish the approved version { $n }
move-approve-changes = Approve the changes
state-changes-wait = changes wait for approval
version-approved = approved
refused-not-seen = Something new was written since you opened the page, and nothing was decided about what you have not seen. This is how it stands: read it, then decide.
bulk-not-seen =
    { $n ->
        [one] { $n } story was left alone: something new was written since you opened the list. Read it, then decide.
        *[other] { $n } stories were left alone: something new was written since you opened the list. Read it, then decide.
    }
comment-not-seen = Its writer has changed the words since you opened them, and nothing was decided. These are the words now: read them, then decide.
done-comments-not-seen = What its writer has changed since you opened the list was left as it is: read it, then decide. The rest is decided.
notice-approve-changes = Changes of a story were approved
notice-changes-wait = The approved version of a story came out; changes made after it wait for approval
notice-schedule-dropped = An update you scheduled will not come out: the story was unpublished
notice-schedule-lapses = What a colleague scheduled will not happen: they may not do it any more. Schedule it yourself if you want it
notice-arrangement-lapses = A page that a colleague scheduled will not be laid out: they may not do it any more
notice-slot-gone = A story left the page where you had put it: it was unpublished
audited-approve-changes = Changes approved
