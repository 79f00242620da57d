//! A number with its scale and fractions.

use super::digits::digits_at;
use super::read_number::Numeral;
use super::words::{NumberWord, denominator, number_word, ordinal, suffix};
use crate::facts::token::Tokens;

/// A number has at most this many scale words in a row: "lakh crore".
const MAX_SCALES: usize = 3;

/// The number that starts at a place, with its scale and fractions.
pub(in crate::facts) fn number_at(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    // Each kind of facts looks at the numbers that the kinds before it left.
    tokens.number(at, || read_at(tokens, at))
}

fn read_at(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    // Neither is in digits.
    let in_words = || vague(tokens, at).or_else(|| fraction(tokens, at));
    let number = if tokens.is_word(at) { in_words() } else { None };
    let number = number.or_else(|| cardinal(tokens, at).map(|number| with_half(tokens, number)))?;
    (number.end > at).then_some(number)
}

/// "hundreds of", "several thousand", "a couple of": more than it says.
fn vague(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    let plural = tokens.word(at);
    if let Some(NumberWord::Scale(scale)) = number_word(plural)
        && plural.ends_with('s')
        && tokens.is(at + 1, "of")
    {
        // "dozens of thousands of men".
        let (inner, inner_end) = scales(tokens, at + 2);
        let (inner, end) = if inner_end > at + 2 { (inner, inner_end) } else { (1.0, at + 1) };
        return Some(Numeral { scale, is_vague: true, ..Numeral::new(2.0 * scale * inner, end) });
    }
    let start = at + usize::from(tokens.is(at, "a") && tokens.is(at + 1, "few"));
    if tokens.is_any(start, &["several", "few"])
        && let Some(NumberWord::Scale(_)) = number_word(tokens.word(start + 1))
    {
        let (scale, end) = scales(tokens, start + 1);
        return Some(Numeral { scale, is_vague: true, ..Numeral::new(2.0 * scale, end) });
    }
    None
}

/// Half, quarters and other fractions, alone or of a scale.
fn fraction(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    let (value, end) = plain_fraction(tokens, at)?;
    let of = end + usize::from(tokens.is(end, "of"));
    let article = of + usize::from(tokens.is_any(of, &["a", "one"]));
    let (scale, scaled_end) = scales(tokens, article);
    if scaled_end > article && !tokens.word(article).ends_with('s') {
        return Some(Numeral::new(value, end).scaled(scale, scaled_end));
    }
    Some(Numeral::new(value, end))
}

/// "half", "a quarter", "two thirds", "one-fourth", "two thirty-fifths".
fn plain_fraction(tokens: &Tokens<'_>, at: usize) -> Option<(f64, usize)> {
    if tokens.is(at, "half") {
        return Some((0.5, at + 1 + usize::from(tokens.is(at + 1, "a"))));
    }
    if tokens.is(at, "a") && tokens.is(at + 1, "half") {
        return Some((0.5, at + 2));
    }
    if tokens.is(at, "quarter") && scales(tokens, at + 1).1 > at + 1 {
        return Some((0.25, at + 1));
    }
    let has_article = tokens.is(at, "a");
    let (above, end) = if has_article { (1.0, at + 1) } else { group(tokens, at)? };
    let below_at = end + usize::from(tokens.is_dash(end));
    let (below, below_end) = denominator_at(tokens, below_at)?;
    let is_plural = tokens.word(below_end - 1).ends_with('s');
    let agrees = if above > 1.0 { is_plural } else { !is_plural };
    // "A third country" and "two quarters" are no fractions.
    let is_time = tokens.word(below_end - 1).starts_with("quarter");
    let is_part = !has_article && !is_time
        || tokens.is(below_end, "of")
        || scales(tokens, below_end).1 > below_end
        || tokens.is(at.wrapping_sub(1), "and");
    (agrees && is_part).then_some((above / below, below_end))
}

