//! Texts of the interface in three languages, from Fluent files. `build.rs` fails the build if one is missing.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use arabic::Language;
use arabic::date::Digits;
use arabic::plural::category;
use arc_swap::ArcSwap;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use newsroom::StoryLine;

/// The Fluent files of readers' pages and of the desk: every `{code}.ftl` and `{room}-{code}.ftl` in `web/messages`.
const SOURCES: [(&str, &[&str]); 3] = include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// A named value for a message.
pub type Arg<'a> = (&'a str, FluentValue<'a>);

/// The argument that holds the plural category of `n`. Fluent's own rules for Arabic are wrong for numbers above 100
/// (103 is «few» again), so messages use the rules of the crate `arabic`.
const PLURAL: &str = "n_plural";

/// Messages by language and digits, then by id.
type Fixed = HashMap<(Language, Digits), HashMap<String, Arc<str>>>;

/// The messages of all languages. Cheap to clone.
#[derive(Clone)]
pub struct Messages {
    bundles: Arc<HashMap<Language, FluentBundle<FluentResource>>>,
    eastern: Arc<AtomicBool>,
    /// Cached messages without values, formatted once for each set of digits.
    fixed: Arc<ArcSwap<Fixed>>,
}

impl Messages {
    /// Parses the bundled files. The error names the language and the position.
    pub fn new() -> Result<Self, String> {
        let mut bundles = HashMap::new();
        for (code, sources) in SOURCES {
            let language: Language = code.parse().map_err(|_| format!("messages in an unknown language {code}"))?;
            let tag = language.code().parse().map_err(|error| format!("{}: {error}", language.code()))?;
            let mut bundle = FluentBundle::new_concurrent(vec![tag]);
            // Templates isolate bidirectional text with elements, so Fluent must not add invisible characters.
            bundle.set_use_isolating(false);
            for &source in sources {
                let source = match language {
                    Language::Arabic => source.replace("{ $n ->", &format!("{{ ${PLURAL} ->")),
                    Language::French | Language::English => source.to_owned(),
                };
                let resource = FluentResource::try_new(source)
                    .map_err(|(_, errors)| format!("messages in {}: {errors:?}", language.code()))?;
                bundle
                    .add_resource(resource)
                    .map_err(|errors| format!("messages in {}: {errors:?}", language.code()))?;
            }
            bundles.insert(language, bundle);
        }
        Ok(Self { bundles: Arc::new(bundles), eastern: Arc::default(), fixed: Arc::default() })
    }

    /// Sets the digits of Arabic pages. Called whenever the paper's settings are read.
    pub fn set_digits(&self, digits: Digits) {
        self.eastern.store(digits == Digits::Eastern, Ordering::Relaxed);
    }

    /// The digits of pages in `language`.
    pub fn digits(&self, language: Language) -> Digits {
        let eastern = language == Language::Arabic && self.eastern.load(Ordering::Relaxed);
        if eastern { Digits::Eastern } else { Digits::Western }
    }

    /// Every message whose id begins with `prefix`, for a script: the ids without the prefix, and the texts. Scripts
    /// replace `%n` in them with a value.
    pub fn under(&self, language: Language, prefix: &str) -> BTreeMap<String, String> {
        let sources = SOURCES.iter().filter(|(code, _)| *code == language.code()).flat_map(|(_, sources)| *sources);
        let ids = sources.flat_map(|source| source.lines()).filter_map(|line| line.split_once(" = ").map(|(id, _)| id));
        ids.filter_map(|id| Some((id.strip_prefix(prefix)?.to_owned(), self.get(language, id, &[])))).collect()
    }

