//! How the index is filled: built from all stories, then changed by the lines of the publication log.
//!
//! The mark of each commit is the last line of the log that it contains and the time of that line. If the database has
//! another line with this number, it was restored from a backup or replaced, and the index is built anew.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use newsroom::{
    Clock, Event, LiveStories, LogRow, NameKind, Named, Newsroom, PublicId, Section, SystemClock, Topic, Writer, names,
};
use search::{Index, IndexFolder, IndexWriter};

use super::index::{IndexFailure, StoryIndex};
use super::state::{Build, Filling};
use crate::base::index_entry::{names as section_names, of_live_story};

type Result<T> = std::result::Result<T, IndexFailure>;

/// Lines of the log applied with one commit.
const LINES: u64 = 100;
/// Lines that touch no story and are passed over without a commit.
const PASSED_MAX: i64 = 1_000;
/// Stories read at once.
const STORIES: u64 = 500;
/// How often the folder is looked at: whether it is still there, whether a new build was asked for.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How long lines are gathered before they are applied.
const GATHER: Duration = Duration::from_millis(20);
/// The writer is closed when nothing was written for this long. It holds memory and a thread.
const WRITER_IDLE: Duration = Duration::from_secs(30);
/// How often the files are compared with their checksums.
const VERIFY_EVERY: Duration = Duration::from_secs(600);
/// How often the log is told how far this index has come.
const NOTE_EVERY: Duration = Duration::from_secs(3_600);
/// Pauses after failures: the first, and the longest.
const PAUSES: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(30));

/// What lines of the log say about stories.
#[derive(Default)]
struct Touched {
    stories: BTreeSet<i64>,
    groups: Vec<LiveStories>,
}

impl StoryIndex {
    /// Brings the index up to date. Builds it if there is none. If another process writes it, only looks for what that
    /// process has written.
    ///
    /// # Errors
    /// [`IndexFailure`]; the next call continues.
    pub async fn catch_up(&self, newsroom: &Newsroom) -> Result<()> {
        // A task of its own, which a caller that does not wait any longer cannot stop half-way.
        let (index, newsroom) = (self.clone(), newsroom.clone());
        tokio::spawn(async move { index.catch_up_now(&newsroom).await }).await?
    }

    /// Keeps the index up to date. Never returns.
    pub async fn follow_on(&self, newsroom: &Newsroom) {
        let mut pause = PAUSES.0;
        loop {
            match self.catch_up(newsroom).await {
                Ok(()) => {
                    pause = PAUSES.0;
                    let new = newsroom.heard_beyond(self.position());
                    if tokio::time::timeout(LOOK_EVERY, new).await.is_ok() {
                        // Lines that come close together share a commit.
                        tokio::time::sleep(GATHER).await;
                    }
                }
                Err(error) => {
                    tracing::error!(%error, "the search index could not be brought up to date; trying again");
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(PAUSES.1);
                }
            }
        }
    }

    /// Builds the index anew, or asks the process that writes it to do so. Returns whether this process did it.
    ///
    /// # Errors
    /// [`IndexFailure`].
    pub async fn rebuild(&self, newsroom: &Newsroom) -> Result<bool> {
        if let Some(folder) = &self.0.folder {
            folder.ask_rebuild()?;
        }
        self.catch_up(newsroom).await?;
        Ok(self.0.filling.lock().await.lock.is_some())
    }

    /// Whether a new build was asked for and is not in use yet.
    pub fn is_rebuild_asked(&self) -> bool {
        self.0.folder.as_ref().is_some_and(IndexFolder::is_rebuild_asked)
    }

    /// Whether a build is being filled beside the one in use.
    ///
    /// # Errors
    /// [`IndexFailure`] if the folder cannot be read.
    pub fn is_unfinished(&self) -> Result<bool> {
        self.0.folder.as_ref().map_or(Ok(false), |folder| Ok(folder.is_unfinished()?))
    }

    async fn catch_up_now(&self, newsroom: &Newsroom) -> Result<()> {
        let mut filling = self.0.filling.lock().await;
        let done = self.fill(&mut filling, newsroom).await;
        if done.is_err() {
            // What was written and not committed is given up. The next call looks again at what is on disk.
            filling.build = None;
        }
        done
    }

    async fn fill(&self, filling: &mut Filling, newsroom: &Newsroom) -> Result<()> {
        if !self.may_write(filling)? {
            return self.look_again(newsroom).await;
        }
        if filling.build.is_none() {
            filling.build = self.open_current(newsroom).await?;
        }
        let is_asked = self.is_rebuild_asked();
        if is_asked || !self.is_whole(filling).await? {
            self.rebuild_now(filling, newsroom).await?;
            if let (Some(folder), Some(lock)) = (&self.0.folder, &filling.lock) {
                folder.answer_rebuild(lock)?;
            }
        }
        if !self.follow_current(filling, newsroom).await? {
            self.rebuild_now(filling, newsroom).await?;
        }
        if let Some(build) = &mut filling.build
            && build.written_at.elapsed() > WRITER_IDLE
            && let Some(writer) = build.writer.take()
        {
            tokio::task::spawn_blocking(move || writer.finish()).await??;
        }
        self.note(filling, newsroom).await
    }

