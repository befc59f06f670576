//! The terms on which articles are checked: which rules, with which names, read how. They come from
//! the command line and from `mtflag.toml`, where they may differ from path to path.

mod by_path;
mod kind;
mod settings;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

pub use by_path::ByPath;
pub use settings::{Checking, SETTINGS, Settings};

use super::config::{self, ConfigArguments, Given, Resolved};
use super::names::{self, Names};
use crate::engine::Policy;
use crate::proto::pb;
use settings::Scoring;

/// On which terms a batch is checked.
#[derive(Args, Debug)]
pub struct PolicyArguments {
    #[command(flatten)]
    given: Given<Scoring>,
    /// Give the scores of the rules in place of probabilities: what the calibration is fitted on
    #[arg(long, hide = true)]
    raw_confidence: bool,
}

/// On which terms an article is checked.
#[derive(Debug)]
pub struct Terms {
    /// All that was set.
    pub settings: Settings,
    /// What of it is the engine's.
    pub policy: Policy,
    /// The lists of names.
    pub names: Arc<Names>,
}

/// Lists of names, each read once.
#[derive(Debug, Default)]
pub struct Lists(HashMap<Vec<PathBuf>, Arc<Names>>);

/// The names of the settings.
pub fn keys() -> impl Iterator<Item = &'static str> + Clone {
    config::keys(SETTINGS)
}

impl PolicyArguments {
    /// The terms that these arguments tell, over those of the nearest file that `config` allows;
    /// of no file without it.
    ///
    /// # Errors
    /// A setting that there is not, a value that is none, or a list that cannot be read.
    pub fn terms(&self, config: Option<&ConfigArguments>) -> anyhow::Result<Terms> {
        let mut resolved = Resolved::new(SETTINGS);
        if let Some(file) = config.map(ConfigArguments::read).transpose()?.flatten() {
            resolved.take(&file, "", &file.articles, SETTINGS)?;
        }
        resolved.give(&self.given)?;
        resolved.settings.raw_confidence = self.raw_confidence;
        Terms::new(resolved.settings, &mut Lists::default())
    }
}

impl Terms {
    /// As servers are told of them.
    pub fn for_servers(&self) -> pb::Policy {
        pb::Policy {
            max_flags: self
                .policy
                .max_flags
                .map(|most| u32::try_from(most).unwrap_or(u32::MAX)),
            ..(&self.settings).into()
        }
    }

    /// Those that `settings` tell.
    ///
    /// # Errors
    /// A list of names that cannot be read.
    pub fn new(settings: Settings, lists: &mut Lists) -> anyhow::Result<Self> {
        Ok(Terms {
            policy: settings.policy()?,
            names: lists.load(&settings.names)?,
            settings,
        })
    }
}

impl Lists {
    fn load(&mut self, files: &[PathBuf]) -> anyhow::Result<Arc<Names>> {
        if let Some(names) = self.0.get(files) {
            return Ok(Arc::clone(names));
        }
        let names = Arc::new(names::load(files)?);
        self.0.insert(files.to_vec(), Arc::clone(&names));
        Ok(names)
    }
}
