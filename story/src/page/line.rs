//! Classifies a line of a saved page by itself. The rest of this module decides by order and neighbours.

use super::{
    LeadImage,
    byline::{self, Byline, words},
    lead,
    phrases::{self, Furniture, line_key},
};
use arabic::{date, digits};
use chrono::{NaiveDate, NaiveTime};

/// Words of a short line, at most. A longer one is text, unless it is a list of topics, a pointer or a menu.
const SHORT_WORDS_MAX: usize = 24;
/// Words from which a line is text even without a full stop.
const PROSE_WORDS_MIN: usize = 22;
/// Words from which a line with a full stop is text.
const SENTENCE_WORDS_MIN: usize = 5;
/// Topics of one page, at most.
const TOPICS_MAX: usize = 40;

/// The kind of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LineKind {
    Blank,
    /// Menus, tools, section names, advertisements.
    Furniture,
    Share,
    /// A pointer to another story. `alone` if this is only the label and the pointer follows.
    ReadAlso {
        alone: bool,
    },
    /// The beginning of comments, related stories or the footer.
    End,
    /// Topics; empty if this is only the label and they follow.
    Tags(Vec<String>),
    Photo(LeadImage),
    Date(DateLine),
    /// A date line with a day that does not exist.
    ImpossibleDate(String),
    Byline(Byline),
    ReadCount(u64),
    /// Text of a story.
    Prose,
    /// A short line without a full stop: a headline, a kicker, a subheading, a name.
    Title,
}

/// A line whose content is a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DateLine {
    pub date: NaiveDate,
    pub time: Option<NaiveTime>,
    pub byline: Option<Byline>,
    /// How likely it is the day of publication and not of an update or of the masthead.
    pub weight: i32,
}

/// Classifies a line. Linear in its length; long lines are classified by their beginning and end.
pub(super) fn classify(line: &str) -> LineKind {
    let line = line.trim();
    if !line.contains(char::is_alphanumeric) {
        return LineKind::Blank;
    }
    let count = words(line);
    if count > SHORT_WORDS_MAX {
        return long_line(line, count);
    }
    if let Some(reads) = read_count(line) {
        return LineKind::ReadCount(reads);
    }
    let key = line_key(line);
    if let Some(kind) = furniture(line, &key, count) {
        return kind;
    }
    if let Some(image) = lead::photo_line(line) {
        return LineKind::Photo(image);
    }
    if let Some(kind) = date_line(line) {
        return kind;
    }
    if phrases::is_section(&key) || phrases::is_masthead(&key, count) || is_menu(line) {
        return LineKind::Furniture;
    }
    if byline::is_byline(line)
        && let Some(byline) = byline::parse(line)
    {
        return LineKind::Byline(byline);
    }
    if is_prose(line, count) { LineKind::Prose } else { LineKind::Title }
}

fn long_line(line: &str, count: usize) -> LineKind {
    let start: String = line.chars().take(60).collect();
    let key = line_key(&start);
    match phrases::furniture(&key, count) {
        Some((Furniture::Tags, label)) if line.contains(['،', ',']) => LineKind::Tags(topics(line, label)),
        Some((Furniture::ReadAlso, _)) => LineKind::ReadAlso { alone: false },
        _ if is_menu(line) => LineKind::Furniture,
        _ => LineKind::Prose,
    }
}

fn furniture(line: &str, key: &str, count: usize) -> Option<LineKind> {
    let (what, phrase) = phrases::furniture(key, count)?;
    let alone = key == phrase;
    // «شارك الوزير في الاجتماع.» is a sentence; «شارك على فيسبوك» is a button.
    let told = is_prose(line, count) && !line.contains(['©', '|']);
    match what {
        Furniture::Tool | Furniture::Share if told => None,
        Furniture::Tool => Some(LineKind::Furniture),
        Furniture::Share if alone || count <= 3 || names_networks(key) => Some(LineKind::Share),
        Furniture::Share => None,
        // A pointer has a colon, or is only a label.
        Furniture::ReadAlso if alone => Some(LineKind::ReadAlso { alone: true }),
        Furniture::ReadAlso => Some(LineKind::ReadAlso { alone: false }),
        Furniture::Tags if alone => Some(LineKind::Tags(Vec::new())),
        Furniture::Tags if line.contains([':', '،', ',', '#', '|']) => Some(LineKind::Tags(topics(line, phrase))),
        Furniture::Tags => None,
        Furniture::End if told && !line.contains("محفوظة") => None,
        Furniture::End => Some(LineKind::End),
    }
}

