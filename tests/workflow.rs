//! The way of a story through the newsroom: who moves it, what stops it, what readers get.

use journeys::browser::between;
use journeys::{Paper, Staff, journey, staff};
use newsroom::{
    Action, Actor, Beginning, Change, Clock, Content, Correction, CorrectionKind, DeskFilter, Error, Grant,
    LeadPicture, Live, Move, Part, PublicId, Role, Saved, Story, Wall, With, Work,
};

async fn begun(paper: &Paper, actor: &Actor, headline: &str) -> Story {
    let content = paper.content("world", headline).await;
    paper.begun(actor, &content, Beginning::default()).await
}

async fn go(paper: &Paper, actor: &Actor, id: &PublicId, made: Move) -> newsroom::Result<Story> {
    go_with(paper, actor, id, made, With::default()).await
}

async fn go_with(paper: &Paper, actor: &Actor, id: &PublicId, made: Move, with: With) -> newsroom::Result<Story> {
    paper.newsroom.write(paper.clock.now(), async |tx| newsroom::make_move(tx, actor, id, made, with).await).await
}

fn words(text: &str) -> With {
    With { words: Some(text.to_owned()), ..With::default() }
}

async fn published(paper: &Paper, staff: &Staff, headline: &str) -> Story {
    let story = begun(paper, &staff.reporter, headline).await;
    for (actor, made) in
        [(&staff.reporter, Move::Submit), (&staff.editor, Move::Approve), (&staff.editor, Move::Publish)]
    {
        go(paper, actor, &story.public_id, made).await.unwrap();
    }
    newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap()
}

async fn save(paper: &Paper, actor: &Actor, story: &Story, change: Change) -> newsroom::Result<Saved> {
    let from = story.revisions[change.part().place()];
    paper
        .newsroom
        .write(paper.clock.now(), async |tx| newsroom::save_part(tx, actor, &story.public_id, from, change).await)
        .await
}

fn text(content: &Content, headline: &str) -> Change {
    Change::text(Content { headline: headline.to_owned(), ..content.clone() })
}

async fn content_of(paper: &Paper, story: &Story) -> Content {
    let id = story.newest_version().unwrap();
    newsroom::version(paper.newsroom.db(), id).await.unwrap().content
}

async fn status(paper: &Paper, story: &Story) -> u16 {
    paper.reader().get(&journeys::address("world", story)).await.status.as_u16()
}

async fn publish_now(paper: &Paper, actor: &Actor, id: &PublicId, with: With) -> newsroom::Result<Story> {
    paper.newsroom.write(paper.clock.now(), async |tx| newsroom::publish_now(tx, actor, id, with).await).await
}

