//! Batches as somebody runs them for a night: cut and taken up again, packed, tables, bad records,
//! groups.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};

use crate::cli::{command, folder, mtflag, text};

/// `count` records, each with a sentence of its own, every tenth damaged, every hundredth none.
fn records(count: usize) -> String {
    let town = ["Marish", "Ostwick", "Dunholm", "Varley"];
    (0..count)
        .map(|at| {
            let (from, to) = (town[at % 4], town[at / 4 % 4]);
            let broken = if at % 10 == 3 {
                "It\u{92}s late, said the mayor."
            } else {
                "It is late."
            };
            let text =
                format!("The ferry number {at} left {from} for {to} in the morning. {broken}");
            match at % 100 {
                99 => "{\"body\": \"of no known field\"}\n".to_owned(),
                _ => {
                    json!({"id": format!("n{at}"), "text": text, "outlet": from}).to_string() + "\n"
                }
            }
        })
        .collect()
}

const SCORE: &[&str] = &[
    "score",
    "in.jsonl",
    "--errors",
    "bad.jsonl",
    "--max-errors",
    "9999",
];

fn files(folder: &Path, names: [&str; 3]) -> [Vec<u8>; 3] {
    names.map(|name| fs::read(folder.join(name)).unwrap())
}

/// Kills the run at moments of its life until it is done, and gives how often that was and how often
/// something was kept of it.
fn run_under_fire(folder: &Path, arguments: &[&str], output: &str, most: usize) -> (usize, usize) {
    let mut random = fastrand::Rng::with_seed(11);
    let checkpoint = folder.join(format!("{output}.checkpoint"));
    let kept = || fs::read(&checkpoint).unwrap_or_default();
    let mut resumed = 0;
    for killed in 0.. {
        let before = kept();
        let mut child = command(arguments, folder).spawn().unwrap();
        drop(child.stdin.take());
        if killed < most {
            let (mut last, mut steps) = (before.clone(), random.usize(0..3));
            while steps > 0 && child.try_wait().unwrap().is_none() {
                sleep(Duration::from_millis(1));
                let now = kept();
                steps -= usize::from(now != last);
                last = now;
            }
            sleep(Duration::from_millis(random.u64(0..90)));
            // SIGKILL; nothing happens where the run has just ended.
            child.kill().unwrap();
        }
        let status = child.wait().unwrap();
        if status.code() == Some(0) {
            return (killed, resumed);
        }
        assert_eq!(status.code(), None, "ended by itself");
        resumed += usize::from(!before.is_empty() && kept() != before);
    }
    unreachable!("the last run is left alone")
}

#[test]
fn a_run_that_is_killed_twenty_times_ends_as_one_that_was_not() {
    for (output, more, most) in [
        ("out.jsonl", "whole.jsonl", 20),
        ("out.csv.gz", "whole.csv.gz", 20),
        ("out.parquet", "whole.parquet", 12),
    ] {
        let folder = folder(&[("in.jsonl", records(8000).as_bytes())]);
        let folder = folder.path();
        let with = |output, summary| {
            [
                SCORE,
                &["-o", output, "--summary", summary, "--group-by", "outlet"],
                &["--row-group-rows", "512"],
            ]
            .concat()
        };
        let whole = mtflag(&with(more, "whole.json"), folder, b"");
        assert_eq!(whole.status.code(), Some(0), "{}", text(&whole.stderr));
        let expected = files(folder, [more, "whole.json", "bad.jsonl"]);
        fs::remove_file(folder.join("bad.jsonl")).unwrap();
        let arguments = [with(output, "cut.json"), vec!["--resume"]].concat();
        let (killed, resumed) = run_under_fire(folder, &arguments, output, most);
        println!("{output}: killed {killed} times, {resumed} times behind a checkpoint");
        assert!(killed < 2 || resumed > 0);
        assert!(files(folder, [output, "cut.json", "bad.jsonl"]) == expected);
        for left in ["checkpoint", "parts", "new"] {
            assert!(!folder.join(format!("{output}.{left}")).exists());
        }
        let again = mtflag(&arguments, folder, b"");
        assert!(text(&again.stderr).contains("the run is complete"));
    }
}

#[test]
fn a_checkpoint_of_another_run_is_refused() {
    let folder = folder(&[
        ("in.jsonl", records(10).as_bytes()),
        ("out.jsonl.checkpoint", b"{}"),
    ]);
    let arguments = ["score", "in.jsonl", "-o", "out.jsonl", "--resume"];
    let run = mtflag(&arguments, folder.path(), b"");
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("out.jsonl.checkpoint is not a checkpoint"));
}

