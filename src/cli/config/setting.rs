//! One table of settings: command line, environment, file, `--show-config` and the README are all
//! made from it.

use std::fmt;
use std::marker::PhantomData;

use clap::builder::PossibleValuesParser;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use toml::Value;

/// One setting of `C`.
pub struct Setting<C: 'static> {
    /// Its name in the file; its flag is the same after two dashes.
    pub key: &'static str,
    /// Its environment variable, if it has one.
    pub variable: Option<&'static str>,
    /// What its values are called; those there are, divided by `|`, when they are few.
    pub kind: &'static str,
    /// How they are written.
    pub shape: Shape,
    /// What it means.
    pub help: &'static str,
    /// Whether what is put adds to what stands there, in place of taking its place.
    pub adds: bool,
    /// Reads a value, or says what is wrong with it.
    pub put: fn(&mut C, &[String]) -> Result<(), String>,
    /// The value as a file would have it; nothing when it is not set.
    pub show: fn(&C) -> Option<Value>,
}

/// How values are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One word.
    One,
    /// A file.
    Path,
    /// Files, divided by commas or given one by one.
    Paths,
    /// Entries, divided by commas or given one by one.
    List,
    /// Entries that may hold commas, given one by one.
    Each,
    /// `KEY=VALUE`, divided by commas or given one by one; in a file a table.
    Pairs,
    /// On when it is named without a value.
    Switch,
}

/// Settings under their heading of the help.
pub type Group<C> = (&'static str, &'static [Setting<C>]);

/// The settings that a command line takes.
pub trait Table {
    /// What they are put into.
    type Settings: Default + 'static;
    /// The settings.
    const GROUPS: &'static [Group<Self::Settings>];
}

/// Makes a table of groups of settings, each `"key" "VARIABLE" KIND field, "help";`.
macro_rules! settings {
    ($vis:vis $table:ident of $all:ty;
        $($heading:literal { $($key:literal $($variable:literal)? $kind:ident $($field:ident).+, $help:literal;)* })*
    ) => {
        $vis const $table: &[$crate::cli::config::Group<$all>] = &[$(($heading, &[$(
            $crate::cli::config::Setting {
                key: $key,
                variable: $crate::cli::config::settings!(@variable $($variable)?),
                kind: $kind.name,
                shape: $kind.shape,
                help: $help,
                adds: $kind.adds(),
                put: |all, entries| $kind.put(&mut all.$($field).+, entries),
                show: |all| ($kind.show)(&all.$($field).+),
            }
        ),*])),*];
    };
    (@variable) => { None };
    (@variable $variable:literal) => { Some($variable) };
}
pub(crate) use settings;

/// What the command line or the environment says of the settings of `T`.
pub struct Given<T> {
    pub(super) entries: Vec<(&'static str, Origin, Vec<String>)>,
    table: PhantomData<T>,
}

/// Where a value comes from, if not from a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A variable.
    Environment,
    /// An argument.
    CommandLine,
}

/// The names of the settings of `groups`.
pub fn keys<C>(groups: &'static [Group<C>]) -> impl Iterator<Item = &'static str> + Clone {
    each(groups).map(|setting| setting.key)
}

/// Every setting of `groups`.
pub(super) fn each<C>(
    groups: &'static [Group<C>],
) -> impl Iterator<Item = &'static Setting<C>> + Clone {
    groups.iter().flat_map(|(_, settings)| *settings)
}

/// The table of the README. Variables have a column where every setting has one.
pub fn markdown<C: Default>(groups: &'static [Group<C>]) -> String {
    let (head, line, gap) = match each(groups).all(|setting| setting.variable.is_some()) {
        true => ("flag | variable", "---|---", " | "),
        false => ("flag, variable", "---", ", "),
    };
    let mut table =
        format!("| key | value | default | {head} | meaning |\n|---|---|---|{line}|---|\n");
    for setting in each(groups) {
        let Setting {
            key, kind, help, ..
        } = setting;
        let kind = kind.replace('|', "\\|");
        let default = match setting.default() {
            none if none.is_empty() => none,
            some => format!("`{some}`"),
        };
        let variable = setting.variable.map(|name| format!("{gap}`{name}`"));
        let variable = variable.unwrap_or_default();
        table += &format!("| `{key}` | {kind} | {default} | `--{key}`{variable} | {help} |\n");
    }
    table
}

impl<C: Default> Setting<C> {
    /// Its default as a user would write it; empty when it has none.
    pub fn default(&self) -> String {
        match (self.show)(&C::default()) {
            None => String::new(),
            Some(Value::String(text)) => text,
            Some(Value::Array(list)) => {
                let entries = list.iter().filter_map(Value::as_str);
                entries.collect::<Vec<_>>().join(",")
            }
            Some(Value::Table(_)) => String::new(),
            Some(value) => value.to_string(),
        }
    }

    fn argument(&self) -> Arg {
        let help = match self.default() {
            none if none.is_empty() => self.help.to_owned(),
            default => format!("{} [default: {default}]", self.help),
        };
        let argument = Arg::new(self.key)
            .long(self.key)
            .value_name(self.kind)
            .help(help);
        let argument = match self.variable {
            Some(variable) => argument.env(variable),
            None => argument,
        };
        let argument = match self.kind.contains('|') {
            // Told by name, so that completions know them, too.
            true => argument
                .value_parser(PossibleValuesParser::new(self.kind.split('|')))
                .hide_possible_values(true),
            false => argument,
        };
        match self.shape {
            Shape::One | Shape::Path => argument,
            Shape::Paths | Shape::List | Shape::Each | Shape::Pairs => {
                argument.action(ArgAction::Append)
            }
            Shape::Switch => argument
                .num_args(0..=1)
                .require_equals(true)
                .default_missing_value("true"),
        }
    }
}

impl Shape {
    /// Whether there may be more than one entry.
    pub(super) fn is_many(self) -> bool {
        !matches!(self, Shape::One | Shape::Path | Shape::Switch)
    }

    /// The entries of one text.
    pub(super) fn entries(self, text: &str) -> impl Iterator<Item = &str> {
        let is_divided = matches!(self, Shape::Paths | Shape::List | Shape::Pairs);
        let whole = (!is_divided).then_some(text);
        let divided = is_divided.then(|| text.split(',').map(str::trim));
        let divided = divided.into_iter().flatten();
        whole
            .into_iter()
            .chain(divided.filter(|entry| !entry.is_empty()))
    }
}

impl<T: Table> Args for Given<T> {
    fn augment_args(mut command: Command) -> Command {
        for (heading, settings) in T::GROUPS {
            command = command.next_help_heading(*heading);
            for setting in *settings {
                command = command.arg(setting.argument());
            }
        }
        command
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<T: Table> FromArgMatches for Given<T> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given = each(T::GROUPS).filter_map(|setting| {
            let origin = match matches.value_source(setting.key)? {
                ValueSource::CommandLine => Origin::CommandLine,
                ValueSource::EnvVariable => Origin::Environment,
                _ => return None,
            };
            let texts = matches.get_many::<String>(setting.key)?;
            let entries = texts.flat_map(|text| setting.shape.entries(text));
            let entries = entries.map(str::to_owned).collect();
            Some((setting.key, origin, entries))
        });
        Ok(Given {
            entries: given.collect(),
            table: PhantomData,
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl<T> fmt::Debug for Given<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.entries).finish()
    }
}
