//! What a batch reads: JSON lines, CSV and TSV, plain or compressed, Parquet, folders and files of
//! text; all of it as records in JSON, with their numbers.

mod parquet;

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, ensure};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;

use crate::cli::record::Keys;
use crate::cli::walk;
use crate::text::MediaType;

/// One record, as JSON.
#[derive(Debug)]
pub struct Line {
    /// Its number in its file, from 1: the line of JSON lines and CSV.
    pub number: u64,
    /// What that counts.
    pub place: Place,
    /// The record; may be blank.
    pub bytes: Vec<u8>,
    /// Its id, unless the record has one: the path of a file that is one article.
    pub path: Option<String>,
}

impl fmt::Display for Line {
    /// Where it stands, for messages.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = match self.place {
            Place::Line => "line",
            Place::Row => "row",
        };
        write!(f, "{place} {}", self.number)
    }
}

/// What the number of a record counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Lines of a text.
    Line,
    /// Rows of Parquet.
    Row,
}

/// A file of records, or one that is one article.
#[derive(Debug)]
pub struct Source {
    path: PathBuf,
    name: String,
    form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Lines,
    /// Rows under a header, divided by this byte.
    Rows(u8),
    Parquet,
    Article(MediaType),
}

/// The files that `paths` stand for, in order: those of a folder by their paths. Standard input
/// goes by the name `stdin`, if that is given.
pub fn sources(paths: &[PathBuf], stdin: Option<&Path>) -> anyhow::Result<Vec<Source>> {
    let mut sources = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            let name = stdin.unwrap_or(path);
            sources.push(Source {
                path: path.clone(),
                name: name.to_string_lossy().into_owned(),
                form: form(name),
            });
            continue;
        }
        let files = walk::batch(path).with_context(|| format!("cannot read {}", path.display()))?;
        sources.extend(files.into_iter().map(|path| Source {
            name: path.to_string_lossy().into_owned(),
            form: form(&path),
            path,
        }));
    }
    Ok(sources)
}

fn form(path: &Path) -> Form {
    let name = path.to_string_lossy().to_ascii_lowercase();
    let name = ["gz", "zst"]
        .iter()
        .find_map(|packed| name.strip_suffix(packed)?.strip_suffix('.'))
        .unwrap_or(&name);
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "csv" => Form::Rows(b','),
        "tsv" => Form::Rows(b'\t'),
        "parquet" => Form::Parquet,
        "txt" | "text" | "md" | "markdown" | "html" | "htm" | "xhtml" => {
            Form::Article(walk::media_type(Path::new(name)))
        }
        _ => Form::Lines,
    }
}

impl Source {
    /// As it was named.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Bytes of it, where that is known.
    pub fn size(&self) -> Option<u64> {
        let metadata = std::fs::metadata(&self.path).ok()?;
        metadata.is_file().then_some(metadata.len())
    }

    /// Its records, of which at least what `keys` names; what is read of the file is added to
    /// `read`.
    pub fn records(&self, keys: &Keys, read: &Arc<AtomicU64>) -> anyhow::Result<Box<dyn Records>> {
        Ok(match self.form {
            Form::Parquet => self.parquet(keys, read)?,
            Form::Lines => {
                let mut input = self.open(read)?;
                match input.fill_buf()?.starts_with(parquet::MAGIC) {
                    true => self.parquet(keys, read)?,
                    false => Box::new(Lines { input, number: 0 }),
                }
            }
            Form::Rows(delimiter) => Box::new(Rows::new(self.open(read)?, delimiter)?),
            Form::Article(media_type) => Box::new(Article {
                input: Some(self.open(read)?),
                path: self.name.clone(),
                media_type,
            }),
        })
    }

    fn parquet(&self, keys: &Keys, read: &Arc<AtomicU64>) -> anyhow::Result<Box<dyn Records>> {
        ensure!(
            !self.is_stdin(),
            "standard input is Parquet, which begins to be read at its end: give it as a file"
        );
        Ok(Box::new(parquet::Rows::open(&self.path, keys, read)?))
    }

    fn is_stdin(&self) -> bool {
        self.path.as_os_str() == "-"
    }

