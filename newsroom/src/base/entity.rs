//! The tables as entities, one module each. The schema itself is in `migrations`.

macro_rules! entity {
    ($(#[$doc:meta])* $module:ident, $table:literal, { $($field:ident: $kind:ty,)* }) => {
        $(#[$doc])*
        pub mod $module {
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                #[sea_orm(primary_key)]
                pub id: i64,
                $(pub $field: $kind,)*
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}

            impl store::row::Table for Model {
                const NAME: &'static str = $table;
                const COLUMNS: &'static str = concat!(
                    "\"", $table, "\".\"id\"", $(", \"", $table, "\".\"", stringify!($field), "\"",)*
                );
            }

            impl store::row::FromColumns for Model {
                fn from_columns(columns: &mut store::row::Columns) -> store::Result<Self> {
                    Ok(Self { id: columns.take()?, $($field: columns.take()?,)* })
                }
            }
        }
    };
}

entity!(desk, "desks", { edition_id: i64, slug: String, name: String, });

entity!(section, "sections", {
    edition_id: i64,
    desk_id: i64,
    slug: String,
    name: String,
    description: String,
    position: i64,
    comment_policy: Option<String>,
    closed_at: Option<i64>,
    merged_into: Option<i64>,
});

entity!(remark, "remarks", {
    story_id: i64,
    thread_id: Option<i64>,
    person_id: i64,
    made_at: i64,
    text: String,
    block: Option<String>,
    place: Option<i64>,
    quote: Option<String>,
    is_lost: bool,
    edited_at: Option<i64>,
    deleted_at: Option<i64>,
    resolved_at: Option<i64>,
    resolved_by: Option<i64>,
});

entity!(preview_link, "preview_links", {
    story_id: i64,
    token_hash: String,
    made_by: i64,
    made_at: i64,
    expires_at: i64,
    revoked_at: Option<i64>,
    revoked_by: Option<i64>,
    opened: i64,
    opened_at: Option<i64>,
});

entity!(picture, "pictures", {
    public_id: String,
    digest: String,
    format: String,
    width: i64,
    height: i64,
    bytes: i64,
    created_at: i64,
    original_id: Option<i64>,
    crop_x: Option<i64>,
    crop_y: Option<i64>,
    crop_width: Option<i64>,
    crop_height: Option<i64>,
});

entity!(story, "stories", {
    public_id: String,
    edition_id: i64,
    section_id: i64,
    desk_id: i64,
    language: String,
    live: String,
    work: String,
    live_version: Option<i64>,
    work_version: Option<i64>,
    approved_version: Option<i64>,
    slug: String,
    published_at: Option<i64>,
    published_day: Option<String>,
    day_only: bool,
    changed_at: Option<i64>,
    embargo_until: Option<i64>,
    comment_policy: String,
    read_base: i64,
    reads: i64,
    source: Option<String>,
    external_id: Option<String>,
    origin_digest: Option<String>,
    old_address: Option<String>,
    created_at: i64,
    writer_id: Option<i64>,
    assignee_id: Option<i64>,
    submitter_id: Option<i64>,
    due_at: Option<i64>,
    private: bool,
    kind: String,
    note: Option<String>,
    off_reason: Option<String>,
    off_legal: bool,
    embargo_wall: Option<String>,
    embargo_zone: Option<String>,
    title: String,
    title_folded: String,
    touched_at: i64,
    text_rev: i64,
    pictures_rev: i64,
    facts_rev: i64,
    drops: i64,
    follows_id: Option<i64>,
    translates_id: Option<i64>,
});

entity!(story_version, "story_versions", {
    story_id: i64,
    number: i64,
    made_at: i64,
    reason: String,
    section_id: i64,
    language: String,
    kicker: Option<String>,
    headline: String,
    deck: Option<String>,
    slug: String,
    place: Option<String>,
    desk_byline: Option<String>,
    writers: String,
    agencies_line: Option<String>,
    byline_as_printed: Option<String>,
    lead_picture_id: Option<i64>,
    lead_caption: Option<String>,
    lead_credit: Option<String>,
    lead_alt: Option<String>,
    lead_archive: bool,
    has_lead: bool,
    lead_focal_x: i64,
    lead_focal_y: i64,
    topics: String,
    body: String,
    excerpt: String,
    word_count: i64,
    made_by: Option<i64>,
    related: String,
    thread_id: Option<i64>,
});

