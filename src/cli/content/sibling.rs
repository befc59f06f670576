//! The source text of a file that holds translations alone, as Java properties and JSON locale files
//! do: it stands in another file, under the same keys, that is called after another language or after
//! none. Knows how such files are called, not how they are read.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::{Entry, Kind};
use crate::text::Source;

/// The two letters of ISO 639-1, those that Java wrote for three of them until version 17, and what
/// locale files in languages without two letters are often called after.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs \
    cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu \
    hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln \
    lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps \
    pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to \
    tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu in iw ji \
    ast ceb chr ckb dsb fil fur haw hsb kab kok mai mni nds sah sat scn szl vec yue zgh";

/// What files in the language of the source are called after.
const ENGLISH: &[&str] = &["en", "en-US", "en_US", "en-us", "en-GB", "en_GB", "en-gb"];

/// So many folders above a file may be called after its language.
const FOLDERS: usize = 3;

/// A file that may hold the source of another.
#[derive(Debug, PartialEq, Eq)]
pub struct Sibling {
    /// Where it would be.
    pub path: PathBuf,
    /// Its language (BCP 47); empty where its name tells none.
    language: String,
    /// The language of the other file.
    translation: String,
}

/// The files that may hold the source of the translations in the file at `path`, the likeliest
/// first: `messages.properties` and `messages_en.properties` for `messages_de.properties`, `en.json`
/// for `de.json`, `en/news.json` for `de/news.json`.
pub fn siblings(path: &Path, kind: Kind) -> Vec<Sibling> {
    let mut found = Vec::new();
    let (Some(stem), Some(ending)) = (
        path.file_stem().and_then(OsStr::to_str),
        path.extension().and_then(OsStr::to_str),
    ) else {
        return found;
    };
    let mut add = |path: PathBuf, language: &str, translation: &str| {
        found.push(Sibling {
            path,
            language: language.replace('_', "-"),
            translation: translation.to_owned(),
        });
    };
    let named = |stem: &str| path.with_file_name(format!("{stem}.{ending}"));
    // Elsewhere a hyphen may stand before a profile, such as that of a test.
    let dividers: &[char] = match kind {
        Kind::Properties => &['_'],
        _ => &['_', '-', '.'],
    };
    if let Some(tag) = tag(stem) {
        ENGLISH
            .iter()
            .for_each(|english| add(named(english), english, &tag));
        return of_another_language(found);
    }
    // The longest that is a language: `_zh_Hant_TW`, not `_TW`.
    let suffix = stem
        .match_indices(dividers)
        .find_map(|(at, divider)| Some((&stem[..at], divider, tag(&stem[at + 1..])?)));
    if let Some((base, divider, tag)) = suffix.filter(|(base, ..)| !base.is_empty()) {
        add(named(base), "", &tag);
        for english in ENGLISH {
            add(named(&format!("{base}{divider}{english}")), english, &tag);
        }
        return of_another_language(found);
    }
    for folder in path.ancestors().skip(1).take(FOLDERS) {
        let name = folder.file_name().and_then(OsStr::to_str);
        let (Some(tag), Ok(below)) = (name.and_then(tag), path.strip_prefix(folder)) else {
            continue;
        };
        for english in ENGLISH {
            add(folder.with_file_name(english).join(below), english, &tag);
        }
        break;
    }
    of_another_language(found)
}

/// Gives `translations` their sources among `sources` and what the name tells of their language.
/// Nothing happens unless half of them have one: the names alone may be so by chance.
pub fn pair(translations: &mut [Entry], sources: Vec<Entry>, sibling: &Sibling) {
    let mut texts: HashMap<String, String> = sources
        .into_iter()
        .map(|source| (source.inset.name, source.text))
        .collect();
    let known = |entry: &&Entry| texts.contains_key(&entry.inset.name);
    if translations.iter().filter(known).count() * 2 < translations.len() {
        return;
    }
    for entry in translations {
        if entry.language.is_empty() {
            entry.language.clone_from(&sibling.translation);
        }
        if let Some(text) = texts.remove(&entry.inset.name) {
            let language = sibling.language.clone();
            entry.source.get_or_insert(Source { text, language });
        }
    }
}

/// English is what is translated from; its own regions are no translations of one another.
fn of_another_language(mut found: Vec<Sibling>) -> Vec<Sibling> {
    found.retain(|sibling| {
        let primary = sibling.translation.split('-').next();
        primary != Some("en")
    });
    found
}

/// `name` as a tag of BCP 47, if it is the name of a language, with a script or region or without:
/// `de`, `pt_BR`, `zh-Hant-TW`, `es-419`.
fn tag(name: &str) -> Option<String> {
    let mut parts = name.split(['_', '-']);
    let language = parts.next()?;
    if !LANGUAGES.split(' ').any(|known| known == language) {
        return None;
    }
    let mut tag = language.to_owned();
    for (at, part) in parts.enumerate() {
        let letters = part.bytes().all(|b| b.is_ascii_alphabetic());
        let is_script = at == 0 && part.len() == 4 && letters;
        let is_region = (part.len() == 2 && letters)
            || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()));
        if at > 1 || !(is_script || is_region) {
            return None;
        }
        tag = tag + "-" + part;
    }
    Some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(path: &str, kind: Kind) -> Vec<(String, String, String)> {
        let shown = |sibling: Sibling| {
            let path = sibling.path.to_string_lossy().into_owned();
            (path, sibling.language, sibling.translation)
        };
        let siblings = siblings(Path::new(path), kind).into_iter();
        siblings.map(shown).collect()
    }

    fn likeliest(path: &str, kind: Kind) -> Option<(String, String, String)> {
        names(path, kind).into_iter().next()
    }

    fn sibling(path: &str, language: &str, tag: &str) -> (String, String, String) {
        (path.into(), language.into(), tag.into())
    }

    #[test]
    fn a_bundle_is_beside_the_one_of_no_language_and_the_english_one() {
        let found = names("a/news_zh_Hant_TW.properties", Kind::Properties);
        assert_eq!(found[0], sibling("a/news.properties", "", "zh-Hant-TW"));
        assert!(found.contains(&sibling("a/news_en_GB.properties", "en-GB", "zh-Hant-TW")));
        let found = likeliest("old_news_iw.properties", Kind::Properties);
        assert_eq!(found, Some(sibling("old_news.properties", "", "iw")));
        for none in ["news.properties", "news_en.properties", "app-it.properties"] {
            assert_eq!(likeliest(none, Kind::Properties), None, "{none}");
        }
        assert_eq!(likeliest("error_log.properties", Kind::Properties), None);
    }

    #[test]
    fn a_locale_file_or_one_of_its_folders_is_called_after_the_language() {
        for (path, source, tag) in [
            ("locales/de.json", "locales/en.json", "de"),
            ("de.json", "en.json", "de"),
            (
                "locales/pt-BR/ui/news.json",
                "locales/en/ui/news.json",
                "pt-BR",
            ),
        ] {
            let found = likeliest(path, Kind::Json);
            assert_eq!(found, Some(sibling(source, "en", tag)));
        }
        let found = names("app_de.arb", Kind::Json);
        assert_eq!(found[1], sibling("app_en.arb", "en", "de"));
        for none in [
            "en/news.json",
            "en-GB.json",
            "data/package.json",
            "my-app.json",
        ] {
            assert_eq!(likeliest(none, Kind::Json), None, "{none}");
        }
    }
}
