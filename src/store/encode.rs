//! A document to the tantivy documents of its passages.

use super::decode::{DocumentRecord, PassagePosition};
use super::memory_limit::Record;
use super::schema::{Fields, KeyTerm, RangeHandles, TOPIC_STEPS, label_number};
use super::term_lookup::coded;
use super::tokens::TokenWriter;
use crate::analysis::Analyzer;
use crate::analysis::token::{Analysis, KeyKind};
use crate::config::PassageConfig;
use crate::document::Document;
use crate::error::{Error, Result};
use crate::passage::label::Label;
use crate::passage::{Passage, split};
use crate::range::ValueRange;
use crate::span::Span;

/// What was made of a document.
pub(super) struct Encoded {
    /// One tantivy document a passage, in order.
    pub(super) records: Vec<Record>,
    /// Passages with text; a document without any still has one record, so
    /// that its title is found.
    pub(super) passages: usize,
}

/// Splits, analyses and encodes a document.
///
/// # Errors
/// [`Error::Document`] where the id is empty or over 32 KiB, or the text over 4 GiB.
pub(super) fn encode(
    document: &Document,
    analyzer: &Analyzer,
    config: &PassageConfig,
    fields: Fields,
) -> Result<Encoded> {
    check(document)?;
    let split = split(document, config);
    let mut passages = split.passages;
    let count = passages.len();
    if passages.is_empty() {
        passages.push(nothing());
    }
    let title = title_of(document, split.title);
    let date = document.date.or(split.date);
    let tail = tail_after(&document.text, &passages);
    let mut places = PassagePositions::new(&document.text);
    let mut records = Vec::with_capacity(passages.len());
    let mut of_document = Some(DocumentRecord::new(document, &title, date, tail));
    for passage in &passages {
        // A document without text is its title: that is what is found of it.
        let words = if count == 0 { title.as_str() } else { passage_text(document, passage) };
        let analysis = analyzer.analyze(words);
        let (text, place) = places.next(passage.span);
        let mut stored = Vec::with_capacity(16);
        place.put(&mut stored);
        let mut record = encode_passage(document, passage, &analysis, analyzer, fields);
        record.add_text(fields.text, text);
        if let Some(first) = of_document.take() {
            encode_document(&mut record, &first, analyzer, fields);
            first.put(&mut stored);
        }
        record.add_bytes(fields.record, stored);
        records.push(record);
    }
    Ok(Encoded { records, passages: count })
}

/// Stands for a document without text, so that its title is found.
fn nothing() -> Passage {
    Passage { ordinal: 0, span: Span::new(0, 0), label: Label::Body }
}

fn passage_text<'a>(document: &'a Document, passage: &Passage) -> &'a str {
    passage.span.of(&document.text).unwrap_or_default()
}

fn check(document: &Document) -> Result<()> {
    let refuse = |reason: &str| {
        let id = document.id.chars().take(80).collect();
        Err(Error::Document { id, reason: reason.to_owned() })
    };
    match (document.id.len(), u32::try_from(document.text.len())) {
        (0, _) => refuse("its id is empty: give each document one that names it"),
        (length, _) if length > 32_768 => {
            refuse("its id is over 32768 bytes: give it a shorter one")
        }
        (_, Err(_)) => refuse("its text is over 4 GiB: cut it into several documents"),
        _ => Ok(()),
    }
}

/// The title given, else the first headline of the text.
fn title_of(document: &Document, headline: Option<Span>) -> String {
    if document.title.trim().is_empty() {
        headline.and_then(|span| span.of(&document.text)).unwrap_or_default().to_owned()
    } else {
        document.title.clone()
    }
}

fn tail_after<'a>(text: &'a str, passages: &[Passage]) -> &'a str {
    let end = passages.last().map_or(0, |passage| passage.span.end);
    text.get(end..).unwrap_or_default()
}

/// Walks the text once, handing out each passage's place.
pub(super) struct PassagePositions<'a> {
    text: &'a str,
    /// Bytes, characters and line ends before the next passage.
    at: PassagePosition,
}

impl<'a> PassagePositions<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: PassagePosition { start: 0, gap: 0, first_char: 0, line: 1 } }
    }

    fn advance(&mut self, to: usize) -> &'a str {
        let from = self.at.start as usize;
        let passed = self.text.get(from..to).unwrap_or_default();
        self.at.first_char += passed.chars().count() as u32;
        self.at.line += count_line_ends(passed, self.text.get(to..).unwrap_or_default());
        self.at.start = to as u32;
        passed
    }

    /// The stored text (the blanks before the passage, and the passage) and
    /// the place of a passage. Passages must come in order.
    pub(super) fn next(&mut self, span: Span) -> (String, PassagePosition) {
        let blanks = self.advance(span.start);
        let place = PassagePosition { gap: blanks.len() as u32, ..self.at };
        let text = format!("{blanks}{}", self.advance(span.end));
        (text, place)
    }
}

/// Line ends in `passed`: `\n`, `\r\n` and lone `\r` count once each; a `\r`
/// at its end counts with the `\n` that follows it.
fn count_line_ends(passed: &str, after: &str) -> u32 {
    let bytes = passed.as_bytes();
    let next = |at: usize| bytes.get(at + 1).or(after.as_bytes().first());
    let ends =
        |(at, byte): (usize, &u8)| *byte == b'\n' || (*byte == b'\r' && next(at) != Some(&b'\n'));
    bytes.iter().enumerate().filter(|&(at, byte)| ends((at, byte))).count() as u32
}

