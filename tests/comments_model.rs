//! Readers see no word of a comment that nobody let through. Random walks check this: readers write, change and
//! withdraw comments; moderators decide on what they saw a while ago, one at a time and in bulk; bans and the paper's
//! comment rule change. After every step, the words under the story are those that a moderator had seen when approving
//! them, or those that the rule of that moment lets through unread. Nobody who is banned has changed anything.
//!
//! It makes `MODEL_WALKS` walks from `MODEL_SEED`, as in `approval_model.rs`.

use std::collections::BTreeSet;

use journeys::browser::Browser;
use journeys::{Paper, address, journey, new_comment};
use newsroom::{
    Actor, BanKind, Clock, CommentEdit, CommentPolicy, CommentRefusal, CommentSeen, Decision, Doubt, Error, PublicId,
    Said, SecretToken, Story,
};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::approval_model::{SEED, WALKS, number};

const STEPS: usize = 60;

/// A comment as the model knows it.
struct Known {
    id: PublicId,
    key: SecretToken,
    reader: usize,
    text: String,
    /// Readers rightly see it.
    is_shown: bool,
    /// Somebody decided on these words.
    is_decided: bool,
    /// Withdrawn.
    is_over: bool,
    /// What the moderator looked at last.
    looked: Option<(CommentSeen, String)>,
    /// What the list that was opened last showed.
    listed: Option<(CommentSeen, String)>,
}

#[derive(Debug, Default)]
struct Counts {
    approved: usize,
    unseen: usize,
    banned: usize,
    requeued: usize,
    in_bulk: usize,
}

struct Walk<'a> {
    paper: &'a Paper,
    moderator: &'a mut Browser,
    random: StdRng,
    seed: u64,
    story: Story,
    policy: CommentPolicy,
    bans: Vec<Option<i64>>,
    comments: Vec<Known>,
    words: usize,
    trail: Vec<String>,
    counts: &'a mut Counts,
}

fn block(reader: usize) -> String {
    format!("block-{reader}")
}

