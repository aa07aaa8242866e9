//! The read counter: counts each reader once, and exactly, whatever happens to the database.

use std::net::SocketAddr;

use axum::extract::ConnectInfo;
use http::Request;
use journeys::{Paper, address, journey};
use newsroom::{Batch, Clock, Newsroom, Story};
use sea_orm::ConnectionTrait;

/// A phone.
const PHONE: &str =
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36";

fn post(story: &Story, from: &str) -> http::request::Builder {
    let peer: SocketAddr = format!("{from}:4000").parse().unwrap();
    Request::post(format!("/r/{}", story.public_id))
        .header("host", "localhost")
        .header("user-agent", PHONE)
        .extension(ConnectInfo(peer))
}

/// A visit by a script; the answer is always the same.
async fn visit(paper: &Paper, request: http::request::Builder) {
    let answer = paper.ask(request).await;
    assert_eq!((answer.status.as_u16(), answer.bytes.len()), (204, 0));
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(!answer.header("content-security-policy").is_empty() && answer.header("set-cookie").is_empty());
}

/// The count in the database after a flush.
async fn counted(paper: &Paper, story: &Story) -> i64 {
    paper.site().reads().flush(&paper.newsroom, paper.clock.now()).await.unwrap();
    newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap().read_count()
}

journey! {
    async fn one_reader_counts_once_in_half_an_hour(paper: Paper) {
        let (story, other) = (paper.published("world", "أول").await, paper.published("world", "ثان").await);
        for _ in 0..3 {
            visit(&paper, post(&story, "192.0.2.1")).await;
        }
        visit(&paper, post(&story, "192.0.2.2")).await;
        visit(&paper, post(&other, "192.0.2.1")).await;
        assert_eq!((counted(&paper, &story).await, counted(&paper, &other).await), (2, 1));
        paper.clock.advance_seconds(30 * 60 - 1);
        visit(&paper, post(&story, "192.0.2.1")).await;
        assert_eq!(counted(&paper, &story).await, 2);
        paper.clock.advance_seconds(1);
        visit(&paper, post(&story, "192.0.2.1")).await;
        assert_eq!(counted(&paper, &story).await, 3);
        let stats = paper.site().reads().stats();
        assert_eq!((stats.counted, stats.repeated, stats.bots, stats.pending, stats.forgotten), (4, 3, 0, 0, 0));
        assert_eq!(stats.last_flush, Some(paper.clock.now()));
    }
}

journey! {
    async fn readers_without_script_count_by_an_image(paper: Paper) {
        let story = paper.published("world", "خبر").await;
        let image = || Request::get(format!("/r/{}.gif", story.public_id)).header("host", "localhost").header("user-agent", PHONE);
        let answer = paper.ask(image().header("sec-fetch-dest", "image").header("sec-fetch-site", "same-origin")).await;
        assert_eq!((answer.status.as_u16(), answer.bytes.len()), (200, 43));
        assert_eq!((answer.header("content-type"), answer.header("cache-control")), ("image/gif", "no-store"));
        assert_eq!(&answer.bytes[..6], b"GIF89a");
        assert_eq!(counted(&paper, &story).await, 1);
        paper.clock.advance_seconds(3_600);
        assert_eq!(paper.ask(image().header("sec-fetch-dest", "document")).await.status, 200, "somebody opens the image itself");
        assert_eq!(counted(&paper, &story).await, 1);
    }
}

journey! {
    async fn programs_and_what_is_fetched_ahead_are_no_readers(paper: Paper) {
        let story = paper.published("world", "خبر").await;
        let path = format!("/r/{}", story.public_id);
        let bare = || Request::post(&path).header("host", "localhost");
        visit(&paper, bare()).await;
        for agent in ["", "curl/8.5.0", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "WhatsApp/2.23.20.0"] {
            visit(&paper, bare().header("user-agent", agent)).await;
        }
        for (name, value) in [
            ("sec-purpose", "prefetch;prerender"), ("purpose", "prefetch"), ("x-moz", "prefetch"), ("x-purpose", "preview"),
            ("sec-fetch-site", "cross-site"),
        ] {
            visit(&paper, bare().header("user-agent", PHONE).header(name, value)).await;
        }
        assert_eq!(counted(&paper, &story).await, 0);
        assert_eq!(paper.site().reads().stats().bots, 10);
        visit(&paper, bare().header("user-agent", PHONE).header("sec-fetch-site", "same-site")).await;
        assert_eq!(counted(&paper, &story).await, 1);
    }
}

