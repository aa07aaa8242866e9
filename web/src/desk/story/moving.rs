//! Moves of a story, assigning it, its times, notes, copies and translations.

use arabic::Language;
use axum::extract::Path;
use axum::response::Response;
use newsroom::{Action, Assignment, Correction, CorrectionKind, Error, Move, PublicId, Seen, Story, Wall, With};

use super::super::problem::{DeskProblem, refused};
use super::super::undo::Undo;
use super::super::{DeskContext, Form};
use super::loading::{find_story, story_path};
use super::page::{PUBLISH_NOW, PageParams, RefusedInput, page};

/// `POST /newsroom/stories/{id}/moves/{move}`: a move of the rules or [`PUBLISH_NOW`].
pub async fn moved(
    desk: DeskContext,
    Path((id, made)): Path<(PublicId, String)>,
    form: Form,
) -> Result<Response, DeskProblem> {
    if made == PUBLISH_NOW {
        return publish_now(&desk, &id, &form).await;
    }
    let made = Move::ALL.iter().copied().find(|one| one.word() == made).ok_or(DeskProblem::Missing)?;
    let at = match form.text("at") {
        "" => None,
        at => match wall_time(&desk, at) {
            Ok(at) => Some(at),
            Err(error) => return page_with_error(&desk, &id, error).await,
        },
    };
    let words = Some(form.text("words").to_owned()).filter(|words| !words.is_empty());
    // An approval names the version that was shown, and approves only that one.
    let seen = form.text("seen").parse::<Seen>();
    let seen = match (made, seen) {
        (Move::Approve | Move::ApproveChanges, Err(error)) => return page_with_error(&desk, &id, error).await,
        (_, Err(error)) if !form.text("seen").is_empty() => return page_with_error(&desk, &id, error).await,
        (_, seen) => seen.ok(),
    };
    let with = With { words, at, is_minor: form.has("minor"), is_legal: form.has("legal"), seen };
    // A discarded update can be undone by restoring its version.
    let dropped = match (made, newsroom::story_for(desk.db(), desk.actor(), Action::See, &id, desk.now()).await) {
        (Move::Discard, Ok(Story { work_version: Some(version), .. })) => Some(version),
        _ => None,
    };
    let done = desk.write(async |tx| newsroom::make_move(tx, desk.actor(), &id, made, with).await).await;
    let page = story_path(&id);
    match (made, &done, dropped) {
        (Move::Spike, Ok(_), _) => {
            let undo = Undo::by(format!("{page}/moves/{}", Move::Unspike.word()));
            Ok(desk.redirect_with_undo(&format!("{page}?done=spiked"), &undo))
        }
        (Move::Discard, Ok(_), Some(version)) => {
            let number = newsroom::version(desk.db(), version).await?.number;
            let undo = Undo::by(format!("{page}/versions/{number}/restore"));
            Ok(desk.redirect_with_undo(&format!("{page}?done=discarded"), &undo))
        }
        _ => answer(&desk, &id, done, "moved").await,
    }
}

async fn publish_now(desk: &DeskContext, id: &PublicId, form: &Form) -> Result<Response, DeskProblem> {
    let seen = match form.text("seen").parse::<Seen>() {
        Ok(seen) => Some(seen),
        Err(error) => return page_with_error(desk, id, error).await,
    };
    let with = With { seen, is_minor: form.has("minor"), ..With::default() };
    let done = desk.write(async |tx| newsroom::publish_now(tx, desk.actor(), id, with).await).await;
    answer(desk, id, done, "published").await
}

fn wall_time(desk: &DeskContext, at: &str) -> newsroom::Result<Wall> {
    Ok(Wall::chosen(at, desk.site().last_frame().paper.zone.name())?)
}

async fn page_with_error(desk: &DeskContext, id: &PublicId, error: Error) -> Result<Response, DeskProblem> {
    let (status, problem) = refused(&desk.words(), error)?;
    let typed = RefusedInput { problem: Some(problem), ..RefusedInput::default() };
    page(desk, id, status, typed, PageParams::default()).await
}

async fn answer(
    desk: &DeskContext,
    id: &PublicId,
    done: newsroom::Result<Story>,
    said: &str,
) -> Result<Response, DeskProblem> {
    match done {
        Ok(story) => Ok(desk.redirect(&format!("{}?done={said}", story_path(&story.public_id)))),
        Err(error) => page_with_error(desk, id, error).await,
    }
}

