//! Pictures follow the rights of the stories that use them: people who may not see a draft cannot see, cut or use its
//! pictures.

use std::io::Cursor;

use http::StatusCode;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use journeys::browser::{Browser, PASSWORD, between};
use journeys::{Paper, journey};
use newsroom::{Actor, Beginning, Change, Clock, Content, Error, LeadPicture, Person, PublicId, Story, Tx};
use serde_json::{Value, json};
use story::{Block, Ids, Node, Photo, PictureId};

fn photo(red: u8) -> Vec<u8> {
    let image = RgbImage::from_pixel(600, 400, Rgb([red, 90, 90]));
    let mut jpeg = Vec::new();
    DynamicImage::ImageRgb8(image).write_to(&mut Cursor::new(&mut jpeg), ImageFormat::Jpeg).unwrap();
    jpeg
}

/// Somebody with a role at one desk.
async fn at(paper: &Paper, chief: &mut Browser, email: &str, role: &str, desk: i64) -> (Browser, Person) {
    chief.open("/newsroom/people/invite").await;
    let (desks, desk) = (format!("desks-{role}"), desk.to_string());
    let fields = [("email", email), ("language", "ar"), ("role", role), (desks.as_str(), desk.as_str())];
    let page = chief.send("/newsroom/people/invite", &fields).await.text();
    let link = between(&page, "value=\"http://localhost:8080", "\"").unwrap();
    let mut browser = paper.browser();
    browser.open(&link).await;
    assert_eq!(browser.send(&link, &[("name", "زميل"), ("password", PASSWORD)]).await.status, StatusCode::SEE_OTHER);
    browser.open("/newsroom/account").await;
    (browser, newsroom::person_by_email(paper.newsroom.reads(), email).await.unwrap().unwrap())
}

async fn begun(paper: &Paper, person: &Person, section: &str, private: bool) -> (Story, Content) {
    let content = paper.content(section, "مادة فيها صورة").await;
    let story =
        paper.begun(&person.actor(true), &content, Beginning { is_private: private, ..Beginning::default() }).await;
    (story, content)
}

async fn uploaded(browser: &mut Browser, story: &Story, file: &[u8]) -> String {
    let answer = browser.send_file(&format!("/newsroom/stories/{}/photos", story.public_id), &[], file).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    serde_json::from_str::<Value>(&answer.text()).unwrap()["id"].as_str().unwrap().to_owned()
}

/// A text with a photo in it, alone or in a gallery.
fn text_with(content: &Content, picture: &str, in_gallery: bool) -> Change {
    let photo = Photo {
        picture: PictureId::parse(picture).unwrap(),
        caption: String::new(),
        credit: String::new(),
        alt: "صورة".into(),
        archive: false,
        decorative: false,
        focal: None,
    };
    let node = match in_gallery {
        false => Node::Photo(photo),
        true => Node::Gallery { caption: String::new(), photos: vec![photo.clone(), photo] },
    };
    let mut source = newsroom::DocumentIds;
    let mut body = content.body.clone();
    body.blocks.push(Block::new(Ids::new(&mut source).fresh(), node));
    journeys::headed(&content.headline, body)
}

async fn write<T>(paper: &Paper, act: impl AsyncFnOnce(&mut Tx) -> newsroom::Result<T>) -> newsroom::Result<T> {
    paper.newsroom.write(paper.clock.now(), act).await
}

