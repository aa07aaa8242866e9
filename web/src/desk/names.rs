//! What the rooms of topics, of writers and of threads have in common: a list found by words, a form that adds, a form that changes.

use arabic::slug::percent_encode_path;
use http::StatusCode;
use minijinja::{Value, context};
use newsroom::{ABOUT_CHARS_MAX, Error, NAMED_CHARS_MAX, NameCursor, Naming};

use super::problem::{DeskProblem, refusal, worded};
use super::views;
use crate::base::fields::Fields;
use crate::base::messages::Words;
use crate::base::standing::{Standing, WAS};

/// Lines on a page of a list.
pub const PAGE: usize = 50;
/// Others offered as the one that stays when two are made one.
const OFFERED: usize = 8;

/// Which of the three rooms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// Topics.
    Topics,
    /// Writers.
    Writers,
    /// Threads.
    Threads,
}

/// One line.
pub struct Line {
    /// Inner id.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Its address.
    pub slug: String,
    /// Live stories under it.
    pub stories: i64,
    /// What stands before its address.
    pub prefix: String,
}

impl Names {
    /// The room's address.
    pub fn room(self) -> &'static str {
        match self {
            Self::Topics => "/newsroom/topics",
            Self::Writers => "/newsroom/writers",
            Self::Threads => "/newsroom/threads",
        }
    }

    /// Where readers find one.
    pub fn address(self, slug: &str) -> String {
        match self {
            Self::Topics => format!("/topic/{slug}"),
            Self::Writers => format!("/writer/{slug}"),
            Self::Threads => format!("/thread/{slug}"),
        }
    }

    fn titled(self, words: &Words) -> Value {
        match self {
            Self::Topics => context! {
                title => words.message("room-topics"),
                add => words.message("topic-add"),
                empty => words.message("topics-empty"),
                about => words.message("field-about-topic"),
                search => words.message("topics-search"),
            },
            Self::Writers => context! {
                title => words.message("room-writers"),
                add => words.message("writer-add"),
                empty => words.message("writers-empty"),
                about => words.message("field-about-writer"),
                search => words.message("writers-search"),
            },
            Self::Threads => context! {
                title => words.message("threads"),
                add => words.message("thread-add"),
                empty => words.message("threads-empty"),
                about => words.message("field-about-thread"),
                search => words.message("threads-search"),
            },
        }
    }

    /// The list with its search and the form that adds.
    pub fn list(self, words: &Words, asked: &Asked, lines: &[Line], next: Option<NameCursor>, typed: Typed) -> Value {
        let lines: Vec<Value> = lines.iter().map(|line| self.line(line)).collect();
        let next = next.map(|(name, id)| {
            let path = views::with_query_value(self.room(), "", "q", &asked.words);
            format!(
                "{path}&{}",
                views::with_query_value("", "", "after", &format!("{id}.{name}")).trim_start_matches('?')
            )
        });
        context! {
            words => self.titled(words),
            room => self.room(),
            asked => asked.words.as_str(),
            is_further => asked.after.is_some(),
            lines => lines,
            next => next,
            form => typed.value(),
        }
    }

    /// One of them with the form that changes it.
    pub fn one(self, words: &Words, line: &Line, typed: Typed) -> Value {
        context! { words => self.titled(words), room => self.room(), one => self.line(line), form => typed.value() }
    }

    fn line(self, line: &Line) -> Value {
        let address = format!("{}{}", line.prefix, self.address(&line.slug));
        context! {
            id => line.id,
            name => line.name.as_str(),
            href => percent_encode_path(&address),
            address => address,
            stories => line.stories,
        }
    }
}

/// The form that makes two of them one: first it finds the one that stays, then it is picked.
#[derive(Default)]
pub struct Merging {
    problem: Option<String>,
    asked: String,
    /// Inner id, name, live stories.
    offered: Vec<(i64, String, i64)>,
}

impl Merging {
    /// How many to ask for: one of them may be the very one that is to go.
    pub const FOUND: usize = OFFERED + 1;

