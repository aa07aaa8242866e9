//! The audit log: who did what to what, and when. It is append-only.
//!
//! Each row contains the digest of the row before it, and the head of the chain is signed with a key that is not in the
//! database ([`seal`]). [`verify_audit`] therefore detects an edited row, a deleted row, a truncated log and a log
//! rewritten from the beginning. Rows contain ids, state words and digests, never names, addresses or text, so that
//! erasing personal data by law does not break the chain.
//!
//! Rows are written at the end of the act's own transaction ([`crate::store::Store::commit`]): the act and its rows are
//! committed together or not at all.

mod seal;

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use serde_json::Value;

use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::row::Row;
use crate::source::Source;
use crate::writing::Writing;

pub(crate) use seal::{Seal, write_new};

/// Rows read at a time while the chain is verified.
const WALK: u64 = 2_000;

/// A row that has no number yet.
#[derive(Debug)]
pub struct AuditEntry {
    /// The actor, as in `person/12`.
    pub actor: String,
    /// The act, as in `publish`.
    pub act: &'static str,
    /// The subject, as in `story/abcd1234`.
    pub subject: String,
    /// Ids, states and digests that belong to the act.
    pub details: Value,
}

/// One row of the log.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditRow {
    /// Its number, from 1, without gaps.
    pub seq: i64,
    /// When it was committed.
    pub at: Timestamp,
    /// The actor: `person/12`, `console` or `clock`.
    pub actor: String,
    /// The act, as in `publish`.
    pub act: String,
    /// The subject, as in `story/abcd1234`.
    pub subject: String,
    /// Ids, states and digests that belong to the act.
    pub details: Value,
    /// Digest of the row before; empty for the first.
    pub previous: String,
    /// Digest of this row.
    pub digest: String,
}

/// SHA-256 in hex over a JSON array of all fields of the row and the digest of the row before it.
fn digest(previous: &str, seq: i64, at: i64, actor: &str, act: &str, subject: &str, details: &str) -> String {
    let all = serde_json::json!([previous, seq, at, actor, act, subject, details]).to_string();
    crate::digest::digest(all.as_bytes())
}

/// Numbers, chains and writes `entries`, signs the new head and returns its number and digest. Takes no lock if there are
/// none.
pub(crate) async fn append(
    tx: &Writing,
    at: Timestamp,
    entries: &[AuditEntry],
    seal: &Seal,
) -> Result<Option<(i64, String)>> {
    if entries.is_empty() {
        return Ok(None);
    }
    // A second writer waits for the one row of the head until the first has committed.
    let advance = Query::update()
        .table("audit_head")
        .value("seq", Expr::col("seq").add(entries.len() as i64))
        .and_where(Expr::col("id").eq(1))
        .to_owned();
    tx.execute(&advance).await?;
    let (last, mut previous) = head(tx).await?;
    let first = last - entries.len() as i64 + 1;
    for (seq, entry) in (first..).zip(entries) {
        let details = entry.details.to_string();
        let digest = digest(&previous, seq, at.0, &entry.actor, entry.act, &entry.subject, &details);
        let insert = Query::insert()
            .into_table("audit_log")
            .columns(["seq", "at", "actor", "act", "subject", "details", "previous", "digest"])
            .values_panic([
                seq.into(),
                at.0.into(),
                entry.actor.as_str().into(),
                entry.act.into(),
                entry.subject.as_str().into(),
                details.into(),
                previous.into(),
                digest.as_str().into(),
            ])
            .to_owned();
        tx.execute(&insert).await?;
        previous = digest;
    }
    let sign = Query::update()
        .table("audit_head")
        .value("digest", previous.as_str())
        .value("signature", seal.sign(last, &previous))
        .and_where(Expr::col("id").eq(1))
        .to_owned();
    tx.execute(&sign).await?;
    Ok(Some((last, previous)))
}

async fn head(db: &impl Source) -> Result<(i64, String)> {
    let (seq, digest, _) = signed_head(db).await?;
    Ok((seq, digest))
}

/// Number, digest and signature of the head.
pub(crate) async fn signed_head(db: &impl Source) -> Result<(i64, String, String)> {
    let query = Query::select()
        .columns(["seq", "digest", "signature"])
        .from("audit_head")
        .and_where(Expr::col("id").eq(1))
        .to_owned();
    let row = db.rows(&query).await?.into_iter().next();
    let mut columns = row.ok_or_else(|| Error::damaged("the audit log has no head"))?.columns();
    Ok((columns.take()?, columns.take()?, columns.take()?))
}

fn rows_query() -> SelectStatement {
    Query::select()
        .columns(["seq", "at", "actor", "act", "subject", "details", "previous", "digest"])
        .from("audit_log")
        .to_owned()
}