journey! {
    async fn an_editor_publishes_a_draft_in_one_act(paper: Paper) {
        let staff = staff(&paper).await;
        let story = begun(&paper, &staff.reporter, "جسر جديد على الوادي").await;
        let id = &story.public_id;
        let seen = |story: &Story| With { seen: story.seen(), ..With::default() };
        // Somebody who may not make one of the steps makes none.
        assert!(matches!(publish_now(&paper, &staff.reporter, id, seen(&story)).await, Err(Error::Forbidden { .. })));
        assert!(matches!(publish_now(&paper, &staff.stranger, id, seen(&story)).await, Err(Error::NotFound { .. })));
        // Words that were written after the look stop it, and none of the steps is done.
        let later = text(&content_of(&paper, &story).await, "جسر جديد على الوادي الكبير");
        save(&paper, &staff.reporter, &story, later).await.unwrap();
        let before = newsroom::audit_rows_after(paper.newsroom.reads(), 0, 1_000).await.unwrap().len();
        assert!(matches!(publish_now(&paper, &staff.editor, id, seen(&story)).await, Err(Error::NotSeen)));
        let story = newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap();
        assert_eq!((story.work, story.live), (Work::Draft, Live::Never));
        assert_eq!(newsroom::audit_rows_after(paper.newsroom.reads(), 0, 1_000).await.unwrap().len(), before);

        let out = publish_now(&paper, &staff.editor, id, seen(&story)).await.unwrap();
        assert_eq!((out.work, out.live), (Work::None, Live::Published));
        assert_eq!(status(&paper, &story).await, 200);
        let rows = newsroom::audit_rows_after(paper.newsroom.reads(), 0, 1_000).await.unwrap();
        let acts: Vec<(&str, &str)> = rows[before..].iter().map(|row| (row.act.as_str(), row.actor.as_str())).collect();
        assert_eq!(acts, [("submit", "person/2"), ("approve", "person/2"), ("publish", "person/2")]);
        // Its writer is told once.
        let notices = newsroom::notices_of(paper.newsroom.db(), 1, None, 10).await.unwrap();
        assert_eq!(notices.iter().map(|notice| notice.act.as_str()).collect::<Vec<_>>(), ["publish"]);

        // One's own story takes two people.
        let own = begun(&paper, &staff.editor, "افتتاحية المحرر").await;
        assert!(matches!(publish_now(&paper, &staff.editor, &own.public_id, seen(&own)).await, Err(Error::OwnStory)));
        assert_eq!(newsroom::find_story(paper.newsroom.db(), own.id).await.unwrap().work, Work::Draft);
        // A story that lacks a field goes nowhere, not even to review.
        let unsigned = Content { desk_byline: None, ..paper.content("world", "بلا توقيع").await };
        let unsigned = paper.begun(&staff.reporter, &unsigned, Beginning::default()).await;
        let refused = publish_now(&paper, &staff.editor, &unsigned.public_id, seen(&unsigned)).await;
        assert!(matches!(refused, Err(Error::Incomplete { field: "byline", .. })), "{refused:?}");
        assert_eq!(newsroom::find_story(paper.newsroom.db(), unsigned.id).await.unwrap().work, Work::Draft);
    }
}

journey! {
    async fn publishing_now_is_a_button_for_who_may_and_wants_what_was_seen(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let mut reporter = paper.invited(&mut chief, "r@paper.example", "reporter").await;
        let mut editor = paper.invited(&mut chief, "e@paper.example", "desk_editor").await;
        let section = paper.section("world").await.id.to_string();
        reporter.open("/newsroom/stories/new").await;
        let begun = reporter.send("/newsroom/stories", &[("headline", "خبر عاجل للنشر"), ("section", &section), ("language", "ar"), ("kind", "news"), ("key", "a")]).await;
        let path = begun.header("location").to_owned();
        let value = |page: &str, action: &str, name: &str| between(page, &format!("action=\"{path}/{action}\""), "</form>").and_then(|form| between(&form, &format!("name=\"{name}\" value=\""), "\""));
        let page = reporter.open(&path).await.text();
        assert!(!page.contains("publish_now"), "not for reporters");
        let rev = value(&page, "text", "rev").unwrap();
        reporter.send(&format!("{path}/text"), &[("rev", &rev), ("headline", "خبر عاجل للنشر"), ("body", "نص الخبر.")]).await;
        let page = editor.open(&path).await.text();
        let now = format!("{path}/moves/publish_now");
        let seen = value(&page, "moves/publish_now", "seen").unwrap();
        let lacks = editor.send(&now, &[("seen", &seen)]).await;
        assert_eq!(lacks.status, 422);
        assert!(lacks.text().contains("التوقيع"), "{}", lacks.text());
        let rev = value(&page, "facts", "rev").unwrap();
        editor.send(&format!("{path}/facts"), &[("rev", &rev), ("section", &section), ("language", "ar"), ("desk_byline", "ق. د")]).await;
        let page = editor.open(&path).await.text();
        let seen = value(&page, "moves/publish_now", "seen").unwrap();
        assert_eq!(reporter.send(&now, &[("seen", &seen)]).await.status, 403);
        for bad in ["", "x", "99999-1-0-1-0"] {
            assert_eq!(editor.send(&now, &[("seen", bad)]).await.status, 409, "{bad}");
        }
        let done = editor.send(&now, &[("seen", &seen)]).await;
        assert_eq!((done.status.as_u16(), done.header("location")), (303, format!("{path}?done=published").as_str()));
        assert!(!editor.open(&path).await.text().contains("publish_now"), "there is nothing to publish");
    }
}