    /// Whether this process may write. Takes the lock if it is free.
    fn may_write(&self, filling: &mut Filling) -> Result<bool> {
        let Some(folder) = &self.0.folder else { return Ok(true) };
        if let Some(build) = &filling.build
            && folder.current() != Some(build.number)
        {
            tracing::warn!("the folder of the search index was changed by someone else; it is opened again");
            *filling = Filling::default();
        }
        if filling.lock.is_none() {
            filling.lock = folder.lock()?;
        }
        Ok(filling.lock.is_some())
    }

    /// Shows what the process that writes has written.
    async fn look_again(&self, newsroom: &Newsroom) -> Result<()> {
        let heard = newsroom.heard();
        let Some(folder) = self.0.folder.clone() else { return Ok(()) };
        let Some(number) = folder.current() else { return Ok(()) };
        let index = tokio::task::spawn_blocking(move || folder.open(number)).await??;
        self.set_index(Some(index));
        self.0.position.fetch_max(heard, Ordering::AcqRel);
        Ok(())
    }

    /// Opens the build in use, unless it is unusable or of another history of the database.
    async fn open_current(&self, newsroom: &Newsroom) -> Result<Option<Build>> {
        let Some(folder) = self.0.folder.clone() else { return Ok(None) };
        let Some(number) = folder.current() else { return Ok(None) };
        let opened = tokio::task::spawn_blocking(move || {
            let index = folder.open(number)?;
            let mark = index.mark()?;
            Ok::<_, search::Error>((index, mark))
        });
        let (index, mark) = match opened.await? {
            Ok((index, mark)) => (index, mark.unwrap_or_default()),
            Err(error) => {
                tracing::warn!(%error, "the search index is unusable; it is built anew");
                self.set_index(None);
                return Ok(None);
            }
        };
        let position = position_in(&mark);
        match position {
            Some(position) if self::mark(newsroom, position).await? == mark => {
                tracing::info!(stories = index.len(), position, "the search index is open");
                self.set_index(Some(index.clone()));
                self.0.position.store(position, Ordering::Release);
                Ok(Some(Build::new(number, index, position)))
            }
            _ => {
                tracing::warn!(mark, "the search index is of another history of the database; it is built anew");
                self.set_index(None);
                Ok(None)
            }
        }
    }

    /// Whether there is a build and its files are as they were written. The files are read if it is time to.
    async fn is_whole(&self, filling: &mut Filling) -> Result<bool> {
        let Some(build) = &mut filling.build else { return Ok(false) };
        let is_suspect = self.0.is_suspect.swap(false, Ordering::AcqRel);
        let is_due = build.verified_at.is_none_or(|at| at.elapsed() > VERIFY_EVERY);
        let (true, Some(folder)) = (is_suspect || is_due, self.0.folder.clone()) else { return Ok(true) };
        build.verified_at = Some(Instant::now());
        let number = build.number;
        // Opened again: what this process holds open may be fine while the files are not.
        let verified = tokio::task::spawn_blocking(move || folder.open(number).and_then(|index| index.verify())).await;
        match verified {
            Ok(Ok(())) => return Ok(true),
            Ok(Err(error)) => tracing::error!(%error, "the search index is damaged; it is built anew"),
            Err(error) => tracing::error!(%error, "the search index could not be verified; it is built anew"),
        }
        self.set_index(None);
        filling.build = None;
        Ok(false)
    }

    /// Builds the index from all stories, and then uses it. The one in use, if any, follows the log meanwhile.
    async fn rebuild_now(&self, filling: &mut Filling, newsroom: &Newsroom) -> Result<()> {
        let begun = Instant::now();
        self.0.building.store(1, Ordering::Release);
        let done = self.build(filling, newsroom).await;
        self.0.building.store(0, Ordering::Release);
        if done.is_err()
            && let (Some(folder), Some(lock)) = (&self.0.folder, &filling.lock)
        {
            folder.remove_unfinished(lock)?;
        }
        let build = done?;
        if let (Some(folder), Some(lock)) = (&self.0.folder, &filling.lock) {
            folder.use_build(lock, build.number)?;
        }
        let (stories, seconds) = (build.index.len(), begun.elapsed().as_secs_f64());
        tracing::info!(stories, seconds, position = build.position, "the search index was built");
        self.set_index(Some(build.index.clone()));
        self.0.position.store(build.position, Ordering::Release);
        filling.build = Some(build);
        Ok(())
    }

