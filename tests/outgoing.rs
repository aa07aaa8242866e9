//! Requests of the paper to other machines, real ones over TLS: the title of an embed, a service against spam.

use http::StatusCode;
use journeys::browser::{Browser, form};
use journeys::tls_server::TlsServer;
use journeys::{Paper, journey};
use newsroom::screening::Reason;
use newsroom::{CommentFilter, CommentPolicy, CommentState, Doubt};
use outgoing::OutgoingSettings;
use web::{SiteConfig, SpamServiceSettings};

use crate::comments::{own, policy, waiting};

const VIDEO: &str = r#"{"url":"https://www.youtube.com/watch?v=dQw4w9WgXcQ"}"#;

fn site(paper: &Paper, outgoing: OutgoingSettings, spam_service: Option<SpamServiceSettings>) -> web::Site {
    let config = SiteConfig { url: "http://localhost:8080".into(), outgoing, spam_service, ..SiteConfig::default() };
    paper.site_with(SiteConfig { trusted_proxies: web::TrustedProxies::parse(&["127.0.0.1"]).unwrap(), ..config })
}

journey! {
    async fn the_title_of_an_embed_is_what_its_provider_calls_it(paper: Paper) {
        let provider = TlsServer::called("www.youtube.com", |asked| {
            match asked.contains("dQw4w9WgXcQ") {
                true => ("200 OK".into(), r#"{"type":"video","title":"وصول السفينة إلى الميناء","html":"<script>"}"#.into()),
                false => ("404 Not Found".into(), "Not Found".into()),
            }
        })
        .await;
        let chief = paper.first_admin().await;
        let mut desk = Browser::of(site(&paper, provider.settings(), None));
        desk.take_over_from(&chief);
        let told = desk.send_json("/newsroom/embed/title", VIDEO).await;
        assert_eq!((told.status, told.text()), (StatusCode::OK, r#"{"title":"وصول السفينة إلى الميناء"}"#.into()));
        let asked = provider.asked();
        let question = "GET /oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DdQw4w9WgXcQ HTTP/1.1\r\n";
        assert!(asked.len() == 1 && asked[0].starts_with(question), "{asked:?}");
        assert!(!asked[0].contains("cookie") && !asked[0].contains("referer"), "{asked:?}");

        let nothing = r#"{"title":""}"#;
        for elsewhere in ["https://www.youtube.com/watch?v=gone_______", "https://t.me/channel/4", "http://169.254.169.254/"] {
            let told = desk.send_json("/newsroom/embed/title", &format!(r#"{{"url":"{elsewhere}"}}"#)).await;
            assert_eq!((told.status, told.text().as_str()), (StatusCode::OK, nothing), "{elsewhere}");
        }
        assert_eq!(provider.asked().len(), 1, "the one that is gone");
        // A machine that only claims to be the provider.
        let mut unbelieved = Browser::of(site(&paper, OutgoingSettings { authorities: vec![], ..provider.settings() }, None));
        unbelieved.take_over_from(&chief);
        assert_eq!(unbelieved.send_json("/newsroom/embed/title", VIDEO).await.text(), nothing);
        assert!(provider.asked().is_empty());
        let mut stranger = Browser::of(site(&paper, provider.settings(), None));
        assert_ne!(stranger.send_json("/newsroom/embed/title", VIDEO).await.status, StatusCode::OK);
        assert!(provider.asked().is_empty());
    }
}

/// A reader at a public address comments with `text`.
async fn said(paper: &Paper, site: &web::Site, story: &newsroom::Story, text: &str) -> String {
    let mut reader = Browser::of(site.clone());
    reader.address = Some("8.8.4.4".into());
    let path = format!("/comments/{}", story.public_id);
    let fields = [("name", "سمير"), ("email", "samir@example.org"), ("text", text)];
    assert_eq!(reader.send(&path, &fields).await.status, StatusCode::OK);
    paper.clock.advance_seconds(20);
    let answer = reader.send(&path, &fields).await;
    paper.clock.advance_seconds(20);
    own(&answer)
}

journey! {
    async fn a_service_says_what_waits_and_its_silence_holds_nobody_up(paper: Paper) {
        let service = TlsServer::called("spam.example", |asked| {
            let says = |tip: &str, body: &str| (format!("200 OK{tip}"), body.into());
            match asked {
                _ if asked.contains("comment_content=cheap") => says("", "true"),
                _ if asked.contains("comment_content=rubbish") => says("\r\nX-akismet-pro-tip: discard", "true"),
                _ if asked.contains("comment_content=broken") => says("", "invalid"),
                _ => says("", "false"),
            }
        })
        .await;
        let settings = SpamServiceSettings::new("https://spam.example/1.1", "secret-key").unwrap();
        assert!(!format!("{settings:?}").contains("secret"));
        assert!(SpamServiceSettings::new("http://spam.example/1.1", "secret-key").is_err(), "a key in the clear");
        let site = site(&paper, service.settings(), Some(settings));
        policy(&paper, CommentPolicy::Open).await;
        let story = paper.published("world", "افتتاح الجسر").await;

        said(&paper, &site, &story, "thank you for the good report").await;
        let asked = service.asked();
        assert!(asked.len() == 1 && asked[0].starts_with("POST /1.1/comment-check HTTP/1.1\r\n"), "{asked:?}");
        let sent = asked[0].split_once("\r\n\r\n").unwrap().1;
        for field in [
            ("api_key", "secret-key"),
            ("blog", "http://localhost:8080"),
            ("user_ip", "8.8.4.4"),
            ("comment_type", "comment"),
            ("comment_author", "سمير"),
            ("comment_author_email", "samir@example.org"),
            ("comment_content", "thank you for the good report"),
        ] {
            assert!(format!("&{sent}&").contains(&format!("&{}&", form(&[field]).replace("%20", "+"))), "{field:?} in {sent}");
        }
        assert!(sent.contains(&format!("%2F{}%2F", story.public_id)), "the story's address: {sent}");
        assert!(waiting(&paper, CommentFilter::Waiting).await.is_empty(), "nothing against it");

        said(&paper, &site, &story, "cheap watches for everybody here").await;
        let held = waiting(&paper, CommentFilter::Waiting).await;
        let reason = Doubt::Screened(Reason::Service { host: "spam.example".into() });
        assert!(held.len() == 1 && held[0].doubts == [reason.clone()], "{held:?}");
        let mut chief = paper.first_admin().await;
        let page = chief.open("/newsroom/comments").await.text();
        assert!(page.contains("الخدمة") && page.contains("spam.example"), "{page}");

        said(&paper, &site, &story, "rubbish rubbish of the loudest kind").await;
        let spam = waiting(&paper, CommentFilter::Spam).await;
        assert!(spam.len() == 1 && spam[0].doubts == [reason] && spam[0].state == CommentState::Spam, "{spam:?}");
        service.asked();

        // Its key has expired: comments then go through our own screening only, and the service is left alone for a
        // minute.
        let path = said(&paper, &site, &story, "broken is the old bridge indeed").await;
        assert_eq!(service.asked().len(), 1);
        let mine = Browser::of(site.clone()).open(&path).await.text();
        assert!(mine.contains("نُشر تعليقك"), "{mine}");
        said(&paper, &site, &story, "nobody asks about this one now").await;
        assert!(service.asked().is_empty(), "left alone");
        paper.clock.advance_seconds(60);
        said(&paper, &site, &story, "and about this one somebody does").await;
        assert_eq!(service.asked().len(), 1);
        // Comments that our own screening takes for spam are sent to nobody.
        let mut robot = Browser::of(site.clone());
        robot.address = Some("8.8.4.4".into());
        let fields = [("name", "x"), ("text", "filled in by a machine"), ("website", "x")];
        robot.send(&format!("/comments/{}", story.public_id), &fields).await;
        paper.clock.advance_seconds(20);
        robot.send(&format!("/comments/{}", story.public_id), &fields).await;
        assert!(service.asked().is_empty());
        assert_eq!(waiting(&paper, CommentFilter::Spam).await.len(), 2);
    }
}
