//! Times as agencies write them: ISO 8601 and W3CDTF (RFC 3339), RFC 5322 and RFC 822, `asctime`, and the short forms
//! of agency XML. A time keeps the offset that the file states; without one it has none until the source's zone is
//! known.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use serde::{Serialize, Serializer};

/// Years that a news item may name; anything else is a placeholder or a mistake.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;
/// Bytes of a time; longer values are not times.
const LENGTH_MAX: usize = 64;

/// A time as stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// On the clock of its place.
    pub local: NaiveDateTime,
    /// Whether only the day is stated.
    pub day_only: bool,
    /// Offset from UTC; `None` if the file states none.
    pub offset: Option<FixedOffset>,
    /// Whether the offset was written as a name of UTC (`Z`, `GMT`).
    zulu: bool,
    /// Digits of the fraction of a second, as written.
    digits: usize,
}

impl Moment {
    fn of(local: NaiveDateTime) -> Moment {
        Moment { local, day_only: false, offset: None, zulu: false, digits: 0 }
    }

    /// A time in the zone of this name; without an offset if the name is not known.
    pub(crate) fn in_named_zone(local: NaiveDateTime, zone: &str) -> Moment {
        let (offset, zulu) = offset(zone).unwrap_or((None, false));
        Moment { offset, zulu, ..Moment::of(local) }
    }

    /// A day.
    pub(crate) fn day(date: NaiveDate) -> Moment {
        Moment { day_only: true, ..Moment::of(date.and_time(NaiveTime::MIN)) }
    }

    /// The time with the offset of `zone`, if it has none of its own.
    pub(crate) fn in_zone(mut self, zone: Option<chrono_tz::Tz>) -> Moment {
        if let (None, false, Some(zone)) = (self.offset, self.day_only, zone) {
            let found = zone.from_local_datetime(&self.local).earliest();
            self.offset = found.map(|there| chrono::Offset::fix(there.offset()));
        }
        self
    }

