//! The command line as a user meets it: the real binary, its output and its exit codes.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const DAMAGED: &str = "The envoy said it\u{92}s too late.\n";

#[test]
fn a_clean_file_exits_with_0_and_prints_nothing() {
    let folder = folder(&[("a.txt", "The envoy said it was late.\n".as_bytes())]);
    let run = mtflag(&["check", "a.txt"], folder.path(), b"");
    assert_eq!((run.status.code(), text(&run.stdout)), (Some(0), ""));
}

#[test]
fn a_damaged_file_exits_with_1_and_says_where() {
    let folder = folder(&[("a.txt", DAMAGED.as_bytes())]);
    let run = mtflag(&["check", "a.txt"], folder.path(), b"");
    assert_eq!(run.status.code(), Some(1));
    assert!(text(&run.stdout).starts_with("a.txt:1:18: major encoding/c1-control: "));
}

#[test]
fn fail_on_decides_the_exit_code_but_not_what_is_printed() {
    let folder = folder(&[("a.txt", DAMAGED.as_bytes())]);
    for (level, code) in [("critical", 0), ("major", 1), ("never", 0), ("neutral", 1)] {
        let run = mtflag(&["check", "a.txt", "--fail-on", level], folder.path(), b"");
        assert_eq!(run.status.code(), Some(code), "{level}");
        assert!(text(&run.stdout).contains("encoding/c1-control"));
    }
}

#[test]
fn a_missing_file_exits_with_2_and_the_others_are_checked() {
    let folder = folder(&[("b.txt", DAMAGED.as_bytes())]);
    let run = mtflag(&["check", "gone.txt", "b.txt"], folder.path(), b"");
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("gone.txt: cannot read it"));
    assert!(text(&run.stdout).contains("b.txt:1:18"));
}

#[test]
fn no_input_exits_with_3() {
    let folder = folder(&[]);
    assert_eq!(
        mtflag(&["check"], folder.path(), b"").status.code(),
        Some(3)
    );
    assert_eq!(
        mtflag(&["check", "."], folder.path(), b"").status.code(),
        Some(3)
    );
    assert_eq!(
        mtflag(&["score", "-"], folder.path(), b"").status.code(),
        Some(3)
    );
}

#[test]
fn an_unknown_rule_exits_with_2_and_names_the_nearest() {
    let folder = folder(&[("a.txt", b"text")]);
    let run = mtflag(
        &["check", "--select", "encoding/c1-contrl", "a.txt"],
        folder.path(),
        b"",
    );
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("did you mean `encoding/c1-control`?"));
}

#[test]
fn a_folder_is_read_in_order_without_what_git_ignores() {
    let folder = folder(&[
        ("b.txt", DAMAGED.as_bytes()),
        ("a.md", DAMAGED.as_bytes()),
        ("c.bin", DAMAGED.as_bytes()),
        (".ignore", b"d.txt\n"),
        ("d.txt", DAMAGED.as_bytes()),
    ]);
    let run = mtflag(&["check", "."], folder.path(), b"");
    let paths: Vec<&str> = text(&run.stdout)
        .lines()
        .filter_map(|line| line.split(':').next())
        .collect();
    assert_eq!(paths, ["./a.md", "./b.txt"]);
}

#[test]
fn bytes_that_are_no_utf8_are_read_by_a_guess_and_the_reader_is_told() {
    let (russian, ..) = encoding_rs::WINDOWS_1251.encode(
        "Министр иностранных дел заявил журналистам, что переговоры продолжатся на следующей неделе.",
    );
    let folder = folder(&[("a.txt", &russian)]);
    let run = mtflag(&["check", "a.txt", "--format", "json"], folder.path(), b"");
    assert!(text(&run.stderr).contains("not UTF-8; read as windows-1251"));
    let articles: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(articles[0]["decoding"]["charset"], "windows-1251");
}

#[test]
fn offsets_come_in_the_unit_asked_for() {
    let folder = folder(&[("a.txt", "🦀 é it\u{92}s".as_bytes())]);
    for (unit, start, end) in [("utf8", 10, 12), ("utf16", 7, 8), ("codepoints", 6, 7)] {
        let arguments = ["check", "a.txt", "--format", "jsonl", "--offsets", unit];
        let run = mtflag(&arguments, folder.path(), b"");
        let flag: Value = serde_json::from_str(text(&run.stdout).lines().next().unwrap()).unwrap();
        assert_eq!(
            (&flag["start"], &flag["end"]),
            (&start.into(), &end.into()),
            "{unit}"
        );
        assert_eq!((&flag["line"], &flag["column"]), (&1.into(), &7.into()));
    }
}

