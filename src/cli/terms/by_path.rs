//! The terms of every path: those of the nearest `mtflag.toml` upwards from it, of its sections that
//! name the path, and of the command line.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;

use super::settings::{BY_PATH, SETTINGS};
use super::{Checking, Lists, Settings, Terms};
use crate::cli::config::{ConfigArguments, ConfigFile, Given, Resolved, file_in};
use crate::cli::patterns::Patterns;
use crate::cli::walk::Selection;

/// Finds the terms of paths.
#[derive(Debug)]
pub struct ByPath<'a> {
    config: &'a ConfigArguments,
    given: &'a Given<Checking>,
    /// The working directory.
    here: PathBuf,
    /// What the command line has read, too, in folders.
    included: Patterns,
    /// What the command line leaves out.
    excluded: Patterns,
    /// The file of `--config`.
    named: Option<Arc<File>>,
    /// Folders as they were written, and where they stand.
    folders: HashMap<PathBuf, PathBuf>,
    /// The file that holds for what stands in a folder.
    files: HashMap<PathBuf, Option<Arc<File>>>,
    /// The terms of paths with one file and the same of its sections.
    terms: HashMap<(Option<PathBuf>, Vec<usize>), Arc<Terms>>,
    lists: Lists,
}

/// A file of settings, what it has read, too, and what it leaves out.
#[derive(Debug)]
struct File {
    config: ConfigFile,
    included: Patterns,
    excluded: Patterns,
}

impl<'a> ByPath<'a> {
    /// By the files that `config` allows, `given` over them; of files, what `selection` says.
    ///
    /// # Errors
    /// A pattern that is none, or something wrong with the file of `--config`.
    pub fn new(
        config: &'a ConfigArguments,
        given: &'a Given<Checking>,
        selection: &Selection,
    ) -> anyhow::Result<Self> {
        let here = std::env::current_dir()?;
        let included = Patterns::new(&here, &selection.include).context("--include")?;
        let excluded = Patterns::new(&here, &selection.exclude).context("--exclude")?;
        let named = config.named()?.map(File::new).transpose()?;
        let found = ByPath {
            config,
            given,
            here,
            included,
            excluded,
            named: named.map(Arc::new),
            folders: HashMap::new(),
            files: HashMap::new(),
            terms: HashMap::new(),
            lists: Lists::default(),
        };
        // What is wrong with the command line is told even when there is nothing to check.
        found.resolved(None)?;
        Ok(found)
    }

    /// The terms of the file at `path`; nothing when it is to be left out.
    ///
    /// # Errors
    /// Something wrong with a file of settings or of names.
    pub fn of(&mut self, path: &Path) -> anyhow::Result<Option<Arc<Terms>>> {
        let whole = self.whole(path);
        let file = self.file(&whole)?;
        if self.excludes(file.as_deref(), &whole) {
            return Ok(None);
        }
        let sections = file.as_ref().map(|file| file.sections(&whole));
        let config = file.as_ref().map(|file| file.config.path.clone());
        let key = (config, sections.unwrap_or_default());
        if let Some(terms) = self.terms.get(&key) {
            return Ok(Some(Arc::clone(terms)));
        }
        let resolved = self.resolved(file.as_deref().map(|file| (file, &*key.1)))?;
        let mut terms = Terms::new(resolved.settings, &mut self.lists)?;
        // What is set aside must not use up the most flags of an article: who does that cuts them.
        terms.policy.max_flags = None;
        let terms = Arc::new(terms);
        self.terms.insert(key, Arc::clone(&terms));
        Ok(Some(terms))
    }

    /// Whether the file at `path` is read in a folder though it does not look like text.
    ///
    /// # Errors
    /// Something wrong with a file of settings.
    pub fn includes(&mut self, path: &Path) -> anyhow::Result<bool> {
        let whole = self.whole(path);
        let file = self.file(&whole)?;
        let included = file.as_ref().map(|file| &file.included);
        Ok(self.included.hold(&whole) || included.is_some_and(|included| included.hold(&whole)))
    }

