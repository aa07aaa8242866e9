//! Arabic time expressions. Each rule reads one shape from a token on; the first that fits counts.

use super::numbers::{digits, ordinal, year};
use super::span::{Read, TimeSpan};
use super::words::{is_close, is_open, month_at, month_name, which};
use super::{periods, tense};
use crate::calendar::{self, Interval, between, single};
use crate::lexicon::sense;
use crate::text::{Kind, Text};
use arabic::date::{read_hijri_month, read_weekday};
use arabic::relative::{self, Tense, Which, shifted};
use chrono::{Datelike, NaiveDate, Weekday};

/// The expression that begins at a token.
pub(super) fn at(text: &Text, at: usize, day: NaiveDate) -> Option<TimeSpan> {
    let token = text.tokens.get(at)?;
    let number = token.kind == Kind::Number;
    let key = text.bare(at);
    if key == "قبل" {
        if let Some((end, days, rule)) = periods::counted_distance(text, at, day) {
            return Some(TimeSpan { from: at, end, days, rule, is_limit: false });
        }
        let vague = periods::vague(text, at, day).map(|(end, days, rule)| TimeSpan {
            from: at,
            end,
            days,
            rule,
            is_limit: false,
        });
        return vague.or_else(|| before(text, at, day));
    }
    if matches!(key, "بين" | "من" | "بداية" | "ما") && !number {
        let (end, days, rule) = from_to(text, at, day)?;
        return Some(TimeSpan { from: at, end, days, rule, is_limit: false });
    }
    let known = token.entry.is(sense::TIME | sense::WEEKDAY | sense::MONTH | sense::NUMBER);
    if !number && !known && !is_opener(key) && ordinal(text, at).is_none() {
        return None;
    }
    let (end, days, rule) = plain(text, at, day)?;
    // «في 2018», «منذ 2018»: the preposition is no part of it.
    let from = at + usize::from(key == "في" || rule == "سنة بعد حرف");
    Some(TimeSpan { from, end, days, rule, is_limit: false })
}

fn plain(text: &Text, at: usize, day: NaiveDate) -> Read {
    near(text, at, day)
        .or_else(|| numeric(text, at))
        .or_else(|| weekday(text, at, day))
        .or_else(|| month_day(text, at, day, None))
        .or_else(|| periods::read(text, at, day))
}

/// «قبل متم سنة 2030», «قبل 15 مارس»: from the day of the story to the end.
fn before(text: &Text, at: usize, day: NaiveDate) -> Option<TimeSpan> {
    let next = at + 1 + usize::from(matches!(text.key(at + 1), "يوم" | "تاريخ" | "حلول"));
    let (end, days, _) = plain(text, next, day)?;
    let days = between(day, days.to).filter(|_| days.to > day)?;
    Some(TimeSpan { from: at, end, days, rule: "قبل + تاريخ", is_limit: true })
}

/// «بين 3 و7 ماي», «من 5 إلى 9 نوفمبر», «بين عامي 2010 و2015», «من 28 أبريل إلى 3 ماي».
fn from_to(text: &Text, at: usize, day: NaiveDate) -> Read {
    let mut first = at + 1;
    if text.bare(at) == "ما" {
        (text.key(first) == "بين").then_some(())?;
        first += 1;
    }
    while matches!(
        text.key(first),
        "يومي"
            | "يوم"
            | "عامي"
            | "سنتي"
            | "تاريخ"
            | "تاريخي"
            | "شهري"
            | "الفتره"
            | "سنه"
            | "عام"
    ) {
        first += 1;
    }
    let rule = "من تاريخ إلى تاريخ";
    if let (Some(from), Some(other)) = (year(text, first), separator(text, first + 1)) {
        let other = other + usize::from(matches!(text.key(other), "سنه" | "عام"));
        let to = year(text, other)?;
        let days = between(calendar::year(from)?.from, calendar::year(to)?.to)?;
        return Some((other + 1, days, rule));
    }
    if let Some((end, days, _)) = month_day(text, first, day, None) {
        // «من 28 أبريل إلى 3 ماي», or «من 5 إلى 9 نوفمبر» in one.
        let Some(other) = separator(text, end) else { return (days.from < days.to).then_some((end, days, rule)) };
        let other = other + usize::from(text.key(other) == "يوم");
        let (end, second, _) = month_day(text, other, days.from, Some(Tense::Future))?;
        return Some((end, between(days.from, second.to)?, rule));
    }
    let (name, end) = month_name(text, first)?;
    let other = separator(text, end)?;
    let (last, end) = month_name(text, other)?;
    let tense = tense::arabic(text, at);
    let (number, end) = (year(text, end), end);
    let (from, to) = match number {
        Some(year) => (calendar::month(year, name)?, calendar::month(year, last)?),
        None => (calendar::month_of_year(day, name, None, tense)?, calendar::month_of_year(day, last, None, tense)?),
    };
    Some((end + usize::from(number.is_some()), between(from.from, to.to)?, rule))
}

