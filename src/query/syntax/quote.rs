//! Quotation marks: which mark closes which, and where. An apostrophe, straight
//! or curly, is never one.

use std::cell::OnceCell;

use super::escape::is_escaped;
use crate::span::Span;

/// Every mark that can stand around a phrase.
const QUOTES: [char; 8] = ['"', '“', '”', '„', '‟', '«', '»', '＂'];

/// Pairs to print around a text, the most common first.
const PAIRS: [(char, char); 5] = [('"', '"'), ('“', '”'), ('«', '»'), ('＂', '＂'), ('»', '«')];

pub(super) fn is_quote(c: char) -> bool {
    QUOTES.contains(&c)
}

/// The marks that close a phrase which `open` begins. The proper ones come
/// first. The others are accepted where no proper one follows: a keyboard may
/// change one mark of two.
fn closers(open: char) -> [&'static [char]; 2] {
    match open {
        '"' => [&['"'], &['”', '“', '＂']],
        '＂' => [&['＂'], &['"', '”']],
        '«' => [&['»'], &[]],
        '»' => [&['«', '»'], &[]],
        _ => [&['”', '“', '‟'], &['"']],
    }
}

/// Whether the mark at a byte of the text is no straight quote that a backslash
/// escapes.
fn closes_in(text: &str) -> impl Fn(&(usize, &str)) -> bool {
    move |(at, mark)| *mark != "\"" || !is_escaped(text, *at)
}

/// A pair of quotes that is parsed as such around the text. A text that has all
/// closing marks, which no query gives, gets straight ones.
pub(super) fn pair_around(text: &str) -> (char, char) {
    let escapes = text.ends_with('\\');
    let fits =
        |(open, _): &(char, char)| !(text.contains(closers(*open)[0]) || escapes && *open == '"');
    PAIRS.into_iter().find(fits).unwrap_or(PAIRS[0])
}

/// Finds the closing marks of quotes in one text. Every call is given that
/// same text.
#[derive(Debug, Default)]
pub(super) struct Quotes {
    /// The last byte offset of each mark of [`QUOTES`], computed on first use.
    /// No search is begun that would find nothing: a text of unclosed quotes
    /// would else take quadratic time.
    last: OnceCell<[Option<usize>; QUOTES.len()]>,
}

impl Quotes {
    /// The marks that close a quote opened by `open`, if one of them stands at
    /// `from` or later.
    fn closers_after(&self, text: &str, open: char, from: usize) -> Option<&'static [char]> {
        let last = self.last.get_or_init(|| {
            QUOTES.map(|quote| text.rmatch_indices(quote).find(closes_in(text)).map(|(at, _)| at))
        });
        let follows = |mark: &char| {
            let entry = QUOTES.iter().zip(last).find(|(quote, _)| *quote == mark);
            entry.and_then(|(_, offset)| *offset).is_some_and(|offset| offset >= from)
        };
        closers(open).into_iter().find(|marks| marks.iter().any(follows))
    }

    /// Whether the quote at byte `at` is closed.
    pub(super) fn closes(&self, text: &str, at: usize) -> bool {
        let open = text.get(at..).and_then(|quoted| quoted.chars().next());
        open.is_some_and(|open| self.closers_after(text, open, at + open.len_utf8()).is_some())
    }

    /// The span between the quote at byte `at` and the mark that closes it, and
    /// the byte after that mark.
    pub(super) fn inside(&self, text: &str, at: usize) -> Option<(Span, usize)> {
        let open = text.get(at..)?.chars().next()?;
        let start = at + open.len_utf8();
        let after_open = text.get(start..)?;
        let closers = self.closers_after(text, open, start)?;
        let (length, _) = after_open.match_indices(closers).find(closes_in(after_open))?;
        let close = after_open.get(length..)?.chars().next()?;
        Some((Span::new(start, start + length), start + length + close.len_utf8()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_closed() {
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
            (r#""6\" gun" x"#, Some(r#"6\" gun"#)),
            (r#""arms\\" x"#, Some(r"arms\\")),
            (r#""arms\" x"#, None),
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
    fn printed_quotes_are_parsed_again() {
        for text in ["plain", r"arms\", "6\" gun", "“x” \"", "“x” \" »", "«»", "\"”»"]
        {
            let (open, close) = pair_around(text);
            let quoted = format!("{open}{text}{close}");
            let inside = Quotes::default().inside(&quoted, 0);
            assert_eq!(inside.and_then(|(span, _)| span.of(&quoted)), Some(text));
        }
    }
}
