//! The migrations of the schema. Migrations only add; a released one is never edited.

mod columns;
mod m0001_newspaper;
mod m0002_reads;
mod m0003_audit;
mod m0004_workflow;
mod m0010_people;
mod m0011_notice_mail;
mod m0012_names;
mod m0013_saved_versions;
mod m0014_front_by_hand;
mod m0015_live_desk;
mod m0016_working_copies;
mod m0017_house_words;
mod m0018_comments;
mod m0019_screening;
mod m0020_threads;
mod m0021_crops;
mod m0022_approved_versions;
mod m0024_picture_stories;
mod m0025_guesses;
mod m0026_folders;
mod m0027_dropped_words;
mod m0028_old_addresses;
mod m0029_closed_sections;
mod m0030_followers;
mod m0031_one_table_of_jobs;
mod m0032_related_stories;
mod m0033_filter_notices;
mod m0034_comment_words;
mod m0035_picture_metadata;
mod m0036_photo_archive;

use sea_orm_migration::MigrationTrait;

/// Every migration, in the order in which they are applied.
pub(crate) fn all() -> Vec<Box<dyn MigrationTrait>> {
    vec![
        Box::new(m0001_newspaper::Migration),
        Box::new(m0002_reads::Migration),
        Box::new(m0003_audit::Migration),
        Box::new(m0004_workflow::Migration),
        Box::new(m0010_people::Migration),
        Box::new(m0011_notice_mail::Migration),
        Box::new(m0012_names::Migration),
        Box::new(m0013_saved_versions::Migration),
        Box::new(m0014_front_by_hand::Migration),
        Box::new(m0015_live_desk::Migration),
        Box::new(m0016_working_copies::Migration),
        Box::new(m0017_house_words::Migration),
        Box::new(m0018_comments::Migration),
        Box::new(m0019_screening::Migration),
        Box::new(m0020_threads::Migration),
        Box::new(m0021_crops::Migration),
        Box::new(m0022_approved_versions::Migration),
        Box::new(m0024_picture_stories::Migration),
        Box::new(m0025_guesses::Migration),
        Box::new(m0026_folders::Migration),
        Box::new(m0027_dropped_words::Migration),
        Box::new(m0028_old_addresses::Migration),
        Box::new(m0029_closed_sections::Migration),
        Box::new(m0030_followers::Migration),
        Box::new(m0031_one_table_of_jobs::Migration),
        Box::new(m0032_related_stories::Migration),
        Box::new(m0033_filter_notices::Migration),
        Box::new(m0034_comment_words::Migration),
        Box::new(m0035_picture_metadata::Migration),
        Box::new(m0036_photo_archive::Migration),
    ]
}
