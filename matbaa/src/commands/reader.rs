//! `matbaa reader`: exports everything that a reader wrote, or erases it, at that reader's request.

use std::process::ExitCode;

use anyhow::Context;
use newsroom::{Actor, Clock, ReaderRef, SystemClock};

use crate::cli::{ReaderArgs, ReaderChoice, ReaderWhat};
use crate::config::Values;

fn chosen(choice: &ReaderChoice) -> anyhow::Result<ReaderRef> {
    match (&choice.email, &choice.comment) {
        (Some(email), _) => {
            let email = newsroom::normal_email(email).with_context(|| format!("{email:?} is no e-mail address"))?;
            Ok(ReaderRef::Email(email))
        }
        (None, Some(id)) => {
            Ok(ReaderRef::Comment(id.parse().with_context(|| format!("{id:?} is no id of a comment"))?))
        }
        (None, None) => anyhow::bail!("say which reader: --email or --comment"),
    }
}

/// Runs `matbaa reader …`.
pub async fn run(values: &Values, args: &ReaderArgs) -> anyhow::Result<ExitCode> {
    let newsroom = values.newsroom().await?;
    let console = Actor::console();
    match &args.what {
        ReaderWhat::Export(choice) => {
            let copy = newsroom::export_reader(newsroom.reads(), &console, &chosen(choice)?).await?;
            println!("{copy:#}");
        }
        ReaderWhat::Erase(choice) => {
            let who = chosen(choice)?;
            let act = async |tx: &mut newsroom::Tx| newsroom::erase_reader(tx, &console, &who).await;
            let erased = newsroom.write(SystemClock.now(), act).await?;
            println!("{erased} comments erased");
        }
    }
    Ok(ExitCode::SUCCESS)
}
