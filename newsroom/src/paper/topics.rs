//! Topics: the subjects of stories, which readers can follow.

use rules::{Action, Actor, House, Subject};
use store::row::Columns;

use crate::base::error::{Error, Result};
use crate::base::named::NameKind;
use crate::base::tx::Tx;
use crate::paper::names::{self, Named, Naming};

/// A topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Internal id.
    pub id: i64,
    /// Its slug in addresses.
    pub slug: String,
    /// Its name as shown.
    pub name: String,
    /// One sentence under the title.
    pub description: Option<String>,
}

impl Named for Topic {
    const KIND: NameKind = NameKind::Topic;
    const ADD: &'static str = "add_topic";
    const CHANGE: &'static str = "change_topic";
    const MERGE: Option<&'static str> = Some("merge_topics");
    const IN_HOUSE_WORDS: bool = true;

    type Within = ();

    fn read(columns: &mut Columns) -> Result<Self> {
        Ok(Self { id: columns.take()?, slug: columns.take()?, name: columns.take()?, description: columns.take()? })
    }

    fn id(&self) -> i64 {
        self.id
    }

    fn naming(&self) -> Naming<'_> {
        Naming::of(&self.name, &self.slug, self.description.as_deref())
    }

    fn within(&self) {}
}

/// The id of the topic with this name or former name; adds it if there is none, which requires the right `ChangePaper`
/// and is refused with [`Error::NoSuchTopic`] without it. Two spellings with the same slug are the same topic.
pub async fn ensure_topic(tx: &mut Tx, actor: &Actor, name: &str) -> Result<i64> {
    let may = actor.may(Action::ChangePaper, Subject::Paper, House::default());
    let may = may.map_err(|_| Error::NoSuchTopic { name: name.to_owned() });
    names::ensure::<Topic>(tx, actor, name, may).await
}
