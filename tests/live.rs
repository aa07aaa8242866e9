//! The live desk: streams that report changes to those who may know of them, and to nobody else.

use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use journeys::browser::{Browser, PASSWORD, between};
use journeys::{Paper, Served, Stream, free_address, journey, matbaa};
use newsroom::{Actor, Beginning, Clock, DatabaseChoice, Newsroom, Part, PublicId, Story, SystemClock};
use web::{Site, SiteConfig};

/// The promise: a change is reported within a second.
const A_SECOND: Duration = Duration::from_secs(1);
/// Long enough for anything that would come.
const A_WHILE: Duration = Duration::from_millis(1_200);

fn config() -> SiteConfig {
    SiteConfig { url: "http://localhost:8080".into(), ..SiteConfig::default() }
}

/// The paper served by a separate newsroom, as on another node.
async fn another_node(paper: &Paper) -> Served {
    let newsroom = Newsroom::open(paper.folder.path(), paper.database.as_ref()).await.unwrap();
    Served::start(Site::new(newsroom, Arc::new(paper.clock.clone()), config(), None).unwrap()).await
}

/// Somebody with `role` at one desk.
async fn at_desk(paper: &Paper, chief: &mut Browser, email: &str, role: &str, desk: i64) -> Browser {
    chief.open("/newsroom/people/invite").await;
    let (desks, desk) = (format!("desks-{role}"), desk.to_string());
    let fields = [("email", email), ("language", "ar"), ("role", role), (desks.as_str(), desk.as_str())];
    let page = chief.send("/newsroom/people/invite", &fields).await.text();
    let link = between(&page, "value=\"http://localhost:8080", "\"").unwrap();
    let mut browser = paper.browser();
    browser.open(&link).await;
    let name = email.split('@').next().unwrap();
    assert_eq!(browser.send(&link, &[("name", name), ("password", PASSWORD)]).await.status, StatusCode::SEE_OTHER);
    browser.open("/newsroom/account").await;
    browser
}

async fn begun(paper: &Paper, headline: &str, is_private: bool) -> Story {
    let content = paper.content("world", headline).await;
    let begin = Beginning { is_private, ..Beginning::default() };
    paper.begun(&Actor::console(), &content, begin).await
}

async fn retitle(paper: &Paper, story: &Story, headline: &str) {
    paper.clock.advance_seconds(1);
    let content = paper.content("world", headline).await;
    paper.revise(story, &content).await;
}

fn watched(id: &PublicId) -> String {
    format!("story/{id}")
}

journey! {
    async fn a_change_is_heard_of_on_another_node_within_a_second(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let story = begun(&paper, "خبر تحت النظر", false).await;
        let node = another_node(&paper).await;
        let subject = watched(&story.public_id);
        let mut stream = Stream::open(node.address, &chief, &[&subject, "stories", "notices", "front/ar", "breaking/ar"]).await;
        assert!(stream.head.starts_with("http/1.1 200"), "{}", stream.head);
        for line in ["content-type: text/event-stream", "x-accel-buffering: no", "cache-control: no-store", "transfer-encoding: chunked"] {
            assert!(stream.head.contains(line), "{line}: {}", stream.head);
        }
        assert!(!stream.head.contains("content-encoding"), "nothing of it waits to be packed");
        let mut first = std::collections::BTreeMap::new();
        while first.len() < 5 {
            let (subject, mark) = stream.next(A_SECOND).await.expect("a mark of each subject on connecting");
            first.insert(subject, mark);
        }
        assert_eq!(first["notices"], "0");
        assert_eq!(stream.next(A_WHILE).await, None, "nothing has changed");

        retitle(&paper, &story, "خبر تغير عنوانه").await;
        let mark = stream.next_of(&subject, A_SECOND).await.expect("its new mark");
        assert_ne!(mark, first[&subject]);
        // A lock is a change of the story, and so is somebody arriving or leaving.
        let person = newsroom::person_by_email(paper.newsroom.reads(), "chief@paper.example").await.unwrap().unwrap();
        let actor = person.actor(true);
        let id = &story.public_id;
        paper.newsroom.write(paper.clock.now(), async |tx| newsroom::take_lock(tx, &actor, id, Part::Text).await).await.unwrap();
        let locked = stream.next_of(&subject, A_SECOND).await.expect("a lock");
        paper.newsroom.write(paper.clock.now(), async |tx| newsroom::be_present(tx, &actor, id).await).await.unwrap();
        let present = stream.next_of(&subject, A_SECOND).await.expect("somebody came");
        paper.newsroom.write(paper.clock.now(), async |tx| newsroom::be_gone(tx, &actor, id).await).await.unwrap();
        assert_eq!(stream.next_of(&subject, A_SECOND).await.as_ref(), Some(&locked), "as it was before they came");
        assert_ne!(locked, present);
        // The breaking strip, and a notice.
        let line = newsroom::BreakingLine { text: "عاجل".into(), story_id: None, until: paper.clock.now().plus_seconds(600) };
        paper.newsroom.write(paper.clock.now(), async |tx| newsroom::set_breaking(tx, &actor, arabic::Language::Arabic, &line).await).await.unwrap();
        assert!(stream.next_of("breaking/ar", A_SECOND).await.is_some());
        let to = newsroom::Assignment { assignee: Some(person.id), due_at: None };
        paper.newsroom.write(paper.clock.now(), async |tx| newsroom::assign(tx, &Actor::console(), id, to).await).await.unwrap();
        assert_eq!(stream.next_of("notices", A_SECOND).await.as_deref(), Some("1"));
        // Counted reads wake nobody; a page has the number in its navigation at once.
        assert!(chief.open("/newsroom/stories").await.text().contains("<span class=\"count hot\">1</span>"));
        node.stop().await;
    }
}

