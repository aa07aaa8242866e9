//! What an import says while it runs and at its end. Every refused line is named; notices are named a few times each and
//! then counted.

use std::collections::{BTreeMap, BTreeSet};

use indicatif::ProgressBar;
use newsroom::{BulkOutcome, RecordNotice};

/// Notices of one kind printed in full.
const NOTICES_SHOWN: u64 = 5;
/// Unknown fields named; an export with more of them is not ours.
const UNKNOWN_FIELDS_MAX: usize = 200;

/// What has happened so far.
pub struct Report {
    file: String,
    bar: ProgressBar,
    added: u64,
    updated: u64,
    kept: u64,
    unchanged: u64,
    /// Lines refused.
    pub refused: u64,
    notices: BTreeMap<&'static str, u64>,
    unknown_fields: BTreeSet<String>,
    addresses: u64,
    of_the_future: u64,
}

impl Report {
    /// Of a file called `file`, with its progress.
    pub fn new(file: String, bar: ProgressBar) -> Self {
        Self {
            file,
            bar,
            added: 0,
            updated: 0,
            kept: 0,
            unchanged: 0,
            refused: 0,
            notices: BTreeMap::new(),
            unknown_fields: BTreeSet::new(),
            addresses: 0,
            of_the_future: 0,
        }
    }

    fn say(&self, line: &str) {
        self.bar.suspend(|| eprintln!("{line}"));
    }

    /// Says something about the whole.
    pub fn tell(&self, words: &str) {
        self.say(&format!("{}: {words}", self.file));
    }

    /// A line that is no story.
    pub fn refuse(&mut self, line: u64, reason: &str) {
        self.refused += 1;
        self.say(&format!("{}:{line}: {reason}", self.file));
    }

    /// Something about a story that came in.
    pub fn notice(&mut self, line: u64, kind: &'static str, words: &str) {
        let count = self.notices.entry(kind).or_default();
        *count += 1;
        if *count <= NOTICES_SHOWN {
            let words = format!("{}:{line}: notice: {words}", self.file);
            self.say(&words);
        }
    }

    /// What did not come along.
    pub fn record_notice(&mut self, line: u64, notice: RecordNotice) {
        self.notice(line, notice.words(), notice.words());
    }

    /// Fields nobody knows, each named once.
    pub fn unknown_fields(&mut self, line: u64, names: &[String]) {
        for name in names {
            if self.unknown_fields.len() < UNKNOWN_FIELDS_MAX && self.unknown_fields.insert(name.clone()) {
                self.say(&format!("{}:{line}: notice: the field {name:?} is unknown and passed over", self.file));
            }
        }
    }

    /// A photo on the web.
    pub fn photo_address(&mut self) {
        self.addresses += 1;
    }

    /// A story dated after today.
    pub fn of_the_future(&mut self) {
        self.of_the_future += 1;
    }

    /// What became of a story.
    pub fn outcome(&mut self, outcome: BulkOutcome) {
        match outcome {
            BulkOutcome::Added => self.added += 1,
            BulkOutcome::Updated => self.updated += 1,
            BulkOutcome::Kept => self.kept += 1,
            BulkOutcome::Unchanged => self.unchanged += 1,
        }
    }

    /// Stories that are in the paper as the file has them.
    pub fn settled(&self) -> u64 {
        self.added + self.updated + self.kept + self.unchanged
    }

    /// Moves the progress on: bytes of the file.
    pub fn progress(&self, read: u64) {
        self.bar.set_position(read);
        let seconds = self.bar.elapsed().as_secs_f64().max(0.001);
        self.bar.set_message(format!("{} stories, {:.0}/s", self.settled(), self.settled() as f64 / seconds));
    }

    /// The last words: notices by number on standard error, the sum on standard output.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
        for (kind, count) in self.notices.iter().filter(|(_, count)| **count > NOTICES_SHOWN) {
            eprintln!("{}: {count} times: {kind}", self.file);
        }
        if self.addresses > 0 {
            eprintln!(
                "{}: {} photos are addresses on the web; they were not fetched, their captions stayed",
                self.file, self.addresses
            );
        }
        if self.of_the_future > 0 {
            eprintln!("{}: {} stories are dated after today and stand above all others", self.file, self.of_the_future);
        }
        if self.kept > 0 {
            eprintln!(
                "{}: {} changed stories had been taken off the site; their new versions wait on the desk",
                self.file, self.kept
            );
        }
        println!(
            "{} added, {} updated, {} unchanged, {} refused",
            self.added,
            self.updated + self.kept,
            self.unchanged,
            self.refused
        );
    }
}
