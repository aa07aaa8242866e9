//! Roles, the desks they are valid for, and the actor that every domain act takes.

use std::collections::BTreeSet;
use std::fmt;

/// A stored word that is no role of this build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownRole(pub String);

impl UnknownRole {
    fn of(word: &str) -> Self {
        Self(word.to_owned())
    }
}

impl fmt::Display for UnknownRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no role is called {:?}", self.0)
    }
}

impl std::error::Error for UnknownRole {}

/// The role of a person in the newsroom. A person may have several; their rights add up.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[strum(serialize_all = "snake_case", parse_err_ty = UnknownRole, parse_err_fn = UnknownRole::of)]
pub enum Role {
    /// Writes stories.
    Reporter,
    /// Reads and corrects texts before they are approved.
    Reviser,
    /// Responsible for pictures and their captions.
    PhotoEditor,
    /// Responsible for a desk.
    DeskEditor,
    /// Responsible for the paper.
    EditorInChief,
    /// Responsible for comments by readers.
    Moderator,
    /// Runs the site; has no right to edit the paper by this role alone.
    Admin,
}

impl Role {
    /// Every role, in the order of the table of rights.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The word under which the role is stored, and its name in the API.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether the role is always valid for the whole paper, whatever desks are given with it.
    pub fn is_for_the_whole_paper(self) -> bool {
        matches!(self, Self::EditorInChief | Self::Admin)
    }

    /// Whether the role needs a second factor on a site that requires second factors.
    pub fn owes_a_second_factor(self) -> bool {
        self.is_for_the_whole_paper()
    }

    /// Its column in the table of rights.
    pub(crate) fn column(self) -> usize {
        match self {
            Self::Reporter => 0,
            Self::Reviser => 1,
            Self::PhotoEditor => 2,
            Self::DeskEditor => 3,
            Self::EditorInChief => 4,
            Self::Moderator => 5,
            Self::Admin => 6,
        }
    }
}

/// The desks for which a role is valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Desks {
    /// All desks, including future ones.
    All,
    /// These desks, by internal id.
    Named(BTreeSet<i64>),
}

impl Desks {
    /// Whether `desk` is one of them.
    pub fn hold(&self, desk: i64) -> bool {
        match self {
            Self::All => true,
            Self::Named(desks) => desks.contains(&desk),
        }
    }

    /// Whether they include every desk of `other`.
    pub fn hold_all_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::All, _) => true,
            (Self::Named(_), Self::All) => false,
            (Self::Named(ours), Self::Named(theirs)) => theirs.is_subset(ours),
        }
    }
}

/// A role and the desks it is valid for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// Where it is valid.
    pub desks: Desks,
}

impl Grant {
    /// `role` for the whole paper.
    pub fn everywhere(role: Role) -> Self {
        Self { role, desks: Desks::All }
    }

    /// `role` for some desks. Roles that are always valid for the whole paper ignore `desks`.
    pub fn at(role: Role, desks: impl IntoIterator<Item = i64>) -> Self {
        match role.is_for_the_whole_paper() {
            true => Self::everywhere(role),
            false => Self { role, desks: Desks::Named(desks.into_iter().collect()) },
        }
    }
}

/// Who or what acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hand {
    /// A person, by internal id.
    Person(i64),
    /// The command line. Its user can run commands on the machine and owns the files.
    Console,
    /// The clock: a scheduled act that is due.
    Clock,
}

/// The actor of a domain act, with their grants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    hand: Hand,
    grants: Vec<Grant>,
    proof_is_fresh: bool,
}

impl Actor {
    /// A person with their grants. `proof_is_fresh` says whether they gave their password or passkey within the last 15
    /// minutes.
    pub fn person(id: i64, grants: Vec<Grant>, proof_is_fresh: bool) -> Self {
        Self { hand: Hand::Person(id), grants, proof_is_fresh }
    }

    /// The command line. It may do everything, because its user could open the database directly.
    pub fn console() -> Self {
        Self { hand: Hand::Console, grants: Vec::new(), proof_is_fresh: true }
    }

    /// A scheduled act that is due. It may only finish what a person with the right began; the acts that accept it say
    /// so.
    pub fn clock() -> Self {
        Self { hand: Hand::Clock, grants: Vec::new(), proof_is_fresh: false }
    }

    /// Who or what acts.
    pub fn hand(&self) -> Hand {
        self.hand
    }

    /// The internal id of the person, if a person acts.
    pub fn person_id(&self) -> Option<i64> {
        match self.hand {
            Hand::Person(id) => Some(id),
            Hand::Console | Hand::Clock => None,
        }
    }

