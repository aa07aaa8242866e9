//! Sections of the paper, and the desks responsible for them. A section belongs to one desk.
//!
//! A section can end in two ways. A closed section keeps its address and its stories and takes no new ones; it can be
//! opened again. A section merged into another gives its stories to that one, and its address redirects there
//! permanently. Its row stays and refers to the successor, because versions are never rewritten. Functions that read a
//! section by id return the successor.

mod closing;

pub use closing::{InSection, close_section, in_section, merge_sections, open_section};

use rules::{Action, Actor, House, Live, Subject};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, QueryOrder, Set};
use serde_json::json;
use store::clock::Timestamp;
use store::dialect;
use store::source::{self, Source};

use crate::base::allow::{allow, allowed};
use crate::base::edition::MAIN_EDITION;
use crate::base::entity::{desk, section};
use crate::base::error::{Error, Result};
use crate::base::events::Event;
use crate::base::happened::{FormerPlace, Happened, RightsGrowth};
use crate::base::localized::Localized;
use crate::base::tx::Tx;
use crate::paper::comment_settings::CommentPolicy;
use crate::paper::languages::{localized_from, localized_json};

/// First segments of addresses that the system uses or will use; no section may have one as its slug. `tests/walk.rs`
/// compares them with the router.
const RESERVED_SEGMENTS: &[&str] = &[
    "account",
    "admin",
    "agenda",
    "api",
    "archive",
    "ar",
    "assets",
    "breaking",
    "comment",
    "comments",
    "corrections",
    "desk",
    "desks",
    "edition",
    "en",
    "feed",
    "feed.json",
    "feeds",
    "feeds.opml",
    "fr",
    "front",
    "health",
    "healthz",
    "latest",
    "live",
    "login",
    "manifest.webmanifest",
    "media",
    "metrics",
    "most-read",
    "newsletter",
    "newsroom",
    "page",
    "preview",
    "people",
    "print",
    "push",
    "r",
    "reads",
    "readyz",
    "robots.txt",
    "rss",
    "rss.xml",
    "atom.xml",
    "s",
    "said",
    "search",
    "settings",
    "sitemap",
    "sitemap.xml",
    "sitemaps",
    "static",
    "story",
    "thread",
    "threads",
    "topic",
    "topics",
    "wire",
    "writer",
    "writers",
];

/// A section of the paper, as in «العالم».
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Internal id.
    pub id: i64,
    /// The desk responsible for it.
    pub desk_id: i64,
    /// First segment of the addresses of its stories.
    pub slug: String,
    /// Its name.
    pub name: Localized,
    /// One sentence under its title; may be empty.
    pub description: Localized,
    /// Order in the section bar, from 0.
    pub position: i64,
    /// The comment policy of its stories; `None` if the setting of the paper decides.
    pub comments: Option<CommentPolicy>,
    /// When it was closed; `None` while it takes new stories.
    pub closed_at: Option<Timestamp>,
}

impl Section {
    /// Whether stories may be begun in it or moved to it.
    pub fn is_open(&self) -> bool {
        self.closed_at.is_none()
    }

    /// Refuses with [`Error::SectionClosed`] if it is closed.
    pub(crate) fn must_be_open(&self) -> Result<()> {
        match self.is_open() {
            true => Ok(()),
            false => Err(Error::SectionClosed { name: self.name.clone() }),
        }
    }
}

/// A section that was merged into another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedSection {
    /// Internal id, as in old versions.
    pub id: i64,
    /// First segment of the addresses that redirect.
    pub slug: String,
    /// The internal id of its successor.
    pub into: i64,
}

/// A desk, as in «القسم الدولي».
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// Internal id.
    pub id: i64,
    /// Its slug in addresses.
    pub slug: String,
    /// Its name.
    pub name: Localized,
}

/// Whether `segment` is reserved for the system.
pub fn is_reserved_segment(segment: &str) -> bool {
    RESERVED_SEGMENTS.contains(&segment.to_lowercase().as_str())
}

/// A slug for a section called `name`: made of its letters, with `-section` added to a reserved word. `None` if the
/// name has no letter.
pub fn usable_section_slug(name: &str) -> Option<String> {
    let slug = arabic::slug::slug(name);
    match slug.as_str() {
        "" => None,
        taken if is_reserved_segment(taken) => Some(format!("{taken}-section")),
        _ => Some(slug),
    }
}

