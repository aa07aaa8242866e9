//! Addresses in a comment, also those that do not want to be seen as such, and telephone numbers.
//!
//! Found: `https://…`, `www.…`, a name with an ending that spam uses; `example[.]com`, `example (dot) com`, `example . com`,
//! «دوت كوم», `point com`; `t.me/…` and `wa.me/…` with blanks in them; numbers that begin with +, 00 or 0 and have as many digits
//! as a telephone, or stand behind «واتساب» and the like. Not found: prices, scores, hours, years, shares, dates.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// An address as it is.
    Plain,
    /// One that hides.
    Disguised,
    /// A telephone number.
    Phone,
}

/// An address or number, and the bytes where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it is.
    pub kind: LinkKind,
    /// Where.
    pub range: Range<usize>,
}

/// Endings that nobody writes by leaving out a blank after a full stop.
const ENDINGS: [&str; 42] = [
    "com", "net", "org", "info", "biz", "xyz", "shop", "online", "site", "club", "top", "store", "live", "link",
    "click", "vip", "bet", "casino", "win", "website", "space", "blog", "app", "dev", "ly", "ru", "cn", "tk", "ml",
    "cf", "gq", "pw", "cc", "ws", "dz", "ma", "tn", "eg", "sa", "ae", "fr", "uk",
];
/// Short ones that are words as well: an address only with a path behind them.
const ENDINGS_WITH_PATH: [&str; 10] = ["me", "co", "io", "tv", "to", "gl", "gg", "be", "it", "ai"];
/// How «dot» is said.
const DOTS: [&str; 5] = ["dot", "point", "دوت", "نقطة", "نقطه"];
/// How «com» is said.
const COMS: [&str; 9] = ["com", "net", "org", "info", "كوم", "نت", "اورج", "اورغ", "me"];
/// Words before «dot com» that make a phrase of it, and no name: «the dot com years».
const NO_NAMES: [&str; 14] =
    ["the", "a", "of", "le", "la", "les", "des", "un", "du", "شركات", "فقاعة", "فقاعه", "عصر", "زمن"];
/// Words that say that a telephone number follows.
const CALLS: [&str; 16] = [
    "واتساب",
    "واتس",
    "وتساب",
    "واتسب",
    "الواتساب",
    "فايبر",
    "تلغرام",
    "تليجرام",
    "اتصل",
    "اتصلوا",
    "للتواصل",
    "هاتف",
    "whatsapp",
    "viber",
    "tel",
    "telegram",
];
/// Words between such a word and the number.
const CALL_WORDS: usize = 3;
/// Digits of a telephone number with its country, without it, and behind a word that calls.
const PHONE_DIGITS: [Range<usize>; 3] = [10..16, 9..12, 7..16];

/// Every address and number of a text, ascending and without overlap.
pub fn links(text: &str) -> Vec<Link> {
    let folded = Folded::of(text);
    let mut found = addresses(&folded);
    found.extend(spelt_out(&folded));
    found.extend(phones(&folded));
    found.sort_by_key(|link| (link.range.start, usize::MAX - link.range.end));
    let mut end = 0;
    found.retain(|link| {
        let is_free = link.range.start >= end;
        if is_free {
            end = link.range.end;
        }
        is_free
    });
    found
}

