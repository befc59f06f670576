//! Lists as people and projects keep them, read into names.

mod public;
mod table;
mod tbx;

use super::NameEntry;

/// The forms that lists of names come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated: canonical form, aliases, misrenderings; forms of one cell parted by `|`.
    Csv,
    /// The same, tab-separated.
    Tsv,
    /// `TermBase` eXchange, ISO 30042, of 2008 (`martif`) or 2019 (`tbx`).
    Tbx,
    /// JRC-Names of the European Commission: id, type, language, name; tab-separated.
    JrcNames,
    /// `ParaNames`: Wikidata id, English name, name, language, type; tab-separated.
    ParaNames,
    /// A dump of `GeoNames`: 19 columns, tab-separated.
    GeoNames,
    /// As `OpenSanctions` exports targets: `id`, `name`, `aliases` (parted by `;`) among others.
    OpenSanctions,
}

/// What is wrong with a list, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct BadList {
    /// From 1.
    pub line: usize,
    /// In a few words.
    pub reason: String,
}

impl BadList {
    fn new(line: usize, reason: impl Into<String>) -> Self {
        BadList {
            line,
            reason: reason.into(),
        }
    }
}

impl Format {
    /// The form of a list by the first lines of it.
    pub fn of(text: &str) -> Self {
        let mut lines = text
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
        let first = lines.next().unwrap_or_default();
        let tabs: Vec<&str> = first.split('\t').collect();
        let is_number = |cell: &str| !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit());
        if first.trim_start().starts_with('<') {
            Format::Tbx
        } else if tabs.len() == 4 && is_number(tabs[0]) && tabs[1].len() == 1 {
            Format::JrcNames
        } else if tabs.len() >= 18 && is_number(tabs[0]) {
            Format::GeoNames
        } else if tabs.first() == Some(&"wikidata_id") && tabs.contains(&"label") {
            Format::ParaNames
        } else if tabs.len() > 1 {
            Format::Tsv
        } else if table::has_columns(first, &["id", "name", "aliases"]) {
            Format::OpenSanctions
        } else {
            Format::Csv
        }
    }
}

