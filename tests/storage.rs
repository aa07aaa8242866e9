//! What is stored is read back as it was, and storing the same thing twice makes one thing.

use journeys::{journey, text};
use newsroom::{Clock, Correction, CorrectionKind, ImportOutcome, LeadPicture, Live, Origin, Work};

journey! {
    async fn a_story_comes_back_as_it_was_written(paper: Paper) {
        let mut content = paper.content("world", "بوصلة: «الطريق إلى السد»").await;
        content.kicker = Some("تمهيد".into());
        content.deck = Some("عنوان فرعي طويل بعض الشيء.".into());
        content.agencies_line = Some("الوكالات".into());
        content.byline_as_printed = Some("ق. د/ الوكالات".into());
        content.lead = Some(LeadPicture {
            caption: Some("أرشيف".into()),
            archive: true,
            focal: (3, 7),
            ..LeadPicture::default()
        });
        let draft = paper.draft(&content).await;
        assert_eq!((draft.live, draft.work), (Live::Never, Work::Draft));
        let kept = newsroom::version(paper.newsroom.db(), draft.work_version.unwrap()).await.unwrap();
        assert_eq!(kept.number, 1);
        assert_eq!(kept.word_count, 8);
        content.slug = draft.slug.clone();
        assert_eq!(kept.content, content);
        assert_eq!(draft.slug, "بوصلة-الطريق-إلى-السد");

        let live = paper.publish(&draft).await;
        assert_eq!((live.live, live.work), (Live::Published, Work::None));
        assert_eq!(live.live_version, draft.work_version);
        assert_eq!(live.published_day.unwrap().to_string(), "2016-09-03");
        assert_eq!(live.changed_at, None);
    }
}

journey! {
    async fn the_same_origin_is_imported_once(paper: Paper) {
        paper.section("world").await;
        let imported = newsroom::ImportedStory {
            origin: Origin { source: "page".into(), external_id: "abc".into(), digest: "abc".into(), old_address: None },
            section: "world".into(),
            writers: vec!["سلمى بن عيسى".into()],
            topics: vec!["ماء".into(), "سدود".into()],
            content: newsroom::Content::plain(0, arabic::Language::Arabic, "خبر مستورد", text(&["نص."])),
            published_on: "2016-09-03".parse().ok(),
            published_time: None,
            published_at: None,
            changed_at: None,
            read_count: 2268,
        };
        let import = || async {
            paper.newsroom.write(paper.clock.now(), async |tx| newsroom::import_story(tx, &newsroom::Actor::console(), &imported, None, true).await).await
        };
        let ImportOutcome::Added(first) = import().await.unwrap() else { panic!("it is new") };
        assert!(first.day_only);
        assert_eq!(first.read_count(), 2268);
        let head = newsroom::head(paper.newsroom.db()).await.unwrap();
        let ImportOutcome::Unchanged(second) = import().await.unwrap() else { panic!("it is known") };
        assert_eq!(second.id, first.id);
        assert_eq!(newsroom::head(paper.newsroom.db()).await.unwrap(), head);
    }
}

journey! {
    async fn an_import_into_a_section_that_is_not_there_leaves_nothing(paper: Paper) {
        let mut imported = newsroom::ImportedStory {
            origin: Origin { source: "page".into(), external_id: "x".into(), ..Origin::default() },
            section: "nowhere".into(),
            writers: vec!["كاتب جديد".into()],
            topics: Vec::new(),
            content: newsroom::Content::plain(0, arabic::Language::Arabic, "خبر", text(&["نص."])),
            published_on: None,
            published_time: None,
            published_at: None,
            changed_at: None,
            read_count: 0,
        };
        let refused = paper.newsroom.write(paper.clock.now(), async |tx| newsroom::import_story(tx, &newsroom::Actor::console(), &imported, None, true).await).await;
        assert!(matches!(refused, Err(newsroom::Error::NotFound { what: "section", .. })), "{refused:?}");
        paper.section("world").await;
        imported.section = "world".into();
        imported.content.headline = "ط".repeat(301);
        let refused = paper.newsroom.write(paper.clock.now(), async |tx| newsroom::import_story(tx, &newsroom::Actor::console(), &imported, None, true).await).await;
        assert!(matches!(refused, Err(newsroom::Error::TooLong { field: "headline", length: 301, limit: 300 })), "{refused:?}");
        assert_eq!(newsroom::names::by_slug::<newsroom::Writer>(paper.newsroom.db(), "كاتب-جديد").await.unwrap(), None, "nothing half-imported stays");
    }
}

journey! {
    async fn a_correction_is_dated_and_moves_the_date_of_change(paper: Paper) {
        let story = paper.published("world", "خبر").await;
        paper.clock.advance_seconds(3600);
        let note = Correction { kind: CorrectionKind::Correction, at: paper.clock.now(), text: "الصحيح تسع دول.".into() };
        paper.newsroom.write(paper.clock.now(), async |tx| newsroom::add_correction(tx, &newsroom::Actor::console(), story.id, &note).await).await.unwrap();
        assert_eq!(newsroom::corrections_of(paper.newsroom.db(), story.id).await.unwrap(), std::slice::from_ref(&note));
        let changed = newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap();
        assert_eq!(changed.changed_at, Some(note.at));
    }
}

journey! {
    async fn sections_refuse_addresses_of_ours(paper: Paper) {
        let name = newsroom::Localized::arabic("كلمة");
        for slug in ["fr", "media", "s", "a b", "", "/x"] {
            let refused = paper.newsroom.write(paper.clock.now(), async |tx| {
                newsroom::ensure_section(tx, &newsroom::Actor::console(), 1, slug, &name, &name).await
            }).await;
            assert!(matches!(refused, Err(newsroom::Error::BadSlug { .. })), "{slug}: {refused:?}");
        }
    }
}
