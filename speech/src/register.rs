//! The people and bodies of one story: full names for short ones, speakers for titles, left-out subjects and documents.

use crate::head::{self, Head};
use crate::lexicon::sense;
use crate::mention::{self, Mention};
use crate::para::Para;
use crate::shape;

/// Consonants of a family name, at least, before different spellings of it are one name.
const SKELETON_MIN: usize = 3;
/// People and bodies of a story that are remembered. A story has a few; what pretends to have thousands is not read by
/// comparing each with each.
const REMEMBERED_MAX: usize = 200;

/// A person with a name.
#[derive(Debug)]
struct Person {
    name: String,
    words: Vec<String>,
    titles: Vec<Title>,
}

/// A title, a body, or people without a name.
#[derive(Debug, Clone)]
struct Title {
    /// The words without article and what is written together with them.
    cores: Vec<String>,
    written: String,
}

/// A speaker, found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Speaker {
    pub name: String,
    pub title: Option<String>,
    pub is_person: bool,
    pub is_female: bool,
}

/// All that a story calls by name.
#[derive(Debug, Default)]
pub(crate) struct Register {
    people: Vec<Person>,
    bodies: Vec<Title>,
    others: Vec<Title>,
}

impl Register {
    /// Reads all mentions with a title, and all bodies.
    pub fn new(paras: &[Para]) -> Self {
        let mut register = Self::default();
        for para in paras {
            for at in 0..para.len() {
                let entry = para.entry(at);
                if entry.is(sense::TITLE | sense::HONORIFIC)
                    && let Some(found) = mention::read(para, at, para.len(), false)
                    && found.name.is_some()
                {
                    // «المحامي ياسين الودغيري»: what is only said before a name is a title, too.
                    let honorific = found.name.map(|(from, _)| (at, from)).filter(|_| entry.is(sense::TITLE));
                    register.learn(para, &Mention { title: found.title.or(honorific), ..found });
                }
                if entry.is(sense::BODY)
                    && let Some(found) = mention::read(para, at, para.len(), true)
                    && found.head == Head::Body
                {
                    let body = title(para, (at, found.end));
                    if register.bodies.len() < REMEMBERED_MAX
                        && !register.bodies.iter().any(|known| known.cores == body.cores)
                    {
                        register.bodies.push(body);
                    }
                }
            }
        }
        register
    }

    /// Takes a mention with a name into the register.
    pub fn learn(&mut self, para: &Para, found: &Mention) {
        let Some((from, end)) = found.name else { return };
        let words = words(para, from, end);
        let title = found.title.filter(|(from, end)| from < end).map(|units| title(para, units));
        let known = self.find_person(&words);
        let at = match known {
            Some(at) => {
                if words.len() > self.people[at].words.len() {
                    (self.people[at].words, self.people[at].name) = (words, shown(para, from, end));
                }
                at
            }
            None if self.people.len() >= REMEMBERED_MAX => return,
            None => {
                self.people.push(Person { name: shown(para, from, end), words, titles: Vec::new() });
                self.people.len() - 1
            }
        };
        if let Some(title) = title
            && !self.people[at].titles.iter().any(|known| known.cores == title.cores)
        {
            self.people[at].titles.push(title);
        }
    }

    /// The person with a name, in full or in part, newest first.
    fn find_person(&self, name: &[String]) -> Option<usize> {
        let exact = self.people.iter().rposition(|person| is_same_name(&person.words, name));
        exact.or_else(|| self.people.iter().rposition(|person| is_same_sound(&person.words, name)))
    }

    /// Whether a name belongs to somebody in the story.
    pub fn knows(&self, para: &Para, (from, end): (usize, usize)) -> bool {
        self.find_person(&words(para, from, end)).is_some()
    }

    /// Whether a word is the last of somebody's name.
    pub fn has_family(&self, para: &Para, at: usize) -> bool {
        self.people
            .iter()
            .any(|person| person.words.len() > 1 && person.words.last().is_some_and(|last| last == para.key(at)))
    }

    /// Whom a mention means. `last` is who spoke before it. `None` if it is no speaker.
    pub fn resolve(&mut self, para: &Para, found: &Mention, last: Option<&Speaker>) -> Option<Speaker> {
        match found.head {
            Head::Person | Head::Name | Head::Generic if found.name.is_some() => self.named(para, found),
            Head::Person => self.titled(para, found, last),
            Head::Body => Some(self.body(para, found)),
            Head::Document => Some(document(para, found, last)),
            Head::Generic | Head::Outlet => Some(self.other(para, found, last)),
            Head::Name => None,
        }
    }

