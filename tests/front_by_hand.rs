//! Pages laid out by hand: pins that expire, rules, sections, scheduled and earlier arrangements, two editors at once,
//! and the budget of the day.

use arabic::Language;
use journeys::browser::{Browser, between};
use journeys::{Answer, Paper, journey, staff};
use newsroom::{
    Actor, ArrangedPage, Arrangement, Clock, Error, Filling, Grant, Live, Move, Place, Role, Slot, SlotPage, SlotRule,
    Story, Timestamp, Wall, With,
};

const ROOM: &str = "/newsroom/front";
const ZONE: &str = "Africa/Algiers";

fn front() -> ArrangedPage {
    ArrangedPage::front(Language::Arabic)
}

fn at(key: &str) -> Place {
    Place::read(key).unwrap()
}

fn with(stories: &[(&str, &Story)]) -> Arrangement {
    let mut made = Arrangement::default();
    for (key, story) in stories {
        made.put(at(key), Filling { story: Some(story.id), ..Filling::default() });
    }
    made
}

async fn stands(paper: &Paper, arranged_page: ArrangedPage) -> Arrangement {
    newsroom::arrangement(paper.newsroom.db(), arranged_page).await.unwrap().at(paper.clock.now())
}

async fn arrange(
    paper: &Paper,
    actor: &Actor,
    arranged_page: ArrangedPage,
    wanted: &Arrangement,
) -> newsroom::Result<()> {
    paper
        .newsroom
        .write(paper.clock.now(), async |tx| newsroom::arrange(tx, actor, arranged_page, None, wanted).await)
        .await
}

fn until(paper: &Paper, at: Timestamp) {
    paper.clock.advance_seconds((at.0 - paper.clock.now().0) / 1_000_000);
}

async fn several(paper: &Paper, section: &str, count: usize) -> Vec<Story> {
    let mut made = Vec::new();
    for number in 1..=count {
        made.push(paper.published(section, &format!("{section} خبر رقم {number}")).await);
        paper.clock.advance_seconds(60);
    }
    made
}

/// The headlines above the fold as readers see them: those of the lead and of the second column.
async fn upper(paper: &Paper) -> Vec<String> {
    let page = paper.get("/").await.text();
    let upper = between(&page, "<section class=\"grid-lead", "</section>").unwrap();
    let titles = upper.split("<h").skip(1).filter_map(|rest| between(rest, "\">", "</a>"));
    titles.collect()
}