/// The usual name of a section with this slug; the slug itself if there is none.
pub fn usual_section_name(slug: &str) -> Localized {
    let usual = [
        ("news", "أخبار", "Actualité", "News"),
        ("national", "الوطن", "National", "National"),
        ("world", "العالم", "Monde", "World"),
        ("economy", "الاقتصاد", "Économie", "Economy"),
        ("sports", "الرياضة", "Sports", "Sports"),
        ("culture", "الثقافة", "Culture", "Culture"),
        ("society", "المجتمع", "Société", "Society"),
        ("opinion", "رأي", "Opinion", "Opinion"),
        ("science", "علوم", "Sciences", "Science"),
    ];
    usual.into_iter().find(|(known, ..)| *known == slug).map_or_else(
        || Localized::arabic(slug),
        |(_, ar, fr, en)| Localized { ar: ar.into(), fr: Some(fr.into()), en: Some(en.into()) },
    )
}

/// The sections in the order of the section bar, including closed ones, without merged ones.
pub async fn all_sections(db: &impl Source) -> Result<Vec<Section>> {
    let rows = source::all(
        db,
        section::Entity::find()
            .filter(section::Column::EditionId.eq(MAIN_EDITION))
            .filter(section::Column::MergedInto.is_null())
            .order_by_asc(section::Column::Position)
            .order_by_asc(section::Column::Id),
    )
    .await?;
    rows.into_iter().map(read_section).collect()
}

/// The sections that were merged into others.
pub async fn merged_sections(db: &impl Source) -> Result<Vec<MergedSection>> {
    let query = section::Entity::find()
        .filter(section::Column::EditionId.eq(MAIN_EDITION))
        .filter(section::Column::MergedInto.is_not_null());
    let rows = source::all(db, query).await?;
    let merged = |row: section::Model| Some(MergedSection { id: row.id, slug: row.slug, into: row.merged_into? });
    Ok(rows.into_iter().filter_map(merged).collect())
}

/// The desks by name.
pub async fn all_desks(db: &impl Source) -> Result<Vec<Desk>> {
    let rows = source::all(
        db,
        desk::Entity::find().filter(desk::Column::EditionId.eq(MAIN_EDITION)).order_by_asc(desk::Column::Id),
    )
    .await?;
    rows.into_iter().map(|row| Ok(Desk { id: row.id, slug: row.slug, name: localized_from(&row.name)? })).collect()
}

/// The id of the desk with this slug; adds it if there is none. Requires the right `ChangePaper`.
pub async fn ensure_desk(tx: &mut Tx, actor: &Actor, slug: &str, name: &Localized) -> Result<i64> {
    if let Some(id) = desk_by_slug(tx, slug).await? {
        return Ok(id);
    }
    allowed(actor, Action::ChangePaper)?;
    let id = desk_called(tx, slug, name).await?;
    tx.audit(actor, "add_desk", format!("desk/{id}"), json!({}));
    Ok(id)
}

async fn desk_by_slug(tx: &Tx, slug: &str) -> Result<Option<i64>> {
    let found = desk::Entity::find()
        .filter(desk::Column::EditionId.eq(MAIN_EDITION))
        .filter(desk::Column::Slug.eq(slug))
        .one(tx.db())
        .await?;
    Ok(found.map(|row| row.id))
}

/// Like [`ensure_desk`], for acts that have checked the right and write to the audit log themselves.
pub(crate) async fn desk_called(tx: &mut Tx, slug: &str, name: &Localized) -> Result<i64> {
    check_slug(slug)?;
    if let Some(id) = desk_by_slug(tx, slug).await? {
        return Ok(id);
    }
    let row = desk::ActiveModel {
        id: NotSet,
        edition_id: Set(MAIN_EDITION),
        slug: Set(slug.to_owned()),
        name: Set(localized_json(name)?),
    };
    tx.announce(Event::Desk(slug.to_owned()));
    Ok(row.insert(tx.db()).await?.id)
}

/// The id of the section with this slug; adds it at the end of the bar if there is none. Requires the right
/// `ChangePaper`. Refuses reserved slugs.
pub async fn ensure_section(
    tx: &mut Tx,
    actor: &Actor,
    desk_id: i64,
    slug: &str,
    name: &Localized,
    description: &Localized,
) -> Result<Section> {
    check_slug(slug)?;
    if let Some(found) = section_by_slug(tx.db(), slug).await? {
        return Ok(found);
    }
    allowed(actor, Action::ChangePaper)?;
    let section = append_section(tx, desk_id, slug, name, description).await?;
    tx.audit(actor, "add_section", format!("section/{}", section.id), json!({ "desk": desk_id }));
    Ok(section)
}

