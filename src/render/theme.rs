//! Templates, styles and static files: the built-in theme, and what a project puts over it file by file.
//!
//! The only home of Tera. In: the project's theme files. Out: a [`Theme`] that turns a view into a page.

use super::{charter, words};
use crate::diag::{Diagnostic, Report, nearest, theme};
use crate::memory::{Mark, mark};
use crate::model::config::{Config, Fonts};
use crate::source::{Place, SourceText};
use fault::{At, Fault};
use rust_embed::RustEmbed;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

#[derive(RustEmbed)]
#[folder = "themes/encre/"]
struct Encre;

/// A text file of the project's theme.
#[derive(Debug, Clone)]
pub struct ThemeFile {
    /// Path within the theme's folder: `templates/day.html`, `style.css`, `theme.toml`.
    pub name: String,
    /// Its path in the sources, and its text.
    pub source: SourceText,
}

/// A file of the site that is not a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Path in the site.
    pub path: String,
    pub content: AssetContent,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AssetContent {
    Bytes(Cow<'static, [u8]>),
    /// To be copied from that path of the sources.
    Source(String),
}

/// A theme, ready to render.
#[derive(Clone)]
pub struct Theme {
    pub(super) tera: Tera,
    /// Texts of the overriding templates, by name, to quote in diagnostics.
    overrides: BTreeMap<String, SourceText>,
    assets: Vec<Asset>,
    /// Style sheets of every page, from the site's root, in order.
    pub(super) styles: Vec<String>,
    mark: Mark,
}

/// What `theme.toml` may say.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[allow(dead_code, reason = "a name is for people")]
    name: Option<String>,
    #[serde(default)]
    style: StyleMode,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum StyleMode {
    /// The project's `style.css` is read after the theme's own.
    #[default]
    Append,
    /// It stands in its place.
    Replace,
}

impl Theme {
    /// The theme of a project.
    ///
    /// `texts` are the templates, `style.css` and `theme.toml` of `themes/<name>/`; `files` its other files, each with
    /// its name within the folder and its path in the sources, published under `assets/`. Adds `theme.template` for
    /// an override that cannot be read: the built-in template stands in for it.
    pub fn new(
        texts: &[ThemeFile],
        files: &[(String, String)],
        config: &Config,
        report: &mut Report,
    ) -> Theme {
        let settings = settings(texts, report);
        let mut theme = Theme {
            tera: engine(config),
            overrides: BTreeMap::new(),
            assets: Vec::new(),
            styles: Vec::new(),
            mark: mark(&texts),
        };
        theme.add_templates(texts, report);
        theme.add_assets(texts, files, config, &settings, report);
        if config.base_url.is_none() {
            report.add(theme::no_base_url(), None);
        }
        theme
    }

    fn add_templates(&mut self, texts: &[ThemeFile], report: &mut Report) {
        let built_in: Vec<(String, String)> = Encre::iter()
            .filter_map(|path| {
                let name = path.strip_prefix("templates/")?.to_owned();
                let text = Encre::get(&path)?.data;
                Some((name, String::from_utf8_lossy(&text).into_owned()))
            })
            .collect();
        let names: BTreeSet<&str> = built_in.iter().map(|(name, _)| name.as_str()).collect();
        for file in texts {
            if let Some(name) = file.name.strip_prefix("templates/") {
                self.overrides.insert(name.to_owned(), file.source.clone());
            }
        }
        for (name, source) in &self.overrides {
            // A part that another override includes or extends is there for a reason.
            let quoted = format!("\"{name}\"");
            let used = self
                .overrides
                .values()
                .any(|other| other.text.contains(&quoted));
            if !names.contains(name.as_str()) && !used {
                let near = nearest(name, names.iter().copied())
                    .map_or_else(String::new, |near| format!(" ({near} ?)"));
                report.add(
                    theme::unknown_template(name, near),
                    Place::file(source.path.clone()),
                );
            }
        }
        // One bad template must not hide the next: it is set aside, and the rest is read again.
        loop {
            let all = built_in
                .iter()
                .filter(|(name, _)| !self.overrides.contains_key(name))
                .map(|(name, text)| (name.as_str(), text.as_str()))
                .chain(
                    self.overrides
                        .iter()
                        .map(|(name, source)| (name.as_str(), source.text.as_str())),
                );
            let Err(error) = self.tera.add_raw_templates(all) else {
                return;
            };
            let faults = fault::faults(&error);
            let culprits: BTreeSet<String> = faults
                .iter()
                .filter_map(|fault| fault.template.clone())
                .filter(|name| self.overrides.contains_key(name))
                .collect();
            for fault in faults {
                let said = self.diagnostic(fault, None);
                report.add(said.problem, said.place);
            }
            if culprits.is_empty() {
                // Nobody is named: the first one goes, the next turn tells whether it was that one.
                match self.overrides.keys().next().cloned() {
                    Some(name) => self.overrides.remove(&name),
                    // The built-in templates alone: a test reads them.
                    None => return,
                };
            }
            self.overrides.retain(|name, _| !culprits.contains(name));
        }
    }

    fn add_assets(
        &mut self,
        texts: &[ThemeFile],
        files: &[(String, String)],
        config: &Config,
        settings: &Settings,
        report: &mut Report,
    ) {
        let own_style = texts.iter().find(|file| file.name == "style.css");
        let replaced = own_style.is_some() && settings.style == StyleMode::Replace;
        let mut assets: BTreeMap<String, AssetContent> = BTreeMap::new();
        for path in Encre::iter() {
            let Some(name) = path.strip_prefix("static/") else {
                continue;
            };
            let is_font = name.starts_with("fonts/") || name == "fonts.css";
            let unwanted = name.ends_with(".py")
                || (is_font && config.fonts == Fonts::System)
                || (name == "style.css" && replaced);
            if !unwanted && let Some(file) = Encre::get(&path) {
                assets.insert(format!("assets/{name}"), AssetContent::Bytes(file.data));
            }
        }
        if config.fonts == Fonts::Bundled {
            self.styles.push("assets/fonts.css".into());
        }
        if !replaced {
            self.styles.push("assets/style.css".into());
        }
        if let Some(css) = charter::style(config, report) {
            let bytes = AssetContent::Bytes(css.into_bytes().into());
            assets.insert("assets/charter.css".into(), bytes);
            self.styles.push("assets/charter.css".into());
        }
        if let Some(style) = own_style {
            let bytes = AssetContent::Bytes(style.source.text.clone().into_bytes().into());
            assets.insert("assets/theme.css".into(), bytes);
            self.styles.push("assets/theme.css".into());
        }
        for (name, source) in files {
            let name = name.strip_prefix("static/").unwrap_or(name);
            assets.insert(
                format!("assets/{name}"),
                AssetContent::Source(source.clone()),
            );
        }
        if let Some(logo) = &config.logo {
            assets.insert(
                format!("assets/{}", super::view::file_name(logo)),
                AssetContent::Source(logo.clone()),
            );
        }
        self.assets = assets
            .into_iter()
            .map(|(path, content)| Asset { path, content })
            .collect();
    }

    /// The mark of the templates and styles that the project puts over the built-in ones.
    pub fn mark(&self) -> Mark {
        self.mark
    }

    /// The files that go with the pages, sorted by path.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// Renders a view. `trusted` are strings of HTML that this program made: they are not escaped again.
    ///
    /// # Errors
    /// What the template says or asks for and cannot have, at its place.
    pub(super) fn render<View: Serialize>(
        &self,
        template: &str,
        view: &View,
        trusted: &[(&'static str, &str)],
        size: usize,
    ) -> Result<Vec<u8>, Diagnostic> {
        #[cfg(test)]
        seen::record(template, view);
        let mut out = Vec::with_capacity(size + 8 * 1024);
        self.render_into(template, view, trusted, &mut out)
            .map_err(|error| {
                let fault = fault::faults(&error).swap_remove(0);
                self.diagnostic(fault, Some(template))
            })?;
        Ok(out)
    }

    fn render_into<View: Serialize>(
        &self,
        template: &str,
        view: &View,
        trusted: &[(&'static str, &str)],
        out: &mut Vec<u8>,
    ) -> TeraResult<()> {
        let mut context = Context::from_serialize(view)?;
        for (name, html) in trusted {
            context.insert_value(*name, Value::safe_string(html));
        }
        self.tera.render_to(template, &context, out)
    }

    /// What Tera says, at its place in the project's file. `template` is the one that was rendered.
    fn diagnostic(&self, fault: Fault, template: Option<&str>) -> Diagnostic {
        let name = fault.template.as_deref().or(template);
        let place = name.map(|name| match self.overrides.get(name) {
            Some(source) => place(source, &fault.at),
            None => Place::file(format!("themes/encre/templates/{name}")),
        });
        Diagnostic {
            problem: theme::template(fault.what),
            place,
        }
    }
}

/// A place in a template. Without an end, it is the word that starts there.
fn place(source: &SourceText, at: &At) -> Place {
    let (line, column, end) = match at {
        At::Columns(line, columns) => (*line, *columns.start(), Some(*columns.end() + 1)),
        At::Start(line, column) => (*line, *column, None),
        At::Words(words) => match source.text.find(words.as_str()) {
            Some(start) => {
                return source.place(crate::source::Span::new(start, start + words.len()));
            }
            None => return Place::file(source.path.clone()),
        },
        At::Unknown => return Place::file(source.path.clone()),
    };
    let excerpt = source.text.lines().nth(line.saturating_sub(1));
    let excerpt = excerpt.unwrap_or_default();
    let length = excerpt.chars().count();
    let column = column.clamp(1, length + 1);
    let word = excerpt.chars().skip(column - 1);
    let word = word.take_while(|letter| letter.is_alphanumeric() || *letter == '_');
    let end = end.unwrap_or(column + word.count().max(1));
    Place {
        file: source.path.clone(),
        line: line.max(1),
        column,
        end: end.clamp(column, length + 1),
        excerpt: excerpt.to_owned(),
        skipped: 0,
    }
}

fn settings(texts: &[ThemeFile], report: &mut Report) -> Settings {
    let Some(file) = texts.iter().find(|file| file.name == "theme.toml") else {
        return Settings::default();
    };
    match toml::from_str(&file.source.text) {
        Ok(settings) => settings,
        Err(error) => {
            let place = error.span().map_or_else(
                || Place::file(file.source.path.clone()),
                |span| {
                    file.source
                        .place(crate::source::Span::new(span.start, span.end))
                },
            );
            report.add(theme::setting(error.message()), place);
            Settings::default()
        }
    }
}

/// Tera with our filters and functions, which must be there before any template.
fn engine(config: &Config) -> Tera {
    let mut tera = Tera::default();
    // Attributes of the theme are in double quotes: an apostrophe stays one, French has many.
    tera.set_escape_fn(|text, out| {
        let mut escaped = String::with_capacity(text.len() + 16);
        super::escape::push_plain(&mut escaped, text);
        out.write_all(escaped.as_bytes())
    });
    let language = config.language;
    tera.register_filter("number", move |value: u64, _: Kwargs, _: &State| {
        words::number(language, value)
    });
    tera.register_function(
        "drawing",
        |arguments: Kwargs, _: &State| -> TeraResult<Value> {
            let seed: String = arguments.must_get("seed")?;
            Ok(Value::safe_string(&super::cover::drawing(&seed)))
        },
    );
    tera.register_function(
        "icon",
        |arguments: Kwargs, _: &State| -> TeraResult<Value> {
            let name: String = arguments.must_get("name")?;
            Ok(Value::safe_string(super::body::icon(&name)))
        },
    );
    tera
}

/// What templates were given while a test ran: the documentation must name it.
#[cfg(test)]
pub(super) mod seen {
    use serde::Serialize;
    use serde_json::Value;
    use std::cell::RefCell;
    use std::collections::BTreeSet;

    thread_local! {
        static KEYS: RefCell<BTreeSet<(String, String)>> = const { RefCell::new(BTreeSet::new()) };
    }

    pub fn record<View: Serialize>(template: &str, view: &View) {
        let value = serde_json::to_value(view).unwrap();
        KEYS.with_borrow_mut(|keys| gather(template, &value, keys));
    }

    fn gather(template: &str, value: &Value, keys: &mut BTreeSet<(String, String)>) {
        match value {
            Value::Object(map) => {
                for (key, inner) in map {
                    keys.insert((template.to_owned(), key.clone()));
                    gather(template, inner, keys);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| gather(template, item, keys)),
            _ => {}
        }
    }

    /// Template and key.
    pub fn keys() -> BTreeSet<(String, String)> {
        KEYS.with_borrow(Clone::clone)
    }
}

mod fault;
#[cfg(test)]
mod tests;
