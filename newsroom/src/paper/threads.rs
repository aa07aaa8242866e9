//! Threads: running stories. The stories of a thread are shown together as a timeline; all have the same language.

use arabic::Language;
use sea_orm::Value;
use sea_orm::sea_query::{Expr, ExprTrait};
use store::row::Columns;
use store::source::Source;

use crate::base::error::Result;
use crate::base::named::NameKind;
use crate::paper::languages::language_from;
use crate::paper::names::{self, Named, Naming};

/// A running story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryThread {
    /// Internal id.
    pub id: i64,
    /// Its slug in addresses.
    pub slug: String,
    /// Its name as shown.
    pub name: String,
    /// One sentence under the title.
    pub description: Option<String>,
    /// The language of its stories.
    pub language: Language,
}

impl Named for StoryThread {
    const KIND: NameKind = NameKind::Thread;
    const ADD: &'static str = "add_thread";
    const CHANGE: &'static str = "change_thread";
    const MERGE: Option<&'static str> = Some("merge_threads");
    const OWN: &'static [&'static str] = &["language"];
    const IN_HOUSE_WORDS: bool = false;

    type Within = Language;

    fn own(language: Language) -> Vec<Value> {
        vec![language.code().into()]
    }

    fn read(columns: &mut Columns) -> Result<Self> {
        Ok(Self {
            id: columns.take()?,
            slug: columns.take()?,
            name: columns.take()?,
            description: columns.take()?,
            language: language_from(&columns.take::<String>()?)?,
        })
    }

    fn id(&self) -> i64 {
        self.id
    }

    fn naming(&self) -> Naming<'_> {
        Naming::of(&self.name, &self.slug, self.description.as_deref())
    }

    fn within(&self) -> Language {
        self.language
    }

    fn is_read_in(&self, language: Language) -> bool {
        self.language == language
    }
}

/// The thread of this name in `language`, in any form of its letters.
pub async fn thread_called(db: &impl Source, language: Language, name: &str) -> Result<Option<StoryThread>> {
    let folded = arabic::normalize::key(&arabic::normalize::tidy(name));
    let mut query = names::unmerged::<StoryThread>();
    query.and_where(Expr::col("name_folded").eq(folded)).and_where(Expr::col("language").eq(language.code()));
    Ok(names::first(db, &mut query).await?.map(|row| row.name))
}