    fn open(&self, read: &Arc<AtomicU64>) -> anyhow::Result<Input> {
        let count = |input| Counted {
            input,
            read: Arc::clone(read),
        };
        if self.is_stdin() {
            return unpacked(count(Box::new(io::stdin())));
        }
        let shown = self.path.display();
        let file = File::open(&self.path).with_context(|| format!("cannot read {shown}"))?;
        let folder = file.metadata().is_ok_and(|metadata| metadata.is_dir());
        ensure!(!folder, "{shown} is a folder");
        unpacked(count(Box::new(file)))
    }
}

type Input = Box<dyn BufRead + Send>;

/// Tells how much of a file was read, whatever it is packed with.
struct Counted {
    input: Box<dyn Read + Send>,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Undoes gzip and Zstandard, told by their first bytes (RFC 1952, RFC 8878).
fn unpacked(input: Counted) -> anyhow::Result<Input> {
    const BUFFER: usize = 1 << 20;
    let mut input = BufReader::with_capacity(BUFFER, input);
    let head = input.fill_buf()?;
    Ok(if head.starts_with(&[0x1F, 0x8B]) {
        let unpacked = flate2::bufread::MultiGzDecoder::new(input);
        Box::new(BufReader::with_capacity(BUFFER, unpacked))
    } else if head.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) {
        let unpacked = zstd::Decoder::with_buffer(input)?;
        Box::new(BufReader::with_capacity(BUFFER, unpacked))
    } else {
        Box::new(input)
    })
}

/// The records of one file, one after the other.
pub trait Records: Send {
    /// The next record; `None` behind the last.
    ///
    /// # Errors
    /// Those of reading; there is no record behind one.
    fn next(&mut self) -> io::Result<Option<Line>>;
}

struct Lines {
    input: Input,
    number: u64,
}

impl Records for Lines {
    fn next(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        self.number += 1;
        let read = self.input.read_until(b'\n', &mut bytes)?;
        Ok((read > 0).then_some(Line {
            number: self.number,
            place: Place::Line,
            bytes,
            path: None,
        }))
    }
}

struct Rows {
    reader: csv::Reader<Input>,
    /// The keys, as JSON strings.
    keys: Vec<Vec<u8>>,
    row: csv::ByteRecord,
}

impl Rows {
    fn new(input: Input, delimiter: u8) -> anyhow::Result<Self> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .from_reader(input);
        let header = reader.byte_headers()?;
        let header = header.iter().enumerate().map(|(at, key)| match at {
            0 => key.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(key),
            _ => key,
        });
        let keys = header.map(quoted).collect();
        Ok(Rows {
            reader,
            keys,
            row: csv::ByteRecord::new(),
        })
    }
}

impl Records for Rows {
    fn next(&mut self) -> io::Result<Option<Line>> {
        if !self.reader.read_byte_record(&mut self.row)? {
            return Ok(None);
        }
        let number = self.row.position().map_or(0, csv::Position::line);
        let mut bytes = vec![b'{'];
        for (key, value) in self.keys.iter().zip(&self.row) {
            // An empty cell says nothing, not that the article has an empty title.
            if value.is_empty() && key != b"\"text\"" {
                continue;
            }
            if bytes.len() > 1 {
                bytes.push(b',');
            }
            bytes.extend_from_slice(key);
            bytes.push(b':');
            bytes.extend(quoted(value));
        }
        bytes.push(b'}');
        Ok(Some(Line {
            number,
            place: Place::Line,
            bytes,
            path: None,
        }))
    }
}

/// A string of JSON; bytes that are no UTF-8 stay what they are, so that reading the record tells.
fn quoted(value: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(value) {
        Ok(text) => json!(text).to_string().into_bytes(),
        Err(_) => [b"\"", value, b"\""].concat(),
    }
}

struct Article {
    input: Option<Input>,
    path: String,
    media_type: MediaType,
}

impl Records for Article {
    fn next(&mut self) -> io::Result<Option<Line>> {
        let Some(mut input) = self.input.take() else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes)?;
        let media_type = match self.media_type {
            MediaType::Plain => "text/plain",
            MediaType::Html => "text/html",
            MediaType::Markdown => "text/markdown",
        };
        let record = json!({
            "raw_base64": BASE64_STANDARD.encode(bytes),
            "media_type": media_type,
        });
        Ok(Some(Line {
            number: 1,
            place: Place::Line,
            bytes: record.to_string().into_bytes(),
            path: Some(self.path.clone()),
        }))
    }
}
