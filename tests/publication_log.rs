//! Numbers of the publication log: without gaps and in the order of commits, even with concurrent writers.

use journeys::journey;
use newsroom::{Clock, Event, Paper as Settings, PublishedWhen, head, read_log, trim_log};

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
        assert!(matches!(&rows[0].event, Event::Story { public_id, .. } if public_id == live.public_id.as_str()), "{rows:?}");
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
        // A follower reads all the time: what it has seen is always a complete beginning of the log.
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

        // The story changes while the follower sleeps, and the line that says so is dropped before it wakes.
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

journey! {
    async fn no_line_goes_that_a_follower_on_disk_still_needs(paper: Paper) {
        for number in 0..5 {
            paper.published("world", &format!("خبر {number}")).await;
        }
        let newsroom = &paper.newsroom;
        let last = head(newsroom.db()).await.unwrap();
        let note = async |name: &str, seq, now| newsroom.write(now, async |tx| newsroom::note_follower(tx, name, seq).await).await.unwrap();
        let now = paper.clock.now();
        note("slow", last - 3, now).await;
        note("quick", last - 1, now).await;
        let later = now.plus_seconds(60 * 86_400);
        let trim = async |now| newsroom.write(now, async |tx| trim_log(tx, now).await).await.unwrap();
        assert_eq!(trim(later).await, last as u64 - 3, "what the slowest has not taken in stays");
        assert_eq!(trim(later).await, 0);
        note("slow", last - 2, later).await;
        assert_eq!(newsroom::followers(newsroom.db()).await.unwrap(), [("quick".to_owned(), last - 1), ("slow".to_owned(), last - 2)]);
        assert_eq!(trim(later).await, 1, "it has gone on by one");
        assert_eq!(trim(now.plus_seconds(200 * 86_400)).await, 1, "who has noted nothing for three months is gone; the newest line stays");
    }
}

journey! {
    async fn what_moves_with_a_name_or_a_section_is_told_where_it_stood(paper: Paper) {
        let newsroom = &paper.newsroom;
        let console = newsroom::Actor::console();
        let now = paper.clock.now();
        let topic = async |name: &str| newsroom.write(now, async |tx| newsroom::ensure_topic(tx, &console, name).await).await.unwrap();
        let (gone, stays) = (topic("المياه").await, topic("الموارد المائية").await);
        let mut content = paper.content("world", "خبر تحت الموضوعين").await;
        content.topics = vec![gone, stays];
        let both = paper.publish(&paper.draft(&content).await).await;
        let mut content = paper.content("world", "خبر تحت موضوع").await;
        content.topics = vec![gone];
        let one = paper.publish(&paper.draft(&content).await).await;
        let changes = async |after| {
            let rows = read_log(newsroom.db(), after, 100).await.unwrap();
            let changes = rows.into_iter().filter_map(|row| match row.event {
                Event::Story { change, .. } => Some((change.id, change.before.unwrap(), change.after.unwrap())),
                _ => None,
            });
            let mut changes: Vec<_> = changes.collect();
            changes.sort_by_key(|change| change.0);
            changes
        };

        let before = head(newsroom.db()).await.unwrap();
        newsroom.write(now, async |tx| newsroom::names::merge::<newsroom::Topic>(tx, &console, gone, stays).await).await.unwrap();
        let told = changes(before).await;
        let topics: Vec<_> = told.iter().map(|(id, before, after)| (*id, before.topics.clone(), after.topics.clone())).collect();
        assert_eq!(topics.len(), 2, "{told:?}");
        assert_eq!((topics[0].0, &topics[0].2), (both.id, &vec![stays]));
        assert!(topics[0].1.contains(&gone) && topics[0].1.contains(&stays), "{topics:?}");
        assert_eq!(topics[1], (one.id, vec![gone], vec![stays]));

        let (world, sport) = (paper.section("world").await, paper.section("sport").await);
        let before = head(newsroom.db()).await.unwrap();
        newsroom.write(now, async |tx| newsroom::change_section(tx, &console, world.id, &world.name, sport.desk_id, 1).await).await.unwrap();
        let desks: Vec<_> = changes(before).await.into_iter().map(|(id, before, after)| (id, before.desk, after.desk)).collect();
        assert_eq!(desks, [(both.id, world.desk_id, sport.desk_id), (one.id, world.desk_id, sport.desk_id)]);

        let before = head(newsroom.db()).await.unwrap();
        newsroom.write(now, async |tx| newsroom::merge_sections(tx, &console, world.id, sport.id).await).await.unwrap();
        let sections: Vec<_> = changes(before).await.into_iter().map(|(id, before, after)| (id, before.section, after.section)).collect();
        assert_eq!(sections, [(both.id, world.id, sport.id), (one.id, world.id, sport.id)]);
    }
}
