//! # What it finds
//! A word or more in a script the article does not use, without a gloss: an untranslated headline
//! over the article, a source sentence left between translated ones, one word of Arabic in an
//! English sentence.
//!
//! # Why it points to a broken pipeline
//! Engines copy what they cannot translate, and scrapers take the original's title along.
//!
//! # Known false alarms
//! Names and words quoted in their own script are meant: in brackets, in quotation marks, behind a
//! label, or in a sentence that speaks of the language. Latin names are at home in every script, so
//! Latin letters count only as running text with its function words.

use std::ops::Range;

use unicode_script::{Script, UnicodeScript};

use super::foreign::{ForeignStretch, ForeignStretches};
use super::gloss;
use super::mixed::{BEYOND_LATIN, is_unspaced};
use crate::flag::Severity;
use crate::language::Votes;
use crate::rules::{Finding, Rule, Sink, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "script/foreign-run",
    severity: Severity::Major,
    its_type: "untranslated",
    summary: "words in a script the article does not use, without a gloss",
    trigger: BEYOND_LATIN,
    confidence: 0.93,
    flagged: &[
        flagged(
            "⟦Гавань — мечта (Агентство)⟧\nThe harbour reopened on Friday after the storm, and the first ferry left at noon.",
        ),
        flagged("The head of the ⟦المجلس⟧ said that talks went on."),
        flagged(
            "Гавань открыли в пятницу. ⟦The ferries will sail again in the morning if the wind is not too strong⟧. Так сказал капитан, и все с ним согласились. Утром на пристани собрались пассажиры, которые ждали с четверга, и заняли места.",
        ),
        flagged(
            "港は金曜日に再開された。⟦The ferries will sail again in the morning if the wind is not too strong⟧. 船長はそう述べ、住民は喜んだ。乗客は朝から列を作った。港の職員は荷物を確認し、昼までに三隻が出発した。",
        ),
        flagged(
            "أغلق الميناء يوم الجمعة بعد العاصفة. ⟦Other former harbour masters said to be named in talks include Ada Brook and Tom Wells of Port Albert⟧. وقال القبطان إن العبارات ستبحر في الصباح إذا هدأت الرياح. وكان الركاب ينتظرون على الرصيف منذ يوم الخميس، ولم يعرف أحد متى تفتح المدارس أبوابها من جديد، لكن سكان الحي نظفوا الشوارع طوال الليل.",
        ),
    ],
    clean: &[
        clean("Kyiv (Київ) and Sofia (Bulgarian: София) sent observers."),
        clean("Then came Тихий вечер (Quiet Evening), a song of the harbour."),
        clean("They wrote the word 'سلام' on the wall of the school."),
        clean("The Russian word правда means truth."),
        clean(
            "Новый альбом The Rolling Stones вышел на лейбле Sony Music Entertainment в пятницу.",
        ),
        clean("قرأ الطلاب رواية Of Mice and Men ورواية The Lord of the Rings في المدرسة."),
        clean("東京のLINEとNew York Timesの記者が話した。"),
        clean("Students sang “Ще не вмерла” and went home quietly together."),
    ],
    check,
    ..Rule::NEW
};

/// A line counts as foreign as a whole when this share of its letters is: three in five.
const WHOLE_LINE: (usize, usize) = (3, 5);

fn check(doc: &Document, sink: &mut Sink) {
    let mut reported = 0;
    for stretch in doc.view::<ForeignStretches>().as_slice() {
        if sink.stopped() {
            return;
        }
        if stretch.span.start < reported || stretch.lookalike.is_some() || !counts(doc, stretch) {
            continue;
        }
        let line = line_of(doc, &stretch.span)
            .and_then(|line| whole_line(doc.text(), line, stretch.script));
        let span = match line {
            Some(line) => line,
            None if gloss::explains(doc, &stretch.span, stretch.words, stretch.script) => continue,
            None => stretch.span.clone(),
        };
        reported = span.end;
        let sure = stretch.words >= 3 || is_unspaced(stretch.script) && stretch.letters >= 8;
        sink.report(
            Finding::new(
                span,
                "This is in another script than the article and is not explained.",
            )
            .confidence(if sure { 0.96 } else { 0.85 }),
        );
    }
}

