//! Shared by pages of the desk: roles, times, messages after an act, addresses with a query.

use arabic::Language;
use minijinja::{Value, context};
use newsroom::{Desks, Grant, Person, Role, Timestamp};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::base::frame::Frame;
use crate::base::messages::Words;

/// Minimum length of a password in characters, as an argument for messages.
pub const PASSWORD_CHARS: i64 = newsroom::PASSWORD_CHARS_MIN as i64;

/// A role's name.
pub fn role_name(words: &Words, role: Role) -> String {
    match role {
        Role::Reporter => words.message("role-reporter"),
        Role::Reviser => words.message("role-reviser"),
        Role::PhotoEditor => words.message("role-photo-editor"),
        Role::DeskEditor => words.message("role-desk-editor"),
        Role::EditorInChief => words.message("role-editor-in-chief"),
        Role::Moderator => words.message("role-moderator"),
        Role::Admin => words.message("role-admin"),
    }
}

/// A short description of a role.
pub fn role_means(words: &Words, role: Role) -> String {
    match role {
        Role::Reporter => words.message("role-reporter-means"),
        Role::Reviser => words.message("role-reviser-means"),
        Role::PhotoEditor => words.message("role-photo-editor-means"),
        Role::DeskEditor => words.message("role-desk-editor-means"),
        Role::EditorInChief => words.message("role-editor-in-chief-means"),
        Role::Moderator => words.message("role-moderator-means"),
        Role::Admin => words.message("role-admin-means"),
    }
}

/// Roles with the names of their desks.
pub fn grants(words: &Words, frame: &Frame, language: Language, grants: &[Grant]) -> Vec<Value> {
    grants
        .iter()
        .map(|grant| {
            let held = frame.desks.iter().filter(|desk| grant.desks != Desks::All && grant.desks.hold(desk.id));
            let desks: Vec<String> = held.map(|desk| desk.name.get(language).to_owned()).collect();
            context! { role => role_name(words, grant.role), desks => desks }
        })
        .collect()
}

/// The largest number beside a name in the navigation or among filters.
const SHORT_COUNT_MAX: usize = 99;

/// A number beside a name: «7», «99+»; `None` for none.
pub fn short_count(words: &Words, count: usize) -> Option<String> {
    let number = words.number(count.min(SHORT_COUNT_MAX));
    (count > 0).then(|| if count > SHORT_COUNT_MAX { number + "+" } else { number })
}

/// A time for `<time>`: machine-readable, and day and hour in the paper's zone. It contains only numbers, so it is the
/// same in all languages. A script may replace it with a relative time.
pub fn instant(frame: &Frame, at: Timestamp) -> Value {
    context! { machine => at.utc().to_rfc3339(), shown => shown_instant(frame, at) }
}

/// The time as shown, in the paper's zone.
pub fn shown_instant(frame: &Frame, at: Timestamp) -> String {
    at.utc().with_timezone(&frame.paper.zone).format("%Y-%m-%d %H:%M").to_string()
}

/// Avatars of people: two letters of the first name, the full name as alternative text, and one of four colours.
pub fn faces(people: &[Person], ids: &[i64]) -> Vec<Value> {
    let face = |id: &i64| {
        let name = &people.iter().find(|person| person.id == *id)?.name;
        Some(context! { name => name.as_str(), letters => initials(name), tone => id.rem_euclid(4) })
    };
    ids.iter().filter_map(face).collect()
}

/// The first two letters of a first name, without diacritics.
pub fn initials(name: &str) -> String {
    let first = name.split_whitespace().next().unwrap_or_default();
    first.chars().filter(|c| c.is_alphanumeric()).take(2).collect()
}

