//! Versions of stories: an immutable row for each save.

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, QueryOrder, Set};
use store::clock::Timestamp;
use store::source::{self, Source};
use story::Document;

use crate::base::entity::story_version;
use crate::base::error::{Error, Result};
use crate::base::tx::Tx;
use crate::paper::languages::language_from;
use crate::stories::content::{Content, LeadPicture};

/// Characters of the excerpt, for lists, feeds and descriptions.
const EXCERPT_CHARS_MAX: usize = 220;

/// A saved version.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Internal id.
    pub id: i64,
    /// Number within its story, from 1.
    pub number: i64,
    /// When it was saved.
    pub made_at: Timestamp,
    /// The reason, as in `import` or `save`.
    pub reason: String,
    /// The person who made it; `None` for an import.
    pub made_by: Option<i64>,
    /// The beginning of the body, for descriptions.
    pub excerpt: String,
    /// Number of words in the body.
    pub word_count: i64,
    /// Its content.
    pub content: Content,
}

/// The version with this id.
pub async fn version(db: &impl Source, id: i64) -> Result<Version> {
    let mut query = source::rows_of::<story_version::Model>();
    let row = source::first(db, query.and_where(story_version::Column::Id.eq(id))).await?;
    let row = row.ok_or_else(|| Error::not_found("version", id))?;
    read(row)
}

/// The versions with these ids, in no order; unknown ids are left out.
pub async fn versions_by_ids(db: &impl Source, ids: &[i64]) -> Result<Vec<Version>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = story_version::Entity::find().filter(story_version::Column::Id.is_in(ids.iter().copied()));
    source::all(db, query).await?.into_iter().map(read).collect()
}

/// A version in a list of versions, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionLine {
    /// Internal id.
    pub id: i64,
    /// Number within its story, from 1.
    pub number: i64,
    /// When it was saved.
    pub made_at: Timestamp,
    /// The reason.
    pub reason: String,
    /// The person who made it.
    pub made_by: Option<i64>,
    /// Its headline.
    pub headline: String,
    /// Number of words in the body.
    pub word_count: i64,
}

/// The versions of a story, newest first, at most `limit`; with `below`, only those with a smaller number.
pub async fn versions_of(db: &impl Source, story_id: i64, below: Option<i64>, limit: u64) -> Result<Vec<VersionLine>> {
    use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
    let query = Query::select()
        .columns(["id", "number", "made_at", "reason", "made_by", "headline", "word_count"])
        .from("story_versions")
        .and_where(Expr::col("story_id").eq(story_id))
        .and_where_option(below.map(|number| Expr::col("number").lt(number)))
        .order_by("number", Order::Desc)
        .limit(limit)
        .to_owned();
    db.rows(&query)
        .await?
        .into_iter()
        .map(|row| {
            let mut row = row.columns();
            Ok(VersionLine {
                id: row.take()?,
                number: row.take()?,
                made_at: Timestamp(row.take()?),
                reason: row.take()?,
                made_by: row.take()?,
                headline: row.take()?,
                word_count: row.take()?,
            })
        })
        .collect()
}

/// The version of `story_id` with this number.
pub async fn version_by_number(db: &impl Source, story_id: i64, number: i64) -> Result<Version> {
    let query = story_version::Entity::find()
        .filter(story_version::Column::StoryId.eq(story_id))
        .filter(story_version::Column::Number.eq(number));
    read(source::one(db, query).await?.ok_or_else(|| Error::not_found("version", number))?)
}

/// The version that was published at `at`; `None` if the story was not published then.
pub async fn version_at(db: &impl Source, story_id: i64, at: Timestamp) -> Result<Option<Version>> {
    use crate::base::entity::publication;
    use sea_orm::Condition;
    let query = publication::Entity::find()
        .filter(publication::Column::StoryId.eq(story_id))
        .filter(publication::Column::FromAt.lte(at.0))
        .filter(Condition::any().add(publication::Column::ToAt.is_null()).add(publication::Column::ToAt.gt(at.0)))
        .order_by_desc(publication::Column::FromAt)
        .order_by_desc(publication::Column::Id);
    match source::one(db, query).await? {
        Some(row) => Ok(Some(version(db, row.version_id).await?)),
        None => Ok(None),
    }
}

