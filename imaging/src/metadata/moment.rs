//! When a picture was taken, as far as the file says it.

use std::fmt;
use std::str::FromStr;

/// A day with what is known of it and of the time, as a wall clock showed it. Written as in ISO 8601: `2016`, `2016-09`,
/// `2016-09-03`, `2016-09-03T10:15:00`, `2016-09-03T10:15:00+01:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The year, from 1 to 9999.
    pub year: u16,
    /// The month, from 1 to 12.
    pub month: Option<u8>,
    /// The day of the month; a day that exists.
    pub day: Option<u8>,
    /// Hours, minutes and seconds.
    pub time: Option<(u8, u8, u8)>,
    /// Minutes that the clock was ahead of UTC.
    pub offset: Option<i16>,
}

impl Moment {
    /// Reads the date of Exif (`2016:09:03 10:15:00`), of XMP (ISO 8601) or of IIM (`20160903`).
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (date, time) = match text.find(['T', ' ']) {
            Some(at) => (text.get(..at)?, text.get(at + 1..)?.trim()),
            None => (text, ""),
        };
        let (year, month, day) = if date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()) {
            (number(date.get(..4)?)?, Some(date.get(4..6)?), Some(date.get(6..8)?))
        } else {
            let mut parts = date.split([':', '-']);
            (number(parts.next().filter(|year| year.len() == 4)?)?, parts.next(), parts.next())
        };
        if !(1..=9999).contains(&year) {
            return None;
        }
        // IIM and careless programs write 00 for a part that is not known.
        let part = |text: Option<&str>| text.and_then(number).filter(|part| *part > 0);
        let month = part(month).and_then(|month| u8::try_from(month).ok());
        if month.is_some_and(|month| month > 12) {
            return None;
        }
        let day = match (month, part(day)) {
            (Some(month), Some(day)) => {
                let day = u8::try_from(day).ok()?;
                if day > days_of(year, month) {
                    return None;
                }
                Some(day)
            }
            _ => None,
        };
        let (time, offset) = if day.is_some() { read_time(time) } else { (None, None) };
        Some(Self { year, month, day, time, offset })
    }

    /// The same with a time of IIM (`101500+0100`) or with what [`Moment::read`] reads after a date.
    pub(super) fn at(self, time: &str) -> Self {
        let (time, offset) = if self.day.is_some() { read_time(time.trim()) } else { (None, None) };
        Self { time, offset, ..self }
    }

    /// The same with an offset as Exif writes it (`+01:00`).
    pub(super) fn ahead(self, offset: &str) -> Self {
        Self { offset: self.time.and(read_offset(offset.trim())), ..self }
    }

    /// Whether it says the same day as `other`, and the time.
    pub(super) fn refines(&self, other: &Self) -> bool {
        self.time.is_some() && (self.year, self.month, self.day) == (other.year, other.month, other.day)
    }
}

fn number(digits: &str) -> Option<u16> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

fn days_of(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// `10:15`, `10:15:00.25`, `101500`, each with an offset or without.
fn read_time(text: &str) -> (Option<(u8, u8, u8)>, Option<i16>) {
    let end = text.find(['+', '-', 'Z']).unwrap_or(text.len());
    let (clock, offset) = text.split_at(end);
    let clock: String = clock.split('.').next().unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
    let part = |from: usize, most: u16| {
        let part = clock.get(from..from + 2).and_then(number).filter(|part| *part <= most);
        part.and_then(|part| u8::try_from(part).ok())
    };
    let time = match (part(0, 23), part(2, 59)) {
        (Some(hour), Some(minute)) => Some((hour, minute, part(4, 59).unwrap_or_default())),
        _ => None,
    };
    (time, time.and(read_offset(offset)))
}

/// `Z`, `+01:00` or `+0100`.
fn read_offset(text: &str) -> Option<i16> {
    if text == "Z" {
        return Some(0);
    }
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits: String = text.chars().skip(1).filter(|c| *c != ':').collect();
    let hours = number(digits.get(..2)?)?;
    let minutes = digits.get(2..4).map_or(Some(0), number)?;
    let minutes = i16::try_from(hours * 60 + minutes).ok().filter(|minutes| *minutes <= 18 * 60 && hours <= 18)?;
    Some(sign * minutes)
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        if let Some((hour, minute, second)) = self.time {
            write!(f, "T{hour:02}:{minute:02}:{second:02}")?;
        }
        if let Some(offset) = self.offset {
            let sign = if offset < 0 { '-' } else { '+' };
            write!(f, "{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)?;
        }
        Ok(())
    }
}

impl FromStr for Moment {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::read(text).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_the_standards_write_them() {
        for (text, expected) in [
            ("2016:09:03 10:15:00", "2016-09-03T10:15:00"),
            ("2016-09-03T10:15:00+01:00", "2016-09-03T10:15:00+01:00"),
            ("2016-09-03T10:15:00.25Z", "2016-09-03T10:15:00+00:00"),
            ("2016-09-03T10:15-03:30", "2016-09-03T10:15:00-03:30"),
            ("2016-09-03", "2016-09-03"),
            ("2016-09", "2016-09"),
            ("2016", "2016"),
            ("20160903", "2016-09-03"),
            ("20160900", "2016-09"),
            ("2016:09:03 99:99:99", "2016-09-03"),
            ("2016:00:00 00:00:00", "2016"),
            ("2016-02-29", "2016-02-29"),
        ] {
            assert_eq!(Moment::read(text).map(|moment| moment.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in
            ["", "0000:00:00 00:00:00", "    :  :     :  :  ", "2015-02-29", "2016-13-01", "yesterday", "16-9-3"]
        {
            assert_eq!(Moment::read(text), None, "{text}");
        }
        let day = Moment::read("20160903").unwrap();
        assert_eq!(day.at("101500+0100").to_string(), "2016-09-03T10:15:00+01:00");
        assert_eq!(day.at("101500").ahead("+02:00").to_string(), "2016-09-03T10:15:00+02:00");
        assert_eq!(day.ahead("+02:00").to_string(), "2016-09-03");
    }
}
