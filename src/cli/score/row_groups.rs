//! Parquet as a batch writes it. Its footer stands at the end and tells of every row group, so that a
//! file that was cut is none at all: each group is a file of its own, in a folder beside the output,
//! until the last is done, and they become one file then. A run that was cut goes on behind the last
//! group that was whole; what is done so far can be read meanwhile.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, ensure};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::{Compression, ZstdLevel};
use parquet::column::writer::ColumnCloseResult;
use parquet::file::metadata::{PageIndexPolicy, ParquetMetaData, ParquetMetaDataReader};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;

use super::form::Form;
use crate::report::Columns;

/// A group is closed when it has so many bytes, encoded.
const GROUP_BYTES: usize = 16 << 20;

/// The output and its groups.
pub struct RowGroups {
    output: PathBuf,
    /// Groups that are whole.
    done: u64,
    /// Rows at which a group is closed.
    rows: usize,
    columns: Columns,
    open: Option<ArrowWriter<File>>,
}

impl RowGroups {
    /// For the output at `output`, behind its first `done` groups.
    pub fn open(output: &Path, done: u64, rows: usize) -> anyhow::Result<Self> {
        let shown = output.display();
        ensure!(
            !output.exists() || output.is_file(),
            "cannot write {shown}: Parquet needs a file"
        );
        let parts = parts(output);
        fs::create_dir_all(&parts).with_context(|| format!("cannot write {}", parts.display()))?;
        let lost = (0..done)
            .map(|at| part(output, at))
            .find(|part| !part.is_file());
        if let Some(lost) = lost {
            anyhow::bail!("cannot go on with {shown}: {} is gone", lost.display());
        }
        Ok(RowGroups {
            output: output.to_owned(),
            done,
            rows,
            columns: Columns::default(),
            open: None,
        })
    }

    /// Takes in lines of JSON, an article each.
    pub fn write(&mut self, lines: &[u8]) -> anyhow::Result<()> {
        for line in lines.split_inclusive(|&byte| byte == b'\n') {
            self.columns.push(line)?;
        }
        let batch = self.columns.take();
        let path = part(&self.output, self.done);
        let told = || format!("cannot write {}", path.display());
        let open = match &mut self.open {
            Some(open) => open,
            none => none.insert(begin(&path, &self.columns).with_context(told)?),
        };
        open.write(&batch).with_context(told)
    }

    /// Closes the open group if it is large enough. Gives how many are whole, `None` while one is
    /// open.
    pub fn settle(&mut self) -> anyhow::Result<Option<u64>> {
        let due = |open: &ArrowWriter<File>| {
            open.in_progress_rows() >= self.rows || open.in_progress_size() >= GROUP_BYTES
        };
        if self.open.as_ref().is_some_and(due) {
            self.close()?;
        }
        Ok(self.open.is_none().then_some(self.done))
    }

    /// Closes the last group and makes one file of all of them.
    pub fn finish(mut self) -> anyhow::Result<()> {
        // Of no rows at all, too, there is a file.
        if self.done == 0 && self.open.is_none() {
            self.write(&[])?;
        }
        self.close()?;
        let mut beside = self.output.as_os_str().to_owned();
        beside.push(".new");
        let beside = PathBuf::from(beside);
        self.join(&beside)
            .and_then(|()| Ok(fs::rename(&beside, &self.output)?))
            .with_context(|| format!("cannot write {}", self.output.display()))
    }

    fn close(&mut self) -> anyhow::Result<()> {
        let Some(mut open) = self.open.take() else {
            return Ok(());
        };
        let path = part(&self.output, self.done);
        open.finish()
            .map_err(anyhow::Error::from)
            .and_then(|_| Ok(open.inner().sync_data()?))
            .with_context(|| format!("cannot write {}", path.display()))?;
        self.done += 1;
        Ok(())
    }

    /// Copies the columns of every group as they are into one file.
    fn join(&self, to: &Path) -> anyhow::Result<()> {
        let (first, metadata) = opened(&part(&self.output, 0))?;
        drop(first);
        let schema = metadata.file_metadata().schema_descr().root_schema_ptr();
        let file = BufWriter::new(File::create(to)?);
        let mut writer = SerializedFileWriter::new(file, schema, Arc::new(properties()))?;
        for at in 0..self.done {
            let path = part(&self.output, at);
            let (file, metadata) = opened(&path)?;
            for (index, group) in metadata.row_groups().iter().enumerate() {
                let mut copied = writer.next_row_group()?;
                for (place, column) in group.columns().iter().enumerate() {
                    let pages = metadata.page_index();
                    let written = ColumnCloseResult {
                        bytes_written: column.compressed_size().try_into()?,
                        rows_written: group.num_rows().try_into()?,
                        metadata: column.clone(),
                        bloom_filter: None,
                        column_index: pages
                            .and_then(|pages| pages.column_index(index, place).cloned()),
                        offset_index: pages
                            .and_then(|pages| pages.offset_index(index, place).cloned()),
                    };
                    copied
                        .append_column(&file, written)
                        .with_context(|| format!("cannot read {}", path.display()))?;
                }
                copied.close()?;
            }
        }
        let mut file = writer.into_inner()?;
        file.flush()?;
        Ok(file.get_ref().sync_data()?)
    }
}

/// Takes away the groups of an output that is whole.
pub fn clear(output: &Path) -> anyhow::Result<()> {
    if !Form::of(Some(output)).is_parquet() {
        return Ok(());
    }
    let parts = parts(output);
    let Ok(files) = fs::read_dir(&parts) else {
        return Ok(());
    };
    for file in files {
        let path = file?.path();
        let name = path.file_stem().and_then(|name| name.to_str());
        // Those of a run before this one may have been more.
        if name.is_some_and(|name| name.parse().is_ok_and(|at| part(output, at) == path)) {
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
    }
    // What somebody else put there stays.
    let _ = fs::remove_dir(parts);
    Ok(())
}

fn parts(output: &Path) -> PathBuf {
    let mut folder = output.as_os_str().to_owned();
    folder.push(".parts");
    folder.into()
}

fn part(output: &Path, at: u64) -> PathBuf {
    parts(output).join(format!("{at:06}.parquet"))
}

fn begin(path: &Path, columns: &Columns) -> anyhow::Result<ArrowWriter<File>> {
    // The schema of Arrow beside that of Parquet would say the same again.
    let options = ArrowWriterOptions::new()
        .with_properties(properties())
        .with_skip_arrow_metadata(true);
    let file = File::create(path)?;
    Ok(ArrowWriter::try_new_with_options(
        file,
        columns.schema(),
        options,
    )?)
}

fn opened(path: &Path) -> anyhow::Result<(File, ParquetMetaData)> {
    let open = || -> anyhow::Result<_> {
        let file = File::open(path)?;
        let metadata = ParquetMetaDataReader::new()
            .with_page_index_policy(PageIndexPolicy::Optional)
            .parse_and_finish(&file)?;
        Ok((file, metadata))
    };
    open().with_context(|| format!("cannot read {}", path.display()))
}

fn properties() -> WriterProperties {
    WriterProperties::builder()
        .set_created_by(concat!("mtflag version ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        // Groups end between two batches, which is what a run is taken up at.
        .set_max_row_group_row_count(None)
        .build()
}
