//! Feeds in three formats with the same content, where they are listed, and what crawlers are told.

use arabic::Language;
use feed_rs::model::Entry;
use journeys::browser::between;
use journeys::{Paper, address, journey};
use newsroom::{
    Clock, Content, Correction, CorrectionKind, FeedText, LeadPicture, Reservation, Story, TextMining, ensure_topic,
    ensure_writer,
};
use serde_json::Value;

const FILES: [&str; 3] = ["rss.xml", "atom.xml", "feed.json"];

async fn set(paper: &Paper, to: impl FnOnce(&mut newsroom::Paper)) {
    let mut settings = newsroom::load_paper(paper.newsroom.db()).await.unwrap();
    to(&mut settings);
    let console = newsroom::Actor::console();
    paper
        .newsroom
        .write(paper.clock.now(), async |tx| newsroom::change_paper(tx, &console, &settings).await)
        .await
        .unwrap();
}

async fn named(paper: &Paper, topics: &[&str], writers: &[&str]) -> (Vec<i64>, Vec<i64>) {
    let console = newsroom::Actor::console();
    paper
        .newsroom
        .write(paper.clock.now(), async |tx| {
            let mut ids = (Vec::new(), Vec::new());
            for name in topics {
                ids.0.push(ensure_topic(tx, &console, name).await?);
            }
            for name in writers {
                ids.1.push(ensure_writer(tx, &console, name).await?);
            }
            Ok(ids)
        })
        .await
        .unwrap()
}

async fn published(paper: &Paper, content: &Content) -> Story {
    paper.publish(&paper.draft(content).await).await
}

/// A whole feed, checked against its format.
async fn feed(paper: &Paper, path: &str) -> feed_rs::model::Feed {
    let answer = paper.get(path).await;
    assert_eq!(answer.status, 200, "{path}");
    let text = answer.text();
    let forbidden = |c: char| (c < ' ' && !"\t\n\r".contains(c)) || "\u{fffe}\u{ffff}".contains(c);
    if path.contains("json") {
        assert_eq!(answer.header("content-type"), "application/feed+json");
        hold_to_json_feed(&serde_json::from_str(&text).unwrap());
    } else {
        assert!(!text.contains(forbidden), "{path}: XML 1.0 forbids what it holds");
    }
    feed_rs::parser::parse(answer.bytes.as_slice()).unwrap_or_else(|error| panic!("{path}: {error}"))
}

async fn json(paper: &Paper, path: &str) -> Value {
    serde_json::from_str(&paper.get(path).await.text()).unwrap()
}

/// The name of a field, and whether a value fits it.
type Field = (&'static str, fn(&Value) -> bool);

/// Checks a feed against <https://www.jsonfeed.org/version/1.1/>: required fields, their types, and no other fields.
fn hold_to_json_feed(feed: &Value) {
    let known = |object: &Value, fields: &[Field], what: &str| {
        for (key, value) in object.as_object().unwrap() {
            let (_, fits) =
                fields.iter().find(|(name, _)| name == key).unwrap_or_else(|| panic!("{what}: {key} is no field"));
            assert!(fits(value), "{what}: {key} is {value}");
        }
    };
    let text: fn(&Value) -> bool = Value::is_string;
    let address: fn(&Value) -> bool = |value| value.as_str().is_some_and(|text| text.starts_with("http"));
    let time: fn(&Value) -> bool =
        |value| value.as_str().is_some_and(|text| chrono::DateTime::parse_from_rfc3339(text).is_ok());
    let language: fn(&Value) -> bool = |value| ["ar", "fr", "en"].iter().any(|code| value == code);
    let authors: fn(&Value) -> bool = |value| {
        let fits = |author: &Value| {
            let fields = author.as_object().unwrap();
            !fields.is_empty() && fields.keys().all(|key| ["name", "url", "avatar"].contains(&key.as_str()))
        };
        value.as_array().is_some_and(|all| !all.is_empty() && all.iter().all(fits))
    };
    let tags: fn(&Value) -> bool = |value| {
        value.as_array().is_some_and(|all| all.iter().all(|tag| tag.as_str().is_some_and(|tag| !tag.is_empty())))
    };
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert!(feed["title"].is_string() && feed["items"].is_array(), "{feed}");
    let whole: &[Field] = &[
        ("version", text),
        ("title", text),
        ("home_page_url", address),
        ("feed_url", address),
        ("description", text),
        ("next_url", address),
        ("language", language),
        ("authors", authors),
        ("items", Value::is_array),
    ];
    known(feed, whole, "feed");
    assert_ne!(feed["next_url"], feed["feed_url"], "a reader would run in circles");
    let mut ids = Vec::new();
    for item in feed["items"].as_array().unwrap() {
        let fields: &[Field] = &[
            ("id", text),
            ("url", address),
            ("title", text),
            ("content_html", text),
            ("summary", text),
            ("image", address),
            ("date_published", time),
            ("date_modified", time),
            ("authors", authors),
            ("tags", tags),
            ("language", language),
        ];
        known(item, fields, "item");
        assert!(item["id"].is_string() && item["content_html"].is_string(), "{item}");
        ids.push(item["id"].as_str().unwrap());
    }
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "ids are unique");
}

