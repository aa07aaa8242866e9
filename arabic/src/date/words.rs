//! The words of dates, as keys of [`super::tokens::key`]: folded, lower case, without accents.

use chrono::Weekday;

/// Gregorian months. Names of two words take precedence over their first word alone.
#[rustfmt::skip]
const MONTHS: &[(u32, &[&str])] = &[
    (1, &["كانون الثاني", "كانون ثاني", "كانون ثان", "يناير", "جانفي", "جانفيي", "جانفيه", "janvier", "janv", "january", "jan"]),
    (2, &["شباط", "فبراير", "فيفري", "فيفريي", "فيفريه", "fevrier", "fevr", "fev", "february", "feb"]),
    (3, &["اذار", "مارس", "mars", "march", "mar"]),
    (4, &["نيسان", "ابريل", "افريل", "avril", "avr", "april", "apr"]),
    (5, &["ايار", "مايو", "ماي", "مايس", "mai", "may"]),
    (6, &["حزيران", "يونيو", "يونيه", "جوان", "juin", "june", "jun"]),
    (7, &["تموز", "يوليو", "يوليه", "يوليوز", "جويليه", "جويلي", "جولييه", "juillet", "juil", "july", "jul"]),
    (8, &["اب", "اغسطس", "اوغسطس", "اوت", "غشت", "aout", "august", "aug"]),
    (9, &["ايلول", "سبتمبر", "سيبتمبر", "شتنبر", "septembre", "sept", "september", "sep"]),
    (10, &["تشرين الاول", "تشرين اول", "اكتوبر", "اوكتوبر", "octobre", "oct", "october"]),
    (11, &["تشرين الثاني", "تشرين ثاني", "تشرين ثان", "نوفمبر", "نوفنبر", "نونبر", "novembre", "november", "nov"]),
    (12, &["كانون الاول", "كانون اول", "ديسمبر", "دسمبر", "دجنبر", "decembre", "december", "dec"]),
];

#[rustfmt::skip]
const HIJRI_MONTHS: &[(u32, &[&str])] = &[
    (1, &["محرم", "المحرم", "محرم الحرام"]),
    (2, &["صفر", "صفر الخير"]),
    (3, &["ربيع الاول", "ربيع اول", "ربيع الانور"]),
    (4, &["ربيع الثاني", "ربيع الاخر", "ربيع ثاني", "ربيع اخر"]),
    (5, &["جمادي الاولي", "جمادي الاول", "جمادي اولي"]),
    (6, &["جمادي الاخره", "جمادي الثانيه", "جمادي الاخر", "جمادي الثاني", "جمادي الاخري"]),
    (7, &["رجب"]),
    (8, &["شعبان"]),
    (9, &["رمضان", "رمضان المبارك"]),
    (10, &["شوال"]),
    (11, &["ذو القعده", "ذي القعده", "ذوالقعده", "ذيالقعده"]),
    (12, &["ذو الحجه", "ذي الحجه", "ذوالحجه", "ذيالحجه"]),
];

#[rustfmt::skip]
const WEEKDAYS: &[(Weekday, &[&str])] = &[
    (Weekday::Mon, &["الاثنين", "الاتنين", "اثنين", "lundi", "lun", "monday", "mon"]),
    (Weekday::Tue, &["الثلاثاء", "الثلاثا", "الثلثاء", "ثلاثاء", "mardi", "tuesday", "tue", "tues"]),
    (Weekday::Wed, &["الاربعاء", "الاربعا", "اربعاء", "mercredi", "mer", "wednesday", "wed"]),
    (Weekday::Thu, &["الخميس", "خميس", "jeudi", "jeu", "thursday", "thu", "thur", "thurs"]),
    (Weekday::Fri, &["الجمعه", "جمعه", "vendredi", "ven", "friday", "fri"]),
    (Weekday::Sat, &["السبت", "سبت", "samedi", "sam", "saturday", "sat"]),
    (Weekday::Sun, &["الاحد", "احد", "dimanche", "dim", "sunday", "sun"]),
];

/// The names of all months.
pub(super) fn month_names() -> impl Iterator<Item = &'static str> {
    MONTHS.iter().chain(HIJRI_MONTHS).flat_map(|(_, names)| names.iter().copied())
}

/// The Gregorian month named by `first`, or by `first` and `second`, with the number of words it takes.
pub(super) fn month(first: &str, second: Option<&str>) -> Option<(u32, usize)> {
    named(MONTHS, first, second)
}

/// The Hijri month, like [`month`].
pub(super) fn hijri_month(first: &str, second: Option<&str>) -> Option<(u32, usize)> {
    named(HIJRI_MONTHS, first, second)
}

fn named(table: &[(u32, &[&str])], first: &str, second: Option<&str>) -> Option<(u32, usize)> {
    let pair = second.and_then(|second| {
        lookup(table, |name| name.split_once(' ').is_some_and(|(head, tail)| head == first && tail == second))
    });
    pair.map(|month| (month, 2)).or_else(|| lookup(table, |name| name == first).map(|month| (month, 1)))
}

/// The weekday named by a key.
pub(super) fn weekday(key: &str) -> Option<Weekday> {
    lookup(WEEKDAYS, |name| name == key)
}

fn lookup<T: Copy>(table: &[(T, &[&str])], matches: impl Fn(&str) -> bool) -> Option<T> {
    table.iter().find(|(_, names)| names.iter().any(|name| matches(name))).map(|(value, _)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_hold_keys() {
        let all = MONTHS.iter().chain(HIJRI_MONTHS).flat_map(|(_, names)| names.iter());
        for name in all.chain(WEEKDAYS.iter().flat_map(|(_, names)| names.iter())) {
            assert_eq!(*name, name.split(' ').map(crate::date::tokens::key).collect::<Vec<_>>().join(" "));
        }
    }
}
