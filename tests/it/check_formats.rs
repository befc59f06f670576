//! The formats that other programs read: each as its reader would take it.

use boon::{Compiler, Schemas};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

use crate::cli::{folder, mtflag, text};

const TWICE: &str = "The envoy said it\u{92}s too late.\nNobody saw the caf&#233 burn, he added.\n";

fn check(format: &str) -> String {
    let folder = folder(&[
        ("a clean one.txt", b"The envoy said it was late.\n"),
        ("b, 100%.txt", TWICE.as_bytes()),
    ]);
    let run = mtflag(&["check", ".", "--format", format], folder.path(), b"");
    assert_eq!(run.status.code(), Some(1));
    text(&run.stdout).to_owned()
}

#[test]
fn sarif_keeps_to_the_schema_of_oasis() {
    let schema: Value =
        serde_json::from_str(include_str!("../data/sarif-schema-2.1.0.json")).unwrap();
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("sarif.json", schema).unwrap();
    let compiled = compiler.compile("sarif.json", &mut schemas).unwrap();
    let nothing = folder(&[("a.txt", b"All is well.\n")]);
    let nothing = mtflag(&["check", ".", "--format", "sarif"], nothing.path(), b"");
    for log in [check("sarif").as_str(), text(&nothing.stdout)] {
        let log: Value = serde_json::from_str(log).unwrap();
        if let Err(error) = schemas.validate(&log, compiled) {
            panic!("{error:#}");
        }
    }
}

