//! Limits for readers hold whatever a browser calls itself: both the reader and the address block have a limit.

use std::net::SocketAddr;

use axum::extract::ConnectInfo;
use http::{Request, StatusCode};
use journeys::browser::{Browser, between, form};
use journeys::{journey, new_comment};
use newsroom::{Actor, Clock, Comment, CommentFilter, CommentPolicy, CommentState, Doubt, Said};

use crate::comments::policy;

const TEXT: &str = "المهم أن يعرف الناس موعد الافتتاح قبل أن يغلق الجسر القديم";

/// Sends a form from one of our pages, as a browser with this name.
async fn send(reader: &mut Browser, agent: &str, path: &str, fields: &[(&str, &str)]) -> journeys::Answer {
    let headers = [("origin", "http://localhost:8080"), ("sec-fetch-site", "same-origin"), ("user-agent", agent)];
    reader.ask("POST", path, Some(&form(fields)), &headers).await
}

async fn token(reader: &mut Browser) -> String {
    let answer = reader.ask("GET", "/comments/token", None, &[]).await;
    between(&answer.text(), "\"token\":\"", "\"").unwrap()
}

journey! {
    // S-LIMIT: comments, ten times a reader's limit per address block, beyond either to the moderation queue
    async fn ever_new_browsers_at_one_address_wait_for_a_moderator(paper: Paper) {
        let paper = paper.behind(&["127.0.0.1"]);
        policy(&paper, CommentPolicy::Open).await;
        let story = paper.published("world", "افتتاح الجسر").await;
        let path = format!("/comments/{}", story.public_id);
        let mut reader = paper.browser();
        reader.address = Some("203.0.113.9".into());
        let say = async |reader: &mut Browser, n: usize, agent: &str| {
            let (token, text) = (token(reader).await, format!("{TEXT} {n} {agent}"));
            paper.clock.advance_seconds(2);
            send(reader, agent, &path, &[("name", "قارئ"), ("text", &text), ("token", &token)]).await
        };
        // Time passes: 119 comments in four minutes. Those of the first minute go through, 60 of them at most.
        for n in 0..119 {
            let answer = say(&mut reader, n, &format!("Browser {n}")).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{n}: never an error: {}", answer.text());
        }
        // 30 per minute are below the limit of the block: nobody waits because of it (similar words are another doubt).
        let paced = async || {
            let (mut paced, mut after) = (0, None);
            loop {
                let filter = CommentFilter::Waiting;
                let page = newsroom::comment_queue(paper.newsroom.reads(), &Actor::console(), filter, after, 50).await.unwrap();
                let is_paced = |one: &Comment| one.doubts.iter().any(|doubt| matches!(doubt, Doubt::TooMany(..)));
                paced += page.lines.iter().filter(|(comment, _)| is_paced(comment)).count();
                match page.next {
                    Some(next) => after = Some(next),
                    None => break paced,
                }
            }
        };
        assert_eq!(paced().await, 0);
        // All at one moment.
        let mut tokens = Vec::new();
        for _ in 0..119 {
            tokens.push(token(&mut reader).await);
        }
        paper.clock.advance_seconds(130);
        for (n, token) in tokens.iter().enumerate() {
            let (agent, text) = (format!("Other {n}"), format!("{TEXT} مرة {n}"));
            let answer = send(&mut reader, &agent, &path, &[("name", "قارئ"), ("text", &text), ("token", token)]).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{n}");
        }
        assert_eq!(paced().await, 59, "sixty went through");
        // One reader: 429 from sixty per minute on, and the text is returned.
        let mut elsewhere = paper.browser();
        elsewhere.address = Some("198.51.100.1".into());
        let mut last = None;
        let mut tokens = Vec::new();
        for _ in 0..61 {
            tokens.push(token(&mut elsewhere).await);
        }
        paper.clock.advance_seconds(10);
        for (n, token) in tokens.iter().enumerate() {
            let text = format!("{TEXT} نفسه {n}");
            last = Some(send(&mut elsewhere, "One", &path, &[("name", "قارئ"), ("text", &text), ("token", token)]).await);
        }
        let last = last.unwrap();
        assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(last.text().contains("نفسه 60"), "{}", last.text());
    }
}

