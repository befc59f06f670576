//! What is said of an odd spelling: one finding a mention, the other spellings beside it.

use super::mentions::Mentions;
use super::variants::{Kind, Variant, Variants};
use crate::rules::{Finding, Sink};
use crate::text::{Document, Field};

/// The most other places a finding points to.
const MOST_RELATED: usize = 6;

/// Reports the variants of one kind.
pub(super) fn variants(doc: &Document, sink: &mut Sink, kind: Kind) {
    let mentions = doc.view::<Mentions>();
    let variants = doc.view::<Variants>().as_slice();
    for variant in variants.iter().filter(|variant| variant.kind == kind) {
        let usual = mentions.spelling(doc, variant.usual);
        for at in mentions.of_form(variant.odd) {
            if sink.stopped() {
                return;
            }
            let token = mentions.tokens()[at as usize];
            let mut finding = Finding::new(
                token.range(),
                message(kind, token.text(doc), usual, variant.tie),
            )
            .confidence(variant.confidence);
            if token.field() == Field::Title {
                finding = finding.in_field(Field::Title);
            }
            if variant.listed {
                finding = finding.exact(usual);
            } else if !variant.tie {
                finding = finding.likely(usual);
            }
            for (field, span) in others(mentions, variants, variant) {
                finding = finding.related_in("other spelling", field, span);
            }
            sink.report(finding);
        }
    }
}

fn message(kind: Kind, odd: &str, usual: &str, tie: bool) -> String {
    match kind {
        Kind::Ending => format!("“{odd}” is “{usual}” with an ending of another language."),
        Kind::Spelling if tie => {
            format!("One name is spelled both “{odd}” and “{usual}” in this article.")
        }
        Kind::Spelling => format!("“{odd}” is spelled “{usual}” elsewhere in this article."),
    }
}

/// Where the usual form and its other odd forms stand: the first of each, then more of the usual.
fn others<'v>(
    mentions: &'v Mentions,
    variants: &'v [Variant],
    variant: &'v Variant,
) -> impl Iterator<Item = (Field, std::ops::Range<usize>)> + use<'v> {
    let siblings = variants
        .iter()
        .filter(|other| other.usual == variant.usual && other.odd != variant.odd)
        .filter_map(|other| mentions.of_form(other.odd).next());
    let usual = mentions.of_form(variant.usual);
    usual
        .take(2)
        .chain(siblings)
        .take(MOST_RELATED)
        .map(|at| mentions.tokens()[at as usize])
        .map(|token| (token.field(), token.range()))
}
