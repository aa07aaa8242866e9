//! Large answers that the system sends by itself: head and body in a file without a name (`O_TMPFILE`, open(2)), from
//! which one `sendfile(2)` gives the socket the pages of memory themselves instead of a copy for every reader.
//!
//! The head says which second it is, so a file is good for a second; whoever asks with another head in the meantime gets
//! a copy as for a small body. A file is never written again once it is lent: what a slow reader has not taken yet is
//! still in it. One is made, beside the accept loop, for answers asked for often, as long as all together keep within
//! their bytes and number.

use std::io::Write;
use std::os::fd::{AsFd, BorrowedFd};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use arc_swap::ArcSwapOption;
use bytes::Bytes;
use rustix::fs::{MemfdFlags, Mode, OFlags};

/// Bytes from which a body is worth a file: below, head and body copied in one call are faster.
const LARGE_BYTES: usize = 12 << 10;
/// Answers with one head after which they are worth a file.
const ASKED_OFTEN: u32 = 16;
/// Files open at once: connections need descriptors too.
const FILES_MAX: u64 = 256;

/// What all files together may take. Cheap to clone.
#[derive(Clone)]
pub struct Shelf(Arc<Taken>);

struct Taken {
    folder: PathBuf,
    bytes_max: u64,
    bytes: AtomicU64,
    files: AtomicU64,
}

impl Shelf {
    /// Room for `bytes_max` bytes in `folder`, or in memory where its file system has no files without names. Files
    /// of a disk come first because the system may keep them in larger pieces (ext4 from Linux 6.16, XFS), of which a
    /// socket takes fewer.
    pub fn new(bytes_max: u64, folder: &Path) -> Self {
        let (bytes, files) = (AtomicU64::new(0), AtomicU64::new(0));
        Self(Arc::new(Taken { folder: folder.to_owned(), bytes_max, bytes, files }))
    }

    fn take(&self, bytes: u64) -> Option<Place> {
        let place = Place { shelf: self.clone(), bytes };
        let before = self.0.bytes.fetch_add(bytes, Ordering::Relaxed);
        let files = self.0.files.fetch_add(1, Ordering::Relaxed);
        // Dropping the place gives back what does not fit.
        (before + bytes <= self.0.bytes_max && files < FILES_MAX).then_some(place)
    }

    fn file(&self) -> rustix::io::Result<std::fs::File> {
        let (flags, mode) = (OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC, Mode::RUSR | Mode::WUSR);
        let made = rustix::fs::open(&self.0.folder, flags, mode);
        made.or_else(|_| rustix::fs::memfd_create("answer", MemfdFlags::CLOEXEC)).map(std::fs::File::from)
    }
}

/// A file's room on the shelf.
struct Place {
    shelf: Shelf,
    bytes: u64,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.shelf.0.bytes.fetch_sub(self.bytes, Ordering::Relaxed);
        self.shelf.0.files.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A large body, and its answer in a file while it is asked for often. Cheap to clone.
#[derive(Clone)]
pub struct Lent(Arc<Large>);

struct Large {
    body: Bytes,
    shelf: Shelf,
    answer: ArcSwapOption<Answer>,
    /// Answers with another head since the file was made.
    otherwise: AtomicU32,
}

/// Head and body in a file.
pub struct Answer {
    head: Box<[u8]>,
    file: std::fs::File,
    _place: Place,
}

impl Answer {
    /// The file: the head, then the body.
    pub fn file(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }

    /// Bytes before the body.
    pub fn head_bytes(&self) -> usize {
        self.head.len()
    }
}

impl Lent {
    /// `body`, where it is large enough to be worth a file on `shelf`.
    pub fn of(body: &Bytes, shelf: &Shelf) -> Option<Self> {
        let (body, shelf, answer) = (body.clone(), shelf.clone(), ArcSwapOption::empty());
        let large = body.len() >= LARGE_BYTES;
        large.then(|| Self(Arc::new(Large { body, shelf, answer, otherwise: AtomicU32::new(0) })))
    }

    /// Where in the body `bytes` stand, if they are a piece of this very body: compared by where they are in memory,
    /// which nothing else can be while the body is held here.
    pub fn offset_of(&self, bytes: &[u8]) -> Option<usize> {
        let (body, piece) = (self.0.body.as_ptr_range(), bytes.as_ptr_range());
        let inside = !bytes.is_empty() && body.start <= piece.start && piece.end <= body.end;
        inside.then(|| piece.start.addr() - body.start.addr())
    }

    /// The body's length.
    pub fn body_bytes(&self) -> usize {
        self.0.body.len()
    }

    /// The last answer with this body that was made a file of.
    pub fn last(&self) -> Option<Arc<Answer>> {
        self.0.answer.load_full()
    }

    /// The answer that begins with `head`, if there is a file of it, and whether it is time to make one ([`Lent::renew`]).
    pub fn answer(&self, head: &[u8]) -> (Option<Arc<Answer>>, bool) {
        match self.last().filter(|last| *last.head == *head) {
            Some(last) => (Some(last), false),
            None => (None, self.0.otherwise.fetch_add(1, Ordering::Relaxed) == ASKED_OFTEN),
        }
    }

