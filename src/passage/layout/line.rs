//! Splits a text into lines, and defines what is blank.

use crate::span::Span;

/// Whether a character carries no text: white space, a byte order mark or a
/// zero-width space. Only such characters stand between passages.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The span without the blanks at either end; empty if all of it is blank.
pub(crate) fn trimmed(text: &str, span: Span) -> Span {
    let inside = span.of(text).unwrap_or_default();
    let content = inside.trim_start_matches(is_blank);
    let start = span.end - content.len();
    Span::new(start, start + content.trim_end_matches(is_blank).len())
}

/// A line that is not blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its bytes, without blanks at either end.
    pub(crate) span: Span,
    /// Columns before it; a tab counts as four.
    pub(crate) indent: usize,
    /// Its length in characters.
    pub(super) chars: usize,
    /// Whether a blank line, or nothing, stands before it.
    pub(super) blank_before: bool,
}

impl Line {
    pub(crate) fn of(self, text: &str) -> &str {
        self.span.of(text).unwrap_or_default()
    }
}

/// The lines of a text that are not blank, in order. Each is read when it is
/// asked for: a text of short lines has more of them than memory should hold.
#[derive(Debug, Clone)]
pub(crate) struct Lines<'t> {
    text: &'t str,
    /// The first byte that is not read yet.
    start: usize,
    /// Whether a blank line, or nothing, stands before it.
    blank_before: bool,
}

/// The lines of a text.
pub(crate) fn lines(text: &str) -> Lines<'_> {
    lines_from(text, 0)
}

/// The lines of a text from a byte on, at which a line starts.
pub(super) fn lines_from(text: &str, start: usize) -> Lines<'_> {
    Lines { text, start, blank_before: true }
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        while self.start < self.text.len() {
            let (start, blank_before) = (self.start, self.blank_before);
            let (end, next) = line_end(self.text, start);
            let span = trimmed(self.text, Span::new(start, end));
            (self.start, self.blank_before) = (next, span.is_empty());
            if !span.is_empty() {
                let indent = columns(self.text.get(start..span.start).unwrap_or_default());
                let chars = span.of(self.text).unwrap_or_default().chars().count();
                return Some(Line { span, indent, chars, blank_before });
            }
        }
        None
    }
}

/// The end of the line that starts at `start`, and the start of the next one,
/// in bytes. CR LF is one line break.
fn line_end(text: &str, start: usize) -> (usize, usize) {
    let remaining = text.get(start..).unwrap_or_default();
    let Some((length, line_break)) = first_break(remaining) else {
        return (text.len(), text.len());
    };
    let after = remaining.get(length + line_break.len_utf8()..).unwrap_or_default();
    let is_crlf = line_break == '\r' && after.starts_with('\n');
    let end = start + length;
    (end, end + line_break.len_utf8() + usize::from(is_crlf))
}

/// The first line break of a text, with its byte offset. The whole text goes
/// through here, so only bytes that can begin a line break are decoded.
fn first_break(text: &str) -> Option<(usize, char)> {
    let may_break = |&(_, byte): &(usize, u8)| matches!(byte, b'\n'..=b'\r' | 0xC2 | 0xE2);
    text.bytes().enumerate().filter(may_break).find_map(|(at, _)| {
        let c = text.get(at..)?.chars().next()?;
        is_line_break(c).then_some((at, c))
    })
}

fn columns(blanks: &str) -> usize {
    let width = |c| match c {
        '\t' => 4,
        '\u{feff}' | '\u{200b}' => 0,
        _ => 1,
    };
    blanks.chars().map(width).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks() {
        let check = |text: &str, expected: &[(&str, usize, bool)]| {
            let lines: Vec<_> =
                lines(text).map(|l| (l.of(text), l.indent, l.blank_before)).collect();
            assert_eq!(lines, expected, "{text:?}");
        };
        check("", &[]);
        check(" \n\u{feff}\r\n", &[]);
        check("a\nb", &[("a", 0, true), ("b", 0, false)]);
        check("a\r\nb\rc", &[("a", 0, true), ("b", 0, false), ("c", 0, false)]);
        check("a\r\n\r\nb", &[("a", 0, true), ("b", 0, true)]);
        check("a\u{a0}\n \u{a0}\n\t\u{a0}b", &[("a", 0, true), ("b", 5, true)]);
        check("a\u{2028}b\u{c}c", &[("a", 0, true), ("b", 0, false), ("c", 0, false)]);
        check("a’\u{a0}é\u{85}b", &[("a’\u{a0}é", 0, true), ("b", 0, false)]);
        check("\u{feff}a\u{200b}", &[("a", 0, true)]);
    }
}
