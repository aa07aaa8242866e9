# Words of the desk, after the project's glossary; readers never load them. Built like the others: every id stands in all three files.
account-arrange-passkeys = Arrange passkeys
account-back = Back to the account
account-bad-credentials = E-mail or password is wrong.
account-bad-email = This is no valid e-mail address.
account-bad-name = The name is one line of 100 characters at most.
account-bad-passkey = The passkey was not accepted. Try again, or use the password.
account-change-password = Change the password
account-crowded = Many people are signing in at this moment. Try again in a few seconds.
account-email-taken = This address has an account here already.
account-factor-owed = This is the last second factor, and your role asks for one. Add another first.
account-factor-sentence = A second step after the password protects the paper should the password leak. A passkey stands for both.
account-language = Language of the desk
account-last-admin = The paper needs an administrator. Appoint another one first.
account-last-chief = The paper needs an editor-in-chief. Appoint another one first.
account-link-spent = This link was used, withdrawn, or is too old. Ask who sent it for a new one.
account-no-role = Choose one role at least.
account-owes-factor = Your role asks for a second factor. Add a passkey or an app for codes to go on.
account-own-roles = Nobody gives roles or desks to themselves. Ask another admin.
account-password-hint =
    { $n ->
        [one] { $n } character at least. The other sessions end.
       *[other] { $n } characters at least. The other sessions end.
    }
account-paused = Too many attempts failed. Try again shortly; the wait is a quarter of an hour at most.
account-profile = Name and language
account-title = My account
account-weak-common = This password is among the first that attackers try. A phrase of unrelated words does well.
account-weak-long = The password is too long.
account-weak-own = The password is your own name or address.
account-weak-short =
    { $n ->
        [one] The password has fewer than { $n } character.
       *[other] The password has fewer than { $n } characters.
    }
account-wrong-code = The code is wrong, or was used before.
cancel = Cancel
desk-back = Back
desk-forbidden-sentence = Your role does not allow this. Ask somebody whose does, or an administrator.
desk-collided-title = A colleague changed the same thing
desk-collided-sentence = Something else was saved between the moment you opened this page and the moment you sent it. Nothing of yours is saved yet: compare, then send again to put yours in its place.
desk-forbidden-title = Not allowed
desk-foreign-sentence = The request came from a page that is not ours and was not carried out. Open the page anew and try again.
desk-foreign-title = A request from elsewhere
desk-menu = Rooms
desk-method-sentence = This address cannot be asked in this way. Begin at the page with the form.
desk-missing-sentence = There is nothing here, or nothing that you may see.
desk-missing-title = Not found
desk-no-form-sentence = What arrived is not one of our forms. Open the page anew and try again.
desk-old-form-sentence = This page was opened in an earlier session. Go back, load it anew, and send it again.
desk-old-form-title = An old form
desk-own-story-sentence = Nobody approves their own story. Somebody else does.
desk-refused-sentence = What was sent was not accepted. Look at the fields and try again.
desk-refused-title = Not carried out
desk-signed-out-sentence = The session has ended. Sign in to come back to the page.
desk-signed-out-title = The session has ended
desk-to-site = See the paper
desk-too-large-sentence = What was sent is larger than what is accepted (2 MiB).
desk-too-large-title = Too large
desk-unsafe-sentence = Nobody signs in over an unencrypted connection: the password could be read on the way. Open the site over HTTPS, or on the machine itself as localhost. Who runs it puts a TLS server in front of Matbaa and sets “url”.
desk-unsafe-title = An unsafe connection
done-closed = The account is closed and its sessions have ended.
done-factor-owed = Your role asks for a second factor before you go on.
done-factors-reset = The second factor was taken away and the sessions have ended.
done-passkey = The passkey was added.
done-passkey-removed = The passkey was removed.
done-password = The password has changed and the other sessions have ended.
done-reopened = The account is open again.
done-reset = The new password is saved. Sign in with it.
done-roles = The roles are saved.
done-saved = Saved.
done-session-ended = The session has ended.
done-signed-out = You have signed out.
done-totp = The app for codes is in use.
done-totp-removed = The app for codes was removed.
done-withdrawn = The invitation was withdrawn.
first-begin = Begin
first-sentence = This is the first account of the desk. Whoever has it runs the system, is editor-in-chief, and invites the others.
first-title = The first administrator
forgotten-asked = If somebody here has this address, a mail with a link that is good for an hour has been sent to it.
forgotten-no-mail = This site sends no mail. Ask an administrator for a new link.
forgotten-send = Send the link
forgotten-sentence = A link to a new password goes to the registered address.
forgotten-title = A new password
invitation-accept = Accept the invitation
invitation-by = An invitation from { $name }.
invitation-title = Join { $paper }
invite = Invite
invite-language = Language of the invitation
invite-title = Invite somebody
invited-back = Back to people
invited-link = Link
invited-mailed = The link also goes out by mail.
invited-sentence = Hand this link to { $email }. It works once, within seven days, and is not shown again.
invited-title = The invitation is ready
list-comma = ,
mail-given-up =
    { $n ->
        [one] { $n } mail was given up.
       *[other] { $n } mails were given up.
    }
