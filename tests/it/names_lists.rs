//! Lists of names as a user meets them: files of every form, compact files, and what they silence.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const ARTICLE: &str = "Guests of the White Sea House left on Monday. President Ada Belkdai spoke to \
    them at the gate, and the crowd in the square waited for hours.\n";

#[test]
fn every_form_of_list_is_gone_by() {
    let tbx = r#"<tbx style="dca" type="TBX-Basic"><text><body><conceptEntry id="1"><langSec xml:lang="en">
        <termSec><term>Casa Mar Branco</term></termSec>
        <termSec><term>White Sea House</term>
          <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
        </langSec></conceptEntry></body></text></tbx>"#;
    for (name, list) in [
        (
            "a.csv",
            "canonical,aliases,misrenderings\nCasa Mar Branco,,White Sea House\n",
        ),
        (
            "a.tsv",
            "Casa Mar Branco\tCasa Branco|The Casa\tWhite Sea House|Sea White House\n",
        ),
        ("a.tbx", tbx),
    ] {
        let folder = folder(&[(name, list), ("article.txt", ARTICLE)]);
        let run = mtflag(&["check", "article.txt", "--names", name], folder.path());
        let wanted = "article.txt:1:15: major names/glossary: ";
        assert!(text(&run.stdout).contains(wanted), "{name}: {run:?}");
        assert!(text(&run.stdout).contains("Casa Mar Branco"), "{name}");
    }
}

#[test]
fn a_near_miss_of_a_listed_name_is_found() {
    let folder = folder(&[("a.csv", "Ada Belkadi\n"), ("article.txt", ARTICLE)]);
    let run = mtflag(&["check", "article.txt", "--names", "a.csv"], folder.path());
    assert!(
        text(&run.stdout).contains("names/garbled-name: "),
        "{run:?}"
    );
}

#[test]
fn nothing_is_said_of_a_listed_form() {
    let article = "The United Nations Mission (UNM) came in May. Later the MNU told the crowd in the \
        square that it would stay for the winter.\n";
    let folder = folder(&[("a.csv", "MNU\n"), ("article.txt", article)]);
    let without = mtflag(&["check", "article.txt"], folder.path());
    assert!(
        text(&without.stdout).contains("names/acronym"),
        "{without:?}"
    );
    let with = mtflag(&["check", "article.txt", "--names", "a.csv"], folder.path());
    assert_eq!(text(&with.stdout), "");
}

#[test]
fn a_bad_list_is_named_with_its_line() {
    for (name, list, error) in [
        (
            "a.csv",
            "canonical,aliases\nAda,\n,Bo\n",
            "a.csv: line 3: has no canonical form",
        ),
        (
            "a.csv",
            "Ada,\"Bo\n",
            "a.csv: line 1: opens a quotation mark that nothing closes",
        ),
        ("a.tbx", "<tbx>\n<text></tbx>", "a.tbx: line 2: "),
        ("a.gaz", "Ada\n", "a.gaz: is no gazetteer"),
        (
            "a.gaz",
            "MTFLGAZ\n\u{1}\0\0\0",
            "a.gaz: is a gazetteer whose end is missing",
        ),
    ] {
        let folder = folder(&[(name, list), ("article.txt", ARTICLE)]);
        let run = mtflag(&["check", "article.txt", "--names", name], folder.path());
        assert_eq!(run.status.code(), Some(2), "{list:?}");
        assert!(
            text(&run.stderr).contains(error),
            "{list:?}: {}",
            text(&run.stderr)
        );
    }
    let folder = folder(&[("article.txt", ARTICLE)]);
    let run = mtflag(
        &["check", "article.txt", "--names", "gone.csv"],
        folder.path(),
    );
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("cannot read gone.csv"));
}

#[test]
fn large_lists_become_one_compact_file() {
    let folder = folder(&[
        ("jrc.txt", "7\tP\tu\tAda+Belkadi\n7\tP\tu\tAda+Belkdai\n"),
        ("own.csv", "Casa Mar Branco,,White Sea House\n"),
        ("article.txt", ARTICLE),
    ]);
    let make = ["gazetteer", "jrc.txt", "own.csv", "-o", "names.gaz"];
    let run = mtflag(&make, folder.path());
    assert_eq!(run.status.code(), Some(0), "{run:?}");
    assert!(text(&run.stderr).contains("2 names, 4 forms"), "{run:?}");
    let run = mtflag(
        &["check", "article.txt", "--names", "names.gaz"],
        folder.path(),
    );
    assert!(text(&run.stdout).contains("names/glossary"), "{run:?}");
    assert!(!text(&run.stdout).contains("garbled-name"), "{run:?}");

    let whole = std::fs::read(folder.path().join("names.gaz")).unwrap();
    std::fs::write(folder.path().join("cut.gaz"), &whole[..whole.len() - 3]).unwrap();
    let run = mtflag(
        &["check", "article.txt", "--names", "cut.gaz"],
        folder.path(),
    );
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("cut.gaz: is a gazetteer whose end is missing"));
}

#[test]
fn a_gazetteer_of_nothing_is_no_input() {
    let folder = folder(&[("a.csv", "canonical\n")]);
    let run = mtflag(&["gazetteer", "a.csv", "-o", "a.gaz"], folder.path());
    assert_eq!(run.status.code(), Some(3));
    assert!(!folder.path().join("a.gaz").exists());
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

fn mtflag(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mtflag"));
    command
        .env_remove("MTFLAG_ENDPOINT")
        .env_remove("MTFLAG_NAMES");
    command
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}
