//! Lists of published stories, newest first, paged by keyset back to the first issue.
//!
//! The cursor of a page is the public id of the story it begins after. Therefore the last page costs the same as the
//! first, pages do not shift while stories appear, and addresses reveal no numbers.

use arabic::Language;
use chrono::NaiveDate;
use rules::Live;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, JoinType, Order, Query, SelectStatement};
use store::clock::Timestamp;
use store::id::PublicId;
use store::row::{Columns, FromColumns};
use store::source::{self, Source};

use crate::base::edition::MAIN_EDITION;
use crate::base::error::{Error, Result};
use crate::base::sight::{Position, Sight, StoryList};
use crate::paper::languages::language_from;
use crate::paper::names;
use crate::paper::writers::Writer;
use crate::stories::pictures::Picture;
use crate::stories::versions::ids_from_json;

/// A story as shown in lists.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Internal id.
    pub id: i64,
    /// The id in addresses.
    pub public_id: PublicId,
    /// Last segment of the address.
    pub slug: String,
    /// The live version.
    pub version: i64,
    /// Its section.
    pub section_id: i64,
    /// Its language.
    pub language: Language,
    /// The line above the headline.
    pub kicker: Option<String>,
    /// The headline.
    pub headline: String,
    /// The paragraph below the headline.
    pub deck: Option<String>,
    /// The desk in the byline.
    pub desk_byline: Option<String>,
    /// The people in the byline.
    pub writers: Vec<Writer>,
    /// The agencies credited.
    pub agencies_line: Option<String>,
    /// The byline exactly as printed, if the fields above do not express all of it.
    pub byline_as_printed: Option<String>,
    /// First publication.
    pub published_at: Timestamp,
    /// Its day in the paper's zone.
    pub published_day: NaiveDate,
    /// Whether only the day is known.
    pub day_only: bool,
    /// The last change that readers were told of.
    pub changed_at: Option<Timestamp>,
    /// The beginning of the body.
    pub excerpt: String,
    /// Number of words in the body.
    pub word_count: i64,
    /// The picture, if there is one with a file.
    pub picture: Option<Picture>,
    /// Its alternative text.
    pub alt: String,
    /// Its focal point on the 11 x 11 grid.
    pub focal: (u8, u8),
    /// The read count, as shown.
    pub read_count: i64,
}

impl Card {
    /// Its position in lists.
    pub fn position(&self) -> Position {
        (self.published_at.0, self.id)
    }

    /// The part of the card that tells whether it is still up to date.
    pub fn head(&self) -> CardHead {
        CardHead {
            id: self.id,
            version: self.version,
            slug: self.slug.clone(),
            section_id: self.section_id,
            language: self.language,
            published_at: self.published_at,
            changed_at: self.changed_at,
            day_only: self.day_only,
            read_count: self.read_count,
        }
    }
}

/// The fields of a card that change while its story is live. Cards with equal heads are equal, except for read counts
/// and the names of writers, because versions and pictures never change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardHead {
    /// Internal id.
    pub id: i64,
    /// The live version.
    pub version: i64,
    /// Last segment of the address.
    pub slug: String,
    /// Its section.
    pub section_id: i64,
    /// Its language.
    pub language: Language,
    /// First publication.
    pub published_at: Timestamp,
    /// The last change that readers were told of.
    pub changed_at: Option<Timestamp>,
    /// Whether only the day is known.
    pub day_only: bool,
    /// The read count, as shown.
    pub read_count: i64,
}

/// The cursor of a page of a list.
pub type Cursor = PublicId;

/// The direction from a cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Toward {
    /// From the newest.
    Newest,
    /// Stories older than this one.
    OlderThan(Cursor),
    /// Stories newer than this one, still shown newest first.
    NewerThan(Cursor),
    /// Stories older than this position.
    Below(Position),
}

