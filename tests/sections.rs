//! The end of sections: closed ones keep their stories; merged ones hand them over, with their addresses.

use arabic::Language;
use journeys::{Paper, address, journey};
use newsroom::{
    Actor, ArrangedPage, Arrangement, Beginning, Change, Clock, Content, Error, Filling, Localized, Move, Place,
    SlotPage, SlotRule, Story, Wall, With,
};

async fn merge(paper: &Paper, from: i64, into: i64) -> newsroom::Result<newsroom::Section> {
    let console = Actor::console();
    paper.newsroom.write(paper.clock.now(), async |tx| newsroom::merge_sections(tx, &console, from, into).await).await
}

async fn close(paper: &Paper, id: i64) {
    let console = Actor::console();
    let act = async |tx: &mut newsroom::Tx| newsroom::close_section(tx, &console, id).await;
    assert!(!paper.newsroom.write(paper.clock.now(), act).await.unwrap().is_open());
}

async fn begin(paper: &Paper, content: &Content, beginning: Beginning<'_>) -> newsroom::Result<Story> {
    let console = Actor::console();
    let act = async |tx: &mut newsroom::Tx| newsroom::begin_story(tx, &console, content, beginning).await;
    paper.newsroom.write(paper.clock.now(), act).await
}

/// Saves the facts of a story so that it is in `section`.
async fn stand_in(paper: &Paper, story: &Story, section: i64) -> newsroom::Result<()> {
    let console = Actor::console();
    let act = async |tx: &mut newsroom::Tx| {
        let now = newsroom::find_story(tx.db(), story.id).await?;
        let facts = Change::facts(Content::plain(section, Language::Arabic, "", journeys::text(&[])));
        newsroom::save_part(tx, &console, &story.public_id, now.revisions[2], facts).await
    };
    paper.newsroom.write(paper.clock.now(), act).await.map(drop)
}

/// The status and the readable path to which one redirect leads.
async fn led(paper: &Paper, path: &str) -> (u16, String) {
    let answer = paper.get(&arabic::slug::percent_encode_path(path)).await;
    (answer.status.as_u16(), arabic::slug::readable_path(answer.header("location")))
}

async fn now(paper: &Paper, story: &Story) -> Story {
    newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap()
}

/// An approved story that is scheduled in `seconds`.
async fn scheduled(paper: &Paper, content: &Content, seconds: i64) -> Story {
    let draft = paper.draft(content).await;
    let at = paper.clock.now().plus_seconds(seconds).utc().format("%Y-%m-%dT%H:%M:%S").to_string();
    let at = Wall::read(&at, "UTC").unwrap();
    let console = Actor::console();
    let act = async |tx: &mut newsroom::Tx| {
        for made in [Move::Submit, Move::Approve] {
            newsroom::make_move(tx, &console, &draft.public_id, made, With::default()).await?;
        }
        newsroom::make_move(tx, &console, &draft.public_id, Move::Schedule, With { at: Some(at), ..With::default() })
            .await
    };
    paper.newsroom.write(paper.clock.now(), act).await.unwrap()
}

