//! `matbaa import jsonl`: imports an archive of JSON lines from a file or from standard input.

use std::fs::File;
use std::io::{BufRead, BufReader, stdin};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;

use crate::cli::ImportJsonlArgs;
use crate::config::Values;
use crate::jsonl::{self, Job};
use crate::progress;

/// Bytes read at once.
const INPUT_BYTES: usize = 1 << 20;
/// The name of standard input on the command line.
const STANDARD_INPUT: &str = "-";
/// Slug of the section that is created in a paper without sections.
const FIRST_SECTION: &str = "news";

/// Imports the file. Exit status: 0 all imported, 1 some refused and reported, 2 nothing imported or stopped.
pub async fn run(values: &Values, args: &ImportJsonlArgs) -> anyhow::Result<ExitCode> {
    let is_stdin = args.file == Path::new(STANDARD_INPUT);
    let name = if is_stdin { "standard input".to_owned() } else { args.file.display().to_string() };
    let (input, bytes): (Box<dyn BufRead + Send>, Option<u64>) = if is_stdin {
        (Box::new(BufReader::with_capacity(INPUT_BYTES, stdin())), None)
    } else {
        let file = File::open(&args.file).with_context(|| format!("cannot open {name}"))?;
        let metadata = file.metadata().with_context(|| format!("cannot open {name}"))?;
        anyhow::ensure!(!metadata.is_dir(), "{name} is a folder; name a file of JSON lines");
        let bytes = Some(metadata.len()).filter(|_| metadata.is_file());
        (Box::new(BufReader::with_capacity(INPUT_BYTES, file)), bytes)
    };
    let folder = args.file.parent().filter(|_| !is_stdin).map(Path::to_owned).unwrap_or_default();
    let newsroom = values.newsroom().await?;
    let sections = newsroom::all_sections(newsroom.db()).await?;
    let job = Job {
        name: name.clone(),
        input,
        folder,
        section: sections.first().map_or(FIRST_SECTION, |section| &section.slug).to_owned(),
        draft: args.draft,
        max_bad: args.max_bad,
        bar: progress::bytes(bytes, "stories"),
    };
    let done = jsonl::import(&newsroom, job).await?;
    if done.settled == 0 && done.refused == 0 {
        eprintln!("{name}: there is no story in it");
    }
    Ok(match done {
        done if done.stopped || done.settled == 0 => ExitCode::from(2),
        done if done.refused > 0 => ExitCode::from(1),
        _ => ExitCode::SUCCESS,
    })
}
