//! Winnowing: a few runs of words that stand for a text, so that two texts with a
//! stretch in common have one of them in common.

use super::hash::run_hash;
use super::words::StoryWord;

/// Words of a run that is fingerprinted.
pub(super) const RUN_WORDS: usize = 5;

/// Runs of which one is chosen. Texts that share `RUN_WORDS + WINDOW - 1` words in a
/// row share a fingerprint.
const WINDOW: usize = 8;

/// The hash of a run of words, with the place of its first word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fingerprint {
    pub(super) hash: u64,
    pub(super) at: usize,
}

/// The fingerprints of a text, in its order. A text of few runs has one; one of fewer
/// words than a run has none.
///
/// Cost: linear in the words: a window is searched anew only where its lowest run has
/// left it.
pub(super) fn winnow(words: &[StoryWord]) -> Vec<Fingerprint> {
    let hashes: Vec<u64> =
        words.windows(RUN_WORDS).map(|run| run_hash(run.iter().map(|word| word.hash))).collect();
    let mut chosen: Vec<Fingerprint> = Vec::new();
    let window = WINDOW.min(hashes.len()).max(1);
    for (from, runs) in hashes.windows(window).enumerate() {
        let last = from + runs.len() - 1;
        let newest = runs.last().copied().unwrap_or(u64::MAX);
        let next = match chosen.last() {
            Some(lowest) if lowest.at >= from && lowest.hash < newest => continue,
            Some(lowest) if lowest.at >= from => Fingerprint { hash: newest, at: last },
            _ => lowest_of(runs, from),
        };
        chosen.push(next);
    }
    chosen
}

/// The last of the lowest hashes of a window that begins at `from`.
fn lowest_of(runs: &[u64], from: usize) -> Fingerprint {
    let lowest = (from..).zip(runs).min_by_key(|&(at, hash)| (hash, std::cmp::Reverse(at)));
    lowest.map_or(Fingerprint { hash: 0, at: from }, |(at, &hash)| Fingerprint { hash, at })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::span::Span;

    fn words(hashes: &[u64]) -> Vec<StoryWord> {
        let word = |&hash: &u64| StoryWord { hash, span: Span::default(), is_figure: false };
        hashes.iter().map(word).collect()
    }

    /// The last lowest run of every window, each once.
    fn naive(words: &[StoryWord]) -> Vec<Fingerprint> {
        let runs: Vec<u64> =
            words.windows(RUN_WORDS).map(|run| run_hash(run.iter().map(|w| w.hash))).collect();
        let mut chosen: Vec<Fingerprint> = Vec::new();
        for from in 0..=runs.len().saturating_sub(WINDOW) {
            let window = &runs[from..runs.len().min(from + WINDOW)];
            if window.is_empty() {
                continue;
            }
            let lowest = lowest_of(window, from);
            if chosen.last() != Some(&lowest) {
                chosen.push(lowest);
            }
        }
        chosen
    }

    proptest! {
        #[test]
        fn as_window_by_window(hashes in prop::collection::vec(0_u64..6, 0..80)) {
            let words = words(&hashes);
            prop_assert_eq!(winnow(&words), naive(&words));
        }

        /// What winnowing promises: texts with twelve words in a row in common have a
        /// fingerprint in common.
        #[test]
        fn a_common_stretch_has_a_common_fingerprint(
            common in prop::collection::vec(any::<u64>(), 12..20),
            others in prop::collection::vec(prop::collection::vec(any::<u64>(), 0..20), 4),
        ) {
            let text = |around: &[Vec<u64>]| {
                winnow(&words(&[&around[0][..], &common, &around[1]].concat()))
            };
            let (one, other) = (text(&others[..2]), text(&others[2..]));
            let shared = one.iter().any(|a| other.iter().any(|b| a.hash == b.hash));
            prop_assert!(shared);
        }
    }
}
