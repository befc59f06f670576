//! Numbers for spellings: equal for words that differ in case only.

use super::{Form, NONE, Token};
use crate::text::word_hash;

/// The forms seen so far and a hash table of their numbers.
pub(super) struct Forms {
    slots: Vec<u32>,
    pub forms: Vec<Form>,
}

impl Forms {
    /// Room for the names of `words` words of news.
    pub fn for_words(words: usize) -> Self {
        let forms = words / 12 + 8;
        Forms {
            slots: vec![NONE; (forms * 2).next_power_of_two()],
            forms: Vec::with_capacity(forms),
        }
    }

    /// Gives the token that is to be number `tokens.len()` its form; `text_of` spells a token, `hash`
    /// is that of `word`.
    pub fn intern<'t>(
        &mut self,
        word: &str,
        hash: u64,
        tokens: &mut [Token],
        telling: bool,
        text_of: impl Fn(&Token) -> &'t str,
    ) -> u32 {
        let new = tokens.len() as u32;
        let mask = self.slots.len() - 1;
        let mut slot = place(hash) & mask;
        loop {
            let form = self.slots[slot];
            if form == NONE {
                break;
            }
            let known = &mut self.forms[form as usize];
            if same_letters(text_of(&tokens[known.first as usize]), word) {
                tokens[known.last as usize].next = new;
                known.last = new;
                known.count += 1;
                known.telling += u32::from(telling);
                return form;
            }
            slot = (slot + 1) & mask;
        }
        let form = self.forms.len() as u32;
        self.slots[slot] = form;
        self.forms.push(Form {
            first: new,
            last: new,
            count: 1,
            telling: u32::from(telling),
        });
        if self.forms.len() * 2 > self.slots.len() {
            self.grow(|first| text_of(&tokens[first as usize]), word);
        }
        form
    }

    /// Twice the slots; the newest form's token is not in the list yet, so its `word` is told.
    fn grow<'t>(&mut self, text_of: impl Fn(u32) -> &'t str, newest: &str) {
        let mask = self.slots.len() * 2 - 1;
        self.slots.clear();
        self.slots.resize(mask + 1, NONE);
        let last = self.forms.len() - 1;
        for (number, form) in self.forms.iter().enumerate() {
            let word = if number == last {
                newest
            } else {
                text_of(form.first)
            };
            let mut slot = place(hash_of(word)) & mask;
            while self.slots[slot] != NONE {
                slot = (slot + 1) & mask;
            }
            self.slots[slot] = number as u32;
        }
    }
}

/// Equal but for case.
pub(in crate::rules) fn same_letters(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    if a.is_ascii() && b.is_ascii() {
        return a.eq_ignore_ascii_case(b);
    }
    let lower = |word: &'_ str| {
        word.chars()
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    lower(a) == lower(b)
}

/// Equal for words that [`same_letters`] calls equal; of a word of ASCII its [`word_hash`].
pub(super) fn hash_of(word: &str) -> u64 {
    /// The bytes that are hashed of others.
    const MOST: usize = 64;
    if word.is_ascii() {
        word_hash(word.as_bytes())
    } else {
        let (mut lower, mut length) = ([0; MOST], 0);
        for letter in word.chars().flat_map(char::to_lowercase) {
            let end = length + letter.len_utf8();
            let Some(room) = lower.get_mut(length..end) else {
                break;
            };
            letter.encode_utf8(room);
            length = end;
        }
        word_hash(&lower[..length])
    }
}

fn place(hash: u64) -> usize {
    (hash ^ (hash >> 32)) as u32 as usize
}
