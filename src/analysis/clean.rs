//! A text without what stands between the characters of its words: hyphens at
//! the ends of lines, blanks within numbers, character references, marks of
//! emphasis, invisible characters. Each of its bytes is traced to the text.

use super::entity;
use super::thousands::blanks_in_number;
use crate::span::Span;
use crate::util::fold::is_invisible;

/// A cleaned text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Cleaned {
    pub(super) text: String,
    /// Where its pieces come from, in order and without gaps.
    pieces: Vec<Piece>,
    /// Bytes of the cleaned text at which a word was broken by a hyphen at the
    /// end of a line; the hyphen may belong to it.
    pub(super) breaks: Vec<usize>,
}

/// A piece of a cleaned text, from byte `start` to the next piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    start: usize,
    source: Span,
    /// Whether it stands for its source and is no copy of it.
    is_replaced: bool,
}

impl Cleaned {
    /// The bytes of the source that a span of the cleaned text stands for.
    pub(super) fn source_of(&self, span: Span) -> Span {
        let (start, end) = (self.source_at(span.start), span.end.checked_sub(1));
        let last = end.map_or(start, |last| self.source_at(last));
        // Of a copied piece one byte behind the last; of a replaced one its end.
        Span::new(start.start, last.end.max(start.start))
    }

    /// The source of the byte at `at`.
    fn source_at(&self, at: usize) -> Span {
        let after = self.pieces.partition_point(|piece| piece.start <= at);
        let piece = after.checked_sub(1).and_then(|index| self.pieces.get(index));
        let Some(piece) = piece else { return Span::default() };
        if piece.is_replaced {
            return piece.source;
        }
        let from = piece.source.start + (at - piece.start);
        Span::new(from, from + 1)
    }

    fn copy(&mut self, text: &str, source: Span) {
        if !source.is_empty() {
            self.push(source.of(text).unwrap_or_default(), source, false);
        }
    }

    fn push(&mut self, text: &str, source: Span, is_replaced: bool) {
        self.pieces.push(Piece { start: self.text.len(), source, is_replaced });
        self.text.push_str(text);
    }
}

/// What stands in for a stretch of text.
struct Change {
    span: Span,
    /// What it stands for; empty where it is removed.
    meaning: String,
    /// Whether a word is broken here by a hyphen that may belong to it.
    is_break: bool,
}

impl Change {
    fn removal(span: Span) -> Self {
        Self { span, meaning: String::new(), is_break: false }
    }
}

/// The text cleaned; `None` for a text that is clean, as nearly all are.
///
/// The cost is one pass that looks at 64 bytes at a time.
pub(super) fn clean(text: &str) -> Option<Cleaned> {
    let mut cleaned = Cleaned::default();
    let (mut copied, mut at) = (0, 0);
    while let Some(candidate) = next_candidate(text.as_bytes(), at) {
        at = candidate + 1;
        for change in changes_at(text, candidate) {
            cleaned.copy(text, Span::new(copied, change.span.start));
            if change.is_break {
                cleaned.breaks.push(cleaned.text.len());
            }
            if !change.meaning.is_empty() {
                cleaned.push(&change.meaning, change.span, true);
            }
            copied = change.span.end;
            at = at.max(copied);
        }
    }
    if copied == 0 {
        return None;
    }
    cleaned.copy(text, Span::new(copied, text.len()));
    Some(cleaned)
}

/// The first byte from `from` on at which something to clean may begin.
fn next_candidate(bytes: &[u8], from: usize) -> Option<usize> {
    const CHUNK: usize = 64;
    let mut at = from;
    // Each byte is looked at with the two behind it.
    let chunk = |from: usize| bytes.get(from..).and_then(<[u8]>::first_chunk::<CHUNK>);
    while let (Some(a), Some(b), Some(c)) = (chunk(at), chunk(at + 1), chunk(at + 2)) {
        let triples = a.iter().zip(b).zip(c);
        // Without a branch, so that the compiler vectorises the loop.
        if triples.fold(0, |any, ((a, b), c)| any | may_begin(*a, *b, *c)) != 0 {
            break;
        }
        at += CHUNK;
    }
    let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
    (at..bytes.len()).find(|&at| may_begin(byte(at), byte(at + 1), byte(at + 2)) != 0)
}

/// Not 0 where something to clean may begin with these three bytes. Numbers and
/// not conditions, so that no branch is taken.
#[inline]
fn may_begin(a: u8, b: u8, c: u8) -> u8 {
    let digit = |byte: u8| u8::from(byte.wrapping_sub(b'0') < 10);
    let sign = is(a, b'&') | is(a, b'*') | is(a, b'_') | is(a, b'%');
    let line_break = is(a, b'-') & (is(b, b'\n') | is(b, b'\r') | is(b, b' ') | is(b, b'\t'));
    // A blank of ASCII, U+00A0, or one of U+2000 to U+207F behind a digit.
    let blank = is(b, b' ') | is(b, 0xc2) | is(b, 0xe2);
    let number = digit(a) & blank & (digit(c) | u8::from(c >= 0x80));
    // Soft hyphen and not sign, then the sign of multiplication.
    let latin = is(a, 0xc2) & (is(b, 0xad) | is(b, 0xac)) | is(a, 0xc3) & is(b, 0x97);
    // Of U+2000 to U+203F direction marks and the hyphen, then all of U+2060 on.
    let invisible = is(c, 0x8e) | is(c, 0x8f) | is(c, 0x90) | u8::from(c.wrapping_sub(0xaa) < 5);
    let general = is(a, 0xe2) & (is(b, 0x80) & invisible | is(b, 0x81) & u8::from(c >= 0xa0));
    // U+061C and U+FEFF.
    let other = is(a, 0xd8) & is(b, 0x9c) | is(a, 0xef) & is(b, 0xbb) & is(c, 0xbf);
    sign | line_break | number | latin | general | other
}

