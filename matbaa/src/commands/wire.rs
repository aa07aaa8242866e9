//! `matbaa wire read`: prints what is read of agency files; writes nothing.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;

use crate::cli::{WireArgs, WireWhat};

/// Runs `matbaa wire …`.
pub fn run(args: &WireArgs) -> anyhow::Result<ExitCode> {
    let WireWhat::Read(args) = &args.what;
    let context = wire::Context {
        content_type: args.content_type.clone(),
        address: args.address.clone(),
        charset: args.charset.clone(),
        zone: args.zone.as_deref().map(zone).transpose()?,
        ..wire::Context::default()
    };
    let (mut files, mut code) = (Vec::new(), ExitCode::SUCCESS);
    for file in &args.files {
        let bytes = match bytes_of(file) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("matbaa: {error:#}");
                code = ExitCode::from(2);
                continue;
            }
        };
        let name = file.display().to_string();
        let result = wire::read(&bytes, &context);
        if args.json {
            files.push(wire::json(&name, &result));
        } else {
            describe(&name, &result);
        }
    }
    if args.json {
        let shown = format!("{:#}\n", serde_json::json!({ "files": files }));
        match std::io::stdout().write_all(shown.as_bytes()) {
            // Whoever reads has seen enough.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {}
            written => written.context("the reading cannot be printed")?,
        }
    }
    Ok(code)
}

/// The bytes of a file, one more than the reader takes at most: it refuses what is longer.
fn bytes_of(file: &Path) -> anyhow::Result<Vec<u8>> {
    let cannot = || format!("{} cannot be read", file.display());
    let mut bytes = Vec::new();
    let open = File::open(file).with_context(cannot)?;
    open.take(wire::FILE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes).with_context(cannot)?;
    Ok(bytes)
}

fn zone(name: &str) -> anyhow::Result<chrono_tz::Tz> {
    name.parse().map_err(|_| anyhow::anyhow!("{name:?} is no IANA time zone, such as Asia/Amman"))
}

/// A few lines for people.
fn describe(name: &str, result: &Result<wire::Reading, wire::Refused>) {
    let reading = match result {
        Ok(reading) => reading,
        Err(refused) => {
            println!("{name}: refused: {refused}");
            return;
        }
    };
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let format = word(serde_json::json!(reading.format));
    let dialect = reading.dialect.map(|dialect| format!(" ({dialect})")).unwrap_or_default();
    let outcome = word(serde_json::json!(reading.outcome));
    println!("{name}: {format}{dialect}, {outcome}, {}, {} items", reading.charset.actual, reading.items.len());
    for item in &reading.items {
        let title = item.headline.as_deref().or(item.slugline.as_deref()).or(item.guid.as_deref()).unwrap_or("—");
        println!("  {} {title}", word(serde_json::json!(item.status)));
    }
    for notice in &reading.notices {
        let place = if notice.place.is_empty() { String::new() } else { format!("{}: ", notice.place) };
        println!("  note: {place}{}", notice.what);
    }
}
