//! Generates older stories from patterns and a seed, so that paging, dates and topics can be tried out. The same seed
//! and day give the same paper.

use anyhow::Context;
use arabic::Language;
use arabic::analyzer::Analyzer;
use chrono::{Duration, NaiveTime, TimeZone};
use chrono_tz::Tz;
use newsroom::{Content, DocumentIds, ImportedStory, LeadPicture, Origin, Timestamp};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use story::{Block, Document, Ids, Node, Text};

use crate::grammar::{Grammar, Pattern, Section, Sentence, SentenceGenerator, pick};

/// A generated story and the photo that it uses.
pub struct Generated {
    /// The story.
    pub story: ImportedStory,
    /// File name of its photo.
    pub photo: Option<String>,
}

impl Generated {
    /// When it was published; its local time is taken in `zone`.
    pub fn came_out(&self, zone: Tz) -> Option<Timestamp> {
        let local = self.story.published_on?.and_time(self.story.published_time?);
        zone.from_local_datetime(&local).earliest().map(Timestamp::from)
    }
}

/// One story in so many has a photo.
const PHOTO_EVERY: u32 = 3;
/// One story in so many is signed by a person instead of the desk.
const SIGNED_EVERY: u32 = 3;

/// `count` stories of the days before `now`, oldest first.
pub fn generate(grammar: &str, count: usize, now: Timestamp) -> anyhow::Result<Vec<Generated>> {
    let grammar = Grammar::read(grammar)?;
    let mut rng = StdRng::seed_from_u64(grammar.seed);
    let mut days: Vec<i64> = (0..count).map(|_| rng.random_range(4..grammar.days_back.max(5))).collect();
    days.sort_unstable_by(|a, b| b.cmp(a));
    let today = now.utc().date_naive();
    (0..)
        .zip(days)
        .map(|(number, days)| {
            let section = pick(&mut rng, &grammar.sections).context("a section")?;
            let pattern = pick(&mut rng, &section.stories).with_context(|| format!("a story for {}", section.slug))?;
            let day = today - Duration::days(days);
            let minute = rng.random_range(6 * 60..23 * 60);
            let time = NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0);
            let mut story = story(&mut rng, &grammar, section, pattern)?;
            story.origin.external_id = format!("archive/{number}");
            story.published_on = Some(day);
            story.published_time = time;
            let photo = if rng.random_range(0..PHOTO_EVERY) == 0 { pick(&mut rng, &section.photos) } else { None };
            story.content.lead = photo.map(|photo| LeadPicture {
                picture_id: None,
                caption: Some("أرشيف".to_owned()),
                alt: Some(photo.alt.clone()),
                archive: true,
                focal: (5, 5),
                credit: None,
            });
            Ok(Generated { story, photo: photo.map(|photo| photo.file.clone()) })
        })
        .collect()
}

fn story(rng: &mut StdRng, grammar: &Grammar, section: &Section, pattern: &Pattern) -> anyhow::Result<ImportedStory> {
    let mut generator = SentenceGenerator::new(grammar);
    let headline = generator.pick_sentence(rng, &pattern.headline)?;
    let kicker = generator.pick_sentence(rng, &pattern.kicker)?;
    let mut paragraphs = vec![generator.pick_sentence(rng, &pattern.lead)?];
    let mut sentences: Vec<&Sentence> = pattern.body.iter().collect();
    for _ in 0..rng.random_range(2..=3) {
        // Each pattern occurs once in a story: with another number it would contradict itself.
        if !sentences.is_empty() {
            let next = sentences.swap_remove(rng.random_range(0..sentences.len()));
            paragraphs.push(generator.pick_sentence(rng, std::slice::from_ref(next))?);
        }
    }
    paragraphs.push(generator.pick_sentence(rng, &pattern.close)?);
    let signed = rng.random_range(0..SIGNED_EVERY) == 0;
    let agencies = pick(rng, &section.agencies).filter(|name| !signed && !name.is_empty()).cloned();
    let text = [[headline.clone(), kicker.clone()].as_slice(), &paragraphs].concat().join(". ");
    let topics = topics_in(&text, &section.topics);
    let mut source = DocumentIds;
    let mut ids = Ids::new(&mut source);
    let blocks = paragraphs.into_iter().map(|p| Block::new(ids.fresh(), Node::Paragraph(Text::plain(p)))).collect();
    Ok(ImportedStory {
        origin: Origin { source: "demo".into(), ..Origin::default() },
        section: section.slug.clone(),
        writers: if signed { pick(rng, &section.writers).cloned().into_iter().collect() } else { Vec::new() },
        topics,
        content: Content {
            kicker: Some(kicker).filter(|kicker| !kicker.is_empty()),
            desk_byline: (!signed).then(|| section.desk.clone()),
            agencies_line: agencies,
            ..Content::plain(0, Language::Arabic, &headline, Document { blocks })
        },
        published_on: None,
        published_time: None,
        published_at: None,
        changed_at: None,
        read_count: rng.random_range(40..9_000),
    })
}

/// Up to two of `topics` that the text is about: it has all words of their names.
fn topics_in(text: &str, topics: &[String]) -> Vec<String> {
    let mut analyzer = Analyzer::new();
    let words = analyzer.tokens(text, Language::Arabic);
    let mut is_in = |topic: &String| {
        let name = analyzer.query(topic);
        name.iter().all(|word| words.iter().any(|other| other.matches(word)))
    };
    topics.iter().filter(|topic| is_in(topic)).take(2).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRAMMAR: &str = r#"
        seed = 7
        days_back = 100
        [words]
        place = ["الجون", "الريح"]
        [[section]]
        slug = "national"
        desk = "ق. م"
        agencies = ["الوكالات"]
        writers = ["سلمى"]
        topics = ["ماء", "طرق"]
        [[section.story]]
        kicker = ["في {place}"]
        headline = ["{place} ثم {place2} و{10-20} مشروعا"]
        lead = ["بدأت الأشغال في {place}."]
        body = ["نص أول.", "نص ثان."]
        close = ["ختام."]
    "#;

    #[test]
    fn the_same_seed_and_day_give_the_same_paper() {
        let now = Timestamp(1_700_000_000_000_000);
        let once = generate(GRAMMAR, 20, now).unwrap();
        let again = generate(GRAMMAR, 20, now).unwrap();
        let headlines =
            |all: &[Generated]| all.iter().map(|one| one.story.content.headline.clone()).collect::<Vec<_>>();
        assert_eq!(headlines(&once), headlines(&again));
        assert!(once.windows(2).all(|pair| pair[0].story.published_on <= pair[1].story.published_on));
        for one in &once {
            let place = one.story.content.kicker.as_deref().unwrap().trim_start_matches("في ");
            assert!(one.story.content.headline.starts_with(place), "one place a story: {}", one.story.content.headline);
        }
    }

    #[test]
    fn an_unknown_list_is_named() {
        let error = generate(&GRAMMAR.replace("{place2}", "{river}"), 1, Timestamp(0)).err().unwrap();
        assert!(format!("{error:#}").contains("river"), "{error:#}");
    }
}