    /// The instant, if the offset is known; a time without one is read as UTC only for comparing.
    pub fn instant(&self) -> DateTime<Utc> {
        let seconds = self.offset.map_or(0, |offset| offset.local_minus_utc());
        DateTime::from_naive_utc_and_offset(self.local - chrono::Duration::seconds(seconds.into()), Utc)
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.day_only {
            return write!(f, "{}", self.local.format("%Y-%m-%d"));
        }
        write!(f, "{}", self.local.format("%Y-%m-%dT%H:%M:%S"))?;
        if self.digits > 0 {
            let fraction = format!("{:09}", self.local.and_utc().timestamp_subsec_nanos());
            write!(f, ".{}", fraction.get(..self.digits.min(9)).unwrap_or_default())?;
        }
        match self.offset {
            Some(_) if self.zulu => f.write_str("Z"),
            Some(offset) => write!(f, "{offset}"),
            None => Ok(()),
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// The time that `text` states in any known form; `None` if it is no time or out of range.
pub(crate) fn read(text: &str) -> Option<Moment> {
    let text = text.trim();
    if text.is_empty() || text.len() > LENGTH_MAX {
        return None;
    }
    let found = iso(text).or_else(|| rfc822(text)).or_else(|| european(text))?;
    // Zero seconds since 1970 is a time that was never set.
    let is_unset = found.instant().timestamp() == 0;
    (YEARS.contains(&found.local.year()) && !is_unset).then_some(found)
}

/// Walks over a text.
struct Cursor<'a>(&'a str);

impl<'a> Cursor<'a> {
    fn number(&mut self, digits: usize) -> Option<u32> {
        let head = self.0.get(..digits)?;
        if !head.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        self.0 = self.0.get(digits..)?;
        head.parse().ok()
    }

    fn eat(&mut self, c: char) -> bool {
        let rest = self.0.strip_prefix(c);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn digits(&mut self) -> &'a str {
        let end = self.0.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.0.len());
        let (head, rest) = self.0.split_at(end);
        self.0 = rest;
        head
    }
}

/// `2026-03-14T09:30:00+03:00`, `20260314T093000+0300`, `2026-03-14 09:30`, `2026-03-14`, `20260314`.
fn iso(text: &str) -> Option<Moment> {
    let mut at = Cursor(text);
    let year = at.number(4)?;
    let dashed = at.eat('-');
    let month = at.number(2)?;
    if dashed && !at.eat('-') {
        return at.0.is_empty().then(|| NaiveDate::from_ymd_opt(year as i32, month, 1).map(Moment::day))?;
    }
    let date = NaiveDate::from_ymd_opt(year as i32, month, at.number(2)?)?;
    if at.0.trim().is_empty() {
        return Some(Moment::day(date));
    }
    if !at.eat('T') && !at.eat('t') {
        at.0 = at.0.trim_start();
    }
    let (time, digits) = clock(&mut at)?;
    let (offset, zulu) = offset(at.0.trim())?;
    Some(Moment { offset, zulu, digits, ..Moment::of(date.and_time(time)) })
}

/// `09:30:00.000`, `093000`, `09:30`, `0930`; 24:00 is the last second of the day.
fn clock(at: &mut Cursor) -> Option<(NaiveTime, usize)> {
    let hour = at.number(2)?;
    let colon = at.eat(':');
    let minute = at.number(2)?;
    let more = if colon { at.eat(':') } else { at.0.starts_with(|c: char| c.is_ascii_digit()) };
    let second = if more { at.number(2)? } else { 0 };
    let mut nanos = 0;
    let mut digits = 0;
    if more && (at.eat('.') || at.eat(',')) {
        let fraction = at.digits();
        digits = fraction.len();
        nanos = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
    }
    let time = match (hour, second) {
        (24, 0) if minute == 0 => NaiveTime::from_hms_opt(23, 59, 59),
        (_, 60) => NaiveTime::from_hms_opt(hour, minute, 59),
        _ => NaiveTime::from_hms_nano_opt(hour, minute, second, nanos),
    }?;
    Some((time, digits.min(9)))
}

/// Names of zones that RFC 822 and agencies use, with hours from UTC.
const ZONES: &[(&str, i32)] = &[
    ("EST", -5),
    ("EDT", -4),
    ("CST", -6),
    ("CDT", -5),
    ("MST", -7),
    ("MDT", -6),
    ("PST", -8),
    ("PDT", -7),
    ("CET", 1),
    ("CEST", 2),
    ("MEZ", 1),
    ("MESZ", 2),
    ("BST", 1),
    ("AST", -4),
];

/// The offset that the rest of a time states: none, `Z`, `GMT`, `+0300`, `+03:00`, `+03`, `EST`. `None` if it is
/// something else.
fn offset(text: &str) -> Option<(Option<FixedOffset>, bool)> {
    if text.is_empty() {
        return Some((None, false));
    }
    let upper = text.to_ascii_uppercase();
    let upper = upper.split(" (").next().unwrap_or_default();
    if matches!(upper, "Z" | "GMT" | "UT" | "UTC" | "+00:00 UTC") {
        return Some((FixedOffset::east_opt(0), true));
    }
    if let Some((_, hours)) = ZONES.iter().find(|(name, _)| *name == upper) {
        return Some((FixedOffset::east_opt(hours * 3600), false));
    }
    let signed = upper.strip_prefix("GMT").or(upper.strip_prefix("UTC")).unwrap_or(upper);
    let sign = match signed.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let mut at = Cursor(signed.get(1..)?);
    let hours = at.number(2)?;
    at.eat(':');
    let minutes = if at.0.is_empty() { 0 } else { at.number(2)? };
    let fits = at.0.is_empty() && hours <= 14 && minutes < 60;
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    fits.then(|| (FixedOffset::east_opt(sign * seconds), false))
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// German, Dutch and French months whose first three letters differ from the English ones.
const MONTHS_ELSEWHERE: &[(&str, u32)] = &[
    ("mär", 3),
    ("mrz", 3),
    ("mai", 5),
    ("okt", 10),
    ("dez", 12),
    ("mrt", 3),
    ("mei", 5),
    ("fév", 2),
    ("avr", 4),
    ("aoû", 8),
    ("déc", 12),
];

/// The month that a name of at least three letters begins like.
pub(crate) fn month(word: &str) -> Option<u32> {
    let head: String = word.chars().take(3).flat_map(char::to_lowercase).collect();
    let english = MONTHS.iter().position(|name| *name == head).map(|at| at as u32 + 1);
    english.or_else(|| MONTHS_ELSEWHERE.iter().find(|(name, _)| *name == head).map(|(_, month)| *month))
}

/// `Tue, 02 Jun 2026 09:45:00 +0300` and its relatives; `Jun 2 09:45:00 2026`.
fn rfc822(text: &str) -> Option<Moment> {
    let spaced = text.replace(['-', ','], " ");
    let sign = text.rfind(['+', '-']).filter(|at| text.get(at + 1..).is_some_and(|rest| rest.len() >= 4));
    let mut words: Vec<&str> = spaced.split_whitespace().collect();
    if words.first().is_some_and(|word| word.chars().all(char::is_alphabetic) && month(word).is_none()) {
        words.remove(0);
    }
    if words.first().is_some_and(|word| word.starts_with(char::is_alphabetic)) {
        return asctime(&words);
    }
    let day: u32 = words.first()?.parse().ok()?;
    let month = month(words.get(1)?)?;
    let date = NaiveDate::from_ymd_opt(full_year(words.get(2)?)?, month, day)?;
    let Some(time) = words.get(3) else { return Some(Moment::day(date)) };
    let time = clock(&mut Cursor(&padded(time)))?.0;
    let zone = match words.get(4) {
        // The minus sign was made a blank above.
        Some(zone) if zone.bytes().all(|b| b.is_ascii_digit()) => sign.and_then(|at| text.get(at..)).unwrap_or("-0000"),
        Some(zone) => zone,
        None => "",
    };
    let (offset, zulu) = offset(zone.split(" (").next().unwrap_or_default()).unwrap_or((None, false));
    Some(Moment { offset, zulu, ..Moment::of(date.and_time(time)) })
}

fn asctime(words: &[&str]) -> Option<Moment> {
    let [name, day, rest @ ..] = words else { return None };
    let year = rest.iter().find(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()))?;
    let date = NaiveDate::from_ymd_opt(year.parse().ok()?, month(name)?, day.parse().ok()?)?;
    let Some(time) = rest.iter().find(|word| word.contains(':')) else { return Some(Moment::day(date)) };
    Some(Moment::of(date.and_time(clock(&mut Cursor(&padded(time)))?.0)))
}

/// The time with two digits in the hour.
fn padded(time: &str) -> String {
    if time.find(':') == Some(1) { format!("0{time}") } else { time.to_owned() }
}

/// A year; two digits are of this century up to 68, as RFC 822 readers agree.
fn full_year(text: &str) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    Some(match (text.len(), year) {
        (2, 0..=68) => year + 2000,
        (2 | 3, _) => year + 1900,
        _ => year,
    })
}

