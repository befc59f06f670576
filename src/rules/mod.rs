//! The catalogue: every rule, what it says of itself, and how it reports. Knows no policy and no
//! output format.
//!
//! A rule is one file in its family's folder and one line in the `rules!` list below. The file's
//! `//!` text is what `mtflag explain` prints, its `RULE` what everything else reads.

mod code_talk;
mod example;
mod finding;
mod glance;
pub(crate) mod listed;
mod rule;
mod tags;

pub use example::{Example, clean, flagged};
pub use finding::{Finding, RelatedSpan, Sink};
pub use rule::{Languages, Rule, Status, Weight};

pub use crate::text::Stop;

use rule::rules;

rules! {
    encoding(
        damage, decoded, entities, entity_names, entity_reference, escape_run, escapes, mail_escapes
    ) {
        broken_entity,
        c1_control,
        compat_form,
        control_char,
        decomposed,
        double_escape,
        escape_sequence,
        html_entity,
        inner_bom,
        junk_run,
        lost_letter,
        mojibake,
        mojibake_lossy,
        private_use,
        replacement_char,
        reversed_rtl,
        surrogate,
    }
    script(confusables, foreign, gloss, mixed, reading, repeated) {
        homoglyph_in_word,
        mixed_script_word,
        whole_word_lookalike,
        foreign_run,
        foreign_punctuation,
        invisible,
        bidi_unbalanced,
        mixed_digits,
        tatweel,
        neighbour_letter,
        mark_stack,
    }
    names(
        acronyms, buckets, capitals, distance, endings, evidence, family_first, frames, lone_words, meanings,
        mentions, near_famous, near_listed, persons, profile, proper_words, report, skeleton,
        sounds, source_words, variants, vocabulary
    ) {
        joiner_variant,
        order_flip,
        acronym_source_form,
        acronym_clash,
        acronym_mismatch,
        acronym_undefined,
        glossary,
        garbled_name,
        article_before_name,
        doubled_particle,
        lowercase_proper,
        odd_caps,
        place_clash,
        pronoun_clash,
        quoted_name,
        translated_name,
        wiki_gloss,
        word_as_name,
        inflected_name,
        variant_spelling,
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
        oscillation,
        duplicate_sentence,
        duplicate_block,
        echo_clause,
    }
    residue(
        boundaries, furniture, markup_debris, menus, phrasebook, script_debris, slots, stamps,
        stretch, tag_debris, tiles, tokens
    ) {
        broken_url,
        filler,
        html_tag,
        markup,
        placeholder,
        script_style,
        tokenizer_piece,
        web_chrome,
        related_link,
        credit_line,
        mt_notice,
        llm_chatter,
        breadcrumb,
        speaker_label,
        hashtag_tail,
        inserted_block,
        inline_tooltip,
    }
    fluency(pattern, phrasebook) {
        article_slip,
        calque,
    }
    language(dates, interleaving, kanaless, meant, passages, reader, wording) {
        untranslated_segment,
        untranslated_words,
        wrong_document,
        bilingual_interleave,
        romanised_word,
        variant_mix,
        word_salad,
    }
}
