//! The room of threads: found by words, added, changed, made one with another of their language.

use arabic::Language;
use axum::Extension;
use axum::extract::{Path, RawQuery};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use minijinja::context;
use newsroom::{Action, StoryThread};

use super::names::{Asked, Line, Merging, Names, PAGE, Typed};
use super::problem::{AsksMore, DeskProblem, unless_met};
use super::{Desk, Form, views};

/// `GET /newsroom/threads`
pub async fn list(desk: Desk, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    list_page(&desk, StatusCode::OK, &Asked::of(query.as_deref()), Typed::default()).await
}

async fn list_page(desk: &Desk, status: StatusCode, asked: &Asked, typed: Typed) -> Result<Response, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::ChangePaper)?;
    let (found, next) = newsroom::threads_found(desk.db(), None, &asked.words, asked.after.as_ref(), PAGE).await?;
    let lines: Vec<Line> = found.into_iter().map(|(thread, stories)| line(desk, &thread, stories)).collect();
    let languages = desk.site().last_frame().paper.languages.clone();
    let languages = languages.into_iter().map(|one| context! { code => one.code(), name => views::own_name(one) });
    let typed = Typed { languages: languages.collect(), ..typed };
    desk.page_with(status, "names.html", Names::Threads.list(&desk.words(), asked, &lines, next, typed))
}

fn line(desk: &Desk, thread: &StoryThread, stories: i64) -> Line {
    let primary = desk.site().last_frame().primary();
    let prefix = if thread.language == primary { String::new() } else { format!("/{}", thread.language.code()) };
    Line { id: thread.id, name: thread.name.clone(), slug: thread.slug.clone(), stories, prefix }
}

fn standing(thread: &StoryThread) -> Typed {
    Typed::stands(&thread.name, &thread.slug, thread.description.as_deref())
}

/// `POST /newsroom/threads`
pub async fn add(desk: Desk, form: Form) -> Result<Response, DeskProblem> {
    let typed = Typed::of(&form);
    let language: Language = form.text("lang").parse().unwrap_or(desk.site().last_frame().primary());
    match desk.write(async |tx| newsroom::add_thread(tx, desk.actor(), language, typed.naming()).await).await {
        Ok(thread) => Ok(desk.go(&format!("{}/{}?done=saved", Names::Threads.room(), thread.id))),
        Err(error) => {
            let (status, typed) = typed.refused(&desk.words(), error)?;
            list_page(&desk, status, &Asked::of(None), typed).await
        }
    }
}

/// `GET /newsroom/threads/{id}`
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
    let thread = newsroom::thread(desk.db(), id).await?;
    let stories = newsroom::thread_stories(desk.db(), id).await?;
    let typed = typed.unwrap_or_else(|| standing(&thread).marked(&desk.words()));
    let words = desk.words();
    let said = context! { title => words.message("thread-merge"), means => words.message("thread-merge-means"), label => words.message("thread-merge-into"), does => words.named("thread-merge-do", "name", &thread.name) };
    let values = Names::Threads.one(&desk.words(), &line(desk, &thread, stories), typed);
    desk.page_with(status, "name.html", context! { merge => merging.value(said), ..values })
}

/// `POST /newsroom/threads/{id}`
pub async fn change(desk: Desk, Path(id): Path<i64>, form: Form) -> Result<Response, DeskProblem> {
    let words = desk.words();
    let done = desk.write(async |tx| {
        newsroom::hold_paper(tx).await?;
        let meant = standing(&newsroom::thread(tx.db(), id).await?).shows(&words).meant(&form);
        Ok(match meant {
            Ok(form) => Ok(newsroom::change_thread(tx, desk.actor(), id, Typed::of(&form).naming()).await?),
            Err(collision) => Err(collision),
        })
    });
    match unless_met(done.await)? {
        Ok(_) => Ok(desk.go(&format!("{}/{id}?done=saved", Names::Threads.room()))),
        Err(error) => {
            let (status, typed) = Typed::of(&form).refused(&words, error)?;
            page(&desk, id, status, Some(typed), Merging::default()).await
        }
    }
}

/// `POST /newsroom/threads/{id}/merge`: first finds the one that stays, then, with `pick`, makes them one.
pub async fn merge(desk: Desk, Path(id): Path<i64>, form: Form) -> Result<Response, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::ChangePaper)?;
    if let Ok(into) = form.text("pick").parse() {
        desk.write(async |tx| newsroom::merge_threads(tx, desk.actor(), id, into).await).await?;
        return Ok(desk.go(&format!("{}/{into}?done=merged", Names::Threads.room())));
    }
    let language = newsroom::thread(desk.db(), id).await?.language;
    let asked = form.text("into").to_owned();
    let (found, _) = newsroom::threads_found(desk.db(), Some(language), &asked, None, Merging::FOUND).await?;
    let found = found.into_iter().map(|(thread, stories)| (thread.id, thread.name, stories));
    let (status, merging) = Merging::offering(asked, id, found, desk.words().message("thread-merge-none"));
    Ok((Extension(AsksMore), page(&desk, id, status, None, merging).await?).into_response())
}
