//! A speaker and a colon: «حداد: "…"» in headlines, «الصباغ: …» in interviews.

use crate::circumstances::Circumstances;
use crate::content;
use crate::head::Head;
use crate::lexicon::sense;
use crate::mention::{self, Mention};
use crate::model::{HEADLINE, Kind};
use crate::para::Para;
use crate::register::Register;
use crate::said::{By, Said};

/// Units before the colon, at most.
const LABEL_MAX: usize = 12;

/// The statement of a headline or paragraph that begins with its speaker.
pub(crate) fn read(para: &Para, register: &Register) -> Option<Said> {
    let colon = (0..para.len().min(LABEL_MAX)).find(|&at| para.mark(at) == Some(':'))?;
    // «خلاف حول السد.. وزير الري: …»
    let from = para.sentence_start(colon);
    let from = from + usize::from(matches!(para.mark(from), Some('-' | '–' | '—' | '•' | '*')));
    let speaker = mention::read(para, from, colon, false)
        .filter(|speaker| speaker.end == colon || is_told_to(para, speaker.end))
        .or_else(|| ministry(para, from, colon))?;
    let occasion = Some((speaker.end, colon)).filter(|(from, end)| from < end);
    let content_from = colon + 1;
    let quoted = para.is_quote(content_from);
    let known = match speaker.head {
        Head::Name => {
            speaker.name.is_some_and(|name| {
                let place = para.is(name.0, sense::PLACE) && name.1 == name.0 + 1;
                let speaks = matches!(para.word(content_from), "لن" | "لا" | "لم" | "ليس" | "ليست")
                    || para.word(content_from).starts_with("سن")
                    || quoted;
                !place && register.knows(para, name)
                    || place && para.index == HEADLINE && speaks
                    || is_of_ministry(register, para, name)
            }) || quoted && para.index == HEADLINE
        }
        Head::Generic | Head::Outlet | Head::Document => para.index == HEADLINE,
        Head::Body => para.index == HEADLINE || quoted,
        Head::Person => true,
    };
    if !known || content_from >= para.len() {
        return None;
    }
    let end = if quoted { content_from + 1 } else { last(para) };
    let span = content::span(para, content_from, end, 0)?;
    Some(Said {
        by: By::Mention(speaker),
        verb: None,
        kind: Kind::Say,
        span,
        at: Circumstances { occasion, ..Circumstances::default() },
        rule: "قائل + نقطتان",
        because: (from, content_from),
        units: (from, end),
    })
}

/// «وزيرة البيئة لـ«المنار»: …»
fn is_told_to(para: &Para, at: usize) -> bool {
    matches!(para.word(at), "ل" | "لـ") && para.is_quote(at + 1)
        || para.preposition(at) == Some('ل') && para.is(at, sense::OUTLET)
}

/// «الصحة: …»
fn ministry(para: &Para, from: usize, colon: usize) -> Option<Mention> {
    let alone = colon == from + 1 && para.is_word(from) && para.is_definite(from);
    alone.then_some(Mention { head: Head::Name, from, end: colon, title: None, name: Some((from, colon)) })
}

fn is_of_ministry(register: &Register, para: &Para, (from, end): (usize, usize)) -> bool {
    end - from == 1 && register.has_ministry(para.core(from))
}

/// The last unit that is no full stop.
fn last(para: &Para) -> usize {
    let mut end = para.len();
    while end > 0 && matches!(para.mark(end - 1), Some('.' | '…')) {
        end -= 1;
    }
    end
}