journey! {
    async fn a_closed_section_keeps_its_stories_and_takes_no_new_ones(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let world = paper.published("world", "خبر من العالم").await;
        let old = paper.published("culture", "خبر من الثقافة").await;
        let culture = paper.section("culture").await.id;
        let waits = scheduled(&paper, &paper.content("culture", "خبر ينتظر ساعته").await, 60).await;
        let drafted = paper.draft(&paper.content("culture", "مسودة من الثقافة").await).await;
        let kept = paper.reader();
        let in_bar = |page: &str| page.contains("href=\"/culture\"");
        assert!(in_bar(&kept.get("/").await.text()));

        let at = format!("/newsroom/settings/sections/{culture}");
        let shown = chief.open(&at).await.text();
        assert!(shown.contains("<dd>1</dd>"), "one published story: {shown}");
        assert_eq!(chief.send(&format!("{at}/close"), &[]).await.status, 303);
        assert!(chief.open("/newsroom/settings").await.text().contains("مغلق"));

        // Readers: it is neither in the section bar nor among the bands; its page, its feed and its stories stay.
        let front = kept.get("/").await.text();
        assert!(!in_bar(&front), "{front}");
        let page = kept.get("/culture").await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains("أُغلق هذا القسم") && page.text().contains("خبر من الثقافة"));
        assert_eq!(kept.get("/culture/rss.xml").await.status, 200);
        assert_eq!(kept.get(&address("culture", &old)).await.status, 200);

        // The desk: it is not offered and not accepted; stories in it can still be edited and published.
        assert!(!chief.open("/newsroom/stories/new").await.text().contains("الثقافة"));
        let refused = begin(&paper, &paper.content("culture", "جديد").await, Beginning::default()).await;
        assert!(matches!(refused, Err(Error::SectionClosed { .. })), "{refused:?}");
        let id = culture.to_string();
        let sent = chief.send("/newsroom/stories", &[("section", &id), ("language", "ar"), ("kind", "news"), ("headline", "عنوان كتبته"), ("key", "k1")]).await;
        assert_eq!(sent.status, 422);
        assert!(sent.text().contains("«الثقافة» مغلق") && sent.text().contains("عنوان كتبته"), "told why, with what was typed: {}", sent.text());
        assert!(matches!(stand_in(&paper, &world, culture).await, Err(Error::SectionClosed { .. })));
        stand_in(&paper, &drafted, culture).await.unwrap();
        assert!(chief.open(&format!("/newsroom/stories/{}", drafted.public_id)).await.text().contains("الثقافة"), "it still says where it stands");
        paper.publish(&drafted).await;
        paper.clock.advance_seconds(61);
        assert_eq!(newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap().done, 1);
        assert_eq!(kept.get(&address("culture", &now(&paper, &waits).await)).await.status, 200);
        // A translation is in the section of its original.
        let console = Actor::console();
        let act = async |tx: &mut newsroom::Tx| newsroom::translate_story(tx, &console, &old.public_id, Language::French).await;
        paper.newsroom.write(paper.clock.now(), act).await.unwrap();

        // And back.
        assert_eq!(chief.send(&format!("{at}/open"), &[]).await.status, 303);
        assert!(in_bar(&kept.get("/").await.text()));
        assert!(!kept.get("/culture").await.text().contains("أُغلق"));
        begin(&paper, &paper.content("culture", "جديد").await, Beginning::default()).await.unwrap();
        assert!(matches!(paper.newsroom.verify_audit().await.unwrap(), newsroom::AuditVerdict::Whole { .. }));
    }
}

journey! {
    async fn what_was_in_a_section_closed_since_is_restored_where_the_story_stands(paper: Paper) {
        let culture = paper.section("culture").await.id;
        let world = paper.section("world").await.id;
        let story = paper.draft(&paper.content("culture", "كلام قديم").await).await;
        stand_in(&paper, &story, world).await.unwrap();
        close(&paper, culture).await;
        let console = Actor::console();
        let act = async |tx: &mut newsroom::Tx| newsroom::restore_version(tx, &console, &story.public_id, 1).await;
        assert_eq!(paper.newsroom.write(paper.clock.now(), act).await.unwrap().section_id, world);
    }
}

