//! What a search returns: plain data.

pub(crate) mod citation;
pub(crate) mod document_view;
mod excerpt;
pub(crate) mod fact_marks;
pub(crate) mod facts;
pub(crate) mod highlight;
pub(crate) mod neighbour;
pub(crate) mod piece;
pub(crate) mod place;
mod snippet;

pub use citation::Citation;
pub use document_view::{DocumentView, DocumentWindow, ViewedPassage};
pub use excerpt::Excerpt;
pub use facts::HitFacts;
pub use highlight::Mark;
pub use neighbour::{Neighbour, Neighbours};
pub use piece::Piece;
pub use place::Place;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::commit::CommitName;
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
    /// overlapping. [`pieces`](Self::pieces) has the text cut at them.
    ///
    /// Within a web or e-mail address only a phrase in quotes and an address that the
    /// query has are marked: other words there are part of a name. A passage that has
    /// its words in addresses alone is a hit without marks.
    pub marks: Vec<Mark>,
    /// The parts of the document's title that the query matched, in bytes of
    /// [`Citation::title`], in order, not overlapping.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub title_marks: Vec<Mark>,
    /// Its facts and claims, where the query [asked for
    /// them](crate::Query::with_facts).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facts: Option<HitFacts>,
    /// The parts of the query that the passage does not have.
    pub missing: Vec<String>,
    /// The parts of the query that the passage does not have and the name of its
    /// document's file has, as [`Folder`](crate::source) gives it: they count little,
    /// and have no mark.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub in_file_name: Vec<String>,
    /// The parts of its score, which explain its rank.
    pub explanation: Explanation,
    /// The passages before it, as many as
    /// [`Query::neighbours`](crate::Query::neighbours) asks for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<Neighbour>,
    /// The passages after it, likewise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<Neighbour>,
    /// The ids of the documents, ascending, whose passages of the same words were folded
    /// into it, where the query [asks for that](crate::Query::fold_copies).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<String>,
    /// The document's other fields.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, String>,
}

impl Hit {
    /// The text, cut at its marks. Escaped piece by piece it is safe HTML; see
    /// [`Piece`] for an example.
    ///
    /// Never panics. Cost: linear in the text and its marks.
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
    /// let texts: Vec<&str> = hits[0].pieces().iter().map(|piece| piece.text).collect();
    /// assert_eq!(texts, ["Four ", "Mi-35M", " ", "gunships", " will follow."]);
    /// let gunships = &hits[0].pieces()[3];
    /// assert_eq!(hits[0].marks[gunships.marks[0]].typed, "gunship");
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn pieces(&self) -> Vec<Piece<'_>> {
        piece::pieces(&self.text, self.whole(), &self.marks, self.citation.span.start)
    }

    /// The title of its document, cut at [`title_marks`](Self::title_marks); no
    /// piece where there is no title.
    ///
    /// ```
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "Four will follow.").with_title("Mi-35M sale"))?;
    /// writer.commit()?;
    ///
    /// let hits = index.search(&Query::new("title:mi35"))?;
    /// let pieces = hits[0].title_pieces();
    /// assert_eq!((pieces[0].text, pieces[0].is_marked()), ("Mi-35M", true));
    /// assert_eq!((pieces[1].text, pieces[1].is_marked()), (" sale", false));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn title_pieces(&self) -> Vec<Piece<'_>> {
        let title = &self.citation.title;
        piece::pieces(title, Span::new(0, title.len()), &self.title_marks, 0)
    }

    /// The title of its document with each mark between `open` and `close`, not
    /// escaped.
    ///
    /// ```
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "Four will follow.").with_title("Mi-35M sale"))?;
    /// writer.commit()?;
    ///
    /// let hits = index.search(&Query::new("mi35"))?;
    /// assert_eq!(hits[0].marked_title("[", "]"), "[Mi-35M] sale");
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn marked_title(&self, open: &str, close: &str) -> String {
        piece::joined(&self.title_pieces(), open, close)
    }

    /// The text with each mark between `open` and `close`. The text is not
    /// escaped: for HTML use [`pieces`](Self::pieces). Never panics.
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
        piece::joined(&self.pieces(), open, close)
    }

    /// At most `max_chars` **characters** of the text in pieces, cut so that it
    /// shows as many marks as fit.
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
    /// let excerpt = hits[0].excerpt(32);
    /// assert_eq!(excerpt.span.of(text), Some("four Mi-35M gunships will"));
    /// assert!(excerpt.is_cut_before && excerpt.is_cut_after);
    /// assert_eq!((excerpt.pieces[1].text, excerpt.pieces[1].is_marked()), ("Mi-35M", true));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn excerpt(&self, max_chars: usize) -> Excerpt<'_> {
        let marks: Vec<Span> = self.local_spans().collect();
        let window = snippet::window(&self.text, &marks, max_chars);
        let (is_cut_before, is_cut_after) = (window.start > 0, window.end < self.text.len());
        let window = snippet::trimmed(&self.text, window);
        let start = self.citation.span.start;
        let pieces = piece::pieces(&self.text, window, &self.marks, start);
        // The fields are public: the sum may be beyond any text.
        let of_document = |byte: usize| byte.saturating_add(start);
        let span = Span::new(of_document(window.start), of_document(window.end));
        Excerpt { span, is_cut_before, is_cut_after, pieces }
    }

    /// The [excerpt](Self::excerpt) as one text, not escaped. Each mark stands
    /// between `open` and `close`, and an ellipsis shows where text is cut off;
    /// these do not count.
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
        self.excerpt(max_chars).marked(open, close)
    }

    /// The parts of the text that the query matched, in order. What it matched in the
    /// title are [`title_marks`](Self::title_marks).
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
    /// assert_eq!(hits[0].title_marks[0].span.of("Mi-35M sale"), Some("Mi-35M"));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn matches(&self) -> Vec<&str> {
        self.local_spans().filter_map(|span| span.of(&self.text)).collect()
    }

    /// All of the text, in its own bytes.
    fn whole(&self) -> Span {
        Span::new(0, self.text.len())
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
    /// The state of the index that was searched.
    pub commit: CommitName,
}

impl Hits {
    /// Whether the search was finished. It is not where it [ran out of its
    /// time](crate::Query::deadline_ms) or was given up: there may be better hits.
    ///
    /// ```
    /// use ibid::{Index, Query};
    ///
    /// assert!(Index::in_memory()?.search(&Query::new("tug"))?.is_complete());
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.report.is_out_of_time
    }
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
