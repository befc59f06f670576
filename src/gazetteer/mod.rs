//! Lists of names that somebody vouches for: a caller's own, or a large public one made compact.
//! Knows names, lists and their formats; no document, no rule and no file system.

mod build;
mod format;
mod near;
pub mod read;

use std::ops::Range;
use std::sync::Arc;

use fst::raw::Output;

pub use build::TooLarge;
pub use format::Unreadable;
pub use near::Near;

use format::Header;

/// A name somebody vouches for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameEntry {
    /// The form the text should have.
    pub canonical: String,
    /// Other forms that are right too.
    pub aliases: Vec<String>,
    /// Renderings known to be wrong.
    pub misrenderings: Vec<String>,
}

/// A list of names, searched as it lies in memory: an automaton over all forms (an `fst`) that
/// gives the name each belongs to, and the canonical forms.
///
/// The bytes are those of the file; loading one is reading it. A search allocates nothing.
pub struct Gazetteer {
    forms: fst::Map<Part>,
    bytes: Arc<Vec<u8>>,
    header: Header,
    near: Option<Near>,
}

/// What a form is to its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The form the text should have.
    Canonical,
    /// Right, too.
    Alias,
    /// Known to be wrong.
    Misrendering,
}

/// A listed form in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The offset behind it.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// The number of its name.
    pub entry: u32,
}

/// A form of more bytes than this is no name; it is left out of a list.
pub const LONGEST: usize = 250;

impl Gazetteer {
    /// The list of `entries`. Forms that belong to several names belong to the first; of a form
    /// that is right for one name and wrong for another, only the good is known.
    ///
    /// # Errors
    /// When there are more names than a list can number.
    pub fn new(entries: &[NameEntry]) -> Result<Self, TooLarge> {
        let bytes = build::bytes(entries)?;
        let mut gazetteer =
            Gazetteer::from_bytes(bytes).expect("what was just written can be read");
        gazetteer.near = Near::of(entries);
        Ok(gazetteer)
    }

    /// Reads a compiled list: the content of a file that [`Gazetteer::as_bytes`] filled.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, Unreadable> {
        let header = Header::read(&bytes)?;
        let bytes = Arc::new(bytes);
        let part = Part {
            bytes: bytes.clone(),
            range: header.forms(),
        };
        let forms = fst::Map::new(part).map_err(|_| Unreadable::Damaged)?;
        // The search trusts the automaton: a flipped bit would lead it astray.
        forms.as_fst().verify().map_err(|_| Unreadable::Damaged)?;
        Ok(Gazetteer {
            forms,
            bytes,
            header,
            near: None,
        })
    }

    /// Whether `bytes` begin like a compiled list.
    pub fn is_compiled(bytes: &[u8]) -> bool {
        Header::is_magic(bytes)
    }

    /// The list as it is kept in a file.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many names it has.
    pub fn len(&self) -> usize {
        self.header.entries
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many forms it knows.
    pub fn forms(&self) -> usize {
        self.forms.len()
    }

    /// The form that the text should have for the name of this number.
    pub fn canonical(&self, entry: u32) -> &str {
        let offsets = &self.bytes[self.header.offsets()];
        let offset = |index: usize| {
            let bytes = offsets.get(index * 4..index * 4 + 4)?;
            Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
        };
        let entry = entry as usize;
        let text = &self.bytes[self.header.text()];
        let canonical = offset(entry)
            .zip(offset(entry + 1))
            .and_then(|(from, to)| text.get(from..to));
        canonical
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or_default()
    }

    /// Its index of forms that are nearly a listed one, where it was made from a list that is
    /// small enough.
    pub fn near(&self) -> Option<&Near> {
        self.near.as_ref()
    }

    /// The longest listed form that starts at `from`; `may_end` says where a word is over.
    ///
    /// Any white space stands for any other, and so does any apostrophe.
    pub fn longest(
        &self,
        text: &str,
        from: usize,
        may_end: impl Fn(usize) -> bool,
    ) -> Option<Match> {
        let automaton = self.forms.as_fst();
        let mut node = automaton.root();
        let mut value = Output::zero();
        let mut found = None;
        let mut step = |byte: u8| {
            let transition = node.transition(node.find_input(byte)?);
            value = value.cat(transition.out);
            node = automaton.node(transition.addr);
            Some(
                node.is_final()
                    .then(|| value.cat(node.final_output()).value()),
            )
        };
        let mut blank = false;
        for (at, character) in text[from..].char_indices().take(LONGEST) {
            let character = plain(character);
            if character == ' ' {
                if blank {
                    continue;
                }
                blank = true;
            } else {
                blank = false;
            }
            let mut bytes = [0; 4];
            let mut last = None;
            for &byte in character.encode_utf8(&mut bytes).as_bytes() {
                match step(byte) {
                    Some(value) => last = value,
                    None => return found,
                }
            }
            let end = from + at + text[from + at..].chars().next().map_or(0, char::len_utf8);
            if let Some(value) = last.filter(|_| may_end(end)) {
                let (kind, entry) = unpack(value);
                found = Some(Match { end, kind, entry });
            }
        }
        found
    }

    /// What `form` is, if it is listed.
    pub fn get(&self, form: &str) -> Option<(Kind, u32)> {
        self.forms.get(normal(form)).map(unpack)
    }
}