fn denominator_at(tokens: &Tokens<'_>, at: usize) -> Option<(f64, usize)> {
    if let Some(NumberWord::Tens(tens)) = number_word(tokens.word(at)) {
        let unit_at = at + 1 + usize::from(tokens.is_dash(at + 1));
        let word = tokens.word(unit_at);
        let unit = ordinal(word.strip_suffix('s').unwrap_or(word)).filter(|unit| *unit < 10)?;
        return Some((tens + f64::from(unit), unit_at + 1));
    }
    Some((denominator(tokens.word(at))?, at + 1))
}

/// A whole or decimal number with its scales: "5 hundred and 13",
/// "thirty-two billion six hundred", "1.5-million".
fn cardinal(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    if tokens.is_any(at, &["a", "an"]) {
        return with_article(tokens, at);
    }
    let starts_with_digits = !tokens.is_word(at);
    if starts_with_digits {
        let digits = digits_at(tokens, at)?;
        let number = with_scale(tokens, Numeral::new(digits.value, digits.end));
        let is_plain = digits.is_plain && number.end == digits.end;
        return Some(Numeral { is_plain, ..hundreds_in_digits(tokens, number) });
    }
    let (value, end) = group(tokens, at)?;
    let mut number = with_scale(tokens, Numeral::new(value, end));
    let mut smallest = number.scale;
    while let Some(next) = next_group(tokens, number.end, smallest) {
        number.value += next.value;
        number.end = next.end;
        smallest = next.scale;
    }
    Some(number)
}

/// "a dozen", "a hundred", "a million": the article belongs to the number.
fn with_article(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    let (scale, end) = scales(tokens, at + 1);
    let is_singular = !tokens.word(at + 1).ends_with('s');
    (end > at + 1 && is_singular).then(|| Numeral::new(1.0, at + 1).scaled(scale, end))
}

/// "5 hundred and 13": behind a hundred in words, digits may go on.
fn hundreds_in_digits(tokens: &Tokens<'_>, number: Numeral) -> Numeral {
    if number.scale.to_bits() != 100.0_f64.to_bits() || !tokens.is(number.end, "and") {
        return number;
    }
    let added = match digits_at(tokens, number.end + 1) {
        Some(digits) => Some((digits.value, digits.end)),
        None => group(tokens, number.end + 1),
    };
    match added.filter(|(value, _)| *value < 100.0) {
        Some((value, end)) => Numeral { value: number.value + value, end, ..number },
        None => number,
    }
}

/// The next smaller part of a number in words.
fn next_group(tokens: &Tokens<'_>, at: usize, smallest: f64) -> Option<Numeral> {
    if smallest < 1000.0 {
        return None;
    }
    let start = at + usize::from(tokens.is(at, "and"));
    let is_half = plain_fraction(tokens, start)
        .is_some_and(|(_, end)| start > at && scales(tokens, end).1 == end);
    if is_half {
        return None;
    }
    let next = fraction(tokens, start).filter(|part| part.scale > 1.0).or_else(|| {
        let (value, end) = group(tokens, start)?;
        Some(with_scale(tokens, Numeral::new(value, end)))
    })?;
    let is_smaller = next.scale < smallest && next.value < smallest;
    // "And zero" adds nothing.
    (is_smaller && (start == at || next.value >= 1.0)).then_some(next)
}

/// A number under a thousand in words, or of hundreds: "twenty-one", "nineteen
/// hundred", "two hundred and six". The value and the place behind it.
fn group(tokens: &Tokens<'_>, at: usize) -> Option<(f64, usize)> {
    let (value, end) = below_hundred(tokens, at)?;
    if tokens.is(end, "hundred") || tokens.is(end, "hundreds") && !tokens.is(end + 1, "of") {
        let hundreds = value * 100.0;
        let next = end + 1 + usize::from(tokens.is(end + 1, "and"));
        return match below_hundred(tokens, next) {
            Some((low, low_end)) if low > 0.0 => {
                // "four hundred and three dozens" is 400 and 36.
                let (scale, scale_end) = scales(tokens, low_end);
                let is_dozens = scale_end > low_end && scale < 100.0;
                let low = if is_dozens { low * scale } else { low };
                Some((hundreds + low, if is_dozens { scale_end } else { low_end }))
            }
            _ => Some((hundreds, end + 1)),
        };
    }
    Some((value, end))
}

