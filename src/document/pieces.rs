//! The pieces of a text that a reader tells, such as pages, by the bytes where they
//! begin.

use std::collections::BTreeMap;

use super::file_fields::has_reader;
use crate::span::Span;

/// Extra fields of a document that hold bytes where pages and paragraphs begin, in
/// decimal with a blank between.
pub(crate) const PAGES: &str = "pages";
pub(crate) const PARAGRAPHS: &str = "paragraphs";

/// The bytes where the pieces of a text begin, ascending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pieces {
    starts: Vec<usize>,
}

impl Pieces {
    /// The pieces that the extra field of that name tells; `None` where it tells none,
    /// or no reader of files has made the text.
    pub(crate) fn of(extra: &BTreeMap<String, String>, name: &str) -> Option<Self> {
        let starts = extra.get(name).filter(|_| has_reader(extra))?;
        let starts: Option<Vec<usize>> =
            starts.split(' ').map(|start| start.parse().ok()).collect();
        Some(Self { starts: starts? })
    }

    /// The numbers, from 1, of the pieces in which a span begins and ends. Of several
    /// that begin at one byte all but the last are empty.
    pub(crate) fn numbers(&self, span: Span) -> (usize, usize) {
        let piece_of = |byte: usize| self.starts.partition_point(|start| *start <= byte).max(1);
        let last = span.end.saturating_sub(1).max(span.start);
        (piece_of(span.start), piece_of(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_reader_tells_pieces() {
        let check = |fields: &[(&str, &str)], expected: Option<(usize, usize)>| {
            let field = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
            let extra = fields.iter().map(field).collect();
            let pieces = Pieces::of(&extra, PAGES);
            assert_eq!(
                pieces.map(|pieces| pieces.numbers(Span::new(9, 11))),
                expected,
                "{fields:?}"
            );
        };
        check(&[("reader", "PDF 1"), ("pages", "0 10 10 30")], Some((1, 3)));
        check(&[("reader", "PDF 1"), ("pages", "0")], Some((1, 1)));
        check(&[("reader", "PDF 1"), ("pages", "4 to 9")], None);
        check(&[("reader", "PDF 1")], None);
        check(&[("pages", "0 10")], None);
        check(&[("reader", "Ann"), ("pages", "0 10")], None);
    }
}
