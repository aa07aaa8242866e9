//! A story before it is published: in the desk's frame, and for outsiders with a link, as long as the link is valid.

use http::StatusCode;
use journeys::browser::{Browser, between};
use journeys::{Answer, Paper, address, journey, staff};
use newsroom::{Actor, Beginning, Clock, LeadPicture, Move, Story, Wall, With};

/// A stored picture.
async fn picture(paper: &Paper, shade: u8) -> newsroom::Picture {
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(900, 600, image::Rgb([shade, 80, 90]))
        .write_to(&mut png, image::ImageFormat::Png)
        .unwrap();
    let prepared = newsroom::prepare_picture(&paper.newsroom, png.into_inner().into()).await.unwrap();
    let made = paper
        .newsroom
        .write(paper.clock.now(), async |tx| newsroom::add_picture(tx, &Actor::console(), None, &prepared).await);
    made.await.unwrap()
}

/// A draft with a picture that is not published.
async fn begun(paper: &Paper, shade: u8) -> (Story, newsroom::Picture) {
    let picture = picture(paper, shade).await;
    let mut content = paper.content("world", "خبر قبل نشره").await;
    let lead = LeadPicture {
        picture_id: Some(picture.id),
        alt: Some("سد".into()),
        caption: Some("شرح".into()),
        credit: Some("وكالة".into()),
        ..LeadPicture::default()
    };
    content.lead = Some(lead);
    (paper.begun(&Actor::console(), &content, Beginning::default()).await, picture)
}

async fn make(browser: &mut Browser, story: &Story, hours: &str) -> Answer {
    let path = format!("/newsroom/stories/{}/preview", story.public_id);
    browser.open(&path).await;
    browser.send(&format!("{path}/links"), &[("hours", hours)]).await
}

fn link_in(answer: &Answer) -> String {
    let page = answer.text();
    between(&page, "value=\"http://localhost:8080", "\"").unwrap_or_else(|| panic!("no link in {page}"))
}

