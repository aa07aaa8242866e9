//! The statements of a French or English paragraph as they stand there.

use crate::content::{self, Span};
use crate::model::Kind;
use crate::para::{Para, UnitKind};
use crate::western_verb::{self as verb, Verb, is_direct};
use arabic::Language;

/// Units between a verb and its content, at most.
const HEADER_MAX: usize = 16;

/// Units of a subject, at most.
const SUBJECT_MAX: usize = 24;

/// Words of a quotation that is speech, at least.
const QUOTE_WORDS_MIN: usize = 3;

/// Who said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// Units of the subject as written.
    Subject(usize, usize),
    /// The last speaker: a pronoun, a participle, a quotation that goes on.
    Last,
}

/// A statement, in units and bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Said {
    pub by: By,
    /// Units of the verb.
    pub verb: Option<(usize, usize)>,
    pub kind: Kind,
    pub span: Span,
    pub occasion: Option<(usize, usize)>,
    /// Whether the occasion is a text: a communiqué, a statement.
    pub is_source: bool,
    /// Units between verb and content, where a day may stand.
    pub header: (usize, usize),
    pub rule: &'static str,
}

/// Reads the statements of a paragraph.
pub(crate) fn read(para: &Para, language: Language) -> Vec<Said> {
    let mut reader = Reader { para, language, found: Vec::new(), quote: None, taken: 0 };
    if let Some(said) = reader.label() {
        return vec![said];
    }
    let mut at = 0;
    while at < para.len() {
        at = reader.step(at).max(at + 1);
    }
    reader.found
}

struct Reader<'p, 'a> {
    para: &'p Para<'a>,
    language: Language,
    found: Vec<Said>,
    quote: Option<usize>,
    /// The unit after what statements have taken.
    taken: usize,
}

impl Reader<'_, '_> {
    /// `Name: "…"` in headlines and interviews.
    fn label(&self) -> Option<Said> {
        let para = self.para;
        let colon = (0..para.len().min(10)).find(|&at| para.mark(at) == Some(':'))?;
        let quoted = para.is_quote(colon + 1);
        let capital = (0..colon).filter(|&at| is_capital(para, at)).count();
        let short = para.index == crate::model::HEADLINE || colon <= 4;
        if !short || !quoted || colon == 0 || capital == 0 || (0..colon).any(|at| self.verb(at).is_some()) {
            return None;
        }
        let span = content::span(para, colon + 1, colon + 2, 0)?;
        Some(Said {
            by: By::Subject(0, colon),
            verb: None,
            kind: Kind::Say,
            span,
            occasion: None,
            is_source: false,
            header: (colon, colon),
            rule: "speaker and colon",
        })
    }

    fn step(&mut self, at: usize) -> usize {
        let para = self.para;
        if para.is_quote(at) {
            self.quote = Some(at);
            return self.lone_quote(at).unwrap_or(at + 1);
        }
        if let Some(next) = self.according(at) {
            return next;
        }
        let Some(verb) = self.verb(at) else { return at + 1 };
        self.reported(verb).or_else(|| self.after_quote(verb)).unwrap_or(at + 1)
    }

    /// «X said that …», «X a annoncé que …», «adding that …».
    fn reported(&mut self, verb: Verb) -> Option<usize> {
        let para = self.para;
        let (from, end_of_header, clause) = self.content(verb)?;
        let by = if verb.participle || verb.inverted { By::Last } else { self.subject_before(verb.from)? };
        let end = self.end(from, clause);
        let span = content::span(para, from, end, 0)?;
        let rule = if clause { "verb and clause" } else { "verb and quotation" };
        self.take(by, verb, span, end_of_header, rule);
        self.taken = end;
        Some(end)
    }

    /// Keeps the statement of a verb whose header ends at a unit.
    fn take(&mut self, by: By, verb: Verb, span: Span, end_of_header: usize, rule: &'static str) {
        let occasion = self.occasion(verb.end, end_of_header);
        self.found.push(Said {
            by,
            verb: Some((verb.from, verb.end)),
            kind: verb.kind,
            span,
            occasion,
            is_source: self.is_source(occasion),
            header: (verb.end, end_of_header),
            rule,
        });
        self.quote = None;
    }

