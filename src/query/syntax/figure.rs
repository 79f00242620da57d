//! The figures of `amount:` and `count:`: `>100m USD`, `100m..200m`, `4 helicopter`.

use std::fmt::{Formatter, Result as FmtResult};

use super::range::{BadBound, COMPARISONS, ordered, sides};
use crate::facts::typed::{typed_amount, typed_count, typed_currency};
use crate::range::{RangeBound, ValueRange};

/// The most words of a value: "100 million to 200 million Australian dollars".
const MAX_WORDS: usize = 9;

/// Which figure a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    /// An amount of money, with or without a currency.
    Amount,
    /// A whole number, with or without what is counted.
    Count,
}

impl Figure {
    /// What stands before the colon.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Count => "count",
        }
    }
}

/// A figure that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TypedFigure {
    pub(super) bound: RangeBound,
    /// The currency, or what is counted as typed.
    pub(super) of: Option<String>,
}

/// One side of a range: its values, and the currency typed with it.
type Side = (ValueRange, Option<String>);

/// Reads one figure, two around `..`, ` to ` or a dash, of which one may be missing,
/// one after `<`, `<=`, `>` or `>=`, or two in brackets; with a unit.
pub(super) fn parse(figure: Figure, text: &str) -> Result<TypedFigure, BadBound> {
    let text = text.trim();
    match figure {
        Figure::Amount => bounds(figure, text),
        Figure::Count => {
            let number = number_length(text).ok_or(BadBound::NotAValue)?;
            let (number, of) = text.split_at_checked(number).unwrap_or((text, ""));
            let typed = bounds(figure, number)?;
            let of = match of.trim() {
                "" => None,
                // Words that name nothing would be dropped: then it is no count.
                of => Some(counted(of).ok_or(BadBound::NotAValue)?),
            };
            Ok(TypedFigure { of, ..typed })
        }
    }
}

/// The length in bytes of the value that the text begins with, with its unit.
pub(super) fn value_length(figure: Figure, text: &str) -> Option<usize> {
    match figure {
        Figure::Amount => longest(figure, text),
        Figure::Count => {
            let number = number_length(text)?;
            Some(number + counted_length(text.get(number..).unwrap_or_default()))
        }
    }
}

/// Writes a figure with its unit and the closing quote.
pub(super) fn print(
    figure: Figure,
    bound: RangeBound,
    of: Option<&str>,
    f: &mut Formatter<'_>,
) -> FmtResult {
    let one = |value: i64| match figure {
        Figure::Amount => hundredths(value),
        Figure::Count => value.to_string(),
    };
    match (bound.first, bound.last) {
        (Some(first), Some(last)) if first == last => f.write_str(&one(first))?,
        (Some(first), Some(last)) => write!(f, "{}..{}", one(first), one(last))?,
        // Not with dots: what is counted may be a number, "737".
        (Some(first), None) => write!(f, ">={}", one(first))?,
        // No figure is negative, and a negative one cannot be typed.
        (None, Some(last)) if last < 0 => write!(f, "<0")?,
        (None, Some(last)) => write!(f, "<={}", one(last))?,
        (None, None) => f.write_str("*")?,
    }
    match of {
        Some(of) => write!(f, " {of}\""),
        None => f.write_str("\""),
    }
}

/// A figure in hundredths, in units.
fn hundredths(value: i64) -> String {
    let (whole, part) = (value / 100, value % 100);
    if part == 0 { whole.to_string() } else { format!("{whole}.{part:02}") }
}

/// One figure; the unit of a count is not read here.
fn side(figure: Figure, text: &str) -> Option<Side> {
    match figure {
        Figure::Amount => typed_amount(text).map(|typed| (typed.values, typed.currency)),
        Figure::Count => typed_count(text).map(|values| (values, None)),
    }
}

/// The length of the number or range of a count, without what is counted.
fn number_length(text: &str) -> Option<usize> {
    longest(Figure::Count, text)
}

/// The length of the most words that are a bound, or would be one in another order.
fn longest(figure: Figure, text: &str) -> Option<usize> {
    ends_of_words(text).rev().find(|&end| {
        let parsed = bounds(figure, text.get(..end).unwrap_or_default());
        parsed.err() != Some(BadBound::NotAValue)
    })
}

/// Where each of the first words of a text ends.
fn ends_of_words(text: &str) -> impl DoubleEndedIterator<Item = usize> {
    let text = text.split(['(', ')']).next().unwrap_or_default();
    let mut ends = Vec::with_capacity(MAX_WORDS);
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace).take(MAX_WORDS) {
        let trimmed = word.trim_end();
        if !trimmed.is_empty() {
            ends.push(at + trimmed.len());
        }
        at += word.len();
    }
    ends.into_iter()
}

