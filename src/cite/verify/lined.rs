//! A document with the places where its lines begin.

use std::cell::OnceCell;

use super::verdict::TextPlace;
use crate::document::Document;
use crate::span::Span;

/// A document with the places where its lines begin, which are looked for once, however
/// many places are told.
#[derive(Debug)]
pub(super) struct Lined<'d> {
    pub(super) document: &'d Document,
    /// The first byte of each line but the first, ascending.
    starts: OnceCell<Vec<usize>>,
}

impl<'d> Lined<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self { document, starts: OnceCell::new() }
    }

    /// The text of a span; empty where the document has no such.
    pub(super) fn text_of(&self, span: Span) -> &'d str {
        span.of(&self.document.text).unwrap_or_default()
    }

    /// The place of a span.
    pub(super) fn place(&self, span: Span) -> TextPlace {
        let starts = self.starts.get_or_init(|| line_starts(&self.document.text));
        let line = 1 + starts.partition_point(|start| *start <= span.start);
        TextPlace { document: self.document.id.clone(), span, line }
    }
}

/// A line ends with `\n`, `\r\n` or `\r`.
fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let ends = (0..).zip(bytes).filter(|&(at, byte)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    ends.map(|(at, _)| at + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted() {
        let document = Document::new("a", "x\ny\r\nz\rw\r\r\n");
        let text = Lined::new(&document);
        let line = |at: usize| text.place(Span::new(at, at)).line;
        let numbers: Vec<usize> = (0..=document.text.len()).map(line).collect();
        assert_eq!(numbers, [1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 5, 6]);
    }
}
