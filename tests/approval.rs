//! Approval is for a version. Every way of publishing, by a person or by the clock, publishes exactly the approved
//! version. Later changes wait for an approval of their own, restoring is an edit, and nobody approves what they have
//! not seen.

use journeys::browser::between;
use journeys::{Paper, Staff, address, journey, staff};
use newsroom::{
    Actor, Beginning, Change, Clock, Content, Error, Grant, LeadPicture, Live, Move, PublicId, PublishedWhen, Role,
    Story, Wall, With, Work,
};
use sea_orm::ConnectionTrait;

const ZONE: &str = "Africa/Algiers";

async fn now(paper: &Paper, story: &Story) -> Story {
    newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap()
}

async fn content(paper: &Paper, version: Option<i64>) -> Content {
    newsroom::version(paper.newsroom.db(), version.unwrap()).await.unwrap().content
}

async fn go_with(paper: &Paper, actor: &Actor, id: &PublicId, made: Move, with: With) -> newsroom::Result<Story> {
    paper.clock.advance_seconds(1);
    paper.newsroom.write(paper.clock.now(), async |tx| newsroom::make_move(tx, actor, id, made, with).await).await
}

async fn go(paper: &Paper, actor: &Actor, story: &Story, made: Move) -> newsroom::Result<Story> {
    go_with(paper, actor, &story.public_id, made, With::default()).await
}

async fn save(paper: &Paper, actor: &Actor, story: &Story, change: Change) -> newsroom::Result<newsroom::Saved> {
    paper.clock.advance_seconds(1);
    let from = now(paper, story).await.revisions[change.part().place()];
    let id = &story.public_id;
    paper.newsroom.write(paper.clock.now(), async |tx| newsroom::save_part(tx, actor, id, from, change).await).await
}

async fn typed(paper: &Paper, actor: &Actor, story: &Story, change: Change) -> newsroom::Result<newsroom::Saved> {
    paper.clock.advance_seconds(1);
    let from = now(paper, story).await.revisions[change.part().place()];
    let (id, key) = (&story.public_id, paper.clock.now().0.to_string());
    paper
        .newsroom
        .write(paper.clock.now(), async |tx| newsroom::type_part(tx, actor, id, from, &key, change).await)
        .await
}

async fn restore(paper: &Paper, actor: &Actor, story: &Story, number: i64) -> newsroom::Result<Story> {
    let id = &story.public_id;
    paper.newsroom.write(paper.clock.now(), async |tx| newsroom::restore_version(tx, actor, id, number).await).await
}

fn headline(headline: &str) -> Change {
    journeys::headed(headline, journeys::text(&["فقرة أولى في الخبر.", "فقرة ثانية في الخبر."]))
}

/// A stored photo.
pub(crate) async fn photo(paper: &Paper) -> i64 {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let pixels = image::RgbImage::from_fn(600, 400, |x, y| image::Rgb([(x % 251) as u8, (y % 241) as u8, 90]));
    pixels.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    let prepared = newsroom::prepare_picture(&paper.newsroom, bytes.into_inner().into()).await.unwrap();
    let console = Actor::console();
    let act = async |tx: &mut newsroom::Tx| newsroom::add_picture(tx, &console, None, &prepared).await;
    paper.newsroom.write(paper.clock.now(), act).await.unwrap().id
}

/// A photo with caption, credit and alternative text.
pub(crate) fn lead(photo: i64, caption: &str) -> Change {
    let text = |words: &str| Some(words.to_owned());
    Change::Pictures(Some(LeadPicture {
        picture_id: Some(photo),
        caption: text(caption),
        credit: text("وكالة"),
        alt: text("وصف"),
        ..LeadPicture::default()
    }))
}

fn caption(words: &str) -> Change {
    Change::Pictures(Some(LeadPicture { caption: Some(words.into()), ..LeadPicture::default() }))
}

fn byline(content: &Content, line: &str) -> Change {
    let facts = content.clone();
    Change::facts(Content {
        desk_byline: Some(line.into()),
        writers: Vec::new(),
        agencies_line: None,
        topics: Vec::new(),
        ..facts
    })
}

