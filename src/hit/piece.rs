//! A text cut at its marks into pieces, which a caller escapes one by one.

use serde::Serialize;

use super::highlight::Mark;
use crate::span::Span;

/// A stretch of a text that the same marks cover from its first byte to its last,
/// or no mark.
///
/// The pieces of a text stand in its order, touch one another and have no byte
/// twice: their texts, one behind the other, are the text. Where marks overlap,
/// each stretch of the overlap is a piece of its own.
///
/// Escaping each piece by itself gives safe HTML, whatever the text has:
///
/// ```
/// use ibid::{Document, Index, Query};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(&Document::new("a", "The embargo <script>alert(1)</script> & its end."))?;
/// writer.commit()?;
///
/// let escaped =
///     |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
/// let hits = index.search(&Query::new("embargo"))?;
/// let html: String = hits[0]
///     .pieces()
///     .iter()
///     .map(|piece| match piece.is_marked() {
///         true => format!("<mark>{}</mark>", escaped(piece.text)),
///         false => escaped(piece.text),
///     })
///     .collect();
/// assert_eq!(
///     html,
///     "The <mark>embargo</mark> &lt;script&gt;alert(1)&lt;/script&gt; &amp; its end.",
/// );
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Piece<'t> {
    /// The text, which is never empty and not escaped.
    pub text: &'t str,
    /// The marks that cover it, by their numbers among those of the hit: in
    /// [`Hit::marks`](super::Hit::marks), or, for a title, in
    /// [`Hit::title_marks`](super::Hit::title_marks). Empty where none does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<usize>,
}

impl Piece<'_> {
    /// Whether a mark covers it.
    ///
    /// ```
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "Six tugs"))?;
    /// writer.commit()?;
    /// let hits = index.search(&Query::new("tug"))?;
    /// let marked: Vec<bool> = hits[0].pieces().iter().map(|piece| piece.is_marked()).collect();
    /// assert_eq!(marked, [false, true]);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn is_marked(&self) -> bool {
        !self.marks.is_empty()
    }
}

/// Where a mark begins or ends.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    byte: usize,
    number: usize,
    begins: bool,
}

/// The pieces of `window`, in bytes of `text`. `offset` is the byte at which the
/// text begins in the bytes of the marks. A mark that reaches over an end of the
/// window, which lies on boundaries of characters, is cut there.
///
/// Marks that lie outside, are empty, or end within a character cover nothing: the
/// fields of a hit are public, and can say anything. Never panics.
///
/// Cost: linear in the text, `n · log n` in the marks, and each piece's marks.
pub(crate) fn pieces<'t>(
    text: &'t str,
    window: Span,
    marks: &[Mark],
    offset: usize,
) -> Vec<Piece<'t>> {
    let window = Span::new(window.start.min(text.len()), window.end.min(text.len()));
    let mut pieces = Vec::new();
    let mut covering: Vec<usize> = Vec::new();
    let mut from = window.start;
    let mut push = |to: usize, covering: &[usize]| {
        if let Some(piece) = text.get(from..to).filter(|piece| !piece.is_empty()) {
            pieces.push(Piece { text: piece, marks: covering.to_vec() });
        }
        from = to;
    };
    for Edge { byte, number, begins } in edges(text, window, marks, offset) {
        push(byte, &covering);
        match covering.binary_search(&number) {
            Err(place) if begins => covering.insert(place, number),
            Ok(place) if !begins => drop(covering.remove(place)),
            _ => {}
        }
    }
    push(window.end, &covering);
    pieces
}

/// The edges of the marks within the window, in order.
fn edges(text: &str, window: Span, marks: &[Mark], offset: usize) -> Vec<Edge> {
    let mut edges = Vec::with_capacity(2 * marks.len());
    for (number, mark) in marks.iter().enumerate() {
        let local = |byte: usize| byte.saturating_sub(offset).clamp(window.start, window.end);
        let (start, end) = (local(mark.span.start), local(mark.span.end));
        if start < end && text.is_char_boundary(start) && text.is_char_boundary(end) {
            edges.push(Edge { byte: start, number, begins: true });
            edges.push(Edge { byte: end, number, begins: false });
        }
    }
    edges.sort_unstable();
    edges
}

