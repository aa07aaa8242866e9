//! Generates an invented archive of any size, one story after another, in the schema of `docs/import-jsonl.md`, for
//! trying out a large paper. The same plan gives the same bytes.

use anyhow::Context;
use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde::Serialize;

use crate::demo;
use crate::grammar::{Grammar, Section, Sentence, SentenceGenerator, pick};

/// What to generate.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How many stories.
    pub stories: u64,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Days from the first story to `until`.
    pub days_back: u32,
    /// Day of the last story.
    pub until: NaiveDate,
}

/// One story in so many is French, and one is English.
const FOREIGN_EVERY: u32 = 60;
/// One story in so many is signed by people instead of the desk.
const SIGNED_EVERY: u32 = 3;
/// Sentences in a story: about 250 words of Arabic on average.
const SENTENCES: std::ops::RangeInclusive<usize> = 18..=34;
/// The first and the last hour of the stories of a day.
const HOURS: std::ops::Range<f64> = 6.0..23.0;

/// The stories of a plan, in the order of their dates.
pub struct Generator {
    plan: Plan,
    next: u64,
    grammars: [(&'static str, Grammar); 3],
}

#[derive(Serialize)]
struct Line<'a> {
    source: &'static str,
    external_id: String,
    old_url: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    kicker: String,
    headline: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    deck: Option<String>,
    section: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    desk_byline: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    writers: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agencies_line: Option<&'a str>,
    topics: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published_on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    caption: Option<&'a str>,
    archive: bool,
    read_count: u64,
    language: &'static str,
    body_html: String,
}

impl Generator {
    /// Starts before the first story.
    pub fn new(plan: Plan) -> anyhow::Result<Self> {
        let grammar = |file: &str| -> anyhow::Result<Grammar> {
            Grammar::read(&demo::text(file)?).with_context(|| format!("demo/{file}"))
        };
        let grammars = [
            ("ar", grammar("archive.toml")?),
            ("fr", grammar("archive-fr.toml")?),
            ("en", grammar("archive-en.toml")?),
        ];
        Ok(Self { plan, next: 0, grammars })
    }

    /// Appends the next story and a line feed to `out`; returns false if there are no more.
    pub fn write_next(&mut self, out: &mut Vec<u8>) -> anyhow::Result<bool> {
        if self.next >= self.plan.stories {
            return Ok(false);
        }
        // Each story has a random generator of its own, so that it depends only on the plan and its number.
        let mut rng = StdRng::seed_from_u64(self.plan.seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(self.next));
        let (language, grammar) = match rng.random_range(0..FOREIGN_EVERY) {
            0 => &self.grammars[1],
            1 => &self.grammars[2],
            _ => &self.grammars[0],
        };
        let line = self.line(&mut rng, language, grammar)?;
        serde_json::to_writer(&mut *out, &line)?;
        out.push(b'\n');
        self.next += 1;
        Ok(true)
    }

    fn line<'a>(&self, rng: &mut StdRng, language: &'static str, grammar: &'a Grammar) -> anyhow::Result<Line<'a>> {
        let section = pick(rng, &grammar.sections).context("a section")?;
        let pattern = pick(rng, &section.stories).context("a story")?;
        let mut generator = SentenceGenerator::new(grammar);
        let headline = generator.pick_sentence(rng, &pattern.headline)?;
        let kicker = generator.pick_sentence(rng, &pattern.kicker)?;
        let deck = if one_in(rng, 6) { Some(generator.pick_sentence(rng, &pattern.close)?) } else { None };
        let opening = generator.pick_sentence(rng, &pattern.lead)?;
        let mut sentences: Vec<&Sentence> = section.stories.iter().flat_map(|story| &story.body).collect();
        let body_html = body(rng, &mut generator, &opening, &mut sentences);
        let signed = one_in(rng, SIGNED_EVERY);
        let mut writers = Vec::new();
        if signed {
            writers.extend(pick(rng, &section.writers).map(String::as_str));
            let second = pick(rng, &section.writers).filter(|_| one_in(rng, 5)).map(String::as_str);
            writers.extend(second.filter(|second| !writers.contains(second)));
        }
        let agencies_line = pick(rng, &section.agencies).filter(|name| !signed && !name.is_empty()).map(String::as_str);
        let topics = topics(rng, section);
        let at = self.time(rng);
        let written = at.format("%Y-%m-%dT%H:%M:%S").to_string();
        // Most have an offset; some are written as old systems do, in local time or without a time.
        let (published_at, published_on) = match rng.random_range(0..20) {
            0 => (None, Some(at.date().to_string())),
            1 | 2 => (Some(written), None),
            _ => (Some(written + "+01:00"), None),
        };
        let updated = one_in(rng, 12).then(|| at + Duration::minutes(rng.random_range(20..3_000)));
        let has_photo = one_in(rng, 3);
        let photo = pick(rng, &section.photos).filter(|_| has_photo);
        Ok(Line {
            source: "generated",
            external_id: format!("{}-{}", self.plan.seed, self.next),
            old_url: old_url(rng, &section.slug, self.next),
            kicker,
            headline,
            deck,
            section: &section.slug,
            desk_byline: (!signed).then_some(section.desk.as_str()),
            writers,
            agencies_line,
            topics,
            published_at,
            published_on,
            updated_at: updated.map(|at| at.format("%Y-%m-%dT%H:%M:%S+01:00").to_string()),
            caption: photo.map(|photo| photo.alt.as_str()),
            archive: photo.is_some() && one_in(rng, 2),
            read_count: reads(rng),
            language,
            body_html,
        })
    }

