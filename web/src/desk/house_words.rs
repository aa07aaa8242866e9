//! The room of the house's words: found in any form of their letters, added, changed, taken off and put back, and carried
//! in and out as a sheet. What hints make of them stands in [`super::hints`].

use arabic::Language;
use axum::extract::{Path, RawQuery};
use axum::response::{IntoResponse, Json, Response};
use http::{StatusCode, header};
use minijinja::{Value, context};
use newsroom::{
    Action, Error, HOUSE_REASON_CHARS_MAX, HOUSE_WORD_CHARS_MAX, HouseKind, HouseWord, HouseWording, NameCursor,
    SheetRefusal,
};
use serde::Deserialize;

use super::multipart::{FileForm, Incoming};
use super::problem::{DeskProblem, refusal, worded};
use super::sent::Sent;
use super::{Desk, Form, views};
use crate::base::fields::Fields;
use crate::base::messages::Words;

const ROOM: &str = "/newsroom/house-words";
/// Lines on a page.
const PAGE: usize = 50;
/// Lines of a sheet that are named as refused; the rest is counted.
const REFUSED_SHOWN: usize = 8;
/// Bytes of a sheet.
const SHEET_BYTES_MAX: usize = 4 << 20;

/// What the address asks for: `q`, `kind`, `lang`, `after=ID.FOLDED`, and `removed=ID`, the word that was just taken off.
struct Asked {
    words: String,
    kind: Option<HouseKind>,
    language: Option<Language>,
    after: Option<NameCursor>,
    removed: Option<i64>,
}

impl Asked {
    fn of(query: Option<&str>) -> Self {
        let value = |name| views::query_value(query.unwrap_or_default(), name).unwrap_or_default();
        let after = value("after");
        Self {
            words: value("q").trim().to_owned(),
            kind: HouseKind::from_word(&value("kind")),
            language: value("lang").parse().ok(),
            after: after.split_once('.').and_then(|(id, folded)| Some((folded.to_owned(), id.parse().ok()?))),
            removed: value("removed").parse().ok(),
        }
    }

    /// The same list after the line `next`.
    fn further(&self, (folded, id): &NameCursor) -> String {
        let mut path = views::with_query_value(ROOM, "", "q", &self.words);
        let kind = self.kind.map_or("", HouseKind::word);
        let language = self.language.map_or("", |language| language.code());
        for (name, value) in [("kind", kind), ("lang", language), ("after", &format!("{id}.{folded}"))] {
            let more = views::with_query_value("", "", name, value);
            path.push('&');
            path.push_str(more.trim_start_matches('?'));
        }
        path
    }
}

/// What stands in the form of one word.
#[derive(Default)]
struct Typed {
    problem: Option<String>,
    kind: Option<HouseKind>,
    language: Option<Language>,
    word: String,
    /// One a line.
    wrong: String,
    instead: String,
    reason: String,
}

impl Typed {
    fn of(form: &Fields) -> Self {
        Self {
            problem: None,
            kind: HouseKind::from_word(form.text("kind")),
            language: form.text("lang").parse().ok(),
            word: form.text("word").to_owned(),
            wrong: form.text("wrong").replace("\r\n", "\n"),
            instead: form.text("instead").to_owned(),
            reason: form.text("reason").to_owned(),
        }
    }

    fn says(says: &HouseWording) -> Self {
        Self {
            problem: None,
            kind: Some(says.kind),
            language: Some(says.language),
            word: says.word.clone(),
            wrong: says.wrong.join("\n"),
            instead: says.instead.clone().unwrap_or_default(),
            reason: says.reason.clone().unwrap_or_default(),
        }
    }

    fn wording(&self) -> HouseWording {
        HouseWording {
            kind: self.kind.unwrap_or(HouseKind::Known),
            language: self.language.unwrap_or(Language::Arabic),
            word: self.word.clone(),
            // Arabic or Latin comma, or a line of its own.
            wrong: self.wrong.split(['\n', '،', ',']).map(str::to_owned).collect(),
            instead: Some(self.instead.clone()),
            reason: Some(self.reason.clone()),
        }
    }

    fn refused(self, words: &Words, error: Error) -> Result<(StatusCode, Self), DeskProblem> {
        let sentence = match &error {
            Error::WordsMissing => Some(words.message("house-word-missing")),
            Error::AlreadyThere { .. } => Some(words.message("house-word-there")),
            other => refusal(words, other),
        };
        let (status, sentence) = worded(sentence, error)?;
        Ok((status, Self { problem: Some(sentence), ..self }))
    }

