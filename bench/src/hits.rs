//! Pages from memory compared with nginx serving the same bytes from disk, and the cost of an editor's changes.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use newsroom::{Clock, Newsroom, PublishedWhen, SystemClock};

use crate::report::Report;
use crate::server::Server;
use crate::{Plan, median, p99, wrk};

const CONNECTIONS: [u32; 3] = [1, 64, 256];
/// Changes that an editor makes per second.
const CHANGES_A_SECOND: u32 = 10;

/// A page with its headers, as fetched by curl.
struct Fetched {
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// Measures story and front page, plain and gzip, at 1, 64 and 256 connections.
pub fn measure(plan: &Plan, runtime: &tokio::runtime::Runtime, report: &mut Report) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    demo(plan, &data)?;
    let site = Server::matbaa(&plan.matbaa, &data, &[])?;
    let story = a_story(&site)?;
    for (name, path) in [("story", story.as_str()), ("front page", "/")] {
        let root = folder.path().join(name.replace(' ', "-"));
        let plain = fetch(&site.url(path), None)?;
        let gzip = fetch(&site.url(path), Some("gzip"))?;
        std::fs::create_dir_all(root.join("files"))?;
        std::fs::write(root.join("files/page"), &plain.body)?;
        std::fs::write(root.join("files/page.gz"), &gzip.body)?;
        let own =
            ["content-type", "content-length", "content-encoding", "date", "etag", "last-modified", "x-request-id"];
        let headers: Vec<_> = plain.headers.iter().filter(|(name, _)| !own.contains(&name.as_str())).cloned().collect();
        let peer = Server::nginx(&root, &headers)?;
        ensure!(fetch(&peer.url("/page"), Some("gzip"))?.body == gzip.body, "nginx serves other bytes");
        for (form, header) in [("plain", None), ("gzip", Some("Accept-Encoding: gzip"))] {
            let header: Vec<&str> = header.into_iter().collect();
            for connections in CONNECTIONS {
                let (mut ratios, mut own_p99, mut peer_p99, mut rate) = (vec![], vec![], vec![], vec![]);
                for _ in 0..plan.rounds {
                    let ours = wrk::load(&site.url(path), connections, plan.seconds, &header, None)?;
                    let theirs = wrk::load(&peer.url("/page"), connections, plan.seconds, &header, None)?;
                    ensure!(ours.errors + theirs.errors == 0, "answers failed: {ours:?} {theirs:?}");
                    ratios.push(ours.rate / theirs.rate);
                    rate.push(ours.rate);
                    own_p99.push(ours.p99);
                    peer_p99.push(theirs.p99);
                }
                report.line(
                    &format!("{name}, {form}, {connections} connections"),
                    &format!("**{:.2}** ({:.0}/s)", median(ratios), median(rate)),
                    &format!("nginx; p99 {:.2} ms, nginx {:.2} ms", median(own_p99), median(peer_p99)),
                    "1.0, aim 1.3 at 64 gzip; p99 at most nginx's",
                );
            }
        }
    }
    while_an_editor_publishes(plan, &data, &site, runtime, report)
}

fn while_an_editor_publishes(
    plan: &Plan,
    data: &Path,
    site: &Server,
    runtime: &tokio::runtime::Runtime,
    report: &mut Report,
) -> anyhow::Result<()> {
    let newsroom = runtime.block_on(Newsroom::open(data, None))?;
    let path = a_story(site)?;
    let id = path.split('/').nth(2).context("a story's address")?.parse().map_err(anyhow::Error::msg)?;
    let gzip = ["Accept-Encoding: gzip"];
    let (mut ratios, mut ages, mut errors) = (Vec::new(), Vec::new(), 0);
    for _ in 0..plan.rounds {
        let quiet = wrk::load(&site.url("/"), 64, plan.seconds, &gzip, None)?;
        let stop = AtomicBool::new(false);
        let (busy, seen) = std::thread::scope(|scope| {
            let editor = scope.spawn(|| edit(&newsroom, runtime, &id, site, &path, &stop));
            let busy = wrk::load(&site.url("/"), 64, plan.seconds.max(3), &gzip, None);
            stop.store(true, Ordering::Relaxed);
            (busy, editor.join())
        });
        let busy = busy?;
        errors += busy.errors;
        ratios.push(busy.rate / quiet.rate);
        ages.extend(seen.map_err(|_| anyhow::anyhow!("the editor stopped"))??);
    }
    report.line(
        "front page, gzip, 64 connections, while an editor publishes ten changes a second",
        &format!("**{:.2}**", median(ratios)),
        "the same without changes",
        "0.8",
    );
    report.line(
        "a change is on its page, for another process's write",
        &format!("p99 {:.0} ms, median {:.0} ms of {} changes", p99(ages.clone()), median(ages.clone()), ages.len()),
        "from the commit to the first new answer",
        "50 ms",
    );
    report.line("answers that failed meanwhile", &errors.to_string(), "", "0");
    Ok(())
}

