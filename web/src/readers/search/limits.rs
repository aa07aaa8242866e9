//! What limits the results, and the links that set or lift a limit.

use arabic::Language;
use newsroom::{Named, Timestamp, Topic, Writer, names};
use search::{FacetCounts, Filters, Query as Words, Ranked, Span};
use serde::Serialize;

use super::asked::{Asked, Limits, TypedDay};
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
    /// Limits the results to this value, or lifts this limit.
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

impl Limits {
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
            let name = own_name(language).to_owned();
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
        words: &Words,
        counts: &FacetCounts,
    ) -> Result<Vec<Facet>, Failed> {
        let filters = self.filters(context);
        let count = async |without: Filters| {
            let index = context.site.story_index();
            Ok::<_, Failed>(index.search(context.site.newsroom(), words, &without, COUNT).await?.facets)
        };
        let page = context.addresses.search();
        let say = context.site.words(context.language);
        let number = |count: u64| context.dates().number(count);
        let value = |name: &str, lang, count: u64, is_set: bool, set: Asked, lifted: Asked| FacetValue {
            name: name.to_owned(),
            lang,
            count: number(count),
            href: if is_set { lifted.address(&page) } else { set.address(&page) },
            is_set,
        };
        let mut facets = Vec::new();

        let sections = match &self.section {
            Some(_) => count(Filters { sections: Vec::new(), ..filters.clone() }).await?.sections,
            None => counts.sections.clone(),
        };
        let values = sections.iter().filter_map(|(id, count)| {
            let section = context.frame.section(id.cast_signed())?;
            let is_set = self.section.as_ref().is_some_and(|set| set.id == section.id);
            let set = asked.with(|asked| asked.section.clone_from(&section.slug));
            let lifted = asked.with(|asked| asked.section.clear());
            Some(value(section.name.get(context.language), None, *count, is_set, set, lifted))
        });
        facets.push(Facet { title: say.message("search-sections"), values: values.take(VALUES).collect() });

        let topics = match &self.topic {
            Some(_) => count(Filters { topics: Vec::new(), ..filters.clone() }).await?.topics,
            None => counts.topics.clone(),
        };
        let values = named::<Topic>(context, &topics, self.topic.as_ref()).await?.into_iter().map(|(topic, count)| {
            let is_set = self.topic.as_ref().is_some_and(|set| set.id == topic.id);
            let set = asked.with(|asked| asked.topic.clone_from(&topic.slug));
            value(&topic.name, None, count, is_set, set, asked.with(|asked| asked.topic.clear()))
        });
        facets.push(Facet { title: say.message("search-topics"), values: values.collect() });

        let years = match self.year {
            Some(_) => count(Filters { years: Vec::new(), ..filters.clone() }).await?.years,
            None => counts.years.clone(),
        };
        let mut years: Vec<(u64, u64)> = years.into_iter().take(VALUES).collect();
        years.sort_unstable_by_key(|(year, _)| std::cmp::Reverse(*year));
        let values = years.iter().map(|(year, count)| {
            let is_set = self.year.is_some_and(|set| u64::from(set) == *year);
            let set = asked.with(|asked| asked.year = year.to_string());
            value(&number(*year), None, *count, is_set, set, asked.with(|asked| asked.year.clear()))
        });
        facets.push(Facet { title: say.message("search-years"), values: values.collect() });

        let writers = match &self.writer {
            Some(_) => count(Filters { writers: Vec::new(), ..filters.clone() }).await?.writers,
            None => counts.writers.clone(),
        };
        let values =
            named::<Writer>(context, &writers, self.writer.as_ref()).await?.into_iter().map(|(writer, count)| {
                let is_set = self.writer.as_ref().is_some_and(|set| set.id == writer.id);
                let set = asked.with(|asked| asked.writer.clone_from(&writer.slug));
                value(&writer.name, None, count, is_set, set, asked.with(|asked| asked.writer.clear()))
            });
        facets.push(Facet { title: say.message("search-writers"), values: values.collect() });

        let languages = match self.language {
            Some(_) => count(Filters { languages: Vec::new(), ..filters.clone() }).await?.languages,
            None => counts.languages.clone(),
        };
        let values = languages.iter().filter_map(|(place, count)| {
            let language = *Language::ALL.get(usize::try_from(*place).ok()?)?;
            let is_set = self.language == Some(language);
            let lang = (language != context.language).then(|| language.code());
            let set = asked.with(|asked| language.code().clone_into(&mut asked.language));
            let lifted = asked.with(|asked| asked.language.clear());
            Some(value(own_name(language), lang, *count, is_set, set, lifted))
        });
        facets.push(Facet { title: say.message("languages"), values: values.collect() });

        // A facet with one value that every result has tells nothing.
        facets.retain(|facet| facet.values.len() > 1 || facet.values.iter().any(|value| value.is_set));
        Ok(facets)
    }
}

/// The first names among `counts`, with their counts; the one that is set in any case.
async fn named<T: Named>(
    context: &ReaderContext,
    counts: &[(u64, u64)],
    set: Option<&T>,
) -> Result<Vec<(T, u64)>, Failed> {
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
        .filter_map(|(id, count)| Some((names.iter().find(|name| name.id() == id)?.clone(), count)))
        .collect())
}

/// A language's own name.
pub fn own_name(language: Language) -> &'static str {
    match language {
        Language::Arabic => "العربية",
        Language::French => "Français",
        Language::English => "English",
    }
}
