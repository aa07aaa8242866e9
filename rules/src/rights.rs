//! The table of rights: action by role (SECURITY-CONTRACT section 1), and the one function that reads it.
//!
//! Everything is denied by default: an empty cell allows nothing. Somebody who may not see a story is told that it does
//! not exist ([`Denied::Hidden`], 404). Somebody who may see it and may not act gets [`Denied::Forbidden`] (403).

use crate::people::{Actor, Grant, Hand, Role};
use crate::{Live, Work};

/// How far a role's right to an action reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Not at all.
    No,
    /// Stories they write or are assigned to.
    Own,
    /// Stories they write or are assigned to, while the writer has them: drafts and stories that were sent back.
    OwnDraft,
    /// Their own, and those of their desks.
    OwnAndDesk,
    /// Stories of their desks in review or approved.
    DeskInReview,
    /// Stories, sections and sources of their desks.
    Desk,
    /// Stories, sections and sources of their desks, if the site lets desks publish.
    DeskIfLet,
    /// Everything.
    All,
}

macro_rules! actions {
    ($($(#[$doc:meta])* $action:ident = $word:literal [$($reach:ident)+] $($grave:ident)?;)*) => {
        /// An action that needs a right.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action { $($(#[$doc])* $action,)* }

        impl Action {
            /// Every action, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$action,)*];

            /// Its word in the audit log and in the API.
            pub fn word(self) -> &'static str {
                match self { $(Self::$action => $word,)* }
            }

            /// Its reach for each role, in the order of [`Role::ALL`].
            pub fn reaches(self) -> [Reach; 7] {
                match self { $(Self::$action => [$(Reach::$reach),+],)* }
            }

            /// Whether it cannot be undone, and therefore asks for the password or passkey again if the last proof is
            /// old.
            pub fn is_grave(self) -> bool {
                match self { $(Self::$action => actions!(@grave $($grave)?),)* }
            }
        }
    };
    (@grave grave) => { true };
    (@grave) => { false };
}

actions! {
    //                                     reporter reviser photo desk chief moderator admin
    /// See work in progress.
    See = "see"                           [OwnAndDesk DeskInReview Desk Desk All No No];
    /// Write a draft, begin an update of a published story, change the fields of a story that is with the writer.
    Write = "write"                       [OwnDraft No No Desk All No No];
    /// Copy a story or begin a follow-up.
    Copy = "copy"                         [Own No No Desk All No No];
    /// Submit a draft.
    Submit = "submit"                     [Own No No Desk All No No];
    /// Withdraw a submitted story.
    Withdraw = "withdraw"                 [Own No No Desk All No No];
    /// Change the text, whatever state the story is in.
    EditText = "edit_text"                [OwnDraft DeskInReview No Desk All No No];
    /// Change captions, credits, alternative texts and the choice of the lead picture.
    EditPictures = "edit_pictures"        [OwnDraft No Desk Desk All No No];
    /// Take over a lock that somebody else holds.
    TakeOver = "take_over"                [Own No No Desk All No No];
    /// Assign a story to a person, with a due time.
    Assign = "assign"                     [Own No No Desk All No No];
    /// Restore an older version as a new one. Each part that changes needs the right to change it as well.
    Restore = "restore"                   [OwnDraft DeskInReview Desk Desk All No No];
    /// Approve a story for publication.
    Approve = "approve"                   [No No No Desk All No No];
    /// Send a story back to its writer with a note.
    SendBack = "send_back"                [No DeskInReview No Desk All No No];
    /// Set a story aside, or bring it back.
    Spike = "spike"                       [No No No Desk All No No];
    /// Publish a story, or an update of one.
    Publish = "publish"                   [No No No DeskIfLet All No No];
    /// Schedule publishing or unpublishing.
    Schedule = "schedule"                 [No No No DeskIfLet All No No];
    /// Keep a story from readers until a time.
    SetEmbargo = "set_embargo"            [No No No DeskIfLet All No No];
    /// Add a correction or clarification.
    Correct = "correct"                   [No No No Desk All No No];
    /// Take a story off the page, with a reason.
    Unpublish = "unpublish"               [No No No Desk All No No];
    /// Retract a story.
    Retract = "retract"                   [No No No No All No No] grave;
    /// Publish a reply by somebody named in a story (حق الرد).
    RightOfReply = "right_of_reply"       [No No No No All No No] grave;
    /// Publish a story before its embargo ends.
    BreakEmbargo = "break_embargo"        [No No No No All No No] grave;
    /// Take a story off for good.
    Kill = "kill"                         [No No No No All No No] grave;
    /// Let a killed story be worked on again.
    Revive = "revive"                     [No No No No All No No] grave;
    /// Delete text and pictures of a story for good.
    DeleteForGood = "delete_for_good"     [No No No No All No No] grave;
    /// Show a story to an outsider before it is published.
    SharePreview = "share_preview"        [No No No Desk All No No];
    /// Add a picture to a story.
    UploadPicture = "upload_picture"      [Own No Desk Desk All No No];
    /// Change what the archive says of pictures that others added. Who added a picture may always describe it.
    DescribePictures = "describe_pictures" [No No All All All No No];
    /// Change a picture's rights, replace it, remove it everywhere.
    GovernPictures = "govern_pictures"    [No No All No All No No];
    /// Arrange the front page and the pages of sections.
    Arrange = "arrange"                   [No No No Desk All No No];
    /// Put up or take down the breaking strip.
    Break = "break"                       [No No No Desk All No No];
    /// Decide on comments, ban readers, edit word lists.
    Moderate = "moderate"                 [No No No Desk All All No];
    /// Add a writer to those who can be named in a byline.
    AddWriter = "add_writer"              [All No No All All No No];
    /// Sections, desks, topics, dates, static pages, imprint.
    ChangePaper = "change_paper"          [No No No No All No No];
    /// Site settings, tokens, mail, backup.
    ChangeSite = "change_site"            [No No No No No No All];
    /// Invite people to desks.
    Invite = "invite"                     [No No No No All No All];
    /// Change people's roles, close their accounts.
    ManagePeople = "manage_people"        [No No No No No No All];
    /// Read and verify the audit log.
    ReadAudit = "read_audit"              [No No No No All No All];
}

/// Settings of the site that affect rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct House {
    /// Desk editors publish the stories of their desks themselves.
    pub desks_publish: bool,
    /// People may approve what they wrote.
    pub own_approval: bool,
}

