//! The first language of the paper is at the root, whichever it is: the same journey for each.

use std::collections::BTreeSet;

use arabic::Language;
use http::StatusCode;
use journeys::{Paper, address, journey};
use newsroom::Clock;

/// The addresses of this site that a document names, as a browser would request them.
fn named(document: &str) -> BTreeSet<String> {
    let marks = ["href=\"", "src=\"", "<loc>", "<link>", "<id>", "\"url\": \""];
    let mut found = BTreeSet::new();
    for mark in marks {
        for rest in document.split(mark).skip(1) {
            let end = rest.find(['"', '<']).unwrap_or(rest.len());
            let address = rest[..end].replace("&amp;", "&");
            let path = address.strip_prefix("http://localhost:8080").unwrap_or(&address);
            let path = path.split('#').next().unwrap_or_default();
            if path.starts_with('/') && !path.starts_with("//") {
                // Links show letters as they are; a browser sends them encoded.
                let sent = path
                    .bytes()
                    .map(|byte| if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") });
                found.insert(sent.collect());
            }
        }
    }
    found
}

async fn walk_of(paper: &Paper, first: Language) {
    let others: Vec<Language> = Language::ALL.into_iter().filter(|other| *other != first).collect();
    let console = newsroom::Actor::console();
    let mut settings = newsroom::load_paper(paper.newsroom.db()).await.unwrap();
    settings.languages = std::iter::once(first).chain(others.iter().copied()).collect();
    settings.name =
        newsroom::Localized {
            ar: "الجريدة".into(), fr: Some("Le Journal".into()), en: Some("The Paper".into())
        };
    let act = async |tx: &mut newsroom::Tx| newsroom::change_paper(tx, &console, &settings).await;
    paper.newsroom.write(paper.clock.now(), act).await.unwrap();
    let mut stories = Vec::new();
    for language in Language::ALL {
        let mut content = paper.content("world", &format!("خبر story récit {}", language.code())).await;
        content.language = language;
        stories.push((language, paper.publish(&paper.draft(&content).await).await));
    }
    let at = |language: Language| if language == first { String::new() } else { format!("/{}", language.code()) };

    for (language, story) in &stories {
        let (base, lang) = (at(*language), format!("<html lang=\"{}\"", language.code()));
        let home = if base.is_empty() { "/".to_owned() } else { base.clone() };
        let own = format!("{base}{}", address("world", story));
        for page in [
            &home,
            &format!("{base}/world"),
            &own,
            &format!("{base}/archive"),
            &format!("{base}/feeds"),
            &format!("{base}/most-read"),
        ] {
            let answer = paper.get(page).await;
            assert_eq!(answer.status, StatusCode::OK, "{first}: {page}");
            let text = answer.text();
            assert!(text.contains(&lang), "{first}: {page} is not in {language}");
            // Everything that it names exists.
            for path in
                named(&text).into_iter().filter(|path| !path.starts_with("/assets/") && !path.starts_with("/newsroom"))
            {
                let mut there = paper.get(&path).await;
                // The address for sharing is short.
                if path.starts_with("/s/") {
                    there = paper.get(there.header("location")).await;
                }
                assert_eq!(there.status, StatusCode::OK, "{first}: {page} names {path}");
            }
        }
        for file in ["rss.xml", "atom.xml", "feed.json"] {
            for feed in [format!("{base}/{file}"), format!("{base}/world/{file}")] {
                let text = paper.get(&feed).await.text();
                assert!(text.contains(&own), "{first}: {feed} lists {own}:\n{text}");
            }
        }
        let missing = paper.get(&format!("{base}/world/zzzzzzzz/nothing")).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
        assert!(missing.text().contains(&lang), "{first}: an error below {home} is said in {language}");
    }

    // Sitemaps name each page by its address.
    let index = paper.get("/sitemap.xml").await.text();
    let mut listed = BTreeSet::new();
    for map in named(&index) {
        let text = paper.get(&map).await.text();
        for path in named(&text) {
            assert_eq!(paper.get(&path).await.status, StatusCode::OK, "{first}: {map} names {path}");
            listed.insert(path);
        }
    }
    for (language, story) in &stories {
        assert!(listed.contains(&format!("{}{}", at(*language), address("world", story))), "{first}: {listed:?}");
    }

    // The code of the first language redirects to the root, and a story exists only in its own language.
    let code = first.code();
    for (asked, there) in [
        (format!("/{code}"), "/".to_owned()),
        (format!("/{code}/world?before=abcdefgh"), "/world?before=abcdefgh".to_owned()),
        (format!("/{code}/rss.xml"), "/rss.xml".to_owned()),
    ] {
        let answer = paper.get(&asked).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (StatusCode::PERMANENT_REDIRECT, there.as_str()),
            "{asked}"
        );
    }
    let (language, story) = stories.iter().find(|(language, _)| *language != first).unwrap();
    let astray = paper.get(&address("world", story)).await;
    assert_eq!(astray.header("location"), format!("{}{}", at(*language), address("world", story)));
}

journey! {
    async fn an_arabic_first_paper_is_walked(paper: Paper) {
        walk_of(&paper, Language::Arabic).await;
    }
}

journey! {
    async fn a_french_first_paper_is_walked(paper: Paper) {
        walk_of(&paper, Language::French).await;
    }
}

journey! {
    async fn an_english_first_paper_is_walked(paper: Paper) {
        walk_of(&paper, Language::English).await;
    }
}
