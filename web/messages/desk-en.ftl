# Words of the desk, after the project's glossary; readers never load them. Built like the others: every id stands in all three files.
account-arrange-passkeys = Arrange passkeys
account-back = Back to the account
account-change-password = Change the password
account-factor-sentence = A second step after the password protects the paper should the password leak. A passkey stands for both.
account-language = Language of the desk
account-owes-factor = Your role asks for a second factor. Add a passkey or an app for codes to go on.
account-password-hint =
    { $n ->
        [one] { $n } character at least. The other sessions end.
       *[other] { $n } characters at least. The other sessions end.
    }
account-profile = Name and language
account-title = My account
cancel = Cancel
desk-back = Back
desk-forbidden-sentence = Your role does not allow this. Ask somebody whose does, or an administrator.
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
done-closed = The door is closed and the sessions have ended.
done-factor-owed = Your role asks for a second factor before you go on.
done-factors-reset = The second factor was taken away and the sessions have ended.
done-passkey = The passkey was added.
done-passkey-removed = The passkey was removed.
done-password = The password has changed and the other sessions have ended.
done-reopened = The door is open again.
done-reset = The new password is saved. Sign in with it.
done-roles = The roles are saved.
done-saved = Saved.
done-session-ended = The session has ended.
done-signed-out = You have signed out.
done-totp = The app for codes is in use.
done-totp-removed = The app for codes was removed.
done-withdrawn = The invitation was withdrawn.
door-back = Back to signing in
door-bad-email = This is no valid e-mail address.
door-bad-name = The name is one line of 100 characters at most.
door-bad-passkey = The passkey was not accepted. Try again, or use the password.
door-code = Code
door-code-hint = The six digits that the app shows now. Each code works once.
door-continue = Continue
door-crowded = Many people are signing in at this moment. Try again in a few seconds.
door-email = E-mail
door-email-hint = For signing in and for a new password.
door-email-taken = This address has an account here already.
door-factor-help = Where everything is lost, an administrator resets the second factor.
door-factor-owed = This is the last second factor, and your role asks for one. Add another first.
door-forgotten = Forgotten password
door-last-admin = The paper needs an administrator. Appoint another one first.
door-last-chief = The paper needs an editor-in-chief. Appoint another one first.
door-link-spent = This link was used, withdrawn, or is too old. Ask who sent it for a new one.
door-lost-factor = Without phone or key? A recovery code
door-no-entry = E-mail or password is wrong.
door-no-role = Choose one role at least.
door-nobody-sentence = The link for the first administrator is printed in the terminal where Matbaa was started; it is good for thirty minutes. For a new one:
door-nobody-title = Nobody works here yet
door-or = or
door-password-hint =
    { $n ->
        [one] { $n } character at least.
       *[other] { $n } characters at least. A phrase of unrelated words does well.
    }
door-paused = Too many attempts failed. The door opens again shortly, within a quarter of an hour at most.
door-recovery-hint = One of the ten codes you kept. Each works once.
door-use-passkey = Use a passkey
door-weak-common = This password is among the first that attackers try. A phrase of unrelated words does well.
door-weak-long = The password is too long.
door-weak-own = The password is your own name or address.
door-weak-short =
    { $n ->
        [one] The password has fewer than { $n } character.
       *[other] The password has fewer than { $n } characters.
    }
door-with-passkey = Sign in with a passkey
door-wrong-code = The code is wrong, or was used before.
first-begin = Begin
first-sentence = This is the first door to the desk. Whoever has this account runs the system, is editor-in-chief, and invites the others.
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
people-close = Close the door
people-close-sentence = Closing the door ends every session and lets nobody in. Stories stay with who wrote them.
people-closed = Door closed
people-desks = Desks
people-desks-of = Desks of the role { $role }
people-door = The door
people-has-factor = Set up
people-invited = Invitations that wait
people-no-factor = Not set up
people-not-yours = These roles are changed by who may give them.
people-reopen = Open the door again
people-reopen-sentence = The roles are as they were.
people-reset-factors = Reset
people-reset-factors-sentence = Where phone, keys and recovery codes are lost: take the second factor away and end the sessions.
people-reset-link = Make a link
people-reset-link-sentence = A link to a new password, good for an hour.
people-roles = Roles
people-since = Since
people-state = State
people-until = Good until
people-withdraw = Withdraw
people-you = (me)
proof-sentence = This act cannot be undone, or it opens doors. The password once more, then back to the page.
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
recovery-codes-sentence = Keep these codes in a safe place, away from the phone: each opens the door once. They are not shown again.
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
