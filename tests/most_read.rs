//! «Most read»: recent reads weigh more, sections have lists of their own, and editors decide.

use journeys::{Paper, address, journey};
use newsroom::{Batch, Clock, Span, Story};
use sea_orm::ConnectionTrait;
use web::Board;

/// Adds so many reads of a story, now.
async fn read(paper: &Paper, story: &Story, times: u64) {
    let batch = Batch { node: newsroom::PublicId::random().to_string(), number: 1 };
    let reads = [(story.public_id.clone(), times)];
    let written =
        paper.newsroom.write(paper.clock.now(), async |tx| newsroom::add_reads(tx, &batch, &reads).await).await;
    assert_eq!(written.unwrap().len(), 1);
}

async fn ranked(paper: &Paper, section: Option<i64>, span: Span) -> Vec<i64> {
    let (db, language) = (paper.newsroom.reads(), arabic::Language::Arabic);
    newsroom::most_read_ids(db, language, section, span, paper.clock.now(), 10).await.unwrap()
}

/// The stories under a heading of the page, in order.
async fn on_page(paper: &Paper, path: &str, board: &str, stories: &[&Story]) -> Vec<i64> {
    let page = paper.get(path).await;
    assert_eq!(page.status, 200, "{path}");
    let page = page.text();
    let list =
        page.split_once(&format!("id=\"{board}\"")).map_or("", |(_, rest)| rest.split("</section>").next().unwrap());
    let list = list.split("</aside>").next().unwrap();
    let mut places: Vec<(usize, i64)> = stories
        .iter()
        .filter_map(|story| {
            Some((
                list.find(&format!("/{}/", story.public_id).replace('/', "&#x2f;"))
                    .or(list.find(&format!("/{}/", story.public_id)))?,
                story.id,
            ))
        })
        .collect();
    places.sort_unstable();
    places.into_iter().map(|(_, id)| id).collect()
}

journey! {
    async fn what_was_read_lately_weighs_more(paper: Paper) {
        let (old, new) = (paper.published("world", "قديم").await, paper.published("world", "جديد").await);
        read(&paper, &old, 100).await;
        read(&paper, &new, 10).await;
        for span in Span::ALL {
            assert_eq!(ranked(&paper, None, *span).await, [old.id, new.id]);
        }
        // Within the hour a read loses half its weight in ten minutes: 100 become 6 in forty.
        paper.clock.advance_seconds(40 * 60);
        read(&paper, &new, 10).await;
        assert_eq!(ranked(&paper, None, Span::Hour).await, [new.id, old.id]);
        assert_eq!(ranked(&paper, None, Span::Day).await, [old.id, new.id]);
        // A day and a half later the hour is empty, and the week still counts them.
        paper.clock.advance_seconds(36 * 3_600);
        assert_eq!(ranked(&paper, None, Span::Hour).await, Vec::<i64>::new());
        assert_eq!(ranked(&paper, None, Span::Week).await, [old.id, new.id]);
        let rows = async || paper.newsroom.db().query_all_raw(sea_orm::Statement::from_string(
            paper.newsroom.db().get_database_backend(), "SELECT 1 FROM read_scores")).await.unwrap().len();
        assert_eq!(rows().await, 6);
        paper.newsroom.write(paper.clock.now(), async |tx| newsroom::drop_faded(tx).await).await.unwrap();
        assert!(rows().await < 6, "what weighs nothing is dropped");
        assert_eq!(ranked(&paper, None, Span::Week).await, [old.id, new.id]);
    }
}

journey! {
    async fn sections_have_lists_of_their_own_and_stories_take_their_reads_along(paper: Paper) {
        let (world, sports) = (paper.published("world", "عالم").await, paper.published("sports", "رياضة").await);
        read(&paper, &world, 5).await;
        read(&paper, &sports, 9).await;
        let (here, there) = (world.section_id, sports.section_id);
        assert_eq!(ranked(&paper, None, Span::Day).await, [sports.id, world.id]);
        assert_eq!(ranked(&paper, Some(here), Span::Day).await, [world.id]);
        assert_eq!(on_page(&paper, "/most-read?section=sports", "board-day", &[&world, &sports]).await, [sports.id]);
        // The story moves to the other section.
        let mut content = paper.content("sports", "رياضة عالمية").await;
        content.section_id = here;
        paper.revise(&sports, &content).await;
        paper.publish(&sports).await;
        assert_eq!(ranked(&paper, Some(here), Span::Day).await, [sports.id, world.id]);
        assert_eq!(ranked(&paper, Some(there), Span::Day).await, Vec::<i64>::new());
        assert_eq!(on_page(&paper, "/most-read?section=sports", "board-day", &[&world, &sports]).await, Vec::<i64>::new(), "not even with the ranking of a minute ago");
        assert_eq!(paper.get("/most-read?section=nowhere").await.status, 404);
    }
}

