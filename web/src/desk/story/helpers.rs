//! Requests of the editor: pasted HTML as a document, the canonical address of an embed, a photo for the archive. They
//! change no story.

use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Json, Response};
use http::StatusCode;
use newsroom::{Action, PictureRefusal, PublicId};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::DeskContext;
use super::super::finding::{self, Asked, Wanted};
use super::super::json_body::JsonBody;
use super::super::multipart::{FileForm, MultipartForm};
use super::super::problem::{DeskProblem, refused};
use super::super::stories::thumb;
use super::saving::STORY_FORM_BYTES_MAX;
use crate::base::messages::Words;

/// Pasted content.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasteRequest {
    html: String,
}

/// `POST /newsroom/stories/{id}/paste`: converts HTML of another program into a document, and reports what was left
/// out.
pub async fn paste(
    desk: DeskContext,
    Path(id): Path<PublicId>,
    JsonBody(request): JsonBody<PasteRequest, STORY_FORM_BYTES_MAX>,
) -> Result<Response, DeskProblem> {
    newsroom::story_for(desk.db(), desk.actor(), Action::EditText, &id, desk.now()).await?;
    let (document, notices) = ::story::html::read(&request.html, &mut newsroom::DocumentIds);
    let doc: Value = serde_json::from_str(&document.to_json()).unwrap_or_default();
    Ok(Json(json!({ "doc": doc, "said": sentences(&desk.words(), &notices) })).into_response())
}

/// A sentence for each kind of content that was left out.
fn sentences(words: &Words, notices: &[::story::html::Notice]) -> Vec<String> {
    use ::story::html::NoticeKind;
    let count =
        |is: fn(&NoticeKind) -> bool| i64::try_from(notices.iter().filter(|one| is(&one.kind)).count()).unwrap_or(0);
    let kinds = [
        ("paste-pictures", count(|kind| matches!(kind, NoticeKind::Picture { .. }))),
        ("paste-frames", count(|kind| matches!(kind, NoticeKind::Frame { .. } | NoticeKind::Media { .. }))),
        ("paste-links", count(|kind| matches!(kind, NoticeKind::Link { .. }))),
        ("paste-struck", count(|kind| matches!(kind, NoticeKind::Struck { .. }))),
        ("paste-comments", count(|kind| matches!(kind, NoticeKind::Comment))),
        ("paste-vertical-align", count(|kind| matches!(kind, NoticeKind::VerticalAlign { .. }))),
        ("paste-cut", count(|kind| matches!(kind, NoticeKind::TableCut | NoticeKind::Truncated))),
    ];
    kinds.into_iter().filter(|(_, n)| *n > 0).map(|(id, n)| words.counted(id, n)).collect()
}

/// Requires the right to write on at least one desk.
pub(super) fn allow_writers(desk: &DeskContext) -> Result<(), DeskProblem> {
    let may = desk.actor().may_somewhere(Action::Write, newsroom::House::default());
    may.then_some(()).ok_or(DeskProblem::Forbidden)
}

/// The address of an embed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmbedRequest {
    pub(super) url: String,
}

/// `POST /newsroom/embed`: the canonical address of an embed from a supported provider.
pub async fn embed(desk: DeskContext, JsonBody(address): JsonBody<EmbedRequest>) -> Result<Response, DeskProblem> {
    allow_writers(&desk)?;
    Ok(match ::story::embed::canonical(address.url.trim()) {
        Some((provider, url)) => Json(json!({ "url": url, "provider": provider.name })).into_response(),
        None => {
            let names: Vec<&str> = ::story::embed::PROVIDERS.iter().map(|provider| provider.name).collect();
            let problem = desk.words().named("embed-unknown", "names", &names.join("، "));
            (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "problem": problem }))).into_response()
        }
    })
}

/// `POST /newsroom/stories/{id}/photos`: uploads a photo for the archive: `token` and `file`, up to 40 MiB, as
/// multipart form. Responds with the picture as the editor needs it, with what its file says. Changes no story.
pub async fn photo(desk: DeskContext, Path(id): Path<PublicId>, form: MultipartForm) -> Result<Response, DeskProblem> {
    newsroom::story_for(desk.db(), desk.actor(), Action::UploadPicture, &id, desk.now()).await?;
    let form = FileForm::read(&desk, form).await?;
    let added = async {
        if form.file.is_empty() {
            return Err(PictureRefusal::NoFile.into());
        }
        let prepared = newsroom::prepare_picture(desk.newsroom(), form.file.clone()).await?;
        let proposed = prepared.proposed(desk.site().last_frame().paper.today(desk.now()));
        let add = async |tx: &mut newsroom::Tx| newsroom::add_picture(tx, desk.actor(), Some(&id), &prepared).await;
        Ok((desk.write(add).await?, proposed))
    };
    Ok(match added.await {
        Ok((picture, proposed)) => Json(json!({
            "id": picture.public_id.as_str(),
            "thumb": thumb(&picture.public_id, &picture),
            "caption": proposed.caption, "credit": proposed.credit, "alt": proposed.alt,
            "archive": proposed.is_archive,
        }))
        .into_response(),
        Err(error) => {
            let (status, problem) = refused(&desk.words(), error)?;
            (status, Json(json!({ "problem": problem }))).into_response()
        }
    })
}

/// The query parameter `?q=WORDS`.
#[derive(Debug, Default, Deserialize)]
pub struct Params {
    #[serde(default)]
    q: String,
}

/// `GET /newsroom/pictures`: stored pictures for the picker. With words, the lead pictures of the stories that they find:
/// by caption and credit, or by anything else in the story.
pub async fn pictures(desk: DeskContext, Query(params): Query<Params>) -> Result<Response, DeskProblem> {
    let asked = Asked { typed: &params.q, language: None, wanted: Wanted::Best, among: None };
    let found = finding::find(desk.site(), asked).await?;
    let stored = newsroom::stored_pictures(desk.db(), desk.actor(), found.as_deref()).await?;
    let pictures: Vec<Value> = stored
        .iter()
        .map(|one| {
            json!({
                "id": one.picture.public_id.as_str(),
                "thumb": thumb(&one.picture.public_id, &one.picture),
                "caption": one.caption, "credit": one.credit, "alt": one.alt, "archive": one.archive,
            })
        })
        .collect();
    Ok(Json(json!({ "pictures": pictures })).into_response())
}
