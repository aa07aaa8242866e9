//! The public interface of the newsroom: every act takes the actor.

use std::path::{Path, PathBuf};

/// Public acts without an actor, and the reason for each.
const WITHOUT_ACTOR: &[(&str, &str)] = &[
    ("accept_first_admin", "sign-in: there is no person yet; the token in the link decides"),
    ("accept_invitation", "sign-in: there is no person yet; the token in the link decides"),
    ("ask_reset", "sign-in: whoever has forgotten a password is not signed in"),
    ("reset_password", "sign-in: the token in the link decides"),
    ("begin_sign_in", "sign-in: no passkey has been shown yet"),
    ("prove", "sign-in: the session shows its passkey once more"),
    ("renew_proof", "sign-in: the session has shown its password once more"),
    ("invitation_token_for_mail", "a mail that an act with an actor left"),
    ("reset_token_for_mail", "a mail that an act with an actor left"),
    ("leave_mail", "part of the act that leaves it, which has asked"),
    ("keep_feed_authority", "the server's own: writes down once what its configuration says"),
    ("once", "part of the act that it runs once, which asks"),
    ("add_reads", "readers: their counts, in batches"),
    ("count_screen_hits", "part of the act that takes a reader's comment in; no act of anybody"),
    ("count_preview", "an outsider with a link: whoever made it has asked; no act of anybody"),
    ("say", "readers: they have no account; what holds for the story decides"),
    ("edit_comment", "a reader with the secret link of their own comment"),
    ("withdraw_comment", "a reader with the secret link of their own comment"),
    ("like_comment", "readers: they have no account"),
    ("report_comment", "readers: they have no account"),
    ("trim_comments", "housekeeping: by what readers could be known again"),
    ("drop_faded", "housekeeping: rankings that have faded away"),
    ("forget_keys", "housekeeping: keys of acts done long ago"),
    ("trim_sessions_and_links", "housekeeping: sessions, devices and links that have expired"),
    ("trim_jobs", "housekeeping: jobs that are over"),
    ("tell_of_hits", "the server's own: what saved filters find; only their own people hear of it"),
    ("note_compared", "housekeeping: how far saved filters were compared"),
    ("keep_found_related", "the server's own: which stories resemble each other; no act of anybody"),
    ("note_follower", "housekeeping: how far a follower of the log is"),
    ("trim_log", "housekeeping: lines that every follower has passed"),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Name and parameters of every `pub fn` and `pub async fn`; `pub(…)` is internal to the crate.
fn public_functions(source: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let code = source.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join(" ");
    for start in code.match_indices("pub ").map(|(at, mark)| at + mark.len()) {
        let rest = code[start..].trim_start();
        let rest = rest.strip_prefix("async").map_or(rest, str::trim_start);
        let Some(rest) = rest.strip_prefix("fn ") else { continue };
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        // Bounds of type parameters come before the list, and may contain parentheses and arrows.
        let mut list = &rest[name.len()..];
        if list.starts_with('<') {
            let mut depth = 0_i32;
            let end = list.char_indices().find(|(at, c)| {
                depth += match c {
                    '<' => 1,
                    '>' if !list[..*at].ends_with('-') => -1,
                    _ => 0,
                };
                depth == 0
            });
            list = &list[end.unwrap().0 + 1..];
        }
        let mut depth = 0_i32;
        let end = list.char_indices().find(|(_, c)| {
            depth += match c {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            depth == 0
        });
        found.push((name, list[..end.unwrap().0].to_owned()));
    }
    found
}

fn without_actor(source: &str) -> Vec<String> {
    let acts = public_functions(source).into_iter().filter(|(_, list)| list.contains("&mut Tx"));
    acts.filter(|(_, list)| !list.contains("&Actor")).map(|(name, _)| name).collect()
}

#[test]
fn every_public_act_takes_the_one_who_acts() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../newsroom/src"), &mut files);
    assert!(files.len() > 40, "{files:?}");
    let (mut acts, mut found) = (0, Vec::new());
    for file in files {
        let source = std::fs::read_to_string(&file).unwrap();
        acts += public_functions(&source).iter().filter(|(_, list)| list.contains("&mut Tx")).count();
        found.extend(without_actor(&source).into_iter().map(|name| (name, file.clone())));
    }
    assert!(acts > 60, "only {acts} acts were found: the scan no longer reads the sources as they are written");
    let unexplained: Vec<_> =
        found.iter().filter(|(name, _)| !WITHOUT_ACTOR.iter().any(|(known, _)| known == name)).collect();
    assert!(
        unexplained.is_empty(),
        "these take no &Actor: give them one, make them pub(crate), or say in this test why not: {unexplained:#?}"
    );
    for (name, _) in WITHOUT_ACTOR {
        assert!(
            found.iter().any(|(act, _)| act == name),
            "{name} takes an actor now, or is gone: take it off the list"
        );
    }
}

#[test]
fn the_scan_sees_what_it_should() {
    let source = "
        pub async fn bare(tx: &mut Tx, name: &str) -> Result<()> {}
        pub async fn many_lines(
            tx: &mut Tx, // a word about &Actor
            other: (i64, i64),
        ) -> Result<()> {}
        pub async fn generic<T, F>(tx: &mut Tx, act: F) {}
        pub fn bounded<F: Fn(i64) -> Vec<i64>>(tx: &mut Tx, act: F) {}
        pub async fn right(tx: &mut Tx, actor: &Actor) {}
        pub(crate) async fn own(tx: &mut Tx) {}
        pub fn reads(db: &impl Source) {}
        async fn private(tx: &mut Tx) {}
    ";
    assert_eq!(without_actor(source), ["bare", "many_lines", "generic", "bounded"]);
}
