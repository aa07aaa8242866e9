//! Names of people: where they begin and end.

use crate::lexicon::{VerbForm, sense};
use crate::para::Para;
use crate::shape;

/// Words of a name without its particles, at most.
const NAME_MAX: usize = 5;

pub(crate) fn skip_honorifics(para: &Para, at: usize, limit: usize) -> usize {
    let mut next = at;
    while next + 1 < limit
        && para.is(next, sense::HONORIFIC)
        && (para.is_definite(next) || matches!(para.core(next), "د" | "م"))
        && (next == at || !para.is_joined(next))
        && !is_described(para, next)
        && (starts_name(para, next + 1) || para.is(next + 1, sense::TITLE) && para.is_definite(next + 1))
    {
        next += 1;
    }
    next
}

/// «الناشطة الحقوقية هدى قطان»: a title with its adjective, not an honorific before a name.
fn is_described(para: &Para, at: usize) -> bool {
    let name = at + 2 + usize::from(para.is_comma(at + 2));
    para.is(at, sense::TITLE)
        && shape::is_nisba(para, at + 1)
        && !para.is_definite(name)
        && !para.is_boundary(name)
        && !para.is(name, sense::TITLE | sense::BODY)
        && starts_name(para, name)
}

/// Whether a bare word that may begin a name, or another honorific, stands here.
pub(crate) fn starts_name(para: &Para, at: usize) -> bool {
    para.is_word(at)
        && (!para.is_definite(at) || para.is(at, sense::HONORIFIC) || !para.is(at, sense::NOUN))
        && is_name_word(para, at, true, false)
}

/// The end of the name that begins at a unit.
pub(crate) fn name(para: &Para, at: usize, limit: usize, strict: bool) -> Option<usize> {
    let mut next = at;
    let mut words = 0;
    while next < limit && words < NAME_MAX {
        if !is_name_word(para, next, next == at, strict) {
            break;
        }
        let particle = is_particle(para, next);
        words += usize::from(!particle);
        let definite = para.is_definite(next);
        let governed = next > at && is_particle(para, next - 1);
        next += 1;
        if particle && next < limit {
            continue;
        }
        // A word with the article ends a name, except «عبد الله», «نور الدين»: the family name may follow them.
        if definite && !(governed || para.is(next - 1, sense::NAME_PART)) && !(is_particle(para, next) && next < limit)
        {
            break;
        }
    }
    // A particle at the end belongs to what follows.
    while next > at && is_particle(para, next - 1) && next - at > 1 {
        next -= 1;
    }
    (next > at).then_some(next)
}

/// «محمد الأخضر بوزيان، …»: a name between commas goes on after a word with the article.
pub(crate) fn up_to_comma(para: &Para, from: usize, end: usize) -> usize {
    let mut at = end;
    while at < from + NAME_MAX && !para.is_boundary(at) && is_name_word(para, at, false, false) {
        at += 1;
    }
    if para.is_comma(at) { at } else { end }
}

/// «… رئيس قطاع المياه» after a name; «أمين», «سلطان» and the like are names themselves.
pub(crate) fn begins_title(para: &Para, at: usize) -> bool {
    let bare = para.is(at, sense::TITLE) && !para.is_definite(at);
    let as_name = matches!(
        para.core(at),
        "امين"
            | "سلطان"
            | "امير"
            | "نجم"
            | "نجمه"
            | "حكم"
            | "عالم"
            | "شاهد"
            | "شيخ"
            | "راءد"
            | "حارس"
            | "ملك"
            | "امام"
            | "فريق"
            | "بطل"
    );
    let governed = at > 0 && is_particle(para, at - 1);
    bare && !as_name
        && !governed
        && (para.is_definite(at + 1) || para.is(at + 1, sense::BODY | sense::CONSTRUCT | sense::TITLE))
}

pub(crate) fn is_particle(para: &Para, at: usize) -> bool {
    para.is(at, sense::PARTICLE) && para.is_word(at) && !para.is_that(at)
}

/// «عودة الرواشدة», «سلامة موسى», «جمعة القماطي»: whether a verbal noun that is a name, too, is one here.
fn act_as_name(para: &Para, at: usize, first: bool, strict: bool) -> Option<bool> {
    let word = para.word(at);
    let known = matches!(word, "عوده" | "سلامه" | "نجاح") || word == "جمعه" && para.last_letter(at) == Some('ة');
    if !known || para.is_joined(at) || para.is_definite(at) {
        return None;
    }
    let before = at.checked_sub(1)?;
    let close = para.is_boundary(at + 1) || para.is_that(at + 1) || para.is(at + 1, sense::CIRCUMSTANCE);
    let titled = (para.is_definite(before) || para.is_comma(before) || para.is(before, sense::TITLE | sense::PLACE))
        && !para.is_that(before);
    let named = shape::is_nameless(para, at + 1) || para.is_definite(at + 1) && (!strict || word == "جمعه");
    Some(if first { titled && named } else { close })
}

