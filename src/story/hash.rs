//! Hashes of runs of words.

/// The hash of words in order, from the hashes of the words.
///
/// The bits are well mixed: winnowing takes the lowest hash of a window, which must
/// be that of any of its runs with equal chance. The mixing is that of `SplitMix64`
/// (Steele, Lea and Flood, *Fast Splittable Pseudorandom Number Generators*, 2014).
pub(super) fn run_hash(words: impl IntoIterator<Item = u64>) -> u64 {
    words.into_iter().fold(0, |hash: u64, word| {
        let mixed = hash.rotate_left(5) ^ word;
        let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    })
}
