//! Shares of a score that are held back: of a passage that has nothing of the
//! query but repaired spellings, and of what was learnt where the passage lacks
//! what the query is about.

use super::concept::{ConceptFacts, ConceptKind, Frequencies};
use super::profile::Feedback;

/// What a repaired spelling is worth beside the least evidence for a typed word,
/// which counts a few thousandths of its weight even by a topic's trace in a
/// passage ten times the mean length. Anything from 0 up to this is as sound.
const REPAIRED: f32 = 1e-4;

/// The shares of one query.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct QueryShares {
    /// Of the score of a passage that has only repaired spellings.
    repaired: f32,
    /// The number of the rarest concept that was typed as a name.
    subject: Option<usize>,
    is_short: bool,
    /// Of what was learnt, where a document lacks the subject.
    without_subject: f32,
}

/// The shares of a query without concepts hold nothing back.
impl Default for QueryShares {
    fn default() -> Self {
        Self { repaired: 1.0, subject: None, is_short: false, without_subject: 1.0 }
    }
}

impl QueryShares {
    pub(crate) fn new(concepts: &[ConceptFacts], feedback: &Feedback) -> Self {
        let names = concepts.iter().enumerate().filter(|(_, concept)| {
            concept.kind == ConceptKind::Name && concept.passage_frequency > 0
        });
        let subject = names.min_by_key(|(_, name)| name.passage_frequency);
        Self {
            repaired: repaired_share(concepts),
            subject: subject.map(|(number, _)| number).filter(|_| concepts.len() > 1),
            is_short: concepts.len() <= feedback.short_query,
            without_subject: feedback.without_name,
        }
    }

    /// Whether any passage is scaled for what it lacks of the query.
    pub(crate) fn hold_back_passages(&self) -> bool {
        self.repaired < 1.0
    }

    /// The number of the concept without which less of what was learnt counts.
    pub(crate) fn subject(&self) -> Option<usize> {
        self.subject
    }

    /// The share of a passage's score that counts; `has_typed` says whether it
    /// or its title has a concept that was not repaired.
    pub(crate) fn of_passage(&self, has_typed: bool) -> f32 {
        if has_typed { 1.0 } else { self.repaired }
    }

    /// The share of what was learnt that counts in a document with that share of
    /// the query's weight.
    pub(crate) fn of_learnt(&self, has_subject: bool, covered: f32) -> f32 {
        let of_query = if self.is_short { covered } else { 1.0 };
        let of_subject = if has_subject { 1.0 } else { self.without_subject };
        of_query * of_subject
    }

    /// [`of_passage`](Self::of_passage) of a passage with that evidence.
    pub(crate) fn of_passage_with(&self, found: &[Frequencies], concepts: &[ConceptFacts]) -> f32 {
        let mut pairs = concepts.iter().zip(found);
        self.of_passage(
            !self.hold_back_passages()
                || pairs.any(|(concept, found)| {
                    concept.kind != ConceptKind::Repaired
                        && (found.in_passage > 0.0 || found.in_title > 0.0)
                }),
        )
    }

    /// [`of_learnt`](Self::of_learnt) of a passage with that evidence.
    pub(crate) fn of_learnt_in(&self, found: &[Frequencies], concepts: &[ConceptFacts]) -> f32 {
        let subject = self.subject.and_then(|number| found.get(number));
        let has_subject = subject.is_none_or(|of| of.in_document + of.in_title > 0.0);
        let total: f32 = concepts.iter().map(|concept| concept.weight).sum();
        let pairs = concepts.iter().zip(found);
        let covers = |(concept, of): (&ConceptFacts, &Frequencies)| {
            concept.weight * (of.in_document + of.in_title).min(1.0)
        };
        let covered: f32 = pairs.map(covers).sum();
        self.of_learnt(has_subject, if total > 0.0 { covered / total } else { 1.0 })
    }
}

/// So small a share that no passage with a repaired spelling alone stands before
/// one with a typed word; 1 where there is no such choice.
fn repaired_share(concepts: &[ConceptFacts]) -> f32 {
    let is_repaired = |concept: &&ConceptFacts| concept.kind == ConceptKind::Repaired;
    let typed = concepts.iter().filter(|concept| !is_repaired(concept));
    let present = typed.filter(|concept| concept.passage_frequency > 0);
    let least = present.map(|concept| concept.weight).min_by(f32::total_cmp);
    let total: f32 = concepts.iter().map(|concept| concept.weight).sum();
    match least {
        Some(least) if concepts.iter().any(|one| is_repaired(&one)) && total > 0.0 => {
            REPAIRED * least / total
        }
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::profile::Profile;

    fn concept(kind: ConceptKind, passage_frequency: u64, weight: f32) -> ConceptFacts {
        ConceptFacts { kind, typed: String::new(), passage_frequency, weight }
    }

    fn in_documents(documents: &[f32]) -> Vec<Frequencies> {
        let of = |&in_document: &f32| Frequencies { in_document, ..Frequencies::default() };
        documents.iter().map(of).collect()
    }

    /// The share of a passage without a typed word is so small that its highest
    /// score is under the lowest that a typed word gives.
    #[test]
    fn repairs_alone_stay_below_typed_words() {
        let (typed, repaired) = (ConceptKind::Word, ConceptKind::Repaired);
        let share = |concepts: &[ConceptFacts]| {
            QueryShares::new(concepts, &Feedback::default()).of_passage(false)
        };
        let concepts = [concept(typed, 9, 0.01), concept(repaired, 1, 8.0)];
        let profile = Profile::default();
        let highest = 8.0 * (profile.passage_k1 + 1.0) * share(&concepts);
        // A topic's trace in a passage ten times the mean length.
        let lowest = 0.01 * (1.0 - profile.document_share) * 0.0625 / 10.0 / profile.passage_k1;
        assert!(highest < lowest * (1.0 - profile.coverage), "{highest} and {lowest}");
        // Nothing to choose from: no typed word occurs, or none is repaired.
        assert!(share(&concepts[1..]) >= 1.0);
        assert!(share(&[concept(typed, 0, 3.0), concept(repaired, 1, 8.0)]) >= 1.0);
        assert!(share(&[concept(typed, 9, 0.01), concept(typed, 1, 8.0)]) >= 1.0);
    }

    /// Of what was learnt counts the share of a short query's weight, and half
    /// without the rarest name.
    #[test]
    fn shares_of_what_was_learnt() {
        let (word, name) = (ConceptKind::Word, ConceptKind::Name);
        let check = |concepts: &[ConceptFacts], documents: &[f32], expected: f32| {
            let shares = QueryShares::new(concepts, &Feedback::default());
            let share = shares.of_learnt_in(&in_documents(documents), concepts);
            assert!((share - expected).abs() < 1e-6, "{share} for {expected}: {documents:?}");
        };
        let short = [concept(word, 9, 1.0), concept(name, 2, 3.0)];
        check(&short, &[1.0, 2.0], 1.0);
        check(&short, &[0.0, 1.0], 0.75);
        check(&short, &[1.0, 0.0], 0.25 * 0.5);
        // The rarest of two names; one that occurs nowhere is none.
        let names = [concept(name, 9, 1.0), concept(name, 2, 1.0), concept(name, 0, 2.0)];
        check(&names, &[0.0, 1.0, 0.0], 0.25);
        check(&names, &[1.0, 0.0, 0.0], 0.25 * 0.5);
        // Of seven words the share is not counted, the name is.
        let mut long = vec![concept(word, 9, 1.0); 6];
        long.push(concept(name, 2, 1.0));
        check(&long, &[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0], 1.0);
        check(&long, &[1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0], 0.5);
    }
}
