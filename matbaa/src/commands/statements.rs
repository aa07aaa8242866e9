//! `matbaa statements`: who said what in a story that is given as JSON.

use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use serde_json::{Map, Value};

use crate::cli::{StatementsArgs, StatementsWhat};

/// The file name that stands for standard input.
const STANDARD_INPUT: &str = "-";
/// Bytes of a file, at most: a story has some ten thousand.
const FILE_BYTES_MAX: u64 = 64 << 20;

/// Runs `matbaa statements …`.
pub fn run(args: &StatementsArgs) -> anyhow::Result<ExitCode> {
    let StatementsWhat::Extract { file, json } = &args.what;
    let name = if file == Path::new(STANDARD_INPUT) { "standard input".into() } else { file.display().to_string() };
    let text = read(file).with_context(|| format!("{name} cannot be read"))?;
    let story = story(&text).with_context(|| format!("{name} is not a story"))?;
    let found = speech::extract(&story);
    if *json {
        println!("{}", serde_json::to_string_pretty(&found)?);
    } else {
        print_text(&found);
    }
    Ok(ExitCode::SUCCESS)
}

fn read(file: &Path) -> anyhow::Result<String> {
    let input: Box<dyn Read> = if file == Path::new(STANDARD_INPUT) {
        Box::new(std::io::stdin())
    } else {
        Box::new(std::fs::File::open(file)?)
    };
    let mut bytes = Vec::new();
    input.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > FILE_BYTES_MAX {
        bail!("it is larger than {} MiB", FILE_BYTES_MAX >> 20);
    }
    String::from_utf8(bytes).map_err(|error| anyhow::anyhow!("byte {} is not UTF-8", error.utf8_error().valid_up_to()))
}

/// The story that a JSON text describes. Fields that are not read here (such as the answers of gold files) are ignored.
fn story(text: &str) -> anyhow::Result<speech::Story> {
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).context("it is not JSON")?;
    let Value::Object(fields) = value else {
        bail!("it must be an object with published_on, headline, paragraphs and language");
    };
    let published_on = string(&fields, "published_on")?;
    let language = string(&fields, "language")?;
    Ok(speech::Story {
        published_on: published_on
            .parse()
            .map_err(|_| anyhow::anyhow!("published_on: {published_on:?} is not a day such as 2022-05-11"))?,
        headline: string(&fields, "headline")?.to_owned(),
        paragraphs: paragraphs(&fields)?,
        language: language.parse().map_err(|error| anyhow::anyhow!("language: {error}"))?,
    })
}

fn string<'a>(fields: &'a Map<String, Value>, name: &str) -> anyhow::Result<&'a str> {
    match fields.get(name) {
        Some(Value::String(text)) => Ok(text),
        Some(other) => bail!("{name} must be a string, not {}", kind(other)),
        None => bail!("the field {name} is missing"),
    }
}

fn paragraphs(fields: &Map<String, Value>) -> anyhow::Result<Vec<String>> {
    let list = match fields.get("paragraphs") {
        Some(Value::Array(list)) => list,
        Some(other) => bail!("paragraphs must be a list of strings, not {}", kind(other)),
        None => bail!("the field paragraphs is missing"),
    };
    let text = |(at, value): (usize, &Value)| match value {
        Value::String(text) => Ok(text.clone()),
        other => Err(anyhow::anyhow!("paragraphs[{at}] must be a string, not {}", kind(other))),
    };
    list.iter().enumerate().map(text).collect()
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn print_text(found: &speech::Found) {
    for said in &found.statements {
        println!("{}: {}", said.speaker.as_deref().unwrap_or("?"), said.text);
    }
    for event in &found.events {
        println!("{} – {}: {}", event.date_from, event.date_to, event.text);
    }
    for time in &found.times {
        println!("{} – {}: {}", time.date_from, time.date_to, time.text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_field() {
        let good = r#"{"published_on":"2022-05-11","headline":"ع","paragraphs":["ف"],"language":"ar"}"#;
        assert_eq!(story(good).unwrap().paragraphs, ["ف"]);
        for (from, to, expected) in [
            ("2022-05-11", "2022-13-01", "published_on: \"2022-13-01\" is not a day such as 2022-05-11"),
            ("\"ar\"", "\"de\"", "language: unknown language \"de\": ar, fr and en are known"),
            ("\"headline\":\"ع\",", "", "the field headline is missing"),
            ("[\"ف\"]", "\"ف\"", "paragraphs must be a list of strings, not a string"),
            ("[\"ف\"]", "[\"ف\", 7]", "paragraphs[1] must be a string, not a number"),
            ("\"paragraphs\":[\"ف\"],", "", "the field paragraphs is missing"),
            ("\"ع\"", "null", "headline must be a string, not null"),
        ] {
            assert_eq!(format!("{:#}", story(&good.replace(from, to)).unwrap_err()), expected);
        }
        assert!(format!("{:#}", story("{").unwrap_err()).starts_with("it is not JSON: "));
        assert!(format!("{:#}", story("[]").unwrap_err()).starts_with("it must be an object"));
    }
}