/// The token after «إلى», «و» or a dash.
fn separator(text: &Text, at: usize) -> Option<usize> {
    match text.key(at) {
        "الي" | "حتي" | "و" => return Some(at + 1 + usize::from(text.key(at + 1) == "غايه")),
        "وحتي" | "والي" => return Some(at + 1),
        _ => {}
    }
    match text.mark(at)? {
        '-' | '–' | '—' | '‑' => Some(at + 1),
        _ => None,
    }
    .or_else(|| text.key(at).starts_with('و').then_some(at))
}

/// اليوم، أمس، غدا, with the part of the day before, the weekday and the date after.
fn near(text: &Text, at: usize, day: NaiveDate) -> Read {
    let mut next = at;
    let part = is_part_of_day(text, next);
    if part {
        next += 1;
        next += usize::from(matches!(text.key(next), "يوم" | "نهار"));
    } else if text.bare(next) == "بعد" && matches!(text.key(next + 1), "ظهر" | "عصر" | "منتصف") {
        next += 2 + usize::from(matches!(text.key(next + 2), "ليله"));
    } else if text.bare(next) == "يوم" {
        next += 1;
    }
    let bare = if next == at { text.bare(next) } else { text.key(next) };
    let (days, end) = match (bare, text.key(next + 1)) {
        ("اول" | "اولي" | "قبل", "امس" | "البارحه") => (-2, next + 2),
        ("اول", "من") if text.key(next + 2) == "امس" => (-2, next + 3),
        ("امس" | "البارحه", "الاول" | "الاولي") => (-2, next + 2),
        ("امس" | "البارحه" | "الامس" | "بالامس", _) => (-1, next + 1),
        ("بعد", "غد" | "غدا" | "الغد") => (2, next + 2),
        ("غدا" | "غد" | "الغد", _) => (1, next + 1),
        ("هذا", "اليوم" | "الصباح" | "المساء") | ("هذه", "الليله") => (0, next + 2),
        ("الليله", "الماضيه" | "الفاءته" | "الفارطه" | "المنصرمه") => (-1, next + 2),
        ("الليله", "المقبله" | "القادمه") => (0, next + 2),
        ("اليوم" | "الليله", _) if is_today(text, next) => (0, next + 1),
        _ => return None,
    };
    let mut end = end;
    if named_weekday(text, end).is_some() {
        end += 1;
    } else if is_open(text, end) && named_weekday(text, end + 1).is_some() && text.mark(end + 2).is_some() {
        end += 2 + usize::from(is_close(text, end + 2));
    }
    if let Some((after, found, _)) = month_day(text, end, day, None)
        && found.from == shifted(day, days)?
    {
        end = after;
    }
    Some((end, single(shifted(day, days)?), "يوم قريب"))
}

/// Whether «اليوم» is the day of the story: not «في اليوم», «كل يوم», «اليوم التالي», «حتى اليوم الثاني».
fn is_today(text: &Text, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| text.key(before));
    let after = text.key(at + 1);
    let counted = after.starts_with("ال") && named_weekday(text, at + 1).is_none() && !matches!(after, "الجاري");
    let ordinal = counted
        && (ordinal(text, at + 1).is_some()
            || text
                .tokens
                .get(at + 1)
                .is_some_and(|token| token.definite && !token.entry.is(sense::TITLE | sense::BODY | sense::HONORIFIC)));
    !matches!(before, "في" | "كل" | "ذلك" | "هذا" | "نفس" | "ذات" | "طوال" | "مدار" | "عالم" | "طيله" | "خلال")
        && !ordinal
}

fn is_part_of_day(text: &Text, at: usize) -> bool {
    relative::is_part_of_day(text.bare(at)) || matches!(text.bare(at), "زوال" | "مغرب")
}

