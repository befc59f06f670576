//! `--names`: lists of names from files, and the servers' share of them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, ensure};
use clap::Args;

use crate::gazetteer::{Gazetteer, NameEntry, read};

/// Which names the caller vouches for.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Names")]
pub struct NamesArguments {
    /// A list of names to go by: CSV or TSV (canonical, aliases, misrenderings), TBX, or a file
    /// made by `mtflag gazetteer`; repeatable, the first that has a name counts
    #[arg(
        long = "names",
        value_name = "FILE",
        env = "MTFLAG_NAMES",
        value_delimiter = ','
    )]
    files: Vec<PathBuf>,
}

/// The lists, ready for every article.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// What documents are checked against in this process.
    pub lists: Arc<[Gazetteer]>,
    /// The same as names, for servers; none of a compiled list.
    pub entries: Vec<NameEntry>,
    /// Whether a list is compiled.
    has_compiled: bool,
}

impl NamesArguments {
    /// Reads the lists.
    pub fn load(&self) -> anyhow::Result<Names> {
        load(&self.files)
    }

    /// The names to send along with every article.
    pub fn for_servers(&self) -> anyhow::Result<Vec<NameEntry>> {
        let names = self.load()?;
        ensure!(
            !names.has_compiled && names.entries.len() <= crate::proto::MOST_NAMES,
            "--names: servers take up to {} names with an article, and no gazetteer; start them \
             with --names instead",
            crate::proto::MOST_NAMES
        );
        Ok(names.entries)
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