    fn value(&self, words: &Words) -> Value {
        context! {
            problem => &self.problem, word => &self.word, wrong => &self.wrong, instead => &self.instead, reason => &self.reason,
            kinds => kinds(words, self.kind.or(Some(HouseKind::Name))),
            languages => languages(self.language.or(Some(Language::Arabic))),
            word_max => HOUSE_WORD_CHARS_MAX, reason_max => HOUSE_REASON_CHARS_MAX,
        }
    }
}

fn kind_name(words: &Words, kind: HouseKind) -> String {
    words.message(&format!("house-kind-{}", kind.word()))
}

fn kinds(words: &Words, chosen: Option<HouseKind>) -> Vec<Value> {
    let one = |kind: HouseKind| context! { word => kind.word(), name => kind_name(words, kind), chosen => chosen == Some(kind) };
    HouseKind::ALL.map(one).to_vec()
}

fn languages(chosen: Option<Language>) -> Vec<Value> {
    let one =
        |one: Language| context! { code => one.code(), name => views::own_name(one), chosen => chosen == Some(one) };
    Language::ALL.map(one).to_vec()
}

fn line(words: &Words, word: &HouseWord) -> Value {
    let says = &word.says;
    context! {
        id => word.id, word => &says.word, wrong => &says.wrong, instead => &says.instead, reason => &says.reason,
        kind => says.kind.word(), kind_name => kind_name(words, says.kind),
        lang => says.language.code(), language => views::own_name(says.language),
    }
}

/// `GET /newsroom/house-words`
pub async fn list(desk: Desk, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    page(&desk, StatusCode::OK, &Asked::of(query.as_deref()), &Typed::default(), None).await
}

async fn page(
    desk: &Desk,
    status: StatusCode,
    asked: &Asked,
    typed: &Typed,
    sheet: Option<Value>,
) -> Result<Response, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::ChangePaper)?;
    let words = desk.words();
    let (found, next) =
        newsroom::house_words_found(desk.db(), &asked.words, asked.kind, asked.language, asked.after.as_ref(), PAGE)
            .await?;
    let removed = match asked.removed {
        Some(id) => newsroom::house_word(desk.db(), id).await.ok().filter(|word| word.is_removed),
        None => None,
    };
    let values = context! {
        room => ROOM,
        asked => &asked.words,
        is_asked => !asked.words.is_empty() || asked.kind.is_some() || asked.language.is_some() || asked.after.is_some(),
        kinds => kinds(&words, asked.kind),
        languages => languages(asked.language),
        lines => found.iter().map(|word| line(&words, word)).collect::<Vec<_>>(),
        next => next.as_ref().map(|next| asked.further(next)),
        removed => removed.map(|word| line(&words, &word)),
        form => typed.value(&words),
        sheet => sheet,
    };
    desk.page_with(status, "house-words.html", values)
}

/// `POST /newsroom/house-words`
pub async fn add(desk: Desk, form: Form) -> Result<Response, DeskProblem> {
    let typed = Typed::of(&form);
    match desk.write(async |tx| newsroom::add_house_word(tx, desk.actor(), typed.wording()).await).await {
        Ok(_) => Ok(desk.go(&format!("{ROOM}?done=saved"))),
        Err(error) => {
            let (status, typed) = typed.refused(&desk.words(), error)?;
            page(&desk, status, &Asked::of(None), &typed, None).await
        }
    }
}

/// `GET /newsroom/house-words/{id}`
pub async fn show(desk: Desk, Path(id): Path<i64>) -> Result<Response, DeskProblem> {
    one(&desk, id, StatusCode::OK, None).await
}

async fn one(desk: &Desk, id: i64, status: StatusCode, typed: Option<Typed>) -> Result<Response, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::ChangePaper)?;
    let words = desk.words();
    let word = newsroom::house_word(desk.db(), id).await?;
    let typed = typed.unwrap_or_else(|| Typed::says(&word.says));
    let values = context! { room => ROOM, one => line(&words, &word), is_removed => word.is_removed, form => typed.value(&words) };
    desk.page_with(status, "house-word.html", values)
}

/// `POST /newsroom/house-words/{id}`
pub async fn change(desk: Desk, Path(id): Path<i64>, form: Form) -> Result<Response, DeskProblem> {
    let typed = Typed::of(&form);
    match desk.write(async |tx| newsroom::change_house_word(tx, desk.actor(), id, typed.wording()).await).await {
        Ok(_) => Ok(desk.go(&format!("{ROOM}/{id}?done=saved"))),
        Err(error) => {
            let (status, typed) = typed.refused(&desk.words(), error)?;
            one(&desk, id, status, Some(typed)).await
        }
    }
}

