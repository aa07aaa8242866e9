//! The text of a notice, at the desk and in mail.

use crate::base::messages::Words;

/// What was done, addressed to the recipient.
pub(crate) fn notice_words(words: &Words, act: &str) -> String {
    match act {
        "submit" => words.message("notice-submit"),
        "send_back" => words.message("notice-send-back"),
        "approve" => words.message("notice-approve"),
        "approve_changes" => words.message("notice-approve-changes"),
        "changes_wait" => words.message("notice-changes-wait"),
        "schedule_dropped" => words.message("notice-schedule-dropped"),
        "schedule_lapses" => words.message("notice-schedule-lapses"),
        "publish" => words.message("notice-publish"),
        "schedule" => words.message("notice-schedule"),
        "assign" => words.message("notice-assign"),
        "take_over" => words.message("notice-take-over"),
        "unpublish" => words.message("notice-unpublish"),
        "kill" => words.message("notice-kill"),
        "spike" => words.message("notice-spike"),
        "break_embargo" => words.message("notice-break-embargo"),
        "give_up" => words.message("notice-give-up"),
        "arrangement_skipped" => words.message("notice-arrangement-skipped"),
        "arrangement_partly" => words.message("notice-arrangement-partly"),
        "arrangement_failed" => words.message("notice-arrangement-failed"),
        "arrangement_lapses" => words.message("notice-arrangement-lapses"),
        "slot_gone" => words.message("notice-slot-gone"),
        "filter_hit" => words.message("notice-filter-hit"),
        "picture_ends" => words.message("notice-picture-ends"),
        "mention" => words.message("notice-mention"),
        "reply" => words.message("notice-reply"),
        "rights_roles" => words.message("notice-rights-roles"),
        "rights_invited" => words.message("notice-rights-invited"),
        "rights_came" => words.message("notice-rights-came"),
        "rights_reopened" => words.message("notice-rights-reopened"),
        "rights_door" => words.message("notice-rights-reset"),
        "rights_first_link" => words.message("notice-rights-first-link"),
        "rights_first" => words.message("notice-rights-first"),
        "rights_setting" => words.message("notice-rights-setting"),
        "rights_section" => words.message("notice-rights-section"),
        _ => words.message("notice-other"),
    }
}
