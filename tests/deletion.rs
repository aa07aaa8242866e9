//! Deleting a story for good: who may do it, when, and that only its name in the audit log is left.

use std::collections::BTreeSet;

use http::StatusCode;
use journeys::browser::PASSWORD;
use journeys::{Paper, journey, staff};
use newsroom::{
    Actor, AuditQuery, AuditVerdict, Beginning, Clock, Error, Event, Grant, LeadPicture, Move, Newsroom, Part,
    PublicId, Role, Story, TRASH_SECONDS, Wall, With,
};
use sea_orm::ConnectionTrait;

async fn begun(paper: &Paper, actor: &Actor, headline: &str, key: &str) -> Story {
    let mut content = paper.content("world", headline).await;
    content.lead = Some(LeadPicture { picture_id: Some(picture(paper).await), ..LeadPicture::default() });
    let begin = async |tx: &mut newsroom::Tx| {
        newsroom::begin_story(tx, actor, &content, Beginning::default()).await.map(|story| story.public_id.to_string())
    };
    let act = async |tx: &mut newsroom::Tx| newsroom::once(tx, key, begin).await;
    let id: PublicId = paper.newsroom.write(paper.clock.now(), act).await.unwrap().parse().unwrap();
    newsroom::story_by_public_id(paper.newsroom.db(), &id).await.unwrap().unwrap()
}

async fn picture(paper: &Paper) -> i64 {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let pixels = image::RgbImage::from_fn(640, 400, |x, y| image::Rgb([x as u8, y as u8, 60]));
    pixels.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    let prepared = newsroom::prepare_picture(&paper.newsroom, bytes.into_inner().into()).await.unwrap();
    let add =
        async |tx: &mut newsroom::Tx| newsroom::add_picture(tx, &newsroom::Actor::console(), None, &prepared).await;
    paper.newsroom.write(paper.clock.now(), add).await.unwrap().id
}

async fn go(paper: &Paper, actor: &Actor, story: &Story, made: Move, words: Option<&str>) -> Story {
    let with = With { words: words.map(str::to_owned), ..With::default() };
    let act = async |tx: &mut newsroom::Tx| newsroom::make_move(tx, actor, &story.public_id, made, with).await;
    paper.newsroom.write(paper.clock.now(), act).await.unwrap()
}

async fn delete(paper: &Paper, actor: &Actor, story: &Story, reason: &str) -> newsroom::Result<()> {
    let act = async |tx: &mut newsroom::Tx| newsroom::delete_for_good(tx, actor, &story.public_id, reason).await;
    paper.newsroom.write(paper.clock.now(), act).await
}

async fn run_sql(newsroom: &Newsroom, sql: &str) {
    newsroom.db().execute_unprepared(sql).await.unwrap();
}

/// The tables with a row that names the story, by its internal id or, in any text, by its public id.
async fn tables_naming(newsroom: &Newsroom, story: &Story) -> BTreeSet<String> {
    let mut naming = BTreeSet::new();
    for (table, row) in journeys::every_row(newsroom).await {
        let is_of_stories = table == "jobs" && ["publish", "unpublish"].map(Some).contains(&row["kind"].as_str());
        let names = row.iter().any(|(column, value)| {
            let refers = ["story_id", "follows_id", "translates_id"].contains(&column.as_str())
                || (is_of_stories && column == "about");
            let by_id = refers && value.as_i64() == Some(story.id);
            by_id || value.as_str().is_some_and(|text| text.contains(story.public_id.as_str()))
        });
        if names {
            naming.insert(table);
        }
    }
    naming
}