fn names_networks(key: &str) -> bool {
    [
        "فيسبوك",
        "تويتر",
        "واتساب",
        "تيليغرام",
        "لينكد",
        "facebook",
        "twitter",
        "whatsapp",
        "telegram",
        "linkedin",
        "علي x",
        "المقال",
        "الخبر",
        "الموضوع",
        "هذا",
        "l article",
        "cet article",
        "this",
    ]
    .iter()
    .any(|name| key.contains(name))
}

/// The topics of a line, after its label.
fn topics(line: &str, label: &str) -> Vec<String> {
    let rest = match line.split_once([':', '：']) {
        Some((before, after)) if words(before) <= 4 => after,
        _ => {
            // Skips as many words as the label has.
            let skip = label.split(' ').count();
            line.split_whitespace()
                .nth(skip)
                .and_then(|word| line.find(word))
                .and_then(|at| line.get(at..))
                .unwrap_or_default()
        }
    };
    split_topics(rest)
}

/// Topics separated by commas, bars or number signs.
pub(super) fn split_topics(text: &str) -> Vec<String> {
    let tidied = text.split(['،', ',', '|', '#', '؛', ';', '•', '·']).map(|topic| topic.replace('_', " "));
    tidied
        .map(|topic| topic.trim().trim_end_matches('.').trim().to_owned())
        .filter(|topic| !topic.is_empty() && words(topic) <= 6)
        .take(TOPICS_MAX)
        .collect()
}

/// Separators between the names of a menu.
const CUTS: [char; 7] = ['-', '–', '—', '/', '،', ',', '|'];
const ARROWS: [[char; 2]; 5] = [['|', '¦'], ['»', '›'], ['>', '→'], ['•', '·'], ['«', '‹']];

/// Whether it is a menu: three or more short pieces between bars, arrows or bullets, or names of sections with any
/// separator.
fn is_menu(line: &str) -> bool {
    let cuts = line.chars().filter(|c| CUTS.contains(c)).count();
    let names: Vec<String> = if cuts >= 2 || line.contains("  ") {
        line.split(CUTS).flat_map(|piece| piece.split("  ")).map(line_key).filter(|name| !name.is_empty()).collect()
    } else {
        Vec::new()
    };
    if names.len() >= 3 && names.iter().filter(|name| phrases::is_section(name)).count() * 3 >= names.len() * 2 {
        return true;
    }
    ARROWS.iter().any(|marks| {
        // Three pieces have two separators between them.
        if line.chars().filter(|c| marks.contains(c)).nth(1).is_none() {
            return false;
        }
        let pieces: Vec<&str> = line.split(marks.as_slice()).collect();
        let quoted = line.contains('«') && line.contains('»');
        pieces.len() >= 3 && !quoted && pieces.iter().all(|piece| words(piece) <= 4)
    })
}

fn is_prose(line: &str, count: usize) -> bool {
    let bare = line.trim_end_matches(['"', '»', '”', '’', ')', '\'', ' ', '\u{A0}', ']']);
    let stop = bare.ends_with(['.', '…', '۔']) && !bare.ends_with(" .") || bare.ends_with(" .");
    let asks = bare.ends_with(['؟', '!', '?', ':']);
    count >= PROSE_WORDS_MIN || (stop && count >= SENTENCE_WORDS_MIN) || (asks && count >= 16)
}

