//! Readers see nothing that nobody approved. Random walks over stories check this: several people type, save, restore,
//! submit, approve, send back, schedule and publish, with forms, in bulk and by the clock, from pages that may be out
//! of date; roles come and go. After every step, what readers see is, word for word, what somebody with the right to do
//! so approved after seeing it. No words that were written last are lost.
//!
//! The model keeps its own record of what was approved. It knows the words, not the versions, and asks the newsroom
//! only whether an act was done. It makes `MODEL_WALKS` walks from `MODEL_SEED`; a walk that fails names its own seed.

use std::collections::{BTreeSet, HashMap};

use journeys::browser::{Browser, between};
use journeys::{Paper, address, journey};
use newsroom::{
    Actor, Beginning, Change, Clock, Content, Error, Grant, House, Live, Move, Part, PublicId, PublishedWhen, Role,
    Saved, Seen, StorageError, Story, Wall, With, Work,
};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::approval::{lead, photo};

/// Walks by default; `scripts/soak.sh` makes 2,000.
pub(crate) const WALKS: u64 = 24;
/// Steps in a walk.
const STEPS: usize = 60;
/// The default seed.
pub(crate) const SEED: u64 = 20_261_128;

pub(crate) fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().map_or(usual, |text| text.parse().unwrap_or_else(|_| panic!("{name}={text:?}")))
}

/// The words of a story, as far as the walks change them. Each piece contains a word that occurs nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Words {
    headline: String,
    body: String,
    caption: Option<String>,
    byline: Option<String>,
}

impl Words {
    fn of(content: &Content) -> Self {
        Self {
            headline: content.headline.clone(),
            body: story::render::plain_text(&content.body).trim().to_owned(),
            caption: content.lead.as_ref().and_then(|lead| lead.caption.clone()),
            byline: content.desk_byline.clone(),
        }
    }

    fn pieces(&self) -> impl Iterator<Item = &str> {
        [Some(&self.headline), Some(&self.body), self.caption.as_ref(), self.byline.as_ref()]
            .into_iter()
            .flatten()
            .map(String::as_str)
    }
}

/// A person and what they last looked at: the mark of the page, its words, the page itself.
struct Person {
    name: &'static str,
    id: i64,
    browser: Option<Browser>,
    looked: Option<(Seen, Words)>,
    page: String,
    listed: Option<(String, Words)>,
}

struct Model {
    work: Words,
    approved: Option<Words>,
    live: Option<Words>,
    /// What readers saw last, even if it is no longer on the page.
    last: Option<Words>,
    kept: HashMap<i64, Words>,
    /// Headlines that readers have rightly seen.
    ever: BTreeSet<String>,
}

/// How often the events happened that the walks are about.
#[derive(Debug, Default)]
struct Counts {
    published: usize,
    by_clock: usize,
    with_changes: usize,
    unseen: usize,
    approved_changes: usize,
    in_bulk: usize,
    at_once: usize,
}

struct Walk<'a> {
    paper: &'a Paper,
    people: &'a mut [Person],
    random: StdRng,
    seed: u64,
    photo: i64,
    story: Story,
    model: Model,
    words: usize,
    trail: Vec<String>,
    counts: &'a mut Counts,
}

/// The acts of a step, with their weights.
const ACTS: &[(Act, u32)] = &[
    (Act::Look, 14),
    (Act::Type, 12),
    (Act::Save, 6),
    (Act::Caption, 4),
    (Act::Byline, 4),
    (Act::Restore, 5),
    (Act::Move, 50),
    (Act::Bulk, 8),
    (Act::List, 3),
    (Act::Clock, 10),
    (Act::Console, 1),
    (Act::House, 1),
    (Act::Roles, 1),
    (Act::Take, 2),
];

#[derive(Debug, Clone, Copy, PartialEq)]
enum Act {
    Look,
    Type,
    Save,
    Caption,
    Byline,
    Restore,
    Move,
    Bulk,
    List,
    Clock,
    Console,
    House,
    Roles,
    Take,
}

