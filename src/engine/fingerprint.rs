//! A number for each flag that survives other edits of the article: rule, what stands there, what
//! stands around it, and an ordinal among equals. Never an offset or a line number.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::flag::{Fingerprint, Flag};
use crate::text::{Document, Field};

/// How many bytes before and behind the span, in its lines, belong to its neighbourhood: what is
/// written into the lines above and below is no part of it.
const AROUND: usize = 24;

/// Gives every flag its fingerprint. `flags` are sorted.
pub(super) fn assign(flags: &mut [Flag], doc: &Document) {
    let mut seen: HashMap<[u8; 32], u32> = HashMap::new();
    for flag in flags {
        let text = match flag.field {
            Field::Title => doc.title().map_or("", Document::input),
            Field::Text => doc.input(),
            Field::Source => doc.source().map_or("", |source| source.text.as_str()),
        };
        let mut hash = Sha256::new();
        hash.update(flag.rule.as_bytes());
        let before = text.floor_char_boundary(flag.span.start.saturating_sub(AROUND));
        let behind = text.ceil_char_boundary((flag.span.end + AROUND).min(text.len()));
        let before = &text[before..flag.span.start];
        let behind = &text[flag.span.end..behind];
        for part in [
            before.rsplit('\n').next().unwrap_or(before),
            flag.excerpt.as_str(),
            behind.split('\n').next().unwrap_or(behind),
        ] {
            hash.update([0]);
            for word in part.split_whitespace() {
                hash.update(word.as_bytes());
                hash.update(b" ");
            }
        }
        let key: [u8; 32] = hash.clone().finalize().into();
        let ordinal = seen.entry(key).or_default();
        hash.update(ordinal.to_le_bytes());
        *ordinal += 1;
        let digest = hash.finalize();
        flag.fingerprint = Fingerprint(
            digest[..8]
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
        );
    }
}
