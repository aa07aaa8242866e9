//! What was typed comes back, whatever goes wrong: the page of an error holds the words of the form that met it, and a
//! button that sends them again.
//!
//! The body of a form is noted while it is read; where the answer is an error, what was not read yet is read then. Words
//! are shown, what only a program reads goes along unseen, and nothing secret is ever repeated.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use http::{Method, header, request};
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt;
use serde::Serialize;

use crate::desk::Fields;

/// Bytes of a form that are noted: a story as it is saved (SECURITY-CONTRACT section 5).
const BYTES_MAX: usize = 8 << 20;
/// How long the rest of a form is waited for once the answer is known to be an error.
const REST_WITHIN: Duration = Duration::from_secs(5);
/// Parts of names of fields that are never repeated.
const SECRET: [&str; 5] = ["password", "secret", "code", "proof", "credential"];
/// Names of fields that a page gives anew.
const OURS: &str = "token";
/// Characters that fit into one line, on a phone as well.
const LINE_CHARS: usize = 36;
/// Lines of a field at most; longer words are scrolled.
const ROWS_MAX: usize = 20;

/// The form of a request that is under way.
pub struct Typed {
    noted: Arc<Mutex<Noted>>,
    action: String,
}

struct Noted {
    body: Body,
    seen: Vec<u8>,
    is_whole: bool,
}

/// One field with words of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// Its name in the form.
    pub name: String,
    /// What was typed.
    pub value: String,
    /// Lines it needs.
    pub rows: usize,
}

/// A form as it goes back to whoever sent it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GivenBack {
    /// Where it was sent, and is sent again.
    pub action: String,
    /// What people typed.
    pub shown: Vec<Words>,
    /// What goes along.
    pub hidden: Vec<(String, String)>,
}

/// The body of a form, noted from now on; any other body as it is. Forms that bring files hold no words of people.
pub fn keep(parts: &request::Parts, body: Body) -> (Body, Option<Typed>) {
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_form = kind.split(';').next().unwrap_or_default().trim() == "application/x-www-form-urlencoded";
    if parts.method != Method::POST || !is_form {
        return (body, None);
    }
    let noted = Arc::new(Mutex::new(Noted { body, seen: Vec::new(), is_whole: true }));
    let action = parts.uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str).to_owned();
    (Body::new(Noting(noted.clone())), Some(Typed { noted, action }))
}

impl Typed {
    /// The form with what was typed; `None` where there are no words in it, or where it is longer than any form of ours.
    /// `outer` stands before its address, where the router has taken it off.
    pub async fn given_back(self, outer: &str) -> Option<GivenBack> {
        let rest = Body::new(Noting(self.noted.clone())).collect();
        let _ = tokio::time::timeout(REST_WITHIN, rest).await;
        let (seen, is_whole) = {
            let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
            (std::mem::take(&mut noted.seen), noted.is_whole)
        };
        if !is_whole {
            return None;
        }
        let action =
            if self.action.starts_with(outer) { self.action.clone() } else { format!("{outer}{}", self.action) };
        of_pairs(action, Fields::read(&seen).into_pairs())
    }
}

fn of_pairs(action: String, pairs: Vec<(String, String)>) -> Option<GivenBack> {
    let (mut shown, mut hidden) = (Vec::new(), Vec::new());
    for (name, value) in pairs {
        if SECRET.iter().any(|secret| name.contains(secret)) {
            // A form that opens a door is filled in anew.
            return None;
        }
        if name == OURS {
            continue;
        }
        if is_words(&value) {
            let rows = value.lines().map(|line| line.chars().count().div_ceil(LINE_CHARS).max(1)).sum::<usize>();
            let rows = rows.clamp(1, ROWS_MAX);
            shown.push(Words { name, value, rows });
        } else {
            hidden.push((name, value));
        }
    }
    (!shown.is_empty()).then_some(GivenBack { action, shown, hidden })
}

/// Whether a person has typed it: words, or anything that is not of a program's letters. Numbers, ids and states of ours
/// have neither.
fn is_words(value: &str) -> bool {
    let value = value.trim();
    value.chars().any(|letter| letter.is_whitespace() || !letter.is_ascii())
        || (value.contains('@') || value.contains("://"))
}

/// A body that notes what is read of it.
struct Noting(Arc<Mutex<Noted>>);

impl http_body::Body for Noting {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let polled = Pin::new(&mut noted.body).poll_frame(context);
        match &polled {
            Poll::Ready(Some(Ok(frame))) => {
                if let Some(data) = frame.data_ref() {
                    if noted.seen.len() + data.len() <= BYTES_MAX {
                        noted.seen.extend_from_slice(data);
                    } else {
                        noted.is_whole = false;
                    }
                }
            }
            Poll::Ready(Some(Err(_))) => noted.is_whole = false,
            _ => {}
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;

    fn typed(form: &'static str) -> Typed {
        let request = Request::post("/comments/abc?x=1")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form))
            .unwrap();
        let (parts, body) = request.into_parts();
        keep(&parts, body).1.unwrap()
    }

    #[tokio::test]
    async fn words_come_back_and_the_rest_goes_along() {
        let given =
            typed("token=abc&key=k1&revision=3&name=%D8%B3&text=one+two%0D%0Athree").given_back("").await.unwrap();
        assert_eq!(given.action, "/comments/abc?x=1");
        let shown: Vec<_> = given.shown.iter().map(|one| (one.name.as_str(), one.value.as_str())).collect();
        assert_eq!(shown, [("name", "س"), ("text", "one two\r\nthree")]);
        assert_eq!(given.hidden, [("key".into(), "k1".into()), ("revision".into(), "3".into())]);
    }

    #[tokio::test]
    async fn nothing_secret_and_nothing_empty_comes_back() {
        assert_eq!(typed("email=a%40b.example&password=one+two+three").given_back("").await, None);
        assert_eq!(typed("token=abc&revision=3&to=draft").given_back("").await, None);
    }
}
