//! Finds the addresses in a comment, disguised ones included, and phone numbers.
//!
//! Found: what a browser would follow, in any form of its letters ([`letters`]): `https://…`, `www.…`, and a name with
//! a top-level domain in any script, unless it is more likely a full stop without its space ([`hosts`]); addresses that
//! are spelled out or spaced out, `example[.]com`, «دوت كوم», `t . me / x` ([`spelt`]); phone numbers in any digits
//! ([`phones`]). Not found: prices, scores, hours, years, fractions, dates, e-mail addresses. Linear in the length of
//! the text.
//!
//! ```
//! use arabic::links::{LinkKind, links};
//! assert_eq!(links("اتصلوا على ٠٥٥٠ ١٢ ٣٤ ٥٦")[0].kind, LinkKind::Phone);
//! assert!(links("انتهت المباراة 2-1.الجزائر فازت").is_empty());
//! ```

mod hosts;
mod letters;
mod link;
mod phones;
mod spelt;
mod top_level;

pub use link::{Link, LinkKind};

/// Every address and phone number of a text, ascending and without overlap.
pub fn links(text: &str) -> Vec<Link> {
    let letters = letters::Letters::of(text);
    let mut found = hosts::addresses(&letters);
    found.extend(spelt::spelt_out(&letters));
    found.extend(phones::phones(&letters));
    found.sort_by_key(|link| (link.range.start, usize::MAX - link.range.end));
    let mut end = 0;
    found.retain(|link| {
        let is_free = link.range.start >= end;
        if is_free {
            end = link.range.end;
        }
        is_free
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str) -> Vec<(LinkKind, String)> {
        links(text).into_iter().map(|link| (link.kind, text[link.range].to_owned())).collect()
    }

    #[test]
    fn addresses_are_found_open_and_hidden() {
        use LinkKind::{Disguised, Plain};
        for (text, kind, part) in [
            ("انظر https://example.com/a?b=c.", Plain, "https://example.com/a?b=c"),
            ("زوروا www.example.org", Plain, "www.example.org"),
            ("sur example.com, merci", Plain, "example.com"),
            ("EXAMPLE.COM", Plain, "EXAMPLE.COM"),
            ("t.me/gains_dz", Plain, "t.me/gains_dz"),
            ("wa.me/213555", Plain, "wa.me/213555"),
            ("example[.]com", Disguised, "example[.]com"),
            ("example(dot)com", Disguised, "example(dot)com"),
            ("go to example dot com now", Disguised, "example dot com"),
            ("site exemple point com", Disguised, "exemple point com"),
            ("موقع مثال دوت كوم", Disguised, "مثال دوت كوم"),
            ("example . com", Disguised, "example . com"),
            ("t . me / gains", Disguised, "t . me / gains"),
            ("h t t p s : / / example", Disguised, "h t t p s : / / "),
            ("hxxp://example", Disguised, "hxxp://example"),
            ("اربح مع 𝐞𝐱𝐚𝐦𝐩𝐥𝐞.𝐜𝐨𝐦 الآن", Disguised, "𝐞𝐱𝐚𝐦𝐩𝐥𝐞.𝐜𝐨𝐦"),
            ("ⓔⓧⓐⓜⓟⓛⓔ.ⓒⓞⓜ", Disguised, "ⓔⓧⓐⓜⓟⓛⓔ.ⓒⓞⓜ"),
            ("شاهد example․com فورا", Disguised, "example․com"),
            ("شاهد example。com", Disguised, "example。com"),
            ("شاهد ｅｘａｍｐｌｅ．ｎｅｔ", Disguised, "ｅｘａｍｐｌｅ．ｎｅｔ"),
            ("ʷʷʷ.example.zz", Disguised, "ʷʷʷ.example.zz"),
            ("𝒉𝒕𝒕𝒑𝒔://example/a", Disguised, "𝒉𝒕𝒕𝒑𝒔://example/a"),
            ("t․me/gains", Disguised, "t․me/gains"),
            ("exam\u{ad}ple.c\u{200b}om", Disguised, "exam\u{ad}ple.c\u{200b}om"),
            ("⒠⒳⒜⒨.com 🅴🆇🅰🅼.com", Disguised, "⒠⒳⒜⒨.com"),
            ("éxample.com", Plain, "éxample.com"),
            ("متجري.com", Plain, "متجري.com"),
            ("пример.рф", Plain, "пример.рф"),
            ("例子.中国", Plain, "例子.中国"),
            ("xn--mgbh0fb.xn--mgberp4a5d4ar", Plain, "xn--mgbh0fb.xn--mgberp4a5d4ar"),
            ("example.com,example.org", Plain, "example.org"),
            ("قرأت في example.com.وأعجبني", Plain, "example.com"),
        ] {
            assert!(found(text).contains(&(kind, part.to_owned())), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn an_ending_that_is_a_word_is_one_with_a_further_sign() {
        for (text, part) in [
            ("دارنا.قطر", "دارنا.قطر"),
            ("اكتبوا إلى بيت-الحكمة.مصر غدا", "بيت-الحكمة.مصر"),
            ("قرأته في رياضة24.تونس أمس", "رياضة24.تونس"),
            ("قرأته في khabar.عمان أمس", "khabar.عمان"),
            ("زوروا حكايات.فلسطين اليوم", "حكايات.فلسطين"),
            ("كل شيء في متجرنا.شبكة منذ أمس", "متجرنا.شبكة"),
            ("كل شيء في دارنا.شبكة/كتب منذ أمس", "دارنا.شبكة/كتب"),
            ("كل شيء في دارنا.السَّعوديّــة! نعم", "دارنا.السَّعوديّــة"),
            ("كل شيء في دارنا.كوم منذ أمس", "دارنا.كوم"),
            ("كله على dar.io", "dar.io"),
            ("tout est sur bet365.it en ce moment", "bet365.it"),
            ("tout est sur dar.io/x en ce moment", "dar.io/x"),
            ("visitez dar.paris demain", "dar.paris"),
        ] {
            assert_eq!(found(text).first().map(|(_, part)| part.as_str()), Some(part), "{text}");
        }
        for text in [
            "وصل الوفد إلى تونس.مصر تنتظر دورها",
            "انتهى الشوط.قطر متقدمة",
            "لعبت الجزائر.المغرب.تونس.مصر",
            "العراق.اليمن",
            "مباراة لبنان.مصر/تونس",
            "لقاح كوفيد-19.مصر تبدأ غدا",
            "منذ عام 2016.مصر تستعد",
            "على 500 كم2.البحرين أصغر",
            "هذا رأي د.قطر",
            "قرأت الخبر.شبكة الطرق قديمة.موقع الملعب بعيد",
            "كلنا عرب.عرب وأمازيغ",
            "ثم... مصر",
            "merci.me voici",
            "il est parti.La suite demain",
            "c'est fini.Ma mère attend",
            "mdr.lol",
            "10.kg",
            "M.Salah a marqué",
            "a.s.roma",
            "user@dar.paris",
            "باسم@دارنا.قطر",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn telephones_are_found() {
        for (text, part) in [
            ("واتساب 05 55 12 34 56", "05 55 12 34 56"),
            ("للتواصل ٠٥٥٥١٢٣٤٥٦", "٠٥٥٥١٢٣٤٥٦"),
            ("+213 555 12 34 56", "+213 555 12 34 56"),
            ("00966 50 123 4567", "00966 50 123 4567"),
            ("whatsapp me: 555-123-456", "555-123-456"),
            ("appelez le 06.12.34.56.78", "06.12.34.56.78"),
            ("0️⃣5️⃣5️⃣0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣", "0️⃣5️⃣5️⃣0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣"),
            ("0️⃣ 5️⃣ 5️⃣ 0️⃣ 1️⃣ 2️⃣ 3️⃣ 4️⃣ 5️⃣ 6️⃣", "0️⃣ 5️⃣ 5️⃣ 0️⃣ 1️⃣ 2️⃣ 3️⃣ 4️⃣ 5️⃣ 6️⃣"),
            ("⓪⑤⑤⓪①②③④⑤⑥ اتصل", "⓪⑤⑤⓪①②③④⑤⑥"),
            ("⓿❺❺⓿❶❷❸❹❺❻", "⓿❺❺⓿❶❷❸❹❺❻"),
            ("𝟎𝟓𝟓𝟎 𝟏𝟐 𝟑𝟒 𝟓𝟔", "𝟎𝟓𝟓𝟎 𝟏𝟐 𝟑𝟒 𝟓𝟔"),
            ("＋２１３ ５５０ １２ ３４ ５６", "＋２１３ ５５０ １２ ３４ ５６"),
            ("۰۵۵۰-۱۲-۳۴-۵۶", "۰۵۵۰-۱۲-۳۴-۵۶"),
            ("०५५० १२ ३४ ५६", "०५५० १२ ३४ ५६"),
            ("𝟓𝟓𝟎𝟏𝟐𝟑𝟒𝟓𝟔", "𝟓𝟓𝟎𝟏𝟐𝟑𝟒𝟓𝟔"),
            ("0550\u{2009}12\u{202f}34\u{a0}56", "0550\u{2009}12\u{202f}34\u{a0}56"),
            ("0550 - 12 - 34 - 56", "0550 - 12 - 34 - 56"),
            ("0550–12–34–56", "0550–12–34–56"),
            ("واتساب 5 5 0 1 2 3 4 5 6", "5 5 0 1 2 3 4 5 6"),
        ] {
            assert_eq!(found(text), [(LinkKind::Phone, part.to_owned())], "{text}");
        }
    }

    #[test]
    fn two_telephones_side_by_side_are_two() {
        assert_eq!(found("0550123456 / 0661123456").len(), 2);
    }

    #[test]
    fn ordinary_text_has_neither() {
        for text in [
            "الأسعار بين 1200 و 1500 دج",
            "1 200 000 000 دينار",
            "12.500.000",
            "من 2014-2016",
            "01.02.2024",
            "2024-05-06 10:30",
            "فاز 3-1 و 2-0",
            "90+4",
            "0.75 %",
            "merci.Me voici",
            "C'est fini.Le match",
            "the dot com years",
            "شركات دوت كوم",
            "a@example.com",
            "رقم 15 في الترتيب",
            "2️⃣-1️⃣",
            "⑵–⑴ و 𝟑:𝟎",
            "الأهداف 0-1 و 0-0 و 2-2 و 1-3",
            "0.123456789",
            "٠٫١٢٣٤٥٦٧٨٩",
            "𝟏 𝟐𝟓𝟎 𝟎𝟎𝟎 دينار",
            "من 08.30 - 09.45",
            "1 2 3 4 5 6 7 8 9 10",
            "H₂O و m² و ١٢٫٥٪",
            "الآية ①٠② و الهامش ¹²",
            "...",
            "",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn the_worst_comments_cost_little() {
        for piece in [
            "a[.]",
            "a.it.",
            "ا.قطر ",
            "a.it?",
            "قطر.",
            "h ",
            "h t t p ",
            "0 - ",
            "1 ",
            "0️⃣ - ",
            "www",
            "t . me ",
            "واتساب 1:",
            "(dot)",
            "﷽.",
            "!.it ",
        ] {
            let text: String = piece.chars().cycle().take(200_000).collect();
            let began = std::time::Instant::now();
            links(&text);
            let took = began.elapsed();
            println!("{piece:?}: {took:?}");
            // Many times the usual time, to allow for an unoptimised build on a busy machine.
            assert!(took.as_secs() < 20, "{piece:?}: {took:?}");
        }
    }

    proptest! {
        #[test]
        fn places_fit_the_text_and_are_in_order(
            any in any::<String>(),
            near in "(دارنا|قطر|com|it|[.]|\\[.\\]|[0-9٠-٩①𝟏]{1,4}|\u{fe0f}|\u{20e3}|\u{200b}|[ /:@+()-]|www|ـ|َ|。|é|زوروا|\n){0,24}",
        ) {
            for text in [any, near] {
                let mut before = 0;
                for link in links(&text) {
                    prop_assert!(link.range.start >= before && link.range.start < link.range.end);
                    prop_assert!(text.get(link.range.clone()).is_some(), "{:?}", text);
                    before = link.range.end;
                }
            }
        }
    }
}
