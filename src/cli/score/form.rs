//! What a batch writes: JSON lines or a CSV of the assessments, plain or packed, or Parquet; one packed
//! member a batch, so that a run can be cut and taken up between two.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

use crate::cli::checker::Answer;
use crate::engine::Report;
use crate::report::{Article, ArticleRecord, ErrorRecord};
use crate::rules::CATALOGUE;
use crate::text::OffsetEncoding;

/// The form of one output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    kind: Kind,
    packed: Packed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Lines,
    Table,
    Parquet,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packed {
    No,
    Gzip,
    Zstandard,
}

/// Level 3 is Zstandard's own choice.
const ZSTANDARD_LEVEL: i32 = 3;

impl Form {
    /// What the name of the output asks for.
    pub fn of(path: Option<&Path>) -> Self {
        let name = path.map_or(String::new(), |path| {
            path.to_string_lossy().to_ascii_lowercase()
        });
        let (name, packed) = match name.rsplit_once('.') {
            Some((name, "gz")) => (name, Packed::Gzip),
            Some((name, "zst")) => (name, Packed::Zstandard),
            _ => (name.as_str(), Packed::No),
        };
        let kind = match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "csv" => Kind::Table,
            // It is packed within.
            "parquet" if packed == Packed::No => Kind::Parquet,
            _ => Kind::Lines,
        };
        Form { kind, packed }
    }

    /// Whether it is written in groups of rows, for which a line of JSON stands until then.
    pub fn is_parquet(self) -> bool {
        self.kind == Kind::Parquet
    }

    fn is_table(self) -> bool {
        self.kind == Kind::Table
    }

    /// What stands before the first record.
    pub fn head(self) -> Vec<u8> {
        if !self.is_table() {
            return Vec::new();
        }
        let mut columns = vec![
            "id",
            "words",
            "penalty_per_1000_words",
            "score",
            "verdict",
            "language",
            "flags",
        ];
        columns.extend(families());
        columns.push("error");
        row(&columns)
    }

    /// The line of one answer.
    pub fn line(self, id: &str, answer: &Answer, unit: OffsetEncoding) -> Vec<u8> {
        match answer {
            Ok((_, report)) if self.is_table() => assessment(id, report),
            Err(error) if self.is_table() => {
                let mut cells = vec![id];
                cells.resize(7 + families().count(), "");
                cells.push(&error.message);
                row(&cells)
            }
            Ok((doc, report)) => json(&ArticleRecord::of(
                &Article {
                    path: id,
                    inset: None,
                    doc,
                    report,
                    suppressed: &[],
                },
                unit,
            )),
            Err(error) => json(&ErrorRecord { id, error }),
        }
    }

    /// The bytes that go into the file for those of one batch.
    pub fn pack(self, bytes: &[u8]) -> io::Result<Cow<'_, [u8]>> {
        if bytes.is_empty() {
            return Ok(bytes.into());
        }
        match self.packed {
            Packed::No => Ok(bytes.into()),
            Packed::Gzip => {
                let level = flate2::Compression::default();
                let mut packer = flate2::write::GzEncoder::new(Vec::new(), level);
                packer.write_all(bytes)?;
                Ok(packer.finish()?.into())
            }
            Packed::Zstandard => Ok(zstd::encode_all(bytes, ZSTANDARD_LEVEL)?.into()),
        }
    }
}

/// A line of JSON.
pub fn json(record: &impl serde::Serialize) -> Vec<u8> {
    let mut line = serde_json::to_vec(record).expect("the records hold nothing that JSON cannot");
    line.push(b'\n');
    line
}

fn assessment(id: &str, report: &Report) -> Vec<u8> {
    let found = &report.assessment;
    let mut cells = vec![
        id.to_owned(),
        found.words.to_string(),
        format!("{:.4}", found.penalty_per_1000_words),
        format!("{:.4}", found.score),
        found.verdict.as_str().to_owned(),
        found.language.tag.clone(),
        found.severities.iter().sum::<usize>().to_string(),
    ];
    cells.extend(families().map(|family| {
        let count = found.families.iter().find(|count| count.family == family);
        count.map_or(0, |count| count.flags).to_string()
    }));
    cells.push(String::new());
    row(&cells)
}

fn families() -> impl Iterator<Item = &'static str> {
    CATALOGUE
        .chunk_by(|a, b| a.family() == b.family())
        .map(|family| family[0].family())
}

fn row(cells: &[impl AsRef<[u8]>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(cells).expect("memory takes everything");
    writer.into_inner().expect("memory takes everything")
}
