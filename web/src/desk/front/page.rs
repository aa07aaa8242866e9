//! The room's page: everything on it, as it stands or with what a form brought.

use axum::extract::RawQuery;
use axum::response::Response;
use http::StatusCode;
use minijinja::{Value, context};
use newsroom::{Action, House, Sheet, SlotPage, Watched};

use super::sheet::{query_of, sheet_in};
use super::working::Working;
use super::{breaking_view, history, stage};
use crate::base::fields::Fields;
use crate::desk::guard::Frames;
use crate::desk::problem::DeskProblem;
use crate::desk::{Desk, views};

/// What a form brought that is not kept, to be shown again.
#[derive(Default)]
pub(super) struct Typed {
    /// The strip's form.
    pub strip: breaking_view::Typed,
    /// The page under way.
    pub working: Option<Working>,
    /// Headlines that were wanted where somebody else was faster.
    pub wanted: Vec<String>,
}

/// `GET /newsroom/front`
pub async fn show(desk: Desk, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    let fields = Fields::read(query.unwrap_or_default().as_bytes());
    let sheet = sheet_in(&desk, &fields);
    let mut typed = Typed::default();
    if let Ok(id) = fields.text("waiting").parse() {
        typed.working = Some(Working::of_waiting(&desk, sheet, id).await?);
    }
    // From a story's page: the strip with the story in it.
    typed.strip = breaking_view::Typed::about(fields.text("story"));
    page(&desk, sheet, StatusCode::OK, typed).await
}

/// The page of `sheet`; refused to whoever neither arranges nor breaks anything.
pub(super) async fn page(desk: &Desk, sheet: Sheet, status: StatusCode, typed: Typed) -> Result<Response, DeskProblem> {
    let may = |action| desk.actor().may_somewhere(action, House::default());
    let (may_arrange, may_break) = (may(Action::Arrange), may(Action::Break));
    if !may_arrange && !may_break {
        return Err(DeskProblem::Forbidden);
    }
    let (frame, language, words) = (desk.site().last_frame(), sheet.language, desk.words());
    let sheet_link = |other: Sheet, name: String, lang: &str| {
        context! { name => name, lang => lang, href => query_of(desk, other), current => other == sheet }
    };
    let languages: Vec<Value> = frame
        .paper
        .languages
        .iter()
        .map(|one| sheet_link(Sheet { language: *one, ..sheet }, views::own_name(*one).to_owned(), one.code()))
        .collect();
    let own = desk.language();
    let sections = frame.sections.iter().map(|section| {
        let other = Sheet { page: SlotPage::Section(section.id), language };
        sheet_link(other, section.name.get(own).to_owned(), own.code())
    });
    let front = sheet_link(Sheet::front(language), words.message("room-front"), own.code());
    let working = match typed.working {
        Some(working) => working,
        None => Working::kept(desk, sheet).await?,
    };
    let values = context! {
        pages => [front].into_iter().chain(sections).collect::<Vec<Value>>(),
        languages => languages,
        home => if language == frame.primary() { "/".to_owned() } else { format!("/{}", language.code()) },
        strip => breaking_view::view(desk, language, typed.strip).await?,
        may_break => may_break,
        may_arrange => may_arrange,
        stage => stage::view(desk, &working).await?,
        candidates => stage::drawer_view(desk, &working).await?,
        past => history::view(desk, sheet).await?,
        search => working.search.as_str(),
        instead => working.instead,
        at => working.at.as_str(),
        wanted => typed.wanted,
        script_words => serde_json::json!(words.under("arrange-")).to_string(),
        subject => match sheet.page {
            SlotPage::Front => Watched::Front(language).to_string(),
            SlotPage::Section(id) => Watched::Section(id, language).to_string(),
        },
        ..stage::common(desk, &working)
    };
    let mut answer = desk.page_with(status, "front.html", values)?;
    answer.extensions_mut().insert(Frames::Holds);
    Ok(answer)
}
