//! Scheduled acts and the clock: set back, set forward, across a restart and the death of a node.

use std::sync::Arc;
use std::time::{Duration, Instant};

use journeys::{Paper, Served, journey, rounds};
use newsroom::{Actor, Clock, Live, Move, Newsroom, Wall, With};
use web::{Site, SiteConfig};

fn config() -> SiteConfig {
    SiteConfig { url: "http://localhost:8080".into(), dictionaries: "/nowhere".into(), ..SiteConfig::default() }
}

/// A separate node on the same paper.
async fn node(paper: &Paper) -> Served {
    let newsroom = Newsroom::open(paper.folder.path(), paper.database.as_ref()).await.unwrap();
    Served::start(Site::new(newsroom, Arc::new(paper.clock.clone()), config(), None).unwrap()).await
}

/// The wall time in `seconds` from now, in UTC.
fn in_seconds(paper: &Paper, seconds: i64) -> Wall {
    let at = paper.clock.now().plus_seconds(seconds).utc();
    Wall::read(&at.format("%Y-%m-%dT%H:%M:%S").to_string(), "UTC").unwrap()
}

async fn scheduled(paper: &Paper, seconds: i64) -> newsroom::Story {
    let content = paper.content("world", "خبر في ساعته").await;
    let draft = paper.draft(&content).await;
    let at = in_seconds(paper, seconds);
    let console = Actor::console();
    let act = async |tx: &mut newsroom::Tx| {
        newsroom::make_move(tx, &console, &draft.public_id, Move::Submit, With::default()).await?;
        newsroom::make_move(tx, &console, &draft.public_id, Move::Approve, With::default()).await?;
        newsroom::make_move(tx, &console, &draft.public_id, Move::Schedule, With { at: Some(at), ..With::default() })
            .await
    };
    paper.newsroom.write(paper.clock.now(), act).await.unwrap()
}

async fn is_live(paper: &Paper, story: &newsroom::Story) -> bool {
    newsroom::find_story(paper.newsroom.reads(), story.id).await.unwrap().live == Live::Published
}

/// Waits until it is published. Returns how long that took.
async fn until_live(paper: &Paper, story: &newsroom::Story) -> Duration {
    let began = Instant::now();
    while !is_live(paper, story).await {
        assert!(began.elapsed() < Duration::from_secs(20), "it never comes");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    began.elapsed()
}

// S-DURABLE-CLOCK: neither the lease of a dead node nor a clock that was set back delays a scheduled story.
journey! {
    async fn a_clock_put_back_holds_nothing_up(paper: Paper) {
        let far = scheduled(&paper, 864_000).await;
        for _ in 0..rounds() {
            let first = node(&paper).await;
            tokio::time::sleep(Duration::from_millis(600)).await;
            paper.clock.advance_seconds(-7_200);
            let soon = scheduled(&paper, 60).await;
            paper.clock.advance_seconds(61);
            until_live(&paper, &soon).await;
            // Another node takes over at once, and so does the same one after a restart.
            let second = node(&paper).await;
            first.stop().await;
            let after = scheduled(&paper, 60).await;
            paper.clock.advance_seconds(61);
            let took = until_live(&paper, &after).await;
            second.stop().await;
            let later = scheduled(&paper, 60).await;
            paper.clock.advance_seconds(60);
            let third = node(&paper).await;
            let restarted = until_live(&paper, &later).await;
            third.stop().await;
            println!("after a node is gone {took:?}, after a restart {restarted:?}");
            assert!(took < Duration::from_secs(5) && restarted < Duration::from_secs(5), "{took:?} {restarted:?}");
        }
        assert!(!is_live(&paper, &far).await, "what is due in ten days waits");
    }
}

// S-DURABLE-CLOCK: a clock that ran ahead makes what became due happen once, and delays nothing once it is set right.
journey! {
    async fn a_clock_put_forward_and_right_again_doubles_nothing(paper: Paper) {
        let far = scheduled(&paper, 864_000).await;
        let mut stories = Vec::new();
        for _ in 0..rounds() {
            let nodes = [node(&paper).await, node(&paper).await];
            tokio::time::sleep(Duration::from_millis(600)).await;
            let within = scheduled(&paper, 3_600).await;
            paper.clock.advance_seconds(7_200);
            until_live(&paper, &within).await;
            let ahead = scheduled(&paper, 60).await;
            paper.clock.advance_seconds(-7_200);
            // `ahead` was scheduled while the clock ran ahead: for two hours and a minute from now.
            let soon = scheduled(&paper, 60).await;
            paper.clock.advance_seconds(61);
            let took = until_live(&paper, &soon).await;
            assert!(!is_live(&paper, &ahead).await, "what is due in two hours waits");
            for node in nodes {
                node.stop().await;
            }
            // One node starts while the clock is ahead, and one after it was set right.
            paper.clock.advance_seconds(7_200);
            let third = node(&paper).await;
            until_live(&paper, &ahead).await;
            paper.clock.advance_seconds(-7_200);
            third.stop().await;
            let later = scheduled(&paper, 60).await;
            paper.clock.advance_seconds(60);
            let fourth = node(&paper).await;
            let restarted = until_live(&paper, &later).await;
            fourth.stop().await;
            println!("put right {took:?}, after a restart {restarted:?}");
            assert!(took < Duration::from_secs(5) && restarted < Duration::from_secs(5), "{took:?} {restarted:?}");
            stories.extend([within, ahead, soon, later]);
        }
        assert!(!is_live(&paper, &far).await, "what is due in ten days waits");
        published_once(&paper, &stories).await;
    }
}

/// Checks that the audit log publishes each of the stories once and that nothing was given up.
async fn published_once(paper: &Paper, stories: &[newsroom::Story]) {
    let rows = newsroom::audit_rows_after(paper.newsroom.reads(), 0, 10_000).await.unwrap();
    let published = |story: &newsroom::Story| {
        rows.iter().filter(|row| row.act == "publish" && row.subject.ends_with(story.public_id.as_str())).count()
    };
    assert!(stories.iter().all(|story| published(story) == 1));
    assert!(rows.iter().all(|row| row.act != "give_up"));
}

journey! {
    async fn two_nodes_do_it_once(paper: Paper) {
        let nodes = [node(&paper).await, node(&paper).await];
        let mut stories = Vec::new();
        for _ in 0..5 {
            stories.push(scheduled(&paper, 30).await);
        }
        paper.clock.advance_seconds(30);
        for story in &stories {
            until_live(&paper, story).await;
        }
        for node in nodes {
            node.stop().await;
        }
        published_once(&paper, &stories).await;
    }
}
