//! The contract without a socket: what a request may say, what comes back, what may never change.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use mtflag::engine::{Engine, Policy};
use mtflag::flag::Severity;
use mtflag::proto::{DESCRIPTOR_SET, Invalid, Job, pb};
use mtflag::rules::{CATALOGUE, Stop};
use mtflag::text::{Document, Field};
use mtflag::{Flag, Report};
use prost::Message;
use prost_types::{DescriptorProto, EnumDescriptorProto, FileDescriptorSet, OneofDescriptorProto};

const MANY: usize = 1 << 20;

#[test]
fn every_bad_field_is_named_at_once() {
    let request = pb::CheckRequest {
        article: Some(pb::Article {
            media_type: "application/pdf".into(),
            language: "not a tag".into(),
            charset: "utf-8".into(),
            title: "x".repeat(11),
            names: vec![pb::NameEntry::default()],
            ..article("y".repeat(11))
        }),
        policy: Some(pb::Policy {
            select: vec![
                "encoding".into(),
                "all".into(),
                "encoding/c1-controls".into(),
            ],
            ignore: vec!["nothing-of-the-kind".into()],
            min_confidence: Some(f32::NAN),
            min_severity: 99,
            severity_overrides: HashMap::from([("encoding".into(), 0), ("all".into(), -7)]),
            verdict_thresholds: Some(pb::VerdictThresholds {
                review: Some(40.0),
                reject: None,
            }),
            offset_encoding: 1000,
            ..pb::Policy::default()
        }),
    };
    let Err(Invalid(violations)) = Job::read(request, 10) else {
        panic!("taken");
    };
    let fields: Vec<_> = violations.iter().map(|v| v.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "article.title",
            "article.language",
            "article.media_type",
            "article.charset",
            "article.text",
            "article.names[0].canonical",
            "policy.select[2]",
            "policy.ignore[0]",
            "policy.min_confidence",
            "policy.min_severity",
            "policy.severity_overrides[\"all\"]",
            "policy.severity_overrides[\"encoding\"]",
            "policy.verdict_thresholds",
            "policy.offset_encoding",
        ]
    );
    assert!(
        violations[6].description.contains("`encoding/c1-control`"),
        "the nearest name is offered: {}",
        violations[6].description
    );
}

#[test]
fn an_article_needs_content_but_no_text() {
    let Err(Invalid(violations)) = Job::read(pb::CheckRequest::default(), MANY) else {
        panic!("taken");
    };
    assert_eq!(violations[0].field, "article");
    let job = Job::read(of(article(String::new())), MANY).expect("empty text is text");
    let report = check(&job);
    assert_eq!(report.assessment.words, 0);
    assert_eq!(report.assessment.verdict.as_str(), "insufficient");
}

#[test]
fn bytes_are_decoded_and_an_unknown_charset_is_named() {
    let raw = |charset: &str| {
        of(pb::Article {
            content: Some(pb::article::Content::Raw(b"Gr\xFC\xDFe".to_vec())),
            charset: charset.into(),
            ..pb::Article::default()
        })
    };
    let job = Job::read(raw("iso-8859-1"), MANY).expect("a known charset");
    assert_eq!(job.document.text(), "Grüße");
    let Err(Invalid(violations)) = Job::read(raw("klingon"), MANY) else {
        panic!("taken");
    };
    assert_eq!(violations[0].field, "article.charset");
}

#[test]
fn spans_count_in_the_unit_asked_for() {
    let text = "𐐷 ü said it\u{92}s late";
    let start = |unit: pb::OffsetEncoding| {
        let mut request = of(article(text.into()));
        request.policy = Some(pb::Policy {
            select: vec!["encoding/c1-control".into()],
            offset_encoding: unit.into(),
            ..pb::Policy::default()
        });
        let job = Job::read(request, MANY).expect("valid");
        let report = check(&job);
        let response = job.answer(report);
        response.flags[0].span.expect("always set").start
    };
    assert_eq!(start(pb::OffsetEncoding::Unspecified), 15);
    assert_eq!(start(pb::OffsetEncoding::Utf8), 15);
    assert_eq!(start(pb::OffsetEncoding::Utf16), 12);
    assert_eq!(start(pb::OffsetEncoding::CodePoints), 11);
}

