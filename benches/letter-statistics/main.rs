//! Makes `letters.txt` and `ideographs.txt` out of the n-gram models of lingua (Apache-2.0), which
//! were counted in news text.
//!
//! `cargo run -- FOLDER OUT`: `FOLDER` holds the unpacked crates `lingua-*-language-model-*`, as in
//! cargo's registry sources.
//!
//! Lingua keeps P(a) and P(b|a) within words. A word's ends follow from them: what P(b|a) lacks to
//! one is the probability that a word ends in `a`, and what U(b) has over the sum of U(a) P(b|a) is
//! how often a word starts with `b`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use fst::Streamer;

/// Letters rarer than this are foreign to the language.
const RAREST: f64 = 1.5e-5;
/// Ligatures and presentation forms lie beyond.
const LAST: char = '\u{2000}';
/// Levels are quarter bits from `!` up; `~` is the ceiling.
const STEPS_PER_BIT: f64 = 4.0;
const LEVELS: f64 = 93.0;
const HEADER: &str = "\
# Made by benches/letter-statistics from the n-gram models of lingua 1.8 (https://github.com/pemistahl/lingua-rs),
# Copyright Peter M. Stahl, Apache License 2.0; counted in news text of the Leipzig Corpora Collection.
";

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(out)) = (arguments.next(), arguments.next()) else {
        panic!("usage: letter-statistics FOLDER OUT");
    };
    let mut crates: Vec<_> = fs::read_dir(folder)
        .expect("a folder of crates")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.join("models/ngrams.fst").exists())
        .collect();
    crates.sort();
    let mut letters = format!(
        "{HEADER}# A language: its name and letters, where `_` is a word's edge; then a row a letter: the cost of what follows,\n\
         # in the order of the letters, in quarter bits from `!`; then the cost of the letters by themselves.\n"
    );
    let mut ideographs = format!(
        "{HEADER}# A language: its name; then the characters that cost so many half bits, a line a cost.\n"
    );
    for path in crates {
        let file = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let name = file
            .trim_start_matches("lingua-")
            .split("-language-model")
            .next()
            .expect("a language")
            .to_owned();
        let (one, two) = read(&path.join("models/ngrams.fst"));
        match name.as_str() {
            "chinese" | "japanese" | "korean" => write_ideographs(&mut ideographs, &name, &one),
            _ => write_letters(&mut letters, &name, &one, &two),
        }
    }
    fs::write(Path::new(&out).join("letters.txt"), letters).expect("writable");
    fs::write(Path::new(&out).join("ideographs.txt"), ideographs).expect("writable");
}

type One = BTreeMap<char, f64>;
type Two = BTreeMap<(char, char), f64>;

fn read(path: &Path) -> (One, Two) {
    let map = fst::Map::new(fs::read(path).expect("readable")).expect("an fst");
    let (mut one, mut two) = (One::new(), Two::new());
    let mut stream = map.stream();
    while let Some((key, value)) = stream.next() {
        let ngram: Vec<char> = std::str::from_utf8(key).expect("UTF-8").chars().collect();
        let probability = f64::from_bits(value).exp();
        match ngram[..] {
            [a] => drop(one.insert(a, probability)),
            [a, b] => drop(two.insert((a, b), probability)),
            _ => {}
        }
    }
    (one, two)
}

