//! Days and periods as people write them, and days as far as they are known.

use arabic::Language;
use chrono::{Days, Months, NaiveDate};
use newsroom::ArchiveField;

use crate::base::dates::Dates;

/// The text of a moment written as in ISO 8601, as far as it is known: «29 آب 2016، 18:42», «آب 2016», «2016».
pub fn moment_text(dates: &Dates<'_>, iso: &str) -> String {
    let (day, time) = iso.split_once('T').unwrap_or((iso, ""));
    let text =
        match (NaiveDate::parse_from_str(day, "%Y-%m-%d"), NaiveDate::parse_from_str(&format!("{day}-01"), "%Y-%m-%d"))
        {
            (Ok(day), _) => dates.day(day),
            (Err(_), Ok(month)) => dates.month(month),
            (Err(_), Err(_)) => dates.number(day),
        };
    match time.get(..5) {
        Some(hour) => format!("{text}{} {}", comma(dates), dates.number(hour)),
        None => text,
    }
}

fn comma(dates: &Dates<'_>) -> &'static str {
    if dates.language() == Language::Arabic { "،" } else { "," }
}

/// The first microsecond of the period that was typed (a day, a month or a year), and that of the next one; `None` if
/// it is no date. Both are written as if they were UTC.
pub fn period(typed: &str) -> Option<(i64, i64)> {
    let iso = ArchiveField::Taken.read(typed).ok().filter(|iso| !iso.is_empty())?;
    let mut parts = iso.split('T').next()?.split('-');
    let year: i32 = parts.next()?.parse().ok()?;
    let month: Option<u32> = parts.next().and_then(|month| month.parse().ok());
    let day: Option<u32> = parts.next().and_then(|day| day.parse().ok());
    let first = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?;
    let next = match (month, day) {
        (Some(_), Some(_)) => first.checked_add_days(Days::new(1))?,
        (Some(_), None) => first.checked_add_months(Months::new(1))?,
        _ => first.checked_add_months(Months::new(12))?,
    };
    let at = |day: NaiveDate| Some(day.and_hms_opt(0, 0, 0)?.and_utc().timestamp_micros());
    Some((at(first)?, at(next)?))
}

#[cfg(test)]
mod tests {
    use newsroom::Paper;

    use super::*;

    #[test]
    fn days_are_written_as_far_as_they_are_known() {
        let paper = Paper::default();
        let dates = Dates::new(&paper, Language::Arabic);
        for (iso, expected) in [
            ("2016-08-29T18:42:00+01:00", "29 آب 2016، 18:42"),
            ("2016-08-29", "29 آب 2016"),
            ("2016-08", "آب 2016"),
            ("1987", "1987"),
        ] {
            assert_eq!(moment_text(&dates, iso), expected);
        }
    }

    #[test]
    fn a_period_is_as_long_as_what_was_typed() {
        let days = |typed: &str| period(typed).map(|(from, until)| (until - from) / 86_400_000_000);
        assert_eq!(days("2016"), Some(366));
        assert_eq!(days("٢٠١٦-٠٢"), Some(29));
        assert_eq!(days("29/08/2016"), Some(1));
        assert_eq!((days("أمس"), days("")), (None, None));
    }
}
