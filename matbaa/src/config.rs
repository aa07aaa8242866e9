//! Configuration: built-in defaults, then the file, the environment and the flags. Later sources override earlier ones.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context;
use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use newsroom::DatabaseChoice;
use serde::{Deserialize, Serialize};

use crate::cli::Globals;

/// A secret that is never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

/// The Akismet service itself, which is the default.
const AKISMET: &str = "https://rest.akismet.com/1.1/";

/// What can be configured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Values {
    /// Folder of the paper.
    pub data: PathBuf,
    /// Database address; without one, a SQLite file in `data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Address at which readers reach the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Further host names of the site.
    pub hosts: Vec<String>,
    /// Addresses and networks of the proxies in front of the site, whose `X-Forwarded-For` is trusted.
    pub trusted_proxies: Vec<String>,
    /// Memory for counting each reader once in half an hour, in MiB, at most.
    pub reads_memory_mib: usize,
    /// Theme folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<PathBuf>,
    /// Memory for finished pages, in MiB.
    pub pages_mib: u64,
    /// Answers that one household may get per second, apart from pages in memory; 0 for no limit.
    pub requests_a_second: u32,
    /// Address for `GET /metrics`, for those who run the paper; without one the metrics are not served.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metrics: Option<SocketAddr>,
    /// Folder of the Hunspell dictionaries, for hints on spelling.
    pub dictionaries: PathBuf,
    /// Mail server; without one no mail is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail_host: Option<String>,
    /// Its port; by default 465 for `tls`, 587 for `starttls`, 25 for `none`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail_port: Option<u16>,
    /// `tls`, `starttls`, or `none` for a mail server on this machine.
    pub mail_security: String,
    /// Account at the mail server, if it requires one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail_user: Option<String>,
    /// Its password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail_password: Option<Secret>,
    /// Sender address of mails.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail_from: Option<String>,
    /// Hosts inside the local network that the program may connect to: names or addresses.
    pub outgoing_hosts: Vec<String>,
    /// File of certificate authorities (PEM) that are trusted in addition to those that browsers trust.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outgoing_authorities: Option<PathBuf>,
    /// Address of a service against spam that speaks Akismet's protocol.
    pub spam_service: String,
    /// The paper's key for it; without one no service is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spam_service_key: Option<Secret>,
    /// Where new files of pictures are written: `folder`, or `bucket`.
    pub media: String,
    /// Name of a bucket for the files of pictures; without one they are in `data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bucket: Option<String>,
    /// Address of the object store, which speaks S3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bucket_endpoint: Option<String>,
    /// Its region.
    pub bucket_region: String,
    /// Prefix of the names of all files in the bucket.
    pub bucket_prefix: String,
    /// Name of the access key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bucket_key_id: Option<String>,
    /// The access key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bucket_secret: Option<Secret>,
    /// `error`, `warn`, `info` or `debug`, or a filter such as `info,newsroom=debug`.
    pub log: String,
    /// Log lines as JSON.
    pub log_json: bool,
}

impl Default for Values {
    fn default() -> Self {
        Self {
            data: PathBuf::from("data"),
            database: None,
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            url: None,
            hosts: Vec::new(),
            trusted_proxies: Vec::new(),
            reads_memory_mib: web::ReadSettings::default().memory_bytes >> 20,
            theme: None,
            pages_mib: web::PAGES_BYTES >> 20,
            requests_a_second: web::REQUESTS_A_SECOND,
            metrics: None,
            dictionaries: web::DICTIONARIES.into(),
            mail_host: None,
            mail_port: None,
            mail_security: "tls".to_owned(),
            mail_user: None,
            mail_password: None,
            mail_from: None,
            outgoing_hosts: Vec::new(),
            outgoing_authorities: None,
            spam_service: AKISMET.to_owned(),
            spam_service_key: None,
            media: "folder".to_owned(),
            bucket: None,
            bucket_endpoint: None,
            bucket_region: "us-east-1".to_owned(),
            bucket_prefix: String::new(),
            bucket_key_id: None,
            bucket_secret: None,
            log: "info".to_owned(),
            log_json: false,
        }
    }
}

