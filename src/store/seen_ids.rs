//! Ids that a writer has added. A document with a new id replaces none, so tantivy
//! need not search every segment for one to delete.

use std::hash::{DefaultHasher, Hash, Hasher};

/// Ids added since a writer was opened, as a Bloom filter. It never forgets an
/// id. Under a million ids it takes a new one for known once in 100,000 times.
#[derive(Debug, Default)]
pub(super) struct SeenIds {
    bits: Vec<u64>,
}

/// Memory of the filter, in words of 64 bits: 4 MiB.
const WORDS: usize = 1 << 19;

/// Bits that an id sets.
const PROBES: u64 = 6;

impl SeenIds {
    /// Adds an id. Gives whether it may have been added before.
    pub(super) fn insert(&mut self, id: &str) -> bool {
        self.bits.resize(WORDS, 0);
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        let hash = hasher.finish();
        // Double hashing: an odd step meets a different bit at each probe.
        let (start, step) = (hash, (hash >> 32) | 1);
        let mut may_be_known = true;
        for probe in 0..PROBES {
            let bit_at = start.wrapping_add(step.wrapping_mul(probe)) as usize % (WORDS * 64);
            if let Some(word) = self.bits.get_mut(bit_at / 64) {
                let bit = 1 << (bit_at % 64);
                may_be_known &= *word & bit != 0;
                *word |= bit;
            }
        }
        may_be_known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn added_ids_are_known() {
        let mut seen = SeenIds::default();
        let ids: Vec<String> = (0..20_000).map(|number| format!("doc-{number}")).collect();
        let taken_for_known = ids.iter().filter(|id| seen.insert(id)).count();
        assert!(taken_for_known < 3, "{taken_for_known}");
        assert!(ids.iter().all(|id| seen.insert(id)));
    }
}
