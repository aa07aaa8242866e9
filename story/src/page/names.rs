//! Names of people, without their job, their place and the time of publication.

use super::{byline::words, phrases::line_key};

/// Words after a name that are not part of it, as keys: the time of publication, actions for readers.
const TAILS: &[&str] = &[
    "le",
    "on",
    "at",
    "publie",
    "publie le",
    "published",
    "published on",
    "posted",
    "posted on",
    "updated",
    "mis a jour",
    "modifie le",
    "cree",
    "cree le",
    "in",
    "follow",
    "suivre",
    "follow us",
    "view bio",
    "في",
    "نشر",
    "نشر في",
    "بتاريخ",
    "الساعه",
    "تاريخ النشر",
    "يوم",
    "gmt",
    "last updated",
    "il y a",
    "a",
];

/// A byline without the date after it and the words before the date.
pub(super) fn without_tail(text: &str) -> &str {
    const MARKS: [char; 12] = ['|', '-', '–', '—', '/', ',', '،', ':', ' ', '•', '·', '\u{A0}'];
    // «By TPN, in News, Portugal»
    let mut text = text.split_once(", in ").map_or(text, |(names, _)| names);
    if let Some(found) = arabic::date::find(text).filter(|found| found.date.full().is_some() && found.range.start > 0) {
        text = text.get(..found.range.start).unwrap_or(text);
    }
    loop {
        let trimmed = text.trim_end_matches(MARKS);
        let last = trimmed.rsplit([' ', '\u{A0}', '|']).next().unwrap_or_default();
        let two =
            trimmed.rmatch_indices([' ', '\u{A0}']).nth(1).and_then(|(at, _)| trimmed.get(at..)).unwrap_or_default();
        let cut = [two, last]
            .into_iter()
            .find(|tail| !tail.is_empty() && tail.len() < trimmed.len() && TAILS.contains(&line_key(tail).as_str()));
        match cut {
            Some(tail) => text = trimmed.get(..trimmed.len() - tail.len()).unwrap_or_default(),
            None => return trimmed.trim_end_matches('(').trim_end(),
        }
    }
}

/// Removes text in brackets after a name, as in «Martin Untersinger (avec Damien Loup)»; brackets around the whole text
/// stay.
pub(super) fn without_brackets(text: &str) -> String {
    let text = text.trim();
    match text.find(['(', '[']).filter(|at| *at > 0) {
        Some(at) => {
            let rest = text.get(at..).and_then(|rest| rest.split_once([')', ']'])).map_or("", |(_, rest)| rest);
            format!("{}{rest}", text.get(..at).unwrap_or_default())
        }
        None => text.to_owned(),
    }
}

/// Roles of people, as keys. Words of a role before it belong to it.
const ROLES: &[&str] = &[
    "writer",
    "writers",
    "reporter",
    "reporters",
    "correspondent",
    "correspondents",
    "editor",
    "editors",
    "journalist",
    "columnist",
    "producer",
    "journaliste",
    "journalistes",
    "envoye",
    "envoyee",
    "envoyes",
    "envoyees",
    "correspondant",
    "correspondante",
    "chroniqueur",
    "redacteur",
    "redactrice",
    "stagiaire",
    "contributor",
    "photographer",
    "photographe",
    "dir",
];
const ROLE_WORDS: &[&str] = &[
    "staff",
    "senior",
    "chief",
    "deputy",
    "lifestyle",
    "news",
    "political",
    "politics",
    "sports",
    "sport",
    "business",
    "health",
    "science",
    "world",
    "foreign",
    "national",
    "crime",
    "special",
    "digital",
    "data",
    "travel",
    "culture",
    "tech",
    "technology",
    "economics",
    "education",
    "environment",
    "night",
    "assistant",
    "associate",
    "managing",
    "grand",
    "our",
    "notre",
    "freelance",
    "diplomatic",
    "security",
    "features",
    "entertainment",
    "royal",
    "court",
    "city",
    "international",
    "video",
    "audience",
    "trends",
    "money",
    "consumer",
    "tv",
    "football",
];

