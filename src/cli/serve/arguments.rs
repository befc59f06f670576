//! What `serve` is told, by whom.

use clap::Args;

use super::settings::{Configuration, SETTINGS, Serve};
use crate::cli::config::{ConfigArguments, Given, Resolved, Shown};

/// The arguments of `serve`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Print the settings and where each was taken from, and do not serve
    #[arg(
        long,
        value_enum,
        value_name = "FORM",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "toml"
    )]
    pub show_config: Option<Shown>,
    #[command(flatten)]
    config: ConfigArguments,
    #[command(flatten)]
    given: Given<Serve>,
}

/// The table of the file that is for `serve`.
pub const TABLE: &str = "[serve]";

impl Arguments {
    /// Reads the file, if any, and puts everything together.
    ///
    /// # Errors
    /// The first value that is none, or key that there is not.
    pub fn resolve(&self) -> anyhow::Result<Resolved<Configuration>> {
        let mut resolved = Resolved::new(SETTINGS);
        if let Some(file) = self.config.read()? {
            resolved.take(&file, TABLE, &file.serve, SETTINGS)?;
        }
        resolved.give(&self.given)?;
        Ok(resolved)
    }
}
