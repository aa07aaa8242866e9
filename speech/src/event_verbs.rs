//! The verbs of events in the present and the future: «تنطلق», «سيعقد».

use crate::future;
use crate::tables::events::VERBS;
use crate::text::Text;
use arabic::normalize::key;
use std::collections::HashMap;
use std::sync::OnceLock;

/// A verb of events in the present or future.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EventVerb {
    /// The noun of the event; empty for verbs that need one beside them.
    pub noun: &'static str,
    pub is_past: bool,
    /// A verb that no table knows, in the future: «ستوزع».
    pub is_unknown: bool,
}

/// Verbs of states and amounts, which nobody plans for a day: «سيرتفع», «ستبلغ».
const STATES: &str =
    "رتفع نخفض تراجع بلغ كون ظل بقي زيد قل تحسن نمو نحسر صبح تجاوز تضاعف حتاج شكل مثل ساهم سهم سمح شمل غطي";

/// The verb of events at a token.
pub(crate) fn verb_at(text: &Text, at: usize) -> Option<EventVerb> {
    let word = text.key(at);
    let word = word
        .strip_prefix('و')
        .or_else(|| word.strip_prefix('ف'))
        .filter(|rest| rest.starts_with(['ي', 'ت', 'س']))
        .unwrap_or(word);
    let is_future = word.starts_with('س');
    let present = word.strip_prefix('س').filter(|rest| rest.starts_with(['ي', 'ت', 'ن', 'ا'])).unwrap_or(word);
    let stem = present.strip_prefix(['ي', 'ت']).or_else(|| present.strip_prefix(['ن', 'ا']).filter(|_| is_future))?;
    let verbs = verbs();
    let plural = || stem.strip_suffix("ون").or_else(|| stem.strip_suffix("ان"));
    if let Some(noun) = verbs.get(stem).or_else(|| verbs.get(plural()?)) {
        return Some(EventVerb { noun, is_past: false, is_unknown: false });
    }
    let planned = is_future && future::is_future(word) && !STATES.split(' ').any(|state| state == stem);
    planned.then_some(EventVerb { noun: "", is_past: false, is_unknown: true })
}

fn verbs() -> &'static HashMap<String, &'static str> {
    static STEMS: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    STEMS.get_or_init(|| VERBS.iter().map(|(stem, noun)| (key(stem), *noun)).collect())
}