mail-invitation-subject = An invitation to { $paper }
mail-invitation-text =
    { $by } invites you to work at { $paper }.

    This link works once, within seven days:
    { $link }

    If you did not expect an invitation, forget this mail.
mail-last-error = The last error:
mail-none = No mail server is configured: links are handed over by hand.
mail-reset-subject = A new password at { $paper }
mail-reset-text =
    A new password was asked for this address at { $paper }.

    This link works once, within an hour:
    { $link }

    If that was not you, forget this mail: the present password stays as it is.
mail-title = Outgoing mail
mail-waiting =
    { $n ->
        [one] { $n } mail waits.
       *[other] { $n } mails wait.
    }
name = Name
passkeys = Passkeys
passkeys-add = Add a passkey
passkeys-count =
    { $n ->
        [one] { $n } passkey
       *[other] { $n } passkeys
    }
passkeys-do-not-work = Work over HTTPS or on localhost only
passkeys-name = Name of the new passkey
passkeys-name-hint = A name that says which device, such as “my phone”.
passkeys-need-script = Adding a passkey needs JavaScript.
passkeys-remove = Remove
passkeys-sentence = A passkey is opened by finger, face or the device’s PIN, and stands for password and second step together.
passkeys-since = Added
passkeys-used = Last used
password = Password
people = People
people-all-desks = All desks
people-close = Close the account
people-close-sentence = Closing the account ends every session, and nobody can sign in with it. Stories stay with who wrote them.
people-closed = Account closed
people-desks = Desks
people-desks-of = Desks of the role { $role }
people-first-link-sentence = A link to a first password, good for an hour. Until then nobody can sign in with this account.
people-has-factor = Set up
people-invited = Invitations that wait
people-no-factor = Not set up
people-no-password = Cannot sign in yet
people-not-yours = These roles are changed by who may give them.
people-reopen = Open the account again
people-reopen-sentence = The roles are as they were.
people-reset-factors = Reset
people-reset-factors-sentence = Where phone, keys and recovery codes are lost: take the second factor away and end the sessions.
people-reset-link = Make a link
people-reset-link-sentence = A link to a new password, good for an hour.
people-roles = Roles
people-sign-in = Signing in
people-since = Since
people-state = State
people-until = Good until
people-withdraw = Withdraw
people-you = (me)
proof-sentence = This act cannot be undone, or it gives somebody access. The password once more, then back to the page.
proof-title = Confirm who you are
recovery-code = Recovery code
recovery-codes = Recovery codes
recovery-codes-kept = The codes are kept
recovery-codes-left =
    { $n ->
        [one] { $n } code left
       *[other] { $n } codes left
    }
recovery-codes-new = New codes
recovery-codes-sentence = Keep these codes in a safe place, away from the phone: each signs you in once. They are not shown again.
reset-link-sentence = Hand this link to { $email }. It works once, within an hour, and is not shown again.
reset-link-title = A link to a new password
reset-new = New password
reset-save = Save the password
reset-sentence = The new password ends every open session.
reset-title = A new password
role-admin = Administrator
role-admin-means = Settings, people, mail and backups; not the stories.
role-desk-editor = Desk editor
role-desk-editor-means = Approves, publishes and corrects the desk’s stories.
role-editor-in-chief = Editor-in-chief
role-editor-in-chief-means = Every story, the front page, and what cannot be undone.
role-moderator = Moderator
role-moderator-means = What readers write.
role-photo-editor = Photo editor
role-photo-editor-means = The photo archive, captions and rights.
role-reporter = Reporter
role-reporter-means = Writes stories and submits them for review.
role-reviser = Reviser
role-reviser-means = Reads and corrects texts before approval.
room-stories = Stories
save = Save
second-factor = Second factor
sessions-began = Began
sessions-end = End
sessions-end-others = End the others
sessions-seen = Last used
sessions-sentence = Where you are signed in. A session ends after 12 hours without use, and after 14 days in any case.
sessions-show = Show the sessions
sessions-this = This one
sessions-title = Sessions
sign-in = Sign in
sign-in-back = Back to signing in
sign-in-code = Code
sign-in-code-hint = The six digits that the app shows now. Each code works once.
sign-in-continue = Continue
sign-in-email = E-mail
sign-in-email-hint = For signing in and for a new password.
sign-in-factor-help = Where everything is lost, an administrator resets the second factor.
sign-in-forgotten = Forgotten password
sign-in-lost-factor = Without phone or key? A recovery code
sign-in-nobody-sentence = The link for the first administrator is printed in the terminal where Matbaa was started; it is good for thirty minutes. For a new one:
sign-in-nobody-title = Nobody works here yet
sign-in-or = or
sign-in-password-hint =
    { $n ->
        [one] { $n } character at least.
       *[other] { $n } characters at least. A phrase of unrelated words does well.
    }
