//! Addresses without spaces: with a scheme, with www, or recognised by their top-level domain.
//!
//! A missing space after a full stop never produces some top-level domains ([`UNAMBIGUOUS_TLDS`], and those in scripts
//! other than Latin and Arabic): they make an address by themselves. The others are also words and names, and readers
//! often leave out that space («…إلى السعودية.مصر فازت», «merci.me voici»). Such a domain makes an address only with
//! one of these signs:
//!
//! 1. a path, a port or a query after it;
//! 2. a label before it that is not a plain word («أخبار24.قطر», «دار-الخبر.مصر», «example.مصر», `bet365.it`);
//! 3. nothing after it in its sentence, because a sentence that is only the name of a country is rarer than an address;
//!    this does not count in a row of countries;
//! 4. a label before it, or one of the two words before that, that invites the reader («موقعنا.السعودية», «زوروا
//!    أخبار.قطر اليوم»).
//!
//! A capital after a small letter («fini.La suite») begins a sentence; only the first sign overrides that.

use std::ops::Range;

use super::letters::Letters;
use super::link::{Link, LinkKind};
use super::top_level::is_top_level;
use crate::normalize::is_arabic_letter;

/// Top-level domains that a missing space after a full stop never produces.
#[rustfmt::skip]
pub(super) const UNAMBIGUOUS_TLDS: [&str; 61] = [
    "com", "net", "org", "info", "biz", "xyz", "shop", "online", "site", "club", "top", "store", "live", "link",
    "click", "vip", "bet", "casino", "win", "website", "space", "blog", "app", "dev", "ly", "ru", "cn", "tk", "ml",
    "cf", "gq", "pw", "cc", "ws", "dz", "ma", "tn", "eg", "sa", "ae", "fr", "uk",
    "icu", "cyou", "sbs", "cfd", "mobi", "lb", "sy", "iq", "ye", "bh", "kw", "qa", "sd", "ir", "eu", "nl", "ua", "كوم", "امارات",
];
/// Those of them that may begin a sentence with a capital.
#[rustfmt::skip]
const SENTENCE_START_TLDS: [&str; 17] = [
    "shop", "online", "site", "club", "top", "store", "live", "link", "click", "vip", "bet", "casino", "win", "space", "app", "ma", "sa",
];
/// Top-level domains that are also exclamations: at the end of a sentence they are no address.
const EXCLAMATION_TLDS: [&str; 7] = ["lol", "wow", "cool", "love", "yes", "fail", "gay"];
/// Labels, and words before them, that invite the reader.
#[rustfmt::skip]
const INVITING: [&str; 55] = [
    "موقع", "موقعنا", "موقعي", "موقعهم", "متجر", "متجرنا", "متجري", "رابط", "الرابط", "رابطنا", "صفحتنا", "صفحتي", "منصه", "منصتنا",
    "قناتنا", "مدونتي", "عنواننا", "زوروا", "زورونا", "زورو", "زر", "شوفوا", "ادخل", "ادخلوا", "تابعونا", "سجل", "سجلوا", "اشترك",
    "اشتركوا", "اضغط", "اضغطوا", "حمل", "تفضلوا", "شاهد", "شاهدوا", "تعالوا", "تصفح", "تصفحوا", "جرب", "جربوا", "اطلب", "اطلبوا", "اربح", "اربحوا", "تسوق", "تسوقوا", "انضم", "انضموا", "site", "lien", "visitez", "visit", "cliquez", "click", "link",
];
/// Countries that readers list in a row. In this spelling they are not top-level domains.
#[rustfmt::skip]
const COUNTRIES: [&str; 22] = [
    "العراق", "السودان", "الامارات", "اليمن", "الكويت", "لبنان", "ليبيا", "سوريا", "ايران", "تركيا", "فرنسا", "روسيا", "امريكا",
    "اسرائيل", "الصين", "الهند", "المانيا", "ايطاليا", "اسبانيا", "البرازيل", "الصومال", "جيبوتي",
];
/// Characters of a label in the Domain Name System, at most (RFC 1035 section 2.3.4).
const LABEL_CHARS_MAX: usize = 63;

