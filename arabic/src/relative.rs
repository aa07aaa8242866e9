//! Relative time: what «أول أمس» or «الخميس المقبل» means in a story of a given day, and «قبل 3 ساعات» for readers.
//!
//! Expressions are resolved from the story's day (its day of publication), never from the day on which they are read.
//! Weeks run from Saturday to Friday, as in CLDR for Algeria, Egypt and the Mashriq.

use crate::{
    Language,
    date::{self, ReadDate, read_weekday},
    normalize::fold,
    plural::{Plural, category},
};
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc, Weekday};

/// Days that vague words («قريبا», «خلال أيام») reach ahead or back from the story's own day, which is part of the
/// interval.
pub const VAGUE_DAYS: u64 = 7;
/// Words of an expression, at most: longer ones are sentences, not dates.
const WORDS_MAX: usize = 10;

/// Whether the sentence around the expression is about the past or the future.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tense {
    /// «قال الخميس»
    Past,
    /// «يلتقي الخميس»
    Future,
}

/// Days from `from` to `to`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    /// First day.
    pub from: NaiveDate,
    /// Last day; the same as `from` for a single day.
    pub to: NaiveDate,
    /// Whether the words name no day at all («قريبا»), so that the interval is only a guess that reaches
    /// [`VAGUE_DAYS`] days.
    pub vague: bool,
}

impl Interval {
    /// The day, if the interval is a single one and not vague.
    pub fn day(self) -> Option<NaiveDate> {
        (self.from == self.to && !self.vague).then_some(self.from)
    }
}

/// Which of several similar periods: the one around the story's day, the one before it or the one after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// «الشهر الجاري»
    This,
    /// «الشهر الماضي»
    Last,
    /// «الشهر المقبل»
    Next,
}

impl Which {
    /// Periods from that of the story's day.
    pub fn steps(self) -> i64 {
        match self {
            Self::This => 0,
            Self::Last => -1,
            Self::Next => 1,
        }
    }
}

/// The days that an expression means in a story of `day`. `None` if the expression is unknown or leaves the calendar.
///
/// A bare weekday is the last one in the past tense and the next one in the future tense. The story's own day counts in
/// both («قال الخميس» in Thursday's story is that Thursday). «الماضي» and «المقبل» never mean the story's day.
///
/// ```
/// use arabic::relative::{resolve, Tense};
/// let story = "2016-09-03".parse().unwrap();
/// assert_eq!(resolve("فجر أمس", story, Tense::Past).unwrap().day(), "2016-09-02".parse().ok());
/// ```
pub fn resolve(expr: &str, day: NaiveDate, tense: Tense) -> Option<Interval> {
    let folded = fold(expr).to_lowercase();
    let mut words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.len() > WORDS_MAX {
        return None;
    }
    vague(&words, day, tense).or_else(|| distance(&words, day)).or_else(|| {
        while words.len() > 1 && matches!(words[0], "في" | "يوم" | "منذ" | "من" | "نهار" | "خلال" | "بتاريخ")
        {
            words.remove(0);
        }
        near(&words, day)
            .or_else(|| on_weekday(&words, day, tense))
            .or_else(|| on_date(expr, &words, day, tense))
            .or_else(|| part(&words, day, tense))
            .or_else(|| period(&words, day, tense))
    })
}

fn single(day: NaiveDate) -> Option<Interval> {
    Some(Interval { from: day, to: day, vague: false })
}

/// The day so many days later, or earlier if `days` is negative. `None` beyond the calendar.
pub fn shifted(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let distance = Days::new(days.unsigned_abs());
    if days < 0 { day.checked_sub_days(distance) } else { day.checked_add_days(distance) }
}

