//! Who said what, what is announced, and which days a news story names.
//!
//! [`extract`] reads a story as it is written and proposes its statements, announced events and time expressions. Each
//! proposal names the rule that found it and the words that made the rule fire. Arabic comes first; French and English
//! are read by fewer rules.
//!
//! `speech` opens no file, keeps no state and has no clock, and it holds no model: rules are functions, words are tables.
//! Every function accepts any text, never panics, and takes time in proportion to its length.

mod arabic_story;
mod attributed;
mod attribution;
mod calendar;
mod circumstances;
mod clause;
mod complement;
mod content;
mod event_verbs;
mod events;
mod future;
mod head;
mod header;
mod labelled;
mod lexicon;
mod mention;
mod model;
mod name;
mod para;
mod planned;
mod quotes;
mod register;
mod said;
mod shape;
mod subject;
mod tables;
mod text;
mod times;
mod title;
mod western_events;
mod western_said;
mod western_story;
mod western_verb;

pub use model::{Event, Form, Found, HEADLINE, Kind, Span, Statement, Story, Time};

use arabic::Language;
use para::Para;

/// Finds the statements, events and times of a story.
///
/// Times and events of the headline are left out, since the text repeats them.
pub fn extract(story: &Story) -> Found {
    found(&paras(story), story)
}

fn paras(story: &Story) -> Vec<Para<'_>> {
    let (day, language) = (story.published_on, story.language);
    let mut paras = vec![Para::new(HEADLINE, &story.headline, day, language)];
    paras.extend((0..).zip(&story.paragraphs).map(|(index, text)| Para::new(index, text, day, language)));
    paras
}

fn found(paras: &[Para], story: &Story) -> Found {
    let (day, language) = (story.published_on, story.language);
    let statements = match language {
        Language::Arabic => arabic_story::statements(paras),
        Language::French | Language::English => western_story::statements(paras, language),
    };
    let text = paras.iter().filter(|para| para.index != HEADLINE);
    let events = text.clone().flat_map(|para| match language {
        Language::Arabic => events::find(para, day),
        Language::French | Language::English => western_events::find(para, day),
    });
    Found { statements, events: events.collect(), times: text.flat_map(times_of).collect() }
}

fn times_of(para: &Para) -> Vec<Time> {
    let found = para.times.iter().filter_map(|time| {
        let (start, end) = para.text.bytes(time.from, time.end)?;
        let start = start + para.text.conjunction_bytes(time.from);
        Some(Time {
            paragraph: para.index,
            text: para.text.text.get(start..end)?.to_owned(),
            date_from: time.days.from,
            date_to: time.days.to,
            rule: time.rule,
            start,
            end,
        })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often words are looked at while a text is read.
    fn looks(text: String, language: Language) -> usize {
        let published_on = chrono::NaiveDate::default();
        let story = Story { published_on, headline: String::new(), paragraphs: vec![text], language };
        let paras = paras(&story);
        found(&paras, &story);
        paras.iter().map(|para| para.text.looks.get()).sum()
    }

    #[test]
    fn work_grows_with_length() {
        const WORDS: usize = 400;
        let pieces = [
            "\"",
            "«",
            "» ",
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
            "نقلت عن ",
            "الوزير فلان الفلاني ",
            "وأضاف: «نعم كان ذلك». ",
            "said that he ",
            "« oui » a dit ",
            "سيعقد اجتماعا غدا ",
            "من المقرر أن يلتقي ",
            "في 3 ماي ، ",
            "وكان الرئيس قد ",
            "بن ",
            "مدير ، ",
            "»«",
            "ذكر اسمه ، ",
            "أما الوزير ، ",
            "إلى و3 ",
        ];
        for piece in pieces {
            for language in Language::ALL {
                let (short, long) = (looks(piece.repeat(WORDS), language), looks(piece.repeat(4 * WORDS), language));
                assert!(long <= 5 * short.max(WORDS), "{piece:?} {language:?}: {short}, then {long}");
            }
        }
    }
}