    async fn build(&self, filling: &mut Filling, newsroom: &Newsroom) -> Result<Build> {
        let (number, index) = match (&self.0.folder, &filling.lock) {
            (Some(folder), Some(lock)) => folder.begin(lock)?,
            _ => (0, Index::in_memory()?),
        };
        // Lines after this one are applied afterwards, so a story that changes during the build is indexed again.
        let position = newsroom::head(newsroom.reads()).await?;
        let mark = mark(newsroom, position).await?;
        let sections = newsroom::all_sections(newsroom.reads()).await?;
        // Its own, because the build in use follows the log meanwhile and may have been told of other names.
        let mut indexed: HashMap<i64, Vec<String>> =
            sections.iter().map(|section| (section.id, section_names(&section.name))).collect();
        let mut writer = index.bulk_writer()?;
        let (mut after, mut read) = (0, 0_u64);
        let mut next = stories(newsroom, &LiveStories::All, after, &sections).await?;
        while let Some(last) = next.last() {
            after = i64::try_from(last.id).unwrap_or(i64::MAX);
            read += next.len() as u64;
            self.0.building.store(read, Ordering::Release);
            let putting = put(writer, std::mem::take(&mut next));
            let (put, more) = tokio::join!(putting, stories(newsroom, &LiveStories::All, after, &sections));
            (writer, next) = (put?, more?);
            self.follow_current(filling, newsroom).await?;
        }
        let shown = index.clone();
        let written = tokio::task::spawn_blocking(move || {
            writer.commit(&mark)?;
            writer.finish()?;
            shown.reload()
        });
        written.await??;
        let mut build = Build::new(number, index, position);
        build.verified_at = Some(Instant::now());
        follow(&mut build, &mut indexed, newsroom).await?;
        filling.sections = indexed;
        Ok(build)
    }

    /// Applies new lines of the log to the build in use. Returns false if lines are missing.
    async fn follow_current(&self, filling: &mut Filling, newsroom: &Newsroom) -> Result<bool> {
        let Some(build) = &mut filling.build else { return Ok(true) };
        let is_complete = follow(build, &mut filling.sections, newsroom).await?;
        self.0.position.store(build.position, Ordering::Release);
        Ok(is_complete)
    }

    /// Tells the log how far this index has come, so that lines it needs are kept.
    async fn note(&self, filling: &mut Filling, newsroom: &Newsroom) -> Result<()> {
        let (Some(folder), Some(build)) = (&self.0.folder, &filling.build) else { return Ok(()) };
        if filling.noted_at.is_some_and(|at| at.elapsed() < NOTE_EVERY) {
            return Ok(());
        }
        filling.noted_at = Some(Instant::now());
        let name = folder.follower(&format!("search-{}", PublicId::random()))?;
        let committed = build.committed;
        let noted = newsroom.write(SystemClock.now(), async |tx| newsroom::note_follower(tx, &name, committed).await);
        if let Err(error) = noted.await {
            tracing::warn!(%error, "the position of the search index could not be recorded; trying again in an hour");
        }
        Ok(())
    }
}

impl Touched {
    fn is_empty(&self) -> bool {
        self.stories.is_empty() && self.groups.is_empty()
    }

    fn into_groups(self) -> Vec<LiveStories> {
        let stories: Vec<i64> = self.stories.into_iter().collect();
        let few = stories.chunks(STORIES as usize).map(|ids| LiveStories::These(ids.to_vec()));
        self.groups.into_iter().chain(few).collect()
    }
}

/// Applies new lines of the log. Returns false if lines are missing.
async fn follow(build: &mut Build, sections: &mut HashMap<i64, Vec<String>>, newsroom: &Newsroom) -> Result<bool> {
    loop {
        let lines = newsroom::read_log(newsroom.reads(), build.position, LINES).await?;
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Ok(true) };
        if first.seq != build.position + 1 {
            tracing::warn!(position = build.position, next = first.seq, "lines of the publication log are missing");
            return Ok(false);
        }
        let touched = touched(sections, newsroom, &lines).await?;
        if !touched.is_empty() || last.seq - build.committed > PASSED_MAX {
            apply(build, newsroom, touched, last).await?;
        }
        build.position = last.seq;
    }
}

