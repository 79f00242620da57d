//! Byte ranges in a document's text.

use serde::{Deserialize, Serialize};

/// A half-open range of **bytes** in a document's text, `start..end`.
///
/// Spans made by ibid always lie on character boundaries of the text they
/// speak of, so `&text[span.range()]` never panics for that text.
///
/// ```
/// use ibid::Span;
///
/// let text = "Six Mi-35M helicopters";
/// let span = Span::new(4, 10);
/// assert_eq!(span.of(text), Some("Mi-35M"));
/// assert_eq!(Span::new(4, 99).of(text), None);
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span of the bytes from `start` up to, not including, `end`.
    ///
    /// An `end` before `start` gives the empty span at `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether no byte lies in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The range, for slicing.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start..self.end
    }

    /// The text under the span, or `None` where the span does not lie on
    /// character boundaries within `text`.
    #[must_use]
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// The span moved right by `bytes`.
    #[must_use]
    pub fn shifted(self, bytes: usize) -> Self {
        Self { start: self.start + bytes, end: self.end + bytes }
    }

    /// Whether every byte of `other` lies in this span.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations() {
        let outer = Span::new(2, 9);
        assert!(outer.contains(Span::new(2, 9)));
        assert!(!outer.contains(Span::new(1, 3)));
        assert!(outer.overlaps(Span::new(8, 12)));
        assert!(!outer.overlaps(Span::new(9, 12)));
        assert_eq!(Span::new(5, 3).len(), 0);
        assert_eq!(Span::new(1, 2).shifted(3).to_string(), "4..5");
    }

    #[test]
    fn inside_a_character_is_no_text() {
        assert_eq!(Span::new(0, 1).of("é"), None);
    }
}
