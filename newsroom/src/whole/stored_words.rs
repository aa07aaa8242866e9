//! Lists every word that is stored or used in addresses, forms and message names. The words are derived from the names
//! of values; this test fails if renaming a value changes one.

use rules::{Live, Required, Role, Work};
use store::outage::Outage;

use crate::base::happened::RightsGrowth;
use crate::base::jobs::Kind;
use crate::base::named::NameKind;
use crate::front::Why;
use crate::paper::comment_settings::CommentPolicy;
use crate::paper::house_words::HouseKind;
use crate::people::notice_mail::NoticeWay;
use crate::readers::comments::{BanKind, CommentFilter, CommentState, Refusal, ReportReason};
use crate::readers::reads::Span;
use crate::readers::screening::ScreenKind;
use crate::stories::corrections::CorrectionKind;
use crate::stories::parts::Part;
use crate::stories::photo_archive::field::ArchiveField;
use crate::stories::photo_archive::room::{Lack, RightsFilter};
use crate::stories::photo_archive::uses::UsedAs;

/// Every word of each enum, in order.
macro_rules! holds {
    ($($kind:ident $words:literal)*) => { $(
        let words: Vec<&str> = $kind::ALL.iter().map(|value| value.word()).collect();
        assert_eq!(words.join(" "), $words);
    )* };
}

/// Words that are written and never parsed.
macro_rules! writes {
    ($($kind:ident { $($value:ident $word:literal)* })*) => { $($(
        assert_eq!($kind::$value.word(), $word);
    )*)* };
}

#[test]
fn stored_words_are_what_they_were() {
    holds! {
        ArchiveField "caption credit alt taken place persons keywords"
        BanKind "block email pattern"
        CommentFilter "waiting review approved rejected spam"
        CommentPolicy "before after open closed"
        CommentState "waiting approved rejected spam withdrawn erased"
        CorrectionKind "correction clarification retraction right_of_reply"
        HouseKind "name avoided known"
        Kind "publish unpublish lay_out digest thin_versions ending_pictures invitation_mail reset_mail notice_mail digest_mail"
        Lack "caption credit alt"
        Live "never published unpublished killed"
        NameKind "topic writer thread"
        NoticeWay "asking at_once daily never"
        Part "text pictures facts"
        Refusal "insult hatred privacy advertising off_topic untrue other"
        ReportReason "insult hatred privacy advertising other"
        RightsFilter "free ends barred"
        Role "reporter reviser photo_editor desk_editor editor_in_chief moderator admin"
        ScreenKind "abuse spam hold innocent"
        Span "hour day week"
        UsedAs "lead text former"
        Why "arranged undone brought_back scheduled gone"
        Work "none draft in_review approved scheduled spiked"
    }
    writes! {
        Outage { Full "full" ReadOnly "read_only" Away "away" Busy "busy" Damaged "damaged" }
        Required {
            Headline "headline" Section "section" Body "body" Byline "byline" Caption "caption" Credit "credit"
            AltText "alt_text" DistinctAlt "distinct_alt" TextCaption "text_caption" TextCredit "text_credit"
            TextAlt "text_alt" TextDistinctAlt "text_distinct_alt"
        }
        RightsGrowth {
            Roles "rights_roles" Invited "rights_invited" Came "rights_came" Reopened "rights_reopened" Door "rights_door"
            FirstAdminLink "rights_first_link" FirstAdmin "rights_first" Setting "rights_setting"
            Section "rights_section"
        }
    }
}
