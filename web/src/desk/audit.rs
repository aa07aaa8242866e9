//! The audit log, searched and verified.

use axum::extract::Query;
use axum::response::Response;
use minijinja::{Value, context};
use newsroom::{Action, AuditQuery, AuditVerdict};
use serde::Deserialize;

use super::problem::DeskProblem;
use super::stories::name_of;
use super::{Desk, views};

/// Rows on a page.
const PAGE: u64 = 100;

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    act: String,
    #[serde(default)]
    actor: String,
    #[serde(default)]
    subject: String,
    before: Option<i64>,
}

/// `GET /newsroom/audit`
pub async fn list(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, DeskProblem> {
    page(&desk, asked, None).await
}

/// `GET /newsroom/audit/verify`: walks the whole log.
pub async fn verify(desk: Desk) -> Result<Response, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::ReadAudit)?;
    let verdict = desk.newsroom().verify_audit().await?;
    page(&desk, Asked::default(), Some(verdict)).await
}

async fn page(desk: &Desk, asked: Asked, verdict: Option<AuditVerdict>) -> Result<Response, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::ReadAudit)?;
    let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let query = AuditQuery {
        act: some(&asked.act),
        actor: some(&asked.actor),
        subject: some(&asked.subject),
        before: asked.before,
        ..AuditQuery::default()
    };
    let mut rows = newsroom::audit_rows(desk.db(), &query, PAGE + 1).await?;
    let more = rows.len() as u64 > PAGE;
    rows.truncate(PAGE as usize);
    let (frame, words) = (desk.site().last_frame(), desk.words());
    let people = newsroom::all_people(desk.db()).await?;
    let next = rows.last().filter(|_| more).map(|row| {
        let pairs = [("act", &asked.act), ("actor", &asked.actor), ("subject", &asked.subject)];
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
            act => row.act.clone(),
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
    let values = context! {
        rows => Value::from_iter(rows),
        next => next,
        act => asked.act.as_str(),
        actor => asked.actor.as_str(),
        subject => asked.subject.as_str(),
        verdict => sentence,
        whole => matches!(verdict, Some(AuditVerdict::Whole { .. })),
    };
    desk.page("audit.html", values)
}
