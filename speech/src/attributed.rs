//! Statements without a verb of saying of their own: «نقلت … عن … قوله», «جاء في البيان», «بحسب».

use crate::attribution;
use crate::circumstances::{self, Circumstances};
use crate::complement::{self, Mode};
use crate::content;
use crate::head::Head;
use crate::header::{PARTICIPLE_MAX, takes_content};
use crate::lexicon::{Agreement, VerbForm, sense};
use crate::mention::{self, Mention};
use crate::model::Kind;
use crate::para::Para;
use crate::said::{By, Reader, Said};

impl Reader<'_, '_> {
    /// «نقلت صحيفة "البريد" عن الأمين العام قوله إن …»
    pub(crate) fn passed_on(&mut self, at: usize) -> Option<usize> {
        let para = self.para;
        let limit = para.sentence_end(at).min(at + 40);
        let pronoun = usize::from(matches!(para.word(at + 1), "عنه" | "عنها" | "عنهم"));
        let outlet = mention::read(para, at + 1 + pronoun, limit, false);
        let from = outlet.map_or(at + 1 + pronoun, |outlet| outlet.end);
        let about =
            if pronoun > 0 { from - 1 } else { (from..limit.min(from + 8)).find(|&unit| para.word(unit) == "عن")? };
        let speaker = mention::read(para, about + 1, limit, false).filter(|_| pronoun == 0);
        let after = speaker.map_or(about + 1, |speaker| speaker.end);
        let verb = crate::tables::verbs::VERBS.first()?;
        let content =
            complement::content(para, after, limit, verb, true).filter(|content| content.mode != Mode::Object)?;
        let by = speaker.map_or(By::Elided(Agreement::He), By::Mention);
        let verb_at = (after..content.from).find(|&unit| para.is(unit, sense::SAYING)).unwrap_or(at);
        let next = self.push(verb_at, by, Kind::Say, content, after, "نقل عن")?;
        if let (Some(said), Some(outlet)) = (self.found.last_mut(), outlet) {
            said.at.source = said.at.source.or(Some((outlet.from, outlet.end)));
            said.because.0 = at;
        }
        Some(next)
    }

    /// «ذكر موقع "الخبر"، نقلا عن مصادر، أن …»: the sources say it, the site passes it on.
    pub(crate) fn pass_on(&mut self, from: usize, end: usize) {
        let para = self.para;
        let Some(said) = self.found.last_mut() else { return };
        let By::Mention(outlet) = said.by else { return };
        if outlet.head != Head::Outlet {
            return;
        }
        let source = (from..end).find(|&at| para.word(at) == "نقلا").map(|at| attribution::after(para, at));
        if let Some(speaker) = source.and_then(|at| attribution::speaker(para, at, end)) {
            said.by = By::Mention(speaker);
            said.at.source = Some((outlet.from, outlet.end));
        }
    }

    /// «وجاء في البيان أن …»
    pub(crate) fn in_document(&mut self, at: usize) -> Option<usize> {
        let para = self.para;
        let document =
            mention::read(para, at + 2, para.sentence_end(at), false).filter(|_| para.word(at + 1) == "في")?;
        let verb = crate::tables::verbs::VERBS.first()?;
        let limit = para.sentence_end(at).min(at + PARTICIPLE_MAX);
        let content = complement::content(para, document.end, limit, verb, true)
            .filter(|content| content.mode != Mode::Object)?;
        let next = self.push(at, By::Mention(document), Kind::Say, content, document.end, "جاء في وثيقة")?;
        if let Some(said) = self.found.last_mut() {
            said.at.source = Some((document.from, document.end));
        }
        Some(next)
    }