/// The facts about a story that affect rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoryFacts {
    /// The desk of its section.
    pub desk: i64,
    /// The person who began it; `None` for an imported story.
    pub writer: Option<i64>,
    /// The person it is assigned to.
    pub assignee: Option<i64>,
    /// The person who submitted it last.
    pub submitter: Option<i64>,
    /// The state for readers.
    pub live: Live,
    /// The state at the desk.
    pub work: Work,
    /// Whether only its writer and editors-in-chief see it.
    pub private: bool,
    /// Whether an embargo is in force.
    pub embargoed: bool,
    /// Whether it changed after the approval.
    pub changed_since_approval: bool,
}

impl StoryFacts {
    pub(crate) fn is_of(&self, person: Option<i64>) -> bool {
        person.is_some() && (self.writer == person || self.assignee == person)
    }

    fn is_with_the_writer(&self) -> bool {
        matches!(self.work, Work::Draft | Work::None)
    }

    fn is_with_the_editors(&self) -> bool {
        matches!(self.work, Work::InReview | Work::Approved | Work::Scheduled)
    }
}

/// The object of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject<'a> {
    /// A story.
    Story(&'a StoryFacts),
    /// A desk with its sections and slots, or a new story to be begun there.
    Desk(i64),
    /// The paper as a whole.
    Paper,
}

/// Why an actor may not act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// They may not know that the object exists.
    Hidden,
    /// They may see the object but may not do this.
    Forbidden,
    /// They may not approve their own story.
    OwnStory,
    /// They must give their password or passkey again.
    ProofIsOld,
}

