//! The Arabic verbs of saying: forms, kind, and what each takes as its content.

use crate::model::Kind::{self, *};

/// A clause with «أن» or «إن».
pub const THAT: u16 = 1;
/// A quotation or a colon.
pub const QUOTE: u16 = 1 << 1;
/// A verbal noun as object: «أعلن استقالته», not «أعلن النتائج».
pub const ACT: u16 = 1 << 2;
/// Any object: «انتقد القرار».
pub const OBJECT: u16 = 1 << 3;
/// An object introduced by ب.
pub const BI: u16 = 1 << 4;
/// An object introduced by عن.
pub const AN: u16 = 1 << 5;
/// An object introduced by من.
pub const MIN: u16 = 1 << 6;
/// An object introduced by إلى.
pub const ILA: u16 = 1 << 7;
/// An object introduced by على.
pub const ALA: u16 = 1 << 8;
/// An object introduced by في.
pub const FI: u16 = 1 << 9;
/// The word often means something else: only a quotation, a colon or «أن» close by makes it speech.
pub const WEAK: u16 = 1 << 10;
/// «عن» or an object that must name what is felt: «أعرب عن أمله», «أبدى قلقه».
pub const FEELING: u16 = 1 << 11;
/// Found without «أن», the verb does not report: «توقع الخسارة» does, «ذكر اسمه» does not.
const SAYS: u16 = THAT | QUOTE;

/// A verb of saying.
#[derive(Debug)]
pub struct Verb {
    /// «هو» in the past.
    pub past: &'static str,
    /// «هو» in the present.
    pub present: &'static str,
    /// The participle in the accusative: «مضيفا». Empty if it is not used.
    pub participle: &'static str,
    /// The kind of statement.
    pub kind: Kind,
    /// What it takes.
    pub takes: u16,
}

const fn v(past: &'static str, present: &'static str, participle: &'static str, kind: Kind, takes: u16) -> Verb {
    Verb { past, present, participle, kind, takes }
}

