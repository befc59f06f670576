//! Where code was left in a text: statements of JavaScript, blocks of CSS, JSON objects.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use memchr::{memchr2_iter, memmem};

use crate::rules::code_talk::CodeTalk;
use crate::rules::tags;
use crate::text::{Document, Facts, MaskKind, View};

/// The fragments of code in a text, in order, disjoint; neighbours are one.
pub(super) struct ScriptDebris(Vec<Range<usize>>);

impl ScriptDebris {
    /// In order of the text.
    pub fn as_slice(&self) -> &[Range<usize>] {
        &self.0
    }

    /// Whether the byte at `offset` lies in code.
    pub fn covers(&self, offset: usize) -> bool {
        let after = self.0.partition_point(|fragment| fragment.end <= offset);
        self.0
            .get(after)
            .is_some_and(|fragment| fragment.start <= offset)
    }
}

impl View for ScriptDebris {
    fn build(doc: &Document) -> Self {
        let text = doc.text();
        let facts = doc.facts();
        let braced = facts.intersects(Facts::BRACE);
        if !braced
            && !facts.intersects(Facts::EQUALS)
            && memmem::find(text.as_bytes(), b");").is_none()
        {
            return ScriptDebris(Vec::new());
        }
        let braces = if braced { pairs(text) } else { Vec::new() };
        let mut found = Vec::new();
        let mut done = 0;
        for seed in SEEDS.find_iter(text) {
            if seed.start() >= done && begins_statement(text, &seed.range()) {
                let start = with_wrapping(text, seed.start(), done);
                done = statement_end(text, seed.start(), &braces);
                found.push(start..done);
            }
        }
        let mut done = 0;
        for &(open, close) in &braces {
            if open >= done
                && let Some(start) = block_start(text, open, close, done)
            {
                done = close + 1;
                found.push(start..done);
            }
        }
        if found.is_empty() {
            return ScriptDebris(found);
        }
        found.sort_by_key(|fragment| (fragment.start, std::cmp::Reverse(fragment.end)));
        let mut merged: Vec<Range<usize>> = Vec::with_capacity(found.len());
        for fragment in found {
            match merged.last_mut() {
                Some(last) if is_glue(text, last.end, fragment.start) => {
                    last.end = last.end.max(fragment.end);
                }
                _ => merged.push(fragment),
            }
        }
        let talk = doc.view::<CodeTalk>();
        let code = |at| {
            doc.masks()
                .at(at)
                .is_some_and(|mask| mask.kind == MaskKind::Code)
        };
        merged.retain(|fragment| !code(fragment.start) && !talk.is_about(fragment));
        for fragment in &mut merged {
            let rest = &text[fragment.end..];
            fragment.end += rest.len() - rest.trim_start_matches([')', '}', ';', ']']).len();
        }
        merged.dedup_by(|behind, before| behind.start < before.end);
        ScriptDebris(merged)
    }
}

/// Nothing but white space and closing marks lies between two fragments.
fn is_glue(text: &str, end: usize, start: usize) -> bool {
    start <= end
        || text[end..start]
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, ')' | '}' | ';' | ',' | '('))
}

/// The matching braces of a text, by their opening one.
pub(super) fn pairs(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut open = Vec::new();
    let mut pairs = Vec::new();
    for at in memchr2_iter(b'{', b'}', bytes) {
        if bytes[at] == b'{' {
            open.push(at);
        } else if let Some(start) = open.pop() {
            pairs.push((start, at));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// How statements of scripts on news pages begin.
static SEEDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::new([
        "window.",
        "window[",
        "document.",
        "googletag.",
        "dataLayer",
        "jQuery",
        "$(",
        "console.",
        "_gaq.",
        "gtag(",
        "ga('",
        "ga(\"",
        "fbq(",
        "twttr.",
        "adsbygoogle",
        "var ",
        "let ",
        "const ",
        "function(",
        "function (",
        "function ",
        "(function",
        "!function",
        "if (typeof",
        "if(typeof",
        "@import url",
        "\"use strict\"",
        "'use strict'",
        "__tcfapi",
        "OneSignal",
        "new Image(",
        "module.exports",
        "require(",
        "addEventListener(",
        "setTimeout(",
        "try {",
        "catch(e)",
    ])
    .expect("the patterns are few and fixed")
});

/// Whether the seed is followed by the syntax of a statement, and not by prose.
fn begins_statement(text: &str, seed: &Range<usize>) -> bool {
    let free = !text[..seed.start]
        .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '@' | '.'));
    if !free {
        return false;
    }
    let word = &text[seed.clone()];
    let rest = &text[seed.end..];
    let name = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '.' | '[' | ']' | '\'' | '"')
    };
    let behind = rest.trim_start_matches(name);
    let named = behind.len() < rest.len();
    let operator = behind.trim_start();
    let assigned = operator.starts_with('=') && !operator.starts_with("==");
    match word {
        "var " | "let " | "const " => named && assigned && ends_with_semicolon(operator),
        "function " => named && behind.starts_with('(') && has_body(behind),
        "function(" | "function (" | "(function" | "!function" => has_body(rest),
        "$(" => {
            rest.starts_with(['\'', '"', 'd', 'w', 't'])
                && rest
                    .get(..200.min(rest.len()))
                    .is_none_or(|r| r.contains(")."))
        }
        "\"use strict\"" | "'use strict'" => rest.starts_with(';'),
        "@import url" | "try {" | "catch(e)" | "if (typeof" | "if(typeof" => true,
        "ga('" | "ga(\"" | "gtag(" | "fbq(" => rest.starts_with(['\'', '"', 's', 'c', 'j']),
        "require(" | "addEventListener(" | "setTimeout(" | "new Image(" => {
            rest.starts_with(['\'', '"', 'f', '(', ')'])
        }
        _ => assigned || operator.starts_with("||") || behind.starts_with('('),
    }
}

