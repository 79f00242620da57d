//! Paths that a file imports, resolved to modules of the crate.

use std::collections::BTreeSet;

use super::sources::Source;

/// The path of a module, or of an item in one, from the crate's root on.
pub(crate) type Path = Vec<String>;

/// Every path of the crate that a file names: in imports, with what a group
/// in braces holds, and in expressions.
pub(crate) fn paths(source: &Source, modules: &BTreeSet<Path>) -> Vec<Path> {
    let mut paths = Vec::new();
    for statement in use_statements(&source.code) {
        for leaf in leaves(statement) {
            paths.extend(resolve(&leaf, source, modules));
        }
    }
    for prefix in ["crate::", "super::"] {
        // Imports were read above, and a visibility imports nothing.
        let is_import = |at: usize| {
            let before = &source.code[..at];
            before.ends_with("use ") || before.ends_with("pub(in ")
        };
        for (at, _) in source.code.match_indices(prefix).filter(|(at, _)| !is_import(*at)) {
            let path = source.code[at..].split(|c: char| !is_of_path(c)).next().unwrap_or("");
            let leaf: Path = path.split("::").map(str::to_owned).collect();
            paths.extend(resolve(&leaf, source, modules));
        }
    }
    paths.retain(|path| path.iter().all(|segment| !segment.is_empty()));
    paths
}

fn is_of_path(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == ':'
}

/// What stands between each `use` and its semicolon. What a module only gives
/// out under a shorter path (`pub use`) it does not need itself.
fn use_statements(code: &str) -> impl Iterator<Item = &str> {
    let starts = code.match_indices("use ").filter(|(at, _)| {
        let before = &code[..*at];
        let is_word = before.is_empty() || before.ends_with([' ', '\n']);
        is_word && !before.ends_with("pub ")
    });
    starts.filter_map(|(at, word)| code[at + word.len()..].split(';').next())
}

/// The paths of an import, one for each name in its braces.
fn leaves(statement: &str) -> Vec<Path> {
    let statement = statement.trim();
    let Some((prefix, group)) = statement.split_once('{') else {
        let path = statement.split(" as ").next().unwrap_or(statement);
        return vec![path.trim().split("::").map(str::to_owned).collect()];
    };
    let prefix = prefix.split("::").map(str::trim).filter(|segment| !segment.is_empty());
    let prefix: Path = prefix.map(str::to_owned).collect();
    let within = outer_items(group).into_iter().flat_map(leaves);
    within.map(|leaf| prefix.iter().cloned().chain(leaf).collect()).collect()
}

/// The items of a list in braces, whose opening brace comes before it.
fn outer_items(list: &str) -> Vec<&str> {
    let (mut depth, mut from) = (0, 0);
    let mut items = Vec::new();
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                items.push(list[from..at].trim());
                from = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    items.retain(|item| !item.is_empty());
    items
}

/// The path from the crate's root on; `None` of another crate's.
fn resolve(leaf: &[String], source: &Source, modules: &BTreeSet<Path>) -> Option<Path> {
    let mut base = source.module();
    let mut rest = leaf;
    match rest.first()?.as_str() {
        "crate" => {
            base.clear();
            rest = &rest[1..];
        }
        "self" => rest = &rest[1..],
        "super" => {
            while rest.first().is_some_and(|segment| segment == "super") {
                base.pop();
                rest = &rest[1..];
            }
        }
        child => {
            let child: Path = base.iter().cloned().chain([child.to_owned()]).collect();
            if !modules.contains(&child) {
                return None;
            }
        }
    }
    Some(base.into_iter().chain(rest.iter().cloned()).collect())
}

/// The longest beginning of a path that is a module.
pub(crate) fn module_of(path: &[String], modules: &BTreeSet<Path>) -> Path {
    let lengths = (0..=path.len()).rev();
    let module = lengths.map(|length| &path[..length]).find(|part| modules.contains(*part));
    module.unwrap_or_default().to_vec()
}

#[test]
fn reads_imports() {
    let check = |code: &str, expected: &[&str]| {
        let (path, text) = ("search/topk/role.rs".to_owned(), String::new());
        let source = Source { path, text, code: code.to_owned() };
        let modules = ["search", "search/topk", "search/topk/role", "rank", "search/matching"];
        let path_of = |path: &str| path.split('/').map(str::to_owned).collect::<Path>();
        let modules: BTreeSet<Path> = modules.into_iter().map(path_of).collect();
        let found: BTreeSet<String> =
            paths(&source, &modules).iter().map(|path| path.join("::")).collect();
        let expected: BTreeSet<String> = expected.iter().map(|&path| path.to_owned()).collect();
        assert_eq!(found, expected, "{code}");
    };
    check("use crate::rank::{Profile, bm25f};", &["rank::Profile", "rank::bm25f"]);
    check("use super::TopK;\npub use super::Scorer;", &["search::topk::TopK"]);
    check("use tantivy::{DocId, schema::Field};", &[]);
    check("fn f() { crate::rank::score() }", &["rank::score"]);
    check("use crate::{a::{b, c as d}, e};", &["a::b", "a::c", "e"]);
}
