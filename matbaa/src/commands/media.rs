//! `matbaa media`: verifies the files of pictures, and shows what files say about themselves.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use imaging::{Field, Metadata, Standard, Task, TaskOutput};
use newsroom::{Carried, CarriedFile, MediaFault, MediaReport};
use serde_json::{Map, Value, json};
use strum::VariantArray;

use crate::cli::{MediaArgs, MediaWhat};
use crate::config::Values;

/// Runs `matbaa media …`. Fails if a file is refused, missing or changed.
pub async fn run(values: &Values, args: &MediaArgs) -> anyhow::Result<ExitCode> {
    match &args.what {
        MediaWhat::Verify { repair, json } => verify(values, *repair, *json).await,
        MediaWhat::Move { json } => move_all(values, *json).await,
        MediaWhat::Read { files, json } => read_all(files, *json),
    }
}

async fn verify(values: &Values, repair: bool, json: bool) -> anyhow::Result<ExitCode> {
    let newsroom = values.newsroom().await?.patient();
    let mut told = |fault: MediaFault| {
        let (word, sentence, key) = match fault {
            MediaFault::Missing(key) => ("missing", "is missing", key),
            MediaFault::Changed(key) => ("changed", "is not what was written", key),
            MediaFault::Orphan(key) => ("orphan", "belongs to no picture", key),
            MediaFault::MadeAgain(key) => ("made_again", "was made again", key),
        };
        if json {
            println!("{}", json!({ "fault": word, "key": key }));
        } else {
            println!("{key} {sentence}");
        }
    };
    let report = newsroom::verify_media(&newsroom, repair, &mut told).await?;
    let MediaReport { pictures, files, faults, orphans } = report;
    if json {
        println!("{}", json!({ "pictures": pictures, "files": files, "faults": faults, "orphans": orphans }));
    } else {
        println!("{pictures} pictures, {files} files: {faults} missing or changed, {orphans} of no picture");
    }
    Ok(if faults == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn move_all(values: &Values, json: bool) -> anyhow::Result<ExitCode> {
    anyhow::ensure!(values.bucket()?.is_some(), "there is only one place for files: no `bucket` is configured");
    let newsroom = values.newsroom().await?;
    let mut told = |file: CarriedFile| match (json, file) {
        (true, CarriedFile::Carried(key, bytes)) => println!("{}", json!({ "moved": key, "bytes": bytes })),
        (true, CarriedFile::WasThere(key)) => println!("{}", json!({ "was_there": key })),
        (true, CarriedFile::Changed(key)) => println!("{}", json!({ "changed": key })),
        (false, CarriedFile::Changed(key)) => println!("{key} is not what was uploaded and stays where it is"),
        (false, _) => {}
    };
    let Carried { files, bytes, were_there, changed } = newsroom.media().carry_all(&mut told).await?;
    if json {
        println!("{}", json!({ "files": files, "bytes": bytes, "were_there": were_there, "changed": changed }));
    } else {
        println!("{files} files moved ({bytes} bytes), {were_there} were there already, {changed} damaged ones stay");
    }
    Ok(if changed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn read_all(files: &[PathBuf], json: bool) -> anyhow::Result<ExitCode> {
    let mut status = ExitCode::SUCCESS;
    for file in files {
        match read(file) {
            Ok(picture) if json => println!("{}", picture.json(file)),
            Ok(picture) => print!("{}", picture.text(file)),
            Err(why) => {
                status = ExitCode::FAILURE;
                if json {
                    println!("{}", json!({ "file": file.display().to_string(), "refused": why.to_string() }));
                } else {
                    eprintln!("{}: {why}", file.display());
                }
            }
        }
    }
    Ok(status)
}

/// A picture that a paper would take.
struct ReadPicture {
    format: String,
    width: u32,
    height: u32,
    metadata: Metadata,
}

fn read(file: &Path) -> anyhow::Result<ReadPicture> {
    // Whether the whole picture is there shows only when it is decoded.
    let made = imaging::inspect(std::fs::read(file)?.into(), Task::Renditions)?.run_task()?;
    let TaskOutput::Renditions(made) = made else { anyhow::bail!("renditions were asked for") };
    Ok(ReadPicture { format: made.format, width: made.width, height: made.height, metadata: made.metadata })
}

impl ReadPicture {
    fn json(&self, file: &Path) -> Value {
        let fields = |values: &dyn Fn(Field) -> Vec<String>| -> Map<String, Value> {
            let named = Field::VARIANTS.iter().map(|field| (<&str>::from(*field).to_owned(), values(*field)));
            named.filter(|(_, values)| !values.is_empty()).map(|(name, values)| (name, json!(values))).collect()
        };
        let mut standards = Map::new();
        for standard in Standard::VARIANTS {
            let said = fields(&|field| self.metadata.of(*standard, field).to_vec());
            if !said.is_empty() {
                standards.insert(<&str>::from(*standard).to_owned(), Value::Object(said));
            }
        }
        json!({
            "file": file.display().to_string(), "format": self.format, "width": self.width, "height": self.height,
            "fields": fields(&|field| self.counts(field)), "standards": standards,
        })
    }

    fn text(&self, file: &Path) -> String {
        let mut text = format!("{}\n  {} {} x {}\n", file.display(), self.format, self.width, self.height);
        for field in Field::VARIANTS {
            for value in self.counts(*field) {
                text.push_str(&format!("  {}: {value}\n", <&str>::from(*field)));
            }
        }
        text
    }

    fn counts(&self, field: Field) -> Vec<String> {
        match field {
            Field::Taken => self.metadata.taken().map(|moment| moment.to_string()).into_iter().collect(),
            _ => self.metadata.values(field).to_vec(),
        }
    }
}
