//! A person's own sessions: where they are signed in, and how to end that.

use axum::extract::Path;
use axum::response::Response;
use minijinja::context;

use super::problem::DeskProblem;
use super::{DeskContext, Form, cookies, views};

/// `GET /newsroom/account/sessions`
pub async fn show(desk: DeskContext) -> Result<Response, DeskProblem> {
    let frame = desk.site().last_frame();
    let kept = newsroom::sessions_of(desk.db(), desk.actor(), desk.now()).await?;
    let kept = kept.into_iter().map(|session| {
        context! {
            id => session.id,
            device => views::browser_name(&session.device),
            began => views::instant(&frame, session.created_at),
            seen => views::instant(&frame, session.seen_at),
            current => session.id == desk.session().id,
        }
    });
    desk.page("sessions.html", context! { sessions => kept.collect::<Vec<_>>() })
}

/// Ends one session.
pub async fn end(desk: DeskContext, Path(id): Path<i64>, _: Form) -> Result<Response, DeskProblem> {
    desk.write(async |tx| newsroom::end_session(tx, desk.actor(), id).await).await?;
    if id != desk.session().id {
        return Ok(desk.redirect("/newsroom/account/sessions?done=session-ended"));
    }
    let mut response = desk.redirect("/newsroom/sign-in?done=signed-out");
    cookies::drop_session(response.headers_mut());
    Ok(response)
}

/// Ends all other sessions.
pub async fn end_others(desk: DeskContext, _: Form) -> Result<Response, DeskProblem> {
    desk.write(async |tx| newsroom::end_other_sessions(tx, desk.actor(), desk.session().id).await).await?;
    Ok(desk.redirect("/newsroom/account/sessions?done=session-ended"))
}
