//! Finds the photo at the head of a page, its caption and its credit.

use scraper::Selector;

use super::{
    LeadImage, SavedPage,
    byline::{self, words},
    dom::{self, Block},
    html, lead,
    line::{self, LineKind},
    metadata::Metadata,
    names,
    phrases::line_key,
    sources::Sources,
    trace::Trace,
    vocabulary::{CAPTIONS, CREDITS, PHOTOS},
    zones::{Zones, beginning},
};

/// Words of a caption, at most.
const CAPTION_WORDS_MAX: usize = 90;

/// Finds the lead picture: in figures around the headline, else in elements named as a photo, else by a line directly
/// under a picture. A picture further down the text is not the lead.
pub(super) fn find(sources: &Sources<'_>, page: &mut SavedPage, trace: &mut Trace) {
    let Sources { metadata, zones, .. } = *sources;
    let told = page.lead_image.take();
    let figure = in_figure(zones, metadata, page);
    let named = named(sources);
    let under = figure.is_none() && named.as_ref().is_none_or(|image| image.caption.is_none());
    let under = under.then(|| under_picture(zones, metadata, page)).flatten();
    for (image, source, weight) in [
        (&figure, "a figure around the headline", 60),
        (&named, "an element that is called so", 50),
        (&under, "a line under a picture", 40),
    ] {
        let caption = image.as_ref().and_then(|image| image.caption.as_ref().or(image.credit.as_ref()));
        caption.into_iter().for_each(|caption| trace.note("lead_image", caption, source, weight));
    }
    // Named elements separate a caption from its credit.
    let apart = named
        .as_ref()
        .and_then(|named| named.caption.as_ref())
        .zip(figure.as_ref().and_then(|figure| figure.caption.as_ref()))
        .is_some_and(|(part, whole)| part.len() < whole.len() && whole.starts_with(part.as_str()));
    let archive = apart && named.as_ref().is_some_and(|named| named.caption.is_some());
    let figure = if archive { None } else { figure };
    let file = named.as_ref().and_then(|image| image.file.clone());
    let mut image = figure
        .or(named.filter(|image| image.caption.is_some() || image.credit.is_some()))
        .or(under)
        .or(told)
        .unwrap_or_default();
    let shown = || {
        zones
            .header
            .iter()
            .chain(zones.opening.iter().take(1))
            .filter_map(|block| block.after_image.clone())
            .find(|file| !file.is_empty())
    };
    image.file = image.file.or(file).or_else(|| metadata.image.clone()).or_else(shown);
    let headline = line_key(&page.headline);
    // The repeated headline is not a caption: sites write it if they have none.
    image.caption = image.caption.filter(|caption| line_key(caption) != headline);
    if image.caption.is_some() || image.credit.is_some() || image.file.is_some() || image.archive {
        page.lead_image = Some(image);
    }
}

/// The first figure around the headline with text: a caption, a credit, or one after the other.
fn in_figure(zones: &Zones, metadata: &Metadata, page: &SavedPage) -> Option<LeadImage> {
    let lines: Vec<&Block> = zones.header.iter().chain(zones.opening.iter()).collect();
    let is_said = |block: &Block| {
        block.figure
            && words(&block.text) > 0
            && words(&block.text) <= CAPTION_WORDS_MAX
            && line_key(&block.text) != line_key(&page.headline)
    };
    let open = lines.iter().position(|block| is_said(block) && !block.boxed);
    let at = open.or_else(|| lines.iter().position(|block| is_said(block)))?;
    let group: Vec<&str> =
        lines.iter().skip(at).take_while(|block| is_said(block)).take(3).map(|block| block.text.as_str()).collect();
    of_lines(&group, metadata)
}

/// The caption and the credit in the lines of one figure.
fn of_lines(lines: &[&str], metadata: &Metadata) -> Option<LeadImage> {
    let mut image = LeadImage::default();
    for (at, text) in lines.iter().enumerate() {
        // A name before a sentence is the owner of the photo.
        let leads = words(text) <= 5 && names::is_name(text) && lines.get(at + 1).is_some_and(|next| words(next) >= 8);
        let is_credit = leads || is_credit(text, metadata);
        if is_credit && image.credit.is_none() {
            image.credit = Some(bare_credit(text));
        } else if !is_credit && image.caption.is_none() && !is_tool(text) {
            let told = lead::caption(text);
            image.archive |= told.archive;
            image.credit = image.credit.or(told.credit);
            image.caption = told.caption.map(|caption| caption.trim_end_matches(['(', '[', ' ']).to_owned());
        }
    }
    (image != LeadImage::default()).then_some(image)
}

