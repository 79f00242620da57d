//! Notices of what other query languages write: what it was read as, or that it
//! does nothing here.

use super::notice::{Notice, NoticeKind, shorten};
use crate::range::{RangeField, ValueRange};
use crate::span::Span;

impl Notice {
    fn foreign(span: Span, message: String) -> Self {
        Self::new(NoticeKind::ForeignSign, span, message)
    }

    /// Operators that stand among words in capitals.
    pub(super) fn capital_words<'a>(words: impl Iterator<Item = &'a str>, span: Span) -> Self {
        let mut named: Vec<&str> = Vec::new();
        for word in words {
            if !named.contains(&word) {
                named.push(word);
            }
        }
        let message = format!(
            "`{}` among words in capitals was read as text: write the other words small to make \
             it an operator, or use + and -",
            named.join("`, `")
        );
        Self::new(NoticeKind::CapitalWords, span, message)
    }

    pub(super) fn boost(sign: &str, span: Span) -> Self {
        let message = format!(
            "`{}` gives a weight in other query languages: it was ignored; type a word twice to \
             make it count twice",
            shorten(sign)
        );
        Self::foreign(span, message)
    }

    pub(super) fn after_quotes(sign: &str, span: Span) -> Self {
        let message = format!(
            "`{}` has no meaning after these quotes: it was ignored; write \"arms embargo\"~5 for \
             words near each other",
            shorten(sign)
        );
        Self::foreign(span, message)
    }

    pub(super) fn near_without_number(name: &str, span: Span) -> Self {
        let message = format!(
            "`{name}` says no number of words: it was ignored, as words that stand close rank \
             first anyway; write {name}/5 for at most five words between"
        );
        Self::foreign(span, message)
    }

    pub(super) fn range_without_field(range: &str, span: Span) -> Self {
        let message = format!(
            "`{}` is a range of no field: its two ends were searched as text; write the field \
             before it, as in date:2014..2016",
            shorten(range)
        );
        Self::foreign(span, message)
    }

    pub(super) fn comparison(word: &str, span: Span) -> Self {
        let message = format!(
            "`{}` compares nothing: its number was searched as text; write the field before it, \
             as in date:>=2014",
            shorten(word)
        );
        Self::foreign(span, message)
    }

    pub(super) fn any_value(name: &str, span: Span) -> Self {
        let message = format!(
            "`{name}:*` asks for any value: it was ignored, as no such clause is kept; write a \
             value, as in {name}:value"
        );
        Self::foreign(span, message)
    }

    pub(super) fn regex(regex: &str, span: Span) -> Self {
        let message = format!(
            "`{}` is a regular expression, which is not searched for: it was ignored; write the \
             beginning of a word with a star, as in embarg*",
            shorten(regex)
        );
        Self::foreign(span, message)
    }

    pub(super) fn escaped_quote(word: &str, span: Span) -> Self {
        let message = format!(
            "`{}` has a quote after a backslash, which makes no phrase: it was read as text; \
             write quotes without a backslash",
            shorten(word)
        );
        Self::foreign(span, message)
    }

    /// A star in quotes, whose words became `parts` clauses.
    pub(super) fn star_in_quotes(text: &str, parts: usize, span: Span) -> Self {
        let how = match parts {
            1 => "words with this beginning were searched for",
            _ => "its parts are each required, wherever they stand",
        };
        let message = format!(
            "`\"{}\"` has a star in quotes, where words stand as typed: {how}; leave the quotes \
             out, or the star",
            shorten(text)
        );
        Self::foreign(span, message)
    }

    /// A star in quotes that does nothing.
    pub(super) fn star_in_phrase(text: &str, span: Span) -> Self {
        let message = format!(
            "`\"{}\"` has a star in quotes, where words stand as typed: it was ignored; write the \
             word with its star outside of the quotes",
            shorten(text)
        );
        Self::foreign(span, message)
    }

    pub(super) fn two_readings(
        field: RangeField,
        value: &str,
        readings: [ValueRange; 2],
        span: Span,
    ) -> Self {
        let [first, second] = readings.map(|values| field.definition().print(values));
        let message = format!(
            "`{}` can be {first} or {second}: both were allowed; write one of these",
            shorten(value)
        );
        Self::new(NoticeKind::TwoReadings, span, message)
    }
}
