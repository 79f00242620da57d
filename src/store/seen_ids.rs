//! Which ids an index may have already: a document whose id is new replaces
//! none, and tantivy need not look for one to delete in every segment.

use std::hash::{DefaultHasher, Hash, Hasher};

/// Ids added since a writer was opened, as a Bloom filter: it never forgets
/// one, and takes a new one for known about once in a hundred thousand while there are under
/// a million.
#[derive(Debug, Default)]
pub(super) struct SeenIds {
    bits: Vec<u64>,
}

/// Memory of the filter, in words of 64 bits: 4 MiB.
const WORDS: usize = 1 << 19;

/// Bits a known id has set.
const PROBES: u64 = 6;

impl SeenIds {
    /// Notes an id; whether it may have been noted before.
    pub(super) fn insert(&mut self, id: &str) -> bool {
        self.bits.resize(WORDS, 0);
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        let hash = hasher.finish();
        let (start, step) = (hash, (hash >> 32) | 1);
        let mut known = true;
        for probe in 0..PROBES {
            let place = start.wrapping_add(step.wrapping_mul(probe)) as usize % (WORDS * 64);
            if let Some(word) = self.bits.get_mut(place / 64) {
                let bit = 1 << (place % 64);
                known &= *word & bit != 0;
                *word |= bit;
            }
        }
        known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_noted_is_known() {
        let mut known = SeenIds::default();
        let ids: Vec<String> = (0..20_000).map(|number| format!("doc-{number}")).collect();
        let taken_for_known = ids.iter().filter(|id| known.insert(id)).count();
        assert!(taken_for_known < 3, "{taken_for_known}");
        assert!(ids.iter().all(|id| known.insert(id)));
    }
}
