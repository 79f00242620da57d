//! Byte ranges of a document's text.

use serde::{Deserialize, Serialize};

/// A half-open range of **bytes** of a document's text, `start..end`.
///
/// Spans made by ibid lie on character boundaries of their text, so
/// `&text[span.range()]` never panics for that text.
///
/// ```
/// use ibid::Span;
///
/// let text = "Six Mi-35M helicopters";
/// let span = Span::new(4, 10);
/// assert_eq!(span.of(text), Some("Mi-35M"));
/// assert_eq!(span.to_string(), "4..10");
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
    /// The span of the bytes from `start` up to, not including, `end`. An
    /// `end` before `start` gives the empty span at `start`.
    ///
    /// ```
    /// use ibid::Span;
    ///
    /// assert_eq!(Span::new(4, 10).len(), 6);
    /// assert_eq!(Span::new(10, 4), Span::new(10, 10));
    /// ```
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Its length in bytes.
    ///
    /// ```
    /// use ibid::Span;
    ///
    /// assert_eq!(Span::new(0, "é".len()).len(), 2);
    /// ```
    #[must_use]
    pub fn len(self) -> usize {
        // The fields are public, so `end` can have been set before `start`.
        self.end.saturating_sub(self.start)
    }

    /// Whether it has no bytes.
    ///
    /// ```
    /// use ibid::Span;
    ///
    /// assert!(Span::new(3, 3).is_empty());
    /// assert!(!Span::new(3, 4).is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The range, for slicing a text.
    ///
    /// ```
    /// use ibid::Span;
    ///
    /// assert_eq!(&"Six Mi-35M"[Span::new(4, 10).range()], "Mi-35M");
    /// ```
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start..self.end
    }

    /// The text of the span, or `None` if the span does not lie on character
    /// boundaries within `text`. Never panics.
    ///
    /// ```
    /// use ibid::Span;
    ///
    /// assert_eq!(Span::new(0, 2).of("é"), Some("é"));
    /// assert_eq!(Span::new(0, 1).of("é"), None); // within a character
    /// assert_eq!(Span::new(0, 99).of("é"), None); // beyond the text
    /// ```
    #[must_use]
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// The span moved `bytes` towards the end of the text.
    ///
    /// ```
    /// use ibid::Span;
    ///
    /// assert_eq!(Span::new(1, 2).shifted(3), Span::new(4, 5));
    /// ```
    #[must_use]
    pub fn shifted(self, bytes: usize) -> Self {
        Self { start: self.start + bytes, end: self.end + bytes }
    }

    /// Whether every byte of `other` lies in this span.
    ///
    /// ```
    /// use ibid::Span;
    ///
    /// assert!(Span::new(2, 9).contains(Span::new(2, 9)));
    /// assert!(!Span::new(2, 9).contains(Span::new(1, 3)));
    /// ```
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether both spans have a byte in common.
    ///
    /// ```
    /// use ibid::Span;
    ///
    /// assert!(Span::new(2, 9).overlaps(Span::new(8, 12)));
    /// assert!(!Span::new(2, 9).overlaps(Span::new(9, 12))); // 9 is not in the first
    /// ```
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
    fn an_end_before_the_start_is_empty() {
        let reversed = Span { start: 5, end: 3 };
        assert_eq!((reversed.len(), reversed.is_empty()), (0, true));
        assert_eq!(reversed.of("Six tugs"), None);
        assert_eq!(Span::from(reversed.start..reversed.end), Span::new(5, 5));
    }
}
