//! Prefixes and fuzzy words, expanded to the words of the index.

use std::collections::{BTreeMap, HashSet};

use tantivy::Term;
use tantivy::postings::TermInfo;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;

use super::budget::{ExpansionBudget, is_expandable};
use crate::error::Result;
use crate::query::plan::{Alternative, Concept, Matcher};
use crate::search::matching::matcher::alive;
use crate::store::schema::KeyTerm;
use crate::store::segment::Segment;
use crate::store::snapshot::Snapshot;

/// The most words that a prefix or fuzzy word is expanded to; these are the
/// most frequent ones. Each is a posting list to read.
pub(crate) const MAX_EXPANSIONS: usize = 256;

/// Words, each with the number of passages that have it.
pub(super) type WordFrequencies = BTreeMap<String, u64>;

/// A concept without prefixes and fuzzy words.
#[derive(Debug, PartialEq)]
pub(super) struct ExpandedConcept {
    pub(super) concept: Concept,
    /// The words that replaced them, the most frequent first.
    pub(super) words: Vec<String>,
    /// How many words beyond [`MAX_EXPANSIONS`] were omitted.
    pub(super) omitted: usize,
    /// Whether they were refused for the budget.
    pub(super) is_refused: bool,
}

/// Replaces a concept's prefixes and fuzzy words by words of the index, or by
/// nothing where the budget is spent. Other alternatives stay.
///
/// Cost: a prefix reads the dictionary's terms with it, a fuzzy word those that
/// an automaton accepts; of each term the passages are counted.
pub(super) fn expand_concept(
    snapshot: &Snapshot,
    concept: Concept,
    budget: &mut ExpansionBudget,
) -> Result<ExpandedConcept> {
    let is_allowed = budget.allows(&concept);
    let mut expansion = Expansion::default();
    let mut omitted = 0;
    for alternative in concept.alternatives {
        if !is_expandable(&alternative.matcher) {
            expansion.keep(alternative);
        } else if is_allowed {
            let frequencies = words_of(snapshot, &alternative.matcher);
            let frequencies = frequencies.map_err(|error| snapshot.read_error(error))?;
            budget.count(&alternative.matcher, &frequencies);
            omitted += frequencies.len().saturating_sub(MAX_EXPANSIONS);
            for word in most_frequent(frequencies) {
                expansion.add(word, &alternative);
            }
        }
    }
    let Expansion { alternatives, words, .. } = expansion;
    let (concept, is_refused) = (Concept { alternatives, ..concept }, !is_allowed);
    Ok(ExpandedConcept { concept, words, omitted, is_refused })
}

/// The alternatives of a concept while it is expanded.
#[derive(Default)]
struct Expansion {
    alternatives: Vec<Alternative>,
    /// Surfaces among the alternatives.
    surfaces: HashSet<String>,
    /// Words that were added, in order.
    words: Vec<String>,
    /// The same, for look-ups.
    added: HashSet<String>,
}

impl Expansion {
    /// Takes over an alternative that is no prefix and no fuzzy word.
    fn keep(&mut self, alternative: Alternative) {
        if let Matcher::Surface(surface) = &alternative.matcher {
            self.surfaces.insert(surface.clone());
        }
        self.alternatives.push(alternative);
    }

    /// Adds a word that `expanded`, a prefix or fuzzy word, stands for, unless
    /// it is an alternative already.
    fn add(&mut self, word: String, expanded: &Alternative) {
        if self.surfaces.contains(&word) {
            return;
        }
        self.keep(alternative_for(&word, expanded));
        // One spelling can be a designator and a word: two alternatives, one
        // word of the report.
        if self.added.insert(word.clone()) {
            self.words.push(word);
        }
    }
}

/// The alternative of one word that `expanded`, a prefix or fuzzy word, became.
pub(crate) fn alternative_for(word: &str, expanded: &Alternative) -> Alternative {
    let matcher = match &expanded.matcher {
        Matcher::ExactPrefix(_) => Matcher::Exact(word.to_owned()),
        Matcher::PhrasePrefix { surfaces, .. } => {
            let last = std::iter::once(word.to_owned());
            Matcher::Phrase { surfaces: surfaces.iter().cloned().chain(last).collect(), slop: 0 }
        }
        _ => Matcher::Surface(word.to_owned()),
    };
    Alternative { matcher, weight: expanded.weight, reason: expanded.reason }
}

