//! Reads a date from a line, in any printed form.

use super::{
    Hijri, hijri_to_gregorian,
    tokens::{Kind, Token, tokens},
    words,
};
use chrono::{NaiveDate, NaiveTime, Weekday};
use std::{fmt, ops::Range};

/// A date, as complete as it was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReadDate {
    /// Day, month and year.
    Full(NaiveDate),
    /// A day and month that exist in some year; no year was printed.
    NoYear {
        /// 1-12, in the calendar of [`FoundDate::calendar`].
        month: u32,
        /// 1-31.
        day: u32,
    },
}

impl ReadDate {
    /// The date, if its year was printed.
    pub fn full(self) -> Option<NaiveDate> {
        match self {
            Self::Full(date) => Some(date),
            Self::NoYear { .. } => None,
        }
    }
}

/// The calendar from which a date was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Calendar {
    /// The date was printed in Gregorian months (alone or beside a Hijri date).
    Gregorian,
    /// Only a Hijri date was printed; [`ReadDate::Full`] is its Gregorian day by Umm al-Qura.
    Hijri,
}

/// A date found in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDate {
    /// The date.
    pub date: ReadDate,
    /// The time printed beside it (no zone).
    pub time: Option<NaiveTime>,
    /// The weekday printed before it. It may disagree with the date.
    pub weekday: Option<Weekday>,
    /// The calendar from which [`FoundDate::date`] was read.
    pub calendar: Calendar,
    /// The Hijri date with its year, if one was printed.
    pub hijri: Option<Hijri>,
    /// The bytes of the line that hold the weekday, the date (both dates) and the time.
    pub range: Range<usize>,
}

/// Why a date in a line cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateProblem {
    /// The calendar has no such day: «31 فيفري 2016».
    Impossible {
        /// The date as printed.
        text: String,
    },
}

impl fmt::Display for DateProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Impossible { text } = self;
        write!(f, "there is no such day as {text:?}")
    }
}

impl std::error::Error for DateProblem {}

/// The first date in a line. Impossible dates are skipped ([`check`] reports them). Linear in the length of the line.
///
/// Reads all month names and spellings of Arabic newspapers, French and English; Western, Arabic and Persian digits; a
/// weekday before the date; «أيلول/سبتمبر»; 2016-09-03, 03/09/2016 (day first), 3.9.2016; Hijri dates, alone or beside
/// a Gregorian one («1 محرم 1438 الموافق 2 أكتوبر 2016»); a time before or after the date.
///
/// ```
/// let found = arabic::date::find("نشر السبت 03 أيلول 2016 - 18:32 ق. د").unwrap();
/// assert_eq!(found.date.full().unwrap().to_string(), "2016-09-03");
/// assert_eq!(found.time.unwrap().to_string(), "18:32:00");
/// ```
pub fn find(line: &str) -> Option<FoundDate> {
    Line::new(line).dates().find_map(Result::ok)
}

/// The first date in a line, if there is one.
///
/// # Errors
/// [`DateProblem::Impossible`] if the first text that reads as a date names a day that does not exist.
pub fn check(line: &str) -> Result<Option<FoundDate>, DateProblem> {
    Line::new(line).dates().next().transpose()
}

/// Reads a text that is nothing but a date, as typed into a form. Spaces and punctuation around it are ignored.
pub fn read(text: &str) -> Option<ReadDate> {
    let found = find(text)?;
    let outside = [text.get(..found.range.start)?, text.get(found.range.end..)?];
    outside.iter().all(|rest| !rest.contains(char::is_alphanumeric)).then_some(found.date)
}

/// The key of «غرة», the first day of a Hijri month.
const NEW_MOON: &str = "غره";

struct Line<'a> {
    text: &'a str,
    tokens: Vec<Token>,
}

/// A date that begins at some token, and the token after it.
struct Core {
    date: Result<ReadDate, ()>,
    calendar: Calendar,
    hijri: Option<Hijri>,
    end: usize,
}

