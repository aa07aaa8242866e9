//! Every role by every action and every move in every state of a story, written out and held against `rights.txt`.
//!
//! `UPDATE_RIGHTS=1 cargo test -p rules` writes the file anew; the diff is what a reviewer reads.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use rules::*;

const DESK: i64 = 1;
const ME: i64 = 7;

/// A story as it stands towards the actor.
struct Relation {
    name: &'static str,
    facts: fn(StoryFacts) -> StoryFacts,
}

const RELATIONS: &[Relation] = &[
    Relation { name: "own", facts: |f| StoryFacts { writer: Some(ME), submitter: Some(ME), ..f } },
    Relation { name: "given", facts: |f| StoryFacts { assignee: Some(ME), ..f } },
    Relation { name: "desk", facts: |f| f },
    Relation { name: "other", facts: |f| StoryFacts { desk: 2, ..f } },
    Relation { name: "changed", facts: |f| StoryFacts { changed_since_approval: true, ..f } },
    Relation { name: "private", facts: |f| StoryFacts { private: true, ..f } },
];

fn states() -> impl Iterator<Item = (Live, Work)> {
    Live::ALL.iter().flat_map(|live| Work::ALL.iter().map(move |work| (*live, *work)))
}

fn facts(live: Live, work: Work) -> StoryFacts {
    let (writer, submitter) = (Some(1), Some(1));
    let (private, embargoed, changed_since_approval) = (false, false, false);
    StoryFacts { desk: DESK, writer, assignee: None, submitter, live, work, private, embargoed, changed_since_approval }
}

fn actor(role: Role) -> Actor {
    Actor::person(ME, vec![Grant::at(role, [DESK])], true)
}

fn mark(answer: Result<(), Denied>) -> char {
    match answer {
        Ok(()) => 'y',
        Err(Denied::Hidden) => '.',
        Err(Denied::Forbidden) => '-',
        Err(Denied::OwnStory) => 'o',
        Err(Denied::ProofIsOld) => 'p',
    }
}