#[test]
fn standard_input_and_json_work_together() {
    let folder = folder(&[]);
    let run = mtflag(
        &["check", "-", "--format", "json"],
        folder.path(),
        DAMAGED.as_bytes(),
    );
    let articles: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(articles[0]["id"], "<stdin>");
    assert_eq!(
        articles[0]["flags"][0]["suggestions"][0]["text"],
        "\u{2019}"
    );
}

#[test]
fn colour_is_only_for_those_who_want_it() {
    let folder = folder(&[("a.txt", DAMAGED.as_bytes())]);
    let full = ["check", "a.txt", "--format", "full"];
    assert!(!mtflag(&full, folder.path(), b"").stdout.contains(&0x1b));
    let always = ["check", "a.txt", "--format", "full", "--color", "always"];
    assert!(mtflag(&always, folder.path(), b"").stdout.contains(&0x1b));
}

#[test]
fn a_batch_keeps_its_order_and_reports_bad_records_in_their_place() {
    let folder = folder(&[(
        "in.jsonl",
        "{\"id\":\"first\",\"text\":\"it\u{92}s\"}\n{\"id\":\n\n{\"text\":\"fine\"}\n{\"id\":9,\"text\":4}\n"
            .as_bytes(),
    )]);
    let run = mtflag(&["score", "in.jsonl"], folder.path(), b"");
    let records: Vec<Value> = text(&run.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let ids: Vec<&str> = records
        .iter()
        .map(|record| record["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["first", "in.jsonl:2", "in.jsonl:4", "9"]);
    assert_eq!(records[0]["flags"][0]["rule"], "encoding/c1-control");
    assert!(
        records[1]["error"]["message"]
            .as_str()
            .unwrap()
            .starts_with("line 2: ")
    );
    assert_eq!(
        records[3]["error"]["message"],
        "line 5: field `text` is a number, not a string"
    );
    assert_eq!(run.status.code(), Some(2));
    let lenient = mtflag(
        &["score", "in.jsonl", "--max-errors", "2"],
        folder.path(),
        b"",
    );
    assert_eq!(lenient.status.code(), Some(0));
    let strict = [
        "score",
        "in.jsonl",
        "--max-errors",
        "2",
        "--fail-on",
        "major",
        "-o",
        "out.jsonl",
    ];
    assert_eq!(mtflag(&strict, folder.path(), b"").status.code(), Some(1));
    let written = std::fs::read(folder.path().join("out.jsonl")).unwrap();
    assert_eq!(written, run.stdout);
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let folder = folder(&[]);
    let line = format!("{{\"text\":\"{}\"}}\n", "it\u{92}s. ".repeat(200));
    let mut child = command(&["score", "-"], folder.path()).spawn().unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    // The child may be gone before all is written.
    let _ = stdin.write_all(line.repeat(200).as_bytes());
    drop(stdin);
    let run = child.wait_with_output().unwrap();
    assert_eq!((run.status.code(), text(&run.stderr)), (Some(0), ""));
}

#[test]
fn the_catalogue_is_listed_and_explained() {
    let folder = folder(&[]);
    let listed = mtflag(&["rules", "--format", "json"], folder.path(), b"");
    let rules: Vec<Value> = serde_json::from_slice(&listed.stdout).unwrap();
    for key in ["id", "family", "severity", "status", "languages", "summary"] {
        assert!(rules.iter().all(|rule| !rule[key].is_null()), "{key}");
    }
    let id = rules[0]["id"].as_str().unwrap();
    let explained = mtflag(&["explain", id], folder.path(), b"");
    assert!(text(&explained.stdout).contains("# Known false alarms"));
    assert_eq!(
        mtflag(&["explain", "no/such"], folder.path(), b"")
            .status
            .code(),
        Some(2)
    );
    let completions = mtflag(&["generate", "completions", "bash"], folder.path(), b"");
    assert!(text(&completions.stdout).contains("_mtflag"));
}

/// A folder with these files.
pub fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

pub fn mtflag(arguments: &[&str], folder: &Path, input: &[u8]) -> Output {
    let mut child = command(arguments, folder).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

pub fn command(arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mtflag"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("MTFLAG_ENDPOINT")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

pub fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}
