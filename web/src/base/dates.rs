//! Formats dates with the paper's month names, digits and calendar.

use arabic::Language;
use arabic::date::{self, Digits};
use chrono::{NaiveDate, Timelike};
use newsroom::{Paper, Timestamp};
use serde::Serialize;

/// A time for a `<time>` element.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimeView {
    /// RFC 3339 with the paper's offset, or only a day.
    pub iso: String,
    /// The text shown to readers.
    pub text: String,
    /// Whether the hour is known.
    pub exact: bool,
}

/// Formats dates in one language of one paper.
#[derive(Debug, Clone, Copy)]
pub struct Dates<'a> {
    paper: &'a Paper,
    language: Language,
}

impl<'a> Dates<'a> {
    /// A formatter for `paper` in `language`.
    pub fn new(paper: &'a Paper, language: Language) -> Self {
        Self { paper, language }
    }

    /// The language in which it writes.
    pub fn language(&self) -> Language {
        self.language
    }

    fn digits(&self) -> Digits {
        if self.language == Language::Arabic { self.paper.digits } else { Digits::Western }
    }

    /// «03 أيلول 2016».
    pub fn day(&self, day: NaiveDate) -> String {
        date::long_in(self.language, day, self.paper.months, self.digits())
    }

    /// «السبت 03 أيلول 2016».
    pub fn day_with_weekday(&self, day: NaiveDate) -> String {
        format!("{} {}", date::weekday_in(self.language, day), self.day(day))
    }

    /// «أيلول 2016».
    pub fn month(&self, first: NaiveDate) -> String {
        date::month_year_in(self.language, first, self.paper.months, self.digits())
    }

    /// «2 ذو الحجة 1437»; `None` except on Arabic pages.
    pub fn hijri(&self, day: NaiveDate) -> Option<String> {
        (self.language == Language::Arabic)
            .then(|| date::hijri_long(date::hijri(day, self.paper.hijri_offset), self.digits()))
    }

    /// A number in the paper's digits.
    pub fn number(&self, number: impl ToString) -> String {
        arabic::digits::apply(&number.to_string(), self.digits())
    }

    /// Day and hour, as on a story's page.
    pub fn full(&self, at: Timestamp, day: NaiveDate, day_only: bool) -> TimeView {
        if day_only {
            return TimeView { iso: day.to_string(), text: self.day(day), exact: false };
        }
        let comma = if self.language == Language::Arabic { "،" } else { "," };
        TimeView { iso: self.iso(at), text: format!("{}{comma} {}", self.day(day), self.hour(at)), exact: true }
    }

    /// As in lists: the hour if the story is of today, otherwise the day.
    pub fn brief(&self, at: Timestamp, day: NaiveDate, day_only: bool, today: NaiveDate) -> TimeView {
        if day_only {
            return TimeView { iso: day.to_string(), text: self.day(day), exact: false };
        }
        let text = if day == today { self.hour(at) } else { self.day(day) };
        TimeView { iso: self.iso(at), text, exact: true }
    }

    /// RFC 3339 in the paper's zone.
    pub fn iso(&self, at: Timestamp) -> String {
        at.utc().with_timezone(&self.paper.zone).to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
    }

    fn hour(&self, at: Timestamp) -> String {
        let local = at.utc().with_timezone(&self.paper.zone);
        self.number(format!("{:02}:{:02}", local.hour(), local.minute()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_today_show_the_hour() {
        let paper = Paper::default();
        let dates = Dates::new(&paper, Language::Arabic);
        let day: NaiveDate = "2016-09-03".parse().unwrap();
        let at = Timestamp::start_of_day(day, paper.zone).plus_seconds(18 * 3600 + 40 * 60);
        assert_eq!(dates.brief(at, day, false, day).text, "18:40");
        assert_eq!(dates.brief(at, day, false, day.succ_opt().unwrap()).text, "03 أيلول 2016");
        assert_eq!(dates.full(at, day, true).text, "03 أيلول 2016");
        assert_eq!(dates.full(at, day, false).iso, "2016-09-03T18:40:00+01:00");
        assert_eq!(dates.hijri(day).as_deref(), Some("2 ذو الحجة 1437"));
    }
}
