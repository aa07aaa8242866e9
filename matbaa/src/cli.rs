//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use newsroom::PublicId;

/// Matbaa: an Arabic-first newspaper, from the wire to the reader.
#[derive(Debug, Parser)]
#[command(name = "matbaa", version, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    pub globals: Globals,
    #[command(subcommand)]
    pub command: Command,
}

/// Flags that every command takes. Each may also stand in the configuration file or in the environment
/// (`MATBAA_DATA`, `MATBAA_DATABASE`, …); a flag wins over the environment, the environment over the file.
#[derive(Debug, Args)]
pub struct Globals {
    /// Configuration file (TOML); matbaa.toml in the data folder is read where there is one.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Folder of the paper: its database and its pictures.
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Database: sqlite:PATH or postgres://USER@HOST/NAME. Without it, a SQLite file in the data folder.
    #[arg(long, global = true, value_name = "ADDRESS")]
    pub database: Option<String>,
    /// Log lines as JSON.
    #[arg(long, global = true)]
    pub log_json: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the paper to its readers.
    Serve(ServeArgs),
    /// Bring the database up to date, or show what it has.
    Migrate(MigrateArgs),
    /// Bring stories in from elsewhere.
    Import(ImportArgs),
    /// Load the demo newspaper into an empty folder.
    Demo(DemoArgs),
    /// Write an invented archive as JSON lines, to try a large paper with.
    Generate(GenerateArgs),
    /// Look at a stored story, or keep one out of the most read.
    Story(StoryArgs),
    /// Verify or export the audit log.
    Audit(AuditArgs),
    /// Export or erase everything kept about one reader.
    Reader(ReaderArgs),
    /// Show or change the paper's settings: name, months, digits, zone.
    Settings(SettingsArgs),
    /// Print a link for a first administrator, or reset somebody's lost second factor.
    Admin(AdminArgs),
    /// Make an empty paper with its sections and settings.
    New(NewArgs),
    /// Copy the whole paper while it is served, or prove that a copy can be restored.
    Backup(BackupArgs),
    /// Bring a copy back into an empty folder and an empty database.
    Restore(RestoreArgs),
    /// Print the configuration in force and where each value comes from.
    Config,
}

/// `matbaa new`
#[derive(Debug, Args)]
pub struct NewArgs {
    /// Its name, as in the masthead.
    #[arg(long, default_value = "جريدتي", value_name = "NAME")]
    pub name: String,
    /// Languages with pages of their own, the first one at the root: ar, fr, en.
    #[arg(long, default_value = "ar", value_delimiter = ',', value_name = "LANGUAGES")]
    pub language: Vec<arabic::Language>,
    /// IANA time zone of the newsroom.
    #[arg(long, default_value = "Africa/Algiers", value_name = "ZONE")]
    pub zone: String,
    /// Month names of Arabic pages, as `matbaa settings` knows them: levantine, maghrebi, …
    #[arg(long, default_value = "levantine", value_name = "NAMES")]
    pub months: String,
    /// Digits of Arabic pages: western or eastern.
    #[arg(long, default_value = "western", value_name = "DIGITS")]
    pub digits: String,
    /// Sections in the order of the section bar, each a slug with its usual name, or slug:name.
    #[arg(
        long,
        default_value = "national,world,economy,sports,culture,society,opinion",
        value_delimiter = ',',
        value_name = "SECTIONS"
    )]
    pub sections: Vec<String>,
}

/// `matbaa backup`
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// Where the copy will stand: a folder, or a file whose name ends in .tar.zst. With --verify, the copy to prove.
    #[arg(value_name = "BACKUP")]
    pub backup: PathBuf,
    /// Restore the copy into a scratch folder (below TMPDIR), compare counts and digests, and print them.
    #[arg(long)]
    pub verify: bool,
    /// The seal that was printed when the copy was made: refuse any other copy.
    #[arg(long, value_name = "DIGEST", requires = "verify")]
    pub seal: Option<String>,
}

/// `matbaa restore`
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// The copy.
    #[arg(value_name = "BACKUP")]
    pub backup: PathBuf,
    /// The seal that was printed when the copy was made: refuse any other copy.
    #[arg(long, value_name = "DIGEST")]
    pub seal: Option<String>,
}

/// `matbaa serve`
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Address to listen on.
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<std::net::SocketAddr>,
    /// Where readers reach the site, such as https://paper.example; http://localhost:PORT where nothing is said.
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// Folder whose templates, styles and scripts override the built-in theme; reloaded when they change.
    #[arg(long, value_name = "DIR")]
    pub theme: Option<PathBuf>,
    /// Serve the database as it is, although the folder remembers more than it holds, or another one. The audit log says so.
    #[arg(long)]
    pub accept_loss: bool,
}

/// `matbaa audit`
#[derive(Debug, Args)]
pub struct AuditArgs {
    #[command(subcommand)]
    pub what: AuditWhat,
}

/// What to do with the audit log.
#[derive(Debug, Subcommand)]
pub enum AuditWhat {
    /// Walk the whole log and say whether it is what was written. Exit status 1 where it is not.
    Verify,
    /// Print every row as a line of JSON, oldest first.
    Export,
}

/// `matbaa reader`
#[derive(Debug, Args)]
pub struct ReaderArgs {
    #[command(subcommand)]
    pub what: ReaderWhat,
}

/// What a reader asked for.
#[derive(Debug, Subcommand)]
pub enum ReaderWhat {
    /// Print everything kept about a reader as JSON.
    Export(ReaderChoice),
    /// Take name, address and text out of everything a reader said; answers keep their place. Nothing brings it back.
    Erase(ReaderChoice),
}

