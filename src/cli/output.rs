//! Files that are written.

use std::fs::File;
use std::path::Path;

use anyhow::Context;

/// Makes the file at `path` anew, with the folders on the way to it.
pub fn create(path: &Path) -> anyhow::Result<File> {
    let shown = path.display();
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {shown}"))?;
    }
    File::create(path).with_context(|| format!("cannot write {shown}"))
}
