//! The theme: templates, styles and scripts. The default theme is compiled in. A folder can override single files.
//!
//! The folder is watched. If a template does not compile, the error is logged with file and line, and the last good
//! version stays in use. If it compiles but fails when rendering, the error is logged, and the version before it
//! renders the page.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use arabic::Language;
use arc_swap::ArcSwap;
use fluent_bundle::FluentValue;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, ValueKind};
use minijinja::{Environment, Output, State, UndefinedBehavior, Value};
use rust_embed::RustEmbed;

use crate::base::assets::{self, Asset};
use crate::base::fragments;
use crate::base::messages::Messages;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../themes/default"]
struct BuiltIn;

/// Maximum number of template instructions for one page. The front page of a full paper takes about 60,000.
const TEMPLATE_FUEL: u64 = 5_000_000;
/// How often a theme folder is checked for changes.
const WATCH_EVERY: Duration = Duration::from_millis(400);

/// A template that does not compile or cannot be read.
#[derive(Debug, Clone, thiserror::Error)]
#[error("theme file {file}{}: {reason}", .line.map(|line| format!(", line {line}")).unwrap_or_default())]
pub struct ThemeError {
    /// The file.
    pub file: String,
    /// The line, starting from 1, if known.
    pub line: Option<usize>,
    /// What is wrong.
    pub reason: String,
}

/// The theme in use.
pub struct Theme {
    folder: Option<PathBuf>,
    messages: Messages,
    current: ArcSwap<Loaded>,
    /// The version before `current`, used if `current` fails to render.
    before: ArcSwap<Loaded>,
}

struct Loaded {
    environments: HashMap<Language, Environment<'static>>,
    assets: HashMap<String, Asset>,
}

impl Theme {
    /// Opens the built-in theme, overridden by `folder`. If the folder has errors they are logged and the built-in
    /// theme is used. Fails only if the built-in theme itself is broken.
    pub fn open(folder: Option<&Path>, messages: &Messages) -> Result<Self, ThemeError> {
        let built_in = Arc::new(load(None, messages)?);
        let theme = Self {
            folder: folder.map(Path::to_owned),
            messages: messages.clone(),
            current: ArcSwap::new(built_in.clone()),
            before: ArcSwap::new(built_in),
        };
        if folder.is_some() {
            theme.reload();
        }
        Ok(theme)
    }

    /// The folder that overrides the built-in theme.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Reads the folder again. On an error the current version stays in use.
    pub fn reload(&self) {
        match load(self.folder.as_deref(), &self.messages) {
            Ok(loaded) => {
                self.before.store(self.current.swap(Arc::new(loaded)));
                tracing::info!(folder = ?self.folder, "theme loaded");
            }
            Err(error) => tracing::error!(%error, "the theme does not compile; the last good version stays in use"),
        }
    }

    /// Watches the folder and calls `changed` after each reload. Never returns, except at once if there is no folder.
    pub async fn watch(&self, changed: impl Fn()) {
        let Some(folder) = self.folder.clone() else { return };
        let mut seen = fingerprint(&folder);
        loop {
            tokio::time::sleep(WATCH_EVERY).await;
            let now = fingerprint(&folder);
            if now != seen {
                seen = now;
                self.reload();
                changed();
            }
        }
    }

    /// Renders a page. If the current version fails and there is a folder, logs the error with file and line and
    /// renders with the version before it.
    pub fn render(&self, language: Language, template: &str, context: &Value) -> Result<String, ThemeError> {
        match self.current.load().render(language, template, context) {
            Ok(page) => Ok(page),
            Err(error) if self.folder.is_some() => {
                tracing::error!(%error, "the theme failed to render a page; the version before it was used");
                self.before.load().render(language, template, context)
            }
            Err(error) => Err(error),
        }
    }

    /// A file of the theme by name.
    pub fn asset(&self, name: &str) -> Option<Asset> {
        self.current.load().assets.get(name).cloned()
    }
}

impl Loaded {
    fn render(&self, language: Language, template: &str, context: &Value) -> Result<String, ThemeError> {
        let environment = self.environments.get(&language).ok_or_else(|| ThemeError {
            file: template.to_owned(),
            line: None,
            reason: format!("no templates for {}", language.code()),
        })?;
        environment
            .get_template(template)
            .and_then(|t| t.render(context))
            .map_err(|error| theme_error(template, &error))
    }
}

