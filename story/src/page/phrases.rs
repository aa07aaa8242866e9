//! The phrases around a story on a page, as keys of [`arabic::normalize::key`] with single spaces between words.

/// The meaning of a line that begins with a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Furniture {
    /// Menus, tools, advertisements, calls to subscribe.
    Tool,
    /// Sharing.
    Share,
    /// A pointer to another story.
    ReadAlso,
    /// The heading of topics.
    Tags,
    /// The end of the story: comments, related stories, footer.
    End,
}

use Furniture::{End, ReadAlso, Share, Tags, Tool};

/// A phrase, its meaning, and how many words a line that begins with it may have.
#[rustfmt::skip]
const BEGINNINGS: &[(&str, Furniture, usize)] = &[
    // Tools and menus
    ("حجم الخط", Tool, 8), ("تصغير", Tool, 6), ("تكبير", Tool, 6), ("طباعه", Tool, 8), ("اطبع", Tool, 6), ("ارسل الي صديق", Tool, 6), ("ارسال الي صديق", Tool, 6),
    ("ارسال بالبريد", Tool, 6), ("انت هنا", Tool, 20), ("الرءيسيه", Tool, 14), ("الصفحه الرءيسيه", Tool, 14), ("القاءمه", Tool, 6), ("بحث", Tool, 4), ("ابحث", Tool, 5), ("اتصل بنا", Tool, 8),
    ("تسجيل الدخول", Tool, 6), ("دخول", Tool, 2), ("اشترك", Tool, 12), ("اشتراك", Tool, 6), ("تابعونا", Tool, 12), ("تابعنا", Tool, 12), ("تابعوا", Tool, 10), ("حمل التطبيق", Tool, 10),
    ("حمل تطبيق", Tool, 10), ("النشره البريديه", Tool, 10), ("اعلان", Tool, 3), ("اعلانات", Tool, 4), ("مساحه اعلانيه", Tool, 5), ("اشهار", Tool, 3), ("استمع", Tool, 6), ("مده القراءه", Tool, 8),
    ("وقت القراءه", Tool, 8), ("زمن القراءه", Tool, 8), ("مشاهده المزيد", Tool, 4), ("اقرا المزيد", Tool, 4), ("حفظ", Tool, 3), ("نسخ الرابط", Tool, 4), ("الرابط المختصر", Tool, 6), ("رابط مختصر", Tool, 6),
    ("قيم الموضوع", Tool, 8), ("تقييم", Tool, 6), ("pdf", Tool, 4), ("العدد", Tool, 4), ("تخطي الي المحتوي", Tool, 6), ("الانتقال الي المحتوي", Tool, 6), ("خط", Tool, 3), ("اخر الاخبار", Tool, 4),
    ("accueil", Tool, 12), ("vous etes ici", Tool, 20), ("imprimer", Tool, 5), ("envoyer a un ami", Tool, 8), ("taille du texte", Tool, 6), ("publicite", Tool, 4), ("abonnez vous", Tool, 12),
    ("temps de lecture", Tool, 8), ("ecouter", Tool, 6), ("menu", Tool, 4), ("rechercher", Tool, 4), ("suivez nous", Tool, 10), ("aller au contenu", Tool, 6), ("s abonner", Tool, 8), ("newsletter", Tool, 10),
    ("home", Tool, 10), ("you are here", Tool, 20), ("print", Tool, 4), ("email this", Tool, 6), ("font size", Tool, 6), ("text size", Tool, 6), ("advertisement", Tool, 4), ("subscribe", Tool, 10), ("sign in", Tool, 5), ("sign up", Tool, 10),
    ("skip to", Tool, 6), ("search", Tool, 3), ("listen", Tool, 6), ("reading time", Tool, 8), ("follow us", Tool, 10), ("continue reading", Tool, 5), ("sponsored", Tool, 4),
    // Sharing
    ("شارك", Share, 9), ("شاركها", Share, 8), ("شارك علي", Share, 14), ("مشاركه", Share, 7), ("انشر", Share, 6), ("فيسبوك", Share, 8), ("تويتر", Share, 8), ("واتساب", Share, 8), ("facebook", Share, 8), ("twitter", Share, 8),
    ("whatsapp", Share, 8), ("telegram", Share, 6), ("partager", Share, 10), ("partagez", Share, 10), ("share", Share, 9), ("tweet", Share, 4), ("tweeter", Share, 4), ("copier le lien", Share, 5), ("copy link", Share, 4),
    // Other stories inside the body
    ("اقرا ايضا", ReadAlso, 40), ("اقرا كذلك", ReadAlso, 40), ("اقرءوا ايضا", ReadAlso, 40), ("اقراوا ايضا", ReadAlso, 40), ("طالع ايضا", ReadAlso, 40), ("طالع كذلك", ReadAlso, 40), ("شاهد ايضا", ReadAlso, 40), ("انظر ايضا", ReadAlso, 40),
    ("للمزيد", ReadAlso, 12), ("لمزيد من", ReadAlso, 8), ("لقراءه المزيد", ReadAlso, 20), ("قد يهمك", ReadAlso, 40), ("lire aussi", ReadAlso, 40), ("a lire aussi", ReadAlso, 40), ("lire egalement", ReadAlso, 40), ("a lire egalement", ReadAlso, 40), ("voir aussi", ReadAlso, 40),
    ("read also", ReadAlso, 40), ("also read", ReadAlso, 40), ("read more", ReadAlso, 40), ("see also", ReadAlso, 40),
    // Topics
    ("الكلمات الدلاليه", Tags, 60), ("كلمات دلاليه", Tags, 60), ("كلمات مفتاحيه", Tags, 60), ("الكلمات المفتاحيه", Tags, 60), ("وسوم", Tags, 60), ("الوسوم", Tags, 60), ("الوسم", Tags, 20), ("مواضيع", Tags, 1), ("المواضيع", Tags, 1),
    ("mots cles", Tags, 60), ("mot cle", Tags, 20), ("tags", Tags, 60), ("tag", Tags, 20), ("etiquettes", Tags, 60), ("topics", Tags, 60), ("keywords", Tags, 60), ("filed under", Tags, 20), ("tagged", Tags, 60), ("هاشتاغ", Tags, 20),
    // The end
    ("رايك في الموضوع", End, 8), ("رايك", End, 4), ("ما رايك", End, 8), ("التعليقات", End, 12), ("تعليقات", End, 6), ("تعليق", End, 3), ("التعليق", End, 4), ("اضف تعليق", End, 8), ("اضف تعليقا", End, 8), ("اكتب تعليق", End, 8), ("اكتب تعليقا", End, 8), ("اترك تعليق", End, 8),
    ("اترك تعليقا", End, 8), ("اترك ردا", End, 8), ("علق علي", End, 6), ("لا توجد تعليقات", End, 6), ("لا يوجد تعليق", End, 6), ("شارك برايك", End, 6), ("مواضيع ذات صله", End, 6), ("مواد ذات صله", End, 6), ("اخبار ذات صله", End, 6),
    ("مقالات ذات صله", End, 6), ("ذات صله", End, 4), ("موضوعات ذات صله", End, 6), ("مواضيع مشابهه", End, 6), ("مقالات مشابهه", End, 6), ("اخبار مشابهه", End, 6), ("مواضيع متعلقه", End, 6), ("اخبار متعلقه", End, 6), ("مقالات اخري", End, 5),
    ("اخبار اخري", End, 5), ("مواضيع اخري", End, 5), ("الاكثر قراءه", End, 6), ("الاكثر مشاهده", End, 6), ("الاكثر تعليقا", End, 6), ("المزيد من", End, 6), ("المزيد في", End, 6), ("قد يعجبك", End, 8), ("اخترنا لكم", End, 6), ("اخترنا لك", End, 6), ("من نفس القسم", End, 6),
    ("في نفس القسم", End, 6), ("المقال السابق", End, 30), ("المقال التالي", End, 30), ("الموضوع السابق", End, 30), ("الموضوع التالي", End, 30), ("السابق", End, 2), ("جميع الحقوق", End, 20), ("كل الحقوق", End, 20), ("حقوق النشر", End, 20), ("الحقوق محفوظه", End, 20), ("من نحن", End, 10), ("سياسه الخصوصيه", End, 12),
    ("commentaires", End, 6), ("commentaire", End, 4), ("laisser un commentaire", End, 8), ("ajouter un commentaire", End, 8), ("votre avis", End, 6), ("reagir", End, 5), ("articles similaires", End, 6), ("articles lies", End, 6), ("sur le meme sujet", End, 6),
    ("dans la meme rubrique", End, 6), ("les plus lus", End, 5), ("tous droits reserves", End, 20), ("article precedent", End, 30), ("article suivant", End, 30), ("mentions legales", End, 10), ("soyez le premier", End, 10), ("vous aimerez", End, 8),
    ("comments", End, 6), ("comment", End, 3), ("leave a reply", End, 8), ("leave a comment", End, 8), ("add a comment", End, 8), ("post a comment", End, 8), ("related", End, 5), ("you may also like", End, 8), ("you might also like", End, 8), ("more stories", End, 6), ("read next", End, 6), ("articles en relation", End, 6), ("sur le meme theme", End, 6), ("dans la rubrique", End, 6), ("مواضيع ساخنه", End, 6), ("مواضيع مقترحه", End, 6), ("اخبار مقترحه", End, 6), ("اقرا في", End, 6), ("a suivre", End, 3), ("a la une", End, 3), ("more from", End, 8), ("most read", End, 5), ("most popular", End, 5),
    ("all rights reserved", End, 20), ("copyright", End, 20), ("previous article", End, 30), ("next article", End, 30), ("have your say", End, 6), ("no comments", End, 4), ("التالي", End, 2), ("next", End, 1), ("next post", End, 20), ("previous", End, 12), ("previous post", End, 20), ("suivant", End, 1), ("الاراء الوارده", End, 20), ("personnalites", End, 2),
];