    fn named(&mut self, para: &Para, found: &Mention) -> Option<Speaker> {
        let (from, end) = found.name?;
        let words = words(para, from, end);
        // «المدير الفني»: what looked like a family name belongs to the title.
        if let (Some((title, _)), true) = (
            found.title.filter(|(title, _)| *title < from),
            end == from + 1 && para.is_definite(from) && self.find_person(&words).is_none(),
        ) {
            let whole = Mention { title: Some((title, end)), name: None, head: Head::Person, ..*found };
            return self.titled(para, &whole, None);
        }
        let female = is_female(para, found);
        let known = self.find_person(&words);
        if known.is_none()
            && let Some(body) = self.body_of_name(&words)
        {
            return Some(body);
        }
        if known.is_none() && found.head == Head::Name && !is_plausible(para, from, end) {
            return None;
        }
        self.learn(para, found);
        let person = self.people.get(known.or_else(|| self.find_person(&words))?)?;
        let own = found.title.map(|units| title(para, units).written);
        Some(Speaker {
            name: person.name.clone(),
            title: own.or_else(|| person.titles.first().map(|title| title.written.clone())),
            is_person: true,
            is_female: female
                || person
                    .titles
                    .first()
                    .is_some_and(|title| title.cores.first().is_some_and(|core| core.ends_with('ه'))),
        })
    }

    /// «الصحة: …» for the ministry of health.
    fn body_of_name(&self, name: &[String]) -> Option<Speaker> {
        let [word] = name else { return None };
        let body = self.ministry(word.strip_prefix("ال")?)?;
        Some(Speaker { name: body.written.clone(), title: None, is_person: false, is_female: true })
    }

    /// Whether the story has a ministry of this: «صحة».
    pub fn has_ministry(&self, core: &str) -> bool {
        self.ministry(core).is_some()
    }

    fn ministry(&self, core: &str) -> Option<&Title> {
        let is_ministry =
            |body: &&Title| body.cores.len() >= 2 && body.cores.first().is_some_and(|head| head == "وزاره");
        self.bodies.iter().filter(is_ministry).find(|body| body.cores.iter().any(|known| known == core))
    }

    /// A title without a name: «الوزير الروسي», «رئيس الهيئة».
    fn titled(&mut self, para: &Para, found: &Mention, last: Option<&Speaker>) -> Option<Speaker> {
        let units = found.title?;
        let own = title(para, units);
        let female = is_female(para, found);
        if let Some(person) = self.person_with(&own) {
            let title = person.titles.first().map(|title| title.written.clone());
            return Some(Speaker {
                name: person.name.clone(),
                title: title.or(Some(own.written)),
                is_person: true,
                is_female: female,
            });
        }
        // «تقول صاحبة "باب البحر"»: she who spoke before.
        let by_work = head::is_maker(para.core(units.0)) && para.is_quote(units.1 - 1);
        if let Some(last) = last.filter(|last| by_work && last.is_person && last.is_female == female) {
            return Some(last.clone());
        }
        // «السفير النيوزيلندي», «المتحدث»: somebody who has been named otherwise.
        let head = own.cores.first().map_or("", String::as_str);
        let unique = matches!(
            head,
            "رءيس" | "ملك" | "امير" | "سلطان" | "بابا" | "قاءد" | "زعيم" | "مدعي" | "متهم" | "شيخ"
        );
        let bare = para.is_definite(units.0) && own.cores.len() <= 2 && !unique && para.preposition(units.0).is_none();
        if let Some(last) = last.filter(|last| bare && last.is_person && last.is_female == female) {
            return Some(Speaker { title: Some(own.written), ..last.clone() });
        }
        // «مبعوث أممي يدعو …» in a headline is the one envoy of the text.
        if para.index == crate::model::HEADLINE && !para.is_definite(units.0) {
            let mut with_head = self
                .people
                .iter()
                .filter(|person| person.titles.iter().any(|title| same_head(&own.cores, &title.cores)));
            if let (Some(person), None) = (with_head.next(), with_head.next()) {
                return Some(Speaker {
                    name: person.name.clone(),
                    title: person.titles.first().map(|title| title.written.clone()),
                    is_person: true,
                    is_female: female,
                });
            }
        }
        let known = self.others.iter().find(|other| is_part(&own.cores, &other.cores)).cloned();
        if known.is_none() && self.others.len() < REMEMBERED_MAX {
            self.others.push(own.clone());
        }
        let name = known.map_or(own.written, |known| known.written);
        Some(Speaker { title: Some(name.clone()), name, is_person: true, is_female: female })
    }

