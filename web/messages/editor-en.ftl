# The editor. Words under ed- are for its script: what is filled in stands as %name, and what counts has one message for
# each plural category of any language.

version-typing = being typed
paste-pictures =
    { $n ->
        [one] One picture did not come along; upload its file.
        *[other] { $n } pictures did not come along; upload their files.
    }
paste-frames =
    { $n ->
        [one] One embed did not come along; embed it by its address.
        *[other] { $n } embeds did not come along; embed them by their addresses.
    }
paste-links =
    { $n ->
        [one] One link had an address that is refused; its words stayed.
        *[other] { $n } links had addresses that are refused; their words stayed.
    }
paste-cut =
    { $n ->
        [one] What was pasted is longer than allowed; the rest was left out.
        *[other] What was pasted is longer than allowed; the rest was left out.
    }
embed-unknown = This address is not of a provider that may be embedded: { $names }.
hint-arabic-mark = Latin mark in Arabic text
hint-space-before = Space before the mark
hint-space-after = No space after the mark
hint-tatweel = Needless tatweel
hint-double-space = Two spaces in a row
hint-doubled-mark = Doubled mark
hint-joined-waw = The waw is joined to its word
hint-digits = Digits of the other set
hint-zero-width = Invisible character between letters
hint-bidi-control = Needless direction character
hint-letters = Misplaced hamza or ta marbuta
hint-quotes = Quotation marks of another kind
ed-keep = Keep a version
ed-remark = Note
ed-hint-take = Apply the correction at the caret
ed-online = online
ed-offline = offline
ed-speaker = Who said it?
ed-question-line = The question
ed-write = Write here, or press / for a photo, a table, a quotation
ed-text = Text of the story
ed-toolbar = Formatting
ed-slash = Insert
ed-paragraph = Paragraph
ed-subheading = Subheading
ed-subheading-3 = Small subheading
ed-quotation = Quotation
ed-list = List
ed-ordered = Numbered list
ed-pull-quote = Pull quote
ed-strong = Bold
ed-emphasis = Emphasis
ed-link = Link
ed-link-where = Where does it lead?
ed-link-set = Link
ed-link-take = Remove the link
ed-link-wrong = Write a whole address such as https://example.org, an e-mail or a path that begins with /
ed-foreign = Language
ed-foreign-which = Which language are these words in?
ed-foreign-set = Mark
ed-foreign-take = Remove
ed-photo = Photo
ed-table = Table
ed-embed = Embed
ed-embed-where = Address of the post or video
ed-embed-set = Embed
ed-embed-title = What does it show?
ed-infobox = Infobox
ed-infobox-title = Title of the box
ed-verse = Verse
ed-question = Question and answer
ed-separator = Separator
ed-turn = Direction
ed-up = Move up
ed-down = Move down
ed-remove = Remove the block
ed-undo = Undo
ed-redo = Redo
ed-unseen = Show invisible characters
ed-unseen-short = Invisibles
ed-find-short = Find
ed-find = Find and replace
ed-find-next = Next
ed-find-previous = Previous
ed-find-exact = Exactly as written
ed-find-none = Not found
ed-find-at = %n of %all
ed-replace-with = Replace with
ed-replace = Replace
ed-replace-all = Replace all
ed-close = Close
ed-cancel = Cancel
ed-caption = Caption
ed-credit = Credit
ed-alt = Description for those who cannot see it
ed-archive = Archive photo
ed-decorative = Decorative, not described
ed-focal = Choose the point that stays in view when cropped
ed-picture-gone = The picture is missing
ed-gallery-caption = Caption of the gallery
ed-table-caption = Caption of the table
ed-header-row = First row names the columns
ed-header-column = First column names the rows
ed-row-add = Row after
ed-column-add = Column after
ed-row-take = Remove row
ed-column-take = Remove column
ed-picture-file = A file of yours
ed-picture-search = Search the archive
ed-picture-use = Place in the text
ed-picture-large = “%name” is larger than 40 MB
ed-pictures = Archive pictures
ed-no-pictures = No such pictures. Upload a file.
ed-no-caption = No caption
ed-uploads = Files on their way
ed-saved = Saved %ago
ed-version = version %n
ed-changed = About to save
ed-sending = Saving…
ed-away = The server does not answer. Check the network.
ed-away-kept = Offline · what you type is kept in this browser
ed-away-lost = Offline, and this browser keeps nothing: copy your text before you close the page
ed-signed-out = Your session has ended. Sign in in another window and come back: your text stays.
ed-sign-in = Sign in in another window
ed-server-trouble = The server could not do that now. Try again in a moment.
ed-taken = %name has the text now
ed-taken-aside = What you typed is kept as version %n.
ed-taken-journaled = What you typed is kept in this browser and comes back when you have the text again.
ed-held = %name is writing in this text. You can read it.
ed-reload = Reload the page
ed-restored = What you had typed and the server had not got is back.
ed-restored-drop = Drop it
ed-merged = The text changed elsewhere while you typed; both were put together.
ed-merged-look = Compare
ed-pasted-alone = Pasted without the server's help; check the formatting.
ed-fits-all = fits every place of the front page
ed-fits-lead = fits the lead alone
ed-fits-none = longer than two lines in the lead
ed-hint = Suggested correction
ed-hint-drop = Ignore
ed-hint-delete = Delete
ed-hints-all = Apply all typographic corrections
ed-hints-none = no corrections suggested
ed-words-zero = %n words
ed-words-one = %n word
ed-words-two = %n words
ed-words-few = %n words
ed-words-many = %n words
ed-words-other = %n words
ed-minutes-zero = %n minutes to read
ed-minutes-one = %n minute to read
ed-minutes-two = %n minutes to read
ed-minutes-few = %n minutes to read
ed-minutes-many = %n minutes to read
ed-minutes-other = %n minutes to read
ed-letters-zero = headline: %n characters
ed-letters-one = headline: %n character
ed-letters-two = headline: %n characters
ed-letters-few = headline: %n characters
ed-letters-many = headline: %n characters
ed-letters-other = headline: %n characters
ed-hints-zero = %n corrections suggested
ed-hints-one = %n correction suggested
ed-hints-two = %n corrections suggested
ed-hints-few = %n corrections suggested
ed-hints-many = %n corrections suggested
ed-hints-other = %n corrections suggested
ed-hints-taken-zero = %n corrections applied. Ctrl+Z takes them back.
ed-hints-taken-one = %n correction applied. Ctrl+Z takes it back.
ed-hints-taken-two = %n corrections applied. Ctrl+Z takes them back.
ed-hints-taken-few = %n corrections applied. Ctrl+Z takes them back.
ed-hints-taken-many = %n corrections applied. Ctrl+Z takes them back.
ed-hints-taken-other = %n corrections applied. Ctrl+Z takes them back.
ed-replaced-zero = %n replaced
ed-replaced-one = %n replaced
ed-replaced-two = %n replaced
ed-replaced-few = %n replaced
ed-replaced-many = %n replaced
ed-replaced-other = %n replaced
ed-uploaded-zero = %n photos placed
ed-uploaded-one = %n photo placed
ed-uploaded-two = %n photos placed
ed-uploaded-few = %n photos placed
ed-uploaded-many = %n photos placed
ed-uploaded-other = %n photos placed
ed-merged-conflicts-zero = Both texts were put together; in %n places you had changed the same words, and both stayed.
ed-merged-conflicts-one = Both texts were put together; in one place you had changed the same words, and both stayed.
ed-merged-conflicts-two = Both texts were put together; in %n places you had changed the same words, and both stayed.
ed-merged-conflicts-few = Both texts were put together; in %n places you had changed the same words, and both stayed.
ed-merged-conflicts-many = Both texts were put together; in %n places you had changed the same words, and both stayed.
ed-merged-conflicts-other = Both texts were put together; in %n places you had changed the same words, and both stayed.
