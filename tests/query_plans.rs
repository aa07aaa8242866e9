//! No page scans a table that grows with the paper, on either database: the database itself explains every query that
//! pages make.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use http::Request;
use journeys::{Paper, address, journey};
use newsroom::{Clock, Correction, CorrectionKind, DatabaseChoice, Slot, ensure_topic, ensure_writer};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ConnectionTrait, TransactionTrait};

/// Tables that always have only a few rows.
const SMALL: [&str; 8] =
    ["sections", "desks", "settings", "static_pages", "log_head", "editions", "breaking_lines", "most_read_hidden"];

/// Requests pages of every kind once.
async fn read_everything(paper: &Paper) {
    let mut stories = Vec::new();
    let (topic, writer, thread) = paper
        .newsroom
        .write(paper.clock.now(), async |tx| {
            Ok((
                ensure_topic(tx, &newsroom::Actor::console(), "مياه").await?,
                ensure_writer(tx, &newsroom::Actor::console(), "سلمى بن عيسى").await?,
                newsroom::names::add::<newsroom::StoryThread>(
                    tx,
                    &newsroom::Actor::console(),
                    arabic::Language::Arabic,
                    newsroom::Naming { name: "ملف", ..newsroom::Naming::default() },
                )
                .await?
                .id,
            ))
        })
        .await
        .unwrap();
    for number in 0..45 {
        let section = if number % 2 == 0 { "world" } else { "sports" };
        let mut content = paper.content(section, &format!("خبر {number}")).await;
        (content.topics, content.writers, content.thread) = (vec![topic], vec![writer], Some(thread));
        content.related = stories.iter().rev().take(2).map(|story: &newsroom::Story| story.id).collect();
        let draft = paper.draft(&content).await;
        stories.push(paper.publish(&draft).await);
        paper.clock.advance_seconds(60);
    }
    let (first, middle) = (&stories[0], &stories[20]);
    let note = Correction { kind: CorrectionKind::Correction, at: paper.clock.now(), text: "تصويب".into() };
    let slot = Slot { name: "lead".into(), position: 0, story_id: middle.id, pinned_until: None };
    let act = paper.newsroom.write(paper.clock.now(), async |tx| {
        newsroom::add_correction(tx, &newsroom::Actor::console(), first.id, &note).await?;
        newsroom::fill_slots(
            tx,
            &newsroom::Actor::console(),
            arabic::Language::Arabic,
            None,
            std::slice::from_ref(&slot),
        )
        .await
    });
    act.await.unwrap();
    let own = [
        "/",
        "/world",
        "/topic/مياه",
        "/writer/سلمى-بن-عيسى",
        "/desk/world",
        "/archive",
        "/archive/2016",
        "/archive/2016/09",
        "/archive/2016/09/03",
        "/rss.xml",
        "/world/atom.xml",
        "/topic/مياه/rss.xml",
        "/writer/سلمى-بن-عيسى/atom.xml",
        "/world/feed.json",
        "/comments/atom.xml",
        "/thread/ملف",
        "/thread/ملف/feed.json",
        "/feeds",
        "/sitemap.xml",
        "/sitemaps/news.xml",
        "/sitemaps/2016-09.xml",
        "/most-read",
        "/readyz",
    ];
    let mut paths: Vec<String> = own.map(arabic::slug::percent_encode_path).into();
    paths.extend([address("world", first), address("world", middle)]);
    for list in ["/world", "/desk/world", "/archive/2016/09/03", "/topic/%D9%85%D9%8A%D8%A7%D9%87"] {
        paths.push(format!("{list}?before={}", middle.public_id));
        paths.push(format!("{list}?after={}", first.public_id));
    }
    paths.push(talk(paper, middle).await);
    let [word, typo, topic, writer] = ["خبر", "خببر", "مياه", "سلمى-بن-عيسى"].map(arabic::slug::percent_encode_path);
    paths.push(format!("/search?q={word}%20{typo}"));
    paths.push(format!(
        "/search?q={word}&sort=date&section=world&topic={topic}&writer={writer}&from=2016&before={}",
        middle.public_id
    ));
    paths.push(format!("/reads?ids={},{}", first.public_id, middle.public_id));
    for path in paths {
        let status = paper.get(&path).await.status.as_u16();
        assert!([200, 307].contains(&status), "{path}: {status}");
    }
    for path in ["/s/zzzzzzzz", "/index.php?id=7", "/nothing/here", "/media/zzzzzzzz/480.webp"] {
        assert_eq!(paper.ask(Request::get(path).header("host", "localhost")).await.status, 404, "{path}");
    }
}

