//! Documents to passages.
//!
//! A text is read as lines, the lines are gathered to blocks (paragraphs,
//! list items, headings), each block is told what it is, and blocks that are
//! too short or too long for a passage are joined or cut.

mod calendar;
pub(crate) mod label;
pub(crate) mod labels;
mod layout;
mod sizing;

use serde::{Deserialize, Serialize};

use crate::config::PassageConfig;
use crate::date::DayRange;
use crate::document::Document;
use crate::span::Span;
use labels::classify::{self, LabelledBlock};
use labels::{dateline, shape};
use layout::block;
use sizing::size;

pub use label::Label;
pub use labels::dateline::parse_date;
pub use sizing::sentence::sentences;

/// One passage of a document: what is ranked and cited as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Passage {
    /// Its place in the document, from 0.
    pub ordinal: u32,
    /// Its bytes in the document's text, without blanks at its ends.
    pub span: Span,
    /// What it is within the article.
    pub label: Label,
}

/// A document split into passages, and what its text says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Split {
    /// The passages, in order.
    pub passages: Vec<Passage>,
    /// The first headline of the text, one line of it, for documents without
    /// a title of their own.
    pub title: Option<Span>,
    /// Day or days of publication as a byline or dateline says them. Never
    /// guessed: a date without a year is none.
    pub date: Option<DayRange>,
}

/// Splits a document into passages.
///
/// A passage is one paragraph, or a few sentences of a long one. Passages do
/// not overlap, and between them stand blanks only: white space, byte order
/// marks, zero-width spaces. A document that is blank has none. `config` need
/// not be valid: a maximum of nothing counts as one. Lengths of a passage are
/// in its unit; a single character seen by the reader (a grapheme cluster) is
/// never cut, however long.
///
/// Only the document's text is read, not its title or date. Never panics;
/// linear in the length of the text.
///
/// ```
/// use ibid::Document;
/// use ibid::config::PassageConfig;
/// use ibid::passage::{Label, split};
///
/// let text = "Yard sells tugs\nBy Ann Lee\nJune 5, 2014\n\nThe yard has sold six tugs.";
/// let split = split(&Document::new("tugs", text), &PassageConfig::default());
/// let labels: Vec<_> = split.passages.iter().map(|passage| passage.label).collect();
/// assert_eq!(labels, [Label::Headline, Label::Byline, Label::Dateline, Label::Body]);
/// assert_eq!(split.title.unwrap().of(text), Some("Yard sells tugs"));
/// assert_eq!(split.date.unwrap().to_string(), "2014-06-05");
/// ```
#[must_use]
pub fn split(document: &Document, config: &PassageConfig) -> Split {
    let text = document.text.as_str();
    let pieces = classify::classify(text, &block::blocks(text));
    let passages = size::sized(text, &pieces, config).into_iter().zip(0..);
    Split {
        passages: passages
            .map(|((span, label), ordinal)| Passage { ordinal, span, label })
            .collect(),
        title: title(text, &pieces),
        date: date(text, &pieces),
    }
}

/// The first headline; where that is a kicker of up to three words above a
/// longer headline, the longer one.
fn title(text: &str, pieces: &[LabelledBlock]) -> Option<Span> {
    let count =
        |piece: &LabelledBlock| shape::words(piece.span.of(text).unwrap_or_default()).count();
    let first = pieces.iter().position(|piece| piece.label == Label::Headline)?;
    let (first, next) = (pieces.get(first)?, pieces.get(first + 1));
    let longer = next.filter(|next| next.label == Label::Headline && count(next) > count(first));
    Some(longer.filter(|_| count(first) <= 3).unwrap_or(first).span)
}

/// The date of the first byline or dateline that has one, above the first
/// paragraph or said to be the article's, or of a newswire head at the start
/// of that paragraph.
fn date(text: &str, pieces: &[LabelledBlock]) -> Option<DayRange> {
    let first = pieces.iter().position(|piece| piece.label == Label::Body);
    pieces.iter().enumerate().find_map(|(place, piece)| {
        let line = piece.span.of(text)?;
        let head = first.is_none_or(|first| place < first);
        match piece.label {
            Label::Byline => dateline::date_in(line),
            Label::Dateline if head || dateline::is_cued(line) => dateline::date_in(line),
            Label::Body if Some(place) == first => dateline::newswire(line)?.date,
            _ => None,
        }
    })
}
