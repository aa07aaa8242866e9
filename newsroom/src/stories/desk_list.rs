//! The desk's list of stories, filtered, latest change first. It contains only stories that the actor may see.
//!
//! That condition is part of the query, so that pages are full and counts are right for the actor.

use arabic::Language;
use rules::{Actor, Live, Work};
use sea_orm::sea_query::{Cond, Condition, Expr, ExprTrait, Func, Order, Query, SelectStatement, UnionType};
use store::clock::Timestamp;
use store::row::FromColumns;
use store::source::Source;

use crate::base::edition::MAIN_EDITION;
use crate::base::entity::story;
use crate::base::error::{Error, Result};
use crate::stories::model::{self, Story};
use crate::stories::timers;
use crate::stories::visibility::visible;

/// Counting stops here; the interface shows «more than 999».
const COUNT_MAX: u64 = 1_000;

/// A filter. An empty field does not filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeskFilter {
    /// States at the desk. If both lists of states are empty, all stories in progress.
    pub work: Vec<Work>,
    /// States for readers.
    pub live: Vec<Live>,
    /// A section, by internal id.
    pub section: Option<i64>,
    /// A language's code.
    pub language: Option<String>,
    /// Stories that this person writes or is assigned to.
    pub of_person: Option<i64>,
    /// Only these stories, by internal id: those that a search has found. At most a few thousand.
    pub found: Option<Vec<i64>>,
    /// Only these of the stories that the other fields let through, by internal id.
    pub among: Option<Vec<i64>>,
    /// Assigned and due before this instant.
    pub due_before: Option<Timestamp>,
    /// Whether it was sent back with a note.
    pub sent_back: bool,
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct DeskLine {
    /// The story.
    pub story: Story,
    /// Number of the version in progress, or of the live one.
    pub version: i64,
    /// The number of its words.
    pub word_count: i64,
    /// Its lead picture, by internal id.
    pub picture: Option<i64>,
    /// Ids of the writers in the byline.
    pub writers: Vec<i64>,
    /// The desk in the byline.
    pub desk_byline: Option<String>,
    /// The agencies credited.
    pub agencies_line: Option<String>,
    /// Whether its photo lacks a credit, which the approval requires.
    pub lacks_credit: bool,
    /// When it will be published; `None` if it is not scheduled.
    pub goes_out: Option<Timestamp>,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct DeskPage {
    /// Its lines.
    pub lines: Vec<DeskLine>,
    /// The cursor of the next page: time and id of the last line.
    pub next: Option<(i64, i64)>,
}

/// Up to `limit` stories that match `filter` and that `actor` may see, after the cursor `after`.
pub async fn desk_list(
    db: &impl Source,
    actor: &Actor,
    filter: &DeskFilter,
    after: Option<(i64, i64)>,
    limit: u64,
) -> Result<DeskPage> {
    let Some(visible) = visible(actor) else { return Ok(DeskPage { lines: Vec::new(), next: None }) };
    let mut query = Query::select();
    query.columns(story_columns()).from("stories");
    narrow(&mut query, filter, visible);
    if let Some((at, id)) = after {
        query
            .and_where(Expr::col("touched_at").lte(at))
            .cond_where(Cond::any().add(Expr::col("touched_at").lt(at)).add(Expr::col("id").lt(id)));
    }
    query.order_by("touched_at", Order::Desc).order_by("id", Order::Desc).limit(limit + 1);
    let mut found = Vec::new();
    for row in db.rows(&query).await? {
        found.push(model::read(story::Model::from_columns(&mut row.columns())?)?);
    }
    let more = found.len() as u64 > limit;
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = found.last().filter(|_| more).map(|story: &Story| (story.touched_at.0, story.id));
    Ok(DeskPage { lines: with_versions(db, found).await?, next })
}

/// Stories in `language` that can be placed on a page and that `actor` may see, newest first: approved and scheduled
/// ones, and those published since `since`. With `found`, those of them that a search has found, published at any time.
/// With `section`, of that section only.
pub async fn candidates(
    db: &impl Source,
    actor: &Actor,
    language: Language,
    section: Option<i64>,
    found: Option<&[i64]>,
    since: Timestamp,
    limit: u64,
) -> Result<Vec<DeskLine>> {
    let Some(visible) = visible(actor) else { return Ok(Vec::new()) };
    let mut stories: Vec<Story> = Vec::new();
    for is_live in [true, false] {
        let mut query = Query::select();
        query
            .columns(story_columns())
            .from("stories")
            .cond_where(visible.clone())
            .and_where(Expr::col("edition_id").eq(MAIN_EDITION))
            .and_where(Expr::col("language").eq(language.code()))
            .and_where_option(section.map(|id| Expr::col("section_id").eq(id)))
            .and_where_option(found.map(|ids| Expr::col("id").is_in(ids.iter().copied())));
        if is_live {
            query
                .and_where(Expr::col("live").eq(Live::Published.word()))
                .and_where_option(found.is_none().then(|| Expr::col("published_at").gte(since.0)))
                .order_by("published_at", Order::Desc);
        } else {
            query
                .and_where(under_way())
                .and_where(Expr::col("work").is_in([Work::Approved.word(), Work::Scheduled.word()]))
                .and_where(Expr::col("live").ne(Live::Published.word()))
                .order_by("touched_at", Order::Desc);
        }
        query.order_by("id", Order::Desc).limit(limit);
        for row in db.rows(&query).await? {
            stories.push(model::read(story::Model::from_columns(&mut row.columns())?)?);
        }
    }
    let time = |story: &Story| story.went_out().unwrap_or(story.touched_at);
    stories.sort_by_key(|story| std::cmp::Reverse((time(story), story.id)));
    stories.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    with_versions(db, stories).await
}

/// Internal id and last change of the `limit` stories in progress that changed last and that `actor` may see.
pub(crate) async fn newest_seen(db: &impl Source, actor: &Actor, limit: u64) -> Result<Vec<(i64, i64)>> {
    let Some(visible) = visible(actor) else { return Ok(Vec::new()) };
    let query = touched(visible, limit).and_where(under_way()).to_owned();
    pairs(db, &query).await
}

fn touched(visible: Condition, limit: u64) -> SelectStatement {
    Query::select()
        .columns(["id", "touched_at"])
        .from("stories")
        .cond_where(visible)
        .and_where(Expr::col("edition_id").eq(MAIN_EDITION))
        .order_by("touched_at", Order::Desc)
        .order_by("id", Order::Desc)
        .limit(limit)
        .to_owned()
}

async fn pairs(db: &impl Source, query: &SelectStatement) -> Result<Vec<(i64, i64)>> {
    let pair = |row: store::row::Row| {
        let mut row = row.columns();
        Ok((row.take()?, row.take()?))
    };
    db.rows(query).await?.into_iter().map(pair).collect()
}

/// The number of stories that each filter finds for `actor`, 1,000 at most.
pub async fn desk_counts(db: &impl Source, actor: &Actor, filters: &[DeskFilter]) -> Result<Vec<u64>> {
    let mut counts = Vec::with_capacity(filters.len());
    for filter in filters {
        let Some(visible) = visible(actor) else {
            counts.push(0);
            continue;
        };
        let mut some = Query::select();
        some.column("id").from("stories");
        narrow(&mut some, filter, visible);
        some.limit(COUNT_MAX);
        let count = Query::select().expr(Func::count(Expr::col("id"))).from_subquery(some, "some").to_owned();
        let row = db.rows(&count).await?.into_iter().next();
        let number: i64 = row.ok_or_else(|| Error::damaged("a count without a row"))?.columns().take()?;
        counts.push(u64::try_from(number).unwrap_or(0));
    }
    Ok(counts)
}

pub(crate) fn story_columns() -> Vec<story::Column> {
    use sea_orm::Iterable;
    story::Column::iter().collect()
}

fn narrow(query: &mut SelectStatement, filter: &DeskFilter, visible: Condition) {
    query.cond_where(visible);
    // A person's stories are few and are found by the person's own index; everything else uses the index of the
    // edition.
    if filter.of_person.is_none() {
        query.and_where(Expr::col("edition_id").eq(MAIN_EDITION));
    }
    if filter.work.is_empty() && filter.live.is_empty() && filter.of_person.is_none() && filter.found.is_none() {
        query.and_where(under_way()).and_where(Expr::col("work").ne(Work::Spiked.word()));
    }
    if !filter.work.is_empty() {
        query.and_where(Expr::col("work").is_in(filter.work.iter().map(|work| work.word())));
        if !filter.work.contains(&Work::None) {
            query.and_where(under_way());
        }
    }
    if !filter.live.is_empty() {
        query.and_where(Expr::col("live").is_in(filter.live.iter().map(|live| live.word())));
    }
    query
        .and_where_option(filter.section.map(|id| Expr::col("section_id").eq(id)))
        .and_where_option(filter.language.as_deref().map(|code| Expr::col("language").eq(code)))
        .and_where_option(filter.due_before.map(|at| Expr::col("due_at").lt(at.0)));
    if filter.sent_back {
        query.and_where(Expr::col("note").is_not_null()).and_where(Expr::col("work").eq(Work::Draft.word()));
    }
    if let Some(person) = filter.of_person {
        let of = |column: &'static str| {
            Query::select().column("id").from("stories").and_where(Expr::col(column).eq(person)).to_owned()
        };
        let own = of("writer_id").union(UnionType::Distinct, of("assignee_id")).to_owned();
        query.and_where(Expr::col("id").in_subquery(own));
    }
    query.and_where_option(filter.among.as_ref().map(|ids| Expr::col("id").is_in(ids.iter().copied())));
    query.and_where_option(filter.found.as_ref().map(|ids| Expr::col("id").is_in(ids.iter().copied())));
}

