//! Three-way merge of forms: the values shown, the values sent and the current values. If two people change settings at
//! the same time, both changes are kept. If they change the same field, the second person is told.
//!
//! A form contains a digest of every field as it was shown (`was`). A field that is sent unchanged keeps its current
//! value. A field that was changed is saved, unless somebody else has changed the same field in the meantime.

use super::fields::Fields;

/// The name of the field with the digests.
pub const WAS: &str = "was";
/// Length of a digest in characters.
const DIGEST_CHARS: usize = 12;

/// The fields of a form with their current values.
#[derive(Debug, Clone, Default)]
pub struct CurrentFields(Vec<Field>);

#[derive(Debug, Clone)]
struct Field {
    name: String,
    label: String,
    values: Vec<String>,
    /// The value as shown to people.
    said: String,
}

/// Another person changed a field that this form changes too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conflict {
    /// The digests with which the form may be sent again.
    pub was: String,
    /// Name, label and current value of each such field.
    pub fields: Vec<(String, String, String)>,
    /// Name and label of the fields that only this form changes.
    pub changed: Vec<(String, String)>,
    /// Name and current values of the fields that it does not change.
    pub untouched: Vec<(String, Vec<String>)>,
}

impl CurrentFields {
    /// Adds a text field. `label` is its name on the page.
    pub fn text(self, name: impl Into<String>, label: impl Into<String>, value: impl Into<String>) -> Self {
        let value = value.into();
        self.choice(name, label, value.clone(), value)
    }

    /// Adds a field with one of several values. `said` is the value's name on the page.
    pub fn choice(
        mut self,
        name: impl Into<String>,
        label: impl Into<String>,
        value: impl Into<String>,
        said: impl Into<String>,
    ) -> Self {
        self.0.push(Field { name: name.into(), label: label.into(), values: vec![value.into()], said: said.into() });
        self
    }

    /// Adds a group of checkboxes: value and label of each ticked one.
    pub fn checkboxes<'a>(
        mut self,
        name: impl Into<String>,
        label: impl Into<String>,
        ticked: impl IntoIterator<Item = (&'a str, String)>,
    ) -> Self {
        let (values, said): (Vec<String>, Vec<String>) =
            ticked.into_iter().map(|(value, said)| (value.to_owned(), said)).unzip();
        self.0.push(Field { name: name.into(), label: label.into(), values, said: said.join("، ") });
        self
    }

    /// Adds one checkbox.
    pub fn checkbox(self, name: impl Into<String>, label: impl Into<String>, is_on: bool) -> Self {
        self.checkboxes(name, label, is_on.then(|| ("on", "✓".to_owned())))
    }

    /// The digests of all fields, for the hidden field `was`.
    pub fn digests(&self) -> String {
        self.0.iter().map(|field| format!("{}={}", field.name, digest(&field.values))).collect::<Vec<_>>().join(" ")
    }

    /// The merged form: unchanged fields have their current value. A form without digests is taken as it is.
    pub fn merge(&self, form: &Fields) -> Result<Fields, Conflict> {
        let was: Vec<(&str, &str)> = form.text(WAS).split(' ').filter_map(|field| field.rsplit_once('=')).collect();
        let (mut merged, mut conflict) = (form.clone(), Conflict { was: self.digests(), ..Conflict::default() });
        for field in &self.0 {
            let Some((_, shown)) = was.iter().find(|(name, _)| *name == field.name) else { continue };
            let sent: Vec<String> = form.all(&field.name).map(str::to_owned).collect();
            let (sent, now) = (digest(&sent), digest(&field.values));
            if sent == *shown {
                merged.put(&field.name, &field.values);
                conflict.untouched.push((field.name.clone(), field.values.clone()));
            } else if now != *shown && now != sent {
                conflict.fields.push((field.name.clone(), field.label.clone(), field.said.clone()));
            } else {
                conflict.changed.push((field.name.clone(), field.label.clone()));
            }
        }
        if conflict.fields.is_empty() { Ok(merged) } else { Err(conflict) }
    }
}

/// Browsers may change line ends and surrounding white space; the digest ignores both.
fn digest(values: &[String]) -> String {
    let plain: Vec<String> = values.iter().map(|value| value.replace("\r\n", "\n").trim().to_owned()).collect();
    newsroom::digest(plain.join("\u{1f}").as_bytes()).chars().take(DIGEST_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(motto: &str, zone: &str, languages: &[&str], eastern: bool) -> CurrentFields {
        CurrentFields::default()
            .text("motto", "الشعار", motto)
            .text("zone", "المنطقة", zone)
            .checkboxes("language", "اللغات", languages.iter().map(|code| (*code, (*code).to_owned())))
            .checkbox("eastern", "أرقام", eastern)
    }

    fn form(was: &CurrentFields, query: &str) -> Fields {
        let was = was.digests().replace(' ', "+").replace('=', "%3D");
        Fields::read(format!("was={was}&{query}").as_bytes())
    }

    #[test]
    fn what_was_not_changed_is_what_stands() {
        let before = shown("one", "Africa/Tunis", &["ar", "fr"], true);
        let now = shown("two", "Africa/Tunis", &["ar"], true);
        let sent = form(&before, "motto=one&zone=Asia%2FAmman&language=ar&language=fr");
        let merged = now.merge(&sent).unwrap();
        assert_eq!((merged.text("motto"), merged.text("zone")), ("two", "Asia/Amman"));
        assert_eq!(merged.all("language").collect::<Vec<_>>(), ["ar"]);
        assert!(!merged.has("eastern"), "a box that was cleared stays cleared");
    }

    #[test]
    fn two_changes_of_one_field_meet_and_may_be_sent_again() {
        let before = shown("one\ntwo", "Africa/Tunis", &["ar"], false);
        let now = shown("three", "Africa/Tunis", &["ar", "en"], false);
        let sent = "motto=four&zone=Africa%2FTunis&language=ar&language=fr";
        let conflict = now.merge(&form(&before, sent)).unwrap_err();
        let names: Vec<_> = conflict.fields.iter().map(|(name, _, stands)| (name.as_str(), stands.as_str())).collect();
        assert_eq!(names, [("motto", "three"), ("language", "ar، en")]);
        assert_eq!(
            conflict.untouched,
            [("zone".to_owned(), vec!["Africa/Tunis".to_owned()]), ("eastern".to_owned(), vec![])]
        );
        assert_eq!(now.merge(&form(&now, sent)).unwrap().text("motto"), "four");
        // Both changed it to the same value.
        assert!(now.merge(&form(&before, "motto=three&zone=Africa%2FTunis&language=ar")).is_ok());
        // Line ends changed by the browser are not a change.
        assert_eq!(
            now.merge(&form(&before, "motto=one%0D%0Atwo&zone=Africa%2FTunis&language=ar")).unwrap().text("motto"),
            "three"
        );
    }

    #[test]
    fn a_form_without_a_mark_means_all_it_says() {
        let now = shown("one", "Africa/Tunis", &["ar"], false);
        let merged = now.merge(&Fields::read(b"motto=&zone=Asia%2FAmman")).unwrap();
        assert_eq!((merged.text("motto"), merged.text("zone"), merged.has("language")), ("", "Asia/Amman", false));
    }
}