/// A story submitted by the reporter and approved by the editor.
async fn approved(paper: &Paper, staff: &Staff, headline: &str) -> Story {
    let content = paper.content("world", headline).await;
    let story = paper.begun(&staff.reporter, &content, Beginning::default()).await;
    go(paper, &staff.reporter, &story, Move::Submit).await.unwrap();
    go(paper, &staff.editor, &story, Move::Approve).await.unwrap()
}

fn soon(paper: &Paper, seconds: i64) -> With {
    With { at: Some(Wall::at(paper.clock.now().plus_seconds(seconds), ZONE).unwrap()), ..With::default() }
}

async fn page(paper: &Paper, story: &Story) -> String {
    paper.get(&address("world", &now(paper, story).await)).await.text()
}

/// Changes the words after an approval, in each way there is.
async fn write_on(paper: &Paper, staff: &Staff, story: &Story, way: usize, later_words: &str) {
    let content = content(paper, story.work_version).await;
    let later = match way {
        0 => save(paper, &staff.editor, story, headline(later_words)).await,
        1 => typed(paper, &staff.chief, story, headline(later_words)).await,
        2 => save(paper, &staff.editor, story, lead(photo(paper).await, later_words)).await,
        3 => save(paper, &staff.editor, story, byline(&content, later_words)).await,
        _ => {
            save(paper, &staff.editor, story, headline(later_words)).await.unwrap();
            save(paper, &staff.editor, story, headline("كلام آخر")).await.unwrap();
            let versions = newsroom::versions_of(paper.newsroom.db(), story.id, None, 9).await.unwrap();
            let number = versions.iter().find(|line| line.headline == later_words).unwrap().number;
            restore(paper, &staff.editor, story, number).await.unwrap();
            return;
        }
    };
    assert!(matches!(later.unwrap(), newsroom::Saved::New { .. }));
}

journey! {
    async fn whatever_hand_publishes_takes_the_approved_version(paper: Paper) {
        let staff = staff(&paper).await;
        for way in 0..5 {
            for (at, hand) in ["move", "clock", "console", "update"].into_iter().enumerate() {
                // Words that occur nowhere else: earlier stories are shown beside this one.
                let letter = |at: usize| "بتثجحخدذرز".chars().nth(at).unwrap();
                let later = format!("لم يعتمده أحد{}{}", letter(way), letter(at));
                let story = approved(&paper, &staff, "كلام معتمد").await;
                let first = story.approved_version;
                if hand == "update" {
                    // The same for an update of a published story.
                    go(&paper, &staff.editor, &story, Move::Publish).await.unwrap();
                    save(&paper, &staff.reporter, &story, headline("تحديث معتمد")).await.unwrap();
                    go(&paper, &staff.reporter, &story, Move::Submit).await.unwrap();
                    go(&paper, &staff.editor, &story, Move::Approve).await.unwrap();
                }
                let approved = now(&paper, &story).await.approved_version;
                write_on(&paper, &staff, &now(&paper, &story).await, way, &later).await;
                let before = now(&paper, &story).await;
                assert_eq!((before.work, before.approved_version), (Work::Approved, approved), "{way} {hand}");
                assert!(before.changed_since_approval());
                match hand {
                    "move" | "update" => drop(go(&paper, &staff.chief, &story, Move::Publish).await.unwrap()),
                    "clock" => {
                        go_with(&paper, &staff.editor, &story.public_id, Move::Schedule, soon(&paper, 60)).await.unwrap();
                        paper.clock.advance_seconds(60);
                        assert_eq!(newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap().done, 1);
                    }
                    _ => {
                        let act = async |tx: &mut newsroom::Tx| newsroom::publish(tx, &Actor::console(), story.id, PublishedWhen::Now).await;
                        paper.newsroom.write(paper.clock.now(), act).await.unwrap();
                    }
                }
                let after = now(&paper, &story).await;
                assert_eq!(after.live_version, approved, "{way} {hand}");
                assert_eq!((after.live, after.work, after.approved_version), (Live::Published, Work::InReview, None));
                assert!(!page(&paper, &story).await.contains(&later), "{way} {hand}");
                assert_eq!(after.work_version, before.work_version, "what came later waits as an update");
                // It is published once somebody approves it.
                go(&paper, &staff.editor, &story, Move::Approve).await.unwrap();
                go(&paper, &staff.editor, &story, Move::Publish).await.unwrap();
                assert!(page(&paper, &story).await.contains(&later), "{way} {hand}");
                assert_ne!(now(&paper, &story).await.live_version, first);
            }
        }
        assert!(matches!(paper.newsroom.verify_audit().await.unwrap(), newsroom::AuditVerdict::Whole { .. }));
    }
}

