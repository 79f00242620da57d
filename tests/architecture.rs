//! The laws that can be read off the source: who may know whom, and what no
//! file may have. ARCHITECTURE.md says why; a law that stops helping is
//! changed there first.

// Clippy lets unwrap only functions marked as tests; these are all part of one.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The modules of the crate, lowest first, each with those it may name: none
/// that stands below it in the table. An edge that is not used any more is to
/// be struck out.
///
/// Ranking stands under retrieval, which picks its candidates by the
/// ranking's own sums; what it is given, `retrieve::evidence`, is plain data
/// and stands under both.
const LAYERS: &[(&str, &[&str])] = &[
    ("beside", &[]),
    ("span", &[]),
    ("error", &["span"]),
    ("date", &[]),
    ("fnv", &[]),
    ("fold", &[]),
    ("config", &["error"]),
    ("document", &["date"]),
    ("passage", &["config", "date", "document", "span"]),
    ("lexicon", &[]),
    ("analysis", &["beside", "config", "fnv", "fold", "lexicon", "span"]),
    (
        "index",
        &[
            "analysis", "beside", "config", "date", "document", "error", "lexicon", "passage",
            "span",
        ],
    ),
    ("query", &["analysis", "date", "error", "fold", "passage", "span"]),
    ("retrieve::evidence", &["passage"]),
    ("rank", &["error", "fnv", "passage", "retrieve::evidence"]),
    ("retrieve", &["analysis", "date", "error", "fold", "index", "passage", "query", "rank"]),
    ("hit", &["analysis", "date", "fnv", "passage", "query", "rank", "span"]),
    ("eval", &["document", "error"]),
    ("source", &["date", "document", "error", "passage"]),
    ("search", &["error", "hit", "index", "query", "rank", "retrieve", "retrieve::evidence"]),
    ("maintain", &["document", "error", "index"]),
    (
        "engine",
        &[
            "analysis", "config", "document", "error", "hit", "index", "lexicon", "maintain",
            "query", "rank", "search",
        ],
    ),
];

/// Public structs with public fields, and public enums, that a caller builds
/// or matches whole: they are what they are for good.
const CLOSED: &[&str] = &[
    "Clause",
    "DayRange",
    "DaysBound",
    "Key",
    "KeyKind",
    "LengthUnit",
    "Mode",
    "Occur",
    "Relation",
    "Span",
    "Target",
    "TopicWord",
    "Word",
];

/// A file of the crate.
struct Source {
    /// From `src/` on, with `/` on every system.
    path: String,
    /// All of it.
    text: String,
    /// Without comments and without what is compiled for tests only.
    code: String,
}

impl Source {
    fn module(&self) -> &str {
        match self.path.as_str() {
            "retrieve/evidence.rs" => "retrieve::evidence",
            path => path.split(['/', '.']).next().unwrap_or(path),
        }
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files_under(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_under(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<Source> {
    let src = root().join("src");
    let mut paths = Vec::new();
    files_under(&src, &mut paths);
    paths.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let path = path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
        let code = code_of(&text);
        Source { path, text, code }
    };
    let all: Vec<Source> = paths.into_iter().map(read).collect();
    let of_tests: BTreeSet<String> = all.iter().flat_map(test_modules).collect();
    let is_test = |source: &Source| of_tests.contains(&source.path);
    let code = all.into_iter().map(|source| {
        if is_test(&source) { Source { code: String::new(), ..source } } else { source }
    });
    code.collect()
}

/// Files that a file declares for tests only.
fn test_modules(of: &Source) -> Vec<String> {
    let folder = match of.path.rsplit_once('/') {
        Some((folder, "mod.rs")) => format!("{folder}/"),
        _ if of.path == "lib.rs" => String::new(),
        _ => format!("{}/", of.path.trim_end_matches(".rs")),
    };
    let lines: Vec<&str> = of.text.lines().map(str::trim).collect();
    let declared = lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]");
    let names = declared.filter_map(|pair| pair[1].strip_prefix("mod ")?.strip_suffix(';'));
    names.map(|name| format!("{folder}{name}.rs")).collect()
}

/// The text without comments, and without items under `#[cfg(test)]`.
fn code_of(text: &str) -> String {
    let mut code = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let trimmed = line.trim_start();
        if trimmed.starts_with("#[cfg(") && words(trimmed).any(|word| word == "test") {
            let end = format!("{}}}", &line[..line.len() - trimmed.len()]);
            let item = lines.by_ref().find(|line| !line.trim_start().starts_with("#["));
            if item.is_some_and(|item| item.ends_with('{')) {
                lines.by_ref().find(|line| *line == end);
            }
        } else if !trimmed.starts_with("//") {
            code.push_str(line.split_once(" // ").map_or(line, |(before, _)| before));
            code.push('\n');
        }
    }
    code
}

/// Which module each name lies in that the root of the crate gives out.
fn given_out(sources: &[Source]) -> BTreeMap<String, String> {
    let root = sources.iter().find(|source| source.path == "lib.rs").unwrap();
    let mut names = BTreeMap::new();
    for statement in root.code.split(';') {
        let Some((_, path)) = statement.split_once("pub use ") else { continue };
        let (module, items) = path.split_once("::").unwrap();
        for item in items.split([',', '{', '}', ' ', '\n']).filter(|item| !item.is_empty()) {
            names.insert(item.to_owned(), module.trim().to_owned());
        }
    }
    names
}

/// What stands after each `crate::`: a path, or several in braces.
fn paths_of(code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let path = |text: &str| -> String {
            text.chars().take_while(|c| c.is_alphanumeric() || "_:".contains(*c)).collect()
        };
        match rest.strip_prefix('{') {
            Some(list) => paths.extend(outer_items(list).iter().map(|item| path(item))),
            None => paths.push(path(rest)),
        }
    }
    paths
}

