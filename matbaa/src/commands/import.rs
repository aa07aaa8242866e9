//! `matbaa import`: imports stories from elsewhere. Each file is one transaction. A refused file is reported with its
//! reason and leaves nothing behind; the import continues with the next one.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use arabic::Language;
use chrono_tz::Tz;
use newsroom::{
    Clock, Content, DocumentIds, ImportOutcome, ImportedStory, LeadPicture, Newsroom, Origin, SystemClock, Timestamp,
    import_story,
};
use story::page::{self, Notice, NoticeKind, Reason, SavedPage};
use story::{Block, Document, Ids, Node, Text};

use crate::cli::{ImportArgs, ImportPageArgs, ImportWhat};
use crate::config::Values;
use crate::progress;

/// Number of files from which a batch shows its progress.
const PROGRESS_FROM_FILES: usize = 25;
/// Slug of the section that is created in a paper without sections.
const FIRST_SECTION: &str = "news";

/// Runs `matbaa import …`.
pub async fn run(values: &Values, args: &ImportArgs) -> anyhow::Result<ExitCode> {
    match &args.what {
        ImportWhat::Page(args) => pages(values, args).await,
        ImportWhat::Jsonl(args) => super::import_jsonl::run(values, args).await,
    }
}

async fn pages(values: &Values, args: &ImportPageArgs) -> anyhow::Result<ExitCode> {
    if args.photo.is_some() && args.files.len() > 1 {
        anyhow::bail!("--photo belongs to one page; import {} pages without it", args.files.len());
    }
    if args.json {
        return Ok(print_json(&args.files, args.zone));
    }
    if args.explain {
        return Ok(explain(&args.files, args.zone));
    }
    let photo = match &args.photo {
        Some(file) => Some(std::fs::read(file).with_context(|| format!("cannot read the photo {}", file.display()))?),
        None => None,
    };
    let newsroom = values.newsroom().await?;
    let section = section(&newsroom, args.section.as_deref()).await?;
    let zone = newsroom::load_paper(newsroom.db()).await?.zone;
    let job = Job { newsroom: &newsroom, section: &section, photo: photo.as_deref(), publish: args.publish, zone };
    let bar = (args.files.len() >= PROGRESS_FROM_FILES).then(|| progress::bar(args.files.len() as u64, "saved pages"));
    let mut refused = 0;
    for file in &args.files {
        let report = job.import(file).await;
        let say = |line: String| match &bar {
            Some(bar) => bar.suspend(|| println!("{line}")),
            None => println!("{line}"),
        };
        match report {
            Ok(line) => say(line),
            Err(reason) => {
                refused += 1;
                eprintln!("{reason}");
            }
        }
        if let Some(bar) = &bar {
            bar.inc(1);
        }
    }
    Ok(exit(args.files.len(), refused))
}

/// Exit status: 0 all imported, 1 some refused and reported, 2 nothing imported.
fn exit(all: usize, refused: usize) -> ExitCode {
    match refused {
        0 => ExitCode::SUCCESS,
        some if some < all => ExitCode::from(1),
        _ => ExitCode::from(2),
    }
}

fn print_json(files: &[PathBuf], zone: Option<Tz>) -> ExitCode {
    let mut refused = 0;
    for file in files {
        let page =
            read(file, zone).and_then(|(_, page)| serde_json::to_string_pretty(&page).map_err(|e| e.to_string()));
        match page {
            Ok(json) => println!("{json}"),
            Err(reason) => {
                refused += 1;
                eprintln!("{reason}");
            }
        }
    }
    exit(files.len(), refused)
}

/// Prints why each file was read as it was: one line for each value considered, the most certain first within its
/// field.
fn explain(files: &[PathBuf], zone: Option<Tz>) -> ExitCode {
    let mut refused = 0;
    for file in files {
        match read_with(file, zone) {
            Ok((_, _, mut reasons)) => {
                println!("{}", file.display());
                let fields: Vec<&str> = reasons.iter().map(|reason| reason.field).collect();
                let place = |field: &str| fields.iter().position(|other| *other == field);
                reasons.sort_by_key(|reason| (place(reason.field), -reason.weight));
                for Reason { field, value, source, weight } in reasons {
                    println!("  {field}: {value}  ({source}, {weight})");
                }
            }
            Err(reason) => {
                refused += 1;
                eprintln!("{reason}");
            }
        }
    }
    exit(files.len(), refused)
}

/// The wanted section, which is created if it does not exist; by default the first section of the paper.
async fn section(newsroom: &Newsroom, wish: Option<&str>) -> anyhow::Result<String> {
    let sections = newsroom::all_sections(newsroom.db()).await?;
    let slug = match (wish, sections.first()) {
        (Some(slug), _) => slug,
        (None, Some(first)) => return Ok(first.slug.clone()),
        (None, None) => FIRST_SECTION,
    };
    if !sections.iter().any(|section| section.slug == slug) {
        let name = newsroom::usual_section_name(slug);
        let console = newsroom::Actor::console();
        newsroom
            .write(SystemClock.now(), async |tx| {
                let desk = newsroom::ensure_desk(tx, &console, slug, &name).await?;
                newsroom::ensure_section(tx, &console, desk, slug, &name, &newsroom::Localized::default()).await
            })
            .await
            .with_context(|| format!("cannot add the section {slug}"))?;
        eprintln!("added the section {slug} («{}»)", name.ar);
    }
    Ok(slug.to_owned())
}

