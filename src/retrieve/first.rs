//! The first stage: every passage that has something of the query gets the
//! score of `rank` without proximity; the best of them are the candidates.

use super::evidence::QueryFacts;
use super::gather::SegmentPostings;
use crate::index::{NO_DOCUMENT, Segment};
use crate::passage::Label;
use crate::rank::{Profile, bm25f, document_frequency};

/// A passage with its score so far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Candidate {
    /// Number of the segment in the snapshot.
    pub(crate) segment: u32,
    /// Passage in the segment.
    pub(crate) passage: u32,
    pub(crate) score: f32,
}

impl Candidate {
    /// Segment and passage.
    pub(crate) fn address(&self) -> (u32, u32) {
        (self.segment, self.passage)
    }
}

/// Sums over the concepts of a query, in one segment.
pub(super) struct Sums<'a> {
    formula: Formula<'a>,
    typed: Scores,
    /// Of learnt terms, if there are any.
    learnt: Option<Scores>,
    /// Weight of the concepts that each passage, and each document, has.
    passage_covered: Vec<f32>,
    document_covered: Vec<f32>,
    /// Documents that have something in their title.
    titled: Vec<bool>,
}

/// What the passages of a segment have, and what their documents have.
struct Scores {
    passage: Vec<f32>,
    document: Vec<f32>,
}

impl Scores {
    fn new(segment: &Segment) -> Self {
        Self {
            passage: vec![0.0; segment.document_of.len()],
            document: vec![0.0; segment.first_passage.len()],
        }
    }

    fn of(&self, passage: u32, document: u32) -> f32 {
        let value = |of: &[f32], at: u32| of.get(at as usize).copied().unwrap_or(0.0);
        value(&self.passage, passage) + value(&self.document, document)
    }
}

/// The value of a term in the passages of a segment and in their documents.
#[derive(Clone, Copy)]
struct Formula<'a> {
    segment: &'a Segment,
    facts: &'a QueryFacts,
    profile: &'a Profile,
}

impl Formula<'_> {
    /// Adds a term of that weight to the scores, and hands out each passage
    /// and each document that has it with its frequencies.
    fn score(
        self,
        weight: f32,
        found: &SegmentPostings,
        scores: &mut Scores,
        mut passage_has: impl FnMut(u32, f32),
        mut document_has: impl FnMut(u32, f32, f32),
    ) {
        let Self { segment, facts, profile } = self;
        let share = (1.0 - profile.document_share) * weight;
        for &(passage, frequency) in &found.passages {
            let words = segment.passage_words.get(passage as usize).copied().unwrap_or(0);
            let norm = bm25f::length_norm(words, facts.mean_passage_words, profile.passage_b);
            let value = bm25f::saturated(frequency / norm, profile.passage_k1);
            add(&mut scores.passage, passage, share * value);
            passage_has(passage, frequency);
        }
        for_each_document(segment, found, |document, in_text, in_title| {
            let words = |of: &[u32]| of.get(document as usize).copied().unwrap_or(0);
            let text = (in_text, words(&segment.document_words));
            let title = (in_title, words(&segment.title_words));
            let frequency = document_frequency(text, title, facts, profile);
            let value = bm25f::saturated(frequency, profile.document_k1);
            add(&mut scores.document, document, profile.document_share * weight * value);
            document_has(document, in_text, in_title);
        });
    }
}

impl<'a> Sums<'a> {
    pub(super) fn new(segment: &'a Segment, facts: &'a QueryFacts, profile: &'a Profile) -> Self {
        let (passages, documents) = (segment.document_of.len(), segment.first_passage.len());
        Self {
            formula: Formula { segment, facts, profile },
            typed: Scores::new(segment),
            learnt: None,
            passage_covered: vec![0.0; passages],
            document_covered: vec![0.0; documents],
            titled: vec![false; documents],
        }
    }

    /// Adds a concept of that weight.
    pub(super) fn add(&mut self, weight: f32, found: &SegmentPostings) {
        let (passages, documents) = (&mut self.passage_covered, &mut self.document_covered);
        let titled = &mut self.titled;
        self.formula.score(
            weight,
            found,
            &mut self.typed,
            |passage, frequency| add(passages, passage, weight * frequency.min(1.0)),
            |document, in_text, in_title| {
                add(documents, document, weight * (in_text + in_title).min(1.0));
                if let Some(titled) = titled.get_mut(document as usize) {
                    *titled |= in_title > 0.0;
                }
            },
        );
    }

    /// Adds a learnt term of that weight, which makes no passage a hit and
    /// covers nothing of the query.
    pub(super) fn add_learnt(&mut self, weight: f32, found: &SegmentPostings) {
        let scores = self.learnt.get_or_insert_with(|| Scores::new(self.formula.segment));
        self.formula.score(weight, found, scores, |_, _| {}, |_, _, _| {});
    }