entity!(comment, "comments", {
    public_id: String,
    story_id: i64,
    thread_id: Option<i64>,
    state: String,
    name: String,
    email: Option<String>,
    text: String,
    said_at: i64,
    doubts: String,
    print: i64,
    key: String,
    own_key: String,
    reader: Option<String>,
    block: Option<String>,
    edited_at: Option<i64>,
    to_review: bool,
    decided_at: Option<i64>,
    decided_by: Option<i64>,
    refusal: Option<String>,
    answers: i64,
    likes: i64,
    reports: i64,
    words_at: i64,
});

entity!(publication, "publications", { story_id: i64, version_id: i64, from_at: i64, to_at: Option<i64>, });

entity!(correction, "corrections", { story_id: i64, kind: String, at: i64, text: String, });

entity!(slot, "slots", {
    edition_id: i64,
    page: String,
    language: String,
    name: String,
    position: i64,
    story_id: i64,
    pinned_until: Option<i64>,
});

entity!(slot_rule, "slot_rules", {
    edition_id: i64,
    page: String,
    language: String,
    name: String,
    position: i64,
    section_id: i64,
});

entity!(arrangement, "arrangements", {
    edition_id: i64,
    page: String,
    language: String,
    at: i64,
    by_person: Option<i64>,
    why: String,
    before: String,
    after: String,
    mark_before: String,
    mark_after: String,
});

entity!(breaking_line, "breaking_lines", {
    edition_id: i64,
    language: String,
    text: String,
    story_id: Option<i64>,
    from_at: i64,
    until_at: i64,
});

entity!(notification, "notifications", {
    person_id: i64,
    at: i64,
    act: String,
    story_id: Option<i64>,
    by_person: Option<i64>,
    note: Option<String>,
    read_at: Option<i64>,
});

entity!(house_word, "house_words", {
    kind: String,
    lang: String,
    word: String,
    folded: String,
    instead: Option<String>,
    reason: Option<String>,
    removed_at: Option<i64>,
});

entity!(screen_word, "screen_words", {
    kind: String,
    refuses: bool,
    word: String,
    match_key: String,
    note: Option<String>,
    made_by: Option<i64>,
    made_at: i64,
    hits: i64,
    removed_at: Option<i64>,
});

entity!(saved_filter, "saved_filters", {
    person_id: i64,
    name: String,
    query: String,
    position: i64,
    compared_until: Option<i64>,
});

entity!(person, "people", {
    public_id: String,
    name: String,
    email: String,
    language: String,
    writer_id: Option<i64>,
    passkey_handle: String,
    password_hash: Option<String>,
    totp_secret: Option<String>,
    totp_offered: Option<String>,
    totp_step: i64,
    closed_at: Option<i64>,
    created_at: i64,
});

entity!(grant, "grants", { person_id: i64, role: String, desk_id: Option<i64>, });

entity!(session, "sessions", {
    person_id: i64,
    token_hash: String,
    device: String,
    owes_factor: bool,
    created_at: i64,
    seen_at: i64,
    proof_at: Option<i64>,
});

entity!(known_device, "known_devices", { person_id: i64, token_hash: String, created_at: i64, seen_at: i64, });

entity!(passkey, "passkeys", {
    person_id: i64,
    credential: String,
    name: String,
    data: String,
    created_at: i64,
    used_at: Option<i64>,
});

entity!(recovery_code, "recovery_codes", { person_id: i64, code_hash: String, used_at: Option<i64>, });

entity!(account_link, "door_links", {
    kind: String,
    token_hash: String,
    person_id: Option<i64>,
    made_by: Option<i64>,
    data: String,
    made_at: i64,
    expires_at: i64,
    used_at: Option<i64>,
});

entity!(ceremony, "ceremonies", {
    token_hash: String,
    kind: String,
    person_id: Option<i64>,
    state: String,
    expires_at: i64,
});

entity!(sign_in_failure, "sign_in_failures", { person: String, block: String, at: i64, });
