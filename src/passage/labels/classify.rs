//! Blocks to labels.

use super::comment::ThreadPart;
use super::shape::{ends_statement, is_name, is_title_case, is_title_like, starts_large};
use crate::passage::label::Label;
use crate::passage::labels::{byline, caption, comment, dateline, teaser};
use crate::passage::layout::block::{Block, LineMark};
use crate::passage::layout::line::is_blank;
use crate::span::Span;

/// Blocks of at least this many characters are prose, however they end.
const PROSE: usize = 120;

/// More lines than this before the first prose are a table or a menu.
const HEADLINES: usize = 6;

/// Headlines have a first paragraph of at least this many bytes below them.
const SHORTEST_BODY: usize = 24;

/// This many lines tied to the ones before them are a table.
const TABLE: usize = 2;

/// More short lines than this after the last prose are no captions.
const CAPTIONS: usize = 6;

/// How a piece stands to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Joining {
    /// Never in one passage with it.
    Apart,
    /// With it where one of the two is too short alone.
    Loose,
    /// With it as long as the passage is not too long.
    Close,
}

/// A block with its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LabelledBlock {
    pub(crate) span: Span,
    pub(crate) label: Label,
    pub(crate) tie: Joining,
}

/// What the rules look at.
struct Layout<'t> {
    text: &'t str,
    blocks: &'t [Block],
    /// What each block is by its words alone.
    known: Vec<Option<Label>>,
    prose: Vec<bool>,
    turns: Vec<ThreadPart>,
    /// The last block of the comments.
    thread_end: Option<usize>,
    /// The first prose outside comments; the number of blocks where there is
    /// none.
    first: usize,
    /// The last prose outside comments.
    last: usize,
    /// Whether the lines before the first prose can be headlines.
    headed: bool,
    /// Columns before most of the prose.
    indent: usize,
}

/// The pieces of a text, one for each block.
pub(crate) fn classify(text: &str, blocks: &[Block]) -> Vec<LabelledBlock> {
    let scene = Layout::new(text, blocks);
    let mut pieces: Vec<LabelledBlock> =
        (0..blocks.len()).filter_map(|place| scene.piece(place)).collect();
    follow_teasers(&scene, &mut pieces);
    join_repeats(&scene, &mut pieces);
    join_wordless(&scene, &mut pieces);
    pieces
}

impl<'t> Layout<'t> {
    fn new(text: &'t str, blocks: &'t [Block]) -> Self {
        let known: Vec<_> = blocks.iter().map(|block| by_words(block.of(text))).collect();
        let prose: Vec<bool> = blocks
            .iter()
            .zip(&known)
            .map(|(block, known)| is_prose(block.of(text), known.is_some()))
            .collect();
        let first = prose.iter().position(|&prose| prose).unwrap_or(blocks.len());
        let turns = comment::turns(text, blocks, |place| place > first);
        let outside = |&place: &usize| {
            prose.get(place) == Some(&true) && turns.get(place) == Some(&ThreadPart::Outside)
        };
        let last = (0..blocks.len()).rev().find(outside).unwrap_or(first);
        let indent = usual_indent(blocks, &prose);
        let thread_end = turns.iter().rposition(|&turn| turn != ThreadPart::Outside);
        let mut scene = Self {
            text,
            blocks,
            known,
            prose,
            turns,
            thread_end,
            first,
            last,
            headed: false,
            indent,
        };
        scene.headed = scene.is_headed();
        scene
    }

