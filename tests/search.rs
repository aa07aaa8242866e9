//! The search: readers find what is published, in any form of its words, and nothing else; the index comes back by
//! itself from whatever happens to its files.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use arabic::slug::percent_encode_path;
use journeys::browser::{Browser, between};
use journeys::process::{Running, free_port, live_story, serve};
use journeys::{Paper, Ran, address, journey, new_comment, run, text};
use newsroom::{Actor, Clock, Content, Decision, Localized, Said, Story, Topic, Writer};
use rules::Move;
use search::Typing;
use serde_json::Value;

/// The page of results for these words and further parameters.
async fn results(paper: &Paper, words: &str, more: &str) -> String {
    let answer = paper.get(&format!("/search?q={}{more}", percent_encode_path(words).replace('&', "%26"))).await;
    assert_eq!(answer.status, 200, "{words}");
    answer.text()
}

/// The public ids of the stories on a page of results, in order.
fn ids(page: &str) -> Vec<String> {
    let hits = page.split("<li class=\"hit").skip(1);
    hits.map(|hit| hit.split("<h3").nth(1).unwrap().split("href=\"").nth(1).unwrap())
        .map(|href| href.replace("&#x2f;", "/").split('/').nth(2).unwrap().to_owned())
        .collect()
}

async fn found(paper: &Paper, words: &str) -> Vec<String> {
    ids(&results(paper, words, "").await)
}

async fn story(paper: &Paper, section: &str, headline: &str, body: &[&str]) -> Story {
    let mut content = paper.content(section, headline).await;
    content.body = text(body);
    paper.publish(&paper.draft(&content).await).await
}

async fn topic_and_writer(paper: &Paper, topic: &str, writer: &str) -> (i64, i64) {
    let console = Actor::console();
    let ensure = async |tx: &mut newsroom::Tx| {
        Ok((newsroom::ensure_topic(tx, &console, topic).await?, newsroom::ensure_writer(tx, &console, writer).await?))
    };
    paper.newsroom.write(paper.clock.now(), ensure).await.unwrap()
}

async fn act(paper: &Paper, story: &Story, made: Move) {
    let with = newsroom::With { words: Some("سبب".to_owned()), ..newsroom::With::default() };
    let console = Actor::console();
    let act = async |tx: &mut newsroom::Tx| newsroom::make_move(tx, &console, &story.public_id, made, with).await;
    paper.newsroom.write(paper.clock.now(), act).await.unwrap();
}

journey! {
    async fn a_story_is_found_in_any_form_of_its_words_from_its_publication_until_it_is_taken_off(paper: Paper) {
        let mut content = paper.content("world", "التوصل لإتفاق حول المياه").await;
        content.body = text(&["التقى الوزيران في العاصمة.", "وُقِّع الاتِّفاقُ بعد مفاوضات."]);
        let draft = paper.draft(&content).await;
        let id = draft.public_id.to_string();
        assert!(found(&paper, "اتفاق").await.is_empty(), "a draft is not found");
        let published = paper.publish(&draft).await;
        for words in ["اتفاق", "إتفاق", "الاتفاقات", "اتفاق المياه", "الماء", "«حول المياه»", "مفاوضة", "القسم:العالم اتفاق"] {
            assert_eq!(found(&paper, words).await, [id.as_str()], "{words}");
        }
        for words in ["«المياه حول»", "اتفاق -المياه", "العنوان:العاصمة", "زعبلوط"] {
            assert!(found(&paper, words).await.is_empty(), "{words}");
        }
        let page = results(&paper, "اتفاق", "").await;
        assert!(page.contains("<mark>الاتِّفاقُ</mark>"), "diacritics are kept: {page}");
        assert!(page.contains("<mark>لإتفاق</mark>"));
        assert!(page.contains("نتيجة واحدة") && page.contains("noindex"));

        // Changed, taken off, published again.
        let other = Content { headline: "قمة أخرى".into(), body: text(&["لا شيء هنا."]), ..content.clone() };
        paper.revise(&published, &other).await;
        assert_eq!(found(&paper, "اتفاق").await, [id.as_str()], "what is not published yet is not found");
        assert!(found(&paper, "قمة").await.is_empty());
        paper.publish(&published).await;
        assert!(found(&paper, "اتفاق").await.is_empty());
        assert_eq!(found(&paper, "القمم").await, [id.as_str()]);
        act(&paper, &published, Move::Kill).await;
        assert!(found(&paper, "قمة").await.is_empty());
    }
}

journey! {
    async fn what_is_not_public_is_not_shown_even_if_the_index_still_has_it(paper: Paper) {
        let one = story(&paper, "world", "سر الميناء القديم", &["نص"]).await;
        let other = story(&paper, "world", "الميناء الجديد", &["نص"]).await;
        assert_eq!(found(&paper, "الميناء").await.len(), 2);
        // Without a line of the log, the index cannot know.
        use sea_orm::ConnectionTrait;
        let hide = format!("UPDATE stories SET live = 'killed' WHERE id = {}", one.id);
        paper.newsroom.db().execute_unprepared(&hide).await.unwrap();
        let page = results(&paper, "الميناء", "").await;
        assert_eq!(ids(&page), [other.public_id.to_string()]);
        assert!(!page.contains("القديم"));
        let site = paper.site();
        let listed = web::best_stories(site, "الميناء", 10).await.unwrap();
        assert_eq!(listed.iter().map(|story| story.id.clone()).collect::<Vec<_>>(), [other.public_id.to_string()]);
    }
}

