//! Crops of pictures. A crop is a picture of its own, with its own files, and can be used wherever a picture can. It
//! refers to its original, which does not change. A crop of a crop refers to the first original.

use bytes::Bytes;
use imaging::{Task, TaskOutput};
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

/// The original of a picture, and the crop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framing {
    /// The original picture.
    pub original: Picture,
    /// The area of the crop; `None` if the picture is the original itself.
    pub crop: Option<Crop>,
}

/// The original of `picture`; an original is its own.
pub(crate) async fn original_of(db: &impl Source, picture: &Picture) -> Result<Picture> {
    Ok(framing_of(db, picture).await?.original)
}

/// The framing of `picture`; an original is its own framing.
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

/// Cuts `crop` from the file of `original` and writes every file of the crop. Refuses with [`Error::BadCrop`] a crop
/// that is not within the picture or has a side shorter than [`CROP_SIDE_MIN`]. Nothing refers to the files until
/// [`add_crop`] records the crop.
pub async fn prepare_crop(newsroom: &Newsroom, original: &Picture, crop: Crop) -> Result<PreparedPicture> {
    crop.check(original.width, original.height).map_err(|refused| Error::BadCrop { reason: refused.to_string() })?;
    let darkroom = newsroom.darkroom();
    // The file is read after the turn has come, so that it is not in memory while waiting.
    let turn = darkroom.turn().await?;
    let bytes = newsroom.media().get(&pictures::original_key(&original.digest)).await?;
    let bytes = bytes.ok_or_else(|| Error::not_found("picture", &original.public_id))?;
    let inspected = darkroom.inspect(bytes, Task::Piece(crop)).await?;
    let TaskOutput::Piece(cut) = turn.run_task(inspected).await?.made else {
        return Err(Error::damaged("a piece was asked for and something else was made"));
    };
    let cut = Bytes::from(cut);
    let inspected = darkroom.inspect(cut.clone(), Task::Renditions).await?;
    pictures::prepare_in_turn(newsroom, &turn, inspected, cut).await
}

/// Records a prepared crop of `original` for a story, or finds the picture with the same bytes. Requires the right to
/// upload there and to see the original, which is refused with [`Error::NotFound`] otherwise.
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
    picture_places::record_use(tx, original.id, within.id).await?;
    if let Some(piece) = pictures::same_bytes(tx, prepared).await? {
        picture_places::record_use(tx, piece.id, within.id).await?;
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
    picture_places::record_use(tx, piece.id, within.id).await?;
    let details = json!({ "story": story.as_str(), "of": original.public_id.as_str() });
    tx.audit(actor, "crop_picture", format!("picture/{}", piece.public_id), details);
    Ok(piece)
}

/// The framing of `picture` if `actor` may see the original; otherwise as if the picture were an original.
pub async fn framing_for(db: &impl Source, actor: &Actor, picture: &Picture) -> Result<Framing> {
    let framing = framing_of(db, picture).await?;
    let seen = framing.original.id == picture.id || picture_rights::may_use(db, actor, framing.original.id).await?;
    Ok(if seen { framing } else { Framing { original: picture.clone(), crop: None } })
}
