//! The letters of a script as the small numbers that the letter models know them by.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// The edge of a word, as a symbol.
pub(super) const EDGE: u32 = 0;
/// Whatever comes before, as a symbol; also a letter that no language of the script has.
pub(super) const ANY: u32 = 255;

/// The symbol of every character.
pub(super) struct Symbols {
    /// The page of each [`PAGE`] characters below [`COVERED`]: a place in `pages`, or
    /// [`UNKNOWN_PAGE`] for those that no letter of the script is on.
    page_of: Vec<u8>,
    pages: Vec<[u8; PAGE]>,
}

const PAGE: usize = 64;
const COVERED: usize = 0x1_0000;
const UNKNOWN_PAGE: u8 = u8::MAX;
/// A mark that does not count, on a page.
const MARK: u8 = 254;
/// Below, what is alphabetic is a letter, and there are no marks.
const LATIN: u32 = 0x250;

impl Symbols {
    /// The symbols of these letters, numbered from 1, and of their capitals.
    pub(super) fn of(letters: impl Iterator<Item = char>) -> Self {
        let mut symbols = Symbols {
            page_of: vec![UNKNOWN_PAGE; COVERED / PAGE],
            pages: Vec::new(),
        };
        (0..LATIN as usize / PAGE + 1).for_each(|page| symbols.open(page));
        for (at, letter) in letters.enumerate() {
            let symbol = at as u8 + 1;
            let upper = letter.to_uppercase();
            let upper = (upper.len() == 1).then_some(upper).into_iter().flatten();
            for form in std::iter::once(letter).chain(upper) {
                let code = form as usize;
                if code >= COVERED {
                    continue;
                }
                symbols.open(code / PAGE);
                let page = usize::from(symbols.page_of[code / PAGE]);
                let known = &mut symbols.pages[page][code % PAGE];
                // Turkish ı has the capital of i.
                let is_taken = form.is_ascii() && form != letter && *known != ANY as u8;
                if !is_taken {
                    *known = symbol;
                }
            }
        }
        symbols
    }

    /// The symbol of a character: [`EDGE`] for what is no letter, none for a mark that does not
    /// count.
    #[inline]
    pub(super) fn of_character(&self, character: char) -> Option<u32> {
        let code = character as usize;
        let page = self.page_of.get(code / PAGE);
        let page = page.and_then(|&page| self.pages.get(usize::from(page)));
        let symbol = match page {
            Some(page) => page[code % PAGE],
            None => plain(character),
        };
        (symbol != MARK).then_some(u32::from(symbol))
    }

    /// Makes sure that there is a page, with its characters for what they are anywhere.
    fn open(&mut self, page: usize) {
        if self.page_of[page] == UNKNOWN_PAGE {
            self.page_of[page] = self.pages.len() as u8;
            self.pages.push(std::array::from_fn(|at| {
                char::from_u32((page * PAGE + at) as u32).map_or(EDGE as u8, plain)
            }));
        }
    }
}

/// The symbol of a character that the models have no number for.
fn plain(character: char) -> u8 {
    if u32::from(character) < LATIN {
        return if character.is_alphabetic() {
            ANY as u8
        } else {
            EDGE as u8
        };
    }
    match character.general_category_group() {
        GeneralCategoryGroup::Letter => ANY as u8,
        GeneralCategoryGroup::Mark => MARK,
        _ => EDGE as u8,
    }
}
