//! Times that a page counts back from the moment it was shown («منذ 3 ساعات», `il y a 2 jours`, `5 hours ago`). The
//! moment is known if the program that saved the page recorded it.

use chrono::{DateTime, Days, Duration, Months, NaiveDate, NaiveDateTime};

use crate::html::floor;

/// Bytes at both ends of a page in which such a program leaves its note.
const NOTE_BYTES: usize = 8 << 10;

/// When the page was saved, as recorded by SingleFile, HTTrack and the Wayback Machine, in the local time that they
/// write.
pub(super) fn saved_at(source: &str) -> Option<NaiveDateTime> {
    let head = source.get(..floor(source, NOTE_BYTES))?;
    let tail = source.get(floor(source, source.len().saturating_sub(NOTE_BYTES))..)?;
    [head, tail].into_iter().find_map(|part| single_file(part).or_else(|| httrack(part)).or_else(|| wayback(part)))
}

/// `saved date: Sat Sep 03 2016 14:00:00 GMT+0100 (…)`
fn single_file(part: &str) -> Option<NaiveDateTime> {
    let rest = part.split_once("saved date: ")?.1;
    let words: Vec<&str> = rest.split_whitespace().take(6).collect();
    let [_, month, day, year, time, _] = words.as_slice() else { return None };
    NaiveDateTime::parse_from_str(&format!("{day} {month} {year} {time}"), "%d %b %Y %H:%M:%S").ok()
}

/// `Mirrored from … by HTTrack Website Copier/3.x [XR&CO'2014], Sat, 03 Sep 2016 12:00:00 GMT`
fn httrack(part: &str) -> Option<NaiveDateTime> {
    let rest = part.split_once("by HTTrack")?.1.split_once("], ")?.1;
    let text = rest.split("-->").next()?.trim().replace("GMT", "+0000");
    DateTime::parse_from_rfc2822(&text).ok().map(|at| at.naive_utc())
}

/// `FILE ARCHIVED ON 14:00:00 Sep 03, 2016 AND RETRIEVED FROM THE INTERNET ARCHIVE`
fn wayback(part: &str) -> Option<NaiveDateTime> {
    let rest = part.split_once("FILE ARCHIVED ON ")?.1;
    let text: String = rest.split(" AND ").next()?.trim().chars().take(40).collect();
    NaiveDateTime::parse_from_str(&text, "%H:%M:%S %b %d, %Y").ok()
}

enum Unit {
    Minutes,
    Hours,
    Days,
    Weeks,
    Months,
}

/// The day that a line, given as its key, counts back from `saved`. The hour is not returned: «منذ 3 ساعات» covers an
/// hour.
pub(super) fn day(key: &str, saved: NaiveDateTime) -> Option<NaiveDate> {
    let words: Vec<&str> = key.split(' ').collect();
    (0..words.len()).find_map(|at| counted(words.get(at..)?, saved))
}

/// Words of a line that only says how long ago it was, at most.
const LINE_WORDS_MAX: usize = 8;

/// Whether a line, given with its key, says how long ago the story was published, and little else.
pub(super) fn counts_back(text: &str, key: &str) -> bool {
    text.split_whitespace().count() <= LINE_WORDS_MAX
        && !text.ends_with('.')
        && day(key, DateTime::UNIX_EPOCH.naive_utc()).is_some()
}

fn counted(words: &[&str], saved: NaiveDateTime) -> Option<NaiveDate> {
    let (count, unit) = match words {
        ["منذ" | "قبل", number, name, ..] if number.bytes().all(|b| b.is_ascii_digit()) => {
            (number.parse().ok()?, unit(name)?.1)
        }
        ["منذ" | "قبل", name, ..] => unit(name)?,
        ["il", "y", "a", number, name, ..] => (small(number)?, unit(name)?.1),
        [number, name, "ago", ..] => (small(number)?, unit(name)?.1),
        _ => return None,
    };
    let then = match unit {
        Unit::Minutes => saved.checked_sub_signed(Duration::try_minutes(count)?)?.date(),
        Unit::Hours => saved.checked_sub_signed(Duration::try_hours(count)?)?.date(),
        Unit::Days => saved.date().checked_sub_days(Days::new(u64::try_from(count).ok()?))?,
        Unit::Weeks => saved.date().checked_sub_days(Days::new(u64::try_from(count).ok()?.checked_mul(7)?))?,
        Unit::Months => saved.date().checked_sub_months(Months::new(u32::try_from(count).ok()?))?,
    };
    Some(then)
}

