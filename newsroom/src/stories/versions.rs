//! What a story says: one immutable row each time it is kept.

use arabic::Language;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, QueryOrder, Set};
use store::clock::Timestamp;
use store::source::{self, Source};
use story::Document;

use crate::base::entity::story_version;
use crate::base::error::{Error, Result};
use crate::base::tx::Tx;
use crate::paper::languages::language_from;

/// Characters allowed in a headline or kicker (SECURITY-CONTRACT section 5).
const HEADLINE_CHARS_MAX: usize = 300;
/// Characters allowed in a deck.
const DECK_CHARS_MAX: usize = 1_000;
/// Characters allowed in a caption.
const CAPTION_CHARS_MAX: usize = 2_000;
/// Characters allowed in any other line: bylines, credits, places.
const LINE_CHARS_MAX: usize = 300;

/// Stories that editors name beside a story.
pub const RELATED_MAX: usize = 8;

/// Characters of the beginning kept for lists, feeds and descriptions.
const EXCERPT_CHARS_MAX: usize = 220;

/// The picture above a story, with what is printed under it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeadPicture {
    /// The stored picture; `None` where only its line is known, as in a page saved as text.
    pub picture_id: Option<i64>,
    /// What it shows, for everyone.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    /// What it shows, for those who cannot see it.
    pub alt: Option<String>,
    /// Taken from the archive, and labelled so.
    pub archive: bool,
    /// The point that must stay in sight, on a grid of 11 x 11 from the top left corner.
    pub focal: (u8, u8),
}

impl LeadPicture {
    /// Where nobody is there to describe a picture for those who cannot see it, its caption does, or the headline where the
    /// caption says no more than that it is from the archive.
    pub(crate) fn describe(&mut self, headline: &str) {
        if self.alt.as_deref().is_some_and(|alt| !alt.trim().is_empty()) {
            return;
        }
        let says = |caption: &str| {
            let bare = caption.trim();
            !bare.is_empty() && !story::render::ARABIC_LABELS.archive_words.contains(&bare)
        };
        self.alt = self.caption.clone().filter(|caption| says(caption)).or_else(|| Some(headline.to_owned()));
    }
}

/// Everything a version of a story says.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// The section it stands in.
    pub section_id: i64,
    /// The language it is written in.
    pub language: Language,
    /// The line above the headline.
    pub kicker: Option<String>,
    /// The headline.
    pub headline: String,
    /// The paragraph below the headline.
    pub deck: Option<String>,
    /// The name in the address; derived from the headline where empty.
    pub slug: String,
    /// Where it was reported from, for the dateline.
    pub place: Option<String>,
    /// The desk that signs, as in «ق. د».
    pub desk_byline: Option<String>,
    /// Ids of the writers who sign, in order.
    pub writers: Vec<i64>,
    /// The agencies credited, as in «الوكالات».
    pub agencies_line: Option<String>,
    /// The byline letter by letter, where the parts above do not say it all.
    pub byline_as_printed: Option<String>,
    /// The picture above the text.
    pub lead: Option<LeadPicture>,
    /// Ids of its topics, in order.
    pub topics: Vec<i64>,
    /// Inner ids of the stories that editors name beside it, in order; [`RELATED_MAX`] at most.
    pub related: Vec<i64>,
    /// The thread it stands under.
    pub thread: Option<i64>,
    /// The text.
    pub body: Document,
}

impl Content {
    /// A text of which nothing is said but where it stands, its language and its headline.
    pub fn plain(section_id: i64, language: Language, headline: &str, body: Document) -> Self {
        Self {
            section_id,
            language,
            kicker: None,
            headline: headline.to_owned(),
            deck: None,
            slug: String::new(),
            place: None,
            desk_byline: None,
            writers: Vec::new(),
            agencies_line: None,
            byline_as_printed: None,
            lead: None,
            topics: Vec::new(),
            related: Vec::new(),
            thread: None,
            body,
        }
    }

