//! Topics and writers at the desk: found in any form of their letters, renamed without dead links, merged.

use journeys::{Paper, address, journey};
use newsroom::{Clock, Story, Topic, Writer, names};

async fn topic(paper: &Paper, name: &str) -> i64 {
    let console = newsroom::Actor::console();
    paper.newsroom.write(paper.clock.now(), async |tx| newsroom::ensure_topic(tx, &console, name).await).await.unwrap()
}

async fn under(paper: &Paper, headline: &str, topics: &[i64], writers: &[i64]) -> Story {
    let mut content = paper.content("world", headline).await;
    (content.topics, content.writers) = (topics.to_vec(), writers.to_vec());
    paper.publish(&paper.draft(&content).await).await
}

/// The status and the readable path to which a redirect leads.
async fn led(paper: &Paper, path: &str) -> (u16, String) {
    let answer = paper.get(&arabic::slug::percent_encode_path(path)).await;
    (answer.status.as_u16(), arabic::slug::readable_path(answer.header("location")))
}

journey! {
    async fn a_topic_is_added_found_and_renamed_and_its_old_address_leads_to_it(paper: Paper) {
        let mut chief = paper.first_admin().await;
        chief.open("/newsroom/topics").await;
        let added = chief.send("/newsroom/topics", &[("name", "الموارد المائيّة"), ("slug", ""), ("about", "كل ما ينشر عن الماء")]).await;
        assert_eq!(added.status, 303, "{}", added.text());
        let id = topic(&paper, "الموارد المائية").await;
        let story = under(&paper, "سدّ جديد", &[id], &[]).await;
        let page = "/topic/الموارد-المائية";
        let kept = paper.reader();
        assert!(kept.get(&arabic::slug::percent_encode_path(page)).await.text().contains("كل ما ينشر عن الماء"));
        assert!(kept.get(&address("world", &story)).await.text().contains("الموارد المائيّة"));
        let found = chief.open("/newsroom/topics?q=%D9%85%D9%88%D8%A7%D8%B1%D8%AF").await.text();
        assert!(found.contains("الموارد المائيّة") && found.contains("مادة واحدة"), "{found}");
        assert!(!chief.open("/newsroom/topics?q=zzz").await.text().contains("الموارد المائيّة"));

        // A new name alone does not change the address, and every page that shows it is updated.
        let at = format!("/newsroom/topics/{id}");
        chief.open(&at).await;
        assert_eq!(chief.send(&at, &[("name", "المياه"), ("slug", ""), ("about", "")]).await.status, 303);
        let list = kept.get(&arabic::slug::percent_encode_path(page)).await;
        assert_eq!(list.status, 200);
        assert!(list.text().contains("المياه") && !list.text().contains("كل ما ينشر عن الماء"));
        let text = kept.get(&address("world", &story)).await.text();
        assert!(text.contains("المياه") && !text.contains("المائيّة"), "{text}");

        // A new address: the old one redirects to it, and so do its feeds; names typed in the old way are found.
        assert_eq!(chief.send(&at, &[("name", "المياه"), ("slug", "المياه")]).await.status, 303);
        assert_eq!(led(&paper, page).await, (301, "/topic/المياه".into()));
        assert_eq!(led(&paper, &format!("{page}/rss.xml")).await, (301, "/topic/المياه/rss.xml".into()));
        assert!(kept.get(&address("world", &story)).await.text().contains("/topic/المياه"));
        assert_eq!(topic(&paper, "الموارد المائية").await, id);
        // And back: no redirect loops.
        assert_eq!(chief.send(&at, &[("name", "المياه"), ("slug", "الموارد-المائية")]).await.status, 303);
        assert_eq!(led(&paper, page).await.0, 200);
        assert_eq!(led(&paper, "/topic/المياه").await, (301, page.into()));
        assert_eq!(led(&paper, "/topic/لا-شيء").await.0, 404);
    }
}