fn picture() -> Vec<u8> {
    let image = image::RgbImage::from_fn(900, 600, |x, y| image::Rgb([(x / 4) as u8, (y / 4) as u8, 90]));
    let mut jpeg = std::io::Cursor::new(Vec::new());
    image::DynamicImage::ImageRgb8(image).write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    jpeg.into_inner()
}

/// A story in which every field has a value.
async fn rich(paper: &Paper) -> (Story, newsroom::Picture) {
    let prepared = newsroom::prepare_picture(&paper.newsroom, picture().into()).await.unwrap();
    let console = newsroom::Actor::console();
    let picture = paper
        .newsroom
        .write(paper.clock.now(), async |tx| newsroom::add_picture(tx, &console, None, &prepared).await)
        .await
        .unwrap();
    let (topics, writers) = named(paper, &["السدود", "الماء & الناس"], &["سلمى بن عيسى", "إلياس"]).await;
    let mut content = paper.content("world", "قمة المياه: «خريطة طريق» لتسع دول").await;
    content.deck = Some("الاتفاق غير ملزم".into());
    content.place = Some("مرسى الريح".into());
    (content.topics, content.writers, content.agencies_line) = (topics, writers, Some("الوكالات".into()));
    content.lead = Some(LeadPicture {
        picture_id: Some(picture.id),
        caption: Some("الجلسة الافتتاحية".into()),
        credit: Some("سليم".into()),
        alt: Some("وفود حول طاولة".into()),
        archive: false,
        focal: (5, 5),
    });
    let story = published(paper, &content).await;
    paper.clock.advance_seconds(600);
    let note = Correction {
        kind: CorrectionKind::Correction, at: paper.clock.now(), text: "الصحيح تسع دول.".into()
    };
    paper
        .newsroom
        .write(paper.clock.now(), async |tx| newsroom::add_correction(tx, &console, story.id, &note).await)
        .await
        .unwrap();
    (newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap(), picture)
}

journey! {
    async fn an_item_keeps_its_id_when_the_paper_moves(paper: Paper) {
        let story = paper.published("world", "خبر").await;
        let at = |url: &str| journeys::Reader::of(paper.site_with(web::SiteConfig { url: url.into(), ..web::SiteConfig::default() }));
        let ids = async |url: &str| {
            let host = url.trim_start_matches("https://");
            let mut ids = Vec::new();
            for file in FILES {
                let request = http::Request::get(format!("/{file}")).header("host", host);
                let feed = feed_rs::parser::parse(&at(url).ask(request).await.bytes[..]).unwrap();
                ids.push(feed.entries[0].id.clone());
            }
            ids.dedup();
            ids
        };
        let keep = async |host: &str| {
            paper.newsroom.write(paper.clock.now(), async |tx| newsroom::keep_feed_authority(tx, host).await).await.unwrap();
        };
        keep("127.0.0.1").await;
        keep("localhost").await;
        assert_eq!(ids("https://old.example").await, [format!("tag:old.example,2016:story/{}", story.public_id)], "nothing is kept yet");
        keep("old.example").await;
        keep("new.example").await;
        assert_eq!(ids("https://new.example").await, [format!("tag:old.example,2016:story/{}", story.public_id)]);
    }
}

