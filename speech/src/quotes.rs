//! Pairs of quotation marks, of every style, nested, unclosed and wrongly turned.

use crate::text::{Kind, Text};

/// A quotation that lies in no other one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quote {
    /// The token of the opening mark.
    pub open: usize,
    /// The token of the closing mark; the number of tokens if there is none.
    pub close: usize,
    pub is_closed: bool,
}

/// Marks that open and close each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Straight,
    Curly,
    Guillemets,
    SingleGuillemets,
    Single,
}

const FAMILIES: usize = 5;

/// Whether a mark looks like an opening one, from the white space around it.
#[derive(Clone, Copy)]
struct Looks {
    opening: bool,
    closing: bool,
}

struct Pairing<'t, 'a> {
    text: &'t Text<'a>,
    stack: Vec<(Family, usize)>,
    open: [usize; FAMILIES],
    found: Vec<Quote>,
    /// Whether every straight mark may have its partner, so that one that opens inside another is nested.
    may_nest: bool,
}

/// The outermost quotations of a paragraph, in order.
pub(crate) fn pair(text: &Text) -> Vec<Quote> {
    let straight = text.tokens.iter().filter(|token| matches!(token.kind, Kind::Mark('"'))).count();
    let mut pairing =
        Pairing { text, stack: Vec::new(), open: [0; FAMILIES], found: Vec::new(), may_nest: straight % 2 == 0 };
    for at in 0..text.tokens.len() {
        if let Kind::Mark(mark) = text.tokens[at].kind
            && let Some(family) = family(mark)
        {
            pairing.read(at, mark, family);
        }
    }
    if let Some(&(_, open)) = pairing.stack.first() {
        pairing.found.push(Quote { open, close: text.tokens.len(), is_closed: false });
    }
    pairing.found
}

fn family(mark: char) -> Option<Family> {
    Some(match mark {
        '"' | '＂' | '″' => Family::Straight,
        '“' | '”' | '„' | '‟' => Family::Curly,
        '«' | '»' | '《' | '》' => Family::Guillemets,
        '‹' | '›' => Family::SingleGuillemets,
        '‘' | '’' | '‚' | '\'' => Family::Single,
        _ => return None,
    })
}

impl Pairing<'_, '_> {
    fn read(&mut self, at: usize, mark: char, family: Family) {
        let looks = self.looks(at);
        let is_open = self.open[family as usize] > 0;
        let clearly_opening = looks.opening && !looks.closing;
        let clearly_closing = looks.closing && !looks.opening;
        let opens = match mark {
            '«' | '‹' | '“' | '„' | '《' => !(is_open && clearly_closing),
            '»' | '›' | '”' | '》' => !is_open && clearly_opening,
            '\'' | '‘' | '’' | '‚' if is_open => false,
            '\'' | '‘' | '’' | '‚' => clearly_opening,
            _ if is_open && clearly_opening && self.may_nest => true,
            _ if is_open && clearly_opening => {
                self.close_before(at);
                true
            }
            _ => !is_open && !self.is_inch(at),
        };
        if opens {
            self.stack.push((family, at));
            self.open[family as usize] += 1;
        } else if is_open && (family != Family::Single || looks.closing) {
            self.close(at, family);
        }
    }

    fn close(&mut self, at: usize, family: Family) {
        while let Some((other, open)) = self.stack.pop() {
            self.open[other as usize] -= 1;
            if other == family {
                if self.stack.is_empty() {
                    self.found.push(Quote { open, close: at, is_closed: true });
                }
                return;
            }
        }
    }

    /// Ends quotations that were never closed at the last full stop before the next one opens.
    fn close_before(&mut self, at: usize) {
        let Some(&(_, open)) = self.stack.first() else { return };
        let stop = (open + 1..at).rev().find(|&at| matches!(self.text.tokens[at].kind, Kind::Mark('.' | '؟' | '!')));
        self.found.push(Quote { open, close: stop.unwrap_or(at), is_closed: false });
        self.stack.clear();
        self.open = [0; FAMILIES];
    }

    fn looks(&self, at: usize) -> Looks {
        let tokens = &self.text.tokens;
        let (here, before, after) = (&tokens[at], at.checked_sub(1).map(|at| &tokens[at]), tokens.get(at + 1));
        let free_before = here.spaced
            || before.is_none_or(|before| !matches!(before.kind, Kind::Word | Kind::Number))
            || at.checked_sub(1).is_some_and(|before| is_joined_letter(self.text.key(before)));
        let glued_after = after
            .is_some_and(|after| !after.spaced && !matches!(after.kind, Kind::Mark('،' | '.' | ',' | ')' | '؛' | ':')));
        let glued_before = !here.spaced && before.is_some();
        let free_after = after.is_none_or(|after| after.spaced || matches!(after.kind, Kind::Mark(_)));
        Looks { opening: free_before && glued_after, closing: glued_before && free_after }
    }

    /// Inches: 15".
    fn is_inch(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.text.tokens.get(before));
        !self.text.tokens[at].spaced && before.is_some_and(|before| before.kind == Kind::Number)
    }
}

/// A conjunction or preposition of one letter, written against the mark: «ب"الكلمة"».
pub(crate) fn is_joined_letter(key: &str) -> bool {
    matches!(key, "ب" | "ل" | "ك" | "و" | "ف" | "ال" | "وب" | "ول" | "فب" | "بال" | "لل")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn quoted(text: &str) -> Vec<String> {
        let read = Text::new(text, Lexicon::get());
        pair(&read).iter().map(|quote| read.written(quote.open + 1, quote.close).to_owned()).collect()
    }

    #[test]
    fn every_style_is_paired() {
        for (text, expected) in [
            ("قال \"أول\" ثم \"ثان\".", vec!["أول", "ثان"]),
            ("قال «أول «داخل» بعده» ثم", vec!["أول «داخل» بعده"]),
            ("قال “أول” و„ثان“ و”ثالث”", vec!["أول", "ثان", "ثالث"]),
            ("قال ''الاتفاق ليس للبيع''", vec!["الاتفاق ليس للبيع"]),
            ("قال ‹أول› و»ثان«", vec!["أول", "ثان"]),
            ("«لم تلغ مادة \"الفنية\" كما أشيع»", vec!["لم تلغ مادة \"الفنية\" كما أشيع"]),
            ("\"لم تلغ مادة \"الفنية\" كما أشيع\"", vec!["لم تلغ مادة \"الفنية\" كما أشيع"]),
            ("مشيدا \"بعزم\" و\"صدق\" فلان", vec!["بعزم", "صدق"]),
            ("قال \"لم يغلق. وأضاف \"نعم\"", vec!["لم يغلق", "نعم"]),
            ("بـ«الإفراج» و ب\"صبر\"", vec!["الإفراج", "صبر"]),
            ("شاشة 15\" ثم", vec![]),
            ("l'école « Nous l'avons dit » d'hier", vec!["Nous l'avons dit"]),
            ("'We can' he said, it's Tom's", vec!["We can"]),
            ("قال: «مفتوح إلى الآخر", vec!["مفتوح إلى الآخر"]),
            ("قال \" كلام \" انتهى", vec!["كلام"]),
        ] {
            assert_eq!(quoted(text), expected, "{text}");
        }
    }
}
