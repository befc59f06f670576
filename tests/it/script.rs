//! The family `script` on text made to be hard: any input is read once, and honest mixes of scripts
//! stay silent together.

use std::time::{Duration, Instant};

use mtflag::engine::{Engine, Policy};
use mtflag::rules::Stop;
use mtflag::text::Document;

#[test]
fn hostile_text_is_read_in_linear_time() {
    let units = [
        "аa",
        "я ",
        "(я",
        " a я",
        "\u{301}",
        "\u{202A}",
        "\u{202E}",
        "\u{200B}",
        "a\u{200D}",
        "بـ",
        "ـ",
        "1٢",
        "٢",
        "x。",
        "漢a",
        "“я ",
        "\nя",
        "я: ",
        "αA",
        "ك",
        "שa",
        "👩\u{200D}",
    ];
    for unit in units {
        let small = time(unit, 4_000);
        let large = time(unit, 40_000);
        let bound = small * 40 + Duration::from_secs(1);
        assert!(
            large < bound,
            "{unit:?}: {small:?} for a tenth, {large:?} for the whole"
        );
    }
}

fn time(unit: &str, bytes: usize) -> Duration {
    let doc = Document::builder(unit.repeat(bytes / unit.len()))
        .language("fa")
        .build();
    let start = Instant::now();
    check(&doc);
    start.elapsed()
}

#[test]
fn honest_mixes_of_scripts_are_left_alone() {
    let texts = [
        "The team used TGFβ, kΩ resistors, μm slides and an Omega-3 (ω-3) diet; Kharkiv (Харків) and Tbilisi (თბილისი) joined.",
        "Компания Blue Harbor Logistics открыла офис в Dublin, а X-лучи и Wi-Fi-сеть проверили; цена 5 €/кВт⋅ч.",
        "Қоғам Telegramда жаңалық жариялады, ал Facebookтегі парақша жабылды деп хабарлады Tengri.",
        "会社はBlue Harborと提携し、USB型のEVチャージャーをAPI経由で公開した。Tシャツも配布された。",
        "أعلنت شركة Blue Harbor عن جهاز X200، وقال مديرها إن السعر 250 دولارا في عام ٢٠٢٥.",
        "חברת Blue Harbor הודיעה כי תפתח סניף ב-Dublin בשנת 2025.",
        "कंपनी Blue Harbor ने Dublin में दफ़्तर खोला और API जारी की।",
        "बन्दरगाह Blue Harbor का अधिकारीले email पठाए।",
    ];
    for text in texts {
        assert_eq!(check(&Document::new(text)), [""; 0], "{text}");
    }
}

fn check(doc: &Document) -> Vec<String> {
    let mut policy = Policy::default();
    policy.pick(&["script"], &[], false).unwrap();
    let report = Engine.check(doc, &policy, &Stop::never()).unwrap();
    report
        .flags
        .iter()
        .map(|flag| format!("{} {}", flag.rule, flag.excerpt))
        .collect()
}
