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

/// Flags that every command takes. Each can also be set in the configuration file or in the environment (`MATBAA_DATA`,
/// `MATBAA_DATABASE`, …). A flag overrides the environment, and the environment overrides the file.
#[derive(Debug, Args)]
pub struct Globals {
    /// Configuration file (TOML). Without it, matbaa.toml in the data folder is read if it exists.
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
    /// Import stories from elsewhere.
    Import(ImportArgs),
    /// Load the demo newspaper into an empty folder.
    Demo(DemoArgs),
    /// Write an invented archive as JSON lines, to try out a large paper.
    Generate(GenerateArgs),
    /// Show a stored story, or keep one out of the most read.
    Story(StoryArgs),
    /// Find who said what, what is announced and which days are named in a story.
    Statements(StatementsArgs),
    /// Search the published stories, or build the search index anew.
    Search(SearchArgs),
    /// Verify the files of pictures, or show what files say about themselves.
    Media(MediaArgs),
    /// Verify or export the audit log.
    Audit(AuditArgs),
    /// Export or erase everything kept about one reader.
    Reader(ReaderArgs),
    /// Show or change the paper's settings: name, months, digits, zone.
    Settings(SettingsArgs),
    /// Print a link for the first administrator, or reset a lost second factor.
    Admin(AdminArgs),
    /// Create an empty paper with its sections and settings.
    New(NewArgs),
    /// Back up the whole paper while it is being served, or prove that a backup can be restored.
    Backup(BackupArgs),
    /// Restore a backup into an empty folder and an empty database.
    Restore(RestoreArgs),
    /// Read files of news agencies and print what they hold; nothing is stored.
    Wire(WireArgs),
    /// Print the configuration in force and where each value comes from.
    Config,
}

/// `matbaa new`
#[derive(Debug, Args)]
pub struct NewArgs {
    /// Name of the paper, as in the masthead.
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
    /// Sections in the order of the section bar: each a slug that gets its usual name, or slug:name.
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
    /// Where to write the backup: a folder, or a file whose name ends in .tar.zst. With --verify, the backup to check.
    #[arg(value_name = "BACKUP")]
    pub backup: PathBuf,
    /// Restore the backup into a temporary folder (below TMPDIR), compare counts and digests, and print them.
    #[arg(long)]
    pub verify: bool,
    /// The seal that was printed when the backup was made; any other backup is refused.
    #[arg(long, value_name = "DIGEST", requires = "verify")]
    pub seal: Option<String>,
}

/// `matbaa restore`
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// The backup.
    #[arg(value_name = "BACKUP")]
    pub backup: PathBuf,
    /// The seal that was printed when the backup was made; any other backup is refused.
    #[arg(long, value_name = "DIGEST")]
    pub seal: Option<String>,
}

/// `matbaa serve`
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Address to listen on.
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<std::net::SocketAddr>,
    /// Address at which readers reach the site, such as https://paper.example; by default http://localhost:PORT.
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// Folder whose templates, styles and scripts override the built-in theme; reloaded when they change.
    #[arg(long, value_name = "DIR")]
    pub theme: Option<PathBuf>,
    /// Serve the database as it is, even if the folder remembers more than the database contains, or another database.
    /// This is written to the audit log.
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
    /// Check the whole log and report whether it is what was written. Exit status 1 if it is not.
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

/// What to do about a reader.
#[derive(Debug, Subcommand)]
pub enum ReaderWhat {
    /// Print everything that is kept about a reader, as JSON.
    Export(ReaderChoice),
    /// Remove name, address and text from everything a reader wrote; answers stay in their place. This cannot be
    /// undone.
    Erase(ReaderChoice),
}

/// Which reader.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct ReaderChoice {
    /// The reader who gave this e-mail address.
    #[arg(long, value_name = "EMAIL")]
    pub email: Option<String>,
    /// The reader who wrote this comment (its id, 8 letters).
    #[arg(long, value_name = "ID")]
    pub comment: Option<String>,
}