impl Walk<'_> {
    fn fail(&self, what: &str) -> ! {
        panic!("{what}\nagain: MODEL_WALKS=1 MODEL_SEED={}\n{}", self.seed, self.trail.join("\n"));
    }

    fn fresh(&mut self, what: &str) -> String {
        self.words += 1;
        format!("{what} k{:08x}x{:03}z", self.seed & 0xffff_ffff, self.words)
    }

    async fn now(&self) -> Story {
        newsroom::find_story(self.paper.newsroom.db(), self.story.id).await.unwrap()
    }

    async fn content(&self, version: Option<i64>) -> Content {
        newsroom::version(self.paper.newsroom.db(), version.unwrap()).await.unwrap().content
    }

    /// The actor with the roles that they have now.
    async fn actor(&self, who: usize) -> Actor {
        let person = newsroom::person(self.paper.newsroom.db(), self.people[who].id).await.unwrap();
        person.actor(true)
    }

    async fn step(&mut self) {
        self.paper.clock.advance_seconds(1);
        let all: u32 = ACTS.iter().map(|(_, often)| often).sum();
        let mut at = self.random.random_range(0..all);
        let act = ACTS.iter().find(|(_, often)| {
            let is_here = at < *often;
            at = at.wrapping_sub(*often);
            is_here
        });
        let (act, who) = (act.unwrap().0, self.random.random_range(0..self.people.len()));
        let said = match act {
            Act::Look => self.look(who).await,
            Act::List => self.list(who).await,
            Act::Type | Act::Save => {
                let body = self.fresh("نص");
                let headline = self.fresh("عنوان");
                self.edit(who, act, Part::Text, &headline, Some(&body)).await
            }
            Act::Caption => {
                let caption = self.fresh("شرح");
                self.edit(who, act, Part::Pictures, &caption, None).await
            }
            Act::Byline => {
                let byline = self.fresh("ق");
                self.edit(who, act, Part::Facts, &byline, None).await
            }
            Act::Restore => self.restore(who).await,
            Act::Move if self.random.random_range(0..16) == 0 => self.publish_now(who).await,
            Act::Move => self.make_move(who).await,
            Act::Bulk => self.bulk(who).await,
            Act::Clock => self.clock().await,
            Act::Console => self.console().await,
            Act::House => self.house().await,
            Act::Roles => self.roles().await,
            Act::Take => {
                let (actor, id) = (self.actor(who).await, self.story.public_id.clone());
                let taken = self
                    .paper
                    .newsroom
                    .write(self.paper.clock.now(), async |tx| newsroom::take_over(tx, &actor, &id, Part::Text).await)
                    .await;
                format!("{:?}", taken.is_ok())
            }
        };
        self.trail.push(format!("{:?} {}: {said}", act, self.people[who].name));
        self.check().await;
    }

    async fn look(&mut self, who: usize) -> String {
        let (story, actor) = (self.now().await, self.actor(who).await);
        let (db, now) = (self.paper.newsroom.db(), self.paper.clock.now());
        let id = &story.public_id;
        if newsroom::story_for(db, &actor, newsroom::Action::See, id, now).await.is_err() {
            return "may not see".into();
        }
        let content = self.content(story.newest_version()).await;
        let words = Words::of(&content);
        self.people[who].looked = Some((story.seen().unwrap().with_words(&content), words));
        if let Some(browser) = &mut self.people[who].browser {
            self.people[who].page = browser.open(&format!("/newsroom/stories/{id}")).await.text();
        }
        "looked".into()
    }

    async fn list(&mut self, who: usize) -> String {
        let (story, words) = (self.now().await, Words::of(&self.content(self.now().await.newest_version()).await));
        let Some(browser) = &mut self.people[who].browser else { return "no browser".into() };
        let page = browser.open("/newsroom/stories").await.text();
        let ticked = between(&page, &format!("name=\"story\" value=\"{}", story.public_id), "\"");
        self.people[who].listed = ticked.map(|rest| (format!("{}{rest}", story.public_id), words));
        "listed".into()
    }

    /// Changes one part, from its current revision or from an older one.
    async fn edit(&mut self, who: usize, act: Act, part: Part, one: &str, body: Option<&str>) -> String {
        let (story, actor) = (self.now().await, self.actor(who).await);
        let content = self.content(story.newest_version()).await;
        let stale = i64::from(self.random.random_range(0..8) == 0);
        let from = story.revisions[part.place()] - stale;
        let change = match part {
            Part::Text => Change::text(Content {
                headline: one.to_owned(),
                body: journeys::text(&[body.unwrap_or_default()]),
                ..content
            }),
            Part::Pictures => lead(self.photo, one),
            Part::Facts => Change::facts(Content {
                // Sometimes nobody signs, and nothing can be approved.
                desk_byline: Some(one.to_owned()).filter(|_| self.random.random_range(0..6) > 0),
                agencies_line: None,
                ..content
            }),
        };
        let (id, key) = (story.public_id.clone(), one.to_owned());
        let write = self.paper.newsroom.write(self.paper.clock.now(), async |tx| match act {
            Act::Type => newsroom::type_part(tx, &actor, &id, from, &key, change.clone()).await,
            _ => newsroom::save_part(tx, &actor, &id, from, change.clone()).await,
        });
        let saved = write.await;
        match saved {
            Ok(Saved::New { version, .. }) => {
                let typed = newsroom::version(self.paper.newsroom.db(), version).await.unwrap();
                let words = Words::of(&typed.content);
                let put = |into: &mut Words| match part {
                    Part::Text => {
                        (into.headline, into.body) = (one.to_owned(), body.unwrap_or_default().to_owned());
                    }
                    Part::Pictures => into.caption = Some(one.to_owned()),
                    Part::Facts => into.byline = words.byline.clone(),
                };
                put(&mut self.model.work);
                // They usually release the text when they go.
                if act == Act::Type && self.random.random_range(0..4) > 0 {
                    let let_go =
                        async |tx: &mut newsroom::Tx| newsroom::release_lock(tx, &actor, &id, Part::Text).await;
                    self.paper.newsroom.write(self.paper.clock.now(), let_go).await.unwrap();
                }
                if let Some((_, looked)) = &mut self.people[who].looked {
                    put(looked);
                }
                self.model.kept.insert(typed.number, self.model.work.clone());
                format!("{part:?} as version {}: {one}", typed.number)
            }
            // There was no byline, and there is none now.
            Ok(Saved::AsItIs(_)) if part == Part::Facts => "as it is".into(),
            Ok(Saved::AsItIs(_)) => self.fail("new words are the same words"),
            Ok(Saved::Conflict { .. }) => "set aside".into(),
            Err(error) => self.refused(error),
        }
    }

    fn refused(&self, error: Error) -> String {
        match error {
            Error::Storage(StorageError::Database(_) | StorageError::Damaged { .. }) => self.fail(&error.to_string()),
            refused => format!("refused: {refused}"),
        }
    }

    async fn restore(&mut self, who: usize) -> String {
        let actor = self.actor(who).await;
        let mut numbers: Vec<i64> = self.model.kept.keys().copied().collect();
        numbers.sort_unstable();
        let number = numbers[self.random.random_range(0..numbers.len())];
        let id = self.story.public_id.clone();
        let write = self.paper.newsroom.write(self.paper.clock.now(), async |tx| {
            newsroom::restore_version(tx, &actor, &id, number).await?;
            newsroom::versions_of(tx.db(), self.story.id, None, 1).await
        });
        match write.await {
            Ok(newest) => {
                let words = self.model.kept[&number].clone();
                self.model.kept.insert(newest[0].number, words.clone());
                if let Some((_, looked)) = &mut self.people[who].looked {
                    *looked = words.clone();
                }
                self.model.work = words;
                format!("version {number} as {}", newest[0].number)
            }
            Err(error) => self.refused(error),
        }
    }

    /// Usually a move that leads on, sometimes any move; `None` if no move is offered.
    fn likely(&mut self, actor: &Actor, story: &Story, house: House, among: &[Move]) -> Option<Move> {
        let offered = newsroom::offered(actor, &story.facts(self.paper.clock.now()), house);
        let offered: Vec<Move> = among.iter().copied().filter(|made| offered.contains(made)).collect();
        let from = if self.random.random_range(0..12) == 0 { among } else { &offered };
        let often = |made: &Move| match made {
            // Moves that are rarely possible are made when they are.
            Move::ApproveChanges => 72,
            Move::Submit | Move::Approve | Move::Publish | Move::Schedule => 24,
            Move::Revise | Move::Unspike | Move::Revive => 12,
            Move::SendBack | Move::Unschedule => 4,
            Move::Withdraw | Move::Discard | Move::Spike | Move::Unpublish | Move::Kill => 1,
        };
        let all: u32 = from.iter().map(often).sum();
        let mut at = (all > 0).then(|| self.random.random_range(0..all))?;
        from.iter().copied().find(|made| {
            let is_here = at < often(made);
            at = at.wrapping_sub(often(made));
            is_here
        })
    }

    async fn make_move(&mut self, mut who: usize) -> String {
        let story = self.now().await;
        let house = newsroom::house(self.paper.newsroom.db()).await.unwrap();
        let mut made = None;
        // People who can do something come more often than those who cannot.
        for _ in 0..4 {
            let actor = self.actor(who).await;
            made = self.likely(&actor, &story, house, Move::ALL);
            if made.is_some() {
                break;
            }
            who = self.random.random_range(0..self.people.len());
        }
        let Some(made) = made else { return "nothing to do".into() };
        let actor = self.actor(who).await;
        let decides = matches!(made, Move::Approve | Move::ApproveChanges);
        // Those who decide look first, or looked a while ago.
        if decides && self.random.random_range(0..2) == 0 {
            self.look(who).await;
        }
        if decides && self.people[who].looked.is_none() {
            return format!("{} has not looked", self.people[who].name);
        }
        if matches!(made, Move::Approve | Move::ApproveChanges | Move::Publish)
            && self.people[who].browser.is_some()
            && self.random.random_range(0..6) == 0
        {
            return self.press(who, made.word(), &[made]).await;
        }
        let at = Wall::at(self.paper.clock.now().plus_seconds(self.random.random_range(2..9)), "Africa/Algiers");
        let with = With {
            words: Some("لأن".into()),
            at: at.ok().filter(|_| made == Move::Schedule),
            seen: self.people[who].looked.as_ref().filter(|_| decides).map(|(seen, _)| seen.clone()),
            ..With::default()
        };
        let id = story.public_id.clone();
        let write = self
            .paper
            .newsroom
            .write(self.paper.clock.now(), async |tx| newsroom::make_move(tx, &actor, &id, made, with.clone()).await);
        match write.await {
            Ok(_) => {
                let looked = self.people[who].looked.as_ref().map(|(_, words)| words.clone());
                self.done(made, looked);
                format!("{made:?} done by {}", self.people[who].name)
            }
            Err(error) => {
                self.counts.unseen += usize::from(matches!(error, Error::NotSeen));
                format!("{made:?} of {} {}", self.people[who].name, self.refused(error))
            }
        }
    }

    /// Everything up to publication in one act: directly, or with the button on the page that was opened last.
    async fn publish_now(&mut self, who: usize) -> String {
        let way: &[Move] = match self.now().await {
            story if story.work == Work::Draft => &[Move::Submit, Move::Approve, Move::Publish],
            story if story.work == Work::InReview => &[Move::Approve, Move::Publish],
            story if story.changed_since_approval() => &[Move::ApproveChanges, Move::Publish],
            _ => &[Move::Publish],
        };
        if self.random.random_range(0..2) == 0 {
            self.look(who).await;
        }
        if self.people[who].browser.is_some() && self.random.random_range(0..2) == 0 {
            return self.press(who, "publish_now", way).await;
        }
        let Some((seen, words)) = self.people[who].looked.clone() else {
            return format!("{} has not looked", self.people[who].name);
        };
        let (actor, id) = (self.actor(who).await, self.story.public_id.clone());
        let with = With { seen: Some(seen), ..With::default() };
        let write = self
            .paper
            .newsroom
            .write(self.paper.clock.now(), async |tx| newsroom::publish_now(tx, &actor, &id, with.clone()).await);
        match write.await {
            Ok(_) => {
                self.counts.at_once += 1;
                way.iter().for_each(|made| self.done(*made, Some(words.clone())));
                format!("published now by {}", self.people[who].name)
            }
            Err(error) => {
                self.counts.unseen += usize::from(matches!(error, Error::NotSeen));
                format!("publishing now of {} {}", self.people[who].name, self.refused(error))
            }
        }
    }

    /// Presses a button on the page that was opened last; `way` is the moves that it makes.
    async fn press(&mut self, who: usize, made: &str, way: &[Move]) -> String {
        let path = format!("/newsroom/stories/{}/moves/{made}", self.story.public_id);
        let form = between(&self.people[who].page, &format!("action=\"{path}\""), "</form>");
        let seen = form.as_deref().and_then(|form| between(form, "name=\"seen\" value=\"", "\""));
        let (Some(_), Some(seen)) = (form, seen) else { return format!("no button for {made:?}") };
        let person = &mut self.people[who];
        let answer = person.browser.as_mut().unwrap().send(&path, &[("seen", &seen)]).await;
        let looked = person.looked.as_ref().map(|(_, words)| words.clone());
        match answer.status.as_u16() {
            303 => {
                way.iter().for_each(|made| self.done(*made, looked.clone()));
                format!("{made:?} pressed")
            }
            409 => {
                self.counts.unseen += 1;
                format!("{made:?} pressed, not seen")
            }
            422 | 403 | 404 => format!("{made:?} pressed, refused"),
            status => self.fail(&format!("{made:?} pressed: {status} {}", answer.text())),
        }
    }

    async fn bulk(&mut self, who: usize) -> String {
        if self.random.random_range(0..2) == 0 {
            self.list(who).await;
        }
        let moves = [Move::Submit, Move::Approve, Move::ApproveChanges, Move::Publish, Move::SendBack, Move::Unspike];
        let (story, actor) = (self.now().await, self.actor(who).await);
        let house = newsroom::house(self.paper.newsroom.db()).await.unwrap();
        let Some(made) = self.likely(&actor, &story, house, &moves) else { return "nothing to tick".into() };
        let person = &mut self.people[who];
        let (Some(browser), Some((ticked, words))) = (&mut person.browser, person.listed.clone()) else {
            return "nothing ticked".into();
        };
        let fields = [("move", made.word()), ("story", ticked.as_str()), ("words", "لأن"), ("query", "")];
        let answer = browser.send("/newsroom/stories/bulk", &fields).await;
        let result = between(&format!("{}&", answer.header("location")), "result=", "&").unwrap_or_default();
        let result = result.replace("%2E", ".");
        self.counts.in_bulk += usize::from(result == "1.0.0");
        self.counts.unseen += usize::from(result == "0.0.1");
        match result.as_str() {
            "1.0.0" => self.done(made, Some(words)),
            "0.1.0" | "0.0.1" => {}
            _ => self.fail(&format!("bulk {made:?}: {} {result} {}", answer.status, answer.text())),
        }
        format!("{made:?} {result}")
    }

    /// Records an act that was done; `looked` is what the person had seen.
    fn done(&mut self, made: Move, looked: Option<Words>) {
        match made {
            Move::Approve | Move::ApproveChanges => {
                let looked = looked.unwrap_or_else(|| self.fail("approved without a look"));
                if looked != self.model.work {
                    self.fail(&format!("{made:?} of other words than those seen: {looked:?} {:?}", self.model.work));
                }
                self.counts.approved_changes += usize::from(made == Move::ApproveChanges);
                self.model.approved = Some(looked);
            }
            Move::Publish => self.out(),
            Move::SendBack | Move::Spike => self.model.approved = None,
            Move::Kill => (self.model.live, self.model.approved) = (None, None),
            Move::Unpublish => self.model.live = None,
            Move::Discard | Move::Revise | Move::Revive => {
                self.model.work = self.model.last.clone().unwrap_or_else(|| self.fail("nothing to go back to"));
            }
            Move::Submit | Move::Withdraw | Move::Schedule | Move::Unschedule | Move::Unspike => {}
        }
    }

    /// Records that what was approved is published.
    fn out(&mut self) {
        let Some(words) = self.model.approved.take() else { self.fail("published, and nothing was approved") };
        self.counts.published += 1;
        self.counts.with_changes += usize::from(words != self.model.work);
        self.model.live = Some(words.clone());
        self.model.ever.insert(words.headline.clone());
        self.model.last = Some(words);
    }

    async fn clock(&mut self) -> String {
        self.paper.clock.advance_seconds(self.random.random_range(0..8));
        let before = self.now().await;
        let report = newsroom::run_due(&self.paper.newsroom, self.paper.clock.now()).await.unwrap();
        // Nothing of earlier walks is due: each walk ends its own story.
        if report.done == 1 && before.work == Work::Scheduled {
            self.counts.by_clock += 1;
            self.out();
        }
        format!("{report:?}")
    }

    /// The console publishes what was approved, or else approves the current words.
    async fn console(&mut self) -> String {
        let (console, id) = (Actor::console(), self.story.id);
        let now = self.now().await;
        if now.live == Live::Killed || now.work == Work::Spiked {
            return "not now".into();
        }
        let act = async |tx: &mut newsroom::Tx| newsroom::publish(tx, &console, id, PublishedWhen::Now).await;
        match self.paper.newsroom.write(self.paper.clock.now(), act).await {
            Ok(_) => {
                self.model.approved.get_or_insert_with(|| self.model.work.clone());
                self.out();
                "published".into()
            }
            Err(error) => self.refused(error),
        }
    }

    async fn house(&mut self) -> String {
        let (desks, own) = (self.random.random_range(0..4) > 0, self.random.random_range(0..3) == 0);
        set_house(self.paper, desks, own).await;
        format!("desks publish {desks}, own approval {own}")
    }

    /// The second editor, who has no browser, loses the role and gets it back.
    async fn roles(&mut self) -> String {
        let role = if self.random.random_range(0..3) > 0 { Role::DeskEditor } else { Role::Reviser };
        set_second(self.paper, self.people, role).await;
        format!("{role:?}")
    }

    /// Checks that readers see what the model says, and that the desk has what was written last.
    async fn check(&mut self) {
        let story = self.now().await;
        let at = newsroom::version_at(self.paper.newsroom.db(), story.id, self.paper.clock.now()).await.unwrap();
        let stands = at.map(|version| Words::of(&version.content));
        if stands != self.model.live || (story.live == Live::Published) != stands.is_some() {
            self.fail(&format!("readers have {stands:?}, approved was {:?}", self.model.live));
        }
        let at_work = !matches!(story.work, Work::None) && story.live != Live::Killed;
        let newest = Words::of(&self.content(story.newest_version()).await);
        if at_work && newest != self.model.work {
            self.fail(&format!("the desk is at {newest:?}, last written was {:?}", self.model.work));
        }
        if self.random.random_range(0..12) == 0 {
            self.read(&address("world", &story)).await;
        }
    }

    /// Checks that readers find no word of this story that is not rightly on its page.
    async fn read(&self, path: &str) {
        let page = self.paper.get(path).await.text();
        let own = format!("k{:08x}x", self.seed & 0xffff_ffff);
        let live: Vec<&str> = self.model.live.iter().flat_map(Words::pieces).collect();
        // The slug is a field of its own. It was approved with the published version, and no longer follows headlines
        // once the story is published.
        let slug = match self.now().await.live_version {
            Some(version) => self.content(Some(version)).await.slug,
            None => String::new(),
        };
        for (at, _) in page.match_indices(&own) {
            let word = &page[at..at + own.len() + 4];
            // An address keeps a headline that was approved once.
            let is_address = page[..at].ends_with('-');
            let is_right = match is_address {
                true => slug.ends_with(word) || self.model.ever.iter().any(|headline| headline.ends_with(word)),
                false => live.iter().any(|piece| piece.contains(word)),
            };
            if !is_right {
                self.fail(&format!("{path} tells {word}; readers should have {live:?}"));
            }
        }
        let shows = |piece: &&&str| page.contains(piece.split(' ').next_back().unwrap());
        if path.contains(self.story.public_id.as_str())
            && let Some(missing) = live.iter().find(|piece| !shows(piece))
        {
            self.fail(&format!("{path} lacks {missing}"));
        }
    }
}