fn named_weekday(text: &Text, at: usize) -> Option<Weekday> {
    let token = text.tokens.get(at)?;
    token.entry.is(sense::WEEKDAY).then(|| read_weekday(text.bare(at))).flatten()
}

/// A weekday, bare, selected, coordinated, or before a date.
fn weekday(text: &Text, at: usize, day: NaiveDate) -> Read {
    let part = is_part_of_day(text, at);
    let mut next = at + usize::from(part);
    next += usize::from(part && matches!(text.key(next), "يوم" | "امس" | "اليوم" | "غد"));
    let name = named_weekday(text, next)?;
    if at.checked_sub(1).is_some_and(|before| matches!(text.key(before), "صلاه" | "خطبه" | "كل" | "ايام" | "سوق"))
        && !part
    {
        return None;
    }
    let end = next + 1;
    if let Some((end, days)) = date_after_weekday(text, end, day) {
        return Some((end, days, "يوم الأسبوع + تاريخ"));
    }
    let tense = tense::arabic(text, at).unwrap_or(Tense::Past);
    // «ليلة الخميس الجمعة», «ليلة الخميس إلى الجمعة»: the night that begins on the first.
    let link = usize::from(matches!(text.key(end), "الي") || matches!(text.mark(end), Some('-' | '–')));
    let night = part && matches!(text.bare(at), "ليله" | "ليل");
    if night && named_weekday(text, end + link) == Some(name.succ()) {
        return Some((end + link + 1, single(calendar::weekday(day, name, None, tense)?), "ليلة بين يومين"));
    }
    // «الإثنين والثلاثاء المقبلين»
    if let Some(second) = named_weekday(text, end).filter(|_| text.key(end).starts_with('و')) {
        let selected =
            which(text, end + 1).filter(|_| text.key(end + 1).ends_with("ين") || text.key(end + 1).ends_with("ان"));
        let tense = if selected == Some(Which::Next) { Tense::Future } else { tense };
        let from = calendar::weekday(day, name, selected, tense)?;
        let to = calendar::weekday(from, second, None, Tense::Future)?;
        return Some((end + 1 + usize::from(selected.is_some()), between(from, to)?, "يومان"));
    }
    let selected = which(text, end);
    let found = single(calendar::weekday(day, name, selected, tense)?);
    Some((
        end + usize::from(selected.is_some()),
        found,
        if selected.is_some() { "يوم الأسبوع + صفة" } else { "يوم الأسبوع" },
    ))
}

/// «الثلاثاء 26 نوفمبر», «الخميس، 5 مارس», «الأحد الموافق 2 أكتوبر».
fn date_after_weekday(text: &Text, end: usize, day: NaiveDate) -> Option<(usize, Interval)> {
    let mut next = end;
    next += usize::from(matches!(text.mark(next), Some('،' | ',' | '-' | '(')));
    next += usize::from(matches!(text.key(next), "في" | "الموافق" | "الموافقه" | "لـ" | "المصادف"));
    next += usize::from(matches!(text.key(next), "ل"));
    let token = text.tokens.get(next)?;
    if token.kind != Kind::Number && ordinal(text, next).is_none() {
        return None;
    }
    let (end, days, _) = numeric(text, next).or_else(|| month_day(text, next, day, None))?;
    Some((end + usize::from(is_close(text, end) && text.mark(next.saturating_sub(1)) == Some('(')), days))
}

