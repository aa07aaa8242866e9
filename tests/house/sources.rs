//! Finds which file of a crate imports which, without a compiler: paths that begin with `crate`, `super` or the name of
//! a child, outside comments, strings and tests. Paths are followed through `pub use` to the file that defines the
//! item.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The files of a crate by module path, `""` for the root, without comments, strings and tests.
pub struct Crate {
    files: BTreeMap<String, String>,
    /// What each module re-exports: a name, and the path for which it stands.
    passed_on: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

impl Crate {
    /// Reads every source file below `root`.
    pub fn read(root: &Path) -> Self {
        let mut files = Vec::new();
        gather(root, "", &mut files);
        Self::of(files)
    }

    /// A crate with these modules: their paths and texts.
    pub fn of(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let files: BTreeMap<_, _> = files.into_iter().map(|(name, text)| (name, code(&text))).collect();
        let mut passed_on: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
        for (module, text) in &files {
            for path in public_uses(text).iter().flat_map(|tree| leaves(tree)) {
                let name = path.last().cloned().unwrap_or_default();
                passed_on.entry(module.clone()).or_default().insert(name, path);
            }
        }
        Self { files, passed_on }
    }

    /// The paths of all modules that have a file.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The code of a module.
    pub fn code_of(&self, module: &str) -> &str {
        self.files.get(module).map_or("", String::as_str)
    }

    /// Every import from one file to another.
    pub fn imports(&self) -> impl Iterator<Item = (String, String)> {
        let mut found = BTreeSet::new();
        for (module, text) in &self.files {
            // What a folder re-exports is its interface, not a dependency.
            let text = without_public_uses(text);
            for tree in trees(&text) {
                for path in leaves(&tree) {
                    let to = self.place_of(module, &path, 0);
                    if to != *module {
                        found.insert((module.clone(), to));
                    }
                }
            }
            for child in self.files.keys().filter(|name| parent(name).as_deref() == Some(module)) {
                let own = format!("{}::", child.rsplit("::").next().unwrap_or(child));
                if starts(&text, &own).next().is_some() {
                    found.insert((module.clone(), child.clone()));
                }
            }
        }
        // The root only re-exports, so its own imports do not count.
        found.into_iter().filter(|(from, _)| !from.is_empty())
    }

    /// Files that import each other, directly or through others; each cycle is sorted.
    pub fn circles(&self) -> Vec<Vec<String>> {
        let mut next: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (from, to) in self.imports() {
            next.entry(from).or_default().push(to);
        }
        let reaches = |from: &str| {
            let (mut seen, mut open) = (BTreeSet::new(), vec![from.to_owned()]);
            while let Some(at) = open.pop() {
                for to in next.get(&at).into_iter().flatten() {
                    if seen.insert(to.clone()) {
                        open.push(to.clone());
                    }
                }
            }
            seen
        };
        let reached: BTreeMap<&str, BTreeSet<String>> = self.files().map(|file| (file, reaches(file))).collect();
        let mut circles: Vec<Vec<String>> = Vec::new();
        for (file, seen) in &reached {
            if seen.contains(*file) && !circles.iter().flatten().any(|known| known == file) {
                let back = |other: &&String| reached.get(other.as_str()).is_some_and(|back| back.contains(*file));
                circles.push(seen.iter().filter(back).cloned().collect());
            }
        }
        circles
    }

