//! The README tells the truth: its table is the catalogue, its article shows what it promises.
//!
//! `MTFLAG_BLESS=1 cargo test readme` writes what is generated into it.

use std::collections::HashSet;
use std::path::Path;
use std::process::Command;

#[test]
fn the_rule_table_is_the_catalogue() {
    let table = mtflag(&["rules", "--format", "markdown"]);
    generated("rules", &table);
}

#[test]
fn the_table_of_settings_is_what_serve_reads() {
    let table = mtflag(&["serve", "--show-config=markdown"]);
    generated("settings", &table);
}

#[test]
fn the_table_of_keys_is_what_check_reads() {
    let table = mtflag(&["check", "--show-config=markdown"]);
    generated("keys", &table);
}

#[test]
fn the_file_of_settings_it_shows_is_one() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"));
    let readme = readme.unwrap();
    let (_, example) = readme.split_once("<!-- example -->\n```toml\n").unwrap();
    let (example, _) = example.split_once("```").unwrap();
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("mtflag.toml");
    std::fs::write(&file, example).unwrap();
    let shown = mtflag(&["check", "--show-config", "--config", file.to_str().unwrap()]);
    assert!(shown.contains("fail-on = \"major\""), "{shown}");
}

#[test]
fn the_picture_is_what_the_first_command_prints() {
    let printed = mtflag(&[
        "check",
        "examples/scraped-article.txt",
        "--fail-on",
        "never",
        "--format",
        "concise",
    ]);
    let rules: HashSet<&str> = printed
        .lines()
        .filter_map(|line| line.split(' ').nth(2))
        .collect();
    assert!(rules.len() >= 8, "only {rules:?}");
    let full = mtflag(&[
        "check",
        "examples/scraped-article.txt",
        "--fail-on",
        "never",
        "--format",
        "full",
    ]);
    // The first flags and the summary: enough to see what it looks like.
    let mut flags = full.split("\n\n");
    let head: Vec<&str> = flags.by_ref().take(3).collect();
    let summary = full.trim_end().lines().last().unwrap();
    generated(
        "picture",
        &format!("```text\n{}\n\n...\n\n{summary}\n```\n", head.join("\n\n")),
    );
}

/// Checks the stretch of the README between the markers of `name`, or writes it.
fn generated(name: &str, wanted: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let start = readme.find(&open).unwrap() + open.len();
    let end = readme.find(&close).unwrap();
    if std::env::var_os("MTFLAG_BLESS").is_some() {
        let blessed = format!("{}{wanted}{}", &readme[..start], &readme[end..]);
        std::fs::write(path, blessed).unwrap();
    } else {
        assert!(
            &readme[start..end] == wanted,
            "the README is behind: MTFLAG_BLESS=1 cargo test readme -- --test-threads 1"
        );
    }
}

fn mtflag(arguments: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_mtflag"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("MTFLAG_ENDPOINT")
        .output()
        .unwrap();
    assert_eq!(
        run.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    String::from_utf8(run.stdout).unwrap()
}
