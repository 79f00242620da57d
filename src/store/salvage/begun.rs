//! A document whose passages are read one after another.

use crate::document::Document;
use crate::span::Span;
use crate::store::decode::{DocumentRecord, PassagePosition, PassageRecord};
use crate::store::encode::PassagePositions;

/// What was read of a document.
pub(super) struct Begun {
    pub(super) record: DocumentRecord,
    /// Whether each passage so far certainly is what was indexed.
    pub(super) is_proven: bool,
    text: String,
    places: Vec<(Span, PassagePosition)>,
    /// Why it is not whole.
    fault: Option<String>,
}

impl Begun {
    pub(super) fn new(record: DocumentRecord) -> Self {
        Self { record, is_proven: true, text: String::new(), places: Vec::new(), fault: None }
    }

    /// It is not whole; the first reason is kept.
    pub(super) fn fault(&mut self, reason: &str) {
        self.fault.get_or_insert_with(|| reason.to_owned());
    }

    pub(super) fn push(&mut self, passage: &PassageRecord, is_proven: bool) {
        self.is_proven &= is_proven;
        self.text.push_str(&passage.blanks);
        if self.text.len() != passage.span().start {
            self.fault("a passage is out of its place");
        }
        self.text.push_str(&passage.text);
        self.places.push((passage.span(), passage.place));
    }

    /// The document, where every passage stands where it is cited.
    pub(super) fn into_document(self) -> Result<Document, String> {
        let Self { mut text, record, places, fault, .. } = self;
        text.push_str(&record.tail);
        if let Some(fault) = fault {
            return Err(fault);
        }
        let mut positions = PassagePositions::new(&text);
        if places.into_iter().any(|(span, place)| positions.next(span).1 != place) {
            return Err("a passage is not where it is cited".to_owned());
        }
        Ok(record.into_document(text))
    }
}
