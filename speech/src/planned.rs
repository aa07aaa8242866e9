//! Events that a noun and a word of planning announce: «تأجيل القضية إلى جلسة 11 مارس», «الإضراب المقرر الإثنين».

use crate::clause::{BACK_MAX, Clause, PERIOD_DAYS_MAX, is_comma, is_end, is_event_noun};
use crate::lexicon::sense;
use crate::model::Kind as Said;
use crate::text::Text;
use crate::times::TimeSpan;
use chrono::NaiveDate;

/// «تأجيل القضية إلى جلسة 11 مارس», «الإضراب المقرر الإثنين».
pub(crate) fn planned_noun(text: &Text, time: &TimeSpan, day: NaiveDate) -> Option<Clause> {
    let floor = time.from.saturating_sub(BACK_MAX);
    let mut planned = None;
    let mut noun = None;
    for at in (floor..time.from).rev() {
        if is_end(text, at) {
            break;
        }
        let core = text.core(at);
        let core =
            if text.tokens[at].entry.senses == 0 { core.strip_prefix(['و', 'ف']).unwrap_or(core) } else { core };
        let plans = text.tokens[at].entry.is(sense::MODAL) && text.bare(at).starts_with("ال") || is_plan(core);
        // «الإضراب الذي كان مقررا غدا» does not take place.
        let was = at.checked_sub(1).is_some_and(|before| matches!(text.bare(before), "كان" | "كانت"));
        if plans && was {
            return None;
        }
        // «أعلنت عن اعتصام … الثلاثاء المقبل», «دعا إلى مسيرة الجمعة»
        let entry = text.tokens[at].entry;
        let calls = entry.verb().is_some_and(|verb| matches!(verb.kind, Said::Announce | Said::Call | Said::Reveal));
        let close = noun.is_some_and(|noun| noun <= at + 6 && !(at..noun).any(|at| is_comma(text, at)));
        let plans = plans || calls && close && !entry.is(sense::NOUN);
        let enters = matches!(core, "دخول" | "سريان" | "اطلاق" | "انطلاق" | "افتتاح" | "انعقاد");
        if enters && noun.is_none() && !text.tokens[at].definite {
            noun = Some(at);
        }
        let put_off = matches!(core, "اجلت" | "اجل" | "ارجات" | "ارجا" | "تاجلت" | "تاجيل" | "ارجاء" | "رحلت");
        if put_off && time.from.checked_sub(1).is_some_and(|before| matches!(text.key(before), "الي" | "ليوم")) {
            noun = noun.or(Some(at));
        }
        if (plans || put_off) && planned.is_none() {
            planned = Some(at);
        }
        // «وقف التوزيع ابتداء من الاثنين»: what begins may be any act.
        let begins = planned.is_some_and(|at| matches!(text.core(at), "ابتداء" | "اعتبارا" | "انطلاقا"));
        if noun.is_none()
            && begins
            && entry.is(sense::ACT)
            && !entry.is(sense::FUNCTION)
            && time.days.from > day
            && (time.days.to - time.days.from).num_days() <= PERIOD_DAYS_MAX
        {
            noun = Some(at);
        }
        if noun.is_none() && is_event_noun(text, at) {
            noun = Some(at);
        }
        if planned.is_some() && noun.is_some() {
            break;
        }
    }
    let (planned, noun) = (planned?, noun?);
    Some(Clause {
        from: planned.min(noun), trigger: noun, noun: "موعد", rule: "اسم حدث + تاريخ مقبل", open: false
    })
}

/// Words that set a day for something: «موعد», «تأجيل», «المقرر», «ابتداء من».
fn is_plan(core: &str) -> bool {
    const WORDS: &str = "موعد موعدا تاجيل اجلت ارجاء تحديد حدد حددت مرتقب مرتقبه مزمع مقرر مقرره مقررا تقررت اجل عقد تنظيم اقامه انعقاد انطلاق افتتاح استضافه اجراء دخول سريان اطلاق ابتداء انطلاقا اعتبارا";
    WORDS.split(' ').any(|word| word == core)
}
