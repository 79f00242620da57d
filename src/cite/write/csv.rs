//! Citations as comma-separated values, as RFC 4180 has them.

use super::super::reference::Reference;
use super::place;

/// The names of the columns.
const COLUMNS: [&str; 18] = [
    "document",
    "title",
    "source",
    "author",
    "date",
    "url",
    "part",
    "page",
    "paragraph",
    "row",
    "line",
    "last_line",
    "start",
    "end",
    "encoding",
    "accessed",
    "quotation",
    "ibid",
];

pub(super) fn table(references: &[Reference]) -> String {
    let mut table = row(COLUMNS.map(str::to_owned));
    table.extend(references.iter().map(|reference| row(cells(reference))));
    table
}

fn cells(reference: &Reference) -> [String; 18] {
    let citation = &reference.citation;
    let number = |value: Option<usize>| value.map(|value| value.to_string()).unwrap_or_default();
    [
        citation.document.clone(),
        citation.title.clone(),
        citation.source.clone(),
        reference.authors.join("; "),
        citation.date.map(|date| date.to_string()).unwrap_or_default(),
        reference.url.clone().unwrap_or_default(),
        reference.part.clone(),
        place::pages(reference).unwrap_or_default(),
        number(citation.place.paragraph),
        number(citation.place.row),
        citation.line.to_string(),
        citation.last_line.to_string(),
        citation.span.start.to_string(),
        citation.span.end.to_string(),
        citation.encoding.clone().unwrap_or_default(),
        reference.accessed.map(|day| day.to_string()).unwrap_or_default(),
        reference.quotation.clone(),
        reference.anchor().to_string(),
    ]
}

fn row(cells: [String; 18]) -> String {
    format!("{}\r\n", cells.map(|cell| quoted(&guarded(&cell))).join(","))
}

/// A cell with a comma, a quotation mark or a line end stands between quotation marks.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// A cell that a spreadsheet would run as a formula begins with an apostrophe. So does one
/// that has apostrophes before such a beginning: a reader takes one away and has the cell.
fn guarded(cell: &str) -> String {
    let is_number = cell.parse::<f64>().is_ok();
    let bare = cell.trim_start_matches('\'');
    let is_formula = bare.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula && !is_number { format!("'{cell}") } else { cell.to_owned() }
}
