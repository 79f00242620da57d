//! Texts that have many runs of words of a quotation.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::util::fnv::fnv_1a;

/// Words of a run.
const RUN: usize = 3;

/// A text is looked through if it has this share of the runs of a quotation, as one in so
/// many, and at least [`FEWEST`].
const SHARE: usize = 5;
const FEWEST: usize = 2;

/// The runs of many quotations.
#[derive(Debug, Default)]
pub(super) struct Runs {
    /// The numbers of the quotations that have a run, by its hash.
    by_hash: HashMap<u64, Vec<usize>>,
    /// How many runs each quotation has.
    counts: Vec<usize>,
}

/// The words of a folded text, in small letters.
pub(super) fn words(folded: &str) -> Vec<String> {
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

fn hashes(words: &[String]) -> impl Iterator<Item = u64> {
    words.windows(RUN).map(|run| fnv_1a(run.join(" ").as_bytes()))
}

impl Runs {
    /// Of quotations as lists of words.
    pub(super) fn new(quotations: &[Vec<String>]) -> Self {
        let mut by_hash: HashMap<u64, Vec<usize>> = HashMap::new();
        let mut counts = Vec::with_capacity(quotations.len());
        for (number, words) in quotations.iter().enumerate() {
            let mut runs: Vec<u64> = hashes(words).collect();
            runs.sort_unstable();
            runs.dedup();
            counts.push(runs.len());
            for run in runs {
                by_hash.entry(run).or_default().push(number);
            }
        }
        Self { by_hash, counts }
    }

    /// The quotations that a folded text has enough runs of to be looked through, in order.
    pub(super) fn near(&self, folded: &str) -> Vec<usize> {
        if self.by_hash.is_empty() {
            return Vec::new();
        }
        // A text that repeats a run has it once.
        let own: BTreeSet<u64> =
            hashes(&words(folded)).filter(|hash| self.by_hash.contains_key(hash)).collect();
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for number in own.iter().filter_map(|hash| self.by_hash.get(hash)).flatten() {
            *shared.entry(*number).or_default() += 1;
        }
        let count = |number: usize| self.counts.get(number).copied().unwrap_or_default();
        let near = shared.into_iter().filter(|(number, shared)| {
            *shared >= FEWEST.min(count(*number)) && *shared * SHARE >= count(*number)
        });
        near.map(|(number, _)| number).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_with_enough_runs() {
        let quotations = ["six tugs were sold to the port of Hallan", "a b c", "one two"];
        let runs = Runs::new(&quotations.map(words));
        let cases: [(&str, &[usize]); 5] = [
            ("six tugs were sold again", &[0]),
            ("six tugs were new", &[]),
            ("six tugs were. six tugs were", &[]), // one run, twice
            ("a b c", &[1]),
            ("one two", &[]), // too short for a run
        ];
        for (text, near) in cases {
            assert_eq!(runs.near(text), near, "{text}");
        }
    }
}
