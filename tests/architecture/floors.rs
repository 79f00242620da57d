//! Which module may import which.

use std::collections::{BTreeMap, BTreeSet};

use super::imports::{Path, module_of, paths};
use super::sources::sources;

/// The modules of the crate from the ground up, each with those that it
/// imports. A module may import only what stands above it in the table. An
/// edge that is not used any more is struck out.
const FLOORS: &[(&str, &[&str])] = &[
    ("span", &[]),
    ("error", &["span"]),
    ("commit", &[]),
    ("date", &[]),
    ("range", &["date"]),
    ("document", &["date", "span"]),
    ("config", &["error"]),
    ("util", &[]),
    ("facet", &["commit", "date", "util"]),
    ("lexicon", &[]),
    ("passage", &["config", "date", "document", "span"]),
    ("analysis", &["config", "error", "lexicon", "span", "util"]),
    ("facts", &["analysis", "date", "range", "span", "util"]),
    ("postings", &[]),
    (
        "store",
        &[
            "analysis", "commit", "config", "date", "document", "error", "facet", "facts",
            "lexicon", "passage", "postings", "range", "span", "util",
        ],
    ),
    ("rank", &["error", "passage", "util"]),
    (
        "query",
        &[
            "analysis", "config", "date", "error", "facet", "facts", "passage", "range", "rank",
            "span", "util",
        ],
    ),
    (
        "hit",
        &[
            "analysis", "commit", "date", "document", "facts", "passage", "query", "rank", "span",
            "util",
        ],
    ),
    (
        "cite",
        &["config", "date", "document", "facet", "hit", "passage", "query", "rank", "span", "util"],
    ),
    ("claims", &["analysis", "date", "facts", "hit", "query", "span", "util"]),
    ("similar", &["analysis", "error", "hit", "query", "rank"]),
    ("story", &["analysis", "date", "document", "error", "facts", "passage", "span", "util"]),
    (
        "search",
        &[
            "analysis", "date", "error", "facet", "facts", "hit", "passage", "postings", "query",
            "range", "rank", "span", "store", "story", "util",
        ],
    ),
    (
        "watch",
        &[
            "analysis", "date", "error", "facts", "hit", "passage", "query", "range", "rank",
            "search", "span", "store", "util",
        ],
    ),
    (
        "index",
        &[
            "analysis", "cite", "claims", "commit", "config", "document", "error", "facet",
            "facts", "hit", "lexicon", "query", "rank", "search", "similar", "span", "store",
            "story", "watch",
        ],
    ),
    (
        "source",
        &["cite", "date", "document", "error", "hit", "index", "passage", "span", "store", "util"],
    ),
    ("batch", &["error", "hit", "index", "passage", "query", "rank", "source", "span", "util"]),
    ("eval", &["document", "error"]),
];

/// Every module of the crate, tests left out, with those that it imports.
fn imports() -> BTreeMap<Path, BTreeSet<Path>> {
    let sources = sources();
    let modules: BTreeSet<Path> = sources.iter().map(super::sources::Source::module).collect();
    let mut imports = BTreeMap::new();
    for source in &sources {
        let named = paths(source, &modules).into_iter().map(|path| module_of(&path, &modules));
        let module = source.module();
        let named: BTreeSet<Path> = named.filter(|other| *other != module).collect();
        imports.insert(module, named);
    }
    imports
}

#[test]
fn modules_import_only_what_stands_above_them() {
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (module, named) in imports() {
        let Some(room) = module.first() else { continue };
        let crate_root = "the crate's root".to_owned();
        let others = named.iter().map(|path| path.first().unwrap_or(&crate_root).clone());
        let others = others.filter(|other| other != room);
        edges.entry(room.clone()).or_default().extend(others);
    }
    let mut above: Vec<&str> = Vec::new();
    for (room, allowed) in FLOORS {
        let imported = edges.remove(*room).unwrap_or_default();
        let imported: Vec<&str> = imported.iter().map(String::as_str).collect();
        assert_eq!(imported, *allowed, "what {room} imports, and what it may import");
        let below: Vec<_> = allowed.iter().filter(|other| !above.contains(other)).collect();
        assert!(below.is_empty(), "{room} imports {below:?} from below");
        above.push(room);
    }
    assert_eq!(edges, BTreeMap::new(), "modules that the table does not have");
}

#[test]
fn no_files_import_one_another_in_a_circle() {
    let imports = imports();
    let in_circle = |module: &&Path| reachable(module, &imports).contains(*module);
    let circle: Vec<String> =
        imports.keys().filter(in_circle).map(|path| path.join("::")).collect();
    assert!(circle.is_empty(), "files that import themselves by way of others: {circle:?}");
}

/// The modules that a module imports, directly or by way of others.
fn reachable(module: &Path, imports: &BTreeMap<Path, BTreeSet<Path>>) -> BTreeSet<Path> {
    let mut reached = BTreeSet::new();
    let mut open = vec![module];
    while let Some(module) = open.pop() {
        for other in imports.get(module).into_iter().flatten() {
            if reached.insert(other.clone()) {
                open.push(other);
            }
        }
    }
    reached
}
