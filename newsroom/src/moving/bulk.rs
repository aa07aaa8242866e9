//! Bulk import: does what [`crate::import_story`] and [`crate::publish`] do for one story, for a batch in one
//! transaction.
//!
//! Rows are made by the same functions, so that an imported story is no different from any other; only the number of
//! statements is smaller. A batch has one line in the publication log.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::{Duration, Instant};

use rules::{Action, Actor, Live, Work};
use sea_orm::{DbErr, Set, SqlErr};
use store::clock::Timestamp;
use store::dialect;
use store::id::PublicId;
use store::outage::Outage;
use store::rows::{Rows, Statements};
use store::writing::Writing;

use crate::base::allow::allowed;
use crate::base::entity::{publication, story, story_version};
use crate::base::error::{Error, Result};
use crate::base::events::Event;
use crate::base::localized::Localized;
use crate::base::newsroom::Newsroom;
use crate::base::tx::Tx;
use crate::moving::importing::ImportedStory;
use crate::moving::lead_photo::put_lead;
use crate::moving::revising;
use crate::paper::names::{self, Named};
use crate::paper::sections::{self, Section};
use crate::paper::settings;
use crate::paper::topics::Topic;
use crate::paper::writers::Writer;
use crate::stories::content::Content;
use crate::stories::model::{self, Origin};
use crate::stories::photo_archive::{from_stories, keeping};
use crate::stories::pictures::{self, PreparedPicture};
use crate::stories::publishing::{self, Dated, InProgress, PublishedVersion, PublishedWhen};
use crate::stories::versions::{self, Derived};

/// Names of topics, writers or sections whose ids are cached: about 10 MB; a full cache is cleared.
const NAMES_REMEMBERED_MAX: usize = 100_000;
/// Keys in one query, below SQLite's limit of 32,766 bound values.
const KEYS_AT_ONCE: usize = 1_000;
/// Attempts for a batch, if another process wrote the same name or id meanwhile, or two random ids collided.
const TRIES: usize = 3;
/// How long a batch is retried while other transactions hold the locks it needs, or it loses a deadlock. Nobody waits for it
/// in front of a screen.
const BUSY_MAX: Duration = Duration::from_secs(120);
/// The pause before each of these retries.
const BUSY_PAUSE: Duration = Duration::from_millis(100);

/// A story prepared outside the transaction: validated, with its body as JSON, its slug, excerpt and word count.
#[derive(Debug, Clone)]
pub struct BulkStory {
    origin: Origin,
    section: String,
    section_name: String,
    writers: Vec<String>,
    topics: Vec<String>,
    content: Content,
    derived: Derived,
    pictures_in_text: Vec<String>,
    when: PublishedWhen,
    changed_at: Option<Timestamp>,
    read_count: i64,
    picture: Option<PreparedPicture>,
}

impl BulkStory {
    /// Validates a story. `section_name` is the name of its section if it has to be created, and `publish` tells
    /// whether it will be published. Refuses with [`Error::TooLong`], [`Error::Document`], [`Error::Incomplete`].
    pub fn prepare(imported: ImportedStory, section_name: String, zone: chrono_tz::Tz, publish: bool) -> Result<Self> {
        let when = imported.published_when(zone);
        let ImportedStory { origin, section, writers, topics, content, changed_at, read_count, .. } = imported;
        let derived = Derived::of(&content)?;
        if publish {
            publishing::check_complete(&PublicId::random(), &content)?;
        }
        let pictures_in_text = pictures::pictures_in(&content.body);
        Ok(Self {
            origin,
            section,
            section_name,
            writers,
            topics,
            content,
            derived,
            pictures_in_text,
            when,
            changed_at,
            read_count,
            picture: None,
        })
    }

    /// Its origin.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Sets its lead picture.
    pub fn set_picture(&mut self, picture: PreparedPicture) {
        self.picture = Some(picture);
    }

    /// Marks the story as imported without its picture, so that a later import with the picture counts as a change.
    pub fn without_its_picture(&mut self) {
        self.origin.digest.push_str("-without-photo");
    }

    /// Whether its publication date is after `now`.
    pub fn is_after(&self, now: Timestamp) -> bool {
        match self.when {
            PublishedWhen::Now => false,
            PublishedWhen::At(at) => at > now,
            PublishedWhen::OnDay(day) => day > now.utc().date_naive(),
        }
    }

