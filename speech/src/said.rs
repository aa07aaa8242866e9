//! The statements of an Arabic paragraph as they stand there; who the speakers are is found out afterwards, from the whole
//! story.

use crate::attribution;
use crate::circumstances::{self, Circumstances};
use crate::complement::{self, Content, Mode};
use crate::content::{self, Span};
use crate::header::{self, PARTICIPLE_MAX};
use crate::lexicon::{Agreement, VerbForm, sense};
use crate::mention::Mention;
use crate::model::Kind;
use crate::para::Para;
use crate::subject;
use crate::tables::verbs::{OBJECT, QUOTE, Verb, WEAK};

/// Words of a quotation before its verb, at least: shorter ones are names and scare quotes.
const QUOTE_WORDS_MIN: usize = 2;

/// Who said it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum By {
    Mention(Mention),
    /// The subject is left out.
    Elided(Agreement),
    /// The speaker or the subject of the same sentence goes on.
    Continued(Agreement),
}

/// A statement, in units and bytes of its paragraph.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Said {
    pub by: By,
    /// The unit of the verb.
    pub verb: Option<usize>,
    pub kind: Kind,
    pub span: Span,
    pub at: Circumstances,
    pub rule: &'static str,
    /// Units of the words that made the rule fire.
    pub because: (usize, usize),
    /// First unit of the statement, and the unit after it.
    pub units: (usize, usize),
}

/// Reads the statements of a paragraph.
pub(crate) fn read(para: &Para) -> Vec<Said> {
    let mut reader = Reader { para, found: Vec::new(), quote: None };
    let mut at = 0;
    while at < para.len() {
        at = reader.step(at).max(at + 1);
    }
    reader.found
}

pub(crate) struct Reader<'p, 'a> {
    pub para: &'p Para<'a>,
    pub found: Vec<Said>,
    /// The last quotation that no verb has claimed.
    quote: Option<usize>,
}

impl Reader<'_, '_> {
    /// Reads from a unit, and returns the unit from which to go on.
    fn step(&mut self, at: usize) -> usize {
        let para = self.para;
        if para.is_quote(at) {
            self.quote = Some(at);
            return self.lone_quote(at).unwrap_or(at + 1);
        }
        let entry = para.entry(at);
        if entry.is(sense::ATTRIBUTION)
            && let Some(next) = self.attributed(at)
        {
            return next;
        }
        if entry.is(sense::SAYING)
            && let Some(next) = self.saying(at)
        {
            return next;
        }
        if matches!(para.loose(at), "جاء" | "ورد" | "جاءت" | "وردت")
            && let Some(next) = self.in_document(at)
        {
            return next;
        }
        if is_passing_on(para, at)
            && let Some(next) = self.passed_on(at)
        {
            return next;
        }
        let Some(verb) = entry.verb() else { return at + 1 };
        let next = match entry.form {
            VerbForm::Participle => self.participle(at, verb),
            _ => self.finite(at, verb),
        };
        next.unwrap_or(at + 1)
    }

    fn last_in_sentence(&self, at: usize) -> Option<&Said> {
        let start = self.para.sentence_start(at);
        self.found.last().filter(|said| said.units.1 > start)
    }