journey! {
    async fn who_may_not_see_a_story_hears_nothing_of_it(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let (world, sports) = (paper.section("world").await.desk_id, paper.section("sports").await.desk_id);
        let colleague = at_desk(&paper, &mut chief, "salma@paper.example", "reporter", world).await;
        let stranger = at_desk(&paper, &mut chief, "murad@paper.example", "reporter", sports).await;
        let (open, secret) = (begun(&paper, "خبر للمكتب", false).await, begun(&paper, "سر", true).await);
        let until = newsroom::Wall::at(paper.clock.now().plus_seconds(86_400), "Africa/Algiers").unwrap();
        paper.newsroom.write(paper.clock.now(), async |tx| newsroom::set_embargo(tx, &Actor::console(), &open.public_id, &until).await).await.unwrap();
        let node = another_node(&paper).await;
        let (open_subject, secret_subject) = (watched(&open.public_id), watched(&secret.public_id));
        let subjects = [open_subject.as_str(), secret_subject.as_str(), "story/00000000", "stories"];
        let mut near = Stream::open(node.address, &colleague, &subjects).await;
        let mut far = Stream::open(node.address, &stranger, &subjects).await;
        let mut heard = vec![near.next(A_SECOND).await.unwrap().0, near.next(A_SECOND).await.unwrap().0];
        heard.sort();
        assert_eq!(heard, ["stories".to_owned(), open_subject.clone()].as_slice(), "what the desk may see, and its list");
        assert_eq!(far.next(A_SECOND).await.unwrap().0, "stories", "their own list, which is empty");
        // A story that does not exist and one that they may not see look alike: silence.
        retitle(&paper, &secret, "سر آخر").await;
        assert_eq!(near.next(A_WHILE).await, None, "not even that the list would be another one");
        retitle(&paper, &open, "خبر للمكتب بعد تحريره").await;
        assert!(near.next_of(&open_subject, A_SECOND).await.is_some());
        assert_eq!(far.next(A_WHILE).await, None);
        // Rights are checked again: somebody who lost their role gets no more events on the same stream.
        let salma = newsroom::person_by_email(paper.newsroom.reads(), "salma@paper.example").await.unwrap().unwrap();
        let none = [newsroom::Grant::at(newsroom::Role::Reporter, [sports])];
        paper.newsroom.write(paper.clock.now(), async |tx| newsroom::set_roles(tx, &Actor::console(), salma.id, &none).await).await.unwrap();
        while near.next(A_WHILE).await.is_some() {}
        retitle(&paper, &open, "خبر لم يعد لها").await;
        assert_eq!(near.next_of(&open_subject, A_WHILE).await, None);
        node.stop().await;
    }
}

