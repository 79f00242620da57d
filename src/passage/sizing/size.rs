//! Joins and cuts labelled blocks into passages of the configured size.

use unicode_segmentation::UnicodeSegmentation;

use super::sentence::sentences_in;
use crate::config::{LengthUnit, PassageConfig};
use crate::passage::label::Label;
use crate::passage::labels::labelled::{Joining, LabelledBlock};
use crate::passage::labels::shape::ends_sentence;
use crate::passage::layout::line::{is_blank, trimmed};
use crate::span::Span;

/// How often a paragraph is packed again, each time into more parts.
const MAX_REPACKS: usize = 3;

/// More units than this are not kept in memory. No paragraph that a person
/// wrote has so many.
const MAX_KEPT_UNITS: usize = 1 << 16;

/// Joins blocks that are too short for a passage and cuts those that are too
/// long. It takes the blocks of a text in order.
#[derive(Debug)]
pub(crate) struct PassageJoiner<'t> {
    sizer: Sizer<'t>,
    passages: Vec<(Span, Label)>,
    /// The blocks joined last, to which the next one may be joined.
    open: Option<SizedBlock>,
    /// The last block, which waits for the one after it.
    waiting: Option<LabelledBlock>,
}

impl<'t> PassageJoiner<'t> {
    pub(crate) fn new(text: &'t str, config: &'t PassageConfig) -> Self {
        let sizer = Sizer { text, config };
        Self { sizer, passages: Vec::new(), open: None, waiting: None }
    }

    pub(crate) fn push(&mut self, block: LabelledBlock) {
        if let Some(previous) = self.waiting.replace(block) {
            self.join(previous, Some(&block));
        }
    }

    /// The spans and labels of the passages of all blocks, in order.
    pub(crate) fn finish(mut self) -> Vec<(Span, Label)> {
        if let Some(last) = self.waiting.take() {
            self.join(last, None);
        }
        if let Some(open) = self.open {
            self.sizer.push_passages(open, &mut self.passages);
        }
        self.passages
    }

    /// Joins a block to the open ones or ends these; `next` is the block after it.
    fn join(&mut self, block: LabelledBlock, next: Option<&LabelledBlock>) {
        let block = SizedBlock { block, length: self.sizer.measure(block.span) };
        let joined = self.open.and_then(|open| self.sizer.join(open, block, next));
        if joined.is_none()
            && let Some(open) = self.open
        {
            self.sizer.push_passages(open, &mut self.passages);
        }
        self.open = joined.or(Some(block));
    }
}

/// A block, or several joined ones, with their length in the unit.
#[derive(Debug, Clone, Copy)]
struct SizedBlock {
    block: LabelledBlock,
    length: usize,
}

/// A part of a paragraph with its length in the unit.
#[derive(Debug, Clone, Copy)]
struct SizedSpan {
    span: Span,
    length: usize,
}

/// Where a paragraph may be cut, from the best choice to the last resort.
#[derive(Debug, Clone, Copy)]
enum CutPoint {
    Sentence,
    Word,
    Grapheme,
    Char,
}

/// A longer grapheme cluster, in bytes, is no character that a reader sees.
const MAX_CLUSTER_BYTES: usize = 1 << 16;

impl CutPoint {
    /// Where a unit that is too long for a passage is cut.
    fn finer(self, unit: Span) -> Option<Self> {
        match self {
            Self::Sentence => Some(Self::Word),
            Self::Word => Some(Self::Grapheme),
            Self::Grapheme => Some(Self::Char).filter(|_| unit.len() > MAX_CLUSTER_BYTES),
            Self::Char => None,
        }
    }

    /// The stretches of a span between which it may be cut here, in order.
    fn units(self, text: &str, span: Span) -> impl Iterator<Item = Span> {
        let inside = span.of(text).unwrap_or_default();
        let units: Box<dyn Iterator<Item = Span>> = match self {
            Self::Sentence => Box::new(sentences_in(inside)),
            Self::Word => Box::new(words(inside)),
            Self::Grapheme => Box::new(
                inside
                    .grapheme_indices(true)
                    .map(|(start, grapheme)| Span::new(start, start + grapheme.len())),
            ),
            Self::Char => Box::new(
                inside.char_indices().map(|(start, c)| Span::new(start, start + c.len_utf8())),
            ),
        };
        units.map(move |unit| unit.shifted(span.start))
    }
}

/// The words of a text, in order.
fn words(text: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    text.split(is_blank).filter_map(move |word| {
        let end = start + word.len();
        let span = Span::new(start, end);
        let blank = text.get(end..).unwrap_or_default().chars().next();
        start = end + blank.map_or(0, char::len_utf8);
        (!word.is_empty()).then_some(span)
    })
}

/// A text with the size of its passages.
#[derive(Debug, Clone, Copy)]
struct Sizer<'t> {
    text: &'t str,
    config: &'t PassageConfig,
}