    /// Where the content begins, where the header ends, and whether it is a clause.
    fn content(&self, verb: Verb) -> Option<(usize, usize, bool)> {
        let para = self.para;
        let mut at = verb.end;
        let mut free = true;
        while at < para.len().min(verb.end + HEADER_MAX) {
            if let Some(time) = para.time(at) {
                at = para.unit_at(time.end).max(at + 1);
                continue;
            }
            match para.kind(at)? {
                UnitKind::Quote if para.quoted_words(at) >= QUOTE_WORDS_MIN || at == verb.end => {
                    return Some((at, at, false));
                }
                UnitKind::Mark(':') => return para.is_quote(at + 1).then_some((at + 1, at, false)),
                UnitKind::Mark(',') => free = true,
                UnitKind::Word => {
                    let word = para.key(at);
                    if matches!(word, "that" | "que" | "qu") {
                        return Some((at + 1, at, true));
                    }
                    let adjunct = matches!(
                        word,
                        "on" | "in"
                            | "at"
                            | "during"
                            | "late"
                            | "early"
                            | "to"
                            | "reporters"
                            | "lors"
                            | "dans"
                            | "a"
                            | "au"
                            | "en"
                            | "le"
                            | "la"
                            | "sur"
                            | "aux"
                            | "devant"
                            | "journalists"
                    );
                    let day = matches!(word, "on" | "le" | "late" | "early") && para.time(at + 1).is_some();
                    if self.language == Language::English && free && !adjunct && !day && is_direct(para.key(verb.from))
                    {
                        return Some((at, at, true));
                    }
                    free = day && free;
                }
                UnitKind::Parenthesis | UnitKind::Number => {}
                _ => return None,
            }
            at += 1;
        }
        None
    }

    fn end(&self, from: usize, clause: bool) -> usize {
        let para = self.para;
        let stop = para.sentence_end(from);
        // `admits "serious failings" after engine fire`: a few quoted words among the writer's.
        let among =
            para.is_quote(from) && para.quoted_words(from) < 4 && !clause && from + 1 < stop && para.is_word(from + 1);
        if para.is_quote(from) && !among && (!clause || from + 1 >= stop || para.is_comma(from + 1)) {
            return from + 1;
        }
        for at in from + 1..stop {
            let joined = matches!(para.key(at), "and" | "et" | "but" | "mais");
            let comma = para.is_comma(at);
            let next = at + 1;
            let continues = (comma || joined)
                && self.verb(next).is_some_and(|verb| (verb.participle || joined) && self.content(verb).is_some());
            let source = comma
                && (matches!(para.key(next), "selon" | "according")
                    || para.key(next) == "d" && para.key(next + 1) == "apres");
            if continues || source {
                return at;
            }
        }
        stop
    }

    /// The subject before a verb: from the start of its clause, without adverbs and days in front.
    fn subject_before(&self, verb: usize) -> Option<By> {
        let para = self.para;
        let mut start = para.sentence_start(verb).max(self.taken).max(verb.saturating_sub(SUBJECT_MAX));
        // `… and warned that`: the subject is the one before.
        if matches!(para.key(start), "and" | "et" | "but" | "mais") && start + 1 == verb {
            return Some(By::Last);
        }
        while start < verb
            && (para.is_comma(start)
                || para.is_quote(start)
                || matches!(para.key(start), "and" | "et" | "but" | "mais" | "meanwhile" | "however"))
        {
            start += 1;
        }
        // «Mardi, le maire …»: a day in front.
        if let Some(time) = para.time(start + usize::from(matches!(para.key(start), "on" | "le"))) {
            start = para.unit_at(time.end);
            start += usize::from(para.is_comma(start));
        }
        // «Au port, le capitaine …», `In a letter, she …`: a circumstance in front.
        if is_circumstance(para.key(start))
            && let Some(comma) = (start..verb).find(|&at| para.is_comma(at)).filter(|&comma| comma + 1 < verb)
        {
            start = comma + 1;
        }
        let before = verb.checked_sub(1)?;
        let end = if para.is_comma(before) { before } else { verb };
        let end = end
            - usize::from(
                end > start && matches!(para.key(end - 1), "has" | "have" | "also" | "who" | "qui" | "later" | "had"),
            );
        // A long clause with a conjunction is no subject.
        let clause = (start..end)
            .any(|at| matches!(para.key(at), "si" | "que" | "qu" | "that" | "if" | "because" | "alors"))
            && end - start > 8;
        if clause || start >= end || (start..end).any(|at| para.is_quote(at) && para.quoted_words(at) > 4) {
            return None;
        }
        Some(subject(para, start, end))
    }

