//! `matbaa migrate`: brings the schema up to date, or shows its status.

use std::process::ExitCode;

use newsroom::MigrationLine;

use crate::cli::MigrateArgs;
use crate::config::Values;

/// Applies pending migrations, or prints one line for each migration with `--status`.
pub async fn run(values: &Values, args: &MigrateArgs) -> anyhow::Result<ExitCode> {
    if !args.status {
        let newsroom = values.newsroom().await?;
        println!("{} migrations, all applied", newsroom.migration_status().await?.len());
        return Ok(ExitCode::SUCCESS);
    }
    let newsroom = values.newsroom_as_it_is().await?;
    let lines = newsroom.migration_status().await?;
    for line in &lines {
        let state = match line {
            MigrationLine { known: false, .. } => "applied by a newer Matbaa",
            MigrationLine { applied: true, .. } => "applied",
            MigrationLine { applied: false, .. } => "pending",
        };
        println!("{:<40} {state}", line.name);
    }
    Ok(if lines.iter().all(|line| line.known) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
