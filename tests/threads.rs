//! Running stories and related stories: chosen at the desk, and seen by readers as long as they may see them.

use arabic::Language;
use journeys::browser::{Browser, between};
use journeys::{Answer, Paper, address, journey, staff};
use newsroom::{
    Actor, Beginning, Change, Clock, Error, Move, Naming, Part, PublicId, Saved, Story, StoryThread, Timestamp, With,
};

async fn thread(paper: &Paper, language: Language, name: &str) -> StoryThread {
    let naming = Naming { name, ..Naming::default() };
    let add = async |tx: &mut newsroom::Tx| {
        newsroom::names::add::<StoryThread>(tx, &Actor::console(), language, naming).await
    };
    paper.newsroom.write(paper.clock.now(), add).await.unwrap()
}

/// A story published a minute after the previous one.
async fn published(paper: &Paper, headline: &str, thread: Option<i64>, related: &[i64]) -> Story {
    paper.clock.advance_seconds(60);
    let mut content = paper.content("world", headline).await;
    (content.thread, content.related) = (thread, related.to_vec());
    paper.publish(&paper.draft(&content).await).await
}

async fn go(paper: &Paper, id: &PublicId, made: Move) {
    let with = With { words: Some("سبب".into()), ..With::default() };
    let go = async |tx: &mut newsroom::Tx| newsroom::make_move(tx, &Actor::console(), id, made, with).await;
    paper.newsroom.write(paper.clock.now(), go).await.unwrap();
}

async fn link(
    paper: &Paper,
    actor: &Actor,
    story: &Story,
    related: &[i64],
    thread: Option<i64>,
) -> newsroom::Result<Saved> {
    let now = newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap();
    let from = now.revisions[Part::Facts.place()];
    let change = Change::Links { related: related.to_vec(), thread };
    let save = async |tx: &mut newsroom::Tx| newsroom::save_part(tx, actor, &story.public_id, from, change).await;
    paper.newsroom.write(paper.clock.now(), save).await
}

async fn content_of(paper: &Paper, story: &Story) -> newsroom::Content {
    let story = newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap();
    newsroom::version(paper.newsroom.db(), story.newest_version().unwrap()).await.unwrap().content
}

/// The headlines in a part of a page, in order.
fn headlines(page: &str, section: &str) -> Vec<String> {
    let Some(part) = between(page, &format!("aria-labelledby=\"{section}\""), "</section>") else { return Vec::new() };
    let list = part.split_once("</h2>").unwrap().1.to_owned();
    let links = list.split("<a ").skip(1).filter(|link| !link.starts_with("class="));
    links.map(|link| between(link, ">", "</a>").unwrap()).collect()
}

