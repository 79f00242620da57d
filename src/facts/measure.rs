//! Measures and per cents: `30 pct`, `7-mile`, `8.5 to nine tonnes`.

use super::amount::is_weight;
use super::bound::bounded;
use super::fact::{Fact, Measure};
use super::number::range::range_at;
use super::reading::Reading;
use super::trigger::Triggers;

/// The longest unit in tokens: `km/h`.
const MAX_UNIT_TOKENS: usize = 3;

/// Recognises the measures of a text and takes their tokens.
pub(super) fn recognise(reading: &mut Reading<'_>) {
    if reading.tokens.any_starts(Triggers::UNIT.and(Triggers::MONEY_WORD)) {
        reading.walk(recognise_at);
    }
}

/// Adds the measure at a place; the place behind it.
fn recognise_at(reading: &mut Reading<'_>, at: usize) -> Option<usize> {
    let tokens = &reading.tokens;
    if !tokens.starts(at, Triggers::NUMBER) || reading.is_taken(at) {
        return None;
    }
    let before = at.wrapping_sub(1);
    let is_attached = tokens.touches(before) && (tokens.is_word(before) || tokens.is_dash(before));
    if is_attached {
        return None;
    }
    let range = range_at(tokens, at, |_| 0)?;
    let number_end = range.end();
    let is_hyphened = tokens.is_dash(number_end) && tokens.touches(number_end - 1);
    let (unit, end) = unit_at(reading, at, number_end + usize::from(is_hyphened))?;
    if reading.any_taken(at, end) {
        return None;
    }
    let mut figure = bounded(reading.vocabulary, tokens, at, end, range.figure());
    if tokens.is_any(before, &["minus", "negative"]) {
        figure = super::fact::Figure {
            low: figure.high.map(|high| -high),
            high: figure.low.map(|low| -low),
            ..figure
        };
    }
    let span = tokens.span_of(at, end);
    reading.facts.push(Fact::Measure(Measure { span, figure, unit }));
    reading.take(at, end);
    Some(end)
}

/// The unit at a place, and the place behind it.
fn unit_at(reading: &Reading<'_>, first: usize, at: usize) -> Option<(String, usize)> {
    if !reading.tokens.starts(at, Triggers::UNIT.and(Triggers::MONEY_WORD)) {
        return None;
    }
    let longest = (1..=MAX_UNIT_TOKENS).rev().find_map(|count| {
        let phrase = reading.tokens.phrase_of(at, count);
        let unit = reading.vocabulary.measures.get(phrase.as_ref())?;
        Some((unit.clone(), at + count))
    });
    longest.or_else(|| {
        // What is left of pounds after amounts is a weight or a compound.
        let money = reading.vocabulary.money_words.get(reading.tokens.word(at))?;
        is_weight(reading, first, at + 1, money).then(|| ("pound".to_owned(), at + 1))
    })
}
