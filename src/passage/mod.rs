//! Splits documents into passages.
//!
//! Three steps: `layout` splits the text into lines and joins lines into
//! blocks (paragraphs, list items, headings). `labels` gives each block a
//! label. `sizing` joins blocks that are too short for a passage and cuts those
//! that are too long.

pub(crate) mod calendar;
pub(crate) mod front_matter;
pub(crate) mod label;
pub(crate) mod labels;
mod layout;
mod sizing;

use serde::{Deserialize, Serialize};

use std::cell::LazyCell;

use crate::config::PassageConfig;
use crate::date::DayRange;
use crate::document::Document;
use crate::document::label_spans::LabelSpan;
use crate::span::Span;
use labels::classify;
use labels::labelled::LabelledBlock;
use labels::outline::WindowPlace;
use labels::told::ToldLabels;
use labels::{dateline, mail_line, shape};
use layout::block::BlockReader;
use layout::line::is_blank;
use sizing::size::PassageJoiner;

pub use front_matter::{FrontMatter, front_matter, with_front_matter};
pub use label::Label;
pub use labels::dateline::parse_date;
pub use sizing::sentence::sentences;

/// One passage of a document: the unit that is ranked and cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Passage {
    /// Its number in the document, from 0.
    pub ordinal: u32,
    /// Its bytes in the document's text, without blanks at either end.
    pub span: Span,
    /// Which part of the article it is.
    pub label: Label,
}

/// A document split into passages, with the title and date found in its text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Split {
    /// The passages, in order.
    pub passages: Vec<Passage>,
    /// The title in its front matter; else the first headline above the text.
    /// It serves documents that have no title of their own.
    pub title: Option<Span>,
    /// Day or days of publication, from a byline or dateline. A date without
    /// a year is not completed by a guess: it gives `None`.
    pub date: Option<DayRange>,
}

/// Splits a document into passages.
///
/// A passage is one paragraph, or a few sentences of a long one. Passages do
/// not overlap. Only blanks stand between them: white space, byte order marks
/// and zero-width spaces. A blank document has no passages.
///
/// `config` need not be valid: a maximum of 0 counts as 1. Lengths are
/// counted in the unit of `config`. A single grapheme cluster (what a reader
/// sees as one character) is cut only if it is longer than 64 KiB.
///
/// A text of more than 131,072 paragraphs or unjoined lines is labelled in
/// parts, so that memory stays bounded.
///
/// Only the document's text is read, not its title or date; a document that was read
/// from a file tells which of its parts are notes and rows. Never panics; linear in the
/// length of the text.
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
///
/// let blank = ibid::passage::split(&Document::new("blank", " \n"), &PassageConfig::default());
/// assert!(blank.passages.is_empty());
/// ```
#[must_use]
pub fn split(document: &Document, config: &PassageConfig) -> Split {
    let text = document.text.as_str();
    let front_matter = front_matter(text).unwrap_or_default();
    let has_front_matter = !front_matter.span.is_empty();
    let mut reader = BlockReader::new(text, Some(front_matter.span).filter(|_| has_front_matter));
    let mut joiner = PassageJoiner::new(text, config);
    let (mut title, mut date) = (front_matter.title_span, front_matter.date);
    let told = ToldLabels::new(LabelSpan::of(&document.extra));
    let mut has_body = false;
    let mut is_first = true;
    while !reader.is_at_end() {
        let window = reader.next_window();
        let place = WindowPlace { is_first, is_last: reader.is_at_end() };
        let mut blocks = classify::classify(text, &window, place);
        told.label(&mut blocks);
        title = title.or_else(|| title_in(text, &blocks, has_body));
        date = date.or_else(|| date_in(text, &blocks, has_body));
        has_body |= blocks.iter().any(|block| block.label == Label::Body);
        for block in blocks {
            joiner.push(block);
        }
        is_first = false;
    }
    let passages = joiner.finish().into_iter().zip(0..);
    let passages = passages.map(|((span, label), ordinal)| Passage { ordinal, span, label });
    Split { passages: passages.collect(), title, date }
}

/// A kicker above a headline ("For sale") has at most this many words.
const MAX_KICKER_WORDS: usize = 3;

