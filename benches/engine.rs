//! What the engine does in a second on one core: whole and by family, on clean news in four scripts
//! and on real articles where they are at hand; and that no text costs more than linear time.
//!
//!     cargo bench --bench engine              # everything, some minutes
//!     cargo bench --bench engine -- families  # one table: families, articles, lingua, names, lengths, built, rules

#[path = "corpus/news.rs"]
mod news;

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use mtflag::engine::{Engine, Policy};
use mtflag::rules::{CATALOGUE, Stop};
use mtflag::text::Document;
use news::{Language, news};

/// The size of an article, bytes.
const ARTICLE: usize = 6 << 10;

fn main() {
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with('-'))
        .collect();
    let tables: [(&str, fn()); 7] = [
        ("families", families),
        ("articles", articles),
        ("lingua", lingua),
        ("names", names),
        ("lengths", lengths),
        ("built", built),
        ("rules", rules),
    ];
    for (name, table) in tables {
        if wanted.is_empty() || wanted.iter().any(|w| w == name) {
            println!("\n== {name}");
            table();
        }
    }
}

/// MB/s on articles of 6 KB, by corpus and family.
fn families() {
    let mut names: Vec<&str> = CATALOGUE.iter().map(mtflag::Rule::family).collect();
    names.dedup();
    print!("{:<18}{:>9}{:>10}", "corpus", "flags", "all");
    names.iter().for_each(|name| print!("{name:>12}"));
    println!("   MB/s");
    for (name, articles) in corpora() {
        let flags: usize = articles.iter().map(|text| check(text, &[])).sum();
        print!("{name:<18}{flags:>9}{:>10.1}", speed(&articles, &[]));
        for family in &names {
            print!("{:>12.1}", speed(&articles, &[family]));
        }
        println!();
    }
}

