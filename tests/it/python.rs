//! The service and what is shipped beside it, through the eyes of programs that share no line with
//! it: `tests/python/`. Skipped, with a line that says so, where Python or its packages are absent
//! (`requirements.txt` and `spark.txt` there; `MTFLAG_PYTHON` names the interpreter, `python3` when not
//! set).

use std::process::Command;

#[test]
fn a_second_language_is_served() {
    run(
        "service.py",
        "grpc_health, grpc_reflection, grpc_status, grpc_tools, prometheus_client",
    );
}

#[test]
fn what_is_deployed_is_sound() {
    run(
        "deployment.py",
        "compose, envoy_data_plane, jsonschema, kubernetes_validate, prometheus_client, yaml",
    );
}

#[test]
fn tables_are_read_and_written_as_others_do() {
    run("tables.py", "pyarrow");
}

#[test]
fn a_cluster_that_loses_an_executor_scores_as_one_machine() {
    run("spark.py", "pyarrow, pyspark");
}

fn run(script: &str, packages: &str) {
    let python = std::env::var("MTFLAG_PYTHON").unwrap_or_else(|_| "python3".into());
    let find = "import importlib.util as util, sys\n\
        sys.exit(any(util.find_spec(name) is None for name in sys.argv[1].split(', ')))";
    let found = Command::new(&python).args(["-c", find, packages]).status();
    if !found.is_ok_and(|status| status.success()) {
        println!("skipped: `{python}` is not there or lacks one of {packages}");
        return;
    }
    let root = env!("CARGO_MANIFEST_DIR");
    let ran = Command::new(python)
        .args([
            &format!("{root}/tests/python/{script}"),
            env!("CARGO_BIN_EXE_mtflag"),
        ])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(
        ran.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    println!("{said}");
}
