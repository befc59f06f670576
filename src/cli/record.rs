//! One line of a batch: a JSON object that holds an article.

use std::borrow::Cow;
use std::fmt;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use crate::report::ErrorBody;
use crate::text::{Decoded, Document, MediaType, Source};

/// An article out of a line.
pub struct Record {
    /// Its id, as given.
    pub id: Option<String>,
    /// What it is grouped by, and when it is from, where keys were named for that.
    pub group: Option<String>,
    pub date: Option<String>,
    /// The article, or what is wrong with it.
    pub article: Result<Document, ErrorBody>,
}

/// The keys under which the parts of an article stand.
#[derive(Clone, Debug)]
pub struct Keys(Vec<(String, Part)>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Id,
    Text,
    RawBase64,
    Charset,
    Title,
    Language,
    MediaType,
    SourceText,
    SourceLanguage,
    /// What articles are grouped by, and when they are from; no parts of the article itself.
    Group,
    Date,
}

/// The name of each part, as in `--field PART=KEY`, and the keys it is read from unasked.
const PARTS: &[(&str, Part, &[&str])] = &[
    ("id", Part::Id, &["id"]),
    ("text", Part::Text, &["text"]),
    ("raw_base64", Part::RawBase64, &["raw_base64"]),
    ("charset", Part::Charset, &["charset"]),
    ("title", Part::Title, &["title"]),
    ("language", Part::Language, &["language", "lang"]),
    ("media_type", Part::MediaType, &["media_type"]),
    ("source_text", Part::SourceText, &["source_text"]),
    (
        "source_language",
        Part::SourceLanguage,
        &["source_language", "source_lang"],
    ),
];

impl Keys {
    /// The usual keys, with `renamed` (`PART=KEY`) in their place, and the keys of the
    /// group and the date.
    pub fn new(
        renamed: &[String],
        group_by: Option<&str>,
        date: Option<&str>,
    ) -> anyhow::Result<Self> {
        let mut renamed_parts = Vec::new();
        for pair in renamed {
            let known = pair.split_once('=').and_then(|(name, key)| {
                let part = PARTS.iter().find(|(part, ..)| *part == name)?.1;
                Some((key.to_owned(), part))
            });
            let Some(known) = known else {
                let names: Vec<&str> = PARTS.iter().map(|(name, ..)| *name).collect();
                anyhow::bail!(
                    "--field wants PART=KEY with PART one of {}",
                    names.join(", ")
                );
            };
            renamed_parts.push(known);
        }
        let mut keys = renamed_parts.clone();
        for (_, part, usual) in PARTS {
            if !renamed_parts.iter().any(|(_, renamed)| renamed == part) {
                keys.extend(usual.iter().map(|key| ((*key).to_owned(), *part)));
            }
        }
        keys.extend(group_by.map(|key| (key.to_owned(), Part::Group)));
        keys.extend(date.map(|key| (key.to_owned(), Part::Date)));
        Ok(Keys(keys))
    }

    /// Whether anything stands under `key`.
    pub fn wants(&self, key: &str) -> bool {
        self.0.iter().any(|(known, _)| known == key)
    }

    /// Whether bytes in base 64 stand under `key`.
    pub fn wants_raw(&self, key: &str) -> bool {
        self.0.contains(&(key.to_owned(), Part::RawBase64))
    }

    /// Whether the article itself stands under `key`.
    pub fn wants_article(&self, key: &str) -> bool {
        self.wants_raw(key) || self.0.contains(&(key.to_owned(), Part::Text))
    }
}