journey! {
    async fn two_sections_become_one_with_their_stories_and_addresses(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let gone = paper.section("culture").await;
        let stays = paper.section("society").await;
        let out = paper.published("culture", "معرض في العاصمة").await;
        paper.published("society", "أسواق الأحياء").await;
        let drafted = paper.draft(&paper.content("culture", "مسودة عن مسرح").await).await;
        let waits = scheduled(&paper, &paper.content("culture", "عرض في ساعته").await, 60).await;
        let front = ArrangedPage::front(Language::Arabic);
        let ruled = |section| {
            let mut wanted = Arrangement::default();
            wanted.put(Place::of("second", 0).unwrap(), Filling { rule: SlotRule::Section(section), ..Filling::default() });
            wanted
        };
        let console = Actor::console();
        let later = |minutes: i64| Wall::read(&paper.clock.now().plus_seconds(minutes * 60).utc().format("%Y-%m-%dT%H:%M").to_string(), "UTC").unwrap();
        let own_page = ArrangedPage { page: SlotPage::Section(gone.id), language: Language::Arabic };
        let mut pinned = Arrangement::default();
        pinned.put(Place::of("lead", 0).unwrap(), Filling { story: Some(out.id), ..Filling::default() });
        let act = async |tx: &mut newsroom::Tx| {
            newsroom::schedule_arrangement(tx, &console, own_page, &later(30), &pinned, None).await?;
            newsroom::schedule_arrangement(tx, &console, front, &later(45), &ruled(gone.id), None).await
        };
        paper.newsroom.write(paper.clock.now(), act).await.unwrap();
        let kept = paper.reader();
        assert!(kept.get("/culture").await.text().contains("معرض"));
        assert!(!kept.get("/society/rss.xml").await.text().contains("معرض"));
        assert!(kept.get(&address("culture", &out)).await.text().contains("/culture"));
        assert_eq!(kept.get("/most-read?section=culture").await.status, 200);

        // The effect is shown first; looking at it does nothing.
        let at = format!("/newsroom/settings/sections/{}", gone.id);
        let into = stays.id.to_string();
        chief.open(&at).await;
        let looked = chief.send(&format!("{at}/merge"), &[("section", &into)]).await;
        assert_eq!(looked.status, 200);
        assert!(looked.text().contains("تنتقل 3 مواد من «الثقافة» إلى «المجتمع»"), "{}", looked.text());
        assert_eq!(led(&paper, "/culture").await.0, 200);
        let itself = gone.id.to_string();
        assert_eq!(chief.send(&format!("{at}/merge"), &[("pick", &itself)]).await.status, 422);
        assert_eq!(chief.send(&format!("{at}/merge"), &[("pick", &into)]).await.status, 303);

        // Every address leads there with one redirect, and pages in memory follow.
        assert_eq!(led(&paper, "/culture").await, (301, "/society".into()));
        assert_eq!(led(&paper, "/fr/culture").await, (301, "/fr/society".into()));
        assert_eq!(led(&paper, "/culture/rss.xml").await, (301, "/society/rss.xml".into()));
        assert_eq!(led(&paper, &arabic::slug::readable_path(&address("culture", &out))).await, (308, arabic::slug::readable_path(&address("society", &out))));
        let feed = kept.get("/society/rss.xml").await.text();
        assert!(feed.contains("معرض") && feed.contains("أسواق"), "{feed}");
        let story = kept.get(&address("society", &out)).await.text();
        assert!(story.contains("المجتمع") && !story.contains("/culture"), "{story}");
        assert!(!kept.get("/").await.text().contains("href=\"/culture\""));
        for path in ["/", "/society", "/most-read?section=culture", "/sitemap.xml"] {
            assert_eq!(kept.get(path).await.text(), paper.fresh_reader().get(path).await.text(), "{path}");
        }

        // The desk: the stories belong to the other desk, and scheduled ones are published there.
        for story in [&out, &drafted, &waits] {
            let now = now(&paper, story).await;
            assert_eq!((now.section_id, now.desk_id), (stays.id, stays.desk_id));
        }
        assert_eq!(chief.open(&at).await.status, 404);
        assert!(chief.open("/newsroom/stories?section=culture").await.text().contains("مسودة عن مسرح"), "an old filter finds the section that stands");
        let page = chief.open(&format!("/newsroom/stories/{}", drafted.public_id)).await.text();
        assert!(page.contains(&format!("<option value=\"{}\" selected", stays.id)), "{page}");
        paper.clock.advance_seconds(61);
        assert_eq!(newsroom::run_due(&paper.newsroom, paper.clock.now()).await.unwrap().done, 1);
        assert!(kept.get("/society/rss.xml").await.text().contains("عرض في ساعته"));
        // A form that was open before and a version from before name the old section; the remaining one is used.
        stand_in(&paper, &drafted, gone.id).await.unwrap();
        let restore = async |tx: &mut newsroom::Tx| newsroom::restore_version(tx, &console, &drafted.public_id, 1).await;
        assert_eq!(paper.newsroom.write(paper.clock.now(), restore).await.unwrap().section_id, stays.id);
        let published = paper.publish(&drafted).await;
        assert_eq!((published.section_id, published.desk_id), (stays.id, stays.desk_id));
        assert_eq!(kept.get(&address("society", &published)).await.status, 200);
        let copied = async |tx: &mut newsroom::Tx| newsroom::follow_up(tx, &console, &out.public_id, "تتمة").await;
        assert_eq!(paper.newsroom.write(paper.clock.now(), copied).await.unwrap().section_id, stays.id);
        // The scheduled page of the section itself is gone; the rule of the front page follows.
        assert!(newsroom::arrangements_waiting(paper.newsroom.db(), own_page).await.unwrap().is_empty());
        assert_eq!(newsroom::arrangements_waiting(paper.newsroom.db(), front).await.unwrap()[0].arrangement, ruled(stays.id));
        // Archives that name it are imported into the remaining section, and nobody can take its address.
        let same = paper.section("culture").await;
        assert_eq!(same.id, stays.id);
        chief.open("/newsroom/settings").await;
        assert_eq!(chief.send("/newsroom/settings/sections", &[("name-ar", "ثقافة"), ("slug", "culture"), ("desk", "")]).await.status, 422);
        assert!(matches!(paper.newsroom.verify_audit().await.unwrap(), newsroom::AuditVerdict::Whole { .. }));
    }
}

