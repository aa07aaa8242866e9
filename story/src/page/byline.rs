//! Who signs: desk, people, agencies and place out of a byline.

use super::phrases::{begins, line_key};

/// A byline taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Byline {
    pub printed: String,
    pub desk: Option<String>,
    pub writers: Vec<String>,
    pub agencies: Option<String>,
    pub place: Option<String>,
}

/// Whether a key is a label that stands before a name.
pub(super) fn is_label(key: &str) -> bool {
    LABELS.contains(&key)
}

/// «محمد الطاهر - مرسى الجون»: a person and a place, as such lines stand beside the date.
pub(super) fn name_and_place(line: &str) -> Option<Byline> {
    let (name, place) = line.split_once(" - ").or_else(|| line.split_once(" – "))?;
    let (name, place) = (name.trim(), place.trim());
    let plain = |part: &str| part.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '.' || c == '\'');
    let fits = (2..=3).contains(&words(name)) && (1..=3).contains(&words(place)) && plain(name) && plain(place);
    fits.then(|| Byline {
        printed: line.to_owned(),
        writers: vec![name.to_owned()],
        place: Some(place.to_owned()),
        ..Byline::default()
    })
}

/// Labels before a name, as keys; they are not part of the byline.
const LABELS: &[&str] = &[
    "بقلم",
    "كتب",
    "كتبت",
    "كتبه",
    "كتبته",
    "كتبها",
    "اعداد",
    "اعدت",
    "اعد",
    "حرره",
    "حررته",
    "تحرير",
    "حاورته",
    "حاورتها",
    "حاورهما",
    "اجري الحوار",
    "اجرت الحوار",
    "تغطيه",
    "متابعه",
    "حاوره",
    "حاورها",
    "حوار",
    "ترجمه",
    "الكاتب",
    "الكاتبه",
    "المحرر",
    "المصدر",
    "روبورتاج",
    "تحقيق",
    "publie par",
    "ecrit par",
    "redige par",
    "propos recueillis par",
    "par",
    "written by",
    "posted by",
    "by",
    "author",
    "auteur",
    "source",
    "submitted by",
    "soumis par",
    "created by",
    "نشر بواسطه",
    "نشره",
    "بواسطه",
    "مراسله",
];

/// Labels that say who somebody is and stay in the printed byline.
const CORRESPONDENTS: &[&str] = &[
    "مراسلنا",
    "مراسلتنا",
    "مراسل",
    "مراسله",
    "مبعوثنا",
    "موفدنا",
    "المراسل",
    "من مراسلنا",
    "de notre correspondant",
    "notre correspondant",
    "correspondant",
    "our correspondent",
];

/// Agencies as keys without blanks.
#[rustfmt::skip]
const AGENCIES: &[&str] = &[
    "الوكالات", "وكالات", "وكالاتالانباء", "واج", "افب", "اف", "رويترز", "دبا", "اب", "ابا", "بلومبرغ", "اسوشيتدبرس", "فرانسبرس", "الاناضول", "وكالهالاناضول", "سبوتنيك", "شينخوا", "تاس", "وام", "سانا", "بترا", "قنا", "واس", "كونا", "بنا", "وات", "ومع", "وكالهالانباءالجزاءريه", "الفرنسيه",
    "afp", "reuters", "aps", "ap", "map", "tap", "dpa", "efe", "ansa", "xinhua", "tass", "upi", "bloomberg", "agences", "agencies", "agency", "agence", "agencesdepresse", "newsagencies",
];

const DESKS: &[&str] = &[
    "قسم",
    "القسم",
    "هيءه التحرير",
    "التحرير",
    "اسره التحرير",
    "فريق التحرير",
    "تحرير",
    "الدايره",
    "موقع",
    "الموقع",
    "مكتب",
    "la redaction",
    "redaction",
    "desk",
    "service",
    "newsroom",
    "staff",
    "editorial",
    "web desk",
    "rubrique",
];

