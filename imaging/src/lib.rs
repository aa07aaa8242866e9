//! Pictures as pixels: decoded within limits, made sRGB, turned upright, re-encoded in the widths pages ask for. A file of
//! which a part is missing is refused.
//!
//! `imaging` opens no file and knows no story. It is a room of its own because its loops are optimised in every build
//! and nothing else needs to be.
//!
//! There is one way in. [`read`] looks at a file without decoding it and says how much memory it would take at its peak
//! ([`Negative::peak`]); only a [`Negative`] can be decoded. Whoever calls keeps the sum of all peaks within bounds.

mod colours;
mod containers;
mod cropping;
mod decoding;
mod logo;
mod renditions;

use bytes::Bytes;

use containers::Container;
pub use cropping::{CROP_SIDE_MIN, Crop, Shape};
pub use decoding::{MEMORY_BYTES_MAX, METADATA_BYTES_MAX, PHOTO_BYTES_MAX, PHOTO_PIXELS_MAX, PHOTO_SIDE_MAX};
pub use logo::Logo;
pub use renditions::{Made, PictureFormat, Rendition, height_at, widths_of};

/// Why a picture was refused. Its text is English, for the log and the command line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There are no bytes.
    #[error("there is no file")]
    NoFile,
    /// More than [`PHOTO_BYTES_MAX`].
    #[error("it has {bytes} bytes; the limit is {PHOTO_BYTES_MAX}")]
    TooManyBytes {
        /// Bytes of the file.
        bytes: usize,
    },
    /// Neither JPEG, PNG, WebP nor GIF.
    #[error("it is not a JPEG, PNG, WebP or GIF file")]
    NotAPicture,
    /// A picture or document of another known kind.
    #[error("it is a {name} file; JPEG, PNG, WebP and GIF are read")]
    OtherFormat {
        /// As people know it, as in `HEIC`.
        name: &'static str,
    },
    /// More than [`PHOTO_SIDE_MAX`] a side or [`PHOTO_PIXELS_MAX`] in all.
    #[error("it is {width} x {height} pixels; the limits are {PHOTO_SIDE_MAX} a side and {PHOTO_PIXELS_MAX} in all")]
    TooManyPixels {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// A kind of metadata beyond [`METADATA_BYTES_MAX`], unpacked.
    #[error("its {kind} is larger than {METADATA_BYTES_MAX} bytes")]
    TooMuchMetadata {
        /// As in `colour profile`.
        kind: &'static str,
    },
    /// It would take more than [`MEMORY_BYTES_MAX`] to work on it.
    #[error("working on it takes {bytes} bytes of memory; the limit is {MEMORY_BYTES_MAX}")]
    TooMuchMemory {
        /// Bytes at the peak.
        bytes: u64,
    },
    /// Part of it is missing, or it contradicts itself.
    #[error("it is damaged: {0}")]
    Damaged(String),
    /// It is of one of the formats, and uses what no decoder here knows.
    #[error("it cannot be read: {0}")]
    Unsupported(String),
    /// Too small for what it is to be.
    #[error("it has to have {least} pixels a side")]
    TooSmall {
        /// Pixels a side.
        least: u32,
    },
    /// A piece that does not lie within the picture, or is too small for one.
    #[error("{0}")]
    BadPiece(String),
}

/// Short for a result of this crate.
pub type Result<T> = std::result::Result<T, Refused>;

/// What is to be made of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Every rendition.
    Renditions,
    /// A piece, as a file of its own.
    Piece(Crop),
    /// A logo.
    Logo,
}

/// What was made.
pub enum Developed {
    /// Every rendition.
    Renditions(Made),
    /// The file of the piece.
    Piece(Vec<u8>),
    /// The logo.
    Logo(Logo),
}

/// A file that has been looked at and not decoded.
pub struct Negative {
    bytes: Bytes,
    container: Container,
    task: Task,
    peak: u64,
}

/// Looks at `bytes` (JPEG, PNG, WebP, first frame of a GIF): what they say of themselves is held against the limits of
/// this crate, profiles and texts are measured and never kept, and no pixel is decoded. Linear in the file's length.
pub fn read(bytes: Bytes, task: Task) -> Result<Negative> {
    let container = containers::inspect(&bytes)?;
    let peak = decoding::peak(&container, task);
    if peak > MEMORY_BYTES_MAX {
        return Err(Refused::TooMuchMemory { bytes: peak });
    }
    Ok(Negative { bytes, container, task, peak })
}

impl Negative {
    /// Bytes that decoding and everything after it take at their peak, beside the file itself.
    pub fn peak(&self) -> u64 {
        self.peak
    }

    /// Decodes it and makes what was asked for.
    pub fn develop(self) -> Result<Developed> {
        let task = self.task;
        let decoded = decoding::decode(&self.bytes, &self.container, self.peak)?;
        drop(self.bytes);
        Ok(match task {
            Task::Renditions => Developed::Renditions(renditions::make(decoded)?),
            Task::Piece(crop) => Developed::Piece(cropping::cut(decoded, crop)?),
            Task::Logo => Developed::Logo(logo::fit(decoded)?),
        })
    }
}
