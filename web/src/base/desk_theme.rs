//! The theme of the desk: templates, styles and scripts, compiled in. It cannot be changed. The tools are therefore the
//! same in every newsroom, and no theme can disguise one form as another.

use std::collections::{BTreeMap, HashMap};

use arabic::Language;
use minijinja::{Environment, Value};
use rust_embed::RustEmbed;

use crate::base::assets::{self, Asset};
use crate::base::messages::Messages;
use crate::base::theme::{self, ThemeError};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../desk"]
#[exclude = "editor/*"]
struct Files;

/// The fonts and the icon of the default theme, which the desk uses too.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../themes/default"]
#[include = "fonts/*.woff2"]
#[include = "icon.svg"]
struct ReaderFonts;

/// Templates and files of the desk.
pub struct DeskTheme {
    environments: HashMap<Language, Environment<'static>>,
    assets: HashMap<String, Asset>,
}

impl DeskTheme {
    /// Loads everything. An error means that this build is broken.
    pub fn new(messages: &Messages) -> Result<Self, ThemeError> {
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for name in Files::iter() {
            files.extend(Files::get(&name).map(|file| (name.to_string(), file.data.into_owned())));
        }
        let plain = |(name, bytes): (&String, &Vec<u8>)| {
            let file = name.rsplit('/').next().unwrap_or(name).to_owned();
            (!name.starts_with("templates/")).then(|| (file, bytes.clone()))
        };
        let mut others: Vec<(String, Vec<u8>)> = files.iter().filter_map(plain).collect();
        for name in ReaderFonts::iter() {
            let file = name.rsplit('/').next().unwrap_or(&name).to_owned();
            others.extend(ReaderFonts::get(&name).map(|font| (file, font.data.into_owned())));
        }
        let assets = assets::prepare(others);
        let mut environments = HashMap::new();
        for language in Language::ALL {
            environments.insert(language, theme::environment(language, &files, &assets, messages)?);
        }
        Ok(Self { environments, assets })
    }

    /// Renders a page of the desk.
    pub fn render(&self, language: Language, template: &str, context: &Value) -> Result<String, ThemeError> {
        let broken = |error: &minijinja::Error| theme::theme_error(template, error);
        let environment = self.environments.get(&language).ok_or_else(|| ThemeError {
            file: template.to_owned(),
            line: None,
            reason: format!("no templates for {}", language.code()),
        })?;
        environment.get_template(template).and_then(|page| page.render(context)).map_err(|error| broken(&error))
    }

    /// A file of the desk by name.
    pub fn asset(&self, name: &str) -> Option<Asset> {
        self.assets.get(name).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_desk_is_dressed() {
        let dress = DeskTheme::new(&Messages::new().unwrap()).unwrap();
        assert!(dress.asset("desk.css").is_some() && dress.asset("passkeys.js").is_some());
        let sheet = Files::get("styles/desk.css").unwrap().data;
        let sheet = String::from_utf8_lossy(&sheet);
        for physical in ["margin-left", "margin-right", "padding-left", "padding-right", "text-align: left", "float:"] {
            assert!(!sheet.contains(physical), "{physical}: logical properties only");
        }
    }

    #[test]
    fn no_template_has_a_script_or_a_style_in_it() {
        for name in Files::iter().filter(|name| name.starts_with("templates/")) {
            let text = String::from_utf8(Files::get(&name).unwrap().data.into_owned()).unwrap();
            assert!(!text.contains(" style=") && !text.contains("<style"), "{name}");
            assert!(!text.contains(" onclick") && !text.contains(" onsubmit"), "{name}");
            for script in text.split("<script").skip(1) {
                assert!(script.starts_with(" type=\"module\" src="), "{name}");
            }
            // Every form contains its token, or is marked as one for people who are not signed in.
            if let Some((_, own)) = text.split("{% macro token(").nth(1).and_then(|own| own.split_once("%}")) {
                assert!(own.starts_with("<input type=\"hidden\" name=\"token\" value=\"{{ desk.token }}\">"), "{name}");
            }
            for form in text.split("<form").skip(1).filter(|form| form.contains("method=\"post\"")) {
                let form = form.split("</form>").next().unwrap_or_default();
                let written = ["name=\"token\"", "{{ token(", "data-open"].iter().any(|mark| form.contains(mark));
                assert!(written, "{name}: a form without a token");
            }
        }
    }
}
