//! The days that a moment stands for, as far as it is known.

use std::ops::Range;

use chrono::{Days, Months, NaiveDate};
use imaging::Moment;

use super::field::ArchiveField;

/// The days of a moment: one day, a month or a year. The end is the day after the last.
pub(crate) fn days_of(moment: Moment) -> Option<Range<NaiveDate>> {
    let (month, day) = (moment.month.unwrap_or(1), moment.day.unwrap_or(1));
    let first = NaiveDate::from_ymd_opt(moment.year.into(), month.into(), day.into())?;
    let next = match (moment.month, moment.day) {
        (Some(_), Some(_)) => first.checked_add_days(Days::new(1)),
        (Some(_), None) => first.checked_add_months(Months::new(1)),
        (None, _) => first.checked_add_months(Months::new(12)),
    };
    Some(first..next?)
}

/// The days that were typed: a day, a month or a year, in any form that [`ArchiveField::Taken`] reads; `None` if it is no
/// date.
pub fn typed_days(typed: &str) -> Option<Range<NaiveDate>> {
    let iso = ArchiveField::Taken.read(typed).ok()?;
    days_of(Moment::read(&iso)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_as_long_as_what_was_typed() {
        let days = |typed: &str| typed_days(typed).map(|days| (days.end - days.start).num_days());
        assert_eq!(days("2016"), Some(366));
        assert_eq!(days("٢٠١٦-٠٢"), Some(29));
        assert_eq!(days("29/08/2016"), Some(1));
        assert_eq!((days("أمس"), days("")), (None, None));
    }
}