fn load(folder: Option<&Path>, messages: &Messages) -> Result<Loaded, ThemeError> {
    let files = files(folder)?;
    let plain = |(name, bytes): (&String, &Vec<u8>)| {
        let file = name.rsplit('/').next().unwrap_or(name).to_owned();
        (!name.starts_with("templates/")).then(|| (file, bytes.clone()))
    };
    let assets = assets::prepare(files.iter().filter_map(plain).collect());
    let mut environments = HashMap::new();
    for language in [Language::Arabic, Language::French, Language::English] {
        environments.insert(language, environment(language, &files, &assets, messages)?);
    }
    Ok(Loaded { environments, assets })
}

/// The built-in files, overridden and extended by those of the folder.
fn files(folder: Option<&Path>) -> Result<BTreeMap<String, Vec<u8>>, ThemeError> {
    let mut files: BTreeMap<String, Vec<u8>> =
        BuiltIn::iter().filter_map(|name| Some((name.to_string(), BuiltIn::get(&name)?.data.into_owned()))).collect();
    for (name, path) in folder.map(listing).unwrap_or_default() {
        let bytes = std::fs::read(&path).map_err(|error| ThemeError {
            file: name.clone(),
            line: None,
            reason: error.to_string(),
        })?;
        files.insert(name, bytes);
    }
    Ok(files)
}

/// A template environment for one language with the templates in `files` and our functions and filters.
pub(crate) fn environment(
    language: Language,
    files: &BTreeMap<String, Vec<u8>>,
    assets: &HashMap<String, Asset>,
    messages: &Messages,
) -> Result<Environment<'static>, ThemeError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_fuel(Some(TEMPLATE_FUEL));
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        environment.set_syntax(syntax);
    }
    // A theme cannot switch escaping off: there is no filter `safe`, and `autoescape false` has no effect.
    environment.remove_filter("safe");
    environment.set_formatter(write_value);
    environment.add_global("site_lang", language.code());
    let words = messages.clone();
    environment.add_function("t", move |id: &str, args: Kwargs| -> Result<Value, minijinja::Error> {
        if args.args().next().is_none() {
            return Ok(Value::from(words.fixed(language, id)));
        }
        let mut filled: Vec<(&str, FluentValue<'_>)> = Vec::new();
        for name in args.args() {
            let value: Value = args.get(name)?;
            let value = match i64::try_from(value.clone()) {
                Ok(number) if value.kind() == ValueKind::Number => FluentValue::from(number),
                _ => FluentValue::from(value.to_string()),
            };
            filled.push((name, value));
        }
        Ok(Value::from(words.get(language, id, &filled)))
    });
    let digits = messages.clone();
    environment.add_filter("inline", move |text: &str| {
        Value::from_safe_string(story::render::inline_html(&arabic::digits::apply(text, digits.digits(language))))
    });
    // Escapes a text for formats that contain HTML. In XML it is escaped once more when written.
    environment.add_filter("as_html", |text: &str| {
        let mut html = String::with_capacity(text.len());
        // Writing to memory does not fail.
        let _ = write_escaped(&mut html, text);
        html
    });
    let paths: HashMap<String, String> =
        assets.iter().map(|(name, asset)| (name.clone(), asset.path.clone())).collect();
    static THEMES: AtomicU64 = AtomicU64::new(1);
    let theme = THEMES.fetch_add(1, Ordering::Relaxed);
    environment.add_function(
        "fragment",
        move |state: &State<'_, '_>, template: &str, thing: Value, parameters: Kwargs| {
            fragments::fragment(state, theme, template, &thing, &Value::from(parameters))
        },
    );
    environment.add_function("asset", move |name: &str| -> Result<String, minijinja::Error> {
        paths.get(name).cloned().ok_or_else(|| {
            minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, format!("the theme has no file {name}"))
        })
    });
    for (name, bytes) in files {
        let Some(template) = name.strip_prefix("templates/") else { continue };
        let source = String::from_utf8(bytes.clone()).map_err(|error| ThemeError {
            file: name.clone(),
            line: None,
            reason: error.to_string(),
        })?;
        environment.add_template_owned(template.to_owned(), source).map_err(|error| theme_error(template, &error))?;
    }
    Ok(environment)
}

