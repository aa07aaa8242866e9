//! The sections of the paper: names, desks and order, closing and merging.

use axum::Extension;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use minijinja::{Value, context};
use newsroom::{Action, Error, InSection, Section};

use super::answer;
use super::forms::{self, name_in};
use crate::desk::problem::{DeskProblem, NeedsConfirmation, or_conflict, refused};
use crate::desk::{DeskContext, Form};

/// `POST /newsroom/settings/sections`: adds a section.
pub async fn add(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    desk.require(Action::ChangePaper)?;
    let desk_id = form.text("desk").parse().ok();
    let done = desk.write(async |tx| {
        newsroom::add_section(tx, desk.actor(), &name_in(&form), form.text("slug"), desk_id).await.map(|_| ())
    });
    answer(&desk, done.await).await
}

/// Slugs of common sections, in their usual order.
const USUAL: [&str; 7] = ["national", "world", "economy", "sports", "culture", "society", "opinion"];

/// `POST /newsroom/settings/sections/usual`: adds the common sections that are missing, each with a desk.
pub async fn add_usual(desk: DeskContext, _: Form) -> Result<Response, DeskProblem> {
    desk.require(Action::ChangePaper)?;
    let done = desk.write(async |tx| {
        let known = newsroom::all_sections(tx.db()).await?;
        for slug in USUAL.into_iter().filter(|slug| known.iter().all(|one| one.slug != *slug)) {
            newsroom::add_section(tx, desk.actor(), &newsroom::usual_section_name(slug), slug, None).await?;
        }
        Ok(())
    });
    answer(&desk, done.await).await
}

/// `POST /newsroom/settings/sections/{id}`
pub async fn change(desk: DeskContext, Path(id): Path<i64>, form: Form) -> Result<Response, DeskProblem> {
    desk.require(Action::ChangePaper)?;
    let (words, language) = (desk.words(), desk.language());
    let done = desk.write(async |tx| {
        newsroom::lock_paper(tx).await?;
        let sections = newsroom::all_sections(tx.db()).await?;
        let section = sections.into_iter().find(|one| one.id == id);
        let section = section.ok_or_else(|| Error::NotFound { what: "section", id: id.to_string() })?;
        let desks = newsroom::all_desks(tx.db()).await?;
        let name = desks.iter().find(|one| one.id == section.desk_id).map(|one| one.name.get(language));
        let form = match forms::section_fields(&words, &section, name.unwrap_or_default()).merge(&form) {
            Ok(form) => form,
            Err(conflict) => return Ok(Err(conflict)),
        };
        let (to, position) = (form.text("desk").parse().unwrap_or(0), form.text("position").parse().unwrap_or(0));
        newsroom::change_section(tx, desk.actor(), id, &name_in(&form), to, position).await?;
        Ok(Ok(()))
    });
    answer(&desk, or_conflict(done.await)?).await
}

/// `GET /newsroom/settings/sections/{id}`: the stories in a section, and the forms for closing and merging it.
pub async fn show(desk: DeskContext, Path(id): Path<i64>) -> Result<Response, DeskProblem> {
    page(&desk, id, StatusCode::OK, PendingMerge::default()).await
}

/// A merge that waits for confirmation.
#[derive(Default)]
struct PendingMerge {
    /// The target section.
    into: Option<i64>,
    problem: Option<String>,
}

async fn page(
    desk: &DeskContext,
    id: i64,
    status: StatusCode,
    merge_form: PendingMerge,
) -> Result<Response, DeskProblem> {
    desk.require(Action::ChangePaper)?;
    let language = desk.language();
    let all = newsroom::all_sections(desk.db()).await?;
    let section = all.iter().find(|one| one.id == id).ok_or(DeskProblem::Missing)?;
    let InSection { published, others } = newsroom::in_section(desk.db(), id).await?;
    let desks = newsroom::all_desks(desk.db()).await?;
    let its_desk = desks.iter().find(|one| one.id == section.desk_id).map(|one| one.name.get(language));
    let chosen = all.iter().find(|one| Some(one.id) == merge_form.into);
    let other = |one: &&Section| one.id != id && one.is_open();
    let values = context! {
        id => id,
        name => section.name.get(language),
        slug => section.slug.as_str(),
        href => desk.site().addresses(&desk.site().last_frame(), language).section(section),
        stories_href => format!("/newsroom/stories?section={}", arabic::slug::percent_encode_path(&section.slug)),
        desk_name => its_desk,
        published => published,
        others => others,
        is_closed => !section.is_open(),
        into => all.iter().filter(other).map(|one| context! { id => one.id, name => one.name.get(language) }).collect::<Vec<Value>>(),
        chosen => chosen.map(|one| context! { id => one.id, name => one.name.get(language) }),
        problem => merge_form.problem,
    };
    desk.page_with(status, "section.html", values)
}

/// `POST /newsroom/settings/sections/{id}/close`
pub async fn close(desk: DeskContext, Path(id): Path<i64>, _: Form) -> Result<Response, DeskProblem> {
    desk.require(Action::ChangePaper)?;
    desk.write(async |tx| newsroom::close_section(tx, desk.actor(), id).await).await?;
    Ok(desk.redirect(&format!("/newsroom/settings/sections/{id}?done=section-closed")))
}

/// `POST /newsroom/settings/sections/{id}/open`
pub async fn open(desk: DeskContext, Path(id): Path<i64>, _: Form) -> Result<Response, DeskProblem> {
    desk.require(Action::ChangePaper)?;
    desk.write(async |tx| newsroom::open_section(tx, desk.actor(), id).await).await?;
    Ok(desk.redirect(&format!("/newsroom/settings/sections/{id}?done=section-opened")))
}

/// `POST /newsroom/settings/sections/{id}/merge`: `section` shows the effect and asks for confirmation; `pick`, with
/// the same section, merges.
pub async fn merge(desk: DeskContext, Path(id): Path<i64>, form: Form) -> Result<Response, DeskProblem> {
    desk.require(Action::ChangePaper)?;
    if let Ok(into) = form.text("pick").parse() {
        let done = desk.write(async |tx| newsroom::merge_sections(tx, desk.actor(), id, into).await.map(|_| ())).await;
        return match done {
            Ok(()) => Ok(desk.redirect(&format!("/newsroom/settings/sections/{into}?done=section-merged"))),
            Err(error) => {
                let (status, problem) = refused(&desk.words(), error)?;
                page(&desk, id, status, PendingMerge { into: None, problem: Some(problem) }).await
            }
        };
    }
    let into = form.text("section").parse().ok();
    Ok((Extension(NeedsConfirmation), page(&desk, id, StatusCode::OK, PendingMerge { into, problem: None }).await?)
        .into_response())
}
