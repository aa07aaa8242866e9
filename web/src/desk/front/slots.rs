//! Forms for saving a draft at once or at a set time, undoing, and restoring. The draft itself is in the form's fields,
//! and only saving stores it. Changes by colleagues are merged in. If both have changed the same slot, both versions
//! are shown, and nothing is written until the person has chosen.

use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use newsroom::{Error, Wall};

use super::super::problem::{DeskProblem, refusal, refused, status_of, worded};
use super::super::{Desk, Form};
use super::page::{Typed, page};
use super::sheet::{back, sheet_in};
use super::working::Working;

/// `POST /newsroom/front/slots`
pub async fn arrange(desk: Desk, form: Form) -> Result<Response, DeskProblem> {
    let sheet = sheet_in(&desk, &form);
    let mut working = Working::of_fields(&desk, sheet, &form).await?;
    let is_settled = working.choose(&desk, &form).await?;
    let act = form.text("act");
    if !matches!(act, "save" | "wait") || !is_settled {
        working.act(&desk, act).await?;
        let status = if is_settled { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        return again(&desk, status, working, None).await;
    }
    let wanted = match working.arrangement(&desk) {
        Ok(wanted) => wanted,
        Err(error) => return refuse(&desk, working, error).await,
    };
    let actor = desk.actor();
    let (done, said) = if act == "save" {
        let mark = Some(working.mark.as_str());
        let save = desk.write(async |tx| newsroom::arrange(tx, actor, sheet, mark, &wanted).await);
        (save.await, "front-saved")
    } else {
        let instead = working.instead;
        let zone = desk.site().last_frame().paper.zone;
        let wait = async |tx: &mut newsroom::Tx| {
            let at = Wall::chosen(form.text("at"), zone.name())?;
            newsroom::schedule_arrangement(tx, actor, sheet, &at, &wanted, instead).await.map(|_| ())
        };
        (desk.write(wait).await, "front-waits")
    };
    match done {
        Ok(()) => Ok(desk.go(&back(&desk, sheet, said))),
        Err(error @ Error::Changed { .. }) => {
            // Show the headlines that the person had chosen, even if their slot was changed.
            let titles = working.seats.iter().filter_map(|seat| Some(seat.story.as_ref()?.title.clone())).collect();
            working.merge(&desk, &wanted).await?;
            working.problem = Some(desk.words().message("front-changed"));
            again(&desk, status_of(&error), working, Some(titles)).await
        }
        Err(error) => refuse(&desk, working, error).await,
    }
}

async fn refuse(desk: &Desk, mut working: Working, error: Error) -> Result<Response, DeskProblem> {
    let words = desk.words();
    let sentence = match &error {
        Error::AlreadyThere { what } if what.starts_with("arrangement") => Some(words.message("front-waiting-twice")),
        Error::BadTime { .. } => Some(words.message("front-bad-time")),
        other => refusal(&words, other),
    };
    let (status, sentence) = worded(sentence, error)?;
    working.problem = Some(sentence);
    again(desk, status, working, None).await
}

async fn again(
    desk: &Desk,
    status: StatusCode,
    working: Working,
    wanted: Option<Vec<String>>,
) -> Result<Response, DeskProblem> {
    let wanted = wanted.unwrap_or_default();
    let sheet = working.sheet;
    page(desk, sheet, status, Typed { working: Some(working), wanted, ..Typed::default() }).await
}

/// `POST /newsroom/front/undo`: undoes the last change, if nothing has changed since.
pub async fn undo(desk: Desk, form: Form) -> Result<Response, DeskProblem> {
    let sheet = sheet_in(&desk, &form);
    let actor = desk.actor();
    let done = desk.write(async |tx| newsroom::undo_last(tx, actor, sheet, form.text("mark")).await).await;
    answer(&desk, sheet, done, "front-undone").await
}

/// `POST /newsroom/front/kept/{id}/back`: restores an earlier arrangement.
pub async fn bring_back(desk: Desk, Path(id): Path<i64>, form: Form) -> Result<Response, DeskProblem> {
    let sheet = sheet_in(&desk, &form);
    let actor = desk.actor();
    let done = desk.write(async |tx| newsroom::bring_back(tx, actor, sheet, id, form.text("mark")).await).await;
    answer(&desk, sheet, done, "front-back").await
}

/// `POST /newsroom/front/waiting/{id}/cancel`
pub async fn call_off(desk: Desk, Path(id): Path<i64>, form: Form) -> Result<Response, DeskProblem> {
    let sheet = sheet_in(&desk, &form);
    let actor = desk.actor();
    let done = desk.write(async |tx| newsroom::call_off_arrangement(tx, actor, sheet, id).await).await;
    answer(&desk, sheet, done, "front-called-off").await
}

async fn answer(
    desk: &Desk,
    sheet: newsroom::Sheet,
    done: newsroom::Result<()>,
    said: &str,
) -> Result<Response, DeskProblem> {
    match done {
        Ok(()) => Ok(desk.go(&back(desk, sheet, said))),
        Err(error) => {
            let (status, sentence) = refused(&desk.words(), error)?;
            let working = Working { problem: Some(sentence), ..Working::kept(desk, sheet).await? };
            again(desk, status, working, None).await
        }
    }
}
