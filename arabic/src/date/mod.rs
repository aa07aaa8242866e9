//! Dates as newspapers print and read them: five sets of Arabic month names, Hijri, French and English.
//!
//! Formatting follows the edition's settings ([`MonthNames`], [`Digits`]). Parsing ([`find`], [`check`], [`read`])
//! accepts every printed form. The names are those of CLDR for the Levant, the Gulf and Egypt, and those of the
//! newspapers for the Maghreb and Morocco (CLDR's `ar-DZ` mixes in Gulf names). Nothing here depends on today's date.

mod hijri;
mod reader;
#[cfg(test)]
mod reader_tests;
mod tokens;
mod words;

pub use crate::digits::Digits;
pub use hijri::{Hijri, hijri, hijri_long, hijri_to_gregorian};
pub use reader::{Calendar, DateProblem, FoundDate, ReadDate, check, find, read};

use crate::{Language, digits};
use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A set of Arabic names for the Gregorian months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MonthNames {
    /// The Levant and Iraq: كانون الثاني، شباط …
    Levantine,
    /// The Gulf and Sudan: يناير، فبراير …
    #[default]
    Gulf,
    /// Egypt: as the Gulf, with إبريل، يونيه، يوليه.
    Egyptian,
    /// Algeria and Tunisia: جانفي، فيفري …
    Maghrebi,
    /// Morocco: يناير … غشت، شتنبر، نونبر، دجنبر.
    Moroccan,
    /// Levantine and Gulf side by side: «أيلول/سبتمبر».
    Dual,
}

const LEVANTINE: [&str; 12] = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
];
const GULF: [&str; 12] =
    ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"];
const EGYPTIAN: [&str; 12] =
    ["يناير", "فبراير", "مارس", "إبريل", "مايو", "يونيه", "يوليه", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"];
const MAGHREBI: [&str; 12] =
    ["جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"];
const MOROCCAN: [&str; 12] =
    ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"];
const DUAL: [&str; 12] = [
    "كانون الثاني/يناير",
    "شباط/فبراير",
    "آذار/مارس",
    "نيسان/أبريل",
    "أيار/مايو",
    "حزيران/يونيو",
    "تموز/يوليو",
    "آب/أغسطس",
    "أيلول/سبتمبر",
    "تشرين الأول/أكتوبر",
    "تشرين الثاني/نوفمبر",
    "كانون الأول/ديسمبر",
];
const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// Monday first, as in [`Weekday::num_days_from_monday`].
const WEEKDAYS: [[&str; 3]; 7] = [
    ["الاثنين", "lundi", "Monday"],
    ["الثلاثاء", "mardi", "Tuesday"],
    ["الأربعاء", "mercredi", "Wednesday"],
    ["الخميس", "jeudi", "Thursday"],
    ["الجمعة", "vendredi", "Friday"],
    ["السبت", "samedi", "Saturday"],
    ["الأحد", "dimanche", "Sunday"],
];
const IDS: [(MonthNames, &str); 6] = [
    (MonthNames::Levantine, "levantine"),
    (MonthNames::Gulf, "gulf"),
    (MonthNames::Egyptian, "egyptian"),
    (MonthNames::Maghrebi, "maghrebi"),
    (MonthNames::Moroccan, "moroccan"),
    (MonthNames::Dual, "dual"),
];

impl MonthNames {
    /// Every set, in the order of the settings page.
    pub const ALL: [Self; 6] =
        [Self::Levantine, Self::Gulf, Self::Egyptian, Self::Maghrebi, Self::Moroccan, Self::Dual];

    /// The name of a month, 1 to 12; empty for any other number.
    pub fn name(self, month: u32) -> &'static str {
        let names = match self {
            Self::Levantine => &LEVANTINE,
            Self::Gulf => &GULF,
            Self::Egyptian => &EGYPTIAN,
            Self::Maghrebi => &MAGHREBI,
            Self::Moroccan => &MOROCCAN,
            Self::Dual => &DUAL,
        };
        nth(names, month)
    }
}

fn nth(names: &'static [&'static str; 12], month: u32) -> &'static str {
    month.checked_sub(1).and_then(|at| names.get(at as usize)).copied().unwrap_or_default()
}

impl fmt::Display for MonthNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(IDS.iter().find(|(names, _)| names == self).map_or("", |(_, id)| id))
    }
}

impl FromStr for MonthNames {
    type Err = String;

    /// Parses `levantine`, `gulf`, `egyptian`, `maghrebi`, `moroccan` or `dual`. The error is a sentence for the person
    /// who configures the paper.
    fn from_str(id: &str) -> Result<Self, Self::Err> {
        IDS.iter().find(|(_, known)| *known == id).map(|(names, _)| *names).ok_or_else(|| {
            format!("unknown month names {id:?}: levantine, gulf, egyptian, maghrebi, moroccan and dual are known")
        })
    }
}

/// «03 أيلول 2016»: two-digit day, month, year.
pub fn long(date: NaiveDate, months: MonthNames, digits: Digits) -> String {
    let text = format!("{:02} {} {}", date.day(), months.name(date.month()), date.year());
    digits::apply(&text, digits)
}

/// «السبت 03 أيلول 2016».
pub fn long_with_weekday(date: NaiveDate, months: MonthNames, digits: Digits) -> String {
    format!("{} {}", weekday(date), long(date, months, digits))
}

