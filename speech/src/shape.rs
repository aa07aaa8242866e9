//! What the shape of an Arabic word shows: verbal nouns, adjectives of origin, foreign words.

use crate::lexicon::sense;
use crate::para::Para;
use crate::text::Text;

/// A word in Latin letters: a name as it is.
pub(crate) fn is_latin(para: &Para, at: usize) -> bool {
    para.is_word(at) && para.key(at).is_ascii()
}

/// «مديرته», «رئيسها»: a noun with a pronoun waits for no other noun.
pub(crate) fn has_possessive(key: &str) -> bool {
    let of_them = (key.ends_with("ها") || key.ends_with("هم")) && key.len() >= 10;
    of_them
        || key.ends_with("ته") && key.len() >= 12
        || matches!(key, "مديرته" | "رءيسته" | "زميله" | "زميلته" | "نظيره" | "نظيرته" | "محاميته")
}

/// A bare word that no table knows.
pub(crate) fn is_nameless(para: &Para, at: usize) -> bool {
    let entry = para.entry(at);
    para.is_word(at) && !para.is_definite(at) && entry.senses == 0 && entry.verb().is_none()
}

/// Whether a word is a verbal noun, by list or by pattern: «توقيف», «استقالة», «انسحابه», «مشاركة».
pub(crate) fn is_act(para: &Para, at: usize) -> bool {
    if !para.is_word(at) {
        return false;
    }
    let entry = para.entry(at);
    if entry.is(sense::ACT) {
        return true;
    }
    // Names with the shape of verbal nouns.
    let name = matches!(
        para.key(at),
        "ابتسام"
            | "اكرام"
            | "احسان"
            | "اسلام"
            | "ايمان"
            | "ايناس"
            | "الهام"
            | "انعام"
            | "ابتهال"
            | "نضال"
            | "جهاد"
            | "هيام"
    );
    if name
        || entry.is(sense::TITLE | sense::BODY | sense::GENERIC | sense::PLACE | sense::HONORIFIC)
        || entry.verb().is_some()
    {
        return false;
    }
    has_act_pattern(without_suffix(para.core(at)))
}

/// [`is_act`] for a token, inside a quotation, too.
pub(crate) fn is_act_token(text: &Text, at: usize) -> bool {
    let Some(token) = text.tokens.get(at) else { return false };
    token.entry.is(sense::ACT)
        || token.entry.senses == 0 && token.entry.verb().is_none() && has_act_pattern(without_suffix(text.core(at)))
}

pub(crate) fn without_suffix(word: &str) -> &str {
    ["هما", "ها", "هم", "اته", "ات"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .filter(|rest| rest.len() >= 8)
        .unwrap_or(word)
}

pub(crate) fn has_act_pattern(word: &str) -> bool {
    let letters: Vec<char> = word.chars().take(10).collect();
    let letters = letters.strip_suffix(&['ه']).unwrap_or(&letters);
    match letters {
        // تفعيل، تفعلة
        ['ت', _, _, 'ي', _] => true,
        // تفاعل
        ['ت', _, 'ا', _, _] => true,
        // استفعال, استفالة
        ['ا', 'س', 'ت', _, rest @ ..] if rest.contains(&'ا') => true,
        // انفعال، افتعال
        ['ا', _, _, _, 'ا', _] | ['ا', _, 'ت', 'ا', _] => true,
        // إفعال
        ['ا', _, _, 'ا', _] => word.len() >= 10,
        // مفاعلة
        ['م', _, 'ا', _, _] => word.ends_with('ه'),
        _ => false,
    }
}

/// An adjective of origin with the article: «الروسي», «الوطنية».
pub(crate) fn is_nisba(para: &Para, at: usize) -> bool {
    para.is_definite(at)
        && (para.is(at, sense::ADJECTIVE) || is_nisba_word(para.core(at)))
        && !para.is(at, sense::BODY | sense::ACT)
        && para.preposition(at).is_none()
}

pub(crate) fn is_bare_nisba(para: &Para, at: usize) -> bool {
    !para.is_definite(at) && para.core(at).len() >= 8 && is_nisba_word(para.core(at)) && para.is_word(at)
}

pub(crate) fn is_nisba_word(core: &str) -> bool {
    core.len() >= 6 && ["ي", "يه", "يون", "يين", "يا"].iter().any(|ending| core.ends_with(ending))
}