    /// «قال فلان …»
    fn finite(&mut self, at: usize, verb: &'static Verb) -> Option<usize> {
        let para = self.para;
        // «وعدة كتائب»: no finite verb ends in ة.
        if para.is_definite(at) || para.preposition(at).is_some() || para.last_letter(at) == Some('ة') {
            return None;
        }
        let denied = is_denied(para, at)?;
        // «لافتات كتب عليها "…"» tells what stands there.
        let written = verb.past == "كتب" && matches!(para.word(at + 1), "عليها" | "عليه" | "فيها" | "فيه");
        if verb.past == "أخفى" && !denied || written {
            return None;
        }
        let agreement = para.entry(at).agreement;
        let subject = subject::before(para, at, self.last_in_sentence(at).map_or(0, |said| said.units.1));
        let header = match subject.filter(|subject| subject::is_close(para, subject, at)) {
            Some(_) => header::after_subject(para, at, verb),
            None => None,
        };
        let header = header.or_else(|| header::read(para, at, verb));
        let header =
            header.filter(|header| !is_impersonal(para, at, verb, header.speaker.is_none() && subject.is_none()));
        // «طالب» is a student as often as a verb: its content stands beside it, or it has a speaker.
        let header = header.filter(|header| {
            !para.is(at, sense::NOUN)
                || header.speaker.is_some()
                || subject.is_some()
                || header.content.from <= at + 2
                || para.is_joined(at)
        });
        // «بين», «عبر» are prepositions more often than verbs.
        let header = header.filter(|header| {
            !para.is(at, sense::FUNCTION)
                || header.content.kind.is_some()
                || header.content.header_end == header.speaker.map_or(at + 1, |speaker| speaker.end)
        });
        let Some(header) = header else { return self.after_quote(at, verb) };
        // «أبرز الأخبار»: the best known of them.
        if verb.past == "أبرز"
            && para.entry(at).form == VerbForm::Past
            && header.content.mode == Mode::Object
            && header.content.from == at + 1
        {
            return None;
        }
        if is_ruling(para, at, header.speaker.or(subject), header.content.mode) {
            return None;
        }
        // «"…"، تقول فلانة، قبل أن تضيف: "…"»: the second quotation has a verb of its own.
        let other = (at + 1..header.content.from).any(|unit| {
            para.verb(unit).is_some() && para.entry(unit).form == VerbForm::Present && !para.is(unit, sense::NOUN)
        });
        if other
            && header.content.mode == Mode::Direct
            && let Some(next) = self.after_quote(at, verb)
        {
            return Some(next);
        }
        // «"…"، يوضح فلان، "…"»: the verb stands between the halves.
        let halves = header.content.mode == Mode::Direct
            && para.is_comma(header.content.from.saturating_sub(1))
            && !para.is_joined(at);
        if halves && self.after_quote(at, verb).is_some() {
            return self.push(
                at,
                By::Continued(agreement),
                verb.kind,
                header.content,
                header.content.from,
                "تنصيص + فعل قول + تنصيص",
            );
        }
        let by = header.speaker.or(subject).map_or(By::Elided(agreement), By::Mention);
        let kind =
            if denied && header.content.kind.is_none() { Kind::Say } else { header.content.kind.unwrap_or(verb.kind) };
        let rule = match (by, header.content.mode) {
            (By::Mention(_), Mode::Clause) => "فعل قول + قائل + أن",
            (By::Mention(_), Mode::Direct) => "فعل قول + قائل + تنصيص",
            (By::Mention(_), Mode::Object) => "فعل قول + قائل + مفعول",
            (_, Mode::Clause) => "فعل قول + أن",
            (_, Mode::Direct) => "فعل قول + تنصيص",
            (_, Mode::Object) => "فعل قول + مفعول",
        };
        let from = header.speaker.map_or(at + 1, |speaker| speaker.end);
        let next = self.push(at, by, kind, header.content, from, rule)?;
        self.pass_on(from, header.content.header_end);
        Some(next)
    }

    /// Adds a statement whose verb stands at a unit.
    pub fn push(
        &mut self,
        at: usize,
        by: By,
        kind: Kind,
        content: Content,
        from: usize,
        rule: &'static str,
    ) -> Option<usize> {
        let para = self.para;
        let end = content::end(para, content.from, content.mode);
        let span = content::span(para, content.from, end, content.skip)?;
        let mut circumstances = circumstances::read(para, from, content.header_end);
        let last = self.last_in_sentence(at);
        let start = last.map_or(para.sentence_start(at), |said| said.units.1);
        circumstances = circumstances.or(circumstances::read(para, start.min(at), at));
        let trailing = self.trailing(end);
        circumstances = circumstances.or(trailing);
        if let By::Continued(_) = by {
            circumstances.date = circumstances.date.or(last.and_then(|said| said.at.date));
        }
        self.found.push(Said {
            by,
            verb: Some(at),
            kind,
            span,
            at: circumstances,
            rule,
            because: (at, content.from.max(at + 1)),
            units: (at, end),
        });
        self.quote = None;
        Some(end)
    }

    /// The occasion or source that follows a statement: «…، وذلك خلال مؤتمر صحفي», «…، وفق ما ورد في بيان».
    fn trailing(&self, end: usize) -> Circumstances {
        let para = self.para;
        let comma = usize::from(para.is_comma(end));
        let at = end + comma + usize::from(matches!(para.word(end + comma), "ذلك"));
        let limit = para.sentence_end(end).min(at + 18);
        let opens = para.is(at, sense::ATTRIBUTION)
            || matches!(para.word(at), "في" | "خلال" | "علي" | "عقب" | "اثناء" | "امام" | "عبر" | "ردا" | "بمناسبه");
        let told = if para.is(at, sense::ATTRIBUTION) { attribution::after(para, at) } else { at };
        let stop = (at..limit)
            .find(|&unit| unit > told && (para.is_comma(unit) || para.verb(unit).is_some()))
            .unwrap_or(limit);
        if opens { circumstances::read(para, at, stop) } else { Circumstances::default() }
    }

