//! The settings of `serve`: where they come from and what is said of wrong ones.

use std::process::Output;

use tempfile::TempDir;

use crate::process::{command, mtflag, output, text};

#[test]
fn the_command_line_wins_over_the_environment_over_the_file_over_the_defaults() {
    let folder = with_file(
        "[serve]\ntimeout = '9s'\nworkers = 3\nmax-text-bytes = 1000\nlog-format = 'json'\n",
    );
    let mut serve = command(&["serve", "--show-config", "--timeout", "7"]);
    serve
        .env("MTFLAG_TIMEOUT", "8")
        .env("MTFLAG_WORKERS", "4")
        .env("MTFLAG_LISTEN", "[::1]:7")
        .current_dir(folder.path());
    let shown = output(serve, b"");
    assert_eq!(setting(&shown, "timeout"), ("\"7s\"", "command line"));
    assert_eq!(setting(&shown, "workers"), ("4", "MTFLAG_WORKERS"));
    assert_eq!(setting(&shown, "listen"), ("\"[::1]:7\"", "MTFLAG_LISTEN"));
    let (value, origin) = setting(&shown, "max-text-bytes");
    assert_eq!(value, "1000");
    assert!(origin.ends_with("mtflag.toml:4"), "{origin}");
    assert_eq!(setting(&shown, "stream-window"), ("32", "default"));
}

#[test]
fn the_nearest_file_counts_unless_another_or_none_is_asked_for() {
    let folder = with_file("[serve]\nworkers = 3\n");
    let below = folder.path().join("a/b");
    std::fs::create_dir_all(&below).unwrap();
    let other = folder.path().join("other.toml");
    std::fs::write(
        &other,
        "[serve]\nworkers = 5\nnames = ['near.csv', '/far.csv']\n",
    )
    .unwrap();
    let shown = |more: &[&str]| {
        let mut serve = command(&[&["serve", "--show-config"], more].concat());
        serve.current_dir(&below);
        output(serve, b"")
    };
    assert_eq!(setting(&shown(&[]), "workers").0, "3");
    assert_eq!(setting(&shown(&["--isolated"]), "workers").0, "\"cores\"");
    let shown = shown(&["--config", other.to_str().unwrap()]);
    assert_eq!(setting(&shown, "workers").0, "5");
    let near = folder.path().join("near.csv");
    let paths = format!("[\"{}\", \"/far.csv\"]", near.display());
    assert_eq!(
        setting(&shown, "names").0,
        paths,
        "paths start from their file"
    );
}

#[test]
fn what_is_shown_is_a_file_that_gives_the_same() {
    let arguments = [
        "serve",
        "--isolated",
        "--show-config",
        "--max-message-bytes=3MiB",
        "--drain-delay=1500ms",
        "--cors-origins=https://a.example,https://b.example",
        "--grpc-web",
        "--compression=zstd",
        "--tls-key=key.pem",
        "--tls-certificate=/etc/certificate.pem",
        "--token-exempt=health",
        "--token-share=0.25",
    ];
    let shown = mtflag(&arguments, b"");
    assert_eq!(setting(&shown, "grpc-web").0, "true");
    assert_eq!(setting(&shown, "drain-delay").0, "\"1500ms\"");
    let folder = with_file(text(&shown.stdout));
    let mut again = command(&["serve", "--show-config"]);
    again.current_dir(folder.path());
    let again = output(again, b"");
    let values = |shown: &Output| {
        let lines = text(&shown.stdout).lines().map(|line| {
            let value = line.split(" # ").next().unwrap().trim();
            // The one relative path now starts from the folder.
            value.replace(&format!("{}/", folder.path().display()), "")
        });
        lines.collect::<Vec<_>>()
    };
    assert_eq!(values(&shown), values(&again), "{again:?}");
}

#[test]
fn unknown_keys_are_errors_that_know_the_nearest() {
    for (file, told) in [
        (
            "[serve]\nmax-text-byte = 1\n",
            "mtflag.toml:2: [serve]: no setting is called `max-text-byte`; did you mean `max-text-bytes`?",
        ),
        (
            "[serv]\nworkers = 1\n",
            "mtflag.toml:1: no table is called `serv`; did you mean `serve`?",
        ),
        ("serve = 1\n", "`serve` is no table"),
        (
            "[serve]\nworkers = 'two'\n",
            "mtflag.toml:2: [serve] workers: `two` is no whole number",
        ),
        (
            "[serve]\nworkers = {}\n",
            "[serve] workers: is no value but a table",
        ),
        ("[serve\n", "mtflag.toml"),
    ] {
        let folder = with_file(file);
        let mut serve = command(&["serve"]);
        serve.current_dir(folder.path());
        refused(&output(serve, b""), &["mtflag.toml", told]);
    }
}

#[test]
fn wrong_values_are_errors_that_name_where_they_stand() {
    refused(
        &mtflag(&["serve", "--isolated", "--timeout", "soon"], b""),
        &["--timeout: `soon` is no time"],
    );
    let mut serve = command(&["serve", "--isolated"]);
    serve.env("MTFLAG_POOL_BYTES", "a lot");
    refused(
        &output(serve, b""),
        &["MTFLAG_POOL_BYTES: `a lot` is no number of bytes"],
    );
    refused(&mtflag(&["serve", "--timeot", "1"], b""), &["--timeout"]);
}

#[test]
fn limits_that_contradict_each_other_are_errors_that_name_both() {
    for (arguments, keys) in [
        (
            &["--max-text-bytes=32MiB"][..],
            &["`max-message-bytes`", "`max-text-bytes`"][..],
        ),
        (
            &["--pool-bytes=1MiB"],
            &["`pool-bytes`", "`max-message-bytes`"],
        ),
        (
            &["--queue-bytes=1"],
            &["`queue-bytes`", "`max-message-bytes`"],
        ),
        (&["--tls-key=k.pem"], &["`tls-key`", "`tls-certificate`"]),
        (&["--cors-origins=*"], &["`cors-origins`", "`grpc-web`"]),
        (&["--stream-window=0"], &["`stream-window`"]),
    ] {
        let run = mtflag(&[&["serve", "--isolated"], arguments].concat(), b"");
        refused(&run, keys);
    }
}

fn with_file(content: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("mtflag.toml"), content).unwrap();
    folder
}

/// The value of `key` and where it was taken from.
fn setting<'a>(shown: &'a Output, key: &str) -> (&'a str, &'a str) {
    let lines = text(&shown.stdout).lines();
    let mut found = lines.filter_map(|line| line.split_once(" = ").filter(|(k, _)| *k == key));
    let (_, value) = found.next().unwrap_or_else(|| panic!("{key}: {shown:?}"));
    let (value, origin) = value.rsplit_once(" # ").unwrap();
    (value.trim(), origin)
}

fn refused(run: &Output, told: &[&str]) {
    assert_eq!(run.status.code(), Some(2), "{run:?}");
    for words in told {
        assert!(text(&run.stderr).contains(words), "{words}: {run:?}");
    }
}
