//! Gives a form back after an error: the error page shows what the person typed, with a button that sends it again.
//!
//! The body of a form is recorded while the handler reads it. If the response is an error, the rest of the body is read
//! then. Typed text is shown, values that only programs read become hidden fields, and secrets are never repeated.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use http::{Method, header, request};
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt;
use newsroom::StoryLine;
use serde::Serialize;

use crate::base::fields::Fields;
use crate::base::form_merge::{Conflict, WAS};
use crate::base::messages::line_label;

/// Maximum number of bytes of a form that are recorded: the size of a saved story (SECURITY-CONTRACT section 5).
const BYTES_MAX: usize = 8 << 20;
/// How long to wait for the rest of a form once the response is known to be an error.
const REST_WITHIN: Duration = Duration::from_secs(5);
/// Parts of names of secret fields. These come back empty.
const SECRET: [&str; 5] = ["password", "secret", "code", "proof", "credential"];
/// The CSRF token, which the error page issues anew.
const TOKEN: &str = "token";
/// Fields that only our pages fill in. They become hidden fields. A form that has no others is not given back.
#[rustfmt::skip]
const PAGES: [&str; 27] = [
    "after", "answer", "answers", "as", "ceremony", "decision", "framed", "ground", "id", "in", "key", "lack", "last", "lifted", "mark",
    "move", "on", "query", "reject", "rev", "save", "seen", "story-*", "token", "up", "was", "website",
];
/// Fields with a choice among fixed values, on at least one page. They become hidden fields, except where the value is
/// text that a person typed.
#[rustfmt::skip]
const CHOICES: [&str; 54] = [
    "act", "archive", "comment", "crawler", "days", "desk", "desks-*", "desks_publish", "digits", "does", "drop", "eastern",
    "feed_text", "first", "focal_*", "frozen", "hour", "hours", "kind", "lang", "language", "legal", "list", "mining", "minor",
    "months", "new", "notify", "over", "own_approval", "person", "photo", "pick", "pick-*", "policy", "position", "private", "quotes", "reason", "related", "remove",
    "rights", "role", "rule-*", "second_factor", "section", "section-*", "shape", "story", "sure", "thread_pick",
    "until-*", "waiting", "way",
];
/// The messages with the labels of fields that are not lines of a story.
const LABELS: [(&str, &str); 18] = [
    ("about", "field-about"),
    ("alt", "field-alt"),
    ("at", "story-time"),
    ("body", "field-body"),
    ("caption", "field-caption"),
    ("contact", "setting-contact"),
    ("credit", "field-credit"),
    ("director", "publication-director"),
    ("due", "story-due"),
    ("email", "sign-in-email"),
    ("name", "name"),
    ("quote", "remark-quote"),
    ("slug", "field-slug"),
    ("title", "page-title"),
    ("topics", "field-topics"),
    ("words", "move-words"),
    ("writers", "field-writers"),
    ("zone", "setting-zone"),
];
/// Characters that fit into one line, also on a phone.
const LINE_CHARS: usize = 36;
/// Maximum height of a field in lines. Longer texts scroll.
const ROWS_MAX: usize = 20;

/// The recorded form of a request.
pub struct RecordedForm {
    recording: Arc<Mutex<Recording>>,
    action: String,
}

struct Recording {
    body: Body,
    seen: Vec<u8>,
    is_whole: bool,
}

/// A field with text that a person typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TypedField {
    /// The name of the field.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Its height in lines.
    pub rows: usize,
    /// The message with its label, if there is one.
    pub label: Option<String>,
    /// Its label, if the form that was sent provides it.
    pub called: Option<String>,
    /// The current value, if a colleague has changed it in the meantime.
    pub stands: Option<String>,
}

/// A form that is given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReturnedForm {
    /// The address to which it was sent, and will be sent again.
    pub action: String,
    /// The fields with typed text.
    pub shown: Vec<TypedField>,
    /// The hidden fields.
    pub hidden: Vec<(String, String)>,
    /// Names of secret fields, which must be typed again.
    pub secrets: Vec<String>,
    /// Label and current value of other fields that a colleague has changed.
    pub met: Vec<(String, String)>,
}

/// Records the body if it is a form. Other bodies are returned unchanged. Multipart forms, which contain files, are not
/// recorded.
pub fn record(parts: &request::Parts, body: Body) -> (Body, Option<RecordedForm>) {
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_form = kind.split(';').next().unwrap_or_default().trim() == "application/x-www-form-urlencoded";
    if parts.method != Method::POST || !is_form {
        return (body, None);
    }
    let recording = Arc::new(Mutex::new(Recording { body, seen: Vec::new(), is_whole: true }));
    let action = parts.uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str).to_owned();
    (Body::new(RecordingBody(recording.clone())), Some(RecordedForm { recording, action }))
}

