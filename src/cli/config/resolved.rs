//! Puts settings together: the command line wins over the environment, that over the file, that
//! over the defaults; and remembers where each was taken from.

use anyhow::{anyhow, bail};

use super::setting::{Group, Origin, Setting, each, keys};
use super::{ConfigFile, Entry, Given, Table, unknown};

/// The settings, and where each was taken from.
pub struct Resolved<C: 'static> {
    /// The settings.
    pub settings: C,
    groups: &'static [Group<C>],
    /// A key, and where a value of it came from; where a setting adds up, one by one.
    origins: Vec<(&'static str, String)>,
}

impl<C: Default> Resolved<C> {
    /// The defaults of the settings that `groups` hold.
    pub fn new(groups: &'static [Group<C>]) -> Self {
        Resolved {
            settings: C::default(),
            groups,
            origins: Vec::new(),
        }
    }

    /// Takes in `entries` of `file`, of its table called `title`, which may hold the settings of
    /// `groups`.
    ///
    /// # Errors
    /// A key that there is not, or a value that is none, with its line.
    pub fn take(
        &mut self,
        file: &ConfigFile,
        title: &str,
        entries: &[Entry],
        groups: &'static [Group<C>],
    ) -> anyhow::Result<()> {
        let shown = file.shown();
        let gap = if title.is_empty() { "" } else { " " };
        let known = keys(groups);
        if let Some(entry) = entries.iter().find(|e| !known.clone().any(|k| k == e.key)) {
            let told = unknown("setting", &entry.key, known);
            bail!(
                "{shown}:{}: {title}{}{told}",
                entry.line,
                if gap.is_empty() { "" } else { ": " }
            );
        }
        // In the order of the table, for a setting may begin anew what another one adds to.
        for setting in each(groups) {
            let Some(entry) = entries.iter().find(|entry| entry.key == setting.key) else {
                continue;
            };
            let name = |line| format!("{shown}:{line}: {title}{gap}{}", entry.key);
            let written = entry.written(setting.shape, file.folder());
            let written = written.map_err(|what| {
                let a = if what.starts_with('a') { "an" } else { "a" };
                anyhow!("{}: is no value but {a} {what}", name(entry.line))
            })?;
            for (line, entries) in written {
                self.put(setting, &entries, format!("{shown}:{line}"), &name(line))?;
            }
        }
        Ok(())
    }

    /// Takes in what the command line and the environment say.
    ///
    /// # Errors
    /// A value that is none.
    pub fn give<T: Table<Settings = C>>(&mut self, given: &Given<T>) -> anyhow::Result<()> {
        for (key, origin, entries) in &given.entries {
            let setting = each(T::GROUPS).find(|setting| setting.key == *key);
            let setting = setting.expect("the arguments are made from the table");
            let (origin, name) = match (origin, setting.variable) {
                (Origin::Environment, Some(variable)) => (variable.to_owned(), variable.to_owned()),
                _ => ("command line".to_owned(), format!("--{key}")),
            };
            self.put(setting, entries, origin, &name)?;
        }
        Ok(())
    }

    /// The settings as a file that would give the same, each with where it was taken from.
    pub fn show(&self) -> String {
        let mut shown = String::new();
        for setting in each(self.groups) {
            let mut origins: Vec<&str> = self.origins_of(setting.key).collect();
            origins.dedup();
            let origin = match origins.as_slice() {
                [] => "default".to_owned(),
                origins => origins.join(", "),
            };
            let line = match (setting.show)(&self.settings) {
                Some(value) => format!("{} = {value}", setting.key),
                None => format!("# {} is not set", setting.key),
            };
            shown += &format!("{line:<40} # {origin}\n");
        }
        shown
    }

    fn origins_of(&self, key: &str) -> impl Iterator<Item = &str> {
        let of_it = self.origins.iter().filter(move |(of, _)| *of == key);
        of_it.map(|(_, origin)| origin.as_str())
    }

    fn put(
        &mut self,
        setting: &'static Setting<C>,
        entries: &[String],
        origin: String,
        name: &str,
    ) -> anyhow::Result<()> {
        (setting.put)(&mut self.settings, entries).map_err(|wrong| anyhow!("{name}: {wrong}"))?;
        let settings = &self.settings;
        // What another setting has begun anew comes from nowhere any more.
        let is_bare = |key: &str| {
            let other = each(self.groups).find(|other| other.key == key && other.adds);
            let shown = other.and_then(|other| (other.show)(settings));
            shown.is_some_and(|value| value.as_array().is_some_and(Vec::is_empty))
        };
        self.origins.retain(|(key, _)| {
            if *key == setting.key {
                setting.adds
            } else {
                !is_bare(key)
            }
        });
        self.origins.push((setting.key, origin));
        Ok(())
    }
}
