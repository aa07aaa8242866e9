//! Typed text that is not yet saved: one working copy per story, which becomes a version at the right moments;
//! deliveries that come twice, late, or from two people at once.

use journeys::browser::{Browser, between};
use journeys::{Paper, Staff, journey, staff};
use newsroom::{Actor, Beginning, Change, Clock, Content, Move, Part, Saved, Story, With, Work};
use serde_json::{Value, json};

async fn begun(paper: &Paper, staff: &Staff, headline: &str) -> (Story, Content) {
    let content = paper.content("world", headline).await;
    (paper.begun(&staff.reporter, &content, Beginning::default()).await, content)
}

fn text(content: &Content, headline: &str) -> Change {
    Change::text(Content { headline: headline.to_owned(), ..content.clone() })
}

async fn typed(
    paper: &Paper,
    actor: &Actor,
    story: &Story,
    from: i64,
    key: &str,
    change: Change,
) -> newsroom::Result<Saved> {
    let now = paper.clock.now();
    paper
        .newsroom
        .write(now, async |tx| newsroom::type_part(tx, actor, &story.public_id, from, key, change.clone()).await)
        .await
}

/// The reasons and headlines of the versions of a story, the newest first.
async fn versions(paper: &Paper, story: &Story) -> Vec<(String, String)> {
    let all = newsroom::versions_of(paper.newsroom.db(), story.id, None, 50).await.unwrap();
    all.into_iter().map(|line| (line.reason, line.headline)).collect()
}

fn is(reason: &str, headline: &str) -> (String, String) {
    (reason.to_owned(), headline.to_owned())
}

fn kept(saved: newsroom::Result<Saved>) -> Story {
    match saved.unwrap() {
        Saved::New { story, .. } | Saved::AsItIs(story) => story,
        Saved::Conflict { .. } => panic!("set aside"),
    }
}

journey! {
    async fn typing_overwrites_one_working_copy_and_a_move_makes_a_version_of_it(paper: Paper) {
        let staff = staff(&paper).await;
        let (story, content) = begun(&paper, &staff, "أول").await;
        let one = kept(typed(&paper, &staff.reporter, &story, 0, "k1", text(&content, "أول كلام")).await);
        paper.clock.advance_seconds(3);
        let two = kept(typed(&paper, &staff.reporter, &one, one.revisions[0], "k2", text(&content, "أول كلام أطول")).await);
        assert_eq!((one.work_version, two.revisions[0]), (two.work_version, 2));
        assert_eq!(versions(&paper, &story).await, [is("typing", "أول كلام أطول"), is("draft", "أول")]);
        // The desk's list, and everybody who opens the story, see what is being typed.
        assert_eq!(two.title, "أول كلام أطول");
        // Saving by hand makes it that version, not another one.
        let now = paper.clock.now();
        let saved = paper
            .newsroom
            .write(now, async |tx| newsroom::save_part(tx, &staff.reporter, &story.public_id, 2, text(&content, "أول كلام أطول")).await)
            .await;
        let saved = kept(saved);
        assert_eq!(versions(&paper, &story).await, [is("save", "أول كلام أطول"), is("draft", "أول")]);
        // What is typed afterwards is a new working copy; submitting makes it a version.
        let three = kept(typed(&paper, &staff.reporter, &saved, 2, "k3", text(&content, "ختام")).await);
        assert_ne!(three.work_version, two.work_version);
        let moved = paper
            .newsroom
            .write(now, async |tx| newsroom::make_move(tx, &staff.reporter, &story.public_id, Move::Submit, With::default()).await)
            .await
            .unwrap();
        assert_eq!((moved.work, moved.work_version), (Work::InReview, three.work_version));
        assert_eq!(versions(&paper, &story).await[0], is("save", "ختام"));
    }
}

journey! {
    async fn five_minutes_of_typing_are_a_version_and_so_is_a_change_of_hands(paper: Paper) {
        let staff = staff(&paper).await;
        let (story, content) = begun(&paper, &staff, "أول").await;
        let mut now = kept(typed(&paper, &staff.reporter, &story, 0, "k0", text(&content, "0")).await);
        for minute in 1..=12 {
            paper.clock.advance_seconds(60);
            let words = minute.to_string();
            now = kept(typed(&paper, &staff.reporter, &now, now.revisions[0], &format!("k{minute}"), text(&content, &words)).await);
        }
        let all = versions(&paper, &story).await;
        assert!((4..=5).contains(&all.len()), "{all:?}");
        assert_eq!(all[0], is("typing", "12"));
        assert!(all[1..all.len() - 1].iter().all(|(reason, _)| reason == "save"), "{all:?}");
        // An editor takes over: what the reporter typed becomes a version, what comes late is set aside.
        let at = paper.clock.now();
        paper
            .newsroom
            .write(at, async |tx| newsroom::take_over(tx, &staff.editor, &story.public_id, Part::Text).await)
            .await
            .unwrap();
        let late = typed(&paper, &staff.reporter, &now, now.revisions[0], "late", text(&content, "متأخر")).await.unwrap();
        assert!(matches!(late, Saved::Conflict { .. }), "{late:?}");
        let mine = newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap();
        kept(typed(&paper, &staff.editor, &mine, mine.revisions[0], "e1", text(&content, "للمحرر")).await);
        let all = versions(&paper, &story).await;
        assert_eq!(all[..3], [is("typing", "للمحرر"), is("set_aside", "متأخر"), is("save", "12")]);
        // Releasing the text makes a version of it.
        paper
            .newsroom
            .write(at, async |tx| newsroom::release_lock(tx, &staff.editor, &story.public_id, Part::Text).await)
            .await
            .unwrap();
        assert_eq!(versions(&paper, &story).await[0], is("save", "للمحرر"));
    }
}