/// Columns derived from a content. In a bulk import they are computed outside the writing transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Derived {
    /// Last segment of the address.
    pub slug: String,
    /// The text as JSON.
    pub body: String,
    /// The beginning of the text.
    pub excerpt: String,
    /// Number of words in the text.
    pub word_count: i64,
}

impl Derived {
    /// Refuses an invalid content: [`Error::TooLong`], [`Error::Document`].
    pub fn of(content: &Content) -> Result<Self> {
        content.check_lengths()?;
        content.body.validate()?;
        Ok(Self {
            slug: slug_of(content),
            body: content.body.to_json(),
            excerpt: story::render::excerpt(&content.body, EXCERPT_CHARS_MAX),
            word_count: i64::try_from(story::render::word_count(&content.body)).unwrap_or(i64::MAX),
        })
    }
}

/// Saves `content` as the next version of a story and returns its id.
pub(crate) async fn keep(
    tx: &mut Tx,
    story_id: i64,
    content: &Content,
    reason: &str,
    made_by: Option<i64>,
) -> Result<i64> {
    let derived = Derived::of(content)?;
    settle(tx, story_id).await?;
    // Selects the number only, because a version is as long as its text.
    let numbers = Query::select()
        .expr(Expr::col(story_version::Column::Number).max())
        .from(story_version::Entity)
        .and_where(Expr::col(story_version::Column::StoryId).eq(story_id))
        .to_owned();
    let found = tx.db().rows(&numbers).await?.into_iter().next();
    let last = found.map(|row| row.columns().take::<Option<i64>>()).transpose()?.flatten();
    let mut row = new_row(story_id, last.unwrap_or(0) + 1, content, derived, reason, tx.now());
    row.made_by = Set(made_by);
    Ok(story_version::Entity::insert(row).exec(tx.db()).await?.last_insert_id)
}

/// The reason of the working copy: what is being typed. A story has at most one such row, and only this row is ever
/// overwritten; [`settle`] turns it into a version.
pub(crate) const TYPING: &str = "typing";
/// Typing becomes a version at the end of every such interval of the clock.
const TYPING_MICROS: i64 = 300 * 1_000_000;

/// Saves what is being typed. Overwrites the version `over` if the same person typed it in the same five minutes of the
/// clock. Returns whether the row is new.
pub(crate) async fn keep_typed(
    tx: &mut Tx,
    story_id: i64,
    over: Option<i64>,
    content: &Content,
    made_by: Option<i64>,
) -> Result<(i64, bool)> {
    let standing = match over {
        Some(id) => story_version::Entity::find_by_id(id).one(tx.db()).await?,
        None => None,
    };
    let interval = |at: i64| at.div_euclid(TYPING_MICROS);
    let own = standing
        .filter(|row| row.reason == TYPING && row.made_by == made_by && interval(row.made_at) == interval(tx.now().0));
    let Some(own) = own else {
        return Ok((keep(tx, story_id, content, TYPING, made_by).await?, true));
    };
    let derived = Derived::of(content)?;
    let mut row = new_row(story_id, own.number, content, derived, TYPING, tx.now());
    (row.id, row.made_by) = (Set(own.id), Set(made_by));
    row.update(tx.db()).await?;
    Ok((own.id, false))
}

/// Turns the working copy of a story into a version.
pub(crate) async fn settle(tx: &Tx, story_id: i64) -> Result<()> {
    let settle = Query::update()
        .table("story_versions")
        .value("reason", "save")
        .and_where(Expr::col("story_id").eq(story_id))
        // Written exactly as in the partial index, which would not be used otherwise.
        .and_where(Expr::cust("reason = 'typing'"))
        .to_owned();
    tx.db().execute(&settle).await?;
    Ok(())
}

