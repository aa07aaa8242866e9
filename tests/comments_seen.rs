//! What moderators saw and what writers changed in the meantime; changes of comments are subject to rules, bans and
//! limits.

use http::StatusCode;
use journeys::browser::{Browser, between};
use journeys::{Paper, address, journey};
use newsroom::{Actor, BanKind, Clock, CommentFilter, CommentPolicy, CommentState, Decision, Error, Story};

use crate::comments::{TEXT, own, policy, say, waiting};

/// The id of a comment and what the moderator saw of it, from the form on the page `path`.
async fn form_of(moderator: &mut Browser, path: &str) -> (String, String) {
    let page = moderator.open(path).await.text();
    let form = between(&page, "<form class=\"decide\"", "</form>").unwrap_or_else(|| panic!("no form: {page}"));
    let field = |name: &str| between(&form, &format!("name=\"{name}\" value=\""), "\"").unwrap();
    (field("id"), field("seen"))
}

journey! {
    // S-ROLE: a moderator approves the very words they saw.
    async fn a_decision_is_about_the_words_that_were_seen(paper: Paper) {
        let mut chief = paper.first_admin().await;
        let mut moderator = paper.invited(&mut chief, "m@paper.example", "moderator").await;
        let story = paper.published("world", "افتتاح الجسر").await;
        let page = address("world", &story);
        let (mut reader, answer) = say(&paper, &story, &[("name", "أم ياسين"), ("text", TEXT)]).await;
        let own = own(&answer);
        let edit = async |reader: &mut Browser, text: &str| reader.send(&own, &[("act", "edit"), ("text", text)]).await;
        // One at a time: with a form without a script, as with a key, which presses the same button.
        let (id, seen) = form_of(&mut moderator, "/newsroom/comments").await;
        assert_eq!(edit(&mut reader, "كلام لم يره المشرف قبل أن يضغط الزر.").await.status, 303);
        for decision in [("decision", "approve"), ("reject", "insult"), ("decision", "spam"), ("decision", "wait")] {
            let fields = [("id", id.as_str()), ("seen", seen.as_str()), decision, ("in", "waiting")];
            let refused = moderator.send("/newsroom/comments/decide", &fields).await;
            assert_eq!(refused.status, StatusCode::CONFLICT, "{decision:?}");
            let text = refused.text();
            assert!(text.contains("غيّر صاحب التعليق كلامه منذ فتحته") && text.contains("كلام لم يره المشرف"), "{text}");
        }
        for bad in ["", "waiting", "waiting.", "waiting.0123456789abcdef", "approved"] {
            let fields = [("id", id.as_str()), ("seen", bad), ("decision", "approve")];
            assert_eq!(moderator.send("/newsroom/comments/decide", &fields).await.status, StatusCode::CONFLICT, "{bad}");
        }
        assert_eq!(waiting(&paper, CommentFilter::Waiting).await.len(), 1);
        assert!(!paper.get(&page).await.text().contains("لم يره المشرف"));
        // In bulk: a changed comment is left, reported and shown; the rest are decided.
        own_of_another(&paper, &story).await;
        let list = moderator.open("/newsroom/comments?in=waiting&as=list").await.text();
        let ticked: Vec<String> = list.split("name=\"comment\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
        assert_eq!(ticked.len(), 2);
        assert_eq!(edit(&mut reader, "كلام ثالث لم يره المشرف في قائمته.").await.status, 303);
        let fields = [("decision", "approve"), ("in", "waiting"), ("as", "list"), ("comment", &ticked[0]), ("comment", &ticked[1])];
        let done = moderator.send("/newsroom/comments/bulk", &fields).await;
        let after = moderator.open(done.header("location")).await.text();
        assert!(after.contains("ما غيّر صاحبه كلامه منذ فتحت القائمة تُرك كما هو") && after.contains("كلام ثالث"), "{after}");
        assert_eq!((waiting(&paper, CommentFilter::Waiting).await.len(), waiting(&paper, CommentFilter::Approved).await.len()), (1, 1));
        // Once seen, it is approved; and undoing that is about the same words.
        let (id, seen) = form_of(&mut moderator, "/newsroom/comments").await;
        let done = moderator.send("/newsroom/comments/decide", &[("id", &id), ("seen", &seen), ("decision", "approve"), ("in", "waiting")]).await;
        assert_eq!(done.status, 303, "{}", done.text());
        assert!(paper.get(&page).await.text().contains("كلام ثالث"));
        let offered = moderator.open(done.header("location")).await.text();
        let undo = between(&offered, "<form class=\"undo\"", "</form>").unwrap();
        let field = |name: &str| between(&undo, &format!("name=\"{name}\" value=\""), "\"").unwrap();
        let back = moderator.send("/newsroom/comments/decide", &[("id", &field("id")), ("seen", &field("seen")), ("decision", &field("decision"))]).await;
        assert_eq!(back.status, 303);
        assert!(!paper.get(&page).await.text().contains("كلام ثالث"));
    }
}

journey! {
    async fn a_change_and_a_decision_at_the_same_moment_are_one_after_the_other(paper: Paper) {
        let story = paper.published("world", "افتتاح الجسر").await;
        for round in 0..40 {
            let new = journeys::new_comment(&story, round);
            let key = new.own_key.clone();
            let said = paper.newsroom.write(paper.clock.now(), async |tx| newsroom::say(tx, &[new]).await).await.unwrap();
            let newsroom::Said::Taken(comment) = &said[0] else { panic!("{said:?}") };
            let (seen, console, at) = (comment.seen(), Actor::console(), paper.clock.now());
            let edit = newsroom::CommentEdit { text: "كلام لم يره أحد".into(), block: "block".into(), doubts: Vec::new(), print: 7 };
            let decide = paper.newsroom.write(at, async |tx| newsroom::decide(tx, &console, &comment.public_id, &seen, Decision::Approve).await);
            let change = paper.newsroom.write(at, async |tx| newsroom::edit_comment(tx, &key, &edit).await);
            let (decided, changed) = if round % 2 == 0 { tokio::join!(decide, change) } else { let (b, a) = tokio::join!(change, decide); (a, b) };
            changed.unwrap();
            assert!(matches!(decided, Ok(_) | Err(Error::NotSeen)), "{decided:?}");
            let after = newsroom::comment(paper.newsroom.reads(), &comment.public_id).await.unwrap();
            assert_eq!((after.state, after.text.as_str()), (CommentState::Waiting, "كلام لم يره أحد"), "nobody has read it");
        }
    }
}

async fn own_of_another(paper: &Paper, story: &Story) {
    let text = "رأي آخر لا يتغيّر في افتتاح الجسر القديم.";
    own(&say(paper, story, &[("name", "سمير"), ("text", text)]).await.1);
}

journey! {
    async fn what_is_changed_is_held_against_the_rule_of_that_moment(paper: Paper) {
        policy(&paper, CommentPolicy::Open).await;
        let story = paper.published("world", "افتتاح الجسر").await;
        let (mut reader, answer) = say(&paper, &story, &[("name", "أم ياسين"), ("text", TEXT)]).await;
        let own = own(&answer);
        let set = async |policy: CommentPolicy| {
            let act = async |tx: &mut newsroom::Tx| newsroom::set_story_comments(tx, &Actor::console(), &story.public_id, Some(policy)).await;
            paper.newsroom.write(paper.clock.now(), act).await.unwrap();
        };
        let mut number = 0;
        let mut edit = async |reader: &mut Browser| {
            number += 1;
            paper.clock.advance_seconds(20);
            let text = format!("كلام مغيّر رقم {number} في موضوع الجسر القديم.");
            let answer = reader.send(&own, &[("act", "edit"), ("text", &text)]).await;
            (answer.status, answer.text(), text)
        };
        let stands = async || paper.get(&address("world", &story)).await.text();
        let (status, _, text) = edit(&mut reader).await;
        assert!(status == 303 && stands().await.contains(&text), "at once, as it was said");
        set(CommentPolicy::After).await;
        let (_, _, text) = edit(&mut reader).await;
        assert!(stands().await.contains(&text));
        assert_eq!(waiting(&paper, CommentFilter::Review).await.len(), 1, "somebody looks afterwards");
        set(CommentPolicy::Closed).await;
        let (status, page, refused) = edit(&mut reader).await;
        assert!(status == 403 && page.contains("التعليق مغلق") && page.contains(&refused), "{page}");
        assert!(!stands().await.contains(&refused));
        set(CommentPolicy::Before).await;
        let (_, _, text) = edit(&mut reader).await;
        assert!(!stands().await.contains(&text), "somebody looks first");
        assert_eq!(waiting(&paper, CommentFilter::Waiting).await[0].text, text);
    }
}

journey! {
    async fn changes_are_paced_like_comments(paper: Paper) {
        policy(&paper, CommentPolicy::Open).await;
        let story = paper.published("world", "افتتاح الجسر").await;
        let (mut reader, answer) = say(&paper, &story, &[("name", "أم ياسين"), ("text", TEXT)]).await;
        let own = own(&answer);
        let mut statuses = Vec::new();
        for number in 0..64 {
            let text = format!("كلام مغيّر رقم {number} في الدقيقة نفسها عن الجسر.");
            let answer = reader.send(&own, &[("act", "edit"), ("text", &text)]).await;
            statuses.push(answer.status.as_u16());
            if answer.status == StatusCode::TOO_MANY_REQUESTS {
                assert!(answer.text().contains(&text), "the text is given back");
            }
        }
        assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 59, "with the first it is sixty: {statuses:?}");
        assert_eq!(statuses[63], 429);
        let comment = waiting(&paper, CommentFilter::Waiting).await.remove(0);
        assert!(comment.doubts.iter().any(|doubt| matches!(doubt, newsroom::Doubt::TooMany(..))), "{:?}", comment.doubts);
    }
}

