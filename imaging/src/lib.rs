//! Pictures as pixels: decoded within limits, turned upright, re-encoded in the widths pages ask for.
//!
//! `imaging` opens no file and knows no story. It is a room of its own because its loops are optimised in every build
//! and nothing else needs to be.

mod cropping;
mod decoding;
mod logo;
mod renditions;

pub use cropping::{CROP_SIDE_MIN, Crop, Shape, crop};
pub use decoding::Decoded;
pub use logo::{Logo, logo};
pub use renditions::{Made, PictureFormat, Rendition, height_at, widths_of};

/// Why a picture was refused, in English, for the log and the command line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub(crate) String);

/// Short for a result of this crate.
pub type Result<T> = std::result::Result<T, Refused>;

/// Decodes `bytes` (JPEG, PNG, WebP, first frame of a GIF) within the limits of [`Decoded`] and makes every rendition.
pub fn make(bytes: &[u8]) -> Result<Made> {
    renditions::make(&decoding::decode(bytes)?)
}
