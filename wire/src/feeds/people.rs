//! Persons in feeds: elements of Atom, and lines such as `me@argo.example (Lina Paz)`.

use super::Person;
use crate::text::clean;
use crate::xml::Element;

/// A person of Atom: name, mail, page.
pub(super) fn of_element(element: Element) -> Person {
    let of = |names: &[&str]| {
        let found = element.children().find(|child| names.contains(&child.name().to_ascii_lowercase().as_str()));
        found.and_then(Element::text)
    };
    let person = Person { name: of(&["name"]), email: of(&["email"]), url: of(&["uri", "url", "homepage"]) };
    if person == Person::default() { element.text().map(|line| of_line(&line)).unwrap_or_default() } else { person }
}

/// A person of one line: a name, a mail address, or both in any order.
pub(super) fn of_line(line: &str) -> Person {
    let is_mail = |word: &&str| word.contains('@') && word.trim_matches(['(', ')', '<', '>', '[', ']']).len() > 2;
    let Some(mail) = line.split([' ', '(', ')', '<', '>', ',', '\t']).find(is_mail) else {
        return Person { name: clean(line), ..Person::default() };
    };
    let email = mail.trim_start_matches("mailto:").trim_matches([':', ';', '.']).to_owned();
    let rest = line.replacen(mail, " ", 1);
    let name = clean(&rest.replace(['(', ')', '<', '>', '[', ']', ','], " "));
    Person { name, email: Some(email), url: None }
}

impl Person {
    /// Name and mail address in one line.
    pub fn line(&self) -> Option<String> {
        match (&self.name, &self.email) {
            (Some(name), Some(email)) => Some(format!("{name} ({email})")),
            (name, email) => name.clone().or_else(|| email.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_parted() {
        for line in ["Lina Paz (lp@argo.example)", "lp@argo.example (Lina Paz)", "Lina Paz <lp@argo.example>"] {
            let person = of_line(line);
            assert_eq!((person.name.as_deref(), person.email.as_deref()), (Some("Lina Paz"), Some("lp@argo.example")));
        }
        assert_eq!(of_line("Lina Paz").name.as_deref(), Some("Lina Paz"));
        assert_eq!(of_line("lp@argo.example"), Person { email: Some("lp@argo.example".into()), ..Person::default() });
    }
}
