//! Days, weeks, months and years as intervals. Weeks run from Sunday to Saturday.

use arabic::date::{Hijri, hijri_to_gregorian};
use arabic::relative::{Tense, Which, shifted};
use chrono::{Datelike, Months, NaiveDate, Weekday};

/// Days that a vague expression reaches: «خلال أيام».
pub(crate) const VAGUE_DAYS: i64 = 7;

/// From a day to a day, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Interval {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

pub(crate) fn single(day: NaiveDate) -> Interval {
    Interval { from: day, to: day }
}

/// The interval between two days, if they are in order.
pub(crate) fn between(from: NaiveDate, to: NaiveDate) -> Option<Interval> {
    (from <= to).then_some(Interval { from, to })
}

pub(crate) fn shifted_months(day: NaiveDate, months: i64) -> Option<NaiveDate> {
    let distance = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
    if months < 0 { day.checked_sub_months(distance) } else { day.checked_add_months(distance) }
}

/// Days from the story's day to one `distance` days away, in either direction.
pub(crate) fn reach(day: NaiveDate, days: i64) -> Option<Interval> {
    let other = shifted(day, days)?;
    Some(Interval { from: day.min(other), to: day.max(other) })
}

pub(crate) fn month(year: i32, month: u32) -> Option<Interval> {
    let from = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some(Interval { from, to: from.checked_add_months(Months::new(1))?.pred_opt()? })
}

pub(crate) fn month_at(day: NaiveDate, steps: i64) -> Option<Interval> {
    let day = shifted_months(day.with_day(1)?, steps)?;
    month(day.year(), day.month())
}

pub(crate) fn year(year: i32) -> Option<Interval> {
    Some(Interval { from: NaiveDate::from_ymd_opt(year, 1, 1)?, to: NaiveDate::from_ymd_opt(year, 12, 31)? })
}

pub(crate) fn year_at(day: NaiveDate, steps: i64) -> Option<Interval> {
    year(day.year().checked_add(i32::try_from(steps).ok()?)?)
}

pub(crate) fn week_at(day: NaiveDate, steps: i64) -> Option<Interval> {
    let from = shifted(day, steps * 7 - i64::from(day.weekday().num_days_from_sunday()))?;
    Some(Interval { from, to: shifted(from, 6)? })
}

/// The part of a year with its months: the second of the four quarters.
pub(crate) fn part_of_year(of: i32, number: u32, months: u32) -> Option<Interval> {
    let first = number.checked_sub(1)?.checked_mul(months)?.checked_add(1)?;
    let from = month(of, first)?.from;
    Some(Interval { from, to: month(of, first + months - 1)?.to })
}

/// The third of a period: days 1-10, 11-20 and 21 to the end of a month; the same days of the first, middle or last month
/// of a year; of a week its first two, middle three or last two days.
pub(crate) fn third(of: Interval, third: u32) -> Option<Interval> {
    let days = (of.to - of.from).num_days() + 1;
    if days > 31 {
        let months = (of.to.month0() + 12 - of.from.month0()) % 12 + 1;
        let step = match third {
            0 => 0,
            1 => months.div_ceil(2) - 1,
            _ => months - 1,
        };
        return self::third(month_at(of.from, i64::from(step))?, third);
    }
    let at = |day: i64| shifted(of.from, day);
    Some(match (days >= 28, third) {
        (true, 0) => Interval { from: of.from, to: at(9)? },
        (true, 1) => Interval { from: at(10)?, to: at(19)? },
        (true, _) => Interval { from: at(20)?, to: of.to },
        (false, 0) => Interval { from: of.from, to: at(1)? },
        (false, 1) => Interval { from: at(2)?, to: at(4)? },
        (false, _) => Interval { from: at(5)?, to: of.to },
    })
}

/// The day of the week before or after the story's day. The story's own day counts unless it is excluded by `Which`.
pub(crate) fn weekday(day: NaiveDate, name: Weekday, which: Option<Which>, tense: Tense) -> Option<NaiveDate> {
    let since = i64::from((day.weekday().num_days_from_sunday() + 7 - name.num_days_from_sunday()) % 7);
    shifted(
        day,
        match (which, tense) {
            (Some(Which::This), _) => {
                i64::from(name.num_days_from_sunday()) - i64::from(day.weekday().num_days_from_sunday())
            }
            (Some(Which::Next), _) => 7 - since,
            (Some(Which::Last), _) if since == 0 => -7,
            (None, Tense::Future) => (7 - since) % 7,
            _ => -since,
        },
    )
}

