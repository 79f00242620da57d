//! Which passages of a segment a filter lets through.

use tantivy::{DocId, SegmentReader, Term};

use super::gather::Gathered;
use super::postings::for_each_passage;
use crate::index::{Key, NO_DOCUMENT, Segment, Snapshot};
use crate::query::plan::Filter;
use crate::{Day, DayRange};

/// One flag a passage.
pub(super) type Flags = Vec<bool>;

/// Evaluates filters in one segment.
pub(super) struct Filters<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) number: usize,
    pub(super) reader: &'a SegmentReader,
    pub(super) segment: &'a Segment,
    /// Postings of the plan's concepts.
    pub(super) gathered: &'a [Gathered],
}

impl Filters<'_> {
    /// The passages, alive ones only, that pass.
    pub(super) fn passing(&self, filter: &Filter) -> tantivy::Result<Flags> {
        let mut flags = self.flags(filter)?;
        for (flag, &document) in flags.iter_mut().zip(&self.segment.document_of) {
            *flag = *flag && document != NO_DOCUMENT;
        }
        Ok(flags)
    }

    fn flags(&self, filter: &Filter) -> tantivy::Result<Flags> {
        match filter {
            Filter::All(parts) => self.fold(parts, true, |sum, part| sum && part),
            Filter::Any(parts) => self.fold(parts, false, |sum, part| sum || part),
            Filter::Not(part) => Ok(self.flags(part)?.into_iter().map(|flag| !flag).collect()),
            Filter::Concept(number) => Ok(self.concept(*number)),
            Filter::Label(label) => {
                Ok(self.segment.labels.iter().map(|found| found == label).collect())
            }
            Filter::Source(words) => self.source(words),
            Filter::Id(id) => self.term(&Term::from_field_text(self.snapshot.fields.id, id)),
            Filter::Date { first, last } => Ok(self.date(*first, *last)),
        }
    }

    fn fold(
        &self,
        parts: &[Filter],
        start: bool,
        join: fn(bool, bool) -> bool,
    ) -> tantivy::Result<Flags> {
        let mut sum = vec![start; self.segment.document_of.len()];
        for part in parts {
            for (flag, part) in sum.iter_mut().zip(self.flags(part)?) {
                *flag = join(*flag, part);
            }
        }
        Ok(sum)
    }

    fn none(&self) -> Flags {
        vec![false; self.segment.document_of.len()]
    }

    /// A concept in the title counts for every passage of the document.
    fn concept(&self, number: usize) -> Flags {
        let mut flags = self.none();
        let found = self.gathered.get(number).and_then(|g| g.segments.get(self.number));
        let Some(found) = found else { return flags };
        found.passages.iter().for_each(|&(passage, _)| raise(&mut flags, passage));
        self.raise_documents(&mut flags, found.titles.iter().map(|&(document, _)| document));
        flags
    }

    fn raise_documents(&self, flags: &mut Flags, documents: impl Iterator<Item = u32>) {
        for document in documents {
            for passage in self.segment.passages_of(document) {
                raise(flags, passage);
            }
        }
    }

    fn term(&self, term: &Term) -> tantivy::Result<Flags> {
        let mut flags = self.none();
        for_each_passage(self.reader, term, |passage| raise(&mut flags, passage))?;
        Ok(flags)
    }

    /// Source words stand on first passages and count for all of a document.
    fn source(&self, words: &[String]) -> tantivy::Result<Flags> {
        let mut all = vec![true; self.segment.document_of.len()];
        for word in words {
            let firsts = self.term(&Key::Source(word).term(self.snapshot.fields))?;
            for (flag, first) in all.iter_mut().zip(firsts) {
                *flag = *flag && first;
            }
        }
        let documents = self.segment.first_passage.iter().zip(0..);
        let with_all = documents
            .filter(|&(&first, _)| all.get(first as usize).copied().unwrap_or(false))
            .map(|(_, document)| document);
        let mut flags = self.none();
        self.raise_documents(&mut flags, with_all);
        Ok(flags)
    }

    fn date(&self, first: Option<Day>, last: Option<Day>) -> Flags {
        let passes = |range: &Option<DayRange>| {
            range.is_some_and(|range| {
                first.is_none_or(|first| first <= range.last)
                    && last.is_none_or(|last| range.first <= last)
            })
        };
        let documents: Flags = self.segment.dates.iter().map(passes).collect();
        let of = |&document: &u32| documents.get(document as usize).copied().unwrap_or(false);
        self.segment.document_of.iter().map(of).collect()
    }
}

fn raise(flags: &mut Flags, passage: DocId) {
    if let Some(flag) = flags.get_mut(passage as usize) {
        *flag = true;
    }
}
