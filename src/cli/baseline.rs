//! A baseline: the flags that an old corpus is allowed to have, so that a check can be taken up
//! today and fail for what is new.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, ensure};
use serde::{Deserialize, Serialize};

use crate::flag::Flag;

/// The form of the file.
const VERSION: u32 = 1;

/// The flags that do not count, and how many of each.
///
/// A flag is known by the path it is in, its rule and its fingerprint, never by its line.
#[derive(Debug, Default)]
pub struct Baseline(BTreeMap<Key, usize>);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Key {
    path: String,
    rule: String,
    fingerprint: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    entries: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    #[serde(flatten)]
    key: Key,
    count: usize,
}

impl Baseline {
    /// Reads a baseline.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let shown = path.display();
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {shown}"))?;
        let file: File = serde_json::from_slice(&bytes)
            .with_context(|| format!("{shown} is not a baseline of mtflag"))?;
        ensure!(
            file.version == VERSION,
            "{shown} is a baseline of version {}; this mtflag reads version {VERSION}",
            file.version
        );
        let entries = file.entries.into_iter();
        Ok(Baseline(
            entries.map(|entry| (entry.key, entry.count)).collect(),
        ))
    }

    /// Writes a baseline, sorted, one entry a line, so that versions of it can be compared.
    pub fn write(&self, path: &Path) -> anyhow::Result<()> {
        let mut text = format!("{{\"version\":{VERSION},\"entries\":[");
        for (at, (key, &count)) in self.0.iter().enumerate() {
            text.push_str(if at == 0 { "\n" } else { ",\n" });
            let key = key.clone();
            text.push_str(&serde_json::to_string(&Entry { key, count })?);
        }
        text.push_str("\n]}\n");
        std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
    }

    /// Takes in a flag of the file at `path`.
    pub fn add(&mut self, path: &str, flag: &Flag) {
        *self.0.entry(key(path, flag)).or_default() += 1;
    }

    /// Whether the flag of the file at `path` is among them; each counts once.
    pub fn take(&mut self, path: &str, flag: &Flag) -> bool {
        match self.0.get_mut(&key(path, flag)) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        }
    }

    /// How many flags of the files at `paths` it still allows.
    pub fn left<'p>(&self, paths: impl IntoIterator<Item = &'p str>) -> usize {
        let of_path = |path: &str| {
            let path = normal(path);
            let from = Key {
                path: path.to_owned(),
                rule: String::new(),
                fingerprint: String::new(),
            };
            let entries = self.0.range(from..);
            let of_it = entries.take_while(move |(key, _)| key.path == path);
            of_it.map(|(_, count)| count).sum::<usize>()
        };
        paths.into_iter().map(of_path).sum()
    }

    /// How many flags it allows in all.
    pub fn len(&self) -> usize {
        self.0.values().sum()
    }
}

fn key(path: &str, flag: &Flag) -> Key {
    Key {
        path: normal(path).to_owned(),
        rule: flag.rule.to_string(),
        fingerprint: flag.fingerprint.0.clone(),
    }
}

/// `./a.md` is `a.md`.
fn normal(path: &str) -> &str {
    path.strip_prefix("./").unwrap_or(path)
}
