//! ANPA 1312, the high-speed wire format of the American Newspaper Publishers Association (ANPA 89-3): SYN SYN SOH
//! header STX copy ETX date and time EOT, and the telex frame `ZCZC` … `NNNN` that still carries some services.

mod copy;
mod takes;
mod telex;

use std::collections::HashMap;

use crate::item::{Code, Item};
use crate::reading::{ITEMS_MAX, Source};
use crate::refusal::{Notice, Refusal};
use crate::text::{clean, is_number};
use crate::time::Moment;

const SOH: char = '\u{1}';
const STX: char = '\u{2}';
const ETX: char = '\u{3}';
const EOT: char = '\u{4}';
/// Device control 2: the copy is tabular.
const TABULAR: char = '\u{12}';
/// Unit separator: ends the number in the header.
const US: char = '\u{1F}';

/// Reads the messages of a stream.
///
/// # Errors
/// No message with a header.
pub(crate) fn read(text: &str, source: &mut Source) -> Result<Vec<Item>, Refusal> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if !text.contains(SOH) {
        return telex::read(&text, source);
    }
    let mut items: Vec<Item> = Vec::new();
    let mut names = HashMap::new();
    let messages = text.split(SOH).filter(|part| part.contains(STX));
    for (at, message) in messages.enumerate().take(ITEMS_MAX) {
        match item(message, source, &mut names) {
            Some(item) => items.push(item),
            None => source.notice(Notice::aside(format!("message {}", at + 1), "no header of ANPA 1312")),
        }
    }
    if items.is_empty() {
        return Err(Refusal::Format("ANPA 1312 without a message".into()));
    }
    takes::link(&mut items);
    Ok(items)
}

fn item(message: &str, source: &Source, names: &mut HashMap<String, String>) -> Option<Item> {
    let (header, rest) = message.split_once(STX)?;
    let mut item = Item::text();
    let mut lines = header.lines();
    let number = lines.next()?.split(US).next()?;
    item.sequence = clean(number).filter(|number| number.len() <= 12 && number.contains(|c: char| c.is_ascii_digit()));
    item.sequence.as_ref()?;
    let service = lines.next().unwrap_or_default();
    let mut words = service.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    item.priority = words.next().filter(|word| word.chars().count() == 1).map(str::to_owned);
    let category = words.next().filter(|word| word.chars().count() <= 2);
    item.categories.extend(category.map(|code| Code::new(code, "anpa")));
    let (text, after) = rest.split_once(ETX).unwrap_or((rest, ""));
    let code = trailer(&mut item, after.split(EOT).next().unwrap_or_default(), source);
    copy::read(&mut item, text.trim_end_matches([' ', '\t', '\n']), service.contains(TABULAR), source);
    // The agency signs some takes with its name and all with its code.
    match (&item.source, code) {
        (Some(name), Some(code)) => {
            names.insert(code, name.clone());
        }
        (None, Some(code)) => item.source = Some(names.get(&code).cloned().unwrap_or(code)),
        _ => {}
    }
    Some(item)
}