journey! {
    async fn a_story_goes_from_its_writer_to_its_readers(paper: Paper) {
        let staff = staff(&paper).await;
        let story = begun(&paper, &staff.reporter, "الثلج يقطع طريق الجبل").await;
        let id = &story.public_id;
        assert_eq!((story.writer, story.work, story.live), (Some(1), Work::Draft, Live::Never));
        assert!(matches!(go(&paper, &staff.reporter, id, Move::Approve).await, Err(Error::Forbidden { .. })));
        assert!(matches!(go(&paper, &staff.stranger, id, Move::Submit).await, Err(Error::NotFound { .. })));
        go(&paper, &staff.reporter, id, Move::Submit).await.unwrap();
        assert!(matches!(go(&paper, &staff.editor, id, Move::SendBack).await, Err(Error::WordsMissing)));
        let back = go_with(&paper, &staff.editor, id, Move::SendBack, words("أين رأي السكان؟")).await.unwrap();
        assert_eq!((back.work, back.note.as_deref()), (Work::Draft, Some("أين رأي السكان؟")));
        let notices = newsroom::notices_of(paper.newsroom.db(), 1, None, 10).await.unwrap();
        assert_eq!((notices[0].act.as_str(), notices[0].note.as_deref()), ("send_back", Some("أين رأي السكان؟")));
        go(&paper, &staff.reporter, id, Move::Submit).await.unwrap();
        assert!(matches!(go(&paper, &staff.reporter, id, Move::Publish).await, Err(Error::Forbidden { .. })));
        go(&paper, &staff.editor, id, Move::Approve).await.unwrap();
        assert_eq!(status(&paper, &story).await, 404);
        go(&paper, &staff.editor, id, Move::Publish).await.unwrap();
        assert_eq!(status(&paper, &story).await, 200);
        assert!(paper.reader().get("/").await.text().contains("الثلج يقطع طريق الجبل"));
        assert!(paper.reader().get("/rss.xml").await.text().contains("الثلج يقطع طريق الجبل"));
        assert!(matches!(paper.newsroom.verify_audit().await.unwrap(), newsroom::AuditVerdict::Whole { rows } if rows >= 6));
    }
}

journey! {
    async fn nobody_approves_their_own_story(paper: Paper) {
        let staff = staff(&paper).await;
        let story = begun(&paper, &staff.editor, "خبر من رئيس القسم").await;
        go(&paper, &staff.editor, &story.public_id, Move::Submit).await.unwrap();
        assert!(matches!(go(&paper, &staff.editor, &story.public_id, Move::Approve).await, Err(Error::OwnStory)));
        go(&paper, &staff.chief, &story.public_id, Move::Approve).await.unwrap();
    }
}

journey! {
    async fn what_is_missing_is_named(paper: Paper) {
        let staff = staff(&paper).await;
        let mut content = paper.content("world", "خبر بلا توقيع").await;
        content.desk_byline = None;
        let story = paper.begun(&staff.reporter, &content, Beginning::default()).await;
        go(&paper, &staff.reporter, &story.public_id, Move::Submit).await.unwrap();
        let refused = go(&paper, &staff.editor, &story.public_id, Move::Approve).await;
        assert!(matches!(refused, Err(Error::Incomplete { field: "byline", .. })), "{refused:?}");
    }
}

