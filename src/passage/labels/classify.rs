//! Gives each block of a text its label.

use super::comment::{self, ThreadPart};
use super::labelled::{Joining, LabelledBlock};
use super::mail_line::{self, MailLine};
use super::outline::{Layout, WindowPlace};
use super::shape::{is_name, is_title_case, starts_large};
use super::{caption, contact, context, heading, table};
use crate::passage::label::Label;
use crate::passage::layout::block::{Block, LineMark};

/// More blocks than this from the last prose on are no captions.
const MAX_TAIL_BLOCKS: usize = 9;

/// Headlines between paragraphs have at most this many bytes.
const MAX_CROSS_HEAD_BYTES: usize = 80;

/// Block quotes are indented by at least this many columns more than prose.
const MIN_QUOTE_INDENT: usize = 4;

/// Labels the blocks of a window, one result for each. Nearly all texts are one
/// window. The windows of a longer one are labelled each by itself.
pub(crate) fn classify(text: &str, blocks: &[Block], place: WindowPlace) -> Vec<LabelledBlock> {
    let layout = Layout::new(text, blocks, place);
    let mut labelled: Vec<LabelledBlock> =
        (0..blocks.len()).filter_map(|index| layout.labelled(index)).collect();
    context::label_listed_teasers(&layout, &mut labelled);
    context::join_repeated_headlines(&layout, &mut labelled);
    table::label_tables(&layout, &mut labelled);
    context::join_unfinished(&layout, &mut labelled);
    context::join_quotations(&layout, &mut labelled);
    // Last: a wordless block takes the final label of the block before it.
    context::join_wordless(&layout, &mut labelled);
    labelled
}

impl Layout<'_> {
    fn labelled(&self, index: usize) -> Option<LabelledBlock> {
        let block = *self.blocks.get(index)?;
        let features = self.features.get(index)?;
        let thread_part = *self.thread_parts.get(index)?;
        let is_heading = heading::is_heading(self, index);
        let joining = self.joining(index, block, is_heading);
        let label = match thread_part {
            ThreadPart::Outside => self.label(index, block, is_heading),
            _ => Label::Comment,
        };
        Some(LabelledBlock { span: block.span, label, joining, date: features.date })
    }

    fn joining(&self, index: usize, block: Block, is_heading: bool) -> Joining {
        match self.thread_parts.get(index) {
            Some(ThreadPart::Start) => Joining::Never,
            Some(ThreadPart::Continuation) => Joining::WhileFits,
            _ if self.mail_line(index).is_some() => {
                let goes_on = index > 0 && self.mail_line(index - 1).is_some();
                if goes_on { Joining::WhileFits } else { Joining::Never }
            }
            _ if is_heading || self.is_turn(index) => Joining::Never,
            // A line right below the one that names its speaker.
            _ if self.is_transcript && !block.blank_before => Joining::WhileFits,
            _ if index > 0 && self.introduces_quote(index - 1) => Joining::WhileFits,
            _ if block.continues_previous => Joining::WhileFits,
            _ => Joining::IfShort,
        }
    }

    /// Whether the block names the writer of the quote below it.
    fn introduces_quote(&self, index: usize) -> bool {
        let is_above_quote =
            self.blocks.get(index + 1).is_some_and(|next| next.mark == LineMark::Quote);
        is_above_quote && mail_line::introduces_quote(self.block_text(index))
    }

    /// The label that the first matching rule gives. Marks and words come
    /// first, since they are surer than a block's place in the article.
    fn label(&self, index: usize, block: Block, is_heading: bool) -> Label {
        self.mail_line(index)
            .map(MailLine::label)
            .or_else(|| self.by_mark(block))
            .or_else(|| self.is_marked_heading(index, block).then_some(Label::Headline))
            .or_else(|| self.introduces_quote(index).then_some(Label::Quote))
            .or_else(|| self.is_turn(index).then_some(Label::Body))
            .or_else(|| self.by_words(index))
            .or_else(|| self.by_thread_words(index))
            .or_else(|| self.in_head(index))
            .or_else(|| is_heading.then_some(Label::Headline))
            .or_else(|| self.between_prose(index, block))
            .or_else(|| self.in_tail(index, block))
            .unwrap_or_default()
    }

    /// Headings and quotes marked as such; also an indented block within
    /// quotation marks.
    fn by_mark(&self, block: Block) -> Option<Label> {
        let text = block.of(self.text);
        let ends_or_goes_on =
            || text.ends_with(['”', '"', '»']) || !context::closes_quotation(text);
        let is_quoted = text.starts_with(['“', '"', '«']) && ends_or_goes_on();
        let is_indented = block.indent >= self.prose_indent + MIN_QUOTE_INDENT;
        match block.mark {
            LineMark::Heading => Some(Label::Headline),
            LineMark::Quote => Some(Label::Quote),
            LineMark::FrontMatter => Some(Label::Byline),
            _ if is_quoted && block.blank_before && is_indented => Some(Label::Quote),
            _ => None,
        }
    }

    /// Whether marks make the block a heading: a line below it, bold letters, or those
    /// of a wiki.
    fn is_marked_heading(&self, index: usize, block: Block) -> bool {
        self.is_underlined(index)
            || (block.mark == LineMark::None
                && block.blank_before
                && heading::is_between_marks(block.of(self.text))
                && self.blocks.get(index + 1).is_some_and(|next| next.mark != LineMark::Row))
    }

    /// Whether a line of dashes or equals signs right below the block makes it a
    /// heading, as in Markdown.
    fn is_underlined(&self, index: usize) -> bool {
        let line = self.block_text(index + 1);
        let is_rule = line.len() >= 3
            && (line.bytes().all(|byte| byte == b'=') || line.bytes().all(|byte| byte == b'-'));
        let is_right_below = self.blocks.get(index + 1).is_some_and(|below| !below.blank_before);
        let stands_alone = self
            .blocks
            .get(index)
            .is_some_and(|block| block.blank_before && block.mark == LineMark::None);
        is_rule && is_right_below && stands_alone && self.is_title_like(index)
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
        // "Ann Lee, Oslo".
        let name = self.block_text(index).split(", ").next().unwrap_or_default();
        let is_below_contact = index > 0
            && !self.blocks.get(index).is_some_and(|block| block.blank_before)
            && contact::is_contact(self.block_text(index - 1));
        let is_credit = is_above_date || is_below_contact;
        if is_credit && is_name(name) && self.has_other_title(index) {
            return Some(Label::Byline);
        }
        self.is_title_like(index).then_some(Label::Headline)
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