    /// What holds for `path`, as a file that would give the same, with where each was taken from.
    ///
    /// # Errors
    /// Something wrong with a file of settings.
    pub fn show(&mut self, path: &Path) -> anyhow::Result<String> {
        let whole = self.whole(path);
        let file = self.file(&whole)?;
        let mut shown = format!("# {}", path.display());
        shown += &match &file {
            None => ": no mtflag.toml holds here".to_owned(),
            Some(file) => format!(": {}", file.config.shown()),
        };
        if self.excludes(file.as_deref(), &whole) {
            shown += "; it is excluded";
        }
        shown += "\n";
        let sections = file.as_ref().map(|file| file.sections(&whole));
        let sections = sections.unwrap_or_default();
        let resolved = self.resolved(file.as_deref().map(|file| (file, &*sections)))?;
        Ok(shown + &resolved.show())
    }

    fn excludes(&self, file: Option<&File>, whole: &Path) -> bool {
        self.excluded.hold(whole) || file.is_some_and(|file| file.excluded.hold(whole))
    }

    fn resolved(&self, file: Option<(&File, &[usize])>) -> anyhow::Result<Resolved<Settings>> {
        let mut resolved = Resolved::new(SETTINGS);
        if let Some((File { config, .. }, sections)) = file {
            resolved.take(config, "", &config.articles, SETTINGS)?;
            for &section in sections {
                let section = &config.sections[section];
                resolved.take(config, &section.title, &section.entries, BY_PATH)?;
            }
        }
        resolved.give(self.given)?;
        Ok(resolved)
    }

    /// Where `path` really stands: patterns and upward steps go by that.
    fn whole(&mut self, path: &Path) -> PathBuf {
        let Some(name) = path.file_name() else {
            let whole = self.here.join(path);
            return whole.canonicalize().unwrap_or(whole);
        };
        let folder = path.parent().unwrap_or(Path::new(""));
        if let Some(known) = self.folders.get(folder) {
            return known.join(name);
        }
        let whole = self.here.join(folder);
        let whole = whole.canonicalize().unwrap_or(whole);
        self.folders.insert(folder.to_owned(), whole.clone());
        whole.join(name)
    }

    fn file(&mut self, whole: &Path) -> anyhow::Result<Option<Arc<File>>> {
        if !self.config.looks_for_the_nearest() {
            return Ok(self.named.clone());
        }
        match whole.is_dir() {
            true => self.nearest(whole),
            false => self.nearest(whole.parent().unwrap_or(whole)),
        }
    }

    /// The file in `folder`, or in the nearest above it that has one.
    fn nearest(&mut self, folder: &Path) -> anyhow::Result<Option<Arc<File>>> {
        if let Some(known) = self.files.get(folder) {
            return Ok(known.clone());
        }
        let file = match (file_in(folder), folder.parent()) {
            (Some(path), _) => Some(Arc::new(File::new(ConfigFile::read(&path)?)?)),
            (None, Some(above)) => self.nearest(above)?,
            (None, None) => None,
        };
        self.files.insert(folder.to_owned(), file.clone());
        Ok(file)
    }
}

impl File {
    fn new(config: ConfigFile) -> anyhow::Result<Self> {
        let mut resolved: Resolved<Settings> = Resolved::new(SETTINGS);
        resolved.take(&config, "", &config.articles, SETTINGS)?;
        // Told also of sections that no path of this run is in.
        for section in &config.sections {
            resolved.take(&config, &section.title, &section.entries, BY_PATH)?;
        }
        let patterns = |key: &'static str, globs: &[String]| {
            let patterns = Patterns::new(config.base(), globs);
            patterns.with_context(|| format!("{}: {key}", config.shown()))
        };
        Ok(File {
            included: patterns("include", &resolved.settings.include)?,
            excluded: patterns("exclude", &resolved.settings.exclude)?,
            config,
        })
    }

    /// The sections that name `path`, in the order of the file.
    fn sections(&self, path: &Path) -> Vec<usize> {
        let sections = self.config.sections.iter().enumerate();
        let named = sections.filter(|(_, section)| section.paths.hold(path));
        named.map(|(at, _)| at).collect()
    }
}
