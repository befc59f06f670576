//! Arrows point down only: a module of the library uses those below it, never those above.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the bottom up; rooms of one row may not use each other either.
const LAYERS: &[&[&str]] = &[
    &["gazetteer"],
    &["text"],
    &["language", "lexicon", "flag"],
    &["rules"],
    &["engine"],
    &["proto"],
    &["report", "server", "client"],
    &["cli"],
];

/// What the rooms below `proto` must not know.
const OUTSIDE: &[&str] = &[
    "tokio", "tonic", "clap", "tracing", "std::fs", "std::net", "std::env",
];

#[test]
fn no_module_uses_one_above_it() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let mut files = Vec::new();
    rust_files(&source, &mut files);
    assert!(files.len() > 10, "the source was not found");
    for file in files {
        let inside = file.strip_prefix(&source).expect("found below it");
        let room = inside
            .iter()
            .next()
            .expect("a file has a name")
            .to_string_lossy();
        let room = room.trim_end_matches(".rs");
        let Some(level) = level_of(room) else {
            continue;
        };
        let code = fs::read_to_string(&file).expect("readable");
        // Tests in the file may look around.
        let code = code.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code
            .lines()
            .enumerate()
            .filter(|(_, l)| !l.trim_start().starts_with("//"))
        {
            for used in crate_paths(line) {
                let above = level_of(&used).is_some_and(|other| other > level);
                let beside = used != room && level_of(&used) == Some(level) && room != "language";
                if above || beside {
                    wrong.push(format!("{}:{}: uses {used}", inside.display(), number + 1));
                }
            }
            if level_of("proto").is_some_and(|proto| level < proto) {
                for outside in OUTSIDE
                    .iter()
                    .filter(|name| line.contains(&format!("{name}::")))
                {
                    wrong.push(format!(
                        "{}:{}: knows {outside}",
                        inside.display(),
                        number + 1
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn level_of(room: &str) -> Option<usize> {
    LAYERS.iter().position(|row| row.contains(&room))
}

fn crate_paths(line: &str) -> Vec<String> {
    line.split("crate::")
        .skip(1)
        .map(|rest| {
            rest.chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect()
        })
        .collect()
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("readable").flatten() {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}
