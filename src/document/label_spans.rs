//! The parts of a text whose kind its reader knows: notes, and rows of a table.

use std::collections::BTreeMap;
#[cfg(any(feature = "folder", test))]
use std::fmt::Write;

use super::file_fields::has_reader;
use crate::span::Span;

/// The extra field of a document that holds them, as in "table 0-55 note 120-340".
pub(crate) const LABEL_SPANS: &str = "label_spans";

/// A part of a text with the name of its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LabelSpan {
    pub(crate) label: String,
    /// Its bytes.
    pub(crate) span: Span,
}

impl LabelSpan {
    pub(crate) fn new(label: &str, span: Span) -> Self {
        Self { label: label.to_owned(), span }
    }

    /// Those that a document tells; none where no reader of files made its text, or
    /// where they cannot be read.
    pub(crate) fn of(extra: &BTreeMap<String, String>) -> Vec<Self> {
        let Some(list) = extra.get(LABEL_SPANS).filter(|_| has_reader(extra)) else {
            return Vec::new();
        };
        let mut words = list.split(' ');
        let mut spans = Vec::new();
        while let Some(label) = words.next() {
            let Some(span) = words.next().and_then(span) else { return Vec::new() };
            spans.push(Self::new(label, span));
        }
        spans
    }

    /// As the extra field holds them.
    #[cfg(any(feature = "folder", test))]
    pub(crate) fn list(spans: &[Self]) -> String {
        spans.iter().fold(String::new(), |mut list, Self { label, span }| {
            let blank = if list.is_empty() { "" } else { " " };
            // Writing to a string cannot fail.
            let _ = write!(list, "{blank}{label} {}-{}", span.start, span.end);
            list
        })
    }
}

fn span(text: &str) -> Option<Span> {
    let (start, end) = text.split_once('-')?;
    let (start, end) = (start.parse().ok()?, end.parse().ok()?);
    (start <= end).then(|| Span::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_as_they_are_written() {
        let spans =
            [LabelSpan::new("table", Span::new(0, 55)), LabelSpan::new("note", Span::new(60, 99))];
        let list = LabelSpan::list(&spans);
        assert_eq!(list, "table 0-55 note 60-99");
        let check = |reader: &str, list: &str, expected: &[LabelSpan]| {
            let fields = [("reader", reader), (LABEL_SPANS, list)];
            let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
            assert_eq!(LabelSpan::of(&fields.into()), expected, "{reader} {list}");
        };
        check("PDF 1", &list, &spans);
        check("Ann", &list, &[]);
        for list in ["", "note", "note 5", "note 9-5", "note 1-2 table", "1-2 note"] {
            check("PDF 1", list, &[]);
        }
        assert_eq!(LabelSpan::of(&BTreeMap::new()), []);
    }
}
