//! What published stories say of their photos. It fills the record of a picture where the desk decided nothing, so that
//! a photo that was described once, or came with an imported paper, need not be described again.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, Value};
use store::source;

use super::field::ArchiveField;
use super::keeping;
use super::locking;
use super::record::archive_records;
use crate::base::entity::picture;
use crate::base::error::Result;
use crate::base::texts::tidied;
use crate::base::tx::Tx;
use crate::stories::content::Content;
use crate::stories::pictures::{photos_in, pictures_in};

/// Pictures or rows read in one query.
const AT_ONCE: usize = 1_000;
/// Rows written in one statement.
const ROWS: usize = 200;
/// The fields that stories have texts for.
const TOLD: [ArchiveField; 3] = [ArchiveField::Caption, ArchiveField::Credit, ArchiveField::Alt];

/// What a story says of one picture: its caption, credit and alternative text.
struct Told<'a> {
    /// The story.
    story: i64,
    /// The original, by internal id.
    original: i64,
    texts: [&'a str; TOLD.len()],
}

/// Learns from the versions of stories, by internal id, that are published now. Words of another story, or of the desk,
/// stay. Gives the originals of their pictures, whose columns have to be brought up to date.
pub(crate) async fn learn(tx: &mut Tx, stories: &[(i64, &Content)]) -> Result<Vec<i64>> {
    let told = told_by(tx, stories).await?;
    let mut originals: Vec<i64> = told.iter().map(|one| one.original).collect();
    originals.sort_unstable();
    originals.dedup();
    // The value of each field that the desk decided, and the story whose words it is.
    let mut known: HashMap<(i64, ArchiveField), (Option<i64>, String)> = HashMap::new();
    for originals in originals.chunks(AT_ONCE) {
        for (original, record) in archive_records(tx.db(), originals).await? {
            let decided = record.decided.into_iter();
            known.extend(decided.map(|(field, decided)| ((original, field), (decided.story, decided.value))));
        }
    }
    let mut new: Vec<[Value; 5]> = Vec::new();
    for Told { story, original, texts } in told {
        for (field, text) in TOLD.into_iter().zip(texts) {
            let text = tidied(text);
            match known.get(&(original, field)) {
                _ if text.is_empty() => continue,
                None => new.push([
                    original.into(),
                    field.word().into(),
                    text.as_str().into(),
                    tx.now().0.into(),
                    story.into(),
                ]),
                Some((of, value)) if *of == Some(story) && *value != text => {
                    change(tx, original, field, &text).await?;
                }
                Some(_) => continue,
            }
            known.insert((original, field), (Some(story), text));
        }
    }
    for rows in new.chunks(ROWS) {
        put(tx, rows).await?;
    }
    Ok(originals)
}

/// Adds rows; another story may have been published with the same picture meanwhile.
async fn put(tx: &Tx, rows: &[[Value; 5]]) -> Result<()> {
    let mut put = Query::insert();
    put.into_table("picture_facts").columns(["picture_id", "field", "value", "made_at", "story_id"]);
    for row in rows {
        put.values_panic(row.clone().map(Expr::val));
    }
    put.on_conflict(OnConflict::new().do_nothing().to_owned());
    tx.db().execute(&put).await?;
    Ok(())
}

/// Forgets the words of a story that readers no longer see, and lets its pictures be indexed again.
pub(crate) async fn forget(tx: &mut Tx, story: i64) -> Result<()> {
    let originals = locking::lock_of_story(tx, story, None).await?;
    let delete = Query::delete().from_table("picture_facts").and_where(Expr::col("story_id").eq(story)).to_owned();
    tx.db().execute(&delete).await?;
    keeping::refresh_all(tx, &originals).await
}

async fn change(tx: &Tx, picture: i64, field: ArchiveField, text: &str) -> Result<()> {
    let put = Query::update()
        .table("picture_facts")
        .value("value", text)
        .value("made_at", tx.now().0)
        .and_where(Expr::col("picture_id").eq(picture))
        .and_where(Expr::col("field").eq(field.word()))
        .to_owned();
    tx.db().execute(&put).await?;
    Ok(())
}

async fn told_by<'a>(tx: &Tx, stories: &[(i64, &'a Content)]) -> Result<Vec<Told<'a>>> {
    let (mut leads, mut in_texts) = (Vec::new(), Vec::new());
    for (_, content) in stories {
        leads.extend(content.lead.as_ref().and_then(|lead| lead.picture_id));
        in_texts.extend(pictures_in(&content.body));
    }
    let mut originals: HashMap<i64, i64> = HashMap::new();
    let mut by_name: HashMap<String, i64> = HashMap::new();
    let wanted = leads.chunks(AT_ONCE).map(|ids| picture::Column::Id.is_in(ids.iter().copied()));
    let wanted = wanted.chain(in_texts.chunks(AT_ONCE).map(|ids| picture::Column::PublicId.is_in(ids)));
    for wanted in wanted {
        let mut query = source::rows_of::<picture::Model>();
        let rows: Vec<picture::Model> = source::each(tx.db(), query.and_where(wanted)).await?;
        for row in rows {
            let original = row.original_id.unwrap_or(row.id);
            originals.insert(row.id, original);
            by_name.insert(row.public_id, original);
        }
    }
    let mut told: Vec<Told<'a>> = Vec::new();
    for (story, content) in stories {
        let text = |text: &'a Option<String>| text.as_deref().unwrap_or_default();
        let lead = content.lead.as_ref().and_then(|lead| {
            let original = originals.get(&lead.picture_id?)?;
            Some((*original, [text(&lead.caption), text(&lead.credit), text(&lead.alt)]))
        });
        let in_text = photos_in(&content.body).filter_map(|photo| {
            let original = by_name.get(photo.picture.as_str())?;
            Some((*original, [photo.caption.as_str(), photo.credit.as_str(), photo.alt.as_str()]))
        });
        for (original, texts) in lead.into_iter().chain(in_text) {
            told.push(Told { story: *story, original, texts });
        }
    }
    Ok(told)
}
