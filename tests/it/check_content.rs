//! Files that hold more than a text: what the tools of translators write, records, front matter.
//! The files under `tests/data/translations` were written by polib, Babel, GNU gettext (msginit and
//! msgmerge), the Translate Toolkit and `java.util.Properties`.

use serde_json::Value;

use crate::cli::{folder, mtflag, text};

/// The path, line, column and rule of every flag, and the text of the file between its offsets.
fn flags(name: &str, content: &[u8], more: &[&str]) -> Vec<(usize, usize, String, String)> {
    let folder = folder(&[(name, content)]);
    let mut arguments = vec!["check", name, "--format", "jsonl", "--select", "encoding"];
    arguments.extend(more);
    let run = mtflag(&arguments, folder.path(), b"");
    assert!(run.status.code() < Some(2), "{}", text(&run.stderr));
    let file = text(content);
    let flag = |line: &str| {
        let flag: Value = serde_json::from_str(line).unwrap();
        let number = |key: &str| flag[key].as_u64().unwrap() as usize;
        let written = file[number("start")..number("end")].to_owned();
        let rule = flag["rule"].as_str().unwrap().to_owned();
        (number("line"), number("column"), rule, written)
    };
    text(&run.stdout).lines().map(flag).collect()
}

fn at(line: usize, column: usize, rule: &str, written: &str) -> (usize, usize, String, String) {
    (line, column, format!("encoding/{rule}"), written.into())
}

#[test]
fn a_po_file_is_its_translations_with_the_lines_of_the_file() {
    let file = include_bytes!("../data/translations/polib.po");
    assert_eq!(
        flags("de.po", file, &[]),
        [
            at(18, 39, "mojibake", "spÃ¤t"),
            at(24, 42, "broken-entity", "&#233"),
            at(31, 28, "mojibake", "fÃ¼r"),
        ]
    );
}

#[test]
fn a_po_file_is_read_as_gettext_and_babel_wrap_it() {
    let gettext = include_bytes!("../data/translations/gettext.po");
    assert_eq!(
        flags("fr.po", gettext, &[]),
        [
            at(16, 38, "mojibake", "prÃ©cisÃ©ment"),
            at(23, 57, "mojibake", "adoptÃ©"),
            at(31, 24, "mojibake", "fidÃ¨les"),
        ]
    );
    let babel = include_bytes!("../data/translations/babel.po");
    assert_eq!(
        flags("fr.po", babel, &[]),
        [
            at(32, 19, "mojibake", "rÃ©uni"),
            at(40, 29, "mojibake", "fidÃ¨les"),
            at(51, 16, "broken-entity", "&#233"),
        ]
    );
}

#[test]
fn xliff_and_tmx_are_their_targets() {
    let xliff = include_bytes!("../data/translations/toolkit.xlf");
    assert_eq!(
        flags("a.xlf", xliff, &[]),
        [
            at(12, 73, "mojibake", "spÃ¤t"),
            at(17, 92, "broken-entity", "&amp;#233"),
        ]
    );
    let tmx = include_bytes!("../data/translations/toolkit.tmx");
    assert_eq!(
        flags("a.tmx", tmx, &[]),
        [
            at(20, 51, "mojibake", "spÃ¤t"),
            at(29, 70, "broken-entity", "&amp;#233"),
        ]
    );
}

#[test]
fn properties_and_locale_files_are_their_values() {
    let properties = include_bytes!("../data/translations/java.properties");
    assert_eq!(
        flags("a.properties", properties, &[]),
        [
            at(3, 43, "broken-entity", "&\\#233"),
            at(4, 59, "mojibake", "sp\\u00C3\\u00A4t"),
        ]
    );
    let json = include_bytes!("../data/translations/locale.json");
    assert_eq!(
        flags("a.json", json, &[]),
        [
            at(4, 61, "mojibake", "sp\\u00c3\\u00a4t"),
            at(7, 46, "broken-entity", "&#233"),
        ]
    );
    assert_eq!(flags("a.json", json, &["--field", "/list/0"]).len(), 1);
    assert_eq!(flags("a.json", json, &["--field", "late"]).len(), 1);
    assert_eq!(flags("a.json", json, &["--field", "none"]).len(), 0);
}