impl Record {
    /// Reads `line`; `place` is where it stands, such as `line 7`, for messages.
    pub fn parse(line: &[u8], place: &dyn fmt::Display, keys: &Keys) -> Self {
        let invalid = |message: String| ErrorBody {
            code: "INVALID_ARGUMENT".into(),
            message,
        };
        let text = match std::str::from_utf8(line) {
            Ok(text) => text,
            Err(error) => {
                let at = error.valid_up_to() + 1;
                let message = format!("{place}: not UTF-8 at byte {at}");
                return Record {
                    id: None,
                    group: None,
                    date: None,
                    article: Err(invalid(message)),
                };
            }
        };
        let parts = match parse_parts(text, keys) {
            Ok(parts) => parts,
            Err(error) => {
                let message = format!("{place}: {}", without_place(&error));
                return Record {
                    id: None,
                    group: None,
                    date: None,
                    article: Err(invalid(message)),
                };
            }
        };
        let id = parts.string(Part::Id).ok().flatten().map(Cow::into_owned);
        let (group, date) = (parts.beside(Part::Group), parts.beside(Part::Date));
        let article = parts
            .article()
            .map_err(|what| invalid(format!("{place}: {what}")));
        Record {
            id,
            group,
            date,
            article,
        }
    }
}

fn parse_parts(text: &str, keys: &Keys) -> serde_json::Result<Parts> {
    let parse = |text: &str| {
        let mut json = serde_json::Deserializer::from_str(text);
        let parts = PartsSeed(keys).deserialize(&mut json)?;
        json.end()?;
        Ok(parts)
    };
    parse(text).or_else(|error: serde_json::Error| match mend_surrogates(text) {
        Some(mended) => parse(&mended),
        None => Err(error),
    })
}

/// The error without the line within the record, which is always 1.
fn without_place(error: &serde_json::Error) -> String {
    let told = error.to_string();
    match told.rsplit_once(" at line ") {
        Some((what, _)) => format!("{what} at column {}", error.column()),
        None => told,
    }
}

/// `text` with every half of a surrogate pair that stands alone as an escape written as U+FFFD, or
/// nothing where there is none: JSON written by careless programs holds them, JSON readers refuse.
pub(super) fn mend_surrogates(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let escape = |at: usize| {
        let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
        u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    let (mut mended, mut copied, mut at) = (String::new(), 0, 0);
    while let Some(found) = memchr::memchr(b'\\', &bytes[at..]) {
        at += found;
        match escape(at) {
            Some(0xD800..=0xDBFF) if matches!(escape(at + 6), Some(0xDC00..=0xDFFF)) => at += 12,
            Some(0xD800..=0xDFFF) => {
                mended.push_str(&text[copied..at]);
                mended.push_str("\\ufffd");
                at += 6;
                copied = at;
            }
            // An escaped backslash escapes nothing behind it.
            _ => at = (at + 2).min(bytes.len()),
        }
    }
    mended.push_str(&text[copied..]);
    (copied > 0).then_some(mended)
}

struct Parts(Vec<(Part, Value)>);

impl Parts {
    fn string(&self, part: Part) -> Result<Option<Cow<'_, str>>, String> {
        match self.0.iter().find(|(p, _)| *p == part) {
            None | Some((_, Value::Null)) => Ok(None),
            Some((_, Value::String(text))) => Ok(Some(Cow::Borrowed(text))),
            Some((_, Value::Number(number))) if part == Part::Id => {
                Ok(Some(Cow::Owned(number.to_string())))
            }
            Some((_, other)) => Err(format!(
                "field `{}` is {}, not a string",
                part.name(),
                kind(other)
            )),
        }
    }

    /// What the record says beside the article, as text.
    fn beside(&self, part: Part) -> Option<String> {
        match &self.0.iter().find(|(known, _)| *known == part)?.1 {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        }
    }

    fn article(mut self) -> Result<Document, String> {
        let text = match self.string(Part::Text)? {
            Some(_) => {
                let at = self.0.iter().position(|(part, _)| *part == Part::Text);
                at.map(|at| self.0.swap_remove(at).1)
            }
            None => None,
        };
        let builder = match (text, self.string(Part::RawBase64)?) {
            (Some(_), Some(_)) => return Err("has both `text` and `raw_base64`".into()),
            (Some(Value::String(text)), None) => Document::builder(text),
            (_, Some(raw)) => {
                let bytes = BASE64_STANDARD
                    .decode(raw.as_bytes())
                    .map_err(|error| format!("field `raw_base64`: {error}"))?;
                let charset = self.string(Part::Charset)?.unwrap_or_default();
                let decoded = Decoded::from_bytes(&bytes, &charset)
                    .map_err(|error| format!("field `charset`: {error}"))?;
                Document::builder(decoded.text).decoding(decoded.decoding)
            }
            (_, None) => return Err("no field `text` (or `raw_base64`)".into()),
        };
        let media_type = match self.string(Part::MediaType)?.as_deref() {
            None | Some("" | "text/plain") => MediaType::Plain,
            Some("text/html") => MediaType::Html,
            Some("text/markdown") => MediaType::Markdown,
            Some(other) => return Err(format!("field `media_type`: `{other}` is not known")),
        };
        let builder = builder
            .title(self.string(Part::Title)?.unwrap_or_default())
            .language(self.string(Part::Language)?.unwrap_or_default())
            .media_type(media_type);
        Ok(match self.string(Part::SourceText)? {
            None => builder.build(),
            Some(source) => {
                let language = self.string(Part::SourceLanguage)?.unwrap_or_default();
                let source = Source {
                    text: source.into_owned(),
                    language: language.into_owned(),
                };
                builder.source(source).build()
            }
        })
    }
}