    /// The module whose file the path leads to, seen from `module`.
    fn place_of(&self, module: &str, path: &[String], depth: usize) -> String {
        let mut at = module.to_owned();
        for (index, part) in path.iter().enumerate() {
            let inside = if at.is_empty() { part.clone() } else { format!("{at}::{part}") };
            match part.as_str() {
                "crate" => at.clear(),
                "self" => {}
                "super" => at = parent(&at).unwrap_or_default(),
                _ if self.files.contains_key(&inside) => at = inside,
                _ => match self.passed_on.get(&at).and_then(|names| names.get(part)) {
                    Some(stands_for) if depth < 8 => {
                        let whole = [stands_for, &path[index + 1..]].concat();
                        return self.place_of(&at, &whole, depth + 1);
                    }
                    _ => return at,
                },
            }
        }
        at
    }
}

/// The first paragraph of the documentation of a file, on one line.
pub fn first_paragraph(file: &Path) -> String {
    let text = std::fs::read_to_string(file).unwrap();
    let lines = text.lines().take_while(|line| line.starts_with("//! "));
    lines.map(|line| line[4..].trim()).collect::<Vec<_>>().join(" ")
}

fn gather(folder: &Path, module: &str, into: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let inside = if module.is_empty() { stem.clone() } else { format!("{module}::{stem}") };
        if path.is_dir() {
            gather(&path, &inside, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let name = if ["mod", "lib", "main"].contains(&stem.as_str()) { module.to_owned() } else { inside };
            into.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

fn parent(module: &str) -> Option<String> {
    if module.is_empty() {
        return None;
    }
    Some(module.rsplit_once("::").map_or(String::new(), |(above, _)| above.to_owned()))
}

/// The text without comments, strings, characters and code that is compiled only for tests.
fn code(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(raw) = rest.strip_prefix("r#\"") {
            raw.find("\"#").map_or(rest.len(), |end| end + 5)
        } else if first == '"' {
            end_of_text(rest)
        } else if first == '\'' {
            end_of_character(rest)
        } else {
            0
        };
        if skipped == 0 {
            kept.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            kept.push(' ');
            rest = &rest[skipped..];
        }
    }
    // The tests of a file are at its end.
    let tests = kept.find("#[cfg(test)]\nmod ").or_else(|| kept.find("#[cfg(test)] mod "));
    kept.truncate(tests.unwrap_or(kept.len()));
    kept
}

fn end_of_text(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of a character in quotes; 0 for a lifetime.
fn end_of_character(rest: &str) -> usize {
    let mut after = rest.char_indices().skip(1);
    match after.next() {
        Some((_, '\\')) => rest[3..].find('\'').map_or(0, |end| end + 4),
        Some((_, _)) => after.next().filter(|(_, c)| *c == '\'').map_or(0, |(at, _)| at + 1),
        None => 0,
    }
}

/// The positions of `word`, except as the end of another word or a later part of a path.
fn starts<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(word).map(|(at, _)| at).filter(|at| {
        let before = text[..*at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':' || c == '$')
    })
}

/// Paths that begin with `crate` or `super`, with their braces.
fn trees(text: &str) -> Vec<String> {
    let begins = starts(text, "crate::").chain(starts(text, "super::"));
    begins.map(|at| text[at..at + end_of_tree(&text[at..])].to_owned()).collect()
}

/// The length of the path at the beginning of `text`.
fn end_of_tree(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' if depth > 0 || text[..at].ends_with("::") => depth += 1,
            '}' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ if depth > 0 || c.is_alphanumeric() || c == '_' || c == ':' => {}
            _ => return at,
        }
    }
    text.len()
}

/// The paths of a tree, each as its parts. `a::{self}` and `a as b` give `a`.
fn leaves(tree: &str) -> Vec<Vec<String>> {
    let (before, inside) = match tree.split_once('{') {
        Some((before, inside)) => (before, inside.trim_end().strip_suffix('}').unwrap_or(inside)),
        None => (tree, ""),
    };
    let parts = |path: &str| -> Vec<String> {
        let path = path.split(" as ").next().unwrap_or(path);
        path.split("::").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    if inside.is_empty() {
        return vec![parts(tree)];
    }
    let (mut found, mut depth, mut begin) = (Vec::new(), 0_usize, 0);
    let ends = inside.char_indices().chain([(inside.len(), ',')]);
    for (at, c) in ends {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                let one = inside[begin..at].trim();
                begin = at + 1;
                if !one.is_empty() {
                    found.extend(leaves(one).into_iter().map(|mut path| {
                        path.retain(|part| part != "self");
                        [parts(before), path].concat()
                    }));
                }
            }
            _ => {}
        }
    }
    found
}

/// The trees of `pub use`, `pub(crate) use` and `pub(super) use`.
fn public_uses(text: &str) -> Vec<String> {
    let found = text.split("use ").zip(text.split("use ").skip(1));
    let passes_on = |before: &str| {
        let before = before.trim_end();
        before.ends_with("pub") || before.ends_with("pub(crate)") || before.ends_with("pub(super)")
    };
    let trees = found.filter(|(before, _)| passes_on(before)).filter_map(|(_, after)| after.split(';').next());
    trees.map(str::to_owned).collect()
}

fn without_public_uses(text: &str) -> String {
    public_uses(text).iter().fold(text.to_owned(), |text, tree| text.replace(&format!("use {tree};"), ""))
}
