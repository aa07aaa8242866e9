//! What every file made of a picture says: who made it, whose it is and what it shows. Nothing else of the file's
//! metadata is handed on; places, serial numbers and the rest stay with the original.
//!
//! It is written as XMP (ISO 16684-1 and -3), and into JPEG also as IPTC IIM 4.2, for programs that know nothing newer.

use crate::metadata::{Field, Metadata, XMP_HEADER};

/// Bytes of a value in XMP, at most.
const VALUE_BYTES_MAX: usize = 8 << 10;
/// Creators written, at most.
const CREATORS_MAX: usize = 8;

/// The blocks that say it, composed once for all files of a picture; nothing if there is nothing to say.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    /// An XMP packet.
    xmp: String,
    /// IIM in a resource of Photoshop, as a segment of JPEG holds it.
    photoshop: Vec<u8>,
}

/// The texts.
#[derive(Debug, Default, PartialEq, Eq)]
struct Texts {
    caption: Option<String>,
    creators: Vec<String>,
    credit: Option<String>,
    copyright: Option<String>,
    usage_terms: Option<String>,
}

impl Labels {
    /// What the file says.
    pub fn of(metadata: &Metadata) -> Self {
        let texts = Texts::of(metadata);
        if texts == Texts::default() {
            return Self::default();
        }
        Self { xmp: texts.xmp(), photoshop: texts.photoshop() }
    }

    fn is_empty(&self) -> bool {
        self.xmp.is_empty()
    }

    /// The JPEG with the labels, behind its first segment.
    pub fn write_into_jpeg(&self, jpeg: Vec<u8>) -> Vec<u8> {
        // The start marker, then the segment of JFIF with its length.
        let (Some([0xff, 0xd8, 0xff, 0xe0]), Some(length)) = (jpeg.first_chunk(), jpeg.get(4..6)) else { return jpeg };
        let at = 4 + usize::from(u16::from_be_bytes([length[0], length[1]]));
        let (Some(first), Some(rest), false) = (jpeg.get(..at), jpeg.get(at..), self.is_empty()) else { return jpeg };
        let mut labelled = first.to_vec();
        for (marker, segment) in [(0xe1, [XMP_HEADER, self.xmp.as_bytes()].concat()), (0xed, self.photoshop.clone())] {
            let Ok(length) = u16::try_from(segment.len() + 2) else { continue };
            labelled.extend([0xff, marker]);
            labelled.extend(length.to_be_bytes());
            labelled.extend(segment);
        }
        labelled.extend(rest);
        labelled
    }

    /// The WebP of one chunk with the labels, in the extended format (RFC 9649). `size` is its width and height in
    /// pixels.
    pub fn write_into_webp(&self, webp: Vec<u8>, (width, height): (u32, u32)) -> Vec<u8> {
        let (Some(picture), false) = (webp.get(12..).filter(|_| webp.starts_with(b"RIFF")), self.is_empty()) else {
            return webp;
        };
        const HAS_XMP: u8 = 0x04;
        let mut header = vec![HAS_XMP, 0, 0, 0];
        for side in [width, height] {
            header.extend(side.saturating_sub(1).to_le_bytes().iter().take(3));
        }
        let mut body = b"WEBP".to_vec();
        add_chunk(&mut body, b"VP8X", &header);
        body.extend(picture);
        add_chunk(&mut body, b"XMP ", self.xmp.as_bytes());
        let mut labelled = Vec::with_capacity(body.len() + 8);
        add_chunk(&mut labelled, b"RIFF", &body);
        labelled
    }

    /// The PNG with the labels, behind its header.
    pub fn write_into_png(&self, png: Vec<u8>) -> Vec<u8> {
        /// Bytes of the signature and the header.
        const HEAD: usize = 33;
        let (Some(head), Some(rest), false) = (png.get(..HEAD), png.get(HEAD..), self.is_empty()) else { return png };
        // Keyword, neither compressed nor translated.
        let mut text = b"iTXtXML:com.adobe.xmp\0\0\0\0\0".to_vec();
        text.extend(self.xmp.bytes());
        let Ok(length) = u32::try_from(text.len() - 4) else { return png };
        let mut checksum = flate2::Crc::new();
        checksum.update(&text);
        [head, &length.to_be_bytes(), &text, &checksum.sum().to_be_bytes(), rest].concat()
    }
}