/// One page of a list, newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Its stories.
    pub cards: Vec<Card>,
    /// The cursor of older stories, if there are any.
    pub older: Option<Cursor>,
    /// The cursor of newer stories, if there are any.
    pub newer: Option<Cursor>,
}

/// Up to `limit` stories of `story_list` in `language`. An unknown cursor is refused with [`Error::NotFound`].
pub async fn list(
    db: &impl Source,
    story_list: StoryList,
    language: Language,
    toward: &Toward,
    limit: usize,
) -> Result<Page> {
    let mut query = cards_query();
    let from = arrange(db, &mut query, story_list, language, toward, limit).await?;
    let mut cards = fetch(db, &query).await?;
    let more = cards.len() > limit;
    let beyond = cards.get(limit).map(Card::position);
    cards.truncate(limit);
    db.saw(&range_read(story_list, language, toward, from, beyond));
    if matches!(toward, Toward::NewerThan(_)) {
        cards.reverse();
    }
    let first = cards.first().map(|card| card.public_id.clone());
    let last = cards.last().map(|card| card.public_id.clone());
    let (older, newer) = match toward {
        Toward::Newest => (last.filter(|_| more), None),
        Toward::OlderThan(_) | Toward::Below(_) => (last.filter(|_| more), first),
        Toward::NewerThan(_) => (last, first.filter(|_| more)),
    };
    Ok(Page { cards, older, newer })
}

/// Internal ids of the first `limit` stories of `story_list` from `toward` on. Reads only an index. For pages that show
/// few of them, which are then read with [`cards_seen`].
pub async fn places(
    db: &impl Source,
    story_list: StoryList,
    language: Language,
    toward: &Toward,
    limit: usize,
) -> Result<Vec<i64>> {
    let mut query = Query::select().from_as("stories", "s").take();
    let (time, id) = (("s", "published_at"), ("s", "id"));
    query.columns([time, id]).and_where(Expr::col(("s", "live")).eq(Live::Published.word()));
    let from = arrange(db, &mut query, story_list, language, toward, limit).await?;
    let mut found: Vec<Position> = Vec::new();
    for row in db.rows(&query).await? {
        let mut columns = row.columns();
        found.push((columns.take()?, columns.take()?));
    }
    db.saw(&range_read(story_list, language, toward, from, found.get(limit).copied()));
    Ok(found.into_iter().take(limit).map(|(_, id)| id).collect())
}

/// Filters and orders a query for `limit` stories and one more, which tells whether there are more. Returns the
/// position of the cursor.
async fn arrange(
    db: &impl Source,
    query: &mut SelectStatement,
    story_list: StoryList,
    language: Language,
    toward: &Toward,
    limit: usize,
) -> Result<Option<Position>> {
    let (time, id) = restrict_to(query, story_list, language);
    let from = match toward {
        Toward::Newest => None,
        Toward::OlderThan(cursor) | Toward::NewerThan(cursor) => Some(position(db, cursor).await?),
        Toward::Below(place) => Some(*place),
    };
    let upward = matches!(toward, Toward::NewerThan(_));
    if let Some((at, story)) = from {
        let (time, id) = (Expr::col(time), Expr::col(id));
        if upward {
            query.and_where(time.clone().gte(at)).cond_where(Cond::any().add(time.gt(at)).add(id.gt(story)));
        } else {
            query.and_where(time.clone().lte(at)).cond_where(Cond::any().add(time.lt(at)).add(id.lt(story)));
        }
    }
    let order = if upward { Order::Asc } else { Order::Desc };
    query.order_by(time, order.clone()).order_by(id, order).limit(limit as u64 + 1);
    Ok(from)
}

/// The range of a list that was read by a query that began at `from` and ended before `beyond`.
fn range_read(
    story_list: StoryList,
    language: Language,
    toward: &Toward,
    from: Option<Position>,
    beyond: Option<Position>,
) -> Sight {
    let (newest, oldest) = match toward {
        Toward::Newest => (None, beyond),
        Toward::OlderThan(_) | Toward::Below(_) => (from, beyond),
        Toward::NewerThan(_) => (beyond, from),
    };
    Sight::List { story_list, language, newest, oldest }
}