journey! {
    async fn a_session_that_ends_ends_its_streams_and_none_holds_up_the_end(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let node = another_node(&paper).await;
        let mut streams = Vec::new();
        for _ in 0..6 {
            streams.push(Stream::open(node.address, &chief, &["notices"]).await);
        }
        let mut seventh = Stream::open(node.address, &chief, &["notices"]).await;
        assert!(seventh.head.starts_with("http/1.1 429") && seventh.head.contains("retry-after: 30"), "{}", seventh.head);
        drop(streams.pop());
        let mut opened = false;
        for _ in 0..40 {
            tokio::time::sleep(Duration::from_millis(50)).await;
            seventh = Stream::open(node.address, &chief, &["notices"]).await;
            opened = seventh.head.starts_with("http/1.1 200");
            if opened {
                break;
            }
        }
        assert!(opened, "a seat that was left is free again");
        for bad in ["watch=people", "watch=story/x", ""] {
            assert_eq!(chief.ask("GET", &format!("/newsroom/live?{bad}"), None, &[]).await.status, StatusCode::NOT_FOUND, "{bad}");
        }
        let many: Vec<String> = (0..21).map(|day| format!("watch=budget/2026-11-{:02}", day + 1)).collect();
        let many = format!("/newsroom/live?{}", many.join("&"));
        assert_eq!(chief.ask("GET", &many, None, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let outside = paper.browser().ask("GET", "/newsroom/live?watch=notices", None, &[]).await;
        assert_eq!(outside.status, StatusCode::UNAUTHORIZED, "a page of signing in would be no stream");

        chief.open("/newsroom/account").await;
        chief.send("/newsroom/sign-out", &[]).await;
        for stream in streams.iter_mut().chain([&mut seventh]) {
            assert!(stream.ends(A_SECOND).await, "the session has ended");
        }
        chief.open("/newsroom/sign-in").await;
        chief.sign_in("chief@paper.example", PASSWORD).await;
        let mut last = Stream::open(node.address, &chief, &["notices"]).await;
        assert_eq!(last.next(A_SECOND).await, Some(("notices".into(), "0".into())));
        let began = std::time::Instant::now();
        node.stop().await;
        assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
        assert!(last.ends(A_SECOND).await);
    }
}

fn serve(paper: &Paper, address: std::net::SocketAddr) -> Child {
    let mut command = Command::new(matbaa());
    let data = paper.folder.path().to_str().unwrap();
    command.args(["serve", "--data", data, "--listen", &address.to_string(), "--url", "http://localhost:8080"]);
    if let Some(DatabaseChoice::Postgres(address)) = &paper.database {
        command.args(["--database", address]);
    }
    command.env("MATBAA_LOG", "error").stdout(Stdio::null()).spawn().unwrap()
}

async fn listens(address: std::net::SocketAddr) {
    for _ in 0..400 {
        if tokio::net::TcpStream::connect(address).await.is_ok() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("it does not listen");
}

journey! {
    async fn a_server_killed_under_a_stream_is_found_again_with_what_was_missed(paper: Paper) {
        // The server uses the clock of the machine.
        paper.clock.advance_seconds((SystemClock.now().0 - paper.clock.now().0) / 1_000_000);
        let chief = paper.first_admin().await;
        let story = begun(&paper, "خبر يبقى", false).await;
        let subject = watched(&story.public_id);
        let address = free_address().await;
        let mut server = serve(&paper, address);
        listens(address).await;
        let mut stream = Stream::open(address, &chief, &[&subject]).await;
        let (_, first) = stream.next(Duration::from_secs(3)).await.expect("its mark");
        // Written by this process, reported by another.
        retitle(&paper, &story, "خبر غيّرته عملية أخرى").await;
        let mut second = stream.next(A_SECOND).await.expect("within a second").1;
        assert_ne!(first, second);
        // Three parts were saved one after the other; the last mark counts.
        while let Some((_, mark)) = stream.next(A_WHILE).await {
            second = mark;
        }
        server.kill().unwrap();
        server.wait().unwrap();
        assert!(stream.ends(A_SECOND).await);
        retitle(&paper, &story, "خبر غُيّر والخادم ميت").await;
        let mut server = serve(&paper, address);
        listens(address).await;
        let mut stream = Stream::open(address, &chief, &[&subject]).await;
        let (_, third) = stream.next(Duration::from_secs(3)).await.expect("its mark");
        assert_ne!(second, third, "what was missed is in the first mark");
        server.kill().unwrap();
        server.wait().unwrap();
    }
}
