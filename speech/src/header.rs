//! A verb of saying with what follows it: the speaker, then the content.

use crate::complement::{self, Content, Mode, content, has_pronoun, is_bi};
use crate::head::Head;
use crate::lexicon::{Agreement, VerbForm, sense};
use crate::mention::{self, Mention};
use crate::model::Kind;
use crate::name;
use crate::para::Para;
use crate::shape;
use crate::tables::verbs::{ACT, BI, OBJECT, Verb};

/// Units in which a participle must find its content.
pub(crate) const PARTICIPLE_MAX: usize = 24;

/// Units between a verb and its content, at most.
const HEADER_MAX: usize = 56;

/// A verb with its speaker and content.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Header {
    pub speaker: Option<Mention>,
    pub content: Content,
}

/// Reads what follows the verb at a unit.
pub(crate) fn read(para: &Para, at: usize, verb: &Verb) -> Option<Header> {
    let limit = para.sentence_end(at).min(at + HEADER_MAX);
    let start = skip_pronouns(para, at + 1, limit);
    let start = start + usize::from(is_manner(para, at, start));
    // «صرح لوكالة رويترز مسؤول نفطي أن …»
    let told = para.preposition(start) == Some('ل') && para.is(start, sense::OUTLET);
    let told_to = if told { mention::read(para, start, limit, true).map_or(start, |outlet| outlet.end) } else { start };
    let speaker = speaker(para, told_to, limit, verb);
    let after = speaker.map_or(start, |speaker| speaker.end);
    let found = content(para, after, limit, verb, speaker.is_some());
    if let Some(speaker) = speaker.and_then(|speaker| without_object(para, speaker, verb, found.as_ref()))
        && let Some(content) = content(para, speaker.end, limit, verb, true)
    {
        return Some(Header { speaker: Some(speaker), content });
    }
    if found.is_none()
        && let Some(speaker) = speaker
        && (speaker.head == Head::Name || verb.past == "اتهم")
    {
        // What looked like a name is the object: «ونفى التهم الموجهة إليه».
        let content = content(para, start, limit, verb, false)
            .filter(|content| content.from < speaker.end || verb.takes & (OBJECT | BI) != 0)?;
        return Some(Header { speaker: None, content });
    }
    let content = found?;
    match speaker.filter(|speaker| is_object(para, at, verb, speaker, &content)) {
        Some(object) => Some(Header {
            speaker: None,
            content: Content { from: object.from, skip: 0, mode: Mode::Object, header_end: object.from, ..content },
        }),
        None => Some(Header { speaker, content }),
    }
}

/// Whether what follows the verb is its object and the subject is left out: «واتهم الحكومة بالتقصير», «وحمل رئيس المجلس
/// مسؤولية …».
fn is_object(para: &Para, at: usize, verb: &Verb, speaker: &Mention, content: &Content) -> bool {
    if verb.takes & OBJECT == 0
        || content.mode != Mode::Object
        || content.from != speaker.end && content.from != speaker.end + 1
    {
        return false;
    }
    let rest = content.skip > 0 || para.preposition(content.from) == Some('ب') || para.word(speaker.end) == "ب";
    let head = speaker.title.map_or(speaker.from, |(from, _)| from);
    let he = para.entry(at).agreement == Agreement::He && para.entry(at).form != VerbForm::Participle;
    let disagrees = he && para.core(head).ends_with('ه') && speaker.head == Head::Body;
    // «ونصحت مرضى الجهاز التنفسي بعدم الخروج»: an adjective goes on with the noun before it.
    let noun = speaker.head == Head::Name
        && content.skip == 0
        && para.is_definite(speaker.end - 1)
        && shape::is_nisba(para, content.from)
        && !shape::is_nisba(para, speaker.end - 1);
    if noun && content.from == speaker.end {
        return true;
    }
    // «وصف …، ودعا نواب كتلته إلى …»: his deputies are the object of the verb that goes on.
    let his = speaker.name.is_none()
        && para.is_joined(at)
        && at > para.sentence_start(at)
        && matches!(verb.kind, Kind::Call | Kind::Demand)
        && has_pronoun(para, speaker.end - 1);
    if his && (rest || matches!(para.word(speaker.end), "الي" | "علي")) {
        return true;
    }
    let reaches = rest || matches!(para.word(speaker.end), "الي" | "علي");
    match verb.past {
        "حمل" => para.core(content.from) == "مسءوليه",
        "اتهم" => rest,
        _ => disagrees && reaches,
    }
}

