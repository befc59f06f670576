//! The page for people: whole in one file, faithful to the findings, safe from what it shows, and
//! readable with two thousand articles.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use mtflag::report::{Article, HtmlReport, HtmlSettings, Meta};
use mtflag::rules::Stop;
use mtflag::{Document, Engine, Policy};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::cli::{folder, mtflag, text};

const HOSTILE: &str = "The envoy \u{1F600} said it\u{92}s too late.</script><script>window.hacked = 1</script>\n\
    <!-- <script> <img src=x onerror=\"window.hacked = 1\"> Nobody saw the the caf&#233 burn, he added.\n";
const ARABIC: &str = "أصدر المجلس بيـــان اليوم في العاصمة.\nوقال الوزير إن إن الاجتماع انتهى.\n\nReuters قالت إن it\u{92}s الاتفاق قريب من التوقيع في المدينة.\n";

const ARTICLES: [&str; 3] = ["arabic.txt", "clean.txt", "hostile.txt"];

/// A folder with articles, its page and the data in that.
fn report() -> (tempfile::TempDir, String, Value) {
    let folder = folder(&[
        ("arabic.txt", ARABIC.as_bytes()),
        ("clean.txt", b"The envoy said it was late.\n"),
        ("hostile.txt", HOSTILE.as_bytes()),
    ]);
    let run = mtflag(
        &[
            &["check"],
            &ARTICLES[..],
            &["--format", "html", "-o", "report.html"],
        ]
        .concat(),
        folder.path(),
        b"",
    );
    assert_eq!((run.status.code(), text(&run.stdout)), (Some(1), ""));
    let page = std::fs::read_to_string(folder.path().join("report.html")).unwrap();
    let data = data(&page);
    (folder, page, data)
}

