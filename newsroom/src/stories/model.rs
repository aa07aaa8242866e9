//! Stories: what stays the same behind an address. The content is in versions.

use arabic::Language;
use chrono::NaiveDate;
use rules::{Live, Work};
use sea_orm::sea_query::{Expr, Func, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, ExprTrait, NotSet, QueryFilter, Set};
use store::clock::Timestamp;
use store::dialect;
use store::id::PublicId;
use store::source::{self, Source};
use store::wall::Wall;

use crate::base::edition::MAIN_EDITION;
use crate::base::entity::story;
use crate::base::error::{Error, Result};
use crate::base::sight::Sight;
use crate::base::tx::Tx;
use crate::paper::comment_settings::CommentPolicy;
use crate::paper::old_address;
use crate::paper::sections::{Section, section_to_stand_in};
use crate::stories::content::Content;
use crate::stories::state;
use crate::stories::versions;

/// The origin of an imported story; the same (source, external id) is the same story.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// The kind of source, as in `page`.
    pub source: String,
    /// Its id there.
    pub external_id: String,
    /// SHA-256 of the imported data, in hex: an equal digest means that nothing has changed.
    pub digest: String,
    /// The address it had there, if known.
    pub old_address: Option<String>,
}

/// A story without its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// Internal id.
    pub id: i64,
    /// The id in addresses.
    pub public_id: PublicId,
    /// Its section.
    pub section_id: i64,
    /// The desk responsible for it.
    pub desk_id: i64,
    /// Its language.
    pub language: Language,
    /// The state for readers.
    pub live: Live,
    /// The state at the desk.
    pub work: Work,
    /// The live version.
    pub live_version: Option<i64>,
    /// The version in progress.
    pub work_version: Option<i64>,
    /// The approved version, while the story is approved or scheduled: this one will be published, whatever was saved
    /// after it.
    pub approved_version: Option<i64>,
    /// Last segment of its address.
    pub slug: String,
    /// When it was first published; the beginning of the day if only the day is known.
    pub published_at: Option<Timestamp>,
    /// The day in the paper's zone.
    pub published_day: Option<NaiveDate>,
    /// Whether only the day is known.
    pub day_only: bool,
    /// The last change that readers were told of, if any after publication.
    pub changed_at: Option<Timestamp>,
    /// Reads counted on a former site.
    pub read_base: i64,
    /// Reads counted here.
    pub reads: i64,
    /// SHA-256 of the data from which it was imported.
    pub origin_digest: Option<String>,
    /// The person who began it; `None` for an imported story.
    pub writer: Option<i64>,
    /// The person it is assigned to.
    pub assignee: Option<i64>,
    /// The person who submitted it last.
    pub submitter: Option<i64>,
    /// When it is due.
    pub due_at: Option<Timestamp>,
    /// Whether only its writer and editors-in-chief see it before it is published.
    pub is_private: bool,
    /// The kind of story, by the name of its template.
    pub kind: String,
    /// The note of the editor who sent it back.
    pub note: Option<String>,
    /// Why it was taken off.
    pub off_reason: Option<String>,
    /// Whether it was taken off for a legal reason (451).
    pub off_legal: bool,
    /// The end of its embargo.
    pub embargo_until: Option<Timestamp>,
    /// The embargo as it was set: wall time and zone.
    pub embargo_wall: Option<Wall>,
    /// The headline of the version in progress, or of the live one.
    pub title: String,
    /// The last change of anything about it.
    pub touched_at: Timestamp,
    /// The revision numbers of its parts, by [`crate::Part`].
    pub revisions: [i64; 3],
    /// How many times an update in progress was dropped.
    pub drops: i64,
    /// The story it follows up.
    pub follows: Option<i64>,
    /// The story it translates.
    pub translates: Option<i64>,
    /// Its own comment policy; `None` if its section decides.
    pub comments: Option<CommentPolicy>,
}

impl Story {
    /// Its subject in the audit log.
    pub(crate) fn subject(&self) -> String {
        format!("story/{}", self.public_id)
    }

    /// The version in progress, otherwise the live one; `None` before the first version was saved.
    pub fn newest_version(&self) -> Option<i64> {
        self.work_version.or(self.live_version)
    }

    /// When it was published; `None` if it is not published now.
    pub fn went_out(&self) -> Option<Timestamp> {
        self.published_at.filter(|_| self.live == Live::Published)
    }

    /// The read count shown to readers.
    pub fn read_count(&self) -> i64 {
        self.read_base + self.reads
    }
}

