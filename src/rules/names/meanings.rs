//! Names of clubs, papers, parties and broadcasters that are words in their own language, and what
//! they mean: an engine that does not know them translates them. Knows no document.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The names that mean one English word.
pub(super) struct Meaning {
    names: &'static str,
}

impl Meaning {
    /// As English news writes them.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.names.split('|')
    }
}

/// The names that the capitalised English `word` may stand for.
pub(super) fn meanings(word: &str) -> Option<&'static Meaning> {
    static TABLE: LazyLock<HashMap<&str, Meaning>> = LazyLock::new(|| {
        MEANINGS
            .iter()
            .map(|&(word, names)| (word, Meaning { names }))
            .collect()
    });
    let key = |word: &str| (word.len() - 1) % 16;
    static LENGTHS: LazyLock<[u16; 26]> = LazyLock::new(|| {
        let mut lengths = [0; 26];
        for (word, _) in MEANINGS {
            lengths[usize::from(word.as_bytes()[0] - b'A')] |= 1 << ((word.len() - 1) % 16);
        }
        lengths
    });
    let first = word.as_bytes().first()?.checked_sub(b'A')?;
    let may = LENGTHS.get(usize::from(first))? >> key(word) & 1 == 1;
    may.then(|| TABLE.get(word)).flatten()
}

/// By meaning. From the dictionaries of the languages; the names are those of clubs, newspapers,
/// broadcasters, parties and operations that English news leaves untranslated.
const MEANINGS: &[(&str, &str)] = &[
    ("Advance", "Al-Taqaddum|Adelante"),
    ("Banner", "Al-Liwaa|Znamya|Bayrak"),
    ("Beam", "Luch"),
    ("Beacon", "Mayak|Maiak|Al-Fanar"),
    ("Conquest", "Fatah|Fateh"),
    (
        "Dawn",
        "Zarya|Zorya|Rassvet|Shafaq|Safak|Alba|Aurora|Al-Fajr|Zora",
    ),
    ("Diamond", "Almaz"),
    ("Enthusiasm", "Hamas"),
    ("Event", "Al-Hadath"),
    (
        "Freedom",
        "Svoboda|Hurriyet|Azattyk|Azadi|Liberté|Al-Hurriya|Vapaus",
    ),
    ("Herald", "Vestnik|Visnyk"),
    ("Hope", "Nadezhda|Nadiya|Umut|Al-Amal"),
    ("Independence", "Al-Istiqlal|Nezavisimaya|Samostiynist"),
    ("Island", "Al-Jazeera|Al Jazeera|Jazeera"),
    ("Justice", "Adalet|Al-Adala"),
    ("Lightning", "Molniya|Blyskavka|Barq"),
    ("Locomotive", "Lokomotiv|Lokomotyv"),
    ("Metallurgist", "Metalurh|Metallurg"),
    ("Metalist", "Metallist"),
    ("Miner", "Shakhtar|Shakhtyor|Górnik|Gornik|Rudar"),
    ("Miners", "Shakhtar|Shakhtyor|Górnik|Gornik|Rudar"),
    ("Morning", "Sabah|Ranok"),
    ("Nation", "Ulus|Millet|Al-Umma|Umma"),
    ("News", "Izvestia|Izvestiya|Vesti|Novosti"),
    ("Oilman", "Neftchi|Neftyanik|Neftekhimik"),
    ("Partisan", "Partizan"),
    ("Peninsula", "Al-Jazeera|Al Jazeera|Jazeera"),
    ("Pyramids", "Al-Ahram|Ahram"),
    ("Rainbow", "Raduga|Veselka"),
    ("Ray", "Luch"),
    ("Renaissance", "Ennahda|Nahda|An-Nahda|Baath"),
    ("Republic", "Cumhuriyet|Al-Jumhuriya"),
    ("Resurrection", "Baath|Ba'ath"),
    ("Rescue", "Salvamento"),
    ("Rise", "Voskhod"),
    ("Ruby", "Rubin"),
    ("Sail", "Parus"),
    ("Sailor", "Chornomorets|Moryak|Mornar"),
    ("Spark", "Iskra|Искра"),
    ("Speaker", "Sozcu|Sözcü"),
    ("Spokesman", "Sozcu|Sözcü"),
    ("Star", "Zvezda|Zirka|Zvijezda|Yildiz|Yıldız"),
    ("Statements", "Vedomosti"),
    ("Steel", "Stal"),
    ("Storm", "Shtorm|Burya|Oluja"),
    ("Sunrise", "Voskhod"),
    ("Time", "Zaman|Vremya|Chas|Vreme"),
    ("Torch", "Fakel"),
    ("Truth", "Pravda|Haqiqat|Haqq"),
    ("Unity", "Yedinstvo|Edinstvo|Yednist|Al-Wahda|Birlik"),
    ("Victory", "Pobeda|Peremoha|Al-Nasr|Zafer|Zwycięstwo"),
    ("Wings", "Krylya|Krylia|Kryla"),
    ("Youth", "Shabab|Al-Shabaab|Shabaab|Molodist|Mladost"),
];