/// The [`MAX_EXPANSIONS`] most frequent words, the most frequent first; equally
/// frequent ones by the alphabet.
pub(super) fn most_frequent(frequencies: WordFrequencies) -> Vec<String> {
    let mut words: Vec<(String, u64)> = frequencies.into_iter().collect();
    words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    words.truncate(MAX_EXPANSIONS);
    words.into_iter().map(|(word, _)| word).collect()
}

/// The words that a prefix or fuzzy matcher stands for; none of any other
/// matcher.
fn words_of(snapshot: &Snapshot, matcher: &Matcher) -> tantivy::Result<WordFrequencies> {
    let fields = snapshot.fields;
    match matcher {
        Matcher::Prefix(prefix) | Matcher::PhrasePrefix { prefix, .. } => {
            // `exact` has the surfaces that differ from their stems, `body` the
            // others.
            let mut words = with_prefix(snapshot, fields.exact, prefix)?;
            words.append(&mut with_prefix(snapshot, fields.body, prefix)?);
            Ok(words)
        }
        Matcher::ExactPrefix(prefix) => {
            let term_prefix = KeyTerm::Exact(prefix).text();
            let (marker, _) = KeyTerm::Exact(prefix).parts();
            let terms = with_prefix(snapshot, fields.keys, &term_prefix)?;
            let key = |term: String| term.strip_prefix(marker).map(str::to_owned);
            Ok(terms.into_iter().filter_map(|(term, n)| Some((key(term)?, n))).collect())
        }
        Matcher::Fuzzy { surface, edits } => near(snapshot, surface, *edits),
        _ => Ok(WordFrequencies::new()),
    }
}

/// Terms of a field with this prefix, each with the number of passages that
/// have it as a surface or key.
fn with_prefix(
    snapshot: &Snapshot,
    field: Field,
    prefix: &str,
) -> tantivy::Result<WordFrequencies> {
    let mut words = WordFrequencies::new();
    for segment in &snapshot.segments {
        let inverted = segment.reader.inverted_index(field)?;
        let mut stream = inverted.terms().range().ge(prefix).into_stream()?;
        while stream.advance() && stream.key().starts_with(prefix.as_bytes()) {
            let passages = passages(segment, field, stream.value())?;
            count(&mut words, stream.key(), passages);
        }
    }
    Ok(words)
}

/// How many passages that are not deleted have a term as a surface.
fn passages(segment: &Segment, field: Field, info: &TermInfo) -> tantivy::Result<u32> {
    // A term of `body` is a stem: not every occurrence is of that surface.
    if field != segment.fields.body {
        return alive(segment, field, info);
    }
    let mut passages = 0;
    let alive = |passage| u32::from(!segment.reader.is_deleted(passage));
    segment.for_each_own(info, |passage, _| passages += alive(passage))?;
    Ok(passages)
}

/// Words of passages within `edits` of a surface, the surface left out. A
/// transposition of neighbours is one edit.
pub(super) fn near(
    snapshot: &Snapshot,
    surface: &str,
    edits: u8,
) -> tantivy::Result<WordFrequencies> {
    let fields = snapshot.fields;
    let term = Term::from_field_text(fields.exact, surface);
    // Clamped: tantivy refuses more than two edits.
    let automaton = FuzzyTermQuery::new(term, edits.clamp(1, 2), true).automaton()?;
    let mut words = WordFrequencies::new();
    for segment in &snapshot.segments {
        for field in [fields.exact, fields.body] {
            let inverted = segment.reader.inverted_index(field)?;
            let mut stream = inverted.terms().search(&automaton).into_stream()?;
            while stream.advance() {
                let passages = passages(segment, field, stream.value())?;
                count(&mut words, stream.key(), passages);
            }
        }
    }
    words.remove(surface);
    Ok(words)
}

/// Adds a term's passages. A term of no passage is left out: all that have it
/// are deleted, or it is a stem and no surface.
fn count(words: &mut WordFrequencies, key: &[u8], passages: u32) {
    if passages == 0 {
        return;
    }
    if let Ok(word) = std::str::from_utf8(key) {
        *words.entry(word.to_owned()).or_default() += u64::from(passages);
    }
}
