//! Comments by readers: sent without an account and without JavaScript, reviewed, decided, withdrawn, erased.

use http::StatusCode;
use journeys::browser::{Browser, between};
use journeys::{Answer, Paper, address, journey};
use newsroom::screening::{ScreenKind, ScreenWord, ScreenWording};
use newsroom::{
    Actor, BanKind, Clock, CommentFilter, CommentPolicy, CommentRefusal, CommentState, Decision, Error, Event, Grant,
    ReaderRef, ReportReason, Role, Story,
};

pub(crate) const TEXT: &str = "المهم أن يعرف الناس موعد الافتتاح قبل أن يغلق الجسر القديم.";

/// A reader who opens the story, writes, and confirms on the next page.
pub(crate) async fn say(paper: &Paper, story: &Story, fields: &[(&str, &str)]) -> (Browser, Answer) {
    let mut reader = Browser::of(paper.site().clone());
    let answer = say_as(paper, &mut reader, story, fields).await;
    (reader, answer)
}

async fn say_as(paper: &Paper, reader: &mut Browser, story: &Story, fields: &[(&str, &str)]) -> Answer {
    let path = format!("/comments/{}", story.public_id);
    reader.open(&format!("/comments/token?{}", paper.clock.now().0)).await;
    let first = reader.send(&path, fields).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.text());
    assert!(first.text().contains(fields.iter().find(|(name, _)| *name == "text").unwrap().1.lines().next().unwrap()));
    paper.clock.advance_seconds(3);
    reader.send(&path, fields).await
}

/// The secret address to which a reader is redirected after commenting.
pub(crate) fn own(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let path = answer.header("location").to_owned();
    assert!(path.contains("/comments/mine/"), "{path}");
    path
}

pub(crate) async fn policy(paper: &Paper, policy: CommentPolicy) {
    paper
        .newsroom
        .write(paper.clock.now(), async |tx| {
            let mut settings = newsroom::load_paper(tx.db()).await?;
            settings.comments.policy = policy;
            newsroom::change_paper(tx, &Actor::console(), &settings).await
        })
        .await
        .unwrap();
}

pub(crate) async fn waiting(paper: &Paper, filter: CommentFilter) -> Vec<newsroom::Comment> {
    let queue = newsroom::comment_queue(paper.newsroom.reads(), &Actor::console(), filter, None, 50).await.unwrap();
    queue.lines.into_iter().map(|(comment, _)| comment).collect()
}

pub(crate) async fn decide(
    paper: &Paper,
    actor: &Actor,
    comment: &newsroom::Comment,
    decision: Decision,
) -> newsroom::Result<()> {
    let act =
        async |tx: &mut newsroom::Tx| newsroom::decide(tx, actor, &comment.public_id, &comment.seen(), decision).await;
    paper.newsroom.write(paper.clock.now(), act).await.map(|_| ())
}

journey! {
    async fn a_reader_says_something_waits_and_stands_under_the_story(paper: Paper) {
        let story = paper.published("world", "افتتاح الجسر").await;
        let page = address("world", &story);
        let before = paper.get(&page).await.text();
        assert!(before.contains("رأيك في الموضوع") && before.contains("كن أول من يعلّق."), "{before}");
        assert!(before.contains(&format!("action=\"/comments/{}\"", story.public_id)));
        assert!(!before.contains("name=\"token\" value"), "a cached page has no token");

        let fields = [("name", "أم ياسين"), ("email", "um@example.org"), ("text", TEXT)];
        let (mut reader, answer) = say(&paper, &story, &fields).await;
        let own = own(&answer);
        assert!(reader.cookies.is_empty(), "a reader has no cookie");
        let mine = reader.open(&own).await;
        assert!(mine.text().contains("تعليقك في انتظار المراجعة"), "{}", mine.text());
        assert_eq!((mine.header("cache-control"), mine.header("x-robots-tag")), ("no-store", "noindex"));
        assert_eq!(paper.get(&page).await.text(), before, "nobody sees it yet");

        // A repeated request, as from a phone that lost the answer.
        let again = reader.ask("GET", &own, None, &[]).await;
        assert_eq!(again.status, StatusCode::OK);
        let queue = waiting(&paper, CommentFilter::Waiting).await;
        assert_eq!(queue.len(), 1);
        assert_eq!((queue[0].name.as_str(), queue[0].text.as_str()), ("أم ياسين", TEXT));

        let log = newsroom::head(paper.newsroom.reads()).await.unwrap();
        decide(&paper, &Actor::console(), &queue[0], Decision::Approve).await.unwrap();
        let lines = newsroom::read_log(paper.newsroom.reads(), log, 9).await.unwrap();
        assert_eq!(lines.iter().map(|line| &line.event).collect::<Vec<_>>(), [&Event::Comments { story: story.id }]);
        let after = paper.get(&page).await.text();
        assert!(after.contains(TEXT) && after.contains("<bdi>أم ياسين</bdi>") && after.contains("تعليق واحد"), "{after}");
        assert!(!after.contains("um@example.org"), "an address is for moderators' eyes");
        assert!(reader.open(&own).await.text().contains("نُشر تعليقك"));
        // A decision on a comment that was decided in the meantime is refused.
        let late = decide(&paper, &Actor::console(), &queue[0], Decision::Spam).await;
        assert!(matches!(late, Err(Error::Changed { .. })), "{late:?}");
    }
}

