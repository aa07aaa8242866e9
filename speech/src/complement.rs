//! The content of a verb of saying: where it begins, and how it is joined to its verb.

use crate::head;
use crate::lexicon::{VerbForm, sense};
use crate::model::Kind;
use crate::para::{Para, UnitKind};
use crate::shape;
use crate::tables::verbs::{ACT, ALA, AN, BI, FEELING, FEELINGS, FI, ILA, MIN, OBJECT, QUOTE, THAT, Verb, WEAK};
use arabic::normalize::key;

/// How the content is joined to its verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// After «أن», «إن».
    Clause,
    /// A verbal noun or another object.
    Object,
    /// After a colon, or a quotation right after the speaker.
    Direct,
}

/// Words that belong to neither speaker nor circumstance, at most, before the content of a verb is given up.
const STRANGE_MAX: usize = 6;

/// The content of a verb: where it begins and how it is joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Content {
    pub from: usize,
    /// Bytes of the first word that are a preposition.
    pub skip: usize,
    pub mode: Mode,
    /// The kind that the content gives («أعرب عن قلقه»), if it is not the verb's.
    pub kind: Option<Kind>,
    /// The unit before which the header ends.
    pub header_end: usize,
}

/// Whether a word begins with the preposition ب, as far as can be seen.
pub(crate) fn is_bi(para: &Para, at: usize) -> bool {
    let word = para.word(at);
    matches!(word, "ب" | "بما" | "بمن")
        || para.preposition(at) == Some('ب')
        || word.starts_with('ب') && word.len() >= 8 && !para.is(at, sense::NOUN)
}

/// Finds the content of a verb from a unit on.
pub(crate) fn content(para: &Para, from: usize, limit: usize, verb: &Verb, has_speaker: bool) -> Option<Content> {
    scan(
        Scan {
            para,
            verb,
            limit,
            has_speaker,
            circumstance: false,
            strange: 0,
            recent: 0,
            transparent: false,
            tight: false,
        },
        from,
    )
}

/// Finds the content of a participle.
pub(crate) fn participle_content(para: &Para, from: usize, limit: usize, verb: &Verb) -> Option<Content> {
    scan(
        Scan {
            para,
            verb,
            limit,
            has_speaker: true,
            circumstance: false,
            strange: 0,
            recent: 0,
            transparent: false,
            tight: true,
        },
        from,
    )
}

fn scan(mut scan: Scan, from: usize) -> Option<Content> {
    let limit = scan.limit;
    let mut at = from;
    while at < limit {
        match scan.step(at, at == from) {
            Step::Found(content) => return Some(content),
            Step::Next(next) => at = next.max(at + 1),
            Step::Nothing => return None,
        }
    }
    None
}

enum Step {
    Found(Content),
    Next(usize),
    Nothing,
}

struct Scan<'p, 'a> {
    para: &'p Para<'a>,
    verb: &'p Verb,
    limit: usize,
    has_speaker: bool,
    /// Inside «في مؤتمر صحفي …» and the like.
    circumstance: bool,
    strange: usize,
    /// The same since the last comma.
    recent: usize,
    /// After «قائلا», «بالقول»: whatever the verb, a quotation may follow.
    transparent: bool,
    /// After a participle: nothing but a circumstance may stand between commas.
    tight: bool,
}

impl Scan<'_, '_> {
    fn takes(&self, what: u16) -> bool {
        self.verb.takes & what != 0
    }

    fn found(&self, from: usize, mode: Mode, header_end: usize) -> Step {
        if from >= self.limit {
            return Step::Nothing;
        }
        Step::Found(Content { from, skip: 0, mode, kind: None, header_end })
    }

    fn step(&mut self, at: usize, first: bool) -> Step {
        let para = self.para;
        if let Some(time) = para.time(at) {
            self.circumstance = false;
            return Step::Next(para.unit_at(time.end));
        }
        match para.kind(at) {
            Some(UnitKind::Quote) => self.quote(at, first),
            Some(UnitKind::Mark(':')) if self.takes(QUOTE) || self.transparent => {
                // «قال المتحدث: إن الشركة …»
                let that = usize::from(para.is_that(at + 1));
                self.found(at + 1 + that, if that > 0 { Mode::Clause } else { Mode::Direct }, at)
            }
            Some(UnitKind::Mark('،' | ',' | '-' | '–' | '—')) => self.comma(at),
            Some(UnitKind::Parenthesis | UnitKind::Number) => Step::Next(at + 1),
            Some(UnitKind::Word) => self.word(at, first),
            _ => Step::Nothing,
        }
    }