/// «أيلول 2016»; with [`MonthNames::Dual`] «أيلول/سبتمبر 2016».
pub fn month_year(date: NaiveDate, months: MonthNames, digits: Digits) -> String {
    digits::apply(&format!("{} {}", months.name(date.month()), date.year()), digits)
}

/// The Arabic name of the date's weekday: «السبت».
pub fn weekday(date: NaiveDate) -> &'static str {
    weekday_in(Language::Arabic, date)
}

/// The name of the date's weekday in a language: «السبت», `samedi`, `Saturday`.
pub fn weekday_in(language: Language, date: NaiveDate) -> &'static str {
    let row = WEEKDAYS.get(date.weekday().num_days_from_monday() as usize).copied().unwrap_or_default();
    match language {
        Language::Arabic => row[0],
        Language::French => row[1],
        Language::English => row[2],
    }
}

/// The long date in a language: [`long`] in Arabic, `3 septembre 2016` (and `1er janvier 2016`), `3 September 2016`.
/// `months` and `digits` matter in Arabic only.
pub fn long_in(language: Language, date: NaiveDate, months: MonthNames, digits: Digits) -> String {
    let (day, month, year) = (date.day(), date.month(), date.year());
    match language {
        Language::Arabic => long(date, months, digits),
        Language::French if day == 1 => format!("1er {} {year}", nth(&FRENCH, month)),
        Language::French => format!("{day} {} {year}", nth(&FRENCH, month)),
        Language::English => format!("{day} {} {year}", nth(&ENGLISH, month)),
    }
}

/// [`month_year`] in a language: «أيلول 2016», `septembre 2016`, `September 2016`.
pub fn month_year_in(language: Language, date: NaiveDate, months: MonthNames, digits: Digits) -> String {
    match language {
        Language::Arabic => month_year(date, months, digits),
        Language::French => format!("{} {}", nth(&FRENCH, date.month()), date.year()),
        Language::English => format!("{} {}", nth(&ENGLISH, date.month()), date.year()),
    }
}

/// The weekday that a word names, in Arabic (with or without hamza and article), French or English, in full or
/// abbreviated.
pub fn read_weekday(word: &str) -> Option<Weekday> {
    words::weekday(&tokens::key(word))
}

/// The Gregorian month that one word or two words name («تشرين الأول», `mars`), with the number of words it takes. The
/// words are keys of [`crate::normalize::key`].
pub fn read_month(first: &str, second: Option<&str>) -> Option<(u32, usize)> {
    words::month(first, second)
}

/// The Hijri month that one word or two words name, like [`read_month`].
pub fn read_hijri_month(first: &str, second: Option<&str>) -> Option<(u32, usize)> {
    words::hijri_month(first, second)
}

/// Every name of a month that is read, Gregorian and Hijri, as keys of one word or two.
pub fn month_words() -> impl Iterator<Item = &'static str> {
    words::month_names()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn dates_are_written() {
        let seed = day(2016, 9, 3);
        for (names, expected) in [
            (MonthNames::Levantine, "03 أيلول 2016"),
            (MonthNames::Gulf, "03 سبتمبر 2016"),
            (MonthNames::Egyptian, "03 سبتمبر 2016"),
            (MonthNames::Maghrebi, "03 سبتمبر 2016"),
            (MonthNames::Moroccan, "03 شتنبر 2016"),
            (MonthNames::Dual, "03 أيلول/سبتمبر 2016"),
        ] {
            assert_eq!(long(seed, names, Digits::Western), expected);
        }
        assert_eq!(long(seed, MonthNames::Levantine, Digits::Eastern), "٠٣ أيلول ٢٠١٦");
        assert_eq!(long_with_weekday(seed, MonthNames::Levantine, Digits::Western), "السبت 03 أيلول 2016");
        assert_eq!(month_year(seed, MonthNames::Maghrebi, Digits::Western), "سبتمبر 2016");
        assert_eq!(long_in(Language::French, seed, MonthNames::Gulf, Digits::Western), "3 septembre 2016");
        assert_eq!(long_in(Language::French, day(2016, 1, 1), MonthNames::Gulf, Digits::Western), "1er janvier 2016");
        assert_eq!(long_in(Language::English, seed, MonthNames::Gulf, Digits::Eastern), "3 September 2016");
        assert_eq!((weekday(seed), weekday_in(Language::French, seed)), ("السبت", "samedi"));
    }

    #[test]
    fn names_have_ids() {
        for names in MonthNames::ALL {
            assert_eq!(names.to_string().parse(), Ok(names));
            assert_eq!(serde_json::to_string(&names).unwrap(), format!("\"{names}\""));
            assert!((1..=12).all(|month| !names.name(month).is_empty()));
            assert_eq!((names.name(0), names.name(13)), ("", ""));
        }
        assert_eq!((MonthNames::Egyptian.name(6), MonthNames::Egyptian.name(7)), ("يونيه", "يوليه"));
        assert!("Levant".parse::<MonthNames>().is_err());
    }

    #[test]
    fn what_is_written_is_read() {
        let mut date = day(2015, 1, 1);
        while date.year() < 2017 {
            for months in MonthNames::ALL {
                for digits in [Digits::Western, Digits::Eastern] {
                    let text = long_with_weekday(date, months, digits);
                    assert_eq!(read(&text), Some(ReadDate::Full(date)), "{text}");
                }
            }
            for language in Language::ALL {
                let text = long_in(language, date, MonthNames::Gulf, Digits::Western);
                assert_eq!(read(&text), Some(ReadDate::Full(date)), "{text}");
            }
            date = date.succ_opt().unwrap();
        }
    }
}