journey! {
    async fn the_three_formats_say_the_same_in_every_field(paper: Paper) {
        let (story, picture) = rich(&paper).await;
        let link = format!("http://localhost:8080{}", address("world", &story));
        let image = format!("http://localhost:8080/media/{}/720.jpg", picture.public_id);
        let writer = "http://localhost:8080".to_owned() + &arabic::slug::percent_encode_path("/writer/سلمى-بن-عيسى");
        let (topic, person) = ("/topic/السدود", "/writer/سلمى-بن-عيسى");
        for below in ["", "/world", topic, person] {
            for file in FILES {
                let path = arabic::slug::percent_encode_path(&format!("{below}/{file}"));
                let feed = feed(&paper, &path).await;
                let [entry]: &[Entry] = feed.entries.as_slice() else { panic!("{path}: {} entries", feed.entries.len()) };
                assert_eq!(entry.title.as_ref().unwrap().content, "قمة المياه: «خريطة طريق» لتسع دول", "{path}");
                assert_eq!(entry.links[0].href, link, "{path}");
                assert_eq!(entry.id, format!("tag:localhost,2016:story/{}", story.public_id), "{path}");
                assert_eq!(entry.published.unwrap(), story.published_at.unwrap().utc(), "{path}");
                assert_eq!(entry.summary.as_ref().unwrap().content, "الاتفاق غير ملزم", "{path}");
                if file != "rss.xml" {
                    assert_eq!(entry.updated.unwrap(), story.changed_at.unwrap().utc(), "{path}");
                }
                let tags: Vec<&str> = entry.categories.iter().map(|one| one.term.as_str()).collect();
                assert_eq!(tags, ["العالم", "السدود", "الماء & الناس"], "{path}");
                let names: Vec<&str> = entry.authors.iter().filter_map(|one| one.name.as_deref()).collect();
                match file {
                    "rss.xml" => assert_eq!(names, ["سلمى بن عيسى، إلياس · ق. د/ الوكالات"], "{path}"),
                    _ => {
                        assert_eq!(names, ["سلمى بن عيسى", "إلياس", "ق. د/ الوكالات"], "{path}");
                        assert_eq!(entry.authors[0].uri.as_deref(), Some(writer.as_str()), "{path}");
                    }
                }
                let html = entry.content.as_ref().unwrap().body.as_deref().unwrap();
                let mut rest = html;
                for said in ["الاتفاق غير ملزم", &image, "وفود حول طاولة", "الجلسة الافتتاحية", "سليم", "مرسى الريح", "فقرة أولى في الخبر.", "فقرة ثانية في الخبر.", "تصويب", "الصحيح تسع دول."] {
                    rest = rest.split_once(said).unwrap_or_else(|| panic!("{path}: {said} is not in its place in {html}")).1;
                }
                if file != "feed.json" {
                    let media = &entry.media[0];
                    assert_eq!(media.content[0].url.as_ref().unwrap().as_str(), image, "{path}");
                    assert_eq!((media.content[0].width, media.content[0].height), (Some(720), Some(480)), "{path}");
                }
            }
        }
        let json = json(&paper, "/feed.json").await;
        assert_eq!(json["items"][0]["image"], image.as_str());
        assert_eq!(json["home_page_url"], "http://localhost:8080/");
        assert_eq!(json["feed_url"], "http://localhost:8080/feed.json");
        assert_eq!(json["items"][0]["date_published"], "2016-09-03T13:00:00+01:00");
        for missing in ["/nowhere/feed.json", "/topic/none/feed.json", "/writer/none/feed.json", "/fr/feed.json", "/desk/world/feed.json"] {
            assert_eq!(paper.get(missing).await.status, 404, "{missing}");
        }
    }
}

