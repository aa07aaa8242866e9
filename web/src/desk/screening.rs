//! Explains to moderators why a comment was held back: one sentence per reason, and the marked text.

use minijinja::{Value, context};
use newsroom::screening::{CommentField, LinkKind, Reason, ScreenKind, Weight, Written, marked};

use crate::base::messages::Words;

/// The sentence for a reason: «كلمات مفصولة الحروف: «ر ا ب ط» تطابق «رابط» في قائمة الدعاية».
pub fn sentence(words: &Words, reason: &Reason) -> String {
    match reason {
        Reason::Word { field, written, how, word, list, note, .. } => {
            let values = [("written", written.as_str()), ("word", word), ("list", &list_name(words, *list))];
            let said = match how {
                Written::Plain => words.filled("screen-found", &values),
                Written::Repeated => words.filled("screen-found-repeated", &values),
                Written::Separated => words.filled("screen-found-separated", &values),
                Written::Disguised => words.filled("screen-found-disguised", &values),
                Written::Latin => words.filled("screen-found-latin", &values),
            };
            let said = match note {
                Some(note) => words.filled("screen-found-note", &[("said", &said), ("note", note)]),
                None => said,
            };
            in_field(words, *field, said)
        }
        Reason::Link { field, written, link, .. } => {
            let said = match link {
                LinkKind::Plain => words.named("screen-link", "written", written),
                LinkKind::Disguised => words.named("screen-link-disguised", "written", written),
                LinkKind::Phone => words.named("screen-phone", "written", written),
            };
            in_field(words, *field, said)
        }
        Reason::Classifier { probability, words: heaviest } => {
            let comma = words.message("list-comma");
            let all: Vec<String> = heaviest.iter().map(|one| weighed(words, one)).collect();
            let values = [("p", decimal(*probability, 2)), ("words", all.join(&format!("{comma} ")))];
            let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            words.filled("screen-classifier", &values)
        }
        Reason::Service { host } => words.named("screen-service", "host", host),
    }
}

/// The sentences for all reasons.
pub fn sentences(words: &Words, reasons: &[Reason]) -> Vec<String> {
    reasons.iter().map(|reason| sentence(words, reason)).collect()
}

/// Template values for the parts of a text, each with whether a reason marks it.
pub fn parts(text: &str, reasons: &[Reason]) -> Vec<Value> {
    marked(text, reasons).into_iter().map(|(text, is_marked)| context! { text => text, marked => is_marked }).collect()
}

/// The name of a list.
pub fn list_name(words: &Words, list: ScreenKind) -> String {
    match list {
        ScreenKind::Abuse => words.message("screen-list-abuse"),
        ScreenKind::Spam => words.message("screen-list-spam"),
        ScreenKind::Hold => words.message("screen-list-hold"),
        ScreenKind::Innocent => words.message("screen-list-innocent"),
    }
}

fn in_field(words: &Words, field: CommentField, said: String) -> String {
    if field == CommentField::Name { words.named("screen-in-name", "said", &said) } else { said }
}

/// «الملف الشخصي» +0.8
fn weighed(words: &Words, one: &Weight) -> String {
    // The minus sign U+2212, as wide as the plus. The isolates keep it to the left of its number in every language.
    let sign = if one.weight < 0.0 { '\u{2212}' } else { '+' };
    let number = format!("\u{2066}{sign}{}\u{2069}", decimal(one.weight.abs(), 1));
    let word = match one.feature.then_some(one.word.as_str()) {
        Some("link") => words.message("screen-feature-link"),
        Some("phone") => words.message("screen-feature-phone"),
        Some("capitals") => words.message("screen-feature-capitals"),
        Some("repeats") => words.message("screen-feature-repeats"),
        Some("short") => words.message("screen-feature-short"),
        Some("long") => words.message("screen-feature-long"),
        Some("marks") => words.message("screen-feature-marks"),
        _ => words.named("screen-quoted", "word", &one.word),
    };
    format!("{word} {number}")
}

/// A number with `places` decimals. The message converts its digits.
fn decimal(number: f64, places: usize) -> String {
    format!("{number:.places$}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::messages::Messages;
    use arabic::Language;

    fn said(language: Language, reason: &Reason) -> String {
        sentence(&Messages::new().unwrap().in_language(language), reason)
    }

    #[test]
    fn a_reason_is_a_sentence() {
        let word = Reason::Word {
            field: CommentField::Text,
            from: 0,
            to: 11,
            written: "ر ا ب ط".into(),
            how: Written::Separated,
            word: "رابط".into(),
            id: 1,
            list: ScreenKind::Spam,
            note: None,
        };
        assert_eq!(said(Language::Arabic, &word), "كلمات مفصولة الحروف: «ر ا ب ط» تطابق «رابط» في قائمة الدعاية");
        let weight = |word: &str, weight| Weight { word: word.into(), weight, feature: false };
        let words = vec![weight("الملف الشخصي", 0.8), weight("يراقب", -0.4)];
        let opinion = Reason::Classifier { probability: 0.62, words };
        assert_eq!(
            said(Language::Arabic, &opinion),
            "المصنّف: 0.62 غير مرغوب، أثقل الكلمات: «الملف الشخصي» \u{2066}+0.8\u{2069}، «يراقب» \u{2066}\u{2212}0.4\u{2069}"
        );
        let link = Reason::Link {
            field: CommentField::Name,
            from: 0,
            to: 11,
            written: "example.com".into(),
            link: LinkKind::Plain,
        };
        assert_eq!(said(Language::English, &link), "In the name: a link, “example.com”");
    }
}
