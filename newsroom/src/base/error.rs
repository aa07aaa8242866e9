//! The one list of what the newsroom can refuse. Status and sentence are decided in `web`.

use store::clock::Timestamp;
use store::id::PublicId;
use store::outage::Outage;
use store::wall::WallError;

/// Short for a result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What was refused, to whom and why.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The thing does not exist, or the asker may not know that it does.
    #[error("{what} {id} was not found")]
    NotFound {
        /// Kind of thing, as in `story`.
        what: &'static str,
        /// Its id, slug or address.
        id: String,
    },
    /// A required field is empty; the story stays as it was.
    #[error("story {story} cannot be published: {field} is missing")]
    Incomplete {
        /// Which story.
        story: PublicId,
        /// The first missing field, by its name in the glossary.
        field: &'static str,
    },
    /// A field is longer than the limit of SECURITY-CONTRACT section 5.
    #[error("{field} has {length} characters; the limit is {limit}")]
    TooLong {
        /// The field, by its name in the glossary.
        field: &'static str,
        /// Characters found.
        length: usize,
        /// Characters allowed.
        limit: usize,
    },
    /// The actor may see it and not do this.
    #[error("the right {} is missing", action.word())]
    Forbidden {
        /// What was to be done.
        action: rules::Action,
    },
    /// Nobody approves their own story.
    #[error("a story is approved by somebody else than its writer")]
    OwnStory,
    /// An act that cannot be undone asks for password or passkey once more.
    #[error("password or passkey must be shown again")]
    ProofIsOld,
    /// There is no such move from where the story is.
    #[error("there is no such move for a story that is {live} and {work}")]
    NoWay {
        /// What readers see.
        live: rules::Live,
        /// What the desk is doing.
        work: rules::Work,
    },
    /// The quoted words do not stand in the text.
    #[error("the quoted words do not stand in the text")]
    QuoteNotFound,
    /// What was said more than a quarter of an hour ago stays as it is.
    #[error("a remark can be changed for fifteen minutes")]
    TooLateToEdit,
    /// A note or reason is asked for.
    #[error("a note or reason is missing")]
    WordsMissing,
    /// Readers must not have it yet.
    #[error("the story is under embargo until {}", until.utc())]
    Embargoed {
        /// Until when.
        until: Timestamp,
    },
    /// What readers once had is not deleted for good.
    #[error("the story was published; it is taken off, not deleted")]
    WasPublished,
    /// A story lies in the trash for a while before it is deleted for good.
    #[error("the story can be deleted for good from {} on", until.utc())]
    InTrashTooShort {
        /// From when on.
        until: Timestamp,
    },
    /// Somebody else has this part of the story.
    #[error("person {by} is writing the {part} of this story")]
    Locked {
        /// Who, by inner id.
        by: i64,
        /// Which part.
        part: &'static str,
    },
    /// A time that cannot be read, has passed, or lies before the end of an embargo.
    #[error("{text:?} is no time that can be set here")]
    BadTime {
        /// As it was given.
        text: String,
    },
    /// A time that no clock shows: clocks go forward over it.
    #[error("{text:?} is skipped when clocks go forward; the time after it is {becomes:?}")]
    SkippedTime {
        /// As it was given.
        text: String,
        /// The wall time at which it would come.
        becomes: String,
    },
    /// A topic that the paper does not have; who keeps its topics may add it.
    #[error("there is no topic called {name:?}")]
    NoSuchTopic {
        /// Its name as it was typed.
        name: String,
    },
    /// Nobody, or somebody whose door is closed, where a colleague is meant.
    #[error("nobody who works here is meant")]
    NoSuchPerson,
    /// A story that readers do not see, where only what they see can stand.
    #[error("story {story} is not before readers")]
    NotLive {
        /// Which story.
        story: PublicId,
    },
    /// A story of another section, where only its own can stand.
    #[error("story {story} is not of this section")]
    NotHere {
        /// Which story.
        story: PublicId,
    },
    /// It is no longer what it was when the change was begun; nothing was written over.
    #[error("the {what} has changed meanwhile")]
    Changed {
        /// What has.
        what: &'static str,
    },
    /// Whoever decides has not seen what they would decide about: it is newer than what was before them.
    #[error("what would be decided about is newer than what was seen")]
    NotSeen,
    /// Readers who may not say anything for now.
    #[error("this reader may not comment for now")]
    Banned {
        /// Until when; `None` until it is lifted.
        until: Option<Timestamp>,
    },
    /// Nothing can be said there any more.
    #[error("comments are closed: {0:?}")]
    CommentsClosed(CommentsClosed),
    /// There is one already.
    #[error("there is a {what} already")]
    AlreadyThere {
        /// Of what.
        what: &'static str,
    },
    /// A section that was closed takes no new stories.
    #[error("the section {} is closed", name.ar)]
    SectionClosed {
        /// What it is called.
        name: crate::base::localized::Localized,
    },
    /// A word that addresses are built from is taken by the system or has no usable letter.
    #[error("{slug:?} cannot be used as an address")]
    BadSlug {
        /// The slug as asked for.
        slug: String,
    },
    /// A picture could not be taken in.
    #[error("the picture was refused: {why}")]
    BadPicture {
        /// What was wrong with it.
        why: imaging::Refused,
    },
    /// Too many pictures are being worked on; later there is room.
    #[error("too many pictures are being worked on at once; try again in a minute")]
    PicturesBusy,
    /// A piece that cannot be cut from its picture.
    #[error("the piece cannot be cut: {reason}")]
    BadCrop {
        /// Why, in English, for the log.
        reason: String,
    },
    /// A story document that does not hold together.
    #[error(transparent)]
    Document(#[from] story::Error),
    /// A door stays closed.
    #[error("a door stays closed: {0:?}")]
    Door(DoorRefusal),
    /// The storage refused it, or could not do it.
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

    /// A stored word that is none of those there are for `what`.
    pub(crate) fn nothing_called(what: &str, word: &str) -> Self {
        Self::damaged(format!("no {what} is called {word:?}"))
    }

    /// What hinders the storage, where that is why it failed.
    pub fn outage(&self) -> Option<Outage> {
        match self {
            Self::Storage(store::Error::Storage { outage, .. }) => Some(*outage),
            _ => None,
        }
    }

    /// Whether it says nothing of the act: the database could not do it, or would not.
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

/// What a door refuses. Wording is decided in `web`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DoorRefusal {
    /// Address and password do not belong together, or the person's door is closed: which of these is not said.
    NoEntry,
    /// Too many failures; the door opens again at this time.
    Paused(Timestamp),
    /// Too many people are signing in at this very moment.
    Crowded,
    /// The password is too weak.
    Weak(Weakness),
    /// The link was used, withdrawn or is too old.
    LinkSpent,
    /// The code is wrong or was used before.
    WrongCode,
    /// The passkey was not accepted.
    BadPasskey,
    /// The address is no e-mail address.
    BadEmail,
    /// Somebody has this address already.
    EmailTaken,
    /// The name is empty or too long.
    BadName,
    /// Somebody has to have this role.
    LastOf(rules::Role),
    /// No role was chosen.
    NoRole,
    /// Nobody gives roles to themselves.
    OwnRoles,
    /// The last second factor of somebody who has to have one.
    FactorOwed,
}

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// Fewer than [`PASSWORD_CHARS_MIN`] characters.
    Short,
    /// More than [`PASSWORD_BYTES_MAX`] bytes.
    Long,
    /// Among those that were stolen elsewhere, or made of one piece again and again, or along the keyboard.
    Common,
    /// The person's own name or address.
    Own,
}

/// Why nothing can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentsClosed {
    /// All comments of the paper are frozen.
    Frozen,
    /// This story's are closed.
    Closed,
    /// The story is too old.
    TooOld,
}