/// Words around a counter, as keys. A counter line has nothing else but a number.
#[rustfmt::skip]
const COUNTER_WORDS: &[&str] = &[
    "قراءه", "قراءات", "القراءات", "القراءه", "قراء", "القراء", "مشاهده", "مشاهدات", "المشاهدات", "زياره", "زيارات", "الزيارات", "شوهد", "شوهدت", "قرء", "قرءت", "قريت", "قري", "تصفح", "اطلاع",
    "vues", "vue", "lu", "lue", "lectures", "lecture", "lecteurs", "visites", "views", "view", "reads", "read", "hits", "viewed", "visits", "pageviews", "قراها", "القراءات:", "شاهده", "مطالعه",
];
const COUNTER_FILLERS: &[&str] = &[
    "عدد",
    "مره",
    "مرات",
    "مرة",
    "تمت",
    "تم",
    "هذا",
    "هذه",
    "الخبر",
    "المقال",
    "الموضوع",
    "الصفحه",
    "fois",
    "nombre",
    "de",
    "article",
    "cet",
    "a",
    "ete",
    "times",
    "this",
    "page",
    "total",
    "number",
    "of",
    "الف",
    "k",
    "m",
    "مليون",
    "post",
    "قارء",
    "شخص",
    "people",
    "by",
    "story",
];

/// The number of reads, if the line says nothing else: «2268», «قراءة: 1.046», «عدد القراءات: ٢٬٢٦٨», «شوهد 512 مرة»,
/// `lu 512 fois`, `1.2K views`.
pub(super) fn read_count(line: &str) -> Option<u64> {
    let western = digits::to_western(line.trim());
    let key = arabic::normalize::key(&western);
    let bare = key.trim_matches(['(', ')', '[', ']', ' ', ':', '.']);
    if !bare.is_empty()
        && bare.len() <= 13
        && bare
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ' | '\u{A0}' | '٬' | '\u{2009}' | '\u{202F}'))
    {
        return grouped(bare);
    }
    let (mut labels, mut number, mut thousand) = (0, None, 1u64);
    let mut tokens = key
        .split(|c: char| {
            c.is_whitespace() || matches!(c, ':' | '(' | ')' | '|' | '/' | '-' | '[' | ']' | '،' | '\'' | '’')
        })
        .filter(|token| token.contains(char::is_alphanumeric))
        .peekable();
    let mut seen = 0;
    while let Some(token) = tokens.next() {
        seen += 1;
        let word = token.trim_matches(|c: char| !c.is_alphanumeric());
        if seen > 9 {
            return None;
        }
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            let digits_end = word.find(|c: char| c.is_alphabetic()).unwrap_or(word.len());
            let (figures, unit) = word.split_at_checked(digits_end)?;
            let mut figures = figures.to_owned();
            while unit.is_empty()
                && let Some(next) = tokens.next_if(|next| next.len() == 3 && next.chars().all(|c| c.is_ascii_digit()))
            {
                figures.push_str(next);
            }
            if number.is_some() {
                return None;
            }
            thousand = thousand.max(scale(unit)?);
            number = Some(figures);
        } else if COUNTER_WORDS.contains(&word) {
            labels += 1;
        } else if COUNTER_FILLERS.contains(&word) {
            thousand = thousand.max(scale(word).unwrap_or(1));
        } else {
            return None;
        }
    }
    let number = number.filter(|_| labels > 0)?;
    if thousand == 1 { grouped(&number) } else { scaled(&number, thousand) }
}

fn scale(unit: &str) -> Option<u64> {
    match unit {
        "" => Some(1),
        "k" | "الف" => Some(1000),
        "m" | "مليون" => Some(1_000_000),
        _ => None,
    }
}

/// A whole number with separators between groups of three; `None` for decimals and dates.
fn grouped(text: &str) -> Option<u64> {
    let groups: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let (first, rest) = groups.split_first()?;
    let whole = rest.iter().all(|group| group.len() == 3) && (rest.is_empty() || first.len() <= 3);
    whole.then(|| groups.concat().parse().ok())?
}

/// Parses 1.2K and 12,5 k.
fn scaled(text: &str, thousand: u64) -> Option<u64> {
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let tenths: u64 = part.get(..1).map_or(Some(0), |digit| digit.parse().ok())?;
    whole.parse::<u64>().ok()?.checked_mul(thousand)?.checked_add(tenths * thousand / 10)
}

