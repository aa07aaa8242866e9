//! What captions and credit lines in files are worth.

use chrono::{Days, Months, NaiveDate};
use imaging::{Field, Metadata, Moment};

use crate::base::texts::tidied;

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

/// From here on, hours, minutes and seconds mean the whole day.
const LAST_MINUTE: (u8, u8, u8) = (23, 59, 0);

/// The credit line of a file: the creators, then who supplied it, unless one says the other («ليلى بن عيسى / الوكالات»);
/// empty if there is none.
pub(crate) fn credit_in(metadata: &Metadata) -> String {
    let creators = tidied(&metadata.values(Field::Creator).join("، "));
    let supplier = metadata.value(Field::Credit).or_else(|| metadata.value(Field::Source)).unwrap_or_default();
    let supplier = tidied(supplier);
    if supplier.is_empty() || creators.contains(&supplier) {
        creators
    } else if creators.is_empty() || supplier.contains(&creators) {
        supplier
    } else {
        format!("{creators} / {supplier}")
    }
}

/// The last day on which it may be used. A file that names a time before the end of a day means the day before.
pub(crate) fn last_day(metadata: &Metadata) -> Option<NaiveDate> {
    let end: Moment = metadata.value(Field::Expires)?.parse().ok()?;
    let first = |month: Option<u8>, day: Option<u8>| {
        NaiveDate::from_ymd_opt(end.year.into(), month.unwrap_or(1).into(), day.unwrap_or(1).into())
    };
    let begins = first(end.month, end.day)?;
    match (end.month, end.day, end.time) {
        (None, ..) => begins.checked_add_months(Months::new(12))?.checked_sub_days(Days::new(1)),
        (_, None, _) => begins.checked_add_months(Months::new(1))?.checked_sub_days(Days::new(1)),
        (.., Some(time)) if time < LAST_MINUTE => begins.checked_sub_days(Days::new(1)),
        _ => Some(begins),
    }
}

/// Whether somebody wrote it: it is not what cameras and programs write where a caption belongs.
pub(crate) fn is_caption(text: &str) -> bool {
    let text = text.to_lowercase();
    // Some cameras write the path of the file.
    !NO_CAPTIONS.contains(&text.as_str()) && !text.starts_with("dcim\\") && text.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_is_a_whole_day() {
        for (said, last) in [
            ("2016-09-03", Some("2016-09-03")),
            ("2016-09-03T23:59:59", Some("2016-09-03")),
            ("2016-09-03T10:00:00", Some("2016-09-02")),
            ("2016-03-01T00:00:00+01:00", Some("2016-02-29")),
            ("2016-02", Some("2016-02-29")),
            ("2016", Some("2016-12-31")),
            ("soon", None),
        ] {
            let found = serde_json::json!([{ "standard": "xmp", "field": "expires", "values": [said] }]);
            let metadata: Metadata = serde_json::from_value(serde_json::json!({ "found": found })).unwrap();
            assert_eq!(last_day(&metadata), last.map(|day| day.parse().unwrap()), "{said}");
        }
    }
}