sign-in-recovery-hint = One of the ten codes you kept. Each works once.
sign-in-use-passkey = Use a passkey
sign-in-with-passkey = Sign in with a passkey
sign-out = Sign out
stories-empty = The paper’s stories will be here: drafts, what waits for review, what is scheduled.
totp = App for codes
totp-add = Add an app
totp-begin = Begin to use it
totp-confirm = Then type the code that the app shows.
totp-off = Not set up
totp-on = Set up
totp-picture = QR code that carries the secret to the app
totp-remove = Remove the app
totp-scan = Scan this picture with the phone’s app for codes.
totp-type = Type the secret by hand
room-notices = Notifications
settings = Settings
audit-log = Audit log
stories-search = Search headlines
stories-show = Show
stories-filters = Filters
stories-none-found = No story matches. Loosen the filters or change the words.
stories-tick = Selection
stories-tick-one = Select: { $name }
stories-keys = Keyboard: J and K to move, Enter to open, X to select, / to search, N for a new story
filter-under-way = Under way
filter-mine = Mine
filter-late = Overdue
filter-off = Taken off
filter-trash = Trash
filter-name = Filter name
filter-keep = Keep filter
filter-notify = Tell me of new ones
filter-notify-on = Tell me of new stories in { $name }
filter-notify-off = Stop telling me of new stories in { $name }
notice-filter-hit = A new story in one of your filters
filter-drop = Delete filter { $name }
state-draft = draft
state-in-review = in review
state-approved = approved
state-scheduled = scheduled
state-spiked = spiked
state-sent-back = sent back
state-published = published
state-unpublished = unpublished
state-killed = killed
state-update-draft = update being written
state-update-in-review = update pending
story-new = New story
story-untitled = Untitled
story-kind = Kind of story
kind-news = News
kind-news-means = facts and statements, the most important first
kind-news-body = { "" }
kind-analysis = Analysis
kind-analysis-means = background, context and what may follow
kind-interview = Interview
kind-interview-means = questions and answers
kind-brief = Brief
kind-brief-means = a single paragraph
kind-brief-body = { "" }
story-headline-later = It can be written or changed later.
story-begin = Begin
story-private = private
story-private-means = seen before publication only by its writer and the editor-in-chief
story-state = State
story-due = Due
story-busy = { $name } is in it now
story-sent-back-note = Sent back with a note:
story-off-reason = Why it was taken off:
story-lacks = Missing:
story-on-page = On the site
story-back = Back to the story
story-locked = { $name } is working on this part. Nothing you type here is saved until they leave or you take over.
take-over = Take over
story-conflict = The story changed since you opened it, so nothing was overwritten. Your words are kept as a version of their own.
story-notation = How to write subheadings, quotations and links
story-panel = The story’s panel
story-moves = What next
story-no-moves = There is nothing for you to do with it now.
story-scheduled-for = Publishes at
stories-times = Times
story-goes-out = Goes out
story-went-out = Published
story-touched = Last touched
story-embargoed-until = Under embargo until
story-ends-at = Taken off at
story-time = Time
story-people = People
story-writer = Begun by
story-assignee = Assigned to
assign = Assign
nobody = Nobody
story-more = More
embargo = Embargo
embargo-until = Until
embargo-set = Set embargo
embargo-break = Break the embargo
story-end = Take off at a time
story-note-add = Correction or clarification
story-note-kind = Kind
story-note-text = Text as readers see it
story-note-publish = Publish the note
story-children = Copy, follow-up, translation
story-follow-up = New follow-up
story-copy = Copy the story
story-translate = Translate into
part-text = Text
part-pictures = Lead photo
part-facts = Facts
photo = Photo
picture-upload = A photo from your device (JPEG, PNG, WebP or HEIC, up to 40 MB)
picture-send = Upload
picture-remove = Remove the photo from the story
picture-missing = The photo is missing
frame-shape = Crop
frame-as-it-is = As it is now
frame-whole = The whole photo
focal-across = Focal point, across
focal-down = Focal point, down
focal-left-most = Far left
focal-left = Left
focal-middle = Middle
focal-right = Right
focal-right-most = Far right
focal-top-most = Very top
focal-top = Top
focal-bottom = Bottom
focal-bottom-most = Very bottom
frame-means = The photo is cut around its focal point; the original is kept as it is.
field-headline = Headline
field-kicker = Kicker
field-deck = Deck
field-place = Place
field-body = Body
field-section = Section
field-language = Language
field-byline = Byline
field-writers = Writers
field-names-hint = Separate names with commas
field-desk-byline = Desk byline
field-agencies-line = Agencies
field-byline-as-printed = Byline as printed
field-topics = Topics
field-slug = Slug
field-caption = Caption
field-credit = Credit
field-alt = Alternative text
field-alt-means = what the photo shows, for those who cannot see it
field-distinct-alt = an alternative text that does not repeat the caption
field-text-caption = the caption of each photo in the text
field-text-credit = the credit of each photo in the text
field-text-alt = the alternative text of each photo in the text
field-text-distinct-alt = alternative texts of photos in the text that do not repeat their captions
move-words = Note or reason
move-submit = Submit for review
move-approve = Approve
move-publish = Publish
move-publish-update = Publish the update
move-publish-now = Publish now
move-publish-update-now = Publish the update now
move-schedule = Schedule
move-unschedule = Unschedule
move-send-back = Send back
move-withdraw = Withdraw
move-revise = Begin an update
move-discard = Discard the update
move-spike = Spike
move-unspike = Take up again
move-unpublish = Unpublish
move-kill = Kill
move-revive = Revive
move-legal = the law requires it (451)
minor-edit = Minor edit
minor-edit-means = leaves «last updated» alone
bulk-title = Act on the selected stories
versions = Versions
version = Version
version-when = When
version-by = By
version-current = being worked on
version-save = saved
version-set-aside = set aside
version-restore = restored
version-import = imported
version-begin = begun
restore = Restore
compare-old = Before
compare-new = After
compare-moved = moved
compare-form = form changed
compare-name-link = Link
compare-name-strong = Bold
compare-name-emphasis = Emphasis
compare-name-foreign = Other language
compare-name-statement = Statement
compare-name-kind = Kind of block
compare-name-dir = Direction
compare-name-lang = Language
compare-name-level = Heading level
compare-name-shape = Structure
compare-name-picture = Photo
compare-name-alt = Alternative text
compare-no-photo = No photo
compare-name-archive = Archive photo
compare-name-decorative = Decorative
compare-name-focal = Focal point
compare-name-header-row = First row is a header
compare-name-header-column = First column is a header
compare-name-address = Address
compare-name-yes = yes
compare-name-no = no
compare-name-paragraph = paragraph
compare-name-subheading = subheading
compare-name-quotation = quotation
compare-name-pull_quote = pull quote
compare-name-list = list
compare-name-photo = photo
compare-name-gallery = gallery
compare-name-table = table
compare-name-embed = embed
compare-name-infobox = infobox
compare-name-verse = verse
compare-name-question_answer = question and answer
compare-name-separator = separator
compare-name-rtl = right to left
compare-name-ltr = left to right
compare-name-auto = by its first letter
compare-first = the first version
compare-inline = In one column
compare-columns = Side by side
compare-same = No difference between the two.
notices-empty = No notifications yet. What concerns your stories will appear here.
notices-read = Mark all as read
notice-submit = A story waits for review
notice-send-back = A story came back to you
notice-approve = A story was approved
notice-publish = A story was published
notice-schedule = A story was scheduled
notice-assign = A story was assigned to you
notice-take-over = Somebody took over the part you were in
notice-unpublish = A story was unpublished
notice-kill = A story was killed
notice-spike = A story was spiked
notice-break-embargo = An embargo was broken
notice-give-up = Something scheduled could not be done
notice-other = A story changed
audit-act = Act
audit-actor = Actor
audit-subject = Subject
audit-details = Details
audit-verify = Verify the log
audit-empty = No act matches.
audit-whole = The log is whole; rows: { $n }
audit-edited = The log was changed at row { $n }
audit-cut = Rows are missing after row { $n }
audit-not-signed = The log is not signed with this paper’s key; rows: { $n }
settings-paper = The paper
settings-no-sections = No sections yet. Add the first one to begin.
settings-templates = Story templates
settings-templates-means = What each new story of a kind begins with.
settings-pages = Static pages
settings-site = The site
setting-name = Name
setting-motto = Motto
setting-imprint = Imprint
setting-comments-disclaimer = Comments disclaimer
setting-contact = Contact e-mail
setting-zone = Time zone
setting-first-language = First language, at the root of the site
setting-months = Month names
months-levantine = Levantine (أيلول)
months-gulf = Gulf (سبتمبر)
months-egyptian = Egyptian (إبريل)
months-maghrebi = Algerian and Tunisian (جويلية)
months-moroccan = Moroccan (يوليوز)
months-dual = dual (أيلول/سبتمبر)
setting-eastern = Eastern Arabic digits
setting-hijri = Hijri offset in days
setting-issue = Issue numbering
setting-issue-day = A known day
setting-issue-number = Its number
setting-position = Position
setting-refused = A value was refused. Check the time zone, the languages and the numbers.
setting-desks-publish = Desk editors publish the stories of their desks themselves
setting-own-approval = People may approve what they wrote
setting-second-factor = Administrators and editors-in-chief must have a second factor
section-add = Add a section
section-own-desk = A desk of the same name
section-slug-hint = Made from the name where left empty. It does not change afterwards.
page-title = Page title
page-add = Add a page
done-moved = Done.
done-published = Published.
done-assigned = Assignment saved.
done-embargo = The embargo is set.
done-embargo-broken = The embargo is broken.
done-noted = The note is published.
done-copied = This is a new copy of the story.
done-begun = A new story has begun.
done-taken-over = This part is yours now.
done-uploaded = The photo is here. Add its caption, credit and description.
done-changed-meanwhile = The photo changed meanwhile; yours is kept aside.
done-restored = The version is restored.
refused-missing = Cannot go on: the field “{ $name }” is empty.
refused-alt-repeats = Cannot go on: the alternative text repeats the caption. Say what the photo shows, for those who cannot see it.
refused-too-long = The field “{ $name }” is longer than its limit. Shorten it.
refused-no-way = This is no longer possible: the story’s state has changed. Open it again.
refused-words = Write a note or a reason.
refused-embargo = The story is under embargo until its time.
refused-locked = A colleague is in this part now. Wait, or take over.
refused-skipped-time = There is no { $time } on that day: clocks go forward over it. Choose { $becomes } or another time.
refused-time = This time cannot be set: it must lie ahead and not before the end of the embargo.
refused-there = There is one already.
refused-slug = This name cannot be used in an address: it is reserved or has no letters.
refused-person = The story was given to nobody: no such colleague, or their account is closed. Choose somebody from the list.
refused-picture = The photo was refused: not a JPEG, PNG, WebP, HEIC or GIF that can be read here. Save it as JPEG and send it again.
refused-picture-heic = The photo was refused: it is a HEIC file of a kind that is not read here (a sequence, or not coded as phones do). Save or export it as JPEG and send it again (on the phone: Settings, Camera, Formats, Most Compatible).
refused-picture-format = The photo was refused: this is a { $name } file, which is not read here. Save it as JPEG and send it again.
refused-picture-damaged = The photo was refused: the file is damaged, part of the picture is missing. Ask for it again.
refused-no-file = The file is empty, or none was chosen. Choose the photo again.
refused-picture-bytes = The photo was refused: it has more than 40 MiB. Save it smaller.
refused-picture-pixels = The photo was refused: it has more than 12,000 pixels a side or 120 megapixels. Scale it down and send it again.
refused-picture-memory = The photo was refused: working on it takes more memory than is allowed. Scale it down or save it as JPEG, and send it again.
refused-picture-metadata = The photo was refused: its metadata (colour profile, Exif or texts) have more than 4 MiB. Save it without them.
refused-picture-small = The photo was refused: it needs at least { $n } pixels a side.
refused-pictures-busy = Many photos are being worked on just now. This one was not kept; send it again in a minute.
refused-crop = This cannot be cut: a piece lies within the photo and has at least { $n } pixels a side.
refused-document = The text was not saved: it goes beyond the limits of a story.
refused-topic = There is no topic “{ $name }”. Use an existing one, or ask the editor-in-chief to add it.
refused-not-live = Readers do not see it in this language; only what they see can stand here.
refused-changed = This has changed meanwhile and nothing was written over. Look at it as it is now, then try again.
kind-analysis-body =
    { "" }## What happened

    { "" }## Why it matters

    { "" }## What next
