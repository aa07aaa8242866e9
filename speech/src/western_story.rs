//! The statements of a French or English story: speakers found across the story.

use crate::model::{HEADLINE, Span, Statement};
use crate::para::Para;
use crate::western_said::{self, By, Said, is_capital};
use arabic::Language;

/// People of a story that are remembered.
const REMEMBERED_MAX: usize = 200;

/// Somebody with a name.
struct Person {
    name: String,
    words: Vec<String>,
    title: Option<String>,
    /// The words of the title.
    title_words: Vec<String>,
}

/// A speaker as written: title and name.
struct Subject {
    whole: String,
    name: Option<(String, Vec<String>)>,
    title: Option<String>,
    title_words: Vec<String>,
}

/// The statements of a story, in order.
pub(crate) fn statements(paras: &[Para], language: Language) -> Vec<Statement> {
    let mut people: Vec<Person> = Vec::new();
    let told: Vec<Vec<Said>> = paras.iter().map(|para| western_said::read(para, language)).collect();
    let order = paras.iter().zip(&told).filter(|(para, _)| para.index != HEADLINE);
    let mut found = Vec::new();
    let mut last = None;
    for (para, said) in order {
        for one in said {
            found.extend(statement(para, one, &mut people, &mut last));
        }
    }
    let mut first = Vec::new();
    let headlines = paras.iter().zip(&told).filter(|(para, _)| para.index == HEADLINE);
    for (para, said) in headlines {
        let mut nobody = None;
        first.extend(said.iter().filter_map(|one| statement(para, one, &mut people, &mut nobody)));
    }
    first.extend(found);
    first
}

fn statement(
    para: &Para,
    said: &Said,
    people: &mut Vec<Person>,
    last: &mut Option<(String, Option<String>)>,
) -> Option<Statement> {
    let mut written = None;
    let (speaker, title) = match said.by {
        By::Subject(from, end) => {
            let subject = subject(para, from, end);
            written = Some((subject.whole.clone(), para.bytes(from, end)));
            resolve(subject, people)
        }
        By::Last => last.clone()?,
    };
    *last = Some((speaker.clone(), title.clone()));
    let date = (said.header.0..said.header.1).find_map(|at| para.time(at)).and_then(|time| time.day());
    let verb = said.verb.map(|(from, end)| para.written(from, end).to_owned());
    let phrase = said.occasion.map(|(from, end)| para.written(from, end).to_owned());
    let (as_written, bytes) = written.unzip();
    Some(Statement {
        paragraph: para.index,
        speaker: Some(speaker),
        speaker_as_written: as_written,
        title,
        because: verb.clone().unwrap_or_else(|| ":".to_owned()),
        verb,
        kind: said.kind,
        form: said.span.form,
        text: para.text.text.get(said.span.start..said.span.end)?.to_owned(),
        occasion: phrase.clone().filter(|_| !said.is_source),
        source: phrase.filter(|_| said.is_source),
        date,
        rule: said.rule,
        start: said.span.start,
        end: said.span.end,
        speaker_span: bytes.flatten().map(|(start, end)| Span { start, end }),
    })
}

/// The name is the last run of words with capitals; what stands before it is the title.
fn subject(para: &Para, from: usize, end: usize) -> Subject {
    let article = |at: usize| {
        matches!(
            para.key(at),
            "the"
                | "le"
                | "la"
                | "les"
                | "l"
                | "un"
                | "une"
                | "a"
                | "an"
                | "son"
                | "sa"
                | "his"
                | "her"
                | "its"
                | "mr"
                | "mrs"
                | "ms"
                | "m"
                | "mme"
        )
    };
    let mut best: Option<(usize, usize)> = None;
    let mut at = from;
    while at < end {
        if is_capital(para, at) && !article(at) {
            let start = at;
            while at < end
                && (is_capital(para, at)
                    || matches!(para.key(at), "de" | "van" | "von" | "bin" | "al" | "el" | "du" | "der")
                        && is_capital(para, at + 1))
            {
                at += 1;
            }
            // The first word of a sentence has a capital, whatever it is: `Port chief`.
            if start == para.sentence_start(start) && at == start + 1 && at < end && !para.is_comma(at) {
                continue;
            }
            // Of two runs the longer is the name, and of equal ones the later.
            if best.is_none_or(|(from, end)| at - start >= end - from) {
                best = Some((start, at));
            }
        } else {
            at += 1;
        }
    }
    let after_of = |start: usize| {
        // `of the Solen`: over the article.
        let start = start - usize::from(start > from && article(start - 1));
        start.checked_sub(1).is_some_and(|before| {
            before >= from && matches!(para.key(before), "of" | "de" | "du" | "d" | "des" | "for" | "at")
        })
    };
    let mut name = best.filter(|&(start, _)| !after_of(start));
    // «Judge Miriam Okoye», «Mayor Paul Roy»: a title with a capital.
    if let Some((start, stop)) =
        name.filter(|(start, stop)| stop - start >= 3 || is_rank(para.key(*start)) && stop - start >= 2)
    {
        name = Some((start + usize::from(is_rank(para.key(start))), stop));
    }
    let title_from = from + usize::from(article(from));
    let title_end = name.map_or(end, |(start, _)| start);
    let title_end = if title_end > title_from && para.is_comma(title_end - 1) { title_end - 1 } else { title_end };
    let title = (title_from < title_end && (name.is_some() || !is_capital(para, title_from)))
        .then(|| para.written(title_from, title_end).to_owned());
    let keys = |from: usize, end: usize| {
        (from..end).map(|at| para.key(at).to_owned()).filter(|key| !key.is_empty()).collect::<Vec<_>>()
    };
    Subject {
        whole: para.written(from, end).to_owned(),
        name: name.map(|(from, end)| (para.written(from, end).to_owned(), keys(from, end))),
        title_words: keys(title_from, title_end),
        title,
    }
}

fn is_rank(key: &str) -> bool {
    matches!(
        key,
        "judge"
            | "mayor"
            | "president"
            | "minister"
            | "senator"
            | "captain"
            | "general"
            | "dr"
            | "doctor"
            | "professor"
            | "king"
            | "queen"
            | "chief"
            | "coach"
            | "lord"
            | "sir"
            | "pope"
            | "prince"
            | "princess"
            | "secretary"
            | "governor"
            | "colonel"
            | "inspector"
            | "defence"
            | "prime"
    )
}

fn resolve(subject: Subject, people: &mut Vec<Person>) -> (String, Option<String>) {
    let Some((name, words)) = subject.name else {
        let known = people.iter().rev().find(|person| {
            !subject.title_words.is_empty() && subject.title_words.iter().all(|word| person.title_words.contains(word))
        });
        return match known {
            Some(person) => (person.name.clone(), person.title.clone()),
            None => (subject.whole, subject.title),
        };
    };
    let known = people.iter_mut().rev().find(|person| person.words.last() == words.last());
    if let Some(person) = known {
        if words.len() > person.words.len() {
            (person.name, person.words) = (name, words);
        }
        person.title = person.title.take().or(subject.title);
        return (person.name.clone(), person.title.clone());
    }
    let found = (name.clone(), subject.title.clone());
    if people.len() < REMEMBERED_MAX {
        people.push(Person { name, words, title: subject.title, title_words: subject.title_words });
    }
    found
}
