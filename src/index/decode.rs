//! Stored fields back to passages and documents.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;
use tantivy::schema::{Field, Value};

use super::schema::Fields;
use crate::{DayRange, Document, DocumentInfo, Span};

/// Where a passage stands in its document's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// First byte.
    pub(crate) start: u32,
    /// Bytes of blanks before it, since the passage before.
    pub(crate) gap: u32,
    /// First character.
    pub(crate) first_char: u32,
    /// Its first line, from 1.
    pub(crate) line: u32,
}

impl Place {
    /// Little-endian on every machine.
    pub(crate) fn to_bytes(self) -> [u8; 16] {
        let mut bytes = [0; 16];
        let numbers = [self.start, self.gap, self.first_char, self.line];
        for (slot, number) in bytes.chunks_exact_mut(4).zip(numbers) {
            slot.copy_from_slice(&number.to_le_bytes());
        }
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let number = |at: usize| -> Option<u32> {
            Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
        };
        Some(Self { start: number(0)?, gap: number(4)?, first_char: number(8)?, line: number(12)? })
    }
}

/// A document without its text, as kept with its first passage.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct DocumentRecord {
    pub(crate) id: String,
    /// Title given, else the first headline of the text.
    pub(crate) title: String,
    /// Whether the title was taken from the text, so that a rebuild does not
    /// take it for one that was given.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) title_from_text: bool,
    /// What was given in place of such a title: nothing, or blanks.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) blank_title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) date: Option<DayRange>,
    /// Likewise for the date.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) date_from_text: bool,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) extra: BTreeMap<String, String>,
    /// The blanks after the last passage.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) tail: String,
}

impl DocumentRecord {
    /// The record of a document with its resolved title and date.
    pub(crate) fn new(
        document: &Document,
        title: &str,
        date: Option<DayRange>,
        tail: &str,
    ) -> Self {
        let title_from_text = document.title != title;
        Self {
            id: document.id.clone(),
            title: title.to_owned(),
            title_from_text,
            blank_title: if title_from_text { document.title.clone() } else { String::new() },
            source: document.source.clone(),
            date,
            date_from_text: document.date.is_none() && date.is_some(),
            extra: document.extra.clone(),
            tail: tail.to_owned(),
        }
    }

    /// As stored.
    pub(crate) fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The document as it was given, around that text.
    pub(crate) fn into_document(self, text: String) -> Document {
        let mut document = Document::new(self.id, text).with_source(self.source);
        document.title = if self.title_from_text { self.blank_title } else { self.title };
        document.date = self.date.filter(|_| !self.date_from_text);
        document.extra = self.extra;
        document
    }

    /// What is known of the document besides its text.
    pub(crate) fn into_info(self) -> DocumentInfo {
        let Self { id, title, source, date, extra, .. } = self;
        DocumentInfo { id, title, source, date, extra }
    }
}

/// A stored passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PassageRecord {
    /// The blanks before the passage.
    pub(crate) blanks: String,
    /// Its text.
    pub(crate) text: String,
    /// Where it stands.
    pub(crate) place: Place,
}

impl PassageRecord {
    /// Its bytes in the document's text.
    pub(crate) fn span(&self) -> Span {
        let start = self.place.start as usize;
        Span::new(start, start + self.text.len())
    }
}

/// What is wrong with a stored record.
pub(crate) type Damage = &'static str;

/// The passage in a stored record.
pub(crate) fn passage(stored: &TantivyDocument, fields: Fields) -> Result<PassageRecord, Damage> {
    let whole = text_of(stored, fields.text).ok_or("a passage without text")?;
    let place = stored
        .get_first(fields.place)
        .and_then(|value| value.as_bytes().and_then(Place::from_bytes))
        .ok_or("a passage without a place")?;
    let gap = place.gap as usize;
    let (blanks, text) = whole.split_at_checked(gap).ok_or("a passage whose blanks are cut")?;
    Ok(PassageRecord { blanks: blanks.to_owned(), text: text.to_owned(), place })
}

/// The document in the stored record of its first passage.
pub(crate) fn document(stored: &TantivyDocument, fields: Fields) -> Result<DocumentRecord, Damage> {
    let json = text_of(stored, fields.document).ok_or("a first passage without its document")?;
    serde_json::from_str(json).map_err(|_| "a document whose fields cannot be read")
}

fn text_of(stored: &TantivyDocument, field: Field) -> Option<&str> {
    stored.get_first(field).and_then(|value| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_go_and_come_back() {
        let place = Place { start: 7, gap: 2, first_char: 6, line: u32::MAX };
        assert_eq!(Place::from_bytes(&place.to_bytes()), Some(place));
        assert_eq!(Place::from_bytes(&[0; 15]), None);
    }

    #[test]
    fn what_was_derived_is_not_given_back_as_given() {
        let given = Document::new("a", "Deal signed\n\nBody.").with_source("Gazette");
        let date = DayRange::parse("2014");
        let record = DocumentRecord::new(&given, "Deal signed", date, "");
        let read: DocumentRecord = serde_json::from_str(&record.to_json()).unwrap();
        assert_eq!(read, record);
        assert_eq!(read.into_document(given.text.clone()), given);
    }
}
