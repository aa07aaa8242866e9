//! Notices: what a person should know of their stories.

use axum::extract::Query;
use axum::response::Response;
use minijinja::{Value, context};
use serde::Deserialize;

use super::problem::DeskProblem;
use super::stories::name_of;
use super::{Desk, Form, views};
use crate::messages::Words;

/// Notices on a page.
const PAGE: u64 = 50;

/// `?before=ID`
#[derive(Debug, Default, Deserialize)]
pub struct From {
    before: Option<i64>,
}

/// `GET /newsroom/notices`
pub async fn list(desk: Desk, Query(from): Query<From>) -> Result<Response, DeskProblem> {
    let (frame, words) = (desk.site().last_frame(), desk.words());
    let mut notices = newsroom::notices_of(desk.db(), desk.person().id, from.before, PAGE + 1).await?;
    let more = notices.len() as u64 > PAGE;
    notices.truncate(PAGE as usize);
    let people = newsroom::all_people(desk.db()).await?;
    let mut views = Vec::with_capacity(notices.len());
    for notice in &notices {
        // A story one may no longer see is not named.
        let story = match notice.story_id {
            Some(id) => newsroom::story_seen(desk.db(), desk.actor(), frame.paper.house(), id, desk.now()).await?,
            None => None,
        };
        views.push(context! {
            what => what(&words, &notice.act),
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

/// What was done, in the words of who is told.
pub(crate) fn what(words: &Words, act: &str) -> String {
    match act {
        "submit" => words.message("notice-submit"),
        "send_back" => words.message("notice-send-back"),
        "approve" => words.message("notice-approve"),
        "approve_changes" => words.message("notice-approve-changes"),
        "changes_wait" => words.message("notice-changes-wait"),
        "schedule_dropped" => words.message("notice-schedule-dropped"),
        "schedule_lapses" => words.message("notice-schedule-lapses"),
        "publish" => words.message("notice-publish"),
        "schedule" => words.message("notice-schedule"),
        "assign" => words.message("notice-assign"),
        "take_over" => words.message("notice-take-over"),
        "unpublish" => words.message("notice-unpublish"),
        "kill" => words.message("notice-kill"),
        "spike" => words.message("notice-spike"),
        "break_embargo" => words.message("notice-break-embargo"),
        "give_up" => words.message("notice-give-up"),
        "arrangement_skipped" => words.message("notice-arrangement-skipped"),
        "arrangement_partly" => words.message("notice-arrangement-partly"),
        "arrangement_failed" => words.message("notice-arrangement-failed"),
        "arrangement_lapses" => words.message("notice-arrangement-lapses"),
        "slot_gone" => words.message("notice-slot-gone"),
        "mention" => words.message("notice-mention"),
        "reply" => words.message("notice-reply"),
        "rights_roles" => words.message("notice-rights-roles"),
        "rights_invited" => words.message("notice-rights-invited"),
        "rights_came" => words.message("notice-rights-came"),
        "rights_reopened" => words.message("notice-rights-reopened"),
        "rights_door" => words.message("notice-rights-door"),
        "rights_first_link" => words.message("notice-rights-first-link"),
        "rights_first" => words.message("notice-rights-first"),
        "rights_setting" => words.message("notice-rights-setting"),
        "rights_section" => words.message("notice-rights-section"),
        _ => words.message("notice-other"),
    }
}

/// `POST /newsroom/notices`: everything up to `last` was seen.
pub async fn read(desk: Desk, form: Form) -> Result<Response, DeskProblem> {
    let last = form.text("last").parse().map_err(|_| DeskProblem::Missing)?;
    desk.write(async |tx| newsroom::read_notices(tx, desk.actor(), last).await).await?;
    Ok(desk.go("/newsroom/notices"))
}
