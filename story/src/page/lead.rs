//! Photo lines: «صورة: أرشيف», «الصورة: تصوير نبيل. ك», `Photo : archives`.

use super::{
    LeadImage,
    phrases::{begins, line_key},
};

const LABELS: &[&str] = &[
    "صوره",
    "الصوره",
    "صوره ارشيفيه",
    "صوره من الارشيف",
    "photo",
    "image",
    "photo d archives",
    "ph",
    "picture",
    "file photo",
    "legende",
    "caption",
    "الصور",
];
const ARCHIVE: &[&str] = &[
    "ارشيف",
    "ارشيفيه",
    "الارشيف",
    "من الارشيف",
    "archives",
    "archive",
    "d archives",
    "file photo",
    "file",
    "صوره ارشيفيه",
    "صوره من الارشيف",
    "photo d archives",
];
const CREDITS: &[&str] = &[
    "تصوير",
    "عدسه",
    "بعدسه",
    "ت",
    "credit",
    "credits",
    "ph",
    "photo by",
    "photo",
    "photographe",
    "crédit photo",
    "credit photo",
];

/// The photo that a line describes: one that begins with the word for photo and a colon, the archive words alone, or a credit.
pub(super) fn photo_line(line: &str) -> Option<LeadImage> {
    let line = line.trim();
    let line = [('(', ')'), ('[', ']')]
        .iter()
        .find_map(|(open, close)| line.strip_prefix(*open)?.strip_suffix(*close))
        .unwrap_or(line)
        .trim();
    let key = line_key(line);
    if ARCHIVE.contains(&key.as_str()) && (key != "file" && key != "archives" && key != "archive") {
        return Some(LeadImage { caption: Some(line.to_owned()), archive: true, ..LeadImage::default() });
    }
    if let Some((label, rest)) = line.split_once([':', '：', '/', '|'])
        && LABELS.contains(&line_key(label).as_str())
    {
        let mut image = caption(rest);
        image.archive |= ARCHIVE.contains(&line_key(label).as_str());
        return Some(image);
    }
    if let Some((label, rest)) = line.split_once([':', '：'])
        && CREDITS.contains(&line_key(label).as_str())
        && !rest.trim().is_empty()
    {
        return Some(LeadImage {
            caption: Some(line.to_owned()),
            credit: Some(rest.trim().to_owned()),
            ..LeadImage::default()
        });
    }
    let short = key.split(' ').count() <= 4;
    (short && (begins(&key, "صوره ارشيفيه") || begins(&key, "photo d archives") || begins(&key, "file photo")))
        .then(|| caption(line))
}

/// A caption as printed: the archive word before a caption is taken off, alone it stays; a credit inside is read too.
pub(super) fn caption(text: &str) -> LeadImage {
    let text = text.trim().trim_matches(['-', '–', ':', ' ']).trim();
    if text.is_empty() {
        return LeadImage::default();
    }
    let text = match text.split_once([':', '：']) {
        Some((label, rest)) if LABELS.contains(&line_key(label).as_str()) && !rest.trim().is_empty() => {
            let mut image = caption(rest);
            image.archive |= ARCHIVE.contains(&line_key(label).as_str());
            return image;
        }
        _ => text,
    };
    let mut image = LeadImage { credit: credit(text), ..LeadImage::default() };
    let pieces: Vec<&str> = text
        .split(['-', '–', '—', '/', '|', '(', ')', '،', ',', ':'])
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect();
    let is_archive = |piece: &&str| ARCHIVE.contains(&line_key(piece).as_str());
    image.archive = pieces.iter().any(is_archive);
    let first = pieces.first().filter(|piece| pieces.len() > 1 && is_archive(piece));
    let last = pieces.last().filter(|piece| pieces.len() > 1 && is_archive(piece));
    let strip = ['-', '–', '—', '/', '|', '(', ')', '،', ',', ':', ' '];
    let caption = match (first, last) {
        (Some(first), _) => text.split_once(first).map_or(text, |(_, rest)| rest).trim_start_matches(strip),
        (None, Some(last)) => text.rsplit_once(last).map_or(text, |(rest, _)| rest).trim_end_matches(strip),
        _ => text,
    };
    image.caption = Some(caption.to_owned()).filter(|caption| !caption.is_empty());
    image
}

fn credit(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some((_, word)) =
        rest.split_once("تصوير").or_else(|| rest.split_once("عدسة")).or_else(|| rest.split_once("©"))
    {
        let name = word
            .trim_start_matches([':', ' ', '/', '-'])
            .split([')', '(', '،', '|', '/'])
            .next()
            .unwrap_or_default()
            .trim();
        if (1..=4).contains(&name.split_whitespace().count()) {
            return Some(name.to_owned());
        }
        rest = word;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn photo_lines() {
        for (line, expected, archive, credit) in [
            ("صورة: أرشيف", Some("أرشيف"), true, None),
            ("صورة : أرشيف - السد كما بدا", Some("السد كما بدا"), true, None),
            ("الصورة: تصوير نبيل. ك", Some("تصوير نبيل. ك"), false, Some("نبيل. ك")),
            (
                "الصورة: السد كما بدا أمس (تصوير: نبيل. ك)",
                Some("السد كما بدا أمس (تصوير: نبيل. ك)"),
                false,
                Some("نبيل. ك"),
            ),
            ("(صورة أرشيفية)", Some("صورة أرشيفية"), true, None),
            ("Photo : archives", Some("archives"), true, None),
            ("Photo: the dam (file)", Some("the dam"), true, None),
            ("تصوير: نبيل. ك", Some("تصوير: نبيل. ك"), false, Some("نبيل. ك")),
        ] {
            let image = photo_line(line).unwrap();
            assert_eq!(
                (image.caption.as_deref(), image.archive, image.credit.as_deref()),
                (expected, archive, credit),
                "{line}"
            );
        }
        for line in ["صورة المدينة تتغير بعد عام من الأشغال", "وقال: هذه صورة", "2268", ""]
        {
            assert_eq!(photo_line(line), None, "{line}");
        }
    }
}