/// Published stories with these internal ids, in that order; others are left out.
pub async fn cards_by_ids(db: &impl Source, ids: &[i64]) -> Result<Vec<Card>> {
    for id in ids {
        db.saw(&Sight::Story(*id));
    }
    cards_seen(db, ids).await
}

/// Like [`cards_by_ids`], for stories of a list that the same page has read ([`places`]): every event that changes them
/// changes that list.
pub async fn cards_seen(db: &impl Source, ids: &[i64]) -> Result<Vec<Card>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = cards_query();
    query.and_where(Expr::col(("s", "id")).is_in(ids.iter().copied()));
    let cards = fetch(db, &query).await?;
    Ok(ids.iter().filter_map(|id| cards.iter().find(|card| card.id == *id).cloned()).collect())
}

/// The heads of published stories with these internal ids, in that order; others are left out.
pub async fn heads_by_ids(db: &impl Source, ids: &[i64]) -> Result<Vec<CardHead>> {
    for id in ids {
        db.saw(&Sight::Story(*id));
    }
    heads_seen(db, ids).await
}

/// Like [`heads_by_ids`], for stories of a list that the same page has read ([`places`]).
pub async fn heads_seen(db: &impl Source, ids: &[i64]) -> Result<Vec<CardHead>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = db.rows(&heads_query(ids)).await?;
    let heads = rows.into_iter().map(|row| read_head(&mut row.columns())).collect::<Result<Vec<_>>>()?;
    Ok(ids.iter().filter_map(|id| heads.iter().find(|head| head.id == *id).cloned()).collect())
}

/// A query over published stories `s` for the columns that [`read_head`] reads; more columns may follow.
pub(crate) fn heads_query(ids: &[i64]) -> SelectStatement {
    Query::select()
        .columns(HEAD_COLUMNS.iter().copied())
        .from_as("stories", "s")
        .and_where(Expr::col(("s", "id")).is_in(ids.iter().copied()))
        .and_where(Expr::col(("s", "live")).eq(Live::Published.word()))
        .take()
}

pub(crate) fn read_head(columns: &mut Columns) -> Result<CardHead> {
    let row = HeadRow::from_columns(columns)?;
    Ok(CardHead {
        id: row.id,
        version: row.version,
        slug: row.slug,
        section_id: row.section_id,
        language: language_from(&row.language)?,
        published_at: Timestamp(row.published_at),
        changed_at: row.changed_at.map(Timestamp),
        day_only: row.day_only,
        read_count: row.read_base + row.reads,
    })
}

/// The first of these published stories that has a picture.
pub async fn first_pictured(db: &impl Source, ids: &[i64]) -> Result<Option<i64>> {
    /// Stories per query; usually the first query is enough.
    const AT_ONCE: usize = 4;
    for some in ids.chunks(AT_ONCE) {
        let query = Query::select()
            .column(("s", "id"))
            .from_as("stories", "s")
            .join_as(JoinType::InnerJoin, "story_versions", "v", Expr::col(("v", "id")).equals(("s", "live_version")))
            .join_as(JoinType::InnerJoin, "pictures", "p", Expr::col(("p", "id")).equals(("v", "lead_picture_id")))
            .and_where(Expr::col(("s", "id")).is_in(some.iter().copied()))
            .take();
        let pictured: Vec<i64> = source::column(db, &query).await?;
        if let Some(first) = some.iter().find(|id| pictured.contains(id)) {
            return Ok(Some(*first));
        }
    }
    Ok(None)
}

