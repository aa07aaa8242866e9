//! Validates the name, address and description of a topic, writer or thread.

use crate::base::error::{Error, Result};
use crate::base::texts::{refuse_long, tidied};

/// Characters of a name.
pub const NAMED_CHARS_MAX: usize = 100;
/// Characters of a description.
pub const ABOUT_CHARS_MAX: usize = 1_000;

/// A requested name. An empty address means: made from the name, or unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Naming<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its address.
    pub slug: &'a str,
    /// Its description.
    pub about: &'a str,
}

/// A validated name.
pub(crate) struct Checked {
    pub name: String,
    pub folded: String,
    pub slug: String,
    pub about: Option<String>,
}

impl<'a> Naming<'a> {
    /// The present name, address and description of an existing one.
    pub(crate) fn of(name: &'a str, slug: &'a str, about: Option<&'a str>) -> Self {
        Self { name, slug, about: about.unwrap_or_default() }
    }

    /// Refuses with [`Error::WordsMissing`], [`Error::TooLong`] and [`Error::BadSlug`]. An empty address becomes
    /// `slug`, or is made from the name.
    pub(crate) fn checked(&self, slug: Option<&str>) -> Result<Checked> {
        let name = tidied(self.name);
        if name.is_empty() {
            return Err(Error::WordsMissing);
        }
        let about = self.about.trim();
        refuse_long([("name", name.as_str(), NAMED_CHARS_MAX), ("about", about, ABOUT_CHARS_MAX)])?;
        let slug = match (self.slug.trim(), slug) {
            ("", Some(kept)) => kept.to_owned(),
            ("", None) => arabic::slug::slug(&name),
            (asked, _) => arabic::slug::slug(asked),
        };
        if slug.is_empty() {
            return Err(Error::BadSlug { slug: self.name.to_owned() });
        }
        let about = Some(about.to_owned()).filter(|about| !about.is_empty());
        Ok(Checked { folded: arabic::normalize::key(&name), name, slug, about })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_tidied_and_has_an_address() {
        let named = Naming { name: "  الموارد \u{202e} المائية ", slug: "", about: " " }.checked(None).unwrap();
        assert_eq!((named.name.as_str(), named.slug.as_str()), ("الموارد المائية", "الموارد-المائية"));
        assert_eq!(named.about, None);
        let kept = Naming { name: "المياه", slug: "", about: "كل شيء" }.checked(Some("water")).unwrap();
        assert_eq!((kept.slug.as_str(), kept.about.as_deref()), ("water", Some("كل شيء")));
        let asked = Naming { name: "المياه", slug: "Water & Dams", about: "" }.checked(Some("water")).unwrap();
        assert_eq!(asked.slug, "water-dams");
    }

    #[test]
    fn what_is_no_name_is_refused() {
        let refused = |name, about| Naming { name, slug: "", about }.checked(None).err();
        assert!(matches!(refused(" \u{200f} ", ""), Some(Error::WordsMissing)));
        assert!(matches!(refused("؟!", ""), Some(Error::BadSlug { .. })));
        let long = "ع".repeat(101);
        assert!(matches!(refused(&long, ""), Some(Error::TooLong { field: "name", .. })));
        assert!(matches!(refused("اسم", &"ع".repeat(1_001)), Some(Error::TooLong { field: "about", .. })));
    }
}
