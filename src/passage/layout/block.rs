//! Joins lines into blocks: paragraphs, headings, list items, rows, quotes.

use std::iter::Peekable;

use super::line::{Line, Lines, is_blank, lines_from};
use crate::passage::labels::mail_line::MailLine;
use crate::passage::labels::section::HeadingKind;
use crate::passage::labels::shape::{ends_sentence, is_all_capitals, starts_large};
use crate::passage::labels::speaker::speaker;
use crate::passage::labels::writer;
use crate::passage::labels::{chat, dateline, mail_line, section};
use crate::passage::layout::{row, wrap};
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
    /// `| a | b |`, or columns that stand apart: a row of a table.
    Row,
    /// The fields at the start of Markdown, between two lines of dashes.
    FrontMatter,
}

/// A paragraph, heading, list item, table row or quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Block {
    /// Its bytes, without blanks at either end.
    pub(crate) span: Span,
    /// What its first line is marked as.
    pub(crate) mark: LineMark,
    /// Columns before its first line.
    pub(crate) indent: usize,
    /// Whether a blank line, or nothing, stands before it.
    pub(crate) blank_before: bool,
    /// Whether it continues the table or list of the block before it.
    pub(crate) continues_previous: bool,
}

impl Block {
    fn front_matter(span: Span) -> Self {
        let mark = LineMark::FrontMatter;
        Self { span, mark, indent: 0, blank_before: true, continues_previous: false }
    }

    pub(crate) fn of(self, text: &str) -> &str {
        self.span.of(text).unwrap_or_default()
    }
}

/// Rows and lines of at most this many characters form one table or list.
const MAX_ROW_CHARS: usize = 100;

/// A window ends with the stanza in which it gets this many blocks. Articles
/// and books have fewer, so that all their blocks are in one window.
const MAX_WINDOW_BLOCKS: usize = 1 << 17;

/// A longer stanza, in lines, is read in parts, and each has its own width.
const MAX_STANZA_LINES: usize = 1 << 16;

/// Reads the blocks of a text in windows, which bound the memory that a text
/// of short lines takes.
#[derive(Debug)]
pub(crate) struct BlockReader<'t> {
    text: &'t str,
    lines: Peekable<Lines<'t>>,
    /// The lines of the current stanza; kept for its memory.
    stanza: Vec<Line>,
    /// The last line read, if its stanza goes on.
    continued: Option<Line>,
    /// The front matter, until the first window takes it.
    front_matter: Option<Span>,
}

impl<'t> BlockReader<'t> {
    /// Reads a text whose front matter, if it has some, is one block.
    pub(crate) fn new(text: &'t str, front_matter: Option<Span>) -> Self {
        let start = front_matter.map_or(0, |span| span.end);
        let lines = lines_from(text, start).peekable();
        Self { text, lines, stanza: Vec::new(), continued: None, front_matter }
    }

    /// The next blocks in order; none at the end of the text. Only blanks stand
    /// between blocks.
    pub(crate) fn next_window(&mut self) -> Vec<Block> {
        let mut blocks: Vec<Block> =
            self.front_matter.take().map(Block::front_matter).into_iter().collect();
        while blocks.len() < MAX_WINDOW_BLOCKS && self.read_stanza() {
            push_stanza(self.text, &self.stanza, self.continued, &mut blocks);
            let goes_on = self.lines.peek().is_some_and(|next| !next.blank_before);
            self.continued = self.stanza.last().copied().filter(|_| goes_on);
        }
        blocks
    }

    /// Whether all blocks are read.
    pub(crate) fn is_at_end(&mut self) -> bool {
        self.front_matter.is_none() && self.lines.peek().is_none()
    }

    /// Reads the lines up to a blank one; `false` at the end of the text.
    fn read_stanza(&mut self) -> bool {
        self.stanza.clear();
        self.stanza.extend(self.lines.next());
        while self.stanza.len() < MAX_STANZA_LINES
            && let Some(line) = self.lines.next_if(|next| !next.blank_before)
        {
            self.stanza.push(line);
        }
        !self.stanza.is_empty()
    }
}

/// Adds the blocks of a stanza: lines without a blank line between them.
/// `continued` is the line before them if it belongs to the same stanza.
fn push_stanza(text: &str, stanza: &[Line], continued: Option<Line>, blocks: &mut Vec<Block>) {
    let width = wrap::width(text, stanza);
    let has_table = row::is_table(stanza.iter().map(|line| line.of(text)));
    let mut previous_line = continued;
    for (number, &line) in stanza.iter().enumerate() {
        let previous = previous_line.and_then(|line| Some((line, *blocks.last()?)));
        let is_row = has_table && row::has_columns(line.of(text));
        let mark = if is_row { LineMark::Row } else { mark(text, previous, line) };
        let extends_block = previous.is_some_and(|(previous, block)| {
            let is_first = continued.is_none() && number == 1;
            extends(text, block, LinePair { previous, line, is_first }, mark, width)
        });
        match blocks.last_mut().filter(|_| extends_block) {
            Some(block) => block.span.end = line.span.end,
            None => blocks.push(Block {
                span: line.span,
                mark,
                indent: line.indent,
                blank_before: line.blank_before,
                continues_previous: previous.is_some_and(|(previous, block)| {
                    continues_list(text, (previous, block.mark), (line, mark))
                }),
            }),
        }
        previous_line = Some(line);
    }
}

/// Two lines, one under the other.
#[derive(Debug, Clone, Copy)]
struct LinePair {
    previous: Line,
    line: Line,
    /// Whether `previous` is the first line of its stanza.
    is_first: bool,
}

