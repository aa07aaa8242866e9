//! Reads the two Exif fields with which cameras declare Adobe RGB. Malformed data is ignored.

const DIRECTORY_OF_EXIF: u16 = 0x8769;
const DIRECTORY_OF_RULES: u16 = 0xa005;
const COLOUR_SPACE: u16 = 0xa001;
const RULE: u16 = 0x0001;
/// A colour space that some programs write and Exif does not define.
const ADOBE_RGB: u32 = 2;
/// Any colour space other than sRGB; the interoperability index says which.
const UNCALIBRATED: u32 = 0xffff;
/// The interoperability index «R03»: DCF with Adobe RGB.
const RULE_OF_ADOBE_RGB: &[u8] = b"R03";

/// Reads numbers of an Exif block in its byte order.
#[derive(Clone, Copy)]
struct Tiff<'a> {
    bytes: &'a [u8],
    is_little: bool,
}

/// Whether `exif`, which starts with its byte order, declares Adobe RGB.
pub(super) fn says_adobe_rgb(exif: &[u8]) -> bool {
    read(exif).unwrap_or_default()
}

fn read(bytes: &[u8]) -> Option<bool> {
    let tiff = Tiff { bytes, is_little: bytes.starts_with(b"II") };
    let first = tiff.long(4)?;
    let exif = tiff.long(tiff.value(first, DIRECTORY_OF_EXIF)?)?;
    match u32::from(tiff.short(tiff.value(exif, COLOUR_SPACE)?)?) {
        ADOBE_RGB => Some(true),
        UNCALIBRATED => {
            let rules = tiff.long(tiff.value(exif, DIRECTORY_OF_RULES)?)?;
            let rule = tiff.value(rules, RULE)?;
            Some(bytes.get(rule..rule + 3)? == RULE_OF_ADOBE_RGB)
        }
        _ => Some(false),
    }
}

impl Tiff<'_> {
    fn short(self, at: usize) -> Option<u16> {
        let bytes = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.is_little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    }

    /// A 32-bit number, as an offset into the block.
    fn long(self, at: usize) -> Option<usize> {
        let bytes = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        usize::try_from(if self.is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) }).ok()
    }

    /// The offset of a field's value, in the directory that begins at `at`.
    fn value(self, at: usize, field: u16) -> Option<usize> {
        let count = usize::from(self.short(at)?);
        (0..count).map(|n| at + 2 + 12 * n).find(|entry| self.short(*entry) == Some(field)).map(|entry| entry + 8)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// An Exif block with nothing but a colour space and an interoperability index.
    pub(in crate::containers) fn exif(colour_space: u16, rule: &[u8; 4]) -> Vec<u8> {
        let entry = |field: u16, kind: u16, count: u32, value: [u8; 4]| {
            [&field.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value].concat()
        };
        let directory = |entries: &[Vec<u8>]| {
            let count = u16::try_from(entries.len()).unwrap();
            [&count.to_be_bytes()[..], &entries.concat(), &[0; 4]].concat()
        };
        let [high, low] = colour_space.to_be_bytes();
        // The directories begin at bytes 8, 26 and 56.
        let first = directory(&[entry(DIRECTORY_OF_EXIF, 4, 1, 26_u32.to_be_bytes())]);
        let second = directory(&[
            entry(COLOUR_SPACE, 3, 1, [high, low, 0, 0]),
            entry(DIRECTORY_OF_RULES, 4, 1, 56_u32.to_be_bytes()),
        ]);
        let third = directory(&[entry(RULE, 2, 4, *rule)]);
        [&b"MM\0\x2a\0\0\0\x08"[..], &first, &second, &third].concat()
    }

    #[test]
    fn adobe_rgb_is_what_cameras_write_for_it() {
        assert!(says_adobe_rgb(&exif(0xffff, b"R03\0")));
        assert!(says_adobe_rgb(&exif(2, b"R98\0")));
        assert!(!says_adobe_rgb(&exif(0xffff, b"R98\0")));
        assert!(!says_adobe_rgb(&exif(1, b"R98\0")));
        let whole = exif(0xffff, b"R03\0");
        for length in 0..whole.len() {
            says_adobe_rgb(&whole[..length]);
        }
    }
}
