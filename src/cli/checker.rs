//! Who checks: the engine in this process, or servers.

use clap::Args;
use rayon::prelude::*;

use super::options::PolicyArguments;
use crate::engine::{Engine, Policy, Report};
use crate::report::ErrorBody;
use crate::rules::Stop;
use crate::text::Document;

/// Where checking is done.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Servers")]
pub struct Servers {
    /// Let this server do the work, such as `http://127.0.0.1:50051`; repeatable: balanced
    #[arg(
        long = "endpoint",
        value_name = "URL",
        env = "MTFLAG_ENDPOINT",
        value_delimiter = ','
    )]
    pub endpoints: Vec<String>,
}

/// An article and what was found in it, or what is wrong with it.
pub type Answer = Result<(Document, Report), ErrorBody>;

/// Checks articles, wherever that is done.
pub enum Checker {
    /// In this process, on all cores.
    InProcess(Box<Policy>),
}

impl Checker {
    /// The engine with `policy`, or the servers that `servers` names.
    pub fn new(
        policy: Policy,
        _wire: &PolicyArguments,
        _servers: &Servers,
    ) -> anyhow::Result<Self> {
        Ok(Checker::InProcess(Box::new(policy)))
    }

    /// Checks the documents that could be read; the answers stand in their order.
    pub fn check_all(&self, documents: Vec<Result<Document, ErrorBody>>) -> Vec<Answer> {
        match self {
            Checker::InProcess(policy) => documents
                .into_par_iter()
                .map(|doc| {
                    let doc = doc?;
                    let report = in_process(&doc, policy);
                    Ok((doc, report))
                })
                .collect(),
        }
    }
}

fn in_process(doc: &Document, policy: &Policy) -> Report {
    Engine
        .check(doc, policy, &Stop::never())
        .expect("nobody tells this run to stop")
}
