//! The telex frame: `ZCZC`, routing lines, text, `NNNN`.

use crate::body;
use crate::iptc7901::nodes;
use crate::item::Item;
use crate::reading::Source;
use crate::refusal::Refusal;
use crate::text::clean;
use crate::time::Moment;

pub(super) fn read(text: &str, source: &mut Source) -> Result<Vec<Item>, Refusal> {
    let items: Vec<Item> = text.split("ZCZC").skip(1).filter_map(|message| item(message, source)).collect();
    if items.is_empty() {
        return Err(Refusal::Format("a telex frame without text".into()));
    }
    Ok(items)
}

fn item(message: &str, source: &Source) -> Option<Item> {
    let text = message.split("\nNNNN").next()?;
    let mut item = Item::text();
    let mut lines = text.lines().skip(1).peekable();
    // Routing: lines that begin with a sign. One with words after a colon names who says it.
    while let Some(line) =
        lines.next_if(|line| line.trim().is_empty() || line.trim().starts_with(['%', '$', ':', '*', '#', '+']))
    {
        if let Some(name) = line.trim().strip_prefix(':') {
            item.source = item.source.take().or_else(|| clean(name));
        }
    }
    item.headline = lines.next().and_then(clean);
    let mut copy: Vec<&str> = Vec::new();
    for line in lines {
        if let Some(name) = line.trim().strip_prefix("SOURCE:") {
            item.source = item.source.take().or_else(|| clean(name));
            // The address of the release stands before its source.
            if copy.last().is_some_and(|line| line.trim().starts_with("http")) {
                copy.pop();
            }
            break;
        }
        copy.push(line);
    }
    let day = copy.iter().map(|line| line.trim()).find(|line| !line.is_empty()).and_then(day);
    item.sent = day;
    item.body = body::of_nodes(nodes(&copy.join("\n")));
    body::take_dateline(&mut item, source.dialect.agencies);
    Some(item)
}

/// A line that is only a date: `Tue 13 October 2015`.
fn day(line: &str) -> Option<Moment> {
    crate::time::read(line)
}
