//! Remarks of colleagues about a story: made, answered, resolved, announced, and never shown to readers.

use http::StatusCode;
use journeys::browser::Browser;
use journeys::{Paper, Staff, address, journey, staff};
use newsroom::{
    Actor, Beginning, Change, Clock, Content, Error, Grant, Move, NewRemark, PublicId, Remark, Role, Story, With,
};

const CODEWORD: &str = "قرنفلة";

async fn begun(paper: &Paper, actor: &Actor, headline: &str, lines: &[&str]) -> Story {
    let mut content = paper.content("world", headline).await;
    content.body = journeys::text(lines);
    paper.begun(actor, &content, Beginning::default()).await
}

async fn say(paper: &Paper, actor: &Actor, id: &PublicId, new: NewRemark<'_>) -> newsroom::Result<i64> {
    paper.newsroom.write(paper.clock.now(), async |tx| newsroom::add_remark(tx, actor, id, new).await).await
}

async fn said(paper: &Paper, story: &Story) -> Vec<Remark> {
    newsroom::remarks_of(paper.newsroom.db(), story.id).await.unwrap()
}

async fn content_of(paper: &Paper, story: &Story) -> Content {
    let story = newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap();
    newsroom::version(paper.newsroom.db(), story.newest_version().unwrap()).await.unwrap().content
}

/// Saves the text with a change to its blocks.
async fn edit(paper: &Paper, actor: &Actor, story: &Story, change: impl FnOnce(&mut Vec<story::Block>)) {
    let now = newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap();
    let mut content = content_of(paper, story).await;
    change(&mut content.body.blocks);
    let text = Change::text(content);
    let act = paper.newsroom.write(paper.clock.now(), async |tx| {
        newsroom::save_part(tx, actor, &now.public_id, now.revisions[0], text).await
    });
    act.await.unwrap();
}

fn paragraph(block: &story::Block, text: &str) -> story::Block {
    story::Block::new(block.id.clone(), story::Node::Paragraph(story::Text::plain(text)))
}

/// The staff as people who can get notices.
async fn people(paper: &Paper) -> (Staff, Vec<i64>) {
    let staff = staff(paper).await;
    let mut chief = paper.first_admin().await;
    for (email, role) in [("two@paper.example", "desk_editor"), ("three@paper.example", "reporter")] {
        paper.invited(&mut chief, email, role).await;
    }
    let all = newsroom::all_people(paper.newsroom.reads()).await.unwrap();
    (staff, all.iter().map(|person| person.id).collect())
}