/// Reads what follows a verb whose subject stands before it.
pub(crate) fn after_subject(para: &Para, at: usize, verb: &Verb) -> Option<Header> {
    let limit = para.sentence_end(at).min(at + HEADER_MAX);
    let start = skip_pronouns(para, at + 1, limit);
    let content = content(para, start, limit, verb, true)?;
    Some(Header { speaker: None, content })
}

/// «قالت فيها», «قال له»: pronouns between verb and subject.
fn skip_pronouns(para: &Para, at: usize, limit: usize) -> usize {
    let mut at = at;
    while at < limit
        && matches!(
            para.key(at),
            "له" | "لها"
                | "لهم"
                | "لنا"
                | "فيه"
                | "فيها"
                | "فيهم"
                | "خلاله"
                | "خلالها"
                | "عنه"
                | "عنها"
                | "ايضا"
                | "كذلك"
                | "انذاك"
                | "حينها"
                | "هنا"
        )
    {
        at += 1;
    }
    at
}

/// «أضاف ضاحكا:», «قال مبتسما إن»: how it was said, not who said it.
fn is_manner(para: &Para, verb: usize, at: usize) -> bool {
    let word = para.key(at);
    let shaped = word.chars().nth(1) == Some('ا') || word.starts_with('م') && word.len() >= 12;
    let stands = para.mark(at + 1) == Some(':') || para.is_quote(at + 1) || para.is_that(at + 1);
    let he = para.entry(verb).agreement == Agreement::He;
    let manner = he && shaped && stands && word.ends_with('ا') && word.len() >= 10 && para.entry(at).senses == 0;
    manner && para.verb(at).is_none() && !para.is_definite(at)
}

/// The speaker right after the verb.
pub(crate) fn speaker(para: &Para, at: usize, limit: usize, verb: &Verb) -> Option<Mention> {
    if para.word(at) == "كل" && para.word(at + 1) == "من" {
        return each_of(para, at + 2, limit);
    }
    if at >= limit || para.is_that(at) || para.time(at).is_some() || opens_object(para, at, verb) {
        return None;
    }
    let entry = para.entry(at);
    let head = entry.is(sense::TITLE | sense::BODY | sense::GENERIC | sense::HONORIFIC | sense::OUTLET | sense::SOURCE);
    if para.preposition(at).is_some() || para.is_joined(at) {
        return None;
    }
    let particle = entry.is(sense::PARTICLE)
        && !para.is_definite(at + 1)
        && para.is_word(at + 1)
        && !para.is(at + 1, sense::FUNCTION);
    if entry.is(sense::CIRCUMSTANCE)
        || entry.is(sense::FUNCTION) && !entry.is(sense::GENERIC) && !particle
        || entry.verb().is_some() && entry.form != VerbForm::Past && !head
    {
        return None;
    }
    let strict = verb.takes & (ACT | OBJECT) != 0;
    // «ودعا المواطنين إلى», not «ودعا مواطنون»: the ending shows the object.
    let core = para.core(at);
    let oblique = core.ends_with("ين") && (entry.is(sense::MANY) || para.is_definite(at) && core.len() >= 12);
    if verb.takes & OBJECT != 0 && oblique && !entry.is(sense::BODY) {
        return None;
    }
    if strict && shape::is_act(para, at) && !head {
        return None;
    }
    let mut found = mention::read(para, at, limit, strict)?;
    if let Some((name, end)) = found.name {
        if name > at && verb.takes & BI != 0 && end == found.end && opens_bi(para, name) {
            // «نوه رئيس الغرفة بانخراط …»: what stands after the title is the content.
            (found.name, found.end) = (None, name);
        } else if let Some(cut) = bi_in_name(para, verb, name, end).filter(|_| end == found.end) {
            (found.name, found.end) = (Some((name, cut)), cut);
        } else {
            mention::extend_coordinated(para, &mut found, limit);
        }
    }
    if !strict {
        extend(para, &mut found, limit, verb);
    }
    (found.end > at).then_some(found)
}

/// «كل من وزير الصحة ووزير التعليم»
fn each_of(para: &Para, at: usize, limit: usize) -> Option<Mention> {
    let mut end = mention::read(para, at, limit, false)?.end;
    while end < limit && para.key(end).starts_with('و') && para.verb(end).is_none() {
        end = mention::read(para, end, limit, false)?.end;
    }
    Some(Mention { head: Head::Generic, from: at, end, title: Some((at, end)), name: None })
}

