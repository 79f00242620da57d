//! Reads the blocks of a text and finds where its head, prose and comments lie.

use super::comment::{self, ThreadPart};
use super::features::BlockFeatures;
use super::mail_line::MailLine;
use super::shape::{ends_sentence, is_all_capitals, is_title_case, starts_large, starts_small};
use super::{mail_head, opening, page, post, teaser, turn};
use crate::passage::label::Label;
use crate::passage::layout::block::{Block, LineMark};

/// More lines than this above the first prose are a table or a menu.
const MAX_HEAD_LINES: usize = 6;

/// The first paragraph below a headline has at least this many bytes.
const MIN_FIRST_PROSE_BYTES: usize = 24;

/// This many lines that continue the ones before them are a table.
const MIN_TABLE_LINES: usize = 2;

/// The blocks of a text and where its head, prose and comments lie: what the
/// rules read. Blocks are named by their index.
pub(super) struct Layout<'t> {
    pub(super) text: &'t str,
    pub(super) blocks: &'t [Block],
    pub(super) features: Vec<BlockFeatures>,
    /// What each block tells in the head of a message.
    pub(super) mail: Vec<Option<MailLine>>,
    /// Whether each block is the mark of a page.
    pub(super) page_marks: Vec<bool>,
    pub(super) thread_parts: Vec<ThreadPart>,
    /// Whether each block begins a speaker's turn.
    pub(super) turns: Vec<bool>,
    /// Whether the text is a transcript: some block begins a turn.
    pub(super) is_transcript: bool,
    /// The last block of the comments.
    pub(super) last_comment: Option<usize>,
    /// The first prose; the number of blocks if there is none.
    pub(super) first_prose: usize,
    /// The last prose outside comments.
    pub(super) last_prose: usize,
    /// Whether the lines above the first prose can be headlines.
    pub(super) has_head: bool,
    /// The title that stands alone above a text without such a head.
    pub(super) opening_title: Option<usize>,
    /// The median indent of the prose, in columns.
    pub(super) prose_indent: usize,
}

/// Where a window of blocks stands in its text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WindowPlace {
    /// Whether no block stands before it. Only such a window has a head; in the
    /// others some prose counts as standing above.
    pub(crate) is_first: bool,
    /// Whether no block stands after it. Only such a window has a tail.
    pub(crate) is_last: bool,
}

impl<'t> Layout<'t> {
    /// Reads the blocks of a window.
    pub(super) fn new(text: &'t str, blocks: &'t [Block], place: WindowPlace) -> Self {
        let mail = mail_head::heads(text, blocks);
        let page_marks = page::marks(text, blocks);
        let features = features(text, blocks, &mail, &page_marks);
        let turns = turn::starts(text, blocks);
        let posts = post::starts(text, blocks, &mail);
        let first = first_text(&features, &turns, &posts);
        let first_prose = if place.is_first { first.unwrap_or(blocks.len()) } else { 0 };
        let thread_parts = post::parts(&posts)
            .unwrap_or_else(|| comment::thread_parts(text, blocks, |index| index > first_prose));
        let last_prose = features
            .iter()
            .zip(&thread_parts)
            .rposition(|(features, &part)| features.is_prose && part == ThreadPart::Outside);
        let last_prose =
            if place.is_last { last_prose.unwrap_or(first_prose) } else { blocks.len() };
        let last_comment = thread_parts.iter().rposition(|&part| part != ThreadPart::Outside);
        let prose_indent = prose_indent(blocks, &features);
        let mut layout = Self {
            text,
            blocks,
            features,
            mail,
            page_marks,
            thread_parts,
            is_transcript: turns.contains(&true),
            turns,
            last_comment,
            first_prose,
            last_prose,
            has_head: false,
            opening_title: None,
            prose_indent,
        };
        layout.has_head = place.is_first && layout.detect_head();
        layout.opening_title = layout.find_opening_title().filter(|_| place.is_first);
        layout
    }

    /// The title above a text that has no head.
    fn find_opening_title(&self) -> Option<usize> {
        if self.has_head && self.first_prose > 0 {
            return None;
        }
        let title = opening::title(self.text, self.blocks, &self.features, &self.page_marks);
        title.filter(|&index| !self.is_turn(index))
    }

    pub(super) fn is_page_mark(&self, index: usize) -> bool {
        self.page_marks.get(index).copied().unwrap_or_default()
    }

    /// What the block tells in the head of a message.
    pub(super) fn mail_line(&self, index: usize) -> Option<MailLine> {
        self.mail.get(index).copied().flatten()
    }