fn vague(words: &[&str], day: NaiveDate, tense: Tense) -> Option<Interval> {
    let ahead = match words {
        ["قريبا"] | ["عما", "قريب"] | ["في", "القريب", "العاجل"] | ["خلال" | "بعد", "ايام"] | ["في", "غضون", "ايام"] => {
            true
        }
        ["خلال" | "في", "الايام", rest @ ..] | ["الايام", rest @ ..] => match rest {
            [] => tense == Tense::Future,
            _ => rest.iter().find_map(|word| which(word))? == Which::Next,
        },
        ["قبل" | "منذ", "ايام"] | ["موءخرا" | "مءخرا" | "حديثا"] => false,
        _ => return None,
    };
    let other = shifted(day, if ahead { VAGUE_DAYS as i64 } else { -(VAGUE_DAYS as i64) })?;
    let (from, to) = if ahead { (day, other) } else { (other, day) };
    Some(Interval { from, to, vague: true })
}

/// «بعد يومين», «قبل ثلاثة أيام», «منذ أسبوع».
fn distance(words: &[&str], day: NaiveDate) -> Option<Interval> {
    let [direction @ ("بعد" | "قبل" | "منذ"), rest @ ..] = words else { return None };
    let days = match rest {
        ["يوم"] => 1,
        ["يومين"] => 2,
        ["اسبوع"] => 7,
        ["اسبوعين"] => 14,
        [count, "ايام" | "يوما" | "يوم"] => number(count)?,
        [count, "اسابيع" | "اسبوعا"] => number(count)? * 7,
        _ => return None,
    };
    single(shifted(day, if *direction == "بعد" { days } else { -days })?)
}

fn number(word: &str) -> Option<i64> {
    const NAMES: [&str; 8] = ["ثلاث", "اربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"];
    let stem = word.strip_suffix('ه').unwrap_or(word);
    let named = NAMES.iter().zip(3..).find(|(name, _)| **name == stem).map(|(_, count)| count);
    named.or_else(|| word.parse().ok().filter(|count| (1..=999).contains(count)))
}

/// اليوم، أمس، أول أمس، غدا، بعد غد, with a part of the day before and the weekday after.
fn near(words: &[&str], day: NaiveDate) -> Option<Interval> {
    let words = match words {
        [part, rest @ ..] if is_part_of_day(part) => rest,
        _ => words,
    };
    let words = match words {
        ["يوم" | "نهار", rest @ ..] => rest,
        _ => words,
    };
    let (days, rest) = match words {
        ["اول" | "اولي", "امس" | "البارحه", rest @ ..] | ["امس" | "البارحه", "الاول" | "الاولي", rest @ ..] => {
            (-2, rest)
        }
        ["امس" | "البارحه" | "الامس", rest @ ..] => (-1, rest),
        ["بعد", "غد" | "غدا" | "الغد", rest @ ..] => (2, rest),
        ["غدا" | "غد" | "الغد", rest @ ..] => (1, rest),
        ["هذا", "اليوم" | "الصباح" | "المساء", rest @ ..]
        | ["هذه", "الليله", rest @ ..]
        | ["اليوم" | "الليله", rest @ ..] => (0, rest),
        _ => return None,
    };
    match rest {
        [] => single(shifted(day, days)?),
        [word] if read_weekday(word).is_some() => single(shifted(day, days)?),
        _ => None,
    }
}

/// Whether a folded word names a part of the day: «فجر», «مساء».
pub fn is_part_of_day(word: &str) -> bool {
    matches!(
        word,
        "فجر"
            | "صباح"
            | "صبيحه"
            | "ضحي"
            | "ظهر"
            | "ظهيره"
            | "عصر"
            | "مساء"
            | "امسيه"
            | "عشيه"
            | "ليله"
            | "ليل"
            | "سهره"
    )
}

/// Which period a word selects; forms of either gender.
fn which(word: &str) -> Option<Which> {
    let stem = word.strip_suffix('ه').unwrap_or(word);
    match stem {
        "الجاري" | "الحالي" => Some(Which::This),
        "الماضي" | "المنصرم" | "الفاءت" | "الفارط" | "السابق" | "المنقضي" | "الاخير" => {
            Some(Which::Last)
        }
        "المقبل" | "القادم" | "الاتي" | "التالي" | "الداخل" => Some(Which::Next),
        _ => None,
    }
}