/// A `;` follows soon, on the same line.
fn ends_with_semicolon(rest: &str) -> bool {
    let mut line = rest.bytes().take(400).take_while(|&b| b != b'\n');
    line.any(|b| b == b';')
}

/// `) {` follows soon, as after the parameters of a function.
fn has_body(rest: &str) -> bool {
    let head = rest
        .char_indices()
        .nth(160)
        .map_or(rest, |(cut, _)| &rest[..cut]);
    head.find('{')
        .is_some_and(|brace| head[..brace].contains(')') && !head[..brace].contains('\n'))
}

/// The opening marks and names that belong to a statement: `;(function`, `a.b=function(`.
fn with_wrapping(text: &str, start: usize, floor: usize) -> usize {
    let head = &text[floor..start];
    let own = head.trim_end_matches(['(', '!', ';', '=', '>']);
    if own.len() == head.len() {
        return start;
    }
    let name = own.trim_end_matches(|c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '$' | '(')
    });
    floor + name.len()
}

/// Where the statement that starts at `start` ends: at its `;`, else with its brackets or line.
fn statement_end(text: &str, start: usize, braces: &[(usize, usize)]) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    let mut depth = 0usize;
    while at < bytes.len() {
        match bytes[at] {
            b'{' => {
                let pair = braces.binary_search_by_key(&at, |&(open, _)| open);
                let Ok(pair) = pair else {
                    return line_end(text, at);
                };
                at = braces[pair].1;
                if depth == 0
                    && !matches!(bytes.get(at + 1), Some(b')' | b';' | b'.' | b',' | b'('))
                {
                    return at + 1;
                }
            }
            b'(' | b'[' => depth += 1,
            b')' | b']' => {
                if depth <= 1 {
                    let rest = text[at + 1..].trim_start_matches(' ');
                    if depth == 0
                        || !rest.starts_with([
                            '.', ';', ',', '=', '+', '(', '{', '[', '|', '&', '?', ')', ']',
                        ])
                    {
                        return at + 1;
                    }
                }
                depth = depth.saturating_sub(1);
            }
            b';' if depth == 0 => return at + 1,
            b'\n' => return at,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

fn line_end(text: &str, at: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |end| at + end)
}

/// Where the code begins that the block between the braces belongs to, when it is code.
fn block_start(text: &str, open: usize, close: usize, floor: usize) -> Option<usize> {
    let inside = text[open + 1..close].trim_start();
    if let Some(quote @ ('"' | '\'')) = inside.chars().next() {
        // `{"@context": ...`
        let key = &inside[1..];
        let end = key.char_indices().take(60).find(|&(_, c)| c == quote)?.0;
        return key[end + 1..].trim_start().starts_with(':').then_some(open);
    }
    let head = text[floor..open].trim_end();
    let start = selector_start(head);
    let nested = || {
        inside
            .trim_start_matches(|c: char| c != '{' && c != '\n')
            .starts_with('{')
    };
    let styled =
        is_declaration(inside) || start < head.len() && head[start..].starts_with('@') && nested();
    (styled && start < head.len()).then_some(floor + start)
}

/// `color: #fff;`
fn is_declaration(inside: &str) -> bool {
    let name = inside.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '-');
    let property = &inside[..inside.len() - name.len()];
    let value = name.trim_start().strip_prefix(':');
    property.len() >= 3 && value.is_some_and(|v| !v.trim_start().starts_with(['/', ':']))
}

/// Where in `head` the selector at its end begins.
fn selector_start(head: &str) -> usize {
    let limit = head.char_indices().rev().nth(160).map_or(0, |(at, _)| at);
    let window = &head[limit..];
    if let Some(at) = window.rfind('@') {
        let name = &window[at + 1..];
        if [
            "media",
            "font-face",
            "keyframes",
            "supports",
            "import",
            "page",
            "-webkit",
        ]
        .iter()
        .any(|n| name.starts_with(n))
        {
            return limit + at;
        }
    }
    let mut start = head.len();
    for token in window.rsplit_inclusive_tokens() {
        if !is_selector(token.trim_matches([',', ' '])) {
            break;
        }
        start -= token.len();
    }
    start + head[start..].len() - head[start..].trim_start().len()
}

fn is_selector(token: &str) -> bool {
    let token = token.trim_end_matches(',');
    let first = token.chars().next();
    let name = token
        .split(['.', ':', '#', '[', '>'])
        .next()
        .unwrap_or_default();
    match first {
        None | Some('>' | '+' | '~' | '*' | '[' | ':') => true,
        Some('.' | '#') => token.len() > 1 && token.is_ascii(),
        _ => tags::is_element(name),
    }
}

/// Tokens of a selector from its end, each with the blank before it.
trait Tokens {
    fn rsplit_inclusive_tokens(&self) -> impl Iterator<Item = &str>;
}

impl Tokens for str {
    fn rsplit_inclusive_tokens(&self) -> impl Iterator<Item = &str> {
        let mut rest = self;
        std::iter::from_fn(move || {
            let cut = rest
                .trim_end()
                .rfind([' ', '\n', '}', ';'])
                .map_or(0, |at| {
                    // The mark before a selector is no part of it.
                    if rest.as_bytes()[at] == b' ' {
                        at
                    } else {
                        at + 1
                    }
                });
            let token = &rest[cut..];
            rest = &rest[..cut];
            (!token.is_empty()).then_some(token)
        })
    }
}