journey! {
    async fn results_are_narrowed_by_links_and_dates(paper: Paper) {
        let (topic, writer) = topic_and_writer(&paper, "الموارد المائية", "سلمى بن عيسى").await;
        let mut content = paper.content("world", "سد في الشمال").await;
        (content.topics, content.writers) = (vec![topic], vec![writer]);
        let world = paper.publish(&paper.draft(&content).await).await;
        paper.clock.advance_seconds(86_400 * 40);
        let sports = story(&paper, "sports", "سد منيع في الدفاع", &["نص"]).await;
        let (world, sports) = (world.public_id.to_string(), sports.public_id.to_string());

        let page = results(&paper, "سد", "&sort=date").await;
        assert_eq!(ids(&page), [sports.clone(), world.clone()]);
        assert!(page.contains("نتيجتان"));
        let links: Vec<String> = page.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap().replace("&#x2f;", "/").replace("&amp;", "&")).collect();
        let section = links.iter().find(|link| link.contains("section=world")).expect("a facet of sections");
        let narrowed = paper.get(section).await.text();
        assert_eq!(ids(&narrowed), [world.as_str()]);
        assert!(narrowed.contains("نتيجة واحدة") && narrowed.contains("رفع القيد"));
        assert!(narrowed.contains("section=sports"), "another section can be chosen instead");
        for (more, expected) in [
            ("&topic=الموارد-المائية", vec![&world]),
            ("&writer=سلمى-بن-عيسى", vec![&world]),
            ("&from=2016-09-10", vec![&sports]),
            ("&until=10 أيلول 2016", vec![&world]),
            ("&from=2016-09-03&until=2016-09-03", vec![&world]),
            ("&until=أيلول 2016", vec![&world]),
            ("&year=2016&sort=date", vec![&sports, &world]),
            ("&language=ar&sort=date", vec![&sports, &world]),
            ("&language=fr", vec![]),
            ("&section=nowhere&sort=date", vec![&sports, &world]),
        ] {
            let page = results(&paper, "سد", &percent_encode_path(more).replace("%26", "&").replace("%3D", "=")).await;
            assert_eq!(ids(&page).iter().collect::<Vec<_>>(), expected, "{more}");
        }
        let wrong = results(&paper, "سد", &format!("&from={}", percent_encode_path("31 شباط 2016"))).await;
        assert!(wrong.contains("ينتهي يوم") && wrong.contains("29"), "{wrong}");
        assert_eq!(ids(&wrong).len(), 2, "the limit is not applied");
        assert!(results(&paper, "سد", "&from=zzz").await.contains("لم نفهم هذا التاريخ"));
        assert!(results(&paper, "سد", "&from=2016-10-01&until=2016-09-01").await.contains("النهاية قبل البداية"));
        let people = results(&paper, "سلمى", "").await;
        assert!(people.contains("أشخاص") && people.contains("مادة واحدة"), "the writer is above her stories");
    }
}

journey! {
    async fn every_result_is_on_one_page_even_if_many_have_the_same_date(paper: Paper) {
        let mut all = Vec::new();
        for n in 0..47 {
            all.push(story(&paper, "world", &format!("محضر الجلسة {n}"), &["نص"]).await.public_id.to_string());
        }
        all.reverse();
        for order in ["&sort=date", ""] {
            let mut seen = Vec::new();
            let mut page = results(&paper, "محضر", order).await;
            loop {
                let here = ids(&page);
                assert!(here.len() <= 20 && !here.is_empty());
                seen.extend(here);
                let Some(next) = page.split("<a rel=\"next\" href=\"").nth(1) else { break };
                let next = next.split('"').next().unwrap().replace("&#x2f;", "/").replace("&amp;", "&");
                page = paper.get(&next).await.text();
                assert!(page.contains("47 نتيجة"), "the count is that of the whole result");
            }
            if order.is_empty() {
                seen.sort();
                seen.dedup();
                assert_eq!(seen.len(), all.len());
            } else {
                assert_eq!(seen, all);
            }
        }
        let first = ids(&results(&paper, "محضر", "").await);
        for unknown in ["x", "1.2.3", "abcdefgh.7fc00000.0", "abcdefgh.3f800000.fffffffffffffffffffff"] {
            assert_eq!(ids(&results(&paper, "محضر", &format!("&after={unknown}")).await), first, "{unknown}");
        }
    }
}

