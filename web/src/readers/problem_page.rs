//! Error pages in the reader's language: what happened, what to do, and a request id to quote.

use arabic::Language;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use http::{Method, StatusCode, header};
use minijinja::context;
use minijinja::value::Serde;

use crate::base::problem::{Problem, is_bare};
use crate::base::request_address::RequestedUri;
use crate::base::request_id::RequestId;
use crate::base::views::PageView;
use crate::readers::former;
use crate::readers::pages;
use crate::readers::pages::context::latest_cards;
use crate::readers::pages::site_view::site_view;
use crate::site::Site;
use crate::site::returned_form::{self, ReturnedForm};

/// Middleware: replaces a [`Problem`] with an error page; other responses are passed on. Before a page is reported as
/// missing, the address is looked up among former addresses of topics and writers, and among stories' addresses on the
/// old site.
pub async fn as_page(State(site): State<Site>, request: Request, next: Next) -> Response {
    let language = site.language_at(request.uri().path());
    let id = request.extensions().get::<RequestId>().cloned().unwrap_or_default();
    let whole = request.extensions().get::<RequestedUri>().map_or(request.uri(), |RequestedUri(whole)| whole);
    let asked = matches!(*request.method(), Method::GET | Method::HEAD).then(|| whole.clone());
    let (parts, body) = request.into_parts();
    let (body, typed) = returned_form::record(&parts, body);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let mut problem = match (response.extensions().get::<Problem>(), response.status()) {
        (Some(problem), _) => *problem,
        (None, status) => match of_framework(status).filter(|_| is_bare(&response)) {
            Some(problem) => problem,
            None => return response,
        },
    };
    let is_nowhere = |uri: &http::Uri| match problem {
        Problem::Missing => true,
        // Old sites used windows-1256 in addresses. Such an address cannot be one of ours.
        Problem::Bad => percent_encoding::percent_decode_str(uri.path()).decode_utf8().is_err(),
        _ => false,
    };
    if let Some(uri) = asked.filter(is_nowhere) {
        let named = pages::lists::former(&site, &uri).await;
        let found = match named {
            Ok(None) => former::redirect(&site, &uri).await,
            found => found,
        };
        match found {
            Ok(Some(elsewhere)) => return elsewhere,
            Ok(None) => {}
            Err(worse) => problem = worse,
        }
    }
    let given = match typed {
        Some(typed) => typed.finish("").await,
        None => None,
    };
    let page = page(&site, problem, language, &id, given).await;
    let headers = std::mem::take(response.headers_mut());
    let mut answer = (problem.status(), Html(page)).into_response();
    if let Some(allow) = headers.get(header::ALLOW) {
        answer.headers_mut().insert(header::ALLOW, allow.clone());
    }
    answer.headers_mut().insert(header::CACHE_CONTROL, http::HeaderValue::from_static("no-store"));
    if problem.is_temporary() {
        answer.headers_mut().insert(header::RETRY_AFTER, http::HeaderValue::from_static("5"));
    }
    answer
}

/// The problem that an error status of the framework stands for, if any.
fn of_framework(status: StatusCode) -> Option<Problem> {
    match status {
        StatusCode::NOT_FOUND => Some(Problem::Missing),
        StatusCode::METHOD_NOT_ALLOWED => Some(Problem::Method),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Problem::TooLarge),
        StatusCode::URI_TOO_LONG => Some(Problem::Overlong),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Some(Problem::NoForm),
        StatusCode::INTERNAL_SERVER_ERROR => Some(Problem::Internal),
        status if status.is_client_error() => Some(Problem::Bad),
        _ => None,
    }
}

async fn page(
    site: &Site,
    problem: Problem,
    language: Language,
    id: &RequestId,
    given: Option<ReturnedForm>,
) -> String {
    let frame = match problem {
        Problem::Storage(_) | Problem::Busy | Problem::Internal => site.last_frame(),
        _ => site.frame().await.unwrap_or_else(|_| site.last_frame()),
    };
    let language = if frame.has_language(language) { language } else { frame.primary() };
    let words = site.words(language);
    let (title, sentence) = problem.say(&words);
    let view = PageView::problem(&title);
    let latest = match problem {
        Problem::Missing | Problem::Gone | Problem::Withheld => {
            latest_cards(site, &frame, language, 4).await.unwrap_or_default()
        }
        _ => Vec::new(),
    };
    let context = context! {
        site => site_view(site, &frame, language),
        page => Serde(view),
        status => problem.status().as_u16(),
        sentence => sentence.as_str(),
        request_id => id.as_str(),
        latest => Serde(latest),
        given => Serde(given),
    };
    site.theme().render(language, "problem.html", &context).unwrap_or_else(|error| {
        tracing::error!(%error, "the error page could not be rendered");
        format!("<!doctype html><meta charset=\"utf-8\"><title>{title}</title><p>{sentence}</p>")
    })
}