/// The names of a list in UTF-8, in the order of the list.
///
/// # Errors
/// The first line that cannot be read.
pub fn names(bytes: &[u8]) -> Result<Vec<NameEntry>, BadList> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        let line = 1 + memchr::memchr_iter(b'\n', before).count();
        BadList::new(line, "is not in UTF-8")
    })?;
    let text = text.trim_start_matches('\u{FEFF}');
    match Format::of(text) {
        Format::Csv => table::own(text, b','),
        Format::Tsv => table::own(text, b'\t'),
        Format::OpenSanctions => table::open_sanctions(text),
        Format::Tbx => tbx::names(text),
        Format::JrcNames => public::jrc_names(text),
        Format::ParaNames => public::para_names(text),
        Format::GeoNames => public::geo_names(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match names(text.as_bytes()) {
            Ok(names) => names
                .iter()
                .map(|name| {
                    let forms = |forms: &[String]| forms.join("|");
                    let (aliases, wrong) = (forms(&name.aliases), forms(&name.misrenderings));
                    format!("{};{aliases};{wrong}", name.canonical)
                })
                .collect::<Vec<_>>()
                .join("\n"),
            Err(bad) => bad.to_string(),
        }
    }

    #[test]
    fn own_lists_have_a_header_or_a_fixed_order() {
        for (list, names) in [
            (
                "canonical,aliases,misrenderings\nAda Belkadi,A. Belkadi|Belkadi,Belkadov\n",
                "Ada Belkadi;A. Belkadi|Belkadi;Belkadov",
            ),
            (
                "misrenderings\tcanonical\nGold Lake\tLac d'Or\n",
                "Lac d'Or;;Gold Lake",
            ),
            (
                "# ours\nAda Belkadi\n\nBo,\"Bo, Jr.|Bo\"\"s\"\r\n",
                "Ada Belkadi;;\nBo;Bo, Jr.|Bo\"s;",
            ),
            ("Дом на Море\t\tДом у Моря", "Дом на Море;;Дом у Моря"),
            ("", ""),
        ] {
            assert_eq!(read(list), names, "{list:?}");
        }
    }

    #[test]
    fn a_bad_line_is_named() {
        for (list, error) in [
            ("canonical\nAda\n,Bo", "line 3: has no canonical form"),
            (
                "Ada,\"Bo\nCy",
                "line 1: opens a quotation mark that nothing closes",
            ),
            (
                "Ada,Bo,Cy,Di",
                "line 1: has 4 cells; canonical form, aliases and misrenderings are 3",
            ),
            (
                "canonical,Ada\n",
                "line 1: has a column `Ada`; there are canonical, aliases, misrenderings",
            ),
            (
                "Ada,Bo,Bo",
                "line 1: has `Bo` among the right forms and the wrong ones",
            ),
            ("<tbx><text>", "line 1: ends before it is complete"),
            ("<tbx>\n<conceptEntry></body>", "line 2: "),
        ] {
            let said = read(list);
            assert!(said.starts_with(error), "{list:?}: {said}");
        }
        assert_eq!(
            names(b"Ada\nB\xFFo").unwrap_err().to_string(),
            "line 2: is not in UTF-8"
        );
    }

    #[test]
    fn terminologies_give_a_name_for_each_language() {
        let of_2008 = r#"<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
            <martif type="TBX" xml:lang="en"><text><body>
            <termEntry id="1">
              <langSet xml:lang="en">
                <tig><term>White Sea House</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
                <tig><term>Sea House &amp; Co</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></tig>
                <ntig><termGrp><term>House of White Sea</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig>
              </langSet>
              <langSet xml:lang="ru"><tig><term>Дом на Море</term></tig></langSet>
            </termEntry></body></text></martif>"#;
        let names = "White Sea House;Sea House & Co;House of White Sea\nДом на Море;;";
        assert_eq!(read(of_2008), names);
        let of_2019 = r#"<tbx style="dct" xmlns:min="http://www.tbxinfo.net/ns/min"><text><body>
            <conceptEntry id="1"><langSec xml:lang="en">
              <termSec><term>Gold Lake</term><min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec>
              <termSec><term>Lac d'Or</term></termSec>
            </langSec></conceptEntry></body></text></tbx>"#;
        assert_eq!(read(of_2019), "Lac d'Or;;Gold Lake");
    }

    #[test]
    fn public_lists_are_told_by_their_first_line() {
        for (list, names) in [
            (
                "7\tP\tu\tAda+Belkadi\n7\tP\tar\tأدا\n8\tO\tu\tSea+House\n",
                "Ada Belkadi;أدا;\nSea House;;",
            ),
            (
                "wikidata_id\teng\tlabel\tlanguage\ttype\nQ1\tAda B\tАда\tru\tPER\nQ1\tAda B\tAda B\ten\tPER\n",
                "Ada B;Ада;",
            ),
            (
                "12\tLac d’Or\tLac d'Or\tGold Lake,Goldsee\t1.0\t2.0\tH\tLK\tFR\t\t\t\t\t\t0\t\t3\tEurope/Paris\t2020-01-01\n",
                "Lac d’Or;Lac d'Or|Gold Lake|Goldsee;",
            ),
            (
                "id,schema,name,aliases,countries\nx1,Person,Ada Belkadi,\"A. Belkadi;Belkadi, Ada\",fr\n",
                "Ada Belkadi;A. Belkadi|Belkadi, Ada;",
            ),
        ] {
            assert_eq!(read(list), names, "{list:?}");
        }
        assert_eq!(
            read("7\tP\tu\tAda\n8\tP\tu"),
            "line 2: has 3 cells; there are 4"
        );
    }
}
