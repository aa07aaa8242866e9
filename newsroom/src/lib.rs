//! The domain of a newspaper and its storage.
//!
//! Stories with their versions, sections and desks, writers, topics, pictures, the front page's slots and the
//! publication log live here, over SQLite or PostgreSQL, through one set of entities and queries. SQL stands in this
//! crate and nowhere else; HTTP, templates and the wording of answers stand in `web`.
//!
//! Promises: every change a reader can see is committed together with its line of the publication log; what is
//! acknowledged is on disk; numbers of the log have no gaps and follow the order of commits.

mod allow;
mod approval;
mod archive;
mod audit;
mod backup;
mod belonging;
mod breaking;
mod budget;
mod bulk;
mod clock;
mod comment_settings;
mod comments;
mod corrections;
mod crops;
mod darkroom;
mod deletion;
mod desk_list;
mod dialect;
mod digest;
mod domain;
mod doors;
mod drafts;
mod due;
mod edition;
mod entity;
mod error;
mod facts;
mod front;
mod happened;
mod health;
mod house_words;
mod id;
mod importing;
mod jobs;
mod languages;
mod lists;
mod locks;
mod log;
mod logos;
mod machines;
mod mailed_notices;
mod marks;
mod media;
mod migrations;
mod names;
mod notice_mail;
mod notices;
mod noting;
mod old_address;
mod once;
mod opening;
mod opening_threads;
mod ornaments;
mod outage;
mod paper;
mod patterns;
mod people;
mod picture_picker;
mod picture_rights;
mod pictures;
mod presence;
mod preview;
mod private;
mod publishing;
mod reactions;
mod reads;
mod records;
mod remarks;
mod renditions;
mod reserve;
mod restoring;
mod rights;
mod rounds;
mod routines;
mod rows;
mod schema;
pub mod screening;
mod sections;
mod sheet;
mod sight;
mod source;
mod static_pages;
mod store;
mod stories;
mod sweeping;
mod telling;
mod thinning;
mod threads;
mod timers;
mod topics;
mod under;
mod versions;
mod wake;
mod wall;
mod workflow;
mod writers;
mod writing;

