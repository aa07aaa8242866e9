use super::*;
use chrono::TimeDelta;
use proptest::prelude::*;

/// Resolves in a story of Saturday, 3 September 2016.
fn check(expr: &str, tense: Tense, expected: &str) {
    let found = resolve(expr, "2016-09-03".parse().unwrap(), tense);
    let text = found.map_or(String::new(), |interval| {
        let vague = if interval.vague { "~" } else { "" };
        if interval.from == interval.to {
            interval.from.to_string()
        } else {
            format!("{vague}{}/{}", interval.from, interval.to)
        }
    });
    assert_eq!(text, expected, "{expr}");
}

#[test]
fn in_the_past() {
    for (expr, expected) in [
        ("اليوم", "2016-09-03"),
        ("صباح اليوم", "2016-09-03"),
        ("أمس", "2016-09-02"),
        ("امس", "2016-09-02"),
        ("فجر أمس", "2016-09-02"),
        ("ليلة أمس", "2016-09-02"),
        ("يوم أمس الجمعة", "2016-09-02"),
        ("أمس الجمعة", "2016-09-02"),
        ("أول أمس", "2016-09-01"),
        ("مساء أول أمس", "2016-09-01"),
        ("أمس الأول", "2016-09-01"),
        ("الخميس الماضي", "2016-09-01"),
        ("يوم الخميس الفارط", "2016-09-01"),
        ("السبت الماضي", "2016-08-27"),
        ("الخميس", "2016-09-01"),
        ("مساء الخميس", "2016-09-01"),
        ("السبت", "2016-09-03"),
        ("الشهر الماضي", "2016-08-01/2016-08-31"),
        ("العام الماضي", "2015-01-01/2015-12-31"),
        ("السنة الماضية", "2015-01-01/2015-12-31"),
        ("الأسبوع الماضي", "2016-08-27/2016-09-02"),
        ("قبل ثلاثة أيام", "2016-08-31"),
        ("منذ يومين", "2016-09-01"),
        ("18 جوان الماضي", "2016-06-18"),
        ("18 ديسمبر الماضي", "2015-12-18"),
        ("18 ديسمبر", "2015-12-18"),
        ("أواخر أوت الماضي", "2016-08-21/2016-08-31"),
        ("سبتمبر 2014", "2014-09-01/2014-09-30"),
        ("الأول من الشهر الجاري", "2016-09-01"),
        ("قبل أيام", "~2016-08-27/2016-09-03"),
        ("في مكان ما", ""),
        ("", ""),
    ] {
        check(expr, Tense::Past, expected);
    }
}

#[test]
fn in_the_future() {
    for (expr, expected) in [
        ("غدا", "2016-09-04"),
        ("غداً الأحد", "2016-09-04"),
        ("بعد غد", "2016-09-05"),
        ("صباح غد", "2016-09-04"),
        ("الخميس المقبل", "2016-09-08"),
        ("الخميس القادم", "2016-09-08"),
        ("السبت المقبل", "2016-09-10"),
        ("الخميس", "2016-09-08"),
        ("21 سبتمبر الجاري", "2016-09-21"),
        ("في 21 سبتمبر الجاري", "2016-09-21"),
        ("21 من الشهر الجاري", "2016-09-21"),
        ("18 جوان المقبل", "2017-06-18"),
        ("18 ديسمبر المقبل", "2016-12-18"),
        ("18 ديسمبر", "2016-12-18"),
        ("3 أيلول 2018", "2018-09-03"),
        ("الشهر الجاري", "2016-09-01/2016-09-30"),
        ("هذا الشهر", "2016-09-01/2016-09-30"),
        ("الشهر المقبل", "2016-10-01/2016-10-31"),
        ("العام الجاري", "2016-01-01/2016-12-31"),
        ("السنة المقبلة", "2017-01-01/2017-12-31"),
        ("الأسبوع الجاري", "2016-09-03/2016-09-09"),
        ("الأسبوع المقبل", "2016-09-10/2016-09-16"),
        ("مطلع الشهر المقبل", "2016-10-01/2016-10-10"),
        ("منتصف أكتوبر", "2016-10-11/2016-10-20"),
        ("أوائل تشرين الثاني المقبل", "2016-11-01/2016-11-10"),
        ("نهاية الشهر الجاري", "2016-09-21/2016-09-30"),
        ("أواخر فيفري المقبل", "2017-02-21/2017-02-28"),
        ("مطلع العام المقبل", "2017-01-01/2017-04-30"),
        ("خلال أيام", "~2016-09-03/2016-09-10"),
        ("قريبا", "~2016-09-03/2016-09-10"),
        ("قريباً", "~2016-09-03/2016-09-10"),
        ("الأيام القليلة المقبلة", "~2016-09-03/2016-09-10"),
        ("خلال الأيام المقبلة", "~2016-09-03/2016-09-10"),
        ("بعد أسبوعين", "2016-09-17"),
    ] {
        check(expr, Tense::Future, expected);
    }
}

