//! Databases that are frozen, refuse writes, or are killed.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use http::StatusCode;
use journeys::process::{Running, free_port, serve};
use journeys::rounds;
use newsroom::DatabaseChoice;
use tokio::net::TcpStream;

use super::work::{Paper, Readers, Worker, check_acknowledged};

/// How soon the desk must learn that nothing is saved.
const DESK_WAITS: Duration = Duration::from_secs(3);
const RECOVERED_WITHIN: Duration = Duration::from_secs(15);

/// A PostgreSQL server for one test, which can be frozen and killed.
struct Server {
    folder: tempfile::TempDir,
    bin: PathBuf,
    is_root: bool,
}

impl Server {
    /// A new server; `None`, with a report, if PostgreSQL is not installed.
    fn new(test: &str) -> Option<Self> {
        let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
            .ok()
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
            .collect();
        versions.sort();
        let Some(bin) = versions.pop().filter(|bin| bin.join("initdb").is_file()) else {
            omitted::not_installed(test, "PostgreSQL");
            return None;
        };
        let is_root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
        // The path of a socket has at most about a hundred bytes.
        let folder = tempfile::Builder::new().prefix("pg").tempdir_in("/tmp").expect("a folder");
        let server = Self { folder, bin, is_root };
        if is_root {
            let owned = Command::new("chown").arg("postgres").arg(server.folder.path()).status();
            assert!(owned.is_ok_and(|status| status.success()));
        }
        let data = server.folder.path().join("data");
        let made =
            server.own("initdb").arg("-D").arg(&data).args(["-U", "postgres", "-A", "trust", "--no-sync"]).output();
        assert!(made.is_ok_and(|made| made.status.success()), "initdb");
        server.start();
        Some(server)
    }

    fn own(&self, program: &str) -> Command {
        let program = self.bin.join(program);
        if !self.is_root {
            return Command::new(program);
        }
        let mut command = Command::new("setpriv");
        command.args(["--reuid", "postgres", "--regid", "postgres", "--clear-groups"]).arg(program);
        command.current_dir("/");
        command
    }

    fn start(&self) {
        let folder = self.folder.path().display();
        let options = format!("-k {folder} -c listen_addresses='' -c shared_buffers=32MB");
        // Processes that were killed need a moment to disappear.
        for _ in 0..20 {
            let mut start = self.own("pg_ctl");
            start.arg("-D").arg(self.folder.path().join("data")).args(["-w", "-l"]).arg(self.folder.path().join("log"));
            let started = start.args(["-o", &options, "start"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
            if started.is_ok_and(|status| status.success()) {
                return;
            }
            std::thread::sleep(Duration::from_millis(250));
        }
        panic!(
            "PostgreSQL does not start: {}",
            std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
        );
    }

    fn stop(&self, mode: &str) {
        let _ = self
            .own("pg_ctl")
            .arg("-D")
            .arg(self.folder.path().join("data"))
            .args(["-m", mode, "-w", "stop"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
    }

    fn postmaster(&self) -> String {
        let file = self.folder.path().join("data/postmaster.pid");
        std::fs::read_to_string(file).expect("a postmaster").lines().next().expect("its number").to_owned()
    }

    /// Sends a signal to the postmaster and all its processes.
    fn signal(&self, signal: &str) {
        let postmaster = self.postmaster();
        let children = Command::new("pgrep").args(["-P", &postmaster]).output().expect("its processes");
        let children = String::from_utf8_lossy(&children.stdout).into_owned();
        let all = std::iter::once(postmaster.as_str()).chain(children.split_whitespace());
        let _ = Command::new("kill").arg(signal).args(all).stderr(Stdio::null()).status();
    }

    fn choice(&self) -> DatabaseChoice {
        self.address().parse().expect("an address")
    }

    fn address(&self) -> String {
        format!("postgres:///postgres?host={}&user=postgres", self.folder.path().display())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.signal("-CONT");
        self.stop("immediate");
    }
}

async fn listening(port: u16) {
    while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Acts while the database does not answer: each is refused in time and none is acknowledged.
async fn refused(worker: &mut Worker, what: &str) {
    for _ in 0..3 {
        let began = Instant::now();
        assert!(!worker.save().await, "{what}: a save was acknowledged");
        assert!(began.elapsed() < DESK_WAITS, "{what}: the desk waited {:?}", began.elapsed());
        let began = Instant::now();
        assert!(!worker.say().await, "{what}: a comment was acknowledged");
        assert!(began.elapsed() < 2 * DESK_WAITS, "{what}: a reader waited {:?}", began.elapsed());
    }
    let ready = worker.desk.ask("GET", "/readyz", None, &[]).await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
}

// S-DURABLE-AWAY: pages are still served, stale; what cannot be saved is refused in time, with its text; recovery needs
// nobody.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_frozen_gone_and_killed() {
    let Some(database) = Server::new("a database frozen, gone, killed") else { return };
    let folder = tempfile::tempdir().unwrap();
    let choice = database.choice();
    let paper = Arc::new(Paper::begin(folder.path(), Some(&choice)).await);
    let port = free_port();
    let mut server = Running(serve(folder.path(), Some(&database.address()), port));
    listening(port).await;
    let mut worker = Worker::enter(port, paper.clone()).await;
    for round in 0..rounds() {
        for what in ["frozen", "stopped", "killed"] {
            let readers = Readers::begin(port, &paper).await;
            for _ in 0..3 {
                assert!(worker.save().await && worker.say().await, "{:?}", worker.outcomes.refusals);
            }
            match what {
                "frozen" => database.signal("-STOP"),
                "stopped" => database.stop("fast"),
                _ => {
                    database.signal("-KILL");
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
            }
            refused(&mut worker, what).await;
            readers.end(what).await;
            match what {
                "frozen" => database.signal("-CONT"),
                _ => database.start(),
            }
            let took = worker.until_acknowledged(RECOVERED_WITHIN).await;
            println!("round {round}, {what}: saved again after {took:?}");
        }
    }
    server.kill();
    check_acknowledged(folder.path(), Some(&choice), &paper, &worker.outcomes).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_held_by_somebody_else() {
    let folder = tempfile::tempdir().unwrap();
    let paper = Arc::new(Paper::begin(folder.path(), None).await);
    let port = free_port();
    let mut server = Running(serve(folder.path(), None, port));
    listening(port).await;
    let mut worker = Worker::enter(port, paper.clone()).await;
    for _ in 0..rounds() {
        let readers = Readers::begin(port, &paper).await;
        assert!(worker.save().await && worker.say().await, "{:?}", worker.outcomes.refusals);
        let other =
            sea_orm::Database::connect(format!("sqlite://{}", folder.path().join("matbaa.sqlite").display())).await;
        let other = other.expect("the same file");
        let pool = other.get_sqlite_connection_pool().clone();
        let mut held = pool.acquire().await.expect("a connection");
        sea_orm::sqlx::Executor::execute(&mut *held, "BEGIN IMMEDIATE").await.expect("the lock");
        assert!(!worker.save().await, "somebody else writes");
        assert_eq!(worker.outcomes.refusals.keys().copied().collect::<Vec<_>>(), [503]);
        sea_orm::sqlx::Executor::execute(&mut *held, "ROLLBACK").await.expect("the lock back");
        drop(held);
        other.close().await.expect("closed");
        worker.until_acknowledged(RECOVERED_WITHIN).await;
        readers.end("somebody else writes").await;
    }
    server.kill();
    check_acknowledged(folder.path(), None, &paper, &worker.outcomes).await;
}
