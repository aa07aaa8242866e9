//! The table of moves: from which states a story can move to which, who may move it, and which fields must be filled.

use crate::people::Actor;
use crate::rights::{Action, Denied, House, StoryFacts, Subject};
use crate::{Live, Work};

/// A field that a move can require, with its name in the glossary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Required {
    /// The headline.
    Headline,
    /// A section.
    Section,
    /// The text.
    Body,
    /// The byline: people, a desk or agencies.
    Byline,
    /// The caption of the lead photo, if there is one. The label of an archive photo may stand alone.
    Caption,
    /// The credit of the lead photo, if there is one.
    Credit,
    /// The alternative text of the lead photo, if there is one.
    AltText,
    /// An alternative text of the lead photo that does not repeat the caption.
    DistinctAlt,
    /// The captions of photos in the text, as [`Required::Caption`].
    TextCaption,
    /// The credits of photos in the text.
    TextCredit,
    /// The alternative texts of photos in the text that are not decorative.
    TextAlt,
    /// Alternative texts of photos in the text that do not repeat their captions.
    TextDistinctAlt,
}

impl Required {
    /// Its name in the glossary.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// Required of every page, however the story got there. The desk requires more ([`COMPLETE`]); an archive may have no
/// more than this.
pub const ON_ANY_PAGE: &[Required] = &[Required::Headline, Required::Body, Required::AltText];

/// Required before the desk may show a story to readers.
pub const COMPLETE: &[Required] = &[
    Required::Headline,
    Required::Section,
    Required::Body,
    Required::Byline,
    Required::Caption,
    Required::Credit,
    Required::AltText,
    Required::DistinctAlt,
    Required::TextCaption,
    Required::TextCredit,
    Required::TextAlt,
    Required::TextDistinctAlt,
];

/// Required before an editor reads the story.
const READABLE: &[Required] = &[Required::Headline, Required::Section, Required::Body];

/// How a move changes one of the two states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To<S> {
    /// The state becomes this one.
    Become(S),
    /// The state stays as it is.
    Stay,
    /// The state stays as it is, except that a scheduled story becomes an approved one.
    Untimed,
}

/// A line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The move of this line.
    pub made: Move,
    /// States for readers from which the move is possible.
    pub from_live: &'static [Live],
    /// States at the desk from which the move is possible.
    pub from_work: &'static [Work],
    /// The state for readers after the move.
    pub live: To<Live>,
    /// The state at the desk after the move.
    pub work: To<Work>,
    /// The right that the move requires.
    pub action: Action,
    /// Fields that must not be empty.
    pub requires: &'static [Required],
    /// Whether a note or reason is required.
    pub with_words: bool,
    /// Whether the move shows readers something, so that an embargo forbids it.
    pub shows: bool,
    /// Whether the move needs changes made after the approval; without them it is not offered.
    pub of_changes: bool,
    /// The state at the desk after the move if the story changed after its approval; used instead of `work`, so that
    /// the changes are kept.
    pub work_with_changes: Option<Work>,
}

