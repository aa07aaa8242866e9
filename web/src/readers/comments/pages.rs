//! The addresses below `/comments` and their handlers.

use std::net::SocketAddr;

use axum::Json;
use axum::extract::{ConnectInfo, DefaultBodyLimit, FromRequest, Path, Request, State};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode, header};
use minijinja::value::Serde;
use minijinja::{Value, context};
use newsroom::screening::Verdict;
use newsroom::{
    COMMENT_LINKS_MAX, Comment, CommentEdit, CommentRule, CommentState, Doubt, Error, NewComment, PublicId,
    ReportReason, Said, SayRefusal, SecretToken, Section, Story,
};
use serde_json::json;

use super::service::{CommentToCheck, suspicion};
use super::view::{comments_view, links_in, pieces, single_comment, why_closed};
use crate::base::comments::intake::ReaderIdentity;
use crate::base::comments::pace::PaceDecision;
use crate::base::comments::recent;
use crate::base::comments::token::Token;
use crate::base::fields::Fields;
use crate::base::hosts::is_same_origin;
use crate::base::messages::Words;
use crate::base::problem::Problem;
use crate::base::views::PageView;
use crate::readers::pages::context::ReaderContext;
use crate::readers::pages::finding;
use crate::site::Site;
use crate::site::routes::Routes;

/// Maximum size of a form in bytes: three times four thousand characters in any script.
const FORM_BYTES_MAX: usize = 128 << 10;
/// A form sent within this time in milliseconds was not written by a person.
const TOO_FAST_MILLIS: i64 = 1_500;
/// The honeypot field, which people do not see.
const TRAP: &str = "website";

/// The routes of comments.
pub fn router() -> Routes {
    Routes::new()
        .route("/comments/token", get(token))
        .route("/comments/{story}", get(home).post(send))
        .route("/comments/{story}/after/{comment}", get(after))
        .route("/comments/on/{comment}/reply", get(reply))
        .route("/comments/on/{comment}/like", post(like))
        .route("/comments/on/{comment}/report", get(ask_report).post(report))
        .route("/comments/mine/{key}", get(mine).post(change))
        .with(|router| router.layer(DefaultBodyLimit::max(FORM_BYTES_MAX)))
}

/// A form as it was sent: the reader, whether it comes from one of our pages, and its fields.
pub struct CommentForm {
    identity: ReaderIdentity,
    is_same_origin: bool,
    wants_json: bool,
    fields: Fields,
}

impl FromRequest<Site> for CommentForm {
    type Rejection = Response;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
        let said = |name| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let identity = site.comments().identify(site.config(), peer, &parts.headers);
        let is_same_origin = is_same_origin(site.config(), &parts.headers);
        let wants_json = said(header::ACCEPT).starts_with("application/json");
        let is_form = said(header::CONTENT_TYPE).starts_with("application/x-www-form-urlencoded");
        let body = Bytes::from_request(Request::from_parts(parts, body), site).await;
        let body = body.map_err(IntoResponse::into_response)?;
        if !is_form {
            return Err(Problem::NoForm.into_response());
        }
        Ok(Self { identity, is_same_origin, wants_json, fields: Fields::read(&body) })
    }
}

impl CommentForm {
    /// The token, if it is valid and the form comes from one of our pages. Without one, the reader is asked to confirm
    /// on a page of ours. Cached pages contain no token.
    fn token(&self, site: &Site) -> Option<Token> {
        site.comments().key.read(self.fields.text("token"), site.now()).filter(|_| self.is_same_origin)
    }
}

/// What the reader typed.
#[derive(Debug, Clone, Default)]
struct Draft {
    name: String,
    email: String,
    text: String,
    answers: Option<PublicId>,
    trap: bool,
}

impl Draft {
    fn of(fields: &Fields) -> Self {
        Self {
            name: fields.text("name").to_owned(),
            email: fields.text("email").to_owned(),
            text: fields.exactly("text").replace("\r\n", "\n"),
            answers: fields.text("answers").parse().ok(),
            trap: !fields.text(TRAP).is_empty(),
        }
    }

    fn value(&self) -> Value {
        context! { name => &self.name, email => &self.email, text => &self.text, answers => self.answers.as_ref().map(PublicId::as_str) }
    }
}

