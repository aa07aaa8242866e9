//! Previews of a story: at different widths, and links for people outside the newsroom.

use axum::extract::{Path, Query};
use axum::response::{Html, IntoResponse, Response};
use http::StatusCode;
use minijinja::{Value, context};
use newsroom::{Action, Person, PublicId, Story, Subject};
use serde::Deserialize;

use super::super::guard::FramePolicy;
use super::super::problem::{DeskProblem, refused};
use super::super::stories::name_of;
use super::super::{DeskContext, Form, views};
use super::loading::{find_story, story_path};
use crate::base::addresses::DESK_MEDIA;
use crate::base::problem::Problem;
use crate::readers::pages::story;

/// Widths of the frame in CSS pixels: phone, tablet, desktop. «free» can be resized.
const WIDTHS: [&str; 4] = ["390", "768", "1280", "free"];
/// Possible lifetimes of a link in hours.
const HOURS: [i64; 5] = [1, 6, 24, 72, 168];

/// The query parameter `?width=390`.
#[derive(Debug, Default, Deserialize)]
pub struct Params {
    #[serde(default)]
    width: String,
}

/// `GET /newsroom/stories/{id}/preview`
pub async fn show(
    desk: DeskContext,
    Path(id): Path<PublicId>,
    Query(params): Query<Params>,
) -> Result<Response, DeskProblem> {
    let story = find_story(&desk, &id).await?;
    page(&desk, &story, StatusCode::OK, &params.width, None, None).await
}

/// `GET /newsroom/stories/{id}/preview/page`: the content of the frame.
pub async fn frame(desk: DeskContext, Path(id): Path<PublicId>) -> Result<Response, DeskProblem> {
    let story = find_story(&desk, &id).await?;
    let html = story::previewed(desk.site().clone(), &story, DESK_MEDIA, None).await.map_err(as_desk_problem)?;
    let mut answer = Html(html).into_response();
    answer.extensions_mut().insert(FramePolicy::Framable);
    Ok(answer)
}

fn as_desk_problem(problem: Problem) -> DeskProblem {
    match problem {
        Problem::Missing => DeskProblem::Missing,
        Problem::Storage(outage) => DeskProblem::Storage(outage),
        _ => DeskProblem::Internal,
    }
}

/// `POST /newsroom/stories/{id}/preview/links`: creates a link. Its key is shown once.
pub async fn make(desk: DeskContext, Path(id): Path<PublicId>, form: Form) -> Result<Response, DeskProblem> {
    let story = find_story(&desk, &id).await?;
    let seconds = form.text("hours").parse::<i64>().unwrap_or(0).saturating_mul(3_600);
    let done = desk.write(async |tx| newsroom::make_preview_link(tx, desk.actor(), &id, seconds).await).await;
    match done {
        Ok(key) => {
            let link = format!("{}/preview/{}", desk.site().config().url, key.reveal());
            page(&desk, &story, StatusCode::OK, "", Some(link), None).await
        }
        Err(error) => {
            let (status, problem) = refused(&desk.words(), error)?;
            page(&desk, &story, status, "", None, Some(problem)).await
        }
    }
}

/// `POST /newsroom/stories/{id}/preview/links/{link}/revoke`
pub async fn revoke(
    desk: DeskContext,
    Path((id, link)): Path<(PublicId, i64)>,
    _: Form,
) -> Result<Response, DeskProblem> {
    desk.write(async |tx| newsroom::revoke_preview_link(tx, desk.actor(), &id, link).await).await?;
    Ok(desk.redirect(&format!("{}/preview?done=link-revoked#links", story_path(&id))))
}

async fn page(
    desk: &DeskContext,
    story: &Story,
    status: StatusCode,
    width: &str,
    made: Option<String>,
    problem: Option<String>,
) -> Result<Response, DeskProblem> {
    let (frame, words, now) = (desk.site().last_frame(), desk.words(), desk.now());
    let facts = story.facts(now);
    let may_share = desk.actor().may(Action::SharePreview, Subject::Story(&facts), frame.paper.house()).is_ok();
    let width = WIDTHS.into_iter().find(|known| *known == width).unwrap_or("free");
    let widths = WIDTHS.map(|one| {
        let name = if one == "free" { words.message("preview-free") } else { words.number(one.parse().unwrap_or(0)) };
        context! { word => one, name => name, current => one == width }
    });
    let links = if may_share { links(desk, story).await? } else { Vec::new() };
    let values = context! {
        id => story.public_id.as_str(),
        title => if story.title.is_empty() { words.message("story-untitled") } else { story.title.clone() },
        width => width,
        widths => widths,
        may_share => may_share,
        // Shown in advance, because no link can be created during an embargo.
        embargo => story.embargo_until.filter(|until| now < *until).map(|until| views::instant(&frame, until)),
        links => links,
        hours => HOURS.map(|hours| context! { hours => hours, name => words.message(&format!("preview-hours-{hours}")), chosen => hours == 24 }),
        made => made,
        problem => problem,
    };
    let mut answer = desk.page_with(status, "story-preview.html", values)?;
    answer.extensions_mut().insert(FramePolicy::ContainsFrames);
    Ok(answer)
}

async fn links(desk: &DeskContext, story: &Story) -> Result<Vec<Value>, DeskProblem> {
    let (frame, words, now) = (desk.site().last_frame(), desk.words(), desk.now());
    let people: Vec<Person> = newsroom::all_people(desk.db()).await?;
    let links = newsroom::preview_links_of(desk.db(), story.id).await?;
    let views = links.iter().map(|link| {
        context! {
            id => link.id,
            by => name_of(&people, link.made_by),
            made => views::instant(&frame, link.made_at),
            until => views::instant(&frame, link.expires_at),
            is_good => link.is_good(now),
            revoked => link.revoked.map(|(at, _)| views::instant(&frame, at)),
            opened => words.counted("preview-opened", link.opened),
            opened_at => link.opened_at.map(|at| views::instant(&frame, at)),
        }
    });
    Ok(views.collect())
}
