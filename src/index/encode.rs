//! A document to the tantivy documents of its passages.

use tantivy::TantivyDocument;
use tantivy::tokenizer::{PreTokenizedString, Token};

use super::decode::{DocumentRecord, Place};
use super::schema::{Fields, Key, TOPIC_STEPS, label_number};
use crate::analysis::{Analysis, Analyzer, KeyKind};
use crate::config::PassageConfig;
use crate::passage::{Label, Passage, split};
use crate::{Document, Error, Result, Span};

/// What was made of a document.
pub(crate) struct Encoded {
    /// One tantivy document a passage, in order.
    pub(crate) records: Vec<TantivyDocument>,
    /// Passages with text; a document without any still has one record, so
    /// that its title is found.
    pub(crate) passages: usize,
}

/// Splits, analyses and encodes a document.
///
/// # Errors
/// [`Error::Document`] where the id is empty or over 32 KiB, or the text over 4 GiB.
pub(crate) fn encode(
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
    let mut places = Places::new(&document.text);
    let mut records = Vec::with_capacity(passages.len());
    for passage in &passages {
        // A document without text is its title: that is what is found of it.
        let words = if count == 0 { title.as_str() } else { passage_text(document, passage) };
        let analysis = analyzer.analyze(words);
        records.push(encode_passage(document, passage, &analysis, &mut places, analyzer, fields));
    }
    if let Some(first) = records.first_mut() {
        let record = DocumentRecord::new(document, &title, date, tail);
        encode_document(first, &record, analyzer, fields);
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
struct Places<'a> {
    text: &'a str,
    /// Bytes, characters and line ends before the next passage.
    at: Place,
}

impl<'a> Places<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: Place { start: 0, gap: 0, first_char: 0, line: 1 } }
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
    fn next(&mut self, span: Span) -> (String, Place) {
        let blanks = self.advance(span.start);
        let place = Place { gap: blanks.len() as u32, ..self.at };
        let text = format!("{blanks}{}", self.advance(span.end));
        (text, place)
    }
}

/// Line ends in `passed`: `\n`, `\r\n` and lone `\r` count once each; a `\r`
/// at its end counts with the `\n` that follows it.
fn count_line_ends(passed: &str, after: &str) -> u32 {
    let bytes = passed.as_bytes();
    let next = |at: usize| bytes.get(at + 1).or(after.as_bytes().first());
    let ends = |(at, byte): (usize, &u8)| {
        *byte == b'\n' || (*byte == b'\r' && next(at) != Some(&b'\n'))
    };
    bytes.iter().enumerate().filter(|&(at, byte)| ends((at, byte))).count() as u32
}

fn encode_passage(
    document: &Document,
    passage: &Passage,
    analysis: &Analysis,
    places: &mut Places<'_>,
    analyzer: &Analyzer,
    fields: Fields,
) -> TantivyDocument {
    let mut out = TantivyDocument::default();
    let (text, place) = places.next(passage.span);
    out.add_pre_tokenized_text(fields.id, tokens([(document.id.as_str(), 0)]));
    out.add_pre_tokenized_text(fields.body, tokens(stems(analysis)));
    let surfaces = analysis.words().map(|word| (word.surface, word.position));
    out.add_pre_tokenized_text(fields.exact, tokens(surfaces));
    let keys = passage_keys(analysis, passage, analyzer);
    out.add_pre_tokenized_text(fields.keys, owned_tokens(keys));
    out.add_u64(fields.ordinal, u64::from(passage.ordinal));
    out.add_u64(fields.label, label_number(passage.label));
    out.add_text(fields.text, text);
    out.add_bytes(fields.place, &place.to_bytes());
    out
}

fn stems(analysis: &Analysis) -> impl Iterator<Item = (&str, u32)> {
    analysis.words().map(|word| (word.stem, word.position))
}

/// Designators at their positions, then topics as often as the passage is
/// about them, then the label.
fn passage_keys(analysis: &Analysis, passage: &Passage, analyzer: &Analyzer) -> Vec<(String, u32)> {
    let mut keys: Vec<(String, u32)> = analysis
        .keys()
        .map(|key| {
            let typed = match key.kind {
                KeyKind::Exact => Key::Exact(key.term),
                KeyKind::Family => Key::Family(key.term),
            };
            (typed.text(), key.position)
        })
        .collect();
    for (topic, about) in analyzer.about(analysis) {
        let steps = (about.score * TOPIC_STEPS as f32).round() as u32;
        let text = Key::Topic(&topic).text();
        keys.extend((0..steps).map(|step| (text.clone(), step)));
    }
    keys.push((Key::Label(passage.label).text(), 0));
    keys
}

/// Adds what belongs to the document as a whole to its first record.
fn encode_document(
    first: &mut TantivyDocument,
    record: &DocumentRecord,
    analyzer: &Analyzer,
    fields: Fields,
) {
    let title = analyzer.analyze(&record.title);
    first.add_pre_tokenized_text(fields.title, tokens(stems(&title)));
    let mut keys: Vec<(String, u32)> = title
        .keys()
        .map(|key| match key.kind {
            KeyKind::Exact => (Key::TitleExact(key.term).text(), key.position),
            KeyKind::Family => (Key::TitleFamily(key.term).text(), key.position),
        })
        .collect();
    let source = analyzer.analyze(&record.source);
    keys.extend(source.words().map(|w| (Key::Source(w.surface).text(), w.position)));
    first.add_pre_tokenized_text(fields.keys, owned_tokens(keys));
    if let Some(date) = record.date {
        first.add_i64(fields.first_day, i64::from(date.first.days_since_epoch()));
        first.add_i64(fields.last_day, i64::from(date.last.days_since_epoch()));
    }
    first.add_text(fields.document, record.to_json());
}

fn tokens<'a>(terms: impl IntoIterator<Item = (&'a str, u32)>) -> PreTokenizedString {
    owned_tokens(terms.into_iter().map(|(term, position)| (term.to_owned(), position)))
}

fn owned_tokens(terms: impl IntoIterator<Item = (String, u32)>) -> PreTokenizedString {
    let token = |(text, position): (String, u32)| Token {
        offset_from: 0,
        offset_to: 0,
        position: position as usize,
        text,
        position_length: 1,
    };
    PreTokenizedString { text: String::new(), tokens: terms.into_iter().map(token).collect() }
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
        let refused = |id: &str| check(&Document::new(id, "text")).map_err(|e| e.to_string());
        assert_eq!(refused("a"), Ok(()));
        assert_eq!(
            refused(""),
            Err("document \"\" cannot be indexed: its id is empty: give each document one that \
                 names it"
                .to_owned())
        );
        assert!(refused(&"x".repeat(40_000)).is_err());
    }
}
