//! The room of the moderators' words: found in any spelling, added, taken off and put back, pasted and carried in and out as a
//! sheet; and a field in which a text is tried, so that nobody has to wait for a reader to see what a word does.

use std::collections::{BTreeSet, HashMap};

use axum::extract::{Path, RawQuery};
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use minijinja::{Value, context};
use newsroom::screening::{
    DECISIONS_MIN, SCREEN_NOTE_CHARS_MAX, SCREEN_WORD_CHARS_MAX, ScreenKind, ScreenSheetRefusal, ScreenWord,
    ScreenWording, Verdict, decisions,
};
use newsroom::{Action, Error, Timestamp, screening};

use super::multipart::{FileForm, Incoming};
use super::problem::{DeskProblem, refusal, worded};
use super::screening::{list_name, parts, sentences};
use super::{Desk, Form, views};
use crate::base::fields::Fields;
use crate::base::messages::Words;

const ROOM: &str = "/newsroom/comments/words";
/// Lines on a page.
const PAGE: usize = 40;
/// Lines of a sheet that are named as refused; the rest is counted.
const REFUSED_SHOWN: usize = 8;
/// Bytes of a sheet.
const SHEET_BYTES_MAX: usize = 1 << 20;
/// Characters of a text that is tried: a comment's.
const TRIED_CHARS_MAX: usize = 4_000;

/// What the address asks for: `q`, `list`, `before=ID`, and `removed=ID`, the word that was just taken off.
#[derive(Default)]
struct Asked {
    words: String,
    kind: Option<ScreenKind>,
    before: Option<i64>,
    removed: Option<i64>,
}

impl Asked {
    fn of(query: Option<&str>) -> Self {
        let value = |name| views::query_value(query.unwrap_or_default(), name).unwrap_or_default();
        Self {
            words: value("q").trim().to_owned(),
            kind: ScreenKind::from_word(&value("list")),
            before: value("before").parse().ok(),
            removed: value("removed").parse().ok(),
        }
    }

    /// The same list, older than the word with this id.
    fn further(&self, id: i64) -> String {
        let mut path = views::with_query_value(ROOM, "", "q", &self.words);
        let id = id.to_string();
        for (name, value) in [("list", self.kind.map_or("", ScreenKind::word)), ("before", &id)] {
            path.push('&');
            path.push_str(views::with_query_value("", "", name, value).trim_start_matches('?'));
        }
        path
    }
}

/// What stands in the forms of the page, beside the list.
#[derive(Default)]
struct Stands {
    problem: Option<String>,
    wording: Option<ScreenWording>,
    /// What a text that was tried came to.
    tried: Option<Value>,
    /// What came of a sheet or of lines that were pasted, and the lines.
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
    let one = |kind: ScreenKind| context! { word => kind.word(), name => list_name(words, kind), means => means(kind), chosen => chosen == Some(kind) };
    ScreenKind::ALL.map(one).to_vec()
}

/// A word as a line: what is as usual is not said.
fn line(desk: &Desk, words: &Words, word: &ScreenWord, names: &HashMap<i64, String>) -> Value {
    let says = &word.says;
    // What a paper begins with has neither a hand nor a time.
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
pub async fn list(desk: Desk, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    page(&desk, StatusCode::OK, &Asked::of(query.as_deref()), Stands::default()).await
}

async fn page(desk: &Desk, status: StatusCode, asked: &Asked, stands: Stands) -> Result<Response, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::Moderate)?;
    let words = desk.words();
    let (found, next) = screening::screen_words_found(desk.db(), &asked.words, asked.kind, asked.before, PAGE).await?;
    let removed = match asked.removed {
        Some(id) => screening::screen_word(desk.db(), id).await.ok().filter(|word| word.is_removed),
        None => None,
    };
    let ids: BTreeSet<i64> = found.iter().filter_map(|word| word.by).collect();
    let mut names: HashMap<i64, String> = HashMap::new();
    for id in ids {
        // Somebody whom a restored paper no longer has leaves a line without a name.
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
    let typed = stands.wording.as_ref();
    let form = context! {
        problem => stands.problem,
        kinds => kinds(&words, Some(typed.map_or(ScreenKind::Abuse, |says| says.kind))),
        refuses => typed.is_some_and(|says| says.refuses),
        word => typed.map(|says| says.word.as_str()),
        note => typed.and_then(|says| says.note.as_deref()),
        word_max => SCREEN_WORD_CHARS_MAX, note_max => SCREEN_NOTE_CHARS_MAX,
    };
    let values = context! {
        room => ROOM,
        asked => &asked.words,
        is_asked => !asked.words.is_empty() || asked.kind.is_some() || asked.before.is_some(),
        kinds => kinds(&words, asked.kind),
        lines => found.iter().map(|word| line(desk, &words, word, &names)).collect::<Vec<_>>(),
        next => next.map(|next| asked.further(next)),
        removed => removed.map(|word| line(desk, &words, &word, &names)),
        learned => learned,
        form => form,
        tried => stands.tried,
        tried_max => TRIED_CHARS_MAX,
        sheet => stands.sheet,
        pasted => stands.pasted,
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

fn said(words: &Words, error: Error) -> Result<(StatusCode, String), DeskProblem> {
    let sentence = match &error {
        Error::WordsMissing => Some(words.message("screen-word-missing")),
        Error::AlreadyThere { .. } => Some(words.message("screen-word-there")),
        Error::TooLong { field: "screen_words", .. } => Some(words.message("screen-too-many")),
        other => refusal(words, other),
    };
    worded(sentence, error)
}

/// `POST /newsroom/comments/words`
pub async fn add(desk: Desk, form: Form) -> Result<Response, DeskProblem> {
    let says = wording(&form);
    match desk.write(async |tx| screening::add_screen_word(tx, desk.actor(), says.clone()).await).await {
        Ok(_) => Ok(desk.go(&format!("{ROOM}?done=saved"))),
        Err(error) => {
            let (status, problem) = said(&desk.words(), error)?;
            let stands = Stands { problem: Some(problem), wording: Some(says), ..Stands::default() };
            page(&desk, status, &Asked::default(), stands).await
        }
    }
}

/// `POST /newsroom/comments/words/{id}/remove`
pub async fn remove(desk: Desk, Path(id): Path<i64>, _: Form) -> Result<Response, DeskProblem> {
    desk.write(async |tx| screening::remove_screen_word(tx, desk.actor(), id).await).await?;
    Ok(desk.go(&format!("{ROOM}?removed={id}")))
}

/// `POST /newsroom/comments/words/{id}/back`: undoes a removal.
pub async fn back(desk: Desk, Path(id): Path<i64>, _: Form) -> Result<Response, DeskProblem> {
    desk.write(async |tx| screening::bring_back_screen_word(tx, desk.actor(), id).await).await?;
    Ok(desk.go(&format!("{ROOM}?done=saved")))
}

/// `POST /newsroom/comments/words/try`: what would be found in `name` and `text`. Keeps nothing.
pub async fn attempt(desk: Desk, form: Form) -> Result<Response, DeskProblem> {
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
    page(&desk, StatusCode::OK, &Asked::default(), Stands { tried: Some(tried), ..Stands::default() }).await
}

/// `GET /newsroom/comments/words/sheet`: all lists as TSV.
pub async fn sheet(desk: Desk) -> Result<Response, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::Moderate)?;
    let all = screening::all_screen_words(desk.db()).await?;
    let text = screening::write_screen_words(all.iter().map(|word| &word.says));
    let headers = [
        (header::CONTENT_TYPE, "text/tab-separated-values; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"comment-words.tsv\""),
    ];
    Ok((headers, text).into_response())
}

