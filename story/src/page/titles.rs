//! Finds the kicker above the headline and the deck under it.

use super::{
    SavedPage,
    byline::{self, words},
    dom::Block,
    html,
    line::{self, LineKind},
    metadata::Metadata,
    phrases::line_key,
    sources::Sources,
    trace::Trace,
    vocabulary::{DECKS, KICKERS},
    zones::{Zones, beginning},
};

const DECK_WORDS: std::ops::RangeInclusive<usize> = 6..=90;
const KICKER_WORDS_MAX: usize = 8;
/// Letters that two texts must share at their beginning or end to be the same.
const SAME_CHARS_MIN: usize = 40;

/// Chooses deck and kicker. Doubtful ones are left out.
pub(super) fn find(sources: &Sources<'_>, page: &mut SavedPage, trace: &mut Trace) {
    let Sources { zones, metadata, .. } = *sources;
    let told = (page.kicker.take(), page.deck.take());
    page.deck = deck(sources, page, trace)
        .or_else(|| told.1.filter(|deck| is_deck(deck, page, metadata) && header_has(zones, deck)));
    if let Some(deck) = &page.deck
        && page.body_paragraphs.len() > 1
        && page.body_paragraphs.first().is_some_and(|first| line_key(first) == line_key(deck))
    {
        page.body_paragraphs.remove(0);
    }
    page.kicker = kicker(sources, page, told.0, trace);
}

fn header_has(zones: &Zones, text: &str) -> bool {
    let key = beginning(text);
    zones.header.iter().chain(&zones.above).any(|block| beginning(&block.text) == key)
}

fn deck(sources: &Sources<'_>, page: &SavedPage, trace: &mut Trace) -> Option<String> {
    let Sources { metadata, zones, .. } = *sources;
    let mut best: Option<(i32, String)> = None;
    let mut offer = |weight: i32, text: &str, source: &'static str| {
        trace.note("deck", text, source, weight);
        if best.as_ref().is_none_or(|(other, _)| weight > *other) {
            best = Some((weight, text.to_owned()));
        }
    };
    let agrees = |text: &str| metadata.descriptions.iter().any(|description| says_same(description, text));
    let in_text =
        |text: &str| page.body_paragraphs.iter().take(6).any(|paragraph| beginning(paragraph) == beginning(text));
    for block in zones
        .header
        .iter()
        .filter(|block| !block.figure && !block.link && !in_text(&block.text) && is_deck(&block.text, page, metadata))
    {
        let prose = matches!(line::classify(&block.text), LineKind::Prose | LineKind::Title);
        let weight = if agrees(&block.text) {
            80
        } else if block.boxed || block.after_image.is_some() {
            0
        } else if words(&block.text) >= 8 && prose {
            35
        } else {
            0
        };
        offer(weight, &block.text, "a line under the headline");
    }
    let first = page.body_paragraphs.first();
    for element in sources.elements(DECKS).take(8) {
        let text = html::text_of(element);
        let leads = first.is_some_and(|first| line_key(first) == line_key(&text)) && page.body_paragraphs.len() > 1;
        if is_deck(&text, page, metadata) && (header_has(zones, &text) || leads) {
            offer(if agrees(&text) { 85 } else { 60 }, &text, "an element that is called so");
        }
    }
    // A heading before the first paragraph of the text.
    if let Some(first) =
        first.filter(|first| page.body_paragraphs.len() > 2 && words(first) >= 8 && is_deck(first, page, metadata))
        && zones.opening.first().is_some_and(|block| block.heading && !block.link)
    {
        offer(if agrees(first) { 75 } else { 58 }, first, "a heading before the text");
    }
    best.filter(|(weight, _)| *weight >= 30).map(|(_, text)| text)
}

/// Whether one text is the other, or its beginning or end.
fn says_same(one: &str, other: &str) -> bool {
    let (one, other) = (line_key(one), line_key(other));
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    short == long && short.contains(' ')
        || short.chars().count() >= SAME_CHARS_MIN
            && (long.starts_with(short.as_str()) || long.ends_with(short.as_str()))
}

fn is_deck(text: &str, page: &SavedPage, metadata: &Metadata) -> bool {
    let (key, count) = (line_key(text), words(text));
    DECK_WORDS.contains(&count)
        && key != line_key(&page.headline)
        && !is_call(&key)
        && !super::story_lines::is_caption(text)
        && !super::body::is_aside_line(text, &key, count)
        && !text.ends_with('…')
        && !byline::is_labelled(text)
        && !byline::is_credit_of_others(text)
        && !matches!(
            line::classify(text),
            LineKind::Date(_)
                | LineKind::Byline(_)
                | LineKind::Share
                | LineKind::Furniture
                | LineKind::ReadAlso { .. }
                | LineKind::Tags(_)
                | LineKind::End
                | LineKind::Photo(_)
        )
        && !metadata.site.is_named(text)
        && !text.split(['|', '•']).any(|part| {
            byline::is_labelled(part) || matches!(line::classify(part), LineKind::Date(_)) && text.contains(['|', '•'])
        })
        && arabic::date::find(text).is_none_or(|found| found.range.len() * 3 < text.len())
}

