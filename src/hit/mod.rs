//! What a search returns: plain data.

pub(crate) mod citation;
pub(crate) mod highlight;
pub(crate) mod place;
mod snippet;

pub use citation::Citation;
pub use highlight::Mark;
pub use place::Place;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::passage::label::Label;
use crate::query::report::Report;
use crate::rank::explain::Explanation;
use crate::span::Span;

/// A passage that matches a query.
///
/// ```
/// use ibid::{Document, Index, Query};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(&Document::new("a", "Four Mi-35M gunships will follow."))?;
/// writer.commit()?;
///
/// let hits = index.search(&Query::new("mi35 gunship"))?;
/// let hit = &hits[0];
/// assert_eq!(hit.text, "Four Mi-35M gunships will follow.");
/// assert_eq!(hit.citation.document, "a");
/// assert_eq!(hit.score, hit.explanation.score);
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Hit {
    /// Its score: the sum of the explanation's parts. Scores of different
    /// queries cannot be compared.
    pub score: f32,
    /// Its document and its position in there.
    pub citation: Citation,
    /// Which part of its document it is.
    pub label: Label,
    /// Its text. Empty for a document that has a title and no text.
    pub text: String,
    /// The parts of the text that the query matched, in order, not
    /// overlapping.
    pub marks: Vec<Mark>,
    /// The parts of the query that the passage does not have.
    pub missing: Vec<String>,
    /// The parts of its score, which explain its rank.
    pub explanation: Explanation,
    /// The document's other fields.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, String>,
}

impl Hit {
    /// The text with each mark between `open` and `close`. The text is not
    /// escaped: for HTML use [`marks`](Self::marks). Never panics.
    ///
    /// ```
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "Four Mi-35M gunships will follow."))?;
    /// writer.commit()?;
    ///
    /// let hits = index.search(&Query::new("mi35 gunship"))?;
    /// assert_eq!(hits[0].marked("[", "]"), "Four [Mi-35M] [gunships] will follow.");
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn marked(&self, open: &str, close: &str) -> String {
        self.marked_within(Span::new(0, self.text.len()), open, close)
    }

    /// At most `max_chars` **characters** of the text, cut so that it shows
    /// as many marks as fit. Each mark stands between `open` and `close`, and
    /// an ellipsis shows where text is cut off; these do not count.
    ///
    /// Never panics. Cost: the length of the text, and `max_chars` for each
    /// mark.
    ///
    /// ```
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// let text = "The minister said on Friday that four Mi-35M gunships will follow.";
    /// writer.add(&Document::new("a", text))?;
    /// writer.commit()?;
    ///
    /// let hits = index.search(&Query::new("mi35 gunship"))?;
    /// assert_eq!(hits[0].snippet(32, "[", "]"), "… four [Mi-35M] [gunships] will …");
    /// assert_eq!(hits[0].snippet(9, "[", "]"), "… [Mi-35M] …"); // no room for both
    /// assert_eq!(hits[0].snippet(500, "", ""), text);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn snippet(&self, max_chars: usize, open: &str, close: &str) -> String {
        let marks: Vec<Span> = self.local_spans().collect();
        let window = snippet::window(&self.text, &marks, max_chars);
        let before = if window.start > 0 { "… " } else { "" };
        let after = if window.end < self.text.len() { " …" } else { "" };
        let middle = self.marked_within(window, open, close);
        format!("{before}{}{after}", middle.trim())
    }

    /// The parts of the text that the query matched, in order.
    ///
    /// ```
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "Four gunships will follow.").with_title("Mi-35M sale"))?;
    /// writer.commit()?;
    ///
    /// let hits = index.search(&Query::new("gunship"))?;
    /// assert_eq!(hits[0].matches(), ["gunships"]);
    ///
    /// let hits = index.search(&Query::new("mi35"))?; // only the title has it
    /// assert!(hits[0].matches().is_empty());
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn matches(&self) -> Vec<&str> {
        self.local_spans().filter_map(|span| span.of(&self.text)).collect()
    }

    /// The spans of the marks, in bytes of the passage.
    fn local_spans(&self) -> impl Iterator<Item = Span> {
        let offset = self.citation.span.start;
        self.marks.iter().map(move |mark| {
            // The fields are public: a caller may have moved the citation.
            let local = |byte: usize| byte.saturating_sub(offset);
            Span::new(local(mark.span.start), local(mark.span.end))
        })
    }

    /// The text of `window`, in bytes of the passage, with each mark that lies
    /// in it between `open` and `close`.
    fn marked_within(&self, window: Span, open: &str, close: &str) -> String {
        let mut out = String::with_capacity(window.len() + 16);
        let mut copied_to = window.start;
        let push = |out: &mut String, start: usize, end: usize| {
            out.push_str(self.text.get(start..end).unwrap_or_default());
        };
        for mark in self.local_spans().filter(|&mark| window.contains(mark)) {
            push(&mut out, copied_to, mark.start);
            out.push_str(open);
            push(&mut out, mark.start, mark.end);
            out.push_str(close);
            copied_to = mark.end;
        }
        push(&mut out, copied_to, window.end);
        out
    }
}

/// The hits of a search, best first, and how the query was understood. It can
/// be used as a slice of hits.
///
/// ```
/// use ibid::{Document, Index, Query};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(&Document::new("a", "The arms embargo was lifted."))?;
/// writer.commit()?;
///
/// let hits = index.search(&Query::new("embargo"))?;
/// assert_eq!(hits.len(), 1);
/// for hit in &hits {
///     println!("{}  {}", hit.score, hit.citation);
/// }
/// let texts: Vec<String> = hits.into_iter().map(|hit| hit.text).collect();
/// assert_eq!(texts, ["The arms embargo was lifted."]);
///
/// let none = index.search(&Query::new("submarine"))?; // no hits are no error
/// assert!(none.first().is_none());
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[non_exhaustive]
pub struct Hits {
    /// The hits, best first.
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
