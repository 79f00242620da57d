//! Prefixes and fuzzy words to the words of the index.

use std::collections::BTreeMap;

use tantivy::Term;
use tantivy::postings::TermInfo;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;

use crate::error::Result;
use crate::query::plan::{Alternative, Concept, Matcher};
use crate::search::matching::matcher::alive;
use crate::store::schema::KeyTerm;
use crate::store::segment::Segment;
use crate::store::snapshot::Snapshot;

/// A prefix or fuzzy word stands for at most so many words, the most
/// frequent ones.
pub(crate) const MAX_EXPANSIONS: usize = 256;

/// Words with the number of passages that have them.
pub(super) type WordFrequencies = BTreeMap<String, u64>;

/// What became of a concept's prefixes and fuzzy words.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Expanded {
    /// Words that they stand for, the most frequent first.
    pub(crate) words: Vec<String>,
    /// Words left out, over [`MAX_EXPANSIONS`].
    pub(crate) left_out: usize,
}

/// A concept whose prefixes and fuzzy words are replaced by the words of the
/// index that they stand for, and these words.
pub(super) fn expand_concept(snapshot: &Snapshot, concept: Concept) -> Result<(Concept, Expanded)> {
    let mut expanded = Expanded::default();
    let mut alternatives = Vec::with_capacity(concept.alternatives.len());
    for alternative in concept.alternatives {
        let words = words_of(snapshot, &alternative.matcher);
        let Some(words) = words.map_err(|error| snapshot.read_error(error))? else {
            alternatives.push(alternative);
            continue;
        };
        for word in most_frequent(words, &mut expanded.left_out) {
            let is_there = |a: &Alternative| is_surface(&a.matcher, &word);
            if !alternatives.iter().any(is_there) {
                alternatives.push(standing_for(&alternative, &word));
                // A designator may be a word as well.
                if !expanded.words.contains(&word) {
                    expanded.words.push(word);
                }
            }
        }
    }
    Ok((Concept { alternatives, ..concept }, expanded))
}

fn is_surface(matcher: &Matcher, word: &str) -> bool {
    matches!(matcher, Matcher::Surface(surface) if surface == word)
}

fn standing_for(alternative: &Alternative, word: &str) -> Alternative {
    let matcher = match alternative.matcher {
        Matcher::ExactPrefix(_) => Matcher::Exact(word.to_owned()),
        _ => Matcher::Surface(word.to_owned()),
    };
    Alternative { matcher, weight: alternative.weight, reason: alternative.reason }
}

pub(super) fn most_frequent(words: WordFrequencies, left_out: &mut usize) -> Vec<String> {
    let mut words: Vec<(String, u64)> = words.into_iter().collect();
    words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    *left_out += words.len().saturating_sub(MAX_EXPANSIONS);
    words.truncate(MAX_EXPANSIONS);
    words.into_iter().map(|(word, _)| word).collect()
}

/// `None` for a matcher that stands for itself.
fn words_of(snapshot: &Snapshot, matcher: &Matcher) -> tantivy::Result<Option<WordFrequencies>> {
    let fields = snapshot.fields;
    Ok(Some(match matcher {
        Matcher::Prefix(prefix) => {
            let mut words = beginning(snapshot, fields.exact, prefix)?;
            words.append(&mut beginning(snapshot, fields.body, prefix)?);
            words
        }
        Matcher::ExactPrefix(prefix) => {
            let typed = KeyTerm::Exact(prefix).text();
            let letter = typed.len() - prefix.len();
            let found = beginning(snapshot, fields.keys, &typed)?;
            found.into_iter().filter_map(|(k, n)| Some((k.get(letter..)?.to_owned(), n))).collect()
        }
        Matcher::Fuzzy { surface, edits } => near(snapshot, surface, *edits)?,
        _ => return Ok(None),
    }))
}

fn beginning(snapshot: &Snapshot, field: Field, prefix: &str) -> tantivy::Result<WordFrequencies> {
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

/// How many passages have a term as a surface.
fn passages(segment: &Segment, field: Field, info: &TermInfo) -> tantivy::Result<u32> {
    if field != segment.fields.body {
        return alive(segment, field, info);
    }
    let mut passages = 0;
    let alive = |passage| u32::from(!segment.reader.is_deleted(passage));
    segment.for_each_own(info, |passage, _| passages += alive(passage))?;
    Ok(passages)
}

pub(super) fn near(
    snapshot: &Snapshot,
    surface: &str,
    edits: u8,
) -> tantivy::Result<WordFrequencies> {
    let fields = snapshot.fields;
    let term = Term::from_field_text(fields.exact, surface);
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

fn count(words: &mut WordFrequencies, key: &[u8], passages: u32) {
    if passages == 0 {
        return;
    }
    if let Ok(word) = std::str::from_utf8(key) {
        *words.entry(word.to_owned()).or_default() += u64::from(passages);
    }
}
