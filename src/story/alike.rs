//! How alike two documents are.

use std::collections::HashMap;

use super::sketch::{Sketch, common};
use crate::util::fnv::ByFnv;

/// Most documents that have a rare word, in a small collection.
const RARE_DOCUMENTS: u32 = 20;

/// In a large collection, a rare word is in one of so many documents at most.
const RARE_SHARE: u32 = 1000;

/// The share of the shorter text's runs, and of its words, that let one changed figure
/// pass for a correction.
const CORRECTION_RUNS: f64 = 0.8;
const CORRECTION_WORDS: f64 = 0.85;

/// The rare words in common that do, likewise. The next report of a series differs in
/// a figure as well, but its wording is that of a form.
const CORRECTION_RARE_WORDS: usize = 3;

/// The share of the longer text's runs from which on, with the same figures, only a
/// signature or a cut differs. Where most documents are of one report, none of its words
/// is rare.
const SAME_RUNS: f64 = 0.85;

/// The fewest words of which that can be told: in shorter texts the names are few words.
const SAME_WORDS: usize = 30;

/// In how many documents each word is, copies left out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rarity {
    documents: u32,
    counts: HashMap<u32, u32, ByFnv>,
}

impl Rarity {
    pub(super) fn of<'a>(sketches: impl IntoIterator<Item = &'a Sketch>) -> Self {
        let mut rarity = Self::default();
        for sketch in sketches {
            rarity.documents += 1;
            for &word in sketch.vocabulary.iter().chain(&sketch.figures) {
                *rarity.counts.entry(word).or_default() += 1;
            }
        }
        rarity
    }

    fn count(&self, word: u32) -> u32 {
        self.counts.get(&word).copied().unwrap_or(0)
    }

    fn is_rare(&self, word: u32) -> bool {
        self.count(word) <= RARE_DOCUMENTS.max(self.documents / RARE_SHARE)
    }

    /// The weight of a word: its idf, as the ranking has it.
    fn weight(&self, word: u32) -> f64 {
        let (all, having) = (f64::from(self.documents), f64::from(self.count(word)));
        (1.0 + (all - having + 0.5) / (having + 0.5)).ln()
    }
}

/// How alike two documents are, from 0 to 1:
///
/// `√(share of the shorter one's runs) · (share of its figures)² · share of its words`
///
/// Words count by their rarity. Runs alone cannot tell a version from the next report
/// of a series, which has the same form: what differs is figures and names. So two
/// documents without a rare word or figure in common are not alike at all. One figure
/// that differs in a text that is else the same is a correction. Where the figures are the
/// same and nearly all runs of the longer one are shared, the share of these counts alone.
pub(crate) fn likeness(one: &Sketch, other: &Sketch, rarity: &Rarity) -> f32 {
    let (shorter, longer) = if one.words <= other.words { (one, other) } else { (other, one) };
    if shorter.runs.is_empty() {
        return 0.0;
    }
    let in_common = common(&shorter.runs, &longer.runs).count();
    // A long text that repeats itself may have fewer distinct runs.
    let runs = share(in_common, shorter.runs.len().min(longer.runs.len()));
    let of_longer = share(in_common, shorter.runs.len().max(longer.runs.len()));
    let is_long = shorter.words >= SAME_WORDS;
    if is_long && of_longer >= SAME_RUNS && shorter.figures == longer.figures {
        return of_longer as f32;
    }
    let words = share_of_words(shorter, longer, rarity);
    let is_rare = |word: &u32| rarity.is_rare(*word);
    let rare_words = common(&shorter.vocabulary, &longer.vocabulary).filter(is_rare).count();
    let rare_figures = common(&shorter.figures, &longer.figures).filter(is_rare).count();
    if rare_words + rare_figures == 0 {
        return 0.0;
    }
    let same_figures = common(&shorter.figures, &longer.figures).count();
    let is_correction = shorter.figures.len() == same_figures + 1
        && runs >= CORRECTION_RUNS
        && words >= CORRECTION_WORDS
        && rare_words >= CORRECTION_RARE_WORDS;
    let figures = if is_correction { 1.0 } else { share(same_figures, shorter.figures.len()) };
    (runs.sqrt() * figures * figures * words) as f32
}

/// The share of the shorter text's words that the longer one has, by their weights.
fn share_of_words(shorter: &Sketch, longer: &Sketch, rarity: &Rarity) -> f64 {
    // The lists are ascending, so that the sums have one order.
    let all: f64 = shorter.vocabulary.iter().map(|&word| rarity.weight(word)).sum();
    let in_common: f64 =
        common(&shorter.vocabulary, &longer.vocabulary).map(|word| rarity.weight(word)).sum();
    if all > 0.0 { in_common / all } else { 1.0 }
}

/// A share of a number of things; 1 of nothing.
fn share(part: usize, all: usize) -> f64 {
    if all == 0 { 1.0 } else { part as f64 / all as f64 }
}
