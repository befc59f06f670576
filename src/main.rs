//! The `mtflag` command.

use std::fs;

use mtflag::engine::{Engine, Policy};
use mtflag::rules::Stop;
use mtflag::text::{Document, OffsetEncoding};
use serde_json::{Value, json};

// mtflag score INPUT -o OUT [--select a,b] [--preview]   (offsets in code points)
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let option = |name: &str| {
        args.iter()
            .position(|a| a == name)
            .map(|i| args[i + 1].clone())
    };
    let select = option("--select").unwrap_or_default();
    let select: Vec<&str> = select.split(',').filter(|s| !s.is_empty()).collect();
    let mut policy = Policy::default();
    policy
        .pick(&select, &[], args.iter().any(|a| a == "--preview"))
        .expect("known rules");
    let mut out = String::new();
    for line in fs::read_to_string(&args[2])
        .expect("readable")
        .split('\n')
        .filter(|l| !l.is_empty())
    {
        let record: Value = serde_json::from_str(line).expect("json");
        let doc = Document::builder(record["text"].as_str().unwrap_or_default())
            .language(record["lang"].as_str().unwrap_or_default())
            .title(record["title"].as_str().unwrap_or_default())
            .build();
        let report = Engine
            .check(&doc, &policy, &Stop::never())
            .expect("not stopped");
        let at = |o: usize| {
            doc.offsets()
                .convert(doc.input(), o, OffsetEncoding::CodePoints)
        };
        let flags: Vec<Value> = report
            .flags
            .iter()
            .map(|f| {
                json!({"rule": f.rule, "family": f.family(), "severity": f.severity.as_str(),
                    "confidence": f.confidence, "start": at(f.span.start), "end": at(f.span.end),
                    "excerpt": f.excerpt, "message": f.message,
                    "suggestions": f.suggestions.iter().map(|s| json!({"text": s.text, "certainty": s.certainty.as_str()})).collect::<Vec<_>>()})
            })
            .collect();
        out += &json!({"id": record["id"], "words": report.assessment.words, "flags": flags})
            .to_string();
        out.push('\n');
    }
    fs::write(option("-o").expect("-o"), out).expect("writable");
}
