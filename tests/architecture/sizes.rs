//! Small rooms: files of at most 400 lines, functions of at most 40.

use super::sources::sources;

#[test]
fn files_stay_small() {
    for source in sources() {
        let lines = source.text.lines().count();
        assert!(lines <= 400, "{} has {lines} lines: one concept to a file", source.path);
    }
}

/// The line a function begins on, and its lines of code from there to its
/// closing brace.
fn functions(code: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = code.lines().filter(|line| !line.trim().is_empty()).collect();
    let mut functions = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let trimmed = line.trim_start();
        let is_function = trimmed.starts_with("fn ")
            || trimmed.starts_with("pub") && trimmed.contains(" fn ")
            || trimmed.starts_with("const fn ");
        if !is_function {
            continue;
        }
        let end = format!("{}}}", &line[..line.len() - trimmed.len()]);
        let length = lines[at..].iter().position(|line| *line == end).map_or(1, |at| at + 1);
        functions.push((trimmed.to_owned(), length));
    }
    functions
}

#[test]
fn functions_stay_small() {
    for source in sources() {
        for (name, lines) in functions(&source.code) {
            assert!(lines <= 40, "{}: {name} has {lines} lines of code", source.path);
        }
    }
}

#[test]
fn a_function_is_measured_to_its_own_brace() {
    let code =
        "impl A {\n    fn one(\n        self,\n    ) {\n        if x {\n        }\n    }\n}\n";
    assert_eq!(functions(code), [("fn one(".to_owned(), 6)]);
}