impl<'a> Line<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, tokens: tokens(text) }
    }

    fn dates(&self) -> impl Iterator<Item = Result<FoundDate, DateProblem>> + '_ {
        // A date contains a number or names the first of a month; nearly every line has neither.
        let may_be = |token: &Token| match &token.kind {
            Kind::Number(..) => true,
            Kind::Word(word) => word == NEW_MOON,
            Kind::Mark(_) => false,
        };
        let mut next = if self.tokens.iter().any(may_be) { 0 } else { self.tokens.len() };
        std::iter::from_fn(move || {
            while next < self.tokens.len() {
                let start = next;
                next += 1;
                if let Some((found, end)) = self.date_at(start) {
                    next = end.max(next);
                    return Some(found);
                }
            }
            None
        })
    }

    fn kind(&self, at: usize) -> Option<&Kind> {
        self.tokens.get(at).map(|token| &token.kind)
    }

    fn word(&self, at: usize) -> Option<&str> {
        if let Some(Kind::Word(key)) = self.kind(at) { Some(key) } else { None }
    }

    fn mark(&self, at: usize) -> Option<char> {
        if let Some(Kind::Mark(mark)) = self.kind(at) { Some(*mark) } else { None }
    }

    /// The value of a number, if its count of digits is in `digits`.
    fn number(&self, at: usize, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
        match self.kind(at) {
            Some(Kind::Number(value, count)) if digits.contains(count) => Some(*value),
            _ => None,
        }
    }

    fn glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| !token.spaced)
    }

    fn date_at(&self, start: usize) -> Option<(Result<FoundDate, DateProblem>, usize)> {
        let (weekday, at) = self.weekday(start);
        let first = self.core(at)?;
        let (mut date, mut calendar, mut hijri, mut end) = (first.date, first.calendar, first.hijri, first.end);
        let mut second_weekday = None;
        if let Some((other_weekday, other)) = self.other_calendar(end, calendar) {
            end = other.end;
            hijri = hijri.or(other.hijri);
            if calendar == Calendar::Hijri {
                (date, calendar, second_weekday) = (other.date, other.calendar, other_weekday);
            }
        }
        let mut from = start;
        let mut time = self.time(self.skip_to_time(end));
        if let Some((_, after)) = time {
            end = after;
        } else if let Some((before, at)) = self.time_before(start) {
            from = at;
            time = Some((before, end));
        }
        let range = self.tokens.get(from)?.range.start..self.tokens.get(end.checked_sub(1)?)?.range.end;
        let found = match date {
            Ok(date) => Ok(FoundDate {
                date,
                time: time.map(|(time, _)| time),
                weekday: second_weekday.or(weekday),
                calendar,
                hijri,
                range,
            }),
            Err(()) => {
                let printed =
                    self.tokens.get(start)?.range.start..self.tokens.get(first.end.checked_sub(1)?)?.range.end;
                Err(DateProblem::Impossible { text: self.text.get(printed).unwrap_or_default().to_owned() })
            }
        };
        Some((found, end))
    }

    /// A weekday, and the token after it and its punctuation.
    fn weekday(&self, start: usize) -> (Option<Weekday>, usize) {
        let named = usize::from(matches!(self.word(start), Some("يوم" | "ليوم")));
        let Some(weekday) = self.word(start + named).and_then(words::weekday) else { return (None, start) };
        let mut at = start + named + 1;
        if matches!(self.mark(at), Some(',' | '،' | '.' | '-' | '/' | '|' | '–')) {
            at += 1;
        }
        if matches!(self.word(at), Some("le" | "the" | "في")) {
            at += 1;
        }
        (Some(weekday), at)
    }

    fn core(&self, at: usize) -> Option<Core> {
        self.numeric(at).or_else(|| self.day_first(at)).or_else(|| self.month_first(at))
    }

    /// Reads 2016-09-03, 03/09/2016, 3.9.2016, 03/09/16, with the same separator twice.
    fn numeric(&self, at: usize) -> Option<Core> {
        let mark = self.mark(at + 1).filter(|mark| matches!(mark, '-' | '/' | '.'))?;
        let spaced_slash = mark == '/';
        if self.mark(at + 3) != Some(mark) || !(spaced_slash || (1..=4).all(|step| self.glued(at + step))) {
            return None;
        }
        let chained_before = at > 1 && self.glued(at) && matches!(self.mark(at - 1), Some('-' | '/' | '.' | ':' | '#'));
        let chained_after = self.glued(at + 5)
            && self.glued(at + 6)
            && matches!(self.mark(at + 5), Some('-' | '/' | '.'))
            && matches!(self.kind(at + 6), Some(Kind::Number(..)));
        if chained_before || chained_after {
            return None;
        }
        let (year, month, day) = if let Some(year) = self.number(at, 4..=4) {
            (year, self.number(at + 2, 1..=2)?, self.number(at + 4, 1..=2)?)
        } else {
            let day = self.number(at, 1..=2)?;
            let month = self.number(at + 2, 1..=2)?;
            let year = match self.number(at + 4, 4..=4) {
                Some(year) => year,
                None => century(self.number(at + 4, 2..=2).filter(|_| mark == '/')?),
            };
            // 09/25/2016 makes sense only in the American order.
            if month > 12 && (1..=12).contains(&day) { (year, day, month) } else { (year, month, day) }
        };
        if !(1000..=2999).contains(&year) || month > 19 || day > 39 {
            return None;
        }
        let (is_hijri, end) = match self.word(at + 5) {
            Some("ه" | "هجري" | "هجريه") => (true, at + 6),
            Some("م") if !self.is_meridiem(at + 5) => (false, at + 6),
            _ => ((1350..=1500).contains(&year), at + 5),
        };
        Some(if is_hijri {
            hijri_core(day, month, Some(year), end)
        } else {
            gregorian_core(day, month, Some(year), end)
        })
    }

    /// Whether «م» stands after a time, where it means the afternoon. After a year it means the common era.
    fn is_meridiem(&self, at: usize) -> bool {
        at >= 2 && self.mark(at - 2) == Some(':')
    }

    /// Reads «03 أيلول 2016», «2 ذو الحجة 1437 هـ», `1er mars`, `3rd of September, 2016`.
    fn day_first(&self, at: usize) -> Option<Core> {
        // «غرة محرم» is the first of the month.
        let new_moon = || self.word(at).filter(|word| *word == NEW_MOON).map(|_| 1);
        let day = self.number(at, 1..=2).or_else(new_moon)?;
        let decimal = at > 1 && self.glued(at) && matches!(self.mark(at - 1), Some('.' | ',' | ':' | '٫'));
        if decimal && matches!(self.kind(at - 2), Some(Kind::Number(..))) {
            return None;
        }
        let mut next = at + 1;
        if self.glued(next) && matches!(self.word(next), Some("er" | "ere" | "st" | "nd" | "rd" | "th")) {
            next += 1;
        }
        if matches!(self.mark(next), Some('-' | '/')) && self.glued(next)
            || matches!(self.word(next), Some("من" | "de" | "of" | "شهر"))
        {
            next += 1;
        }
        let (is_hijri, month, next) = self.month(next)?;
        let (year, end) = self.year(next, is_hijri);
        Some(if is_hijri { hijri_core(day, month, year, end) } else { gregorian_core(day, month, year, end) })
    }

    /// Reads «سبتمبر 3، 2016», `September 3rd, 2016`. The year is required.
    fn month_first(&self, at: usize) -> Option<Core> {
        self.word(at)?;
        let (is_hijri, month, mut next) = self.month(at)?;
        let day = self.number(next, 1..=2)?;
        next += 1;
        if self.glued(next) && matches!(self.word(next), Some("st" | "nd" | "rd" | "th")) {
            next += 1;
        }
        let (year, end) = self.year(next, is_hijri);
        year?;
        Some(if is_hijri { hijri_core(day, month, year, end) } else { gregorian_core(day, month, year, end) })
    }

    /// Reads a month and its second name after a slash. Returns whether it is Hijri, its number, and the token after
    /// it.
    fn month(&self, at: usize) -> Option<(bool, u32, usize)> {
        let (is_hijri, month, taken) = self.month_name(at)?;
        let mut end = at + taken;
        if self.mark(end) == Some('.') && self.glued(end) && self.word(at).is_some_and(|key| key.is_ascii()) {
            end += 1;
        }
        if let Some(mark @ ('/' | '-' | '(' | '|' | '–')) = self.mark(end)
            && let Some((false, other, taken)) = self.month_name(end + 1)
            && other == month
        {
            end += 1 + taken;
            end += usize::from(mark == '(' && self.mark(end) == Some(')'));
        }
        Some((is_hijri, month, end))
    }

    fn month_name(&self, at: usize) -> Option<(bool, u32, usize)> {
        let (first, second) = (self.word(at)?, self.word(at + 1));
        let gregorian = words::month(first, second).map(|(month, taken)| (false, month, taken));
        gregorian.or_else(|| words::hijri_month(first, second).map(|(month, taken)| (true, month, taken)))
    }

    /// Reads a year of four digits, with the punctuation or word before it and the era after it.
    fn year(&self, at: usize, is_hijri: bool) -> (Option<u32>, usize) {
        let comma = matches!(self.mark(at), Some(',' | '،' | '-' | '/' | '.'));
        let mut next = at + usize::from(comma);
        if matches!(self.word(next), Some("عام" | "سنه" | "لعام" | "لسنه" | "من" | "de" | "of" | "in"))
        {
            next +=
                1 + usize::from(self.word(next) == Some("من") && matches!(self.word(next + 1), Some("عام" | "سنه")));
        }
        let plausible = match (is_hijri, comma) {
            (true, _) => 1200..=1699,
            (false, true) => 1900..=2100,
            (false, false) => 1000..=2999,
        };
        match self.number(next, 4..=4).filter(|year| plausible.contains(year)) {
            Some(year) => {
                let era =
                    matches!(self.word(next + 1), Some("م" | "ه" | "هجري" | "هجريه" | "ميلادي" | "ميلاديه" | "للهجره"));
                (Some(year), next + 1 + usize::from(era))
            }
            None => (None, at),
        }
    }

    /// Reads the same day in the other calendar: «… الموافق لـ2 أكتوبر 2016», «… / 2 أكتوبر 2016».
    fn other_calendar(&self, end: usize, calendar: Calendar) -> Option<(Option<Weekday>, Core)> {
        let mut at = end;
        while at < end + 5
            && (matches!(self.mark(at), Some('/' | '-' | '|' | '=' | ',' | '،' | '(' | '–' | '—'))
                || matches!(self.word(at), Some("الموافق" | "موافق" | "الموافقه" | "ل" | "correspondant" | "au")))
        {
            at += 1;
        }
        let (weekday, at) = if at > end { self.weekday(at) } else { (None, at) };
        let mut core = self.core(at)?;
        if core.calendar == calendar || core.date.is_err() || (at == end && core.date.ok()?.full().is_none()) {
            return None;
        }
        core.end += usize::from(self.mark(core.end) == Some(')'));
        Some((weekday, core))
    }

    /// Skips what may stand between a date and its time.
    fn skip_to_time(&self, end: usize) -> usize {
        let mut at = end;
        while at < end + 4
            && (matches!(self.mark(at), Some('-' | ',' | '،' | '|' | '–' | '—' | '/' | '•' | '·' | '(' | '@'))
                || matches!(self.word(at), Some("الساعه" | "علي" | "في" | "عند" | "a" | "at" | "t" | "توقيت")))
        {
            at += 1;
        }
        at
    }

    /// Reads 18:32, 18:32:05, 6:32 مساء, 18h32, 18h, 18سا30. Returns the time and the token after it (and after a zone
    /// offset).
    fn time(&self, at: usize) -> Option<(NaiveTime, usize)> {
        let mut hour = self.number(at, 1..=2)?;
        let (minute, second, mut end) = match (self.kind(at + 1)?, self.number(at + 2, 2..=2)) {
            (Kind::Mark(':'), Some(minute)) => match (self.mark(at + 3), self.number(at + 4, 2..=2)) {
                (Some(':'), Some(second)) => (minute, second, at + 5),
                _ => (minute, 0, at + 3),
            },
            (Kind::Word(word), minute) if matches!(word.as_str(), "h" | "سا" | "ساعه") => match minute {
                Some(minute) => (minute, 0, at + 3),
                None => (0, 0, at + 2),
            },
            _ => return None,
        };
        match self.word(end) {
            Some("ص" | "صباحا" | "am") => (hour, end) = (hour % 12, end + 1),
            Some("م" | "مساء" | "ليلا" | "pm") if hour <= 12 => (hour, end) = (hour % 12 + 12, end + 1),
            Some("z") if self.glued(end) => end += 1,
            _ => {}
        }
        let zone = matches!(self.mark(end), Some('+' | '-')) && self.glued(end) && self.glued(end + 1);
        if zone
            && self.number(end + 1, 2..=2).is_some()
            && self.mark(end + 2) == Some(':')
            && self.number(end + 3, 2..=2).is_some()
        {
            end += 4;
        }
        NaiveTime::from_hms_opt(hour, minute, second).map(|time| (time, end))
    }

    /// A time of the form 18:32 that ends directly before `start`, or with one punctuation mark between.
    fn time_before(&self, start: usize) -> Option<(NaiveTime, usize)> {
        let gap =
            usize::from(matches!(start.checked_sub(1).and_then(|at| self.mark(at)), Some('-' | ',' | '،' | '|' | '–')));
        let at = start.checked_sub(3 + gap)?;
        self.time(at).filter(|&(_, end)| end == start - gap).map(|(time, _)| (time, at))
    }
}

