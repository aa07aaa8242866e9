//! The desk of the demo newspaper: people at work in every room, none of whom can sign in, and a log that records how
//! everything came about.

use std::collections::HashSet;

use http::StatusCode;
use journeys::browser::{Browser, PASSWORD, between};
use journeys::{Paper, every_row, journey, run};
use newsroom::{
    AccountRefusal, Actor, ArrangedPage, AuditVerdict, Clock, CommentFilter, DatabaseChoice, DeskFilter, Error, Grant,
    Live, Person, Role, Story, SystemClock, Work,
};

/// The command for the folder and database of this paper.
fn demo(paper: &Paper, more: &[&str]) -> journeys::Ran {
    let address = paper.database.as_ref().map(|database| match database {
        DatabaseChoice::Postgres(address) => address.clone(),
        DatabaseChoice::Sqlite(path) => format!("sqlite:{}", path.display()),
    });
    let mut args = vec!["demo", "--data", paper.folder.path().to_str().unwrap(), "--archive", "12"];
    args.extend(address.iter().flat_map(|address| ["--database", address.as_str()]));
    args.extend(more);
    run(&args)
}

async fn people(paper: &Paper) -> Vec<Person> {
    newsroom::all_people(paper.newsroom.reads()).await.unwrap()
}

async fn person(paper: &Paper, email: &str) -> Person {
    newsroom::person_by_email(paper.newsroom.reads(), email).await.unwrap().unwrap()
}

async fn listed(paper: &Paper, actor: &Actor, filter: DeskFilter) -> Vec<Story> {
    let page = newsroom::desk_list(paper.newsroom.reads(), actor, &filter, None, 200).await.unwrap();
    page.lines.into_iter().map(|line| line.story).collect()
}

async fn all_stories(paper: &Paper, actor: &Actor) -> Vec<Story> {
    let mut all = Vec::new();
    for live in Live::ALL {
        all.extend(listed(paper, actor, DeskFilter { live: vec![*live], ..DeskFilter::default() }).await);
    }
    all
}

async fn audit_is_whole(paper: &Paper) -> bool {
    matches!(paper.newsroom.verify_audit().await.unwrap(), AuditVerdict::Whole { rows } if rows > 300)
}

/// Checks that nobody has a password, a passkey, a link or a session.
async fn nobody_has_credentials(paper: &Paper) {
    for (table, row) in every_row(&paper.newsroom).await {
        match table.as_str() {
            "people" => {
                let secrets = ["password_hash", "totp_secret", "totp_offered"];
                assert!(secrets.iter().all(|column| row[*column].is_null()), "{row:?}");
            }
            "door_links" | "passkeys" | "sessions" | "known_devices" | "recovery_codes" | "ceremonies" => {
                panic!("{table}: {row:?}")
            }
            "jobs" => assert!(!row["kind"].as_str().unwrap().ends_with("_mail"), "{row:?}"),
            _ => {}
        }
    }
}

/// Checks that nobody can sign in, neither with a password nor with «forgotten password».
async fn nobody_can_sign_in(paper: &Paper) {
    let staff = people(paper).await;
    assert!(staff.len() >= 20);
    for (number, one) in (0..).zip(&staff) {
        let mail =
            paper.newsroom.write(paper.clock.now(), async |tx| newsroom::reset_token_for_mail(tx, &one.email).await);
        assert!(mail.await.unwrap().is_none(), "{}: a link was made for the mail", one.email);
        // Three are enough for trying the sign-in itself, which slows down those who try many.
        if number % 9 == 0 {
            for password in ["", PASSWORD, one.email.as_str()] {
                let mut visitor = paper.browser();
                let answer = visitor.sign_in(&one.email, password).await;
                assert_ne!(answer.status, StatusCode::SEE_OTHER, "{} signed in", one.email);
                let page = visitor.open("/newsroom/stories").await.text();
                assert!(page.contains("<body class=\"signed-out\">"), "{page}");
            }
        }
    }
    nobody_has_credentials(paper).await;
}