journey! {
    async fn a_delivery_whose_answer_was_lost_is_the_same_delivery(paper: Paper) {
        let staff = staff(&paper).await;
        let (story, content) = begun(&paper, &staff, "أول").await;
        let one = kept(typed(&paper, &staff.reporter, &story, 0, "same", text(&content, "كلام")).await);
        let again = typed(&paper, &staff.reporter, &story, 0, "same", text(&content, "كلام")).await.unwrap();
        assert!(matches!(&again, Saved::AsItIs(story) if story.revisions == one.revisions), "{again:?}");
        assert_eq!(versions(&paper, &story).await.len(), 2);
        // Another key from the same old number is another delivery, and late.
        let other = typed(&paper, &staff.reporter, &story, 0, "other", text(&content, "غيره")).await.unwrap();
        assert!(matches!(other, Saved::Conflict { .. }));
    }
}

/// Sends a request as a signed-in script, with the token in its header.
async fn ask(browser: &mut Browser, method: &str, path: &str, body: &Value) -> (u16, Value) {
    let page = browser.open("/newsroom/account").await.text();
    let token = between(&page, "name=\"token\" value=\"", "\"").unwrap();
    let headers = [
        ("content-type", "application/json"),
        ("accept", "application/json"),
        ("x-form-token", token.as_str()),
        ("sec-fetch-site", "same-origin"),
    ];
    let answer = browser.ask(method, path, Some(&body.to_string()), &headers).await;
    (answer.status.as_u16(), serde_json::from_str(&answer.text()).unwrap_or_default())
}

fn lines(headline: &str, words: &[&str]) -> Value {
    let block = |(at, text): (usize, &&str)| json!({ "type": "paragraph", "attrs": { "id": format!("p{at}") }, "content": [{ "type": "text", "text": text }] });
    let blocks: Vec<Value> = words.iter().enumerate().map(block).collect();
    json!({ "kicker": "", "headline": headline, "deck": "", "place": "", "body": { "type": "doc", "content": blocks } })
}

journey! {
    async fn the_address_for_scripts_keeps_refuses_and_puts_together(paper: Paper) {
        let mut admin = paper.first_admin().await;
        let mut reporter = paper.invited(&mut admin, "reporter@paper.example", "reporter").await;
        let section = paper.section("world").await.id.to_string();
        reporter.open("/newsroom/stories/new").await;
        let begun = reporter.send("/newsroom/stories", &[("headline", "أول"), ("section", &section), ("language", "ar"), ("kind", "news"), ("key", "a")]).await;
        let path = begun.headers["location"].to_str().unwrap().to_owned() + "/text";
        let base = lines("أول", &["وصل القطار أمس", "وقال المدير كلمة"]);
        let (status, answer) = ask(&mut reporter, "PUT", &path, &json!({ "rev": 0, "key": "k1", "text": base })).await;
        assert_eq!((status, &answer["rev"], &answer["version"]), (200, &json!(1), &json!(2)), "{answer}");
        // Without the token, with nonsense, with a script in an address: nothing is kept, and the answer says why.
        let bare = reporter.ask("PUT", &path, Some("{}"), &[("content-type", "application/json"), ("accept", "application/json"), ("sec-fetch-site", "same-origin")]).await;
        assert_eq!((bare.status.as_u16(), bare.header("content-type")), (403, "application/problem+json"));
        assert_eq!(ask(&mut reporter, "PUT", &path, &json!({ "rev": 1, "key": "k", "text": { "html": "<b>" } })).await.0, 415);
        let mut evil = base.clone();
        evil["body"]["content"][1]["content"][0]["marks"] = json!([{ "type": "link", "attrs": { "href": "javascript:alert(1)" } }]);
        let (status, answer) = ask(&mut reporter, "PUT", &path, &json!({ "rev": 1, "key": "k2", "text": evil })).await;
        assert_eq!((status, &answer["block"]), (422, &json!("p1")), "{answer}");
        assert!(answer["problem"].as_str().is_some_and(|words| !words.is_empty()));
        // Somebody else continues; ours comes late and is set aside, and both are merged.
        let theirs = lines("أول", &["وصل القطار أمس", "وقال المدير العام كلمة"]);
        assert_eq!(ask(&mut reporter, "PUT", &path, &json!({ "rev": 1, "key": "k3", "text": theirs })).await.0, 200);
        let mine = lines("أول خبر", &["وصل القطار السريع أمس", "وقال المدير كلمة"]);
        let (status, answer) = ask(&mut reporter, "PUT", &path, &json!({ "rev": 1, "key": "k4", "text": mine })).await;
        assert_eq!((status, &answer["rev"]), (409, &json!(2)), "{answer}");
        assert!(answer["aside"].as_i64().is_some_and(|number| number > 2));
        let (status, both) = ask(&mut reporter, "POST", &format!("{path}/merge"), &json!({ "base": base, "mine": mine })).await;
        assert_eq!((status, &both["conflicts"], &both["merged"]["headline"]), (200, &json!(0), &json!("أول خبر")));
        let texts: Vec<&str> = both["merged"]["body"]["content"].as_array().unwrap().iter().filter_map(|block| block["content"][0]["text"].as_str()).collect();
        assert_eq!(texts, ["وصل القطار السريع أمس", "وقال المدير العام كلمة"]);
        // Somebody who may not know of the story learns nothing.
        let mut other = paper.invited(&mut admin, "other@paper.example", "photo_editor").await;
        let (status, _) = ask(&mut other, "PUT", &path, &json!({ "rev": 2, "key": "x", "text": mine })).await;
        assert!([403, 404].contains(&status), "{status}");
    }
}
