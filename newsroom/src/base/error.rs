//! All errors of the newsroom. `web` decides their HTTP status and wording.

use store::clock::Timestamp;
use store::id::PublicId;
use store::outage::Outage;
use store::wall::WallError;

/// A result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an act was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The thing does not exist, or the actor may not know that it exists.
    #[error("{what} {id} was not found")]
    NotFound {
        /// The kind of thing, as in `story`.
        what: &'static str,
        /// Its id, slug or address.
        id: String,
    },
    /// A required field is empty; the story did not change.
    #[error("story {story} cannot be published: {field} is missing")]
    Incomplete {
        /// The story.
        story: PublicId,
        /// The first empty field, by its name in the glossary.
        field: &'static str,
    },
    /// A field is longer than the limit of SECURITY-CONTRACT section 5.
    #[error("{field} has {length} characters; the limit is {limit}")]
    TooLong {
        /// The field, by its name in the glossary.
        field: &'static str,
        /// Its length in characters.
        length: usize,
        /// The limit in characters.
        limit: usize,
    },
    /// The actor may see it but may not do this.
    #[error("the right {} is missing", action.word())]
    Forbidden {
        /// The refused action.
        action: rules::Action,
    },
    /// The actor may not approve their own story.
    #[error("nobody may approve their own story")]
    OwnStory,
    /// An act that cannot be undone requires the password or passkey again.
    #[error("the password or passkey must be given again")]
    ProofIsOld,
    /// This move is not possible from the story's present states.
    #[error("there is no such move for a story that is {live} and {work}")]
    NoWay {
        /// The state for readers.
        live: rules::Live,
        /// The state at the desk.
        work: rules::Work,
    },
    /// The quoted words are not in the text.
    #[error("the quoted words are not in the text")]
    QuoteNotFound,
    /// A comment cannot be edited more than a quarter of an hour after it was sent.
    #[error("a remark can be changed for fifteen minutes")]
    TooLateToEdit,
    /// A picture of the story may not be used in it.
    #[error("picture {picture} may not be used: {why:?}")]
    PictureBarred {
        /// The picture.
        picture: PublicId,
        /// Why.
        why: crate::base::barred::Bar,
    },
    /// A note or reason is required.
    #[error("a note or reason is missing")]
    WordsMissing,
    /// The story is under an embargo.
    #[error("the story is under embargo until {}", until.utc())]
    Embargoed {
        /// The end of the embargo.
        until: Timestamp,
    },
    /// A story that was published cannot be deleted for good.
    #[error("the story was published; it is taken off, not deleted")]
    WasPublished,
    /// The story has not been in the trash long enough to be deleted for good.
    #[error("the story can be deleted for good from {} on", until.utc())]
    InTrashTooShort {
        /// The earliest time of deletion.
        until: Timestamp,
    },
    /// Somebody else has locked this part of the story.
    #[error("person {by} is editing the {part} of this story")]
    Locked {
        /// The holder of the lock, by internal id.
        by: i64,
        /// The part.
        part: &'static str,
    },
    /// The time cannot be parsed, is in the past, or is before the end of an embargo.
    #[error("{text:?} is not a time that can be set here")]
    BadTime {
        /// The text that was given.
        text: String,
    },
    /// The time does not exist: clocks go forward over it.
    #[error("{text:?} is skipped when clocks go forward; the time after it is {becomes:?}")]
    SkippedTime {
        /// The text that was given.
        text: String,
        /// The wall time that it would become.
        becomes: String,
    },
    /// The paper has no such topic. Somebody with the right to change the paper may add it.
    #[error("there is no topic called {name:?}")]
    NoSuchTopic {
        /// The name that was typed.
        name: String,
    },
    /// The person does not exist, or their account is closed.
    #[error("there is no such person with an open account")]
    NoSuchPerson,
    /// Readers do not see the story, but it has to be a published one here.
    #[error("story {story} is not published")]
    NotLive {
        /// The story.
        story: PublicId,
    },
    /// The story belongs to another section than the page.
    #[error("story {story} does not belong to this section")]
    NotHere {
        /// The story.
        story: PublicId,
    },
    /// It was changed by somebody else since this change was begun; nothing was overwritten.
    #[error("the {what} was changed meanwhile")]
    Changed {
        /// What was changed.
        what: &'static str,
    },
    /// The decision is about a version that the actor has not seen; a newer one was saved meanwhile.
    #[error("the version to be decided about is newer than the one that was seen")]
    NotSeen,
    /// The reader is banned.
    #[error("this reader may not comment for now")]
    Banned {
        /// The end of the ban; `None` for a ban without end.
        until: Option<Timestamp>,
    },
    /// Comments are closed here.
    #[error("comments are closed: {0:?}")]
    CommentsClosed(CommentsClosed),
    /// It exists already.
    #[error("the {what} exists already")]
    AlreadyThere {
        /// The kind of thing.
        what: &'static str,
    },
    /// The section is closed and takes no new stories.
    #[error("the section {} is closed", name.ar)]
    SectionClosed {
        /// The name of the section.
        name: crate::base::localized::Localized,
    },
    /// The slug is reserved by the system or has no usable letter.
    #[error("{slug:?} cannot be used as an address")]
    BadSlug {
        /// The slug that was asked for.
        slug: String,
    },
    /// The picture was refused.
    #[error("the picture was refused: {why}")]
    BadPicture {
        /// The reason.
        why: imaging::Refused,
    },
    /// Too many pictures are being processed; try again later.
    #[error("too many pictures are being processed at once; try again in a minute")]
    PicturesBusy,
    /// The crop does not fit its picture.
    #[error("the picture cannot be cropped: {reason}")]
    BadCrop {
        /// Why, in English, for the log.
        reason: String,
    },
    /// The story document is not valid.
    #[error(transparent)]
    Document(#[from] story::Error),
    /// Signing in or an act on an account was refused.
    #[error("sign-in or an account change was refused: {0:?}")]
    Account(AccountRefusal),
    /// The storage refused the act or failed.
    #[error(transparent)]
    Storage(#[from] store::Error),
}

impl Error {
    pub(crate) fn not_found(what: &'static str, id: impl ToString) -> Self {
        Self::NotFound { what, id: id.to_string() }
    }

    pub(crate) fn damaged(what: impl ToString) -> Self {
        Self::Storage(store::Error::damaged(what))
    }

    /// Stored data contain `word`, which is no value of `what`.
    pub(crate) fn nothing_called(what: &str, word: &str) -> Self {
        Self::damaged(format!("no {what} is called {word:?}"))
    }

    /// The outage of the storage, if that is the reason.
    pub fn outage(&self) -> Option<Outage> {
        match self {
            Self::Storage(store::Error::Storage { outage, .. }) => Some(*outage),
            _ => None,
        }
    }

    /// Whether the database failed or is unavailable, so that the error says nothing about the act.
    pub(crate) fn is_of_database(&self) -> bool {
        matches!(self, Self::Storage(store::Error::Storage { .. } | store::Error::Database(_)))
    }
}

impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Storage(error.into())
    }
}

