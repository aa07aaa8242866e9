//! Fields of a form. The query of an address has the same format.

use percent_encoding::percent_decode;

/// Fields of a form, in order. A name may occur more than once.
#[derive(Debug, Clone, Default)]
pub struct Fields(pub(crate) Vec<(String, String)>);

impl Fields {
    /// Parses the body of a form or the query of an address.
    pub fn read(bytes: &[u8]) -> Self {
        let decoded = |part: &[u8]| {
            let spaced: Vec<u8> = part.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
            percent_decode(&spaced).decode_utf8_lossy().into_owned()
        };
        let pairs = bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
        let split = |pair: &[u8]| {
            let at = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            (decoded(&pair[..at]), decoded(pair.get(at + 1..).unwrap_or_default()))
        };
        Self(pairs.map(split).collect())
    }

    /// All fields, in the order of the form.
    pub fn into_pairs(self) -> Vec<(String, String)> {
        self.0
    }

    /// The value of the field `name`, trimmed; empty if there is no such field.
    pub fn text(&self, name: &str) -> &str {
        self.exactly(name).trim()
    }

    /// The value on one line: line breaks become spaces.
    pub fn line(&self, name: &str) -> String {
        let lines = self.text(name).lines().map(str::trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join(" ")
    }

    /// The value of the field `name`, exactly as typed. For passwords.
    pub fn exactly(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// All values of `name`, trimmed, such as those of ticked boxes.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.trim())
    }

    /// Replaces all values of `name` with `values`.
    pub(super) fn put(&mut self, name: &str, values: &[String]) {
        self.0.retain(|(known, _)| known != name);
        self.0.extend(values.iter().map(|value| (name.to_owned(), value.clone())));
    }

    /// Whether the field is present.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_browsers_write_them() {
        let form = Fields::read("name=%D8%B3%D9%84%D9%85%D9%89+%D8%A8&role=a&role=b&empty=&flag&&p=+x+".as_bytes());
        assert_eq!(form.text("name"), "سلمى ب");
        assert_eq!(form.all("role").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!((form.text("empty"), form.has("flag"), form.has("none")), ("", true, false));
        assert_eq!((form.text("p"), form.exactly("p")), ("x", " x "));
        assert_eq!(Fields::read(b"h=+one%0D%0A+two%0A%0Athree+").line("h"), "one two three");
    }
}