/// Reads one file. The error is `FILE:LINE: reason`, ready to print.
fn read(file: &Path, zone: Option<Tz>) -> Result<(Vec<u8>, SavedPage), String> {
    read_with(file, zone).map(|(bytes, page, _)| (bytes, page))
}

fn read_with(file: &Path, zone: Option<Tz>) -> Result<(Vec<u8>, SavedPage, Vec<Reason>), String> {
    let shown = file.display();
    let bytes = std::fs::read(file).map_err(|error| format!("{shown}: cannot be read: {error}"))?;
    match page::explain(&bytes, file.file_name().and_then(|name| name.to_str()), zone) {
        Ok((page, reasons)) => Ok((bytes, page, reasons)),
        Err(error) => Err(match error.line() {
            Some(line) => format!("{shown}:{line}: {error}"),
            None => format!("{shown}: {error}"),
        }),
    }
}

struct Job<'a> {
    newsroom: &'a Newsroom,
    section: &'a str,
    photo: Option<&'a [u8]>,
    publish: bool,
    zone: Tz,
}

impl Job<'_> {
    async fn import(&self, file: &Path) -> Result<String, String> {
        let shown = file.display();
        let refuse = |error: newsroom::Error| format!("{shown}: {error}");
        let (bytes, page) = read(file, Some(self.zone))?;
        for line in page.notices.iter().filter_map(notice) {
            eprintln!("{shown}: {line}");
        }
        let imported = imported(&page, self.section, &bytes);
        let known =
            newsroom::story_by_external_id(self.newsroom.db(), &imported.origin.source, &imported.origin.external_id);
        if let Some(story) = known.await.map_err(refuse)? {
            return Ok(format!("{shown}: already imported as {}, nothing changed", story.public_id));
        }
        let picture = match self.photo {
            Some(photo) => Some(newsroom::prepare_picture(self.newsroom, photo.to_vec().into()).await.map_err(refuse)?),
            None => None,
        };
        let now: Timestamp = SystemClock.now();
        let outcome = self
            .newsroom
            .write(now, async |tx| {
                import_story(tx, &newsroom::Actor::console(), &imported, picture.as_ref(), self.publish).await
            })
            .await
            .map_err(refuse)?;
        Ok(match outcome {
            ImportOutcome::Added(story) => {
                format!(
                    "{shown}: added as {} ({}), /{}/{}/{}",
                    story.public_id, story.live, self.section, story.public_id, story.slug
                )
            }
            ImportOutcome::Unchanged(story) => {
                format!("{shown}: already imported as {}, nothing changed", story.public_id)
            }
        })
    }
}

/// What an editor should know about how the page was read, in one line.
fn notice(notice: &Notice) -> Option<String> {
    let at = notice.line.map(|line| format!("line {line}: ")).unwrap_or_default();
    let words = match &notice.kind {
        NoticeKind::GuessedEncoding(name) => format!("read as {name}"),
        NoticeKind::BrokenCharacters => "some characters are damaged in the file".to_owned(),
        NoticeKind::NoDate => "the page gives no date".to_owned(),
        NoticeKind::ImpossibleDate(text) => format!("«{text}» is no day and was passed over"),
        NoticeKind::HeadlineFromName => "the headline is the file's name, since the page shows none".to_owned(),
        NoticeKind::ReadAlsoDropped(_) | NoticeKind::EndedAt(_) => return None,
    };
    Some(format!("{at}{words}"))
}

fn imported(page: &SavedPage, section: &str, bytes: &[u8]) -> ImportedStory {
    let digest = newsroom::digest(bytes);
    let named = |names: &[String]| -> Vec<String> {
        names.iter().filter(|name| !arabic::slug::slug(name).is_empty()).cloned().collect()
    };
    ImportedStory {
        origin: Origin { source: "page".into(), external_id: digest.clone(), digest, old_address: None },
        section: section.to_owned(),
        writers: named(&page.writers),
        topics: named(&page.topics),
        content: content(page),
        published_on: page.published_on,
        published_time: page.published_time,
        published_at: None,
        changed_at: None,
        read_count: page.read_count.and_then(|count| i64::try_from(count).ok()).unwrap_or(0),
    }
}

fn content(page: &SavedPage) -> Content {
    let language = page.language.parse().unwrap_or(Language::Arabic);
    Content {
        kicker: page.kicker.clone(),
        deck: page.deck.clone(),
        place: page.place.clone(),
        desk_byline: page.desk_byline.clone(),
        agencies_line: page.agencies_line.clone(),
        byline_as_printed: page.byline_as_printed.clone(),
        lead: page.lead_image.as_ref().map(|lead| LeadPicture {
            picture_id: None,
            caption: lead.caption.clone(),
            credit: lead.credit.clone(),
            alt: None,
            archive: lead.archive,
            focal: (5, 5),
        }),
        ..Content::plain(0, language, &page.headline, document(&page.body_paragraphs))
    }
}

fn document(paragraphs: &[String]) -> Document {
    let mut source = DocumentIds;
    let mut ids = Ids::new(&mut source);
    let blocks = paragraphs
        .iter()
        .map(|paragraph| Block::new(ids.fresh(), Node::Paragraph(Text::plain(paragraph.as_str()))))
        .collect();
    Document { blocks }
}