journey! {
    async fn a_person_has_no_way_to_publish_but_the_move(paper: Paper) {
        let staff = staff(&paper).await;
        let story = paper.begun(&staff.reporter, &paper.content("world", "مسودة").await, Beginning::default()).await;
        let act = async |tx: &mut newsroom::Tx| newsroom::publish(tx, &staff.chief, story.id, PublishedWhen::Now).await;
        let refused = paper.newsroom.write(paper.clock.now(), act).await;
        assert!(matches!(refused, Err(Error::Forbidden { .. })), "{refused:?}");
    }
}

journey! {
    async fn restoring_asks_for_the_right_to_edit_in_that_state(paper: Paper) {
        let staff = staff(&paper).await;
        let desk = paper.section("world").await.desk_id;
        let reviser = Actor::person(5, vec![Grant::at(Role::Reviser, [desk])], true);
        let photo = Actor::person(6, vec![Grant::at(Role::PhotoEditor, [desk])], true);
        let content = paper.content("world", "لم يعتمده أحد").await;
        let story = paper.begun(&staff.reporter, &content, Beginning::default()).await;
        save(&paper, &staff.reporter, &story, headline("كلام معتمد")).await.unwrap();
        restore(&paper, &staff.reporter, &story, 1).await.unwrap();
        save(&paper, &staff.reporter, &story, headline("كلام معتمد")).await.unwrap();
        go(&paper, &staff.reporter, &story, Move::Submit).await.unwrap();
        // In review, approved and scheduled: restoring requires the right to edit, even in one's own story.
        for step in 0..3 {
            match step {
                1 => drop(go(&paper, &staff.editor, &story, Move::Approve).await.unwrap()),
                2 => drop(go_with(&paper, &staff.editor, &story.public_id, Move::Schedule, soon(&paper, 600)).await.unwrap()),
                _ => {}
            }
            let before = now(&paper, &story).await;
            let refused = restore(&paper, &staff.reporter, &story, 1).await;
            assert!(matches!(refused, Err(Error::Forbidden { .. })), "{step} {refused:?}");
            assert!(matches!(save(&paper, &staff.reporter, &story, headline("س")).await, Err(Error::Forbidden { .. })));
            assert_eq!(now(&paper, &story).await, before, "nothing is written");
        }
        // A reviser restores a text and a photo editor a picture; neither restores the other's part.
        save(&paper, &staff.editor, &story, caption("شرح")).await.unwrap();
        let versions = newsroom::versions_of(paper.newsroom.db(), story.id, None, 9).await.unwrap();
        let (with_caption, without) = (versions[0].number, versions[1].number);
        assert!(matches!(restore(&paper, &reviser, &story, without).await, Err(Error::Forbidden { .. })), "it would change the picture");
        restore(&paper, &photo, &story, without).await.unwrap();
        assert!(matches!(restore(&paper, &photo, &story, 1).await, Err(Error::Forbidden { .. })), "it would change the text");
        restore(&paper, &reviser, &story, 1).await.unwrap();
        restore(&paper, &staff.editor, &story, with_caption).await.unwrap();
        // Whatever was restored, the approved version is published on time.
        paper.clock.advance_seconds(600);
        assert_eq!(newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap().done, 1);
        let page = page(&paper, &story).await;
        assert!(page.contains("كلام معتمد") && !page.contains("لم يعتمده أحد"), "{page}");
    }
}

