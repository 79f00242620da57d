//! The hash function FNV-1a with 64 bits (Fowler, Noll and Vo).
//!
//! It serves two purposes. The fingerprint of a lexicon must be the same with
//! every release of the standard library. Maps keyed by words need a hash that is
//! fast for short keys.

use std::hash::{BuildHasherDefault, Hasher};

/// The hash of maps that are keyed by words.
///
/// Every word of every text is looked up, and words are short: the standard
/// library's hash would take longer than the rest of the analysis. FNV does not
/// resist chosen keys. It need not: the keys come from a lexicon, one query
/// or a few passages, too few to build a costly collision.
pub(crate) type ByFnv = BuildHasherDefault<Fnv>;

/// The hash of the bytes written until now.
#[derive(Debug, Clone)]
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        // FNV's offset basis for 64 bits.
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            // FNV's prime for 64 bits; the 1a variant mixes in before it multiplies.
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Hashes `bytes`; the result is the same on every machine and release.
pub(crate) fn fnv_1a(bytes: &[u8]) -> u64 {
    let mut hash = Fnv::default();
    hash.write(bytes);
    hash.finish()
}
