//! A request that a network or an impatient person sends twice is done once.

use http::StatusCode;
use journeys::{Answer, journey};

fn led_to(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.header("location").to_owned()
}

// S-DURABLE-ONCE
journey! {
    async fn every_act_that_adds_something_is_done_once(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let story = paper.published("world", "خبر منشور").await;
        let page = format!("/newsroom/stories/{}", story.public_id);
        chief.open(&page).await;
        let stories = async || {
            let all = newsroom::DeskFilter::default();
            let desk = newsroom::desk_list(paper.newsroom.reads(), &newsroom::Actor::console(), &all, None, 50).await;
            desk.unwrap().lines.len()
        };

        let note = [("kind", "correction"), ("words", "ورد خطأ في الرقم، والصواب 12.")];
        let first = led_to(&chief.send(&format!("{page}/notes"), &note).await);
        assert_eq!(led_to(&chief.send(&format!("{page}/notes"), &note).await), first);
        assert_eq!(newsroom::corrections_of(paper.newsroom.reads(), story.id).await.unwrap().len(), 1);
        // The same words on a page that was opened again are no second correction either.
        chief.open(&page).await;
        assert_eq!(chief.send(&format!("{page}/notes"), &note).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(newsroom::corrections_of(paper.newsroom.reads(), story.id).await.unwrap().len(), 1);

        chief.open(&page).await;
        let remark = [("text", "من أين هذا الرقم؟")];
        led_to(&chief.send(&format!("{page}/remarks"), &remark).await);
        led_to(&chief.send(&format!("{page}/remarks"), &remark).await);
        assert_eq!(newsroom::remarks_of(paper.newsroom.reads(), story.id).await.unwrap().len(), 1);

        for (act, fields) in [("copy", vec![]), ("follow-up", vec![("headline", "متابعة")])] {
            chief.open(&page).await;
            let before = stories().await;
            let first = led_to(&chief.send(&format!("{page}/{act}"), &fields).await);
            assert_eq!(led_to(&chief.send(&format!("{page}/{act}"), &fields).await), first, "{act}");
            assert_eq!(stories().await, before + 1, "{act}");
            // On a page that was opened again, it is another one.
            chief.open(&page).await;
            assert_ne!(led_to(&chief.send(&format!("{page}/{act}"), &fields).await), first, "{act}");
        }
    }
}