    /// «"…"، يقول فلان»: the verb after its quotation.
    fn after_quote(&mut self, at: usize, verb: &'static Verb) -> Option<usize> {
        let para = self.para;
        let quote = self.quote.filter(|_| verb.takes & QUOTE != 0)?;
        let between = quote + 1..at;
        let near = between.len() <= 3
            && between.into_iter().all(|unit| {
                para.is_comma(unit)
                    || para.is_stop(unit)
                    || matches!(para.word(unit), "هكذا" | "بهذه" | "كلمات" | "بهذا" | "كما" | "الكلمات" | "العبارات")
            });
        if !near || para.quoted_words(quote) < QUOTE_WORDS_MIN || para.has_and(at) {
            return None;
        }
        let limit = para.sentence_end(at).min(at + 24);
        let speaker = header::speaker(para, at + 1, limit, verb);
        let span = content::span(para, quote, quote + 1, 0)?;
        let end = speaker.map_or(at + 1, |speaker| speaker.end);
        let stop = (end..limit)
            .find(|&unit| para.entry(unit).form == VerbForm::Participle && para.verb(unit).is_some())
            .unwrap_or(limit);
        let agreement = para.entry(at).agreement;
        self.found.push(Said {
            by: speaker.map_or(By::Elided(agreement), By::Mention),
            verb: Some(at),
            kind: verb.kind,
            span,
            at: circumstances::read(para, end, stop),
            rule: "تنصيص + فعل قول",
            because: (quote, at + 1),
            units: (quote, end),
        });
        self.quote = None;
        Some(end)
    }

    /// «…، مشيرا إلى أن …»
    fn participle(&mut self, at: usize, verb: &'static Verb) -> Option<usize> {
        let para = self.para;
        if para.is_definite(at) || para.preposition(at).is_some() {
            return None;
        }
        let limit = para.sentence_end(at).min(at + PARTICIPLE_MAX);
        let content = complement::participle_content(para, at + 1, limit, verb)?;
        let before = at.checked_sub(1)?;
        let continues = self.last_in_sentence(at).is_some_and(|said| said.units.1 == at || said.units.1 == before);
        let opens = para.is_comma(before) || para.is_quote(before) || para.has_and(at);
        let told = content.mode != Mode::Object && para.key(at).ends_with(['ا', 'ه', 'ن']);
        let noun = para.key(at).ends_with('ه')
            && (content.mode == Mode::Object && !opens || matches!(para.word(at), "مقره" | "متابعه" | "مذكره"))
            && !para.is_that(at + 1);
        if noun || !(continues || opens || told) || is_mere_object(para, at, verb, content) {
            return None;
        }
        let agreement = para.entry(at).agreement;
        let kind = content.kind.unwrap_or(verb.kind);
        self.push(at, By::Continued(agreement), kind, content, at + 1, "اسم فاعل يتابع القول")
    }

    /// «ورد بالقول: …», «ويختم حديثه بالقول إن …».
    fn saying(&mut self, at: usize) -> Option<usize> {
        let para = self.para;
        let limit = para.sentence_end(at).min(at + PARTICIPLE_MAX);
        let verb = crate::tables::verbs::VERBS.first()?;
        let content =
            complement::content(para, at + 1, limit, verb, true).filter(|content| content.mode != Mode::Object)?;
        let by = subject::of_sentence(para, at).map_or(By::Continued(Agreement::He), By::Mention);
        self.push(at, by, verb.kind, content, at + 1, "مصدر القول")
    }

    /// A sentence that is nothing but a quotation goes on with what the last speaker said.
    fn lone_quote(&mut self, at: usize) -> Option<usize> {
        let para = self.para;
        let alone = para.sentence_start(at) == at && para.is_stop(at + 1);
        if !alone || para.quoted_words(at) < 5 {
            return None;
        }
        let span = content::span(para, at, at + 1, 0)?;
        self.found.push(Said {
            by: By::Elided(Agreement::He),
            verb: None,
            kind: Kind::Say,
            span,
            at: Circumstances::default(),
            rule: "تنصيص متصل",
            because: (at, at + 1),
            units: (at, at + 1),
        });
        self.quote = None;
        Some(at + 1)
    }
}

