//! Who checks: the engine in this process, or servers.

use rayon::prelude::*;
use tokio::runtime::Runtime;

use super::servers::Servers;
use super::terms::Terms;
use crate::client::Client;
use crate::engine::{Engine, Policy, Report};
use crate::report::ErrorBody;
use crate::rules::Stop;
use crate::text::Document;

/// An article and what was found in it, or what is wrong with it.
pub type Answer = Result<(Document, Report), ErrorBody>;

/// Checks articles, wherever that is done.
pub enum Checker {
    /// In this process, on all cores.
    InProcess,
    /// On servers.
    Remote(Box<Remote>),
}

/// Servers, and what it takes to call them from code that does not wait.
pub struct Remote {
    runtime: Runtime,
    client: Client,
}

impl Checker {
    /// The engine, or the servers that `servers` names.
    pub fn new(servers: &Servers) -> anyhow::Result<Self> {
        if servers.endpoints().is_empty() {
            return Ok(Checker::InProcess);
        }
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        let client = {
            let _inside = runtime.enter();
            Client::new(servers.endpoints(), servers.settings()?)?
        };
        Ok(Checker::Remote(Box::new(Remote { runtime, client })))
    }

    /// The same, for articles that are all checked on `terms`.
    ///
    /// # Errors
    /// Also why servers cannot.
    pub fn on(terms: &Terms, servers: &Servers) -> anyhow::Result<Self> {
        let checker = Checker::new(servers)?;
        checker.admits(terms)?;
        Ok(checker)
    }

    /// Whether articles can be checked on these terms.
    ///
    /// # Errors
    /// Why servers cannot.
    pub fn admits(&self, terms: &Terms) -> anyhow::Result<()> {
        match self {
            Checker::InProcess => Ok(()),
            Checker::Remote(_) => terms.names.for_servers().map(|_| ()),
        }
    }

    /// Checks the documents that could be read, each on its terms; the answers stand in their order.
    pub fn check_all(&self, documents: Vec<(&Terms, Result<Document, ErrorBody>)>) -> Vec<Answer> {
        let read = |(terms, doc)| ((), terms, doc);
        self.each(documents, read, |(), answer| answer)
    }

    /// Reads each of `inputs` with `read`, checks it on `terms` and gives the answer to `done`, with
    /// what else was read; what comes of them stands in their order.
    ///
    /// In this process an article is let go before the next one is read: what is known of it is
    /// many times its text, and takes no new memory where the last one's was.
    pub fn check_each<I: Send, K: Send, T: Send>(
        &self,
        terms: &Terms,
        inputs: Vec<I>,
        read: impl Fn(I) -> (K, Result<Document, ErrorBody>) + Send + Sync,
        done: impl Fn(K, Answer) -> T + Send + Sync,
    ) -> Vec<T> {
        let read = |input| {
            let (key, doc) = read(input);
            (key, terms, doc)
        };
        self.each(inputs, read, done)
    }

    fn each<'t, I: Send, K: Send, T: Send>(
        &self,
        inputs: Vec<I>,
        read: impl Fn(I) -> (K, &'t Terms, Result<Document, ErrorBody>) + Send + Sync,
        done: impl Fn(K, Answer) -> T + Send + Sync,
    ) -> Vec<T> {
        match self {
            Checker::InProcess => inputs
                .into_par_iter()
                .map(|input| {
                    let (key, terms, doc) = read(input);
                    let answer = doc.map(|doc| {
                        let doc = doc.with_lists(&terms.names.lists);
                        let report = in_process(&doc, &terms.policy);
                        (doc, report)
                    });
                    done(key, answer)
                })
                .collect(),
            Checker::Remote(remote) => {
                let read: Vec<_> = inputs.into_par_iter().map(read).collect();
                let read = read.into_iter();
                let (keys, documents): (Vec<K>, Vec<_>) =
                    read.map(|(key, terms, doc)| (key, (terms, doc))).unzip();
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

impl Remote {
    fn check_all(&self, documents: Vec<(&Terms, Result<Document, ErrorBody>)>) -> Vec<Answer> {
        let mut answers: Vec<Option<Answer>> = Vec::new();
        // A call has one policy: what is checked on the same terms goes together.
        let mut calls: Vec<(&Terms, Vec<usize>, Vec<Document>)> = Vec::new();
        for (place, (terms, doc)) in documents.into_iter().enumerate() {
            let doc = match doc {
                Ok(doc) => doc,
                Err(error) => {
                    answers.push(Some(Err(error)));
                    continue;
                }
            };
            answers.push(None);
            let names = terms.names.for_servers().unwrap_or_default();
            let doc = doc.with_names(names);
            match calls.iter_mut().find(|call| std::ptr::eq(call.0, terms)) {
                Some((_, places, documents)) => {
                    places.push(place);
                    documents.push(doc);
                }
                None => calls.push((terms, vec![place], vec![doc])),
            }
        }
        for (terms, places, documents) in calls {
            let policy = terms.for_servers();
            let reports = self
                .runtime
                .block_on(self.client.check_all(&documents, &policy));
            for ((place, doc), report) in places.into_iter().zip(documents).zip(reports) {
                answers[place] = Some(match report {
                    Ok(mut report) => {
                        // Bytes were decoded here; the server saw text.
                        report.assessment.decoding = doc.decoding().cloned();
                        Ok((doc, report))
                    }
                    Err(error) => Err(ErrorBody {
                        code: error.code_name().into(),
                        message: error.to_string(),
                    }),
                });
            }
        }
        let answers = answers.into_iter();
        answers
            .map(|answer| answer.expect("an answer for every document sent"))
            .collect()
    }
}

fn in_process(doc: &Document, policy: &Policy) -> Report {
    Engine
        .check(doc, policy, &Stop::never())
        .expect("nobody tells this run to stop")
}
