//! Markdown (`CommonMark` with tables, footnotes and front matter) as its HTML would be shown.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::html;
use super::writer::{Gap, Writer};

/// Reads the whole input.
pub(super) fn read(writer: &mut Writer<'_>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    // How many elements are open whose text nobody sees.
    let mut unseen = 0usize;
    for (event, range) in Parser::new_ext(writer.input(), options).into_offset_iter() {
        match event {
            Event::Start(Tag::HtmlBlock) => {
                writer.block(Gap::Blank, range.start..range.start);
                html::read(writer, range);
                unseen += 1;
            }
            Event::Start(Tag::Image { .. } | Tag::MetadataBlock(_)) => unseen += 1,
            Event::End(TagEnd::HtmlBlock | TagEnd::Image | TagEnd::MetadataBlock(_)) => {
                unseen = unseen.saturating_sub(1);
            }
            _ if unseen > 0 => {}
            Event::Start(tag) => start(writer, &tag, range.start),
            Event::End(tag) => end(writer, tag, range.end),
            Event::Text(text) => passage(writer, &text, range),
            Event::Code(text) => {
                writer.open_code();
                passage(writer, &text, inner(writer.input(), &text, range));
                writer.end_code();
            }
            Event::InlineHtml(_) | Event::Html(_) => html::read(writer, range),
            Event::SoftBreak => writer.part(Gap::Space, range),
            Event::HardBreak => writer.part(Gap::Line, range),
            Event::Rule => writer.block(Gap::Blank, range),
            Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }
}

fn start(writer: &mut Writer<'_>, tag: &Tag<'_>, at: usize) {
    match tag {
        Tag::CodeBlock(_) => {
            writer.block(Gap::Blank, at..at);
            writer.preformatted += 1;
            writer.open_code();
        }
        _ => {
            if let Some(gap) = gap(tag.to_end()) {
                writer.block(gap, at..at);
            }
        }
    }
}

fn end(writer: &mut Writer<'_>, tag: TagEnd, at: usize) {
    if tag == TagEnd::CodeBlock {
        writer.preformatted = writer.preformatted.saturating_sub(1);
        writer.end_code();
        writer.block(Gap::Blank, at..at);
    } else if let Some(gap) = gap(tag) {
        writer.block(gap, at..at);
    }
}

/// What an element parts its text with.
fn gap(tag: TagEnd) -> Option<Gap> {
    match tag {
        TagEnd::Paragraph
        | TagEnd::Heading(_)
        | TagEnd::BlockQuote(_)
        | TagEnd::List(_)
        | TagEnd::FootnoteDefinition
        | TagEnd::Table => Some(Gap::Blank),
        TagEnd::Item | TagEnd::TableHead | TagEnd::TableRow => Some(Gap::Line),
        TagEnd::TableCell => Some(Gap::Cell),
        _ => None,
    }
}

/// Text that stands in the input as it reads, or an entity or escape in its place.
fn passage(writer: &mut Writer<'_>, text: &str, range: Range<usize>) {
    if writer.input()[range.clone()] == *text {
        writer.flow(range);
    } else {
        writer.replace(range, text);
    }
}

/// Where the text of a code span stands between its backticks.
fn inner(input: &str, text: &str, range: Range<usize>) -> Range<usize> {
    let span = &input[range.clone()];
    let ticks = span.bytes().take_while(|&b| b == b'`').count();
    match span[ticks..].find(text) {
        Some(at) => range.start + ticks + at..range.start + ticks + at + text.len(),
        None => range,
    }
}
