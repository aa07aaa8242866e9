//! What happened in the other rooms: house words, bans, the current and the planned front page, a colleague who left.

use anyhow::Context;
use arabic::Language;
use newsroom::{
    ArrangedPage, Arrangement, BanKind, Filling, HouseKind, HouseWord, HouseWording, Newsroom, Place, Timestamp, Tx,
    Wall,
};

use super::files::{ArrangementFile, BanFile, HouseWordFile, PersonFile};
use super::staff::Staff;
use super::timeline::Replay;

/// Seconds of a day.
const DAY_SECONDS: i64 = 86_400;

/// The editor-in-chief enters the house words.
pub async fn house_words(
    newsroom: &Newsroom,
    at: Timestamp,
    staff: &Staff,
    words: &[HouseWordFile],
) -> anyhow::Result<()> {
    let chief = staff.chief();
    let mut wordings = Vec::new();
    for word in words {
        wordings.push(HouseWording {
            kind: HouseKind::from_word(&word.kind).with_context(|| format!("demo/rooms.toml: {}", word.kind))?,
            language: Language::Arabic,
            word: word.word.clone(),
            wrong: word.wrong.clone(),
            instead: word.instead.clone(),
            reason: word.reason.clone(),
        });
    }
    let act = async |tx: &mut Tx| {
        for wording in wordings {
            newsroom::add_word::<HouseWord>(tx, &chief, wording).await?;
        }
        Ok(())
    };
    newsroom.write(at, act).await.context("demo/rooms.toml: words of the house")
}

/// A moderator bans somebody.
pub async fn banned(replay: &Replay<'_>, at: Timestamp, file: &BanFile) -> anyhow::Result<()> {
    let moderator = replay.staff.actor(&file.by)?;
    let kind = BanKind::from_word(&file.kind).with_context(|| file.kind.clone())?;
    let about = match &file.about {
        Some(name) => {
            let found = replay.comments.values().find(|comment| comment.name == *name);
            Some(found.with_context(|| format!("nobody called {name} has said anything"))?.public_id.clone())
        }
        None => None,
    };
    let (seconds, note) = (file.days.map(|days| days * DAY_SECONDS), file.note.as_str());
    let act = async |tx: &mut Tx| {
        newsroom::ban(tx, &moderator, kind, about.as_ref(), &file.pattern, seconds, note).await.map(|_| ())
    };
    Ok(replay.newsroom.write(at, act).await?)
}

/// Somebody leaves the paper: an administrator closes their account. What they did keeps their name.
pub async fn left(replay: &Replay<'_>, at: Timestamp, one: &PersonFile) -> anyhow::Result<()> {
    let (admin, id) = (replay.staff.admin(), replay.staff.person(&one.key)?.id);
    Ok(replay.newsroom.write(at, async |tx| newsroom::close_person(tx, &admin, id).await).await?)
}

/// The editor-in-chief lays out the front pages with the stories whose files name a slot.
pub async fn fill_front(replay: &Replay<'_>, at: Timestamp) -> anyhow::Result<()> {
    let chief = replay.staff.chief();
    let mut filled = Vec::new();
    for (code, slots) in &replay.slots {
        filled.push((code.parse::<Language>().with_context(|| format!("the language {code}"))?, slots));
    }
    let act = async |tx: &mut Tx| {
        for (language, slots) in filled {
            newsroom::fill_slots(tx, &chief, language, None, slots).await?;
        }
        Ok(())
    };
    Ok(replay.newsroom.write(at, act).await?)
}

/// Somebody schedules a front page.
pub async fn plan_front(replay: &Replay<'_>, at: Timestamp, file: &ArrangementFile) -> anyhow::Result<()> {
    let actor = replay.staff.actor(&file.by)?;
    let mut wanted = Arrangement::default();
    let seconds = (0..).zip(&file.second).map(|(position, file)| (Place::of("second", position), file));
    for (place, file) in std::iter::once((Place::of("lead", 0), &file.lead)).chain(seconds) {
        let (story, _) = replay.story(file)?;
        wanted.put(
            place.context("the front page has no such place")?,
            Filling { story: Some(story), ..Filling::default() },
        );
    }
    let (arranged_page, due) =
        (ArrangedPage::front(file.language), Wall::at(replay.ahead(file.ahead), replay.zone.name())?);
    let act = async |tx: &mut Tx| {
        newsroom::schedule_arrangement(tx, &actor, arranged_page, &due, &wanted, None).await.map(|_| ())
    };
    Ok(replay.newsroom.write(at, act).await?)
}
