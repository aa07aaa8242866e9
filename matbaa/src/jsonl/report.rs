//! The messages of an import, while it runs and at its end. Every refused line is reported; each kind of notice is
//! reported a few times and then counted.

use std::collections::{BTreeMap, BTreeSet};

use indicatif::ProgressBar;
use newsroom::{BulkOutcome, RecordNotice};

/// Notices of one kind printed in full.
const NOTICES_SHOWN: u64 = 5;
/// Unknown fields named in messages; an export with more does not follow our schema.
const UNKNOWN_FIELDS_MAX: usize = 200;

/// The counts so far.
pub struct Report {
    file: String,
    bar: ProgressBar,
    added: u64,
    updated: u64,
    kept: u64,
    unchanged: u64,
    /// Refused lines.
    pub refused: u64,
    notices: BTreeMap<&'static str, u64>,
    unknown_fields: BTreeSet<String>,
    addresses: u64,
    of_the_future: u64,
}

impl Report {
    /// The report on the file called `file`, with its progress bar.
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

    /// Prints a message about the whole file.
    pub fn tell(&self, words: &str) {
        self.say(&format!("{}: {words}", self.file));
    }

    /// Reports a refused line.
    pub fn refuse(&mut self, line: u64, reason: &str) {
        self.refused += 1;
        self.say(&format!("{}:{line}: {reason}", self.file));
    }

    /// Reports something about an imported story.
    pub fn notice(&mut self, line: u64, kind: &'static str, words: &str) {
        let count = self.notices.entry(kind).or_default();
        *count += 1;
        if *count <= NOTICES_SHOWN {
            let words = format!("{}:{line}: notice: {words}", self.file);
            self.say(&words);
        }
    }

    /// Reports something that could not be imported.
    pub fn record_notice(&mut self, line: u64, notice: RecordNotice) {
        self.notice(line, notice.words(), notice.words());
    }

    /// Reports fields that are not in the schema, each once.
    pub fn unknown_fields(&mut self, line: u64, names: &[String]) {
        for name in names {
            if self.unknown_fields.len() < UNKNOWN_FIELDS_MAX && self.unknown_fields.insert(name.clone()) {
                self.say(&format!("{}:{line}: notice: the field {name:?} is unknown and passed over", self.file));
            }
        }
    }

    /// Counts a photo that is an address on the web.
    pub fn photo_address(&mut self) {
        self.addresses += 1;
    }

    /// Counts a story dated after today.
    pub fn of_the_future(&mut self) {
        self.of_the_future += 1;
    }

    /// Counts what was done with a story.
    pub fn outcome(&mut self, outcome: BulkOutcome) {
        match outcome {
            BulkOutcome::Added => self.added += 1,
            BulkOutcome::Updated => self.updated += 1,
            BulkOutcome::Kept => self.kept += 1,
            BulkOutcome::Unchanged => self.unchanged += 1,
        }
    }

    /// Stories that are in the paper as in the file.
    pub fn settled(&self) -> u64 {
        self.added + self.updated + self.kept + self.unchanged
    }

    /// Updates the progress bar; `read` is in bytes of the file.
    pub fn progress(&self, read: u64) {
        self.bar.set_position(read);
        let seconds = self.bar.elapsed().as_secs_f64().max(0.001);
        self.bar.set_message(format!("{} stories, {:.0}/s", self.settled(), self.settled() as f64 / seconds));
    }

    /// Prints the summary: counts of notices on standard error, the totals on standard output.
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