journey! {
    async fn every_photo_says_what_it_shows_and_whose_it_is(paper: Paper) {
        let staff = staff(&paper).await;
        let photo = crate::approval::photo(&paper).await;
        let picture = newsroom::pictures_by_ids(paper.newsroom.reads(), &[photo]).await.unwrap().remove(0);
        let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let lead = |caption: &str, credit: &str, alt: &str, archive| LeadPicture {
            picture_id: Some(picture.id), caption: said(caption), credit: said(credit), alt: said(alt), archive, ..LeadPicture::default()
        };
        let photo = |caption: &str, credit: &str, alt: &str| {
            let id = story::PictureId::parse(picture.public_id.as_str()).unwrap();
            story::Photo { caption: caption.to_owned(), credit: credit.to_owned(), alt: alt.to_owned(), ..story::Photo::new(id) }
        };
        let whole = || (Some(lead("السد", "ليلى", "جدار بين جبلين", false)), photo("السد", "ليلى", "جدار بين جبلين"));
        let decorative = story::Photo { decorative: true, ..photo("", "ليلى", "") };
        for ((lead, photo), lacking) in [
            ((Some(lead("", "ليلى", "جدار", false)), whole().1), Some("caption")),
            ((Some(lead("السد", "", "جدار", false)), whole().1), Some("credit")),
            ((Some(lead("السد", "ليلى", "", false)), whole().1), Some("alt_text")),
            ((Some(lead("السد", "ليلى", " السد", false)), whole().1), Some("distinct_alt")),
            ((whole().0, photo("", "ليلى", "جدار")), Some("text_caption")),
            ((whole().0, photo("السد", "", "جدار")), Some("text_credit")),
            ((whole().0, photo("السد", "ليلى", "")), Some("text_alt")),
            ((whole().0, photo("السد", "ليلى", "السد ")), Some("text_distinct_alt")),
            ((Some(lead("", "ليلى", "جدار", true)), decorative), None),
            (whole(), None),
        ] {
            let mut content = paper.content("world", "خبر مصور").await;
            let id = story::Ids::new(&mut newsroom::DocumentIds).fresh();
            content.body.blocks.push(story::Block::new(id, story::Node::Photo(photo)));
            content.lead = lead;
            let story = paper.begun(&staff.reporter, &content, Beginning::default()).await;
            go(&paper, &staff.reporter, &story.public_id, Move::Submit).await.unwrap();
            let approved = go(&paper, &staff.editor, &story.public_id, Move::Approve).await;
            let found = match &approved {
                Err(Error::Incomplete { field, .. }) => Some(*field),
                other => other.as_ref().map(|_| None).unwrap(),
            };
            assert_eq!(found, lacking);
        }
    }
}

journey! {
    async fn a_pending_update_leaves_the_live_copy_alone(paper: Paper) {
        let staff = staff(&paper).await;
        let story = published(&paper, &staff, "قبل التحديث").await;
        let content = content_of(&paper, &story).await;
        let path = journeys::address("world", &story);
        let Saved::New { story: updated, .. } = save(&paper, &staff.reporter, &story, text(&content, "بعد التحديث")).await.unwrap() else { panic!() };
        assert_eq!((updated.live, updated.work), (Live::Published, Work::Draft));
        assert!(paper.reader().get(&path).await.text().contains("قبل التحديث"));
        go(&paper, &staff.reporter, &story.public_id, Move::Submit).await.unwrap();
        go(&paper, &staff.editor, &story.public_id, Move::Approve).await.unwrap();
        assert!(!paper.reader().get(&path).await.text().contains("بعد التحديث"));
        paper.clock.advance_seconds(60);
        let live = go(&paper, &staff.editor, &story.public_id, Move::Publish).await.unwrap();
        assert_eq!(live.public_id, story.public_id);
        assert!({ let live = newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap(); paper.reader().get(&journeys::address("world", &live)).await.text() }.contains("بعد التحديث"));
        assert_eq!(live.changed_at, Some(paper.clock.now()));
        let stood = newsroom::version_at(paper.newsroom.db(), story.id, newsroom::Timestamp(paper.clock.now().0 - 1)).await.unwrap().unwrap();
        assert_eq!(stood.content.headline, "قبل التحديث");
    }
}

