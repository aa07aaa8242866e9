//! Marks: short digests of what is shown at the desk. Equal marks mean equal content; watchers are told when a mark
//! changes.
//!
//! Marks are not stored. They are computed from the rows that pages are made of, so that no change can be missed; a
//! mark that changes without need costs one query. [`Mark::is_for`] decides whether somebody may hear of a story. It
//! uses facts read together with the mark, so that the rights at the time of the change count.

use std::fmt;
use std::str::FromStr;

use arabic::Language;
use chrono::NaiveDate;
use rules::{Action, Actor, House, StoryFacts, Subject};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use serde_json::json;
use store::clock::Timestamp;
use store::digest::short_digest;
use store::id::PublicId;
use store::log;
use store::source::Source;

use crate::base::arranged_page::{ArrangedPage, SlotPage};
use crate::base::error::{Error, Result};
use crate::front::budget::{self, BudgetDay};
use crate::front::{self, breaking};
use crate::paper::settings;
use crate::people::notices;
use crate::readers::comments;
use crate::stories::desk_list;
use crate::stories::locks::{locks_of, locks_of_many};
use crate::stories::model::{self, Story};
use crate::stories::presence::present_in;

/// Stories included in the mark of a list, last changed first: older ones are on no first page.
const LIST_STORIES: u64 = 100;

/// Something that can be watched.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Watched {
    /// `story/{id}`: states, revisions of parts, locks and their holders, presence, title, newest version, remarks.
    Story(PublicId),
    /// `front/{language}`: the layout of the front page, by hand and by rule.
    Front(Language),
    /// `section/{id}/{language}`: the layout of a section's page, by the section's internal id.
    Section(i64, Language),
    /// `breaking/{language}`: the breaking strip.
    Breaking(Language),
    /// `stories`: the desk's list, as the watcher may see it.
    Stories,
    /// `notices`: the watcher's unseen notices; the mark is their number, 100 at most.
    Notices,
    /// `comments`: the comments that the watcher can moderate.
    Comments,
    /// `budget/{day}`: the budget of a day in the zone of the paper.
    Budget(NaiveDate),
}

impl Watched {
    /// Whether its mark depends on the watcher.
    pub fn is_own(&self) -> bool {
        matches!(self, Self::Stories | Self::Notices | Self::Comments)
    }
}

impl fmt::Display for Watched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Story(id) => write!(f, "story/{id}"),
            Self::Front(language) => write!(f, "front/{}", language.code()),
            Self::Section(id, language) => write!(f, "section/{id}/{}", language.code()),
            Self::Breaking(language) => write!(f, "breaking/{}", language.code()),
            Self::Stories => f.write_str("stories"),
            Self::Notices => f.write_str("notices"),
            Self::Comments => f.write_str("comments"),
            Self::Budget(day) => write!(f, "budget/{day}"),
        }
    }
}

/// A name that cannot be watched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} cannot be watched")]
pub struct NotWatched(pub String);

impl FromStr for Watched {
    type Err = NotWatched;

    fn from_str(text: &str) -> std::result::Result<Self, NotWatched> {
        let unknown = || NotWatched(text.to_owned());
        let (kind, which) = text.split_once('/').unwrap_or((text, ""));
        match kind {
            "story" => which.parse().map(Self::Story).map_err(|_| unknown()),
            "front" => which.parse().map(Self::Front).map_err(|_| unknown()),
            "section" => {
                let (id, language) = which.split_once('/').ok_or_else(unknown)?;
                match (id.parse(), language.parse()) {
                    (Ok(id), Ok(language)) => Ok(Self::Section(id, language)),
                    _ => Err(unknown()),
                }
            }
            "breaking" => which.parse().map(Self::Breaking).map_err(|_| unknown()),
            "budget" => which.parse().map(Self::Budget).map_err(|_| unknown()),
            "stories" if which.is_empty() => Ok(Self::Stories),
            "notices" if which.is_empty() => Ok(Self::Notices),
            "comments" if which.is_empty() => Ok(Self::Comments),
            _ => Err(unknown()),
        }
    }
}

/// A mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// A short text.
    pub text: String,
    /// For a story: the facts that affect who may see it.
    facts: Option<StoryFacts>,
}

impl Mark {
    fn of(value: &serde_json::Value) -> Self {
        Self { text: short_digest(value), facts: None }
    }

    /// Whether `actor` may hear of it under the settings `house`.
    pub fn is_for(&self, actor: &Actor, house: House) -> bool {
        match &self.facts {
            Some(facts) => actor.may(Action::See, Subject::Story(facts), house).is_ok(),
            None => [Action::See, Action::Arrange, Action::Moderate].iter().any(|one| actor.may_somewhere(*one, house)),
        }
    }
}

