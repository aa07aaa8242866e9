//! Mentions of people and bodies: «وزير الري والموارد حاتم السويدي», «وزارة الصحة», «مصدر أمني», «القاسمي».

use crate::lexicon::sense;
use crate::name;
use crate::para::{NAME_WORDS_MAX, Para, UnitKind};
use crate::shape;

/// Units of a title, at most.
const TITLE_MAX: usize = 16;

/// What kind of speaker a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Head {
    /// A person, by title, name or both.
    Person,
    /// A body: ministry, club, court.
    Body,
    /// People or sources without a name: «مصدر أمني», «سكان الحي».
    Generic,
    /// A newspaper, an agency.
    Outlet,
    /// A text that speaks: «البيان», «التقرير».
    Document,
    /// A name alone, or a word that nothing is known of.
    Name,
}

/// A mention, in units of its paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mention {
    pub head: Head,
    pub from: usize,
    /// The unit after it.
    pub end: usize,
    /// The title, without the name.
    pub title: Option<(usize, usize)>,
    pub name: Option<(usize, usize)>,
}

/// Reads the mention that begins at a unit and ends before `limit`. If it is `strict`, a verbal noun ends a name, so that
/// «نفى فلان وجود» is cut before «وجود».
pub(crate) fn read(para: &Para, at: usize, limit: usize, strict: bool) -> Option<Mention> {
    let limit = limit.min(para.len());
    let start = name::skip_honorifics(para, at, limit);
    if start >= limit || !para.is_word(start) && para.kind(start) != Some(UnitKind::Number) {
        return None;
    }
    let counted = para.kind(start) == Some(UnitKind::Number) || para.is(start, sense::NUMBER);
    let head_at = start + usize::from(counted);
    if let Some(head) = head(para, head_at, limit, counted) {
        let mut found = with_title(para, at, start, head_at, limit, head, strict);
        // «مسافر يدعى حسن»
        if matches!(para.key(found.end), "يدعي" | "تدعي" | "اسمه" | "اسمها") && found.name.is_none() {
            found.end = name::name(para, found.end + 1, limit, strict).unwrap_or(found.end);
        }
        return Some(found);
    }
    if counted {
        return None;
    }
    // «الطاقم الطبي»: an unknown noun with its adjective is a body.
    let noun = para.is_definite(start)
        && para.entry(start).senses & !sense::CONSTRUCT == 0
        && para.preposition(start).is_none()
        && !shape::is_nisba_word(para.core(start));
    if noun
        && start + 1 < limit
        && shape::is_nisba(para, start + 1)
        && !para.is_joined(start + 1)
        && !shape::is_act(para, start)
    {
        return Some(with_title(para, at, start, start, limit, Head::Body, strict));
    }
    let end = name::name(para, start, limit, strict)?;
    let found = Mention { head: Head::Name, from: at, end, title: None, name: Some((start, end)) };
    Some(with_later_title(para, found, limit))
}

fn head(para: &Para, at: usize, limit: usize, counted: bool) -> Option<Head> {
    let entry = para.entry(at);
    if at >= limit || !para.is_word(at) || entry.is(sense::FUNCTION | sense::THAT) && !entry.is(sense::GENERIC) {
        return None;
    }
    // «أمين الريحاني»: some titles are first names, too. Those with the article are titles.
    let head = if entry.is(sense::GENERIC) {
        Head::Generic
    } else if entry.is(sense::TITLE) && !(entry.is(sense::BODY) && para.is_definite(at)) {
        if entry.is(sense::MANY) { Head::Generic } else { Head::Person }
    } else if entry.is(sense::OUTLET) {
        Head::Outlet
    } else if entry.is(sense::BODY) {
        Head::Body
    } else if entry.is(sense::SOURCE) {
        Head::Document
    } else if counted && para.is_word(at) {
        Head::Generic
    } else {
        return None;
    };
    // A preposition before it makes it no subject: «بالوزارة».
    Some(head)
}

