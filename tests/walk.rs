//! Every address of the site, as the router names them, is requested in every way, by everybody, with a story in every
//! state. Each answer is compared with the table of rights. An address without a line in [`table`](walk_table) fails.
//!
//! The checks: people who may not know that a story exists get exactly the answer for an unknown story, status and
//! body. People who may know of it but not act get no success. People who may act are not turned away. Nothing is
//! changed from a foreign page. Nobody outside gets anything of the desk. Nothing breaks.

mod people;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use http::StatusCode;
use journeys::browser::between;
use journeys::{Answer, Paper, journey};
use newsroom::{Action, Clock, House, Story, Subject};

use people::{State, TestUser, World};
use table::{Body, Line, Rule, table};

/// What a placeholder of an address stands for, unless it is a story.
fn filled(path: &str, story: &str) -> String {
    let mut filled = String::new();
    for (n, segment) in path.split('/').enumerate() {
        if n > 0 {
            filled.push('/');
        }
        let is_story = ["{story}", "{id}"].contains(&segment)
            && (path.contains("/stories/{id}")
                || path.contains("{story}")
                || ["/s/{id}", "/r/{id}"].contains(&path)
                || path.starts_with("/{section}/{id}"));
        filled.push_str(match segment {
            _ if is_story && !segment.is_empty() => story,
            "{section}" => "world",
            "{part}" => "text",
            "{number}" => "1",
            "{act}" => "resolve",
            "{rendition}" => "view",
            "{picture}" | "{comment}" | "{hash}" => "yyyyyyyy",
            "{key}" => "0000000000000000000000000000000000000000000000000000000000000000",
            "{year}" => "2016",
            "{month}" => "9",
            "{day}" => "3",
            "{name}" => "nothing.xml",
            "{slug}" => "nothing",
            "{id}" | "{link}" | "{remark}" => "4242",
            other => other,
        });
    }
    filled
}

/// A page without what is unique to every page: ids, keys, tokens.
fn masked(answer: &Answer, id: &str) -> String {
    let request = answer.header("x-request-id");
    let text = String::from_utf8_lossy(&answer.bytes).replace(id, "…").replace(request, "…");
    let mut masked = String::with_capacity(text.len());
    let mut word = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_ascii_alphanumeric() {
            word.push(c);
            continue;
        }
        let is_of_its_own = word.len() >= 8 && word.bytes().any(|byte| byte.is_ascii_digit());
        masked.push_str(if is_of_its_own { "…" } else { &word });
        word.clear();
        masked.push(c);
    }
    masked
}

/// Every address with the methods that it answers; addresses for other languages are listed once.
async fn routes(paper: &Paper) -> BTreeSet<(String, String)> {
    let all = web::addresses(paper.site());
    assert!(all.len() > 200, "{} addresses", all.len());
    let mut routes = BTreeSet::new();
    for path in &all {
        // The same for each language.
        if let Some(rest) = path
            .strip_prefix("/ar")
            .or(path.strip_prefix("/fr"))
            .or(path.strip_prefix("/en"))
            .filter(|rest| rest.is_empty() || rest.starts_with('/'))
        {
            let rest = if rest.is_empty() { "/" } else { rest };
            assert!(all.iter().any(|other| other == rest), "{path} has no sister at the root");
            continue;
        }
        if path.contains("{*") {
            continue;
        }
        let mut browser = paper.browser();
        let ours = [("origin", "http://localhost:8080"), ("sec-fetch-site", "same-origin")];
        let asked = browser.ask("PROPFIND", &filled(path, "zzzzzzzz"), None, &ours).await;
        assert_eq!(asked.status, StatusCode::METHOD_NOT_ALLOWED, "{path} answers every method");
        let allow = asked.header("allow").to_owned();
        assert!(!allow.is_empty(), "{path} does not say what it answers");
        for method in allow.split(',').map(str::trim).filter(|method| *method != "HEAD") {
            routes.insert((method.to_owned(), path.clone()));
        }
    }
    routes
}