/// Labels before a date: (key, weight).
#[rustfmt::skip]
const DATE_LABELS: &[(&str, i32)] = &[
    ("نشر", 3), ("نشرت", 3), ("نشر في", 3), ("تم نشره", 3), ("تم نشرها", 3), ("نشر علي", 3), ("نشر يوم", 3), ("تاريخ النشر", 3), ("تم النشر", 3), ("تم النشر في", 3), ("منشور", 3), ("في", 1), ("بتاريخ", 2), ("التاريخ", 2), ("تاريخ", 2), ("كتب في", 2), ("يوم", 1), ("اضيف", 2), ("اضيف في", 2), ("حرر في", 2), ("حرر", 2), ("صدر", 1), ("نشر بتاريخ", 3), ("تاريخ الاضافه", 2),
    ("publie", 3), ("publie le", 3), ("publie ", 3), ("le", 1), ("mis en ligne le", 3), ("mis en ligne", 3), ("date", 1), ("published", 3), ("published on", 3), ("posted", 3), ("posted on", 3), ("on", 1), ("date of publication", 3), ("created", 2),
    ("اخر تحديث", -3), ("تحديث", -3), ("عدل", -3), ("حدث في", -3), ("تم التحديث", -3), ("mis a jour", -3), ("mis a jour le", -3), ("modifie le", -3), ("derniere mise a jour", -3), ("updated", -3), ("last updated", -3), ("updated on", -3), ("last modified", -3), ("modified", -3), ("اخر تعديل", -3),
];

/// A line whose content is a date with its year: before it only a label, a byline or a place, and little after it.
fn date_line(line: &str) -> Option<LineKind> {
    let found = match date::check(line) {
        Ok(found) => found?,
        Err(date::DateProblem::Impossible { text }) => {
            let (before, after) = line.split_once(&text)?;
            let plain = label_weight(before).is_some() || weekday_only(before);
            return (plain && words(after) <= 8).then_some(LineKind::ImpossibleDate(text));
        }
    };
    let date = found.date.full()?;
    let before = line.get(..found.range.start)?.trim();
    let after = line.get(found.range.end..)?.trim();
    if (words(after) >= SENTENCE_WORDS_MIN && is_prose(after, words(after))) || words(after) > 10 {
        return None;
    }
    let mut weight = i32::from(found.time.is_some()) + i32::from(found.calendar == date::Calendar::Gregorian);
    let mut byline = None;
    match label_weight(before) {
        Some(label) => weight += label,
        None => {
            let name = drop_label(before);
            let place_line = words(name) <= 2 && before.ends_with([',', '،', '-', ':', '/', '|', '–']);
            let open = before.ends_with(['|', '-', '–', '/', ',', '،']) && words(name) <= 3;
            if !(byline::is_byline(name) || place_line || open) {
                return None;
            }
            byline = byline::parse(name);
            weight += 1;
        }
    }
    if !after.is_empty() && is_date_noise(after) {
        let time = found.time.or_else(|| time_in(after));
        return Some(LineKind::Date(DateLine {
            date,
            time,
            byline,
            weight: weight + i32::from(found.time.is_none() && time.is_some()),
        }));
    }
    let rest = after.trim_matches(['|', '-', '–', '—', '/', ',', '،', '.', '•', '·', ' ', ')', '(', ':']);
    let rest_key = line_key(rest);
    if phrases::begins(&rest_key, "العدد") || phrases::begins(&rest_key, "عدد") || phrases::begins(&rest_key, "n")
    {
        weight -= 4;
    } else if label_weight(rest).is_none_or(|label| label > 0)
        && !rest.is_empty()
        && words(rest) <= 10
        && date::find(rest).is_none()
    {
        let signed = byline::is_byline(rest) || words(rest) <= 4 || rest.contains([':', '/']);
        if !signed {
            return None;
        }
        byline = byline::parse(rest).or(byline);
        weight += 2;
    }
    Some(LineKind::Date(DateLine { date, time: found.time, byline, weight }))
}

