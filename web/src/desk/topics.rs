//! The room of topics: found by words, added, changed, made one with another.

use axum::Extension;
use axum::extract::{Path, RawQuery};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use minijinja::context;
use newsroom::{Action, Topic};

use super::names::{Asked, Line, Merging, Names, PAGE, Typed};
use super::problem::{AsksMore, DeskProblem, unless_met};
use super::{Desk, Form};

/// `GET /newsroom/topics`
pub async fn list(desk: Desk, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    list_page(&desk, StatusCode::OK, &Asked::of(query.as_deref()), Typed::default()).await
}

async fn list_page(desk: &Desk, status: StatusCode, asked: &Asked, typed: Typed) -> Result<Response, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::ChangePaper)?;
    let (found, next) = newsroom::topics_found(desk.db(), &asked.words, asked.after.as_ref(), PAGE).await?;
    let lines: Vec<Line> = found.into_iter().map(|(topic, stories)| line(&topic, stories)).collect();
    desk.page_with(status, "names.html", Names::Topics.list(&desk.words(), asked, &lines, next, typed))
}

fn line(topic: &Topic, stories: i64) -> Line {
    Line { id: topic.id, name: topic.name.clone(), slug: topic.slug.clone(), stories, prefix: String::new() }
}

fn standing(topic: &Topic) -> Typed {
    Typed::stands(&topic.name, &topic.slug, topic.description.as_deref())
}

/// `POST /newsroom/topics`
pub async fn add(desk: Desk, form: Form) -> Result<Response, DeskProblem> {
    let typed = Typed::of(&form);
    match desk.write(async |tx| newsroom::add_topic(tx, desk.actor(), typed.naming()).await).await {
        Ok(topic) => Ok(desk.go(&format!("{}/{}?done=saved", Names::Topics.room(), topic.id))),
        Err(error) => {
            let (status, typed) = typed.refused(&desk.words(), error)?;
            list_page(&desk, status, &Asked::of(None), typed).await
        }
    }
}

/// `GET /newsroom/topics/{id}`
pub async fn show(desk: Desk, Path(id): Path<i64>) -> Result<Response, DeskProblem> {
    page(&desk, id, StatusCode::OK, None, Merging::default()).await
}

async fn page(
    desk: &Desk,
    id: i64,
    status: StatusCode,
    typed: Option<Typed>,
    merging: Merging,
) -> Result<Response, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::ChangePaper)?;
    let topic = newsroom::topic(desk.db(), id).await?;
    let stories = newsroom::topic_stories(desk.db(), id).await?;
    let typed = typed.unwrap_or_else(|| standing(&topic).marked(&desk.words()));
    let words = desk.words();
    let said = context! { title => words.message("topic-merge"), means => words.message("topic-merge-means"), label => words.message("topic-merge-into"), does => words.named("topic-merge-do", "name", &topic.name) };
    let values = Names::Topics.one(&desk.words(), &line(&topic, stories), typed);
    desk.page_with(status, "name.html", context! { merge => merging.value(said), ..values })
}

/// `POST /newsroom/topics/{id}`
pub async fn change(desk: Desk, Path(id): Path<i64>, form: Form) -> Result<Response, DeskProblem> {
    let words = desk.words();
    let done = desk.write(async |tx| {
        newsroom::hold_paper(tx).await?;
        let meant = standing(&newsroom::topic(tx.db(), id).await?).shows(&words).meant(&form);
        Ok(match meant {
            Ok(form) => Ok(newsroom::change_topic(tx, desk.actor(), id, Typed::of(&form).naming()).await?),
            Err(collision) => Err(collision),
        })
    });
    match unless_met(done.await)? {
        Ok(_) => Ok(desk.go(&format!("{}/{id}?done=saved", Names::Topics.room()))),
        Err(error) => {
            let (status, typed) = Typed::of(&form).refused(&words, error)?;
            page(&desk, id, status, Some(typed), Merging::default()).await
        }
    }
}

/// `POST /newsroom/topics/{id}/merge`: first finds the one that stays, then, with `pick`, makes them one.
pub async fn merge(desk: Desk, Path(id): Path<i64>, form: Form) -> Result<Response, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::ChangePaper)?;
    if let Ok(into) = form.text("pick").parse() {
        desk.write(async |tx| newsroom::merge_topics(tx, desk.actor(), id, into).await).await?;
        return Ok(desk.go(&format!("{}/{into}?done=merged", Names::Topics.room())));
    }
    let asked = form.text("into").to_owned();
    let (found, _) = newsroom::topics_found(desk.db(), &asked, None, Merging::FOUND).await?;
    let found = found.into_iter().map(|(topic, stories)| (topic.id, topic.name, stories));
    let (status, merging) = Merging::offering(asked, id, found, desk.words().message("topic-merge-none"));
    Ok((Extension(AsksMore), page(&desk, id, status, None, merging).await?).into_response())
}
