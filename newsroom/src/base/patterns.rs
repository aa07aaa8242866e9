//! Words of a search as patterns of `LIKE`.

use arabic::normalize;

/// Words of a search that are looked at.
const SEARCH_TERMS_MAX: usize = 20;
/// Characters of a search.
const SEARCH_CHARS_MAX: usize = 300;

/// What a folded text with these words is `LIKE`, word by word.
pub fn patterns(words: &str) -> Vec<String> {
    let words: String = words.chars().take(SEARCH_CHARS_MAX).collect();
    let pattern = |word: &str| {
        // The definite article may be typed or not: «الاتفاق» finds «لإتفاق» and the other way round.
        let bare = ["وال", "بال", "كال", "فال", "ال", "لل"].iter().find_map(|article| word.strip_prefix(article));
        let bare = bare.filter(|bare| bare.chars().count() >= 3).unwrap_or(word);
        format!("%{}%", escape(bare))
    };
    normalize::key(&words).split_whitespace().take(SEARCH_TERMS_MAX).map(pattern).collect()
}

/// `LIKE` takes these for wild cards; a headline with them is found without them.
fn escape(word: &str) -> String {
    word.replace(['%', '_', '\\'], "")
}
