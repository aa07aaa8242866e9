//! Notices by mail, through a real mail server: at once, once a day, or never, and to nobody who may not have them.

use http::StatusCode;
use journeys::browser::{Browser, between};
use journeys::{Paper, journey};
use newsroom::{Actor, Beginning, Clock, Grant, Move, NoticeMail, NoticeWay, Person, Role, Story, Wall, With};

use crate::mail::{Server, site};

/// A paper with a mail server, an editor-in-chief, an editor and a reporter.
struct House {
    site: web::Site,
    chief: Person,
    editor: Person,
    reporter: Person,
    /// The reporter's browser.
    browser: Browser,
}

async fn house(paper: &Paper, server: &Server) -> House {
    paper.section("world").await;
    let site = site(paper, server);
    let mut chief = paper.first_admin().await;
    paper.invited(&mut chief, "editor@paper.example", "desk_editor").await;
    let invited = paper.invited(&mut chief, "salma@paper.example", "reporter").await;
    let mut browser = Browser::of(site.clone());
    browser.cookies = invited.cookies;
    browser.open("/newsroom/account").await;
    let person = async |email| newsroom::person_by_email(paper.newsroom.db(), email).await.unwrap().unwrap();
    House {
        chief: person("chief@paper.example").await,
        editor: person("editor@paper.example").await,
        reporter: person("salma@paper.example").await,
        browser,
        site,
    }
}

impl House {
    async fn choose(&self, person: &Person, way: NoticeWay) {
        let chosen = NoticeMail { way, hour: 8 };
        let act = async |tx: &mut newsroom::Tx| newsroom::set_notice_mail(tx, &person.actor(true), chosen).await;
        self.site.newsroom().write(self.site.now(), act).await.unwrap();
    }

    /// A story of the reporter, submitted.
    async fn handed_in(&self, paper: &Paper, headline: &str) -> Story {
        let content = paper.content("world", headline).await;
        let actor = self.reporter.actor(true);
        let begin =
            async |tx: &mut newsroom::Tx| newsroom::begin_story(tx, &actor, &content, Beginning::default()).await;
        let story = self.site.newsroom().write(self.site.now(), begin).await.unwrap();
        self.go(&self.reporter, &story, Move::Submit, "").await
    }

    async fn go(&self, who: &Person, story: &Story, made: Move, words: &str) -> Story {
        let with = With { words: Some(words.to_owned()).filter(|words| !words.is_empty()), ..With::default() };
        let actor = who.actor(true);
        let act = async |tx: &mut newsroom::Tx| newsroom::make_move(tx, &actor, &story.public_id, made, with).await;
        self.site.newsroom().write(self.site.now(), act).await.unwrap()
    }

    /// A story with this headline that was sent back to the reporter.
    async fn sent_back(&self, paper: &Paper, headline: &str, note: &str) -> Story {
        let story = self.handed_in(paper, headline).await;
        self.go(&self.editor, &story, Move::SendBack, note).await
    }

    async fn mails(&self) -> usize {
        let mut done = 0;
        while web::send_due_mail(&self.site).await {
            done += 1;
        }
        done
    }

    async fn waiting(&self) -> u64 {
        newsroom::mail_standing(self.site.newsroom().reads(), &Actor::console()).await.unwrap().waiting
    }
}

/// The text of a mail without invisible direction marks.
fn plain(mail: &serde_json::Value) -> String {
    arabic::normalize::strip_bidi_controls(mail["text"].as_str().unwrap())
}

