//! Rights of pictures: a picture follows the rights of the stories that use it. Somebody who may not see a draft may
//! not see, crop or reuse its pictures, and is told that they do not exist.
//!
//! An actor may see and use a picture that is used in, or was added for, a story that they may see; a picture that
//! readers see now; and a picture that was added for the paper. A picture that no story uses any more requires the
//! right `GovernPictures`. Every picture that is put into a story is checked by [`take`].

use std::collections::HashSet;

use rules::{Action, Actor, Hand, Live};
use sea_orm::sea_query::{Cond, Condition, Expr, ExprTrait, Query};
use store::id::PublicId;
use store::source::Source;

use crate::base::allow::allowed;
use crate::base::error::{Error, Result};
use crate::base::tx::Tx;
use crate::stories::content::Content;
use crate::stories::picture_places;
use crate::stories::pictures::{self, Picture, find_picture, pictures_by_public_ids, pictures_in};
use crate::stories::visibility::visible;

/// The picture with this public id, if `actor` may see it. They may then also use and crop it, for a story that they
/// may change. Refuses with [`Error::NotFound`], as if it did not exist.
pub async fn picture_for(db: &impl Source, actor: &Actor, id: &PublicId) -> Result<Picture> {
    let missing = || Error::not_found("picture", id);
    let picture = find_picture(db, id).await?.ok_or_else(missing)?;
    if may_use(db, actor, picture.id).await? { Ok(picture) } else { Err(missing()) }
}

/// Whether `actor` may see, crop and use the picture with this internal id.
pub(crate) async fn may_use(db: &impl Source, actor: &Actor, picture: i64) -> Result<bool> {
    let Some(usable) = usable(actor) else { return Ok(false) };
    let query = Query::select()
        .expr(Expr::val(1_i64))
        .from("pictures")
        .and_where(Expr::col(("pictures", "id")).eq(picture))
        .cond_where(usable)
        .to_owned();
    Ok(!db.rows(&query).await?.is_empty())
}

/// The rows of `pictures` that `actor` may see, crop and use, as a condition; `None` if there are none.
pub(crate) fn usable(actor: &Actor) -> Option<Condition> {
    if actor.hand() == Hand::Console {
        return Some(Cond::all());
    }
    let seen = visible(actor)?;
    let stories_of = |table: &'static str| {
        Query::select()
            .column((table, "story_id"))
            .from(table)
            .and_where(Expr::col((table, "picture_id")).equals(("pictures", "id")))
            .to_owned()
    };
    let in_stories = |table: &'static str, condition: Condition| {
        let stories = Query::select()
            .expr(Expr::val(1_i64))
            .from("stories")
            .and_where(Expr::col(("stories", "id")).in_subquery(stories_of(table)))
            .cond_where(condition)
            .to_owned();
        Expr::exists(stories)
    };
    let is_published = Cond::all().add(Expr::col(("stories", "live")).eq(Live::Published.word()));
    let mut of_the_paper = stories_of(USES);
    of_the_paper.and_where(Expr::col((USES, "story_id")).eq(picture_places::THE_PAPER));
    let mut any = Cond::any()
        .add(Expr::exists(of_the_paper))
        .add(in_stories(SEEN_BY_READERS, is_published))
        .add(in_stories(USES, seen.clone()))
        .add(in_stories(SEEN_BY_READERS, seen));
    if allowed(actor, Action::GovernPictures).is_ok() {
        let is_in = |table| Expr::exists(stories_of(table));
        any = any.add(Cond::all().add(is_in(USES).not()).add(is_in(SEEN_BY_READERS).not()));
    }
    Some(any)
}

/// The uses of pictures in stories.
const USES: &str = "picture_stories";
/// The pictures of what readers see.
const SEEN_BY_READERS: &str = "story_pictures";

/// Checks the pictures of `content` for the story with this internal id. Pictures that were not in `was` must exist and
/// `actor` must be allowed to use them. In a copy (without `was`) pictures of the text may be missing.
pub(crate) async fn take(tx: &Tx, actor: &Actor, story: i64, content: &Content, was: Option<&Content>) -> Result<()> {
    let before: HashSet<String> = was.map(|was| pictures_in(&was.body).into_iter().collect()).unwrap_or_default();
    let in_text: Vec<String> = pictures_in(&content.body).into_iter().filter(|id| !before.contains(id)).collect();
    let known = pictures_by_public_ids(tx.db(), &in_text).await?;
    // A copied text may name pictures that never existed, and the console imports texts before their pictures.
    if actor.hand() != Hand::Console
        && was.is_some()
        && let Some(unknown) = in_text.iter().find(|id| !known.iter().any(|one| one.public_id.as_str() == id.as_str()))
    {
        return Err(Error::not_found("picture", unknown));
    }
    let led = was.and_then(|was| was.lead.as_ref()?.picture_id);
    let leads = content.lead.as_ref().and_then(|lead| lead.picture_id).filter(|id| Some(*id) != led);
    let leads = match leads {
        Some(id) => pictures::pictures_by_ids(tx.db(), &[id]).await?,
        None => Vec::new(),
    };
    for picture in known.iter().chain(&leads) {
        if !may_use(tx.db(), actor, picture.id).await? {
            return Err(Error::not_found("picture", &picture.public_id));
        }
        picture_places::record_use(tx, picture.id, story).await?;
    }
    Ok(())
}
