//! A page in the cache, in every content encoding that was requested.

use std::io::Write;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, header};
use newsroom::{Sight, Timestamp};

use super::CacheHint;
use super::encoding::Encoding;
use super::sendfile::{FileLimits, SendfileBody};
use crate::base::most_read::RankingSeen;

/// Compression levels. Each page is compressed once; higher levels take several times as long and save a few percent.
const GZIP_LEVEL: u32 = 6;
const BROTLI_QUALITY: u32 = 5;
const ZSTD_LEVEL: i32 = 6;

/// Bytes counted for a page in addition to its body: headers, key, list of sights.
const PAGE_OVERHEAD: u64 = 2_048;

/// A page. It is the same for every reader.
pub struct Page {
    /// What it was made from.
    pub sights: Vec<Sight>,
    /// The generation of frame and theme in which it was made.
    pub generation: u64,
    /// The time at which it becomes stale by itself.
    pub until: Option<Timestamp>,
    /// When it was made.
    pub made_at: Timestamp,
    /// The rankings it shows.
    pub rankings: Vec<RankingSeen>,
    stale: AtomicBool,
    is_compressible: bool,
    plain: Representation,
    compressed: [OnceLock<Representation>; 3],
}

/// The body in one content encoding, with its headers.
pub struct Representation {
    /// The body.
    pub body: Bytes,
    /// All headers except `Date` and `Content-Length`.
    pub headers: HeaderMap,
    /// The time of the last change, in seconds since 1970, as in `Last-Modified`.
    pub changed: i64,
    sendfile_body: OnceLock<Option<SendfileBody>>,
}

impl Representation {
    fn new(body: Bytes, headers: HeaderMap, changed: i64) -> Self {
        Self { body, headers, changed, sendfile_body: OnceLock::new() }
    }

    fn tag(&self) -> Option<&HeaderValue> {
        self.headers.get(header::ETAG)
    }

    /// The body for `sendfile`; `None` if it is too small.
    pub fn sendfile_body(&self, file_limits: &FileLimits) -> Option<&SendfileBody> {
        self.sendfile_body.get_or_init(|| SendfileBody::of(&self.body, file_limits)).as_ref()
    }
}

impl Page {
    /// A page with `body` and `headers`. `before` is the page that it replaces.
    pub fn new(
        keep: CacheHint,
        made_at: Timestamp,
        mut headers: HeaderMap,
        body: Bytes,
        before: Option<&Self>,
    ) -> Self {
        headers.remove(header::CONTENT_LENGTH);
        headers.remove("x-request-id");
        let is_compressible = is_compressible(&headers);
        if is_compressible {
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        let headers = tagged(headers, &tag(&body), Encoding::Identity);
        let mut plain = Representation::new(body, headers, 0);
        plain.changed = changed(&plain, made_at, before.map(|before| &before.plain));
        if let Some(date) = http_date(plain.changed) {
            plain.headers.insert(header::LAST_MODIFIED, date);
        }
        let (sights, generation, until) = (keep.sights, keep.generation, keep.until);
        let (stale, compressed) = (AtomicBool::new(false), Default::default());
        Self { sights, generation, until, made_at, rankings: keep.rankings, stale, is_compressible, plain, compressed }
    }

    /// The page in `encoding`, if it has been compressed before. Content that is not compressed is returned as it is.
    pub fn representation(&self, encoding: Encoding) -> Option<&Representation> {
        match Encoding::COMPRESSING.into_iter().position(|compressed| compressed == encoding) {
            Some(place) if self.is_compressible => self.compressed[place].get(),
            _ => Some(&self.plain),
        }
    }

    /// The page in `encoding`. Compresses it on the first call, which takes about a millisecond.
    pub fn encode(&self, encoding: Encoding) -> &Representation {
        match Encoding::COMPRESSING.into_iter().position(|compressed| compressed == encoding) {
            Some(place) if self.is_compressible => self.compressed[place].get_or_init(|| {
                let body = compress(encoding, &self.plain.body);
                // The same body, compressed by the same build, gives the same bytes. The tag of the plain body is
                // therefore enough.
                let tag = tag(&self.plain.body);
                Representation::new(body.into(), tagged(self.plain.headers.clone(), &tag, encoding), self.plain.changed)
            }),
            _ => &self.plain,
        }
    }

    /// Whether it may be served at `now` in `generation`.
    pub fn is_fresh(&self, now: Timestamp, generation: u64) -> bool {
        !self.stale.load(Ordering::Acquire)
            && self.generation == generation
            && self.until.is_none_or(|until| now < until)
            && self.rankings.iter().all(|seen| seen.holds(now))
    }

    /// Marks the page as stale. It is still served while the database does not respond.
    pub fn mark_stale(&self) {
        self.stale.store(true, Ordering::Release);
    }

    /// Size in bytes, including an estimate for its compressed forms.
    pub fn weight(&self) -> u64 {
        let body = self.plain.body.len() as u64;
        PAGE_OVERHEAD + if self.is_compressible { body * 7 / 4 } else { body }
    }
}

/// The second in which the content changed, rounded up. It is at least one second after that of the page before, even
/// if two changes fall in one second or the clock was set back.
fn changed(page: &Representation, made_at: Timestamp, before: Option<&Representation>) -> i64 {
    let second = made_at.0.div_euclid(1_000_000) + i64::from(made_at.0.rem_euclid(1_000_000) > 0);
    match before {
        Some(before) if before.tag() == page.tag() => before.changed,
        Some(before) => second.max(before.changed + 1),
        None => second,
    }
}

/// An HTTP date (RFC 9110 section 5.6.7); `None` before 1970.
fn http_date(second: i64) -> Option<HeaderValue> {
    let since = Duration::from_secs(u64::try_from(second).ok()?);
    HeaderValue::try_from(httpdate::fmt_http_date(UNIX_EPOCH + since)).ok()
}

/// Whether content of this type is worth compressing. Pictures and fonts are compressed already.
fn is_compressible(headers: &HeaderMap) -> bool {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    media_type.starts_with("text/") || media_type.contains("xml") || media_type.contains("json")
}

/// 64 bits of XXH3 in hex. Only somebody who writes the paper's stories could produce a collision.
fn tag(body: &[u8]) -> String {
    format!("{:016x}", twox_hash::XxHash3_64::oneshot(body))
}

/// Sets the ETag. A strong tag must differ between encodings (RFC 9110 section 8.8.3.3).
fn tagged(mut headers: HeaderMap, tag: &str, encoding: Encoding) -> HeaderMap {
    let quoted = match encoding.word() {
        Some(word) => {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(word));
            format!("\"{tag}-{word}\"")
        }
        None => format!("\"{tag}\""),
    };
    if let Ok(value) = HeaderValue::from_str(&quoted) {
        headers.insert(header::ETAG, value);
    }
    headers
}

