//! Requests to jobs: every bad field is found and named before any work is done. And the way back
//! for callers: a document as an article on the wire.

mod policy;
mod violations;

use std::collections::HashMap;

pub use violations::{Invalid, Violation};

use self::policy::read_policy;
use self::violations::Violations;
use super::pb;
use crate::engine::Policy;
use crate::gazetteer::NameEntry;
use crate::text::{Decoded, Document, DocumentBuilder, MediaType, OffsetEncoding, Source};

/// An article to check and how to answer.
pub struct Job {
    /// The caller's name for the article.
    pub id: String,
    /// The caller's notes, to be given back.
    pub labels: HashMap<String, String>,
    /// The article.
    pub document: Document,
    /// What to report.
    pub policy: Policy,
    /// The unit of the spans in the answer.
    pub offsets: OffsetEncoding,
    /// Whether the answer holds the text.
    pub return_text: bool,
}

/// The most bytes of an `Article.id`.
const ID_BYTES: usize = 1024;
/// The most labels of an article.
const LABELS: usize = 64;
/// The most names a caller can vouch for in one request.
pub const MOST_NAMES: usize = 10_000;
/// The most forms of one kind of one name.
const FORMS: usize = 100;

impl Job {
    /// Reads `request`, whose texts may have `text_bytes` bytes each.
    ///
    /// # Errors
    /// Everything that is wrong with the request.
    pub fn read(request: pb::CheckRequest, text_bytes: usize) -> Result<Job, Invalid> {
        let mut wrong = Violations::default();
        let mut article = request.article.unwrap_or_default();
        let (id, labels) = (
            std::mem::take(&mut article.id),
            std::mem::take(&mut article.labels),
        );
        if id.len() > ID_BYTES {
            wrong.add("article.id", format!("has more than {ID_BYTES} bytes"));
        }
        wrong.count("article.labels", labels.len(), LABELS);
        let document = read_article(article, text_bytes, &mut wrong);
        let wishes = request.policy.unwrap_or_default();
        let policy = read_policy(&wishes, &mut wrong);
        let offsets = match pb::OffsetEncoding::try_from(wishes.offset_encoding) {
            Ok(unit) => unit.into(),
            Err(_) => {
                wrong.unknown("policy.offset_encoding", wishes.offset_encoding);
                OffsetEncoding::default()
            }
        };
        wrong.or(Job {
            id,
            labels,
            document,
            policy,
            offsets,
            return_text: wishes.return_text,
        })
    }
}

impl From<&Document> for pb::Article {
    /// The article that gives the same findings as `doc` where it is checked. What came as bytes
    /// goes as the text they were decoded to.
    fn from(doc: &Document) -> Self {
        pb::Article {
            content: Some(pb::article::Content::Text(doc.input().into())),
            media_type: match doc.media_type() {
                MediaType::Plain => "",
                MediaType::Html => "text/html",
                MediaType::Markdown => "text/markdown",
            }
            .into(),
            title: doc.title().map(Document::input).unwrap_or_default().into(),
            language: doc.declared_language().into(),
            source: doc.source().map(|source| pb::Source {
                text: source.text.clone(),
                language: source.language.clone(),
            }),
            names: doc.names().iter().cloned().map(Into::into).collect(),
            ..pb::Article::default()
        }
    }
}

impl From<NameEntry> for pb::NameEntry {
    fn from(name: NameEntry) -> Self {
        pb::NameEntry {
            canonical: name.canonical,
            aliases: name.aliases,
            misrenderings: name.misrenderings,
        }
    }
}

impl From<pb::OffsetEncoding> for OffsetEncoding {
    fn from(unit: pb::OffsetEncoding) -> Self {
        match unit {
            pb::OffsetEncoding::Unspecified | pb::OffsetEncoding::Utf8 => OffsetEncoding::Utf8,
            pb::OffsetEncoding::Utf16 => OffsetEncoding::Utf16,
            pb::OffsetEncoding::CodePoints => OffsetEncoding::CodePoints,
        }
    }
}

fn read_article(article: pb::Article, text_bytes: usize, wrong: &mut Violations) -> Document {
    let source = article.source.unwrap_or_default();
    wrong.text("article.title", article.title.len(), text_bytes);
    wrong.text("article.source.text", source.text.len(), text_bytes);
    wrong.tag("article.language", &article.language);
    wrong.tag("article.source.language", &source.language);
    let media_type = media_type(&article.media_type).unwrap_or_else(|| {
        let known = "is not text/plain, text/html or text/markdown";
        wrong.add("article.media_type", known);
        MediaType::Plain
    });
    let mut builder = read_content(article.content, &article.charset, text_bytes, wrong)
        .title(article.title)
        .language(article.language)
        .media_type(media_type)
        .names(read_names(article.names, wrong));
    if source != pb::Source::default() {
        builder = builder.source(Source {
            text: source.text,
            language: source.language,
        });
    }
    if wrong.found() == 0 {
        builder.build()
    } else {
        // The request is refused anyway: its text is not worth reading.
        Document::new("")
    }
}

fn read_content(
    content: Option<pb::article::Content>,
    charset: &str,
    text_bytes: usize,
    wrong: &mut Violations,
) -> DocumentBuilder {
    let empty = Document::builder("");
    match content {
        None => {
            wrong.add("article", "has neither text nor raw");
            empty
        }
        Some(pb::article::Content::Text(text)) => {
            if !charset.is_empty() {
                wrong.add("article.charset", "is given beside text; it belongs to raw");
            }
            wrong.text("article.text", text.len(), text_bytes);
            Document::builder(text)
        }
        Some(pb::article::Content::Raw(raw)) => {
            if wrong.text("article.raw", raw.len(), text_bytes) {
                return empty;
            }
            match Decoded::from_bytes(&raw, charset) {
                Ok(Decoded { text, decoding }) => Document::builder(text).decoding(decoding),
                Err(unknown) => {
                    wrong.add("article.charset", unknown.to_string());
                    empty
                }
            }
        }
    }
}

/// The media type that `name` stands for; its parameters say nothing new here.
fn media_type(name: &str) -> Option<MediaType> {
    let essence = name.split(';').next().unwrap_or_default().trim();
    let is = |known: &str| essence.eq_ignore_ascii_case(known);
    if essence.is_empty() || is("text/plain") {
        Some(MediaType::Plain)
    } else if is("text/html") {
        Some(MediaType::Html)
    } else if is("text/markdown") {
        Some(MediaType::Markdown)
    } else {
        None
    }
}

fn read_names(names: Vec<pb::NameEntry>, wrong: &mut Violations) -> Vec<NameEntry> {
    if wrong.count("article.names", names.len(), MOST_NAMES) {
        return Vec::new();
    }
    for (index, name) in names.iter().enumerate() {
        let field = |part: &str| format!("article.names[{index}].{part}");
        if name.canonical.is_empty() {
            wrong.add(field("canonical"), "is empty");
        }
        wrong.count(field("aliases"), name.aliases.len(), FORMS);
        wrong.count(field("misrenderings"), name.misrenderings.len(), FORMS);
    }
    names
        .into_iter()
        .map(|name| NameEntry {
            canonical: name.canonical,
            aliases: name.aliases,
            misrenderings: name.misrenderings,
        })
        .collect()
}
