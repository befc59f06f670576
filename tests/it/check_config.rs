//! `mtflag.toml` as a user of `check` and `score` meets it.

use std::fs;
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;

use crate::cli::{folder, mtflag, text};
use crate::process::{Server, command, output};

/// One major flag of `encoding` and one minor flag of `repetition`.
const DAMAGED: &str = "The envoy said it\u{92}s in the the port.\n";

/// The path and rule of every flag of `check .` in a folder of `files`, and the exit code.
fn check(files: &[(&str, &str)], more: &[&str]) -> (Vec<(String, String)>, Option<i32>) {
    let folder = with(files);
    let run = mtflag(
        &[&["check", ".", "--format", "jsonl"], more].concat(),
        folder.path(),
        b"",
    );
    assert!(run.status.code() < Some(2), "{}", text(&run.stderr));
    (flags(&run), run.status.code())
}

fn flags(run: &Output) -> Vec<(String, String)> {
    let flag = |line: &str| {
        let flag: Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| flag[key].as_str().unwrap().to_owned();
        (text("path").replacen("./", "", 1), text("rule"))
    };
    text(&run.stdout).lines().map(flag).collect()
}

fn rules<'a>(flags: &'a [(String, String)], path: &str) -> Vec<&'a str> {
    let of_it = flags.iter().filter(|(at, _)| at == path);
    of_it.map(|(_, rule)| rule.as_str()).collect()
}

const BOTH: [&str; 2] = ["encoding/c1-control", "repetition/doubled-word"];

#[test]
fn the_nearest_file_upwards_counts_and_the_command_line_over_it() {
    let files = [
        ("mtflag.toml", "select = ['encoding']\n"),
        ("a.txt", DAMAGED),
        ("deep/er/a.txt", DAMAGED),
        ("near/.mtflag.toml", "ignore = ['encoding']\n"),
        ("near/a.txt", DAMAGED),
    ];
    let (found, _) = check(&files, &[]);
    assert_eq!(rules(&found, "a.txt"), ["encoding/c1-control"]);
    assert_eq!(rules(&found, "deep/er/a.txt"), ["encoding/c1-control"]);
    // Not both: what stands further up does not hold here.
    assert_eq!(rules(&found, "near/a.txt"), ["repetition/doubled-word"]);
    let (found, _) = check(&files, &["--select", "repetition"]);
    for path in ["a.txt", "deep/er/a.txt", "near/a.txt"] {
        assert_eq!(rules(&found, path), ["repetition/doubled-word"], "{path}");
    }
    let (found, _) = check(&files, &["--ignore", "repetition"]);
    assert_eq!(rules(&found, "a.txt"), ["encoding/c1-control"]);
    assert!(rules(&found, "near/a.txt").is_empty(), "it adds up");
    let (found, _) = check(&files, &["--isolated"]);
    assert_eq!(rules(&found, "near/a.txt"), BOTH);
}

#[test]
fn sections_hold_for_their_paths_the_later_over_the_earlier() {
    let files = [
        (
            "mtflag.toml",
            "ignore = ['names']\n\
             [paths.'wire/**']\nignore = ['encoding']\n\
             [paths.'*.md']\nselect = ['encoding']\n",
        ),
        ("a.txt", DAMAGED),
        ("a.md", DAMAGED),
        ("wire/a.txt", DAMAGED),
        ("wire/x/a.md", DAMAGED),
    ];
    let (found, _) = check(&files, &[]);
    assert_eq!(rules(&found, "a.txt"), BOTH);
    assert_eq!(rules(&found, "a.md"), ["encoding/c1-control"]);
    assert_eq!(rules(&found, "wire/a.txt"), ["repetition/doubled-word"]);
    assert_eq!(rules(&found, "wire/x/a.md"), ["encoding/c1-control"]);
}

#[test]
fn paths_are_told_from_the_folder_of_the_file_wherever_one_stands() {
    let folder = with(&[
        ("mtflag.toml", "[paths.'wire/*']\nselect = ['encoding']\n"),
        ("wire/a.txt", DAMAGED),
    ]);
    let below = folder.path().join("wire");
    let whole = below.join("a.txt");
    for path in ["a.txt", "../wire/a.txt", whole.to_str().unwrap()] {
        let run = mtflag(&["check", path, "--format", "jsonl"], &below, b"");
        assert_eq!(flags(&run).len(), 1, "{path}: {run:?}");
    }
    let arguments = ["check", "-", "--stdin-filename", "a.txt"];
    let run = mtflag(&arguments, &below, DAMAGED.as_bytes());
    assert_eq!(text(&run.stdout).lines().count(), 1);
}