journey! {
    async fn what_comes_back_is_mailed_after_a_short_grace(paper: Paper) {
        let Some(mut server) = Server::start(0, "what_comes_back_is_mailed_after_a_short_grace") else { return };
        let house = house(&paper, &server).await;
        let story = house.sent_back(&paper, "الثلج يقطع طريق Col de Tirourda", "أين رأي السكان؟\nوأين الصورة؟").await;
        assert_eq!((house.waiting().await, house.mails().await), (1, 0), "the editor's notice of a submission is none");
        paper.clock.advance_seconds(newsroom::NOTICE_GRACE_SECONDS - 1);
        assert_eq!(house.mails().await, 0, "who is at the desk has until then");
        paper.clock.advance_seconds(1);
        assert_eq!(house.mails().await, 1);
        let mail = server.next();
        assert_eq!(mail["to"], serde_json::json!(["salma@paper.example"]));
        assert_eq!(mail["subject"], "أعيدت إليك مادة — \u{2068}الثلج يقطع طريق Col de Tirourda\u{2069}");
        assert!(mail["id"].as_str().unwrap().starts_with("<notice-"), "{mail}");
        let text = mail["text"].as_str().unwrap();
        let link = format!("http://localhost:8080/newsroom/stories/{}", story.public_id);
        assert!(text.lines().any(|line| line == link), "the link stands bare on its line: {text}");
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with("http")) {
            assert!(line.starts_with('\u{200f}'), "{line:?} runs from right to left");
        }
        assert!(text.contains("\u{2068}سلمى بن عيسى\u{2069} · \u{2068}2016-09-03 13:00\u{2069}"), "{text}");
        for line in ["أين رأي السكان؟", "وأين الصورة؟"] {
            assert!(text.lines().any(|said| said == format!("\u{200f}«\u{2068}{line}\u{2069}»")), "{text}");
        }
        assert_eq!(text.lines().last(), Some("http://localhost:8080/newsroom/account"));
        assert!(!text.contains("فقرة أولى"), "no text of a story");
        assert_eq!(house.mails().await, 0, "once");
        // Each notice is mailed at once to those who want that, in their language, whatever the editors write.
        house.choose(&house.reporter, NoticeWay::AtOnce).await;
        house.go(&house.reporter, &story, Move::Submit, "").await;
        house.go(&house.editor, &story, Move::Approve, "").await;
        paper.clock.advance_seconds(newsroom::NOTICE_GRACE_SECONDS);
        house.mails().await;
        assert!(server.next()["subject"].as_str().unwrap().starts_with("اعتُمدت مادة — "));
    }
}

journey! {
    async fn what_was_seen_at_the_desk_is_not_mailed(paper: Paper) {
        let Some(mut server) = Server::start(0, "what_was_seen_at_the_desk_is_not_mailed") else { return };
        let mut house = house(&paper, &server).await;
        house.sent_back(&paper, "قُرئ في المكتب", "أكمل").await;
        paper.clock.advance_seconds(60);
        let page = house.browser.open("/newsroom/notices").await.text();
        let last = between(&page, "name=\"last\" value=\"", "\"").unwrap();
        assert_eq!(house.browser.send("/newsroom/notices", &[("last", &last)]).await.status, StatusCode::SEE_OTHER);
        house.sent_back(&paper, "لم يُقرأ", "أكمل").await;
        paper.clock.advance_seconds(newsroom::NOTICE_GRACE_SECONDS);
        assert_eq!(house.mails().await, 2);
        assert!(plain(&server.next()).contains("لم يُقرأ"), "the first mail is of the second story");
    }
}