/// Letters of a text in lower case with western digits, each with its bytes.
struct Folded {
    chars: Vec<char>,
    ranges: Vec<Range<usize>>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let mut folded = Self { chars: Vec::new(), ranges: Vec::new() };
        for (c, range) in arabic::normalize::fold_mapped(text).chars() {
            // Wide letters and the like («ｗｗｗ») in their ordinary form.
            let c = match u32::from(c) {
                code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(c),
                _ => c,
            };
            let c = if c == '。' || c == '．' { '.' } else { c };
            folded.chars.push(c.to_ascii_lowercase());
            folded.ranges.push(range);
        }
        folded
    }

    fn link(&self, kind: LinkKind, place: Range<usize>) -> Option<Link> {
        let (first, last) = (self.ranges.get(place.start)?, self.ranges.get(place.end.checked_sub(1)?)?);
        Some(Link { kind, range: first.start..last.end })
    }

    fn at(&self, place: usize, words: &str) -> bool {
        let mut chars = self.chars.get(place..).unwrap_or_default().iter();
        words.chars().all(|c| chars.next() == Some(&c))
    }

    fn word_ending_at(&self, end: usize) -> String {
        let start = self.chars[..end].iter().rposition(|c| !c.is_alphanumeric()).map_or(0, |at| at + 1);
        self.chars[start..end].iter().collect()
    }

    /// Stretches without blanks.
    fn chunks(&self) -> Vec<Range<usize>> {
        let mut chunks = Vec::new();
        let mut start = None;
        for (at, c) in self.chars.iter().enumerate() {
            match (c.is_whitespace(), start) {
                (false, None) => start = Some(at),
                (true, Some(from)) => {
                    chunks.push(from..at);
                    start = None;
                }
                _ => {}
            }
        }
        chunks.extend(start.map(|from| from..self.chars.len()));
        chunks
    }
}

fn is_host(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-'
}

/// Addresses in one stretch: with a scheme, with www, or by their ending.
fn addresses(text: &Folded) -> Vec<Link> {
    let mut found = Vec::new();
    for chunk in text.chunks() {
        let end = chunk.end
            - text.chars[chunk.clone()].iter().rev().take_while(|c| !(c.is_alphanumeric() || **c == '/')).count();
        let begin =
            (chunk.start..end).find(|at| ["http://", "https://", "hxxp", "www."].iter().any(|way| text.at(*at, way)));
        if let Some(begin) = begin {
            let kind = if text.at(begin, "hxxp") { LinkKind::Disguised } else { LinkKind::Plain };
            found.extend(text.link(kind, begin..end));
            continue;
        }
        for at in chunk.start..end {
            if !is_host(text.chars[at]) || (at > chunk.start && is_host(text.chars[at - 1])) {
                continue;
            }
            let Some((stop, kind)) = host(text, at, end) else { continue };
            found.extend(text.link(kind, at..stop));
            break;
        }
    }
    found
}

/// `example.com`, `example[.]com`, `t.me/x`: where it ends. A mail's address is none.
fn host(text: &Folded, start: usize, end: usize) -> Option<(usize, LinkKind)> {
    if start > 0 && matches!(text.chars[start - 1], '@' | '.') {
        return None;
    }
    let mut at = start;
    let mut hides = false;
    let mut labels = 0;
    loop {
        let from = at;
        at += text.chars[at..end].iter().take_while(|c| is_host(**c)).count();
        let label: String = text.chars[from..at].iter().collect();
        if label.is_empty() {
            return None;
        }
        labels += 1;
        let has_path = at < end && text.chars[at] == '/' && at + 1 < end;
        let stops = at == end || !is_host(text.chars[at]);
        if labels > 1 && stops {
            let usual = ENDINGS.contains(&label.as_str());
            let further = dot(text, at, end).is_some();
            if !further && (usual || (has_path && ENDINGS_WITH_PATH.contains(&label.as_str()))) {
                let stop = if has_path { end } else { at };
                return Some((stop, if hides { LinkKind::Disguised } else { LinkKind::Plain }));
            }
        }
        let (next, hidden) = dot(text, at, end)?;
        hides |= hidden;
        at = next;
    }
}

/// A dot between two labels, open or in brackets.
fn dot(text: &Folded, at: usize, end: usize) -> Option<(usize, bool)> {
    for (way, hides) in [("[.]", true), ("(.)", true), ("{.}", true), ("[dot]", true), ("(dot)", true), (".", false)] {
        let next = at + way.chars().count();
        if text.at(at, way) && next < end && is_host(text.chars[next]) {
            return Some((next, hides));
        }
    }
    None
}