    pub(super) fn block_text(&self, index: usize) -> &'t str {
        self.blocks.get(index).map_or("", |block| block.of(self.text))
    }

    pub(super) fn feature(&self, index: usize, test: impl Fn(&BlockFeatures) -> bool) -> bool {
        self.features.get(index).is_some_and(test)
    }

    pub(super) fn is_prose(&self, index: usize) -> bool {
        self.feature(index, |features| features.is_prose)
    }

    pub(super) fn is_title_like(&self, index: usize) -> bool {
        self.feature(index, |features| features.is_title_like)
    }

    pub(super) fn continues_previous(&self, index: usize) -> bool {
        self.blocks.get(index).is_some_and(|block| block.continues_previous)
    }

    pub(super) fn is_turn(&self, index: usize) -> bool {
        self.turns.get(index).copied().unwrap_or_default()
    }

    /// Whether a paragraph of the article's own stands on both sides of the block,
    /// or a heading above it.
    pub(super) fn is_between_paragraphs(&self, index: usize, is_below_heading: bool) -> bool {
        index > self.first_prose
            && index < self.last_prose
            && !self.is_transcript
            && self.is_prose(index + 1)
            && starts_large(self.block_text(index + 1))
            && (is_below_heading
                || self.is_prose(index - 1)
                || ends_sentence(self.block_text(index - 1)))
    }

    /// Whether a section can begin with the block: with prose, a turn, or an item
    /// or row.
    pub(super) fn begins_section(&self, index: usize) -> bool {
        let is_marked = |block: &Block| matches!(block.mark, LineMark::Item | LineMark::Row);
        self.is_prose(index) || self.is_turn(index) || self.blocks.get(index).is_some_and(is_marked)
    }

    /// Whether the head has a title besides the name in block `name`: a name
    /// alone above a date is the headline.
    pub(super) fn has_other_title(&self, name: usize) -> bool {
        (0..self.first_prose).any(|index| index != name && self.is_unlabelled_title(index))
    }

    /// Whether a byline with a date below it stands above the first prose: a head
    /// however short the prose is.
    fn has_dated_byline(&self) -> bool {
        (1..self.first_prose).any(|index| {
            let is_byline = |above: &BlockFeatures| above.label == Some(Label::Byline);
            self.feature(index - 1, is_byline) && self.feature(index, |date| date.is_dateline())
        })
    }

    fn is_unlabelled_title(&self, index: usize) -> bool {
        self.feature(index, |features| features.label.is_none() && features.is_title_like)
    }

    /// Whether the lines above the first prose are a head and no table: few,
    /// and each a title or labelled by its words.
    fn detect_head(&self) -> bool {
        let unlabelled: Vec<usize> =
            (0..self.first_prose).filter(|&index| self.needs_title(index)).collect();
        let is_long = self.block_text(self.first_prose).len() >= MIN_FIRST_PROSE_BYTES;
        let begins_part = self.is_turn(self.first_prose)
            || self.thread_parts.get(self.first_prose) == Some(&ThreadPart::Start);
        (is_long || begins_part || self.has_dated_byline())
            && unlabelled.len() <= MAX_HEAD_LINES
            && !self.is_table(&unlabelled)
            && unlabelled
                .iter()
                .all(|&index| self.is_unlabelled_title(index) && !self.begins_paragraph(index))
    }

    /// Whether a line below the title begins a paragraph, though it looks like a
    /// title: its sentence goes on with a small letter, or it stands right above
    /// other lines and, below a title in capitals, has none.
    fn begins_paragraph(&self, index: usize) -> bool {
        let text = self.block_text(index);
        let has_capitals = |index| is_all_capitals(self.block_text(index));
        let is_apart = |index: usize| self.blocks.get(index).is_some_and(|next| next.blank_before);
        let is_plain = !has_capitals(index) && !is_title_case(text);
        index > 0
            && (starts_small(self.block_text(index + 1))
                || (has_capitals(0) && is_apart(1) && is_plain && !is_apart(index + 1)))
    }

    /// Whether neither the block's words give it a label nor it is an
    /// ornament, so that in a head it must be a title.
    fn needs_title(&self, index: usize) -> bool {
        let text = self.block_text(index);
        self.feature(index, |features| features.label.is_none())
            && text.contains(char::is_alphanumeric)
            && !self.is_page_mark(index)
            && !comment::is_thread_heading(text)
            && !comment::is_thread_furniture(text)
    }

    /// Whether some of these blocks continue others and half have figures.
    fn is_table(&self, indices: &[usize]) -> bool {
        let has_figures = |&&index: &&usize| self.block_text(index).contains(char::is_numeric);
        let continuing = indices.iter().filter(|&&index| self.continues_previous(index)).count();
        let with_figures = indices.iter().filter(has_figures).count();
        continuing >= MIN_TABLE_LINES && 2 * with_figures >= indices.len()
    }
}

/// The features of all blocks.
fn features(
    text: &str,
    blocks: &[Block],
    mail: &[Option<MailLine>],
    page_marks: &[bool],
) -> Vec<BlockFeatures> {
    let features = |((block, mail), &is_page_mark): ((&Block, &Option<MailLine>), &bool)| {
        let features = BlockFeatures::of_block(text, *block);
        match mail {
            Some(line) => features.of_mail(*line),
            None if is_page_mark => BlockFeatures::of_page_mark(),
            None => features,
        }
    };
    let mut all: Vec<_> = blocks.iter().zip(mail).zip(page_marks).map(features).collect();
    let may_be_title = blocks.first().is_some_and(|first| teaser::may_be_title(first.of(text)));
    if let Some(first) = all.first_mut().filter(|_| may_be_title) {
        first.label = None;
    }
    all
}

/// The first block that is prose, or begins a turn or a post.
fn first_text(features: &[BlockFeatures], turns: &[bool], posts: &[bool]) -> Option<usize> {
    let starts = turns.iter().zip(posts).map(|(&turn, &post)| turn || post);
    features.iter().zip(starts).position(|(features, starts)| features.is_prose || starts)
}

/// The median indent of the prose, in columns.
fn prose_indent(blocks: &[Block], features: &[BlockFeatures]) -> usize {
    let prose = blocks.iter().zip(features).filter(|(_, features)| features.is_prose);
    let mut indents: Vec<usize> = prose.map(|(block, _)| block.indent).collect();
    indents.sort_unstable();
    indents.get(indents.len() / 2).copied().unwrap_or_default()
}