impl Sizer<'_> {
    /// The length of a span in the unit. A span must not begin or end within
    /// a word if words are counted.
    fn measure(self, span: Span) -> usize {
        let inside = span.of(self.text).unwrap_or_default();
        match self.config.unit {
            LengthUnit::Chars => inside.chars().count(),
            LengthUnit::Words => inside.split(is_blank).filter(|word| !word.is_empty()).count(),
        }
    }

    /// Both blocks as one, if they belong together and fit into one passage.
    /// `next` is the block after them.
    fn join(
        self,
        open: SizedBlock,
        added: SizedBlock,
        next: Option<&LabelledBlock>,
    ) -> Option<SizedBlock> {
        let gap = self.measure(Span::new(open.block.span.end, added.block.span.start));
        let length = open.length + gap + added.length;
        let is_wanted = match added.block.joining {
            Joining::Never => false,
            Joining::IfShort => {
                // A short block that leads to the next one waits for that.
                open.length < self.config.min
                    || (added.length < self.config.min && !self.leads_to(added.block, next))
            }
            Joining::WhileFits => true,
        };
        let span = Span::new(open.block.span.start, added.block.span.end);
        (is_wanted && open.block.label == added.block.label && length <= self.config.max)
            .then_some(SizedBlock { block: LabelledBlock { span, ..open.block }, length })
    }

    /// Whether the block rather joins the next one than the one before it.
    fn leads_to(self, block: LabelledBlock, next: Option<&LabelledBlock>) -> bool {
        next.filter(|next| next.label == block.label).is_some_and(|next| match next.joining {
            Joining::Never => false,
            Joining::IfShort => !ends_sentence(block.span.of(self.text).unwrap_or_default()),
            Joining::WhileFits => true,
        })
    }

    /// Adds a block to the passages, cut if it is too long for one.
    fn push_passages(self, sized: SizedBlock, passages: &mut Vec<(Span, Label)>) {
        let SizedBlock { block, length } = sized;
        if length <= self.config.max {
            passages.push((block.span, block.label));
        } else {
            let parts = self.cut(block.span, CutPoint::Sentence);
            passages.extend(parts.into_iter().map(|part| (part.span, block.label)));
        }
    }

    /// Cuts a span into parts within the maximum. Only a unit that alone is
    /// too long is cut at the next finer points.
    fn cut(self, span: Span, cut_point: CutPoint) -> Vec<SizedSpan> {
        let units: Vec<_> = self.units(span, cut_point).take(MAX_KEPT_UNITS + 1).collect();
        if units.len() > MAX_KEPT_UNITS {
            // They are found again for each packing.
            return self.pack(trimmed(self.text, span), || self.units(span, cut_point));
        }
        let Some((first, last)) = units.first().zip(units.last()) else {
            return Vec::new();
        };
        let span = Span::new(first.span.start, last.span.end);
        self.pack(span, || units.iter().copied())
    }

    /// The parts of a span that need no cut, in order.
    fn units(self, span: Span, cut_point: CutPoint) -> impl Iterator<Item = SizedSpan> {
        cut_point.units(self.text, span).flat_map(move |span| {
            let length = self.measure(span);
            let finer = cut_point.finer(span).filter(|_| length > self.config.max);
            let parts = finer.map_or_else(Vec::new, |finer| self.cut(span, finer));
            finer.is_none().then_some(SizedSpan { span, length }).into_iter().chain(parts)
        })
    }

    /// Packs the units of a span in order into the fewest parts, of even length.
    fn pack<U: Iterator<Item = SizedSpan>>(
        self,
        span: Span,
        units: impl Fn() -> U,
    ) -> Vec<SizedSpan> {
        let total = self.measure(span);
        // A maximum of 0 counts as 1: a division by 0 would panic.
        let mut parts = total.div_ceil(self.config.max.max(1)).max(1);
        let mut packed = self.fill(units(), total, parts);
        for _ in 0..MAX_REPACKS {
            if packed.len() <= parts {
                break;
            }
            // More parts than planned: their even length is less.
            parts = packed.len();
            packed = self.fill(units(), total, parts);
        }
        packed
    }

    /// Packs units, `total` long together, into `parts` parts of even length,
    /// or into more if the maximum requires it.
    fn fill(
        self,
        units: impl Iterator<Item = SizedSpan>,
        total: usize,
        parts: usize,
    ) -> Vec<SizedSpan> {
        let (mut remaining, mut remaining_parts) = (total, parts);
        let mut filled: Vec<SizedSpan> = Vec::new();
        for unit in units {
            if let Some(part) = filled.last_mut() {
                let gap = self.measure(Span::new(part.span.end, unit.span.start));
                let target = remaining.div_ceil(remaining_parts);
                if self.fits(part.length + gap, unit.length, target) {
                    part.span.end = unit.span.end;
                    part.length += gap + unit.length;
                    continue;
                }
                remaining = remaining.saturating_sub(part.length + gap);
                // The last part takes what is left, so never 0.
                remaining_parts = remaining_parts.saturating_sub(1).max(1);
            }
            filled.push(unit);
        }
        filled
    }

    /// Whether a unit of `added` length goes to a part of `length`: the part
    /// stays within the maximum, and is nearer to the target with it.
    fn fits(self, length: usize, added: usize, target: usize) -> bool {
        length + added <= self.config.max && length + added / 2 <= target
    }
}