/// `matbaa admin`
#[derive(Debug, Args)]
pub struct AdminArgs {
    /// Remove the second factors of the person with this address, who has lost them, and end their sessions.
    #[arg(long, value_name = "EMAIL")]
    pub reset_factor: Option<String>,
    /// Address at which the site is reached, such as https://paper.example; the default is that of serve.
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
}

/// `matbaa migrate`
#[derive(Debug, Args)]
pub struct MigrateArgs {
    /// Only list the migrations and show which of them the database has.
    #[arg(long)]
    pub status: bool,
}

/// `matbaa demo`
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Number of generated older stories, in addition to the written ones.
    #[arg(long, default_value_t = 4000, value_name = "N")]
    pub archive: usize,
    /// Do nothing, and succeed, if the paper already has content.
    #[arg(long)]
    pub if_empty: bool,
}

/// `matbaa generate`
#[derive(Debug, Args)]
pub struct GenerateArgs {
    /// How many stories.
    #[arg(long, value_name = "N")]
    pub stories: u64,
    /// Seed; the same seed, number and last day give the same stories.
    #[arg(long, default_value_t = 1, value_name = "S")]
    pub seed: u64,
    /// Days over which the stories are spread; a million stories over fifteen years are 180 a day.
    #[arg(long, default_value_t = 5_479, value_name = "D", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub days_back: u32,
    /// The last day, as in 2026-11-24; by default today.
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
    /// An archive as JSON lines, one story per line; docs/import-jsonl.md describes the fields.
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
    /// Number of bad lines to tolerate; one more stops the import.
    #[arg(long, default_value_t = 1_000, value_name = "N")]
    pub max_bad: u64,
}

/// `matbaa import page`
#[derive(Debug, Args)]
pub struct ImportPageArgs {
    /// The saved pages.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Slug of the section for the stories; by default the first section.
    #[arg(long, value_name = "SLUG")]
    pub section: Option<String>,
    /// Picture that belongs to the page (JPEG, PNG, WebP or GIF); with one page only.
    #[arg(long, value_name = "FILE")]
    pub photo: Option<PathBuf>,
    /// Publish at once, under the date of the page.
    #[arg(long)]
    pub publish: bool,
    /// Print the result as JSON and write nothing.
    #[arg(long)]
    pub json: bool,
    /// Print every value that was considered for a field, where it was found and how certain it is; write nothing.
    #[arg(long, conflicts_with_all = ["json", "publish", "photo"])]
    pub explain: bool,
    /// Zone, as in Africa/Cairo, in which --json and --explain show times that the page gives with an offset; without
    /// it they are shown as written. An import uses the zone of the paper.
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
    /// Keep a story out of every list of the most read, or let it in again; its reads are still counted.
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
    /// The id in the address of the story.
    #[arg(value_name = "ID")]
    pub id: PublicId,
    /// Print all fields as JSON.
    #[arg(long)]
    pub json: bool,
    /// Print what was on the page at this instant, as in 2026-11-24T18:30:00+01:00.
    #[arg(long, value_name = "TIME")]
    pub at: Option<chrono::DateTime<chrono::FixedOffset>>,
}

/// `matbaa settings`
#[derive(Debug, Args)]
pub struct SettingsArgs {
    #[command(subcommand)]
    pub what: Option<SettingsWhat>,
}

/// What to do with the settings; without a command, all are shown.
#[derive(Debug, Subcommand)]
pub enum SettingsWhat {
    /// Change one setting; the value is JSON or plain text.
    Set {
        /// Its name, as shown by `matbaa settings`.
        key: String,
        /// Its new value.
        value: String,
    },
}

/// `matbaa media`
#[derive(Debug, Args)]
pub struct MediaArgs {
    #[command(subcommand)]
    pub what: MediaWhat,
}