async fn form(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Answer {
    let page = browser.open(ROOM).await.text();
    let mark = between(&page, "name=\"mark\" value=\"", "\"").unwrap();
    let mut all = vec![("mark", mark.as_str())];
    all.extend(fields);
    browser.send(path, &all).await
}

journey! {
    async fn a_pin_ends_at_its_minute_with_nobody_about(paper: Paper) {
        let stories = several(&paper, "world", 3).await;
        let mut chief = paper.first_admin().await;
        let id = stories[0].public_id.to_string();
        // It is three minutes past one in Algiers.
        let set = [("act", "save"), ("story-lead-0", id.as_str()), ("until-lead-0", "2016-09-03T13:30")];
        let saved = form(&mut chief, "/newsroom/front/slots", &set).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        assert!(upper(&paper).await[0].contains("رقم 1"));
        let room = chief.open(ROOM).await.text();
        assert!(room.contains("مثبتة حتى 13:30") && room.contains("«world خبر رقم 1» في الرئيسية"), "{room}");
        let (head, mark) = (newsroom::head(paper.newsroom.db()).await.unwrap(), newsroom::front_mark(paper.newsroom.db(), Language::Arabic).await.unwrap());
        paper.clock.advance_seconds(27 * 60 - 1);
        assert!(upper(&paper).await[0].contains("رقم 1"), "a second before");
        paper.clock.advance_seconds(1);
        assert!(upper(&paper).await[0].contains("رقم 3"), "at its minute, by rule");
        assert_eq!(newsroom::head(paper.newsroom.db()).await.unwrap(), head, "nothing was written");
        assert_eq!(newsroom::front_mark(paper.newsroom.db(), Language::Arabic).await.unwrap(), mark);
        assert!(chief.open(ROOM).await.text().contains("name=\"story-lead-0\" value=\"\""));
        // Somebody who began before its end saves after it, and both changes hold.
        let two = stories[1].public_id.to_string();
        let late = form(&mut chief, "/newsroom/front/slots", &[("mark", &mark), ("act", "save"), ("story-lead-0", &id), ("until-lead-0", "2016-09-03T13:30"), ("story-second-0", &two)]).await;
        assert_eq!(late.status, 303, "{}", late.text());
        assert_eq!(stands(&paper, front()).await, with(&[("second-0", &stories[1])]));
        for bad in ["2016-09-03T13:29", "2016-12-24T10:00", "soon"] {
            let refused = form(&mut chief, "/newsroom/front/slots", &[("act", "save"), ("story-lead-0", &id), ("until-lead-0", bad)]).await;
            assert_eq!(refused.status, 422, "{bad}");
        }
    }
}

journey! {
    async fn places_are_filled_by_their_rules_and_kept_pages_follow(paper: Paper) {
        let world = several(&paper, "world", 2).await;
        let sports = several(&paper, "sports", 6).await;
        let section = paper.section("world").await.id;
        let mut wanted = with(&[("lead-0", &sports[0])]);
        wanted.put(at("second-0"), Filling { rule: SlotRule::Section(section), ..Filling::default() });
        // A story is pinned above a rule: when it expires, the rule applies.
        wanted.put(at("second-1"), Filling { story: Some(sports[1].id), until: Some(paper.clock.now().plus_seconds(60)), rule: SlotRule::Section(section) });
        arrange(&paper, &Actor::console(), front(), &wanted).await.unwrap();
        let above = upper(&paper).await;
        assert!(above[0].contains("sports خبر رقم 1") && above[1].contains("world خبر رقم 2") && above[2].contains("sports خبر رقم 2"), "{above:?}");
        paper.clock.advance_seconds(60);
        let above = upper(&paper).await;
        assert!(above[2].contains("world خبر رقم 1") && above[3].contains("sports خبر رقم 6"), "{above:?}");
        // A new story of the section takes its place, and no story appears twice.
        let third = paper.published("world", "world خبر جديد").await;
        let above = upper(&paper).await;
        assert!(above[1].contains("خبر جديد") && above[2].contains("world خبر رقم 2"), "{above:?}");
        let mut once = above.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), above.len(), "{above:?}");
        // If a section has nothing left, the newest story takes its place.
        let off = async |story: &Story| {
            let with = With { words: Some("خطأ".into()), ..With::default() };
            let console = Actor::console();
            let gone = paper.newsroom.write(paper.clock.now(), async |tx| newsroom::make_move(tx, &console, &story.public_id, Move::Unpublish, with).await);
            assert_eq!(gone.await.unwrap().live, Live::Unpublished);
        };
        for story in world.iter().chain([&third]) {
            off(story).await;
        }
        let above = upper(&paper).await;
        assert!(above[1].contains("sports خبر رقم 6"), "{above:?}");
        // Stories that leave the site are listed in the history of the page.
        off(&sports[0]).await;
        let kept = newsroom::arrangements_kept(paper.newsroom.db(), front(), 5).await.unwrap();
        assert_eq!((kept[0].why, kept[0].after.place_of(sports[0].id)), (newsroom::Why::Gone, None));
        assert!(matches!(arrange(&paper, &Actor::console(), ArrangedPage { page: SlotPage::Section(section), language: Language::Arabic }, &wanted).await, Err(Error::NotFound { .. })), "a section's page has no rules");
    }
}

