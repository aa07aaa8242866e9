# The search of the paper.
search-apply = Apply
search-archive = The paper of every day
search-archive-what = If you remember the date rather than the words
search-building = The search index is being built, so there are no results yet. Try again in a few minutes, or browse the archive.
search-by-date = By date
search-by-relevance = By relevance
search-by-writer = by { $name }
search-count =
    { $n ->
        [0] No results
        [one] { $n } result
       *[other] { $n } results
    }
search-cut = The text is too long: only its beginning was searched for, up to 20 words.
search-dates = Between two dates
search-day-after-month = { $month } ends on day { $day }, so this limit was not applied.
search-day-before-first = The end is before the beginning, so neither was applied.
search-day-unknown = This date was not understood, so this limit was not applied. Write for example: 3 September 2016, or 2016-09-03.
search-example-exclude = water -dam
search-example-field = writer:Salma
search-example-phrase = "ceasefire talks"
search-field = Words to search for
search-from = From
search-help-exclude = the first word without the second
search-help-field = by a writer; likewise “section:” and “headline:”
search-help-forms = Write the words as they come to mind: all their forms are found.
search-help-phrase = the phrase as it is
search-in-section = in { $name }
search-in-year = in { $name }
search-lift = Remove the limit:
search-mean = Did you mean
search-mean-these = These are its results; “{ $word }” is nowhere in the paper.
search-mean-end = ?
search-more = More results
search-narrow = Narrow the results
search-near-topics = Related topics
search-no-words = There is no word in this. Write at least one word.
search-none = No results for “{ $words }”
search-only-exclusions = There are only words to exclude. Add a word to search for.
search-order = Order
search-pages = Pages of results
search-partial = Stories with most of the words
search-people = People
search-results = Search results
search-sections = Section
search-since-day = since { $name }
search-span = from { $from } to { $until }
search-submit = Search
search-suggestions = Suggestions
search-threads = Threads
search-title = Search
search-title-of = { $words } · Search
search-description = Search everything that { $name } has published, in any form of the words.
search-today = today
search-topics = Topic
search-topics-found = Topics
search-until = Until
search-until-day = until { $name }
search-way-dropped = without “{ $word }”
search-way-everywhere = In the whole paper
search-way-lifted = without the limits: { $names }
search-way-respelled = Did you mean this word?
search-ways = What you can do
search-writers = Writer
search-years = Year

# Why a story is related to another.
related-why-one = Both are about “{ $what }”
related-why-two = Both are about “{ $what }” and “{ $other }”
related-why-section = From the same section

# The search among comments, at the desk.
comments-search = Search the comments
comments-search-none = No comment has these words.
comments-search-no-words = Type at least one word.
comments-search-building = The index of comments is being built. Try again in a moment.
