//! The statements of an Arabic story: those of its paragraphs, with their speakers found across the story.

use crate::circumstances::Phrase;
use crate::content;
use crate::head::Head;
use crate::labelled;
use crate::lexicon::{Agreement, sense};
use crate::mention::Mention;
use crate::model::{Form, HEADLINE, Span, Statement};
use crate::para::Para;
use crate::register::{self, Register, Speaker};
use crate::said::{self, By, Said};
use crate::subject;
use crate::tables::verbs::OBJECT;

/// Speakers that are remembered for a left-out subject.
const RECENT_MAX: usize = 12;

/// The statements of a story, in order.
pub(crate) fn statements(paras: &[Para]) -> Vec<Statement> {
    let mut register = Register::new(paras);
    let mut told: Vec<Vec<Said>> = paras.iter().map(said::read).collect();
    for (para, said) in paras.iter().zip(&told) {
        for one in said {
            if let By::Mention(found) = one.by
                && found.head != Head::Name
            {
                register.learn(para, &found);
            }
        }
    }
    for (para, said) in paras.iter().zip(&mut told) {
        if let Some(labelled) = labelled::read(para, &register) {
            *said = vec![labelled];
        }
    }
    let mut finder = Finder { register, recent: Vec::new(), topics_from: (0, 0) };
    let mut found = Vec::new();
    // The headline is read last: the text says in full whom it means.
    let (headline, text): (Vec<_>, Vec<_>) =
        paras.iter().zip(&told).enumerate().partition(|(_, (para, _))| para.index == HEADLINE);
    for (number, (_, said)) in text {
        for (at, one) in said.iter().enumerate() {
            let last = at.checked_sub(1).and_then(|last| said.get(last));
            found.extend(finder.statement(paras, number, one, last));
        }
    }
    let mut first = Vec::new();
    for (number, (_, said)) in headline {
        finder.recent.clear();
        first.extend(said.iter().filter_map(|one| finder.statement(paras, number, one, None)));
    }
    first.extend(found);
    first
}

struct Finder {
    register: Register,
    /// Who spoke, newest last.
    recent: Vec<Speaker>,
    /// Up to which paragraph and unit the story has been read for subjects of sentences.
    topics_from: (usize, usize),
}

impl Finder {
    fn statement(&mut self, paras: &[Para], number: usize, said: &Said, last: Option<&Said>) -> Option<Statement> {
        let para = &paras[number];
        self.read_topics(paras, number, said.units.0);
        let split = self.without_object(para, said);
        let said = split.as_ref().unwrap_or(said);
        let (speaker, mention) = self.speaker(para, said, last);
        self.topics_from = (number, said.units.1);
        let speaker = speaker?;
        self.recent.push(speaker.clone());
        if self.recent.len() > RECENT_MAX {
            self.recent.remove(0);
        }
        let mut found = statement(para, said, speaker, mention);
        if let By::Mention(document) = said.by
            && document.head == Head::Document
        {
            let owned = crate::attribution::owner(para, document, para.sentence_end(document.from)).is_some();
            let end = if owned {
                crate::circumstances::phrase_end(para, document.from, para.sentence_end(document.from))
            } else {
                document.end
            };
            let source = register::shown(para, document.from, end.max(document.end));
            found.source = found.source.or(Some(source).filter(|source| !source.is_empty()));
        }
        Some(found)
    }

    /// «ودعا لحليمي الأسر إلى …»: the family name is known, the word after it is the object.
    fn without_object(&self, para: &Para, said: &Said) -> Option<Said> {
        let By::Mention(found) = said.by else { return None };
        let (from, end) = found.name.filter(|_| found.head == Head::Name && found.title.is_none())?;
        let last = end.checked_sub(1)?;
        let takes = para.verb(said.verb?)?.takes & OBJECT != 0 && end - from == 2 && para.is_definite(last);
        let known = self.register.has_family(para, from) && !self.register.has_family(para, last);
        let (start, _) = para.bytes(last, end)?;
        let follows = said.because.1 <= end + 1 && start < said.span.start && said.span.form != Form::Quote;
        (takes && known && follows).then(|| {
            let by = By::Mention(Mention { name: Some((from, last)), end: last, ..found });
            Said { by, span: content::Span { start, ..said.span }, ..*said }
        })
    }

