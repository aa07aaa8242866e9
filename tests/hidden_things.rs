//! Nothing reveals what is not published: a name that only drafts use has no page, and «hidden» looks like «none».

use journeys::browser::{Browser, PASSWORD, between};
use journeys::{Paper, journey};
use newsroom::{Actor, Beginning, Clock, Naming, PublishedWhen, Story, Tx};

async fn write<T>(paper: &Paper, act: impl AsyncFnOnce(&mut Tx) -> newsroom::Result<T>) -> T {
    paper.newsroom.write(paper.clock.now(), act).await.unwrap()
}

journey! {
    // S-ROLE: readers have no path to anything that is not published
    async fn a_name_that_only_drafts_bear_has_no_page_and_no_feed(paper: Paper) {
        let console = Actor::console();
        let mut content = paper.content("world", "تحقيق لم ينشر").await;
        let (topic, writer, thread) = write(&paper, async |tx| {
            let topic = newsroom::ensure_topic(tx, &console, "صفقة السد").await?;
            let writer = newsroom::ensure_writer(tx, &console, "ليلى حداد").await?;
            let naming = Naming { name: "ملف السد", slug: "dam", ..Naming::default() };
            let thread = newsroom::names::add::<newsroom::StoryThread>(tx, &console, arabic::Language::Arabic, naming).await?;
            Ok((topic, writer, thread))
        })
        .await;
        (content.topics, content.writers, content.thread) = (vec![topic], vec![writer], Some(thread.id));
        let draft = paper.draft(&content).await;
        let slug = |name: &str| arabic::slug::percent_encode_path(&arabic::slug::slug(name));
        let pages = [format!("/topic/{}", slug("صفقة السد")), format!("/writer/{}", slug("ليلى حداد")), "/thread/dam".into()];
        let unknown = paper.get("/topic/nobody").await;
        let all = async || {
            let mut statuses = Vec::new();
            for page in &pages {
                for path in [page.clone(), format!("{page}/rss.xml"), format!("{page}/atom.xml"), format!("{page}/feed.json"), format!("/fr{page}")] {
                    let answer = paper.get(&path).await;
                    if answer.status == 404 {
                        assert!(!answer.text().contains("السد") && !answer.text().contains("ليلى"), "{path}");
                        assert_eq!(answer.header("cache-control"), unknown.header("cache-control"), "{path}");
                    }
                    statuses.push((path, answer.status.as_u16()));
                }
            }
            statuses
        };
        for (path, status) in all().await {
            assert_eq!(status, 404, "{path}");
        }
        for list in ["/feeds", "/feeds.opml", "/sitemap.xml", "/sitemaps/sections.xml"] {
            let text = paper.get(list).await.text();
            assert!(!text.contains("السد") && !text.contains("dam"), "{list}");
        }
        let live = paper.publish(&draft).await;
        for (path, status) in all().await {
            // The paper has no French pages.
            assert_eq!(status, if path.starts_with("/fr/") { 404 } else { 200 }, "{path}");
        }
        // Taken off again, they are hidden again.
        write(&paper, async |tx| {
            let with = newsroom::With { words: Some("خطأ".into()), ..newsroom::With::default() };
            newsroom::make_move(tx, &console, &live.public_id, newsroom::Move::Unpublish, with).await
        })
        .await;
        for (path, status) in all().await {
            assert_eq!(status, 404, "{path}");
        }
    }
}

async fn at(paper: &Paper, chief: &mut Browser, email: &str, role: &str, desk: i64) -> Browser {
    chief.open("/newsroom/people/invite").await;
    let (desks, desk) = (format!("desks-{role}"), desk.to_string());
    let fields = [("email", email), ("language", "ar"), ("role", role), (desks.as_str(), desk.as_str())];
    let page = chief.send("/newsroom/people/invite", &fields).await.text();
    let link = between(&page, "value=\"http://localhost:8080", "\"").unwrap();
    let mut browser = paper.browser();
    browser.open(&link).await;
    assert_eq!(browser.send(&link, &[("name", "زميل"), ("password", PASSWORD)]).await.status, 303);
    browser.open("/newsroom/account").await;
    browser
}

async fn policy_of(paper: &Paper, story: &Story) -> String {
    format!("{:?}", newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap().comments)
}

journey! {
    // S-ROLE: unknown and forbidden both answer 404
    async fn nobody_learns_that_a_draft_exists_and_nobody_changes_it(paper: Paper) {
        let (world, sports) = (paper.section("world").await.desk_id, paper.section("sports").await.desk_id);
        let mut chief = paper.first_admin().await;
        let mut moderator = at(&paper, &mut chief, "m@paper.example", "moderator", world).await;
        let mut stranger = at(&paper, &mut chief, "s@paper.example", "reporter", sports).await;
        let content = paper.content("world", "مسودة خاصة").await;
        let begin = Beginning { is_private: true, ..Beginning::default() };
        let draft = write(&paper, async |tx| newsroom::begin_story(tx, &Actor::console(), &content, begin).await).await;
        let open = paper.draft(&paper.content("world", "خبر").await).await;
        let open = write(&paper, async |tx| newsroom::publish(tx, &Actor::console(), open.id, PublishedWhen::Now).await).await;
        for who in [&mut moderator, &mut stranger] {
            for (path, fields) in [("comments", [("policy", "closed")]), ("links", [("thread", "x")]), ("assign", [("person", "1")]), ("text", [("headline", "x")])] {
                let hidden = who.send(&format!("/newsroom/stories/{}/{path}", draft.public_id), &fields).await;
                let unknown = who.send(&format!("/newsroom/stories/zzzzzzzz/{path}"), &fields).await;
                assert_eq!((hidden.status.as_u16(), unknown.status.as_u16()), (404, 404), "{path}");
            }
            for path in ["", "/links", "/now", "/versions", "/preview", "/remarks", "/text"] {
                let hidden = who.ask("GET", &format!("/newsroom/stories/{}{path}", draft.public_id), None, &[]).await;
                let unknown = who.ask("GET", &format!("/newsroom/stories/zzzzzzzz{path}"), None, &[]).await;
                assert_eq!((hidden.status.as_u16(), unknown.status.as_u16()), (404, 404), "{path}");
            }
        }
        assert_eq!(policy_of(&paper, &draft).await, "None", "nothing was changed");
        // A moderator may decide about what readers see.
        let path = format!("/newsroom/stories/{}/comments", open.public_id);
        assert_eq!(moderator.send(&path, &[("policy", "closed")]).await.status, 303);
        assert_ne!(policy_of(&paper, &open).await, "None");
    }
}