fn read(row: Row) -> Result<(AuditRow, String)> {
    let mut columns = row.columns();
    let (seq, at) = (columns.take()?, Timestamp(columns.take()?));
    let (actor, act, subject): (String, String, String) = (columns.take()?, columns.take()?, columns.take()?);
    let written: String = columns.take()?;
    let details = serde_json::from_str(&written).unwrap_or(Value::Null);
    let (previous, digest) = (columns.take()?, columns.take()?);
    Ok((AuditRow { seq, at, actor, act, subject, details, previous, digest }, written))
}

/// A search in the log. An empty field matches everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// As in `person/12`.
    pub actor: Option<String>,
    /// As in `publish`.
    pub act: Option<String>,
    /// As in `story/abcd1234`.
    pub subject: Option<String>,
    /// Not before this time.
    pub from: Option<Timestamp>,
    /// Before this time.
    pub until: Option<Timestamp>,
    /// Rows with a smaller number: the cursor of the next page.
    pub before: Option<i64>,
}

/// Up to `limit` rows that match `query`, newest first.
pub async fn audit_rows(db: &impl Source, query: &AuditQuery, limit: u64) -> Result<Vec<AuditRow>> {
    let mut select = rows_query();
    let words = [("actor", &query.actor), ("act", &query.act), ("subject", &query.subject)];
    for (column, asked) in words {
        select.and_where_option(asked.as_deref().map(|word| Expr::col(column).eq(word)));
    }
    select
        .and_where_option(query.from.map(|at| Expr::col("at").gte(at.0)))
        .and_where_option(query.until.map(|at| Expr::col("at").lt(at.0)))
        .and_where_option(query.before.map(|seq| Expr::col("seq").lt(seq)))
        .order_by("seq", Order::Desc)
        .limit(limit);
    db.rows(&select).await?.into_iter().map(|row| Ok(read(row)?.0)).collect()
}

/// Up to `limit` rows after number `after`, oldest first; for export.
pub async fn audit_rows_after(db: &impl Source, after: i64, limit: u64) -> Result<Vec<AuditRow>> {
    let mut select = rows_query();
    select.and_where(Expr::col("seq").gt(after)).order_by("seq", Order::Asc).limit(limit);
    db.rows(&select).await?.into_iter().map(|row| Ok(read(row)?.0)).collect()
}

/// The result of verifying the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuditVerdict {
    /// Every row is as it was written.
    Whole {
        /// How many rows.
        rows: i64,
    },
    /// A row was edited, or the row after the last good one is missing.
    Edited {
        /// Number of the first row that does not match.
        seq: i64,
    },
    /// Rows at the end are missing.
    Cut {
        /// The last row that exists.
        last: i64,
        /// The last row known to this machine or to the head.
        known: i64,
    },
    /// The chain is consistent but not signed with the key of this paper: it was rewritten.
    NotSigned {
        /// How many rows it has.
        rows: i64,
    },
}

/// Verifies the whole log.
pub(crate) async fn verify(db: &impl Source, seal: &Seal) -> Result<AuditVerdict> {
    let (head_seq, head_digest, signature) = signed_head(db).await?;
    let remembered = seal.remembered();
    let (mut last, mut previous) = (0_i64, String::new());
    let mut at_remembered = String::new();
    loop {
        let mut select = rows_query();
        select.and_where(Expr::col("seq").gt(last)).order_by("seq", Order::Asc).limit(WALK);
        let rows = db.rows(&select).await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let (row, details) = read(row)?;
            let right = digest(&previous, row.seq, row.at.0, &row.actor, &row.act, &row.subject, &details);
            if row.seq != last + 1 || row.previous != previous || row.digest != right {
                return Ok(AuditVerdict::Edited { seq: last + 1 });
            }
            (last, previous) = (row.seq, row.digest);
            if remembered.as_ref().is_some_and(|(seq, _)| *seq == last) {
                at_remembered = previous.clone();
            }
        }
    }
    let known = std::cmp::max(remembered.as_ref().map_or(0, |(seq, _)| *seq), head_seq);
    if last < known {
        return Ok(AuditVerdict::Cut { last, known });
    }
    let is_signed = (last == 0 && signature.is_empty()) || seal.is_signed(last, &previous, &signature);
    let is_remembered = remembered.is_none_or(|(seq, digest)| seq == 0 || digest == at_remembered);
    if last != head_seq || previous != head_digest || !is_signed || !is_remembered {
        return Ok(AuditVerdict::NotSigned { rows: last });
    }
    Ok(AuditVerdict::Whole { rows: last })
}
