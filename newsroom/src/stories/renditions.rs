//! The renditions of a picture: reads them, and makes lost ones again from the original.

use bytes::Bytes;
use imaging::{PictureFormat, Rendition};
use store::digest::digest;

use crate::base::error::Result;
use crate::base::newsroom::Newsroom;
use crate::stories::pictures::{Picture, original_key, prepare_picture};

/// Every rendition of a picture of this width.
pub(crate) fn renditions_of(width: u32) -> impl Iterator<Item = Rendition> {
    let formats = [PictureFormat::Jpeg, PictureFormat::WebP];
    let widths = imaging::widths_of(width).into_iter();
    widths.flat_map(move |width| formats.map(|format| Rendition::Width(width, format))).chain([Rendition::Share])
}

/// The file of a rendition. If it is lost, all renditions of the picture are made again from the original. `None` if
/// the picture has no such rendition, or if the original is lost as well.
pub async fn rendition_file(newsroom: &Newsroom, picture: &Picture, rendition: Rendition) -> Result<Option<Bytes>> {
    let key = picture.key(rendition);
    if let Some(file) = newsroom.media().get(&key).await? {
        return Ok(Some(file));
    }
    if !renditions_of(picture.width).any(|one| one == rendition) {
        return Ok(None);
    }
    if !make_again(newsroom, &picture.digest).await? {
        tracing::error!(picture = picture.digest, "a picture's file is lost, and so is its original");
        return Ok(None);
    }
    tracing::warn!(picture = picture.digest, file = key, "a picture's file was lost and was made again");
    Ok(newsroom.media().get(&key).await?)
}

/// Makes all renditions of the picture with this digest again from its original; returns whether the original is there and
/// whole.
pub(crate) async fn make_again(newsroom: &Newsroom, digest_of: &str) -> Result<bool> {
    let original = newsroom.media().get(&original_key(digest_of)).await?;
    let Some(original) = original.filter(|bytes| digest(bytes) == digest_of) else { return Ok(false) };
    prepare_picture(newsroom, original).await?;
    Ok(true)
}

/// The keys of all files that a picture with this digest and width should have: its original and its renditions.
pub(crate) fn picture_files(digest: &str, width: u32) -> Vec<String> {
    let renditions = renditions_of(width).map(|rendition| rendition.key(digest));
    std::iter::once(original_key(digest)).chain(renditions).collect()
}
