//! Backups: copies made while people write, and their restoration. (S-DURABILITY: "Backup is consistent while the site
//! runs; `backup verify` proves it by restoring.")

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use journeys::{Paper, journey, matbaa, new_postgres, run};
use newsroom::{
    Actor, BackupManifest, Clock, DatabaseChoice, Newsroom, PublishedWhen, add_picture, back_up, prepare_picture,
    restore, verify_backup,
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

const WRITERS: usize = 20;

async fn with_picture(paper: &Paper) -> newsroom::Picture {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let pixels = image::RgbImage::from_fn(900, 600, |x, y| image::Rgb([x as u8, y as u8, 60]));
    pixels.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    let prepared = prepare_picture(&paper.newsroom, bytes.into_inner().into()).await.unwrap();
    paper
        .newsroom
        .write(paper.clock.now(), async |tx| add_picture(tx, &newsroom::Actor::console(), None, &prepared).await)
        .await
        .unwrap()
}

async fn copy(paper: &Paper, target: &Path) -> (BackupManifest, String) {
    back_up(&paper.newsroom, target, paper.clock.now(), &mut |_| {}).await.unwrap()
}

async fn numbers(newsroom: &Newsroom, sql: &str) -> Vec<i64> {
    let backend = newsroom.db().get_database_backend();
    let rows = newsroom.db().query_all_raw(Statement::from_string(backend, sql.to_owned())).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

async fn words(newsroom: &Newsroom, sql: &str) -> Vec<String> {
    let backend = newsroom.db().get_database_backend();
    let rows = newsroom.db().query_all_raw(Statement::from_string(backend, sql.to_owned())).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

/// A new, empty database of the same kind as the paper's; `None` for SQLite.
async fn elsewhere(paper: &Paper) -> Option<DatabaseChoice> {
    match paper.database {
        None => None,
        Some(_) => new_postgres().await,
    }
}

journey! {
    async fn a_backup_made_while_twenty_write_is_one_moment(paper: Paper) {
        let picture = with_picture(&paper).await;
        let content = paper.content("world", "عنوان").await;
        let acknowledged: Arc<Vec<AtomicU64>> = Arc::new((0..WRITERS).map(|_| AtomicU64::new(0)).collect());
        let stop = Arc::new(AtomicBool::new(false));
        let mut writers = Vec::new();
        for writer in 0..WRITERS {
            let (newsroom, clock, mut content) = (paper.newsroom.clone(), paper.clock.clone(), content.clone());
            let (acknowledged, stop) = (acknowledged.clone(), stop.clone());
            writers.push(tokio::spawn(async move {
                while !stop.load(Ordering::SeqCst) {
                    let number = acknowledged[writer].load(Ordering::SeqCst);
                    content.headline = format!("{writer}/{number}");
                    let saved = newsroom.write(clock.now(), async |tx| {
                        let story = newsroom::begin_story(tx, &newsroom::Actor::console(), &content, newsroom::Beginning::default()).await?;
                        newsroom::publish(tx, &newsroom::Actor::console(), story.id, PublishedWhen::Now).await
                    });
                    saved.await.unwrap();
                    acknowledged[writer].fetch_add(1, Ordering::SeqCst);
                }
            }));
        }
        while acknowledged.iter().any(|count| count.load(Ordering::SeqCst) < 2) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("paper.tar.zst");
        let before: Vec<u64> = acknowledged.iter().map(|count| count.load(Ordering::SeqCst)).collect();
        let (manifest, seal) = copy(&paper, &file).await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        stop.store(true, Ordering::SeqCst);
        for writer in writers {
            writer.await.unwrap();
        }

        let check = verify_backup(&file, &folder.path().join("scratch"), Some(&seal)).await.unwrap();
        assert!(check.is_good(), "{check:?}");
        assert_eq!(check.manifest, manifest);

        let database = elsewhere(&paper).await;
        let data = folder.path().join("restored");
        assert_eq!(restore(&file, &data, database.as_ref(), None).await.unwrap(), manifest);
        let restored = Newsroom::open(&data, database.as_ref()).await.unwrap();
        // The first stories of every writer, without gaps, and at least those that were acknowledged before the backup
        // began.
        let mut found: BTreeMap<usize, BTreeSet<u64>> = BTreeMap::new();
        for headline in words(&restored, "SELECT headline FROM story_versions").await {
            let (writer, number) = headline.split_once('/').unwrap();
            assert!(found.entry(writer.parse().unwrap()).or_default().insert(number.parse().unwrap()), "{headline} twice");
        }
        let mut stories = 0;
        for writer in 0..WRITERS {
            let numbers = &found[&writer];
            let (count, after) = (numbers.len() as u64, acknowledged[writer].load(Ordering::SeqCst));
            assert!(numbers.iter().copied().eq(0..count), "writer {writer} has a hole: {numbers:?}");
            assert!((before[writer]..=after).contains(&count), "writer {writer}: {} <= {count} <= {after}", before[writer]);
            stories += count;
        }
        // The log and the rows agree.
        let head = newsroom::head(restored.db()).await.unwrap();
        assert_eq!(head, manifest.log_head);
        assert_eq!(numbers(&restored, "SELECT seq FROM publication_log ORDER BY seq").await, (1..=head).collect::<Vec<_>>());
        assert_eq!(numbers(&restored, "SELECT count(*) FROM publication_log WHERE kind = 'story'").await, [stories as i64]);
        assert_eq!(numbers(&restored, "SELECT count(*) FROM stories WHERE live = 'published'").await, [stories as i64]);
        let now = newsroom::head(paper.newsroom.db()).await.unwrap();
        assert!(now >= head, "the original went on");
        assert!(matches!(restored.verify_audit().await.unwrap(), newsroom::AuditVerdict::Whole { .. }), "the key came along");
        // The pictures are there, and new rows get ids that were never used.
        assert!(restored.media().has(&format!("originals/{}/{}", &picture.digest[..2], picture.digest)).await.unwrap());
        let largest = numbers(&restored, "SELECT max(id) FROM stories").await[0];
        let added = restored.write(paper.clock.now(), async |tx| newsroom::begin_story(tx, &newsroom::Actor::console(), &content, newsroom::Beginning::default()).await).await;
        assert!(added.unwrap().id > largest);
        restored.close().await.unwrap();
    }
}

journey! {
    async fn a_paper_moves_to_the_other_database_and_back(paper: Paper) {
        with_picture(&paper).await;
        let mut reads = Vec::new();
        for number in 0..30 {
            let story = paper.published("world", &format!("خبر رقم {number} «90+4»")).await;
            reads.push((story.public_id, number));
        }
        let batch = newsroom::Batch { node: "a".into(), number: 1 };
        let counted = paper.newsroom.write(paper.clock.now(), async |tx| newsroom::add_reads(tx, &batch, &reads).await);
        assert!(!counted.await.unwrap().is_empty(), "the ranking holds fractions");
        let folder = tempfile::tempdir().unwrap();
        let first = folder.path().join("first");
        let (kept, _) = copy(&paper, &first).await;
        let there = match paper.database {
            None => match new_postgres().await {
                Some(database) => Some(database),
                None => return omitted::not_installed("the way to PostgreSQL", "PostgreSQL (MATBAA_TEST_POSTGRES)"),
            },
            Some(_) => None,
        };
        let mut last = first;
        for (number, database) in [there, elsewhere(&paper).await].into_iter().enumerate() {
            let data = folder.path().join(format!("paper-{number}"));
            restore(&last, &data, database.as_ref(), None).await.unwrap();
            let newsroom = Newsroom::open(&data, database.as_ref()).await.unwrap();
            last = folder.path().join(format!("copy-{number}.tar.zst"));
            let (again, _) = back_up(&newsroom, &last, paper.clock.now(), &mut |_| {}).await.unwrap();
            let said = |manifest: &BackupManifest| {
                manifest.tables.iter().map(|t| (t.name.clone(), t.rows, t.sha256.clone())).collect::<Vec<_>>()
            };
            assert_eq!(said(&again), said(&kept), "step {number}");
            assert_eq!((again.media.files, again.media.bytes), (kept.media.files, kept.media.bytes));
            newsroom.close().await.unwrap();
        }
    }
}

journey! {
    async fn every_table_is_kept_or_left_out_for_a_reason(paper: Paper) {
        let sql = match paper.newsroom.db().get_database_backend() {
            DbBackend::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite#_%' ESCAPE '#'",
            _ => "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()",
        };
        let all: BTreeSet<String> = words(&paper.newsroom, sql).await.into_iter().collect();
        let folder = tempfile::tempdir().unwrap();
        let (manifest, _) = copy(&paper, &folder.path().join("copy")).await;
        let kept: BTreeSet<String> = manifest.tables.iter().map(|table| table.name.clone()).collect();
        let left: BTreeSet<String> = newsroom::LEFT_OUT.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert!(kept.is_disjoint(&left));
        let both: BTreeSet<String> = kept.union(&left).cloned().collect();
        assert_eq!(all.difference(&both).collect::<Vec<_>>(), Vec::<&String>::new(), "neither kept nor left out");
        let named: Vec<&String> = left.difference(&all).filter(|name| *name != "schema_lock").collect();
        assert_eq!(named, Vec::<&String>::new(), "left out, and no table");
        assert!(newsroom::LEFT_OUT.iter().all(|(_, reason)| reason.len() > 10));
    }
}

/// All files in a folder and below it, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() { all.extend(files(&entry.path())) } else { all.push(entry.path()) }
    }
    all.sort();
    all
}

/// Restoring is refused with these words and leaves nothing behind.
async fn refuses(backup: &Path, data: &Path, words: &str) {
    let error = restore(backup, data, None, None).await.expect_err(words).to_string();
    assert!(error.contains(words), "{words}: {error}");
    assert!(
        !data.exists() || files(data).is_empty() && std::fs::read_dir(data).unwrap().count() == 0,
        "{words}: something is left"
    );
}

#[tokio::test]
async fn what_was_cut_off_or_altered_is_refused_with_the_reason() {
    let paper = Paper::open(journeys::On::Sqlite).await.unwrap();
    with_picture(&paper).await;
    for number in 0..20 {
        paper.published("world", &format!("خبر {number}")).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let data = at("data");
    copy(&paper, &at("whole")).await;
    copy(&paper, &at("whole.tar.zst")).await;
    let whole = std::fs::read(at("whole.tar.zst")).unwrap();

    // Complete, but killed before it was renamed.
    for name in ["whole", "whole.tar.zst"] {
        let partial = at(&format!("{name}.partial"));
        std::fs::rename(at(name), &partial).unwrap();
        refuses(&partial, &data, "never finished").await;
        std::fs::rename(&partial, at(name)).unwrap();
    }
    // The file, cut off in different places.
    for eighth in 0..8 {
        std::fs::write(at("cut.tar.zst"), &whole[..whole.len() * eighth / 8]).unwrap();
        refuses(&at("cut.tar.zst"), &data, "").await;
    }
    std::fs::write(at("cut.tar.zst"), &whole[..whole.len() - 1]).unwrap();
    refuses(&at("cut.tar.zst"), &data, "it ends before its end").await;
    // One bit flipped, in different places. Some bits of a compressed file mean nothing; without them everything is
    // still there.
    let unpacked = zstd::decode_all(&whole[..]).unwrap();
    for place in (0..48).map(|step| 16 + step * (whole.len() - 20) / 48) {
        let mut flipped = whole.clone();
        flipped[place] ^= 1 << (place % 8);
        if zstd::decode_all(&flipped[..]).is_ok_and(|same| same == unpacked) {
            continue;
        }
        std::fs::write(at("flipped.tar.zst"), &flipped).unwrap();
        refuses(&at("flipped.tar.zst"), &data, "").await;
    }
    // Something else.
    std::fs::write(at("foreign.tar.zst"), "PK\u{3}\u{4} not ours").unwrap();
    refuses(&at("foreign.tar.zst"), &data, "no backup").await;
    std::fs::create_dir(at("foreign")).unwrap();
    refuses(&at("foreign"), &data, "this is no backup").await;
    refuses(&at("nowhere"), &data, "No such file").await;

    // The folder, altered.
    let alter = |name: &str, change: &dyn Fn(String) -> String| {
        let copy = at("altered");
        let _ = std::fs::remove_dir_all(&copy);
        for file in files(&at("whole")) {
            let to = copy.join(file.strip_prefix(at("whole")).unwrap());
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::copy(&file, &to).unwrap();
        }
        let text = std::fs::read_to_string(copy.join(name)).unwrap();
        std::fs::write(copy.join(name), change(text)).unwrap();
        copy
    };
    let same = |text: String| text;
    assert!(restore(&alter("seal", &same), &data, None, None).await.is_ok(), "a copy of the folder is the backup");
    std::fs::remove_dir_all(&data).unwrap();
    let versions = "tables/story_versions/000001.jsonl";
    refuses(&alter(versions, &|text| text.replace("خبر 7", "خبر 9")), &data, "the table story_versions is not").await;
    refuses(
        &alter(versions, &|text| text.lines().skip(1).map(|l| format!("{l}\n")).collect()),
        &data,
        "story_versions",
    )
    .await;
    refuses(&alter(versions, &|_| "[1,2]\n".into()), &data, "holds a line that is no row").await;
    refuses(&alter("head.json", &|text| text.replace("matbaa-backup", "other")), &data, "no backup of Matbaa").await;
    refuses(
        &alter("head.json", &|text| text.replace("\"version\":1", "\"version\":2")),
        &data,
        "a newer one is needed",
    )
    .await;
    refuses(&alter("head.json", &|text| text.replace("m0002_reads", "m9999_future")), &data, "newer Matbaa").await;
    refuses(&alter("head.json", &|text| text.replace("\"made_at\":", "\"made_at\":1")), &data, "head.json is not")
        .await;
    refuses(&alter("manifest.json", &|text| text.replace("\"made_at\":", "\"made_at\":1")), &data, "its seal").await;
    refuses(
        &alter("media-index/000001.jsonl", &|text| text.replace("originals/", "../../../")),
        &data,
        "no backup holds",
    )
    .await;
    refuses(&alter("media-index/000001.jsonl", &|text| text.replace("originals/", "original/")), &data, "is missing")
        .await;
    let altered = alter("seal", &same);
    let picture = files(&altered.join("media")).into_iter().next().unwrap();
    let mut bytes = std::fs::read(&picture).unwrap();
    bytes[100] ^= 1;
    std::fs::write(&picture, bytes).unwrap();
    refuses(&altered, &data, "the picture file").await;
    let altered = alter("seal", &same);
    std::fs::remove_file(altered.join("manifest.json")).unwrap();
    refuses(&altered, &data, "altered").await;
    let altered = alter("seal", &same);
    std::fs::remove_file(altered.join("seal")).unwrap();
    refuses(&altered, &data, "it ends before its end").await;
    let error = restore(&at("whole"), &data, None, Some("00")).await.unwrap_err().to_string();
    assert!(error.contains("not the backup asked for"), "{error}");
}

#[tokio::test]
async fn an_archive_that_leads_elsewhere_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("evil.tar.zst");
    for (name, kind) in [("../../evil", b'0'), ("/tmp/evil", b'0'), ("head.json", b'2'), ("head.json", b'1')] {
        // The header is written by hand: no library writes such names.
        let mut header = [0_u8; 512];
        header[..name.len()].copy_from_slice(name.as_bytes());
        header[100..108].copy_from_slice(b"0000600\0");
        header[124..136].copy_from_slice(b"00000000000\0");
        header[148..156].fill(b' ');
        header[156] = kind;
        header[157..168].copy_from_slice(b"/etc/passwd");
        header[257..265].copy_from_slice(b"ustar\x0000");
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        let tar = [header.as_slice(), &[0; 1024]].concat();
        std::fs::write(&file, zstd::encode_all(tar.as_slice(), 1).unwrap()).unwrap();
        refuses(&file, &folder.path().join("data"), "something that no backup holds").await;
    }
}

#[tokio::test]
async fn nothing_is_ever_replaced() {
    let paper = Paper::open(journeys::On::Sqlite).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("copy");
    copy(&paper, &target).await;
    let again = back_up(&paper.newsroom, &target, paper.clock.now(), &mut |_| {}).await.unwrap_err().to_string();
    assert!(again.contains("stands there already"), "{again}");
    let zip = back_up(&paper.newsroom, &folder.path().join("x.zip"), paper.clock.now(), &mut |_| {}).await;
    assert!(zip.unwrap_err().to_string().contains(".tar.zst"));

    let full = folder.path().join("full");
    std::fs::create_dir(&full).unwrap();
    std::fs::write(full.join("letter.txt"), "لا تمحني").unwrap();
    let error = restore(&target, &full, None, None).await.unwrap_err().to_string();
    assert!(error.contains("letter.txt stands there"), "{error}");
    assert_eq!(files(&full), [full.join("letter.txt")]);
    // A configuration file is not a paper, and the remains of a killed restore are removed.
    let ready = folder.path().join("ready");
    std::fs::create_dir_all(ready.join(".restoring/media")).unwrap();
    std::fs::create_dir_all(ready.join("media")).unwrap();
    std::fs::write(ready.join("matbaa.toml"), "").unwrap();
    std::fs::write(ready.join("matbaa.sqlite.restoring"), "half").unwrap();
    restore(&target, &ready, None, None).await.unwrap();
    let error = restore(&target, &ready, None, None).await.unwrap_err().to_string();
    assert!(error.contains("the paper is there already"), "{error}");
    let names: BTreeSet<String> =
        std::fs::read_dir(&ready).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let wanted = ["audit.key", "matbaa.sqlite", "matbaa.toml", "media"].map(str::to_owned);
    assert_eq!(names, wanted.into_iter().collect());

    if let Some(database) = new_postgres().await {
        let other = Newsroom::open(&folder.path().join("other"), Some(&database)).await.unwrap();
        other.close().await.unwrap();
        let error =
            restore(&target, &folder.path().join("third"), Some(&database), None).await.unwrap_err().to_string();
        assert!(error.contains("the database holds something already"), "{error}");
        // A refused restore leaves an empty database empty.
        let database = new_postgres().await.unwrap();
        std::fs::remove_file(target.join("seal")).unwrap();
        restore(&target, &folder.path().join("fourth"), Some(&database), None).await.unwrap_err();
        let empty = sea_orm::Database::connect(database_address(&database)).await.unwrap();
        let sql = "SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema()";
        let row = empty.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap().unwrap();
        assert_eq!(row.try_get_by_index::<i64>(0).unwrap(), 0);
    }
}

#[tokio::test]
async fn a_restore_that_fails_at_its_very_end_takes_everything_back() {
    let Some(database) = new_postgres().await else {
        return omitted::not_installed("a restore that fails at its end", "PostgreSQL (MATBAA_TEST_POSTGRES)");
    };
    let paper = Paper::open(journeys::On::Sqlite).await.unwrap();
    with_picture(&paper).await;
    paper.published("world", "خبر").await;
    let folder = tempfile::tempdir().unwrap();
    let (target, data) = (folder.path().join("copy"), folder.path().join("data"));
    copy(&paper, &target).await;
    // Somebody puts a file where the pictures will go.
    let place = data.clone();
    let intruder = std::thread::spawn(move || {
        while !place.join(".restoring").exists() {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::fs::create_dir_all(place.join("media/in-the-way")).unwrap();
    });
    restore(&target, &data, Some(&database), None).await.unwrap_err();
    intruder.join().unwrap();
    assert_eq!(std::fs::read_dir(&data).unwrap().count(), 0);
    assert!(restore(&target, &data, Some(&database), None).await.is_ok(), "the database is empty again");
}

fn database_address(database: &DatabaseChoice) -> String {
    match database {
        DatabaseChoice::Postgres(address) => address.clone(),
        DatabaseChoice::Sqlite(path) => format!("sqlite:{}", path.display()),
    }
}

#[test]
fn a_backup_killed_anywhere_leaves_nothing_that_passes_for_one() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    let made = run(&["new", "--data", data]);
    assert_eq!(made.code, 0, "{}", made.err);
    let archive = folder.path().join("archive.jsonl");
    std::fs::write(&archive, run(&["generate", "--stories", "3000"]).out).unwrap();
    assert_eq!(run(&["import", "jsonl", "--data", data, archive.to_str().unwrap()]).code, 0);
    let mut killed = 0;
    for round in 0_u64..24 {
        let name = if round % 2 == 0 { "copy.tar.zst" } else { "copy" };
        let target = folder.path().join(name);
        let path = target.to_str().unwrap();
        let mut backup = Command::new(matbaa())
            .args(["backup", "--data", data, path])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(15 + round * 37 % 700));
        let ended = backup.try_wait().unwrap().is_some();
        let _ = backup.kill();
        backup.wait().unwrap();
        let partial = folder.path().join(format!("{name}.partial"));
        if target.exists() {
            let proof = run(&["backup", "--verify", path]);
            assert_eq!(proof.code, 0, "round {round}: {} {}", proof.out, proof.err);
        } else {
            assert!(!ended, "round {round} ended and made nothing");
            killed += 1;
            if partial.exists() {
                let proof = run(&["backup", "--verify", partial.to_str().unwrap()]);
                assert_eq!(proof.code, 2, "round {round}: {} {}", proof.out, proof.err);
            }
        }
        if target.exists() {
            if target.is_dir() {
                std::fs::remove_dir_all(&target).unwrap()
            } else {
                std::fs::remove_file(&target).unwrap()
            }
        }
    }
    assert!(killed >= 5, "only {killed} of the backups were killed in time");
    for name in ["copy.tar.zst", "copy"] {
        let target = folder.path().join(name);
        let last = run(&["backup", "--data", data, target.to_str().unwrap()]);
        assert_eq!(last.code, 0, "{}", last.err);
        let seal = last.out.lines().find_map(|line| line.strip_prefix("seal ")).unwrap();
        let proof = run(&["backup", "--verify", "--seal", seal, target.to_str().unwrap()]);
        assert_eq!(proof.code, 0, "{}", proof.err);
        assert!(proof.out.contains("everything came back"), "{}", proof.out);
        assert!(!folder.path().join(format!("{name}.partial")).exists());
    }
    let restored = folder.path().join("restored");
    let copy = folder.path().join("copy");
    assert_eq!(run(&["restore", copy.to_str().unwrap(), "--data", restored.to_str().unwrap()]).code, 0);
    assert_eq!(run(&["restore", copy.to_str().unwrap(), "--data", restored.to_str().unwrap()]).code, 2);
    assert_eq!(run(&["backup", "--data", folder.path().join("none").to_str().unwrap(), "x"]).code, 2);
    assert!(!folder.path().join("none").exists(), "a mistyped folder is not made");
}

