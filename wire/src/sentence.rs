//! Sentences of plain text: enough to show the first and the last one of a body.

/// Abbreviations after which a capital letter begins no sentence, without their full stop.
const ABBREVIATIONS: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Gov", "Gen", "Sen", "Rep", "Lt", "Col", "Sgt", "Capt", "Rev", "Hon", "St", "No",
    "vs", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec", "Inc", "Corp", "Ltd",
    "Co", "Jr", "Sr", "Nr", "bzw", "ca", "kl", "bl",
];

/// Characters in which the end of a first or the begin of a last sentence is looked for.
const SENTENCE_MAX: usize = 1_500;

/// The first sentence of a paragraph.
pub(crate) fn first(text: &str) -> &str {
    let limit = text.char_indices().nth(SENTENCE_MAX).map_or(text.len(), |(at, _)| at);
    let end = text.get(..limit).and_then(|head| ends(head).next()).unwrap_or(text.len());
    text.get(..end).unwrap_or(text).trim()
}

/// The last sentence of a paragraph.
pub(crate) fn last(text: &str) -> &str {
    let text = text.trim_end();
    let limit = text.char_indices().rev().nth(SENTENCE_MAX).map_or(0, |(at, _)| at);
    let tail = text.get(limit..).unwrap_or(text);
    match ends(tail).filter(|end| *end < tail.len()).last() {
        Some(start) => tail.get(start..).unwrap_or(tail).trim(),
        None => text.trim(),
    }
}

/// Offsets at which sentences end, closing marks included.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?' | '؟' | '…')).filter_map(move |(at, c)| {
        let after = text.get(at + c.len_utf8()..)?;
        let rest = after.trim_start_matches(['"', '”', '»', '’', '\'', ')', ']', '.', '!', '?', '؟']);
        let end = text.len() - rest.len();
        let next = rest.trim_start();
        let is_open = next.is_empty() || next.len() == rest.len();
        let begins = next.chars().next().is_some_and(|c| !c.is_lowercase() && !matches!(c, '-' | '–' | '—' | ','));
        (!is_open && begins && !(c == '.' && is_abbreviated(text.get(..at)?))).then_some(end)
    })
}

/// Whether a full stop after this text ends an abbreviation, an initial or a leading ordinal.
fn is_abbreviated(before: &str) -> bool {
    let word =
        before.rsplit(char::is_whitespace).next().unwrap_or_default().trim_start_matches(['(', '"', '“', '«', '\'']);
    let is_initials = word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase));
    let is_ordinal = word.len() == before.trim_start().len() && word.bytes().all(|b| b.is_ascii_digit());
    is_initials || is_ordinal || ABBREVIATIONS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_readers_end_them() {
        let text = "He met Gov. Brown of the U.S. Senate on 3.5. Then he left. \"No,\" she said.";
        assert_eq!(first(text), "He met Gov. Brown of the U.S. Senate on 3.5.");
        assert_eq!(last(text), "\"No,\" she said.");
        assert_eq!(first("6. Spieltag:"), "6. Spieltag:");
        assert_eq!(last("قال: نعم. هل ينجح؟ لا أحد يعرف."), "لا أحد يعرف.");
        assert_eq!(first("Nothing ends here"), "Nothing ends here");
    }
}