journey! {
    async fn a_section_begins_with_the_story_put_there_and_only_its_page_is_made_anew(paper: Paper) {
        let world = several(&paper, "world", 23).await;
        let sports = several(&paper, "sports", 2).await;
        let (section, mut chief) = (paper.section("world").await, paper.first_admin().await);
        let arranged_page = ArrangedPage { page: SlotPage::Section(section.id), language: Language::Arabic };
        let reader = paper.reader();
        for path in ["/", "/world", "/sports"] {
            reader.get(path).await;
        }
        let made = paper.site().pages().stats().misses;
        let (id, foreign) = (world[0].public_id.to_string(), sports[0].public_id.to_string());
        let refused = form(&mut chief, "/newsroom/front/slots", &[("on", "world"), ("act", "save"), ("mark", ""), ("story-lead-0", &foreign)]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("صفحة القسم لمواده وحدها"));
        let page = chief.open("/newsroom/front?on=world").await.text();
        let mark = between(&page, "name=\"mark\" value=\"", "\"").unwrap();
        let saved = chief.send("/newsroom/front/slots", &[("on", "world"), ("act", "save"), ("mark", &mark), ("story-lead-0", &id), ("until-lead-0", "2016-09-03T20:00")]).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        assert_eq!(stands(&paper, arranged_page).await.place_of(world[0].id), Some(at("lead-0")));
        assert_eq!(stands(&paper, front()).await, Arrangement::default(), "the front page is another page");
        let first = async || {
            let page = reader.get("/world").await.text();
            let list = between(&page, "list-page", "</aside>").or(between(&page, "list-page", "</main>")).unwrap();
            let found = world.iter().filter_map(|story| Some((list.find(story.public_id.as_str())?, story.id)));
            (found.min().unwrap().1, list.matches(world[0].public_id.as_str()).count(), page)
        };
        let (id_first, times, page) = first().await;
        // Its picture, if it has one, and its headline link to it.
        assert!(id_first == world[0].id && times >= 1, "the oldest opens the page");
        // Pages begin and end as they would without it: twenty stories, and the one that opens the page.
        assert!(page.contains(&format!("/world?before={}", world[3].public_id)), "{page}");
        for path in ["/", "/sports"] {
            reader.get(path).await;
        }
        assert_eq!(paper.site().pages().stats().misses - made, 1, "the page of the section alone");
        // Two more are placed further down, among the newest; a story without a place does not appear twice.
        let mut wanted = stands(&paper, arranged_page).await;
        wanted.put(at("second-1"), Filling { story: Some(world[2].id), ..Filling::default() });
        wanted.put(at("second-3"), Filling { story: Some(world[21].id), ..Filling::default() });
        arrange(&paper, &Actor::console(), arranged_page, &wanted).await.unwrap();
        let order = async || {
            let page = reader.get("/world").await.text();
            let list = between(&page, "list-page", "<nav").unwrap();
            let mut found: Vec<(usize, i64)> = world.iter().filter_map(|story| Some((list.find(story.public_id.as_str())?, story.id))).collect();
            found.sort_unstable();
            found.into_iter().map(|(_, id)| id).collect::<Vec<_>>()
        };
        let expected = |places: [usize; 7]| places.map(|at| world[at].id).to_vec();
        let shown = order().await;
        assert_eq!(shown[..7], expected([0, 22, 2, 20, 21, 19, 18]));
        assert_eq!(shown.len(), 22, "twenty of the list and two that are older");
        // When it expires, the newest opens the page by itself; the others stay where they are.
        until(&paper, Wall::read("2016-09-03T20:00", ZONE).unwrap().instant().unwrap());
        assert_eq!(order().await[..7], expected([22, 20, 2, 19, 21, 18, 17]));
    }
}

journey! {
    async fn what_stood_is_told_taken_back_and_brought_back(paper: Paper) {
        let stories = several(&paper, "world", 3).await;
        let mut chief = paper.first_admin().await;
        let console = Actor::console();
        arrange(&paper, &console, front(), &with(&[("lead-0", &stories[0])])).await.unwrap();
        arrange(&paper, &console, front(), &with(&[("lead-0", &stories[1]), ("second-0", &stories[0])])).await.unwrap();
        let room = chief.open(ROOM).await.text();
        assert!(room.contains("نقل «world خبر رقم 1» إلى ثانوية 1") && room.contains("«world خبر رقم 2» في الرئيسية"), "{room}");
        // The last change is undone in one act, which is a change itself.
        assert_eq!(form(&mut chief, "/newsroom/front/undo", &[]).await.status, 303);
        assert_eq!(stands(&paper, front()).await, with(&[("lead-0", &stories[0])]));
        assert!(upper(&paper).await[0].contains("رقم 1"));
        assert_eq!(form(&mut chief, "/newsroom/front/undo", &[]).await.status, 303);
        assert_eq!(stands(&paper, front()).await.place_of(stories[1].id), Some(at("lead-0")));
        // It is refused if somebody has changed something since.
        let page = chief.open(ROOM).await.text();
        let old = between(&page, "name=\"mark\" value=\"", "\"").unwrap();
        arrange(&paper, &console, front(), &with(&[("lead-0", &stories[2])])).await.unwrap();
        assert_eq!(chief.send("/newsroom/front/undo", &[("mark", &old)]).await.status, 409);
        assert!(upper(&paper).await[0].contains("رقم 3"));
        // Any earlier arrangement can be brought back as a new change, without the stories that readers no longer see.
        let kept = newsroom::arrangements_kept(paper.newsroom.db(), front(), 20).await.unwrap();
        assert_eq!(kept.len(), 5);
        let second = kept.iter().find(|one| one.after.stories().count() == 2).unwrap().id;
        let off = With { words: Some("خطأ".into()), ..With::default() };
        let gone = paper.newsroom.write(paper.clock.now(), async |tx| newsroom::make_move(tx, &console, &stories[1].public_id, Move::Unpublish, off).await);
        gone.await.unwrap();
        assert_eq!(form(&mut chief, &format!("/newsroom/front/kept/{second}/back"), &[]).await.status, 303);
        assert_eq!(stands(&paper, front()).await, with(&[("second-0", &stories[0])]));
        assert_eq!(form(&mut chief, "/newsroom/front/kept/999/back", &[]).await.status, 404);
        assert!(matches!(paper.newsroom.verify_audit().await.unwrap(), newsroom::AuditVerdict::Whole { .. }));
    }
}

