//! `fragment("_card.html", card, level="h3")` in a template: what a template makes of a card, or of the site, and of the
//! parameters named, and of nothing else. It is made once for each theme and thing, and kept with the thing.

use minijinja::{Error, State, Value, context};

use crate::base::cards::ShownCard;
use crate::base::frame::ShownSite;

/// Templates and parameters remembered for one card.
const OF_A_CARD: usize = 8;
/// The same for the site, which looks otherwise in each of its sections.
const OF_A_SITE: usize = 128;

/// What `template` makes of `thing`, which it knows as `card` or, where it is the site, as `site`.
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
