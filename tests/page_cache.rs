//! Pages in memory: always identical to a fresh rendering, dropped exactly when something that they show has changed,
//! the same for every reader, and available when the database is not.

use arabic::Language;
use http::Request;
use journeys::{On, Paper, Reader, address, journey};
use newsroom::{
    ArrangedPage, BreakingLine, Clock, CommentPolicy, Content, Correction, CorrectionKind, Decision, Filling,
    FoundRelated, Localized, Move, PublishedWhen, RelatedStory, Slot, SlotPage, SlotRule, Story, StoryThread, Topic,
    With, Writer, ensure_topic, ensure_writer, names,
};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// Two sections, two topics, a writer: enough for lists that differ and share stories.
struct Desk {
    topics: Vec<i64>,
    threads: Vec<i64>,
    writer: i64,
    stories: Vec<Story>,
    edits: u32,
}

const SECTIONS: [&str; 2] = ["world", "sports"];

impl Desk {
    async fn open(paper: &Paper) -> Self {
        let console = newsroom::Actor::console();
        let (topics, threads, writer) = paper
            .newsroom
            .write(paper.clock.now(), async |tx| {
                let topics = vec![ensure_topic(tx, &console, "مياه").await?, ensure_topic(tx, &console, "طرق").await?];
                let mut threads = Vec::new();
                for (language, name) in [(Language::Arabic, "ملف المياه"), (Language::French, "Eau")] {
                    let naming = newsroom::Naming { name, ..newsroom::Naming::default() };
                    threads.push(names::add::<StoryThread>(tx, &console, language, naming).await?.id);
                }
                Ok((topics, threads, ensure_writer(tx, &console, "سلمى بن عيسى").await?))
            })
            .await
            .unwrap();
        Self { topics, threads, writer, stories: Vec::new(), edits: 0 }
    }

    async fn content(&mut self, paper: &Paper, rng: &mut StdRng) -> Content {
        self.edits += 1;
        let section = SECTIONS[rng.random_range(0..2)];
        let mut content = paper.content(section, &format!("خبر رقم {}", self.edits)).await;
        content.topics = self.topics.iter().copied().filter(|_| rng.random_bool(0.4)).collect();
        content.writers = [self.writer].into_iter().filter(|_| rng.random_bool(0.3)).collect();
        let is_french = rng.random_bool(0.2);
        if is_french {
            content.language = Language::French;
        }
        content.thread = rng.random_bool(0.4).then(|| self.threads[usize::from(is_french)]);
        content.related = self.stories.iter().map(|story| story.id).filter(|_| rng.random_bool(0.15)).take(3).collect();
        content
    }