journey! {
    async fn pages_follow_the_ranking_within_a_minute_and_the_newsroom_at_once(paper: Paper) {
        let (first, second) = (paper.published("world", "الأول").await, paper.published("world", "الثاني").await);
        read(&paper, &first, 2).await;
        let both = [&first, &second];
        assert_eq!(on_page(&paper, "/", "most-read", &both).await, [first.id, second.id], "filled up with what is new");
        read(&paper, &second, 50).await;
        assert_eq!(on_page(&paper, "/", "most-read", &both).await, [first.id, second.id], "the ranking of this minute");
        paper.clock.advance_seconds(60);
        assert_eq!(on_page(&paper, "/", "most-read", &both).await, [second.id, first.id]);
        let place = (arabic::Language::Arabic, None, Board::Lately);
        let generation = async || paper.site().most_read().ranking(&paper.newsroom, place, paper.clock.now()).await.unwrap().generation;
        assert_eq!(generation().await, 2);
        paper.clock.advance_seconds(60);
        read(&paper, &second, 1).await;
        assert_eq!(generation().await, 2, "more of the same order is the same order");

        // An editor hides a story and shows it again, without a minute's delay.
        let hide = async |hidden: bool| paper.newsroom.write(paper.clock.now(), async |tx| {
            newsroom::hide_from_most_read(tx, &newsroom::Actor::console(), &second.public_id, hidden).await
        }).await.unwrap();
        hide(true).await;
        assert_eq!(on_page(&paper, "/", "most-read", &both).await, [first.id]);
        assert_eq!(on_page(&paper, "/most-read", "board-week", &both).await, [first.id]);
        hide(false).await;
        assert_eq!(on_page(&paper, "/", "most-read", &both).await, [second.id, first.id]);

        // A story that readers may no longer see is not listed either. (Withdrawing has no command yet.)
        let sql = format!("UPDATE stories SET live = 'unpublished' WHERE id = {}", second.id);
        paper.newsroom.db().execute_unprepared(&sql).await.unwrap();
        paper.published("world", "خبر يغير الصفحة").await;
        assert_eq!(on_page(&paper, "/", "most-read", &both).await, [first.id]);
        assert_eq!(ranked(&paper, None, Span::Day).await, [first.id]);
        let unknown = "zzzzzzzz".parse().unwrap();
        let refused = paper.newsroom.write(paper.clock.now(), async |tx| newsroom::hide_from_most_read(tx, &newsroom::Actor::console(), &unknown, true).await).await;
        assert!(matches!(refused, Err(newsroom::Error::NotFound { .. })));
    }
}

journey! {
    async fn the_page_has_three_lists_and_says_where_there_is_nothing(paper: Paper) {
        let story = paper.published("world", "خبر").await;
        let empty = paper.get("/most-read").await.text();
        for words in ["في الساعة الأخيرة", "في آخر 24 ساعة", "في آخر 7 أيام", "لم تُقرأ مادة هنا في الساعة الأخيرة بعد."] {
            assert!(empty.contains(words), "{words}");
        }
        read(&paper, &story, 2).await;
        paper.clock.advance_seconds(60);
        let page = paper.get("/most-read").await.text();
        assert!(page.contains(&format!("<data class=\"reads\" data-reads=\"{}\" value=\"2\">قراءتان</data>", story.public_id)));
        for board in ["board-hour", "board-day", "board-week"] {
            assert_eq!(on_page(&paper, "/most-read", board, &[&story]).await, [story.id], "{board}");
        }
        let beside = paper.get(&address("world", &story)).await.text();
        assert!(beside.contains("<h2 id=\"most-read\"><a href=\"&#x2f;most-read\">") || beside.contains("<h2 id=\"most-read\"><a href=\"/most-read\">"));
        assert!(paper.get("/world").await.text().contains("most-read?section=world"));
        let mut settings = newsroom::load_paper(paper.newsroom.db()).await.unwrap();
        settings.languages = vec![arabic::Language::Arabic, arabic::Language::French];
        paper.newsroom.write(paper.clock.now(), async |tx| newsroom::change_paper(tx, &newsroom::Actor::console(), &settings).await).await.unwrap();
        let french = paper.get("/fr/most-read").await.text();
        assert!(french.contains("Les plus lus") && french.contains("Aucun article n’a été lu ici dans la dernière heure."));
        assert_eq!(paper.get("/en/most-read").await.status, 404, "a language the paper does not speak");
    }
}

