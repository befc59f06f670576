//! How far a batch has come: after every batch of records what was written is handed to the disk and
//! the place in the input noted beside it, so that a run that was cut goes on where it was.

use std::fs::{self, File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use serde::{Deserialize, Serialize};

use super::summary::Summary;

/// The form of the file.
const VERSION: u32 = 1;

/// How far a run has come.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    version: u32,
    /// What the run was told; another run must not go on with its output.
    pub told: String,
    /// Which of the inputs is being read, and how many records of it are done.
    pub input: usize,
    /// Records of that input that are done.
    pub records: u64,
    /// Bytes of output that belong to them and those before.
    pub output: u64,
    /// The same of the file of bad records.
    pub errors: u64,
    /// Whether a flag failed the run.
    pub found: bool,
    /// What was found so far.
    pub summary: Summary,
}

impl Checkpoint {
    /// The start of a run that was told `told`.
    pub fn start(told: String) -> Self {
        Checkpoint {
            version: VERSION,
            told,
            input: 0,
            records: 0,
            output: 0,
            errors: 0,
            found: false,
            summary: Summary::default(),
        }
    }

    /// Where the checkpoint of an output stands: beside it.
    pub fn path(output: &Path) -> PathBuf {
        let mut name = output.as_os_str().to_owned();
        name.push(".checkpoint");
        name.into()
    }

    /// The checkpoint at `path`, if there is one; it must be of a run that was told the same.
    pub fn read(path: &Path, told: &str) -> anyhow::Result<Option<Self>> {
        let shown = path.display();
        if !path.exists() {
            return Ok(None);
        }
        let bytes = fs::read(path).with_context(|| format!("cannot read {shown}"))?;
        let found: Checkpoint = serde_json::from_slice(&bytes)
            .with_context(|| format!("{shown} is not a checkpoint of mtflag"))?;
        ensure!(
            found.version == VERSION && found.told == told,
            "{shown} is of a run with other inputs, options or another mtflag; \
             start anew without --resume"
        );
        Ok(Some(found))
    }

    /// Writes it in the place of the one before; a run that is cut meanwhile finds one of the two.
    pub fn write(&self, path: &Path) -> anyhow::Result<()> {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".new");
        let beside = PathBuf::from(beside);
        let write = || -> anyhow::Result<()> {
            let mut file = File::create(&beside)?;
            file.write_all(&serde_json::to_vec(self)?)?;
            file.sync_data()?;
            fs::rename(&beside, path)?;
            Ok(())
        };
        write().with_context(|| format!("cannot write {}", path.display()))
    }
}

/// Opens an output at `path` to go on behind its first `kept` bytes.
pub fn reopen(path: &Path, kept: u64) -> anyhow::Result<File> {
    let open = || -> anyhow::Result<File> {
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        ensure!(
            file.metadata()?.len() >= kept,
            "it is shorter than its checkpoint says"
        );
        file.set_len(kept)?;
        file.seek(SeekFrom::End(0))?;
        Ok(file)
    };
    open().with_context(|| format!("cannot go on with {}", path.display()))
}
