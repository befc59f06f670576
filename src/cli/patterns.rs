//! Patterns of paths, as `.gitignore` has them: `*.po` is any folder's, `ar/*.po` and `/a.po` that
//! folder's alone, and what names a folder names all that is in it.

use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Some patterns, and the folder they start from.
#[derive(Debug)]
pub struct Patterns {
    base: PathBuf,
    matcher: Gitignore,
}

impl Patterns {
    /// Of `globs`, starting from `base`.
    ///
    /// # Errors
    /// A pattern that is none.
    pub fn new<S: AsRef<str>>(
        base: &Path,
        globs: impl IntoIterator<Item = S>,
    ) -> Result<Self, ignore::Error> {
        let mut builder = GitignoreBuilder::new("");
        for glob in globs {
            builder.add_line(None, glob.as_ref().trim_start_matches("./"))?;
        }
        Ok(Patterns {
            base: base.to_owned(),
            matcher: builder.build()?,
        })
    }

    /// Whether one of them names `path`, which is absolute as their folder is, or a folder it is in.
    pub fn hold(&self, path: &Path) -> bool {
        let Ok(below) = path.strip_prefix(&self.base) else {
            return false;
        };
        self.matcher
            .matched_path_or_any_parents(below, false)
            .is_ignore()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_holds_as_git_has_it() {
        let holds = |glob: &str, path: &str| {
            let patterns = Patterns::new(Path::new("/news"), [glob]).unwrap();
            patterns.hold(Path::new(path))
        };
        for (glob, path) in [
            ("*.po", "/news/a/b/de.po"),
            ("ar/**", "/news/ar/a/b.md"),
            ("ar/*.md", "/news/ar/b.md"),
            ("./ar/*.md", "/news/ar/b.md"),
            ("drafts", "/news/x/drafts/a.md"),
            ("drafts/", "/news/drafts/a.md"),
            ("{a,b}.md", "/news/b.md"),
            ("/a.md", "/news/a.md"),
        ] {
            assert!(holds(glob, path), "{glob} {path}");
        }
        for (glob, path) in [
            ("ar/*.md", "/news/x/ar/b.md"),
            ("/a.md", "/news/x/a.md"),
            ("*.po", "/other/de.po"),
            ("drafts/", "/news/drafts"),
        ] {
            assert!(!holds(glob, path), "{glob} {path}");
        }
    }
}
