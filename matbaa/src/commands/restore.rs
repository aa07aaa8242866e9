//! `matbaa restore`: restores a backup into an empty folder and an empty database.

use std::process::ExitCode;

use newsroom::restore;

use crate::cli::RestoreArgs;
use crate::config::Values;

/// Restores the backup completely or not at all. Exit status: 0 restored, 2 refused.
pub async fn run(values: &Values, args: &RestoreArgs) -> anyhow::Result<ExitCode> {
    let choice = values.database()?;
    let manifest = restore(&args.backup, &values.data, choice.as_ref(), args.seal.as_deref()).await?;
    println!(
        "{}: {} rows of {} tables and {} picture files, as of {}",
        values.data.display(),
        manifest.rows(),
        manifest.tables.len(),
        manifest.media.files,
        newsroom::Timestamp(manifest.made_at).utc()
    );
    println!("Everyone signs in again: sessions and links are not kept.");
    Ok(ExitCode::SUCCESS)
}
