//! Misspelt words: words of a query that occur nowhere, and the nearest words
//! that do.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use tantivy::Term;

use super::budget::MAX_MISSPELT;
use super::prefix_fuzzy::{most_frequent, near};
use crate::error::Result;
use crate::query::plan::{Alternative, Concept, Matcher, Reason, Scope};
use crate::query::report::MissingWord;
use crate::query::report::ignored::{Ignored, IgnoredKind};
use crate::search::matching::matched::Matched;
use crate::search::matching::matcher::frequency;
use crate::store::schema::KeyTerm;
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

/// A name in capitals of fewer characters is another name with a letter changed.
const NAME_FROM: usize = 6;

/// What an occurrence of a nearest word counts, where one of the typed word
/// would count 1.
const CORRECTION_WEIGHT: f32 = 0.5;

/// The nearest words of the misspelt words of one query. Each word is looked up
/// once, and at most [`MAX_MISSPELT`] words are.
#[derive(Default)]
pub(crate) struct Spelling {
    /// The nearest words of each surface that was looked up.
    nearest: BTreeMap<String, Nearest>,
    /// Surfaces beyond [`MAX_MISSPELT`], in the order of the query.
    refused: Vec<String>,
}

/// The words nearest to one.
#[derive(Default)]
struct Nearest {
    /// The number of edits within which words were looked up.
    edits: u8,
    /// The most frequent words of those with the fewest edits.
    words: Vec<String>,
}

impl Spelling {
    /// The words nearest to one that occurs nowhere: those within one edit or,
    /// if there are none, within `max_edits`; of these the most frequent. Empty
    /// for a word beyond [`MAX_MISSPELT`].
    fn nearest(
        &mut self,
        snapshot: &Snapshot,
        surface: &str,
        max_edits: u8,
    ) -> Result<Vec<String>> {
        if !LENGTHS.contains(&surface.chars().count()) || has_figure(surface) {
            return Ok(Vec::new());
        }
        if self.nearest.len() >= MAX_MISSPELT && !self.nearest.contains_key(surface) {
            if !self.refused.iter().any(|refused| refused == surface) {
                self.refused.push(surface.to_owned());
            }
            return Ok(Vec::new());
        }
        let nearest = self.nearest.entry(surface.to_owned()).or_default();
        while nearest.words.is_empty() && nearest.edits < max_edits {
            nearest.edits += 1;
            let words = near(snapshot, surface, nearest.edits);
            let mut words = words.map_err(|e| snapshot.read_error(e))?;
            words.retain(|word, _| !has_figure(word) && may_be_meant(surface, word));
            nearest.words = most_frequent(words);
            nearest.words.truncate(MAX_NEAREST);
        }
        Ok(nearest.words.clone())
    }

    /// The nearest words to a misspelt word: a free word that occurs in no
    /// passage and no title and that has no other alternative. Empty for any
    /// other concept. `has_small_letters` says whether some word of the query has
    /// any: capitals mean nothing where none has.
    pub(super) fn nearest_of_misspelt(
        &mut self,
        snapshot: &Snapshot,
        concept: &Concept,
        has_small_letters: bool,
    ) -> Result<Vec<String>> {
        let [Alternative { matcher: Matcher::Stem(stem), .. }] = concept.alternatives.as_slice()
        else {
            return Ok(Vec::new());
        };
        // `occurs` comes last: it alone reads the index.
        if !concept.scores || !is_word(concept) || occurs(snapshot, stem)? {
            return Ok(Vec::new());
        }
        let surface = fold(&concept.typed);
        let is_name = has_small_letters && is_in_capitals(&concept.typed);
        match surface.chars().count() {
            ..NAME_FROM if is_name => Ok(Vec::new()),
            ..TWO_EDITS_FROM => self.nearest(snapshot, &surface, 1),
            _ if is_name => self.nearest(snapshot, &surface, 1),
            _ => self.nearest(snapshot, &surface, 2),
        }
    }

