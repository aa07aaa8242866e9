//! Titles and names of bodies: where «رئيس اللجنة الأولمبية», «وزارة الموارد المائية والري» end.

use crate::head::{Head, head, names_thing};
use crate::lexicon::sense;
use crate::name;
use crate::para::{Para, UnitKind};
use crate::shape;

/// Units of a title, at most.
const TITLE_MAX: usize = 16;

/// The end of a title or of the name of a body.
pub(crate) fn title(para: &Para, at: usize, limit: usize, head: Head, strict: bool) -> usize {
    let limit = limit.min(at + TITLE_MAX);
    let mut open = !para.is_definite(at) && !shape::has_possessive(para.key(at));
    let mut next = at + 1;
    while next < limit {
        match para.kind(next) {
            Some(UnitKind::Quote) if names_thing(para, next) => {
                open = false;
                next += 1;
                continue;
            }
            Some(UnitKind::Word) => {}
            _ => break,
        }
        let step = if shape::is_latin(para, next) {
            Some((next + 1, false))
        } else if open {
            complement(para, at, next, limit, strict)
        } else {
            attribute(para, at, next, limit, head, strict)
        };
        let Some((end, is_open)) = step else { break };
        (next, open) = (end, is_open);
    }
    next
}

/// One step inside a phrase that waits for the noun that closes it: «رئيس | مجلس | الأمن».
fn complement(para: &Para, at: usize, next: usize, limit: usize, strict: bool) -> Option<(usize, bool)> {
    let entry = para.entry(next);
    if matches!(para.word(next), "باسم") && is_voice(para.core(at)) {
        return Some((next + 1, true));
    }
    if next == at + 1 && matches!(para.word(next), "في" | "من" | "عن" | "لدي") {
        let head = head(para, at, limit, false)?;
        return place(para, at, next, limit, head);
    }
    // «لاعب وسط الفريق»
    if para.word(next) == "وسط" && matches!(para.core(at), "لاعب" | "متوسط") {
        return Some((next + 1, true));
    }
    if is_ending(para, next) || para.is_joined(next) && !para.is_definite(next) || para.is(next, sense::MODAL) {
        return None;
    }
    if para.is_definite(next) || entry.is(sense::PLACE) {
        return Some((next + 1, false));
    }
    // «بلدية سيدي يوسف», «مدينة عين البيضاء»: places of two words.
    let place = matches!(
        para.key(next),
        "سيدي" | "عين" | "راس" | "تل" | "دير" | "كفر" | "بءر" | "حاسي" | "بني" | "بنت" | "واد"
    );
    if place && next > at && para.is(next - 1, sense::BODY | sense::CONSTRUCT | sense::NAMED) && next + 1 < limit {
        return Some((next + 2, false));
    }
    // «قال مسافر لوكالة «الخليج»»
    if para.preposition(next) == Some('ل') && entry.is(sense::OUTLET) {
        return None;
    }
    // «وكالة رويترز مسؤول …»: the outlet has its name.
    if para.is(at, sense::OUTLET) && entry.is(sense::TITLE | sense::GENERIC) {
        return None;
    }
    if entry.is(sense::BODY
        | sense::TITLE
        | sense::CONSTRUCT
        | sense::NAMED
        | sense::MANY
        | sense::OUTLET
        | sense::GENERIC
        | sense::ADJECTIVE)
    {
        // «مصدر أمني», «مسؤول محلي»: an adjective after an indefinite noun closes the phrase, and so does «بارز».
        // «مدير عام الجمارك» goes on.
        let general = matches!(para.core(next), "عام" | "عامه" | "مساعد") && para.is_definite(next + 1);
        // «مدرب منتخب كرة اليد»
        let body = entry.is(sense::BODY) && (para.is_definite(next + 1) || para.is(next + 1, sense::CONSTRUCT));
        return Some((next + 1, !entry.is(sense::ADJECTIVE) || body || general && !shape::is_nisba(para, next + 1)));
    }
    if strict && shape::is_act(para, next) && next > at + 1 {
        return None;
    }
    // A word that nothing is known of: a place or an adjective closes the phrase, unless a definite noun follows it.
    let goes_on = next + 1 < limit
        && (para.is_definite(next + 1) || next == at + 1 && para.is(next + 1, sense::PLACE))
        && !para.is(next + 1, sense::HONORIFIC)
        && !shape::is_nisba(para, next + 1)
        && !para.is_joined(next + 1)
        && para.preposition(next + 1).is_none();
    let after_body = next > at + 1 && para.is(next - 1, sense::BODY | sense::CONSTRUCT);
    // «رئيس تعاونية الزيتون»: no adjective of the title.
    let noun = para.core(next).ends_with("يه") && !para.core(at).ends_with('ه');
    let closes = shape::is_bare_nisba(para, next) && !noun;
    (next == at + 1 || after_body || goes_on || closes).then_some((next + 1, goes_on && !closes))
}

