//! Any bytes as a record of `matbaa import jsonl`: no panic, and a record that can be read is a story that can be
//! stored.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsroom::{BulkStory, RecordReader};

fuzz_target!(|line: &[u8]| {
    let reader = RecordReader { zone: newsroom::Paper::default().zone, drafts: line.len() % 2 == 0, section: "news".into() };
    match reader.read(line) {
        Ok(record) => {
            let story = &record.story;
            assert!(!story.content.headline.is_empty() && !story.origin.external_id.is_empty() && !story.section.is_empty());
            assert_eq!(story.origin.digest.len(), 64);
            assert_eq!(story.content.body.validate(), Ok(()));
            assert_eq!(reader.read(line).unwrap().story.origin.digest, story.origin.digest);
            let _ = BulkStory::prepare(record.story, record.section_name, reader.zone, !reader.drafts);
        }
        Err(refusal) => assert!(!refusal.reasons.is_empty()),
    }
});
