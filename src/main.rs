//! The `mtflag` command: parses the arguments, runs the verb, ends with its exit code.

use std::process::ExitCode;

/// Gives memory back once it is free, which a server that had a burst of large requests needs: the
/// allocator of the C library keeps it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    mtflag::cli::run().into()
}
