use super::*;
use proptest::prelude::*;

fn name(kind: &LineKind) -> String {
    match kind {
        LineKind::Blank => "blank".into(),
        LineKind::Furniture => "furniture".into(),
        LineKind::Share => "share".into(),
        LineKind::ReadAlso { alone } => if *alone { "also:" } else { "also" }.into(),
        LineKind::End => "end".into(),
        LineKind::Tags(topics) => format!("tags {}", topics.join("|")),
        LineKind::Photo(_) => "photo".into(),
        LineKind::Date(line) => format!(
            "date {}{}",
            line.date,
            line.byline.as_ref().map_or(String::new(), |byline| format!(" {}", byline.printed))
        ),
        LineKind::ImpossibleDate(text) => format!("impossible {text}"),
        LineKind::Byline(byline) => format!("byline {}", byline.printed),
        LineKind::ReadCount(count) => format!("reads {count}"),
        LineKind::Prose => "prose".into(),
        LineKind::Title => "title".into(),
    }
}

#[test]
fn lines_are_judged() {
    for (line, expected) in [
        ("", "blank"),
        ("---- ****", "blank"),
        ("الرئيسية | الوطن | الاقتصاد | الرياضة | الثقافة | اتصل بنا", "furniture"),
        ("أنت هنا: الرئيسية » الاقتصاد » المحلية", "furniture"),
        ("حجم الخط تصغير تكبير", "furniture"),
        ("طباعة أرسل إلى صديق", "furniture"),
        ("الاقتصاد", "furniture"),
        ("إعلان", "furniture"),
        ("جريدة الأفق", "furniture"),
        ("مدة القراءة: 3 دقائق", "furniture"),
        ("Temps de lecture : 4 min", "furniture"),
        ("شارك على فيسبوك تويتر واتساب", "share"),
        ("Partager sur Facebook", "share"),
        ("شارك المنتخب في الدورة التي جرت أمس.", "prose"),
        ("إقرأ أيضا: مجلس الصيادين يطالب بتوسيع الرصيف", "also"),
        ("اقرأ أيضاً", "also:"),
        ("Lire aussi : La ville rouvre son musée", "also"),
        ("Read also: The port reopens", "also"),
        ("الكلمات الدلالية: الصيد، الموانئ، الأسعار", "tags الصيد|الموانئ|الأسعار"),
        ("وسوم", "tags "),
        ("Mots-clés : port, pêche", "tags port|pêche"),
        ("مواضيع ذات صلة", "end"),
        ("التعليقات (3)", "end"),
        ("التعليقات ملك لصاحبها ولا تخص الجريدة", "end"),
        ("رأيك في الموضوع", "end"),
        ("أضف تعليقا", "end"),
        ("جميع الحقوق محفوظة © 2017", "end"),
        ("© 2017 Le Rivage. Tous droits réservés.", "end"),
        ("Laisser un commentaire", "end"),
        ("صورة: أرشيف", "photo"),
        ("Photo : archives", "photo"),
        ("03 أيلول 2016 ق. د/ الوكالات", "date 2016-09-03 ق. د/ الوكالات"),
        (
            "الثلاثاء 14 فيفري 2017 - 18:32 مراسلنا من مرسى الجون: حميد. ل / وأج",
            "date 2017-02-14 مراسلنا من مرسى الجون: حميد. ل / وأج",
        ),
        ("نشر في 3 سبتمبر 2016", "date 2016-09-03"),
        ("كتبه ن. سعدي في 3 سبتمبر 2016", "date 2016-09-03 ن. سعدي"),
        ("Publié le 3 septembre 2016 à 18h32 par Nadia Saadi", "date 2016-09-03 Nadia Saadi"),
        ("2 ذو الحجة 1437 هـ الموافق 3 سبتمبر 2016", "date 2016-09-03"),
        ("31 فيفري 2016", "impossible 31 فيفري 2016"),
        ("مجلس الإقليم يبحث الملف في دورة طارئة يوم 21 سبتمبر", "title"),
        ("انتخابات 3 سبتمبر 2016 تعيد رسم الخريطة", "title"),
        ("ق. د/ الوكالات", "byline ق. د/ الوكالات"),
        ("بقلم: سامية بلقاسم", "byline سامية بلقاسم"),
        ("2268", "reads 2268"),
        ("قراءة: 1.046", "reads 1046"),
        ("1,046 قراءة", "reads 1046"),
        ("عدد القراءات: ٢٬٢٦٨", "reads 2268"),
        ("شوهد 512 مرة", "reads 512"),
        ("قراءة 512 مرات", "reads 512"),
        ("تمت قراءة الخبر 1 046 مرة", "reads 1046"),
        ("lu 512 fois", "reads 512"),
        ("1.2K views", "reads 1200"),
        ("12 ألف مشاهدة", "reads 12000"),
        ("3.5", "title"),
        ("رحماني: \"العودة لإستغلال منجم الوادي ممكنة قريبا\"", "title"),
        ("عاد القطار أمس إلى سكته بعد توقف طويل.", "prose"),
        ("هل يعود القطار إلى الجبل؟", "title"),
    ] {
        assert_eq!(name(&classify(line)), expected, "{line}");
    }
}

proptest! {
    #[test]
    fn any_line_is_judged(text in any::<String>(), near in "(نشر|في|3|سبتمبر|2016|قراءة|صورة|:|،|\\||-|/|ق\\.|د|الوكالات|شارك|[0-9.,٬ ]{1,4}| ){0,16}") {
        classify(&text);
        classify(&near);
        let _ = (read_count(&near), split_topics(&near));
    }
}
