//! Arabic expressions for more than a day: weeks, months, years, their parts, and distances.

use super::numbers::{counted, digits, ordinal, year};
use super::span::Read;
use super::tense;
use super::words::{month_name, which};
use crate::calendar::{self, Interval, VAGUE_DAYS, between, single};
use crate::tables::times::QUARTERS;
use crate::text::{Kind, Text};
use arabic::date::read_hijri_month;
use arabic::normalize::key;
use arabic::relative::{Tense, Which, shifted};
use chrono::{Datelike, NaiveDate};
use std::sync::OnceLock;

pub(super) fn read(text: &Text, at: usize, day: NaiveDate) -> Read {
    vague(text, at, day)
        .or_else(|| counted_distance(text, at, day))
        .or_else(|| within(text, at, day))
        .or_else(|| part(text, at, day))
        .or_else(|| part_of_year(text, at, day))
        .or_else(|| several(text, at, day))
        .or_else(|| bare_year(text, at))
        .or_else(|| named(text, at, day))
        .or_else(|| period(text, at, day))
}

/// «خلال أيام», «في الأيام القليلة المقبلة», «خلال الأسابيع المقبلة», «قبل أيام».
pub(super) fn vague(text: &Text, at: usize, day: NaiveDate) -> Read {
    let rule = "مدة غير محددة";
    let opener = text.bare(at);
    let (next, ahead) = match opener {
        "خلال" | "بعد" | "في" => (at + 1 + usize::from(text.key(at + 1) == "غضون"), true),
        "منذ" | "قبل" => (at + 1, false),
        _ => (at, true),
    };
    match text.key(next) {
        "ايام" if opener == "في" && next == at + 1 => None,
        "ايام" if matches!(opener, "خلال" | "بعد" | "في") && !is_counted_noun(text, next) => {
            Some((next + 1, calendar::reach(day, VAGUE_DAYS)?, rule))
        }
        "ايام" if !ahead && text.key(next + 1) != "من" => {
            Some((next + 1, calendar::reach(day, -VAGUE_DAYS)?, rule))
        }
        "الايام" | "الاسابيع" | "الساعات" => {
            let mut end = next + 1;
            end += usize::from(matches!(text.key(end), "القليله" | "القليلة" | "القلاءل"));
            let which = which(text, end).filter(|which| *which != Which::This)?;
            let days = if which == Which::Next { VAGUE_DAYS } else { -VAGUE_DAYS };
            Some((end + 1, calendar::reach(day, days)?, rule))
        }
        _ => None,
    }
}

/// «أيام التظاهرة»: the days of something.
fn is_counted_noun(text: &Text, at: usize) -> bool {
    text.tokens.get(at + 1).is_some_and(|token| token.kind == Kind::Word && token.definite)
}

/// «منذ يومين», «قبل ثلاثة أيام», «بعد أسبوع».
pub(super) fn counted_distance(text: &Text, at: usize, day: NaiveDate) -> Read {
    let sign = match text.bare(at) {
        "قبل" | "منذ" => -1,
        "بعد" => 1,
        _ => return None,
    };
    let next = at + 1 + usize::from(text.key(at + 1) == "نحو" || text.key(at + 1) == "حوالي");
    let months = match text.key(next) {
        "شهر" if month_name(text, next + 1).is_none() => Some(1),
        "شهرين" => Some(2),
        _ => None,
    };
    if let Some(months) = months.filter(|_| !matches!(text.key(next + 1), "من" | "علي")) {
        let same = text.bare(at) != "منذ";
        return Some((next + 1, single(calendar::shifted_months(day, sign * months)?), "مدة + اتجاه")).filter(|_| same);
    }
    let (days, end) = match text.key(next) {
        "يوم" => (1, next + 1),
        "يومين" => (2, next + 1),
        "اسبوع" => (7, next + 1),
        "اسبوعين" => (14, next + 1),
        _ => {
            let count = counted(text, next)?;
            match text.key(next + 1) {
                "ايام" | "يوما" | "يوم" => (count, next + 2),
                "اسابيع" | "اسبوعا" => (count * 7, next + 2),
                _ => return None,
            }
        }
    };
    // «بعد يومين من الحادث» is counted from something else.
    if matches!(text.key(end), "من" | "علي" | "فقط") && sign > 0 || matches!(text.key(end), "من") {
        return None;
    }
    Some((end, single(shifted(day, sign * days)?), "مدة + اتجاه"))
}

