//! The view of the remarks about a story.

use minijinja::{Value, context};
use newsroom::{House, Person, REMARK_CHARS_MAX, Remark, Story, Subject};

use crate::desk::problem::DeskProblem;
use crate::desk::stories::name_of;
use crate::desk::{DeskContext, views};

/// A remark that was not saved.
#[derive(Debug, Clone, Default)]
pub struct RefusedRemark {
    /// The error message.
    pub(super) problem: String,
    /// The text.
    pub(super) text: String,
    /// The quoted passage.
    pub(super) quote: String,
    /// The thread it replies to or changes.
    pub(super) thread: Option<i64>,
}

/// The names of the people whom a remark can mention, without the person themselves.
pub(super) fn callable(desk: &DeskContext, people: &[Person], story: &Story) -> Vec<String> {
    let house: House = desk.site().last_frame().paper.house();
    let all = newsroom::mentionable(people, story, house, desk.now());
    all.into_iter().filter(|person| person.id != desk.person().id).map(|person| person.name.clone()).collect()
}

/// The template values for the section.
pub async fn view(
    desk: &DeskContext,
    story: &Story,
    people: &[Person],
    unsaid: Option<&RefusedRemark>,
) -> Result<Value, DeskProblem> {
    let (frame, words, now) = (desk.site().last_frame(), desk.words(), desk.now());
    let remarks = newsroom::remarks_of(desk.db(), story.id).await?;
    let house = frame.paper.house();
    let sees = desk.actor().may(newsroom::Action::See, Subject::Story(&story.facts(now)), house).is_ok();
    let all: Vec<&Person> = people.iter().collect();
    let one = |remark: &Remark| {
        context! {
            id => remark.id,
            by => name_of(people, remark.by),
            at => views::instant(&frame, remark.at),
            pieces => pieces(&remark.text, &all),
            text => remark.text.as_str(),
            quote => remark.passage.as_ref().map(|passage| passage.quote.as_str()),
            block => remark.passage.as_ref().map(|passage| passage.block.as_str()),
            lost => remark.passage.as_ref().is_some_and(|passage| passage.is_lost),
            deleted => remark.is_deleted,
            edited => remark.edited_at.is_some(),
            may_edit => remark.may_edit(desk.actor(), now),
            may_delete => remark.may_delete(desk.actor()),
        }
    };
    let thread = |first: &Remark| {
        let answers: Vec<Value> = remarks.iter().filter(|other| other.thread == Some(first.id)).map(one).collect();
        let resolved = first.resolved.map(|(at, by)| {
            let name = name_of(people, by).unwrap_or_default();
            context! { line => words.named("remark-resolved-by", "name", &name), at => views::instant(&frame, at) }
        });
        let unsaid = unsaid.filter(|unsaid| unsaid.thread == Some(first.id));
        context! {
            answers => answers,
            resolved => resolved,
            problem => unsaid.map(|unsaid| unsaid.problem.as_str()),
            typed => unsaid.map(|unsaid| unsaid.text.as_str()),
            ..one(first)
        }
    };
    // A deleted remark without replies is not shown.
    let says = |first: &&Remark| !first.is_deleted || remarks.iter().any(|other| other.thread == Some(first.id));
    let firsts = || remarks.iter().filter(|remark| remark.thread.is_none()).filter(says);
    let open: Vec<Value> = firsts().filter(|first| first.resolved.is_none()).map(thread).collect();
    let settled: Vec<Value> = firsts().filter(|first| first.resolved.is_some()).map(thread).collect();
    let unsaid = unsaid.filter(|unsaid| unsaid.thread.is_none());
    Ok(context! {
        may => sees,
        settled_line => words.counted("remarks-resolved", settled.len() as i64),
        open => open,
        settled => settled,
        people => callable(desk, people, story),
        chars_max => REMARK_CHARS_MAX,
        problem => unsaid.map(|unsaid| unsaid.problem.as_str()),
        typed => unsaid.map(|unsaid| unsaid.text.as_str()),
        quoted => unsaid.map(|unsaid| unsaid.quote.as_str()),
    })
}

/// Splits a text at its mentions.
fn pieces(text: &str, people: &[&Person]) -> Vec<Value> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for mention in newsroom::mentions(text, people) {
        pieces.push(context! { text => &text[at..mention.range.start], calls => false });
        pieces.push(context! { text => &text[mention.range.clone()], calls => true });
        at = mention.range.end;
    }
    pieces.push(context! { text => &text[at..], calls => false });
    pieces
}
