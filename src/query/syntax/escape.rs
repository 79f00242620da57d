//! Backslashes before signs: `Mi\-35` is the text "Mi-35".
//!
//! The syntax tree keeps a text as typed, with its backslashes, so that its
//! spans are those of the query and it prints as it was parsed.

use std::borrow::Cow;

use crate::span::Span;

/// A text without the backslashes that escape a sign, a blank or a backslash.
/// Others stay: "C:\docs".
#[derive(Debug)]
pub(crate) struct Unescaped<'t> {
    /// The text without them.
    pub(crate) text: Cow<'t, str>,
    /// The bytes of `text` before which one was removed, ascending.
    removed: Vec<usize>,
}

impl<'t> Unescaped<'t> {
    /// Cost: linear in the text; no copy where it has no backslash.
    pub(crate) fn of(text: &'t str) -> Self {
        let mut unescaped = Self { text: Cow::Borrowed(text), removed: Vec::new() };
        if !text.contains('\\') {
            return unescaped;
        }
        let mut plain = String::with_capacity(text.len());
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let escaped = (c == '\\').then(|| chars.next_if(|next| is_escapable(*next))).flatten();
            if escaped.is_some() {
                unescaped.removed.push(plain.len());
            }
            plain.push(escaped.unwrap_or(c));
        }
        unescaped.text = Cow::Owned(plain);
        unescaped
    }

    /// The bytes of the text as typed that a span of `text` stands for.
    pub(crate) fn as_typed(&self, span: Span) -> Span {
        let start = span.start + self.removed.partition_point(|&at| at <= span.start);
        let end = span.end + self.removed.partition_point(|&at| at < span.end);
        Span::new(start.min(end), end)
    }
}

fn is_escapable(c: char) -> bool {
    c.is_ascii_punctuation() || c.is_whitespace()
}

/// Whether the character at byte `at` is escaped: an odd number of backslashes
/// stands before it.
pub(super) fn is_escaped(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_signs() {
        let check = |typed: &str, expected: &str| {
            assert_eq!(Unescaped::of(typed).text, expected, "{typed}");
        };
        check("tanks", "tanks");
        check(r"T\-72", "T-72");
        check(r"\+\(1\)", "+(1)");
        check(r"a\\b", r"a\b");
        check(r"a\\\-b", r"a\-b");
        check(r"C:\docs\2014", r"C:\docs\2014");
        check(r"Hind\ E", "Hind E");
        check(r"end\", r"end\");
        check(r"\é", r"\é");
    }

    #[test]
    fn spans_are_those_of_the_typed_text() {
        let check = |typed: &str, word: &str, expected: &str| {
            let unescaped = Unescaped::of(typed);
            let start = unescaped.text.find(word).unwrap();
            let span = unescaped.as_typed(Span::new(start, start + word.len()));
            assert_eq!(span.of(typed), Some(expected), "{word} of {typed}");
        };
        check(r"six T\-72 tanks", "six", "six");
        check(r"six T\-72 tanks", "T-72", r"T\-72");
        check(r"six T\-72 tanks", "tanks", "tanks");
        check(r"\(six\) \$5", "six", "six");
        check(r"\(six\) \$5", "5", "5");
    }
}
