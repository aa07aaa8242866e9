//! Requests of the editor: pasted HTML as a document, the canonical address of an embed, a photo for the archive. They
//! change no story.

use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Json, Response};
use http::StatusCode;
use newsroom::{Action, ArchiveFilter, ArchivedPicture, Picture, Proposed, PublicId, RightsStanding};
use search::Typing;
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
use crate::base::row_index::RowQuery;

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
        let prepared = form.picture(desk.newsroom()).await?;
        let today = desk.site().last_frame().paper.today(desk.now());
        desk.write(async |tx| {
            let picture = newsroom::add_picture(tx, desk.actor(), Some(&id), &prepared).await?;
            let proposed = newsroom::proposed_for(tx.db(), &picture, today).await?;
            Ok((picture, proposed))
        })
        .await
    };
    Ok(match added.await {
        Ok((picture, Proposed { caption, credit, alt, is_archive })) => {
            Json(offered(&picture, (caption, credit, alt), is_archive)).into_response()
        }
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

/// Pictures of the archive that the picker offers, before those of stories, and pictures that it offers in all.
const FROM_ARCHIVE: u64 = 24;
const OFFERED: usize = 40;

/// `GET /newsroom/pictures`: stored pictures for the picker. Without words the newest, with words those that the archive
/// finds, and the lead pictures of the stories that the words find.
pub async fn pictures(desk: DeskContext, Query(params): Query<Params>) -> Result<Response, DeskProblem> {
    let typing = Typing::read(&params.q);
    let asked = Asked { typed: &params.q, language: None, wanted: Wanted::Best, among: None };
    let stories = finding::find(desk.site(), asked).await?;
    let in_archive = match stories {
        Some(_) if typing.query().problem().is_some() => Some(Vec::new()),
        Some(_) => {
            let wanted = RowQuery { typing, ..RowQuery::default() };
            // While the index of the archive is being built, the stories are offered alone.
            Some(desk.site().photo_index().search(desk.newsroom(), wanted).await.unwrap_or_default())
        }
        None => None,
    };
    let (db, actor) = (desk.db(), desk.actor());
    let today = desk.site().last_frame().paper.today(desk.now());
    let filter = ArchiveFilter { found: in_archive.as_deref(), ..ArchiveFilter::default() };
    let archive = newsroom::archive_list(db, actor, filter, FROM_ARCHIVE).await?;
    let is_free = |one: &&ArchivedPicture| !matches!(one.rights.standing(today), RightsStanding::Barred(_));
    let in_stories = newsroom::stored_pictures(db, actor, stories.as_deref()).await?;
    let mut pictures: Vec<Value> = archive
        .pictures
        .iter()
        .filter(is_free)
        .map(|one| {
            let Proposed { caption, credit, alt, is_archive } = one.proposed(today);
            // What a story says fills what the archive does not know yet.
            let told = in_stories.iter().find(|known| known.picture.id == one.picture.id);
            let of = |text: Option<String>, told: Option<&Option<String>>| text.or_else(|| told.cloned().flatten());
            let texts = (
                of(caption, told.map(|told| &told.caption)),
                of(credit, told.map(|told| &told.credit)),
                of(alt, told.map(|told| &told.alt)),
            );
            offered(&one.picture, texts, is_archive || told.is_some_and(|told| told.archive))
        })
        .collect();
    for one in in_stories {
        if pictures.len() < OFFERED && archive.pictures.iter().all(|known| known.picture.id != one.picture.id) {
            pictures.push(offered(&one.picture, (one.caption, one.credit, one.alt), one.archive));
        }
    }
    Ok(Json(json!({ "pictures": pictures })).into_response())
}

/// A picture as the editor needs it.
fn offered(
    picture: &Picture,
    (caption, credit, alt): (Option<String>, Option<String>, Option<String>),
    is_archive: bool,
) -> Value {
    json!({
        "id": picture.public_id.as_str(),
        "thumb": thumb(&picture.public_id, picture),
        "caption": caption, "credit": credit, "alt": alt, "archive": is_archive,
    })
}