/// Which reader.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct ReaderChoice {
    /// Whoever gave this e-mail address.
    #[arg(long, value_name = "EMAIL")]
    pub email: Option<String>,
    /// Whoever wrote this comment (its id, 8 letters).
    #[arg(long, value_name = "ID")]
    pub comment: Option<String>,
}

/// `matbaa admin`
#[derive(Debug, Args)]
pub struct AdminArgs {
    /// Take the second factors of whoever has this address, who has lost them; their sessions end.
    #[arg(long, value_name = "EMAIL")]
    pub reset_factor: Option<String>,
    /// Where the site is reached, such as https://paper.example; as for serve.
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
}

/// `matbaa migrate`
#[derive(Debug, Args)]
pub struct MigrateArgs {
    /// Only show which migrations there are and which the database has.
    #[arg(long)]
    pub status: bool,
}

/// `matbaa demo`
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Generated older stories behind the written ones.
    #[arg(long, default_value_t = 4000, value_name = "N")]
    pub archive: usize,
    /// Do nothing, successfully, where the paper has content already.
    #[arg(long)]
    pub if_empty: bool,
}

/// `matbaa generate`
#[derive(Debug, Args)]
pub struct GenerateArgs {
    /// How many stories.
    #[arg(long, value_name = "N")]
    pub stories: u64,
    /// The same seed, number and last day give the same stories.
    #[arg(long, default_value_t = 1, value_name = "S")]
    pub seed: u64,
    /// Days over which they are spread; a million stories over fifteen years are 180 a day.
    #[arg(long, default_value_t = 5_479, value_name = "D", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub days_back: u32,
    /// The last day, as in 2026-11-24; today where nothing is said.
    #[arg(long, value_name = "DAY")]
    pub until: Option<chrono::NaiveDate>,
}

/// `matbaa import`
#[derive(Debug, Args)]
pub struct ImportArgs {
    #[command(subcommand)]
    pub what: ImportWhat,
}

/// What to import.
#[derive(Debug, Subcommand)]
pub enum ImportWhat {
    /// Saved pages of a newspaper's site, as text or HTML.
    Page(ImportPageArgs),
    /// An archive as JSON lines, one story a line; docs/import-jsonl.md names the fields.
    Jsonl(ImportJsonlArgs),
}

/// `matbaa import jsonl`
#[derive(Debug, Args)]
pub struct ImportJsonlArgs {
    /// The file; - for standard input.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Keep the stories as drafts; publish nothing.
    #[arg(long)]
    pub draft: bool,
    /// Bad lines that are put up with; one more stops the import.
    #[arg(long, default_value_t = 1_000, value_name = "N")]
    pub max_bad: u64,
}

/// `matbaa import page`
#[derive(Debug, Args)]
pub struct ImportPageArgs {
    /// The saved pages.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Slug of the section the stories go to; the first section where nothing is said.
    #[arg(long, value_name = "SLUG")]
    pub section: Option<String>,
    /// Picture that belongs to the page (JPEG, PNG, WebP or GIF); with one page only.
    #[arg(long, value_name = "FILE")]
    pub photo: Option<PathBuf>,
    /// Publish at once, under the page's own date.
    #[arg(long)]
    pub publish: bool,
    /// Print what was read as JSON and write nothing.
    #[arg(long)]
    pub json: bool,
    /// Print every value that was considered for a field, where it was found and how sure that is; write nothing.
    #[arg(long, conflicts_with_all = ["json", "publish", "photo"])]
    pub explain: bool,
    /// Zone in which --json and --explain give times that the page writes with an offset, as in Africa/Cairo; without it
    /// they stand as written. An import takes the paper's zone.
    #[arg(long)]
    pub zone: Option<chrono_tz::Tz>,
}

/// `matbaa story`
#[derive(Debug, Args)]
pub struct StoryArgs {
    #[command(subcommand)]
    pub what: StoryWhat,
}

/// What to do with a story.
#[derive(Debug, Subcommand)]
pub enum StoryWhat {
    /// Print a stored story.
    Show(StoryShowArgs),
    /// Keep a story out of every list of the most read, or let it in again; its reads count on.
    MostRead(StoryMostReadArgs),
}

/// `matbaa story most-read`
#[derive(Debug, Args)]
#[group(id = "which", required = true, multiple = false)]
pub struct StoryMostReadArgs {
    /// Keep the story with this id out.
    #[arg(long, value_name = "ID", group = "which")]
    pub hide: Option<PublicId>,
    /// Let the story with this id in again.
    #[arg(long, value_name = "ID", group = "which")]
    pub show: Option<PublicId>,
}

/// `matbaa story show`
#[derive(Debug, Args)]
pub struct StoryShowArgs {
    /// The id in the story's address.
    #[arg(value_name = "ID")]
    pub id: PublicId,
    /// All fields as JSON.
    #[arg(long)]
    pub json: bool,
    /// What stood on the page at this instant, as in 2026-11-24T18:30:00+01:00.
    #[arg(long, value_name = "TIME")]
    pub at: Option<chrono::DateTime<chrono::FixedOffset>>,
}

/// `matbaa settings`
#[derive(Debug, Args)]
pub struct SettingsArgs {
    #[command(subcommand)]
    pub what: Option<SettingsWhat>,
}

/// What to do with settings; without a word, show them all.
#[derive(Debug, Subcommand)]
pub enum SettingsWhat {
    /// Change one setting; the value is JSON, or plain words.
    Set {
        /// Its name, as shown by `matbaa settings`.
        key: String,
        /// Its new value.
        value: String,
    },
}
