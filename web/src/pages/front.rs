//! The front page.

use arabic::Language;
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use super::Desk;
use crate::problem::Problem;
use crate::site::Site;
use crate::structured;
use crate::views::{CardView, Link, PageView};

#[derive(Serialize)]
struct Band {
    section: Link,
    style: &'static str,
    cards: Vec<CardView>,
}

/// `GET /`
pub async fn show(State(site): State<Site>, Extension(language): Extension<Language>) -> Result<Response, Problem> {
    let desk = Desk::open(site, language).await?;
    let sections = &desk.frame.sections;
    let front = newsroom::front_page(&desk.looking, language, sections, desk.site.now()).await?;
    let cards = desk.cards();
    let bands: Vec<Band> = front
        .bands
        .iter()
        .enumerate()
        .map(|(number, (section, stories))| {
            let pictured = stories.iter().filter(|card| card.picture.is_some()).count();
            let style = match (pictured, number % 2) {
                (0, _) => "voices",
                (_, 1) if stories.len() > 2 => "feature",
                _ => "row",
            };
            Band { section: cards.section(section.id), style, cards: cards.many(stories) }
        })
        .collect();
    let name = desk.paper_name();
    let motto = desk.frame.paper.motto.get(language);
    let home = desk.addresses.home();
    let page = PageView {
        title: if motto.is_empty() { name.to_owned() } else { format!("{name} · {motto}") },
        description: desk.frame.paper.imprint.get(language).to_owned(),
        canonical: Some(desk.addresses.absolute(&home)),
        alternates: desk.alternates(|addresses| addresses.home()),
        feeds: desk.feeds(&home, desk.paper_name()),
        share_picture: front.lead.as_ref().and_then(|card| structured::share_picture_of_card(&desk.addresses, card)),
        ..PageView::new("front", name, name)
    };
    let rest = context! {
        lead => Serde(front.lead.as_ref().map(|card| cards.one(card))),
        second => Serde(cards.many(&front.second)),
        bands => Serde(bands),
        latest => Serde(cards.many(&front.latest)),
        most_read => Serde(desk.most_read(None).await?),
    };
    desk.answer(&home, "front.html", &page, rest)
}
