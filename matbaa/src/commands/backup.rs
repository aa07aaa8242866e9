//! `matbaa backup`: backs up the whole paper while it is being served, and proves that a backup can be restored.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use indicatif::ProgressBar;
use newsroom::{BackupCheck, BackupProgress, Clock, Newsroom, SystemClock, back_up, verify_backup};

use crate::cli::BackupArgs;
use crate::config::Values;

/// Makes or verifies a backup. Exit status: 0 made or verified, 1 restored with differences, 2 refused.
pub async fn run(values: &Values, args: &BackupArgs) -> anyhow::Result<ExitCode> {
    if args.verify { verify(&args.backup, args.seal.as_deref()).await } else { make(values, &args.backup).await }
}

async fn make(values: &Values, target: &Path) -> anyhow::Result<ExitCode> {
    let newsroom = existing(values).await?;
    let bar = ProgressBar::no_length();
    bar.enable_steady_tick(std::time::Duration::from_millis(250));
    let mut lost = Vec::new();
    let made = back_up(&newsroom, target, SystemClock.now(), &mut |progress| match progress {
        BackupProgress::Rows(rows) => bar.set_message(format!("{rows} rows")),
        BackupProgress::Files(files) => bar.set_message(format!("{files} picture files")),
        BackupProgress::Lost(key) => lost.push(key),
    })
    .await;
    bar.finish_and_clear();
    let (manifest, seal) = made?;
    newsroom.close().await?;
    println!(
        "{}: {} rows of {} tables, {} picture files ({} bytes), up to line {} of the publication log",
        target.display(),
        manifest.rows(),
        manifest.tables.len(),
        manifest.media.files,
        manifest.media.bytes,
        manifest.log_head
    );
    print_lost(&lost);
    println!("seal {seal}");
    Ok(ExitCode::SUCCESS)
}

/// Opens a paper that exists: a backup of a mistyped folder would be an empty paper.
async fn existing(values: &Values) -> anyhow::Result<Newsroom> {
    if values.database.is_none() {
        let file = values.data.join("matbaa.sqlite");
        anyhow::ensure!(file.is_file(), "there is no paper in {}", values.data.display());
    }
    let newsroom = values
        .newsroom_as_it_is()
        .await
        .with_context(|| format!("cannot open the paper in {}", values.data.display()))?;
    let is_there = newsroom.migration_status().await?.iter().any(|line| line.applied);
    anyhow::ensure!(is_there, "the database holds no paper");
    Ok(newsroom)
}

async fn verify(source: &Path, seal: Option<&str>) -> anyhow::Result<ExitCode> {
    let scratch =
        tempfile::Builder::new().prefix("matbaa-verify-").tempdir().context("cannot make a scratch folder")?;
    let check = verify_backup(source, scratch.path(), seal).await?;
    print(&check);
    scratch.close().context("cannot remove the scratch folder")?;
    Ok(if check.is_good() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Lists the picture files that the paper has lost. A lost original is gone; other files are made again when requested.
fn print_lost(lost: &[String]) {
    for key in lost {
        let what = match key.starts_with(newsroom::ORIGINALS) {
            true => "the original is lost",
            false => "lost; it is made again from the original when a reader asks for it",
        };
        println!("media/{key}: {what}");
    }
}

fn print(check: &BackupCheck) {
    let made = check.manifest.made_at;
    println!("made {}, up to line {} of the publication log", newsroom::Timestamp(made).utc(), check.manifest.log_head);
    println!("{:<24} {:>12} {:>12}  digest", "table", "in backup", "restored");
    for line in &check.lines {
        let same = if line.same { "same" } else { "DIFFERS" };
        println!("{:<24} {:>12} {:>12}  {same}", line.what, line.kept, line.restored);
    }
    print_lost(&check.lost);
    println!("{}", if check.is_good() { "everything came back" } else { "NOT everything came back" });
}
