//! People of the newsroom and signing in: roles, sessions, second factors, links, failures, and mail jobs.
//!
//! Keys of sessions, links, recovery codes and devices are stored as SHA-256 only.

use sea_orm_migration::prelude::*;

use super::columns::{flag, id, number, number_or_none, words, words_or_none};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, schema: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            schema.create_table(table).await?;
        }
        for (name, table, columns, unique) in INDEXES {
            let mut index = Index::create().name(*name).table(*table).to_owned();
            for column in *columns {
                index.col(*column);
            }
            if *unique {
                index.unique();
            }
            schema.create_index(index).await?;
        }
        Ok(())
    }
}

type IndexOf = (&'static str, &'static str, &'static [&'static str], bool);

const INDEXES: &[IndexOf] = &[
    ("people_email", "people", &["email"], true),
    ("people_public_id", "people", &["public_id"], true),
    ("grants_person", "grants", &["person_id"], false),
    ("sessions_token", "sessions", &["token_hash"], true),
    ("sessions_person", "sessions", &["person_id"], false),
    ("known_devices_token", "known_devices", &["token_hash", "person_id"], true),
    ("known_devices_person", "known_devices", &["person_id"], false),
    ("passkeys_credential", "passkeys", &["credential"], true),
    ("passkeys_person", "passkeys", &["person_id"], false),
    ("recovery_codes_person", "recovery_codes", &["person_id"], false),
    ("door_links_token", "door_links", &["token_hash"], true),
    ("ceremonies_token", "ceremonies", &["token_hash"], true),
    ("sign_in_failures_block", "sign_in_failures", &["block", "at"], false),
    ("sign_in_failures_at", "sign_in_failures", &["at"], false),
    ("jobs_due", "jobs", &["state", "due_at"], false),
];

fn table(name: &'static str, columns: impl IntoIterator<Item = ColumnDef>) -> TableCreateStatement {
    let mut table = Table::create().table(name).to_owned();
    for column in columns {
        table.col(column);
    }
    table
}

fn belongs(mut table: TableCreateStatement, column: &'static str, to: &'static str) -> TableCreateStatement {
    table.foreign_key(ForeignKey::create().from_col(column).to_tbl(to).to_col("id")).to_owned()
}

fn tables() -> Vec<TableCreateStatement> {
    let people = table(
        "people",
        [
            id(),
            words("public_id"),
            words("name"),
            words("email"),
            words("language"),
            number_or_none("writer_id"),
            words("passkey_handle"),
            words_or_none("password_hash"),
            words_or_none("totp_secret"),
            words_or_none("totp_offered"),
            number("totp_step"),
            number_or_none("closed_at"),
            number("created_at"),
        ],
    );
    let grants = table("grants", [id(), number("person_id"), words("role"), number_or_none("desk_id")]);
    let sessions = table(
        "sessions",
        [
            id(),
            number("person_id"),
            words("token_hash"),
            words("device"),
            flag("owes_factor"),
            number("created_at"),
            number("seen_at"),
            number_or_none("proof_at"),
        ],
    );
    let devices = table(
        "known_devices",
        [id(), number("person_id"), words("token_hash"), number("created_at"), number("seen_at")],
    );
    let passkeys = table(
        "passkeys",
        [
            id(),
            number("person_id"),
            words("credential"),
            words("name"),
            words("data"),
            number("created_at"),
            number_or_none("used_at"),
        ],
    );
    let codes = table("recovery_codes", [id(), number("person_id"), words("code_hash"), number_or_none("used_at")]);
    let links = table(
        "door_links",
        [
            id(),
            words("kind"),
            words("token_hash"),
            number_or_none("person_id"),
            number_or_none("made_by"),
            words("data"),
            number("made_at"),
            number("expires_at"),
            number_or_none("used_at"),
        ],
    );
    let ceremonies = table(
        "ceremonies",
        [id(), words("token_hash"), words("kind"), number_or_none("person_id"), words("state"), number("expires_at")],
    );
    let failures = table("sign_in_failures", [id(), words("person"), words("block"), number("at")]);
    let secrets = table("secrets", [words("name").primary_key().take(), words("value")]);
    let jobs = table(
        "jobs",
        [
            id(),
            words("kind"),
            words("data"),
            words("state"),
            number("made_at"),
            number("due_at"),
            number("attempts"),
            words_or_none("last_error"),
            number_or_none("leased_until"),
            number_or_none("ended_at"),
        ],
    );
    vec![
        belongs(people, "writer_id", "writers"),
        belongs(belongs(grants, "person_id", "people"), "desk_id", "desks"),
        belongs(sessions, "person_id", "people"),
        belongs(devices, "person_id", "people"),
        belongs(passkeys, "person_id", "people"),
        belongs(codes, "person_id", "people"),
        belongs(belongs(links, "person_id", "people"), "made_by", "people"),
        belongs(ceremonies, "person_id", "people"),
        failures,
        secrets,
        jobs,
    ]
}