journey! {
    async fn a_minor_edit_moves_no_date(paper: Paper) {
        let staff = staff(&paper).await;
        let story = published(&paper, &staff, "خطأ مطبعي").await;
        let content = content_of(&paper, &story).await;
        save(&paper, &staff.reporter, &story, text(&content, "خطأ مطبعي صُحح")).await.unwrap();
        go(&paper, &staff.reporter, &story.public_id, Move::Submit).await.unwrap();
        go(&paper, &staff.editor, &story.public_id, Move::Approve).await.unwrap();
        paper.clock.advance_seconds(60);
        let minor = With { is_minor: true, ..With::default() };
        let live = go_with(&paper, &staff.editor, &story.public_id, Move::Publish, minor).await.unwrap();
        assert_eq!(live.changed_at, None);
    }
}

journey! {
    async fn a_stale_save_is_refused_and_its_words_are_kept(paper: Paper) {
        let staff = staff(&paper).await;
        let story = begun(&paper, &staff.reporter, "العنوان الأول").await;
        let content = content_of(&paper, &story).await;
        let Saved::New { .. } = save(&paper, &staff.editor, &story, text(&content, "عنوان المحرر")).await.unwrap() else { panic!() };
        let Saved::Conflict { aside, story: now } = save(&paper, &staff.reporter, &story, text(&content, "عنوان الصحفي")).await.unwrap() else { panic!("overwritten") };
        assert_eq!(now.title, "عنوان المحرر");
        let kept = newsroom::version(paper.newsroom.db(), aside).await.unwrap();
        assert_eq!((kept.content.headline.as_str(), kept.reason.as_str(), kept.made_by), ("عنوان الصحفي", "set_aside", Some(1)));
        // A change of another part at the same time causes no conflict.
        let lead = LeadPicture { caption: Some("شرح".into()), ..LeadPicture::default() };
        assert!(matches!(save(&paper, &staff.reporter, &story, Change::Pictures(Some(lead))).await.unwrap(), Saved::New { .. }));
        let versions = newsroom::versions_of(paper.newsroom.db(), story.id, None, 10).await.unwrap();
        assert_eq!(versions.len(), 4);
        let restored = paper.newsroom.write(paper.clock.now(), async |tx| {
            newsroom::restore_version(tx, &staff.editor, &story.public_id, 1).await
        });
        assert_eq!(restored.await.unwrap().title, "العنوان الأول");
    }
}

journey! {
    async fn a_lock_keeps_others_out_until_it_is_taken_over_or_left(paper: Paper) {
        let staff = staff(&paper).await;
        let story = begun(&paper, &staff.reporter, "خبر مقفل").await;
        let id = story.public_id.clone();
        let take = async |actor: &Actor| {
            paper.newsroom.write(paper.clock.now(), async |tx| newsroom::take_lock(tx, actor, &id, Part::Text).await).await
        };
        take(&staff.reporter).await.unwrap();
        assert!(matches!(take(&staff.editor).await, Err(Error::Locked { by: 1, part: "text" })));
        let content = content_of(&paper, &story).await;
        assert!(matches!(save(&paper, &staff.editor, &story, text(&content, "آخر")).await, Err(Error::Locked { .. })));
        paper.newsroom.write(paper.clock.now(), async |tx| newsroom::take_over(tx, &staff.editor, &id, Part::Text).await).await.unwrap();
        let Saved::Conflict { .. } = save(&paper, &staff.reporter, &story, text(&content, "ما كتبه الصحفي")).await.unwrap() else { panic!() };
        assert!(matches!(take(&staff.reporter).await, Err(Error::Locked { by: 2, .. })));
        paper.clock.advance_seconds(newsroom::LOCK_IDLE_SECONDS_MAX + 1);
        take(&staff.reporter).await.unwrap();
    }
}