/// Like [`ensure_section`], for acts that have checked the right and write to the audit log themselves.
pub(crate) async fn section_called(
    tx: &mut Tx,
    desk_id: i64,
    slug: &str,
    name: &Localized,
    description: &Localized,
) -> Result<Section> {
    check_slug(slug)?;
    match section_by_slug(tx.db(), slug).await? {
        Some(found) => Ok(found),
        None => append_section(tx, desk_id, slug, name, description).await,
    }
}

async fn append_section(
    tx: &mut Tx,
    desk_id: i64,
    slug: &str,
    name: &Localized,
    description: &Localized,
) -> Result<Section> {
    let last = all_sections(tx.db()).await?.last().map_or(-1, |section| section.position);
    let row = section::ActiveModel {
        id: NotSet,
        edition_id: Set(MAIN_EDITION),
        desk_id: Set(desk_id),
        slug: Set(slug.to_owned()),
        name: Set(localized_json(name)?),
        description: Set(localized_json(description)?),
        position: Set(last + 1),
        comment_policy: Set(None),
        closed_at: Set(None),
        merged_into: Set(None),
    };
    tx.announce(Event::Section(slug.to_owned()));
    read_section(row.insert(tx.db()).await?)
}

/// Adds a section, with a new desk of the same name or for an existing desk. Requires the right `ChangePaper`.
pub async fn add_section(
    tx: &mut Tx,
    actor: &Actor,
    name: &Localized,
    slug: &str,
    desk_id: Option<i64>,
) -> Result<Section> {
    allow(actor, Action::ChangePaper, Subject::Paper, House::default(), ("section", slug))?;
    let slug = match slug {
        "" => usable_section_slug(&name.ar).ok_or_else(|| Error::BadSlug { slug: name.ar.clone() })?,
        slug => slug.to_owned(),
    };
    if section_by_slug(tx.db(), &slug).await?.is_some() {
        return Err(Error::AlreadyThere { what: "section" });
    }
    let desk_id = match desk_id {
        Some(desk) => desk,
        None => desk_called(tx, &slug, name).await?,
    };
    let section = section_called(tx, desk_id, &slug, name, &Localized::default()).await?;
    tx.audit(actor, "add_section", format!("section/{}", section.id), json!({ "desk": desk_id }));
    Ok(section)
}

/// Changes the name, desk and position of a section. Its address stays. Requires the right `ChangePaper`.
pub async fn change_section(
    tx: &mut Tx,
    actor: &Actor,
    id: i64,
    name: &Localized,
    desk_id: i64,
    position: i64,
) -> Result<()> {
    allow(actor, Action::ChangePaper, Subject::Paper, House::default(), ("section", &id.to_string()))?;
    if name.ar.trim().is_empty() {
        return Err(Error::WordsMissing);
    }
    let section = section_by_id(tx.db(), id).await?;
    if !all_desks(tx.db()).await?.iter().any(|desk| desk.id == desk_id) {
        return Err(Error::not_found("desk", desk_id));
    }
    let row = section::ActiveModel {
        id: Set(id),
        name: Set(localized_json(name)?),
        desk_id: Set(desk_id),
        position: Set(position),
        ..Default::default()
    };
    row.update(tx.db()).await?;
    if section.desk_id != desk_id {
        // Its stories move with it to the other desk.
        move_stories(tx, &section, id, desk_id).await?;
    }
    tx.announce(Event::Section(section.slug.clone()));
    tx.audit(actor, "change_section", format!("section/{id}"), json!({ "desk": desk_id, "position": position }));
    if section.desk_id != desk_id {
        tx.rights_grew(actor, RightsGrowth::Section, &name.ar, None);
    }
    Ok(())
}

