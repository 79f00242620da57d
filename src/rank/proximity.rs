//! How close the concepts of a query stand to one another in a passage.
//!
//! Büttcher, Clarke and Lushman, "Term proximity scoring for ad-hoc retrieval
//! on very large text collections", SIGIR 2006: going through the occurrences
//! in the order of the text, two neighbours of different concepts at distance
//! `d` give each the other's weight over `d²`.

use super::concept::ConceptFacts;
use super::evidence::Occurrence;

/// The proximity score of a passage's occurrences, which ascend; 0 where no
/// two concepts meet. `k1` saturates as in BM25, `norm` is the passage's length
/// norm.
pub(crate) fn proximity(
    occurrences: &[Occurrence],
    concepts: &[ConceptFacts],
    k1: f32,
    norm: f32,
) -> f32 {
    let mut closeness = vec![0.0_f32; concepts.len()];
    for pair in occurrences.windows(2) {
        let [left, right] = pair else { continue };
        if left.concept == right.concept {
            continue;
        }
        // Alternatives of two concepts can stand on one word.
        let distance = (right.position - left.position).max(1) as f32;
        let inverse_square = 1.0 / (distance * distance);
        add(&mut closeness, left.concept, inverse_square * weight(concepts, right.concept));
        add(&mut closeness, right.concept, inverse_square * weight(concepts, left.concept));
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
    use crate::rank::concept::ConceptKind;

    fn concepts(weights: &[f32]) -> Vec<ConceptFacts> {
        let facts = |&weight: &f32| ConceptFacts {
            kind: ConceptKind::Word,
            typed: String::new(),
            passage_frequency: 1,
            weight,
        };
        weights.iter().map(facts).collect()
    }

    fn occurrences(places: &[(u32, u32)]) -> Vec<Occurrence> {
        let occurrence = |&(position, concept)| Occurrence { position, concept };
        places.iter().map(occurrence).collect()
    }

    /// Two concepts of weight 2 side by side: each gets 2 / 1² = 2, saturated
    /// with k1 = 1 and norm 1 to 2 * 2 / 3 = 4/3, times min(2, 1) = 1: 8/3.
    #[test]
    fn worked_by_hand() {
        let found = proximity(&occurrences(&[(3, 0), (4, 1)]), &concepts(&[2.0, 2.0]), 1.0, 1.0);
        assert!((found - 8.0 / 3.0).abs() < 1e-5, "{found}");
    }

    #[test]
    fn closer_is_more_and_one_alone_is_nothing() {
        let both = concepts(&[1.0, 1.0]);
        let at = |right: u32| proximity(&occurrences(&[(0, 0), (right, 1)]), &both, 1.2, 1.0);
        assert!((1..20).all(|distance| at(distance) > at(distance + 1)));
        assert!(
            proximity(&occurrences(&[(0, 0), (1, 0), (2, 0)]), &both, 1.2, 1.0).abs()
                < f32::EPSILON
        );
        assert!(proximity(&[], &[], 1.2, 1.0).abs() < f32::EPSILON);
    }
}