    fn quote(&mut self, at: usize, first: bool) -> Step {
        let para = self.para;
        if head::names_thing(para, at) && !first {
            // «لـ«كورة» ما نشر»: the outlet has its name, and the object may follow.
            self.circumstance &= !at.checked_sub(1).is_some_and(|before| matches!(para.word(before), "ل" | "لـ"));
            return Step::Next(at + 1);
        }
        let words = para.quoted_words(at);
        let open =
            at.checked_sub(1).is_some_and(|before| para.is_comma(before) || para.is(before, sense::SAYING)) || first;
        let ends = para.is_stop(at + 1) || para.is_comma(at + 1);
        if (self.takes(QUOTE) || self.transparent) && (words >= 3 || (open || ends) && words >= 2 && !self.takes(WEAK))
        {
            return self.found(at, Mode::Direct, at);
        }
        // «مشيدا "بعزم" …»: the preposition is inside the marks.
        let bi = self.takes(BI) && para.inside(at).is_some_and(|(from, _)| para.text.key(from).starts_with('ب'));
        let act = self.takes(ACT) && para.inside(at).is_some_and(|(from, _)| shape::is_act_token(&para.text, from));
        if act && !self.takes(WEAK) {
            return self.found(at, Mode::Object, at);
        }
        if (self.takes(OBJECT) || bi) && !self.circumstance && !self.takes(WEAK) {
            return self.found(at, Mode::Object, at);
        }
        self.strange += 1;
        Step::Next(at + 1)
    }

    /// After a comma only circumstances and parentheses may stand before the content.
    fn comma(&mut self, at: usize) -> Step {
        self.circumstance = false;
        self.recent = 0;
        let next = at + 1;
        let entry = self.para.entry(next);
        let open = entry.is(sense::CIRCUMSTANCE | sense::ATTRIBUTION | sense::THAT)
            || self.para.is_quote(next)
            || self.para.time(next).is_some();
        if self.tight && !open {
            return Step::Nothing;
        }
        if let Some(after) = self.apposition(at) {
            return Step::Next(after);
        }
        // «…، وهو بائع خضار في السوق، …»
        if matches!(
            self.para.key(next),
            "وهو" | "وهي" | "وهم" | "واسمه" | "واسمها" | "ويدعي" | "وتدعي" | "يدعي" | "تدعي"
        ) {
            let close =
                (next..self.limit.min(next + 16)).find(|&at| self.para.is_comma(at) || self.para.mark(at) == Some(':'));
            return close.map_or(Step::Nothing, Step::Next);
        }
        if entry.is(sense::BREAK) || self.para.is_joined(next) && !entry.is(sense::ATTRIBUTION | sense::CIRCUMSTANCE) {
            return Step::Nothing;
        }
        Step::Next(next)
    }

    /// «…، القائم بأعمال السفارة لدى الدولة، …» before an object: the unit after it.
    fn apposition(&self, comma: usize) -> Option<usize> {
        let para = self.para;
        let first = comma + 1;
        let titled =
            self.takes(OBJECT) && self.has_speaker && para.is(first, sense::TITLE) && !para.is(first, sense::MANY);
        let titled = titled && !para.is_joined(first);
        let close = (first..(first + 12).min(self.limit)).find(|&at| para.is_comma(at) || para.verb(at).is_some())?;
        (titled && para.is_comma(close)).then_some(close + 1)
    }

    fn word(&mut self, at: usize, first: bool) -> Step {
        let para = self.para;
        let entry = para.entry(at);
        if para.is_that(at) {
            let subordinate = at.checked_sub(1).is_some_and(|before| {
                matches!(
                    para.word(before),
                    "بعد"
                        | "قبل"
                        | "منذ"
                        | "دون"
                        | "رغم"
                        | "غير"
                        | "الا"
                        | "سوي"
                        | "بيد"
                        | "كما"
                        | "لو"
                        | "يمكن"
                        | "يجب"
                )
            });
            let fits = self.takes(THAT) && (!subordinate && !para.is_joined(at) || para.word(at).starts_with("فا"));
            return if fits { self.found(at + 1, Mode::Clause, at) } else { self.skip(at) };
        }
        if entry.is(sense::SAYING)
            || entry.form == VerbForm::Participle && entry.verb().is_some_and(|verb| verb.past == "قال")
        {
            self.transparent = true;
            return Step::Next(at + 1);
        }
        if let Some(step) = self.preposition(at, first) {
            return step;
        }
        // «في بيان له كافة الكتائب»
        if self.circumstance && matches!(para.key(at), "له" | "لها" | "لهم") {
            self.circumstance = false;
            return Step::Next(at + 1);
        }
        // «أسفه» is written like «آسفة».
        if self.takes(FEELING) && !self.takes(AN) && feeling(para, at).is_some() {
            return self.object(at, 0, feeling(para, at));
        }
        if entry.is(sense::CIRCUMSTANCE | sense::ATTRIBUTION | sense::RELATIVE) {
            self.circumstance = true;
            return Step::Next(at + 1);
        }
        if let Some(other) = entry.verb().filter(|_| !entry.is(sense::NOUN) && !para.is_definite(at)) {
            // Another verb: a relative clause goes on, everything else ends the search.
            let before = at.checked_sub(1);
            let inside = before.is_some_and(|before| para.is(before, sense::RELATIVE | sense::ACT))
                || other.takes & WEAK != 0 && !para.is_joined(at);
            return if inside { self.skip(at) } else { Step::Nothing };
        }
        if entry.is(sense::BREAK) {
            return Step::Nothing;
        }
        // «أعلن النادي، على موقعه الإلكتروني، تعاقده مع …»: what is his is no part of a circumstance.
        let own = self.circumstance
            && self.takes(ACT)
            && has_pronoun(para, at)
            && shape::is_act(para, at)
            && at.checked_sub(1).is_some_and(|before| !para.is(before, sense::CIRCUMSTANCE));
        if own {
            return self.object(at, 0, None);
        }
        if !self.circumstance && self.is_object(at, first) {
            let kind = if self.takes(FEELING) { feeling(para, at) } else { None };
            return self.object(at, 0, kind);
        }
        self.skip(at)
    }