    /// One act of an editor.
    async fn edit(&mut self, paper: &Paper, rng: &mut StdRng) -> &'static str {
        // Two acts never say the same: the newsroom refuses a correction that is there already.
        self.edits += 1;
        let now = paper.clock.now();
        let some = |rng: &mut StdRng, stories: &[Story]| stories[rng.random_range(0..stories.len())].clone();
        match rng.random_range(0..20) {
            0..=4 => {
                let content = self.content(paper, rng).await;
                let draft = paper.draft(&content).await;
                // Some are older than the existing ones, so that the middle of a list changes too.
                let back = now.plus_seconds(-rng.random_range(0..3 * 86_400));
                let when = if rng.random_bool(0.4) { PublishedWhen::At(back) } else { PublishedWhen::Now };
                let publish = paper
                    .newsroom
                    .write(now, async |tx| newsroom::publish(tx, &newsroom::Actor::console(), draft.id, when).await);
                self.stories.push(publish.await.unwrap());
                "a story appears"
            }
            5..=7 => {
                let story = some(rng, &self.stories);
                let mut content = self.content(paper, rng).await;
                content.related.retain(|id| *id != story.id);
                paper.revise(&story, &content).await;
                let changed = paper.publish(&story).await;
                self.stories.retain(|old| old.id != changed.id);
                self.stories.push(changed);
                "a story changes, and perhaps its section, topics and language"
            }
            8 => {
                let story = some(rng, &self.stories);
                let note =
                    Correction {
                        kind: CorrectionKind::Correction, at: now, text: format!("تصويب {}", self.edits)
                    };
                let correct = paper.newsroom.write(now, async |tx| {
                    newsroom::add_correction(tx, &newsroom::Actor::console(), story.id, &note).await
                });
                correct.await.unwrap();
                "a correction"
            }
            9 => {
                let mut arabic: Vec<i64> =
                    self.stories.iter().filter(|one| one.language == Language::Arabic).map(|one| one.id).collect();
                let mut slots = Vec::new();
                for (name, position) in [("lead", 0), ("second", 0)] {
                    if arabic.is_empty() {
                        break;
                    }
                    slots.push(Slot {
                        name: name.into(),
                        position,
                        story_id: arabic.swap_remove(rng.random_range(0..arabic.len())),
                        pinned_until: rng.random_bool(0.5).then(|| now.plus_seconds(600)),
                    });
                }
                let console = newsroom::Actor::console();
                let fill = paper
                    .newsroom
                    .write(now, async |tx| newsroom::fill_slots(tx, &console, Language::Arabic, None, &slots).await);
                fill.await.unwrap();
                self.rules_and_sections(paper, rng).await;
                "slots, rules and a section's lead"
            }
            10 => {
                let text = format!("عاجل {}", self.edits);
                let story = some(rng, &self.stories);
                let story_id = (story.language == Language::Arabic && rng.random_bool(0.5)).then_some(story.id);
                let line = BreakingLine { text, story_id, until: now.plus_seconds(900) };
                let console = newsroom::Actor::console();
                let put = paper
                    .newsroom
                    .write(now, async |tx| newsroom::set_breaking(tx, &console, Language::Arabic, &line).await);
                put.await.unwrap();
                "the breaking strip"
            }
            11..=12 => {
                let (topic, writer, name) = (self.topics[0], self.writer, format!("اسم {}", self.edits));
                let naming = newsroom::Naming { name: &name, ..newsroom::Naming::default() };
                let console = newsroom::Actor::console();
                let (which, thread) = (rng.random_range(0..3), self.threads[0]);
                let rename = paper.newsroom.write(now, async |tx| match which {
                    0 => names::change::<Topic>(tx, &console, topic, naming).await.map(|_| ()),
                    1 => names::change::<StoryThread>(tx, &console, thread, naming).await.map(|_| ()),
                    _ => names::change::<Writer>(tx, &console, writer, naming).await.map(|_| ()),
                });
                rename.await.unwrap();
                "a topic, a thread or a writer is called otherwise"
            }
            17 if self.stories.len() > 4 => {
                let gone = self.stories.swap_remove(rng.random_range(0..self.stories.len()));
                let console = newsroom::Actor::console();
                let with = With { words: Some("سبب".into()), ..With::default() };
                let take_off = async |tx: &mut newsroom::Tx| {
                    newsroom::make_move(tx, &console, &gone.public_id, Move::Unpublish, with).await
                };
                paper.newsroom.write(now, take_off).await.unwrap();
                "a story goes"
            }
            16 => {
                let mut settings = newsroom::load_paper(paper.newsroom.db()).await.unwrap();
                settings.feed_text =
                    if rng.random_bool(0.5) { newsroom::FeedText::Excerpt } else { newsroom::FeedText::Full };
                settings.crawlers.training = rng.random_bool(0.5);
                settings.text_mining.reservation = newsroom::Reservation::Reserved;
                let console = newsroom::Actor::console();
                let change = async |tx: &mut newsroom::Tx| newsroom::change_paper(tx, &console, &settings).await;
                paper.newsroom.write(now, change).await.unwrap();
                "what the paper says to machines"
            }
            // What a search index would find.
            19 if !self.stories.is_empty() => {
                let story = some(rng, &self.stories);
                let others = self.stories.iter().filter(|_| rng.random_bool(0.2)).take(3);
                let about = |topics: &[i64]| topics.iter().copied().take(1).collect::<Vec<_>>();
                let related = |other: &Story| RelatedStory {
                    id: other.id,
                    topics: about(&self.topics),
                    about: vec![format!("ماء {}", self.edits)],
                };
                let stories = others.map(related).collect();
                let version = story.live_version.unwrap_or_default();
                let found = [(story.id, FoundRelated { version, found_at: now, stories })];
                let keep = async |tx: &mut newsroom::Tx| newsroom::keep_found_related(tx, &found).await;
                paper.newsroom.write(now, keep).await.unwrap();
                "other related stories are found"
            }
            15..=17 if !self.stories.is_empty() => {
                let story = some(rng, &self.stories);
                self.talk(paper, &story, rng).await;
                "a reader says something, or a moderator decides"
            }
            _ => {
                let seconds = [1, 700, 40_000][rng.random_range(0..3)];
                paper.clock.advance_seconds(seconds);
                "time passes"
            }
        }
    }

    /// A reader comments on a story, or a comment is decided, or the comment policy changes.
    async fn talk(&self, paper: &Paper, story: &Story, rng: &mut StdRng) {
        let (now, console) = (paper.clock.now(), newsroom::Actor::console());
        let said = newsroom::comments_of(paper.newsroom.reads(), story.id, None).await.unwrap().threads;
        let chosen = (!said.is_empty()).then(|| &said[rng.random_range(0..said.len())]);
        let policies = [None, Some(CommentPolicy::Open), Some(CommentPolicy::Open), Some(CommentPolicy::Closed)];
        let (policy, what) = (policies[rng.random_range(0..4)], rng.random_range(0..4));
        let decision = [Decision::Spam, Decision::Wait, Decision::Approve][rng.random_range(0..3)];
        let new = newsroom::NewComment {
            answers: chosen.filter(|_| rng.random_bool(0.4)).map(|thread| thread.first.public_id.clone()),
            text: format!("رأي رقم {}", self.edits),
            // One reader writes all comments, so that erasing that reader removes everything.
            reader: "reader".into(),
            ..journeys::new_comment(story, 0)
        };
        let act = async |tx: &mut newsroom::Tx| {
            match (what, chosen) {
                (0, _) => newsroom::set_story_comments(tx, &console, &story.public_id, policy).await?,
                (1, Some(thread)) => {
                    let one = thread.answers.first().unwrap_or(&thread.first);
                    newsroom::decide(tx, &console, &one.public_id, &one.seen(), decision).await?;
                }
                (2, Some(thread)) => {
                    let who = newsroom::ReaderRef::Comment(thread.first.public_id.clone());
                    newsroom::erase_reader(tx, &console, &who).await?;
                }
                _ => {
                    newsroom::say(tx, std::slice::from_ref(&new)).await?;
                }
            }
            Ok(())
        };
        match paper.newsroom.write(now, act).await {
            // Erased comments are listed too, and cannot be decided.
            Ok(()) | Err(newsroom::Error::Changed { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }

    /// Places are filled by other rules, and the page of a section begins with one of its stories.
    async fn rules_and_sections(&self, paper: &Paper, rng: &mut StdRng) {
        let (now, console) = (paper.clock.now(), newsroom::Actor::console());
        let front = ArrangedPage::front(Language::Arabic);
        let mut wanted = newsroom::arrangement(paper.newsroom.db(), front).await.unwrap().at(now);
        let world = paper.section("world").await.id;
        for place in newsroom::places_by_hand() {
            let rule = if rng.random_bool(0.4) { SlotRule::Section(world) } else { SlotRule::Newest };
            wanted.put(place, Filling { rule, ..wanted.get(place) });
        }
        let page = SlotPage::Section(world);
        let own: Vec<&Story> =
            self.stories.iter().filter(|one| one.section_id == world && one.language == Language::Arabic).collect();
        let mut lead = newsroom::Arrangement::default();
        if !own.is_empty() && rng.random_bool(0.8) {
            let story = Some(own[rng.random_range(0..own.len())].id);
            let until = rng.random_bool(0.5).then(|| now.plus_seconds(600));
            lead.put(newsroom::places_by_hand()[0], Filling { story, until, rule: SlotRule::Newest });
        }
        let arranged_page = ArrangedPage { page, language: Language::Arabic };
        let arrange = paper.newsroom.write(now, async |tx| {
            newsroom::arrange(tx, &console, front, None, &wanted).await?;
            newsroom::arrange(tx, &console, arranged_page, None, &lead).await
        });
        arrange.await.unwrap();
    }

    fn addresses(&self) -> Vec<String> {
        let mut all: Vec<String> = [
            "/",
            "/fr",
            "/world",
            "/sports",
            "/fr/world",
            "/topic/مياه",
            "/topic/طرق",
            "/thread/ملف-المياه",
            "/thread/ملف-المياه/feed.json",
            "/fr/thread/eau",
            "/writer/سلمى-بن-عيسى",
            "/desk/world",
            "/archive",
            "/archive/2016",
            "/archive/2016/09",
            "/archive/2016/09/03",
            "/archive/2016/09/02",
            "/rss.xml",
            "/world/atom.xml",
            "/topic/مياه/rss.xml",
            "/feed.json",
            "/fr/feed.json",
            "/sports/feed.json",
            "/topic/طرق/feed.json",
            "/writer/سلمى-بن-عيسى/feed.json",
            "/feeds",
            "/comments/feed.json",
            "/feeds.opml",
            "/fr/feeds.opml",
            "/robots.txt",
            "/.well-known/tdmrep.json",
            "/sitemap.xml",
            "/sitemaps/news.xml",
            "/sitemaps/2016-09.xml",
        ]
        .map(arabic::slug::percent_encode_path)
        .into();
        for (number, story) in self.stories.iter().enumerate() {
            all.push(format!("/s/{}", story.public_id));
            all.push(format!("/comments/{}/atom.xml", story.public_id));
            if number % 4 == 0 {
                all.push(format!("/world?before={}", story.public_id));
                all.push(format!("/sports?after={}", story.public_id));
            }
        }
        all
    }
}

/// The page that a reader gets in the end.
async fn read(reader: &Reader, path: &str) -> (u16, String) {
    let mut answer = reader.get(path).await;
    for _ in 0..3 {
        let place = answer.header("location").to_owned();
        if place.is_empty() {
            break;
        }
        answer = reader.get(&place).await;
    }
    let page = String::from_utf8_lossy(&answer.bytes).into_owned();
    // The only thing that differs between requests.
    let page = match answer.header("x-request-id") {
        "" => page,
        id => page.replace(id, "…"),
    };
    (answer.status.as_u16(), page)
}

async fn pages_stay_true(paper: Paper, seed: u64) {
    let mut rng = StdRng::seed_from_u64(seed);
    let mut desk = Desk::open(&paper).await;
    let languages = vec![Language::Arabic, Language::French];
    let settings =
        newsroom::Paper { languages, name: Localized::arabic("الجريدة"), ..newsroom::Paper::default() };
    paper
        .newsroom
        .write(paper.clock.now(), async |tx| newsroom::change_paper(tx, &newsroom::Actor::console(), &settings).await)
        .await
        .unwrap();
    for _ in 0..8 {
        let content = desk.content(&paper, &mut rng).await;
        let draft = paper.draft(&content).await;
        desk.stories.push(paper.publish(&draft).await);
    }
    let kept = paper.reader();
    for path in desk.addresses() {
        read(&kept, &path).await;
    }
    for step in 0..14 {
        let done = desk.edit(&paper, &mut rng).await;
        // «Most read» may be a minute old.
        paper.clock.advance_seconds(61);
        let fresh = paper.fresh_reader();
        for path in desk.addresses() {
            let (kept, made) = (read(&kept, &path).await, read(&fresh, &path).await);
            assert!(
                kept == made,
                "seed {seed}, step {step}: after {done}, {path} is of yesterday\n{}",
                differing(&kept.1, &made.1)
            );
        }
    }
    let stats = paper.site().pages().stats();
    assert!(stats.hits > 100, "many answers came from memory, or nothing was compared: {stats:?}");
}

fn differing(kept: &str, made: &str) -> String {
    let pairs = kept.lines().zip(made.lines()).filter(|(kept, made)| kept != made).take(3);
    pairs.map(|(kept, made)| format!("- {kept}\n+ {made}\n")).collect()
}

journey! {
    async fn every_page_in_memory_is_what_a_fresh_rendering_would_be(paper: Paper) {
        pages_stay_true(paper, 20_160_903).await;
    }
}

journey! {
    async fn every_page_in_memory_is_true_whatever_the_edits(paper: Paper) {
        // A walk of its own in every run. `PAGE_CACHE_SEED` walks a failed one again; `PAGE_CACHE_WALKS` makes several.
        let chosen = |name: &str| std::env::var(name).ok().map(|number| number.parse::<u64>().unwrap());
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
        let seed = chosen("PAGE_CACHE_SEED").unwrap_or(now);
        pages_stay_true(paper, seed).await;
        for walk in 1..chosen("PAGE_CACHE_WALKS").unwrap_or(1) {
            pages_stay_true(Paper::open(On::Sqlite).await.unwrap(), seed + walk).await;
        }
    }
}

journey! {
    async fn a_story_lets_go_of_the_pages_that_show_it_and_of_no_others(paper: Paper) {
        let mut desk = Desk::open(&paper).await;
        for section in ["world", "sports", "culture"] {
            for number in 0..25 {
                let mut content = paper.content(section, &format!("{section} {number}")).await;
                content.topics = vec![desk.topics[0]];
                let draft = paper.draft(&content).await;
                desk.stories.push(paper.publish(&draft).await);
                paper.clock.advance_seconds(1);
            }
        }
        let world: Vec<&Story> = desk.stories.iter().take(25).collect();
        let deep = format!("/world?before={}", world[20].public_id);
        let (own, other) = (address("world", world[3]), address("world", world[22]));
        let watched = ["/", "/world", &deep, "/sports", "/world/rss.xml", "/sports/rss.xml", &own, &other, "/archive/2016/09"];
        let paths = watched.map(str::to_owned);
        let reader = paper.reader();
        let misses = async |path: &str| {
            let before = paper.site().pages().stats().misses;
            assert_eq!(reader.get(path).await.status, 200, "{path}");
            paper.site().pages().stats().misses - before
        };
        for path in &paths {
            misses(path).await;
        }
        for path in &paths {
            assert_eq!(misses(path).await, 0, "{path} is in memory");
        }
        // An old story on the second page is corrected. Affected are its own page, the page of the list that shows it,
        // and the front page and feeds only if they show it.
        let note = Correction { kind: CorrectionKind::Correction, at: paper.clock.now(), text: "تصويب".into() };
        paper.newsroom.write(paper.clock.now(), async |tx| newsroom::add_correction(tx, &newsroom::Actor::console(), world[3].id, &note).await).await.unwrap();
        let mut gone = Vec::new();
        for path in &paths {
            if misses(path).await > 0 {
                gone.push(path.as_str());
            }
        }
        assert_eq!(gone, [deep.as_str(), "/world/rss.xml", own.as_str(), "/archive/2016/09"]);
        // A new story in another section.
        paper.published("culture", "جديد").await;
        for path in ["/world", &deep, "/sports", "/world/rss.xml", &own] {
            assert_eq!(misses(path).await, 0, "{path} does not show it");
        }
        assert_eq!(misses("/").await, 1, "the front page does");
    }
}

journey! {
    async fn fifty_readers_who_want_one_page_have_it_made_once(paper: Paper) {
        let story = paper.published("world", "خبر عاجل").await;
        let path = address("world", &story);
        let reader = paper.reader();
        reader.get("/healthz").await;
        let before = paper.site().pages().stats().misses;
        let readers = (0..50).map(|_| {
            let (reader, path) = (reader.clone(), path.clone());
            tokio::spawn(async move { reader.get(&path).await.bytes })
        });
        let mut pages = Vec::new();
        for one in readers.collect::<Vec<_>>() {
            pages.push(one.await.unwrap());
        }
        assert!(pages.windows(2).all(|two| two[0] == two[1]));
        assert_eq!(paper.site().pages().stats().misses - before, 1);
    }
}

journey! {
    async fn a_page_is_the_same_for_every_reader_and_never_another_ones(paper: Paper) {
        let story = paper.published("world", "خبر").await;
        let path = address("world", &story);
        let plain = paper.get(&path).await;
        let tag = plain.header("etag").to_owned();
        assert!(tag.starts_with('"'), "a strong tag: {tag}");
        assert!(plain.header("surrogate-key").starts_with("frame"));
        let ask = async |name: &str, value: &str| paper.ask(Request::get(&path).header("host", "localhost").header(name, value)).await;
        for (name, value) in [
            ("cookie", "session=1"), ("accept-language", "fr"), ("x-forwarded-host", "evil.example"), ("authorization", "Basic eA=="),
            ("range", "bytes=0-10"), ("x-original-url", "/fr"), ("x-http-method-override", "DELETE"), ("accept", "application/json"),
        ] {
            let page = ask(name, value).await;
            assert_eq!((page.status.as_u16(), page.header("etag"), page.bytes == plain.bytes), (200, tag.as_str(), true), "{name}");
        }
        for (encoding, expected) in [("gzip", "gzip"), ("br", "br"), ("zstd", "zstd"), ("gzip;q=0", ""), ("deflate", "")] {
            for _ in 0..2 {
                let page = ask("accept-encoding", encoding).await;
                assert_eq!(page.header("content-encoding"), expected, "{encoding}");
                assert_eq!(page.header("vary"), "accept-encoding");
                assert_eq!(page.header("etag") == tag, expected.is_empty(), "each form has a tag of its own");
                let own = ask("if-none-match", page.header("etag")).await;
                let known = if expected.is_empty() { 304 } else { 200 };
                assert_eq!(own.status, known, "a tag of another form is not this form's");
            }
        }
        for list in [format!("W/{tag}"), format!("\"x\", {tag}"), "*".into()] {
            let unchanged = ask("if-none-match", &list).await;
            assert_eq!((unchanged.status.as_u16(), unchanged.bytes.len()), (304, 0), "{list}");
            assert_eq!(unchanged.header("etag"), tag);
            assert!(!unchanged.header("cache-control").is_empty());
        }
        let foreign = paper.ask(Request::get(&path).header("host", "evil.example")).await;
        assert_eq!(foreign.status, 421, "a page in memory is no answer under a foreign name");
        for host in ["localhost:8080", "LOCALHOST", "127.0.0.1:1", "127.0.0.1.", "localhost.:8080", "www.localhost"] {
            assert_eq!(paper.ask(Request::get(&path).header("host", host)).await.status, 200, "{host}");
        }
        let posted = paper.ask(Request::post(&path).header("host", "localhost")).await;
        assert_eq!(posted.status, 405);
        let ornaments = paper.get(&format!("{path}?utm_source=x&fbclid=y")).await;
        assert_eq!(ornaments.bytes, plain.bytes);
        let head = paper.ask(Request::head(&path).header("host", "localhost")).await;
        assert_eq!((head.status.as_u16(), head.header("etag")), (200, tag.as_str()));
    }
}

journey! {
    async fn who_knows_only_dates_gets_a_page_once_and_every_change(paper: Paper) {
        let story = paper.published("world", "خبر").await;
        for path in [address("world", &story), "/rss.xml".into(), "/".into()] {
            let ask = async |name: &str, value: &str| paper.ask(Request::get(&path).header("host", "localhost").header(name, value)).await;
            paper.clock.advance_seconds(2);
            let first = paper.get(&path).await;
            let since = first.header("last-modified").to_owned();
            assert!(since.ends_with(" GMT"), "{path}: {since}");
            let again = ask("if-modified-since", &since).await;
            assert_eq!((again.status.as_u16(), again.bytes.len(), again.header("last-modified")), (304, 0, since.as_str()), "{path}");
            for other in ["Fri, 02 Sep 2016 10:00:00 GMT", "yesterday", ""] {
                assert_eq!(ask("if-modified-since", other).await.status, 200, "{path} {other}");
            }
            let both = Request::get(&path).header("host", "localhost").header("if-modified-since", &since).header("if-none-match", "\"x\"");
            assert_eq!(paper.ask(both).await.status, 200, "a tag counts before a date");
            // A change in the same second still counts.
            paper.revise(&story, &paper.content("world", &format!("خبر جديد {path}")).await).await;
            paper.publish(&story).await;
            let changed = ask("if-modified-since", &since).await;
            assert_eq!(changed.status, 200, "{path}");
            assert_eq!(changed.header("last-modified"), "", "no answer has changed after it was sent");
            paper.clock.advance_seconds(1);
            let known = paper.get(&path).await.header("last-modified").to_owned();
            assert!(!known.is_empty() && known != since, "{path}: {known}");
            assert_eq!(ask("if-modified-since", &known).await.status, 304, "{path}");
        }
    }
}

journey! {
    async fn what_another_process_writes_is_heard_of(paper: Paper) {
        paper.published("world", "خبر").await;
        let reader = paper.reader();
        let before = reader.get("/world").await;
        let other = newsroom::Newsroom::open(paper.folder.path(), paper.database.as_ref()).await.unwrap();
        let site = paper.site().clone();
        let listening = tokio::spawn(async move { site.listen_on().await });
        // It must be listening before there is something to hear.
        while paper.newsroom.heard() < newsroom::head(paper.newsroom.db()).await.unwrap() {
            tokio::task::yield_now().await;
        }
        let heard = paper.newsroom.heard();
        let settings = newsroom::Paper { name: Localized::arabic("اسم جديد"), ..newsroom::Paper::default() };
        other.write(paper.clock.now(), async |tx| newsroom::change_paper(tx, &newsroom::Actor::console(), &settings).await).await.unwrap();
        let word = tokio::time::timeout(std::time::Duration::from_secs(10), paper.newsroom.heard_beyond(heard)).await;
        assert!(word.is_ok(), "no word came");
        let after = reader.get("/world").await;
        assert!(!before.text().contains("اسم جديد") && after.text().contains("اسم جديد"));
        listening.abort();
    }
}
