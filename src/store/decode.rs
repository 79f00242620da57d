//! The stored forms of passages and documents, and their decoding.

use std::collections::BTreeMap;

use tantivy::TantivyDocument;
use tantivy::schema::Value;

use super::line_ends::count_line_ends;
use super::schema::Fields;
use super::varint::{VarintReader, put_number, put_signed, put_text};
use crate::date::{Day, DayRange};
use crate::document::file_fields::FileFields;
use crate::document::{Document, DocumentInfo};
use crate::span::Span;

/// Where a passage stands in its document's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PassagePosition {
    /// First byte.
    pub(crate) start: u32,
    /// Bytes of blanks between it and the passage before.
    pub(crate) gap: u32,
    /// First character.
    pub(crate) first_char: u32,
    /// Its first line, from 1.
    pub(crate) line: u32,
}

impl PassagePosition {
    pub(super) fn put(self, out: &mut Vec<u8>) {
        for number in [self.start, self.gap, self.first_char, self.line] {
            put_number(out, number);
        }
    }

    fn read(from: &mut VarintReader<'_>) -> Option<Self> {
        let (start, gap) = (from.number()?, from.number()?);
        Some(Self { start, gap, first_char: from.number()?, line: from.number()? })
    }
}

/// A document without its text, as kept with its first passage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct DocumentRecord {
    /// Empty where an early index of this format did not keep it here: its column
    /// has it.
    pub(crate) id: String,
    /// The title given, else the first headline of the text.
    pub(crate) title: String,
    /// Whether the title was taken from the text: a rebuild must not give it back
    /// as one that was given.
    pub(crate) title_from_text: bool,
    /// The title given in place of such a title: empty or blanks.
    pub(crate) blank_title: String,
    pub(crate) source: String,
    pub(crate) date: Option<DayRange>,
    /// Whether the date was taken from the text, likewise.
    pub(crate) date_from_text: bool,
    pub(crate) extra: BTreeMap<String, String>,
    /// The blanks after the last passage.
    pub(crate) tail: String,
}

/// Bits that say what a stored document has.
const TITLE_FROM_TEXT: u32 = 1;
const DATED: u32 = 2;
const DATE_FROM_TEXT: u32 = 4;
const NAMED: u32 = 8;

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

    /// Appends it as stored.
    pub(super) fn put(&self, out: &mut Vec<u8>) {
        let bit = |is: bool, bit: u32| if is { bit } else { 0 };
        let bits = bit(self.title_from_text, TITLE_FROM_TEXT)
            | bit(self.date.is_some(), DATED)
            | bit(self.date_from_text, DATE_FROM_TEXT)
            | NAMED;
        put_number(out, bits);
        for text in [&self.title, &self.blank_title, &self.source, &self.tail] {
            put_text(out, text);
        }
        if let Some(date) = self.date {
            put_signed(out, date.first.days_since_epoch());
            put_signed(out, date.last.days_since_epoch());
        }
        put_number(out, self.extra.len() as u32);
        for (name, value) in &self.extra {
            put_text(out, name);
            put_text(out, value);
        }
        put_text(out, &self.id);
    }

    fn read(from: &mut VarintReader<'_>) -> Option<Self> {
        let bits = from.number()?;
        let mut record = Self {
            title: from.string()?,
            title_from_text: bits & TITLE_FROM_TEXT != 0,
            blank_title: from.string()?,
            source: from.string()?,
            date_from_text: bits & DATE_FROM_TEXT != 0,
            tail: from.string()?,
            ..Self::default()
        };
        if bits & DATED != 0 {
            let (first, last) = (from.signed()?, from.signed()?);
            let day = Day::from_days_since_epoch;
            record.date = Some(DayRange { first: day(first), last: day(last) });
        }
        for _ in 0..from.number()? {
            record.extra.insert(from.string()?, from.string()?);
        }
        if bits & NAMED != 0 {
            record.id = from.string()?;
        }
        Some(record)
    }

    /// The encoding of its file, where offsets in the text are not those of the
    /// file.
    pub(crate) fn decoded_from(&self) -> Option<&str> {
        FileFields::of(&self.extra).and_then(FileFields::decoded_from)
    }

    /// The document as it was given, with its text.
    pub(crate) fn into_document(self, text: String) -> Document {
        let mut document = Document::new(self.id, text).with_source(self.source);
        document.title = if self.title_from_text { self.blank_title } else { self.title };
        document.date = self.date.filter(|_| !self.date_from_text);
        document.extra = self.extra;
        document
    }

    /// The document without its text.
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
    pub(crate) place: PassagePosition,
}