impl Walk<'_> {
    fn fail(&self, what: &str) -> ! {
        panic!("{what}\nagain: MODEL_WALKS=1 MODEL_SEED={}\n{}", self.seed, self.trail.join("\n"));
    }

    fn fresh(&mut self) -> String {
        self.words += 1;
        format!("رأي k{:08x}x{:03}z في الموضوع", self.seed & 0xffff_ffff, self.words)
    }

    fn doubts(&mut self) -> Vec<Doubt> {
        if self.random.random_range(0..4) == 0 { vec![Doubt::TooFast(12)] } else { Vec::new() }
    }

    async fn write<T>(&self, act: impl AsyncFnOnce(&mut newsroom::Tx) -> newsroom::Result<T>) -> newsroom::Result<T> {
        self.paper.newsroom.write(self.paper.clock.now(), act).await
    }

    fn one(&mut self) -> Option<usize> {
        (!self.comments.is_empty()).then(|| self.random.random_range(0..self.comments.len()))
    }

    async fn step(&mut self) {
        self.paper.clock.advance_seconds(1);
        let said = match self.random.random_range(0..100) {
            0..14 => self.say().await,
            14..38 => self.edit().await,
            38..40 => self.withdraw().await,
            40..56 => self.look().await,
            56..76 => self.decide().await,
            76..81 => self.list().await,
            81..87 => self.bulk().await,
            87..93 => self.ban().await,
            _ => self.rule().await,
        };
        self.trail.push(said);
        self.check().await;
    }

    async fn say(&mut self) -> String {
        let (text, doubts, reader) = (self.fresh(), self.doubts(), self.random.random_range(0..self.bans.len()));
        let mut new = new_comment(&self.story, self.words);
        (new.text, new.block, new.reader, new.doubts) =
            (text.clone(), block(reader), format!("r{reader}"), doubts.clone());
        let key = new.own_key.clone();
        let said = self.write(async |tx| newsroom::say(tx, &[new]).await).await.unwrap().remove(0);
        match said {
            Said::Taken(comment) => {
                if self.bans[reader].is_some() || self.policy == CommentPolicy::Closed {
                    self.fail(&format!("taken of a banned reader or where nothing is said: {text}"));
                }
                let is_shown = doubts.is_empty() && matches!(self.policy, CommentPolicy::Open | CommentPolicy::After);
                let id = comment.public_id;
                let (looked, listed) = (None, None);
                self.comments.push(Known {
                    id,
                    key,
                    reader,
                    text: text.clone(),
                    is_shown,
                    is_decided: false,
                    is_over: false,
                    looked,
                    listed,
                });
                format!("{reader} says {text}")
            }
            refused => format!("{reader} may not say: {refused:?}"),
        }
    }

    async fn edit(&mut self) -> String {
        let Some(at) = self.one() else { return "nothing to change".into() };
        let (text, doubts) = (self.fresh(), self.doubts());
        let (key, reader) = (self.comments[at].key.clone(), self.comments[at].reader);
        // From the same place or from another one, as phones move.
        let from =
            if self.random.random_range(0..3) == 0 { self.random.random_range(0..self.bans.len()) } else { reader };
        let edit = CommentEdit { text: text.clone(), block: block(from), doubts: doubts.clone(), print: 1 };
        let is_banned = self.bans[reader].is_some() || self.bans[from].is_some();
        match self.write(async |tx| newsroom::edit_comment(tx, &key, &edit).await).await {
            Ok(_) if is_banned => self.fail(&format!("changed by a banned reader: {text}")),
            Ok(_) if self.policy == CommentPolicy::Closed => {
                self.fail(&format!("changed where nothing is said: {text}"))
            }
            Ok(_) => {
                let policy = self.policy;
                let comment = &mut self.comments[at];
                let goes_on = doubts.is_empty() && !comment.is_decided && policy != CommentPolicy::Before;
                self.counts.requeued += usize::from(comment.is_shown && !goes_on);
                comment.is_shown &= goes_on;
                (comment.text, comment.is_decided) = (text.clone(), false);
                format!("comment {at} becomes {text}")
            }
            Err(error) => {
                self.counts.banned += usize::from(matches!(error, Error::Banned { .. }));
                if matches!(error, Error::Banned { .. }) && !is_banned {
                    self.fail("refused as banned, and nobody is");
                }
                format!("comment {at} stays: {error}")
            }
        }
    }

    async fn withdraw(&mut self) -> String {
        let Some(at) = self.one() else { return "nothing to take back".into() };
        let key = self.comments[at].key.clone();
        self.write(async |tx| newsroom::withdraw_comment(tx, &key).await).await.unwrap();
        let comment = &mut self.comments[at];
        (comment.is_shown, comment.is_over) = (false, true);
        format!("comment {at} is taken back")
    }

    async fn look(&mut self) -> String {
        let Some(at) = self.one() else { return "nothing to look at".into() };
        let comment = newsroom::comment(self.paper.newsroom.reads(), &self.comments[at].id).await.unwrap();
        self.comments[at].looked = Some((comment.seen(), comment.text));
        format!("looked at {at}")
    }

    fn decision(&mut self) -> Decision {
        match self.random.random_range(0..8) {
            0..5 => Decision::Approve,
            5 => Decision::Reject(CommentRefusal::Other),
            6 => Decision::Spam,
            _ => Decision::Wait,
        }
    }

    async fn decide(&mut self) -> String {
        let Some(at) = self.one() else { return "nothing to decide".into() };
        let Some((seen, words)) = self.comments[at].looked.clone() else { return "not looked at".into() };
        let (decision, id) = (self.decision(), self.comments[at].id.clone());
        match self.write(async |tx| newsroom::decide(tx, &Actor::console(), &id, &seen, decision).await).await {
            Ok(_) => {
                self.decided(at, decision, &words);
                format!("{decision:?} of {at}")
            }
            Err(error) => {
                self.counts.unseen += usize::from(matches!(error, Error::NotSeen));
                format!("{decision:?} of {at} refused: {error}")
            }
        }
    }

    fn decided(&mut self, at: usize, decision: Decision, words: &str) {
        if self.comments[at].text != words {
            self.fail(&format!("{decision:?} of words that nobody saw: {} for {words}", self.comments[at].text));
        }
        let comment = &mut self.comments[at];
        comment.is_shown = decision == Decision::Approve;
        comment.is_decided = decision != Decision::Wait;
        self.counts.approved += usize::from(decision == Decision::Approve);
    }

    /// Opens the list of waiting comments.
    async fn list(&mut self) -> String {
        let page = self.moderator.open("/newsroom/comments?in=waiting&as=list").await.text();
        for at in 0..self.comments.len() {
            let known = &self.comments[at];
            let value = format!("value=\"{}.", known.id);
            let seen = page.split(&value).nth(1).and_then(|rest| rest.split('"').next());
            let seen = seen.and_then(|seen| seen.parse::<CommentSeen>().ok());
            self.comments[at].listed = seen.map(|seen| (seen, self.comments[at].text.clone()));
        }
        "listed".into()
    }

    /// Decides on everything in the list that was opened last.
    async fn bulk(&mut self) -> String {
        let listed: Vec<(usize, CommentSeen, String)> = (0..self.comments.len())
            .filter_map(|at| self.comments[at].listed.take().map(|(seen, words)| (at, seen, words)))
            .collect();
        if listed.is_empty() {
            return "nothing ticked".into();
        }
        let ticked: Vec<String> =
            listed.iter().map(|(at, seen, _)| format!("{}.{seen}", self.comments[*at].id)).collect();
        let mut fields = vec![("decision", "approve"), ("in", "waiting"), ("as", "list")];
        fields.extend(ticked.iter().map(|one| ("comment", one.as_str())));
        let answer = self.moderator.send("/newsroom/comments/bulk", &fields).await;
        if answer.status != 303 {
            self.fail(&format!("bulk: {} {}", answer.status, answer.text()));
        }
        let says_unseen = answer.header("location").contains("comments-not-seen");
        let mut has_changed = false;
        for (at, seen, words) in listed {
            let now = newsroom::comment(self.paper.newsroom.reads(), &self.comments[at].id).await.unwrap();
            // Comments with the same state and words as in the list are decided; all others are as they were.
            if self.comments[at].text == words
                && !self.comments[at].is_over
                && now.decided.is_some_and(|(when, _)| when == self.paper.clock.now())
            {
                self.counts.in_bulk += 1;
                self.decided(at, Decision::Approve, &words);
            } else {
                has_changed |= self.comments[at].text != words && seen.state() == now.state;
            }
        }
        if has_changed && !says_unseen {
            self.fail("what its writer changed was left alone, and nobody says so");
        }
        format!("bulk, unseen {says_unseen}")
    }

    async fn ban(&mut self) -> String {
        let reader = self.random.random_range(0..self.bans.len());
        let console = Actor::console();
        match self.bans[reader].take() {
            Some(ban) => self.write(async |tx| newsroom::lift_ban(tx, &console, ban).await).await.unwrap(),
            None => {
                let Some(about) = self.comments.iter().find(|one| one.reader == reader).map(|one| one.id.clone())
                else {
                    return "nobody to ban".into();
                };
                let ban = self
                    .write(async |tx| {
                        newsroom::ban(tx, &console, BanKind::Block, Some(&about), "", Some(86_400), "").await
                    })
                    .await;
                self.bans[reader] = Some(ban.unwrap());
            }
        }
        format!("reader {reader} banned: {:?}", self.bans[reader])
    }

    async fn rule(&mut self) -> String {
        let all = CommentPolicy::ALL;
        self.policy = all[self.random.random_range(0..all.len())];
        let (id, policy) = (self.story.public_id.clone(), self.policy);
        self.write(async |tx| newsroom::set_story_comments(tx, &Actor::console(), &id, Some(policy)).await)
            .await
            .unwrap();
        format!("{policy:?}")
    }

    async fn check(&mut self) {
        let threads = newsroom::comments_of(self.paper.newsroom.reads(), self.story.id, None).await.unwrap();
        let stands: BTreeSet<String> = threads.threads.iter().map(|thread| thread.first.text.clone()).collect();
        let shown: BTreeSet<String> =
            self.comments.iter().filter(|one| one.is_shown).map(|one| one.text.clone()).collect();
        if stands != shown {
            self.fail(&format!("readers have {stands:?}, let through was {shown:?}"));
        }
        if self.random.random_range(0..12) == 0 {
            let page = self.paper.get(&address("world", &self.story)).await.text();
            for known in &self.comments {
                // The comment's unique word alone: pages mark up Latin letters separately.
                let word = known.text.split(' ').find(|word| word.ends_with('z')).unwrap();
                if page.contains(word) != known.is_shown {
                    self.fail(&format!(
                        "on the page: {}, let through: {}: {word}",
                        page.contains(word),
                        known.is_shown
                    ));
                }
            }
        }
    }
}