journey! {
    async fn a_digest_comes_once_a_day_at_its_hour(paper: Paper) {
        let Some(mut server) = Server::start(0, "a_digest_comes_once_a_day_at_its_hour") else { return };
        let mut house = house(&paper, &server).await;
        let newsroom = house.site.newsroom().clone();
        house.sent_back(&paper, "قبل الاختيار", "أكمل").await;
        let chosen = house.browser.send("/newsroom/account/notices", &[("way", "daily"), ("hour", "9")]).await;
        assert_eq!(chosen.header("location"), "/newsroom/account?done=saved");
        let page = house.browser.open("/newsroom/account").await.text();
        assert!(page.contains("value=\"daily\" checked") && page.contains("value=\"9\" selected"), "{page}");
        // A mail that was left before is sent as was chosen then, and only so.
        paper.clock.advance_seconds(newsroom::NOTICE_GRACE_SECONDS);
        assert_eq!(house.mails().await, 1);
        assert!(plain(&server.next()).contains("قبل الاختيار"));
        house.sent_back(&paper, "أول اليوم", "أكمل").await;
        house.sent_back(&paper, "آخر اليوم", "أكمل").await;
        assert_eq!(house.waiting().await, 0, "nothing at once");
        // It is 13:02 in Algiers; nine o'clock is 19 hours and 58 minutes away.
        paper.clock.advance_seconds(19 * 3_600 + 58 * 60 - 1);
        assert_eq!(newsroom::run_due(&newsroom, paper.clock.now()).await.unwrap().done, 0);
        paper.clock.advance_seconds(1);
        // Two nodes at the same moment, one of them just started: one digest.
        let other = newsroom::Newsroom::open(paper.folder.path(), paper.database.as_ref()).await.unwrap().with_mail(true);
        let now = paper.clock.now();
        let both = tokio::join!(newsroom::run_due(&newsroom, now), newsroom::run_due(&other, now));
        assert_eq!(both.0.unwrap().done + both.1.unwrap().done, 1);
        assert_eq!(house.mails().await, 1);
        let mail = server.next();
        assert_eq!(mail["subject"], "إشعاران ينتظرانك");
        let text = plain(&mail);
        let (first, second) = (text.find("أول اليوم").unwrap(), text.find("آخر اليوم").unwrap());
        assert!(first < second && !text.contains("قبل الاختيار"), "{text}");
        // There is no digest on the next day if there is nothing new; notices that were read in the meantime are left
        // out.
        paper.clock.advance_seconds(86_400);
        assert_eq!(newsroom::run_due(&newsroom, paper.clock.now()).await.unwrap().done, 1);
        assert_eq!(house.mails().await, 0);
        house.sent_back(&paper, "قُرئ", "أكمل").await;
        let reporter = house.reporter.actor(true);
        let read = async |tx: &mut newsroom::Tx| newsroom::read_notices(tx, &reporter, i64::MAX).await;
        newsroom.write(paper.clock.now(), read).await.unwrap();
        house.sent_back(&paper, "بقي", "أكمل").await;
        // Nothing ran for three days: one digest, not three.
        paper.clock.advance_seconds(3 * 86_400);
        assert_eq!(newsroom::run_due(&newsroom, paper.clock.now()).await.unwrap().done, 1);
        assert_eq!(newsroom::run_due(&newsroom, paper.clock.now()).await.unwrap().done, 0);
        house.mails().await;
        let text = plain(&server.next());
        assert!(text.contains("بقي") && !text.contains("قُرئ"), "{text}");
        // A paper that moves to another zone has its digests at the hour of that zone.
        let mut moved = newsroom::load_paper(newsroom.db()).await.unwrap();
        moved.zone = chrono_tz::Asia::Riyadh;
        newsroom.write(now, async |tx| newsroom::change_paper(tx, &newsroom::Actor::console(), &moved).await).await.unwrap();
        assert_eq!(newsroom::recompute_walls(&newsroom, paper.clock.now()).await.unwrap(), 1);
        assert_eq!(newsroom::recompute_walls(&newsroom, paper.clock.now()).await.unwrap(), 0);
        paper.clock.advance_seconds(22 * 3_600 - 1);
        assert_eq!(newsroom::run_due(&newsroom, paper.clock.now()).await.unwrap().done, 0);
        paper.clock.advance_seconds(1);
        assert_eq!(newsroom::run_due(&newsroom, paper.clock.now()).await.unwrap().done, 1);
    }
}