#[test]
fn every_cell_is_as_reviewed() {
    let mut text = String::from(
        "# Rights, cell by cell. Columns: reporter reviser photo_editor desk_editor editor_in_chief moderator admin, each for\n\
         # desk 1. y: may; -: sees and may not (403); .: may not know (404); o: own story. Lines with equal cells stand\n\
         # together. Two blocks: actions on stories, then moves. Desks publish in the house with a +. changed: words\n\
         # came after the approval.\n",
    );
    let mut cells = 0_u64;
    for house in [House::default(), House { desks_publish: true, own_approval: true }] {
        let plus = if house.desks_publish { "+" } else { "" };
        for relation in RELATIONS {
            // What came after an approval bears on moves alone.
            let actions: &[Action] = if relation.name == "changed" { &[] } else { Action::ALL };
            for action in actions {
                let mut rows: BTreeMap<String, Vec<String>> = BTreeMap::new();
                for (live, work) in states() {
                    let facts = (relation.facts)(facts(live, work));
                    let row: String = Role::ALL
                        .iter()
                        .map(|role| mark(actor(*role).may(*action, Subject::Story(&facts), house)))
                        .collect();
                    cells += row.chars().count() as u64;
                    rows.entry(row).or_default().push(format!("{live}/{work}"));
                }
                for (row, states) in rows {
                    writeln!(text, "{}{plus} {} {row} {}", relation.name, action.word(), short(&states)).unwrap();
                }
            }
            for made in Move::ALL {
                let mut rows: BTreeMap<String, Vec<String>> = BTreeMap::new();
                for (live, work) in states() {
                    let facts = (relation.facts)(facts(live, work));
                    let row: String = Role::ALL
                        .iter()
                        .map(|role| match after(*made, &actor(*role), &facts, house, &[], true) {
                            Ok(_) => 'y',
                            Err(Refused::NoWay) => '/',
                            Err(Refused::Denied(denied)) => mark(Err(denied)),
                            Err(other) => panic!("{other:?}"),
                        })
                        .collect();
                    cells += row.chars().count() as u64;
                    rows.entry(row).or_default().push(format!("{live}/{work}"));
                }
                for (row, states) in rows {
                    writeln!(text, "{}{plus} ={} {row} {}", relation.name, made.word(), short(&states)).unwrap();
                }
            }
        }
    }
    for (name, subject) in [("desk", Subject::Desk(DESK)), ("other desk", Subject::Desk(2)), ("paper", Subject::Paper)]
    {
        for action in Action::ALL {
            for house in [House::default(), House { desks_publish: true, own_approval: true }] {
                let row: String =
                    Role::ALL.iter().map(|role| mark(actor(*role).may(*action, subject, house))).collect();
                cells += row.chars().count() as u64;
                writeln!(text, "{name}{} {} {row}", if house.desks_publish { "+" } else { "" }, action.word()).unwrap();
            }
        }
    }
    writeln!(text, "# {cells} cells").unwrap();
    println!("rights: {cells} cells of role x action x state walked");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rights.txt");
    if std::env::var_os("UPDATE_RIGHTS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let reviewed = std::fs::read_to_string(&path).unwrap();
    let differing = text.lines().zip(reviewed.lines()).find(|(now, then)| now != then);
    assert!(
        text == reviewed,
        "rights differ from rules/tests/rights.txt (UPDATE_RIGHTS=1 writes it anew): {differing:?}"
    );
}

fn short(states: &[String]) -> String {
    if states.len() == Live::ALL.len() * Work::ALL.len() { "everywhere".into() } else { states.join(" ") }
}

#[test]
fn moderators_and_admins_see_no_work_in_progress() {
    for role in [Role::Moderator, Role::Admin] {
        for (live, work) in states() {
            assert!(actor(role).may(Action::See, Subject::Story(&facts(live, work)), House::default()).is_err());
        }
        let hidden =
            actor(role).may(Action::Approve, Subject::Story(&facts(Live::Never, Work::InReview)), House::default());
        assert_eq!(hidden, Err(Denied::Hidden));
    }
}

#[test]
fn nobody_approves_their_own_story_unless_the_house_lets_them() {
    let own = StoryFacts { writer: Some(ME), ..facts(Live::Never, Work::InReview) };
    let given = StoryFacts { assignee: Some(ME), ..facts(Live::Never, Work::InReview) };
    let handed_in = StoryFacts { submitter: Some(ME), ..facts(Live::Never, Work::InReview) };
    for role in [Role::DeskEditor, Role::EditorInChief] {
        for facts in [own, given, handed_in] {
            let may = |house| actor(role).may(Action::Approve, Subject::Story(&facts), house);
            assert_eq!(may(House::default()), Err(Denied::OwnStory));
            assert_eq!(may(House { own_approval: true, ..House::default() }), Ok(()));
        }
    }
    let imported = StoryFacts { writer: None, submitter: None, ..own };
    assert_eq!(actor(Role::DeskEditor).may(Action::Approve, Subject::Story(&imported), House::default()), Ok(()));
    assert_eq!(Actor::console().may(Action::Approve, Subject::Story(&imported), House::default()), Ok(()));
}

#[test]
fn grave_acts_ask_for_a_fresh_proof() {
    let chief = |fresh| Actor::person(ME, vec![Grant::everywhere(Role::EditorInChief)], fresh);
    let story = facts(Live::Published, Work::None);
    let grave = [
        Action::Retract,
        Action::RightOfReply,
        Action::BreakEmbargo,
        Action::Kill,
        Action::Revive,
        Action::DeleteForGood,
    ];
    for action in Action::ALL {
        assert_eq!(action.is_grave(), grave.contains(action), "{action:?}");
        let old = chief(false).may(*action, Subject::Story(&story), House { own_approval: true, ..House::default() });
        if grave.contains(action) {
            assert_eq!(old, Err(Denied::ProofIsOld));
            assert_eq!(chief(true).may(*action, Subject::Story(&story), House::default()), Ok(()));
        } else {
            assert_ne!(old, Err(Denied::ProofIsOld));
        }
    }
}

#[test]
fn the_clock_finishes_what_people_began_and_nothing_else() {
    let story = facts(Live::Never, Work::Scheduled);
    for action in Action::ALL {
        let may = Actor::clock().may(*action, Subject::Story(&story), House::default()).is_ok();
        assert_eq!(may, [Action::See, Action::Publish, Action::Unpublish].contains(action), "{action:?}");
    }
    assert_eq!(
        after(Move::Publish, &Actor::clock(), &story, House::default(), &[], false),
        Ok((Live::Published, Work::None))
    );
}

#[test]
fn moves_ask_for_fields_words_and_the_end_of_the_embargo() {
    let chief = Actor::person(ME, vec![Grant::everywhere(Role::EditorInChief)], true);
    let go = |made, facts: StoryFacts, missing: &[Required], words| {
        after(made, &chief, &facts, House::default(), missing, words)
    };
    let approved = facts(Live::Never, Work::Approved);
    for field in rules::COMPLETE.iter().copied() {
        for made in [Move::Publish, Move::Schedule] {
            assert_eq!(go(made, approved, &[field], false), Err(Refused::Missing(field)));
        }
        assert_eq!(
            go(Move::Approve, facts(Live::Never, Work::InReview), &[field], false),
            Err(Refused::Missing(field))
        );
        let submitted = go(Move::Submit, facts(Live::Never, Work::Draft), &[field], false);
        let needed = matches!(field, Required::Headline | Required::Section | Required::Body);
        assert_eq!(submitted.is_err(), needed, "{field:?}");
        assert!(!field.word().is_empty());
    }
    assert_eq!(go(Move::Publish, StoryFacts { embargoed: true, ..approved }, &[], false), Err(Refused::Embargoed));
    assert_eq!(
        go(Move::Schedule, StoryFacts { embargoed: true, ..approved }, &[], false),
        Ok((Live::Never, Work::Scheduled)),
        "a schedule may stand before the embargo's end is checked against its time"
    );
    for made in Move::ALL {
        let rule = made.rule();
        let facts = facts(rule.from_live[0], rule.from_work[0]);
        let facts = StoryFacts { changed_since_approval: rule.of_changes, ..facts };
        let wordless = go(*made, facts, &[], false);
        let with_words = [Move::SendBack, Move::Unpublish, Move::Kill, Move::Revive].contains(made);
        assert_eq!(wordless == Err(Refused::WordsMissing), with_words, "{made:?}");
        assert!(go(*made, facts, &[], true).is_ok(), "{made:?}");
    }
}

#[test]
fn what_came_after_an_approval_stays_behind_and_waits_for_its_own() {
    let chief = Actor::person(ME, vec![Grant::everywhere(Role::EditorInChief)], true);
    for work in [Work::Approved, Work::Scheduled] {
        for live in [Live::Never, Live::Published, Live::Unpublished] {
            let go = |made, changed_since_approval| {
                let facts = StoryFacts { changed_since_approval, ..facts(live, work) };
                after(made, &chief, &facts, House::default(), &[], false)
            };
            assert_eq!(go(Move::Publish, false), Ok((Live::Published, Work::None)));
            assert_eq!(go(Move::Publish, true), Ok((Live::Published, Work::InReview)));
            assert_eq!(go(Move::ApproveChanges, true), Ok((live, work)));
            assert_eq!(go(Move::ApproveChanges, false), Err(Refused::NoWay), "nothing to approve");
        }
    }
    let facts = StoryFacts { changed_since_approval: true, ..facts(Live::Never, Work::Scheduled) };
    assert!(after(Move::ApproveChanges, &Actor::clock(), &facts, House::default(), &[], false).is_err());
}

#[test]
fn taken_off_a_story_waits_for_no_hour() {
    let chief = Actor::person(ME, vec![Grant::everywhere(Role::EditorInChief)], true);
    for work in [Work::None, Work::Draft, Work::InReview, Work::Approved, Work::Scheduled] {
        let off = after(Move::Unpublish, &chief, &facts(Live::Published, work), House::default(), &[], true);
        let waits_no_more = if work == Work::Scheduled { Work::Approved } else { work };
        assert_eq!(off, Ok((Live::Unpublished, waits_no_more)));
    }
}

#[test]
fn what_is_offered_can_be_made() {
    for house in [House::default(), House { desks_publish: true, own_approval: false }] {
        for &role in Role::ALL {
            for (live, work) in states() {
                let facts = facts(live, work);
                let offered = offered(&actor(role), &facts, house);
                for made in Move::ALL {
                    let can = after(*made, &actor(role), &facts, house, &[], true).is_ok();
                    assert_eq!(offered.contains(made), can, "{role:?} {made:?} {live}/{work}");
                }
            }
        }
    }
    let old = Actor::person(ME, vec![Grant::everywhere(Role::EditorInChief)], false);
    assert!(offered(&old, &facts(Live::Published, Work::None), House::default()).contains(&Move::Kill));
    assert!(
        !offered(&old, &facts(Live::Published, Work::None), House::default()).contains(&Move::Revive),
        "no such way"
    );
    let embargoed = StoryFacts { embargoed: true, ..facts(Live::Never, Work::Approved) };
    assert!(offered(&old, &embargoed, House::default()).contains(&Move::Publish));
    let missing = after(Move::Kill, &old, &facts(Live::Published, Work::None), House::default(), &[], true);
    assert_eq!(missing, Err(Refused::Denied(Denied::ProofIsOld)));
}

#[test]
fn what_may_be_shown_somewhere() {
    let reporter = actor(Role::Reporter);
    assert!(
        reporter.may_somewhere(Action::Write, House::default())
            && !reporter.may_somewhere(Action::Approve, House::default())
    );
    let editor = actor(Role::DeskEditor);
    assert!(!editor.may_somewhere(Action::Publish, House::default()));
    assert!(editor.may_somewhere(Action::Publish, House { desks_publish: true, ..House::default() }));
    assert!(Actor::console().may_somewhere(Action::Kill, House::default()));
    assert!(!Actor::clock().may_somewhere(Action::Kill, House::default()));
}

#[test]
fn every_action_and_move_has_a_word_of_its_own() {
    let mut words: Vec<&str> = Action::ALL.iter().map(|a| a.word()).collect();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), Action::ALL.len());
    let mut words: Vec<&str> = Move::ALL.iter().map(|m| m.word()).collect();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), Move::ALL.len());
    assert_eq!((Action::Kill.word(), Move::SendBack.word()), ("kill", "send_back"));
}