journey! {
    async fn a_remark_is_said_answered_settled_and_taken_up_again(paper: Paper) {
        let (staff, _) = people(&paper).await;
        let story = begun(&paper, &staff.reporter, "قمة المياه", &["اتفق وزراء تسع دول أمس.", "ثم مضوا."]).await;
        let id = &story.public_id;
        let new = NewRemark { text: " هل تأكدنا من عدد الدول؟ ", quote: "تسع دول", ..NewRemark::default() };
        let first = say(&paper, &staff.editor, id, new).await.unwrap();
        let answer = NewRemark { text: "نعم، من البيان.", thread: Some(first), ..NewRemark::default() };
        let second = say(&paper, &staff.reporter, id, answer).await.unwrap();
        let remarks = said(&paper, &story).await;
        assert_eq!((remarks[0].text.as_str(), remarks[0].by, remarks[1].thread), ("هل تأكدنا من عدد الدول؟", 2, Some(first)));
        let passage = remarks[0].passage.clone().unwrap();
        assert_eq!((passage.place, passage.quote.as_str(), passage.is_lost), (11, "تسع دول", false));
        // An answer belongs to a thread and cannot begin one; a passage must occur in the text.
        assert!(matches!(say(&paper, &staff.chief, id, NewRemark { text: "ثالث", thread: Some(second), ..NewRemark::default() }).await, Err(Error::NotFound { .. })));
        assert!(matches!(say(&paper, &staff.chief, id, NewRemark { text: "x", quote: "عشر دول", ..NewRemark::default() }).await, Err(Error::QuoteNotFound)));
        assert!(matches!(say(&paper, &staff.chief, id, NewRemark { text: " \n ", ..NewRemark::default() }).await, Err(Error::WordsMissing)));
        let long = "ب".repeat(2_001);
        assert!(matches!(say(&paper, &staff.chief, id, NewRemark { text: &long, ..NewRemark::default() }).await, Err(Error::TooLong { .. })));
        assert!(matches!(say(&paper, &staff.stranger, id, NewRemark { text: "x", ..NewRemark::default() }).await, Err(Error::NotFound { .. })), "they may not know of the story");

        let act = async |actor: &Actor, which: &str, remark: i64| {
            paper.newsroom.write(paper.clock.now(), async |tx| match which {
                "resolve" => newsroom::resolve_remark(tx, actor, id, remark).await,
                "reopen" => newsroom::reopen_remark(tx, actor, id, remark).await,
                "delete" => newsroom::delete_remark(tx, actor, id, remark).await,
                text => newsroom::edit_remark(tx, actor, id, remark, text).await,
            }).await
        };
        act(&staff.reporter, "resolve", first).await.unwrap();
        assert_eq!(said(&paper, &story).await[0].resolved, Some((paper.clock.now(), 1)), "when, and who");
        assert!(matches!(act(&staff.reporter, "resolve", second).await, Err(Error::NotFound { .. })), "a thread is settled, not an answer");
        act(&staff.chief, "reopen", first).await.unwrap();
        assert_eq!(said(&paper, &story).await[0].resolved, None);
        act(&staff.chief, "resolve", first).await.unwrap();
        say(&paper, &staff.reporter, id, answer).await.unwrap();
        assert_eq!(said(&paper, &story).await[0].resolved, None, "an answer is not hidden in what is settled");

        // One's own words can be edited for a quarter of an hour, and deleted at any time.
        assert!(matches!(act(&staff.chief, "كلام غيري", first).await, Err(Error::Forbidden { .. })));
        paper.clock.advance_seconds(15 * 60);
        act(&staff.editor, "هل تأكدنا حقا؟", first).await.unwrap();
        paper.clock.advance_seconds(1);
        assert!(matches!(act(&staff.editor, "متأخر", first).await, Err(Error::TooLateToEdit)));
        assert!(matches!(act(&staff.chief, "delete", first).await, Err(Error::Forbidden { .. })));
        act(&staff.editor, "delete", first).await.unwrap();
        let gone = &said(&paper, &story).await[0];
        assert!(gone.is_deleted && gone.text.is_empty() && gone.passage.is_none() && gone.id == first, "a line stays, its words do not");
        assert!(matches!(act(&staff.editor, "delete", first).await, Err(Error::Forbidden { .. })));
        // The log records who did what, without any of the words.
        let rows = newsroom::audit_rows_after(paper.newsroom.reads(), 0, 1_000).await.unwrap();
        let acts: Vec<&str> = rows.iter().map(|row| row.act.as_str()).filter(|act| act.ends_with("_remark")).collect();
        assert_eq!(acts, ["add_remark", "add_remark", "resolve_remark", "reopen_remark", "resolve_remark", "add_remark", "edit_remark", "delete_remark"]);
        assert!(rows.iter().all(|row| !row.details.to_string().contains("تأكدنا")));
    }
}