/// Sends a request as `user`, with a form or message that fits the address.
async fn ask(user: &mut TestUser, line: &Line, path: &str, ours: bool) -> Answer {
    let token = user.token.clone();
    let here = [("origin", "http://localhost:8080"), ("sec-fetch-site", "same-origin")];
    let mut headers: Vec<(&str, &str)> = if ours { here.to_vec() } else { Vec::new() };
    headers.push(("x-form-token", token.as_str()));
    let form = journeys::browser::form(&[("token", token.as_str())]);
    match line.body {
        Body::None => user.browser.ask(line.method, path, None, &headers).await,
        Body::Form => user.browser.ask(line.method, path, Some(&form), &headers).await,
        Body::Json(body) => {
            headers.extend([("content-type", "application/json"), ("accept", "application/json")]);
            user.browser.message(line.method, path, body, &headers).await
        }
        Body::File => match ours {
            true => user.browser.send_file(path, &[], b"no picture").await,
            false => user.browser.ask(line.method, path, Some(&form), &headers).await,
        },
    }
}

/// Whether an answer lets somebody through; what happens after that, with an empty form, does not matter here.
fn lets_through(status: StatusCode) -> bool {
    !matches!(status.as_u16(), 401 | 403 | 404 | 405) && !status.is_server_error()
}

fn fails(failures: &mut Vec<String>, what: String) {
    if failures.len() < 500 {
        failures.push(what);
    }
}

journey! {
    // S-ROLE: the walk of every address, by everybody, with a story in every state
    async fn every_address_keeps_to_the_table_of_rights(paper: Paper) {
        let known: BTreeMap<(String, String), Line> =
            table().into_iter().map(|line| ((line.method.to_owned(), line.path.to_owned()), line)).collect();
        let routes = routes(&paper).await;
        let missing: Vec<_> = routes.iter().filter(|route| !known.contains_key(*route)).collect();
        assert!(missing.is_empty(), "addresses without a line in the table: {missing:#?}");
        let stale: Vec<_> = known.keys().filter(|route| !routes.contains(*route)).collect();
        assert!(stale.is_empty(), "lines without an address: {stale:#?}");

        let mut world = World::new(&paper).await;
        let mut failures = Vec::new();
        outside_and_from_elsewhere(&paper, &mut world, known.values(), &mut failures).await;
        of_the_paper(&paper, &mut world, known.values(), &mut failures).await;
        of_stories(&paper, &mut world, known.values(), &mut failures).await;
        of_readers(&paper, &mut world, known.values(), &mut failures).await;
        assert!(failures.is_empty(), "{} answers are not as the table says:\n{}", failures.len(), failures.join("\n"));
    }
}