journey! {
    async fn chains_of_merged_sections_lead_to_the_one_that_stands(paper: Paper) {
        let [first, second, third] = [paper.section("culture").await, paper.section("society").await, paper.section("national").await];
        let story = paper.published("culture", "خبر قديم").await;
        merge(&paper, first.id, second.id).await.unwrap();
        merge(&paper, second.id, third.id).await.unwrap();
        for slug in ["culture", "society"] {
            assert_eq!(led(&paper, &format!("/{slug}")).await, (301, "/national".into()));
            assert_eq!(led(&paper, &arabic::slug::readable_path(&address(slug, &story))).await.0, 308);
        }
        assert!(matches!(merge(&paper, first.id, third.id).await, Err(Error::NotFound { .. })), "it is no section any more");
        let world = paper.section("world").await;
        close(&paper, world.id).await;
        assert!(matches!(merge(&paper, third.id, world.id).await, Err(Error::SectionClosed { .. })));
        // A closed section can be merged away.
        merge(&paper, world.id, third.id).await.unwrap();
        let name = Localized::arabic("العالم");
        let console = Actor::console();
        let again = paper.newsroom.write(paper.clock.now(), async |tx| newsroom::add_section(tx, &console, &name, "world", None).await).await;
        assert!(matches!(again, Err(Error::AlreadyThere { .. })), "its address is taken");
    }
}

// A story that is published, begun or moved during the merge is handled completely before or after it.
journey! {
    async fn no_story_is_left_behind_by_a_merge(paper: Paper) {
        let (gone, stays) = (paper.section("culture").await, paper.section("society").await);
        let mut drafts = Vec::new();
        for n in 0..12 {
            drafts.push(paper.draft(&paper.content("culture", &format!("مسودة {n}")).await).await);
        }
        let content = paper.content("culture", "جديد").await;
        let mut acts = tokio::task::JoinSet::new();
        for draft in drafts {
            let (newsroom, clock, content) = (paper.newsroom.clone(), paper.clock.clone(), content.clone());
            acts.spawn(async move {
                let act = async |tx: &mut newsroom::Tx| newsroom::publish(tx, &Actor::console(), draft.id, newsroom::PublishedWhen::Now).await;
                newsroom.write(clock.now(), act).await.unwrap();
                let act = async |tx: &mut newsroom::Tx| newsroom::begin_story(tx, &Actor::console(), &content, Beginning::default()).await;
                newsroom.write(clock.now(), act).await.unwrap();
            });
        }
        merge(&paper, gone.id, stays.id).await.unwrap();
        while let Some(done) = acts.join_next().await {
            done.unwrap();
        }
        let left = newsroom::in_section(paper.newsroom.db(), gone.id).await.unwrap();
        assert_eq!(left, newsroom::InSection::default());
        assert_eq!(newsroom::in_section(paper.newsroom.db(), stays.id).await.unwrap(), newsroom::InSection { published: 12, others: 12 });
    }
}
