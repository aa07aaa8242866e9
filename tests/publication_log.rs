//! Numbers of the publication log: without gaps, in the order of commits, whoever writes at once.

use journeys::journey;
use newsroom::{Clock, LogKind, Paper as Settings, PublishedWhen, head, read_log, trim_log};

journey! {
    async fn every_change_readers_see_has_its_line(paper: Paper) {
        let before = head(paper.newsroom.db()).await.unwrap();
        let section = paper.section("world").await;
        assert_eq!(head(paper.newsroom.db()).await.unwrap(), before + 2, "a desk and a section");
        let content = paper.content("world", "خبر").await;
        let draft = paper.draft(&content).await;
        assert_eq!(head(paper.newsroom.db()).await.unwrap(), before + 2, "a draft is no news");
        let live = paper.publish(&draft).await;
        let rows = read_log(paper.newsroom.db(), before + 2, 10).await.unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].kind, rows[0].subject.as_str()), (LogKind::Story, live.public_id.as_str()));
        assert_eq!(rows[0].at, paper.clock.now());
        assert_eq!(section.slug, "world");
    }
}

journey! {
    async fn a_refused_publication_leaves_nothing(paper: Paper) {
        let mut content = paper.content("world", "خبر").await;
        content.body = journeys::text(&[]);
        let draft = paper.draft(&content).await;
        let before = head(paper.newsroom.db()).await.unwrap();
        let refused = paper
            .newsroom
            .write(paper.clock.now(), async |tx| newsroom::publish(tx, &newsroom::Actor::console(), draft.id, PublishedWhen::Now).await)
            .await;
        assert!(matches!(refused, Err(newsroom::Error::Incomplete { field: "body", .. })), "{refused:?}");
        assert_eq!(head(paper.newsroom.db()).await.unwrap(), before);
        let story = newsroom::find_story(paper.newsroom.db(), draft.id).await.unwrap();
        assert_eq!(story.live, newsroom::Live::Never);
    }
}

journey! {
    async fn concurrent_commits_leave_no_gap_and_no_number_out_of_order(paper: Paper) {
        let (writers, each) = (8, 12);
        let newsroom = &paper.newsroom;
        let write = |number: i64| {
            let newsroom = newsroom.clone();
            let now = paper.clock.now();
            tokio::spawn(async move {
                for step in 0..each {
                    newsroom
                        .write(now, async |tx| {
                            let mut settings = newsroom::load_paper(tx.db()).await?;
                            settings.contact_email = format!("{number}-{step}@a.example");
                            newsroom::change_paper(tx, &newsroom::Actor::console(), &settings).await
                        })
                        .await
                        .unwrap();
                }
            })
        };
        // The first save of an untouched paper writes every setting; it is not counted here.
        paper.newsroom.write(paper.clock.now(), async |tx| {
            newsroom::change_paper(tx, &newsroom::Actor::console(), &Settings { contact_email: "first@a.example".into(), ..Settings::default() }).await
        }).await.unwrap();
        let before = head(paper.newsroom.db()).await.unwrap();
        // A follower reads all the while: whatever it has seen must be a whole beginning of the log.
        let follower = async {
            let mut seen = before;
            while seen < before + writers * each {
                for row in read_log(newsroom.db(), seen, 1_000).await.unwrap() {
                    assert_eq!(row.seq, seen + 1, "a number was skipped");
                    seen = row.seq;
                }
                tokio::task::yield_now().await;
            }
        };
        let tasks: Vec<_> = (0..writers).map(write).collect();
        follower.await;
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(head(paper.newsroom.db()).await.unwrap(), before + writers * each);
    }
}

journey! {
    async fn lines_of_last_month_go_and_a_follower_that_missed_them_begins_anew(paper: Paper) {
        let story = paper.published("world", "خبر قديم").await;
        let sleeper = paper.fresh_reader();
        let page = journeys::address("world", &story);
        assert!(sleeper.get(&page).await.text().contains("خبر قديم"));
        let seen = sleeper.site().applied();

        paper.clock.advance_seconds(86_400);
        let mut content = paper.content("world", "خبر جديد").await;
        paper.publish(&paper.draft(&content).await).await;
        content.headline = "خبر معدل".to_owned();
        let newsroom = &paper.newsroom;
        let trim = async |now| newsroom.write(now, async |tx| trim_log(tx, now).await).await.unwrap();
        let now = paper.clock.now();
        assert_eq!(trim(now.plus_seconds(28 * 86_400)).await, 0, "nothing is 30 days old");

        // The story changes behind the sleeper's back, and the line that says so is dropped before it wakes.
        paper.revise(&story, &content).await;
        paper.publish(&story).await;
        paper.clock.advance_seconds(40 * 86_400);
        paper.published("world", "خبر اليوم").await;
        let last = head(newsroom.db()).await.unwrap();
        let dropped = trim(paper.clock.now()).await;
        assert!(dropped >= 4, "{dropped}");
        assert_eq!(trim(paper.clock.now()).await, 0, "they are gone");
        let kept = read_log(newsroom.db(), 0, 100).await.unwrap();
        assert_eq!(kept.first().map(|line| line.seq), Some(dropped as i64 + 1), "only the oldest went");
        assert_eq!(kept.last().map(|line| line.seq), Some(last));
        assert!(kept[0].seq > seen + 1, "the sleeper's next line is among those that went");

        let address = paper.reader().get(&format!("/s/{}", story.public_id)).await.header("location").to_owned();
        assert!(sleeper.get(&address).await.text().contains("خبر معدل"), "it shows no page of last month");
        assert_eq!(sleeper.site().applied(), last);
    }
}
