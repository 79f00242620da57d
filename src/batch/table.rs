//! The bytes of a table to the rows of a batch.

use std::collections::BTreeSet;

use super::columns::{Column, QUERY_NAMES, are_names, name_of, named, put, unnamed};
use super::delimited::{Dialect, Record, Records};
use super::objects;
use super::row::Row;
use crate::source::{Undecodable, decode};

/// The rows of a table.
///
/// ```
/// let batch = ibid::batch::read("query\nMi-35 deal\n\nembargo".as_bytes()).unwrap();
/// let queries: Vec<&str> = batch.rows.iter().map(|row| row.query.as_str()).collect();
/// assert_eq!(queries, ["Mi-35 deal", "", "embargo"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Batch {
    /// The rows in their order, blank ones among them.
    pub rows: Vec<Row>,
    /// The names of the columns that are handed through, in their order; of JSON
    /// Lines, by name.
    pub columns: Vec<String>,
    /// How the table was read: its columns, and what may be meant otherwise.
    pub notes: Vec<String>,
}

/// Reads a table of queries: CSV or TSV with any of `,`, `;` and tabs between cells,
/// a list with one query a line, or JSON Lines.
///
/// The query is in the column `query`, else in the first. The columns `limit`,
/// `source`, `topic`, `label`, `date`, `from` and `to` restrict the row's search,
/// `id` names it; all others are handed through. A table without such a name in its
/// first row has no names of columns.
///
/// Bytes in UTF-8, UTF-16 and the legacy encodings are read as files of articles
/// are. Never panics. Cost: linear in the bytes.
///
/// ```
/// let batch = ibid::batch::read(b"query;prix\nd\xE9fense a\xE9rienne;3 \x80\n").unwrap();
/// assert_eq!(batch.rows[0].query, "défense aérienne");
/// assert_eq!(batch.rows[0].columns["prix"], "3 €");
/// assert!(ibid::batch::read(b"%PDF-1.4").is_err());
/// ```
///
/// # Errors
/// [`Undecodable`] where the bytes are no text.
pub fn read(bytes: &[u8]) -> Result<Batch, Undecodable> {
    let text = decode(bytes)?.text;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    if text.trim_start().starts_with('{') {
        return Ok(of_objects(text));
    }
    Ok(of_cells(text))
}

fn of_objects(text: &str) -> Batch {
    let rows = objects::rows(text);
    let mut columns: Vec<String> =
        rows.iter().flat_map(|row| row.columns.keys()).cloned().collect();
    columns.sort();
    columns.dedup();
    Batch { rows, columns, notes: Vec::new() }
}

fn of_cells(text: &str) -> Batch {
    let mut batch = Batch::default();
    let mut columns: Option<Vec<Column>> = None;
    for (number, record) in (1..).zip(Records::new(text, Dialect::of(text, &QUERY_NAMES))) {
        if columns.is_none() && !record.is_blank() {
            if are_names(&record.cells) {
                let names = named(&record.cells);
                batch.notes.extend(note_of(&names, &record.cells));
                columns = Some(names);
                continue;
            }
            columns = Some(unnamed(record.cells.len()));
        }
        batch.rows.push(row(number, record, columns.as_deref().unwrap_or_default()));
    }
    batch.columns = handed_through(columns.unwrap_or_default(), &batch.rows);
    batch
}

fn row(number: u64, record: Record, columns: &[Column]) -> Row {
    let mut row = Row { number, ..Row::default() };
    if record.is_blank() && columns.is_empty() {
        return row;
    }
    if record.has_open_quote {
        row.left_out.push("a quote that is not closed: it is read as typed".to_owned());
    }
    for (at, cell) in record.cells.into_iter().enumerate() {
        match columns.get(at) {
            Some(column) => put(&mut row, column, &cell),
            // A row longer than the others.
            None if cell.is_empty() => {}
            None => drop(row.columns.insert(name_of("", at), cell)),
        }
    }
    row
}