fn below_hundred(tokens: &Tokens<'_>, at: usize) -> Option<(f64, usize)> {
    match number_word(tokens.word(at))? {
        NumberWord::Small(value) => Some((value, at + 1)),
        NumberWord::Tens(tens) => {
            let unit_at = at + 1 + usize::from(tokens.is_dash(at + 1));
            match number_word(tokens.word(unit_at)) {
                Some(NumberWord::Small(unit)) if unit < 10.0 && unit > 0.0 => {
                    Some((tens + unit, unit_at + 1))
                }
                _ => Some((tens, at + 1)),
            }
        }
        NumberWord::Scale(_) => None,
    }
}

/// The product of the scale words at a place, and the place behind them. "of"
/// may stand in "a score of" only, and is not taken.
fn scales(tokens: &Tokens<'_>, at: usize) -> (f64, usize) {
    let (mut product, mut end) = (1.0, at);
    while end < at + MAX_SCALES
        && let Some(NumberWord::Scale(scale)) = number_word(tokens.word(end))
    {
        product *= scale;
        end += 1;
    }
    (product, end)
}

/// The number times the scale that follows: ` million`, `-mln`, `bn`.
fn with_scale(tokens: &Tokens<'_>, number: Numeral) -> Numeral {
    let last = number.end - 1;
    if tokens.is_digits(last)
        && tokens.touches(last)
        && let Some(scale) = suffix(tokens.raw(number.end))
        && !(tokens.touches(number.end) && tokens.is_digits(number.end + 1))
    {
        return number.scaled(scale, number.end + 1);
    }
    let is_hyphened =
        tokens.is_dash(number.end) && tokens.touches(last) && tokens.touches(number.end);
    let start = number.end + usize::from(is_hyphened);
    let (scale, end) = scales(tokens, start);
    // "the year 2000 thousands of": a plural scale counts only behind a number word.
    let is_scale = end > start && !(tokens.word(start).ends_with('s') && tokens.is(end, "of"));
    if is_scale { number.scaled(scale, end) } else { number }
}

/// Adds "and a half": of the scale, if the number has one.
fn with_half(tokens: &Tokens<'_>, number: Numeral) -> Numeral {
    if !tokens.is(number.end, "and") || number.is_plain && !tokens.is(number.end + 1, "a") {
        return number;
    }
    match plain_fraction(tokens, number.end + 1) {
        Some((part, end)) if part < 1.0 && !tokens.is(end, "of") => {
            Numeral { value: number.value + part * number.scale, end, ..number }
        }
        _ => number,
    }
}

/// A number that stands for itself: no part of a word, no ordinal, no lone
/// pronoun "one".
pub(in crate::facts) fn free_number_at(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    let before = at.wrapping_sub(1);
    if tokens.touches(before) && tokens.is_word(before) {
        return None;
    }
    let number = number_at(tokens, at)?;
    let last = number.end - 1;
    let is_attached = tokens.touches(last) && tokens.is_word(number.end) && tokens.is_digits(last)
        // "1m" is a metre as often as a million.
        || tokens.is_digits(last.wrapping_sub(1)) && matches!(tokens.raw(last), "m" | "mm");
    let is_minus = tokens.is_any(before, &["negative", "minus"])
        || tokens.is_dash(before)
            && tokens.touches(before)
            && !tokens.touches(before.wrapping_sub(1));
    let value = if is_minus { -number.value } else { number.value };
    (!is_attached && !is_pronoun(tokens, at, number.end)).then_some(Numeral { value, ..number })
}

/// Whether the number is "one" for a person or thing: "this one", "one another".
pub(in crate::facts) fn is_pronoun(tokens: &Tokens<'_>, at: usize, end: usize) -> bool {
    const BEFORE: &[&str] = &["this", "that", "which", "no", "any", "each", "every", "the"];
    const BEHIND: &[&str] = &["of", "another", "may", "can", "should", "must", "is", "you"];
    end == at + 1
        && tokens.is(at, "one")
        && (tokens.is_any(at.wrapping_sub(1), BEFORE) || tokens.is_any(end, BEHIND))
}
