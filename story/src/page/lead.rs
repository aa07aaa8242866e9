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

/// The photo that a line describes. The line begins with the word for photo and a colon, is only the archive words, or
/// is a credit.
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

/// Words before the photographer or owner of a photo, in lower case.
const CREDIT_LABELS: &[&str] = &[
    "crédits photo",
    "crédit photo",
    "credits photo",
    "credit photo",
    "photo credit",
    "image credit",
    "credits",
    "credit",
    "crédits",
    "crédit",
    "photograph by",
    "photograph",
    "photo by",
    "photos",
    "photo",
    "picture by",
    "picture",
    "image",
    "file",
    "courtesy of",
    "©",
    "(c)",
    "تصوير",
    "عدسة",
    "مصدر الصورة",
    "المصدر",
];

/// Whether a line begins with a word for a credit.
pub(super) fn begins_as_credit(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['(', '[']).trim_start().to_lowercase();
    CREDIT_LABELS.iter().any(|label| {
        text.strip_prefix(label).is_some_and(|rest| rest.starts_with([':', ' ', '/', '\u{A0}']) || label.ends_with('©'))
    })
}

/// A credit without the words before it.
pub(super) fn without_credit_label(text: &str) -> &str {
    let mut text = text.trim();
    for _ in 0..3 {
        let cut = CREDIT_LABELS.iter().find_map(|label| {
            let start = text.get(..label.len())?;
            let rest = text.get(label.len()..)?;
            (start.to_lowercase() == *label && (rest.starts_with([':', ' ', '/', '\u{A0}']) || label.ends_with('©')))
                .then(|| rest.trim_start_matches([':', ' ', '/', '\u{A0}']))
        });
        match cut {
            Some(rest) if !rest.is_empty() => text = rest,
            _ => break,
        }
    }
    text
}

/// Splits a caption and the credit after it: «Un Népalais prie (Photo Prakash Mathema. AFP)», «… Image: Keystone», «… ©
/// Henri Frasque».
pub(super) fn credited(text: &str) -> Option<(&str, &str)> {
    const OPENINGS: &[&str] = &[
        "(photo",
        "(picture",
        "(image",
        "(file",
        "( image",
        "( photo",
        "[file",
        "[photo",
        "(crédit",
        "(credit",
        "(©",
        " © ",
        " image:",
        " photo:",
        " picture:",
        " crédits photo",
        " crédit photo",
        " crédit :",
        " credits:",
        " credit:",
    ];
    // Every opening contains one of these characters, and nearly every line of a text contains none.
    if !text.contains(['(', '[', '©', ':', 'é']) {
        return None;
    }
    let small = text.to_ascii_lowercase();
    let at = OPENINGS.iter().filter_map(|opening| small.rfind(opening)).max().filter(|at| *at > 0)?;
    let (caption, credit) = (text.get(..at)?.trim(), text.get(at..)?.trim());
    let inner = credit.trim_matches(['(', ')', '[', ']', ' ']);
    let bare = without_credit_label(inner);
    let is_archive = ARCHIVE.contains(&line_key(inner).as_str());
    (!is_archive
        && bare.len() < inner.len()
        && !caption.is_empty()
        && (1..=14).contains(&bare.split_whitespace().count())
        && caption.split_whitespace().count() >= 2)
        .then_some((caption, bare))
}

/// Reads a caption as printed. The word for archive is removed before a caption and kept alone; a credit inside is read
/// too.
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
    if let Some((caption_alone, credit)) = credited(text) {
        let mut image = caption(caption_alone);
        image.credit = Some(credit.trim_matches([')', ']', ';', ' ']).to_owned());
        return image;
    }
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