    fn key(&self) -> (&str, &str) {
        (&self.origin.source, &self.origin.external_id)
    }
}

/// The result for one story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkOutcome {
    /// It is new.
    Added,
    /// It existed with other content: a new version was published, or saved at the desk if drafts are loaded.
    Updated,
    /// It existed with other content and had been taken off: the new version waits at the desk.
    Kept,
    /// It existed with the same content; nothing changed.
    Unchanged,
}

/// Loads stories in batches. Caches the ids of sections, topics and writers between them.
#[derive(Debug)]
pub struct BulkLoader {
    newsroom: Newsroom,
    actor: Actor,
    publish: bool,
    zone: chrono_tz::Tz,
    sections: IdCache<Section>,
    new_sections: Vec<String>,
    topics: IdCache<i64>,
    writers: IdCache<i64>,
    statements: Statements,
}

/// A story that exists already.
struct Known {
    id: i64,
    digest: Option<String>,
    live: Live,
}

impl BulkLoader {
    /// A loader that publishes stories with their own dates, or keeps them as drafts. Requires the right `Publish` (for
    /// drafts: `Write`) for the whole paper, and `ChangePaper`.
    pub async fn open(newsroom: &Newsroom, actor: &Actor, publish: bool) -> Result<Self> {
        for action in [if publish { Action::Publish } else { Action::Write }, Action::ChangePaper] {
            allowed(actor, action)?;
        }
        Ok(Self {
            newsroom: newsroom.clone(),
            actor: actor.clone(),
            publish,
            zone: settings::load_paper(newsroom.db()).await?.zone,
            sections: IdCache::default(),
            new_sections: Vec::new(),
            topics: IdCache::default(),
            writers: IdCache::default(),
            statements: Statements::default(),
        })
    }

    /// The zone of the paper, used for local times.
    pub fn zone(&self) -> chrono_tz::Tz {
        self.zone
    }

    /// Slugs of the sections created since the last call.
    pub fn take_new_sections(&mut self) -> Vec<String> {
        let mut slugs = std::mem::take(&mut self.new_sections);
        slugs.dedup();
        slugs
    }

    /// Which of `stories` are new or changed, in their order; the caller prepares pictures only for these.
    pub async fn unsettled(&self, now: Timestamp, stories: &[BulkStory]) -> Result<Vec<bool>> {
        // A write transaction that writes nothing, so that the query is prepared as for loading.
        let ask = async |tx: &mut Tx| {
            dialect::ready_for_bulk(tx.db()).await?;
            known(tx.db(), stories).await
        };
        let known = self.newsroom.write(now, ask).await?;
        let is_unsettled = |story: &BulkStory| match find(&known, story) {
            Some(known) => known.digest.as_deref() != Some(&story.origin.digest),
            None => true,
        };
        Ok(stories.iter().map(is_unsettled).collect())
    }

    /// Loads `stories` at `now`, in their order, in one transaction. If the same (source, external id) occurs again,
    /// another transaction begins there. After an error, earlier transactions stay and nothing else is written.
    pub async fn load(&mut self, now: Timestamp, stories: &mut [BulkStory]) -> Result<Vec<BulkOutcome>> {
        let mut outcomes = Vec::with_capacity(stories.len());
        let mut rest = stories;
        while !rest.is_empty() {
            let (run, after) = rest.split_at_mut(first_run(rest));
            outcomes.extend(self.load_run(now, run).await?);
            rest = after;
        }
        Ok(outcomes)
    }

    async fn load_run(&mut self, now: Timestamp, run: &mut [BulkStory]) -> Result<Vec<BulkOutcome>> {
        let newsroom = self.newsroom.clone();
        let (mut collisions, began) = (0, Instant::now());
        loop {
            match newsroom.write(now, async |tx| self.write(tx, run).await).await {
                Ok(outcomes) => {
                    self.remember();
                    return Ok(outcomes);
                }
                Err(error) => {
                    self.forget();
                    if matches!(error.outage(), Some(Outage::Busy)) && began.elapsed() < BUSY_MAX {
                        tokio::time::sleep(BUSY_PAUSE).await;
                        continue;
                    }
                    collisions += 1;
                    if collisions >= TRIES || !is_collision(&error) {
                        return Err(error);
                    }
                }
            }
        }
    }