journey! {
    async fn what_is_published_while_results_are_read_repeats_none_and_hides_none(paper: Paper) {
        let mut all = Vec::new();
        for n in 0..45 {
            let of = vec!["محضر"; 1 + n % 7].join(" ");
            all.push(story(&paper, "world", &format!("{of} الجلسة {n}"), &["نص"]).await);
        }
        let mut seen = Vec::new();
        let mut page = results(&paper, "محضر", "").await;
        for round in 0.. {
            seen.extend(ids(&page));
            let Some(next) = page.split("<a rel=\"next\" href=\"").nth(1) else { break };
            let next = next.split('"').next().unwrap().replace("&#x2f;", "/").replace("&amp;", "&");
            story(&paper, "world", &format!("محضر جديد {round}"), &["محضر محضر محضر"]).await;
            if round == 1 {
                let last = all.iter().find(|story| Some(&story.public_id.to_string()) == seen.last()).unwrap();
                act(&paper, last, Move::Kill).await;
            }
            page = paper.get(&next).await.text();
        }
        let old: Vec<String> = all.iter().map(|story| story.public_id.to_string()).collect();
        let mut shown: Vec<&String> = seen.iter().filter(|id| old.contains(id)).collect();
        assert_eq!(shown.len(), old.len(), "no story twice, none left out");
        shown.sort_unstable();
        shown.dedup();
        assert_eq!(shown.len(), old.len());
    }
}

journey! {
    async fn a_search_that_finds_nothing_says_what_to_do(paper: Paper) {
        story(&paper, "world", "اتفاق الأحواض المشتركة", &["وقّعت الوفود اتفاق الأحواض المشتركة في مرسى الريح."]).await;
        story(&paper, "sports", "قطار الضواحي", &["يصل القطار كل ساعة."]).await;
        // A word that no story has: what was probably meant is searched for, in its own spelling.
        let page = results(&paper, "إتفاق الأحواظ المشتركه", "").await;
        assert_eq!(ids(&page).len(), 1, "{page}");
        assert!(page.contains("هل تقصد") && page.contains("<u>الأحواض</u>") && page.contains("«الأحواظ» فلم ترد"), "{page}");
        // A word less, and no limit.
        let page = results(&paper, "قطار الضواحي البنفسجي", "").await;
        assert!(page.contains("لا توجد نتائج عن") && page.contains("من غير «البنفسجي»"), "{page}");
        assert!(page.contains("نتيجة واحدة"));
        let page = results(&paper, "قطار", "&section=world").await;
        assert!(page.contains("لا توجد نتائج عن") && page.contains("في الجريدة كلها"), "{page}");
        let page = results(&paper, "زعبلوط", "").await;
        assert!(!page.contains("class=\"way\"") && page.contains("عدد كل يوم"), "ways that lead nowhere are left out");
        // Nothing to search for.
        assert!(results(&paper, "?!", "").await.contains("لا كلمة فيما كتبته"));
        assert!(results(&paper, "-ماء", "").await.contains("ما لا تريده فقط"));
        assert!(paper.get("/search").await.text().contains("اكتب الكلمات كما تخطر لك"));
        // Forms of other systems.
        assert_eq!(ids(&paper.get(&format!("/search?searchword={}", percent_encode_path("قطار"))).await.text()).len(), 1);
        let missing = paper.get("/world/nothing-here").await;
        assert!(missing.status == 404 && missing.text().contains("role=\"search\""));
    }
}

journey! {
    async fn hostile_words_are_answered_in_bounded_time(paper: Paper) {
        story(&paper, "world", "خبر واحد", &["نص"]).await;
        for typed in [
            "*".repeat(300),
            "\"".repeat(1_000),
            "\u{202e}\u{2066}".repeat(300),
            "[".repeat(1_000),
            "(\"".repeat(500),
            "خبر ".repeat(200),
            "الكاتب:".repeat(50),
            "' OR 1=1 --".to_owned(),
            "<script>alert(1)</script>".to_owned(),
            "\u{0}\u{1}".to_owned(),
        ] {
            let begun = Instant::now();
            let encoded: String = typed.bytes().map(|byte| format!("%{byte:02X}")).collect();
            let answer = paper.get(&format!("/search?q={}", encoded.get(..6_000).unwrap_or(&encoded))).await;
            assert_eq!(answer.status, 200, "{typed:.20}");
            assert!(!answer.text().contains("<script>alert"));
            assert!(begun.elapsed() < Duration::from_secs(20), "{typed:.20}");
        }
        assert_eq!(paper.get(&format!("/search?q={}", "%D9%85".repeat(2_000))).await.status, 414);
        assert_eq!(paper.get("/search?q=%FF%FE").await.status, 200);
        assert!(results(&paper, &"خبر ".repeat(100), "").await.contains("20 كلمة"), "what is cut is said");
    }
}

journey! {
    async fn new_names_of_sections_topics_and_writers_are_found(paper: Paper) {
        let console = Actor::console();
        let (topic, writer) = topic_and_writer(&paper, "مياه", "كريم").await;
        let mut content = paper.content("world", "خبر عن السدود").await;
        (content.topics, content.writers) = (vec![topic], vec![writer]);
        let id = paper.publish(&paper.draft(&content).await).await.public_id.to_string();
        let section = paper.section("world").await;
        assert_eq!(found(&paper, "الكاتب:كريم السدود").await, [id.as_str()]);
        paper.newsroom.write(paper.clock.now(), async |tx| {
            let naming = |name| newsroom::Naming { name, slug: "", about: "" };
            newsroom::names::change::<Topic>(tx, &console, topic, naming("بحيرات")).await?;
            newsroom::names::change::<Writer>(tx, &console, writer, naming("نادية")).await?;
            let name = Localized::arabic("شؤون خارجية");
            newsroom::change_section(tx, &console, section.id, &name, section.desk_id, section.position).await
        }).await.unwrap();
        for words in ["الموضوع:بحيرة", "الكاتب:نادية", "القسم:خارجية السدود"] {
            assert_eq!(found(&paper, words).await, [id.as_str()], "{words}");
        }
        assert!(found(&paper, "الكاتب:كريم").await.is_empty());
    }
}