journey! {
    async fn a_schedule_is_kept_to_the_second(paper: Paper) {
        let staff = staff(&paper).await;
        let story = begun(&paper, &staff.reporter, "خبر الليلة").await;
        let id = &story.public_id;
        go(&paper, &staff.reporter, id, Move::Submit).await.unwrap();
        go(&paper, &staff.editor, id, Move::Approve).await.unwrap();
        let at = |seconds: i64| Wall::at(paper.clock.now().plus_seconds(seconds), "Africa/Algiers").unwrap();
        let past = With { at: Some(at(-5)), ..With::default() };
        assert!(matches!(go_with(&paper, &staff.editor, id, Move::Schedule, past).await, Err(Error::BadTime { .. })));
        let soon = With { at: Some(at(60)), ..With::default() };
        go_with(&paper, &staff.editor, id, Move::Schedule, soon).await.unwrap();
        // Edits before the time keep the schedule and wait for an approval of their own.
        let found = newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap();
        let content = content_of(&paper, &found).await;
        save(&paper, &staff.editor, &found, text(&content, "خبر الليلة بعد تحرير")).await.unwrap();
        paper.clock.advance_seconds(59);
        assert_eq!(newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap(), Default::default());
        assert_eq!(status(&paper, &story).await, 404);
        paper.clock.advance_seconds(1);
        let report = newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap();
        assert_eq!((report.done, report.late, report.failed), (1, 0, 0));
        let live = newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap();
        assert_eq!((live.live, live.work, live.title.as_str()), (Live::Published, Work::InReview, "خبر الليلة بعد تحرير"));
        let stands = newsroom::version(paper.newsroom.db(), live.live_version.unwrap()).await.unwrap();
        assert_eq!(stands.content.headline, "خبر الليلة");
        assert_eq!(newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap().done, 0, "once");
    }
}

journey! {
    async fn what_cannot_be_done_at_its_time_goes_back_and_is_told(paper: Paper) {
        let staff = staff(&paper).await;
        let story = begun(&paper, &staff.reporter, "خبر تحت حظر").await;
        let id = &story.public_id;
        go(&paper, &staff.reporter, id, Move::Submit).await.unwrap();
        go(&paper, &staff.editor, id, Move::Approve).await.unwrap();
        let at = Some(Wall::at(paper.clock.now().plus_seconds(60), "Africa/Algiers").unwrap());
        go_with(&paper, &staff.editor, id, Move::Schedule, With { at, ..With::default() }).await.unwrap();
        // An embargo that was moved by a change of the clocks lasts beyond that time.
        let until = paper.clock.now().plus_seconds(7_200).0;
        let sql = format!("UPDATE stories SET embargo_until = {until} WHERE id = {}", story.id);
        sea_orm::ConnectionTrait::execute_unprepared(paper.newsroom.db(), &sql).await.unwrap();
        paper.clock.advance_seconds(3_600);
        let report = newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap();
        assert_eq!((report.done, report.failed), (0, 1));
        let found = newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap();
        assert_eq!((found.live, found.work), (Live::Never, Work::Approved));
        assert_eq!(newsroom::notices_of(paper.newsroom.db(), 2, None, 1).await.unwrap()[0].act, "give_up");
    }
}

journey! {
    async fn an_embargo_holds_everywhere_until_its_time_or_is_broken_with_a_reason(paper: Paper) {
        let staff = staff(&paper).await;
        let story = begun(&paper, &staff.reporter, "تقرير محظور").await;
        let id = &story.public_id;
        go(&paper, &staff.reporter, id, Move::Submit).await.unwrap();
        go(&paper, &staff.editor, id, Move::Approve).await.unwrap();
        let at = |seconds: i64| Wall::at(paper.clock.now().plus_seconds(seconds), "Africa/Algiers").unwrap();
        let set = async |until: Wall| {
            paper.newsroom.write(paper.clock.now(), async |tx| newsroom::set_embargo(tx, &staff.editor, id, &until).await).await
        };
        set(at(600)).await.unwrap();
        assert!(matches!(set(at(60)).await, Err(Error::BadTime { .. })), "bringing the end forward is breaking it");
        assert!(matches!(go(&paper, &staff.chief, id, Move::Publish).await, Err(Error::Embargoed { .. })));
        let early = With { at: Some(at(300)), ..With::default() };
        assert!(matches!(go_with(&paper, &staff.chief, id, Move::Schedule, early).await, Err(Error::BadTime { .. })));
        let break_it = async |actor: &Actor, reason: &str| {
            paper.newsroom.write(paper.clock.now(), async |tx| newsroom::break_embargo(tx, actor, id, reason).await).await
        };
        assert!(matches!(break_it(&staff.editor, "نُشر في مكان آخر").await, Err(Error::Forbidden { .. })));
        assert!(matches!(break_it(&staff.chief, " ").await, Err(Error::WordsMissing)));
        let stale = Actor::person(3, staff.chief.grants().to_vec(), false);
        assert!(matches!(break_it(&stale, "نُشر في مكان آخر").await, Err(Error::ProofIsOld)));
        assert_eq!(status(&paper, &story).await, 404);
        break_it(&staff.chief, "نُشر في مكان آخر").await.unwrap();
        go(&paper, &staff.chief, id, Move::Publish).await.unwrap();
        assert_eq!(status(&paper, &story).await, 200);
    }
}

