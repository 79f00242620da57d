//! Deals in the layout of the SIPRI register.

use std::io::Write;

use anyhow::Result;
use ibid::claims::{Claims, RegisterCell, RegisterRow};

use crate::common::Colours;
use crate::common::csv::write_row;
use crate::common::fit::one_line;
use crate::common::place;
use crate::{Arguments, say_scope, write_head, write_json};

/// The names of the columns, as the register has them.
const COLUMNS: [&str; 9] = [
    "supplier",
    "recipient",
    "number ordered",
    "designation",
    "description",
    "year of order",
    "years of delivery",
    "number delivered",
    "comments",
];

/// Writes the register; returns how many deals there are.
pub(crate) fn write(out: &mut impl Write, claims: &Claims, arguments: &Arguments) -> Result<usize> {
    let rows = claims.register();
    if arguments.json {
        write_json(out, &rows, claims)?;
    } else if arguments.csv {
        if !rows.is_empty() {
            write_row(out, &[&COLUMNS[..], &["citations"]].concat())?;
        }
        for row in &rows {
            let cells = cells(row, RegisterCell::to_string);
            let mut cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            let citations = citations(row);
            cells.push(&citations);
            write_row(out, &cells)?;
        }
        say_scope(claims);
    } else {
        write_text(out, claims, &rows, Colours::for_output(arguments.color))?;
    }
    Ok(rows.len())
}

fn write_text(
    out: &mut impl Write,
    claims: &Claims,
    rows: &[RegisterRow],
    colours: Colours,
) -> Result<()> {
    let Colours { faint, end, .. } = colours;
    write_head(out, claims, colours)?;
    for row in rows {
        for (name, cell) in COLUMNS.iter().zip(cells(row, cited)) {
            writeln!(out, "{faint}{name:<18}{end}{cell}")?;
        }
        writeln!(out)?;
    }
    if rows.is_empty() {
        let understood = &claims.report.understood;
        writeln!(out, "nothing signed or delivered in what matches: {understood}")?;
    }
    Ok(())
}

/// The cells of a row, in the order of the columns.
fn cells(row: &RegisterRow, show: fn(&RegisterCell) -> String) -> [String; 9] {
    let unknown = || "..".to_owned();
    let worth = (!row.worth.values.is_empty()).then(|| format!("worth {}", show(&row.worth)));
    let said_by =
        (!row.said_by.is_empty()).then(|| format!("said by {}", one_line(&row.said_by.join("; "))));
    let comments: Vec<String> = worth.into_iter().chain(said_by).collect();
    [
        row.supplier.clone().unwrap_or_else(unknown),
        row.recipient.clone().unwrap_or_else(unknown),
        show(&row.ordered),
        show(&row.designation),
        row.description.clone().unwrap_or_else(unknown),
        show(&row.years_of_order),
        show(&row.years_of_delivery),
        show(&row.delivered),
        comments.join("; "),
    ]
}

/// A cell, each value with its citations.
fn cited(cell: &RegisterCell) -> String {
    if cell.values.is_empty() {
        return cell.to_string();
    }
    let values = cell.values.iter().map(|value| {
        let places: Vec<String> = value.citations.iter().map(place).collect();
        let (open, close) = if value.is_doubtful() { ("[", "]") } else { ("", "") };
        format!("{open}{}{close} ({})", value.value, places.join(", "))
    });
    values.collect::<Vec<_>>().join(", ")
}

/// Where each value of a row is said.
fn citations(row: &RegisterRow) -> String {
    let cells = [
        ("number ordered", &row.ordered),
        ("designation", &row.designation),
        ("year of order", &row.years_of_order),
        ("years of delivery", &row.years_of_delivery),
        ("number delivered", &row.delivered),
        ("worth", &row.worth),
    ];
    let cells = cells.iter().filter(|(_, cell)| !cell.values.is_empty());
    cells.map(|(name, cell)| format!("{name}: {}", cited(cell))).collect::<Vec<_>>().join("; ")
}
