//! Screens comments before a person reads them: word lists of the moderators, addresses, and the classifier.
//!
//! A moderator can see and reverse every result. Screening decides whether a comment is published as the policy says
//! ([`Verdict::Pass`]), waits ([`Verdict::Hold`]) or is spam ([`Verdict::Spam`]), with the reasons for each verdict.
//! Only a word that moderators have marked as spam makes a comment spam; a high probability alone makes it wait. This
//! module sends no text to other machines.
//!
//! Positions in [`Reason`]s are byte offsets in the name or the text as given.

mod classifier;
mod likeness;
mod words;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use arabic::evasion::{Disguise, Entry, WordList};
pub use arabic::links::{Link, LinkKind, links};
use store::source::Source;

use crate::base::error::Result;
use crate::base::word_list::all_words;

pub(crate) use classifier::unlearn_unchecked;
pub use classifier::{Counts, DECISIONS_MIN, FEATURES, Opinion, Token, Weighed, decisions, learn, tokens, unlearn};
pub use likeness::{LIKE_LETTERS_MIN, Likeness, alike, fingerprint, likeness};
pub(crate) use words::FIRST_LIST;
pub use words::{
    SCREEN_NOTE_CHARS_MAX, SCREEN_WORD_CHARS_MAX, SCREEN_WORDS_MAX, ScreenKind, ScreenWord, ScreenWording,
    count_screen_hits, read_screen_words, screen_words_found, write_screen_words,
};

/// The probability from which the classifier makes a comment wait.
pub const LIKELY: f64 = 0.6;
/// Findings reported for one comment; a moderator needs no more.
const FOUND_MAX: usize = 20;

/// The result for a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// No reason against it.
    Pass,
    /// It waits for a moderator.
    Hold,
    /// It is spam, and a moderator can still find it.
    Spam,
}

/// The field in which something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommentField {
    /// In the name.
    Name,
    /// In the text.
    Text,
}

/// How a listed word was written; the stored form of [`arabic::evasion::Disguise`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Written {
    /// As listed.
    Plain,
    /// With letters repeated.
    Repeated,
    /// With its letters separated.
    Separated,
    /// With characters that look like its letters.
    Disguised,
    /// Transliterated in Latin letters.
    Latin,
}

impl From<Disguise> for Written {
    fn from(disguise: Disguise) -> Self {
        match disguise {
            Disguise::Plain => Self::Plain,
            Disguise::Repeated => Self::Repeated,
            Disguise::Separated => Self::Separated,
            Disguise::Lookalike => Self::Disguised,
            Disguise::Latin => Self::Latin,
        }
    }
}

/// A word and its weight: above 0 for rejected comments, below for accepted ones. Two decimals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Weight {
    /// The folded word, two words, or the name of a feature ([`FEATURES`]).
    pub word: String,
    /// Its weight.
    pub weight: f64,
    /// Whether it is a feature.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub feature: bool,
}

/// A reason against a comment. Stored with the comment as JSON, so the stored names of fields must not change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// A listed word.
    Word {
        /// The field. Stored under its old name.
        #[serde(rename = "place")]
        field: CommentField,
        /// Start, as a byte offset in the field.
        from: usize,
        /// End, as a byte offset in the field.
        to: usize,
        /// The text found there.
        written: String,
        /// How it was disguised.
        how: Written,
        /// The listed word.
        word: String,
        /// The id of the listed word.
        id: i64,
        /// The list.
        list: ScreenKind,
        /// The moderators' note about the word.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// An address or a telephone number.
    Link {
        /// The field. Stored under its old name.
        #[serde(rename = "place")]
        field: CommentField,
        /// Start, as a byte offset in the field.
        from: usize,
        /// End, as a byte offset in the field.
        to: usize,
        /// The text found there.
        written: String,
        /// The kind: open, hidden, or a telephone number.
        link: LinkKind,
    },
    /// The classifier.
    Classifier {
        /// The probability of a rejection, 0 to 0.99, two decimals; never 1, because nothing is certain.
        probability: f64,
        /// The heaviest words.
        words: Vec<Weight>,
    },
    /// An external spam service classified it as spam.
    Service {
        /// The host of the service.
        host: String,
    },
}

