//! The index on disk: kills, damage, other builds.

// Tests only: a failed `unwrap` fails the test.
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use arabic::Language;
use arabic::analyzer::Analyzer;
use search::{Error, Filters, Index, Query, Ranked, Span, Story};

/// Kills of a writing process.
const KILLS: u64 = 12;
/// Names the folder in which this program, started again by a test, writes until it is killed.
const WRITES_IN: &str = "MATBAA_SEARCH_WRITES_IN";

fn story(id: u64) -> Story {
    Story {
        id,
        language: Language::Arabic,
        at: i64::try_from(id).unwrap(),
        year: 2016,
        section: id % 7,
        topics: vec![id % 50],
        writers: vec![id % 20],
        threads: Vec::new(),
        head: vec![format!("خبر رقم {id}")],
        byline: vec!["ق. د".to_owned()],
        topic_names: vec!["الماء".to_owned()],
        section_names: vec!["دولي".to_owned()],
        body: vec!["التقى الوزيران في العاصمة لبحث اتفاق المياه".to_owned()],
    }
}

fn mark(index: &Index) -> u64 {
    index.mark().unwrap().map_or(0, |mark| mark.parse().unwrap())
}

fn found(index: &Index, typed: &str) -> u64 {
    let query = Query::read(&mut Analyzer::new(), typed);
    let span = Span { order: Ranked::ByRelevance { now: 0, beyond: None }, limit: 10 };
    index.search(&query, &Filters::default(), span).unwrap().facets.total
}

/// Adds one story with each commit, forever. The commit's number is the number of stories.
fn write_forever(folder: &Path) {
    let index = Index::open(folder).unwrap();
    let mut writer = index.writer().unwrap();
    let begin = mark(&index);
    for number in begin + 1.. {
        writer.put(&[story(number)]).unwrap();
        writer.commit(&number.to_string()).unwrap();
    }
}

#[test]
fn after_a_kill_stories_and_position_agree() {
    if let Some(folder) = std::env::var_os(WRITES_IN) {
        return write_forever(Path::new(&folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let mut last = 0;
    for round in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["after_a_kill_stories_and_position_agree", "--exact"])
            .env(WRITES_IN, folder.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(300 + 37 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        let index = Index::open(folder.path()).unwrap();
        index.verify().unwrap();
        let position = mark(&index);
        assert!(position >= last, "nothing committed is lost");
        assert_eq!(index.len(), position);
        assert_eq!(found(&index, "اتفاق"), index.len());
        last = position;
    }
    assert!(last > 0, "the program wrote something in {KILLS} rounds");
}

#[test]
fn damage_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path()).unwrap();
    let mut writer = index.writer().unwrap();
    for id in 1..=200 {
        writer.put(&[story(id)]).unwrap();
    }
    writer.commit("200").unwrap();
    writer.finish().unwrap();
    drop(index);
    Index::open(folder.path()).unwrap().verify().unwrap();
    let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    let mut damaged = 0;
    for file in files {
        let whole = std::fs::read(&file).unwrap();
        // A lock and the list of files to delete hold nothing that a search reads.
        if whole.is_empty() || file.file_name().is_some_and(|name| name == ".managed.json") {
            continue;
        }
        damaged += 1;
        for at in [0, whole.len() / 2, whole.len() - 1] {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x20;
            std::fs::write(&file, &bytes).unwrap();
            let opened = Index::open(folder.path()).and_then(|index| index.verify());
            assert!(matches!(opened, Err(Error::Unusable(_))), "{}: byte {at} is noticed", file.display());
        }
        std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
        let opened = Index::open(folder.path()).and_then(|index| index.verify());
        assert!(matches!(opened, Err(Error::Unusable(_))), "{} cut in half is noticed", file.display());
        std::fs::write(&file, &whole).unwrap();
    }
    assert!(damaged > 3, "an index has several files");
    assert_eq!(found(&Index::open(folder.path()).unwrap(), "اتفاق"), 200);
}

#[test]
fn there_is_one_writer() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path()).unwrap();
    let writer = index.writer().unwrap();
    assert!(matches!(Index::open(folder.path()).unwrap().writer(), Err(Error::Write(_))));
    drop(writer);
    index.writer().unwrap();
}