/// A name without the role of its bearer; `None` if there is nothing else.
pub(super) fn without_role(text: &str) -> Option<&str> {
    let keys: Vec<(usize, String)> = text
        .split([' ', '\u{A0}'])
        .scan(0, |at, word| {
            let start = *at;
            *at += word.len()
                + if text.get(start + word.len()..).is_some_and(|rest| rest.starts_with('\u{A0}')) { 2 } else { 1 };
            Some((start, line_key(word)))
        })
        .collect();
    let Some(role) = keys.iter().position(|(_, key)| ROLES.contains(&key.as_str())) else { return Some(text.trim()) };
    let begins =
        keys.get(..role)?.iter().rposition(|(_, key)| !ROLE_WORDS.contains(&key.as_str())).map_or(0, |at| at + 1);
    let name = text.get(..keys.get(begins)?.0)?.trim().trim_end_matches([',', '،', '-']).trim();
    (!name.is_empty()).then_some(name)
}

/// Words that are no names of people, as keys.
const NO_NAMES: &[&str] = &[
    "مشاهدات",
    "مشاهده",
    "قراءات",
    "قراءه",
    "تعليقات",
    "تعليق",
    "views",
    "vues",
    "news",
    "times",
    "agency",
    "agencies",
    "press",
    "images",
    "getty",
    "media",
    "team",
    "bureau",
    "magazine",
    "comments",
    "comment",
    "gmt",
    "utc",
    "photos",
    "photo",
    "more",
    "admin",
    "administrator",
    "webmaster",
    "web",
    "online",
    "guest",
    "user",
    "super",
    "today",
    "read",
    "share",
    "category",
    "tags",
    "updated",
    "published",
    "publie",
    "cree",
    "modifie",
    "source",
    "le",
    "min",
    "minutes",
    "follow",
    "editorial",
    "newsroom",
    "staff",
    "wire",
    "wires",
    "partners",
    "article",
    "articles",
    "abonnes",
    "image",
    "video",
    "views",
    "view",
    "click",
    "المصدر",
    "الكاتب",
    "المحرر",
    "نيوز",
    "تحديث",
    "اخر",
    "مشاركه",
    "الاخبار",
    "جريده",
    "صحيفه",
    "مجله",
    "قناه",
    "شبكه",
    "وكاله",
    "موقع",
    "الموقع",
    "اداره",
    "ادمن",
];
const PARTICLES: &[&str] = &[
    "de", "du", "des", "la", "le", "van", "von", "der", "den", "bin", "ben", "bint", "ibn", "al", "el", "da", "dos",
    "di", "d", "y", "e", "ul", "ould", "abu", "of",
];

/// Whether this can be a name: up to six words, letters only, with capitals if the script has them.
pub(super) fn is_name(text: &str) -> bool {
    if words(text) == 0 || words(text) > 6 || text.chars().count() > 60 {
        return false;
    }
    let lettered = text.chars().all(|c| {
        c.is_alphabetic()
            || matches!(c, ' ' | '.' | '\'' | '’' | '-' | '‐' | 'ـ' | '\u{A0}')
            || ('\u{300}'..='\u{36F}').contains(&c)
            || ('\u{64B}'..='\u{652}').contains(&c)
    });
    // «paper.com» is a site.
    let is_host = |word: &str| {
        word.rsplit_once('.').is_some_and(|(name, end)| name.chars().count() >= 3 && end.chars().count() >= 2)
    };
    if text.split([' ', '\u{A0}']).any(is_host) {
        return false;
    }
    let keys: Vec<String> = text.split([' ', '\u{A0}']).map(line_key).filter(|key| !key.is_empty()).collect();
    let cased = text.split([' ', '\u{A0}']).filter(|word| word.contains(char::is_alphabetic)).all(|word| {
        let first = word.chars().find(|c| c.is_alphabetic());
        first.is_none_or(|c| !c.is_lowercase())
            || PARTICLES.contains(&line_key(word).as_str())
            || word.starts_with(['d', 'l']) && word.contains(['\'', '’'])
    });
    lettered
        && cased
        && !keys
            .iter()
            .any(|key| NO_NAMES.contains(&key.as_str()) && !(PARTICLES.contains(&key.as_str()) && keys.len() > 2))
}
