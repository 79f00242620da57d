//! Quotes: which open, which close, and where the next one is. An apostrophe,
//! straight or curly, is never a quote.

use std::cell::OnceCell;

use crate::span::Span;

/// Every mark that may stand around a phrase.
const QUOTES: [char; 8] = ['"', '“', '”', '„', '‟', '«', '»', '＂'];

/// Pairs that can be written around a text, the plainest first.
const PAIRS: [(char, char); 5] = [('"', '"'), ('“', '”'), ('«', '»'), ('＂', '＂'), ('»', '«')];

pub(super) fn is_quote(c: char) -> bool {
    QUOTES.contains(&c)
}

/// What closes a phrase that this mark opens: the marks proper, and those
/// taken where none of them follows, as when a keyboard changed one of two.
fn closers(open: char) -> [&'static [char]; 2] {
    match open {
        '"' => [&['"'], &['”', '“', '＂']],
        '＂' => [&['＂'], &['"', '”']],
        '«' => [&['»'], &[]],
        '»' => [&['«', '»'], &[]],
        _ => [&['”', '“', '‟'], &['"']],
    }
}

/// The pair of quotes that can stand around the text and be read back.
pub(super) fn pair_around(text: &str) -> (char, char) {
    let fits = |(open, _): &(char, char)| !text.contains(closers(*open)[0]);
    PAIRS.into_iter().find(fits).unwrap_or(PAIRS[0])
}

/// Finds the partners of quotes in one text, which is given with every
/// question.
#[derive(Debug, Default)]
pub(super) struct Quotes {
    /// Where each mark of [`QUOTES`] stands last, found out with the first: a
    /// search that would find nothing is not begun, so that many unclosed
    /// quotes cost no more than few.
    last: OnceCell<[Option<usize>; QUOTES.len()]>,
}

impl Quotes {
    /// The marks that close the quote which stands just before `from`.
    fn closers_after(&self, text: &str, open: char, from: usize) -> Option<&'static [char]> {
        let last = self.last.get_or_init(|| QUOTES.map(|quote| text.rfind(quote)));
        let follows = |mark: &char| {
            let last = QUOTES.iter().zip(last).find(|(quote, _)| *quote == mark);
            last.and_then(|(_, at)| *at).is_some_and(|at| at >= from)
        };
        closers(open).into_iter().find(|marks| marks.iter().any(follows))
    }

    /// Whether the quote at `at` has a partner.
    pub(super) fn closes(&self, text: &str, at: usize) -> bool {
        let open = text.get(at..).and_then(|rest| rest.chars().next());
        open.is_some_and(|open| self.closers_after(text, open, at + open.len_utf8()).is_some())
    }

    /// What stands between the quote at `at` and its partner, and where the
    /// text goes on after the partner.
    pub(super) fn inside(&self, text: &str, at: usize) -> Option<(Span, usize)> {
        let open = text.get(at..)?.chars().next()?;
        let start = at + open.len_utf8();
        let rest = text.get(start..)?;
        let length = rest.find(self.closers_after(text, open, start)?)?;
        let close = rest.get(length..)?.chars().next()?;
        Some((Span::new(start, start + length), start + length + close.len_utf8()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partners() {
        let cases = [
            ("\"arms embargo\" x", Some("arms embargo")),
            ("“arms” x", Some("arms")),
            ("“arms“ x", Some("arms")),
            ("„arms“ x", Some("arms")),
            ("„arms” x", Some("arms")),
            ("”arms” x", Some("arms")),
            ("«arms» x", Some("arms")),
            ("»arms« x", Some("arms")),
            ("»arms» x", Some("arms")),
            ("\"arms” x", Some("arms")),
            ("“arms\" x", Some("arms")),
            ("\"“arms” deal\"", Some("“arms” deal")),
            ("\"\"", Some("")),
            ("\"arms", None),
            ("«arms\"", None),
            ("“", None),
        ];
        for (text, expected) in cases {
            let quotes = Quotes::default();
            let inside = quotes.inside(text, 0).and_then(|(span, _)| span.of(text));
            assert_eq!(inside, expected, "{text}");
            assert_eq!(quotes.closes(text, 0), expected.is_some(), "{text}");
        }
    }

    #[test]
    fn a_pair_that_can_be_read_back() {
        for text in ["plain", "6\" gun", "“x” \"", "“x” \" »", "«»", "\"”»"] {
            let (open, close) = pair_around(text);
            let quoted = format!("{open}{text}{close}");
            let inside = Quotes::default().inside(&quoted, 0);
            assert_eq!(inside.and_then(|(span, _)| span.of(&quoted)), Some(text));
        }
    }
}
