//! `matbaa new`: creates an empty paper that works, with its sections and settings.

use std::process::ExitCode;

use anyhow::{Context, bail};
use newsroom::{Actor, Clock, Localized, Paper, SystemClock};

use crate::cli::NewArgs;
use crate::config::Values;

/// Creates the paper. Refuses (exit status 2) if there is one already or if an argument is invalid.
pub async fn run(values: &Values, args: &NewArgs) -> anyhow::Result<ExitCode> {
    let mut paper = Paper { name: Localized::arabic(args.name.trim()), ..Paper::default() };
    anyhow::ensure!(!paper.name.ar.is_empty(), "--name: a paper needs a name");
    let languages: Vec<&str> = args.language.iter().map(|language| language.code()).collect();
    for (key, value) in [
        ("languages", languages.into()),
        ("zone", args.zone.as_str().into()),
        ("months", args.months.as_str().into()),
        ("digits", args.digits.as_str().into()),
    ] {
        paper.set(key, value).map_err(|reason| anyhow::anyhow!("--{reason}"))?;
    }
    let sections = args.sections.iter().map(|section| named(section)).collect::<anyhow::Result<Vec<_>>>()?;

    let newsroom = values.newsroom().await?;
    if !newsroom::all_sections(newsroom.db()).await?.is_empty() {
        bail!("there is a paper in {} already; choose another folder", values.data.display());
    }
    let console = Actor::console();
    newsroom
        .write(SystemClock.now(), async |tx| {
            newsroom::change_paper(tx, &console, &paper).await?;
            for (slug, name) in &sections {
                let desk = newsroom::ensure_desk(tx, &console, slug, name).await?;
                newsroom::ensure_section(tx, &console, desk, slug, name, &Localized::default()).await?;
            }
            Ok(())
        })
        .await
        .context("the paper could not be made")?;
    newsroom.close().await?;

    let data = values.data.display();
    println!("«{}» stands in {data}, with {} sections and no story.", paper.name.ar, sections.len());
    println!();
    println!("Next:");
    println!("  matbaa serve --data {data}            its site, at http://{}/", values.listen);
    println!("  matbaa settings --data {data}         its settings, to look at and to change");
    println!("  matbaa backup --data {data} FILE.tar.zst   a copy of everything, also while it is served");
    Ok(ExitCode::SUCCESS)
}

/// Reads `slug`, which gets its usual name, or `slug:name`.
fn named(section: &str) -> anyhow::Result<(String, Localized)> {
    let (slug, name) = match section.split_once(':') {
        Some((slug, name)) => (slug.trim(), Localized::arabic(name.trim())),
        None => (section.trim(), newsroom::usual_section_name(section.trim())),
    };
    if name.ar.is_empty() {
        bail!("--sections: {section:?} has no name; write slug:name");
    }
    if arabic::slug::slug(slug) != slug || slug.is_empty() || newsroom::is_reserved_segment(slug) {
        bail!("--sections: {slug:?} cannot be used as an address");
    }
    Ok((slug.to_owned(), name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_named_or_have_their_usual_name() {
        assert_eq!(named("world").unwrap().1.ar, "العالم");
        assert_eq!(named("jiha:الجهات").unwrap(), ("jiha".to_owned(), Localized::arabic("الجهات")));
        for bad in ["", "a b", "media", ":اسم", "x:"] {
            assert!(named(bad).is_err(), "{bad}");
        }
    }
}