/// Up to `limit` stories published since `since`, newest first, for sitemaps and feeds with a time window.
pub async fn newest_in_window(db: &impl Source, language: Language, since: Timestamp, limit: u64) -> Result<Vec<Card>> {
    let mut query = cards_query();
    let (time, id) = restrict_to(&mut query, StoryList::Edition, language);
    query.and_where(Expr::col(time).gte(since.0)).order_by(time, Order::Desc).order_by(id, Order::Desc).limit(limit);
    db.saw(&Sight::List { story_list: StoryList::Edition, language, newest: None, oldest: Some((since.0, 0)) });
    fetch(db, &query).await
}

type Column = (&'static str, &'static str);

fn cards_query() -> SelectStatement {
    Query::select()
        .columns(CARD_COLUMNS.iter().copied())
        .from_as("stories", "s")
        .join_as(JoinType::InnerJoin, "story_versions", "v", Expr::col(("v", "id")).equals(("s", "live_version")))
        .join_as(JoinType::LeftJoin, "pictures", "p", Expr::col(("p", "id")).equals(("v", "lead_picture_id")))
        .and_where(Expr::col(("s", "live")).eq(Live::Published.word()))
        .take()
}

/// Restricts the query to a list and returns the two columns by which that list is ordered.
fn restrict_to(query: &mut SelectStatement, story_list: StoryList, language: Language) -> (Column, Column) {
    query.and_where(Expr::col(("s", "language")).eq(language.code()));
    let through = |query: &mut SelectStatement, table: &'static str, column: &'static str, id: i64| {
        query
            .join_as(JoinType::InnerJoin, table, "l", Expr::col(("l", "story_id")).equals(("s", "id")))
            .and_where(Expr::col(("l", column)).eq(id));
        (("l", "published_at"), ("l", "story_id"))
    };
    match story_list {
        StoryList::Edition => {
            query.and_where(Expr::col(("s", "edition_id")).eq(MAIN_EDITION));
        }
        StoryList::Section(id) => {
            query.and_where(Expr::col(("s", "section_id")).eq(id));
        }
        StoryList::Desk(id) => {
            query.and_where(Expr::col(("s", "desk_id")).eq(id));
        }
        StoryList::Day(day) => {
            query
                .and_where(Expr::col(("s", "edition_id")).eq(MAIN_EDITION))
                .and_where(Expr::col(("s", "published_day")).eq(day.to_string()));
        }
        StoryList::Under(kind, id) => {
            let (_, table, column) = kind.tables();
            return through(query, table, column, id);
        }
    }
    (("s", "published_at"), ("s", "id"))
}

async fn position(db: &impl Source, cursor: &Cursor) -> Result<(i64, i64)> {
    // The position of the story never changes, so the page does not depend on the story itself.
    let query = Query::select()
        .columns(["published_at", "id"])
        .from("stories")
        .and_where(Expr::col("public_id").eq(cursor.as_str()))
        .and_where(Expr::col("published_at").is_not_null())
        .to_owned();
    let found = match db.rows(&query).await?.into_iter().next() {
        Some(row) => {
            let mut columns = row.columns();
            Some((columns.take()?, columns.take()?))
        }
        None => None,
    };
    found.ok_or_else(|| Error::not_found("page after story", cursor))
}

/// A row type and its columns: field, type, and column.
macro_rules! row {
    ($row:ident, $columns:ident: $($field:ident: $kind:ty = $table:literal . $column:literal,)*) => {
        struct $row {
            $($field: $kind,)*
        }

        impl FromColumns for $row {
            fn from_columns(columns: &mut Columns) -> store::Result<Self> {
                Ok(Self { $($field: columns.take()?,)* })
            }
        }

        const $columns: &[Column] = &[$(($table, $column),)*];
    };
}

row! {
    HeadRow, HEAD_COLUMNS:
    id: i64 = "s"."id",
    version: i64 = "s"."live_version",
    slug: String = "s"."slug",
    section_id: i64 = "s"."section_id",
    language: String = "s"."language",
    published_at: i64 = "s"."published_at",
    changed_at: Option<i64> = "s"."changed_at",
    day_only: bool = "s"."day_only",
    read_base: i64 = "s"."read_base",
    reads: i64 = "s"."reads",
}