    /// What was found for `asked`, without the one that is to go; or that nothing was, as `none` says. With the status of the
    /// page.
    pub fn offering(
        asked: String,
        gone: i64,
        found: impl IntoIterator<Item = (i64, String, i64)>,
        none: String,
    ) -> (StatusCode, Self) {
        let offered: Vec<_> = found.into_iter().filter(|(id, ..)| *id != gone).take(OFFERED).collect();
        if asked.is_empty() || offered.is_empty() {
            let nothing = Self { problem: Some(none), asked, offered: Vec::new() };
            return (StatusCode::UNPROCESSABLE_ENTITY, nothing);
        }
        (StatusCode::OK, Self { problem: None, asked, offered })
    }

    /// With the room's own words around it: `title`, `means`, `label`, `does`.
    pub fn value(self, said: Value) -> Value {
        let offered: Vec<Value> = self
            .offered
            .iter()
            .map(|(id, name, stories)| context! { id => id, name => name.as_str(), stories => stories })
            .collect();
        context! { problem => self.problem, asked => self.asked, offered => offered, ..said }
    }
}

/// What the address of a list asks for: `q`, and where the page begins, `after=ID.NAME`.
pub struct Asked {
    /// Words of names.
    pub words: String,
    /// The line before the first.
    pub after: Option<NameCursor>,
}

impl Asked {
    /// Reads a query.
    pub fn of(query: Option<&str>) -> Self {
        let value = |name| views::query_value(query.unwrap_or_default(), name).unwrap_or_default();
        let after = value("after");
        let after = after.split_once('.').and_then(|(id, name)| Some((name.to_owned(), id.parse().ok()?)));
        Self { words: value("q").trim().to_owned(), after }
    }
}

/// What stands in a form.
#[derive(Default)]
pub struct Typed {
    /// Why it came back.
    pub problem: Option<String>,
    /// The name.
    pub name: String,
    /// The address.
    pub slug: String,
    /// The few words about it.
    pub about: String,
    /// Languages to choose from, where it is of one.
    pub languages: Vec<Value>,
    /// The mark of what the form shows, where it changes one that is there.
    pub was: String,
}

impl Typed {
    /// A form as it came in.
    pub fn of(form: &Fields) -> Self {
        let text = |name| form.text(name).to_owned();
        Self { name: text("name"), slug: text("slug"), about: text("about"), was: text(WAS), ..Self::default() }
    }

    /// A form of what stands.
    pub fn stands(name: &str, slug: &str, about: Option<&str>) -> Self {
        let about = about.unwrap_or_default().to_owned();
        Self { name: name.to_owned(), slug: slug.to_owned(), about, ..Self::default() }
    }

    /// What it shows.
    pub fn shows(&self, words: &Words) -> Standing {
        Standing::default()
            .text("name", words.message("name"), &*self.name)
            .text("slug", words.message("field-slug"), &*self.slug)
            .text("about", words.message("field-about"), &*self.about)
    }

    /// The form with its mark.
    pub fn marked(self, words: &Words) -> Self {
        let was = self.shows(words).mark();
        Self { was, ..self }
    }

    /// For the newsroom.
    pub fn naming(&self) -> Naming<'_> {
        Naming { name: &self.name, slug: &self.slug, about: &self.about }
    }

    /// The form with why it came back, and the status of the page; what is no refusal is a page of its own.
    pub fn refused(self, words: &Words, error: Error) -> Result<(StatusCode, Self), DeskProblem> {
        let (status, sentence) = worded(said(words, &error), error)?;
        Ok((status, Self { problem: Some(sentence), ..self }))
    }

    fn value(self) -> Value {
        context! {
            problem => self.problem,
            name => self.name,
            slug => self.slug,
            about => self.about,
            languages => self.languages,
            was => self.was,
            name_max => NAMED_CHARS_MAX,
            about_max => ABOUT_CHARS_MAX,
        }
    }
}

/// Why a name was refused, in words; `None` for what is a page of its own.
fn said(words: &Words, error: &Error) -> Option<String> {
    match error {
        Error::WordsMissing => Some(words.message("name-missing")),
        Error::AlreadyThere { .. } => Some(words.message("name-taken")),
        other => refusal(words, other),
    }
}
