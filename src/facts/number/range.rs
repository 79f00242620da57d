//! Ranges of numbers: `20 to 30`, `2.5-3 billion`, "between six and eight".

use super::numeral::number_at;
use super::read_number::Numeral;
use crate::facts::fact::Figure;
use crate::facts::token::Tokens;

/// A number, or two with a range between them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::facts) struct NumberRange {
    pub(in crate::facts) low: Numeral,
    /// The upper number of a range.
    pub(in crate::facts) high: Option<Numeral>,
}

impl NumberRange {
    /// The place behind the last token.
    pub(in crate::facts) fn end(&self) -> usize {
        self.high.unwrap_or(self.low).end
    }

    /// Its figure; the scale of the upper number serves both.
    pub(in crate::facts) fn figure(&self) -> Figure {
        match self.high {
            Some(high) => Figure::between(self.scaled_low(high), high.value),
            None if self.low.is_vague => {
                Figure { low: Some(self.low.value), high: None, about: false }
            }
            None => Figure::exactly(self.low.value),
        }
    }

    fn scaled_low(&self, high: Numeral) -> f64 {
        let scaled = self.low.value * high.scale;
        let is_short = self.low.scale <= 1.0 && scaled < high.value;
        if is_short { scaled } else { self.low.value }
    }
}

/// The number or range that starts at a place. `prefix` gives the tokens of a
/// currency sign that may stand before the second number.
pub(in crate::facts) fn range_at(
    tokens: &Tokens<'_>,
    at: usize,
    prefix: impl Fn(usize) -> usize,
) -> Option<NumberRange> {
    let low = number_at(tokens, at)?;
    let single = NumberRange { low, high: None };
    let Some(joint) = joint(tokens, at, low.end) else { return Some(single) };
    let start = joint + prefix(joint);
    let Some(high) = number_at(tokens, start) else { return Some(single) };
    let range = NumberRange { low, high: Some(high) };
    let is_rising = range.scaled_low(high) < high.value;
    Some(if is_rising && !high.is_vague && !low.is_vague { range } else { single })
}

/// The place behind what joins two numbers to a range.
fn joint(tokens: &Tokens<'_>, at: usize, end: usize) -> Option<usize> {
    let before = at.wrapping_sub(1);
    let follows = |word| tokens.is(before, word) || tokens.is(before.wrapping_sub(1), word);
    let joins = tokens.is(end, "to") && !tokens.ends_between(at, end + 1)
        || tokens.is(end, "and") && follows("between")
        || tokens.is_dash(end) && tokens.touches(end - 1) && tokens.touches(end);
    joins.then_some(end + 1)
}
