//! Adding pictures to the archive without a story.

use axum::extract::Path;
use axum::response::{IntoResponse, Json, Response};
use http::{HeaderMap, header};
use newsroom::{Action, Error, PublicId};
use serde_json::json;

use super::list::{Params, RefusedForm, page};
use super::one::{self, Refused};
use super::room::{ROOM, Tries, path_of};
use crate::desk::DeskContext;
use crate::desk::multipart::{FileForm, MultipartForm};
use crate::desk::problem::{DeskProblem, refused, with_sentence};
use crate::desk::stories::thumb;

/// `POST /newsroom/photos`: `token` and a `file`, up to 40 MiB. Everybody at the desk may use the picture. A script that
/// accepts JSON gets the picture, or the reason why it was refused.
pub async fn upload(desk: DeskContext, headers: HeaderMap, form: MultipartForm) -> Result<Response, DeskProblem> {
    desk.require(Action::UploadPicture)?;
    let form = FileForm::read(&desk, form).await?;
    let added = async {
        let prepared = form.picture(desk.newsroom()).await?;
        desk.write(async |tx| {
            let picture = newsroom::add_picture(tx, desk.actor(), None, &prepared).await?;
            newsroom::archived_picture(tx.db(), desk.actor(), &picture.public_id).await
        })
        .await
    };
    let is_script = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("json"));
    match added.await {
        Ok(one) if is_script => {
            let thumb = thumb(&one.picture.public_id, &one.picture);
            let added = json!({ "id": one.picture.public_id.as_str(), "href": path_of(&one), "thumb": thumb });
            Ok(Json(added).into_response())
        }
        Ok(one) => Ok(desk.redirect(&format!("{}?done=photo-added", path_of(&one)))),
        Err(error) => {
            let (status, problem) = refused(&desk.words(), error)?;
            if is_script {
                return Ok((status, Json(json!({ "problem": problem }))).into_response());
            }
            page(&desk, &Params::default(), status, RefusedForm { upload: Some(problem), ..RefusedForm::default() })
                .await
        }
    }
}

/// `POST /newsroom/photos/{id}/replace`: `token` and a `file`, up to 40 MiB. Every published story gets the new file.
pub async fn replace(
    desk: DeskContext,
    Path(id): Path<PublicId>,
    form: MultipartForm,
) -> Result<Response, DeskProblem> {
    newsroom::archived_picture(desk.db(), desk.actor(), &id).await?;
    newsroom::allowed(desk.actor(), Action::GovernPictures)?;
    let form = FileForm::read(&desk, form).await?;
    let replaced = async {
        let prepared = form.picture(desk.newsroom()).await?;
        let mut tries = Tries::default();
        loop {
            let replace =
                async |tx: &mut newsroom::Tx| newsroom::replace_picture(tx, desk.actor(), &id, &prepared).await;
            let done = desk.write(replace).await;
            if !tries.again(&done).await {
                return done;
            }
        }
    };
    let words = desk.words();
    let (status, problem) = match replaced.await {
        Ok((new, _)) => return Ok(desk.redirect(&format!("{ROOM}/{}?done=photo-replaced", new.public_id))),
        Err(error @ Error::AlreadyThere { .. }) => with_sentence(Some(words.message("photo-same-file")), error)?,
        Err(error) => refused(&words, error)?,
    };
    let stands = newsroom::archived_picture(desk.db(), desk.actor(), &id).await?;
    one::page(&desk, &stands, status, Refused::Replacing(problem)).await
}
