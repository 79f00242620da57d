//! The columns of a table: which is the query, which restrict it, and which are
//! handed through.

use std::collections::BTreeSet;

use super::row::Row;
use crate::passage::label::Label;
use crate::query::{Node, Query};
use crate::span::Span;

/// Names of the column that holds the query, in small letters; the first counts
/// before the others.
pub(super) const QUERY_NAMES: [&str; 5] = ["query", "queries", "question", "questions", "search"];

/// Names of the columns that the batch obeys besides.
const OBEYED_NAMES: [&str; 8] = ["id", "limit", "source", "topic", "label", "date", "from", "to"];

/// What a column is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Column {
    Query,
    Id,
    Limit,
    /// A filter of that name.
    Filter(&'static str),
    /// Handed through.
    Other(String),
}

/// Whether the cells name columns: one of them is a name that is obeyed.
pub(super) fn are_names(cells: &[String]) -> bool {
    cells.iter().any(|cell| {
        let cell = cell.trim().to_lowercase();
        QUERY_NAMES.contains(&cell.as_str())
            || cells.len() > 1 && OBEYED_NAMES.contains(&cell.as_str())
    })
}

/// The columns that the cells name. Without a column of queries, the first that is
/// not obeyed is the query.
pub(super) fn named(cells: &[String]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::with_capacity(cells.len());
    let mut names = Names::default();
    for (number, cell) in cells.iter().enumerate() {
        let column = obeyed(cell).filter(|column| !columns.contains(column));
        columns.push(column.unwrap_or_else(|| Column::Other(names.next(cell, number))));
    }
    let typed = || columns.iter().zip(cells).enumerate();
    let of_query = QUERY_NAMES.iter().find_map(|name| {
        let is_name =
            |(_, (_, cell)): &(usize, (&Column, &String))| cell.trim().to_lowercase() == *name;
        typed().find(is_name).map(|(number, _)| number)
    });
    let first_other = || columns.iter().position(|column| matches!(column, Column::Other(_)));
    if let Some(number) = of_query.or_else(first_other)
        && let Some(column) = columns.get_mut(number)
    {
        *column = Column::Query;
    }
    columns
}

/// The columns of a table without names: the first is the query.
pub(super) fn unnamed(count: usize) -> Vec<Column> {
    let others = (1..count).map(|number| Column::Other(name_of("", number)));
    std::iter::once(Column::Query).chain(others).collect()
}

fn obeyed(name: &str) -> Option<Column> {
    let name = name.trim().to_lowercase();
    let known = OBEYED_NAMES.into_iter().find(|known| *known == name)?;
    Some(match known {
        "id" => Column::Id,
        "limit" => Column::Limit,
        filter => Column::Filter(filter),
    })
}

/// The name of a column that is handed through.
pub(super) fn name_of(cell: &str, number: usize) -> String {
    match cell.trim() {
        "" => format!("column {}", number + 1),
        name => name.to_owned(),
    }
}

/// The names of columns that are handed through, each once.
#[derive(Default)]
struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// The name of a column; one that another has gets the column's number behind it, so
    /// that none is lost.
    fn next(&mut self, cell: &str, number: usize) -> String {
        let mut name = name_of(cell, number);
        while !self.taken.insert(name.clone()) {
            name = format!("{name} ({})", number + 1);
        }
        name
    }
}

/// Puts a cell where its column says. What has no meaning there is told.
pub(super) fn put(row: &mut Row, column: &Column, cell: &str) {
    let trimmed = cell.trim();
    match column {
        Column::Query => cell.clone_into(&mut row.query),
        Column::Other(name) => drop(row.columns.insert(name.clone(), cell.to_owned())),
        _ if trimmed.is_empty() => {}
        Column::Id => trimmed.clone_into(&mut row.id),
        Column::Limit => match trimmed.parse() {
            Ok(limit) if limit > 0 => row.limit = Some(limit),
            _ => row.left_out.push(format!("limit {trimmed:?}: write a whole number from 1 on")),
        },
        Column::Filter(name) => match filter(name, trimmed) {
            Some(filter) => row.filters.push(filter),
            None => row.left_out.push(format!("{name} {trimmed:?}: {}", advice(name))),
        },
    }
}