journey! {
    async fn hostile_words_stay_words_in_every_feed(paper: Paper) {
        let long = "طويل ".repeat(50);
        let words = [
            "<script>alert(1)</script>",
            "]]> <![CDATA[ &amp; &lt;b&gt;",
            "\u{0}\u{1}\u{b}\u{1f}\u{7f}تحكم",
            "\u{fffe}\u{ffff}\u{1fffe}\u{10ffff}حروف",
            "\u{202e}معكوس\u{202c} \u{2066}abc\u{2069} \u{200f}",
            "\" ' = onload=\"x\" -- -->",
            long.trim(),
            "👩‍👩‍👧 e\u{301}\u{301}\u{301}",
        ];
        for nasty in words {
            // PostgreSQL stores no NUL, and nobody can type one.
            let nasty = nasty.replace('\u{0}', "");
            let (topics, _) = named(&paper, &[&format!("موضوع {nasty}").chars().take(90).collect::<String>()], &[]).await;
            let mut content = paper.content("world", &nasty).await;
            (content.kicker, content.deck, content.place) = (Some(nasty.clone()), Some(nasty.clone()), Some(nasty.clone()));
            (content.desk_byline, content.agencies_line) = (Some(nasty.clone()), Some(nasty.clone()));
            content.lead = Some(LeadPicture { caption: Some(nasty.clone()), credit: Some(nasty.clone()), ..LeadPicture::default() });
            // A text with control characters is refused before it is stored.
            let body: String = nasty.chars().filter(|c| !c.is_control() && !"\u{fffe}\u{ffff}".contains(*c)).collect();
            (content.body, content.topics) = (journeys::text(&[&body]), topics);
            published(&paper, &content).await;
            paper.clock.advance_seconds(60);
        }
        let readable = |text: &str| -> String {
            text.chars().filter(|c| (*c >= ' ' || "\t\n\r".contains(*c)) && !"\u{fffe}\u{ffff}".contains(*c)).collect()
        };
        let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for below in ["", "/world"] {
            for file in FILES {
                let path = format!("{below}/{file}");
                let feed = feed(&paper, &path).await;
                assert_eq!(feed.entries.len(), words.len(), "{path}");
                for (entry, nasty) in feed.entries.iter().zip(words.iter().rev()) {
                    let said = folded(&readable(nasty));
                    assert_eq!(folded(&entry.title.as_ref().unwrap().content), said, "{path}");
                    // A description in RSS is HTML.
                    let html = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"].into_iter().zip(["&", "<", ">", "\"", "'"]);
                    let said = if file == "rss.xml" { html.fold(said, |said, (to, from)| said.replace(from, to)) } else { said };
                    assert_eq!(folded(&entry.summary.as_ref().unwrap().content), said, "{path}");
                    let html = entry.content.as_ref().unwrap().body.clone().unwrap();
                    assert!(!html.contains("<script") && !html.contains(" onload=\"x\">"), "{path}: {html}");
                }
            }
        }
        for path in ["/feeds", "/feeds.opml", "/sitemaps/news.xml"] {
            let text = paper.get(path).await.text();
            assert!(!text.contains("<script>alert") && !text.contains('\u{1}') && !text.contains('\u{fffe}'), "{path}");
        }
    }
}

journey! {
    async fn the_paper_chooses_between_the_whole_text_and_an_excerpt(paper: Paper) {
        let story = paper.published("world", "خبر").await;
        for file in FILES {
            assert!(paper.get(&format!("/{file}")).await.text().contains("فقرة ثانية"), "{file}: the whole text");
        }
        let mut chief = paper.first_admin().await;
        chief.open("/newsroom/settings").await;
        let fields = [("feed_text", "excerpt"), ("mining", "unsaid"), ("policy", ""), ("refused", ""), ("allowed", "")];
        let saved = chief.send("/newsroom/settings/machines", &fields).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        let link = format!("<a href=\"http://localhost:8080{}\">تتمة المادة", address("world", &story));
        for file in FILES {
            let feed = feed(&paper, &format!("/{file}")).await;
            let html = feed.entries[0].content.as_ref().unwrap().body.clone().unwrap();
            assert!(html.contains("فقرة أولى") && html.contains(&link), "{file}: {html}");
        }
        assert_eq!(newsroom::load_paper(paper.newsroom.db()).await.unwrap().feed_text, FeedText::Excerpt);
        let log = chief.open("/newsroom/audit").await.text();
        assert!(log.contains("feed_text"), "{log}");
    }
}

