//! The room for threads. Each thread has a language.

use arabic::Language;
use minijinja::{Value, context};
use newsroom::StoryThread;

use super::names::NameRoom;
use super::{DeskContext, Form};
use crate::base::messages::Words;

impl NameRoom for StoryThread {
    const ROOM: &'static str = "/newsroom/threads";

    fn labels(words: &Words) -> Value {
        context! {
            title => words.message("threads"),
            add => words.message("thread-add"),
            empty => words.message("threads-empty"),
            about => words.message("field-about-thread"),
            search => words.message("threads-search"),
        }
    }

    fn merge_labels(&self, words: &Words) -> Option<Value> {
        Some(context! {
            title => words.message("thread-merge"),
            means => words.message("thread-merge-means"),
            label => words.message("thread-merge-into"),
            does => words.named("thread-merge-do", "name", &self.name),
            none => words.message("thread-merge-none"),
        })
    }

    fn prefix(&self, desk: &DeskContext) -> String {
        let primary = desk.site().last_frame().primary();
        if self.language == primary { String::new() } else { format!("/{}", self.language.code()) }
    }

    fn languages(desk: &DeskContext) -> Vec<Value> {
        let languages = desk.site().last_frame().paper.languages.clone();
        languages.into_iter().map(|one| context! { code => one.code(), name => one.own_name() }).collect()
    }

    fn owner_of_new(desk: &DeskContext, form: &Form) -> Language {
        form.text("lang").parse().unwrap_or(desk.site().last_frame().primary())
    }
}