/// Reading a list is one walk along an index, however many stories there are.
#[tokio::test]
async fn a_ranking_is_a_walk_along_an_index() {
    let paper = Paper::open(journeys::On::Sqlite).await.unwrap();
    for scope in ["r.edition_id = 1", "r.section_id = 7"] {
        let sql = format!(
            "EXPLAIN QUERY PLAN SELECT r.story_id FROM read_scores AS r INNER JOIN stories AS s ON s.id = r.story_id \
             WHERE {scope} AND r.language = 'ar' AND r.span = 'day' AND r.score >= 1.0 AND s.live = 'published' \
             ORDER BY r.score DESC, r.story_id DESC LIMIT 40"
        );
        let rows = paper
            .newsroom
            .db()
            .query_all_raw(sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, sql))
            .await
            .unwrap();
        let plan: Vec<String> = rows.iter().map(|row| row.try_get("", "detail").unwrap()).collect();
        let plan = plan.join("\n");
        assert!(plan.contains("SEARCH r USING COVERING INDEX read_scores_"), "{plan}");
        assert!(plan.contains("SEARCH s USING INTEGER PRIMARY KEY") && !plan.contains("TEMP B-TREE"), "{plan}");
    }
}

/// What an editor decides on the command line reaches the pages of the running site.
#[tokio::test]
async fn the_command_line_has_the_last_word() {
    let paper = Paper::open(journeys::On::Sqlite).await.unwrap();
    let story = paper.published("world", "خبر").await;
    read(&paper, &story, 3).await;
    let (data, id) = (paper.folder.path().to_str().unwrap(), story.public_id.as_str());
    let shown = async || {
        newsroom::ranked_heads(paper.newsroom.reads(), &[story.id], arabic::Language::Arabic, None, 5)
            .await
            .unwrap()
            .len()
    };
    for (flag, cards) in [("--hide", 0), ("--hide", 0), ("--show", 1)] {
        let ran = journeys::run(&["story", "most-read", flag, id, "--data", data]);
        assert_eq!((ran.code, shown().await), (0, cards), "{flag}: {}", ran.err);
    }
    let log = newsroom::read_log(paper.newsroom.reads(), 0, 100).await.unwrap();
    assert_eq!(
        log.iter().filter(|line| line.event == newsroom::Event::MostRead).count(),
        2,
        "what changes nothing is no news"
    );
    for wrong in
        [&["story", "most-read", "--data", data][..], &["story", "most-read", "--hide", "zzzzzzzz", "--data", data]]
    {
        assert_eq!(journeys::run(wrong).code, 2, "{wrong:?}");
    }
    std::fs::write(paper.folder.path().join("matbaa.toml"), "trusted_proxies = [\"10.0.0.0/8\", \"::1\"]").unwrap();
    assert!(journeys::run(&["config", "--data", data]).out.contains("trusted_proxies = [\"10.0.0.0/8\",\"::1\"]"));
    std::fs::write(paper.folder.path().join("matbaa.toml"), "trusted_proxies = [\"proxy.local\"]").unwrap();
    let refused = journeys::run(&["config", "--data", data]);
    assert!(
        refused.code == 2 && refused.err.contains("proxy.local") && refused.err.contains("10.0.0.0/8"),
        "{}",
        refused.err
    );
}