async fn apply(build: &mut Build, newsroom: &Newsroom, touched: Touched, last: &LogRow) -> Result<()> {
    let index = build.index.clone();
    let mut writer = match build.writer.take() {
        Some(writer) => writer,
        None => tokio::task::spawn_blocking(move || index.writer()).await??,
    };
    let sections = newsroom::all_sections(newsroom.reads()).await?;
    for group in touched.into_groups() {
        match &group {
            LiveStories::These(ids) => ids.iter().for_each(|id| writer.remove(id.unsigned_abs())),
            LiveStories::Between(first, last) => writer.remove_range(first.unsigned_abs(), last.unsigned_abs())?,
            LiveStories::All | LiveStories::InSection(_) | LiveStories::Under(..) => {}
        }
        let mut after = 0;
        loop {
            let some = stories(newsroom, &group, after, &sections).await?;
            let Some(last) = some.last() else { break };
            after = i64::try_from(last.id).unwrap_or(i64::MAX);
            writer = put(writer, some).await?;
        }
    }
    writer = commit(writer, build.index.clone(), mark_of(last)).await?;
    (build.writer, build.written_at, build.committed) = (Some(writer), Instant::now(), last.seq);
    Ok(())
}

/// The stories that `lines` may have changed.
async fn touched(sections: &mut HashMap<i64, Vec<String>>, newsroom: &Newsroom, lines: &[LogRow]) -> Result<Touched> {
    let mut touched = Touched::default();
    for line in lines {
        match &line.event {
            Event::Story { change, .. } => {
                touched.stories.insert(change.id);
            }
            Event::Bulk { first, last } => touched.groups.push(LiveStories::Between(*first, *last)),
            Event::Section(slug) => touched.groups.extend(renamed_section(sections, newsroom, slug).await?),
            Event::Name(NameKind::Topic, slug) => touched.groups.extend(named::<Topic>(newsroom, slug).await?),
            Event::Name(NameKind::Writer, slug) => touched.groups.extend(named::<Writer>(newsroom, slug).await?),
            // The name of a thread is not indexed.
            Event::Name(NameKind::Thread, _)
            | Event::Slots(_)
            | Event::Breaking(_)
            | Event::MostRead
            | Event::Corrections(_)
            | Event::Setting(_)
            | Event::Desk(_)
            | Event::StaticPage(_)
            | Event::Comments { .. }
            | Event::Related { .. }
            | Event::HouseWords
            | Event::ScreenWords => {}
        }
    }
    touched.groups.dedup();
    Ok(touched)
}

/// The stories of a section, if its names are not those that were indexed.
async fn renamed_section(
    indexed: &mut HashMap<i64, Vec<String>>,
    newsroom: &Newsroom,
    slug: &str,
) -> Result<Option<LiveStories>> {
    let sections = newsroom::all_sections(newsroom.reads()).await?;
    let Some(section) = sections.iter().find(|section| section.slug == slug) else { return Ok(None) };
    let names = section_names(&section.name);
    let before = indexed.insert(section.id, names.clone());
    Ok((before != Some(names)).then_some(LiveStories::InSection(section.id)))
}

/// The stories under the name with this address, if there is one.
async fn named<T: Named>(newsroom: &Newsroom, slug: &str) -> Result<Option<LiveStories>> {
    let named = names::by_slug::<T>(newsroom.reads(), slug).await?;
    Ok(named.map(|named| LiveStories::Under(T::KIND, named.id())))
}

/// The next stories of a group, as they are indexed.
async fn stories(
    newsroom: &Newsroom,
    group: &LiveStories,
    after: i64,
    sections: &[Section],
) -> Result<Vec<search::Story>> {
    let stories = newsroom::live_stories(newsroom.reads(), group, after, STORIES).await?;
    let section = |id: i64| sections.iter().find(|section| section.id == id);
    Ok(stories.iter().map(|story| of_live_story(story, section(story.section_id))).collect())
}

/// Adds stories in a thread where blocking is allowed.
pub async fn put(mut writer: IndexWriter, stories: Vec<search::Story>) -> Result<IndexWriter> {
    let put = tokio::task::spawn_blocking(move || {
        writer.put(&stories)?;
        Ok::<_, search::Error>(writer)
    });
    Ok(put.await??)
}

/// Writes what was added and removed, and shows it to searches.
pub async fn commit(mut writer: IndexWriter, index: Index, mark: String) -> Result<IndexWriter> {
    let committed = tokio::task::spawn_blocking(move || {
        writer.commit(&mark)?;
        index.reload()?;
        Ok::<_, search::Error>(writer)
    });
    Ok(committed.await??)
}

fn mark_of(line: &LogRow) -> String {
    format!("{} {}", line.seq, line.at.0)
}

/// The mark of an index that contains every line up to `position`. «0 0» before the first line, and for a line that the
/// log does not have any more.
async fn mark(newsroom: &Newsroom, position: i64) -> Result<String> {
    let line = newsroom::read_log(newsroom.reads(), position - 1, 1).await?.into_iter().next();
    Ok(line.filter(|line| line.seq == position).map_or_else(|| "0 0".to_owned(), |line| mark_of(&line)))
}

fn position_in(mark: &str) -> Option<i64> {
    mark.split_once(' ')?.0.parse().ok()
}