    /// `"…," said X`, `"…," X told reporters`, «…», a-t-il dit.
    fn after_quote(&mut self, verb: Verb) -> Option<usize> {
        let para = self.para;
        let quote = self.quote.filter(|&quote| para.quoted_words(quote) >= QUOTE_WORDS_MIN)?;
        let between = (quote + 1..verb.from).filter(|&at| !para.is_comma(at)).count();
        if between > 14 || (quote + 1..verb.from).any(|at| para.is_stop(at)) {
            return None;
        }
        let stop = para.sentence_end(verb.from);
        let by = if verb.inverted {
            By::Last
        } else if between > 0 {
            let start = (quote + 1..verb.from).find(|&at| !para.is_comma(at))?;
            subject(para, start, verb.from)
        } else {
            let end = (verb.end..stop.min(verb.end + 14)).find(|&at| ends_subject(para, at)).unwrap_or(stop);
            let end = if para.is_comma(end) { self.apposition(verb.end, end, stop) } else { end };
            if end <= verb.end { By::Last } else { subject(para, verb.end, end) }
        };
        let span = content::span(para, quote, quote + 1, 0)?;
        self.take(by, verb, span, stop, "quotation and verb");
        self.taken = verb.end;
        Some(verb.end)
    }

    /// `said the mayor, Anna Brandt`: the name after a comma.
    fn apposition(&self, from: usize, comma: usize, stop: usize) -> usize {
        let para = self.para;
        let named = (from + 1..comma).any(|at| is_capital(para, at)) || is_capital(para, from);
        let mut end = comma + 1;
        while end < stop && is_capital(para, end) {
            end += 1;
        }
        if !named && end > comma + 2 { end } else { comma }
    }

    /// `According to X, …`, «selon X, …», and the same after its clause.
    fn according(&mut self, at: usize) -> Option<usize> {
        let para = self.para;
        let from = match (para.key(at), para.key(at + 1)) {
            ("according", "to") => at + 2,
            ("selon", _) => at + 1,
            ("d", "apres") => at + 2,
            _ => return None,
        };
        let (start, stop) = (para.sentence_start(at), para.sentence_end(at));
        let comma = (from..stop.min(from + SUBJECT_MAX)).find(|&at| para.is_comma(at)).unwrap_or(stop);
        let end = if comma < stop { self.apposition(from, comma, stop) } else { stop };
        let named = (from..end).any(|at| is_capital(para, at))
            || matches!(para.key(from), "the" | "le" | "la" | "l" | "les" | "un" | "une" | "a" | "an");
        if !named || matches!(para.key(from), "que" | "qu" | "lui" | "elle") {
            return None;
        }
        let by = subject(para, from, end);
        let (first, last) =
            if at == start { (end, self.end(end.min(stop), true)) } else { (start.max(self.taken), at) };
        let span = content::span(para, first, last, 0)?;
        if at > start && (!para.is_comma(at - 1) || self.taken > start) {
            return None;
        }
        self.found.push(Said {
            by,
            verb: Some((at, from)),
            kind: Kind::Say,
            span,
            occasion: None,
            is_source: false,
            header: (from, end),
            rule: "according to",
        });
        self.taken = end.max(last);
        Some(self.taken)
    }

