//! The places filled by hand, as one form. What is chosen, moved and emptied goes back and forth in the form and is kept
//! only by «save»; a save from a state that somebody has changed since is refused and what was wanted is shown.

use arabic::Language;
use axum::response::Response;
use http::StatusCode;
use minijinja::{Value, context};
use newsroom::{Action, Error, House, PublicId, SLOTS, Slot, Story, Subject, Timestamp};

use super::super::problem::{DeskProblem, refused, status_of};
use super::super::{Desk, Form};
use super::{Found, back, find, language_in, page, story_view, story_views};
use crate::messages::Words;

/// A place with what the form wants in it.
struct Place {
    name: &'static str,
    position: i64,
    story: Option<Story>,
    asked: String,
    offered: Vec<Story>,
    problem: Option<String>,
}

/// The form under way.
pub(super) struct Working {
    places: Vec<Place>,
    /// The mark of the slots it began from.
    mark: String,
    /// Something in it is not kept.
    is_unsaved: bool,
    problem: Option<String>,
    /// Headlines that were wanted where somebody else was faster.
    wanted: Vec<String>,
}

impl Place {
    fn key(&self) -> String {
        format!("{}-{}", self.name, self.position)
    }
}

fn empty_places() -> Vec<Place> {
    let place = |name, position| Place {
        name,
        position,
        story: None,
        asked: String::new(),
        offered: Vec::new(),
        problem: None,
    };
    SLOTS.iter().flat_map(|(name, room)| (0..).take(*room).map(move |position| place(*name, position))).collect()
}

impl Working {
    /// The slots as they are kept.
    pub async fn kept(desk: &Desk, language: Language) -> newsroom::Result<Self> {
        let slots = newsroom::slots(desk.db(), language, desk.now()).await?;
        let mut places = empty_places();
        for slot in &slots {
            let place = places.iter_mut().find(|place| place.name == slot.name && place.position == slot.position);
            if let Some(place) = place {
                place.story = Some(newsroom::find_story(desk.db(), slot.story_id).await?);
            }
        }
        let mark = newsroom::slots_mark(&slots);
        Ok(Self { places, mark, is_unsaved: false, problem: None, wanted: Vec::new() })
    }

    /// What a form says, with what its words and ticks choose. False where a choice is still open.
    async fn of_form(desk: &Desk, language: Language, form: &Form) -> newsroom::Result<(Self, bool)> {
        let words = desk.words();
        let mut places = empty_places();
        for place in &mut places {
            if let Ok(id) = form.text(&format!("story-{}", place.key())).parse::<PublicId>() {
                place.story = newsroom::story_by_public_id(desk.db(), &id).await?;
            }
        }
        let mut is_settled = true;
        for at in 0..places.len() {
            let key = places[at].key();
            let (pick, asked) = (format!("pick-{key}"), format!("choose-{key}"));
            let asked = if form.text(&pick).is_empty() { form.text(&asked) } else { form.text(&pick) };
            match find(desk, language, asked).await? {
                Found::Nothing => continue,
                Found::One(story) => {
                    // A story that stands elsewhere moves here.
                    for other in &mut places {
                        if other.story.as_ref().is_some_and(|one| one.id == story.id) {
                            other.story = None;
                        }
                    }
                    places[at].story = Some(*story);
                    continue;
                }
                Found::None => places[at].problem = Some(words.message("front-no-story")),
                Found::Many(offered) => {
                    places[at].problem = Some(words.message("front-which-story"));
                    places[at].offered = offered;
                }
            }
            places[at].asked = asked.to_owned();
            is_settled = false;
        }
        let mark = form.text("mark").to_owned();
        Ok((Self { places, mark, is_unsaved: true, problem: None, wanted: Vec::new() }, is_settled))
    }