/// One verb a line.
#[rustfmt::skip]
pub const VERBS: &[Verb] = &[
    // say
    v("قال", "يقول", "قائلا", Say, SAYS),
    v("صرح", "يصرح", "مصرحا", Say, SAYS),
    v("ذكر", "يذكر", "ذاكرا", Say, SAYS | WEAK),
    v("أضاف", "يضيف", "مضيفا", Say, SAYS),
    v("أصاف", "يصيف", "مصيفا", Say, SAYS), // A frequent slip for «أضاف».
    v("تابع", "يتابع", "متابعا", Say, SAYS | WEAK),
    v("أردف", "يردف", "مردفا", Say, SAYS),
    v("استطرد", "يستطرد", "مستطردا", Say, SAYS),
    v("استدرك", "يستدرك", "مستدركا", Say, SAYS),
    v("استرسل", "يسترسل", "مسترسلا", Say, SAYS),
    v("واصل", "يواصل", "مواصلا", Say, QUOTE | WEAK),
    v("أكمل", "يكمل", "مكملا", Say, QUOTE | WEAK),
    v("ختم", "يختم", "خاتما", Say, QUOTE | WEAK),
    v("اختتم", "يختتم", "مختتما", Say, QUOTE | WEAK),
    v("استهل", "يستهل", "مستهلا", Say, QUOTE | WEAK),
    v("زاد", "يزيد", "", Say, SAYS | WEAK),
    v("علق", "يعلق", "معلقا", Say, SAYS | WEAK),
    v("غرد", "يغرد", "مغردا", Say, SAYS),
    v("كتب", "يكتب", "كاتبا", Say, SAYS | WEAK),
    v("دون", "يدون", "مدونا", Say, QUOTE | WEAK),
    v("أفاد", "يفيد", "مفيدا", Say, SAYS | AN),
    v("أخبر", "يخبر", "مخبرا", Say, SAYS),
    v("أفصح", "يفصح", "مفصحا", Announce, SAYS | AN),
    v("طمأن", "يطمئن", "مطمئنا", Say, THAT | WEAK),
    v("أطلع", "يطلع", "", Say, THAT | WEAK),
    v("ذهب", "يذهب", "", Consider, THAT | WEAK),
    v("اتفق", "يتفق", "", Consider, THAT | WEAK),
    v("أجمع", "يجمع", "", Consider, THAT | WEAK),
    v("أبلغ", "يبلغ", "مبلغا", Say, SAYS | WEAK),
    v("حكى", "يحكي", "", Say, SAYS),
    v("روى", "يروي", "راويا", Say, SAYS),
    v("قص", "يقص", "", Say, SAYS | WEAK),
    v("سأل", "يسأل", "سائلا", Say, QUOTE | WEAK),
    v("تساءل", "يتساءل", "متسائلا", Say, SAYS | AN),
    v("استفسر", "يستفسر", "مستفسرا", Say, SAYS | AN),
    v("هتف", "يهتف", "هاتفا", Say, QUOTE),
    v("صرخ", "يصرخ", "صارخا", Say, QUOTE),
    v("خاطب", "يخاطب", "مخاطبا", Say, QUOTE | WEAK),
    v("ردد", "يردد", "مرددا", Say, SAYS),
    v("لخص", "يلخص", "ملخصا", Say, QUOTE | WEAK),
    v("زعم", "يزعم", "زاعما", Say, SAYS),
    v("ادعى", "يدعي", "مدعيا", Say, SAYS),
    v("أقسم", "يقسم", "مقسما", Say, SAYS | WEAK),
    v("شهد", "يشهد", "", Say, THAT | WEAK),
    v("مازح", "يمازح", "ممازحا", Say, QUOTE | WEAK),
    v("وصف", "يصف", "واصفا", Consider, SAYS | OBJECT | WEAK),
    // announce
    v("أعلن", "يعلن", "معلنا", Announce, SAYS | ACT | AN),
    v("كشف", "يكشف", "كاشفا", Announce, SAYS | AN),
    v("بشر", "يبشر", "مبشرا", Announce, THAT | BI),
    // explain
    v("أوضح", "يوضح", "موضحا", Explain, SAYS),
    v("بين", "يبين", "مبينا", Explain, SAYS | WEAK),
    v("أبان", "يبين", "مبينا", Explain, SAYS),
    v("شرح", "يشرح", "شارحا", Explain, SAYS | WEAK),
    v("فسر", "يفسر", "مفسرا", Explain, SAYS | WEAK),
    v("عزا", "يعزو", "عازيا", Explain, OBJECT),
    v("أرجع", "يرجع", "مرجعا", Explain, OBJECT),
    v("برر", "يبرر", "مبررا", Explain, SAYS | OBJECT),
    v("وضح", "يوضح", "موضحا", Explain, SAYS),
    // stress
    v("أكد", "يؤكد", "مؤكدا", Stress, SAYS | ALA | ACT),
    v("شدد", "يشدد", "مشددا", Stress, SAYS | ALA),
    v("أبرز", "يبرز", "مبرزا", Stress, SAYS | ACT),
    v("جزم", "يجزم", "جازما", Stress, THAT | BI),
    v("أصر", "يصر", "مصرا", Stress, SAYS | ALA),
    v("تمسك", "يتمسك", "متمسكا", Stress, THAT | BI),
    v("ألح", "يلح", "ملحا", Stress, THAT | ALA),
    v("جدد", "يجدد", "مجددا", Stress, SAYS | ACT),
    v("كرر", "يكرر", "مكررا", Stress, SAYS | WEAK),
    // note
    v("أشار", "يشير", "مشيرا", Note, SAYS | ILA),
    v("لفت", "يلفت", "لافتا", Note, SAYS | ILA | WEAK),
    v("ألمح", "يلمح", "ملمحا", Note, SAYS | ILA),
    v("لمح", "يلمح", "ملمحا", Note, SAYS | ILA),
    v("لاحظ", "يلاحظ", "ملاحظا", Note, SAYS),
    v("ذكّر", "يذكّر", "مذكرا", Note, THAT | BI),
    v("سجل", "يسجل", "مسجلا", Note, THAT | WEAK),
    // promise
    v("تعهد", "يتعهد", "متعهدا", Promise, SAYS | BI),
    v("وعد", "يعد", "واعدا", Promise, SAYS | BI),
    v("التزم", "يلتزم", "ملتزما", Promise, THAT | BI | WEAK),
    // refuse
    v("رفض", "يرفض", "رافضا", Refuse, SAYS | OBJECT),
    // deny
    v("نفى", "ينفي", "نافيا", Deny, SAYS | OBJECT),
    v("استبعد", "يستبعد", "مستبعدا", Deny, SAYS | OBJECT),
    v("أنكر", "ينكر", "منكرا", Deny, SAYS | OBJECT),
    v("فند", "يفند", "مفندا", Deny, SAYS | OBJECT),
    v("كذب", "يكذب", "مكذبا", Deny, OBJECT | WEAK),
    // accuse
    v("اتهم", "يتهم", "متهما", Accuse, SAYS | OBJECT),
    v("حمل", "يحمل", "محملا", Accuse, OBJECT | WEAK),
    // call
    v("دعا", "يدعو", "داعيا", Call, SAYS | ILA | OBJECT),
    v("حض", "يحض", "حاضا", Call, SAYS | OBJECT | ALA),
    v("ناشد", "يناشد", "مناشدا", Call, SAYS | OBJECT),
    v("حث", "يحث", "حاثا", Call, SAYS | OBJECT | ALA),
    v("أهاب", "يهيب", "مهيبا", Call, SAYS | BI),
    v("نصح", "ينصح", "ناصحا", Call, SAYS | BI | OBJECT),
    v("أوصى", "يوصي", "موصيا", Call, SAYS | BI),
    v("اقترح", "يقترح", "مقترحا", Call, SAYS | ACT),
    // demand
    v("طالب", "يطالب", "مطالبا", Demand, SAYS | BI | OBJECT),
    v("اشترط", "يشترط", "مشترطا", Demand, SAYS | ACT),
    // hope
    v("أمل", "يأمل", "آملا", Hope, SAYS | FI),
    v("تمنى", "يتمنى", "متمنيا", Hope, SAYS | ACT),
    v("ترجى", "يترجى", "", Hope, THAT),
    v("تطلع", "يتطلع", "متطلعا", Hope, THAT | ILA),
    v("أعرب", "يعرب", "معربا", Hope, QUOTE | AN | FEELING),
    v("عبر", "يعبر", "معبرا", Hope, AN | FEELING),
    v("أبدى", "يبدي", "مبديا", Hope, FEELING),
    // worry
    v("تخوف", "يتخوف", "متخوفا", Worry, THAT | MIN),
    v("خشي", "يخشى", "خاشيا", Worry, THAT | MIN),
    v("أخفى", "يخفي", "", Worry, FEELING), // Only «لم يخف قلقه».
    v("أخفى", "يخف", "", Worry, FEELING),
    v("أسف", "يأسف", "آسفا", Worry, SAYS),
    v("تأسف", "يتأسف", "متأسفا", Worry, SAYS),
    // praise
    v("أشاد", "يشيد", "مشيدا", Praise, SAYS | BI),
    v("ثمن", "يثمن", "مثمنا", Praise, SAYS | OBJECT),
    v("أثنى", "يثني", "مثنيا", Praise, SAYS | ALA),
    v("نوه", "ينوه", "منوها", Praise, SAYS | BI | ILA),
    v("رحب", "يرحب", "مرحبا", Praise, SAYS | BI),
    v("امتدح", "يمتدح", "ممتدحا", Praise, SAYS | OBJECT),
    v("مدح", "يمدح", "مادحا", Praise, SAYS | OBJECT),
    v("حيا", "يحيي", "محييا", Praise, SAYS | OBJECT | WEAK),
    v("بارك", "يبارك", "مباركا", Praise, OBJECT | WEAK),
    v("هنأ", "يهنئ", "مهنئا", Praise, SAYS),
    v("نعى", "ينعى", "ناعيا", Praise, SAYS | OBJECT),
    v("شكر", "يشكر", "شاكرا", Praise, SAYS | OBJECT),
    // criticize
    v("انتقد", "ينتقد", "منتقدا", Criticize, SAYS | OBJECT),
    v("ندد", "يندد", "منددا", Criticize, SAYS | BI),
    v("استنكر", "يستنكر", "مستنكرا", Criticize, SAYS | OBJECT),
    v("أدان", "يدين", "", Criticize, SAYS | OBJECT),
    v("دان", "يدين", "", Criticize, SAYS | OBJECT),
    v("شجب", "يشجب", "شاجبا", Criticize, SAYS | OBJECT),
    v("استهجن", "يستهجن", "مستهجنا", Criticize, SAYS | OBJECT),
    v("استغرب", "يستغرب", "مستغربا", Criticize, SAYS | OBJECT),
    v("اشتكى", "يشتكي", "مشتكيا", Criticize, SAYS | MIN),
    v("شكا", "يشكو", "شاكيا", Criticize, SAYS | MIN),
    v("شكك", "يشكك", "مشككا", Criticize, SAYS | FI | BI),
    v("تذمر", "يتذمر", "متذمرا", Criticize, THAT | MIN),
    v("سخر", "يسخر", "ساخرا", Criticize, SAYS | MIN),
    v("احتج", "يحتج", "محتجا", Criticize, SAYS | WEAK),
    v("عارض", "يعارض", "معارضا", Criticize, OBJECT | WEAK),
    // warn
    v("حذر", "يحذر", "محذرا", Warn, SAYS | MIN),
    v("نبه", "ينبه", "منبها", Warn, SAYS | ILA | MIN),
    v("لوح", "يلوح", "ملوحا", Warn, THAT | BI | WEAK),
    v("أنذر", "ينذر", "منذرا", Warn, SAYS | BI),
    v("هدد", "يهدد", "مهددا", Warn, SAYS | BI | WEAK),
    v("توعد", "يتوعد", "متوعدا", Warn, SAYS | BI),
    // admit
    v("أقر", "يقر", "مقرا", Admit, SAYS | BI),
    v("اعترف", "يعترف", "معترفا", Admit, SAYS | BI),
    v("سلم", "يسلم", "مسلما", Admit, THAT | WEAK),
    // consider
    v("اعتبر", "يعتبر", "معتبرا", Consider, SAYS | OBJECT),
    v("رأى", "يرى", "", Consider, SAYS | WEAK),
    v("ارتأى", "يرتئي", "", Consider, SAYS),
    v("اعتقد", "يعتقد", "معتقدا", Consider, SAYS),
    v("ظن", "يظن", "ظانا", Consider, SAYS | WEAK),
    v("عد", "يعد", "", Consider, THAT | WEAK),
    v("قدر", "يقدر", "مقدرا", Consider, THAT | WEAK),
    v("افترض", "يفترض", "مفترضا", Consider, THAT | WEAK),
    v("قلل", "يقلل", "مقللا", Consider, MIN),
    v("هون", "يهون", "مهونا", Consider, MIN),
    v("أيد", "يؤيد", "مؤيدا", Praise, OBJECT),
    v("استنتج", "يستنتج", "مستنتجا", Consider, SAYS),
    v("خلص", "يخلص", "", Consider, THAT | WEAK),
    // forecast
    v("توقع", "يتوقع", "متوقعا", Forecast, SAYS | OBJECT),
    v("رجح", "يرجح", "مرجحا", Forecast, SAYS | ACT),
    v("تنبأ", "يتنبأ", "متنبئا", Forecast, SAYS | BI),
    v("تكهن", "يتكهن", "متكهنا", Forecast, SAYS | BI),
    // report
    v("أورد", "يورد", "موردا", Report, SAYS),
    v("أظهر", "يظهر", "مظهرا", Report, THAT),
    v("تحدث", "يتحدث", "متحدثا", Report, THAT | AN | WEAK),
    v("نشر", "ينشر", "ناشرا", Report, THAT | WEAK),
    // reveal
    v("فضح", "يفضح", "فاضحا", Reveal, OBJECT | WEAK),
    v("سرب", "يسرب", "مسربا", Reveal, THAT | WEAK),
    // answer
    v("أجاب", "يجيب", "مجيبا", Answer, SAYS),
    v("رد", "يرد", "رادا", Answer, SAYS | WEAK),
    v("عقب", "يعقب", "معقبا", Answer, SAYS | WEAK),
];