fn on_weekday(words: &[&str], day: NaiveDate, tense: Tense) -> Option<Interval> {
    let words = match words {
        [part, rest @ ..] if is_part_of_day(part) => rest,
        _ => words,
    };
    let words = if let ["يوم", rest @ ..] = words { rest } else { words };
    let (name, rest) = words.split_first()?;
    let weekday = read_weekday(name)?;
    let since = i64::from(since_weekday(day, weekday));
    let days = match rest {
        [] if tense == Tense::Past => -since,
        [] => (7 - since) % 7,
        [word] => match which(word)? {
            Which::Last if since == 0 => -7,
            Which::Last => -since,
            Which::Next => 7 - since,
            Which::This => return week(day, 0)?.find(weekday).and_then(single),
        },
        _ => return None,
    };
    single(shifted(day, days)?)
}

/// Days since the last such weekday, 0-6.
fn since_weekday(day: NaiveDate, weekday: Weekday) -> u32 {
    (day.weekday().num_days_from_monday() + 7 - weekday.num_days_from_monday()) % 7
}

impl Interval {
    fn find(self, weekday: Weekday) -> Option<NaiveDate> {
        self.from.iter_days().take(7).find(|day| day.weekday() == weekday)
    }
}

/// «21 سبتمبر الجاري», «18 جوان المقبل», «18 جوان», «21 من الشهر الجاري».
fn on_date(expr: &str, words: &[&str], day: NaiveDate, tense: Tense) -> Option<Interval> {
    let said = words.last().and_then(|word| which(word));
    match words {
        ["الاول" | "الفاتح", "من", rest @ ..] if is_this_month(rest) => return single(day.with_day(1)?),
        [number, rest @ ..] if !rest.is_empty() && is_this_month(rest) => {
            return single(NaiveDate::from_ymd_opt(day.year(), day.month(), number.parse().ok()?)?);
        }
        _ => {}
    }
    let (month, of_month) = match date::find(expr)?.date {
        ReadDate::Full(date) => return single(date),
        ReadDate::NoYear { month, day } => (month, day),
    };
    let in_year = |year: i32| NaiveDate::from_ymd_opt(year, month, of_month);
    let this = in_year(day.year());
    single(match (said, tense) {
        (Some(Which::This), _) => this?,
        (Some(Which::Next), _) => this.filter(|date| *date > day).or_else(|| in_year(day.year() + 1))?,
        (Some(Which::Last), _) => this.filter(|date| *date < day).or_else(|| in_year(day.year() - 1))?,
        (None, Tense::Future) => this.filter(|date| *date >= day).or_else(|| in_year(day.year() + 1))?,
        (None, Tense::Past) => this.filter(|date| *date <= day).or_else(|| in_year(day.year() - 1))?,
    })
}

fn is_this_month(words: &[&str]) -> bool {
    let words = if let ["من", rest @ ..] = words { rest } else { words };
    matches!(words, ["الشهر", "الجاري" | "الحالي"] | ["هذا", "الشهر"])
}

/// مطلع (days 1-10), منتصف (11-20), أواخر (21 to the end) of a month; the thirds of a year.
fn part(words: &[&str], day: NaiveDate, tense: Tense) -> Option<Interval> {
    let (name, rest) = words.split_first()?;
    let third = match *name {
        "مطلع" | "اواءل" | "بدايه" | "مستهل" | "اول" => 0,
        "منتصف" | "اواسط" | "وسط" => 1,
        "اواخر" | "نهايه" | "اخر" | "ختام" => 2,
        _ => return None,
    };
    let whole = period(rest, day, tense)?;
    let (from, to) = (whole.from, whole.to);
    let length = (to - from).num_days() + 1;
    let (from, to) = match length {
        28..=31 => (shifted(from, third * 10)?, if third == 2 { to } else { shifted(from, third * 10 + 9)? }),
        32.. => {
            let start = from.checked_add_months(Months::new(4 * u32::try_from(third).ok()?))?;
            (start, start.checked_add_months(Months::new(4))?.pred_opt()?)
        }
        _ => match third {
            0 => (from, shifted(from, 1)?),
            1 => (shifted(from, 2)?, shifted(from, 4)?),
            _ => (shifted(from, 5)?, to),
        },
    };
    Some(Interval { from, to, vague: false })
}