    fn line(&self, place: usize) -> &'t str {
        self.blocks.get(place).map_or("", |block| block.of(self.text))
    }

    fn known(&self, place: usize) -> Option<Label> {
        self.known.get(place).copied().flatten()
    }

    fn is_prose(&self, place: usize) -> bool {
        self.prose.get(place) == Some(&true)
    }

    fn piece(&self, place: usize) -> Option<LabelledBlock> {
        let block = *self.blocks.get(place)?;
        let turn = *self.turns.get(place)?;
        let label = self.label(place, block, turn);
        let tie = match turn {
            ThreadPart::Opens => Joining::Apart,
            ThreadPart::Goes => Joining::Close,
            ThreadPart::Outside if block.tied => Joining::Close,
            ThreadPart::Outside => Joining::Loose,
        };
        Some(LabelledBlock { span: block.span, label, tie })
    }

    /// The first rule that knows the block gives its label.
    fn label(&self, place: usize, block: Block, turn: ThreadPart) -> Label {
        if turn != ThreadPart::Outside {
            return Label::Comment;
        }
        self.by_mark(block)
            .or_else(|| self.by_words(place, block))
            .or_else(|| self.by_time_of_thread(place))
            .or_else(|| self.by_head(place))
            .or_else(|| self.by_middle(place, block))
            .or_else(|| self.by_tail(place, block))
            .unwrap_or_default()
    }

    /// Headings and quotes that are marked as such; an indented block within
    /// quotation marks is a quote too.
    fn by_mark(&self, block: Block) -> Option<Label> {
        let line = block.of(self.text);
        let quoted = line.starts_with(['“', '"', '«']) && line.ends_with(['”', '"', '»']);
        match block.mark {
            LineMark::Heading => Some(Label::Headline),
            LineMark::Quote => Some(Label::Quote),
            _ if quoted && block.blank_before && block.indent >= self.indent + 4 => {
                Some(Label::Quote)
            }
            _ => None,
        }
    }

    /// Lines known by their words; names and dates in a table are not the
    /// author's nor the article's.
    fn by_words(&self, place: usize, block: Block) -> Option<Label> {
        let tied = block.tied || self.blocks.get(place + 1).is_some_and(|next| next.tied);
        let loose = !tied || (self.headed && place < self.first);
        self.known(place).filter(|label| loose || !matches!(label, Label::Byline | Label::Dateline))
    }

    /// "3 hours ago" dates an article at its head and a comment below it.
    fn by_time_of_thread(&self, place: usize) -> Option<Label> {
        let head = place < self.first;
        let label = if head { Label::Dateline } else { Label::Comment };
        let line = self.line(place);
        let counted = comment::is_thread_head(line);
        (counted || comment::is_furniture(line)).then_some(if counted {
            Label::Comment
        } else {
            label
        })
    }

    /// Lines above the first prose: headlines, and the author's name above a
    /// dateline.
    fn by_head(&self, place: usize) -> Option<Label> {
        if place >= self.first || !self.headed {
            return None;
        }
        let line = self.line(place);
        let next_is_date = place + 1 < self.first && dateline::is_dateline(self.line(place + 1));
        if next_is_date && is_name(line) && self.has_other_title(place) {
            return Some(Label::Byline);
        }
        is_title_like(line).then_some(Label::Headline)
    }

    /// A name above a date is a headline itself where no other line is one.
    fn has_other_title(&self, name: usize) -> bool {
        (0..self.first).any(|place| place != name && self.is_open_title(place))
    }

    fn is_open_title(&self, place: usize) -> bool {
        self.known(place).is_none() && is_title_like(self.line(place))
    }

    /// Prose follows a few lines, and those that no rule knows are titles.
    fn is_headed(&self) -> bool {
        let unknown = |&place: &usize| {
            let line = self.line(place);
            let wordless = !line.contains(char::is_alphanumeric);
            self.known(place).is_none()
                && !wordless
                && !comment::is_thread_head(line)
                && !comment::is_furniture(line)
        };
        let open: Vec<usize> = (0..self.first).filter(unknown).collect();
        let tied = |place: &&usize| self.blocks.get(**place).is_some_and(|block| block.tied);
        let figures = |place: &&usize| self.line(**place).contains(|c: char| c.is_numeric());
        let table = open.iter().filter(tied).count() >= TABLE
            && 2 * open.iter().filter(figures).count() >= open.len();
        self.line(self.first).len() >= SHORTEST_BODY
            && open.len() <= HEADLINES
            && !table
            && open.iter().all(|&place| self.is_open_title(place))
    }

    /// A cross-head: a title between two paragraphs.
    fn by_middle(&self, place: usize, block: Block) -> Option<Label> {
        let line = self.line(place);
        let between = place > self.first && self.is_prose(place - 1) && self.is_prose(place + 1);
        let title = line.len() <= 80 && is_title_like(line) && is_title_case(line);
        let leads = self.line(place + 1).len() > line.len() && starts_large(self.line(place + 1));
        (between
            && leads
            && place < self.last
            && block.mark == LineMark::None
            && !block.tied
            && title)
            .then_some(Label::Headline)
    }

    /// Noun phrases below the last prose stand under pictures.
    fn by_tail(&self, place: usize, block: Block) -> Option<Label> {
        let below = place > self.last && self.thread_end.is_none_or(|end| place < end);
        let few = self.blocks.len() - self.last <= CAPTIONS + 3;
        let plain = block.mark == LineMark::None && block.blank_before;
        let tied = self.blocks.get(place + 1).is_some_and(|next| next.tied);
        (below && few && plain && !tied && caption::is_noun_phrase(self.line(place)))
            .then_some(Label::Caption)
    }
}