    /// A sentence that is only a quotation goes on with what was said before it in the paragraph.
    fn lone_quote(&mut self, at: usize) -> Option<usize> {
        let para = self.para;
        let alone = para.sentence_start(at) == at && at + 1 >= para.sentence_end(at);
        let last = self.found.last()?;
        if !alone || para.quoted_words(at) < 3 || self.found.is_empty() {
            return None;
        }
        let (verb, kind) = (last.verb, last.kind);
        let span = content::span(para, at, at + 1, 0)?;
        self.found.push(Said {
            by: By::Last,
            verb,
            kind,
            span,
            occasion: None,
            is_source: false,
            header: (at, at),
            rule: "quotation goes on",
        });
        self.quote = None;
        Some(at + 1)
    }

    fn is_source(&self, occasion: Option<(usize, usize)>) -> bool {
        occasion.is_some_and(|(from, _)| matches!(self.para.key(from), "communique" | "statement"))
    }

    /// `in an interview with …`, «lors d'une conférence de presse», «dans un communiqué».
    fn occasion(&self, from: usize, end: usize) -> Option<(usize, usize)> {
        let para = self.para;
        let noun = (from..end).find(|&at| {
            matches!(
                para.key(at),
                "interview"
                    | "conference"
                    | "communique"
                    | "statement"
                    | "speech"
                    | "entretien"
                    | "discours"
                    | "tweet"
                    | "letter"
                    | "lettre"
                    | "debate"
                    | "briefing"
                    | "hearing"
                    | "meeting"
                    | "reunion"
                    | "audience"
            )
        })?;
        let news = noun.checked_sub(1).filter(|&before| para.key(before) == "news").unwrap_or(noun);
        let stop = (noun + 1..end)
            .find(|&at| {
                para.is_comma(at)
                    || para.is_stop(at)
                    || para.is_quote(at)
                    || para.time(at).is_some()
                    || matches!(para.key(at), "that" | "que" | "qu" | "on")
            })
            .unwrap_or(end);
        Some((news, stop.min(noun + 8)))
    }

    fn verb(&self, at: usize) -> Option<Verb> {
        verb::at(self.para, at, self.language)
    }
}

/// The subject in units: the last speaker if it is a pronoun.
fn subject(para: &Para, from: usize, end: usize) -> By {
    let pronoun = end == from + 1
        && matches!(para.key(from), "he" | "she" | "they" | "it" | "il" | "elle" | "ils" | "elles" | "who" | "qui");
    if pronoun { By::Last } else { By::Subject(from, end) }
}

/// Words that open a circumstance at the start of a sentence.
fn is_circumstance(key: &str) -> bool {
    matches!(
        key,
        "in" | "during"
            | "after"
            | "before"
            | "at"
            | "on"
            | "while"
            | "when"
            | "as"
            | "with"
            | "despite"
            | "since"
            | "from"
            | "under"
            | "following"
            | "but"
            | "if"
            | "though"
            | "although"
            | "because"
            | "en"
            | "dans"
            | "au"
            | "aux"
            | "a"
            | "par"
            | "pour"
            | "apres"
            | "avant"
            | "pendant"
            | "depuis"
            | "lors"
            | "juste"
            | "pourtant"
            | "quand"
            | "alors"
            | "sans"
            | "avec"
            | "malgre"
            | "face"
            | "interroge"
            | "asked"
            | "speaking"
            | "s"
    )
}

fn ends_subject(para: &Para, at: usize) -> bool {
    para.is_comma(at)
        || para.is_stop(at)
        || para.is_quote(at)
        || para.time(at).is_some()
        || matches!(
            para.key(at),
            "in" | "at"
                | "on"
                | "after"
                | "before"
                | "as"
                | "when"
                | "while"
                | "apres"
                | "avant"
                | "lors"
                | "dans"
                | "au"
                | "sur"
                | "en"
                | "devant"
                | "qui"
                | "who"
                | "a"
                | "pour"
                | "mardi"
        )
}

/// Whether a word is written with a capital.
pub(crate) fn is_capital(para: &Para, at: usize) -> bool {
    para.is_word(at) && para.written(at, at + 1).chars().next().is_some_and(char::is_uppercase)
}
