//! What somebody decided not to hear of: comments in the article, baselines, excluded files.

use std::fs;

use serde_json::Value;

use crate::cli::{folder, mtflag, text};

const DAMAGED: &str = "The envoy said it\u{92}s too late.\n";

#[test]
fn a_baseline_holds_when_lines_move_and_fails_what_is_new() {
    let folder = folder(&[("a.txt", DAMAGED.as_bytes()), ("b.txt", DAMAGED.as_bytes())]);
    let run = |arguments: &[&str]| mtflag(arguments, folder.path(), b"");
    let written = run(&[
        "check",
        ".",
        "--select",
        "encoding",
        "--write-baseline",
        "known.json",
    ]);
    assert_eq!(written.status.code(), Some(0));
    let check = [
        "check",
        ".",
        "--select",
        "encoding",
        "--baseline",
        "known.json",
    ];
    assert_eq!(run(&check).status.code(), Some(0));

    let moved = format!("A line above.\nAnd another.\n\n{DAMAGED}And one below.\n");
    fs::write(folder.path().join("a.txt"), &moved).unwrap();
    let after = run(&check);
    assert_eq!((after.status.code(), text(&after.stdout)), (Some(0), ""));

    // The same damage once more in the same file is new, and so is another in another file.
    for more in [DAMAGED, "Nobody saw the caf&#233 burn.\n"] {
        fs::write(folder.path().join("b.txt"), format!("{DAMAGED}\n{more}")).unwrap();
        let after = run(&check);
        assert_eq!(after.status.code(), Some(1), "{more}");
        assert_eq!(text(&after.stdout).lines().count(), 1, "{more}");
        assert!(text(&after.stdout).starts_with("./b.txt:3:"), "{more}");
    }
}

#[test]
fn a_baseline_named_in_the_settings_holds_wherever_the_check_is_started() {
    let folder = folder(&[("mtflag.toml", b"baseline = 'known.json'\n")]);
    let content = folder.path().join("content");
    fs::create_dir(&content).unwrap();
    fs::write(content.join("a.txt"), DAMAGED).unwrap();
    let written = mtflag(
        &["check", ".", "--write-baseline", "known.json"],
        folder.path(),
        b"",
    );
    assert_eq!(written.status.code(), Some(0), "{written:?}");
    assert_eq!(
        text(&written.stdout),
        "",
        "nobody wants the old flags listed"
    );
    let whole = content.join("a.txt");
    for (path, from) in [
        ("content/a.txt", folder.path()),
        (".", folder.path()),
        ("a.txt", &content),
        ("../content", &content),
        (whole.to_str().unwrap(), &content),
    ] {
        let run = mtflag(&["check", path], from, b"");
        assert_eq!(run.status.code(), Some(0), "{path}: {run:?}");
        assert_eq!(text(&run.stderr), "");
    }
    fs::write(
        content.join("a.txt"),
        format!("{DAMAGED}\nAnd caf&#233 too.\n"),
    )
    .unwrap();
    let run = mtflag(&["check", "."], &content, b"");
    assert_eq!(run.status.code(), Some(1), "{run:?}");
    assert_eq!(text(&run.stdout).lines().count(), 1);
    fs::remove_file(folder.path().join("known.json")).unwrap();
    let run = mtflag(&["check", "."], &content, b"");
    assert_eq!(run.status.code(), Some(2), "{run:?}");
    assert!(text(&run.stderr).contains("known.json"));
}

#[test]
fn what_a_baseline_has_too_much_is_told_without_failing() {
    let folder = folder(&[("a.txt", DAMAGED.as_bytes()), ("b.txt", DAMAGED.as_bytes())]);
    let run = |arguments: &[&str]| mtflag(arguments, folder.path(), b"");
    run(&["check", ".", "--write-baseline", "known.json"]);
    fs::write(folder.path().join("a.txt"), "All is well.\n").unwrap();
    let after = run(&["check", ".", "--baseline", "known.json"]);
    assert_eq!(after.status.code(), Some(0));
    assert!(text(&after.stderr).contains("1 flag of the baseline was not found any more"));
    // Of a file that this run did not read nothing is known.
    let after = run(&["check", "b.txt", "--baseline", "known.json"]);
    assert_eq!(text(&after.stderr), "");
}

#[test]
fn a_file_that_is_no_baseline_is_an_error_that_names_it() {
    let folder = folder(&[
        ("a.txt", DAMAGED.as_bytes()),
        ("old.json", b"{\"version\":9,\"entries\":[]}"),
        ("odd.json", b"[]"),
    ]);
    for (name, says) in [
        ("old.json", "version 9"),
        ("odd.json", "odd.json is not a baseline"),
        ("gone.json", "cannot read gone.json"),
    ] {
        let run = mtflag(&["check", ".", "--baseline", name], folder.path(), b"");
        assert_eq!(run.status.code(), Some(2), "{name}");
        assert!(text(&run.stderr).contains(says), "{}", text(&run.stderr));
    }
}

