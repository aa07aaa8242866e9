//! One caption, credit, place or keywords for many pictures.

use std::collections::BTreeMap;

use axum::response::Response;
use newsroom::{ArchiveField, PublicId};

use super::list::{Params, RefusedForm, page};
use super::room::ROOM;
use crate::desk::problem::{DeskProblem, refused};
use crate::desk::{DeskContext, Form, views};

/// The fields that many pictures can share.
const SHARED: [ArchiveField; 5] =
    [ArchiveField::Caption, ArchiveField::Credit, ArchiveField::Place, ArchiveField::Persons, ArchiveField::Keywords];

/// `POST /newsroom/photos/bulk`: several `photo` fields with public ids, values by the words of their fields (an empty
/// one changes nothing), `over` (`empty`: only where a picture has none; `all`), and `query` of the list.
pub async fn bulk(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    let ids: Vec<PublicId> =
        form.all("photo").map(|id| id.parse().map_err(|_| DeskProblem::Missing)).collect::<Result<_, _>>()?;
    let typed = SHARED.map(|field| (field, form.text(field.word()).to_owned()));
    let values: Vec<(ArchiveField, String)> = typed.into_iter().filter(|(_, text)| !text.trim().is_empty()).collect();
    let only_empty = form.text("over") != "all";
    let words = desk.words();
    let sentence = match (ids.is_empty(), values.is_empty(), ids.len() > newsroom::DESCRIBED_MAX) {
        (true, ..) => Some(words.message("photos-none-picked")),
        (_, true, _) => Some(words.message("photos-nothing-typed")),
        (_, _, true) => Some(words.counted("photos-too-many", i64::try_from(newsroom::DESCRIBED_MAX).unwrap_or(0))),
        _ => None,
    };
    let (status, problem) = match sentence {
        Some(sentence) => (http::StatusCode::UNPROCESSABLE_ENTITY, sentence),
        None => {
            let describe = async |tx: &mut newsroom::Tx| {
                newsroom::describe_pictures(tx, desk.actor(), &ids, &values, only_empty).await
            };
            match desk.write(describe).await {
                Ok(()) => {
                    return Ok(desk.redirect(&views::with_query_value(
                        ROOM,
                        form.text("query"),
                        "done",
                        "photos-described",
                    )));
                }
                Err(error) => refused(&words, error)?,
            }
        }
    };
    let given: BTreeMap<&'static str, String> =
        SHARED.iter().map(|field| (field.word(), form.text(field.word()).to_owned())).collect();
    let picked: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let refused = RefusedForm { bulk: Some(problem), given, picked, is_over: !only_empty, ..RefusedForm::default() };
    page(&desk, &Params::of(form.text("query")), status, refused).await
}
