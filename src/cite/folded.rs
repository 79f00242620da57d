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

/// The bytes of the text that each of some stretches of its folded form stands for, in
/// their order.
///
/// Cost: linear in the text, however many stretches there are, but for sorting.
pub(super) fn unfolded(text: &str, stretches: &[Span]) -> Vec<Span> {
    let mut starts = Ends::of(stretches.iter().map(|stretch| stretch.start));
    let mut ends = Ends::of(stretches.iter().map(|stretch| stretch.end));
    let (mut at, mut end) = (0, 0);
    each(text, |span, c| {
        ends.pass(at, end);
        at += c.len_utf8();
        // The letter that has a byte of the folded text behind the place.
        starts.pass(at.saturating_sub(1), span.start);
        end = span.end;
    });
    starts.pass(usize::MAX, end);
    ends.pass(usize::MAX, end);
    let span = |stretch: &Span| {
        let (start, end) = (starts.place(stretch.start), ends.place(stretch.end));
        // The accents of the last letter belong to it.
        let behind = text.get(end..).unwrap_or_default();
        let accents = behind.chars().take_while(|c| is_combining_mark(*c)).map(char::len_utf8);
        Span::new(start.min(end), end + accents.sum::<usize>())
    };
    stretches.iter().map(span).collect()
}

/// Ends of stretches of a folded text, and their places in the text itself.
struct Ends {
    /// Ascending.
    folded: Vec<usize>,
    /// Those that were passed, likewise.
    places: Vec<usize>,
}

impl Ends {
    fn of(ends: impl Iterator<Item = usize>) -> Self {
        let mut folded: Vec<usize> = ends.collect();
        folded.sort_unstable();
        folded.dedup();
        Self { folded, places: Vec::new() }
    }

    /// Gives all ends up to one, that have no place yet, this one.
    fn pass(&mut self, last: usize, place: usize) {
        while self.folded.get(self.places.len()).is_some_and(|end| *end <= last) {
            self.places.push(place);
        }
    }

    fn place(&self, end: usize) -> usize {
        let at = self.folded.binary_search(&end).ok();
        at.and_then(|at| self.places.get(at)).copied().unwrap_or_default()
    }
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
        let cases = [
            ((6, 12), "“cafe\u{301}”"),
            ((0, 1), "Ñ"),
            ((2, 5), "the"),
            ((2, 11), "the\n“cafe\u{301}"),
            ((0, 14), text),
            ((0, 14), text),
        ];
        let stretches = cases.map(|((start, end), _)| Span::new(start, end));
        let spans = unfolded(text, &stretches);
        let shown: Vec<&str> = spans.iter().filter_map(|span| span.of(text)).collect();
        assert_eq!(shown, cases.map(|(_, expected)| expected), "of {:?}", folded(text));
    }
}
