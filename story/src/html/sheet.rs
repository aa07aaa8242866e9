//! Styles that a program assigns through classes in `<style>` (Cocoa, Notes, Outlook): `span.s1 {font-weight: bold}`.

use std::collections::HashMap;

use super::tree::Handle;

/// Bytes of style sheets that are read, and rules that are kept, at most: a program writes some dozens.
const SHEET_BYTES_MAX: usize = 256 << 10;
const RULES_MAX: usize = 1_000;

/// Declarations by class, each with the element it applies to; an empty name means any element.
#[derive(Default)]
pub(super) struct Sheet {
    classes: HashMap<String, Vec<(String, String)>>,
}

impl Sheet {
    /// Reads the rules that select a single class, as programs write them. More complex selectors are skipped.
    pub fn read(root: Handle) -> Self {
        let mut sheet = Self::default();
        let styles = root.descendants().filter(|element| element.name() == "style");
        let text: String = styles.flat_map(|style| style.descendants()).filter_map(|node| node.text()).collect();
        let text = &text[..super::cut::floor(&text, SHEET_BYTES_MAX)];
        let mut rules = 0;
        for rule in text.split('}') {
            let Some((selectors, declarations)) = rule.rsplit_once('{') else { continue };
            for selector in selectors.rsplit(['{', ';', '>']).next().unwrap_or_default().split(',') {
                let selector = selector.trim().trim_start_matches("<!--").trim();
                let Some((element, class)) = selector.split_once('.') else { continue };
                let is_name = |name: &str| name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
                if is_name(element) && is_name(class) && !class.is_empty() && rules < RULES_MAX {
                    rules += 1;
                    let rule = (element.to_ascii_lowercase(), declarations.trim().to_owned());
                    sheet.classes.entry(class.to_owned()).or_default().push(rule);
                }
            }
        }
        sheet
    }

    /// The declarations that apply to an element.
    pub fn of<'a>(&'a self, element: Handle<'a>) -> impl Iterator<Item = &'a str> {
        let classes = element.attr("class").filter(|_| !self.classes.is_empty()).unwrap_or_default();
        let rules = classes.split_ascii_whitespace().filter_map(|class| self.classes.get(class)).flatten();
        rules.filter(move |(name, _)| name.is_empty() || name == element.name()).map(|(_, css)| css.as_str())
    }
}
