//! Uploading a picture for a story, and serving pictures at the desk.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::header;
use newsroom::{Action, Change, LeadPicture, Part, PictureFormat, PublicId, Rendition};

use super::super::DeskContext;
use super::super::multipart::{FileForm, MultipartForm};
use super::super::problem::{DeskProblem, refused};
use super::loading::story_path;
use super::page::{PageParams, RefusedInput, page};
use crate::base::headers::MEDIA_CONTENT_SECURITY_POLICY;

/// `POST /newsroom/stories/{id}/picture`: `token`, `rev` and a `file`, up to 40 MiB (SECURITY-CONTRACT section 5).
///
/// The file is decoded and re-encoded before anything is stored. Its name is only shown and searched for.
pub async fn upload(desk: DeskContext, Path(id): Path<PublicId>, form: MultipartForm) -> Result<Response, DeskProblem> {
    newsroom::story_for(desk.db(), desk.actor(), Action::UploadPicture, &id, desk.now()).await?;
    let form = FileForm::read(&desk, form).await?;
    let rev = form.text("rev").parse().unwrap_or(-1);
    let done = async {
        let prepared = form.picture(desk.newsroom()).await?;
        let today = desk.site().last_frame().paper.today(desk.now());
        desk.write(async |tx| {
            let picture = newsroom::add_picture(tx, desk.actor(), Some(&id), &prepared).await?;
            let story = newsroom::story_for(tx.db(), desk.actor(), Action::EditPictures, &id, tx.now()).await?;
            let proposed = newsroom::proposed_for(tx.db(), &picture, today).await?;
            let version = story.newest_version().unwrap_or_default();
            let before = newsroom::version(tx.db(), version).await?.content.lead;
            // The caption of another picture must not be used for this one.
            let mut lead = match before {
                Some(lead) if lead.picture_id.is_none() => LeadPicture { picture_id: Some(picture.id), ..lead },
                _ => LeadPicture { picture_id: Some(picture.id), focal: (5, 5), ..LeadPicture::default() },
            };
            lead.fill(proposed);
            newsroom::save_part(tx, desk.actor(), &id, rev, Change::Pictures(Some(lead))).await
        })
        .await
    };
    match done.await {
        Ok(newsroom::Saved::Conflict { .. }) => {
            Ok(desk.redirect(&format!("{}?done=changed-meanwhile#pictures", story_path(&id))))
        }
        Ok(_) => Ok(desk.redirect(&format!("{}?done=uploaded#pictures", story_path(&id)))),
        Err(error) => {
            let (status, problem) = refused(&desk.words(), error)?;
            let typed = RefusedInput { problem: Some(problem), part: Some(Part::Pictures), ..RefusedInput::default() };
            page(&desk, &id, status, typed, PageParams::default()).await
        }
    }
}

/// The name of a rendition for working with a picture, whichever widths it has.
const VIEW: &str = "view";
/// Maximum width of that rendition in pixels.
const VIEW_WIDTH_MAX: u32 = 960;

/// `GET /newsroom/media/{id}/{rendition}`: a picture for people who may see a story that uses it. Never cached.
pub async fn media(desk: DeskContext, Path((id, name)): Path<(PublicId, String)>) -> Result<Response, DeskProblem> {
    let picture = newsroom::picture_for(desk.db(), desk.actor(), &id).await?;
    let rendition: Rendition = if name == VIEW {
        let widths = picture.widths();
        let fits = widths.iter().rfind(|width| **width <= VIEW_WIDTH_MAX).or(widths.first());
        Rendition::Width(*fits.ok_or(DeskProblem::Missing)?, PictureFormat::Jpeg)
    } else {
        name.parse().map_err(|()| DeskProblem::Missing)?
    };
    let file = newsroom::rendition_file(desk.newsroom(), &picture, rendition).await?;
    let file = file.ok_or(DeskProblem::Missing)?;
    let headers = [
        (header::CONTENT_TYPE, rendition.media_type()),
        (header::CONTENT_SECURITY_POLICY, MEDIA_CONTENT_SECURITY_POLICY),
    ];
    Ok((headers, file).into_response())
}
