//! The pictures of an archive: files in its folder or below, each prepared once, however many stories show it.

use std::collections::{BTreeMap, HashMap};
use std::path::{Component, Path, PathBuf};

use newsroom::{Newsroom, PreparedPicture};
use tokio::task::JoinSet;

/// Pictures decoded at the same time: each takes about 20 MB and one core.
const AT_ONCE: usize = 4;
/// Bytes of a picture file, at most (SECURITY-CONTRACT section 5).
const PHOTO_BYTES_MAX: u64 = 40 << 20;
/// Files remembered, at most: about 2 MB.
const REMEMBERED_MAX: usize = 10_000;

/// A prepared picture, or why there is none.
pub type Taken = Result<PreparedPicture, String>;

/// Prepares pictures and remembers the results.
pub struct Photos {
    newsroom: Newsroom,
    folder: PathBuf,
    taken: HashMap<String, Taken>,
}

impl Photos {
    /// `folder` is the one to which names are relative.
    pub fn new(newsroom: &Newsroom, folder: PathBuf) -> Self {
        Self { newsroom: newsroom.clone(), folder, taken: HashMap::new() }
    }

    /// The pictures with these names, by name.
    pub async fn take(&mut self, names: impl IntoIterator<Item = &str>) -> BTreeMap<String, Taken> {
        if self.taken.len() > REMEMBERED_MAX {
            self.taken.clear();
        }
        let mut all = BTreeMap::new();
        let mut work = JoinSet::new();
        for name in names {
            if all.contains_key(name) {
                continue;
            }
            match self.taken.get(name) {
                Some(taken) => {
                    all.insert(name.to_owned(), taken.clone());
                }
                None => {
                    all.insert(name.to_owned(), Err("its preparation failed".to_owned()));
                    let (newsroom, folder, name) = (self.newsroom.clone(), self.folder.clone(), name.to_owned());
                    work.spawn(async move {
                        let taken = take(&newsroom, &folder, &name).await;
                        (name, taken)
                    });
                }
            }
            if work.len() >= AT_ONCE {
                self.collect(&mut work, &mut all).await;
            }
        }
        while !work.is_empty() {
            self.collect(&mut work, &mut all).await;
        }
        all
    }

    async fn collect(&mut self, work: &mut JoinSet<(String, Taken)>, all: &mut BTreeMap<String, Taken>) {
        if let Some(Ok((name, taken))) = work.join_next().await {
            self.taken.insert(name.clone(), taken.clone());
            all.insert(name, taken);
        }
    }
}

async fn take(newsroom: &Newsroom, folder: &Path, name: &str) -> Taken {
    let path = PathBuf::from(name.replace('\\', "/"));
    if path.components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir)) {
        return Err("only files beside or below the JSONL file are taken in".to_owned());
    }
    let file = folder.join(path);
    let metadata = tokio::fs::metadata(&file).await.map_err(|error| format!("cannot be read: {error}"))?;
    if !metadata.is_file() || metadata.len() > PHOTO_BYTES_MAX {
        return Err(format!("is no file of at most {} MiB", PHOTO_BYTES_MAX >> 20));
    }
    let bytes = tokio::fs::read(&file).await.map_err(|error| format!("cannot be read: {error}"))?;
    let known = newsroom::picture_prepared_before(newsroom.db(), &newsroom::digest(&bytes)).await;
    match known.map_err(|error| error.to_string())? {
        Some(known) => Ok(known),
        None => newsroom::prepare_picture(newsroom, bytes.into()).await.map_err(|error| error.to_string()),
    }
}