impl Texts {
    fn of(metadata: &Metadata) -> Self {
        let clean = |text: &str| {
            let text = arabic::normalize::strip_bidi_controls(text);
            let text = cut(text.trim(), VALUE_BYTES_MAX).to_owned();
            (!text.is_empty()).then_some(text)
        };
        let of = |field| metadata.value(field).and_then(clean);
        let creators = metadata.values(Field::Creator).iter().take(CREATORS_MAX);
        Self {
            caption: of(Field::Caption),
            creators: creators.filter_map(|name| clean(name)).collect(),
            credit: of(Field::Credit),
            copyright: of(Field::Copyright),
            usage_terms: of(Field::UsageTerms),
        }
    }

    fn xmp(&self) -> String {
        let mut properties = String::new();
        let mut add = |name: &str, open: &str, values: &[&str], close: &str| {
            if !values.is_empty() {
                let items: String = values.iter().map(|value| format!("{open}{}{close}", escaped(value))).collect();
                properties.push_str(&format!("<{name}>{items}</{name}>"));
            }
        };
        fn one(text: Option<&String>) -> Vec<&str> {
            text.map(String::as_str).into_iter().collect()
        }
        let alternatives = ("<rdf:Alt><rdf:li xml:lang=\"x-default\">", "</rdf:li></rdf:Alt>");
        add("dc:description", alternatives.0, &one(self.caption.as_ref()), alternatives.1);
        add("dc:rights", alternatives.0, &one(self.copyright.as_ref()), alternatives.1);
        add("xmpRights:UsageTerms", alternatives.0, &one(self.usage_terms.as_ref()), alternatives.1);
        add("photoshop:Credit", "", &one(self.credit.as_ref()), "");
        let creators: String = self.creators.iter().map(|name| format!("<rdf:li>{}</rdf:li>", escaped(name))).collect();
        if !creators.is_empty() {
            properties.push_str(&format!("<dc:creator><rdf:Seq>{creators}</rdf:Seq></dc:creator>"));
        }
        format!(
            "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
             <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmpRights=\"http://ns.adobe.com/xap/1.0/rights/\" \
             xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\">{properties}</rdf:Description></rdf:RDF>\
             </x:xmpmeta><?xpacket end=\"r\"?>"
        )
    }

    fn photoshop(&self) -> Vec<u8> {
        let mut iim = Vec::new();
        let mut add = |record: u8, number: u8, data: &[u8]| {
            if let Ok(length) = u16::try_from(data.len()) {
                iim.extend([0x1c, record, number]);
                iim.extend(length.to_be_bytes());
                iim.extend(data);
            }
        };
        // The charset is UTF-8, the version 4. The lengths are those of the standard.
        add(1, 90, b"\x1b%G");
        add(2, 0, &[0, 4]);
        self.creators.iter().for_each(|name| add(2, 80, cut(name, 32).as_bytes()));
        for (number, text, most) in [(110, &self.credit, 32), (116, &self.copyright, 128), (120, &self.caption, 2_000)]
        {
            if let Some(text) = text {
                add(2, number, cut(text, most).as_bytes());
            }
        }
        let length = u32::try_from(iim.len()).unwrap_or_default();
        iim.resize(iim.len() + iim.len() % 2, 0);
        [b"Photoshop 3.0\08BIM\x04\x04\0\0".as_slice(), &length.to_be_bytes(), &iim].concat()
    }
}

/// Adds a chunk of RIFF, padded to an even length.
fn add_chunk(to: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    to.extend(name);
    to.extend(u32::try_from(data.len()).unwrap_or_default().to_le_bytes());
    to.extend(data);
    to.resize(to.len() + data.len() % 2, 0);
}

/// The beginning of `text` with at most `most` bytes, cut between characters.
fn cut(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or(text)
}

/// The text for XML, without the characters that XML does not allow.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\n' | '\t' => escaped.push(c),
            _ if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            _ => escaped.push(c),
        }
    }
    escaped
}
