//! Where a text speaks of code: there, tags, escapes and placeholders are its subject, not its
//! damage.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::text::{Document, View};

/// The mentions of programming in a text's prose.
pub(super) struct CodeTalk {
    /// Offsets, ascending.
    mentions: Vec<usize>,
}

impl CodeTalk {
    /// Whether the line of `span` speaks of code near it.
    pub fn is_about(&self, span: &Range<usize>) -> bool {
        if self.mentions.is_empty() {
            return false;
        }
        let near = span.start.saturating_sub(NEAR)..span.end + NEAR;
        let from = self.mentions.partition_point(|&at| at < near.start);
        self.mentions[from..]
            .first()
            .is_some_and(|&at| at < near.end)
    }
}

impl View for CodeTalk {
    fn build(doc: &Document) -> Self {
        let text = doc.text();
        let mentions = SUBJECTS
            .find_iter(text)
            .filter(|m| stands_in_prose(text, &m.range()))
            .map(|m| m.start())
            .collect();
        CodeTalk { mentions }
    }
}

/// How far a mention reaches, in bytes: about two sentences.
const NEAR: usize = 200;

/// Words that name code, its languages or its parts in any language, lower case. Generic words for
/// `code` are not here: penal codes and dress codes are news.
static SUBJECTS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .build([
            "html",
            "xhtml",
            "xml",
            "css",
            "javascript",
            "typescript",
            "php",
            "sql",
            "json",
            "yaml",
            "unicode",
            "utf-8",
            "ascii",
            "latex",
            "markdown",
            "bbcode",
            "wikitext",
            "python",
            "regex",
            "regexp",
            "regular expression",
            "regular expressions",
            "printf",
            "programmer",
            "programmers",
            "programming",
            "source code",
            "markup",
            "syntax",
            "compiler",
            "percent-encoding",
            "url encoding",
            "escape sequence",
            "escape sequences",
            "character entity",
            "placeholder",
            "placeholders",
            "tokenizer",
            "tokeniser",
            "backslash",
            "ampersand",
            "web developer",
            "web developers",
            "programmeur",
            "programmeurs",
            "programmierer",
            "programmiersprache",
            "quelltext",
            "quellcode",
            "programador",
            "programadores",
            "programación",
            "programação",
            "programmatore",
            "programmatori",
            "programista",
            "programiści",
            "código fuente",
            "código-fonte",
            "code source",
            "программист",
            "программисты",
            "программистов",
            "программирования",
            "исходный код",
            "исходного кода",
            "програміст",
            "програмісти",
            "プログラミング",
            "プログラマ",
            "ソースコード",
            "タグ",
            "标签",
            "標籤",
            "代码",
            "程式碼",
            "编程",
            "프로그래밍",
            "프로그래머",
            "태그",
            "소스 코드",
            "البرمجة",
            "برمجة",
            "מתכנתים",
            "תכנות",
        ])
        .expect("the patterns are few and fixed")
});

/// The word stands free in a sentence, not within code such as `text/javascript` or `<html lang`.
fn stands_in_prose(text: &str, word: &Range<usize>) -> bool {
    let before = text[..word.start].chars().next_back();
    let after = text[word.end..].chars().next();
    let opens =
        |c: char| c.is_whitespace() || !c.is_ascii() && !c.is_alphabetic() || "(\"'".contains(c);
    let closes = |c: char| {
        c.is_whitespace() || !c.is_ascii() && !c.is_alphabetic() || ",.:;)!?'\"-".contains(c)
    };
    // Scripts without spaces have letters all around.
    let spaced = text[word.clone()].is_ascii() || before.is_some_and(|c| c < '\u{E00}');
    let is_letter_of_cjk = |c: char| !spaced && c.is_alphabetic() || c >= '\u{2E80}';
    before.is_none_or(|c| opens(c) || is_letter_of_cjk(c))
        && after.is_none_or(|c| closes(c) || is_letter_of_cjk(c))
}

#[cfg(test)]
mod tests {
    use super::CodeTalk;
    use crate::text::Document;

    #[test]
    fn a_lesson_is_told_from_code_left_behind() {
        let lesson = Document::new("In HTML the br tag breaks a line.");
        assert!(lesson.view::<CodeTalk>().is_about(&(12..14)));
        let debris = Document::new("Oil rose. <script type=\"text/javascript\">");
        assert!(!debris.view::<CodeTalk>().is_about(&(10..20)));
        let lesson = Document::new("初心者はHTMLのbrを学ぶ");
        assert!(lesson.view::<CodeTalk>().is_about(&(12..14)));
    }
}
