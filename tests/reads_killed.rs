//! The server is killed while 64 readers read: it loses at most the reads of the last second, and counts nothing twice.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use journeys::address;
use journeys::process::{free_port, live_story, serve};
use newsroom::{DatabaseChoice, Newsroom, PublicId};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const READERS: usize = 64;
/// The promise is a second; the rest is for a machine with other work.
const MAY_BE_LOST: Duration = Duration::from_millis(1_600);

/// Reads as new people until it is told to stop or cut off. Returns when each read was acknowledged.
async fn reader(
    port: u16,
    story: PublicId,
    number: usize,
    stop: Arc<AtomicBool>,
    sent: Arc<AtomicU64>,
) -> Vec<Instant> {
    let mut acknowledged = Vec::new();
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)).await else { return acknowledged };
    for read in 0_u32.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let [_, high, middle, low] = read.to_be_bytes();
        let request = format!(
            "POST /r/{story} HTTP/1.1\r\nhost: localhost\r\nuser-agent: Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.{number}\r\n\
             x-forwarded-for: {}.{high}.{middle}.{low}\r\ncontent-length: 0\r\n\r\n",
            11 + number
        );
        sent.fetch_add(1, Ordering::Relaxed);
        if stream.write_all(request.as_bytes()).await.is_err() {
            break;
        }
        let mut answer = Vec::new();
        while !answer.ends_with(b"\r\n\r\n") {
            match stream.read_buf(&mut answer).await {
                Ok(0) | Err(_) => return acknowledged,
                Ok(_) => {}
            }
        }
        assert!(answer.starts_with(b"HTTP/1.1 204"), "{}", String::from_utf8_lossy(&answer));
        acknowledged.push(Instant::now());
        tokio::time::sleep(Duration::from_millis(4)).await;
    }
    acknowledged
}

async fn walk(database: Option<DatabaseChoice>, address_of_database: Option<String>) {
    let folder = tempfile::tempdir().unwrap();
    let newsroom = Newsroom::open(folder.path(), database.as_ref()).await.unwrap();
    let story = live_story(&newsroom).await;
    assert!(address("world", &story).contains(story.public_id.as_str()));
    let (mut least, mut most) = (0, 0);
    for (round, life) in [1_900_u64, 2_300, 2_750].into_iter().enumerate() {
        let is_last = round == 2;
        let port = free_port();
        let mut server = serve(folder.path(), address_of_database.as_deref(), port);
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let (stop, sent) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let readers: Vec<_> = (0..READERS)
            .map(|number| tokio::spawn(reader(port, story.public_id.clone(), number, stop.clone(), sent.clone())))
            .collect();
        tokio::time::sleep(Duration::from_millis(life)).await;
        let end = Instant::now();
        if is_last {
            // If it is asked to stop, it loses nothing.
            stop.store(true, Ordering::Relaxed);
            tokio::time::sleep(Duration::from_millis(200)).await;
            assert!(Command::new("kill").args(["-TERM", &server.id().to_string()]).status().unwrap().success());
        } else {
            server.kill().unwrap();
        }
        tokio::task::spawn_blocking(move || server.wait()).await.unwrap().unwrap();
        let mut acknowledged = Vec::new();
        for reader in readers {
            acknowledged.extend(reader.await.unwrap());
        }
        assert!(acknowledged.len() > 500, "only {} reads were answered", acknowledged.len());
        let safe = acknowledged.iter().filter(|at| is_last || **at + MAY_BE_LOST <= end).count();
        least += safe as i64;
        most += if is_last { acknowledged.len() as i64 } else { sent.load(Ordering::Relaxed) as i64 };
        let counted = newsroom::find_story(newsroom.db(), story.id).await.unwrap().reads;
        eprintln!(
            "round {round}: {} answered, {safe} of them safe; {counted} counted so far, between {least} and {most}",
            acknowledged.len()
        );
        assert!(counted >= least, "round {round}: {counted} counted, {least} were acknowledged in time");
        assert!(counted <= most, "round {round}: {counted} counted, {most} were sent");
        (least, most) = (counted, counted);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_loses_reads_of_its_last_second_only_on_sqlite() {
    walk(None, None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_loses_reads_of_its_last_second_only_on_postgres() {
    match journeys::new_postgres().await {
        Some(database) => {
            let address = match &database {
                DatabaseChoice::Postgres(address) => address.clone(),
                DatabaseChoice::Sqlite(_) => unreachable!("a PostgreSQL"),
            };
            walk(Some(database), Some(address)).await;
        }
        None => omitted::not_installed("reads killed", "PostgreSQL (MATBAA_TEST_POSTGRES)"),
    }
}
