//! What is acknowledged is on disk, even if the process is killed while it writes, again and again.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use journeys::{journey, matbaa, run};
use newsroom::{Clock, DatabaseChoice, Newsroom};
use sea_orm::{ConnectionTrait, Statement, TransactionTrait};

/// A page of its own for every number.
fn page(number: usize) -> String {
    format!(
        "عودة القطار رقم {number} إلى الجبل\n03 أيلول 2016 ق. م/ الوكالات\n512\n\n\
         عاد القطار رقم {number} أمس إلى سكته بعد توقف طويل دام عامين كاملين بسبب الأشغال.\n\n\
         وقال مدير المحطة إن «الرحلات ستنتظم ابتداء من يوم الأحد المقبل».\n"
    )
}

#[tokio::test]
async fn an_import_killed_anywhere_keeps_what_it_said_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let files: Vec<String> = (0..120)
        .map(|number| {
            let file = folder.path().join(format!("{number}.txt"));
            std::fs::write(&file, page(number)).unwrap();
            file.to_str().unwrap().to_owned()
        })
        .collect();
    let mut acknowledged = std::collections::BTreeSet::new();
    let mut kills = 0;
    for round in 0_u64..40 {
        let mut import = Command::new(matbaa())
            .args(["import", "page", "--publish", "--data", data.to_str().unwrap()])
            .args(&files)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let pipe = import.stdout.take().unwrap();
        let reader = std::thread::spawn(move || {
            BufReader::new(pipe)
                .lines()
                .map_while(Result::ok)
                .filter(|line| line.contains("added as"))
                .collect::<Vec<_>>()
        });
        // A little later in each round, so that the kill hits every part of the work.
        tokio::time::sleep(Duration::from_millis(60 + round * 23 % 170)).await;
        let ended = import.try_wait().unwrap().is_some();
        let _ = import.kill();
        import.wait().unwrap();
        for line in reader.join().unwrap() {
            let id = line.split(" as ").nth(1).unwrap().split(' ').next().unwrap().to_owned();
            assert!(acknowledged.insert(id), "a story was added twice: {line}");
        }
        if ended {
            break;
        }
        kills += 1;
    }
    assert!(kills >= 2, "the import was too quick to be killed");
    let mut args = vec!["import", "page", "--publish", "--data", data.to_str().unwrap()];
    args.extend(files.iter().map(String::as_str));
    let last = run(&args);
    assert_eq!(last.code, 0, "the next start needs no hands: {}", last.err);

    let newsroom = Newsroom::open(&data, None).await.unwrap();
    for id in &acknowledged {
        let story = newsroom::story_by_public_id(newsroom.db(), &id.parse().unwrap()).await.unwrap();
        let story = story.unwrap_or_else(|| panic!("{id} was acknowledged and is lost"));
        let version = newsroom::version(newsroom.db(), story.live_version.unwrap()).await.unwrap();
        assert_eq!(version.content.body.blocks.len(), 2, "{id} is whole");
    }
    let days = newsroom::day_counts(newsroom.db(), arabic::Language::Arabic, 2016, 9).await.unwrap();
    assert_eq!(days[0].stories, 120, "every page once");
    let head = newsroom::head(newsroom.db()).await.unwrap();
    let log = newsroom::read_log(newsroom.db(), 0, 1_000).await.unwrap();
    assert_eq!(log.len() as i64, head, "the log has no gap");
    assert_eq!(log.iter().filter(|row| matches!(row.event, newsroom::Event::Story { .. })).count(), 120);
}

// S-DURABLE-AWAY: a database that accepts no writes keeps nobody at the desk from reading, and its pictures come at
// once.
journey! {
    async fn the_desk_reads_on_at_once_while_somebody_else_holds_the_database(paper: Paper) {
        let mut chief = paper.first_admin().await;
        paper.published("world", "خبر منشور").await;
        let address = match &paper.database {
            Some(DatabaseChoice::Postgres(address)) => address.clone(),
            _ => format!("sqlite:{}", paper.folder.path().join("matbaa.sqlite").display()),
        };
        let other = sea_orm::Database::connect(address).await.unwrap();
        let held = other.begin().await.unwrap();
        held.execute_unprepared("UPDATE sessions SET seen_at = seen_at").await.unwrap();
        // Long enough for the use of the session to be recorded again.
        paper.clock.advance_seconds(120);
        let began = Instant::now();
        for _ in 0..6 {
            assert_eq!(chief.open("/newsroom/stories").await.status, 200);
        }
        // A write waits two seconds for the one that holds the database: six in a row would have waited for twelve.
        assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
        held.rollback().await.unwrap();
        // It is recorded once the database accepts it, by any request that comes then.
        for tries in 0.. {
            assert!(tries < 100, "the use of the session is never noted");
            chief.open("/newsroom/stories").await;
            let row = other.query_one_raw(Statement::from_string(other.get_database_backend(), "SELECT max(seen_at) FROM sessions")).await.unwrap().unwrap();
            if row.try_get_by_index::<i64>(0).unwrap() == paper.clock.now().0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}
