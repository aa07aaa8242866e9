//! Old saves are thinned out at night, and versions that something refers to stay.

use http::StatusCode;
use journeys::{Paper, journey};
use newsroom::{
    Actor, AuditVerdict, Beginning, Clock, Grant, Move, PublicId, Role, Saved, Story, With, begin_daily_jobs, run_due,
};

/// The jobs of a day: old saves are thinned out, and people are told of pictures whose rights end.
const DAILY_JOBS: usize = 2;

struct Desk<'a> {
    paper: &'a Paper,
    id: PublicId,
}

impl Desk<'_> {
    async fn story(&self) -> Story {
        newsroom::story_by_public_id(self.paper.newsroom.db(), &self.id).await.unwrap().unwrap()
    }

    /// Saves a new headline, a minute after the last act.
    async fn save(&self, actor: &Actor, headline: &str) {
        self.paper.clock.advance_seconds(60);
        let from = self.story().await.revisions[0];
        let change = journeys::headed(headline, journeys::text(&["نص."]));
        let act = async |tx: &mut newsroom::Tx| newsroom::save_part(tx, actor, &self.id, from, change).await;
        let saved = self.paper.newsroom.write(self.paper.clock.now(), act).await.unwrap();
        assert!(matches!(saved, Saved::New { .. }));
    }

    async fn go(&self, actor: &Actor, made: Move) {
        let act = async |tx: &mut newsroom::Tx| newsroom::make_move(tx, actor, &self.id, made, With::default()).await;
        self.paper.newsroom.write(self.paper.clock.now(), act).await.unwrap();
    }

    /// The numbers of the existing versions, oldest first.
    async fn numbers(&self) -> Vec<i64> {
        let story = self.story().await;
        let lines = newsroom::versions_of(self.paper.newsroom.db(), story.id, None, 100).await.unwrap();
        lines.iter().rev().map(|line| line.number).collect()
    }
}