/// «خلال شهرين», «في غضون 48 ساعة»: from the day of the story on, if the sentence speaks of what is to come.
fn within(text: &Text, at: usize, day: NaiveDate) -> Read {
    let next = match (text.bare(at), text.key(at + 1)) {
        ("في", "غضون") => at + 2,
        ("خلال" | "غضون", _) => at + 1,
        _ => return None,
    };
    let next = next + usize::from(matches!(text.key(next), "نحو" | "حوالي" | "مده"));
    let (to, end) = match text.key(next) {
        "ساعات" => (shifted(day, 1)?, next + 1),
        "يومين" => (shifted(day, 2)?, next + 1),
        "اسبوع" => (shifted(day, 7)?, next + 1),
        "اسبوعين" => (shifted(day, 14)?, next + 1),
        "شهر" if month_name(text, next + 1).is_none() => (calendar::shifted_months(day, 1)?, next + 1),
        "شهرين" => (calendar::shifted_months(day, 2)?, next + 1),
        "عام" | "سنه" if year(text, next + 1).is_none() => (calendar::shifted_months(day, 12)?, next + 1),
        "عامين" | "سنتين" => (calendar::shifted_months(day, 24)?, next + 1),
        _ => (ahead(text, next, day)?, next + 2),
    };
    let ahead = which(text, end).is_some_and(|which| which == Which::Next);
    let coming = ahead || tense::arabic(text, at) == Some(Tense::Future);
    let last = which(text, end).is_some() && !ahead;
    let free = coming && !last && text.key(end) != "من";
    Some((end + usize::from(ahead), between(day, to).filter(|_| free)?, "خلال + مدة"))
}

/// The day a counted distance ahead: «48 ساعة», «ثلاثة أشهر».
fn ahead(text: &Text, at: usize, day: NaiveDate) -> Option<NaiveDate> {
    let count = counted(text, at)?;
    match text.key(at + 1) {
        "ساعه" | "ساعات" => shifted(day, (count + 23) / 24),
        "يوما" | "يوم" | "ايام" => shifted(day, count),
        "اسبوعا" | "اسابيع" => shifted(day, count * 7),
        "اشهر" | "شهرا" | "شهور" => calendar::shifted_months(day, count),
        "سنوات" | "اعوام" | "عاما" | "سنه" => calendar::shifted_months(day, count * 12),
        _ => None,
    }
}

/// «مطلع الشهر المقبل», «أواخر شهر ماي الجاري», «نهاية 2024».
fn part(text: &Text, at: usize, day: NaiveDate) -> Read {
    let third = match text.core(at) {
        "مطلع" | "اواءل" | "بدايه" | "مستهل" | "اول" | "مفتتح" => 0,
        "منتصف" | "اواسط" | "وسط" => 1,
        "اواخر" | "نهايه" | "اخر" | "ختام" | "متم" | "موفي" => 2,
        _ => return None,
    };
    let (end, whole, _) = whole(text, at + 1, day)?;
    // «أول أكتوبر» is its first day.
    if text.core(at) == "اول" && month_name(text, at + 1).is_some() {
        return Some((end, single(whole.from), "أول يوم من شهر"));
    }
    Some((end, calendar::third(whole, third)?, "جزء من مدة"))
}

/// A month, a year or a week, however it is named.
fn whole(text: &Text, at: usize, day: NaiveDate) -> Read {
    if let Some(year) = year(text, at) {
        return Some((at + 1, calendar::year(year)?, "سنة"));
    }
    month_period(text, at, day).or_else(|| bare_year(text, at)).or_else(|| period(text, at, day)).or_else(|| match text
        .key(at)
    {
        "الشهر" => Some((at + 1, calendar::month_at(day, 0)?, "شهر")),
        "العام" | "السنه" => Some((at + 1, calendar::year_at(day, 0)?, "سنة")),
        "الاسبوع" => Some((at + 1, calendar::week_at(day, 0)?, "أسبوع")),
        _ => None,
    })
}

/// «الربع الأول من 2024», «النصف الثاني من السنة الجارية», «السداسي الأول من العام المقبل».
fn part_of_year(text: &Text, at: usize, day: NaiveDate) -> Read {
    let word = text.core(at);
    let token = text.tokens.get(at).filter(|token| token.definite)?;
    let (_, months) = quarters().iter().find(|(name, _)| name == word)?;
    let (number, next) = match text.key(at + 1) {
        "الاخير" => (12 / months, at + 2),
        _ => ordinal(text, at + 1)?,
    };
    let next = next + usize::from(text.key(next) == "من");
    let next = next + usize::from(matches!(text.key(next), "سنه" | "عام") && year(text, next + 1).is_some());
    let (end, of) = match year(text, next) {
        Some(year) => (next + 1, year),
        None => {
            let (end, whole, _) = period(text, next, day)?;
            ((whole.to - whole.from).num_days() > 360).then_some((end, whole.from.year()))?
        }
    };
    let days = calendar::part_of_year(of, number, *months).filter(|days| token.definite && days.from.year() == of)?;
    Some((end, days, "جزء من سنة"))
}

