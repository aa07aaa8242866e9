//! The fields of a picture's record in the archive, each with what its file says about it.

use imaging::{Field, Metadata, Moment};

use super::in_file;
use crate::base::error::{Error, Result};
use crate::base::texts::{refuse_long, tidied};
use crate::base::worded::worded;

/// Between the names or keywords of a field that is a list.
const COMMA: &str = "، ";
/// Names or keywords of a field, at most.
const LIST_MAX: usize = 100;

/// A field of a picture's record. An empty value says nothing.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    strum::IntoStaticStr,
    strum::EnumString,
    strum::VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub enum ArchiveField {
    /// What the picture shows, and when and where.
    Caption,
    /// The line that has to stand beside it.
    Credit,
    /// The text for those who do not see it.
    Alt,
    /// When it was taken, as ISO 8601 writes it, as far as it is known: `1987`, `1987-05-12`, `1987-05-12T10:15:00`.
    Taken,
    /// Where it was taken.
    Place,
    /// Who is in it: names with «، » between them.
    Persons,
    /// Keywords with «، » between them.
    Keywords,
}

worded!(ArchiveField);

impl ArchiveField {
    /// Characters that it may have.
    pub fn chars_max(self) -> usize {
        match self {
            Self::Caption | Self::Alt | Self::Persons | Self::Keywords => 2_000,
            Self::Credit | Self::Place => 300,
            Self::Taken => 40,
        }
    }

    /// What a picture's file says, on one line.
    pub fn in_file(self, metadata: &Metadata) -> String {
        let joined = |values: &[String]| self.joined(values.iter().map(String::as_str));
        match self {
            Self::Caption => {
                let caption = self.first(&tidied(metadata.value(Field::Caption).unwrap_or_default()));
                if in_file::is_caption(&caption) { caption } else { String::new() }
            }
            Self::Credit => self.first(&in_file::credit_in(metadata)),
            Self::Alt => self.first(&tidied(metadata.value(Field::AltText).unwrap_or_default())),
            Self::Taken => metadata.taken().map(|taken| taken.to_string()).unwrap_or_default(),
            Self::Place => {
                let parts = [Field::Sublocation, Field::City, Field::Province, Field::Country];
                self.joined(parts.into_iter().filter_map(|part| metadata.value(part)))
            }
            Self::Persons => joined(metadata.values(Field::Persons)),
            Self::Keywords => joined(metadata.values(Field::Keywords)),
        }
    }

    /// What was typed, as it is kept. Refuses a text that is too long, and a date that is none with [`Error::BadTime`].
    pub fn read(self, typed: &str) -> Result<String> {
        let text = tidied(typed);
        refuse_long([(self.word(), text.as_str(), self.chars_max())])?;
        match self {
            Self::Taken if !text.is_empty() => match date_in(&text) {
                Some(taken) => Ok(taken.to_string()),
                None => Err(Error::BadTime { text }),
            },
            Self::Persons | Self::Keywords => Ok(self.joined(text.split(['،', ',', '؛', ';']))),
            _ => Ok(text),
        }
    }

    /// The parts with commas between them, each once.
    fn joined<'a>(self, parts: impl Iterator<Item = &'a str>) -> String {
        let mut known: Vec<String> = Vec::new();
        for part in parts.map(tidied).filter(|part| !part.is_empty()) {
            if known.len() < LIST_MAX && !known.contains(&part) {
                known.push(part);
            }
        }
        self.first(&known.join(COMMA))
    }

    /// As many characters as it may have.
    fn first(self, text: &str) -> String {
        text.chars().take(self.chars_max()).collect()
    }
}

/// A date as far as it was typed: a year, a month, or a day in any printed form, with the time or without.
fn date_in(text: &str) -> Option<Moment> {
    let western = arabic::digits::to_western(text);
    let is_iso = western.bytes().all(|byte| byte.is_ascii_digit() || b"-:+TZ ".contains(&byte));
    if let Some(taken) = Moment::read(&western).filter(|_| is_iso) {
        return Some(taken);
    }
    let month = western.split_once('/').and_then(|(month, year)| {
        let month: u8 = month.trim().parse().ok()?;
        Moment::read(&format!("{}-{month:02}", year.trim()))
    });
    match month.filter(|month| month.day.is_none() && month.month.is_some()) {
        Some(month) => Some(month),
        None => Moment::read(&arabic::date::read(text)?.full()?.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_far_as_they_are_known() {
        for (typed, kept) in [
            ("1987", "1987"),
            ("١٩٨٧-٠٥", "1987-05"),
            ("2016-08-29 18:42", "2016-08-29T18:42:00"),
            ("29 آب 2016", "2016-08-29"),
            ("29/08/2016", "2016-08-29"),
            ("٨/٢٠١٦", "2016-08"),
            ("08/2016", "2016-08"),
            ("  ", ""),
        ] {
            assert_eq!(ArchiveField::Taken.read(typed).unwrap(), kept, "{typed}");
        }
        for typed in ["أمس", "2016-02-31 من", "آب", "20", "2016x", "13/2016", "8/16"] {
            assert!(matches!(ArchiveField::Taken.read(typed), Err(Error::BadTime { .. })), "{typed}");
        }
    }

    #[test]
    fn lists_have_each_name_once() {
        assert_eq!(ArchiveField::Persons.read(" سلمى ,مراد؛ سلمى،،").unwrap(), "سلمى، مراد");
        assert!(matches!(ArchiveField::Credit.read(&"ا".repeat(301)), Err(Error::TooLong { .. })));
        // The same text read again stays what it is.
        let many = (0..150).map(|number| format!("اسم {number}")).collect::<Vec<_>>().join(",");
        let kept = ArchiveField::Keywords.read(&many).unwrap();
        assert_eq!(ArchiveField::Keywords.read(&kept).unwrap(), kept);
    }
}
