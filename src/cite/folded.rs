//! Texts as they are compared: without what a form of a citation changes.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::plain::is_control;
use crate::span::Span;

/// The text with each stretch of white space as one space, without accents, with one kind of
/// quotation mark and one of dash, and with U+FFFD for what controls a terminal. Invisible
/// characters are left out. Any form of a citation gives the same as the text itself.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    each(text, |_, c| folded.push(c));
    folded
}

/// The bytes of the text that a stretch of its folded form stands for.
pub(super) fn unfolded(text: &str, stretch: Span) -> Span {
    let (mut at, mut start, mut end) = (0, None, text.len());
    each(text, |span, c| {
        let next = at + c.len_utf8();
        if start.is_none() && next > stretch.start {
            start = Some(span.start);
        }
        if at < stretch.end {
            end = span.end;
        }
        at = next;
    });
    let start = start.unwrap_or(end);
    // The accents of the last letter belong to it.
    let behind = text.get(end..).unwrap_or_default();
    let accents = behind.chars().take_while(|c| is_combining_mark(*c)).map(char::len_utf8);
    Span::new(start, end + accents.sum::<usize>())
}

/// Gives the characters of the folded text, each with the bytes that it stands for.
fn each(text: &str, mut give: impl FnMut(Span, char)) {
    let mut is_behind_blank = false;
    for (at, c) in text.char_indices() {
        let span = Span::new(at, at + c.len_utf8());
        if c.is_whitespace() {
            if !is_behind_blank {
                give(span, ' ');
            }
            is_behind_blank = true;
        } else if c.is_ascii_alphanumeric() {
            give(span, c);
            is_behind_blank = false;
        } else if !is_invisible(c) {
            let folded = sign(c);
            decompose_canonical(folded, |part| {
                if !is_combining_mark(part) {
                    give(span, part);
                }
            });
            is_behind_blank = false;
        }
    }
}

fn sign(c: char) -> char {
    match c {
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‘' | '’' | '‚' | '‛' | '`' | '´' => {
            '\''
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c if is_control(c) => '\u{fffd}',
        c => c,
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_fold_alike() {
        let cases = [
            ("a \n\tb", "a b"),
            ("“so”, «o» it’s", "'so', 'o' it's"),
            ("1914–18 — co\u{ad}op", "1914-18 - coop"),
            ("café cafe\u{301}", "cafe cafe"),
            ("x\u{0}\u{202e}y", "x\u{fffd}\u{fffd}y"),
            ("a\u{200b} \u{200b} b", "a b"),
        ];
        for (text, expected) in cases {
            assert_eq!(folded(text), expected, "{text:?}");
        }
    }

    #[test]
    fn stretches_are_unfolded() {
        let text = "Ñ  the\n“cafe\u{301}” x";
        let check = |stretch: (usize, usize), expected: &str| {
            let span = unfolded(text, Span::new(stretch.0, stretch.1));
            assert_eq!(span.of(text), Some(expected), "{stretch:?} of {:?}", folded(text));
        };
        check((0, 1), "Ñ");
        check((2, 5), "the");
        check((2, 11), "the\n“cafe\u{301}");
        check((6, 12), "“cafe\u{301}”");
        check((0, 14), text);
    }
}
