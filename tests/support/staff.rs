//! People of a newsroom as actors, without doors.

use newsroom::{Actor, Grant, Role};

use crate::Paper;

/// People of one desk, by the ids they would have.
pub struct Staff {
    /// Writes there.
    pub reporter: Actor,
    /// Edits there.
    pub editor: Actor,
    /// Is editor-in-chief there.
    pub chief: Actor,
    /// Writes at another desk.
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
