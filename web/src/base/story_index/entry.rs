//! What the index keeps of a story.

use chrono::Datelike;
use newsroom::{Byline, LiveStory, Localized, Section};

/// `story` as it is indexed; `section` is its section.
pub(super) fn entry(story: &LiveStory, section: Option<&Section>) -> search::Story {
    let content = &story.content;
    let lines = |lines: [&Option<String>; 3]| lines.into_iter().flatten().cloned().collect::<Vec<_>>();
    let mut byline: Vec<String> = story.writers.iter().map(|writer| writer.name.clone()).collect();
    byline.extend(lines([&content.desk_byline, &content.agencies_line, &None]));
    byline.extend(content.byline_as_printed.is_some().then(|| Byline::of(content, &[]).text()).flatten());
    let captions = content.lead.iter().filter_map(|lead| lead.caption.clone());
    search::Story {
        id: story.id.unsigned_abs(),
        language: content.language,
        at: story.published_at.0,
        year: u16::try_from(story.published_day.year()).unwrap_or_default(),
        section: story.section_id.unsigned_abs(),
        topics: story.topics.iter().map(|topic| topic.id.unsigned_abs()).collect(),
        writers: story.writers.iter().map(|writer| writer.id.unsigned_abs()).collect(),
        threads: story.threads.iter().map(|thread| thread.id.unsigned_abs()).collect(),
        head: lines([&content.kicker, &Some(content.headline.clone()), &content.deck]),
        byline,
        topic_names: story.topics.iter().map(|topic| topic.name.clone()).collect(),
        section_names: section.map(|section| names(&section.name)).unwrap_or_default(),
        body: content.body.blocks.iter().map(story::Block::plain_text).chain(captions).collect(),
    }
}

/// The different names of a section.
pub(super) fn names(name: &Localized) -> Vec<String> {
    let mut names = vec![name.ar.clone()];
    names.extend([&name.fr, &name.en].into_iter().flatten().cloned());
    names.dedup();
    names
}
