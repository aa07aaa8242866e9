//! `fragment("_card.html", card, level="h3")` in a template: what a template makes of a card, or of the site, and of the
//! parameters named, and of nothing else. It is made once for each theme and thing, and kept with the thing.

use std::sync::{Mutex, PoisonError};

use minijinja::{Error, State, Value, context};

use crate::cards::ShownCard;
use crate::frame::ShownSite;

/// Templates and parameters remembered for one card.
const OF_A_CARD: usize = 8;
/// The same for the site, which looks otherwise in each of its sections.
const OF_A_SITE: usize = 128;

/// HTML made of one thing by one theme, by template and parameters.
#[derive(Debug, Default)]
pub struct Fragments(Mutex<Made>);

#[derive(Debug, Default)]
struct Made {
    theme: u64,
    by: Vec<(String, Value)>,
}

impl Fragments {
    fn get_or_make(
        &self,
        most: usize,
        theme: u64,
        key: String,
        make: impl FnOnce() -> Result<Value, Error>,
    ) -> Result<Value, Error> {
        let known = {
            let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if made.theme != theme {
                *made = Made { theme, by: Vec::new() };
            }
            made.by.iter().find(|(known, _)| *known == key).map(|(_, html)| html.clone())
        };
        if let Some(html) = known {
            return Ok(html);
        }
        let html = make()?;
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if made.theme == theme && made.by.len() < most {
            made.by.push((key, html.clone()));
        }
        Ok(html)
    }
}

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
