//! Reads PDF: glyphs to lines, lines in the order they are read in, paragraphs.

mod blocks;
mod columns;
mod furniture;
mod glyphs;
mod hyphens;
mod lines;
mod metadata;
mod notes;
mod raised;
mod unnamed;

use std::sync::Arc;

use hayro_interpret::InterpreterCache;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::reading::{Reading, offsets, tell_labels};
use super::unread::Unread;
use crate::document::Document;
use crate::document::label_spans::LabelSpan;
use crate::span::Span;
use glyphs::{Budget, PageContent};
use hyphens::Words;
use lines::Line;
use unnamed::UnnamedGlyphs;

/// Pages of the longest document.
const MAX_PAGES: usize = 20_000;

/// Bytes of text after which a document is left: that of 30,000 full pages.
const MAX_TEXT_BYTES: usize = 64 << 20;

/// Of the glyphs of a document those without a letter may be half, or that many.
const FEW_UNNAMED: usize = 20;

/// Reads a document: one text, with the byte where each page begins.
pub(super) fn read(bytes: &[u8]) -> Result<Reading, Unread> {
    let pdf = Pdf::new(Arc::new(bytes.to_vec())).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Unread::Locked,
        LoadPdfError::Decryption(_) => Unread::damaged("its encryption is not known"),
        LoadPdfError::Invalid => Unread::damaged("it is not a PDF that can be parsed"),
    })?;
    let count = pdf.pages().len();
    if count > MAX_PAGES {
        let limit = format!("{MAX_PAGES} pages");
        return Err(Unread::TooLarge { what: "it", limit });
    }
    let read = pages(&pdf)?;
    let mut pages = read.pages;
    furniture::remove(&mut pages);
    let Joined { text, starts, notes } = joined(&pages);
    let mut document = Document::new("", text).with_extra("pages", offsets(&starts));
    tell_labels(&mut document, &notes);
    metadata::of(pdf.metadata()).put(&mut document);
    let mut reading = Reading::of(document);
    reading.notes = read.notes;
    if !reading.documents.is_empty() {
        reading.notes.extend(note_on_pictures(read.pictures));
    }
    Ok(reading)
}

/// The lines of each page, in the order they are read in.
struct Read {
    pages: Vec<Vec<Line>>,
    notes: Vec<String>,
    /// Pages without a letter that draw a picture.
    pictures: usize,
}

fn pages(pdf: &Pdf) -> Result<Read, Unread> {
    let cache = InterpreterCache::new();
    let mut unnamed = UnnamedGlyphs::default();
    let mut read = Read { pages: Vec::new(), notes: Vec::new(), pictures: 0 };
    let (mut bytes, mut named, mut budget) = (0, 0, Budget::default());
    for (number, page) in (1..).zip(pdf.pages().iter()) {
        if budget.is_spent() {
            read.notes.push(format!("draws too much: it was read up to page {}", number - 1));
            break;
        }
        let PageContent { glyphs, has_picture, fault } =
            glyphs::of_page(page, &cache, &mut unnamed, &mut budget);
        read.pictures += usize::from(has_picture && glyphs.is_empty());
        if let Some(fault) = fault {
            read.notes.push(format!("has a page, number {number}, that {fault}"));
        }
        named += glyphs.len();
        let mut lines = lines::of(&glyphs);
        raised::put_back(&mut lines);
        let mut lines = columns::in_reading_order(lines);
        lines.iter_mut().for_each(Line::shrink);
        bytes += lines.iter().map(|line| line.text.len()).sum::<usize>();
        if bytes > MAX_TEXT_BYTES {
            let limit = format!("{} MiB", MAX_TEXT_BYTES >> 20);
            return Err(Unread::TooLarge { what: "its text", limit });
        }
        read.pages.push(lines);
    }
    let is_unreadable = unnamed.without_letter > named && unnamed.without_letter > FEW_UNNAMED;
    if is_unreadable { Err(Unread::NoText) } else { Ok(read) }
}

/// What is to be told of pages that were scanned, among others that have text.
fn note_on_pictures(pages: usize) -> Option<String> {
    let advice = "have their letters recognised first";
    match pages {
        0 => None,
        1 => Some(format!("has 1 page that is a picture: its text was not read, {advice}")),
        _ => {
            Some(format!("has {pages} pages that are pictures: their text was not read, {advice}"))
        }
    }
}

/// The text of all pages.
#[derive(Default)]
struct Joined {
    text: String,
    /// The byte where each page begins.
    starts: Vec<usize>,
    /// The notes at the foot of pages.
    notes: Vec<LabelSpan>,
}

impl Joined {
    /// Adds a text behind a blank line; gives the byte where it begins.
    fn push(&mut self, text: &str) -> usize {
        if !self.text.is_empty() && !text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(text);
        start
    }
}

/// The pages with a blank line between, and likewise the notes of each.
fn joined(pages: &[Vec<Line>]) -> Joined {
    let words = Words::of(pages.iter().flatten().map(|line| line.text.as_str()));
    let usual_size = notes::usual_size(pages);
    let mut joined = Joined::default();
    for page in pages {
        let (body, foot) = page.split_at(notes::start_of(page, usual_size));
        let start = joined.push(&blocks::text_of(body, &words));
        joined.starts.push(start);
        let foot = blocks::text_of(foot, &words);
        if !foot.is_empty() {
            let start = joined.push(&foot);
            joined.notes.push(LabelSpan::new("note", Span::new(start, start + foot.len())));
        }
    }
    joined
}

#[cfg(test)]
mod tests;