    async fn write(&mut self, tx: &mut Tx, run: &mut [BulkStory]) -> Result<Vec<BulkOutcome>> {
        dialect::ready_for_bulk(tx.db()).await?;
        let known = known(tx.db(), run).await?;
        let mut outcomes = vec![BulkOutcome::Unchanged; run.len()];
        let (mut fresh, mut changed) = (Vec::new(), Vec::new());
        for (index, story) in run.iter().enumerate() {
            match find(&known, story) {
                None => fresh.push(index),
                Some(known) if known.digest.as_deref() != Some(&story.origin.digest) => {
                    changed.push((index, known.id, known.live));
                }
                Some(_) => {}
            }
        }
        let mut touched: Vec<usize> = fresh.iter().copied().chain(changed.iter().map(|(index, ..)| *index)).collect();
        touched.sort_unstable();
        self.resolve_names(tx, run, &touched).await?;
        if !fresh.is_empty() {
            self.add(tx, run, &fresh).await?;
        }
        for (index, id, live) in changed {
            outcomes[index] = self.update(tx, &run[index], id, live).await?;
        }
        for index in fresh {
            outcomes[index] = BulkOutcome::Added;
        }
        Ok(outcomes)
    }

    /// Drops cached sections that were merged since the last batch, and locks the others against merging until the
    /// transaction ends.
    async fn lock_sections(&mut self, tx: &Tx) -> Result<()> {
        let known: Vec<i64> = self.sections.all.values().map(|section| section.id).collect();
        dialect::lock_rows_shared(tx.db(), "sections", &known).await?;
        let merged = sections::merged_sections(tx.db()).await?;
        self.sections.all.retain(|_, section| merged.iter().all(|gone| gone.id != section.id));
        Ok(())
    }

    /// Replaces names by ids; creates what does not exist.
    async fn resolve_names(&mut self, tx: &mut Tx, run: &mut [BulkStory], touched: &[usize]) -> Result<()> {
        self.lock_sections(tx).await?;
        let all =
            |names: fn(&BulkStory) -> &Vec<String>| touched.iter().flat_map(|index| names(&run[*index])).collect();
        self.topics.learn::<Topic>(tx, all(|story| &story.topics)).await?;
        self.writers.learn::<Writer>(tx, all(|story| &story.writers)).await?;
        for index in touched {
            let story = &mut run[*index];
            let section = self.section(tx, &story.section, &story.section_name).await?;
            story.content.section_id = section.id;
            story.content.topics = self.topics.ids(&story.topics);
            story.content.writers = self.writers.ids(&story.writers);
            if let Some(photo) = &story.picture {
                let day = Dated::of(story.when, tx.now(), self.zone).day;
                put_lead(tx, &mut story.content, photo, self.actor.person_id(), day).await?;
            }
        }
        Ok(())
    }

    /// The section with this slug or, for records that refer to it by name, with this name; otherwise a new one with a
    /// new desk.
    async fn section(&mut self, tx: &mut Tx, slug: &str, name: &str) -> Result<Section> {
        if let Some(section) = self.sections.get(slug) {
            return Ok(section.clone());
        }
        let section = match sections::section_by_slug(tx.db(), slug).await? {
            Some(section) => Some(section),
            None => sections::section_by_name(tx.db(), name).await?,
        };
        let section = match section {
            Some(section) => section,
            None => {
                let usual = sections::usual_section_name(slug);
                let name = if usual.ar == slug { Localized::arabic(name) } else { usual };
                let desk = sections::desk_called(tx, slug, &name).await?;
                self.new_sections.push(slug.to_owned());
                sections::section_called(tx, desk, slug, &name, &Localized::default()).await?
            }
        };
        self.sections.add(slug.to_owned(), section.clone());
        Ok(section)
    }

