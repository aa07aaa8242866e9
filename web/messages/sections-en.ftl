# Sections at the desk: what stands in them, closing and merging.
section-more = Manage
section-more-of = Manage the section “{ $name }”: close or merge it
section-is-closed = closed
section-published = Published stories
section-others = Other stories
section-close = Close the section
section-close-means = The section leaves the section bar and the front page, and no new story is written in it. Its stories keep their addresses, and what is scheduled goes out on time. You can open it again.
section-open = Open the section again
section-open-means = The section is closed: its stories keep their addresses and no new story is written in it. Opened again, it returns to the bar and to every list to choose from.
section-merge = Merge into another section
section-merge-means = All its stories move to the other section and its desk; its address and theirs lead there. This cannot be undone.
section-merge-into = The section that stays
section-merge-look = Show what changes
section-merge-none = No other section is open.
section-merge-moves =
    { $n ->
        [0] “{ $name }” has no stories. Its address will lead to “{ $into }”, and it leaves the settings.
        [one] One story moves from “{ $name }” to “{ $into }”; the old address leads there.
       *[other] { $n } stories move from “{ $name }” to “{ $into }”; the old address leads there.
    }
section-merge-do = Merge “{ $name }” into “{ $into }” for good
section-closed-note = This section is closed. Its stories stay here.
done-section-closed = The section is closed. Its stories keep their addresses.
done-section-opened = The section is open again.
done-section-merged = The two sections are one.
refused-section-closed = The section “{ $name }” is closed; no new story is written in it. Choose another one.
audited-close-section = Section closed
audited-open-section = Section opened again
audited-merge-sections = Sections merged
settings-contents = Parts of the settings
settings-names = Name and motto
settings-imprint = Imprint and disclaimer
settings-days = Dates and issues