journey! {
    async fn the_desk_finds_drafts_by_their_newest_words_and_nobody_finds_what_they_may_not_see(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let published = story(&paper, "world", "اتفاق منشور حول المياه", &["نص"]).await;
        let mut content = paper.content("world", "مسودة عن السدود").await;
        content.body = text(&["كلمة نادرة: زعبلوط."]);
        let draft = paper.draft(&content).await;
        let listed = async |chief: &mut Browser, words: &str| {
            let page = chief.open(&format!("/newsroom/stories?q={}", percent_encode_path(words))).await;
            assert_eq!(page.status, 200);
            let page = page.text();
            [&published, &draft].map(|story| page.contains(&format!("/newsroom/stories/{}", story.public_id)))
        };
        for (words, expected) in [
            ("سد", [false, true]),
            ("زعبلوط", [false, true]),
            ("الاتفاقات", [true, false]),
            ("القسم:العالم", [true, true]),
            ("الكهروضوئية", [false, false]),
            ("السدو", [false, true]),
            ("-سد", [false, false]),
        ] {
            assert_eq!(listed(&mut chief, words).await, expected, "{words}");
        }
        // What is saved is found at once, also of a story that readers see as it was.
        paper.revise(&draft, &Content { headline: "عن البحيرات".into(), body: text(&["نص"]), ..content.clone() }).await;
        assert_eq!(listed(&mut chief, "سد").await, [false, false]);
        assert_eq!(listed(&mut chief, "بحيرة").await, [false, true]);
        let now = newsroom::version(paper.newsroom.reads(), published.live_version.unwrap()).await.unwrap().content;
        paper.revise(&published, &Content { headline: "هدنة".into(), ..now }).await;
        assert_eq!(listed(&mut chief, "هدنة").await, [true, false]);
        assert_eq!(listed(&mut chief, "اتفاق").await, [false, false], "the newest text counts");
        assert_eq!(found(&paper, "اتفاق").await.len(), 1, "readers find what they see");
        assert!(found(&paper, "هدنة").await.is_empty());
        let offered = chief.open(&format!("/newsroom/palette?q={}", percent_encode_path("البحير"))).await.text();
        assert!(offered.contains(draft.public_id.as_str()), "{offered}");
        // Suggestions of readers know nothing of drafts.
        let suggested = paper.get(&format!("/search/suggest?q={}", percent_encode_path("بحير"))).await.text();
        assert_eq!(suggested, "[]");
        let suggested = paper.get(&format!("/search/suggest?q={}", percent_encode_path("اتف"))).await.text();
        assert!(suggested.contains(published.public_id.as_str()) && suggested.contains("اتفاق"), "{suggested}");
        // A topic that was merged into another one is found by the other's name.
        let (gone, _) = topic_and_writer(&paper, "مياه", "كريم").await;
        let (stays, _) = topic_and_writer(&paper, "الموارد المائية", "كريم").await;
        let lakes = newsroom::find_story(paper.newsroom.reads(), draft.id).await.unwrap().work_version.unwrap();
        let lakes = newsroom::version(paper.newsroom.reads(), lakes).await.unwrap().content;
        paper.revise(&draft, &Content { topics: vec![gone], ..lakes }).await;
        let console = Actor::console();
        let merge = async |tx: &mut newsroom::Tx| newsroom::names::merge::<Topic>(tx, &console, gone, stays).await;
        paper.newsroom.write(paper.clock.now(), merge).await.unwrap();
        assert_eq!(listed(&mut chief, "الموضوع:الموارد").await, [false, true]);
        act(&paper, &draft, Move::Spike).await;
        assert_eq!(listed(&mut chief, "بحيرة").await, [false, true], "the trash is searched, too");
    }
}

/// What the notices of a person say, the newest first: the text and the story.
async fn notices(person: &mut Browser) -> Vec<(String, String)> {
    let page = person.open("/newsroom/notices").await.text();
    let lines = page.split("<li").filter(|line| line.contains("في مرشح حفظته"));
    let bdi = |line: &str, n: usize| line.split("<bdi>").nth(n).unwrap().split("</bdi>").next().unwrap().to_owned();
    lines.map(|line| (bdi(line, 1), bdi(line, 2))).collect()
}