/// «example dot com», «example . com», «مثال دوت كوم», «t . me / x», «h t t p : / /».
fn spelt_out(text: &Folded) -> Vec<Link> {
    let chunks = text.chunks();
    let word = |chunk: &Range<usize>| -> String {
        text.chars[chunk.clone()]
            .iter()
            .filter(|c| !matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '،' | ',' | '!' | '؟'))
            .collect()
    };
    let mut found = Vec::new();
    for (at, three) in chunks.windows(3).enumerate() {
        let (name, middle, last) = (word(&three[0]), word(&three[1]), word(&three[2]));
        let last = last.trim_end_matches('.');
        let (bare, path) = last.split_once('/').map_or((last, false), |(bare, rest)| (bare, !rest.is_empty()));
        let is_name = name.chars().any(char::is_alphanumeric) && !NO_NAMES.contains(&name.as_str());
        let said = DOTS.contains(&middle.as_str()) && COMS.contains(&bare);
        let drawn = middle == "." && name.chars().all(is_host) && (ENDINGS[..3].contains(&bare) || path);
        if is_name && (said || drawn) {
            found.extend(text.link(LinkKind::Disguised, three[0].start..three[2].end));
        }
        // «t . me / x», «wa . me / 213…»
        let messenger = matches!(name.as_str(), "t" | "wa") && middle == "." && bare == "me";
        if messenger {
            let end = chunks.get(at + 4).filter(|_| chunks.get(at + 3).is_some_and(|slash| word(slash) == "/"));
            found.extend(text.link(LinkKind::Disguised, three[0].start..end.unwrap_or(&three[2]).end));
        }
    }
    for at in 0..text.chars.len() {
        if !(text.at(at, "h") && (at == 0 || !text.chars[at - 1].is_alphanumeric())) {
            continue;
        }
        let mut place = at;
        let spread = "http".chars().all(|c| {
            let skip = text.chars.get(place..).unwrap_or_default().iter().take_while(|c| c.is_whitespace()).count();
            let is_next = text.chars.get(place + skip) == Some(&c);
            place += skip + 1;
            is_next
        });
        if spread && place > at + 4 {
            let more =
                text.chars[place..].iter().take_while(|c| c.is_whitespace() || matches!(c, ':' | '/' | 's')).count();
            found.extend(text.link(LinkKind::Disguised, at..place + more));
        }
    }
    found
}

/// Telephone numbers: digits with blanks, hyphens, full stops, slashes or brackets among them.
fn phones(text: &Folded) -> Vec<Link> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.chars.len() {
        let c = text.chars[at];
        let begins = c.is_ascii_digit() || (c == '+' && text.chars.get(at + 1).is_some_and(char::is_ascii_digit));
        let is_inside = at > 0
            && (text.chars[at - 1].is_alphanumeric()
                || matches!(text.chars[at - 1], '.' | ',' | '٫' | '/' | '-' | ':'));
        if !begins || is_inside {
            at += 1;
            continue;
        }
        let (end, digits, groups) = number(text, at);
        if is_phone(text, at, &digits, &groups) {
            found.extend(text.link(LinkKind::Phone, at..end));
        }
        at = end.max(at + 1);
    }
    found
}

/// Where a number with what stands between its digits ends, its digits, and how many of them stand together each time.
fn number(text: &Folded, start: usize) -> (usize, String, Vec<usize>) {
    let (mut digits, mut groups, mut end) = (String::new(), vec![0], start);
    let mut gap = 0;
    for (at, c) in text.chars.iter().enumerate().skip(start) {
        if c.is_ascii_digit() {
            if gap > 0 {
                groups.push(0);
            }
            gap = 0;
            digits.push(*c);
            end = at + 1;
            if let Some(last) = groups.last_mut() {
                *last += 1;
            }
        } else if at == start || (matches!(c, ' ' | '-' | '.' | '/' | '(' | ')' | '\u{a0}') && gap < 2) {
            gap += usize::from(at > start);
        } else {
            break;
        }
    }
    (end, digits, groups)
}

