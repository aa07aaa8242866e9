//! Error pages of the desk in the person's language: what happened, what to do, and the request id.

use arabic::Language;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::{Method, StatusCode, header};
use minijinja::context;
use minijinja::value::Serde;

use super::problem::{DeskProblem, NeedsConfirmation, retry_after};
use super::{cookies, guard, json_body, paths, views};
use crate::base::problem::is_bare;
use crate::base::request_id::RequestId;
use crate::site::Site;
use crate::site::returned_form::{self, ReturnedForm};

/// The problem that an error status of the framework stands for, if any.
fn of_framework(status: StatusCode) -> Option<DeskProblem> {
    match status {
        StatusCode::NOT_FOUND => Some(DeskProblem::Missing),
        StatusCode::METHOD_NOT_ALLOWED => Some(DeskProblem::Method),
        StatusCode::PAYLOAD_TOO_LARGE => Some(DeskProblem::TooLarge),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Some(DeskProblem::NoForm),
        StatusCode::INTERNAL_SERVER_ERROR => Some(DeskProblem::Internal),
        status if status.is_client_error() => Some(DeskProblem::Bad),
        _ => None,
    }
}

/// Middleware: turns a [`DeskProblem`] into a page or a redirect. Other responses are passed on.
pub async fn as_page(State(site): State<Site>, request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().cloned().unwrap_or_default();
    let session_token = cookies::token(request.headers(), cookies::SESSION);
    let lang = views::query_value(request.uri().query().unwrap_or_default(), "lang");
    let (parts, body) = request.into_parts();
    let wants_json = json_body::is_json(&parts.headers, &header::ACCEPT);
    let sends = parts.method == Method::POST;
    let submission_id =
        sends.then(|| cookies::submission_id(&parts.headers, &paths::full_path(parts.uri.path()))).flatten();
    let (back, is_get) = (paths::return_path(&parts), parts.method == Method::GET);
    let (body, typed) = returned_form::record(&parts, body);
    let response = next.run(Request::from_parts(parts, body)).await;
    let problem = match (response.extensions().get::<DeskProblem>(), response.status()) {
        (Some(problem), _) => problem.clone(),
        (None, status) => match of_framework(status).filter(|_| is_bare(&response)) {
            Some(problem) => problem,
            None => return confirm_submission(response, submission_id),
        },
    };
    if wants_json {
        let mut answer = json_problem(&site, &problem, session_token, lang).await;
        guard::add_headers(answer.headers_mut());
        return answer;
    }
    let mut given = match typed {
        Some(typed) => typed.finish("/newsroom").await,
        None => None,
    };
    if let (Some(given), DeskProblem::Conflict(conflict)) = (&mut given, &problem) {
        given.show_conflict(conflict);
    }
    let onward = |path: &str, to: &str| Redirect::to(&views::with_query_value(path, "", "to", to)).into_response();
    let mut answer = match &problem {
        // A redirect would lose what was typed, so the page shows it.
        _ if given.is_some() => page(&site, &problem, session_token, lang, &id, &back, given).await,
        DeskProblem::SignIn { to } if is_get || *to != "/newsroom" => onward("/newsroom/sign-in", to),
        DeskProblem::SignIn { .. } => onward("/newsroom/sign-in", "/newsroom"),
        DeskProblem::SecondFactor { to } => onward("/newsroom/sign-in/factor", to),
        DeskProblem::ProofIsOld => onward("/newsroom/proof", &back),
        DeskProblem::SetUpFactor => Redirect::to("/newsroom/account?done=factor-owed").into_response(),
        _ => page(&site, &problem, session_token, lang, &id, &back, None).await,
    };
    if let Some(allow) = response.headers().get(header::ALLOW) {
        answer.headers_mut().insert(header::ALLOW, allow.clone());
    }
    guard::add_headers(answer.headers_mut());
    answer
}

/// Confirms to the script that a form was taken.
fn confirm_submission(mut answer: Response, submission_id: Option<String>) -> Response {
    // If the text was set aside as a version, the script must keep its copy.
    let to = answer.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default();
    let is_aside = views::query_value(to.split_once('?').map_or("", |(_, query)| query), "aside").is_some();
    let asks_more = answer.extensions().get::<NeedsConfirmation>().is_some();
    let is_taken = (answer.status().is_success() || answer.status().is_redirection()) && !is_aside && !asks_more;
    if let Some(name) = submission_id.filter(|_| is_taken) {
        cookies::put_confirmation(answer.headers_mut(), &name);
    }
    answer
}

/// The response for our scripts: problem details (RFC 9457) with the same sentence as the page. Problems that would
/// redirect become 401, because a script cannot follow.
async fn json_problem(
    site: &Site,
    problem: &DeskProblem,
    session_token: Option<newsroom::SecretToken>,
    lang: Option<String>,
) -> Response {
    let away = problem.is_internal();
    let (language, _) = language_of(site, session_token.filter(|_| !away), lang).await;
    let (title, sentence) = problem.say(&site.words(language));
    let status = match problem.status() {
        StatusCode::SEE_OTHER => StatusCode::UNAUTHORIZED,
        status => status,
    };
    let details = serde_json::json!({ "title": title, "status": status.as_u16(), "problem": sentence });
    (status, [(header::CONTENT_TYPE, "application/problem+json")], details.to_string()).into_response()
}

/// The language of the response, and whether somebody is signed in.
async fn language_of(
    site: &Site,
    session_token: Option<newsroom::SecretToken>,
    lang: Option<String>,
) -> (Language, bool) {
    let session = match session_token {
        Some(token) => newsroom::session(site.newsroom().reads(), &token, site.now()).await.ok().flatten(),
        None => None,
    };
    let asked: Option<Language> = lang.and_then(|code| code.parse().ok());
    let own = session.as_ref().map(|session| session.person.language);
    (own.or(asked).unwrap_or_else(|| site.last_frame().primary()), session.is_some())
}

async fn page(
    site: &Site,
    problem: &DeskProblem,
    session_token: Option<newsroom::SecretToken>,
    lang: Option<String>,
    id: &RequestId,
    back: &str,
    given: Option<ReturnedForm>,
) -> Response {
    let away = problem.is_internal();
    // The CSRF token for sending the form again.
    let token = session_token.as_ref().map(guard::token);
    let (language, signed_in) = language_of(site, session_token.filter(|_| !away), lang).await;
    let frame = site.last_frame();
    let words = site.words(language);
    let (title, sentence) = problem.say(&words);
    let way = problem.redirect_target(back);
    let values = context! {
        desk => context! {
            lang => language.code(),
            dir => language.dir(),
            paper => frame.paper.name.get(language),
            languages => Vec::<String>::new(),
        },
        title => title.as_str(),
        sentence => sentence.as_str(),
        request_id => id.as_str(),
        signed_in => signed_in,
        back => back,
        away => away,
        way => way,
        given => Serde(given),
        token => token,
    };
    let html = site.desk_theme().render(language, "problem.html", &values).unwrap_or_else(|error| {
        tracing::error!(%error, "the error page could not be rendered");
        format!("<!doctype html><meta charset=\"utf-8\"><title>{title}</title><p>{sentence}</p>")
    });
    // A page instead of a redirect gets 401.
    let status = match problem.status() {
        StatusCode::SEE_OTHER => StatusCode::UNAUTHORIZED,
        status => status,
    };
    let mut answer = (status, Html(html)).into_response();
    if let Some(seconds) = retry_after(&problem.retry(), site.now()) {
        answer.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    answer
}
