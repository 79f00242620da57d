//! What feedback needs of the index: the words of the first passages, and how
//! many passages have each.

use tantivy::Term;

use super::Candidate;
use super::Read;
use super::postings::frequency;
use crate::Result;
use crate::analysis::{Analysis, Analyzer};
use crate::index::Snapshot;
use crate::rank::feedback::Sample;

/// Reads a candidate with its document's title; what was read is handed back
/// with the sample.
///
/// Cost: two stored records, and their analysis.
pub(super) fn sample(
    snapshot: &Snapshot,
    analyzer: &Analyzer,
    candidate: Candidate,
) -> Result<(Sample, Read)> {
    let (segment, passage) = candidate.address();
    let (passage, document) = snapshot.passage_of_document(segment, passage)?;
    let mut sample = Sample::new(candidate.score, passage.text.len() + document.title.len());
    let analysis = analyzer.analyze(&passage.text);
    for analysis in [&analysis, &analyzer.analyze(&document.title)] {
        sample.words += analysis.len() as u32;
        count(analysis, analyzer, &mut sample);
    }
    Ok((sample, Read { passage, document, analysis }))
}

/// Counts what may be learnt: neither function words nor bare numbers and
/// letters, which mean another thing in each text, nor the pieces of a
/// designator, which mean nothing alone.
fn count(analysis: &Analysis, analyzer: &Analyzer, sample: &mut Sample) {
    let tells = |stem: &str| stem.len() > 1 && !stem.bytes().all(|byte| byte.is_ascii_digit());
    let mut keys = analysis.keys().peekable();
    let mut after_keys = 0;
    for word in analysis.words() {
        while let Some(key) = keys.next_if(|key| key.position <= word.position) {
            after_keys = after_keys.max(key.position + key.width);
        }
        let in_key = word.position < after_keys;
        if !in_key && tells(word.stem) && !analyzer.is_stop_word(word.surface) {
            sample.push(word.stem, word.surface);
        }
    }
}

/// How many passages have a stem.
pub(super) fn passage_frequency(snapshot: &Snapshot, stem: &str) -> tantivy::Result<u64> {
    let term = Term::from_field_text(snapshot.fields.body, stem);
    let readers = snapshot.searcher.segment_readers().iter();
    readers.map(|reader| Ok(u64::from(frequency(reader, &term)?))).sum()
}
