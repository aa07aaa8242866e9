//! What the storage must know about a newsroom to migrate, back up and restore it.

use store::backup::Contents;
use store::schema::Schema;

use crate::stories::renditions;
use crate::whole::migrations;

/// Tables that backups leave out, with the reason. A test compares the list with the schema.
pub const LEFT_OUT: &[(&str, &str)] = &[
    ("seaql_migrations", "the names of the migrations stand in the head; restoring applies them"),
    ("schema_lock", "one row to lock, made when the database is opened"),
    ("sessions", "nobody is signed in to a copy of the paper: everyone signs in again"),
    ("known_devices", "belong to the sessions"),
    ("door_links", "good once and for a short time"),
    ("ceremonies", "steps of a sign-in that lasts minutes"),
    ("sign_in_failures", "count for a day"),
    ("leases", "held by nodes of the paper that was copied"),
    ("followers", "how far is what lies beside the database that was copied; a new paper makes its own"),
    ("folders", "the name of the folder that was copied; the new one has its own"),
    ("presences", "who is in a story now; over after a minute and a half"),
    ("preview_links", "a copy of the paper shows no story to an outsider"),
    ("related_stories", "found again from the texts"),
];

/// The description of a newsroom for the storage.
pub(crate) static CONTENTS: Contents = Contents {
    schema: Schema(migrations::all),
    left_out: LEFT_OUT,
    pictures: "pictures",
    picture_files: renditions::picture_files,
};