/// A mention that begins with a title, a body or the like, with the name after it.
fn with_title(
    para: &Para,
    from: usize,
    start: usize,
    head_at: usize,
    limit: usize,
    head: Head,
    strict: bool,
) -> Mention {
    let title_end = title(para, head_at, limit, head, strict);
    let mut found = Mention { head, from, end: title_end, title: Some((start, title_end)), name: None };
    if head != Head::Person && !para.is(head_at, sense::MANY) {
        return found;
    }
    // «رئيس الوفد المفاوض، جواد ظريفي», «النائب المستقيل سامي عون»: an adjective, since a name follows.
    let mut title_end = title_end;
    let follows = title_end + 1 + usize::from(para.is_comma(title_end + 1));
    if title_end + 1 < limit
        && para.is_definite(title_end)
        && para.entry(title_end).senses == 0
        && para.preposition(title_end).is_none()
        && !para.is_definite(follows)
        && para.is_word(follows)
        && shape::is_nameless(para, follows)
        && name::starts_name(para, follows)
        && !para.is_joined(follows)
    {
        title_end += 1;
        (found.end, found.title) = (title_end, Some((start, title_end)));
    }
    let name_at = name::skip_honorifics(para, title_end, limit);
    let free = name::starts_name(para, name_at) && !(para.is(head_at, sense::MANY) && para.is_definite(name_at));
    if let Some(end) = name::name(para, name_at, limit, strict).filter(|_| free) {
        found.name = Some((name_at, end));
        found.end = end;
        if para.is(head_at, sense::MANY) {
            extend_coordinated(para, &mut found, limit);
        }
        return found;
    }
    with_later_name(para, found, limit)
}

/// «النائبان سعيد الطويل ومنى الحلو»: a second name after «و».
pub(crate) fn extend_coordinated(para: &Para, found: &mut Mention, limit: usize) {
    let next = found.end;
    if next < limit
        && para.is_word(next)
        && para.key(next).starts_with('و')
        && !para.key(next).starts_with("وال")
        && para.verb(next).is_none()
        && let Some((from, _)) = found.name
        && let Some(end) = name::name(para, next, limit, false)
        && (para.is_boundary(end) || para.is(end, sense::CIRCUMSTANCE))
    {
        found.name = Some((from, end));
        found.end = end;
    }
}

/// «مدير المرصد، باسم الراجي، …»: the name between commas.
fn with_later_name(para: &Para, mut found: Mention, limit: usize) -> Mention {
    if found.end < limit && para.is_comma(found.end) {
        let mut name_at = name::skip_honorifics(para, found.end + 1, limit);
        // «مديرة المهرجان، الفنانة هالة رستم»
        if para.is(name_at, sense::TITLE)
            && !para.is(name_at, sense::MANY)
            && para.is_definite(name_at)
            && shape::is_nameless(para, name_at + 1)
        {
            name_at += 1;
        }
        // «مدرب الشعلة، الأرجنتيني ماريو فيلار»
        if shape::is_nisba(para, name_at) && name::starts_name(para, name_at + 1) && !para.is_definite(name_at + 1) {
            name_at += 1;
        }
        if name::starts_name(para, name_at)
            && !para.is_joined(name_at)
            && !is_verblike(para, name_at)
            && let Some(end) = name::name(para, name_at, limit, false)
            && let end = name::up_to_comma(para, name_at, end)
            && (para.is_boundary(end) || para.verb(end).is_some() || para.is(end, sense::CIRCUMSTANCE))
        {
            found.name = Some((name_at, end));
            found.end = end;
        }
    }
    found
}

/// «باسم الراجي، مدير المرصد، …»: the title between commas, or right after the name.
fn with_later_title(para: &Para, mut found: Mention, limit: usize) -> Mention {
    let comma = usize::from(para.is_comma(found.end));
    let at = found.end + comma;
    let is_person = |at| head(para, at, limit, false) == Some(Head::Person);
    if at < limit
        && is_person(at)
        && !para.is_joined(at)
        && para.preposition(at).is_none()
        && (comma == 1 || para.is_definite(at) || name::begins_title(para, at) && found.end - found.from >= 2)
    {
        let end = title(para, at, limit, Head::Person, false);
        if comma == 0 || para.is_boundary(end) {
            (found.title, found.end, found.head) = (Some((at, end)), end, Head::Person);
        }
    }
    found
}