/// Words around a date and its time, as keys; numbers and names of months also occur there.
#[rustfmt::skip]
const DATE_NOISE: &[&str] = &[
    "ه", "هـ", "م", "الموافق", "اخر", "تحديث", "التحديث", "الساعه", "توقيت", "بتوقيت", "gmt", "utc", "غرينتش", "جرينتش", "مساء", "صباحا", "صباح", "ظهرا", "ص", "pm", "am", "at", "a", "h", "السنه", "العدد", "عدد", "updated", "last", "published",
    "est", "edt", "cet", "cest", "bst", "jst", "ist", "eet", "mis", "jour", "le", "modifie", "حدث", "في", "نشر", "المحلي", "محلي", "الاولي", "الثانيه", "الثالثه", "الرابعه", "الخامسه", "السادسه", "السابعه", "الثامنه", "التاسعه", "العاشره", "عشره", "العشرون", "والعشرون", "الثلاثون",
    "توت", "بابه", "هاتور", "كيهك", "طوبه", "امشير", "برمهات", "برموده", "بشنس", "بءونه", "ابيب", "مسري", "نسيء", "محرم", "صفر", "ربيع", "جمادي", "رجب", "شعبان", "رمضان", "شوال", "القعده", "الحجه", "ذو", "ذي", "الاول", "الاخر", "الاخره", "الثاني",
];

/// Whether the text after a date belongs to it: its time, another calendar, the zone, the number of the issue.
fn is_date_noise(after: &str) -> bool {
    let mut text = after.to_owned();
    // «(مكة المكرمة)», «(GMT+0400)», «(آخر تحديث)»
    while let Some((before, rest)) = text.split_once('(')
        && let Some((inner, behind)) = rest.split_once(')')
        && words(inner) <= 4
    {
        text = format!("{before} {behind}");
    }
    let key = line_key(&text);
    let mut tokens = key.split(' ').filter(|token| !token.is_empty()).peekable();
    if tokens.peek().is_none() {
        return after.contains('(');
    }
    let mut is_named = false;
    for token in tokens {
        // «بتوقيت القدس», «بتوقيت مكة المكرمة»
        let zone = std::mem::replace(&mut is_named, matches!(token, "بتوقيت" | "توقيت"));
        let numeric = token.chars().all(|c| c.is_ascii_digit()) || token.chars().all(char::is_numeric);
        let clock = token.split(['h', 'H']).all(|part| part.chars().all(|c| c.is_ascii_digit()));
        let western = arabic::digits::to_western(token);
        let ended = ["am", "pm", "م", "ه", "ص"].iter().any(|end| {
            western
                .strip_suffix(end)
                .is_some_and(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
        });
        let known = DATE_NOISE.contains(&token) || date::read_weekday(token).is_some() || numeric || clock || ended;
        if !(known || zone) {
            return false;
        }
        is_named |= zone && token.starts_with("مك");
    }
    true
}

/// The first time of day in a text: «(آخر تحديث) الساعة 16:25».
pub(super) fn time_in(text: &str) -> Option<NaiveTime> {
    let western = arabic::digits::to_western(text);
    let at = western.match_indices([':', 'h']).find_map(|(at, _)| {
        let before = western.get(..at)?;
        let start = before.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |start| {
            start + before.get(start..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
        });
        let digits = western.get(start..at)?;
        (!digits.is_empty() && digits.len() <= 2 && western.get(at + 1..at + 3)?.chars().all(|c| c.is_ascii_digit()))
            .then_some(start)
    })?;
    let rest: String = western.get(at..)?.chars().take(16).collect();
    date::find(&format!("2000-01-01 {rest}"))?.time
}

fn weekday_only(text: &str) -> bool {
    words(text) <= 1 && date::read_weekday(text.trim_matches(|c: char| !c.is_alphanumeric())).is_some()
}

/// The weight of the label before a date: zero if nothing is there, `None` for other words.
fn label_weight(text: &str) -> Option<i32> {
    let key = line_key(text);
    if key.is_empty() {
        return Some(0);
    }
    DATE_LABELS.iter().find(|(label, _)| label.trim() == key).map(|(_, weight)| *weight)
}

/// «ن. سعدي - نشر في» without the label of the date.
fn drop_label(before: &str) -> &str {
    let trimmed = before.trim_end_matches(['|', '-', '–', '—', '/', ',', '،', ':', ' ', '•', '·']);
    let cut = trimmed
        .rsplit_once([' ', '|', '-', '،'])
        .filter(|(_, last)| label_weight(last).is_some_and(|weight| weight != 0));
    cut.map_or(trimmed, |(rest, _)| rest.trim_end_matches(['|', '-', '–', '/', ',', '،', ':', ' ']))
}

#[cfg(test)]
#[path = "line_tests.rs"]
mod tests;