/// 1 where two bytes are equal.
#[inline]
fn is(byte: u8, other: u8) -> u8 {
    u8::from(byte == other)
}

/// What is changed at byte `at`, in order.
fn changes_at(text: &str, at: usize) -> Vec<Change> {
    let Some(after) = text.get(at..) else { return Vec::new() };
    let Some(c) = after.chars().next() else { return Vec::new() };
    match c {
        '&' => reference(after, at).into_iter().collect(),
        '*' | '_' => emphasis(text, at, c).into_iter().collect(),
        '-' | '\u{2010}' | '\u{ac}' => line_break(text, at, c).into_iter().collect(),
        '\u{ad}' => {
            let shy = || Change::removal(Span::new(at, at + c.len_utf8()));
            vec![line_break(text, at, c).unwrap_or_else(shy)]
        }
        '%' | '×' => sign_of_figure(text, at, c).into_iter().collect(),
        _ if c.is_ascii_digit() => {
            // The candidate is the last digit of the first group.
            let start =
                text.get(..at).unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit());
            blanks_in_number(text, start.len()).into_iter().map(Change::removal).collect()
        }
        _ if is_invisible(c) => vec![Change::removal(Span::new(at, at + c.len_utf8()))],
        _ => Vec::new(),
    }
}

fn reference(after: &str, at: usize) -> Option<Change> {
    let (length, meaning) = entity::at_start(after)?;
    Some(Change { span: Span::new(at, at + length), meaning, is_break: false })
}

/// Asterisks or underscores of emphasis, which stand at a word's beginning or
/// end: "**Mi**-35", but not "5*3" and `snake_case`.
fn emphasis(text: &str, at: usize, mark: char) -> Option<Change> {
    let (before, after) = text.split_at_checked(at)?;
    // In the middle of a run, which was looked at from its beginning: before its
    // length is counted, which would take quadratic time.
    if before.ends_with(mark) {
        return None;
    }
    let length = after.len() - after.trim_start_matches(mark).len();
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let before = is_word(before.chars().next_back());
    let after = is_word(after.get(length..).and_then(|after| after.chars().next()));
    (length <= 3 && before != after).then(|| Change::removal(Span::new(at, at + length)))
}

/// "%" behind a figure is "percent", and "×" between figures "x": "7.62×39".
fn sign_of_figure(text: &str, at: usize, sign: char) -> Option<Change> {
    let (before, after) = (text.get(..at)?, text.get(at + sign.len_utf8()..)?);
    let figure = before.trim_end_matches([' ', '\u{a0}', '\u{202f}']);
    let has_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let meaning = match sign {
        _ if !has_digit(figure.chars().next_back()) => return None,
        '%' => " percent",
        _ if has_digit(after.trim_start().chars().next()) => "x",
        _ => return None,
    };
    let span = Span::new(at, at + sign.len_utf8());
    Some(Change { span, meaning: meaning.to_owned(), is_break: false })
}

/// Words after a hyphen that is no part of a word: "two- and three-engined".
const AFTER_OPEN_HYPHENS: [&str; 8] = ["and", "or", "to", "nor", "und", "oder", "et", "ou"];

/// A hyphen, soft hyphen or not sign at a line end that breaks a word.
///
/// Before a small letter it is removed with the line's end. Before a capital or
/// a figure the hyphen belongs to the word ("Al-⏎Bashir", "Mi-⏎35M"), and only
/// the line's end is removed.
fn line_break(text: &str, at: usize, sign: char) -> Option<Change> {
    let before = text.get(..at)?.chars().next_back()?;
    let behind_sign = at + sign.len_utf8();
    let after = text.get(behind_sign..)?;
    let blanks = after.len() - after.trim_start_matches([' ', '\t', '\r', '\n']).len();
    let line_ends = after.get(..blanks)?.replace("\r\n", "\n");
    let is_one_line_end = line_ends.chars().filter(|c| matches!(c, '\r' | '\n')).count() == 1;
    let word: String = after.get(blanks..)?.chars().take_while(|c| c.is_alphanumeric()).collect();
    let next = word.chars().next()?;
    if !is_one_line_end || !before.is_alphanumeric() || AFTER_OPEN_HYPHENS.contains(&word.as_str())
    {
        return None;
    }
    let end = behind_sign + blanks;
    let is_hyphen = matches!(sign, '-' | '\u{2010}');
    if before.is_alphabetic() && (next.is_lowercase() || !is_hyphen && next.is_alphabetic()) {
        let (span, meaning) = (Span::new(at, end), String::new());
        return Some(Change { span, meaning, is_break: is_hyphen });
    }
    is_hyphen.then(|| Change::removal(Span::new(behind_sign, end)))
}

#[cfg(test)]
mod tests;