impl RecordedForm {
    /// The form to give back. `None` if nothing was typed, or if the form is too large or was not read completely.
    /// `outer` is the prefix that the router has removed from the address.
    pub async fn finish(self, outer: &str) -> Option<ReturnedForm> {
        let rest = Body::new(RecordingBody(self.recording.clone())).collect();
        let _ = tokio::time::timeout(REST_WITHIN, rest).await;
        let (seen, is_whole) = {
            let mut recording = self.recording.lock().unwrap_or_else(PoisonError::into_inner);
            (std::mem::take(&mut recording.seen), recording.is_whole)
        };
        if !is_whole {
            return None;
        }
        let action =
            if self.action.starts_with(outer) { self.action.clone() } else { format!("{outer}{}", self.action) };
        of_pairs(action, Fields::read(&seen).into_pairs())
    }
}

impl ReturnedForm {
    /// Prepares the form for sending it again after a conflict. The digests become those of the current values, fields
    /// that the form does not change get their current values, and conflicting fields come first, with their current
    /// values.
    pub fn show_conflict(&mut self, conflict: &Conflict) {
        let is_kept = |name: &str| name != WAS && conflict.untouched.iter().all(|(other, _)| other != name);
        self.hidden.retain(|(name, _)| is_kept(name));
        self.shown.retain(|words| is_kept(&words.name));
        self.hidden.push((WAS.to_owned(), conflict.was.clone()));
        let standing =
            conflict.untouched.iter().flat_map(|(name, values)| values.iter().map(move |value| (name, value)));
        self.hidden.extend(standing.map(|(name, value)| (name.clone(), value.clone())));
        for words in &mut self.shown {
            words.called =
                conflict.changed.iter().find(|(name, _)| *name == words.name).map(|(_, label)| label.clone());
        }
        for (name, label, stands) in &conflict.fields {
            match self.shown.iter_mut().find(|words| words.name == *name) {
                Some(words) => (words.called, words.stands) = (Some(label.clone()), Some(stands.clone())),
                None => self.met.push((label.clone(), stands.clone())),
            }
        }
        self.shown.sort_by_key(|words| words.stands.is_none());
    }
}

/// How a field is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FieldSource {
    ByPage,
    ByChoice,
    ByTyping,
    Secret,
}

fn source_of(name: &str) -> FieldSource {
    let is = |known: &&str| match known.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => name == *known,
    };
    if SECRET.iter().any(|secret| name.contains(secret)) {
        FieldSource::Secret
    } else if PAGES.iter().any(is) {
        FieldSource::ByPage
    } else if CHOICES.iter().any(is) {
        FieldSource::ByChoice
    } else {
        FieldSource::ByTyping
    }
}

fn of_pairs(action: String, pairs: Vec<(String, String)>) -> Option<ReturnedForm> {
    let mut given =
        ReturnedForm { action, shown: Vec::new(), hidden: Vec::new(), secrets: Vec::new(), met: Vec::new() };
    let mut is_filled = false;
    for (name, value) in pairs.into_iter().filter(|(name, _)| name != TOKEN) {
        let how = source_of(&name);
        is_filled |= matches!(how, FieldSource::ByTyping | FieldSource::ByChoice) && !value.trim().is_empty();
        match how {
            FieldSource::Secret => given.secrets.push(name),
            FieldSource::ByTyping if !value.trim().is_empty() => given.shown.push(TypedField::of(name, value)),
            FieldSource::ByChoice if is_typed_text(&value) => given.shown.push(TypedField::of(name, value)),
            _ => given.hidden.push((name, value)),
        }
    }
    is_filled.then_some(given)
}

impl TypedField {
    fn of(name: String, value: String) -> Self {
        let rows = value.lines().map(|line| line.chars().count().div_ceil(LINE_CHARS).max(1)).sum::<usize>();
        let label = LABELS.iter().find(|(known, _)| *known == name).map(|(_, label)| (*label).to_owned());
        let label = label.or_else(|| StoryLine::from_word(&name).map(line_label));
        Self { name, value, rows: rows.clamp(1, ROWS_MAX), label, called: None, stands: None }
    }
}

/// Whether a person typed the value: it contains white space or non-ASCII characters, or is an e-mail or web address.
/// Numbers, ids and words of ours have none of these.
fn is_typed_text(value: &str) -> bool {
    let value = value.trim();
    value.chars().any(|letter| letter.is_whitespace() || !letter.is_ascii())
        || (value.contains('@') || value.contains("://"))
}

/// A body that records what is read from it.
struct RecordingBody(Arc<Mutex<Recording>>);

