//! Rows of Parquet as records in JSON: the columns that are asked for, and a few rows at a time.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, bail, ensure};
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type,
    Int64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, TimeUnit};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::basic::Compression;
use serde_json::Value;

use super::{Line, Place, Records, quoted};
use crate::cli::record::Keys;

/// The first and last bytes of a file.
pub const MAGIC: &[u8] = b"PAR1";

/// So many rows are in memory at a time.
const ROWS: usize = 64;

/// The records of a file.
pub struct Rows {
    reader: ParquetRecordBatchReader,
    columns: Vec<Column>,
    batch: Option<RecordBatch>,
    /// The next row of the batch, and the number of the one before it in the file.
    at: usize,
    number: u64,
    /// To tell how much of the file was read: by its rows, for its bytes are read column by column.
    read: Arc<AtomicU64>,
    bytes_a_row: f64,
}

struct Column {
    /// Its name, as a string of JSON.
    key: Vec<u8>,
    /// Whether its bytes are wanted in base 64.
    raw: bool,
}

impl Rows {
    /// Those of the file at `path`, of which the columns that `keys` names.
    pub fn open(path: &Path, keys: &Keys, read: &Arc<AtomicU64>) -> anyhow::Result<Self> {
        let shown = path.display();
        let file = File::open(path).with_context(|| format!("cannot read {shown}"))?;
        let metadata = file.metadata()?;
        ensure!(
            metadata.is_file(),
            "cannot read {shown}: Parquet begins to be read at its end, so that it has to be a file"
        );
        // What Arrow would rather have the columns be, such as dictionaries, is of no use here.
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let builder = ParquetRecordBatchReaderBuilder::try_new_with_options(file, options)
            .with_context(|| format!("cannot read {shown}"))?;
        let mut columns = Vec::new();
        let mut places = Vec::new();
        for (place, field) in builder.schema().fields().iter().enumerate() {
            if !keys.wants(field.name()) {
                continue;
            }
            ensure!(
                is_plain(field.data_type()),
                "{shown}: column `{}` is of the type {}, which is no text",
                field.name(),
                field.data_type()
            );
            places.push(place);
            columns.push(Column {
                key: quoted(field.name().as_bytes()),
                raw: keys.wants_raw(field.name()),
            });
        }
        let names: Vec<&str> = builder
            .schema()
            .fields()
            .iter()
            .map(|f| f.name().as_str())
            .collect();
        if !names.iter().any(|name| keys.wants_article(name)) {
            bail!(
                "{shown}: no column `text` (or `raw_base64`), but {}: name it with --field text=COLUMN",
                names.join(", ")
            );
        }
        let mask = ProjectionMask::roots(builder.parquet_schema(), places);
        for group in builder.metadata().row_groups() {
            for (leaf, column) in group.columns().iter().enumerate() {
                ensure!(
                    !mask.leaf_included(leaf) || is_unpacked_here(column.compression()),
                    "{shown}: column `{}` is packed with {}; none, Snappy and Zstandard are read",
                    column.column_path().string(),
                    column.compression()
                );
            }
        }
        let rows = builder.metadata().file_metadata().num_rows();
        let reader = builder
            .with_projection(mask)
            .with_batch_size(ROWS)
            .build()
            .with_context(|| format!("cannot read {shown}"))?;
        Ok(Rows {
            reader,
            columns,
            batch: None,
            at: 0,
            number: 0,
            read: Arc::clone(read),
            bytes_a_row: metadata.len() as f64 / rows.max(1) as f64,
        })
    }

    fn row(&self, batch: &RecordBatch) -> Vec<u8> {
        let mut bytes = vec![b'{'];
        for (column, values) in self.columns.iter().zip(batch.columns()) {
            if values.is_null(self.at) {
                continue;
            }
            if bytes.len() > 1 {
                bytes.push(b',');
            }
            bytes.extend_from_slice(&column.key);
            bytes.push(b':');
            bytes.extend(value(values, self.at, column.raw));
        }
        bytes.push(b'}');
        bytes
    }
}