    /// Refuses fields over their limits and an empty headline slug; names the field.
    pub fn check_lengths(&self) -> Result<()> {
        let lead = self.lead.as_ref();
        let fields: [(&'static str, Option<&str>, usize); 10] = [
            ("headline", Some(&self.headline), HEADLINE_CHARS_MAX),
            ("kicker", self.kicker.as_deref(), HEADLINE_CHARS_MAX),
            ("deck", self.deck.as_deref(), DECK_CHARS_MAX),
            ("caption", lead.and_then(|l| l.caption.as_deref()), CAPTION_CHARS_MAX),
            ("alt_text", lead.and_then(|l| l.alt.as_deref()), CAPTION_CHARS_MAX),
            ("credit", lead.and_then(|l| l.credit.as_deref()), LINE_CHARS_MAX),
            ("place", self.place.as_deref(), LINE_CHARS_MAX),
            ("desk_byline", self.desk_byline.as_deref(), LINE_CHARS_MAX),
            ("agencies_line", self.agencies_line.as_deref(), LINE_CHARS_MAX),
            ("byline_as_printed", self.byline_as_printed.as_deref(), LINE_CHARS_MAX),
        ];
        if self.related.len() > RELATED_MAX {
            return Err(Error::TooLong { field: "related", length: self.related.len(), limit: RELATED_MAX });
        }
        for (field, text, limit) in fields {
            let length = text.map_or(0, |text| text.chars().count());
            if length > limit {
                return Err(Error::TooLong { field, length, limit });
            }
        }
        Ok(())
    }
}

/// A kept version.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Inner id.
    pub id: i64,
    /// Number within its story, from 1.
    pub number: i64,
    /// When it was kept.
    pub made_at: Timestamp,
    /// Why, as in `import` or `save`.
    pub reason: String,
    /// The person who made it; none for what was imported.
    pub made_by: Option<i64>,
    /// Beginning of the body, for descriptions.
    pub excerpt: String,
    /// Words in the body.
    pub word_count: i64,
    /// What it says.
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

/// A version in a list of versions: everything but what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionLine {
    /// Inner id.
    pub id: i64,
    /// Number within its story, from 1.
    pub number: i64,
    /// When it was kept.
    pub made_at: Timestamp,
    /// Why.
    pub reason: String,
    /// The person who made it.
    pub made_by: Option<i64>,
    /// Its headline.
    pub headline: String,
    /// Words in the body.
    pub word_count: i64,
}

/// The versions of a story, newest first, at most `limit` below number `below`.
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

/// What stood on the page of a story at `at`; `None` where it had none then.
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

/// What is kept beside a content and follows from it alone. Where many stories come at once it is made away from the
/// writing transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Derived {
    /// Last segment of the address.
    pub slug: String,
    /// The text as JSON.
    pub body: String,
    /// Beginning of the text.
    pub excerpt: String,
    /// Words in the text.
    pub word_count: i64,
}