/// Publishes ten changes per second until `stop`. Returns the milliseconds from each commit to the first answer that
/// shows it.
fn edit(
    newsroom: &Newsroom,
    runtime: &tokio::runtime::Runtime,
    id: &newsroom::PublicId,
    site: &Server,
    path: &str,
    stop: &AtomicBool,
) -> anyhow::Result<Vec<f64>> {
    let mut ages = Vec::new();
    let mut number = 0;
    while !stop.load(Ordering::Relaxed) {
        let began = Instant::now();
        number += 1;
        let kicker = format!("طبعة {number} · {}", SystemClock.now().0);
        runtime.block_on(newsroom.write(SystemClock.now(), async |tx| {
            let story = newsroom::story_by_public_id(tx.db(), id).await?;
            let story = story.ok_or(newsroom::Error::NotFound { what: "story", id: id.to_string() })?;
            let live = story.live_version.unwrap_or_default();
            let content = newsroom::version(tx.db(), live).await?.content;
            let change = newsroom::Change::text(newsroom::Content { kicker: Some(kicker.clone()), ..content });
            let from = story.revisions[change.part().place()];
            newsroom::save_part(tx, &newsroom::Actor::console(), id, from, change).await?;
            newsroom::publish(tx, &newsroom::Actor::console(), story.id, PublishedWhen::Now).await
        }))?;
        let committed = Instant::now();
        loop {
            let page = fetch_quickly(site, path)?;
            if page.windows(kicker.len()).any(|window| window == kicker.as_bytes()) {
                break;
            }
            ensure!(committed.elapsed() < Duration::from_secs(5), "the change never came");
        }
        ages.push(committed.elapsed().as_secs_f64() * 1000.0);
        std::thread::sleep(Duration::from_millis(u64::from(1000 / CHANGES_A_SECOND)).saturating_sub(began.elapsed()));
    }
    Ok(ages)
}

/// Loads the demo newspaper into `data`.
pub fn demo(plan: &Plan, data: &Path) -> anyhow::Result<()> {
    let status =
        Command::new(&plan.matbaa).args(["demo", "--data"]).arg(data).stderr(std::process::Stdio::null()).status()?;
    ensure!(status.success(), "the demo was not loaded");
    Ok(())
}

/// The address of the first story on the front page.
pub fn a_story(site: &Server) -> anyhow::Result<String> {
    let front = String::from_utf8(fetch(&site.url("/"), None)?.body)?;
    let is_story = |path: &&str| {
        path.starts_with('/')
            && path.split('/').nth(2).is_some_and(|id| id.len() == 8)
            && path.split('/').count() == 4
            && !path.starts_with("/assets")
    };
    let found = front.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).find(is_story);
    Ok(arabic::slug::percent_encode_path(found.context("a story on the front page")?))
}

fn fetch(url: &str, encoding: Option<&str>) -> anyhow::Result<Fetched> {
    let mut command = Command::new("curl");
    command.args(["-s", "-D", "-", "-o", "/dev/stdout"]);
    if let Some(encoding) = encoding {
        command.args(["-H", &format!("Accept-Encoding: {encoding}")]);
    }
    // Twice: the first answer may have been rendered for this request, and the second comes from memory.
    command.arg(url).output()?;
    let output = command.output().context("curl")?;
    let end = output.stdout.windows(4).position(|window| window == b"\r\n\r\n").context("no end of the head")?;
    let head = String::from_utf8_lossy(&output.stdout[..end]).into_owned();
    let headers: BTreeMap<String, String> = head
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    Ok(Fetched { headers: headers.into_iter().collect(), body: output.stdout[end + 4..].to_vec() })
}

/// Fetches a page over a connection of its own.
fn fetch_quickly(site: &Server, path: &str) -> anyhow::Result<Vec<u8>> {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(site.address)?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut page = Vec::new();
    stream.read_to_end(&mut page)?;
    Ok(page)
}