journey! {
    async fn two_topics_become_one_with_their_stories_and_addresses(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let (gone, stays) = (topic(&paper, "مياه").await, topic(&paper, "الموارد المائية").await);
        let (one, both, other) = (
            under(&paper, "تحلية البحر", &[gone], &[]).await,
            under(&paper, "سدود الشمال", &[gone, stays], &[]).await,
            under(&paper, "آبار الجنوب", &[stays], &[]).await,
        );
        let kept = paper.reader();
        let target = arabic::slug::percent_encode_path("/topic/الموارد-المائية");
        // Its feed shows which stories have this topic; its page also names others.
        let feed = format!("{target}/rss.xml");
        assert_eq!(kept.get(&target).await.status, 200);
        assert!(!kept.get(&feed).await.text().contains("تحلية البحر"));
        assert!(kept.get(&address("world", &both)).await.text().contains("/topic/مياه"));

        let at = format!("/newsroom/topics/{gone}/merge");
        chief.open(&format!("/newsroom/topics/{gone}")).await;
        let offered = chief.send(&at, &[("into", "موارد")]).await;
        assert_eq!(offered.status, 200);
        assert!(offered.text().contains(&format!("name=\"pick\" value=\"{stays}\"")) && offered.text().contains("مادتان"));
        assert_eq!(chief.send(&at, &[("into", "لا وجود له")]).await.status, 422);
        let id = stays.to_string();
        assert_eq!(chief.send(&at, &[("pick", &id)]).await.status, 303);

        let list = kept.get(&feed).await.text();
        for story in [&one, &both, &other] {
            assert_eq!(list.matches("<item>").count(), 3);
            assert!(list.contains(&story.title), "{}", story.title);
        }
        assert_eq!(kept.get(&target).await.text(), paper.fresh_reader().get(&target).await.text(), "the kept page, too");
        assert_eq!(led(&paper, "/topic/مياه").await, (301, "/topic/الموارد-المائية".into()));
        assert_eq!(led(&paper, "/topic/مياه/atom.xml").await, (301, "/topic/الموارد-المائية/atom.xml".into()));
        let page = kept.get(&address("world", &both)).await.text();
        assert!(!page.contains("/topic/مياه"), "{page}");
        let shown = |page: &str| page.matches("href=\"/topic/الموارد-المائية\"").count();
        let alone = kept.get(&address("world", &one)).await.text();
        assert_eq!((shown(&page), shown(&alone)), (shown(&alone), shown(&page)), "once in each");

        // A version from before the merge is published again: its topic is the remaining one.
        let mut content = paper.content("world", "تحلية البحر تتقدم").await;
        content.topics = vec![gone];
        paper.revise(&one, &content).await;
        paper.publish(&one).await;
        assert!(kept.get(&feed).await.text().contains("تحلية البحر تتقدم"));
        assert_eq!(topic(&paper, "مياه").await, stays, "typed as before");
        assert_eq!(chief.open(&format!("/newsroom/topics/{gone}")).await.status, 404);
        // A name that redirects is not used again, and nothing is merged into itself.
        assert_eq!(chief.open("/newsroom/topics").await.status, 200);
        assert_eq!(chief.send("/newsroom/topics", &[("name", "مياه")]).await.status, 422);
        assert_eq!(chief.send(&format!("/newsroom/topics/{stays}/merge"), &[("pick", &id)]).await.status, 422);
        assert!(matches!(paper.newsroom.verify_audit().await.unwrap(), newsroom::AuditVerdict::Whole { .. }));
    }
}

journey! {
    async fn chains_of_merged_topics_lead_to_the_one_that_stands(paper: Paper) {
        let console = newsroom::Actor::console();
        let [first, second, third] = [topic(&paper, "أول").await, topic(&paper, "ثان").await, topic(&paper, "ثالث").await];
        under(&paper, "خبر قديم", &[first], &[]).await;
        for (from, into) in [(first, second), (second, third)] {
            paper.newsroom.write(paper.clock.now(), async |tx| names::merge::<Topic>(tx, &console, from, into).await).await.unwrap();
        }
        let slug = names::one::<Topic>(paper.newsroom.db(), third).await.unwrap().slug;
        for former in ["أول", "ثان"].map(arabic::slug::slug) {
            assert_eq!(led(&paper, &format!("/topic/{former}")).await, (301, format!("/topic/{slug}")));
        }
        assert!(paper.get(&arabic::slug::percent_encode_path(&format!("/topic/{slug}"))).await.text().contains("خبر قديم"));
        let again = paper.newsroom.write(paper.clock.now(), async |tx| names::merge::<Topic>(tx, &console, first, third).await).await;
        assert!(matches!(again, Err(newsroom::Error::NotFound { .. })), "it is no topic any more");
    }
}

journey! {
    async fn a_writer_is_renamed_everywhere_they_sign(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let console = newsroom::Actor::console();
        let id = paper.newsroom.write(paper.clock.now(), async |tx| newsroom::ensure_writer(tx, &console, "سلمى بن عيسى").await).await.unwrap();
        let story = under(&paper, "تحقيق في الميناء", &[], &[id]).await;
        let kept = paper.reader();
        for path in ["/", &address("world", &story)] {
            assert!(kept.get(path).await.text().contains("سلمى بن عيسى"), "{path}");
        }
        let at = format!("/newsroom/writers/{id}");
        chief.open(&at).await;
        let changed = chief.send(&at, &[("name", "سلمى العيساوي"), ("slug", "salma"), ("about", "مراسلة الشؤون البحرية")]).await;
        assert_eq!(changed.status, 303, "{}", changed.text());
        for path in ["/", &address("world", &story)] {
            let page = kept.get(path).await.text();
            assert!(page.contains("سلمى العيساوي") && !page.contains("سلمى بن عيسى"), "{path}: {page}");
        }
        assert_eq!(led(&paper, "/writer/سلمى-بن-عيسى").await, (301, "/writer/salma".into()));
        assert!(kept.get("/writer/salma").await.text().contains("مراسلة الشؤون البحرية"));
        assert!(chief.open("/newsroom/writers?q=%D8%B9%D9%8A%D8%B3%D8%A7%D9%88%D9%8A").await.text().contains("سلمى العيساوي"));
        for (fields, says) in [([("name", " ")], "اكتب الاسم"), ([("name", "سلمى بن عيسى")], "موجود من قبل")] {
            let refused = chief.send("/newsroom/writers", &fields).await;
            assert_eq!(refused.status, 422);
            assert!(refused.text().contains(says), "{says}");
        }
    }
}