impl Derived {
    /// Refuses a content that may not be kept: [`Error::TooLong`], [`Error::Document`].
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

/// Keeps `content` as the next version of a story and returns its id.
pub(crate) async fn keep(
    tx: &mut Tx,
    story_id: i64,
    content: &Content,
    reason: &str,
    made_by: Option<i64>,
) -> Result<i64> {
    let derived = Derived::of(content)?;
    settle(tx, story_id).await?;
    // The number alone: a version is as long as its text.
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

/// Why the working copy is kept: it is being typed. Of a story there is one such row at most, the only one that is ever
/// overwritten; [`settle`] makes a version of it.
pub(crate) const TYPING: &str = "typing";
/// Typing is kept as a version at the end of every such stretch of the clock.
const TYPING_MICROS: i64 = 300 * 1_000_000;

/// Keeps what is being typed, over what the same person typed in the same five minutes of the clock where that is the version
/// `over`. Says whether it is a new row.
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
    let stretch = |at: i64| at.div_euclid(TYPING_MICROS);
    let own = standing
        .filter(|row| row.reason == TYPING && row.made_by == made_by && stretch(row.made_at) == stretch(tx.now().0));
    let Some(own) = own else {
        return Ok((keep(tx, story_id, content, TYPING, made_by).await?, true));
    };
    let derived = Derived::of(content)?;
    let mut row = new_row(story_id, own.number, content, derived, TYPING, tx.now());
    (row.id, row.made_by) = (Set(own.id), Set(made_by));
    row.update(tx.db()).await?;
    Ok((own.id, false))
}

/// Makes a version of what was being typed in a story.
pub(crate) async fn settle(tx: &Tx, story_id: i64) -> Result<()> {
    let settle = Query::update()
        .table("story_versions")
        .value("reason", "save")
        .and_where(Expr::col("story_id").eq(story_id))
        // As the index says it, or it would not be used.
        .and_where(Expr::cust("reason = 'typing'"))
        .to_owned();
    tx.db().execute(&settle).await?;
    Ok(())
}

/// Says who made a version.
pub(crate) async fn sign(tx: &mut Tx, version: Option<i64>, person: Option<i64>) -> Result<()> {
    let Some(version) = version else { return Ok(()) };
    let sign = Query::update()
        .table("story_versions")
        .value("made_by", person)
        .and_where(Expr::col("id").eq(version))
        .to_owned();
    tx.db().execute(&sign).await?;
    Ok(())
}

/// The row of a version, not yet written.
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
    story_version::ActiveModel {
        id: NotSet,
        story_id: Set(story_id),
        number: Set(number),
        made_at: Set(now.0),
        reason: Set(reason.to_owned()),
        section_id: Set(content.section_id),
        language: Set(content.language.code().to_owned()),
        kicker: Set(content.kicker.clone()),
        headline: Set(content.headline.clone()),
        deck: Set(content.deck.clone()),
        slug: Set(derived.slug),
        place: Set(content.place.clone()),
        desk_byline: Set(content.desk_byline.clone()),
        writers: Set(ids_to_json(&content.writers)),
        agencies_line: Set(content.agencies_line.clone()),
        byline_as_printed: Set(content.byline_as_printed.clone()),
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
    }
}

/// The address's last segment: the chosen slug, or one made from the headline.
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

fn read(row: story_version::Model) -> Result<Version> {
    let focal = |number: i64| u8::try_from(number).ok().filter(|n| *n <= 10).unwrap_or(5);
    let lead = row.has_lead.then(|| LeadPicture {
        picture_id: row.lead_picture_id,
        caption: row.lead_caption,
        credit: row.lead_credit,
        alt: row.lead_alt,
        archive: row.lead_archive,
        focal: (focal(row.lead_focal_x), focal(row.lead_focal_y)),
    });
    Ok(Version {
        id: row.id,
        number: row.number,
        made_at: Timestamp(row.made_at),
        reason: row.reason,
        made_by: row.made_by,
        excerpt: row.excerpt,
        word_count: row.word_count,
        content: Content {
            section_id: row.section_id,
            language: language_from(&row.language)?,
            kicker: row.kicker,
            headline: row.headline,
            deck: row.deck,
            slug: row.slug,
            place: row.place,
            desk_byline: row.desk_byline,
            writers: ids_from_json(&row.writers)?,
            agencies_line: row.agencies_line,
            byline_as_printed: row.byline_as_printed,
            lead,
            topics: ids_from_json(&row.topics)?,
            related: ids_from_json(&row.related)?,
            thread: row.thread_id,
            body: Document::from_json(&row.body)?,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_imported_picture_is_described_by_what_there_is() {
        let described = |alt: Option<&str>, caption: Option<&str>| {
            let owned = |text: Option<&str>| text.map(str::to_owned);
            let mut lead = LeadPicture { alt: owned(alt), caption: owned(caption), ..LeadPicture::default() };
            lead.describe("عنوان");
            lead.alt.unwrap_or_default()
        };
        assert_eq!(described(Some("جسر عند الغروب"), Some("الجسر")), "جسر عند الغروب");
        assert_eq!(described(None, Some("الجسر")), "الجسر");
        assert_eq!(described(Some(" "), Some("صورة: أرشيف")), "عنوان");
        assert_eq!(described(None, None), "عنوان");
    }
}
