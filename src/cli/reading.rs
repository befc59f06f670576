//! From a path to an article: its bytes, charset and markup, and what the caller knows of it.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use super::content::{Entry, Kind, front_matter};
use super::terms::Settings;
use super::walk;
use crate::report::{ErrorBody, Inset};
use crate::text::{Decoded, Document, Reason};

/// What is known of the one article.
#[derive(Args, Debug)]
#[command(next_help_heading = "Reading")]
pub struct Reading {
    /// Title of the article, where it does not stand in the text
    #[arg(long, default_value = "")]
    title: String,
    /// The name standard input goes by: its ending and its place tell how it is checked
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
    /// Refuse articles longer than this many bytes
    #[arg(long, value_name = "BYTES")]
    max_bytes: Option<u64>,
}

/// One article that was read, or why it could not be.
pub struct Input {
    /// The name of its file.
    pub path: String,
    /// Where it stands in the file, if that holds more than it.
    pub inset: Option<Inset>,
    /// The article.
    pub doc: Result<Document, ErrorBody>,
}

impl Input {
    fn new(path: String, inset: Option<Inset>, doc: Result<Document, ErrorBody>) -> Self {
        Input { path, inset, doc }
    }
}

impl Reading {
    /// The name that the file at `path` goes by.
    pub fn name<'a>(&'a self, path: &'a Path) -> &'a Path {
        match &self.stdin_filename {
            _ if path.as_os_str() != "-" => path,
            Some(name) => name,
            None => Path::new("<stdin>"),
        }
    }

    /// Reads the articles that the file at `path` holds, as `settings` have it.
    pub fn read(&self, path: &Path, settings: &Settings) -> Vec<Input> {
        let name = self.name(path);
        let shown = name.to_string_lossy().into_owned();
        self.inputs(path, settings).map_or_else(
            |error| {
                let error = ErrorBody {
                    code: "INVALID_ARGUMENT".into(),
                    message: format!("{error:#}"),
                };
                vec![Input::new(shown.clone(), None, Err(error))]
            },
            |documents| {
                let input = |(inset, doc)| Input::new(shown.clone(), inset, Ok(doc));
                documents.into_iter().map(input).collect()
            },
        )
    }

    fn inputs(
        &self,
        path: &Path,
        settings: &Settings,
    ) -> anyhow::Result<Vec<(Option<Inset>, Document)>> {
        let name = self.name(path);
        let bytes = self.bytes(path).context("cannot read it")?;
        let decoded = Decoded::from_bytes(&bytes, &settings.charset)?;
        if decoded.decoding.reason == Reason::Guessed || decoded.decoding.malformed > 0 {
            anstream::eprintln!(
                "mtflag: note: {}: not UTF-8; read as {}{}",
                name.display(),
                decoded.decoding.charset,
                match decoded.decoding.malformed {
                    0 => String::new(),
                    n => format!(", {n} malformed sequence{}", if n == 1 { "" } else { "s" }),
                }
            );
        }
        let either = |mine: &str, said: String| match mine {
            "" => said,
            mine => mine.to_owned(),
        };
        if let Some(kind) = settings.content.or_else(|| Kind::of(name)) {
            let entries = kind.read(decoded.text, &settings.fields)?;
            let build = |entry: Entry| {
                let mut builder = Document::builder(entry.text)
                    .title(self.title.as_str())
                    .language(either(&settings.language, entry.language));
                if let Some(source) = entry.source {
                    builder = builder.source(source);
                }
                (Some(entry.inset), builder.build())
            };
            return Ok(entries.into_iter().map(build).collect());
        }
        let media_type = settings
            .media_type
            .map_or_else(|| walk::media_type(name), Into::into);
        let front = front_matter(&decoded.text, media_type);
        let doc = Document::builder(decoded.text)
            .title(either(&self.title, front.title))
            .language(either(&settings.language, front.language))
            .media_type(media_type)
            .decoding(decoded.decoding)
            .build();
        Ok(vec![(None, doc)])
    }

    /// The bytes of one input; one byte beyond the limit is enough to refuse it.
    fn bytes(&self, path: &Path) -> anyhow::Result<Vec<u8>> {
        let most = self.max_bytes.unwrap_or(u64::MAX - 1);
        let mut bytes = Vec::new();
        if path.as_os_str() == "-" {
            io::stdin().lock().take(most + 1).read_to_end(&mut bytes)?;
        } else {
            std::fs::File::open(path)?
                .take(most + 1)
                .read_to_end(&mut bytes)?;
        }
        anyhow::ensure!(
            bytes.len() as u64 <= most,
            "it is longer than {most} bytes, the limit set by --max-bytes"
        );
        Ok(bytes)
    }
}
