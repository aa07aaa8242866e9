//! Shared by the rooms for word lists: error messages, removed words, import and export of tables.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use minijinja::{Value, context};
use newsroom::{Error, ListedWord, SheetRefusal};

use super::multipart::{FileForm, MultipartForm};
use super::problem::{DeskProblem, refusal, with_sentence};
use super::{DeskContext, Form};
use crate::base::messages::Words;

/// Maximum number of refused lines that are listed. Further ones are counted.
const REFUSED_SHOWN: usize = 8;

/// A list of words with a room at the desk.
pub trait WordRoom: ListedWord {
    /// The room's address.
    const ROOM: &'static str;
    /// Prefix of the room's message ids.
    const MESSAGES: &'static str;
    /// File name of the exported table.
    const FILE: &'static str;
    /// Maximum size of an imported table in bytes.
    const SHEET_BYTES_MAX: usize;

    /// The words as a table.
    fn sheet(words: &[Self]) -> String;

    /// A message of the room.
    fn message(words: &Words, name: &str) -> String {
        words.message(&format!("{}-{name}", Self::MESSAGES))
    }
}

/// Status and sentence of an error that the person can fix. Other errors are returned.
pub fn error_sentence<R: WordRoom>(words: &Words, error: Error) -> Result<(StatusCode, String), DeskProblem> {
    let sentence = match &error {
        Error::WordsMissing => Some(R::message(words, "word-missing")),
        Error::AlreadyThere { .. } => Some(R::message(words, "word-there")),
        Error::TooLong { field, .. } if *field == R::TABLE => Some(R::message(words, "too-many")),
        other => refusal(words, other),
    };
    with_sentence(sentence, error)
}

/// `POST …/{id}/remove`
pub async fn remove<R: WordRoom>(desk: DeskContext, Path(id): Path<i64>, _: Form) -> Result<Response, DeskProblem> {
    desk.write(async |tx| newsroom::remove_word::<R>(tx, desk.actor(), id).await).await?;
    Ok(desk.redirect(&format!("{}?removed={id}", R::ROOM)))
}

/// The word that was just removed, for the message with a button to restore it.
pub async fn removed<R: WordRoom>(desk: &DeskContext, id: Option<i64>) -> Option<R> {
    let word: R = newsroom::listed_word(desk.db(), id?).await.ok()?;
    let (_, _, is_removed) = word.row();
    is_removed.then_some(word)
}

/// `GET …/sheet`: the whole list as TSV.
pub async fn sheet<R: WordRoom>(desk: DeskContext) -> Result<Response, DeskProblem> {
    newsroom::allowed(desk.actor(), R::ACTION)?;
    let headers = [
        (header::CONTENT_TYPE, "text/tab-separated-values; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", R::FILE)),
    ];
    Ok((headers, R::sheet(&newsroom::all_words::<R>(desk.db()).await?)).into_response())
}

/// Imports the table in a form with `token` and `file`, see [`import_words`]. Refuses files that are too large or not
/// UTF-8.
pub async fn import<R: WordRoom>(
    desk: &DeskContext,
    form: MultipartForm,
    read: impl Fn(&str) -> (Vec<R::Says>, Vec<SheetRefusal>),
) -> Result<(StatusCode, Value), DeskProblem> {
    let form = FileForm::read(desk, form).await?;
    newsroom::allowed(desk.actor(), R::ACTION)?;
    match std::str::from_utf8(&form.file) {
        Ok(text) if text.len() <= R::SHEET_BYTES_MAX => import_words::<R>(desk, read(text)).await,
        _ => {
            let problem = R::message(&desk.words(), "sheet-unreadable");
            Ok((StatusCode::UNPROCESSABLE_ENTITY, context! { problem => problem }))
        }
    }
}

/// Imports the parsed words. Returns the status of the page, and template values with the result, including refused
/// lines.
pub async fn import_words<R: WordRoom>(
    desk: &DeskContext,
    (says, refused): (Vec<R::Says>, Vec<SheetRefusal>),
) -> Result<(StatusCode, Value), DeskProblem> {
    let words = desk.words();
    let of_sheet =
        |name: &str, what, number| words.named(&format!("{}-sheet-{name}", R::MESSAGES), what, &words.number(number));
    match desk.write(async |tx| newsroom::import_words::<R>(tx, desk.actor(), says).await).await {
        Ok((added, changed)) => {
            let lines =
                refused.iter().take(REFUSED_SHOWN).map(|refusal| of_sheet(refusal.column, "line", refusal.line));
            let more = refused.len().saturating_sub(REFUSED_SHOWN);
            let status = if refused.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            let sheet = context! {
                added => of_sheet("added", "n", added), changed => of_sheet("changed", "n", changed),
                refused => lines.collect::<Vec<_>>(), more => (more > 0).then(|| of_sheet("more", "n", more)),
            };
            Ok((status, sheet))
        }
        Err(error) => {
            let (status, problem) = error_sentence::<R>(&words, error)?;
            Ok((status, context! { problem => problem }))
        }
    }
}
