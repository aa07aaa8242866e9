//! Stories about the same thing: which ones share the telling words and the topics of a story, and which these are.
//!
//! A word tells much about a story if the story uses it often and few others have it (tf-idf; Spärck Jones, 1972,
//! «A statistical interpretation of term specificity»).

use std::collections::HashMap;

use arabic::analyzer::{Analyzer, Token};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query as Search, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED, Term};

use crate::Result;
use crate::index::{Index, unusable};
use crate::ranking;
use crate::schema::columns;
use crate::story::Story;

/// Telling words of a story that are looked for.
const WORDS_MAX: usize = 20;
/// How often a word counts that stands in kicker, headline or deck.
const HEAD_TIMES: f32 = 3.0;
/// Occurrences at which a word has half of its weight.
const HALF_TIMES: f32 = 1.5;
/// What a word counts in addition if the other story has it in its kicker, headline or deck.
const HEAD_SHARE: f32 = 0.5;
/// A word of more than this share of the stories in its language tells nothing. In a small paper a few stories may have
/// it, too, or this share of them.
const COMMON_SHARE: u64 = 20;
const COMMON_MIN: u64 = 10;
const SMALL_SHARE: u64 = 4;
/// With fewer stories in a language, nothing can be said about how common its words are: only topics count.
const STORIES_MIN: u64 = 20;
/// Letters that a telling word has at least.
const LETTERS_MIN: usize = 3;
/// The part of a story's weight that another must share.
const SHARED_MIN: f32 = 0.22;
/// The best stories before those of today are preferred, for each one that is wanted.
const CANDIDATES: usize = 4;
/// Reasons given for a story, and words in one.
const REASONS_MAX: usize = 2;
const REASON_WORDS_MAX: usize = 3;

/// A story about the same thing as another one.
#[derive(Debug, Clone, PartialEq)]
pub struct Similar {
    /// [`Story::id`].
    pub id: u64,
    /// The part of the other's weight that it shares, from 0 to 1.
    pub shared: f32,
    /// The topics of both.
    pub topics: Vec<u64>,
    /// Words of both, as the other story writes them: at most two, each of one to three words. Empty if none of them can
    /// be shown without the words around it.
    pub about: Vec<String>,
}

/// A word or a topic by which stories are compared.
struct Mark {
    term: Term,
    /// The word in kicker, headline and deck.
    head: Option<Term>,
    weight: f32,
}

