//! The `mtflag` command: parses the arguments, runs the verb, ends with its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    mtflag::cli::run().into()
}
