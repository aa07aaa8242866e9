# Words of the interface, after the project's glossary. Every id stands in all three files: the build checks it.
about = About
all = All
all-of-section = All of { $name }
all-sections = All sections
archive = Archive
archive-of = Archive: { $when }
archive-photo = Archive photo
back-home = Back to the front page
breaking = Breaking
clarification = Clarification
copied = Link copied
copy-link = Copy link
correction = Correction
credit-line = Photo: { $name }
desk = Desk
feeds = Feeds
front-empty-text = The paper’s stories will appear here once the first is published.
front-empty-title = Nothing published yet
given-back-again = Send again
given-back-sign-in = Sign in again in a new window, then come back to this page and send your text.
given-back-field = Your text, field { $n }
given-back-nothing = nothing
given-back-secret = Password or code, once more
given-back-sentence = Nothing is saved yet. These are your words as you typed them: change them if you like, then send them again.
given-back-stands = Saved meanwhile by a colleague:
given-back-title = Your text is here
home = Home
issue-number = No. { $n }
languages = Languages
latest = Latest news
lead-story = Lead story
list-empty = No stories here yet.
more = More
most-read = Most read
most-read-day = In the last 24 hours
most-read-day-empty = No story here has been read in the last 24 hours.
most-read-hour = In the last hour
most-read-hour-empty = No story here has been read in the last hour.
most-read-in = Most read in { $name }
most-read-intro = What people read more than anything else; a recent read weighs more. Ranked every minute.
most-read-week = In the last 7 days
most-read-week-empty = No story here has been read in the last 7 days.
newer = Newer
older = Older
pages = Pages of the list
print = Print
problem-busy-sentence = The server is busy or its database is out of reach. Reload the page in a moment.
problem-busy-title = Please try again shortly
too-slow = What you sent came too slowly and was not taken. Check the connection, then send it again.
too-many-requests = Too many requests from your address in a short time. Wait a few seconds and try again.
problem-full-sentence = The server’s disk is full, so nothing was saved. Reading goes on, and saving resumes by itself once there is space.
problem-full-title = Not saved: the disk is full
problem-media-sentence = The store of the pictures does not answer, so no picture was saved. Everything else works. Try again in a moment.
problem-read-only-sentence = The server’s disk takes no writes, so nothing was saved. Reading goes on, and saving resumes by itself.
problem-gone-sentence = There was a story here, and the editors withdrew it. It is no longer at this address.
problem-gone-title = This story has been withdrawn
problem-internal-sentence = Something went wrong on our side and was recorded. Try again; if it comes back, send us the number below.
problem-internal-title = This page could not be shown
problem-host-sentence = This server does not answer to this name. Check the address or the setting “hosts”.
problem-host-title = Unknown address
problem-method-sentence = This page can only be read. Open the address in the browser again.
problem-method-title = Request not accepted
problem-missing-sentence = There is no page at this address. The link may have changed or been cut; try the sections above or the latest news below.
problem-missing-title = Page not found
problem-overlong-sentence = The address asked for is too long. Check the link.
problem-overlong-title = Link too long
publication-director = Publication director
reading-time =
    { $n ->
        [0] Under a minute
       *[other] { $n } min read
    }
reads =
    { $n ->
        [0] Not read yet
        [one] { $n } read
       *[other] { $n } reads
    }
related = Related
request-id = Request
retraction = Retraction
right-of-reply = Right of reply
sections = Sections
share = Share
short-link = Short link
skip-to-content = Skip to content
stories-count =
    { $n ->
        [0] No stories
        [one] { $n } story
       *[other] { $n } stories
    }
story-question = Question:
story-answer = Answer:
story-open-embed = Watch on { $provider }
topic = Topic
topics = Topics
updated = Updated
writer = Writer
your-opinion = Your opinion on the topic
corrections = Corrections
corrections-intro = What the paper has corrected, clarified or taken back, and answers by people named in it, newest first.
corrections-empty = No corrections yet. When we are wrong, we say so here.
problem-withheld-title = This story is unavailable for legal reasons
problem-withheld-sentence = There was a story here; it was taken down because the law required it. It is no longer at this address.