    /// Hands out every passage with its score, in order: those that have
    /// something themselves, and the first passages of documents that have
    /// something in their title.
    pub(super) fn for_each(&self, mut give: impl FnMut(u32, f32)) {
        let total: f32 = self.formula.facts.concepts.iter().map(|concept| concept.weight).sum();
        for passage in 0..self.formula.segment.document_of.len() as u32 {
            let document = self.number(passage);
            let is_first =
                || self.formula.segment.first_passage.get(document as usize) == Some(&passage);
            let titled = self.titled.get(document as usize).copied().unwrap_or(false);
            if self.has(passage) || (titled && is_first()) {
                let covered = self.covered(passage, document, total);
                let kept = 1.0 - self.formula.profile.coverage * (1.0 - covered);
                let label = self.formula.segment.labels.get(passage as usize).copied();
                let label = self.formula.profile.labels.of(label.unwrap_or(Label::Body));
                let typed = self.typed.of(passage, document);
                let learnt = self.learnt.as_ref().map_or(0.0, |all| all.of(passage, document));
                give(passage, (typed * kept + learnt) * label);
            }
        }
    }

    /// Whether the passage has something of the query itself. Its score does
    /// not tell: the passage's share in it may be 0.
    fn has(&self, passage: u32) -> bool {
        self.passage_covered.get(passage as usize).is_some_and(|&weight| weight > 0.0)
    }

    fn number(&self, passage: u32) -> u32 {
        self.formula.segment.document_of.get(passage as usize).copied().unwrap_or(NO_DOCUMENT)
    }

    fn covered(&self, passage: u32, document: u32, total: f32) -> f32 {
        let own = self.passage_covered.get(passage as usize).copied().unwrap_or(0.0);
        let around = self.document_covered.get(document as usize).copied().unwrap_or(0.0);
        (own + self.formula.profile.document_coverage * (around - own)) / total
    }
}

fn add(sums: &mut [f32], at: u32, value: f32) {
    if let Some(sum) = sums.get_mut(at as usize) {
        *sum += value;
    }
}

/// Adds up postings by document and joins them with those of titles.
fn for_each_document(
    segment: &Segment,
    found: &SegmentPostings,
    mut give: impl FnMut(u32, f32, f32),
) {
    let mut titles = found.titles.iter().copied().peekable();
    let document_of =
        |passage: u32| segment.document_of.get(passage as usize).copied().unwrap_or(NO_DOCUMENT);
    for group in found.passages.chunk_by(|a, b| document_of(a.0) == document_of(b.0)) {
        let document = group.first().map_or(NO_DOCUMENT, |&(passage, _)| document_of(passage));
        while let Some((title, frequency)) = titles.next_if(|&(title, _)| title < document) {
            give(title, 0.0, frequency);
        }
        let in_title = titles.next_if(|&(title, _)| title == document).map_or(0.0, |(_, f)| f);
        give(document, group.iter().map(|&(_, frequency)| frequency).sum(), in_title);
    }
    for (title, frequency) in titles {
        give(title, 0.0, frequency);
    }
}

/// The `depth` best of the candidates, and what ties with the last of them,
/// in their order.
pub(crate) fn best(candidates: &[Candidate], depth: usize) -> Vec<Candidate> {
    if candidates.len() <= depth {
        return candidates.to_vec();
    }
    let Some(rank) = depth.checked_sub(1) else { return Vec::new() };
    let mut scores: Vec<f32> = candidates.iter().map(|candidate| candidate.score).collect();
    let (_, &mut least, _) = scores.select_nth_unstable_by(rank, |a, b| b.total_cmp(a));
    candidates.iter().filter(|candidate| candidate.score >= least).copied().collect()
}

#[cfg(test)]
mod tests {
    use crate::{Document, Index, Query};

    #[test]
    fn a_first_passage_is_a_hit_for_itself_or_the_title_alone() {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        let text = "The harvest was good this year, and so was the weather in spring.\n\n\
                    Four gunships arrived in the harbour on Friday, the minister said.";
        writer.add(&Document::new("a", text).with_title("Thaw")).unwrap();
        writer.commit().unwrap();
        let check = |query: &str, expected: &[u32]| {
            let hits = index.search(&Query::new(query)).unwrap();
            let found: Vec<u32> = hits.iter().map(|hit| hit.citation.passage).collect();
            assert_eq!((found.as_slice(), hits.matching_passages), (expected, expected.len()));
        };
        check("harvest", &[0]);
        check("gunships", &[1]);
        check("\"four gunships\"", &[1]);
        check("thaw", &[0]);
        check("thaw gunships", &[1, 0]);
    }

    /// Where the whole score was the document's, a passage's own share was 0
    /// and it was taken for one that has nothing of the query.
    #[test]
    fn a_passage_is_a_hit_whatever_its_share() {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        writer.add(&Document::new("a", "Four gunships arrived on Friday.")).unwrap();
        writer.commit().unwrap();
        for share in [0.0, 0.5, 1.0] {
            let profile = crate::rank::Profile::default().with_document_share(share);
            let hits = index.search_with(&Query::new("gunships"), &profile).unwrap();
            assert_eq!((hits.len(), hits[0].score > 0.0), (1, true), "share {share}");
        }
    }
}
