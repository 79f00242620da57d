//! Gives each block of a text its label.

use super::comment::{self, ThreadPart};
use super::dateline::LineDate;
use super::features::BlockFeatures;
use super::shape::{ends_sentence, is_name, is_title_case, starts_large};
use super::{caption, context, opening, post, section, table, turn};
use crate::passage::label::Label;
use crate::passage::layout::block::{Block, LineMark};
use crate::span::Span;

/// More lines than this above the first prose are a table or a menu.
const MAX_HEAD_LINES: usize = 6;

/// The first paragraph below a headline has at least this many bytes.
const MIN_FIRST_PROSE_BYTES: usize = 24;

/// This many lines that continue the ones before them are a table.
const MIN_TABLE_LINES: usize = 2;

/// More blocks than this from the last prose on are no captions.
const MAX_TAIL_BLOCKS: usize = 9;

/// Headlines between paragraphs have at most this many bytes.
const MAX_CROSS_HEAD_BYTES: usize = 80;

/// Block quotes are indented by at least this many columns more than prose.
const MIN_QUOTE_INDENT: usize = 4;

/// When a block shares a passage with the block before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Joining {
    /// Never.
    Never,
    /// If one of the two is too short for a passage.
    IfShort,
    /// As long as both fit into one passage.
    WhileFits,
}

/// A block with its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LabelledBlock {
    pub(crate) span: Span,
    pub(crate) label: Label,
    pub(crate) joining: Joining,
    /// The first date in it, handed on so that it is read only once.
    pub(crate) date: Option<LineDate>,
}

/// The blocks of a text and where its head, prose and comments lie: what the
/// rules read. Blocks are named by their index.
pub(super) struct Layout<'t> {
    text: &'t str,
    pub(super) blocks: &'t [Block],
    features: Vec<BlockFeatures>,
    thread_parts: Vec<ThreadPart>,
    /// Whether each block begins a speaker's turn.
    turns: Vec<bool>,
    /// The last block of the comments.
    last_comment: Option<usize>,
    /// The first prose; the number of blocks if there is none.
    pub(super) first_prose: usize,
    /// The last prose outside comments.
    last_prose: usize,
    /// Whether the lines above the first prose can be headlines.
    has_head: bool,
    /// The title that stands alone above a text without such a head.
    opening_title: Option<usize>,
    /// The median indent of the prose, in columns.
    prose_indent: usize,
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

/// Labels the blocks of a window, one result for each. Nearly all texts are one
/// window. The windows of a longer one are labelled each by itself.
pub(crate) fn classify(text: &str, blocks: &[Block], place: WindowPlace) -> Vec<LabelledBlock> {
    let layout = Layout::new(text, blocks, place);
    let mut labelled: Vec<LabelledBlock> =
        (0..blocks.len()).filter_map(|index| layout.labelled(index)).collect();
    context::label_listed_teasers(&layout, &mut labelled);
    context::join_repeated_headlines(&layout, &mut labelled);
    // Last: a wordless block takes the final label of the block before it.
    table::label_tables(&layout, &mut labelled);
    context::join_quotations(&layout, &mut labelled);
    context::join_wordless(&layout, &mut labelled);
    labelled
}

