//! What happens to a comment before a person looks: words of the moderators' lists, addresses, and what the paper's own
//! decisions say of it.
//!
//! Screening decides nothing about a reader's words that a person could not see and undo: it says whether a comment waits
//! ([`Verdict::Hold`]), lies with the spam ([`Verdict::Spam`]) or has nothing against it ([`Verdict::Pass`]), and for every
//! verdict the reasons. Only a word that the moderators call spam, by their own choice, makes spam of a comment; likelihood
//! alone makes it wait. Everything is done here: no text leaves the house by what stands in this module.
//!
//! Places in [`Reason`]s are bytes of the name or the text as they were given.

mod classifier;
mod likeness;
mod words;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use arabic::evasion::{How, Listed, WordList};
pub use arabic::links::{Link, LinkKind, links};
use store::source::Source;

use crate::base::error::Result;
use crate::base::word_list::all_words;

pub(crate) use classifier::take_back;
pub use classifier::{Counts, DECISIONS_MIN, FEATURES, Opinion, Token, Weighed, decisions, learn, tokens, unlearn};
pub use likeness::{LIKE_LETTERS_MIN, Likeness, alike, fingerprint, likeness};
pub(crate) use words::FIRST_LIST;
pub use words::{
    SCREEN_NOTE_CHARS_MAX, SCREEN_WORD_CHARS_MAX, SCREEN_WORDS_MAX, ScreenKind, ScreenWord, ScreenWording,
    count_screen_hits, read_screen_words, screen_words_found, write_screen_words,
};

/// Probability from which on the classifier's opinion is a reason to wait.
pub const LIKELY: f64 = 0.6;
/// Finds that are told of one comment; a moderator needs no more.
const FOUND_MAX: usize = 20;

/// What is to be done with a comment before a person looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing speaks against it.
    Pass,
    /// It waits for a person.
    Hold,
    /// It lies with the spam, where a person may find it.
    Spam,
}

/// Where something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In the name.
    Name,
    /// In the text.
    Text,
}

/// How a listed word was written; [`arabic::evasion::How`] as it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Written {
    /// As it is listed.
    Plain,
    /// With letters repeated.
    Repeated,
    /// With its letters set apart.
    Separated,
    /// With signs that look like its letters.
    Disguised,
    /// In Latin letters.
    Latin,
}

impl From<How> for Written {
    fn from(how: How) -> Self {
        match how {
            How::Plain => Self::Plain,
            How::Repeated => Self::Repeated,
            How::Separated => Self::Separated,
            How::Disguised => Self::Disguised,
            How::Latin => Self::Latin,
        }
    }
}

/// A word and what it weighs: above 0 for rejected comments, below for accepted ones. Two decimals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Weight {
    /// The word, folded, two words, or a feature's name ([`FEATURES`]).
    pub word: String,
    /// Its weight.
    pub weight: f64,
    /// It is a feature.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub feature: bool,
}

/// Why a comment does not simply pass. As JSON it is stored with the comment: names of fields stay.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// A word of the list.
    Word {
        /// Where.
        place: Place,
        /// Bytes of name or text.
        from: usize,
        /// Bytes of name or text.
        to: usize,
        /// How it stands there.
        written: String,
        /// How it is written.
        how: Written,
        /// The word of the list.
        word: String,
        /// Its id there.
        id: i64,
        /// Which list.
        list: ScreenKind,
        /// What the moderators say of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// An address or a telephone number.
    Link {
        /// Where.
        place: Place,
        /// Bytes of name or text.
        from: usize,
        /// Bytes of name or text.
        to: usize,
        /// How it stands there.
        written: String,
        /// Open, hidden, or a telephone.
        link: LinkKind,
    },
    /// What the paper's own decisions say.
    Classifier {
        /// How likely it is to be rejected, 0 to 0.99, two decimals: nothing is certain here.
        probability: f64,
        /// The heaviest words.
        words: Vec<Weight>,
    },
    /// A service that the paper asks takes it for spam.
    Service {
        /// Its host.
        host: String,
    },
}

impl Reason {
    /// The bytes of the text that it is about; nothing for the name or for the whole.
    pub fn in_text(&self) -> Option<Range<usize>> {
        match self {
            Self::Word { place: Place::Text, from, to, .. } | Self::Link { place: Place::Text, from, to, .. } => {
                Some(*from..*to)
            }
            _ => None,
        }
    }
}

/// What screening found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Screened {
    /// What is to be done.
    pub verdict: Verdict,
    /// Why.
    pub reasons: Vec<Reason>,
}

impl Screened {
    /// Ids of the list's words that were found, each once: for [`count_screen_hits`].
    pub fn word_ids(&self) -> Vec<i64> {
        let id = |reason: &Reason| if let Reason::Word { id, .. } = reason { Some(*id) } else { None };
        let mut ids: Vec<i64> = self.reasons.iter().filter_map(id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// A text cut where reasons mark it: its parts in order, and whether each is marked. Ranges that do not fit are passed over.
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

/// The lists in memory, as of one moment. Cheap to ask, costly to make: kept until [`Event::ScreenWords`](crate::Event::ScreenWords).
pub struct Screener {
    words: Vec<ScreenWord>,
    list: WordList,
}

impl Screener {
    /// Reads the lists.
    pub async fn read(db: &impl Source) -> Result<Self> {
        Ok(Self::of(all_words(db).await?))
    }

    /// The lists as given.
    pub fn of(words: Vec<ScreenWord>) -> Self {
        let (innocent, words): (Vec<ScreenWord>, Vec<ScreenWord>) =
            words.into_iter().partition(|word| word.says.kind == ScreenKind::Innocent);
        // Insults have feminines and plurals; what is sold has none that would not be another word.
        let listed = |word: &ScreenWord| (word.says.word.clone(), word.says.kind == ScreenKind::Abuse);
        let looked_for: Vec<(String, bool)> = words.iter().map(listed).collect();
        let list = WordList::new(
            looked_for.iter().map(|(word, inflects)| Listed { word, inflects: *inflects }),
            innocent.iter().map(|word| word.says.word.as_str()),
        );
        Self { words, list }
    }

    /// Looks at a comment: the lists in memory, and one question to the database for what its words have counted.
    pub async fn screen(&self, db: &impl Source, name: &str, text: &str) -> Result<Screened> {
        let tokens = tokens(text);
        let counts = Counts::read(db, &tokens).await?;
        Ok(self.judge(name, text, counts.opinion(&tokens).as_ref()))
    }

    /// The same with what the classifier says: pure.
    pub fn judge(&self, name: &str, text: &str, opinion: Option<&Opinion>) -> Screened {
        let mut verdict = Verdict::Pass;
        let mut reasons = Vec::new();
        for (place, said) in [(Place::Name, name), (Place::Text, text)] {
            for found in self.list.find(said).into_iter().take(FOUND_MAX) {
                let (Some(word), Some(written)) = (self.words.get(found.word), said.get(found.range.clone())) else {
                    continue;
                };
                verdict = verdict.max(if word.says.refuses { Verdict::Spam } else { Verdict::Hold });
                reasons.push(Reason::Word {
                    place,
                    from: found.range.start,
                    to: found.range.end,
                    written: written.to_owned(),
                    how: found.how.into(),
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
                reasons.push(Reason::Link { place, from, to, written, link: link.kind });
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
        // Of another text, nothing that would break it.
        assert_eq!(marked("é", &screened.reasons), [("é", false)]);
    }
}
