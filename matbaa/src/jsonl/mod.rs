//! Imports an archive of any size: lines are read, parsed on several threads, and written in batches by one writer.
//!
//! Each batch is one transaction. A run that is killed leaves complete batches, and the next run continues after them:
//! a story is identified by its source and its id there.

mod lines;
mod photos;
mod pipeline;
mod report;

use std::io::BufRead;
use std::path::PathBuf;

use anyhow::Context;
use indicatif::ProgressBar;
use newsroom::{BulkLoader, BulkStory, Clock, Newsroom, PhotoSource, RecordReader, SystemClock, Timestamp};

use self::photos::Photos;
use self::pipeline::{Item, Pipeline, Ready};
use self::report::Report;

/// Stories in a transaction: enough that a commit costs little per story, few enough that readers' writes wait less
/// than half a second.
const BATCH_STORIES: usize = 1_000;
/// Bytes of lines after which a batch is written even if it has fewer stories, so that memory use stays constant.
const BATCH_BYTES: usize = 16 << 20;

/// What to import.
pub struct Job {
    /// Name of the file in messages.
    pub name: String,
    /// Its bytes.
    pub input: Box<dyn BufRead + Send>,
    /// Folder to which the names of photos are relative.
    pub folder: PathBuf,
    /// Slug of the section for stories that name none.
    pub section: String,
    /// Keep the stories as drafts and publish nothing.
    pub draft: bool,
    /// Bad lines that are tolerated.
    pub max_bad: u64,
    /// Where progress is shown.
    pub bar: ProgressBar,
}

/// The result of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    /// Stories that are in the paper as in the file.
    pub settled: u64,
    /// Refused lines.
    pub refused: u64,
    /// Whether it stopped before the end because of too many bad lines.
    pub stopped: bool,
}

/// Imports the file. If there is an error (the file cannot be read further, or the database refuses), everything
/// written before it stays; the same import continues from there when it is started again.
pub async fn import(newsroom: &Newsroom, job: Job) -> anyhow::Result<Done> {
    let loader = BulkLoader::open(newsroom, &newsroom::Actor::console(), !job.draft).await?;
    let reader = RecordReader { zone: loader.zone(), drafts: job.draft, section: job.section };
    let mut pipeline = Pipeline::start(job.input, reader).context("cannot start the threads that read")?;
    let mut writer = Writer {
        loader,
        photos: Photos::new(newsroom, job.folder),
        report: Report::new(job.name, job.bar),
        batch: Vec::with_capacity(BATCH_STORIES),
        bytes: 0,
    };
    let done = writer.run(&mut pipeline, job.max_bad).await;
    writer.report.finish();
    done
}

struct Writer {
    loader: BulkLoader,
    photos: Photos,
    report: Report,
    batch: Vec<(u64, Ready)>,
    bytes: usize,
}

impl Writer {
    async fn run(&mut self, pipeline: &mut Pipeline, max_bad: u64) -> anyhow::Result<Done> {
        let mut stopped = false;
        let mut read = 0;
        'file: while let Some(chunk) = pipeline.next().await {
            let chunk = match chunk {
                Ok(chunk) => chunk,
                Err(error) => {
                    self.flush(read).await?;
                    return Err(error).context("the file cannot be read on");
                }
            };
            read = chunk.read;
            for item in chunk.items {
                let line = item.line;
                self.receive(item);
                if self.report.refused > max_bad {
                    self.report.tell(&format!(
                        "stopped at line {line}: more than {max_bad} bad lines; put them right and start again, or allow more with --max-bad"
                    ));
                    stopped = true;
                    break 'file;
                }
                if self.batch.len() >= BATCH_STORIES || self.bytes >= BATCH_BYTES {
                    self.flush(read).await?;
                }
            }
        }
        self.flush(read).await?;
        Ok(Done { settled: self.report.settled(), refused: self.report.refused, stopped })
    }

    fn receive(&mut self, item: Item) {
        match item.story {
            Ok(ready) => {
                self.report.unknown_fields(item.line, &ready.unknown_fields);
                for notice in &ready.notices {
                    self.report.record_notice(item.line, *notice);
                }
                if matches!(ready.photo, Some(PhotoSource::Address(_))) {
                    self.report.photo_address();
                }
                self.bytes += ready.bytes;
                self.batch.push((item.line, *ready));
            }
            Err(reason) => self.report.refuse(item.line, &reason),
        }
    }

    /// Writes the stories collected so far.
    async fn flush(&mut self, read: u64) -> anyhow::Result<()> {
        self.bytes = 0;
        if self.batch.is_empty() {
            self.report.progress(read);
            return Ok(());
        }
        let (first, last) =
            (self.batch.first().map_or(0, |(line, _)| *line), self.batch.last().map_or(0, |(line, _)| *line));
        let now = SystemClock.now();
        let mut wanted: Vec<(u64, Option<String>)> = Vec::with_capacity(self.batch.len());
        let mut stories: Vec<BulkStory> = Vec::with_capacity(self.batch.len());
        for (line, ready) in self.batch.drain(..) {
            let file = match ready.photo {
                Some(PhotoSource::File(name)) => Some(name),
                _ => None,
            };
            if ready.story.is_after(now.plus_seconds(86_400)) {
                self.report.of_the_future();
            }
            wanted.push((line, file));
            stories.push(ready.story);
        }
        if wanted.iter().any(|(_, file)| file.is_some()) {
            self.take_photos(now, &wanted, &mut stories).await?;
        }
        let outcomes = self.loader.load(now, &mut stories).await.with_context(|| {
            format!("lines {first} to {last} could not be written; what came before them is in, start again to go on")
        })?;
        for slug in self.loader.take_new_sections() {
            self.report.tell(&format!("added the section {slug}"));
        }
        for outcome in outcomes {
            self.report.outcome(outcome);
        }
        self.report.progress(read);
        Ok(())
    }

    /// Prepares the pictures of new and changed stories, before the transaction for which others would have to wait.
    async fn take_photos(
        &mut self,
        now: Timestamp,
        wanted: &[(u64, Option<String>)],
        stories: &mut [BulkStory],
    ) -> anyhow::Result<()> {
        let unsettled = self.loader.unsettled(now, stories).await?;
        let needed = wanted.iter().zip(&unsettled).filter(|(_, unsettled)| **unsettled);
        let taken = self.photos.take(needed.filter_map(|((_, file), _)| file.as_deref())).await;
        for (((line, file), story), unsettled) in wanted.iter().zip(stories).zip(unsettled) {
            let Some(file) = file.as_ref().filter(|_| unsettled) else { continue };
            match taken.get(file) {
                Some(Ok(picture)) => story.set_picture(picture.clone()),
                Some(Err(reason)) => {
                    story.without_its_picture();
                    let words = format!("the photo {file} {reason}; the story came in without it");
                    self.report.notice(*line, "a photo could not be taken in", &words);
                }
                None => {}
            }
        }
        Ok(())
    }
}
