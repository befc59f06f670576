//! From a path to an article: its bytes, charset and markup, and what the caller knows of it.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use super::content::{Entry, Kind, front_matter, pair, siblings};
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
            let mut entries = kind.read(decoded.text, &settings.fields)?;
            if kind.is_of_one_language() {
                self.add_sources(&mut entries, name, kind, settings);
            }
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

    /// Looks for the file that the strings of the one called `name` were translated from.
    fn add_sources(&self, entries: &mut [Entry], name: &Path, kind: Kind, settings: &Settings) {
        let siblings = siblings(name, kind);
        let Some(sibling) = siblings.iter().find(|sibling| sibling.path.is_file()) else {
            return;
        };
        let read = || -> anyhow::Result<Vec<Entry>> {
            let bytes = self.bytes(&sibling.path)?;
            let decoded = Decoded::from_bytes(&bytes, &settings.charset)?;
            kind.read(decoded.text, &settings.fields)
        };
        match read() {
            Ok(sources) => pair(entries, sources, sibling),
            Err(error) => anstream::eprintln!(
                "mtflag: note: {}: read without its source {}: {error:#}",
                name.display(),
                sibling.path.display(),
            ),
        }
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

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Given {
        #[command(flatten)]
        reading: Reading,
    }

    /// The key, the text, and the source with its language, of a string.
    type Pair = (String, String, Option<(String, String)>);

    /// Those of every string of `path`.
    fn pairs(folder: &Path, path: &str) -> Vec<Pair> {
        let inputs = Given::parse_from(["check"])
            .reading
            .read(&folder.join(path), &Settings::default());
        let pair = |input: Input| {
            let doc = input.doc.unwrap();
            let source = doc.source().map(|s| (s.text.clone(), s.language.clone()));
            (input.inset.unwrap().name, doc.text().to_owned(), source)
        };
        inputs.into_iter().map(pair).collect()
    }

    #[test]
    fn strings_arrive_with_their_sources_from_the_file_beside() {
        let folder = tempfile::TempDir::new().unwrap();
        let files = [
            (
                "de/port.json",
                r#"{"a": {"late": "Wir sind sp\u00e4t."}, "b": "Neu"}"#,
            ),
            (
                "en-US/port.json",
                r#"{"c": "Gone", "a": {"late": "We\u2019re late."}}"#,
            ),
            (
                "news_de.properties",
                "late = Wir sind sp\\u00E4t.\nopen = Offen\n",
            ),
            (
                "news.properties",
                "open = Open\nlate = We\\u2019re \\\n  late.\n",
            ),
        ];
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let source = |text: &str, language: &str| Some((text.to_owned(), language.to_owned()));
        let found = pairs(folder.path(), "de/port.json");
        assert_eq!(found[0].1, "Wir sind sp\u{E4}t.");
        assert_eq!(found[0].2, source("We\u{2019}re late.", "en-US"));
        assert_eq!((&*found[1].0, &found[1].2), ("/b", &None));
        let found = pairs(folder.path(), "news_de.properties");
        assert_eq!(
            (&*found[0].0, &found[0].2),
            ("late", &source("We\u{2019}re late.", ""))
        );
        assert_eq!(found[1].2, source("Open", ""));
        assert_eq!(pairs(folder.path(), "news.properties")[0].2, None);
    }
}
