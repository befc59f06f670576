//! Raw bytes, decoded, read as plain text, HTML and Markdown, and checked by every rule.
//!
//! `cargo +nightly fuzz run article` in this folder's parent.

#![no_main]

use libfuzzer_sys::fuzz_target;
use mtflag::engine::{Engine, Policy};
use mtflag::rules::Stop;
use mtflag::text::{Decoded, Document, MediaType};

fuzz_target!(|bytes: &[u8]| {
    let Ok(decoded) = Decoded::from_bytes(bytes, "") else {
        return;
    };
    let mut policy = Policy::default();
    policy
        .pick(&["all"], &[], true)
        .expect("`all` is always known");
    policy.min_confidence = 0.0;
    for media_type in [MediaType::Plain, MediaType::Html, MediaType::Markdown] {
        let doc = Document::builder(decoded.text.as_str())
            .decoding(decoded.decoding.clone())
            .media_type(media_type)
            .build();
        let report = Engine
            .check(&doc, &policy, &Stop::never())
            .expect("nothing stops it");
        for flag in &report.flags {
            assert!(doc.input().get(flag.span.clone()).is_some(), "{flag:?}");
        }
    }
});