impl Reason {
    /// Its byte range in the text; `None` if it is about the name or the whole comment.
    pub fn in_text(&self) -> Option<Range<usize>> {
        match self {
            Self::Word { field: CommentField::Text, from, to, .. }
            | Self::Link { field: CommentField::Text, from, to, .. } => Some(*from..*to),
            _ => None,
        }
    }
}

/// The result of the screening.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Screened {
    /// The verdict.
    pub verdict: Verdict,
    /// The reasons.
    pub reasons: Vec<Reason>,
}

impl Screened {
    /// Ids of the listed words that were found, each once; for [`count_screen_hits`].
    pub fn word_ids(&self) -> Vec<i64> {
        let id = |reason: &Reason| if let Reason::Word { id, .. } = reason { Some(*id) } else { None };
        let mut ids: Vec<i64> = self.reasons.iter().filter_map(id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// Splits a text at the ranges of reasons: its parts in order, and whether each is marked. Ranges that do not fit are
/// ignored.
pub fn marked<'a>(text: &'a str, reasons: &[Reason]) -> Vec<(&'a str, bool)> {
    let mut ranges: Vec<Range<usize>> = reasons.iter().filter_map(Reason::in_text).collect();
    ranges.sort_by_key(|range| range.start);
    let mut parts = Vec::new();
    let mut at = 0;
    for range in ranges {
        let start = range.start.max(at);
        let (Some(before), Some(part)) = (text.get(at..start), text.get(start..range.end.max(start))) else { continue };
        if part.is_empty() {
            continue;
        }
        if !before.is_empty() {
            parts.push((before, false));
        }
        parts.push((part, true));
        at = range.end;
    }
    if let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        parts.push((rest, false));
    }
    parts
}

/// The lists in memory. Fast to use and slow to build, so it is kept until the next
/// [`Event::ScreenWords`](crate::Event::ScreenWords).
pub struct Screener {
    words: Vec<ScreenWord>,
    list: WordList,
}

impl Screener {
    /// Reads the lists.
    pub async fn read(db: &impl Source) -> Result<Self> {
        Ok(Self::of(all_words(db).await?))
    }

    /// Uses the given lists.
    pub fn of(words: Vec<ScreenWord>) -> Self {
        let (innocent, words): (Vec<ScreenWord>, Vec<ScreenWord>) =
            words.into_iter().partition(|word| word.says.kind == ScreenKind::Innocent);
        // Insults are also matched in their feminine and plural forms. For spam words these could be other words.
        let listed = |word: &ScreenWord| (word.says.word.clone(), word.says.kind == ScreenKind::Abuse);
        let looked_for: Vec<(String, bool)> = words.iter().map(listed).collect();
        let list = WordList::new(
            looked_for.iter().map(|(word, inflects)| Entry { word, inflects: *inflects }),
            innocent.iter().map(|word| word.says.word.as_str()),
        );
        Self { words, list }
    }

    /// Screens a comment with the lists in memory, and with one query for the classifier's counts.
    pub async fn screen(&self, db: &impl Source, name: &str, text: &str) -> Result<Screened> {
        let tokens = tokens(text);
        let counts = Counts::read(db, &tokens).await?;
        Ok(self.judge(name, text, counts.opinion(&tokens).as_ref()))
    }