journey! {
    async fn who_is_banned_changes_nothing_that_stands(paper: Paper) {
        policy(&paper, CommentPolicy::Open).await;
        let story = paper.published("world", "افتتاح الجسر").await;
        let page = address("world", &story);
        let (mut reader, answer) = say(&paper, &story, &[("name", "غاضب"), ("email", "angry@example.org"), ("text", TEXT)]).await;
        let own = own(&answer);
        let id = waiting(&paper, CommentFilter::Approved).await[0].public_id.clone();
        let ban = async |kind, pattern: &str| {
            let about = Some(&id).filter(|_| kind != BanKind::Pattern);
            let act = async |tx: &mut newsroom::Tx| newsroom::ban(tx, &Actor::console(), kind, about, pattern, Some(86_400), "").await;
            paper.newsroom.write(paper.clock.now(), act).await.unwrap()
        };
        let lift = async |id| paper.newsroom.write(paper.clock.now(), async |tx| newsroom::lift_ban(tx, &Actor::console(), id).await).await.unwrap();
        let text = "شتيمة تحلّ محل كلام وافق عليه الناس.";
        for (kind, pattern) in [(BanKind::Email, ""), (BanKind::Pattern, "*@EXAMPLE.org"), (BanKind::Block, "")] {
            let ban = ban(kind, pattern).await;
            let refused = reader.send(&own, &[("act", "edit"), ("text", text)]).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{kind:?}");
            assert!(refused.text().contains("لا يُقبل منك التعليق") && refused.text().contains(text), "{}", refused.text());
            if kind == BanKind::Block {
                for (path, fields) in [(format!("/comments/on/{id}/like"), [("x", "x")]), (format!("/comments/on/{id}/report"), [("reason", "insult")])] {
                    reader.open(&format!("/comments/on/{id}/report")).await;
                    let refused = reader.send(&path, &fields).await;
                    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
                    assert!(refused.text().contains("لا يُقبل منك التعليق"));
                }
            }
            lift(ban).await;
        }
        let comment = waiting(&paper, CommentFilter::Approved).await.remove(0);
        assert_eq!((comment.text.as_str(), comment.likes, comment.reports), (TEXT, 0, 0));
        // It is still the same reader from another place; and one's own words can always be withdrawn.
        ban(BanKind::Block, "").await;
        assert_eq!(reader.send(&own, &[("act", "withdraw")]).await.status, 303);
        assert!(!paper.get(&page).await.text().contains(TEXT));
    }
}

