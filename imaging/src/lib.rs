//! Pictures as pixels: decoded within limits, converted to sRGB, turned upright, re-encoded at the widths that pages
//! request. A file of which a part is missing is refused.
//!
//! `imaging` opens no files and knows nothing of stories. It is a crate of its own because its loops are optimised in
//! every build, which no other crate needs.
//!
//! There is one entry point. [`inspect`] examines a file without decoding it and computes how much memory it would take
//! at its peak ([`InspectedPicture::peak`]). Only an [`InspectedPicture`] can be decoded. The caller keeps the sum of
//! all peaks within bounds.

mod colours;
mod containers;
mod cropping;
mod decoding;
mod fingerprint;
mod labels;
mod logo;
mod metadata;
mod renditions;

use bytes::Bytes;

use containers::{Container, Format};
pub use cropping::{CROP_SIDE_MIN, Crop, Shape};
pub use decoding::{MEMORY_BYTES_MAX, METADATA_BYTES_MAX, PHOTO_BYTES_MAX, PHOTO_PIXELS_MAX, PHOTO_SIDE_MAX};
pub use fingerprint::{distance, fingerprint_of_rendition};
pub use logo::Logo;
pub use metadata::{Field, Found, Metadata, Moment, Standard};
use renditions::SHARE_SIZE;
pub use renditions::{Made, PictureFormat, Rendition, height_at, widths_of};

/// Why a picture was refused. Its text is English, for the log and the command line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The file is empty.
    #[error("there is no file")]
    NoFile,
    /// More than [`PHOTO_BYTES_MAX`].
    #[error("it has {bytes} bytes; the limit is {PHOTO_BYTES_MAX}")]
    TooManyBytes {
        /// Bytes of the file.
        bytes: usize,
    },
    /// Neither JPEG, PNG, WebP, HEIC nor GIF.
    #[error("it is not a JPEG, PNG, WebP, HEIC or GIF file")]
    NotAPicture,
    /// A picture or document of another known kind, or a HEIC file of a kind that is not read.
    #[error("it is a {name} file that cannot be read; JPEG, PNG, WebP, most HEIC and GIF are")]
    OtherFormat {
        /// Its usual name, such as `HEIC`.
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
    /// A kind of metadata exceeds [`METADATA_BYTES_MAX`], decompressed.
    #[error("its {kind} is larger than {METADATA_BYTES_MAX} bytes")]
    TooMuchMetadata {
        /// The kind, such as `colour profile`.
        kind: &'static str,
    },
    /// Working on it would take more than [`MEMORY_BYTES_MAX`].
    #[error("working on it takes {bytes} bytes of memory; the limit is {MEMORY_BYTES_MAX}")]
    TooMuchMemory {
        /// Bytes at the peak.
        bytes: u64,
    },
    /// Part of it is missing, or it contradicts itself.
    #[error("it is damaged: {0}")]
    Damaged(String),
    /// It uses a feature of its format that the decoders do not support.
    #[error("it cannot be read: {0}")]
    Unsupported(String),
    /// It is too small for its purpose.
    #[error("it has to have {least} pixels a side")]
    TooSmall {
        /// Pixels a side, at least.
        least: u32,
    },
    /// The piece does not lie within the picture, or is too small.
    #[error("{0}")]
    BadPiece(String),
}

/// The result type of this crate.
pub type Result<T> = std::result::Result<T, Refused>;

/// What to make of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Every rendition.
    Renditions,
    /// A piece, as a file of its own.
    Piece(Crop),
    /// A logo.
    Logo,
}

/// What a [`Task`] made of a picture.
pub enum TaskOutput {
    /// Every rendition.
    Renditions(Made),
    /// The file of the piece.
    Piece(Vec<u8>),
    /// The logo.
    Logo(Logo),
}

/// A picture whose file was inspected and not yet decoded, and what to make of it.
pub struct InspectedPicture {
    bytes: Bytes,
    container: Container,
    task: Task,
    peak: u64,
}

/// Inspects `bytes` (JPEG, PNG, WebP, HEIC, first frame of a GIF) without decoding a pixel. What the file declares is checked
/// against the limits of this crate. Profiles and texts are measured and not kept. Takes time linear in the file's
/// length.
pub fn inspect(bytes: Bytes, task: Task) -> Result<InspectedPicture> {
    let container = containers::inspect(&bytes)?;
    let peak = decoding::peak(&container, task);
    if peak > MEMORY_BYTES_MAX {
        return Err(Refused::TooMuchMemory { bytes: peak });
    }
    Ok(InspectedPicture { bytes, container, task, peak })
}

impl InspectedPicture {
    /// Bytes of memory that decoding and everything after it take at their peak, in addition to the file itself.
    pub fn peak(&self) -> u64 {
        self.peak
    }

    /// Whether the file has the format and the width of this rendition.
    pub fn is_rendition(&self, rendition: Rendition) -> bool {
        let (format, width) = match rendition {
            Rendition::Width(width, PictureFormat::Jpeg) => (Format::Jpeg, width),
            Rendition::Width(width, PictureFormat::WebP) => (Format::WebP, width),
            Rendition::Share => (Format::Jpeg, SHARE_SIZE.0),
        };
        (self.container.format, self.container.width) == (format, width)
    }

    /// What the file says about the picture. Takes time linear in the metadata, which are limited.
    pub fn metadata(&self) -> Metadata {
        Metadata::read(&self.bytes, &self.container.blocks)
    }

    /// Decodes the picture and makes what the task says.
    pub fn run_task(self) -> Result<TaskOutput> {
        let task = self.task;
        let metadata = if task == Task::Logo { Metadata::default() } else { self.metadata() };
        let decoded = decoding::decode(&self.bytes, &self.container, self.peak)?;
        drop(self.bytes);
        Ok(match task {
            Task::Renditions => TaskOutput::Renditions(renditions::make(decoded, metadata)?),
            Task::Piece(crop) => TaskOutput::Piece(cropping::cut(decoded, crop, &labels::Labels::of(&metadata))?),
            Task::Logo => TaskOutput::Logo(logo::fit(decoded)?),
        })
    }
}