/// The title is looked for in at most this many headlines of a head.
const MAX_HEAD: usize = 6;

/// The subject of a message; else the first headline above the text, or the first
/// one that Markdown marks as a title. If that is a kicker above a longer headline,
/// the longer one.
fn title_in(text: &str, blocks: &[LabelledBlock], has_body: bool) -> Option<Span> {
    let of = |block: &LabelledBlock| block.span.of(text).unwrap_or_default();
    let is_body = |block: &LabelledBlock| block.label == Label::Body;
    let first_body = blocks.iter().position(is_body).filter(|_| !has_body);
    let above = blocks.get(..first_body.unwrap_or(if has_body { 0 } else { blocks.len() }))?;
    let is_headline = |block: &LabelledBlock| block.label == Label::Headline;
    let is_subject =
        |block: &&LabelledBlock| is_headline(block) && mail_line::subject(of(block)).is_some();
    if let Some(subject) = above.iter().find(is_subject) {
        return Some(without_marks(text, subject.span));
    }
    let first = blocks.iter().enumerate().position(|(index, block)| {
        is_headline(block) && (index < above.len() || of(block).starts_with("# "))
    })?;
    let head: Vec<_> =
        blocks.iter().skip(first).take_while(|block| is_headline(block)).take(MAX_HEAD).collect();
    Some(without_marks(text, below_kickers(&head, |block| shape::words(of(block)).count())?.span))
}

/// The first headline of a head that is no kicker; else the first one, or the one
/// right below it where that is longer.
fn below_kickers<'b>(
    head: &[&'b LabelledBlock],
    word_count: impl Fn(&LabelledBlock) -> usize,
) -> Option<&'b LabelledBlock> {
    let (&first, next) = (head.first()?, head.get(1).copied());
    let longer = head.iter().copied().find(|block| word_count(block) > MAX_KICKER_WORDS);
    let next = next.filter(|next| word_count(next) > word_count(first));
    longer.or(next).or(Some(first))
}

/// A title without the marks of Markdown around it, or "Subject:" before it; a title
/// of marks alone stays.
fn without_marks(text: &str, span: Span) -> Span {
    let title = span.of(text).unwrap_or_default();
    if let Some(subject) = mail_line::subject(title) {
        let start = span.end - subject.len();
        return Span::new(start, span.end);
    }
    let is_mark = |c: char| matches!(c, '#' | '*' | '=') || is_blank(c);
    let content = title.trim_start_matches(is_mark);
    let start = span.end - content.len();
    let bare = Span::new(start, start + content.trim_end_matches(is_mark).len());
    if bare.is_empty() { span } else { bare }
}

/// The date of publication: of the first byline, dateline or newswire head
/// that gives a date with a year.
///
/// A dateline counts above the first paragraph, or anywhere with a cue such
/// as "Published". A newswire head counts only in the first paragraph. The dates of a
/// chronology are those of its entries.
/// `has_body` tells whether that stands above these blocks.
fn date_in(text: &str, blocks: &[LabelledBlock], has_body: bool) -> Option<DayRange> {
    let first_body = blocks.iter().position(|block| block.label == Label::Body && !has_body);
    let is_chronology = LazyCell::new(|| is_chronology(text, blocks));
    blocks.iter().enumerate().find_map(|(index, block)| {
        let is_above_body = !has_body && first_body.is_none_or(|first| index < first);
        match block.label {
            Label::Byline => block.date?.date,
            Label::Dateline => {
                let is_of_text = is_above_body && !*is_chronology;
                block.date.filter(|date| is_of_text || date.is_cued)?.date
            }
            Label::Body if Some(index) == first_body => {
                dateline::newswire(block.span.of(text)?)?.date
            }
            _ => None,
        }
    })
}

/// Entries with a date make a text a chronology if they are this many.
const MIN_ENTRIES: usize = 2;

/// Whether the paragraphs are entries with a date each.
fn is_chronology(text: &str, blocks: &[LabelledBlock]) -> bool {
    let is_entry = |block: &&LabelledBlock| {
        block.label == Label::Body
            && dateline::begins_with_date(block.span.of(text).unwrap_or_default())
    };
    blocks.iter().filter(is_entry).take(MIN_ENTRIES).count() == MIN_ENTRIES
}
