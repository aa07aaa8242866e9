//! Closing, reopening and merging sections.

use rules::{Action, Actor};
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Func, Query};
use sea_orm::{ActiveModelTrait, ConnectionTrait, Set};
use serde_json::json;
use store::source::Source;

use super::{Section, move_stories, section_by_id};
use crate::base::allow::allowed;
use crate::base::edition::lock_paper;
use crate::base::entity::section;
use crate::base::error::{Error, Result};
use crate::base::events::Event;
use crate::base::happened::{Happened, RightsGrowth};
use crate::base::tx::Tx;

/// The number of stories in a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InSection {
    /// Published stories.
    pub published: i64,
    /// All others: drafts, scheduled and unpublished stories.
    pub others: i64,
}

/// The number of stories in the section with this internal id.
pub async fn in_section(db: &impl Source, id: i64) -> Result<InSection> {
    let query = Query::select()
        .column("live")
        .expr(Func::count(Expr::col("id")))
        .from("stories")
        .and_where(Expr::col("section_id").eq(id))
        .group_by_col("live")
        .to_owned();
    let mut counted = InSection::default();
    for row in db.rows(&query).await? {
        let mut columns = row.columns();
        let (live, stories): (String, i64) = (columns.take()?, columns.take()?);
        match live == rules::Live::Published.word() {
            true => counted.published += stories,
            false => counted.others += stories,
        }
    }
    Ok(counted)
}

/// Closes a section. It leaves the section bar and the front page, and no story can be begun in it or moved to it. Its
/// stories keep their addresses, and its scheduled stories are still published. Requires the right `ChangePaper`.
pub async fn close_section(tx: &mut Tx, actor: &Actor, id: i64) -> Result<Section> {
    set_closed(tx, actor, id, true).await
}

/// Opens a closed section again. Requires the right `ChangePaper`.
pub async fn open_section(tx: &mut Tx, actor: &Actor, id: i64) -> Result<Section> {
    set_closed(tx, actor, id, false).await
}

async fn set_closed(tx: &mut Tx, actor: &Actor, id: i64, close: bool) -> Result<Section> {
    allowed(actor, Action::ChangePaper)?;
    lock_paper(tx).await?;
    let section = standing(tx, id).await?;
    if section.is_open() != close {
        return Ok(section);
    }
    let row = section::ActiveModel { id: Set(id), closed_at: Set(close.then_some(tx.now().0)), ..Default::default() };
    let after = super::read_section(row.update(tx.db()).await?)?;
    tx.announce(Event::Section(section.slug.clone()));
    tx.audit(actor, if close { "close_section" } else { "open_section" }, format!("section/{id}"), json!({}));
    Ok(after)
}

/// Merges two sections: the stories of `from`, published or not, move to `into` and its desk, and its address redirects
/// there. The manual layout of its page is dropped. This cannot be undone. Requires the right `ChangePaper`.
///
/// Refuses with [`Error::AlreadyThere`] if both are the same, and with [`Error::SectionClosed`] if `into` is closed.
pub async fn merge_sections(tx: &mut Tx, actor: &Actor, from: i64, into: i64) -> Result<Section> {
    allowed(actor, Action::ChangePaper)?;
    lock_paper(tx).await?;
    let (gone, stays) = (standing(tx, from).await?, standing(tx, into).await?);
    if from == into {
        return Err(Error::AlreadyThere { what: "section" });
    }
    stays.must_be_open()?;
    // Stories are locked before the section, because an act that has locked a story may want its section. A second pass
    // moves stories that came meanwhile.
    let mut moved = move_stories(tx, &gone, stays.id, stays.desk_id).await?;
    let merge = Query::update()
        .table("sections")
        .value("merged_into", into)
        .cond_where(Cond::any().add(Expr::col("id").eq(from)).add(Expr::col("merged_into").eq(from)))
        .to_owned();
    tx.db().execute(&merge).await?;
    moved += move_stories(tx, &gone, stays.id, stays.desk_id).await?;
    let scores = Query::update()
        .table("read_scores")
        .value("section_id", into)
        .and_where(Expr::col("section_id").eq(from))
        .to_owned();
    tx.db().execute(&scores).await?;
    tx.happened(Happened::SectionMerged { by: actor.clone(), from, into });
    for slug in [&gone.slug, &stays.slug] {
        tx.announce(Event::Section(slug.to_owned()));
    }
    tx.audit(actor, "merge_sections", format!("section/{from}"), json!({ "into": into, "stories": moved }));
    if gone.desk_id != stays.desk_id {
        tx.rights_grew(actor, RightsGrowth::Section, &stays.name.ar, None);
    }
    Ok(stays)
}

/// The section itself; [`Error::NotFound`] if it was merged.
async fn standing(tx: &Tx, id: i64) -> Result<Section> {
    let section = section_by_id(tx.db(), id).await?;
    if section.id == id { Ok(section) } else { Err(Error::not_found("section", id)) }
}
