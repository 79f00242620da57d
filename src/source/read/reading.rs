//! What a reader gives: the documents of a file, and what is to be told of it.

use std::fmt::Write;

use crate::document::Document;
use crate::document::label_spans::{LABEL_SPANS, LabelSpan};
use crate::hit::citation::one_line;

/// Every reader with its version, which rises when it gives other bytes. A file
/// that an earlier version read is read again.
const READERS: [(&str, u32); 9] = [
    ("CSV", 3),
    ("JSONL", 1),
    ("RTF", 2),
    ("HTML", 3),
    ("MHTML", 3),
    ("Office", 3),
    ("mail", 3),
    ("mailbox", 3),
    ("PDF", 3),
];

/// All that decides what is read of a file: the version of the crate, the formats that it is
/// built with, and the readers.
pub(in crate::source) fn edition() -> String {
    let readers = READERS.map(|(name, version)| format!("{name} {version}"));
    let endings = super::kind::ENDINGS.join(" ");
    format!("{}; {endings}; {}", env!("CARGO_PKG_VERSION"), readers.join(", "))
}

/// Whether what a document says of its reader is what the reader of today says.
pub(in crate::source) fn is_current(reader: &str) -> bool {
    READERS.iter().any(|(name, version)| reader == format!("{name} {version}"))
}

/// Documents of one file: its later rows or messages are left out. They are all in
/// memory at once.
pub(super) const MAX_DOCUMENTS: usize = 100_000;

/// The documents of a file, in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::source) struct Reading {
    /// Their ids are what follows the id of the file.
    pub(in crate::source) documents: Vec<Document>,
    /// What was read not quite as it is, or left out.
    pub(in crate::source) notes: Vec<String>,
}

impl Reading {
    /// One document, or none where the text is blank.
    pub(super) fn of(document: Document) -> Self {
        let is_blank = document.text.trim().is_empty();
        let documents = if is_blank { Vec::new() } else { vec![document] };
        Self { documents, notes: Vec::new() }
    }

    /// One document of a text.
    pub(super) fn of_text(text: String) -> Self {
        Self::of(Document::new("", text))
    }

    /// Whether no further document is taken; notes what is left out.
    pub(super) fn is_full(&mut self, what: &str) -> bool {
        let is_full = self.documents.len() >= MAX_DOCUMENTS;
        if is_full {
            let note =
                format!("has more than {MAX_DOCUMENTS} {what}: the others are left out, cut it");
            self.notes.push(note);
        }
        is_full
    }

    /// Writes into each document which reader made its text, unless an inner
    /// reader has.
    pub(super) fn mark(&mut self, reader: &str) {
        let version = READERS.iter().find(|(name, _)| *name == reader).map(|(_, version)| version);
        let Some(version) = version else { return };
        for document in &mut self.documents {
            let mark = || format!("{reader} {version}");
            document.extra.entry("reader".to_owned()).or_insert_with(mark);
        }
    }
}

/// Offsets as an extra field holds them: in decimal, with a blank between.
pub(super) fn offsets(at: &[usize]) -> String {
    at.iter().fold(String::new(), |mut text, offset| {
        let blank = if text.is_empty() { "" } else { " " };
        // Writing to a string cannot fail.
        let _ = write!(text, "{blank}{offset}");
        text
    })
}

/// A document of a text whose paragraphs are parted by blank lines, with the byte
/// where each begins.
pub(super) fn with_paragraphs(text: String) -> Document {
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices("\n\n").map(|(at, gap)| at + gap.len()))
        .collect();
    let paragraphs = offsets(&starts);
    Document::new("", text).with_extra("paragraphs", paragraphs)
}

/// Writes into a document which of its parts have a label that its text does not show.
pub(super) fn tell_labels(document: &mut Document, spans: &[LabelSpan]) {
    if !spans.is_empty() {
        document.extra.insert(LABEL_SPANS.to_owned(), LabelSpan::list(spans));
    }
}

/// What the file itself says of a document; empty where it says nothing.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) title: String,
    pub(super) author: String,
    pub(super) source: String,
    pub(super) date: Option<crate::date::DayRange>,
}

impl Metadata {
    /// Puts what is not blank into a document, and notes which fields come from the file.
    pub(super) fn put(self, document: &mut Document) {
        let mut names = Vec::new();
        let (title, author) = (one_line(&self.title), one_line(&self.author));
        let source = one_line(&self.source);
        if !title.is_empty() {
            document.title = title;
            names.push("title");
        }
        if !source.is_empty() {
            document.source = source;
            names.push("source");
        }
        if self.date.is_some() {
            document.date = self.date;
            names.push("date");
        }
        if !author.is_empty() {
            document.extra.insert("author".to_owned(), author);
            names.push("author");
        }
        if !names.is_empty() {
            document.extra.insert("from_metadata".to_owned(), names.join(" "));
        }
    }
}
