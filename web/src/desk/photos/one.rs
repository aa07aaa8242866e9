//! The page of one picture: the file beside the archive, and where it was used.

use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use minijinja::{Value, context};
use newsroom::{
    ArchiveField, ArchivedPicture, FileField as Field, LikePicture, PictureUse, PublicId, RightsStanding, UsedAs,
};

use super::moments::moment_text;
use super::rights_view;
use super::room::{ROOM, card, field_name, lack_name, path_of, require_sight};
use crate::base::addresses::DESK_MEDIA;
use crate::base::dates::Dates;
use crate::base::fields::Fields;
use crate::base::form_merge::{CurrentFields, WAS};
use crate::base::messages::Words;
use crate::desk::problem::{DeskProblem, or_conflict, refused};
use crate::desk::stories::{may_begin, name_of, state};
use crate::desk::{DeskContext, Form, views};

/// What a file says and the desk does not change.
const READ_ONLY: [Field; 9] = [
    Field::Creator,
    Field::Copyright,
    Field::UsageTerms,
    Field::Expires,
    Field::Licence,
    Field::Instructions,
    Field::Headline,
    Field::Source,
    Field::CaptionWriter,
];

/// `GET /newsroom/photos/{id}`: of a crop the page of its original.
pub async fn one(desk: DeskContext, Path(id): Path<PublicId>) -> Result<Response, DeskProblem> {
    let one = newsroom::archived_picture(desk.db(), desk.actor(), &id).await?;
    if one.picture.public_id != id {
        return Ok(desk.redirect(&path_of(&one)));
    }
    page(&desk, &one, StatusCode::OK, Refused::Nothing).await
}

/// `POST /newsroom/photos/{id}`: the fields of the record by their words, and `was`.
pub async fn change(desk: DeskContext, Path(id): Path<PublicId>, form: Form) -> Result<Response, DeskProblem> {
    let words = desk.words();
    let done = desk.write(async |tx| {
        let stands = newsroom::picture_to_describe(tx, desk.actor(), &id).await?;
        Ok(match current(&words, &stands).merge(&form) {
            Ok(merged) => {
                let values: Vec<(ArchiveField, String)> =
                    ArchiveField::ALL.iter().map(|field| (*field, merged.text(field.word()).to_owned())).collect();
                Ok(newsroom::describe_picture(tx, desk.actor(), &id, &values).await?)
            }
            Err(conflict) => Err(conflict),
        })
    });
    match or_conflict(done.await)? {
        Ok(()) => Ok(desk.redirect(&format!("{ROOM}/{id}?done=saved"))),
        Err(error) => {
            let (status, problem) = refused(&words, error)?;
            let one = newsroom::archived_picture(desk.db(), desk.actor(), &id).await?;
            page(&desk, &one, status, Refused::Record(problem, &form)).await
        }
    }
}

/// The fields of the form with their current values.
fn current(words: &Words, one: &ArchivedPicture) -> CurrentFields {
    ArchiveField::ALL.iter().fold(CurrentFields::default(), |fields, field| {
        fields.text(field.word(), field_name(words, *field), one.record.value(*field))
    })
}