/// Nouns of saying with their suffixes: «نقلت عن فلان قوله إن …», «ورد بالقول».
pub const SAYINGS: &str =
    "قوله قولها قولهم قولهما بقوله بقولها بقولهم القول بالقول وقوله قولهن تأكيده تأكيدها تصريحه تصريحها";

/// The feelings of «أعرب عن», «أبدى», with the kind of statement that they make.
pub const FEELINGS: &[(Kind, &str)] = &[
    (
        Hope,
        "أمل أمله أملها أملهم أمنيته أمنيتها تفاؤله تفاؤلها تفاؤلهم تمنياته تمنياتها ثقته ثقتها ثقتهم رغبته رغبتها رغبتهم شوقه شوقها شوقهم حنينه حنينها تطلعه تطلعها تطلعهم تفاؤل ثقة أمنياته أمنياتها يقينه يقينها",
    ),
    (
        Worry,
        "قلق قلقه قلقها قلقهم مخاوف مخاوفه مخاوفها مخاوفهم خشية خشيته خشيتها خشيتهم أسفه أسفها أسفهم حزنه حزنها تخوفه تخوفها تخوفهم خوفه خوفها تشاؤمه تشاؤمها صدمته صدمتها أسف خيبة خيبته خيبتها ندمه ندمها إحباطه إحباطها هواجسه هواجسها",
    ),
    (
        Praise,
        "تقديره تقديرها تقديرهم امتنانه امتنانها امتنانهم شكره شكرها شكرهم ارتياحه ارتياحها ارتياحهم سعادته سعادتها سعادتهم اعتزازه اعتزازها فخره فخرها إعجابه إعجابها ترحيبه ترحيبها ترحيبهم سروره سرورها رضاه رضاها ارتياح تقدير امتنان إعجاب فرحته فرحتها إعجابهم سرورهم فخرهم اعتزازهم تثمينه",
    ),
    (
        Criticize,
        "استيائه استياءه استياءها استيائها استيائهم غضبه غضبها غضبهم استغرابه استغرابها استغرابهم إدانته إدانتها امتعاضه امتعاضها استنكاره استنكارها استنكارهم رفضه رفضها رفضهم تحفظه تحفظها تحفظهم معارضته معارضتها شكوكه شكوكها استياء استغراب تحفظ امتعاض دهشته دهشتها",
    ),
    (Promise, "استعداده استعدادها استعدادهم التزامه التزامها التزامهم استعداد عزمه عزمها عزمهم نيته نيتها نيتهم"),
    (
        Say,
        "اعتقاده اعتقادها تضامنه تضامنها تضامنهم دعمه دعمها دعمهم حرصه حرصها حرصهم تمسكه تمسكها تفهمه تفهمها تضامن مواساته مواساتها تعازيه تعازيها تعازيهم تعاطفه تعاطفها مساندته مساندتها موقفه رأيه رأيها رأيهم",
    ),
];
