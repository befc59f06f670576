//! Which files to read: those named, and in folders those that hold text, in order of their paths.

use std::path::{Path, PathBuf};

use anyhow::Context;
use ignore::WalkBuilder;

use crate::text::MediaType;

/// The endings of files that are read when a folder is named.
const TEXT: &[&str] = &["txt", "text", "md", "markdown", "html", "htm", "xhtml"];

/// The files that `paths` stand for, sorted, each once. Ignore files of git are respected in
/// folders; a file named is always taken.
pub fn files(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<anyhow::Error>) {
    let (mut files, mut errors) = (Vec::new(), Vec::new());
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        for entry in WalkBuilder::new(path).build() {
            match entry.with_context(|| format!("cannot read {}", path.display())) {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    if ending(entry.path()).is_some_and(|e| TEXT.contains(&e.as_str())) {
                        files.push(entry.into_path());
                    }
                }
                Ok(_) => {}
                Err(error) => errors.push(error),
            }
        }
    }
    files.sort();
    files.dedup();
    (files, errors)
}

/// How the markup of a file of that name is read.
pub fn media_type(path: &Path) -> MediaType {
    match ending(path).as_deref() {
        Some("md" | "markdown") => MediaType::Markdown,
        Some("html" | "htm" | "xhtml") => MediaType::Html,
        _ => MediaType::Plain,
    }
}

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}