    /// Their grants.
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    /// Whether they gave their password or passkey within the last 15 minutes.
    pub fn proof_is_fresh(&self) -> bool {
        self.proof_is_fresh
    }

    /// Whether they have `role`, for any desk.
    pub fn is(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }

    /// Whether they may give `grant` to somebody else, or take it away: an admin any role, an editor-in-chief the roles
    /// of desks. Callers refuse a role that somebody gives to themselves.
    pub fn may_give(&self, grant: &Grant) -> bool {
        let of_desks = self.is(Role::EditorInChief) && !grant.role.is_for_the_whole_paper();
        self.hand == Hand::Console || self.is(Role::Admin) || of_desks
    }

    /// Whether they may make a password link for somebody with `grants`, or remove that person's second factor. The
    /// user of such a link can sign in as that person; therefore an admin who is not editor-in-chief cannot make one
    /// for an editor-in-chief.
    pub fn may_reset_credentials_of(&self, grants: &[Grant]) -> bool {
        let holds = |role: Role| role != Role::EditorInChief || self.is(Role::EditorInChief);
        self.hand == Hand::Console || (self.is(Role::Admin) && grants.iter().all(|grant| holds(grant.role)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_read_back_from_its_word_and_has_its_column() {
        for (column, role) in Role::ALL.iter().enumerate() {
            assert_eq!(role.word().parse(), Ok(*role));
            assert_eq!(role.column(), column);
        }
        let error = "king".parse::<Role>().unwrap_err();
        assert_eq!(error.to_string(), "no role is called \"king\"");
    }

    #[test]
    fn desks_hold_what_they_name() {
        let some = Desks::Named([1, 2].into());
        assert!(some.hold(1) && !some.hold(3) && Desks::All.hold(3));
        assert!(Desks::All.hold_all_of(&some) && Desks::All.hold_all_of(&Desks::All));
        assert!(some.hold_all_of(&Desks::Named([2].into())) && !some.hold_all_of(&Desks::Named([2, 3].into())));
        assert!(!some.hold_all_of(&Desks::All));
    }

    #[test]
    fn roles_for_the_whole_paper_hold_everywhere() {
        for &role in Role::ALL {
            let whole = matches!(role, Role::EditorInChief | Role::Admin);
            assert_eq!(role.is_for_the_whole_paper(), whole);
            assert_eq!(role.owes_a_second_factor(), whole);
            assert_eq!(Grant::at(role, [1]).desks == Desks::All, whole);
        }
    }

    #[test]
    fn who_gives_which_role() {
        let person = |role| Actor::person(1, vec![Grant::everywhere(role)], true);
        for &giver in Role::ALL {
            for &given in Role::ALL {
                let expected = match giver {
                    Role::Admin => true,
                    Role::EditorInChief => !matches!(given, Role::EditorInChief | Role::Admin),
                    _ => false,
                };
                assert_eq!(person(giver).may_give(&Grant::at(given, [1])), expected, "{giver:?} gives {given:?}");
            }
        }
        let both = [Grant::everywhere(Role::Admin), Grant::everywhere(Role::EditorInChief)];
        assert!(Actor::person(1, both.to_vec(), true).may_reset_credentials_of(&both));
        for &role in Role::ALL {
            let admin = role == Role::Admin;
            assert_eq!(person(role).may_reset_credentials_of(&[Grant::at(Role::Reporter, [1])]), admin, "{role:?}");
            assert_eq!(person(role).may_reset_credentials_of(&both[..1]), admin, "{role:?}");
            assert!(!person(role).may_reset_credentials_of(&both), "{role:?}");
        }
        assert!(Actor::console().may_reset_credentials_of(&both) && !Actor::clock().may_reset_credentials_of(&[]));
        assert!(Actor::console().may_give(&Grant::everywhere(Role::Admin)));
        assert!(!Actor::clock().may_give(&Grant::at(Role::Reporter, [1])));
    }

    #[test]
    fn an_actor_says_who_it_is() {
        let person = Actor::person(7, vec![Grant::at(Role::Reporter, [1])], true);
        assert_eq!((person.person_id(), person.hand(), person.proof_is_fresh()), (Some(7), Hand::Person(7), true));
        assert!(person.is(Role::Reporter) && !person.is(Role::Admin));
        assert_eq!(person.grants().len(), 1);
        assert!(!Actor::person(7, vec![], false).proof_is_fresh());
        assert_eq!((Actor::console().person_id(), Actor::console().proof_is_fresh()), (None, true));
        assert_eq!((Actor::clock().hand(), Actor::clock().proof_is_fresh()), (Hand::Clock, false));
    }
}