#[test]
fn severity_and_fail_on_decide_the_exit_code() {
    let code = |config: &str| check(&[("mtflag.toml", config), ("a/a.txt", DAMAGED)], &[]).1;
    assert_eq!(code(""), Some(1));
    assert_eq!(code("fail-on = 'critical'\n"), Some(0));
    assert_eq!(
        code("fail-on = 'critical'\n[severity]\n'encoding/c1-control' = 'critical'\n"),
        Some(1)
    );
    assert_eq!(code("severity = {all = 'neutral'}\n"), Some(0));
    assert_eq!(code("[paths.'a/**']\nfail-on = 'never'\n"), Some(0));
    assert_eq!(code("[paths.'b/**']\nfail-on = 'never'\n"), Some(1));
    assert_eq!(code("[paths.'a']\nmin-confidence = 1.0\n"), Some(0));
}

#[test]
fn what_is_excluded_is_not_read_even_when_it_is_named() {
    let folder = with(&[
        ("mtflag.toml", "exclude = ['drafts', '*.{tmp,bak}.txt']\n"),
        ("a.txt", DAMAGED),
        ("drafts/x/a.txt", DAMAGED),
        ("a.tmp.txt", DAMAGED),
    ]);
    for arguments in [
        &["check", ".", "--format", "jsonl"][..],
        &[
            "check",
            "a.txt",
            "drafts/x/a.txt",
            "a.tmp.txt",
            "--format",
            "jsonl",
        ],
    ] {
        let run = mtflag(arguments, folder.path(), b"");
        let paths: Vec<_> = flags(&run).into_iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["a.txt", "a.txt"]);
    }
    let run = mtflag(&["check", ".", "--exclude", "/a.txt"], folder.path(), b"");
    assert_eq!(run.status.code(), Some(3), "both leave out");
}

#[test]
fn what_is_included_is_read_in_folders_whatever_its_ending() {
    let record = "{\"text\": \"It\u{92}s late.\"}\n";
    let folder = with(&[
        (
            "mtflag.toml",
            "include = ['wire/*.jsonl']\nexclude = ['b.jsonl']\n",
        ),
        ("wire/a.jsonl", record),
        ("wire/b.jsonl", record),
        ("a.jsonl", record),
        ("a.log", DAMAGED),
    ]);
    let paths = |arguments: &[&str]| {
        let arguments = [&["check", ".", "--format", "jsonl"], arguments].concat();
        let found = flags(&mtflag(&arguments, folder.path(), b""));
        found.into_iter().map(|(path, _)| path).collect::<Vec<_>>()
    };
    assert_eq!(paths(&[]), ["wire/a.jsonl"]);
    let more = ["--include", "*.log", "--select", "encoding"];
    assert_eq!(paths(&more), ["a.log", "wire/a.jsonl"]);
    let run = mtflag(&["check", ".", "--isolated"], folder.path(), b"");
    assert_eq!(run.status.code(), Some(3));
    assert!(text(&run.stderr).contains("--include"), "{run:?}");
}

#[test]
fn languages_names_and_fields_may_differ_by_path() {
    let folder = with(&[
        (
            "conf/mtflag.toml",
            "names = ['lists/names.csv']\n\
             [paths.'fa/**']\nlanguage = 'fa'\n\
             [paths.'*.jsonl']\nfield = ['body', 'head,line']\n",
        ),
        (
            "conf/lists/names.csv",
            "canonical,aliases,misrenderings\nCasa Mar Branco,,White Sea House\n",
        ),
        ("conf/fa/a.txt", "سلام."),
        ("conf/en/a.txt", "They met at the White Sea House again.\n"),
        (
            "conf/a.jsonl",
            "{\"text\": \"It\u{92}s late.\", \"head,line\": \"It\u{92}s late.\"}\n",
        ),
    ]);
    let run = mtflag(&["check", "conf", "--format", "json"], folder.path(), b"");
    let articles: Vec<Value> = serde_json::from_slice(&run.stdout).unwrap();
    let article = |path: &str| articles.iter().find(|a| a["id"] == path).unwrap();
    assert_eq!(article("conf/fa/a.txt")["language"]["tag"], "fa");
    assert_eq!(
        article("conf/en/a.txt")["flags"][0]["rule"],
        "names/glossary"
    );
    let run = mtflag(
        &["check", "conf/a.jsonl", "--format", "jsonl"],
        folder.path(),
        b"",
    );
    let flag: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(flag["column"], 40, "the field of the file, not `text`");
}