journey! {
    async fn two_editors_at_once_both_get_what_they_wanted(paper: Paper) {
        let stories = several(&paper, "world", 4).await;
        let mut chief = paper.first_admin().await;
        let mut other = chief.clone();
        let ids: Vec<String> = stories.iter().map(|story| story.public_id.to_string()).collect();
        let page = other.open(ROOM).await.text();
        let old = between(&page, "name=\"mark\" value=\"", "\"").unwrap();
        assert_eq!(form(&mut chief, "/newsroom/front/slots", &[("act", "save"), ("story-lead-0", &ids[0])]).await.status, 303);
        // From the older state, a change to another place: merged.
        let merged = other.send("/newsroom/front/slots", &[("mark", &old), ("act", "save"), ("story-second-1", &ids[1])]).await;
        assert_eq!(merged.status, 303, "{}", merged.text());
        assert_eq!(stands(&paper, front()).await, with(&[("lead-0", &stories[0]), ("second-1", &stories[1])]));
        // A desk editor's older form has what another desk has changed since: that does not count as their act.
        let mark = newsroom::front_mark(paper.newsroom.db(), Language::Arabic).await.unwrap();
        let (sport, staff, before) = (paper.published("sports", "خبر الملاعب").await, staff(&paper).await, stands(&paper, front()).await);
        arrange(&paper, &Actor::console(), front(), &with(&[("lead-0", &sport), ("second-1", &stories[1])])).await.unwrap();
        let mut wanted = before.clone();
        wanted.put(at("second-2"), Filling { story: Some(stories[2].id), ..Filling::default() });
        let late = paper.newsroom.write(paper.clock.now(), async |tx| newsroom::arrange(tx, &staff.editor, front(), Some(&mark), &wanted).await).await;
        late.unwrap();
        assert_eq!(stands(&paper, front()).await, with(&[("lead-0", &sport), ("second-1", &stories[1]), ("second-2", &stories[2])]));
        arrange(&paper, &Actor::console(), front(), &before).await.unwrap();
        // A change to the same place: both are shown side by side, nothing is written, and the rest of the change stays
        // in the form.
        let late = other.send("/newsroom/front/slots", &[("mark", &old), ("act", "save"), ("story-lead-0", &ids[2]), ("story-second-0", &ids[3])]).await;
        assert_eq!(late.status, 409);
        let page = late.text();
        assert!(page.contains("غيّرتما هذه الخانة معا") && page.contains("خبر رقم 3") && page.contains(&format!("mine lead-0 {}", ids[2])), "{page}");
        assert!(page.contains(&format!("name=\"story-second-0\" value=\"{}\"", ids[3])) && page.contains(&format!("name=\"story-second-1\" value=\"{}\"", ids[1])));
        assert_eq!(stands(&paper, front()).await.stories().count(), 2);
        let mark = between(&page, "name=\"mark\" value=\"", "\"").unwrap();
        let all = [("mark", mark.as_str()), ("story-lead-0", &ids[0]), ("story-second-0", &ids[3]), ("story-second-1", &ids[1])];
        let mine = other.send("/newsroom/front/slots", &[&all[..], &[("act", &format!("mine lead-0 {}", ids[2]))]].concat()).await.text();
        assert!(mine.contains(&format!("name=\"story-lead-0\" value=\"{}\"", ids[2])));
        let all = [("mark", mark.as_str()), ("act", "save"), ("story-lead-0", &ids[2]), ("story-second-0", &ids[3]), ("story-second-1", &ids[1])];
        assert_eq!(other.send("/newsroom/front/slots", &all).await.status, 303);
        assert_eq!(stands(&paper, front()).await, with(&[("lead-0", &stories[2]), ("second-0", &stories[3]), ("second-1", &stories[1])]));
    }
}