journey! {
    async fn a_saved_search_tells_of_each_new_story_once_and_only_of_what_its_person_may_see(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let mut reporter = paper.invited(&mut chief, "reporter@example.org", "reporter").await;
        let old = story(&paper, "world", "السدود القديمة", &["نص."]).await;
        let query = format!("q={}", percent_encode_path("سد"));
        for person in [&mut chief, &mut reporter] {
            let fields = [("name", "السدود"), ("query", query.as_str()), ("notify", "1")];
            assert_eq!(person.send("/newsroom/stories/filters", &fields).await.status, 303);
        }
        let compare = async || web::compare_filters(paper.site()).await.unwrap();
        paper.clock.advance_seconds(1);
        // What was found when the notices were switched on is known, even if it changes.
        let version = newsroom::version(paper.newsroom.reads(), old.live_version.unwrap()).await.unwrap();
        paper.revise(&old, &Content { deck: Some("مقدمة".into()), ..version.content }).await;
        assert_eq!(compare().await, 0);

        paper.clock.advance_seconds(1);
        let new = story(&paper, "world", "منسوب السدود يرتفع", &["نص."]).await;
        story(&paper, "world", "سدود بلا «سد»", &["نص."]).await;
        story(&paper, "world", "كرة القدم", &["نص."]).await;
        let mut content = paper.content("world", "السدود سرا").await;
        content.body = text(&["نص."]);
        let hidden = newsroom::Beginning { is_private: true, ..newsroom::Beginning::default() };
        let private = paper.begun(&Actor::console(), &content, hidden).await;
        assert!(compare().await > 0);
        assert_eq!(compare().await, 0, "each story is told of once");
        let told = notices(&mut chief).await;
        assert!(told.contains(&("منسوب السدود يرتفع".to_owned(), "السدود".to_owned())), "{told:?}");
        assert!(told.iter().all(|(title, _)| title != "كرة القدم" && title != "السدود القديمة"), "{told:?}");
        assert!(told.iter().any(|(title, _)| title == "السدود سرا"), "drafts, too: {told:?}");
        let seen = notices(&mut reporter).await;
        assert!(seen.iter().any(|(title, _)| title == "منسوب السدود يرتفع"), "{seen:?}");
        assert!(seen.iter().all(|(title, _)| title != "السدود سرا"), "{}: {seen:?}", private.public_id);

        // A change of a known story is no news; what gains the word is.
        paper.clock.advance_seconds(1);
        let late = story(&paper, "world", "بلا كلمة", &["نص."]).await;
        assert_eq!(compare().await, 0);
        paper.clock.advance_seconds(1);
        for (story, headline) in [(&new, "منسوب السدود يرتفع مجددا"), (&late, "الآن عن السدود")] {
            let version = newsroom::version(paper.newsroom.reads(), story.live_version.unwrap()).await.unwrap();
            paper.revise(story, &Content { headline: headline.into(), ..version.content }).await;
        }
        assert!(compare().await >= 1);
        let told = notices(&mut chief).await;
        assert_eq!(told.first().map(|(title, _)| title.as_str()), Some("الآن عن السدود"), "{told:?}");

        // Switched off, nothing is told; switched on again, only what comes after.
        let page = chief.open("/newsroom/stories").await.text();
        let action = between(&page, "action=\"/newsroom/stories/filters/", "/notices\"").unwrap();
        let switch = format!("/newsroom/stories/filters/{action}/notices");
        assert_eq!(chief.send(&switch, &[("act", "off")]).await.status, 303);
        paper.clock.advance_seconds(1);
        story(&paper, "world", "سد آخر", &["نص."]).await;
        compare().await;
        assert_eq!(notices(&mut chief).await, told);
        assert_eq!(chief.send(&switch, &[("act", "on")]).await.status, 303);
        compare().await;
        assert_eq!(notices(&mut chief).await, told);
        assert_eq!(reporter.send(&switch, &[("act", "on")]).await.status, 404, "nobody switches another's");
        assert_eq!(chief.send(&format!("/newsroom/stories/filters/{action}/drop"), &[]).await.status, 303);
        paper.clock.advance_seconds(1);
        story(&paper, "world", "سد ثالث", &["نص."]).await;
        compare().await;
        assert_eq!(notices(&mut chief).await, told);
    }
}