/// One step after the noun that closes the phrase: adjectives, «للأمم المتحدة», «في الوزارة».
fn attribute(para: &Para, at: usize, next: usize, limit: usize, head: Head, strict: bool) -> Option<(usize, bool)> {
    let entry = para.entry(next);
    let word = para.word(next);
    // «الناطق الرسمي باسم الشرطة»; «باسم يوسف» is a name.
    if word == "باسم" && (at..next).any(|at| is_voice(para.core(at))) {
        return Some((next + 1, true));
    }
    if matches!(word, "باسمه" | "باسمها" | "باسمهم") {
        return Some((next + 1, false));
    }
    if para.is_joined(next) {
        // «وزير الداخلية والجماعات المحلية»: ministries and committees have several fields.
        let fields = (at..next).any(|at| has_fields(para.core(at)) || para.is(at, sense::BODY));
        let joins = para.has_and(next) && para.is_definite(next) && para.is_definite(next - 1) && (!strict || fields);
        if joins && fields && para.verb(next).is_none() && !entry.is(sense::TITLE) {
            return Some((next + 1, false));
        }
        let shared = joins && para.is(at, sense::TITLE | sense::BODY) && para.verb(next).is_none();
        return (shared && !entry.is(sense::BODY | sense::TITLE)).then_some((next + 1, false));
    }
    if let Some(step) = governed(para, next, head) {
        return step;
    }
    if word == "مع" && para.core(next - 1) == "علاقات" && para.is_definite(next + 1) {
        return Some((next + 2, false));
    }
    // «المشرفة على الدراسة», «الطبيب المختص في المناعة»
    let charge = word == "علي" && is_in_charge(para, next - 1)
        || word == "في"
            && ["مختص", "متخصص", "خبير", "باحث", "استاذ"].iter().any(|field| para.core(next - 1).starts_with(field));
    if charge && para.is_definite(next + 1) && !para.is(next + 1, sense::OCCASION) {
        return Some((next + 2, false));
    }
    // «المبعوث الخاص إلى سوريا», «السفير لدى الاتحاد»
    let sent =
        matches!(para.core(at), "مبعوث" | "مبعوثه" | "موفد" | "سفير" | "سفيره" | "مندوب" | "ممثل" | "قنصل" | "مفوض");
    if word == "الي" && sent && para.is(next + 1, sense::PLACE | sense::CONSTRUCT | sense::BODY) {
        return Some((next + 2, !para.is_definite(next + 1) && !para.is(next + 1, sense::PLACE)));
    }
    if matches!(word, "في" | "من" | "عن" | "لدي" | "ل" | "لـ" | "علي") {
        return place(para, at, next, limit, head);
    }
    if is_ending(para, next) {
        return None;
    }
    // «جامعة جونز هوبكنز»: a foreign name goes on up to a comma.
    let foreign = matches!(head, Head::Body | Head::Outlet)
        && shape::is_nameless(para, next - 1)
        && shape::is_nameless(para, next)
        && para.is_boundary(next + 1);
    if foreign && next > at + 1 {
        return Some((next + 1, false));
    }
    // «الطبيب المشرف على الحملة», «الرابطة المحترفة لكرة القدم»
    let participle = para.is_definite(next)
        && entry.senses == 0
        && para.core(next).starts_with('م')
        && (para.preposition(next + 1) == Some('ل') || is_agent(para, next));
    if participle || para.is_definite(next) && is_in_charge(para, next) && para.word(next + 1) == "علي" {
        return Some((next + 1, false));
    }
    // «رئيس لجنة التحكيم الناقد سمير فريد»
    let profession = entry.is(sense::TITLE)
        && para.is_definite(next)
        && head == Head::Person
        && !para.is_definite(next + 1)
        && name::starts_name(para, next + 1);
    if profession {
        return Some((next + 1, false));
    }
    let adjective = entry.is(sense::ADJECTIVE)
        || shape::is_nisba(para, next)
        || para.is_joined(next - 1) && matches!(para.core(next), "داخليه" | "خارجيه")
        || matches!(word, "ذاته" | "نفسه" | "ذاتها" | "نفسها");
    let definite = para.is_definite(next) || matches!(word, "ذاته" | "نفسه" | "ذاتها" | "نفسها");
    if definite && adjective {
        return Some((next + 1, false));
    }
    // «مصدر أمني مطلع»
    let indefinite = !para.is_definite(at)
        && !para.is_definite(next)
        && (shape::is_bare_nisba(para, next) || entry.is(sense::ADJECTIVE))
        && head != Head::Person;
    indefinite.then_some((next + 1, false))
}

/// «الشركة المشغلة»: a participle that agrees with the body right before it.
fn is_agent(para: &Para, next: usize) -> bool {
    let body = next - 1;
    para.is(body, sense::BODY)
        && para.is_definite(body)
        && para.core(body).ends_with('ه')
        && para.last_letter(next) == Some('ة')
}

