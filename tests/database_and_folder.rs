//! Database and folder belong together. A database that is missing, emptied, older, without its log, or from another
//! paper is not served as if it were a new paper.

use std::path::{Path, PathBuf};
use std::time::Duration;

use journeys::process::{Running, free_port, live_story, serve};
use journeys::{new_postgres, run};
use newsroom::{Actor, AuditVerdict, Clock, Error, FolderMismatch, Newsroom, StorageError, SystemClock};
use serde_json::json;
use tokio::net::TcpStream;

/// A paper on SQLite in `folder` with some rows in its audit log.
async fn paper(folder: &Path) -> PathBuf {
    let newsroom = Newsroom::open(folder, None).await.unwrap();
    live_story(&newsroom).await;
    newsroom.close().await.unwrap();
    folder.join("matbaa.sqlite")
}

async fn refused(folder: &Path) -> FolderMismatch {
    match Newsroom::open(folder, None).await {
        Err(Error::Storage(StorageError::FolderMismatch { why, .. })) => why,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was opened"),
    }
}

/// Checks that `matbaa serve` refuses, prints no link and leaves the folder as it was. Returns its message.
fn not_served(folder: &Path) -> String {
    let names = || {
        let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = names();
    let said = run(&["serve", "--data", folder.to_str().unwrap(), "--listen", "127.0.0.1:0"]);
    assert_eq!(said.code, 2, "{}{}", said.out, said.err);
    assert!(!said.out.contains("first administrator"), "{}", said.out);
    assert!(said.err.contains("--accept-loss"), "no way on: {}", said.err);
    assert_eq!(names(), before, "nothing is left behind");
    said.err
}

// S-DURABLE-MISMATCH
#[tokio::test]
async fn a_database_that_is_gone_or_emptied_is_no_new_paper() {
    for emptied in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let file = paper(folder.path()).await;
        match emptied {
            true => drop(std::fs::File::create(&file).unwrap()),
            false => std::fs::remove_file(&file).unwrap(),
        }
        assert!(matches!(refused(folder.path()).await, FolderMismatch::Empty { known } if known > 0));
        let said = not_served(folder.path());
        assert!(said.contains("the database is empty"), "{said}");
        // Those who know that it is lost can go on, and the log of the new paper records that.
        let newsroom = Newsroom::open_accepting_loss(folder.path(), None).await.unwrap();
        let rows = newsroom::audit_rows_after(newsroom.reads(), 0, 10).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.act.as_str()).collect::<Vec<_>>(), ["accept_loss"]);
        newsroom.close().await.unwrap();
        Newsroom::open(folder.path(), None).await.unwrap();
    }
}

#[tokio::test]
async fn an_older_copy_is_not_served_as_if_nothing_were_missing() {
    let folder = tempfile::tempdir().unwrap();
    let file = paper(folder.path()).await;
    let older = folder.path().join("older");
    std::fs::copy(&file, &older).unwrap();
    let newsroom = Newsroom::open(folder.path(), None).await.unwrap();
    live_story(&newsroom).await;
    newsroom.close().await.unwrap();
    std::fs::rename(&older, &file).unwrap();
    assert!(matches!(refused(folder.path()).await, FolderMismatch::Older { found, known } if found < known));
}

#[tokio::test]
async fn a_killed_servers_log_is_missed() {
    let folder = tempfile::tempdir().unwrap();
    let file = paper(folder.path()).await;
    let port = free_port();
    let mut server = Running(serve(folder.path(), None, port));
    while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    server.kill();
    let log = file.with_extension("sqlite-wal");
    assert!(log.exists(), "a server that was killed leaves its log");
    let copy = folder.path().join("log");
    std::fs::rename(&log, &copy).unwrap();
    assert!(matches!(refused(folder.path()).await, FolderMismatch::NoLog { .. }));
    // With its log, the paper opens without questions; and a server that stops gracefully leaves no question.
    std::fs::rename(&copy, &log).unwrap();
    Newsroom::open(folder.path(), None).await.unwrap().close().await.unwrap();
    Newsroom::open(folder.path(), None).await.unwrap().close().await.unwrap();
}

#[tokio::test]
async fn another_key_is_told() {
    let folder = tempfile::tempdir().unwrap();
    paper(folder.path()).await;
    let key = folder.path().join("audit.key");
    let own = std::fs::read_to_string(&key).unwrap();
    std::fs::write(&key, "00".repeat(32)).unwrap();
    assert_eq!(refused(folder.path()).await, FolderMismatch::OtherKey);
    std::fs::remove_file(&key).unwrap();
    assert_eq!(refused(folder.path()).await, FolderMismatch::NoKey);
    assert!(!key.exists(), "no key is made where one is missing");
    std::fs::write(&key, own).unwrap();
    let newsroom = Newsroom::open(folder.path(), None).await.unwrap();
    assert!(matches!(newsroom.verify_audit().await.unwrap(), AuditVerdict::Whole { .. }));
}

#[tokio::test]
async fn a_second_folder_on_the_same_postgres_is_told() {
    let Some(database) = new_postgres().await else {
        return omitted::not_installed("a second folder", "PostgreSQL (MATBAA_TEST_POSTGRES)");
    };
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let newsroom = Newsroom::open(first.path(), Some(&database)).await.unwrap();
    let deed = async |tx: &mut newsroom::Tx| {
        tx.audit(&Actor::console(), "save", "story/one", json!({}));
        Ok(())
    };
    newsroom.write(SystemClock.now(), deed).await.unwrap();
    let refused = async || match Newsroom::open(second.path(), Some(&database)).await {
        Err(Error::Storage(StorageError::FolderMismatch { why, .. })) => why,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused().await, FolderMismatch::NoKey);
    std::fs::copy(first.path().join("audit.key"), second.path().join("audit.key")).unwrap();
    assert_eq!(refused().await, FolderMismatch::OtherFolder, "the pictures are in the first");
    // A second node may use the same folder.
    Newsroom::open(first.path(), Some(&database)).await.unwrap();
}