journey! {
    async fn nothing_names_a_deleted_story_but_the_audit_log(paper: Paper) {
        let staff = staff(&paper).await;
        let db = &paper.newsroom;
        let now = paper.clock.now();
        let story = begun(&paper, &staff.reporter, "خبر لن يُنشر أبدا", "form-1").await;
        let other = begun(&paper, &staff.reporter, "خبر يبقى", "form-2").await;
        // It has been through everything that can happen to an unpublished story.
        let saved = journeys::headed("خبر لن يُنشر", journeys::text(&["سطر آخر."]));
        db.write(now, async |tx| newsroom::take_lock(tx, &staff.reporter, &story.public_id, Part::Text).await).await.unwrap();
        db.write(now, async |tx| newsroom::save_part(tx, &staff.reporter, &story.public_id, 0, saved).await).await.unwrap();
        go(&paper, &staff.reporter, &story, Move::Submit, None).await;
        go(&paper, &staff.editor, &story, Move::SendBack, Some("لا يكفي")).await;
        let end = Wall::read("2016-12-24T12:00", "Africa/Algiers").unwrap();
        db.write(now, async |tx| newsroom::schedule_end(tx, &staff.editor, &story.public_id, &end, "انتهى").await).await.unwrap();
        let follow = db.write(now, async |tx| newsroom::follow_up(tx, &staff.reporter, &story.public_id, "متابعة").await).await.unwrap();
        let mut translations = Vec::new();
        for language in [arabic::Language::French, arabic::Language::English] {
            let act = async |tx: &mut newsroom::Tx| newsroom::translate_story(tx, &staff.reporter, &story.public_id, language).await;
            translations.push(db.write(now, act).await.unwrap());
        }
        // And rows that only other parts of the desk write.
        let id = story.id;
        for sql in [
            format!("INSERT INTO slots (edition_id, page, language, name, position, story_id) VALUES (1, 'front', 'ar', 'lead', 0, {id})"),
            format!("INSERT INTO breaking_lines (edition_id, language, text, story_id, from_at, until_at) VALUES (1, 'ar', 'عاجل', {id}, 0, 1)"),
            format!("INSERT INTO most_read_hidden (story_id) VALUES ({id})"),
            format!("INSERT INTO corrections (story_id, kind, at, text) VALUES ({id}, 'correction', 0, 'x')"),
            format!("INSERT INTO story_topics (story_id, topic_id, position, published_at) VALUES ({id}, 7, 0, 0)"),
        ] {
            run_sql(db, &sql).await;
        }
        go(&paper, &staff.chief, &story, Move::Spike, None).await;
        let named = tables_naming(db, &story).await;
        let expected = [
            "audit_log", "breaking_lines", "corrections", "done_once", "jobs", "most_read_hidden", "notifications",
            "picture_stories", "slots", "stories", "story_locks", "story_topics", "story_versions",
        ];
        assert_eq!(named, expected.map(str::to_owned).into(), "or this journey shows nothing");

        // Not by everybody, not at once, not without a reason.
        assert!(matches!(delete(&paper, &staff.editor, &story, "سبب").await, Err(Error::Forbidden { .. })));
        assert!(matches!(delete(&paper, &staff.stranger, &story, "سبب").await, Err(Error::NotFound { .. })));
        let tired = Actor::person(3, vec![Grant::everywhere(Role::EditorInChief)], false);
        assert!(matches!(delete(&paper, &tired, &story, "سبب").await, Err(Error::ProofIsOld)));
        assert!(matches!(delete(&paper, &staff.chief, &other, "سبب").await, Err(Error::NoWay { .. })), "not in the trash");
        paper.clock.advance_seconds(TRASH_SECONDS - 1);
        assert!(matches!(delete(&paper, &staff.chief, &story, "سبب").await, Err(Error::InTrashTooShort { .. })));
        paper.clock.advance_seconds(1);
        assert!(matches!(delete(&paper, &staff.chief, &story, " ").await, Err(Error::WordsMissing)));
        assert_eq!(tables_naming(db, &story).await, named, "what is refused changes nothing");

        let before = newsroom::head(db.db()).await.unwrap();
        delete(&paper, &staff.chief, &story, "كُتب خطأ باسم شخص حي").await.unwrap();
        assert_eq!(tables_naming(db, &story).await, ["audit_log".to_owned()].into());
        assert!(matches!(delete(&paper, &staff.chief, &story, "سبب").await, Err(Error::NotFound { .. })), "once");
        let lines = newsroom::read_log(db.db(), before, 10).await.unwrap();
        let is_of_front = |event: &Event| matches!(event, Event::Slots(_) | Event::Breaking(_) | Event::Corrections(_));
        assert!(lines.iter().all(|line| is_of_front(&line.event)), "readers never had it: {lines:?}");

        // What is left: the person, the time, digests; and the chain is complete.
        let asked = AuditQuery { act: Some("delete_for_good".into()), ..AuditQuery::default() };
        let rows = newsroom::audit_rows(db.db(), &asked, 10).await.unwrap();
        assert_eq!((rows.len(), rows[0].actor.as_str()), (1, "person/3"));
        assert_eq!(rows[0].subject, format!("story/{}", story.public_id));
        let details = rows[0].details.to_string();
        assert!(!details.contains("خبر") && !details.contains("شخص"), "{details}");
        assert_eq!(rows[0].details["versions"].as_array().unwrap().len(), 2);
        assert_eq!(rows[0].details["reason_digest"], newsroom::digest("كُتب خطأ باسم شخص حي".as_bytes()));
        assert!(matches!(db.verify_audit().await.unwrap(), AuditVerdict::Whole { .. }));

        // The others stay: the follow-up on its own, the translations as each other's, the picture in the archive.
        let follow = newsroom::find_story(db.db(), follow.id).await.unwrap();
        assert_eq!(follow.follows, None);
        let [first, second] = [&translations[0], &translations[1]];
        let first = newsroom::find_story(db.db(), first.id).await.unwrap();
        let second = newsroom::find_story(db.db(), second.id).await.unwrap();
        assert_eq!((first.translates, second.translates), (None, Some(first.id)));
        assert_eq!(journeys::texts(db, "SELECT text FROM breaking_lines WHERE story_id IS NULL").await, ["عاجل"]);
        let pictures = journeys::texts(db, "SELECT public_id FROM pictures").await;
        assert_eq!(pictures.len(), 1);
        assert!(newsroom::find_story(db.db(), other.id).await.is_ok());
    }
}