/// Phrases with their meaning anywhere in a short line.
const ANYWHERE: &[(&str, Furniture)] = &[
    ("الحقوق محفوظه", End),
    ("tous droits reserves", End),
    ("all rights reserved", End),
    ("تصغير تكبير", Tool),
    ("min read", Tool),
    ("دقاءق قراءه", Tool),
    ("min de lecture", Tool),
];

/// Names of sections, which are alone in a line above the headline.
#[rustfmt::skip]
const SECTIONS: &[&str] = &[
    "الوطن", "الوطني", "وطني", "وطنيه", "الحدث", "المحلي", "محلي", "محليات", "المحليه", "اخبار محليه", "اخبار", "الاخبار", "اقتصاد", "الاقتصاد", "اقتصادي", "مال واعمال", "رياضه", "الرياضه", "الرياضي", "رياضي", "ثقافه", "الثقافه", "الثقافي", "ثقافه وفنون",
    "سياسه", "السياسه", "مجتمع", "المجتمع", "دولي", "الدولي", "دوليات", "عالم", "العالم", "العرب والعالم", "راي", "الراي", "مقالات", "حوادث", "تحقيقات", "علوم", "تكنولوجيا", "صحه", "منوعات", "فن", "جهات", "جهوي", "جهويات", "المغرب العربي", "عربي ودولي", "شءون عربيه",
    "actualite", "actualites", "economie", "sport", "sports", "culture", "monde", "societe", "politique", "regions", "international", "national", "opinion", "news", "business", "world", "politics", "health", "local", "economy", "sante", "une", "a la une",
];