async fn set_house(paper: &Paper, desks_publish: bool, own_approval: bool) {
    let act = async |tx: &mut newsroom::Tx| {
        let mut settings = newsroom::load_paper(tx.db()).await?;
        (settings.desks_publish, settings.own_approval) = (desks_publish, own_approval);
        newsroom::change_paper(tx, &Actor::console(), &settings).await
    };
    paper.newsroom.write(paper.clock.now(), act).await.unwrap();
}

async fn set_second(paper: &Paper, people: &[Person], role: Role) {
    let second = people.iter().find(|person| person.name == "second").unwrap().id;
    let console = Actor::console();
    let act = async |tx: &mut newsroom::Tx| newsroom::set_roles(tx, &console, second, &[Grant::everywhere(role)]).await;
    paper.newsroom.write(paper.clock.now(), act).await.unwrap();
}

/// The people of the newsroom, some of them with browsers.
async fn staff(paper: &Paper) -> Vec<Person> {
    let mut chief = paper.first_admin().await;
    let mut people = Vec::new();
    for (name, role, has_window) in [
        ("reporter", "reporter", true),
        ("colleague", "reporter", false),
        ("reviser", "reviser", false),
        ("photographer", "photo_editor", false),
        ("editor", "desk_editor", true),
        ("second", "desk_editor", false),
        ("deputy", "editor_in_chief", true),
    ] {
        let email = format!("{name}@paper.example");
        let browser = paper.invited(&mut chief, &email, role).await;
        let id = newsroom::person_by_email(paper.newsroom.db(), &email).await.unwrap().unwrap().id;
        let browser = has_window.then_some(browser);
        people.push(Person { name, id, browser, looked: None, page: String::new(), listed: None });
    }
    people
}

