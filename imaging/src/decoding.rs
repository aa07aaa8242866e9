//! Reading a picture somebody sent: its type is what its bytes say, its size is checked before its pixels are.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use crate::{Refused, Result};

/// Bytes of an uploaded photo (SECURITY-CONTRACT section 5).
const PHOTO_BYTES_MAX: usize = 40 << 20;
/// Pixels a side.
const PHOTO_SIDE_MAX: u32 = 12_000;
/// Pixels in all.
const PHOTO_PIXELS_MAX: u64 = 120_000_000;
/// Memory one decoding may take, in bytes.
const DECODED_BYTES_MAX: u64 = 1 << 30;

/// A decoded picture, upright: at most 40 MiB of file, 12,000 pixels a side and 120 million in all.
pub struct Decoded {
    /// `jpeg`, `png`, `webp` or `gif`.
    pub format: String,
    /// Its pixels.
    pub image: DynamicImage,
}

/// Decodes JPEG, PNG, WebP or the first frame of a GIF, and turns it as the camera was held.
pub fn decode(bytes: &[u8]) -> Result<Decoded> {
    let refuse = Refused;
    if bytes.len() > PHOTO_BYTES_MAX {
        return Err(refuse(format!("it has {} bytes; the limit is {PHOTO_BYTES_MAX}", bytes.len())));
    }
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|e| refuse(e.to_string()))?;
    let format = match reader.format() {
        Some(ImageFormat::Jpeg) => "jpeg",
        Some(ImageFormat::Png) => "png",
        Some(ImageFormat::WebP) => "webp",
        Some(ImageFormat::Gif) => "gif",
        _ => return Err(refuse("it is not a JPEG, PNG, WebP or GIF file".into())),
    };
    let mut decoder = reader.into_decoder().map_err(|e| refuse(e.to_string()))?;
    let (width, height) = decoder.dimensions();
    if width > PHOTO_SIDE_MAX || height > PHOTO_SIDE_MAX || u64::from(width) * u64::from(height) > PHOTO_PIXELS_MAX {
        return Err(refuse(format!(
            "it is {width} x {height} pixels; the limits are {PHOTO_SIDE_MAX} a side and {PHOTO_PIXELS_MAX} in all"
        )));
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODED_BYTES_MAX);
    decoder.set_limits(limits).map_err(|e| refuse(e.to_string()))?;
    let orientation = decoder.orientation().map_err(|e| refuse(e.to_string()))?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(|e| refuse(e.to_string()))?;
    image.apply_orientation(orientation);
    Ok(Decoded { format: format.to_owned(), image })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_picture_is_refused_with_its_reason() {
        for (bytes, reason) in [
            (&b""[..], "not a JPEG"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a JPEG"),
            (b"GIF89a", ""),
            (b"\xff\xd8\xff\xe0 cut short", ""),
        ] {
            let refusal = decode(bytes).err().map(|e| e.to_string()).unwrap_or_default();
            assert!(!refusal.is_empty() && refusal.contains(reason), "{refusal}");
        }
    }

    #[test]
    fn a_bomb_of_pixels_is_refused_before_it_is_decoded() {
        let mut png = Vec::new();
        DynamicImage::new_luma8(20_000, 1).write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
        assert!(decode(&png).err().unwrap().to_string().contains("20000 x 1"));
    }
}
