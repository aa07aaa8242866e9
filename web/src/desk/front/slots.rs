//! Forms for saving a draft at once or at a set time, undoing, and restoring. The draft itself is in the form's fields,
//! and only saving stores it. Changes by colleagues are merged in. If both have changed the same slot, both versions
//! are shown, and nothing is written until the person has chosen.

use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use newsroom::{Error, Wall};

use super::super::problem::{DeskProblem, refusal, refused, status_of, with_sentence};
use super::super::{DeskContext, Form};
use super::arranged_page::{arranged_page_in, path_after};
use super::draft::PageDraft;
use super::page::{PageInput, page};

/// `POST /newsroom/front/slots`
pub async fn arrange(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    let arranged_page = arranged_page_in(&desk, &form);
    let mut draft = PageDraft::of_fields(&desk, arranged_page, &form).await?;
    let is_settled = draft.choose(&desk, &form).await?;
    let act = form.text("act");
    if !matches!(act, "save" | "wait") || !is_settled {
        draft.act(&desk, act).await?;
        let status = if is_settled { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        return show_draft(&desk, status, draft, None).await;
    }
    let wanted = match draft.arrangement(&desk) {
        Ok(wanted) => wanted,
        Err(error) => return refuse(&desk, draft, error).await,
    };
    let actor = desk.actor();
    let (done, said) = if act == "save" {
        let mark = Some(draft.mark.as_str());
        let save = desk.write(async |tx| newsroom::arrange(tx, actor, arranged_page, mark, &wanted).await);
        (save.await, "front-saved")
    } else {
        let instead = draft.instead;
        let zone = desk.site().last_frame().paper.zone;
        let wait = async |tx: &mut newsroom::Tx| {
            let at = Wall::chosen(form.text("at"), zone.name())?;
            newsroom::schedule_arrangement(tx, actor, arranged_page, &at, &wanted, instead).await.map(|_| ())
        };
        (desk.write(wait).await, "front-waits")
    };
    match done {
        Ok(()) => Ok(desk.redirect(&path_after(&desk, arranged_page, said))),
        Err(error @ Error::Changed { .. }) => {
            // Show the headlines that the person had chosen, even if their slot was changed.
            let titles = draft.slots.iter().filter_map(|slot| Some(slot.story.as_ref()?.title.clone())).collect();
            draft.merge(&desk, &wanted).await?;
            draft.problem = Some(desk.words().message("front-changed"));
            show_draft(&desk, status_of(&error), draft, Some(titles)).await
        }
        Err(error) => refuse(&desk, draft, error).await,
    }
}

async fn refuse(desk: &DeskContext, mut draft: PageDraft, error: Error) -> Result<Response, DeskProblem> {
    let words = desk.words();
    let sentence = match &error {
        Error::AlreadyThere { what } if what.starts_with("arrangement") => Some(words.message("front-waiting-twice")),
        Error::BadTime { .. } => Some(words.message("front-bad-time")),
        other => refusal(&words, other),
    };
    let (status, sentence) = with_sentence(sentence, error)?;
    draft.problem = Some(sentence);
    show_draft(desk, status, draft, None).await
}

async fn show_draft(
    desk: &DeskContext,
    status: StatusCode,
    draft: PageDraft,
    wanted: Option<Vec<String>>,
) -> Result<Response, DeskProblem> {
    let wanted = wanted.unwrap_or_default();
    let arranged_page = draft.arranged_page;
    page(desk, arranged_page, status, PageInput { draft: Some(draft), wanted, ..PageInput::default() }).await
}

/// `POST /newsroom/front/undo`: undoes the last change, if nothing has changed since.
pub async fn undo(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    let arranged_page = arranged_page_in(&desk, &form);
    let actor = desk.actor();
    let done = desk.write(async |tx| newsroom::undo_last(tx, actor, arranged_page, form.text("mark")).await).await;
    answer(&desk, arranged_page, done, "front-undone").await
}

/// `POST /newsroom/front/kept/{id}/back`: restores an earlier arrangement.
pub async fn bring_back(desk: DeskContext, Path(id): Path<i64>, form: Form) -> Result<Response, DeskProblem> {
    let arranged_page = arranged_page_in(&desk, &form);
    let actor = desk.actor();
    let done = desk.write(async |tx| newsroom::bring_back(tx, actor, arranged_page, id, form.text("mark")).await).await;
    answer(&desk, arranged_page, done, "front-back").await
}

/// `POST /newsroom/front/waiting/{id}/cancel`
pub async fn cancel_scheduled(desk: DeskContext, Path(id): Path<i64>, form: Form) -> Result<Response, DeskProblem> {
    let arranged_page = arranged_page_in(&desk, &form);
    let actor = desk.actor();
    let done = desk.write(async |tx| newsroom::call_off_arrangement(tx, actor, arranged_page, id).await).await;
    answer(&desk, arranged_page, done, "front-called-off").await
}

async fn answer(
    desk: &DeskContext,
    arranged_page: newsroom::ArrangedPage,
    done: newsroom::Result<()>,
    said: &str,
) -> Result<Response, DeskProblem> {
    match done {
        Ok(()) => Ok(desk.redirect(&path_after(desk, arranged_page, said))),
        Err(error) => {
            let (status, sentence) = refused(&desk.words(), error)?;
            let draft = PageDraft { problem: Some(sentence), ..PageDraft::current(desk, arranged_page).await? };
            show_draft(desk, status, draft, None).await
        }
    }
}