journey! {
    async fn an_arrangement_takes_effect_at_its_hour_with_nobody_about_and_after_a_restart(paper: Paper) {
        let stories = several(&paper, "world", 3).await;
        let draft = paper.draft(&paper.content("world", "خبر لم يُنشر").await).await;
        let mut chief = paper.first_admin().await;
        let ids: Vec<String> = stories.iter().map(|story| story.public_id.to_string()).collect();
        let unready = draft.public_id.to_string();
        arrange(&paper, &Actor::console(), front(), &with(&[("lead-0", &stories[0])])).await.unwrap();
        let wanted = [("act", "wait"), ("at", "2016-09-03T22:00"), ("story-lead-0", ids[1].as_str()), ("story-second-0", &ids[0]), ("story-second-1", &unready)];
        let waits = form(&mut chief, "/newsroom/front/slots", &wanted).await;
        assert_eq!(waits.status, 303, "{}", waits.text());
        assert!(upper(&paper).await[0].contains("رقم 1"), "nothing of it yet");
        let room = chief.open(ROOM).await.text();
        assert!(room.contains("خبر لم يُنشر") && room.contains("2016-09-03 22:00"), "{room}");
        // One arrangement per time, and only in the future.
        let twice = form(&mut chief, "/newsroom/front/slots", &wanted).await;
        assert_eq!(twice.status, 422);
        assert!(twice.text().contains("لهذه الصفحة ترتيب مجدول في هذه الساعة"));
        for bad in ["2016-09-03T12:00", "2016-12-03T12:00", ""] {
            let refused = form(&mut chief, "/newsroom/front/slots", &[("act", "wait"), ("at", bad), ("story-lead-0", &ids[0])]).await;
            assert_eq!(refused.status, 422, "{bad}");
        }
        // What was changed in the meantime is replaced as well.
        arrange(&paper, &Actor::console(), front(), &with(&[("lead-0", &stories[2]), ("second-3", &stories[1])])).await.unwrap();
        let hour = Wall::read("2016-09-03T22:00", ZONE).unwrap().instant().unwrap();
        assert_eq!(newsroom::next_due(paper.newsroom.reads()).await.unwrap(), Some(hour));
        let before = paper.reader();
        before.get("/").await;
        until(&paper, hour.plus_seconds(-1));
        assert_eq!(newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap().done, 0);
        until(&paper, hour);
        // Another process that has just started does what is due, once even if it runs twice.
        let restarted = newsroom::Newsroom::open(paper.folder.path(), paper.database.as_ref()).await.unwrap();
        let report = newsroom::run_due(&restarted, paper.clock.now()).await.unwrap();
        assert_eq!((report.done, report.late, report.failed), (1, 0, 0));
        assert_eq!(newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap().done, 0, "once");
        assert_eq!(stands(&paper, front()).await, with(&[("lead-0", &stories[1]), ("second-0", &stories[0])]));
        let page = paper.fresh_reader().get("/").await.text();
        assert!(between(&page, "<article class=\"lead\">", "</article>").unwrap().contains("رقم 2"));
        // The person who scheduled it is told what readers did not see, and it is part of the history.
        let notices = newsroom::notices_of(paper.newsroom.db(), 1, None, 5).await.unwrap();
        assert_eq!((notices[0].act.as_str(), notices[0].story_id), ("arrangement_skipped", Some(draft.id)));
        let kept = newsroom::arrangements_kept(paper.newsroom.db(), front(), 1).await.unwrap();
        assert_eq!((kept[0].why, kept[0].by), (newsroom::Why::Scheduled, Some(1)));
        // An hour late after an outage, and reported as late.
        let again = form(&mut chief, "/newsroom/front/slots", &[("act", "wait"), ("at", "2016-09-03T23:00"), ("story-lead-0", &ids[2])]).await;
        assert_eq!(again.status, 303, "{}", again.text());
        until(&paper, hour.plus_seconds(7_200));
        let report = newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap();
        assert_eq!((report.done, report.late), (1, 1));
        assert!(upper(&paper).await[0].contains("رقم 3"), "the page in memory has let go");
        assert_eq!(newsroom::next_due(paper.newsroom.reads()).await.unwrap(), None);
        assert!(matches!(paper.newsroom.verify_audit().await.unwrap(), newsroom::AuditVerdict::Whole { .. }));
    }
}