/// The named week, month or year: «الأسبوع المقبل», «هذا الشهر», «سبتمبر الماضي», «شهر سبتمبر 2016».
fn period(words: &[&str], day: NaiveDate, tense: Tense) -> Option<Interval> {
    let (unit, said) = match words {
        ["هذا" | "هذه", unit] => (*unit, Which::This),
        [unit @ ("الاسبوع" | "الشهر" | "العام" | "السنه"), word] => (*unit, which(word)?),
        [unit @ ("الاسبوع" | "الشهر" | "العام" | "السنه")] => (*unit, Which::This),
        _ => return named_month(words, day, tense),
    };
    let steps = said.steps();
    match unit {
        "الاسبوع" => week(day, steps),
        "الشهر" => {
            let months = i64::from(day.year()) * 12 + i64::from(day.month0()) + steps;
            month(i32::try_from(months.div_euclid(12)).ok()?, u32::try_from(months.rem_euclid(12)).ok()? + 1)
        }
        "العام" | "السنه" => {
            let year = day.year().checked_add(i32::try_from(steps).ok()?)?;
            let (from, to) = (NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?);
            Some(Interval { from, to, vague: false })
        }
        _ => None,
    }
}

fn week(day: NaiveDate, steps: i64) -> Option<Interval> {
    let from = shifted(day, steps * 7 - i64::from(since_weekday(day, Weekday::Sat)))?;
    Some(Interval { from, to: shifted(from, 6)?, vague: false })
}

fn month(year: i32, month: u32) -> Option<Interval> {
    let from = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some(Interval { from, to: from.checked_add_months(Months::new(1))?.pred_opt()?, vague: false })
}

/// A month by name: with its year, with «الماضي» or «المقبل», or by the tense.
fn named_month(words: &[&str], day: NaiveDate, tense: Tense) -> Option<Interval> {
    let words = if let ["شهر", rest @ ..] = words { rest } else { words };
    let (last, names) = words.split_last()?;
    let (names, year, said) = match (last.parse::<i32>().ok(), which(last)) {
        (Some(year), _) if (1000..=2999).contains(&year) => (names, Some(year), None),
        (_, Some(said)) => (names, None, Some(said)),
        _ => (words, None, None),
    };
    let number = match date::find(&format!("1 {}", names.join(" ")))?.date {
        ReadDate::NoYear { month, day: 1 } if !names.is_empty() => month,
        _ => return None,
    };
    let ahead = match said {
        Some(Which::Next) => true,
        Some(Which::Last) => false,
        _ => tense == Tense::Future,
    };
    let current = day.month();
    let year = match (year, said) {
        (Some(year), _) => year,
        (None, Some(Which::This)) => day.year(),
        (None, None) if number == current => day.year(),
        (None, _) if ahead => day.year() + i32::from(number <= current),
        (None, _) => day.year() - i32::from(number >= current),
    };
    month(year, number)
}

