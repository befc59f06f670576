//! A file of settings as it is written: its entries, each with its line, not what they mean.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::setting::Shape;
use super::unknown;
use crate::cli::patterns::Patterns;
use crate::cli::terms;

/// A file of settings.
#[derive(Debug)]
pub struct ConfigFile {
    /// Where it stands.
    pub path: PathBuf,
    /// Its settings of articles.
    pub articles: Vec<Entry>,
    /// Its settings of articles at some paths, in its order.
    pub sections: Vec<Section>,
    /// Its settings of the service.
    pub serve: Vec<Entry>,
    /// The folder that its patterns start from.
    base: PathBuf,
}

/// Settings of the articles at some paths.
#[derive(Debug)]
pub struct Section {
    /// As it is written: `[paths."ar/**"]`.
    pub title: String,
    /// Which paths they are.
    pub paths: Patterns,
    /// What holds for them.
    pub entries: Vec<Entry>,
}

/// A key, its value and their line.
#[derive(Debug)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// The line of the key, from 1.
    pub line: usize,
    value: Value,
}

/// A value, as far as settings can be written so.
#[derive(Debug)]
enum Value {
    One(String),
    Many(Vec<String>),
    /// Keys with their lines and values.
    Pairs(Vec<(usize, String, String)>),
    /// Something else, called so.
    Other(&'static str),
}

/// What a value says: the entries of a list or the one thing that it is, and their line.
pub type Written = (usize, Vec<String>);

/// The table of the service.
const SERVE: &str = "serve";

/// The table of sections by path.
const PATHS: &str = "paths";

impl ConfigFile {
    /// Reads the file at `path`; its patterns start from its folder.
    ///
    /// # Errors
    /// It cannot be read, is no TOML, or a key or table of it is not known; told with the line.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let folder = path.parent().unwrap_or(Path::new(""));
        Self::read_for(path, folder.to_owned())
    }

    /// Reads the file at `path`; its patterns start from `base`.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn read_for(path: &Path, base: PathBuf) -> anyhow::Result<Self> {
        let shown = shown(path);
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {shown}"))?;
        let table = DeTable::parse(&text).with_context(|| shown.clone())?;
        let mut file = ConfigFile {
            path: path.to_owned(),
            articles: Vec::new(),
            sections: Vec::new(),
            serve: Vec::new(),
            base,
        };
        for entry in entries(table.get_ref(), &text) {
            let (key, line) = (entry.key.as_str(), entry.line);
            let value = table.get_ref()[key].get_ref();
            let no_table = || format!("{shown}:{line}: `{key}` is no table");
            match key {
                SERVE => file.serve = entries(value.as_table().with_context(no_table)?, &text),
                PATHS => {
                    let sections = value.as_table().with_context(no_table)?;
                    file.sections = file.sections(sections, &text)?;
                }
                _ if terms::keys().any(|known| known == key) => file.articles.push(entry),
                _ => {
                    let kind = if value.is_table() { "table" } else { "setting" };
                    let known = terms::keys().chain([SERVE, PATHS]);
                    bail!("{shown}:{line}: {}", unknown(kind, key, known));
                }
            }
        }
        Ok(file)
    }

    fn sections(&self, table: &DeTable<'_>, text: &str) -> anyhow::Result<Vec<Section>> {
        let mut sections: Vec<_> = table.iter().collect();
        sections.sort_by_key(|(glob, _)| glob.span().start);
        let section = |(glob, value): (&Spanned<DeString<'_>>, &Spanned<DeValue<'_>>)| {
            let line = line_of(text, glob.span().start);
            let glob: &str = glob.get_ref();
            let title = format!("[{PATHS}.{}]", toml::Value::from(glob));
            let place = || format!("{}:{line}: {title}", self.shown());
            let paths = Patterns::new(&self.base, [glob]).with_context(place)?;
            let table = value.get_ref().as_table();
            let table = table.with_context(|| format!("{} is no table", place()))?;
            Ok(Section {
                entries: entries(table, text),
                title,
                paths,
            })
        };
        sections.into_iter().map(section).collect()
    }

    /// The folder that paths of files in it start from.
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// The folder that patterns in it start from.
    pub fn base(&self) -> &Path {
        &self.base
    }

    /// Its name for people: from the working directory, where it is below that.
    pub fn shown(&self) -> String {
        shown(&self.path)
    }
}

impl Entry {
    /// What the value says, as it would stand on the command line; paths of files start from
    /// `folder`.
    ///
    /// # Errors
    /// What it is instead, when settings of that shape are not written so.
    pub fn written(&self, shape: Shape, folder: &Path) -> Result<Vec<Written>, &'static str> {
        let is_path = matches!(shape, Shape::Path | Shape::Paths);
        let place = |text: &str| match is_path && !text.is_empty() {
            true => folder.join(text).display().to_string(),
            false => text.to_owned(),
        };
        match &self.value {
            Value::One(text) => {
                let entries = shape.entries(text).map(place);
                Ok(vec![(self.line, entries.collect())])
            }
            Value::Many(_) if !shape.is_many() => Err("array"),
            Value::Many(entries) => {
                let entries = entries.iter().map(|entry| place(entry));
                Ok(vec![(self.line, entries.collect())])
            }
            Value::Pairs(pairs) if shape == Shape::Pairs => {
                let pairs = pairs.iter();
                let pair =
                    |(line, key, value): &(usize, _, _)| (*line, vec![format!("{key}={value}")]);
                Ok(pairs.map(pair).collect())
            }
            Value::Pairs(_) => Err("table"),
            Value::Other(what) => Err(what),
        }
    }
}

/// The entries of `table`, in the order of `text`.
fn entries(table: &DeTable<'_>, text: &str) -> Vec<Entry> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    let entry = |(key, value): (&Spanned<DeString<'_>>, &Spanned<DeValue<'_>>)| Entry {
        key: key.get_ref().to_string(),
        line: line_of(text, key.span().start),
        value: Value::of(value.get_ref(), text),
    };
    entries.into_iter().map(entry).collect()
}

impl Value {
    fn of(value: &DeValue<'_>, text: &str) -> Self {
        let whole = match value {
            DeValue::Array(entries) => {
                let entries = entries.iter().map(|entry| scalar(entry.get_ref()));
                entries.collect::<Option<_>>().map(Value::Many)
            }
            DeValue::Table(table) => {
                let pairs = table.iter().map(|(key, value)| {
                    let line = line_of(text, key.span().start);
                    Some((line, key.get_ref().to_string(), scalar(value.get_ref())?))
                });
                pairs.collect::<Option<_>>().map(Value::Pairs)
            }
            value => scalar(value).map(Value::One),
        };
        whole.unwrap_or(Value::Other(value.type_str()))
    }
}

fn scalar(value: &DeValue<'_>) -> Option<String> {
    Some(match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(on) => on.to_string(),
        DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => return None,
    })
}

fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// The name of the file at `path` for people: from the working directory, where it is below that.
pub fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(here).unwrap_or(path);
    path.display().to_string()
}
