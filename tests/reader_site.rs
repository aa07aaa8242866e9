//! The site for readers, page by page.

use http::Request;
use journeys::{address, journey};
use newsroom::{Clock, LeadPicture};

journey! {
    async fn a_story_has_one_address_and_every_other_leads_there(paper: Paper) {
        let story = paper.published("world", "قمة المياه").await;
        paper.section("sports").await;
        let right = address("world", &story);
        let page = paper.get(&right).await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains(&format!("<link rel=\"canonical\" href=\"http://localhost:8080{right}\">")));
        let id = &story.public_id;
        for wrong in [
            format!("/world/{id}"),
            format!("/world/{id}/old-slug"),
            format!("/sports/{id}/{}", right.rsplit('/').next().unwrap()),
            format!("/s/{id}"),
            format!("/s/{}", id.as_str().to_uppercase()),
            format!("{right}/"),
        ] {
            let answer = paper.get(&wrong).await;
            let to = answer.header("location").to_owned();
            assert_eq!(answer.status, 308, "{wrong}");
            assert_eq!(to, right, "{wrong}");
            assert!(answer.header("cache-control").contains("max-age=3600"), "{wrong}");
        }
        for missing in ["/world/zzzzzzzz/a", "/s/nope", "/nowhere", "/world/zzzzzzzz", "/fr", "/topic/none", "/page/none"] {
            assert_eq!(paper.get(missing).await.status, 404, "{missing}");
        }
    }
}

journey! {
    async fn drafts_are_not_there(paper: Paper) {
        paper.published("world", "منشور").await;
        let content = paper.content("world", "سر لا يعرفه أحد").await;
        let draft = paper.draft(&content).await;
        for path in [address("world", &draft), format!("/s/{}", draft.public_id)] {
            assert_eq!(paper.get(&path).await.status, 404, "{path}");
        }
        for path in ["/", "/world", "/rss.xml", "/atom.xml", "/sitemaps/2016-09.xml", "/sitemaps/news.xml", "/archive/2016/09/03"] {
            let page = paper.get(path).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(!page.text().contains("سر لا يعرفه"), "{path}");
            assert!(!page.text().contains(draft.public_id.as_str()), "{path}");
        }
    }
}

journey! {
    async fn an_empty_paper_says_what_will_be_here(paper: Paper) {
        let page = paper.get("/").await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains("لا مواد منشورة بعد"));
        assert!(!page.text().contains("href=\"/archive\""), "no link leads to what is not there");
        assert_eq!(paper.get("/rss.xml").await.status, 200);
    }
}

journey! {
    async fn user_text_is_never_markup(paper: Paper) {
        let nasty = "<script>alert(1)</script> \"' & \u{202e}معكوس";
        let mut content = paper.content("world", nasty).await;
        content.kicker = Some(nasty.into());
        content.deck = Some(nasty.into());
        content.place = Some(nasty.into());
        content.desk_byline = Some(nasty.into());
        content.byline_as_printed = Some(nasty.into());
        content.body = journeys::text(&[nasty]);
        content.topics = vec![paper.newsroom.write(paper.clock.now(), async |tx| newsroom::ensure_topic(tx, &newsroom::Actor::console(), nasty).await).await.unwrap()];
        content.lead = Some(LeadPicture { caption: Some(nasty.into()), credit: Some(nasty.into()), ..LeadPicture::default() });
        let story = paper.draft(&content).await;
        let story = paper.publish(&story).await;
        for path in [address("world", &story), "/".into(), "/world".into(), "/rss.xml".into(), "/atom.xml".into(), "/sitemaps/news.xml".into()] {
            let page = paper.get(&path).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(!page.text().contains("<script>alert"), "{path}");
        }
    }
}

journey! {
    async fn problems_are_pages_in_the_readers_language(paper: Paper) {
        let mut settings = newsroom::load_paper(paper.newsroom.db()).await.unwrap();
        settings.languages = vec![arabic::Language::Arabic, arabic::Language::French];
        paper.newsroom.write(paper.clock.now(), async |tx| newsroom::change_paper(tx, &newsroom::Actor::console(), &settings).await).await.unwrap();
        let arabic = paper.get("/nowhere").await;
        assert_eq!(arabic.status, 404);
        assert!(arabic.text().contains("الصفحة غير موجودة") && arabic.text().contains("dir=\"rtl\""));
        assert_eq!(arabic.header("cache-control"), "no-store");
        assert!(arabic.text().contains(arabic.header("x-request-id")), "the page quotes the request's id");
        let french = paper.get("/fr/nowhere").await;
        assert_eq!(french.status, 404);
        assert!(french.text().contains("Page introuvable") && french.text().contains("lang=\"fr\""));
        let post = paper.ask(Request::post("/").header("host", "localhost")).await;
        assert_eq!(post.status, 405);
        assert!(post.text().contains("طلب غير مقبول"));
        let foreign = paper.ask(Request::get("/").header("host", "evil.example")).await;
        assert_eq!(foreign.status, 421);
        assert!(!foreign.text().contains("evil.example"));
        let long = paper.get(&format!("/{}", "a".repeat(9_000))).await;
        assert_eq!(long.status, 414);
    }
}