journey! {
    async fn a_feed_is_read_to_the_first_story_ever(paper: Paper) {
        for number in 0..65 {
            paper.published("world", &format!("خبر {number}")).await;
            paper.clock.advance_seconds(60);
        }
        let mut next = Some("/world/feed.json".to_owned());
        let mut read = Vec::new();
        while let Some(path) = next {
            let page = json(&paper, &path).await;
            hold_to_json_feed(&page);
            assert_eq!(page["feed_url"], format!("http://localhost:8080{path}").as_str());
            read.extend(page["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap().to_owned()));
            next = page["next_url"].as_str().map(|next| next.replace("http://localhost:8080", ""));
        }
        let all: Vec<String> = (0..65).rev().map(|number| format!("خبر {number}")).collect();
        assert_eq!(read, all);
        for file in ["rss.xml", "atom.xml"] {
            let mut path = format!("/world/{file}");
            for titles in [30, 30, 5] {
                let text = paper.get(&path).await.text();
                let count = feed_rs::parser::parse(text.as_bytes()).unwrap().entries.len();
                assert_eq!(count, titles, "{path}");
                let next = text.split("link ").find(|link| link.contains("rel=\"next\""));
                assert_eq!(next.is_some(), titles == 30, "{path}");
                path = next.map_or(path, |link| between(link, "href=\"", "\"").unwrap().replace("http://localhost:8080", ""));
            }
        }
        assert_eq!(paper.get("/world/feed.json?before=zzzzzzzz").await.status, 404);
    }
}

/// The crawlers of a group, and its rules: keyword and path.
type RobotsGroup = (Vec<String>, Vec<(String, String)>);

/// Applies a robots file by RFC 9309: the groups that name the crawler, else those for all crawlers.
fn may_read(robots: &str, agent: &str) -> bool {
    let mut groups: Vec<RobotsGroup> = Vec::new();
    for line in robots.lines().map(|line| line.split('#').next().unwrap().trim()).filter(|line| !line.is_empty()) {
        let (key, value) = line.split_once(':').unwrap();
        let (key, value) = (key.trim().to_lowercase(), value.trim().to_owned());
        match key.as_str() {
            "user-agent" => {
                if groups.last().is_none_or(|(_, rules)| !rules.is_empty()) {
                    groups.push((Vec::new(), Vec::new()));
                }
                groups.last_mut().unwrap().0.push(value.to_lowercase());
            }
            "allow" | "disallow" => groups.last_mut().unwrap().1.push((key, value)),
            "sitemap" => assert!(value.starts_with("http"), "{line}"),
            _ => panic!("{line}"),
        }
    }
    let named =
        |name: &str| groups.iter().filter(|(agents, _)| agents.contains(&name.to_lowercase())).collect::<Vec<_>>();
    let of = match named(agent) {
        none if none.is_empty() => named("*"),
        some => some,
    };
    !of.iter().any(|(_, rules)| rules.contains(&("disallow".into(), "/".into())))
}

journey! {
    async fn crawlers_are_told_by_the_settings_who_may_read(paper: Paper) {
        paper.published("world", "خبر").await;
        let before = paper.get("/robots.txt").await;
        assert_eq!((before.status.as_u16(), before.header("content-type")), (200, "text/plain; charset=utf-8"));
        let before = before.text();
        for (agent, may) in [("Googlebot", true), ("OAI-SearchBot", true), ("ia_archiver", true), ("GPTBot", false), ("CCBot", false), ("SomebodyElse", true)] {
            assert_eq!(may_read(&before, agent), may, "{agent}: {before}");
        }
        assert!(before.contains("\nSitemap: http://localhost:8080/sitemap.xml\n"));

        let mut chief = paper.first_admin().await;
        let page = chief.open("/newsroom/settings").await.text();
        assert!(page.contains("GPTBot") && page.contains("2026-11-25"), "who is known, and since when");
        let fields = [
            ("feed_text", "full"), ("crawler", "search"), ("crawler", "training"), ("refused", "CCBot\nBadBot"), ("allowed", "ChatGPT-User"),
            ("mining", "unsaid"), ("policy", ""),
        ];
        assert_eq!(chief.send("/newsroom/settings/machines", &fields).await.status, 303);
        let after = paper.get("/robots.txt").await.text();
        for (agent, may) in [("Googlebot", true), ("OAI-SearchBot", false), ("ChatGPT-User", true), ("ia_archiver", false), ("GPTBot", true), ("CCBot", false), ("BadBot", false), ("SomebodyElse", true)] {
            assert_eq!(may_read(&after, agent), may, "{agent}: {after}");
        }
        // A name that would be a line of its own is refused, and nothing changes.
        chief.open("/newsroom/settings").await;
        let wrong = [("feed_text", "full"), ("refused", "Bot*"), ("allowed", ""), ("mining", "unsaid"), ("policy", "")];
        assert_eq!(chief.send("/newsroom/settings/machines", &wrong).await.status, 422);
        assert_eq!(paper.get("/robots.txt").await.text(), after);
        let rows = newsroom::audit_rows(paper.newsroom.db(), &newsroom::AuditQuery { act: Some("change_paper".into()), ..newsroom::AuditQuery::default() }, 5).await.unwrap();
        assert!(rows[0].details.to_string().contains("crawlers"), "{:?}", rows[0]);
    }
}

journey! {
    async fn rights_of_mining_are_said_in_a_file_in_headers_and_in_pages(paper: Paper) {
        let story = address("world", &paper.published("world", "خبر").await);
        let paths = ["/", story.as_str(), "/rss.xml", "/feed.json", "/nowhere"];
        assert_eq!(paper.get("/.well-known/tdmrep.json").await.status, 404, "nothing is said");
        for path in paths {
            let page = paper.get(path).await;
            assert!(page.header("tdm-reservation").is_empty() && !page.text().contains("tdm-reservation"), "{path}");
        }
        let policy = "https://paper.example/terms.json";
        let said = |reservation| TextMining { reservation, policy: policy.into() };
        set(&paper, |settings| settings.text_mining = said(Reservation::Reserved)).await;
        let file = paper.get("/.well-known/tdmrep.json").await;
        assert_eq!(file.header("content-type"), "application/json");
        let file: Value = serde_json::from_str(&file.text()).unwrap();
        assert_eq!(file, serde_json::json!([{ "location": "/", "tdm-reservation": 1, "tdm-policy": policy }]));
        for path in paths {
            for _ in 0..2 {
                let page = paper.get(path).await;
                assert_eq!((page.header("tdm-reservation"), page.header("tdm-policy")), ("1", policy), "{path}");
            }
        }
        let page = paper.get(&story).await.text();
        assert!(page.contains("<meta name=\"tdm-reservation\" content=\"1\">") && page.contains(&format!("<meta name=\"tdm-policy\" content=\"{policy}\">")));
        assert!(paper.get("/newsroom/sign-in").await.header("tdm-reservation").is_empty(), "the desk is nobody's to mine");
        set(&paper, |settings| settings.text_mining = said(Reservation::NotReserved)).await;
        let page = paper.get(&story).await;
        assert_eq!((page.header("tdm-reservation"), page.header("tdm-policy")), ("0", ""));
        let mut settings = newsroom::Paper::default();
        assert!(settings.set("text_mining", serde_json::json!({ "policy": "https://a.example/\r\nx: y" })).is_err());
    }
}

journey! {
    async fn pages_name_their_feeds_and_one_page_names_them_all(paper: Paper) {
        set(&paper, |settings| settings.languages = vec![Language::Arabic, Language::French]).await;
        let (topics, writers) = named(&paper, &["السدود"], &["سلمى بن عيسى"]).await;
        let mut content = paper.content("world", "سد جديد").await;
        (content.topics, content.writers) = (topics, writers);
        let story = published(&paper, &content).await;
        let unused = named(&paper, &["لا شيء تحته"], &[]).await;
        assert_eq!(unused.0.len(), 1);
        let path = arabic::slug::percent_encode_path;
        let own = address("world", &story);
        for (page, below) in [
            ("/", ""), ("/fr", "/fr"), ("/world", "/world"), (&path("/topic/السدود"), &path("/topic/السدود")),
            (&path("/writer/سلمى-بن-عيسى"), &path("/writer/سلمى-بن-عيسى")), (&own, "/world"),
        ] {
            let html = paper.get(page).await.text();
            for (file, media_type) in [("rss.xml", "rss+xml"), ("atom.xml", "atom+xml"), ("feed.json", "feed+json")] {
                let link = html.split("<link rel=\"alternate\" type=\"").find(|link| link.starts_with(&format!("application/{media_type}\"")));
                let link = link.unwrap_or_else(|| panic!("{page} names no {file}"));
                assert_eq!(between(link, "href=\"", "\"").unwrap(), format!("{below}/{file}"), "{page}");
                assert_eq!(paper.get(&format!("{below}/{file}")).await.status, 200, "{page}: {file}");
            }
        }
        let listed = paper.get("/feeds").await;
        assert_eq!(listed.status, 200);
        let listed = listed.text();
        assert!(listed.contains("السدود") && listed.contains("سلمى بن عيسى") && !listed.contains("لا شيء تحته"));
        let mut named = 0;
        for href in listed.split("<main").nth(1).unwrap().split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            let href = href.replace("http://localhost:8080", "");
            assert_eq!(paper.get(&href).await.status, 200, "{href}");
            named += 1;
        }
        assert!(named > 15, "{named} addresses");
        assert!(paper.get("/").await.text().contains("href=\"/feeds\""));
        assert!(paper.get("/fr/feeds").await.text().contains("href=\"/fr/rss.xml\""));

        let opml = paper.get("/feeds.opml").await;
        assert_eq!(opml.header("content-type"), "text/x-opml; charset=utf-8");
        let opml = opml.text();
        assert!(opml.contains("<opml version=\"2.0\">") && opml.contains("<title>الخلاصات · "));
        let outlines: Vec<&str> = opml.split("<outline type=\"rss\"").skip(1).collect();
        assert_eq!(outlines.len(), 6, "paper, corrections, comments, section, topic, writer: {opml}");
        for outline in outlines {
            let of = |name: &str| between(outline, &format!("{name}=\""), "\"").unwrap();
            assert!(!of("text").is_empty() && of("version") == "RSS2" && of("language") == "ar");
            assert_eq!(paper.get(&of("xmlUrl").replace("http://localhost:8080", "")).await.status, 200, "{outline}");
            assert_eq!(paper.get(&of("htmlUrl").replace("http://localhost:8080", "")).await.status, 200, "{outline}");
        }
        assert!(newsroom::is_reserved_segment("feeds") && newsroom::is_reserved_segment("feed.json"));
    }
}

journey! {
    async fn what_readers_say_has_feeds_and_stories_say_how_much(paper: Paper) {
        let story = paper.published("world", "فتح الجسر القديم").await;
        let other = paper.published("sports", "مباراة").await;
        let feeds = FILES.map(|file| format!("/comments/{}/{file}", story.public_id));
        for path in &feeds {
            assert_eq!(feed(&paper, path).await.entries.len(), 0, "{path}");
        }
        crate::comments::policy(&paper, newsroom::CommentPolicy::Open).await;
        let nasty = "سطر أول\nانظر https://paper.example/a?b=1&c=2 ثم <script>alert(1)</script> ]]> & «قول»";
        crate::comments::own(&crate::comments::say(&paper, &story, &[("name", "سارة <b>"), ("text", nasty)]).await.1);
        // The screening holds something like this; somebody approves it.
        for held in crate::comments::waiting(&paper, newsroom::CommentFilter::Waiting).await {
            assert!(!paper.get("/comments/feed.json").await.text().contains("سارة"), "not before");
            crate::comments::decide(&paper, &newsroom::Actor::console(), &held, newsroom::Decision::Approve).await.unwrap();
        }
        let first = newsroom::latest_comments(paper.newsroom.db(), Some(story.id), Language::Arabic, 5).await.unwrap().remove(0);
        paper.clock.advance_seconds(60);
        let answer = [("name", "مراد"), ("text", "أتفق مع ما قيل هنا."), ("answers", first.public_id.as_str())];
        crate::comments::own(&crate::comments::say(&paper, &story, &answer).await.1);
        let page = format!("http://localhost:8080{}", address("world", &story));
        for (path, count) in feeds.iter().map(|path| (path.clone(), 2)).chain(FILES.map(|file| (format!("/comments/{file}"), 2))) {
            let feed = feed(&paper, &path).await;
            assert_eq!(feed.entries.len(), count, "{path}");
            let (said, answer) = (&feed.entries[1], &feed.entries[0]);
            assert_eq!(said.id, format!("tag:localhost,2016:comment/{}", first.public_id), "{path}");
            assert_eq!(said.links[0].href, format!("{page}#c-{}", first.public_id), "{path}");
            assert_eq!(said.authors[0].name.as_deref(), Some("سارة <b>"), "{path}");
            assert_eq!(said.published.unwrap(), first.said_at.utc(), "{path}");
            assert!(said.title.as_ref().unwrap().content.contains("فتح الجسر القديم"), "{path}");
            let html = said.content.as_ref().unwrap().body.as_deref().unwrap();
            assert!(html.contains("&lt;script&gt;") && !html.contains("<script"), "{path}: {html}");
            assert!(html.contains("<a href=\"https://paper.example/a?b=1&amp;c=2\" rel=\"nofollow ugc noopener\">"), "{path}: {html}");
            assert!(answer.content.as_ref().unwrap().body.as_deref().unwrap().contains("أتفق مع ما قيل هنا."), "{path}");
        }
        let atom = paper.get(&feeds[1]).await.text();
        assert!(atom.contains(&format!("<thr:in-reply-to ref=\"tag:localhost,2016:comment/{}\"", first.public_id)), "{atom}");
        assert!(atom.contains(&format!("<thr:in-reply-to ref=\"tag:localhost,2016:story/{}\" href=\"{page}\"", story.public_id)), "{atom}");
        let (rss, atom) = (paper.get("/rss.xml").await.text(), paper.get("/atom.xml").await.text());
        for (id, count) in [(&story.public_id, 2), (&other.public_id, 0)] {
            let item = rss.split("<item>").find(|item| item.contains(&format!("story/{id}<"))).unwrap();
            assert!(item.contains(&format!("<slash:comments>{count}</slash:comments>")), "{item}");
            assert!(item.contains(&format!("<wfw:commentRss>http://localhost:8080/comments/{id}/rss.xml</wfw:commentRss>")), "{item}");
            let entry = atom.split("<entry>").find(|entry| entry.contains(&format!("story/{id}<"))).unwrap();
            assert!(entry.contains(&format!("<thr:total>{count}</thr:total>")) && entry.contains(&format!("thr:count=\"{count}\"")), "{entry}");
        }
        let html = paper.get(&address("world", &story)).await.text();
        assert!(html.contains(&format!("href=\"{}\"", feeds[1])), "the page names the feed of its comments");

        // A comment that was taken off is gone, and one that waits is not there yet.
        crate::comments::decide(&paper, &newsroom::Actor::console(), &first, newsroom::Decision::Spam).await.unwrap();
        crate::comments::policy(&paper, newsroom::CommentPolicy::Before).await;
        crate::comments::own(&crate::comments::say(&paper, &other, &[("name", "ليلى"), ("text", "ينتظر أن ينظر فيه أحد.")]).await.1);
        for path in feeds.iter().cloned().chain(FILES.map(|file| format!("/comments/{file}"))) {
            let text = paper.get(&path).await.text();
            assert!(!text.contains("سارة") && !text.contains("ينتظر أن ينظر") && text.contains("أتفق مع ما قيل هنا."), "{path}");
        }
        for missing in ["/comments/zzzzzzzz/rss.xml".to_owned(), format!("/fr/comments/{}/rss.xml", story.public_id)] {
            assert_eq!(paper.get(&missing).await.status, 404, "{missing}");
        }
    }
}
