//! The report that people look at: one HTML file that asks nothing of any network. Its figures are
//! of every article; the text is kept of the worst, so that a corpus of any size makes a page that
//! opens at once.

mod kept;
mod totals;

use std::io::{self, Write};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use self::kept::Kept;
use self::totals::Totals;
use super::Article;

const PAGE: &str = include_str!("page.html");

const STYLE: &str = concat!(
    include_str!("page.css"),
    include_str!("overview.css"),
    include_str!("reader.css"),
);

const SCRIPT: &str = concat!(
    include_str!("page.js"),
    include_str!("overview.js"),
    include_str!("list.js"),
    include_str!("reader.js"),
    include_str!("notes.js"),
    include_str!("keys.js"),
);

/// What a report is called and how much it may hold.
#[derive(Clone, Debug)]
pub struct HtmlSettings {
    /// Stands at the top of the page.
    pub title: String,
    /// Of so many articles the text is kept, the worst of all. Default 2,000.
    pub most_articles: usize,
    /// Their text and flags may take up so many bytes, but the worst is always kept. Default 64 MiB.
    pub most_bytes: usize,
}

/// What the caller knows of an article beside its text.
#[derive(Clone, Debug, Default)]
pub struct Meta {
    /// What it belongs to: an outlet, an engine, a feed.
    pub group: Option<String>,
    /// When it is from; one that begins as ISO 8601 does (`2024-05-17`, `2024-05`, `2024`) is counted
    /// over time.
    pub date: Option<String>,
}

/// Gathers articles, then writes the page.
#[derive(Debug, Default)]
pub struct HtmlReport {
    settings: HtmlSettings,
    totals: Totals,
    kept: Kept,
}

impl Default for HtmlSettings {
    fn default() -> Self {
        HtmlSettings {
            title: "What machine translation and scraping broke".into(),
            most_articles: 2000,
            most_bytes: 64 << 20,
        }
    }
}

impl HtmlSettings {
    /// Those of a page with a title of its own, if there is one.
    pub fn called(title: Option<String>) -> Self {
        let usual = HtmlSettings::default();
        HtmlSettings {
            title: title.unwrap_or(usual.title),
            ..usual
        }
    }
}

impl HtmlReport {
    /// A report without articles.
    pub fn new(settings: HtmlSettings) -> Self {
        HtmlReport {
            settings,
            ..HtmlReport::default()
        }
    }

    /// Counts an article, and keeps it while it is among the worst.
    pub fn article(&mut self, article: Article<'_>, meta: &Meta) {
        self.totals.add(article.report, meta);
        self.kept.add(&article, meta, &self.settings);
    }

    /// Writes the page.
    ///
    /// # Errors
    /// Those of the place written to.
    pub fn finish(mut self, out: &mut impl Write) -> io::Result<()> {
        let mut rest = PAGE;
        while let Some((before, slot)) = rest.split_once("{{") {
            out.write_all(before.as_bytes())?;
            let (name, after) = slot.split_once("}}").expect("the page closes its slots");
            match name {
                "title" => {
                    out.write_all(htmlize::escape_all_quotes(&self.settings.title).as_bytes())?;
                }
                "version" => out.write_all(env!("CARGO_PKG_VERSION").as_bytes())?,
                "policy" => out.write_all(content_security_policy().as_bytes())?,
                "style" => out.write_all(STYLE.as_bytes())?,
                "script" => out.write_all(SCRIPT.as_bytes())?,
                "data" => self.write_data(out)?,
                other => unreachable!("the page has no slot {other}"),
            }
            rest = after;
        }
        out.write_all(rest.as_bytes())?;
        out.flush()
    }

    fn write_data(&mut self, out: &mut impl Write) -> io::Result<()> {
        let articles = std::mem::take(&mut self.kept).into_worst_first();
        let figures = script_safe(serde_json::to_vec(&self.totals.figures(articles.len()))?);
        // The object of the figures, opened again for the articles, which are JSON already.
        out.write_all(&figures[..figures.len() - 1])?;
        out.write_all(b",\"articles\":[")?;
        for (index, article) in articles.iter().enumerate() {
            out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
            out.write_all(article)?;
        }
        out.write_all(b"]}")
    }
}

/// Lets the page run its own script and style and load nothing at all: whatever stands in an article
/// stays text even if the page should err.
fn content_security_policy() -> String {
    let hash = |content: &str| BASE64_STANDARD.encode(Sha256::digest(content));
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; base-uri 'none'; \
         form-action 'none'",
        hash(SCRIPT),
        hash(STYLE)
    )
}

/// JSON that may stand inside a `script` element: only `<` could end that, or open a comment in it,
/// and in JSON it stands in strings alone, where an escape means the same.
fn script_safe(json: Vec<u8>) -> Vec<u8> {
    if memchr::memchr(b'<', &json).is_none() {
        return json;
    }
    let mut safe = Vec::with_capacity(json.len() + json.len() / 16);
    let mut from = 0;
    for at in memchr::memchr_iter(b'<', &json) {
        safe.extend_from_slice(&json[from..at]);
        safe.extend_from_slice(br"\u003c");
        from = at + 1;
    }
    safe.extend_from_slice(&json[from..]);
    safe
}