/// A day and month without a year: selected by `which` or by the tense, else the nearest such day.
pub(crate) fn day_of_month(
    day: NaiveDate,
    month: u32,
    of: u32,
    which: Option<Which>,
    tense: Option<Tense>,
) -> Option<NaiveDate> {
    let in_year = |steps: i32| NaiveDate::from_ymd_opt(day.year().checked_add(steps)?, month, of);
    match (which, tense) {
        (Some(Which::This), _) => in_year(0),
        (Some(Which::Next), _) => in_year(0).filter(|date| *date > day).or_else(|| in_year(1)),
        (Some(Which::Last), _) => in_year(0).filter(|date| *date < day).or_else(|| in_year(-1)),
        (None, Some(Tense::Future)) => in_year(0).filter(|date| *date >= day).or_else(|| in_year(1)),
        (None, _) => [in_year(0), in_year(-1), in_year(1)]
            .into_iter()
            .flatten()
            .min_by_key(|date| (*date - day).num_days().abs()),
    }
}

/// A month without a year, like [`day_of_month`].
pub(crate) fn month_of_year(
    day: NaiveDate,
    number: u32,
    which: Option<Which>,
    tense: Option<Tense>,
) -> Option<Interval> {
    let current = day.month();
    let steps = match (which, tense) {
        (Some(Which::This), _) => 0,
        (Some(Which::Next), _) => i32::from(number <= current),
        (Some(Which::Last), _) => -i32::from(number >= current),
        (None, Some(Tense::Future)) => i32::from(number < current),
        (None, Some(Tense::Past)) => -i32::from(number > current),
        (None, None) if number > current + 6 => -1,
        (None, None) if number + 6 < current => 1,
        (None, None) => 0,
    };
    month(day.year().checked_add(steps)?, number)
}

/// A Hijri month of a year of the Hijra.
pub(crate) fn hijri_month(year: i32, month: u32) -> Option<Interval> {
    let month = u8::try_from(month).ok()?;
    let from = hijri_to_gregorian(Hijri { year, month, day: 1 }, 0)?;
    let (next_year, next) = if month == 12 { (year.checked_add(1)?, 1) } else { (year, month + 1) };
    Some(Interval { from, to: hijri_to_gregorian(Hijri { year: next_year, month: next, day: 1 }, 0)?.pred_opt()? })
}

/// A year of the Hijra.
pub(crate) fn hijri_year(year: i32) -> Option<Interval> {
    Some(Interval { from: hijri_month(year, 1)?.from, to: hijri_month(year, 12)?.to })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn thirds_and_weeks() {
        let september = month(2016, 9).unwrap();
        assert_eq!(third(september, 0).unwrap().to, day("2016-09-10"));
        assert_eq!(third(september, 1).unwrap().from, day("2016-09-11"));
        assert_eq!(third(september, 2).unwrap(), Interval { from: day("2016-09-21"), to: day("2016-09-30") });
        assert_eq!(third(year(2016).unwrap(), 2).unwrap().from, day("2016-12-21"));
        // 3 September 2016 was a Saturday, the last day of its week.
        assert_eq!(week_at(day("2016-09-03"), 0).unwrap().from, day("2016-08-28"));
        assert_eq!(week_at(day("2016-09-04"), 1).unwrap().from, day("2016-09-11"));
        assert_eq!(part_of_year(2024, 2, 3).unwrap().from, day("2024-04-01"));
        assert_eq!(part_of_year(2024, 5, 3), None);
    }

    #[test]
    fn weekdays_and_dates() {
        let saturday = day("2016-09-03");
        for (name, which, tense, expected) in [
            (Weekday::Thu, None, Tense::Past, "2016-09-01"),
            (Weekday::Thu, None, Tense::Future, "2016-09-08"),
            (Weekday::Sat, None, Tense::Future, "2016-09-03"),
            (Weekday::Sat, Some(Which::Next), Tense::Past, "2016-09-10"),
            (Weekday::Sat, Some(Which::Last), Tense::Past, "2016-08-27"),
        ] {
            assert_eq!(weekday(saturday, name, which, tense), Some(day(expected)), "{name} {which:?}");
        }
        assert_eq!(day_of_month(saturday, 6, 18, Some(Which::Next), None), Some(day("2017-06-18")));
        assert_eq!(day_of_month(saturday, 12, 30, None, None), Some(day("2016-12-30")));
        assert_eq!(day_of_month(saturday, 2, 30, None, None), None);
        assert_eq!(month_of_year(saturday, 5, Some(Which::Last), None), month(2016, 5));
        assert_eq!(hijri_month(1443, 2).map(|month| month.from), Some(day("2021-09-08")));
    }

    #[test]
    fn no_day_panics() {
        for edge in [NaiveDate::MIN, NaiveDate::MAX] {
            let _ = (week_at(edge, 1), week_at(edge, -1), year_at(edge, 1), month_at(edge, -1), reach(edge, 7));
            let _ = (day_of_month(edge, 1, 1, None, None), month_of_year(edge, 1, Some(Which::Last), None));
            let _ = (third(Interval { from: edge, to: edge }, 2), weekday(edge, Weekday::Mon, None, Tense::Future));
        }
    }
}