macro_rules! moves {
    ($($(#[$doc:meta])* $name:ident = $word:literal: $action:ident,
        [$($from_live:ident)*] [$($from_work:ident)*] $($of_changes:ident)? -> $live:ident $work:ident $(or $changed:ident)?,
        $requires:expr, $words:literal, $shows:literal;)*) => {
        /// A move from one state to another.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Move { $($(#[$doc])* $name,)* }

        impl Move {
            /// Every move, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its word in addresses and the audit log.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// Its line of the table.
            pub fn rule(self) -> Rule {
                match self { $(Self::$name => Rule {
                    made: Self::$name,
                    from_live: &[$(Live::$from_live,)*],
                    from_work: &[$(Work::$from_work,)*],
                    live: moves!(@to Live $live),
                    work: moves!(@to Work $work),
                    action: Action::$action,
                    requires: $requires,
                    with_words: $words,
                    shows: $shows,
                    of_changes: moves!(@of $($of_changes)?),
                    work_with_changes: moves!(@changed $($changed)?),
                },)* }
            }
        }
    };
    (@of changed) => { true };
    (@of) => { false };
    (@changed $work:ident) => { Some(Work::$work) };
    (@changed) => { None };
    (@to $kind:ident Stay) => { To::Stay };
    (@to $kind:ident Untimed) => { To::Untimed };
    (@to $kind:ident $state:ident) => { To::Become($kind::$state) };
}

moves! {
    // name = word: right, [live before] [work before] (changed: since the approval) -> live after, work after (or: work
    // after if the story changed after the approval), required fields, needs a note, shows readers
    /// Begins an update of a story that was published.
    Revise = "revise": Write, [Published Unpublished] [None] -> Stay Draft, &[], false, false;
    /// Drops an update in progress.
    Discard = "discard": Write, [Published Unpublished] [Draft] -> Stay None, &[], false, false;
    /// The writer submits the story for review.
    Submit = "submit": Submit, [Never Published Unpublished] [Draft] -> Stay InReview, READABLE, false, false;
    /// The writer withdraws a submitted story.
    Withdraw = "withdraw": Withdraw, [Never Published Unpublished] [InReview] -> Stay Draft, &[], false, false;
    /// An editor sends the story back, with a note.
    SendBack = "send_back": SendBack, [Never Published Unpublished] [InReview Approved] -> Stay Draft, &[], true, false;
    /// An editor approves the story: exactly this version, no later one.
    Approve = "approve": Approve, [Never Published Unpublished] [InReview] -> Stay Approved, COMPLETE, false, false;
    /// An editor approves the changes made after the approval; the new version is published.
    ApproveChanges = "approve_changes": Approve, [Never Published Unpublished] [Approved Scheduled] changed -> Stay Stay, COMPLETE, false, false;
    /// Publishes the approved version now. Changes made after the approval become an update that waits for its own
    /// approval.
    Publish = "publish": Publish, [Never Published Unpublished] [Approved Scheduled] -> Published None or InReview, COMPLETE, false, true;
    /// Publishes at a set time.
    Schedule = "schedule": Schedule, [Never Published Unpublished] [Approved Scheduled] -> Stay Scheduled, COMPLETE, false, false;
    /// Cancels the scheduled time.
    Unschedule = "unschedule": Schedule, [Never Published Unpublished] [Scheduled] -> Stay Approved, &[], false, false;
    /// Sets the story aside.
    Spike = "spike": Spike, [Never Unpublished] [Draft InReview Approved] -> Stay Spiked, &[], false, false;
    /// Takes a spiked story up again.
    Unspike = "unspike": Spike, [Never Unpublished] [Spiked] -> Stay Draft, &[], false, false;
    /// Takes the story off the page, with a reason; the address answers 410. Nothing publishes it again by itself.
    Unpublish = "unpublish": Unpublish, [Published] [None Draft InReview Approved Scheduled] -> Unpublished Untimed, &[], true, false;
    /// Takes the story off for good, with a reason; the address answers 410, or 451 with a legal basis.
    Kill = "kill": Kill, [Published Unpublished] [None Draft InReview Approved Scheduled Spiked] -> Killed None, &[], true, false;
    /// Lets a killed story be worked on again; readers still do not see it.
    Revive = "revive": Revive, [Killed] [None] -> Unpublished Draft, &[], true, false;
}

/// Why a move is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The actor lacks the right.
    Denied(Denied),
    /// The move does not exist from the story's present states.
    NoWay,
    /// A required field is empty.
    Missing(Required),
    /// A note or reason is required.
    WordsMissing,
    /// The story is under an embargo.
    Embargoed,
}

impl From<Denied> for Refused {
    fn from(denied: Denied) -> Self {
        Self::Denied(denied)
    }
}