impl Index {
    /// Up to `limit` other stories in the language of `story` that are about the same thing, at `now` (microseconds
    /// since 1970). `story` itself may be in the index or not.
    ///
    /// # Errors
    /// [`crate::Error::Unusable`] if the index cannot be read.
    pub fn similar(&self, story: &Story, limit: usize, now: i64) -> Result<Vec<Similar>> {
        let searcher = self.searcher();
        let fields = self.fields();
        let mut analyzer = Analyzer::new();
        let mut read = |texts: &[String]| -> Vec<Vec<Token>> {
            texts.iter().map(|text| analyzer.tokens(text, story.language)).collect()
        };
        let (head, body) = (read(&story.head), read(&story.body));
        let own = Term::from_field_u64(fields.id, story.id);
        let is_indexed = searcher.doc_freq(&own).map_err(unusable)? > 0;
        let language = Term::from_field_u64(fields.language, ranking::language_number(story.language));
        let stories = searcher.doc_freq(&language).map_err(unusable)?;
        let counts = Counts { searcher: &searcher, stories, least: if is_indexed { 2 } else { 1 } };
        let words = telling_words(&counts, (fields.stems, fields.head_stems), &head, &body)?;
        let mut topics = Vec::new();
        for topic in &story.topics {
            let term = Term::from_field_u64(fields.topic, *topic);
            if let Some(weight) = counts.rarity(&term)? {
                topics.push((*topic, Mark { term, head: None, weight }));
            }
        }
        let marks: Vec<&Mark> = words.iter().map(|(_, mark)| mark).chain(topics.iter().map(|(_, mark)| mark)).collect();
        let total: f32 = marks.iter().map(|mark| mark.weight * (1.0 + HEAD_SHARE)).sum();
        if marks.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let mut found: Vec<(f32, DocAddress, Similar)> = Vec::new();
        let candidates = TopDocs::with_limit(limit * CANDIDATES).order_by_score();
        for (score, address) in searcher.search(&comparison(&marks, own, language), &candidates).map_err(unusable)? {
            let shared = score / total;
            if shared < SHARED_MIN {
                break;
            }
            let columns = searcher.segment_reader(address.segment_ord).fast_fields();
            let id = columns.u64(columns::ID).map_err(unusable)?.first(address.doc_id);
            let at = columns.i64(columns::AT).map_err(unusable)?.first(address.doc_id);
            let under: Vec<u64> =
                columns.u64(columns::TOPIC).map_err(unusable)?.values_for_doc(address.doc_id).collect();
            let both = topics.iter().map(|(topic, _)| *topic).filter(|topic| under.contains(topic)).collect();
            if let (Some(id), Some(at)) = (id, at) {
                let similar = Similar { id, shared, topics: both, about: Vec::new() };
                found.push((shared * ranking::freshness(at, now), address, similar));
            }
        }
        found.sort_by(|(one, ..), (other, ..)| other.total_cmp(one));
        found.truncate(limit);
        for (_, address, similar) in &mut found {
            let mut shared = HashMap::new();
            for (stem, mark) in &words {
                if has(&searcher, *address, &mark.term)? {
                    let in_head = match &mark.head {
                        Some(head) => has(&searcher, *address, head)?,
                        None => false,
                    };
                    shared.insert(stem.as_str(), SharedWord { weight: mark.weight, in_head });
                }
            }
            similar.about = reasons(&shared, (&story.head, &head), (&story.body, &body));
        }
        Ok(found.into_iter().map(|(.., similar)| similar).collect())
    }
}

/// How many stories have a word.
struct Counts<'a> {
    searcher: &'a Searcher,
    /// All stories in the language: what is common in it would be rare in a paper that is mostly in another.
    stories: u64,
    /// In how many stories a word must be so that another one may have it.
    least: u64,
}

impl Counts<'_> {
    /// In how many stories a word may be and still tell something.
    fn common(&self) -> u64 {
        (self.stories / COMMON_SHARE).max(COMMON_MIN.min(self.stories / SMALL_SHARE))
    }

    /// How much a term tells; `None` if no other story has it, or very many have.
    fn rarity(&self, term: &Term) -> Result<Option<f32>> {
        let having = self.searcher.doc_freq(term).map_err(unusable)?;
        if having < self.least || having > self.common() {
            return Ok(None);
        }
        #[allow(clippy::cast_precision_loss, reason = "a weight")]
        let (all, having) = (self.stories as f32, having as f32);
        Ok(Some((1.0 + all / having).ln()))
    }
}

/// The words of a story that tell the most, by their stems.
fn telling_words(
    counts: &Counts<'_>,
    (stems, head_stems): (Field, Field),
    head: &[Vec<Token>],
    body: &[Vec<Token>],
) -> Result<Vec<(String, Mark)>> {
    if counts.stories < STORIES_MIN {
        return Ok(Vec::new());
    }
    let mut times: HashMap<&str, f32> = HashMap::new();
    let weighted =
        head.iter().flatten().map(|word| (word, HEAD_TIMES)).chain(body.iter().flatten().map(|word| (word, 1.0)));
    for (word, weight) in weighted {
        if let Some(stem) = stem_of(word) {
            *times.entry(stem).or_default() += weight;
        }
    }
    let mut words = Vec::new();
    for (stem, times) in times {
        let term = Term::from_field_text(stems, stem);
        if let Some(rarity) = counts.rarity(&term)? {
            let head = Some(Term::from_field_text(head_stems, stem));
            words.push((stem.to_owned(), Mark { term, head, weight: rarity * times / (times + HALF_TIMES) }));
        }
    }
    words.sort_by(|(one, a), (other, b)| b.weight.total_cmp(&a.weight).then_with(|| one.cmp(other)));
    words.truncate(WORDS_MAX);
    Ok(words)
}