/// Calls on readers, as phrases.
const CALLS: &[&str] = &[
    "subscribe",
    "sign up",
    "signing up",
    "log in",
    "breaking news emails",
    "first month",
    "do you have a story",
    "get in touch with",
    "for more stories like this",
    "follow us",
    "support independent",
    "story to tell",
    "stay informed",
    "daily national news",
    "get daily",
    "story continues below",
    "this article is reserved",
    "abonnez",
    "abonnes a",
    "inscrivez",
    "connectez vous",
    "je m abonne",
    "reagir aux articles",
    "cet article est reserve",
    "se connecter",
    "renseigner votre",
    "signaler une erreur",
    "repere une erreur",
    "recevez",
    "اشترك",
    "تابعوا",
    "حمل تطبيق",
    "سجل الدخول",
    "مراجعه التعليقات",
    "الاراء الوارده",
];

/// Subjects of calls. A story may also be about them.
const CALLED_TO: &[&str] = &[
    "newsletter",
    "subscription",
    "privacy policy",
    "cookies",
    "bookmark",
    "our app",
    "whatsapp channel",
    "google news",
    "ad free",
    "email updates",
    "email address",
    "password",
    "terms of",
    "comment policy",
    "commenting policy",
    "community guidelines",
    "favoris",
    "en partenariat avec",
    "email",
    "mot de passe",
    "inscription",
    "conditions generales",
    "politique de confidentialite",
    "dans l app",
    "قناتنا",
    "غوغل نيوز",
    "النشره البريديه",
    "بريدك",
    "البريد الالكتروني",
    "كلمه المرور",
    "سياسه الخصوصيه",
    "شروط",
];

/// Words with which a paper addresses its readers.
const TO_READERS: &[&str] =
    &["you", "your", "our", "us", "we", "vous", "votre", "vos", "nous", "notre", "nos", "بريدك", "لك", "موقعنا"];

/// Words of a line about such a subject, at most, for it to be a call although it addresses nobody.
const BARE_CALL_WORDS_MAX: usize = 9;

/// Whether a line calls on readers to subscribe, to write, to follow. It is not part of the story.
pub(super) fn is_call(key: &str) -> bool {
    if CALLS.iter().any(|call| key.contains(call)) {
        return true;
    }
    let is_about = CALLED_TO.iter().any(|thing| key.contains(thing));
    is_about && (key.split(' ').count() <= BARE_CALL_WORDS_MAX || key.split(' ').any(|word| TO_READERS.contains(&word)))
}

fn kicker(sources: &Sources<'_>, page: &SavedPage, told: Option<String>, trace: &mut Trace) -> Option<String> {
    let Sources { metadata, zones, .. } = *sources;
    let here = |text: &str| {
        let key = beginning(text);
        zones
            .above
            .iter()
            .chain(zones.header.iter().take(4))
            .any(|block| !block.figure && beginning(&block.text) == key)
    };
    let named = sources.elements(KICKERS).map(html::text_of).find(|text| is_kicker(text, metadata, page) && here(text));
    let over = |text: &str| {
        let is_it = |block: &&Block| line_key(&block.text) == line_key(text) && !block.link && !block.figure;
        zones.above.iter().any(|block| is_it(&block))
            || zones.header.iter().filter(is_it).any(|block| block.strong && !block.boxed && words(text) >= 3)
    };
    let told = told.filter(|text| is_kicker(text, metadata, page) && over(text));
    // A heading directly above the headline.
    let told = told.or_else(|| {
        let last = zones
            .above
            .last()
            .filter(|block| (block.heading || block.strong) && !block.link && !block.boxed && !block.figure)?;
        (words(&last.text) >= 2 && is_kicker(&last.text, metadata, page)).then(|| last.text.clone())
    });
    named.iter().for_each(|text| trace.note("kicker", text, "an element that is called so", 60));
    told.iter().for_each(|text| trace.note("kicker", text, "a line over the headline", 40));
    named.or(told)
}

fn is_kicker(text: &str, metadata: &Metadata, page: &SavedPage) -> bool {
    let key = line_key(text);
    (1..=KICKER_WORDS_MAX).contains(&words(text))
        && key.chars().any(char::is_alphabetic)
        && key != line_key(&page.headline)
        && page.deck.as_ref().is_none_or(|deck| line_key(deck) != key)
        && !page.writers.iter().any(|writer| key.contains(&line_key(writer)))
        && page.byline_as_printed.as_ref().is_none_or(|printed| line_key(printed) != key)
        && !byline::is_label(&key)
        && !byline::is_labelled(text)
        && !byline::is_byline(text)
        && !is_call(&key)
        && !metadata.site.is_named(text)
        && matches!(line::classify(text), LineKind::Title | LineKind::Prose | LineKind::Furniture)
        && arabic::date::find(text).is_none()
}