impl Values {
    /// The database, in the form in which `newsroom` opens it.
    pub fn database(&self) -> anyhow::Result<Option<DatabaseChoice>> {
        Ok(self.database.as_deref().map(str::parse).transpose()?)
    }

    /// The proxies in front of the site.
    pub fn trusted_proxies(&self) -> anyhow::Result<web::TrustedProxies> {
        web::TrustedProxies::parse(&self.trusted_proxies).context("trusted_proxies")
    }

    /// Address of the site: `asked` from the command line, else as configured, else this machine at `port`.
    pub fn site_url(&self, asked: Option<&str>, port: u16) -> anyhow::Result<String> {
        if let Some(asked) = asked {
            check_url(asked.trim_end_matches('/'))?;
        }
        let url = asked.map(str::to_owned).or_else(|| self.url.clone());
        Ok(url.unwrap_or_else(|| format!("http://localhost:{port}")).trim_end_matches('/').to_owned())
    }

    /// How mail is sent; `None` if no mail server is configured.
    pub fn mail(&self) -> anyhow::Result<Option<web::MailSettings>> {
        let Some(host) = self.mail_host.clone() else { return Ok(None) };
        let (security, usual_port) = match self.mail_security.as_str() {
            "tls" => (web::MailSecurity::Tls, 465),
            "starttls" => (web::MailSecurity::StartTls, 587),
            "none" => (web::MailSecurity::None, 25),
            other => anyhow::bail!("mail_security: {other:?} is not one of tls, starttls, none"),
        };
        let from = self.mail_from.as_deref().context("mail_from: the address that mail comes from is missing")?;
        let login = match (&self.mail_user, &self.mail_password) {
            (Some(user), Some(password)) => Some((user.clone(), password.0.clone())),
            (None, None) => None,
            _ => anyhow::bail!("mail_user and mail_password: one of the two is missing"),
        };
        anyhow::ensure!(
            login.is_none() || security != web::MailSecurity::None,
            "mail_security: a password is not sent without TLS; use tls or starttls"
        );
        let from = from.parse().map_err(anyhow::Error::msg).context("mail_from")?;
        Ok(Some(web::MailSettings { host, port: self.mail_port.unwrap_or(usual_port), security, login, from }))
    }

    /// Settings for the connections that the program opens.
    pub fn outgoing(&self) -> anyhow::Result<outgoing::OutgoingSettings> {
        let authorities = match &self.outgoing_authorities {
            Some(file) => outgoing::authorities(file).map_err(anyhow::Error::msg).context("outgoing_authorities")?,
            None => Vec::new(),
        };
        let inner_hosts = self.outgoing_hosts.clone();
        Ok(outgoing::OutgoingSettings { inner_hosts, authorities, ..Default::default() })
    }

    /// The service against spam; `None` if the paper has no key for it.
    pub fn spam_service(&self) -> anyhow::Result<Option<web::SpamServiceSettings>> {
        let Some(key) = &self.spam_service_key else { return Ok(None) };
        let service = web::SpamServiceSettings::new(&self.spam_service, &key.0);
        Ok(Some(service.map_err(anyhow::Error::msg).context("spam_service")?))
    }

    /// The bucket for the files of pictures, and where new ones are written; `None` if no bucket is configured.
    pub fn bucket(&self) -> anyhow::Result<Option<(newsroom::BucketSettings, newsroom::MediaPlace)>> {
        let written = match self.media.as_str() {
            "folder" => newsroom::MediaPlace::Folder,
            "bucket" => newsroom::MediaPlace::Bucket,
            other => anyhow::bail!("media: {other:?} is not one of folder, bucket"),
        };
        let Some(bucket) = &self.bucket else {
            anyhow::ensure!(written == newsroom::MediaPlace::Folder, "bucket: the name of the bucket is missing");
            return Ok(None);
        };
        let endpoint =
            self.bucket_endpoint.as_deref().context("bucket_endpoint: the object store's address is missing")?;
        check_url(endpoint).context("bucket_endpoint")?;
        let settings = newsroom::BucketSettings {
            endpoint: endpoint.parse().context("bucket_endpoint")?,
            bucket: bucket.clone(),
            region: self.bucket_region.clone(),
            prefix: self.bucket_prefix.clone(),
            key_id: self.bucket_key_id.clone().context("bucket_key_id: the name of the access key is missing")?,
            secret: self.bucket_secret.as_ref().context("bucket_secret: the access key is missing")?.0.clone(),
            outgoing: self.outgoing()?,
        };
        Ok(Some((settings, written)))
    }