journey! {
    async fn unpublished_killed_and_withheld(paper: Paper) {
        let staff = staff(&paper).await;
        let story = published(&paper, &staff, "خبر سيُسحب").await;
        let id = &story.public_id;
        assert!(paper.reader().get("/world").await.text().contains("خبر سيُسحب"));
        assert!(matches!(go(&paper, &staff.editor, id, Move::Unpublish).await, Err(Error::WordsMissing)));
        go_with(&paper, &staff.editor, id, Move::Unpublish, words("لم تتأكد المعلومة")).await.unwrap();
        assert_eq!(status(&paper, &story).await, 410);
        for page in ["/", "/world", "/rss.xml", "/world/rss.xml", "/sitemaps/news-ar.xml", "/archive/2016/09/03"] {
            assert!(!paper.reader().get(page).await.text().contains("خبر سيُسحب"), "{page}");
        }
        assert!(matches!(go_with(&paper, &staff.editor, id, Move::Kill, words("حكم")).await, Err(Error::Forbidden { .. })));
        let legal = With { is_legal: true, ..words("حكم قضائي") };
        go_with(&paper, &staff.chief, id, Move::Kill, legal).await.unwrap();
        assert_eq!(status(&paper, &story).await, 451);
        assert!(matches!(go(&paper, &staff.editor, id, Move::Revise).await, Err(Error::NoWay { .. })));
        let back = go_with(&paper, &staff.chief, id, Move::Revive, words("نُقض الحكم")).await.unwrap();
        assert_eq!((back.live, back.work), (Live::Unpublished, Work::Draft));
        go(&paper, &staff.reporter, id, Move::Submit).await.unwrap();
        go(&paper, &staff.editor, id, Move::Approve).await.unwrap();
        paper.clock.advance_seconds(3_600);
        let again = go(&paper, &staff.editor, id, Move::Publish).await.unwrap();
        // At its old address, with the date of its first publication.
        assert_eq!(status(&paper, &story).await, 200);
        assert_eq!((again.published_at, &again.slug), (story.published_at, &story.slug));
        assert!(paper.reader().get("/archive/2016/09/03").await.text().contains("خبر سيُسحب"));
    }
}

journey! {
    async fn corrections_are_dated_and_have_a_page_of_their_own(paper: Paper) {
        let staff = staff(&paper).await;
        let story = published(&paper, &staff, "خبر فيه خطأ").await;
        assert!(paper.reader().get("/corrections").await.text().contains("لا تصويبات بعد"));
        let note = |kind, text: &str| Correction { kind, at: paper.clock.now(), text: text.to_owned() };
        let add = async |actor: &Actor, note: Correction| {
            paper.newsroom.write(paper.clock.now(), async |tx| newsroom::add_correction(tx, actor, story.id, &note).await).await
        };
        assert!(matches!(add(&staff.reporter, note(CorrectionKind::Correction, "x")).await, Err(Error::Forbidden { .. })));
        add(&staff.editor, note(CorrectionKind::Correction, "ورد في الخبر رقم خاطئ.")).await.unwrap();
        assert!(matches!(add(&staff.editor, note(CorrectionKind::RightOfReply, "x")).await, Err(Error::Forbidden { .. })));
        add(&staff.chief, note(CorrectionKind::RightOfReply, "ينفي المعني ما نُسب إليه.")).await.unwrap();
        for page in [journeys::address("world", &story), "/corrections".into(), "/corrections/rss.xml".into()] {
            let text = paper.reader().get(&page).await.text();
            assert!(text.contains("ورد في الخبر رقم خاطئ.") && text.contains("ينفي المعني ما نُسب إليه."), "{page}");
        }
        go_with(&paper, &staff.editor, &story.public_id, Move::Unpublish, words("سبب")).await.unwrap();
        assert!(!paper.reader().get("/corrections").await.text().contains("ورد في الخبر رقم خاطئ."));
    }
}