journey! {
    async fn readers_see_the_timeline_and_what_stands_beside_a_story(paper: Paper) {
        let water = thread(&paper, Language::Arabic, "معركة المياه").await;
        let other = published(&paper, "خبر من القسم", None, &[]).await;
        let first = published(&paper, "السدود تمتلئ", Some(water.id), &[]).await;
        let second = published(&paper, "البرلمان يناقش", Some(water.id), &[]).await;
        let chosen = published(&paper, "رأي في الماء", None, &[]).await;
        let third = published(&paper, "القمة تتفق", Some(water.id), &[chosen.id, other.id]).await;
        let reader = paper.reader();
        let page = reader.get(&address("world", &second)).await.text();
        assert_eq!(headlines(&page, "thread"), ["القمة تتفق", "البرلمان يناقش", "السدود تمتلئ"]);
        let own = between(&page, "aria-current=\"page\">", "</a>").unwrap();
        assert_eq!(own, "البرلمان يناقش", "the story itself is marked");
        assert!(page.contains("href=\"/thread/معركة-المياه\"") && page.contains("<time class=\"meta\" datetime=\"2016-09-03T"));
        let page = reader.get(&address("world", &third)).await.text();
        assert_eq!(headlines(&page, "related")[..2], ["رأي في الماء", "خبر من القسم"], "chosen ones first");
        assert!(!headlines(&page, "related").contains(&"السدود تمتلئ".to_owned()), "what stands in the timeline stands there once");

        let list = arabic::slug::percent_encode_path("/thread/معركة-المياه");
        let text = reader.get(&list).await.text();
        let heading = between(&text, "<h1", "</h1>").unwrap();
        assert!(heading.contains("معركة المياه"), "{heading}");
        let stories = between(&text, "<main", "<aside").unwrap();
        assert!(stories.contains("السدود تمتلئ") && stories.contains("القمة تتفق") && stories.contains("البرلمان يناقش"));
        assert!(!stories.contains("خبر من القسم") && !stories.contains("رأي في الماء"), "what is not of the thread");
        for file in ["rss.xml", "atom.xml", "feed.json"] {
            let feed = feed_rs::parser::parse(reader.get(&format!("{list}/{file}")).await.bytes.as_slice()).unwrap();
            let titles: Vec<String> = feed.entries.into_iter().map(|entry| entry.title.unwrap().content).collect();
            assert_eq!(titles, ["القمة تتفق", "البرلمان يناقش", "السدود تمتلئ"], "{file}");
        }
        assert!(reader.get("/feeds").await.text().contains("معركة المياه"));
        assert_eq!(reader.get("/thread/nothing").await.status, 404);

        // A story that leaves disappears at once from every page that named it, and comes back to all of them.
        go(&paper, &second.public_id, Move::Unpublish).await;
        go(&paper, &chosen.public_id, Move::Unpublish).await;
        let page = reader.get(&address("world", &third)).await.text();
        assert_eq!(headlines(&page, "thread"), ["القمة تتفق", "السدود تمتلئ"]);
        assert_eq!(headlines(&page, "related")[0], "خبر من القسم");
        assert!(!reader.get(&list).await.text().contains("البرلمان يناقش"));
        assert!(!reader.get(&format!("{list}/feed.json")).await.text().contains("البرلمان يناقش"));
        paper.publish(&chosen).await;
        assert_eq!(headlines(&reader.get(&address("world", &third)).await.text(), "related")[0], "رأي في الماء");
        go(&paper, &first.public_id, Move::Unpublish).await;
        go(&paper, &first.public_id, Move::Kill).await;
        assert_eq!(headlines(&reader.get(&address("world", &third)).await.text(), "thread"), ["القمة تتفق"]);
    }
}

journey! {
    async fn what_readers_do_not_have_yet_is_named_nowhere(paper: Paper) {
        let staff = staff(&paper).await;
        let water = thread(&paper, Language::Arabic, "معركة المياه").await;
        let mut content = paper.content("world", "سر القمة").await;
        content.thread = Some(water.id);
        let secret = paper.begun(&staff.editor, &content, Beginning::default()).await;
        let live = published(&paper, "خبر معلن", Some(water.id), &[secret.id]).await;
        let until = newsroom::Wall::at(paper.clock.now().plus_seconds(3_600), "Africa/Algiers").unwrap();
        let hold = async |tx: &mut newsroom::Tx| newsroom::set_embargo(tx, &staff.chief, &secret.public_id, &until).await;
        paper.newsroom.write(paper.clock.now(), hold).await.unwrap();
        let reader = paper.reader();
        let list = arabic::slug::percent_encode_path("/thread/معركة-المياه");
        let paths = [address("world", &live), list.clone(), format!("{list}/feed.json"), "/feeds".into(), "/feed.json".into()];
        for path in &paths {
            let text = reader.get(path).await.text();
            assert!(!text.contains("سر القمة") && !text.contains(secret.public_id.as_str()), "{path}");
        }
        // It is published, and the pages that were waiting for it name it.
        paper.clock.advance_seconds(3_700);
        paper.publish(&secret).await;
        let page = reader.get(&address("world", &live)).await.text();
        assert_eq!(headlines(&page, "thread"), ["سر القمة", "خبر معلن"]);
        assert!(reader.get(&list).await.text().contains("سر القمة"));
    }
}

