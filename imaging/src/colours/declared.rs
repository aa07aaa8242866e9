//! What a file declares about its colours, located without reading it, and the profile that results.

use std::io::Read;
use std::ops::Range;

use flate2::read::ZlibDecoder;
use moxcms::{
    Chromaticity, CicpColorPrimaries, CicpProfile, ColorPrimaries, ColorProfile, MatrixCoefficients, ToneReprCurve,
    TransferCharacteristics,
};

use crate::decoding::METADATA_BYTES_MAX;

/// The value of PNG's `gAMA` that means 1.
const GAMMA_UNIT: f32 = 100_000.0;
/// The gammas that are written for sRGB, in this unit: 1/2.2, rounded in different ways.
const GAMMA_OF_SRGB: std::ops::RangeInclusive<u32> = 45_000..=46_000;
/// Plausible gammas, in this unit; others are taken for a mistake.
const GAMMAS: std::ops::RangeInclusive<u32> = 20_000..=200_000;

/// What a file declares about its colours.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) enum DeclaredColours {
    /// Nothing, or sRGB.
    #[default]
    Nothing,
    /// An ICC profile in these pieces of the file.
    Profile(Vec<Range<usize>>),
    /// An ICC profile compressed with zlib.
    CompressedProfile(Range<usize>),
    /// Code points of primaries and transfer (ITU-T H.273), as in PNG's `cICP`.
    Cicp(u8, u8),
    /// PNG's `gAMA` and `cHRM`.
    GammaAndPrimaries(GammaAndPrimaries),
    /// Adobe RGB, as cameras declare it in Exif.
    AdobeRgb,
}

/// Gamma and primaries as in PNG, in units of 1/100,000.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct GammaAndPrimaries {
    /// The gamma of the file.
    pub gamma: u32,
    /// White, red, green, blue, x and y of each; `None` means those of sRGB.
    pub primaries: Option<[u32; 8]>,
}

impl DeclaredColours {
    /// The profile; `None` if the pixels are sRGB or are taken as sRGB. The latter includes transfers that go beyond
    /// white (PQ, HLG): how to darken them is a matter of taste.
    pub(super) fn profile(&self, bytes: &[u8]) -> Option<ColorProfile> {
        let profile = self.declared_profile(bytes)?;
        let transfer = profile.cicp.map(|numbers| numbers.transfer_characteristics);
        let goes_beyond_white =
            matches!(transfer, Some(TransferCharacteristics::Smpte2084 | TransferCharacteristics::Hlg));
        (!goes_beyond_white).then_some(profile)
    }

    fn declared_profile(&self, bytes: &[u8]) -> Option<ColorProfile> {
        match self {
            Self::Nothing => None,
            Self::Profile(pieces) => {
                let profile: Vec<u8> =
                    pieces.iter().flat_map(|piece| bytes.get(piece.clone()).unwrap_or_default()).copied().collect();
                ColorProfile::new_from_slice(&profile).ok()
            }
            Self::CompressedProfile(piece) => {
                let mut profile = Vec::new();
                let packed = ZlibDecoder::new(bytes.get(piece.clone())?);
                packed.take(METADATA_BYTES_MAX).read_to_end(&mut profile).ok()?;
                ColorProfile::new_from_slice(&profile).ok()
            }
            Self::Cicp(primaries, transfer) => profile_of_cicp(*primaries, *transfer),
            Self::GammaAndPrimaries(values) => values.profile(),
            Self::AdobeRgb => Some(ColorProfile::new_adobe_rgb()),
        }
    }
}

fn profile_of_cicp(primaries: u8, transfer: u8) -> Option<ColorProfile> {
    let profile = ColorProfile::new_from_cicp(CicpProfile {
        color_primaries: CicpColorPrimaries::try_from(primaries).ok()?,
        transfer_characteristics: TransferCharacteristics::try_from(transfer).ok()?,
        matrix_coefficients: MatrixCoefficients::Identity,
        full_range: true,
    });
    profile.red_trc.is_some().then_some(profile)
}

impl GammaAndPrimaries {
    fn profile(self) -> Option<ColorProfile> {
        if !GAMMAS.contains(&self.gamma) || (self.primaries.is_none() && GAMMA_OF_SRGB.contains(&self.gamma)) {
            return None;
        }
        let mut profile = ColorProfile::new_srgb();
        if !GAMMA_OF_SRGB.contains(&self.gamma) {
            let curve = ToneReprCurve::Parametric(vec![1.0 / parts(self.gamma)?, 1.0, 0.0]);
            profile.red_trc = Some(curve.clone());
            profile.green_trc = Some(curve.clone());
            profile.blue_trc = Some(curve);
        }
        if let Some(corners) = self.primaries {
            let [white, red, green, blue] = [0, 2, 4, 6].map(|at| chromaticity(corners[at], corners[at + 1]));
            profile.update_rgb_colorimetry(white?.to_xyyb(), ColorPrimaries { red: red?, green: green?, blue: blue? });
        }
        Some(profile)
    }
}

fn chromaticity(x: u32, y: u32) -> Option<Chromaticity> {
    let (x, y) = (parts(x)?, parts(y)?);
    (y > 0.0 && x + y <= 1.0).then_some(Chromaticity { x, y })
}

/// Converts hundred-thousandths to a number, accurate to four of them; `None` above about 2.6.
fn parts(number: u32) -> Option<f32> {
    u16::try_from(number / 4).ok().map(|quarter| f32::from(quarter) * 4.0 / GAMMA_UNIT)
}
