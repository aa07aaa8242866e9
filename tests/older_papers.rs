//! A paper written by an older Matbaa opens, and nothing of it is lost.
//!
//! `fixtures/paper-of-2026-11-26` contains two papers as commit 184cff1 wrote them, one on SQLite and one on
//! PostgreSQL. Each has published stories, a comment, and everything that was scheduled in the four tables of that
//! time: stories to be published and to be taken off, page layouts, daily jobs, mails.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use arabic::Language;
use newsroom::{
    Actor, ArrangedPage, AuditVerdict, Clock, DatabaseChoice, Lane, Live, ManualClock, Newsroom, NoticeMail, NoticeWay,
    Place, SlotPage, TimerAct, Timestamp, Work,
};
use sea_orm::{ConnectionTrait, Database};

/// The instant at which both were archived: 13:13 in Algiers on 3 September 2016.
const PUT_AWAY: Timestamp = Timestamp(1_472_904_780_000_000);

fn unpack(name: &str, to: &Path) {
    let archive = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/paper-of-2026-11-26/{name}.tar.gz"));
    let unpacked = Command::new("tar").arg("xzf").arg(&archive).arg("-C").arg(to).status().unwrap();
    assert!(unpacked.success(), "{}", archive.display());
}

#[tokio::test]
async fn a_paper_on_sqlite_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    unpack("sqlite", folder.path());
    nothing_is_lost(folder.path(), None).await;
}

#[tokio::test]
async fn a_paper_on_postgres_loses_nothing() {
    let Some(database) = journeys::new_postgres().await else { return };
    let folder = tempfile::tempdir().unwrap();
    unpack("postgres", folder.path());
    let DatabaseChoice::Postgres(address) = &database else { panic!("{database}") };
    let dump = std::fs::read_to_string(folder.path().join("paper.sql")).unwrap();
    let db = Database::connect(address).await.unwrap();
    db.execute_unprepared(&dump).await.unwrap();
    db.close().await.unwrap();
    nothing_is_lost(folder.path(), Some(&database)).await;
}

async fn nothing_is_lost(folder: &Path, database: Option<&DatabaseChoice>) {
    let newsroom = Newsroom::open(folder, database).await.unwrap();
    let (db, clock) = (newsroom.reads(), ManualClock::at(PUT_AWAY));
    assert!(matches!(newsroom.verify_audit().await.unwrap(), AuditVerdict::Whole { rows } if rows > 40));

    // Every story is as it was.
    let mut live = 0;
    for id in 1..=16 {
        let story = newsroom::find_story(db, id).await.unwrap();
        assert!(!story.title.is_empty());
        live += usize::from(story.live == Live::Published);
    }
    assert_eq!(live, 14);
    for (id, work) in [(15, Work::Scheduled), (16, Work::Scheduled)] {
        assert_eq!(newsroom::find_story(db, id).await.unwrap().work, work);
    }

    // Everything scheduled, with its wall time, its instant, the person who set it and the reason.
    for (id, act, wall, due, reason) in [
        (15, TimerAct::Publish, "2016-09-03T14:13:00", 3_600, None),
        (16, TimerAct::Publish, "2016-09-03T14:43:00", 5_400, None),
        (3, TimerAct::Unpublish, "2016-09-03T15:13:00", 7_200, Some("انتهت صلاحية الإعلان")),
    ] {
        let timers = newsroom::timers_of(db, id).await.unwrap();
        let timer = &timers[0];
        assert_eq!((timers.len(), timer.act, timer.made_by), (1, act, Some(1)));
        assert_eq!((timer.wall.wall.as_str(), timer.wall.zone.as_str()), (wall, "Africa/Algiers"));
        assert_eq!((timer.due_at, timer.reason.as_deref()), (PUT_AWAY.plus_seconds(due), reason));
    }
    assert!(newsroom::timers_of(db, 14).await.unwrap().is_empty(), "what was done is done");
    let place = |key: &str| Place::read(key).unwrap();
    let front = ArrangedPage::front(Language::Arabic);
    let waiting = newsroom::arrangements_waiting(db, front).await.unwrap();
    let stands: Vec<_> = ["lead-0", "second-0"].map(|key| waiting[0].arrangement.get(place(key)).story).into();
    assert_eq!((waiting.len(), waiting[0].by, stands), (1, None, vec![Some(15), Some(1)]));
    let section = ArrangedPage { page: SlotPage::Section(1), language: Language::Arabic };
    let waiting = newsroom::arrangements_waiting(db, section).await.unwrap();
    assert_eq!((waiting.len(), waiting[0].wall.wall.as_str()), (1, "2016-09-03T14:19:40"));
    let daily = NoticeMail { way: NoticeWay::Daily, hour: 9 };
    assert_eq!(newsroom::notice_mail_of(db, 1).await.unwrap(), daily);
    let mails = newsroom::mail_standing(db, &Actor::console()).await.unwrap();
    assert_eq!((mails.waiting, mails.given_up), (4, 0));
    assert_eq!(mails.last_error.as_deref(), Some("451 come back later"));

    // And all of it happens on time, once.
    let lanes = newsroom::lanes_due(db, clock.now()).await.unwrap();
    assert_eq!(lanes, BTreeSet::from([Lane::Mail]), "nothing was due but the mail");
    newsroom::begin_daily_jobs(&newsroom, clock.now()).await.unwrap();
    let mut done = Vec::new();
    for second in [3_599, 1, 399, 1, 1_400, 1_800] {
        clock.advance_seconds(second);
        let report = newsroom::run_due(&newsroom, clock.now()).await.unwrap();
        assert_eq!((report.late, report.failed), (0, 0));
        done.push(report.done);
    }
    // At 14:13 the story and the page that shows it, at 14:19:40 the page of the section, then one more story and one
    // less.
    assert_eq!(done, [0, 2, 0, 1, 1, 1]);
    for (id, live) in [(15, Live::Published), (16, Live::Published), (3, Live::Unpublished)] {
        assert_eq!(newsroom::find_story(db, id).await.unwrap().live, live);
    }
    let stands = newsroom::arrangement(db, front).await.unwrap();
    assert_eq!(stands.get(place("lead-0")).story, Some(15));
    // At three in the morning old saves are thinned out; at eight people are told of rights that end, at nine the digest
    // is due.
    for (hour, expected) in [(12, 1), (18, 2)] {
        clock.advance_seconds((hour * 3_600) - (clock.now().0 - PUT_AWAY.0) / 1_000_000 + 7_200);
        assert_eq!(newsroom::run_due(&newsroom, clock.now()).await.unwrap().done, expected);
    }
    let mut taken = 0;
    while let Some(job) = newsroom::take_mail_job(&newsroom, clock.now()).await.unwrap() {
        assert!(job.mail.is_ok(), "{job:?}");
        newsroom::finish_job(&newsroom, &job, clock.now()).await.unwrap();
        taken += 1;
    }
    assert_eq!(taken, 4);
    assert!(matches!(newsroom.verify_audit().await.unwrap(), AuditVerdict::Whole { .. }));
}