fn small(word: &str) -> Option<i64> {
    match word {
        "a" | "an" | "one" | "un" | "une" => Some(1),
        number => number.parse().ok().filter(|number| (0..10_000).contains(number)),
    }
}

/// The unit that a word names, and the count that the word implies.
fn unit(name: &str) -> Option<(i64, Unit)> {
    Some(match name {
        "دقيقه" => (1, Unit::Minutes),
        "دقيقتين" | "دقيقتان" => (2, Unit::Minutes),
        "دقائق" | "دقايق" | "دقاءق" | "minute" | "minutes" | "min" | "mins" => (1, Unit::Minutes),
        "ساعه" => (1, Unit::Hours),
        "ساعتين" | "ساعتان" => (2, Unit::Hours),
        "ساعات" | "heure" | "heures" | "hour" | "hours" => (1, Unit::Hours),
        "يوم" | "يوما" => (1, Unit::Days),
        "يومين" | "يومان" => (2, Unit::Days),
        "ايام" | "jour" | "jours" | "day" | "days" => (1, Unit::Days),
        "اسبوع" => (1, Unit::Weeks),
        "اسبوعين" | "اسبوعان" => (2, Unit::Weeks),
        "اسابيع" | "semaine" | "semaines" | "week" | "weeks" => (1, Unit::Weeks),
        "شهر" | "شهرا" => (1, Unit::Months),
        "شهرين" | "شهران" => (2, Unit::Months),
        "اشهر" | "شهور" | "mois" | "month" | "months" => (1, Unit::Months),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::phrases::line_key;
    use super::*;

    #[test]
    fn programs_note_when_they_saved() {
        for note in [
            "<!--\n Page saved with SingleFile \n url: https://a.example/ \n saved date: Sat Sep 03 2016 14:00:00 GMT+0100 (CET)\n-->",
            "<!-- Mirrored from a.example/x by HTTrack Website Copier/3.x [XR&CO'2014], Sat, 03 Sep 2016 14:00:00 GMT -->",
            "x <!--\n     FILE ARCHIVED ON 14:00:00 Sep 03, 2016 AND RETRIEVED FROM THE INTERNET ARCHIVE -->",
        ] {
            assert_eq!(saved_at(note).map(|at| at.to_string()).as_deref(), Some("2016-09-03 14:00:00"), "{note}");
        }
        assert_eq!(saved_at("<html>نص"), None);
    }

    #[test]
    fn a_day_is_counted_back() {
        let saved = NaiveDate::from_ymd_opt(2016, 9, 3).and_then(|day| day.and_hms_opt(2, 0, 0)).unwrap();
        for (text, expected) in [
            ("نشر منذ 3 ساعات", "2016-09-02"),
            ("منذ ٣ ساعات", "2016-09-02"),
            ("قبل ساعتين", "2016-09-03"),
            ("منذ يومين", "2016-09-01"),
            ("منذ أسبوع", "2016-08-27"),
            ("منذ 40 دقيقة", "2016-09-03"),
            ("Publié il y a une heure", "2016-09-03"),
            ("il y a 2 jours", "2016-09-01"),
            ("5 hours ago", "2016-09-02"),
            ("a month ago", "2016-08-03"),
        ] {
            assert_eq!(day(&line_key(text), saved).map(|day| day.to_string()).as_deref(), Some(expected), "{text}");
        }
        for none in ["منذ عام 2010", "قبل الحرب", "il y a longtemps", "long ago", "منذ 99999999999999 يوم"]
        {
            assert_eq!(day(&line_key(none), saved), None, "{none}");
        }
    }

    #[test]
    fn a_page_that_counts_back_has_its_day() {
        let page = |note: &str| {
            let html = format!(
                "<!doctype html><!-- {note} --><html><body><article><h1>عودة القطار إلى الجبل</h1><p>نشر منذ 3 ساعات</p><p>عاد القطار أمس إلى سكته بعد توقف طويل دام أربعة أعوام.</p><p>وقال مدير المحطة إن الرحلة الأولى حملت مئة راكب.</p></article></body></html>"
            );
            crate::page::read(html.as_bytes(), Some("train.html")).unwrap().published_on
        };
        let day = NaiveDate::from_ymd_opt(2016, 9, 2);
        assert_eq!(page("Page saved with SingleFile saved date: Sat Sep 03 2016 02:00:00 GMT+0100 (CET)"), day);
        assert_eq!(page("nothing"), None);
    }
}
