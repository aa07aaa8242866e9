//! Turns a file into stories that are ready to be written: one thread reads, several parse. All queues are bounded, so
//! that memory does not grow with the file. The order of the lines is kept.

use std::io::{self, BufRead};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use newsroom::{BulkStory, PhotoSource, RecordNotice, RecordReader};
use tokio::sync::mpsc;

use super::lines::{Chunk, LINE_BYTES_MAX, Lines};

/// Chunks that wait in each queue, at most.
const WAITING: usize = 2;
/// Parsers, at most; with more, the only writer is the bottleneck.
const PARSERS_MAX: usize = 8;

/// A parsed line.
#[derive(Debug)]
pub struct Item {
    /// Its number in the file, from 1.
    pub line: u64,
    /// The story, or why the line was refused.
    pub story: Result<Box<Ready>, String>,
}

/// A parsed story with what the writer needs.
#[derive(Debug)]
pub struct Ready {
    /// The story.
    pub story: BulkStory,
    /// Its picture.
    pub photo: Option<PhotoSource>,
    /// What could not be imported.
    pub notices: Vec<RecordNotice>,
    /// Fields that are not in the schema.
    pub unknown_fields: Vec<String>,
    /// Bytes of its line.
    pub bytes: usize,
}

/// The parsed lines of a chunk.
#[derive(Debug, Default)]
pub struct ParsedChunk {
    /// The lines, in order.
    pub items: Vec<Item>,
    /// Bytes of the file up to the end of these lines.
    pub read: u64,
}

/// The stories of a file, in order.
pub struct Pipeline {
    parsed: Vec<mpsc::Receiver<io::Result<ParsedChunk>>>,
    turn: usize,
}

impl Pipeline {
    /// Starts the threads; they end when the file ends or the pipeline is dropped.
    pub fn start(input: Box<dyn BufRead + Send>, reader: RecordReader) -> io::Result<Self> {
        let parsers = thread::available_parallelism().map_or(2, usize::from).min(PARSERS_MAX);
        let reader = Arc::new(reader);
        let (mut chunk_senders, mut parsed) = (Vec::new(), Vec::new());
        for _ in 0..parsers {
            let (sender, chunks) = sync_channel(WAITING);
            let (out, parsed_chunks) = mpsc::channel(WAITING);
            let reader = Arc::clone(&reader);
            thread::Builder::new().name("parse".into()).spawn(move || parse_chunks(&chunks, &out, &reader))?;
            chunk_senders.push(sender);
            parsed.push(parsed_chunks);
        }
        thread::Builder::new().name("read".into()).spawn(move || read(input, &chunk_senders))?;
        Ok(Self { parsed, turn: 0 })
    }

    /// The next lines; `None` at the end.
    pub async fn next(&mut self) -> Option<io::Result<ParsedChunk>> {
        let next = self.parsed[self.turn].recv().await;
        self.turn = (self.turn + 1) % self.parsed.len();
        next
    }
}

/// Distributes the chunks of the file among the parsers in turn; [`Pipeline::next`] collects them in the same order.
fn read(input: Box<dyn BufRead + Send>, chunk_senders: &[SyncSender<io::Result<Chunk>>]) {
    let mut lines = Lines::new(input);
    for sender in chunk_senders.iter().cycle() {
        let next = match lines.next_chunk() {
            Ok(Some(chunk)) => Ok(chunk),
            Ok(None) => return,
            Err(error) => Err(error),
        };
        let is_over = next.is_err();
        if sender.send(next).is_err() || is_over {
            return;
        }
    }
}

fn parse_chunks(
    chunks: &Receiver<io::Result<Chunk>>,
    out: &mpsc::Sender<io::Result<ParsedChunk>>,
    reader: &RecordReader,
) {
    for chunk in chunks {
        let parsed = chunk.map(|chunk| ParsedChunk {
            items: chunk.lines().map(|(line, text)| Item { line, story: story(text, reader) }).collect(),
            read: chunk.read,
        });
        if out.blocking_send(parsed).is_err() {
            return;
        }
    }
}

fn story(text: Option<&[u8]>, reader: &RecordReader) -> Result<Box<Ready>, String> {
    let Some(text) = text else {
        return Err(format!("longer than {} MiB; no story is", LINE_BYTES_MAX >> 20));
    };
    // No input is known to cause a panic. If one does, only its line is lost, not the whole archive.
    let read = catch_unwind(AssertUnwindSafe(|| {
        let record = reader.read(text).map_err(|refusal| refusal.to_string())?;
        let story = BulkStory::prepare(record.story, record.section_name, reader.zone, !reader.drafts);
        Ok(Box::new(Ready {
            story: story.map_err(|error| error.to_string())?,
            photo: record.photo,
            notices: record.notices,
            unknown_fields: record.unknown_fields,
            bytes: text.len(),
        }))
    }));
    read.unwrap_or_else(|_| Err("reading this line failed inside Matbaa; please report it".into()))
}