/// Nobody outside gets anything of the desk, and nothing is changed from a foreign page, whoever is signed in.
async fn outside_and_from_elsewhere(
    paper: &Paper,
    world: &mut World,
    lines: impl Iterator<Item = &Line>,
    failures: &mut Vec<String>,
) {
    let story = world.story(paper, State::Published).await;
    for line in lines {
        let path = filled(line.path, story.public_id.as_str());
        let changes = line.method != "GET";
        if matches!(
            line.rule,
            Rule::Desk | Rule::Paper(_) | Rule::Whole(_) | Rule::Story(_) | Rule::Known | Rule::Moves
        ) {
            let mut visitor = world.visitor(paper);
            let answer = ask(&mut visitor, line, &path, true).await;
            let turned_away = match answer.status.as_u16() {
                303 => answer.header("location").starts_with("/newsroom/sign-in"),
                401 | 403 | 404 => true,
                _ => false,
            };
            if !turned_away {
                fails(failures, format!("{} {path}: a visitor gets {}", line.method, answer.status));
            }
        }
        if changes && !matches!(line.rule, Rule::Counter) {
            for user in [&mut world.chief, &mut world.admin] {
                let foreign = [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")];
                let token = user.token.clone();
                let form = journeys::browser::form(&[("token", token.as_str())]);
                for headers in [&foreign[..], &[][..]] {
                    let answer = user.browser.ask(line.method, &path, Some(&form), headers).await;
                    let asks_again = matches!(line.rule, Rule::Reader | Rule::Open) && !answer.status.is_redirection();
                    if answer.status != StatusCode::FORBIDDEN && !asks_again {
                        fails(failures, format!("{} {path}: from elsewhere {}", line.method, answer.status));
                    }
                }
            }
        }
    }
}

/// Addresses without a story: people who have the right nowhere do not get in.
async fn of_the_paper(
    paper: &Paper,
    world: &mut World,
    lines: impl Iterator<Item = &Line>,
    failures: &mut Vec<String>,
) {
    let _ = paper;
    for line in lines {
        let path = filled(line.path, "zzzzzzzz");
        for user in world.everybody() {
            let answer = match line.rule {
                // Requests that end sessions or make files are not sent by anybody who is still needed.
                Rule::Desk | Rule::Paper(_) if line.path.ends_with("/sign-out") || line.path.ends_with("/live") => {
                    continue;
                }
                Rule::Desk | Rule::Open | Rule::SignIn | Rule::Paper(_) | Rule::Whole(_) => {
                    ask(user, line, &path, true).await
                }
                _ => continue,
            };
            if answer.status.is_server_error() && answer.status != StatusCode::SERVICE_UNAVAILABLE {
                fails(failures, format!("{} {path} as {}: {}", line.method, user.name, answer.status));
            }
            if let Rule::Paper(action) | Rule::Whole(action) = line.rule {
                let house = House { desks_publish: true, own_approval: false };
                let may = match line.rule {
                    Rule::Whole(_) => user.actor.may(action, Subject::Paper, house).is_ok(),
                    _ => user.actor.may_somewhere(action, house),
                };
                let refused = matches!(answer.status.as_u16(), 403 | 404);
                if !may && !refused {
                    fails(
                        failures,
                        format!(
                            "{} {path} as {}, who may not {}: {}",
                            line.method,
                            user.name,
                            action.word(),
                            answer.status
                        ),
                    );
                }
                if may && answer.status == StatusCode::FORBIDDEN {
                    fails(
                        failures,
                        format!(
                            "{} {path} as {}, who may {}: {}",
                            line.method,
                            user.name,
                            action.word(),
                            answer.status
                        ),
                    );
                }
            }
        }
    }
}

/// Whether somebody may know that a story exists, according to the table of rights.
fn may_know(user: &TestUser, story: &Story, paper: &Paper, house: House) -> bool {
    let facts = story.facts(paper.clock.now());
    let sees = user.actor.may(Action::See, Subject::Story(&facts), house) != Err(newsroom::Denied::Hidden);
    let moderates = story.live == newsroom::Live::Published
        && user.actor.may(Action::Moderate, Subject::Desk(story.desk_id), house).is_ok();
    sees || moderates
}

/// Addresses with a story in them.
async fn of_stories(paper: &Paper, world: &mut World, lines: impl Iterator<Item = &Line>, failures: &mut Vec<String>) {
    let house = newsroom::house(paper.newsroom.db()).await.unwrap();
    let lines: Vec<&Line> =
        lines.filter(|line| matches!(line.rule, Rule::Story(_) | Rule::Known | Rule::Moves)).collect();
    for state in State::ALL {
        let story = world.story(paper, state).await;
        let facts = story.facts(paper.clock.now());
        for line in &lines {
            let moves: Vec<(String, Option<Action>)> = match line.rule {
                Rule::Moves => newsroom::Move::ALL
                    .iter()
                    .map(|made| (line.path.replace("{move}", made.word()), Some(made.rule().action)))
                    .collect(),
                Rule::Story(action) => vec![(line.path.to_owned(), Some(action))],
                _ => vec![(line.path.to_owned(), None)],
            };
            for (template, action) in moves {
                let path = filled(&template, story.public_id.as_str());
                let nowhere = filled(&template, "zzzzzzzz");
                for user in world.everybody() {
                    let name = user.name.clone();
                    let said = |what: &str, answer: &Answer| {
                        format!("{} {template}, {state:?}, {name}: {what} {}", line.method, answer.status)
                    };
                    let knows = may_know(user, &story, paper, house);
                    let may = action.is_none_or(|action| user.actor.may(action, Subject::Story(&facts), house).is_ok());
                    if knows && may && line.method != "GET" {
                        // Requested below, with a story that nobody needs afterwards.
                        continue;
                    }
                    let answer = ask(user, line, &path, true).await;
                    if !knows {
                        let said = format!("{} {template}, {state:?}, {}", line.method, user.name);
                        let unknown = ask(user, line, &nowhere, true).await;
                        let same = answer.status == unknown.status
                            && masked(&answer, story.public_id.as_str()) == masked(&unknown, "zzzzzzzz");
                        if !same || answer.status != StatusCode::NOT_FOUND {
                            fails(
                                failures,
                                format!("{said}: {} where an unknown story is {}", answer.status, unknown.status),
                            );
                        }
                    } else if !may {
                        if answer.status.is_success()
                            || answer.status.is_redirection()
                            || answer.status.is_server_error()
                        {
                            fails(failures, said("may not, and gets", &answer));
                        }
                    } else if !lets_through(answer.status) && !line.may_be_missing {
                        fails(failures, said("may, and gets", &answer));
                    }
                }
                // Somebody who may, with a new story.
                if line.method != "GET" {
                    let fresh = world.story(paper, state).await;
                    let facts = fresh.facts(paper.clock.now());
                    let user = &mut world.chief;
                    let may = action.is_none_or(|action| user.actor.may(action, Subject::Story(&facts), house).is_ok());
                    let answer = ask(user, line, &filled(&template, fresh.public_id.as_str()), true).await;
                    if may && !lets_through(answer.status) && !line.may_be_missing {
                        fails(
                            failures,
                            format!("{} {template}, {state:?}: the chief may, and gets {}", line.method, answer.status),
                        );
                    }
                }
            }
        }
    }
}

/// Addresses for readers: what was never published is unknown, whoever asks, and no word of it appears.
async fn of_readers(paper: &Paper, world: &mut World, lines: impl Iterator<Item = &Line>, failures: &mut Vec<String>) {
    let lines: Vec<&Line> =
        lines.filter(|line| matches!(line.rule, Rule::Reader | Rule::Open | Rule::Counter)).collect();
    for state in State::ALL {
        let story = world.story(paper, state).await;
        let was_public = matches!(state, State::Published | State::Unpublished | State::Killed);
        for line in &lines {
            let path = filled(line.path, story.public_id.as_str());
            let nowhere = filled(line.path, "zzzzzzzz");
            let mut visitor = world.visitor(paper);
            let answer = ask(&mut visitor, line, &path, true).await;
            if answer.status.is_server_error() && answer.status != StatusCode::SERVICE_UNAVAILABLE {
                fails(failures, format!("{} {path}, {state:?}: {}", line.method, answer.status));
            }
            let text = String::from_utf8_lossy(&answer.bytes).into_owned();
            if state != State::Published && text.contains(people::secret_word(state)) {
                fails(failures, format!("{} {path}, {state:?}: words of it come out", line.method));
            }
            if matches!(line.rule, Rule::Reader | Rule::Counter) && !was_public && path != nowhere {
                let unknown = ask(&mut visitor, line, &nowhere, true).await;
                let same = answer.status == unknown.status
                    && masked(&answer, story.public_id.as_str()) == masked(&unknown, "zzzzzzzz");
                if !same {
                    fails(
                        failures,
                        format!(
                            "{} {path}, {state:?}: {} where an unknown story is {}",
                            line.method, answer.status, unknown.status
                        ),
                    );
                }
            }
        }
    }
}

journey! {
    async fn no_section_takes_an_address_of_ours(paper: Paper) {
        let all = web::addresses(paper.site());
        let first = |path: &String| path.split('/').nth(1).unwrap_or_default().to_owned();
        let ours: BTreeSet<String> = all.iter().map(first).filter(|segment| !segment.is_empty() && !segment.starts_with('{')).collect();
        assert!(ours.len() > 20, "{ours:?}");
        // A slug does not begin with a full stop.
        let free: Vec<_> = ours.iter().filter(|segment| !segment.starts_with('.') && !newsroom::is_reserved_segment(segment)).collect();
        assert!(free.is_empty(), "a section could be called so, and nobody would find it: {free:?}");
    }
}

journey! {
    // The navigation shows a room to everybody who may open its page, and to nobody else
    async fn the_navigation_leads_to_every_room_one_may_enter_and_to_no_other(paper: Paper) {
        let mut world = World::new(&paper).await;
        let mut rooms = BTreeSet::new();
        let mut shown = Vec::new();
        for user in world.everybody() {
            let page = user.browser.open("/newsroom/account").await.text();
            let navigation = between(&page, "<nav class=\"rooms wide\"", "</nav>").expect("a navigation").to_owned();
            let links: BTreeSet<String> = navigation
                .split("href=\"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
                .filter(|path| path.starts_with("/newsroom/"))
                .map(str::to_owned)
                .collect();
            assert!(!links.is_empty(), "{}", user.name);
            rooms.extend(links.clone());
            shown.push(links);
        }
        assert!(rooms.len() > 9, "{rooms:?}");
        let mut wrong = Vec::new();
        for (user, shown) in world.everybody().zip(&shown) {
            for room in &rooms {
                let status = user.browser.open(room).await.status.as_u16();
                if (status == 200) != shown.contains(room) {
                    wrong.push(format!("{}: {room} answers {status}, shown: {}", user.name, shown.contains(room)));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
