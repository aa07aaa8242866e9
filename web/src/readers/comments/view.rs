//! Views of comments for templates. The text is plain; only web addresses become links.

use linkify::{LinkFinder, LinkKind};
use minijinja::Value;
use minijinja::value::Serde;
use newsroom::{Comment, CommentRule, CommentState, CommentsClosed, Sight, Source, Story};
use serde::Serialize;

use crate::base::dates::TimeView;
use crate::base::problem::Problem;
use crate::readers::pages::context::ReaderContext;

/// Seconds after which the numbers of likes on a page are read again.
const LIKES_SECONDS: i64 = 60;

/// Punctuation that may follow an address in Arabic and French and is not part of it.
const ENDS: [char; 6] = ['،', '؛', '؟', '«', '»', '…'];

/// One line of a comment.
pub type Line = Vec<Piece>;

/// A piece of text or a web address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// The text as written.
    pub text: String,
    /// The link, if it is an address.
    pub href: Option<String>,
}

/// A comment.
#[derive(Debug, Clone, Serialize)]
pub struct CommentView {
    id: String,
    name: String,
    time: TimeView,
    /// Paragraphs of lines of pieces; empty if the comment is not shown.
    paragraphs: Vec<Vec<Line>>,
    /// The message shown instead.
    gone: Option<&'static str>,
    edited: bool,
    likes: i64,
    like: String,
    report: String,
    reply: Option<String>,
    answers: Vec<CommentView>,
}

/// The comments section under a story.
#[derive(Debug, Clone, Serialize)]
pub struct CommentsView {
    disclaimer: String,
    count: i64,
    comments: Vec<CommentView>,
    more: Option<String>,
    /// The address of the form; `None` if comments are closed.
    action: Option<String>,
    token: String,
    /// The reason why comments are closed.
    closed: Option<String>,
    name_max: usize,
    text_max: usize,
}

/// Splits `text` into paragraphs, lines and pieces. Only `http` and `https` addresses become links.
pub fn pieces(text: &str) -> Vec<Vec<Line>> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let plain = |text: &str| Piece { text: text.to_owned(), href: None };
    let line = |line: &str| {
        let mut pieces = Line::new();
        for span in finder.spans(line) {
            let text = span.as_str();
            if span.kind().is_none() || !(text.starts_with("https://") || text.starts_with("http://")) {
                pieces.push(plain(text));
                continue;
            }
            // The link finder only knows the punctuation of English.
            let (address, rest) = text.split_at(text.find(ENDS).unwrap_or(text.len()));
            pieces.push(Piece { text: address.to_owned(), href: Some(address.to_owned()) });
            if !rest.is_empty() {
                pieces.push(plain(rest));
            }
        }
        pieces
    };
    text.split("\n\n").map(|paragraph| paragraph.lines().map(line).collect()).collect()
}

/// Number of web addresses in `text`, with or without `http`. Two Arabic words around a full stop are not an address.
pub fn links_in(text: &str) -> usize {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]).url_must_have_scheme(false);
    finder.links(text).filter(|link| link.as_str().contains("://") || link.as_str().is_ascii()).count()
}

/// The id of the message that says why comments are closed.
pub fn why_closed(why: CommentsClosed) -> &'static str {
    match why {
        CommentsClosed::Frozen => "comments-frozen",
        CommentsClosed::Closed => "comments-closed",
        CommentsClosed::TooOld => "comments-too-old",
    }
}

/// The view of a comment with its replies.
fn view(context: &ReaderContext, comment: &Comment, answers: &[Comment], may_answer: bool) -> CommentView {
    let dates = context.dates();
    let addresses = &context.addresses;
    let gone = match comment.state {
        CommentState::Approved => None,
        CommentState::Withdrawn => Some("comment-withdrawn"),
        CommentState::Erased => Some("comment-erased"),
        CommentState::Waiting | CommentState::Rejected | CommentState::Spam => Some("comment-hidden"),
    };
    CommentView {
        id: comment.public_id.to_string(),
        name: if gone.is_none() { comment.name.clone() } else { String::new() },
        time: dates.full(comment.said_at, comment.said_at.day_in(context.frame.paper.zone), false),
        paragraphs: if gone.is_none() { pieces(&comment.text) } else { Vec::new() },
        gone,
        edited: comment.edited_at.is_some(),
        likes: comment.likes,
        like: addresses.comment(&comment.public_id, "like"),
        report: addresses.comment(&comment.public_id, "report"),
        reply: (may_answer && gone.is_none()).then(|| addresses.comment(&comment.public_id, "reply")),
        answers: answers.iter().map(|answer| view(context, answer, &[], may_answer)).collect(),
    }
}

/// The comments section of `story`: the threads after `after`, and the form or the reason why there is none.
pub async fn comments_view(
    context: &ReaderContext,
    story: &Story,
    rule: CommentRule,
    after: Option<i64>,
) -> Result<CommentsView, Problem> {
    let db = &context.source;
    let threads = newsroom::comments_of(db, story.id, after).await?;
    if let Some(end) = rule.closes_at {
        db.saw(&Sight::Until(end));
    }
    let count = match threads.threads.is_empty() && after.is_none() {
        true => 0,
        false => newsroom::comment_counts(db, &[story.id]).await?.remove(&story.id).unwrap_or(0),
    };
    if count > 0 {
        db.saw(&Sight::Until(context.site.now().plus_seconds(LIKES_SECONDS)));
    }
    let words = context.site.words(context.language);
    let next = match threads.next {
        Some(last) => threads.threads.last().filter(|thread| thread.first.id == last),
        None => None,
    };
    Ok(CommentsView {
        disclaimer: context.frame.paper.comments_disclaimer.get(context.language).to_owned(),
        count,
        comments: threads
            .threads
            .iter()
            .map(|thread| view(context, &thread.first, &thread.answers, rule.policy.is_ok()))
            .collect(),
        more: next.map(|last| context.addresses.comments_after(&story.public_id, &last.first.public_id)),
        action: rule.policy.is_ok().then(|| context.addresses.comments(&story.public_id)),
        token: context.addresses.comment_token(),
        closed: rule.policy.err().map(|why| words.message(why_closed(why))),
        name_max: newsroom::COMMENT_NAME_CHARS_MAX,
        text_max: newsroom::COMMENT_CHARS_MAX,
    })
}

/// The view of one comment without its replies.
pub fn single_comment(context: &ReaderContext, comment: &Comment) -> Value {
    Value::from(Serde(view(context, comment, &[], false)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_are_links_and_everything_is_still_there() {
        let text =
            "انظر https://paper.example/a?b=1، ثم javascript:alert(1)\nوسطر <b>آخر</b>\n\nفقرة http://x.example.";
        let found = pieces(text);
        assert_eq!((found.len(), found[0].len()), (2, 2));
        let links: Vec<String> = found.concat().concat().into_iter().filter_map(|piece| piece.href).collect();
        assert_eq!(links, ["https://paper.example/a?b=1", "http://x.example"]);
        let back: Vec<String> = found
            .iter()
            .map(|paragraph| {
                let lines =
                    paragraph.iter().map(|line| line.iter().map(|piece| piece.text.as_str()).collect::<String>());
                lines.collect::<Vec<_>>().join("\n")
            })
            .collect();
        assert_eq!(back.join("\n\n"), text);
        assert_eq!(links_in("a.example b.example www.c.example https://d.example قال.ثم"), 4);
    }
}
