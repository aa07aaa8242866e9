//! Prints how many megabytes a second are read, of ordinary text and of text that is hard on purpose. Give it gold files.
#![allow(clippy::expect_used)]

use speech::Story;
use std::time::Instant;

/// A moment: on the clock, and in seconds of this process on a core, if the system counts them.
struct Moment(Instant, Option<f64>);

impl Moment {
    fn now() -> Self {
        let counted = std::fs::read_to_string("/proc/self/schedstat").ok();
        let nanoseconds = counted.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
        Self(Instant::now(), nanoseconds.map(|count| count / 1e9))
    }

    /// Seconds on a core since then; on the clock where the system does not count them.
    fn seconds(&self) -> f64 {
        let now = Self::now();
        match (self.1, now.1) {
            (Some(then), Some(now)) => now - then,
            _ => (now.0 - self.0).as_secs_f64(),
        }
    }
}

/// Bytes of each text.
const BYTES: usize = 4 << 20;

fn main() {
    let mut paragraphs: Vec<String> = Vec::new();
    for path in std::env::args().skip(1) {
        let json = std::fs::read_to_string(path).expect("a readable file");
        let story: Story = serde_json::from_str(&json).expect("a story");
        paragraphs.extend(story.paragraphs);
    }
    if !paragraphs.is_empty() {
        let bytes: usize = paragraphs.iter().map(String::len).sum();
        // Stories of some fifty paragraphs, as a newspaper has them.
        let stories: Vec<Vec<String>> = paragraphs.chunks(50).map(<[String]>::to_vec).collect();
        let rounds = BYTES / bytes + 1;
        let begun = Moment::now();
        let mut found = 0;
        for _ in 0..rounds {
            for paragraphs in &stories {
                found += speech::extract(&story(paragraphs.clone())).statements.len();
            }
        }
        report("gold stories", bytes * rounds, begun, found);
        let one = paragraphs.iter().cycle().take(paragraphs.len() * rounds).cloned().collect();
        let begun = Moment::now();
        let found = speech::extract(&story(one)).statements.len();
        report("the same as one story", bytes * rounds, begun, found);
        let one = paragraphs.join(" ").repeat(rounds);
        let begun = Moment::now();
        let found = speech::extract(&story(vec![one])).statements.len();
        report("the same as one paragraph", bytes * rounds, begun, found);
    }
    for piece in [
        "\"",
        "«",
        "»",
        "\"ا ",
        "قال ",
        "قال أن ",
        "وقال فلان إن ",
        "رئيس ",
        "بحسب ",
        "، ",
        "( ",
        "مشيرا إلى ",
        "15 ",
        "يوم الأحد ",
        "قبل ",
        "من 5 إلى ",
        "أ",
        "نقلت عن ",
        "الوزير فلان الفلاني ",
        "said ",
        "\u{64e}",
        ".",
    ] {
        let text = piece.repeat(BYTES / 4 / piece.len());
        let bytes = text.len();
        let begun = Moment::now();
        let found = speech::extract(&story(vec![text])).statements.len();
        report(&format!("{piece:?}"), bytes, begun, found);
    }
}

fn story(paragraphs: Vec<String>) -> Story {
    let published_on = chrono::NaiveDate::from_ymd_opt(2024, 5, 8).expect("a day");
    Story { published_on, headline: String::new(), paragraphs, language: arabic::Language::Arabic }
}

fn report(name: &str, bytes: usize, begun: Moment, found: usize) {
    let seconds = begun.seconds();
    println!("{name}: {:.1} MB/s, {found} statements", bytes as f64 / 1e6 / seconds);
}
