//! The places of a page that can be filled by hand.

/// Stories in the second column.
const SECOND_COLUMN: usize = 4;
/// Names of places and how many there are of each, in the order of the page.
pub const SLOTS: [(&str, usize); 2] = [("lead", 1), ("second", SECOND_COLUMN)];
