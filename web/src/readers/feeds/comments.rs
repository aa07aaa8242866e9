//! Feeds of comments: under one story, and of the whole paper. They contain only approved comments. The text is plain;
//! only web addresses become links. Each item names the story or comment that it replies to (RFC 4685).

use std::collections::HashMap;

use arabic::Language;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
use newsroom::{Card, Comment, PublicId, Timestamp};

use super::feed::Feed;
use super::format::{Format, clean, escaped};
use super::items::{Author, Item, ReplyTo, lasting_id};
use super::writing::feed_response;
use crate::base::problem::Problem;
use crate::readers::comments::pieces;
use crate::readers::pages::context::ReaderContext;
use crate::readers::pages::finding;
use crate::site::Site;

/// Number of comments in a feed.
const COMMENTS: u64 = 50;

/// `GET /comments/rss.xml` and the other formats: the newest comments on all stories.
pub async fn paper(
    State(site): State<Site>,
    Extension(language): Extension<Language>,
    Extension(format): Extension<Format>,
) -> Result<Response, Problem> {
    let context = ReaderContext::open(site, language).await?;
    let said = newsroom::latest_comments(&context.source, None, language, COMMENTS).await?;
    let title = context.site.words(language).message("feed-comments");
    answer(&context, &said, &title, &context.addresses.home(), &context.addresses.comments_of_all(), format).await
}

/// `GET /comments/{story}/rss.xml` and the other formats: the newest comments on one story.
pub async fn of_story(
    State(site): State<Site>,
    Extension(language): Extension<Language>,
    Extension(format): Extension<Format>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (context, found) = finding::find(site, &id).await?;
    if found.language != language {
        return Err(Problem::Missing);
    }
    let card = newsroom::cards_by_ids(&context.source, &[found.id]).await?.pop().ok_or(Problem::Missing)?;
    let said = newsroom::latest_comments(&context.source, Some(found.id), language, COMMENTS).await?;
    let title = context.site.words(language).named("feed-comments-on", "headline", &card.headline);
    let page = context.addresses.card(&card, &context.frame.sections);
    answer(&context, &said, &title, &page, &context.addresses.comments(&card.public_id), format).await
}

async fn answer(
    context: &ReaderContext,
    said: &[Comment],
    title: &str,
    page: &str,
    below: &str,
    format: Format,
) -> Result<Response, Problem> {
    let mut stories: Vec<i64> = said.iter().map(|comment| comment.story_id).collect();
    stories.sort_unstable();
    stories.dedup();
    let cards = newsroom::cards_by_ids(&context.source, &stories).await?;
    let threads: Vec<i64> = said.iter().filter_map(|comment| comment.thread_id).collect();
    let answered = newsroom::comment_names(&context.source, &threads).await?;
    let items = said.iter().filter_map(|comment| item(context, comment, &cards, &answered)).collect();
    let own = context.addresses.feed(below, format.file());
    let paper = clean(context.paper_name());
    let feed = Feed {
        title: format!("{} · {paper}", clean(title)),
        description: String::new(),
        paper,
        language: context.language.code(),
        home: context.addresses.absolute(page),
        first: context.addresses.absolute(&own),
        own: context.addresses.absolute(&own),
        older: None,
        newer: None,
        updated: said.iter().map(updated).max().unwrap_or(Timestamp(0)),
        items,
    };
    feed_response(context, &feed, &own, format)
}

fn updated(comment: &Comment) -> Timestamp {
    comment.edited_at.unwrap_or(comment.said_at).max(comment.said_at)
}

fn item(context: &ReaderContext, comment: &Comment, cards: &[Card], answered: &HashMap<i64, PublicId>) -> Option<Item> {
    let card = cards.iter().find(|card| card.id == comment.story_id)?;
    let dates = context.dates();
    let page = context.addresses.absolute(&context.addresses.card(card, &context.frame.sections));
    let words = context.site.words(context.language);
    let title = words.filled("feed-comment-by", &[("name", &comment.name), ("headline", &card.headline)]);
    let reply_to = match comment.thread_id.and_then(|thread| answered.get(&thread)) {
        Some(first) => ReplyTo { id: lasting_id(context, "comment", first), href: format!("{page}#c-{first}") },
        None => ReplyTo { id: lasting_id(context, "story", &card.public_id), href: page.clone() },
    };
    let mut html = String::new();
    for paragraph in pieces(&comment.text) {
        html.push_str("<p>");
        for (number, line) in paragraph.iter().enumerate() {
            html.push_str(if number > 0 { "<br>" } else { "" });
            for piece in line {
                match &piece.href {
                    Some(href) => html.push_str(&format!(
                        "<a href=\"{}\" rel=\"nofollow ugc noopener\">{}</a>",
                        escaped(href),
                        escaped(&piece.text)
                    )),
                    None => html.push_str(&::story::render::inline_html(&piece.text)),
                }
            }
        }
        html.push_str("</p>");
    }
    Some(Item {
        title: clean(&title),
        link: format!("{page}#c-{}", comment.public_id),
        id: lasting_id(context, "comment", &comment.public_id),
        rfc2822: comment.said_at.utc().to_rfc2822(),
        published: dates.iso(comment.said_at),
        updated: dates.iso(updated(comment)),
        byline: Some(clean(&comment.name)),
        authors: vec![Author { name: clean(&comment.name), href: None }],
        section: String::new(),
        topics: Vec::new(),
        summary: clean(&comment.text),
        html: clean(&html),
        picture: None,
        reply_to: Some(reply_to),
        talk: None,
    })
}
