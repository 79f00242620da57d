//! Reads CSV and TSV: one document a row, numbered as a spreadsheet counts them.

use csv::{ReaderBuilder, StringRecord};

use super::dates;
use super::reading::{Metadata, Reading, tell_labels};
use super::reserved::stored_name;
use super::unread::Unread;
use crate::document::Document;
use crate::document::label_spans::LabelSpan;
use crate::source::decode::decode;
use crate::span::Span;

/// Names of the column that holds the text of a row, in small letters.
const TEXT_NAMES: [&str; 6] = ["text", "body", "content", "contents", "article", "message"];

/// Names of the columns that hold what a row says of its text.
const TITLE_NAMES: [&str; 3] = ["title", "headline", "subject"];
const DATE_NAMES: [&str; 4] = ["date", "published", "pubdate", "published_at"];
const SOURCE_NAMES: [&str; 3] = ["source", "outlet", "publication"];
const AUTHOR_NAMES: [&str; 2] = ["author", "byline"];

/// Characters of the longest name of a column: what is longer is no name.
const MAX_NAME_CHARS: usize = 60;

/// Characters in which the sign between cells is looked for.
const SIGN_WITHIN: usize = 64 << 10;

/// Reads a table. The ending `tsv` says that tabs are between cells.
///
/// The first row names the columns, if there is another one and each of its cells
/// can be a name. A quote that is never closed reaches to the end of the file.
pub(super) fn read(ending: &str, bytes: &[u8]) -> Result<Reading, Unread> {
    let text = decode(bytes)?.text;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let sign = if ending == "tsv" { b'\t' } else { sign_of(text) };
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(sign)
        .from_reader(text.as_bytes());
    let mut rows = Rows::new(text);
    let mut reading = Reading::default();
    // The second row tells whether the first one is of names.
    let mut first: Option<StringRecord> = None;
    let mut names: Option<StringRecord> = None;
    for record in reader.records() {
        if reading.is_full("rows") {
            break;
        }
        let record = record.map_err(|error| Unread::damaged(error.to_string()))?;
        let number = rows.number_of(&record);
        if number == 1 && first.is_none() {
            first = Some(record);
            continue;
        }
        if let Some(row) = first.take() {
            if are_names(&row) {
                names = Some(row);
            } else {
                reading.documents.extend(document(1, &row, None));
            }
        }
        reading.documents.extend(document(number, &record, names.as_ref()));
    }
    if let Some(row) = first {
        reading.documents.extend(document(1, &row, None));
    }
    Ok(reading)
}

/// Counts rows as a spreadsheet does: with blank ones, and one with line ends in
/// its cells once.
struct Rows<'t> {
    text: &'t [u8],
    /// Where the last row began.
    at: usize,
    /// Lines that ended before that, but for those within cells.
    ended: u64,
    /// Line ends within the cells of the last row.
    inner: u64,
}

impl<'t> Rows<'t> {
    fn new(text: &'t str) -> Self {
        Self { text: text.as_bytes(), at: 0, ended: 0, inner: 0 }
    }

    /// The number of the next row, from 1.
    fn number_of(&mut self, record: &StringRecord) -> u64 {
        let from = record.position().map_or(0, csv::Position::byte);
        let from = usize::try_from(from).unwrap_or(usize::MAX).min(self.text.len());
        // Blank lines count as part of the row that they stand before.
        let blank = self.text.get(from..).unwrap_or_default();
        let blank = blank.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let start = from + blank;
        self.ended +=
            line_ends(self.text.get(self.at..start).unwrap_or_default()).saturating_sub(self.inner);
        self.at = start.max(self.at);
        self.inner = record.iter().map(|cell| line_ends(cell.as_bytes())).sum();
        self.ended + 1
    }
}

/// Line ends of any kind.
fn line_ends(bytes: &[u8]) -> u64 {
    let is_end = |(at, byte): (usize, &u8)| {
        *byte == b'\n' || *byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')
    };
    bytes.iter().enumerate().filter(|&pair| is_end(pair)).count() as u64
}

/// Whether the cells of the first row can name columns: short, of letters, on one
/// line, and all different.
fn are_names(row: &StringRecord) -> bool {
    let mut seen = std::collections::BTreeSet::new();
    let is_name = |cell: &str| {
        let cell = cell.trim();
        cell.chars().count() <= MAX_NAME_CHARS
            && cell.chars().any(char::is_alphabetic)
            && !cell.contains('\n')
            && dates::day(cell).is_none()
    };
    row.len() > 1 && row.iter().all(|cell| is_name(cell) && seen.insert(cell.trim()))
}

/// The document of a row; `None` of a blank one.
fn document(number: u64, row: &StringRecord, names: Option<&StringRecord>) -> Option<Document> {
    let cells: Vec<(&str, &str)> = row
        .iter()
        .enumerate()
        .map(|(at, cell)| (names.and_then(|names| names.get(at)).unwrap_or("").trim(), cell.trim()))
        .filter(|(_, cell)| !cell.is_empty())
        .collect();
    let cell_of = |wanted: &[&str]| {
        let is_named = |(name, _): &&(&str, &str)| wanted.contains(&name.to_lowercase().as_str());
        cells.iter().find(is_named).map(|(_, cell)| *cell)
    };
    let (title, body) = (cell_of(&TITLE_NAMES), cell_of(&TEXT_NAMES));
    let text = match body {
        Some(body) => [title, Some(body)].into_iter().flatten().collect::<Vec<_>>().join("\n\n"),
        None if names.is_none() => side_by_side(row),
        None => lines_of(&cells),
    };
    let row = LabelSpan::new("table", Span::new(0, text.len()));
    let mut document = Document::new(format!("#{number}"), text);
    if body.is_some() {
        for (name, cell) in &cells {
            document.extra.insert(stored_name("column", name), (*cell).to_owned());
        }
        for name in TEXT_NAMES {
            document.extra.retain(|other, _| !other.eq_ignore_ascii_case(name));
        }
    }
    let metadata = Metadata {
        title: title.unwrap_or_default().to_owned(),
        author: cell_of(&AUTHOR_NAMES).unwrap_or_default().to_owned(),
        source: cell_of(&SOURCE_NAMES).unwrap_or_default().to_owned(),
        date: cell_of(&DATE_NAMES).and_then(dates::day),
    };
    metadata.put(&mut document);
    document.extra.insert("row".to_owned(), number.to_string());
    if body.is_none() {
        tell_labels(&mut document, &[row]);
    }
    (!cells.is_empty()).then_some(document)
}