/// Whether a stretch is words, not a symbol or a name.
fn counts(doc: &Document, stretch: &ForeignStretch) -> bool {
    let text = &doc.text()[stretch.span.clone()];
    match stretch.script {
        Script::Latin => is_prose(text, stretch.words) && !doc.masks().touches(&stretch.span),
        // Letters of science and of fraternities are no words.
        Script::Greek => stretch.letters >= 4 && text.chars().any(char::is_lowercase),
        // A list of single signs speaks of the signs.
        script if is_unspaced(script) => {
            stretch.letters >= 2 * stretch.words.min(stretch.letters) && stretch.letters >= 2
        }
        _ => stretch.letters >= 2,
    }
}

/// Latin words that hang together: all in small letters, or held by function words of one
/// language, or a good many small ones in a row. Names of papers and companies do neither.
fn is_prose(text: &str, words: usize) -> bool {
    const FEW_WORDS: usize = 4;
    const SENTENCE: usize = 6;
    /// The votes a word of running text brings its language, see `Votes::share`.
    const RUNNING_TEXT: f32 = 0.8;
    /// Those it brings at the least, where names stand among the words.
    const SOME_TEXT: f32 = 0.3;
    /// No title has so many small words in a row.
    const SMALL_IN_A_ROW: usize = 5;
    if words < FEW_WORDS {
        return false;
    }
    let sample = &text[..text.floor_char_boundary(600)];
    let starts = sample
        .split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphabetic()));
    let (mut all, mut lower, mut row, mut longest) = (0, 0, 0, 0);
    for is_lower in starts.map(char::is_lowercase) {
        all += 1;
        lower += usize::from(is_lower);
        row = if is_lower { row + 1 } else { 0 };
        longest = longest.max(row);
    }
    if lower == all {
        return true;
    }
    let votes = Votes::of(sample);
    let best = votes
        .leaders(Script::Latin, 1.0)
        .first()
        .map_or(0.0, |&(_, share)| share);
    words >= SENTENCE
        && lower * 2 >= all
        && (best >= RUNNING_TEXT || longest >= SMALL_IN_A_ROW && best >= SOME_TEXT)
}

/// The line that holds `span`, if it holds all of it.
fn line_of(doc: &Document, span: &Range<usize>) -> Option<Range<usize>> {
    let lines = doc.lines();
    let at = lines
        .partition_point(|line| line.start <= span.start)
        .checked_sub(1)?;
    Some(lines[at].clone())
}

/// `line` from its first letter to its last letter or closing bracket, when most of its letters
/// are of `script` and it is not quoted as a whole.
fn whole_line(text: &str, line: Range<usize>, script: Script) -> Option<Range<usize>> {
    let content = &text[line.clone()];
    // A longer line is a paragraph: its stretches speak for themselves.
    if content.len() > 2000 {
        return None;
    }
    let letters = content.chars().filter(|c| c.is_alphabetic());
    let (all, foreign) = letters.fold((0, 0), |(all, foreign), c| {
        (all + 1, foreign + usize::from(c.script() == script))
    });
    let words = content
        .split_whitespace()
        .filter(|word| word.starts_with(|c: char| c.script() == script))
        .count();
    let enough = if is_unspaced(script) {
        foreign >= 4
    } else {
        words >= 2
    };
    let quoted = content
        .trim_start()
        .starts_with(['"', '“', '„', '«', '‘', '「', '(', '[']);
    if !enough || quoted || foreign * WHOLE_LINE.1 < all * WHOLE_LINE.0 || script == Script::Latin {
        return None;
    }
    let first = content.find(char::is_alphanumeric)?;
    let (last, character) = content
        .char_indices()
        .rfind(|&(_, c)| c.is_alphanumeric() || matches!(c, ')' | ']' | '»' | '”' | '）' | '」'))?;
    Some(line.start + first..line.start + last + character.len_utf8())
}
