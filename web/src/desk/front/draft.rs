//! A draft of a page laid out by hand. It is passed back and forth in the fields of a form or an address, and is stored
//! only when somebody saves it. It works without scripts.
//!
//! Fields for each slot `KEY` (`lead-0`, `second-2`): `story-KEY`, a story's id; `until-KEY`, a time in the paper's
//! zone; `rule-KEY`, a section's slug. If `until-KEY` or `rule-KEY` is missing, the current value is kept.

use newsroom::{
    Action, ArrangedPage, Arrangement, DeskLine, Error, Filling, House, Live, Place, PublicId, SlotPage, SlotRule,
    Story, Subject, Timestamp, Wall,
};

use super::super::DeskContext;
use super::super::finding::{self, Asked, Wanted};
use super::super::problem::DeskProblem;
use super::find::{StoryMatch, find};
use crate::base::fields::Fields;

/// A slot with its content in the draft.
#[derive(Debug, Clone)]
pub(super) struct SlotDraft {
    /// Which slot.
    pub place: Place,
    /// The pinned story.
    pub story: Option<Story>,
    /// Until when it is pinned, as typed.
    pub until: String,
    /// The rule that fills the slot if no story is pinned.
    pub rule: SlotRule,
    /// Words by which a story was searched.
    pub asked: String,
    /// Stories that match them.
    pub offered: Vec<Story>,
    /// An error message about the search.
    pub problem: Option<String>,
    /// In a conflict, the story that this person chose.
    pub wanted: Option<Story>,
    /// A colleague has changed this slot too.
    pub is_conflict: bool,
}

/// A draft of a page.
#[derive(Debug, Clone)]
pub(super) struct PageDraft {
    /// Which page.
    pub arranged_page: ArrangedPage,
    /// The slots in order.
    pub slots: Vec<SlotDraft>,
    /// The mark of the arrangement from which the draft started.
    pub mark: String,
    /// The current arrangement.
    pub stands: Arrangement,
    /// What is picked up to be put elsewhere: a story's id or a slot's key.
    pub lifted: String,
    /// The search words of the drawer.
    pub search: String,
    /// The id of the scheduled arrangement that is being edited.
    pub instead: Option<i64>,
    /// When it takes effect, as typed.
    pub at: String,
    /// An error message about the whole draft.
    pub problem: Option<String>,
}

/// A time in the format of `datetime-local`.
pub(super) fn typed(at: Timestamp, zone: &str) -> String {
    Wall::at(at, zone).map(|wall| wall.wall.chars().take("2026-11-24T18:30".len()).collect()).unwrap_or_default()
}

impl PageDraft {
    /// A draft of the page without changes.
    pub async fn current(desk: &DeskContext, arranged_page: ArrangedPage) -> newsroom::Result<Self> {
        let stands = newsroom::arrangement(desk.db(), arranged_page).await?;
        let mark = stands.mark();
        let stands = stands.at(desk.now());
        let slots = slot_drafts(desk, &stands).await?;
        Ok(Self {
            arranged_page,
            slots,
            mark,
            stands,
            lifted: String::new(),
            search: String::new(),
            instead: None,
            at: String::new(),
            problem: None,
        })
    }

    /// A draft with the content of a scheduled arrangement.
    pub async fn of_waiting(desk: &DeskContext, arranged_page: ArrangedPage, id: i64) -> newsroom::Result<Self> {
        let waiting = newsroom::arrangements_waiting(desk.db(), arranged_page).await?;
        let waiting = waiting.into_iter().find(|one| one.id == id);
        let waiting = waiting.ok_or_else(|| Error::NotFound { what: "arrangement", id: id.to_string() })?;
        let kept = Self::current(desk, arranged_page).await?;
        let slots = slot_drafts(desk, &waiting.arrangement).await?;
        Ok(Self { slots, instead: Some(id), at: waiting.wall.wall.chars().take(16).collect(), ..kept })
    }

    /// A draft with the content of `fields`. Stories that the person may not see are left out.
    pub async fn of_fields(desk: &DeskContext, arranged_page: ArrangedPage, fields: &Fields) -> newsroom::Result<Self> {
        let mut draft = Self::current(desk, arranged_page).await?;
        let (frame, zone) = (desk.site().last_frame(), desk.site().last_frame().paper.zone);
        let stands = draft.stands.clone();
        for slot in &mut draft.slots {
            let key = slot.place.key();
            let held = slot.story.take();
            if let Ok(id) = fields.text(&format!("story-{key}")).parse::<PublicId>()
                && let Some(story) = newsroom::story_by_public_id(desk.db(), &id).await?
            {
                slot.story = visible_story(desk, story.id).await?;
            }
            let (until, rule) = (format!("until-{key}"), format!("rule-{key}"));
            slot.until = match (fields.has(&until), &slot.story) {
                (true, Some(_)) => fields.text(&until).to_owned(),
                // A story that moves within the page keeps its time.
                (false, Some(story)) if held.as_ref().is_none_or(|held| held.id != story.id) => {
                    let stood = stands.place_of(story.id).and_then(|place| stands.get(place).until);
                    stood.map(|until| typed(until, zone.name())).unwrap_or_default()
                }
                (false, Some(_)) => std::mem::take(&mut slot.until),
                (_, None) => String::new(),
            };
            if fields.has(&rule) {
                let section = frame.section_at(fields.text(&rule));
                slot.rule = section.map_or(SlotRule::Newest, |section| SlotRule::Section(section.id));
            }
        }
        if !fields.text("mark").is_empty() {
            draft.mark = fields.text("mark").to_owned();
        }
        draft.lifted = fields.text("lifted").chars().take(32).collect();
        draft.search = fields.text("q").chars().take(300).collect();
        draft.instead = fields.text("instead").parse().ok();
        draft.at = fields.text("at").to_owned();
        Ok(draft)
    }