/// How long ago `then` was at `now`, for readers: «الآن», «قبل دقيقتين», «قبل 3 ساعات», «أمس», «أول أمس», «قبل أسبوع»
/// …; for a time in the future «بعد …», `dans …`, `in …`. Hours up to 24, then days of 24 hours, weeks from 7 days,
/// months of 30 days, years of 365 days.
pub fn ago(then: DateTime<Utc>, now: DateTime<Utc>, language: Language) -> String {
    let seconds = (now - then).num_seconds();
    let past = seconds >= 0;
    let seconds = seconds.unsigned_abs();
    let (unit, count) = match seconds {
        0..60 => return now_word(language).to_owned(),
        60..3600 => (Unit::Minute, seconds / 60),
        3600..86_400 => (Unit::Hour, seconds / 3600),
        86_400..604_800 => (Unit::Day, seconds / 86_400),
        604_800..2_592_000 => (Unit::Week, seconds / 604_800),
        2_592_000..31_536_000 => (Unit::Month, seconds / 2_592_000),
        _ => (Unit::Year, seconds / 31_536_000),
    };
    if unit == Unit::Day
        && let Some(word) = day_word(count, past, language)
    {
        return word.to_owned();
    }
    let amount = amount(unit, count, language);
    match (language, past) {
        (Language::Arabic, true) => format!("قبل {amount}"),
        (Language::Arabic, false) => format!("بعد {amount}"),
        (Language::French, true) => format!("il y a {amount}"),
        (Language::French, false) => format!("dans {amount}"),
        (Language::English, true) => format!("{amount} ago"),
        (Language::English, false) => format!("in {amount}"),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

fn now_word(language: Language) -> &'static str {
    match language {
        Language::Arabic => "الآن",
        Language::French => "à l’instant",
        Language::English => "just now",
    }
}

fn day_word(days: u64, past: bool, language: Language) -> Option<&'static str> {
    Some(match (language, days, past) {
        (Language::Arabic, 1, true) => "أمس",
        (Language::Arabic, 2, true) => "أول أمس",
        (Language::Arabic, 1, false) => "غدا",
        (Language::Arabic, 2, false) => "بعد غد",
        (Language::French, 1, true) => "hier",
        (Language::French, 2, true) => "avant-hier",
        (Language::French, 1, false) => "demain",
        (Language::French, 2, false) => "après-demain",
        (Language::English, 1, true) => "yesterday",
        (Language::English, 1, false) => "tomorrow",
        _ => return None,
    })
}

/// In Arabic: one, two (after «قبل», so in the genitive), 3-10, 11-99, 100 and the like. In the other languages:
/// singular, plural.
fn amount(unit: Unit, count: u64, language: Language) -> String {
    let arabic: [&str; 5] = match unit {
        Unit::Minute => ["دقيقة", "دقيقتين", "دقائق", "دقيقة", "دقيقة"],
        Unit::Hour => ["ساعة", "ساعتين", "ساعات", "ساعة", "ساعة"],
        Unit::Day => ["يوم", "يومين", "أيام", "يوما", "يوم"],
        Unit::Week => ["أسبوع", "أسبوعين", "أسابيع", "أسبوعا", "أسبوع"],
        Unit::Month => ["شهر", "شهرين", "أشهر", "شهرا", "شهر"],
        Unit::Year => ["سنة", "سنتين", "سنوات", "سنة", "سنة"],
    };
    let [french, frenches, english, englishes] = match unit {
        Unit::Minute => ["minute", "minutes", "minute", "minutes"],
        Unit::Hour => ["heure", "heures", "hour", "hours"],
        Unit::Day => ["jour", "jours", "day", "days"],
        Unit::Week => ["semaine", "semaines", "week", "weeks"],
        Unit::Month => ["mois", "mois", "month", "months"],
        Unit::Year => ["an", "ans", "year", "years"],
    };
    let form = category(count, language);
    match (language, form) {
        (Language::Arabic, Plural::One) => arabic[0].to_owned(),
        (Language::Arabic, Plural::Two) => arabic[1].to_owned(),
        (Language::Arabic, Plural::Few) => format!("{count} {}", arabic[2]),
        (Language::Arabic, Plural::Many) => format!("{count} {}", arabic[3]),
        (Language::Arabic, _) => format!("{count} {}", arabic[4]),
        (Language::French, Plural::One) => format!("{count} {french}"),
        (Language::French, _) => format!("{count} {frenches}"),
        (Language::English, Plural::One) => format!("{count} {english}"),
        (Language::English, _) => format!("{count} {englishes}"),
    }
}

#[cfg(test)]
#[path = "relative_tests.rs"]
mod tests;