journey! {
    async fn only_our_own_proxies_say_who_reads(paper: Paper) {
        let paper = paper.behind(&["10.0.0.0/8", "fd00::/8"]);
        let story = paper.published("world", "خبر").await;
        let forwarded = |from: &str, header: &str| post(&story, from).header("x-forwarded-for", header);
        // A stranger who claims another address each time is one reader.
        for number in 1..6 {
            visit(&paper, forwarded("192.0.2.1", &format!("198.51.100.{number}"))).await;
        }
        assert_eq!(counted(&paper, &story).await, 1);
        // Two readers behind our proxy are two, whatever they add to the header.
        for header in ["198.51.100.1", "1.1.1.1, 198.51.100.1", "198.51.100.1, 10.0.0.9", "198.51.100.2"] {
            visit(&paper, forwarded("10.0.0.7", header)).await;
        }
        assert_eq!(counted(&paper, &story).await, 3);
        // One household on IPv6 is one reader, and the next one is another.
        for header in ["2001:db8:0:100::1", "2001:db8:0:1ff::2", "2001:db8:0:200::1"] {
            visit(&paper, forwarded("10.0.0.7", header)).await;
        }
        assert_eq!(counted(&paper, &story).await, 5);
    }
}

journey! {
    async fn the_answer_never_says_whether_a_story_exists(paper: Paper) {
        let published = paper.published("world", "منشور").await;
        let content = paper.content("world", "مسودة").await;
        let draft = paper.draft(&content).await;
        let head = newsroom::head(paper.newsroom.db()).await.unwrap();
        let mut answers = Vec::new();
        for id in [published.public_id.as_str(), draft.public_id.as_str(), "zzzzzzzz", "nonsense-of-any-length"] {
            let request = Request::post(format!("/r/{id}")).header("host", "localhost").header("user-agent", PHONE);
            let answer = paper.ask(request).await;
            let mut headers = answer.headers.clone();
            headers.remove("x-request-id");
            answers.push((answer.status, headers, answer.bytes));
        }
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
        assert_eq!((counted(&paper, &published).await, counted(&paper, &draft).await), (1, 0));
        let ids = format!("/reads?ids={},{},zzzzzzzz,x,", published.public_id, draft.public_id);
        let numbers: serde_json::Value = serde_json::from_str(&paper.get(&ids).await.text()).unwrap();
        assert_eq!(numbers, serde_json::json!({ published.public_id.as_str(): { "n": 1, "words": "قراءة واحدة" } }));
        assert_eq!(newsroom::head(paper.newsroom.db()).await.unwrap(), head, "a read is no news");
        for wrong in [Request::get("/r/zzzzzzzz"), Request::put("/r/zzzzzzzz"), Request::post("/r/zzzzzzzz.gif")] {
            let answer = paper.ask(wrong.header("host", "localhost")).await;
            assert_eq!(answer.status, 405);
            assert!(!answer.header("allow").is_empty());
        }
    }
}

journey! {
    async fn imported_counts_are_where_counting_begins(paper: Paper) {
        let content = paper.content("world", "من الموقع القديم").await;
        let draft = paper.draft(&content).await;
        paper.newsroom.db().execute_unprepared(&format!("UPDATE stories SET read_base = 2268 WHERE id = {}", draft.id)).await.unwrap();
        let story = paper.publish(&draft).await;
        let id = &story.public_id;
        let page = paper.get(&address("world", &story)).await.text();
        assert!(page.contains(&format!("<data class=\"reads\" data-reads=\"{id}\" value=\"2268\">2268 قراءة</data>")), "{page}");
        assert!(page.contains(&format!("<noscript><img src=\"/r/{id}.gif\" width=\"1\" height=\"1\" alt=\"\"></noscript>")));
        visit(&paper, post(&story, "192.0.2.1")).await;
        let numbers = async |lang: &str| paper.get(&format!("/reads?ids={id}&lang={lang}")).await;
        let now = numbers("ar").await;
        assert_eq!(now.text(), format!("{{\"{id}\":{{\"n\":2269,\"words\":\"2269 قراءة\"}}}}"), "before it is written");
        assert_eq!((now.header("cache-control"), now.header("content-type")), ("public, max-age=10", "application/json"));
        assert_eq!(counted(&paper, &story).await, 2269);
        assert!(numbers("fr").await.text().contains("2269 lectures"), "and after, not twice");
        // Reads from another node are seen ten seconds later.
        paper.newsroom.db().execute_unprepared("UPDATE stories SET reads = reads + 100").await.unwrap();
        assert!(numbers("en").await.text().contains("2269 reads"));
        paper.clock.advance_seconds(10);
        assert!(numbers("en").await.text().contains("2369 reads"));
        assert_eq!(paper.get(&address("world", &story)).await.text(), page, "no page was let go for a number");
    }
}

