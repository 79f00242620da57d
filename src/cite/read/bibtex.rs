//! Citations in BibTeX: entries with fields, read with patience.

use super::latex::text_of;
use super::record::Record;

/// The first line that begins an entry of BibTeX, from 0.
pub(super) fn first_line(text: &str) -> Option<usize> {
    text.lines().position(|line| kind(line.trim_start()).is_some())
}

/// The kind of an entry that a text begins with, and what stands behind its bracket.
fn kind(text: &str) -> Option<(&str, &str)> {
    let text = text.strip_prefix('@')?;
    let end = text.find(|c: char| !c.is_ascii_alphabetic())?;
    let (kind, behind) = text.split_at_checked(end)?;
    let behind = behind.trim_start().strip_prefix(['{', '('])?;
    (!kind.is_empty()).then_some((kind, behind))
}

pub(super) fn records(text: &str) -> Vec<Record> {
    let (mut records, mut remaining) = (Vec::new(), text);
    // Lines are counted from the last entry on, so that each is read once.
    let (mut line, mut counted) = (1, text);
    while let Some(at) = remaining.find('@') {
        let entry = remaining.get(at..).unwrap_or_default();
        remaining = entry.get(1..).unwrap_or_default();
        let Some((kind, behind)) = kind(entry) else { continue };
        let skipped = counted.len() - entry.len();
        line += counted.get(..skipped).unwrap_or_default().matches('\n').count();
        counted = entry;
        remaining = behind;
        if ["comment", "string", "preamble"].iter().any(|other| kind.eq_ignore_ascii_case(other)) {
            continue;
        }
        let mut reader = Fields { remaining: behind };
        let key = reader.key();
        let mut fields = vec![("key".to_owned(), key)];
        fields.extend(reader.by_ref());
        remaining = reader.remaining;
        records.push(Record { line: Some(line), fields, fault: None });
    }
    records
}

/// The fields of an entry, from behind its bracket.
struct Fields<'t> {
    remaining: &'t str,
}

impl Fields<'_> {
    fn key(&mut self) -> String {
        let end = self.remaining.find([',', '}', ')', '=']).unwrap_or(self.remaining.len());
        self.take(end).trim().to_owned()
    }

    fn take(&mut self, bytes: usize) -> &str {
        let (taken, remaining) = self.remaining.split_at_checked(bytes).unwrap_or_default();
        self.remaining = remaining;
        taken
    }

    /// The pieces of a value that are joined by `#`.
    fn value(&mut self) -> String {
        let mut value = String::new();
        loop {
            self.remaining = self.remaining.trim_start();
            let length = match self.remaining.chars().next() {
                Some('{') => braced(self.remaining),
                Some('"') => quoted(self.remaining),
                _ => {
                    let ends = |c: char| ",#})".contains(c) || c.is_whitespace();
                    self.remaining.find(ends).unwrap_or(self.remaining.len())
                }
            };
            value.push_str(&text_of(self.take(length)));
            self.remaining = self.remaining.trim_start();
            match self.remaining.strip_prefix('#') {
                Some(behind) => self.remaining = behind,
                None => return value,
            }
        }
    }
}

impl Iterator for Fields<'_> {
    type Item = (String, String);

    fn next(&mut self) -> Option<Self::Item> {
        let start = |c: char| !c.is_whitespace() && c != ',';
        let at = self.remaining.find(start)?;
        self.take(at);
        let end = self.remaining.find(|c: char| "=,{}()@\"".contains(c))?;
        let name = self.take(end).trim().to_lowercase();
        self.remaining = self.remaining.strip_prefix('=')?;
        Some((name, self.value()))
    }
}

/// The most lines in a value that look like the beginnings of entries.
const MAX_BEGINNINGS: usize = 100;

/// The length of a value in braces, with them.
fn braced(text: &str) -> usize {
    let mut depth = 0_usize;
    closed_at(text, |byte| {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    })
}

/// The length of a value in quotation marks, with them. Marks in braces are part of it.
fn quoted(text: &str) -> usize {
    let (mut depth, mut marks) = (0_usize, 0);
    closed_at(text, |byte| {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'"' if depth == 0 => marks += 1,
            _ => {}
        }
        marks == 2
    })
}

/// The length of a value up to the byte that closes it, which no backslash stands before.
///
/// One that is not closed goes to the next line that begins an entry, so that it takes no
/// other citation with it, or to the end.
fn closed_at(text: &str, mut closes: impl FnMut(u8) -> bool) -> usize {
    let mut is_escaped = false;
    let mut before = b' ';
    let (mut next_entry, mut beginnings) = (None, 0);
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'@' && before == b'\n' && text.get(at..).and_then(kind).is_some() {
            next_entry = next_entry.or(Some(at));
            beginnings += 1;
            if beginnings > MAX_BEGINNINGS {
                break;
            }
        }
        before = byte;
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            _ if closes(byte) => return at + 1,
            _ => {}
        }
    }
    next_entry.unwrap_or(text.len())
}
