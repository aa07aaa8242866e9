//! Roles of NewsML 1.x components, and which components are pictures: found once for all of an item.

use std::collections::HashMap;

use crate::text::clean;
use crate::xml::Element;

/// Words of `Role` that mark the story.
const MAIN_ROLES: [&str; 6] = ["main", "body", "maintext", "bodytext", "text", "story"];
/// Words of `Role` that mark a text that is not the story.
const SIDE_ROLES: [&str; 12] = [
    "caption",
    "abstract",
    "summary",
    "stylesheet",
    "headline",
    "title",
    "lead",
    "contact",
    "logo",
    "sms",
    "signature",
    "biography",
];
/// A role whose pictures are not of the story.
const LOGO: &str = "logo";

/// What is known of the components of an item.
pub(super) struct Roles {
    known: HashMap<usize, Known>,
}

#[derive(Default)]
struct Known {
    role: String,
    has_media: bool,
    has_text: bool,
}

impl Roles {
    /// Reads the roles of `main` and all components in it. Each content marks the components around it, so the work is
    /// the number of elements times their depth.
    pub fn of(main: Element) -> Roles {
        let all = std::iter::once(main).chain(main.descendants()).filter(|e| e.is("NewsComponent"));
        let known = |component: Element| {
            let role = component.child("Role").and_then(named).unwrap_or_default().to_lowercase();
            (component.index(), Known { role, ..Known::default() })
        };
        let mut roles = Roles { known: all.map(known).collect() };
        for content in main.descendants().filter(|e| e.is("ContentItem")) {
            roles.mark(content);
        }
        roles
    }

    fn mark(&mut self, content: Element) {
        let is_media = content.attr("Href").is_some() && !is_text(content);
        let is_text = !is_media && content.child("DataContent").is_some();
        let mut in_side = false;
        let around = std::iter::successors(content.parent(), |at| at.parent());
        for component in around {
            let Some(known) = self.known.get_mut(&component.index()) else { continue };
            known.has_media |= is_media;
            known.has_text |= is_text && !in_side;
            in_side |= SIDE_ROLES.contains(&known.role.as_str());
        }
    }

    pub fn role(&self, component: Element) -> &str {
        self.known.get(&component.index()).map_or("", |known| known.role.as_str())
    }

    pub fn is_main(&self, component: Element) -> bool {
        MAIN_ROLES.contains(&self.role(component))
    }

    pub fn is_side(&self, component: Element) -> bool {
        SIDE_ROLES.contains(&self.role(component))
    }

    pub fn is_logo(&self, component: Element) -> bool {
        self.role(component) == LOGO
    }

    /// Whether the component holds media and no text but its captions.
    pub fn is_picture(&self, component: Element) -> bool {
        self.known.get(&component.index()).is_some_and(|known| known.has_media && !known.has_text)
    }
}

/// The value of an element that holds it as `FormalName` or as text.
pub(super) fn named(element: Element) -> Option<String> {
    element.attr("FormalName").and_then(clean).or_else(|| element.text())
}

pub(super) fn media_type(content: Element) -> String {
    content.child("MediaType").and_then(named).unwrap_or_default().to_lowercase()
}

fn is_text(content: Element) -> bool {
    matches!(media_type(content).as_str(), "text" | "complexdata")
}
