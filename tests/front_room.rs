//! The front page laid out at the desk: the breaking strip and the places filled by hand.

use arabic::Language;
use journeys::browser::{Browser, between};
use journeys::{Answer, Paper, journey};
use newsroom::{Actor, BreakingLine, Clock, Error, Grant, Live, Move, Role, Slot, Story, With};

const ROOM: &str = "/newsroom/front";

async fn kept(paper: &Paper) -> Vec<(String, i64, i64)> {
    let slots = newsroom::slots(paper.newsroom.db(), Language::Arabic, paper.clock.now()).await.unwrap();
    slots.into_iter().map(|slot| (slot.name, slot.position, slot.story_id)).collect()
}

async fn strip(browser: &mut Browser, fields: &[(&str, &str)]) -> Answer {
    browser.open(ROOM).await;
    browser.send("/newsroom/front/breaking", fields).await
}

/// Opens the room and sends its form with `fields` instead of what it contains.
async fn arrange(browser: &mut Browser, mark: Option<&str>, fields: &[(&str, &str)]) -> Answer {
    let page = browser.open(ROOM).await.text();
    let now = mark.map_or_else(|| mark_of(&page), str::to_owned);
    let mut all = vec![("mark", now.as_str())];
    all.extend(fields);
    browser.send("/newsroom/front/slots", &all).await
}

fn mark_of(page: &str) -> String {
    between(page, "name=\"mark\" value=\"", "\"").unwrap_or_else(|| panic!("no mark in {page}"))
}

async fn lead(paper: &Paper) -> String {
    let page = paper.get("/").await.text();
    between(&page, "<article class=\"lead\">", "</article>").unwrap_or_else(|| panic!("no lead in {page}"))
}

journey! {
    async fn a_breaking_line_goes_up_ends_by_itself_and_is_taken_down(paper: Paper) {
        let story = paper.published("world", "الميناء الشرقي يستقبل أولى السفن").await;
        let mut chief = paper.first_admin().await;
        assert!(!paper.get("/").await.text().contains("فُتح الميناء"));
        let up = strip(&mut chief, &[("text", "فُتح الميناء"), ("story", "اولى السفن"), ("until", "")]).await;
        assert_eq!(up.status, 303, "{}", up.text());
        let page = paper.get("/world").await.text();
        assert!(page.contains("فُتح الميناء") && page.contains(story.public_id.as_str()));
        let room = chief.open(ROOM).await.text();
        assert!(room.contains("فُتح الميناء") && room.contains("بقيت 60 دقيقة"), "{room}");
        // Nobody writes and nothing is published: the page in memory expires with the line.
        let head = newsroom::head(paper.newsroom.db()).await.unwrap();
        paper.clock.advance_seconds(3_599);
        assert!(paper.get("/world").await.text().contains("فُتح الميناء"), "a second before its end");
        paper.clock.advance_seconds(1);
        assert!(!paper.get("/world").await.text().contains("فُتح الميناء"), "at its end");
        assert_eq!(newsroom::head(paper.newsroom.db()).await.unwrap(), head, "by itself");

        assert_eq!(strip(&mut chief, &[("text", "عاجل ثان"), ("story", ""), ("until", "")]).await.status, 303);
        assert!(paper.get("/").await.text().contains("عاجل ثان"));
        chief.open(ROOM).await;
        assert_eq!(chief.send("/newsroom/front/breaking/end", &[("in", "ar")]).await.status, 303);
        assert!(!paper.get("/").await.text().contains("عاجل ثان"));
        assert!(matches!(paper.newsroom.verify_audit().await.unwrap(), newsroom::AuditVerdict::Whole { .. }));
    }
}