#[test]
fn months_cross_the_year() {
    let day = "2016-12-15".parse().unwrap();
    assert_eq!(resolve("الشهر المقبل", day, Tense::Future).unwrap().from.to_string(), "2017-01-01");
    let day = "2016-01-15".parse().unwrap();
    assert_eq!(resolve("الشهر الماضي", day, Tense::Past).unwrap().to.to_string(), "2015-12-31");
}

#[test]
fn readers_see_how_long_ago() {
    let now: DateTime<Utc> = "2016-09-03T12:00:00Z".parse().unwrap();
    for (seconds, arabic, french, english) in [
        (0, "الآن", "à l’instant", "just now"),
        (60, "قبل دقيقة", "il y a 1 minute", "1 minute ago"),
        (130, "قبل دقيقتين", "il y a 2 minutes", "2 minutes ago"),
        (180, "قبل 3 دقائق", "il y a 3 minutes", "3 minutes ago"),
        (720, "قبل 12 دقيقة", "il y a 12 minutes", "12 minutes ago"),
        (3600, "قبل ساعة", "il y a 1 heure", "1 hour ago"),
        (7200, "قبل ساعتين", "il y a 2 heures", "2 hours ago"),
        (10_800, "قبل 3 ساعات", "il y a 3 heures", "3 hours ago"),
        (39_600, "قبل 11 ساعة", "il y a 11 heures", "11 hours ago"),
        (90_000, "أمس", "hier", "yesterday"),
        (180_000, "أول أمس", "avant-hier", "2 days ago"),
        (300_000, "قبل 3 أيام", "il y a 3 jours", "3 days ago"),
        (700_000, "قبل أسبوع", "il y a 1 semaine", "1 week ago"),
        (5_300_000, "قبل شهرين", "il y a 2 mois", "2 months ago"),
        (3_153_600_000, "قبل 100 سنة", "il y a 100 ans", "100 years ago"),
        (-7200, "بعد ساعتين", "dans 2 heures", "in 2 hours"),
        (-90_000, "غدا", "demain", "tomorrow"),
    ] {
        let then = now - TimeDelta::seconds(seconds);
        assert_eq!(ago(then, now, Language::Arabic), arabic);
        assert_eq!(ago(then, now, Language::French), french);
        assert_eq!(ago(then, now, Language::English), english);
    }
    ago(DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC, Language::Arabic);
}

proptest! {
    #[test]
    fn any_expression_is_safe(text in any::<String>(), words in "(أمس|غد|بعد|قبل|31|الخميس|الماضي|المقبل|الشهر|العام|مطلع|أواخر|فيفري|الجاري|[0-9]{1,4}| ){0,8}", days in 0i32..800_000) {
        let day = NaiveDate::from_num_days_from_ce_opt(days).unwrap_or(NaiveDate::MAX);
        for day in [day, NaiveDate::MIN, NaiveDate::MAX] {
            for tense in [Tense::Past, Tense::Future] {
                for expr in [&text, &words] {
                    if let Some(interval) = resolve(expr, day, tense) {
                        prop_assert!(interval.from <= interval.to);
                    }
                }
            }
        }
    }
}
