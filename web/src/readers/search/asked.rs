//! The address of a search: what was typed, what limits the results, their order and page. Everything about a page of
//! results is in its address, so it can be shared.

use arabic::Language;
use chrono::{Datelike, Months, NaiveDate};
use newsroom::{Section, Topic, Writer, names};
use serde::Deserialize;
use url::form_urlencoded::Serializer;

use crate::base::problem::Problem;
use crate::readers::pages::context::ReaderContext;

/// The query of an address. Unknown values of a limit do not limit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The words as typed. Search forms of other systems name them differently, and links to their results are around.
    #[serde(alias = "s", alias = "searchword", alias = "query")]
    pub q: String,
    /// Slug of a section.
    pub section: String,
    /// Slug of a topic.
    pub topic: String,
    /// Slug of a writer.
    pub writer: String,
    /// A year.
    pub year: String,
    /// A language code.
    pub language: String,
    /// The first day, as typed.
    pub from: String,
    /// The last day, as typed.
    pub until: String,
    /// `date`, or by relevance.
    pub sort: String,
    /// By date: the story after which the page begins.
    pub before: String,
    /// By relevance: the place after which the page begins ([`super::searched::After`]).
    pub after: String,
}

impl Asked {
    /// The first page of results for other words or narrowing.
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut asked = Self { before: String::new(), after: String::new(), ..self.clone() };
        change(&mut asked);
        asked
    }

    /// The same words without any limit.
    pub fn without_limits(&self) -> Self {
        Self { q: self.q.clone(), sort: self.sort.clone(), ..Self::default() }
    }

    /// The parameters with a value that a form keeps although it has no fields for them.
    pub fn kept(&self, is_kept: impl Fn(&str) -> bool) -> Vec<(&'static str, String)> {
        let pairs = self.pairs().into_iter().filter(|(name, value)| !value.is_empty() && is_kept(name));
        pairs.map(|(name, value)| (name, value.to_owned())).collect()
    }

    fn pairs(&self) -> [(&'static str, &str); 11] {
        [
            ("q", &self.q),
            ("section", &self.section),
            ("topic", &self.topic),
            ("writer", &self.writer),
            ("year", &self.year),
            ("language", &self.language),
            ("from", &self.from),
            ("until", &self.until),
            ("sort", &self.sort),
            ("before", &self.before),
            ("after", &self.after),
        ]
    }

    /// Whether results are ordered by date.
    pub fn is_by_date(&self) -> bool {
        self.sort == "date"
    }

    /// The address below `page`.
    pub fn address(&self, page: &str) -> String {
        format!("{page}?{}", Serializer::new(String::new()).extend_pairs(self.kept(|_| true)).finish())
    }
}

/// What an address limits the results to.
#[derive(Debug, Clone, Default)]
pub struct Narrowing {
    /// The section.
    pub section: Option<Section>,
    /// The topic.
    pub topic: Option<Topic>,
    /// The writer.
    pub writer: Option<Writer>,
    /// The year.
    pub year: Option<u16>,
    /// The language.
    pub language: Option<Language>,
    /// The first day.
    pub from: TypedDay,
    /// The last day.
    pub until: TypedDay,
}

impl Narrowing {
    /// Resolves what `asked` names.
    pub async fn read(context: &ReaderContext, asked: &Asked) -> Result<Self, Problem> {
        let topic = match asked.topic.as_str() {
            "" => None,
            slug => names::by_slug::<Topic>(&context.source, slug).await?,
        };
        let writer = match asked.writer.as_str() {
            "" => None,
            slug => names::by_slug::<Writer>(&context.source, slug).await?,
        };
        let today = context.frame.paper.today(context.site.now());
        let (mut from, mut until) =
            (TypedDay::read(&asked.from, End::First, today), TypedDay::read(&asked.until, End::Last, today));
        if let (TypedDay::Day(first), TypedDay::Day(last)) = (&from, &until)
            && first > last
        {
            (from, until) = (TypedDay::None, TypedDay::BeforeFirst);
        }
        Ok(Self {
            section: context.frame.section_at(&asked.section).cloned(),
            topic,
            writer,
            year: asked.year.parse().ok().filter(|year| (1000..=9999).contains(year)),
            language: asked.language.parse().ok(),
            from,
            until,
        })
    }
}

/// A day as it was typed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TypedDay {
    /// Nothing was typed.
    #[default]
    None,
    /// This day.
    Day(NaiveDate),
    /// A day after the last of its month; the last day of that month.
    AfterMonth(NaiveDate),
    /// Something else.
    Unknown,
    /// A last day that is before the first one.
    BeforeFirst,
}