journey! {
    async fn a_newer_line_ends_the_older_one_for_good(paper: Paper) {
        let mut chief = paper.first_admin().await;
        paper.published("world", "خبر").await;
        // Noon UTC is one o'clock in Algiers.
        assert_eq!(strip(&mut chief, &[("text", "الأطول"), ("until", "2016-09-03T20:00")]).await.status, 303);
        assert_eq!(strip(&mut chief, &[("text", "الأقصر"), ("until", "2016-09-03T13:30")]).await.status, 303);
        paper.clock.advance_seconds(1_800);
        let page = paper.get("/").await.text();
        assert!(!page.contains("الأقصر") && !page.contains("الأطول"), "neither");
    }
}

journey! {
    async fn a_breaking_line_that_cannot_be_is_refused_with_its_reason(paper: Paper) {
        let mut chief = paper.first_admin().await;
        paper.published("world", "محصول القمح يتجاوز التوقعات").await;
        paper.published("world", "القمح في المرتبة الأولى").await;
        let draft = paper.draft(&paper.content("world", "لم تنشر بعد").await).await;
        let long = "ع".repeat(161);
        let draft_id = draft.public_id.to_string();
        for (fields, says) in [
            ([("text", " "), ("story", ""), ("until", "")], "اكتب نص العاجل"),
            ([("text", long.as_str()), ("story", ""), ("until", "")], "أطول من الحد"),
            ([("text", "خبر"), ("story", ""), ("until", "2016-09-04T13:01")], "بعد 24 ساعة على الأكثر"),
            ([("text", "خبر"), ("story", ""), ("until", "2016-09-03T12:59")], "بعد 24 ساعة على الأكثر"),
            ([("text", "خبر"), ("story", draft_id.as_str()), ("until", "")], "لا مادة منشورة"),
            ([("text", "خبر"), ("story", "القمح"), ("until", "")], "أكثر من مادة"),
        ] {
            let answer = strip(&mut chief, &fields).await;
            assert_eq!(answer.status, 422, "{says}");
            let page = answer.text();
            assert!(page.contains(says), "{says}: {page}");
            assert!(!paper.get("/").await.text().contains("class=\"breaking"), "{says}");
        }
        // The very last minute is accepted.
        assert_eq!(strip(&mut chief, &[("text", "خبر"), ("until", "2016-09-04T13:00")]).await.status, 303);
    }
}

journey! {
    async fn places_are_chosen_moved_emptied_and_kept_by_saving_alone(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let mut stories: Vec<Story> = Vec::new();
        for headline in ["قمة المياه تنتهي باتفاق", "الميناء الشرقي يستقبل السفن", "محصول القمح يتجاوز التوقعات", "أحدث الأخبار"] {
            stories.push(paper.published("world", headline).await);
            paper.clock.advance_seconds(60);
        }
        let [summit, port, wheat, _] = &stories[..] else { panic!() };
        assert!(lead(&paper).await.contains("أحدث الأخبار"), "the rule takes the newest");
        let address = format!("http://localhost:8080/world/{}/x", port.public_id);
        let saved = arrange(&mut chief, None, &[("act", "save"), ("choose-lead-0", "قمه المياه"), ("choose-second-0", &address)]).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        assert!(lead(&paper).await.contains("قمة المياه"));
        assert_eq!(kept(&paper).await, [("lead".into(), 0, summit.id), ("second".into(), 0, port.id)]);

        // Moving only shows the result; saving keeps it.
        let (lead_id, second_id) = (summit.public_id.to_string(), port.public_id.to_string());
        let standing = [("story-lead-0", lead_id.as_str()), ("story-second-0", second_id.as_str())];
        let moved = arrange(&mut chief, None, &[&standing[..], &[("act", "up second-0")]].concat()).await;
        assert_eq!(moved.status, 200);
        let page = moved.text();
        assert!(page.contains("لم يُحفظ بعد") && page.contains(&format!("name=\"story-lead-0\" value=\"{second_id}\"")), "{page}");
        assert!(lead(&paper).await.contains("قمة المياه"));
        let saved = arrange(&mut chief, None, &[("act", "save"), ("story-lead-0", &second_id), ("story-second-3", &lead_id)]).await;
        assert_eq!(saved.status, 303);
        assert!(lead(&paper).await.contains("الميناء الشرقي"));

        // Several stories match: they are offered, and one is picked.
        let open = arrange(&mut chief, None, &[("act", "save"), ("story-lead-0", &second_id), ("choose-second-1", "ال")]).await;
        assert_eq!(open.status, 422);
        assert!(open.text().contains(&format!("name=\"pick-second-1\" value=\"{}\"", wheat.public_id)), "{}", open.text());
        let wheat_id = wheat.public_id.to_string();
        let picked = arrange(&mut chief, None, &[("act", "save"), ("story-lead-0", &second_id), ("choose-second-1", "ال"), ("pick-second-1", &wheat_id)]).await;
        assert_eq!(picked.status, 303);
        assert_eq!(kept(&paper).await, [("lead".into(), 0, port.id), ("second".into(), 1, wheat.id)]);
        let cleared = arrange(&mut chief, None, &[("act", "clear lead-0"), ("story-lead-0", &second_id), ("story-second-1", &wheat_id)]).await;
        assert!(cleared.text().contains("name=\"story-lead-0\" value=\"\""));
        assert_eq!(arrange(&mut chief, None, &[("act", "save")]).await.status, 303);
        assert_eq!(kept(&paper).await, []);
        assert!(lead(&paper).await.contains("أحدث الأخبار"), "the rule again");
    }
}

