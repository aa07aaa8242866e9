//! The front page.

use std::collections::HashMap;

use arabic::Language;
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use minijinja::context;
use minijinja::value::Serde;
use newsroom::FrontPage;

use super::context::ReaderContext;
use crate::base::cards::{self, ShownCard};
use crate::base::problem::Problem;
use crate::base::views::PageView;
use crate::site::Site;

/// `GET /`
pub async fn show(State(site): State<Site>, Extension(language): Extension<Language>) -> Result<Response, Problem> {
    let context = ReaderContext::open(site, language).await?;
    let front = newsroom::front_page(&context.source, language, &context.frame.sections, context.site.now()).await?;
    answer(&context, &front).await
}

/// The response for `front`. The desk uses it to preview a front page that is not published yet.
pub async fn answer(context: &ReaderContext, front: &FrontPage) -> Result<Response, Problem> {
    let language = context.language;
    let all: Vec<i64> = front.lead.iter().chain(&front.second).chain(&front.latest).copied().collect();
    let all = [all, front.bands.iter().flat_map(|(_, stories)| stories).copied().collect()].concat();
    let shown = context.shown(&newsroom::heads_seen(&context.source, &all).await?).await?;
    let by_id: HashMap<i64, &ShownCard> = shown.iter().map(|card| (card.id(), card)).collect();
    let cards =
        |ids: &[i64]| -> Vec<ShownCard> { ids.iter().filter_map(|id| by_id.get(id).copied().cloned()).collect() };
    let lead = front.lead.and_then(|id| by_id.get(&id).copied());
    let mut bands = Vec::new();
    for (section, stories) in &front.bands {
        let stories = cards(stories);
        let pictured = stories.iter().filter(|card| card.has_picture()).count();
        let style = match (pictured, bands.len() % 2) {
            (0, _) => "voices",
            (_, 1) if stories.len() > 2 => "feature",
            _ => "row",
        };
        let section = Serde(context.cards().section(section.id));
        bands.push(context! { section => section, style => style, cards => cards::values(&stories) });
    }
    let name = context.paper_name();
    let motto = context.frame.paper.motto.get(language);
    let home = context.addresses.home();
    let page = PageView {
        title: if motto.is_empty() { name.to_owned() } else { format!("{name} · {motto}") },
        description: context.frame.paper.imprint.get(language).to_owned(),
        canonical: Some(context.addresses.absolute(&home)),
        alternates: context.alternates(|addresses| addresses.home()),
        feeds: context.feeds(&home, context.paper_name()),
        share_picture: lead.and_then(|card| card.share_picture(&context.addresses)),
        ..PageView::new("front", name, name)
    };
    let rest = context! {
        lead => lead.map(ShownCard::value),
        second => cards::values(&cards(&front.second)),
        bands => bands,
        latest => cards::values(&cards(&front.latest)),
        most_read => context.most_read(None).await?,
    };
    context.answer(&home, "front.html", &page, rest)
}
