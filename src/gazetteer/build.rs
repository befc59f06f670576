//! Names to a compiled list.

use super::format::Header;
use super::{Kind, LONGEST, NameEntry, normal, pack};

/// More names than a list can number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("has too many names: a list takes up to {MOST}, and 4 GiB of canonical forms")]
pub struct TooLarge;

/// The most names of a list.
const MOST: u32 = 1 << 30;

/// The compiled list of `entries`.
pub(super) fn bytes(entries: &[NameEntry]) -> Result<Vec<u8>, TooLarge> {
    if entries.len() > MOST as usize {
        return Err(TooLarge);
    }
    let mut forms: Vec<(String, u64)> = Vec::with_capacity(entries.len() * 2);
    let mut offsets = Vec::with_capacity((entries.len() + 1) * 4);
    let mut text = String::new();
    for (number, entry) in entries.iter().enumerate() {
        let start = u32::try_from(text.len()).map_err(|_| TooLarge)?;
        offsets.extend_from_slice(&start.to_le_bytes());
        text.push_str(&entry.canonical);
        let of_kind = [
            (Kind::Canonical, std::slice::from_ref(&entry.canonical)),
            (Kind::Alias, &entry.aliases),
            (Kind::Misrendering, &entry.misrenderings),
        ];
        for (kind, written) in of_kind {
            for form in written {
                let form = normal(form);
                if !form.is_empty() && form.len() <= LONGEST {
                    forms.push((form, pack(kind, number as u32)));
                }
            }
        }
    }
    let end = u32::try_from(text.len()).map_err(|_| TooLarge)?;
    offsets.extend_from_slice(&end.to_le_bytes());
    // The best kind first, then the first name: what is dropped is the rest.
    forms.sort_unstable_by(|(a, x), (b, y)| (a, x & 3, x).cmp(&(b, y & 3, y)));
    forms.dedup_by(|next, first| next.0 == first.0);
    let automaton = fst::Map::from_iter(forms).expect("sorted, without doubles, into memory");
    let automaton = automaton.into_fst().into_inner();
    let header = Header {
        entries: entries.len(),
        forms: automaton.len(),
        text: text.len(),
    };
    let mut bytes = header.write();
    bytes.reserve_exact(automaton.len() + offsets.len() + text.len());
    bytes.extend_from_slice(&automaton);
    bytes.extend_from_slice(&offsets);
    bytes.extend_from_slice(text.as_bytes());
    Ok(bytes)
}
