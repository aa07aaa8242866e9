//! The comment policy of a story: whether readers may comment, and whether comments are reviewed first.
//!
//! The story's own policy comes first, then its section's, then the paper's. A story older than the paper's limit is
//! closed unless it has a policy of its own. One switch closes everything for now without changing the policies.

use store::clock::Timestamp;

use crate::base::error::CommentsClosed;
use crate::paper::comment_settings::{CommentPolicy, CommentSettings};
use crate::paper::sections::Section;
use crate::paper::settings::Paper;
use crate::stories::model::Story;

const DAY_SECONDS: i64 = 86_400;

/// The rule in force for one story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommentRule {
    /// The policy; an error if comments are closed.
    pub policy: Result<CommentPolicy, CommentsClosed>,
    /// When comments close by age.
    pub closes_at: Option<Timestamp>,
}

impl CommentRule {
    /// The rule for `story` of `section` at `now`.
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
