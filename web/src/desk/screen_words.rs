//! The room for the moderators' words: searching, adding, removing and restoring words, pasting lists, import and
//! export as a table. A text can be tried out, so that moderators see the effect of a word at once.

use std::collections::{BTreeSet, HashMap};

use axum::extract::{Path, RawQuery};
use axum::response::Response;
use http::StatusCode;
use minijinja::{Value, context};
use newsroom::screening::{
    DECISIONS_MIN, SCREEN_NOTE_CHARS_MAX, SCREEN_WORD_CHARS_MAX, ScreenKind, ScreenWord, ScreenWording, Verdict,
    decisions,
};
use newsroom::{Action, Timestamp, screening};

use super::multipart::MultipartForm;
use super::problem::DeskProblem;
use super::screening::{list_name, parts, sentences};
use super::word_list::{self, WordRoom};
use super::{DeskContext, Form, views};
use crate::base::fields::Fields;
use crate::base::messages::Words;

const ROOM: &str = "/newsroom/comments/words";
/// Number of words on a page.
const PAGE: usize = 40;
/// Maximum length of a text that is tried out, in characters: that of a comment.
const TRIED_CHARS_MAX: usize = 4_000;

impl WordRoom for ScreenWord {
    const ROOM: &'static str = ROOM;
    const MESSAGES: &'static str = "screen";
    const FILE: &'static str = "comment-words.tsv";
    const SHEET_BYTES_MAX: usize = 1 << 20;

    fn sheet(words: &[Self]) -> String {
        screening::write_screen_words(words.iter().map(|word| &word.says))
    }
}

/// The query parameters `q`, `list`, `before=ID`, and `removed=ID`, the word that was just removed.
#[derive(Default)]
struct Params {
    words: String,
    kind: Option<ScreenKind>,
    before: Option<i64>,
    removed: Option<i64>,
}

impl Params {
    fn of(query: Option<&str>) -> Self {
        let value = |name| views::query_value(query.unwrap_or_default(), name).unwrap_or_default();
        Self {
            words: value("q").trim().to_owned(),
            kind: ScreenKind::from_word(&value("list")),
            before: value("before").parse().ok(),
            removed: value("removed").parse().ok(),
        }
    }

    /// The address of the list of words older than `id`.
    fn further(&self, id: i64) -> String {
        let kind = self.kind.map_or("", ScreenKind::word);
        views::address(ROOM, &[("q", &self.words), ("list", kind), ("before", &id.to_string())])
    }
}

/// The content of the page's forms.
#[derive(Default)]
struct PageState {
    problem: Option<String>,
    wording: Option<ScreenWording>,
    /// The result of trying out a text.
    tried: Option<Value>,
    /// The result of importing a table or pasted lines.
    sheet: Option<Value>,
    pasted: String,
}

fn kinds(words: &Words, chosen: Option<ScreenKind>) -> Vec<Value> {
    let means = |kind| match kind {
        ScreenKind::Abuse => words.message("screen-list-abuse-means"),
        ScreenKind::Spam => words.message("screen-list-spam-means"),
        ScreenKind::Hold => words.message("screen-list-hold-means"),
        ScreenKind::Innocent => words.message("screen-list-innocent-means"),
    };
    let one = |&kind: &ScreenKind| context! { word => kind.word(), name => list_name(words, kind), means => means(kind), chosen => chosen == Some(kind) };
    ScreenKind::ALL.iter().map(one).collect()
}

/// The template values for a word. Default values are left out.
fn line(desk: &DeskContext, words: &Words, word: &ScreenWord, names: &HashMap<i64, String>) -> Value {
    let says = &word.says;
    // The words that a new paper has from the start have no author and no time.
    let is_own = word.at != Timestamp(0);
    let by = match word.by {
        Some(id) => names.get(&id).cloned(),
        None => is_own.then(|| words.message("screen-by-console")),
    };
    context! {
        id => word.id, word => &says.word, note => &says.note, list_name => list_name(words, says.kind),
        refuses => says.refuses.then(|| words.message("screen-does-spam")),
        by => by, at => is_own.then(|| views::instant(&desk.site().last_frame(), word.at)),
        hits => (word.hits > 0).then(|| words.counted("screen-hits-count", word.hits)),
        remove => words.named("screen-remove-word", "word", &says.word),
    }
}

/// `GET /newsroom/comments/words`
pub async fn list(desk: DeskContext, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    page(&desk, StatusCode::OK, &Params::of(query.as_deref()), PageState::default()).await
}

