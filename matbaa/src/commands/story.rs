//! `matbaa story`: shows a stored story, or keeps one out of the most read.

use std::process::ExitCode;

use newsroom::{Clock, Content, Newsroom, Part, Story, StoryLine, SystemClock, Topic, Version, Writer};
use serde_json::{Value, json};

use crate::cli::{StoryArgs, StoryMostReadArgs, StoryShowArgs, StoryWhat};
use crate::config::Values;

/// Runs `matbaa story …`.
pub async fn run(values: &Values, args: &StoryArgs) -> anyhow::Result<ExitCode> {
    match &args.what {
        StoryWhat::Show(args) => show(values, args).await,
        StoryWhat::MostRead(args) => most_read(values, args).await,
    }
}

async fn most_read(values: &Values, args: &StoryMostReadArgs) -> anyhow::Result<ExitCode> {
    let (newsroom, console) = (values.newsroom().await?, newsroom::Actor::console());
    for (id, is_hidden) in [(&args.hide, true), (&args.show, false)] {
        let Some(id) = id else { continue };
        let now = SystemClock.now();
        newsroom.write(now, async |tx| newsroom::hide_from_most_read(tx, &console, id, is_hidden).await).await?;
        println!("{id} {}", if is_hidden { "is kept out of the most read" } else { "may be among the most read" });
    }
    Ok(ExitCode::SUCCESS)
}

async fn show(values: &Values, args: &StoryShowArgs) -> anyhow::Result<ExitCode> {
    let newsroom = values.newsroom().await?;
    let db = newsroom.db();
    let Some(story) = newsroom::story_by_public_id(db, &args.id).await? else {
        anyhow::bail!("no story has the id {}; it is the second part of a story's address", args.id);
    };
    let version = match args.at {
        Some(at) => {
            let stood = newsroom::version_at(db, story.id, at.with_timezone(&chrono::Utc).into()).await?;
            stood.ok_or_else(|| anyhow::anyhow!("story {} was not on its page at {at}", args.id))?
        }
        None => match story.live_version.or(story.work_version) {
            Some(id) => newsroom::version(db, id).await?,
            None => anyhow::bail!("story {} has no version", args.id),
        },
    };
    if args.json {
        println!("{:#}", as_json(&newsroom, &story, &version).await?);
    } else {
        print_text(&story, &version.content);
    }
    Ok(ExitCode::SUCCESS)
}

fn print_text(story: &Story, content: &Content) {
    println!("{} · {} · {}", story.public_id, story.live, story.work);
    for line in StoryLine::of(Part::Text).filter(|line| *line != StoryLine::Place).filter_map(|line| content.line(line))
    {
        println!("{line}");
    }
    println!("\n{}", ::story::render::plain_text(&content.body));
}

async fn as_json(newsroom: &Newsroom, story: &Story, version: &Version) -> anyhow::Result<Value> {
    let db = newsroom.db();
    let content = &version.content;
    let sections = newsroom::all_sections(db).await?;
    let section = sections.iter().find(|section| section.id == content.section_id);
    let writers = newsroom::names::by_ids::<Writer>(db, &content.writers).await?;
    let topics = newsroom::names::by_ids::<Topic>(db, &content.topics).await?;
    let lead = match &content.lead {
        Some(lead) => {
            let ids: Vec<i64> = lead.picture_id.into_iter().collect();
            let picture = newsroom::pictures_by_ids(db, &ids).await?.into_iter().next();
            json!({
                "caption": lead.caption,
                "credit": lead.credit,
                "alt": lead.alt,
                "archive": lead.archive,
                "focal": [lead.focal.0, lead.focal.1],
                "file": picture.as_ref().map(|picture| picture.public_id.to_string()),
                "width": picture.as_ref().map(|picture| picture.width),
                "height": picture.as_ref().map(|picture| picture.height),
            })
        }
        None => Value::Null,
    };
    let paragraphs: Vec<String> = content.body.blocks.iter().map(::story::Block::plain_text).collect();
    let body: Value = serde_json::from_str(&content.body.to_json())?;
    let mut says = json!({
        "id": story.public_id,
        "section": section.map(|section| section.slug.as_str()),
        "slug": story.slug,
        "language": content.language.code(),
        "live": story.live.word(),
        "work": story.work.word(),
        "version": version.number,
        "lead_image": lead,
        "writers": writers.iter().map(|writer| writer.name.as_str()).collect::<Vec<_>>(),
        "topics": topics.iter().map(|topic| topic.name.as_str()).collect::<Vec<_>>(),
        "published_on": story.published_day,
        "published_at": story.published_at.filter(|_| !story.day_only).map(|at| at.utc().to_rfc3339()),
        "changed_at": story.changed_at.map(|at| at.utc().to_rfc3339()),
        "read_count": story.read_count(),
        "word_count": version.word_count,
        "body_paragraphs": paragraphs,
        "body": body,
    });
    for line in StoryLine::ALL {
        says[line.word()] = content.line(*line).into();
    }
    Ok(says)
}
