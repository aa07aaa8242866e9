//! The engine for due jobs: a broken job holds up nothing else, and jobs that wait for one thing do not hold up others.

use std::collections::BTreeSet;
use std::time::Duration;

use journeys::{Paper, Served, Staff, journey, staff};
use newsroom::{Actor, Clock, DueReport, Lane, Live, MailJob, Move, Story, Wall, With};
use sea_orm::ConnectionTrait;

/// Puts a job into the table that this build would never add, due at once.
async fn broken(paper: &Paper, kind: &str, about: Option<i64>, data: &str, wall: &str) {
    let now = paper.clock.now().0;
    let about = about.map_or("NULL".to_owned(), |about| about.to_string());
    let sql = format!(
        "INSERT INTO jobs (kind, about, data, state, made_at, due_at, attempts, wall, zone)
         VALUES ('{kind}', {about}, '{data}', 'waiting', {now}, {now}, 0, {wall}, 'UTC')"
    );
    paper.newsroom.db().execute_unprepared(&sql).await.unwrap();
}

async fn scheduled(paper: &Paper, staff: &Staff, headline: &str, seconds: i64) -> Story {
    let content = paper.content("world", headline).await;
    let story = paper.begun(&staff.reporter, &content, newsroom::Beginning::default()).await;
    let at = Wall::at(paper.clock.now().plus_seconds(seconds), "Africa/Algiers").unwrap();
    for (actor, made, at) in [
        (&staff.reporter, Move::Submit, None),
        (&staff.editor, Move::Approve, None),
        (&staff.editor, Move::Schedule, Some(at)),
    ] {
        let with = With { at, ..With::default() };
        let act = async |tx: &mut newsroom::Tx| newsroom::make_move(tx, actor, &story.public_id, made, with).await;
        paper.newsroom.write(paper.clock.now(), act).await.unwrap();
    }
    story
}

async fn live(paper: &Paper, story: &Story) -> Live {
    newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap().live
}

journey! {
    async fn what_is_broken_is_given_up_and_holds_nobody_up(paper: Paper) {
        let staff = staff(&paper).await;
        let story = scheduled(&paper, &staff, "خبر بعد كل ما انكسر", 60).await;
        let wall = "'2016-09-03T12:00:00'";
        broken(&paper, "publish", Some(999_999), "{}", wall).await;
        broken(&paper, "publish", None, "{}", wall).await;
        broken(&paper, "unpublish", Some(story.id), "no JSON", wall).await;
        broken(&paper, "publish", Some(story.id), "{}", "NULL").await;
        broken(&paper, "lay_out", None, "{}", wall).await;
        broken(&paper, "digest", None, "{}", wall).await;
        broken(&paper, "brew_tea", None, "{}", wall).await;
        paper.clock.advance_seconds(60);
        let now = paper.clock.now();
        let report = newsroom::run_due(&paper.newsroom, now).await.unwrap();
        assert_eq!(report, DueReport { done: 1, late: 0, failed: 6 });
        assert_eq!(live(&paper, &story).await, Live::Published);
        // None is done again; what only a newer Matbaa knows waits for it.
        assert_eq!(newsroom::run_due(&paper.newsroom, now).await.unwrap(), DueReport::default());
        assert_eq!(newsroom::lanes_due(paper.newsroom.db(), now).await.unwrap(), BTreeSet::new());
        let waiting = journeys::texts(&paper.newsroom, "SELECT kind FROM jobs WHERE state = 'waiting'").await;
        assert_eq!(waiting, ["brew_tea"]);
    }
}

journey! {
    async fn a_story_that_the_database_refuses_stays_due_and_holds_nobody_up(paper: Paper) {
        let staff = staff(&paper).await;
        let refused = scheduled(&paper, &staff, "خبر لا تقبله القاعدة", 60).await;
        let other = scheduled(&paper, &staff, "خبر بعده", 60).await;
        let (id, db) = (refused.id, paper.newsroom.db());
        let (refuse, take) = match paper.database {
            None => (
                format!(
                    "CREATE TRIGGER refuse BEFORE UPDATE ON stories WHEN NEW.id = {id} AND NEW.live = 'published'
                     BEGIN SELECT RAISE(ABORT, 'refused'); END"
                ),
                "DROP TRIGGER refuse",
            ),
            Some(_) => (
                format!("ALTER TABLE stories ADD CONSTRAINT refuse CHECK (id <> {id} OR live <> 'published')"),
                "ALTER TABLE stories DROP CONSTRAINT refuse",
            ),
        };
        db.execute_unprepared(&refuse).await.unwrap();
        paper.clock.advance_seconds(60);
        let now = paper.clock.now();
        let report = newsroom::run_due(&paper.newsroom, now).await.unwrap();
        assert_eq!(report, DueReport { done: 1, late: 0, failed: 0 });
        assert_eq!((live(&paper, &refused).await, live(&paper, &other).await), (Live::Never, Live::Published));
        db.execute_unprepared(take).await.unwrap();
        assert_eq!(newsroom::run_due(&paper.newsroom, now).await.unwrap().done, 1);
        assert_eq!(live(&paper, &refused).await, Live::Published);
    }
}