journey! {
    async fn withdrawn_stories_are_gone(paper: Paper) {
        let story = paper.published("world", "سيسحب").await;
        sea_orm::ConnectionTrait::execute_unprepared(paper.newsroom.db(), "UPDATE stories SET live = 'unpublished'").await.unwrap();
        let page = paper.get(&address("world", &story)).await;
        assert_eq!(page.status, 410);
        assert!(page.text().contains("سُحبت هذه المادة"));
        assert!(!page.text().contains("سيسحب"));
    }
}

journey! {
    async fn headers_keep_the_page_to_itself(paper: Paper) {
        let story = paper.published("world", "خبر").await;
        for path in ["/".to_owned(), address("world", &story), "/nowhere".into(), "/rss.xml".into(), "/healthz".into()] {
            let page = paper.get(&path).await;
            let policy = page.header("content-security-policy");
            assert!(policy.starts_with("default-src 'none'; script-src 'self'") && !policy.contains("unsafe"), "{path}");
            assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(page.header("referrer-policy"), "strict-origin-when-cross-origin", "{path}");
            assert!(!page.header("permissions-policy").is_empty() && !page.header("cross-origin-opener-policy").is_empty());
            assert!(page.header("set-cookie").is_empty(), "readers have no cookie");
            let text = page.text();
            assert!(!text.contains(" style=\"") && !text.contains("onclick="), "{path}: nothing inline");
            for address in text.split(['"', ' ']).filter(|part| part.starts_with("http")) {
                let own = address.starts_with("http://localhost:8080") || ["schema", "w3", "purl", "yahoo", "wellformedweb"].iter().any(|s| address.contains(s));
                assert!(own, "{path} names {address}");
            }
        }
    }
}

journey! {
    async fn feeds_are_read_by_a_feed_reader(paper: Paper) {
        let mut content = paper.content("world", "خبر & «اقتباس» <b>").await;
        content.deck = Some("الوصف".into());
        content.agencies_line = Some("الوكالات".into());
        let draft = paper.draft(&content).await;
        let story = paper.publish(&draft).await;
        paper.published("sports", "مباراة").await;
        for (path, count) in [("/rss.xml", 2), ("/atom.xml", 2), ("/world/rss.xml", 1), ("/world/atom.xml", 1)] {
            let answer = paper.get(path).await;
            assert_eq!(answer.status, 200, "{path}");
            let feed = feed_rs::parser::parse(answer.bytes.as_slice()).unwrap();
            assert_eq!(feed.entries.len(), count, "{path}");
            let entry = feed.entries.iter().find(|e| e.title.as_ref().unwrap().content.starts_with("خبر")).unwrap();
            assert_eq!(entry.title.as_ref().unwrap().content, "خبر & «اقتباس» <b>", "{path}");
            assert_eq!(entry.links[0].href, format!("http://localhost:8080{}", address("world", &story)));
            assert_eq!(entry.summary.as_ref().unwrap().content, "الوصف");
            assert_eq!(entry.published.unwrap(), story.published_at.unwrap().utc(), "{path}");
            assert_eq!(entry.id, format!("tag:localhost,2016:story/{}", story.public_id));
            assert_eq!(entry.authors[0].name.as_deref(), Some("ق. د/ الوكالات"));
        }
    }
}

journey! {
    async fn machines_find_everything_published(paper: Paper) {
        let story = paper.published("world", "خبر الموقع").await;
        let place = format!("<loc>http://localhost:8080{}</loc>", address("world", &story));
        assert!(paper.get("/robots.txt").await.text().contains("Sitemap: http://localhost:8080/sitemap.xml"));
        let index = paper.get("/sitemap.xml").await.text();
        assert!(index.contains("/sitemaps/2016-09.xml") && index.contains("/sitemaps/news.xml"));
        assert!(paper.get("/sitemaps/2016-09.xml").await.text().contains(&place));
        let news = paper.get("/sitemaps/news.xml").await.text();
        assert!(news.contains(&place) && news.contains("<news:language>ar</news:language>"));
        assert!(news.contains("<news:publication_date>2016-09-03T13:00:00+01:00</news:publication_date>"));
        paper.clock.advance_seconds(49 * 3600);
        assert!(!paper.get("/sitemaps/news.xml").await.text().contains(&place), "news is two days old at most");
        for missing in ["/sitemaps/2016-9.xml", "/sitemaps/1999-01.xml", "/sitemaps/x"] {
            assert_eq!(paper.get(missing).await.status, 404, "{missing}");
        }
    }
}

