//! Everything that happened at the demo paper before it was loaded, sorted by time and replayed act by act through the;
//! functions of the newsroom. The audit log and every history therefore look as if people had worked there.

use std::collections::{BTreeMap, HashMap};

use anyhow::Context;
use chrono_tz::Tz;
use newsroom::screening::Screener;
use newsroom::{Comment, Newsroom, PublicId, Slot, Timestamp};
use story::Document;

use super::archive::Generated;
use super::files::{ArrangementFile, BanFile, CorrectionFile, PersonFile, StepFile, StoryFile};
use super::readers::DemoComment;
use super::staff::Staff;
use super::{Pictures, Script, desk, published, readers, rooms};
use crate::progress;

/// Stories of the generated archive in one transaction.
const ARCHIVE_BATCH: usize = 200;
/// Minutes before loading at which the current front page was laid out, after the last of its stories was published.
const FRONT_MINUTES_AGO: i64 = 4;
/// Seconds of a quarter of an hour, to which future times are rounded up, because people plan round times.
const QUARTER_SECONDS: i64 = 15 * 60;

/// What the acts share, and what earlier acts leave for later ones.
pub struct Replay<'a> {
    pub newsroom: &'a Newsroom,
    /// When the demo is loaded.
    pub now: Timestamp,
    pub zone: Tz,
    pub staff: Staff,
    pub pictures: &'a Pictures,
    pub screener: Screener,
    /// Stories by file name.
    pub stories: HashMap<String, (i64, PublicId)>,
    /// Their texts, read once, so that a paragraph keeps its id in all versions.
    pub texts: HashMap<String, Document>,
    /// Comments by their numbers in the files.
    pub comments: HashMap<String, Comment>,
    /// Remarks by story and name.
    pub remarks: HashMap<(String, String), i64>,
    /// The slots of the front pages, by language.
    pub slots: BTreeMap<&'static str, Vec<Slot>>,
}

impl Replay<'_> {
    /// The next full quarter of an hour, at least `minutes` after loading.
    pub fn ahead(&self, minutes: i64) -> Timestamp {
        let quarter = QUARTER_SECONDS * 1_000_000;
        let at = self.now.plus_seconds(60 * minutes).0;
        Timestamp(at.div_euclid(quarter) * quarter + if at.rem_euclid(quarter) == 0 { 0 } else { quarter })
    }

    /// The story of a file.
    pub fn story(&self, file: &str) -> anyhow::Result<(i64, PublicId)> {
        self.stories.get(file).cloned().with_context(|| format!("demo/{file} is not there yet"))
    }
}

/// An act or a group of acts.
enum Event<'a> {
    Older(&'a [Generated]),
    CameOut(&'a StoryFile),
    Step(&'a StoryFile, &'a StepFile),
    Corrected(&'a StoryFile, &'a CorrectionFile),
    CommentPosted(DemoComment<'a>),
    CommentModerated(DemoComment<'a>),
    Banned(&'a BanFile),
    Left(&'a PersonFile),
    FrontFilled,
    FrontPlanned(&'a ArrangementFile),
}

/// All acts with their times.
pub struct Timeline<'a>(Vec<(Timestamp, Event<'a>)>);

impl<'a> Timeline<'a> {
    /// All acts in the files, for a paper founded at `founded` and loaded at `now`.
    pub fn of(
        script: &'a Script,
        generated: &'a [Generated],
        (founded, now): (Timestamp, Timestamp),
        zone: Tz,
    ) -> Self {
        let mut all = Vec::new();
        for batch in generated.chunks(ARCHIVE_BATCH) {
            let newest = batch.last().and_then(|one| one.came_out(zone));
            all.push((newest.unwrap_or(founded), Event::Older(batch)));
        }
        for file in &script.stories {
            let head = &file.head;
            all.extend(head.minutes_ago.map(|minutes| (ago(now, minutes), Event::CameOut(file))));
            all.extend(head.step.iter().map(|step| (ago(now, step.minutes_ago), Event::Step(file, step))));
            all.extend(head.correction.iter().map(|note| (ago(now, note.minutes_ago), Event::Corrected(file, note))));
            for demo_comment in DemoComment::all(file) {
                let posted = ago(now, demo_comment.comment.minutes_ago);
                all.push((
                    posted.plus_seconds(readers::MODERATED_SECONDS),
                    Event::CommentModerated(demo_comment.clone()),
                ));
                all.push((posted, Event::CommentPosted(demo_comment)));
            }
        }
        all.extend(script.people.person.iter().filter_map(|one| Some((ago(now, one.left?), Event::Left(one)))));
        all.extend(script.rooms.ban.iter().map(|ban| (ago(now, ban.minutes_ago), Event::Banned(ban))));
        all.extend(script.rooms.arrangement.iter().map(|one| (ago(now, one.minutes_ago), Event::FrontPlanned(one))));
        all.push((ago(now, FRONT_MINUTES_AGO), Event::FrontFilled));
        // Nothing happens before the paper is founded.
        all.iter_mut().for_each(|(at, _)| *at = Ord::max(*at, founded));
        all.sort_by_key(|(at, _)| *at);
        Self(all)
    }

    /// Replays all acts.
    pub async fn replay(self, replay: &mut Replay<'_>) -> anyhow::Result<()> {
        let bar = progress::bar(self.0.len() as u64, "what happened");
        for (at, event) in self.0 {
            match event {
                Event::Older(batch) => published::older(replay, at, batch).await?,
                Event::CameOut(file) => published::came_out(replay, at, file).await.with_context(|| in_file(file))?,
                Event::Step(file, step) => desk::step(replay, at, file, step).await.with_context(|| {
                    format!("{}: {:?} by {} {} minutes ago", in_file(file), step.act, step.by, step.minutes_ago)
                })?,
                Event::Corrected(file, note) => {
                    published::corrected(replay, at, file, note).await.with_context(|| in_file(file))?;
                }
                Event::CommentPosted(demo_comment) => {
                    readers::post_comment(replay, at, &demo_comment).await.with_context(|| demo_comment.key.clone())?;
                }
                Event::CommentModerated(demo_comment) => {
                    readers::moderate_comment(replay, at, &demo_comment)
                        .await
                        .with_context(|| demo_comment.key.clone())?;
                }
                Event::Banned(ban) => rooms::banned(replay, at, ban).await.context("demo/rooms.toml")?,
                Event::Left(one) => rooms::left(replay, at, one).await.context("demo/people.toml")?,
                Event::FrontFilled => rooms::fill_front(replay, at).await?,
                Event::FrontPlanned(one) => rooms::plan_front(replay, at, one).await.context("demo/rooms.toml")?,
            }
            bar.inc(1);
        }
        bar.finish_and_clear();
        Ok(())
    }
}

fn ago(now: Timestamp, minutes: i64) -> Timestamp {
    now.plus_seconds(-60 * minutes)
}

fn in_file(file: &StoryFile) -> String {
    format!("demo/{}", file.name)
}
