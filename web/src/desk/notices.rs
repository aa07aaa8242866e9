//! Notices to a person about their stories.

use axum::extract::Query;
use axum::response::Response;
use minijinja::{Value, context};
use serde::Deserialize;

use super::notice_words::notice_words;
use super::problem::DeskProblem;
use super::stories::name_of;
use super::{DeskContext, Form, views};

/// Number of notices on a page.
const PAGE: u64 = 50;

/// The query parameter `?before=ID`.
#[derive(Debug, Default, Deserialize)]
pub struct Params {
    before: Option<i64>,
}

/// `GET /newsroom/notices`
pub async fn list(desk: DeskContext, Query(params): Query<Params>) -> Result<Response, DeskProblem> {
    let (frame, words) = (desk.site().last_frame(), desk.words());
    let mut notices = newsroom::notices_of(desk.db(), desk.person().id, params.before, PAGE + 1).await?;
    let more = notices.len() as u64 > PAGE;
    notices.truncate(PAGE as usize);
    let people = newsroom::all_people(desk.db()).await?;
    let mut views = Vec::with_capacity(notices.len());
    for notice in &notices {
        // A story that the person may no longer see is not named.
        let story = match notice.story_id {
            Some(id) => newsroom::story_seen(desk.db(), desk.actor(), frame.paper.house(), id, desk.now()).await?,
            None => None,
        };
        views.push(context! {
            what => notice_words(&words, &notice.act),
            story => story.as_ref().map(|story| story.public_id.to_string()),
            title => story.as_ref().map(|story| story.title.clone()),
            note => notice.note.clone(),
            by => notice.by.and_then(|id| name_of(&people, id)),
            at => views::instant(&frame, notice.at),
            read => notice.is_read,
        });
    }
    let last = notices.iter().find(|notice| !notice.is_read).and(notices.first()).map(|notice| notice.id);
    let next = notices.last().filter(|_| more).map(|notice| notice.id);
    desk.page("notices.html", context! { notices => Value::from_iter(views), last => last, next => next })
}

/// `POST /newsroom/notices`: marks all notices up to `last` as read.
pub async fn read(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    let last = form.text("last").parse().map_err(|_| DeskProblem::Missing)?;
    desk.write(async |tx| newsroom::read_notices(tx, desk.actor(), last).await).await?;
    Ok(desk.redirect("/newsroom/notices"))
}
