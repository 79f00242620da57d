//! Words that occur nowhere, and the nearest that do.

use tantivy::Term;

use super::prefix_fuzzy::{most_frequent, near};
use crate::error::Result;
use crate::query::plan::{Alternative, Concept, Matcher, Reason};
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
pub(crate) fn nearest(snapshot: &Snapshot, typed: &str) -> Result<Vec<String>> {
    within(snapshot, &fold(typed), 2)
}

fn within(snapshot: &Snapshot, surface: &str, most_edits: u8) -> Result<Vec<String>> {
    if !(4..=64).contains(&surface.chars().count()) {
        return Ok(Vec::new());
    }
    for edits in 1..=most_edits {
        let words = near(snapshot, surface, edits).map_err(|e| snapshot.from_tantivy(e))?;
        let mut found = most_frequent(words, &mut 0);
        if !found.is_empty() {
            found.truncate(NEAREST);
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// Lets the nearest words stand for a loose word that occurs in no passage
/// and no title and that the lexicon does not know; gives them.
pub(crate) fn repair(snapshot: &Snapshot, concept: &mut Concept) -> Result<Vec<String>> {
    let [Alternative { matcher: Matcher::Stem(stem), .. }] = concept.alternatives.as_slice() else {
        return Ok(Vec::new());
    };
    if !concept.scores || !is_word(concept) || occurs(snapshot, stem)? {
        return Ok(Vec::new());
    }
    let surface = fold(&concept.typed);
    let most_edits = if surface.chars().count() < LONG { 1 } else { 2 };
    let found = within(snapshot, &surface, most_edits)?;
    let alternative = |word: &String| Alternative {
        matcher: Matcher::Surface(word.clone()),
        weight: REPAIRED,
        reason: Reason::Fuzzy,
    };
    concept.alternatives.extend(found.iter().map(alternative));
    Ok(found)
}

fn occurs(snapshot: &Snapshot, stem: &str) -> Result<bool> {
    for field in [snapshot.fields.body, snapshot.fields.title] {
        let term = Term::from_field_text(field, stem);
        for segment in &snapshot.segments {
            if frequency(segment, &term).map_err(|e| snapshot.from_tantivy(e))? > 0 {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Whether the concept is a loose word.
pub(crate) fn is_word(concept: &Concept) -> bool {
    concept.alternatives.first().is_some_and(|first| first.reason == Reason::Word)
}
