//! Moderation decisions, bans, and readers' requests about their data.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use minijinja::context;
use newsroom::{BanKind, CommentRefusal, CommentSeen, CommentState, Decision, Error, PublicId, ReaderRef};

use super::queue::one_page;
use super::room::{DAY_SECONDS, ROOM, ago, may_everywhere, terms};
use crate::desk::problem::{DeskProblem, refused, status_of};
use crate::desk::undo::Undo;
use crate::desk::{DeskContext, Form, views};

/// The decision in a form. Rejecting has one button for each reason.
fn decision(form: &Form) -> Option<Decision> {
    let (word, reason) = match form.text("reject") {
        "" => (form.text("decision"), form.text("reason")),
        reason => ("reject", reason),
    };
    Some(match word {
        "approve" => Decision::Approve,
        "reject" => Decision::Reject(CommentRefusal::from_word(reason)?),
        "spam" => Decision::Spam,
        "wait" => Decision::Wait,
        _ => return None,
    })
}

/// The decision and reason that restore a comment's previous state.
fn opposite_of(state: CommentState, refusal: Option<CommentRefusal>) -> (&'static str, &'static str) {
    match state {
        CommentState::Approved => ("approve", ""),
        CommentState::Rejected => ("reject", refusal.unwrap_or(CommentRefusal::Other).word()),
        CommentState::Spam => ("spam", ""),
        CommentState::Waiting | CommentState::Withdrawn | CommentState::Erased => ("wait", ""),
    }
}

/// The address of the queue from which the form was sent.
fn queue_path(form: &Form) -> String {
    let mut path = views::with_query_value(ROOM, "", "in", form.text("in"));
    for name in ["as", "after", "q"] {
        if !form.text(name).is_empty() {
            path.push_str(views::with_query_value("", "", name, form.text(name)).replace('?', "&").as_str());
        }
    }
    path
}

