//! What the record of a picture proposes for the story that uses it, where somebody would otherwise type it.

use chrono::{Days, NaiveDate};
use imaging::Moment;

use crate::stories::photo_archive::field::ArchiveField;
use crate::stories::photo_archive::period::days_of;
use crate::stories::photo_archive::record::ArchiveRecord;

/// A photo taken so many days before is from the archive: it does not show what happened today or yesterday.
const ARCHIVE_DAYS: u64 = 3;
/// What a picture's record proposes for the story that uses it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proposed {
    /// The caption, on one line.
    pub caption: Option<String>,
    /// The credit line: who made it and who supplied it.
    pub credit: Option<String>,
    /// The alternative text.
    pub alt: Option<String>,
    /// Whether it was taken too long ago to show today's news.
    pub is_archive: bool,
}

impl Proposed {
    /// What the record of a picture proposes on `today`.
    pub(crate) fn of(record: &ArchiveRecord, today: NaiveDate) -> Self {
        let text = |field| Some(record.value(field)).filter(|text| !text.is_empty());
        let limit = today.checked_sub_days(Days::new(ARCHIVE_DAYS));
        let taken = Moment::read(&record.value(ArchiveField::Taken));
        let is_archive = taken.and_then(days_of).is_some_and(|days| limit.is_some_and(|limit| days.end <= limit));
        let (caption, credit) = (text(ArchiveField::Caption), text(ArchiveField::Credit));
        Self { caption, credit, alt: text(ArchiveField::Alt), is_archive }
    }
}

#[cfg(test)]
mod tests {
    use imaging::Metadata;

    use super::*;

    fn metadata(found: &[(&str, &[&str])]) -> Metadata {
        let found: Vec<_> = found
            .iter()
            .map(|(field, values)| serde_json::json!({ "standard": "xmp", "field": field, "values": values }))
            .collect();
        serde_json::from_value(serde_json::json!({ "found": found })).unwrap()
    }

    fn proposed(found: &[(&str, &[&str])]) -> Proposed {
        let record = ArchiveRecord { metadata: metadata(found), ..ArchiveRecord::default() };
        Proposed::of(&record, "2016-09-03".parse().unwrap())
    }

    #[test]
    fn credits_name_who_made_it_and_who_supplied_it_once() {
        for (creators, credit, expected) in [
            (&["ليلى بن عيسى"][..], "الوكالات", "ليلى بن عيسى / الوكالات"),
            (&["ليلى", "سعيد"], "", "ليلى، سعيد"),
            (&[], "الوكالات", "الوكالات"),
            (&["ليلى"], "ليلى / الوكالات", "ليلى / الوكالات"),
            (&["ليلى / الوكالات"], "الوكالات", "ليلى / الوكالات"),
        ] {
            let all = proposed(&[("creator", creators), ("credit", &[credit])]);
            assert_eq!(all.credit.as_deref(), Some(expected));
        }
        assert_eq!(proposed(&[]), Proposed::default());
    }

    #[test]
    fn what_cameras_write_is_no_caption() {
        for text in ["SONY DSC", "OLYMPUS DIGITAL CAMERA", "DCIM\\163GOPRO\\G0128330.JPG", "12345", "…"] {
            assert_eq!(proposed(&[("caption", &[text])]).caption, None, "{text}");
        }
        let two_lines = proposed(&[("caption", &["سفن\nفي \u{202e}الميناء"])]);
        assert_eq!(two_lines.caption.as_deref(), Some("سفن في الميناء"));
        assert_eq!(proposed(&[("caption", &["ا".repeat(9_000).as_str()])]).caption.unwrap().chars().count(), 2_000);
    }

    #[test]
    fn old_photos_are_from_the_archive() {
        for (taken, is_archive) in [
            ("2016-09-03", false),
            ("2016-08-31T23:00:00", false),
            ("2016-08-30", true),
            ("2016-09", false),
            ("2016-07", true),
            ("2016", false),
            ("2015", true),
            ("2099-01-01", false),
        ] {
            assert_eq!(proposed(&[("taken", &[taken])]).is_archive, is_archive, "{taken}");
        }
    }
}
