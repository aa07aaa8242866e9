//! `matbaa settings`: shows and changes the settings of the paper. A running server applies them by itself.

use std::process::ExitCode;

use newsroom::{Actor, Clock, SystemClock, change_paper, load_paper};

use crate::cli::{SettingsArgs, SettingsWhat};
use crate::config::Values;

/// Prints all settings, or changes one.
pub async fn run(values: &Values, args: &SettingsArgs) -> anyhow::Result<ExitCode> {
    let newsroom = values.newsroom().await?;
    let mut paper = load_paper(newsroom.db()).await?;
    if let Some(SettingsWhat::Set { key, value }) = &args.what {
        let value = serde_json::from_str(value).unwrap_or_else(|_| serde_json::Value::from(value.as_str()));
        paper.set(key, value).map_err(anyhow::Error::msg)?;
        newsroom.write(SystemClock.now(), async |tx| change_paper(tx, &Actor::console(), &paper).await).await?;
    }
    for (key, value) in paper.to_map()? {
        println!("{key} = {value}");
    }
    Ok(ExitCode::SUCCESS)
}
