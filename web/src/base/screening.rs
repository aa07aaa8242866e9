//! The moderators' word lists in memory, for screening comments. They are read on first use, and again when the
//! publication log reports a change.

use newsroom::Event;
use newsroom::screening::Screener;

use crate::base::cached::Cacheable;

impl Cacheable for Screener {
    const NAME: &'static str = "screener";

    fn is_changed_by(event: &Event) -> bool {
        *event == Event::ScreenWords
    }
}
