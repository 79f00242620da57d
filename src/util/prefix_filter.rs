//! Turning away what is not in a list, by its first bytes.

/// The first eight bytes of a term that begins `bytes` and has that length,
/// with zeros behind them where it is shorter.
#[inline]
pub(crate) fn prefix8(bytes: &[u8], len: usize) -> u64 {
    let head = bytes.first_chunk().copied().unwrap_or_else(|| {
        let mut head = [0; 8];
        head.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        head
    });
    let unwanted = 64_u32.saturating_sub(8 * len.min(8) as u32);
    u64::from_le_bytes(head) & u64::MAX.checked_shr(unwanted).unwrap_or(0)
}

/// The heads of some terms, as far as one bit each can tell them: what is
/// looked for in a text is mostly not there, and is then not looked up.
#[derive(Debug, Clone)]
pub(crate) struct PrefixFilter(Box<[u64; PrefixFilter::BITS / 64]>);

impl PrefixFilter {
    /// The few thousand terms of a lexicon set a tenth of them; 4 KiB stay in
    /// the nearest cache.
    const BITS: usize = 1 << 15;

    fn place(head: u64) -> (usize, u64) {
        let bit = (head.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 49) as usize;
        (bit / 64, 1 << (bit % 64))
    }

    pub(crate) fn add(&mut self, head: u64) {
        let (number, bit) = Self::place(head);
        if let Some(bits) = self.0.get_mut(number) {
            *bits |= bit;
        }
    }

    #[inline]
    pub(crate) fn may_have(&self, head: u64) -> bool {
        let (number, bit) = Self::place(head);
        self.0.get(number).is_some_and(|bits| bits & bit != 0)
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
    fn heads_of_terms() {
        assert_eq!(prefix8(b"abcdefghij", 10), u64::from_le_bytes(*b"abcdefgh"));
        assert_eq!(prefix8(b"abcdefghij", 2), u64::from_le_bytes(*b"ab\0\0\0\0\0\0"));
        assert_eq!(prefix8(b"ab", 2), prefix8(b"abcdefghij", 2));
        assert_eq!(prefix8(b"", 0), 0);
        assert_eq!(prefix8(b"abcdefgh", 0), 0);
    }

    proptest! {
        #[test]
        fn what_was_added_is_never_turned_away(terms in prop::collection::vec(any::<u64>(), 0..50)) {
            let mut heads = PrefixFilter::default();
            for &term in &terms {
                heads.add(term);
            }
            prop_assert!(terms.iter().all(|&term| heads.may_have(term)));
            prop_assert!(!PrefixFilter::default().may_have(terms.len() as u64));
        }
    }
}
