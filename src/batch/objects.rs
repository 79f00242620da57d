//! Rows of a batch in JSON Lines: one object a line.

use serde_json::Value;

use super::columns::{named, put};
use super::row::Row;

/// The row of each line, blank ones among them.
pub(super) fn rows(text: &str) -> Vec<Row> {
    (1..).zip(text.lines()).map(|(number, line)| row(number, line)).collect()
}

fn row(number: u64, line: &str) -> Row {
    let mut row = Row { number, ..Row::default() };
    if line.trim().is_empty() {
        return row;
    }
    let object: serde_json::Map<String, Value> = match serde_json::from_str(line) {
        Ok(object) => object,
        Err(error) => {
            row.unreadable = Some(format!("no object of JSON on one line: {error}"));
            return row;
        }
    };
    let names: Vec<String> = object.keys().cloned().collect();
    for (column, value) in named(&names).iter().zip(object.values()) {
        if let Some(cell) = text_of(value) {
            put(&mut row, column, &cell);
        }
    }
    row
}

/// A value as a cell has it; nothing of `null`.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_rows() {
        let text = "{\"query\":\"tugs\",\"limit\":3,\"n\":[1]}\n\n{\"query\":\n{\"id\":7,\"a\":null}\n\
                    {\"query\":\"\\ud800\"}";
        let rows = rows(text);
        let numbers: Vec<u64> = rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 5]);
        assert_eq!((rows[0].query.as_str(), rows[0].limit), ("tugs", Some(3)));
        assert_eq!(rows[0].columns["n"], "[1]");
        assert_eq!((rows[1].query.as_str(), &rows[1].unreadable), ("", &None));
        let why = rows[2].unreadable.as_deref().unwrap();
        assert!(why.starts_with("no object of JSON on one line: EOF"), "{why}");
        assert_eq!((rows[3].id.as_str(), rows[3].query.as_str()), ("7", ""));
        assert!(rows[4].unreadable.is_some(), "half a surrogate is no character");
    }
}