/// «الأشهر الستة المقبلة», «اليومين الماضيين», «السنوات الخمس الماضية».
fn several(text: &Text, at: usize, day: NaiveDate) -> Read {
    let next = at + usize::from(matches!(text.bare(at), "خلال" | "في"));
    let unit = text.key(next);
    let dual = unit.ends_with("ين");
    let mut end = next + 1;
    let count = match counted(text, end).filter(|_| !dual) {
        Some(count) => {
            end += 1;
            count
        }
        None if dual => 2,
        None => return None,
    };
    let steps = match which(text, end)? {
        Which::This => return None,
        Which::Next => count,
        Which::Last => -count,
    };
    let other = match unit {
        "الايام" | "اليومين" => shifted(day, steps)?,
        "الاسابيع" | "الاسبوعين" => shifted(day, steps * 7)?,
        "الاشهر" | "الشهور" | "الشهرين" => calendar::shifted_months(day, steps)?,
        "السنوات" | "الاعوام" | "السنتين" | "العامين" => {
            calendar::shifted_months(day, steps * 12)?
        }
        _ => return None,
    };
    Some((end + 1, between(day.min(other), day.max(other))?, "عدد من المدد"))
}

/// «عام 1963», «سنة 2027», «العام 2015», «في 2016», «موسم 2015-2016».
fn bare_year(text: &Text, at: usize) -> Read {
    let word = text.core(at);
    let named = matches!(word, "عام" | "سنه" | "موسم" | "صيف" | "شتاء" | "ربيع" | "خريف" | "دوره");
    let after = matches!(text.bare(at), "في" | "منذ" | "حتي" | "بحلول" | "بعد" | "خلال");
    if !named && !after {
        return None;
    }
    let first = year(text, at + 1)?;
    // «في 2023-04-01» is a date.
    let dated = matches!(text.mark(at + 2), Some('-' | '/')) && super::numbers::digits(text, at + 3, 2).is_some();
    if dated {
        return None;
    }
    let mut end = at + 2;
    if named && (matches!(text.key(end), "ه" | "هجريه") || (1300..1500).contains(&first)) {
        end += usize::from(matches!(text.key(end), "ه" | "هجريه"));
        return Some((end, calendar::hijri_year(first).filter(|_| first < 1600)?, "سنة هجرية"));
    }
    let days = calendar::year(first).filter(|_| named || (1700..=2200).contains(&first))?;
    if named {
        let days = match year(text, end + 1).filter(|_| matches!(text.mark(end), Some('-' | '/' | '–'))) {
            Some(second) => {
                end += 2;
                between(days.from, calendar::year(second)?.to)?
            }
            None => days,
        };
        end += usize::from(text.key(end) == "م" && text.mark(end + 1) != Some('.'));
        return matches!(word, "عام" | "سنه" | "موسم" | "دوره").then_some((end, days, "سنة"));
    }
    // «في 2016 بلدية» counts; a year is followed by a mark or a small word.
    let next = text.tokens.get(end);
    let free = next.is_none_or(|next| {
        next.kind != Kind::Word
            || next.conjunction.is_some()
            || next.entry.is(crate::lexicon::sense::FUNCTION)
            || next.definite
    });
    free.then_some((end, days, "سنة بعد حرف"))
}

/// The keys of [`QUARTERS`] without their article.
fn quarters() -> &'static [(String, u32)] {
    static KEYS: OnceLock<Vec<(String, u32)>> = OnceLock::new();
    let bare = |name: &str| key(name).trim_start_matches("ال").to_owned();
    KEYS.get_or_init(|| QUARTERS.iter().map(|(name, months)| (bare(name), *months)).collect())
}

/// A month: «شباط 2012», «أيار/مايو الماضي», «شهر ماي الجاري», «في صفر 1443».
fn named(text: &Text, at: usize, day: NaiveDate) -> Read {
    let before = at.checked_sub(1).map_or("", |before| text.key(before));
    let (end, days, rule) = month_period(text, at, day)?;
    // A month alone is a name as often as a month («ماي», «آب»); a preposition or a year shows which.
    let alone = end == at + 1;
    let shown =
        matches!(before, "في" | "منذ" | "خلال" | "حتي" | "شهر" | "الي" | "وفي" | "بحلول" | "اوائل" | "غايه" | "بعد");
    (!alone || shown).then_some((end, days, rule))
}