/// Adds comments with answers to a story, more than fit on a page. Returns the address of the second page.
async fn talk(paper: &Paper, story: &newsroom::Story) -> String {
    let new = |n: usize, answers: Option<newsroom::PublicId>| newsroom::NewComment {
        answers,
        email: Some(format!("r{n}@example.org")),
        ..journeys::new_comment(story, n)
    };
    let console = newsroom::Actor::console();
    let act = async |tx: &mut newsroom::Tx| {
        newsroom::set_story_comments(tx, &console, &story.public_id, Some(newsroom::CommentPolicy::Open)).await?;
        let first: Vec<_> = (0..60).map(|n| new(n, None)).collect();
        let newsroom::Said::Taken(first) = newsroom::say(tx, &first).await?.remove(9) else { panic!("not taken") };
        newsroom::say(tx, &[new(100, Some(first.public_id.clone()))]).await?;
        Ok(first)
    };
    let comment = paper.newsroom.write(paper.clock.now(), act).await.unwrap();
    // The queries of the desk, made where they are recorded.
    let db = paper.newsroom.reads();
    for filter in newsroom::CommentFilter::ALL {
        newsroom::comment_queue(db, &console, *filter, Some(3), 50).await.unwrap();
    }
    let desk = paper.section("world").await.desk_id;
    let editor = newsroom::Actor::person(1, vec![newsroom::Grant::at(newsroom::Role::DeskEditor, [desk])], true);
    for actor in [&console, &editor] {
        newsroom::comment_queue(db, actor, newsroom::CommentFilter::Approved, None, 50).await.unwrap();
        newsroom::waiting_comments(db, actor).await.unwrap();
    }
    newsroom::comment_mark(db, &console).await.unwrap();
    newsroom::History::of(db, &comment).await.unwrap();
    newsroom::comments_of_reader(db, &comment, 20).await.unwrap();
    newsroom::comment_prints(db, newsroom::Timestamp(0), 100).await.unwrap();
    newsroom::comment_numbers(db, paper.clock.now()).await.unwrap();
    newsroom::latest_comments(db, None, arabic::Language::Arabic, 20).await.unwrap();
    newsroom::latest_comments(db, Some(story.id), arabic::Language::Arabic, 20).await.unwrap();
    newsroom::most_commented(db, arabic::Language::Arabic, newsroom::Timestamp(0), 20).await.unwrap();
    format!("/comments/{}/after/{}", story.public_id, comment.public_id)
}

/// Each query once, by its text without values.
async fn asked(paper: &Paper) -> Vec<SelectStatement> {
    let seen: Arc<Mutex<BTreeMap<String, SelectStatement>>> = Arc::default();
    let noted = seen.clone();
    paper.newsroom.reads().witness(Box::new(move |query| {
        let text = query.build(sea_orm::sea_query::SqliteQueryBuilder).0;
        noted.lock().unwrap().entry(text).or_insert_with(|| query.clone());
    }));
    read_everything(paper).await;
    let seen = seen.lock().unwrap();
    seen.values().cloned().collect()
}

/// The lines of the plan, one per step.
async fn plan(paper: &Paper, query: &SelectStatement) -> Vec<String> {
    let on_postgres = matches!(paper.database, Some(DatabaseChoice::Postgres(_)));
    let tx = paper.newsroom.db().begin().await.unwrap();
    let statement = tx.get_database_backend().build(query).to_string();
    let (explain, column) = if on_postgres { ("EXPLAIN", 0) } else { ("EXPLAIN QUERY PLAN", 3) };
    if on_postgres {
        // A planner rightly scans a table of forty rows; here it says whether it has to.
        tx.execute_unprepared("SET LOCAL enable_seqscan = off").await.unwrap();
    }
    let asked = sea_orm::Statement::from_string(tx.get_database_backend(), format!("{explain} {statement}"));
    let rows = tx.query_all_raw(asked).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index::<String>(column).unwrap()).collect()
}

fn reads_end_to_end(step: &str) -> bool {
    let step = step.trim().trim_start_matches("->").trim();
    let table = step.strip_prefix("Seq Scan on ").or_else(|| {
        // SQLite reads an index in order with SCAN … USING INDEX if nothing narrows it.
        step.strip_prefix("SCAN ")
    });
    table.is_some_and(|rest| !SMALL.contains(&rest.split(' ').next().unwrap_or_default()))
}

journey! {
    async fn no_page_reads_a_growing_table_from_end_to_end(paper: Paper) {
        let queries = asked(&paper).await;
        assert!(queries.len() >= 25, "only {} queries were seen", queries.len());
        for query in queries {
            let steps = plan(&paper, &query).await;
            let bad: Vec<&String> = steps.iter().filter(|step| reads_end_to_end(step)).collect();
            let text = query.to_string(sea_orm::sea_query::SqliteQueryBuilder);
            assert!(bad.is_empty(), "{text}\n{}", steps.join("\n"));
        }
    }
}