pub use allow::allowed;
pub use approval::Seen;
pub use archive::{DayCount, MonthCount, StoryAddress, addresses_of_month, day_counts, month_counts};
pub use audit::{AUDIT_ACTS, AuditQuery, AuditRow, AuditVerdict, audit_name, audit_rows, audit_rows_after};
pub use backup::{BackupCheck, BackupManifest, BackupProgress, CheckLine, LEFT_OUT, MediaCount, TableCount, back_up};
pub use belonging::Stranger;
pub use breaking::{
    BREAKING_CHARS_MAX, BREAKING_SECONDS, BREAKING_SECONDS_MAX, BreakingLine, breaking_now, end_breaking, set_breaking,
};
pub use budget::{BUDGET_MAX, BudgetDay, BudgetLine, budget, budget_mark};
pub use bulk::{BulkLoader, BulkOutcome, BulkStory};
pub use clock::{Clock, ManualClock, SystemClock, Timestamp};
pub use comment_settings::{CommentPolicy, CommentSettings};
pub use comments::{
    BAN_CHARS_MAX, BAN_SECONDS_MAX, Ban, BanKind, COMMENT_CHARS_MAX, COMMENT_EDIT_SECONDS, COMMENT_LINKS_MAX,
    COMMENT_NAME_CHARS_MAX, Comment, CommentDay, CommentEdit, CommentFilter, CommentQueue, CommentRule, CommentSeen,
    CommentState, Decision, Doubt, History, NewComment, QUEUE_MAX, READER_SECONDS, ReaderRef,
    Refusal as CommentRefusal, ReportReason, Said, SayRefusal, THREADS_ON_A_PAGE, Thread, Threads, ban, bans, comment,
    comment_by_id, comment_by_own_key, comment_counts, comment_for, comment_mark, comment_names, comment_numbers,
    comment_prints, comment_queue, comments_of, comments_of_reader, decide, edit_comment, erase_reader, export_reader,
    latest_comments, lift_ban, like_comment, most_commented, reject_waiting, report_comment, say, set_section_comments,
    set_story_comments, tidy_comment, trim_comments, waiting_comments, withdraw_comment,
};
pub use corrections::{
    Correction, CorrectionKind, CorrectionLine, add_correction, corrections_of, corrections_of_many, corrections_since,
};
pub use crops::{CROP_SIDE_MIN, Crop, Framing, Shape, add_crop, framing_of, prepare_crop};
pub use darkroom::Admitted;
pub use deletion::{TRASH_SECONDS, can_be_deleted, delete_for_good};
pub use desk_list::{
    DeskFilter, DeskLine, DeskPage, SavedFilter, candidates, desk_counts, desk_list, drop_filter, keep_filter,
    saved_filters,
};
pub use digest::digest;
pub use doors::{
    Device, DoorKey, Entered, Factors, Gate, Invitation, InvitationWaiting, NewPerson, PASSWORD_CHARS_MIN, PasskeyKept,
    Passkeys, PasswordHashed, Passwords, RECOVERY_CODES, SecondFactor, Session, SessionKept, SignIn, TotpOffer,
    accept_first_admin, accept_invitation, ask_reset, change_password, confirm_totp, end_other_sessions, end_session,
    factors, first_admin_link, first_admin_open, invitation, invitation_key_for_mail, invitations_waiting, invite,
    new_recovery_codes, offer_totp, pass_second_factor, passkeys_of, prove_password, remove_passkey, remove_totp,
    reset_factors, reset_key_for_mail, reset_link_for, reset_open, reset_password, session, session_again,
    sessions_alive, sessions_of, sign_in, sign_in_with_passkey, touch, trim_doors, withdraw_invitation,
};
pub use drafts::{
    Assignment, Beginning, Change, Part, Saved, assign, begin_story, copy_story, follow_up, other_translations,
    save_part, translate_story, translations_of, type_part,
};
pub use due::{next_due, recompute_walls, run_due};
pub use edition::hold_paper;
pub use error::{CommentsClosed, DoorRefusal, Error, Result, Weakness};
pub use facts::{missing_fields, story_for, story_known, story_seen};
pub use front::{
    ARRANGEMENTS_WAITING_MAX, Arrangement, Filling, FrontPage, Kept, Merged, Picked, Place, SLOTS, Shift, Slot,
    SlotRule, Waiting, Why, arrange, arrangement, arrangement_on, arrangements_kept, arrangements_waiting, bring_back,
    call_off_arrangement, fill_slots, front_mark, front_page, front_page_as, places_by_hand, schedule_arrangement,
    section_opening, section_opening_as, section_order, sheet_mark, slots, undo_last,
};
pub use health::Health;
pub use house_words::{
    HOUSE_REASON_CHARS_MAX, HOUSE_WORD_CHARS_MAX, HOUSE_WORDS_MAX, HouseKind, HouseWord, HouseWording, SHEET_LINES_MAX,
    SheetRefusal, WRONG_FORMS_MAX, add_house_word, all_house_words, bring_back_house_word, change_house_word,
    house_word, house_words_found, house_words_mark, import_house_words, names_of_the_paper, read_house_words,
    remove_house_word, write_house_words,
};
pub use id::{DocumentIds, PublicId};
pub use imaging::Refused as PictureRefusal;
pub use importing::{ImportOutcome, ImportedStory, import_story};
pub use jobs::{Errand, Job, JobsStanding, fail_job, finish_job, jobs_standing, leave_errand, take_job, trim_jobs};
pub use lists::{
    Card, CardHead, Cursor, Page, Toward, cards_by_ids, cards_seen, heads_by_ids, heads_seen, list, newest_in_window,
    places,
};
pub use locks::{LOCK_IDLE_SECONDS_MAX, Lock, locks_of, locks_of_many, release_lock, take_lock, take_over};
pub use log::{LogKind, LogRow, Standing, StoryChange, head, read_log, trim_log};
pub use logos::{Logo, prepare_logo};
pub use machines::{Crawlers, FeedText, Reservation, TextMining};
pub use mailed_notices::{Digest, NoticeTold, digest_for_mail, notice_for_mail};
pub use marks::{Mark, NotWatched, Watched, line_mark, mark_of};
pub use media::MediaStore;
pub use names::{ABOUT_CHARS_MAX, NAMED_CHARS_MAX, NameCursor, Naming, is_known_to_readers};
pub use notice_mail::{NOTICE_GRACE_SECONDS, NoticeMail, NoticeWay, notice_mail_of, set_notice_mail};
pub use notices::{Notice, notices_of, read_notices, unread_notices};
pub use old_address::folder_of_index;
pub use once::{forget_keys, once};
pub use opening::{restore, verify_backup};
pub use opening_threads::open_thread;
pub use ornaments::is_ornament;
pub use outage::Outage;
pub use paper::{
    IssueNumbering, Localized, Paper, StoryTemplate, change_paper, house, keep_feed_authority, load_paper,
};
pub use people::{
    EMAIL_CHARS_MAX, NAME_CHARS_MAX, Person, all_people, anybody_has_a_door, close_person, enter_person, normal_email,
    people_of_writer, person, person_by_email, person_by_public_id, reopen_person, set_profile, set_roles,
    set_writer_of,
};
pub use picture_picker::{Stored, stored_pictures};
pub use picture_rights::{framing_for, picture_for};
pub use pictures::{
    Picture, PictureFormat, PreparedPicture, Rendition, add_picture, find_picture, picture_in_use,
    picture_prepared_before, pictures_by_ids, pictures_by_public_ids, pictures_in, prepare_picture,
};
pub use presence::{PRESENCE_SECONDS_MAX, be_gone, be_present, present_in};
pub use preview::{
    PREVIEW_SECONDS_MAX, PREVIEW_SECONDS_MIN, PreviewLink, count_preview, make_preview_link, preview_links_of,
    previewed, revoke_preview_link,
};
pub use publishing::{PublishedWhen, publish};
pub use reads::{
    Batch, Span, add_reads, drop_faded, hide_from_most_read, most_read_ids, ranked_heads, read_counts, total_read_ids,
};
pub use records::{Field, PhotoSource, RECORD_FIELDS, Record, RecordNotice, RecordReader, Refusal};
pub use remarks::{
    Mention, NewRemark, Passage, REMARK_CHARS_MAX, REMARK_EDIT_SECONDS, Remark, add_remark, delete_remark, edit_remark,
    mentionable, mentions, remarks_of, reopen_remark, resolve_remark,
};
pub use renditions::rendition_file;
pub use restoring::restore_version;
pub use rounds::{begin_routines, recompute_routines, run_routines};
pub use schema::MigrationLine;
pub use sections::{
    Desk, InSection, MergedSection, Section, add_section, all_desks, all_sections, change_section, close_section,
    ensure_desk, ensure_section, in_section, is_reserved_segment, merge_sections, merged_sections, open_section,
    usable_section_slug, usual_section_name,
};
pub use sight::{Looking, Position, Sheet, Shelf, Sight, SlotPage};
pub use source::{QueryWitness, Reads, Source};
pub use static_pages::{StaticPage, all_static_pages, put_static_page};
pub use store::{DatabaseChoice, Newsroom, Tx};
pub use stories::{Origin, Story, find_story, story_by_external_id, story_by_old_address, story_by_public_id};
pub use threads::{
    StoryThread, add_thread, change_thread, merge_threads, standing_thread, thread, thread_by_slug, thread_called,
    thread_formerly, thread_stories, threads_found,
};
pub use timers::{DueReport, Timer, TimerAct, of_story as timers_of, publish_times};
pub use topics::{
    Topic, add_topic, change_topic, ensure_topic, merge_topics, topic, topic_by_slug, topic_formerly, topic_stories,
    topics_by_ids, topics_found,
};
pub use under::{threads_of_stories, topics_of_stories, writers_of_stories};
pub use versions::{
    Content, LeadPicture, RELATED_MAX, Version, VersionLine, version, version_at, version_by_number, versions_by_ids,
    versions_of,
};
pub use wall::Wall;
pub use workflow::{With, break_embargo, make_move, publish_now, schedule_end, set_embargo};
pub use writers::{
    Writer, add_writer, change_writer, ensure_writer, writer, writer_by_slug, writer_formerly, writer_stories,
    writers_by_ids, writers_found,
};

pub use rules::{
    Action, Actor, Denied, Desks, Grant, Hand, House, Live, Move, Required, Role, Subject, Work, offered,
    way_to_readers,
};