#[tokio::test]
async fn a_new_paper_is_empty_and_works() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    let args = [
        "new",
        "--data",
        data,
        "--name",
        "الصباح الجديد",
        "--language",
        "ar,fr",
        "--zone",
        "Africa/Tunis",
        "--months",
        "maghrebi",
        "--digits",
        "eastern",
        "--sections",
        "national,jiha:الجهات,opinion",
    ];
    let made = run(&args);
    assert_eq!(made.code, 0, "{}", made.err);
    assert!(made.out.contains("«الصباح الجديد»") && made.out.contains("matbaa serve --data"), "{}", made.out);
    let again = run(&args);
    assert_eq!((again.code, again.err.contains("there is a paper")), (2, true), "{}", again.err);
    for (flag, value) in [("--zone", "Mars/Base"), ("--months", "klingon"), ("--sections", "media"), ("--name", " ")] {
        let other = folder.path().join("other");
        let refused = run(&["new", "--data", other.to_str().unwrap(), flag, value]);
        assert_eq!(
            (refused.code, refused.err.contains(flag), other.exists()),
            (2, true, false),
            "{flag}: {}",
            refused.err
        );
    }
    let newsroom = Newsroom::open(Path::new(data), None).await.unwrap();
    let sections = newsroom::all_sections(newsroom.db()).await.unwrap();
    let shown: Vec<(&str, &str)> =
        sections.iter().map(|section| (section.slug.as_str(), section.name.ar.as_str())).collect();
    assert_eq!(shown, [("national", "الوطن"), ("jiha", "الجهات"), ("opinion", "رأي")]);
    let paper = newsroom::load_paper(newsroom.db()).await.unwrap();
    assert_eq!(
        (paper.name.ar.as_str(), paper.zone.name(), paper.languages.len()),
        ("الصباح الجديد", "Africa/Tunis", 2)
    );
}

