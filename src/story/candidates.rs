//! Pairs of documents that share fingerprints.

use super::sketch::Sketch;

/// Most documents that have a fingerprint: one of more is the wording of a form.
const MAX_HOLDERS: usize = 30;

/// Fingerprints that a pair shares at least, or all of a text that has fewer.
const MIN_SHARED: usize = 3;

/// Pairs of sketches that may be alike, by their numbers: the lower number first,
/// ascending.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// Those that share enough fingerprints.
    pub(super) pairs: Vec<(u32, u32)>,
    /// Those that share half of the fingerprints of one of them, each a neighbour of the
    /// other among more holders than [`MAX_HOLDERS`]: of one form, or of one report that
    /// many outlets signed or cut in their own ways.
    pub(super) crowded: Vec<(u32, u32)>,
}

/// The pairs of sketches that share enough fingerprints.
///
/// Cost: the fingerprints in order, and at most 15 pairs for each.
pub(super) fn candidates(sketches: &[&Sketch]) -> Candidates {
    let mut held: Vec<(u64, u32)> = Vec::new();
    for (number, sketch) in (0..).zip(sketches) {
        held.extend(sketch.fingerprints.iter().map(|&print| (print, number)));
    }
    held.sort_unstable();
    let (mut pairs, mut crowded) = (Vec::new(), Vec::new());
    for holders in held.chunk_by(|a, b| a.0 == b.0) {
        if holders.len() > MAX_HOLDERS {
            crowded.extend(holders.windows(2).filter_map(|pair| match pair {
                [earlier, later] => Some((earlier.1, later.1)),
                _ => None,
            }));
            continue;
        }
        for (at, &(_, later)) in holders.iter().enumerate() {
            pairs.extend(holders.iter().take(at).map(|&(_, earlier)| (earlier, later)));
        }
    }
    Candidates {
        pairs: shared_often(pairs, sketches, |fewest| MIN_SHARED.min(fewest)),
        crowded: shared_often(crowded, sketches, |fewest| fewest.div_ceil(2)),
    }
}

/// The distinct pairs that come often enough, for the fewer fingerprints of the two.
fn shared_often(
    mut pairs: Vec<(u32, u32)>,
    sketches: &[&Sketch],
    least: impl Fn(usize) -> usize,
) -> Vec<(u32, u32)> {
    pairs.sort_unstable();
    let prints =
        |number: u32| sketches.get(number as usize).map_or(0, |sketch| sketch.fingerprints.len());
    let often = pairs.chunk_by(|a, b| a == b).filter_map(|pair| {
        let &(earlier, later) = pair.first()?;
        (pair.len() >= least(prints(earlier).min(prints(later)))).then_some((earlier, later))
    });
    often.collect()
}
