use super::*;
use proptest::prelude::*;

fn tokens(text: &str, language: Language) -> Vec<Token> {
    Analyzer::new().tokens(text, language)
}

fn stems(word: &str) -> Vec<Vec<String>> {
    tokens(word, Language::Arabic).into_iter().map(|token| token.stems).collect()
}

/// Whether any word of one text shares a stem with any word of the other.
fn meet(one: &str, other: &str, language: Language) -> bool {
    let (one, other) = (tokens(one, language), tokens(other, language));
    one.iter().any(|a| other.iter().any(|b| a.matches(b)))
}

#[test]
fn forms_of_one_word_meet() {
    let mut wrong = Vec::new();
    for (what, forms) in [
        ("prefixes", "حكومة والحكومة بالحكومة للحكومة وللحكومة كالحكومة وحكومة لحكومة"),
        ("pronouns", "حكومة حكومته حكومتها حكومتهم حكومتنا حكومتكم وحكومته بحكومته"),
        ("a regular plural", "مهندس مهندسون مهندسين المهندسين مهندسو مهندسيها مهندسوهم مهندسا"),
        ("a plural of the feminine", "جامعة جامعات الجامعات جامعاتها جامعتان جامعتين وبالجامعات"),
        ("a broken plural", "وزير وزراء الوزراء وزرائه للوزراء وزيرا وزيرة وزيرين"),
        ("a broken plural of the feminine", "مدينة مدن المدن مدينته مدنها ومدينتي بمدن"),
        ("an adjective of origin", "فرنسا فرنسي الفرنسية الفرنسيون للفرنسيين فرنسيا بفرنسا وفرنسا فرنسيات"),
        ("another", "تونس تونسي التونسية التونسيين بتونس لتونس وتونس"),
        ("hamzas", "مسؤول مسئول المسؤولين المسئولون مسؤولية_مسؤول"),
        ("spelling", "أمريكا امريكا أميركا الأميركية أمريكي الامريكيين"),
        ("a verb", "أعلن أعلنت وأعلنوا سيعلن يعلنون تعلنه أعلنها"),
        ("a verb and its noun", "اغتال اغتيال اغتالوا الاغتيالات يغتال"),
        ("a weak verb", "قال قالت قلت يقول وقالوا يقولون تقول سيقول"),
        ("diacritics and tatweel", "مُفاوَضات مفاوضات مفاوضـــة مفاوضاتهم"),
        ("presentation forms", "ﻻﻋﺐ لاعب اللاعبون"),
        ("Persian letters", "لاڤروف لافروف"),
        ("an unknown name with prefixes", "غروندبرغ وغروندبرغ لغروندبرغ بغروندبرغ"),
        ("an unknown word", "الزعبلي زعبلي زعبليون والزعبلية"),
        ("digits", "2016 ٢٠١٦ ۲۰۱۶"),
    ] {
        let forms: Vec<&str> = forms.split([' ', '_']).collect();
        for one in &forms {
            for other in &forms {
                if what == "hamzas" && (*one == "مسؤولية" || *other == "مسؤولية") {
                    continue;
                }
                if !meet(one, other, Language::Arabic) {
                    wrong.push(format!("{what}: «{one}» {:?} and «{other}» {:?}", stems(one), stems(other)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn different_words_do_not_meet() {
    let mut wrong = Vec::new();
    for (one, others) in [
        ("علم", "عالم علامة عولمة إعلام معلم"),
        ("كتب", "مكتب مكتبة كاتب"),
        ("كتاب", "مكتب كتيبة كتابة"),
        ("عملة", "عمل عميل عملية عامل معمل"),
        ("محكمة", "حكم حكومة حاكم محاكمة"),
        ("جامعة", "جامع جمعة جمعية إجماع مجتمع"),
        ("مدرسة", "مدرس درس"),
        ("عرب", "عربة إعراب غرب تعرب"),
        ("غرب", "غربة غراب غروب"),
        ("شرق", "إشراق شروق"),
        ("ملك", "ملكية مملكة ملكة"),
        ("شركة", "شرك شريك اشتراك"),
        ("حرب", "محراب حربة"),
        ("سلام", "إسلام سلم مسلم"),
        ("قلب", "انقلاب قالب"),
        ("دول", "تداول"),
        ("سوق", "تسويق سائق"),
        ("الله", "اللهب"),
        ("جزر", "الجزائر جزاء"),
        ("تونس", "التنوس أنس"),
        ("بوتين", "وتين"),
        ("فلسطين", "طين"),
        ("لبنان", "بنان لبن"),
        ("كرة", "المرة كر"),
        ("بلد", "لد ولد"),
        ("زيتون", "زيت"),
        ("كانون", "كان"),
        ("طريقة", "طريق"),
        ("عقيدة", "عقيد"),
        ("طائرة", "طائر"),
        ("قطار", "قطر"),
        ("سياسة", "سياج"),
        ("وقف", "موقف قف"),
        ("وزير", "زير"),
        ("وكالة", "كالة"),
        ("فرنسا", "رنسا"),
        ("برلين", "رلين"),
        ("كرملين", "رملين رمل"),
        ("باريس", "اريس"),
        ("والد", "ولد الد"),
        ("قضية", "قضاء"),
        ("عام", "عامة عم"),
        ("مال", "آمال أمل"),
        ("أمن", "أمين إيمان أمنية"),
    ] {
        for other in others.split(' ') {
            if meet(one, other, Language::Arabic) {
                wrong.push(format!("«{one}» {:?} and «{other}» {:?}", stems(one), stems(other)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_public_pairs_are_right() {
    let Some(table) = omitted::shared("corpora/search/arabic_pairs.tsv", "the_public_pairs_are_right") else { return };
    let table = std::fs::read_to_string(table).unwrap();
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    let wrong: Vec<String> = rows
        .iter()
        .filter(|row| meet(row[0], row[1], Language::Arabic) != (row[2] == "1"))
        .map(|row| row.join(" · "))
        .collect();
    assert!(wrong.len() * 50 <= rows.len(), "{} of {} rows are wrong: {wrong:#?}", wrong.len(), rows.len());
}

#[test]
fn other_languages_have_their_stemmers() {
    assert!(meet("élections", "Election", Language::French));
    assert!(meet("ministres", "Ministre", Language::French));
    assert!(meet("running", "RUNS", Language::English));
    assert!(!meet("university", "universe", Language::Arabic));
    // Latin words of an Arabic text are names; their Arabic neighbours are stemmed as usual.
    let mixed = tokens("شركة Airbus الأوروبية", Language::Arabic);
    assert_eq!(mixed.iter().map(|token| token.exact.as_str()).collect::<Vec<_>>(), ["شركه", "airbus", "الاوروبيه"]);
    assert!(meet("الأوروبية", "أوروبا", Language::French));
}

#[test]
fn words_are_found_where_they_stand() {
    let text = "«لإتفاقٍ» F-16 كوفيد19، l’État ٢٠١٦";
    let found: Vec<(&str, String)> =
        tokens(text, Language::French).into_iter().map(|token| (&text[token.range], token.exact)).collect();
    let expected = [
        ("لإتفاقٍ", "لاتفاق"),
        ("F", "f"),
        ("16", "16"),
        ("كوفيد", "كوفيد"),
        ("19", "19"),
        ("l", "l"),
        ("État", "etat"),
        ("٢٠١٦", "2016"),
    ];
    assert_eq!(found, expected.map(|(written, exact)| (written, exact.to_owned())));
}

proptest! {
    /// Words with equal folded forms share a stem, whatever their hamzas and however they end.
    #[test]
    fn equal_forms_meet(word in "[ابتثجحخدذرزسشصضطظعغفقكلمنهويءةىأإآؤئ]{1,12}") {
        let plain = crate::normalize::fold(&word);
        prop_assert!(meet(&word, &plain, Language::Arabic), "{word} and {plain}");
    }

    /// Any text: ranges ascend and lie on character boundaries, and every word has a stem.
    #[test]
    fn any_text_is_analyzed(text in "\\PC{0,80}|[ابتلمنوفكسي ةهءئؤ]{0,80}") {
        for language in Language::ALL {
            let mut end = 0;
            for token in tokens(&text, language) {
                prop_assert!(token.range.start >= end && text.get(token.range.clone()).is_some());
                prop_assert!(!token.stems.is_empty() && token.stems.iter().all(|stem| !stem.is_empty()));
                end = token.range.end;
            }
        }
    }
}