    /// The message with this id, filled with `args`. For an unknown id, returns the id in angle marks; the build makes
    /// sure that templates and code do not use one.
    pub fn get(&self, language: Language, id: &str, args: &[Arg<'_>]) -> String {
        let Some(bundle) = self.bundles.get(&language) else { return format!("‹{id}›") };
        let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else {
            return format!("‹{id}›");
        };
        let mut args: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, value.clone())).collect();
        if language == Language::Arabic
            && let Some(FluentValue::Number(n)) = args.get("n")
        {
            let category = category(n.value.abs() as u64, language);
            args.set(PLURAL, category.word());
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::error!(id, language = language.code(), ?errors, "a message could not be formatted");
        }
        arabic::digits::apply(&text, self.digits(language))
    }

    /// The message with this id, which must take no values. It is cached.
    pub fn fixed(&self, language: Language, id: &str) -> Arc<str> {
        let set = (language, self.digits(language));
        if let Some(words) = self.fixed.load().get(&set).and_then(|words| words.get(id)) {
            return words.clone();
        }
        let words: Arc<str> = self.get(language, id, &[]).into();
        self.fixed.rcu(|known| {
            let mut known = Fixed::clone(known);
            known.entry(set).or_default().insert(id.to_owned(), words.clone());
            known
        });
        words
    }

    /// The messages in one language.
    pub fn in_language(&self, language: Language) -> Words {
        Words { messages: self.clone(), language }
    }
}

/// The messages in one language.
#[derive(Clone)]
pub struct Words {
    messages: Messages,
    language: Language,
}

impl Words {
    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The message with this id, which takes no values.
    pub fn message(&self, id: &str) -> String {
        self.messages.fixed(self.language, id).to_string()
    }

    /// Every message whose id begins with `prefix`, for a script ([`Messages::under`]), and the ten digits under
    /// `digits`.
    pub fn under(&self, prefix: &str) -> BTreeMap<String, String> {
        let mut words = self.messages.under(self.language, prefix);
        words.insert("digits".to_owned(), arabic::digits::apply("0123456789", self.messages.digits(self.language)));
        words
    }

    /// A number in this language's digits.
    pub fn number(&self, n: usize) -> String {
        arabic::digits::apply(&n.to_string(), self.messages.digits(self.language))
    }

    /// The message with this id for the number `n`.
    pub fn counted(&self, id: &str, n: i64) -> String {
        self.messages.get(self.language, id, &[("n", n.into())])
    }

    /// The message with this id, filled with `values`.
    pub fn filled(&self, id: &str, values: &[(&str, &str)]) -> String {
        let values: Vec<Arg<'_>> = values.iter().map(|(name, value)| (*name, (*value).into())).collect();
        self.messages.get(self.language, id, &values)
    }

    /// The message with this id, filled with one value.
    pub fn named(&self, id: &str, key: &str, value: &str) -> String {
        self.messages.get(self.language, id, &[(key, value.into())])
    }
}

/// The id of the message that names a story's line.
pub fn line_label(line: StoryLine) -> String {
    format!("field-{}", line.word().replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_counts_in_six_forms() {
        let messages = Messages::new().unwrap();
        let count = |n: i64| messages.get(Language::Arabic, "reads", &[("n", n.into())]);
        for (n, words) in [
            (0, "لا قراءات بعد"),
            (1, "قراءة واحدة"),
            (2, "قراءتان"),
            (3, "3 قراءات"),
            (10, "10 قراءات"),
            (11, "11 قراءة"),
            (99, "99 قراءة"),
            (100, "100 قراءة"),
            (103, "103 قراءات"),
            (110, "110 قراءات"),
            (120, "120 قراءة"),
            (2268, "2268 قراءة"),
            (2304, "2304 قراءات"),
        ] {
            assert_eq!(count(n), words);
        }
        messages.set_digits(Digits::Eastern);
        assert_eq!(count(2268), "٢٢٦٨ قراءة");
        assert_eq!(messages.get(Language::French, "reads", &[("n", 2268.into())]), "2268 lectures");
    }
    #[test]
    fn every_line_of_a_story_has_a_name() {
        let messages = Messages::new().unwrap();
        for language in Language::ALL {
            for line in StoryLine::ALL {
                let label = line_label(*line);
                let name = messages.get(language, &label, &[]);
                assert!(!name.is_empty() && !name.contains(&label), "{language:?} {name}");
            }
        }
    }
}