journey! {
    async fn a_person_who_is_linked_to_a_writer_begins_signed_stories(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let section = paper.section("world").await;
        let mut reporter = paper.invited(&mut chief, "r@paper.example", "reporter").await;
        let person = newsroom::person_by_email(paper.newsroom.db(), "r@paper.example").await.unwrap().unwrap();
        let at = format!("/newsroom/people/{}", person.public_id);
        chief.open(&at).await;
        assert_eq!(chief.send(&format!("{at}/writer"), &[("writer", "مراد العيد")]).await.status, 303);
        assert!(chief.open(&at).await.text().contains("value=\"مراد العيد\""));
        let writer = names::by_slug::<Writer>(paper.newsroom.db(), "مراد-العيد").await.unwrap().unwrap();
        assert!(chief.open(&format!("/newsroom/writers/{}", writer.id)).await.text().contains("سلمى بن عيسى"), "who it is");

        let id = section.id.to_string();
        reporter.open("/newsroom/stories/new").await;
        let begun = reporter.send("/newsroom/stories", &[("headline", "أول خبر"), ("section", &id), ("language", "ar"), ("kind", "news"), ("key", "k1")]).await;
        let story = begun.header("location").rsplit('/').next().unwrap().parse().unwrap();
        let story = newsroom::story_by_public_id(paper.newsroom.db(), &story).await.unwrap().unwrap();
        let content = newsroom::version(paper.newsroom.db(), story.work_version.unwrap()).await.unwrap().content;
        assert_eq!(content.writers, [writer.id]);

        // The link is removed: the next story is unsigned.
        chief.open(&at).await;
        assert_eq!(chief.send(&format!("{at}/writer"), &[("writer", "")]).await.status, 303);
        assert!(newsroom::people_of_writer(paper.newsroom.db(), writer.id).await.unwrap().is_empty());
    }
}

journey! {
    async fn who_does_not_keep_the_paper_changes_no_names(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let (one, two) = (topic(&paper, "مياه").await, topic(&paper, "طرق").await);
        let console = newsroom::Actor::console();
        let writer = paper.newsroom.write(paper.clock.now(), async |tx| newsroom::ensure_writer(tx, &console, "سلمى بن عيسى").await).await.unwrap();
        let into = two.to_string();
        for role in ["reporter", "reviser", "photo_editor", "desk_editor", "moderator", "admin"] {
            let email = format!("{role}@paper.example");
            let mut person = paper.invited(&mut chief, &email, role).await;
            let rail = person.open("/newsroom/account").await.text();
            for room in ["/newsroom/topics", "/newsroom/writers"] {
                assert!(!rail.contains(&format!("href=\"{room}\"")), "{role} {room}");
                assert_eq!(person.open(room).await.status, 403, "{role} {room}");
            }
            let by_email = newsroom::person_by_email(paper.newsroom.db(), &email).await.unwrap().unwrap();
            let mut acts = vec![
                ("/newsroom/topics".to_owned(), ("name", "جديد")),
                (format!("/newsroom/topics/{one}"), ("name", "جديد")),
                (format!("/newsroom/topics/{one}/merge"), ("pick", into.as_str())),
                (format!("/newsroom/topics/{one}/merge"), ("into", "طرق")),
                ("/newsroom/writers".to_owned(), ("name", "جديد")),
                (format!("/newsroom/writers/{writer}"), ("name", "جديد")),
            ];
            if role != "admin" {
                acts.push((format!("/newsroom/people/{}/writer", by_email.public_id), ("writer", "سلمى بن عيسى")));
            }
            for (path, field) in acts {
                person.open("/newsroom/account").await;
                assert_eq!(person.send(&path, &[field]).await.status, 403, "{role} {path}");
            }
        }
        // An admin can link people to writers, but cannot add writers.
        let mut admin = paper.browser();
        admin.open("/newsroom/sign-in").await;
        admin.sign_in("admin@paper.example", journeys::browser::PASSWORD).await;
        let own = newsroom::person_by_email(paper.newsroom.db(), "admin@paper.example").await.unwrap().unwrap();
        let at = format!("/newsroom/people/{}", own.public_id);
        admin.open(&at).await;
        assert_eq!(admin.send(&format!("{at}/writer"), &[("writer", "لا أحد يوقع هكذا")]).await.status, 422);
        assert_eq!(admin.send(&format!("{at}/writer"), &[("writer", "سلمى بن عيسى")]).await.status, 303);
        assert_eq!(names::one::<Topic>(paper.newsroom.db(), one).await.unwrap().name, "مياه");
        assert_eq!(names::one::<Writer>(paper.newsroom.db(), writer).await.unwrap().name, "سلمى بن عيسى");
    }
}
