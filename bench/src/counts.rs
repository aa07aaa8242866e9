//! The read counter compared with the pages: counting a read must not cost more than serving the story.

use std::fmt::Write as _;

use anyhow::{Context, ensure};

use crate::report::Report;
use crate::server::Server;
use crate::{Plan, hits, median, wrk};

/// Connections of the load.
const CONNECTIONS: u32 = 64;

/// Reads counted per second over HTTP, each by a different reader, compared with pages from memory in the same run.
pub fn measure(plan: &Plan, report: &mut Report) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    hits::demo(plan, &data)?;
    let site = Server::matbaa(&plan.matbaa, &data, &[("MATBAA_TRUSTED_PROXIES", "[127.0.0.1, \"::1\"]")])?;
    let story = hits::a_story(&site)?;
    let id = story.split('/').nth(2).context("a story's address")?;
    let script = folder.path().join("readers.lua");
    let mut lua = String::new();
    writeln!(lua, "local thread = 0\nfunction setup(t) t:set('id', thread); thread = thread + 1 end")?;
    writeln!(lua, "local n = 0\nfunction request()\n  n = n + 1")?;
    writeln!(lua, "  local a = string.format('10.%d.%d.%d', (id * 64 + n / 65536) % 256, n / 256 % 256, n % 256)")?;
    writeln!(
        lua,
        "  return wrk.format('POST', '/r/{id}', {{ ['X-Forwarded-For'] = a, ['User-Agent'] = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }})\nend"
    )?;
    std::fs::write(&script, lua)?;
    let (mut ratios, mut rates) = (Vec::new(), Vec::new());
    for _ in 0..plan.rounds {
        let pages = wrk::load(&site.url(&story), CONNECTIONS, plan.seconds, &["Accept-Encoding: gzip"], None)?;
        let counts = wrk::load(&site.url("/"), CONNECTIONS, plan.seconds, &[], Some(&script))?;
        ensure!(pages.errors + counts.errors == 0, "answers failed");
        ratios.push(counts.rate / pages.rate);
        rates.push(counts.rate);
    }
    report.line(
        "reads counted over HTTP, each by another reader",
        &format!("**{:.2}** ({:.0}/s)", median(ratios), median(rates)),
        "the story's page from memory, gzip, 64 connections",
        "0.8",
    );
    Ok(())
}