    /// Makes a file of the answer that begins with `head`, in place of the last one. May wait for a disk.
    pub fn renew(&self, head: &[u8]) {
        // Room for the new file where the old one was.
        self.0.answer.store(None);
        self.0.answer.store(self.make(head).map(Arc::new));
        self.0.otherwise.store(0, Ordering::Relaxed);
    }

    /// `head` and `body` as if they were in `file`.
    #[cfg(test)]
    pub fn in_file(body: &Bytes, head: &[u8], file: std::fs::File) -> Self {
        let shelf = Shelf::new(1 << 20, Path::new("/proc"));
        let (head, _place) = (head.into(), shelf.take(1).unwrap());
        let lent = Self::of(body, &shelf).unwrap();
        lent.0.answer.store(Some(Arc::new(Answer { head, file, _place })));
        lent
    }

    fn make(&self, head: &[u8]) -> Option<Answer> {
        let Large { body, shelf, .. } = &*self.0;
        let place = shelf.take((head.len() + body.len()) as u64)?;
        let mut file = shelf.file().ok()?;
        // In one piece, so that the system can keep it in one piece.
        file.write_all(&[head, body].concat()).ok()?;
        Some(Answer { head: head.into(), file, _place: place })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::FileExt;

    fn asked_often(lent: &Lent, head: &[u8]) -> Option<Arc<Answer>> {
        for _ in 0..ASKED_OFTEN {
            assert!(matches!(lent.answer(head), (None, false)));
        }
        assert!(matches!(lent.answer(head), (None, true)));
        lent.renew(head);
        lent.answer(head).0
    }

    fn shelf(bytes_max: u64) -> (tempfile::TempDir, Shelf) {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(bytes_max, folder.path());
        (folder, shelf)
    }

    #[test]
    fn an_answer_asked_for_often_is_in_a_file_until_its_head_changes() {
        let (_folder, shelf) = shelf(1 << 20);
        let body = Bytes::from("كلام ".repeat(10_000));
        let lent = Lent::of(&body, &shelf).unwrap();
        let first = asked_often(&lent, b"noon\r\n\r\n").unwrap();
        let in_file = |answer: &Answer| {
            let mut read = vec![0; answer.head_bytes() + body.len()];
            answer.file.read_exact_at(&mut read, 0).unwrap();
            read
        };
        assert_eq!(in_file(&first), [b"noon\r\n\r\n", &body[..]].concat());
        assert!(Arc::ptr_eq(&lent.answer(b"noon\r\n\r\n").0.unwrap(), &first));
        let second = asked_often(&lent, b"one\r\n\r\n").unwrap();
        assert_eq!(in_file(&second), [b"one\r\n\r\n", &body[..]].concat());
        assert_eq!(in_file(&first), [b"noon\r\n\r\n", &body[..]].concat(), "whoever is still reading the first");
        assert!(Lent::of(&Bytes::from(vec![b'x'; LARGE_BYTES - 1]), &shelf).is_none(), "too small");
    }

    #[test]
    fn no_file_system_without_nameless_files_keeps_it_from_lending() {
        let shelf = Shelf::new(1 << 20, Path::new("/proc"));
        let lent = Lent::of(&Bytes::from(vec![b'x'; LARGE_BYTES]), &shelf).unwrap();
        assert!(asked_often(&lent, b"head").is_some(), "in memory instead");
    }

    #[test]
    fn a_piece_is_known_by_where_it_stands_and_not_by_what_it_says() {
        let (_folder, shelf) = shelf(1 << 20);
        let body = Bytes::from(vec![b'x'; LARGE_BYTES]);
        let lent = Lent::of(&body, &shelf).unwrap();
        assert_eq!(lent.offset_of(&body), Some(0));
        assert_eq!(lent.offset_of(&body[100..200]), Some(100));
        assert_eq!(lent.offset_of(&body[..0]), None);
        let elsewhere = vec![b'x'; LARGE_BYTES];
        assert_eq!(lent.offset_of(&elsewhere), None);
    }

    #[test]
    fn files_keep_within_their_bytes_and_their_number_and_give_both_back() {
        let (_folder, narrow) = shelf(3 * (LARGE_BYTES as u64 + 4));
        let body = Bytes::from(vec![b'x'; LARGE_BYTES]);
        let another = |shelf: &Shelf| {
            let lent = Lent::of(&body, shelf).unwrap();
            asked_often(&lent, b"head").map(|_| lent)
        };
        let mut kept: Vec<Lent> = (0..3).filter_map(|_| another(&narrow)).collect();
        assert_eq!(kept.len(), 3);
        assert!(another(&narrow).is_none(), "full");
        assert!(asked_often(&kept[0], b"next").is_some(), "in the place of its own last");
        kept.pop();
        assert!(another(&narrow).is_some(), "room again");
        let (_folder, wide) = shelf(u64::MAX / 2);
        let many: Vec<Lent> = (0..=FILES_MAX).filter_map(|_| another(&wide)).collect();
        assert_eq!(many.len() as u64, FILES_MAX);
    }
}
