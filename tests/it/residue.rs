//! What web pages leave behind in articles: found where it stands alone, silent where prose says
//! the same, and quick on any text.

use std::time::{Duration, Instant};

use mtflag::engine::{Engine, Policy};
use mtflag::rules::Stop;
use mtflag::text::Document;

#[test]
fn a_menu_is_one_flag_between_the_lines_that_give_it_away() {
    let page = "Sign in\nHarbour\nFisheries\nShipyards\nSubscribe to our newsletter\n\nThe mayor shut the \
                old port on Monday, and ships wait outside the bay until the strike is over.\n";
    assert_eq!(
        residue(page),
        [
            "Sign in",
            "Harbour\nFisheries\nShipyards",
            "Subscribe to our newsletter"
        ]
    );
}

#[test]
fn a_heading_among_headings_is_no_menu() {
    let text = "Harbour\n\nThe mayor shut the old port on Monday.\n\nFisheries\n\nNobody went out.";
    assert_eq!(residue(text), [""; 0]);
}

#[test]
fn furniture_glued_behind_the_last_sentence_is_cut_off() {
    for (text, glued) in [
        (
            "The mayor shut the old port. Share on Facebook",
            "Share on Facebook",
        ),
        (
            "El alcalde cerró el puerto. Suscríbete a nuestro boletín",
            "Suscríbete a nuestro boletín",
        ),
        ("市长周一关闭了旧港口。相关阅读", "相关阅读"),
        ("أغلق العمدة الميناء القديم. اقرأ المزيد", "اقرأ المزيد"),
        (
            "A polgármester bezárta a kikötőt. Kapcsolódó cikkek",
            "Kapcsolódó cikkek",
        ),
    ] {
        assert_eq!(residue(text), [glued], "{text}");
    }
}

#[test]
fn prose_that_says_the_same_is_silent() {
    for text in [
        "Facebook users share on average three photos, and subscribe to newsletters rarely.",
        "Der Verlag will seinen Newsletter abonnieren lassen, wie er am Montag sagte.",
        "Реклама на сайте запрещена законом, сообщил министр.",
        "Министр ответил: «Читайте также книги».",
        "“Leave a comment,” the teacher told the class.",
        "登录系统时出现了错误，市长说。",
    ] {
        assert_eq!(residue(text), [""; 0], "{text}");
    }
}

#[test]
fn hostile_texts_are_read_in_linear_time() {
    for unit in [
        "a",
        "<",
        "#",
        "Share on ",
        "\n",
        "Share\n",
        ". ",
        "»",
        "名",
        "[앵커]\n",
        "home / ",
    ] {
        let text = unit.repeat(200_000 / unit.len());
        let start = Instant::now();
        residue(&text);
        // Even a debug build on a busy machine is far below this unless something is quadratic.
        assert!(start.elapsed() < Duration::from_secs(20), "{unit:?}");
    }
}

fn residue(text: &str) -> Vec<String> {
    let doc = Document::new(text);
    let mut policy = Policy::default();
    policy
        .pick(
            &[
                "residue/web-chrome",
                "residue/related-link",
                "residue/breadcrumb",
                "residue/speaker-label",
                "residue/hashtag-tail",
                "residue/inserted-block",
            ],
            &[],
            false,
        )
        .expect("rules of the catalogue");
    let report = Engine
        .check(&doc, &policy, &Stop::never())
        .expect("never stopped");
    let of = |flag: mtflag::Flag| text[flag.span].to_owned();
    report.flags.into_iter().map(of).collect()
}
