//! Splits the text of a lexicon into headers and entries, so that a malformed one
//! does not affect the others.

/// A header line, or an entry with all the lines of its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LexiconLines<'t> {
    /// The number of its first line, from 1.
    pub(super) line: usize,
    pub(super) text: &'t str,
    pub(super) shape: Shape,
}

/// The syntactic form of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `[table]`
    Header,
    /// `name = value`
    Entry,
    /// An entry with a list that has no closing `]`.
    Unclosed,
}

/// The headers and entries of a text in order, without blank lines and comments. The
/// cost is linear in the text.
pub(super) fn split(text: &str) -> Vec<LexiconLines<'_>> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let (mut parts, mut at, mut start) = (Vec::new(), 0, 0);
    while let Some(remaining @ [first, ..]) = lines.get(at..) {
        let (count, shape) = extent(first, remaining);
        let bytes: usize = remaining.iter().take(count).map(|line| line.len()).sum();
        if let (Some(shape), Some(text)) = (shape, text.get(start..start + bytes)) {
            parts.push(LexiconLines { line: at + 1, text, shape });
        }
        (at, start) = (at + count, start + bytes);
    }
    parts
}

/// The number of lines of the part that starts with line `first` of `lines`, and its
/// shape; `None` for a blank line or a comment.
fn extent(first: &str, lines: &[&str]) -> (usize, Option<Shape>) {
    match first.trim_start().chars().next() {
        None | Some('#') => (1, None),
        Some('[') => (1, Some(Shape::Header)),
        Some(_) => {
            let (count, shape) = entry_extent(lines);
            (count, Some(shape))
        }
    }
}

/// The number of lines of the entry that starts with the first line, and its shape.
///
/// A list continues over lines until its bracket is closed. An unclosed list ends
/// before the next entry or header, so that these are not lost.
fn entry_extent(lines: &[&str]) -> (usize, Shape) {
    let mut depth = 0;
    for (count, line) in lines.iter().enumerate() {
        let marks = Marks::of(line);
        if count > 0 && (marks.has_equals || line.trim_start().starts_with('[')) {
            return (count, Shape::Unclosed);
        }
        depth += marks.depth;
        if depth <= 0 {
            return (count + 1, Shape::Entry);
        }
    }
    (lines.len(), Shape::Unclosed)
}

/// The marks in a line outside its quotes and its comment.
struct Marks {
    /// The number of opening brackets less that of closing ones.
    depth: isize,
    has_equals: bool,
}

impl Marks {
    /// Counts the marks of a line.
    fn of(line: &str) -> Self {
        let mut marks = Self { depth: 0, has_equals: false };
        // The quote that is open, and whether a backslash escapes the next character.
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
                (None, '=') => marks.has_equals = true,
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
            let parts: Vec<_> = split(text).iter().map(|p| (p.line, p.text, p.shape)).collect();
            assert_eq!(parts, expected, "{text:?}");
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
        fn only_blanks_and_comments_are_left_out(text in "[a\\[\\]='\"#\\\\ \n\ré]{0,60}") {
            let parts = split(&text);
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
