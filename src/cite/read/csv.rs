//! Citations in a table, whose first row names the columns.

use super::record::Record;

/// The sign between cells, if the first row names a column that citations have.
pub(super) fn delimiter(text: &str) -> Option<char> {
    let names = |delimiter: char| {
        let first = Rows { remaining: text, delimiter, line: 1 }.next();
        first.map(|(_, cells)| cells).unwrap_or_default()
    };
    let is_table = |delimiter: &char| {
        let names = names(*delimiter);
        names.len() > 1 && names.iter().any(|name| Record::is_of_citations(&lowered(name)))
    };
    [',', ';', '\t'].into_iter().find(is_table)
}

pub(super) fn records(text: &str, delimiter: char) -> Vec<Record> {
    let mut rows = Rows { remaining: text, delimiter, line: 1 };
    let Some((_, names)) = rows.next() else { return Vec::new() };
    let names: Vec<String> = names.iter().map(|name| lowered(name)).collect();
    let is_blank = |cells: &[String]| cells.iter().all(|cell| cell.trim().is_empty());
    let rows = rows.filter(|(_, cells)| !is_blank(cells)).map(|(line, cells)| {
        let cells = cells.into_iter().map(unguarded);
        let fields = names.iter().cloned().zip(cells).collect();
        Record { line: Some(line), fields, fault: None }
    });
    rows.collect()
}

fn lowered(name: &str) -> String {
    name.trim().to_lowercase()
}

/// The cell without the apostrophe that keeps a spreadsheet from running it.
fn unguarded(cell: String) -> String {
    let bare = cell.trim_start_matches('\'');
    let is_guarded = bare.len() < cell.len() && bare.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_guarded { cell.get(1..).unwrap_or_default().to_owned() } else { cell }
}

/// The rows of a table, each with the line that it begins on.
struct Rows<'t> {
    remaining: &'t str,
    delimiter: char,
    line: usize,
}

impl Iterator for Rows<'_> {
    type Item = (usize, Vec<String>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.remaining.is_empty() {
            return None;
        }
        let line = self.line;
        let mut cells = Vec::new();
        loop {
            let cell = self.cell();
            cells.push(cell);
            let mut chars = self.remaining.chars();
            match chars.next() {
                Some(c) if c == self.delimiter => self.remaining = chars.as_str(),
                Some('\r') if chars.as_str().starts_with('\n') => {
                    chars.next();
                    self.remaining = chars.as_str();
                    break;
                }
                Some(_) => {
                    self.remaining = chars.as_str();
                    break;
                }
                None => break,
            }
        }
        self.line += 1;
        Some((line, cells))
    }
}

impl Rows<'_> {
    /// The next cell. An opening quotation mark that is never closed is closed at the end.
    fn cell(&mut self) -> String {
        let Some(quoted) = self.remaining.strip_prefix('"') else {
            return self.unquoted();
        };
        self.remaining = quoted;
        let mut cell = String::new();
        while let Some(end) = self.remaining.find('"') {
            cell.push_str(&self.take(end));
            self.remaining = self.remaining.get(1..).unwrap_or_default();
            let Some(behind) = self.remaining.strip_prefix('"') else {
                // What stands between the closing mark and the delimiter is kept.
                cell.push_str(&self.unquoted());
                return cell;
            };
            self.remaining = behind;
            cell.push('"');
        }
        cell.push_str(&self.take(self.remaining.len()));
        cell
    }

    fn unquoted(&mut self) -> String {
        let ends = |c: char| c == self.delimiter || c == '\n' || c == '\r';
        let end = self.remaining.find(ends).unwrap_or(self.remaining.len());
        self.take(end)
    }

    /// Takes so many bytes, and counts the lines in them.
    fn take(&mut self, end: usize) -> String {
        let (taken, remaining) = self.remaining.split_at_checked(end).unwrap_or_default();
        self.remaining = remaining;
        self.line += taken.matches('\n').count();
        taken.to_owned()
    }
}