/// The pieces as one text, the marked ones between `open` and `close`.
pub(super) fn joined(pieces: &[Piece<'_>], open: &str, close: &str) -> String {
    let mut out = String::new();
    for piece in pieces {
        let (open, close) = if piece.is_marked() { (open, close) } else { ("", "") };
        out.extend([open, piece.text, close]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Reason;
    use proptest::prelude::*;

    fn mark((start, end): (usize, usize)) -> Mark {
        Mark { span: Span { start, end }, typed: String::new(), reason: Reason::Word, value: None }
    }

    /// The pieces as `text` or `number,number:text`, with bars between them.
    fn shown(pieces: &[Piece<'_>]) -> String {
        let shown = pieces.iter().map(|Piece { text, marks }| {
            let numbers: Vec<String> = marks.iter().map(ToString::to_string).collect();
            if marks.is_empty() { (*text).to_owned() } else { numbers.join(",") + ":" + text }
        });
        shown.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn pieces_of_texts() {
        let check = |text: &str, marks: &[(usize, usize)], expected: &str| {
            let marks: Vec<Mark> = marks.iter().copied().map(mark).collect();
            let pieces = pieces(text, Span::new(0, text.len()), &marks, 100);
            assert_eq!(shown(&pieces), expected, "{text} {marks:?}");
        };
        check("", &[], "");
        check("", &[(100, 104)], "");
        check("a bc", &[], "a bc");
        check("a bc", &[(100, 104)], "0:a bc");
        check("a bc", &[(102, 104)], "a |0:bc");
        check("abcd", &[(100, 101), (101, 103)], "0:a|1:bc|d");
        // Nested and overlapping marks are flattened.
        check("abcd", &[(100, 104), (101, 103)], "0:a|0,1:bc|0:d");
        check("abcd", &[(101, 104), (100, 102)], "1:a|0,1:b|0:cd");
        check("abcd", &[(101, 103), (101, 103)], "a|0,1:bc|d");
        // What is no stretch of the text covers nothing.
        check("abcd", &[(101, 101), (103, 102), (3, 7), (900, 990)], "abcd");
        check("aéb", &[(102, 104), (101, 103)], "a|1:é|b");
        check("ab", &[(90, 101), (101, 999)], "0:a|1:b");
    }

    #[test]
    fn marks_are_cut_at_the_window() {
        let marks = [mark((0, 3)), mark((5, 8))];
        assert_eq!(shown(&pieces("abcdefgh", Span::new(2, 6), &marks, 0)), "0:c|de|1:f");
        assert_eq!(shown(&pieces("abcdefgh", Span::new(3, 5), &marks, 0)), "de");
        assert_eq!(shown(&pieces("abcdefgh", Span::new(7, 99), &marks, 0)), "1:h");
    }

    #[test]
    fn pieces_are_plain_data() {
        let marks = [mark((1, 2))];
        let json = serde_json::to_string(&pieces("<b", Span::new(0, 2), &marks, 0)).unwrap();
        assert_eq!(json, r#"[{"text":"<"},{"text":"b","marks":[0]}]"#);
    }

    proptest! {
        #[test]
        fn pieces_are_the_text(
            text in "[aé🚢 <]{0,20}",
            spans in prop::collection::vec((0_usize..90, 0_usize..90), 0..8),
            offset in 0_usize..9,
        ) {
            let marks: Vec<Mark> = spans.into_iter().map(mark).collect();
            let pieces = pieces(&text, Span::new(0, text.len()), &marks, offset);
            prop_assert_eq!(pieces.iter().map(|piece| piece.text).collect::<String>(), text.as_str());
            prop_assert!(pieces.iter().all(|piece| !piece.text.is_empty()));
            // Every byte has the marks that cover it, and neighbours differ.
            let mut at = offset;
            let is_sound = |mark: &Mark| {
                let end = |byte: usize| text.is_char_boundary(byte.saturating_sub(offset).min(text.len()));
                end(mark.span.start) && end(mark.span.end)
            };
            for piece in &pieces {
                for byte in at..at + piece.text.len() {
                    let covers = |mark: &Mark| mark.span.start <= byte && byte < mark.span.end && is_sound(mark);
                    let naive: Vec<usize> =
                        (0..marks.len()).filter(|&number| covers(&marks[number])).collect();
                    prop_assert_eq!(&piece.marks, &naive);
                }
                at += piece.text.len();
            }
            prop_assert!(pieces.windows(2).all(|pair| pair[0].marks != pair[1].marks || pair[0].is_marked()));
        }
    }
}