/// A readable name of browser and operating system, from the User-Agent.
pub fn browser_name(agent: &str) -> String {
    let first =
        |known: &[(&str, &'static str)]| known.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    // Browsers also include the names of others they are derived from, so the more specific names come first.
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("HeadlessChrome/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => agent.chars().take(40).collect(),
    }
}

/// The message after an act (`?done=…`). Unknown keys give `None`.
pub fn done(words: &Words, key: &str) -> Option<String> {
    Some(match key {
        "saved" => words.message("done-saved"),
        "published" => words.message("done-published"),
        "comments-not-seen" => words.message("done-comments-not-seen"),
        "password" => words.message("done-password"),
        "reset" => words.message("done-reset"),
        "signed-out" => words.message("done-signed-out"),
        "session-ended" => words.message("done-session-ended"),
        "passkey" => words.message("done-passkey"),
        "passkey-removed" => words.message("done-passkey-removed"),
        "totp" => words.message("done-totp"),
        "totp-removed" => words.message("done-totp-removed"),
        "factor-owed" => words.message("done-factor-owed"),
        "roles" => words.message("done-roles"),
        "closed" => words.message("done-closed"),
        "reopened" => words.message("done-reopened"),
        "factors-reset" => words.message("done-factors-reset"),
        "withdrawn" => words.message("done-withdrawn"),
        "welcome" => words.message("done-welcome"),
        "moved" => words.message("done-moved"),
        "assigned" => words.message("done-assigned"),
        "embargo" => words.message("done-embargo"),
        "embargo-broken" => words.message("done-embargo-broken"),
        "noted" => words.message("done-noted"),
        "copied" => words.message("done-copied"),
        "begun" => words.message("done-begun"),
        "taken-over" => words.message("done-taken-over"),
        "uploaded" => words.message("done-uploaded"),
        "changed-meanwhile" => words.message("done-changed-meanwhile"),
        "merged" => words.message("done-merged"),
        "section-closed" => words.message("done-section-closed"),
        "section-opened" => words.message("done-section-opened"),
        "section-merged" => words.message("done-section-merged"),
        "writer-linked" => words.message("done-writer-linked"),
        "breaking-up" => words.message("done-breaking-up"),
        "breaking-down" => words.message("done-breaking-down"),
        "front-saved" => words.message("done-front-saved"),
        "front-undone" => words.message("done-front-undone"),
        "front-back" => words.message("done-front-back"),
        "front-waits" => words.message("done-front-waits"),
        "front-called-off" => words.message("done-front-called-off"),
        "restored" => words.message("done-restored"),
        "deleted" => words.message("done-deleted"),
        "comment-approved" => words.message("done-comment-approved"),
        "comment-rejected" => words.message("done-comment-rejected"),
        "comment-spam" => words.message("done-comment-spam"),
        "comment-waiting" => words.message("done-comment-waiting"),
        "comments-decided" => words.message("done-comments-decided"),
        "comment-late" => words.message("done-comment-late"),
        "banned" => words.message("done-banned"),
        "banned-rejected" => words.message("done-banned-rejected"),
        "ban-lifted" => words.message("done-ban-lifted"),
        "reader-erased" => words.message("done-reader-erased"),
        "spiked" => words.message("done-spiked"),
        "discarded" => words.message("done-discarded"),
        "photo-added" => words.message("done-photo-added"),
        "photo-replaced" => words.message("done-photo-replaced"),
        "photo-withdrawn" => words.message("done-photo-withdrawn"),
        "photos-described" => words.message("done-photos-described"),
        "picture-off" => words.message("done-picture-off"),
        "filter-notices-on" => words.message("done-filter-notices-on"),
        "filter-notices-off" => words.message("done-filter-notices-off"),
        "filter-dropped" => words.message("done-filter-dropped"),
        "link-revoked" => words.message("done-link-revoked"),
        _ => return None,
    })
}

/// The first value of `name` in a query.
pub fn query_value(query: &str, name: &str) -> Option<String> {
    query_values(query, name).next()
}

/// Every value of `name` in a query, in order.
pub fn query_values<'a>(query: &'a str, name: &'a str) -> impl Iterator<Item = String> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let own = pairs.filter(move |(known, _)| *known == name);
    own.map(|(_, value)| percent_decode_str(&value.replace('+', " ")).decode_utf8_lossy().into_owned())
}

/// `path` with `query`, unless it is empty.
pub fn with_query(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// `path` with a query of these names and values.
pub fn address(path: &str, asked: &[(&str, &str)]) -> String {
    let add = |query: String, (name, value): &(&str, &str)| with_query_value("", &query, name, value).split_off(1);
    format!("{path}?{}", asked.iter().fold(String::new(), add))
}

/// `path` with `query`, with `name` set to `value`.
pub fn with_query_value(path: &str, query: &str, name: &str, value: &str) -> String {
    let others = query.split('&').filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(name));
    let value = utf8_percent_encode(value, NON_ALPHANUMERIC).to_string();
    let pairs: Vec<String> = others.map(str::to_owned).chain([format!("{name}={value}")]).collect();
    format!("{path}?{}", pairs.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_and_written() {
        assert_eq!(query_value("a=1&to=%2Fnewsroom%3Fx%3D1&b", "to").as_deref(), Some("/newsroom?x=1"));
        assert_eq!(query_value("lang", "lang"), None);
        assert_eq!(with_query_value("/p", "to=%2Fx&lang=ar", "lang", "fr"), "/p?to=%2Fx&lang=fr");
        assert_eq!(with_query_value("/p", "", "to", "/newsroom?x"), "/p?to=%2Fnewsroom%3Fx");
    }

    #[test]
    fn browsers_are_called_by_their_own_names() {
        for (agent, name) in [
            ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome · Linux"),
            ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge · Windows"),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari · iPhone"),
            ("curl/8.0", "curl/8.0"),
        ] {
            assert_eq!(browser_name(agent), name);
        }
    }
}
