//! Passages that are like one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Index;
use crate::error::Result;
use crate::hit::Hit;
use crate::query::{Query, Report};
use crate::search::word_counts;
use crate::similar::own_counts::OwnCounts;
use crate::similar::terms::{Counts, weightiest};
use crate::similar::{Similar, SimilarOptions};
use crate::span::Span;
use crate::store::labelled::LabelledDocument;
use crate::store::snapshot::Snapshot;
use crate::story::StoryOptions;
use crate::story::alike::{Rarity, likeness};
use crate::story::sketch::Sketch;
use crate::story::window::is_near;

/// The hits among which copies and versions are looked for before the words are chosen.
const COMPARED: usize = 50;

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
        let text = text.join("\n\n");
        let mut own = OwnStory::new(self, document);
        let mut similar = self.query_like(&text, &own, options)?;
        if own.find(&similar.query)? {
            similar = self.query_like(&text, &own, options)?;
        }
        self.fill(&mut similar, &mut own, options)?;
        Ok(Some(similar))
    }

    /// The query of a text, without hits.
    fn query_like(
        &self,
        text: &str,
        own: &OwnStory<'_>,
        options: &SimilarOptions,
    ) -> Result<Similar> {
        let counts = IndexCounts { index: self, snapshot: self.store.snapshot()?, own };
        let terms = weightiest(text, self.analyzer(), options.max_terms, &counts)?;
        let texts: Vec<&str> = terms.iter().map(|term| term.text.as_str()).collect();
        let (query, report) = (texts.join(" "), Report::default());
        Ok(Similar { query, terms, hits: Vec::new(), report, left_out: Vec::new() })
    }

    /// Searches the query until the page is full of hits that are not left out.
    fn fill(
        &self,
        similar: &mut Similar,
        own: &mut OwnStory<'_>,
        options: &SimilarOptions,
    ) -> Result<()> {
        let wanted = options.offset.saturating_add(options.limit);
        let mut query = Query::new(similar.query.as_str());
        if let Some(passages) = options.per_document {
            query = query.per_document(passages);
        }
        let mut limit = wanted.saturating_add(10);
        loop {
            let hits = self.search(&query.clone().limit(limit))?;
            let (count, is_last) = (hits.len(), hits.len() < limit);
            let mut kept: Vec<Hit> = Vec::with_capacity(count);
            let mut left_out = BTreeSet::new();
            for hit in hits.hits {
                if options.own_story || !own.has(&hit.citation.document)? {
                    kept.push(hit);
                } else {
                    left_out.insert(hit.citation.document);
                }
            }
            if kept.len() >= wanted || is_last {
                similar.report = hits.report;
                similar.hits = kept.into_iter().skip(options.offset).take(options.limit).collect();
                similar.left_out = left_out.into_iter().collect();
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
    /// Whether each document that was compared is of the story.
    is_own: BTreeMap<String, bool>,
    /// Whether another document of the same wording was met.
    has_alike: bool,
    /// What the passages of the same wording have.
    counts: OwnCounts,
}

impl<'a> OwnStory<'a> {
    fn new(index: &'a Index, document: LabelledDocument) -> Self {
        let sketch = Sketch::new(&index.words_of(&document));
        let is_own = BTreeMap::from([(document.info.id.clone(), true)]);
        let counts = OwnCounts::default();
        let mut own = Self { index, document, sketch, is_own, has_alike: false, counts };
        own.document.parts().for_each(|(_, _, text)| own.counts.add(text, index.analyzer()));
        own
    }

    /// Whether a document is the same, a copy or a version.
    fn has(&mut self, id: &str) -> Result<bool> {
        if let Some(&is_own) = self.is_own.get(id) {
            return Ok(is_own);
        }
        let options = StoryOptions::default();
        let mut is_own = false;
        if let Some(other) = self.index.labelled(id)? {
            let sketch = Sketch::new(&self.index.words_of(&other));
            // Of two documents alone every word is as rare as any other.
            let likeness = likeness(&self.sketch, &sketch, &Rarity::default());
            let is_alike = likeness >= options.min_likeness;
            is_own =
                is_alike && is_near(self.document.info.date, other.info.date, options.max_days);
            // The same words at another time are another report, which may be a hit. But
            // what only this wording has would find nothing but this wording.
            for (_, _, text) in other.parts().filter(|_| is_alike) {
                self.counts.add(text, self.index.analyzer());
            }
            self.has_alike |= is_alike;
        }
        self.is_own.insert(id.to_owned(), is_own);
        Ok(is_own)
    }

    /// Looks for copies and versions among the hits of a query; gives whether there are
    /// some.
    fn find(&mut self, query: &str) -> Result<bool> {
        let query = Query::new(query).per_document(1);
        let mut limit = COMPARED;
        loop {
            let hits = self.index.search(&query.clone().limit(limit))?;
            let mut others = 0;
            for hit in &hits {
                others += usize::from(!self.has(&hit.citation.document)?);
            }
            // Where others are among them, so are most of the story, which are more alike.
            if others > 0 || hits.len() < limit {
                return Ok(self.has_alike);
            }
            limit = limit.saturating_mul(4);
        }
    }
}

/// Counts of the last commit, less those of the passage's own story.
struct IndexCounts<'a> {
    index: &'a Index,
    snapshot: Arc<Snapshot>,
    own: &'a OwnStory<'a>,
}

impl Counts for IndexCounts<'_> {
    fn passages(&self) -> u64 {
        self.snapshot.stats.passages
    }

    fn with_stem(&self, stem: &str) -> Result<u64> {
        let all = self.index.guard(|| word_counts::with_stem(&self.snapshot, stem))?;
        Ok(all.saturating_sub(self.own.counts.with_stem(stem)))
    }

    fn with_family(&self, family: &str, spelling: &str) -> Result<u64> {
        // A text may have another name of it, which is no key of the index.
        let all = self.index.count(&Query::new(spelling))? as u64;
        Ok(all.saturating_sub(self.own.counts.with_family(family)))
    }

    fn with_pair(&self, pair: [&str; 2], query: &str) -> Result<u64> {
        let all = self.index.count(&Query::new(query).as_typed())? as u64;
        Ok(all.saturating_sub(self.own.counts.with_pair(pair)))
    }
}