/// `11.07.2019 12:17`, `07/11/2019` is ambiguous and is not read.
fn european(text: &str) -> Option<Moment> {
    let mut words = text.split_whitespace();
    let mut date = words.next()?.split('.');
    let (day, month, year) = (date.next()?, date.next()?, date.next()?);
    let date = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    match words.next() {
        None => Some(Moment::day(date)),
        Some(time) => Some(Moment::of(date.and_time(clock(&mut Cursor(&padded(time)))?.0))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_kept_as_stated() {
        for (written, stated) in [
            ("20020225T143000-0500", "2002-02-25T14:30:00-05:00"),
            ("2016-01-02T19:03:39.000Z", "2016-01-02T19:03:39.000Z"),
            ("20140829T134951+0000", "2014-08-29T13:49:51+00:00"),
            ("2022-07-11 18:33", "2022-07-11T18:33:00"),
            ("2026-05-11", "2026-05-11"),
            ("Tue, 02 Jun 2026 09:45:00 +0300", "2026-06-02T09:45:00+03:00"),
            ("Tue, 2 Jun 26 9:45 -0330", "2026-06-02T09:45:00-03:30"),
            ("Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"),
            ("Sun Jan  4 16:29:06 2004", "2004-01-04T16:29:06"),
            ("11.07.2019 12:17", "2019-07-11T12:17:00"),
            ("20200703T165136-0400", "2020-07-03T16:51:36-04:00"),
        ] {
            assert_eq!(read(written).map(|moment| moment.to_string()).as_deref(), Some(stated), "{written}");
        }
    }

    #[test]
    fn what_is_no_time_is_not_guessed() {
        for written in [
            "YYYYMMDD000000-HHMM",
            "",
            "9999-12-31T00:00:00Z",
            "2026-02-30",
            "Thu, 01 Jan 1970 00:00:00 GMT",
            "0",
            "٢٠٢٦-٠١-٠١",
        ] {
            assert_eq!(read(written), None, "{written}");
        }
    }

    #[test]
    fn the_zone_of_the_source_is_used_where_none_is_stated() {
        let helsinki = Some(chrono_tz::Europe::Helsinki);
        let of = |text: &str| read(text).map(|moment| moment.in_zone(helsinki).to_string()).unwrap_or_default();
        assert_eq!(of("2022-05-10T00:31:02"), "2022-05-10T00:31:02+03:00");
        assert_eq!(of("2022-05-10T00:31:02Z"), "2022-05-10T00:31:02Z");
        assert_eq!(of("2022-05-10"), "2022-05-10");
    }
}