async fn begun(paper: &Paper, reporter: i64, seed: u64) -> (Story, Model) {
    let word = format!("k{:08x}x000z", seed & 0xffff_ffff);
    let mut content = paper.content("world", &format!("عنوان {word}")).await;
    content.body = journeys::text(&[&format!("نص {word}")]);
    content.desk_byline = Some(format!("ق {word}"));
    let person = newsroom::person(paper.newsroom.db(), reporter).await.unwrap();
    let story = paper.begun(&person.actor(true), &content, Beginning::default()).await;
    let work = Words::of(&content);
    let kept = HashMap::from([(1, work.clone())]);
    (story, Model { work, approved: None, live: None, last: None, kept, ever: BTreeSet::new() })
}

/// Ends the story of a walk, so that nothing of it comes due in the next one.
async fn end(paper: &Paper, id: &PublicId) {
    let console = Actor::console();
    for made in [Move::Unschedule, Move::SendBack, Move::Unpublish] {
        let with = With { words: Some("انتهى".into()), ..With::default() };
        let act = async |tx: &mut newsroom::Tx| newsroom::make_move(tx, &console, id, made, with.clone()).await;
        match paper.newsroom.write(paper.clock.now(), act).await {
            Ok(_) | Err(Error::NoWay { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

journey! {
    // S-ROLE: what is published is the version that was approved.
    async fn readers_have_what_was_approved_word_for_word(paper: Paper) {
        let (walks, seed) = (number("MODEL_WALKS", WALKS), number("MODEL_SEED", SEED));
        set_house(&paper, true, true).await;
        let mut people = staff(&paper).await;
        let photo = photo(&paper).await;
        let mut counts = Counts::default();
        for walk in 0..walks {
            let seed = seed + walk;
            set_house(&paper, true, true).await;
            set_second(&paper, &people, Role::DeskEditor).await;
            for person in &mut people {
                (person.looked, person.listed, person.page) = (None, None, String::new());
            }
            let (story, model) = begun(&paper, people[0].id, seed).await;
            let id = story.public_id.clone();
            let random = StdRng::seed_from_u64(seed);
            let mut walk = Walk {
                paper: &paper, people: &mut people, random, seed, photo, story, model, words: 0, trail: Vec::new(), counts: &mut counts,
            };
            for _ in 0..STEPS {
                walk.step().await;
            }
            for path in ["/", "/world", "/rss.xml", "/world/feed.json"] {
                walk.read(path).await;
            }
            end(&paper, &id).await;
        }
        println!("{walks} walks of {STEPS} steps: {counts:?}");
        // The walks are meaningful: what they are about has happened in them.
        if walks >= 20 {
            let Counts { published, by_clock, with_changes, unseen, approved_changes, in_bulk, at_once } = counts;
            let least = [published, by_clock, with_changes, unseen, approved_changes, in_bulk, at_once];
            assert!(least.iter().all(|count| *count >= 3), "{least:?}");
        }
        assert!(matches!(paper.newsroom.verify_audit().await.unwrap(), newsroom::AuditVerdict::Whole { .. }));
    }
}