/// Whether a line is of some kind.
type Rule = fn(&str) -> bool;

/// What a line is by its words alone.
fn by_words(line: &str) -> Option<Label> {
    let rules: [(Rule, Label); 4] = [
        (teaser::is_teaser, Label::Teaser),
        (caption::is_caption, Label::Caption),
        (byline::is_byline, Label::Byline),
        (dateline::is_dateline, Label::Dateline),
    ];
    rules.into_iter().find(|(rule, _)| rule(line)).map(|(_, label)| label)
}

fn is_prose(line: &str, known: bool) -> bool {
    let long = line.len() >= PROSE && line.chars().count() >= PROSE;
    long || (ends_statement(line) && !known && !is_title_like(line))
}

/// The least indentation that at least half of the prose has.
fn usual_indent(blocks: &[Block], prose: &[bool]) -> usize {
    let paired = blocks.iter().zip(prose).filter(|(_, prose)| **prose);
    let mut indents: Vec<usize> = paired.map(|(block, _)| block.indent).collect();
    indents.sort_unstable();
    indents.get(indents.len() / 2).copied().unwrap_or_default()
}

/// Titles below "Also read" are teasers as well, up to the next prose.
fn follow_teasers(scene: &Layout<'_>, pieces: &mut [LabelledBlock]) {
    let mut listing = false;
    for (place, piece) in pieces.iter_mut().enumerate() {
        let line = scene.line(place);
        let open = matches!(piece.label, Label::Body | Label::Headline | Label::Caption);
        let tail = place > scene.first && !scene.is_prose(place);
        if piece.label == Label::Teaser {
            listing = teaser::is_list_head(line);
        } else if listing && tail && open && is_title_like(line) {
            piece.label = Label::Teaser;
        } else {
            listing = false;
        }
    }
}

/// A headline that stands twice in a row is one; repeated later on it points
/// to the article.
fn join_repeats(scene: &Layout<'_>, pieces: &mut [LabelledBlock]) {
    let Some(first) = pieces.iter().position(|piece| piece.label == Label::Headline) else {
        return;
    };
    let title = scene.line(first);
    for (place, piece) in pieces.iter_mut().enumerate().skip(first + 1) {
        if piece.label == Label::Comment || scene.line(place) != title {
            continue;
        }
        if place == first + 1 {
            (piece.label, piece.tie) = (Label::Headline, Joining::Close);
        } else {
            piece.label = Label::Teaser;
        }
    }
}

/// Rules and ornaments go with the block before them.
fn join_wordless(scene: &Layout<'_>, pieces: &mut [LabelledBlock]) {
    let mut before = None;
    for (place, piece) in pieces.iter_mut().enumerate() {
        let wordless = !scene
            .line(place)
            .chars()
            .any(|c| c.is_alphanumeric() || !c.is_ascii_punctuation() && !is_blank(c));
        match before {
            Some(label) if wordless => (piece.label, piece.tie) = (label, Joining::Close),
            _ => before = Some(piece.label),
        }
    }
}
