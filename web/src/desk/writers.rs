//! The room of writers: people who sign, found by words, added, changed; and the people of the newsroom behind them.

use axum::extract::{Path, RawQuery};
use axum::response::Response;
use http::StatusCode;
use minijinja::{Value, context};
use newsroom::{Action, House, Writer};

use super::names::{Asked, Line, Names, PAGE, Typed};
use super::problem::{DeskProblem, unless_met};
use super::{Desk, Form};

/// `GET /newsroom/writers`
pub async fn list(desk: Desk, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    list_page(&desk, StatusCode::OK, &Asked::of(query.as_deref()), Typed::default()).await
}

async fn list_page(desk: &Desk, status: StatusCode, asked: &Asked, typed: Typed) -> Result<Response, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::ChangePaper)?;
    let (found, next) = newsroom::writers_found(desk.db(), &asked.words, asked.after.as_ref(), PAGE).await?;
    let lines: Vec<Line> = found.into_iter().map(|(writer, stories)| line(&writer, stories)).collect();
    desk.page_with(status, "names.html", Names::Writers.list(&desk.words(), asked, &lines, next, typed))
}

fn line(writer: &Writer, stories: i64) -> Line {
    Line { id: writer.id, name: writer.name.clone(), slug: writer.slug.clone(), stories, prefix: String::new() }
}

fn standing(writer: &Writer) -> Typed {
    Typed::stands(&writer.name, &writer.slug, writer.bio.as_deref())
}

/// `POST /newsroom/writers`
pub async fn add(desk: Desk, form: Form) -> Result<Response, DeskProblem> {
    let typed = Typed::of(&form);
    match desk.write(async |tx| newsroom::add_writer(tx, desk.actor(), typed.naming()).await).await {
        Ok(writer) => Ok(desk.go(&format!("{}/{}?done=saved", Names::Writers.room(), writer.id))),
        Err(error) => {
            let (status, typed) = typed.refused(&desk.words(), error)?;
            list_page(&desk, status, &Asked::of(None), typed).await
        }
    }
}

/// `GET /newsroom/writers/{id}`
pub async fn show(desk: Desk, Path(id): Path<i64>) -> Result<Response, DeskProblem> {
    page(&desk, id, StatusCode::OK, None).await
}

async fn page(desk: &Desk, id: i64, status: StatusCode, typed: Option<Typed>) -> Result<Response, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::ChangePaper)?;
    let writer = newsroom::writer(desk.db(), id).await?;
    let stories = newsroom::writer_stories(desk.db(), id).await?;
    let typed = typed.unwrap_or_else(|| standing(&writer).marked(&desk.words()));
    let people = newsroom::people_of_writer(desk.db(), id).await?;
    let people: Vec<Value> = people
        .iter()
        .map(|person| context! { id => person.public_id.as_str(), name => person.name.as_str() })
        .collect();
    let values = Names::Writers.one(&desk.words(), &line(&writer, stories), typed);
    let may_people = desk.actor().may_somewhere(Action::Invite, House::default());
    let more = context! { people => people, is_writer => true, may_people => may_people };
    desk.page_with(status, "name.html", context! { ..more, ..values })
}

/// `POST /newsroom/writers/{id}`
pub async fn change(desk: Desk, Path(id): Path<i64>, form: Form) -> Result<Response, DeskProblem> {
    let words = desk.words();
    let done = desk.write(async |tx| {
        newsroom::hold_paper(tx).await?;
        let meant = standing(&newsroom::writer(tx.db(), id).await?).shows(&words).meant(&form);
        Ok(match meant {
            Ok(form) => Ok(newsroom::change_writer(tx, desk.actor(), id, Typed::of(&form).naming()).await?),
            Err(collision) => Err(collision),
        })
    });
    match unless_met(done.await)? {
        Ok(_) => Ok(desk.go(&format!("{}/{id}?done=saved", Names::Writers.room()))),
        Err(error) => {
            let (status, typed) = Typed::of(&form).refused(&words, error)?;
            page(&desk, id, status, Some(typed)).await
        }
    }
}
