//! Who checks: the engine in this process, or servers.

use std::time::Duration;

use anyhow::Context;
use clap::Args;
use rayon::prelude::*;
use tokio::runtime::Runtime;

use super::access::AccessArguments;
use super::names::{Names, NamesArguments};
use super::options::PolicyArguments;
use crate::client::{self, Client};
use crate::engine::{Engine, Policy, Report};
use crate::gazetteer::NameEntry;
use crate::proto::pb;
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
    endpoints: Vec<String>,
    /// How long a call to a server may take, in seconds
    #[arg(
        long,
        value_name = "SECONDS",
        env = "MTFLAG_CALL_TIMEOUT",
        default_value_t = client::Settings::default().timeout.as_secs_f64()
    )]
    call_timeout: f64,
    #[command(flatten)]
    access: AccessArguments,
}

/// An article and what was found in it, or what is wrong with it.
pub type Answer = Result<(Document, Report), ErrorBody>;

/// Checks articles, wherever that is done.
pub enum Checker {
    /// In this process, on all cores.
    InProcess(Box<Policy>, Names),
    /// On servers.
    Remote(Box<Remote>),
}

/// Servers, and what it takes to call them from code that does not wait.
pub struct Remote {
    runtime: Runtime,
    client: Client,
    policy: pb::Policy,
    names: Vec<NameEntry>,
}

impl Checker {
    /// The engine with the policy of `arguments`, or the servers that `servers` names.
    /// Either goes by the lists of `names`.
    pub fn new(
        arguments: &PolicyArguments,
        names: &NamesArguments,
        servers: &Servers,
    ) -> anyhow::Result<Self> {
        // Read here in either case: a wrong option is told before anything is sent.
        let policy = arguments.policy()?;
        if servers.endpoints.is_empty() {
            return Ok(Checker::InProcess(Box::new(policy), names.load()?));
        }
        let names = names.for_servers()?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        let client = {
            let _inside = runtime.enter();
            Client::new(&servers.endpoints, servers.settings()?)?
        };
        Ok(Checker::Remote(Box::new(Remote {
            runtime,
            client,
            policy: arguments.into(),
            names,
        })))
    }

    /// Checks the documents that could be read; the answers stand in their order.
    pub fn check_all(&self, documents: Vec<Result<Document, ErrorBody>>) -> Vec<Answer> {
        self.check_each(documents, |doc| ((), doc), |(), answer| answer)
    }

    /// Reads each of `inputs` with `read`, checks it and gives the answer to `done`, with what else
    /// was read; what comes of them stands in their order.
    ///
    /// In this process an article is let go before the next one is read: what is known of it is
    /// many times its text, and takes no new memory where the last one's was.
    pub fn check_each<I: Send, K: Send, T: Send>(
        &self,
        inputs: Vec<I>,
        read: impl Fn(I) -> (K, Result<Document, ErrorBody>) + Send + Sync,
        done: impl Fn(K, Answer) -> T + Send + Sync,
    ) -> Vec<T> {
        match self {
            Checker::InProcess(policy, names) => inputs
                .into_par_iter()
                .map(|input| {
                    let (key, doc) = read(input);
                    let answer = doc.map(|doc| {
                        let doc = doc.with_lists(&names.lists);
                        let report = in_process(&doc, policy);
                        (doc, report)
                    });
                    done(key, answer)
                })
                .collect(),
            Checker::Remote(remote) => {
                let (keys, documents): (Vec<K>, Vec<_>) =
                    inputs.into_par_iter().map(read).collect();
                let answers = remote.check_all(documents);
                let answered: Vec<(K, Answer)> = keys.into_iter().zip(answers).collect();
                answered
                    .into_par_iter()
                    .map(|(key, answer)| done(key, answer))
                    .collect()
            }
        }
    }
}

impl Servers {
    fn settings(&self) -> anyhow::Result<client::Settings> {
        let timeout = Duration::try_from_secs_f64(self.call_timeout).with_context(|| {
            format!(
                "--call-timeout: {} is no time in seconds",
                self.call_timeout
            )
        })?;
        Ok(client::Settings {
            timeout,
            access: self.access.read()?,
            ..client::Settings::default()
        })
    }
}

impl Remote {
    fn check_all(&self, documents: Vec<Result<Document, ErrorBody>>) -> Vec<Answer> {
        let mut good = Vec::new();
        let places: Vec<Result<(), ErrorBody>> = documents
            .into_iter()
            .map(|doc| doc.map(|doc| good.push(doc.with_names(&self.names))))
            .collect();
        let reports = self
            .runtime
            .block_on(self.client.check_all(&good, &self.policy));
        let mut answers = good.into_iter().zip(reports);
        places
            .into_iter()
            .map(|place| {
                place?;
                let (doc, report) = answers.next().expect("an answer for every document sent");
                match report {
                    Ok(mut report) => {
                        // Bytes were decoded here; the server saw text.
                        report.assessment.decoding = doc.decoding().cloned();
                        Ok((doc, report))
                    }
                    Err(error) => Err(ErrorBody {
                        code: error.code_name().into(),
                        message: error.to_string(),
                    }),
                }
            })
            .collect()
    }
}

fn in_process(doc: &Document, policy: &Policy) -> Report {
    Engine
        .check(doc, policy, &Stop::never())
        .expect("nobody tells this run to stop")
}