/// Moves the stories of `from`, published or not, to a section and its desk. Returns how many moved.
async fn move_stories(tx: &mut Tx, from: &Section, section: i64, desk: i64) -> Result<u64> {
    let follow = Query::update()
        .table("stories")
        .value("section_id", section)
        .value("desk_id", desk)
        .and_where(Expr::col("section_id").eq(from.id))
        .returning(Query::returning().columns(["id", "live"]))
        .to_owned();
    let mut stories = Vec::new();
    let moved = tx.db().query_all(&follow).await?;
    for row in &moved {
        if row.try_get::<String>("", "live")? == Live::Published.word() {
            stories.push(row.try_get("", "id")?);
        }
    }
    tx.happened(Happened::StoriesMoved { stories, stood: FormerPlace::In { section: from.id, desk: from.desk_id } });
    Ok(moved.len() as u64)
}

/// The section with this slug, or the successor of a merged section that had it.
pub(crate) async fn section_by_slug(db: &impl Source, slug: &str) -> Result<Option<Section>> {
    let query = section::Entity::find()
        .filter(section::Column::EditionId.eq(MAIN_EDITION))
        .filter(section::Column::Slug.eq(slug));
    match source::one(db, query).await? {
        Some(row) => Ok(Some(standing(db, row).await?)),
        None => Ok(None),
    }
}

/// The section with this name in one of its languages, or the successor of a merged section that had it. An existing
/// section takes precedence over a merged one.
pub(crate) async fn section_by_name(db: &impl Source, name: &str) -> Result<Option<Section>> {
    let query = section::Entity::find()
        .filter(section::Column::EditionId.eq(MAIN_EDITION))
        .order_by_asc(section::Column::Position)
        .order_by_asc(section::Column::Id);
    let mut called = Vec::new();
    for row in source::all(db, query).await? {
        let names = localized_from(&row.name)?;
        if [Some(names.ar.as_str()), names.fr.as_deref(), names.en.as_deref()].contains(&Some(name)) {
            called.push(row);
        }
    }
    match called.into_iter().min_by_key(|row| row.merged_into.is_some()) {
        Some(row) => Ok(Some(standing(db, row).await?)),
        None => Ok(None),
    }
}

/// The section with this id, or its successor if it was merged.
pub(crate) async fn section_by_id(db: &impl Source, id: i64) -> Result<Section> {
    let row = source::one(db, section::Entity::find_by_id(id)).await?.ok_or_else(|| Error::not_found("section", id))?;
    standing(db, row).await
}

/// Like [`section_by_id`], for a story that is put into it. The row is locked against a merge until the transaction
/// ends.
pub(crate) async fn section_to_stand_in(tx: &Tx, id: i64) -> Result<Section> {
    dialect::lock_rows_shared(tx.db(), "sections", &[id]).await?;
    section_by_id(tx.db(), id).await
}

async fn standing(db: &impl Source, row: section::Model) -> Result<Section> {
    match row.merged_into {
        None => read_section(row),
        // When a section is merged, sections merged into it earlier are redirected as well, so one step is enough.
        Some(into) => {
            let query = section::Entity::find_by_id(into);
            read_section(source::one(db, query).await?.ok_or_else(|| Error::not_found("section", into))?)
        }
    }
}

fn read_section(row: section::Model) -> Result<Section> {
    Ok(Section {
        id: row.id,
        desk_id: row.desk_id,
        slug: row.slug,
        name: localized_from(&row.name)?,
        description: localized_from(&row.description)?,
        position: row.position,
        comments: row.comment_policy.as_deref().and_then(CommentPolicy::from_word),
        closed_at: row.closed_at.map(Timestamp),
    })
}

fn check_slug(slug: &str) -> Result<()> {
    let usable = !slug.is_empty() && arabic::slug::slug(slug) == slug && !is_reserved_segment(slug);
    if usable { Ok(()) } else { Err(Error::BadSlug { slug: slug.to_owned() }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_ours_are_refused_as_sections() {
        for slug in ["fr", "media", "Archive", "s"] {
            assert!(is_reserved_segment(slug), "{slug}");
        }
        assert!(!is_reserved_segment("world"));
    }

    #[test]
    fn any_name_with_a_letter_makes_a_section() {
        for (name, slug) in [
            ("world", "world"),
            ("World News", "world-news"),
            ("عين على العالم", "عين-على-العالم"),
            ("Live", "live-section"),
        ] {
            let made = usable_section_slug(name);
            assert_eq!(made.as_deref(), Some(slug));
            assert!(check_slug(slug).is_ok(), "{slug}");
        }
        assert_eq!(usable_section_slug("؟!"), None);
    }
}
