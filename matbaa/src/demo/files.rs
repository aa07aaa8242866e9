//! The files of the demo: the paper and its people, stories with their steps through the desk, and what happened in the
//! rooms.

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

/// A person who works at the paper.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonFile {
    /// The name by which other files refer to them.
    pub key: String,
    pub name: String,
    pub email: String,
    #[serde(default = "arabic_language")]
    pub language: Language,
    /// For each role, the desks for which it is granted; an empty list means all desks.
    pub roles: BTreeMap<String, Vec<String>>,
    /// The name under which they sign, if they do.
    pub signs: Option<String>,
    /// They left the paper so many minutes before loading.
    pub left: Option<i64>,
}

/// A story: its file name, its head, its text.
pub struct StoryFile {
    /// Path below `demo/`, as in `stories/culture-oud-maker.txt`.
    pub name: String,
    pub head: StoryHead,
    pub body: String,
}

/// The head of a story file, between two lines of `+++`. A story either has a time of publication or steps through the
/// desk.
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
    /// The name of its running story.
    pub thread: Option<String>,
    /// Files of older stories that are shown as related.
    #[serde(default)]
    pub related: Vec<String>,
    /// The file of the story that it translates.
    pub translates: Option<String>,
    /// The file of the story that it follows up.
    pub follows: Option<String>,
    /// A draft that only its writer sees.
    #[serde(default)]
    pub private: bool,
    pub photo: Option<String>,
    pub caption: Option<String>,
    pub credit: Option<String>,
    pub alt: Option<String>,
    #[serde(default)]
    pub archive: bool,
    pub focal: Option<(u8, u8)>,
    /// When it was published, for a story without steps.
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

/// What a reader wrote, and the answers of others.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommentFile {
    pub name: String,
    pub email: Option<String>,
    pub text: String,
    pub minutes_ago: i64,
    #[serde(default)]
    pub likes: usize,
    /// It was sent so many milliseconds after its form was issued.
    pub sent_after: Option<i64>,
    /// It waits for a moderator.
    #[serde(default)]
    pub waits: bool,
    /// The reason for which a moderator refused it.
    pub refused: Option<String>,
    /// A moderator has marked it as spam.
    #[serde(default)]
    pub spam: bool,
    /// The reasons for which readers have reported it.
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
    /// The key of the person who takes it.
    pub by: String,
    #[serde(rename = "do")]
    pub act: Act,
    /// The note or the reason of a move, or the text of a remark or a correction.
    pub words: Option<String>,
    /// Number of blocks of the text that are written by then; by default all.
    pub blocks: Option<usize>,
    /// The headline at that time, if it was different.
    pub headline: Option<String>,
    /// The key of the person to whom the story is assigned.
    pub to: Option<String>,
    /// Minutes after loading at which something is due, rounded up to the next quarter of an hour.
    pub ahead: Option<i64>,
    /// The passage of the text that a remark is about.
    pub quote: Option<String>,
    /// The name by which later steps refer to a remark.
    pub called: Option<String>,
    /// The remark that is answered or resolved.
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
    /// Schedules when it is taken off the site.
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

/// Somebody who may not comment for a while.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BanFile {
    pub minutes_ago: i64,
    pub by: String,
    pub kind: String,
    #[serde(default)]
    pub pattern: String,
    /// The name on the comment that led to the ban.
    pub about: Option<String>,
    pub days: Option<i64>,
    pub note: String,
}

/// A front page that is scheduled.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArrangementFile {
    pub minutes_ago: i64,
    pub by: String,
    pub language: Language,
    pub ahead: i64,
    /// Files of the stories that it shows.
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

/// Every story file, sorted by name.
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