/// A form of the page that was refused: why, and what was typed.
pub enum Refused<'a> {
    /// None.
    Nothing,
    /// The record.
    Record(String, &'a Fields),
    /// The rights.
    Rights(String, &'a Fields),
    /// Withdrawing the picture.
    Withdrawing(String, &'a Fields),
    /// Replacing its file.
    Replacing(String),
}

/// The page. A refused form is given back.
pub async fn page(
    desk: &DeskContext,
    one: &ArchivedPicture,
    status: StatusCode,
    refused: Refused<'_>,
) -> Result<Response, DeskProblem> {
    require_sight(desk)?;
    let (mut problem, mut typed, mut rights_problem, mut rights_typed) = (None, None, None, None);
    let (mut withdrawing, mut replacing, mut reason) = (None, None, String::new());
    match refused {
        Refused::Nothing => {}
        Refused::Record(why, form) => (problem, typed) = (Some(why), Some(form)),
        Refused::Rights(why, form) => (rights_problem, rights_typed) = (Some(why), Some(form)),
        Refused::Withdrawing(why, form) => (withdrawing, reason) = (Some(why), form.text("reason").to_owned()),
        Refused::Replacing(why) => replacing = Some(why),
    }
    let (words, frame) = (desk.words(), desk.site().last_frame());
    let dates = Dates::new(&frame.paper, desk.language());
    let people = newsroom::all_people(desk.db()).await?;
    let file = &one.record.metadata;
    let rows = ArchiveField::ALL.iter().map(|&field| {
        let in_file = field.in_file(file);
        let decided = one.record.decided.get(&field);
        let by = decided.and_then(|decided| name_of(&people, decided.by?));
        let from = match decided {
            Some(decided) if decided.value == in_file => Some(words.message("photo-as-in-file")),
            Some(decided) if decided.story.is_some() => Some(words.message("photo-from-story")),
            Some(_) => None,
            None if in_file.is_empty() => None,
            None => Some(words.message("photo-as-in-file")),
        };
        let value = typed.map_or_else(|| one.record.value(field), |typed| typed.text(field.word()).to_owned());
        context! {
            word => field.word(),
            name => field_name(&words, field),
            in_file => in_file,
            value => value,
            length => field.chars_max(),
            is_long => matches!(field, ArchiveField::Caption | ArchiveField::Alt),
            is_short => field == ArchiveField::Taken,
            from => from,
            by => by,
            at => decided.filter(|decided| decided.story.is_none()).map(|decided| views::instant(&frame, decided.at)),
        }
    });
    let said = READ_ONLY.iter().filter_map(|&field| {
        let values = file.values(field);
        (!values.is_empty()).then(|| context! { name => file_field_name(&words, field), value => values.join("، ") })
    });
    let alt = one.record.value(ArchiveField::Alt);
    let repeats = !alt.is_empty() && alt == one.record.value(ArchiveField::Caption);
    let uses = newsroom::picture_uses(desk.db(), desk.actor(), one.picture.id).await?;
    let (newer, older) = newsroom::archive_neighbours(desk.db(), desk.actor(), one.picture.id).await?;
    let path = |id: PublicId| format!("{ROOM}/{id}");
    let is_free = !matches!(one.rights.standing(frame.paper.today(desk.now())), RightsStanding::Barred(_));
    let like = newsroom::like_pictures(desk.db(), desk.actor(), one.picture.id).await?;
    let values = context! {
        room => ROOM,
        one => card(desk, one),
        view => format!("{DESK_MEDIA}/{}/view", one.picture.public_id),
        bytes => words.named("photo-megabytes", "n", &dates.number(format!("{:.1}", megabytes(one.bytes)))),
        size => format!("{} × {}", one.picture.width, one.picture.height),
        added_by => one.added_by.and_then(|by| name_of(&people, by)),
        taken => Some(one.record.value(ArchiveField::Taken))
            .filter(|taken| !taken.is_empty())
            .map(|taken| moment_text(&dates, &taken)),
        rows => rows.collect::<Vec<Value>>(),
        said => said.collect::<Vec<Value>>(),
        uses => uses.iter().map(|one| use_view(desk, &words, one)).collect::<Vec<Value>>(),
        lacks => one.lacks().into_iter().map(|lack| lack_name(&words, lack)).collect::<Vec<_>>(),
        repeats => repeats,
        may_describe => newsroom::may_describe(desk.db(), desk.actor(), one.picture.id).await?,
        was => typed.map_or_else(|| current(&words, one).digests(), |typed| typed.text(WAS).to_owned()),
        problem => problem,
        rights => rights_view::values(desk, one, rights_typed).await?,
        rights_problem => rights_problem,
        withdrawing => withdrawing,
        replacing => replacing,
        newer => newer.map(path),
        older => older.map(path),
        use_in => (is_free && may_begin(desk, None)).then(|| format!("/newsroom/stories/new?photo={}", one.picture.public_id)),
        words => words.under("pics-"),
        like => like.iter().map(|like| like_view(desk, &words, like)).collect::<Vec<Value>>(),
        replaced_by => replaced_by(desk, one).await?,
        reason => reason,
        shown_in => uses.iter().filter(|one| one.story.went_out().is_some()).count(),
    };
    desk.page_with(status, "photo.html", values)
}

/// The address of the picture by which it was replaced, if the person may see that.
async fn replaced_by(desk: &DeskContext, one: &ArchivedPicture) -> Result<Option<String>, DeskProblem> {
    let Some(new) = one.rights.replaced_by else { return Ok(None) };
    let found = newsroom::pictures_by_ids(desk.db(), &[new]).await?.into_iter().next();
    Ok(found.map(|picture| format!("{ROOM}/{}", picture.public_id)))
}

fn like_view(desk: &DeskContext, words: &Words, like: &LikePicture) -> Value {
    context! {
        one => card(desk, &like.one),
        size => format!("{} × {}", like.one.picture.width, like.one.picture.height),
        alike => words.counted("photo-alike", like.percent.into()),
    }
}

fn use_view(desk: &DeskContext, words: &Words, one: &PictureUse) -> Value {
    let (story, frame) = (&one.story, desk.site().last_frame());
    let href =
        if one.is_seen { format!("/newsroom/stories/{}", story.public_id) } else { format!("/s/{}", story.public_id) };
    let used_as = match one.used_as {
        UsedAs::Lead => words.message("photo-used-lead"),
        UsedAs::Text => words.message("photo-used-text"),
        UsedAs::Former => words.message("photo-used-former"),
    };
    context! {
        href => href,
        headline => one.headline.as_str(),
        lang => story.language.code(),
        dir => story.language.dir(),
        used_as => used_as,
        at => views::instant(&frame, story.went_out().unwrap_or(story.touched_at)),
        state => state(words, story),
    }
}

/// The label of what only the file says.
fn file_field_name(words: &Words, field: Field) -> String {
    match field {
        Field::Creator => words.message("photo-creator"),
        Field::Copyright => words.message("photo-copyright"),
        Field::UsageTerms => words.message("photo-usage-terms"),
        Field::Expires => words.message("photo-expires"),
        Field::Licence => words.message("photo-licence"),
        Field::Instructions => words.message("photo-instructions"),
        Field::Headline => words.message("photo-headline"),
        Field::Source => words.message("photo-source"),
        Field::CaptionWriter => words.message("photo-caption-writer"),
        other => <&str>::from(other).to_owned(),
    }
}

#[allow(clippy::cast_precision_loss, reason = "one digit after the point is shown")]
fn megabytes(bytes: i64) -> f64 {
    bytes as f64 / 1_000_000.0
}
