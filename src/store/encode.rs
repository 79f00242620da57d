//! Encoding of a document as the fields of its passages.

use super::decode::{DocumentRecord, PassagePosition, seal_record};
use super::fact_fields::add_facts;
use super::line_ends::count_line_ends;
use super::memory_limit::PassageFields;
use super::schema::{Fields, KeyTerm, RangeHandles, TOPIC_STEPS, label_number};
use super::searched_text::searched;
use super::stored_size::is_storable;
use super::term_lookup::coded;
use super::tokens::TokenWriter;
use super::{file_name_keys, named_fields};
use crate::analysis::Analyzer;
use crate::analysis::token::{Analysis, KeyKind, Word};
use crate::config::Config;
use crate::date::DayRange;
use crate::document::Document;
use crate::document::file_fields::FileFields;
use crate::document::pieces::{PAGES, Pieces};
use crate::error::{Error, Result};
use crate::facts::Recogniser;
use crate::passage::label::Label;
use crate::passage::{Passage, split};
use crate::range::ValueRange;
use crate::span::Span;

/// Encodes a document: an iterator over the fields of its passages, in order.
/// Each passage is analysed when its fields are asked for, so that the terms of
/// few passages are in memory at a time.
pub(super) struct Encoder<'a> {
    document: &'a Document,
    config: &'a Config,
    analyzer: &'a Analyzer,
    fields: Fields,
    passages: std::vec::IntoIter<Passage>,
    /// Number of passages with text. A document without any still has one record,
    /// so that its title is found.
    pub(super) passages_with_text: usize,
    positions: PassagePositions<'a>,
    pages: Option<Pieces>,
    /// Taken by the first passage.
    document_record: Option<DocumentRecord>,
    recogniser: Recogniser,
    /// The document's date, which completes the dates of its text.
    date: Option<DayRange>,
}

impl<'a> Encoder<'a> {
    /// Splits a document into passages.
    ///
    /// # Errors
    /// [`Error::Document`] where the id is empty or over 32 KiB, the text over 4 GiB, or
    /// the fields of a passage over 32 MiB.
    pub(super) fn new(
        document: &'a Document,
        analyzer: &'a Analyzer,
        config: &'a Config,
        fields: Fields,
    ) -> Result<Self> {
        check(document)?;
        let split = split(document, &config.passages);
        let mut passages = split.passages;
        let passages_with_text = passages.len();
        if passages.is_empty() {
            passages.push(empty_passage());
        }
        let title = title_of(document, split.title);
        let date = document.date.or(split.date);
        let tail = tail_after(&document.text, &passages);
        if !is_storable(document, &passages, title.len() + tail.len()) {
            return refuse(&document.id, TOO_LONG);
        }
        let document_record = Some(DocumentRecord::new(document, &title, date, tail));
        let positions = PassagePositions::new(&document.text);
        let passages = passages.into_iter();
        Ok(Self {
            document,
            config,
            analyzer,
            fields,
            passages,
            passages_with_text,
            positions,
            pages: Pieces::of(&document.extra, PAGES),
            document_record,
            recogniser: Recogniser::new(analyzer),
            date,
        })
    }

    /// The text of a passage that is searched.
    fn searched_text<'t>(
        &'t self,
        passage: &Passage,
        document: Option<&'t DocumentRecord>,
    ) -> &'t str {
        match document {
            // A document without text is found by its title, which stands for it.
            Some(document) if self.passages_with_text == 0 => searched(&document.title),
            _ => passage_text(self.document, passage),
        }
    }
}

impl Iterator for Encoder<'_> {
    type Item = PassageFields;

    fn next(&mut self) -> Option<PassageFields> {
        let passage = self.passages.next()?;
        let document_record = self.document_record.take();
        let Self { document, config, analyzer, fields, .. } = *self;
        let searched = self.searched_text(&passage, document_record.as_ref());
        let (analysis, designators) = analyzer.analyze_with_designators(searched);
        let (text, position) = self.positions.next(passage.span);
        let mut stored = Vec::with_capacity(16);
        position.put(&mut stored);
        let mut record = encode_passage(document, &passage, &analysis, analyzer, fields);
        // Of a document without text they are of its title, but its passage has no facts.
        let text_of_passage = passage_text(document, &passage);
        let facts = self.recogniser.values(text_of_passage, self.date, designators);
        add_facts(&mut record, &facts, fields);
        if let Some(pages) = &self.pages {
            encode_pages(&mut record, pages.numbers(passage.span), fields);
        }
        if let Some(document) = document_record {
            encode_document(&mut record, &document, &config.fields, analyzer, fields);
            document.put(&mut stored);
        }
        seal_record(&mut stored, &text);
        record.add_text(fields.text, text);
        record.add_bytes(fields.record, stored);
        Some(record)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.passages.size_hint()
    }
}