journey! {
    async fn sixty_four_at_once_are_counted_exactly(paper: Paper) {
        let mut stories = Vec::new();
        for number in 0..8 {
            stories.push(paper.published("world", &format!("خبر {number}")).await);
        }
        let reads = paper.site().reads().clone();
        let (newsroom, clock) = (paper.newsroom.clone(), paper.clock.clone());
        let flushing = tokio::spawn({
            let reads = reads.clone();
            async move {
                for _ in 0..20 {
                    reads.flush(&newsroom, clock.now()).await.unwrap();
                    tokio::task::yield_now().await;
                }
            }
        });
        let app = web::app(paper.site().clone());
        let tasks: Vec<_> = (0..64).map(|task| {
            let (app, stories) = (app.clone(), stories.clone());
            tokio::spawn(async move {
                for number in 0..40_usize {
                    let story = &stories[(task + number) % 8];
                    // Half of the readers come twice.
                    let request = post(story, &format!("10.1.{task}.{}", number / 16)).body(axum::body::Body::empty()).unwrap();
                    tower::ServiceExt::oneshot(app.clone(), request).await.unwrap();
                }
            })
        }).collect();
        for task in tasks {
            task.await.unwrap();
        }
        flushing.await.unwrap();
        let mut total = 0;
        for story in &stories {
            total += counted(&paper, story).await;
        }
        // Each of 64 tasks: three addresses, with 16, 16 and 8 visits to 8 stories.
        assert_eq!(total, 64 * 3 * 8);
        let stats = reads.stats();
        assert_eq!((stats.counted, stats.repeated, stats.pending), (64 * 24, 64 * 16, 0));
    }
}

journey! {
    async fn a_flush_that_fails_half_way_counts_once(paper: Paper) {
        let (story, other) = (paper.published("world", "أول").await, paper.published("world", "ثان").await);
        visit(&paper, post(&story, "192.0.2.1")).await;
        let db = paper.newsroom.db();
        // Counts are written before the ranking, so this breaks the transaction in the middle.
        db.execute_unprepared("ALTER TABLE read_scores RENAME TO elsewhere").await.unwrap();
        let reads = paper.site().reads();
        for _ in 0..3 {
            assert!(reads.flush(&paper.newsroom, paper.clock.now()).await.is_err());
        }
        visit(&paper, post(&story, "192.0.2.2")).await;
        visit(&paper, post(&other, "192.0.2.1")).await;
        assert_eq!((reads.stats().pending, reads.stats().last_flush), (3, None));
        assert_eq!(newsroom::find_story(db, story.id).await.unwrap().reads, 0);
        db.execute_unprepared("ALTER TABLE elsewhere RENAME TO read_scores").await.unwrap();
        reads.finish(&paper.newsroom, paper.clock.now()).await;
        assert_eq!(reads.stats().pending, 0);
        assert_eq!((counted(&paper, &story).await, counted(&paper, &other).await), (2, 1));
    }
}

journey! {
    async fn a_batch_whose_answer_was_lost_is_added_once(paper: Paper) {
        let story = paper.published("world", "خبر").await;
        let send = async |node: &str, number: i64| {
            let batch = Batch { node: node.into(), number };
            let reads = [(story.public_id.clone(), 5), ("zzzzzzzz".parse().unwrap(), 9)];
            paper.newsroom.write(paper.clock.now(), async |tx| newsroom::add_reads(tx, &batch, &reads).await).await.unwrap()
        };
        let counted = vec![story.public_id.clone()];
        assert_eq!(send("one", 1).await, counted);
        assert_eq!(send("one", 1).await, []);
        assert_eq!(send("two", 1).await, counted);
        assert_eq!(send("one", 2).await, counted);
        assert_eq!(newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap().reads, 15);
    }
}

journey! {
    async fn two_nodes_on_one_database_count_together(paper: Paper) {
        let mut stories = Vec::new();
        for number in 0..40 {
            stories.push(paper.published("world", &format!("خبر {number}")).await);
        }
        let mut nodes = Vec::new();
        for node in 0..2_usize {
            let newsroom = Newsroom::open(paper.folder.path(), paper.database.as_ref()).await.unwrap();
            let site = web::Site::new(newsroom.clone(), std::sync::Arc::new(paper.clock.clone()), web::SiteConfig::default(), None).unwrap();
            let mut stories = stories.clone();
            // They handle the stories in opposite orders.
            if node == 1 {
                stories.reverse();
            }
            nodes.push(tokio::spawn(async move {
                let app = web::app(site.clone());
                for round in 0..15 {
                    for story in &stories {
                        let request = post(story, &format!("10.{node}.0.{round}")).body(axum::body::Body::empty()).unwrap();
                        tower::ServiceExt::oneshot(app.clone(), request).await.unwrap();
                    }
                    // A refused flush is tried again, as the background task does.
                    let _ = site.reads().flush(&newsroom, site.now()).await;
                }
                site.reads().finish(&newsroom, site.now()).await;
                assert_eq!(site.reads().stats().pending, 0);
            }));
        }
        for node in nodes {
            node.await.unwrap();
        }
        for story in &stories {
            assert_eq!(newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap().reads, 30, "{}", story.id);
        }
    }
}
