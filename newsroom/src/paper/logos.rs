//! The logo of the paper: a file in the media store, named by its content, and the settings that refer to it.

use bytes::Bytes;
use imaging::{Task, TaskOutput};
use serde::{Deserialize, Serialize};
use store::digest::digest;

use crate::base::error::{Error, Result};
use crate::base::newsroom::Newsroom;

/// A logo whose file is in the media store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Logo {
    /// SHA-256 of the file, lower-case hex.
    pub digest: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

impl Logo {
    /// Its public file name.
    pub fn file_name(&self) -> String {
        format!("{}.png", self.digest)
    }

    /// Its key in the media store.
    pub fn key(&self) -> String {
        format!("logos/{}", self.file_name())
    }
}

/// Decodes `bytes` within the limits of pictures, scales it for a masthead and writes the file. No setting refers to it
/// yet. Refuses with [`Error::BadPicture`].
pub async fn prepare_logo(newsroom: &Newsroom, bytes: Bytes) -> Result<Logo> {
    let inspected = newsroom.darkroom().inspect(bytes, Task::Logo).await?;
    let TaskOutput::Logo(made) = newsroom.darkroom().turn().await?.run_task(inspected).await?.made else {
        return Err(Error::damaged("a logo was asked for and something else was made"));
    };
    let logo = Logo { digest: digest(&made.png), width: made.width, height: made.height };
    newsroom.media().put(&logo.key(), made.png.into()).await?;
    Ok(logo)
}