/// `POST /newsroom/comments/decide`: `id`, `seen` (the state and text that the moderator saw), `decision` (`approve`,
/// `reject` with `reason`, `spam`, `wait`), and the position in the queue: `in`, `after`. If the author has changed the
/// text since, nothing is decided and the new text is shown.
pub async fn decide(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    let id: PublicId = form.text("id").parse().map_err(|_| DeskProblem::Missing)?;
    let decision = decision(&form).ok_or(DeskProblem::Missing)?;
    let (path, after) = (queue_path(&form), decision.state());
    let decided = match form.text("seen").parse::<CommentSeen>() {
        Ok(seen) => desk.write(async |tx| newsroom::decide(tx, desk.actor(), &id, &seen, decision).await).await,
        Err(error) => Err(error),
    };
    match decided {
        Ok(before) => {
            let (word, reason) = opposite_of(before.state, before.refusal);
            let undo = Undo::by(format!("{ROOM}/decide"))
                .with("id", id.as_str())
                .with("seen", before.seen().moved_to(after).to_string())
                .with("decision", word)
                .with("reason", reason)
                .with("in", form.text("in"))
                .with("as", form.text("as"));
            Ok(desk.redirect_with_undo(&format!("{path}&done=comment-{}", after.word()), &undo))
        }
        // A colleague was faster. Go on to the next comment.
        Err(Error::Changed { .. }) => Ok(desk.redirect(&format!("{path}&done=comment-late"))),
        Err(error @ Error::NotSeen) => {
            let problem = desk.words().message("comment-not-seen");
            one_page(&desk, &id, status_of(&error), Some(problem)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /newsroom/comments/bulk`: several `comment` fields of the form `id.seen`, `decision`, `reason`. Comments that
/// somebody has decided in the meantime are left alone. Comments whose author has changed the text are left alone too,
/// and a message says so.
pub async fn bulk(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    let decision = decision(&form).ok_or(DeskProblem::Missing)?;
    let mut chosen = Vec::new();
    for one in form.all("comment") {
        let (id, seen) = one.split_once('.').ok_or(DeskProblem::Missing)?;
        let id: PublicId = id.parse().map_err(|_| DeskProblem::Missing)?;
        chosen.push((id, seen.parse::<CommentSeen>()));
    }
    let (decided, unseen) = desk
        .write(async |tx| {
            let (mut decided, mut unseen) = (Vec::new(), 0);
            for (id, seen) in &chosen {
                let Ok(seen) = seen else {
                    unseen += 1;
                    continue;
                };
                match newsroom::decide(tx, desk.actor(), id, seen, decision).await {
                    Ok(_) => decided.push((id, seen)),
                    Err(Error::Changed { .. }) => {}
                    Err(Error::NotSeen) => unseen += 1,
                    Err(error) => return Err(error),
                }
            }
            Ok((decided, unseen))
        })
        .await?;
    let path = queue_path(&form);
    let after = decision.state();
    let done = if unseen > 0 { "comments-not-seen" } else { "comments-decided" };
    let path = format!("{path}&done={done}");
    // One act can undo this only if all had the same state. In the results of a search they may differ.
    let same = |(_, seen): &&(&PublicId, &CommentSeen)| decided.iter().all(|(_, other)| other.state() == seen.state());
    let Some((_, first)) = decided.first().filter(same) else { return Ok(desk.redirect(&path)) };
    let (word, reason) = opposite_of(first.state(), None);
    let undo = Undo::by(format!("{ROOM}/bulk"))
        .with("decision", word)
        .with("reason", reason)
        .with("in", form.text("in"))
        .with("as", "list")
        .with("q", form.text("q"));
    let undo =
        decided.iter().fold(undo, |undo, (id, seen)| undo.with("comment", format!("{id}.{}", seen.moved_to(after))));
    Ok(desk.redirect_with_undo(&path, &undo))
}

fn seconds(form: &Form) -> Option<i64> {
    form.text("days").parse::<i64>().ok().filter(|days| *days > 0).map(|days| days.saturating_mul(DAY_SECONDS))
}

/// `POST /newsroom/comments/one/{id}/ban`: `kind` (`block`, `email`), `days`, `note`. With `waiting`, all waiting
/// comments of the reader are rejected.
pub async fn ban(desk: DeskContext, Path(id): Path<String>, form: Form) -> Result<Response, DeskProblem> {
    let id: PublicId = id.parse().map_err(|_| DeskProblem::Missing)?;
    let kind = BanKind::from_word(form.text("kind")).ok_or(DeskProblem::Missing)?;
    let done = desk.write_once(&form, async |tx| {
        let ban = newsroom::ban(tx, desk.actor(), kind, Some(&id), "", seconds(&form), form.text("note")).await?;
        if form.has("waiting") {
            newsroom::reject_waiting(tx, desk.actor(), kind, &id, CommentRefusal::Other).await?;
        }
        Ok(ban.to_string())
    });
    match done.await {
        Ok(ban) => {
            let undo = Undo::by(format!("{ROOM}/bans/{ban}/lift"));
            let done = if form.has("waiting") { "banned-rejected" } else { "banned" };
            Ok(desk.redirect_with_undo(&format!("{ROOM}/one/{id}?done={done}"), &undo))
        }
        Err(error) => {
            let (status, problem) = refused(&desk.words(), error)?;
            one_page(&desk, &id, status, Some(problem)).await
        }
    }
}

/// `GET /newsroom/comments/bans`
pub async fn bans(desk: DeskContext) -> Result<Response, DeskProblem> {
    bans_page(&desk, StatusCode::OK, None, "").await
}

async fn bans_page(
    desk: &DeskContext,
    status: StatusCode,
    problem: Option<String>,
    pattern: &str,
) -> Result<Response, DeskProblem> {
    if !may_everywhere(desk) {
        return Err(DeskProblem::Forbidden);
    }
    let (words, frame) = (desk.words(), desk.site().last_frame());
    let people = newsroom::all_people(desk.db()).await?;
    let all = newsroom::bans(desk.db(), desk.now()).await?;
    let lines = all.iter().map(|ban| {
        let by = people.iter().find(|person| Some(person.id) == ban.made_by);
        context! {
            id => ban.id,
            kind => words.message(&format!("ban-{}", ban.kind.word())),
            shown => ban.shown(),
            about => ban.about.as_ref().map(|id| format!("{ROOM}/one/{id}")),
            until => ban.until.map(|until| views::instant(&frame, until)),
            by => by.map(|person| &person.name),
            ago => ago(&words, desk.now(), ban.made_at),
            note => &ban.note,
        }
    });
    let values = context! {
        room => ROOM, lines => lines.collect::<Vec<_>>(), terms => terms(&words), problem => problem, pattern => pattern,
    };
    desk.page_with(status, "comment-bans.html", values)
}

/// `POST /newsroom/comments/bans`: `pattern`, `days`, `note`.
pub async fn ban_pattern(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    let pattern = form.text("pattern");
    let kind = if newsroom::normal_email(pattern).is_some() && !pattern.contains('*') {
        BanKind::Email
    } else {
        BanKind::Pattern
    };
    let done = desk.write_once(&form, async |tx| {
        let ban = newsroom::ban(tx, desk.actor(), kind, None, pattern, seconds(&form), form.text("note")).await?;
        Ok(ban.to_string())
    });
    match done.await {
        Ok(ban) => {
            Ok(desk
                .redirect_with_undo(&format!("{ROOM}/bans?done=banned"), &Undo::by(format!("{ROOM}/bans/{ban}/lift"))))
        }
        Err(error) => {
            let (status, problem) = refused(&desk.words(), error)?;
            bans_page(&desk, status, Some(problem), pattern).await
        }
    }
}

/// `POST /newsroom/comments/bans/{id}/lift`
pub async fn lift(desk: DeskContext, Path(id): Path<i64>, _: Form) -> Result<Response, DeskProblem> {
    desk.write(async |tx| newsroom::lift_ban(tx, desk.actor(), id).await).await?;
    Ok(desk.redirect(&format!("{ROOM}/bans?done=ban-lifted")))
}

/// `GET /newsroom/comments/one/{id}/reader`: all data stored about the comment's author, as JSON.
pub async fn export(desk: DeskContext, Path(id): Path<String>) -> Result<Response, DeskProblem> {
    let id: PublicId = id.parse().map_err(|_| DeskProblem::Missing)?;
    let copy = newsroom::export_reader(desk.db(), desk.actor(), &ReaderRef::Comment(id)).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"reader.json\""),
    ];
    Ok((headers, format!("{copy:#}")).into_response())
}

/// `POST /newsroom/comments/one/{id}/erase`: `sure`.
pub async fn erase(desk: DeskContext, Path(id): Path<String>, form: Form) -> Result<Response, DeskProblem> {
    let id: PublicId = id.parse().map_err(|_| DeskProblem::Missing)?;
    if !form.has("sure") {
        let problem = desk.words().message("reader-erase-sure");
        return one_page(&desk, &id, StatusCode::UNPROCESSABLE_ENTITY, Some(problem)).await;
    }
    let who = ReaderRef::Comment(id);
    desk.write(async |tx| newsroom::erase_reader(tx, desk.actor(), &who).await).await?;
    Ok(desk.redirect(&format!("{ROOM}?done=reader-erased")))
}
