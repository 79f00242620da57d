//! Rows of values with a sign between them (CSV, TSV), read so that no fault of one
//! row reaches the next.
//!
//! Quotes are those of RFC 4180. A cell whose quote is never closed, or closed with
//! something else behind it, is taken as it is typed up to the next sign or line end:
//! the rows below it stay rows, and a phrase in quotes stays a phrase.

/// How the cells of a table are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    /// What stands between cells; `None` in a list of one column.
    pub(super) sign: Option<char>,
    /// What stands around a cell with signs or line ends in it.
    pub(super) quote: char,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// Its cells, at least one.
    pub(super) cells: Vec<String>,
    /// Whether a quote in it is never closed.
    pub(super) has_open_quote: bool,
}

impl Record {
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// The rows of a text, blank ones among them.
pub(super) struct Records<'t> {
    text: &'t str,
    dialect: Dialect,
}

/// A cell that was read, and where the text goes on behind it.
struct Cell<'t> {
    value: String,
    after: &'t str,
    has_open_quote: bool,
}

impl<'t> Records<'t> {
    pub(super) fn new(text: &'t str, dialect: Dialect) -> Self {
        Self { text, dialect }
    }

    fn cell(&self, text: &'t str) -> Cell<'t> {
        match text.strip_prefix(self.dialect.quote) {
            Some(inner) => match self.quoted(inner) {
                Quoted::Closed(value, after) => Cell { value, after, has_open_quote: false },
                Quoted::Open => Cell { has_open_quote: true, ..self.plain(text) },
                Quoted::Continued => self.plain(text),
            },
            None => self.plain(text),
        }
    }

    /// A cell as typed.
    fn plain(&self, text: &'t str) -> Cell<'t> {
        let end = text.find(|c| self.ends_cell(c)).unwrap_or(text.len());
        let (value, after) = text.split_at(end);
        Cell { value: value.to_owned(), after, has_open_quote: false }
    }

    /// A cell behind its quote.
    fn quoted(&self, inner: &'t str) -> Quoted<'t> {
        let quote = self.dialect.quote;
        let (mut value, mut remaining) = (String::new(), inner);
        loop {
            let Some((part, after)) = remaining.split_once(quote) else { return Quoted::Open };
            value.push_str(part);
            if let Some(doubled) = after.strip_prefix(quote) {
                value.push(quote);
                remaining = doubled;
                continue;
            }
            let behind = after.trim_start_matches(' ');
            let is_closed = behind.is_empty() || behind.starts_with(|c| self.ends_cell(c));
            return if is_closed { Quoted::Closed(value, behind) } else { Quoted::Continued };
        }
    }

    fn ends_cell(&self, c: char) -> bool {
        self.dialect.sign == Some(c) || matches!(c, '\n' | '\r')
    }
}

/// How a quote ends.
enum Quoted<'t> {
    /// The cell, and the text behind it.
    Closed(String, &'t str),
    /// Never.
    Open,
    /// With something behind it that belongs to no other cell.
    Continued,
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        if self.text.is_empty() {
            return None;
        }
        let mut record = Record { cells: Vec::new(), has_open_quote: false };
        loop {
            let Cell { value, after, has_open_quote } = self.cell(self.text);
            record.cells.push(value);
            record.has_open_quote |= has_open_quote;
            let Some(next) = self.dialect.sign.and_then(|sign| after.strip_prefix(sign)) else {
                self.text = after_line_end(after);
                return Some(record);
            };
            self.text = next;
        }
    }
}

/// The text behind the line end that it begins with.
fn after_line_end(text: &str) -> &str {
    let ends = ["\r\n", "\n", "\r"];
    ends.into_iter().find_map(|end| text.strip_prefix(end)).unwrap_or(text)
}

/// Signs that can stand between cells.
const SIGNS: [char; 3] = [',', ';', '\t'];

/// Rows that the dialect is found from.
const ROWS_LOOKED_AT: usize = 20;

/// Bytes that the dialect is found from.
const BYTES_LOOKED_AT: usize = 64 << 10;

impl Dialect {
    /// The dialect of a table: where the first row names a column `name`, the sign
    /// that cuts it out; else the sign that stands in the same number in most rows.
    pub(super) fn of(text: &str, names: &[&str]) -> Self {
        let end = (0..=text.len().min(BYTES_LOOKED_AT)).rev().find(|&at| text.is_char_boundary(at));
        let start = end.and_then(|end| text.get(..end)).unwrap_or(text);
        let start = start.trim_start_matches(['\n', '\r']);
        let cuts_out = |dialect: &Dialect| {
            let first = Records::new(start, *dialect).next();
            first.is_some_and(|row| row.cells.iter().any(|cell| is_one_of(cell, names)))
        };
        let dialects = || {
            let signs = [None].into_iter().chain(SIGNS.map(Some));
            signs.flat_map(|sign| ['"', '\''].map(|quote| Dialect { sign, quote }))
        };
        let counted = || {
            let signs = SIGNS.into_iter().rev();
            let weighed = signs.filter_map(|sign| Some((weight(start, sign)?, sign)));
            let sign = weighed.max().map(|(_, sign)| sign);
            Dialect { sign, quote: '"' }
        };
        dialects().find(cuts_out).unwrap_or_else(counted)
    }
}

/// Whether a cell is one of these names, which are in small letters.
pub(super) fn is_one_of(cell: &str, names: &[&str]) -> bool {
    names.contains(&cell.trim().to_lowercase().as_str())
}

/// How many rows have as many cells as the first one, and how many cells; `None`
/// where the sign tells no table: in lists of queries commas stand here and there.
fn weight(text: &str, sign: char) -> Option<(usize, usize)> {
    let dialect = Dialect { sign: Some(sign), quote: '"' };
    let rows = Records::new(text, dialect).filter(|row| !row.is_blank());
    let counts: Vec<usize> = rows.take(ROWS_LOOKED_AT).map(|row| row.cells.len()).collect();
    let first = counts.first().copied().filter(|&cells| cells > 1)?;
    let alike = counts.iter().filter(|&&count| count == first).count();
    (counts.len() > 1 && alike * 4 >= counts.len() * 3).then_some((alike, first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NAMES: [&str; 1] = ["query"];

    fn shown(text: &str) -> Vec<String> {
        let dialect = Dialect::of(text, &NAMES);
        Records::new(text, dialect).map(|row| row.cells.join("|")).collect()
    }

    #[test]
    fn signs_and_quotes_are_found() {
        let check = |text: &str, sign: Option<char>, quote: char| {
            assert_eq!(Dialect::of(text, &NAMES), Dialect { sign, quote }, "{text}");
        };
        check("query,team\na,b", Some(','), '"');
        check("query;team\na,b;c,d", Some(';'), '"');
        check("team\tQuery \na\tb", Some('\t'), '"');
        check("\n\nid;query", Some(';'), '"');
        check("'id','query'\n'a','b'", Some(','), '\'');
        check("\"query\"\n\"tugs, boats\"", None, '"');
        check("query\ntugs, boats\ntugs, boats", None, '"');
        check("tugs; sold\nboats; lost\n", Some(';'), '"');
        // Commas here and there are of the queries.
        check("tugs, boats\nembargo\nsanctions on Peru", None, '"');
        check("tugs, boats", None, '"');
        check("", None, '"');
    }

    #[test]
    fn faults_stay_in_their_rows() {
        let check = |text: &str, expected: &[&str]| assert_eq!(shown(text), expected, "{text}");
        check("query,n\n\"a, b\",1\n\"say \"\"c\"\"\",2", &["query|n", "a, b|1", "say \"c\"|2"]);
        check("query,n\r\n\"a\r\nb\",1\r\n", &["query|n", "a\r\nb|1"]);
        check("query,n\r\ra,1", &["query|n", "", "a|1"]);
        // An open quote takes no other row.
        check("query,n\n\"a b,1\nc,2\n", &["query|n", "\"a b|1", "c|2"]);
        check("query,n\n\"a b,1\n\"c\",2\n", &["query|n", "\"a b|1", "c|2"]);
        // A phrase stays a phrase.
        check(
            "query\n\"arms deal\" Peru\n+\"b c\" d",
            &["query", "\"arms deal\" Peru", "+\"b c\" d"],
        );
        check("query,n\n\"a\" ,1\n \"b\",2", &["query|n", "a|1", " \"b\"|2"]);
        check("query,n\n“a b”,1", &["query|n", "“a b”|1"]);
        check("query,n\na,,3,4\nb", &["query|n", "a||3|4", "b"]);
    }

    #[test]
    fn open_quotes_are_told() {
        let dialect = Dialect { sign: Some(','), quote: '"' };
        let rows = Records::new("\"a,1\nb,2\n\"c\"", dialect);
        let open: Vec<bool> = rows.map(|row| row.has_open_quote).collect();
        // The first quote meets the third row's, which something stands behind.
        assert_eq!(open, [false, false, false]);
        let mut rows = Records::new("\"a,1\nb", dialect);
        assert!(rows.next().is_some_and(|row| row.has_open_quote));
    }

    proptest! {
        #[test]
        fn written_cells_are_read_back(
            rows in prop::collection::vec(prop::collection::vec("[a-c ,;\"\n\r]{0,6}", 2..4), 1..6),
        ) {
            let written: Vec<String> = rows.iter().map(|row| {
                let cells = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
                cells.collect::<Vec<_>>().join(",")
            }).collect();
            let dialect = Dialect { sign: Some(','), quote: '"' };
            let text = written.join("\r\n");
            let read: Vec<Vec<String>> = Records::new(&text, dialect).map(|row| row.cells).collect();
            prop_assert_eq!(read, rows);
        }

        #[test]
        fn any_text_is_read_to_its_end(text in "[a\"',\t\n\r]{0,60}") {
            let dialect = Dialect::of(&text, &NAMES);
            let lines = text.replace("\r\n", "\n").matches(['\n', '\r']).count() + 1;
            prop_assert!(Records::new(&text, dialect).count() <= lines);
        }
    }
}
