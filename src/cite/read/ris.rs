//! Citations in RIS: a tag and a value a line.

use super::record::Record;

/// The first line that begins a record of RIS, from 0.
pub(super) fn first_line(text: &str) -> Option<usize> {
    text.lines().position(|line| tagged(line).is_some_and(|(tag, _)| tag == "TY"))
}

pub(super) fn records(text: &str) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    let mut is_open = false;
    for (line, number) in text.lines().zip(1..) {
        match tagged(line) {
            Some(("TY", _)) => {
                records.push(Record { line: Some(number), ..Record::default() });
                is_open = true;
            }
            Some(("ER", _)) => is_open = false,
            Some((tag, value)) if is_open => {
                if let Some(record) = records.last_mut() {
                    record.fields.push((tag.to_lowercase(), value.to_owned()));
                }
            }
            // A line without a tag goes on with the value before it.
            None if is_open => {
                let fields = records.last_mut().and_then(|record| record.fields.last_mut());
                if let Some((_, value)) = fields {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
            _ => {}
        }
    }
    records
}

/// The tag and the value of a line.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let (tag, behind) = line.trim_start().split_at_checked(2)?;
    let value = behind.strip_prefix("  -")?;
    let is_tag = tag.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    is_tag.then(|| (tag, value.trim()))
}
