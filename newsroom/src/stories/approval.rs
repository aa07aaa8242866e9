//! An approval belongs to a version. This module decides which version is published, whether the story changed after
//! the approval, and whether a decision is about what the actor has seen.

use std::fmt;
use std::str::FromStr;

use rules::{Actor, Move};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use store::source::Source;

use crate::base::error::{Error, Result};
use crate::base::tx::Tx;
use crate::stories::content::Content;
use crate::stories::model::Story;
use crate::stories::versions;

/// What somebody saw of a story when they decided: a version, the numbers of its parts, how many times an update was
/// dropped, and a digest of the content if all of it was shown. Forms carry it as one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    version: i64,
    revisions: [i64; 3],
    drops: i64,
    words: Option<String>,
}

impl Seen {
    /// The same, for a page that showed the whole content.
    pub fn with_words(self, content: &Content) -> Self {
        Self { words: Some(content.digest()), ..self }
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [text, pictures, facts] = self.revisions;
        write!(f, "{}-{text}-{pictures}-{facts}-{}", self.version, self.drops)?;
        match &self.words {
            Some(words) => write!(f, "-{words}"),
            None => Ok(()),
        }
    }
}

impl FromStr for Seen {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let mut pieces = text.split('-');
        let mut number = || pieces.next().and_then(|piece| piece.parse().ok()).ok_or(Error::NotSeen);
        let (version, revisions, drops) = (number()?, [number()?, number()?, number()?], number()?);
        let words = pieces.next().map(str::to_owned);
        if pieces.next().is_some() {
            return Err(Error::NotSeen);
        }
        Ok(Self { version, revisions, drops, words })
    }
}

impl Story {
    /// Whether the story changed after the approval: an update that waits for its own approval.
    pub fn changed_since_approval(&self) -> bool {
        self.approved_version.is_some_and(|approved| self.work_version.is_some_and(|version| version != approved))
    }

    /// What somebody sees who looks at the version in progress.
    pub fn seen(&self) -> Option<Seen> {
        self.newest_version().map(|version| Seen { version, revisions: self.revisions, drops: self.drops, words: None })
    }

    /// What somebody sees who looks at the approved version.
    pub fn approved_seen(&self) -> Option<Seen> {
        self.approved_version.map(|version| Seen { version, revisions: [0; 3], drops: 0, words: None })
    }
}

/// Refuses with [`Error::NotSeen`] a decision about something else than `seen`. Changes that the actor made since do
/// not count.
pub(crate) async fn check_seen(tx: &Tx, actor: &Actor, story: &Story, made: Move, seen: &Seen) -> Result<()> {
    let is_seen = match made {
        Move::Publish | Move::Schedule => story.approved_version == Some(seen.version),
        Move::Approve | Move::ApproveChanges => {
            let now = story.seen().is_some_and(|now| (now.version, now.revisions) == (seen.version, seen.revisions));
            now || only_own_since(tx, actor, story, seen).await?
        }
        _ => true,
    };
    if is_seen { Ok(()) } else { Err(Error::NotSeen) }
}

/// Whether everything saved after `seen` was written by the actor.
async fn only_own_since(tx: &Tx, actor: &Actor, story: &Story, seen: &Seen) -> Result<bool> {
    let (Some(me), Some(words)) = (actor.person_id(), &seen.words) else { return Ok(false) };
    // Some of it may have been dropped, by anybody.
    if seen.drops != story.drops {
        return Ok(false);
    }
    let looked_at = match versions::version(tx.db(), seen.version).await {
        Ok(version) => version,
        Err(Error::NotFound { .. }) => return Ok(false),
        Err(error) => return Err(error),
    };
    // A working copy may have been overwritten since.
    if looked_at.made_by != Some(me) && looked_at.content.digest() != *words {
        return Ok(false);
    }
    let since = Query::select()
        .columns(["id", "made_by"])
        .from("story_versions")
        .and_where(Expr::col("story_id").eq(story.id))
        .and_where(Expr::col("number").gt(looked_at.number))
        .and_where(Expr::col("reason").ne("set_aside"))
        .to_owned();
    let mut leads_here = story.newest_version() == Some(seen.version);
    for row in tx.db().rows(&since).await? {
        let mut row = row.columns();
        let (id, by): (i64, Option<i64>) = (row.take()?, row.take()?);
        if by != Some(me) {
            return Ok(false);
        }
        leads_here |= story.newest_version() == Some(id);
    }
    Ok(leads_here)
}

/// The version that `story` is at after an edit that produced `content`: the approved version if `content` is equal to
/// it, otherwise `version`.
pub(crate) async fn version_after_edit(tx: &Tx, story: &Story, content: &Content, version: i64) -> Result<i64> {
    let Some(approved) = story.approved_version else { return Ok(version) };
    let same = versions::version(tx.db(), approved).await?.content == *content;
    Ok(if same { approved } else { version })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_travels_as_one_word() {
        let bare = Seen { version: 812, revisions: [3, 0, 1], drops: 2, words: None };
        let whole = Seen { words: Some("0123456789abcdef".into()), ..bare.clone() };
        for seen in [bare, whole] {
            assert_eq!(seen.to_string().parse::<Seen>().unwrap(), seen);
        }
        for bad in ["", "1", "1-2-3-4", "x-1-2-3-4", "1-2-3-4-5-a-b"] {
            assert!(bad.parse::<Seen>().is_err(), "{bad}");
        }
    }
}