/// «21 سبتمبر 2016», «3 تشرين الثاني», «9 جوان المقبل», «22 و23 أبريل», «5-9 مارس», «الأول من الشهر الجاري», «2 ذو الحجة
/// 1437».
pub(super) fn month_day(text: &Text, at: usize, day: NaiveDate, tense: Option<Tense>) -> Read {
    let (first, mut next) = match digits(text, at, 2) {
        Some(number) => (number, at + 1),
        None => ordinal(text, at)?,
    };
    let mut last = first;
    while let Some(other) =
        separator(text, next).filter(|_| !matches!(text.tokens.get(next).map(|token| token.kind), Some(Kind::Inner(_))))
    {
        let other = other + usize::from(text.key(other) == "و");
        let Some((number, end)) = second_day(text, other).filter(|(number, _)| *number > last) else { break };
        (last, next) = (number, end);
    }
    next += usize::from(text.key(next) == "من");
    if let Some((end, days)) = periods::of_month(text, next, day, (first, last)) {
        return Some((end, days, "يوم من شهر"));
    }
    next += usize::from(matches!(text.key(next), "شهر"));
    if let Some((month, end)) = month_name(text, next) {
        let tense = tense.or_else(|| tense::arabic(text, at));
        let year_at = end
            + usize::from(
                matches!(text.key(end), "من" | "سنه" | "عام" | "لسنه")
                    || text.mark(end) == Some('،') && year(text, end + 1).is_some(),
            );
        let year_at = year_at + usize::from(year_at > end && matches!(text.key(year_at), "سنه" | "عام"));
        if let Some(year) = year(text, year_at) {
            let in_year = |of| NaiveDate::from_ymd_opt(year, month, of);
            return Some((year_at + 1, between(in_year(first)?, in_year(last)?)?, "تاريخ كامل"));
        }
        if text.key(end) == "من" && text.key(end + 1) == "كل" {
            return None;
        }
        if let Some((end, year)) = periods::year_after(text, end, day) {
            let in_year = |of| NaiveDate::from_ymd_opt(year, month, of);
            return Some((end, between(in_year(first)?, in_year(last)?)?, "يوم وشهر وسنة"));
        }
        let selected = which(text, end);
        let end = end + usize::from(selected.is_some());
        let from = calendar::day_of_month(day, month, first, selected, tense)?;
        return Some((end, between(from, from.with_day(last)?)?, "يوم وشهر"));
    }
    hijri_day(text, next, (first, last))
}

/// The second of two days of one month, with the token after it.
fn second_day(text: &Text, at: usize) -> Option<(u32, usize)> {
    if let Some(number) = digits(text, at, 2) {
        return Some((number, at + 1));
    }
    ordinal(text, at)
}

fn hijri_day(text: &Text, at: usize, (first, last): (u32, u32)) -> Read {
    let (month, words) = month_at(text, at, read_hijri_month)?;
    let year = year(text, at + words).filter(|year| *year < 1600)?;
    let of = |day: u32| {
        let day = arabic::date::Hijri { year, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? };
        arabic::date::hijri_to_gregorian(day, 0)
    };
    let end = at + words + 1;
    let end = end + usize::from(matches!(text.key(end), "ه" | "هجريه" | "للهجره"));
    Some((end, between(of(first)?, of(last)?)?, "تاريخ هجري"))
}

/// 2016-09-03, 03/09/2016, 3.9.2016, 3-9-2016.
fn numeric(text: &Text, at: usize) -> Read {
    let mark = text.mark(at + 1).filter(|mark| matches!(mark, '-' | '/' | '.' | '‑'))?;
    (text.mark(at + 3) == Some(mark)).then_some(())?;
    let part = |at: usize| {
        let token = text.tokens.get(at)?;
        (token.kind == Kind::Number && token.digits > 0).then_some((token.value, token.digits))
    };
    let glued = (at + 1..=at + 4).all(|at| text.tokens.get(at).is_some_and(|token| !token.spaced));
    let ((a, digits), (b, _), (c, last_digits)) = (part(at)?, part(at + 2)?, part(at + 4)?);
    let (year, month, day) = match (digits, last_digits) {
        (4, 1..=2) => (a, b, c),
        (1..=2, 4) => (c, b, a),
        _ => return None,
    };
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).filter(|_| glued)?;
    (1000..=2999).contains(&date.year()).then_some((at + 5, single(date), "تاريخ بالأرقام"))
}

/// Words outside the tables of time that open an expression.
fn is_opener(key: &str) -> bool {
    matches!(
        key,
        "هذا"
            | "هذه"
            | "خلال"
            | "في"
            | "منذ"
            | "بعد"
            | "حتى"
            | "حتي"
            | "غضون"
            | "بحلول"
            | "اول"
            | "يومي"
            | "موسم"
            | "الربع"
            | "الثلاثي"
            | "النصف"
            | "السداسي"
            | "الثلث"
            | "عامي"
            | "سنتي"
            | "موءخرا"
            | "فترة"
            | "لعام"
            | "لسنه"
            | "بعام"
            | "للعام"
            | "للسنه"
            | "بنهايه"
            | "بدايه"
            | "لغايه"
    )
}
