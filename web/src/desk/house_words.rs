//! The room for house words: searching, adding, changing, removing and restoring words, import and export as a table.
//! [`super::hints`] shows the words in the editor.

use arabic::Language;
use axum::extract::{Path, RawQuery};
use axum::response::{IntoResponse, Json, Response};
use http::StatusCode;
use minijinja::{Value, context};
use newsroom::{
    Action, Error, HOUSE_REASON_CHARS_MAX, HOUSE_WORD_CHARS_MAX, HouseKind, HouseWord, HouseWording, NameCursor,
};
use serde::Deserialize;

use super::json_body::JsonBody;
use super::multipart::MultipartForm;
use super::problem::DeskProblem;
use super::word_list::{self, WordRoom};
use super::{DeskContext, Form, views};
use crate::base::fields::Fields;
use crate::base::messages::Words;

const ROOM: &str = "/newsroom/house-words";
/// Number of words on a page.
const PAGE: usize = 50;

impl WordRoom for HouseWord {
    const ROOM: &'static str = ROOM;
    const MESSAGES: &'static str = "house";
    const FILE: &'static str = "house-words.tsv";
    const SHEET_BYTES_MAX: usize = 4 << 20;

    fn sheet(words: &[Self]) -> String {
        newsroom::write_house_words(words.iter().map(|word| &word.says))
    }
}

/// The query parameters `q`, `kind`, `lang`, `after=ID.FOLDED`, and `removed=ID`, the word that was just removed.
struct Params {
    words: String,
    kind: Option<HouseKind>,
    language: Option<Language>,
    after: Option<NameCursor>,
    removed: Option<i64>,
}

impl Params {
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

    /// The address of the list after the word `next`.
    fn further(&self, (folded, id): &NameCursor) -> String {
        let kind = self.kind.map_or("", HouseKind::word);
        let language = self.language.map_or("", |language| language.code());
        let after = format!("{id}.{folded}");
        views::address(ROOM, &[("q", &self.words), ("kind", kind), ("lang", language), ("after", &after)])
    }
}

/// The content of a word's form.
#[derive(Default)]
struct WordForm {
    problem: Option<String>,
    kind: Option<HouseKind>,
    language: Option<Language>,
    word: String,
    /// One per line.
    wrong: String,
    instead: String,
    reason: String,
}

impl WordForm {
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
            // Separated by an Arabic or Latin comma, or by line breaks.
            wrong: self.wrong.split(['\n', '،', ',']).map(str::to_owned).collect(),
            instead: Some(self.instead.clone()),
            reason: Some(self.reason.clone()),
        }
    }

    fn refused(self, words: &Words, error: Error) -> Result<(StatusCode, Self), DeskProblem> {
        let (status, sentence) = word_list::error_sentence::<HouseWord>(words, error)?;
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
    let one = |&kind: &HouseKind| context! { word => kind.word(), name => kind_name(words, kind), chosen => chosen == Some(kind) };
    HouseKind::ALL.iter().map(one).collect()
}

fn languages(chosen: Option<Language>) -> Vec<Value> {
    let one = |one: Language| context! { code => one.code(), name => one.own_name(), chosen => chosen == Some(one) };
    Language::ALL.map(one).to_vec()
}

fn line(words: &Words, word: &HouseWord) -> Value {
    let says = &word.says;
    context! {
        id => word.id, word => &says.word, wrong => &says.wrong, instead => &says.instead, reason => &says.reason,
        kind => says.kind.word(), kind_name => kind_name(words, says.kind),
        lang => says.language.code(), language => says.language.own_name(),
    }
}

/// `GET /newsroom/house-words`
pub async fn list(desk: DeskContext, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    page(&desk, StatusCode::OK, &Params::of(query.as_deref()), &WordForm::default(), None).await
}

