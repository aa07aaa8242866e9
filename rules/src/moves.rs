//! The table of moves: from which states a story can go where, who may move it and what must be there first.

use crate::people::Actor;
use crate::rights::{Action, Denied, House, StoryFacts, Subject};
use crate::{Live, Work};

/// A field that a move can ask for, by its name in the glossary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Required {
    /// The headline.
    Headline,
    /// A section.
    Section,
    /// The text.
    Body,
    /// Who signs: people, a desk or agencies.
    Byline,
    /// Who made the photo, where there is one.
    Credit,
    /// What the photo shows, for who cannot see it, where there is one.
    AltText,
}

impl Required {
    /// Its name in the glossary.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// What no page can do without, whoever puts it there: the desk asks for more, an archive has no more.
pub const ON_ANY_PAGE: &[Required] = &[Required::Headline, Required::Body, Required::AltText];

/// What the desk asks of a story before readers have it.
pub const COMPLETE: &[Required] =
    &[Required::Headline, Required::Section, Required::Body, Required::Byline, Required::Credit, Required::AltText];

/// What an editor needs to begin to read.
const READABLE: &[Required] = &[Required::Headline, Required::Section, Required::Body];

/// How a move changes one of the two states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To<S> {
    /// To this one.
    Become(S),
    /// Not at all.
    Stay,
    /// Not at all, but that it waits for no hour any more: what is scheduled is approved again.
    Untimed,
}

/// A line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The move.
    pub made: Move,
    /// What readers may see before.
    pub from_live: &'static [Live],
    /// What the desk may be doing before.
    pub from_work: &'static [Work],
    /// What readers see after.
    pub live: To<Live>,
    /// What the desk does after.
    pub work: To<Work>,
    /// The right it takes.
    pub action: Action,
    /// Fields that must not be empty.
    pub requires: &'static [Required],
    /// Whether it takes words: a note, a reason.
    pub with_words: bool,
    /// Whether it shows readers something that an embargo forbids.
    pub shows: bool,
    /// Whether it is about words that came after the approval, and there is no such move without them.
    pub of_changes: bool,
    /// What the desk does after where words came after the approval, in place of `work`: nobody loses them.
    pub work_with_changes: Option<Work>,
}

macro_rules! moves {
    ($($(#[$doc:meta])* $name:ident = $word:literal: $action:ident,
        [$($from_live:ident)*] [$($from_work:ident)*] $($of_changes:ident)? -> $live:ident $work:ident $(or $changed:ident)?,
        $requires:expr, $words:literal, $shows:literal;)*) => {
        /// A way from one state to another.
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
    // name = word: right, [live before] [work before] (changed: since the approval) -> live after, work after (or: where words
    // came after the approval), required fields, words, shows readers
    /// Begins an update of a story that readers have or had.
    Revise = "revise": Write, [Published Unpublished] [None] -> Stay Draft, &[], false, false;
    /// Drops an update that was begun.
    Discard = "discard": Write, [Published Unpublished] [Draft] -> Stay None, &[], false, false;
    /// The writer hands it in.
    Submit = "submit": Submit, [Never Published Unpublished] [Draft] -> Stay InReview, READABLE, false, false;
    /// The writer takes it back.
    Withdraw = "withdraw": Withdraw, [Never Published Unpublished] [InReview] -> Stay Draft, &[], false, false;
    /// An editor gives it back, with a note.
    SendBack = "send_back": SendBack, [Never Published Unpublished] [InReview Approved] -> Stay Draft, &[], true, false;
    /// An editor finds it good: these very words, and no later ones.
    Approve = "approve": Approve, [Never Published Unpublished] [InReview] -> Stay Approved, COMPLETE, false, false;
    /// An editor finds good what came after the approval: that is what goes out now.
    ApproveChanges = "approve_changes": Approve, [Never Published Unpublished] [Approved Scheduled] changed -> Stay Stay, COMPLETE, false, false;
    /// Before readers, now: the approved version. What came after it is an update that waits for its own approval.
    Publish = "publish": Publish, [Never Published Unpublished] [Approved Scheduled] -> Published None or InReview, COMPLETE, false, true;
    /// Before readers, at a time.
    Schedule = "schedule": Schedule, [Never Published Unpublished] [Approved Scheduled] -> Stay Scheduled, COMPLETE, false, false;
    /// Not at that time after all.
    Unschedule = "unschedule": Schedule, [Never Published Unpublished] [Scheduled] -> Stay Approved, &[], false, false;
    /// Set aside.
    Spike = "spike": Spike, [Never Unpublished] [Draft InReview Approved] -> Stay Spiked, &[], false, false;
    /// Taken up again.
    Unspike = "unspike": Spike, [Never Unpublished] [Spiked] -> Stay Draft, &[], false, false;
    /// Off the page, with a reason; the address answers 410. Nothing brings it back by itself.
    Unpublish = "unpublish": Unpublish, [Published] [None Draft InReview Approved Scheduled] -> Unpublished Untimed, &[], true, false;
    /// Off for good, with a reason; 410, or 451 with a legal basis.
    Kill = "kill": Kill, [Published Unpublished] [None Draft InReview Approved Scheduled Spiked] -> Killed None, &[], true, false;
    /// A killed story may be worked on again; readers still do not have it.
    Revive = "revive": Revive, [Killed] [None] -> Unpublished Draft, &[], true, false;
}

/// Why a move is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The actor may not.
    Denied(Denied),
    /// There is no way from where the story is.
    NoWay,
    /// A field is empty.
    Missing(Required),
    /// A note or reason is asked for.
    WordsMissing,
    /// Readers must not have it yet.
    Embargoed,
}

impl From<Denied> for Refused {
    fn from(denied: Denied) -> Self {
        Self::Denied(denied)
    }
}

/// The states after `made`, or the first reason against it. `missing` are the fields that are empty; `words` whether a
/// note or reason comes along.
pub fn after(
    made: Move,
    actor: &Actor,
    facts: &StoryFacts,
    house: House,
    missing: &[Required],
    words: bool,
) -> Result<(Live, Work), Refused> {
    let rule = made.rule();
    // Who may not is told first; a proof is asked for only on a way that exists.
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

/// The moves that `actor` could make now, were nothing missing: what the desk offers.
pub fn offered(actor: &Actor, facts: &StoryFacts, house: House) -> Vec<Move> {
    let possible = |made: &Move| {
        let refused = after(*made, actor, facts, house, &[], true).err();
        // An old proof is asked for on the way, an embargo is explained there.
        matches!(refused, None | Some(Refused::Denied(Denied::ProofIsOld) | Refused::Embargoed))
    };
    Move::ALL.iter().copied().filter(possible).collect()
}

/// The moves that bring a story before readers now, by one person who may make every one of them; the last of them is
/// [`Move::Publish`]. Otherwise the first reason against one of them; empty fields are each move's own matter.
///
/// Whoever brings another's story before readers hands it in for them ([`handed_in_by`]): there are two people to it, as the
/// house wants it. Nobody publishes their own this way where they may not approve it.
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

/// Who counts as having handed a story in that `actor` brings before readers in one act: whoever has or wrote it, or the
/// actor where it is theirs or nobody's.
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
    fn what_is_required_has_the_names_of_its_messages() {
        let words: Vec<&str> = COMPLETE.iter().map(|required| required.word()).collect();
        assert_eq!(words, ["headline", "section", "body", "byline", "credit", "alt_text"]);
    }
}