/// `AP-WF-11-13-13 0745GMT`: code of the agency, service, month, day, year, time. Returns the code.
fn trailer(item: &mut Item, after: &str, source: &Source) -> Option<String> {
    let line = after.lines().find(|line| line.contains(|c: char| c.is_ascii_digit()))?;
    let line = crate::text::without_end_mark(line.trim());
    let (date, time) = line.rsplit_once(' ')?;
    let mut parts = date.rsplit('-');
    let (year, day, month) = (parts.next()?, parts.next()?, parts.next()?);
    let digits: String = time.chars().take_while(char::is_ascii_digit).collect();
    let zone = time.get(digits.len()..).unwrap_or_default();
    let code = parts.next_back().and_then(clean);
    if !is_number(&digits, 4) || digits.len() != 4 {
        return code;
    }
    let number = |text: &str| text.parse::<u32>().ok();
    let year: i32 = year.parse().ok()?;
    let date =
        chrono::NaiveDate::from_ymd_opt(if year < 100 { year + 2000 } else { year }, number(month)?, number(day)?)?;
    let local = date.and_hms_opt(number(digits.get(..2)?)?, number(digits.get(2..)?)?, 0)?;
    item.sent = Some(Moment::in_named_zone(local, zone.trim()).in_zone(source.zone));
    code
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::outline;
    use crate::context::Context;
    use crate::dialects::STANDARD;
    use crate::item::{Link, Rel, Status};

    fn message(number: &str, head: &str, copy: &str) -> String {
        format!(
            "\u{16}\u{16}\u{1}{number}\u{1f}_x\r\nr i\u{13}\u{11} BC-Port 03-14 0118\r\n\u{2}{head}{copy}\r\n\t   \u{3}GNS-WF-03-14-26 0910GMT<\r\n\u{4}"
        )
    }

    fn items(text: &str) -> Vec<Item> {
        let context = Context::default();
        read(text, &mut Source::new(&STANDARD, &context)).unwrap()
    }

    #[test]
    fn takes_of_a_stream_are_linked() {
        let first = message(
            "a0101",
            "^BC-Port,118<\r\n^Ships wait<\r\n^By LINA PAZ=\r\n^Gull News=\r\n",
            "\t   ARGO (GNS) _ Ships waited.\r\n\t   (MORE)",
        );
        let add = message("a0102", "^BC-Port, 1st Add,52<\r\n^ARGO: Ships waited.<\r\n", "\t   They left.");
        let kill = message(
            "a0103",
            "^BC-Port, KILL,9<\r\n^EDITORS:<\r\n",
            "\t   Kill the story slugged BC-Port, 1st Add, a0102.",
        );
        let [one, two, three] = items(&format!("{first}{add}{kill}")).try_into().unwrap();
        assert_eq!((one.headline.as_deref(), one.source.as_deref()), (Some("Ships wait"), Some("Gull News")));
        assert_eq!(one.byline.as_deref(), Some("By LINA PAZ"));
        assert_eq!(outline(one.body.as_ref().unwrap()).paragraphs, 1);
        assert_eq!((two.take.as_deref(), two.headline.as_deref()), (Some("1st Add"), None));
        assert_eq!((two.source.as_deref(), two.links), (Some("Gull News"), vec![Link::new(Rel::AddTo, "a0101")]));
        assert_eq!((three.status, three.links), (Status::Canceled, vec![Link::new(Rel::Kills, "a0102")]));
        assert_eq!(one.sent.unwrap().to_string(), "2026-03-14T09:10:00Z");
    }

    #[test]
    fn tables_and_agate_are_not_paragraphs() {
        let copy = "^LEAGUE=\r\n\u{8}^\u{1f}\u{1e} W\u{1e} \u{1e} L\r\n\u{8}North\u{10}Argo\u{1f}\u{1e} 7\u{1e} \u{1e} 1{\r\n\
            ^Monday's Games=\r\n\t   Argo 1, Tal 0\r\n";
        let text = message("s0001", "^BC-Glance<\r\n^Glance=\r\n", copy).replace("\u{13}\u{11}", "\u{14}\u{12}");
        let [item] = items(&text).try_into().unwrap();
        let body = item.body.unwrap();
        assert_eq!((outline(&body).tables, outline(&body).paragraphs), (1, 0));
        assert_eq!(body.blocks[0].plain_text(), "LEAGUE\n\tW\tL\nNorth Argo\t7\t1½");
    }

    #[test]
    fn the_telex_frame_is_read() {
        let text = "ZCZC GNS\r\n%ALL\r\n:Port of Argo\r\n*X\r\nShips wait\r\n\r\n14 March 2026\r\n\r\nThey came:\r\n* one\r\n\
            * two\r\nSOURCE: Port of Argo\r\n\r\nNNNN\r\n";
        let [item] = items(text).try_into().unwrap();
        assert_eq!((item.headline.as_deref(), item.source.as_deref()), (Some("Ships wait"), Some("Port of Argo")));
        assert_eq!(item.sent.unwrap().to_string(), "2026-03-14");
        assert_eq!(outline(&item.body.unwrap()).lists, 1);
    }
}