journey! {
    async fn a_form_sent_many_times_is_said_once(paper: Paper) {
        let story = paper.published("world", "افتتاح الجسر").await;
        let path = format!("/comments/{}", story.public_id);
        let fields = [("name", "سمير"), ("text", TEXT)];
        let mut reader = Browser::of(paper.site().clone());
        reader.send(&path, &fields).await;
        paper.clock.advance_seconds(5);
        let copies: Vec<Browser> = (0..8).map(|_| reader.clone()).collect();
        let sent = copies.into_iter().map(|mut copy| {
            let path = path.clone();
            tokio::spawn(async move { copy.send(&path, &fields).await })
        });
        let mut places = Vec::new();
        for one in sent.collect::<Vec<_>>() {
            places.push(own(&one.await.unwrap()));
        }
        places.dedup();
        assert_eq!(places.len(), 1, "one comment, one link");
        assert_eq!(waiting(&paper, CommentFilter::Waiting).await.len(), 1);
    }
}

journey! {
    async fn whatever_is_wrong_the_text_is_given_back(paper: Paper) {
        let story = paper.published("world", "افتتاح الجسر").await;
        let path = format!("/comments/{}", story.public_id);
        let long = "ا".repeat(4_001);
        let links = "https://a.example https://b.example https://c.example https://d.example";
        for (fields, words) in [
            (vec![("name", ""), ("text", TEXT)], "اكتب اسما"),
            (vec![("name", "سمير"), ("text", " \u{202e}\n ")], "اكتب تعليقك أولا"),
            (vec![("name", "سمير"), ("text", long.as_str())], "أطول من 4000 حرف"),
            (vec![("name", "سمير"), ("text", links)], "روابط كثيرة"),
        ] {
            let mut reader = Browser::of(paper.site().clone());
            let answer = reader.send(&path, &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            let page = answer.text();
            assert!(page.contains(words), "{words}: {page}");
            assert!(page.contains(fields[1].1.trim()), "{words}: the text is lost");
        }
        let name = "س".repeat(61);
        for (fields, words) in [
            (vec![("name", name.as_str()), ("text", TEXT)], "الاسم أطول"),
            (vec![("name", "سمير"), ("email", "no address"), ("text", TEXT)], "ليس عنوانا صحيحا"),
            (vec![("name", "سمير"), ("answers", "00000000"), ("text", TEXT)], "لم يعد التعليق"),
        ] {
            let (_, answer) = say(&paper, &story, &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            assert!(answer.text().contains(words) && answer.text().contains(TEXT), "{words}: {}", answer.text());
        }
        assert_eq!(waiting(&paper, CommentFilter::Waiting).await, []);
        // No form at all, a story that does not exist, a draft.
        let mut reader = Browser::of(paper.site().clone());
        let json = reader.send_json(&path, "{}").await;
        assert_eq!(json.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        let nowhere = reader.send("/comments/zzzzzzzz", &[("name", "س"), ("text", TEXT)]).await;
        assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
        let draft = paper.draft(&paper.content("world", "مسودة").await).await;
        let hidden = reader.send(&format!("/comments/{}", draft.public_id), &[("name", "س"), ("text", TEXT)]).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND, "nothing tells that there is a draft");
    }
}

journey! {
    async fn where_nothing_may_be_said_nothing_is_taken(paper: Paper) {
        let story = paper.published("world", "افتتاح الجسر").await;
        let page = address("world", &story);
        let set = async |policy: Option<CommentPolicy>| {
            let act = async |tx: &mut newsroom::Tx| newsroom::set_story_comments(tx, &Actor::console(), &story.public_id, policy).await;
            paper.newsroom.write(paper.clock.now(), act).await.unwrap();
        };
        let freeze = async |frozen: bool| {
            let act = async |tx: &mut newsroom::Tx| {
                let mut settings = newsroom::load_paper(tx.db()).await?;
                settings.comments.frozen = frozen;
                newsroom::change_paper(tx, &Actor::console(), &settings).await
            };
            paper.newsroom.write(paper.clock.now(), act).await.unwrap();
        };
        let refused = async |words: &str| {
            let shown = paper.get(&page).await.text();
            assert!(shown.contains(words) && !shown.contains("<form class=\"write\""), "{words}: {shown}");
            let mut reader = Browser::of(paper.site().clone());
            let answer = reader.send(&format!("/comments/{}", story.public_id), &[("name", "س"), ("text", TEXT)]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
            assert!(answer.text().contains(words) && answer.text().contains(TEXT), "{}", answer.text());
        };
        set(Some(CommentPolicy::Closed)).await;
        refused("التعليق مغلق").await;
        set(None).await;
        assert!(paper.get(&page).await.text().contains("<form class=\"write\""));
        freeze(true).await;
        refused("موقوف مؤقتا").await;
        freeze(false).await;
        assert!(paper.get(&page).await.text().contains("<form class=\"write\""));
        // A form that was open when the comments were closed.
        let fields = [("name", "سمير"), ("text", TEXT)];
        let mut reader = Browser::of(paper.site().clone());
        reader.send(&format!("/comments/{}", story.public_id), &fields).await;
        // Comments close by themselves after thirty days.
        paper.clock.advance_seconds(30 * 86_400);
        refused("مضت أيام على نشر").await;
        let late = reader.send(&format!("/comments/{}", story.public_id), &fields).await;
        assert_eq!(late.status, StatusCode::FORBIDDEN);
        set(Some(CommentPolicy::Before)).await;
        assert!(paper.get(&page).await.text().contains("<form class=\"write\""), "somebody has decided for this story");
        let section = paper.section("world").await;
        set(None).await;
        let act = async |tx: &mut newsroom::Tx| newsroom::set_section_comments(tx, &Actor::console(), section.id, Some(CommentPolicy::Closed)).await;
        paper.newsroom.write(paper.clock.now(), act).await.unwrap();
        refused("التعليق مغلق").await;
    }
}

journey! {
    async fn answers_stand_one_level_deep_and_the_thread_keeps_its_shape(paper: Paper) {
        policy(&paper, CommentPolicy::Open).await;
        let story = paper.published("world", "افتتاح الجسر").await;
        let page = address("world", &story);
        let (mut first, answer) = say(&paper, &story, &[("name", "أم ياسين"), ("text", TEXT)]).await;
        let own_first = own(&answer);
        assert!(first.open(&own_first).await.text().contains("نُشر تعليقك"));
        let shown = paper.get(&page).await.text();
        let id = between(&shown, "data-comment=\"", "\"").unwrap();
        // Without JavaScript: a page with the comment and a form.
        let mut other = Browser::of(paper.site().clone());
        let reply = other.open(&format!("/comments/on/{id}/reply")).await;
        assert!(reply.text().contains(TEXT) && reply.text().contains(&format!("name=\"answers\" value=\"{id}\"")));
        paper.clock.advance_seconds(4);
        let said = other.send(&format!("/comments/{}", story.public_id), &[("name", "Samir_34"), ("text", "صحيح، وتطبيق على الهاتف يكفي."), ("answers", &id)]).await;
        own(&said);
        let comments = newsroom::comments_of(paper.newsroom.reads(), story.id, None).await.unwrap();
        assert_eq!((comments.threads.len(), comments.threads[0].answers.len()), (1, 1));
        let answer_id = comments.threads[0].answers[0].public_id.to_string();
        // An answer to the answer belongs to the same thread.
        let (_, third) = say(&paper, &story, &[("name", "ليلى"), ("text", "وأنا من رأيكما في هذا كله."), ("answers", &answer_id)]).await;
        own(&third);
        let comments = newsroom::comments_of(paper.newsroom.reads(), story.id, None).await.unwrap();
        assert_eq!((comments.threads.len(), comments.threads[0].answers.len()), (1, 2));
        assert!(paper.get(&page).await.text().contains("3 تعليقات"));
        // The writer withdraws the first comment: the answers stay, and nothing shows what it was.
        first.send(&own_first, &[("act", "withdraw")]).await;
        let shown = paper.get(&page).await.text();
        assert!(shown.contains("سحب صاحب هذا التعليق") && shown.contains("Samir_34") && !shown.contains(TEXT), "{shown}");
        assert!(!shown.contains("أم ياسين"));
        // Nobody can answer a comment that is gone.
        assert_eq!(paper.get(&format!("/comments/on/{id}/reply")).await.status, StatusCode::NOT_FOUND);
    }
}

journey! {
    async fn a_writer_changes_what_they_said_for_a_quarter_of_an_hour(paper: Paper) {
        policy(&paper, CommentPolicy::Open).await;
        let story = paper.published("world", "افتتاح الجسر").await;
        let page = address("world", &story);
        let (mut reader, answer) = say(&paper, &story, &[("name", "أم ياسين"), ("text", TEXT)]).await;
        let own = own(&answer);
        paper.clock.advance_seconds(60);
        let answer = reader.send(&own, &[("act", "edit"), ("text", "غيّرت رأيي في موعد الافتتاح بعد أن قرأت الخبر.")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let shown = paper.get(&page).await.text();
        assert!(shown.contains("غيّرت رأيي") && shown.contains("عدّله صاحبه") && !shown.contains(TEXT), "{shown}");
        // An approved comment that is changed is reviewed again.
        let comment = waiting(&paper, CommentFilter::Approved).await.remove(0);
        decide(&paper, &Actor::console(), &comment, Decision::Approve).await.unwrap();
        reader.send(&own, &[("act", "edit"), ("text", "وهذا كلام آخر لم يره أحد بعد من المشرفين.")]).await;
        assert_eq!(waiting(&paper, CommentFilter::Waiting).await.len(), 1);
        assert!(!paper.get(&page).await.text().contains("لم يره أحد"));
        paper.clock.advance_seconds(15 * 60);
        let late = reader.send(&own, &[("act", "edit"), ("text", "متأخر جدا")]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.text().contains("مضت المهلة"));
        // The key is the only access.
        let other = format!("/comments/mine/{}", "0".repeat(64));
        assert_eq!(paper.get(&other).await.status, StatusCode::NOT_FOUND);
    }
}

journey! {
    async fn what_speaks_against_a_comment_lets_it_wait(paper: Paper) {
        policy(&paper, CommentPolicy::Open).await;
        let story = paper.published("world", "افتتاح الجسر").await;
        let path = format!("/comments/{}", story.public_id);
        // A program fills in every field and is fast.
        let (_, trapped) = say(&paper, &story, &[("name", "Bot"), ("text", "Buy now and be happy"), ("website", "https://x.example")]).await;
        own(&trapped);
        assert_eq!(waiting(&paper, CommentFilter::Spam).await.len(), 1);
        let fields = [("name", "سريع"), ("text", "تعليق يصل قبل أن يكتبه أحد بيده على الهاتف.")];
        let mut fast = Browser::of(paper.site().clone());
        fast.send(&path, &fields).await;
        own(&fast.send(&path, &fields).await);
        assert_eq!(waiting(&paper, CommentFilter::Waiting).await[0].doubts, [newsroom::Doubt::TooFast(0)]);
        // The same words again, by somebody else.
        paper.clock.advance_seconds(120);
        own(&say(&paper, &story, &[("name", "أول"), ("text", TEXT)]).await.1);
        own(&say(&paper, &story, &[("name", "ثان"), ("text", &TEXT.replace("الناس", "النَّاس"))]).await.1);
        let doubts = &waiting(&paper, CommentFilter::Waiting).await[1].doubts;
        assert!(matches!(doubts[..], [newsroom::Doubt::SaidBefore { exactly: true, .. }]), "{doubts:?}");
        // Many readers write «شكرا».
        paper.clock.advance_seconds(600);
        let mut one = Browser::of(paper.site().clone());
        one.address = Some("203.0.113.1".into());
        own(&say_as(&paper, &mut one, &story, &[("name", "أ"), ("text", "شكرا")]).await);
        assert_eq!(waiting(&paper, CommentFilter::Approved).await[0].text, "شكرا");
        // From a foreign page, with a token of its own: the reader has to confirm.
        let mut foreign = Browser::of(paper.site().clone());
        foreign.send(&path, &[("name", "س"), ("text", TEXT)]).await;
        paper.clock.advance_seconds(5);
        let page = foreign.open(&format!("/comments/on/{}/report", waiting(&paper, CommentFilter::Approved).await[0].public_id)).await;
        let token = between(&page.text(), "name=\"token\" value=\"", "\"").unwrap();
        let body = journeys::browser::form(&[("name", "س"), ("text", TEXT), ("token", &token)]);
        let asked = foreign.ask("POST", &path, Some(&body), &[("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")]).await;
        assert_eq!(asked.status, StatusCode::OK, "a page with a button, and nothing taken");
    }
}

journey! {
    async fn a_listed_word_however_it_is_written_lets_a_comment_wait_and_decisions_teach(paper: Paper) {
        policy(&paper, CommentPolicy::Open).await;
        let console = Actor::console();
        let story = paper.published("world", "افتتاح الجسر").await;
        let says = ScreenWording { kind: ScreenKind::Hold, word: "زعطوط".into(), refuses: false, note: None };
        let add = async |tx: &mut newsroom::Tx| newsroom::add_word::<ScreenWord>(tx, &console, says).await;
        paper.newsroom.write(paper.clock.now(), add).await.unwrap();
        let text = "هذا كلام ز.ع.ط.و.ط لا يليق بأحد في هذا المكان.";
        own(&say(&paper, &story, &[("name", "سمير"), ("text", text)]).await.1);
        let comment = waiting(&paper, CommentFilter::Waiting).await.remove(0);
        let [newsroom::Doubt::Screened(reason)] = &comment.doubts[..] else { panic!("{:?}", comment.doubts) };
        assert_eq!(&text[reason.in_text().unwrap()], "ز.ع.ط.و.ط", "the moderator sees where");
        let decided = async || newsroom::screening::decisions(paper.newsroom.reads()).await.unwrap();
        assert_eq!(decided().await, (0, 0), "nobody has decided anything");
        decide(&paper, &console, &comment, Decision::Spam).await.unwrap();
        assert_eq!(decided().await, (0, 1));
        let spam = waiting(&paper, CommentFilter::Spam).await.remove(0);
        decide(&paper, &console, &spam, Decision::Approve).await.unwrap();
        assert_eq!(decided().await, (1, 0), "another decision is another lesson");
        let shown = waiting(&paper, CommentFilter::Approved).await.remove(0);
        decide(&paper, &console, &shown, Decision::Wait).await.unwrap();
        assert_eq!(decided().await, (0, 0), "and none is none");
        // The comments of an erased reader teach nothing.
        let again = waiting(&paper, CommentFilter::Waiting).await.remove(0);
        decide(&paper, &console, &again, Decision::Approve).await.unwrap();
        let who = ReaderRef::Comment(again.public_id.clone());
        paper.newsroom.write(paper.clock.now(), async |tx| newsroom::erase_reader(tx, &console, &who).await).await.unwrap();
        assert_eq!(decided().await, (0, 0));
    }
}

journey! {
    async fn who_says_too_much_waits_and_then_is_told(paper: Paper) {
        policy(&paper, CommentPolicy::Open).await;
        let story = paper.published("world", "افتتاح الجسر").await;
        let path = format!("/comments/{}", story.public_id);
        let texts: Vec<String> = (0..64).map(|n| format!("تعليق رقم {n} في الدقيقة نفسها من القارئ نفسه.")).collect();
        let fields = |n: usize| [("name", "سمير"), ("text", texts[n].as_str())];
        let mut readers = Vec::new();
        for n in 0..64 {
            let mut reader = Browser::of(paper.site().clone());
            reader.send(&path, &fields(n)).await;
            readers.push(reader);
        }
        paper.clock.advance_seconds(3);
        let mut statuses = Vec::new();
        for (n, reader) in readers.iter_mut().enumerate() {
            statuses.push(reader.send(&path, &fields(n)).await);
        }
        assert_eq!(statuses.iter().filter(|answer| answer.status == StatusCode::SEE_OTHER).count(), 60);
        let last = statuses.last().unwrap();
        assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(last.text().contains("تعليق رقم 63"), "the text is given back");
        let waits = waiting(&paper, CommentFilter::Waiting).await;
        let paced = |comment: &&newsroom::Comment| comment.doubts.iter().any(|doubt| matches!(doubt, newsroom::Doubt::TooMany(..)));
        assert!(waits.iter().filter(paced).count() >= 49, "beyond six a minute they wait");
        // Another phone behind the same address is another browser.
        let mut other = Browser::of(paper.site().clone());
        other.address = Some("198.51.100.7".into());
        own(&say_as(&paper, &mut other, &story, &[("name", "جارة"), ("text", TEXT)]).await);
    }
}

journey! {
    async fn readers_like_once_and_report_with_a_reason(paper: Paper) {
        policy(&paper, CommentPolicy::Open).await;
        let story = paper.published("world", "افتتاح الجسر").await;
        own(&say(&paper, &story, &[("name", "أم ياسين"), ("text", TEXT)]).await.1);
        let id = waiting(&paper, CommentFilter::Approved).await[0].public_id.clone();
        let mut reader = Browser::of(paper.site().clone());
        let path = format!("/comments/on/{id}/like");
        let asked = reader.send(&path, &[]).await;
        assert!(asked.status == StatusCode::OK && asked.text().contains("نعم، أعجبني"), "{}", asked.text());
        for _ in 0..3 {
            assert_eq!(reader.send(&path, &[]).await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(waiting(&paper, CommentFilter::Approved).await[0].likes, 1, "once, however often");
        // The page shows it within a minute.
        paper.clock.advance_seconds(61);
        assert!(paper.get(&address("world", &story)).await.text().contains("أعجبني (1)"));
        let report = format!("/comments/on/{id}/report");
        reader.open(&report).await;
        assert_eq!(reader.send(&report, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "a reason is asked for");
        let reported = reader.send(&report, &[("reason", "insult")]).await;
        assert!(reported.text().contains("وصل بلاغك"), "{}", reported.text());
        let review = waiting(&paper, CommentFilter::Review).await;
        assert_eq!((review.len(), review[0].reports, review[0].state), (1, 1, CommentState::Approved), "it stays until somebody looks");
        assert_eq!(review[0].report_reasons(paper.newsroom.reads()).await.unwrap(), [(ReportReason::Insult, 1)]);
        decide(&paper, &Actor::console(), &review[0], Decision::Approve).await.unwrap();
        assert_eq!(waiting(&paper, CommentFilter::Review).await, []);
    }
}

journey! {
    async fn moderators_moderate_where_they_may(paper: Paper) {
        let world = paper.published("world", "افتتاح الجسر").await;
        let sports = paper.published("sports", "مباراة الديربي").await;
        own(&say(&paper, &world, &[("name", "أ"), ("text", TEXT)]).await.1);
        own(&say(&paper, &sports, &[("name", "ب"), ("text", "مباراة كبيرة من أولها إلى آخرها يا شباب.")]).await.1);
        let desk = paper.section("world").await.desk_id;
        let person = |id, grant| Actor::person(id, vec![grant], true);
        let editor = person(1, Grant::at(Role::DeskEditor, [desk]));
        let moderator = person(2, Grant::everywhere(Role::Moderator));
        let reporter = person(3, Grant::at(Role::Reporter, [desk]));
        let queue = async |actor: &Actor| newsroom::comment_queue(paper.newsroom.reads(), actor, CommentFilter::Waiting, None, 50).await;
        assert_eq!(queue(&moderator).await.unwrap().lines.len(), 2);
        let own_desk = queue(&editor).await.unwrap();
        assert_eq!(own_desk.lines.iter().map(|(_, story)| story.id).collect::<Vec<_>>(), [world.id]);
        assert!(matches!(queue(&reporter).await, Err(Error::Forbidden { .. })));
        let all = waiting(&paper, CommentFilter::Waiting).await;
        assert!(decide(&paper, &editor, &all[1], Decision::Approve).await.is_err(), "another desk's");
        assert!(decide(&paper, &reporter, &all[0], Decision::Approve).await.is_err());
        decide(&paper, &editor, &all[0], Decision::Reject(CommentRefusal::OffTopic)).await.unwrap();
        // The decision is open: the writer reads the reason and the rules.
        let rejected = &waiting(&paper, CommentFilter::Rejected).await[0];
        assert_eq!((rejected.refusal, rejected.decided.unwrap().1), (Some(CommentRefusal::OffTopic), Some(1)));
        // And back again.
        decide(&paper, &moderator, rejected, Decision::Wait).await.unwrap();
        assert_eq!(waiting(&paper, CommentFilter::Waiting).await.len(), 2);
        let numbers = newsroom::comment_numbers(paper.newsroom.reads(), newsroom::Timestamp(0)).await.unwrap();
        assert_eq!((numbers.said, numbers.waiting), (2, 2));
    }
}

journey! {
    async fn who_is_banned_leaves_nothing_in_the_queue(paper: Paper) {
        let story = paper.published("world", "افتتاح الجسر").await;
        for (nth, email) in ["angry@example.org", "angry@example.org", "calm@example.org"].into_iter().enumerate() {
            let text = format!("{TEXT} {nth}");
            say(&paper, &story, &[("name", "قارئ"), ("email", email), ("text", &text)]).await;
        }
        let mut chief = paper.first_admin().await;
        let queue = waiting(&paper, CommentFilter::Waiting).await;
        let angry = queue.iter().find(|one| one.email.as_deref() == Some("angry@example.org")).unwrap();
        let one = format!("/newsroom/comments/one/{}", angry.public_id);
        assert!(chief.open(&one).await.text().contains("name=\"waiting\" checked"), "it is offered");
        let fields = [("kind", "email"), ("days", "7"), ("note", ""), ("waiting", "on")];
        let answer = chief.send(&format!("{one}/ban"), &fields).await;
        assert!(answer.header("location").contains("done=banned-rejected"), "{}", answer.text());
        let left = waiting(&paper, CommentFilter::Waiting).await;
        let emails: Vec<_> = left.iter().filter_map(|one| one.email.as_deref()).collect();
        assert_eq!(emails, ["calm@example.org"]);
    }
}

journey! {
    async fn a_rejected_writer_reads_why_and_a_banned_one_until_when(paper: Paper) {
        let story = paper.published("world", "افتتاح الجسر").await;
        let fields = [("name", "غاضب"), ("email", "angry@example.org"), ("text", TEXT)];
        let (mut reader, answer) = say(&paper, &story, &fields).await;
        let own = own(&answer);
        let comment = waiting(&paper, CommentFilter::Waiting).await.remove(0);
        decide(&paper, &Actor::console(), &comment, Decision::Reject(CommentRefusal::Insult)).await.unwrap();
        let told = reader.open(&own).await.text();
        assert!(told.contains("لم يُنشر تعليقك") && told.contains("شتم أو تجريح") && told.contains("نرحّب بالرأي المخالف"), "{told}");
        let ban = async |kind, pattern: &str, seconds| {
            let about = Some(&comment.public_id).filter(|_| kind != BanKind::Pattern);
            let act = async |tx: &mut newsroom::Tx| newsroom::ban(tx, &Actor::console(), kind, about, pattern, seconds, "مرّات كثيرة").await;
            paper.newsroom.write(paper.clock.now(), act).await
        };
        let lift = async |id| {
            paper.newsroom.write(paper.clock.now(), async |tx| newsroom::lift_ban(tx, &Actor::console(), id).await).await.unwrap();
        };
        assert!(ban(BanKind::Block, "", None).await.is_err(), "a block is not banned for good");
        assert!(ban(BanKind::Pattern, "**", Some(60)).await.is_err(), "everybody is not banned");
        for (kind, pattern) in [(BanKind::Block, ""), (BanKind::Email, ""), (BanKind::Pattern, "*@EXAMPLE.org")] {
            let id = ban(kind, pattern, Some(86_400)).await.unwrap();
            let mut reader = Browser::of(paper.site().clone());
            let refused = say_as(&paper, &mut reader, &story, &fields).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{kind:?}");
            assert!(refused.text().contains("لا يُقبل منك التعليق") && refused.text().contains(TEXT));
            lift(id).await;
        }
        let id = ban(BanKind::Email, "", Some(60)).await.unwrap();
        assert_eq!(newsroom::bans(paper.newsroom.reads(), paper.clock.now()).await.unwrap()[0].id, id);
        paper.clock.advance_seconds(61);
        assert_eq!(newsroom::bans(paper.newsroom.reads(), paper.clock.now()).await.unwrap(), [], "it ends by itself");
    }
}

journey! {
    async fn a_reader_is_forgotten_by_time_and_erased_when_they_ask(paper: Paper) {
        policy(&paper, CommentPolicy::Open).await;
        let story = paper.published("world", "افتتاح الجسر").await;
        let page = address("world", &story);
        own(&say(&paper, &story, &[("name", "أم ياسين"), ("email", "Um@Example.org"), ("text", TEXT)]).await.1);
        let first = waiting(&paper, CommentFilter::Approved).await.remove(0);
        let (_, answer) = say(&paper, &story, &[("name", "Samir_34"), ("text", "أوافقك تماما في هذا."), ("answers", first.public_id.as_str())]).await;
        own(&answer);
        let console = Actor::console();
        let who = ReaderRef::Email("um@example.org".into());
        let copy = newsroom::export_reader(paper.newsroom.reads(), &console, &who).await.unwrap();
        assert_eq!(copy["comments"][0]["text"], TEXT);
        assert_eq!(copy["comments"].as_array().unwrap().len(), 1);
        // After thirty days nothing is kept that identifies a device; the words stay.
        assert!(first.is_known_by_address());
        paper.clock.advance_seconds(31 * 86_400);
        paper.newsroom.write(paper.clock.now(), async |tx| newsroom::trim_comments(tx).await).await.unwrap();
        let all = waiting(&paper, CommentFilter::Approved).await;
        assert!(all.iter().all(|comment| !comment.is_known_by_address()) && all.len() == 2);
        let erased = paper.newsroom.write(paper.clock.now(), async |tx| newsroom::erase_reader(tx, &console, &who).await).await;
        assert_eq!(erased.unwrap(), 1);
        let shown = paper.get(&page).await.text();
        assert!(shown.contains("حُذف هذا التعليق") && shown.contains("أوافقك تماما"), "{shown}");
        assert!(!shown.contains(TEXT) && !shown.contains("أم ياسين"));
        for (table, row) in journeys::every_row(&paper.newsroom).await {
            for trace in ["um@example.org", TEXT, "أم ياسين"] {
                let says = row.values().any(|value| value.as_str().is_some_and(|text| text.contains(trace)));
                assert!(!says, "{table} still says {trace}");
            }
        }
        let nothing = newsroom::export_reader(paper.newsroom.reads(), &console, &who).await.unwrap();
        assert_eq!(nothing["comments"].as_array().unwrap().len(), 0);
    }
}

journey! {
    async fn more_than_a_page_goes_on_where_it_ended(paper: Paper) {
        let story = paper.published("world", "افتتاح الجسر").await;
        let many: Vec<_> = (0..120).map(|n| journeys::new_comment(&story, n)).collect();
        policy(&paper, CommentPolicy::Open).await;
        let said = paper.newsroom.write(paper.clock.now(), async |tx| newsroom::say(tx, &many).await).await.unwrap();
        assert!(said.iter().all(|one| matches!(one, newsroom::Said::Taken(_))));
        let mut path = address("world", &story);
        let (mut seen, mut pages) = (Vec::new(), 0);
        loop {
            let page = paper.get(&path).await;
            assert_eq!(page.status, StatusCode::OK);
            let text = page.text();
            seen.extend(text.match_indices("رأي رقم ").map(|(at, mark)| text[at + mark.len()..].split(' ').next().unwrap().parse::<i64>().unwrap()));
            pages += 1;
            match between(&text, "<p class=\"more\"><a href=\"/comments/", "\"") {
                Some(rest) if rest.contains("/after/") => path = format!("/comments/{rest}"),
                _ => break,
            }
        }
        assert_eq!(pages, 3);
        assert_eq!(seen, (0..120).rev().collect::<Vec<_>>(), "each once, the newest first");
        let page = paper.get(&address("world", &story)).await.text();
        let count = between(&page, "<span class=\"count\">", "</span>");
        assert_eq!(count.as_deref(), Some("120 تعليقا"));
    }
}