/// Takes a byline apart; `None` when nothing is left after its label.
pub(super) fn parse(text: &str) -> Option<Byline> {
    let printed = without_label(text);
    if !printed.chars().any(char::is_alphabetic) {
        return None;
    }
    let mut byline = Byline { printed: printed.to_owned(), ..Byline::default() };
    let names = match printed.split_once([':', '：']) {
        Some((before, after)) if words(before) <= 6 => {
            byline.place = place(before);
            if byline.place.is_none() && is_desk(before) {
                byline.desk = Some(before.trim().to_owned());
            }
            after
        }
        _ => printed,
    };
    let mut agencies: Option<(usize, usize)> = None;
    let mut from = 0;
    for piece in split(names) {
        let start = names.get(from..).and_then(|rest| rest.find(piece)).map_or(from, |at| from + at);
        from = start + piece.len();
        let name = piece.trim().trim_matches(['.', '-', '–', ',', '،', '(', ')']).trim();
        if name.is_empty() {
            continue;
        }
        if is_agency(name) {
            agencies = Some((agencies.map_or(start, |(first, _)| first), from));
        } else if is_desk(name) {
            byline.desk = byline.desk.or_else(|| Some(piece.trim().to_owned()));
        } else if let Some(found) = correspondent(name) {
            byline.place = byline.place.or_else(|| place(found));
        } else {
            byline.writers.push(piece.trim().trim_matches(['-', '–', ',', '،', '(', ')']).trim().to_owned());
        }
    }
    byline.agencies = agencies
        .and_then(|(start, end)| names.get(start..end))
        .map(|line| line.trim().trim_matches(['(', ')', '-', '،']).trim().to_owned());
    Some(byline)
}

/// Whether a short line by itself reads as a byline: a label, initials, a desk or an agency.
pub(super) fn is_byline(text: &str) -> bool {
    let count = words(text);
    if count == 0 || count > 10 || text.chars().count() > 90 {
        return false;
    }
    let label = without_label(text).len() < text.trim().len();
    let key = line_key(text);
    let labelled = label
        && (text.contains([':', '：'])
            || count <= 6
                && !["كتب", "كتبت", "source", "by", "par", "تحقيق", "حوار", "تحرير", "ترجمه", "اعد", "نشره"]
                    .iter()
                    .any(|verb| begins(&key, verb) && count > 4));
    if labelled || CORRESPONDENTS.iter().any(|word| begins(&key, word)) && count <= 8 {
        return true;
    }
    let inner = text.trim().trim_matches(['(', ')', '-', '–', '.']);
    let pieces: Vec<&str> = split(inner).into_iter().map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let signed = |piece: &&str| is_agency(piece) || is_desk(piece) || is_initialled(piece);
    !pieces.is_empty()
        && pieces.iter().any(signed)
        && pieces.iter().all(|piece| signed(piece) || (pieces.len() > 1 && words(piece) <= 4))
}

/// The line without «كتبه», «بقلم:», `Par`.
pub(super) fn without_label(text: &str) -> &str {
    let text = text
        .trim()
        .trim_start_matches(['-', '–', '—', '|', ':', '/', '•', ',', '،'])
        .trim_start()
        .trim_end_matches(['-', '–', '—', '|', ':', '/', '•', ',', '،'])
        .trim_end();
    let mut at = 0;
    let mut best = 0;
    for (count, word) in text.split_whitespace().enumerate().take(4) {
        let Some(found) = text.get(at..).and_then(|rest| rest.find(word)) else { break };
        at += found + word.len();
        let label = text.get(..at).map(line_key).unwrap_or_default();
        if LABELS.contains(&label.as_str())
            && !(count == 0 && text.get(at..).is_some_and(|rest| rest.trim().is_empty()))
        {
            best = at;
        }
    }
    text.get(best..).unwrap_or(text).trim_start_matches([':', '：', '-', '–', ' ', '\u{A0}', '/', '|']).trim()
}

fn split(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    for piece in text.split(['/', '،', ',', '|', '+', '&', '؛', '\\', '–', '—']).flat_map(|piece| piece.split(" - "))
    {
        // «رويترز وأ ف ب», «AFP et Reuters»
        match [" و", " et ", " and ", " مع "].iter().find_map(|and| piece.split_once(and)) {
            Some((left, right)) if is_agency(left) || is_agency(right) || (words(left) <= 2 && is_initialled(left)) => {
                pieces.extend([left, right])
            }
            _ => pieces.push(piece),
        }
    }
    pieces
}

pub(super) fn is_agency(name: &str) -> bool {
    let spaced = line_key(name);
    if begins(&spaced, "وكاله") || begins(&spaced, "agence") {
        return words(name) <= 5;
    }
    let tight: String = spaced.split(' ').collect();
    AGENCIES.contains(&tight.as_str())
}

/// «القسم الدولي», `La rédaction`, or initials that begin with the ق of قسم.
pub(super) fn is_desk(name: &str) -> bool {
    let key = line_key(name);
    let initials: Vec<&str> = key.split(' ').collect();
    let lettered = initials.first() == Some(&"ق")
        && (2..=3).contains(&initials.len())
        && initials.iter().all(|part| part.chars().count() == 1);
    lettered || (words(name) <= 4 && DESKS.iter().any(|desk| begins(&key, desk) || key.ends_with(&format!(" {desk}"))))
}