journey! {
    async fn whoever_may_change_facts_may_link_to_what_they_may_see(paper: Paper) {
        let staff = staff(&paper).await;
        let (arabic, french) = (thread(&paper, Language::Arabic, "ملف").await, thread(&paper, Language::French, "Dossier").await);
        let sports = paper.section("sports").await;
        let mut content = paper.content("sports", "مسودة الرياضة").await;
        content.section_id = sports.id;
        let hidden = paper.begun(&staff.stranger, &content, Beginning::default()).await;
        let content = paper.content("world", "مسودة").await;
        let story = paper.begun(&staff.reporter, &content, Beginning::default()).await;
        let seen = published(&paper, "منشور", None, &[]).await;
        assert!(matches!(link(&paper, &staff.reporter, &story, &[hidden.id], None).await, Err(Error::NotFound { .. })), "nobody links to what they may not know of");
        assert!(matches!(link(&paper, &staff.reporter, &story, &[story.id], None).await, Err(Error::NotFound { .. })), "nor to itself");
        assert!(matches!(link(&paper, &staff.reporter, &story, &[], Some(french.id)).await, Err(Error::NotFound { .. })), "a thread is of one language");
        assert!(matches!(link(&paper, &staff.stranger, &story, &[seen.id], None).await, Err(Error::NotFound { .. })));
        assert!(matches!(link(&paper, &staff.reporter, &story, &[seen.id], Some(arabic.id)).await, Ok(Saved::New { .. })));
        let kept = content_of(&paper, &story).await;
        assert_eq!((kept.related, kept.thread), (vec![seen.id], Some(arabic.id)));
        // What another person may see stays, although this one may not see it.
        assert!(link(&paper, &staff.chief, &story, &[seen.id], Some(arabic.id)).await.is_ok());
        let many: Vec<i64> = {
            let mut ids = Vec::new();
            for number in 0..9 {
                ids.push(published(&paper, &format!("خبر {number}"), None, &[]).await.id);
            }
            ids
        };
        assert!(matches!(link(&paper, &staff.reporter, &story, &many, None).await, Err(Error::TooLong { field: "related", limit: 8, .. })));
        // A save from an older revision is set aside, as with other facts.
        let change = Change::Links { related: vec![many[0]], thread: None };
        let late = async |tx: &mut newsroom::Tx| newsroom::save_part(tx, &staff.editor, &story.public_id, 0, change).await;
        assert!(matches!(paper.newsroom.write(paper.clock.now(), late).await, Ok(Saved::Conflict { .. })));
        assert_eq!(content_of(&paper, &story).await.related, [seen.id]);
        // A follow-up continues in the thread and is related to what it follows; a translation begins without either.
        let follow = async |tx: &mut newsroom::Tx| newsroom::follow_up(tx, &staff.reporter, &story.public_id, "متابعة").await;
        let follow = paper.newsroom.write(paper.clock.now(), follow).await.unwrap();
        let followed = content_of(&paper, &follow).await;
        assert_eq!((followed.related, followed.thread), (vec![story.id], Some(arabic.id)));
        let other = async |tx: &mut newsroom::Tx| newsroom::translate_story(tx, &staff.reporter, &story.public_id, Language::French).await;
        let other = paper.newsroom.write(paper.clock.now(), other).await.unwrap();
        let translated = content_of(&paper, &other).await;
        assert_eq!((translated.related, translated.thread), (vec![], None));
        // An older version is restored with its related stories.
        assert!(link(&paper, &staff.reporter, &story, &[], None).await.is_ok());
        let number = newsroom::versions_of(paper.newsroom.db(), story.id, None, 10).await.unwrap();
        let wanted = number.iter().find(|line| line.reason != "set_aside" && line.number < number[0].number).unwrap().number;
        let back = async |tx: &mut newsroom::Tx| newsroom::restore_version(tx, &staff.editor, &story.public_id, wanted).await;
        paper.newsroom.write(paper.clock.now(), back).await.unwrap();
        assert_eq!(content_of(&paper, &story).await.related, [seen.id]);
    }
}

