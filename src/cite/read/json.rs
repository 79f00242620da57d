//! Citations in JSON: a list of CSL items, one item, or one object a line.

use serde_json::{Map, Value};

use super::record::Record;

/// The records of a text that is JSON; `None` of any other.
pub(super) fn records(text: &str) -> Option<Vec<Record>> {
    if !text.trim_start().starts_with(['[', '{']) {
        return None;
    }
    match serde_json::from_str(text) {
        Ok(Value::Array(items)) => Some(items.iter().map(|item| record(None, item)).collect()),
        Ok(Value::Object(object)) => Some(of_object(&object)),
        Ok(_) => None,
        Err(error) if text.trim_start().starts_with('[') => {
            let fault = format!("the list is not JSON ({error}): write it again");
            Some(vec![Record::faulty(Some(error.line()), fault)])
        }
        Err(_) => Some(of_lines(text)),
    }
}

/// The items of a library that holds them in a list, or the item that the object is.
fn of_object(object: &Map<String, Value>) -> Vec<Record> {
    let lists = ["items", "references"].iter().filter_map(|name| object.get(*name)?.as_array());
    let mut lists = lists.peekable();
    if lists.peek().is_none() {
        return vec![Record { line: Some(1), fields: fields(object), fault: None }];
    }
    lists.flatten().map(|item| record(None, item)).collect()
}

fn of_lines(text: &str) -> Vec<Record> {
    let lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    let read = lines.map(|(line, number)| match serde_json::from_str(line) {
        Ok(item) => record(Some(number), &item),
        Err(error) => {
            let fault = format!("line {number} is not JSON ({error}): write it again");
            Record::faulty(Some(number), fault)
        }
    });
    read.collect()
}

fn record(line: Option<usize>, item: &Value) -> Record {
    match item.as_object() {
        Some(object) => Record { line, fields: fields(object), fault: None },
        None => Record::faulty(line, "an item is no object of JSON: write it again".to_owned()),
    }
}

/// The fields that are texts. A list of texts is one.
fn fields(object: &Map<String, Value>) -> Vec<(String, String)> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(values) => {
            let texts: Option<Vec<&str>> = values.iter().map(Value::as_str).collect();
            Some(texts?.join("\n"))
        }
        _ => None,
    };
    let fields =
        object.iter().filter_map(|(name, value)| Some((name.to_lowercase(), text(value)?)));
    fields.collect()
}