/// Every address of a text that contains no spaces.
pub(super) fn addresses(text: &Letters) -> Vec<Link> {
    let mut found = Vec::new();
    for chunk in text.chunks() {
        let end = chunk.end
            - text.chars[chunk.clone()].iter().rev().take_while(|c| !(c.is_alphanumeric() || **c == '/')).count();
        let begin =
            (chunk.start..end).find(|at| ["http://", "https://", "hxxp", "www."].iter().any(|way| text.at(*at, way)));
        if let Some(begin) = begin {
            let hides = text.at(begin, "hxxp") || text.is_disguised(begin..end);
            found.extend(link(text, begin..end, hides));
            continue;
        }
        let mut at = chunk.start;
        while at < end {
            if !text.is_host(at) {
                at += 1;
                continue;
            }
            let name = Name::at(text, at, end);
            at = name.end();
            // The domain of an e-mail address is not an address here.
            let is_mail = name.start() > 0 && text.chars[name.start() - 1] == '@';
            let Some(stop) = name.address(text, end).filter(|_| !is_mail) else { continue };
            let hides = name.hides || text.is_disguised(name.start()..stop);
            found.extend(link(text, name.start()..stop, hides));
            at = at.max(stop);
        }
    }
    found
}

fn link(text: &Letters, place: Range<usize>, hides: bool) -> Option<Link> {
    let kind = if hides { LinkKind::Disguised } else { LinkKind::Plain };
    text.range(place).map(|range| Link { kind, range })
}

/// Labels with dots between them.
struct Name {
    labels: Vec<Range<usize>>,
    /// One of the dots is in brackets.
    hides: bool,
}

impl Name {
    fn at(text: &Letters, start: usize, end: usize) -> Self {
        let mut name = Self { labels: Vec::new(), hides: false };
        let mut at = start;
        loop {
            let from = at;
            while at < end && text.is_host(at) {
                at += 1;
            }
            name.labels.push(from..at);
            let Some((next, hidden)) = dot(text, at, end) else { return name };
            name.hides |= hidden;
            at = next;
        }
    }

    fn start(&self) -> usize {
        self.labels.first().map_or(0, |label| label.start)
    }

    fn end(&self) -> usize {
        self.labels.last().map_or(0, |label| label.end)
    }

    /// The end of the address, if the name is one. The last label that is a top-level domain decides.
    fn address(&self, text: &Letters, end: usize) -> Option<usize> {
        let mut invited = None;
        for (at, label) in self.labels.iter().enumerate().skip(1).rev() {
            if label.len() > LABEL_CHARS_MAX {
                continue;
            }
            let ending = text.text(label.clone());
            if !(is_top_level(&ending) || UNAMBIGUOUS_TLDS.contains(&ending.as_str())) {
                continue;
            }
            let is_last = at + 1 == self.labels.len();
            let path = if is_last { path(text, label.end, end) } else { false };
            let before = self.labels[at - 1].clone();
            let is_unambiguous = UNAMBIGUOUS_TLDS.contains(&ending.as_str()) || is_foreign(&ending);
            let begins = begins_sentence(text, &before, label);
            let is_address = path
                || (is_unambiguous && !(begins && SENTENCE_START_TLDS.contains(&ending.as_str())))
                || (!begins && self.has_letter(text, at) && {
                    let invited = *invited.get_or_insert_with(|| self.is_invited(text));
                    let is_at_sentence_end = !is_last || ends_sentence(text, label.end);
                    is_not_a_word(text, &before, &ending)
                        || invited
                        || is_inviting(text, &before)
                        || (is_at_sentence_end && stands_alone(text, &before, &ending))
                });
            if is_address {
                return Some(if path { end } else { label.end });
            }
        }
        None
    }

    /// Whether one of the labels before the top-level domain has a letter: «10.kg» is a weight.
    fn has_letter(&self, text: &Letters, ending: usize) -> bool {
        let labels = self.labels[..ending].iter().rev().take(LABELS_READ);
        labels.flat_map(|label| label.clone()).any(|at| text.chars[at].is_alphabetic())
    }

    fn is_invited(&self, text: &Letters) -> bool {
        text.words_before(self.start(), 2).iter().any(|word| INVITING.contains(&word.as_str()))
    }
}

/// Characters of a unit («كم2», «m3»), at most.
const UNIT_CHARS_MAX: usize = 3;
/// Labels before a top-level domain that are examined, at most; more add nothing.
const LABELS_READ: usize = 3;

