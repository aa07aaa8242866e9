//! Saved pages that other importers read wrong, one of each kind, from files beside the repository
//! (`corpora/reports/reader`): dates that become names, headlines under a date, untidy JSON-LD, marks in a footer.

// clippy.toml allows unwrap in tests; these are their helpers.
#![allow(clippy::unwrap_used)]

mod support;

use std::path::Path;

use story::page::{SavedPage, explain};

/// The correct values of a page.
struct Row {
    file: &'static str,
    day: &'static str,
    /// Hours and minutes; empty if the page has none.
    time: &'static str,
    /// Persons in the byline.
    writers: usize,
    paragraphs: usize,
}

const fn row(file: &'static str, day: &'static str, time: &'static str, writers: usize, paragraphs: usize) -> Row {
    Row { file, day, time, writers, paragraphs }
}

const ROWS: &[Row] = &[
    row("date-01.txt", "2008-03-13", "16:25", 0, 3),
    row("date-02.txt", "2013-08-04", "02:21", 0, 3),
    row("date-03.txt", "2020-04-24", "21:22", 0, 3),
    row("date-07.txt", "2022-01-21", "", 0, 3),
    row("date-10.txt", "2026-01-08", "12:42", 0, 3),
    // 1 Muharram 1446
    row("date-11.txt", "2024-07-07", "", 0, 3),
    row("date-14.txt", "2019-06-30", "21:05", 0, 3),
    row("date-15.txt", "2016-12-12", "00:00", 0, 3),
    row("jsonld-cdata.html", "2019-02-08", "10:00", 1, 3),
    row("jsonld-charset.html", "2019-02-08", "10:00", 1, 3),
    row("jsonld-newline.html", "2019-02-08", "10:00", 1, 3),
    row("jsonld-entities.html", "2026-01-08", "11:42", 0, 3),
    row("jsonld-utc.html", "2020-12-25", "01:59", 0, 3),
    row("m-footer-date.html", "2019-02-08", "00:00", 0, 3),
    row("m-noshare.html", "2019-02-08", "", 0, 4),
    // Its lead, which is marked as the description, is the deck.
    row("m-microdata-author.html", "2020-03-17", "17:27", 0, 2),
    row("m-author-site.html", "2020-10-07", "12:09", 1, 3),
    row("m-name-city.html", "2020-12-01", "", 1, 3),
    row("m-par-le.html", "2020-02-17", "", 1, 2),
    row("m-tam-nashruh.html", "2020-04-24", "21:22", 0, 3),
];

fn read(folder: &Path, name: &str) -> SavedPage {
    let bytes = std::fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    // The only page whose paper is known.
    let zone = (name == "jsonld-utc.html").then_some(chrono_tz::Africa::Cairo);
    explain(&bytes, Some(name), zone).unwrap_or_else(|error| panic!("{name}: {error}")).0
}

#[test]
fn pages_that_others_got_wrong_are_right() {
    let Some(folder) = omitted::shared("corpora/reports/reader", "pages that others got wrong") else { return };
    let cases = std::fs::read_to_string(folder.join("cases.tsv")).unwrap();
    for row in ROWS {
        let page = read(&folder, row.file);
        let case = cases.lines().find(|line| line.split('\t').next().is_some_and(|files| files.contains(row.file)));
        let expected =
            case.and_then(|case| case.split('\t').nth(2)).unwrap_or_else(|| panic!("{} has no row", row.file));
        assert_eq!(page.published_on.map(|day| day.to_string()).as_deref(), Some(row.day), "{}", row.file);
        let time = page.published_time.map(|time| time.format("%H:%M").to_string()).unwrap_or_default();
        assert_eq!(time, row.time, "{}", row.file);
        assert_eq!(page.writers.len(), row.writers, "{}: {:?}", row.file, page.writers);
        for name in page.writers.iter().chain(&page.agencies_line).chain(&page.place) {
            assert!(expected.contains(name.as_str()), "{}: {name}", row.file);
        }
        assert_eq!(page.body_paragraphs.len(), row.paragraphs, "{}", row.file);
        assert!(page.kicker.is_none() && !page.headline.contains("&quot;"), "{}: {:?}", row.file, page.kicker);
    }
    let lead = read(&folder, "m-microdata-author.html");
    assert!(lead.deck.is_some() && lead.agencies_line.is_some());
}