/// «ناطق باسم», «متحدثة باسم»
fn is_voice(core: &str) -> bool {
    ["ناطق", "متحدث", "متكلم", "كلم"].iter().any(|head| core.starts_with(head))
}

fn is_in_charge(para: &Para, at: usize) -> bool {
    matches!(para.core(at), "مشرف" | "مشرفه" | "قيم" | "قيمه" | "وصي")
}

/// «المكلف بـ», «المعنية بـ»: the duty that follows belongs to the title.
fn is_charged(para: &Para, at: usize) -> bool {
    matches!(para.core(at), "مكلف" | "مكلفه" | "معني" | "معنيه" | "قاءم" | "قاءمه" | "مختص" | "مختصه")
}

/// Heads of bodies with several fields: «وزارة», «غرفة», «كلية».
fn has_fields(core: &str) -> bool {
    const HEADS: [&str; 14] =
        ["وزير", "وزار", "لجن", "كاتب", "مدير", "قطاع", "غرف", "هيء", "كليه", "معهد", "داءره", "مكتب", "منظم", "شوون"];
    HEADS.iter().any(|head| core.starts_with(head))
}

/// One step over a word with a preposition written against it: «للأمم المتحدة», «بالوزارة». `Some(None)` ends the title.
fn governed(para: &Para, next: usize, head: Head) -> Option<Option<(usize, bool)>> {
    let (entry, word) = (para.entry(next), para.word(next));
    match para.preposition(next) {
        Some('ل') if entry.is(sense::OUTLET) && !para.is_definite(next) || para.core(next).starts_with("مراسل") =>
        {
            return Some(None);
        }
        Some('ل') if !entry.is(sense::OCCASION & !sense::BODY) || para.is_definite(next) => {
            return Some(Some((next + 1, !para.is_definite(next))));
        }
        Some('ب')
            if head != Head::Body
                && entry.is(sense::BODY | sense::NAMED | sense::CONSTRUCT)
                && !entry.is(sense::ACT) =>
        {
            return Some(Some((next + 1, !para.is_definite(next))));
        }
        // «مدير شركة المياه بالإسكندرية»
        Some('ب') if head != Head::Body && entry.is(sense::PLACE) && para.is_definite(next) => {
            return Some(Some((next + 1, false)));
        }
        // «المكلف بالأسواق»
        Some('ب') if is_charged(para, next - 1) => return Some(Some((next + 1, !para.is_definite(next)))),
        Some(_) => return Some(None),
        None if is_charged(para, next - 1) && word.starts_with('ب') => {
            return Some(Some((next + 1, !para.is_definite(next))));
        }
        None => {}
    }
    None
}

/// «مسؤول في وزارة الصحة», «نواب عن الجنوب», «مدير المعهد في وهران»: where people belong, unless it is an occasion.
fn place(para: &Para, at: usize, next: usize, limit: usize, head: Head) -> Option<(usize, bool)> {
    let object = next + 1;
    if object >= limit || !para.is_word(object) && !para.is_quote(object) {
        return None;
    }
    let entry = para.entry(object);
    let of_thing = matches!(para.word(next), "ل" | "لـ")
        && para.is_quote(object)
        && head != Head::Generic
        && (para.is_definite(at) || head != Head::Person);
    let belongs = entry.is(sense::BODY | sense::NAMED | sense::CONSTRUCT | sense::PLACE)
        && !entry.is(sense::OCCASION & !sense::BODY);
    let closes = para.is_definite(object) || entry.is(sense::PLACE) || para.is_quote(object);
    let loose = head == Head::Generic && (belongs || para.is_definite(object)) && !entry.is(sense::OCCASION);
    // «مدير الكرة في الرجاء، طه عويد»
    let club = para.word(next) == "في"
        && para.is_definite(object)
        && entry.senses == 0
        && (para.is_comma(object + 1) && name::starts_name(para, object + 2)
            || shape::is_nameless(para, object + 1) && name::starts_name(para, object + 1));
    let of_title = head == Head::Person
        && (belongs || club)
        && (!entry.is(sense::PLACE) || !para.is_definite(at))
        && para.word(next) != "علي";
    let is_free = para.time(object).is_none() && !para.is_that(object) && !para.is(object, sense::ACT);
    ((of_thing || (loose || of_title) && para.word(next) != "علي") && is_free).then_some((object + 1, !closes))
}

/// Words that end every phrase: verbs of saying, «أن», words of time and grammar.
fn is_ending(para: &Para, at: usize) -> bool {
    let entry = para.entry(at);
    let is_saying = entry.verb().is_some() && !entry.is(sense::NOUN) && !para.is_definite(at);
    is_saying
        || entry.is(sense::THAT | sense::RELATIVE | sense::SAYING)
        || entry.is(sense::FUNCTION) && !entry.is(sense::NOUN)
        || para.time(at).is_some()
        || entry.is(sense::WEEKDAY)
}
