//! Lines to blocks: paragraphs, headings, list items, table rows, quotes.

use super::line::{Line, is_blank, lines};
use crate::passage::labels::dateline;
use crate::passage::labels::shape::{ends_sentence, is_all_capitals, starts_large};
use crate::passage::layout::wrap;
use crate::span::Span;

/// What a line is marked as by its first characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineMark {
    /// Nothing.
    None,
    /// `# `, a Markdown heading.
    Heading,
    /// `• ` or `1. `, an item of a list.
    Item,
    /// `> `, a quoted line.
    Quote,
    /// `| a | b |`, a row of a table.
    Row,
}

/// A paragraph, or what stands in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Block {
    /// Its text, without blanks at its ends.
    pub(crate) span: Span,
    /// What its first line is marked as.
    pub(crate) mark: LineMark,
    /// Columns before its first line.
    pub(crate) indent: usize,
    /// Whether a blank line, or nothing, stands before it.
    pub(crate) blank_before: bool,
    /// Whether it belongs to the block before it, as the rows of a table and
    /// the short lines of a list do.
    pub(crate) tied: bool,
}

impl Block {
    pub(crate) fn of(self, text: &str) -> &str {
        self.span.of(text).unwrap_or_default()
    }
}

/// Rows and lines up to this many characters form one table or list.
const SHORT_LINE: usize = 100;

/// The blocks of a text, in order; between them stand blanks only.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let lines = lines(text);
    let mut blocks = Vec::new();
    for stanza in lines.chunk_by(|_, next| !next.blank_before) {
        stanza_blocks(text, stanza, &mut blocks);
    }
    blocks
}

/// Adds the blocks of lines that have no blank line between them.
fn stanza_blocks(text: &str, stanza: &[Line], blocks: &mut Vec<Block>) {
    let width = wrap::width(text, stanza);
    let mut before: Option<(usize, Line)> = None;
    for (place, &line) in stanza.iter().enumerate() {
        let previous = before.and_then(|(_, line)| Some((line, *blocks.last()?)));
        let mark = mark(text, previous, line);
        let first = before.is_some_and(|(place, _)| place == 0);
        let goes_on = previous.is_some_and(|(previous, block)| {
            continues(text, block, LinePair { previous, line, first }, mark, width)
        });
        match blocks.last_mut().filter(|_| goes_on) {
            Some(block) => block.span.end = line.span.end,
            None => blocks.push(Block {
                span: line.span,
                mark,
                indent: line.indent,
                blank_before: line.blank_before,
                tied: previous.is_some_and(|(p, block)| is_tied(text, block.mark, p, mark, line)),
            }),
        }
        before = Some((place, line));
    }
}

/// Two lines, one under the other.
#[derive(Debug, Clone, Copy)]
struct LinePair {
    previous: Line,
    line: Line,
    /// Whether `previous` is the first line of its stanza.
    first: bool,
}

/// Whether the block goes on with the second line of the pair.
fn continues(
    text: &str,
    block: Block,
    pair: LinePair,
    mark: LineMark,
    width: Option<usize>,
) -> bool {
    let wrapped = || width.is_some_and(|width| is_wrapped(text, pair, width));
    match (block.mark, mark) {
        (LineMark::Quote, LineMark::Quote) => true,
        (LineMark::Item, LineMark::None) => pair.line.indent > block.indent || wrapped(),
        (LineMark::None, LineMark::None) => {
            let indented = pair.line.indent >= pair.previous.indent + 2;
            !indented && wrapped()
        }
        _ => false,
    }
}

fn is_wrapped(text: &str, pair: LinePair, width: usize) -> bool {
    let (previous, line) = (pair.previous.of(text), pair.line.of(text));
    let headed = pair.first && is_head(previous, line);
    previous != line && !headed && !wrap::ends_paragraph(text, pair.previous, pair.line, width)
}

/// Whether the first of two lines is a head above wrapped text: a line in
/// capitals, or one above a newswire head.
fn is_head(previous: &str, line: &str) -> bool {
    let capitals = is_all_capitals(previous) && !is_all_capitals(line) && starts_large(line);
    capitals || dateline::newswire(line).is_some()
}

fn is_tied(text: &str, before: LineMark, previous: Line, mark: LineMark, line: Line) -> bool {
    let longest = previous.chars.max(line.chars);
    match (before, mark) {
        (LineMark::Row, LineMark::Row) => true,
        (LineMark::Item, LineMark::Item) => longest <= 2 * SHORT_LINE,
        (LineMark::None, LineMark::None | LineMark::Item) => {
            longest <= SHORT_LINE && !ends_sentence(previous.of(text))
        }
        _ => false,
    }
}