/// Writes a value into a page. Escapes it unless our own code marked it as HTML. Writes nothing for undefined values.
fn write_value(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    if value.is_none() || value.is_undefined() {
        return Ok(());
    }
    let written = match value.as_str() {
        Some(text) if value.is_safe() => out.write_str(text),
        Some(text) => write_escaped(out, text),
        None if value.is_safe() || value.is_number() => write!(out, "{value}"),
        None => write_escaped(out, &value.to_string()),
    };
    written.map_err(|_| minijinja::Error::new(minijinja::ErrorKind::WriteFailure, "the page could not be written"))
}

fn write_escaped(out: &mut impl std::fmt::Write, text: &str) -> std::fmt::Result {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        out.write_str(&rest[..at])?;
        out.write_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        })?;
        rest = &rest[at + 1..];
    }
    out.write_str(rest)
}

/// Converts an error of the template engine, with its file and line.
pub(crate) fn theme_error(template: &str, error: &minijinja::Error) -> ThemeError {
    let mut cause = error;
    while let Some(inner) = std::error::Error::source(cause).and_then(|e| e.downcast_ref::<minijinja::Error>()) {
        cause = inner;
    }
    ThemeError {
        file: format!("templates/{}", cause.name().unwrap_or(template)),
        line: cause.line(),
        reason: cause.detail().map_or_else(|| cause.kind().to_string(), |detail| format!("{}: {detail}", cause.kind())),
    }
}

/// All files below the folder: relative name with slashes, and path.
fn listing(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Some(name) = path.strip_prefix(folder).ok().and_then(Path::to_str) {
                found.push((name.replace('\\', "/"), path.clone()));
            }
        }
    }
    found.sort();
    found
}

fn fingerprint(folder: &Path) -> Vec<(String, u64, Option<SystemTime>)> {
    listing(folder)
        .into_iter()
        .map(|(name, path)| {
            let meta = path.metadata().ok();
            (name, meta.as_ref().map_or(0, std::fs::Metadata::len), meta.and_then(|m| m.modified().ok()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use minijinja::context;

    fn folder_with(template: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("templates")).unwrap();
        std::fs::write(folder.path().join("templates/x.html"), template).unwrap();
        folder
    }

    fn rendered(template: &str) -> Result<String, ThemeError> {
        let folder = folder_with(template);
        let theme = Theme::open(Some(folder.path()), &Messages::new().unwrap()).unwrap();
        theme.render(Language::Arabic, "x.html", &context! { user => "<b>'\"&", none => Value::from(()) })
    }

    #[test]
    fn no_theme_can_let_user_text_through() {
        let escaped = "&lt;b&gt;&#39;&quot;&amp;";
        assert_eq!(rendered("{{ user }}").unwrap(), escaped);
        assert_eq!(rendered("{% autoescape false %}{{ user }}{% endautoescape %}").unwrap(), escaped);
        assert_eq!(rendered("<p>{{ none }}</p>").unwrap(), "<p></p>");
        assert!(rendered("{{ user|safe }}").is_err(), "there is no such filter");
    }

    #[test]
    fn a_broken_template_is_named_and_the_last_good_one_serves_on() {
        let folder = folder_with("first");
        let theme = Theme::open(Some(folder.path()), &Messages::new().unwrap()).unwrap();
        let page = || theme.render(Language::Arabic, "x.html", &context! {});
        let write = |template: &str| {
            std::fs::write(folder.path().join("templates/x.html"), template).unwrap();
            theme.reload();
        };
        assert_eq!(page().unwrap(), "first");
        write("second");
        assert_eq!(page().unwrap(), "second");
        let error = load(Some(folder_with("one\n{% if %}").path()), &Messages::new().unwrap()).err().unwrap();
        assert_eq!((error.file.as_str(), error.line), ("templates/x.html", Some(2)), "{error}");
        write("one\n{% if %}");
        assert_eq!(page().unwrap(), "second", "it does not compile");
        write("{{ nothing.at.all }}");
        assert_eq!(page().unwrap(), "second", "it compiles and fails at rendering");
        write("third");
        assert_eq!(page().unwrap(), "third");
    }
}
