//! A story that readers must not have yet is nowhere: not at any address that the router knows, behind no link, in no
//! feed, sitemap, count or picture.

use std::collections::{BTreeSet, VecDeque};
use std::path::Path;

use journeys::{Paper, journey};
use newsroom::{Actor, Beginning, Clock, LeadPicture, Move, Story, Wall, With};

/// Pages that a crawl may open; the paper of this test has far fewer.
const PAGES_MAX: usize = 600;

/// Every address pattern of the router, from its source.
fn patterns() -> Vec<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/src/serve/router.rs");
    let source = std::fs::read_to_string(source).unwrap();
    let found: Vec<String> = source
        .split(".route(\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .flat_map(|path| ["", "/fr", "/en"].map(|language| format!("{language}{path}")))
        .collect();
    assert!(found.len() > 60, "the router's table was not read");
    found
}

/// The addresses that a pattern has for somebody who knows every id of the story.
fn filled(pattern: &str, story: &Story, picture: &str) -> Vec<String> {
    let mut all = vec![pattern.to_owned()];
    let values: [(&str, Vec<String>); 9] = [
        ("{id}", vec![story.public_id.to_string(), format!("{}.gif", story.public_id), picture.to_owned()]),
        ("{section}", vec!["world".into(), "s".into()]),
        ("{slug}", vec![story.slug.clone(), "مياه".into(), "ملف".into(), "world".into(), "x".into()]),
        ("{rendition}", vec!["240.jpg".into(), "240.webp".into(), "share.jpg".into()]),
        ("{year}", vec!["2016".into()]),
        ("{month}", vec!["09".into()]),
        ("{day}", vec!["03".into()]),
        ("{name}", vec!["news-ar.xml".into(), "pages.xml".into(), "ar-2016-09.xml".into()]),
        ("{hash}", vec!["x".into()]),
    ];
    for (name, values) in values {
        all = all
            .iter()
            .flat_map(|path| match path.contains(name) {
                true => values.iter().map(|value| path.replace(name, value)).collect(),
                false => vec![path.clone()],
            })
            .collect();
    }
    all.into_iter().map(|path| arabic::slug::percent_encode_path(&path)).collect()
}

/// Paths of this site to which a page links.
fn links(text: &str) -> Vec<String> {
    let attributes = ["href=\"", "src=\"", "<loc>", "<link>", "srcset=\""];
    attributes
        .iter()
        .flat_map(|mark| text.split(mark).skip(1))
        .filter_map(|rest| rest.split(['"', '<', ' ']).next())
        .map(|link| link.trim_start_matches("http://localhost:8080").to_owned())
        .filter(|link| link.starts_with('/') && !link.starts_with("//"))
        .map(|link| link.split('#').next().unwrap_or_default().replace("&amp;", "&"))
        .map(|link| if link.is_ascii() { link } else { arabic::slug::percent_encode_path(&link) })
        .collect()
}

const SECRET: &str = "نتائج التقرير السري قبل موعدها";

/// Opens everything that anybody can open of the paper; fails if the secret occurs in it.
async fn crawl(paper: &Paper, story: &Story, picture: &str) -> BTreeSet<String> {
    let mut waiting: VecDeque<String> = patterns().iter().flat_map(|pattern| filled(pattern, story, picture)).collect();
    waiting.push_back(format!("/reads?ids={}", story.public_id));
    for word in ["التقرير", "السري", "التقارير السرية"] {
        let word = arabic::slug::percent_encode_path(word);
        waiting.extend(["", "/fr", "/en"].map(|language| format!("{language}/search?q={word}&sort=date")));
    }
    let mut seen = BTreeSet::new();
    while let Some(path) = waiting.pop_front() {
        if seen.len() > PAGES_MAX || path.starts_with("/newsroom") || !seen.insert(path.clone()) {
            continue;
        }
        let answer = paper.get(&path).await;
        let text = String::from_utf8_lossy(&answer.bytes).into_owned();
        let location = answer.header("location").to_owned();
        assert!(!text.contains(SECRET) && !text.contains(story.slug.as_str()), "{path} tells");
        assert!(!location.contains(story.public_id.as_str()), "{path} leads to it");
        if answer.status.is_success() && path.contains(picture) && !picture.is_empty() {
            panic!("{path} shows its picture");
        }
        if path.contains(story.public_id.as_str()) && !path.starts_with("/r") {
            assert_eq!(answer.status.as_u16(), 404, "{path}");
        }
        waiting.extend(links(&text));
        if location.starts_with('/') {
            waiting.push_back(location);
        }
    }
    seen
}

journey! {
    async fn nothing_tells_before_the_time(paper: Paper) {
        paper.published("world", "خبر عادي").await;
        let chief = Actor::person(1, vec![newsroom::Grant::everywhere(newsroom::Role::EditorInChief)], true);
        let editor = Actor::person(2, vec![newsroom::Grant::everywhere(newsroom::Role::EditorInChief)], true);
        let now = paper.clock.now();
        let prepared = newsroom::prepare_picture(&paper.newsroom, photo().into()).await.unwrap();
        let mut content = paper.content("world", SECRET).await;
        let (story, picture) = paper.newsroom.write(now, async |tx| {
            let picture = newsroom::add_picture(tx, &newsroom::Actor::console(), None, &prepared).await?;
            content.lead = Some(LeadPicture {
                picture_id: Some(picture.id),
                caption: Some("شرح".into()),
                credit: Some("تصوير".into()),
                alt: Some("وصف".into()),
                ..LeadPicture::default()
            });
            Ok((newsroom::begin_story(tx, &chief, &content, Beginning::default()).await?, picture))
        }).await.unwrap();
        let id = &story.public_id;
        let until = Wall::at(now.plus_seconds(600), "Africa/Algiers").unwrap();
        for (actor, made) in [(&chief, Move::Submit), (&editor, Move::Approve)] {
            paper.newsroom.write(now, async |tx| newsroom::make_move(tx, actor, id, made, With::default()).await).await.unwrap();
        }
        paper.newsroom.write(now, async |tx| newsroom::set_embargo(tx, &editor, id, &until).await).await.unwrap();
        let with = With { at: Some(until.clone()), ..With::default() };
        paper.newsroom.write(now, async |tx| newsroom::make_move(tx, &editor, id, Move::Schedule, with).await).await.unwrap();
        let found = crawl(&paper, &story, picture.public_id.as_str()).await;
        assert!(found.len() > 100, "only {} addresses were tried", found.len());
        paper.clock.advance_seconds(599);
        assert_eq!(newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap().done, 0);
        crawl(&paper, &story, picture.public_id.as_str()).await;
        paper.clock.advance_seconds(1);
        assert_eq!(newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap().done, 1);
        assert!(paper.get("/").await.text().contains(SECRET));
        assert_eq!(paper.get(&format!("/media/{}/240.jpg", picture.public_id)).await.status.as_u16(), 200);
    }
}

/// A small photo.
fn photo() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(600, 400, |x, y| image::Rgb([(x % 251) as u8, (y % 241) as u8, 90]))
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .unwrap();
    bytes.into_inner()
}