journey! {
    async fn what_waits_is_changed_called_off_and_never_does_what_its_maker_may_not(paper: Paper) {
        let world = several(&paper, "world", 2).await;
        let sports = several(&paper, "sports", 2).await;
        let staff = staff(&paper).await;
        let chief = Actor::person(3, vec![Grant::everywhere(Role::EditorInChief)], true);
        let wall = |wall: &str| Wall::read(wall, ZONE).unwrap();
        let wait = async |actor: &Actor, at: &str, wanted: &Arrangement, instead| {
            let at = wall(at);
            paper.newsroom.write(paper.clock.now(), async |tx| newsroom::schedule_arrangement(tx, actor, front(), &at, wanted, instead).await).await
        };
        let call_off = async |actor: &Actor, id| {
            paper.newsroom.write(paper.clock.now(), async |tx| newsroom::call_off_arrangement(tx, actor, front(), id).await).await
        };
        let waiting = async || newsroom::arrangements_waiting(paper.newsroom.db(), front()).await.unwrap();
        assert!(matches!(wait(&staff.reporter, "2016-09-03T22:00", &with(&[("lead-0", &world[0])]), None).await, Err(Error::Forbidden { .. })));
        assert!(matches!(wait(&staff.editor, "2016-09-03T22:00", &with(&[("lead-0", &sports[0])]), None).await, Err(Error::Forbidden { .. })));
        let id = wait(&chief, "2016-09-03T22:00", &with(&[("lead-0", &sports[0])]), None).await.unwrap();
        assert!(matches!(wait(&staff.editor, "2016-09-03T21:00", &with(&[("lead-0", &world[0])]), Some(id)).await, Err(Error::Forbidden { .. })), "the chief's");
        assert!(matches!(call_off(&staff.editor, id).await, Err(Error::Forbidden { .. })));
        let changed = wait(&chief, "2016-09-03T21:00", &with(&[("lead-0", &sports[1])]), Some(id)).await.unwrap();
        assert_eq!(waiting().await.iter().map(|one| (one.id, one.due_at)).collect::<Vec<_>>(), [(changed, wall("2016-09-03T21:00").instant().unwrap())]);
        assert!(matches!(call_off(&chief, id).await, Err(Error::NotFound { .. })), "it was changed");
        call_off(&chief, changed).await.unwrap();
        assert!(waiting().await.is_empty());

        // There is nobody with this id any more: nothing happens except a report.
        let ghost = Actor::person(99, vec![Grant::everywhere(Role::EditorInChief)], true);
        wait(&ghost, "2016-09-04T01:00", &with(&[("lead-0", &world[1])]), None).await.unwrap();
        until(&paper, wall("2016-09-04T01:00").instant().unwrap());
        assert_eq!(newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap().failed, 1);
        assert_eq!(stands(&paper, front()).await, Arrangement::default());
    }
}

journey! {
    async fn a_desk_editors_arrangement_leaves_what_is_anothers_by_then(paper: Paper) {
        let (world, sports) = (several(&paper, "world", 2).await, several(&paper, "sports", 1).await);
        let mut chief = paper.first_admin().await;
        let mut editor = paper.invited(&mut chief, "e@paper.example", "desk_editor").await;
        let person = newsroom::person_by_email(paper.newsroom.db(), "e@paper.example").await.unwrap().unwrap();
        // With a role for the world's desk only.
        let console = Actor::console();
        let grants = [Grant::at(Role::DeskEditor, [world[0].desk_id])];
        paper.newsroom.write(paper.clock.now(), async |tx| newsroom::set_roles(tx, &console, person.id, &grants).await).await.unwrap();
        let ids: Vec<String> = world.iter().map(|story| story.public_id.to_string()).collect();
        let waits = form(&mut editor, "/newsroom/front/slots", &[("act", "wait"), ("at", "2016-09-03T22:00"), ("story-lead-0", &ids[0]), ("story-second-0", &ids[1])]).await;
        assert_eq!(waits.status, 303, "{}", waits.text());
        arrange(&paper, &console, front(), &with(&[("lead-0", &sports[0])])).await.unwrap();
        until(&paper, Wall::read("2016-09-03T22:00", ZONE).unwrap().instant().unwrap());
        assert_eq!(newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap().done, 1);
        assert_eq!(stands(&paper, front()).await, with(&[("lead-0", &sports[0]), ("second-0", &world[1])]));
        let notices = newsroom::notices_of(paper.newsroom.db(), person.id, None, 5).await.unwrap();
        assert_eq!(notices[0].act, "arrangement_partly");
        assert!(editor.open("/newsroom/notices").await.text().contains("إلا خانات لا تملك تغييرها"));
    }
}