async fn page(
    desk: &DeskContext,
    status: StatusCode,
    params: &Params,
    page_state: PageState,
) -> Result<Response, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::Moderate)?;
    let words = desk.words();
    let (found, next) =
        screening::screen_words_found(desk.db(), &params.words, params.kind, params.before, PAGE).await?;
    let removed: Option<ScreenWord> = word_list::removed(desk, params.removed).await;
    let ids: BTreeSet<i64> = found.iter().filter_map(|word| word.by).collect();
    let mut names: HashMap<i64, String> = HashMap::new();
    for id in ids {
        // A person that no longer exists, after a restore, is left out.
        if let Ok(person) = newsroom::person(desk.db(), id).await {
            names.insert(id, person.name);
        }
    }
    let (ok, bad) = decisions(desk.db()).await?;
    let number = |n: i64| words.number(usize::try_from(n).unwrap_or(0));
    let (all, ok_said, bad_said, min) = (number(ok + bad), number(ok), number(bad), number(DECISIONS_MIN));
    let learned = if ok.min(bad) < DECISIONS_MIN {
        words.filled("screen-learns", &[("min", &min), ("ok", &ok_said), ("bad", &bad_said)])
    } else {
        words.filled("screen-learned", &[("n", &all), ("ok", &ok_said), ("bad", &bad_said)])
    };
    let typed = page_state.wording.as_ref();
    let form = context! {
        problem => page_state.problem,
        kinds => kinds(&words, Some(typed.map_or(ScreenKind::Abuse, |says| says.kind))),
        refuses => typed.is_some_and(|says| says.refuses),
        word => typed.map(|says| says.word.as_str()),
        note => typed.and_then(|says| says.note.as_deref()),
        word_max => SCREEN_WORD_CHARS_MAX, note_max => SCREEN_NOTE_CHARS_MAX,
    };
    let values = context! {
        room => ROOM,
        asked => &params.words,
        is_asked => !params.words.is_empty() || params.kind.is_some() || params.before.is_some(),
        kinds => kinds(&words, params.kind),
        lines => found.iter().map(|word| line(desk, &words, word, &names)).collect::<Vec<_>>(),
        next => next.map(|next| params.further(next)),
        removed => removed.map(|word| line(desk, &words, &word, &names)),
        learned => learned,
        form => form,
        tried => page_state.tried,
        tried_max => TRIED_CHARS_MAX,
        sheet => page_state.sheet,
        pasted => page_state.pasted,
    };
    desk.page_with(status, "screen-words.html", values)
}

fn wording(form: &Fields) -> ScreenWording {
    ScreenWording {
        kind: ScreenKind::from_word(form.text("list")).unwrap_or(ScreenKind::Hold),
        refuses: form.text("does") == "spam",
        word: form.text("word").to_owned(),
        note: Some(form.text("note").to_owned()),
    }
}

/// `POST /newsroom/comments/words`
pub async fn add(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    let says = wording(&form);
    match desk.write(async |tx| newsroom::add_word::<ScreenWord>(tx, desk.actor(), says.clone()).await).await {
        Ok(_) => Ok(desk.redirect(&format!("{ROOM}?done=saved"))),
        Err(error) => {
            let (status, problem) = word_list::error_sentence::<ScreenWord>(&desk.words(), error)?;
            let page_state = PageState { problem: Some(problem), wording: Some(says), ..PageState::default() };
            page(&desk, status, &Params::default(), page_state).await
        }
    }
}

/// `POST /newsroom/comments/words/{id}/back`: undoes a removal.
pub async fn back(desk: DeskContext, Path(id): Path<i64>, _: Form) -> Result<Response, DeskProblem> {
    desk.write(async |tx| newsroom::bring_back_word::<ScreenWord>(tx, desk.actor(), id).await).await?;
    Ok(desk.redirect(&format!("{ROOM}?done=saved")))
}

/// `POST /newsroom/comments/words/try`: shows what would be found in `name` and `text`. Stores nothing.
pub async fn attempt(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::Moderate)?;
    let words = desk.words();
    let cut = |text: &str| text.chars().take(TRIED_CHARS_MAX).collect::<String>();
    let (name, text) = (cut(form.text("name")), cut(&form.text("text").replace("\r\n", "\n")));
    let screened = desk.site().screener().await?.screen(desk.db(), &name, &text).await?;
    let verdict = match screened.verdict {
        Verdict::Pass => words.message("screen-verdict-pass"),
        Verdict::Hold => words.message("screen-verdict-hold"),
        Verdict::Spam => words.message("screen-verdict-spam"),
    };
    let tried = context! {
        name => &name, text => &text, verdict => verdict, passes => screened.verdict == Verdict::Pass,
        parts => parts(&text, &screened.reasons),
        reasons => sentences(&words, &screened.reasons),
    };
    page(&desk, StatusCode::OK, &Params::default(), PageState { tried: Some(tried), ..PageState::default() }).await
}

/// `POST /newsroom/comments/words/sheet`
pub async fn import(desk: DeskContext, form: MultipartForm) -> Result<Response, DeskProblem> {
    let read = |text: &str| screening::read_screen_words(text, ScreenKind::Hold);
    let (status, sheet) = word_list::import::<ScreenWord>(&desk, form, read).await?;
    page(&desk, status, &Params::default(), PageState { sheet: Some(sheet), ..PageState::default() }).await
}

/// `POST /newsroom/comments/words/paste`: `lines`, each a word or a row of a table, and the default `list` for rows
/// without one.
pub async fn paste(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    let kind = ScreenKind::from_word(form.text("list")).unwrap_or(ScreenKind::Hold);
    let lines = form.text("lines").replace("\r\n", "\n");
    let (status, sheet) =
        word_list::import_words::<ScreenWord>(&desk, screening::read_screen_words(&lines, kind)).await?;
    // If some lines could not be parsed, the text stays in the field for corrections.
    let pasted = if status == StatusCode::OK { String::new() } else { lines };
    page(&desk, status, &Params::default(), PageState { sheet: Some(sheet), pasted, ..PageState::default() }).await
}