journey! {
    async fn whoever_saves_over_a_newer_arrangement_is_told(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let mut other = chief.clone();
        let (one, two) = (paper.published("world", "خبر الأول").await, paper.published("world", "خبر الثاني").await);
        let mark = mark_of(&other.open(ROOM).await.text());
        let (first, second) = (one.public_id.to_string(), two.public_id.to_string());
        assert_eq!(arrange(&mut chief, None, &[("act", "save"), ("story-lead-0", &first)]).await.status, 303);
        let late = arrange(&mut other, Some(&mark), &[("act", "save"), ("story-lead-0", &second)]).await;
        assert_eq!(late.status, 409);
        let page = late.text();
        assert!(page.contains("غيّر زميل الصفحة الأولى") && page.contains("خبر الثاني"), "{page}");
        assert!(page.contains(&format!("name=\"story-lead-0\" value=\"{first}\"")), "the form is what stands now");
        assert_eq!(kept(&paper).await, [("lead".into(), 0, one.id)]);
        assert_eq!(arrange(&mut other, None, &[("act", "save"), ("story-lead-0", &second)]).await.status, 303);
        assert_eq!(kept(&paper).await, [("lead".into(), 0, two.id)]);
    }
}

journey! {
    async fn only_what_readers_see_stands_on_the_front_page(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let draft = paper.draft(&paper.content("world", "سر محظور").await).await;
        let id = draft.public_id.to_string();
        let refused = arrange(&mut chief, None, &[("act", "save"), ("story-lead-0", &id)]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("لا يراها القراء"));
        assert_eq!(kept(&paper).await, []);
        // A story that leaves the page frees its place.
        let story = paper.published("world", "خبر سيسحب").await;
        let id = story.public_id.to_string();
        assert_eq!(arrange(&mut chief, None, &[("act", "save"), ("story-lead-0", &id)]).await.status, 303);
        let off = With { words: Some("خطأ".into()), ..With::default() };
        let console = Actor::console();
        let gone = paper.newsroom.write(paper.clock.now(), async |tx| newsroom::make_move(tx, &console, &story.public_id, Move::Unpublish, off).await);
        assert_eq!(gone.await.unwrap().live, Live::Unpublished);
        assert_eq!(kept(&paper).await, []);
    }
}