journey! {
    async fn what_was_agreed_for_a_page_is_what_happens_or_somebody_is_told(paper: Paper) {
        let stories = several(&paper, "world", 3).await;
        let mut admin = paper.first_admin().await;
        for email in ["e@paper.example", "c@paper.example"] {
            let role = if email.starts_with('e') { "desk_editor" } else { "editor_in_chief" };
            paper.invited(&mut admin, email, role).await;
        }
        let person = async |email: &str| newsroom::person_by_email(paper.newsroom.db(), email).await.unwrap().unwrap();
        let (editor, chief) = (person("e@paper.example").await, person("c@paper.example").await);
        let heard = async |who: &newsroom::Person, act: &str| {
            let notices = newsroom::notices_of(paper.newsroom.db(), who.id, None, 30).await.unwrap();
            notices.iter().filter(|notice| notice.act == act).count()
        };
        let console = Actor::console();
        // A scheduled story that is edited in the meantime: readers get its published version.
        arrange(&paper, &editor.actor(true), front(), &with(&[("second-0", &stories[0])])).await.unwrap();
        let hour = Wall::read("2016-09-03T22:00", ZONE).unwrap();
        let spiked = paper.draft(&paper.content("world", "خبر يُحذف").await).await;
        let wanted = with(&[("lead-0", &stories[1]), ("second-1", &spiked)]);
        let wait = async |wanted: &Arrangement, at: &Wall| {
            let editor = editor.actor(true);
            paper.newsroom.write(paper.clock.now(), async |tx| newsroom::schedule_arrangement(tx, &editor, front(), at, wanted, None).await).await.unwrap()
        };
        wait(&wanted, &hour).await;
        paper.revise(&stories[1], &paper.content("world", "عنوان لم يعتمده أحد").await).await;
        // It is deleted for good before its time: the person who scheduled it is told, although nothing of the story is
        // left.
        let act = async |tx: &mut newsroom::Tx| newsroom::make_move(tx, &console, &spiked.public_id, Move::Spike, With::default()).await;
        paper.newsroom.write(paper.clock.now(), act).await.unwrap();
        paper.clock.advance_seconds(newsroom::TRASH_SECONDS + 1);
        let act = async |tx: &mut newsroom::Tx| newsroom::delete_for_good(tx, &console, &spiked.public_id, "خطأ").await;
        paper.newsroom.write(paper.clock.now(), act).await.unwrap();
        assert_eq!(heard(&editor, "arrangement_skipped").await, 1);
        assert_eq!(newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap().done, 1);
        let page = paper.fresh_reader().get("/").await.text();
        assert!(page.contains("world خبر رقم 2") && !page.contains("لم يعتمده أحد"), "{page}");
        // A story that leaves the page frees its place, and the person who put it there is told.
        let off = With { words: Some("خطأ".into()), ..With::default() };
        let act = async |tx: &mut newsroom::Tx| newsroom::make_move(tx, &console, &stories[1].public_id, Move::Unpublish, off).await;
        paper.newsroom.write(paper.clock.now(), act).await.unwrap();
        assert_eq!(heard(&editor, "slot_gone").await, 1);
        // Scheduled by somebody who may no longer lay out anything: it is not done, and the editors-in-chief are told
        // in advance and at that time.
        wait(&with(&[("lead-0", &stories[2])]), &Wall::at(paper.clock.now().plus_seconds(600), ZONE).unwrap()).await;
        let stood = stands(&paper, front()).await;
        let act = async |tx: &mut newsroom::Tx| newsroom::close_person(tx, &console, editor.id).await;
        paper.newsroom.write(paper.clock.now(), act).await.unwrap();
        assert_eq!(heard(&chief, "arrangement_lapses").await, 1);
        paper.clock.advance_seconds(600);
        assert_eq!(newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap().failed, 1);
        assert_eq!((stands(&paper, front()).await, heard(&chief, "arrangement_failed").await), (stood, 1));
    }
}

journey! {
    async fn a_preview_shows_what_is_under_way_to_the_desk_alone(paper: Paper) {
        let stories = several(&paper, "world", 3).await;
        let secret = paper.draft(&paper.content("world", "سر لا يراه القراء").await).await;
        let mut chief = paper.first_admin().await;
        let path = format!("/newsroom/front/preview?in=ar&story-lead-0={}&story-second-0={}", stories[0].public_id, secret.public_id);
        assert_eq!(Browser::of(paper.site().clone()).ask("GET", &path, None, &[]).await.status, 303, "nobody outside");
        let shown = chief.open(&path).await;
        assert_eq!((shown.status.as_u16(), shown.header("cache-control"), shown.header("x-robots-tag")), (200, "no-store", "noindex"));
        assert!(shown.header("content-security-policy").contains("frame-ancestors 'self'") && shown.header("surrogate-key").is_empty());
        let page = shown.text();
        let lead = between(&page, "<article class=\"lead\">", "</article>").unwrap();
        assert!(lead.contains("رقم 1") && !page.contains("سر لا يراه") && !page.contains("<script"), "{lead}");
        assert!(upper(&paper).await[0].contains("رقم 3"), "readers have what stands");
        let room = chief.open(ROOM).await;
        assert!(room.header("content-security-policy").contains("frame-src 'self'") && room.header("content-security-policy").contains("frame-ancestors 'none'"));
        assert!(!chief.open("/newsroom/stories").await.header("content-security-policy").contains("frame-src"));
        // People without a right to it see nothing of it.
        let mut reporter = paper.invited(&mut chief, "r@paper.example", "reporter").await;
        for path in [path.as_str(), "/newsroom/front/stage?in=ar", "/newsroom/front/candidates?in=ar"] {
            assert_eq!(reporter.open(path).await.status, 403, "{path}");
        }
        // A place filled by a rule shows what the rule picks.
        let stage = chief.open("/newsroom/front/stage?in=ar&mark=&rule-second-0=world").await.text();
        assert!(stage.contains("آلي: الأحدث من قسم") && !stage.contains("<html"), "{stage}");
        let drawer = chief.open("/newsroom/front/candidates?in=ar&q=خبر").await.text();
        assert!(drawer.contains("رقم 2") && !drawer.contains("سر لا يراه"), "a draft is no candidate: {drawer}");
    }
}