fn encode_passage(
    document: &Document,
    passage: &Passage,
    analysis: &Analysis,
    analyzer: &Analyzer,
    fields: Fields,
) -> Record {
    let mut out = Record::default();
    out.add_text(fields.id, document.id.clone());
    let (body, exact) = words(analysis);
    out.add_text(fields.body, body);
    out.add_text(fields.exact, exact);
    out.add_text(fields.keys, passage_keys(analysis, passage, analyzer));
    out.add_u64(fields.ordinal, u64::from(passage.ordinal));
    out.add_u64(fields.label, label_number(passage.label));
    for range in &fields.ranges {
        for (_, value) in range.field.definition().in_text(passage_text(document, passage)) {
            add_range(&mut out, range, value);
        }
    }
    out
}

/// Bytes of a word with what stands before it, about.
const BYTES_A_WORD: usize = 8;

/// Stems at plain positions, for titles.
fn stems(analysis: &Analysis) -> String {
    let mut tokens = TokenWriter::with_capacity(analysis.len() * BYTES_A_WORD);
    analysis.words().for_each(|word| tokens.push(word.position, word.stem));
    tokens.into_text()
}

/// The texts of `body` and `exact`; see `occurrences`.
fn words(analysis: &Analysis) -> (String, String) {
    let mut body = TokenWriter::with_capacity(analysis.len() * BYTES_A_WORD);
    let mut exact = TokenWriter::with_capacity(analysis.len() * BYTES_A_WORD / 2);
    for word in analysis.words() {
        let is_stem = word.surface == word.stem;
        body.push(coded(word.position, is_stem), word.stem);
        if !is_stem {
            exact.push(word.position, word.surface);
        }
    }
    (body.into_text(), exact.into_text())
}

fn push_key(tokens: &mut TokenWriter, position: u32, key: KeyTerm<'_>) {
    let (kind, value) = key.parts();
    tokens.push_parts(position, kind, value);
}

/// Designators at their positions, then topics as often as the passage is
/// about them, then the label.
fn passage_keys(analysis: &Analysis, passage: &Passage, analyzer: &Analyzer) -> String {
    let mut tokens = TokenWriter::default();
    for key in analysis.keys() {
        let typed = match key.kind {
            KeyKind::Exact => KeyTerm::Exact(key.term),
            KeyKind::Family => KeyTerm::Family(key.term),
        };
        push_key(&mut tokens, key.position, typed);
    }
    for (topic, about) in analyzer.about(analysis) {
        let reached = |step: &u32| about.score * TOPIC_STEPS as f32 >= *step as f32 + 0.5;
        let steps = (0..TOPIC_STEPS).take_while(reached);
        steps.for_each(|step| push_key(&mut tokens, step, KeyTerm::Topic(&topic)));
    }
    push_key(&mut tokens, 0, KeyTerm::Label(passage.label));
    tokens.into_text()
}

/// Adds what belongs to the document as a whole to its first record.
fn encode_document(
    first: &mut Record,
    record: &DocumentRecord,
    analyzer: &Analyzer,
    fields: Fields,
) {
    let title = analyzer.analyze(&record.title);
    let mut keys = TokenWriter::default();
    for key in title.keys() {
        let typed = match key.kind {
            KeyKind::Exact => KeyTerm::TitleExact(key.term),
            KeyKind::Family => KeyTerm::TitleFamily(key.term),
        };
        push_key(&mut keys, key.position, typed);
    }
    for word in analyzer.analyze(&record.source).words() {
        push_key(&mut keys, word.position, KeyTerm::Source(word.surface));
    }
    let texts = [(fields.title, stems(&title)), (fields.keys, keys.into_text())];
    for (field, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        first.add_text(field, text);
    }
    for range in &fields.ranges {
        if let Some(value) = range.field.definition().of_document(record.date) {
            add_range(first, range, value);
        }
    }
}

/// Adds a value of a range field: always to both of its columns, which are read
/// as pairs.
fn add_range(record: &mut Record, range: &RangeHandles, value: ValueRange) {
    record.add_i64(range.first, value.first);
    record.add_i64(range.last, value.last);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends() {
        let cases = [
            ("", "", 0),
            ("a\nb\n", "", 2),
            ("a\r\nb", "", 1),
            ("a\r", "\nb", 0),
            ("a\r", "b", 1),
            ("\r\r\n", "", 2),
        ];
        for (passed, after, expected) in cases {
            assert_eq!(count_line_ends(passed, after), expected, "{passed:?} then {after:?}");
        }
    }

    #[test]
    fn refusals_say_what_to_do() {
        let access_denied = |id: &str| check(&Document::new(id, "text")).map_err(|e| e.to_string());
        assert_eq!(access_denied("a"), Ok(()));
        assert_eq!(
            access_denied(""),
            Err("document \"\" cannot be indexed: its id is empty: give each document one that \
                 names it"
                .to_owned())
        );
        assert!(access_denied(&"x".repeat(40_000)).is_err());
    }
}