/// A month with its year or selector, or alone.
fn month_period(text: &Text, at: usize, day: NaiveDate) -> Read {
    let next = at + usize::from(matches!(text.core(at), "شهر"));
    if let Some((month, end)) = month_name(text, next) {
        let year_at = end + usize::from(matches!(text.key(end), "من" | "سنه" | "عام" | "لسنه"));
        let year_at = year_at + usize::from(year_at > end && matches!(text.key(year_at), "سنه" | "عام"));
        if let Some(year) = year(text, year_at) {
            return Some((year_at + 1, calendar::month(year, month)?, "شهر وسنة"));
        }
        if let Some((end, year)) = year_after(text, end, day) {
            return Some((end, calendar::month(year, month)?, "شهر وسنة"));
        }
        let selected = which(text, end);
        let tense = if selected.is_some() { None } else { tense::arabic(text, at) };
        let days = calendar::month_of_year(day, month, selected, tense)?;
        return Some((end + usize::from(selected.is_some()), days, "شهر"));
    }
    let token = text.tokens.get(next).filter(|token| token.entry.is(crate::lexicon::sense::MONTH))?;
    let (month, words) =
        read_hijri_month(text.bare(next), Some(text.key(next + 1))).filter(|_| token.kind == Kind::Word)?;
    let end = next + words;
    if let Some(year) = year(text, end).filter(|year| *year < 1600) {
        let after = end + 1 + usize::from(matches!(text.key(end + 1), "ه" | "هجريه"));
        return Some((after, calendar::hijri_month(year, month)?, "شهر هجري"));
    }
    let selected = which(text, end)?;
    Some((end + 1, hijri_near(day, month, selected)?, "شهر هجري"))
}

/// «من السنة الماضية» after a month, with the token after it.
pub(super) fn year_after(text: &Text, at: usize, day: NaiveDate) -> Option<(usize, i32)> {
    let (end, whole, _) = period(text, at + 1, day).filter(|_| text.key(at) == "من")?;
    ((whole.to - whole.from).num_days() > 360).then_some((end, whole.from.year()))
}

/// «رمضان المقبل».
fn hijri_near(day: NaiveDate, month: u32, which: Which) -> Option<Interval> {
    let today = arabic::date::hijri(day, 0);
    let years = [today.year - 1, today.year, today.year + 1];
    let mut months = years.into_iter().filter_map(|year| calendar::hijri_month(year, month));
    match which {
        Which::Next => months.find(|days| days.from > day),
        Which::Last => months.rfind(|days| days.to < day),
        Which::This => months.find(|days| days.from.year() == day.year()),
    }
}

/// «الأسبوع الماضي», «هذا الشهر», «السنة الجارية».
fn period(text: &Text, at: usize, day: NaiveDate) -> Read {
    let (unit, which, end) = match text.bare(at) {
        "هذا" | "هذه" => (text.key(at + 1), Which::This, at + 2),
        unit => (text.tokens.get(at).map_or(unit, |_| unit), which(text, at + 1)?, at + 2),
    };
    let unit = unit.strip_prefix('ل').filter(|unit| unit.starts_with('ل')).map_or(unit, |unit| unit);
    let days = match unit {
        "الاسبوع" | "لاسبوع" => calendar::week_at(day, which.steps())?,
        "الشهر" | "لشهر" => calendar::month_at(day, which.steps())?,
        "العام" | "السنه" | "لعام" | "لسنه" => calendar::year_at(day, which.steps())?,
        _ => return None,
    };
    // «هذا الشهر الجاري»
    let end = end + usize::from(self::which(text, end) == Some(which));
    Some((end, days, "مدة + صفة"))
}

/// «21 من الشهر الجاري», «الأول من هذا الشهر»: the days of a month that is named by its distance.
pub(super) fn of_month(text: &Text, at: usize, day: NaiveDate, (first, last): (u32, u32)) -> Option<(usize, Interval)> {
    let (end, which) = match (text.key(at), text.key(at + 1)) {
        ("الشهر", _) => (at + 2, which(text, at + 1)?),
        ("هذا", "الشهر") => (at + 2, Which::This),
        // «21 الجاري»
        ("الجاري", _) if digits(text, at.checked_sub(1)?, 2).is_some() => (at + 1, Which::This),
        _ => return None,
    };
    let month = calendar::month_at(day, which.steps())?.from;
    Some((end, between(month.with_day(first)?, month.with_day(last)?)?))
}