impl PartialEq for Gazetteer {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl std::fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gazetteer")
            .field("names", &self.len())
            .field("forms", &self.forms())
            .finish_non_exhaustive()
    }
}

/// A stretch of the bytes, for the automaton.
struct Part {
    bytes: Arc<Vec<u8>>,
    range: Range<usize>,
}

impl AsRef<[u8]> for Part {
    fn as_ref(&self) -> &[u8] {
        &self.bytes[self.range.clone()]
    }
}

/// `form` as the automaton has it: white space as one space, apostrophes alike.
fn normal(form: &str) -> String {
    let mut normal = String::with_capacity(form.len());
    for character in form.trim().chars().map(plain) {
        if character != ' ' || !normal.ends_with(' ') {
            normal.push(character);
        }
    }
    normal
}

fn plain(character: char) -> char {
    match character {
        '’' | '‘' | 'ʼ' | 'ʻ' | 'ʹ' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        other if other.is_whitespace() => ' ',
        other => other,
    }
}

/// The value that the automaton keeps for a form.
fn pack(kind: Kind, entry: u32) -> u64 {
    u64::from(entry) << 2 | kind as u64
}

fn unpack(value: u64) -> (Kind, u32) {
    let kind = match value & 3 {
        0 => Kind::Canonical,
        1 => Kind::Alias,
        _ => Kind::Misrendering,
    };
    (kind, (value >> 2) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn entry(canonical: &str, aliases: &[&str], misrenderings: &[&str]) -> NameEntry {
        let owned = |forms: &[&str]| forms.iter().map(|&form| form.to_owned()).collect();
        NameEntry {
            canonical: canonical.into(),
            aliases: owned(aliases),
            misrenderings: owned(misrenderings),
        }
    }

    fn sample() -> Gazetteer {
        Gazetteer::new(&[
            entry("Ada Belkadi", &["A. Belkadi", "Belkadi"], &["Ada Belkadov"]),
            entry("Lac d'Or", &[], &["Gold Lake"]),
            entry("White Sea House", &["Belkadi"], &[]),
            entry("Дом на Море", &[], &[]),
        ])
        .unwrap()
    }

    #[test]
    fn the_longest_form_is_found_whatever_the_blanks_and_apostrophes() {
        let list = sample();
        for (text, found) in [
            ("Ada Belkadi said", Some(("Ada Belkadi", Kind::Canonical))),
            (
                "Ada\n  Belkadov.",
                Some(("Ada Belkadi", Kind::Misrendering)),
            ),
            ("Belkadi’s aide", Some(("Ada Belkadi", Kind::Alias))),
            ("Lac d’Or", Some(("Lac d'Or", Kind::Canonical))),
            ("Дом на Море", Some(("Дом на Море", Kind::Canonical))),
            ("Ada", None),
            ("", None),
        ] {
            let hit = list.longest(text, 0, |_| true);
            let hit = hit.map(|hit| (list.canonical(hit.entry), hit.kind));
            assert_eq!(hit, found, "{text:?}");
        }
    }

    #[test]
    fn a_form_ends_where_a_word_does() {
        let list = sample();
        assert_eq!(list.longest("Belkadistan", 0, |end| end == 11), None);
    }

    #[test]
    fn a_written_list_reads_as_itself() {
        let list = sample();
        let again = Gazetteer::from_bytes(list.as_bytes().to_vec()).unwrap();
        assert_eq!((again.len(), again.forms()), (4, 8));
        assert_eq!(again.get("A. Belkadi"), Some((Kind::Alias, 0)));
        assert_eq!(again.canonical(2), "White Sea House");
        assert_eq!(again.canonical(4), "");
    }

    #[test]
    fn a_bad_file_is_told_from_a_good_one() {
        let good = sample().as_bytes().to_vec();
        let read = |bytes: &[u8]| Gazetteer::from_bytes(bytes.to_vec()).err();
        assert_eq!(read(b"canonical,aliases\n"), Some(Unreadable::Foreign));
        assert_eq!(read(&good[..40]), Some(Unreadable::Truncated));
        assert_eq!(read(&good[..good.len() - 1]), Some(Unreadable::Truncated));
        for at in 8..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 0x40;
            // A flipped bit in a canonical form is another form; elsewhere it is told.
            let list = Gazetteer::from_bytes(bad);
            assert!(list.is_err() || list.unwrap().len() == 4, "byte {at}");
        }
        let mut newer = good;
        newer[8] = 9;
        assert_eq!(read(&newer), Some(Unreadable::Version(9)));
    }
}
