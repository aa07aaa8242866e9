//! Large bodies that the system sends by itself: a copy in a file without a name (memfd_create(2)), from which
//! `sendfile(2)` gives the socket the pages of memory themselves instead of a copy for every reader.
//!
//! For small bodies one call with head and body is faster; a file is made for a body that has been asked for often
//! enough to be worth it, as long as all files together keep within their bytes and their number.

use std::io::Write;
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use rustix::fs::MemfdFlags;

/// Bytes from which a body is worth a call of its own: six pages of memory. Front pages and photos are above, stories and
/// packed pages below, where head and body in one call have kept up with nginx.
const LARGE_BYTES: usize = 24 << 10;
/// Answers after which a body is worth a file.
const ASKED_OFTEN: u32 = 16;
/// Files open at once: connections need descriptors too.
const FILES_MAX: u64 = 256;

/// What all files together may take. Cheap to clone.
#[derive(Clone)]
pub struct Shelf(Arc<Taken>);

struct Taken {
    bytes_max: u64,
    bytes: AtomicU64,
    files: AtomicU64,
}

impl Shelf {
    /// Room for `bytes_max` bytes.
    pub fn new(bytes_max: u64) -> Self {
        Self(Arc::new(Taken { bytes_max, bytes: AtomicU64::new(0), files: AtomicU64::new(0) }))
    }

    fn take(&self, bytes: u64) -> Option<Place> {
        let place = Place { shelf: self.clone(), bytes };
        let before = self.0.bytes.fetch_add(bytes, Ordering::Relaxed);
        let files = self.0.files.fetch_add(1, Ordering::Relaxed);
        // Dropping the place gives back what does not fit.
        (before + bytes <= self.0.bytes_max && files < FILES_MAX).then_some(place)
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

/// A body and the same bytes in a file. Cheap to clone.
#[derive(Clone)]
pub struct Lent(Arc<InFile>);

struct InFile {
    body: Bytes,
    file: std::fs::File,
    _place: Place,
}

impl Lent {
    fn make(body: &Bytes, shelf: &Shelf) -> Option<Self> {
        let place = shelf.take(body.len() as u64)?;
        let mut file = std::fs::File::from(rustix::fs::memfd_create("page", MemfdFlags::CLOEXEC).ok()?);
        file.write_all(body).ok()?;
        Some(Self(Arc::new(InFile { body: body.clone(), file, _place: place })))
    }

    /// Where in the file `bytes` stand, if they are a piece of this very body: compared by where they are in memory,
    /// which nothing else can be while the body is held here.
    pub fn offset_of(&self, bytes: &[u8]) -> Option<u64> {
        let (body, piece) = (self.0.body.as_ptr_range(), bytes.as_ptr_range());
        let inside = !bytes.is_empty() && body.start <= piece.start && piece.end <= body.end;
        inside.then(|| (piece.start.addr() - body.start.addr()) as u64)
    }

    /// The file, as long as the body.
    pub fn file(&self) -> BorrowedFd<'_> {
        self.0.file.as_fd()
    }
}

/// Whether a body has a file yet.
#[derive(Default)]
pub struct Lending {
    asked: AtomicU32,
    lent: OnceLock<Option<Lent>>,
}

impl Lending {
    /// The file of `body`, where it is large and asked for often and there is room; made now, if it is time.
    pub fn of(&self, body: &Bytes, shelf: &Shelf) -> Option<&Lent> {
        if body.len() < LARGE_BYTES {
            return None;
        }
        if let Some(made) = self.lent.get() {
            return made.as_ref();
        }
        if self.asked.fetch_add(1, Ordering::Relaxed) < ASKED_OFTEN {
            return None;
        }
        self.lent.get_or_init(|| Lent::make(body, shelf)).as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::FileExt;

    fn asked_often(body: &Bytes, shelf: &Shelf) -> Option<Lent> {
        let lending = Lending::default();
        for _ in 0..ASKED_OFTEN {
            assert!(lending.of(body, shelf).is_none());
        }
        lending.of(body, shelf).cloned()
    }

    #[test]
    fn a_large_body_asked_for_often_has_a_file_of_the_same_bytes() {
        let shelf = Shelf::new(1 << 20);
        let body = Bytes::from("كلام ".repeat(10_000));
        let lent = asked_often(&body, &shelf).unwrap();
        let mut read = vec![0; body.len()];
        lent.0.file.read_exact_at(&mut read, 0).unwrap();
        assert_eq!(read, body);
        assert!(asked_often(&Bytes::from(vec![b'x'; LARGE_BYTES - 1]), &shelf).is_none(), "too small");
    }

    #[test]
    fn a_piece_is_known_by_where_it_stands_and_not_by_what_it_says() {
        let body = Bytes::from(vec![b'x'; LARGE_BYTES]);
        let lent = asked_often(&body, &Shelf::new(1 << 20)).unwrap();
        assert_eq!(lent.offset_of(&body), Some(0));
        assert_eq!(lent.offset_of(&body[100..200]), Some(100));
        assert_eq!(lent.offset_of(&body[..0]), None);
        let elsewhere = vec![b'x'; LARGE_BYTES];
        assert_eq!(lent.offset_of(&elsewhere), None);
    }

    #[test]
    fn files_keep_within_their_bytes_and_their_number_and_give_both_back() {
        let shelf = Shelf::new(3 * LARGE_BYTES as u64);
        let body = Bytes::from(vec![b'x'; LARGE_BYTES]);
        let mut kept: Vec<Lent> = (0..3).filter_map(|_| asked_often(&body, &shelf)).collect();
        assert_eq!(kept.len(), 3);
        assert!(asked_often(&body, &shelf).is_none(), "full");
        kept.pop();
        assert!(asked_often(&body, &shelf).is_some(), "room again");
        let wide = Shelf::new(u64::MAX / 2);
        let many: Vec<Lent> = (0..=FILES_MAX).filter_map(|_| asked_often(&body, &wide)).collect();
        assert_eq!(many.len() as u64, FILES_MAX);
    }
}