journey! {
    async fn a_reporter_restores_nothing_into_what_is_scheduled_by_its_address(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let mut reporter = paper.invited(&mut chief, "r@paper.example", "reporter").await;
        let mut editor = paper.invited(&mut chief, "e@paper.example", "desk_editor").await;
        let section = paper.section("world").await.id.to_string();
        reporter.open("/newsroom/stories/new").await;
        let begun = reporter.send("/newsroom/stories", &[("headline", "غير معتمد"), ("section", &section), ("language", "ar"), ("kind", "news"), ("key", "a")]).await;
        let path = begun.header("location").to_owned();
        let page = reporter.open(&path).await.text();
        let rev = |page: &str, part: &str| between(page, &format!("action=\"{path}/{part}\""), "</form>").and_then(|form| between(&form, "name=\"rev\" value=\"", "\"")).unwrap();
        reporter.send(&format!("{path}/text"), &[("rev", &rev(&page, "text")), ("headline", "معتمد"), ("body", "نص الخبر.")]).await;
        let page = reporter.open(&path).await.text();
        reporter.send(&format!("{path}/facts"), &[("rev", &rev(&page, "facts")), ("section", &section), ("language", "ar"), ("desk_byline", "ق. د")]).await;
        assert_eq!(reporter.send(&format!("{path}/moves/submit"), &[]).await.status, 303);
        // Without a mark of what was seen, or with a wrong one, nothing is approved.
        editor.open(&path).await;
        for bad in ["", "x", "1-2-3-4", "99999-1-0-1"] {
            let refused = editor.send(&format!("{path}/moves/approve"), &[("seen", bad)]).await;
            assert_eq!(refused.status, 409, "{bad}");
            assert!(refused.text().contains("ولم يُتخذ قرار في ما لم تره"), "{}", refused.text());
        }
        let seen = |page: &str, made: &str| between(page, &format!("/moves/{made}\""), "</form>").and_then(|form| between(&form, "name=\"seen\" value=\"", "\"")).unwrap();
        let shown = editor.open(&path).await.text();
        assert_eq!(editor.send(&format!("{path}/moves/approve"), &[("seen", &seen(&shown, "approve"))]).await.status, 303);
        let shown = editor.open(&path).await.text();
        assert!(shown.contains("يخرج إلى القراء ما في النسخة") && shown.contains("ينتظر اعتمادا جديدا"), "{shown}");
        assert_eq!(editor.send(&format!("{path}/moves/schedule"), &[("seen", &seen(&shown, "schedule")), ("at", "2016-09-03T22:00:00")]).await.status, 303);
        reporter.open(&path).await;
        assert_eq!(reporter.send(&format!("{path}/versions/1/restore"), &[]).await.status, 403);
        // An editor may. The page says what will be published and what waits.
        editor.open(&path).await;
        assert_eq!(editor.send(&format!("{path}/versions/1/restore"), &[]).await.status, 303);
        let shown = editor.open(&path).await.text();
        for words in ["مجدولة · تعديلات تنتظر الاعتماد", "يخرج في الموعد ما في النسخة 3", "كُتب بعدها ما لم يُعتمد، وآخره النسخة 4", "versions/4?with=3", "عُد إلى المعتمدة", "/moves/approve_changes"] {
            assert!(shown.contains(words), "{words}: {shown}");
        }
        assert!(editor.open(&format!("{path}/versions/4?with=3")).await.text().contains("<ins") , "compared");
        assert!(editor.open("/newsroom/stories").await.text().contains("تعديلات تنتظر الاعتماد"));
        assert!(editor.open(&format!("{path}/versions")).await.text().contains("معتمدة"));
        // Once the approved version is restored, nothing waits any more.
        editor.open(&path).await;
        assert_eq!(editor.send(&format!("{path}/versions/3/restore"), &[]).await.status, 303);
        let shown = editor.open(&path).await.text();
        assert!(!shown.contains("تعديلات تنتظر") && !shown.contains("/moves/approve_changes"), "{shown}");
    }
}

