//! What a search index keeps of a story.

use chrono::Datelike;
use newsroom::{Byline, Content, DeskText, LiveStory, Localized, Section, Topic, Writer};

/// A published story; `section` is its section.
pub fn of_live_story(story: &LiveStory, section: Option<&Section>) -> search::Story {
    let entry = of_content(&story.content, &story.topics, &story.writers, section);
    search::Story {
        id: story.id.unsigned_abs(),
        at: story.published_at.0,
        year: u16::try_from(story.published_day.year()).unwrap_or_default(),
        threads: story.threads.iter().map(|thread| thread.id.unsigned_abs()).collect(),
        ..entry
    }
}

/// A story at the desk with its newest text, `content`. Its date is that of its last change.
pub fn of_desk_text(text: &DeskText, content: &Content, section: Option<&Section>) -> search::Story {
    let entry = of_content(content, &text.topics, &text.writers, section);
    search::Story { id: text.id.unsigned_abs(), at: text.touched_at.0, ..entry }
}

/// Everything but id, date and threads.
fn of_content(content: &Content, topics: &[Topic], writers: &[Writer], section: Option<&Section>) -> search::Story {
    let lines = |lines: &[Option<&String>]| lines.iter().copied().flatten().cloned().collect::<Vec<_>>();
    let mut byline: Vec<String> = writers.iter().map(|writer| writer.name.clone()).collect();
    byline.extend(lines(&[content.desk_byline.as_ref(), content.agencies_line.as_ref()]));
    byline.extend(content.byline_as_printed.is_some().then(|| Byline::of(content, &[]).text()).flatten());
    let photo = content.lead.iter().flat_map(|lead| lines(&[lead.caption.as_ref(), lead.credit.as_ref()]));
    search::Story {
        id: 0,
        language: content.language,
        at: 0,
        year: 0,
        section: section.map_or(0, |section| section.id.unsigned_abs()),
        topics: topics.iter().map(|topic| topic.id.unsigned_abs()).collect(),
        writers: writers.iter().map(|writer| writer.id.unsigned_abs()).collect(),
        threads: Vec::new(),
        head: lines(&[content.kicker.as_ref(), Some(&content.headline), content.deck.as_ref()]),
        byline,
        topic_names: topics.iter().map(|topic| topic.name.clone()).collect(),
        section_names: section.map(|section| names(&section.name)).unwrap_or_default(),
        body: content.body.blocks.iter().map(story::Block::plain_text).chain(photo).collect(),
    }
}

/// The different names of a section.
pub fn names(name: &Localized) -> Vec<String> {
    let mut names = vec![name.ar.clone()];
    names.extend([&name.fr, &name.en].into_iter().flatten().cloned());
    names.dedup();
    names
}
