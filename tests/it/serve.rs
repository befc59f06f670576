//! The service as an operator meets it: the real binary as a process, on a real port.

use std::io::Write;

use crate::process::{Server, mtflag, text};

#[test]
fn servers_find_what_the_engine_finds_here_byte_for_byte() {
    let server = Server::start();
    let article = include_str!("../../examples/scraped-article.txt");
    let here = mtflag(&["check", "-", "--format", "jsonl"], article.as_bytes());
    let there = mtflag(
        &["check", "-", "--format", "jsonl", "--endpoint", &server.url],
        article.as_bytes(),
    );
    assert!(!here.stdout.is_empty());
    assert_eq!(text(&here.stdout), text(&there.stdout));
    assert_eq!(here.status.code(), there.status.code());

    let mut batch = Vec::new();
    for title in ["Port reopens", "Порт открыт", ""] {
        let record = serde_json::json!({"id": title, "title": title, "text": article});
        writeln!(batch, "{record}").unwrap();
        batch.extend_from_slice(b"{\"text\": 1}\n");
    }
    let arguments = [
        "score",
        "-",
        "--offsets",
        "codepoints",
        "--preview",
        "--max-flags",
        "7",
    ];
    let here = mtflag(&arguments, &batch);
    let there = mtflag(
        &[&arguments[..], &["--endpoint", &server.url]].concat(),
        &batch,
    );
    assert_eq!(text(&here.stdout), text(&there.stdout));
}

#[test]
fn names_go_with_the_article_or_stay_with_the_server() {
    let article = b"Guests of the White Sea House left. President Ada Belkdai spoke.\n";
    let folder = tempfile::TempDir::new().unwrap();
    let list = |name: &str, content: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let house = list("house.csv", "Casa Mar Branco,,White Sea House\n");
    let ada = list("ada.csv", "Ada Belkadi\n");
    let check = ["check", "-", "--format", "jsonl", "--select", "names"];
    let here = [&check[..], &["--names", &house, "--names", &ada]].concat();
    let here = mtflag(&here, article);
    assert_eq!(text(&here.stdout).lines().count(), 2, "{here:?}");

    let server = Server::start_with(&["--names", &house]);
    let endpoint = ["--endpoint", server.url.as_str()];
    let there = mtflag(
        &[&check[..], &endpoint, &["--names", &ada]].concat(),
        article,
    );
    assert_eq!(text(&here.stdout), text(&there.stdout));

    let compiled = folder.path().join("ada.gaz");
    let compiled = compiled.to_str().unwrap();
    mtflag(&["gazetteer", &ada, "-o", compiled], b"");
    let refused = mtflag(
        &[&check[..], &endpoint, &["--names", compiled]].concat(),
        article,
    );
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        text(&refused.stderr).contains("start them with --names instead"),
        "{refused:?}"
    );
}

#[test]
fn a_probe_tells_a_server_from_none() {
    let server = Server::start();
    let probe = ["probe", &server.url, "--service", "mtflag.v1.FlagService"];
    assert_eq!(mtflag(&probe, b"").status.code(), Some(0));
    let url = server.url.clone();
    drop(server);
    assert_eq!(
        mtflag(&["probe", &url, "--timeout", "1"], b"")
            .status
            .code(),
        Some(1)
    );
}

#[test]
fn a_server_that_is_gone_is_an_error_that_names_the_article() {
    let url = Server::start().url.clone();
    let run = mtflag(&["check", "-", "--endpoint", &url], b"text");
    assert_eq!(run.status.code(), Some(2));
    assert!(
        text(&run.stderr).contains("error: <stdin>: "),
        "{}",
        text(&run.stderr)
    );
}

#[test]
fn a_text_over_the_limit_is_refused_and_the_rest_is_done() {
    let server = Server::start();
    let long = "a word and ".repeat(500_000);
    let batch = format!(
        "{}\n{}\n",
        serde_json::json!({"id": "long", "text": long}),
        serde_json::json!({"id": "short", "text": "A short text."})
    );
    let run = mtflag(&["score", "-", "--endpoint", &server.url], batch.as_bytes());
    let lines: Vec<serde_json::Value> = text(&run.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines[0]["error"]["code"], "INVALID_ARGUMENT");
    assert!(
        lines[0]["error"]["message"]
            .as_str()
            .unwrap()
            .contains("article.text")
    );
    assert_eq!(lines[1]["id"], "short");
    assert!(lines[1]["error"].is_null());
    assert_eq!(run.status.code(), Some(2));
}

#[test]
fn sigterm_ends_an_idle_server_with_0() {
    let mut server = Server::start();
    server.signal("TERM");
    assert_eq!(server.exit_code(), Some(0));
}