kind-interview-body =
    { "" }Q: 
    { "" }A: 
story-version = version { $n }
version-number = Version { $n }
compare-with = compared with version { $n }
story-conflict-look = Version { $n }
story-words =
    { $n ->
        [one] { $n } word
        *[other] { $n } words
    }
story-notices =
    { $n ->
        [one] Saved; { $n } line was not taken as typed, look at it.
        *[other] Saved; { $n } lines were not taken as typed, look at them.
    }
bulk-done =
    { $n ->
        [one] Done for { $n } story.
        *[other] Done for { $n } stories.
    }
bulk-refused = Refused for { $n }: a missing field, its state, or your rights.
story-own = Nobody approves their own story: it waits for a colleague, unless the site’s settings say otherwise.
done-welcome = Welcome. Describe your paper here: its name, zone, months, sections and imprint; then begin to write under “Stories”.
sections-usual = Add the usual sections
room-front = Front page
field-breaking = Breaking text
breaking-strip = Breaking strip
breaking-word = Breaking
breaking-none = No strip on the pages now.
breaking-story = The story it leads to
breaking-needs-story = A published story of your desk: words of its headline, or its address.
breaking-until = Ends
breaking-until-hint = It leaves by itself at this time, 24 hours from now at most.
breaking-put-up = Put it up now
breaking-take-down = Take it down now
breaking-replace = A new strip in its place
breaking-ends = ends
breaking-leads-to = leads to
breaking-no-words = Write the breaking text.
breaking-bad-time = The end lies in the future, 24 hours from now at most.
breaking-left-minutes =
    { $n ->
        [one] { $n } minute left
       *[other] { $n } minutes left
    }
