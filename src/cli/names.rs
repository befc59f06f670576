//! Lists of names from files, and the servers' share of them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, ensure};

use crate::gazetteer::{Gazetteer, NameEntry, read};
use crate::proto::MOST_NAMES;

/// The lists, ready for every article.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// What documents are checked against in this process.
    pub lists: Arc<[Gazetteer]>,
    /// The same as names, for servers; none of a compiled list.
    entries: Vec<NameEntry>,
    /// Whether a list is compiled.
    has_compiled: bool,
}

impl Names {
    /// The names to send along with every article.
    pub fn for_servers(&self) -> anyhow::Result<&[NameEntry]> {
        ensure!(
            !self.has_compiled && self.entries.len() <= MOST_NAMES,
            "--names: servers take up to {MOST_NAMES} names with an article, and no gazetteer; \
             start them with --names instead"
        );
        Ok(&self.entries)
    }
}

/// Reads the lists in `files`.
pub fn load(files: &[PathBuf]) -> anyhow::Result<Names> {
    let mut lists = Vec::new();
    let mut entries = Vec::new();
    let mut has_compiled = false;
    for path in files {
        let name = || path.display().to_string();
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", name()))?;
        let list = if is_compiled(path, &bytes) {
            has_compiled = true;
            Gazetteer::from_bytes(bytes).with_context(name)?
        } else {
            let names = read::names(&bytes).with_context(name)?;
            let list = Gazetteer::new(&names).with_context(name)?;
            entries.extend(names);
            list
        };
        lists.push(list);
    }
    Ok(Names {
        lists: lists.into(),
        entries,
        has_compiled,
    })
}

/// By what it begins with; a file that ends like one and does not begin so is damaged, not a table.
fn is_compiled(path: &Path, bytes: &[u8]) -> bool {
    Gazetteer::is_compiled(bytes) || path.extension().is_some_and(|ending| ending == "gaz")
}
