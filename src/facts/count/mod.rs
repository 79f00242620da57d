//! Counts: a number and what it counts, as in `four advanced helicopters`.

pub(super) mod noun;
mod phrase;

use super::bound::bounded;
use super::fact::{Count, Fact};
use super::label::is_labelled;
use super::number::numeral::is_pronoun;
use super::number::range::{NumberRange, range_at};
use super::reading::Reading;
use super::trigger::Triggers;
use phrase::{Counted, counted};

/// Words behind a number that make it a time of day or an age.
const NO_COUNT_BEHIND: &[&str] = &[
    "am", "pm", "a.m", "p.m", "gmt", "edt", "est", "utc", "cet", "bst", "pdt", "pst", "ist", "msk",
    "hrs", "hours", "o",
];

/// Recognises the counts of a text and takes their tokens.
pub(super) fn recognise(reading: &mut Reading<'_>) {
    reading.walk(recognise_at);
}

/// Adds the count at a place; the place behind its number, as another number
/// may stand inside its phrase ("four of 12 tugs").
fn recognise_at(reading: &mut Reading<'_>, at: usize) -> Option<usize> {
    if !reading.tokens.starts(at, Triggers::NUMBER) || reading.is_taken(at) {
        return None;
    }
    let range = range_at(&reading.tokens, at, |_| 0)?;
    let number_end = range.end();
    if !is_countable(reading, at, &range) {
        return Some(number_end);
    }
    let is_one = range.high.is_none() && range.low.value.to_bits() == 1.0_f64.to_bits();
    let Some(counted) = counted(reading, at, skip_bound(reading, number_end), is_one) else {
        return Some(number_end);
    };
    let Counted { unit, is_noun, family, end, name } = counted;
    if is_noun && noun::is_time(&unit) || reading.any_taken(at, number_end) {
        return Some(number_end);
    }
    let tokens = &reading.tokens;
    let figure = bounded(reading.vocabulary, tokens, at, number_end, range.figure());
    let is_of = tokens.is(number_end, "of");
    let span = tokens.span_of(at, if is_of { number_end.max(end) } else { end });
    reading.facts.push(Fact::Count(Count { span, figure, unit, family }));
    reading.take(name.start, name.end);
    Some(number_end)
}

/// The place behind "or more" and a plus sign between a number and its noun.
fn skip_bound(reading: &Reading<'_>, end: usize) -> usize {
    let tokens = &reading.tokens;
    if tokens.is(end, "or") && tokens.is_any(end + 1, &["more", "less", "fewer", "so"]) {
        return end + 2;
    }
    end + usize::from(tokens.is_mark(end, '+') && tokens.touches(end - 1))
}

/// Whether the number at a place can count things: no label, ordinal, time of
/// day, age, fraction or part of a compound.
fn is_countable(reading: &Reading<'_>, at: usize, range: &NumberRange) -> bool {
    let tokens = &reading.tokens;
    let (before, end) = (at.wrapping_sub(1), range.end());
    let is_attached = tokens.touches(before)
        && (tokens.is_word(before)
            || tokens.is_dash(before)
            || tokens.is_any(before, &["/", ".", ":", "#", "$", ",", "'", "’"]));
    let is_attached_behind = tokens.touches(end - 1)
        && (tokens.is_dash(end)
            || tokens.is_any(end, &["/", ":", "%"])
            || tokens.is_word(end)
            || tokens.is(end, ".") && tokens.is_digits(end + 1));
    let is_type = is_attached_behind && tokens.is(end, "s");
    let is_whole = range.low.value.fract() == 0.0 && range.low.value >= 1.0;
    let is_time = is_pronoun(tokens, at, end) || NO_COUNT_BEHIND.contains(&tokens.word(end));
    let is_year = range.low.is_plain
        && range.high.is_none()
        && (1500.0..2200.0).contains(&range.low.value)
        && range.low.value % 50.0 != 0.0;
    is_whole
        && !(is_attached
            || is_labelled(tokens, at)
            || is_attached_behind
            || is_type
            || is_time
            || is_year)
}
