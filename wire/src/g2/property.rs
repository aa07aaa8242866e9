//! Properties of NewsML-G2: their codes and values.

use crate::item::Code;
use crate::text::clean;
use crate::xml::Element;

/// The value of a property: a literal, the name, a code.
pub(super) fn value(element: Element) -> Option<String> {
    let name = element.child("name").and_then(Element::text);
    let code = element.attr("qcode").or(element.attr("uri")).and_then(clean);
    element.attr("literal").and_then(clean).or(name).or(code).or_else(|| element.own_text())
}

/// The code of a property, as it stands.
pub(super) fn code(element: Element) -> Option<Code> {
    let scheme = if element.attr("qcode").is_none() && element.attr("uri").is_some() { "uri" } else { "qcode" };
    let code = element.attr("qcode").or(element.attr("uri")).or(element.attr("literal")).and_then(clean)?;
    Some(Code::new(code, scheme))
}

/// The last part of a qcode or address of a code.
pub(super) fn tail(code: &str) -> &str {
    code.rsplit([':', '/']).next().unwrap_or_default()
}