#[test]
fn what_is_wrong_in_the_file_is_told_with_its_line() {
    for (config, told) in [
        (
            "preview = true\n\nselct = ['encoding']\n",
            "mtflag.toml:3: no setting is called `selct`; did you mean `select`?",
        ),
        (
            "[path.'a']\n",
            "mtflag.toml:1: no table is called `path`; did you mean `paths`?",
        ),
        (
            "[paths.'none/**']\npreview = true\nlangage = 'en'\n",
            "mtflag.toml:3: [paths.\"none/**\"]: no setting is called `langage`; did you mean `language`?",
        ),
        (
            "[paths.'a']\nexclude = ['b']\n",
            "mtflag.toml:2: [paths.\"a\"]: no setting is called `exclude`",
        ),
        (
            "select = ['encodng']\n",
            "mtflag.toml:1: select: no rule or family is called `encodng`; did you mean `encoding`?",
        ),
        (
            "[severity]\nnames = 'minor'\n'encoding/mojibke' = 'major'\n",
            "mtflag.toml:3: severity: no rule or family is called `encoding/mojibke`; did you mean `encoding/mojibake`?",
        ),
        (
            "severity.names = 'grave'\n",
            "mtflag.toml:1: severity: names: `grave` is no severity",
        ),
        (
            "min-confidence = 2\n",
            "mtflag.toml:1: min-confidence: `2` is no probability",
        ),
        (
            "fail-on = ['minor']\n",
            "mtflag.toml:1: fail-on: is no value but an array",
        ),
        (
            "fail-on = 'mild'\n",
            "mtflag.toml:1: fail-on: `mild` is none of critical, major",
        ),
        ("names = ['gone.csv']\n", "gone.csv"),
        ("paths = 3\n", "mtflag.toml:1: `paths` is no table"),
        (
            "[paths]\n'a' = 3\n",
            "mtflag.toml:2: [paths.\"a\"] is no table",
        ),
        ("exclude = ['{']\n", "mtflag.toml: exclude: "),
        ("select = \n", "mtflag.toml"),
    ] {
        let folder = with(&[("mtflag.toml", config), ("a.txt", DAMAGED)]);
        let run = mtflag(&["check", "a.txt"], folder.path(), b"");
        assert_eq!(run.status.code(), Some(2), "{config}: {run:?}");
        assert!(
            text(&run.stderr).contains(told),
            "{told}: {}",
            text(&run.stderr)
        );
        assert!(run.stdout.is_empty(), "{run:?}");
    }
}

#[test]
fn a_file_can_be_named_and_its_patterns_then_start_from_here() {
    let folder = with(&[
        ("mtflag.toml", "select = ['names']\n"),
        (
            "ci/strict.toml",
            "names = ['names.csv']\n[paths.'wire/*']\nignore = ['encoding']\n",
        ),
        ("ci/names.csv", "canonical\nCasa Mar Branco\n"),
        ("wire/a.txt", DAMAGED),
    ]);
    let named = [
        "check",
        "wire",
        "--format",
        "jsonl",
        "--config",
        "ci/strict.toml",
    ];
    let run = mtflag(&named, folder.path(), b"");
    assert_eq!(
        rules(&flags(&run), "wire/a.txt"),
        ["repetition/doubled-word"]
    );
    let mut check = command(&["check", "wire", "--format", "jsonl"]);
    check
        .current_dir(folder.path())
        .env("MTFLAG_CONFIG", "ci/strict.toml");
    assert_eq!(flags(&output(check, b"")).len(), 1);
    let mut check = command(&["check", "wire", "--format", "jsonl", "--isolated"]);
    check
        .current_dir(folder.path())
        .env("MTFLAG_CONFIG", "ci/strict.toml");
    assert_eq!(rules(&flags(&output(check, b"")), "wire/a.txt"), BOTH);
    let run = mtflag(
        &["check", "wire", "--config", "gone.toml"],
        folder.path(),
        b"",
    );
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("cannot read gone.toml"));
}

