//! How many passages of a story have a word: what only the story has finds nothing
//! else.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::token::Analysis;
use crate::analysis::{Analyzer, KeyKind};

/// How many passages of some documents have each stem, family and pair of words.
#[derive(Debug, Default)]
pub(crate) struct OwnCounts {
    stems: BTreeMap<String, u64>,
    families: BTreeMap<String, u64>,
    /// Folded words side by side.
    pairs: BTreeMap<[String; 2], u64>,
}

impl OwnCounts {
    /// Counts a passage.
    pub(crate) fn add(&mut self, text: &str, analyzer: &Analyzer) {
        let analysis = analyzer.analyze(text);
        let stems: BTreeSet<&str> = analysis.words().map(|word| word.stem).collect();
        for stem in stems {
            *self.stems.entry(stem.to_owned()).or_default() += 1;
        }
        let keys = analysis.keys().filter(|key| key.kind == KeyKind::Family);
        let families: BTreeSet<&str> = keys.map(|key| key.term).collect();
        for family in families {
            *self.families.entry(family.to_owned()).or_default() += 1;
        }
        for pair in pairs(&analysis) {
            *self.pairs.entry(pair.map(str::to_owned)).or_default() += 1;
        }
    }

    /// Passages with a stem.
    pub(crate) fn with_stem(&self, stem: &str) -> u64 {
        self.stems.get(stem).copied().unwrap_or(0)
    }

    /// Passages with a designator of a family.
    pub(crate) fn with_family(&self, family: &str) -> u64 {
        self.families.get(family).copied().unwrap_or(0)
    }

    /// Passages with two folded words side by side.
    pub(crate) fn with_pair(&self, pair: [&str; 2]) -> u64 {
        self.pairs.get(&pair.map(str::to_owned)).copied().unwrap_or(0)
    }
}

/// The distinct pairs of folded words that stand side by side.
fn pairs(analysis: &Analysis) -> BTreeSet<[&str; 2]> {
    let next = analysis.words().skip(1);
    analysis.words().zip(next).map(|(one, other)| [one.surface, other.surface]).collect()
}