/// A published story, with the rule for its comments.
struct CommentsPage {
    context: ReaderContext,
    story: Story,
    /// The published headline.
    headline: String,
    section: Section,
    rule: CommentRule,
}

impl CommentsPage {
    async fn of(site: Site, id: &str) -> Result<Self, Problem> {
        Self::at(finding::find(site, id).await?).await
    }

    async fn under(site: Site, comment: &Comment) -> Result<Self, Problem> {
        Self::at(finding::find_by_id(site, comment.story_id).await?).await
    }

    async fn at((context, story): (ReaderContext, Story)) -> Result<Self, Problem> {
        let live = story.live_version.ok_or(Problem::Missing)?;
        let headline = newsroom::version(&context.source, live).await?.content.headline;
        let section = finding::section_of(&context, &story)?;
        let rule = CommentRule::of(&context.frame.paper, &section, &story, context.site.now());
        Ok(Self { context, story, headline, section, rule })
    }

    fn path(&self) -> String {
        self.context.addresses.story(&self.section.slug, &self.story.public_id, &self.story.slug)
    }

    fn view(&self, kind: &'static str, title: &str) -> PageView {
        PageView {
            section: self.section.slug.clone(),
            noindex: true,
            ..PageView::new(kind, title, self.context.paper_name())
        }
    }

    fn about(&self) -> Value {
        context! { headline => &self.headline, href => self.path(), section => self.section.name.get(self.context.language) }
    }

    /// A page for one reader. It is never cached.
    fn answer(&self, status: StatusCode, title: &str, rest: Value) -> Result<Response, Problem> {
        let html = self.context.html(
            "comment.html",
            &self.view("comment", title),
            context! { about => self.about(), ..rest },
        )?;
        Ok((status, private(), Html(html)).into_response())
    }

    fn words(&self) -> Words {
        self.context.site.words(self.context.language)
    }

    /// The form with the draft, a new token, and an error or an instruction.
    fn form(
        &self,
        status: StatusCode,
        draft: &Draft,
        answered: Option<&Comment>,
        say: FormMessage,
    ) -> Result<Response, Problem> {
        let words = self.words();
        let (title, note, problem) = match say {
            FormMessage::Confirm => ("comment-confirm-title", Some(words.message("comment-confirm")), None),
            FormMessage::Write => ("comment-reply-title", None, None),
            FormMessage::Wrong(problem) => ("comment-problem-title", None, Some(problem)),
        };
        let token = self.context.site.comments().token(self.context.site.now());
        let title = words.message(title);
        let rest = context! {
            step => "form", title => &title, note => note, problem => problem, draft => draft.value(), token => token,
            action => self.context.addresses.comments(&self.story.public_id),
            answered => answered.map(|comment| single_comment(&self.context, comment)),
            disclaimer => self.context.frame.paper.comments_disclaimer.get(self.context.language),
            name_max => newsroom::COMMENT_NAME_CHARS_MAX, text_max => newsroom::COMMENT_CHARS_MAX,
        };
        self.answer(status, &title, rest)
    }
}

enum FormMessage {
    /// Nothing is wrong; the reader is asked to confirm.
    Confirm,
    /// A reply to a comment.
    Write,
    /// An error message.
    Wrong(String),
}

