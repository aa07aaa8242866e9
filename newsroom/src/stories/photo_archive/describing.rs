//! How the desk describes pictures in the archive.

use rules::{Action, Actor, House};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{OnConflict, Query};
use serde_json::json;
use store::dialect;
use store::id::PublicId;
use store::source::Source;

use super::field::ArchiveField;
use super::keeping;
use super::room::{ArchivedPicture, archived};
use crate::base::error::{Error, Result};
use crate::base::tx::Tx;
use crate::stories::crops::original_of;
use crate::stories::picture_metadata;
use crate::stories::picture_rights::picture_for;

/// Pictures described in one act, at most.
pub const DESCRIBED_MAX: usize = 300;

/// Whether `actor` may describe pictures that they did not add.
pub fn may_describe_any(actor: &Actor) -> bool {
    actor.may_somewhere(Action::DescribePictures, House::default())
}

/// Whether `actor` may describe the original with this internal id, if they may see it: with the right to describe, or
/// if they added it.
pub async fn may_describe(db: &impl Source, actor: &Actor, original: i64) -> Result<bool> {
    if may_describe_any(actor) {
        return Ok(true);
    }
    let added_by = picture_metadata::added_by(db, original).await?;
    Ok(added_by.is_some() && added_by == actor.person_id())
}

/// The picture whose record `actor` is about to change; of a crop the original. Nobody else changes the record until the
/// transaction ends. Refuses with [`Error::NotFound`] if they may not see it, and with [`Error::Forbidden`] if they may
/// not describe it.
pub async fn picture_to_describe(tx: &mut Tx, actor: &Actor, id: &PublicId) -> Result<ArchivedPicture> {
    let original = original_of(tx.db(), &picture_for(tx.db(), actor, id).await?).await?;
    if !may_describe(tx.db(), actor, original.id).await? {
        return Err(Error::Forbidden { action: Action::DescribePictures });
    }
    dialect::lock_row(tx.db(), "pictures", original.id).await?;
    archived(tx.db(), &original).await
}

/// Sets fields of a picture's record; of a crop those of its original. Fields that have the value already stay as they
/// are.
pub async fn describe_picture(
    tx: &mut Tx,
    actor: &Actor,
    id: &PublicId,
    values: &[(ArchiveField, String)],
) -> Result<()> {
    let stands = picture_to_describe(tx, actor, id).await?;
    set_fields(tx, actor, &stands, values.iter()).await
}

/// Sets fields of a picture that may be described and is locked.
async fn set_fields<'a>(
    tx: &mut Tx,
    actor: &Actor,
    ArchivedPicture { picture, record, .. }: &ArchivedPicture,
    values: impl Iterator<Item = &'a (ArchiveField, String)>,
) -> Result<()> {
    let mut changed = serde_json::Map::new();
    for (field, value) in values {
        let (stands, value) = (record.value(*field), field.read(value)?);
        if stands != value {
            decide(tx, picture.id, *field, &value, actor.person_id()).await?;
            changed.insert(field.word().to_owned(), json!([stands, value]));
        }
    }
    if !changed.is_empty() {
        keeping::refresh(tx, picture.id).await?;
        tx.audit(actor, "describe_picture", format!("picture/{}", picture.public_id), changed.into());
    }
    Ok(())
}

/// Sets fields of many pictures to the same values; with `only_empty`, where they have none. All or none are changed.
pub async fn describe_pictures(
    tx: &mut Tx,
    actor: &Actor,
    ids: &[PublicId],
    values: &[(ArchiveField, String)],
    only_empty: bool,
) -> Result<()> {
    for id in ids.iter().take(DESCRIBED_MAX) {
        let stands = picture_to_describe(tx, actor, id).await?;
        let to_set = values.iter().filter(|(field, _)| !only_empty || stands.record.value(*field).is_empty());
        set_fields(tx, actor, &stands, to_set).await?;
    }
    Ok(())
}

/// Sets a field of the picture with this internal id.
pub(crate) async fn decide(tx: &Tx, picture: i64, field: ArchiveField, value: &str, by: Option<i64>) -> Result<()> {
    let put = Query::insert()
        .into_table("picture_facts")
        .columns(["picture_id", "field", "value", "made_by", "made_at", "story_id"])
        .values_panic([
            picture.into(),
            field.word().into(),
            value.into(),
            by.into(),
            tx.now().0.into(),
            Option::<i64>::None.into(),
        ])
        .on_conflict(
            OnConflict::columns(["picture_id", "field"])
                .update_columns(["value", "made_by", "made_at", "story_id"])
                .to_owned(),
        )
        .to_owned();
    tx.db().execute(&put).await?;
    Ok(())
}