journey! {
    async fn a_passage_is_followed_through_edits_and_lost_when_its_words_are(paper: Paper) {
        let (staff, _) = people(&paper).await;
        let story = begun(&paper, &staff.reporter, "قمة المياه", &["اتفق وزراء تسع دول أمس.", "ثم قال وزير: نعم. وقال آخر: نعم."]).await;
        let body = content_of(&paper, &story).await.body;
        let block = body.blocks[1].id.to_string();
        let second = NewRemark { text: "من؟", quote: "نعم", at: Some((&block, 28)), ..NewRemark::default() };
        say(&paper, &staff.editor, &story.public_id, second).await.unwrap();
        let passage = async || said(&paper, &story).await[0].passage.clone().unwrap();
        assert_eq!(passage().await.place, 28, "the second of two");
        edit(&paper, &staff.reporter, &story, |blocks| {
            blocks[1] = paragraph(&blocks[1].clone(), "ثم قال وزير الري: نعم. وقال آخر: نعم.");
            blocks.rotate_left(1);
        }).await;
        assert_eq!((passage().await.place, passage().await.block), (33, block.clone()), "words before it, and the paragraphs change places");
        edit(&paper, &staff.reporter, &story, |blocks| blocks[0] = paragraph(&blocks[0].clone(), "ثم مضوا.")).await;
        assert!(passage().await.is_lost, "its words are gone, the remark is not");
        edit(&paper, &staff.reporter, &story, |blocks| blocks[0] = paragraph(&blocks[0].clone(), "قال: نعم.")).await;
        assert_eq!((passage().await.is_lost, passage().await.place), (false, 5), "they came back");
        paper.newsroom.write(paper.clock.now(), async |tx| newsroom::restore_version(tx, &staff.editor, &story.public_id, 1).await).await.unwrap();
        assert_eq!((passage().await.is_lost, passage().await.block), (false, block), "an older version is a change of the text");
    }
}

journey! {
    async fn who_is_called_is_told_where_they_may_see_the_story(paper: Paper) {
        let desk = paper.section("world").await.desk_id;
        let other = paper.section("sports").await.desk_id;
        let mut chief = paper.first_admin().await;
        let editor = paper.invited(&mut chief, "salma@paper.example", "desk_editor").await;
        paper.invited(&mut chief, "far@paper.example", "reporter").await;
        let person = async |email: &str| newsroom::person_by_email(paper.newsroom.reads(), email).await.unwrap().unwrap();
        let (nadia, salma, far) = (person("chief@paper.example").await, person("salma@paper.example").await, person("far@paper.example").await);
        paper.newsroom.write(paper.clock.now(), async |tx| {
            newsroom::set_roles(tx, &Actor::console(), far.id, &[Grant::at(Role::Reporter, [other])]).await?;
            newsroom::set_profile(tx, &far.actor(true), "يوسف منصوري", arabic::Language::Arabic).await
        }).await.unwrap();
        assert!(salma.actor(true).is(Role::DeskEditor) && desk != other);
        let story = begun(&paper, &nadia.actor(true), "خبر", &["نص."]).await;
        let id = &story.public_id;
        let told = async |person: i64| {
            let notices = newsroom::notices_of(paper.newsroom.reads(), person, None, 50).await.unwrap();
            notices.into_iter().map(|notice| (notice.act, notice.note.unwrap_or_default())).collect::<Vec<_>>()
        };
        let text = "@سلمى بن عيسى و@يوسف منصوري: من راجع هذا؟ @سلمى";
        let first = say(&paper, &nadia.actor(true), id, NewRemark { text, ..NewRemark::default() }).await.unwrap();
        assert_eq!(told(salma.id).await, [("mention".to_owned(), text.to_owned())], "once, however often");
        assert_eq!(told(far.id).await, [], "who may not see the story is not told that there is one");
        assert_eq!(told(nadia.id).await, [], "nobody is told of what they said themselves");
        say(&paper, &salma.actor(true), id, NewRemark { text: "أنا", thread: Some(first), ..NewRemark::default() }).await.unwrap();
        assert_eq!(told(nadia.id).await, [("reply".to_owned(), "أنا".to_owned())]);
        // The same with forms, and the list of names that is offered.
        let mut editor: Browser = editor;
        let path = format!("/newsroom/stories/{id}");
        let page = editor.open(&path).await.text();
        assert!(page.contains("ملاحظات الزملاء") && page.contains("<option value=\"نادية شريف\">") && !page.contains("<option value=\"يوسف منصوري\">"));
        let answer = editor.send(&format!("{path}/remarks"), &[("text", "رأي <b>آخر</b> يا @نادية"), ("quote", "لا يرد")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains("هذه العبارة لا ترد في النص") && answer.text().contains("رأي &lt;b&gt;آخر&lt;/b&gt; يا @نادية</textarea>"), "what was typed comes back");
        let answer = editor.send(&format!("{path}/remarks"), &[("text", "رأي <b>آخر</b> يا @نادية"), ("quote", "نص")]).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, format!("{path}#remarks").as_str()));
        assert!(editor.open(&path).await.text().contains("رأي &lt;b&gt;آخر&lt;/b&gt; يا <b class=\"calls\">@نادية</b>"));
        assert_eq!(told(nadia.id).await[0].0, "mention");
        let list = editor.ask("GET", &format!("{path}/remarks"), None, &[]).await;
        let list: serde_json::Value = serde_json::from_slice(&list.bytes).unwrap();
        assert_eq!((list["remarks"][1]["quote"].as_str(), list["remarks"][1]["place"].as_i64()), (Some("نص"), Some(0)));
        assert_eq!((list["remarks"][0]["answers"][0]["text"].as_str(), list["remarks"][0]["answers"][0]["may_edit"].as_bool()), (Some("أنا"), Some(true)));
        assert_eq!(list["people"], serde_json::json!(["نادية شريف"]));
    }
}