impl Actor {
    /// Whether the actor may do `action` to `subject` under the settings `house`. This is the only place where rights
    /// are decided.
    ///
    /// The clock may publish and unpublish what is due. The acts that run by it check, when they run, the rights of the
    /// person who scheduled them.
    pub fn may(&self, action: Action, subject: Subject<'_>, house: House) -> Result<(), Denied> {
        match self.hand() {
            Hand::Console => return Ok(()),
            Hand::Clock => {
                let due = [Action::See, Action::Publish, Action::Unpublish].contains(&action);
                return if due { Ok(()) } else { Err(Denied::Forbidden) };
            }
            Hand::Person(_) => {}
        }
        if !self.reaches(Action::See, subject, house) && self.must_not_know(subject) {
            return Err(Denied::Hidden);
        }
        if !self.reaches(action, subject, house) {
            return Err(Denied::Forbidden);
        }
        if action == Action::Approve && !house.own_approval && self.approves_own(subject) {
            return Err(Denied::OwnStory);
        }
        if action.is_grave() && !self.proof_is_fresh() {
            return Err(Denied::ProofIsOld);
        }
        Ok(())
    }

    /// Whether the actor may do `action` to anything at all. Used to decide what to show; it grants nothing.
    pub fn may_somewhere(&self, action: Action, house: House) -> bool {
        self.hand() == Hand::Console
            || self.grants().iter().any(|grant| match action.reaches()[grant.role.column()] {
                Reach::No => false,
                Reach::DeskIfLet => house.desks_publish,
                _ => true,
            })
    }

    /// Whether a refusal must hide that the subject exists. Only stories are hidden: always from actors without a view of
    /// stories, and from others unless the story is published with no update in progress.
    fn must_not_know(&self, subject: Subject<'_>) -> bool {
        match subject {
            Subject::Story(facts) => facts.live == Live::Never || self.sees_nothing() || !self.reads_the_site(facts),
            Subject::Desk(_) | Subject::Paper => false,
        }
    }

    fn reads_the_site(&self, facts: &StoryFacts) -> bool {
        facts.live == Live::Published && facts.work == Work::None
    }

    /// Whether the actor has only roles without a view of stories: moderator and admin.
    fn sees_nothing(&self) -> bool {
        !self.may_somewhere(Action::See, House::default())
    }

    fn reaches(&self, action: Action, subject: Subject<'_>, house: House) -> bool {
        self.grants().iter().any(|grant| self.grant_reaches(grant, action, subject, house))
    }

    fn grant_reaches(&self, grant: &Grant, action: Action, subject: Subject<'_>, house: House) -> bool {
        let reach = action.reaches()[grant.role.column()];
        let facts = match subject {
            Subject::Story(facts) => facts,
            Subject::Desk(desk) => {
                return match reach {
                    Reach::No => false,
                    Reach::All => true,
                    Reach::DeskIfLet => house.desks_publish && grant.desks.hold(desk),
                    _ => grant.desks.hold(desk),
                };
            }
            Subject::Paper => return reach == Reach::All,
        };
        let own = facts.is_of(self.person_id());
        if facts.private && facts.live == Live::Never && !own && grant.role != Role::EditorInChief {
            return false;
        }
        let desk = grant.desks.hold(facts.desk);
        match reach {
            Reach::No => false,
            Reach::Own => own,
            Reach::OwnDraft => own && facts.is_with_the_writer(),
            Reach::OwnAndDesk => own || desk,
            Reach::DeskInReview => desk && facts.is_with_the_editors(),
            Reach::Desk => desk,
            Reach::DeskIfLet => desk && house.desks_publish,
            Reach::All => true,
        }
    }

    fn approves_own(&self, subject: Subject<'_>) -> bool {
        let Subject::Story(facts) = subject else { return false };
        facts.is_of(self.person_id()) || (self.person_id().is_some() && facts.submitter == self.person_id())
    }
}