#[test]
fn who_may_make_every_step_makes_them_in_one_act() {
    let chief = Actor::person(ME, vec![Grant::everywhere(Role::EditorInChief)], true);
    let draft = facts(Live::Never, Work::Draft);
    let way = |facts: &StoryFacts, house| way_to_readers(&chief, facts, house);
    let whole = Ok(vec![Move::Submit, Move::Approve, Move::Publish]);
    assert_eq!(way(&draft, House::default()), whole, "another's, handed in for them");
    assert_eq!(way(&StoryFacts { submitter: None, ..draft }, House::default()), whole);
    assert_eq!(way(&facts(Live::Published, Work::Draft), House::default()), whole, "an update");
    assert_eq!(way(&facts(Live::Never, Work::InReview), House::default()), Ok(vec![Move::Approve, Move::Publish]));
    let changed = StoryFacts { changed_since_approval: true, ..facts(Live::Never, Work::Scheduled) };
    assert_eq!(way(&changed, House::default()), Ok(vec![Move::ApproveChanges, Move::Publish]));
    // One's own takes two people, unless the house lets one do it; what nobody wrote counts as one's own.
    let lets = House { own_approval: true, ..House::default() };
    for facts in [
        StoryFacts { writer: Some(ME), ..draft },
        StoryFacts { assignee: Some(ME), ..draft },
        StoryFacts { writer: None, ..draft },
        StoryFacts { submitter: Some(ME), ..facts(Live::Never, Work::InReview) },
    ] {
        assert_eq!(way(&facts, House::default()), Err(Refused::Denied(Denied::OwnStory)), "{facts:?}");
        assert!(way(&facts, lets).is_ok(), "{facts:?}");
    }
    assert_eq!(way(&StoryFacts { embargoed: true, ..draft }, lets), Err(Refused::Embargoed));
    assert_eq!(way(&facts(Live::Published, Work::None), lets), Err(Refused::NoWay));
    assert_eq!(way(&facts(Live::Never, Work::Spiked), lets), Err(Refused::NoWay));
}

#[test]
fn nobody_gets_to_readers_in_one_act_who_may_not_make_each_step() {
    for house in [
        House::default(),
        House { desks_publish: true, own_approval: false },
        House { desks_publish: true, own_approval: true },
    ] {
        for &role in Role::ALL {
            for (relation, (live, work)) in RELATIONS.iter().flat_map(|one| states().map(move |state| (one, state))) {
                let actor = actor(role);
                let mut now = (relation.facts)(facts(live, work));
                let Ok(way) = way_to_readers(&actor, &now, house) else { continue };
                let name = format!("{role:?} {} {live}/{work} {way:?}", relation.name);
                assert_eq!(way.iter().filter(|made| **made == Move::Publish).count(), 1, "{name}");
                for made in way {
                    let approves = matches!(made, Move::Approve | Move::ApproveChanges);
                    assert!(!approves || house.own_approval || !["own", "given"].contains(&relation.name), "{name}");
                    let submitter = now.submitter;
                    (now.live, now.work) = after(made, &actor, &now, house, &[], true).expect(&name);
                    now.submitter = submitter;
                    now.changed_since_approval &= !approves;
                }
                assert_eq!((now.live, now.work), (Live::Published, Work::None), "{name}");
            }
        }
    }
}
