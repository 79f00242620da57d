//! Pieces to passages of the right size.

use unicode_segmentation::UnicodeSegmentation;

use super::sentence::sentences;
use crate::config::{LengthUnit, PassageConfig};
use crate::passage::label::Label;
use crate::passage::labels::classify::{Joining, LabelledBlock};
use crate::passage::labels::shape::ends_sentence;
use crate::passage::layout::line::is_blank;
use crate::span::Span;

/// How often a paragraph is packed anew into more parts.
const TRIES: usize = 3;

/// Joins pieces that are too short and cuts those that are too long.
pub(crate) fn sized(
    text: &str,
    pieces: &[LabelledBlock],
    config: &PassageConfig,
) -> Vec<(Span, Label)> {
    let mut sized = Vec::with_capacity(pieces.len());
    let mut open: Option<(LabelledBlock, usize)> = None;
    for (place, &piece) in pieces.iter().enumerate() {
        let length = measure(text, piece.span, config.unit);
        let joined = open
            .and_then(|open| joined(text, open, (piece, length), pieces.get(place + 1), config));
        if joined.is_none() {
            close(text, open, config, &mut sized);
        }
        open = joined.or(Some((piece, length)));
    }
    close(text, open, config, &mut sized);
    sized
}

/// The two in one piece, where they belong together.
fn joined(
    text: &str,
    (open, length): (LabelledBlock, usize),
    (piece, added): (LabelledBlock, usize),
    next: Option<&LabelledBlock>,
    config: &PassageConfig,
) -> Option<(LabelledBlock, usize)> {
    let gap = measure(text, Span::new(open.span.end, piece.span.start), config.unit);
    let total = length + gap + added;
    let unfinished = || !ends_sentence(piece.span.of(text).unwrap_or_default());
    let leads = next.filter(|next| next.label == piece.label).is_some_and(|next| match next.tie {
        Joining::Apart => false,
        Joining::Loose => unfinished(),
        Joining::Close => true,
    });
    let short = length < config.min || (added < config.min && !leads);
    let wanted = match piece.tie {
        Joining::Apart => false,
        Joining::Loose => short,
        Joining::Close => true,
    };
    let span = Span::new(open.span.start, piece.span.end);
    (wanted && open.label == piece.label && total <= config.max)
        .then_some((LabelledBlock { span, ..open }, total))
}

fn close(
    text: &str,
    open: Option<(LabelledBlock, usize)>,
    config: &PassageConfig,
    sized: &mut Vec<(Span, Label)>,
) {
    let Some((piece, length)) = open else {
        return;
    };
    if length <= config.max {
        sized.push((piece.span, piece.label));
    } else {
        let parts = cut(text, piece.span, CutPoint::Sentence, config);
        sized.extend(parts.into_iter().map(|(span, _)| (span, piece.label)));
    }
}

/// Length of a span in the unit; for words, of a span that neither begins nor
/// ends within a word.
fn measure(text: &str, span: Span, unit: LengthUnit) -> usize {
    let inside = span.of(text).unwrap_or_default();
    match unit {
        LengthUnit::Chars => inside.chars().count(),
        LengthUnit::Words => inside.split(is_blank).filter(|word| !word.is_empty()).count(),
    }
}

/// What a passage may be cut between, from the best to the last resort.
#[derive(Debug, Clone, Copy)]
enum CutPoint {
    Sentence,
    Word,
    Grapheme,
}

impl CutPoint {
    fn finer(self) -> Option<Self> {
        match self {
            Self::Sentence => Some(Self::Word),
            Self::Word => Some(Self::Grapheme),
            Self::Grapheme => None,
        }
    }

    /// The parts of a span that are not cut at this grain.
    fn parts(self, text: &str, span: Span) -> Vec<Span> {
        let inside = span.of(text).unwrap_or_default();
        let found: Vec<Span> = match self {
            Self::Sentence => sentences(inside),
            Self::Word => words(inside),
            Self::Grapheme => inside
                .grapheme_indices(true)
                .map(|(at, grapheme)| Span::new(at, at + grapheme.len()))
                .collect(),
        };
        found.into_iter().map(|part| part.shifted(span.start)).collect()
    }
}

fn words(text: &str) -> Vec<Span> {
    let mut at = 0;
    let mut words = Vec::new();
    for word in text.split(is_blank) {
        if !word.is_empty() {
            words.push(Span::new(at, at + word.len()));
        }
        let rest = text.get(at + word.len()..).unwrap_or_default();
        at += word.len() + rest.chars().next().map_or(0, char::len_utf8);
    }
    words
}

/// Cuts a span into parts within the maximum, with their lengths: between
/// sentences, within a sentence that is too long between words, within such a
/// word between what is seen as characters.
fn cut(text: &str, span: Span, grain: CutPoint, config: &PassageConfig) -> Vec<(Span, usize)> {
    let mut units = Vec::new();
    for part in grain.parts(text, span) {
        let length = measure(text, part, config.unit);
        match grain.finer() {
            Some(finer) if length > config.max => units.extend(cut(text, part, finer, config)),
            _ => units.push((part, length)),
        }
    }
    pack(text, &units, config)
}

/// Packs units in order into as few parts as can be, of even length.
fn pack(text: &str, units: &[(Span, usize)], config: &PassageConfig) -> Vec<(Span, usize)> {
    let Some((first, last)) = units.first().zip(units.last()) else {
        return Vec::new();
    };
    let total = measure(text, Span::new(first.0.start, last.0.end), config.unit);
    let mut parts = total.div_ceil(config.max.max(1)).max(1);
    let mut packed = fill(text, units, (total, parts), config);
    for _ in 0..TRIES {
        if packed.len() <= parts {
            break;
        }
        parts = packed.len();
        packed = fill(text, units, (total, parts), config);
    }
    packed
}

/// Packs units, `left` long together, into `parts` parts of even length, or
/// into more where the maximum makes it necessary.
fn fill(
    text: &str,
    units: &[(Span, usize)],
    (mut left, mut parts): (usize, usize),
    config: &PassageConfig,
) -> Vec<(Span, usize)> {
    let mut filled: Vec<(Span, usize)> = Vec::new();
    for &(unit, length) in units {
        if let Some((span, total)) = filled.last_mut() {
            let gap = measure(text, Span::new(span.end, unit.start), config.unit);
            if fits(*total + gap, length, left.div_ceil(parts), config.max) {
                (span.end, *total) = (unit.end, *total + gap + length);
                continue;
            }
            left = left.saturating_sub(*total + gap);
            parts = parts.saturating_sub(1).max(1);
        }
        filled.push((unit, length));
    }
    filled
}

/// Whether a unit goes to a part rather than to the next: the part stays
/// within the maximum, and nearer to the target with it than without.
fn fits(total: usize, length: usize, target: usize, max: usize) -> bool {
    total + length <= max && total + length / 2 <= target
}
