//! Changing the rights of pictures, and withdrawing a picture from everything that readers see.

use arabic::Language;
use chrono::NaiveDate;
use rules::{Action, Actor};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, OnConflict, Query};
use serde_json::json;
use store::dialect;
use store::id::PublicId;
use store::source::Source;
use story::{Block, Node, Text};

use super::family::{Family, family_of, publish_changed, stories_showing};
use super::keeping;
use super::rights::{PictureRights, TERMS, put_terms};
use super::room::{ArchivedPicture, archived};
use crate::base::allow::allowed;
use crate::base::error::{Error, Result};
use crate::base::texts::{refuse_long, tidied};
use crate::base::tx::Tx;
use crate::stories::content::Content;
use crate::stories::crops::original_of;
use crate::stories::picture_metadata::originals_of;
use crate::stories::picture_rights::picture_for;

/// Characters of an owner.
pub const OWNER_CHARS_MAX: usize = 300;
/// Characters of terms, or of a reason.
pub const TERMS_CHARS_MAX: usize = 2_000;

/// The reason of a version from which a withdrawn picture was removed.
const WITHDRAWN: &str = "withdrawn";

/// What the desk writes down of a picture's rights.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RightsChange {
    /// Who owns it.
    pub owner: String,
    /// What it may be used for, in words.
    pub terms: String,
    /// The languages in which it may be used; empty for all.
    pub languages: Vec<Language>,
    /// The last day on which it may be used.
    pub last_day: Option<NaiveDate>,
}

/// The picture whose rights `actor` is about to change; of a crop the original. Nobody else changes them until the
/// transaction ends. Requires `GovernPictures`.
pub async fn picture_to_govern(tx: &mut Tx, actor: &Actor, id: &PublicId) -> Result<ArchivedPicture> {
    let original = original_of(tx.db(), &picture_for(tx.db(), actor, id).await?).await?;
    allowed(actor, Action::GovernPictures)?;
    dialect::lock_row(tx.db(), "pictures", original.id).await?;
    archived(tx.db(), &original).await
}

/// Sets the rights of a picture. Stories that show it stay as they are; from the day after the last one no story with it
/// can be approved or published that readers do not see already.
pub async fn change_picture_rights(tx: &mut Tx, actor: &Actor, id: &PublicId, change: &RightsChange) -> Result<()> {
    let ArchivedPicture { picture, rights, .. } = picture_to_govern(tx, actor, id).await?;
    let (owner, terms) = (tidied(&change.owner), tidied(&change.terms));
    refuse_long([("owner", owner.as_str(), OWNER_CHARS_MAX), ("terms", terms.as_str(), TERMS_CHARS_MAX)])?;
    let now = PictureRights {
        owner,
        terms,
        languages: change.languages.clone(),
        last_day: change.last_day,
        ..rights.clone()
    };
    if now == rights {
        return Ok(());
    }
    let mut over = OnConflict::column("picture_id").update_columns(TERMS).to_owned();
    if now.last_day != rights.last_day {
        // Of a new last day people are told anew.
        over.value("is_told", false);
    }
    put_terms(tx, picture.id, &now, over).await?;
    let details = json!({ "before": said(&rights), "after": said(&now) });
    tx.audit(actor, "change_picture_rights", format!("picture/{}", picture.public_id), details);
    Ok(())
}

/// The rights, for the audit log.
fn said(rights: &PictureRights) -> serde_json::Value {
    json!({
        "owner": rights.owner,
        "terms": rights.terms,
        "languages": rights.language_codes(),
        "last_day": rights.last_day.map(|day| day.to_string()),
    })
}

/// Withdraws a picture, with its crops: it leaves every published story at once, each as a new version without it, and can
/// be used in none from now on. The file stays in the archive. Returns the number of stories. Requires `GovernPictures`
/// and a reason.
pub async fn withdraw_picture(tx: &mut Tx, actor: &Actor, id: &PublicId, reason: &str) -> Result<usize> {
    // Publishing locks a story before its pictures, and this act a picture before its stories.
    dialect::yield_on_deadlock(tx.db()).await?;
    let ArchivedPicture { picture, .. } = picture_to_govern(tx, actor, id).await?;
    let reason = tidied(reason);
    if reason.is_empty() {
        return Err(Error::WordsMissing);
    }
    refuse_long([("note", reason.as_str(), TERMS_CHARS_MAX)])?;
    let by = actor.person_id();
    let columns = ["withdrawn_at", "withdrawn_by", "reason"];
    let row = Query::insert()
        .into_table("picture_rights")
        .columns(["picture_id"].into_iter().chain(columns))
        .values_panic([picture.id.into(), tx.now().0.into(), by.into(), reason.as_str().into()])
        .on_conflict(OnConflict::column("picture_id").update_columns(columns).to_owned())
        .to_owned();
    tx.db().execute(&row).await?;
    let family = family_of(tx.db(), picture.id).await?;
    let mut left = Vec::new();
    for (story, _) in stories_showing(tx, &family).await? {
        publish_changed(tx, actor, story, WITHDRAWN, |content| without(content, &family)).await?;
        left.push(story);
    }
    keeping::refresh(tx, picture.id).await?;
    let details = json!({ "stories": left, "reason": reason });
    tx.audit(actor, "withdraw_picture", format!("picture/{}", picture.public_id), details);
    Ok(left.len())
}

/// Lets a withdrawn picture be used again. It does not come back into the stories by itself.
pub async fn allow_picture_again(tx: &mut Tx, actor: &Actor, id: &PublicId) -> Result<()> {
    let ArchivedPicture { picture, rights, .. } = picture_to_govern(tx, actor, id).await?;
    if rights.withdrawn.is_none() {
        return Ok(());
    }
    let clear = Query::update()
        .table("picture_rights")
        .value("withdrawn_at", Option::<i64>::None)
        .value("withdrawn_by", Option::<i64>::None)
        .value("reason", "")
        .and_where(Expr::col("picture_id").eq(picture.id))
        .to_owned();
    tx.db().execute(&clear).await?;
    tx.audit(actor, "allow_picture_again", format!("picture/{}", picture.public_id), json!({}));
    Ok(())
}

/// Whether the picture with this internal id, or its original, was withdrawn.
pub async fn is_picture_withdrawn(db: &impl Source, picture: i64) -> Result<bool> {
    let original = originals_of(Cond::all().add(Expr::col("id").eq(picture)));
    let query = Query::select()
        .expr(Expr::val(1_i64))
        .from("picture_rights")
        .and_where(Expr::col("picture_id").in_subquery(original))
        .and_where(Expr::col("withdrawn_at").is_not_null())
        .to_owned();
    Ok(!db.rows(&query).await?.is_empty())
}

/// The content without these pictures. A text of nothing else keeps its headline as a paragraph, because a page needs a
/// text.
fn without(mut content: Content, family: &Family) -> Content {
    if content.lead.as_ref().and_then(|lead| lead.picture_id).is_some_and(|id| family.ids.contains(&id)) {
        content.lead = None;
    }
    let first = content.body.blocks.first().cloned();
    content.body.blocks.retain_mut(|block| match &mut block.node {
        Node::Photo(photo) => !family.has(photo.picture.as_str()),
        Node::Gallery { photos, .. } => {
            photos.retain(|photo| !family.has(photo.picture.as_str()));
            !photos.is_empty()
        }
        _ => true,
    });
    if content.body.blocks.is_empty() {
        content.body.blocks.extend(first.map(|block| {
            let text = Text::plain(content.headline.as_str());
            Block { node: Node::Paragraph(text), ..block }
        }));
    }
    content
}