journey! {
    async fn who_replaces_an_approved_text_does_not_publish_it_on_the_old_approval(paper: Paper) {
        let staff = staff(&paper).await;
        let story = approved(&paper, &staff, "كلام المحرر الأول").await;
        let desk = paper.section("world").await.desk_id;
        let other = Actor::person(7, vec![Grant::at(Role::DeskEditor, [desk])], true);
        save(&paper, &other, &story, headline("كلام المحرر الثاني")).await.unwrap();
        assert!(matches!(go(&paper, &staff.reporter, &story, Move::ApproveChanges).await, Err(Error::Forbidden { .. })));
        go(&paper, &other, &story, Move::Publish).await.unwrap();
        assert!(page(&paper, &story).await.contains("كلام المحرر الأول"));
        // With an approval of its own. If the story is scheduled, it is published at that time.
        let story = approved(&paper, &staff, "كلام المحرر الأول").await;
        go_with(&paper, &staff.editor, &story.public_id, Move::Schedule, soon(&paper, 100)).await.unwrap();
        save(&paper, &other, &story, headline("كلام المحرر الثاني")).await.unwrap();
        let again = go(&paper, &other, &story, Move::ApproveChanges).await.unwrap();
        assert_eq!((again.work, again.approved_version), (Work::Scheduled, again.work_version));
        assert!(matches!(go(&paper, &other, &story, Move::ApproveChanges).await, Err(Error::NoWay { .. })), "nothing more came");
        save(&paper, &other, &story, headline("كلام ثالث")).await.unwrap();
        paper.clock.advance_seconds(100);
        assert_eq!(newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap().done, 1);
        assert!(page(&paper, &story).await.contains("كلام المحرر الثاني"));
        // The desk learns that something stayed behind; nothing of it is lost.
        let after = now(&paper, &story).await;
        assert_eq!((after.work, after.title.as_str()), (Work::InReview, "كلام ثالث"));
        // The paper's rule about one's own story applies to changes as well as to the first words.
        let own = paper.begun(&other, &paper.content("world", "خبر من رئيس القسم").await, Beginning::default()).await;
        go(&paper, &other, &own, Move::Submit).await.unwrap();
        go(&paper, &staff.editor, &own, Move::Approve).await.unwrap();
        save(&paper, &other, &own, headline("خبر غيّره صاحبه")).await.unwrap();
        assert!(matches!(go(&paper, &other, &own, Move::ApproveChanges).await, Err(Error::OwnStory)));
    }
}

journey! {
    async fn nobody_approves_what_came_after_their_look(paper: Paper) {
        let staff = staff(&paper).await;
        let desk = paper.section("world").await.desk_id;
        let reviser = Actor::person(5, vec![Grant::at(Role::Reviser, [desk])], true);
        let content = paper.content("world", "كلام رآه").await;
        let story = paper.begun(&staff.reporter, &content, Beginning::default()).await;
        go(&paper, &staff.reporter, &story, Move::Submit).await.unwrap();
        let look = async || {
            let story = now(&paper, &story).await;
            let words = newsroom::version(paper.newsroom.db(), story.newest_version().unwrap()).await.unwrap().content;
            With { seen: Some(story.seen().unwrap().with_words(&words)), ..With::default() }
        };
        let approve = async |with: With| go_with(&paper, &staff.editor, &story.public_id, Move::Approve, with).await;
        // A colleague types into the working copy, which keeps its number.
        typed(&paper, &reviser, &story, headline("كلام ينمو")).await.unwrap();
        let old = look().await;
        typed(&paper, &reviser, &story, headline("كلام ينمو بعد أن رآه")).await.unwrap();
        let refused = approve(old.clone()).await;
        assert!(matches!(refused, Err(Error::NotSeen)), "{refused:?}");
        paper.clock.advance_seconds(newsroom::LOCK_IDLE_SECONDS_MAX + 1);
        // One's own words do not hide what a colleague wrote before them.
        typed(&paper, &staff.editor, &story, headline("كلام المحرر")).await.unwrap();
        assert!(matches!(approve(old).await, Err(Error::NotSeen)));
        // What one has written since one looked is not news to oneself.
        let fresh = look().await;
        typed(&paper, &staff.editor, &story, headline("كلام المحرر نفسه")).await.unwrap();
        save(&paper, &staff.editor, &story, caption("شرح المحرر")).await.unwrap();
        approve(fresh.clone()).await.unwrap();
        // Publishing another approved version than the one on the page is refused.
        save(&paper, &staff.editor, &story, headline("تعديل")).await.unwrap();
        let shown = With { seen: now(&paper, &story).await.approved_seen(), ..With::default() };
        go(&paper, &staff.editor, &story, Move::ApproveChanges).await.unwrap();
        let refused = go_with(&paper, &staff.chief, &story.public_id, Move::Publish, shown).await;
        assert!(matches!(refused, Err(Error::NotSeen)), "{refused:?}");
    }
}