/// `POST /newsroom/house-words/{id}/remove`
pub async fn remove(desk: Desk, Path(id): Path<i64>, _: Form) -> Result<Response, DeskProblem> {
    desk.write(async |tx| newsroom::remove_house_word(tx, desk.actor(), id).await).await?;
    Ok(desk.go(&format!("{ROOM}?removed={id}")))
}

/// `POST /newsroom/house-words/{id}/back`: undoes a removal.
pub async fn back(desk: Desk, Path(id): Path<i64>, _: Form) -> Result<Response, DeskProblem> {
    desk.write(async |tx| newsroom::bring_back_house_word(tx, desk.actor(), id).await).await?;
    Ok(desk.go(&format!("{ROOM}/{id}?done=saved")))
}

/// `GET /newsroom/house-words/sheet`: the whole list as TSV.
pub async fn sheet(desk: Desk) -> Result<Response, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::ChangePaper)?;
    let all = newsroom::all_house_words(desk.db()).await?;
    let text = newsroom::write_house_words(all.iter().map(|word| &word.says));
    let headers = [
        (header::CONTENT_TYPE, "text/tab-separated-values; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"house-words.tsv\""),
    ];
    Ok((headers, text).into_response())
}

/// `POST /newsroom/house-words/sheet`: `token` and a `file`. Lines that are none are named; the others are taken in.
pub async fn import(desk: Desk, form: Incoming) -> Result<Response, DeskProblem> {
    let form = FileForm::read(&desk, form).await?;
    newsroom::allowed(desk.actor(), Action::ChangePaper)?;
    let words = desk.words();
    let text = match String::from_utf8(form.file.to_vec()) {
        Ok(text) if text.len() <= SHEET_BYTES_MAX => text,
        _ => {
            let problem = context! { problem => words.message("house-sheet-unreadable") };
            return page(&desk, StatusCode::UNPROCESSABLE_ENTITY, &Asked::of(None), &Typed::default(), Some(problem))
                .await;
        }
    };
    let (wordings, refused) = newsroom::read_house_words(&text);
    let done = desk.write(async |tx| newsroom::import_house_words(tx, desk.actor(), wordings).await).await;
    let (status, sheet) = match done {
        Ok((added, changed)) => {
            let said = |id: &str, n: usize| words.named(id, "n", &words.number(n));
            let lines: Vec<String> = refused.iter().take(REFUSED_SHOWN).map(|one| refused_line(&words, *one)).collect();
            let more = refused.len().saturating_sub(REFUSED_SHOWN);
            let status = if refused.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            let more = (more > 0).then(|| said("house-sheet-more", more));
            (
                status,
                context! { added => said("house-sheet-added", added), changed => said("house-sheet-changed", changed), refused => lines, more => more },
            )
        }
        Err(error) => {
            let (status, problem) = worded(refusal(&words, &error), error)?;
            (status, context! { problem => problem })
        }
    };
    page(&desk, status, &Asked::of(None), &Typed::default(), Some(sheet)).await
}

fn refused_line(words: &Words, refused: SheetRefusal) -> String {
    let line = words.number(refused.line());
    match refused {
        SheetRefusal::Kind(_) => words.named("house-sheet-kind", "line", &line),
        SheetRefusal::Language(_) => words.named("house-sheet-language", "line", &line),
        SheetRefusal::Word(_) => words.named("house-sheet-word", "line", &line),
        SheetRefusal::TooMany(_) => words.named("house-sheet-too-many", "line", &line),
    }
}

/// A word that a writer calls right.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Learnt {
    lang: String,
    word: String,
}

/// `POST /newsroom/house-words/known`: from the bubble of a hint. One that is there already is no trouble.
pub async fn known(desk: Desk, Sent(learnt): Sent<Learnt>) -> Result<Response, DeskProblem> {
    let language: Language = learnt.lang.parse().map_err(|_| DeskProblem::Missing)?;
    let (kind, wrong) = (HouseKind::Known, Vec::new());
    let wording = HouseWording { kind, language, word: learnt.word, wrong, instead: None, reason: None };
    match desk.write(async |tx| newsroom::add_house_word(tx, desk.actor(), wording).await).await {
        Ok(_) | Err(Error::AlreadyThere { .. }) => Ok(Json(serde_json::json!({ "known": true })).into_response()),
        Err(error) => Err(error.into()),
    }
}