journey! {
    // S-LIMIT: likes and reports, one token once; a rate per address block; a metric says what was not counted
    async fn a_token_is_one_like_and_a_block_likes_as_much_as_people_do(paper: Paper) {
        let paper = paper.behind(&["127.0.0.1"]);
        policy(&paper, CommentPolicy::Open).await;
        let story = paper.published("world", "افتتاح الجسر").await;
        let mut comments = Vec::new();
        for n in 0..2 {
            let new = new_comment(&story, n);
            let said = paper.newsroom.write(paper.clock.now(), async |tx| newsroom::say(tx, std::slice::from_ref(&new)).await).await.unwrap().remove(0);
            let Said::Taken(comment) = said else { panic!("{said:?}") };
            assert_eq!(comment.state, CommentState::Approved);
            comments.push(comment.public_id);
        }
        let likes = async |n: usize| newsroom::comment(paper.newsroom.reads(), &comments[n]).await.unwrap().likes;
        let mut reader = paper.browser();
        reader.address = Some("203.0.113.9".into());
        let like = |n: usize| format!("/comments/on/{}/like", comments[n]);
        // One token, two hundred browsers: one like, and none for the second comment.
        let one = token(&mut reader).await;
        for n in 0..200 {
            let answer = send(&mut reader, &format!("Browser {n}"), &like(0), &[("token", &one)]).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{n}");
        }
        assert_eq!(likes(0).await, 1);
        let other = send(&mut reader, "Browser 0", &like(1), &[("token", &one)]).await;
        assert_eq!((other.status, likes(1).await), (StatusCode::OK, 0), "the page asks once more, with a token of its own");
        assert!(other.text().contains("name=\"token\""));
        let report = format!("/comments/on/{}/report", comments[1]);
        let asked = send(&mut reader, "Browser 0", &report, &[("token", &one), ("reason", "insult")]).await;
        assert!(asked.text().contains("name=\"token\"") || asked.status == StatusCode::UNPROCESSABLE_ENTITY);
        // A token each: as many likes as people give from one address; the answer does not reveal the limit.
        for n in 0..200 {
            let token = token(&mut reader).await;
            let answer = send(&mut reader, &format!("Browser {n}"), &like(1), &[("token", &token)]).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{n}");
        }
        assert_eq!(likes(1).await, 60);
        assert!(web::metrics_text(paper.site()).contains("matbaa_comment_marks_implausible_total 140"));
        // Meanwhile, another reader's like counts.
        let mut elsewhere = paper.browser();
        elsewhere.address = Some("198.51.100.1".into());
        let token = token(&mut elsewhere).await;
        send(&mut elsewhere, "Browser 0", &like(1), &[("token", &token)]).await;
        assert_eq!(likes(1).await, 61);
    }
}

journey! {
    // S-LIMIT: reads, a rate per address block that a mobile carrier's block does not reach
    async fn one_address_reads_as_much_as_people_do(paper: Paper) {
        let story = paper.published("world", "خبر").await;
        let peer: SocketAddr = "192.0.2.1:4000".parse().unwrap();
        for n in 0..290 {
            let visit = Request::post(format!("/r/{}", story.public_id))
                .header("host", "localhost")
                .header("user-agent", format!("Mozilla/5.0 (Linux; Android 10; K) Chrome/131.0.{n}.0 Mobile"))
                .extension(ConnectInfo(peer));
            assert_eq!(paper.ask(visit).await.status, 204, "the answer is always the same");
        }
        paper.site().reads().flush(&paper.newsroom, paper.clock.now()).await.unwrap();
        let counted = newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap().read_count();
        assert_eq!(counted, 120);
        assert_eq!(paper.site().reads().stats().implausible, 170);
        assert!(web::metrics_text(paper.site()).contains("matbaa_reads_implausible_total 170"));
    }
}
