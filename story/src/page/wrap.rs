//! Joins the paragraphs of a text that was saved with hard line breaks at a fixed width.

use crate::plain::ends_sentence;

/// Widths at which programs wrap, in characters.
const WIDTH_MIN: usize = 45;
const WIDTH_MAX: usize = 110;
/// Full lines that end in mid-sentence, at least, in a wrapped text.
const FULL_LINES_MIN: usize = 3;

/// The lines with their numbers (from 1). In a wrapped text, one entry per paragraph with the number of its first line.
pub(super) fn lines(text: &str) -> Vec<(usize, String)> {
    let plain: Vec<(usize, &str)> =
        split_lines(text).into_iter().map(str::trim).zip(1..).map(|(line, number)| (number, line)).collect();
    let lengths: Vec<usize> = plain.iter().map(|(_, line)| line.chars().count()).collect();
    let width = lengths.iter().copied().max().unwrap_or_default();
    let full = |at: usize| lengths.get(at).is_some_and(|length| *length * 4 >= width * 3);
    let open = |at: usize| plain.get(at).is_some_and(|(_, line)| !ends_sentence(line));
    let breaks = (0..plain.len())
        .filter(|&at| full(at) && open(at) && lengths.get(at + 1).is_some_and(|next| *next > 0))
        .count();
    if !(WIDTH_MIN..=WIDTH_MAX).contains(&width) || breaks < FULL_LINES_MIN {
        return plain.into_iter().map(|(number, line)| (number, line.to_owned())).collect();
    }
    let mut joined: Vec<(usize, String)> = Vec::new();
    let mut continues = false;
    for (at, (number, line)) in plain.iter().enumerate() {
        match joined.last_mut() {
            Some((_, paragraph)) if continues && !line.is_empty() => {
                paragraph.push(' ');
                paragraph.push_str(line);
            }
            _ => joined.push((*number, (*line).to_owned())),
        }
        // A full line continues in the next one. Inside a paragraph, a sentence may end with its line.
        continues = full(at) && (open(at) || (continues && full(at + 1)));
    }
    joined
}

fn split_lines(text: &str) -> Vec<&str> {
    text.split(['\n', '\u{2028}', '\u{2029}', '\u{0C}'])
        .flat_map(|line| line.trim_end_matches('\r').split('\r'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_paragraphs_are_joined() {
        let text = "عنوان قصير\n\nهذا سطر طويل ينقطع في وسط الجملة لأن البرنامج كسره عند\nعرض ثابت ثم يستمر في السطر الثاني من نفس الفقرة دون أي\nنقطة حتى ينتهي في السطر الثالث الذي يأتي بعد هذا السطر\nالأخير.\n\nفقرة ثانية.";
        let joined = lines(text);
        assert_eq!(joined.iter().filter(|(_, line)| !line.is_empty()).count(), 3);
        assert_eq!(joined.last().unwrap(), &(8, "فقرة ثانية.".to_owned()));
        assert_eq!(lines("a\r\nb\rc").into_iter().map(|(_, line)| line).collect::<Vec<_>>(), ["a", "b", "c"]);
    }
}
