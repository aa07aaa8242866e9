//! `matbaa demo`: loads a whole newspaper into an empty folder, to look at.

use std::process::ExitCode;

use newsroom::{Clock, SystemClock};

use crate::cli::DemoArgs;
use crate::config::Values;
use crate::demo;

/// Loads the demo newspaper.
pub async fn run(values: &Values, args: &DemoArgs) -> anyhow::Result<ExitCode> {
    let newsroom = values.newsroom().await?;
    if args.if_empty && !newsroom::all_sections(newsroom.db()).await?.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let loaded = demo::load(&newsroom, SystemClock.now(), args.archive).await?;
    println!(
        "loaded {} stories, {} more at the desk, {} older ones, {} pictures and {} people, none of whom can sign in",
        loaded.stories, loaded.at_desk, loaded.archive, loaded.pictures, loaded.people
    );
    Ok(ExitCode::SUCCESS)
}
