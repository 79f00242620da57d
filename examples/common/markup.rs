//! Texts in HTML and XML: escaped, with what no reader may see or obey as a symbol.

use ibid::hit::Piece;

/// The text as it is shown: the signs of markup as references, control characters as
/// their symbols, and signs of direction and what XML forbids as U+FFFD.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            // The pictures of control characters lie in their order.
            '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or(' ')),
            '\u{7f}' => out.push('\u{2421}'),
            '\u{2028}' | '\u{2029}' => out.push('\u{2424}'),
            // Signs of direction would move what stands beside them.
            '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{80}'..='\u{9f}'
            | '\u{fffe}'
            | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

/// The pieces, each escaped by itself, those that are marked in `<mark>`. Their direction
/// is their own: no sign for it reaches what stands beside them.
pub(crate) fn marked(pieces: &[Piece<'_>]) -> String {
    let mut out = "<bdi>".to_owned();
    for piece in pieces {
        let text = escaped(piece.text);
        let [open, close] = if piece.is_marked() { ["<mark>", "</mark>"] } else { ["", ""] };
        out.extend([open, &text, close]);
    }
    out + "</bdi>"
}