/// The cells of a row without a column of text: each on a line behind the name of
/// its column.
fn lines_of(cells: &[(&str, &str)]) -> String {
    let line = |(name, cell): &(&str, &str)| {
        if name.is_empty() { (*cell).to_owned() } else { format!("{name}: {cell}") }
    };
    cells.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The cells of a row whose columns have no names: an empty one keeps its place.
fn side_by_side(row: &StringRecord) -> String {
    let cells = row.iter().map(str::trim).collect::<Vec<_>>().join("\t");
    cells.trim_end_matches('\t').to_owned()
}

/// The sign between cells: the one that stands in the same number in most of the
/// first lines, and most often.
fn sign_of(text: &str) -> u8 {
    let start =
        text.char_indices().nth(SIGN_WITHIN).map_or(text, |(at, _)| text.get(..at).unwrap_or(text));
    let lines: Vec<&str> = start.lines().filter(|line| !line.trim().is_empty()).take(20).collect();
    let weight = |sign: u8| {
        let counts: Vec<usize> = lines.iter().map(|line| outside_quotes(line, sign)).collect();
        let first = counts.first().copied().unwrap_or(0);
        let alike = counts.iter().filter(|count| **count == first && first > 0).count();
        (alike, first)
    };
    // Of equals the first one counts, which is the comma.
    let signs = [b',', b';', b'\t', b'|'];
    signs.into_iter().rev().max_by_key(|sign| weight(*sign)).unwrap_or(b',')
}

/// How often a sign stands in a line outside of quotes.
fn outside_quotes(line: &str, sign: u8) -> usize {
    let mut is_quoted = false;
    let mut count = 0;
    for byte in line.bytes() {
        is_quoted ^= byte == b'"';
        count += usize::from(byte == sign && !is_quoted);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::read::reserved::RESERVED_NAMES;

    fn rows(text: &str) -> Vec<(String, String)> {
        let documents = read("csv", text.as_bytes()).unwrap().documents;
        documents.into_iter().map(|document| (document.id, document.text)).collect()
    }

    #[test]
    fn rows_are_documents() {
        let cases: [(&str, &[(&str, &str)]); 9] = [
            (
                "port,tugs\nHallan,9\n\nMorn,4\n",
                &[("#2", "port: Hallan\ntugs: 9"), ("#4", "port: Morn\ntugs: 4")],
            ),
            ("Nine tugs, sold abroad\n", &[("#1", "Nine tugs\tsold abroad")]),
            ("a;b\n1;\"x;\ny\"\n2;z", &[("#2", "a: 1\nb: x;\ny"), ("#3", "a: 2\nb: z")]),
            ("2023,9\n2024,4", &[("#1", "2023\t9"), ("#2", "2024\t4")]),
            ("a\tb\n1\t2,3", &[("#2", "a: 1\nb: 2,3")]),
            ("a,b\n1,2,3\n4", &[("#2", "a: 1\nb: 2\n3"), ("#3", "a: 4")]),
            ("a,b\n1,\"never closed\nx,y", &[("#2", "a: 1\nb: never closed\nx,y")]),
            ("1,,12,\n,4,5,", &[("#1", "1\t\t12"), ("#2", "\t4\t5")]),
            ("\u{FEFF}a,b\n,\n", &[]),
        ];
        for (text, expected) in cases {
            let expected: Vec<_> =
                expected.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect();
            assert_eq!(rows(text), expected, "{text}");
        }
    }

    #[test]
    fn a_column_can_be_the_text() {
        let table = "Date,Title,Text,port\n2024-05-01,Tugs sold,Nine tugs.,Hallan\n";
        let document = &read("csv", table.as_bytes()).unwrap().documents[0];
        assert_eq!(
            (document.text.as_str(), document.title.as_str()),
            ("Tugs sold\n\nNine tugs.", "Tugs sold")
        );
        assert_eq!(document.date.unwrap().to_string(), "2024-05-01");
        assert_eq!(
            (document.extra["port"].as_str(), document.extra["row"].as_str()),
            ("Hallan", "2")
        );
        assert!(!document.extra.contains_key("Text"));
    }

    /// A column named as a field of the file's own made the table be read at every run,
    /// and gave false pages.
    #[test]
    fn columns_leave_the_fields_of_files_alone() {
        let names = RESERVED_NAMES.join(",");
        let values = RESERVED_NAMES.map(|name| format!("a {name}")).join(",");
        let table = format!("text,{names}\nNine tugs.,{values}\n");
        let document = &read("csv", table.as_bytes()).unwrap().documents[0];
        for name in RESERVED_NAMES {
            assert_eq!(document.extra[&format!("column {name}")], format!("a {name}"));
            let expected = (name == "row").then_some("2");
            assert_eq!(document.extra.get(name).map(String::as_str), expected, "{name}");
        }
    }
}
