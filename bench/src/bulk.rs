//! Bulk import into both databases, and memory use when idle.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

use crate::report::Report;
use crate::server::{Server, resident_mib};
use crate::{Plan, hits};

/// Stories to import.
const STORIES: u64 = 200_000;
/// How long a server gets no request before it counts as idle.
const IDLE: Duration = Duration::from_secs(10);

/// Imports generated stories into SQLite, and into PostgreSQL if one is available (`MATBAA_TEST_POSTGRES`).
pub fn measure(plan: &Plan, report: &mut Report) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("stories.jsonl");
    let stories = STORIES.min(plan.stories);
    let status = Command::new(&plan.matbaa)
        .args(["generate", "--seed", "7", "--stories", &stories.to_string()])
        .stdout(std::fs::File::create(&file)?)
        .status()?;
    ensure!(status.success(), "no stories were generated");
    let postgres = std::env::var("MATBAA_TEST_POSTGRES").ok().filter(|address| !address.is_empty());
    for (name, database) in [("SQLite", None), ("PostgreSQL", postgres)] {
        if name == "PostgreSQL" && database.is_none() {
            report.line("bulk load into PostgreSQL", "not measured", "MATBAA_TEST_POSTGRES is not set", "5,000/s");
            continue;
        }
        let data = folder.path().join(name);
        let mut command = Command::new(&plan.matbaa);
        command.args(["import", "jsonl", "--data"]).arg(&data).arg(&file);
        if let Some(address) = database {
            command.args(["--database", &fresh_database(&address, "bulk")?]);
        }
        let began = Instant::now();
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let (mut half, mut peak) = (0.0_f64, 0.0_f64);
        let status = loop {
            if let Some(status) = child.try_wait()? {
                break status;
            }
            if let Ok(mib) = resident_mib(child.id(), "VmHWM:") {
                peak = peak.max(mib);
                if began.elapsed() < Duration::from_secs(10) {
                    half = mib;
                }
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        ensure!(status.success(), "the load into {name} failed");
        let rate = stories as f64 / began.elapsed().as_secs_f64();
        report.line(
            &format!("bulk load into {name}"),
            &format!("**{rate:.0} stories/s**"),
            &format!("{stories} stories; peak memory {peak:.0} MiB, {half:.0} MiB after the first seconds"),
            "5,000/s, memory flat",
        );
    }
    Ok(())
}

/// Creates a database on the server at `server` for one part of the run. Returns its address.
pub fn fresh_database(server: &str, part: &str) -> anyhow::Result<String> {
    let name = format!("bench_{part}_{}", std::process::id());
    let status =
        Command::new("psql").args([server, "-qc", &format!("CREATE DATABASE {name}")]).status().context("psql")?;
    ensure!(status.success(), "no database could be made in {server}");
    let (address, query) = server.split_once('?').unwrap_or((server, ""));
    let base = address.rsplit_once('/').map_or(address, |(base, _)| base);
    Ok(format!("{base}/{name}?{query}"))
}

/// Measures the memory of the demo newspaper when nobody reads it.
pub fn idle(plan: &Plan, report: &mut Report) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    hits::demo(plan, &data)?;
    let site = Server::matbaa(&plan.matbaa, &data, &[])?;
    hits::a_story(&site)?;
    std::thread::sleep(IDLE);
    report.line("the demo paper, idle", &format!("{:.0} MiB", site.resident_mib()?), "after its first page", "80 MiB");
    Ok(())
}
