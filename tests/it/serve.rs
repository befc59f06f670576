//! The service as an operator meets it: the real binary as a process, on a real port.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Output, Stdio};

/// A server of this build on a free port, ended when dropped.
struct Server {
    process: Child,
    url: String,
}

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
    let killed = Command::new("kill")
        .arg(server.process.id().to_string())
        .status()
        .unwrap();
    assert!(killed.success());
    assert_eq!(server.process.wait().unwrap().code(), Some(0));
}

impl Server {
    fn start() -> Self {
        Server::start_with(&[])
    }

    fn start_with(more: &[&str]) -> Self {
        let usual = ["serve", "--listen", "127.0.0.1:0", "--log-format", "json"];
        let mut process = command(&[&usual[..], more].concat())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(process.stderr.take().unwrap()).lines();
        let address = log
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| {
                let event: serde_json::Value = serde_json::from_str(&line).ok()?;
                event["fields"]["address"].as_str().map(str::to_owned)
            })
            .expect("the server says where it listens");
        // Or a full pipe would stop it.
        std::thread::spawn(move || log.for_each(drop));
        let server = Server {
            process,
            url: format!("http://{address}"),
        };
        for _ in 0..100 {
            if mtflag(&["probe", &server.url], b"").status.success() {
                return server;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("the server never served");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn mtflag(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = command(arguments).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // Beside reading, so that neither waits for the other.
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join();
    output
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mtflag"));
    command
        .args(arguments)
        .env_remove("MTFLAG_ENDPOINT")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}