/// Whether a word that may be a verb or a verbal noun begins a name here: «أمل كلوني».
pub(crate) fn is_given(para: &Para, at: usize) -> bool {
    para.word(at) == "امل" && shape::is_nameless(para, at + 1) || act_as_name(para, at, true, false) == Some(true)
}

/// «بانخراط», «لمناقشة», «بإعادة»: a verbal noun with a preposition.
fn is_joined_act(key: &str) -> bool {
    let Some(rest) = key.strip_prefix(['ب', 'ل']) else { return false };
    let restores = matches!(rest, "اعاده" | "اقامه" | "ازاله" | "اضافه" | "ادانه" | "اتاحه" | "اقاله");
    restores || rest.len() >= 8 && !rest.starts_with("ال") && shape::has_act_pattern(shape::without_suffix(rest))
}

fn is_bal_family(key: &str) -> bool {
    const FAMILIES: &str =
        "بالحاج بالقاسم بالعيد بالخير بالطيب بالعربي بالشيخ بالهادي بالحسن بالحسين بالنور بالسعيد بالراشد بالكحل";
    FAMILIES.split(' ').any(|known| known == key)
}

pub(crate) fn is_name_word(para: &Para, at: usize, first: bool, strict: bool) -> bool {
    if !para.is_word(at) {
        return false;
    }
    if is_particle(para, at) && !matches!(para.key(at), "لو" | "لا") {
        return true;
    }
    let entry = para.entry(at);
    // «آنا»
    if para.written(at, at + 1).starts_with('آ') && matches!(para.key(at), "انا" | "ان") {
        return true;
    }
    // «عادل إمام», not «أمام».
    if !first && para.key(at) == "امام" && para.written(at, at + 1).starts_with('إ') {
        return true;
    }
    // «يحيى», «يزيد»: names written like verbs, with a name or a title beside them.
    if matches!(para.key(at), "يحيي" | "يزيد") && (!first || at > 0 && para.is(at - 1, sense::TITLE | sense::HONORIFIC))
    {
        return true;
    }
    // «دعا عبد الله غراب أصحاب المخابز»
    if !first && entry.is(sense::GENERIC) && !entry.is(sense::TITLE | sense::HONORIFIC) {
        return false;
    }
    // «عبد الحق»
    if !first && entry.is(sense::NAME_PART) && para.is_definite(at) && matches!(para.key(at - 1), "عبد") {
        return true;
    }
    if !first
        && para.is_definite(at)
        && entry.is(sense::BODY
            | sense::GENERIC
            | sense::OUTLET
            | sense::EVENT
            | sense::OCCASION
            | sense::SOURCE
            | sense::ACT)
    {
        return false;
    }
    if let Some(is_name) = act_as_name(para, at, first, strict) {
        return is_name;
    }
    if entry.is(sense::FUNCTION | sense::THAT | sense::WEEKDAY | sense::SAYING | sense::NUMBER | sense::ACT)
        && !para.is_definite(at)
        || entry.is(sense::RELATIVE | sense::FUNCTION | sense::ATTRIBUTION)
    {
        return false;
    }
    let amal = first && para.word(at) == "امل" && shape::is_nameless(para, at + 1);
    if entry.is(sense::FEELING) && !amal
        || para.time(at).is_some()
        || entry.is(sense::NEGATION | sense::MODAL)
        || !first && begins_title(para, at)
    {
        return false;
    }
    if entry.verb().is_some()
        && !entry.is(sense::TITLE)
        && !(first && entry.form == VerbForm::Past && !para.is_joined(at))
    {
        return false;
    }
    if !first && para.is_joined(at) {
        return false;
    }
    if entry.is(sense::OCCASION | sense::SOURCE | sense::EVENT) && !entry.is(sense::TITLE) {
        return false;
    }
    // «بالحاج», «بالقاسم» are family names, too.
    let family = !first && para.is_boundary(at + 1) && is_bal_family(para.key(at));
    if para.preposition(at).is_some() && !family
        || !first && (entry.is(sense::CIRCUMSTANCE | sense::OCCASION) && !entry.is(sense::TITLE))
    {
        return false;
    }
    if first && entry.is(sense::CIRCUMSTANCE) {
        return false;
    }
    if strict && !first && shape::is_act(para, at) {
        return false;
    }
    // «أنصاره»: a noun with a pronoun; names that end in ة are written with it.
    if para.last_letter(at) == Some('ه') && para.key(at).len() >= 12 {
        return false;
    }
    // «الموظفين», «النتائج» are nouns, «الحسين» is a name.
    let core = para.core(at);
    let plural = ["ين", "ون", "ات"].iter().any(|ending| core.ends_with(ending)) && core.len() >= 10;
    let single = entry.is(sense::NAME_PART | sense::TITLE) && !entry.is(sense::MANY);
    if para.is_definite(at) && plural && !single && !core.ends_with("دين") {
        return false;
    }
    // «النتائج», «التصريحات» are nouns, not names.
    !(is_joined_act(para.key(at)) || first && para.is_definite(at) && shape::is_act(para, at))
}
