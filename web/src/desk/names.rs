//! The rooms for topics, writers and threads: a searchable list and forms for adding, changing and merging. A
//! [`NameRoom`] states what is specific to one kind.

use arabic::slug::percent_encode_path;
use axum::Extension;
use axum::extract::{Path, RawQuery};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use minijinja::value::Serde;
use minijinja::{Value, context};
use newsroom::{ABOUT_CHARS_MAX, Action, Error, NAMED_CHARS_MAX, NameCursor, Named, Naming, names};
use serde::Serialize;

use super::problem::{DeskProblem, NeedsConfirmation, or_conflict, refusal, with_sentence};
use super::{DeskContext, Form, views};
use crate::base::fields::Fields;
use crate::base::form_merge::{CurrentFields, WAS};
use crate::base::messages::Words;

/// Number of names on a page.
const PAGE: usize = 50;
/// Number of names offered as the target of a merge.
const OFFERED: usize = 8;

/// What differs between the rooms.
pub trait NameRoom: Named {
    /// The room's address.
    const ROOM: &'static str;

    /// The texts of the room: `title`, `add`, `empty`, `about`, `search`.
    fn labels(words: &Words) -> Value;

    /// The texts of the form for merging: `title`, `means`, `label`, `does`, and `none` if nothing was found. `None` if
    /// this kind cannot be merged.
    fn merge_labels(&self, _words: &Words) -> Option<Value> {
        None
    }

    /// The language prefix of its page's address.
    fn prefix(&self, _desk: &DeskContext) -> String {
        String::new()
    }

    /// The languages offered for a new name; empty if names of this kind have no language.
    fn languages(_desk: &DeskContext) -> Vec<Value> {
        Vec::new()
    }

    /// What a new name belongs to, as chosen in the form.
    fn owner_of_new(desk: &DeskContext, form: &Form) -> Self::Within;

    /// Further template values for the page of a name.
    fn extra_values(&self, _desk: &DeskContext) -> impl Future<Output = Result<Value, DeskProblem>> + Send {
        std::future::ready(Ok(context! {}))
    }
}

/// `GET /newsroom/topics`, and the same for the other kinds.
pub async fn list<T: NameRoom>(desk: DeskContext, RawQuery(query): RawQuery) -> Result<Response, DeskProblem> {
    list_page::<T>(&desk, StatusCode::OK, &Params::of(query.as_deref()), NameForm::default()).await
}

async fn list_page<T: NameRoom>(
    desk: &DeskContext,
    status: StatusCode,
    params: &Params,
    typed: NameForm,
) -> Result<Response, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::ChangePaper)?;
    let (found, next) = names::found::<T>(desk.db(), None, &params.words, params.after.as_ref(), PAGE).await?;
    let lines: Vec<Value> = found.iter().map(|(one, stories)| line(desk, one, *stories)).collect();
    let next = next.map(|(name, id)| {
        let after = format!("{id}.{name}");
        views::address(T::ROOM, &[("q", &params.words), ("after", &after)])
    });
    let values = context! {
        words => T::labels(&desk.words()),
        room => T::ROOM,
        asked => params.words.as_str(),
        is_further => params.after.is_some(),
        lines => lines,
        next => next,
        form => NameForm { languages: T::languages(desk), ..typed }.value(),
    };
    desk.page_with(status, "names.html", values)
}

fn line<T: NameRoom>(desk: &DeskContext, one: &T, stories: i64) -> Value {
    let Naming { name, slug, .. } = one.naming();
    let address = format!("{}/{}/{slug}", one.prefix(desk), T::KIND.word());
    let href = percent_encode_path(&address);
    context! { id => one.id(), name => name, href => href, address => address, stories => stories }
}

/// `POST /newsroom/topics`
pub async fn add<T: NameRoom>(desk: DeskContext, form: Form) -> Result<Response, DeskProblem> {
    let typed = NameForm::of(&form);
    let within = T::owner_of_new(&desk, &form);
    match desk.write(async |tx| names::add::<T>(tx, desk.actor(), within, typed.naming()).await).await {
        Ok(one) => Ok(desk.redirect(&format!("{}/{}?done=saved", T::ROOM, one.id()))),
        Err(error) => {
            let (status, typed) = typed.refused(&desk.words(), error)?;
            list_page::<T>(&desk, status, &Params::of(None), typed).await
        }
    }
}

/// `GET /newsroom/topics/{id}`
pub async fn show<T: NameRoom>(desk: DeskContext, Path(id): Path<i64>) -> Result<Response, DeskProblem> {
    page(&desk, &known::<T>(&desk, id).await?, StatusCode::OK, None, MergeForm::default()).await
}

async fn known<T: NameRoom>(desk: &DeskContext, id: i64) -> Result<T, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::ChangePaper)?;
    Ok(names::one(desk.db(), id).await?)
}

async fn page<T: NameRoom>(
    desk: &DeskContext,
    one: &T,
    status: StatusCode,
    typed: Option<NameForm>,
    merging: MergeForm,
) -> Result<Response, DeskProblem> {
    let words = desk.words();
    let stories = names::live_stories::<T>(desk.db(), one.id()).await?;
    let typed = typed.unwrap_or_else(|| NameForm::of_naming(one.naming()).marked(&words));
    let values = context! {
        words => T::labels(&words),
        room => T::ROOM,
        one => line(desk, one, stories),
        form => typed.value(),
        merge => one.merge_labels(&words).map(|said| merging.value(said)),
    };
    desk.page_with(status, "name.html", context! { ..one.extra_values(desk).await?, ..values })
}

