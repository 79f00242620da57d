//! A citation of a part of a passage.

use crate::hit::citation::Citation;
use crate::span::Span;

/// The part of a passage that a span of the document covers, cited exactly. A
/// sentence may begin before its passage, as a heading without a full stop does.
/// The cost is linear in the passage.
pub(crate) fn cite(text: &str, passage: &Citation, span: Span) -> Citation {
    let start = span.start.max(passage.span.start);
    let end = span.end.min(passage.span.end).max(start);
    let before = Span::new(passage.span.start, start).of(text).unwrap_or_default();
    let inside = Span::new(start, end).of(text).unwrap_or_default();
    let first_char = passage.first_char + before.chars().count();
    let line = passage.line + line_ends(before);
    Citation {
        span: Span::new(start, end),
        first_char,
        last_char: first_char + inside.chars().count(),
        line,
        last_line: line + line_ends(inside.trim_end_matches(['\n', '\r'])),
        // Those of the passage are not those of its part.
        file_bytes: None,
        ..passage.clone()
    }
}

/// How many lines end in the text; `\n`, `\r\n` and `\r` end lines.
fn line_ends(text: &str) -> usize {
    let pairs = text.matches("\r\n").count();
    text.matches(['\n', '\r']).count() - pairs
}

/// The text in one line, without control characters.
pub(crate) fn one_line(text: &str) -> String {
    let visible = text.replace(char::is_control, " ");
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_passage_is_cited_exactly() {
        let text = "Head\n\nÉlan one.\r\nSix tugs.\rThe end.";
        let passage: Citation = serde_json::from_value(serde_json::json!({
            "document": "a", "passage": 1, "start": 6, "end": text.len(),
            "first_char": 6, "last_char": 36, "line": 3, "last_line": 5, "file_bytes": {"start": 9, "end": 50},
        }))
        .unwrap();
        let check = |span: Span, quote: &str, line: usize, first_char: usize| {
            let citation = cite(text, &passage, span);
            assert_eq!(citation.span.of(text), Some(quote));
            assert_eq!((citation.line, citation.first_char), (line, first_char));
            assert_eq!(citation.last_line, line, "{quote}");
            assert_eq!(citation.file_bytes, None);
            assert_eq!(citation.last_char - first_char, quote.chars().count());
        };
        check(Span::new(18, 27), "Six tugs.", 4, 17);
        check(Span::new(28, 36), "The end.", 5, 27);
        check(Span::new(0, 16), "Élan one.", 3, 6);
    }
}