/// What to do with pictures.
#[derive(Debug, Subcommand)]
pub enum MediaWhat {
    /// Hold the files of all pictures against the database: files that are missing, changed or needed by no picture. Fails
    /// if one is missing or changed. May run while the paper is served.
    Verify {
        /// Make missing and changed renditions again from their originals.
        #[arg(long)]
        repair: bool,
        /// Print a JSON object for each fault, and one with the numbers at the end.
        #[arg(long)]
        json: bool,
    },
    /// Move all files to where new ones are written (`media` in the configuration), from the folder to the bucket or back,
    /// while the paper is served. A move that is interrupted is continued by the next.
    Move {
        /// Print a JSON object for each file, and one with the numbers at the end.
        #[arg(long)]
        json: bool,
    },
    /// Print what files say about their pictures: caption, who made them, rights, when and where. Files that no paper
    /// would take are refused, with the reason. Stores nothing.
    Read {
        /// The files: JPEG, PNG, WebP, GIF.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Print a JSON object for each file: what counts, and what each standard says (`exif`, `iim`, `xmp`).
        #[arg(long)]
        json: bool,
    },
}

/// `matbaa statements`.
#[derive(Debug, Args)]
pub struct StatementsArgs {
    #[command(subcommand)]
    pub what: StatementsWhat,
}

/// What to do with statements.
#[derive(Debug, Subcommand)]
pub enum StatementsWhat {
    /// Print the statements, announced events and time expressions of a story. Stores nothing.
    Extract {
        /// A JSON file with published_on, headline, paragraphs and language; «-» is standard input.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Print JSON, as docs/statements.md describes it.
        #[arg(long)]
        json: bool,
    },
}

/// `matbaa wire`
#[derive(Debug, Args)]
pub struct WireArgs {
    #[command(subcommand)]
    pub what: WireWhat,
}

/// What to do with files of agencies.
#[derive(Debug, Subcommand)]
pub enum WireWhat {
    /// Read files in any format: feeds, NewsML, NITF, ninjs, IPTC 7901, ANPA 1312, mail, calendars, plain text.
    Read(WireRead),
}

/// `matbaa wire read`
#[derive(Debug, Args)]
pub struct WireRead {
    /// The files. Their names say nothing about their formats.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Print everything that was read as JSON: an object with a list of `files`.
    #[arg(long)]
    pub json: bool,
    /// IANA time zone of times that state no offset.
    #[arg(long, value_name = "ZONE")]
    pub zone: Option<String>,
    /// Charset of the files, whatever they declare.
    #[arg(long, value_name = "NAME")]
    pub charset: Option<String>,
    /// Content-Type with which the files were served.
    #[arg(long, value_name = "TYPE")]
    pub content_type: Option<String>,
    /// Address from which the files came: relative addresses in them are resolved against it.
    #[arg(long, value_name = "URL")]
    pub address: Option<String>,
}

/// `matbaa search`.
#[derive(Debug, Args)]
pub struct SearchArgs {
    /// The words, as typed into the search box. The one word `reindex` builds the search index anew, while searches go
    /// on; to search for that word, put it in quotation marks of its own: '"reindex"'.
    #[arg(required = true)]
    pub words: Vec<String>,
    /// Print a JSON object for each story: id, headline, address, score.
    #[arg(long)]
    pub json: bool,
    /// Number of stories, at most 1,000.
    #[arg(long, default_value_t = 10, value_name = "N", value_parser = limit)]
    pub limit: usize,
}

impl SearchArgs {
    /// Whether the index is to be built anew.
    pub fn is_reindex(&self) -> bool {
        self.words == ["reindex"]
    }
}

fn limit(typed: &str) -> Result<usize, String> {
    match typed.parse() {
        Ok(limit) if (1..=1_000).contains(&limit) => Ok(limit),
        _ => Err("a number from 1 to 1,000".to_owned()),
    }
}
