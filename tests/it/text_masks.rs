//! What is not prose is masked, and prose is not.

use mtflag::text::{Document, MaskKind};

#[test]
fn addresses_are_masked_whole() {
    for marked in [
        "See ⟦https://site.example/a_(b)?c=d&e=%20f#g⟧, please.",
        "(⟦http://site.example/x⟧)",
        "⟦www.site.example⟧ is back; so is ⟦WWW.SITE.EXAMPLE/A⟧!",
        "Read ⟦site.example/path⟧.",
        "⟦site.example⟧'s owner",
        "From ⟦corriere.it⟧, ⟦spiegel.de⟧ and ⟦haaretz.co.il⟧.",
        "⟦unknown.pizza/menu⟧ and unknown.pizza",
        "⟦amazon.in/deals⟧ or ⟦shop-4.today⟧",
        "⟦SITE.COM⟧ is down",
        "It lies at ⟦ftp://files.example:2121/pub⟧\nand nowhere else.",
        "Вот ⟦https://пример.рф/путь/страница⟧, он там.",
        "На ⟦президент.рф⟧ сказано, на ⟦канал24.укр⟧ нет.",
        "请访问⟦http://site.example/path⟧查看详情。",
        "请访问⟦site.example⟧查看详情。",
        "⟦https://zh.site.example/wiki/中国⟧、それは",
        "자세히는 ⟦site.example⟧에서 보라",
        "انظر ⟦https://مثال.مصر/خبر⟧، الآن",
        "⟦https://site.example/a'b⟧ and ⟦https://site.example/⟧'s",
        "visit ⟦site.com⟧.The minister",
        "a threat.⟦Site.com⟧ said so to ⟦www.SiteOfAll.com⟧",
        "“⟦https://site.example/x⟧”",
        "⟦http://192.168.0.1/a⟧ but 192.168.0.1",
    ] {
        check(marked, MaskKind::Url);
    }
}

#[test]
fn sentences_that_lost_their_space_are_prose() {
    for text in [
        "The talks ended.The envoy left.",
        "It was about talks.In June they met.",
        "There was nothing like this.Next came rain.",
        "so said the minister.is it over, he ended.in the",
        "He met J.R.R. Tolkien in the U.S.A. at 3.5 p.m. e.g. on Node.js v1.2.3",
        "the U.S.in a U.S.-led effort; i.e.so",
        "Переговоры завершились.Министр уехал.",
        "Fim.Com isso, acabou",
        "ενός.Και τότε",
        "and/or a: b // c",
        "Wait...what? No.1 of 10.000",
    ] {
        assert_eq!(masks(text), [""; 0], "{text}");
    }
}

#[test]
fn mail_handles_and_tags_are_masked() {
    for marked in [
        "Write to ⟦first.last+tag@mail.site.example⟧.",
        "⟦mailto:a@b.example⟧",
        "邮箱⟦abc@site.example⟧。",
        "⟦иван@почта.рф⟧ пишет",
        "⟦desk@site.example⟧.The envoy",
    ] {
        check(marked, MaskKind::Email);
    }
    for marked in [
        "(⟦@desk_24⟧) said",
        "⟦@first.last⟧ and ⟦@name⟧.The end",
        "⟦@name@social.example⟧: hello",
        "来自⟦@人民⟧ 的消息",
    ] {
        check(marked, MaskKind::Handle);
    }
    for marked in [
        "⟦#Talks2030⟧, ⟦#переговоры⟧ and ⟦#मुंबई⟧",
        "⟦#话题#⟧今天",
        "No #1, C# and &#171; are none",
    ] {
        check(marked, MaskKind::Hashtag);
    }
    for text in [
        "don @-@ t",
        "5 @ 3",
        "a@b",
        "@",
        "@@@@",
        "####",
        "@ 5",
        "@5",
    ] {
        assert_eq!(masks(text), [""; 0], "{text}");
    }
}

#[test]
fn overlaps_are_settled() {
    let doc = Document::new("https://site.example/@name#tag?mail=a@b.example");
    let masks = doc.masks();
    assert_eq!(masks.as_slice().len(), 1);
    assert_eq!(masks.as_slice()[0].span, 0..doc.text().len());
    assert!(masks.covers(0) && masks.covers(30) && !masks.covers(doc.text().len()));
    assert!(masks.touches(&(40..90)) && !masks.touches(&(47..48)));
}

/// A quadratic scan would need minutes for these.
#[test]
fn hostile_texts_cost_no_more_than_their_length() {
    for unit in [
        "a.",
        "a",
        "@",
        "a@",
        "#",
        "#a",
        "://",
        "a://",
        ".",
        "http://a.b(",
        "www.",
        "a.com/",
        "é.",
        "中.",
        "@a.b",
        "a@a.",
        "-.",
        "mailto:",
        "a.b/)",
        "'s",
        "\u{301}",
        "a\u{301}.b",
    ] {
        let text = unit.repeat((1 << 18) / unit.len());
        Document::new(text).masks();
    }
}

fn masks(text: &str) -> Vec<String> {
    let doc = Document::new(text);
    let masked = doc.masks().as_slice().iter();
    masked
        .map(|mask| format!("{:?} {}", mask.kind, &text[mask.span.clone()]))
        .collect()
}

fn check(marked: &str, kind: MaskKind) {
    let text = marked.replace(['⟦', '⟧'], "");
    let wanted = marked
        .split('⟦')
        .skip(1)
        .filter_map(|rest| rest.split('⟧').next());
    let wanted: Vec<String> = wanted.map(|span| format!("{kind:?} {span}")).collect();
    assert_eq!(masks(&text), wanted, "{marked}");
}
