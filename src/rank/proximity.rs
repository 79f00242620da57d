//! How close the concepts of a query stand to one another in a passage.
//!
//! Büttcher, Clarke and Lushman, "Term proximity scoring for ad-hoc retrieval
//! on very large text collections", SIGIR 2006: going through the occurrences
//! in the order of the text, two neighbours of different concepts at distance
//! `d` give each the other's weight over `d²`.

use super::evidence::ConceptFacts;

/// The proximity score: 0 where no two concepts meet. `places` are positions
/// with numbers of concepts, ascending; `k1` saturates as in BM25; `norm` is
/// the passage's length norm.
pub(crate) fn proximity(
    places: &[(u32, u32)],
    concepts: &[ConceptFacts],
    k1: f32,
    norm: f32,
) -> f32 {
    let mut closeness = vec![0.0_f32; concepts.len()];
    for pair in places.windows(2) {
        let [(left, one), (right, other)] = pair else { continue };
        if one == other {
            continue;
        }
        let distance = (right - left).max(1) as f32;
        let near = 1.0 / (distance * distance);
        add(&mut closeness, *one, near * weight(concepts, *other));
        add(&mut closeness, *other, near * weight(concepts, *one));
    }
    let weights = concepts.iter().map(|concept| concept.weight);
    let saturated =
        |close: f32| if close > 0.0 { close * (k1 + 1.0) / (close + k1 * norm) } else { 0.0 };
    closeness.iter().zip(weights).map(|(&close, weight)| weight.min(1.0) * saturated(close)).sum()
}

fn weight(concepts: &[ConceptFacts], number: u32) -> f32 {
    concepts.get(number as usize).map_or(0.0, |concept| concept.weight)
}

fn add(sums: &mut [f32], at: u32, value: f32) {
    if let Some(sum) = sums.get_mut(at as usize) {
        *sum += value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn concepts(weights: &[f32]) -> Vec<ConceptFacts> {
        let facts =
            |&weight: &f32| ConceptFacts { typed: String::new(), passage_frequency: 1, weight };
        weights.iter().map(facts).collect()
    }

    /// Two concepts of weight 2 side by side: each gets 2 / 1² = 2, saturated
    /// with k1 = 1 and norm 1 to 2 * 2 / 3 = 4/3, times min(2, 1) = 1: 8/3.
    #[test]
    fn worked_by_hand() {
        let found = proximity(&[(3, 0), (4, 1)], &concepts(&[2.0, 2.0]), 1.0, 1.0);
        assert!((found - 8.0 / 3.0).abs() < 1e-5, "{found}");
    }

    #[test]
    fn closer_is_more_and_one_alone_is_nothing() {
        let both = concepts(&[1.0, 1.0]);
        let at = |right: u32| proximity(&[(0, 0), (right, 1)], &both, 1.2, 1.0);
        assert!((1..20).all(|distance| at(distance) > at(distance + 1)));
        assert!(proximity(&[(0, 0), (1, 0), (2, 0)], &both, 1.2, 1.0).abs() < f32::EPSILON);
        assert!(proximity(&[], &[], 1.2, 1.0).abs() < f32::EPSILON);
    }
}
