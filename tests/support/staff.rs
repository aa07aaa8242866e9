//! People of a newsroom as actors, without accounts.

use newsroom::{Actor, Grant, Role};

use crate::Paper;

/// The people of one desk and a stranger, with fixed ids.
pub struct Staff {
    /// Writes for this desk.
    pub reporter: Actor,
    /// Edits for this desk.
    pub editor: Actor,
    /// Is its editor-in-chief.
    pub chief: Actor,
    /// Writes for another desk.
    pub stranger: Actor,
}

/// The staff of «world».
pub async fn staff(paper: &Paper) -> Staff {
    let desk = paper.section("world").await.desk_id;
    let other = paper.section("sports").await.desk_id;
    let at = |id, role, desk| Actor::person(id, vec![Grant::at(role, [desk])], true);
    Staff {
        reporter: at(1, Role::Reporter, desk),
        editor: at(2, Role::DeskEditor, desk),
        chief: at(3, Role::EditorInChief, desk),
        stranger: at(4, Role::Reporter, other),
    }
}