impl Part {
    fn name(self) -> &'static str {
        PARTS
            .iter()
            .find(|(_, part, _)| *part == self)
            .map_or("", |(name, ..)| name)
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// Reads the parts that are known and skips everything else without keeping it.
struct PartsSeed<'k>(&'k Keys);

impl<'de> DeserializeSeed<'de> for PartsSeed<'_> {
    type Value = Parts;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Parts, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for PartsSeed<'_> {
    type Value = Parts;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the field `text`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Parts, A::Error> {
        let mut parts = Parts(Vec::new());
        while let Some(key) = map.next_key::<Cow<'_, str>>()? {
            // A key may be a part of the article and what articles are grouped by.
            let mut wanted = self.0.0.iter().filter(|(known, _)| *known == key);
            let Some(&(_, part)) = wanted.next() else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            if parts.0.iter().any(|(seen, _)| *seen == part) {
                let twice = format!("field `{}` stands twice", part.name());
                return Err(A::Error::custom(twice));
            }
            let value: Value = map.next_value()?;
            let more = wanted.map(|&(_, part)| (part, value.clone()));
            parts.0.extend(more);
            parts.0.push((part, value));
        }
        Ok(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Record {
        Record::parse(
            line.as_bytes(),
            &"line 7",
            &Keys::new(&[], None, None).unwrap(),
        )
    }

    #[test]
    fn a_lone_surrogate_is_read_as_one_code_point() {
        let record = parse(r#"{"id":"a","text":"x\ud83d y \\ud83d \ud83d\ude00"}"#);
        assert_eq!(
            record.article.unwrap().text(),
            "x\u{FFFD} y \\ud83d \u{1F600}"
        );
    }

    #[test]
    fn an_error_names_the_line_and_the_field() {
        let message = |line: &str| parse(line).article.err().unwrap().message;
        assert_eq!(
            message(r#"{"text":5}"#),
            "line 7: field `text` is a number, not a string"
        );
        assert_eq!(
            message(r#"{"body":"x"}"#),
            "line 7: no field `text` (or `raw_base64`)"
        );
        assert!(message(r#"{"text":"#).starts_with("line 7: EOF while parsing"));
        assert!(message(r#"{"raw_base64":"?"}"#).starts_with("line 7: field `raw_base64`"));
    }

    #[test]
    fn keys_can_be_renamed_and_have_aliases() {
        let keys = Keys::new(&["text=body".into()], Some("lang"), None).unwrap();
        let line = br#"{"body":"hello","lang":"en-GB","id":5}"#;
        let record = Record::parse(line, &"line 1", &keys);
        assert_eq!(record.id.as_deref(), Some("5"));
        assert_eq!(record.group.as_deref(), Some("en-GB"));
        let doc = record.article.unwrap();
        assert_eq!((doc.text(), doc.declared_language()), ("hello", "en-GB"));
        assert!(Keys::new(&["nonsense=x".into()], None, None).is_err());
    }
}
