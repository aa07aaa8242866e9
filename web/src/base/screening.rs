//! The moderators' lists in memory, for screening comments: read when they are first asked for, and again when the publication
//! log says that they have changed.

use newsroom::Event;
use newsroom::screening::Screener;

use crate::base::memory::Remembered;

impl Remembered for Screener {
    const NAME: &'static str = "screener";

    fn is_changed_by(event: &Event) -> bool {
        *event == Event::ScreenWords
    }
}
