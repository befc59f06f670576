//! How fast the text is read: each view on 128 KiB of each writing, little enough to
//! stay within one turn of a busy machine.

mod corpus;

use corpus::Writing;
use divan::Bencher;
use divan::counter::BytesCount;
use mtflag::text::{Document, Facts, Masks, Sentences, Words};

const BYTES: usize = 1 << 17;

fn main() {
    divan::main();
}

#[divan::bench(args = Writing::ALL)]
fn facts(bencher: Bencher, writing: Writing) {
    let text = corpus::text(writing, 7, BYTES);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| Facts::of(&text));
}

#[divan::bench(args = Writing::ALL)]
fn masks(bencher: Bencher, writing: Writing) {
    view(
        bencher,
        writing,
        |_| {},
        |doc| doc.view::<Masks>().as_slice().len(),
    );
}

#[divan::bench(args = Writing::ALL)]
fn lines(bencher: Bencher, writing: Writing) {
    view(bencher, writing, |_| {}, |doc| doc.lines().len());
}

#[divan::bench(args = Writing::ALL)]
fn sentences(bencher: Bencher, writing: Writing) {
    let lines = |doc: &Document| {
        doc.lines();
    };
    view(bencher, writing, lines, |doc| {
        doc.view::<Sentences>().as_slice().len()
    });
}

#[divan::bench(args = Writing::ALL)]
fn words(bencher: Bencher, writing: Writing) {
    let sentences = |doc: &Document| {
        doc.sentences();
        doc.masks();
    };
    view(bencher, writing, sentences, |doc| {
        doc.view::<Words>().as_slice().len()
    });
}

#[divan::bench(args = Writing::ALL)]
fn word_count(bencher: Bencher, writing: Writing) {
    let words = |doc: &Document| {
        doc.words();
    };
    view(bencher, writing, words, Document::word_count);
}

#[divan::bench(args = Writing::ALL)]
fn scripts(bencher: Bencher, writing: Writing) {
    view(bencher, writing, |_| {}, |doc| doc.scripts().runs().len());
}

/// Lines, sentences and words together, as the rules see them.
#[divan::bench(args = Writing::ALL)]
fn segments(bencher: Bencher, writing: Writing) {
    view(bencher, writing, |_| {}, |doc| doc.words().len());
}

/// Measures `what` on documents that nobody has looked at but `before`.
fn view<T>(bencher: Bencher, writing: Writing, before: fn(&Document), what: fn(&Document) -> T) {
    let text = corpus::text(writing, 7, BYTES);
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| {
            let doc = Document::new(text.clone());
            before(&doc);
            doc
        })
        .bench_refs(|doc| what(doc));
}
