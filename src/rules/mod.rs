//! The catalogue: every rule, what it says of itself, and how it reports. Knows no policy and no
//! output format.
//!
//! A rule is one file in its family's folder and one line in the `rules!` list below. The file's
//! `//!` text is what `mtflag explain` prints, its `RULE` what everything else reads.

mod example;
mod finding;
mod rule;

pub use example::{Example, clean, flagged};
pub use finding::{Finding, RelatedSpan, Sink, Stop};
pub use rule::{Languages, Rule, Status, Weight};

use rule::rules;

rules! {
    encoding() {
        c1_control,
    }
    script() {
    }
    typography(abbreviation, locale, marks) {
        missing_space,
        glued_words,
        glued_lower,
        glued_digit,
        lost_dash,
        drop_cap,
        spaced_letters,
        detok_scar,
        space_before_punct,
        double_punct,
        multi_space,
        lowercase_start,
        stray_caps,
        split_hyphen,
        cut_line,
        truncated,
        locale_format,
        mixed_quotes,
        orphan_bracket,
        orphan_quote,
    }
    repetition(copies, doubles, loops, prose, stretches, tokens) {
        doubled_word,
        phrase_loop,
        char_loop,
        duplicate_sentence,
        duplicate_block,
    }
    residue(boundaries, furniture, menus, phrasebook, stretch, tokens) {
        web_chrome,
        related_link,
        credit_line,
        mt_notice,
        llm_chatter,
    }
}