#[test]
fn show_config_tells_what_holds_for_a_path_and_where_it_comes_from() {
    let folder = with(&[
        (
            "mtflag.toml",
            "ignore = ['names']\nreview-above = 7\n\n[paths.'wire/**']\nignore = ['fluency']\n\
             language = 'fa'\n[paths.'*.md']\nselect = ['encoding']\n",
        ),
        ("wire/a.txt", DAMAGED),
    ]);
    let shown = |arguments: &[&str]| {
        let run = mtflag(
            &[&["check", "--show-config"], arguments].concat(),
            folder.path(),
            b"",
        );
        assert_eq!(run.status.code(), Some(0), "{run:?}");
        text(&run.stdout).to_owned()
    };
    let line = |shown: &str, key: &str| {
        let mut lines = shown.lines();
        let line = lines.find(|line| line.starts_with(&format!("{key} = ")));
        let (value, origin) = line.unwrap().split_once(" # ").unwrap();
        (value.trim().to_owned(), origin.to_owned())
    };
    let pair = |value: &str, origin: &str| (value.to_owned(), origin.to_owned());
    let wire = shown(&["wire/a.txt", "--fail-on", "major", "--ignore", "script"]);
    assert!(wire.starts_with("# wire/a.txt: mtflag.toml\n"), "{wire}");
    assert_eq!(
        line(&wire, "ignore"),
        pair(
            "ignore = [\"names\", \"fluency\", \"script\"]",
            "mtflag.toml:1, mtflag.toml:5, command line"
        )
    );
    assert_eq!(
        line(&wire, "review-above"),
        pair("review-above = 7.0", "mtflag.toml:2")
    );
    assert_eq!(
        line(&wire, "language"),
        pair("language = \"fa\"", "mtflag.toml:6")
    );
    assert_eq!(
        line(&wire, "fail-on"),
        pair("fail-on = \"major\"", "command line")
    );
    assert_eq!(
        line(&wire, "reject-above"),
        pair("reject-above = 30.0", "default")
    );
    // A selection begins anew, and nothing is left of what was ignored before.
    let markdown = shown(&["wire/a.md"]);
    assert_eq!(line(&markdown, "ignore"), pair("ignore = []", "default"));
    assert_eq!(line(&markdown, "select").1, "mtflag.toml:8");
    assert!(shown(&[]).starts_with("# .: mtflag.toml\n"));
    assert!(shown(&["--isolated"]).contains("no mtflag.toml"));
    // What is shown is a file that gives the same.
    let again = with(&[("mtflag.toml", &wire), ("a.txt", DAMAGED)]);
    let run = mtflag(&["check", "--show-config"], again.path(), b"");
    let values = |shown: &str| {
        let lines = shown.lines().skip(1);
        let value = |line: &str| line.split(" # ").next().unwrap().trim().to_owned();
        lines.map(value).collect::<Vec<_>>()
    };
    assert_eq!(values(text(&run.stdout)), values(&wire), "{run:?}");
}

#[test]
fn servers_are_told_the_terms_of_every_path() {
    let server = Server::start();
    let folder = with(&[
        (
            "mtflag.toml",
            "names = ['names.csv']\n\
             [paths.'wire/**']\nselect = ['encoding']\nseverity = {encoding = 'critical'}\n\
             [paths.'*.md']\nignore = ['encoding']\nmax-flags = 1\n",
        ),
        (
            "names.csv",
            "canonical,aliases,misrenderings\nCasa Mar Branco,,White Sea House\n",
        ),
        (
            "a.md",
            "They met in the the White Sea House again and and again.\n",
        ),
        ("a.txt", DAMAGED),
        ("b.json", "no"),
        ("wire/a.txt", DAMAGED),
        ("z.txt", DAMAGED),
    ]);
    let run = |more: &[&str]| {
        let arguments = ["check", ".", "b.json", "--format", "json"];
        let run = mtflag(&[&arguments, more].concat(), folder.path(), b"");
        assert_eq!(run.status.code(), Some(2), "{run:?}");
        assert!(text(&run.stderr).contains("b.json: line 1"), "{run:?}");
        let articles: Value = serde_json::from_slice(&run.stdout).unwrap();
        assert_eq!(articles.as_array().unwrap().len(), 4);
        articles
    };
    assert_eq!(run(&["--endpoint", &server.url]), run(&[]));
}

#[test]
fn a_batch_goes_by_the_file_of_the_working_directory() {
    let record = serde_json::json!({"id": "a", "text": DAMAGED}).to_string();
    let folder = with(&[
        (
            "mtflag.toml",
            "select = ['encoding']\nfail-on = 'neutral'\n[paths.'*.jsonl']\nselect = ['names']\n",
        ),
        ("a.jsonl", &record),
    ]);
    let rules = |more: &[&str]| {
        let run = mtflag(&[&["score", "a.jsonl"], more].concat(), folder.path(), b"");
        assert_eq!(
            run.status.code(),
            Some(0),
            "a batch fails when it is told to: {run:?}"
        );
        let record: Value = serde_json::from_slice(&run.stdout).unwrap();
        let flags = record["flags"].as_array().unwrap().iter();
        let rule = |flag: &Value| flag["rule"].as_str().unwrap().to_owned();
        flags.map(rule).collect::<Vec<_>>()
    };
    assert_eq!(rules(&[]), ["encoding/c1-control"]);
    assert_eq!(rules(&["--isolated"]), BOTH);
    assert_eq!(
        rules(&["--select", "repetition"]),
        ["repetition/doubled-word"]
    );
}

/// A folder with `files`, whose folders are made.
fn with(files: &[(&str, &str)]) -> TempDir {
    let folder = folder(&[]);
    for (path, content) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}