    fn skip(&mut self, at: usize) -> Step {
        self.strange += usize::from(!self.circumstance);
        self.recent += usize::from(!self.circumstance);
        let limit = if self.takes(WEAK) { 2 } else { STRANGE_MAX };
        if self.strange > limit { Step::Nothing } else { Step::Next(at + 1) }
    }

    /// The content behind the verb's own preposition: «حذر من», «أشار إلى», «تعهد ب», «أعرب عن».
    fn preposition(&mut self, at: usize, first: bool) -> Option<Step> {
        let para = self.para;
        let word = para.word(at);
        // «أقر البرلمان القانون بأغلبية»: the object came first.
        let late = self.recent > 0
            && self.has_speaker
            && !self.circumstance
            && !self.takes(OBJECT)
            && !para.is_that(at + 1)
            && !para.is_quote(at + 1);
        let own = match word {
            "من" => MIN,
            "الي" => ILA,
            "عن" => AN,
            // «تساءل عما إذا كان …»
            "عما" if self.takes(AN) => return Some(self.object(at, 0, None)),
            "علي" => ALA,
            "في" => FI,
            "ب" => BI,
            _ if self.takes(BI) && late && is_bi(para, at) => return Some(Step::Nothing),
            _ if self.takes(BI)
                && is_bi(para, at)
                && (!self.circumstance || first || para.preposition(at).is_some() || matches!(word, "بما" | "بمن")) =>
            {
                return Some(self.bi(at));
            }
            _ => return None,
        };
        if !self.takes(own) || para.is_joined(at) {
            return None;
        }
        if late {
            return Some(Step::Nothing);
        }
        let next = at + 1;
        if para.is_that(next) && self.takes(THAT) {
            return Some(self.found(next + 1, Mode::Clause, at));
        }
        let entry = para.entry(next);
        if self.takes(FEELING) {
            return feeling(para, next).map(|kind| self.object(next, 0, Some(kind)));
        }
        let quoted = para.is_quote(next);
        let circumstance = own != BI
            && (word == "علي" && para.word(next) == "هامش"
                || para.time(next).is_some()
                || entry.is(sense::OCCASION | sense::OUTLET) && matches!(word, "في" | "من"));
        if circumstance || !quoted && !para.is_word(next) || self.takes(WEAK) && !quoted && !shape::is_act(para, next) {
            return None;
        }
        // «كشف عن هاتف» and «أعلن عن جائزة» tell of things, not of what was said.
        let tells = self.verb.kind == Kind::Announce || self.takes(WEAK);
        if own == AN && tells && !quoted && !shape::is_act(para, next) {
            return Some(Step::Nothing);
        }
        Some(match self.object(next, 0, None) {
            Step::Found(content) => Step::Found(Content { header_end: at, ..content }),
            other => other,
        })
    }

    /// A word with ب written against it, or «بـ» before a quotation.
    fn bi(&self, at: usize) -> Step {
        let para = self.para;
        if self.takes(WEAK) && !shape::is_act(para, at) {
            return Step::Nothing;
        }
        let written = para.written(at, at + 1);
        let joined = written
            .strip_prefix('و')
            .or_else(|| written.strip_prefix('ف'))
            .filter(|_| para.is_joined(at))
            .unwrap_or(written);
        let rest = joined.strip_prefix('ب').map(|rest| rest.trim_start_matches(arabic::normalize::is_dropped));
        let skip = rest.map_or(0, |rest| written.len() - rest.len());
        self.object(at, skip, None)
    }

