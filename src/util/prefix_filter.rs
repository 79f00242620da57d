//! A one-hash Bloom filter over the first eight bytes of terms.

/// The first `len` bytes of `bytes`, at most eight, as a little-endian number.
///
/// Bytes beyond `len`, or beyond the end of `bytes`, count as zero. So two terms
/// have the same number if they agree in their first eight bytes.
#[inline]
pub(crate) fn prefix8(bytes: &[u8], len: usize) -> u64 {
    let eight = bytes.first_chunk().copied().unwrap_or_else(|| {
        let mut padded = [0; 8];
        padded.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        padded
    });
    // At most 64: `checked_shr` gives `None` for a shift by all 64 bits, and
    // then no byte is wanted.
    let unwanted_bits = 64_u32.saturating_sub(8 * len.min(8) as u32);
    u64::from_le_bytes(eight) & u64::MAX.checked_shr(unwanted_bits).unwrap_or(0)
}

/// A set of [`prefix8`] numbers that may report a number it does not have, and
/// never misses one that it has.
///
/// Most words of a text are not in a lexicon; this filter rejects them without
/// a lookup.
#[derive(Debug, Clone)]
pub(crate) struct PrefixFilter(Box<[u64; PrefixFilter::BITS / 64]>);

impl PrefixFilter {
    /// The few thousand terms of a lexicon set a tenth of the bits, and 4 KiB
    /// fit in the first-level cache.
    const BITS: usize = 1 << 15;

    /// The index of the word that holds a prefix's bit, and the bit as a mask.
    fn slot(prefix: u64) -> (usize, u64) {
        // Fibonacci hashing: the upper 15 bits of the product number the bits.
        let bit = (prefix.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 49) as usize;
        (bit / 64, 1 << (bit % 64))
    }

    /// Adds a prefix.
    pub(crate) fn add(&mut self, prefix: u64) {
        let (index, mask) = Self::slot(prefix);
        if let Some(bits) = self.0.get_mut(index) {
            *bits |= mask;
        }
    }

    /// Whether the prefix may have been added; `false` is certain.
    #[inline]
    pub(crate) fn may_have(&self, prefix: u64) -> bool {
        let (index, mask) = Self::slot(prefix);
        self.0.get(index).is_some_and(|bits| bits & mask != 0)
    }
}

impl Default for PrefixFilter {
    fn default() -> Self {
        Self(Box::new([0; Self::BITS / 64]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn prefixes_of_terms() {
        assert_eq!(prefix8(b"abcdefghij", 10), u64::from_le_bytes(*b"abcdefgh"));
        assert_eq!(prefix8(b"abcdefghij", 2), u64::from_le_bytes(*b"ab\0\0\0\0\0\0"));
        assert_eq!(prefix8(b"ab", 2), prefix8(b"abcdefghij", 2));
        assert_eq!(prefix8(b"", 0), 0);
        assert_eq!(prefix8(b"abcdefgh", 0), 0);
    }

    proptest! {
        #[test]
        fn an_added_prefix_is_never_missed(prefixes in prop::collection::vec(any::<u64>(), 0..50)) {
            let mut filter = PrefixFilter::default();
            for &prefix in &prefixes {
                filter.add(prefix);
            }
            prop_assert!(prefixes.iter().all(|&prefix| filter.may_have(prefix)));
            prop_assert!(!PrefixFilter::default().may_have(prefixes.len() as u64));
        }
    }
}
