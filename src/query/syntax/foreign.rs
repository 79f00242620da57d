//! Notices of what other query languages write: what it was read as, or that it
//! does nothing here.

use super::notice::{Notice, NoticeKind, shorten};
use crate::range::{RangeField, ValueRange};
use crate::span::Span;

impl Notice {
    fn foreign(span: Span, problem: String, reading: &str, advice: &str) -> Self {
        Self::new(NoticeKind::ForeignSign, span, problem, reading, advice)
    }

    /// Operators that stand among words in capitals.
    pub(super) fn capital_words<'a>(words: impl Iterator<Item = &'a str>, span: Span) -> Self {
        let mut named: Vec<&str> = Vec::new();
        for word in words {
            if !named.contains(&word) {
                named.push(word);
            }
        }
        let problem = format!("`{}` among words in capitals", named.join("`, `"));
        let advice = "write the other words small to make it an operator, or use + and -";
        Self::new(NoticeKind::CapitalWords, span, problem, "it was read as text", advice)
    }

    pub(super) fn boost(sign: &str, span: Span) -> Self {
        let problem = format!("`{}` gives a weight in other query languages", shorten(sign));
        Self::foreign(span, problem, "it was ignored", "type a word twice to make it count twice")
    }

    pub(super) fn after_quotes(sign: &str, span: Span) -> Self {
        let problem = format!("`{}` has no meaning after these quotes", shorten(sign));
        let advice = "write \"arms embargo\"~5 for words near each other";
        Self::foreign(span, problem, "it was ignored", advice)
    }

    pub(super) fn near_without_number(name: &str, span: Span) -> Self {
        let problem = format!("`{name}` says no number of words");
        let reading = "it was ignored, as words that stand close rank first anyway";
        let advice = format!("write {name}/5 for at most five words between");
        Self::foreign(span, problem, reading, &advice)
    }

    pub(super) fn range_without_field(range: &str, span: Span) -> Self {
        let problem = format!("`{}` is a range of no field", shorten(range));
        let reading = "its two ends were searched as text";
        let advice = "write the field before it, as in date:2014..2016";
        Self::foreign(span, problem, reading, advice)
    }

    pub(super) fn comparison(word: &str, span: Span) -> Self {
        let problem = format!("`{}` compares nothing", shorten(word));
        let reading = "its number was searched as text";
        let advice = "write the field before it, as in date:>=2014";
        Self::foreign(span, problem, reading, advice)
    }

    pub(super) fn any_value(name: &str, span: Span) -> Self {
        let problem = format!("`{name}:*` asks for any value, which no clause of this field does");
        let advice = format!("write a value, as in {name}:value");
        Self::foreign(span, problem, "it was ignored", &advice)
    }

    pub(super) fn regex(regex: &str, span: Span) -> Self {
        let regex = shorten(regex);
        let problem = format!("`{regex}` is a regular expression, which is not searched for");
        let advice = "write the beginning of a word with a star, as in embarg*";
        Self::foreign(span, problem, "it was ignored", advice)
    }

    pub(super) fn escaped_quote(word: &str, span: Span) -> Self {
        let problem =
            format!("`{}` has a quote after a backslash, which makes no phrase", shorten(word));
        let advice = "write quotes without a backslash";
        Self::foreign(span, problem, "it was read as text", advice)
    }

    /// A star in quotes, whose words became `parts` clauses.
    pub(super) fn star_in_quotes(text: &str, parts: usize, span: Span) -> Self {
        let reading = match parts {
            1 => "words with this beginning were searched for",
            _ => "its parts are each required, wherever they stand",
        };
        let advice = "leave the quotes out, or the star";
        Self::foreign(span, star_in(text), reading, advice)
    }

    /// A star in quotes that does nothing.
    pub(super) fn star_in_phrase(text: &str, span: Span) -> Self {
        let advice = "write the word with its star outside of the quotes";
        Self::foreign(span, star_in(text), "it was ignored", advice)
    }

    pub(super) fn two_readings(
        field: RangeField,
        value: &str,
        readings: [ValueRange; 2],
        span: Span,
    ) -> Self {
        let [first, second] = readings.map(|values| field.definition().print(values));
        let problem = format!("`{}` can be {first} or {second}", shorten(value));
        let (reading, advice) = ("both were allowed", "write one of these");
        Self::new(NoticeKind::TwoReadings, span, problem, reading, advice)
    }
}

fn star_in(quoted: &str) -> String {
    format!("`\"{}\"` has a star in quotes, where words stand as typed", shorten(quoted))
}
