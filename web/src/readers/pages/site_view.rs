//! The template value `site`: the paper as every page shows it.

use std::sync::Arc;

use arabic::Language;
use arabic::slug::readable_path;
use minijinja::Value;
use minijinja::value::Serde;
use newsroom::{Logo, Paper};
use serde::Serialize;

use crate::base::addresses::Addresses;
use crate::base::dates::Dates;
use crate::base::frame::Frame;
use crate::base::views::Link;
use crate::site::Site;

/// The paper as every page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    name: String,
    logo: Option<LogoView>,
    motto: String,
    lang: &'static str,
    dir: &'static str,
    locale: &'static str,
    eastern: bool,
    home: String,
    imprint: String,
    director: String,
    languages: Vec<LanguageLink>,
    today: Option<TodayView>,
    sections: Vec<Link>,
    breaking: Option<BreakingView>,
    pages: Vec<PageLink>,
    archive: Option<String>,
    most_read: String,
    search: String,
    corrections: String,
    feeds: String,
    mining: Option<MiningView>,
}

/// A logo, and its version for dark backgrounds.
#[derive(Debug, Clone, Serialize)]
struct LogoView {
    src: String,
    width: u32,
    height: u32,
    dark: Option<Box<LogoView>>,
}

impl LogoView {
    fn of(paper: &Paper) -> Option<Self> {
        let view = |logo: &Logo, dark| {
            let src = Addresses::logo(logo);
            Self { src, width: logo.width, height: logo.height, dark }
        };
        let dark = paper.logo_dark.as_ref().map(|logo| Box::new(view(logo, None)));
        paper.logo.as_ref().map(|logo| view(logo, dark))
    }
}

#[derive(Debug, Clone, Serialize)]
struct LanguageLink {
    code: &'static str,
    name: &'static str,
    href: String,
}

#[derive(Debug, Clone, Serialize)]
struct TodayView {
    iso: String,
    gregorian: String,
    hijri: Option<String>,
    issue: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct BreakingView {
    text: String,
    href: Option<String>,
}

/// The reservation of rights for text and data mining.
#[derive(Debug, Clone, Serialize)]
struct MiningView {
    reservation: u8,
    policy: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct PageLink {
    title: String,
    href: String,
}

/// The template value `site`.
pub fn site_view(site: &Site, frame: &Arc<Frame>, language: Language) -> Value {
    let today = frame.paper.today(site.now());
    let make = || Value::from(Serde(new_site_view(site, frame, language)));
    site.site_views().view(frame, language, today, make)
}

fn new_site_view(site: &Site, frame: &Frame, language: Language) -> SiteView {
    let now = site.now();
    let paper = &frame.paper;
    let dates = Dates::new(paper, language);
    let addresses = site.addresses(frame, language);
    let words = site.words(language);
    let today = paper.today(now);
    let sections: Vec<Link> = frame
        .bar(language)
        .into_iter()
        .map(|section| Link {
            href: readable_path(&addresses.section(section)),
            name: section.name.get(language).to_owned(),
            slug: section.slug.clone(),
        })
        .collect();
    SiteView {
        name: paper.name.get(language).to_owned(),
        logo: LogoView::of(paper),
        motto: paper.motto.get(language).to_owned(),
        lang: language.code(),
        dir: language.dir(),
        locale: match language {
            Language::Arabic => "ar_AR",
            Language::French => "fr_FR",
            Language::English => "en_US",
        },
        eastern: site.messages().digits(language) == arabic::date::Digits::Eastern,
        home: addresses.home(),
        imprint: paper.imprint.get(language).to_owned(),
        director: paper.publication_director.clone(),
        languages: language_links(site, frame),
        today: Some(TodayView {
            iso: today.to_string(),
            gregorian: dates.day_with_weekday(today),
            hijri: dates.hijri(today),
            issue: paper.issue_number(today).map(|number| words.counted("issue-number", number)),
        }),
        archive: (!sections.is_empty()).then(|| addresses.archive(None, None, None)),
        sections,
        breaking: frame.breaking(language, now).map(|(line, card)| BreakingView {
            text: line.text.clone(),
            href: card.as_ref().map(|card| readable_path(&addresses.card(card, &frame.sections))),
        }),
        pages: frame
            .pages
            .iter()
            .filter(|page| page.language == language)
            .map(|page| PageLink { title: page.title.clone(), href: readable_path(&addresses.page(page)) })
            .collect(),
        most_read: addresses.most_read(None),
        search: addresses.search(),
        corrections: addresses.corrections(),
        feeds: addresses.feeds(),
        mining: paper
            .text_mining
            .flag()
            .map(|reservation| MiningView { reservation, policy: paper.text_mining.terms().map(str::to_owned) }),
    }
}

fn language_links(site: &Site, frame: &Frame) -> Vec<LanguageLink> {
    let link = |language: &Language| LanguageLink {
        code: language.code(),
        name: language.own_name(),
        href: site.addresses(frame, *language).home(),
    };
    frame.paper.languages.iter().map(link).collect()
}