impl<'t> Layout<'t> {
    fn new(text: &'t str, blocks: &'t [Block], place: WindowPlace) -> Self {
        let features: Vec<_> =
            blocks.iter().map(|block| BlockFeatures::of_block(text, *block)).collect();
        let turns = turn::starts(text, blocks);
        let posts = post::starts(text, blocks);
        let begins_text = |index: usize| {
            let is_true = |flags: &[bool]| flags.get(index).copied().unwrap_or_default();
            is_true(&turns) || is_true(&posts) || features.get(index).is_some_and(|f| f.is_prose)
        };
        let first = (0..blocks.len()).find(|&index| begins_text(index));
        let first_prose = if place.is_first { first.unwrap_or(blocks.len()) } else { 0 };
        let thread_parts = post::parts(&posts)
            .unwrap_or_else(|| comment::thread_parts(text, blocks, |index| index > first_prose));
        let last_prose = features
            .iter()
            .zip(&thread_parts)
            .rposition(|(features, &part)| features.is_prose && part == ThreadPart::Outside);
        let last_comment = thread_parts.iter().rposition(|&part| part != ThreadPart::Outside);
        let prose_indent = prose_indent(blocks, &features);
        let mut layout = Self {
            text,
            blocks,
            features,
            thread_parts,
            turns,
            last_comment,
            first_prose,
            last_prose: if place.is_last {
                last_prose.unwrap_or(first_prose)
            } else {
                blocks.len()
            },
            has_head: false,
            opening_title: None,
            prose_indent,
        };
        layout.has_head = place.is_first && layout.detect_head();
        if place.is_first && (!layout.has_head || first_prose == 0) {
            layout.opening_title = opening::title(text, blocks, &layout.features);
        }
        layout
    }