/// The reason of a story's first version.
pub(crate) const FIRST_VERSION: &str = "draft";

/// Adds a story as a draft with its first version, for acts that have checked the right and write to the audit log
/// themselves.
pub(crate) async fn add_story(
    tx: &mut Tx,
    content: &Content,
    origin: Option<&Origin>,
    read_base: i64,
) -> Result<Story> {
    let section = section_to_stand_in(tx, content.section_id).await?;
    let row = new_row(&section, content, versions::slug_of(content), origin, read_base, tx.now());
    let row = row.insert(tx.db()).await?;
    let version = versions::keep(tx, row.id, content, FIRST_VERSION, None).await?;
    let mut row: story::ActiveModel = row.into();
    row.work_version = Set(Some(version));
    read(row.update(tx.db()).await?)
}

/// The row of a new draft without a version; it is not inserted yet.
pub(crate) fn new_row(
    section: &Section,
    content: &Content,
    slug: String,
    origin: Option<&Origin>,
    read_base: i64,
    now: Timestamp,
) -> story::ActiveModel {
    let mut row = story::ActiveModel {
        id: NotSet,
        public_id: Set(PublicId::random().into()),
        edition_id: Set(MAIN_EDITION),
        section_id: Set(section.id),
        desk_id: Set(section.desk_id),
        language: Set(content.language.code().to_owned()),
        live: NotSet,
        work: NotSet,
        live_version: Set(None),
        work_version: Set(None),
        approved_version: Set(None),
        slug: Set(slug),
        published_at: Set(None),
        published_day: Set(None),
        day_only: Set(false),
        changed_at: Set(None),
        embargo_until: Set(None),
        comment_policy: Set(COMMENTS_AS_SECTION.to_owned()),
        read_base: Set(read_base),
        reads: Set(0),
        source: Set(origin.map(|o| o.source.clone())),
        external_id: Set(origin.map(|o| o.external_id.clone())),
        origin_digest: Set(origin.map(|o| o.digest.clone())),
        old_address: Set(origin.and_then(|o| o.old_address.clone())),
        created_at: Set(now.0),
        writer_id: Set(None),
        assignee_id: Set(None),
        submitter_id: Set(None),
        due_at: Set(None),
        private: Set(false),
        kind: Set(KIND_NEWS.to_owned()),
        note: Set(None),
        off_reason: Set(None),
        off_legal: Set(false),
        embargo_wall: Set(None),
        embargo_zone: Set(None),
        title: Set(content.headline.clone()),
        title_folded: Set(arabic::normalize::key(&content.headline)),
        touched_at: Set(now.0),
        text_rev: Set(0),
        pictures_rev: Set(0),
        facts_rev: Set(0),
        drops: Set(0),
        follows_id: Set(None),
        translates_id: Set(None),
    };
    state::put(&mut row, Live::Never, Work::Draft);
    row
}

/// The stored comment policy of a story whose section decides.
pub(crate) const COMMENTS_AS_SECTION: &str = "section";

/// The default kind of a story.
pub(crate) const KIND_NEWS: &str = "news";

/// Sets the section, desk and language of the row to those of `content`, unless readers see the story elsewhere.
pub(crate) async fn set_section(tx: &Tx, row: &mut story::ActiveModel, live: Live, content: &Content) -> Result<()> {
    if live != Live::Published {
        let section = section_to_stand_in(tx, content.section_id).await?;
        row.section_id = Set(section.id);
        row.desk_id = Set(section.desk_id);
        row.language = Set(content.language.code().to_owned());
        row.slug = Set(versions::slug_of(content));
    }
    Ok(())
}

/// Sets when readers were last told of a change, for a source that knows it.
pub(crate) async fn set_changed_at(tx: &mut Tx, id: i64, at: Timestamp) -> Result<Story> {
    let mut row: story::ActiveModel = row(tx.db(), id).await?.into();
    row.changed_at = Set(Some(at.0));
    read(row.update(tx.db()).await?)
}

/// Updates the columns by which the desk lists a story.
pub(crate) fn touch(row: &mut story::ActiveModel, title: &str, now: Timestamp) {
    row.title = Set(title.to_owned());
    row.title_folded = Set(arabic::normalize::key(title));
    row.touched_at = Set(now.0);
}

/// The story with this internal id.
pub async fn find_story(db: &impl Source, id: i64) -> Result<Story> {
    read(row(db, id).await?)
}

