//! Blocks of bytes asked about at once: a bit for each byte that is what is looked for. Knows bytes
//! alone.

/// So many bytes are asked about at once.
pub(crate) const BLOCK: usize = 64;

/// A bit for each byte that `is` what is looked for, the first the lowest. What `is` asks should have no
/// branches: the compiler asks it of many bytes at once then.
#[inline(always)]
pub(crate) fn marked(bytes: &[u8; BLOCK], is: impl Fn(u8) -> bool) -> u64 {
    /// The lowest bit of each of eight bytes.
    const EACH: u64 = 0x0101_0101_0101_0101;
    let mut found = [0; BLOCK];
    for at in 0..BLOCK {
        found[at] = if is(bytes[at]) { 0xFF } else { 0 };
    }
    let (eights, _) = found.as_chunks();
    let mut rows = 0;
    for (n, &eight) in eights.iter().enumerate() {
        rows |= u64::from_le_bytes(eight) & EACH << n;
    }
    transposed(rows)
}

/// Eight rows of eight bits as columns (Hacker's Delight, section 7-3).
#[inline(always)]
fn transposed(rows: u64) -> u64 {
    let swapped = |bits: u64, by: u32, which: u64| {
        let changed = (bits ^ bits >> by) & which;
        bits ^ changed ^ changed << by
    };
    let bits = swapped(rows, 7, 0x00AA_00AA_00AA_00AA);
    let bits = swapped(bits, 14, 0x0000_CCCC_0000_CCCC);
    swapped(bits, 28, 0x0000_0000_F0F0_F0F0)
}

/// The offsets of the bytes of `bytes` that `mark` has a bit for, in order.
#[inline]
pub(crate) fn places(
    bytes: &[u8],
    mark: impl Fn(&[u8; BLOCK]) -> u64,
) -> impl Iterator<Item = usize> {
    let (blocks, rest) = bytes.as_chunks();
    let mut blocks = blocks.iter();
    let mut rest = Some(rest);
    // Where the block being read begins, the first not being read yet.
    let mut start = BLOCK.wrapping_neg();
    let mut bits = 0_u64;
    std::iter::from_fn(move || {
        while bits == 0 {
            start = start.wrapping_add(BLOCK);
            bits = match blocks.next() {
                Some(block) => mark(block),
                None => {
                    let rest = rest.take()?;
                    let mut filled = [0; BLOCK];
                    filled[..rest.len()].copy_from_slice(rest);
                    mark(&filled) & !(u64::MAX << rest.len())
                }
            };
        }
        let place = start + bits.trailing_zeros() as usize;
        bits &= bits - 1;
        Some(place)
    })
}

/// How many letters of ASCII there are in `bytes`.
pub(crate) fn ascii_letters(bytes: &[u8]) -> usize {
    // In bytes as wide as the sums: so the compiler counts many letters at once.
    let in_block = |block: &[u8]| -> u8 {
        let letters = block
            .iter()
            .map(|byte| u8::from(byte.is_ascii_alphabetic()));
        letters.sum()
    };
    let blocks = bytes.chunks(2 * BLOCK);
    blocks.map(|block| usize::from(in_block(block))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_found() {
        let text: Vec<u8> = (0..300_usize).map(|at| (at * at % 251) as u8).collect();
        for end in 0..text.len() {
            let text = &text[..end];
            let is = |byte: u8| byte % 7 == 3;
            let found: Vec<usize> = places(text, |block| marked(block, is)).collect();
            let plain: Vec<usize> = (0..end).filter(|&at| is(text[at])).collect();
            assert_eq!(found, plain);
        }
    }
}