breaking-left-hours =
    { $n ->
        [one] { $n } hour left
       *[other] { $n } hours left
    }
slots = Stories placed by hand
slots-means = The rest is filled by the rule, newest first. Nothing changes for readers before you save.
slots-save = Save the arrangement
slot-lead = Lead
slot-second = Second column, { $n }
slot-by-rule = Filled by the rule.
slot-choose = Choose a story
slot-choose-other = Choose another story
slot-choose-by = Words of the headline, the address, or the id
slot-of-others = Arranged by another desk or the editor-in-chief.
slot-up = Move “{ $name }” up
slot-down = Move “{ $name }” down
slot-clear = Take “{ $name }” off the front page
front-choose-hint = Optional: words of its headline, or its address.
front-look = Look
front-drop = Drop the changes
front-unsaved = This arrangement is not saved yet.
front-no-story = No published story with these words in this language.
front-which-story = Several stories with these words: choose one.
front-changed = Somebody changed the front page meanwhile; their work was not written over. This is how it stands now.
front-wanted = What was not saved of yours:
done-breaking-up = The strip is on the pages now.
done-breaking-down = The strip is down.
done-front-saved = The front page is arranged; readers see it.
section-save = Save the section “{ $name }”
mail-digest-lead = What you have not yet seen at the desk:
mail-digest-more =
    { $n ->
        [one] And { $n } more, at the desk:
       *[other] And { $n } more, at the desk:
    }