// S-DURABLE-DAMAGED: the backup names the table and the last row that can be read; readiness says that something is
// wrong.
#[tokio::test]
async fn a_damaged_page_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let newsroom = Newsroom::open(folder.path(), None).await.unwrap();
    let story = journeys::process::live_story(&newsroom).await;
    let section = newsroom::all_sections(newsroom.reads()).await.unwrap()[0].id;
    let words = "كلمات طويلة تملأ صفحات قاعدة البيانات واحدة بعد أخرى. ".repeat(60);
    for number in 0..60 {
        let content = newsroom::Content {
            body: journeys::text(&[&words]),
            ..journeys::plain_content(section, &format!("خبر رقم {number}"))
        };
        let begin = async |tx: &mut newsroom::Tx| {
            newsroom::begin_story(tx, &Actor::console(), &content, newsroom::Beginning::default()).await
        };
        newsroom.write(story.touched_at, begin).await.unwrap();
    }
    newsroom.close().await.unwrap();
    // Pages full of these words: they belong to the versions and are not read at the start.
    let file = folder.path().join("matbaa.sqlite");
    let mut bytes = std::fs::read(&file).unwrap();
    let full: Vec<usize> = (1..bytes.len() / 4096)
        .filter(|page| {
            bytes[page * 4096..(page + 1) * 4096].windows(8).filter(|eight| eight == &&"طويلة".as_bytes()[..8]).count()
                > 20
        })
        .collect();
    assert!(full.len() > 20, "{} pages", full.len());
    for page in &full[full.len() / 2..] {
        bytes[page * 4096..page * 4096 + 64].fill(0xff);
    }
    std::fs::write(&file, bytes).unwrap();
    let newsroom = Newsroom::open(folder.path(), None).await.unwrap();
    let target = folder.path().join("backup");
    let error = back_up(&newsroom, &target, story.touched_at, &mut |_| ()).await.unwrap_err().to_string();
    assert!(error.contains("of the table ") && error.contains("cannot be read"), "{error}");
    assert!(!target.exists(), "nothing is left behind");
}