fn is_tool(text: &str) -> bool {
    matches!(
        line::classify(text),
        LineKind::Share
            | LineKind::Furniture
            | LineKind::End
            | LineKind::ReadCount(_)
            | LineKind::Date(_)
            | LineKind::Blank
    )
}

/// Whether a line of a figure only names the owner.
fn is_credit(text: &str, metadata: &Metadata) -> bool {
    let bare = bare_credit(text);
    let key = line_key(&bare);
    let owners = [
        "getty",
        "afp",
        "reuters",
        "ap",
        "epa",
        "images",
        "keystone",
        "shutterstock",
        "istock",
        "alamy",
        "pa",
        "handout",
        "courtesy",
        "supplied",
        "droits reserves",
        "رويترز",
        "ا ف ب",
        "الاناضول",
    ];
    let owned = owners
        .iter()
        .any(|owner| key.split(' ').any(|word| word == *owner) || owner.contains(' ') && key.contains(owner));
    let marked = bare.len() < text.trim().len() && lead::begins_as_credit(text);
    words(&bare) <= 8
        && !bare.ends_with('.')
        && (marked || owned || bare.contains("©") || metadata.site.is_named(&bare) || bare.contains(".com/"))
}

fn bare_credit(text: &str) -> String {
    let text = text.trim().trim_matches(['(', ')', '[', ']', ';']).trim();
    lead::without_credit_label(text).trim_matches(['(', ')', '[', ']', ';', ' ']).to_owned()
}

/// A line directly under a picture between headline and text that is neither byline nor date.
fn under_picture(zones: &Zones, metadata: &Metadata, page: &SavedPage) -> Option<LeadImage> {
    let block = zones.header.iter().chain(zones.opening.iter().take(1)).find(|block| {
        let key = line_key(&block.text);
        (block.after_image.is_some() || metadata.captions.contains(&key))
            && !block.boxed
            && !block.link
            && (2..=CAPTION_WORDS_MAX / 2).contains(&words(&block.text))
            && matches!(line::classify(&block.text), LineKind::Title | LineKind::Prose | LineKind::Photo(_))
            && !byline::is_labelled(&block.text)
            && !metadata.authors.iter().any(|author| line_key(author) == key)
            && key != line_key(&page.headline)
            && page.deck.as_ref().is_none_or(|deck| line_key(deck) != key)
            && !page.writers.iter().any(|writer| key.starts_with(&line_key(writer)))
            && page.body_paragraphs.first().is_none_or(|first| beginning(first) != beginning(&block.text))
            && !super::titles::is_call(&key)
    })?;
    of_lines(&[&block.text], metadata)
}

/// A picture at the head of the page, in an element named as a photo.
fn named(sources: &Sources<'_>) -> Option<LeadImage> {
    let zones = sources.zones;
    let images = Selector::parse("img").ok()?;
    let here: std::collections::HashSet<String> =
        zones.above.iter().chain(&zones.header).chain(&zones.opening).map(|block| beginning(&block.text)).collect();
    sources.elements(PHOTOS).take(6).find_map(|element| {
        let part = |selectors| html::find(element, selectors).map(html::text_of).find(|text| !text.is_empty());
        let printed = part(CAPTIONS);
        if printed.as_ref().is_some_and(|caption| !here.contains(&beginning(caption)))
            && !here.is_empty()
            && element.value().name() == "figure"
        {
            return None;
        }
        let file = element.select(&images).next().and_then(dom::picture_file);
        // A printed caption; if there is none, the title of the picture.
        let titled = || {
            let title = element.select(&images).next()?.value().attr("title")?.trim();
            (!title.is_empty() && !title.contains('.')).then(|| title.to_owned())
        };
        let titled = printed.is_none().then(titled).flatten().filter(|title| {
            here.contains(&beginning(title)) || dom::class_words(element).iter().any(|word| word == "field")
        });
        let mut image = printed.or(titled).map(|caption| lead::caption(&caption)).unwrap_or_default();
        if let Some(credit) = part(CREDITS) {
            image.caption = image
                .caption
                .map(|caption| {
                    caption.trim_end_matches(credit.as_str()).trim_end_matches(['(', ' ', '-', '/']).to_owned()
                })
                .filter(|caption| !caption.is_empty());
            image.credit = Some(byline::without_label(&credit).to_owned());
        }
        image.file = file;
        (image != LeadImage::default()).then_some(image)
    })
}