/// `POST /newsroom/comments/words/sheet`: `token` and a `file`. Lines that are none are named; the others are taken in.
pub async fn import(desk: Desk, form: Incoming) -> Result<Response, DeskProblem> {
    let form = FileForm::read(&desk, form).await?;
    newsroom::allowed(desk.actor(), Action::Moderate)?;
    match String::from_utf8(form.file.to_vec()) {
        Ok(text) if text.len() <= SHEET_BYTES_MAX => take_in(&desk, &text, ScreenKind::Hold, String::new()).await,
        _ => {
            let problem = context! { problem => desk.words().message("screen-sheet-unreadable") };
            let stands = Stands { sheet: Some(problem), ..Stands::default() };
            page(&desk, StatusCode::UNPROCESSABLE_ENTITY, &Asked::default(), stands).await
        }
    }
}

/// `POST /newsroom/comments/words/paste`: `lines`, each a word or a line of a sheet, and the `list` of those that name none.
pub async fn paste(desk: Desk, form: Form) -> Result<Response, DeskProblem> {
    let kind = ScreenKind::from_word(form.text("list")).unwrap_or(ScreenKind::Hold);
    let lines = form.text("lines").replace("\r\n", "\n");
    take_in(&desk, &lines, kind, lines.clone()).await
}

async fn take_in(desk: &Desk, text: &str, kind: ScreenKind, pasted: String) -> Result<Response, DeskProblem> {
    let words = desk.words();
    let (wordings, refused) = screening::read_screen_words(text, kind);
    let done = desk.write(async |tx| screening::import_screen_words(tx, desk.actor(), wordings).await).await;
    let (status, sheet) = match done {
        Ok((added, changed)) => {
            let told = |id: &str, n: usize| words.named(id, "n", &words.number(n));
            let lines: Vec<String> = refused.iter().take(REFUSED_SHOWN).map(|one| refused_line(&words, *one)).collect();
            let more = refused.len().saturating_sub(REFUSED_SHOWN);
            let more = (more > 0).then(|| told("screen-sheet-more", more));
            let status = if refused.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            let sheet = context! {
                added => told("screen-sheet-added", added), changed => told("screen-sheet-changed", changed), refused => lines, more => more,
            };
            (status, sheet)
        }
        Err(error) => {
            let (status, problem) = said(&words, error)?;
            (status, context! { problem => problem })
        }
    };
    // What could not be read stays in the field, to be put right.
    let pasted = if status == StatusCode::OK { String::new() } else { pasted };
    page(desk, status, &Asked::default(), Stands { sheet: Some(sheet), pasted, ..Stands::default() }).await
}

fn refused_line(words: &Words, refused: ScreenSheetRefusal) -> String {
    let line = words.number(refused.line());
    match refused {
        ScreenSheetRefusal::List(_) => words.named("screen-sheet-list", "line", &line),
        ScreenSheetRefusal::Does(_) => words.named("screen-sheet-does", "line", &line),
        ScreenSheetRefusal::Word(_) => words.named("screen-sheet-word", "line", &line),
        ScreenSheetRefusal::TooMany(_) => words.named("screen-sheet-too-many", "line", &line),
    }
}