fn compress(encoding: Encoding, body: &[u8]) -> Vec<u8> {
    let attempt = match encoding {
        Encoding::Identity => Ok(body.to_vec()),
        Encoding::Gzip => {
            let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(GZIP_LEVEL));
            writer.write_all(body).and_then(|()| writer.finish())
        }
        Encoding::Brotli => {
            let mut writer = brotli::CompressorWriter::new(Vec::new(), 4_096, BROTLI_QUALITY, 20);
            writer.write_all(body).and_then(|()| writer.flush()).map(|()| writer.into_inner())
        }
        Encoding::Zstd => zstd::bulk::compress(body, ZSTD_LEVEL),
    };
    // Writing to memory does not fail.
    attempt.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn page(media_type: &'static str) -> Page {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
        made(headers, 0, "كلام ", None)
    }

    fn made(headers: HeaderMap, made_at: i64, word: &str, before: Option<&Page>) -> Page {
        Page::new(CacheHint::default(), Timestamp(made_at), headers, Bytes::from(word.repeat(500)), before)
    }

    #[test]
    fn a_page_has_been_the_same_since_its_words_changed() {
        let next = |made_at, word, before: &Page| made(HeaderMap::new(), made_at, word, Some(before));
        let first = made(HeaderMap::new(), 1_472_911_200_200_000, "أول", None);
        assert_eq!(first.plain.headers[header::LAST_MODIFIED], "Sat, 03 Sep 2016 14:00:01 GMT");
        let same = next(1_472_911_260_000_000, "أول", &first);
        assert_eq!(same.plain.changed, first.plain.changed);
        let within_the_second = next(1_472_911_200_800_000, "ثان", &same);
        assert_eq!(within_the_second.plain.changed, first.plain.changed + 1);
        let clock_set_back = next(1_472_900_000_000_000, "ثالث", &within_the_second);
        assert_eq!(clock_set_back.plain.changed, first.plain.changed + 2);
        let later = next(1_472_911_260_000_000, "رابع", &clock_set_back);
        assert_eq!(later.encode(Encoding::Gzip).headers[header::LAST_MODIFIED], "Sat, 03 Sep 2016 14:01:00 GMT");
    }

    #[test]
    fn every_form_unpacks_to_the_same_words_and_has_a_tag_of_its_own() {
        let page = page("text/html; charset=utf-8");
        let mut tags = vec![page.encode(Encoding::Identity).headers[header::ETAG].clone()];
        for encoding in Encoding::COMPRESSING {
            assert!(page.representation(encoding).is_none(), "nobody asked for it yet");
            let representation = page.encode(encoding);
            let mut words = Vec::new();
            match encoding {
                Encoding::Gzip => {
                    flate2::read::GzDecoder::new(&representation.body[..]).read_to_end(&mut words).unwrap()
                }
                Encoding::Brotli => {
                    brotli::Decompressor::new(&representation.body[..], 4096).read_to_end(&mut words).unwrap()
                }
                _ => zstd::Decoder::new(&representation.body[..]).unwrap().read_to_end(&mut words).unwrap(),
            };
            assert_eq!(words, page.plain.body);
            assert_eq!(representation.headers[header::CONTENT_ENCODING], encoding.word().unwrap());
            assert_eq!(representation.headers[header::VARY], "accept-encoding");
            assert!(!tags.contains(&representation.headers[header::ETAG]));
            tags.push(representation.headers[header::ETAG].clone());
            assert!(page.representation(encoding).is_some());
        }
    }

    #[test]
    fn pictures_stay_as_they_are() {
        let page = page("image/webp");
        let representation = page.representation(Encoding::Brotli).unwrap();
        assert!(
            representation.headers.get(header::CONTENT_ENCODING).is_none()
                && representation.headers.get(header::VARY).is_none()
        );
    }
}