/// Words that no table knows, up to the content, belong to the speaker: «مصفف الشعر اللندني غوستاف فوشيه».
fn extend(para: &Para, found: &mut Mention, limit: usize, verb: &Verb) {
    let mut end = found.end;
    while end < limit.min(found.end + 6)
        && para.is_word(end)
        && is_unknown(para, end)
        && !(verb.takes & BI != 0 && is_bi(para, end))
    {
        end += 1;
    }
    let boundary = para.is_that(end)
        || para.is_quote(end)
        || para.is_comma(end)
        || para.mark(end) == Some(':')
        || para.is(end, sense::CIRCUMSTANCE)
        || para.preposition(end) == Some('ل');
    if end > found.end && boundary {
        let (from, _) = found.name.unwrap_or((found.end, end));
        found.name = Some((from, end)).filter(|_| matches!(found.head, Head::Name | Head::Person));
        found.end = end;
    }
}

fn is_unknown(para: &Para, at: usize) -> bool {
    let entry = para.entry(at);
    !entry.is(!(sense::TITLE
        | sense::ADJECTIVE
        | sense::PLACE
        | sense::PARTICLE
        | sense::NAME_PART
        | sense::HONORIFIC
        | sense::MONTH))
        && entry.verb().is_none()
        && para.preposition(at).is_none()
        && !para.is_joined(at)
        && para.time(at).is_none()
        && (para.is_definite(at) || !shape::is_act(para, at))
}

/// Whether the first word after a verb is already its content: «تعهد بإنهاء», not «تعهد بركات بإنهاء».
fn opens_object(para: &Para, at: usize, verb: &Verb) -> bool {
    if verb.takes & BI == 0 || !is_bi(para, at) {
        return false;
    }
    para.preposition(at).is_some() || !(at + 1..at + 4).any(|next| is_bi(para, next) || para.is_that(next))
}

/// Whether a word after a title is ب with an object, not a name: nothing else with ب follows it.
fn opens_bi(para: &Para, at: usize) -> bool {
    is_bi(para, at) && !(at + 1..at + 5).any(|next| is_bi(para, next))
}

/// «نوه العقيد سليم بن يوسف بيقظة الأعوان»: where the content begins in what looked like a name.
fn bi_in_name(para: &Para, verb: &Verb, from: usize, end: usize) -> Option<usize> {
    if verb.takes & BI == 0 {
        return None;
    }
    let cut = (from + 1..end).rfind(|&at| is_bi(para, at))?;
    let later = (end..(end + 16).min(para.sentence_end(from))).take_while(|&at| para.verb(at).is_none());
    let known = para.is_that(end) || later.into_iter().any(|at| is_bi(para, at));
    (!known && !name::is_particle(para, cut) && !name::is_particle(para, cut - 1)).then_some(cut)
}

/// «التهم الموجهة»: a definite word that may be the adjective of the word before it.
fn is_feminine(para: &Para, at: usize) -> bool {
    para.is_definite(at) && para.last_letter(at) == Some('ة') && !shape::is_act(para, at) && !para.is(at, sense::NOUN)
}

/// «اعتبرت أمل طنوس الوحدة «…»», «انتقد سالم حداد القرار»: a third word with the article is the object if the verb has
/// no other.
fn without_object(para: &Para, speaker: Mention, verb: &Verb, content: Option<&Content>) -> Option<Mention> {
    let (from, end) = speaker.name?;
    let last = end.checked_sub(1)?;
    let family = shape::is_nisba(para, last) || para.is(last, sense::NAME_PART);
    let whole = end == speaker.end && end - from >= 3 && para.is_definite(last) && !family;
    let governed = name::is_particle(para, last - 1);
    let close = content.is_none_or(|content| {
        verb.past == "وصف" && para.is_that(end)
            || content.from == end
                && (para.is_quote(end)
                    || content.mode == Mode::Object && (shape::is_nisba(para, end) || is_feminine(para, end)))
    });
    (verb.takes & OBJECT != 0 && whole && !governed && close).then_some(Mention {
        name: Some((from, last)),
        end: last,
        ..speaker
    })
}

/// Whether a verb of saying at a unit has content.
pub(crate) fn takes_content(para: &Para, at: usize, verb: &Verb) -> bool {
    if para.entry(at).form == VerbForm::Participle {
        let limit = para.sentence_end(at).min(at + PARTICIPLE_MAX);
        return complement::participle_content(para, at + 1, limit, verb).is_some();
    }
    read(para, at, verb).is_some()
}