    /// Whether the object of the verb begins here.
    fn is_object(&self, at: usize, first: bool) -> bool {
        let para = self.para;
        let entry = para.entry(at);
        if entry.is(sense::FUNCTION)
            && !matches!(para.word(at), "كل" | "اي" | "ما" | "هذا" | "هذه" | "ذلك" | "تلك" | "جميع" | "كافه" | "ايه")
            || para.preposition(at).is_some()
        {
            return false;
        }
        if self.takes(FEELING) && !self.takes(AN) {
            return feeling(para, at).is_some();
        }
        if self.takes(WEAK) {
            return self.is_weak_object(at);
        }
        if self.takes(OBJECT) {
            return self.has_speaker || first;
        }
        self.takes(ACT) && shape::is_act(para, at)
    }

    /// «وصف القرار بـ"الخاطئ"», «حمل الحكومة مسؤولية …»: what makes these verbs speech stands after the object.
    fn is_weak_object(&self, at: usize) -> bool {
        let para = self.para;
        let ahead = at..(at + 10).min(self.limit);
        match self.verb.past {
            "وصف" if para.is_quote(at) || para.key(at) == "ب" && para.is_quote(at + 1) => true,
            "وصف" => ahead.into_iter().any(|at| {
                matches!(para.key(at), "بانه" | "بانها" | "بانهم") || para.key(at) == "ب" && para.is_quote(at + 1)
            }),
            "حمل" => ahead.into_iter().any(|at| matches!(para.core(at), "مسءوليه")),
            _ => false,
        }
    }

    /// «أعلن الحكم نهاية المباراة», «دعا المدير الموظفين إلى حفل»: an act, not a statement.
    fn is_no_statement(&self, from: usize) -> bool {
        let para = self.para;
        match self.verb.past {
            "أعلن" => {
                matches!(para.core(from), "نهايه" | "بدايه" | "انطلاق")
                    && matches!(para.core(from + 1), "مباراه" | "شوط" | "لقاء" | "مواجهه" | "سباق")
            }
            // «أرجع الانقطاع إلى عطب», not «أرجع الكرة».
            "أرجع" | "عزا" => !(from..self.limit.min(from + 12)).any(|at| para.word(at) == "الي"),
            "دعا" => (from..self.limit.min(from + 8)).any(|at| {
                para.word(at) == "الي" && matches!(para.core(at + 1), "حفل" | "مادبه" | "عشاء" | "غداء" | "وليمه")
            }),
            _ => false,
        }
    }

    fn object(&self, from: usize, skip: usize, kind: Option<Kind>) -> Step {
        let para = self.para;
        if self.is_no_statement(from) {
            return Step::Nothing;
        }
        // «رفض التعليق», «رفض الكشف عن هويته», «نفى ذلك» say nothing.
        let pointing = matches!(para.core(from), "ذلك" | "هذا" | "هذه" | "تلك") && !para.is_definite(from + 1);
        // «وعزا ذلك إلى …», «معتبرا ذلك "…"» say something.
        let traced = pointing
            && (para.is_quote(from + 1)
                || matches!(self.verb.past, "أرجع" | "عزا" | "اعتبر" | "وصف") && !para.is_boundary(from + 1));
        if (pointing && !traced
            || matches!(para.core(from), "تعليق" | "ادلاء" | "كشف" | "افصاح" | "اجابه" | "حديث" | "خوض"))
            && self.takes(OBJECT)
            || from >= self.limit
        {
            return Step::Nothing;
        }
        let from = if para.word(from) == "ب" && para.is_quote(from + 1) { from + 1 } else { from };
        Step::Found(Content { from, skip, mode: Mode::Object, kind, header_end: from })
    }
}

/// «تعاقده», «انسحابها»: a noun with the pronoun of its subject.
pub(crate) fn has_pronoun(para: &Para, at: usize) -> bool {
    let key = para.key(at);
    para.last_letter(at) == Some('ه') || key.ends_with("ها") || key.ends_with("هم")
}

/// The kind that a noun of feeling makes: «قلقه», «عن أمله».
fn feeling(para: &Para, at: usize) -> Option<Kind> {
    // «عن "قلقها" إزاء الهجوم»
    let word = match para.inside(at) {
        Some((from, _)) => para.text.key(from),
        None => para.key(at),
    };
    if para.inside(at).is_none() && !para.is(at, sense::FEELING) {
        return None;
    }
    FEELINGS.iter().find(|(_, words)| words.split(' ').any(|known| key(known) == word)).map(|(kind, _)| *kind)
}