    /// The same, given the result of the classifier; pure.
    pub fn judge(&self, name: &str, text: &str, opinion: Option<&Opinion>) -> Screened {
        let mut verdict = Verdict::Pass;
        let mut reasons = Vec::new();
        for (field, said) in [(CommentField::Name, name), (CommentField::Text, text)] {
            for found in self.list.find(said).into_iter().take(FOUND_MAX) {
                let (Some(word), Some(written)) = (self.words.get(found.word), said.get(found.range.clone())) else {
                    continue;
                };
                verdict = verdict.max(if word.says.refuses { Verdict::Spam } else { Verdict::Hold });
                reasons.push(Reason::Word {
                    field,
                    from: found.range.start,
                    to: found.range.end,
                    written: written.to_owned(),
                    how: found.disguise.into(),
                    word: word.says.word.clone(),
                    id: word.id,
                    list: word.says.kind,
                    note: word.says.note.clone(),
                });
            }
            for link in links(said).into_iter().take(FOUND_MAX) {
                let Some(written) = said.get(link.range.clone()) else { continue };
                verdict = verdict.max(Verdict::Hold);
                let (from, to, written) = (link.range.start, link.range.end, written.to_owned());
                reasons.push(Reason::Link { field, from, to, written, link: link.kind });
            }
        }
        if let Some(opinion) = opinion.filter(|opinion| opinion.probability >= LIKELY) {
            verdict = verdict.max(Verdict::Hold);
            let weight = |one: &Weighed| Weight {
                word: one.token.word.clone(),
                weight: two_decimals(one.weight),
                feature: one.token.is_feature,
            };
            let words = opinion.heaviest.iter().map(weight).collect();
            reasons.push(Reason::Classifier { probability: two_decimals(opinion.probability).min(0.99), words });
        }
        Screened { verdict, reasons }
    }
}

fn two_decimals(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn screener() -> Screener {
        let word = |id, kind, refuses, word: &str| ScreenWord {
            id,
            says: ScreenWording { kind, refuses, word: word.into(), note: None },
            by: None,
            at: store::clock::Timestamp(0),
            hits: 0,
            is_removed: false,
        };
        Screener::of(vec![
            word(1, ScreenKind::Innocent, false, "حمارنة"),
            word(2, ScreenKind::Spam, false, "رابط في الملف"),
            word(3, ScreenKind::Abuse, false, "حمار"),
            word(4, ScreenKind::Spam, true, "ربح سريع"),
        ])
    }

    #[test]
    fn a_verdict_has_its_reasons_and_they_are_stored_as_they_are() {
        let screener = screener();
        assert_eq!(
            screener.judge("نبيل", "كلام جميل يا سيد حمارنة", None),
            Screened { verdict: Verdict::Pass, reasons: vec![] }
        );
        let held = screener.judge("ح م ا ر", "ok", None);
        assert_eq!((held.verdict, held.word_ids()), (Verdict::Hold, vec![3]));
        let spam = screener.judge("x", "رِبْح سـريع على example[.]com", None);
        assert_eq!(spam.verdict, Verdict::Spam);
        let json = serde_json::to_string(&spam).unwrap();
        assert!(
            json.starts_with(r#"{"verdict":"spam","reasons":[{"kind":"word","place":"text","from":0,"to":"#),
            "{json}"
        );
        assert_eq!(serde_json::from_str::<Screened>(&json).unwrap(), spam);
    }

    #[test]
    fn likelihood_alone_makes_a_comment_wait_and_no_more() {
        let token = Token { word: "الملف الشخصي".into(), is_feature: false };
        let opinion = Opinion { probability: 0.999, heaviest: vec![Weighed { token, weight: 0.8049 }] };
        let held = screener().judge("نبيل", "كلام", Some(&opinion));
        assert_eq!(held.verdict, Verdict::Hold);
        let words = vec![Weight { word: "الملف الشخصي".into(), weight: 0.8, feature: false }];
        assert_eq!(held.reasons, [Reason::Classifier { probability: 0.99, words }]);
        let unlikely = Opinion { probability: 0.59, heaviest: vec![] };
        assert_eq!(screener().judge("نبيل", "كلام", Some(&unlikely)).verdict, Verdict::Pass);
    }

    #[test]
    fn a_text_is_cut_where_it_is_marked() {
        let text = "يا حمار وحمار";
        let screened = screener().judge("", text, None);
        let parts = marked(text, &screened.reasons);
        assert_eq!(parts, [("يا ", false), ("حمار", true), (" و", false), ("حمار", true)]);
        // Reasons of another text may cut this one within a character; they are ignored.
        assert_eq!(marked("é", &screened.reasons), [("é", false)]);
    }
}