journey! {
    async fn translations_name_each_other(paper: Paper) {
        let staff = staff(&paper).await;
        let story = published(&paper, &staff, "خبر بلغتين").await;
        let path = journeys::address("world", &story);
        assert!(!paper.reader().get(&path).await.text().contains("hreflang=\"fr\" href=\"http://localhost:8080/fr/world/"));
        let now = paper.clock.now();
        let french = paper.newsroom.write(now, async |tx| {
            newsroom::translate_story(tx, &staff.reporter, &story.public_id, arabic::Language::French).await
        });
        let french = french.await.unwrap();
        for (actor, made) in [(&staff.reporter, Move::Submit), (&staff.editor, Move::Approve), (&staff.editor, Move::Publish)] {
            go(&paper, actor, &french.public_id, made).await.unwrap();
        }
        let page = paper.reader().get(&path).await.text();
        assert!(page.contains(&format!("hreflang=\"fr\" href=\"http://localhost:8080/fr/world/{}/", french.public_id)), "the page in memory was told");
        let again = paper.newsroom.write(now, async |tx| {
            newsroom::translate_story(tx, &staff.reporter, &story.public_id, arabic::Language::French).await
        });
        assert!(matches!(again.await, Err(Error::AlreadyThere { .. })));
    }
}

journey! {
    async fn the_list_shows_what_each_may_see(paper: Paper) {
        let staff = staff(&paper).await;
        let draft = begun(&paper, &staff.reporter, "مسودة عن لإتفاق المياه").await;
        let secret = paper.newsroom.write(paper.clock.now(), async |tx| {
            let content = newsroom::version(tx.db(), draft.work_version.unwrap()).await?.content;
            let begin = Beginning { is_private: true, ..Beginning::default() };
            newsroom::begin_story(tx, &staff.reporter, &Content { headline: "سر".into(), ..content }, begin).await
        });
        let secret = secret.await.unwrap();
        let list = async |actor: &Actor, filter: DeskFilter| {
            let page = newsroom::desk_list(paper.newsroom.db(), actor, &filter, None, 50).await.unwrap();
            page.lines.into_iter().map(|line| line.story.public_id).collect::<Vec<_>>()
        };
        let both = vec![secret.public_id.clone(), draft.public_id.clone()];
        assert_eq!(list(&staff.reporter, DeskFilter::default()).await, both);
        assert_eq!(list(&staff.editor, DeskFilter::default()).await, std::slice::from_ref(&draft.public_id));
        assert_eq!(list(&staff.chief, DeskFilter::default()).await, both);
        assert!(list(&staff.stranger, DeskFilter::default()).await.is_empty());
        assert!(list(&Actor::person(9, vec![Grant::everywhere(Role::Admin)], true), DeskFilter::default()).await.is_empty());
        // The list and the table of rights agree for every person and story.
        let stories = [&draft, &secret];
        for actor in [&staff.reporter, &staff.editor, &staff.chief, &staff.stranger] {
            let seen = list(actor, DeskFilter::default()).await;
            for story in stories {
                let may = newsroom::story_for(paper.newsroom.db(), actor, Action::See, &story.public_id, paper.clock.now()).await.is_ok();
                assert_eq!(may, seen.contains(&story.public_id), "{actor:?}");
            }
        }
    }
}