journey! {
    // Words that somebody wrote and another dropped no longer count as seen, however much that person writes on.
    async fn nobody_approves_words_whose_update_was_dropped_under_them(paper: Paper) {
        let staff = staff(&paper).await;
        let story = approved(&paper, &staff, "كلام على الصفحة").await;
        go(&paper, &staff.editor, &story, Move::Publish).await.unwrap();
        go(&paper, &staff.editor, &story, Move::Revise).await.unwrap();
        let look = async || {
            let story = now(&paper, &story).await;
            let words = content(&paper, story.newest_version()).await;
            With { seen: Some(story.seen().unwrap().with_words(&words)), ..With::default() }
        };
        let (looked, from) = (look().await, now(&paper, &story).await.revisions);
        save(&paper, &staff.editor, &story, caption("شرح المحرر")).await.unwrap();
        go(&paper, &staff.chief, &story, Move::Discard).await.unwrap();
        // A text that was open all the while is set aside and does not overwrite the words of the page.
        let act = async |tx: &mut newsroom::Tx| {
            newsroom::save_part(tx, &staff.editor, &story.public_id, from[0], headline("كلام من نافذة قديمة")).await
        };
        let late = paper.newsroom.write(paper.clock.now(), act).await.unwrap();
        assert!(matches!(late, newsroom::Saved::Conflict { .. }), "{late:?}");
        save(&paper, &staff.editor, &story, headline("كلام المحرر بعد ذلك")).await.unwrap();
        go(&paper, &staff.reporter, &story, Move::Submit).await.unwrap();
        let refused = go_with(&paper, &staff.editor, &story.public_id, Move::Approve, looked).await;
        assert!(matches!(refused, Err(Error::NotSeen)), "{refused:?}");
        let fresh = look().await;
        go_with(&paper, &staff.editor, &story.public_id, Move::Approve, fresh).await.unwrap();
    }
}

journey! {
    async fn an_approval_and_a_change_at_the_same_moment_are_one_after_the_other(paper: Paper) {
        let staff = staff(&paper).await;
        let desk = paper.section("world").await.desk_id;
        let reviser = Actor::person(5, vec![Grant::at(Role::Reviser, [desk])], true);
        let (mut won, mut lost) = (0, 0);
        for round in 0..40 {
            let seen_words = format!("كلام رآه {round}");
            let story = paper.begun(&staff.reporter, &paper.content("world", &seen_words).await, Beginning::default()).await;
            let story = go(&paper, &staff.reporter, &story, Move::Submit).await.unwrap();
            let words = content(&paper, story.work_version).await;
            let with = With { seen: Some(story.seen().unwrap().with_words(&words)), ..With::default() };
            let at = paper.clock.now();
            let approve = paper.newsroom.write(at, async |tx| newsroom::make_move(tx, &staff.editor, &story.public_id, Move::Approve, with.clone()).await);
            let change = headline("كلام لم يره أحد");
            let write = paper.newsroom.write(at, async |tx| newsroom::save_part(tx, &reviser, &story.public_id, 0, change.clone()).await);
            let (approved, written) = if round % 2 == 0 { tokio::join!(approve, write) } else { let (b, a) = tokio::join!(write, approve); (a, b) };
            written.unwrap();
            let after = now(&paper, &story).await;
            match approved {
                Ok(_) => {
                    won += 1;
                    assert_eq!(content(&paper, after.approved_version).await.headline, seen_words);
                    assert!(after.changed_since_approval());
                }
                Err(Error::NotSeen) => {
                    lost += 1;
                    assert_eq!((after.work, after.approved_version), (Work::InReview, None));
                }
                Err(error) => panic!("{error}"),
            }
        }
        println!("approved first {won} times, written first {lost} times");
    }
}