/// The story with this public id, in any state.
pub async fn story_by_public_id(db: &impl Source, id: &PublicId) -> Result<Option<Story>> {
    let mut query = source::rows_of::<story::Model>();
    let row: Option<story::Model> = source::first(db, query.and_where(story::Column::PublicId.eq(id.as_str()))).await?;
    if let Some(row) = &row {
        db.saw(&Sight::Story(row.id));
    }
    row.map(read).transpose()
}

/// The story imported as (source, external id).
pub async fn story_by_external_id(db: &impl Source, source: &str, external_id: &str) -> Result<Option<Story>> {
    source::one(
        db,
        story::Entity::find()
            .filter(story::Column::Source.eq(source))
            .filter(story::Column::ExternalId.eq(external_id)),
    )
    .await?
    .map(read)
    .transpose()
}

/// The story that had this address (path and query, in any spelling) on a former site; the newest if several had it.
pub async fn story_by_old_address(db: &impl Source, asked: &str) -> Result<Option<Story>> {
    let candidates = old_address::candidates(asked);
    if candidates.is_empty() {
        return Ok(None);
    }
    let newest = Query::select()
        .column(story::Column::OldAddress)
        .expr(Func::max(Expr::col(story::Column::Id)))
        .from(story::Entity)
        .and_where(Expr::col(story::Column::OldAddress).is_in(candidates.clone()))
        .group_by_col(story::Column::OldAddress)
        .to_owned();
    let mut found: Vec<(String, i64)> = Vec::new();
    for row in db.rows(&newest).await? {
        let mut columns = row.columns();
        found.push((columns.take()?, columns.take()?));
    }
    let id = candidates.iter().find_map(|likeliest| found.iter().find(|(had, _)| had == likeliest).map(|(_, id)| *id));
    match id {
        Some(id) => find_story(db, id).await.map(Some),
        None => Ok(None),
    }
}

pub(crate) async fn row(db: &impl Source, id: i64) -> Result<story::Model> {
    let mut query = source::rows_of::<story::Model>();
    let found = source::first(db, query.and_where(story::Column::Id.eq(id))).await?;
    found.ok_or_else(|| Error::not_found("story", id))
}

/// Reads and locks the row of a story that is about to change. The working copy becomes a version, so that no act is
/// based on content that may still be overwritten.
pub(crate) async fn row_for_change(tx: &Tx, id: i64) -> Result<story::Model> {
    let row = row_for_typing(tx, id).await?;
    versions::settle(tx, id).await?;
    Ok(row)
}

/// The same for saving what is typed: the working copy stays one.
pub(crate) async fn row_for_typing(tx: &Tx, id: i64) -> Result<story::Model> {
    dialect::lock_row(tx.db(), "stories", id).await?;
    row(tx.db(), id).await
}

pub(crate) fn read(row: story::Model) -> Result<Story> {
    let day = row.published_day.map(|day| day.parse::<NaiveDate>()).transpose().map_err(Error::damaged)?;
    Ok(Story {
        id: row.id,
        public_id: row.public_id.parse().map_err(Error::damaged)?,
        section_id: row.section_id,
        desk_id: row.desk_id,
        language: crate::paper::languages::language_from(&row.language)?,
        live: row.live.parse().map_err(Error::damaged)?,
        work: row.work.parse().map_err(Error::damaged)?,
        live_version: row.live_version,
        work_version: row.work_version,
        approved_version: row.approved_version,
        slug: row.slug,
        published_at: row.published_at.map(Timestamp),
        published_day: day,
        day_only: row.day_only,
        changed_at: row.changed_at.map(Timestamp),
        read_base: row.read_base,
        reads: row.reads,
        origin_digest: row.origin_digest,
        writer: row.writer_id,
        assignee: row.assignee_id,
        submitter: row.submitter_id,
        due_at: row.due_at.map(Timestamp),
        is_private: row.private,
        kind: row.kind,
        note: row.note,
        off_reason: row.off_reason,
        off_legal: row.off_legal,
        embargo_until: row.embargo_until.map(Timestamp),
        embargo_wall: row.embargo_wall.zip(row.embargo_zone).map(|(wall, zone)| Wall { wall, zone }),
        title: row.title,
        touched_at: Timestamp(row.touched_at),
        revisions: [row.text_rev, row.pictures_rev, row.facts_rev],
        drops: row.drops,
        follows: row.follows_id,
        translates: row.translates_id,
        comments: CommentPolicy::from_word(&row.comment_policy),
    })
}