fn is_phone(text: &Folded, start: usize, digits: &str, groups: &[usize]) -> bool {
    let count = digits.len();
    let is_date = matches!(groups, [1 | 2, 1 | 2, 4, ..] | [4, 1 | 2, 1 | 2, ..]);
    // A single digit among others is a score, a share, a list.
    let is_scattered = groups.len() > 6 || groups.iter().skip(1).any(|group| *group < 2);
    if is_date || is_scattered {
        return false;
    }
    let is_international = text.chars[start] == '+' || digits.starts_with("00");
    let is_national = digits.starts_with('0') && !digits.starts_with("00");
    (is_international && PHONE_DIGITS[0].contains(&count))
        || (is_national && PHONE_DIGITS[1].contains(&count))
        || (PHONE_DIGITS[2].contains(&count) && is_called(text, start))
}

/// Whether one of the words before says that a number follows.
fn is_called(text: &Folded, start: usize) -> bool {
    let mut end = start;
    for _ in 0..CALL_WORDS {
        while end > 0 && !text.chars[end - 1].is_alphanumeric() {
            end -= 1;
        }
        let word = text.word_ending_at(end);
        if word.is_empty() {
            return false;
        }
        if CALLS.contains(&word.as_str()) {
            return true;
        }
        end -= word.chars().count();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(LinkKind, String)> {
        links(text).into_iter().map(|link| (link.kind, text[link.range].to_owned())).collect()
    }

    #[test]
    fn addresses_are_found_open_and_hidden() {
        use LinkKind::{Disguised, Plain};
        for (text, kind, part) in [
            ("انظر https://example.com/a?b=c.", Plain, "https://example.com/a?b=c"),
            ("زوروا www.example.org", Plain, "www.example.org"),
            ("sur example.com, merci", Plain, "example.com"),
            ("EXAMPLE.COM", Plain, "EXAMPLE.COM"),
            ("t.me/gains_dz", Plain, "t.me/gains_dz"),
            ("wa.me/213555", Plain, "wa.me/213555"),
            ("example[.]com", Disguised, "example[.]com"),
            ("example(dot)com", Disguised, "example(dot)com"),
            ("go to example dot com now", Disguised, "example dot com"),
            ("site exemple point com", Disguised, "exemple point com"),
            ("موقع مثال دوت كوم", Disguised, "مثال دوت كوم"),
            ("example . com", Disguised, "example . com"),
            ("t . me / gains", Disguised, "t . me / gains"),
            ("h t t p s : / / example", Disguised, "h t t p s : / / "),
            ("hxxp://example", Disguised, "hxxp://example"),
        ] {
            assert!(found(text).contains(&(kind, part.to_owned())), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn telephones_are_found() {
        for (text, part) in [
            ("واتساب 05 55 12 34 56", "05 55 12 34 56"),
            ("للتواصل ٠٥٥٥١٢٣٤٥٦", "٠٥٥٥١٢٣٤٥٦"),
            ("+213 555 12 34 56", "+213 555 12 34 56"),
            ("00966 50 123 4567", "00966 50 123 4567"),
            ("whatsapp me: 555-123-456", "555-123-456"),
            ("appelez le 06.12.34.56.78", "06.12.34.56.78"),
        ] {
            assert_eq!(found(text), [(LinkKind::Phone, part.to_owned())], "{text}");
        }
    }

    #[test]
    fn ordinary_text_has_neither() {
        for text in [
            "الأسعار بين 1200 و 1500 دج",
            "1 200 000 000 دينار",
            "12.500.000",
            "من 2014-2016",
            "01.02.2024",
            "2024-05-06 10:30",
            "فاز 3-1 و 2-0",
            "90+4",
            "0.75 %",
            "merci.Me voici",
            "C'est fini.Le match",
            "the dot com years",
            "شركات دوت كوم",
            "a@example.com",
            "رقم 15 في الترتيب",
            "...",
            "",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
