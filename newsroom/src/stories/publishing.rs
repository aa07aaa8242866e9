//! Publishes stories. This is the only way from a version to a page.
//!
//! The state, the publication record, the rows that lists read (topics, writers, pictures, days) and the line of the
//! publication log are written together.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rules::{Action, Actor, Hand, Live, Work};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, NotSet, Set, Value};
use store::clock::Timestamp;
use store::dialect;
use store::id::PublicId;
use store::source;

use crate::base::edition::MAIN_EDITION;
use crate::base::entity::{publication, story};
use crate::base::error::{Error, Result};
use crate::base::events::{Event, Standing, StoryChange};
use crate::base::happened::Happened;
use crate::base::tx::Tx;
use crate::paper::names;
use crate::paper::sections::{Section, section_to_stand_in};
use crate::paper::settings;
use crate::paper::threads::StoryThread;
use crate::paper::topics::Topic;
use crate::stories::content::Content;
use crate::stories::facts::missing;
use crate::stories::model::{self, Story};
use crate::stories::photo_archive::{barring, from_stories, keeping, locking};
use crate::stories::state;
use crate::stories::timers::{self, TimerAct};
use crate::stories::translations::other_translations;
use crate::stories::versions;

/// When a story counts as published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublishedWhen {
    /// At the instant of the transaction.
    Now,
    /// At a past instant, as for imported stories.
    At(Timestamp),
    /// On a day, at an unknown hour.
    OnDay(NaiveDate),
}

/// Publishes a story from the command line: the approved version or, without one, the version in progress. People at
/// the desk use [`crate::make_move`] instead.
///
/// Refuses actors other than the console with [`Error::NotFound`] or [`Error::Forbidden`], and a story with a missing
/// field with [`Error::Incomplete`]; then nothing is written. A story that was published before keeps its first date.
pub async fn publish(tx: &mut Tx, actor: &Actor, id: i64, when: PublishedWhen) -> Result<Story> {
    if actor.hand() != Hand::Console {
        return Err(Error::Forbidden { action: Action::Publish });
    }
    let story = model::read(model::row_for_change(tx, id).await?)?;
    let newest = story.newest_version().ok_or_else(|| Error::not_found("version of story", id))?;
    let version = story.approved_version.unwrap_or(newest);
    let left = if version == newest { InProgress::nothing() } else { InProgress::update(newest) };
    put_on_page(tx, id, PublishedVersion { version, when, is_minor: false }, left).await
}

/// The version to be published, and how.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PublishedVersion {
    /// The version: the approved one, or one made in the same act.
    pub version: i64,
    /// When the story counts as published.
    pub when: PublishedWhen,
    /// Whether it is a minor edit of a published story, which changes no date.
    pub is_minor: bool,
}

/// What is in progress at the desk afterwards: changes that were not approved are neither lost nor published.
#[derive(Debug, Clone, Copy)]
pub(crate) struct InProgress {
    /// The state at the desk.
    pub work: Work,
    /// The version in progress.
    pub version: Option<i64>,
    /// The approved version, if any.
    pub approved: Option<i64>,
}

impl InProgress {
    /// Nothing is left in progress.
    pub fn nothing() -> Self {
        Self { work: Work::None, version: None, approved: None }
    }

    /// An update that waits for its approval.
    pub fn update(version: i64) -> Self {
        Self { work: Work::InReview, version: Some(version), approved: None }
    }

    /// What was in progress on `story` before, if that is another version than the published one.
    pub fn as_it_was(story: &Story, version: i64) -> Self {
        match story.work_version {
            Some(work) if work != version => {
                Self { work: story.work, version: Some(work), approved: story.approved_version }
            }
            _ => Self::nothing(),
        }
    }
}