/// Sets the author of a version.
pub(crate) async fn set_author(tx: &mut Tx, version: Option<i64>, person: Option<i64>) -> Result<()> {
    let Some(version) = version else { return Ok(()) };
    let sign = Query::update()
        .table("story_versions")
        .value("made_by", person)
        .and_where(Expr::col("id").eq(version))
        .to_owned();
    tx.db().execute(&sign).await?;
    Ok(())
}

/// The row of a version; it is not inserted yet.
pub(crate) fn new_row(
    story_id: i64,
    number: i64,
    content: &Content,
    derived: Derived,
    reason: &str,
    now: Timestamp,
) -> story_version::ActiveModel {
    let has_lead = content.lead.is_some();
    let lead = content.lead.clone().unwrap_or_default();
    let mut row = story_version::ActiveModel {
        id: NotSet,
        story_id: Set(story_id),
        number: Set(number),
        made_at: Set(now.0),
        reason: Set(reason.to_owned()),
        section_id: Set(content.section_id),
        language: Set(content.language.code().to_owned()),
        slug: Set(derived.slug),
        writers: Set(ids_to_json(&content.writers)),
        lead_picture_id: Set(lead.picture_id),
        lead_caption: Set(lead.caption),
        lead_credit: Set(lead.credit),
        lead_alt: Set(lead.alt),
        lead_archive: Set(lead.archive),
        has_lead: Set(has_lead),
        lead_focal_x: Set(lead.focal.0.into()),
        lead_focal_y: Set(lead.focal.1.into()),
        topics: Set(ids_to_json(&content.topics)),
        body: Set(derived.body),
        excerpt: Set(derived.excerpt),
        word_count: Set(derived.word_count),
        made_by: Set(None),
        related: Set(ids_to_json(&content.related)),
        thread_id: Set(content.thread),
        ..Default::default()
    };
    content.put_lines(&mut row);
    row
}

/// The last segment of the address: the chosen slug, or one made from the headline.
pub(crate) fn slug_of(content: &Content) -> String {
    let chosen = arabic::slug::slug(&content.slug);
    if chosen.is_empty() { arabic::slug::slug(&content.headline) } else { chosen }
}

pub(crate) fn ids_to_json(ids: &[i64]) -> String {
    serde_json::Value::from(ids).to_string()
}

pub(crate) fn ids_from_json(json: &str) -> Result<Vec<i64>> {
    serde_json::from_str(json).map_err(|error| Error::damaged(format!("a list of ids: {error}")))
}

fn read(mut row: story_version::Model) -> Result<Version> {
    let focal = |number: i64| u8::try_from(number).ok().filter(|n| *n <= 10).unwrap_or(5);
    let body = Document::from_json(&row.body)?;
    let mut content = Content::plain(row.section_id, language_from(&row.language)?, "", body);
    content.take_lines(&mut row);
    content.lead = row.has_lead.then(|| LeadPicture {
        picture_id: row.lead_picture_id,
        caption: row.lead_caption,
        credit: row.lead_credit,
        alt: row.lead_alt,
        archive: row.lead_archive,
        focal: (focal(row.lead_focal_x), focal(row.lead_focal_y)),
    });
    content.slug = row.slug;
    content.thread = row.thread_id;
    content.writers = ids_from_json(&row.writers)?;
    content.topics = ids_from_json(&row.topics)?;
    content.related = ids_from_json(&row.related)?;
    Ok(Version {
        id: row.id,
        number: row.number,
        made_at: Timestamp(row.made_at),
        reason: row.reason,
        made_by: row.made_by,
        excerpt: row.excerpt,
        word_count: row.word_count,
        content,
    })
}
