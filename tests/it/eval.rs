//! `mtflag eval`: figures that can be counted by hand, and those of the development sets where they
//! are at hand.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::cli::{folder, mtflag, text};

/// Four articles. Of `encoding` one label of two is found; of `repetition` the one there is, once by
/// a flag of another family, too; one flag is wrong and one is of a family nobody judges.
fn fixture() -> TempDir {
    let gold = [
        json!({"id": "a", "text": "Čau: the the boat.", "expect": [
            {"family": "repetition", "rule": "repetition/doubled-word", "start": 5, "end": 12}]}),
        json!({"id": "b", "text": "Žluť Ã© and Ã¼.", "expect": [
            {"family": "encoding", "start": 5, "end": 7}, {"family": "encoding", "start": 12, "end": 14}],
            "clean_for": ["names"]}),
        json!({"id": "c", "text": "All is well here.", "clean_for": ["encoding", "repetition"]}),
        json!({"id": "d", "text": "Пока all is well.", "expect": [
            {"family": "language", "start": 0, "end": 4}, {"family": "language", "start": 5, "end": 8, "required": false}]}),
    ];
    // In bytes, as `score` writes them unless told otherwise.
    let flags = [
        json!({"id": "a", "flags": [
            {"rule": "repetition/doubled-word", "confidence": 0.9, "start": 6, "end": 13, "excerpt": "the the"},
            {"rule": "encoding/mojibake", "confidence": 0.55, "start": 6, "end": 9, "excerpt": "the"}]}),
        json!({"id": "b", "flags": [
            {"rule": "encoding/mojibake", "confidence": 0.95, "start": 7, "end": 11, "excerpt": "Ã©"}]}),
        json!({"id": "c", "flags": [
            {"rule": "encoding/c1-control", "severity": "minor", "confidence": 0.6, "start": 0, "end": 3, "excerpt": "All"}]}),
        json!({"id": "d", "flags": [
            {"rule": "script/foreign-run", "confidence": 0.8, "start": 0, "end": 8, "excerpt": "Пока"}]}),
    ];
    let other = [
        json!({"id": "b", "flags": [
            {"rule": "encoding/mojibake", "confidence": 0.95, "start": 7, "end": 11, "excerpt": "Ã©"},
            {"rule": "encoding/mojibake", "confidence": 0.7, "start": 16, "end": 20, "excerpt": "Ã¼"},
            {"rule": "names/odd-caps", "confidence": 0.7, "start": 12, "end": 15, "excerpt": "and"}]}),
        json!({"id": "a", "flags": []}),
        json!({"id": "c", "flags": []}),
        json!({"id": "d", "flags": []}),
    ];
    let lines = |records: &[Value]| records.iter().map(|r| format!("{r}\n")).collect::<String>();
    folder(&[
        ("gold.jsonl", lines(&gold).as_bytes()),
        ("flags.jsonl", lines(&flags).as_bytes()),
        ("other.jsonl", lines(&other).as_bytes()),
    ])
}

fn evaluate(folder: &Path, more: &[&str]) -> Value {
    let arguments = [&["eval", "gold.jsonl", "--format", "json"], more].concat();
    let run = mtflag(&arguments, folder, b"");
    assert_eq!((run.status.code(), text(&run.stderr)), (Some(0), ""));
    serde_json::from_slice(&run.stdout).unwrap()
}

fn named<'a>(figures: &'a Value, name: &str) -> &'a Value {
    let found = figures
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["name"] == name);
    found.unwrap_or_else(|| panic!("no {name} in {figures}"))
}