journey! {
    async fn old_saves_are_thinned_out_and_what_is_referred_to_stays(paper: Paper) {
        let desk = paper.section("world").await.desk_id;
        let reporter = Actor::person(1, vec![Grant::at(Role::Reporter, [desk])], true);
        let editor = Actor::person(2, vec![Grant::at(Role::DeskEditor, [desk])], true);
        let chief = Actor::person(3, vec![Grant::everywhere(Role::EditorInChief)], true);
        let content = paper.content("world", "النسخة 1").await;
        let id = paper.begun(&reporter, &content, Beginning::default()).await.public_id;
        let story = Desk { paper: &paper, id };
        // 12:01 to 12:07, all within ten minutes of the clock.
        for number in 2..=4 {
            story.save(&reporter, &format!("النسخة {number}")).await;
        }
        story.go(&reporter, Move::Submit).await; // with 4
        story.save(&editor, "النسخة 5").await;
        story.save(&editor, "النسخة 6").await;
        story.go(&editor, Move::Approve).await; // 6
        story.save(&editor, "النسخة 7").await;
        story.go(&chief, Move::Publish).await; // 6, as approved
        story.save(&chief, "النسخة 8").await;
        // 12:10 to 12:13: 9 is restored from later, 12 is the newest of a run.
        paper.clock.advance_seconds(2 * 60);
        for number in 9..=12 {
            story.save(&chief, &format!("النسخة {number}")).await;
        }
        let restore = async |tx: &mut newsroom::Tx| newsroom::restore_version(tx, &chief, &story.id, 9).await;
        paper.newsroom.write(paper.clock.now(), restore).await.unwrap(); // as 13
        for number in 14..=16 {
            story.save(&chief, &format!("النسخة {number}")).await;
        }
        let all: Vec<i64> = (1..=16).collect();
        assert_eq!(story.numbers().await, all);

        let newsroom = &paper.newsroom;
        begin_daily_jobs(newsroom, paper.clock.now()).await.unwrap();
        begin_daily_jobs(newsroom, paper.clock.now()).await.unwrap();
        // Nothing is removed in the nights of the first four weeks.
        for _ in 0..29 {
            paper.clock.advance_seconds(86_400);
            assert_eq!(run_due(newsroom, paper.clock.now()).await.unwrap().done, DAILY_JOBS);
        }
        assert_eq!(story.numbers().await, all, "not yet thirty days old");
        let younger = begun_later(&paper, &reporter).await;
        paper.clock.advance_seconds(2 * 86_400);
        assert_eq!(run_due(newsroom, paper.clock.now()).await.unwrap().done, DAILY_JOBS);
        // 2 and 3 before what was submitted, 5 before what was approved, 10 and 11 before the end of a run, 14 and 15
        // before the newest.
        let kept = [1, 4, 6, 7, 8, 9, 12, 13, 16];
        assert_eq!(story.numbers().await, kept);
        assert_eq!(younger.numbers().await, [1, 2, 3], "young saves stay");
        for _ in 0..3 {
            paper.clock.advance_seconds(86_400);
            run_due(newsroom, paper.clock.now()).await.unwrap();
        }
        assert_eq!(story.numbers().await, kept, "doing it again drops nothing");
        assert!(matches!(newsroom.verify_audit().await.unwrap(), AuditVerdict::Whole { .. }));

        // The version that was published is still known, and a version is compared with the existing one before it.
        let live = story.story().await.live_version.unwrap();
        assert_eq!(newsroom::version(newsroom.db(), live).await.unwrap().number, 6);
        let mut chief = paper.first_admin().await;
        let page = chief.open(&format!("/newsroom/stories/{}/versions/12", story.id)).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text().contains("?with=9"), "{}", page.text());
        assert_eq!(chief.open(&format!("/newsroom/stories/{}/versions/1", story.id)).await.status, StatusCode::OK);
        assert_eq!(chief.open(&format!("/newsroom/stories/{}/versions/10", story.id)).await.status, StatusCode::NOT_FOUND);
    }
}

journey! {
    async fn more_saves_than_one_transaction_takes_are_thinned_out_in_several(paper: Paper) {
        let desk = paper.section("world").await.desk_id;
        let reporter = Actor::person(1, vec![Grant::at(Role::Reporter, [desk])], true);
        let story = begun_later(&paper, &reporter).await;
        for number in 4..=520 {
            story.save(&reporter, &format!("لاحقة {number}")).await;
            if [102, 205].contains(&number) {
                paper.publish(&story.story().await).await;
            }
        }
        // And one more story, which the first run does not reach.
        paper.clock.advance_seconds(600 - (519 * 60) % 600);
        let other = begun_later(&paper, &reporter).await;
        begin_daily_jobs(&paper.newsroom, paper.clock.now()).await.unwrap();
        paper.clock.advance_seconds(40 * 86_400);
        assert_eq!(run_due(&paper.newsroom, paper.clock.now()).await.unwrap().done, DAILY_JOBS);
        // Begun at noon and saved every minute: the first, the last of each ten minutes, a version that was published,
        // and the one that is published now.
        let mut kept: Vec<i64> = [1, 102, 205].into_iter().chain((10..=520).step_by(10)).collect();
        kept.sort_unstable();
        assert_eq!(story.numbers().await, kept);
        assert_eq!(other.numbers().await, [1, 3]);
        assert_eq!(run_due(&paper.newsroom, paper.clock.now()).await.unwrap().done, 0);
    }
}

async fn begun_later<'a>(paper: &'a Paper, reporter: &Actor) -> Desk<'a> {
    let content = paper.content("world", "لاحقة 1").await;
    let id = paper.begun(reporter, &content, Beginning::default()).await.public_id;
    let story = Desk { paper, id };
    for number in 2..=3 {
        story.save(reporter, &format!("لاحقة {number}")).await;
    }
    story
}
