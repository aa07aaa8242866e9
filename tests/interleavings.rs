//! Two people act on one story at the same moment, a thousand times. The result must be that of one of them acting
//! first, according to a model that knows only the tables of `rules`.

use journeys::{Paper, journey};
use newsroom::{Actor, Beginning, Clock, Grant, House, Move, PublicId, Role, StorageError, Story, Wall, With};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use rules::StoryFacts;

/// Pairs of acts.
const INTERLEAVINGS: usize = 1_000;
/// Stories on which they act, so many that each lives long enough to get around.
const STORIES: usize = 25;

fn people(desk: i64) -> Vec<Actor> {
    [
        (1, Role::Reporter),
        (2, Role::Reporter),
        (3, Role::Reviser),
        (4, Role::DeskEditor),
        (5, Role::DeskEditor),
        (6, Role::EditorInChief),
        (7, Role::Admin),
    ]
    .map(|(id, role)| Actor::person(id, vec![Grant::at(role, [desk])], true))
    .into()
}

/// What the tables say about one act, and the facts after it.
fn model(actor: &Actor, made: Move, facts: StoryFacts, house: House) -> (bool, StoryFacts) {
    match rules::after(made, actor, &facts, house, &[], true) {
        Ok((live, work)) => {
            let submitter = if made == Move::Submit { actor.person_id() } else { facts.submitter };
            (true, StoryFacts { live, work, submitter, ..facts })
        }
        Err(_) => (false, facts),
    }
}

async fn act(paper: &Paper, actor: &Actor, id: &PublicId, made: Move) -> bool {
    let at = Wall::at(paper.clock.now().plus_seconds(3_600), "Africa/Algiers").ok();
    let with = With { words: Some("لأن".into()), at: at.filter(|_| made == Move::Schedule), ..With::default() };
    let write =
        paper.newsroom.write(paper.clock.now(), async |tx| newsroom::make_move(tx, actor, id, made, with).await);
    match write.await {
        Ok(_) => true,
        Err(newsroom::Error::Storage(StorageError::Database(error))) => panic!("{error}"),
        Err(_) => false,
    }
}

/// Usually something that the actor could do if they were alone, sometimes anything.
fn likely(random: &mut StdRng, actor: &Actor, facts: &StoryFacts, house: House) -> Move {
    let offered = rules::offered(actor, facts, house);
    let from: &[Move] = if offered.is_empty() || random.random_range(0..4) == 0 { Move::ALL } else { &offered };
    // The last moves of the table end a story's life; they are made, but rarely.
    for _ in 0..20 {
        let made = from[random.random_range(0..from.len())];
        let ends = matches!(made, Move::Kill | Move::Spike | Move::Discard);
        if !ends || random.random_range(0..6) == 0 {
            return made;
        }
    }
    from[0]
}

journey! {
    async fn two_at_once_are_as_if_one_had_been_first(paper: Paper) {
        let content = paper.content("world", "خبر يتنازعه كثيرون").await;
        let desk = paper.section("world").await.desk_id;
        let (people, house) = (people(desk), newsroom::house(paper.newsroom.db()).await.unwrap());
        let mut stories: Vec<Story> = Vec::new();
        for _ in 0..STORIES {
            let begin = paper.newsroom.write(paper.clock.now(), async |tx| {
                newsroom::begin_story(tx, &people[0], &content, Beginning::default()).await
            });
            stories.push(begin.await.unwrap());
        }
        let mut random = StdRng::seed_from_u64(20_160_903);
        let (mut done, mut refused) = (0, 0);
        for round in 0..INTERLEAVINGS {
            let place = random.random_range(0..STORIES);
            let before = newsroom::find_story(paper.newsroom.db(), stories[place].id).await.unwrap();
            let facts = before.facts(paper.clock.now());
            let (one, other) = (&people[random.random_range(0..people.len())], &people[random.random_range(0..people.len())]);
            let (first, second) =
                (likely(&mut random, one, &facts, house), likely(&mut random, other, &facts, house));
            let id = &before.public_id;
            let got = tokio::join!(act(&paper, one, id, first), act(&paper, other, id, second));
            let after = newsroom::find_story(paper.newsroom.db(), before.id).await.unwrap();
            let now = after.facts(paper.clock.now());
            let found = (got.0, got.1, now.live, now.work, now.submitter);
            let orders = [
                {
                    let (ok_first, then) = model(one, first, facts, house);
                    let (ok_second, end) = model(other, second, then, house);
                    (ok_first, ok_second, end.live, end.work, end.submitter)
                },
                {
                    let (ok_second, then) = model(other, second, facts, house);
                    let (ok_first, end) = model(one, first, then, house);
                    (ok_first, ok_second, end.live, end.work, end.submitter)
                },
            ];
            assert!(orders.contains(&found), "round {round}: {first:?} and {second:?} on {facts:?} came to {found:?}");
            done += usize::from(got.0) + usize::from(got.1);
            refused += usize::from(!got.0) + usize::from(!got.1);
        }
        assert!(done > 200 && refused > 200, "{done} done, {refused} refused: the dice are loaded");
        assert!(matches!(paper.newsroom.verify_audit().await.unwrap(), newsroom::AuditVerdict::Whole { .. }));
    }
}
