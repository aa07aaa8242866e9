//! The page for laying out a front page, with the current state or with the input of a form.

use axum::extract::RawQuery;
use axum::response::Response;
use http::StatusCode;
use minijinja::{Value, context};
use newsroom::{Action, ArrangedPage, House, SlotPage, Watched};

use super::arranged_page::{arranged_page_in, path_of};
use super::draft::PageDraft;
use super::{breaking_view, history, stage};
use crate::base::fields::Fields;
use crate::desk::DeskContext;
use crate::desk::guard::FramePolicy;
use crate::desk::problem::DeskProblem;

/// Input of a form that was not saved.
#[derive(Default)]
pub(super) struct PageInput {
    /// The form of the breaking strip.
    pub strip: breaking_view::StripForm,
    /// The draft of the page.
    pub draft: Option<PageDraft>,
    /// Headlines that the person had chosen before a colleague saved.
    pub wanted: Vec<String>,
}

/// `GET /newsroom/front`
pub async fn show(desk: DeskContext, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    let fields = Fields::read(query.unwrap_or_default().as_bytes());
    let arranged_page = arranged_page_in(&desk, &fields);
    let mut typed = PageInput::default();
    if let Ok(id) = fields.text("waiting").parse() {
        typed.draft = Some(PageDraft::of_waiting(&desk, arranged_page, id).await?);
    }
    // A link on a story's page opens the strip's form with that story.
    typed.strip = breaking_view::StripForm::about(fields.text("story"));
    page(&desk, arranged_page, StatusCode::OK, typed).await
}

/// Renders the page of `arranged_page`. Requires the right to arrange or to break somewhere.
pub(super) async fn page(
    desk: &DeskContext,
    arranged_page: ArrangedPage,
    status: StatusCode,
    typed: PageInput,
) -> Result<Response, DeskProblem> {
    let may = |action| desk.actor().may_somewhere(action, House::default());
    let (may_arrange, may_break) = (may(Action::Arrange), may(Action::Break));
    if !may_arrange && !may_break {
        return Err(DeskProblem::Forbidden);
    }
    let (frame, language, words) = (desk.site().last_frame(), arranged_page.language, desk.words());
    let page_link = |other: ArrangedPage, name: String, lang: &str| {
        context! { name => name, lang => lang, href => path_of(desk, other), current => other == arranged_page }
    };
    let languages: Vec<Value> = frame
        .paper
        .languages
        .iter()
        .map(|one| page_link(ArrangedPage { language: *one, ..arranged_page }, one.own_name().to_owned(), one.code()))
        .collect();
    let own = desk.language();
    let sections = frame.sections.iter().map(|section| {
        let other = ArrangedPage { page: SlotPage::Section(section.id), language };
        page_link(other, section.name.get(own).to_owned(), own.code())
    });
    let front = page_link(ArrangedPage::front(language), words.message("room-front"), own.code());
    let draft = match typed.draft {
        Some(draft) => draft,
        None => PageDraft::current(desk, arranged_page).await?,
    };
    let values = context! {
        pages => [front].into_iter().chain(sections).collect::<Vec<Value>>(),
        languages => languages,
        home => if language == frame.primary() { "/".to_owned() } else { format!("/{}", language.code()) },
        strip => breaking_view::view(desk, language, typed.strip).await?,
        may_break => may_break,
        may_arrange => may_arrange,
        stage => stage::view(desk, &draft).await?,
        candidates => stage::drawer_view(desk, &draft).await?,
        past => history::view(desk, arranged_page).await?,
        search => draft.search.as_str(),
        instead => draft.instead,
        at => draft.at.as_str(),
        wanted => typed.wanted,
        script_words => serde_json::json!(words.under("arrange-")).to_string(),
        subject => match arranged_page.page {
            SlotPage::Front => Watched::Front(language).to_string(),
            SlotPage::Section(id) => Watched::Section(id, language).to_string(),
        },
        ..stage::common(desk, &draft)
    };
    let mut answer = desk.page_with(status, "front.html", values)?;
    answer.extensions_mut().insert(FramePolicy::ContainsFrames);
    Ok(answer)
}