/// Whether the second line of the pair belongs to the block of the first.
fn extends(text: &str, block: Block, pair: LinePair, mark: LineMark, width: Option<usize>) -> bool {
    if is_folded(text, block, pair.line) {
        return true;
    }
    if begins_part(text, pair) {
        return false;
    }
    let is_wrapped = || width.is_some_and(|width| is_wrapped(text, pair, width));
    match (block.mark, mark) {
        (LineMark::Quote, LineMark::Quote) => true,
        (LineMark::Item, LineMark::None) => pair.line.indent > block.indent || is_wrapped(),
        (LineMark::None, LineMark::None) => {
            // An indented first line begins a paragraph.
            let is_indented = pair.line.indent >= pair.previous.indent + 2;
            !is_indented && is_wrapped()
        }
        _ => false,
    }
}

/// Whether a line goes on with a field in the head of a message.
fn is_folded(text: &str, block: Block, line: Line) -> bool {
    line.indent > block.indent
        && mail_line::line(block.of(text)).is_some_and(|field| field != MailLine::Separator)
}

/// Whether a part of a text begins with one of two lines: a rule with a date in it, a
/// field in the head of a message, a line of chat, or a line that names a writer or a
/// speaker, the latter after a sentence that ended.
fn begins_part(text: &str, pair: LinePair) -> bool {
    let (previous, line) = (pair.previous.of(text), pair.line.of(text));
    let are_fields = || mail_line::line(previous).is_some() && mail_line::line(line).is_some();
    let is_ruled = |line: &str| {
        line.starts_with("--") && line.ends_with("--") && line.contains(char::is_alphanumeric)
    };
    is_ruled(previous)
        || is_ruled(line)
        || writer::is_head(previous)
        || writer::is_head(line)
        || chat::writer(line).is_some()
        || are_fields()
        || ((ends_sentence(previous) || previous.ends_with(':')) && speaker(line).is_some())
}

/// Whether the second line goes on with the paragraph of the first.
fn is_wrapped(text: &str, pair: LinePair, width: usize) -> bool {
    let (previous, line) = (pair.previous.of(text), pair.line.of(text));
    // A headline that is repeated at once is no wrapped text.
    previous != line
        && !(pair.is_first && is_head(previous, line))
        && !wrap::ends_paragraph(text, pair.previous, pair.line, width)
}

/// Whether the first of two lines is a headline above wrapped text: a line in
/// capitals, a numbered heading, or one above a newswire head.
fn is_head(previous: &str, line: &str) -> bool {
    let is_capitals = is_all_capitals(previous) && !is_all_capitals(line) && starts_large(line);
    let is_numbered = || {
        section::kind(previous) == Some(HeadingKind::Numbered)
            && starts_large(line)
            && !wrap::ends_in_binding_word(previous)
    };
    is_capitals || is_numbered() || dateline::newswire(line).is_some()
}

/// Whether a line continues the table or list that the line before it is in;
/// each line comes with its mark.
fn continues_list(
    text: &str,
    (previous, previous_mark): (Line, LineMark),
    (line, mark): (Line, LineMark),
) -> bool {
    let chars = previous.chars.max(line.chars);
    match (previous_mark, mark) {
        (LineMark::Row, LineMark::Row) => true,
        (LineMark::Item, LineMark::Item) => chars <= 2 * MAX_ROW_CHARS,
        (LineMark::None, LineMark::None | LineMark::Row | LineMark::Item)
        | (LineMark::Row, LineMark::None | LineMark::Item) => {
            chars <= MAX_ROW_CHARS && !ends_sentence(previous.of(text))
        }
        _ => false,
    }
}

/// What `line` is marked as. A dash or a number marks an item only if no
/// sentence can be going on: "it was sold on June / 12. It was late".
fn mark(text: &str, previous: Option<(Line, Block)>, line: Line) -> LineMark {
    let content = line.of(text);
    let may_start_item = previous.is_none_or(|(line, block)| {
        let line = line.of(text);
        block.mark == LineMark::Item || ends_sentence(line) || line.ends_with(':')
    });
    if content.starts_with('>') {
        LineMark::Quote
    } else if content.starts_with(['|', '│', '║', '┌', '├', '└', '╔', '╠', '╚']) {
        LineMark::Row
    } else if is_heading(content) {
        LineMark::Heading
    } else if is_bullet(content) || (may_start_item && is_weak_bullet(content)) {
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
    let item = line.strip_prefix(['•', '◦', '▪', '‣', '●', '■', '►', '➢']);
    item.is_some_and(|item| item.starts_with(is_blank))
}

/// `- `, `* `, `– `, or a number of one to three digits with `.` or `)`.
fn is_weak_bullet(line: &str) -> bool {
    let after_digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let item = match line.len() - after_digits.len() {
        0 => line.strip_prefix(['-', '*', '–', '—', '·', '+']),
        1..=3 => after_digits.strip_prefix(['.', ')']),
        _ => None,
    };
    item.is_some_and(|item| item.starts_with(is_blank))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// All blocks of a text.
    pub(crate) fn blocks(text: &str) -> Vec<Block> {
        let mut reader = BlockReader::new(text, None);
        let mut blocks = reader.next_window();
        while !reader.is_at_end() {
            blocks.append(&mut reader.next_window());
        }
        blocks
    }

    fn check(text: &str, expected: &[&str]) {
        let texts: Vec<_> = blocks(text).iter().map(|block| block.of(text)).collect();
        assert_eq!(texts, expected, "{text:?}");
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
    fn tables_continue() {
        let continues =
            |text: &str| blocks(text).iter().map(|b| b.continues_previous).collect::<Vec<_>>();
        assert_eq!(continues("Tugs 12\nBarges 3\n\nFerries 1"), [false, true, false]);
        assert_eq!(continues("It sold tugs.\nThe port paid."), [false, false]);
        assert_eq!(continues("- a\n- b"), [false, true]);
    }
}