/// Checks that there is a story in every state, at work and after it.
fn every_state(stories: &[Story]) {
    let found: HashSet<(&str, &str)> = stories.iter().map(|one| (one.live.word(), one.work.word())).collect();
    for (live, work) in [
        (Live::Never, Work::Draft),
        (Live::Never, Work::InReview),
        (Live::Never, Work::Approved),
        (Live::Never, Work::Scheduled),
        (Live::Never, Work::Spiked),
        (Live::Published, Work::None),
        (Live::Published, Work::Draft),
        (Live::Published, Work::InReview),
        (Live::Published, Work::Approved),
        (Live::Unpublished, Work::None),
        (Live::Killed, Work::None),
    ] {
        assert!(found.contains(&(live.word(), work.word())), "no story is {live:?} and {work:?}");
    }
    type Says = (&'static str, fn(&Story) -> bool);
    let says: [Says; 7] = [
        ("private", |one| one.is_private),
        ("sent back", |one| one.note.is_some() && one.work == Work::Draft),
        ("under embargo", |one| one.embargo_until.is_some()),
        ("given to somebody else", |one| one.assignee.is_some() && one.assignee != one.writer),
        ("approved before its last words", |one| one.changed_since_approval()),
        ("a translation", |one| one.translates.is_some()),
        ("a follow-up", |one| one.follows.is_some()),
    ];
    for (what, holds) in says {
        assert!(stories.iter().any(holds), "no story is {what}");
    }
}

/// Checks that every room of an editor-in-chief shows something, on its page and not only in the database.
async fn every_room_is_alive(paper: &Paper, chief: &mut Browser) {
    for (path, needle) in [
        ("/newsroom/stories", "زيت الزيتون المعلب"),
        ("/newsroom/stories?work=in_review", "ناقلتا الوقود"),
        ("/newsroom/stories?work=approved", "أمين قادري"),
        ("/newsroom/stories?work=scheduled", "ليلة المتاحف"),
        ("/newsroom/stories?back=1", "ألف مطعم مدرسي"),
        ("/newsroom/stories?late=1", "خريطة الطريق"),
        ("/newsroom/stories?live=published", "عبّارة تربط"),
        ("/newsroom/stories?live=unpublished", "يوم في الطابور"),
        ("/newsroom/stories?work=spiked", "مدرب نجم الوادي"),
        ("/newsroom/budget", "ناقلتا الوقود"),
        ("/newsroom/comments", "WADI_1"),
        ("/newsroom/comments?in=review&as=list", "عابر سبيل"),
        ("/newsroom/comments?in=approved&as=list", "طالبة من الجون"),
        ("/newsroom/comments?in=rejected&as=list", "الغاضب دائما"),
        ("/newsroom/comments?in=spam&as=list", "صياد العروض"),
        ("/newsroom/comments/bans", "*@win-fast.example"),
        ("/newsroom/front", "نجاة بن يحيى"),
        ("/newsroom/topics?q=%D9%85%D8%B1%D8%B3%D9%89", "مرسى الريح"),
        ("/newsroom/threads", "إغلاق الميناء الشرقي"),
        ("/newsroom/writers", "سلمى بن عيسى"),
        ("/newsroom/house-words", "قطار الضواحي"),
        ("/newsroom/people", "لم يُفتح باب بعد"),
        ("/newsroom/audit", "نجاة بن يحيى"),
    ] {
        let page = chief.open(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let plain: String = page.text().split('<').filter_map(|piece| piece.split_once('>')).map(|(_, t)| t).collect();
        let plain = plain.replace(['\u{2068}', '\u{2069}'], "");
        assert!(plain.contains(needle), "{path} says nothing of {needle}: {plain}");
    }
    let (reads, now) = (paper.newsroom.reads(), paper.clock.now());
    let waiting = newsroom::comment_queue(reads, &Actor::console(), CommentFilter::Waiting, None, 50).await.unwrap();
    let doubtful = waiting.lines.iter().filter(|(comment, _)| !comment.doubts.is_empty()).count();
    assert!(doubtful >= 3 && doubtful < waiting.lines.len(), "{doubtful} of {}", waiting.lines.len());
    assert_eq!(newsroom::bans(reads, now).await.unwrap().len(), 3);
    let front = newsroom::arrangements_waiting(reads, ArrangedPage::front(arabic::Language::Arabic)).await.unwrap();
    assert!(front.len() == 1 && front[0].due_at > now, "{front:?}");
}

/// Checks that people who were mentioned in a remark, or whose stories were assigned or sent back, have notices.
async fn people_have_notices(paper: &Paper) {
    let mut told: HashSet<String> = HashSet::new();
    for one in people(paper).await {
        let notices = newsroom::notices_of(paper.newsroom.reads(), one.id, None, 100).await.unwrap();
        told.extend(notices.into_iter().map(|notice| notice.act));
    }
    for act in ["mention", "reply", "assign", "submit", "send_back", "approve", "publish", "spike", "kill"] {
        assert!(told.contains(act), "nobody was told of {act}: {told:?}");
    }
}

/// A thread of remarks on a story: attached to a passage, with answers; another thread is resolved.
async fn colleagues_talk(paper: &Paper) {
    let all = listed(paper, &Actor::console(), DeskFilter::default()).await;
    let story = all.into_iter().find(|story| story.title.contains("الزيتون المعلب")).unwrap();
    let remarks = newsroom::remarks_of(paper.newsroom.reads(), story.id).await.unwrap();
    let first = remarks.iter().find(|one| one.text.starts_with("@رانيا قاسمي")).unwrap();
    assert!(first.passage.as_ref().is_some_and(|passage| !passage.is_lost), "{first:?}");
    assert_eq!(remarks.iter().filter(|one| one.thread == Some(first.id)).count(), 2, "{remarks:?}");
    assert!(first.resolved.is_none() && remarks.iter().any(|one| one.resolved.is_some()), "{remarks:?}");
}

/// The new administrator creates a link for Rania, who can then sign in. There is no other way.
async fn an_administrator_makes_a_password_link(paper: &Paper, chief: &mut Browser) {
    let rania = person(paper, "rania@albaydar.example").await;
    assert!(!rania.has_password);
    let page = chief.open(&format!("/newsroom/people/{}", rania.public_id)).await.text();
    assert!(page.contains("رابط إلى أول كلمة سر"), "{page}");
    let made = chief.send(&format!("/newsroom/people/{}/reset-link", rania.public_id), &[]).await.text();
    let link = between(&made, "value=\"http://localhost:8080", "\"").unwrap();
    let mut inside = paper.browser();
    inside.open(&link).await;
    let set = inside.send(&link, &[("password", PASSWORD)]).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text());
    inside.open("/newsroom/sign-in").await;
    assert_eq!(inside.sign_in(&rania.email, PASSWORD).await.status, StatusCode::SEE_OTHER);
    let notices = inside.open("/newsroom/notices").await.text();
    assert!(notices.contains("من أين هذه النسبة؟"), "{notices}");
    assert!(person(paper, "rania@albaydar.example").await.has_password);
    let mail =
        paper.newsroom.write(paper.clock.now(), async |tx| newsroom::reset_token_for_mail(tx, &rania.email).await);
    assert!(mail.await.unwrap().is_some(), "who has a password may forget it");
}

journey! {
    async fn the_demo_is_a_desk_at_work_that_nobody_can_enter(paper: Paper) {
        let loaded = demo(&paper, &[]);
        assert_eq!(loaded.code, 0, "{}", loaded.err);
        assert!(loaded.out.contains("none of whom can sign in"), "{}", loaded.out);
        paper.clock.advance_seconds((SystemClock.now().0 - paper.clock.now().0) / 1_000_000);

        // A second time changes nothing, with or without `--if-empty`.
        let rows = every_row(&paper.newsroom).await;
        let again = demo(&paper, &[]);
        assert!(again.code != 0 && again.err.contains("not empty"), "{}", again.err);
        assert_eq!(demo(&paper, &["--if-empty"]).code, 0);
        assert!(every_row(&paper.newsroom).await == rows, "something was written the second time");

        assert!(audit_is_whole(&paper).await);
        let acts = newsroom::audit_rows_after(paper.newsroom.reads(), 0, 5_000).await.unwrap();
        assert!(acts.windows(2).all(|pair| pair[0].at <= pair[1].at), "the log goes forward");
        let hands: HashSet<&str> = acts.iter().map(|row| row.actor.as_str()).filter(|one| one.starts_with("person/")).collect();
        assert!(hands.len() >= 18, "{hands:?}");

        let staff = people(&paper).await;
        for role in Role::ALL {
            assert!(staff.iter().any(|one| one.is(*role)), "{role:?}");
        }
        every_state(&all_stories(&paper, &Actor::console()).await);
        people_have_notices(&paper).await;
        colleagues_talk(&paper).await;
        nobody_can_sign_in(&paper).await;

        // Nobody can sign in yet, and the page for signing in says so. The first administrator uses their link.
        assert!(!newsroom::anybody_has_password(paper.newsroom.reads()).await.unwrap());
        let mut chief = paper.first_admin().await;
        every_room_is_alive(&paper, &mut chief).await;
        // They are the only one who could run the paper: the administrator and the chief of the demo, who cannot sign
        // in, do not count.
        let own = person(&paper, "chief@paper.example").await;
        for (kept, last) in [(Role::EditorInChief, Role::Admin), (Role::Admin, Role::EditorInChief)] {
            let act = paper.newsroom.write(paper.clock.now(), async |tx| {
                newsroom::set_roles(tx, &own.actor(true), own.id, &[Grant::everywhere(kept)]).await
            });
            assert!(matches!(act.await, Err(Error::Account(AccountRefusal::LastOf(role))) if role == last), "{last:?}");
        }
        an_administrator_makes_a_password_link(&paper, &mut chief).await;

        // What is scheduled is published on time, together with the planned front page.
        paper.clock.advance_seconds(4 * 3_600);
        let report = newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap();
        assert_eq!((report.done, report.failed), (2, 0));
        let front = paper.get("/").await.text();
        let lead = between(&front, "<article class=\"lead\">", "</article>").unwrap();
        assert!(lead.contains("ليلة المتاحف"), "{lead}");
        assert!(audit_is_whole(&paper).await);
    }
}
