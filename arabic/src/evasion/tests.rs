//! Disguised words one by one, and words that must not be found.

use proptest::prelude::*;

use super::*;

const WORDS: [&str; 12] = [
    "كلب",
    "حمار",
    "شرموطة",
    "رابط",
    "الملف الشخصي",
    "قليل الأدب",
    "connard",
    "salope",
    "ass",
    "nigger",
    "casino",
    "سب",
];

fn list() -> WordList {
    WordList::new(WORDS.map(|word| Entry { word, inflects: word != "رابط" }), ["حمارنة"])
}

fn found(text: &str) -> Vec<(&'static str, String, Disguise)> {
    list().find(text).into_iter().map(|one| (WORDS[one.word], text[one.range].to_owned(), one.disguise)).collect()
}

#[test]
fn a_word_is_found_however_it_is_written() {
    for (text, word, written, disguise) in [
        ("يا كلب!", "كلب", "كلب", Disguise::Plain),
        ("والكَلْبُ", "كلب", "كَلْبُ", Disguise::Plain),
        ("كـــلــب", "كلب", "كـــلــب", Disguise::Plain),
        ("ك\u{200c}ل\u{200b}ب", "كلب", "ك\u{200c}ل\u{200b}ب", Disguise::Plain),
        ("كلللللب", "كلب", "كلللللب", Disguise::Repeated),
        ("هو ك.ل.ب فقط", "كلب", "ك.ل.ب", Disguise::Separated),
        ("هو ك_ل_ب فقط", "كلب", "ك_ل_ب", Disguise::Separated),
        ("هو ك😀ل🔥ب فقط", "كلب", "ك😀ل🔥ب", Disguise::Separated),
        ("هو ك ل ب فقط", "كلب", "ك ل ب", Disguise::Separated),
        ("هو ال ك ل ب فقط", "كلب", "ك ل ب", Disguise::Separated),
        ("للتفاصيل ر ا ب ط في", "رابط", "ر ا ب ط", Disguise::Separated),
        ("ګلب", "كلب", "ګلب", Disguise::Lookalike),
        ("ﻛﻠﺐ", "كلب", "ﻛﻠﺐ", Disguise::Plain),
        ("7مار", "حمار", "7مار", Disguise::Lookalike),
        ("ya 7mar", "حمار", "7mar", Disguise::Latin),
        ("ya kelb", "كلب", "kelb", Disguise::Latin),
        ("شرموطتك", "شرموطة", "شرموطت", Disguise::Plain),
        ("الشرموطات", "شرموطة", "شرموطات", Disguise::Plain),
        ("شرم0طة charmouta", "شرموطة", "charmouta", Disguise::Latin),
        ("في الملف الشخصي هنا", "الملف الشخصي", "الملف الشخصي", Disguise::Plain),
        ("للملف الشخصي", "الملف الشخصي", "للملف الشخصي", Disguise::Plain),
        ("الملفالشخصي", "الملف الشخصي", "الملفالشخصي", Disguise::Plain),
        ("9alil el adab", "قليل الأدب", "9alil el adab", Disguise::Latin),
        ("les CONNARDS", "connard", "CONNARD", Disguise::Plain),
        ("c0nn@rd", "connard", "c0nn@rd", Disguise::Lookalike),
        ("с a s і n о", "casino", "с a s і n о", Disguise::Separated),
        ("саsіnо", "casino", "саsіnо", Disguise::Lookalike),
        ("$alope", "salope", "$alope", Disguise::Lookalike),
        ("sal-ope", "salope", "sal-ope", Disguise::Separated),
        ("assssss", "ass", "assssss", Disguise::Repeated),
    ] {
        assert!(
            found(text).iter().any(|(one, at, way)| (*one, at.as_str(), *way) == (word, written, disguise)),
            "{text}: {:?}",
            found(text)
        );
    }
}

