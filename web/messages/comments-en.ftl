comments-closed = Comments are closed
comments-frozen = Comments are paused across the paper for now; what was said stays.
comments-too-old = Comments on this story closed some days after it was published.
comments-of = Comments: { $headline }
comments-more = Older comments
comments-count =
    { $n ->
        [0] No comments yet
        [one] { $n } comment
       *[other] { $n } comments
    }
most-commented = Most commented
comments-first = Be the first to comment.
comments-back = Back to the story
comment-name = Name
comment-email = E-mail (never shown)
comment-optional = optional
comment-text = Your comment
comment-trap = Leave this field empty
comment-send = Send
comment-send-confirmed = Yes, send my comment
comment-reply = Reply
comment-reply-to = Reply to { $name }
comment-answering = Your reply to { $name }
comment-reply-stop = Cancel the reply
comment-like = Like
comment-like-of = Like { $name }’s comment
comment-likes =
    { $n ->
        [0] Like
        [one] Like ({ $n })
       *[other] Like ({ $n })
    }
comment-like-title = Do you like this comment?
comment-like-yes = Yes, I like it
comment-report = Report
comment-report-of = Report { $name }’s comment
comment-report-title = Why do you report this comment?
comment-report-reason = Choose a reason from the list.
comment-report-send = Send the report
comment-reported-title = Your report has arrived, thank you
comment-reported = A moderator will read this comment and decide. It stays where it is until then.
comment-edited = edited by its writer
comment-withdrawn-words = The writer took this comment back.
comment-erased-words = This comment was erased.
comment-hidden-words = This comment is not shown.
comment-confirm-title = Shall we send your comment?
comment-confirm = Read it once more, then press the button. This step keeps programs from commenting in people’s names.
comment-reply-title = Reply to a comment
comment-problem-title = Your comment has not been sent yet
comment-too-many = Many comments have come from you in a short time. Wait a little and send again; your text is below.
comment-banned = You cannot comment in this paper for now.
comment-banned-until = You cannot comment in this paper until { $until }.
comment-no-thread = The comment you are replying to is no longer shown. You can say it as a comment of its own on the story’s page.
comment-empty = Write your comment first.
comment-name-missing = Give a name to stand above your comment.
comment-bad-email = That is not an e-mail address. Correct it or leave the field empty.
comment-too-long =
    { $n ->
       *[other] The comment is longer than { $n } characters. Shorten it and send again.
    }
comment-name-too-long =
    { $n ->
       *[other] The name is longer than { $n } characters. Shorten it.
    }
comment-links =
    { $n ->
       *[other] Too many links: { $n } at most. Remove some and send again.
    }
comment-edit-late = The time in which this comment could be changed is over.
comment-edit = Change your comment
comment-edit-until =
    { $n ->
        [0] time is over
        [one] You have { $n } minute to change it
       *[other] You have { $n } minutes to change it
    }
comment-save = Save the change
comment-withdraw = Take my comment back
comment-own-link = Keep this page’s address: it alone lets you see what became of your comment, or take it back.
comment-see = See it in its place
comment-is-waiting = Your comment awaits moderation
comment-is-approved = Your comment is published
comment-is-rejected = Your comment was not published
comment-is-spam = Your comment awaits moderation
comment-is-withdrawn = Your comment is taken back
comment-is-erased = Your comment is erased
comment-means-waiting = A moderator reads it before it is published. There is nothing else you need to do.
comment-means-approved = It now stands under the story.
comment-means-rejected = A moderator read it and found it against the house rules.
comment-means-spam = The program took it for advertising; a moderator may still look at it.
comment-means-withdrawn = Readers no longer see it.
comment-means-erased = Nothing of it is left.
comment-refused-for = Reason
comment-rules = House rules
refusal-insult = Insult
refusal-hatred = Incitement to hatred or violence
refusal-privacy = Private matters of others
refusal-advertising = Advertising
refusal-off-topic = Off topic
refusal-untrue = Known to be untrue
refusal-other = Another reason
problem-form-title = That was no form
problem-form-sentence = Send your comment with the form on the page itself.
problem-large-title = More than is taken
problem-large-sentence = What was sent is larger than what we take. Shorten it and send it again.
problem-foreign-title = From another page
problem-foreign-sentence = The request came from a page that is not ours, and nothing was changed. Open the page here and try again.
problem-bad-title = Not understood
problem-bad-sentence = The address or the request cannot be read. Begin at the front page, or with a link on it.