/// What `line` is marked as; a dash or a number marks an item only where a
/// sentence could not be going on.
fn mark(text: &str, previous: Option<(Line, Block)>, line: Line) -> LineMark {
    let content = line.of(text);
    let free = previous.is_none_or(|(line, block)| {
        let line = line.of(text);
        block.mark == LineMark::Item || ends_sentence(line) || line.ends_with(':')
    });
    if content.starts_with('>') {
        LineMark::Quote
    } else if content.starts_with('|') {
        LineMark::Row
    } else if is_heading(content) {
        LineMark::Heading
    } else if is_bullet(content) || (free && is_weak_bullet(content)) {
        LineMark::Item
    } else {
        LineMark::None
    }
}

fn is_heading(line: &str) -> bool {
    let title = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - title.len())) && title.starts_with(is_blank)
}

fn is_bullet(line: &str) -> bool {
    let rest = line.strip_prefix(['•', '◦', '▪', '‣', '●', '■', '►', '➢']);
    rest.is_some_and(|rest| rest.starts_with(is_blank))
}

/// `- `, `* `, `– `, or a number of one to three digits with `.` or `)`.
fn is_weak_bullet(line: &str) -> bool {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = match line.len() - number.len() {
        0 => line.strip_prefix(['-', '*', '–', '—', '·', '+']),
        1..=3 => number.strip_prefix(['.', ')']),
        _ => None,
    };
    rest.is_some_and(|rest| rest.starts_with(is_blank))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = blocks(text).iter().map(|block| block.of(text)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn paragraphs() {
        let long = "The yard has sold two tugs to the port, and more are to come. ".repeat(3);
        let long = long.trim_end();
        check("", &[]);
        check("a\n\nb", &["a", "b"]);
        check(&format!("{long}\n{long}"), &[long, long]);
        check(
            "The yard said on Monday that\nit had sold two tugs.\n\nThe port paid.",
            &["The yard said on Monday that\nit had sold two tugs.", "The port paid."],
        );
        check(
            "The yard said on Monday that\r\nit had sold two tugs.\r\nThe port said it\r\nhad paid.",
            &[
                "The yard said on Monday that\r\nit had sold two tugs.",
                "The port said it\r\nhad paid.",
            ],
        );
        check(
            "The yard said on Monday that\nit had sold two tugs\n  The port said it\nhad paid.",
            &["The yard said on Monday that\nit had sold two tugs", "The port said it\nhad paid."],
        );
        check(&format!("Tugs sold\n{long}"), &["Tugs sold", long]);
        check("Tugs sold to the port\nTugs sold to the port", &["Tugs sold to the port"; 2]);
    }

    #[test]
    fn heads_above_wrapped_text() {
        let body = "OSLO, Nov 21 2014 (Wire) - The yard\nsaid it had sold two tugs.";
        check(&format!("Yard Sells Tugs\n{body}"), &["Yard Sells Tugs", body]);
        let body = "The yard said on Monday\nthat it had sold two tugs.";
        check(&format!("YARD SELLS TUGS\n{body}"), &["YARD SELLS TUGS", body]);
    }

    #[test]
    fn marked_lines() {
        let marks = |text: &str| blocks(text).iter().map(|b| b.mark).collect::<Vec<_>>();
        assert_eq!(marks("# A\ntext"), [LineMark::Heading, LineMark::None]);
        assert_eq!(marks("#Tugs #Port"), [LineMark::None]);
        assert_eq!(marks("> a\n> b\n\nc"), [LineMark::Quote, LineMark::None]);
        assert_eq!(marks("• a\n  b\n• c"), [LineMark::Item, LineMark::Item]);
        assert_eq!(marks("1. a\n2. b\n1987. c"), [LineMark::Item, LineMark::Item, LineMark::None]);
        assert_eq!(marks("| a |\n| b |"), [LineMark::Row, LineMark::Row]);
        assert_eq!(marks("-12 degrees"), [LineMark::None]);
        let wrapped = "The yard said it was sold on June\n12. It was late and it was dear\nin all.";
        check(wrapped, &[wrapped]);
    }

    #[test]
    fn tables_are_tied() {
        let tied = |text: &str| blocks(text).iter().map(|b| b.tied).collect::<Vec<_>>();
        assert_eq!(tied("Tugs 12\nBarges 3\n\nFerries 1"), [false, true, false]);
        assert_eq!(tied("It sold tugs.\nThe port paid."), [false, false]);
        assert_eq!(tied("- a\n- b"), [false, true]);
    }
}