#[test]
fn comments_set_flags_aside_with_their_reason() {
    let article = "# News\n\n\
        <!-- mtflag-disable-next-line encoding/c1-control -- quoted as found -->\n\
        The envoy said it\u{92}s too late.\n\n\
        It\u{92}s late. <!-- mtflag-disable-line encoding -->\n\n\
        <!-- mtflag-disable -->\nIt\u{92}s late.\n<!-- mtflag-enable -->\n\n\
        It\u{92}s late at last.\n";
    let folder = folder(&[("a.md", article.as_bytes())]);
    let run = mtflag(
        &["check", "a.md", "--select", "encoding"],
        folder.path(),
        b"",
    );
    assert_eq!(run.status.code(), Some(1));
    assert_eq!(text(&run.stdout).lines().count(), 1);
    assert!(text(&run.stdout).starts_with("a.md:12:3:"));
    assert_eq!(text(&run.stderr), "");

    let run = mtflag(
        &["check", "a.md", "--select", "encoding", "--format", "sarif"],
        folder.path(),
        b"",
    );
    let log: Value = serde_json::from_slice(&run.stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let suppressed: Vec<&Value> = results
        .iter()
        .map(|of| &of["suppressions"])
        .filter(|of| of[0].is_object())
        .collect();
    assert_eq!((results.len(), suppressed.len()), (4, 3));
    assert_eq!(suppressed[0][0]["justification"], "quoted as found");

    let all = mtflag(
        &[
            "check",
            "a.md",
            "--select",
            "encoding",
            "--no-inline-suppressions",
        ],
        folder.path(),
        b"",
    );
    assert_eq!(text(&all.stdout).lines().count(), 4);
}

#[test]
fn what_is_set_aside_does_not_count_in_the_score() {
    let article = "<p>The envoy said it\u{92}s late.</p> <!-- mtflag-disable-line all -->\n";
    let folder = folder(&[("a.html", article.as_bytes())]);
    let run = mtflag(&["check", "a.html", "--format", "json"], folder.path(), b"");
    assert_eq!(run.status.code(), Some(0));
    let articles: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(articles[0]["score"], 100.0);
    assert_eq!(articles[0]["flags"], Value::Array(Vec::new()));
}

#[test]
fn comments_that_do_nothing_or_name_no_rule_are_told() {
    let article = "<!-- mtflag-disable-line encoding -->\n<!-- mtflag-disable-line nonsense -->\n\
        <!-- just a comment -->\nAll is well.\n";
    let folder = folder(&[("a.md", article.as_bytes()), ("a.txt", article.as_bytes())]);
    let run = mtflag(&["check", "a.md"], folder.path(), b"");
    assert_eq!(run.status.code(), Some(0));
    let told: Vec<&str> = text(&run.stderr).lines().collect();
    assert_eq!(told.len(), 2);
    assert!(told[0].contains("a.md:1: this comment sets nothing of `encoding` aside"));
    assert!(told[1].contains("a.md:2: this comment names `nonsense`, which is no rule"));
}

#[test]
fn excluded_files_are_left_out_even_when_named() {
    let folder = folder(&[
        ("a.txt", DAMAGED.as_bytes()),
        ("b.txt", DAMAGED.as_bytes()),
        ("c.md", DAMAGED.as_bytes()),
    ]);
    let paths = |arguments: &[&str]| -> Vec<String> {
        let run = mtflag(arguments, folder.path(), b"");
        let first = |line: &str| line.split(':').next().unwrap_or_default().to_owned();
        text(&run.stdout).lines().map(first).collect()
    };
    assert_eq!(
        paths(&["check", "a.txt", "b.txt", "--exclude", "a.*"]),
        ["b.txt"]
    );
    assert_eq!(paths(&["check", ".", "--exclude", "*.txt"]), ["./c.md"]);
    assert_eq!(paths(&["check", "*.txt"]), ["./a.txt", "./b.txt"]);
}

#[test]
fn paths_can_come_from_a_list() {
    let folder = folder(&[
        ("a.txt", DAMAGED.as_bytes()),
        ("b c.txt", DAMAGED.as_bytes()),
        ("list", b"a.txt\r\nb c.txt\n"),
    ]);
    for (from, input) in [
        ("list", &b""[..]),
        ("-", b"a.txt\nb c.txt\n"),
        ("-", b"b c.txt\0a.txt\0"),
    ] {
        let run = mtflag(&["check", "--files-from", from], folder.path(), input);
        let lines: Vec<&str> = text(&run.stdout).lines().collect();
        assert_eq!(lines.len(), 2, "{from}");
        assert!(lines[1].starts_with("b c.txt:1:18:"));
    }
    let run = mtflag(&["check", "--files-from", "gone"], folder.path(), b"");
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("cannot read gone"));
}