#[test]
fn a_report_comes_back_from_the_wire_as_it_was() {
    let mut articles: Vec<_> = CATALOGUE
        .iter()
        .flat_map(|rule| rule.flagged.iter().chain(rule.clean))
        .map(|example| (example.text(), example.title.to_owned()))
        .collect();
    articles.push(("so it\u{92}s so it\u{92}s".into(), "A\u{92}B".into()));
    let mut flags = 0;
    for (text, title) in articles {
        let doc = Document::builder(text).title(title).language("en").build();
        let sent = pb::CheckRequest {
            article: Some(pb::Article::from(&doc)),
            policy: None,
        };
        let sent = pb::CheckRequest::decode(&*sent.encode_to_vec()).expect("what was encoded");
        let job = Job::read(sent, usize::MAX).expect("valid");
        let seen = check(&job);
        let here = Engine
            .check(&doc, &Policy::default(), &Stop::never())
            .expect("never stopped");
        assert_eq!(seen, here, "the article reads the same on the other side");
        let answer = job.answer(seen).encode_to_vec();
        let back = pb::CheckResponse::decode(&*answer).expect("what was encoded");
        flags += back.flags.len();
        // What single flags point to is gathered in the hints of the assessment.
        let mut sent = here;
        sent.flags
            .iter_mut()
            .for_each(|flag| flag.points_to.clear());
        assert_eq!(Report::try_from(back).expect("readable"), sent);
    }
    assert!(flags > 3);
}

#[test]
fn numbers_from_newer_sides_are_refused_not_guessed() {
    let doc = Document::new("so it\u{92}s");
    let request = of(pb::Article::from(&doc));
    let job = Job::read(request, MANY).expect("valid");
    let report = check(&job);
    let mut response = job.answer(report);
    response.flags[0].severity = 77;
    assert!(Report::try_from(response).is_err());
}

#[test]
fn a_policy_reads_as_it_is_written() {
    let wishes = pb::Policy {
        severity_overrides: HashMap::from([("all".into(), pb::Severity::Critical.into())]),
        max_flags: Some(1),
        ..pb::Policy::default()
    };
    let policy = Policy::try_from(&wishes).expect("valid");
    let doc = Document::new("so it\u{92}s so it\u{92}s");
    let report = Engine
        .check(&doc, &policy, &Stop::never())
        .expect("never stopped");
    let kept: Vec<&Flag> = report.flags.iter().collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].severity, Severity::Critical);
    assert_eq!(kept[0].field, Field::Text);
    assert!(report.assessment.flags_truncated);
}

/// What `buf breaking` says too, for a machine without it: nothing that was released is gone or
/// means something else.
#[test]
fn the_contract_only_grows() {
    let released = include_bytes!("../../proto/released.binpb").as_slice();
    let (released, now) = (promises(released), promises(DESCRIPTOR_SET));
    let broken: Vec<_> = released.difference(&now).collect();
    assert!(broken.is_empty(), "no longer so: {broken:#?}");
}

fn promises(descriptors: &[u8]) -> BTreeSet<String> {
    let set = FileDescriptorSet::decode(descriptors).expect("a descriptor set");
    let mut promises = BTreeSet::new();
    for file in set.file.iter().filter(|f| f.package() == "mtflag.v1") {
        for service in &file.service {
            for rpc in &service.method {
                promises.insert(format!("{}: {rpc:?}", service.name()));
            }
        }
        for kind in &file.enum_type {
            enumeration(kind, &mut promises);
        }
        for kind in &file.message_type {
            message(kind, &mut promises);
        }
    }
    promises
}

fn message(kind: &DescriptorProto, promises: &mut BTreeSet<String>) {
    let oneofs: BTreeMap<_, _> = (0..)
        .zip(kind.oneof_decl.iter().map(OneofDescriptorProto::name))
        .collect();
    for field in &kind.field {
        promises.insert(format!(
            "{}.{} = {} {:?} {:?} {} {:?} {}",
            kind.name(),
            field.name(),
            field.number(),
            field.label(),
            field.r#type(),
            field.type_name(),
            field.oneof_index.map(|index| oneofs[&index]),
            field.proto3_optional(),
        ));
    }
    for inner in &kind.nested_type {
        message(inner, promises);
    }
    for inner in &kind.enum_type {
        enumeration(inner, promises);
    }
}

fn enumeration(kind: &EnumDescriptorProto, promises: &mut BTreeSet<String>) {
    for value in &kind.value {
        promises.insert(format!(
            "{}.{} = {}",
            kind.name(),
            value.name(),
            value.number()
        ));
    }
}

fn of(article: pb::Article) -> pb::CheckRequest {
    pb::CheckRequest {
        article: Some(article),
        policy: None,
    }
}

fn article(text: String) -> pb::Article {
    pb::Article {
        content: Some(pb::article::Content::Text(text)),
        ..pb::Article::default()
    }
}

fn check(job: &Job) -> Report {
    Engine
        .check(&job.document, &job.policy, &Stop::never())
        .expect("never stopped")
}
