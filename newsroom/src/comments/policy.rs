//! Whether readers may say something under a story, and whether they are read before anybody looks.
//!
//! The story says it, else its section, else the paper. What is older than the paper's number of days is closed, unless the
//! story itself says otherwise; and one switch closes everything at once without forgetting what stood.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::paper::{Localized, Paper};
use crate::sections::Section;
use crate::stories::Story;

const DAY_SECONDS: i64 = 86_400;

/// What becomes of a comment that nothing speaks against. What something speaks against always waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CommentPolicy {
    /// It appears.
    Open,
    /// It appears, and somebody looks at it afterwards.
    After,
    /// It appears once somebody has approved it.
    Before,
    /// Nothing is said any more; what was said stays.
    Closed,
}

impl CommentPolicy {
    /// Every policy, as choices are shown.
    pub const ALL: [Self; 4] = [Self::Before, Self::After, Self::Open, Self::Closed];

    /// As stored and in forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::After => "after",
            Self::Before => "before",
            Self::Closed => "closed",
        }
    }

    /// The policy called `word`; `None` for whatever says that another place decides.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.word() == word)
    }
}

/// The paper's own rules for comments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommentSettings {
    /// Where neither section nor story says anything.
    pub policy: CommentPolicy,
    /// Days after its publication on which a story is closed; `None` for never.
    pub close_after_days: Option<u32>,
    /// Everything is closed for now.
    pub frozen: bool,
    /// The rules of the house, as a writer whose comment was rejected reads them.
    pub rules: Localized,
}

impl Default for CommentSettings {
    fn default() -> Self {
        Self {
            policy: CommentPolicy::Before,
            close_after_days: Some(30),
            frozen: false,
            rules: Localized {
                ar: "نرحّب بالرأي المخالف، ولا ننشر الشتم ولا التحريض ولا ما يمسّ حياة الناس الخاصة ولا الإعلانات، ولا ما لا صلة له بالموضوع.".into(),
                fr: Some("Le désaccord est bienvenu. Ne sont pas publiés les insultes, les appels à la haine, ce qui touche à la vie privée, la publicité et ce qui est hors sujet.".into()),
                en: Some("Disagreement is welcome. We do not publish insults, incitement, private matters of others, advertising, or what has nothing to do with the topic.".into()),
            },
        }
    }
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

/// What holds for one story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommentRule {
    /// What becomes of a comment; an error where none is taken.
    pub policy: Result<CommentPolicy, CommentsClosed>,
    /// When it closes by itself.
    pub closes_at: Option<Timestamp>,
}

impl CommentRule {
    /// What holds for `story` of `section` at `now`.
    pub fn of(paper: &Paper, section: &Section, story: &Story, now: Timestamp) -> Self {
        Self::from(&paper.comments, section.comments, story.comments, story.published_at, now)
    }

    fn from(
        settings: &CommentSettings,
        section: Option<CommentPolicy>,
        story: Option<CommentPolicy>,
        published_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Self {
        let policy = story.or(section).unwrap_or(settings.policy);
        let days = settings.close_after_days.filter(|_| story.is_none());
        let end = published_at.zip(days).map(|(at, days)| at.plus_seconds(i64::from(days) * DAY_SECONDS));
        let closed = |why| Self { policy: Err(why), closes_at: None };
        match policy {
            _ if settings.frozen => closed(CommentsClosed::Frozen),
            CommentPolicy::Closed => closed(CommentsClosed::Closed),
            _ if end.is_some_and(|end| end <= now) => closed(CommentsClosed::TooOld),
            open => Self { policy: Ok(open), closes_at: end },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use CommentPolicy as P;

    #[test]
    fn the_nearest_word_holds_and_the_switch_above_all() {
        let settings = CommentSettings::default();
        let (born, day) = (Timestamp(0), |days: i64| Timestamp(0).plus_seconds(days * DAY_SECONDS));
        let rule = |section, story, now| CommentRule::from(&settings, section, story, Some(born), now);
        assert_eq!(rule(None, None, day(1)), CommentRule { policy: Ok(P::Before), closes_at: Some(day(30)) });
        assert_eq!(rule(Some(P::Open), None, day(1)).policy, Ok(P::Open));
        assert_eq!(rule(Some(P::Closed), Some(P::After), day(1)).policy, Ok(P::After));
        assert_eq!(rule(Some(P::Closed), None, day(1)).policy, Err(CommentsClosed::Closed));
        assert_eq!(rule(None, None, day(30)).policy, Err(CommentsClosed::TooOld));
        assert_eq!(
            rule(None, Some(P::Before), day(3_000)),
            CommentRule { policy: Ok(P::Before), closes_at: None },
            "whoever has decided for one story knows how old it is"
        );
        let frozen = CommentSettings { frozen: true, ..settings };
        let rule = CommentRule::from(&frozen, Some(P::Open), Some(P::Open), Some(born), day(1));
        assert_eq!(rule.policy, Err(CommentsClosed::Frozen));
    }
}
