//! The list of the archive, narrowed by words, person, place, date, credit, and by what pictures lack.

use std::collections::BTreeMap;

use axum::extract::RawQuery;
use axum::response::Response;
use chrono::{NaiveDate, NaiveTime};
use http::StatusCode;
use minijinja::value::Serde;
use minijinja::{Value, context};
use newsroom::{ArchiveFilter, Lack, RightsFilter};
use search::{Clause, FieldWord, Filters, Typing};
use serde::Serialize;

use super::room::{ROOM, card, lack_name, may_add, require_sight};
use crate::base::dates::Dates;
use crate::base::messages::Words;
use crate::base::row_index::RowQuery;
use crate::desk::problem::DeskProblem;
use crate::desk::{DeskContext, views};

/// Pictures on a page.
const PAGE: u64 = 60;

/// The fields that narrow by words, each with the part of the index in which they must stand.
const NARROWING: [(&str, FieldWord); 3] =
    [("person", FieldWord::Topic), ("place", FieldWord::Section), ("credit", FieldWord::Writer)];

/// The query parameters of the list.
#[derive(Debug, Clone, Default)]
pub struct Params {
    query: String,
    words: String,
    date: String,
    lack: Option<Lack>,
    rights: Option<RightsFilter>,
    after: Option<i64>,
}

impl Params {
    /// What a query says.
    pub fn of(query: &str) -> Self {
        let value = |name| views::query_value(query, name).unwrap_or_default().trim().to_owned();
        let (lack, rights) = (Lack::from_word(&value("lack")), RightsFilter::from_word(&value("rights")));
        Self {
            query: query.to_owned(),
            words: value("q"),
            date: value("date"),
            lack,
            rights,
            after: value("after").parse().ok(),
        }
    }

    /// The value of a narrowing field.
    fn text(&self, name: &str) -> String {
        views::query_value(&self.query, name).unwrap_or_default().trim().to_owned()
    }

    /// What is looked for in the index; `None` if everything is shown, and a sentence if nothing can be found.
    fn wanted(&self, words: &Words) -> Result<Option<RowQuery>, String> {
        let typing = Typing::read(&self.words);
        if !self.words.is_empty() && typing.query().problem().is_some() {
            return Err(words.message("photos-no-words"));
        }
        let mut wanted = RowQuery { typing, ..RowQuery::default() };
        for (name, field) in NARROWING {
            let typed = self.text(name);
            let clauses = Typing::read(&typed).query().clauses.clone();
            if !typed.is_empty() && clauses.is_empty() {
                return Err(words.message("photos-no-words"));
            }
            wanted.clauses.extend(clauses.into_iter().map(|clause| Clause { field: Some(field), ..clause }));
        }
        if !self.date.is_empty() {
            let days = newsroom::typed_days(&self.date).ok_or_else(|| words.message("photos-bad-date"))?;
            // The index has clocks on the spot, written as if they were UTC.
            let at = |day: NaiveDate| Some(day.and_time(NaiveTime::MIN).and_utc().timestamp_micros());
            wanted.filters = Filters { from: at(days.start), until: at(days.end), ..Filters::default() };
        }
        let is_all = self.words.is_empty() && wanted.clauses.is_empty() && self.date.is_empty();
        Ok((!is_all).then_some(wanted))
    }

    fn is_narrowed(&self) -> bool {
        !self.words.is_empty() || !self.date.is_empty() || NARROWING.iter().any(|(name, _)| !self.text(name).is_empty())
    }
}

/// `GET /newsroom/photos`: `q`, `person`, `place`, `credit`, `date` (a day, month or year), `lack`,
/// `rights`, `after`.
pub async fn list(desk: DeskContext, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    let params = Params::of(query.as_deref().unwrap_or_default());
    page(&desk, &params, StatusCode::OK, RefusedForm::default()).await
}

/// What a form on the page contained that was refused.
#[derive(Debug, Clone, Default, Serialize)]
pub struct RefusedForm {
    /// Why a file was refused.
    pub upload: Option<String>,
    /// Why the description of several pictures was refused.
    pub bulk: Option<String>,
    /// What was typed, by field.
    pub given: BTreeMap<&'static str, String>,
    /// The public ids of the pictures that were picked.
    pub picked: Vec<String>,
    /// Whether old values were to be replaced.
    pub is_over: bool,
}