    /// Folder of the search index.
    pub fn search_folder(&self) -> PathBuf {
        self.data.join("search")
    }

    /// Opens and migrates the newsroom for a command.
    pub async fn newsroom(&self) -> anyhow::Result<newsroom::Newsroom> {
        Ok(self.newsroom_to_serve(false).await?.patient())
    }

    /// Opens the newsroom for a server, where people wait for answers. `accept_loss` accepts the database as it is,
    /// whatever the folder remembers.
    pub async fn newsroom_to_serve(&self, accept_loss: bool) -> anyhow::Result<newsroom::Newsroom> {
        let database = self.database()?;
        let opened = match accept_loss {
            true => newsroom::Newsroom::open_accepting_loss(&self.data, database.as_ref()).await,
            false => newsroom::Newsroom::open(&self.data, database.as_ref()).await,
        };
        if let Err(newsroom::Error::Storage(newsroom::StorageError::FolderMismatch { why, .. })) = &opened {
            anyhow::bail!("{}", folder_mismatch(&self.data, why));
        }
        let newsroom = opened.with_context(|| format!("cannot open the paper in {}", self.data.display()))?;
        // A running server sends the mails for the notices that a command causes.
        self.with_bucket(newsroom.with_mail(self.mail()?.is_some()))
    }

    /// Opens the newsroom without migrating it, for commands that only read.
    pub async fn newsroom_as_it_is(&self) -> anyhow::Result<newsroom::Newsroom> {
        self.with_bucket(newsroom::Newsroom::open_as_it_is(&self.data, self.database()?.as_ref()).await?)
    }

    fn with_bucket(&self, newsroom: newsroom::Newsroom) -> anyhow::Result<newsroom::Newsroom> {
        match self.bucket()? {
            None => Ok(newsroom),
            Some((bucket, written)) => newsroom.with_bucket(&bucket, written).context("bucket"),
        }
    }
}

/// Checks the address of a site: scheme and host, with nothing after them.
fn check_url(url: &str) -> anyhow::Result<()> {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or_default();
    let host = host.trim_end_matches('/');
    anyhow::ensure!(
        !host.is_empty() && !host.contains(['/', '?', '#', '@']) && !host.contains(char::is_whitespace),
        "url: {url:?} is no address of a site; it should look like https://paper.example, without a path"
    );
    Ok(())
}

/// Why the paper is not opened, and what to do about it.
fn folder_mismatch(folder: &Path, why: &newsroom::FolderMismatch) -> String {
    use newsroom::FolderMismatch as M;
    let folder = folder.display();
    let way_on = match why {
        M::Empty { .. } | M::Older { .. } | M::Other { .. } | M::NoLog { .. } => {
            "Bring the right database back (check `database` and the disk it lies on), or restore a backup into an empty \
             folder. To go on with the database as it is, and without what is missing: matbaa serve --accept-loss"
        }
        M::OtherKey | M::NoKey => {
            "Nodes of one paper share one folder: let `data` name it, or bring its audit.key back from a backup. To go on \
             with the key of this folder, after which `matbaa audit verify` cannot vouch for what is there: matbaa serve \
             --accept-loss"
        }
        M::OtherFolder => {
            "Nodes of one paper share one folder, pictures and all: let `data` name it. If the pictures are in a bucket, each \
             node may have a folder of its own, with the audit.key and the folder.id of the first. If this folder is the \
             paper's from now on: matbaa serve --accept-loss"
        }
    };
    format!("the paper in {folder} is not opened, and nothing was changed: {why}.\n{way_on}")
}

/// The configuration in force and the sources of its values.
pub struct Config {
    figment: Figment,
    /// The values.
    pub values: Values,
}