/// «ن. سعدي», «حميد. ل», «م.ع»: one letter with a point and at most two words.
fn is_initialled(name: &str) -> bool {
    let pieces: Vec<&str> = name.split(['.', ' ', '\u{A0}']).filter(|piece| !piece.is_empty()).collect();
    name.contains('.')
        && (2..=3).contains(&pieces.len())
        && pieces.iter().any(|piece| piece.chars().filter(|c| c.is_alphabetic()).count() == 1)
        && pieces.iter().all(|piece| piece.chars().all(|c| c.is_alphabetic() || c == 'ـ'))
}

fn correspondent(name: &str) -> Option<&str> {
    let key = line_key(name);
    CORRESPONDENTS.iter().any(|word| begins(&key, word)).then_some(name)
}

/// The place of «مراسلنا من مرسى الجون», «من وهران», `De notre correspondant à Oran`, or of a name alone before a colon.
fn place(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().rposition(|word| matches!(*word, "من" | "في" | "à" | "in" | "from" | "de"));
    let place = match at {
        Some(at) => words.get(at + 1..)?.join(" "),
        None if correspondent(text).is_some() => match words.split_first()?.1.join(" ") {
            rest if rest.starts_with('ب') => rest.trim_start_matches('ب').to_owned(),
            rest => rest,
        },
        None if words.len() <= 2 && !is_desk(text) && !is_agency(text) => words.join(" "),
        None => String::new(),
    };
    let place = place.trim_matches([':', '-', ' ', ',', '،']).to_owned();
    (!place.is_empty()).then_some(place)
}

pub(super) fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_taken_apart() {
        for (text, desk, writers, agencies, place) in [
            ("ق. د/ الوكالات", "ق. د", "", "الوكالات", ""),
            ("ق. إ", "ق. إ", "", "", ""),
            ("ق.و / وأج", "ق.و", "", "وأج", ""),
            ("القسم الدولي / رويترز", "القسم الدولي", "", "رويترز", ""),
            ("مراسلنا من مرسى الجون: حميد. ل / وأج", "", "حميد. ل", "وأج", "مرسى الجون"),
            ("كتبه ن. سعدي", "", "ن. سعدي", "", ""),
            ("بقلم: سامية بلقاسم", "", "سامية بلقاسم", "", ""),
            ("رويترز / أ ف ب", "", "", "رويترز / أ ف ب", ""),
            ("أ.ف.ب، رويترز", "", "", "أ.ف.ب، رويترز", ""),
            ("رويترز وأ ف ب", "", "", "رويترز وأ ف ب", ""),
            ("وهران: كمال. ب", "", "كمال. ب", "", "وهران"),
            ("Par Nadia Saadi avec AFP", "", "Nadia Saadi avec AFP", "", ""),
            ("La rédaction / APS", "La rédaction", "", "APS", ""),
            ("By Omar Haddad, Reuters", "", "Omar Haddad", "Reuters", ""),
            ("سليم. ع، نوال. ق", "", "سليم. ع|نوال. ق", "", ""),
        ] {
            let byline = parse(text).unwrap();
            let found = (
                byline.desk.unwrap_or_default(),
                byline.writers.join("|"),
                byline.agencies.unwrap_or_default(),
                byline.place.unwrap_or_default(),
            );
            assert_eq!(
                (found.0.as_str(), found.1.as_str(), found.2.as_str(), found.3.as_str()),
                (desk, writers, agencies, place),
                "{text}"
            );
        }
        assert_eq!(parse("كتبه ن. سعدي").unwrap().printed, "ن. سعدي");
        assert_eq!(parse(" - "), None);
    }

    #[test]
    fn bylines_by_themselves() {
        for text in [
            "ق. د/ الوكالات",
            "ن. سعدي",
            "(أ ف ب)",
            "بقلم: سامية بلقاسم",
            "رويترز",
            "كتبه حميد لعربي",
            "Par Nadia Saadi",
            "By Omar Haddad",
            "القسم الرياضي",
            "حميد. ل / وأج",
        ] {
            assert!(is_byline(text), "{text}");
        }
        for text in [
            "ميناء الصيد يستعيد نشاطه بعد أسبوع من العواصف",
            "الأسعار تتراجع إلى النصف",
            "كتب جديدة في معرض المدينة هذا العام",
            "مجلس الإقليم يبحث الملف",
            "2268",
            "Par temps de pluie, la ville change de visage",
        ] {
            assert!(!is_byline(text), "{text}");
        }
    }
}
