//! The demo's files as they are read: the paper and its people, stories with the way they went, what happened in the rooms.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use arabic::Language;
use newsroom::{Localized, Move};
use rust_embed::RustEmbed;
use serde::Deserialize;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../demo"]
#[include = "*.toml"]
#[include = "stories/*"]
#[include = "desk/*"]
#[include = "pages/*"]
#[include = "photos/*.jpg"]
struct Files;

/// `demo/paper.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperFile {
    pub settings: BTreeMap<String, toml::Value>,
    pub desk: Vec<Named>,
    pub section: Vec<SectionFile>,
    pub writer: Vec<WriterFile>,
    pub page: Vec<PageFile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    pub slug: String,
    pub name: Localized,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionFile {
    pub slug: String,
    pub desk: String,
    pub name: Localized,
    #[serde(default)]
    pub description: Localized,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WriterFile {
    pub name: String,
    pub bio: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageFile {
    pub slug: String,
    pub language: Language,
    pub title: String,
    pub file: String,
}

/// `demo/people.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeopleFile {
    pub person: Vec<PersonFile>,
}

/// Somebody who works at the paper.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonFile {
    /// How the other files call them.
    pub key: String,
    pub name: String,
    pub email: String,
    #[serde(default = "arabic_language")]
    pub language: Language,
    /// Role by role the desks for which it holds; none for all of them.
    pub roles: BTreeMap<String, Vec<String>>,
    /// The name under which they sign, where they do.
    pub signs: Option<String>,
    /// They left the paper so many minutes ago.
    pub left: Option<i64>,
}

/// A story: its file, its head, its text.
pub struct StoryFile {
    /// Below `demo/`, as in `stories/culture-oud-maker.txt`.
    pub name: String,
    pub head: StoryHead,
    pub body: String,
}

/// The head of a story file, between two lines of `+++`. A story either came out at a time or, where it has steps, went its
/// way through the desk.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryHead {
    pub section: String,
    #[serde(default = "arabic_language")]
    pub language: Language,
    pub kicker: Option<String>,
    pub headline: String,
    pub deck: Option<String>,
    #[serde(default)]
    pub slug: String,
    pub place: Option<String>,
    pub desk: Option<String>,
    #[serde(default)]
    pub writers: Vec<String>,
    pub agencies: Option<String>,
    #[serde(default)]
    pub topics: Vec<String>,
    /// The name of the running story it stands under.
    pub thread: Option<String>,
    /// Files of older stories named beside it.
    #[serde(default)]
    pub related: Vec<String>,
    /// The file of the story that it translates.
    pub translates: Option<String>,
    /// The file of the story that it follows up.
    pub follows: Option<String>,
    /// A draft that its writer shows to nobody.
    #[serde(default)]
    pub private: bool,
    pub photo: Option<String>,
    pub caption: Option<String>,
    pub credit: Option<String>,
    pub alt: Option<String>,
    #[serde(default)]
    pub archive: bool,
    pub focal: Option<(u8, u8)>,
    /// When it came out, for a story without steps.
    pub minutes_ago: Option<i64>,
    #[serde(default)]
    pub reads: i64,
    pub slot: Option<String>,
    pub breaking: Option<String>,
    #[serde(default)]
    pub correction: Vec<CorrectionFile>,
    #[serde(default)]
    pub comment: Vec<CommentFile>,
    #[serde(default)]
    pub step: Vec<StepFile>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectionFile {
    pub kind: String,
    pub minutes_ago: i64,
    pub text: String,
}

/// What a reader said, and what others answered.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommentFile {
    pub name: String,
    pub email: Option<String>,
    pub text: String,
    pub minutes_ago: i64,
    #[serde(default)]
    pub likes: usize,
    /// It was sent so many milliseconds after its form was given out.
    pub sent_after: Option<i64>,
    /// It waits for a moderator.
    #[serde(default)]
    pub waits: bool,
    /// A moderator has refused it, for this reason.
    pub refused: Option<String>,
    /// A moderator has put it to the spam.
    #[serde(default)]
    pub spam: bool,
    /// Readers have reported it, for these reasons.
    #[serde(default)]
    pub reports: Vec<String>,
    #[serde(default)]
    pub answer: Vec<CommentFile>,
}

/// One step of a story on its way through the desk.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepFile {
    /// Minutes before the demo is loaded.
    pub minutes_ago: i64,
    /// The key of whoever takes it.
    pub by: String,
    #[serde(rename = "do")]
    pub act: Act,
    /// Of a move its note or reason, of a remark or a correction what it says.
    pub words: Option<String>,
    /// Paragraphs of the text that are written by then; all of it where nothing is said.
    pub blocks: Option<usize>,
    /// The headline by then, where it was another one.
    pub headline: Option<String>,
    /// The key of whoever gets the story.
    pub to: Option<String>,
    /// Minutes after the demo is loaded at which something is due, taken up to the next quarter of an hour.
    pub ahead: Option<i64>,
    /// Words of the text that a remark is about.
    pub quote: Option<String>,
    /// How later steps call a remark.
    pub called: Option<String>,
    /// The remark that is answered or settled.
    pub remark: Option<String>,
}

