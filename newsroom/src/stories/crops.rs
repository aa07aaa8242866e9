//! Pieces of pictures. A piece is a picture of its own, with its own files: whatever shows a picture shows a piece. It
//! remembers what it is cut from, which stays as it came; a piece of a piece is a piece of that.

use bytes::Bytes;
use imaging::{Developed, Task};
use rules::{Action, Actor};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;

pub use imaging::{CROP_SIDE_MIN, Crop, Shape};

use crate::base::entity::picture;
use crate::base::error::{Error, Result};
use crate::base::newsroom::Newsroom;
use crate::base::tx::Tx;
use crate::stories::facts::story_for;
use crate::stories::pictures::{self, Picture, PreparedPicture};
use crate::stories::{picture_places, picture_rights};
use store::id::PublicId;
use store::source::{self, Source};

/// What a picture is cut from, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framing {
    /// The picture as it came.
    pub original: Picture,
    /// The piece of it that the picture is; `None` where it is all of it.
    pub crop: Option<Crop>,
}

/// What `picture` is cut from; itself, where it came as it is.
pub async fn framing_of(db: &impl Source, picture: &Picture) -> Result<Framing> {
    let row = source::one(db, picture::Entity::find().filter(picture::Column::Id.eq(picture.id))).await?;
    let row = row.ok_or_else(|| Error::not_found("picture", &picture.public_id))?;
    let Some(original) = row.original_id else { return Ok(Framing { original: picture.clone(), crop: None }) };
    let pixels = |number: Option<i64>| {
        let number = number.and_then(|number| u32::try_from(number).ok());
        number.ok_or_else(|| Error::damaged(format!("picture {} says not where it was cut", picture.public_id)))
    };
    let crop = Crop {
        x: pixels(row.crop_x)?,
        y: pixels(row.crop_y)?,
        width: pixels(row.crop_width)?,
        height: pixels(row.crop_height)?,
    };
    let found = pictures::pictures_by_ids(db, &[original]).await?.into_iter().next();
    let original = found.ok_or_else(|| Error::damaged(format!("picture {} is cut from none", picture.public_id)))?;
    Ok(Framing { original, crop: Some(crop) })
}

/// Cuts `crop` from the file of `original` and makes every file of the piece. Refused with [`Error::BadCrop`] where it does
/// not lie within the picture or is smaller than [`CROP_SIDE_MIN`] a side; until [`add_crop`] records it nothing refers to
/// the files.
pub async fn prepare_crop(newsroom: &Newsroom, original: &Picture, crop: Crop) -> Result<PreparedPicture> {
    crop.check(original.width, original.height).map_err(|refused| Error::BadCrop { reason: refused.to_string() })?;
    let darkroom = newsroom.darkroom();
    // The file is read when it is its turn and not while it waits.
    let turn = darkroom.turn().await?;
    let bytes = newsroom.media().get(&pictures::original_key(&original.digest)).await?;
    let bytes = bytes.ok_or_else(|| Error::not_found("picture", &original.public_id))?;
    let negative = darkroom.look(bytes, Task::Piece(crop)).await?;
    let Developed::Piece(cut) = turn.develop(negative).await?.made else {
        return Err(Error::damaged("a piece was asked for and something else was made"));
    };
    let cut = Bytes::from(cut);
    let negative = darkroom.look(cut.clone(), Task::Renditions).await?;
    pictures::prepare_in_turn(newsroom, &turn, negative, cut).await
}

/// Records a prepared piece of `original` for a story, by who may upload there and see the picture; or finds the one with the
/// same bytes. Refused with [`Error::NotFound`] where they may not see it.
pub async fn add_crop(
    tx: &mut Tx,
    actor: &Actor,
    story: &PublicId,
    original: &Picture,
    crop: Crop,
    prepared: &PreparedPicture,
) -> Result<Picture> {
    let within = story_for(tx.db(), actor, Action::UploadPicture, story, tx.now()).await?;
    if !picture_rights::may_use(tx.db(), actor, original.id).await? {
        return Err(Error::not_found("picture", &original.public_id));
    }
    picture_places::stands_in(tx, original.id, within.id).await?;
    if let Some(piece) = pictures::same_bytes(tx, prepared).await? {
        picture_places::stands_in(tx, piece.id, within.id).await?;
        return Ok(piece);
    }
    let pixels = |number: u32| Set(Some(i64::from(number)));
    let row = picture::ActiveModel {
        original_id: Set(Some(original.id)),
        crop_x: pixels(crop.x),
        crop_y: pixels(crop.y),
        crop_width: pixels(crop.width),
        crop_height: pixels(crop.height),
        ..pictures::row_of(tx, prepared)
    };
    let piece = pictures::read(row.insert(tx.db()).await?)?;
    picture_places::stands_in(tx, piece.id, within.id).await?;
    let details = json!({ "story": story.as_str(), "of": original.public_id.as_str() });
    tx.audit(actor, "crop_picture", format!("picture/{}", piece.public_id), details);
    Ok(piece)
}

/// What `picture` is cut from, where `actor` may see that; else all of it, as if it had come as it is.
pub async fn framing_for(db: &impl Source, actor: &Actor, picture: &Picture) -> Result<Framing> {
    let framing = framing_of(db, picture).await?;
    let seen = framing.original.id == picture.id || picture_rights::may_use(db, actor, framing.original.id).await?;
    Ok(if seen { framing } else { Framing { original: picture.clone(), crop: None } })
}