/// Publishes exactly the given version. Every way to publish ends here.
pub(crate) async fn put_on_page(tx: &mut Tx, id: i64, edition: PublishedVersion, left: InProgress) -> Result<Story> {
    let PublishedVersion { version: version_id, when, is_minor } = edition;
    let row = model::row(tx.db(), id).await?;
    let draft = model::read(row.clone())?;
    let content = versions::version(tx.db(), version_id).await?.content;
    check_complete(&draft.public_id, &content)?;
    let title = match left.version {
        Some(version) => versions::version(tx.db(), version).await?.content.headline,
        None => content.headline.clone(),
    };

    if left.work != Work::Scheduled {
        timers::drop_of(tx, id, TimerAct::Publish).await?;
    }
    let before = standing(tx, &draft).await?;
    let zone = settings::load_paper(tx.db()).await?.zone;
    let touched = locking::lock_of_story(tx, id, Some(&content)).await?;
    barring::check(tx, &draft, &content, tx.now().day_in(zone)).await?;
    let dated = match (draft.published_at, draft.published_day) {
        (Some(at), Some(day)) => Dated { at, day, day_only: draft.day_only },
        _ => Dated::of(when, tx.now(), zone),
    };
    let first_time = draft.live != Live::Published;
    let section = section_to_stand_in(tx, content.section_id).await?;

    let mut changed: story::ActiveModel = row.into();
    put_live(&mut changed, left.work, version_id, (&section, &content, versions::slug_of(&content)), dated);
    changed.off_reason = Set(None);
    changed.off_legal = Set(false);
    changed.work_version = Set(left.version);
    changed.approved_version = Set(left.approved);
    model::touch(&mut changed, &title, tx.now());
    if !first_time && !is_minor {
        changed.changed_at = Set(Some(tx.now().0));
    }
    let live = model::read(changed.update(tx.db()).await?)?;

    if (draft.section_id, draft.language) != (live.section_id, live.language) {
        let (story, section, language) = (live.id, live.section_id, live.language);
        tx.happened(Happened::StoryMoved { story, section, language });
    }
    close_publication(tx, id).await?;
    publication::Entity::insert(publication_row(id, version_id, tx.now())).exec(tx.db()).await?;
    project(tx, id, dated.at, &content).await?;
    from_stories::learn(tx, &[(id, &content)]).await?;
    // Pictures that the story no longer shows are indexed again, too.
    keeping::refresh_all(tx, &touched).await?;
    if first_time && draft.live != Live::Never {
        // The story appears again together with its notes.
        tx.announce(Event::Corrections(live.language));
    }
    if first_time {
        tell_translations(tx, &live).await?;
        count_days(tx, &BTreeMap::from([((content.language.code(), dated.day), 1)])).await?;
    }
    let after = standing(tx, &live).await?;
    tx.announce(Event::story(&live.public_id, StoryChange { id, at: dated.at, day: dated.day, before, after }));
    Ok(live)
}

/// Announces the translations of a story when it is published or taken off, because their pages link to it.
pub(crate) async fn tell_translations(tx: &mut Tx, story: &Story) -> Result<()> {
    for other in other_translations(tx.db(), story).await? {
        let (Some(at), Some(day)) = (other.published_at, other.published_day) else { continue };
        if other.live == Live::Published {
            let stands = standing(tx, &other).await?;
            let change = StoryChange { id: other.id, at, day, before: stands.clone(), after: stands };
            tx.announce(Event::story(&other.public_id, change));
        }
    }
    Ok(())
}

/// Ends the publication of a story and deletes its rows for lists.
pub(crate) async fn leave_page(tx: &mut Tx, story: &Story) -> Result<()> {
    close_publication(tx, story.id).await?;
    from_stories::forget(tx, story.id).await?;
    for (table, _) in PROJECTIONS {
        let clear = Query::delete().from_table(table).and_where(Expr::col("story_id").eq(story.id)).to_owned();
        tx.db().execute(&clear).await?;
    }
    let clear = Query::delete().from_table("read_scores").and_where(Expr::col("story_id").eq(story.id)).to_owned();
    tx.db().execute(&clear).await?;
    if let Some(day) = story.published_day {
        count_days(tx, &BTreeMap::from([((story.language.code(), day), -1)])).await?;
    }
    Ok(())
}

