//! Days as far as they are known.

use arabic::Language;
use chrono::NaiveDate;
use newsroom::Moment;

use crate::base::dates::Dates;

/// The text of a moment written as in ISO 8601, as far as it is known: «29 آب 2016، 18:42», «آب 2016», «2016».
pub fn moment_text(dates: &Dates<'_>, iso: &str) -> String {
    let Ok(moment) = iso.parse::<Moment>() else { return String::new() };
    let first = |month: u8, day: u8| NaiveDate::from_ymd_opt(moment.year.into(), month.into(), day.into());
    let text = match (moment.month, moment.day) {
        (Some(month), Some(day)) => first(month, day).map(|day| dates.day(day)),
        (Some(month), None) => first(month, 1).map(|month| dates.month(month)),
        (None, _) => None,
    };
    let text = text.unwrap_or_else(|| dates.number(moment.year));
    match moment.time {
        Some((hour, minute, _)) => format!("{text}{} {}", comma(dates), dates.number(format!("{hour:02}:{minute:02}"))),
        None => text,
    }
}

fn comma(dates: &Dates<'_>) -> &'static str {
    if dates.language() == Language::Arabic { "،" } else { "," }
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
}
