//! Bylines as one line of text, the same on the story's page, in lists and in feeds.

use arabic::Language;

use crate::paper::writers::Writer;
use crate::stories::content::Content;
use crate::stories::desk_list::DeskLine;
use crate::stories::lists::Card;

/// The byline of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Byline {
    people: Vec<String>,
    /// Desk and agencies.
    bodies: Vec<String>,
    as_printed: Option<String>,
    language: Language,
}

impl Byline {
    /// The byline of a version with these writers.
    pub fn of(content: &Content, writers: &[Writer]) -> Self {
        Self {
            people: writers.iter().map(|writer| writer.name.clone()).collect(),
            bodies: bodies(&content.desk_byline, &content.agencies_line),
            as_printed: content.byline_as_printed.clone(),
            language: content.language,
        }
    }

    /// The byline of a story in a list.
    pub fn of_card(card: &Card) -> Self {
        Self {
            people: card.writers.iter().map(|writer| writer.name.clone()).collect(),
            bodies: bodies(&card.desk_byline, &card.agencies_line),
            as_printed: card.byline_as_printed.clone(),
            language: card.language,
        }
    }

    /// The line as it was printed, if known; otherwise people, joined by the comma of the story's language, then desk
    /// and agencies («ق. د/ الوكالات»). `None` without a byline.
    pub fn text(&self) -> Option<String> {
        if let Some(printed) = &self.as_printed {
            return Some(printed.clone());
        }
        let parts = [self.people.join(comma(self.language)), self.bodies.join("/ ")];
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    /// Desk and agencies only, shown beside people who are named separately.
    pub fn bodies_text(&self) -> Option<String> {
        (!self.bodies.is_empty()).then(|| self.bodies.join("/ "))
    }

    /// The byline of a story in a list of the desk, where the printed line is not loaded.
    pub fn of_desk_line(line: &DeskLine, writers: &[Writer]) -> Self {
        let named = line.writers.iter().filter_map(|id| writers.iter().find(|writer| writer.id == *id));
        Self {
            people: named.map(|writer| writer.name.clone()).collect(),
            bodies: bodies(&line.desk_byline, &line.agencies_line),
            as_printed: None,
            language: line.story.language,
        }
    }
}

fn bodies(desk: &Option<String>, agencies: &Option<String>) -> Vec<String> {
    [desk, agencies].into_iter().flatten().cloned().collect()
}

/// The separator between two names.
fn comma(language: Language) -> &'static str {
    match language {
        Language::Arabic => "، ",
        Language::French | Language::English => ", ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(language: Language, people: &[&str], bodies: &[&str], printed: Option<&str>) -> Option<String> {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let as_printed = printed.map(str::to_owned);
        Byline { people: owned(people), bodies: owned(bodies), as_printed, language }.text()
    }

    #[test]
    fn a_byline_is_joined_by_the_comma_of_its_language() {
        let both = ["ق. د", "الوكالات"];
        assert_eq!(line(Language::Arabic, &[], &both, None).as_deref(), Some("ق. د/ الوكالات"));
        let said = line(Language::Arabic, &["سلمى", "كريم"], &both, None);
        assert_eq!(said.as_deref(), Some("سلمى، كريم · ق. د/ الوكالات"));
        let said = line(Language::French, &["Salma B.", "Karim A."], &["AFP"], None);
        assert_eq!(said.as_deref(), Some("Salma B., Karim A. · AFP"));
        assert_eq!(line(Language::English, &["A"], &[], Some("From A in Oran")).as_deref(), Some("From A in Oran"));
        assert_eq!(line(Language::Arabic, &[], &[], None), None);
    }
}