impl http_body::Body for RecordingBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let mut recording = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let polled = Pin::new(&mut recording.body).poll_frame(context);
        match &polled {
            Poll::Ready(Some(Ok(frame))) => {
                if let Some(data) = frame.data_ref() {
                    if recording.seen.len() + data.len() <= BYTES_MAX {
                        recording.seen.extend_from_slice(data);
                    } else {
                        recording.is_whole = false;
                    }
                }
            }
            Poll::Ready(Some(Err(_))) => recording.is_whole = false,
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

    fn typed(form: &'static str) -> RecordedForm {
        let request = Request::post("/comments/abc?x=1")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form))
            .unwrap();
        let (parts, body) = request.into_parts();
        record(&parts, body).1.unwrap()
    }

    #[tokio::test]
    async fn words_come_back_and_the_rest_goes_along() {
        let given = typed("token=abc&key=k1&rev=3&name=%D8%B3&text=one+two%0D%0Athree").finish("").await.unwrap();
        assert_eq!(given.action, "/comments/abc?x=1");
        let shown: Vec<_> = given.shown.iter().map(|one| (one.name.as_str(), one.value.as_str())).collect();
        assert_eq!(shown, [("name", "س"), ("text", "one two\r\nthree")]);
        assert_eq!(given.hidden, [("key".into(), "k1".into()), ("rev".into(), "3".into())]);
    }

    #[tokio::test]
    async fn nothing_secret_is_repeated_and_its_field_comes_back_empty() {
        let given = typed("email=a%40b.example&password=one+two+three").finish("").await.unwrap();
        assert_eq!((given.shown[0].name.as_str(), given.shown[0].value.as_str()), ("email", "a@b.example"));
        assert_eq!((given.hidden, given.secrets), (vec![], vec!["password".to_owned()]));
    }

    #[tokio::test]
    async fn short_words_dates_and_choices_come_back_and_a_bare_button_does_not() {
        for form in ["agencies_line=AFP", "at=2026-12-01T06%3A00", "due=2026-12-01T06%3A00&person="] {
            assert_eq!(typed(form).finish("").await.unwrap().shown.len(), 1, "{form}");
        }
        let chosen = typed("token=abc&kind=correction&rev=3").finish("").await.unwrap();
        assert_eq!((chosen.shown.len(), chosen.hidden.len()), (0, 2));
        assert_eq!(typed("token=abc&rev=3&seen=1-2-3&words=++").finish("").await, None);
    }

    /// Names of fields in our templates, with the types of their elements.
    fn fields_of_templates() -> std::collections::BTreeMap<String, Vec<String>> {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut found = std::collections::BTreeMap::<String, Vec<String>>::new();
        for folder in ["desk/templates", "themes/default/templates"] {
            for file in std::fs::read_dir(root.join(folder)).unwrap() {
                let html = std::fs::read_to_string(file.unwrap().path()).unwrap();
                for tag in ["input", "select", "textarea", "button"] {
                    for element in html.split(&format!("<{tag} ")).skip(1) {
                        let attrs = element.split('>').next().unwrap();
                        let attr = |name: &str| {
                            let at = attrs.find(&format!("{name}=\""))? + name.len() + 2;
                            attrs[at..].split('"').next().map(str::to_owned)
                        };
                        let Some(name) = attr("name") else { continue };
                        let kind = if tag == "input" { attr("type").unwrap_or_default() } else { tag.to_owned() };
                        found.entry(name).or_default().push(kind);
                    }
                }
            }
        }
        found
    }

    // Every field in which people can type must be given back, so no such field may be listed in `PAGES`.
    #[test]
    fn fields_are_filled_in_as_the_templates_say() {
        let fields = fields_of_templates();
        assert!(fields.len() > 80, "{}", fields.len());
        for (name, kinds) in fields {
            // A template expression in a name stands for any text.
            let whole = name.split("{{").next().unwrap().trim().to_owned() + if name.contains("{{") { "x" } else { "" };
            if name.starts_with("{{") || kinds.iter().all(|kind| kind == "file") {
                continue;
            }
            let is = |among: &[&str]| kinds.iter().any(|kind| among.contains(&kind.as_str()));
            let (chosen, typed) = (
                is(&["select", "checkbox", "radio"]),
                !is(&["hidden", "button", "select", "checkbox", "radio", "file"]),
            );
            let hidden = kinds.iter().all(|kind| ["hidden", "button"].contains(&kind.as_str()));
            match source_of(&whole) {
                FieldSource::ByPage => assert!(hidden || name == "website", "{name} {kinds:?} is filled in by people"),
                FieldSource::ByChoice => {
                    assert!(!hidden || name == "related", "{name} {kinds:?} is filled in by pages alone")
                }
                FieldSource::ByTyping => assert!(typed || !hidden && !chosen, "{name} {kinds:?} is not typed"),
                FieldSource::Secret => {}
            }
        }
    }
}
