//! Large responses sent with `sendfile(2)`. Head and body are in an unnamed file (`O_TMPFILE`, open(2)), and the kernel
//! sends its pages without a copy for every reader.
//!
//! The head contains the current second, so a file can be used for one second. A request that needs another head gets a
//! copy, as for a small body. A file is never changed after it was handed out, so slow readers can finish reading it.
//! Files are made outside the accept loop, only for responses that are requested often, and only while all files
//! together stay within the limits on bytes and number.

use std::io::Write;
use std::os::fd::{AsFd, BorrowedFd};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use arc_swap::ArcSwapOption;
use bytes::Bytes;
use rustix::fs::{MemfdFlags, Mode, OFlags};

/// Smallest body for which a file is made, in bytes. Below this size it is faster to copy head and body in one call.
const LARGE_BYTES: usize = 12 << 10;
/// Number of requests after which a file is made.
const REQUESTS_MIN: u32 = 16;
/// Maximum number of open files. Connections need file descriptors too.
const FILES_MAX: u64 = 256;

/// The limits that all files share. Cheap to clone.
#[derive(Clone)]
pub struct FileLimits(Arc<Usage>);

struct Usage {
    folder: PathBuf,
    bytes_max: u64,
    bytes: AtomicU64,
    files: AtomicU64,
}

impl FileLimits {
    /// Allows `bytes_max` bytes of files in `folder`. If the file system of `folder` does not support unnamed files,
    /// they are made in memory instead. Files on disk are preferred because some file systems keep them in larger
    /// folios (ext4 from Linux 6.16, XFS), so a socket needs fewer of them.
    pub fn new(bytes_max: u64, folder: &Path) -> Self {
        let (bytes, files) = (AtomicU64::new(0), AtomicU64::new(0));
        Self(Arc::new(Usage { folder: folder.to_owned(), bytes_max, bytes, files }))
    }

    fn acquire(&self, bytes: u64) -> Option<Permit> {
        let permit = Permit { limits: self.clone(), bytes };
        let before = self.0.bytes.fetch_add(bytes, Ordering::Relaxed);
        let files = self.0.files.fetch_add(1, Ordering::Relaxed);
        // If the limit is exceeded, dropping the permit gives the bytes back.
        (before + bytes <= self.0.bytes_max && files < FILES_MAX).then_some(permit)
    }

    fn file(&self) -> rustix::io::Result<std::fs::File> {
        let (flags, mode) = (OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC, Mode::RUSR | Mode::WUSR);
        let made = rustix::fs::open(&self.0.folder, flags, mode);
        made.or_else(|_| rustix::fs::memfd_create("answer", MemfdFlags::CLOEXEC)).map(std::fs::File::from)
    }
}

/// The share of one file in the limits, given back on drop.
struct Permit {
    limits: FileLimits,
    bytes: u64,
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.limits.0.bytes.fetch_sub(self.bytes, Ordering::Relaxed);
        self.limits.0.files.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A large body, with a file of the whole response while it is requested often. Cheap to clone.
#[derive(Clone)]
pub struct SendfileBody(Arc<Inner>);

struct Inner {
    body: Bytes,
    limits: FileLimits,
    answer: ArcSwapOption<ResponseFile>,
    /// Requests that needed another head since the file was made.
    misses: AtomicU32,
}

/// A file that contains head and body of a response.
pub struct ResponseFile {
    head: Box<[u8]>,
    file: std::fs::File,
    _permit: Permit,
}

impl ResponseFile {
    /// The file: the head, followed by the body.
    pub fn file(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }

    /// Length of the head in bytes.
    pub fn head_bytes(&self) -> usize {
        self.head.len()
    }
}

impl SendfileBody {
    /// A handle for `body`; `None` if the body is too small to need a file.
    pub fn of(body: &Bytes, limits: &FileLimits) -> Option<Self> {
        let (body, limits, answer) = (body.clone(), limits.clone(), ArcSwapOption::empty());
        let large = body.len() >= LARGE_BYTES;
        large.then(|| Self(Arc::new(Inner { body, limits, answer, misses: AtomicU32::new(0) })))
    }

    /// The offset of `bytes` in the body, if `bytes` is a slice of this body. Compares memory addresses. This is safe
    /// because the body is kept alive here.
    pub fn offset_of(&self, bytes: &[u8]) -> Option<usize> {
        let (body, piece) = (self.0.body.as_ptr_range(), bytes.as_ptr_range());
        let inside = !bytes.is_empty() && body.start <= piece.start && piece.end <= body.end;
        inside.then(|| piece.start.addr() - body.start.addr())
    }

    /// Length of the body in bytes.
    pub fn body_bytes(&self) -> usize {
        self.0.body.len()
    }

    /// The newest file for this body.
    pub fn last(&self) -> Option<Arc<ResponseFile>> {
        self.0.answer.load_full()
    }

    /// The file whose head is `head`, if there is one, and whether a new one should be made now
    /// ([`SendfileBody::renew`]).
    pub fn file_for(&self, head: &[u8]) -> (Option<Arc<ResponseFile>>, bool) {
        match self.last().filter(|last| *last.head == *head) {
            Some(last) => (Some(last), false),
            None => (None, self.0.misses.fetch_add(1, Ordering::Relaxed) == REQUESTS_MIN),
        }
    }

