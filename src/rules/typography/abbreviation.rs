//! Short forms that carry a full stop of their own, so that the stop ends no sentence.

/// English short forms, lower case, sorted.
const ENGLISH: &[&str] = &[
    "adm", "al", "apr", "approx", "apt", "ariz", "ark", "art", "asst", "assn", "atty", "aug",
    "ave", "avg", "bldg", "blvd", "brig", "bros", "ca", "calif", "capt", "cent", "cf", "ch",
    "cllr", "cmdr", "co", "col", "colo", "comdr", "conn", "corp", "cpl", "dec", "def", "del",
    "dept", "det", "dist", "div", "dr", "ed", "eds", "eg", "encl", "eq", "esp", "esq", "est",
    "etc", "ext", "feb", "fed", "fig", "figs", "fla", "fr", "fri", "ft", "ga", "gen", "gov",
    "govt", "hon", "hr", "hrs", "hwy", "ibid", "ie", "ill", "inc", "incl", "ind", "insp", "intl",
    "jan", "jr", "jul", "jun", "kan", "ky", "la", "lb", "lbs", "lit", "lt", "ltd", "maj", "mar",
    "mass", "max", "md", "messrs", "mgr", "mich", "min", "mins", "minn", "misc", "miss", "mo",
    "mon", "mont", "mr", "mrs", "ms", "msgr", "mt", "natl", "neb", "nev", "no", "nos", "nov",
    "oct", "okla", "op", "ore", "oz", "pa", "par", "penn", "ph", "pl", "pp", "pres", "prof",
    "pres", "pvt", "rd", "rep", "reps", "ret", "rev", "sat", "sec", "sect", "sen", "sens", "sep",
    "sept", "seq", "sgt", "sq", "sr", "st", "sun", "supt", "temp", "tenn", "tex", "thu", "thur",
    "thurs", "treas", "tue", "tues", "univ", "va", "viz", "vol", "vols", "vs", "vt", "wash", "wed",
    "wis", "wyo", "yd", "yds", "yr", "yrs",
];

/// Whether `word`, which stands before a full stop, may be a short form in `language`.
///
/// English is judged by a list; any other language by length: its short forms rarely have more
/// than five letters.
pub(super) fn may_be_abbreviation(language: &str, word: &str) -> bool {
    if language == "en" {
        return word.len() < 3
            || ENGLISH.contains(&word.to_ascii_lowercase().as_str())
            || !word.bytes().any(|b| b"aeiouyAEIOUY".contains(&b)) && word.is_ascii();
    }
    word.chars().count() < 6
}
