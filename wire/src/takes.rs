//! Take keys: the words by which agencies mark a later version, an addition, a correction or a kill.

use crate::body;
use crate::item::Item;
use crate::text::clean;

/// Words that are a take key where a slug line or headline holds nothing else, or begins or ends with them.
const KEYS: &[&str] = &[
    "URGENT",
    "ALERT",
    "FLASH",
    "BULLETIN",
    "UPDATE",
    "CORRECTION",
    "CORRECTED",
    "CORRECT",
    "KILL",
    "ADVISORY",
    "LEAD",
    "WRITETHRU",
    "REFILE",
    "RPT",
    "REPEAT",
    "WITHDRAWAL",
    "NEWSALERT",
    "REPLACEMENT",
    "عاجل",
    "تصويب",
    "تصحيح",
    "تحديث",
    "إلغاء",
    "إضافة",
    "متابعة",
    "تنويه",
];

/// Bytes of a headline in which take keys are looked for.
const PREFIX_BYTES_MAX: usize = 40;

/// Whether the text is a take key: one of the words, with a number before or after it.
pub(crate) fn is_key(text: &str) -> bool {
    let mut words = text.split([' ', '-']).filter(|word| !word.is_empty());
    let is_number = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let count = words.clone().count();
    count > 0
        && count <= 4
        && words.clone().any(|word| KEYS.iter().any(|key| key.eq_ignore_ascii_case(word)))
        && words.all(|word| is_number(word) || KEYS.iter().any(|key| key.eq_ignore_ascii_case(word)))
}

/// Takes the key from the slug line: `SLUG (UPDATE 2)` keeps its slug, a bare `URGENT` is no slug. Without one, the
/// beginning of the headline counts: `UPDATE 2-Ships wait`.
pub(crate) fn of_slug(item: &mut Item) {
    in_slug(item);
    let headline = item.headline.as_deref().unwrap_or_default();
    item.take = item.take.take().or_else(|| before_headline(headline).and_then(clean));
}

/// The keys before a headline, up to the last dash that ends one. A word and a colon are part of the headline.
fn before_headline(headline: &str) -> Option<&str> {
    let marks = headline.match_indices('-').take_while(|(at, _)| *at < PREFIX_BYTES_MAX);
    let ends = marks.map(|(at, _)| headline.get(..at).unwrap_or_default().trim());
    ends.take_while(|head| is_key(head)).last()
}

fn in_slug(item: &mut Item) {
    let Some(slug) = item.slugline.clone() else { return };
    if is_key(&slug) {
        (item.take, item.slugline) = (Some(slug), None);
        return;
    }
    let bracket = slug.rfind('(').and_then(|at| slug.get(at + 1..)).map(|rest| rest.trim_end_matches(')').trim());
    item.take = item.take.take().or_else(|| bracket.filter(|key| is_key(key)).and_then(clean));
}

/// A first paragraph whose first word is set in spaced letters (`N i e u w bericht, vervangt: …`) is a note to editors.
pub(crate) fn note_in_body(item: &mut Item) {
    let Some(body) = &mut item.body else { return };
    let Some(first) = body.blocks.first().map(story::Block::plain_text) else { return };
    let spaced = first.split(' ').take_while(|word| word.chars().count() == 1 && word.chars().all(char::is_alphabetic));
    if spaced.count() < 3 || body.blocks.len() < 2 {
        return;
    }
    body.blocks.remove(0);
    item.ednote = item.ednote.take().or_else(|| clean(&first));
}

/// The note that a body's last block would be, if it is only initials.
pub(crate) fn is_mark(text: &str) -> bool {
    let bare = text.trim().trim_matches(['(', ')', '-', '.', ' ']).to_ascii_uppercase();
    matches!(bare.as_str(), "MORE" | "END" | "ENDS" | "يتبع" | "انتهى" | "###") || body::is_sign_off(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_before_a_headline_are_found() {
        assert_eq!(before_headline("REFILE-UPDATE 2-Ships wait"), Some("REFILE-UPDATE 2"));
        assert_eq!(before_headline("تصويب-السفن تنتظر"), Some("تصويب"));
        assert_eq!(before_headline("إلغاء: السفن تنتظر"), None);
        assert_eq!(before_headline("Ship-building up"), None);
    }

    #[test]
    fn keys_are_told_from_slugs() {
        for key in ["URGENT", "UPDATE 2", "1ST LEAD", "تصويب", "2nd Lead-Writethru"] {
            assert!(is_key(key), "{key}");
        }
        for slug in ["SOCCER-RESULTS", "Update on ships", "ميناء-توسعة", "42", ""] {
            assert!(!is_key(slug), "{slug}");
        }
    }
}