mail-digest-subject =
    { $n ->
        [one] { $n } notification waits at the desk
       *[other] { $n } notifications wait at the desk
    }
mail-notice-change = To change what comes by mail:
notice-mail = Notifications by mail
notice-mail-asking = At once, what asks something of you
notice-mail-asking-means = A story came back, was assigned to you, or could not be published at its time.
notice-mail-at-once = At once, every notification
notice-mail-at-once-means = Two minutes after it, unless you have seen it at the desk by then.
notice-mail-daily = Once a day
notice-mail-daily-means = One mail with what you have not seen; none where there is nothing.
notice-mail-hour = Hour of the daily mail
notice-mail-legend = What is sent to you
notice-mail-never = Not by mail
notice-mail-never-means = Notifications stand at the desk alone.
notice-mail-none = No mail server is configured: notifications stand at the desk alone, and your choice holds from the day there is one.
delete-for-good = Delete for good
delete-from = From then on it can be deleted:
delete-reason = Reason
delete-sentence = The story goes for good, with all its versions, notifications and times. Nobody can bring it back.
delete-stays = Its pictures stay in the archive. The audit log keeps that it was deleted, by whom, and the digests of its versions and of the reason; no words.
delete-title = Delete a story for good
done-deleted = The story was deleted for good.
refused-in-trash = A story lies in the trash for thirty days after its last change before it can be deleted for good.
refused-was-published = This story was published, and what readers once had is not deleted. Unpublish or kill it instead; the file keeps what stood on the page.

settings-logo = Logo
settings-logo-means = A picture at the head of every page in place of the written name, on a transparent ground if possible. It is fitted into 960 × 240 pixels.
setting-logo-light = On a light ground
setting-logo-dark = On a dark ground
logo-file = PNG, WebP or JPEG file
logo-upload = Upload the logo
logo-remove = Remove the logo
setting-refused-one = The value of “{ $setting }” was refused. Correct it and save again; nothing has changed.
room-topics = Topics
topics-search = Search topics
topics-empty = No topics yet. A topic gathers stories of several sections on a page that readers follow.
topic-add = Add a topic
room-writers = Writers
writers-search = Search writers
writers-empty = No writers yet. Whoever signs a story has a page of their own.
writer-add = Add a writer
writer-people = At the desk
writer-nobody = Nobody who works here.
field-about = About
field-about-topic = One sentence under the title of its page
field-about-writer = Job title and a few words
names-stories = Stories
names-further = Next
names-none-found = Nothing with these words.
names-change = Name and address
names-slug-new = Optional: made from the name.
names-slug-moves = Stays as it is unless you change it; the old address leads to the new one.
name-missing = Write the name.
name-taken = This name or address is taken, or was somebody else’s.
topic-merge = Merge into another topic
topic-merge-means = The stories go over to the other topic and the address of this page leads there. There is no way back.
topic-merge-into = The topic that stays
topic-merge-none = No other topic of this name.
topic-merge-do = Merge “{ $name }” into the one chosen
done-merged = The two topics are one.
done-writer-linked = The signature is saved.
person-signs = Signature
person-signs-as = Signs as
person-signs-means = Their new stories begin with this byline. Empty for who does not sign.
person-writer-unknown = No writer of this name yet. The editor-in-chief adds one under “Writers”.
names-count =
    { $n ->
        [0] no stories
        [one] { $n } story
       *[other] { $n } stories
    }

