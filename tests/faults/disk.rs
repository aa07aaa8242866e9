//! Disks that are full, accept no writes, or lose their power.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use journeys::browser::Browser;
use journeys::process::{Running, free_port};
use journeys::rounds;
use tokio::net::TcpStream;

use super::test_disk::{DiskKind, TestDisk};
use super::work::{Outcomes, Paper, Readers, Worker, check_acknowledged};

/// How soon saving must work again once the disk does.
const RECOVERED_WITHIN: Duration = Duration::from_secs(10);

async fn started(disk: &TestDisk) -> (Running, u16) {
    let port = free_port();
    let mut server = Running(disk.serve(port));
    for _ in 0..1_000 {
        if TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
            return (server, port);
        }
        let ended = server.0.try_wait().expect("its state");
        assert!(ended.is_none(), "the server ended with {ended:?}: {}", disk.log());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the server does not start: {}", disk.log());
}

/// Checks that the paper on `disk` has everything that was acknowledged.
async fn check_on_disk(disk: &TestDisk, paper: &Paper, outcomes: &Outcomes) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    disk.copy_out(&data);
    check_acknowledged(&data, None, paper, outcomes).await;
}

async fn disk_with_paper(kind: DiskKind, test: &str) -> Option<(TestDisk, Arc<Paper>)> {
    let disk = TestDisk::new(kind, test)?;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let paper = Arc::new(Paper::begin(&data, None).await);
    disk.copy_in(&data);
    Some((disk, paper))
}

/// Saves and comments until 507 was answered `times` more. What still fits into SQLite's existing write-ahead log is
/// written and rightly acknowledged; [`check_on_disk`] checks it in the end.
async fn refused(worker: &mut Worker, times: usize) {
    let so_far = |worker: &Worker| worker.outcomes.refusals.get(&507).copied().unwrap_or(0);
    let enough = so_far(worker) + times;
    for _ in 0..500 {
        worker.save().await;
        worker.say().await;
        if so_far(worker) >= enough {
            return;
        }
    }
    panic!("a full disk takes everything: {:?}", worker.outcomes.refusals);
}

