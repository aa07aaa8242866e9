//! Cards in memory: stories as lists show them, with the HTML that the theme made of them.
//!
//! Successive pages mostly show the same stories. The few things about a card that can change while its story is live
//! ([`CardHead`]) are read for every page. If they match those of a cached card, that card is used, together with the
//! HTML that `fragment()` in a template made of it. Nothing needs to be invalidated here: a card that no longer matches
//! is replaced.

use std::collections::HashMap;
use std::sync::{Arc, Weak};

use arabic::Language;
use minijinja::Value;
use minijinja::value::{Enumerator, Object, Serde};
use newsroom::{Card, CardHead, RecordingSource, Writer};

use crate::base::addresses::Addresses;
use crate::base::cached_html::CachedHtml;
use crate::base::frame::Frame;
use crate::base::views::{Cards, SharePicture, share_picture_of_card};

/// Maximum number of cards: the stories of a busy month. A card with its HTML takes about 6 KiB.
const CARDS: usize = 4_096;

/// The cards in memory, by story and by language of the page.
pub struct CardCache(quick_cache::sync::Cache<(i64, Language), Arc<CachedCard>>);

impl Default for CardCache {
    fn default() -> Self {
        Self(quick_cache::sync::Cache::new(CARDS))
    }
}

/// A card and what it was made from.
#[derive(Debug)]
struct CachedCard {
    card: Card,
    /// The frame that determined addresses, month names and digits.
    frame: Weak<Frame>,
    /// Whether the story is of today; lists then show the hour.
    is_today: bool,
    view: Value,
    fragments: CachedHtml,
}

impl CachedCard {
    fn fits(&self, head: &CardHead, frame: &Arc<Frame>, is_today: bool) -> bool {
        let kept = &self.card;
        self.is_today == is_today
            && Weak::as_ptr(&self.frame) == Arc::as_ptr(frame)
            && kept.version == head.version
            && kept.slug == head.slug
            && kept.section_id == head.section_id
            && kept.language == head.language
            && kept.published_at == head.published_at
            && kept.changed_at == head.changed_at
            && kept.day_only == head.day_only
    }
}

/// A card on a page. Templates see a map; `reads` is the count of this page.
#[derive(Debug, Clone)]
pub struct ShownCard {
    kept: Arc<CachedCard>,
    reads: i64,
}

impl Object for ShownCard {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        if key.as_str() == Some("reads") {
            return Some(Value::from(self.reads));
        }
        self.kept.view.get_item(key).ok().filter(|value| !value.is_undefined())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        self.kept.view.try_iter().map_or(Enumerator::Empty, |keys| Enumerator::Values(keys.collect()))
    }
}

impl ShownCard {
    /// The story's internal id.
    pub fn id(&self) -> i64 {
        self.kept.card.id
    }

    /// The story.
    pub fn card(&self) -> &Card {
        &self.kept.card
    }

    /// Whether it has a picture.
    pub fn has_picture(&self) -> bool {
        self.kept.card.picture.is_some()
    }

    /// The picture for links shared to a page whose first card is this one.
    pub fn share_picture(&self, addresses: &Addresses) -> Option<SharePicture> {
        share_picture_of_card(addresses, &self.kept.card)
    }

    /// The card as a template value.
    pub fn value(&self) -> Value {
        Value::from_object(self.clone())
    }

    /// The HTML made of the card, and the card to make it from. Its read count is 0 there, because the count changes
    /// more often than the card does.
    pub(crate) fn fragments(&self) -> (&CachedHtml, Value) {
        (&self.kept.fragments, Self { kept: self.kept.clone(), reads: 0 }.value())
    }
}

/// Cards as a template value.
pub fn values(cards: &[ShownCard]) -> Value {
    cards.iter().map(ShownCard::value).collect()
}

impl CardCache {
    /// The cards for `heads`. Cached cards that still match are used; the others are read and cached.
    pub async fn shown(
        &self,
        db: &RecordingSource,
        frame: &Arc<Frame>,
        cards: &Cards<'_>,
        heads: &[CardHead],
    ) -> newsroom::Result<Vec<ShownCard>> {
        let is_today = |head: &CardHead| head.published_at.day_in(frame.paper.zone) == cards.today;
        let mut found: HashMap<i64, Arc<CachedCard>> = HashMap::with_capacity(heads.len());
        for head in heads {
            let kept = self.0.get(&(head.id, cards.language)).filter(|kept| kept.fits(head, frame, is_today(head)));
            found.extend(kept.map(|kept| (head.id, kept)));
        }
        let mut signed: Vec<i64> = found.values().flat_map(|kept| &kept.card.writers).map(|writer| writer.id).collect();
        signed.sort_unstable();
        signed.dedup();
        let writers = newsroom::names::by_ids::<Writer>(db, &signed).await?;
        found.retain(|_, kept| kept.card.writers.iter().all(|writer| writers.contains(writer)));

        let missing: Vec<i64> = heads.iter().map(|head| head.id).filter(|id| !found.contains_key(id)).collect();
        for card in newsroom::cards_seen(db, &missing).await? {
            found.insert(card.id, self.store(frame, cards, card));
        }
        let shown = |head: &CardHead| {
            let kept = found.get(&head.id)?.clone();
            Some(ShownCard { kept, reads: head.read_count })
        };
        Ok(heads.iter().filter_map(shown).collect())
    }

    /// The cards for stories that were just read from the database.
    pub fn just_read(&self, frame: &Arc<Frame>, cards: &Cards<'_>, read: &[Card]) -> Vec<ShownCard> {
        let shown = |card: &Card| {
            let is_today = card.published_at.day_in(frame.paper.zone) == cards.today;
            let is_same =
                |kept: &Arc<CachedCard>| kept.fits(&card.head(), frame, is_today) && kept.card.writers == card.writers;
            let kept = self.0.get(&(card.id, cards.language)).filter(is_same);
            ShownCard { kept: kept.unwrap_or_else(|| self.store(frame, cards, card.clone())), reads: card.read_count }
        };
        read.iter().map(shown).collect()
    }

    fn store(&self, frame: &Arc<Frame>, cards: &Cards<'_>, card: Card) -> Arc<CachedCard> {
        let kept = Arc::new(CachedCard {
            frame: Arc::downgrade(frame),
            is_today: card.published_at.day_in(frame.paper.zone) == cards.today,
            view: Value::from(Serde(cards.one(&card))),
            fragments: CachedHtml::default(),
            card,
        });
        self.0.insert((kept.card.id, cards.language), kept.clone());
        kept
    }
}