    fn speaker(&mut self, para: &Para, said: &Said, last: Option<&Said>) -> (Option<Speaker>, Option<Mention>) {
        match said.by {
            By::Mention(found) => {
                let owner = crate::attribution::owner(para, found, para.sentence_end(found.from));
                let found = owner.or_else(|| of_own_document(para, &found)).unwrap_or(found);
                // «بحسب القانون»: nobody that the story knows.
                let attributed = said.verb.is_some_and(|verb| para.is(verb, sense::ATTRIBUTION));
                if attributed
                    && found.head == Head::Name
                    && !found.name.is_some_and(|name| self.register.knows(para, name))
                {
                    return (None, None);
                }
                let speaker = self.register.resolve(para, &found, self.recent.last());
                let speaker = speaker.or_else(|| (said.span.form == Form::Quote).then(|| unknown(para, &found)));
                (speaker, Some(found))
            }
            By::Continued(agreement) => {
                let same_sentence = last.is_some_and(|last| last.units.1 > para.sentence_start(said.units.0));
                if same_sentence {
                    return (self.recent.last().cloned(), None);
                }
                let of_sentence = subject::of_sentence(para, said.units.0);
                let speaker = of_sentence.and_then(|found| self.register.resolve(para, &found, self.recent.last()));
                (speaker.or_else(|| self.elided(agreement)), None)
            }
            By::Elided(agreement) => {
                let first = last.is_none_or(|last| last.units.1 <= para.sentence_start(said.units.0));
                let subject =
                    subject::of_sentence(para, said.units.0).filter(|found| first && found.end < said.units.0);
                if let Some(found) = subject {
                    self.topic_of(para, &found);
                }
                (self.elided(agreement), None)
            }
        }
    }

    /// The newest speaker or subject that the verb may agree with.
    fn elided(&self, agreement: Agreement) -> Option<Speaker> {
        let fits = |speaker: &&Speaker| match agreement {
            Agreement::He => !speaker.is_female,
            Agreement::She => speaker.is_female || !speaker.is_person,
            Agreement::Many => true,
        };
        let newest = self.recent.iter().rev().take(3);
        newest.clone().find(fits).or_else(|| newest.clone().next()).cloned()
    }

    /// Takes the subjects of the sentences since the last statement: «التقى الوزير نظيره. وقال إن …».
    fn read_topics(&mut self, paras: &[Para], number: usize, unit: usize) {
        let (from_para, from_unit) = self.topics_from;
        for (at, para) in paras.iter().enumerate().take(number + 1).skip(from_para) {
            if para.index == HEADLINE {
                continue;
            }
            let mut start = if at == from_para { from_unit } else { 0 };
            let end = if at == number { unit } else { para.len() };
            while start < end {
                let stop = para.sentence_end(start).max(start);
                if stop >= end && at == number && start != para.sentence_start(start) {
                    break;
                }
                if start == para.sentence_start(start) {
                    self.topic(para, stop);
                }
                start = stop + 1;
            }
        }
    }

    fn topic(&mut self, para: &Para, stop: usize) {
        let Some(at) = stop.checked_sub(1) else { return };
        if let Some(found) = subject::of_sentence(para, at) {
            self.topic_of(para, &found);
        }
    }

    fn topic_of(&mut self, para: &Para, found: &Mention) {
        let known = match found.head {
            Head::Person => found.name.is_some() || found.title.is_some_and(|(from, _)| para.is_definite(from)),
            Head::Name => found.name.is_some_and(|name| self.register.knows(para, name)),
            Head::Body => true,
            Head::Outlet => para.is_definite(found.from),
            _ => false,
        };
        if known && let Some(speaker) = self.register.resolve(para, found, self.recent.last()) {
            self.recent.push(speaker);
        }
    }
}

/// «…، حسب بيان لها»: the subject of the sentence speaks.
fn of_own_document(para: &Para, found: &Mention) -> Option<Mention> {
    let own = found.head == Head::Document && matches!(para.key(found.from + 1), "له" | "لها" | "لهم");
    own.then(|| subject::of_sentence(para, found.from)).flatten().filter(|subject| subject.head == Head::Body)
}

fn unknown(para: &Para, found: &Mention) -> Speaker {
    Speaker { name: register::shown(para, found.from, found.end), title: None, is_person: true, is_female: false }
}

fn statement(para: &Para, said: &Said, speaker: Speaker, mention: Option<Mention>) -> Statement {
    let phrase = |phrase: Option<Phrase>| {
        phrase.map(|(from, end)| without_and(para, from, end)).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let speaker_span =
        mention.and_then(|found| para.bytes(found.from, found.end)).map(|(start, end)| Span { start, end });
    Statement {
        paragraph: para.index,
        title: speaker.title.filter(|_| speaker.is_person),
        speaker: Some(speaker.name),
        speaker_as_written: mention.map(|found| register::shown(para, found.from, found.end)),
        verb: said.verb.map(|verb| without_conjunction(para, verb)),
        kind: said.kind,
        form: said.span.form,
        text: para.text.text.get(said.span.start..said.span.end).unwrap_or_default().to_owned(),
        occasion: phrase(said.at.occasion),
        source: phrase(said.at.source),
        date: said.at.date,
        rule: said.rule,
        because: para.written(said.because.0, said.because.1.min(said.because.0 + 12)).to_owned(),
        start: said.span.start,
        end: said.span.end,
        speaker_span,
    }
}

/// The text of units without a conjunction in front: «وردا على سؤال» is «ردا على سؤال».
fn without_and<'a>(para: &Para<'a>, from: usize, end: usize) -> &'a str {
    let written = para.written(from, end);
    let joined = para.units.get(from).map_or(0, |unit| para.text.conjunction_bytes(unit.from));
    written.get(joined..).unwrap_or(written)
}

fn without_conjunction(para: &Para, verb: usize) -> String {
    register::shown(para, verb, verb + 1)
}
