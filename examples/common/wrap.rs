//! Breaks lines at the width of the terminal: between words, and never within what a
//! reader sees as one character.

use std::ffi::OsStr;
use std::io::{IsTerminal, stdout};

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Narrower terminals break lines themselves.
const MIN_COLUMNS: usize = 20;

/// Columns that a tab counts as, at most.
const TAB_COLUMNS: usize = 8;

/// What stands before and after a mark.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Marks<'m> {
    pub(crate) open: &'m str,
    pub(crate) close: &'m str,
}

/// The columns of standard output; `None` where it is no terminal, or a very narrow
/// one: its lines are not broken.
pub(crate) fn columns_of_output() -> Option<usize> {
    let (_, size) = console::Term::stdout().size_checked().unzip();
    columns(stdout().is_terminal(), std::env::var_os("COLUMNS").as_deref(), size)
}

/// `COLUMNS` is what a user says; else the size is what the terminal says.
pub(crate) fn columns(is_terminal: bool, said: Option<&OsStr>, size: Option<u16>) -> Option<usize> {
    let said = said.and_then(OsStr::to_str).and_then(|said| said.trim().parse().ok());
    let said = said.filter(|&columns: &usize| columns > 0);
    said.or(size.map(usize::from)).filter(|&columns| is_terminal && columns >= MIN_COLUMNS)
}

/// The lines that a line becomes in so many columns. Escape codes take none. A mark
/// stays on one line if it fits there; a longer one is closed at the end of its line
/// and opened again on the next, where it is a colour.
pub(crate) fn wrapped(line: &str, columns: Option<usize>, marks: Marks<'_>) -> Vec<String> {
    let Some(columns) = columns.filter(|&columns| width(line) > columns) else {
        return vec![line.to_owned()];
    };
    let mut page = Page { columns, lines: vec![String::new()], used: 0 };
    for unit in units(line, marks) {
        if width(unit.trim()) <= columns {
            page.add(unit);
        } else {
            for word in unit.split_inclusive(is_gap) {
                page.add(word);
            }
        }
    }
    let mut lines = page.lines;
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    if marks.open.starts_with('\x1b') { reopened(&lines, marks) } else { lines }
}

/// The lines of a text, with the marks in it: without the blanks that all lines below
/// the first begin with, and with U+FFFD for what a terminal would obey.
pub(crate) fn lines(text: &str, marks: Marks<'_>) -> Vec<String> {
    let text = text.replace("\r\n", "\n");
    let all: Vec<&str> = text.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']).collect();
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let below = all.iter().skip(1).filter(|line| !line.trim().is_empty());
    let common = below.map(|line| indent(line)).min().unwrap_or_default();
    let cut = |(number, line): (usize, &&str)| {
        let cut = if number == 0 { 0 } else { common.min(indent(line)) };
        obeyed_by_none(line.get(cut..).unwrap_or_default().trim_end(), marks)
    };
    all.iter().enumerate().map(cut).collect()
}

/// A line whose only codes are those of its marks.
fn obeyed_by_none(line: &str, marks: Marks<'_>) -> String {
    let mut shown = String::with_capacity(line.len());
    let mut remaining = line;
    while let Some(c) = remaining.chars().next() {
        let is_code = |code: &&str| !code.is_empty() && remaining.starts_with(*code);
        let code = [marks.open, marks.close].into_iter().find(is_code);
        let length = if let Some(code) = code {
            shown.push_str(code);
            code.len()
        } else {
            shown.push(if c.is_control() && c != '\t' { '\u{fffd}' } else { c });
            c.len_utf8()
        };
        remaining = &remaining[length..];
    }
    shown
}

/// Lines that are being filled.
struct Page {
    columns: usize,
    lines: Vec<String>,
    /// Columns of the last line that are filled.
    used: usize,
}

impl Page {
    /// Adds a word with the blanks behind it.
    fn add(&mut self, word: &str) {
        let needed = width(word.trim_end_matches(is_gap));
        if needed > self.columns {
            // Scripts without blanks fill the line that is begun.
            for cluster in clusters(word) {
                self.push(cluster, width(cluster));
            }
        } else {
            self.push(word, needed);
        }
    }

    /// Adds to the last line, or to a new one if so many columns are not left.
    fn push(&mut self, part: &str, needed: usize) {
        if self.used > 0 && self.used + needed > self.columns {
            self.lines.push(String::new());
            self.used = 0;
        }
        // Blanks begin no line.
        let part = if self.used == 0 && self.lines.len() > 1 { part.trim_start() } else { part };
        if let Some(line) = self.lines.last_mut() {
            line.push_str(part);
            self.used += width(part);
        }
    }
}

/// Words with the blanks behind them; the words of a mark are one unit.
fn units<'l>(line: &'l str, marks: Marks<'_>) -> Vec<&'l str> {
    let (mut units, mut start, mut is_marked) = (Vec::new(), 0, false);
    let mut previous_is_gap = false;
    for (at, c) in line.char_indices() {
        let following = &line[at..];
        if previous_is_gap && !is_gap(c) && !is_marked {
            units.push(&line[start..at]);
            start = at;
        }
        if following.starts_with(marks.open) {
            is_marked = true;
        } else if following.starts_with(marks.close) {
            is_marked = false;
        }
        previous_is_gap = is_gap(c);
    }
    units.push(&line[start..]);
    units
}

/// Whether a line may be broken at a character. Not at a no-break space.
fn is_gap(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

/// What a reader sees as one character each, and escape codes.
fn clusters(text: &str) -> impl Iterator<Item = &str> {
    let mut remaining = text;
    std::iter::from_fn(move || {
        let length = match escape_length(remaining) {
            0 => remaining.graphemes(true).next()?.len(),
            length => length,
        };
        let (cluster, after) = remaining.split_at(length);
        remaining = after;
        Some(cluster)
    })
}

/// The bytes of the colour code at the start of a text, 0 without one.
fn escape_length(text: &str) -> usize {
    if !text.starts_with("\x1b[") {
        return 0;
    }
    text.find('m').map_or(0, |end| end + 1)
}

/// The columns of a text.
pub(crate) fn width(text: &str) -> usize {
    let of_cluster = |cluster: &str| match cluster {
        "\t" => TAB_COLUMNS,
        code if escape_length(code) > 0 => 0,
        cluster => cluster.width(),
    };
    clusters(text).map(of_cluster).sum()
}

/// Lines on each of which a mark that was begun is opened and closed.
fn reopened(lines: &[String], marks: Marks<'_>) -> Vec<String> {
    let mut is_open = false;
    let reopen = |line: &String| {
        let start = if is_open { marks.open } else { "" };
        let (opened, closed) = (line.rfind(marks.open), line.rfind(marks.close));
        is_open = match (opened, closed) {
            (None, None) => is_open,
            (opened, closed) => opened > closed,
        };
        format!("{start}{line}{}", if is_open { marks.close } else { "" })
    };
    lines.iter().map(reopen).collect()
}
