//! Every sample of every corpus, cut and with bytes changed: no panic, no result larger than its input allows.

use std::path::{Path, PathBuf};

use proptest::prelude::*;

/// Bytes of a sample; larger ones are measured elsewhere.
const SAMPLE_BYTES_MAX: u64 = 64 << 10;

fn samples(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            samples(&entry.path(), into);
        } else if entry.metadata().unwrap().len() <= SAMPLE_BYTES_MAX {
            into.push(entry.path());
        }
    }
}

fn all() -> Option<Vec<PathBuf>> {
    let root = omitted::shared("corpora", "mutated")?;
    let mut found = Vec::new();
    for folder in ["wire", "feeds", "newsml-g2/examples", "newsml-g2/tests", "ninjs/examples", "ninjs/validation"] {
        samples(&root.join(folder), &mut found);
    }
    found.sort();
    assert!(found.len() > 400, "{}", found.len());
    Some(found)
}

/// Characters and items that a file of so many bytes may give. Markup never grows: a reference of four bytes stands for
/// one character.
fn check(bytes: &[u8], context: &wire::Context) {
    let Ok(reading) = wire::read(bytes, context) else { return };
    let text: usize = reading
        .items
        .iter()
        .flat_map(|item| item.body.iter().flat_map(|body| &body.blocks))
        .map(|block| block.plain_text().chars().count())
        .sum();
    assert!(text <= 2 * bytes.len() + 1000, "{text} characters of {} bytes", bytes.len());
    assert!(reading.items.len() <= bytes.len() / 4 + 1);
    for body in reading.items.iter().filter_map(|item| item.body.as_ref()) {
        body.validate().unwrap();
    }
}

#[test]
fn samples_cut_anywhere_do_no_harm() {
    let Some(samples) = all() else { return };
    let context = wire::Context::default();
    for path in samples {
        let bytes = std::fs::read(&path).unwrap();
        // At every kind of place: after each of the signs that have a meaning, thinned to a hundred cuts.
        let places: Vec<usize> = bytes
            .iter()
            .enumerate()
            .filter(|(_, b)| b"<>\"&;={}[]:,\n\r=/\x01\x02\x03".contains(b))
            .map(|(at, _)| at)
            .collect();
        for at in places.iter().step_by(1 + places.len() / 40) {
            check(&bytes[..*at], &context);
            check(&bytes[..at + 1], &context);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn samples_with_changed_bytes_do_no_harm(
        at in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        zone in any::<bool>(),
    ) {
        if let Some(samples) = all() {
            let mut bytes = std::fs::read(at.get(&samples)).unwrap();
            if !bytes.is_empty() {
                for (place, byte) in changes {
                    let place = place.index(bytes.len());
                    bytes[place] = byte;
                }
            }
            let zone = zone.then_some(chrono_tz::Asia::Amman);
            check(&bytes, &wire::Context { zone, ..wire::Context::default() });
        }
    }
}
