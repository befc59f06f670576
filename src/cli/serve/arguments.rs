//! Puts the settings together: the command line wins over the environment, that over the file,
//! that over the defaults.

use std::path::Path;

use anyhow::{anyhow, bail};
use clap::builder::EnumValueParser;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, ValueEnum};
use toml::Value;

use super::kind::Shape;
use super::settings::{Configuration, SETTINGS, Setting, all};
use crate::cli::config::{ConfigArguments, ConfigFile, unknown};

/// The arguments of `serve`.
#[derive(Debug)]
pub struct Arguments {
    /// What the command line or the environment says, as it was written.
    given: Vec<(&'static str, Origin, String)>,
    config: ConfigArguments,
    /// In which form to print the settings in place of serving.
    pub show_config: Option<Shown>,
}

/// The settings, and where each was taken from.
pub struct Resolved {
    pub configuration: Configuration,
    origins: Vec<(&'static str, Origin)>,
    file: Option<String>,
}

/// A form of the settings.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Shown {
    /// A file that gives the same, with where each was taken from
    Toml,
    /// The table of all there are, with their defaults
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    File,
    Environment,
    CommandLine,
}

/// The table of the file that is for `serve`.
const TABLE: &str = "serve";

impl Arguments {
    /// Reads the file, if any, and puts everything together.
    ///
    /// # Errors
    /// The first value that is none, or key that there is not.
    pub fn resolve(&self) -> anyhow::Result<Resolved> {
        let file = self.config.read()?;
        let mut resolved = Resolved {
            configuration: Configuration::default(),
            origins: Vec::new(),
            file: file.as_ref().map(|file| file.path.display().to_string()),
        };
        if let Some(file) = &file {
            resolved.take(file)?;
        }
        for (key, origin, text) in &self.given {
            let setting = named(key).expect("the arguments are made from the table");
            let name = match origin {
                Origin::CommandLine => format!("--{key}"),
                _ => setting.variable.to_owned(),
            };
            resolved.put(setting, *origin, text, &name)?;
        }
        Ok(resolved)
    }
}

impl Resolved {
    fn take(&mut self, file: &ConfigFile) -> anyhow::Result<()> {
        let table = file.table(TABLE)?;
        let path = file.path.display();
        for (key, value) in table {
            let Some(setting) = named(&key) else {
                let keys = all().map(|setting| setting.key);
                bail!("{path}: [{TABLE}]: {}", unknown("setting", &key, keys));
            };
            let name = format!("{path}: [{TABLE}] {key}");
            let is_path = matches!(setting.shape, Shape::Path | Shape::Paths);
            let text = written(&value, is_path.then(|| file.folder()))
                .ok_or_else(|| anyhow!("{name}: is no value but a {}", value.type_str()))?;
            self.put(setting, Origin::File, &text, &name)?;
        }
        Ok(())
    }

    fn put(
        &mut self,
        setting: &'static Setting,
        origin: Origin,
        text: &str,
        name: &str,
    ) -> anyhow::Result<()> {
        (setting.put)(&mut self.configuration, text)
            .map_err(|wrong| anyhow!("{name}: `{text}` {wrong}"))?;
        self.origins.push((setting.key, origin));
        Ok(())
    }

    /// The settings as a file that would give the same, each with where it was taken from.
    pub fn show(&self) -> String {
        let mut shown = format!("[{TABLE}]\n");
        for setting in all() {
            let last = self.origins.iter().rfind(|(key, _)| *key == setting.key);
            let origin = match last {
                None => "default",
                Some((_, Origin::File)) => self.file.as_deref().unwrap_or_default(),
                Some((_, Origin::Environment)) => setting.variable,
                Some((_, Origin::CommandLine)) => "command line",
            };
            let line = match (setting.show)(&self.configuration) {
                Some(value) => format!("{} = {value}", setting.key),
                None => format!("# {} is not set", setting.key),
            };
            shown += &format!("{line:<40} # {origin}\n");
        }
        shown
    }
}

impl Args for Arguments {
    fn augment_args(command: Command) -> Command {
        let mut command = ConfigArguments::augment_args(command).arg(
            Arg::new("show-config")
                .long("show-config")
                .value_name("FORM")
                .value_parser(EnumValueParser::<Shown>::new())
                .num_args(0..=1)
                .require_equals(true)
                .default_missing_value("toml")
                .help("Print the settings and where each was taken from, and do not serve"),
        );
        for (heading, settings) in SETTINGS {
            command = command.next_help_heading(*heading);
            for setting in *settings {
                command = command.arg(argument(setting));
            }
        }
        command
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Arguments {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given = all().filter_map(|setting| {
            let origin = match matches.value_source(setting.key)? {
                ValueSource::CommandLine => Origin::CommandLine,
                ValueSource::EnvVariable => Origin::Environment,
                _ => return None,
            };
            let values = matches.get_many::<String>(setting.key)?;
            let values: Vec<_> = values.map(String::as_str).collect();
            Some((setting.key, origin, values.join(",")))
        });
        Ok(Arguments {
            given: given.collect(),
            config: ConfigArguments::from_arg_matches(matches)?,
            show_config: matches.get_one("show-config").copied(),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn argument(setting: &'static Setting) -> Arg {
    let help = match setting.default() {
        none if none.is_empty() => setting.help.to_owned(),
        default => format!("{} [default: {default}]", setting.help),
    };
    let argument = Arg::new(setting.key)
        .long(setting.key)
        .env(setting.variable)
        .value_name(setting.kind)
        .help(help);
    match setting.shape {
        Shape::One | Shape::Path => argument,
        Shape::Paths | Shape::List => argument.action(ArgAction::Append),
        Shape::Switch => argument
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true"),
    }
}

fn named(key: &str) -> Option<&'static Setting> {
    all().find(|setting| setting.key == key)
}

/// A value of a file as it would stand on the command line; paths start from `folder`.
fn written(value: &Value, folder: Option<&Path>) -> Option<String> {
    Some(match value {
        Value::String(text) => match folder {
            Some(folder) => folder.join(text).display().to_string(),
            None => text.clone(),
        },
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) => value.to_string(),
        Value::Array(entries) => {
            let entries = entries.iter().map(|entry| written(entry, folder));
            entries.collect::<Option<Vec<_>>>()?.join(",")
        }
        Value::Datetime(_) | Value::Table(_) => return None,
    })
}
