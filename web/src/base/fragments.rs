//! The template function `fragment("_card.html", card, level="h3")`. It renders a template from a card or the site and
//! the given parameters, and nothing else. The HTML is made once for each theme and object, and is kept with the
//! object.

use minijinja::{Error, State, Value, context};

use crate::base::cards::ShownCard;
use crate::base::frame::ShownSite;

/// Maximum number of fragments cached for one card.
const OF_A_CARD: usize = 8;
/// Maximum number of fragments cached for the site, which looks different in each section.
const OF_A_SITE: usize = 128;

/// Renders `template` with `thing`, which it sees as `site` or as `card`.
pub fn fragment(
    state: &State<'_, '_>,
    theme: u64,
    template: &str,
    thing: &Value,
    parameters: &Value,
) -> Result<Value, Error> {
    let make = |own: Value| {
        let context = context! { ..own, ..parameters.clone() };
        Ok(Value::from_safe_string(state.env().get_template(template)?.render(context)?))
    };
    let key = || format!("{template} {parameters}");
    if let Some(site) = thing.downcast_object_ref::<ShownSite>() {
        return site.fragments().get_or_make(OF_A_SITE, theme, key(), || make(context! { site => thing }));
    }
    match thing.downcast_object_ref::<ShownCard>().map(ShownCard::fragments) {
        Some((fragments, card)) => fragments.get_or_make(OF_A_CARD, theme, key(), || make(context! { card })),
        None => make(context! { card => thing }),
    }
}
