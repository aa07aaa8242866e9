//! Cropping photos: the original of a photo, a crop as a photo of its own, and the shapes offered by a form.

use axum::extract::Path;
use axum::response::{IntoResponse, Json, Response};
use newsroom::{Action, Crop, Error, Framing, LeadPicture, Picture, PublicId, Shape};
use serde::Deserialize;
use serde_json::json;

use super::super::DeskContext;
use super::super::json_body::JsonBody;
use super::super::problem::{DeskProblem, refused};
use crate::base::fields::Fields;

/// The value of a form for restoring the whole original.
const WHOLE: &str = "whole";

/// The requested crop in pixels of the original; `None` for the whole original.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CropRequest {
    picture: PublicId,
    crop: Option<CropRect>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CropRect {
    x: u32,
    y: u32,
    width: u32,
    height: u32,
}

/// `GET /newsroom/stories/{id}/framing/{picture}`: the original of the photo, its size in pixels, and the current crop.
pub async fn framing(
    desk: DeskContext,
    Path((id, picture)): Path<(PublicId, PublicId)>,
) -> Result<Response, DeskProblem> {
    newsroom::story_for(desk.db(), desk.actor(), Action::UploadPicture, &id, desk.now()).await?;
    let picture = newsroom::picture_for(desk.db(), desk.actor(), &picture).await?;
    let Framing { original, crop } = newsroom::framing_for(desk.db(), desk.actor(), &picture).await?;
    let crop = crop.map(|crop| json!({ "x": crop.x, "y": crop.y, "width": crop.width, "height": crop.height }));
    Ok(Json(json!({
        "original": original.public_id.as_str(),
        "width": original.width,
        "height": original.height,
        "crop": crop,
        "least": newsroom::CROP_SIDE_MIN,
        "shapes": Shape::ALL.map(|shape| shape.to_string()),
    }))
    .into_response())
}

/// `POST /newsroom/stories/{id}/framing`: creates the crop as a photo. Changes no story.
pub async fn frame(
    desk: DeskContext,
    Path(id): Path<PublicId>,
    JsonBody(request): JsonBody<CropRequest>,
) -> Result<Response, DeskProblem> {
    let picture = newsroom::picture_for(desk.db(), desk.actor(), &request.picture).await?;
    let original = newsroom::framing_for(desk.db(), desk.actor(), &picture).await?.original;
    let crop = request.crop.map(|CropRect { x, y, width, height }| Crop { x, y, width, height });
    Ok(match cut(&desk, &id, original, crop).await {
        Ok(piece) => Json(json!({ "id": piece.public_id.as_str() })).into_response(),
        Err(error) => {
            let (status, problem) = refused(&desk.words(), error)?;
            (status, Json(json!({ "problem": problem }))).into_response()
        }
    })
}

/// Crops `original` and stores the result; returns `original` itself if all of it is wanted. Rights are checked before
/// a file is opened.
async fn cut(desk: &DeskContext, story: &PublicId, original: Picture, crop: Option<Crop>) -> newsroom::Result<Picture> {
    newsroom::story_for(desk.db(), desk.actor(), Action::UploadPicture, story, desk.now()).await?;
    let whole = Crop::whole(original.width, original.height);
    let Some(crop) = crop.filter(|crop| *crop != whole) else { return Ok(original) };
    let prepared = newsroom::prepare_crop(desk.newsroom(), &original, crop).await?;
    desk.write(async |tx| newsroom::add_crop(tx, desk.actor(), story, &original, crop, &prepared).await).await
}

/// The lead photo with the crop of the form: `framed`, an existing crop, or `shape`, a shape around the focal point or
/// `whole`. Unchanged if the form has neither.
pub(super) async fn lead_framed(
    desk: &DeskContext,
    story: &PublicId,
    lead: LeadPicture,
    form: &Fields,
) -> Result<newsroom::Result<LeadPicture>, DeskProblem> {
    let (framed, shape) = (form.text("framed"), form.text("shape"));
    let Some(before) = lead.picture_id.filter(|_| !framed.is_empty() || !shape.is_empty()) else { return Ok(Ok(lead)) };
    let found = newsroom::pictures_by_ids(desk.db(), &[before]).await?.into_iter().next();
    let Some(before) = found else { return Ok(Ok(lead)) };
    let original = newsroom::framing_for(desk.db(), desk.actor(), &before).await?.original;
    let after = if let Ok(framed) = framed.parse::<PublicId>() {
        let piece = newsroom::picture_for(desk.db(), desk.actor(), &framed).await?;
        // The crop must be of the same original.
        if newsroom::framing_for(desk.db(), desk.actor(), &piece).await?.original != original {
            return Err(DeskProblem::Missing);
        }
        piece
    } else {
        let crop = match shape.parse::<Shape>() {
            Ok(shape) => Some(Crop::around(shape, (original.width, original.height), lead.focal)),
            Err(()) if shape == WHOLE => None,
            Err(()) => return Ok(Err(Error::BadCrop { reason: format!("there is no shape {shape:?}") })),
        };
        match cut(desk, story, original, crop).await {
            Ok(piece) => piece,
            Err(error) => return Ok(Err(error)),
        }
    };
    // The focal point of a new crop is its centre. If nothing changed it stays the same.
    let focal = if after.id == before.id { lead.focal } else { (5, 5) };
    Ok(Ok(LeadPicture { picture_id: Some(after.id), focal, ..lead }))
}
