//! Old addresses work: an address that the old site printed, others linked to or readers saved leads to the story, with
//! one redirect and in every spelling.

use journeys::{Paper, address, journey};
use sea_orm::ConnectionTrait;

use crate::bulk::{file, import, record, story};

/// Stories that are looked up; a tenth of them on PostgreSQL, where every query travels over a socket.
fn stories(paper: &Paper) -> u32 {
    if paper.database.is_some() { 100 } else { 1_000 }
}

/// The address that story `number` had, in the style of one of ten systems.
fn formerly(number: u32) -> String {
    match number % 10 {
        0 => format!("https://old.example/?p={number}"),
        1 => format!(
            "https://old.example/index.php?option=com_content&view=article&id={number}:khabar-{number}&catid=3&Itemid=7"
        ),
        2 => format!("http://www.old.example/index.php?Itemid=5&option=com_k2&view=item&id={number}:khabar"),
        3 => format!("https://old.example/index.php/world/item/{number}-khabar"),
        4 => format!("https://old.example/2016/08/03/خبر-{number}/"),
        5 => format!("//old.example/story/{number}-library.html"),
        6 => format!("https://old.example/news.php?id={number}&cat=2"),
        7 => format!("/world/{number}"),
        8 => format!("https://old.example/index.php?news={number}#top"),
        _ => format!("https://old.example/أخبار/{number}/خبر رقم, {number}"),
    }
}

/// Path and query, escaped as browsers do.
fn asked(old: &str) -> String {
    let old = old.split('#').next().unwrap();
    let path = match old.split_once("//") {
        Some((_, rest)) => &rest[rest.find(['/', '?']).unwrap()..],
        None => old,
    };
    let escape = |c: char| match c.is_ascii_graphic() {
        true => c.to_string(),
        false => c.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect(),
    };
    path.chars().map(escape).collect()
}

/// The spellings in which an address is requested in practice.
fn spellings(address: &str) -> Vec<String> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let with = |more: &str| if query.is_empty() { format!("{path}?{more}") } else { format!("{path}?{more}&{query}") };
    let mut all = vec![
        address.to_owned(),
        with("utm_source=rss&utm_medium=feed"),
        with("fbclid=IwAR0abc"),
        format!("{address}{}gclid=1", if query.is_empty() { "?" } else { "&" }),
        with("from=newsletter"),
        with("amp=1"),
        lower_escapes(address),
    ];
    if query.is_empty() {
        let bare = path.trim_end_matches('/');
        all.extend([
            bare.to_owned(),
            format!("{bare}/"),
            format!("{bare}/amp/"),
            format!("/amp{bare}"),
            format!("/{bare}"),
        ]);
        all.push(match bare.strip_prefix("/index.php") {
            Some(rest) => rest.to_owned(),
            None => format!("/index.php{bare}"),
        });
    } else {
        let mut parameters: Vec<&str> = query.split('&').collect();
        parameters.reverse();
        all.push(format!("{path}?{}", parameters.join("&")));
        all.push(format!("{path}?{}", query.replace(':', "%3A")));
        all.push(format!("{path}?{}&", query.replace('&', "&&")));
        if path.contains("index.php") || path == "/" {
            all.extend([format!("/?{query}"), format!("/index.php?{query}")]);
        }
    }
    all
}

fn lower_escapes(address: &str) -> String {
    let mut out = String::new();
    let mut rest = address;
    while let Some(at) = rest.find('%') {
        out += &rest[..at];
        out += &rest[at..at + 3].to_lowercase();
        rest = &rest[at + 3..];
    }
    out + rest
}

