//! Putting a story before readers: the one way from a version to a page.
//!
//! State, publication record, the projections that lists read (topics, writers, pictures, days) and the line of the
//! publication log are written together.

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, NotSet, Set};

use crate::clock::Timestamp;
use crate::entity::{publication, story};
use crate::error::{Error, Result};
use crate::log::{Standing, StoryChange};
use crate::paper::{self, MAIN_EDITION};
use crate::reads;
use crate::sections::section_by_id;
use crate::source::Source;
use crate::store::Tx;
use crate::stories::{self, Story};
use crate::versions::{self, Content};
use crate::{Live, PublicId, Work};

/// When a story counts as published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublishedWhen {
    /// At the transaction's instant.
    Now,
    /// At a past instant, as for imported stories.
    At(Timestamp),
    /// On a day, at an hour nobody knows.
    OnDay(NaiveDate),
}

/// Puts the version being worked on before readers.
///
/// Refuses with [`Error::NotFound`] and with [`Error::Incomplete`] naming the first missing field; then nothing is
/// written. A story published before keeps its first date.
pub async fn publish(tx: &mut Tx, id: i64, when: PublishedWhen) -> Result<Story> {
    let row = stories::row(tx.db(), id).await?;
    let draft = stories::read(row.clone())?;
    let version_id =
        draft.work_version.or(draft.live_version).ok_or_else(|| Error::not_found("version of story", id))?;
    let content = versions::version(tx.db(), version_id).await?.content;
    check_complete(&draft.public_id, &content)?;

    let before = standing(tx, &draft).await?;
    let zone = paper::load_paper(tx.db()).await?.zone;
    let (at, day, day_only) = match (draft.published_at, draft.published_day, when) {
        (Some(at), Some(day), _) => (at, day, draft.day_only),
        (_, _, PublishedWhen::Now) => (tx.now(), tx.now().day_in(zone), false),
        (_, _, PublishedWhen::At(at)) => (at, at.day_in(zone), false),
        (_, _, PublishedWhen::OnDay(day)) => (Timestamp::start_of_day(day, zone), day, true),
    };
    let first_time = draft.live != Live::Published;
    let section = section_by_id(tx.db(), content.section_id).await?;

    let mut changed: story::ActiveModel = row.into();
    changed.live = Set(Live::Published.word().to_owned());
    changed.work = Set(Work::None.word().to_owned());
    changed.live_version = Set(Some(version_id));
    changed.work_version = Set(None);
    changed.section_id = Set(section.id);
    changed.desk_id = Set(section.desk_id);
    changed.language = Set(content.language.code().to_owned());
    changed.slug = Set(versions::slug_of(&content));
    changed.published_at = Set(Some(at.0));
    changed.published_day = Set(Some(day.to_string()));
    changed.day_only = Set(day_only);
    if !first_time {
        changed.changed_at = Set(Some(tx.now().0));
    }
    let live = stories::read(changed.update(tx.db()).await?)?;

    if (draft.section_id, draft.language) != (live.section_id, live.language) {
        reads::follow(tx, &live).await?;
    }
    close_publication(tx, id).await?;
    let opened = publication::ActiveModel {
        id: NotSet,
        story_id: Set(id),
        version_id: Set(version_id),
        from_at: Set(tx.now().0),
        to_at: Set(None),
    };
    publication::Entity::insert(opened).exec(tx.db()).await?;
    project(tx, id, at, &content).await?;
    if first_time {
        count_day(tx, content.language.code(), day).await?;
    }
    let after = standing(tx, &live).await?;
    tx.announce_story(&live.public_id, StoryChange { id, at, day, before, after });
    Ok(live)
}

/// Where readers find a story now; `None` where they cannot.
pub(crate) async fn standing(tx: &Tx, story: &Story) -> Result<Option<Standing>> {
    if story.live != Live::Published {
        return Ok(None);
    }
    let mut others = [Vec::new(), Vec::new(), Vec::new()];
    for (ids, (table, column)) in others.iter_mut().zip(PROJECTIONS) {
        let query = Query::select()
            .column(column)
            .from(table)
            .and_where(Expr::col("story_id").eq(story.id))
            .order_by("position", Order::Asc)
            .to_owned();
        for row in tx.db().rows(&query).await? {
            ids.push(row.columns().take()?);
        }
    }
    let [topics, writers, pictures] = others;
    let (language, section, desk) = (story.language, story.section_id, story.desk_id);
    Ok(Some(Standing { language, section, desk, topics, writers, pictures }))
}

/// The tables by which lists and media find a story.
const PROJECTIONS: [(&str, &str); 3] =
    [("story_topics", "topic_id"), ("story_writers", "writer_id"), ("story_pictures", "picture_id")];

fn check_complete(story: &PublicId, content: &Content) -> Result<()> {
    let lead = content.lead.as_ref().filter(|lead| lead.picture_id.is_some());
    let missing = [
        ("headline", content.headline.trim().is_empty()),
        ("body", content.body.blocks.is_empty()),
        ("alt_text", lead.is_some_and(|lead| lead.alt.is_none() && lead.caption.is_none())),
    ];
    match missing.into_iter().find(|(_, is_missing)| *is_missing) {
        Some((field, _)) => Err(Error::Incomplete { story: story.clone(), field }),
        None => Ok(()),
    }
}

async fn close_publication(tx: &mut Tx, story_id: i64) -> Result<()> {
    let close = Query::update()
        .table("publications")
        .value("to_at", tx.now().0)
        .and_where(Expr::col("story_id").eq(story_id))
        .and_where(Expr::col("to_at").is_null())
        .to_owned();
    tx.db().execute(&close).await?;
    Ok(())
}

/// Rewrites the rows by which lists and media find the live version.
async fn project(tx: &mut Tx, story_id: i64, at: Timestamp, content: &Content) -> Result<()> {
    let mut pictures: Vec<i64> = content.lead.iter().filter_map(|lead| lead.picture_id).collect();
    let in_body = crate::pictures::pictures_in(&content.body);
    pictures.extend(crate::pictures::ids_of(tx.db(), &in_body).await?);
    for ((table, column), ids) in PROJECTIONS.into_iter().zip([&content.topics, &content.writers, &pictures]) {
        let clear = Query::delete().from_table(table).and_where(Expr::col("story_id").eq(story_id)).to_owned();
        tx.db().execute(&clear).await?;
        for (position, other) in ids.iter().enumerate() {
            let insert = Query::insert()
                .into_table(table)
                .columns(["story_id", column, "position", "published_at"])
                .values_panic([
                    story_id.into(),
                    (*other).into(),
                    i64::try_from(position).unwrap_or(i64::MAX).into(),
                    at.0.into(),
                ])
                .on_conflict(OnConflict::columns([column, "story_id"]).do_nothing().to_owned())
                .to_owned();
            tx.db().execute(&insert).await?;
        }
    }
    Ok(())
}

async fn count_day(tx: &mut Tx, language: &str, day: NaiveDate) -> Result<()> {
    let count = Query::insert()
        .into_table("archive_days")
        .columns(["edition_id", "language", "day", "stories"])
        .values_panic([MAIN_EDITION.into(), language.into(), day.to_string().into(), 1_i64.into()])
        .on_conflict(
            OnConflict::columns(["edition_id", "language", "day"])
                .value("stories", Expr::col(("archive_days", "stories")).add(1))
                .to_owned(),
        )
        .to_owned();
    tx.db().execute(&count).await?;
    Ok(())
}
