//! A server of this build as a process of its own, and what it holds of memory.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// Ended when dropped.
pub struct Server {
    process: Child,
    /// Where it listens, with `http`.
    pub url: String,
}

impl Server {
    /// Starts one with some more arguments, and waits until it listens.
    pub fn start(more: &[&str]) -> Self {
        let binary = env!("CARGO_BIN_EXE_mtflag");
        let before = std::env::var("MTFLAG_LOAD_SERVER").unwrap_or_default();
        let mut words = before.split_whitespace().chain([binary]);
        let mut process = Command::new(words.next().unwrap_or(binary))
            .args(words)
            .args([
                "serve",
                "--listen=127.0.0.1:0",
                "--metrics-listen=127.0.0.1:0",
            ])
            .args(["--log-format=json", "--log=mtflag::cli=info,error"])
            .args(more)
            .stderr(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let log = process.stderr.take().expect("it is piped");
        let mut log = BufReader::new(log).lines().map_while(Result::ok);
        let address = log
            .find_map(|line| {
                let event: serde_json::Value = serde_json::from_str(&line).ok()?;
                event["fields"]["address"].as_str().map(str::to_owned)
            })
            .expect("the server says where it listens");
        // Or a full pipe would stop it.
        std::thread::spawn(move || log.for_each(|line| eprintln!("{line}")));
        Server {
            process,
            url: format!("http://{address}"),
        }
    }

    /// The number of the process; of what it was started with, which becomes it.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Bytes of memory that are the server's own: the language models are pages of a file.
    pub fn anonymous_memory(&self) -> u64 {
        anonymous_memory(self.id())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The anonymous memory of a process in bytes; 0 where the system does not say.
pub fn anonymous_memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("RssAnon:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
    kilobytes
        .and_then(|kb| kb.parse().ok())
        .map_or(0, |kb: u64| kb << 10)
}
