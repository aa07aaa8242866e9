//! Where log lines go: standard error, as text for people or JSON for machines.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use crate::config::Values;

/// Starts logging. Commands other than `serve` speak to the person in front of them and log only what went wrong.
pub fn start(values: &Values, serving: bool) {
    let wanted = if serving { values.log.as_str() } else { "error" };
    let filter = EnvFilter::try_new(wanted).unwrap_or_else(|_| EnvFilter::new("info"));
    let filter = match "sea_orm_migration=warn".parse() {
        Ok(quiet) => filter.add_directive(quiet),
        Err(_) => filter,
    };
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        .with_ansi(std::io::stderr().is_terminal());
    // A second start can only happen in a test; the first one stands.
    let _ = if values.log_json { lines.json().flatten_event(true).try_init() } else { lines.compact().try_init() };
}
