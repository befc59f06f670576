//! A baseline: the flags that an old corpus is allowed to have, so that a check can be taken up
//! today and fail for what is new.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, ensure};
use serde::{Deserialize, Serialize};

use super::config::shown;
use crate::flag::Flag;

/// The form of the file.
const VERSION: u32 = 1;

/// The flags that do not count, and how many of each.
///
/// A flag is known by the path it is in, its rule and its fingerprint, never by its line. Paths start
/// from the folder of the file, so that it is all the same where a check is started.
#[derive(Debug)]
pub struct Baseline {
    entries: BTreeMap<Key, usize>,
    folder: PathBuf,
}

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
    /// One that allows nothing, for the file at `path`.
    pub fn new(path: &Path) -> Self {
        Baseline {
            entries: BTreeMap::new(),
            folder: whole(path.parent().unwrap_or(Path::new(""))),
        }
    }

    /// Reads a baseline.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let shown = shown(path);
        let bytes = std::fs::read(path).with_context(|| match path.exists() {
            true => format!("cannot read {shown}"),
            false => format!("cannot read {shown}, which --write-baseline {shown} makes"),
        })?;
        let file: File = serde_json::from_slice(&bytes)
            .with_context(|| format!("{shown} is not a baseline of mtflag"))?;
        ensure!(
            file.version == VERSION,
            "{shown} is a baseline of version {}; this mtflag reads version {VERSION}",
            file.version
        );
        let entries = file.entries.into_iter();
        Ok(Baseline {
            entries: entries.map(|entry| (entry.key, entry.count)).collect(),
            ..Baseline::new(path)
        })
    }

    /// Writes a baseline, sorted, one entry a line, so that versions of it can be compared.
    pub fn write(&self, path: &Path) -> anyhow::Result<()> {
        let mut text = format!("{{\"version\":{VERSION},\"entries\":[");
        for (at, (key, &count)) in self.entries.iter().enumerate() {
            text.push_str(if at == 0 { "\n" } else { ",\n" });
            let key = key.clone();
            text.push_str(&serde_json::to_string(&Entry { key, count })?);
        }
        text.push_str("\n]}\n");
        std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
    }

    /// The file at `path` as it is known here.
    pub fn place(&self, path: &Path) -> String {
        let folder = path.parent().unwrap_or(Path::new(""));
        let path = whole(folder).join(path.file_name().unwrap_or_default());
        let (up, down) = (self.folder.components(), path.components());
        let shared = up.clone().zip(down.clone()).take_while(|(a, b)| a == b);
        let shared = shared.count();
        let up = up.skip(shared).map(|_| Component::ParentDir);
        let place: PathBuf = up.chain(down.skip(shared)).collect();
        place.to_string_lossy().into_owned()
    }

    /// Takes in a flag of the file at `place`.
    pub fn add(&mut self, place: &str, flag: &Flag) {
        *self.entries.entry(key(place, flag)).or_default() += 1;
    }

    /// Whether the flag of the file at `place` is among them; each counts once.
    pub fn take(&mut self, place: &str, flag: &Flag) -> bool {
        match self.entries.get_mut(&key(place, flag)) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        }
    }

    /// How many flags of the files at `places` it still allows.
    pub fn left<'p>(&self, places: impl IntoIterator<Item = &'p str>) -> usize {
        let of_path = |path: &str| {
            let from = Key {
                path: path.to_owned(),
                rule: String::new(),
                fingerprint: String::new(),
            };
            let entries = self.entries.range(from..);
            let of_it = entries.take_while(move |(key, _)| key.path == path);
            of_it.map(|(_, count)| count).sum::<usize>()
        };
        places.into_iter().map(of_path).sum()
    }

    /// How many flags it allows in all.
    pub fn len(&self) -> usize {
        self.entries.values().sum()
    }
}

fn key(place: &str, flag: &Flag) -> Key {
    Key {
        path: place.to_owned(),
        rule: flag.rule.to_string(),
        fingerprint: flag.fingerprint.0.clone(),
    }
}

/// Where `folder` really stands.
fn whole(folder: &Path) -> PathBuf {
    let whole = std::env::current_dir().unwrap_or_default().join(folder);
    whole.canonicalize().unwrap_or(whole)
}