#[test]
fn a_word_that_only_contains_it_is_not() {
    for text in [
        "كلبنان",
        "كلبشات",
        "مكلب",
        "الحمارنة",
        "حمارنة",
        "لسبب ما",
        "سبب",
        "السبب",
        "as class bass",
        "le Niger",
        "niger",
        "le club",
        "bulk",
        "Casinos",
        "رابطة العلماء",
        "أ ف ب",
        "F B I",
        "il y a à",
        "1 2 3 4",
        "الملف، الطبي الشخصي",
        "2-1",
        "10:30",
        "12.5",
        "a@b.c",
        "",
    ] {
        let expected = if text == "Casinos" { 1 } else { 0 };
        assert_eq!(found(text).len(), expected, "{text}: {:?}", found(text));
    }
}

#[test]
fn the_key_of_an_entry_is_its_shape() {
    assert_eq!(key("  الـمِلَفّ\u{200b}  الشخصى! "), "الملف الشخصي");
    assert_eq!(key("Énculé"), key("encule"));
    assert_eq!(key("؟!"), "");
}

#[test]
fn a_letter_repeated_beyond_any_count_leaves_the_others_in_their_places() {
    let letters: Vec<char> = "ك".repeat(300).chars().chain("لب".chars()).collect();
    let places: Vec<usize> = (0..letters.len()).collect();
    let reading = reading(&letters, &places, Disguise::Plain).unwrap();
    assert_eq!((reading.runs.counts, reading.signs), (vec![255, 1, 1], vec![0..300, 300..301, 301..302]));
}

#[test]
fn a_long_text_of_one_letter_is_no_burden() {
    let list = list();
    for text in ["ك".repeat(20_000), "ك ".repeat(20_000), "ك.".repeat(20_000), "7a".repeat(10_000), "@1".repeat(10_000)]
    {
        assert_eq!(list.find(&text), []);
    }
}

#[test]
fn the_worst_comments_cost_little() {
    // A list of the greatest length, half of it phrases that begin alike, and comments of the length that a reader may
    // send.
    let words: Vec<String> = (0..2_500)
        .flat_map(|n| {
            let tail: String = [n % 13, n / 13 % 13, n / 169]
                .iter()
                .map(|at| ['ب', 'ت', 'ج', 'ح', 'د', 'ر', 'س', 'ش', 'ق', 'ك', 'ل', 'م', 'ن', 'ه', 'و'][at % 15])
                .collect();
            [format!("يا {tail}"), format!("{tail}ان")]
        })
        .collect();
    let list = WordList::new(words.iter().map(|word| Entry { word, inflects: true }), []);
    for piece in ["ya ", "y a ", "k.a.l.", "7.ا.", "و ا ل ", "وال.", "ك7", "@1a", "a1!", "ya7bab ", "elyabab", "🙂ك"]
    {
        let text: String = piece.chars().cycle().take(4_000).collect();
        let began = std::time::Instant::now();
        list.find(&text);
        let took = began.elapsed();
        println!("{piece:?}: {took:?}");
        // Many times the usual time, to allow for an unoptimised build on a busy machine.
        assert!(took.as_secs() < 20, "{piece:?}: {took:?}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_and_places_are_in_order(
        any in any::<String>(),
        near in "(كلب|ك|ل|ب|حمار|7mar|kelb|k|e|l|b|salope|@|\\$|0|7|ال|و|َ|ـ|\u{200c}|[ .،_\n]|😀|casino|і|الملف|الشخصي){0,20}",
    ) {
        let list = list();
        for text in [any, near] {
            let found = list.find(&text);
            let mut before = 0;
            for one in &found {
                prop_assert!(one.range.start >= before && text.get(one.range.clone()).is_some_and(|part| !part.is_empty()));
                prop_assert!(one.word < WORDS.len());
                before = one.range.end;
            }
            // Folding removes no match and adds none.
            let again = list.find(&normalize::fold(&text));
            prop_assert_eq!(found.iter().map(|one| one.word).collect::<Vec<_>>(), again.iter().map(|one| one.word).collect::<Vec<_>>());
        }
    }
}