    /// «بحسب فلان، فإن …», and «…، بحسب فلان» after a sentence without a speaker.
    pub(crate) fn attributed(&mut self, at: usize) -> Option<usize> {
        let para = self.para;
        let start = para.sentence_start(at);
        let stop = para.sentence_end(at);
        let source_at = attribution::after(para, at);
        let speaker = attribution::speaker(para, source_at, stop)?;
        let source_end = circumstances::phrase_end(para, source_at, stop).max(speaker.end);
        let source = (source_at, source_end);
        if at > start {
            return self.attributed_before(at, start, speaker, source);
        }
        let comma = source_end + usize::from(para.is_comma(source_end));
        let from = comma + usize::from(para.is_that(comma) || para.key(comma) == "فقد");
        let has_that = from > comma;
        if from >= stop
            || !has_that && (comma == source_end || (from..stop).any(|unit| reports(para, unit)))
            || is_silent(para, speaker)
        {
            return None;
        }
        let end = content::end(para, from, Mode::Clause);
        let span = content::span(para, from, end, 0)?;
        self.found.push(Said {
            by: By::Mention(speaker),
            verb: Some(at),
            kind: Kind::Say,
            span,
            at: Circumstances {
                source: Some(source).filter(|_| para.is(source_at, sense::SOURCE | sense::OUTLET | sense::OCCASION)),
                ..Circumstances::default()
            },
            rule: "بحسب + قائل",
            because: (at, source_end),
            units: (at, end),
        });
        Some(end)
    }

    /// What stands before «…، بحسب فلان».
    pub(crate) fn attributed_before(
        &mut self,
        at: usize,
        start: usize,
        speaker: Mention,
        source: (usize, usize),
    ) -> Option<usize> {
        let para = self.para;
        let start = after_dateline(para, start, at);
        let passes_on = para.word(at) == "نقلا";
        if let Some(said) = self.found.last_mut().filter(|said| said.units.1 > start) {
            // «ذكرت صحيفة أن …، نقلا عن مسؤول»: the official says it, the newspaper is the source.
            if let By::Mention(outlet) = said.by
                && outlet.head == Head::Outlet
                && passes_on
            {
                said.by = By::Mention(speaker);
                said.at.source = Some((outlet.from, outlet.end));
            } else {
                said.at.source = said.at.source.or(Some(source));
            }
            return Some(source.1);
        }
        // «…، وفق بيانات البورصة» is a note on figures, «…، وفق بيان للوزارة» is what the ministry says.
        let figures = para.is(source.0, sense::SOURCE)
            && !matches!(para.core(source.0), "بيان" | "بلاغ" | "تصريح" | "تصريحات" | "مصادر");
        if figures {
            return None;
        }
        let comma = at.checked_sub(1).filter(|&before| para.is_comma(before))?;
        let mut close = source.1;
        while let Some(time) = para.time(close) {
            close = para.unit_at(time.end).max(close + 1);
        }
        // «…، حسبما كشفت مديرته ليلى حداد الثلاثاء في ندوة صحفية»
        let told = attribution::is_told_by(para, at);
        let rest = (close..para.sentence_end(at)).find(|&unit| para.is_comma(unit) || para.verb(unit).is_some());
        if told {
            close = rest.unwrap_or(para.sentence_end(at));
        }
        if is_silent(para, speaker) || !para.is_stop(close) && !para.is_comma(close) || comma <= start + 2 {
            return None;
        }
        let span = content::span(para, start, comma, 0)?;
        let as_source = Some(source).filter(|_| para.is(source.0, sense::SOURCE | sense::OUTLET));
        self.found.push(Said {
            by: By::Mention(speaker),
            verb: Some(at),
            kind: Kind::Say,
            span,
            at: Circumstances { source: as_source, ..circumstances::read(para, source.1, close) },
            rule: "خبر + بحسب قائل",
            because: (at, source.1),
            units: (start, source.1),
        });
        Some(source.1)
    }
}

/// The unit after «دمشق (CNN) --» and the like.
fn after_dateline(para: &Para, start: usize, limit: usize) -> usize {
    let ends = |&at: &usize| {
        matches!(para.mark(at), Some('-' | '–' | '—' | ':')) && !matches!(para.mark(at + 1), Some('-' | '–' | '—'))
    };
    (start..limit.min(start + 8)).find(ends).map_or(start, |dash| dash + 1)
}

/// Whether a verb of saying with its content begins at a unit.
fn reports(para: &Para, at: usize) -> bool {
    let entry = para.entry(at);
    entry.form != VerbForm::Participle && entry.verb().is_some_and(|verb| takes_content(para, at, verb))
}

/// Documents and rules that «بحسب» is said of, but that nobody speaks through: «بحسب القانون».
fn is_silent(para: &Para, speaker: Mention) -> bool {
    // «بحسب الشامسي»: the story shows whether it is somebody.
    let family = para.entry(speaker.from).senses == 0;
    speaker.head == Head::Name && speaker.title.is_none() && speaker.end - speaker.from < 2 && !family
}
