//! Markup reads as a reader sees it, and every span leads back to the input.

use mtflag::text::{Document, MaskKind, MediaType};
use proptest::prelude::*;

#[test]
fn html_reads_as_browsers_show_it() {
    for (html, read) in [
        (
            "<p>One <b>un</b>done&nbsp;deal.</p>\n<p>Two</p>",
            "One undone\u{A0}deal.\n\nTwo",
        ),
        ("a<br>b<br><br>c", "a\nb\n\nc"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        (
            "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>",
            "1\t2\n3",
        ),
        (
            "<head><title>No</title><style>p{}</style></head><body>Yes<script>if (a</b>) x</script>!",
            "Yes!",
        ),
        ("a <!-- b -- > c --> d", "a d"),
        (
            "5 < 6 & 7 > 2 &amp; &lt;b&gt; &copy=1",
            "5 < 6 & 7 > 2 & <b> ©=1",
        ),
        ("<p>hard\n  wrapped\ttext</p>", "hard wrapped text"),
        ("<pre>kept\n  lines</pre>after", "kept\n  lines\n\nafter"),
        ("plain text\nof two lines", "plain text\nof two lines"),
        ("x<svg><text>no</text></svg>y<svg/>z", "xyz"),
        ("caf&eacute; &#x4E2D;&#22269;", "café 中国"),
        ("<a href='x>y' title=\"</a>\">link</a>", "link"),
        ("cut <a href=\"never ends", "cut"),
        ("<P>Loud</P><SCRIPT>x</SCRIPT >", "Loud"),
        ("<!DOCTYPE html><?php x ?><![CDATA[x]]>y", "y"),
        ("", ""),
        ("<p></p>", ""),
    ] {
        assert_eq!(document(html, MediaType::Html).text(), read, "{html}");
    }
}

#[test]
fn markdown_reads_as_its_html_would() {
    for (markdown, read) in [
        (
            "# Head *line*\n\nOne\nparagraph.\n",
            "Head line\n\nOne paragraph.",
        ),
        ("- one\n- two\n\n> quoted", "one\ntwo\n\nquoted"),
        (
            "A [link](https://site.example/x) and ![alt](y.png)!",
            "A link and !",
        ),
        ("hard  \nbreak\\\nhere", "hard\nbreak\nhere"),
        ("AT&amp;T \\*no\\* 2 \\< 3", "AT&T *no* 2 < 3"),
        (
            "---\ntitle: x\n---\nText[^1].\n\n[^1]: Note",
            "Text.\n\nNote",
        ),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", "a\tb\n1\t2"),
        (
            "<div>\n<b>html</b>\n</div>\n\nin<br>line <!-- x -->end",
            "html\n\nin\nline end",
        ),
        ("~~gone~~ _soft_", "gone soft"),
        ("plain", "plain"),
    ] {
        assert_eq!(
            document(markdown, MediaType::Markdown).text(),
            read,
            "{markdown}"
        );
    }
}

#[test]
fn code_is_masked() {
    for (text, media_type, code) in [
        (
            "Use <code>a &lt; b</code>, not <pre>\nx  y</pre>",
            MediaType::Html,
            ["a < b", "x y"].as_slice(),
        ),
        ("<p>open <code>x</p><p>prose</p>", MediaType::Html, &["x"]),
        (
            "Use `a  b` or\n\n```rust\nlet x;\n```\n\nor\n\n    four\n",
            MediaType::Markdown,
            &["a b", "let x;", "four"],
        ),
        (
            "``a ` b`` <code>c</code>",
            MediaType::Markdown,
            &["a ` b", "c"],
        ),
    ] {
        let doc = document(text, media_type);
        let masks = doc
            .masks()
            .as_slice()
            .iter()
            .filter(|mask| mask.kind == MaskKind::Code);
        let found: Vec<String> = masks
            .map(|mask| squeezed(&doc.text()[mask.span.clone()]))
            .collect();
        assert_eq!(found, code, "{text}");
    }
}

#[test]
fn spans_lead_back_to_whole_stretches_of_the_input() {
    let doc = document(
        "<p>One <b>un</b>done d&eacute;al.</p><p>Two</p>",
        MediaType::Html,
    );
    let input = |read: &str| {
        let at = doc.text().find(read).expect("it is read");
        let span = at..at + read.len();
        (
            &doc.input()[doc.to_input(span.clone())],
            doc.is_verbatim(span),
        )
    };
    assert_eq!(input("One"), ("One", true));
    assert_eq!(input("undone"), ("un</b>done", false));
    assert_eq!(input("é"), ("&eacute;", false));
    assert_eq!(input("déal"), ("d&eacute;al", false));
    assert_eq!(input("\n\n"), ("</p><p>", false));
    assert_eq!(input("Two"), ("Two", true));
    let end = doc.text().len();
    assert_eq!(
        doc.to_input(end..end),
        doc.to_input(end - 1..end).end..doc.to_input(end - 1..end).end
    );
}

/// A quadratic step would need minutes for these.
#[test]
fn hostile_markup_costs_no_more_than_its_length() {
    for unit in [
        "<", "<a", "<a ", "<a b=\"", "<!--", "<!", "</", "&", "&#", "&a", "<p>", "<code>", "<pre>",
        "<svg>", "<script>", "--", "-->", "[", "](", "*", "_a", "`", "> ", "- ", "![", "\\", "<b>",
        "|", "~~~\n", "[^1]", "&amp;", "\n", "<td>", "a\n", "#",
    ] {
        let text = unit.repeat((1 << 16) / unit.len());
        for media_type in [MediaType::Html, MediaType::Markdown] {
            document(&text, media_type);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_span_maps_in_order_and_bounds(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24), markdown: bool
    ) {
        let input = pieces.concat();
        let media_type = if markdown { MediaType::Markdown } else { MediaType::Html };
        let doc = document(&input, media_type);
        prop_assert_eq!(doc.input(), &input);
        let mut before = 0;
        for (at, character) in doc.text().char_indices() {
            let span = doc.to_input(at..at + character.len_utf8());
            prop_assert!(before <= span.start && span.start <= span.end);
            prop_assert!(input.get(span.clone()).is_some(), "{:?}", span);
            if doc.is_verbatim(at..at + character.len_utf8()) {
                let sign = character.to_string();
                prop_assert_eq!(&input[span.clone()], &sign);
            }
            before = span.start;
        }
        for mask in doc.masks().as_slice() {
            prop_assert!(doc.text().get(mask.span.clone()).is_some());
        }
    }

    #[test]
    fn text_without_markup_reads_as_itself(words in prop::collection::vec("[a-zé中]{1,5}", 1..12), markdown: bool) {
        let text = words.join(" ");
        let media_type = if markdown { MediaType::Markdown } else { MediaType::Html };
        let doc = document(&text, media_type);
        prop_assert_eq!(doc.text(), &text);
        prop_assert_eq!(doc.to_input(0..text.len()), 0..text.len());
    }
}

const PIECES: &[&str] = &[
    "word",
    " ",
    "  ",
    "\n",
    "\n\n",
    "é",
    "中文",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<br>",
    "&amp;",
    "&eacute",
    "&#8217;",
    "&",
    "<",
    "<!-- c -->",
    "<code>",
    "</code>",
    "<pre>",
    "</pre>",
    "<script>x</script>",
    "<td>",
    "*",
    "**",
    "`",
    "```\n",
    "- ",
    "> ",
    "# ",
    "[a](b)",
    "![c](d)",
    "\\*",
    "| a | b |\n|---|---|\n",
    "    ",
    "\t",
    "\r\n",
    "\u{A0}",
    "[^1]",
    "[^1]: n\n",
    "~~",
    "1. ",
    "---\n",
    "<div>\n",
    "</div>\n",
    "<a href=\"",
    "\">",
    "https://site.example/x",
];

fn document(text: &str, media_type: MediaType) -> Document {
    Document::builder(text).media_type(media_type).build()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