journey! {
    async fn the_days_budget_holds_what_is_planned_for_it(paper: Paper) {
        let stories = several(&paper, "world", 2).await;
        let mut chief = paper.first_admin().await;
        let staff = staff(&paper).await;
        let console = Actor::console();
        let planned = paper.draft(&paper.content("sports", "تقرير مسند لليوم").await).await;
        let later = paper.draft(&paper.content("sports", "تقرير مسند للغد").await).await;
        paper.draft(&paper.content("sports", "فكرة بلا موعد").await).await;
        for (story, seconds) in [(&planned, 3_600), (&later, 86_400)] {
            let due_at = Some(paper.clock.now().plus_seconds(seconds));
            let to = newsroom::Assignment { assignee: Some(1), due_at };
            paper.newsroom.write(paper.clock.now(), async |tx| newsroom::assign(tx, &console, &story.public_id, to).await).await.unwrap();
        }
        arrange(&paper, &console, front(), &with(&[("second-1", &stories[0])])).await.unwrap();
        let page = chief.open("/newsroom/budget").await.text();
        assert!(page.contains("تقرير مسند لليوم") && page.contains("world خبر رقم 2") && page.contains("ثانوية 2"), "{page}");
        assert!(!page.contains("تقرير مسند للغد") && !page.contains("فكرة بلا موعد"));
        let tomorrow = chief.open("/newsroom/budget?day=2016-09-04").await.text();
        assert!(tomorrow.contains("تقرير مسند للغد") && !tomorrow.contains("رقم 2"));
        assert_eq!(chief.open("/newsroom/budget?day=x").await.status, 200, "an unreadable day is today");
        // Its mark changes with what it shows, and with nothing else.
        let paper_now = newsroom::load_paper(paper.newsroom.db()).await.unwrap();
        let day = newsroom::BudgetDay::of(paper_now.today(paper.clock.now()), paper_now.zone, paper.clock.now());
        let mark = async || newsroom::budget_mark(paper.newsroom.db(), day, &paper_now.languages).await.unwrap();
        let first = mark().await;
        paper.draft(&paper.content("sports", "فكرة أخرى").await).await;
        assert_eq!(mark().await, first);
        arrange(&paper, &console, front(), &with(&[("second-2", &stories[0])])).await.unwrap();
        assert_ne!(mark().await, first);
        // Everybody sees what they may see.
        let seen = newsroom::budget(paper.newsroom.db(), &staff.stranger, day, &paper_now.languages, paper.clock.now()).await.unwrap();
        assert!(seen.iter().all(|one| one.line.story.section_id == planned.section_id), "{seen:?}");
        let mut moderator = paper.invited(&mut chief, "m@paper.example", "moderator").await;
        assert_eq!(moderator.open("/newsroom/budget").await.status, 403);
    }
}

journey! {
    async fn breaking_goes_up_in_one_act_from_a_storys_page(paper: Paper) {
        let story = paper.published("world", "فُتح الميناء الشرقي").await;
        let mut chief = paper.first_admin().await;
        let page = chief.open(&format!("/newsroom/stories/{}", story.public_id)).await.text();
        assert!(page.contains("action=\"/newsroom/front/breaking\""), "{page}");
        let up = chief.send("/newsroom/front/breaking", &[("in", "ar"), ("story", story.public_id.as_str()), ("text", "فُتح الميناء الشرقي"), ("until", "")]).await;
        assert_eq!(up.status, 303, "{}", up.text());
        assert!(paper.get("/world").await.text().contains("class=\"breaking"));
        let slot = Slot { name: "lead".into(), position: 0, story_id: story.id, pinned_until: None };
        let console = Actor::console();
        let fill = async |slots: &[Slot]| paper.newsroom.write(paper.clock.now(), async |tx| newsroom::fill_slots(tx, &console, Language::Arabic, None, slots).await).await;
        fill(std::slice::from_ref(&slot)).await.unwrap();
        assert!(matches!(fill(&[slot.clone(), slot]).await, Err(Error::AlreadyThere { .. })));
    }
}
