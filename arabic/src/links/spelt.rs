//! Addresses that are spelled out or spaced out: «example dot com», «دوت كوم», `point com`, `t . me / x`,
//! `h t t p : / /`.

use super::letters::Letters;
use super::link::{Link, LinkKind};

/// Top-level domains that are spaced out.
const SPREAD: [&str; 3] = ["com", "net", "org"];
/// Spellings of «dot».
const DOTS: [&str; 5] = ["dot", "point", "دوت", "نقطة", "نقطه"];
/// Spellings of «com» and others.
const COMS: [&str; 9] = ["com", "net", "org", "info", "كوم", "نت", "اورج", "اورغ", "me"];
/// Words before «dot com» that make it a phrase and not a name: «the dot com years».
const NO_NAMES: [&str; 14] =
    ["the", "a", "of", "le", "la", "les", "des", "un", "du", "شركات", "فقاعة", "فقاعه", "عصر", "زمن"];

/// Every address that is spelled out or spaced out.
pub(super) fn spelt_out(text: &Letters) -> Vec<Link> {
    let chunks = text.chunks();
    let word = |chunk: &std::ops::Range<usize>| -> String {
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
        let drawn = middle == "." && name.chars().all(is_latin_host) && (SPREAD.contains(&bare) || path);
        if is_name && (said || drawn) {
            found.extend(link(text, three[0].start..three[2].end));
        }
        // «t . me / x», «wa . me / 213…»
        let messenger = matches!(name.as_str(), "t" | "wa") && middle == "." && bare == "me";
        if messenger {
            let end = chunks.get(at + 4).filter(|_| chunks.get(at + 3).is_some_and(|slash| word(slash) == "/"));
            found.extend(link(text, three[0].start..end.unwrap_or(&three[2]).end));
        }
    }
    found.extend(spread_schemes(text));
    found
}

/// Schemes that are spaced out: «h t t p : / /».
fn spread_schemes(text: &Letters) -> Vec<Link> {
    let mut found = Vec::new();
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
            found.extend(link(text, at..place + more));
        }
    }
    found
}

fn link(text: &Letters, place: std::ops::Range<usize>) -> Option<Link> {
    text.range(place).map(|range| Link { kind: LinkKind::Disguised, range })
}

fn is_latin_host(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-'
}