/// The likeliest stem of a word that may tell something: not of numbers and very short words.
fn stem_of(word: &Token) -> Option<&str> {
    let is_telling = word.exact.chars().count() >= LETTERS_MIN && !word.exact.contains(char::is_numeric);
    word.stems.first().map(String::as_str).filter(|_| is_telling)
}

/// The stories that share marks, scored by their weights.
fn comparison(marks: &[&Mark], own: Term, language: Term) -> BooleanQuery {
    let only = |term: Term| -> Box<dyn Search> { Box::new(TermQuery::new(term, IndexRecordOption::Basic)) };
    let weighed = |term: &Term, weight: f32| -> (Occur, Box<dyn Search>) {
        (Occur::Should, Box::new(ConstScoreQuery::new(only(term.clone()), weight)))
    };
    let mut shared = Vec::new();
    for mark in marks {
        // A topic counts as much as a word of the headline.
        let weight = if mark.head.is_some() { mark.weight } else { mark.weight * (1.0 + HEAD_SHARE) };
        shared.push(weighed(&mark.term, weight));
        shared.extend(mark.head.iter().map(|head| weighed(head, mark.weight * HEAD_SHARE)));
    }
    BooleanQuery::new(vec![
        (Occur::Must, Box::new(BooleanQuery::new(shared)) as Box<dyn Search>),
        (Occur::Must, Box::new(ConstScoreQuery::new(only(language), 0.0))),
        (Occur::MustNot, only(own)),
    ])
}

/// Whether a story has a term.
fn has(searcher: &Searcher, address: DocAddress, term: &Term) -> Result<bool> {
    let segment = searcher.segment_reader(address.segment_ord);
    let index = segment.inverted_index(term.field()).map_err(unusable)?;
    let postings = index.read_postings(term, IndexRecordOption::Basic).map_err(unusable)?;
    let Some(mut postings) = postings else { return Ok(false) };
    let found = if postings.doc() < address.doc_id { postings.seek(address.doc_id) } else { postings.doc() };
    Ok(found != TERMINATED && found == address.doc_id)
}

/// A word of both stories.
struct SharedWord {
    weight: f32,
    /// Whether the other story has it in its kicker, headline or deck.
    in_head: bool,
}

type Shared<'a> = HashMap<&'a str, SharedWord>;
type Texts<'a> = (&'a [String], &'a [Vec<Token>]);

/// What to say that both stories are about: words of the head that stand together, else single words of the body.
/// `shared` are the stems of both stories.
fn reasons(shared: &Shared<'_>, head: Texts<'_>, body: Texts<'_>) -> Vec<String> {
    let mut found = together(shared, head, REASON_WORDS_MAX);
    found.retain(|words| words.is_noun || words.is_likely);
    if found.is_empty() {
        found = together(shared, body, 1);
        found.retain(|words| words.is_noun);
    }
    found.sort_by(|one, other| other.weight.total_cmp(&one.weight));
    let mut reasons: Vec<Together<'_>> = Vec::new();
    for words in found {
        let is_new = reasons.iter().all(|known| known.stems.iter().all(|stem| !words.stems.contains(stem)));
        if is_new && reasons.len() < REASONS_MAX {
            reasons.push(words);
        }
    }
    reasons.into_iter().map(|words| words.text.to_owned()).collect()
}

/// Words that stand together.
struct Together<'a> {
    text: &'a str,
    stems: Vec<&'a str>,
    weight: f32,
    /// Whether it is or has a noun for sure: an Arabic word with the article, or a Latin name.
    is_noun: bool,
    /// Whether it probably says something: several Arabic words, or words that both stories have in their heads. Latin
    /// words are no safer together: «est sans».
    is_likely: bool,
}