/// Milliseconds an article of 6 KB takes, the median, the slowest in a hundred and the slowest.
fn articles() {
    for language in Language::ALL {
        let mut times: Vec<f64> = (0..400)
            .map(|seed| {
                let text = news(language, seed, ARTICLE);
                let start = Instant::now();
                black_box(check(&text, &[]));
                start.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times[(times.len() as f64 * share) as usize];
        println!(
            "{:<18}median {:.3}  99 % {:.3}  all {:.3} ms",
            format!("clean {language:?}"),
            at(0.5),
            at(0.99),
            times[times.len() - 1]
        );
    }
}

/// How many questions lingua is asked, none of the languages declared, beside the sentences.
fn lingua() {
    for (name, articles) in corpora() {
        let before = mtflag::language::lingua_questions();
        let mut sentences = 0;
        for text in &articles {
            sentences += Document::new(text.as_str()).sentences().len();
            check(text, &[]);
        }
        let asked = mtflag::language::lingua_questions() - before;
        println!(
            "{name:<18}{asked:>4} questions of {} articles, {sentences} sentences: {:.2} %",
            articles.len(),
            asked as f64 * 100.0 / sentences as f64
        );
    }
}

/// The cost of an article of 5,000 names, no two of them equal, beside clean text of its length.
fn names() {
    const NAMES: u32 = 5000;
    let syllables = [
        "ka", "ro", "mi", "lev", "dun", "sar", "tek", "vol", "bri", "nam",
    ];
    let name = |mut number: u32| {
        let mut name = String::new();
        for _ in 0..4 {
            name.push_str(syllables[(number % 10) as usize]);
            number /= 10;
        }
        name[..1].to_uppercase() + &name[1..]
    };
    let text: String = (0..NAMES)
        .map(|number| format!("The minister met {} on Friday in the town. ", name(number)))
        .collect();
    let clean = per_byte(&news(Language::English, 7, text.len()));
    let cost = per_byte(&text);
    println!(
        "{} KB: {cost:.1} ns/byte, clean {clean:.1}, {:.2}x",
        text.len() >> 10,
        cost / clean
    );
}

/// MB/s on one article of growing length: flat where the time is linear.
fn lengths() {
    for language in Language::ALL {
        print!("{language:?}:");
        for power in 0..5 {
            let bytes = 1024 * 10_usize.pow(power);
            print!(
                "  {} KB {:.1}",
                bytes / 1024,
                speed(&[news(language, 7, bytes)], &[])
            );
        }
        println!("   MB/s");
    }
}

/// Nanoseconds a byte on 10 MB built to be slow, beside clean text of the same length.
fn built() {
    const BYTES: usize = 10 << 20;
    let clean = per_byte(&news(Language::English, 7, BYTES));
    println!("{:<28}{clean:>8.1} ns/byte", "clean English");
    let repeated = |unit: &str| unit.repeat(BYTES / unit.len());
    let units = [
        "a",
        " ",
        "\n",
        "&",
        "<",
        "(",
        ")",
        "[",
        "{",
        "\"",
        "“",
        "'",
        ".",
        "-",
        "?",
        "%",
        "#",
        "@",
        "\\",
        "/",
        "=",
        "_",
        "*",
        "|",
        ":",
        "0",
        "A",
        "é",
        "Ã",
        "а",
        "ا",
        "中",
        "あ",
        "ก",
        "\u{301}",
        "\u{200B}",
        "\u{202E}",
        "\u{FFFD}",
        "\u{E000}",
        "\u{92}",
        "🦀",
        "aа",
        "ab ",
        "word ",
        "Word ",
        "a\n",
        "a.B",
        "([",
        "a “",
        "Ã©",
        "&amp;",
        "&# 171;",
        "<b>",
        "%D8",
        "\\u0642",
        "http://a.b ",
        "a@b.c ",
        "中a",
        "ا a ",
        "e\u{301}",
        "1,",
        "a b\n\n",
        "line of text\n",
        "Share this\n",
        "> ",
        "… ",
    ];
    let mut table: Vec<(f64, &str)> = units
        .iter()
        .map(|unit| (per_byte(&repeated(unit)), *unit))
        .collect();
    table.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (cost, unit) in table {
        let times = cost / clean;
        let mark = if times > 3.0 { "  over 3x" } else { "" };
        println!(
            "{:<28}{cost:>8.1} ns/byte{times:>7.2}x{mark}",
            format!("{unit:?}")
        );
    }
}

/// Microseconds a rule takes on a clean English article whose views are all there.
fn rules() {
    let text = news(Language::English, 7, ARTICLE);
    let stop = Stop::never();
    let doc = Document::new(text.as_str());
    Engine
        .check(&doc, &Policy::default(), &stop)
        .expect("never stopped");
    let mut table: Vec<(f64, &str)> = CATALOGUE
        .iter()
        .filter(|rule| rule.trigger.is_empty() || doc.facts().intersects(rule.trigger))
        .map(|rule| {
            let time = shortest(|| {
                let mut sink = mtflag::rules::Sink::new(mtflag::text::Field::Text, &stop);
                (rule.check)(black_box(&doc), &mut sink);
                black_box(sink.into_findings());
            });
            (time.as_secs_f64() * 1e6, rule.id)
        })
        .collect();
    table.sort_by(|a, b| b.0.total_cmp(&a.0));
    let total: f64 = table.iter().map(|(time, _)| time).sum();
    println!("{:<34}{total:>9.2} µs of {} bytes", "together", text.len());
    for (time, id) in table.iter().take(20) {
        println!("{id:<34}{time:>9.2} µs");
    }
}

fn corpora() -> Vec<(String, Vec<String>)> {
    let mut corpora: Vec<(String, Vec<String>)> = Language::ALL
        .iter()
        .map(|&language| {
            let articles = (0..50).map(|seed| news(language, seed, ARTICLE)).collect();
            (format!("clean {language:?}"), articles)
        })
        .collect();
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    for (name, file) in [
        ("seeds", "seeds/set.jsonl"),
        ("English articles", "eval/dev/02_clean_english.jsonl"),
    ] {
        match std::fs::read_to_string(shared.join(file)) {
            Ok(lines) => {
                let articles = lines
                    .split('\n')
                    .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
                    .filter_map(|record| Some(record["text"].as_str()?.to_owned()))
                    .collect();
                corpora.push((name.to_owned(), articles));
            }
            Err(_) => println!("(without {file}, which is not there)"),
        }
    }
    corpora
}

/// Runs the rules of `families` (none: those on by default) over `text` from scratch.
fn check(text: &str, families: &[&str]) -> usize {
    let mut policy = Policy::default();
    policy
        .pick(families, &[], false)
        .expect("the families are known");
    let doc = Document::new(text);
    Engine
        .check(&doc, &policy, &Stop::never())
        .expect("never stopped")
        .flags
        .len()
}

/// Megabytes a second over all `articles`.
fn speed(articles: &[String], families: &[&str]) -> f64 {
    let bytes: usize = articles.iter().map(String::len).sum();
    let mut policy = Policy::default();
    policy
        .pick(families, &[], false)
        .expect("the families are known");
    let stop = Stop::never();
    let time = shortest(|| {
        for text in articles {
            let doc = Document::new(text.as_str());
            black_box(
                Engine
                    .check(black_box(&doc), &policy, &stop)
                    .expect("never stopped"),
            );
        }
    });
    bytes as f64 / 1e6 / time.as_secs_f64()
}

fn per_byte(text: &str) -> f64 {
    let start = Instant::now();
    black_box(check(text, &[]));
    start.elapsed().as_secs_f64() * 1e9 / text.len() as f64
}

/// The shortest of several runs: what the machine's other work leaves least in.
fn shortest(mut work: impl FnMut()) -> Duration {
    let mut best = Duration::MAX;
    let begun = Instant::now();
    let mut runs = 0;
    while runs < 3 || (begun.elapsed() < Duration::from_millis(300) && runs < 1000) {
        let start = Instant::now();
        work();
        best = best.min(start.elapsed());
        runs += 1;
    }
    best
}