/// The full year of a two-digit one: up to 69 it is in this century.
fn century(year: u32) -> u32 {
    if year < 70 { 2000 + year } else { 1900 + year }
}

fn gregorian_core(day: u32, month: u32, year: Option<u32>, end: usize) -> Core {
    // 2000 is a leap year, so 29 February exists.
    let in_year = i32::try_from(year.unwrap_or(2000)).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
    let date = match (in_year, year) {
        (Some(date), Some(_)) => Ok(ReadDate::Full(date)),
        (Some(_), None) => Ok(ReadDate::NoYear { month, day }),
        (None, _) => Err(()),
    };
    Core { date, calendar: Calendar::Gregorian, hijri: None, end }
}

/// The 30th of a month that has 29 days in the tables is accepted as printed, because sighting decides: it is the day
/// after the 29th.
fn hijri_core(day: u32, month: u32, year: Option<u32>, end: usize) -> Core {
    let calendar = Calendar::Hijri;
    let bad = Core { date: Err(()), calendar, hijri: None, end };
    let (Ok(day8), Ok(month8)) = (u8::try_from(day), u8::try_from(month)) else { return bad };
    if !(1..=30).contains(&day) || !(1..=12).contains(&month) {
        return bad;
    }
    let Some(year) = year.and_then(|year| i32::try_from(year).ok()) else {
        return Core { date: Ok(ReadDate::NoYear { month, day }), ..bad };
    };
    let printed = Hijri { year, month: month8, day: day8 };
    let date = hijri_to_gregorian(printed, 0)
        .or_else(|| hijri_to_gregorian(Hijri { day: 29, ..printed }, 0).and_then(|date| date.succ_opt()));
    Core { date: date.map(ReadDate::Full).ok_or(()), hijri: Some(printed), ..bad }
}