journey! {
    async fn a_story_tells_machines_what_it_is(paper: Paper) {
        let writer = paper.newsroom.write(paper.clock.now(), async |tx| newsroom::ensure_writer(tx, &newsroom::Actor::console(), "سلمى بن عيسى").await).await.unwrap();
        let mut content = paper.content("world", "</script><b>قمة").await;
        content.writers = vec![writer];
        let draft = paper.draft(&content).await;
        let story = paper.publish(&draft).await;
        let page = paper.get(&address("world", &story)).await.text();
        let json = page.split_once("<script type=\"application/ld+json\">").unwrap().1.split_once("</script>").unwrap().0;
        let article: serde_json::Value = serde_json::from_str(json).unwrap();
        assert_eq!(article["@type"], "NewsArticle");
        assert_eq!(article["headline"], "</script><b>قمة");
        assert_eq!(article["author"][0]["name"], "سلمى بن عيسى");
        assert_eq!(article["author"][1]["@type"], "Organization");
        assert_eq!(article["datePublished"], "2016-09-03T13:00:00+01:00");
        assert_eq!(article["inLanguage"], "ar");
        assert_eq!(article["articleSection"], "العالم");
        assert!(page.contains("<meta property=\"og:type\" content=\"article\">"));
    }
}

journey! {
    async fn the_archive_leads_from_years_to_stories(paper: Paper) {
        let story = paper.published("world", "خبر اليوم").await;
        assert!(paper.get("/archive").await.text().contains("/archive/2016/09"));
        assert!(paper.get("/archive/2016").await.text().contains("/archive/2016/09"));
        assert!(paper.get("/archive/2016/09").await.text().contains("/archive/2016/09/03"));
        assert!(paper.get("/archive/2016/09/03").await.text().contains(&arabic::slug::readable_path(&address("world", &story))));
        let answer = paper.get("/2016/09/03").await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (308, "/archive/2016/09/03"));
        for missing in ["/archive/2016/9", "/archive/2015", "/archive/2016/13", "/archive/2016/02/30", "/archive/0x7e0"] {
            assert_eq!(paper.get(missing).await.status, 404, "{missing}");
        }
    }
}

journey! {
    async fn the_breaking_strip_leaves_by_itself(paper: Paper) {
        let story = paper.published("world", "فتح الميناء").await;
        let until = paper.clock.now().plus_seconds(600);
        let line = newsroom::BreakingLine { text: "إعادة فتح الميناء".into(), story_id: Some(story.id), until };
        paper.newsroom.write(paper.clock.now(), async |tx| {
            newsroom::set_breaking(tx, &newsroom::Actor::console(), arabic::Language::Arabic, &line).await
        }).await.unwrap();
        assert!(paper.get("/world").await.text().contains("إعادة فتح الميناء"));
        paper.clock.advance_seconds(601);
        assert!(!paper.get("/world").await.text().contains("إعادة فتح الميناء"));
    }
}

journey! {
    async fn a_database_that_is_away_is_said_so_and_mended_by_waiting(paper: Paper) {
        let story = paper.published("world", "خبر").await;
        assert_eq!(paper.get("/readyz").await.status, 200);
        let front = paper.get("/").await;
        paper.newsroom.close().await.unwrap();
        let kept = paper.get("/").await;
        assert_eq!((kept.status.as_u16(), &kept.bytes), (200, &front.bytes), "what was read before is read on");
        for path in [address("world", &story), "/rss.xml".into()] {
            let page = paper.get(&path).await;
            assert_eq!(page.status, 503, "{path}");
            assert_eq!(page.header("retry-after"), "5");
            assert!(page.text().contains("يرجى إعادة المحاولة بعد قليل") && page.text().contains("العالم"), "{path}: the masthead stands");
            assert!(!page.text().to_lowercase().contains("pool") && !page.text().contains("SELECT"), "{path}");
        }
        assert_eq!(paper.get("/readyz").await.status, 503);
        assert_eq!(paper.get("/healthz").await.status, 200);
    }
}

journey! {
    async fn our_own_mistakes_show_a_sentence_and_a_number_only(paper: Paper) {
        let story = paper.published("world", "خبر").await;
        let damage = "UPDATE story_versions SET body = '{\"type\":\"nonsense\"}'";
        sea_orm::ConnectionTrait::execute_unprepared(paper.newsroom.db(), damage).await.unwrap();
        let page = paper.get(&address("world", &story)).await;
        assert_eq!(page.status, 500);
        assert!(page.text().contains("تعذر عرض هذه الصفحة") && page.text().contains(page.header("x-request-id")));
        assert!(!page.text().contains("nonsense"));
    }
}