/// The instant and the day of a story in lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dated {
    pub at: Timestamp,
    pub day: NaiveDate,
    pub day_only: bool,
}

impl Dated {
    /// Instant and day, in the zone of the paper, of a story that is published for the first time.
    pub fn of(when: PublishedWhen, now: Timestamp, zone: chrono_tz::Tz) -> Self {
        match when {
            PublishedWhen::Now => Self { at: now, day: now.day_in(zone), day_only: false },
            PublishedWhen::At(at) => Self { at, day: at.day_in(zone), day_only: false },
            PublishedWhen::OnDay(day) => Self { at: Timestamp::start_of_day(day, zone), day, day_only: true },
        }
    }
}

/// Sets the row of a story to this live version, and to what is in progress afterwards.
pub(crate) fn put_live(
    row: &mut story::ActiveModel,
    work: Work,
    version_id: i64,
    (section, content, slug): (&Section, &Content, String),
    dated: Dated,
) {
    state::put(row, Live::Published, work);
    row.live_version = Set(Some(version_id));
    row.work_version = Set(None);
    row.approved_version = Set(None);
    row.section_id = Set(section.id);
    row.desk_id = Set(section.desk_id);
    row.language = Set(content.language.code().to_owned());
    row.slug = Set(slug);
    row.published_at = Set(Some(dated.at.0));
    row.published_day = Set(Some(dated.day.to_string()));
    row.day_only = Set(dated.day_only);
}

/// The record that a version is published from `now` on.
pub(crate) fn publication_row(story_id: i64, version_id: i64, now: Timestamp) -> publication::ActiveModel {
    publication::ActiveModel {
        id: NotSet,
        story_id: Set(story_id),
        version_id: Set(version_id),
        from_at: Set(now.0),
        to_at: Set(None),
    }
}

/// Where readers find a story now; `None` if it is not published.
pub(crate) async fn standing(tx: &Tx, story: &Story) -> Result<Option<Standing>> {
    if story.live != Live::Published {
        return Ok(None);
    }
    let mut others = [Vec::new(), Vec::new(), Vec::new(), Vec::new()];
    for (ids, (table, column)) in others.iter_mut().zip(PROJECTIONS) {
        let query = Query::select()
            .column(column)
            .from(table)
            .and_where(Expr::col("story_id").eq(story.id))
            .order_by("position", Order::Asc)
            .to_owned();
        *ids = source::column(tx.db(), &query).await?;
    }
    let [topics, writers, pictures, threads] = others;
    let (language, section, desk) = (story.language, story.section_id, story.desk_id);
    Ok(Some(Standing { language, section, desk, topics, writers, pictures, threads }))
}

/// The tables by which lists and media find a story.
const PROJECTIONS: [(&str, &str); 4] = [
    ("story_topics", "topic_id"),
    ("story_writers", "writer_id"),
    ("story_pictures", "picture_id"),
    ("story_threads", "thread_id"),
];