journey! {
    async fn a_bulk_act_approves_what_stood_in_the_list_and_publishes_what_was_approved(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let mut editor = paper.invited(&mut chief, "e@paper.example", "desk_editor").await;
        let staff = staff(&paper).await;
        let in_review = async |headline: &str| {
            let story = paper.begun(&staff.reporter, &paper.content("world", headline).await, Beginning::default()).await;
            go(&paper, &staff.reporter, &story, Move::Submit).await.unwrap()
        };
        let (one, two) = (in_review("خبر أول").await, in_review("خبر ثان").await);
        let list = editor.open("/newsroom/stories").await.text();
        let ticked = |list: &str, story: &Story| format!("{}{}", story.public_id, between(list, &format!("name=\"story\" value=\"{}", story.public_id), "\"").unwrap());
        let (first, second) = (ticked(&list, &one), ticked(&list, &two));
        save(&paper, &staff.chief, &two, headline("خبر ثان تغيّر")).await.unwrap();
        let done = editor.send("/newsroom/stories/bulk", &[("move", "approve"), ("story", &first), ("story", &second), ("story", one.public_id.as_str())]).await;
        let result = editor.open(done.header("location")).await.text();
        assert!(result.contains("تم في مادة واحدة") && result.contains("كُتب فيهما جديد منذ فتحت القائمة"), "{result}");
        assert_eq!((now(&paper, &one).await.work, now(&paper, &two).await.work), (Work::Approved, Work::InReview));
        // Publishing in bulk publishes what was approved.
        save(&paper, &staff.chief, &one, headline("خبر أول لم يعتمده أحد")).await.unwrap();
        let list = editor.open("/newsroom/stories").await.text();
        let done = editor.send("/newsroom/stories/bulk", &[("move", "publish"), ("story", &ticked(&list, &one))]).await;
        assert_eq!(done.status, 303);
        assert!(!page(&paper, &one).await.contains("لم يعتمده أحد"));
        assert_eq!(now(&paper, &one).await.work, Work::InReview);
    }
}

journey! {
    async fn what_is_taken_off_does_not_come_back_by_the_clock(paper: Paper) {
        let staff = staff(&paper).await;
        let mut admin = paper.first_admin().await;
        paper.invited(&mut admin, "e@paper.example", "desk_editor").await;
        let person = newsroom::person_by_email(paper.newsroom.db(), "e@paper.example").await.unwrap().unwrap();
        let editor = person.actor(true);
        let story = approved(&paper, &staff, "خبر").await;
        go(&paper, &editor, &story, Move::Publish).await.unwrap();
        save(&paper, &staff.reporter, &story, headline("تحديث")).await.unwrap();
        go(&paper, &staff.reporter, &story, Move::Submit).await.unwrap();
        go(&paper, &editor, &story, Move::Approve).await.unwrap();
        go_with(&paper, &editor, &story.public_id, Move::Schedule, soon(&paper, 100)).await.unwrap();
        let reason = With { words: Some("خطأ".into()), ..With::default() };
        let off = go_with(&paper, &staff.chief, &story.public_id, Move::Unpublish, reason).await.unwrap();
        assert_eq!((off.live, off.work), (Live::Unpublished, Work::Approved));
        let notices = newsroom::notices_of(paper.newsroom.db(), person.id, None, 9).await.unwrap();
        assert!(notices.iter().any(|notice| notice.act == "schedule_dropped"), "{notices:?}");
        paper.clock.advance_seconds(100);
        assert_eq!(newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap(), Default::default());
        assert_eq!(now(&paper, &story).await.live, Live::Unpublished);
        // The approval of the update is still valid: a person may publish it.
        go(&paper, &editor, &story, Move::Publish).await.unwrap();
        assert!(page(&paper, &story).await.contains("تحديث"));
    }
}