/// The columns in their order, then those that longer rows have.
fn handed_through(columns: Vec<Column>, rows: &[Row]) -> Vec<String> {
    let of_columns = columns.into_iter().filter_map(|column| match column {
        Column::Other(name) => Some(name),
        _ => None,
    });
    let mut taken = BTreeSet::new();
    let of_rows = rows.iter().flat_map(|row| row.columns.keys().cloned());
    of_columns.chain(of_rows).filter(|name| taken.insert(name.clone())).collect()
}

/// Says which columns the batch obeys, where any restricts the search, or the query
/// is not in a column of that name.
fn note_of(columns: &[Column], cells: &[String]) -> Option<String> {
    let names = |is_such: fn(&Column) -> bool| -> Vec<&str> {
        let such = columns.iter().zip(cells).filter(|(column, _)| is_such(column));
        such.map(|(_, cell)| cell.trim()).collect()
    };
    let query = names(|column| *column == Column::Query);
    let filters = names(|column| matches!(column, Column::Filter(_) | Column::Limit));
    let is_plain = query.first().is_some_and(|name| name.eq_ignore_ascii_case("query"));
    if is_plain && filters.is_empty() {
        return None;
    }
    let query = format!("the query is in the column {}", query.join(", "));
    let filters = format!("restricted by the columns {}", filters.join(", "));
    Some(if filters.ends_with(' ') { query } else { format!("{query}, {filters}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queries(bytes: &[u8]) -> Vec<(u64, String)> {
        let batch = read(bytes).unwrap();
        batch.rows.into_iter().map(|row| (row.number, row.query)).collect()
    }

    #[test]
    fn tables_are_read() {
        let check = |bytes: &[u8], expected: &[(u64, &str)]| {
            let expected: Vec<_> =
                expected.iter().map(|(number, query)| (*number, (*query).to_owned())).collect();
            assert_eq!(queries(bytes), expected, "{}", String::from_utf8_lossy(bytes));
        };
        check(b"", &[]);
        check(b"\n\n", &[(1, ""), (2, "")]);
        check(b"query,n\na,1\n\nb,2\n", &[(2, "a"), (3, ""), (4, "b")]);
        check(b"\n\nquery\na", &[(1, ""), (2, ""), (4, "a")]);
        check("\u{FEFF}n;query\n1;é".as_bytes(), &[(2, "é")]);
        check(
            b"arms deal, Peru\nembargo\ntugs",
            &[(1, "arms deal, Peru"), (2, "embargo"), (3, "tugs")],
        );
        check("query\n“arms deal”\n\"a\nb\"".as_bytes(), &[(2, "“arms deal”"), (3, "a\nb")]);
        check(b"\n{\"query\":\"a\"}\n", &[(1, ""), (2, "a")]);
    }

    #[test]
    fn what_is_handed_through_keeps_its_order() {
        let batch = read(b"z,query,a\n1,tug,2,3\n").unwrap();
        assert_eq!(batch.columns, ["z", "a", "column 4"]);
        assert_eq!(batch.rows[0].columns["column 4"], "3");
        assert_eq!(batch.notes, [""; 0]);
    }

    /// The second of two columns of one name took the place of the first.
    #[test]
    fn columns_of_one_name_are_both_handed_through() {
        let batch = read(b"query,note,note\na,1,2\n").unwrap();
        assert_eq!(batch.columns, ["note", "note (3)"]);
        let cells: Vec<&str> = batch.rows[0].columns.values().map(String::as_str).collect();
        assert_eq!(cells, ["1", "2"]);
    }

    #[test]
    fn how_the_table_was_read_is_told() {
        let check = |names: &[u8], note: &str| assert_eq!(read(names).unwrap().notes, [note]);
        check(
            b"search,limit\na,1",
            "the query is in the column search, restricted by the columns limit",
        );
        check(
            b"source,query\na,1",
            "the query is in the column query, restricted by the columns source",
        );
        check(b"question\na", "the query is in the column question");
    }

    #[test]
    fn an_open_quote_is_told() {
        let batch = read(b"query,n\n\"a b,1\nc,2\n").unwrap();
        assert_eq!(batch.rows[0].left_out, ["a quote that is not closed: it is read as typed"]);
        assert_eq!(batch.rows[0].query, "\"a b");
        assert!(batch.rows[1].left_out.is_empty());
    }
}