journey! {
    async fn a_desk_editor_arranges_for_their_desk_alone(paper: Paper) {
        let (world, sports) = (paper.published("world", "من العالم").await, paper.published("sports", "من الملاعب").await);
        let editor = Actor::person(2, vec![Grant::at(Role::DeskEditor, [world.desk_id])], true);
        let chief = Actor::person(3, vec![Grant::everywhere(Role::EditorInChief)], true);
        let slot = |story: &Story, position| Slot { name: "second".into(), position, story_id: story.id, pinned_until: None };
        let fill = async |actor: &Actor, slots: &[Slot]| {
            paper.newsroom.write(paper.clock.now(), async |tx| newsroom::fill_slots(tx, actor, Language::Arabic, None, slots).await).await
        };
        fill(&editor, &[slot(&world, 0)]).await.unwrap();
        assert!(matches!(fill(&editor, &[slot(&world, 0), slot(&sports, 1)]).await, Err(Error::Forbidden { .. })), "another desk's");
        fill(&chief, &[slot(&sports, 0), slot(&world, 1)]).await.unwrap();
        assert!(matches!(fill(&editor, &[slot(&world, 0)]).await, Err(Error::Forbidden { .. })), "in another desk's place");
        assert!(matches!(fill(&editor, &[]).await, Err(Error::Forbidden { .. })), "another desk's place emptied");
        fill(&editor, &[slot(&sports, 0)]).await.unwrap();
        assert!(matches!(fill(&chief, &[slot(&world, 0), slot(&world, 1)]).await, Err(Error::AlreadyThere { .. })));
        assert!(matches!(fill(&chief, &[slot(&world, 4)]).await, Err(Error::NotFound { .. })), "there is no such place");

        let line = |story: Option<&Story>| BreakingLine { text: "عاجل".into(), story_id: story.map(|one| one.id), until: paper.clock.now().plus_seconds(60) };
        let put = async |actor: &Actor, line: BreakingLine| {
            paper.newsroom.write(paper.clock.now(), async |tx| newsroom::set_breaking(tx, actor, Language::Arabic, &line).await).await
        };
        put(&editor, line(Some(&world))).await.unwrap();
        assert!(matches!(put(&editor, line(Some(&sports))).await, Err(Error::Forbidden { .. })));
        assert!(matches!(put(&editor, line(None)).await, Err(Error::Forbidden { .. })));
        put(&chief, line(None)).await.unwrap();
        assert!(matches!(put(&editor, line(Some(&world))).await, Err(Error::Forbidden { .. })), "in place of the chief's");
        let end = paper.newsroom.write(paper.clock.now(), async |tx| newsroom::end_breaking(tx, &editor, Language::Arabic).await);
        assert!(matches!(end.await, Err(Error::Forbidden { .. })));
    }
}

journey! {
    async fn who_has_no_part_in_the_front_page_does_not_see_the_room(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let story = paper.published("world", "خبر").await;
        let id = story.public_id.to_string();
        for (email, role) in [("r@paper.example", "reporter"), ("p@paper.example", "photo_editor"), ("a@paper.example", "admin"), ("m@paper.example", "moderator")] {
            let mut person = paper.invited(&mut chief, email, role).await;
            assert!(!person.open("/newsroom/account").await.text().contains("href=\"/newsroom/front\""), "{role}");
            assert_eq!(person.open(ROOM).await.status, 403, "{role}");
            for (path, fields) in [
                ("/newsroom/front/slots", vec![("act", "save"), ("story-lead-0", id.as_str())]),
                ("/newsroom/front/slots", vec![("act", "save")]),
                ("/newsroom/front/slots", vec![("act", "look")]),
                ("/newsroom/front/breaking", vec![("text", "عاجل"), ("until", "")]),
                ("/newsroom/front/breaking", vec![("text", ""), ("until", "")]),
            ] {
                person.open("/newsroom/account").await;
                assert_eq!(person.send(path, &fields).await.status, 403, "{role} {path} {fields:?}");
            }
        }
        assert_eq!(kept(&paper).await, []);
        assert!(chief.open("/newsroom/account").await.text().contains("href=\"/newsroom/front\""));
    }
}
