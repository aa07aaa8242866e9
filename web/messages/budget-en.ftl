room-budget = Day budget
budget-before = Day before
budget-after = Day after
budget-today = Today
budget-day = Day
budget-show = Show
budget-print = Print
budget-stories =
    { $n ->
        [0] no stories
        [one] { $n } story
       *[other] { $n } stories
    }
budget-out = { $n } published
budget-ready = { $n } ready
budget-photos = { $n } with photo
budget-hour = Hour
budget-who = Writer
budget-length = Words
budget-place = Place
budget-due = due
budget-late = late
budget-scheduled = scheduled
budget-has-photo = photo
budget-no-photo = no photo
budget-empty = Nothing for this day yet. What is due, scheduled or published on it appears here.
budget-cut = The list is longer than the limit; this is its beginning.
budget-printed = As it stood at