/// The shared words of `texts` that can be shown alone, each with the shared words after it, `most` at most.
fn together<'a>(shared: &Shared<'_>, (texts, words): Texts<'a>, most: usize) -> Vec<Together<'a>> {
    let mut found = Vec::new();
    for (text, words) in texts.iter().zip(words) {
        let mut at = 0;
        while at < words.len() {
            let run = words.iter().skip(at).take(most);
            let run: Vec<&Token> =
                run.take_while(|word| stem_of(word).is_some_and(|stem| shared.contains_key(stem))).collect();
            // A word in a clause of its own ends the run.
            let joined = run.windows(2).take_while(|pair| is_one_space(text, pair)).count();
            let bare = run.iter().take(joined + 1).take_while(|word| is_bare(word)).count();
            at += bare.max(1);
            let Some(run) = run.get(..bare).filter(|run| !run.is_empty()) else { continue };
            let stems: Vec<&str> = run.iter().filter_map(|word| stem_of(word)).collect();
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let is_latin = first.exact.starts_with(|letter: char| letter.is_ascii_alphabetic());
            let has_name = run.iter().any(|word| is_name(text, word));
            let Some(text) = text.get(first.range.start..last.range.end) else { continue };
            let known = || stems.iter().filter_map(|stem| shared.get(stem));
            found.push(Together {
                text,
                weight: known().map(|word| word.weight).sum(),
                is_noun: first.exact.starts_with("ال") || has_name,
                is_likely: !is_latin && (stems.len() > 1 || known().all(|word| word.in_head)),
                stems,
            });
        }
    }
    found
}

/// Whether a word is a name in Latin letters: it has a capital inside a sentence.
fn is_name(text: &str, word: &Token) -> bool {
    let before = text.get(..word.range.start).unwrap_or_default().trim_end();
    let is_inside = before.ends_with(|c: char| c.is_alphanumeric() || c == ',' || c == '،');
    is_inside && text.get(word.range.clone()).is_some_and(|word| word.starts_with(char::is_uppercase))
}

fn is_one_space(text: &str, pair: &[&Token]) -> bool {
    let [one, other] = pair else { return false };
    text.get(one.range.end..other.range.start).is_some_and(|between| between.chars().all(char::is_whitespace))
}

/// Prefixes that join a word to the one before it, or make it a verb, and pronouns at its end. A stem that lacks the
/// letter of its word has lost such a letter.
const JOINED: [char; 8] = ['و', 'ف', 'ب', 'ك', 'ل', 'س', 'ي', 'ت'];
const PRONOUNS: [&str; 6] = ["هما", "ها", "هم", "هن", "نا", "كم"];

/// Whether a word can be shown without the words around it: it is not joined to another and refers to none.
fn is_bare(word: &Token) -> bool {
    let Some(stem) = word.stems.first() else { return false };
    let is_joined = JOINED.iter().any(|letter| word.exact.starts_with(*letter) && !stem.starts_with(*letter));
    let refers = PRONOUNS.iter().any(|pronoun| word.exact.ends_with(pronoun) && !stem.ends_with(pronoun));
    !is_joined && !refers
}

#[cfg(test)]
mod tests {
    use arabic::Language;

    use super::*;

    const NOW: i64 = 1_500_000_000_000_000;

    fn story(id: u64, headline: &str, body: &str) -> Story {
        let empty = Story::empty(id, Language::Arabic, NOW);
        Story { head: vec![headline.to_owned()], body: vec![body.to_owned()], ..empty }
    }

    fn index_of(stories: &[Story]) -> Index {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        writer.put(stories).unwrap();
        writer.commit("").unwrap();
        index.reload().unwrap();
        index
    }

    fn others() -> Vec<Story> {
        let texts = ["مجلس البلدية يبحث الموازنة", "منتخب السباحة يفوز بالكأس", "معرض للكتاب في المكتبة الوطنية"];
        (0..30).map(|n| story(100 + n, texts[n as usize % 3], "نص لا صلة له بما سواه")).collect()
    }