/// The condition of the partial indexes over stories in progress, written literally: with a bound value the planner
/// could not use them.
fn under_way() -> Expr {
    Expr::cust("work <> 'none'")
}

pub(crate) async fn with_versions(db: &impl Source, stories: Vec<Story>) -> Result<Vec<DeskLine>> {
    let ids: Vec<i64> = stories.iter().filter_map(|story| story.newest_version()).collect();
    let query = Query::select()
        .columns([
            "id",
            "number",
            "word_count",
            "lead_picture_id",
            "writers",
            "desk_byline",
            "agencies_line",
            "lead_credit",
        ])
        .from("story_versions")
        .and_where(Expr::col("id").is_in(ids))
        .to_owned();
    let mut versions = std::collections::HashMap::new();
    for row in db.rows(&query).await? {
        let mut row = row.columns();
        let id: i64 = row.take()?;
        let (number, words, picture): (i64, i64, Option<i64>) = (row.take()?, row.take()?, row.take()?);
        let writers = crate::stories::versions::ids_from_json(&row.take::<String>()?)?;
        let (desk, agencies, credit): (Option<String>, Option<String>, Option<String>) =
            (row.take()?, row.take()?, row.take()?);
        versions.insert(id, (number, words, picture, writers, desk, agencies, credit));
    }
    let hours = timers::publish_times(db, &stories.iter().map(|story| story.id).collect::<Vec<_>>()).await?;
    Ok(stories
        .into_iter()
        .filter_map(|story| {
            let goes_out = hours.get(&story.id).copied();
            let id = story.newest_version()?;
            let (version, word_count, picture, writers, desk_byline, agencies_line, credit) =
                versions.get(&id)?.clone();
            let lacks_credit = picture.is_some() && credit.is_none_or(|credit| credit.trim().is_empty());
            Some(DeskLine {
                story,
                version,
                word_count,
                picture,
                writers,
                desk_byline,
                agencies_line,
                lacks_credit,
                goes_out,
            })
        })
        .collect())
}