impl ExactSizeIterator for Encoder<'_> {}

/// The passage of a document without text.
fn empty_passage() -> Passage {
    Passage { ordinal: 0, span: Span::new(0, 0), label: Label::Body }
}

fn passage_text<'a>(document: &'a Document, passage: &Passage) -> &'a str {
    passage.span.of(&document.text).unwrap_or_default()
}

/// Bytes of the longest id. tantivy's terms have 65,530 bytes at most.
const MAX_ID_BYTES: usize = 32_768;

/// Checks that a document can be indexed.
fn check(document: &Document) -> Result<()> {
    match (document.id.len(), u32::try_from(document.text.len())) {
        (0, _) => refuse("", "its id is empty: give each document one that names it"),
        (length, _) if length > MAX_ID_BYTES => {
            refuse(&document.id, "its id is over 32768 bytes: give it a shorter one")
        }
        (_, Err(_)) => {
            refuse(&document.id, "its text is over 4 GiB: cut it into several documents")
        }
        _ => Ok(()),
    }
}

/// Why a document is refused whose stored fields could not be read back.
const TOO_LONG: &str = "a passage with the blanks before it, and the other fields, are over 32 MiB: \
                        cut it into several documents";

/// The error for a document that cannot be indexed.
pub(super) fn refuse<T>(id: &str, reason: &str) -> Result<T> {
    Err(Error::Document { id: id.chars().take(80).collect(), reason: reason.to_owned() })
}

/// The title given, else the first headline of the text.
fn title_of(document: &Document, headline: Option<Span>) -> String {
    if document.title.trim().is_empty() {
        headline.and_then(|span| span.of(&document.text)).unwrap_or_default().to_owned()
    } else {
        document.title.clone()
    }
}

/// The text after the last passage.
fn tail_after<'a>(text: &'a str, passages: &[Passage]) -> &'a str {
    let end = passages.last().map_or(0, |passage| passage.span.end);
    text.get(end..).unwrap_or_default()
}

/// Finds the position of each passage in one pass over the text.
pub(super) struct PassagePositions<'a> {
    text: &'a str,
    /// Where the last passage ends.
    reached: PassagePosition,
}

impl<'a> PassagePositions<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, reached: PassagePosition { start: 0, gap: 0, first_char: 0, line: 1 } }
    }

    /// Goes on to a byte; gives the text up to there. The casts cut nothing off,
    /// as texts are under 4 GiB.
    fn advance(&mut self, to: usize) -> &'a str {
        let from = self.reached.start as usize;
        let passed = self.text.get(from..to).unwrap_or_default();
        self.reached.first_char += passed.chars().count() as u32;
        self.reached.line += count_line_ends(passed, self.text.get(to..).unwrap_or_default());
        self.reached.start = to as u32;
        passed
    }

    /// The stored text of a passage, which begins with the blanks before it, and
    /// its position. Passages must come in order.
    pub(super) fn next(&mut self, span: Span) -> (String, PassagePosition) {
        let blanks = self.advance(span.start);
        let position = PassagePosition { gap: blanks.len() as u32, ..self.reached };
        let text = format!("{blanks}{}", self.advance(span.end));
        (text, position)
    }
}

fn encode_passage(
    document: &Document,
    passage: &Passage,
    analysis: &Analysis,
    analyzer: &Analyzer,
    fields: Fields,
) -> PassageFields {
    let mut out = PassageFields::default();
    out.add_text(fields.id, document.id.clone());
    let (body, exact) = words(analysis);
    out.add_text(fields.body, body);
    out.add_text(fields.exact, exact);
    out.add_text(fields.keys, passage_keys(analysis, passage, analyzer));
    out.add_u64(fields.ordinal, u64::from(passage.ordinal));
    out.add_u64(fields.label, label_number(passage.label));
    out
}