/// What a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Act {
    Begin,
    Save,
    Picture,
    Assign,
    Remark,
    Resolve,
    Embargo,
    /// Has it taken off at a time.
    End,
    Correct,
    Move(Move),
}

impl TryFrom<String> for Act {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        Ok(match word.as_str() {
            "begin" => Self::Begin,
            "save" => Self::Save,
            "picture" => Self::Picture,
            "assign" => Self::Assign,
            "remark" => Self::Remark,
            "resolve" => Self::Resolve,
            "embargo" => Self::Embargo,
            "end" => Self::End,
            "correct" => Self::Correct,
            _ => Self::Move(
                *Move::ALL.iter().find(|made| made.word() == word).ok_or_else(|| format!("no step does {word:?}"))?,
            ),
        })
    }
}

/// `demo/rooms.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoomsFile {
    pub house_word: Vec<HouseWordFile>,
    pub ban: Vec<BanFile>,
    pub arrangement: Vec<ArrangementFile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HouseWordFile {
    pub kind: String,
    pub word: String,
    #[serde(default)]
    pub wrong: Vec<String>,
    pub instead: Option<String>,
    pub reason: Option<String>,
}

/// Who may not comment for a while.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BanFile {
    pub minutes_ago: i64,
    pub by: String,
    pub kind: String,
    #[serde(default)]
    pub pattern: String,
    /// The name under the comment for which it was made.
    pub about: Option<String>,
    pub days: Option<i64>,
    pub note: String,
}

/// A front page that waits for its hour.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArrangementFile {
    pub minutes_ago: i64,
    pub by: String,
    pub language: Language,
    pub ahead: i64,
    /// Files of the stories that stand there then.
    pub lead: String,
    pub second: Vec<String>,
}

fn arabic_language() -> Language {
    Language::Arabic
}

/// A file of `demo/`.
pub fn text(name: &str) -> anyhow::Result<String> {
    let file = Files::get(name).with_context(|| format!("demo/{name} is missing"))?;
    String::from_utf8(file.data.into_owned()).with_context(|| format!("demo/{name} is not UTF-8"))
}

/// A TOML file of `demo/`.
pub fn toml_file<T: serde::de::DeserializeOwned>(name: &str) -> anyhow::Result<T> {
    toml::from_str(&text(name)?).with_context(|| format!("demo/{name}"))
}

/// The bytes of a photo.
pub fn photo(name: &str) -> anyhow::Result<Vec<u8>> {
    let file = Files::get(&format!("photos/{name}")).with_context(|| format!("demo/photos/{name} is missing"))?;
    Ok(file.data.into_owned())
}

/// Every story file, in the order of their names.
pub fn stories() -> anyhow::Result<Vec<StoryFile>> {
    let mut all = Vec::new();
    for name in Files::iter().filter(|name| name.starts_with("stories/") || name.starts_with("desk/")) {
        let file = text(&name)?;
        let (head, body) = file
            .strip_prefix("+++\n")
            .and_then(|rest| rest.split_once("\n+++\n"))
            .with_context(|| format!("demo/{name} has no head between two lines of +++"))?;
        let head: StoryHead = toml::from_str(head).with_context(|| format!("demo/{name}"))?;
        if head.minutes_ago.is_some() != head.step.is_empty() {
            bail!("demo/{name} has either minutes_ago or steps");
        }
        all.push(StoryFile { name: name.into_owned(), head, body: body.to_owned() });
    }
    all.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_an_act_of_the_desk_or_a_move() {
        assert_eq!(Act::try_from("begin".to_owned()), Ok(Act::Begin));
        assert_eq!(Act::try_from("send_back".to_owned()), Ok(Act::Move(Move::SendBack)));
        assert!(Act::try_from("print".to_owned()).unwrap_err().contains("print"));
    }

    #[test]
    fn every_file_is_read() {
        let stories = stories().unwrap();
        assert!(stories.iter().any(|story| story.name.starts_with("desk/")));
        assert!(stories.iter().any(|story| story.name.starts_with("stories/")));
        for name in stories.iter().flat_map(|story| &story.head.photo) {
            photo(name).unwrap();
        }
        assert!(!toml_file::<PeopleFile>("people.toml").unwrap().person.is_empty());
        assert!(!toml_file::<RoomsFile>("rooms.toml").unwrap().ban.is_empty());
        toml_file::<PaperFile>("paper.toml").unwrap();
    }
}