/// The page of the list.
pub async fn page(
    desk: &DeskContext,
    params: &Params,
    status: StatusCode,
    refused: RefusedForm,
) -> Result<Response, DeskProblem> {
    require_sight(desk)?;
    let words = desk.words();
    let mut problem = None;
    let found = match params.wanted(&words) {
        Ok(None) => None,
        Ok(Some(wanted)) => match desk.site().photo_index().search(desk.newsroom(), wanted).await {
            Ok(ids) => Some(ids),
            Err(_) => {
                problem = Some(words.message("photos-building"));
                Some(Vec::new())
            }
        },
        Err(sentence) => {
            problem = Some(sentence);
            Some(Vec::new())
        }
    };
    let today = desk.site().last_frame().paper.today(desk.now());
    let filter = ArchiveFilter {
        found: found.as_deref(),
        lack: params.lack,
        rights: params.rights.map(|rights| (rights, today)),
        after: params.after,
    };
    let list = newsroom::archive_list(desk.db(), desk.actor(), filter, PAGE).await?;
    let cards: Vec<Value> = list.pictures.iter().map(|one| card(desk, one)).collect();
    let counts = newsroom::lacking_pictures(desk.db(), desk.actor()).await?;
    let ending = newsroom::ending_pictures(desk.db(), desk.actor(), today).await?;
    let counted = |count: i64| views::short_count(&words, usize::try_from(count).unwrap_or_default());
    let chip = |(&lack, count): (&Lack, i64)| {
        context! {
            href => format!("{ROOM}?lack={}", lack.word()),
            name => lack_name(&words, lack),
            count => counted(count),
            current => params.lack == Some(lack),
        }
    };
    let is_all = params.lack.is_none() && params.rights.is_none();
    let all = context! { href => ROOM, name => words.message("photos-all"), current => is_all };
    let ends = context! {
        href => format!("{ROOM}?rights={}", RightsFilter::Ends.word()),
        name => words.message("photos-ending"),
        count => counted(ending),
        current => params.rights == Some(RightsFilter::Ends),
    };
    let lacking = Lack::ALL.iter().zip(counts).map(chip);
    let chips: Vec<Value> = std::iter::once(all).chain(lacking).chain([ends]).collect();
    let rights = RightsFilter::ALL.iter().map(|&one| {
        let name = match one {
            RightsFilter::Free => words.message("photo-free"),
            RightsFilter::Ends => words.message("photos-ends"),
            RightsFilter::Barred => words.message("photos-barred"),
        };
        context! { word => one.word(), name => name, chosen => params.rights == Some(one) }
    });
    let fields = NARROWING.map(|(name, _)| {
        let label = match name {
            "person" => words.message("photos-person"),
            "place" => words.message("photo-place"),
            _ => words.message("field-credit"),
        };
        context! { name => name, label => label, value => params.text(name) }
    });
    // Only what the person may see is counted, as only that is listed.
    let total = match found {
        Some(_) => Some(newsroom::archive_total(desk.db(), desk.actor(), filter).await?),
        None => None,
    };
    let values = context! {
        room => ROOM,
        chips => chips,
        fields => fields.to_vec(),
        rights => rights.collect::<Vec<_>>(),
        asked => params.words.as_str(),
        date => params.date.as_str(),
        lack => params.lack.map(Lack::word),
        is_narrowed => params.is_narrowed() || params.rights.is_some(),
        is_further => params.after.is_some(),
        total => total.filter(|_| problem.is_none()).map(|total| words.counted("photos-found", total)),
        pictures => cards,
        problem => problem,
        next => list.next.map(|next| views::with_query_value(ROOM, &params.query, "after", &next.to_string())),
        query => params.query.as_str(),
        printed_on => Dates::new(&desk.site().last_frame().paper, desk.language()).day(today),
        may_add => may_add(desk),
        may_describe => newsroom::may_describe_any(desk.actor()) || may_add(desk),
        words => words.under("pics-"),
        refused => Value::from(Serde(refused)),
    };
    desk.page_with(status, "photos.html", values)
}
