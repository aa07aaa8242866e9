//! What limits the results, and the links that set or lift a limit.

use arabic::Language;
use newsroom::{Named, Timestamp, names};
use search::{FacetCounts, Filters, Ranked, Span};
use serde::Serialize;

use super::asked::{Asked, Narrowing, TypedDay};
use super::failed::Failed;
use crate::readers::pages::context::ReaderContext;

/// Values of a facet that are shown.
const VALUES: usize = 8;
/// A search that only counts.
const COUNT: Span = Span { order: Ranked::ByDate { newest_first: true, beyond: None }, limit: 0 };

/// A facet: how many stories each value has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facet {
    title: String,
    values: Vec<FacetValue>,
}

/// A value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    name: String,
    /// Language of the name, if it is not the page's.
    lang: Option<&'static str>,
    count: String,
    /// Narrowing the results to this value, or lifts this limit.
    href: String,
    is_set: bool,
}

/// A limit that is set, and the address that lifts it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chip {
    /// With a preposition: «في العالم».
    pub text: String,
    /// The value alone.
    pub name: String,
    /// Lifts the limit.
    pub href: String,
}

/// The two fields of the dates, and what is wrong with them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DateFields {
    from: String,
    until: String,
    from_problem: Option<String>,
    until_problem: Option<String>,
}

impl Narrowing {
    /// As the index understands them.
    pub fn filters(&self, context: &ReaderContext) -> Filters {
        let zone = context.frame.paper.zone;
        let start = |day| Timestamp::start_of_day(day, zone).0;
        Filters {
            sections: self.section.iter().map(|section| section.id.unsigned_abs()).collect(),
            topics: self.topic.iter().map(|topic| topic.id.unsigned_abs()).collect(),
            writers: self.writer.iter().map(|writer| writer.id.unsigned_abs()).collect(),
            years: self.year.iter().map(|year| u64::from(*year)).collect(),
            languages: self.language.into_iter().collect(),
            ids: Vec::new(),
            from: self.from.day().map(start),
            until: self.until.day().and_then(|day| day.succ_opt()).map(start),
        }
    }

    /// The limits that are set.
    pub fn chips(&self, context: &ReaderContext, asked: &Asked) -> Vec<Chip> {
        let (words, page) = (context.site.words(context.language), context.addresses.search());
        let chip = |text: String, name: String, without: Asked| Chip { text, name, href: without.address(&page) };
        let mut chips = Vec::new();
        if let Some(section) = &self.section {
            let name = section.name.get(context.language).to_owned();
            let text = words.named("search-in-section", "name", &name);
            chips.push(chip(text, name, asked.with(|asked| asked.section.clear())));
        }
        if let Some(topic) = &self.topic {
            chips.push(chip(topic.name.clone(), topic.name.clone(), asked.with(|asked| asked.topic.clear())));
        }
        if let Some(writer) = &self.writer {
            let text = words.named("search-by-writer", "name", &writer.name);
            chips.push(chip(text, writer.name.clone(), asked.with(|asked| asked.writer.clear())));
        }
        if let Some(year) = self.year {
            let name = context.dates().number(year);
            let text = words.named("search-in-year", "name", &name);
            chips.push(chip(text, name, asked.with(|asked| asked.year.clear())));
        }
        if let Some(language) = self.language {
            let name = language.own_name().to_owned();
            chips.push(chip(name.clone(), name, asked.with(|asked| asked.language.clear())));
        }
        for (day, message, without) in [
            (self.from, "search-since-day", asked.with(|asked| asked.from.clear())),
            (self.until, "search-until-day", asked.with(|asked| asked.until.clear())),
        ] {
            if let Some(day) = day.day() {
                let name = context.dates().day(day);
                chips.push(chip(words.named(message, "name", &name), name, without));
            }
        }
        chips
    }

    /// What was typed into the fields of the dates, and what is wrong with it.
    pub fn date_fields(&self, context: &ReaderContext, asked: &Asked) -> DateFields {
        let words = context.site.words(context.language);
        let problem = |day: TypedDay| match day {
            TypedDay::AfterMonth(last) => {
                let (month, day) = (context.dates().month(last), context.dates().number(chrono::Datelike::day(&last)));
                Some(words.filled("search-day-after-month", &[("month", &month), ("day", &day)]))
            }
            TypedDay::Unknown => Some(words.message("search-day-unknown")),
            TypedDay::BeforeFirst => Some(words.message("search-day-before-first")),
            TypedDay::None | TypedDay::Day(_) => None,
        };
        DateFields {
            from: asked.from.clone(),
            until: asked.until.clone(),
            from_problem: problem(self.from),
            until_problem: problem(self.until),
        }
    }