/// The length of the noun or designator behind a number, with the blanks before it:
/// one word, or a prefix and its number as in "Mi 35".
fn counted_length(text: &str) -> usize {
    let ends: Vec<usize> = ends_of_words(text).take(2).collect();
    let word = |from: usize, to: usize| text.get(from..to).unwrap_or_default().trim();
    let Some(&first_end) = ends.first() else { return 0 };
    let first = word(0, first_end);
    if counted(first).is_none() {
        return 0;
    }
    let number = ends.get(1).map(|&end| (word(first_end, end), end));
    let is_short = |word: &str| match word.chars().count() {
        0..=2 => true,
        3 | 4 => word.starts_with(char::is_uppercase),
        _ => false,
    };
    // A longer word is a noun: the number behind "jets 2014" is a year.
    let is_prefix = is_short(first) && first.chars().all(char::is_alphabetic);
    match number {
        Some((number, end)) if is_prefix && number.starts_with(|c: char| c.is_ascii_digit()) => end,
        _ => first_end,
    }
}

/// What is counted, if the words can name it: no operator, sign or field. Of several
/// words the last is counted, as in "attack helicopters" and "tanks or helicopters".
fn counted(words: &str) -> Option<String> {
    let mut each = words.split_whitespace();
    let is_operator = each.any(|word| matches!(word, "AND" | "OR" | "NOT" | "NEAR"));
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '\'' | '’' | ' ' | '.');
    let is_name = words.starts_with(char::is_alphanumeric) && words.chars().all(is_plain);
    (is_name && !is_operator).then(|| words.to_owned())
}

/// The bound that a text writes.
fn bounds(figure: Figure, text: &str) -> Result<TypedFigure, BadBound> {
    let text = text.trim();
    if text == "*" {
        return Ok(TypedFigure { bound: RangeBound::new(None, None), of: None });
    }
    for (sign, of_values) in COMPARISONS {
        if let Some(typed) = text.strip_prefix(sign) {
            let (values, of) = side(figure, typed.trim()).ok_or(BadBound::NotAValue)?;
            return Ok(TypedFigure { bound: of_values(values), of });
        }
    }
    if let Some((values, of)) = side(figure, text) {
        let bound = RangeBound::new(Some(values.first), Some(values.last));
        return Ok(TypedFigure { bound, of });
    }
    let inside = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    between(figure, sides(inside).ok_or(BadBound::NotAValue)?)
}

/// The bound between two sides, of which one may be open. A currency of either side
/// is that of both; two of them bound nothing.
fn between(figure: Figure, (first, last): (&str, &str)) -> Result<TypedFigure, BadBound> {
    let (last, unit) = match figure {
        Figure::Amount => open_with_unit(last.trim()),
        Figure::Count => (last.trim(), None),
    };
    let read = |text: &str| match text {
        "" | "*" => Ok(None),
        _ => side(figure, text).map(Some).ok_or(BadBound::NotAValue),
    };
    let (first, last) = (read(first.trim())?, read(last)?);
    if first.is_none() && last.is_none() {
        return Err(BadBound::NotAValue);
    }
    let units: Vec<String> = [first.as_ref(), last.as_ref()]
        .into_iter()
        .flatten()
        .filter_map(|(_, of)| of.clone())
        .chain(unit)
        .collect();
    if units.windows(2).any(|pair| pair.first() != pair.last()) {
        return Err(BadBound::NotAValue);
    }
    let (lowest, highest) = (first.map(|(v, _)| v.first), last.map(|(v, _)| v.last));
    let bound = ordered(RangeBound::new(lowest, highest))?;
    Ok(TypedFigure { bound, of: units.into_iter().next() })
}

