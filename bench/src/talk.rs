//! Comments while others read: how many are acknowledged per second, each written to disk, and what that costs the
//! pages.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use newsroom::{Actor, CommentFilter, Newsroom};

use crate::report::Report;
use crate::server::Server;
use crate::{Plan, hits, median, p99, wrk};

/// Comments sent per second.
const A_SECOND: usize = 500;
/// Readers who write at the same time.
const WRITERS: usize = 32;
/// Connections of those who read pages.
const CONNECTIONS: u32 = 64;
/// How long a form is open before it is sent.
const WRITTEN_IN: Duration = Duration::from_secs(2);

/// 500 comments per second for a minute (`--quick`: ten seconds), while the page of a story is read from memory.
pub fn measure(plan: &Plan, runtime: &tokio::runtime::Runtime, report: &mut Report) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    hits::demo(plan, &data)?;
    // Comments by readers of the demo are waiting, too.
    let before = runtime.block_on(kept(&data))?;
    let site = Server::matbaa(&plan.matbaa, &data, &[("MATBAA_TRUSTED_PROXIES", "[127.0.0.1, \"::1\"]")])?;
    let story = hits::a_story(&site)?;
    let id = story.split('/').nth(2).context("a story's address")?.to_owned();
    let seconds: u32 = if plan.seconds > 1 { 60 } else { 10 };
    let gzip = ["Accept-Encoding: gzip"];
    let quiet = wrk::load(&site.url(&story), CONNECTIONS, plan.seconds.max(5), &gzip, None)?;
    let each = A_SECOND * seconds as usize / WRITERS;
    let (busy, written) = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (address, id) = (site.address, id.as_str());
                scope.spawn(move || write(address, id, writer, each))
            })
            .collect();
        // The forms are requested first; then everybody writes.
        std::thread::sleep(WRITTEN_IN + Duration::from_secs(2));
        let busy = wrk::load(&site.url(&story), CONNECTIONS, seconds, &gzip, None);
        let written: Vec<_> = writers.into_iter().map(std::thread::ScopedJoinHandle::join).collect();
        (busy, written)
    });
    let busy = busy?;
    let (mut waits, mut rates) = (Vec::new(), Vec::new());
    for one in written {
        let (took, all) = one.map_err(|_| anyhow::anyhow!("a writer stopped"))??;
        rates.push(each as f64 / took.as_secs_f64());
        waits.extend(all);
    }
    ensure!(busy.errors == 0, "pages failed: {busy:?}");
    drop(site);
    let kept = runtime.block_on(kept(&data))? - before;
    let acknowledged = waits.len();
    ensure!(kept == acknowledged, "{kept} comments are kept, {acknowledged} were acknowledged");
    report.line(
        &format!("comments acknowledged a second, SQLite, for {seconds} s, while a story is read from memory"),
        &format!(
            "**{:.0}/s**, p99 {:.0} ms, median {:.0} ms",
            rates.iter().sum::<f64>(),
            p99(waits.clone()),
            median(waits)
        ),
        &format!("{A_SECOND}/s offered; all {acknowledged} of them are kept, once"),
        "500/s",
    );
    report.line(
        "the story's page meanwhile, gzip, 64 connections",
        &format!("**{:.2}** ({:.0}/s)", busy.rate / quiet.rate, busy.rate),
        "the same without comments",
        "0.7",
    );
    Ok(())
}

/// The number of comments that are waiting in the paper.
async fn kept(data: &std::path::Path) -> anyhow::Result<usize> {
    let newsroom = Newsroom::open(data, None).await?;
    let (mut after, mut kept) = (None, 0);
    loop {
        let actor = Actor::console();
        let page = newsroom::comment_queue(newsroom.reads(), &actor, CommentFilter::Waiting, after, 50).await?;
        kept += page.lines.len();
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(kept),
        }
    }
}

/// Sends comments at an even rate as a series of readers, each with an address of their own. Returns how long it took
/// in all, and the milliseconds until each answer.
fn write(address: SocketAddr, story: &str, writer: usize, each: usize) -> anyhow::Result<(Duration, Vec<f64>)> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    let from = |n: usize| format!("10.{writer}.{}.{}", n / 250, n % 250);
    let mut tokens = Vec::with_capacity(each);
    for n in 0..each {
        let answer = ask(&mut stream, "GET /comments/token", &from(n), "")?;
        let token = answer.split("\"token\":\"").nth(1).and_then(|rest| rest.split('"').next()).context("a token")?;
        tokens.push(token.to_owned());
    }
    std::thread::sleep(WRITTEN_IN);
    let pause = Duration::from_secs_f64(WRITERS as f64 / A_SECOND as f64);
    let began = Instant::now() + pause * u32::try_from(writer)? / u32::try_from(WRITERS)?;
    let mut waits = Vec::with_capacity(each);
    for (n, token) in tokens.iter().enumerate() {
        let due = began + pause * u32::try_from(n)?;
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        let body =
            format!("name=reader+{n}&text=what+reader+{n}+of+writer+{writer}+thinks+of+this+story&token={token}");
        let sent = Instant::now();
        let answer = ask(&mut stream, &format!("POST /comments/{story}"), &from(n), &body)?;
        ensure!(answer.starts_with("HTTP/1.1 303"), "{answer}");
        waits.push(sent.elapsed().as_secs_f64() * 1_000.0);
    }
    Ok((began.elapsed(), waits))
}

fn ask(stream: &mut TcpStream, head: &str, from: &str, body: &str) -> anyhow::Result<String> {
    let request = format!(
        "{head} HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\nx-forwarded-for: {from}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    let mut piece = [0_u8; 4_096];
    loop {
        let read = stream.read(&mut piece)?;
        if read == 0 {
            bail!("the server hung up");
        }
        answer.extend_from_slice(&piece[..read]);
        let text = String::from_utf8_lossy(&answer);
        let Some((headers, rest)) = text.split_once("\r\n\r\n") else { continue };
        let length = headers
            .to_lowercase()
            .lines()
            .find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
        if rest.len() >= length.unwrap_or(0) {
            return Ok(text.into_owned());
        }
    }
}
