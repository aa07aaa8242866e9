//! Unpacks gzip (RFC 1952) within a limit.

use std::borrow::Cow;
use std::io::Read;

use crate::refusal::Refusal;

/// Bytes of a file after unpacking (security contract, section 4).
pub const FILE_BYTES_MAX: usize = 64 << 20;
/// Bytes of a file that is not mail: reading takes about ten times as much memory.
pub const TEXT_BYTES_MAX: usize = 32 << 20;
/// Bytes up to which any ratio is believed; feeds of many alike items pack well.
const SMALL_BYTES: usize = 8 << 20;
/// Unpacked bytes for each packed one (security contract, section 4).
const RATIO_MAX: usize = 20;

/// The bytes, unpacked if they are packed.
///
/// # Errors
/// Too long, broken, or packed twice.
pub(crate) fn unpack(bytes: &[u8]) -> Result<Cow<'_, [u8]>, Refusal> {
    let is_packed = |bytes: &[u8]| bytes.starts_with(&[0x1F, 0x8B]);
    if !is_packed(bytes) {
        if bytes.len() > FILE_BYTES_MAX {
            return Err(Refusal::Limit { what: "bytes", limit: FILE_BYTES_MAX });
        }
        return Ok(Cow::Borrowed(bytes));
    }
    let limit = SMALL_BYTES.max(bytes.len().saturating_mul(RATIO_MAX)).min(FILE_BYTES_MAX);
    let mut unpacked = Vec::new();
    let mut reader = flate2::read::MultiGzDecoder::new(bytes).take(limit as u64 + 1);
    reader.read_to_end(&mut unpacked).map_err(|error| Refusal::Gzip(error.to_string()))?;
    if unpacked.len() > limit {
        return Err(Refusal::Limit { what: "unpacked bytes", limit });
    }
    if is_packed(&unpacked) {
        return Err(Refusal::Gzip("packed twice".into()));
    }
    Ok(Cow::Owned(unpacked))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut to = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        to.write_all(bytes).unwrap();
        to.finish().unwrap()
    }

    #[test]
    fn gzip_is_unpacked_within_limits() {
        assert_eq!(unpack(&packed(b"<rss/>")).unwrap().as_ref(), b"<rss/>");
        assert!(matches!(unpack(&packed(&vec![b' '; SMALL_BYTES * 2])), Err(Refusal::Limit { .. })));
        assert!(matches!(unpack(&packed(&packed(b"<rss/>"))), Err(Refusal::Gzip(_))));
        let mut cut = packed(b"<rss/>");
        cut.truncate(cut.len() - 4);
        assert!(matches!(unpack(&cut), Err(Refusal::Gzip(_))));
    }
}
