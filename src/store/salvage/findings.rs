//! What a salvage finds: damage, losses, and what cannot be proven.

use std::collections::{BTreeMap, BTreeSet};

/// How many lost documents are named: a damaged file may say any number.
pub(super) const MAX_NAMED: u32 = 100_000;

/// What was found while reading.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// Damaged files and what it means, in words.
    pub(crate) damage: Vec<String>,
    /// Why each document that is lost is lost, by its id or, where that is lost
    /// as well, its place.
    pub(crate) lost: BTreeMap<String, String>,
    /// How many passages are lost beside those of the documents that are named.
    pub(super) unnamed: u64,
    /// Ids of documents of former formats, whose passages have no checksum, in a
    /// file with a wrong one. They could be read and stand where they are cited.
    pub(crate) unproven: BTreeSet<String>,
}

impl Findings {
    /// A passage of a document is lost, and so the document.
    pub(super) fn lose(&mut self, document: String, reason: &str) {
        if self.lost.len() >= MAX_NAMED as usize && !self.lost.contains_key(&document) {
            self.unnamed += 1;
        } else {
            self.lost.entry(document).or_insert_with(|| reason.to_owned());
        }
    }

    /// Says how much is lost that has no name.
    pub(super) fn count_unnamed(&mut self) {
        let Self { unnamed, damage, .. } = self;
        if *unnamed > 0 {
            damage.push(format!("{unnamed} more passages are lost, whose documents are not named"));
        }
    }

    /// A document was read whole after all, from another segment.
    pub(super) fn keep(&mut self, id: &str, is_proven: bool) {
        self.lost.remove(id);
        self.unproven.remove(id);
        if !is_proven {
            self.unproven.insert(id.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_named_is_counted() {
        let mut findings = Findings::default();
        for number in 0..MAX_NAMED + 3 {
            findings.lose(format!("d{number:06}"), "torn");
        }
        findings.lose("d000000".to_owned(), "torn");
        findings.count_unnamed();
        assert_eq!(findings.lost.len(), MAX_NAMED as usize);
        assert_eq!(findings.damage, ["3 more passages are lost, whose documents are not named"]);
        let mut named = Findings::default();
        named.lose("a".to_owned(), "torn");
        named.count_unnamed();
        assert_eq!(named.damage, [""; 0]);
    }
}