async fn full(kind: DiskKind) {
    let Some((disk, paper)) = disk_with_paper(kind, "a full disk").await else { return };
    let (mut server, mut port) = started(&disk).await;
    let mut worker = Worker::enter(port, paper.clone()).await;
    for round in 0..rounds() {
        let readers = Readers::begin(port, &paper).await;
        for _ in 0..5 {
            assert!(worker.save().await && worker.say().await, "{:?}", worker.outcomes.refusals);
        }
        disk.fill();
        // S-DURABLE-FULL: refused with 507 and with the text, at once, and never acknowledged; reading goes on.
        refused(&mut worker, 40).await;
        let others: Vec<_> = worker.outcomes.refusals.keys().filter(|status| ![507, 599].contains(*status)).collect();
        assert!(others.is_empty(), "{:?}", worker.outcomes.refusals);
        let ready = worker.desk.ask("GET", "/readyz", None, &[]).await;
        assert_eq!((ready.status, ready.text().as_str()), (StatusCode::SERVICE_UNAVAILABLE, "the disk is full\n"));
        let page = worker.desk.open("/newsroom/stories").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text().contains("لا مساحة في قرص الخادم"), "the desk says nothing of it");
        if round % 2 == 1 {
            // If it is started on a full disk, it answers readers.
            readers.end("a full disk").await;
            server.kill();
            // The reserved space is used up as well.
            disk.fill();
            (server, port) = started(&disk).await;
            worker.moved_to(port);
            let readers = Readers::begin(port, &paper).await;
            tokio::time::sleep(Duration::from_millis(500)).await;
            let ended = server.0.try_wait().expect("its state");
            assert!(ended.is_none(), "round {round}: the server ended with {ended:?}: {}", disk.log());
            assert!(worker.look().await, "the desk can be read");
            refused(&mut worker, 4).await;
            readers.end("started on a full disk").await;
        } else {
            readers.end("a full disk").await;
        }
        disk.empty();
        let took = worker.until_acknowledged(RECOVERED_WITHIN).await;
        println!("round {round}: saved again after {took:?}");
    }
    server.kill();
    check_on_disk(&disk, &paper, &worker.outcomes).await;
    println!(
        "{kind:?}: {} acknowledged, refused {:?}",
        worker.outcomes.saved.len() + worker.outcomes.said.len(),
        worker.outcomes.refusals
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_loses_nothing_and_comes_back() {
    full(DiskKind::Tmpfs).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_of_its_own_loses_nothing_and_comes_back() {
    full(DiskKind::Ext4).await;
}

/// Whether the search finds the story that everybody reads. It answers in any case.
async fn is_found(reader: &mut Browser) -> bool {
    let words = arabic::slug::percent_encode_path("يقرؤه الجميع");
    let page = reader.open(&format!("/search?q={words}")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    page.text().contains("<li class=\"hit")
}

/// Waits until the search finds the story.
async fn until_found(reader: &mut Browser, disk: &TestDisk) {
    let begun = std::time::Instant::now();
    while !is_found(reader).await {
        assert!(begun.elapsed() < Duration::from_secs(60), "{}", disk.log());
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_search_comes_back_after_a_full_disk() {
    let test = "the search on a full disk";
    let Some((disk, _paper)) = disk_with_paper(DiskKind::Tmpfs, test).await else { return };
    let (mut server, mut port) = started(&disk).await;
    let mut reader = Browser::at_port(port);
    until_found(&mut reader, &disk).await;
    for is_restarted in [false, true] {
        // Nothing of the index is left, and there is no room for another.
        disk.fill();
        disk.remove("search");
        disk.fill();
        if is_restarted {
            server.kill();
            (server, port) = started(&disk).await;
            reader = Browser::at_port(port);
        }
        for _ in 0..10 {
            is_found(&mut reader).await;
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        let front = reader.open("/").await;
        assert_eq!(front.status, StatusCode::OK, "everything else goes on");
        disk.empty();
        until_found(&mut reader, &disk).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_takes_no_writes_can_be_read() {
    let test = "a disk that takes no writes";
    let Some((disk, paper)) = disk_with_paper(DiskKind::Tmpfs, test).await else { return };
    let (mut server, mut port) = started(&disk).await;
    let mut worker = Worker::enter(port, paper.clone()).await;
    for round in 0..rounds() {
        for _ in 0..5 {
            assert!(worker.save().await && worker.say().await, "{:?}", worker.outcomes.refusals);
        }
        if round % 2 == 0 {
            // Gracefully: the write-ahead log is merged into the database, and nothing is left beside it.
            server.stop();
        } else {
            server.kill();
        }
        assert!(disk.read_only(), "nobody has it open");
        (server, port) = started(&disk).await;
        worker.moved_to(port);
        let readers = Readers::begin(port, &paper).await;
        assert!(worker.look().await, "the desk can be read");
        assert!(!worker.save().await && !worker.say().await);
        assert!(worker.outcomes.refusals.keys().all(|status| *status == 507), "{:?}", worker.outcomes.refusals);
        readers.end(test).await;
        disk.writable();
        worker.until_acknowledged(RECOVERED_WITHIN).await;
    }
    server.kill();
    check_on_disk(&disk, &paper, &worker.outcomes).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_fails_is_read_on() {
    let test = "a disk that fails";
    for _ in 0..rounds() {
        let Some((disk, paper)) = disk_with_paper(DiskKind::Ext4, test).await else { return };
        let (mut server, port) = started(&disk).await;
        let mut worker = Worker::enter(port, paper.clone()).await;
        let readers = Readers::begin(port, &paper).await;
        for _ in 0..5 {
            assert!(worker.save().await && worker.say().await, "{:?}", worker.outcomes.refusals);
        }
        assert!(disk.abort(), "the file system gives up");
        for _ in 0..10 {
            worker.save().await;
            worker.say().await;
        }
        assert!(worker.outcomes.refusals.contains_key(&507), "{:?}", worker.outcomes.refusals);
        readers.end(test).await;
        server.kill();
        check_on_disk(&disk, &paper, &worker.outcomes).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_power_cut_loses_nothing_acknowledged() {
    let test = "a power cut";
    let Some((mut disk, paper)) = disk_with_paper(DiskKind::Ext4, test).await else { return };
    let mut outcomes = Outcomes::default();
    let mut kept: Option<Worker> = None;
    for round in 0..rounds() {
        let (mut server, port) = started(&disk).await;
        let mut worker = match kept.take() {
            Some(mut worker) => {
                worker.moved_to(port);
                assert!(worker.look().await, "the session is there");
                worker
            }
            None => Worker::enter(port, paper.clone()).await,
        };
        for _ in 0..5 + round % 7 {
            assert!(worker.save().await && worker.say().await, "{:?}", worker.outcomes.refusals);
        }
        // What the disk itself contains now, without what is only in the system's memory.
        let after = disk.after_power_cut(test).expect("a disk like the first");
        server.kill();
        disk = after;
        outcomes.clone_from(&worker.outcomes);
        kept = Some(worker);
        check_on_disk(&disk, &paper, &outcomes).await;
    }
    println!("{} acknowledged over {} power cuts", outcomes.saved.len() + outcomes.said.len(), rounds());
}