journey! {
    async fn what_readers_once_had_is_never_deleted(paper: Paper) {
        let staff = staff(&paper).await;
        let story = paper.published("world", "نُشر مرة").await;
        go(&paper, &staff.chief, &story, Move::Unpublish, Some("خطأ")).await;
        go(&paper, &staff.chief, &story, Move::Revise, None).await;
        go(&paper, &staff.chief, &story, Move::Spike, None).await;
        paper.clock.advance_seconds(TRASH_SECONDS);
        assert!(matches!(delete(&paper, &staff.chief, &story, "سبب").await, Err(Error::WasPublished)));
        assert!(newsroom::find_story(paper.newsroom.db(), story.id).await.is_ok());
    }
}

journey! {
    async fn a_chief_deletes_from_the_trash_by_forms_alone(paper: Paper) {
        let chief = paper.first_admin().await;
        drop(chief);
        let console = Actor::console();
        let story = paper.draft(&paper.content("world", "مسودة منسية").await).await;
        let kept = paper.published("world", "نُشر مرة").await;
        go(&paper, &console, &story, Move::Spike, None).await;
        go(&paper, &console, &kept, Move::Unpublish, Some("خطأ")).await;
        go(&paper, &console, &kept, Move::Revise, None).await;
        go(&paper, &console, &kept, Move::Spike, None).await;
        let mut chief = paper.browser();
        chief.open("/newsroom/sign-in").await;
        chief.sign_in("chief@paper.example", PASSWORD).await;
        let address = format!("/newsroom/stories/{}", story.public_id);
        let confirm = format!("{address}/delete");
        assert!(chief.open(&address).await.text().contains(&format!("href=\"{confirm}\"")));
        let early = chief.open(&confirm).await.text();
        assert!(early.contains("ثلاثين يوما") && early.contains("2016-10-03") && !early.contains("<textarea"), "{early}");

        paper.clock.advance_seconds(TRASH_SECONDS);
        let mut chief = paper.browser();
        chief.open("/newsroom/sign-in").await;
        chief.sign_in("chief@paper.example", PASSWORD).await;
        let why = chief.open(&format!("/newsroom/stories/{}/delete", kept.public_id)).await.text();
        assert!(why.contains("نُشرت هذه المادة من قبل") && !why.contains("<textarea"), "{why}");
        // The proof expires: it is requested before anything is typed.
        paper.clock.advance_seconds(16 * 60);
        let proof = format!("/newsroom/proof?to=%2Fnewsroom%2Fstories%2F{}%2Fdelete", story.public_id);
        assert_eq!(chief.ask("GET", &confirm, None, &[]).await.header("location"), proof);
        let old = chief.send(&confirm, &[("words", "سبب الحذف")]).await;
        assert_eq!(old.status, StatusCode::UNAUTHORIZED, "nor by a form alone");
        assert!(old.text().contains("سبب الحذف") && old.text().contains("/newsroom/proof"), "what was typed is lost");
        assert!(newsroom::find_story(paper.newsroom.db(), story.id).await.is_ok());
        chief.open(&proof).await;
        assert_eq!(chief.send(&proof, &[("password", PASSWORD)]).await.header("location"), confirm);
        assert!(chief.open(&confirm).await.text().contains("مسودة منسية"));
        let refused = chief.send(&confirm, &[("words", "  ")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("اكتب ملاحظة أو سببا"));
        let done = chief.send(&confirm, &[("words", "مسودة مكررة")]).await;
        assert_eq!(done.header("location"), "/newsroom/stories?work=spiked&done=deleted");
        assert!(chief.open("/newsroom/stories?work=spiked&done=deleted").await.text().contains("حُذفت المادة نهائيا"));
        for path in [address.clone(), format!("{address}/versions"), confirm] {
            assert_eq!(chief.open(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}
