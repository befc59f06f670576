//! A headless Chromium, driven over its `DevTools` protocol, where one is installed.

use std::env;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

const NAMES: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "chrome",
    "chromium-headless-shell",
];

pub struct Browser {
    child: Child,
    to: File,
    from: BufReader<File>,
    calls: u64,
    session: Option<String>,
    /// What went wrong in the page: exceptions, and what its policy refused.
    pub complaints: Vec<Value>,
    _profile: TempDir,
}

impl Browser {
    /// Starts the browser that `MTFLAG_CHROMIUM` names or that is found on the path; says so and
    /// gives none when there is none.
    pub fn start() -> Option<Self> {
        let Some(program) = find() else {
            println!("skipped: no Chromium on the path, and MTFLAG_CHROMIUM names none");
            return None;
        };
        let profile = TempDir::new().unwrap();
        let [to, from] = ["to", "from"].map(|name| profile.path().join(name));
        let made = Command::new("mkfifo").args([&to, &from]).status();
        if !made.is_ok_and(|status| status.success()) {
            println!("skipped: cannot make named pipes");
            return None;
        }
        // The protocol comes over descriptors 3 and 4; `timeout` ends a browser that hangs.
        let child = Command::new("timeout")
            .args([
                "300",
                "sh",
                "-c",
                r#"exec "$0" "$@" 3<"$MTFLAG_TO" 4>"$MTFLAG_FROM""#,
            ])
            .arg(program)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
            ])
            .args(["--disable-dev-shm-usage", "--remote-debugging-pipe"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .env("MTFLAG_TO", &to)
            .env("MTFLAG_FROM", &from)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Either end of a named pipe waits for the other: in the order of the shell.
        let to = File::options().write(true).open(to).unwrap();
        let from = BufReader::new(File::open(from).unwrap());
        let mut browser = Browser {
            child,
            to,
            from,
            calls: 0,
            session: None,
            complaints: Vec::new(),
            _profile: profile,
        };
        let page = browser.try_call("Target.createTarget", json!({"url": "about:blank"}));
        let Some(page) = page else {
            println!("skipped: the browser on the path does not start");
            return None;
        };
        let session = browser.call(
            "Target.attachToTarget",
            json!({"targetId": page["targetId"], "flatten": true}),
        );
        browser.session = Some(session["sessionId"].as_str().unwrap().into());
        for domain in ["Page", "Runtime", "Log"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        browser.call(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": 1440, "height": 900, "deviceScaleFactor": 1, "mobile": false}),
        );
        Some(browser)
    }

    /// Opens a file and waits until its script has run.
    pub fn open(&mut self, file: &std::path::Path) {
        let url = format!("file://{}", file.display());
        self.call("Page.navigate", json!({"url": url}));
        self.until("document.readyState === 'complete' && location.protocol === 'file:'");
    }

    /// What a JavaScript expression comes to.
    pub fn evaluate(&mut self, expression: &str) -> Value {
        let told = self.call(
            "Runtime.evaluate",
            json!({"expression": expression, "returnByValue": true, "awaitPromise": true}),
        );
        assert!(told["exceptionDetails"].is_null(), "{expression}: {told:#}");
        told["result"]["value"].clone()
    }

    /// Waits until an expression is true.
    pub fn until(&mut self, expression: &str) {
        for _ in 0..600 {
            if self.evaluate(expression) == true {
                return;
            }
            sleep(Duration::from_millis(50));
        }
        panic!("never became true: {expression}");
    }

    /// Presses a key.
    pub fn press(&mut self, key: &str) {
        let code = match key {
            "Enter" => 13,
            "Escape" => 27,
            "ArrowUp" => 38,
            "ArrowDown" => 40,
            other => u32::from(other.as_bytes()[0].to_ascii_uppercase()),
        };
        for kind in ["keyDown", "keyUp"] {
            self.call(
                "Input.dispatchKeyEvent",
                json!({"type": kind, "key": key, "windowsVirtualKeyCode": code}),
            );
        }
    }

    fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.try_call(method, parameters)
            .expect("the browser is there")
    }

    /// The result of a call; none when the browser is gone.
    fn try_call(&mut self, method: &str, parameters: Value) -> Option<Value> {
        self.calls += 1;
        let mut call = json!({"id": self.calls, "method": method});
        call["params"] = parameters;
        if let Some(session) = &self.session {
            call["sessionId"] = session.as_str().into();
        }
        self.to.write_all(format!("{call}\0").as_bytes()).ok()?;
        loop {
            let mut message = Vec::new();
            self.from.read_until(0, &mut message).ok()?;
            message.pop()?;
            let message: Value = serde_json::from_slice(&message).unwrap();
            if message["id"] == self.calls {
                assert!(message["error"].is_null(), "{method}: {message:#}");
                return Some(message["result"].clone());
            }
            let event = message["method"].as_str().unwrap_or_default();
            if ["Runtime.exceptionThrown", "Log.entryAdded"].contains(&event) {
                self.complaints.push(message["params"].clone());
            }
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // `timeout` hands the signal on; a kill would leave the browser alone.
        let _ = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        let _ = self.child.wait();
    }
}

fn find() -> Option<PathBuf> {
    if let Some(named) = env::var_os("MTFLAG_CHROMIUM") {
        return Some(named.into());
    }
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .flat_map(|folder| NAMES.map(|name| folder.join(name)))
        .find(|program| program.is_file())
}
