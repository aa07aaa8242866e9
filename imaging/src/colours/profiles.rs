//! Conversions from a profile to sRGB. A profile is tried out before it is used.

use std::sync::Arc;

use moxcms::{ColorProfile, DataColorSpace, Layout, Transform8BitExecutor, Transform16BitExecutor, TransformOptions};

/// How dark white may become, and how bright black, 0 to 255. A profile that goes further does not belong to these
/// pixels.
const WHITE_MIN: u8 = 192;
const BLACK_MAX: u8 = 64;
/// Levels of each channel with which a profile is tried out.
const LEVELS: usize = 7;

/// The layouts of colour pixels.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Rgb,
    Rgba,
}

impl Kind {
    fn layout(self) -> Layout {
        match self {
            Self::Rgb => Layout::Rgb,
            Self::Rgba => Layout::Rgba,
        }
    }
}

/// Takes the curves from the profile itself, not from its CICP code points.
pub(super) fn options() -> TransformOptions {
    TransformOptions { allow_use_cicp_transfer: false, ..TransformOptions::default() }
}

/// The conversion for 8 bits per channel; `None` if there is none, or if it changes nothing.
pub(super) fn of_bytes(profile: &ColorProfile, kind: Kind) -> Option<Arc<Transform8BitExecutor>> {
    changes_colours(profile).then_some(())?;
    profile.create_transform_8bit(kind.layout(), &ColorProfile::new_srgb(), kind.layout(), options()).ok()
}

/// Like `of_bytes`, for 16 bits per channel.
pub(super) fn of_words(profile: &ColorProfile, kind: Kind) -> Option<Arc<Transform16BitExecutor>> {
    changes_colours(profile).then_some(())?;
    profile.create_transform_16bit(kind.layout(), &ColorProfile::new_srgb(), kind.layout(), options()).ok()
}

/// A table that converts each grey of 8 bits; `None` if the profile is not usable or changes nothing.
pub(super) fn greys_of_bytes(profile: &ColorProfile) -> Option<Vec<u8>> {
    let channels = grey_channels(profile)?;
    let greys: Vec<u8> = (0..=u8::MAX).flat_map(|grey| std::iter::repeat_n(grey, channels)).collect();
    let srgb = ColorProfile::new_srgb();
    let conversion = profile.create_transform_8bit(layout_of(channels), &srgb, Layout::Rgb, options()).ok()?;
    let mut made = vec![0; 3 * 256];
    conversion.transform(&greys, &mut made).ok()?;
    let table: Vec<u8> = made.chunks_exact(3).map(|colour| colour[1]).collect();
    let is_sound = table.first()? <= &BLACK_MAX && table.last()? >= &WHITE_MIN;
    let changes = (0..=u8::MAX).zip(&table).any(|(before, after)| before.abs_diff(*after) > 1);
    (is_sound && changes).then_some(table)
}

/// Like `greys_of_bytes`, for 16 bits.
pub(super) fn greys_of_words(profile: &ColorProfile) -> Option<Vec<u16>> {
    greys_of_bytes(profile)?;
    let channels = grey_channels(profile)?;
    let greys: Vec<u16> = (0..=u16::MAX).flat_map(|grey| std::iter::repeat_n(grey, channels)).collect();
    let srgb = ColorProfile::new_srgb();
    let conversion = profile.create_transform_16bit(layout_of(channels), &srgb, Layout::Rgb, options()).ok()?;
    let mut made = vec![0; 3 << 16];
    conversion.transform(&greys, &mut made).ok()?;
    Some(made.chunks_exact(3).map(|colour| colour[1]).collect())
}

/// Channels of the profile of grey pixels: one if it is for greys, three if it is for the colours they were made of;
/// `None` if it is for something else.
fn grey_channels(profile: &ColorProfile) -> Option<usize> {
    match profile.color_space {
        DataColorSpace::Gray => Some(1),
        DataColorSpace::Rgb => Some(3),
        _ => None,
    }
}

fn layout_of(channels: usize) -> Layout {
    if channels == 1 { Layout::Gray } else { Layout::Rgb }
}

/// Whether a profile is for RGB, keeps white and black, and changes any colour.
fn changes_colours(profile: &ColorProfile) -> bool {
    if profile.color_space != DataColorSpace::Rgb {
        return false;
    }
    let level = |n: usize| u8::try_from(n % LEVELS * 255 / (LEVELS - 1)).unwrap_or(u8::MAX);
    let colours: Vec<u8> =
        (0..LEVELS * LEVELS * LEVELS).flat_map(|n| [level(n / LEVELS / LEVELS), level(n / LEVELS), level(n)]).collect();
    let mut made = vec![0; colours.len()];
    let srgb = ColorProfile::new_srgb();
    let conversion = profile.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, options());
    if conversion.is_err() || conversion.is_ok_and(|conversion| conversion.transform(&colours, &mut made).is_err()) {
        return false;
    }
    let is_sound = made.iter().take(3).all(|black| *black <= BLACK_MAX)
        && made.iter().rev().take(3).all(|white| *white >= WHITE_MIN);
    is_sound && colours.iter().zip(&made).any(|(before, after)| before.abs_diff(*after) > 1)
}
