//! `mtflag.toml`: where it is found, how it is read, and how its settings meet those of the command
//! line. What a setting means is its verb's business.

mod file;
pub mod kind;
mod resolved;
mod setting;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

pub use file::{ConfigFile, Entry, shown};
pub use resolved::Resolved;
pub(crate) use setting::settings;
pub use setting::{Given, Group, Setting, Table, keys, markdown};

use crate::engine::nearest;

/// Where settings are read from.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Configuration")]
pub struct ConfigArguments {
    /// Read settings from this file instead of the nearest mtflag.toml or .mtflag.toml
    #[arg(long, value_name = "FILE", env = "MTFLAG_CONFIG")]
    config: Option<PathBuf>,
    /// Read no file of settings, whatever names one
    #[arg(long)]
    isolated: bool,
}

/// A form of the settings.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Shown {
    /// A file that gives the same, with where each was taken from
    Toml,
    /// The table of all there are, with their defaults
    Markdown,
}

/// What a file of settings is called, in the order of looking.
const NAMES: [&str; 2] = ["mtflag.toml", ".mtflag.toml"];

impl ConfigArguments {
    /// Reads the file that is asked for, or the nearest one from the working directory upwards.
    pub fn read(&self) -> anyhow::Result<Option<ConfigFile>> {
        if self.looks_for_the_nearest() {
            let here = std::env::current_dir()?;
            return match here.ancestors().find_map(file_in) {
                Some(path) => ConfigFile::read(&path).map(Some),
                None => Ok(None),
            };
        }
        self.named()
    }

    /// Whether every folder goes by the file nearest to it.
    pub fn looks_for_the_nearest(&self) -> bool {
        self.config.is_none() && !self.isolated
    }

    /// Reads the file that is asked for. Its patterns start from the working directory, wherever
    /// it stands.
    pub fn named(&self) -> anyhow::Result<Option<ConfigFile>> {
        let Some(path) = self.config.as_ref().filter(|_| !self.isolated) else {
            return Ok(None);
        };
        ConfigFile::read_for(path, std::env::current_dir()?).map(Some)
    }
}

/// The file of settings in `folder`, if there is one.
pub fn file_in(folder: &Path) -> Option<PathBuf> {
    let paths = NAMES.map(|name| folder.join(name));
    paths.into_iter().find(|path| path.is_file())
}

/// Says that `name` is no `kind`, and which known name is nearest.
pub fn unknown<'a>(kind: &str, name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let hint = nearest(name, known).map(|known| format!("; did you mean `{known}`?"));
    format!("no {kind} is called `{name}`{}", hint.unwrap_or_default())
}