/// The items of a list in braces, whose opening brace is behind us.
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

fn module_named(path: &str, given_out: &BTreeMap<String, String>) -> String {
    if path.starts_with("retrieve::evidence") {
        return "retrieve::evidence".to_owned();
    }
    let first = path.split("::").next().unwrap_or(path);
    given_out.get(first).cloned().unwrap_or_else(|| first.to_owned())
}

#[test]
fn modules_name_only_what_stands_above_them() {
    let sources = sources();
    let given_out = given_out(&sources);
    let mut found: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for source in sources.iter().filter(|source| source.path != "lib.rs") {
        let named = paths_of(&source.code).into_iter().map(|path| module_named(&path, &given_out));
        let module = source.module();
        let others = named.filter(|other| other != module && !is_within(other, module));
        found.entry(module).or_default().extend(others);
    }
    let mut above: Vec<&str> = Vec::new();
    for (module, allowed) in LAYERS {
        let edges = found.remove(module).unwrap_or_default();
        let edges: Vec<&str> = edges.iter().map(String::as_str).collect();
        assert_eq!(edges, *allowed, "what {module} names, and what it may name");
        let lower: Vec<_> = allowed.iter().filter(|other| !above.contains(other)).collect();
        assert!(lower.is_empty(), "{module} names {lower:?} from below");
        above.push(module);
    }
    assert_eq!(found, BTreeMap::new(), "modules that the table does not have");
}

/// Whether `other` is a part of `module` that the table has by itself.
fn is_within(other: &str, module: &str) -> bool {
    other.strip_prefix(module).is_some_and(|rest| rest.starts_with("::"))
}

#[test]
fn tantivy_is_known_in_two_places() {
    let knows = |source: &Source| {
        source.path.starts_with("index/")
            || source.path.starts_with("retrieve/") && source.path != "retrieve/evidence.rs"
    };
    for source in sources().iter().filter(|source| !knows(source)) {
        let named = match source.path.as_str() {
            // Its messages may say what a folder holds.
            "error.rs" => source.code.contains("tantivy::"),
            _ => source.code.contains("tantivy"),
        };
        assert!(!named, "{} names tantivy", source.path);
    }
}

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

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// Public functions up to their bodies, and public fields.
fn signatures(code: &str) -> impl Iterator<Item = &str> {
    let starts = code.match_indices("pub ").map(|(at, _)| &code[at..]);
    starts.filter_map(|rest| rest.split(['{', ';']).next())
}

/// What may stand nowhere outside tests.
const NOWHERE: &[&str] = &[
    "anyhow",
    ".unwrap()",
    ".expect(",
    "println!",
    "eprintln!",
    "print!",
    "dbg!",
    "todo!",
    "unimplemented!",
    "panic!",
    "unreachable!",
    "unsafe ",
];

/// What may stand in no pure module.
const NOT_IN_PURE: &[&str] =
    &["std::fs", "std::net", "std::io", "std::process", "std::env", "std::time", "include_bytes!"];

#[test]
fn words_that_stand_nowhere() {
    for source in sources() {
        let found: Vec<_> = NOWHERE.iter().filter(|word| source.code.contains(**word)).collect();
        assert!(found.is_empty(), "{} has {found:?}", source.path);
        let pure = ["analysis", "rank", "hit", "eval", "passage", "query", "retrieve::evidence"];
        if pure.contains(&source.module()) {
            let io: Vec<_> = NOT_IN_PURE.iter().filter(|w| source.code.contains(**w)).collect();
            assert!(io.is_empty(), "{} is to be pure and has {io:?}", source.path);
        }
    }
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

#[test]
fn files_stay_small() {
    for source in sources() {
        let lines = source.text.lines().count();
        assert!(lines <= 400, "{} has {lines} lines: one concept to a file", source.path);
    }
}

#[test]
fn seeds_load() {
    let files = ["lexicon", "thesaurus/affairs", "thesaurus/geography", "thesaurus/military"];
    let lexicon = files.iter().fold(ibid::Lexicon::default(), |lexicon, name| {
        let text = std::fs::read_to_string(root().join(format!("seeds/{name}.toml"))).unwrap();
        let read = ibid::Lexicon::read(&text);
        assert_eq!(read.problems, [], "problems of the built-in lexicon in {name}");
        lexicon.with(&read.lexicon)
    });
    assert_eq!(lexicon, ibid::Lexicon::builtin());
    let articles = root().join("seeds/articles");
    let mut count = 0;
    for entry in std::fs::read_dir(articles).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let document = ibid::Document::new("article", text);
        let split = ibid::passage::split(&document, &ibid::config::PassageConfig::default());
        assert!(split.passages.len() > 5, "{}", path.display());
        count += 1;
    }
    assert_eq!(count, 5);
}