row! {
    CardRow, CARD_COLUMNS:
    id: i64 = "s"."id",
    public_id: String = "s"."public_id",
    version: i64 = "s"."live_version",
    slug: String = "s"."slug",
    section_id: i64 = "s"."section_id",
    language: String = "s"."language",
    published_at: i64 = "s"."published_at",
    published_day: String = "s"."published_day",
    day_only: bool = "s"."day_only",
    changed_at: Option<i64> = "s"."changed_at",
    read_base: i64 = "s"."read_base",
    reads: i64 = "s"."reads",
    kicker: Option<String> = "v"."kicker",
    headline: String = "v"."headline",
    deck: Option<String> = "v"."deck",
    desk_byline: Option<String> = "v"."desk_byline",
    writers: String = "v"."writers",
    agencies_line: Option<String> = "v"."agencies_line",
    byline_as_printed: Option<String> = "v"."byline_as_printed",
    excerpt: String = "v"."excerpt",
    word_count: i64 = "v"."word_count",
    lead_alt: Option<String> = "v"."lead_alt",
    lead_caption: Option<String> = "v"."lead_caption",
    lead_focal_x: i64 = "v"."lead_focal_x",
    lead_focal_y: i64 = "v"."lead_focal_y",
    picture_id: Option<i64> = "p"."id",
    picture_public_id: Option<String> = "p"."public_id",
    picture_width: Option<i64> = "p"."width",
    picture_height: Option<i64> = "p"."height",
    picture_format: Option<String> = "p"."format",
    picture_digest: Option<String> = "p"."digest",
}

async fn fetch(db: &impl Source, query: &SelectStatement) -> Result<Vec<Card>> {
    let rows = db.rows(query).await?.into_iter().map(|row| CardRow::from_columns(&mut row.columns()));
    let rows: Vec<CardRow> = rows.collect::<store::Result<_>>()?;
    let mut writer_ids = Vec::new();
    for row in &rows {
        writer_ids.extend(ids_from_json(&row.writers)?);
    }
    writer_ids.sort_unstable();
    writer_ids.dedup();
    let writers = names::by_ids(db, &writer_ids).await?;
    rows.into_iter().map(|row| card(row, &writers)).collect()
}

fn card(row: CardRow, writers: &[Writer]) -> Result<Card> {
    let picture = match (
        row.picture_id,
        row.picture_public_id,
        row.picture_width,
        row.picture_height,
        row.picture_format,
        row.picture_digest,
    ) {
        (Some(id), Some(public_id), Some(width), Some(height), Some(format), Some(digest)) => {
            Some(Picture::from_columns(id, &public_id, &digest, &format, width, height)?)
        }
        _ => None,
    };
    let signed = ids_from_json(&row.writers)?;
    let focal = |number: i64| u8::try_from(number).ok().filter(|n| *n <= 10).unwrap_or(5);
    Ok(Card {
        id: row.id,
        public_id: row.public_id.parse().map_err(Error::damaged)?,
        version: row.version,
        slug: row.slug,
        section_id: row.section_id,
        language: language_from(&row.language)?,
        kicker: row.kicker,
        headline: row.headline,
        deck: row.deck,
        desk_byline: row.desk_byline,
        writers: signed.iter().filter_map(|id| writers.iter().find(|w| w.id == *id).cloned()).collect(),
        agencies_line: row.agencies_line,
        byline_as_printed: row.byline_as_printed,
        published_at: Timestamp(row.published_at),
        published_day: row.published_day.parse().map_err(Error::damaged)?,
        day_only: row.day_only,
        changed_at: row.changed_at.map(Timestamp),
        excerpt: row.excerpt,
        word_count: row.word_count,
        picture,
        alt: row.lead_alt.or(row.lead_caption).unwrap_or_default(),
        focal: (focal(row.lead_focal_x), focal(row.lead_focal_y)),
        read_count: row.read_base + row.reads,
    })
}