/// Tries every way in which `who`, with a story of their own, may get the picture: all are closed, or all are open.
async fn check(paper: &Paper, browser: &mut Browser, who: &Person, own: (&Story, &Content), id: &str, open: bool) {
    let (story, content) = own;
    let page = format!("/newsroom/stories/{}", story.public_id);
    let expected = |status: u16| if open { status } else { 404 };
    for name in ["view", "480.jpg", "240.webp", "share.jpg"] {
        let shown = browser.ask("GET", &format!("/newsroom/media/{id}/{name}"), None, &[]).await;
        assert_eq!(shown.status, expected(200), "{name}");
        if open {
            // S-UPLOAD: served with a sandbox policy, also at the desk
            assert_eq!(shown.header("content-security-policy"), "default-src 'none'; sandbox");
            assert_eq!(shown.header("cache-control"), "no-store");
        }
    }
    assert_eq!(browser.ask("GET", &format!("{page}/framing/{id}"), None, &[]).await.status, expected(200));
    let crop = json!({ "picture": id, "crop": { "x": 10, "y": 10, "width": 200, "height": 200 } }).to_string();
    assert_eq!(browser.send_json(&format!("{page}/framing"), &crop).await.status, expected(200));
    let (actor, db) = (who.actor(true), paper.newsroom.db());
    let picture = newsroom::find_picture(db, &id.parse::<PublicId>().unwrap()).await.unwrap().unwrap();
    let lead =
        LeadPicture {
            picture_id: Some(picture.id), alt: Some("صورة".into()), focal: (5, 5), ..LeadPicture::default()
        };
    let changes = [Change::Pictures(Some(lead)), text_with(content, id, false), text_with(content, id, true)];
    for change in changes {
        for typed in [false, true] {
            let now = newsroom::find_story(db, story.id).await.unwrap();
            let from = now.revisions[change.part().place()];
            let (change, part) = (change.clone(), change.part());
            let saved = write(paper, async |tx| match typed {
                true => {
                    newsroom::type_part(tx, &actor, &story.public_id, from, &format!("{id}{from}{part:?}"), change)
                        .await
                }
                false => newsroom::save_part(tx, &actor, &story.public_id, from, change).await,
            })
            .await;
            match open {
                true => drop(saved.unwrap()),
                false => assert!(matches!(saved, Err(Error::NotFound { .. })), "{saved:?}"),
            }
        }
    }
}

journey! {
    // S-ROLE: pictures follow the rights of the stories that use them
    async fn who_may_not_see_a_draft_has_none_of_its_pictures(paper: Paper) {
        let (world, sports) = (paper.section("world").await.desk_id, paper.section("sports").await.desk_id);
        let mut chief = paper.first_admin().await;
        let (mut writer, writing) = at(&paper, &mut chief, "a@paper.example", "reporter", world).await;
        let (mut stranger, strange) = at(&paper, &mut chief, "b@paper.example", "reporter", sports).await;
        let (mut editor, editing) = at(&paper, &mut chief, "c@paper.example", "desk_editor", world).await;
        let (own, own_content) = begun(&paper, &strange, "sports", false).await;
        let (of_editor, editor_content) = begun(&paper, &editing, "world", false).await;

        // A private draft: for its writer and editors-in-chief.
        let (private, private_content) = begun(&paper, &writing, "world", true).await;
        let secret = uploaded(&mut writer, &private, &photo(10)).await;
        check(&paper, &mut writer, &writing, (&private, &private_content), &secret, true).await;
        check(&paper, &mut editor, &editing, (&of_editor, &editor_content), &secret, false).await;
        check(&paper, &mut stranger, &strange, (&own, &own_content), &secret, false).await;
        assert_eq!(chief.open(&format!("/newsroom/media/{secret}/view")).await.status, 200);
        assert_eq!(paper.get(&format!("/media/{secret}/480.jpg")).await.status, 404);

        // A draft of a desk: for its people. The same under an embargo.
        let (draft, _) = begun(&paper, &writing, "world", false).await;
        let foreign = uploaded(&mut writer, &draft, &photo(60)).await;
        let until = newsroom::Wall::read("2016-09-10T10:00", "UTC").unwrap();
        write(&paper, async |tx| newsroom::set_embargo(tx, &Actor::console(), &draft.public_id, &until).await).await.unwrap();
        check(&paper, &mut stranger, &strange, (&own, &own_content), &foreign, false).await;
        check(&paper, &mut editor, &editing, (&of_editor, &editor_content), &foreign, true).await;

        // Nobody can copy a story that they may not see; a copy of one's own story has its pictures.
        let copied = write(&paper, async |tx| newsroom::copy_story(tx, &strange.actor(true), &draft.public_id).await).await;
        assert!(matches!(copied, Err(Error::NotFound { .. })), "{copied:?}");

        // A version with an earlier picture is restored by those who may do so; and once it is published, it is
        // everybody's.
        let (shown, shown_content) = begun(&paper, &writing, "world", false).await;
        let open = uploaded(&mut writer, &shown, &photo(120)).await;
        let change = text_with(&shown_content, &open, false);
        write(&paper, async |tx| newsroom::save_part(tx, &writing.actor(true), &shown.public_id, 0, change).await).await.unwrap();
        check(&paper, &mut stranger, &strange, (&own, &own_content), &open, false).await;
        paper.publish(&shown).await;
        check(&paper, &mut stranger, &strange, (&own, &own_content), &open, true).await;
        let restored = write(&paper, async |tx| newsroom::restore_version(tx, &Actor::console(), &own.public_id, 1).await).await;
        restored.unwrap();
    }
}