/// Bytes of a word and of the numbers before it, about.
const BYTES_PER_WORD: usize = 8;

/// The text of `title`: stems at plain positions.
fn stems(analysis: &Analysis) -> String {
    let mut tokens = TokenWriter::with_capacity(analysis.len() * BYTES_PER_WORD);
    analysis.for_each_term(|word| tokens.push(word.position, word.stem));
    tokens.into_text()
}

/// The texts of `body` and `exact`; see `term_lookup`.
fn words(analysis: &Analysis) -> (String, String) {
    let mut body = TokenWriter::with_capacity(analysis.len() * BYTES_PER_WORD);
    let mut exact = TokenWriter::with_capacity(analysis.len() * BYTES_PER_WORD / 2);
    analysis.for_each_term(|Word { position, surface, stem, .. }| {
        let is_stem = surface == stem;
        body.push(coded(position, is_stem), stem);
        if !is_stem {
            exact.push(position, surface);
        }
    });
    (body.into_text(), exact.into_text())
}

/// The text of `keys`: designators at their positions, topics with a frequency
/// that grows with the passage's aboutness, and the label.
fn passage_keys(analysis: &Analysis, passage: &Passage, analyzer: &Analyzer) -> String {
    let mut tokens = TokenWriter::default();
    for key in analysis.keys() {
        let typed = match key.kind {
            KeyKind::Exact => KeyTerm::Exact(key.term),
            KeyKind::Family => KeyTerm::Family(key.term),
        };
        typed.push(&mut tokens, key.position);
    }
    for (topic, about) in analyzer.about(analysis) {
        // Half a step more, so that the frequency is rounded.
        let is_reached = |step: &u32| about.score * TOPIC_STEPS as f32 >= *step as f32 + 0.5;
        let steps = (0..TOPIC_STEPS).take_while(is_reached);
        steps.for_each(|step| KeyTerm::Topic(&topic).push(&mut tokens, step));
    }
    KeyTerm::Label(passage.label).push(&mut tokens, 0);
    tokens.into_text()
}

/// Adds what belongs to the document as a whole to its first record.
fn encode_document(
    first: &mut PassageFields,
    record: &DocumentRecord,
    named: &[String],
    analyzer: &Analyzer,
    fields: Fields,
) {
    let title = analyzer.analyze(searched(&record.title));
    let mut keys = TokenWriter::default();
    for key in title.keys() {
        let typed = match key.kind {
            KeyKind::Exact => KeyTerm::TitleExact(key.term),
            KeyKind::Family => KeyTerm::TitleFamily(key.term),
        };
        typed.push(&mut keys, key.position);
    }
    for word in analyzer.analyze(searched(&record.source)).words() {
        KeyTerm::Source(word.surface).push(&mut keys, word.position);
    }
    named_fields::push(&mut keys, named, &record.extra, analyzer);
    if let Some(file) = FileFields::of(&record.extra) {
        file_name_keys::push(&mut keys, file, analyzer);
    }
    let texts = [(fields.title, stems(&title)), (fields.keys, keys.into_text())];
    for (field, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        first.add_text(field, text);
    }
    for range in &fields.ranges() {
        if let Some(value) = range.field.definition().of_document(record.date) {
            add_range(first, range, value);
        }
    }
}

/// Adds where a passage stands.
fn encode_pages(record: &mut PassageFields, pages: (usize, usize), fields: Fields) {
    for range in &fields.ranges() {
        if let Some(value) = range.field.definition().of_pages(pages) {
            add_range(record, range, value);
        }
    }
}

/// Adds a value of a range field: always to both of its columns, which are read
/// as pairs.
fn add_range(record: &mut PassageFields, range: &RangeHandles, value: ValueRange) {
    record.add_i64(range.first, value.first);
    record.add_i64(range.last, value.last);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_say_what_to_do() {
        let check = |id: &str| check(&Document::new(id, "text")).map_err(|e| e.to_string());
        assert_eq!(check("a"), Ok(()));
        assert_eq!(
            check(""),
            Err("document \"\" cannot be indexed: its id is empty: give each document one that \
                 names it"
                .to_owned())
        );
        assert_eq!(check(&"x".repeat(MAX_ID_BYTES)), Ok(()));
        assert!(check(&"x".repeat(MAX_ID_BYTES + 1)).is_err());
    }
}
