//! Pairs of documents that share fingerprints.

use super::sketch::Sketch;

/// Most documents that have a fingerprint: one of more is the wording of a form.
const MAX_HOLDERS: usize = 30;

/// Fingerprints that a pair shares at least, or all of a text that has fewer.
const MIN_SHARED: usize = 3;

/// The pairs of sketches, by their numbers, that share enough fingerprints: the lower
/// number first, ascending.
///
/// Cost: the fingerprints in order, and at most 15 pairs for each.
pub(super) fn candidates(sketches: &[&Sketch]) -> Vec<(u32, u32)> {
    let mut held: Vec<(u64, u32)> = Vec::new();
    for (number, sketch) in (0..).zip(sketches) {
        held.extend(sketch.fingerprints.iter().map(|&print| (print, number)));
    }
    held.sort_unstable();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for holders in held.chunk_by(|a, b| a.0 == b.0).filter(|it| it.len() <= MAX_HOLDERS) {
        for (at, &(_, later)) in holders.iter().enumerate() {
            pairs.extend(holders.iter().take(at).map(|&(_, earlier)| (earlier, later)));
        }
    }
    pairs.sort_unstable();
    let is_enough = |pair: &&[(u32, u32)]| {
        let fewest = pair.first().map_or(0, |&(earlier, later)| {
            let prints = |number: u32| {
                sketches.get(number as usize).map_or(0, |sketch| sketch.fingerprints.len())
            };
            prints(earlier).min(prints(later))
        });
        pair.len() >= MIN_SHARED.min(fewest)
    };
    let enough = pairs.chunk_by(|a, b| a == b).filter(is_enough);
    enough.filter_map(|pair| pair.first().copied()).collect()
}