/// Headers of a response for one reader.
fn private() -> [(HeaderName, HeaderValue); 3] {
    [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex")),
        (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    ]
}

fn see_other(path: &str) -> Result<Response, Problem> {
    let location = HeaderValue::from_str(path).map_err(|_| Problem::Internal)?;
    Ok((StatusCode::SEE_OTHER, private(), [(header::LOCATION, location)]).into_response())
}

/// `GET /comments/token`: a token for the form on a cached page.
async fn token(State(site): State<Site>) -> Response {
    let token = site.comments().token(site.now());
    (private(), Json(json!({ "token": token }))).into_response()
}

/// `GET /comments/{story}`: redirects to the comments on the story's page.
async fn home(State(site): State<Site>, Path(id): Path<String>) -> Result<Response, Problem> {
    let page = CommentsPage::of(site, &id).await?;
    see_other(&format!("{}#comments", page.path()))
}

/// `GET /comments/{story}/after/{comment}`: a page of further threads.
async fn after(State(site): State<Site>, Path((id, comment)): Path<(String, String)>) -> Result<Response, Problem> {
    let page = CommentsPage::of(site, &id).await?;
    let last = find(&page.context.site, &comment).await?;
    if last.story_id != page.story.id || last.thread_id.is_some() {
        return Err(Problem::Missing);
    }
    let talk = comments_view(&page.context, &page.story, page.rule, Some(last.id)).await?;
    let path = page.context.addresses.comments_after(&page.story.public_id, &last.public_id);
    let title = page.words().named("comments-of", "headline", &page.headline);
    let view = page.view("comments", &title);
    page.context.answer(&path, "comments.html", &view, context! { about => page.about(), talk => Serde(talk) })
}

async fn find(site: &Site, id: &str) -> Result<Comment, Problem> {
    let id: PublicId = id.parse().map_err(|_| Problem::Missing)?;
    Ok(newsroom::comment(site.newsroom().reads(), &id).await?)
}

/// An approved comment, and the story it is on.
async fn find_approved(site: Site, id: &str) -> Result<(Comment, CommentsPage), Problem> {
    let comment = find(&site, id).await?;
    if comment.state != CommentState::Approved {
        return Err(Problem::Missing);
    }
    let page = CommentsPage::under(site, &comment).await?;
    Ok((comment, page))
}

/// `GET /comments/on/{comment}/reply`: the form for a reply, for readers without scripts.
async fn reply(State(site): State<Site>, Path(id): Path<String>) -> Result<Response, Problem> {
    let (comment, page) = find_approved(site, &id).await?;
    if let Err(why) = page.rule.policy {
        return closed(&page, &Draft::default(), why);
    }
    let draft = Draft { answers: Some(comment.public_id.clone()), ..Draft::default() };
    page.form(StatusCode::OK, &draft, Some(&comment), FormMessage::Write)
}

fn closed(page: &CommentsPage, draft: &Draft, why: newsroom::CommentsClosed) -> Result<Response, Problem> {
    let words = page.words();
    let title = words.message("your-opinion");
    let rest = context! { step => "closed", title => &title, problem => words.message(why_closed(why)), draft => draft.value() };
    page.answer(StatusCode::FORBIDDEN, &title, rest)
}

/// `POST /comments/{story}`: `name`, `email`, `text`, `answers`, `token`.
async fn send(State(site): State<Site>, Path(id): Path<String>, sent: CommentForm) -> Result<Response, Problem> {
    let page = CommentsPage::of(site.clone(), &id).await?;
    let draft = Draft::of(&sent.fields);
    let answered = match &draft.answers {
        Some(id) => newsroom::comment(site.newsroom().reads(), id).await.ok(),
        None => None,
    };
    let (now, talk) = (site.now(), site.comments());
    let wrong = |status, say| page.form(status, &draft, answered.as_ref(), FormMessage::Wrong(say));
    let words = page.words();
    if let Some(problem) = unusable(&words, &draft) {
        return wrong(StatusCode::UNPROCESSABLE_ENTITY, problem);
    }
    if let Err(why) = page.rule.policy {
        return closed(&page, &draft, why);
    }
    let Some(token) = sent.token(&site) else {
        return page.form(StatusCode::OK, &draft, answered.as_ref(), FormMessage::Confirm);
    };
    let paced = talk.pace.count(&sent.identity.reader, &sent.identity.block, now);
    if paced == PaceDecision::Refused {
        return wrong(StatusCode::TOO_MANY_REQUESTS, words.message("comment-too-many"));
    }
    let new = new_comment(&site, &page, &draft, &token, &sent.identity, paced).await?;
    let (print, own) = (new.print, new.own_key.clone());
    match talk.queue().submit(&site, new).await? {
        Said::Taken(comment) => {
            talk.recent.remember(&comment.public_id, print, &sent.identity.reader);
            see_other(&page.context.addresses.own_comment(&own))
        }
        Said::Known(_) => see_other(&page.context.addresses.own_comment(&own)),
        Said::Refused(refusal) => refused(&page, &draft, answered.as_ref(), refusal),
    }
}

fn refused(
    page: &CommentsPage,
    draft: &Draft,
    answered: Option<&Comment>,
    refusal: SayRefusal,
) -> Result<Response, Problem> {
    let words = page.words();
    let wrong = |say| page.form(StatusCode::UNPROCESSABLE_ENTITY, draft, answered, FormMessage::Wrong(say));
    match refusal {
        SayRefusal::NoStory => Err(Problem::Gone),
        SayRefusal::Closed(why) => closed(page, draft, why),
        SayRefusal::Banned(ban) => {
            page.form(StatusCode::FORBIDDEN, draft, answered, FormMessage::Wrong(banned(page, ban.until)))
        }
        SayRefusal::NoThread => wrong(words.message("comment-no-thread")),
        SayRefusal::Empty => wrong(words.message("comment-empty")),
        SayRefusal::TooLong(_) => wrong(words.counted("comment-too-long", limit(newsroom::COMMENT_CHARS_MAX))),
        SayRefusal::NameTooLong(_) => {
            wrong(words.counted("comment-name-too-long", limit(newsroom::COMMENT_NAME_CHARS_MAX)))
        }
        SayRefusal::BadEmail => wrong(words.message("comment-bad-email")),
    }
}

/// The message for a banned reader.
fn banned(page: &CommentsPage, until: Option<newsroom::Timestamp>) -> String {
    let (words, dates) = (page.words(), page.context.dates());
    let until = until.map(|at| dates.full(at, at.day_in(page.context.frame.paper.zone), false).text);
    match until {
        Some(until) => words.named("comment-banned-until", "until", &until),
        None => words.message("comment-banned"),
    }
}

fn limit(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Checks a draft without the database. Returns the error message, if any.
fn unusable(words: &Words, draft: &Draft) -> Option<String> {
    let text = newsroom::tidy_comment(&draft.text);
    if draft.name.is_empty() {
        Some(words.message("comment-name-missing"))
    } else if text.is_empty() {
        Some(words.message("comment-empty"))
    } else if text.chars().count() > newsroom::COMMENT_CHARS_MAX {
        Some(words.counted("comment-too-long", limit(newsroom::COMMENT_CHARS_MAX)))
    } else if links_in(&text) > COMMENT_LINKS_MAX {
        Some(words.counted("comment-links", limit(COMMENT_LINKS_MAX)))
    } else {
        None
    }
}

async fn new_comment(
    site: &Site,
    page: &CommentsPage,
    draft: &Draft,
    token: &Token,
    identity: &ReaderIdentity,
    paced: PaceDecision,
) -> Result<NewComment, Problem> {
    let (talk, now) = (site.comments(), site.now());
    let mut doubts = Vec::new();
    if draft.trap {
        doubts.push(Doubt::Trap);
    }
    let millis = (now.0 - token.given.0) / 1_000;
    if millis < TOO_FAST_MILLIS {
        doubts.push(Doubt::TooFast(millis));
    }
    if let PaceDecision::Waits(minute, day) = paced {
        doubts.push(Doubt::TooMany(minute, day));
    }
    let Draft { name, email, text, answers, trap } = draft;
    let question = CommentToCheck { name, email, text, identity, path: &page.path(), is_answer: answers.is_some() };
    let (screened, is_spam) = doubts_of(site, &question, None, *trap).await?;
    doubts.extend(screened);
    Ok(NewComment {
        story: page.story.public_id.clone(),
        answers: draft.answers.clone(),
        name: draft.name.clone(),
        email: Some(draft.email.clone()),
        text: draft.text.clone(),
        key: talk.key.form(token),
        own_key: talk.key.own(token),
        reader: identity.reader.clone(),
        block: identity.block.clone(),
        print: recent::fingerprint_bits(&draft.text),
        is_spam,
        doubts,
    })
}

/// Reasons to hold back a text: it repeats a recent comment, our screening objects, or the spam service does. The
/// service is asked only if the text is not spam already. Also returns whether the text is spam.
async fn doubts_of(
    site: &Site,
    question: &CommentToCheck<'_>,
    own: Option<&PublicId>,
    is_spam: bool,
) -> Result<(Vec<Doubt>, bool), Problem> {
    // Positions in the reasons refer to the text as it will be stored.
    let text = newsroom::tidy_comment(question.text);
    let reader = &question.identity.reader;
    let said_before = site.comments().recent.find_repetition(site.newsroom(), site.now(), &text, reader, own).await?;
    let screened = site.screener().await?.screen(site.newsroom().reads(), question.name, &text).await?;
    let is_spam = is_spam || screened.verdict == Verdict::Spam;
    let reasons = screened.reasons.into_iter().filter(|_| screened.verdict != Verdict::Pass);
    let suspicion = match is_spam {
        true => None,
        false => suspicion(site, &CommentToCheck { text: &text, ..*question }).await,
    };
    let is_blatant = suspicion.as_ref().is_some_and(|suspicion| suspicion.is_blatant);
    let reasons = reasons.chain(suspicion.map(|suspicion| suspicion.reason)).map(Doubt::Screened);
    Ok((said_before.into_iter().chain(reasons).collect(), is_spam || is_blatant))
}

/// `GET /comments/mine/{key}`: the state of a comment, for its author.
async fn mine(State(site): State<Site>, Path(token): Path<String>) -> Result<Response, Problem> {
    let (token, comment, page) = find_own(site, &token).await?;
    own_page(&page, &token, &comment, StatusCode::OK, None, None)
}

async fn find_own(site: Site, token: &str) -> Result<(SecretToken, Comment, CommentsPage), Problem> {
    let token = SecretToken::parse(token).ok_or(Problem::Missing)?;
    let found = newsroom::comment_by_own_key(site.newsroom().reads(), &token).await?;
    let comment = found.ok_or(Problem::Missing)?;
    let page = CommentsPage::under(site, &comment).await?;
    Ok((token, comment, page))
}

fn own_page(
    page: &CommentsPage,
    token: &SecretToken,
    comment: &Comment,
    status: StatusCode,
    problem: Option<String>,
    typed: Option<&str>,
) -> Result<Response, Problem> {
    let (words, now) = (page.words(), page.context.site.now());
    let title = words.message(&format!("comment-is-{}", comment.state.word()));
    let minutes = comment.editable_until(now).map(|until| (until.0 - now.0) / 60_000_000 + 1);
    let rest = context! {
        step => "mine", title => &title, problem => problem,
        explained => words.message(&format!("comment-means-{}", comment.state.word())),
        refusal => comment.refusal.map(|reason| words.message(&format!("refusal-{}", reason.word().replace('_', "-")))),
        rules => (comment.state == CommentState::Rejected).then(|| page.context.frame.paper.comments.rules.get(page.context.language)),
        said_now => context! { name => &comment.name, paragraphs => Value::from(Serde(pieces(&comment.text))) },
        typed => typed.unwrap_or(&comment.text),
        edit => minutes.map(|minutes| words.counted("comment-edit-until", minutes)),
        may_withdraw => comment.state != CommentState::Withdrawn,
        action => page.context.addresses.own_comment(token),
        anchor => (comment.state == CommentState::Approved).then(|| format!("{}#c-{}", page.path(), comment.public_id)),
        text_max => newsroom::COMMENT_CHARS_MAX,
    };
    page.answer(status, &title, rest)
}

/// `POST /comments/mine/{key}`: `act` is `edit`, with `text`, or `withdraw`.
async fn change(State(site): State<Site>, Path(token): Path<String>, sent: CommentForm) -> Result<Response, Problem> {
    let (token, comment, page) = find_own(site.clone(), &token).await?;
    if !sent.is_same_origin {
        return Err(Problem::Foreign);
    }
    let (fields, words) = (&sent.fields, page.words());
    let text = fields.exactly("text").replace("\r\n", "\n");
    let refused = |status, problem| own_page(&page, &token, &comment, status, Some(problem), Some(&text));
    let wrong = |problem| refused(StatusCode::UNPROCESSABLE_ENTITY, problem);
    if fields.text("act") == "withdraw" {
        site.newsroom().write(site.now(), async |tx| newsroom::withdraw_comment(tx, &token).await).await?;
        return see_other(&page.context.addresses.own_comment(&token));
    }
    if links_in(&text) > COMMENT_LINKS_MAX {
        return wrong(words.counted("comment-links", limit(COMMENT_LINKS_MAX)));
    }
    let (name, email) = (&comment.name, comment.email.as_deref().unwrap_or_default());
    let (path, is_answer) = (&page.path(), comment.thread_id.is_some());
    let question = CommentToCheck { name, email, text: &text, identity: &sent.identity, path, is_answer };
    // An edit counts like a new comment, so that editing cannot be used to exceed the limits.
    let paced = site.comments().pace.count(&sent.identity.reader, &sent.identity.block, site.now());
    if paced == PaceDecision::Refused {
        return refused(StatusCode::TOO_MANY_REQUESTS, words.message("comment-too-many"));
    }
    let (mut doubts, _) = doubts_of(&site, &question, Some(&comment.public_id), false).await?;
    if let PaceDecision::Waits(minute, day) = paced {
        doubts.push(Doubt::TooMany(minute, day));
    }
    let (block, print) = (sent.identity.block.clone(), recent::fingerprint_bits(&text));
    let edit = CommentEdit { text: text.clone(), block, doubts, print };
    let act = async |tx: &mut newsroom::Tx| newsroom::edit_comment(tx, &token, &edit).await;
    match site.newsroom().write(site.now(), act).await {
        Ok(_) => see_other(&page.context.addresses.own_comment(&token)),
        Err(Error::Banned { until }) => refused(StatusCode::FORBIDDEN, banned(&page, until)),
        Err(Error::CommentsClosed(why)) => refused(StatusCode::FORBIDDEN, words.message(why_closed(why))),
        Err(Error::TooLateToEdit) => wrong(words.message("comment-edit-late")),
        Err(Error::WordsMissing) => wrong(words.message("comment-empty")),
        Err(Error::TooLong { .. }) => wrong(words.counted("comment-too-long", limit(newsroom::COMMENT_CHARS_MAX))),
        Err(error) => Err(error.into()),
    }
}

/// The result of a like or a report.
enum MarkOutcome {
    /// It was done, now or by an earlier request with the same token. Contains the result of `act`.
    Done(String),
    /// The comment does not exist.
    Missing,
    /// The token was already used for something else.
    TokenSpent,
}

/// Runs `act` for `comment`, once per token over all nodes. A repeated request gets the result of the first one. A
/// token that was used for another comment or act gives [`MarkOutcome::TokenSpent`].
async fn mark_once(
    tx: &mut newsroom::Tx,
    site: &Site,
    token: &Token,
    what: &str,
    comment: &Comment,
    act: impl AsyncFnOnce(&mut newsroom::Tx) -> newsroom::Result<Option<String>>,
) -> newsroom::Result<MarkOutcome> {
    let key = format!("mark/{}", site.comments().key.form(token));
    let mine = format!("{what}/{}/", comment.public_id);
    let said = newsroom::once(tx, &key, async |tx: &mut newsroom::Tx| {
        Ok(act(tx).await?.map_or_else(String::new, |said| format!("{mine}{said}")))
    })
    .await?;
    Ok(match said.strip_prefix(&mine) {
        Some(said) => MarkOutcome::Done(said.to_owned()),
        None if said.is_empty() => MarkOutcome::Missing,
        None => MarkOutcome::TokenSpent,
    })
}

/// `POST /comments/on/{comment}/like`: `token`. Without a token the response is a page with a button.
async fn like(State(site): State<Site>, Path(id): Path<String>, sent: CommentForm) -> Result<Response, Problem> {
    let (comment, page) = find_approved(site.clone(), &id).await?;
    let words = page.words();
    let ask_again = || {
        let title = words.message("comment-like-title");
        let rest = context! {
            step => "like", title => &title, token => site.comments().token(site.now()),
            action => page.context.addresses.comment(&comment.public_id, "like"), answered => single_comment(&page.context, &comment),
        };
        page.answer(StatusCode::OK, &title, rest)
    };
    let Some(token) = sent.token(&site) else { return ask_again() };
    let ReaderIdentity { reader, block, .. } = &sent.identity;
    let like = async |tx: &mut newsroom::Tx| match site.comments().is_plausible(
        &sent.identity,
        &comment.public_id,
        site.now(),
    ) {
        true => newsroom::like_comment(tx, &comment.public_id, reader, block).await,
        false => Ok(Some(comment.likes)),
    };
    let act = async |tx: &mut newsroom::Tx| {
        mark_once(tx, &site, &token, "like", &comment, async |tx: &mut newsroom::Tx| {
            Ok(like(tx).await?.map(|likes| likes.to_string()))
        })
        .await
    };
    let likes = match site.newsroom().write(site.now(), act).await {
        Ok(MarkOutcome::Done(likes)) => likes.parse().unwrap_or(comment.likes),
        Ok(MarkOutcome::Missing) => return Err(Problem::Missing),
        Ok(MarkOutcome::TokenSpent) => return ask_again(),
        Err(Error::Banned { until }) => return banned_response(&page, &sent, until),
        Err(error) => return Err(error.into()),
    };
    if sent.wants_json {
        let said = words.counted("comment-likes", likes);
        return Ok((private(), Json(json!({ "likes": likes, "words": said }))).into_response());
    }
    see_other(&format!("{}#c-{}", page.path(), comment.public_id))
}

/// The response to a banned reader.
fn banned_response(
    page: &CommentsPage,
    sent: &CommentForm,
    until: Option<newsroom::Timestamp>,
) -> Result<Response, Problem> {
    let problem = banned(page, until);
    if sent.wants_json {
        return Ok((StatusCode::FORBIDDEN, private(), Json(json!({ "problem": problem }))).into_response());
    }
    let title = page.words().message("comment-problem-title");
    let rest = context! { step => "closed", title => &title, problem => problem, draft => Draft::default().value() };
    page.answer(StatusCode::FORBIDDEN, &title, rest)
}

/// `GET /comments/on/{comment}/report`
async fn ask_report(State(site): State<Site>, Path(id): Path<String>) -> Result<Response, Problem> {
    let (comment, page) = find_approved(site, &id).await?;
    report_page(&page, &comment, StatusCode::OK, None)
}

fn report_page(
    page: &CommentsPage,
    comment: &Comment,
    status: StatusCode,
    problem: Option<String>,
) -> Result<Response, Problem> {
    let words = page.words();
    let title = words.message("comment-report-title");
    let reasons = ReportReason::ALL.iter().map(|reason| {
        context! { word => reason.word(), name => words.message(&format!("refusal-{}", reason.word())) }
    });
    let rest = context! {
        step => "report", title => &title, problem => problem, reasons => reasons.collect::<Vec<_>>(),
        token => page.context.site.comments().token(page.context.site.now()),
        action => page.context.addresses.comment(&comment.public_id, "report"), answered => single_comment(&page.context, comment),
    };
    page.answer(status, &title, rest)
}

/// `POST /comments/on/{comment}/report`: `token`, `reason`.
async fn report(State(site): State<Site>, Path(id): Path<String>, sent: CommentForm) -> Result<Response, Problem> {
    let (comment, page) = find_approved(site.clone(), &id).await?;
    let words = page.words();
    let Some(reason) = ReportReason::from_word(sent.fields.text("reason")) else {
        let problem = words.message("comment-report-reason");
        return report_page(&page, &comment, StatusCode::UNPROCESSABLE_ENTITY, Some(problem));
    };
    let Some(token) = sent.token(&site) else { return report_page(&page, &comment, StatusCode::OK, None) };
    let ReaderIdentity { reader, block, .. } = &sent.identity;
    let act = async |tx: &mut newsroom::Tx| {
        mark_once(tx, &site, &token, "report", &comment, async |tx: &mut newsroom::Tx| {
            if site.comments().is_plausible(&sent.identity, &comment.public_id, site.now()) {
                newsroom::report_comment(tx, &comment.public_id, reader, block, reason).await?;
            }
            Ok(Some(String::new()))
        })
        .await
    };
    match site.newsroom().write(site.now(), act).await {
        Ok(MarkOutcome::TokenSpent) => return report_page(&page, &comment, StatusCode::OK, None),
        Ok(_) => {}
        Err(Error::Banned { until }) => return banned_response(&page, &sent, until),
        Err(error) => return Err(error.into()),
    }
    let title = words.message("comment-reported-title");
    page.answer(StatusCode::OK, &title, context! { step => "reported", title => &title })
}
