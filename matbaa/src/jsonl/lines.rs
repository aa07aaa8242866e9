//! Reads a file of any size in chunks of numbered lines. Lines that are too long are skipped without being held in
//! memory.

use std::io::{self, BufRead, Read};
use std::ops::Range;

/// Bytes of a line, at most: enough for a story of 8 MiB with escapes.
pub const LINE_BYTES_MAX: usize = 16 << 20;
/// Lines in a chunk, at most.
const CHUNK_LINES: usize = 64;
/// Bytes after which a chunk gets no further lines.
const CHUNK_BYTES: usize = 1 << 20;

/// Consecutive lines of the file.
#[derive(Debug, Default)]
pub struct Chunk {
    bytes: Vec<u8>,
    lines: Vec<(u64, Option<Range<usize>>)>,
    /// Bytes of the file up to the end of these lines.
    pub read: u64,
}

impl Chunk {
    /// The number and the text of each line that is not blank; no text if the line is too long.
    pub fn lines(&self) -> impl Iterator<Item = (u64, Option<&[u8]>)> {
        self.lines.iter().map(|(number, range)| (*number, range.clone().map(|range| &self.bytes[range])))
    }
}

/// Splits the input of `reader` into lines.
#[derive(Debug)]
pub struct Lines<R> {
    reader: R,
    number: u64,
    read: u64,
}

impl<R: BufRead> Lines<R> {
    /// Starts at the first line.
    pub fn new(reader: R) -> Self {
        Self { reader, number: 0, read: 0 }
    }

    /// The next lines; `None` at the end. Accepts the line endings of any system, and skips a byte order mark and blank
    /// lines.
    pub fn next_chunk(&mut self) -> io::Result<Option<Chunk>> {
        let mut chunk = Chunk::default();
        let mut at_end = false;
        while chunk.lines.len() < CHUNK_LINES && chunk.bytes.len() < CHUNK_BYTES && !at_end {
            at_end = !self.add_line(&mut chunk)?;
        }
        chunk.read = self.read;
        Ok((!at_end || !chunk.lines.is_empty()).then_some(chunk))
    }

    /// Adds one line; returns false if there are no more.
    fn add_line(&mut self, chunk: &mut Chunk) -> io::Result<bool> {
        let begin = chunk.bytes.len();
        let limit = LINE_BYTES_MAX as u64 + 1;
        let mut length = self.reader.by_ref().take(limit).read_until(b'\n', &mut chunk.bytes)? as u64;
        if length == 0 {
            return Ok(false);
        }
        self.number += 1;
        let is_overlong = length == limit && !chunk.bytes.ends_with(b"\n");
        if is_overlong {
            chunk.bytes.truncate(begin);
            chunk.bytes.shrink_to(CHUNK_BYTES);
            length += self.reader.skip_until(b'\n')? as u64;
        }
        self.read += length;
        if is_overlong {
            chunk.lines.push((self.number, None));
            return Ok(true);
        }
        let mut range = begin..chunk.bytes.len();
        if self.number == 1 && chunk.bytes[range.clone()].starts_with("\u{FEFF}".as_bytes()) {
            range.start += '\u{FEFF}'.len_utf8();
        }
        let text = &chunk.bytes[range.clone()];
        range.end -= text.len() - text.trim_ascii_end().len();
        if chunk.bytes[range.clone()].trim_ascii().is_empty() {
            chunk.bytes.truncate(begin);
        } else {
            chunk.lines.push((self.number, Some(range)));
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<(u64, Option<String>)> {
        let mut lines = Lines::new(io::BufReader::with_capacity(7, bytes));
        let mut all = Vec::new();
        while let Some(chunk) = lines.next_chunk().unwrap() {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            all.extend(chunk.lines().map(|(number, line)| (number, line.map(text))));
        }
        assert_eq!(lines.read, bytes.len() as u64);
        all
    }

    #[test]
    fn lines_of_every_system_are_numbered() {
        let lines = read("\u{FEFF}{1}\r\n\r\n  \n{4}\n{5}".as_bytes());
        assert_eq!(lines, [(1, Some("{1}".into())), (4, Some("{4}".into())), (5, Some("{5}".into()))]);
        assert_eq!(read(b""), []);
        assert_eq!(read(b"\n\n"), []);
        let many = "{}\n".repeat(1_000);
        assert_eq!(read(many.as_bytes()).last(), Some(&(1_000, Some("{}".into()))));
    }

    #[test]
    fn a_line_too_long_is_passed_over() {
        let mut bytes = b"{1}\n".to_vec();
        bytes.extend(std::iter::repeat_n(b'x', LINE_BYTES_MAX + 10));
        bytes.extend(b"\n{3}\n");
        assert_eq!(read(&bytes), [(1, Some("{1}".into())), (2, None), (3, Some("{3}".into()))]);
        let fits = vec![b'x'; LINE_BYTES_MAX];
        assert!(matches!(read(&fits)[..], [(1, Some(_))]));
    }
}