    /// `up KEY`, `down KEY` and `clear KEY`; the lead is above the second column.
    fn act(&mut self, act: &str) {
        let Some((act, key)) = act.split_once(' ') else { return };
        let Some(at) = self.places.iter().position(|place| place.key() == key) else { return };
        let other = match act {
            "up" => at.checked_sub(1),
            "down" => Some(at + 1).filter(|below| *below < self.places.len()),
            "clear" => {
                self.places[at].story = None;
                None
            }
            _ => None,
        };
        if let Some(other) = other {
            let story = self.places[at].story.take();
            self.places[at].story = self.places[other].story.take();
            self.places[other].story = story;
        }
    }

    /// As slots; a story that stays on the page keeps the time until which it is pinned.
    fn slots(&self, before: &[Slot]) -> Vec<Slot> {
        let pinned = |story: i64| -> Option<Timestamp> {
            before.iter().find(|slot| slot.story_id == story).and_then(|slot| slot.pinned_until)
        };
        let filled = self.places.iter().filter_map(|place| Some((place, place.story.as_ref()?.id)));
        filled
            .map(|(place, story_id)| Slot {
                name: place.name.to_owned(),
                position: place.position,
                story_id,
                pinned_until: pinned(story_id),
            })
            .collect()
    }
}

/// `POST /newsroom/front/slots`
pub async fn arrange(desk: Desk, form: Form) -> Result<Response, DeskProblem> {
    let language = language_in(&desk, &form);
    let (mut working, is_settled) = Working::of_form(&desk, language, &form).await?;
    let act = form.text("act");
    if act != "save" || !is_settled {
        working.act(act);
        let status = if is_settled { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        return again(&desk, language, status, working).await;
    }
    let before = newsroom::slots(desk.db(), language, desk.now()).await?;
    let filled = working.slots(&before);
    let (actor, mark) = (desk.actor(), working.mark.clone());
    let done = desk.write(async |tx| newsroom::fill_slots(tx, actor, language, Some(&mark), &filled).await).await;
    match done {
        Ok(()) => Ok(desk.go(&back(language, "front-saved"))),
        Err(error @ Error::Changed { .. }) => {
            let wanted = working.places.into_iter().filter_map(|place| Some(place.story?.title)).collect();
            let problem = Some(desk.words().message("front-changed"));
            let now = Working { problem, wanted, ..Working::kept(&desk, language).await? };
            again(&desk, language, status_of(&error), now).await
        }
        Err(error) => {
            let (status, sentence) = refused(&desk.words(), error)?;
            working.problem = Some(sentence);
            again(&desk, language, status, working).await
        }
    }
}

async fn again(desk: &Desk, language: Language, status: StatusCode, working: Working) -> Result<Response, DeskProblem> {
    page(desk, language, status, super::Typed { slots: Some(working), ..super::Typed::default() }).await
}

pub(super) async fn view(desk: &Desk, working: Working) -> newsroom::Result<Value> {
    let words = desk.words();
    let last = working.places.len().saturating_sub(1);
    let places: Vec<Value> = working
        .places
        .iter()
        .enumerate()
        .map(|(at, place)| {
            let subject = place.story.as_ref().map_or(Subject::Paper, |story| Subject::Desk(story.desk_id));
            let may = place.story.is_none() || desk.actor().may(Action::Arrange, subject, House::default()).is_ok();
            context! {
                key => place.key(),
                name => place_name(&words, place),
                story => place.story.as_ref().map(|story| story_view(desk, story)),
                asked => place.asked.as_str(),
                offered => story_views(desk, &place.offered),
                problem => place.problem.as_deref(),
                may => may,
                is_first => at == 0,
                is_last => at == last,
            }
        })
        .collect();
    Ok(context! {
        places => places,
        mark => working.mark,
        unsaved => working.is_unsaved,
        problem => working.problem,
        wanted => working.wanted,
    })
}

fn place_name(words: &Words, place: &Place) -> String {
    match place.name {
        "lead" => words.message("slot-lead"),
        _ => words.counted("slot-second", place.position + 1),
    }
}
