//! The room for topics.

use minijinja::{Value, context};
use newsroom::Topic;

use super::names::NameRoom;
use super::{DeskContext, Form};
use crate::base::messages::Words;

impl NameRoom for Topic {
    const ROOM: &'static str = "/newsroom/topics";

    fn labels(words: &Words) -> Value {
        context! {
            title => words.message("room-topics"),
            add => words.message("topic-add"),
            empty => words.message("topics-empty"),
            about => words.message("field-about-topic"),
            search => words.message("topics-search"),
        }
    }

    fn merge_labels(&self, words: &Words) -> Option<Value> {
        Some(context! {
            title => words.message("topic-merge"),
            means => words.message("topic-merge-means"),
            label => words.message("topic-merge-into"),
            does => words.named("topic-merge-do", "name", &self.name),
            none => words.message("topic-merge-none"),
        })
    }

    fn owner_of_new(_: &DeskContext, _: &Form) {}
}