/// «نقلت … عن»
fn is_passing_on(para: &Para, at: usize) -> bool {
    matches!(para.loose(at), "نقل" | "نقلت" | "نقلوا" | "تنقل" | "ينقل" | "نسب" | "نسبت")
}

/// Whether what the verb says is denied («لم يستبعد»). `None` if it is not said at all: «لم يعلن», «قبل أن يعلن».
fn is_denied(para: &Para, at: usize) -> Option<bool> {
    let Some(before) = at.checked_sub(1) else { return Some(false) };
    let word = para.word(before);
    if para.is(before, sense::NEGATION) {
        let core = para.core(at);
        return (core.contains("ستبعد") || core.contains("نف") || core.contains("خف")).then_some(true);
    }
    let present = para.entry(at).form == VerbForm::Present;
    // «قبل أن يضيف: …» is said.
    let goes_on = matches!(
        para.core(at),
        "يضيف"
            | "تضيف"
            | "يستدرك"
            | "تستدرك"
            | "يتابع"
            | "تتابع"
            | "يختم"
            | "تختم"
            | "يردف"
            | "تردف"
    );
    if word == "ان" && goes_on && before.checked_sub(1).is_some_and(|first| para.word(first) == "قبل") {
        return Some(false);
    }
    // «إلى نفي الرواية», «بعد رفض الطلب»: a noun written like its verb.
    if para.is(before, sense::CIRCUMSTANCE)
        && matches!(word, "الي" | "علي" | "عن" | "في" | "بعد" | "خلال" | "عقب" | "اثر" | "منذ" | "مع" | "حول")
    {
        return None;
    }
    let contrast = word == "حين" && before.checked_sub(1).is_some_and(|first| para.word(first) == "في");
    let blocked = !contrast
        && match word {
            "بعدما" | "عندما" => present,
            "ان" | "عدم" | "كي" | "لكي" | "لو" | "اذا" | "هل" | "مما" | "ما" | "قبل" | "حين" | "حتي" => {
                true
            }
            "قد" | "كان" | "كانت" | "كانوا" | "ربما" => {
                present && word != "كان" && word != "كانت" && word != "كانوا"
            }
            _ => false,
        };
    (!blocked).then_some(false)
}

/// «أيدت محكمة الاستئناف الحكم», «رفض القاضي الطلب»: a court decides.
fn is_ruling(para: &Para, at: usize, speaker: Option<Mention>, mode: Mode) -> bool {
    let decides = para.verb(at).is_some_and(|verb| matches!(verb.past, "أيد" | "رفض" | "أقر" | "أدان" | "دان"));
    let court = speaker.is_some_and(|speaker| {
        matches!(para.core(speaker.from), "محكمه" | "محاكم" | "قاضي" | "قاضيه" | "قضاء" | "برلمان")
    });
    decides && court && mode == Mode::Object
}

/// «ويذكر أن», «ويشار إلى أن», «ويتوقع أن»: nobody says it.
fn is_impersonal(para: &Para, at: usize, verb: &Verb, elided: bool) -> bool {
    let present = para.entry(at).form == VerbForm::Present;
    let passive = matches!(
        verb.past,
        "ذكر"
            | "أشار"
            | "اعتقد"
            | "توقع"
            | "رجح"
            | "اعتبر"
            | "عد"
            | "قدر"
            | "ظن"
            | "زعم"
            | "أكد"
            | "شهد"
            | "خشي"
            | "أمل"
            | "روى"
            | "حكى"
            | "وعد"
            | "علق"
            | "سجل"
            | "لاحظ"
            | "نشر"
            | "أظهر"
            | "رأى"
    );
    let one =
        para.entry(at).agreement == Agreement::He || verb.past == "اعتبر" || verb.past == "عد" || verb.past == "وعد";
    present && passive && one && elided
}

/// A participle that only describes, with an object that is no content: «مدير المعهد، معلنا».
fn is_mere_object(para: &Para, at: usize, verb: &Verb, content: Content) -> bool {
    content.mode == Mode::Object
        && verb.takes & WEAK != 0
        && verb.takes & OBJECT != 0
        && !para.is_quote(content.from)
        && at + 1 == content.from
        && !matches!(verb.past, "وصف" | "حمل")
}
