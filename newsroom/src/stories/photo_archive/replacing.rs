//! Replacing the file of a picture: readers get the new file in every published story at once. The old one stays in the
//! archive and says what it was replaced by.

use rules::Actor;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use serde_json::json;
use store::dialect;
use store::id::PublicId;
use story::{Node, PictureId};

use super::describing::decide;
use super::family::{Family, family_of, publish_changed, stories_showing};
use super::field::ArchiveField;
use super::governing::picture_to_govern;
use super::keeping;
use super::record::archive_record;
use super::rights::Bar;
use super::rights::put_terms;
use super::room::ArchivedPicture;
use crate::base::error::{Error, Result};
use crate::base::tx::Tx;
use crate::stories::content::Content;
use crate::stories::pictures::{Picture, PreparedPicture, record_picture};

/// The reason of a version in which a picture was replaced.
const REPLACED: &str = "replaced";

/// Replaces a picture, with its crops, by another file. Every published story that shows it gets a new version with the new
/// file, uncropped; drafts keep the old. The new picture gets the record and the rights of the old one, as far as its own
/// file says nothing else. Returns the new picture and the number of stories. Requires `GovernPictures`. Refuses a
/// withdrawn picture with [`Error::PictureBarred`], and the same file with [`Error::AlreadyThere`].
pub async fn replace_picture(
    tx: &mut Tx,
    actor: &Actor,
    id: &PublicId,
    prepared: &PreparedPicture,
) -> Result<(Picture, usize)> {
    // As for withdrawing.
    dialect::yield_on_deadlock(tx.db()).await?;
    let old = picture_to_govern(tx, actor, id).await?;
    if old.rights.withdrawn.is_some() {
        return Err(Error::PictureBarred { picture: old.picture.public_id, why: Bar::Withdrawn });
    }
    let new = record_picture(tx, prepared, actor.person_id()).await?;
    let family = family_of(tx.db(), old.picture.id).await?;
    if family.ids.contains(&new.id) {
        return Err(Error::AlreadyThere { what: "picture" });
    }
    take_record(tx, actor, &old, new.id).await?;
    take_rights(tx, &old, new.id).await?;
    take_uses(tx, &family, new.id).await?;
    let mut changed = Vec::new();
    for (story, _) in stories_showing(tx, &family).await? {
        publish_changed(tx, actor, story, REPLACED, |content| with_new(content, &family, &new)).await?;
        changed.push(story);
    }
    for picture in [old.picture.id, new.id] {
        keeping::refresh(tx, picture).await?;
    }
    let details = json!({ "by": new.public_id.as_str(), "stories": changed });
    tx.audit(actor, "replace_picture", format!("picture/{}", old.picture.public_id), details);
    Ok((new, changed.len()))
}

/// What the desk decided of the old picture, and what only the old file said.
async fn take_record(tx: &Tx, actor: &Actor, old: &ArchivedPicture, new: i64) -> Result<()> {
    let known = archive_record(tx.db(), new).await?;
    for field in ArchiveField::ALL {
        let value = old.record.value(*field);
        let is_told = old.record.decided.contains_key(field) || field.in_file(&known.metadata).is_empty();
        if is_told && !value.is_empty() && !known.decided.contains_key(field) {
            decide(tx, new, *field, &value, actor.person_id()).await?;
        }
    }
    Ok(())
}

async fn take_rights(tx: &Tx, old: &ArchivedPicture, new: i64) -> Result<()> {
    put_terms(tx, new, &old.rights, OnConflict::column("picture_id").do_nothing().to_owned()).await?;
    let mark = Query::insert()
        .into_table("picture_rights")
        .columns(["picture_id", "replaced_by"])
        .values_panic([old.picture.id.into(), new.into()])
        .on_conflict(OnConflict::column("picture_id").update_column("replaced_by").to_owned())
        .to_owned();
    tx.db().execute(&mark).await?;
    Ok(())
}

/// Whoever could use the old picture may use the new one.
async fn take_uses(tx: &Tx, family: &Family, new: i64) -> Result<()> {
    let uses = Query::select()
        .distinct()
        .expr(Expr::val(new))
        .column("story_id")
        .from("picture_stories")
        .and_where(Expr::col("picture_id").is_in(family.ids.iter().copied()))
        .to_owned();
    let put = Query::insert()
        .into_table("picture_stories")
        .columns(["picture_id", "story_id"])
        .select_from(uses)
        .map_err(Error::damaged)?
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .to_owned();
    tx.db().execute(&put).await?;
    Ok(())
}

/// The content with the new picture in every place of the old one.
fn with_new(mut content: Content, family: &Family, new: &Picture) -> Content {
    if let Some(lead) = &mut content.lead
        && lead.picture_id.is_some_and(|id| family.ids.contains(&id))
    {
        (lead.picture_id, lead.focal) = (Some(new.id), (5, 5));
    }
    let Some(name) = PictureId::parse(new.public_id.as_str()) else { return content };
    for block in &mut content.body.blocks {
        let photos = match &mut block.node {
            Node::Photo(photo) => std::slice::from_mut(photo),
            Node::Gallery { photos, .. } => photos.as_mut_slice(),
            _ => continue,
        };
        for photo in photos.iter_mut().filter(|photo| family.has(photo.picture.as_str())) {
            (photo.picture, photo.focal) = (name.clone(), None);
        }
    }
    content
}
