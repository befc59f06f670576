//! Files that may change while the server runs: certificates and tokens. What cannot be used is
//! told once, and what was used before stays in use.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use sha2::{Digest, Sha256};
use tokio::sync::watch;
use tokio_util::task::AbortOnDropHandle;

/// What was made of some files, always of their newest state that can be used.
#[derive(Debug)]
pub(super) struct Followed<T> {
    now: watch::Receiver<Arc<T>>,
    _task: AbortOnDropHandle<()>,
}

/// Files that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}: {why}")]
pub struct Unusable {
    /// What was to be made of them.
    pub what: &'static str,
    /// What is wrong.
    pub why: String,
}

/// Contents of files, in the order of their paths.
pub(super) type Contents = Vec<Vec<u8>>;

impl<T: Send + Sync + 'static> Followed<T> {
    /// Makes `what` of `files`, and makes it again whenever one of them has changed; looks `every`
    /// so often at the contents, for neither times nor names say whether those did.
    ///
    /// # Errors
    /// When it cannot be made now.
    pub async fn start(
        what: &'static str,
        files: Vec<PathBuf>,
        every: Duration,
        make: impl Fn(&Contents) -> Result<T, String> + Send + Sync + 'static,
    ) -> Result<Self, Unusable> {
        let unusable = |why| Unusable { what, why };
        let contents = read(&files).await.map_err(unusable)?;
        let (sender, now) = watch::channel(Arc::new(make(&contents).map_err(unusable)?));
        let mut seen = Ok(digest(&contents));
        drop(contents);
        let task = tokio::spawn(async move {
            loop {
                tokio::time::sleep(every).await;
                let contents = read(&files).await;
                let found = contents.as_ref().map(digest).map_err(Clone::clone);
                if found == seen {
                    continue;
                }
                match contents.and_then(|contents| make(&contents)) {
                    Ok(made) => {
                        sender.send_replace(Arc::new(made));
                        tracing::info!(what, "reloaded");
                    }
                    Err(why) => tracing::error!(what, why, "not reloaded: the old stays in use"),
                }
                seen = found;
            }
        });
        Ok(Followed {
            now,
            _task: AbortOnDropHandle::new(task),
        })
    }

    pub fn now(&self) -> Arc<T> {
        self.now.borrow().clone()
    }
}

async fn read(files: &[PathBuf]) -> Result<Contents, String> {
    let files = files.to_owned();
    let read = tokio::task::spawn_blocking(move || {
        let contents = files.iter().map(|path| {
            std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
        });
        contents.collect()
    });
    read.await.unwrap_or_else(|_| Err("was not read".into()))
}

/// Secrets are compared by what does not give them away.
fn digest(contents: &Contents) -> Vec<[u8; 32]> {
    let digests = contents
        .iter()
        .map(|content| Sha256::digest(content).into());
    digests.collect()
}
