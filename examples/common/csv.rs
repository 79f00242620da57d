//! Rows of comma-separated values, as RFC 4180 has them.

use std::io::Write;

use anyhow::Result;

/// Writes a row. A cell with a comma, a quotation mark or a line end is quoted.
pub(crate) fn write_row(out: &mut impl Write, cells: &[&str]) -> Result<()> {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    Ok(write!(out, "{}\r\n", cells.join(","))?)
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
