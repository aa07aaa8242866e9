//! The times of a record: with an offset, local in the zone of the paper, or a day only.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, TimeZone};
use chrono_tz::Tz;
use store::clock::Timestamp;

use super::fields::cut;

/// A time, as precise as the record gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    At(Timestamp),
    OnDay(NaiveDate),
}

impl Moment {
    /// The instant, or the beginning of the day.
    pub fn begins(self, zone: Tz) -> Timestamp {
        match self {
            Self::At(at) => at,
            Self::OnDay(day) => Timestamp::start_of_day(day, zone),
        }
    }

    /// The day in the zone of the paper.
    pub fn day(self, zone: Tz) -> NaiveDate {
        match self {
            Self::At(at) => at.day_in(zone),
            Self::OnDay(day) => day,
        }
    }
}

/// Years of a day with four digits, so that ISO text sorts by date.
const YEARS: std::ops::RangeInclusive<i32> = 1000..=9999;

/// Parses RFC 3339, its common variants with a space or a short offset, RFC 2822, local times and days. The zero date
/// of old databases (`0000-00-00`) is `None`. The error says what was expected.
pub(super) fn read(text: &str, zone: Tz) -> Result<Option<Moment>, String> {
    let text = text.trim();
    if text.is_empty() || text.starts_with("0000-00-00") {
        return Ok(None);
    }
    let moment = moment(text, zone).filter(|moment| YEARS.contains(&moment.day(zone).year()));
    moment.map(Some).ok_or_else(|| {
        format!("«{}» is no time; write 2016-09-03T14:30:00+01:00, 2016-09-03T14:30:00 or 2016-09-03", cut(text))
    })
}

fn moment(text: &str, zone: Tz) -> Option<Moment> {
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(Moment::At(Timestamp(at.timestamp_micros())));
    }
    for form in ["%Y-%m-%d", "%Y/%m/%d"] {
        if let Ok(day) = NaiveDate::parse_from_str(text, form) {
            return Some(Moment::OnDay(day));
        }
    }
    for form in ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"] {
        if let Ok(local) = NaiveDateTime::parse_from_str(text, form) {
            return in_zone(local, zone).map(Moment::At);
        }
    }
    for form in ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f %#z"] {
        if let Ok(at) = DateTime::parse_from_str(text, form) {
            return Some(Moment::At(Timestamp(at.timestamp_micros())));
        }
    }
    DateTime::parse_from_rfc2822(text).ok().map(|at| Moment::At(Timestamp(at.timestamp_micros())))
}

/// A local time; if it occurs twice the first one, if it is skipped the hour after.
fn in_zone(local: NaiveDateTime, zone: Tz) -> Option<Timestamp> {
    let later = local.checked_add_signed(TimeDelta::hours(1))?;
    let at = zone.from_local_datetime(&local).earliest().or_else(|| zone.from_local_datetime(&later).earliest());
    at.map(Timestamp::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let shown = match read(text, chrono_tz::Africa::Algiers) {
            Ok(Some(Moment::At(at))) => at.utc().to_rfc3339(),
            Ok(Some(Moment::OnDay(day))) => day.to_string(),
            Ok(None) => "none".to_owned(),
            Err(_) => "refused".to_owned(),
        };
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn times_are_read() {
        for with_offset in [
            "2016-09-03T14:30:00+01:00",
            "2016-09-03T13:30:00Z",
            "2016-09-03 14:30:00+0100",
            "2016-09-03 14:30:00 +01:00",
            "2016-09-03 13:30:00Z",
            "Sat, 03 Sep 2016 14:30:00 +0100",
        ] {
            check(with_offset, "2016-09-03T13:30:00+00:00");
        }
        for local in ["2016-09-03T14:30:00", "2016-09-03 14:30", " 2016-09-03 14:30:00.000 "] {
            check(local, "2016-09-03T13:30:00+00:00");
        }
        check("2016-09-03", "2016-09-03");
        check("2016/9/3", "2016-09-03");
        check("0000-00-00 00:00:00", "none");
        for bad in ["yesterday", "2016-13-01", "2016-02-30T10:00:00Z", "03/09/2016", "12016-01-01", "1472904000"] {
            check(bad, "refused");
        }
    }

    #[test]
    fn an_hour_that_never_was_is_the_next() {
        let paris =
            |text: &str| read(text, chrono_tz::Europe::Paris).unwrap().unwrap().begins(chrono_tz::Europe::Paris);
        assert_eq!(paris("2016-03-27 02:30").utc().to_rfc3339(), "2016-03-27T01:30:00+00:00");
        assert_eq!(paris("2016-10-30 02:30").utc().to_rfc3339(), "2016-10-30T00:30:00+00:00");
    }
}