async fn page(
    desk: &DeskContext,
    status: StatusCode,
    params: &Params,
    typed: &WordForm,
    sheet: Option<Value>,
) -> Result<Response, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::ChangePaper)?;
    let words = desk.words();
    let (found, next) = newsroom::house_words_found(
        desk.db(),
        &params.words,
        params.kind,
        params.language,
        params.after.as_ref(),
        PAGE,
    )
    .await?;
    let removed: Option<HouseWord> = word_list::removed(desk, params.removed).await;
    let values = context! {
        room => ROOM,
        asked => &params.words,
        is_asked => !params.words.is_empty() || params.kind.is_some() || params.language.is_some() || params.after.is_some(),
        kinds => kinds(&words, params.kind),
        languages => languages(params.language),
        lines => found.iter().map(|word| line(&words, word)).collect::<Vec<_>>(),
        next => next.as_ref().map(|next| params.further(next)),
        removed => removed.map(|word| line(&words, &word)),
        form => typed.value(&words),
        sheet => sheet,
    };
    desk.page_with(status, "house-words.html", values)
}

/// `POST /newsroom/house-words`
pub async fn add(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    let typed = WordForm::of(&form);
    match desk.write(async |tx| newsroom::add_word::<HouseWord>(tx, desk.actor(), typed.wording()).await).await {
        Ok(_) => Ok(desk.redirect(&format!("{ROOM}?done=saved"))),
        Err(error) => {
            let (status, typed) = typed.refused(&desk.words(), error)?;
            page(&desk, status, &Params::of(None), &typed, None).await
        }
    }
}

/// `GET /newsroom/house-words/{id}`
pub async fn show(desk: DeskContext, Path(id): Path<i64>) -> Result<Response, DeskProblem> {
    one(&desk, id, StatusCode::OK, None).await
}

async fn one(
    desk: &DeskContext,
    id: i64,
    status: StatusCode,
    typed: Option<WordForm>,
) -> Result<Response, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::ChangePaper)?;
    let words = desk.words();
    let word: HouseWord = newsroom::listed_word(desk.db(), id).await?;
    let typed = typed.unwrap_or_else(|| WordForm::says(&word.says));
    let values = context! { room => ROOM, one => line(&words, &word), is_removed => word.is_removed, form => typed.value(&words) };
    desk.page_with(status, "house-word.html", values)
}

/// `POST /newsroom/house-words/{id}`
pub async fn change(desk: DeskContext, Path(id): Path<i64>, form: Form) -> Result<Response, DeskProblem> {
    let typed = WordForm::of(&form);
    match desk.write(async |tx| newsroom::change_house_word(tx, desk.actor(), id, typed.wording()).await).await {
        Ok(_) => Ok(desk.redirect(&format!("{ROOM}/{id}?done=saved"))),
        Err(error) => {
            let (status, typed) = typed.refused(&desk.words(), error)?;
            one(&desk, id, status, Some(typed)).await
        }
    }
}

/// `POST /newsroom/house-words/{id}/back`: undoes a removal.
pub async fn back(desk: DeskContext, Path(id): Path<i64>, _: Form) -> Result<Response, DeskProblem> {
    desk.write(async |tx| newsroom::bring_back_word::<HouseWord>(tx, desk.actor(), id).await).await?;
    Ok(desk.redirect(&format!("{ROOM}/{id}?done=saved")))
}

/// `POST /newsroom/house-words/sheet`
pub async fn import(desk: DeskContext, form: MultipartForm) -> Result<Response, DeskProblem> {
    let (status, sheet) = word_list::import::<HouseWord>(&desk, form, newsroom::read_house_words).await?;
    page(&desk, status, &Params::of(None), &WordForm::default(), Some(sheet)).await
}

/// A word that a writer marks as correct.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownWordRequest {
    lang: String,
    word: String,
}

/// `POST /newsroom/house-words/known`: from the bubble of a hint. Succeeds if the word is on the list already.
pub async fn known(desk: DeskContext, JsonBody(request): JsonBody<KnownWordRequest>) -> Result<Response, DeskProblem> {
    let language: Language = request.lang.parse().map_err(|_| DeskProblem::Missing)?;
    let (kind, wrong) = (HouseKind::Known, Vec::new());
    let wording = HouseWording { kind, language, word: request.word, wrong, instead: None, reason: None };
    match desk.write(async |tx| newsroom::add_word::<HouseWord>(tx, desk.actor(), wording).await).await {
        Ok(_) | Err(Error::AlreadyThere { .. }) => Ok(Json(serde_json::json!({ "known": true })).into_response()),
        Err(error) => Err(error.into()),
    }
}
