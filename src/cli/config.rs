//! `mtflag.toml`: where it is found and how its tables are read. What a table means is its verb's
//! business.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use toml::Table;

use crate::engine::nearest;

/// Where settings are read from.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Configuration")]
pub struct ConfigArguments {
    /// Read settings from this file instead of the nearest mtflag.toml or .mtflag.toml, looked for
    /// from the working directory upwards
    #[arg(long, value_name = "FILE", env = "MTFLAG_CONFIG")]
    config: Option<PathBuf>,
    /// Read no file of settings
    #[arg(long, conflicts_with = "config")]
    isolated: bool,
}

/// A file of settings.
#[derive(Clone, Debug)]
pub struct ConfigFile {
    /// Where it stands.
    pub path: PathBuf,
    tables: Table,
}

/// What a file of settings is called, in the order of looking.
const NAMES: [&str; 2] = ["mtflag.toml", ".mtflag.toml"];

/// The tables a file may hold.
const TABLES: [&str; 1] = ["serve"];

impl ConfigArguments {
    /// Reads the file that is asked for or found, if any.
    pub fn read(&self) -> anyhow::Result<Option<ConfigFile>> {
        let path = match &self.config {
            Some(path) => path.clone(),
            None if self.isolated => return Ok(None),
            None => match found() {
                Some(path) => path,
                None => return Ok(None),
            },
        };
        ConfigFile::read(path).map(Some)
    }
}

impl ConfigFile {
    fn read(path: PathBuf) -> anyhow::Result<Self> {
        let name = path.display();
        let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {name}"))?;
        let tables: Table = text.parse().with_context(|| name.to_string())?;
        for table in tables.keys() {
            if !TABLES.contains(&table.as_str()) {
                bail!("{name}: {}", unknown("table", table, TABLES));
            }
        }
        Ok(ConfigFile { path, tables })
    }

    /// The table called `name`, empty when the file has none.
    pub fn table(&self, name: &str) -> anyhow::Result<Table> {
        match self.tables.get(name) {
            None => Ok(Table::new()),
            Some(toml::Value::Table(table)) => Ok(table.clone()),
            Some(_) => bail!("{}: `{name}` is no table", self.path.display()),
        }
    }

    /// The folder that relative paths in the file start from.
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }
}

/// Says that `name` is no `kind`, and which known name is nearest.
pub fn unknown<'a>(kind: &str, name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let hint = nearest(name, known).map(|known| format!("; did you mean `{known}`?"));
    format!("no {kind} is called `{name}`{}", hint.unwrap_or_default())
}

fn found() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors()
        .flat_map(|folder| NAMES.map(|name| folder.join(name)))
        .find(|path| path.is_file())
}