    /// Replaces the file with a new one that begins with `head`. May block on disk I/O.
    pub fn renew(&self, head: &[u8]) {
        // Drop the old file first, so that the new one can use its share.
        self.0.answer.store(None);
        self.0.answer.store(self.make(head).map(Arc::new));
        self.0.misses.store(0, Ordering::Relaxed);
    }

    /// A body whose response is `file`.
    #[cfg(test)]
    pub fn in_file(body: &Bytes, head: &[u8], file: std::fs::File) -> Self {
        let limits = FileLimits::new(1 << 20, Path::new("/proc"));
        let (head, _permit) = (head.into(), limits.acquire(1).unwrap());
        let sendfile_body = Self::of(body, &limits).unwrap();
        sendfile_body.0.answer.store(Some(Arc::new(ResponseFile { head, file, _permit })));
        sendfile_body
    }

    fn make(&self, head: &[u8]) -> Option<ResponseFile> {
        let Inner { body, limits, .. } = &*self.0;
        let permit = limits.acquire((head.len() + body.len()) as u64)?;
        let mut file = limits.file().ok()?;
        // Written in one call, so that the file system can store it contiguously.
        file.write_all(&[head, body].concat()).ok()?;
        Some(ResponseFile { head: head.into(), file, _permit: permit })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::FileExt;

    fn asked_often(sendfile_body: &SendfileBody, head: &[u8]) -> Option<Arc<ResponseFile>> {
        for _ in 0..REQUESTS_MIN {
            assert!(matches!(sendfile_body.file_for(head), (None, false)));
        }
        assert!(matches!(sendfile_body.file_for(head), (None, true)));
        sendfile_body.renew(head);
        sendfile_body.file_for(head).0
    }

    fn limits(bytes_max: u64) -> (tempfile::TempDir, FileLimits) {
        let folder = tempfile::tempdir().unwrap();
        let limits = FileLimits::new(bytes_max, folder.path());
        (folder, limits)
    }

    #[test]
    fn an_answer_asked_for_often_is_in_a_file_until_its_head_changes() {
        let (_folder, limits) = limits(1 << 20);
        let body = Bytes::from("كلام ".repeat(10_000));
        let sendfile_body = SendfileBody::of(&body, &limits).unwrap();
        let first = asked_often(&sendfile_body, b"noon\r\n\r\n").unwrap();
        let in_file = |answer: &ResponseFile| {
            let mut read = vec![0; answer.head_bytes() + body.len()];
            answer.file.read_exact_at(&mut read, 0).unwrap();
            read
        };
        assert_eq!(in_file(&first), [b"noon\r\n\r\n", &body[..]].concat());
        assert!(Arc::ptr_eq(&sendfile_body.file_for(b"noon\r\n\r\n").0.unwrap(), &first));
        let second = asked_often(&sendfile_body, b"one\r\n\r\n").unwrap();
        assert_eq!(in_file(&second), [b"one\r\n\r\n", &body[..]].concat());
        assert_eq!(in_file(&first), [b"noon\r\n\r\n", &body[..]].concat(), "whoever is still reading the first");
        assert!(SendfileBody::of(&Bytes::from(vec![b'x'; LARGE_BYTES - 1]), &limits).is_none(), "too small");
    }

    #[test]
    fn no_file_system_without_nameless_files_keeps_it_from_lending() {
        let limits = FileLimits::new(1 << 20, Path::new("/proc"));
        let sendfile_body = SendfileBody::of(&Bytes::from(vec![b'x'; LARGE_BYTES]), &limits).unwrap();
        assert!(asked_often(&sendfile_body, b"head").is_some(), "in memory instead");
    }

    #[test]
    fn a_piece_is_known_by_where_it_stands_and_not_by_what_it_says() {
        let (_folder, limits) = limits(1 << 20);
        let body = Bytes::from(vec![b'x'; LARGE_BYTES]);
        let sendfile_body = SendfileBody::of(&body, &limits).unwrap();
        assert_eq!(sendfile_body.offset_of(&body), Some(0));
        assert_eq!(sendfile_body.offset_of(&body[100..200]), Some(100));
        assert_eq!(sendfile_body.offset_of(&body[..0]), None);
        let elsewhere = vec![b'x'; LARGE_BYTES];
        assert_eq!(sendfile_body.offset_of(&elsewhere), None);
    }

    #[test]
    fn files_keep_within_their_bytes_and_their_number_and_give_both_back() {
        let (_folder, narrow) = limits(3 * (LARGE_BYTES as u64 + 4));
        let body = Bytes::from(vec![b'x'; LARGE_BYTES]);
        let another = |limits: &FileLimits| {
            let sendfile_body = SendfileBody::of(&body, limits).unwrap();
            asked_often(&sendfile_body, b"head").map(|_| sendfile_body)
        };
        let mut kept: Vec<SendfileBody> = (0..3).filter_map(|_| another(&narrow)).collect();
        assert_eq!(kept.len(), 3);
        assert!(another(&narrow).is_none(), "full");
        assert!(asked_often(&kept[0], b"next").is_some(), "in the place of its own last");
        kept.pop();
        assert!(another(&narrow).is_some(), "room again");
        let (_folder, wide) = limits(u64::MAX / 2);
        let many: Vec<SendfileBody> = (0..=FILES_MAX).filter_map(|_| another(&wide)).collect();
        assert_eq!(many.len() as u64, FILES_MAX);
    }
}
