//! What the paper and its sections say of comments. What holds under one story is decided in [`crate::readers::comments`].

use serde::{Deserialize, Serialize};

use crate::base::localized::Localized;
use crate::base::worded::worded;

/// What becomes of a comment that nothing speaks against. What something speaks against always waits.
/// Any other stored word says that another place decides.
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
    /// It appears once somebody has approved it.
    Before,
    /// It appears, and somebody looks at it afterwards.
    After,
    /// It appears.
    Open,
    /// Nothing is said any more; what was said stays.
    Closed,
}

worded!(CommentPolicy);

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
