//! What goes in and what comes out: the story, and the statements, events and times found in it.

use arabic::Language;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The number that stands for the headline where paragraphs are counted from 0.
pub const HEADLINE: i32 = -1;

/// The parts of a story that are read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Story {
    /// The day from which «أمس» and «الخميس المقبل» are counted.
    pub published_on: NaiveDate,
    /// The headline.
    pub headline: String,
    /// The paragraphs of the text, in order.
    pub paragraphs: Vec<String>,
    /// The language of headline and text.
    pub language: Language,
}

/// All that was found in a story, each list in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Found {
    /// Who said what.
    pub statements: Vec<Statement>,
    /// What is announced.
    pub events: Vec<Event>,
    /// The time expressions.
    pub times: Vec<Time>,
}

/// The kind of a statement, from its verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)] // The names of the variants say it.
pub enum Kind {
    Say,
    Announce,
    Explain,
    Stress,
    Note,
    Promise,
    Refuse,
    Deny,
    Accuse,
    Call,
    Demand,
    Hope,
    Worry,
    Praise,
    Criticize,
    Warn,
    Admit,
    Consider,
    Forecast,
    Report,
    Reveal,
    Answer,
}

/// How the words of a statement are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// The span is the inside of one quotation.
    Quote,
    /// The writer's words.
    Paraphrase,
    /// The writer's words with quotations among them.
    Mixed,
}

/// Bytes of a paragraph, from the first to the one after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

/// A statement that somebody makes in the story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// The paragraph, counted from 0, or [`HEADLINE`].
    pub paragraph: i32,
    /// The person or body, as fully as the story names them anywhere. `None` if the story does not say.
    pub speaker: Option<String>,
    /// The speaker as written here; `None` if the subject is left out («وأضاف أن …»).
    pub speaker_as_written: Option<String>,
    /// The speaker's title, here or earlier in the story.
    pub title: Option<String>,
    /// The word of saying, without «و» and the like; `None` after a name and a colon.
    pub verb: Option<String>,
    /// What kind of statement the verb makes it.
    pub kind: Kind,
    /// Whether it is quoted.
    pub form: Form,
    /// What was said: the text from `start` to `end`.
    pub text: String,
    /// Where or when it was said, as written («مؤتمر صحفي في ستوكهولم»).
    pub occasion: Option<String>,
    /// Through whom it is known, as written («صحيفة "البريد"»).
    pub source: Option<String>,
    /// The day on which it was said.
    pub date: Option<NaiveDate>,
    /// The name of the rule that found it.
    pub rule: &'static str,
    /// The words that made the rule fire.
    pub because: String,
    /// The byte of the paragraph at which `text` begins.
    pub start: usize,
    /// The byte after its end.
    pub end: usize,
    /// Where `speaker_as_written` is.
    pub speaker_span: Option<Span>,
}

/// An event that the story announces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
    /// The paragraph, counted from 0.
    pub paragraph: i32,
    /// What it is: the noun of the event with its complement.
    pub what: String,
    /// The words that announce it: the text from `start` to `end`.
    pub text: String,
    /// Its first day.
    pub date_from: NaiveDate,
    /// Its last day.
    pub date_to: NaiveDate,
    /// Who convenes it or takes part, as written.
    pub who: Vec<String>,
    /// Where, as written.
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// The name of the rule that found it.
    pub rule: &'static str,
    /// The words that made the rule fire.
    pub because: String,
    /// The byte of the paragraph at which `text` begins.
    pub start: usize,
    /// The byte after its end.
    pub end: usize,
}

/// A time expression and the days that it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Time {
    /// The paragraph, counted from 0.
    pub paragraph: i32,
    /// The expression: the text from `start` to `end`.
    pub text: String,
    /// First day.
    pub date_from: NaiveDate,
    /// Last day.
    pub date_to: NaiveDate,
    /// The name of the rule that read it.
    pub rule: &'static str,
    /// The byte of the paragraph at which `text` begins.
    pub start: usize,
    /// The byte after its end.
    pub end: usize,
}
