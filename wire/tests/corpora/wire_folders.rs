//! The folders of `wire`: NITF, NewsML, IPTC 7901, ANPA 1312, ninjs, mail, agency XML, events, and our own.

use crate::compare::{DIFFERENCES, FOLDERS, fields};

#[test]
fn every_field_is_as_expected() {
    let Some(root) = omitted::shared("corpora/wire", "wire::every_field_is_as_expected") else { return };
    let (mut wrong, mut excused, mut count) = (Vec::new(), Vec::new(), 0);
    for folder in FOLDERS {
        for field in fields(&root.join(folder)) {
            count += 1;
            match (field.is_right(), field.excuse()) {
                (true, _) => {}
                (false, Some(_)) => excused.push((field.file.clone(), field.name.clone())),
                (false, None) => wrong.push(format!(
                    "{folder}/{} {}\n  expected {}\n  found    {}",
                    field.file, field.name, field.expected, field.found
                )),
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count} fields:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 1500, "only {count} fields: the corpus is not what it was");
    // An excuse that is not needed any more must go.
    assert_eq!(excused.len(), DIFFERENCES.len(), "{excused:?}");
}

#[test]
fn the_name_of_a_file_says_nothing() {
    let Some(root) = omitted::shared("corpora/wire/made", "wire::the_name_of_a_file_says_nothing") else { return };
    let bytes = std::fs::read(root.join("g2-water-1.xml")).unwrap();
    let as_text = wire::json("x.txt", &wire::read(&bytes, &wire::Context::default()));
    assert_eq!(as_text["format"], "newsml-g2");
}

// What a half-written file gives at every length: nothing, until it is whole.
#[test]
fn a_file_that_is_still_arriving_gives_nothing() {
    let Some(root) = omitted::shared("corpora/wire", "wire::a_file_that_is_still_arriving_gives_nothing") else {
        return;
    };
    for file in ["made/newsml12-arabic-photo.xml", "nitf/pa-embargo.xml", "made/g2-water-2.xml"] {
        let bytes = std::fs::read(root.join(file)).unwrap();
        let whole = bytes.iter().rposition(|byte| *byte == b'>').unwrap();
        for length in (1..whole).step_by(7) {
            let cut = wire::read(&bytes[..length], &wire::Context::default());
            assert!(
                !wire::is_taken(&cut) || length < 12,
                "{file} at {length}: {:?}",
                cut.map(|reading| reading.format)
            );
        }
        assert!(wire::is_taken(&wire::read(&bytes, &wire::Context::default())));
    }
}
