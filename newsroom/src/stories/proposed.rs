//! What the file of a picture proposes for the story that uses it, where somebody would otherwise type it.

use chrono::{Days, NaiveDate};
use imaging::{Field, Metadata, Moment};

use crate::base::texts::tidied_if_any;

/// Characters of a proposed caption or alternative text, and of a proposed credit: what a story may have.
const CAPTION_CHARS_MAX: usize = 2_000;
const CREDIT_CHARS_MAX: usize = 300;
/// A photo taken so many days before is from the archive: it does not show what happened today or yesterday.
const ARCHIVE_DAYS: u64 = 3;
/// What cameras and programs write where a caption belongs, in lower case.
const NO_CAPTIONS: [&str; 12] = [
    "sony dsc",
    "olympus digital camera",
    "digital camera",
    "samsung",
    "samsung camera pictures",
    "minolta digital camera",
    "konica minolta digital camera",
    "kodak digital still camera",
    "exif_jpeg_picture",
    "default",
    "untitled",
    "lead technologies inc. v1.01",
];

/// What a picture's file proposes for the story that uses it.
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
    /// What `metadata` proposes on `today`.
    pub fn of(metadata: &Metadata, today: NaiveDate) -> Self {
        let text = |field, most| tidied_if_any(metadata.value(field).map(str::to_owned)).map(|text| first(&text, most));
        let caption = text(Field::Caption, CAPTION_CHARS_MAX).filter(|caption| is_caption(caption));
        let limit = today.checked_sub_days(Days::new(ARCHIVE_DAYS));
        let is_archive = metadata.taken().and_then(last_day).is_some_and(|day| limit.is_some_and(|limit| day < limit));
        Self { caption, credit: credit(metadata), alt: text(Field::AltText, CAPTION_CHARS_MAX), is_archive }
    }
}

/// The credit line: the creators, then who supplied it, unless one says the other («ليلى بن عيسى / الوكالات»).
fn credit(metadata: &Metadata) -> Option<String> {
    let creators = metadata.values(Field::Creator).join("، ");
    let supplier = metadata.value(Field::Credit).or_else(|| metadata.value(Field::Source)).unwrap_or_default();
    let tidied = |text: &str| tidied_if_any(Some(text.to_owned())).unwrap_or_default();
    let (creators, supplier) = (tidied(&creators), tidied(supplier));
    let line = if supplier.is_empty() || creators.contains(&supplier) {
        creators
    } else if creators.is_empty() || supplier.contains(&creators) {
        supplier
    } else {
        format!("{creators} / {supplier}")
    };
    Some(first(&line, CREDIT_CHARS_MAX)).filter(|line| !line.is_empty())
}

fn is_caption(text: &str) -> bool {
    let text = text.to_lowercase();
    // Some cameras write the path of the file.
    !NO_CAPTIONS.contains(&text.as_str()) && !text.starts_with("dcim\\") && text.chars().any(char::is_alphabetic)
}

/// The last day on which it can have been taken.
fn last_day(taken: Moment) -> Option<NaiveDate> {
    let year = i32::from(taken.year);
    match (taken.month, taken.day) {
        (Some(month), Some(day)) => NaiveDate::from_ymd_opt(year, month.into(), day.into()),
        (Some(month), None) => {
            NaiveDate::from_ymd_opt(year, month.into(), 1)?.checked_add_months(chrono::Months::new(1))?.pred_opt()
        }
        (None, _) => NaiveDate::from_ymd_opt(year, 12, 31),
    }
}

/// The first `most` characters.
fn first(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata(found: &[(&str, &[&str])]) -> Metadata {
        let found: Vec<_> = found
            .iter()
            .map(|(field, values)| serde_json::json!({ "standard": "xmp", "field": field, "values": values }))
            .collect();
        serde_json::from_value(serde_json::json!({ "found": found })).unwrap()
    }

    fn proposed(found: &[(&str, &[&str])]) -> Proposed {
        Proposed::of(&metadata(found), "2016-09-03".parse().unwrap())
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
