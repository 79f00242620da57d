//! Words that occur nowhere, and the nearest that do.

use tantivy::Term;

use super::prefix_fuzzy::{most_frequent, near};
use crate::error::Result;
use crate::query::plan::{Alternative, Concept, Matcher, Reason};
use crate::query::report::MissingWord;
use crate::search::matching::matched::Matched;
use crate::search::matching::matcher::frequency;
use crate::store::snapshot::Snapshot;
use crate::util::fold::fold;

/// How many near words are named for one that occurs nowhere.
const NEAREST: usize = 3;

/// A word of fewer characters is not repaired by two edits: too many are near.
const LONG: usize = 8;

/// What an occurrence of a near word counts.
const REPAIRED: f32 = 0.5;

/// The words nearest to one that occurs nowhere: one edit before two, then
/// the more frequent, then by the alphabet. Words under four characters have
/// no near ones: everything is near to them.
fn nearest(snapshot: &Snapshot, typed: &str) -> Result<Vec<String>> {
    within(snapshot, &fold(typed), 2)
}

fn within(snapshot: &Snapshot, surface: &str, max_edits: u8) -> Result<Vec<String>> {
    if !(4..=64).contains(&surface.chars().count()) {
        return Ok(Vec::new());
    }
    for edits in 1..=max_edits {
        let words = near(snapshot, surface, edits).map_err(|e| snapshot.read_error(e))?;
        let mut found = most_frequent(words, &mut 0);
        if !found.is_empty() {
            found.truncate(NEAREST);
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// The nearest words to a free word that occurs in no passage and no title and
/// that the lexicon does not know; none for any other concept.
pub(super) fn repair(snapshot: &Snapshot, concept: &Concept) -> Result<Vec<String>> {
    let [Alternative { matcher: Matcher::Stem(stem), .. }] = concept.alternatives.as_slice() else {
        return Ok(Vec::new());
    };
    if !concept.scores || !is_word(concept) || occurs(snapshot, stem)? {
        return Ok(Vec::new());
    }
    let surface = fold(&concept.typed);
    let max_edits = if surface.chars().count() < LONG { 1 } else { 2 };
    within(snapshot, &surface, max_edits)
}

/// A concept for which the nearest words stand as well.
pub(super) fn with_nearest(mut concept: Concept, nearest: &[String]) -> Concept {
    let alternative = |word: &String| Alternative {
        matcher: Matcher::Surface(word.clone()),
        weight: REPAIRED,
        reason: Reason::Fuzzy,
    };
    concept.alternatives.extend(nearest.iter().map(alternative));
    concept
}

/// Free words that no passage and no title has, nor anything that stands for
/// them, each with the nearest words that occur.
pub(crate) fn missing_words(
    snapshot: &Snapshot,
    matched: &Matched<'_>,
) -> Result<Vec<MissingWord>> {
    let mut missing = Vec::new();
    for (concept, frequency) in matched.passage_frequencies() {
        if frequency == 0 && concept.scores && is_word(concept) {
            let (word, span) = (concept.typed.clone(), concept.span);
            let nearest = nearest(snapshot, &word)?;
            missing.push(MissingWord { word, span, nearest });
        }
    }
    Ok(missing)
}

fn occurs(snapshot: &Snapshot, stem: &str) -> Result<bool> {
    for field in [snapshot.fields.body, snapshot.fields.title] {
        let term = Term::from_field_text(field, stem);
        for segment in &snapshot.segments {
            if frequency(segment, &term).map_err(|e| snapshot.read_error(e))? > 0 {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Whether the concept is a loose word.
fn is_word(concept: &Concept) -> bool {
    concept.alternatives.first().is_some_and(|first| first.reason == Reason::Word)
}
