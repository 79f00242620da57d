//! How near a fact that answers stands to what was typed.

use super::concept::ConceptFacts;
use super::evidence::Occurrence;

/// A concept this many words away from a fact counts half of one beside it.
const HALF_DISTANCE: f32 = 12.0;

/// The share of a date, amount or measure that counts wherever what was typed stands:
/// it mostly holds for a whole sentence. Judged questions moved by one first answer
/// from 0.7 to 1.
pub(crate) const SENTENCE_SPREAD: f32 = 0.8;

/// The same of a count, a name or a cue, which holds for the words beside it.
pub(crate) const WORD_SPREAD: f32 = 0.3;

/// A fact in a passage, as the positions of its words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Fact {
    pub(crate) first: u32,
    pub(crate) last: u32,
    /// How well it is what was asked for, from 0 to 1.
    pub(crate) fit: f32,
    /// The share of it that counts wherever what was typed stands.
    pub(crate) spread: f32,
}

impl Fact {
    /// Words from it to a position; 0 within it.
    pub(crate) fn distance(&self, position: u32) -> u32 {
        self.first.saturating_sub(position).max(position.saturating_sub(self.last))
    }
}

/// Where the concepts of a query stand in a passage.
pub(crate) struct Places<'a> {
    concepts: &'a [ConceptFacts],
    /// The positions of each concept, which ascend.
    of_concepts: Vec<Vec<u32>>,
    /// The weight of the concepts that the index has.
    weight: f32,
}

impl<'a> Places<'a> {
    /// The places of occurrences in any order.
    pub(crate) fn new(occurrences: &[Occurrence], concepts: &'a [ConceptFacts]) -> Self {
        let mut of_concepts = vec![Vec::new(); concepts.len()];
        for occurrence in occurrences {
            if let Some(places) = of_concepts.get_mut(occurrence.concept as usize) {
                places.push(occurrence.position);
            }
        }
        for places in &mut of_concepts {
            places.sort_unstable();
        }
        let occurring = concepts.iter().filter(|concept| concept.passage_frequency > 0);
        let weight = occurring.map(|concept| concept.weight).sum();
        Self { concepts, of_concepts, weight }
    }

    /// How well a fact answers, from 0 to 1: how well it fits, by the share of the
    /// query's weight that stands near it. A concept counts by its nearest occurrence.
    ///
    /// Cost: for each concept the logarithm of its occurrences.
    pub(crate) fn nearness(&self, fact: &Fact) -> f32 {
        let near: f32 = self
            .concepts
            .iter()
            .zip(&self.of_concepts)
            .filter_map(|(concept, places)| {
                let distance = nearest(fact, places)?;
                Some(concept.weight / (1.0 + distance as f32 / HALF_DISTANCE))
            })
            .sum();
        let near = if self.weight > 0.0 { near / self.weight } else { 0.0 };
        fact.fit * (fact.spread + (1.0 - fact.spread) * near)
    }
}

/// Words from a fact to the nearest of positions, which ascend.
fn nearest(fact: &Fact, places: &[u32]) -> Option<u32> {
    let behind = places.partition_point(|&place| place < fact.first);
    let around = [behind.checked_sub(1), Some(behind)].into_iter().flatten();
    around.filter_map(|at| places.get(at)).map(|&place| fact.distance(place)).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::concept::ConceptKind;

    fn concepts(weights: &[f32]) -> Vec<ConceptFacts> {
        let concept = |&weight: &f32| ConceptFacts {
            kind: ConceptKind::Word,
            typed: String::new(),
            passage_frequency: 1,
            weight,
        };
        weights.iter().map(concept).collect()
    }

    /// Beside the fact a concept counts whole, twelve words away half; one that is
    /// not there counts nothing.
    #[test]
    fn worked_by_hand() {
        let fact = Fact { first: 20, last: 22, fit: 0.5, spread: 0.0 };
        let check = |places: &[(u32, u32)], expected: f32| {
            let occurrence = |&(position, concept)| Occurrence { position, concept };
            let occurrences: Vec<Occurrence> = places.iter().map(occurrence).collect();
            let concepts = concepts(&[3.0, 1.0]);
            let near = Places::new(&occurrences, &concepts).nearness(&fact);
            assert!((near - expected).abs() < 1e-6, "{near} for {expected}: {places:?}");
        };
        check(&[(20, 0), (22, 1)], 0.5);
        check(&[(8, 0), (34, 1)], 0.25);
        check(&[(0, 0), (8, 0), (21, 1)], 0.5 * 2.5 / 4.0);
        check(&[(21, 1)], 0.5 / 4.0);
        check(&[], 0.0);
        assert!(Places::new(&[], &[]).nearness(&fact).abs() < f32::EPSILON);
        let of_sentence = Fact { spread: 0.8, ..fact };
        assert!((Places::new(&[], &concepts(&[1.0])).nearness(&of_sentence) - 0.4).abs() < 1e-6);
    }
}
