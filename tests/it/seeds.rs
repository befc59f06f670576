//! Real scraped articles with labelled spans, where they are at hand: `../shared/seeds` is not part
//! of the repository.

use std::path::Path;

use mtflag::rules::Stop;
use mtflag::text::OffsetEncoding;
use mtflag::{Document, Engine, Policy};
use serde_json::Value;

/// The families whose rules are all built.
const FAMILIES: &[&str] = &["encoding", "script", "typography", "repetition", "residue"];

#[test]
fn every_required_span_is_found_and_little_else() {
    let set = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds/set.jsonl");
    let Ok(lines) = std::fs::read_to_string(&set) else {
        println!("skipped: {} is not there", set.display());
        return;
    };
    let (mut missed, mut wrong, mut right) = (Vec::new(), Vec::new(), 0);
    for line in lines.split('\n').filter(|line| !line.is_empty()) {
        let article: Value = serde_json::from_str(line).unwrap();
        let doc = Document::builder(article["text"].as_str().unwrap())
            .language(article["lang"].as_str().unwrap())
            .build();
        let report = Engine
            .check(&doc, &Policy::default(), &Stop::never())
            .unwrap();
        let unit = |at| {
            doc.offsets()
                .convert(doc.input(), at, OffsetEncoding::CodePoints) as u64
        };
        let flags: Vec<_> = report
            .flags
            .iter()
            .filter(|flag| FAMILIES.contains(&flag.family()))
            .map(|flag| (flag, unit(flag.span.start), unit(flag.span.end)))
            .collect();
        let labels = article["expect"].as_array().unwrap();
        let overlaps = |label: &Value, start, end| {
            start < label["end"].as_u64().unwrap() && end > label["start"].as_u64().unwrap()
        };
        for label in labels {
            let family = label["family"].as_str().unwrap();
            if label["required"] == true && FAMILIES.contains(&family) {
                let found = flags.iter().any(|(flag, start, end)| {
                    flag.family() == family && overlaps(label, *start, *end)
                });
                if !found {
                    missed.push(format!("{} {}", label["rule"], label["quote"]));
                }
            }
        }
        for (flag, start, end) in flags {
            if labels.iter().any(|label| overlaps(label, start, end)) {
                right += 1;
            } else {
                wrong.push(format!("{} {:?}", flag.rule, flag.excerpt));
            }
        }
    }
    assert!(missed.is_empty(), "missed:\n{}", missed.join("\n"));
    assert!(
        wrong.len() * 19 <= right,
        "{right} right; wrong:\n{}",
        wrong.join("\n")
    );
}
