//! Letters that only one or a few languages of their script write.

use std::sync::OnceLock;

use unicode_script::UnicodeScript;

use super::function_words::Language;

/// Letters and the languages that write them, from the alphabets of Unicode CLDR 46 (main
/// exemplar characters) and, for languages CLDR lacks, from their orthographies.
const TELLING: &[(&str, &[&str])] = &[
    ("ə", &["az"]),
    ("ğ", &["tr", "az", "crh"]),
    ("ı", &["tr", "az", "crh"]),
    ("ş", &["tr", "az", "crh", "tk", "ku"]),
    ("őű", &["hu"]),
    ("řěů", &["cs"]),
    ("ľĺŕ", &["sk"]),
    ("ł", &["pl", "hsb", "szl"]),
    ("ąę", &["pl", "lt"]),
    ("șț", &["ro"]),
    ("ņķļģ", &["lv"]),
    ("ėųį", &["lt"]),
    ("ħġċ", &["mt"]),
    ("đ", &["vi", "hr", "bs", "sr", "se"]),
    ("ơư", &["vi"]),
    ("ŵ", &["cy"]),
    ("ŷ", &["cy"]),
    ("ĉĝĥĵŝŭ", &["eo"]),
    ("ē", &["lv", "mi", "ltg"]),
    ("ū", &["lv", "lt", "mi", "ltg"]),
    ("ň", &["cs", "sk", "tk"]),
    ("ƙɗɓ", &["ha", "ff"]),
    (
        "ɛɔ",
        &["ak", "ee", "ln", "bm", "dyu", "fon", "kbp", "nus", "dik"],
    ),
    ("ɣ", &["kab", "kbp"]),
    ("ĩũ", &["ki", "kam"]),
    (
        "š",
        &[
            "nso", "cs", "sk", "hr", "bs", "sr", "sl", "lt", "lv", "et", "hsb", "ltg",
        ],
    ),
    ("ṣẹ", &["yo"]),
    ("ọ", &["yo", "ig", "vi"]),
    ("ịụ", &["ig", "vi"]),
    ("ạảấầậắặếềểễệộốồổỗờớợủứừửữự", &["vi"]),
    ("ḓḽṋṱ", &["ve"]),
    ("ў", &["be", "uz"]),
    ("єїґ", &["uk"]),
    ("і", &["uk", "be", "kk"]),
    (
        "ы",
        &["ru", "be", "kk", "ky", "tt", "ba", "mn", "cv", "sah"],
    ),
    ("э", &["ru", "be", "tg", "mn"]),
    ("ҙҫҡ", &["ba"]),
    ("ђћ", &["sr"]),
    ("ѓќѕ", &["mk"]),
    ("ј", &["sr", "mk"]),
    ("љњџ", &["sr", "mk"]),
    ("ұ", &["kk"]),
    ("қ", &["kk", "tg", "uz"]),
    ("ғ", &["kk", "tg", "ba", "uz"]),
    ("ң", &["kk", "ky", "tt", "ba", "tyv", "sah"]),
    ("ө", &["kk", "ky", "tt", "ba", "mn", "sah", "tyv"]),
    ("ү", &["kk", "ky", "tt", "ba", "mn", "sah", "tyv"]),
    ("ә", &["kk", "tt", "ba"]),
    ("җ", &["tt"]),
    ("һ", &["tt", "ba", "sah", "kk"]),
    ("ҷӣӯ", &["tg"]),
    ("ҳ", &["tg", "uz"]),
    ("ӑӗ", &["cv"]),
    ("ӕ", &["os"]),
    ("ҕҥ", &["sah"]),
    ("ةأإ", &["ar"]),
    ("کی", &["fa", "ur", "ckb", "pnb", "skr", "azb"]),
    ("پچگ", &["fa", "ur", "ckb", "ps", "ug", "sd", "pnb", "azb"]),
    ("ٹڈڑےں", &["ur", "pnb", "skr"]),
    ("ہ", &["ur", "pnb"]),
    ("ړږښځڅټډڼۍ", &["ps"]),
    ("ې", &["ps", "ug"]),
    ("ێڕڵ", &["ckb"]),
    ("ۆ", &["ckb", "ug"]),
    ("ە", &["ckb", "ug", "kk"]),
    ("ۇۈۋڭ", &["ug"]),
    ("ٻڀٺڄڃڇڊڌڍڏڙڪڳڱڻٽ", &["sd"]),
    ("ٻڄڳݨ", &["skr"]),
];

/// The code points the index covers.
const COVERED: std::ops::Range<u32> = 0x100..0x1F00;

/// A row number for each letter covered; row 0 is empty.
struct Index {
    row_of: Vec<u8>,
    rows: Vec<Vec<Language>>,
}

/// The languages that `letter`, in lower case, points to.
pub(super) fn languages_of(letter: char) -> &'static [Language] {
    static INDEX: OnceLock<Index> = OnceLock::new();
    if !COVERED.contains(&u32::from(letter)) {
        return &[];
    }
    let index = INDEX.get_or_init(Index::build);
    let row = index.row_of[(u32::from(letter) - COVERED.start) as usize];
    &index.rows[usize::from(row)]
}

impl Index {
    fn build() -> Self {
        let mut index = Index {
            row_of: vec![0; COVERED.len()],
            rows: vec![Vec::new()],
        };
        for (letters, tags) in TELLING {
            for letter in letters.chars() {
                let row = &mut index.row_of[(u32::from(letter) - COVERED.start) as usize];
                if *row == 0 {
                    *row = index.rows.len() as u8;
                    index.rows.push(Vec::new());
                }
                let languages = tags
                    .iter()
                    .filter_map(|tag| Language::find(tag, letter.script()));
                index.rows[usize::from(*row)].extend(languages);
            }
        }
        index
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_point_to_languages_of_their_own_script() {
        let tags = |letter| {
            languages_of(letter)
                .iter()
                .map(|l| l.tag())
                .collect::<Vec<_>>()
        };
        assert_eq!(tags('ї'), ["uk"]);
        assert_eq!(tags('ў'), ["be", "uz"]);
        let rows: usize = TELLING
            .iter()
            .map(|(letters, _)| letters.chars().count())
            .sum();
        assert!(rows < 255, "row numbers are bytes");
        assert_eq!(tags('ë'), [""; 0]);
        assert_eq!(tags('😀'), [""; 0]);
    }
}
