//! What the user gets: plain data.

pub(crate) mod citation;
pub(crate) mod highlight;
mod snippet;

pub use citation::Citation;
pub use highlight::Mark;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::passage::label::Label;
use crate::query::report::Report;
use crate::rank::explain::Explanation;
use crate::span::Span;

/// A passage that answers a query.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Hit {
    /// Its score: the sum of the explanation's parts. Scores of different
    /// queries cannot be compared.
    pub score: f32,
    /// Where it stands.
    pub citation: Citation,
    /// What it is in its document.
    pub label: Label,
    /// Its text. Empty for a document that has a title and no text.
    pub text: String,
    /// What the query matched in it, ascending, not overlapping.
    pub marks: Vec<Mark>,
    /// Parts of the query that the passage does not have.
    pub missing: Vec<String>,
    /// Why it stands where it stands.
    pub explanation: Explanation,
    /// The document's other fields.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, String>,
}

impl Hit {
    /// The text with each mark between `open` and `close`.
    #[must_use]
    pub fn marked(&self, open: &str, close: &str) -> String {
        self.marked_between(0, self.text.len(), open, close)
    }

    /// At most `most_chars` **characters** of the text around its marks, each
    /// mark between `open` and `close`; an ellipsis where something is cut.
    #[must_use]
    pub fn snippet(&self, most_chars: usize, open: &str, close: &str) -> String {
        let local: Vec<Mark> = self.local_marks().collect();
        let window = snippet::window(&self.text, &local, most_chars);
        let head = if window.start > 0 { "… " } else { "" };
        let tail = if window.end < self.text.len() { " …" } else { "" };
        let middle = self.marked_between(window.start, window.end, open, close);
        format!("{head}{}{tail}", middle.trim())
    }

    /// The words of the text that the query matched, in order.
    #[must_use]
    pub fn matches(&self) -> Vec<&str> {
        self.local_marks().filter_map(|mark| self.text.get(mark.span.range())).collect()
    }

    /// Marks in bytes of the passage.
    fn local_marks(&self) -> impl Iterator<Item = Mark> {
        let offset = self.citation.span.start;
        self.marks.iter().map(move |mark| {
            let span = mark.span;
            let span = Span::new(span.start - offset, span.end - offset);
            Mark { span, ..mark.clone() }
        })
    }

    fn marked_between(&self, from: usize, to: usize, open: &str, close: &str) -> String {
        let mut out = String::with_capacity(to - from + 16);
        let mut at = from;
        let piece = |from: usize, to: usize| self.text.get(from..to).unwrap_or_default();
        for mark in self.local_marks().filter(|m| m.span.start >= from && m.span.end <= to) {
            out.push_str(piece(at, mark.span.start));
            out.push_str(open);
            out.push_str(piece(mark.span.start, mark.span.end));
            out.push_str(close);
            at = mark.span.end;
        }
        out.push_str(piece(at, to));
        out
    }
}

/// The hits of a search, best first, and how the query was taken.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[non_exhaustive]
pub struct Hits {
    /// The hits.
    pub hits: Vec<Hit>,
    /// How the query was understood.
    pub report: Report,
}

impl std::ops::Deref for Hits {
    type Target = [Hit];

    fn deref(&self) -> &[Hit] {
        &self.hits
    }
}

impl IntoIterator for Hits {
    type Item = Hit;
    type IntoIter = std::vec::IntoIter<Hit>;

    fn into_iter(self) -> Self::IntoIter {
        self.hits.into_iter()
    }
}

impl<'a> IntoIterator for &'a Hits {
    type Item = &'a Hit;
    type IntoIter = std::slice::Iter<'a, Hit>;

    fn into_iter(self) -> Self::IntoIter {
        self.hits.iter()
    }
}