journey! {
    async fn moderators_find_comments_of_every_state_by_their_words_until_they_are_erased(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let story = story(&paper, "world", "قصة", &["نص."]).await;
        let said = async |n: usize, text: &str, decision: Option<Decision>| {
            let new = newsroom::NewComment { text: text.to_owned(), ..new_comment(&story, n) };
            let key = new.own_key.clone();
            let say = async |tx: &mut newsroom::Tx| newsroom::say(tx, std::slice::from_ref(&new)).await;
            let said = paper.newsroom.write(paper.clock.now(), say).await.unwrap().remove(0);
            let Said::Taken(comment) = said else { panic!("{said:?}") };
            let console = Actor::console();
            if let Some(decision) = decision {
                let decide = async |tx: &mut newsroom::Tx| {
                    newsroom::decide(tx, &console, &comment.public_id, &comment.seen(), decision).await
                };
                paper.newsroom.write(paper.clock.now(), decide).await.unwrap();
            }
            (comment, key)
        };
        let (about, key) = said(1, "أحسنتم في حديثكم عن السدود", None).await;
        let (spam, _) = said(2, "سد رخيص للبيع", Some(Decision::Spam)).await;
        said(3, "لا علاقة له", None).await;
        let listed = async |chief: &mut Browser, words: &str| {
            let page = chief.open(&format!("/newsroom/comments?q={}", percent_encode_path(words))).await;
            assert_eq!(page.status, 200);
            let page = page.text();
            let ids = page.split("data-comment=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
            ids.collect::<Vec<_>>()
        };
        let id = |comment: &newsroom::Comment| comment.public_id.to_string();
        assert_eq!(listed(&mut chief, "السد").await, [id(&spam), id(&about)]);
        assert_eq!(listed(&mut chief, "السد -بيع").await, [id(&about)]);
        assert_eq!(listed(&mut chief, "قارئ 2").await, [id(&spam)], "the name, too");
        assert!(listed(&mut chief, "زعبلوط").await.is_empty());
        assert!(chief.open("/newsroom/comments?q=%20-").await.text().contains("اكتب كلمة واحدة على الأقل"));
        // One decision about several states: no act could undo all of it, so none is offered.
        let page = chief.open(&format!("/newsroom/comments?q={}", percent_encode_path("السد"))).await.text();
        let ticks: Vec<String> = page
            .split("name=\"comment\" value=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect();
        let fields: Vec<(&str, &str)> =
            ticks.iter().map(|tick| ("comment", tick.as_str())).chain([("decision", "wait"), ("q", "سد")]).collect();
        let answer = chief.send("/newsroom/comments/bulk", &fields).await;
        assert_eq!(answer.status, 303);
        let back = answer.headers["location"].to_str().unwrap().to_owned();
        assert!(back.contains("q=%D8%B3%D8%AF"), "back to the search: {back}");
        assert!(!chief.open(&back).await.text().contains("class=\"undo\""));

        // New words count, old ones do not; who is erased is not found.
        paper.clock.advance_seconds(1);
        let block = String::new();
        let edit = newsroom::CommentEdit { text: "عن البحيرات".into(), block, doubts: Vec::new(), print: 7 };
        let edit = async |tx: &mut newsroom::Tx| newsroom::edit_comment(tx, &key, &edit).await;
        paper.newsroom.write(paper.clock.now(), edit).await.unwrap();
        assert_eq!(listed(&mut chief, "السد").await, [id(&spam)]);
        assert_eq!(listed(&mut chief, "بحيرة").await, [id(&about)]);
        paper.clock.advance_seconds(1);
        let answer = chief.send(&format!("/newsroom/comments/one/{}/erase", spam.public_id), &[("sure", "1")]).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        assert!(listed(&mut chief, "السد").await.is_empty());
        assert!(listed(&mut chief, "رخيص").await.is_empty());
    }
}

journey! {
    async fn a_lost_or_damaged_index_of_comments_is_built_anew(paper: Paper) {
        let story = story(&paper, "world", "قصة", &["نص."]).await;
        let say = async |n: usize| {
            let new = [new_comment(&story, n)];
            let say = async |tx: &mut newsroom::Tx| newsroom::say(tx, &new).await;
            paper.newsroom.write(paper.clock.now(), say).await.unwrap();
        };
        for n in 0..5 {
            say(n).await;
        }
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("comments");
        let open = || web::CommentIndex::new(Some(place.clone()));
        let found = async |index: &web::CommentIndex| {
            // A search that meets the damage says so; the next one has a new index.
            let wanted = || web::RowQuery { typing: Typing::read("رأي"), ..web::RowQuery::default() };
            match index.search(&paper.newsroom, wanted()).await {
                Ok(found) => found.len(),
                Err(_) => index.search(&paper.newsroom, wanted()).await.unwrap().len(),
            }
        };
        let index = open();
        assert_eq!(found(&index).await, 5);
        // Another process only reads.
        let other = open();
        assert_eq!(found(&other).await, 5);
        drop(other);
        // Deleted under a running process.
        std::fs::remove_dir_all(&place).unwrap();
        paper.clock.advance_seconds(1);
        say(5).await;
        assert_eq!(found(&index).await, 6);
        drop(index);
        // Damaged between two runs, one file after the other: as long as it was, or cut.
        let files = || -> Vec<PathBuf> {
            let mut files = build(&place);
            files.retain(|file| file.metadata().unwrap().len() > 0);
            files.sort();
            files
        };
        assert!(files().len() > 3);
        for at in 0..files().len() {
            let file = files()[at].clone();
            damage(&file, at % 2 == 0);
            assert_eq!(found(&open()).await, 6, "{file:?}");
        }
        std::fs::write(place.join("current"), "zzz").unwrap();
        assert_eq!(found(&open()).await, 6);
    }
}

/// The headlines of the related stories on a story's page, each with its reason.
async fn related(paper: &Paper, story: &Story) -> Vec<(String, String)> {
    let page = paper.get(&address("world", story)).await.text();
    let Some((_, rest)) = page.split_once("<h2 id=\"related\">") else { return Vec::new() };
    let list = rest.split("</ul>").next().unwrap();
    let text = |html: &str| html.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned();
    let one = |line: &str| {
        let headline = text(&line[line.find("<a ").unwrap()..]);
        (headline, line.find("<p class=\"meta why\"").map(|at| text(&line[at..])).unwrap_or_default())
    };
    list.split("<li>").skip(1).map(one).collect()
}

journey! {
    async fn stories_about_the_same_are_related_and_say_why(paper: Paper) {
        let body = &["ارتفع منسوب السدود الشمالية بعد أمطار غزيرة."];
        for n in 0..24 {
            story(&paper, "world", &format!("مجلس البلدية يبحث الموازنة {n}"), &["نص لا صلة له بما سواه."]).await;
        }
        let dams = story(&paper, "world", "السدود الشمالية تمتلئ", body).await;
        let ministry = story(&paper, "world", "الوزارة تراقب السدود الشمالية", &["قالت إن منسوب السدود مطمئن."]).await;
        // Nobody has looked yet: earlier stories of the section.
        let first = related(&paper, &dams).await;
        assert!(first.len() == 4 && first.iter().all(|(_, why)| why == "من القسم نفسه"), "{first:?}");
        while web::find_related(paper.site()).await.unwrap() > 0 {}
        let expected = [("الوزارة تراقب السدود الشمالية".to_owned(), "لأنهما عن «السدود الشمالية»".to_owned())];
        assert_eq!(related(&paper, &dams).await, expected);
        let read = related(&paper, &dams).await;
        assert_eq!(read, expected, "the page is the same from the cache");

        // A new story joins those it is related to, without anybody reading them.
        let engineers = story(&paper, "world", "مهندسون يفحصون السدود الشمالية", body).await;
        related(&paper, &engineers).await;
        while web::find_related(paper.site()).await.unwrap() > 0 {}
        let headlines = |found: Vec<(String, String)>| found.into_iter().map(|(headline, _)| headline).collect::<Vec<_>>();
        assert!(headlines(related(&paper, &dams).await).contains(&"مهندسون يفحصون السدود الشمالية".to_owned()));
        assert_eq!(related(&paper, &engineers).await.len(), 2);

        // One that is taken off is no longer there; those that editors chose come first and without a reason.
        act(&paper, &engineers, Move::Unpublish).await;
        assert_eq!(related(&paper, &dams).await, expected);
        let chosen = story(&paper, "world", "مهرجان الزيتون يعود", &["نص."]).await;
        let version = newsroom::version(paper.newsroom.reads(), dams.live_version.unwrap()).await.unwrap();
        let content = Content { related: vec![chosen.id, ministry.id], ..version.content };
        paper.revise(&dams, &content).await;
        paper.publish(&dams).await;
        let plain = |headline: &str| (headline.to_owned(), String::new());
        let expected = [plain("مهرجان الزيتون يعود"), plain("الوزارة تراقب السدود الشمالية")];
        assert_eq!(related(&paper, &dams).await, expected);
    }
}

journey! {
    async fn the_photo_picker_finds_photos_by_caption_credit_and_story(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let mut content = paper.content("world", "وصول قافلة بحرية").await;
        let photo = crate::approval::photo(&paper).await;
        let picture = newsroom::pictures_by_ids(paper.newsroom.reads(), &[photo]).await.unwrap().remove(0);
        content.lead = Some(newsroom::LeadPicture {
            picture_id: Some(photo),
            caption: Some("سفينة في الميناء الشرقي".into()),
            credit: Some("كريم الوهراني".into()),
            alt: Some("سفينة".into()),
            ..newsroom::LeadPicture::default()
        });
        paper.draft(&content).await;
        let offered = async |chief: &mut Browser, words: &str| {
            let answer = chief.open(&format!("/newsroom/pictures?q={}", percent_encode_path(words))).await;
            answer.text().contains(picture.public_id.as_str())
        };
        for words in ["", "السفن", "الوهراني", "قوافل", "المينا"] {
            assert!(offered(&mut chief, words).await, "{words}");
        }
        assert!(!offered(&mut chief, "زعبلوط").await);
    }
}

/// `matbaa search` on the paper of a journey.
struct Command {
    data: PathBuf,
    database: Option<String>,
}

impl Command {
    fn on(paper: &Paper) -> Self {
        let database = paper.database.as_ref().map(ToString::to_string);
        Self { data: paper.folder.path().to_owned(), database }
    }

    /// Runs it with these words and flags.
    fn run(&self, words: &[&str]) -> Ran {
        let mut args = vec!["search", "--data", self.data.to_str().unwrap()];
        args.extend(self.database.iter().flat_map(|database| ["--database", database]));
        args.extend(words);
        run(&args)
    }

    /// The ids that it finds, at most 1,000.
    fn ids(&self, words: &str) -> Vec<String> {
        let ran = self.run(&["--json", "--limit", "1000", words]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let id = |line: &str| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned();
        ran.out.lines().map(id).collect()
    }

    /// Serves the paper.
    fn serve(&self, port: u16) -> Running {
        Running(serve(&self.data, self.database.as_deref(), port))
    }
}

/// Waits until `is_so`, at most half a minute.
async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let begun = Instant::now();
    while !is_so().await {
        assert!(begun.elapsed() < Duration::from_secs(30), "{what}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// The number of stories that a running server finds; none if it does not answer.
async fn served(port: u16, words: &str) -> usize {
    let path = format!("/search?q={}", percent_encode_path(words));
    ids(&Browser::at_port(port).open(&path).await.text()).len()
}

/// The files of the build in use.
fn build(folder: &Path) -> Vec<PathBuf> {
    let number = std::fs::read_to_string(folder.join("current")).unwrap_or_default();
    let build = folder.join(format!("build-{}", number.trim()));
    let files = std::fs::read_dir(build).map(|entries| entries.map(|entry| entry.unwrap().path()).collect());
    files.unwrap_or_default()
}

/// Changes a byte of a file, or cuts it.
fn damage(file: &Path, is_as_long: bool) {
    let mut bytes = std::fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    if is_as_long {
        bytes[middle] ^= 0x20
    } else {
        bytes.truncate(middle)
    }
    std::fs::write(file, bytes).unwrap();
}

journey! {
    async fn the_command_searches_without_a_server_and_beside_one(paper: Paper) {
        let matbaa = Command::on(&paper);
        let first = live_story(&paper.newsroom).await.public_id.to_string();
        assert_eq!(matbaa.ids("يقرأ الجميع"), [first.as_str()], "the index is made where there is none");
        let second = live_story(&paper.newsroom).await.public_id.to_string();
        assert_eq!(matbaa.ids("الجميع").len(), 2, "and brought up to date");
        assert!(matbaa.run(&["زعبلوط"]).out.contains("no story was found"));
        assert_eq!(matbaa.run(&["?!"]).code, 2);

        let port = free_port();
        let mut server = matbaa.serve(port);
        until("the server finds them", async || served(port, "الجميع").await == 2).await;
        let third = live_story(&paper.newsroom).await;
        until("the server follows the log", async || served(port, "الجميع").await == 3).await;
        assert_eq!(matbaa.ids("الجميع").len(), 3, "beside a server the command reads what it writes");
        let before = std::fs::read_to_string(matbaa.data.join("search/current")).unwrap();
        let ran = matbaa.run(&["reindex"]);
        assert!(ran.code == 0 && ran.out.contains("3 stories"), "{} {}", ran.out, ran.err);
        assert_ne!(std::fs::read_to_string(matbaa.data.join("search/current")).unwrap(), before, "there is a new build");
        assert_eq!(served(port, "الجميع").await, 3);
        server.stop();
        assert!(matbaa.run(&["reindex"]).out.contains("3 stories"), "without a server the command builds it itself");
        assert!(address("world", &third).contains("world") && second != first);
    }
}

journey! {
    async fn a_lost_or_damaged_index_comes_back_by_itself(paper: Paper) {
        let matbaa = Command::on(&paper);
        for _ in 0..3 {
            live_story(&paper.newsroom).await;
        }
        let port = free_port();
        let mut server = matbaa.serve(port);
        let all = async || served(port, "الجميع").await == 3;
        until("it is built", all).await;
        // Deleted while the server runs.
        std::fs::remove_dir_all(matbaa.data.join("search")).unwrap();
        until("a new one stands on the disk", async || !build(&matbaa.data.join("search")).is_empty()).await;
        until("it answers", all).await;
        // Damaged while the server is down, one file after the other: as long as it was, or cut.
        server.stop();
        let files: Vec<_> = build(&matbaa.data.join("search")).into_iter().filter(|file| file.metadata().unwrap().len() > 0).collect();
        assert!(files.len() > 3);
        for (at, name) in files.iter().map(|file| file.file_name().unwrap().to_owned()).enumerate() {
            let Some(file) = build(&matbaa.data.join("search")).into_iter().find(|file| file.file_name().unwrap() == name) else { continue };
            damage(&file, at % 2 == 0);
            assert_eq!(matbaa.ids("الجميع").len(), 3, "{name:?}");
        }
        // Not a folder of an index at all.
        std::fs::write(matbaa.data.join("search/current"), "zzz").unwrap();
        assert_eq!(matbaa.ids("الجميع").len(), 3);
    }
}

journey! {
    async fn kills_while_it_is_written_lose_nothing(paper: Paper) {
        let matbaa = Command::on(&paper);
        let mut stories = 0;
        for round in 0..6_u64 {
            let port = free_port();
            let mut server = matbaa.serve(port);
            let begun = Instant::now();
            while begun.elapsed() < Duration::from_millis(250 + 130 * round) {
                live_story(&paper.newsroom).await;
                stories += 1;
            }
            server.kill();
        }
        assert!(stories > 10);
        assert_eq!(matbaa.ids("الجميع").len(), stories, "every story is found once");
    }
}

journey! {
    async fn an_index_of_another_history_is_built_anew(paper: Paper) {
        let data = paper.folder.path().to_owned();
        let folder = tempfile::tempdir().unwrap();
        live_story(&paper.newsroom).await;
        let of = async |newsroom: &newsroom::Newsroom| {
            let index = web::StoryIndex::new(Some(folder.path().to_owned()));
            index.catch_up(newsroom).await.unwrap();
            index.stories().unwrap()
        };
        assert_eq!(of(&paper.newsroom).await, 1);
        live_story(&paper.newsroom).await;
        live_story(&paper.newsroom).await;
        assert_eq!(of(&paper.newsroom).await, 3);
        // As after a restore: the log has a line with the same number that says something else.
        use sea_orm::ConnectionTrait;
        paper.newsroom.db().execute_unprepared("UPDATE publication_log SET at = at + 1").await.unwrap();
        paper.newsroom.db().execute_unprepared("UPDATE stories SET live = 'killed' WHERE id = 1").await.unwrap();
        assert_eq!(of(&paper.newsroom).await, 2);
        let followers = newsroom::followers(paper.newsroom.reads()).await.unwrap();
        assert_eq!(followers.iter().filter(|(name, _)| name.starts_with("search-")).count(), 1, "{followers:?}");
        assert!(data.exists());
    }
}
