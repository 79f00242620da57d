//! The words of the fields that an index names, as keys of the first passage.

use std::collections::BTreeMap;

use super::schema::KeyTerm;
use super::searched_text::{MAX_SEARCHED_BYTES, start_of};
use super::tokens::TokenWriter;
use crate::analysis::Analyzer;

/// Appends the words of each named field that a document has. Words of one value
/// have neighbouring positions, and between two values one is left out.
pub(super) fn push(
    keys: &mut TokenWriter,
    names: &[String],
    extra: &BTreeMap<String, String>,
    analyzer: &Analyzer,
) {
    for name in names.iter().map(|name| name.to_lowercase()) {
        let fields = extra.iter().filter(|(other, _)| other.to_lowercase() == name);
        let (mut start, mut bytes_left) = (0, MAX_SEARCHED_BYTES);
        for value in fields.flat_map(|(_, text)| values(text)) {
            let value = start_of(&value, bytes_left);
            bytes_left -= value.len();
            let analysis = analyzer.analyze(value);
            for word in analysis.words() {
                let term = named_word(&name, word.surface);
                KeyTerm::Named(&term).push(keys, start + word.position);
            }
            start += analysis.len() as u32 + 1;
        }
    }
}

/// What a key of a field's word has.
pub(crate) fn named_word(field: &str, word: &str) -> String {
    format!("{field}:{word}")
}

/// The items of a list in JSON; any other text is one value.
pub(crate) fn values(text: &str) -> Vec<String> {
    let items = text.trim_start().starts_with('[').then(|| serde_json::from_str(text));
    match items {
        Some(Ok(serde_json::Value::Array(items))) => items.into_iter().map(as_text).collect(),
        _ => vec![text.to_owned()],
    }
}

fn as_text(item: serde_json::Value) -> String {
    match item {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_in_json_are_their_items() {
        let cases: [(&str, &[&str]); 7] = [
            ("Ann Lee", &["Ann Lee"]),
            (r#"["Ann Lee","Bo",7,null]"#, &["Ann Lee", "Bo", "7", "null"]),
            (r#" [["a","b"],{"c":1}]"#, &[r#"["a","b"]"#, r#"{"c":1}"#]),
            ("[]", &[]),
            ("[sic] Lee", &["[sic] Lee"]),
            (r#"{"name":"Lee"}"#, &[r#"{"name":"Lee"}"#]),
            ("", &[""]),
        ];
        for (text, expected) in cases {
            assert_eq!(values(text), expected, "{text}");
        }
    }
}