    /// Adds the stories at `fresh`, each with its first version, and publishes them.
    async fn add(&mut self, tx: &mut Tx, run: &[BulkStory], fresh: &[usize]) -> Result<()> {
        let now = tx.now();
        let ids = dialect::reserve_ids(tx.db(), "stories", fresh.len()).await?;
        let version_ids = dialect::reserve_ids(tx.db(), "story_versions", fresh.len()).await?;
        let in_text = self.pictures_in_texts(tx, run, fresh).await?;
        let (mut rows, mut version_rows, mut publications) = (None, None, None);
        let mut projections: [Option<Rows>; 3] = [None, None, None];
        let mut days: BTreeMap<_, i64> = BTreeMap::new();
        for ((index, id), version_id) in fresh.iter().zip(&ids).zip(&version_ids) {
            let one = &run[*index];
            let (content, slug) = (&one.content, &one.derived.slug);
            let section = self.sections.get(&one.section).ok_or_else(|| Error::not_found("section", &one.section))?;
            let mut row = model::new_row(section, content, slug.clone(), Some(&one.origin), one.read_count, now);
            row.id = Set(*id);
            if self.publish {
                let dated = Dated::of(one.when, now, self.zone);
                publishing::put_live(&mut row, Work::None, *version_id, (section, content, slug.clone()), dated);
                row.changed_at = Set(one.changed_at.map(|at| at.0));
                let record = publishing::publication_row(*id, *version_id, now);
                publications
                    .get_or_insert_with(|| Rows::of::<publication::Entity>("publications", &record))
                    .push_model::<publication::Entity>(record);
                let found: Vec<i64> = one.pictures_in_text.iter().filter_map(|id| in_text.get(id).copied()).collect();
                let made = publishing::projections(content, &content.topics, None, &found);
                for (kept, projection) in projections.iter_mut().zip(made) {
                    let kept = kept.get_or_insert_with(|| Rows::new(projection.table, projection.columns()));
                    projection.rows(*id, dated.at).for_each(|row| kept.push(row));
                }
                *days.entry((content.language.code(), dated.day)).or_default() += 1;
            } else {
                row.work_version = Set(Some(*version_id));
            }
            let derived = one.derived.clone();
            let mut version = versions::new_row(*id, 1, content, derived, model::FIRST_VERSION, now);
            version.id = Set(*version_id);
            rows.get_or_insert_with(|| Rows::of::<story::Entity>("stories", &row)).push_model::<story::Entity>(row);
            version_rows
                .get_or_insert_with(|| Rows::of::<story_version::Entity>("story_versions", &version))
                .push_model::<story_version::Entity>(version);
        }
        for rows in [rows, version_rows, publications].into_iter().chain(projections).flatten() {
            rows.insert(tx.db(), &mut self.statements).await?;
        }
        publishing::count_days(tx, &days).await?;
        if self.publish {
            let published: Vec<(i64, &Content)> =
                fresh.iter().zip(&ids).map(|(index, id)| (*id, &run[*index].content)).collect();
            let pictures = from_stories::learn(tx, &published).await?;
            keeping::refresh_all(tx, &pictures).await?;
        }
        if let (Some(first), Some(last)) = (ids.first(), ids.last()) {
            // One audit entry for a batch: one for each story would cost more than the story itself.
            let details = serde_json::json!({ "stories": ids.len(), "published": self.publish });
            tx.audit(&self.actor, "bulk_import", format!("stories/{first}-{last}"), details);
        }
        if let (true, Some(first), Some(last)) = (self.publish, ids.first(), ids.last()) {
            tx.announce(Event::Bulk { first: *first, last: *last });
        }
        Ok(())
    }

    /// Internal ids of the pictures in the texts of new stories, by public id.
    async fn pictures_in_texts(&self, tx: &Tx, run: &[BulkStory], fresh: &[usize]) -> Result<HashMap<String, i64>> {
        let wanted: HashSet<&String> = fresh.iter().flat_map(|index| &run[*index].pictures_in_text).collect();
        let wanted: Vec<String> = wanted.into_iter().cloned().collect();
        let mut found = HashMap::new();
        for wanted in wanted.chunks(KEYS_AT_ONCE) {
            for picture in pictures::pictures_by_public_ids(tx.db(), wanted).await? {
                found.insert(picture.public_id.to_string(), picture.id);
            }
        }
        Ok(found)
    }

    /// Updates a known story whose source has changed: saves a new version with the usual functions.
    async fn update(&mut self, tx: &mut Tx, one: &BulkStory, id: i64, live: Live) -> Result<BulkOutcome> {
        // A story that was taken off is not published again by an import.
        let goes_out = self.publish && !matches!(live, Live::Unpublished | Live::Killed);
        let version = revising::revise_from_source(tx, id, &one.content, &one.origin, goes_out).await?;
        if !goes_out {
            return Ok(if self.publish { BulkOutcome::Kept } else { BulkOutcome::Updated });
        }
        let edition = PublishedVersion { version, when: one.when, is_minor: false };
        // Updates in progress at the desk stay as they are.
        let left = InProgress::as_it_was(&model::find_story(tx.db(), id).await?, version);
        publishing::put_on_page(tx, id, edition, left).await?;
        if let Some(at) = one.changed_at {
            model::set_changed_at(tx, id, at).await?;
        }
        Ok(BulkOutcome::Updated)
    }

