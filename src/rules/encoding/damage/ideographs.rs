//! How common the characters of Chinese, Japanese and Korean are.

use std::sync::LazyLock;

use encoding_rs::{BIG5, GBK};

use super::letters::{BIT, Cost};

/// The cost of the characters of one language.
pub struct Ideographs {
    costs: Box<[u8]>,
}

/// Chinese, Japanese, Korean.
pub static IDEOGRAPHS: LazyLock<Vec<Ideographs>> = LazyLock::new(|| {
    let mut languages: Vec<Ideographs> = Vec::new();
    for line in DATA.lines().filter(|line| !line.starts_with("# ")) {
        match (line.split_once(' '), languages.last_mut()) {
            (Some((cost, characters)), Some(language)) => {
                let cost = 2 * cost.parse::<u8>().expect("half bits below 128");
                for character in characters.chars() {
                    if let Some(slot) = language.costs.get_mut(slot_of(character)) {
                        *slot = cost;
                    }
                }
            }
            _ => languages.push(Ideographs {
                costs: vec![0; LAST - FIRST].into_boxed_slice(),
            }),
        }
    }
    languages
});

const DATA: &str = include_str!("../data/ideographs.txt");
const FIRST: usize = 0x3000;
const LAST: usize = 0xD7B0;
const UNKNOWN: Cost = 21 * BIT;

impl Ideographs {
    /// What the character costs in this language.
    pub fn cost(&self, character: char) -> Cost {
        match self.costs.get(slot_of(character)) {
            None | Some(0) => UNKNOWN,
            Some(&cost) => Cost::from(cost),
        }
    }
}

/// What the character costs in the language that likes it most.
pub fn least_cost(character: char) -> Cost {
    let costs = IDEOGRAPHS.iter().map(|language| language.cost(character));
    let least = costs.min().unwrap_or(UNKNOWN);
    if least > COMMON && is_common(character) {
        COMMON
    } else {
        least
    }
}

/// What a character of a first level costs at most: there are 3,755 and 5,401 of them.
const COMMON: Cost = 13 * BIT;

/// Whether the character is in the first level, the everyday characters, of GB 2312 or Big5.
fn is_common(character: char) -> bool {
    FIRST_LEVEL
        .get(slot_of(character))
        .copied()
        .unwrap_or(false)
}

static FIRST_LEVEL: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let mut common = vec![false; LAST - FIRST];
    let levels = [
        (GBK, 0xB0..=0xD7, 0xA1..=0xFEu8),
        (BIG5, 0xA4..=0xC6, 0x40..=0xFE),
    ];
    for (encoding, leads, trails) in levels {
        for lead in leads {
            for trail in trails.clone() {
                let bytes = [lead, trail];
                let (text, _) = encoding.decode_without_bom_handling(&bytes);
                let slot = text.chars().next().map_or(usize::MAX, slot_of);
                if let Some(slot) = common.get_mut(slot) {
                    *slot = true;
                }
            }
        }
    }
    common
});

fn slot_of(character: char) -> usize {
    (character as usize).wrapping_sub(FIRST)
}