    /// Selects stories by words or addresses (`choose-KEY`) and by choice (`pick-KEY`). Returns false if a choice is
    /// still open.
    pub async fn choose(&mut self, desk: &DeskContext, fields: &Fields) -> Result<bool, DeskProblem> {
        let words = desk.words();
        let mut is_settled = true;
        for at in 0..self.slots.len() {
            let key = self.slots[at].place.key();
            let (pick, asked) = (format!("pick-{key}"), format!("choose-{key}"));
            let asked = if fields.text(&pick).is_empty() { fields.text(&asked) } else { fields.text(&pick) };
            match find(desk, self.arranged_page.language, asked).await? {
                StoryMatch::NotSearched => continue,
                StoryMatch::One(story) => {
                    // A story that is in another slot moves here.
                    self.remove_story(story.id);
                    self.slots[at].story = Some(*story);
                    continue;
                }
                StoryMatch::None => self.slots[at].problem = Some(words.message("front-no-story")),
                StoryMatch::Many(offered) => {
                    self.slots[at].problem = Some(words.message("front-which-story"));
                    self.slots[at].offered = offered;
                }
            }
            self.slots[at].asked = asked.to_owned();
            is_settled = false;
        }
        Ok(is_settled)
    }

    fn remove_story(&mut self, story: i64) {
        for slot in &mut self.slots {
            if slot.story.as_ref().is_some_and(|one| one.id == story) {
                (slot.story, slot.until) = (None, String::new());
            }
        }
    }

