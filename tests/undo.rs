//! Acts at the desk are undone by their ordinary reverse, which is offered to the person who acted and to nobody by a
//! link.

use http::StatusCode;
use journeys::browser::{Browser, between};
use journeys::{Answer, Paper, journey};
use newsroom::{Actor, LeadPicture, Story, Work};

/// The address to which an answer redirects.
fn led_to(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.header("location").to_owned()
}

/// Presses «undo» on the page at `path`.
async fn undo(browser: &mut Browser, path: &str) -> Answer {
    let page = browser.open(path.split('#').next().unwrap()).await.text();
    let form = between(&page, "<form class=\"undo\" method=\"post\" action=\"", "</form>")
        .unwrap_or_else(|| panic!("no way back in {page}"));
    let action = form.split('"').next().unwrap().to_owned();
    let field = |part: &str| Some((part.split('"').next()?.to_owned(), between(part, "value=\"", "\"")?));
    let fields: Vec<(String, String)> =
        form.split("type=\"hidden\" name=\"").skip(1).filter_map(field).filter(|(name, _)| name != "token").collect();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.send(&action, &fields).await
}

async fn now(paper: &Paper, story: &Story) -> Story {
    newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap()
}

async fn content(paper: &Paper, story: &Story) -> newsroom::Content {
    let story = now(paper, story).await;
    newsroom::version(paper.newsroom.db(), story.newest_version().unwrap()).await.unwrap().content
}

journey! {
    async fn a_dropped_update_and_a_removed_picture_come_back(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let story = paper.published("world", "خبر منشور").await;
        let updated = paper.content("world", "خبر منشور وتحديثه").await;
        paper.revise(&story, &updated).await;
        let page = format!("/newsroom/stories/{}", story.public_id);
        chief.open(&page).await;
        let dropped = led_to(&chief.send(&format!("{page}/moves/discard"), &[]).await);
        assert_eq!((now(&paper, &story).await.work, content(&paper, &story).await.headline.as_str()), (Work::None, "خبر منشور"));
        led_to(&undo(&mut chief, &dropped).await);
        assert_eq!((now(&paper, &story).await.work, content(&paper, &story).await.headline.as_str()), (Work::Draft, "خبر منشور وتحديثه"));

        let lead = LeadPicture { caption: Some("سد".into()), credit: Some("وكالة".into()), archive: true, focal: (3, 7), ..LeadPicture::default() };
        let with_picture = newsroom::Content { lead: Some(lead.clone()), ..updated };
        paper.revise(&story, &with_picture).await;
        let rev = now(&paper, &story).await.revisions[1].to_string();
        chief.open(&page).await;
        let off = led_to(&chief.send(&format!("{page}/pictures"), &[("rev", &rev), ("remove", "on")]).await);
        assert_eq!(content(&paper, &story).await.lead, None);
        // Somebody writes in the meantime; only the picture is brought back.
        let current = content(&paper, &story).await;
        let headline = "خبر كتب فيه غيره";
        paper.newsroom.write(newsroom::Clock::now(&paper.clock), async |tx| {
            let text = journeys::headed(headline, current.body.clone());
            newsroom::save_part(tx, &Actor::console(), &story.public_id, newsroom::find_story(tx.db(), story.id).await?.revisions[0], text).await
        }).await.unwrap();
        led_to(&undo(&mut chief, &off).await);
        let back = content(&paper, &story).await;
        assert_eq!((back.lead, back.headline.as_str()), (Some(lead), headline));
    }
}

journey! {
    async fn a_way_back_is_offered_to_whoever_did_it_and_by_nobody_else(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let story = paper.draft(&paper.content("world", "مسودة").await).await;
        let page = format!("/newsroom/stories/{}", story.public_id);
        chief.open(&page).await;
        let spiked = led_to(&chief.send(&format!("{page}/moves/spike"), &[]).await);
        assert!(spiked.contains("done=spiked&undo="), "{spiked}");
        // The same address in another person's window, and an address that was altered, offer nothing.
        let mut editor = paper.invited(&mut chief, "salma@paper.example", "desk_editor").await;
        assert!(!editor.open(&spiked).await.text().contains("class=\"undo\""));
        let flipped = format!("{}{}", &spiked[..spiked.len() - 1], if spiked.ends_with('0') { '1' } else { '0' });
        assert!(!chief.open(&flipped).await.text().contains("class=\"undo\""));
        led_to(&undo(&mut chief, &spiked).await);
        assert_eq!(now(&paper, &story).await.work, Work::Draft);
        // It is an ordinary act: when it is repeated, it is refused like one.
        assert_eq!(undo(&mut chief, &spiked).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