fn data(page: &str) -> Value {
    let (_, rest) = page.split_once(r#"id="data">"#).unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

#[test]
fn the_page_and_the_summary_compare_groups_alike_and_say_how() {
    let mut records = String::new();
    for number in 0..600 {
        let outlet = ["Aurora", "Borealis", "Ceres"][number % 3];
        let damaged = if outlet == "Ceres" { 2 } else { 9 };
        let text = match number % damaged {
            0 => "The envoy said it\u{92}s too late to take the ferry.",
            _ => "The envoy said it was too late to take the ferry.",
        };
        let record = json!({"id": number.to_string(), "text": text, "outlet": outlet});
        writeln!(records, "{record}").unwrap();
    }
    // Ten articles are no trend, however bad.
    for number in 0..10 {
        let text = "It\u{92}s a long way to the harbour.";
        let record = json!({"id": format!("d{number}"), "text": text, "outlet": "Dione"});
        writeln!(records, "{record}").unwrap();
    }
    let folder = folder(&[("a.jsonl", records.as_bytes())]);
    let arguments = "score a.jsonl -o out.jsonl --group-by outlet --report page.html \
                     --report-title Monday --summary";
    let arguments: Vec<&str> = arguments.split_whitespace().collect();
    for summary in ["sum.txt", "sum.json"] {
        let run = mtflag(&[&arguments[..], &[summary]].concat(), folder.path(), b"");
        assert_eq!(run.status.code(), Some(0), "{run:?}");
    }
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    let page = read("page.html");
    assert!(page.contains("<title>Monday</title>"));
    let data = data(&page);
    let summary: Value = serde_json::from_str(&read("sum.json")).unwrap();
    let standings = |groups: &Value, name: &str| {
        let group = |group: &Value| {
            let told = ["damaged", "damaged_from", "damaged_to", "stands_out"];
            (group[name].clone(), told.map(|key| group[key].clone()))
        };
        groups
            .as_array()
            .unwrap()
            .iter()
            .map(group)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        standings(&data["groups"], "name"),
        standings(&summary["groups"], "group")
    );
    let said = read("sum.txt");
    let told = |group: &str| said.lines().find(|line| line.contains(group)).unwrap();
    assert!(told("Ceres").ends_with("<- more than the others"), "{said}");
    assert!(
        told("Borealis").ends_with("<- less than the others"),
        "{said}"
    );
    assert_eq!(data["confidence"], "99.9 %");
    for words in ["99.9 % interval", "many groups are compared at once"] {
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn the_page_stands_alone() {
    let (_, page, _) = report();
    let (head, rest) = page.split_once(r#"id="data">"#).unwrap();
    let (_, tail) = rest.split_once("</script>").unwrap();
    for own in [head, tail] {
        for loads in [
            "http:",
            "https:",
            "@import",
            "url(",
            "src=",
            "<link",
            "fetch(",
            "import(",
            "innerHTML",
        ] {
            assert!(!own.contains(loads), "{loads}");
        }
    }
    assert!(head.contains("default-src 'none'; script-src 'sha256-"));
}

#[test]
fn every_flag_of_the_json_form_is_in_the_page() {
    let (folder, _, data) = report();
    let run = mtflag(
        &[
            &["check"],
            &ARTICLES[..],
            &["--format", "json", "--offsets", "utf16"],
        ]
        .concat(),
        folder.path(),
        b"",
    );
    let articles: Vec<Value> = serde_json::from_slice(&run.stdout).unwrap();
    let shown = data["articles"].as_array().unwrap();
    assert_eq!(articles.len(), shown.len());
    let mut flags = 0;
    for article in &articles {
        let shown = shown
            .iter()
            .find(|shown| shown["id"] == article["id"])
            .unwrap();
        let wanted: Vec<Value> = article["flags"]
            .as_array()
            .unwrap()
            .iter()
            .map(|flag| {
                json!([
                    flag["rule"],
                    flag["start"],
                    flag["end"],
                    flag["fingerprint"],
                    flag["message"],
                    flag["suggestions"]
                ])
            })
            .collect();
        let got: Vec<Value> = shown["flags"]
            .as_array()
            .unwrap()
            .iter()
            .map(|flag| {
                json!([
                    flag["rule"],
                    flag["span"][0],
                    flag["span"][1],
                    flag["fingerprint"],
                    flag["message"],
                    flag["suggestions"]
                ])
            })
            .collect();
        assert_eq!(wanted, got);
        flags += got.len();
    }
    assert_eq!(data["totals"]["flags"], flags);
    assert!(flags >= 5, "{flags}");
}

#[test]
fn markup_in_an_article_ends_no_script() {
    let (_, page, data) = report();
    assert_eq!(page.matches("<script").count(), 2);
    assert_eq!(page.matches("</script").count(), 2);
    let hostile = data["articles"]
        .as_array()
        .unwrap()
        .iter()
        .find(|a| a["id"] == "hostile.txt");
    assert_eq!(hostile.unwrap()["text"], HOSTILE);
}

#[test]
fn the_worst_are_kept_and_all_are_counted() {
    let mut report = HtmlReport::new(HtmlSettings {
        title: "Worst <five> & \"all\"".into(),
        most_articles: 5,
        ..HtmlSettings::default()
    });
    let mut random = fastrand::Rng::with_seed(3);
    let mut penalties: Vec<(f64, String)> = (0..30)
        .map(|number| {
            let id = format!("a{number}");
            let body = body(&mut random, number % 5);
            (add(&mut report, &id, &body), id)
        })
        .collect();
    // Of equals the first is kept.
    penalties.sort_by(|a, b| b.0.total_cmp(&a.0));
    let page = finish(report);
    assert!(page.contains("<title>Worst &lt;five&gt; &amp; &quot;all&quot;</title>"));
    let data = data(&page);
    let kept: Vec<&str> = data["articles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| a["id"].as_str().unwrap())
        .collect();
    let worst: Vec<&String> = penalties.iter().take(5).map(|(_, id)| id).collect();
    assert_eq!(kept, worst);
    assert_eq!(
        (&data["totals"]["articles"], &data["omitted"]),
        (&json!(30), &json!(25))
    );
    let binned: u64 = data["histogram"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|bin| {
            bin["verdicts"]
                .as_object()
                .unwrap()
                .values()
                .filter_map(Value::as_u64)
        })
        .sum();
    assert_eq!(binned, 30);
}

#[test]
fn a_browser_shows_every_flag_in_its_place() {
    let (folder, _, data) = report();
    let Some(mut browser) = Browser::start() else {
        return;
    };
    browser.open(&folder.path().join("report.html"));
    assert_eq!(
        browser.evaluate("document.querySelector('.overview h1') !== null"),
        true
    );
    for (index, article) in data["articles"].as_array().unwrap().iter().enumerate() {
        browser.evaluate(&format!("location.hash = '#article-{index}'"));
        browser.until(&format!("opened === {index}"));
        assert_eq!(
            browser.evaluate("document.querySelector('.text').textContent"),
            article["text"]
        );
        // The marks of a flag, put together, are the text that it is about.
        let wrong = browser.evaluate(
            "flags.filter((flag, number) => [...marksOf(number)].map((m) => m.textContent).join('') \
             !== data.articles[opened].text.slice(...flag.span)).map((flag) => flag.rule)",
        );
        assert_eq!(wrong, json!([]));
        let marked = browser.evaluate(
            "new Set([...document.querySelectorAll('#reader mark')].flatMap(numbersOf)).size",
        );
        assert_eq!(marked, article["flags"].as_array().unwrap().len());
    }
    let arabic = position(&data, "arabic.txt");
    browser.evaluate(&format!("location.hash = '#article-{arabic}'"));
    browser.until(&format!("opened === {arabic}"));
    let sides = browser.evaluate("[...document.querySelectorAll('.text p:not(.blank)')].map((p) => getComputedStyle(p).direction)");
    assert_eq!(sides, json!(["rtl", "rtl", "rtl"]));
    assert_eq!(
        browser.evaluate("window.hacked === undefined && document.querySelector('img') === null"),
        true
    );
    assert_eq!(browser.complaints, Vec::<Value>::new());
}

#[test]
fn a_browser_reader_needs_no_mouse_and_can_filter() {
    let (folder, _, data) = report();
    let Some(mut browser) = Browser::start() else {
        return;
    };
    browser.open(&folder.path().join("report.html"));
    let hostile = position(&data, "hostile.txt");
    browser.evaluate(&format!("location.hash = '#article-{hostile}'"));
    browser.until(&format!("opened === {hostile}"));
    let flags = data["articles"][hostile]["flags"].as_array().unwrap();
    browser.press("j");
    browser.press("j");
    assert_eq!(
        browser.evaluate("[active, document.activeElement.tagName]"),
        json!([1, "MARK"])
    );
    let told = browser.evaluate("document.querySelector('.note-item.open').textContent");
    let told = told.as_str().unwrap();
    for part in [&flags[1]["message"], &flags[1]["rule"]] {
        assert!(told.contains(part.as_str().unwrap()), "{told}");
    }
    browser.press("k");
    assert_eq!(browser.evaluate("active"), 0);
    browser.press("Escape");
    assert_eq!(
        browser.evaluate("[active, document.activeElement.tagName]"),
        json!([null, "MARK"])
    );
    browser.press("Enter");
    assert_eq!(browser.evaluate("active"), 0);
    browser.press("Escape");
    browser.press("Escape");
    assert_eq!(browser.evaluate("document.activeElement.id"), "list");
    browser.press("ArrowDown");
    browser.press("Enter");
    assert_eq!(
        browser.evaluate("opened !== null && route().article === opened"),
        true
    );

    let rule = flags[0]["rule"].as_str().unwrap();
    browser.evaluate(&format!("only({{ rule: {rule:?} }})"));
    browser.evaluate(&format!("open({hostile})"));
    let left = flags.iter().filter(|flag| flag["rule"] == rule).count();
    let marked = "new Set([...document.querySelectorAll('#reader mark')].flatMap(numbersOf)).size";
    assert_eq!(browser.evaluate(marked), left);
    browser.evaluate("only({ query: 'المجلس' })");
    assert_eq!(
        browser.evaluate("listed.map((index) => data.articles[index].id)"),
        json!(["arabic.txt"])
    );
    browser.evaluate("only({ confidence: 1.01 })");
    assert_eq!(browser.evaluate("listed.length"), 0);
    let was = browser.evaluate("document.documentElement.dataset.theme");
    browser.evaluate("document.getElementById('theme').click()");
    assert_ne!(
        browser.evaluate("document.documentElement.dataset.theme"),
        was
    );
    assert_eq!(browser.complaints, Vec::<Value>::new());
}

#[test]
fn two_thousand_articles_open_at_once() {
    let page = Path::new(env!("CARGO_TARGET_TMPDIR")).join("two-thousand.html");
    std::fs::write(&page, finish(two_thousand())).unwrap();
    let megabytes = std::fs::metadata(&page).unwrap().len() as f64 / 1e6;
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let start = Instant::now();
    browser.open(&page);
    let opened = start.elapsed();
    assert_eq!(browser.evaluate("data.articles.length"), 2000);
    assert_eq!(
        browser.evaluate("document.querySelectorAll('table tbody tr').length"),
        6
    );
    assert_eq!(
        browser.evaluate("document.querySelector('tr.out th').textContent"),
        "Northern Wiremore than the others"
    );
    let start = Instant::now();
    browser.evaluate("location.hash = '#article-1234'");
    browser.until("opened === 1234");
    let turned = start.elapsed();
    let rows = browser
        .evaluate("document.querySelectorAll('.row').length")
        .as_u64()
        .unwrap();
    assert!(rows < 60, "{rows} rows");
    let start = Instant::now();
    browser.evaluate("only({ query: 'no such words' })");
    let searched = start.elapsed();
    assert_eq!(browser.evaluate("listed.length"), 0);
    assert_eq!(browser.complaints, Vec::<Value>::new());
    println!(
        "2,000 articles, {megabytes:.1} MB: opened in {opened:.1?}, an article in {turned:.1?}, searched in {searched:.1?}"
    );
}

fn position(data: &Value, id: &str) -> usize {
    let articles = data["articles"].as_array().unwrap();
    articles
        .iter()
        .position(|article| article["id"] == id)
        .unwrap()
}

/// Adds an article; gives its penalty.
fn add(report: &mut HtmlReport, id: &str, body: &str) -> f64 {
    let doc = Document::new(body);
    let found = Engine
        .check(&doc, &Policy::default(), &Stop::never())
        .unwrap();
    report.article(
        Article {
            path: id,
            inset: None,
            doc: &doc,
            report: &found,
            suppressed: &[],
        },
        &Meta::default(),
    );
    found.assessment.penalty_per_1000_words
}

fn finish(report: HtmlReport) -> String {
    let mut page = Vec::new();
    report.finish(&mut page).unwrap();
    String::from_utf8(page).unwrap()
}

/// Sixty days of six outlets, one of which broke on the fortieth.
fn two_thousand() -> HtmlReport {
    const OUTLETS: [&str; 6] = [
        "Aurora",
        "Baltic Post",
        "Der Morgen",
        "Northern Wire",
        "صحيفة الميناء",
        "Vellmar Daily",
    ];
    let mut random = fastrand::Rng::with_seed(5);
    let articles: Vec<(Document, mtflag::Report)> = (0..48)
        .map(|number| {
            let doc = Document::builder(body(&mut random, number % 8))
                .title(headline(&mut random))
                .build();
            let report = Engine
                .check(&doc, &Policy::default(), &Stop::never())
                .unwrap();
            (doc, report)
        })
        .collect();
    let mut report = HtmlReport::new(HtmlSettings {
        title: "Incoming feeds, spring".into(),
        ..HtmlSettings::default()
    });
    for number in 0..2000 {
        let (outlet, day) = (random.usize(..6), number * 60 / 2000);
        let broken = if outlet == 3 && day >= 40 {
            random.usize(3..8)
        } else {
            [0, 0, 0, 0, 0, 1, 2][random.usize(..7)]
        };
        let (doc, found) = &articles[broken + 8 * random.usize(..6)];
        let meta = Meta {
            group: Some(OUTLETS[outlet].into()),
            date: Some(format!("2024-{:02}-{:02}", 3 + day / 30, 1 + day % 30)),
        };
        report.article(
            Article {
                path: &format!("{}/{number:04}", OUTLETS[outlet]),
                inset: None,
                doc,
                report: found,
                suppressed: &[],
            },
            &meta,
        );
    }
    report
}

const WHO: [&str; 6] = [
    "The harbour master",
    "Ilse Tammerand",
    "A spokeswoman for the port",
    "The council",
    "Joren Halvik of the crane drivers",
    "An official",
];
const DID: [&str; 6] = [
    "said the strike would end before the weekend",
    "told reporters that 41 ships were still waiting at anchor",
    "refused to comment on the talks",
    "promised that nobody would lose a job over it",
    "called the agreement a first step",
    "asked the government in the capital for help",
];
const WHEN: [&str; 5] = [
    "on Tuesday",
    "late in the evening",
    "after nine days",
    "in a letter seen by this paper",
    "at the end of the meeting",
];
const DAMAGE: [&str; 8] = [
    "It\u{92}s too late, he said. ",
    "The the ferries were cancelled. ",
    "Nobody saw the caf&#233 burn. ",
    "The cafÃ© on the quay stayed shut. ",
    "Ferries to Оstermark were late.The drivers went home. ",
    "Порт Велмар возобновил работу после забастовки. ",
    "Share this article\n",
    "They came back , it was said.. ",
];

fn headline(random: &mut fastrand::Rng) -> String {
    format!(
        "{} {}",
        WHO[random.usize(..WHO.len())],
        DID[random.usize(..DID.len())]
    )
}

fn body(random: &mut fastrand::Rng, damage: usize) -> String {
    let mut body = String::new();
    for paragraph in 0..14 {
        for _ in 0..4 {
            let [who, did, when] =
                [WHO.as_slice(), &DID, &WHEN].map(|part| part[random.usize(..part.len())]);
            write!(body, "{who} {did} {when}, case {}. ", random.u32(100..999)).unwrap();
        }
        if paragraph < 2 * damage {
            body.push_str(DAMAGE[random.usize(..DAMAGE.len())]);
        }
        body.push_str("\n\n");
    }
    body
}
