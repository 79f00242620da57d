//! What feedback needs of the index: the words of the first passages.

use super::loaded_passage::LoadedPassage;
use crate::analysis::Analyzer;
use crate::analysis::token::Analysis;
use crate::error::Result;
use crate::rank::feedback::Sample;
use crate::search::topk::top_k::Candidate;
use crate::store::snapshot::Snapshot;

/// A candidate that was read, with its document's title.
pub(crate) struct FeedbackPassage {
    pub(crate) candidate: Candidate,
    pub(crate) read: LoadedPassage,
    title: Analysis,
}

impl FeedbackPassage {
    /// Cost: two stored records, and their analysis.
    pub(crate) fn read(
        snapshot: &Snapshot,
        analyzer: &Analyzer,
        candidate: Candidate,
    ) -> Result<Self> {
        let (segment, passage) = candidate.address();
        let (passage, document) = snapshot.passage_of_document(segment, passage)?;
        let analysis = analyzer.analyze(&passage.text);
        let title = analyzer.analyze(&document.title);
        Ok(Self { candidate, read: LoadedPassage { passage, document, analysis }, title })
    }

    /// What may be learnt of it.
    pub(crate) fn sample(&self, analyzer: &Analyzer) -> Sample<'_> {
        let both = [&self.read.analysis, &self.title];
        let words = both.iter().map(|analysis| analysis.len()).sum::<usize>();
        let mut terms = Vec::with_capacity(words);
        for analysis in both {
            push_terms(analysis, analyzer, &mut terms);
        }
        Sample { score: self.candidate.score, words: words as u32, terms }
    }
}

/// Adds what may be learnt: neither function words nor bare numbers and
/// letters, which mean another thing in each text, nor the pieces of a
/// designator, which mean nothing alone.
fn push_terms<'a>(
    analysis: &'a Analysis,
    analyzer: &Analyzer,
    terms: &mut Vec<(&'a str, &'a str)>,
) {
    let tells = |stem: &str| stem.len() > 1 && !stem.bytes().all(|byte| byte.is_ascii_digit());
    let mut keys = analysis.keys().peekable();
    let mut after_keys = 0;
    for word in analysis.words() {
        while let Some(key) = keys.next_if(|key| key.position <= word.position) {
            after_keys = after_keys.max(key.position + key.width);
        }
        let in_key = word.position < after_keys;
        if !in_key && tells(word.stem) && !analyzer.is_stop_word(word.surface) {
            terms.push((word.stem, word.surface));
        }
    }
}