#[test]
fn figures_are_those_counted_by_hand() {
    let folder = fixture();
    let told = evaluate(folder.path(), &["--flags", "flags.jsonl"]);
    let encoding = named(&told["families"], "encoding");
    // Flags of `encoding` in article a are not judged: its labels do not speak of that family.
    assert_eq!(
        (&encoding["wanted"], &encoding["found"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(
        (&encoding["flags"], &encoding["right"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(
        (&encoding["recall"], &encoding["f1"]),
        (&json!(0.5), &json!(0.5))
    );
    let language = named(&told["families"], "language");
    assert_eq!(
        (&language["wanted"], &language["recall"]),
        (&json!(1), &json!(1.0))
    );
    assert_eq!(language["precision"], Value::Null);
    assert_eq!(told["all"]["recall"], 0.75);
    assert_eq!(
        named(&told["rules"], "repetition/doubled-word")["recall"],
        1.0
    );
    let interval = &encoding["intervals"]["recall"];
    assert!(interval[0].as_f64().unwrap() <= 0.5 && interval[1].as_f64().unwrap() >= 0.5);
    let bins = told["calibration"]["bins"].as_array().unwrap();
    let said: Vec<_> = bins
        .iter()
        .map(|bin| (&bin["flags"], &bin["precision"]))
        .collect();
    assert_eq!(said, [(&json!(1), &json!(0.0)), (&json!(2), &json!(1.0))]);
    assert_eq!(told["misses"][0]["context"], "Žluť Ã© and ⟦Ã¼⟧.");
    assert_eq!(told["false_alarms"][0]["name"], "encoding/c1-control");
    let confused = told["confusion"].as_array().unwrap();
    assert!(
        confused.contains(&json!({"label": "language", "flag": "script/foreign-run", "count": 1}))
    );
    assert!(confused.contains(&json!({"label": "encoding", "flag": null, "count": 1})));
    let last = told["thresholds"]
        .as_array()
        .unwrap()
        .iter()
        .find(|t| t["min_confidence"] == 0.9)
        .unwrap();
    assert_eq!(
        (&last["flags"], &last["precision"]),
        (&json!(2), &json!(1.0))
    );
}

#[test]
fn the_same_seed_gives_the_same_intervals() {
    let folder = fixture();
    let run =
        |seed| evaluate(folder.path(), &["--flags", "flags.jsonl", "--seed", seed]).to_string();
    assert_eq!(run("7"), run("7"));
}

#[test]
fn another_run_is_compared_flag_by_flag() {
    let folder = fixture();
    let told = evaluate(
        folder.path(),
        &["--flags", "flags.jsonl", "--against", "other.jsonl"],
    );
    let changes = &told["changes"];
    assert_eq!(changes["kept"], 1);
    assert_eq!(
        (&changes["labels_gained"], &changes["labels_lost"]),
        (&json!(2), &json!(1))
    );
    let rules = changes["rules"].as_array().unwrap();
    let of = |rule: &str| rules.iter().find(|r| r["rule"] == rule).unwrap();
    let tally = |right, wrong, not_judged| json!({"right": right, "wrong": wrong, "not_judged": not_judged});
    assert_eq!(of("encoding/mojibake")["gone"], tally(1, 0, 0));
    assert_eq!(of("encoding/mojibake")["new"], tally(0, 0, 1));
    assert_eq!(of("names/odd-caps")["gone"], tally(0, 1, 0));
    assert_eq!(of("encoding/c1-control")["new"], tally(0, 1, 0));
    assert_eq!(changes["lost"][0]["start"], 12);
    assert_eq!(
        (&changes["all"]["recall_before"], &changes["all"]["recall"]),
        (&json!(0.5), &json!(0.75))
    );
    let run = mtflag(
        &[
            "eval",
            "gold.jsonl",
            "--flags",
            "flags.jsonl",
            "--against",
            "other.jsonl",
        ],
        folder.path(),
        b"",
    );
    assert!(
        text(&run.stdout).contains("1 flags kept, 2 labels gained, 1 lost"),
        "{}",
        text(&run.stdout)
    );
}

#[test]
fn the_engine_is_run_when_no_flags_are_given() {
    let folder = fixture();
    let told = evaluate(folder.path(), &["--select", "repetition"]);
    assert_eq!(named(&told["families"], "repetition")["recall"], 1.0);
    assert_eq!(named(&told["families"], "encoding")["flags"], 0);
}

#[test]
fn what_cannot_be_judged_is_an_error_that_names_the_line() {
    let folder = fixture();
    std::fs::write(folder.path().join("bad.jsonl"), "\n{\"text\":5}\n").unwrap();
    let run = mtflag(&["eval", "bad.jsonl"], folder.path(), b"");
    assert_eq!(run.status.code(), Some(2));
    assert!(
        text(&run.stderr).contains("bad.jsonl:2"),
        "{}",
        text(&run.stderr)
    );
    let moved =
        "{\"id\":\"a\",\"flags\":[{\"rule\":\"x/y\",\"start\":0,\"end\":2,\"excerpt\":\"zz\"}]}\n";
    std::fs::write(folder.path().join("moved.jsonl"), moved).unwrap();
    let run = mtflag(
        &["eval", "gold.jsonl", "--flags", "moved.jsonl"],
        folder.path(),
        b"",
    );
    assert_eq!(run.status.code(), Some(2));
    assert!(
        text(&run.stderr).contains("its flags are of other articles"),
        "{}",
        text(&run.stderr)
    );
    std::fs::write(folder.path().join("empty.jsonl"), "").unwrap();
    assert_eq!(
        mtflag(&["eval", "empty.jsonl"], folder.path(), b"")
            .status
            .code(),
        Some(3)
    );
}

#[test]
fn figures_agree_with_the_reference_on_the_development_sets() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval");
    let reference = shared.join("score.py");
    if !reference.is_file() {
        println!("skipped: {} is not there", reference.display());
        return;
    }
    let folder = folder(&[]);
    for set in [
        "dev/01_ftfy.jsonl",
        "dev/08_hallucination.jsonl",
        "../seeds/set.jsonl",
    ] {
        let gold = shared.join(set);
        let gold = gold.to_str().unwrap();
        let scored = [
            "score",
            gold,
            "--offsets",
            "codepoints",
            "--fail-on",
            "never",
            "-o",
            "flags.jsonl",
        ];
        mtflag(&scored, folder.path(), b"");
        let run = Command::new("python3")
            .arg(&reference)
            .args([gold, "flags.jsonl", "--json"])
            .current_dir(folder.path())
            .output();
        let Ok(run) = run else {
            println!("skipped: no python3");
            return;
        };
        let wanted: Value = serde_json::from_slice(&run.stdout).unwrap();
        for more in [["--flags", "flags.jsonl"].as_slice(), &[]] {
            let arguments = [
                &["eval", gold, "--format", "json", "--resamples", "20"],
                more,
            ]
            .concat();
            let run = mtflag(&arguments, folder.path(), b"");
            let told: Value = serde_json::from_slice(&run.stdout).unwrap();
            for (family, wanted) in wanted["families"].as_object().unwrap() {
                let told = named(&told["families"], family);
                for figure in wanted.as_object().unwrap().keys() {
                    assert!(
                        near(&told[figure], &wanted[figure]),
                        "{set} {family} {figure}: {told} {wanted}"
                    );
                }
            }
            assert!(near(&told["all"]["recall"], &wanted["recall"]));
            assert!(near(&told["all"]["precision"], &wanted["precision"]));
            assert!(near(
                &told["all"]["false_per_5k"],
                &wanted["false_per_5k_all"]
            ));
        }
    }
}

fn near(a: &Value, b: &Value) -> bool {
    match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-9,
        _ => a == b,
    }
}