#[test]
fn sarif_results_name_their_rule_place_and_repair() {
    let log: Value = serde_json::from_str(&check("sarif")).unwrap();
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    let entity = &results[1];
    let index = entity["ruleIndex"].as_u64().unwrap();
    let rule = &run["tool"]["driver"]["rules"][index as usize];
    assert_eq!(
        (&rule["id"], &entity["ruleId"]),
        (
            &"encoding/broken-entity".into(),
            &"encoding/broken-entity".into()
        )
    );
    assert!(
        rule["help"]["markdown"]
            .as_str()
            .unwrap()
            .contains("# What it finds")
    );
    let place = &entity["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "b%2C%20100%25.txt");
    let region = &place["region"];
    let lines = ["startLine", "startColumn", "endLine", "endColumn"].map(|of| &region[of]);
    assert_eq!(lines.map(|of| of.as_u64().unwrap()), [2, 19, 2, 24]);
    let change = &entity["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(change["insertedContent"]["text"], "é");
    let fingerprint = entity["partialFingerprints"]["mtflag/v1"].as_str().unwrap();
    assert_eq!(fingerprint.len(), 16);
    assert_eq!(entity["suppressions"], Value::Array(Vec::new()));
}

#[test]
fn github_gets_a_command_a_flag_with_its_signs_escaped() {
    let commands = check("github");
    let lines: Vec<&str> = commands.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(
        lines[1].starts_with(
            "::error file=b%2C 100%25.txt,line=2,endLine=2,col=19,endColumn=24,\
             title=encoding/broken-entity::"
        ),
        "{}",
        lines[1]
    );
}

#[test]
fn gitlab_gets_issues_with_fingerprints_of_their_own() {
    let issues: Vec<Value> = serde_json::from_str(&check("gitlab")).unwrap();
    assert_eq!(issues.len(), 2);
    assert_ne!(issues[0]["fingerprint"], issues[1]["fingerprint"]);
    assert_eq!(issues[1]["location"]["path"], "b, 100%.txt");
    assert_eq!(issues[1]["location"]["lines"]["begin"], 2);
    assert_eq!(issues[1]["severity"], "major");
    let same = folder(&[("a.txt", TWICE.as_bytes()), ("b.txt", TWICE.as_bytes())]);
    let run = mtflag(&["check", ".", "--format", "gitlab"], same.path(), b"");
    let issues: Vec<Value> = serde_json::from_slice(&run.stdout).unwrap();
    let mut prints: Vec<&str> = issues
        .iter()
        .filter_map(|i| i["fingerprint"].as_str())
        .collect();
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(prints.len(), 4, "one text in two files is two issues");
}

#[test]
fn junit_is_xml_with_a_suite_an_article_and_a_case_a_flag() {
    let report = check("junit");
    let mut reader = Reader::from_str(&report);
    let (mut suites, mut cases, mut failures) = (0, 0, 0);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    attribute.unwrap();
                }
                match tag.name().as_ref() {
                    "testsuite" => suites += 1,
                    "testcase" => cases += 1,
                    "failure" => failures += 1,
                    _ => {}
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!((suites, cases, failures), (2, 3, 2));
    let nul = folder(&[("a.txt", "It\u{1}s \u{FFFE} a caf&#233 & <b>.\n".as_bytes())]);
    let run = mtflag(&["check", ".", "--format", "junit"], nul.path(), b"");
    let legal =
        |c: char| !matches!(c, '\0'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    assert!(text(&run.stdout).contains("<failure") && text(&run.stdout).chars().all(legal));
}

#[test]
fn a_report_can_go_to_a_file_while_the_terminal_stays_quiet() {
    let folder = folder(&[("a.txt", TWICE.as_bytes())]);
    let run = mtflag(
        &[
            "check",
            "a.txt",
            "--format",
            "sarif",
            "--output",
            "out/report.sarif",
        ],
        folder.path(),
        b"",
    );
    assert_eq!((run.status.code(), text(&run.stdout)), (Some(1), ""));
    let log = std::fs::read(folder.path().join("out/report.sarif")).unwrap();
    let log: Value = serde_json::from_slice(&log).unwrap();
    assert_eq!(log["version"], "2.1.0");
}

#[test]
fn statistics_count_rules_and_quiet_prints_nothing() {
    let folder = folder(&[("a.txt", TWICE.as_bytes()), ("b.txt", TWICE.as_bytes())]);
    let run = mtflag(&["check", ".", "--statistics"], folder.path(), b"");
    assert_eq!(run.status.code(), Some(1));
    let lines: Vec<&str> = text(&run.stdout).lines().map(str::trim_start).collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("2  encoding/") && lines[0].contains("in 2 of 2 articles"));
    let run = mtflag(&["check", ".", "--quiet"], folder.path(), b"");
    assert_eq!((run.status.code(), text(&run.stdout)), (Some(1), ""));
}

#[test]
fn the_action_for_github_writes_sarif_and_annotates() {
    let action = include_str!("../../docker/action/action.yml");
    let (_, script) = action.rsplit_once("run: |\n").unwrap();
    let folder = folder(&[("a.txt", TWICE.as_bytes())]);
    for (arguments, code) in [("--fail-on major", 1), ("--fail-on never", 0)] {
        let run = std::process::Command::new("bash")
            .args(["-e", "-o", "pipefail", "-c", script])
            .env("MTFLAG", env!("CARGO_BIN_EXE_mtflag"))
            .env("PATHS", ".")
            .env("ARGS", arguments)
            .env("SARIF", "out.sarif")
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert_eq!(run.status.code(), Some(code), "{run:?}");
        assert!(text(&run.stdout).starts_with("::error file=a.txt,line=1"));
        let sarif = std::fs::read(folder.path().join("out.sarif")).unwrap();
        let sarif: Value = serde_json::from_slice(&sarif).unwrap();
        assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 2);
    }
}

#[test]
fn the_page_can_be_given_a_title_and_no_other_format_takes_one() {
    let folder = folder(&[("a.txt", TWICE.as_bytes())]);
    let titled = ["check", ".", "--report-title", "Monday <1>", "--format"];
    let page = mtflag(&[&titled[..], &["html"]].concat(), folder.path(), b"");
    assert!(text(&page.stdout).contains("<title>Monday &lt;1&gt;</title>"));
    let run = mtflag(&[&titled[..], &["json"]].concat(), folder.path(), b"");
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("--report-title is for --format html"));
}