/// A filter in the query language; `None` where the value has no meaning.
fn filter(name: &str, value: &str) -> Option<String> {
    let (text, span) = (value.to_owned(), Span::default());
    match name {
        "source" => Some(Node::Source { text, span }.to_string()),
        "topic" => Some(Node::Topic { name: text, span }.to_string()),
        "label" => Label::from_name(value).map(|label| format!("label:{label}")),
        "from" => range(&format!("date:>={value}")),
        "to" => range(&format!("date:<={value}")),
        _ => range(&format!("date:\"{value}\"")).or_else(|| range(&format!("date:{value}"))),
    }
}

/// The range as it is understood; `None` where it is none.
fn range(typed: &str) -> Option<String> {
    let query = Query::new(typed);
    let is_range = matches!(query.clauses(), [only] if matches!(only.node, Node::Range { .. }));
    (is_range && query.notices().is_empty()).then(|| query.to_string())
}

fn advice(name: &str) -> String {
    match name {
        "label" => {
            let names: Vec<&str> = Label::ALL.iter().map(|label| label.name()).collect();
            format!("write one of {}", names.join(", "))
        }
        _ => "write a date as 2014, 2014-06 or 2014-06-02".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(names: &str) -> String {
        let cells: Vec<String> = names.split('|').map(str::to_owned).collect();
        let columns = if are_names(&cells) { named(&cells) } else { unnamed(cells.len()) };
        let shown = columns.iter().map(|column| match column {
            Column::Other(name) => name.clone(),
            column => format!("{column:?}"),
        });
        shown.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn columns_are_recognised() {
        let check = |names: &str, expected: &str| assert_eq!(shown(names), expected, "{names}");
        check("query", "Query");
        check(" Query |ID|Limit|team", "Query|Id|Limit|team");
        check("team|question|query", "team|question|Query");
        check("team|question", "team|Query");
        check("id|words|source", "Id|Query|Filter(\"source\")");
        check("source|source|query", "Filter(\"source\")|source|Query");
        check("arms deal|Peru|", "Query|column 2|column 3");
        check("query||x", "Query|column 2|x");
        check("query|note|note|note|note (4)", "Query|note|note (3)|note (4)|note (4) (5)");
        // A list of queries, one of which is such a word.
        check("source", "Query");
    }

    #[test]
    fn cells_are_obeyed_or_told() {
        let check = |column: &Column, cell: &str, filters: &[&str], left_out: &[&str]| {
            let mut row = Row::default();
            put(&mut row, column, cell);
            assert_eq!(
                (row.filters, row.left_out),
                (
                    filters.iter().map(|&text| text.to_owned()).collect(),
                    left_out.iter().map(|&text| text.to_owned()).collect(),
                ),
                "{cell}"
            );
        };
        check(&Column::Limit, "ten", &[], &["limit \"ten\": write a whole number from 1 on"]);
        // The verdict was that nothing matches.
        check(&Column::Limit, "0", &[], &["limit \"0\": write a whole number from 1 on"]);
        check(&Column::Limit, "", &[], &[]);
        check(&Column::Filter("source"), "Daily Post", &["source:\"Daily Post\""], &[]);
        check(&Column::Filter("source"), "a\" OR b", &["source:“a\" OR b”"], &[]);
        check(&Column::Filter("label"), "captions", &["label:caption"], &[]);
        let labels = "label \"x\": write one of body, headline, byline, dateline, caption, teaser, \
                      comment, quote, table, note";
        check(&Column::Filter("label"), "x", &[], &[labels]);
        check(&Column::Filter("date"), "June 2014", &["date:2014-06"], &[]);
        check(&Column::Filter("date"), "2014..2016", &["date:2014-01-01..2016-12-31"], &[]);
        check(&Column::Filter("to"), "2014-06", &["date:..2014-06-30"], &[]);
        let date = "from \"soon\": write a date as 2014, 2014-06 or 2014-06-02";
        check(&Column::Filter("from"), "soon", &[], &[date]);
        check(&Column::Filter("from"), "2014 OR x", &[], &[&date.replace("soon", "2014 OR x")]);
    }
}