/// Words in the paper's own name at the top of a page.
const MASTHEADS: &[&str] = &["جريده", "صحيفه", "يوميه", "الموقع الرسمي", "quotidien", "journal", "newspaper", "daily"];

/// Words with which a line begins that only describes circumstances: a kicker or a deck, hardly ever a headline.
#[rustfmt::skip]
const CIRCUMSTANCES: &[&str] = &[
    "بعد", "قبل", "خلال", "منذ", "رغم", "بسبب", "وسط", "عقب", "في ظل", "علي هامش", "في انتظار", "بمناسبه", "بمشاركه", "بحضور", "لاول مره",
    "للمره", "تحسبا", "تزامنا", "ضمن", "بفضل", "من اجل", "اثر", "علي خلفيه", "apres", "avant", "malgre", "depuis", "pendant", "face a", "after", "before", "despite",
];

pub(super) fn is_adverbial(key: &str) -> bool {
    CIRCUMSTANCES.iter().any(|word| begins(key, word))
}

/// The phrase with which a line begins, if the line is short enough.
pub(super) fn furniture(key: &str, words: usize) -> Option<(Furniture, &'static str)> {
    BEGINNINGS
        .iter()
        .filter(|(phrase, _, most)| words <= *most && begins(key, phrase))
        .max_by_key(|(phrase, _, _)| phrase.len())
        .map(|(phrase, what, _)| (*what, *phrase))
        .or_else(|| {
            ANYWHERE
                .iter()
                .find(|(phrase, _)| words <= 20 && key.contains(phrase))
                .map(|(phrase, what)| (*what, *phrase))
        })
}

pub(super) fn is_section(key: &str) -> bool {
    SECTIONS.contains(&key)
}

pub(super) fn is_masthead(key: &str, words: usize) -> bool {
    words <= 6 && MASTHEADS.iter().any(|name| begins(key, name))
}

/// Whether `key` begins with the whole words of `phrase`.
pub(super) fn begins(key: &str, phrase: &str) -> bool {
    key.strip_prefix(phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// The key of a line: folded words with single spaces, punctuation left out.
pub(super) fn line_key(line: &str) -> String {
    let folded = arabic::normalize::key(line);
    let mut key = String::with_capacity(folded.len());
    let mut ended = false;
    for c in folded.chars() {
        if !is_in_word(c) {
            ended = !key.is_empty();
            continue;
        }
        if std::mem::take(&mut ended) {
            key.push(' ');
        }
        key.push(c);
    }
    key
}

/// Like `char::is_alphanumeric`, but without its table, which is slow beyond ASCII, for the characters of nearly every
/// line.
pub(super) fn is_in_word(c: char) -> bool {
    match c {
        'a'..='z' | '0'..='9' | '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}' => true,
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        _ => c.is_alphanumeric(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_known_at_once_as_by_their_table() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_in_word(c), c.is_alphanumeric(), "{c:?}");
        }
        assert_eq!(line_key("  «الوطن»، 90+4 — A b…"), "الوطن 90 4 a b");
        assert_eq!(line_key("…"), "");
    }

    #[test]
    fn phrases_are_keys() {
        let phrases = BEGINNINGS.iter().map(|(phrase, ..)| *phrase).chain(ANYWHERE.iter().map(|(phrase, _)| *phrase));
        for phrase in phrases
            .chain(SECTIONS.iter().copied())
            .chain(MASTHEADS.iter().copied())
            .chain(CIRCUMSTANCES.iter().copied())
        {
            assert_eq!(line_key(phrase), phrase);
        }
    }
}
