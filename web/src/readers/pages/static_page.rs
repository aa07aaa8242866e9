//! Pages that are not stories: about, contact, charter.

use arabic::Language;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
use minijinja::{Value, context};

use super::context::ReaderContext;
use super::story::document_html;
use crate::base::problem::Problem;
use crate::base::views::PageView;
use crate::site::Site;

/// Slug of the page that shows the paper's e-mail address.
const CONTACT: &str = "contact";

/// `GET /page/{slug}`
pub async fn show(
    State(site): State<Site>,
    Extension(language): Extension<Language>,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let context = ReaderContext::open(site, language).await?;
    let found = context.frame.pages.iter().find(|page| page.slug == slug && page.language == language);
    let found = found.ok_or(Problem::Missing)?;
    let body = document_html(&context, &found.body, language, &[]);
    let page = PageView {
        canonical: Some(context.addresses.absolute(&context.addresses.page(found))),
        description: story::render::excerpt(&found.body, 160),
        ..PageView::new("static", &found.title, context.paper_name())
    };
    let contact = context.frame.paper.contact_email.as_str();
    let rest = context! {
        body => Value::from_safe_string(body),
        contact => (slug == CONTACT && !contact.is_empty()).then_some(contact),
    };
    context.answer(&context.addresses.page(found), "page.html", &page, rest)
}