/// `POST /newsroom/topics/{id}`
pub async fn change<T: NameRoom>(desk: DeskContext, Path(id): Path<i64>, form: Form) -> Result<Response, DeskProblem> {
    let words = desk.words();
    let done = desk.write(async |tx| {
        newsroom::lock_paper(tx).await?;
        let meant = NameForm::of_naming(names::one::<T>(tx.db(), id).await?.naming()).fields(&words).merge(&form);
        Ok(match meant {
            Ok(form) => Ok(names::change::<T>(tx, desk.actor(), id, NameForm::of(&form).naming()).await?),
            Err(conflict) => Err(conflict),
        })
    });
    match or_conflict(done.await)? {
        Ok(_) => Ok(desk.redirect(&format!("{}/{id}?done=saved", T::ROOM))),
        Err(error) => {
            let (status, typed) = NameForm::of(&form).refused(&words, error)?;
            page(&desk, &known::<T>(&desk, id).await?, status, Some(typed), MergeForm::default()).await
        }
    }
}

/// `POST /newsroom/topics/{id}/merge`: first searches for the name to merge into, then, with `pick`, merges.
pub async fn merge<T: NameRoom>(desk: DeskContext, Path(id): Path<i64>, form: Form) -> Result<Response, DeskProblem> {
    newsroom::allowed(desk.actor(), Action::ChangePaper)?;
    if let Ok(into) = form.text("pick").parse() {
        desk.write(async |tx| names::merge::<T>(tx, desk.actor(), id, into).await).await?;
        return Ok(desk.redirect(&format!("{}/{into}?done=merged", T::ROOM)));
    }
    let gone: T = known(&desk, id).await?;
    let asked = form.text("into").to_owned();
    let (found, _) = names::found(desk.db(), Some(gone.within()), &asked, None, OFFERED + 1).await?;
    let merging = MergeForm::offering(asked, &gone, found);
    let status = if merging.is_nothing { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((Extension(NeedsConfirmation), page(&desk, &gone, status, None, merging).await?).into_response())
}

/// The form for merging: first a search, then a choice.
#[derive(Default)]
struct MergeForm {
    is_nothing: bool,
    asked: String,
    offered: Vec<Value>,
}

impl MergeForm {
    /// The names found for `asked`, without the one being merged.
    fn offering<T: Named>(asked: String, gone: &T, found: Vec<(T, i64)>) -> Self {
        let others = found.iter().filter(|(one, _)| !asked.is_empty() && one.id() != gone.id()).take(OFFERED);
        let view =
            |(one, stories): &(T, i64)| context! { id => one.id(), name => one.naming().name, stories => stories };
        let offered: Vec<Value> = others.map(view).collect();
        Self { is_nothing: offered.is_empty(), asked, offered }
    }

    /// The template values, with the texts of the room.
    fn value(self, said: Value) -> Value {
        let problem = self.is_nothing.then(|| said.get_attr("none").unwrap_or_default());
        context! { problem => problem, asked => self.asked, offered => self.offered, ..said }
    }
}

/// The query parameters of a list: `q`, and the position `after=ID.NAME`.
struct Params {
    words: String,
    after: Option<NameCursor>,
}

impl Params {
    fn of(query: Option<&str>) -> Self {
        let value = |name| views::query_value(query.unwrap_or_default(), name).unwrap_or_default();
        let after = value("after");
        let after = after.split_once('.').and_then(|(id, name)| Some((name.to_owned(), id.parse().ok()?)));
        Self { words: value("q").trim().to_owned(), after }
    }
}

/// The content of a form.
#[derive(Default, Serialize)]
struct NameForm {
    /// The error message.
    problem: Option<String>,
    name: String,
    slug: String,
    about: String,
    /// The languages to choose from; empty if names of this kind have no language.
    languages: Vec<Value>,
    /// The digests of the values shown, for changing an existing name.
    was: String,
}

impl NameForm {
    /// The content of a form that was sent.
    fn of(form: &Fields) -> Self {
        let text = |name| form.text(name).to_owned();
        Self { name: text("name"), slug: text("slug"), about: text("about"), was: text(WAS), ..Self::default() }
    }

    /// The current values of a name.
    fn of_naming(naming: Naming<'_>) -> Self {
        let [name, slug, about] = [naming.name, naming.slug, naming.about].map(str::to_owned);
        Self { name, slug, about, ..Self::default() }
    }

    /// The fields with their current values.
    fn fields(&self, words: &Words) -> CurrentFields {
        CurrentFields::default()
            .text("name", words.message("name"), &*self.name)
            .text("slug", words.message("field-slug"), &*self.slug)
            .text("about", words.message("field-about"), &*self.about)
    }

    /// The form with the digests of its values.
    fn marked(self, words: &Words) -> Self {
        let was = self.fields(words).digests();
        Self { was, ..self }
    }

    /// The values for the newsroom.
    fn naming(&self) -> Naming<'_> {
        Naming { name: &self.name, slug: &self.slug, about: &self.about }
    }

    /// The form with an error message, and the status. Errors without a message for the form are returned.
    fn refused(self, words: &Words, error: Error) -> Result<(StatusCode, Self), DeskProblem> {
        let said = match &error {
            Error::WordsMissing => Some(words.message("name-missing")),
            Error::AlreadyThere { .. } => Some(words.message("name-taken")),
            other => refusal(words, other),
        };
        let (status, sentence) = with_sentence(said, error)?;
        Ok((status, Self { problem: Some(sentence), ..self }))
    }

    fn value(self) -> Value {
        context! { name_max => NAMED_CHARS_MAX, about_max => ABOUT_CHARS_MAX, ..Serde(self) }
    }
}
