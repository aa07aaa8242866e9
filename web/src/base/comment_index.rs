//! The search index of readers' comments, for moderators.

use newsroom::{ChangePosition, CommentWords, Newsroom, Timestamp};

use crate::base::row_index::{ChangedRow, IndexedRows, RowIndex};

/// Comments read at once.
const COMMENTS: u64 = 2_000;

/// The search index of comments.
pub type CommentIndex = RowIndex<Comments>;

/// Readers' comments.
pub struct Comments;

impl IndexedRows for Comments {
    const NAME: &'static str = "comments";

    async fn changed_after(newsroom: &Newsroom, after: ChangePosition) -> newsroom::Result<Vec<ChangedRow>> {
        let words = newsroom::comment_words(newsroom.reads(), after, COMMENTS).await?;
        let row = |one: &CommentWords| {
            let entry = (!one.text.is_empty()).then(|| entry(one));
            ChangedRow { id: one.id, at: one.words_at, entry }
        };
        Ok(words.iter().map(row).collect())
    }

    async fn changed_at(newsroom: &Newsroom, id: i64) -> newsroom::Result<Option<Timestamp>> {
        newsroom::comment_words_at(newsroom.reads(), id).await
    }
}

/// What the index keeps of a comment.
fn entry(comment: &CommentWords) -> search::Story {
    let empty = search::Story::empty(comment.id.unsigned_abs(), comment.language, comment.said_at.0);
    search::Story { byline: vec![comment.name.clone()], body: vec![comment.text.clone()], ..empty }
}