journey! {
    async fn pages_of_comments_name_a_story_as_readers_have_it(paper: Paper) {
        let story = paper.published("world", "عنوان منشور").await;
        let policy = newsroom::CommentPolicy::Open;
        let act = async |tx: &mut newsroom::Tx| {
            newsroom::set_story_comments(tx, &Actor::console(), &story.public_id, Some(policy)).await?;
            newsroom::say(tx, &[journeys::new_comment(&story, 1)]).await
        };
        let said = paper.newsroom.write(paper.clock.now(), act).await.unwrap();
        let newsroom::Said::Taken(comment) = &said[0] else { panic!("{said:?}") };
        paper.revise(&story, &paper.content("world", "عنوان لم يعتمده أحد").await).await;
        for path in [format!("/comments/on/{}/reply", comment.public_id), format!("/comments/{}/after/{}", story.public_id, comment.public_id), format!("/comments/on/{}/report", comment.public_id)] {
            let page = paper.get(&path).await.text();
            assert!(page.contains("عنوان منشور") && !page.contains("لم يعتمده أحد"), "{path}: {page}");
        }
        // A moderator, who has no part in what is being written, does not read it either.
        let mut admin = paper.first_admin().await;
        let mut moderator = paper.invited(&mut admin, "m@paper.example", "moderator").await;
        let room = moderator.open("/newsroom/comments?in=approved").await.text();
        assert!(room.contains("عنوان منشور") && !room.contains("لم يعتمده أحد"), "{room}");
    }
}
