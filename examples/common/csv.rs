//! Rows of comma-separated values, as RFC 4180 has them.

use std::io::Write;

use anyhow::Result;

/// What the help of a program says of cells that begin as a formula does.
pub(crate) const FORMULAS: &str =
    "A cell of --csv that a spreadsheet would run as a formula begins with an apostrophe.";

/// Writes a row. A cell with a comma, a quotation mark or a line end is quoted; one
/// that a spreadsheet would run as a formula begins with an apostrophe.
pub(crate) fn write_row(out: &mut impl Write, cells: &[&str]) -> Result<()> {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(&guarded(cell))).collect();
    Ok(write!(out, "{}\r\n", cells.join(","))?)
}

/// Writes a row with each cell as it is, whatever a spreadsheet makes of it.
pub(crate) fn write_exact_row(out: &mut impl Write, cells: &[&str]) -> Result<()> {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    Ok(write!(out, "{}\r\n", cells.join(","))?)
}

fn guarded(cell: &str) -> String {
    let is_number = cell.parse::<f64>().is_ok();
    let guard =
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number { "'" } else { "" };
    format!("{guard}{cell}")
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