fn quiet_headers(answer: &Answer) {
    for (name, value) in [
        ("cache-control", "no-store"),
        ("x-robots-tag", "noindex"),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
    assert_eq!(answer.header("surrogate-key"), "", "no cache in front is told of it");
    assert!(answer.headers.get("set-cookie").is_none() && answer.headers.get("etag").is_none());
}

async fn write<T>(paper: &Paper, act: impl AsyncFnOnce(&mut newsroom::Tx) -> newsroom::Result<T>) -> T {
    paper.newsroom.write(paper.clock.now(), act).await.unwrap()
}

journey! {
    async fn an_outsider_sees_a_story_by_a_link_and_nothing_else_by_it(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let (story, own) = begun(&paper, 60).await;
        let (_, other) = begun(&paper, 200).await;
        let made = make(&mut chief, &story, "24").await;
        assert_eq!((made.status, made.header("cache-control")), (StatusCode::OK, "no-store"));
        let link = link_in(&made);
        assert!(!chief.open(&format!("/newsroom/stories/{}/preview", story.public_id)).await.text().contains(&link), "shown once");
        let outsider = paper.reader();
        let page = outsider.get(&link).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        quiet_headers(&page);
        let policy = page.header("content-security-policy");
        assert!(policy.contains("form-action 'none'") && policy.contains("frame-ancestors 'none'") && policy.contains("script-src 'self'"), "{policy}");
        let text = page.text();
        assert!(text.contains("خبر قبل نشره") && text.contains("معاينة خاصة، ليست منشورة"), "{text}");
        assert!(text.contains("<meta name=\"robots\" content=\"noindex\">") && !text.contains("rel=\"canonical\"") && !text.contains("og:image"));
        // It counts no read, and its picture is served under the same link.
        assert!(!text.contains("data-read=") && !text.contains("/r/") && !text.contains(&format!("data-reads=\"{}\"", story.public_id)), "{text}");
        assert!(!text.contains("\"/media/") && !text.contains(" /media/") && text.contains(&format!("{link}/media/{}/", own.public_id)), "{text}");
        let file = |picture: &newsroom::Picture| format!("{link}/media/{}/480.jpg", picture.public_id);
        let shown = outsider.get(&file(&own)).await;
        assert_eq!((shown.status, shown.header("content-type")), (StatusCode::OK, "image/jpeg"));
        quiet_headers(&shown);
        assert_eq!(outsider.get(&file(&other)).await.status, StatusCode::NOT_FOUND, "not another story's");
        assert_eq!(outsider.get(&format!("/media/{}/480.jpg", own.public_id)).await.status, StatusCode::NOT_FOUND, "not for readers");
        // Nothing of it is in memory, no read was counted, and the desk knows how often it was opened.
        outsider.get(&link).await;
        assert_eq!(paper.site().pages().stats().pages, 0);
        let counted = newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap();
        assert_eq!((counted.reads, counted.live), (0, newsroom::Live::Never));
        assert!(chief.open(&format!("/newsroom/stories/{}/preview", story.public_id)).await.text().contains("فُتح مرتين"));
        assert_eq!(outsider.get(&address("world", &story)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(outsider.get("/").await.text().matches("خبر قبل نشره").count(), 0);
        // The audit log records the link without its key.
        let rows = newsroom::audit_rows_after(paper.newsroom.reads(), 0, 1_000).await.unwrap();
        let row = rows.iter().find(|row| row.act == "make_preview_link").unwrap();
        let key = link.rsplit('/').next().unwrap();
        assert!(!row.details.to_string().contains(&key[..16]) && key.len() == 64);
        // A section cannot take the address.
        assert!(newsroom::is_reserved_segment("preview"));
        // Too many requests are refused for a while, with the same headers.
        let mut held = false;
        for _ in 0..40 {
            let request = http::Request::get(&link).header("host", "localhost").extension(axum::extract::ConnectInfo(std::net::SocketAddr::from(([203, 0, 113, 9], 4000))));
            let answer = outsider.ask(request).await;
            held |= answer.status == StatusCode::TOO_MANY_REQUESTS;
            quiet_headers(&answer);
        }
        assert!(held);
    }
}

journey! {
    async fn a_link_that_is_over_for_whatever_reason_is_no_link(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let (story, _) = begun(&paper, 60).await;
        let id = story.public_id.clone();
        let outsider = paper.reader();
        let without_id = |answer: &Answer| {
            let text = answer.text();
            let request = answer.header("x-request-id").to_owned();
            text.replace(&request, "")
        };
        let unknown = outsider.get(&format!("/preview/{}", "0".repeat(64))).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        quiet_headers(&unknown);
        let is_none = async |link: &str, why: &str| {
            let answer = outsider.get(link).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{why}");
            quiet_headers(&answer);
            assert_eq!(without_id(&answer), without_id(&unknown), "{why}: one and the same answer");
        };
        is_none("/preview/short", "no key at all").await;

        // Expired, to the second.
        let link = link_in(&make(&mut chief, &story, "1").await);
        paper.clock.advance_seconds(3_599);
        assert_eq!(outsider.get(&link).await.status, StatusCode::OK);
        paper.clock.advance_seconds(1);
        is_none(&link, "expired").await;
        for hours in ["0", "169", "-1", "x"] {
            assert_eq!(make(&mut chief, &story, hours).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{hours}");
        }
        // Revoked.
        let link = link_in(&make(&mut chief, &story, "168").await);
        let page = chief.open(&format!("/newsroom/stories/{id}/preview")).await.text();
        let revoke = between(&page, "action=\"/newsroom/stories/", "/revoke\"").map(|rest| rest.rsplit("action=\"/newsroom/stories/").next().unwrap().to_owned());
        chief.send(&format!("/newsroom/stories/{}/revoke", revoke.unwrap()), &[]).await;
        is_none(&link, "revoked").await;
        // Under an embargo that was set after the link was made; and no new link is made then.
        let link = link_in(&make(&mut chief, &story, "168").await);
        let until = Wall::at(paper.clock.now().plus_seconds(7_200), "Africa/Algiers").unwrap();
        write(&paper, async |tx| newsroom::set_embargo(tx, &Actor::console(), &id, &until).await).await;
        is_none(&link, "under embargo").await;
        let refused = make(&mut chief, &story, "24").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("المادة محظورة النشر؛ لا روابط لها قبل"));
        paper.clock.advance_seconds(7_200);
        assert_eq!(outsider.get(&link).await.status, StatusCode::OK, "the embargo is over, and the link still good");
        // The person who made it has left.
        let mut editor = paper.invited(&mut chief, "salma@paper.example", "desk_editor").await;
        let theirs = link_in(&make(&mut editor, &story, "24").await);
        assert_eq!(outsider.get(&theirs).await.status, StatusCode::OK);
        let salma = newsroom::person_by_email(paper.newsroom.reads(), "salma@paper.example").await.unwrap().unwrap();
        write(&paper, async |tx| newsroom::close_person(tx, &Actor::console(), salma.id).await).await;
        is_none(&theirs, "its maker has left").await;
        // A reporter cannot make links.
        let mut reporter = paper.invited(&mut chief, "murad@paper.example", "reporter").await;
        assert_eq!(make(&mut reporter, &story, "24").await.status, StatusCode::FORBIDDEN);
        // Killed.
        let staff = staff(&paper).await;
        for made in [Move::Submit, Move::Approve, Move::Publish] {
            write(&paper, async |tx| newsroom::make_move(tx, &Actor::console(), &id, made, With::default()).await).await;
        }
        assert_eq!(outsider.get(&link).await.status, StatusCode::OK, "published, it shows what is on the page");
        let with = With { words: Some("حكم".into()), ..With::default() };
        write(&paper, async |tx| newsroom::make_move(tx, &staff.chief, &id, Move::Kill, with).await).await;
        is_none(&link, "killed").await;
        // A copy of the paper contains no links.
        assert!(newsroom::LEFT_OUT.iter().any(|(table, _)| *table == "preview_links"));
    }
}

journey! {
    async fn the_desk_sees_what_readers_will_have(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let (story, own) = begun(&paper, 60).await;
        let path = format!("/newsroom/stories/{}/preview", story.public_id);
        let around = chief.open(&path).await;
        assert!(around.header("content-security-policy").contains("frame-src 'self'") && around.header("content-security-policy").contains("frame-ancestors 'none'"));
        assert!(around.text().contains(&format!("<iframe src=\"{path}/page\"")));
        let page = chief.open(&format!("{path}/page")).await;
        let policy = page.header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'self'") && policy.contains("form-action 'none'"), "{policy}");
        assert_eq!(page.header("cache-control"), "no-store");
        let text = page.text();
        assert!(text.contains("خبر قبل نشره") && text.contains(&format!("\"/newsroom/media/{}/", own.public_id)) && !text.contains("/r/"), "{text}");
        // An update of a published story: its new words, at its time.
        let live = paper.published("world", "خبر منشور").await;
        let mut content = paper.content("world", "خبر منشور بعد تحديث").await;
        content.kicker = Some("تحديث".into());
        paper.revise(&live, &content).await;
        let page = chief.open(&format!("/newsroom/stories/{}/preview/page", live.public_id)).await.text();
        assert!(page.contains("خبر منشور بعد تحديث") && !page.contains(&format!("data-read=\"{}\"", live.public_id)));
        let readers = paper.get(&address("world", &live)).await.text();
        assert!(!readers.contains("بعد تحديث") && readers.contains(&format!("data-read=\"{}\"", live.public_id)));
        let outside = paper.browser().ask("GET", &format!("{path}/page"), None, &[]).await;
        assert_eq!(outside.status, StatusCode::SEE_OTHER, "to the sign-in page");
    }
}