    /// The facets. Each counts the stories that match every limit but its own, so another value can be chosen.
    pub async fn facets(
        &self,
        context: &ReaderContext,
        asked: &Asked,
        words: &search::Query,
        counts: &FacetCounts,
    ) -> Result<Vec<Facet>, Failed> {
        let filters = self.filters(context);
        let counts_without = async |is_set: bool, lift: fn(&mut Filters)| -> Result<FacetCounts, Failed> {
            if !is_set {
                return Ok(counts.clone());
            }
            let mut filters = filters.clone();
            lift(&mut filters);
            let index = context.site.story_index();
            Ok(index.search(context.site.newsroom(), words, &filters, COUNT).await?.facets)
        };
        let (page, say) = (context.addresses.search(), context.site.words(context.language));
        let number = |count: u64| context.dates().number(count);
        let facet =
            |title: String, set: Option<&str>, parameter: fn(&mut Asked) -> &mut String, values: Vec<Counted>| {
                let value = |value: Counted| {
                    let is_set = set == Some(&value.key);
                    let key = if is_set { String::new() } else { value.key };
                    let href = asked.with(|asked| *parameter(asked) = key).address(&page);
                    FacetValue { name: value.name, lang: value.lang, count: number(value.count), href, is_set }
                };
                Facet { title, values: values.into_iter().map(value).collect() }
            };

        let sections = counts_without(self.section.is_some(), |filters| filters.sections.clear()).await?.sections;
        let sections = sections.iter().filter_map(|(id, count)| {
            let section = context.frame.section(id.cast_signed())?;
            Some(Counted::new(&section.slug, section.name.get(context.language), *count))
        });
        let topics = counts_without(self.topic.is_some(), |filters| filters.topics.clear()).await?.topics;
        let topics = named(context, &topics, self.topic.as_ref()).await?;
        let years = counts_without(self.year.is_some(), |filters| filters.years.clear()).await?.years;
        let mut years: Vec<(u64, u64)> = years.into_iter().take(VALUES).collect();
        years.sort_unstable_by_key(|(year, _)| std::cmp::Reverse(*year));
        let years = years.iter().map(|(year, count)| Counted::new(&year.to_string(), &number(*year), *count));
        let writers = counts_without(self.writer.is_some(), |filters| filters.writers.clear()).await?.writers;
        let writers = named(context, &writers, self.writer.as_ref()).await?;
        let languages = counts_without(self.language.is_some(), |filters| filters.languages.clear()).await?.languages;
        let languages = languages.iter().filter_map(|(place, count)| {
            let language = *Language::ALL.get(usize::try_from(*place).ok()?)?;
            let lang = (language != context.language).then(|| language.code());
            Some(Counted { lang, ..Counted::new(language.code(), language.own_name(), *count) })
        });

        let set_year = self.year.map(|year| year.to_string());
        let mut facets = vec![
            facet(
                say.message("search-sections"),
                self.section.as_ref().map(|section| section.slug.as_str()),
                |asked| &mut asked.section,
                sections.take(VALUES).collect(),
            ),
            facet(
                say.message("search-topics"),
                self.topic.as_ref().map(|topic| topic.slug.as_str()),
                |asked| &mut asked.topic,
                topics,
            ),
            facet(say.message("search-years"), set_year.as_deref(), |asked| &mut asked.year, years.collect()),
            facet(
                say.message("search-writers"),
                self.writer.as_ref().map(|writer| writer.slug.as_str()),
                |asked| &mut asked.writer,
                writers,
            ),
            facet(
                say.message("languages"),
                self.language.map(Language::code),
                |asked| &mut asked.language,
                languages.collect(),
            ),
        ];
        // A facet with one value that every result has tells nothing.
        facets.retain(|facet| facet.values.len() > 1 || facet.values.iter().any(|value| value.is_set));
        Ok(facets)
    }
}

/// A value of a facet before it has an address.
struct Counted {
    /// As in an address.
    key: String,
    name: String,
    lang: Option<&'static str>,
    count: u64,
}

impl Counted {
    fn new(key: &str, name: &str, count: u64) -> Self {
        Self { key: key.to_owned(), name: name.to_owned(), lang: None, count }
    }
}

/// The first names among `counts`, with their counts; the one that is set in any case.
async fn named<T: Named>(
    context: &ReaderContext,
    counts: &[(u64, u64)],
    set: Option<&T>,
) -> Result<Vec<Counted>, Failed> {
    let shown = |at: usize, id: u64| at < VALUES || set.is_some_and(|set| set.id().unsigned_abs() == id);
    let counts: Vec<(i64, u64)> = counts
        .iter()
        .enumerate()
        .filter(|(at, (id, _))| shown(*at, *id))
        .map(|(_, (id, count))| (id.cast_signed(), *count))
        .collect();
    let ids: Vec<i64> = counts.iter().map(|(id, _)| *id).collect();
    let names: Vec<T> = names::by_ids(&context.source, &ids).await?;
    Ok(counts
        .into_iter()
        .filter_map(|(id, count)| {
            let naming = names.iter().find(|name| name.id() == id)?.naming();
            Some(Counted::new(naming.slug, naming.name, count))
        })
        .collect())
}
