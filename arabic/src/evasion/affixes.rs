//! The affixes that a listed word may have, and no others. In Arabic: conjunctions, prepositions and the article before
//! it, pronouns and regular plurals after it. In French and English: plurals.

/// Prefixes of an Arabic word, the longest first. Doubled letters are already reduced to one («لل» is «ل»).
const BEFORE: [&str; 22] = [
    "وبال", "وكال", "فبال", "فكال", "هال", "وال", "فال", "بال", "كال", "عال", "ال", "وب", "وك", "ول", "فب", "فك", "فل",
    "و", "ف", "ب", "ك", "ل",
];
/// Suffixes of a word without an article: pronouns. ه also stands for ة.
const AFTER: [&str; 12] = ["هما", "كما", "ها", "هم", "هن", "كم", "كن", "نا", "ني", "ك", "ه", "ي"];
/// Suffixes of a word with or without an article: plurals and the feminine.
const ENDINGS: [&str; 5] = ["ات", "ين", "ون", "ان", "ه"];
/// Suffixes of a French or English word.
const LATIN_AFTER: [&str; 3] = ["es", "s", "e"];
/// Letters that must remain of an Arabic word when affixes are removed. A shorter stem is too ambiguous.
const STEM_MIN: usize = 3;
/// The same for a French or English word.
const LATIN_STEM_MIN: usize = 5;

/// A way to remove affixes: the letters removed before and after, and whether a pronoun was removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    pub before: usize,
    pub after: usize,
    pub has_pronoun: bool,
    /// The removed suffix may have been a feminine or a plural.
    pub may_inflect: bool,
}

/// Every way to remove affixes from a word, the whole word first. In `letters` no letter stands twice in a row;
/// `counts` says how often each was repeated. A repeated letter may be both the last of the word and the first of its
/// suffix («حراميين»).
pub(super) fn cuts(letters: &[char], counts: &[u8]) -> Vec<Cut> {
    let mut cuts = vec![Cut { before: 0, after: 0, has_pronoun: false, may_inflect: false }];
    let is_latin = letters.iter().all(char::is_ascii_lowercase);
    if is_latin {
        for after in LATIN_AFTER.map(str::len) {
            let fits = letters.len() >= LATIN_STEM_MIN + after && ends_with(letters, LATIN_AFTER, after);
            cuts.extend(fits.then_some(Cut { before: 0, after, has_pronoun: false, may_inflect: false }));
        }
        return cuts;
    }
    let befores = BEFORE.into_iter().filter(|before| starts_with(letters, before));
    for before in std::iter::once("").chain(befores) {
        let count = before.chars().count();
        let has_article = before.ends_with("ال");
        let endings = ENDINGS.into_iter().map(|ending| (ending, false));
        let pronouns = AFTER.into_iter().map(|ending| (ending, true)).filter(|_| !has_article);
        for (after, has_pronoun) in std::iter::once(("", false)).chain(endings).chain(pronouns) {
            let after_count = after.chars().count();
            let joined = count + after_count;
            if joined > 0 && letters.len() >= STEM_MIN + joined && is_end(letters, after) {
                let may_inflect = ENDINGS.contains(&after);
                cuts.push(Cut { before: count, after: after_count, has_pronoun, may_inflect });
                let shared = letters.len() - after_count;
                if after_count > 1 && counts.get(shared).is_some_and(|count| *count > 1) {
                    cuts.push(Cut { before: count, after: after_count - 1, has_pronoun, may_inflect });
                }
            }
        }
    }
    cuts
}

/// The word without each possible prefix, the word itself first.
pub(super) fn without_before(letters: &[char]) -> impl Iterator<Item = &[char]> {
    let cut = BEFORE.into_iter().filter(move |before| starts_with(letters, before));
    let counts = cut.map(|before| before.chars().count()).filter(move |count| letters.len() >= STEM_MIN + count);
    std::iter::once(letters).chain(counts.map(move |count| &letters[count..]))
}

fn starts_with(letters: &[char], before: &str) -> bool {
    let mut at = letters.iter();
    before.chars().all(|c| at.next() == Some(&c))
}

fn is_end(letters: &[char], after: &str) -> bool {
    let mut at = letters.iter().rev();
    after.chars().rev().all(|c| at.next() == Some(&c))
}

fn ends_with(letters: &[char], all: [&str; 3], length: usize) -> bool {
    all.into_iter().any(|after| after.len() == length && is_end(letters, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(word: &str) -> Vec<String> {
        let letters: Vec<char> = word.chars().collect();
        cuts(&letters, &vec![1; letters.len()])
            .into_iter()
            .map(|cut| letters[cut.before..letters.len() - cut.after].iter().collect())
            .collect()
    }

    #[test]
    fn what_is_joined_comes_off() {
        for (word, stem) in
            [("والحقير", "حقير"), ("حقيره", "حقير"), ("بكلبهم", "كلب"), ("الحقيرين", "حقير"), ("idiots", "idiot")]
        {
            assert!(stems(word).contains(&stem.to_owned()), "{word}: {:?}", stems(word));
        }
    }

    #[test]
    fn nothing_else_does() {
        for (word, stem) in [("كسر", "كس"), ("الزبير", "زب"), ("cons", "con"), ("مكلب", "كلب"), ("الكلبي", "كلب")]
        {
            assert!(!stems(word).contains(&stem.to_owned()), "{word}: {:?}", stems(word));
        }
    }
}
