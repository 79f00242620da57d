//! Words that may stand nowhere, or not in pure modules.

use super::sources::sources;

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
        let pure = ["analysis", "rank", "hit", "eval", "passage", "query", "cite"];
        if pure.contains(&source.room()) {
            let io: Vec<_> = NOT_IN_PURE.iter().filter(|w| source.code.contains(**w)).collect();
            assert!(io.is_empty(), "{} is to be pure and has {io:?}", source.path);
        }
    }
}

/// The rooms that may name tantivy.
const OF_TANTIVY: [&str; 3] = ["postings", "store", "search"];

#[test]
fn tantivy_is_known_in_three_rooms() {
    for source in sources().iter().filter(|source| !OF_TANTIVY.contains(&source.room())) {
        let named = match source.path.as_str() {
            // Its messages may say what a folder holds.
            "error.rs" => source.code.contains("tantivy::"),
            _ => source.code.contains("tantivy"),
        };
        assert!(!named, "{} names tantivy", source.path);
    }
}