journey! {
    async fn what_was_scheduled_by_somebody_who_may_no_more_is_not_done_and_told(paper: Paper) {
        let staff = staff(&paper).await;
        let mut admin = paper.first_admin().await;
        for email in ["e@paper.example", "f@paper.example"] {
            paper.invited(&mut admin, email, "desk_editor").await;
        }
        let person = async |email: &str| newsroom::person_by_email(paper.newsroom.db(), email).await.unwrap().unwrap();
        let (going, staying) = (person("e@paper.example").await, person("f@paper.example").await);
        let heard = async |act: &str| {
            let notices = newsroom::notices_of(paper.newsroom.db(), staying.id, None, 20).await.unwrap();
            notices.iter().filter(|notice| notice.act == act).count()
        };
        let roles = async |grants: &[Grant]| {
            let console = Actor::console();
            let act = async |tx: &mut newsroom::Tx| newsroom::set_roles(tx, &console, going.id, grants).await;
            paper.newsroom.write(paper.clock.now(), act).await.unwrap();
        };
        let story = approved(&paper, &staff, "خبر الليلة").await;
        let ends = approved(&paper, &staff, "خبر ينتهي").await;
        go(&paper, &staff.editor, &ends, Move::Publish).await.unwrap();
        go_with(&paper, &going.actor(true), &story.public_id, Move::Schedule, soon(&paper, 100)).await.unwrap();
        let at = Wall::at(paper.clock.now().plus_seconds(100), ZONE).unwrap();
        let act = async |tx: &mut newsroom::Tx| newsroom::schedule_end(tx, &going.actor(true), &ends.public_id, &at, "انتهى").await;
        paper.newsroom.write(paper.clock.now(), act).await.unwrap();
        roles(&[Grant::everywhere(Role::Reporter)]).await;
        assert_eq!(heard("schedule_lapses").await, 2, "in time, of both");
        paper.clock.advance_seconds(100);
        let report = newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap();
        assert_eq!((report.done, report.failed), (0, 2));
        assert_eq!((now(&paper, &story).await.live, now(&paper, &story).await.work), (Live::Never, Work::Approved));
        assert_eq!(now(&paper, &ends).await.live, Live::Published);
        assert_eq!(heard("give_up").await, 2, "and at the hour");
        // Once the role is given back, what is newly scheduled is done.
        roles(&[Grant::everywhere(Role::DeskEditor)]).await;
        go_with(&paper, &going.actor(true), &story.public_id, Move::Schedule, soon(&paper, 100)).await.unwrap();
        paper.clock.advance_seconds(100);
        assert_eq!(newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap().done, 1);
    }
}

journey! {
    async fn a_failed_end_leaves_what_is_scheduled_alone(paper: Paper) {
        let staff = staff(&paper).await;
        let story = approved(&paper, &staff, "خبر").await;
        // An end that is scheduled before there is anything to end.
        let at = Wall::at(paper.clock.now().plus_seconds(50), ZONE).unwrap();
        let act = async |tx: &mut newsroom::Tx| newsroom::schedule_end(tx, &staff.editor, &story.public_id, &at, "انتهى").await;
        paper.newsroom.write(paper.clock.now(), act).await.unwrap();
        go_with(&paper, &staff.editor, &story.public_id, Move::Schedule, soon(&paper, 100)).await.unwrap();
        paper.clock.advance_seconds(60);
        assert_eq!(newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap().failed, 1);
        assert_eq!(now(&paper, &story).await.work, Work::Scheduled);
        paper.clock.advance_seconds(60);
        assert_eq!(newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap().done, 1);
    }
}

journey! {
    async fn stories_approved_before_there_was_a_record_stand_on_what_they_were_at(paper: Paper) {
        let staff = staff(&paper).await;
        let story = approved(&paper, &staff, "معتمد من قبل").await;
        let draft = paper.begun(&staff.reporter, &paper.content("world", "مسودة").await, Beginning::default()).await;
        typed(&paper, &staff.editor, &story, headline("معتمد من قبل وكُتب عليه")).await.unwrap();
        // The state that a release without this record would have left.
        let db = paper.newsroom.db();
        for sql in ["ALTER TABLE stories DROP COLUMN approved_version", "DELETE FROM seaql_migrations WHERE version LIKE 'm0022%'"] {
            db.execute_unprepared(sql).await.unwrap();
        }
        let newsroom = newsroom::Newsroom::open(paper.folder.path(), paper.database.as_ref()).await.unwrap();
        let stands = newsroom::find_story(newsroom.db(), story.id).await.unwrap();
        assert_eq!((stands.approved_version, stands.work), (stands.work_version, Work::Approved));
        assert_eq!(newsroom::find_story(newsroom.db(), draft.id).await.unwrap().approved_version, None);
        // Typing can no longer overwrite it.
        typed(&paper, &staff.editor, &story, headline("كلام بعد الاعتماد")).await.unwrap();
        go(&paper, &staff.editor, &story, Move::Publish).await.unwrap();
        assert!(page(&paper, &story).await.contains("معتمد من قبل وكُتب عليه"));
    }
}
