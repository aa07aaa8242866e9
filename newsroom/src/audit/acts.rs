//! What can stand in the log's column `act`.

/// Every act, in the order of the alphabet. The desk has a name for each in every language.
pub const AUDIT_ACTS: &[&str] = &[
    "add_desk",
    "add_house_word",
    "add_picture",
    "add_section",
    "add_topic",
    "add_writer",
    "approve",
    "assign",
    "begin",
    "break_embargo",
    "bring_back_house_word",
    "bulk_import",
    "change_house_word",
    "change_paper",
    "change_section",
    "change_topic",
    "change_writer",
    "clarification",
    "copy",
    "correction",
    "delete_for_good",
    "discard",
    "end_breaking",
    "factors_reset",
    "fill_slots",
    "first_admin_link",
    "front_schedule",
    "front_unschedule",
    "give_up",
    "hide_from_most_read",
    "import",
    "import_house_words",
    "invitation_withdraw",
    "invite",
    "kill",
    "merge_topics",
    "notice_mail_change",
    "passkey_add",
    "passkey_remove",
    "password_change",
    "password_reset",
    "person_add",
    "person_close",
    "person_reopen",
    "profile_change",
    "proof",
    "publish",
    "recovery_codes_make",
    "remove_house_word",
    "reset_link",
    "restore",
    "retraction",
    "revise",
    "revive",
    "right_of_reply",
    "roles_change",
    "save",
    "schedule",
    "schedule_end",
    "send_back",
    "session_end",
    "sessions_end",
    "set_aside",
    "set_breaking",
    "set_embargo",
    "sign_in",
    "spike",
    "static_page",
    "submit",
    "take_over",
    "thin_out",
    "totp_add",
    "totp_remove",
    "unpublish",
    "unschedule",
    "unspike",
    "withdraw",
    "writer_of_person",
];

#[cfg(test)]
mod tests {
    use super::*;
    use rules::Move;

    #[test]
    fn acts_are_in_order_and_every_move_is_among_them() {
        assert!(AUDIT_ACTS.is_sorted());
        for made in Move::ALL {
            assert!(AUDIT_ACTS.contains(&made.word()), "{}", made.word());
        }
    }
}
