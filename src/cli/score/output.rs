//! Where a batch is written to, and how much of it is safe there.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Context;

use super::checkpoint;
use super::form::Form;
use super::row_groups::RowGroups;

/// Where a batch is written to.
pub enum Output {
    /// One line after the other.
    Stream(Stream),
    /// Parquet.
    RowGroups(Box<RowGroups>),
}

/// A file, a pipe or a device.
pub struct Stream {
    to: Box<dyn Write + Send>,
    /// To hand what was written to the disk; `None` for what is no file.
    file: Option<File>,
    form: Form,
    written: u64,
}

impl Output {
    /// Standard output, or the file at `path` behind the first `kept` of it; a row group of Parquet
    /// has at most so many `rows`.
    pub fn open(path: Option<&Path>, form: Form, kept: u64, rows: usize) -> anyhow::Result<Self> {
        Ok(match path {
            None => Output::Stream(Stream::new(Box::new(io::stdout()), None, form, 0)?),
            Some(path) if form.is_parquet() => {
                Output::RowGroups(Box::new(RowGroups::open(path, kept, rows)?))
            }
            Some(path) => Output::Stream(Stream::file(path, form, kept)?),
        })
    }

    /// Takes in the lines of a batch.
    pub fn write(&mut self, lines: &[u8]) -> anyhow::Result<()> {
        match self {
            Output::Stream(stream) => Ok(stream.write(lines)?),
            Output::RowGroups(groups) => groups.write(lines),
        }
    }

    /// Hands to the disk what was written. Gives how much of the output that is; `None` while a row
    /// group is open.
    pub fn settle(&mut self) -> anyhow::Result<Option<u64>> {
        match self {
            Output::Stream(stream) => Ok(Some(stream.settle()?)),
            Output::RowGroups(groups) => groups.settle(),
        }
    }

    /// Makes the output whole, when nothing follows.
    pub fn finish(self) -> anyhow::Result<()> {
        match self {
            Output::Stream(_) => Ok(()),
            Output::RowGroups(groups) => groups.finish(),
        }
    }
}

impl Stream {
    fn new(
        to: Box<dyn Write + Send>,
        file: Option<File>,
        form: Form,
        written: u64,
    ) -> io::Result<Self> {
        let mut stream = Stream {
            to,
            file,
            form,
            written,
        };
        if written == 0 {
            stream.write(&form.head())?;
        }
        Ok(stream)
    }

    /// The file at `path`, behind its first `kept` bytes.
    pub fn file(path: &Path, form: Form, kept: u64) -> anyhow::Result<Self> {
        let shown = path.display();
        let regular = !path.exists() || path.is_file();
        let file = match regular {
            true => checkpoint::reopen(path, kept)?,
            // A pipe or a device.
            false => File::create(path).with_context(|| format!("cannot write {shown}"))?,
        };
        let copy = regular.then(|| file.try_clone()).transpose()?;
        Stream::new(Box::new(file), copy, form, kept).context("cannot write the results")
    }

    /// Writes `lines`, packed as the form has it.
    ///
    /// # Errors
    /// Those of the place written to.
    pub fn write(&mut self, lines: &[u8]) -> io::Result<()> {
        let packed = self.form.pack(lines)?;
        self.to.write_all(&packed)?;
        self.written += packed.len() as u64;
        self.to.flush()
    }

    /// Hands to the disk what was written, and gives its bytes.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn settle(&self) -> io::Result<u64> {
        self.file.as_ref().map_or(Ok(()), File::sync_data)?;
        Ok(self.written)
    }
}