journey! {
    async fn a_thousand_old_addresses_lead_to_their_stories_in_every_spelling(paper: Paper) {
        let stories = stories(&paper);
        let lines: Vec<String> = (1..=stories).map(|id| record(id, &format!(r#""old_url":"{}""#, formerly(id)))).collect();
        let archive = file(&paper, "old.jsonl", &lines);
        let loaded = import(&paper, &[archive.to_str().unwrap()]);
        assert_eq!(loaded.code, 0, "{}", loaded.err);
        let mut wrong = Vec::new();
        for number in 1..=stories {
            let home = address("world", &story(&paper, &number.to_string()).await);
            for spelling in spellings(&asked(&formerly(number))) {
                let answer = paper.get(&spelling).await;
                if (answer.status.as_u16(), answer.header("location")) != (308, home.as_str()) {
                    wrong.push(format!("{spelling}: {} {}", answer.status, answer.header("location")));
                }
            }
            let page = paper.get(&home).await;
            assert!(page.status == 200 && page.text().contains(&format!("خبر رقم {number}")), "{home}");
        }
        assert!(wrong.is_empty(), "{} wrong, as {:#?}", wrong.len(), &wrong[..wrong.len().min(20)]);
    }
}

journey! {
    async fn an_old_address_wins_over_a_page_that_would_answer_it(paper: Paper) {
        let lines = [
            record(1, r#""old_url":"https://old.example/?p=6170""#),
            record(2, r#""old_url":"https://old.example/2016/09/03""#),
            record(3, r#""old_url":"https://old.example/world?article=5""#),
            record(4, r#""old_url":"https://old.example/news/%C7%CA%DD%C7%DE.html""#),
        ];
        let archive = file(&paper, "old.jsonl", &lines);
        assert_eq!(import(&paper, &[archive.to_str().unwrap()]).code, 0);
        // The pages are in memory, and still do not answer for a story.
        for own in ["/", "/world"] {
            assert_eq!(paper.get(own).await.status, 200);
        }
        for (id, old) in [
            ("1", "/?p=6170"),
            ("1", "/?utm_source=x&p=6170"),
            ("2", "/2016/09/03/"),
            ("2", "/2016/09/03"),
            ("3", "/world?article=5"),
            ("4", "/news/%c7%ca%dd%c7%de.html"),
        ] {
            let answer = paper.get(old).await;
            let home = address("world", &story(&paper, id).await);
            assert_eq!((answer.status.as_u16(), answer.header("location")), (308, home.as_str()), "{old}");
            assert!(!answer.header("content-security-policy").is_empty(), "as every answer: {old}");
        }
        for own in ["/?p=1", "/?utm_source=x", "/world?article=6", "/?s=", "/?p=6170x"] {
            assert_eq!(paper.get(own).await.status, 200, "{own}");
        }
        for (file, folder) in [("/index.php", "/"), ("/index.html?utm_source=x", "/"), ("/world/index.htm", "/world"), ("/world/", "/world")] {
            let answer = paper.get(file).await;
            assert_eq!((answer.status.as_u16(), answer.header("location")), (308, folder), "{file}");
        }
        let off = "UPDATE stories SET live = 'killed' WHERE external_id = '1'";
        paper.newsroom.db().execute_unprepared(off).await.unwrap();
        assert_eq!(paper.get("/?p=6170").await.status, 410, "taken off the site");
        let never = "UPDATE stories SET live = 'never' WHERE external_id = '3'";
        paper.newsroom.db().execute_unprepared(never).await.unwrap();
        assert_eq!(paper.get("/world?article=5").await.status, 200, "of what readers never had nothing is told");
    }
}

journey! {
    async fn addresses_kept_by_an_earlier_release_are_written_anew(paper: Paper) {
        let kept = paper.published("world", "قديم").await;
        let sql = "UPDATE stories SET old_address = '/index.php/world/item/42-qadim/?print=1&b=2&a=%2C'";
        paper.newsroom.db().execute_unprepared(sql).await.unwrap();
        paper.newsroom.db().execute_unprepared("DELETE FROM seaql_migrations WHERE version = 'm0028_old_addresses'").await.unwrap();
        newsroom::Newsroom::open(paper.folder.path(), paper.database.as_ref()).await.unwrap();
        let answer = paper.get("/world/item/42-qadim?a=,&b=2").await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (308, address("world", &kept).as_str()));
    }
}