    fn remember(&mut self) {
        self.sections.keep();
        self.topics.keep();
        self.writers.keep();
    }

    fn forget(&mut self) {
        self.sections.forget();
        self.topics.forget();
        self.writers.forget();
    }
}

/// The number of stories before the first one with a key that occurred earlier in the list.
fn first_run(stories: &[BulkStory]) -> usize {
    let mut seen = HashSet::with_capacity(stories.len());
    stories.iter().position(|story| !seen.insert(story.key())).unwrap_or(stories.len())
}

type KnownStories = HashMap<String, HashMap<String, Known>>;

fn find<'a>(known: &'a KnownStories, story: &BulkStory) -> Option<&'a Known> {
    known.get(&story.origin.source)?.get(&story.origin.external_id)
}

/// The stories among `run` that exist already, by source and external id.
async fn known(tx: &Writing, run: &[BulkStory]) -> Result<KnownStories> {
    let mut wanted: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for story in run {
        let (source, id) = story.key();
        wanted.entry(source).or_default().push(id);
    }
    const COLUMNS: &[&str] = &["id", "external_id", "origin_digest", "live"];
    let mut all = KnownStories::new();
    for (source, ids) in wanted {
        let known = all.entry(source.to_owned()).or_default();
        for ids in ids.chunks(KEYS_AT_ONCE) {
            for row in dialect::rows_by_keys(tx, "stories", COLUMNS, ("source", source), "external_id", ids).await? {
                let live: String = row.try_get("", "live")?;
                let found = Known {
                    id: row.try_get("", "id")?,
                    digest: row.try_get("", "origin_digest")?,
                    live: live.parse().map_err(Error::damaged)?,
                };
                known.insert(row.try_get("", "external_id")?, found);
            }
        }
    }
    Ok(all)
}

/// Whether another process wrote the same name or id first.
fn is_collision(error: &Error) -> bool {
    let Error::Storage(store::Error::Database(error)) = error else { return false };
    matches!(DbErr::sql_err(error), Some(SqlErr::UniqueConstraintViolation(_)))
}

/// A cache from names to ids. Names of a transaction that was rolled back are dropped.
#[derive(Debug)]
struct IdCache<T> {
    all: HashMap<String, T>,
    fresh: Vec<String>,
}

impl<T> Default for IdCache<T> {
    fn default() -> Self {
        Self { all: HashMap::new(), fresh: Vec::new() }
    }
}

impl<T> IdCache<T> {
    fn get(&self, name: &str) -> Option<&T> {
        self.all.get(name)
    }

    fn add(&mut self, name: String, meaning: T) {
        self.all.insert(name.clone(), meaning);
        self.fresh.push(name);
    }

    /// Those of `names` that are not cached, each once, in their order.
    fn unseen(&self, names: Vec<&String>) -> Vec<String> {
        let mut seen = HashSet::new();
        names.into_iter().filter(|name| !self.all.contains_key(*name) && seen.insert(*name)).cloned().collect()
    }

    fn keep(&mut self) {
        self.fresh.clear();
        if self.all.len() > NAMES_REMEMBERED_MAX {
            self.all.clear();
        }
    }

    fn forget(&mut self) {
        for name in self.fresh.drain(..) {
            self.all.remove(&name);
        }
    }
}

impl IdCache<i64> {
    /// Caches the ids of these names; creates what does not exist.
    async fn learn<T: Named<Within = ()>>(&mut self, tx: &mut Tx, names: Vec<&String>) -> Result<()> {
        let unseen = self.unseen(names);
        let slugs: Vec<String> = unseen.iter().map(|name| arabic::slug::slug(name)).collect();
        let there = names::by_slugs::<T>(tx.db(), &slugs).await?;
        for (name, slug) in unseen.into_iter().zip(slugs) {
            let id = match there.get(&slug) {
                Some(id) => *id,
                None => names::called_or_added::<T>(tx, &name).await?,
            };
            self.add(name, id);
        }
        Ok(())
    }

    fn ids(&self, names: &[String]) -> Vec<i64> {
        names.iter().filter_map(|name| self.get(name).copied()).collect()
    }
}
