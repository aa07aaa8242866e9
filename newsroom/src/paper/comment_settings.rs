//! The settings of the paper and its sections for comments. [`crate::readers::comments`] decides what is in force under
//! one story.

use serde::{Deserialize, Serialize};

use crate::base::localized::Localized;
use crate::base::worded::worded;

/// What happens to a comment that passed the screening. A comment that did not pass always waits for a moderator. Any
/// other stored word means that the next wider setting decides.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "lowercase")]
pub enum CommentPolicy {
    /// It appears once a moderator has approved it.
    Before,
    /// It appears at once, and a moderator reviews it afterwards.
    After,
    /// It appears at once.
    Open,
    /// No new comments are accepted; existing ones stay.
    Closed,
}

worded!(CommentPolicy);

/// The settings of the paper for comments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommentSettings {
    /// The policy if neither the section nor the story has one.
    pub policy: CommentPolicy,
    /// Days after its publication when a story is closed for comments; `None` for never.
    pub close_after_days: Option<u32>,
    /// Whether all comments are closed for now.
    pub frozen: bool,
    /// The comment rules, shown to the author of a rejected comment.
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