    pub(super) fn block_text(&self, index: usize) -> &'t str {
        self.blocks.get(index).map_or("", |block| block.of(self.text))
    }

    fn feature(&self, index: usize, test: impl Fn(&BlockFeatures) -> bool) -> bool {
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

    pub(super) fn is_transcript(&self) -> bool {
        self.turns.contains(&true)
    }

    /// Whether a paragraph of the article's own stands on both sides of the block,
    /// or a heading above it.
    pub(super) fn is_between_paragraphs(&self, index: usize, is_below_heading: bool) -> bool {
        index > self.first_prose
            && index < self.last_prose
            && !self.is_transcript()
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

    fn labelled(&self, index: usize) -> Option<LabelledBlock> {
        let block = *self.blocks.get(index)?;
        let features = self.features.get(index)?;
        let thread_part = *self.thread_parts.get(index)?;
        let is_heading = section::is_heading(self, index);
        let joining = match thread_part {
            ThreadPart::Start => Joining::Never,
            ThreadPart::Outside if is_heading || self.is_turn(index) => Joining::Never,
            ThreadPart::Continuation => Joining::WhileFits,
            ThreadPart::Outside if block.continues_previous => Joining::WhileFits,
            ThreadPart::Outside => Joining::IfShort,
        };
        let label = match thread_part {
            ThreadPart::Outside => self.label(index, block),
            _ => Label::Comment,
        };
        Some(LabelledBlock { span: block.span, label, joining, date: features.date })
    }

    /// The label that the first matching rule gives. Marks and words come
    /// first, since they are surer than a block's place in the article.
    fn label(&self, index: usize, block: Block) -> Label {
        self.by_mark(block)
            .or_else(|| self.is_turn(index).then_some(Label::Body))
            .or_else(|| self.by_words(index))
            .or_else(|| self.by_thread_words(index))
            .or_else(|| self.in_head(index))
            .or_else(|| section::is_heading(self, index).then_some(Label::Headline))
            .or_else(|| self.between_prose(index, block))
            .or_else(|| self.in_tail(index, block))
            .unwrap_or_default()
    }

    /// Headings and quotes marked as such; also an indented block within
    /// quotation marks.
    fn by_mark(&self, block: Block) -> Option<Label> {
        let text = block.of(self.text);
        let is_quoted = text.starts_with(['“', '"', '«']) && text.ends_with(['”', '"', '»']);
        let is_indented = block.indent >= self.prose_indent + MIN_QUOTE_INDENT;
        match block.mark {
            LineMark::Heading => Some(Label::Headline),
            LineMark::Quote => Some(Label::Quote),
            LineMark::FrontMatter => Some(Label::Byline),
            _ if is_quoted && block.blank_before && is_indented => Some(Label::Quote),
            _ => None,
        }
    }

    /// The label that the block's words give. Names and dates in a table
    /// below the head are neither the author's nor the article's.
    fn by_words(&self, index: usize) -> Option<Label> {
        let is_in_table = self.continues_previous(index) || self.continues_previous(index + 1);
        let is_in_head = self.has_head && index < self.first_prose;
        let label = self.features.get(index)?.label?;
        let needs_head = matches!(label, Label::Byline | Label::Dateline);
        (!needs_head || !is_in_table || is_in_head).then_some(label)
    }

    /// Headings and buttons of a comment thread. "3 hours ago" dates the
    /// article above its text and a comment below it.
    fn by_thread_words(&self, index: usize) -> Option<Label> {
        let text = self.block_text(index);
        if comment::is_thread_heading(text) {
            Some(Label::Comment)
        } else if comment::is_thread_furniture(text) {
            let is_above_prose = index < self.first_prose;
            Some(if is_above_prose { Label::Dateline } else { Label::Comment })
        } else {
            None
        }
    }

    /// Lines above the first prose: headlines, and the author's name above a
    /// dateline.
    fn in_head(&self, index: usize) -> Option<Label> {
        if self.opening_title == Some(index) {
            return Some(Label::Headline);
        }
        if index >= self.first_prose || !self.has_head {
            return None;
        }
        let is_above_date =
            index + 1 < self.first_prose && self.feature(index + 1, |next| next.is_dateline());
        if is_above_date && is_name(self.block_text(index)) && self.has_other_title(index) {
            return Some(Label::Byline);
        }
        self.is_title_like(index).then_some(Label::Headline)
    }

    /// Whether the head has a title besides the name in block `name`: a name
    /// alone above a date is the headline.
    fn has_other_title(&self, name: usize) -> bool {
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
        (is_long || self.has_dated_byline())
            && unlabelled.len() <= MAX_HEAD_LINES
            && !self.is_table(&unlabelled)
            && unlabelled.iter().all(|&index| self.is_unlabelled_title(index))
    }

    /// Whether neither the block's words give it a label nor it is an
    /// ornament, so that in a head it must be a title.
    fn needs_title(&self, index: usize) -> bool {
        let text = self.block_text(index);
        self.feature(index, |features| features.label.is_none())
            && text.contains(char::is_alphanumeric)
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

    /// A headline between two paragraphs, above the longer of the two.
    fn between_prose(&self, index: usize, block: Block) -> Option<Label> {
        let text = self.block_text(index);
        let next = self.block_text(index + 1);
        let is_between_prose = index > self.first_prose
            && index < self.last_prose
            && self.is_prose(index - 1)
            && self.is_prose(index + 1);
        let is_title =
            text.len() <= MAX_CROSS_HEAD_BYTES && self.is_title_like(index) && is_title_case(text);
        (is_between_prose
            && is_title
            && next.len() > text.len()
            && starts_large(next)
            && block.mark == LineMark::None
            && !block.continues_previous)
            .then_some(Label::Headline)
    }

    /// Captions below the last prose: noun phrases that stand alone.
    fn in_tail(&self, index: usize, block: Block) -> Option<Label> {
        let is_below_prose =
            index > self.last_prose && self.last_comment.is_none_or(|last| index < last);
        let is_tail_short = self.blocks.len() - self.last_prose <= MAX_TAIL_BLOCKS;
        let stands_alone = block.mark == LineMark::None
            && block.blank_before
            && !self.continues_previous(index + 1);
        (is_below_prose
            && is_tail_short
            && stands_alone
            && self.is_title_like(index)
            && caption::is_noun_phrase(self.block_text(index)))
        .then_some(Label::Caption)
    }
}

/// The median indent of the prose, in columns.
fn prose_indent(blocks: &[Block], features: &[BlockFeatures]) -> usize {
    let prose = blocks.iter().zip(features).filter(|(_, features)| features.is_prose);
    let mut indents: Vec<usize> = prose.map(|(block, _)| block.indent).collect();
    indents.sort_unstable();
    indents.get(indents.len() / 2).copied().unwrap_or_default()
}