# Acts in the audit log
audit-any = Every act
audited-add-desk = Desk added
audited-add-picture = Picture added
audited-crop-picture = Picture cropped
audited-describe-picture = Picture described in the archive
audited-add-section = Section added
audited-add-topic = Topic added
audited-add-writer = Writer added
audited-approve = Approved
audited-assign = Assigned
audited-begin = Story begun
audited-accept-loss = Data loss accepted
audited-storage-full = Disk full
audited-break-embargo = Embargo broken
audited-bulk-import = Archive imported
audited-change-paper = Settings changed
audited-change-section = Section changed
audited-change-topic = Topic changed
audited-change-writer = Writer changed
audited-clarification = Clarification
audited-copy = Story copied
audited-correction = Correction
audited-delete-for-good = Deleted for good
audited-discard = Update discarded
audited-end-breaking = Breaking line ended
audited-factors-reset = Second factor reset
audited-fill-slots = Front page arranged
audited-first-admin-link = First administrator’s link
audited-give-up = Due act given up
audited-hide-from-most-read = Hidden from the most read
audited-import = Story imported
audited-invitation-withdraw = Invitation withdrawn
audited-invite = Invited
audited-kill = Killed
audited-merge-topics = Topics merged
audited-notice-mail-change = Mail of notices chosen
audited-passkey-add = Passkey added
audited-passkey-remove = Passkey removed
audited-password-change = Password changed
audited-password-reset = Password reset
audited-person-add = Person added
audited-person-close = Account closed
audited-person-reopen = Account reopened
audited-profile-change = Profile changed
audited-proof = Identity proven
audited-publish = Published
audited-recovery-codes-make = Recovery codes made
audited-reset-link = Reset link
audited-restore = Version restored
audited-retraction = Retraction
audited-revise = Update begun
audited-revive = Revived
audited-right-of-reply = Right of reply
audited-roles-change = Roles changed
audited-save = Saved
audited-schedule = Scheduled
audited-schedule-end = End scheduled
audited-send-back = Sent back
audited-session-end = Session ended
audited-sessions-end = Other sessions ended
audited-set-aside = Set aside
audited-set-breaking = Breaking line
audited-set-embargo = Embargo set
audited-sign-in = Signed in
audited-spike = Spiked
audited-static-page = Static page
audited-submit = Submitted
audited-take-over = Taken over
audited-thin-out = Old saves thinned out
audited-totp-add = Code app added
audited-totp-remove = Code app removed
audited-unpublish = Unpublished
audited-unschedule = Unscheduled
audited-unspike = Unspiked
audited-withdraw = Withdrawn
audited-writer-of-person = Person linked to a writer
room-photos = Photo archive
done-photo-added = The photo is in the archive. Add its caption, credit and alternative text.
done-photos-described = Saved for the chosen photos.
photo-as-in-file = As in the file
photo-back = Photo archive
photo-caption-writer = Caption writer
photo-copyright = Copyright
photo-creator = Photographer
photo-expires = Last day in the file
photo-field = Field
photo-file-says = In the file
photo-from-story = From the first story published with it
photo-headline = Headline of the photo
photo-in-archive = In the archive
photo-instructions = Instructions
photo-keywords = Keywords
photo-licence = Page about the rights
photo-list-hint = Separated by commas.
photo-megabytes = { $n } MB
photo-no-one-else = Not used in any story.
photo-nothing-in-file = nothing
photo-persons = Persons
photo-place = Place
photo-record = Data of the photo
photo-record-means = What the file says beside what the desk decided. The file does not change.
photo-repeats = The alternative text repeats the caption. Say what is seen, for those who cannot see the photo.
photo-said = The file also says
photo-source = Original source
photo-taken = Taken
photo-taken-hint = A year, a month or a day: 1987, 08/2016 or 29/08/2016
photo-unnamed = Photo without a caption
photo-usage-terms = Usage terms
photo-used-former = not in it now
photo-used-lead = lead photo
photo-used-text = in the text
photo-uses = Where it was used
photo-added-by = added by { $name }
photos-add = Upload photos
photos-added-ago = added
photos-again = Send again what did not arrive
photos-all = All photos
photos-bad-date = The date was not understood. Type a year, a month or a day: 1987, 08/2016 or 29/08/2016.
photos-building = The index of photos is being built. Try again in a moment.
photos-choose = Choose files
photos-clear = Clear
photos-date = Date
photos-any = any
photos-drop = Drop the photos here
photos-empty = The archive is empty. Upload the first photos, or add them to a story.
photos-everywhere = Replace the old
photos-found =
    { $n ->
        [0] no photos
        [one] { $n } photo
       *[other] { $n } photos
    }
