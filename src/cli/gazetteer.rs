//! `mtflag gazetteer`: makes large lists of names compact.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::Outcome;
use crate::gazetteer::{Gazetteer, read};

/// The arguments of `gazetteer`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Lists of names: JRC-Names, `ParaNames`, a `GeoNames` dump, CSV as of `OpenSanctions`, TBX, or
    /// CSV and TSV with canonical form, aliases and misrenderings
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Where to write, such as `names.gaz`
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
}

/// Reads the lists and writes one gazetteer.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let mut names = Vec::new();
    for path in &arguments.files {
        let name = || path.display().to_string();
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", name()))?;
        names.extend(read::names(&bytes).with_context(name)?);
    }
    if names.is_empty() {
        anstream::eprintln!("mtflag: no input: the lists hold no names");
        return Ok(Outcome::NoInput);
    }
    let gazetteer = Gazetteer::new(&names)?;
    let out = &arguments.output;
    std::fs::write(out, gazetteer.as_bytes())
        .with_context(|| format!("cannot write {}", out.display()))?;
    anstream::eprintln!(
        "mtflag: {} names, {} forms, {} bytes in {}",
        gazetteer.len(),
        gazetteer.forms(),
        gazetteer.as_bytes().len(),
        out.display()
    );
    Ok(Outcome::Clean)
}