/// An upper side that is only a currency, as in `100m.. USD`, is open.
fn open_with_unit(last: &str) -> (&str, Option<String>) {
    match typed_currency(last) {
        Some(currency) => ("", Some(currency)),
        None => (last, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(figure: Figure, typed: Result<TypedFigure, BadBound>) -> Result<String, BadBound> {
        struct Shown(Figure, TypedFigure);
        impl std::fmt::Display for Shown {
            fn fmt(&self, f: &mut Formatter<'_>) -> FmtResult {
                print(self.0, self.1.bound, self.1.of.as_deref(), f)
            }
        }
        typed.map(|typed| Shown(figure, typed).to_string().trim_end_matches('"').to_owned())
    }

    #[test]
    fn figures_are_read_and_printed() {
        let check = |figure: Figure, text: &str, expected: Result<&str, BadBound>| {
            let typed = parse(figure, text);
            let printed = shown(figure, typed.clone());
            assert_eq!(printed, expected.map(str::to_owned), "{text}");
            if let Ok(printed) = printed {
                assert_eq!(parse(figure, &printed), typed, "{text} as {printed}");
            }
        };
        let amount = |text, expected| check(Figure::Amount, text, expected);
        amount("70m", Ok("70000000"));
        amount("$70m", Ok("70000000 USD"));
        amount(">70m USD", Ok(">=70000000.01 USD"));
        amount(">= $70m", Ok(">=70000000 USD"));
        amount("<70.5 euros", Ok("<=70.49 EUR"));
        amount("70m..90m", Ok("70000000..90000000"));
        amount("$70m..$90m", Ok("70000000..90000000 USD"));
        amount("70m..90m USD", Ok("70000000..90000000 USD"));
        amount("70m to 90m dollars", Ok("70000000..90000000 USD"));
        amount("[70m TO 90m]", Ok("70000000..90000000"));
        amount("70-90 million dollars", Ok("70000000..90000000 USD"));
        amount("..$90m", Ok("<=90000000 USD"));
        amount("*", Ok("*"));
        amount("90m..70m", Err(BadBound::Reversed));
        amount("$70m..€90m", Err(BadBound::NotAValue));
        amount("lots", Err(BadBound::NotAValue));
        amount("..", Err(BadBound::NotAValue));
        amount("", Err(BadBound::NotAValue));
        let count = |text, expected| check(Figure::Count, text, expected);
        count("4", Ok("4"));
        count("4 helicopter", Ok("4 helicopter"));
        count(">10 Mi-35", Ok(">=11 Mi-35"));
        count(">5 737", Ok(">=6 737"));
        count("twenty jets", Ok("20 jets"));
        count("3..5 tanks", Ok("3..5 tanks"));
        count("5..3 tanks", Err(BadBound::Reversed));
        count("4 attack helicopters", Ok("4 attack helicopters"));
        count("tanks", Err(BadBound::NotAValue));
        count("3.5", Err(BadBound::NotAValue));
        // What cannot be counted is not dropped.
        count("4 tanks & trucks", Err(BadBound::NotAValue));
        count("4 helicopters, Peru", Err(BadBound::NotAValue));
        count("4 helicopters OR tanks", Err(BadBound::NotAValue));
        count("4 -tanks", Err(BadBound::NotAValue));
        // Nothing is less than nothing.
        amount("<0", Ok("<0"));
        amount("<0.001 USD", Ok("<0 USD"));
        count("<0", Ok("<0"));
        count("<0 tanks", Ok("<0 tanks"));
    }

    proptest::proptest! {
        #[test]
        fn a_printed_comparison_reads_the_same(
            sign in "[<>]=?|",
            figure in "0|[1-9][0-9]{0,6}(\\.[0-9]{1,3})?|0\\.[0-9]{1,3}",
            unit in "( USD| EUR)?",
        ) {
            let text = format!("{sign}{figure}{unit}");
            let typed = parse(Figure::Amount, &text);
            proptest::prop_assert!(typed.is_ok(), "{}", text);
            let printed = shown(Figure::Amount, typed.clone()).unwrap_or_default();
            proptest::prop_assert_eq!(parse(Figure::Amount, &printed), typed, "{}", printed);
        }
    }

    #[test]
    fn values_end_before_other_words() {
        let check = |figure: Figure, text: &str, expected: Option<&str>| {
            let length = value_length(figure, text);
            assert_eq!(length.and_then(|length| text.get(..length)), expected, "{text}");
        };
        let amount = |text, expected| check(Figure::Amount, text, expected);
        amount(">70m USD helicopters", Some(">70m USD"));
        amount(">70m helicopters", Some(">70m"));
        amount("70 million US dollars deal", Some("70 million US dollars"));
        amount("$70m to Peru", Some("$70m"));
        amount("$70m to $90m for tanks", Some("$70m to $90m"));
        amount("lots of it", None);
        let count = |text, expected| check(Figure::Count, text, expected);
        count("4 helicopter Peru", Some("4 helicopter"));
        count(">10 Mi 35 Peru", Some(">10 Mi 35"));
        count("4 Type 45", Some("4 Type 45"));
        count("4 jets 2014", Some("4 jets"));
        count("4 subs 2014", Some("4 subs"));
        count("20 -tanks", Some("20"));
        count("20 AND tanks", Some("20"));
        count("20 date:2014", Some("20"));
        count("20 (tanks)", Some("20"));
        count("20 \"tanks\"", Some("20"));
        count("20", Some("20"));
        count("tanks", None);
    }
}