impl Records for Rows {
    fn next(&mut self) -> io::Result<Option<Line>> {
        loop {
            match &self.batch {
                Some(batch) if self.at < batch.num_rows() => {
                    let bytes = self.row(batch);
                    self.at += 1;
                    self.number += 1;
                    return Ok(Some(Line {
                        number: self.number,
                        place: Place::Row,
                        bytes,
                        path: None,
                    }));
                }
                _ => {}
            }
            let Some(batch) = self.reader.next() else {
                return Ok(None);
            };
            let batch = batch.map_err(io::Error::other)?;
            let bytes = self.bytes_a_row * batch.num_rows() as f64;
            self.read.fetch_add(bytes as u64, Ordering::Relaxed);
            (self.batch, self.at) = (Some(batch), 0);
        }
    }
}

fn is_unpacked_here(compression: Compression) -> bool {
    matches!(
        compression,
        Compression::UNCOMPRESSED | Compression::SNAPPY | Compression::ZSTD(_)
    )
}

/// Whether [`value`] knows the type.
fn is_plain(kind: &DataType) -> bool {
    use DataType::{Binary, Boolean, Date32, FixedSizeBinary, Float32, Float64, Timestamp, Utf8};
    let named = matches!(
        kind,
        Utf8 | Binary | FixedSizeBinary(_) | Boolean | Float32 | Float64 | Date32
    );
    let time = matches!(kind, Timestamp(unit, _) if *unit != TimeUnit::Second);
    named || time || kind.is_integer()
}

/// The value of one row, as JSON.
fn value(values: &dyn Array, at: usize, raw: bool) -> Vec<u8> {
    let json = |value: Value| value.to_string().into_bytes();
    let bytes = |bytes: &[u8]| match raw {
        true => quoted(BASE64_STANDARD.encode(bytes).as_bytes()),
        // Written without the note that it is text.
        false => quoted(bytes),
    };
    match values.data_type() {
        DataType::Utf8 => quoted(values.as_string::<i32>().value(at).as_bytes()),
        DataType::Binary => bytes(values.as_binary::<i32>().value(at)),
        DataType::FixedSizeBinary(_) => bytes(values.as_fixed_size_binary().value(at)),
        DataType::Boolean => json(values.as_boolean().value(at).into()),
        DataType::Int8 => json(native::<Int8Type>(values, at).into()),
        DataType::Int16 => json(native::<Int16Type>(values, at).into()),
        DataType::Int32 => json(native::<Int32Type>(values, at).into()),
        DataType::Int64 => json(native::<Int64Type>(values, at).into()),
        DataType::UInt8 => json(native::<UInt8Type>(values, at).into()),
        DataType::UInt16 => json(native::<UInt16Type>(values, at).into()),
        DataType::UInt32 => json(native::<UInt32Type>(values, at).into()),
        DataType::UInt64 => json(native::<UInt64Type>(values, at).into()),
        DataType::Float32 => json(native::<Float32Type>(values, at).into()),
        DataType::Float64 => json(native::<Float64Type>(values, at).into()),
        DataType::Date32 => {
            let date = values.as_primitive::<Date32Type>().value_as_date(at);
            time(date.map(|date| date.to_string()))
        }
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            let values = values.as_primitive::<TimestampMillisecondType>();
            time(values.value_as_datetime(at).map(|time| time.to_string()))
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            let values = values.as_primitive::<TimestampMicrosecondType>();
            time(values.value_as_datetime(at).map(|time| time.to_string()))
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => {
            let values = values.as_primitive::<TimestampNanosecondType>();
            time(values.value_as_datetime(at).map(|time| time.to_string()))
        }
        _ => b"null".to_vec(),
    }
}

fn native<T: ArrowPrimitiveType>(values: &dyn Array, at: usize) -> T::Native {
    values.as_primitive::<T>().value(at)
}

/// A date or time after ISO 8601; null beyond the years that have a name.
fn time(time: Option<String>) -> Vec<u8> {
    time.map_or(b"null".to_vec(), |time| {
        quoted(time.replace(' ', "T").as_bytes())
    })
}
