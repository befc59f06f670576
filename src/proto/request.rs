//! Requests to jobs: every bad field is found and named before any work is done. And the way back
//! for callers: a document as an article on the wire.

use std::collections::HashMap;
use std::fmt;

use super::pb;
use crate::engine::{Policy, Thresholds};
use crate::flag::Severity;
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

/// A request that cannot be worked on: all that is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Invalid(pub Vec<Violation>);

/// One bad field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The path from the `CheckRequest`, such as `policy.select[2]`.
    pub field: String,
    /// What is wrong with it.
    pub description: String,
}

/// The most bytes of an `Article.id`.
const ID_BYTES: usize = 1024;
/// The most labels of an article.
const LABELS: usize = 64;
/// The most names a caller can vouch for in one request.
pub const MOST_NAMES: usize = 10_000;
/// The most forms of one kind of one name.
const FORMS: usize = 100;
/// The most entries of each list of a policy.
const RULES: usize = 1000;
/// The most bytes of a language tag; RFC 5646 asks for room for 35.
const TAG_BYTES: usize = 64;

impl Job {
    /// Reads `request`, whose texts may have `text_bytes` bytes each.
    ///
    /// # Errors
    /// Everything that is wrong with the request.
    pub fn read(request: pb::CheckRequest, text_bytes: usize) -> Result<Job, Invalid> {
        let mut wrong = Violations(Vec::new());
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

impl TryFrom<&pb::Policy> for Policy {
    type Error = Invalid;

    /// Reads the part of a policy that the engine follows.
    fn try_from(wishes: &pb::Policy) -> Result<Self, Invalid> {
        let mut wrong = Violations(Vec::new());
        let policy = read_policy(wishes, &mut wrong);
        wrong.or(policy)
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

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(
                f,
                "{separator}`{}` {}",
                violation.field, violation.description
            )?;
        }
        Ok(())
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
    if wrong.0.is_empty() {
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

fn read_policy(wishes: &pb::Policy, wrong: &mut Violations) -> Policy {
    let mut policy = Policy::default();
    let before = wrong.0.len();
    for (field, names) in [
        ("policy.select", &wishes.select),
        ("policy.ignore", &wishes.ignore),
    ] {
        if wrong.count(field, names.len(), RULES) {
            continue;
        }
        for (index, name) in names.iter().enumerate() {
            if let Err(unknown) = Policy::knows(name) {
                wrong.add(format!("{field}[{index}]"), unknown.to_string());
            }
        }
    }
    if wrong.0.len() == before {
        policy
            .pick(&wishes.select, &wishes.ignore, wishes.preview)
            .expect("every name was looked up above");
    }
    if let Some(least) = wishes.min_confidence {
        if !(0.0..=1.0).contains(&least) {
            wrong.add("policy.min_confidence", "is not within 0 and 1");
        }
        policy.min_confidence = least;
    }
    match severity(wishes.min_severity) {
        Some(least) => policy.min_severity = least.unwrap_or(Severity::Neutral),
        None => wrong.unknown("policy.min_severity", wishes.min_severity),
    }
    read_overrides(&wishes.severity_overrides, &mut policy, wrong);
    read_thresholds(wishes.verdict_thresholds, &mut policy.thresholds, wrong);
    policy.max_flags = wishes.max_flags.map(|most| most as usize);
    policy
}

fn read_overrides(overrides: &HashMap<String, i32>, policy: &mut Policy, wrong: &mut Violations) {
    if wrong.count("policy.severity_overrides", overrides.len(), RULES) {
        return;
    }
    let mut overrides: Vec<_> = overrides.iter().collect();
    // A map has no order; an error message has.
    overrides.sort_unstable();
    for (name, &number) in overrides {
        let field = format!("policy.severity_overrides[{name:?}]");
        match severity(number) {
            Some(Some(severity)) => {
                if let Err(unknown) = policy.override_severity(name, severity) {
                    wrong.add(field, unknown.to_string());
                }
            }
            Some(None) => wrong.add(field, "is unspecified"),
            None => wrong.unknown(field, number),
        }
    }
}

fn read_thresholds(
    wishes: Option<pb::VerdictThresholds>,
    thresholds: &mut Thresholds,
    wrong: &mut Violations,
) {
    let wishes = wishes.unwrap_or_default();
    for (field, wish, threshold) in [
        ("review", wishes.review, &mut thresholds.review),
        ("reject", wishes.reject, &mut thresholds.reject),
    ] {
        let Some(wish) = wish else { continue };
        if !wish.is_finite() || wish < 0.0 {
            let field = format!("policy.verdict_thresholds.{field}");
            return wrong.add(field, "is not a number of 0 or above");
        }
        *threshold = wish;
    }
    if thresholds.review > thresholds.reject {
        wrong.add(
            "policy.verdict_thresholds",
            format!(
                "lets review begin above {} and reject above {}",
                thresholds.review, thresholds.reject
            ),
        );
    }
}

/// The severity of a number on the wire: `Some(None)` when unspecified, `None` when unknown.
fn severity(number: i32) -> Option<Option<Severity>> {
    Some(match pb::Severity::try_from(number).ok()? {
        pb::Severity::Unspecified => None,
        pb::Severity::Neutral => Some(Severity::Neutral),
        pb::Severity::Minor => Some(Severity::Minor),
        pb::Severity::Major => Some(Severity::Major),
        pb::Severity::Critical => Some(Severity::Critical),
    })
}

/// Everything wrong with a request so far.
struct Violations(Vec<Violation>);

impl Violations {
    fn add(&mut self, field: impl Into<String>, description: impl Into<String>) {
        self.0.push(Violation {
            field: field.into(),
            description: description.into(),
        });
    }

    fn unknown(&mut self, field: impl Into<String>, number: i32) {
        self.add(
            field,
            format!("has the value {number}, which is not known here"),
        );
    }

    /// Whether `bytes` is more than a text may have.
    fn text(&mut self, field: &str, bytes: usize, most: usize) -> bool {
        if bytes > most {
            self.add(field, format!("has {bytes} bytes, the limit is {most}"));
        }
        bytes > most
    }

    /// Whether there are more than `most` entries.
    fn count(&mut self, field: impl Into<String>, entries: usize, most: usize) -> bool {
        if entries > most {
            self.add(field, format!("has {entries} entries, the limit is {most}"));
        }
        entries > most
    }

    fn tag(&mut self, field: &str, tag: &str) {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if tag.len() > TAG_BYTES || !tag.bytes().all(fits) {
            self.add(field, "is not a BCP 47 tag");
        }
    }

    fn or<T>(self, read: T) -> Result<T, Invalid> {
        if self.0.is_empty() {
            Ok(read)
        } else {
            Err(Invalid(self.0))
        }
    }
}
