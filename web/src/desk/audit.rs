//! The audit log, searched and verified.

use axum::extract::Query;
use axum::response::Response;
use minijinja::{Value, context};
use newsroom::{AUDIT_ACTS, Action, AuditQuery, AuditVerdict};
use serde::Deserialize;

use super::problem::DeskProblem;
use super::stories::name_of;
use super::{DeskContext, views};
use crate::base::messages::Words;

/// Number of rows on a page.
const PAGE: u64 = 100;

/// The query parameters.
#[derive(Debug, Default, Deserialize)]
pub struct Params {
    #[serde(default)]
    act: String,
    #[serde(default)]
    actor: String,
    #[serde(default)]
    subject: String,
    before: Option<i64>,
}

/// `GET /newsroom/audit`
pub async fn list(desk: DeskContext, Query(params): Query<Params>) -> Result<Response, DeskProblem> {
    page(&desk, params, None).await
}

/// `GET /newsroom/audit/verify`: verifies the whole log.
pub async fn verify(desk: DeskContext) -> Result<Response, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::ReadAudit)?;
    let verdict = desk.newsroom().verify_audit().await?;
    page(&desk, Params::default(), Some(verdict)).await
}

async fn page(desk: &DeskContext, params: Params, verdict: Option<AuditVerdict>) -> Result<Response, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::ReadAudit)?;
    let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let query = AuditQuery {
        act: some(&params.act),
        actor: some(&params.actor),
        subject: some(&params.subject),
        before: params.before,
        ..AuditQuery::default()
    };
    let mut rows = newsroom::audit_rows(desk.db(), &query, PAGE + 1).await?;
    let more = rows.len() as u64 > PAGE;
    rows.truncate(PAGE as usize);
    let (frame, words) = (desk.site().last_frame(), desk.words());
    let people = newsroom::all_people(desk.db()).await?;
    let next = rows.last().filter(|_| more).map(|row| {
        let pairs = [("act", &params.act), ("actor", &params.actor), ("subject", &params.subject)];
        let filters = pairs.iter().filter(|(_, value)| !value.is_empty());
        let query = filters.fold(String::new(), |query, (name, value)| {
            let whole = views::with_query_value("", &query, name, value);
            whole.trim_start_matches('?').to_owned()
        });
        views::with_query_value("/newsroom/audit", &query, "before", &row.seq.to_string())
    });
    let rows = rows.iter().map(|row| {
        let person = row.actor.strip_prefix("person/").and_then(|id| id.parse().ok());
        context! {
            seq => row.seq,
            at => views::instant(&frame, row.at),
            actor => row.actor.clone(),
            name => person.and_then(|id| name_of(&people, id)),
            act => act_name(&words, &row.act),
            subject => row.subject.clone(),
            story => row.subject.strip_prefix("story/"),
            details => row.details.to_string(),
        }
    });
    let sentence = verdict.as_ref().map(|verdict| match verdict {
        AuditVerdict::Whole { rows } => words.counted("audit-whole", *rows),
        AuditVerdict::Edited { seq } => words.counted("audit-edited", *seq),
        AuditVerdict::Cut { last, .. } => words.counted("audit-cut", *last),
        AuditVerdict::NotSigned { rows } => words.counted("audit-not-signed", *rows),
    });
    let mut acts: Vec<(String, &str)> = AUDIT_ACTS.iter().map(|act| (act_name(&words, act), *act)).collect();
    acts.sort();
    let acts: Vec<Value> = acts.into_iter().map(|(name, word)| context! { name => name, word => word }).collect();
    let values = context! {
        rows => Value::from_iter(rows),
        next => next,
        acts => acts,
        act => params.act.as_str(),
        actor => params.actor.as_str(),
        subject => params.subject.as_str(),
        verdict => sentence,
        whole => matches!(verdict, Some(AuditVerdict::Whole { .. })),
    };
    desk.page("audit.html", values)
}

/// The name of an act. An act of another version of the program keeps its stored word.
fn act_name(words: &Words, act: &str) -> String {
    match AUDIT_ACTS.contains(&act) {
        true => words.message(&format!("audited-{}", act.replace('_', "-"))),
        false => act.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use arabic::Language;

    #[test]
    fn every_act_has_a_name_of_its_own_in_every_language() {
        let messages = crate::base::messages::Messages::new().unwrap();
        for language in [Language::Arabic, Language::French, Language::English] {
            let words = messages.in_language(language);
            let mut names: Vec<String> = AUDIT_ACTS.iter().map(|act| act_name(&words, act)).collect();
            assert!(names.iter().all(|name| !name.contains('‹')), "{language:?}: {names:?}");
            names.sort();
            names.dedup();
            assert_eq!(names.len(), AUDIT_ACTS.len(), "{language:?}");
        }
    }
}
