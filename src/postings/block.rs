//! Reading of one number of a block, without a loop over the others.

use tantivy::DocId;

use super::skip_list::BLOCK;

/// Numbers that are packed side by side.
const LANES: usize = 4;

/// Bits of a word that numbers are packed into.
const WORD_BITS: usize = 32;

/// One of 128 packed numbers. They are packed four side by side: of each four
/// the first is in the first word of every four, the second in the second, and
/// so on, each after the one before without a gap. 0 where the bytes end before.
pub(super) fn single(packed: &[u8], bits: u8, index: usize) -> u32 {
    let bits = usize::from(bits);
    let first_bit = index / LANES * bits;
    let (word, shift) = (first_bit / WORD_BITS, first_bit % WORD_BITS);
    let word_of = |word: usize| {
        let from = (word * LANES + index % LANES) * size_of::<u32>();
        let bytes = packed.get(from..).and_then(|bytes| bytes.first_chunk());
        bytes.map_or(0, |bytes| u64::from(u32::from_le_bytes(*bytes)))
    };
    // A number that does not end in its word goes on in the lane's next.
    let words = if shift + bits > WORD_BITS {
        word_of(word) | word_of(word + 1) << WORD_BITS
    } else {
        word_of(word)
    };
    // At most 32 bits are left, so nothing is cut off.
    ((words >> shift) & ((1 << bits) - 1)) as u32
}

/// The number of entries below `target`, at most 127. Precondition: the last
/// entry is not below it. Each step halves the entries, without a branch that
/// is hard to predict.
pub(super) fn count_below(passages: &[DocId; BLOCK], target: DocId) -> usize {
    let mut below = 0;
    let mut half = BLOCK / 2;
    while half > 0 {
        // The remainder changes nothing, and spares the bounds check.
        let last = passages.get((below + half - 1) % BLOCK).copied();
        below += if last.is_some_and(|last| last < target) { half } else { 0 };
        half /= 2;
    }
    below
}

#[cfg(test)]
mod tests {
    use bitpacking::{BitPacker, BitPacker4x};
    use proptest::prelude::*;

    use super::*;

    proptest! {
    /// One number is the same as among all.
    #[test]
    fn one_of_a_block(numbers in prop::array::uniform32(any::<u32>()), bits in 0u8..=32) {
        let packer = BitPacker4x::new();
        let mask = if bits == 32 { u32::MAX } else { (1 << bits) - 1 };
        let all: Vec<u32> = (0..4).flat_map(|n| numbers.map(|of| of.rotate_left(n) & mask)).collect();
        let mut packed = [0; BLOCK * 4];
        let length = packer.compress(&all, &mut packed, bits);
        for (index, &number) in all.iter().enumerate() {
            prop_assert_eq!(single(&packed[..length], bits, index), number);
        }
    }

        #[test]
        fn counts_those_below(steps in prop::collection::vec(1u32..9, BLOCK), target in 0u32..600) {
            let mut passage = 0;
            let mut ascending: Vec<DocId> =
                steps.iter().map(|step| { passage += step; passage }).collect();
            // The last entry is not below the target.
            ascending[BLOCK - 1] = DocId::MAX;
            let passages: [DocId; BLOCK] = ascending.try_into().unwrap();
            let below = passages.iter().filter(|&&passage| passage < target).count();
            prop_assert_eq!(count_below(&passages, target), below);
        }
    }
}