impl PassageRecord {
    /// Its bytes in the document's text.
    pub(crate) fn span(&self) -> Span {
        let start = self.place.start as usize;
        Span::new(start, start + self.text.len())
    }

    /// Its last line, from 1. A passage ends in no blank, so that no line end at
    /// its own end is left to what follows it.
    pub(crate) fn last_line(&self) -> u32 {
        self.place.line.saturating_add(count_line_ends(&self.text, ""))
    }
}

/// What is wrong with a stored record, for an error's detail.
pub(crate) type Damage = &'static str;

/// Appends a checksum of a record and of its passage's stored text.
pub(super) fn seal_record(record: &mut Vec<u8>, text: &str) {
    let checksum = checksum_of(record, text);
    record.extend(checksum.to_le_bytes());
}

fn checksum_of(record: &[u8], text: &str) -> u32 {
    let mut checksum = crc32fast::Hasher::new();
    checksum.update(record);
    checksum.update(text.as_bytes());
    checksum.finalize()
}

/// Compares the checksum of a stored passage: a quotation is never of another
/// text than was indexed.
pub(super) fn compare_checksum(stored: &TantivyDocument, fields: Fields) -> Result<(), Damage> {
    let text = stored.get_first(fields.text).and_then(|text| text.as_str());
    let record = stored.get_first(fields.record).and_then(|record| record.as_bytes());
    let (Some(text), Some(record)) = (text, record) else { return Err("a passage without text") };
    let sealed = record.split_last_chunk::<4>();
    let (record, checksum) = sealed.ok_or("a passage without a checksum")?;
    if u32::from_le_bytes(*checksum) == checksum_of(record, text) {
        Ok(())
    } else {
        Err("a passage whose text is not the one that was indexed")
    }
}

/// Decodes a stored passage.
pub(crate) fn passage(stored: &TantivyDocument, fields: Fields) -> Result<PassageRecord, Damage> {
    let whole = stored.get_first(fields.text).ok_or("a passage without text")?;
    let whole = whole.as_str().ok_or("a passage whose text is none")?;
    let place = reader(stored, fields).and_then(|mut reader| PassagePosition::read(&mut reader));
    let place = place.ok_or("a passage without a place")?;
    let gap = place.gap as usize;
    let (blanks, text) = whole.split_at_checked(gap).ok_or("a passage whose blanks are cut")?;
    Ok(PassageRecord { blanks: blanks.to_owned(), text: text.to_owned(), place })
}

/// Decodes the document in its stored first passage.
pub(crate) fn document(stored: &TantivyDocument, fields: Fields) -> Result<DocumentRecord, Damage> {
    let read = |mut reader: VarintReader<'_>| {
        PassagePosition::read(&mut reader)?;
        DocumentRecord::read(&mut reader)
    };
    reader(stored, fields).and_then(read).ok_or("a first passage without its document")
}

fn reader(stored: &TantivyDocument, fields: Fields) -> Option<VarintReader<'_>> {
    stored.get_first(fields.record)?.as_bytes().map(VarintReader)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_go_and_come_back() {
        let place = PassagePosition { start: 7, gap: 2, first_char: 600, line: u32::MAX };
        let mut out = Vec::new();
        place.put(&mut out);
        assert_eq!(PassagePosition::read(&mut VarintReader(&out)), Some(place));
        assert_eq!(PassagePosition::read(&mut VarintReader(&out[..6])), None);
    }

    #[test]
    fn what_was_derived_is_not_given_back_as_given() {
        let given = Document::new("a", "Deal signed\n\nBody.").with_source("Gazette");
        let date = DayRange::parse("2014");
        let given = given.with_extra("desk", "arms").with_extra("é", "");
        let record = DocumentRecord::new(&given, "Deal signed", date, "\n");
        let mut out = Vec::new();
        record.put(&mut out);
        let read = DocumentRecord::read(&mut VarintReader(&out)).unwrap();
        assert_eq!(read, record);
        for cut in 0..out.len() {
            assert_eq!(DocumentRecord::read(&mut VarintReader(&out[..cut])), None);
        }
        assert_eq!(read.into_document(given.text.clone()), given);
    }
}