journey! {
    // S-ROLE: a moderator approves the very words they saw.
    async fn readers_read_what_was_let_through_word_for_word(paper: Paper) {
        let (walks, seed) = (number("MODEL_WALKS", WALKS), number("MODEL_SEED", SEED));
        let mut chief = paper.first_admin().await;
        let mut moderator = paper.invited(&mut chief, "m@paper.example", "moderator").await;
        let mut counts = Counts::default();
        for walk in 0..walks {
            let seed = seed + walk;
            let story = paper.published("world", &format!("خبر {seed}")).await;
            let mut walk = Walk {
                paper: &paper, moderator: &mut moderator, random: StdRng::seed_from_u64(seed), seed, story,
                policy: CommentPolicy::Before, bans: vec![None; 3], comments: Vec::new(), words: 0, trail: Vec::new(),
                counts: &mut counts,
            };
            for _ in 0..STEPS {
                walk.step().await;
            }
            // Nothing of this walk waits in the list of the next one, and nobody is banned there.
            for at in 0..walk.comments.len() {
                let key = walk.comments[at].key.clone();
                walk.write(async |tx| newsroom::withdraw_comment(tx, &key).await).await.unwrap();
            }
            for ban in std::mem::take(&mut walk.bans).into_iter().flatten() {
                walk.write(async |tx| newsroom::lift_ban(tx, &Actor::console(), ban).await).await.unwrap();
            }
        }
        println!("{walks} walks of {STEPS} steps: {counts:?}");
        if walks >= 20 {
            let Counts { approved, unseen, banned, requeued, in_bulk } = counts;
            assert!([approved, unseen, banned, requeued, in_bulk].iter().all(|count| *count >= 3), "{approved} {unseen} {banned} {requeued} {in_bulk}");
        }
    }
}