#[test]
fn a_locale_file_is_in_the_language_it_is_called_after_where_its_source_is_beside_it() {
    let english = br#"{"news": {"late": "We are late.", "open": "The port is open."}}"#;
    let german = br#"{"news": {"late": "Wir sind da.", "open": "Der Hafen ist offen."}}"#;
    let folder = folder(&[]);
    let files: &[(&str, &[u8])] = &[
        ("de.json", german),
        ("both/de.json", german),
        ("both/en.json", english),
        ("broken/de.json", german),
        ("broken/en.json", b"{"),
        ("other/fr.json", german),
        ("other/en.json", br#"{"port": "open"}"#),
        ("news_pt_BR.properties", b"late=Tarde\n"),
        ("news.properties", b"late=Late\n"),
    ];
    for (name, content) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    for (path, languages) in [
        ("both/de.json", &["de", "de"][..]),
        ("news_pt_BR.properties", &["pt"]),
    ] {
        let run = mtflag(&["check", path, "--format", "json"], folder.path(), b"");
        let articles: Vec<Value> = serde_json::from_slice(&run.stdout).unwrap();
        let found: Vec<&Value> = articles.iter().map(|a| &a["language"]["tag"]).collect();
        assert_eq!(found, languages, "{path}");
    }
    // No language is taken from the name where no source or another kind of file is beside it.
    for path in ["de.json", "other/fr.json"] {
        let run = mtflag(&["check", path, "--format", "json"], folder.path(), b"");
        let articles: Vec<Value> = serde_json::from_slice(&run.stdout).unwrap();
        assert!(
            articles.iter().all(|a| a["language"]["confidence"] != 1.0),
            "{path}"
        );
    }
    let run = mtflag(&["check", "broken/de.json"], folder.path(), b"");
    assert_eq!(run.status.code(), Some(0));
    let told = text(&run.stderr);
    assert!(
        told.contains("broken/de.json: read without its source broken/en.json: line 1"),
        "{told}"
    );
}

#[test]
fn xliff_2_is_read_too_and_tags_within_a_target_part_nothing() {
    let written = include_bytes!("../data/translations/toolkit2.xlf");
    assert_eq!(
        flags("fr.xlf", written, &[]),
        [
            at(12, 34, "mojibake", "rÃ©uni"),
            at(13, 6, "mojibake", "adoptÃ©"),
            at(18, 57, "broken-entity", "&amp;#233"),
        ]
    );
    let file = "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.0\" \
        srcLang=\"en\" trgLang=\"de\">\n<file id=\"f\"><unit id=\"u1\"><segment>\n\
        <source>Late</source>\n<target>sp<pc id=\"1\">Ã¤</pc>t &#228; ab</target>\n\
        </segment></unit></file></xliff>\n";
    let found = flags("a.xlf", file.as_bytes(), &[]);
    assert_eq!(found, [at(4, 9, "mojibake", "sp<pc id=\"1\">Ã¤</pc>t")]);
}

#[test]
fn records_one_a_line_name_the_line_and_the_field() {
    let file = "{\"id\": 1, \"text\": \"It was sp\\u00c3\\u00a4t.\", \"url\": \"caf&#233\"}\n\n\
        {\"text\": \"All is well.\"}\n";
    assert_eq!(
        flags("a.jsonl", file.as_bytes(), &[]),
        [at(1, 27, "mojibake", "sp\\u00c3\\u00a4t")]
    );
    let both = flags(
        "a.jsonl",
        file.as_bytes(),
        &["--field", "text", "--field", "url"],
    );
    assert_eq!(both.len(), 2);
}

#[test]
fn a_broken_file_is_an_error_that_names_its_line_and_the_others_are_checked() {
    let folder = folder(&[
        ("a.json", b"{\n \"a\": nothing\n}"),
        ("b.po", b"msgid \"a\"\nmsgstr \"b\nmsgid \"c\"\n"),
        ("c.xlf", b"<xliff>\n<file>\n</xliff>"),
        ("d.txt", "It\u{92}s late.\n".as_bytes()),
    ]);
    let run = mtflag(
        &["check", "a.json", "b.po", "c.xlf", "d.txt"],
        folder.path(),
        b"",
    );
    assert_eq!(run.status.code(), Some(2));
    let errors = text(&run.stderr);
    for says in ["a.json: line 2:", "b.po: line 2:", "c.xlf: line 3:"] {
        assert!(errors.contains(says), "{errors}");
    }
    assert!(text(&run.stdout).starts_with("d.txt:1:3:"));
}

#[test]
fn front_matter_and_the_head_of_a_page_give_title_and_language() {
    let markdown = "---\ntitle: It\u{92}s late\nlang: en\n---\n\nAll is well here.\n";
    let html =
        "<html lang=\"en\"><head><title>It\u{92}s late</title></head><p>All is well.</p></html>";
    let folder = folder(&[("a.md", markdown.as_bytes()), ("b.html", html.as_bytes())]);
    let run = mtflag(&["check", ".", "--format", "json"], folder.path(), b"");
    let articles: Vec<Value> = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(articles.len(), 2);
    for article in articles {
        assert_eq!(article["language"]["tag"], "en");
        assert_eq!(article["flags"][0]["field"], "title");
        assert_eq!(article["flags"][0]["rule"], "encoding/c1-control");
    }
}
