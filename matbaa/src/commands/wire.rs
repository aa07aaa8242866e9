//! `matbaa wire read`: prints what is read of agency files; writes nothing.

use std::process::ExitCode;

use anyhow::Context;

use crate::cli::{WireArgs, WireRead, WireWhat};

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
    let mut all = Vec::new();
    for file in &args.files {
        let bytes = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
        let name = file.display().to_string();
        let result = wire::read(&bytes, &context);
        if args.json { all.push(wire::json(&name, &result)) } else { describe(&name, &result) }
    }
    if args.json {
        print(args, &all)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn zone(name: &str) -> anyhow::Result<chrono_tz::Tz> {
    name.parse().map_err(|_| anyhow::anyhow!("{name:?} is no IANA time zone, such as Asia/Amman"))
}

/// One file is one object; several are a list, under `files` as in the expectations of the corpora.
fn print(args: &WireRead, all: &[serde_json::Value]) -> anyhow::Result<()> {
    let shown = match all {
        [one] if args.files.len() == 1 => serde_json::to_string_pretty(one),
        all => serde_json::to_string_pretty(&serde_json::json!({ "files": all })),
    };
    println!("{}", shown.context("the reading cannot be written as JSON")?);
    Ok(())
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