    /// What scores and is in no passage and no title, in none of its
    /// alternatives. Free words have their nearest words.
    pub(crate) fn missing_words(
        &mut self,
        snapshot: &Snapshot,
        matched: &Matched<'_>,
    ) -> Result<Vec<MissingWord>> {
        let mut missing = Vec::new();
        for (concept, frequency) in matched.passage_frequencies() {
            // A word with nearest words among its alternatives was reported before.
            if frequency > 0 || !concept.scores || !is_word(concept) || concept.is_repaired() {
                continue;
            }
            let surface = fold(&concept.typed);
            // For a report two edits do no harm, but of a word of a few letters.
            let is_short = surface.chars().count() < NAME_FROM;
            let mut nearest = self.nearest(snapshot, &surface, if is_short { 1 } else { 2 })?;
            // Texts can have a word that titles lack: that is no misspelling.
            if nearest.iter().any(|word| *word == surface) {
                nearest.clear();
            }
            missing.push(missing_part(concept, concept.typed.clone(), nearest, false));
        }
        Ok(missing)
    }

    /// The entry of the report on words that were not looked up.
    pub(crate) fn refused(&self) -> Option<Ignored> {
        let why = format!(
            "a query looks up the nearest words of at most {MAX_MISSPELT} words that occur \
             nowhere: ask for fewer, or check how these are spelt"
        );
        Ignored::several(IgnoredKind::TooManyMisspeltWords, &self.refused, why)
    }
}

/// The entry of the report on a concept that occurs nowhere, written as it is
/// typed, but for the title's field.
pub(crate) fn missing_part(
    concept: &Concept,
    typed: String,
    nearest: Vec<String>,
    is_repaired: bool,
) -> MissingWord {
    let in_titles = concept.scope == Scope::Title;
    let word = if in_titles { format!("title:{typed}") } else { typed };
    MissingWord { word, span: concept.span, nearest, in_titles, is_repaired }
}

/// The concept with its nearest words as alternatives.
pub(super) fn with_nearest(mut concept: Concept, nearest: &[String]) -> Concept {
    let alternative = |word: &String| Alternative {
        matcher: Matcher::Surface(word.clone()),
        weight: CORRECTION_WEIGHT,
        reason: Reason::Repair,
    };
    concept.alternatives.extend(nearest.iter().map(alternative));
    concept
}

/// Whether some word of a query has small letters.
pub(super) fn has_small_letters(concepts: &[Concept]) -> bool {
    concepts.iter().any(|concept| concept.typed.chars().any(char::is_lowercase))
}

fn is_in_capitals(typed: &str) -> bool {
    typed.chars().any(char::is_uppercase) && !typed.chars().any(char::is_lowercase)
}

/// Whether a word with near spelling may be what was meant: who types a short word
/// gets its first letter right, or swaps, loses or doubles it. "date" is not "late".
fn may_be_meant(surface: &str, word: &str) -> bool {
    let first_two = |text: &str| {
        let mut letters = text.chars();
        (letters.next(), letters.next())
    };
    let (typed, other) = (first_two(surface), first_two(word));
    surface.chars().count() >= TWO_EDITS_FROM
        || typed.0 == other.0
        || typed == (other.1, other.0)
        || surface.chars().count() >= NAME_FROM
            && (word.ends_with(surface) || surface.ends_with(word))
}

/// Whether a word has a figure: a number with another one is another number, and
/// a type with another figure is another type.
fn has_figure(word: &str) -> bool {
    word.chars().any(char::is_numeric)
}

/// Whether a passage, a title or the name of a file has the stem, deleted ones left
/// out.
fn occurs(snapshot: &Snapshot, stem: &str) -> Result<bool> {
    let fields = snapshot.fields;
    let terms = [fields.body, fields.title].map(|field| Term::from_field_text(field, stem));
    for term in terms.into_iter().chain([KeyTerm::FileWord(stem).term(fields)]) {
        for segment in &snapshot.segments {
            if frequency(segment, &term).map_err(|e| snapshot.read_error(e))? > 0 {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Whether the concept is a free word.
pub(crate) fn is_word(concept: &Concept) -> bool {
    concept.alternatives.first().is_some_and(|first| first.reason == Reason::Word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_letters_are_right_but_swapped_lost_or_doubled() {
        let check = |typed: &str, word: &str, expected: bool| {
            assert_eq!(may_be_meant(typed, word), expected, "{typed}, {word}");
        };
        check("embrago", "embargo", true);
        check("date", "late", false);
        check("take", "have", false);
        check("ocntract", "contract", true);
        check("ocst", "cost", true);
        check("akistan", "pakistan", true);
        check("ppakistan", "pakistan", true);
        check("omat", "coat", false);
        check("belicopter", "helicopter", true);
    }
}