/// Sends the form of links as the page contains it, with additional `fields`.
async fn send(browser: &mut Browser, id: &PublicId, fields: &[(&str, &str)]) -> Answer {
    let page = browser.open(&format!("/newsroom/stories/{id}")).await.text();
    let form = between(&page, "<form class=\"links\"", "</form>").unwrap();
    let rev = between(&form, "name=\"rev\" value=\"", "\"").unwrap();
    let chosen: Vec<String> = form
        .split("name=\"related\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    let mut all = vec![("rev", rev.as_str())];
    all.extend(chosen.iter().map(|value| ("related", value.as_str())));
    all.extend(fields);
    browser.send(&format!("/newsroom/stories/{id}/links"), &all).await
}

journey! {
    async fn the_form_finds_orders_and_drops_without_a_script(paper: Paper) {
        let dams = published(&paper, "السدود تمتلئ بعد الأمطار", None, &[]).await;
        let floods = published(&paper, "الأمطار تغرق المدينة", None, &[]).await;
        let story = published(&paper, "النشرة الجوية", None, &[]).await;
        let mut chief = paper.first_admin().await;
        let none = send(&mut chief, &story.public_id, &[("add", "لا شيء كهذا"), ("thread", "")]).await;
        assert_eq!(none.status, 422);
        assert!(none.text().contains("لا مادة بهذه الكلمات"));
        // Several are found by their words, in another form of their letters; two are ticked.
        let which = send(&mut chief, &story.public_id, &[("add", "الامطار"), ("thread", "")]).await;
        assert_eq!(which.status, 422);
        let which = which.text();
        for one in [&dams, &floods] {
            assert!(which.contains(&format!("name=\"pick\" value=\"{}\"", one.public_id)), "{which}");
        }
        let picked = [("pick", dams.public_id.as_str()), ("pick", floods.public_id.as_str()), ("add", "الامطار"), ("thread", "")];
        assert_eq!(send(&mut chief, &story.public_id, &picked).await.status, 303);
        assert_eq!(content_of(&paper, &story).await.related, [dams.id, floods.id]);
        assert_eq!(send(&mut chief, &story.public_id, &[("up", floods.public_id.as_str()), ("thread", "")]).await.status, 303);
        assert_eq!(content_of(&paper, &story).await.related, [floods.id, dams.id]);
        assert_eq!(send(&mut chief, &story.public_id, &[("drop", floods.public_id.as_str()), ("thread", "")]).await.status, 303);
        assert_eq!(content_of(&paper, &story).await.related, [dams.id]);
        // By its address.
        let by_address = format!("http://localhost:8080{}", address("world", &floods));
        assert_eq!(send(&mut chief, &story.public_id, &[("add", &by_address), ("thread", "")]).await.status, 303);
        assert_eq!(content_of(&paper, &story).await.related, [dams.id, floods.id]);

        // A thread is opened by its name and a tick, and found by its name in another form.
        let unknown = send(&mut chief, &story.public_id, &[("thread", "معركة المياه")]).await;
        assert_eq!(unknown.status, 422);
        assert!(unknown.text().contains("لا ملف بهذا الاسم"), "{}", unknown.text());
        assert_eq!(send(&mut chief, &story.public_id, &[("thread", "معركة المياه"), ("new", "on")]).await.status, 303);
        let opened = content_of(&paper, &story).await.thread.unwrap();
        assert_eq!(send(&mut chief, &dams.public_id, &[("thread", "معركه  المياه")]).await.status, 303);
        assert_eq!(content_of(&paper, &dams).await.thread, Some(opened));
        let near = send(&mut chief, &floods.public_id, &[("thread", "مياه")]).await;
        assert!(near.text().contains(&format!("name=\"thread_pick\" value=\"{opened}\"")), "{}", near.text());
        let id = opened.to_string();
        assert_eq!(send(&mut chief, &floods.public_id, &[("thread", "مياه"), ("thread_pick", &id)]).await.status, 303);
        assert_eq!(content_of(&paper, &floods).await.thread, Some(opened));
        let acts = newsroom::audit_rows(paper.newsroom.db(), &newsroom::AuditQuery { act: Some("add_thread".into()), ..newsroom::AuditQuery::default() }, 5).await.unwrap();
        assert_eq!(acts.len(), 1);
        // The requests of a script.
        let offers = chief.open(&format!("/newsroom/stories/{}/links?q=%D8%A7%D9%84%D8%A7%D9%85%D8%B7%D8%A7%D8%B1", story.public_id)).await.text();
        let offers: serde_json::Value = serde_json::from_str(&offers).unwrap();
        assert_eq!(offers["offers"].as_array().unwrap().len(), 2, "{offers}");
        let threads = chief.open(&format!("/newsroom/stories/{}/links?kind=thread&q=%D9%85%D9%8A%D8%A7%D9%87", story.public_id)).await.text();
        assert!(threads.contains("معركة المياه"), "{threads}");
    }
}

journey! {
    async fn threads_are_renamed_and_made_one_and_no_address_is_lost(paper: Paper) {
        let (one, two) = (thread(&paper, Language::Arabic, "الميناء").await, thread(&paper, Language::Arabic, "إغلاق الميناء").await);
        let first = published(&paper, "توقف السفن", Some(one.id), &[]).await;
        let second = published(&paper, "عودة السفن", Some(two.id), &[]).await;
        let reader = paper.reader();
        assert_eq!(headlines(&reader.get(&address("world", &first)).await.text(), "thread"), ["توقف السفن"]);
        let mut chief = paper.first_admin().await;
        assert!(chief.open("/newsroom/threads?q=%D9%85%D9%8A%D9%86%D8%A7%D8%A1").await.text().contains("إغلاق الميناء"));
        chief.open(&format!("/newsroom/threads/{}", one.id)).await;
        let at = format!("/newsroom/threads/{}", one.id);
        assert_eq!(chief.send(&at, &[("name", "الميناء الشرقي"), ("slug", "port"), ("about", "منذ العاصفة")]).await.status, 303);
        assert!(reader.get(&address("world", &first)).await.text().contains("الميناء الشرقي"));
        let old = reader.get(&arabic::slug::percent_encode_path("/thread/الميناء")).await;
        assert_eq!((old.status.as_u16(), old.header("location")), (301, "/thread/port"));
        chief.open(&at).await;
        let into = two.id.to_string();
        let offered = chief.send(&format!("{at}/merge"), &[("into", "اغلاق")]).await;
        assert!(offered.text().contains(&format!("name=\"pick\" value=\"{into}\"")), "{}", offered.text());
        assert_eq!(chief.send(&format!("{at}/merge"), &[("pick", &into)]).await.status, 303);
        for story in [&first, &second] {
            assert_eq!(headlines(&reader.get(&address("world", story)).await.text(), "thread"), ["عودة السفن", "توقف السفن"]);
        }
        let gone = reader.get("/thread/port/feed.json").await;
        assert_eq!(arabic::slug::readable_path(gone.header("location")), "/thread/إغلاق-الميناء/feed.json");
        // A version that names the merged one uses the remaining one.
        paper.clock.advance_seconds(60);
        let mut content = paper.content("world", "خبر متأخر").await;
        content.thread = Some(one.id);
        let late = paper.publish(&paper.draft(&content).await).await;
        assert_eq!(headlines(&reader.get(&address("world", &late)).await.text(), "thread"), ["خبر متأخر", "عودة السفن", "توقف السفن"]);
        assert!(late.published_at > Some(Timestamp(0)));
    }
}