    #[test]
    fn the_story_about_the_same_comes_first_and_says_why() {
        let mut stories = others();
        stories.push(story(1, "السدود الشمالية تمتلئ", "ارتفع منسوب السدود في الشمال بعد أمطار غزيرة"));
        stories.push(story(2, "وزارة الري تراقب السدود الشمالية", "قالت الوزارة إن منسوب السدود مطمئن"));
        let index = index_of(&stories);
        let found = index.similar(&stories[30], 4, NOW).unwrap();
        assert_eq!(found.iter().map(|one| one.id).collect::<Vec<_>>(), [2]);
        assert_eq!(found[0].about, ["السدود الشمالية"]);
    }

    #[test]
    fn a_story_that_shares_nothing_is_not_related() {
        let mut stories = others();
        stories.push(story(1, "زلزال يهز الأرخبيل", "هزة قوية قرب الساحل"));
        assert_eq!(index_of(&stories).similar(&stories[30], 4, NOW).unwrap(), []);
    }

    #[test]
    fn topics_of_both_are_named_and_other_languages_left_out() {
        let mut stories = others();
        let under = |id, language| Story {
            topics: vec![7, id], language, ..story(id, "عنوان لا يشبه سواه", "متن")
        };
        stories.extend([under(1, Language::Arabic), under(2, Language::Arabic), under(3, Language::French)]);
        stories[31].head = vec!["كلام آخر تماما".to_owned()];
        let found = index_of(&stories).similar(&stories[30], 4, NOW).unwrap();
        assert_eq!(found.iter().map(|one| (one.id, one.topics.clone())).collect::<Vec<_>>(), [(2, vec![7])]);
    }

    fn french(id: u64, headline: &str, body: &str) -> Story {
        Story { language: Language::French, ..story(id, headline, body) }
    }

    #[test]
    fn the_common_words_of_a_language_tell_nothing_in_a_paper_in_another() {
        let mut stories: Vec<Story> = (0..400).map(|n| story(100 + n, "مجلس البلدية يبحث الموازنة", "نص")).collect();
        let body = "Cela dure depuis des jours dans la ville, et cela est sans fin pour tout le monde.";
        stories.extend(
            (0..19).map(|n| french(600 + n, &format!("Titre {}", ["un", "deux", "trois"][n as usize % 3]), body)),
        );
        stories.push(french(1, "Le grand barrage de Merinos se remplit", body));
        stories.push(french(2, "Hier à Merinos, le grand barrage attend", body));
        let index = index_of(&stories);
        let found = index.similar(&stories[419], 4, NOW).unwrap();
        assert_eq!(found.iter().map(|one| one.id).collect::<Vec<_>>(), [2], "{found:?}");
        assert_eq!(found[0].about, ["Merinos"], "a name, not «grand barrage»");
        assert_eq!(index.similar(&stories[400], 4, NOW).unwrap(), []);
    }

    #[test]
    fn a_few_stories_do_not_tell_which_words_are_rare() {
        let few: Vec<Story> =
            (1..15).map(|id| french(id, "Hier à Merinos, sans bruit", "Cela est sans fin.")).collect();
        assert_eq!(index_of(&few).similar(&few[0], 4, NOW).unwrap(), []);
    }

    #[test]
    fn a_reason_is_a_word_that_can_stand_alone() {
        let mut analyzer = Analyzer::new();
        let mut bare = |word: &str| is_bare(&analyzer.tokens(word, Language::Arabic)[0]);
        for alone in ["السدود", "لبنان", "وزارة", "بيان", "مياه", "FIFA"] {
            assert!(bare(alone), "{alone}");
        }
        for joined in ["والسدود", "للسدود", "بالمياه", "سدودها", "مياهنا"] {
            assert!(!bare(joined), "{joined}");
        }
    }

    #[test]
    fn a_story_of_which_nothing_is_known_has_no_related_ones() {
        let index = index_of(&[]);
        assert_eq!(index.similar(&story(1, "", ""), 4, NOW).unwrap(), []);
        assert_eq!(index.similar(&story(1, "كلمات جديدة كلها", "لم تكتب من قبل"), 4, NOW).unwrap(), []);
    }
}
