//! What callers get: no type of another crate, and room to grow.

use std::collections::BTreeSet;

use super::sources::{sources, words};

/// Public structs with public fields, and public enums, that a caller builds
/// or matches whole: they are what they are for good.
const CLOSED: &[&str] = &[
    "Clause",
    "DayRange",
    "DaysBound",
    "Key",
    "KeyKind",
    "Mode",
    "Occur",
    "Relation",
    "Span",
    "Target",
    "TopicWord",
    "Word",
];

#[test]
fn tantivy_is_in_no_public_signature() {
    for source in sources().iter().filter(|source| source.code.contains("tantivy")) {
        let imports = source.code.split("use ").filter(|part| part.starts_with("tantivy::"));
        let names: BTreeSet<&str> = imports
            .filter_map(|part| part.split(';').next())
            .flat_map(words)
            .filter(|name| name.starts_with(char::is_uppercase))
            .collect();
        for signature in signatures(&source.code) {
            let types: Vec<&str> = words(signature)
                .filter(|word| *word == "tantivy" || names.contains(word))
                .collect();
            assert!(types.is_empty(), "{}: {types:?} in {signature}", source.path);
        }
        let converts = source.code.contains("impl From<");
        assert!(!converts, "{} converts from another type, maybe tantivy's", source.path);
    }
}

/// Public functions up to their bodies, and public fields.
fn signatures(code: &str) -> impl Iterator<Item = &str> {
    let starts = code.match_indices("pub ").map(|(at, _)| &code[at..]);
    starts.filter_map(|rest| rest.split(['{', ';']).next())
}

#[test]
fn what_callers_get_may_grow() {
    let mut closed: BTreeSet<String> = BTreeSet::new();
    for source in sources() {
        let lines: Vec<&str> = source.code.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let Some(name) = open_type(line, &lines[at + 1..]) else { continue };
            let attributes = lines[..at].iter().rev().take_while(|line| is_attribute(line));
            if !attributes.into_iter().any(|line| *line == "#[non_exhaustive]") {
                closed.insert(name.to_owned());
            }
        }
    }
    let closed: Vec<&str> = closed.iter().map(String::as_str).collect();
    assert_eq!(closed, CLOSED, "types without #[non_exhaustive], and those that may do without");
}

/// The name of a public enum, or of a public struct with a public field.
fn open_type<'a>(line: &'a str, after: &[&str]) -> Option<&'a str> {
    let name = |rest: &'a str| words(rest).next();
    if let Some(rest) = line.strip_prefix("pub enum ") {
        return name(rest);
    }
    let rest = line.strip_prefix("pub struct ").filter(|_| line.ends_with('{'))?;
    let mut fields = after.iter().take_while(|line| **line != "}");
    fields.any(|field| field.starts_with("    pub ")).then(|| name(rest)).flatten()
}

/// Whether the line can stand between a type and its first attribute.
fn is_attribute(line: &str) -> bool {
    line.starts_with("#[") || line.starts_with("    ") || line.starts_with(")]")
}
