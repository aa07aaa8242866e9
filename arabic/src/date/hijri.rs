//! The Hijri calendar of Umm al-Qura (the tables of ICU4X for the years 1300 to 1600, arithmetic outside), corrected by
//! hand where the sighting of the moon decided otherwise.

use crate::digits::{self, Digits};
use chrono::{Datelike, Days, NaiveDate};
use icu_calendar::{Date, cal::Hijri as Calendar, types::RataDie};
use serde::{Deserialize, Serialize};

/// The largest correction by sighting, in days, in either direction.
pub const OFFSET_DAYS_MAX: i8 = 2;

const MONTHS: [&str; 12] = [
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذو الحجة",
];

/// A day of the Hijri calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Hijri {
    /// Year of the Hijra, 1437 for most of 2016.
    pub year: i32,
    /// 1 (محرم) to 12 (ذو الحجة).
    pub month: u8,
    /// 1 to 30.
    pub day: u8,
}

/// The Hijri day of a Gregorian day. `offset_days` moves the Hijri calendar ahead (+1: the month began a day earlier
/// than in the tables) or back. It is clamped to ±[`OFFSET_DAYS_MAX`].
///
/// 3 September 2016 is 2 ذو الحجة 1437.
pub fn hijri(date: NaiveDate, offset_days: i8) -> Hijri {
    let offset = offset_days.clamp(-OFFSET_DAYS_MAX, OFFSET_DAYS_MAX);
    let rata_die = RataDie::new(i64::from(date.num_days_from_ce()) + i64::from(offset));
    let date = Date::from_rata_die(rata_die, Calendar::new_umm_al_qura());
    Hijri { year: date.year().extended_year(), month: date.month().ordinal, day: date.day_of_month().0 }
}

/// The Gregorian day of a Hijri day, with the same correction as [`hijri`]. `None` if the month has no such day or the
/// year is out of chrono's range.
pub fn hijri_to_gregorian(hijri: Hijri, offset_days: i8) -> Option<NaiveDate> {
    let Hijri { year, month, day } = hijri;
    let date = Date::try_new_hijri_with_calendar(year, month, day, Calendar::new_umm_al_qura()).ok()?;
    let days = i32::try_from(date.to_rata_die().to_i64_date()).ok()?;
    let offset = offset_days.clamp(-OFFSET_DAYS_MAX, OFFSET_DAYS_MAX);
    let date = NaiveDate::from_num_days_from_ce_opt(days)?;
    let distance = Days::new(u64::from(offset.unsigned_abs()));
    if offset > 0 { date.checked_sub_days(distance) } else { date.checked_add_days(distance) }
}

/// Formats a date as «2 ذو الحجة 1437». A month outside 1-12 has an empty name.
pub fn hijri_long(hijri: Hijri, digits: Digits) -> String {
    let month = usize::from(hijri.month).checked_sub(1).and_then(|at| MONTHS.get(at)).copied().unwrap_or_default();
    digits::apply(&format!("{} {month} {}", hijri.day, hijri.year), digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hijri_days() {
        for (gregorian, offset, expected) in [
            ("2016-09-03", 0, "2 ذو الحجة 1437"),
            ("2016-09-03", 1, "3 ذو الحجة 1437"),
            ("2016-09-03", -2, "29 ذو القعدة 1437"),
            ("2016-10-02", 0, "1 محرم 1438"),
            ("2024-03-11", 0, "1 رمضان 1445"),
            ("1962-07-05", 0, "3 صفر 1382"),
        ] {
            let date: NaiveDate = gregorian.parse().unwrap();
            let day = hijri(date, offset);
            assert_eq!(hijri_long(day, Digits::Western), expected, "{gregorian} {offset}");
            assert_eq!(hijri_to_gregorian(day, offset), Some(date));
        }
        assert_eq!(hijri_long(hijri("2016-09-03".parse().unwrap(), 0), Digits::Eastern), "٢ ذو الحجة ١٤٣٧");
        assert_eq!(hijri_to_gregorian(Hijri { year: 1437, month: 13, day: 1 }, 0), None);
        assert_eq!(hijri_to_gregorian(Hijri { year: 1437, month: 1, day: 31 }, 0), None);
    }

    #[test]
    fn no_day_panics() {
        for date in [NaiveDate::MIN, NaiveDate::MAX] {
            hijri(date, 127);
        }
        assert_eq!(hijri_to_gregorian(Hijri { year: i32::MAX, month: 1, day: 1 }, 2), None);
    }
}