/// The end of a title or of the name of a body.
fn title(para: &Para, at: usize, limit: usize, head: Head, strict: bool) -> usize {
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
    if matches!(para.word(next), "باسم") {
        return Some((next + 1, true));
    }
    if next == at + 1 && matches!(para.word(next), "في" | "من" | "عن" | "لدي") {
        let head = head(para, at, limit, false)?;
        return place(para, at, next, limit, head);
    }
    if is_ending(para, next) || para.is_joined(next) && !para.is_definite(next) || para.is(next, sense::MODAL) {
        return None;
    }
    if para.is_definite(next) || entry.is(sense::PLACE) {
        return Some((next + 1, false));
    }
    // «بلدية سيدي يوسف», «مدينة عين البيضاء»: places of two words.
    let place = matches!(para.key(next), "سيدي" | "عين" | "راس" | "تل" | "دير" | "كفر" | "بءر" | "حاسي" | "بني" | "واد");
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
        return Some((next + 1, !entry.is(sense::ADJECTIVE) || general && !shape::is_nisba(para, next + 1)));
    }
    if strict && shape::is_act(para, next) && next > at + 1 {
        return None;
    }
    // A word that nothing is known of: a place or an adjective closes the phrase, unless a definite noun follows it.
    let goes_on = next + 1 < limit
        && para.is_definite(next + 1)
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
    if word == "باسم" {
        return Some((next + 1, true));
    }
    if matches!(word, "باسمه" | "باسمها" | "باسمهم") {
        return Some((next + 1, false));
    }
    if para.is_joined(next) {
        // «وزير الداخلية والجماعات المحلية»: ministries and committees have several fields.
        let fields = (at..next).any(|at| has_fields(para.core(at)));
        let joins = para.has_and(next) && para.is_definite(next) && para.is_definite(next - 1) && (!strict || fields);
        if joins && fields && para.verb(next).is_none() && !entry.is(sense::TITLE) {
            return Some((next + 1, false));
        }
        let shared = joins && para.is(at, sense::TITLE | sense::BODY) && para.verb(next).is_none();
        return (shared && !entry.is(sense::BODY | sense::TITLE)).then_some((next + 1, false));
    }
    match para.preposition(next) {
        Some('ل') if entry.is(sense::OUTLET) && !para.is_definite(next) || para.core(next).starts_with("مراسل") =>
        {
            return None;
        }
        Some('ل') if !entry.is(sense::OCCASION & !sense::BODY) || para.is_definite(next) => {
            return Some((next + 1, !para.is_definite(next)));
        }
        Some('ب')
            if head != Head::Body
                && entry.is(sense::BODY | sense::NAMED | sense::CONSTRUCT)
                && !entry.is(sense::ACT) =>
        {
            return Some((next + 1, !para.is_definite(next)));
        }
        // «المكلف بالأسواق»
        Some('ب') if is_charged(para, next - 1) => return Some((next + 1, !para.is_definite(next))),
        Some(_) => return None,
        None if is_charged(para, next - 1) && word.starts_with('ب') => {
            return Some((next + 1, !para.is_definite(next)));
        }
        None => {}
    }
    if word == "مع" && para.core(next - 1) == "علاقات" && para.is_definite(next + 1) {
        return Some((next + 2, false));
    }
    // «المشرفة على الدراسة», «الطبيب المختص في المناعة»
    let charge = word == "علي" && matches!(para.core(at), "مشرف" | "مشرفه" | "قيم" | "قيمه" | "وصي")
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

/// «المكلف بـ», «المعنية بـ»: the duty that follows belongs to the title.
fn is_charged(para: &Para, at: usize) -> bool {
    matches!(para.core(at), "مكلف" | "مكلفه" | "معني" | "معنيه" | "قاءم" | "قاءمه" | "مختص" | "مختصه")
}

/// Heads of bodies with several fields: «وزارة», «غرفة», «كلية».
fn has_fields(core: &str) -> bool {
    const HEADS: [&str; 14] = [
        "وزير", "وزار", "لجن", "كاتب", "مدير", "قطاع", "غرف", "هيء", "كليه", "معهد", "داءره", "مكتب", "منظم", "شوون",
    ];
    HEADS.iter().any(|head| core.starts_with(head))
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
        && para.is_comma(object + 1)
        && name::starts_name(para, object + 2);
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

/// Whether a word looks like a verb, so that «المسؤول، طلب عدم ذكر اسمه» names nobody.
fn is_verblike(para: &Para, at: usize) -> bool {
    if name::is_given(para, at) {
        return false;
    }
    para.verb(at).is_some()
        || para.is(at, sense::ACT)
        || para.word(at).starts_with('ي') && para.is(at + 1, sense::FUNCTION)
}

/// «صاحبة "باب البحر"», «مخرج "الجسر"»
pub(crate) fn is_maker(core: &str) -> bool {
    matches!(core, "صاحب" | "صاحبه" | "موءلف" | "موءلفه" | "مخرج" | "مخرجه" | "بطل" | "بطله")
}

/// Whether a quotation is the name of what stands before it: «صحيفة "البريد"».
pub(crate) fn names_thing(para: &Para, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let indefinite = !para.is_definite(before) || para.is(before, sense::OUTLET);
    let named = indefinite
        && para.is(
            before,
            sense::NAMED | sense::BODY | sense::OUTLET | sense::GENERIC | sense::CONSTRUCT | sense::HONORIFIC,
        )
        || matches!(para.key(before), "ل" | "لـ" | "لل" | "مع")
        || is_maker(para.core(before));
    named && para.is_quote(at) && para.quoted_words(at) <= NAME_WORDS_MAX
}
