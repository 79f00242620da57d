//! Passages that are like one.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Index;
use crate::error::Result;
use crate::hit::Hit;
use crate::query::Query;
use crate::search::word_counts;
use crate::similar::terms::{Counts, weightiest};
use crate::similar::{Similar, SimilarOptions};
use crate::span::Span;
use crate::store::labelled::LabelledDocument;
use crate::store::snapshot::Snapshot;
use crate::story::StoryOptions;
use crate::story::alike::{Rarity, likeness};
use crate::story::sketch::Sketch;
use crate::story::window::is_near;

impl Index {
    /// Passages like those of a document that have a byte of `span`, by the weightiest of
    /// their words; `None` where the index has no such document or no passage there.
    /// [`Similar`] has an example.
    ///
    /// Left out are hits of the document itself, and of copies and versions of it that
    /// were published at the same time, unless the options [let them
    /// be](SimilarOptions::with_own_story). Dates filter nothing.
    ///
    /// Cost: a look-up of each word of the passages, a search, and the texts of the
    /// documents of its hits.
    ///
    /// # Errors
    /// As [`search`](Self::search).
    pub fn similar(
        &self,
        id: &str,
        span: Span,
        options: &SimilarOptions,
    ) -> Result<Option<Similar>> {
        let Some(document) = self.labelled(id)? else { return Ok(None) };
        let has_part =
            |start: usize, text: &str| start < span.end && span.start < start + text.len();
        let passages = document.parts().filter(|(start, _, text)| has_part(*start, text));
        let text: Vec<&str> = passages.map(|(_, _, text)| text).collect();
        if text.is_empty() {
            return Ok(None);
        }
        let counts = IndexCounts { index: self, snapshot: self.store.snapshot()? };
        let terms = weightiest(&text.join("\n\n"), self.analyzer(), options.max_terms, &counts)?;
        let texts: Vec<&str> = terms.iter().map(|term| term.text.as_str()).collect();
        let mut similar = Similar {
            query: texts.join(" "),
            terms,
            hits: Vec::new(),
            report: crate::query::Report::default(),
            left_out: Vec::new(),
        };
        self.fill(&mut similar, &OwnStory::new(self, document), options)?;
        Ok(Some(similar))
    }

    /// Searches the query until the page is full of hits that are not left out.
    fn fill(
        &self,
        similar: &mut Similar,
        own: &OwnStory<'_>,
        options: &SimilarOptions,
    ) -> Result<()> {
        let wanted = options.offset.saturating_add(options.limit);
        let mut query = Query::new(similar.query.as_str());
        if let Some(passages) = options.per_document {
            query = query.per_document(passages);
        }
        let mut is_own: BTreeMap<String, bool> = BTreeMap::new();
        let mut limit = wanted.saturating_add(10);
        loop {
            let hits = self.search(&query.clone().limit(limit))?;
            let (count, is_last) = (hits.len(), hits.len() < limit);
            let mut kept: Vec<Hit> = Vec::with_capacity(count);
            for hit in hits.hits {
                let id = &hit.citation.document;
                if !is_own.contains_key(id) {
                    is_own.insert(id.clone(), !options.own_story && own.has(id)?);
                }
                if is_own.get(id) == Some(&false) {
                    kept.push(hit);
                }
            }
            if kept.len() >= wanted || is_last {
                similar.report = hits.report;
                similar.hits = kept.into_iter().skip(options.offset).take(options.limit).collect();
                let left_out = is_own.into_iter().filter(|(_, is_own)| *is_own);
                similar.left_out = left_out.map(|(id, _)| id).collect();
                return Ok(());
            }
            limit = limit.saturating_mul(4);
        }
    }
}

/// The document whose passage it is, to tell its copies and versions.
struct OwnStory<'a> {
    index: &'a Index,
    document: LabelledDocument,
    sketch: Sketch,
}

impl<'a> OwnStory<'a> {
    fn new(index: &'a Index, document: LabelledDocument) -> Self {
        let sketch = Sketch::new(&index.words_of(&document));
        Self { index, document, sketch }
    }

    /// Whether a document is the same, a copy or a version.
    fn has(&self, id: &str) -> Result<bool> {
        if id == self.document.info.id {
            return Ok(true);
        }
        let options = StoryOptions::default();
        let Some(other) = self.index.labelled(id)? else { return Ok(false) };
        let sketch = Sketch::new(&self.index.words_of(&other));
        // Of two documents alone every word is as rare as any other.
        let likeness = likeness(&self.sketch, &sketch, &Rarity::default());
        let is_near = is_near(self.document.info.date, other.info.date, options.max_days);
        Ok(is_near && likeness >= options.min_likeness)
    }
}

/// Counts of the last commit.
struct IndexCounts<'a> {
    index: &'a Index,
    snapshot: Arc<Snapshot>,
}

impl Counts for IndexCounts<'_> {
    fn passages(&self) -> u64 {
        self.snapshot.stats.passages
    }

    fn with_stem(&self, stem: &str) -> Result<u64> {
        self.index.guard(|| word_counts::with_stem(&self.snapshot, stem))
    }

    fn with_family(&self, family: &str) -> Result<u64> {
        self.index.guard(|| word_counts::with_family(&self.snapshot, family))
    }

    fn with_query(&self, query: &str) -> Result<u64> {
        Ok(self.index.count(&Query::new(query).as_typed())? as u64)
    }
}
