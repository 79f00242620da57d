//! What the rules of classification read from a single block.

use super::dateline::{LineDate, line_date};
use super::mail_line::MailLine;
use super::shape::{ends_statement, is_title_like};
use super::{byline, caption, contact, dateline, teaser};
use crate::passage::label::Label;
use crate::passage::layout::block::{Block, LineMark};

/// Blocks of at least this many characters are prose, whatever they end with.
const MIN_PROSE_CHARS: usize = 120;

/// What the words and the shape of one block say, read once for all rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BlockFeatures {
    /// The label that the block's words give without its neighbours.
    pub(super) label: Option<Label>,
    /// Its first date.
    pub(super) date: Option<LineDate>,
    pub(super) is_title_like: bool,
    /// Whether it is a paragraph of sentences.
    pub(super) is_prose: bool,
}

impl BlockFeatures {
    fn of(block: &str) -> Self {
        let date = line_date(block);
        let label = label_by_words(block, date);
        // The head of a newswire story stands above its text, but is no title.
        let is_title_like = is_title_like(block) && dateline::newswire(block).is_none();
        // The byte count is known and rules out most short blocks, so their
        // characters are not counted.
        let is_long = block.len() >= MIN_PROSE_CHARS && block.chars().count() >= MIN_PROSE_CHARS;
        let is_prose = is_long || (label.is_none() && !is_title_like && ends_statement(block));
        Self { label, date, is_title_like, is_prose }
    }

    /// The features of a block by its mark: neither front matter nor the row of a
    /// table is prose or a title.
    pub(super) fn of_block(text: &str, block: Block) -> Self {
        match block.mark {
            LineMark::FrontMatter => Self {
                label: Some(Label::Byline),
                date: None,
                is_title_like: false,
                is_prose: false,
            },
            LineMark::Row => {
                Self { is_title_like: false, is_prose: false, ..Self::of(block.of(text)) }
            }
            _ => Self::of(block.of(text)),
        }
    }

    /// The features of a line in the head of a message: its date is the message's
    /// where the line is of the date.
    pub(super) fn of_mail(self, line: MailLine) -> Self {
        let date = self.date.filter(|_| line == MailLine::Date);
        Self { label: Some(line.label()), date, is_title_like: false, is_prose: false }
    }

    /// The features of the mark of a page.
    pub(super) fn of_page_mark() -> Self {
        Self { label: None, date: None, is_title_like: false, is_prose: false }
    }

    /// Whether the block is a date with no more than a time or place.
    pub(super) fn is_dateline(self) -> bool {
        self.date.is_some_and(|date| date.is_dateline)
    }
}

/// The first rule that matches wins: "By Ann Lee | June 5, 2014" is a byline
/// before it could be a dateline.
fn label_by_words(block: &str, date: Option<LineDate>) -> Option<Label> {
    if teaser::is_teaser(block) {
        Some(Label::Teaser)
    } else if caption::is_caption(block) {
        Some(Label::Caption)
    } else if byline::is_byline(block) || contact::is_contact(block) {
        Some(Label::Byline)
    } else if contact::is_release(block) {
        Some(Label::Dateline)
    } else {
        date.filter(|date| date.is_dateline).map(|_| Label::Dateline)
    }
}
