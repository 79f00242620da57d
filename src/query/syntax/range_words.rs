//! How far a range reaches beyond its first word: `June 2014`,
//! `[2014 TO 2016]`.

use super::chars::operator;
use super::quote::is_quote;
use super::range::{self, BadBound};
use crate::range::RangeField;
use crate::span::Span;

/// The most words of a value: `[Mon, 02 Jun 2014 TO Tue, 03 Jun 2014]` has nine.
const MAX_WORDS: usize = 12;

/// What stands between the two values of a range.
const SEPARATORS: [&str; 6] = ["..", "to", "TO", "-", "–", "—"];

/// The length in bytes of the value of the field that the text begins with: the
/// fewest words that are one, both sides of a range, or all in brackets.
///
/// Cost: at most [`MAX_WORDS`] are parsed, up to as often.
pub(super) fn value_length(field: RangeField, text: &str) -> Option<usize> {
    let mut length = None;
    for Word { end, text: word } in words(text) {
        if SEPARATORS.contains(&word) {
            continue;
        }
        if names_field(word) {
            break;
        }
        let is_after_value = length.is_some();
        let value = text.get(..end).unwrap_or_default();
        if range::parse(field, value).err() != Some(BadBound::NotAValue) {
            length = Some(end);
        }
        let next = text.get(end..).and_then(|after| words(after).next());
        let goes_on = next.is_some_and(|next| SEPARATORS.contains(&next.text));
        if length == Some(end) && (is_after_value || !goes_on) {
            break;
        }
    }
    length.or_else(|| bracket_range(text).map(|range| range.whole.end))
}

/// Whether a field's name stands in a word, as in `2014date:2016`: what is typed behind
/// it is of no value before it.
fn names_field(word: &str) -> bool {
    word.split_once(':').is_some_and(|(before, _)| before.ends_with(char::is_alphabetic))
}

/// A range in brackets, `[a TO b]` or `{a TO b}`.
pub(super) struct BracketRange {
    /// Its bytes, brackets included.
    pub(super) whole: Span,
    /// Those of its `TO`.
    pub(super) to: Span,
}

/// The range of two words in brackets that the text begins with, in which no
/// other sign stands.
pub(super) fn word_range(text: &str) -> Option<BracketRange> {
    let range = bracket_range(text)?;
    let inside = text.get(1..range.whole.end.saturating_sub(1))?;
    let is_sign = |c: char| is_quote(c) || "[{&|\\*?%~^".contains(c);
    // A query in which `[ OR TO 2016]` came of a bracket alone is printed so.
    let is_side = |word: &str| word == "*" || !word.contains(is_sign) && operator(word).is_none();
    let mut words = inside.split_whitespace();
    let [first, to, last] = [words.next()?, words.next()?, words.next()?];
    let is_range = is_side(first) && to == "TO" && is_side(last) && words.next().is_none();
    is_range.then_some(range)
}

/// The range in brackets that the text begins with.
fn bracket_range(text: &str) -> Option<BracketRange> {
    if !text.starts_with(['[', '{']) {
        return None;
    }
    let mut to = None;
    for Word { end, text: word } in words(text) {
        if let Some(close) = word.find([']', '}']) {
            let whole = Span::new(0, end - word.len() + close + 1);
            return to.map(|to| BracketRange { whole, to });
        }
        if word == "TO" {
            to = Some(Span::new(end - word.len(), end));
        }
    }
    None
}

/// A word, and the byte of the text where it ends.
struct Word<'t> {
    end: usize,
    text: &'t str,
}

/// The first words of a text. A parenthesis ends them.
fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let text = text.split(['(', ')']).next().unwrap_or_default();
    let mut at = 0;
    let words = text.split_inclusive(char::is_whitespace).filter_map(move |word| {
        let trimmed = word.trim_end();
        let end = at + trimmed.len();
        at += word.len();
        (!trimmed.is_empty()).then_some(Word { end, text: trimmed })
    });
    words.take(MAX_WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths() {
        let check = |text: &str, expected: Option<&str>| {
            let length = value_length(RangeField::DATE, text);
            assert_eq!(length.and_then(|length| text.get(..length)), expected, "{text}");
        };
        check("2014 tanks", Some("2014"));
        check("June 2014 tanks", Some("June 2014"));
        check("June 2, 2014 tanks", Some("June 2, 2014"));
        check("2 June 2014 35 tanks", Some("2 June 2014"));
        check("June 2014date:2.6.2014", None);
        check("2014-06-02T10:30:00Z tanks", Some("2014-06-02T10:30:00Z"));
        check("Mon, 02 Jun 2014 tanks", Some("Mon, 02 Jun 2014"));
        check("2014-06-02 first flight", Some("2014-06-02"));
        check(">= June 2014 tanks", Some(">= June 2014"));
        check("June 2014..July 2015 tanks", Some("June 2014..July 2015"));
        check("June 2014 .. July 2015 tanks", Some("June 2014 .. July 2015"));
        check("\"June 2014\"..\"July 2015\" tanks", Some("\"June 2014\"..\"July 2015\""));
        check("2014 to 2016 tanks", Some("2014 to 2016"));
        check("2014 to Pakistan", Some("2014"));
        check("2014 - 3 tanks", Some("2014"));
        check("[2014 TO 2016] tanks", Some("[2014 TO 2016]"));
        check("{June 2014 TO *} tanks", Some("{June 2014 TO *}"));
        check("[soon TO late] tanks", Some("[soon TO late]"));
        check("2016..2014 tanks", Some("2016..2014"));
        check("June 2014)", Some("June 2014"));
        check("June (2014)", None);
        check("June tanks", None);
        check("", None);
    }
}
