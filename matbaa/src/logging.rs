//! Writes log lines to standard error, as text for people or JSON for machines.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use crate::config::Values;

/// Reads what to log: a level, or a filter such as `info,newsroom=debug`. A word that is not a level is refused: it
/// would be taken for the name of a module and silence everything else.
pub fn filter(wanted: &str) -> anyhow::Result<EnvFilter> {
    let levels = ["off", "error", "warn", "info", "debug", "trace"];
    let is_level = |word: &str| levels.contains(&word.trim().to_ascii_lowercase().as_str());
    let is_known = wanted.split(',').all(|part| match part.rsplit_once('=') {
        Some((target, level)) => !target.trim().is_empty() && is_level(level),
        None => is_level(part),
    });
    match EnvFilter::try_new(wanted) {
        Ok(filter) if is_known => Ok(filter),
        _ => anyhow::bail!(
            "log: {wanted:?} says no level; use error, warn, info, debug, or a filter such as info,newsroom=debug"
        ),
    }
}

/// Starts logging. Commands other than `serve` print their results for the person who runs them, and log only errors.
pub fn start(values: &Values, serving: bool) {
    let wanted = if serving { values.log.as_str() } else { "error" };
    // The configuration was checked when it was loaded.
    let filter = filter(wanted).unwrap_or_else(|_| EnvFilter::new("info"));
    let filter = match "sea_orm_migration=warn".parse() {
        Ok(quiet) => filter.add_directive(quiet),
        Err(_) => filter,
    };
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        .with_ansi(std::io::stderr().is_terminal());
    // A second start happens only in tests; the first one stays in effect.
    let _ = if values.log_json { lines.json().flatten_event(true).try_init() } else { lines.compact().try_init() };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_that_is_none_is_refused() {
        for good in ["info", "INFO", "off", "warn,newsroom=debug", "web::cache=trace,error"] {
            assert!(filter(good).is_ok(), "{good}");
        }
        for bad in ["", "verbose", "loud", "info,newsroom", "newsroom=loud", "=debug"] {
            assert!(filter(bad).is_err(), "{bad}");
        }
    }
}