/// The letters beyond ASCII of languages in Latin script, those of frequent loans included. The
/// models were counted in text that holds some mojibake: only these letters are believed.
const ORTHOGRAPHY: &[(&str, &str)] = &[
    ("afrikaans", "áéíóúàèêëîïôöûüýŉ"),
    ("albanian", "ëç"),
    ("azerbaijani", "əğıöüşç"),
    ("basque", "ñüçáéíóú"),
    ("bokmal", "æøåéèêóòôàäö"),
    ("nynorsk", "æøåéèêóòôàäö"),
    ("bosnian", "čćžšđ"),
    ("croatian", "čćžšđ"),
    ("slovene", "čćžšđéö"),
    ("catalan", "àèéíïòóúüçñ"),
    ("czech", "áčďéěíňóřšťúůýžöüä"),
    ("danish", "æøåéáöüä"),
    ("dutch", "áéíóúàèëïöüêâç"),
    ("english", "éèêëàâçñöüïôáíó"),
    ("esperanto", "ĉĝĥĵŝŭ"),
    ("estonian", "äöüõšžé"),
    ("finnish", "äöåšžéü"),
    ("french", "àâæçéèêëîïôœùûüÿñ"),
    ("ganda", "ŋéñ"),
    ("german", "äöüßéèàáç"),
    ("hungarian", "áéíóöőúüűä"),
    ("icelandic", "áéíóúýþæöð"),
    ("indonesian", "éñ"),
    ("irish", "áéíóú"),
    ("italian", "àèéìíòóùúçüö"),
    ("latin", "æœāēīōūë"),
    ("latvian", "āčēģīķļņšūžōŗö"),
    ("lithuanian", "ąčęėįšųūžé"),
    ("malay", "éñ"),
    ("maori", "āēīōū"),
    ("polish", "ąćęłńóśźżéöü"),
    ("portuguese", "áâãàçéêíóôõúüèñö"),
    ("romanian", "ăâîșțşţé"),
    ("shona", "éñ"),
    ("slovak", "áäčďéíĺľňóôŕšťúýžöüěř"),
    ("somali", "éñ"),
    ("sotho", "éñ"),
    ("spanish", "áéíóúüñçàèö"),
    ("swahili", "éñ"),
    ("swedish", "åäöéàüáè"),
    ("tagalog", "éñ"),
    ("tsonga", "éñ"),
    ("tswana", "éêôšñ"),
    ("turkish", "çğıöşüâîûé"),
    ("welsh", "âêîôûŵŷáéíóúàèìòùäëïöü"),
    ("xhosa", "éñ"),
    ("zulu", "éñ"),
];

fn write_letters(out: &mut String, name: &str, one: &One, two: &Two) {
    let own = ORTHOGRAPHY.iter().find(|(language, _)| *language == name);
    let alphabet: Vec<char> = one
        .iter()
        .filter(|&(&c, &p)| p >= RAREST && c < LAST)
        .filter(|&(&c, _)| c.is_ascii() || own.is_none_or(|(_, letters)| letters.contains(c)))
        .map(|(&c, _)| c)
        .collect();
    let share = |c: char| one.get(&c).copied().unwrap_or(0.0);
    let follows = |a: char, b: char| two.get(&(a, b)).copied().unwrap_or(0.0);
    let starts: BTreeMap<char, f64> = alphabet
        .iter()
        .map(|&b| {
            let inside: f64 = alphabet.iter().map(|&a| share(a) * follows(a, b)).sum();
            (b, (share(b) - inside).max(0.0))
        })
        .collect();
    let words: f64 = starts.values().sum();
    writeln!(out, "{name} _{}", alphabet.iter().collect::<String>()).expect("memory");
    out.push('~');
    for b in &alphabet {
        out.push(level(starts[b] / words));
    }
    out.push('\n');
    for &a in &alphabet {
        let inside: f64 = two
            .iter()
            .filter(|((x, _), _)| *x == a)
            .map(|(_, p)| p)
            .sum();
        out.push(level((1.0 - inside).max(0.0)));
        for &b in &alphabet {
            out.push(level(follows(a, b)));
        }
        out.push('\n');
    }
    out.push('!');
    for &a in &alphabet {
        out.push(level(share(a)));
    }
    out.push('\n');
}

fn write_ideographs(out: &mut String, name: &str, one: &One) {
    let mut costs: BTreeMap<u32, String> = BTreeMap::new();
    for (&c, &p) in one {
        costs
            .entry((-p.log2() * 2.0).round() as u32)
            .or_default()
            .push(c);
    }
    writeln!(out, "{name}").expect("memory");
    for (cost, characters) in costs {
        writeln!(out, "{cost} {characters}").expect("memory");
    }
}

fn level(probability: f64) -> char {
    let steps = (-probability.max(1e-9).log2() * STEPS_PER_BIT).round();
    char::from(b'!' + steps.clamp(0.0, LEVELS) as u8)
}
