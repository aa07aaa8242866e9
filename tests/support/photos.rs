//! Small photos as cameras and agencies make them.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

/// A JPEG of 300 x 200 pixels in one colour, which differs for each number, with an XMP packet of these elements. The
/// prefixes `dc`, `photoshop`, `xmpRights`, `plus` and `Iptc4xmpCore` are declared.
pub fn photo_with_xmp(number: u8, elements: &str) -> Vec<u8> {
    let mut jpeg = Cursor::new(Vec::new());
    let image = RgbImage::from_pixel(300, 200, Rgb([number, 90, 90]));
    image.write_to(&mut jpeg, ImageFormat::Jpeg).expect("a JPEG");
    let jpeg = jpeg.into_inner();
    let packet = format!(
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' \
         xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/' \
         xmlns:xmpRights='http://ns.adobe.com/xap/1.0/rights/' xmlns:plus='http://ns.useplus.org/ldf/xmp/1.0/' \
         xmlns:Iptc4xmpCore='http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/'>\
         <rdf:Description>{elements}</rdf:Description></rdf:RDF></x:xmpmeta>"
    );
    let segment = [b"http://ns.adobe.com/xap/1.0/\0", packet.as_bytes()].concat();
    let length = u16::try_from(segment.len() + 2).expect("a short packet").to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &segment, &jpeg[2..]].concat()
}