journey! {
    async fn readers_get_no_remark_in_any_form(paper: Paper) {
        let (staff, _) = people(&paper).await;
        let story = begun(&paper, &staff.reporter, "خبر منشور", &["اتفق وزراء تسع دول أمس.", "ثم مضوا."]).await;
        let id = &story.public_id;
        let text = format!("{CODEWORD}: من أين هذا الرقم؟");
        let pinned = NewRemark { text: &text, quote: "تسع دول", ..NewRemark::default() };
        let first = say(&paper, &staff.editor, id, pinned).await.unwrap();
        say(&paper, &staff.reporter, id, NewRemark { text: CODEWORD, thread: Some(first), ..NewRemark::default() }).await.unwrap();
        for (actor, made) in [(&staff.reporter, Move::Submit), (&staff.editor, Move::Approve), (&staff.editor, Move::Publish)] {
            paper.newsroom.write(paper.clock.now(), async |tx| newsroom::make_move(tx, actor, id, made, With::default()).await).await.unwrap();
        }
        say(&paper, &staff.editor, id, NewRemark { text: &text, ..NewRemark::default() }).await.unwrap();
        let story = newsroom::find_story(paper.newsroom.db(), story.id).await.unwrap();
        let mut seen = 0;
        let own = address("world", &story);
        for path in [
            own.as_str(), "/", "/world", "/desk/world", "/most-read", "/corrections", "/corrections/rss.xml", "/rss.xml", "/atom.xml",
            "/world/rss.xml", "/world/atom.xml", "/archive", "/archive/2016/09/03", "/sitemap.xml", "/sitemaps/news.xml", "/sitemaps/2016-09.xml",
            "/robots.txt", "/nothing/here",
        ] {
            let answer = paper.reader().get(path).await;
            let text = answer.text();
            assert!(!text.contains(CODEWORD), "{path}");
            seen += usize::from(text.contains("خبر منشور"));
        }
        assert!(seen >= 8, "the story itself stands in {seen} of them: the search searches");
        let document = content_of(&paper, &story).await.body;
        assert!(!document.to_json().contains(CODEWORD) && !story::render::interchange_html(&document).contains(CODEWORD), "nor the document, whoever exports it");
        // People who may not see the work on the story get nothing, however they request it.
        let path = format!("/newsroom/stories/{id}/remarks");
        assert!(!paper.reader().get(&path).await.text().contains(CODEWORD));
        assert_eq!(paper.browser().ask("GET", &path, None, &[]).await.status, StatusCode::SEE_OTHER, "to the sign-in page");
    }
}
