//! Typed forms that are much rarer than their stems. All forms of a stem count as
//! one word, so that a rare one would be buried by the others: of such a form its
//! own rarity is scored as well.

use tantivy::Term;

use super::gather::{ConceptPostings, gather_term};
use crate::query::plan::{Concept, Matcher, Reason};
use crate::rank::bm25f;
use crate::rank::concept::{ConceptFacts, ConceptKind};
use crate::store::snapshot::Snapshot;

/// A form is much rarer than its stem where at most one in this many passages
/// with the stem has it.
const MUCH_RARER: u64 = 3;

/// The most passages of a rare form whose list costs next to nothing: a block of
/// postings.
const CHEAP_PASSAGES: u64 = 128;

/// A form in more passages is scored where at most one in this many passages with
/// the stem has it, so that a list costs a small part of the stem's.
const CHEAP_RATIO: u64 = 30;

/// A typed form with its postings.
pub(crate) struct RareForm {
    pub(crate) facts: ConceptFacts,
    pub(crate) postings: ConceptPostings,
}

/// The part of a concept for its typed form; `None` where that is no word, its own
/// stem, or not much rarer than that. `share` of what it is rarer is scored.
///
/// Cost: a look-up in the dictionary of each segment.
pub(crate) fn rare_form(
    snapshot: &Snapshot,
    concept: &Concept,
    of_concept: &ConceptPostings,
    share: f32,
) -> tantivy::Result<Option<RareForm>> {
    let (Some(form), Some(first)) = (&concept.form, concept.alternatives.first()) else {
        return Ok(None);
    };
    let Matcher::Stem(stem) = &first.matcher else { return Ok(None) };
    if first.reason != Reason::Word || form == stem || of_concept.passage_frequency == 0 {
        return Ok(None);
    }
    let term = Term::from_field_text(snapshot.fields.exact, form);
    let postings = gather_term(snapshot, &term)?;
    let (with_form, with_stem) = (postings.passage_frequency, of_concept.passage_frequency);
    if with_form == 0 || !is_much_rarer(with_form, with_stem) {
        return Ok(None);
    }
    let idf = |passages| bm25f::idf(snapshot.stats.passages, passages);
    let weight = share * (idf(with_form) - idf(with_stem)) * concept.times as f32;
    let facts = ConceptFacts {
        kind: ConceptKind::Word,
        typed: concept.typed.clone(),
        passage_frequency: with_form,
        weight,
    };
    Ok(Some(RareForm { facts, postings }))
}

/// Whether a form in so many passages is rare beside its stem, and cheap to score.
fn is_much_rarer(with_form: u64, with_stem: u64) -> bool {
    let ratio = if with_form <= CHEAP_PASSAGES { MUCH_RARER } else { CHEAP_RATIO };
    with_form.saturating_mul(ratio) <= with_stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_forms_are_cheap() {
        let check = |with_form, with_stem, expected| {
            assert_eq!(is_much_rarer(with_form, with_stem), expected, "{with_form} {with_stem}");
        };
        check(1, 2, false);
        check(1, 3, true);
        check(128, 384, true);
        check(128, 383, false);
        check(129, 1000, false);
        check(129, 3870, true);
    }
}