/// The mark of `watched` at `now`; `None` if it does not exist. `actor` is the watcher and matters only if
/// [`Watched::is_own`].
pub async fn mark_of(db: &impl Source, watched: &Watched, actor: &Actor, now: Timestamp) -> Result<Option<Mark>> {
    Ok(Some(match watched {
        Watched::Story(id) => return story_mark(db, id, now).await,
        Watched::Front(language) => Mark { text: front::front_mark(db, *language).await?, facts: None },
        Watched::Section(id, language) => {
            let arranged_page = ArrangedPage { page: SlotPage::Section(*id), language: *language };
            Mark { text: front::arrangement_mark(db, arranged_page).await?, facts: None }
        }
        Watched::Breaking(language) => {
            let line = breaking::breaking_now(db, *language, now).await?;
            Mark::of(&json!(line.map(|line| (line.text, line.story_id, line.until.0))))
        }
        Watched::Stories => {
            let newest = desk_list::newest_seen(db, actor, LIST_STORIES).await?;
            let ids: Vec<i64> = newest.iter().map(|(id, _)| *id).collect();
            let mut locks: Vec<(i64, i64)> =
                locks_of_many(db, &ids, now).await?.iter().map(|(story, lock)| (*story, lock.person)).collect();
            locks.sort_unstable();
            // A change for readers may have added stories to the list or removed some.
            Mark::of(&json!([log::head(db).await?, newest, locks, present_in(db, &ids, now).await?]))
        }
        Watched::Notices => {
            let unread = match actor.person_id() {
                Some(person) => notices::unread_notices(db, person).await?,
                None => 0,
            };
            Mark { text: unread.to_string(), facts: None }
        }
        Watched::Comments => match comments::comment_mark(db, actor).await {
            Ok(text) => Mark { text, facts: None },
            Err(Error::Forbidden { .. }) => return Ok(None),
            Err(error) => return Err(error),
        },
        Watched::Budget(day) => {
            let paper = settings::load_paper(db).await?;
            let day = BudgetDay::of(*day, paper.zone, now);
            Mark { text: budget::budget_mark(db, day, &paper.languages).await?, facts: None }
        }
    }))
}

async fn story_mark(db: &impl Source, id: &PublicId, now: Timestamp) -> Result<Option<Mark>> {
    let Some(story) = model::story_by_public_id(db, id).await? else { return Ok(None) };
    let locks = locks_of(db, story.id, now).await?;
    let locks: Vec<(&str, i64)> = locks.iter().map(|lock| (lock.part.word(), lock.person)).collect();
    let present = present_in(db, &[story.id], now).await?;
    let value = json!([
        story.touched_at.0,
        [story.live.word(), story.work.word()],
        story.revisions,
        story.title,
        story.facts(now).embargoed,
        newest_version(db, story.id).await?,
        locks,
        present,
        remarks(db, story.id).await?,
    ]);
    Ok(Some(Mark { text: short_digest(&value), facts: Some(story.facts(now)) }))
}

/// The mark of a line of the desk's list: the story, the holder of its lock, presence.
pub fn line_mark(story: &Story, busy: Option<i64>, present: &[i64]) -> String {
    let value = json!([
        story.touched_at.0,
        [story.live.word(), story.work.word()],
        story.title,
        story.newest_version(),
        busy,
        present,
    ]);
    short_digest(&value)
}

async fn newest_version(db: &impl Source, story: i64) -> Result<Option<i64>> {
    let query = Query::select()
        .column("number")
        .from("story_versions")
        .and_where(Expr::col("story_id").eq(story))
        .order_by("number", Order::Desc)
        .limit(1)
        .to_owned();
    Ok(db.rows(&query).await?.into_iter().next().map(|row| row.columns().take()).transpose()?)
}

/// Everything about a story's remarks that can change.
async fn remarks(db: &impl Source, story: i64) -> Result<Vec<serde_json::Value>> {
    let query = Query::select()
        .columns(["id", "edited_at", "deleted_at", "resolved_at", "place", "is_lost"])
        .from("remarks")
        .and_where(Expr::col("story_id").eq(story))
        .order_by("id", Order::Asc)
        .to_owned();
    let one = |row: store::row::Row| {
        let mut row = row.columns();
        let id: i64 = row.take()?;
        let times: [Option<i64>; 4] = [row.take()?, row.take()?, row.take()?, row.take()?];
        Ok(json!([id, times, row.take::<bool>()?]))
    };
    db.rows(&query).await?.into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_watched_is_read_back_from_its_name() {
        for name in [
            "story/7zk3m9qa",
            "front/ar",
            "section/12/ar",
            "breaking/fr",
            "stories",
            "notices",
            "comments",
            "budget/2026-11-25",
        ] {
            assert_eq!(name.parse::<Watched>().unwrap().to_string(), name);
        }
        assert_eq!("story/7ZK3M9QA".parse::<Watched>().unwrap().to_string(), "story/7zk3m9qa");
        for bad in [
            "",
            "story",
            "story/x",
            "front/",
            "front/de",
            "section/12",
            "section/x/ar",
            "stories/1",
            "budget/soon",
            "people",
        ] {
            assert!(bad.parse::<Watched>().is_err(), "{bad}");
        }
    }
}
