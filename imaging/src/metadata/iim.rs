//! IPTC Information Interchange Model 4.2: a sequence of data sets, each with a record, a number and a length.

use encoding_rs::{Encoding, ISO_8859_2, ISO_8859_5, ISO_8859_6, ISO_8859_7, ISO_8859_8, WINDOWS_1252, WINDOWS_1254};

use super::moment::Moment;
use super::texts::{Charset, is_utf8};
use super::{Field, Found, Standard, add};

/// Data sets of a block, at most.
const SETS_MAX: usize = 4_000;

/// Number of the data set that names the charset, in record 1.
const CHARSET: u8 = 90;
/// Numbers of the day and the time of creation, in record 2.
const DAY: u8 = 55;
const TIME: u8 = 60;

/// Numbers of the last day and time of use, in record 2.
const LAST_DAY: u8 = 37;
const LAST_TIME: u8 = 38;

/// Data sets of record 2 that are texts, and those of the time of creation.
const SETS: [(u8, Field); 17] = [
    (120, Field::Caption),
    (105, Field::Headline),
    (5, Field::Title),
    (80, Field::Creator),
    (85, Field::CreatorTitle),
    (110, Field::Credit),
    (115, Field::Source),
    (116, Field::Copyright),
    (40, Field::Instructions),
    (25, Field::Keywords),
    (92, Field::Sublocation),
    (90, Field::City),
    (95, Field::Province),
    (101, Field::Country),
    (122, Field::CaptionWriter),
    (DAY, Field::Taken),
    (TIME, Field::Taken),
];

/// Adds what `block` says. Reading ends at the first data set that is damaged.
pub(super) fn read(block: &[u8], found: &mut Vec<Found>) {
    let sets: Vec<Set<'_>> = Sets(block).take(SETS_MAX).collect();
    let texts = || sets.iter().filter(|set| set.record == 2 && SETS.iter().any(|(number, _)| *number == set.number));
    let named = sets.iter().find(|set| set.record == 1 && set.number == CHARSET).and_then(|set| charset(set.data));
    // Some programs announce UTF-8 and write something else.
    let is_true = |charset: &Charset| *charset != Charset::Utf8 || texts().all(|set| is_utf8(set.data));
    let charset = named.filter(is_true).unwrap_or_else(|| Charset::guess(texts().map(|set| set.data)));
    let of = |number: u8| {
        let sets = sets.iter().filter(move |set| set.record == 2 && set.number == number);
        sets.map(|set| charset.decode(set.data))
    };
    for (number, field) in SETS.iter().filter(|(_, field)| *field != Field::Taken) {
        add(found, Standard::Iim, *field, of(*number));
    }
    for (field, day, time) in [(Field::Taken, DAY, TIME), (Field::Expires, LAST_DAY, LAST_TIME)] {
        let day = of(day).find_map(|day| Moment::read(&day));
        let moment = day.map(|day| of(time).next().map_or(day, |time| day.at(&time)));
        add(found, Standard::Iim, field, moment.map(|moment| moment.to_string()));
    }
}

/// The charset that an escape sequence of ISO 2022 announces.
fn charset(escape: &[u8]) -> Option<Charset> {
    let encoding: &'static Encoding = match escape {
        [0x1b, b'%', b'G', ..] | [0x1b, b'%', b'/', b'G' | b'H' | b'I', ..] => return Some(Charset::Utf8),
        [0x1b, b'-' | b'.', b'A', ..] => WINDOWS_1252,
        [0x1b, b'-' | b'.', b'B', ..] => ISO_8859_2,
        [0x1b, b'-' | b'.', b'L', ..] => ISO_8859_5,
        [0x1b, b'-' | b'.', b'G', ..] => ISO_8859_6,
        [0x1b, b'-' | b'.', b'F', ..] => ISO_8859_7,
        [0x1b, b'-' | b'.', b'H', ..] => ISO_8859_8,
        [0x1b, b'-' | b'.', b'M', ..] => WINDOWS_1254,
        _ => return None,
    };
    Some(Charset::Known(encoding))
}

struct Set<'a> {
    record: u8,
    number: u8,
    data: &'a [u8],
}

struct Sets<'a>(&'a [u8]);

impl<'a> Iterator for Sets<'a> {
    type Item = Set<'a>;

    fn next(&mut self) -> Option<Set<'a>> {
        let [0x1c, record, number, high, low, rest @ ..] = self.0 else { return None };
        let short = usize::from(u16::from_be_bytes([*high, *low]));
        // The highest bit says that this is the number of bytes in which the length follows.
        let (length, rest) = if short & 0x8000 == 0 {
            (short, rest)
        } else {
            let bytes = short & 0x7fff;
            let length = rest.get(..bytes).filter(|_| bytes <= 4)?;
            let length = length.iter().fold(0_usize, |length, byte| length << 8 | usize::from(*byte));
            (length, rest.get(bytes..)?)
        };
        let data = rest.get(..length)?;
        self.0 = rest.get(length..)?;
        Some(Set { record: *record, number: *number, data })
    }
}