/// `POST /newsroom/stories/{id}/assign`
pub async fn assign(desk: DeskContext, Path(id): Path<PublicId>, form: Form) -> Result<Response, DeskProblem> {
    let due = match form.text("due") {
        "" => Ok(None),
        due => wall_time(&desk, due).and_then(|wall| Ok(wall.instant()?)).map(Some),
    };
    let due_at = match due {
        Ok(due) => due,
        Err(error) => return page_with_error(&desk, &id, error).await,
    };
    let assignee = match form.text("person") {
        "" => Ok(None),
        person => person.parse().map(Some).map_err(|_| Error::NoSuchPerson),
    };
    let assignee = match assignee {
        Ok(assignee) => assignee,
        Err(error) => return page_with_error(&desk, &id, error).await,
    };
    let to = Assignment { assignee, due_at };
    let done = desk.write(async |tx| newsroom::assign(tx, desk.actor(), &id, to).await).await;
    answer(&desk, &id, done, "assigned").await
}

/// `POST /newsroom/stories/{id}/embargo`
pub async fn embargo(desk: DeskContext, Path(id): Path<PublicId>, form: Form) -> Result<Response, DeskProblem> {
    let done = match wall_time(&desk, form.text("at")) {
        Ok(until) => desk.write(async |tx| newsroom::set_embargo(tx, desk.actor(), &id, &until).await).await,
        Err(error) => Err(error),
    };
    answer(&desk, &id, done, "embargo").await
}

/// `POST /newsroom/stories/{id}/embargo/break`
pub async fn break_embargo(desk: DeskContext, Path(id): Path<PublicId>, form: Form) -> Result<Response, DeskProblem> {
    let reason = form.text("words");
    let done = desk.write(async |tx| newsroom::break_embargo(tx, desk.actor(), &id, reason).await).await;
    answer(&desk, &id, done, "embargo-broken").await
}

/// `POST /newsroom/stories/{id}/end`: schedules unpublishing.
pub async fn end(desk: DeskContext, Path(id): Path<PublicId>, form: Form) -> Result<Response, DeskProblem> {
    let reason = form.text("words");
    let done = match wall_time(&desk, form.text("at")) {
        Ok(at) => desk.write(async |tx| newsroom::schedule_end(tx, desk.actor(), &id, &at, reason).await).await,
        Err(error) => Err(error),
    };
    answer(&desk, &id, done, "saved").await
}

/// `POST /newsroom/stories/{id}/notes`: adds a correction, a clarification, a retraction or a right of reply.
pub async fn note(desk: DeskContext, Path(id): Path<PublicId>, form: Form) -> Result<Response, DeskProblem> {
    let kinds = [
        CorrectionKind::Correction,
        CorrectionKind::Clarification,
        CorrectionKind::Retraction,
        CorrectionKind::RightOfReply,
    ];
    let kind = kinds.into_iter().find(|kind| kind.word() == form.text("kind")).ok_or(DeskProblem::Missing)?;
    let note = Correction { kind, at: desk.now(), text: form.text("words").to_owned() };
    let story = find_story(&desk, &id).await?;
    let done = desk.write_once(&form, async |tx| {
        newsroom::add_correction(tx, desk.actor(), story.id, &note).await?;
        Ok(id.to_string())
    });
    redirect_to_story(&desk, &id, done.await, "noted").await
}

/// Redirects to the story that an act created, now or when the form was sent first.
async fn redirect_to_story(
    desk: &DeskContext,
    id: &PublicId,
    done: newsroom::Result<String>,
    said: &str,
) -> Result<Response, DeskProblem> {
    match done {
        Ok(story) => Ok(desk.redirect(&format!("/newsroom/stories/{story}?done={said}"))),
        Err(error) => page_with_error(desk, id, error).await,
    }
}

/// `POST /newsroom/stories/{id}/copy`
pub async fn copy(desk: DeskContext, Path(id): Path<PublicId>, form: Form) -> Result<Response, DeskProblem> {
    let copy =
        async |tx: &mut newsroom::Tx| Ok(newsroom::copy_story(tx, desk.actor(), &id).await?.public_id.to_string());
    redirect_to_story(&desk, &id, desk.write_once(&form, copy).await, "copied").await
}

/// `POST /newsroom/stories/{id}/follow-up`
pub async fn follow_up(desk: DeskContext, Path(id): Path<PublicId>, form: Form) -> Result<Response, DeskProblem> {
    let headline = form.text("headline");
    let begin = async |tx: &mut newsroom::Tx| {
        Ok(newsroom::follow_up(tx, desk.actor(), &id, headline).await?.public_id.to_string())
    };
    redirect_to_story(&desk, &id, desk.write_once(&form, begin).await, "begun").await
}

/// `POST /newsroom/stories/{id}/translate`
pub async fn translate(desk: DeskContext, Path(id): Path<PublicId>, form: Form) -> Result<Response, DeskProblem> {
    let language: Language = form.text("language").parse().map_err(|_| DeskProblem::Missing)?;
    let begin = async |tx: &mut newsroom::Tx| {
        Ok(newsroom::translate_story(tx, desk.actor(), &id, language).await?.public_id.to_string())
    };
    redirect_to_story(&desk, &id, desk.write_once(&form, begin).await, "begun").await
}
