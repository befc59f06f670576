//! Which files to read: those named, those that patterns match, and in folders those that hold
//! text, in order of their paths.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use ignore::WalkBuilder;
use ignore::overrides::OverrideBuilder;

use crate::text::MediaType;

/// The endings of files of one article that are read when a folder is named. JSON and properties are
/// settings as often as texts, so they have to be named.
const TEXT: &[&str] = &["txt", "text", "md", "markdown", "html", "htm", "xhtml"];

/// Those of files that hold translations, read then, too.
const TRANSLATIONS: &[&str] = &["po", "xlf", "xliff", "tmx", "arb"];

/// What the caller wants read.
#[derive(Args, Debug)]
pub struct Selection {
    /// Files, folders (files that git ignores are left out), patterns such as `news/**/*.md`, or -
    /// for standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Read the paths from this file, one a line or divided by NUL; - is standard input
    #[arg(long, value_name = "FILE")]
    files_from: Option<PathBuf>,
    /// Read files that match this pattern in folders, too, whatever their ending; repeatable
    #[arg(long, value_name = "GLOB")]
    pub include: Vec<String>,
    /// Leave out files that match this pattern, also those named; repeatable
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
}

impl Selection {
    /// Whether nothing was named at all.
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty() && self.files_from.is_none()
    }

    fn listed(&self) -> anyhow::Result<Vec<PathBuf>> {
        let Some(list) = &self.files_from else {
            return Ok(Vec::new());
        };
        let shown = list.display();
        let mut bytes = Vec::new();
        let mut source: Box<dyn Read> = if list.as_os_str() == "-" {
            Box::new(io::stdin().lock())
        } else {
            let file = std::fs::File::open(list).with_context(|| format!("cannot read {shown}"))?;
            Box::new(file)
        };
        source.read_to_end(&mut bytes)?;
        let divider = if bytes.contains(&0) { 0 } else { b'\n' };
        let mut paths = Vec::new();
        for path in bytes.split(|&byte| byte == divider) {
            let path = path.strip_suffix(b"\r").unwrap_or(path);
            let path = std::str::from_utf8(path)
                .with_context(|| format!("{shown} holds a path that is not UTF-8"))?;
            if !path.is_empty() {
                paths.push(path.into());
            }
        }
        Ok(paths)
    }
}

/// The files of a selection, sorted, each once, and what could not be read; what is excluded is among
/// them. Ignore files of git are respected in folders, where `includes` tells of files that do not
/// look like text whether they are read, too; a file named is taken.
///
/// # Errors
/// Those of `includes`, of a pattern that is none, and of a list of paths that cannot be read.
pub fn files(
    selection: &Selection,
    mut includes: impl FnMut(&Path) -> anyhow::Result<bool>,
) -> anyhow::Result<(Vec<PathBuf>, Vec<anyhow::Error>)> {
    let (mut files, mut errors) = (Vec::new(), Vec::new());
    let listed = selection.listed()?;
    for path in selection.paths.iter().chain(&listed) {
        if path.is_dir() {
            let is_text =
                |path: &Path| Ok(has_ending(path, &[TEXT, TRANSLATIONS]) || includes(path)?);
            walk(path, is_text, &mut files, &mut errors)?;
        } else if let Some((folder, pattern)) = pattern(path) {
            let mut wanted = OverrideBuilder::new(&folder);
            let wanted = wanted.add(&pattern)?.build()?;
            let is_wanted = |path: &Path| Ok(wanted.matched(path, false).is_whitelist());
            walk(&folder, is_wanted, &mut files, &mut errors)?;
        } else {
            files.push(path.clone());
        }
    }
    files.sort();
    files.dedup();
    Ok((files, errors))
}

fn walk(
    folder: &Path,
    mut wants: impl FnMut(&Path) -> anyhow::Result<bool>,
    files: &mut Vec<PathBuf>,
    errors: &mut Vec<anyhow::Error>,
) -> anyhow::Result<()> {
    for entry in WalkBuilder::new(folder).build() {
        match entry.with_context(|| format!("cannot read {}", folder.display())) {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                if wants(entry.path())? {
                    files.push(entry.into_path());
                }
            }
            Ok(_) => {}
            Err(error) => errors.push(error),
        }
    }
    Ok(())
}

/// The folder to walk and the pattern below it, if `path` names no file and reads as a pattern.
fn pattern(path: &Path) -> Option<(PathBuf, String)> {
    let shown = path.to_str()?;
    if path.exists() || !shown.contains(['*', '?', '[', '{']) {
        return None;
    }
    let fixed = shown.find(['*', '?', '[', '{']).unwrap_or(0);
    let (folder, pattern) = match shown[..fixed].rfind('/') {
        Some(end) => (&shown[..=end], &shown[end..]),
        None => (".", shown),
    };
    // Rooted: `*.md` is that folder's, not any folder's below it.
    Some((
        folder.into(),
        format!("/{}", pattern.trim_start_matches('/')),
    ))
}

/// The endings of files of records that a batch reads when a folder is named.
const RECORDS: &[&str] = &["jsonl", "ndjson", "csv", "tsv", "parquet", "gz", "zst"];

/// The files of a batch that `path` stands for, sorted: itself, or what a folder holds.
pub fn batch(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let (mut files, mut errors) = (Vec::new(), Vec::new());
    let holds = |path: &Path| Ok(has_ending(path, &[TEXT, RECORDS]));
    walk(path, holds, &mut files, &mut errors)?;
    if let Some(error) = errors.pop() {
        return Err(error);
    }
    files.sort();
    Ok(files)
}

/// How the markup of a file of that name is read.
pub fn media_type(path: &Path) -> MediaType {
    match ending(path).as_deref() {
        Some("md" | "markdown") => MediaType::Markdown,
        Some("html" | "htm" | "xhtml") => MediaType::Html,
        _ => MediaType::Plain,
    }
}

fn has_ending(path: &Path, lists: &[&[&str]]) -> bool {
    ending(path).is_some_and(|ending| lists.iter().any(|list| list.contains(&ending.as_str())))
}

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}
