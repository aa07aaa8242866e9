//! What a picture's file says about it: Exif, IPTC IIM and XMP, each as it stands in the file, and what follows from all
//! three.
//!
//! The three overlap. They are reconciled by the rules of the Metadata Working Group («Guidelines for Handling Image
//! Metadata», 2.0, 2010) with XMP first: what XMP says counts, then IIM, then Exif. If the file contains a digest of
//! the IIM that does not match, a program that knows no XMP has changed the IIM last, and the IIM counts first.

mod blocks;
mod exif;
mod iim;
mod moment;
mod texts;
mod xmp;

pub(crate) use blocks::{BlockKind, Blocks, XMP_EXTENSION_HEADER, XMP_HEADER};
pub use moment::Moment;

use serde::{Deserialize, Serialize};

/// Bytes of one value, at most. The rest of a longer one is left out.
const VALUE_BYTES_MAX: usize = 16 << 10;
/// Values of one field, at most.
const VALUES_MAX: usize = 200;

/// A standard of metadata.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Standard {
    /// Exif 2.32 (CIPA DC-008): what the camera writes.
    Exif,
    /// IPTC Information Interchange Model 4.2: what agencies wrote before XMP.
    Iim,
    /// XMP (ISO 16684-1) with the IPTC Photo Metadata Standard.
    Xmp,
}

/// What a value is about.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Field {
    /// What the picture shows.
    Caption,
    /// A short line about it.
    Headline,
    /// Its name, often that of the file.
    Title,
    /// Who made it; one value for each.
    Creator,
    /// The job of who made it.
    CreatorTitle,
    /// The line that has to stand beside it.
    Credit,
    /// Who supplied it first.
    Source,
    /// The copyright notice.
    Copyright,
    /// What it may be used for.
    UsageTerms,
    /// Until when it may be used, as [`Moment`] writes it.
    Expires,
    /// The address of a page about its rights.
    Licence,
    /// What editors have to heed.
    Instructions,
    /// Keywords; one value for each.
    Keywords,
    /// Who is in it; one value for each.
    Persons,
    /// A place within a city.
    Sublocation,
    /// The city.
    City,
    /// Province, state or region.
    Province,
    /// The country.
    Country,
    /// The text for those who do not see it.
    AltText,
    /// Who wrote the caption.
    CaptionWriter,
    /// The make of the camera.
    Make,
    /// The model of the camera.
    Model,
    /// When it was taken, as [`Moment`] writes it.
    Taken,
    /// Where it was taken: latitude and longitude in degrees, with a comma between them.
    Position,
}

/// The values of one field in one standard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Where they stand.
    pub standard: Standard,
    /// What they are about.
    pub field: Field,
    /// At least one value, none of them empty; several only of fields that allow it.
    pub values: Vec<String>,
}

/// Everything that a file says about its picture. Texts are plain text without controls except line breaks; they may
/// contain anything else that somebody typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Metadata {
    /// In the order of the standards in the file.
    pub found: Vec<Found>,
    /// Whether IIM counts before XMP: it was changed last.
    iim_is_newer: bool,
    /// Whether the IIM stands where no standard allows it, as some programs write it into PNG. It then counts for nothing.
    iim_is_stray: bool,
}

impl Metadata {
    /// Reads the metadata of a file.
    pub(crate) fn read(bytes: &[u8], blocks: &Blocks) -> Self {
        let gathered = blocks.gather(bytes);
        let mut found = Vec::new();
        for tiff in &gathered.exif {
            exif::read(tiff, &mut found);
        }
        if let Some(block) = &gathered.iim {
            iim::read(block, &mut found);
        }
        for packet in &gathered.xmp {
            xmp::read(packet, &mut found);
        }
        let iim_is_newer = matches!((&gathered.iim, gathered.iim_digest), (Some(block), Some(digest))
            if md5(block) != digest);
        Self { found, iim_is_newer, iim_is_stray: gathered.iim_is_stray }
    }

    /// The values of `field` in `standard`, as they stand there.
    pub fn of(&self, standard: Standard, field: Field) -> &[String] {
        let found = self.found.iter().find(|found| found.standard == standard && found.field == field);
        found.map(|found| found.values.as_slice()).unwrap_or_default()
    }

    /// The values that count.
    pub fn values(&self, field: Field) -> &[String] {
        use Standard::{Exif, Iim, Xmp};
        let order = if self.iim_is_newer { [Iim, Xmp, Exif] } else { [Xmp, Iim, Exif] };
        let standards = order.into_iter().filter(|standard| *standard != Iim || !self.iim_is_stray);
        standards.map(|standard| self.of(standard, field)).find(|values| !values.is_empty()).unwrap_or_default()
    }

    /// The first value that counts.
    pub fn value(&self, field: Field) -> Option<&str> {
        self.values(field).first().map(String::as_str)
    }

    /// When the picture was taken. If the standards agree on the day, the one that also says the time counts.
    pub fn taken(&self) -> Option<Moment> {
        let first: Moment = self.value(Field::Taken)?.parse().ok()?;
        let all = self.found.iter().filter(|found| found.field == Field::Taken);
        let mut moments = all.filter_map(|found| found.values.first()?.parse::<Moment>().ok());
        Some(moments.find(|moment| first.time.is_none() && moment.refines(&first)).unwrap_or(first))
    }

    /// Where the picture was taken: latitude and longitude in degrees.
    pub fn position(&self) -> Option<(f64, f64)> {
        let (latitude, longitude) = self.value(Field::Position)?.split_once(',')?;
        Some((latitude.parse().ok()?, longitude.parse().ok()?))
    }
}

fn md5(bytes: &[u8]) -> [u8; 16] {
    use md5::Digest;
    md5::Md5::digest(bytes).into()
}

/// Degrees of degrees, minutes and seconds, as far as they are given.
fn degrees(parts: &[f64]) -> f64 {
    parts.iter().zip([1.0, 60.0, 3600.0]).map(|(part, of)| part / of).sum()
}

/// Adds values of a field, unless there are none or the standard has said something about the field before.
fn add(found: &mut Vec<Found>, standard: Standard, field: Field, values: impl IntoIterator<Item = String>) {
    if found.iter().any(|known| known.standard == standard && known.field == field) {
        return;
    }
    let mut kept: Vec<String> = Vec::new();
    for value in values.into_iter().filter_map(|value| texts::tidy(&value)) {
        if kept.len() < VALUES_MAX && !kept.contains(&value) {
            kept.push(value);
        }
    }
    if !kept.is_empty() {
        found.push(Found { standard, field, values: kept });
    }
}
