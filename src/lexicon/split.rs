//! Cutting a lexicon's text into headers and entries, so that a bad one
//! spoils nothing but itself.

/// A header line, or an entry with all the lines of its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LexiconLines<'t> {
    /// Number of the first line, from 1.
    pub(super) line: usize,
    pub(super) text: &'t str,
    pub(super) shape: Shape,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `[table]`
    Header,
    /// `name = value`
    Entry,
    /// An entry whose list no `]` closes.
    Unclosed,
}

/// The headers and entries of a text in order; blank lines and comments are
/// left out. Linear in the text, whatever it holds.
pub(super) fn cut(text: &str) -> Vec<LexiconLines<'_>> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let (mut parts, mut at, mut start) = (Vec::new(), 0, 0);
    while let Some(rest @ [first, ..]) = lines.get(at..) {
        let (count, shape) = extent(first, rest);
        let bytes: usize = rest.iter().take(count).map(|line| line.len()).sum();
        if let (Some(shape), Some(text)) = (shape, text.get(start..start + bytes)) {
            parts.push(LexiconLines { line: at + 1, text, shape });
        }
        (at, start) = (at + count, start + bytes);
    }
    parts
}

/// How many lines belong to the first one, and what they are.
fn extent(first: &str, rest: &[&str]) -> (usize, Option<Shape>) {
    match first.trim_start().chars().next() {
        None | Some('#') => (1, None),
        Some('[') => (1, Some(Shape::Header)),
        Some(_) => entry_extent(rest),
    }
}

/// A list may go on over lines until its bracket closes. It ends unclosed
/// where the next entry or header begins: what follows is not to be lost.
fn entry_extent(rest: &[&str]) -> (usize, Option<Shape>) {
    let mut depth = 0;
    for (count, line) in rest.iter().enumerate() {
        let marks = Marks::of(line);
        if count > 0 && (marks.equals || line.trim_start().starts_with('[')) {
            return (count, Some(Shape::Unclosed));
        }
        depth += marks.depth;
        if depth <= 0 {
            return (count + 1, Some(Shape::Entry));
        }
    }
    (rest.len(), Some(Shape::Unclosed))
}

/// What stands in a line outside its quotes and its comment.
struct Marks {
    /// Opening brackets less closing ones.
    depth: isize,
    equals: bool,
}

impl Marks {
    fn of(line: &str) -> Self {
        let mut marks = Self { depth: 0, equals: false };
        let mut quote = None;
        let mut escaped = false;
        for c in line.chars() {
            match (quote, c) {
                (Some('"'), '\\') if !escaped => {
                    escaped = true;
                    continue;
                }
                (Some(open), c) if c == open && !escaped => quote = None,
                (None, '"' | '\'') => quote = Some(c),
                (None, '#') => break,
                (None, '[') => marks.depth += 1,
                (None, ']') => marks.depth -= 1,
                (None, '=') => marks.equals = true,
                _ => {}
            }
            escaped = false;
        }
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn parts() {
        let check = |text: &str, expected: &[(usize, &str, Shape)]| {
            let found: Vec<_> = cut(text).iter().map(|p| (p.line, p.text, p.shape)).collect();
            assert_eq!(found, expected, "{text:?}");
        };
        check("", &[]);
        check("\n # x\n\r\n", &[]);
        check("[a]\nb = 1", &[(1, "[a]\n", Shape::Header), (2, "b = 1", Shape::Entry)]);
        check("b = [\r\n 'c', # ]\r\n]\r\n", &[(1, "b = [\r\n 'c', # ]\r\n]\r\n", Shape::Entry)]);
        check(
            "b = ['[', \"\\\"[\"]\nc = 1",
            &[(1, "b = ['[', \"\\\"[\"]\n", Shape::Entry), (2, "c = 1", Shape::Entry)],
        );
        check(
            "b = [\n'c',\nd = 1\n",
            &[(1, "b = [\n'c',\n", Shape::Unclosed), (3, "d = 1\n", Shape::Entry)],
        );
        check("b = [\n[d]", &[(1, "b = [\n", Shape::Unclosed), (2, "[d]", Shape::Header)]);
        check("b = [\n'c'", &[(1, "b = [\n'c'", Shape::Unclosed)]);
        check("]]\nb = [1]", &[(1, "]]\n", Shape::Entry), (2, "b = [1]", Shape::Entry)]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_but_blanks_and_comments(text in "[a\\[\\]='\"#\\\\ \n\ré]{0,60}") {
            let parts = cut(&text);
            let kept: usize = parts.iter().map(|part| part.text.len()).sum();
            let left_out: usize = text
                .split_inclusive('\n')
                .filter(|l| l.trim_start().is_empty() || l.trim_start().starts_with('#'))
                .map(str::len)
                .sum();
            prop_assert!(kept + left_out >= text.len());
            prop_assert!(parts.windows(2).all(|pair| pair[0].line < pair[1].line));
        }
    }
}
