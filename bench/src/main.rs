//! Ratios to real peers, each measured together with its peer in the same run: `make bench`.
//!
//! A number alone describes the machine; a ratio describes the program. The result is printed and written to
//! `docs/performance.md`, with the machine and the versions of all programs involved.

mod bulk;
mod counts;
mod desk;
mod hits;
mod misses;
mod pairs;
mod pictures;
mod report;
mod search;
mod server;
mod sign_in;
mod talk;
mod uploads;
mod wrk;

use std::path::PathBuf;

use anyhow::{Context, bail};
use report::Report;

/// The allocator of the program, because pages are rendered in this process, too.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a run measures, and for how long.
pub struct Plan {
    /// Seconds in a round of load.
    pub seconds: u32,
    /// Rounds, alternating between the program and its peer.
    pub rounds: usize,
    /// Stories in the large paper.
    pub stories: u64,
    /// The program under test.
    pub matbaa: PathBuf,
}

const PARTS: [&str; 13] = [
    "hits", "misses", "counts", "comments", "sign-in", "desk", "bulk", "million", "idle", "pairs", "search",
    "pictures", "uploads",
];

fn main() -> anyhow::Result<()> {
    let mut parts: Vec<String> = Vec::new();
    let matbaa = std::env::current_exe()?.with_file_name("matbaa");
    let mut plan = Plan { seconds: 3, rounds: 5, stories: 1_000_000, matbaa };
    for word in std::env::args().skip(1) {
        match word.as_str() {
            "--quick" => plan = Plan { seconds: 1, rounds: 3, stories: 100_000, ..plan },
            part if PARTS.contains(&part) => parts.push(word),
            _ => bail!("{word}: not measured here; there are {} and --quick", PARTS.join(", ")),
        }
    }
    if !plan.matbaa.is_file() {
        bail!("{} is not built: run `make bench`", plan.matbaa.display());
    }
    let wanted = |part: &str| parts.is_empty() || parts.iter().any(|one| one == part);
    let mut report = Report::new();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    if wanted("idle") {
        bulk::idle(&plan, &mut report).context("idle")?;
    }
    if wanted("hits") {
        hits::measure(&plan, &runtime, &mut report).context("hits")?;
    }
    if wanted("misses") {
        runtime.block_on(misses::measure(&plan, &mut report)).context("misses")?;
    }
    if wanted("counts") {
        counts::measure(&plan, &mut report).context("counts")?;
    }
    if wanted("comments") {
        talk::measure(&plan, &runtime, &mut report).context("comments")?;
    }
    if wanted("sign-in") {
        runtime.block_on(sign_in::measure(&plan, &mut report)).context("sign-in")?;
    }
    if wanted("desk") {
        runtime.block_on(desk::measure(&plan, &mut report)).context("desk")?;
    }
    if wanted("bulk") {
        bulk::measure(&plan, &mut report).context("bulk")?;
    }
    if wanted("pictures") {
        pictures::measure(&plan, &mut report).context("pictures")?;
    }
    if wanted("uploads") {
        runtime.block_on(uploads::measure(&plan, &mut report)).context("uploads")?;
    }
    if wanted("pairs") {
        runtime.block_on(pairs::measure(&mut report)).context("pairs")?;
    }
    if wanted("search") {
        runtime.block_on(search::measure(&plan, &mut report)).context("search")?;
    }
    if wanted("million") {
        runtime.block_on(misses::in_a_large_paper(&plan, &mut report)).context("million")?;
    }
    let text = report.text()?;
    println!("{text}");
    if parts.is_empty() && plan.stories == 1_000_000 {
        std::fs::write("docs/performance.md", text).context("docs/performance.md")?;
    }
    Ok(())
}

/// The median of `numbers`; 0 if there are none.
pub fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or_default()
}

/// The 99th percentile of `numbers`; 0 if there are none.
pub fn p99(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    let place = (numbers.len() * 99).div_ceil(100).saturating_sub(1);
    numbers.get(place).copied().unwrap_or_default()
}