/// The states after `made`, or the first reason for a refusal. `missing` lists the empty fields; `words` is whether a
/// note or reason is given.
pub fn after(
    made: Move,
    actor: &Actor,
    facts: &StoryFacts,
    house: House,
    missing: &[Required],
    words: bool,
) -> Result<(Live, Work), Refused> {
    let rule = made.rule();
    // A missing right is reported first. A fresh proof is asked for only if the move exists.
    let allowed = actor.may(rule.action, Subject::Story(facts), house);
    if let Err(denied @ (Denied::Hidden | Denied::Forbidden | Denied::OwnStory)) = allowed {
        return Err(Refused::Denied(denied));
    }
    if !rule.from_live.contains(&facts.live) || !rule.from_work.contains(&facts.work) {
        return Err(Refused::NoWay);
    }
    if rule.of_changes && !facts.changed_since_approval {
        return Err(Refused::NoWay);
    }
    allowed?;
    if rule.shows && facts.embargoed {
        return Err(Refused::Embargoed);
    }
    if let Some(field) = rule.requires.iter().find(|field| missing.contains(field)) {
        return Err(Refused::Missing(*field));
    }
    if rule.with_words && !words {
        return Err(Refused::WordsMissing);
    }
    let live = match rule.live {
        To::Become(live) => live,
        To::Stay | To::Untimed => facts.live,
    };
    let work = match (rule.work, rule.work_with_changes) {
        (_, Some(work)) if facts.changed_since_approval => work,
        (To::Become(work), _) => work,
        (To::Untimed, _) if facts.work == Work::Scheduled => Work::Approved,
        (To::Stay | To::Untimed, _) => facts.work,
    };
    Ok((live, work))
}

/// The moves that `actor` could make now if no field were missing: what the desk offers.
pub fn offered(actor: &Actor, facts: &StoryFacts, house: House) -> Vec<Move> {
    let possible = |made: &Move| {
        let refused = after(*made, actor, facts, house, &[], true).err();
        // These moves are offered: the page of the move asks for a fresh proof, or explains the embargo.
        matches!(refused, None | Some(Refused::Denied(Denied::ProofIsOld) | Refused::Embargoed))
    };
    Move::ALL.iter().copied().filter(possible).collect()
}

/// The moves that publish a story now, in order, if one person may make all of them; the last is [`Move::Publish`].
/// Otherwise the first reason for a refusal. Empty fields are not considered here; each move checks its own.
///
/// Somebody who publishes another person's story this way submits it for that person ([`handed_in_by`]), so two people
/// are involved, as the setting requires. Nobody can publish their own story this way if they may not approve it.
pub fn way_to_readers(actor: &Actor, facts: &StoryFacts, house: House) -> Result<Vec<Move>, Refused> {
    let mut facts = *facts;
    let mut way = Vec::new();
    loop {
        let made = match facts.work {
            Work::Draft => Move::Submit,
            Work::InReview => Move::Approve,
            Work::Approved | Work::Scheduled if facts.changed_since_approval => Move::ApproveChanges,
            Work::Approved | Work::Scheduled => Move::Publish,
            Work::None | Work::Spiked => return Err(Refused::NoWay),
        };
        (facts.live, facts.work) = after(made, actor, &facts, house, &[], true)?;
        way.push(made);
        match made {
            Move::Submit => facts.submitter = handed_in_by(actor, &facts),
            Move::Publish => return Ok(way),
            _ => facts.changed_since_approval = false,
        }
    }
}

/// The person who counts as the submitter when `actor` publishes a story in one act: its assignee or writer, or the
/// actor if the story is theirs or has neither.
pub fn handed_in_by(actor: &Actor, facts: &StoryFacts) -> Option<i64> {
    match facts.assignee.or(facts.writer) {
        Some(other) if !facts.is_of(actor.person_id()) => Some(other),
        _ => actor.person_id(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_required_has_names_of_its_own() {
        let words: Vec<&str> = COMPLETE.iter().map(|required| required.word()).collect();
        let photos = ["caption", "credit", "alt_text", "distinct_alt"];
        let in_text = ["text_caption", "text_credit", "text_alt", "text_distinct_alt"];
        assert_eq!(words, [["headline", "section", "body", "byline"], photos, in_text].concat());
    }
}
