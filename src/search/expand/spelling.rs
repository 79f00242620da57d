//! Misspelt words: words of a query that occur nowhere, and the nearest words
//! that do.

use std::ops::RangeInclusive;

use tantivy::Term;

use super::prefix_fuzzy::{most_frequent, near};
use crate::error::Result;
use crate::query::plan::{Alternative, Concept, Matcher, Reason};
use crate::query::report::MissingWord;
use crate::search::matching::matched::Matched;
use crate::search::matching::matcher::frequency;
use crate::store::snapshot::Snapshot;
use crate::util::fold::fold;

/// How many nearest words a misspelt word has.
const MAX_NEAREST: usize = 3;

/// Words of this many characters have near ones. To a shorter word everything
/// is near; one that is longer was no word.
const LENGTHS: RangeInclusive<usize> = 4..=64;

/// From this many characters on a word is corrected by two edits; too many
/// words are within two edits of a shorter one.
const TWO_EDITS_FROM: usize = 8;

/// What an occurrence of a nearest word counts, where one of the typed word
/// would count 1.
const CORRECTION_WEIGHT: f32 = 0.5;

/// The words nearest to one that occurs nowhere: those within one edit or, if
/// there are none, within `max_edits`; of these the most frequent.
fn nearest(snapshot: &Snapshot, surface: &str, max_edits: u8) -> Result<Vec<String>> {
    if !LENGTHS.contains(&surface.chars().count()) {
        return Ok(Vec::new());
    }
    for edits in 1..=max_edits {
        let frequencies = near(snapshot, surface, edits).map_err(|e| snapshot.read_error(e))?;
        let mut nearest = most_frequent(frequencies);
        if !nearest.is_empty() {
            nearest.truncate(MAX_NEAREST);
            return Ok(nearest);
        }
    }
    Ok(Vec::new())
}

/// The nearest words to a misspelt word: a free word that occurs in no passage
/// and no title and that has no other alternative. Empty for any other concept.
pub(super) fn nearest_of_misspelt(snapshot: &Snapshot, concept: &Concept) -> Result<Vec<String>> {
    let [Alternative { matcher: Matcher::Stem(stem), .. }] = concept.alternatives.as_slice() else {
        return Ok(Vec::new());
    };
    // `occurs` comes last: it alone reads the index.
    if !concept.scores || !is_word(concept) || occurs(snapshot, stem)? {
        return Ok(Vec::new());
    }
    let surface = fold(&concept.typed);
    let max_edits = if surface.chars().count() < TWO_EDITS_FROM { 1 } else { 2 };
    nearest(snapshot, &surface, max_edits)
}

/// The concept with its nearest words as alternatives.
pub(super) fn with_nearest(mut concept: Concept, nearest: &[String]) -> Concept {
    let alternative = |word: &String| Alternative {
        matcher: Matcher::Surface(word.clone()),
        weight: CORRECTION_WEIGHT,
        reason: Reason::Fuzzy,
    };
    concept.alternatives.extend(nearest.iter().map(alternative));
    concept
}

/// Free words none of whose alternatives is in any passage or title, each with
/// its nearest words.
pub(crate) fn missing_words(
    snapshot: &Snapshot,
    matched: &Matched<'_>,
) -> Result<Vec<MissingWord>> {
    let mut missing = Vec::new();
    for (concept, frequency) in matched.passage_frequencies() {
        if frequency == 0 && concept.scores && is_word(concept) {
            let (word, span) = (concept.typed.clone(), concept.span);
            // For a report two edits do no harm, even of a short word.
            let nearest = nearest(snapshot, &fold(&word), 2)?;
            missing.push(MissingWord { word, span, nearest });
        }
    }
    Ok(missing)
}

/// Whether a passage or title that is not deleted has the stem.
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

/// Whether the concept is a free word.
fn is_word(concept: &Concept) -> bool {
    concept.alternatives.first().is_some_and(|first| first.reason == Reason::Word)
}
