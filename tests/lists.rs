//! Lists: newest first, every story once, back to the first issue.

use journeys::{Paper, journey};
use newsroom::{Clock, PublishedWhen, StoryList, Timestamp, Toward, list};

const LANGUAGE: arabic::Language = arabic::Language::Arabic;

async fn fill(paper: &Paper, count: i64) -> Vec<i64> {
    let mut ids = Vec::new();
    for number in 0..count {
        let content = paper.content("world", &format!("خبر رقم {number}")).await;
        let draft = paper.draft(&content).await;
        // Every three have the same time, as imported stories of one day do.
        let at = Timestamp(paper.clock.now().0 - (number / 3) * 60_000_000);
        paper
            .newsroom
            .write(paper.clock.now(), async |tx| {
                newsroom::publish(tx, &newsroom::Actor::console(), draft.id, PublishedWhen::At(at)).await
            })
            .await
            .unwrap();
        ids.push(draft.id);
    }
    ids
}

journey! {
    async fn paging_forth_and_back_shows_every_story_once(paper: Paper) {
        let mut ids = fill(&paper, 17).await;
        let section = paper.section("world").await;
        let db = paper.newsroom.db();
        let mut seen = Vec::new();
        let mut pages = Vec::new();
        let mut toward = Toward::Newest;
        loop {
            let page = list(db, StoryList::Section(section.id), LANGUAGE, &toward, 5).await.unwrap();
            let times: Vec<_> = page.cards.iter().map(|card| (card.published_at, card.id)).collect();
            assert!(times.windows(2).all(|pair| pair[0] > pair[1]), "newest first: {times:?}");
            seen.extend(page.cards.iter().map(|card| card.id));
            let older = page.older.clone();
            pages.push(page);
            match older {
                Some(cursor) => toward = Toward::OlderThan(cursor),
                None => break,
            }
        }
        assert_eq!(pages.len(), 4);
        let mut all = seen.clone();
        all.sort_unstable();
        ids.sort_unstable();
        assert_eq!(all, ids);

        let mut back = pages.pop().unwrap();
        while let Some(expected) = pages.pop() {
            let cursor = back.newer.clone().unwrap();
            back = list(db, StoryList::Section(section.id), LANGUAGE, &Toward::NewerThan(cursor), 5).await.unwrap();
            assert_eq!(back.cards, expected.cards);
        }
        assert_eq!(back.newer, None);
    }
}

journey! {
    async fn an_unknown_cursor_is_refused(paper: Paper) {
        fill(&paper, 1).await;
        let toward = Toward::OlderThan("zzzzzzzz".parse().unwrap());
        let refused = list(paper.newsroom.db(), StoryList::Edition, LANGUAGE, &toward, 5).await;
        assert!(matches!(refused, Err(newsroom::Error::NotFound { .. })), "{refused:?}");
    }
}

journey! {
    async fn the_archive_counts_days_and_months(paper: Paper) {
        for day in ["2009-12-31", "2010-01-01", "2010-01-01", "2016-09-03"] {
            let content = paper.content("world", "خبر").await;
            let draft = paper.draft(&content).await;
            let when = PublishedWhen::OnDay(day.parse().unwrap());
            paper.newsroom.write(paper.clock.now(), async |tx| newsroom::publish(tx, &newsroom::Actor::console(), draft.id, when).await).await.unwrap();
        }
        let db = paper.newsroom.db();
        let months = newsroom::month_counts(db, LANGUAGE).await.unwrap();
        let months: Vec<_> = months.iter().map(|m| (m.year, m.month, m.stories)).collect();
        assert_eq!(months, [(2009, 12, 1), (2010, 1, 2), (2016, 9, 1)]);
        let days = newsroom::day_counts(db, LANGUAGE, 2010, 1).await.unwrap();
        assert_eq!(days.iter().map(|d| (d.day.to_string(), d.stories)).collect::<Vec<_>>(), [("2010-01-01".to_owned(), 2)]);
        let page = list(db, StoryList::Day("2010-01-01".parse().unwrap()), LANGUAGE, &Toward::Newest, 5).await.unwrap();
        assert_eq!(page.cards.len(), 2);
        assert!(page.cards.iter().all(|card| card.day_only));
        assert_eq!(newsroom::month_counts(db, arabic::Language::French).await.unwrap(), []);
    }
}