    fn person_with(&self, own: &Title) -> Option<&Person> {
        // «الوزير السويدي»
        let by_name = own.cores.iter().skip(1).rev().find_map(|core| {
            self.people.iter().rfind(|person| {
                person.words.len() > 1
                    && person.words.last().is_some_and(|last| last.strip_prefix("ال").unwrap_or(last) == core)
            })
        });
        // «رئيس نقابة محطات الوقود», who is «رئيس النقابة، بشير الصغير» later.
        let in_short = || {
            let longer = |title: &Title| {
                let extra = own.cores.iter().skip(2).any(|core| shape::is_nisba_word(core));
                title.cores.len() >= 2
                    && !extra
                    && is_part(&title.cores, &own.cores)
                    && same_head(&own.cores, &title.cores)
            };
            let mut people = self.people.iter().filter(|person| person.titles.iter().any(longer));
            people.next().filter(|_| people.next().is_none())
        };
        let by_title = by_name.or_else(|| {
            self.people.iter().rfind(|person| {
                person
                    .titles
                    .iter()
                    .any(|title| is_part(&own.cores, &title.cores) && same_head(&own.cores, &title.cores))
            })
        });
        by_title.or_else(in_short)
    }

    fn body(&mut self, para: &Para, found: &Mention) -> Speaker {
        let own = title(para, (found.from, found.end));
        let longer = self.bodies.iter().rev().filter(|body| {
            (same_head(&own.cores, &body.cores) || para.is_quote(found.from)) && is_part(&own.cores, &body.cores)
        });
        // «السكك الحديدية» is the «الشركة الوطنية للسكك الحديدية» of the text.
        let inside = || {
            let mut inside = self.bodies.iter().filter(|body| own.cores.len() >= 2 && is_part(&own.cores, &body.cores));
            inside.next().filter(|_| inside.next().is_none())
        };
        let name = longer.max_by_key(|body| body.cores.len()).or_else(inside);
        let name = name.map_or(own.written.clone(), |body| body.written.clone());
        Speaker { name, title: None, is_person: false, is_female: is_female(para, found) }
    }

    /// «مصدر أمني», then «المصدر ذاته».
    fn other(&mut self, para: &Para, found: &Mention, last: Option<&Speaker>) -> Speaker {
        let own = title(para, (found.from, found.end));
        let definite = para.is_definite(found.from);
        let known = self.others.iter().rev().find(|other| definite && same_head(&own.cores, &other.cores)).cloned();
        // «المصدر نفسه» is the last speaker, whoever it was.
        let same = definite && own.cores.first().is_some_and(|core| core == "مصدر") && own.cores.len() == 1;
        if let Some(last) = last.filter(|_| same && known.is_none()) {
            return last.clone();
        }
        if known.is_none() && self.others.len() < REMEMBERED_MAX {
            self.others.push(own.clone());
        }
        let name = known.map_or(own.written, |known| known.written);
        Speaker { name: nominative(&name), title: None, is_person: false, is_female: is_female(para, found) }
    }
}

/// «مسؤولا» as the subject after «لكن» is «مسؤول».
fn nominative(name: &str) -> String {
    let accusative = !name.contains(' ') && name.chars().count() >= 5 && !name.starts_with("ال");
    let stem = name.strip_suffix("ا").or_else(|| name.strip_suffix("اً")).or_else(|| name.strip_suffix("ًا"));
    stem.filter(|_| accusative).unwrap_or(name).to_owned()
}

/// «البيان» speaks for the body that spoke before it.
fn document(para: &Para, found: &Mention, last: Option<&Speaker>) -> Speaker {
    let announces = matches!(para.core(found.from), "بيان" | "بلاغ" | "نشريه" | "برقيه" | "تعميم");
    match last.filter(|_| announces && para.is_definite(found.from)) {
        Some(last) => last.clone(),
        None => Speaker {
            name: shown(para, found.from, found.end),
            title: None,
            is_person: false,
            is_female: is_female(para, found),
        },
    }
}

fn is_female(para: &Para, found: &Mention) -> bool {
    let head = found.title.map_or(found.from, |(from, _)| from);
    para.core(head).ends_with('ه')
}

/// Whether a name that the story does not explain is a name: two words, or one that looks like a family name.
fn is_plausible(para: &Para, from: usize, end: usize) -> bool {
    let plural = para.core(from).ends_with("ات") && para.is_definite(from);
    end - from >= 2 && !para.is_definite(from)
        || !para.is_definite(from) && para.word(from).len() >= 6
        || para.is_definite(from)
            && !plural
            && para.core(from).ends_with(['ي', 'ن', 'ش', 'ف', 'ح', 'د'])
            && para.core(from).len() >= 8
}

