//! The room for writers: people who sign stories, and the staff linked to them.

use minijinja::{Value, context};
use newsroom::{Action, House, Writer};

use super::names::NameRoom;
use super::problem::DeskProblem;
use super::{DeskContext, Form};
use crate::base::messages::Words;

impl NameRoom for Writer {
    const ROOM: &'static str = "/newsroom/writers";

    fn labels(words: &Words) -> Value {
        context! {
            title => words.message("room-writers"),
            add => words.message("writer-add"),
            empty => words.message("writers-empty"),
            about => words.message("field-about-writer"),
            search => words.message("writers-search"),
        }
    }

    fn owner_of_new(_: &DeskContext, _: &Form) {}

    async fn extra_values(&self, desk: &DeskContext) -> Result<Value, DeskProblem> {
        let people = newsroom::people_of_writer(desk.db(), self.id).await?;
        let people =
            people.iter().map(|person| context! { id => person.public_id.as_str(), name => person.name.as_str() });
        let may_people = desk.actor().may_somewhere(Action::Invite, House::default());
        Ok(context! { people => people.collect::<Vec<_>>(), is_writer => true, may_people => may_people })
    }
}
