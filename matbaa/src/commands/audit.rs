//! `matbaa audit`: verifies and exports the audit log.

use std::io::Write;
use std::process::ExitCode;

use newsroom::AuditVerdict;
use serde_json::json;

use crate::cli::{AuditArgs, AuditWhat};
use crate::config::Values;

/// Rows read at a time.
const ROWS: u64 = 1_000;

/// Runs `matbaa audit …`.
pub async fn run(values: &Values, args: &AuditArgs) -> anyhow::Result<ExitCode> {
    let newsroom = values.newsroom().await?;
    match args.what {
        AuditWhat::Verify => {
            let verdict = newsroom.verify_audit().await?;
            let sentence = match &verdict {
                AuditVerdict::Whole { rows } => format!("the audit log is whole: {rows} rows, head signed"),
                AuditVerdict::Edited { seq } => {
                    format!("row {seq} is not what was written, or rows before it are gone")
                }
                AuditVerdict::Cut { last, known } => {
                    format!("rows are missing at the end: the last is {last}, and {known} were written")
                }
                AuditVerdict::NotSigned { rows } => format!(
                    "the {rows} rows fit together and were not signed with the key of this folder (audit.key): the log was written anew, or another node's key is in use"
                ),
            };
            println!("{sentence}");
            Ok(if matches!(verdict, AuditVerdict::Whole { .. }) { ExitCode::SUCCESS } else { ExitCode::from(1) })
        }
        AuditWhat::Export => {
            let mut out = std::io::stdout().lock();
            let mut last = 0;
            loop {
                let rows = newsroom::audit_rows_after(newsroom.db(), last, ROWS).await?;
                let Some(newest) = rows.last() else { return Ok(ExitCode::SUCCESS) };
                last = newest.seq;
                for row in rows {
                    let line = json!({
                        "seq": row.seq,
                        "at": row.at.utc().to_rfc3339(),
                        "actor": row.actor,
                        "act": row.act,
                        "subject": row.subject,
                        "details": row.details,
                        "previous": row.previous,
                        "digest": row.digest,
                    });
                    writeln!(out, "{line}")?;
                }
            }
        }
    }
}