journey! {
    async fn nobody_gets_what_they_do_not_want_or_may_not_see(paper: Paper) {
        let Some(mut server) = Server::start(0, "nobody_gets_what_they_do_not_want_or_may_not_see") else { return };
        let house = house(&paper, &server).await;
        let chief = house.chief.actor(true);
        // No mail: none is left, and one that was left before is not sent.
        house.sent_back(&paper, "لا أريد بريدا", "أكمل").await;
        house.choose(&house.reporter, NoticeWay::Never).await;
        house.sent_back(&paper, "لا أريد بريدا", "أكمل").await;
        assert_eq!(house.waiting().await, 1);
        // A right is lost between notice and mail: the editor moves to another desk.
        house.choose(&house.editor, NoticeWay::AtOnce).await;
        house.handed_in(&paper, "لم يعد من قسمه").await;
        let sports = paper.section("sports").await.desk_id;
        let grants = [Grant::at(Role::DeskEditor, [sports])];
        let act = async |tx: &mut newsroom::Tx| newsroom::set_roles(tx, &chief, house.editor.id, &grants).await;
        house.site.newsroom().write(house.site.now(), act).await.unwrap();
        paper.clock.advance_seconds(newsroom::NOTICE_GRACE_SECONDS);
        assert_eq!(house.mails().await, 2, "done, without a mail");
        // A closed account.
        house.choose(&house.reporter, NoticeWay::AtOnce).await;
        let story = house.handed_in(&paper, "باب مغلق").await;
        house.go(&house.chief, &story, Move::SendBack, "أكمل").await;
        let act = async |tx: &mut newsroom::Tx| newsroom::close_person(tx, &chief, house.reporter.id).await;
        house.site.newsroom().write(house.site.now(), act).await.unwrap();
        paper.clock.advance_seconds(newsroom::NOTICE_GRACE_SECONDS);
        house.mails().await;
        // Opened again: a story under embargo has no headline in the subject, and nothing that was said about it.
        let act = async |tx: &mut newsroom::Tx| newsroom::reopen_person(tx, &chief, house.reporter.id).await;
        house.site.newsroom().write(house.site.now(), act).await.unwrap();
        let story = house.handed_in(&paper, "قائمة الوزراء").await;
        let until = Wall::read("2016-09-10T12:00", "Africa/Algiers").unwrap();
        let act = async |tx: &mut newsroom::Tx| newsroom::set_embargo(tx, &chief, &story.public_id, &until).await;
        house.site.newsroom().write(house.site.now(), act).await.unwrap();
        house.go(&house.chief, &story, Move::SendBack, "وزير المالية هو فلان").await;
        paper.clock.advance_seconds(newsroom::NOTICE_GRACE_SECONDS);
        house.mails().await;
        let mail = server.next();
        assert_eq!((mail["to"][0].as_str(), mail["subject"].as_str()), (Some("salma@paper.example"), Some("أعيدت إليك مادة")));
        let text = plain(&mail);
        assert!(text.contains("قائمة الوزراء") && !text.contains("وزير المالية"), "{text}");
        assert_eq!(house.waiting().await, 0);
    }
}

journey! {
    async fn without_a_mail_server_nothing_is_left_and_the_account_says_so(paper: Paper) {
        paper.section("world").await;
        let mut browser = paper.first_admin().await;
        let sentence = "لا خادم بريد في الإعداد";
        assert!(browser.open("/newsroom/account").await.text().contains(sentence));
        let sent = browser.send("/newsroom/account/notices", &[("way", "at_once"), ("hour", "8")]).await;
        assert_eq!(sent.header("location"), "/newsroom/account?done=saved");
        for fields in [[("way", "by pigeon"), ("hour", "8")], [("way", "daily"), ("hour", "noon")]] {
            assert_eq!(browser.send("/newsroom/account/notices", &fields).await.status, StatusCode::NOT_FOUND);
        }
        let refused = browser.send("/newsroom/account/notices", &[("way", "daily"), ("hour", "24")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let chief = newsroom::person_by_email(paper.newsroom.db(), "chief@paper.example").await.unwrap().unwrap();
        let chosen = newsroom::notice_mail_of(paper.newsroom.db(), chief.id).await.unwrap();
        assert_eq!(chosen, NoticeMail { way: NoticeWay::AtOnce, hour: 8 });
        let story = paper.draft(&paper.content("world", "خبر").await).await;
        let to = newsroom::Assignment { assignee: Some(chief.id), due_at: None };
        let newsroom = paper.site().newsroom().clone();
        newsroom.write(paper.clock.now(), async |tx| newsroom::assign(tx, &Actor::console(), &story.public_id, to).await).await.unwrap();
        assert_eq!(newsroom::unread_notices(newsroom.reads(), chief.id).await.unwrap(), 1, "told at the desk");
        assert_eq!(newsroom::mail_standing(newsroom.reads(), &Actor::console()).await.unwrap().waiting, 0);
        // With a server, the same choice applies.
        let with_mail = newsroom.with_mail(true);
        let to = newsroom::Assignment { assignee: None, ..to };
        with_mail.write(paper.clock.now(), async |tx| newsroom::assign(tx, &Actor::console(), &story.public_id, to).await).await.unwrap();
        let to = newsroom::Assignment { assignee: Some(chief.id), ..to };
        with_mail.write(paper.clock.now(), async |tx| newsroom::assign(tx, &Actor::console(), &story.public_id, to).await).await.unwrap();
        assert_eq!(newsroom::mail_standing(with_mail.reads(), &Actor::console()).await.unwrap().waiting, 1);
    }
}