photos-further = Older photos
photos-hide = Hide
photos-lack-alt = Without alternative text
photos-lack-caption = Without caption
photos-lack-credit = Without credit
photos-narrow = Narrow
photos-no-caption = No caption yet
pics-no-connection = The connection broke. Upload the file again.
photos-no-words = There are no words to look for.
photos-none = No such photo. Try another word, or clear the filters.
photos-none-picked = No photo is chosen.
photos-nothing-typed = There is nothing to save.
photos-only-empty = Only where empty
photos-over = Where to write
photos-person = Person
photo-pick = Choose: { $name }
pics-picked-few = %n photos chosen
pics-picked-many = %n photos chosen
pics-picked-one = %n photo chosen
pics-picked-other = %n photos chosen
pics-picked-two = %n photos chosen
pics-picked-zero = No photo chosen
photos-bulk = Describe the chosen photos
pics-refused = %name was refused: %problem
photos-save-picked = Save for the chosen
photos-search = Search captions, names and places
pics-sending = %done of %total arrived
pics-sent-all = %done of %total photos arrived
photos-sheet = Print a contact sheet
photos-show-new = Show them
pics-key-next = next photo
pics-key-previous = previous photo
pics-key-tick = choose the photo
pics-key-all = choose all
pics-waiting = The server does not answer. Sending goes on by itself: %done of %total
pics-too-large = The file is larger than 40 MB.
photos-too-many =
    { $n ->
        [one] One photo at a time.
       *[other] At most { $n } photos at a time.
    }
done-photo-withdrawn = The photo is gone from everything that readers see.
notice-picture-ends = The rights of a photo end tomorrow
refused-picture-ended = The story has a photo whose rights ended on { $day }. Take another one, or renew its rights in the archive.
refused-picture-language = The story has a photo that may not be used in this language ({ $language }). Take another one, or change its rights in the archive.
refused-picture-withdrawn = The story has a photo that was withdrawn and may not be used. Take another one, or remove it.
version-withdrawn = photo withdrawn
audited-allow-picture-again = Picture allowed again
audited-change-picture-rights = Picture’s rights changed
audited-withdraw-picture = Picture withdrawn everywhere
photo-allow = Allow it again
photo-allow-means = It does not come back into stories by itself.
photo-ended = Rights ended
photo-ends-in =
    { $n ->
        [0] rights end today
        [one] rights end tomorrow
       *[other] rights end in { $n } days
    }
photo-for-ever = Without end
photo-free = Allowed
photo-free-in = Allowed: { $languages }
photo-languages = May be used in these languages
photo-languages-all = In all, if none is chosen.
photo-last-day = Last day
photo-last-day-hint = A day such as 30/09/2016, or nothing if the rights do not end.
photo-no-rights = Nothing is written down.
photo-owner = Owner
photo-rights = Rights of use
photo-terms = Terms
photo-withdraw = Withdraw it everywhere
photo-withdraw-means =
    { $n ->
        [0] It is in no published story. Once withdrawn it cannot be used; the original stays in the archive.
        [one] It leaves { $n } published story, the front page and the feeds at once, and cannot be used any more. The original stays in the archive, and the reason goes to the audit log.
       *[other] It leaves { $n } published stories, the front page and the feeds at once, and cannot be used any more. The original stays in the archive, and the reason goes to the audit log.
    }
photo-withdraw-reason = Reason
photo-withdrawn = Withdrawn
photo-withdrawal = Withdrawing the photo
photos-barred = Barred
photos-ending = End this week
photos-ends = Ends soon
photos-rights = Rights
done-photo-replaced = The new file stands in place of the old in everything that readers see.
version-replaced = photo replaced
audited-replace-picture = Picture’s file replaced
photo-new-file = New file
photo-replace = Replace the file
photo-replace-means =
    { $n ->
        [0] It is in no published story. The new file takes over its record and rights; the old one stays in the archive.
        [one] The new file takes its place in { $n } published story at once, uncropped, with its record and rights. The old one stays in the archive and in drafts.
       *[other] The new file takes its place in { $n } published stories at once, uncropped, with its record and rights. The old one stays in the archive and in drafts.
    }
photo-replaced-by = This photo was replaced by another one: open it.
photo-replacement = Replacing the photo
photo-same-file = This is the same file. Choose another one.
photo-alike = { $n }% alike
photo-like = Photos that look like it
photo-like-means = By comparing what is seen; the decision is the editor’s.
photo-newer = Previous
photo-older = Next
photo-use = Use in a story
story-new-photo = The story begins with this photo.
pics-signed-out = Your session has ended. Sign in, then upload the file again.