#[test]
fn packed_input_and_tables_are_read_like_plain_lines() {
    let plain = records(300);
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(plain.as_bytes()).unwrap();
    let zipped = packer.finish().unwrap();
    let squeezed = zstd::encode_all(plain.as_bytes(), 1).unwrap();
    let folder = folder(&[
        ("in.jsonl", plain.as_bytes()),
        ("in.jsonl.gz", &zipped),
        ("in.jsonl.zst", &squeezed),
    ]);
    let outputs = ["in.jsonl", "in.jsonl.gz", "in.jsonl.zst"].map(|input| {
        let run = mtflag(&["score", input, "--max-errors", "9"], folder.path(), b"");
        text(&run.stdout).replace(input, "in")
    });
    assert_eq!(outputs[0].lines().count(), 300);
    assert!(outputs[0] == outputs[1] && outputs[0] == outputs[2]);
}

#[test]
fn csv_and_tsv_rows_are_records() {
    let csv =
        "id,headline,body\r\n1,Late,\"It\u{92}s late, he said.\nToo late.\"\r\n2,,All is well.\r\n";
    let tsv = "\u{FEFF}id\ttext\n7\tIt\u{92}s late.\n";
    let folder = folder(&[("a.csv", csv.as_bytes()), ("b.tsv", tsv.as_bytes())]);
    let fields = ["--field", "text=body", "--field", "title=headline"];
    let run = mtflag(
        &[&["score", "a.csv"][..], &fields].concat(),
        folder.path(),
        b"",
    );
    let lines: Vec<Value> = text(&run.stdout)
        .lines()
        .map(|line| line.parse().unwrap())
        .collect();
    assert_eq!(
        (&lines[0]["id"], &lines[1]["id"]),
        (&"1".into(), &"2".into())
    );
    assert_eq!(lines[0]["flags"][0]["rule"], "encoding/c1-control");
    let run = mtflag(&["score", "b.tsv"], folder.path(), b"");
    let line: Value = text(&run.stdout).parse().unwrap();
    assert_eq!(
        (&line["id"], &line["flags"][0]["start"]),
        (&"7".into(), &2.into())
    );
}

#[test]
fn what_comes_through_a_pipe_goes_by_the_name_it_is_given() {
    let rows = b"text\nAll is well.\n";
    let arguments = ["score", "-", "--stdin-filename", "feed.csv"];
    let run = mtflag(&arguments, folder(&[]).path(), rows);
    let line: Value = text(&run.stdout).parse().unwrap();
    assert_eq!(line["id"], "feed.csv:2");
}

#[test]
fn a_folder_is_its_texts_and_records() {
    let folder = folder(&[
        ("b.txt", "It\u{92}s late.\n".as_bytes()),
        ("a.jsonl", b"{\"text\":\"All is well.\"}\n"),
        ("c.bin", b"nothing"),
    ]);
    let run = mtflag(&["score", "."], folder.path(), b"");
    let lines: Vec<Value> = text(&run.stdout)
        .lines()
        .map(|line| line.parse().unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["id"], "./a.jsonl:1");
    assert_eq!(
        (&lines[1]["id"], &lines[1]["counts"]["encoding"]),
        (&"./b.txt".into(), &1.into())
    );
}

#[test]
fn a_page_shows_the_batch() {
    let folder = folder(&[("in.jsonl", records(50).as_bytes())]);
    let arguments = [
        "score",
        "in.jsonl",
        "-o",
        "o",
        "--report",
        "page/of.html",
        "--group-by",
        "outlet",
    ];
    let arguments = [&arguments[..], &["--max-errors", "9"]].concat();
    assert_eq!(
        mtflag(&arguments, folder.path(), b"").status.code(),
        Some(0)
    );
    let page = fs::read_to_string(folder.path().join("page/of.html")).unwrap();
    assert!(page.contains("The ferry number 13 left") && page.contains("Dunholm"));
}

#[test]
fn a_table_has_a_row_an_article_and_a_column_a_family() {
    let folder = folder(&[("in.jsonl", records(100).as_bytes())]);
    let run = mtflag(&["score", "in.jsonl", "-o", "out.csv"], folder.path(), b"");
    assert_eq!(run.status.code(), Some(2), "one bad record is one too many");
    let mut table = csv::Reader::from_path(folder.path().join("out.csv")).unwrap();
    let header = table.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|column| column == name).unwrap();
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 100);
    assert_eq!(
        (&rows[3][column("id")], &rows[3][column("encoding")]),
        ("n3", "1")
    );
    assert_eq!(&rows[4][column("score")], "100.0000");
    assert!(rows[99][column("error")].contains("line 100"));
}

