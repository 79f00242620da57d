//! FNV-1a, 64 bits (Fowler, Noll and Vo): of the lexicon, whose hash must be
//! the same with every release of the standard library, and of words.

use std::hash::{BuildHasherDefault, Hasher};

/// Hashes words. Every word of every text is looked up, words are short, and
/// the keys come from a lexicon, a query or a few passages: too few for an
/// adversary. The standard hash would take longer than all else.
pub(crate) type ByFnv = BuildHasherDefault<Fnv>;

/// The hash of what was written so far.
#[derive(Debug, Clone)]
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The hash of some bytes.
pub(crate) fn fnv_1a(bytes: &[u8]) -> u64 {
    let mut hash = Fnv::default();
    hash.write(bytes);
    hash.finish()
}