/// Refuses with [`Error::Incomplete`] a content that lacks what every page needs.
pub(crate) fn check_complete(story: &PublicId, content: &Content) -> Result<()> {
    match missing(content, rules::ON_ANY_PAGE).first() {
        Some(field) => Err(Error::Incomplete { story: story.clone(), field: field.word() }),
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

/// Rows of one table that lead from a topic, writer, picture or thread to a story.
pub(crate) struct Projection {
    pub table: &'static str,
    /// The column beside `story_id`.
    pub column: &'static str,
    /// The ids that the story belongs to, with their positions from 0, without duplicates.
    pub places: Vec<(i64, i64)>,
}

impl Projection {
    /// The columns of these rows.
    pub fn columns(&self) -> [&'static str; 4] {
        ["story_id", self.column, "position", "published_at"]
    }

    /// The rows of one story.
    pub fn rows(&self, story_id: i64, at: Timestamp) -> impl Iterator<Item = [Value; 4]> {
        self.places
            .iter()
            .map(move |(other, position)| [story_id.into(), (*other).into(), (*position).into(), at.0.into()])
    }
}

/// The rows by which lists and media find a live version. `topics` and `thread` are the present ones, after merges;
/// `in_body` are the pictures in its text.
pub(crate) fn projections(
    content: &Content,
    topics: &[i64],
    thread: Option<i64>,
    in_body: &[i64],
) -> [Projection; PROJECTIONS.len()] {
    let pictures = content.lead.iter().filter_map(|lead| lead.picture_id).chain(in_body.iter().copied());
    let [topics, writers, pictures] =
        [places(topics.iter().copied()), places(content.writers.iter().copied()), places(pictures)];
    let of = |(table, column), places| Projection { table, column, places };
    let threads = places(thread.into_iter());
    let [of_topics, of_writers, of_pictures, of_threads] = PROJECTIONS;
    [of(of_topics, topics), of(of_writers, writers), of(of_pictures, pictures), of(of_threads, threads)]
}

fn places(ids: impl Iterator<Item = i64>) -> Vec<(i64, i64)> {
    let mut known = std::collections::HashSet::new();
    (0..).zip(ids).filter(|(_, id)| known.insert(*id)).map(|(position, id)| (id, position)).collect()
}

/// Rewrites the rows by which lists and media find the live version.
async fn project(tx: &mut Tx, story_id: i64, at: Timestamp, content: &Content) -> Result<()> {
    let in_body = crate::stories::pictures::pictures_in(&content.body);
    let in_body = crate::stories::pictures::ids_of(tx.db(), &in_body).await?;
    dialect::lock_rows_shared(tx.db(), "topics", &content.topics).await?;
    let topics = names::by_ids::<Topic>(tx.db(), &content.topics).await?;
    let topics: Vec<i64> = topics.iter().map(|topic| topic.id).collect();
    let thread = match content.thread {
        Some(id) => {
            dialect::lock_rows_shared(tx.db(), "threads", &[id]).await?;
            names::standing::<StoryThread>(tx.db(), id).await?
        }
        None => None,
    };
    // A thread has one language. A story whose language changed no longer belongs to it.
    let thread = thread.filter(|thread| thread.language == content.language).map(|thread| thread.id);
    for projection in projections(content, &topics, thread, &in_body) {
        let table = projection.table;
        let clear = Query::delete().from_table(table).and_where(Expr::col("story_id").eq(story_id)).to_owned();
        tx.db().execute(&clear).await?;
        for row in projection.rows(story_id, at) {
            let insert = Query::insert()
                .into_table(table)
                .columns(projection.columns())
                .values_panic(row.map(Expr::val))
                .to_owned();
            tx.db().execute(&insert).await?;
        }
    }
    Ok(())
}

/// Days of `archive_days` written in one statement: four values each, far below SQLite's limit of 32,766.
const DAYS_AT_ONCE: usize = 500;

/// Adds to the number of stories of each language and day. Days are updated in order, so that two writers cannot
/// deadlock.
pub(crate) async fn count_days(tx: &mut Tx, counts: &BTreeMap<(&'static str, NaiveDate), i64>) -> Result<()> {
    let counts: Vec<_> = counts.iter().collect();
    for counts in counts.chunks(DAYS_AT_ONCE) {
        let mut count = Query::insert()
            .into_table("archive_days")
            .columns(["edition_id", "language", "day", "stories"])
            .on_conflict(
                OnConflict::columns(["edition_id", "language", "day"])
                    .value("stories", Expr::col(("archive_days", "stories")).add(Expr::col(("excluded", "stories"))))
                    .to_owned(),
            )
            .to_owned();
        for ((language, day), stories) in counts {
            count.values_panic([MAIN_EDITION.into(), (*language).into(), day.to_string().into(), (**stories).into()]);
        }
        tx.db().execute(&count).await?;
    }
    Ok(())
}