#[test]
fn bad_records_are_listed_and_counted_against_the_most() {
    let folder = folder(&[("in.jsonl", records(300).as_bytes())]);
    for (most, code) in [("2", 2), ("3", 0)] {
        let arguments = [
            "score",
            "in.jsonl",
            "-o",
            "o",
            "--errors",
            "bad",
            "--max-errors",
            most,
        ];
        let run = mtflag(&arguments, folder.path(), b"");
        assert_eq!(run.status.code(), Some(code));
    }
    let bad = fs::read_to_string(folder.path().join("bad")).unwrap();
    let bad: Vec<Value> = bad.lines().map(|line| line.parse().unwrap()).collect();
    assert_eq!(bad.len(), 3);
    assert_eq!(bad[1]["id"], "in.jsonl:200");
    assert_eq!(bad[1]["error"]["code"], "INVALID_ARGUMENT");
}

#[test]
fn a_group_whose_feed_broke_stands_out_and_a_small_one_does_not() {
    let mut lines = String::new();
    for at in 0..400 {
        let sentence = "The council met in the old hall and spoke about the new harbour road. ";
        let (outlet, text) = match at {
            _ if at % 4 == 0 => ("broken", format!("{sentence}It\u{92}s late. ").repeat(8)),
            1..=3 => ("small", format!("{sentence}It\u{92}s late. ").repeat(8)),
            _ => (
                "sound",
                format!("On day {at} the council met and spoke about the roads. "),
            ),
        };
        lines += &(json!({"text": text, "outlet": outlet}).to_string() + "\n");
    }
    let folder = folder(&[("in.jsonl", lines.as_bytes())]);
    let arguments = [
        "score",
        "in.jsonl",
        "-o",
        "o",
        "--summary",
        "s.json",
        "--group-by",
        "outlet",
        "--select",
        "encoding",
    ];
    assert_eq!(
        mtflag(&arguments, folder.path(), b"").status.code(),
        Some(0)
    );
    let summary = fs::read(folder.path().join("s.json")).unwrap();
    let summary: Value = serde_json::from_slice(&summary).unwrap();
    assert_eq!(summary["articles"], 400);
    let stands_out = |group: &str| {
        let groups = summary["groups"].as_array().unwrap();
        groups.iter().find(|g| g["group"] == group).unwrap()["stands_out"].clone()
    };
    assert_eq!(stands_out("broken"), "more");
    assert_eq!(stands_out("sound"), "less");
    assert_eq!(stands_out("small"), "", "three articles are no trend");
    assert_eq!(summary["rules"]["encoding/c1-control"]["articles"], 103);
}

#[test]
fn a_log_hears_how_far_it_is_and_an_unwritable_output_is_an_error() {
    let folder = folder(&[("in.jsonl", records(10).as_bytes())]);
    let arguments = ["score", "in.jsonl", "-o", "no/such/folder/out"];
    let run = mtflag(&arguments, folder.path(), b"");
    assert_eq!(run.status.code(), Some(2));
    assert!(
        text(&run.stderr).contains("no/such/folder/out"),
        "{}",
        text(&run.stderr)
    );
    if Path::new("/dev/full").exists() {
        let run = mtflag(
            &["score", "in.jsonl", "-o", "/dev/full"],
            folder.path(),
            b"",
        );
        assert_eq!(run.status.code(), Some(2));
        assert!(text(&run.stderr).contains("cannot write the results"));
    }
}

#[test]
fn a_server_that_is_gone_stops_the_run_and_says_how_to_go_on() {
    let folder = folder(&[("in.jsonl", records(10).as_bytes())]);
    let arguments = [
        "score",
        "in.jsonl",
        "-o",
        "out",
        "--endpoint",
        "http://127.0.0.1:9",
    ];
    let run = mtflag(&arguments, folder.path(), b"");
    assert_eq!(run.status.code(), Some(2));
    let told = text(&run.stderr);
    assert!(
        told.contains("no server answers") && told.contains("--resume"),
        "{told}"
    );
}

#[test]
fn what_comes_through_a_pipe_is_read_as_it_comes() {
    let folder = folder(&[]);
    let mut child = command(&["score", "-"], folder.path())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(records(50).as_bytes()).unwrap();
    drop(input);
    let mut output = String::new();
    child
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut output)
        .unwrap();
    assert_eq!(output.lines().count(), 50);
    child.wait().unwrap();
    assert!(File::open(folder.path().join("out")).is_err());
}