    /// Does an act: `up KEY`, `down KEY`, `clear KEY`; `lift WHAT` and then `put KEY`, where `WHAT` is a story's id or
    /// a slot's key; `drop`; `mine KEY ID` to resolve a conflict. A slot that is put on another is swapped with it.
    pub async fn act(&mut self, desk: &DeskContext, act: &str) -> newsroom::Result<()> {
        let (act, key) = act.split_once(' ').unwrap_or((act, ""));
        let (key, story) = key.split_once(' ').unwrap_or((key, ""));
        match act {
            "lift" => self.lifted = key.chars().take(32).collect(),
            "drop" => self.lifted.clear(),
            _ => {}
        }
        let Some(at) = self.at(key) else { return Ok(()) };
        match act {
            "up" if at > 0 => self.swap(at, at - 1),
            "down" if at + 1 < self.slots.len() => self.swap(at, at + 1),
            "clear" => (self.slots[at].story, self.slots[at].until) = (None, String::new()),
            "put" | "mine" => {
                let lifted = if act == "mine" { story.to_owned() } else { std::mem::take(&mut self.lifted) };
                if let Some(from) = self.at(&lifted) {
                    self.swap(from, at);
                } else if let StoryMatch::One(story) = find_any(desk, self.arranged_page, &lifted).await? {
                    self.remove_story(story.id);
                    (self.slots[at].story, self.slots[at].until) = (Some(*story), String::new());
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn at(&self, key: &str) -> Option<usize> {
        self.slots.iter().position(|slot| slot.place.key() == key)
    }

    /// Swaps stories and their times. Rules stay in their slots.
    fn swap(&mut self, one: usize, other: usize) {
        let taken = |slot: &mut SlotDraft| (slot.story.take(), std::mem::take(&mut slot.until));
        let (first, second) = (taken(&mut self.slots[one]), taken(&mut self.slots[other]));
        (self.slots[one].story, self.slots[one].until) = second;
        (self.slots[other].story, self.slots[other].until) = first;
    }

    /// The arrangement to save. Fails with [`Error::BadTime`] if a time is invalid.
    pub fn arrangement(&self, desk: &DeskContext) -> newsroom::Result<Arrangement> {
        let zone = desk.site().last_frame().paper.zone;
        let mut wanted = Arrangement::default();
        for slot in &self.slots {
            let stood = self.stands.get(slot.place);
            let story = slot.story.as_ref().map(|story| story.id);
            let until = match (story, slot.until.as_str()) {
                (None, _) | (_, "") => None,
                // Forms work in minutes. A time that was not changed keeps its seconds.
                (_, text) if stood.until.is_some_and(|until| typed(until, zone.name()) == text) => stood.until,
                (_, text) => Some(Wall::chosen(text, zone.name())?.instant()?),
            };
            wanted.put(slot.place, Filling { story, until, rule: slot.rule });
        }
        Ok(wanted)
    }

    /// Merges in changes by colleagues since the draft started. In a conflict the colleague's version is used, and this
    /// person's choice is shown beside it. Returns whether there was a conflict.
    pub async fn merge(&mut self, desk: &DeskContext, wanted: &Arrangement) -> newsroom::Result<bool> {
        let from = Some(self.mark.as_str());
        let (_, merged) = newsroom::arrangement_on(desk.db(), self.arranged_page, from, wanted, desk.now()).await?;
        let mut theirs = slot_drafts(desk, &merged.arrangement).await?;
        for slot in &mut theirs {
            let mine = self.slots.iter().find(|mine| mine.place == slot.place);
            if merged.conflicts.contains(&slot.place) {
                slot.is_conflict = true;
                slot.wanted = mine.and_then(|mine| mine.story.clone());
            }
            if let Some(mine) = mine {
                (slot.asked, slot.problem) = (mine.asked.clone(), mine.problem.clone());
                slot.offered = mine.offered.clone();
            }
        }
        let kept = Self::current(desk, self.arranged_page).await?;
        (self.slots, self.mark, self.stands) = (theirs, kept.mark, kept.stands);
        Ok(!merged.conflicts.is_empty())
    }

    /// Number of slots that differ from the current arrangement.
    pub fn changes(&self, desk: &DeskContext) -> usize {
        self.arrangement(desk).map_or(1, |wanted| self.stands.differing(&wanted).len())
    }

    /// Whether the person may put this story into the slot. Always true if there is none.
    pub fn may(&self, desk: &DeskContext, slot: &SlotDraft) -> bool {
        let subject = slot.story.as_ref().map_or(Subject::Paper, |story| Subject::Desk(story.desk_id));
        slot.story.is_none() || desk.actor().may(Action::Arrange, subject, House::default()).is_ok()
    }
}

async fn slot_drafts(desk: &DeskContext, arrangement: &Arrangement) -> newsroom::Result<Vec<SlotDraft>> {
    let zone = desk.site().last_frame().paper.zone;
    let mut made = Vec::new();
    for place in newsroom::places_by_hand() {
        let filling = arrangement.get(place);
        let story = match filling.story {
            Some(id) => visible_story(desk, id).await?,
            None => None,
        };
        made.push(SlotDraft {
            place,
            story,
            until: filling.until.map(|until| typed(until, zone.name())).unwrap_or_default(),
            rule: filling.rule,
            asked: String::new(),
            offered: Vec::new(),
            problem: None,
            wanted: None,
            is_conflict: false,
        });
    }
    Ok(made)
}

/// The story, if it is published or the person may see it.
pub(super) async fn visible_story(desk: &DeskContext, id: i64) -> newsroom::Result<Option<Story>> {
    match newsroom::find_story(desk.db(), id).await {
        Ok(story) if story.live == Live::Published => Ok(Some(story)),
        Err(Error::NotFound { .. }) => Ok(None),
        Ok(_) => {
            let house = desk.site().last_frame().paper.house();
            newsroom::story_seen(desk.db(), desk.actor(), house, id, desk.now()).await
        }
        Err(error) => Err(error),
    }
}

/// A story in the page's language by its id, published or not.
async fn find_any(desk: &DeskContext, arranged_page: ArrangedPage, id: &str) -> newsroom::Result<StoryMatch> {
    let Ok(id) = id.parse::<PublicId>() else { return Ok(StoryMatch::None) };
    let Some(story) = newsroom::story_by_public_id(desk.db(), &id).await? else { return Ok(StoryMatch::None) };
    let seen = visible_story(desk, story.id).await?;
    Ok(seen
        .filter(|story| story.language == arranged_page.language)
        .map_or(StoryMatch::None, |story| StoryMatch::One(Box::new(story))))
}

/// The stories in the drawer: approved, scheduled, and published since the start of yesterday.
pub(super) async fn drawer(
    desk: &DeskContext,
    arranged_page: ArrangedPage,
    search: &str,
) -> Result<Vec<DeskLine>, DeskProblem> {
    /// Maximum number of stories in the drawer.
    const DRAWER: u64 = 40;
    let frame = desk.site().last_frame();
    let today = frame.paper.today(desk.now());
    let since = Timestamp::start_of_day(today.pred_opt().unwrap_or(today), frame.paper.zone);
    let section = match arranged_page.page {
        SlotPage::Front => None,
        SlotPage::Section(id) => Some(id),
    };
    let language = arranged_page.language;
    let asked = Asked { typed: search, language: Some(language), wanted: Wanted::Newest, among: None };
    let found = finding::find(desk.site(), asked).await?;
    let found = found.as_deref();
    Ok(newsroom::candidates(desk.db(), desk.actor(), language, section, found, since, DRAWER).await?)
}
