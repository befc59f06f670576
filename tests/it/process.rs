//! The real binary as a process: what it prints, and a server of it on a free port.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;

/// Longer than anything takes on a busy machine; reached only by a test that fails.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A server of this build on a free port, ended when dropped.
pub struct Server {
    process: Child,
    /// Where it listens, with `http`.
    pub url: String,
    log: Arc<Log>,
}

/// The events of a log so far.
#[derive(Default)]
struct Log {
    events: Mutex<Vec<Value>>,
    more: Condvar,
}

impl Server {
    /// One that serves.
    pub fn start() -> Self {
        Server::start_with(&[])
    }

    /// One that serves with some more arguments.
    pub fn start_with(more: &[&str]) -> Self {
        let server = Server::start_cold(more);
        server.event(|event| event["fields"]["message"] == "serving");
        server
    }

    /// One that may still be warming.
    pub fn start_cold(more: &[&str]) -> Self {
        let usual = [
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--metrics-listen",
            "127.0.0.1:0",
            "--log-format",
            "json",
        ];
        let mut process = command(&[&usual[..], more].concat())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let log = Arc::<Log>::default();
        let written = Arc::clone(&log);
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                // What is no event, a panic or an error at the start, is read as a text.
                let event = serde_json::from_str(&line).unwrap_or(Value::String(line));
                written.events.lock().unwrap().push(event);
                written.more.notify_all();
            }
        });
        let mut server = Server {
            process,
            url: String::new(),
            log,
        };
        let listening = server.event(|event| event["fields"]["address"].is_string());
        let address = listening["fields"]["address"].as_str().unwrap();
        server.url = format!("http://{address}");
        server
    }

    /// Host and port.
    pub fn address(&self) -> &str {
        self.url.trim_start_matches("http://")
    }

    /// The port alone.
    pub fn port(&self) -> &str {
        self.url.rsplit(':').next().unwrap()
    }

    /// The first event of the log that is as `wanted`, once it is there.
    pub fn event(&self, wanted: impl Fn(&Value) -> bool) -> Value {
        let events = self.log.events.lock().unwrap();
        let found = |events: &[Value]| events.iter().find(|event| wanted(event)).cloned();
        let (events, _) = self
            .log
            .more
            .wait_timeout_while(events, PATIENCE, |events| found(events).is_none())
            .unwrap();
        found(&events).unwrap_or_else(|| panic!("it never logs that: {events:?}"))
    }

    /// The events of the log so far.
    pub fn events(&self) -> Vec<Value> {
        self.log.events.lock().unwrap().clone()
    }

    /// The number of the process.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Sends a signal, by its name.
    pub fn signal(&self, name: &str) {
        let killed = Command::new("kill")
            .args(["-s", name, &self.process.id().to_string()])
            .status()
            .unwrap();
        assert!(killed.success());
    }

    /// How it ended, once it has.
    pub fn exit_code(&mut self) -> Option<i32> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.process.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        panic!("it does not end");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Runs the command to its end on `input`.
pub fn mtflag(arguments: &[&str], input: &[u8]) -> Output {
    output(command(arguments), input)
}

/// Runs `command` to its end on `input`.
pub fn output(mut command: Command, input: &[u8]) -> Output {
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // Beside reading, so that neither waits for the other.
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join();
    output
}

/// The command, away from whatever this machine has set for it.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mtflag"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("MTFLAG_") {
            command.env_remove(name);
        }
    }
    command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// What was printed.
pub fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}