/// The names of all settings; other `MATBAA_…` variables are ignored.
const NAMES: &[&str] = &[
    "data",
    "database",
    "listen",
    "url",
    "hosts",
    "trusted_proxies",
    "reads_memory_mib",
    "theme",
    "pages_mib",
    "requests_a_second",
    "metrics",
    "dictionaries",
    "mail_host",
    "mail_port",
    "mail_security",
    "mail_user",
    "mail_password",
    "mail_from",
    "outgoing_hosts",
    "outgoing_authorities",
    "spam_service",
    "spam_service_key",
    "media",
    "bucket",
    "bucket_endpoint",
    "bucket_region",
    "bucket_prefix",
    "bucket_key_id",
    "bucket_secret",
    "log",
    "log_json",
];
/// MiB for counting reads, at most: a larger number is more likely a mistake of units than a need.
const READS_MEMORY_MIB_MAX: usize = 4096;
/// Settings that may contain a password.
const SECRET: &[&str] = &["database", "mail_password", "spam_service_key", "bucket_secret"];

impl Config {
    /// Reads all sources. An error names the source and the setting.
    pub fn load(globals: &Globals) -> anyhow::Result<Self> {
        let with = |file: Option<&Path>| {
            let mut figment = Figment::from(Serialized::defaults(Values::default()));
            if let Some(file) = file {
                figment = figment.merge(Toml::file_exact(file));
            }
            flags(figment.merge(Env::prefixed("MATBAA_").only(NAMES)), globals)
        };
        let figment = match &globals.config {
            Some(file) => {
                anyhow::ensure!(file.is_file(), "there is no configuration file {}", file.display());
                with(Some(file))
            }
            None => {
                let data: PathBuf = with(None).extract_inner("data").context("configuration")?;
                let usual = data.join("matbaa.toml");
                with(usual.is_file().then_some(usual.as_path()))
            }
        };
        let values: Values = figment.extract().context("configuration")?;
        if let Some(url) = &values.url {
            check_url(url)?;
        }
        crate::logging::filter(&values.log)?;
        values.trusted_proxies()?;
        values.mail()?;
        values.outgoing()?;
        values.spam_service()?;
        values.bucket()?;
        anyhow::ensure!(
            (1..=READS_MEMORY_MIB_MAX).contains(&values.reads_memory_mib),
            "reads_memory_mib: {} is not between 1 and {READS_MEMORY_MIB_MAX}",
            values.reads_memory_mib
        );
        Ok(Self { figment, values })
    }

    /// Prints every value with its source, but no passwords.
    pub fn print(&self) {
        let values = serde_json::to_value(&self.values).unwrap_or_default();
        for (key, value) in values.as_object().into_iter().flatten() {
            let shown = match (SECRET.contains(&key.as_str()), self.values.database()) {
                (true, _) if key != "database" => "…".to_owned(),
                (true, Ok(Some(choice))) => choice.to_string(),
                _ => value.as_str().map_or_else(|| value.to_string(), str::to_owned),
            };
            let source = self.figment.find_metadata(key).map_or_else(
                || "default".to_owned(),
                |metadata| match &metadata.source {
                    Some(figment::Source::File(file)) => file.display().to_string(),
                    _ if metadata.name.contains("environment") => {
                        format!("environment (MATBAA_{})", key.to_uppercase())
                    }
                    _ if metadata.name == FLAGS => format!("flag --{}", key.replace('_', "-")),
                    _ => "default".to_owned(),
                },
            );
            println!("{key} = {shown}    # {source}");
        }
    }
}

const FLAGS: &str = "command line";

fn flags(figment: Figment, globals: &Globals) -> Figment {
    let mut given = figment::value::Dict::new();
    if let Some(data) = &globals.data {
        given.insert("data".into(), data.display().to_string().into());
    }
    if let Some(database) = &globals.database {
        given.insert("database".into(), database.as_str().into());
    }
    if globals.log_json {
        given.insert("log_json".into(), true.into());
    }
    figment.merge(Flags(given))
}

struct Flags(figment::value::Dict);

impl figment::Provider for Flags {
    fn metadata(&self) -> figment::Metadata {
        figment::Metadata::named(FLAGS)
    }

    fn data(&self) -> figment::Result<figment::value::Map<figment::Profile, figment::value::Dict>> {
        Ok(figment::Profile::Default.collect(self.0.clone()))
    }
}
