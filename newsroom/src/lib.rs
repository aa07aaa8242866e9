//! The domain of a newspaper and its storage: stories with their versions, sections and desks, writers, topics,
//! pictures, the slots of the front page and the publication log, on SQLite or PostgreSQL through one set of entities
//! and queries. SQL is written in this crate and in `store`; HTTP, templates and the wording of answers are in `web`.
//!
//! Promises: every change a reader can see is committed together with its line of the publication log. A write that was
//! acknowledged is on disk. The numbers of the log have no gaps and follow the order of commits.

mod base;
mod front;
mod moving;
mod paper;
mod people;
mod readers;
mod stories;
mod whole;

pub use base::allow::allowed;
pub use base::arranged_page::{ArrangedPage, SlotPage};
pub use base::audit_acts::AUDIT_ACTS;
pub use base::changes::ChangePosition;
pub use base::darkroom::Admitted;
pub use base::edition::lock_paper;
pub use base::error::{AccountRefusal, CommentsClosed, Error, Result, Weakness};
pub use base::events::{Event, LogRow, Standing, StoryChange};
pub use base::ids::DocumentIds;
pub use base::jobs::{
    Lane, MailJob, TakenMail, fail_job, finish_job, lanes_due, leave_mail, mail_standing, take_mail_job, trim_jobs,
};
pub use base::localized::Localized;
pub use base::log::{followers, head, note_follower, read_log, trim_log};
pub use base::named::NameKind;
pub use base::newsroom::Newsroom;
pub use base::once::{forget_keys, once};
pub use base::sight::{Position, RecordingSource, Sight, StoryList};
pub use base::tx::{Tx, audit_name};
pub use base::word_list::{ListedWord, add_word, all_words, bring_back_word, import_words, listed_word, remove_word};
pub use front::breaking::{
    BREAKING_CHARS_MAX, BREAKING_SECONDS, BREAKING_SECONDS_MAX, BreakingLine, breaking_now, end_breaking, set_breaking,
};
pub use front::budget::{BUDGET_MAX, BudgetDay, BudgetLine, budget, budget_mark};
pub use front::{
    ARRANGEMENTS_WAITING_MAX, Arrangement, Filling, FrontPage, Kept, Merged, Picked, Place, SLOTS, Shift, Slot,
    SlotRule, Waiting, Why, arrange, arrangement, arrangement_mark, arrangement_on, arrangements_kept,
    arrangements_waiting, bring_back, call_off_arrangement, fill_slots, front_mark, front_page, front_page_as,
    places_by_hand, schedule_arrangement, section_opening, section_opening_as, section_order, slots, undo_last,
};
pub use imaging::Field as FileField;
pub use imaging::Metadata as FileMetadata;
pub use imaging::Moment;
pub use imaging::Refused as PictureRefusal;
pub use moving::bulk::{BulkLoader, BulkOutcome, BulkStory};
pub use moving::importing::{ImportOutcome, ImportedStory, import_story};
pub use moving::records::{Field, PhotoSource, Record, RecordNotice, RecordReader, Refusal, record_fields};
pub use paper::comment_settings::{CommentPolicy, CommentSettings};
pub use paper::house_words::{
    HOUSE_REASON_CHARS_MAX, HOUSE_WORD_CHARS_MAX, HOUSE_WORDS_MAX, HouseKind, HouseWord, HouseWording, SHEET_LINES_MAX,
    WRONG_FORMS_MAX, change_house_word, house_words_found, house_words_mark, names_of_the_paper, read_house_words,
    write_house_words,
};
pub use paper::logos::{Logo, prepare_logo};
pub use paper::machines::{Crawlers, FeedText, Reservation, TextMining};
pub use paper::names::{self, ABOUT_CHARS_MAX, NAMED_CHARS_MAX, NameCursor, Named, Naming, is_known_to_readers};
pub use paper::old_address::folder_of_index;
pub use paper::ornaments::is_ornament;
pub use paper::sections::{
    Desk, InSection, MergedSection, Section, add_section, all_desks, all_sections, change_section, close_section,
    ensure_desk, ensure_section, in_section, is_reserved_segment, merge_sections, merged_sections, open_section,
    usable_section_slug, usual_section_name,
};
pub use paper::settings::{IssueNumbering, Paper, StoryTemplate, change_paper, house, keep_feed_authority, load_paper};
pub use paper::sheet::SheetRefusal;
pub use paper::static_pages::{StaticPage, all_static_pages, put_static_page};
pub use paper::threads::{StoryThread, thread_called};
pub use paper::topics::{Topic, ensure_topic};
pub use paper::writers::{Writer, ensure_writer};
pub use people::authentication::{
    AttemptOrigin, AuthenticatorError, Authenticators, Challenge, Device, Factors, Invitation, InvitationWaiting,
    NewPasskey, NewPerson, PASSWORD_CHARS_MIN, PasskeyKept, Passkeys, PasswordHashed, Passwords, RECOVERY_CODES,
    SecondFactor, SecretToken, Session, SessionKept, SignIn, SignedIn, TotpOffer, Verified, accept_first_admin,
    accept_invitation, ask_reset, change_password, confirm_totp, end_other_sessions, end_session, factors,
    first_admin_link, first_admin_open, invitation, invitation_token_for_mail, invitations_waiting, invite,
    new_recovery_codes, offer_totp, pass_second_factor, passkeys_of, prove_password, remove_passkey, remove_totp,
    reset_factors, reset_link_for, reset_open, reset_password, reset_token_for_mail, session, session_again,
    sessions_alive, sessions_of, sign_in, sign_in_with_passkey, touch, trim_sessions_and_links, withdraw_invitation,
};
pub use people::notice_mail::{NOTICE_GRACE_SECONDS, NoticeMail, NoticeWay, notice_mail_of, set_notice_mail};
pub use people::notices::{Notice, notices_of, read_notices, unread_notices};
pub use people::staff::{
    EMAIL_CHARS_MAX, NAME_CHARS_MAX, Person, all_people, anybody_has_password, close_person, enter_person,
    normal_email, people_of_writer, person, person_by_email, person_by_public_id, reopen_person, set_profile,
    set_roles, set_writer_of,
};
pub use readers::comments::{
    BAN_CHARS_MAX, BAN_SECONDS_MAX, Ban, BanKind, COMMENT_CHARS_MAX, COMMENT_EDIT_SECONDS, COMMENT_LINKS_MAX,
    COMMENT_NAME_CHARS_MAX, Comment, CommentDay, CommentEdit, CommentFilter, CommentQueue, CommentRule, CommentSeen,
    CommentState, CommentWords, Decision, Doubt, History, NewComment, QUEUE_MAX, READER_SECONDS, ReaderRef,
    Refusal as CommentRefusal, ReportReason, Said, SayRefusal, THREADS_ON_A_PAGE, Thread, Threads, ban, bans, comment,
    comment_by_id, comment_by_own_key, comment_counts, comment_for, comment_mark, comment_names, comment_numbers,
    comment_prints, comment_queue, comment_words, comment_words_at, comments_of, comments_of_reader, decide,
    edit_comment, erase_reader, export_reader, found_comments, latest_comments, lift_ban, like_comment, most_commented,
    reject_waiting, report_comment, say, set_section_comments, set_story_comments, tidy_comment, trim_comments,
    waiting_comments, withdraw_comment,
};
pub use readers::reads::{
    Batch, Span, add_reads, drop_faded, hide_from_most_read, most_read_ids, ranked_heads, read_counts, total_read_ids,
};
pub use store::Error as StorageError;
pub use store::audit::{AuditQuery, AuditRow, AuditVerdict, audit_rows, audit_rows_after};
pub use store::backup::{BackupCheck, BackupManifest, BackupProgress, CheckLine, MediaCount, TableCount};
pub use store::choice::DatabaseChoice;
pub use store::clock::{Clock, ManualClock, SystemClock, Timestamp};
pub use store::digest::digest;
pub use store::folder_mismatch::FolderMismatch;
pub use store::health::Health;
pub use store::id::PublicId;
pub use store::jobs::JobsStanding;
pub use store::media::{BucketSettings, Carried, CarriedFile, MediaPlace, MediaStore, ORIGINALS};
pub use store::outage::Outage;
pub use store::schema::MigrationLine;
pub use store::source::{QueryWitness, Reads, Source};
pub use store::wall::Wall;
pub use stories::approval::Seen;
pub use stories::archive::{DayCount, MonthCount, StoryAddress, addresses_of_month, day_counts, month_counts};
pub use stories::byline::Byline;
pub use stories::content::{Content, LeadPicture, RELATED_MAX, StoryLine};
pub use stories::corrections::{
    Correction, CorrectionKind, CorrectionLine, add_correction, corrections_of, corrections_of_many, corrections_since,
};
pub use stories::crops::{CROP_SIDE_MIN, Crop, Framing, Shape, add_crop, framing_for, framing_of, prepare_crop};
pub use stories::deletion::{TRASH_SECONDS, can_be_deleted, delete_for_good};
pub use stories::desk_list::{DeskFilter, DeskLine, DeskPage, candidates, desk_counts, desk_list};
pub use stories::desk_texts::{DeskText, desk_texts};
pub use stories::drafts::{
    Assignment, Beginning, Change, Saved, assign, begin_story, copy_story, follow_up, save_part, translate_story,
    type_part,
};
pub use stories::facts::{missing, story_for, story_known, story_seen};
pub use stories::lists::{
    Card, CardHead, Cursor, Page, Toward, cards_by_ids, cards_seen, heads_by_ids, heads_seen, list, newest_in_window,
    places,
};
pub use stories::live_stories::{LiveStories, LiveStory, live_stories};
pub use stories::locks::{LOCK_IDLE_SECONDS_MAX, Lock, locks_of, locks_of_many, release_lock, take_lock, take_over};
pub use stories::model::{Origin, Story, find_story, story_by_external_id, story_by_old_address, story_by_public_id};
pub use stories::opening_threads::open_thread;
pub use stories::parts::Part;
pub use stories::photo_archive::barring::barred_pictures;
pub use stories::photo_archive::describing::{
    DESCRIBED_MAX, describe_picture, describe_pictures, may_describe, may_describe_any, picture_to_describe,
};
pub use stories::photo_archive::field::ArchiveField;
pub use stories::photo_archive::governing::{
    OWNER_CHARS_MAX, RightsChange, TERMS_CHARS_MAX, allow_picture_again, change_picture_rights, is_picture_withdrawn,
    picture_to_govern, withdraw_picture,
};
pub use stories::photo_archive::likeness::{LikePicture, like_pictures};
pub use stories::photo_archive::period::typed_days;
pub use stories::photo_archive::record::{ArchiveRecord, Decided};
pub use stories::photo_archive::replacing::replace_picture;
pub use stories::photo_archive::rights::{Bar, PictureRights, Standing as RightsStanding, Withdrawn};
pub use stories::photo_archive::room::{
    ArchiveFilter, ArchivePage, ArchivedPicture, Lack, RightsFilter, archive_list, archive_neighbours, archive_total,
    archived_picture, ending_pictures, lacking_pictures, proposed_for,
};
pub use stories::photo_archive::searching::{PhotoWords, photo_words, photo_words_at};
pub use stories::photo_archive::uses::{PictureUse, UsedAs, picture_uses};
pub use stories::picture_metadata::metadata_of;
pub use stories::picture_picker::{Stored, stored_pictures};
pub use stories::picture_rights::picture_for;
pub use stories::pictures::{
    Picture, PictureFormat, PreparedPicture, Rendition, add_picture, find_picture, picture_in_use,
    picture_prepared_before, pictures_by_ids, pictures_by_public_ids, pictures_in, prepare_picture,
};
pub use stories::presence::{PRESENCE_SECONDS_MAX, be_gone, be_present, present_in};
pub use stories::preview::{
    PREVIEW_SECONDS_MAX, PREVIEW_SECONDS_MIN, PreviewLink, count_preview, make_preview_link, preview_links_of,
    previewed, revoke_preview_link,
};
pub use stories::proposed::Proposed;
pub use stories::publishing::{PublishedWhen, publish};
pub use stories::related::{FoundRelated, RelatedStory, found_related, keep_found_related};
pub use stories::remarks::{
    Mention, NewRemark, Passage, REMARK_CHARS_MAX, REMARK_EDIT_SECONDS, Remark, add_remark, delete_remark, edit_remark,
    mentionable, mentions, remarks_of, reopen_remark, resolve_remark,
};
pub use stories::renditions::rendition_file;
pub use stories::restoring::restore_version;
pub use stories::saved_filters::{
    SavedFilter, drop_filter, keep_filter, note_compared, notifying_filters, saved_filters, set_filter_notices,
    tell_of_hits, touched_stories,
};
pub use stories::timers::{Timer, TimerAct, of_story as timers_of, publish_times};
pub use stories::translations::{other_translations, translations_of};
pub use stories::under::names_of_stories;
pub use stories::unread_pictures::read_unread_pictures;
pub use stories::versions::{
    Version, VersionLine, version, version_at, version_by_number, versions_by_ids, versions_of,
};
pub use stories::workflow::{With, break_embargo, make_move, publish_now, schedule_end, set_embargo};
pub use whole::contents::LEFT_OUT;
pub use whole::due::{DueReport, begin_daily_jobs, next_due, recompute_walls, run_due};
pub use whole::keeping::{back_up, restore, verify_backup};
pub use whole::mailed_notices::{Digest, NoticeTold, digest_for_mail, notice_for_mail};
pub use whole::marks::{Mark, NotWatched, Watched, line_mark, mark_of};
pub use whole::media_check::{MediaFault, MediaReport, verify_media};

pub use readers::screening;

pub use rules::{
    Action, Actor, COMPLETE, Denied, Desks, Grant, Hand, House, Live, Move, Required, Role, Subject, Work, offered,
    way_to_readers,
};