/// The end of a dot between two labels, and whether it is in brackets.
fn dot(text: &Letters, at: usize, end: usize) -> Option<(usize, bool)> {
    for (way, hides) in [("[.]", true), ("(.)", true), ("{.}", true), ("[dot]", true), ("(dot)", true), (".", false)] {
        let next = at + way.len();
        if text.at(at, way) && next < end && text.is_host(next) {
            return Some((next, hides));
        }
    }
    None
}

/// Whether a path, a port or a query follows a name. «المغرب/تونس» is a row of countries.
fn path(text: &Letters, at: usize, end: usize) -> bool {
    let Some(sign) = text.chars.get(at).filter(|_| at + 1 < end) else { return false };
    let rest = &text.chars[at + 1..end.min(at + 1 + LABEL_CHARS_MAX)];
    let word: String = rest.iter().take_while(|c| c.is_alphanumeric()).collect();
    match sign {
        '/' => !is_country(&word),
        '?' => !word.is_empty() && rest.contains(&'='),
        ':' => !word.is_empty() && word.chars().all(|c| c.is_ascii_digit()),
        _ => false,
    }
}

/// Whether the top-level domain is in a script other than Latin and Arabic, or in its encoded form: nobody leaves out a
/// space before it.
fn is_foreign(ending: &str) -> bool {
    ending.starts_with("xn--") || !(ending.is_ascii() || ending.chars().all(is_arabic_letter))
}

/// Whether a sentence begins («fini.La suite»): a capital and small letters after a label that begins without a
/// capital.
fn begins_sentence(text: &Letters, before: &Range<usize>, label: &Range<usize>) -> bool {
    let all_capitals = label.clone().all(|at| text.is_capital(at));
    text.is_capital(label.start) && !all_capitals && !text.is_capital(before.start)
}

/// Whether nothing follows a name: the text, the line or the sentence ends.
fn ends_sentence(text: &Letters, at: usize) -> bool {
    for c in text.chars.get(at..).unwrap_or_default() {
        match c {
            '\n' | '.' | '!' | '?' | '؟' => return true,
            ',' | '،' | ';' | '؛' | ':' | '-' | '–' | '/' => return false,
            _ if c.is_alphanumeric() => return false,
            _ => {}
        }
    }
    true
}

/// Whether a label is not a plain word. Before any top-level domain: it has a digit directly after a letter. Before an
/// Arabic one also: it has Latin letters, or a hyphen between letters.
fn is_not_a_word(text: &Letters, label: &Range<usize>, ending: &str) -> bool {
    let chars = &text.chars[label.clone()];
    let before_arabic = ending.chars().all(is_arabic_letter);
    let joined = |pair: &[char]| pair[0].is_alphabetic() && pair[1].is_ascii_digit();
    let hyphened =
        |three: &[char]| three[0].is_alphabetic() && matches!(three[1], '-' | '_') && three[2].is_alphabetic();
    (chars.len() > UNIT_CHARS_MAX && chars.windows(2).any(joined))
        || (before_arabic && (chars.iter().any(char::is_ascii_lowercase) || chars.windows(3).any(hyphened)))
}

fn is_inviting(text: &Letters, label: &Range<usize>) -> bool {
    label.len() <= LABEL_CHARS_MAX && INVITING.contains(&text.text(label.clone()).as_str())
}

/// Whether a name with nothing after it is an address and not the end of a sentence: no row of countries, no initial of
/// a title («د.قطر»), no exclamation («mdr.lol»).
fn stands_alone(text: &Letters, before: &Range<usize>, ending: &str) -> bool {
    let is_row = before.len() <= LABEL_CHARS_MAX && is_country(&text.text(before.clone()));
    before.len() > 1 && !is_row && !EXCLAMATION_TLDS.contains(&ending)
}

fn is_country(word: &str) -> bool {
    let is_arabic = word.chars().all(is_arabic_letter) && !word.is_empty();
    COUNTRIES.contains(&word) || (is_arabic && is_top_level(word) && !NO_COUNTRIES.contains(&word))
}

/// Arabic top-level domains that are not countries.
const NO_COUNTRIES: [&str; 11] =
    ["موقع", "شبكه", "بازار", "بيتك", "كوم", "همراه", "كاثوليك", "عرب", "ارامكو", "العليان", "ابوظبي"];