impl From<WallError> for Error {
    fn from(error: WallError) -> Self {
        match error {
            WallError::BadTime { text } => Self::BadTime { text },
            WallError::SkippedTime { text, becomes } => Self::SkippedTime { text, becomes },
        }
    }
}

/// Why signing in or an act on an account is refused. `web` decides the wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountRefusal {
    /// Address and password do not match, or the account is closed; which of these is not told.
    BadCredentials,
    /// Too many failures; the next attempt is possible at this time.
    Paused(Timestamp),
    /// Too many people are signing in at this moment.
    Crowded,
    /// The password is too weak.
    Weak(Weakness),
    /// The link was used or withdrawn, or has expired.
    LinkSpent,
    /// The code is wrong or was used before.
    WrongCode,
    /// The passkey was not accepted.
    BadPasskey,
    /// The address is not an e-mail address.
    BadEmail,
    /// Somebody else has this address.
    EmailTaken,
    /// The name is empty or too long.
    BadName,
    /// The paper would be left without anybody with this role.
    LastOf(rules::Role),
    /// No role was chosen.
    NoRole,
    /// People cannot give roles to themselves.
    OwnRoles,
    /// The last second factor of somebody who must have one cannot be removed.
    FactorOwed,
}

/// Why a password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// Fewer than [`PASSWORD_CHARS_MIN`] characters.
    Short,
    /// More than [`PASSWORD_BYTES_MAX`] bytes.
    Long,
    /// On a list of stolen passwords, one piece repeated, or a row of keys on the keyboard.
    Common,
    /// The person's own name or address.
    Own,
}

/// Why comments are closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentsClosed {
    /// All comments of the paper are frozen.
    Frozen,
    /// The comments of this story are closed.
    Closed,
    /// The story is too old.
    TooOld,
}
