//! Lines to blocks and paragraphs.

use super::hyphens::{Words, append};
use super::lines::Line;

/// A gap between lines that is so many times the usual one begins a paragraph.
const WIDE_GAP: f32 = 1.35;

/// Lines of one block differ in size by that much at most.
const SIZES: f32 = 1.25;

/// In ems: how far the first line of a paragraph is moved in.
const INDENT: f32 = 0.8;

/// In sizes of its letters: how far below a line the next one of its block is.
const NEXT: f32 = 3.0;

/// In ems: what is narrower is no column of prose, but one of cells.
const NARROW: f32 = 7.0;

/// How a line is joined to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Join {
    /// The same paragraph.
    Flow,
    /// A line of its own in the same block, as in a table.
    Line,
    /// A paragraph of its own.
    Paragraph,
}

/// The text of a page.
pub(super) fn text_of(lines: &[Line], words: &Words) -> String {
    let mut out = String::new();
    let mut paragraph = String::new();
    let mut start = 0;
    while start < lines.len() {
        let block = block_at(lines, start);
        let shape = Shape::of(block);
        for (at, line) in block.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| block.get(at));
            let join = match before {
                Some(before) => shape.join(before, line, block.get(at + 1)),
                None => across(lines, start, line),
            };
            match join {
                Join::Flow => append(&mut paragraph, &line.text, words),
                Join::Line => {
                    paragraph.push('\n');
                    paragraph.push_str(&line.text);
                }
                Join::Paragraph => {
                    push_paragraph(&mut out, &paragraph);
                    paragraph.clear();
                    paragraph.push_str(&line.text);
                }
            }
        }
        start += block.len().max(1);
    }
    push_paragraph(&mut out, &paragraph);
    out
}

fn push_paragraph(out: &mut String, paragraph: &str) {
    if paragraph.trim().is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push_str("\n\n");
    }
    out.push_str(paragraph.trim());
}

/// The lines from one on that follow each other downwards.
fn block_at(lines: &[Line], start: usize) -> &[Line] {
    let remaining = lines.get(start..).unwrap_or_default();
    let pairs = remaining.windows(2);
    let length = 1 + pairs.take_while(|pair| matches!(pair, [a, b] if is_next(a, b))).count();
    remaining.get(..length).unwrap_or(remaining)
}

fn is_next(a: &Line, b: &Line) -> bool {
    let down = b.y - a.y;
    let (small, large) = (a.size.min(b.size), a.size.max(b.size));
    let overlap = a.x[1].min(b.x[1]) - a.x[0].max(b.x[0]);
    a.direction == b.direction
        && large <= SIZES * small
        && down > 0.2 * small
        && down < NEXT * large
        && overlap > 0.0
}

/// Whether the first line of a block goes on with the one before it, in the column
/// before: that one is of its size, ends no sentence, and it begins none.
fn across(lines: &[Line], start: usize, line: &Line) -> Join {
    let before = start.checked_sub(1).and_then(|at| lines.get(at));
    let Some(before) = before else { return Join::Paragraph };
    let is_of_size = (before.size - line.size).abs() < 0.05 * line.size;
    let is_higher = line.y < before.y && line.x[0] > before.x[0];
    let goes_on = line.text.starts_with(char::is_lowercase) && !ends_sentence(&before.text);
    let is_prose = before.pieces.len() == 1 && line.pieces.len() == 1;
    let joins =
        is_of_size && is_higher && goes_on && is_prose && before.direction == line.direction;
    if joins { Join::Flow } else { Join::Paragraph }
}

/// What is usual in a block.
struct Shape {
    /// From one base line to the next.
    leading: f32,
    right: f32,
    width: f32,
    lines: usize,
}

impl Shape {
    fn of(block: &[Line]) -> Self {
        let mut leadings: Vec<f32> = block
            .windows(2)
            .filter_map(|pair| match pair {
                [a, b] => Some(b.y - a.y),
                _ => None,
            })
            .collect();
        leadings.sort_by(f32::total_cmp);
        let leading = usual(&leadings);
        let left = block.iter().map(|line| line.x[0]).fold(f32::INFINITY, f32::min);
        let right = block.iter().map(|line| line.x[1]).fold(f32::NEG_INFINITY, f32::max);
        Self { leading, right, width: right - left, lines: block.len() }
    }

    fn join(&self, before: &Line, line: &Line, next: Option<&Line>) -> Join {
        let em = line.size;
        if line.y - before.y > WIDE_GAP * self.leading {
            return Join::Paragraph;
        }
        if is_item(line) {
            return Join::Paragraph;
        }
        if is_row(line) || is_row(before) {
            return Join::Line;
        }
        if self.width < NARROW * em && self.lines > 3 {
            return Join::Line;
        }
        if before.text.ends_with('-') && line.text.starts_with(char::is_lowercase) {
            return Join::Flow;
        }
        let room = self.right - before.x[1];
        let is_short = line.first_word + 0.3 * em < room && room > 0.06 * self.width;
        let is_in = line.x[0] - before.x[0] > INDENT * em;
        let is_first = next.is_none_or(|next| line.x[0] - next.x[0] > INDENT * em);
        if is_in && is_first {
            return Join::Paragraph;
        }
        match (is_short, ends_sentence(&before.text)) {
            (true, true) => Join::Paragraph,
            (true, false) if room > 0.25 * self.width => Join::Line,
            _ => Join::Flow,
        }
    }
}

/// The gap between lines that most have: the least of those that are many, as the
/// wide ones part paragraphs.
fn usual(sorted: &[f32]) -> f32 {
    let close = |gap: f32| {
        let from = sorted.partition_point(|other| gap - *other >= 0.08 * gap);
        sorted.partition_point(|other| *other - gap < 0.08 * gap).saturating_sub(from)
    };
    let most = sorted.iter().map(|gap| close(*gap)).max().unwrap_or(0);
    let usual = sorted.iter().find(|gap| close(**gap) * 2 >= most);
    usual.copied().unwrap_or(f32::INFINITY)
}

/// Whether a line ends as sentences do.
fn ends_sentence(text: &str) -> bool {
    let end = text.trim_end_matches(['”', '"', '’', '\'', ')', ']', '»']);
    let end = end.trim_end_matches(|c: char| c.is_ascii_digit() && !end.ends_with(' '));
    end.ends_with(['.', '!', '?', ':', '。', '！', '？', '…'])
        || text.ends_with(['.', '!', '?', ':'])
}

/// Whether a line is a row of a table: pieces side by side that are no item.
fn is_row(line: &Line) -> bool {
    line.pieces.len() > 1 && !is_item(line)
}

/// Whether a line begins with the sign of a list, or with a sign or number that
/// stands apart from one piece of text.
fn is_item(line: &Line) -> bool {
    let mut characters = line.text.chars();
    let first = characters.next().unwrap_or(' ');
    if "•▪◦‣●○■□".contains(first) {
        return true;
    }
    match line.pieces.as_slice() {
        [_] => "–-*".contains(first) && characters.next() == Some(' '),
        [sign, _] => {
            let (sign, length) = (sign.text.as_str(), sign.text.chars().count());
            let is_number = length <= 5 && sign.ends_with(['.', ')']);
            is_number || length <= 3 && !sign.contains(char::is_alphanumeric)
        }
        _ => false,
    }
}