/// The keys of the words of units.
fn words(para: &Para, from: usize, end: usize) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut joined = false;
    for at in from..end {
        let key = if at == from { para.word(at) } else { para.key(at) };
        match words.last_mut().filter(|_| joined) {
            Some(last) => last.push_str(key),
            None if key.is_empty() => continue,
            None => words.push(key.to_owned()),
        }
        // «عبد العاطي» and «عبدالعاطي» are one name.
        joined = key == "عبد";
    }
    words
}

fn title(para: &Para, (from, end): (usize, usize)) -> Title {
    let mut cores = Vec::new();
    if let Some((first, last)) = para.tokens(from, end) {
        for at in first..last {
            let core = para.text.core(at);
            if !core.is_empty()
                && !matches!(
                    core,
                    "ل" | "في"
                        | "من"
                        | "ذات"
                        | "نفس"
                        | "ذاته"
                        | "نفسه"
                        | "ذاتها"
                        | "نفسها"
                        | "باسم"
                        | "سيد"
                        | "سيده"
                        | "دكتور"
                        | "د"
                        | "استاذ"
                )
            {
                cores.push(core.to_owned());
            }
        }
    }
    Title { cores, written: shown(para, from, end) }
}

/// The text of units without what is written together with the first word: «للاتحاد» is «الاتحاد».
pub(crate) fn shown(para: &Para, from: usize, end: usize) -> String {
    let mut rest = para.written(from, end);
    if para.is_joined(from) {
        rest = without_letter(rest, &['و', 'ف']);
    }
    match para.preposition(from) {
        // «للاتحاد»: the article has lost its alef.
        Some('ل') if para.is_definite(from) => format!("ال{}", without_letter(without_letter(rest, &['ل']), &['ل'])),
        Some(letter) => without_letter(rest, &[letter]).to_owned(),
        None => rest.to_owned(),
    }
}

/// A text without its first letter and the marks on it, if the letter is one of these.
fn without_letter<'t>(text: &'t str, letters: &[char]) -> &'t str {
    text.strip_prefix(letters).map_or(text, |rest| rest.trim_start_matches(arabic::normalize::is_dropped))
}

/// Whether one name is the other or a part of it that ends with the family name.
fn is_same_name(full: &[String], name: &[String]) -> bool {
    let (long, short) = if full.len() >= name.len() { (full, name) } else { (name, full) };
    if short.is_empty() {
        return false;
    }
    let ends = long.ends_with(short)
        || long.last().zip(short.last()).is_some_and(|(a, b)| bare(a) == bare(b)) && short.len() == 1;
    // «فان در ليندن» in «ياب فان در ليندن», «كمال» in «كمال الدريدي» if nothing else is said.
    ends || short.len() >= 2 && long.windows(short.len()).any(|part| part == short)
        || short.len() == 1 && long.len() == 2 && long.first() == short.first()
}

fn bare(word: &str) -> &str {
    word.strip_prefix("ال").filter(|rest| rest.len() >= 6).unwrap_or(word)
}

/// Whether two names differ only in vowels and in letters that transliterations confuse: «نتنياهو» and «نتانياهو».
fn is_same_sound(full: &[String], name: &[String]) -> bool {
    let (Some(a), Some(b)) = (full.last(), name.last()) else { return false };
    let (a, b) = (skeleton(a), skeleton(b));
    a.chars().count() >= SKELETON_MIN
        && a == b
        && (name.len() == 1
            || full.len() == 1
            || full.first().zip(name.first()).is_some_and(|(a, b)| skeleton(a) == skeleton(b)))
}

fn skeleton(word: &str) -> String {
    let letter = |c: char| match c {
        'ا' | 'و' | 'ي' | 'ء' | 'ه' => None,
        'غ' | 'ج' | 'ق' => Some('ك'),
        'ط' => Some('ت'),
        'ص' | 'ز' | 'ث' => Some('س'),
        'ض' | 'ذ' => Some('د'),
        c => Some(c),
    };
    bare(word).chars().filter_map(letter).collect()
}

fn same_head(a: &[String], b: &[String]) -> bool {
    a.first().zip(b.first()).is_some_and(|(a, b)| a.trim_end_matches('ه') == b.trim_end_matches('ه'))
}

/// Whether all words of one title are in the other.
fn is_part(short: &[String], long: &[String]) -> bool {
    !short.is_empty()
        && short.iter().all(|core| long.iter().any(|known| known.trim_end_matches('ه') == core.trim_end_matches('ه')))
}
