//! Turns the words of a search into patterns for `LIKE`.

use arabic::normalize;

/// Words of a search that are used.
const SEARCH_TERMS_MAX: usize = 20;
/// Characters of a search that are used.
const SEARCH_CHARS_MAX: usize = 300;

/// Patterns for folded text, one for each word; all must match.
pub fn patterns(words: &str) -> Vec<String> {
    let words: String = words.chars().take(SEARCH_CHARS_MAX).collect();
    let pattern = |word: &str| {
        // The definite article is optional: «الاتفاق» finds «لإتفاق» and the other way round.
        let bare = ["وال", "بال", "كال", "فال", "ال", "لل"].iter().find_map(|article| word.strip_prefix(article));
        let bare = bare.filter(|bare| bare.chars().count() >= 3).unwrap_or(word);
        format!("%{}%", escape(bare))
    };
    normalize::key(&words).split_whitespace().take(SEARCH_TERMS_MAX).map(pattern).collect()
}

/// Escapes the wildcards of `LIKE`, so that they are searched literally.
fn escape(word: &str) -> String {
    word.replace(['%', '_', '\\'], "")
}