journey! {
    async fn a_mail_that_cannot_be_read_is_tried_like_any_other(paper: Paper) {
        broken(&paper, "notice_mail", None, "{}", "NULL").await;
        let site = paper.site_with(web::SiteConfig { url: "http://localhost:8080".into(), ..web::SiteConfig::default() });
        assert_eq!(newsroom::lanes_due(paper.newsroom.db(), paper.clock.now()).await.unwrap(), [Lane::Mail].into());
        assert!(web::send_due_mail(&site).await);
        assert!(!web::send_due_mail(&site).await, "not at once");
        assert_eq!(newsroom::lanes_due(paper.newsroom.db(), paper.clock.now()).await.unwrap(), BTreeSet::new());
        let standing = newsroom::mail_standing(paper.newsroom.db(), &Actor::console()).await.unwrap();
        assert_eq!((standing.waiting, standing.given_up), (1, 0));
        assert!(standing.last_error.is_some());
        for _ in 0..12 {
            paper.clock.advance_seconds(6 * 3_600);
            web::send_due_mail(&site).await;
        }
        let standing = newsroom::mail_standing(paper.newsroom.db(), &Actor::console()).await.unwrap();
        assert_eq!((standing.waiting, standing.given_up), (0, 1));
    }
}

journey! {
    async fn a_mail_server_that_says_nothing_holds_no_story_up(paper: Paper) {
        let staff = staff(&paper).await;
        let story = scheduled(&paper, &staff, "خبر لا ينتظر البريد", 60).await;
        // It accepts the connection and never answers.
        let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mail = Some(web::MailSettings {
            host: "127.0.0.1".into(),
            port: silent.local_addr().unwrap().port(),
            security: web::MailSecurity::None,
            login: None,
            from: "desk@paper.example".parse().unwrap(),
        });
        let chief = paper.first_admin().await;
        let invited = [("email", "salma@paper.example"), ("language", "ar"), ("role", "reporter"), ("desks-reporter", "all")];
        let config = web::SiteConfig { url: "http://localhost:8080".into(), mail, ..web::SiteConfig::default() };
        let site = paper.site_with(config);
        let mut desk = journeys::browser::Browser::of(site.clone());
        desk.take_over_from(&chief);
        desk.open("/newsroom/people/invite").await;
        desk.send("/newsroom/people/invite", &invited).await;
        let served = Served::start(site).await;
        let line = tokio::time::timeout(Duration::from_secs(20), silent.accept()).await.unwrap().unwrap();
        // The mail is being sent when the story comes due.
        paper.clock.advance_seconds(60);
        let mut waited = 0;
        while live(&paper, &story).await != Live::Published {
            waited += 1;
            assert!(waited < 400, "the story waits for the mail");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let standing = newsroom::mail_standing(paper.newsroom.db(), &Actor::console()).await.unwrap();
        assert_eq!(standing.waiting, 1, "or this journey shows nothing");
        drop((silent, line));
        served.stop().await;
    }
}

journey! {
    async fn two_nodes_send_a_mail_once(paper: Paper) {
        for number in 0..4 {
            let act = async |tx: &mut newsroom::Tx| newsroom::leave_mail(tx, &MailJob::Notice { notice: number }).await;
            paper.newsroom.write(paper.clock.now(), act).await.unwrap();
        }
        let other = newsroom::Newsroom::open(paper.folder.path(), paper.database.as_ref()).await.unwrap();
        let now = paper.clock.now();
        let mut taken = Vec::new();
        for _ in 0..6 {
            let both = tokio::join!(newsroom::take_mail_job(&paper.newsroom, now), newsroom::take_mail_job(&other, now));
            taken.extend([both.0.unwrap(), both.1.unwrap()].into_iter().flatten().map(|job| job.id));
        }
        taken.sort_unstable();
        let count = taken.len();
        taken.dedup();
        assert_eq!((count, taken.len()), (4, 4));
    }
}
