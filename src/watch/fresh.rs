//! The documents of a commit that were not looked through.

use std::collections::BTreeSet;

use crate::date::DayRange;
use crate::error::Result;
use crate::hit::citation::Citation;
use crate::passage::label::Label;
use crate::search::cite::cite;
use crate::store::decode::{DocumentRecord, PassageRecord};
use crate::store::ordinals::SegmentOrd;
use crate::store::snapshot::Snapshot;
use crate::util::passage_key::{key_of, text_key};

/// A document at its address.
pub(super) struct FreshDocument {
    /// Those without a date come last.
    order: (bool, Option<DayRange>, String),
    segment: SegmentOrd,
    /// Its first passage.
    first: u32,
}

/// A passage as an index has it.
pub(super) struct StoredPassage {
    pub(super) passage: PassageRecord,
    pub(super) number: u32,
    pub(super) label: Label,
}

/// The documents in other segments than these, by date and id.
///
/// Cost: one stored record for each of them, and a sort.
pub(super) fn fresh_documents(
    snapshot: &Snapshot,
    known: &BTreeSet<String>,
) -> Result<Vec<FreshDocument>> {
    let mut documents = Vec::new();
    for (number, segment) in (0..).map(SegmentOrd).zip(&snapshot.segments) {
        if known.contains(&segment.name()) {
            continue;
        }
        for &first in &segment.first_passage {
            let record = snapshot.document(number, first)?;
            let order = (record.date.is_none(), record.date, record.id);
            documents.push(FreshDocument { order, segment: number, first });
        }
    }
    documents.sort_by(|a, b| a.order.cmp(&b.order));
    Ok(documents)
}

impl FreshDocument {
    /// Its date.
    pub(super) fn date(&self) -> Option<DayRange> {
        self.order.1
    }

    /// The key of its id.
    pub(super) fn key(&self) -> u64 {
        key_of(std::iter::once(self.order.2.as_str()))
    }

    /// The document without its text.
    pub(super) fn record(&self, snapshot: &Snapshot) -> Result<DocumentRecord> {
        snapshot.document(self.segment, self.first)
    }

    /// Its passages in their order.
    pub(super) fn passages(&self, snapshot: &Snapshot) -> Result<Vec<StoredPassage>> {
        let labels = snapshot.segments.get(self.segment.index()).map(|segment| &segment.labels);
        let read = |passage: u32| {
            Ok(StoredPassage {
                passage: snapshot.passage(self.segment, passage)?,
                number: passage.saturating_sub(self.first),
                label: labels.map_or(Label::Body, |labels| labels.of(passage)),
            })
        };
        snapshot.passages_of(self.segment, self.first).map(read).collect()
    }
}

impl StoredPassage {
    /// The key of its words; of a document without text, of the title's.
    pub(super) fn key(&self, document: &DocumentRecord) -> u64 {
        let text = &self.passage.text;
        text_key(if text.is_empty() { &document.title } else { text })
    }

    pub(super) fn cite(&self, document: &DocumentRecord) -> Citation {
        cite(self.number, &self.passage, document)
    }
}