    /// The time of a story. Stories are spread evenly over the days, in daytime, never before the previous story; the
    /// last one is on the last day.
    fn time(&self, rng: &mut StdRng) -> NaiveDateTime {
        let within: f64 = rng.random_range(0.0..1.0);
        let within = if self.next + 1 == self.plan.stories { 1.0 } else { within };
        let days = f64::from(self.plan.days_back);
        let passed = (self.next as f64 + within) / self.plan.stories as f64 * days;
        let day = self.plan.until - Duration::days(i64::from(self.plan.days_back)) + Duration::days(passed as i64);
        let hour = HOURS.start + passed.fract() * (HOURS.end - HOURS.start);
        day.and_time(NaiveTime::MIN) + Duration::seconds((hour * 3_600.0) as i64)
    }
}

/// Paragraphs of one to three sentences, sometimes with a subheading, a list, a quotation or strong text.
fn body(rng: &mut StdRng, generator: &mut SentenceGenerator, opening: &str, sentences: &mut Vec<&Sentence>) -> String {
    let mut html = String::with_capacity(4_096);
    html.push_str("<p>");
    push_text(&mut html, opening);
    html.push_str("</p>");
    let mut left = rng.random_range(SENTENCES).min(sentences.len());
    let mut text = String::new();
    while left > 0 {
        let count = rng.random_range(1..=3_usize).min(left);
        left -= count;
        text.clear();
        for _ in 0..count {
            // Each pattern occurs once in a story: with another number it would contradict itself.
            let sentence = sentences.swap_remove(rng.random_range(0..sentences.len()));
            if !text.is_empty() {
                text.push(' ');
            }
            generator.append(rng, sentence, &mut text);
        }
        let (open, close) = match rng.random_range(0..40) {
            0 if count == 1 => ("<h2>", "</h2>"),
            1 | 2 => ("<blockquote><p>", "</p></blockquote>"),
            3 => ("<ul><li>", "</li></ul>"),
            4 | 5 => ("<p><strong>", "</strong></p>"),
            _ => ("<p>", "</p>"),
        };
        html.push_str(open);
        push_text(&mut html, &text);
        html.push_str(close);
    }
    html
}

fn push_text(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            c => html.push(c),
        }
    }
}

/// One to three topics; the first topics of a section have by far the most stories.
fn topics<'a>(rng: &mut StdRng, section: &'a Section) -> Vec<&'a str> {
    let mut topics: Vec<&str> = Vec::new();
    for _ in 0..rng.random_range(1..=3) {
        let place: f64 = rng.random_range(0.0..1.0);
        let place = (place.powi(3) * section.topics.len() as f64) as usize;
        topics.extend(section.topics.get(place).map(String::as_str).filter(|topic| !topics.contains(topic)));
    }
    topics
}

/// Most stories have few reads, and a few have many.
fn reads(rng: &mut StdRng) -> u64 {
    let luck: f64 = rng.random_range(0.0..1.0);
    (30.0 / (1.0 - luck).powf(0.9)).min(400_000.0) as u64
}

/// Addresses in the style of three old systems, one of which resembles ours.
fn old_url(rng: &mut StdRng, section: &str, number: u64) -> String {
    match rng.random_range(0..3) {
        0 => format!("https://old.example/{section}/{}/story-{number}", 100_000 + number),
        1 => format!("https://old.example/index.php/{section}/item/{number}-story.html"),
        _ => format!("https://old.example/article.php?id={number}"),
    }
}

fn one_in(rng: &mut StdRng, many: u32) -> bool {
    rng.random_range(0..many) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(plan: Plan) -> Vec<String> {
        let mut generator = Generator::new(plan).unwrap();
        let mut lines = Vec::new();
        let mut line = Vec::new();
        while generator.write_next(&mut line).unwrap() {
            lines.push(String::from_utf8(std::mem::take(&mut line)).unwrap());
        }
        lines
    }

    #[test]
    fn a_plan_gives_the_same_stories_and_the_newsroom_reads_them() {
        let plan = Plan { stories: 400, seed: 7, days_back: 800, until: "2026-11-24".parse().unwrap() };
        let once = lines(plan);
        assert_eq!(once, lines(plan));
        assert_ne!(once, lines(Plan { seed: 8, ..plan }));
        let reader = newsroom::RecordReader { zone: chrono_tz::Africa::Algiers, drafts: false, section: "news".into() };
        let records: Vec<_> = once.iter().map(|line| reader.read(line.trim_end().as_bytes()).unwrap()).collect();
        let days: Vec<_> = records.iter().map(|record| record.story.published_on.unwrap()).collect();
        assert!(days.is_sorted());
        assert_eq!(days.last(), Some(&plan.until));
        assert!(days[0] < "2024-09-20".parse().unwrap());
        let words: usize = records.iter().map(|record| story::render::word_count(&record.story.content.body)).sum();
        assert!((200..300).contains(&(words / 400)), "{} words a story", words / 400);
        for (what, count) in [
            (
                "sections",
                records
                    .iter()
                    .map(|record| record.story.section.clone())
                    .collect::<std::collections::HashSet<_>>()
                    .len(),
            ),
            (
                "languages",
                records
                    .iter()
                    .map(|record| record.story.content.language)
                    .collect::<std::collections::HashSet<_>>()
                    .len(),
            ),
        ] {
            assert!(count >= 3, "{count} {what}");
        }
        assert!(records.iter().all(|record| record.unknown_fields.is_empty() && record.notices.is_empty()));
    }
}