/// Which end of a month or a year is meant where no day was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    First,
    Last,
}

impl TypedDay {
    /// The day, if it can be used.
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) => Some(day),
            Self::None | Self::AfterMonth(_) | Self::Unknown | Self::BeforeFirst => None,
        }
    }

    /// Reads a day («3 أيلول 2016», 2016-09-03), a month («أيلول 2016») or a year. A day without a year is the last such
    /// day before or on `today`.
    fn read(typed: &str, end: End, today: NaiveDate) -> Self {
        use arabic::date::ReadDate;
        let typed = arabic::digits::to_western(typed.trim());
        if typed.is_empty() {
            return Self::None;
        }
        match arabic::date::read(&typed) {
            Some(ReadDate::Full(day)) => return Self::Day(day),
            Some(ReadDate::NoYear { month, day }) => {
                let years = [today.year(), today.year() - 1];
                let days = years.iter().filter_map(|year| NaiveDate::from_ymd_opt(*year, month, day));
                return days.clone().find(|day| *day <= today).map_or(Self::Unknown, Self::Day);
            }
            None => {}
        }
        if let Some(year) = typed.parse().ok().filter(|year| (1000..=9999).contains(year)) {
            let (month, day) = if end == End::First { (1, 1) } else { (12, 31) };
            return NaiveDate::from_ymd_opt(year, month, day).map_or(Self::Unknown, Self::Day);
        }
        if let Some(ReadDate::Full(first)) = arabic::date::read(&format!("1 {typed}")) {
            let day = if end == End::First { Some(first) } else { last_of_month(first) };
            return day.map_or(Self::Unknown, Self::Day);
        }
        month_of_impossible(&typed).and_then(last_of_month).map_or(Self::Unknown, Self::AfterMonth)
    }
}

fn last_of_month(day: NaiveDate) -> Option<NaiveDate> {
    day.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()
}

/// The first day of the month of a date that does not exist, like «31 شباط 2016»: one of its numbers is the day.
fn month_of_impossible(typed: &str) -> Option<NaiveDate> {
    let numbers = typed.split(|c: char| !c.is_ascii_digit()).filter(|number| (1..=2).contains(&number.len()));
    let mut firsts = numbers.filter_map(|number| {
        let day: u32 = number.parse().ok().filter(|day| (29..=31).contains(day))?;
        let at = typed.rfind(&day.to_string())?;
        let first = format!("{}{:02}{}", typed.get(..at)?, 1, typed.get(at + number.len()..)?);
        arabic::date::read(&first)?.full()
    });
    firsts.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_read_as_people_type_them() {
        let today = day("2016-09-04");
        for (typed, end, expected) in [
            ("3 أيلول 2016", End::First, TypedDay::Day(day("2016-09-03"))),
            ("٠٣/٠٩/٢٠١٦", End::First, TypedDay::Day(day("2016-09-03"))),
            ("2016-09-03", End::Last, TypedDay::Day(day("2016-09-03"))),
            ("5 septembre", End::First, TypedDay::Day(day("2015-09-05"))),
            ("أيلول 2016", End::First, TypedDay::Day(day("2016-09-01"))),
            ("أيلول 2016", End::Last, TypedDay::Day(day("2016-09-30"))),
            ("2009", End::First, TypedDay::Day(day("2009-01-01"))),
            ("2009", End::Last, TypedDay::Day(day("2009-12-31"))),
            ("31 شباط 2016", End::First, TypedDay::AfterMonth(day("2016-02-29"))),
            ("31/02/2015", End::First, TypedDay::AfterMonth(day("2015-02-28"))),
            ("2016-02-30", End::First, TypedDay::AfterMonth(day("2016-02-29"))),
            ("أمس", End::First, TypedDay::Unknown),
            ("", End::First, TypedDay::None),
        ] {
            assert_eq!(TypedDay::read(typed, end, today), expected, "{typed}");
        }
    }

    #[test]
    fn an_address_says_everything_and_can_be_read_again() {
        let asked = Asked {
            q: "اتفاق «الماء» & 90+4".to_owned(),
            section: "world".to_owned(),
            sort: "date".to_owned(),
            ..Asked::default()
        };
        let address = asked.address("/search");
        let uri: http::Uri = address.parse().unwrap();
        let read: axum::extract::Query<Asked> = axum::extract::Query::try_from_uri(&uri).unwrap();
        assert_eq!(read.0, asked);
        assert_eq!(Asked { before: "x".to_owned(), ..asked.clone() }.with(|_| ()), asked);
    }
}
