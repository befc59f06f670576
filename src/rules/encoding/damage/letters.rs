//! What follows what in the words of each language: the cost of letters in quarter bits. Knows no
//! code pages.

use std::sync::LazyLock;

/// The letter statistics of one language.
pub struct Language {
    /// Which of its own letters a letter is: by [`Letters::number`]; 0 for none.
    index: Box<[u8]>,
    width: usize,
    /// Row by row: what follows; row and column 0 are a word's edge, the last row the letters alone.
    costs: Box<[u8]>,
}

/// All languages.
pub struct Letters {
    /// Number of a character among all letters of all languages, 0 for none.
    numbers: Box<[u16]>,
    /// The languages that write letters.
    pub languages: Vec<Language>,
    /// The least any language asks, for text of unknown language.
    any: Box<[u8]>,
    count: usize,
    characters: Vec<char>,
}

/// In quarter bits.
pub type Cost = u32;

/// A bit in units of [`Cost`].
pub const BIT: Cost = 4;

/// A word's edge instead of a letter.
pub const EDGE: u16 = 0;

/// The models.
pub static LETTERS: LazyLock<Letters> = LazyLock::new(Letters::read);

const CEILING: Cost = 93;
const DATA: &str = include_str!("../data/letters.txt");

impl Letters {
    /// The number of a lower-case letter that some language writes.
    pub fn number(&self, letter: char) -> Option<u16> {
        let number = *self.numbers.get(letter as usize)?;
        (number != 0).then_some(number)
    }

    /// How many numbers there are, that of [`EDGE`] among them.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The letter of a number.
    pub fn character(&self, number: u16) -> char {
        self.characters[usize::from(number)]
    }

    /// The letters of a language.
    pub fn alphabet(&self, language: &Language) -> impl Iterator<Item = char> {
        let own = language.index.iter().zip(&self.characters);
        own.filter(|(index, _)| **index != 0)
            .map(|(_, letter)| *letter)
    }

    /// What `next` costs after `previous` in the language that likes it most.
    pub fn any(&self, previous: u16, next: u16) -> Cost {
        Cost::from(self.any[usize::from(previous) * self.count + usize::from(next)])
    }

    fn read() -> Self {
        let mut numbers = vec![0u16; 0x2000].into_boxed_slice();
        let mut characters = vec!['\0'];
        let mut languages = Vec::new();
        let mut lines = DATA.lines().filter(|line| !line.starts_with("# "));
        while let Some(head) = lines.next() {
            let (_, alphabet) = head.split_once(" _").expect("a language has letters");
            let mut own = vec![0u16];
            for letter in alphabet.chars() {
                let number = &mut numbers[letter as usize];
                if *number == 0 {
                    *number = characters.len() as u16;
                    characters.push(letter);
                }
                own.push(*number);
            }
            let width = own.len();
            let costs = lines.by_ref().take(width + 1);
            let costs: Vec<u8> = costs
                .flat_map(|row| row.bytes().map(|b| b - b'!'))
                .collect();
            languages.push((own, costs.into_boxed_slice()));
        }
        let count = characters.len();
        let mut any = vec![CEILING as u8; count * count].into_boxed_slice();
        let languages = languages
            .into_iter()
            .map(|(own, costs)| {
                let width = own.len();
                let mut index = vec![0; count].into_boxed_slice();
                for (local, &number) in own.iter().enumerate() {
                    index[usize::from(number)] = local as u8;
                }
                for (row, &previous) in own.iter().enumerate() {
                    for (column, &next) in own.iter().enumerate() {
                        let least = &mut any[usize::from(previous) * count + usize::from(next)];
                        *least = (*least).min(costs[row * width + column]);
                    }
                }
                Language {
                    index,
                    width,
                    costs,
                }
            })
            .collect();
        Letters {
            numbers,
            languages,
            any,
            count,
            characters,
        }
    }
}

impl Language {
    /// What `next` costs after `previous`, either of them [`EDGE`] at a word's edge; `None` where
    /// the language does not write it.
    #[inline]
    pub fn follows(&self, previous: u16, next: u16) -> Option<Cost> {
        let column = usize::from(self.index[usize::from(next)]);
        if column == 0 && next != EDGE {
            return None;
        }
        let row = usize::from(self.index[usize::from(previous)]);
        if row == 0 && previous != EDGE {
            return Some(self.alone(next).unwrap_or(0) + 2 * BIT);
        }
        let cost = Cost::from(self.costs[row * self.width + column]);
        // A pair never counted is no worse than its letter in a strange place.
        let most = Cost::from(self.costs[self.width * self.width + column]) + 7 * BIT;
        Some(if next == EDGE { cost } else { cost.min(most) })
    }

    /// Whether it is written in Latin letters.
    pub fn is_latin(&self) -> bool {
        LETTERS
            .number('e')
            .and_then(|number| self.alone(number))
            .is_some()
    }

    /// What a letter costs wherever it stands.
    #[inline]
    pub fn alone(&self, letter: u16) -> Option<Cost> {
        let column = usize::from(self.index[usize::from(letter)]);
        (column != 0).then(|| Cost::from(self.costs[self.width * self.width + column]))
    }
}
