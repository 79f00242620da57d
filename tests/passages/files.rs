//! A shelf of messy texts in files, each beside the title, date and passages that
//! an editor wants of it.
//!
//! `SHELF_WRITE=1 cargo test --test passages files` writes what the rules give now.
//! Read every line that it changes: the files say what is right, not what is.

#![allow(clippy::unwrap_used)] // The functions of tests may, as tests may.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use ibid::config::PassageConfig;
use ibid::source::decode;

use super::{check_invariants, split_text};

/// The shelf has at least this many texts.
const MIN_TEXTS: usize = 40;

/// How many differing files are shown in full.
const SHOWN: usize = 3;

fn shelf() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/passages/shelf")
}

/// The texts, in the order of their names.
fn texts() -> Vec<PathBuf> {
    let files = fs::read_dir(shelf()).unwrap().map(|entry| entry.unwrap().path());
    let mut texts: Vec<_> = files.filter(|path| !is_expected(path)).collect();
    texts.sort();
    texts
}

fn is_expected(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "passages")
}

/// Line ends of all kinds as one, and characters that no editor shows as escapes.
fn shown(passage: &str) -> String {
    passage.replace("\r\n", "\n").replace('\r', "\n").replace('\u{c}', "\\f").replace('\0', "\\0")
}

/// The title, the date and each passage below its label.
fn written(text: &str) -> String {
    let split = split_text(text);
    let of = |span: ibid::Span| shown(span.of(text).unwrap());
    let mut out = String::new();
    writeln!(out, "title: {}", split.title.map_or_else(|| "none".to_owned(), of)).unwrap();
    let date = split.date.map_or_else(|| "none".to_owned(), |date| date.to_string());
    writeln!(out, "date: {date}").unwrap();
    for passage in &split.passages {
        write!(out, "\n== {}\n{}\n", passage.label.name(), of(passage.span)).unwrap();
    }
    out
}

#[test]
fn the_shelf() {
    let texts = texts();
    assert!(texts.len() >= MIN_TEXTS, "{} texts", texts.len());
    let mut wrong = Vec::new();
    for path in &texts {
        let text = decode(&fs::read(path).unwrap()).unwrap().text;
        let invariants = check_invariants(&text, &PassageConfig::default());
        assert!(invariants.is_ok(), "{}: {invariants:?}", path.display());
        let (given, expected) = (written(&text), path.with_extension("passages"));
        if std::env::var_os("SHELF_WRITE").is_some() {
            fs::write(&expected, &given).unwrap();
        }
        if fs::read_to_string(&expected).unwrap_or_default() != given {
            wrong.push(format!("{} gives\n{given}", path.display()));
        }
    }
    let shown = wrong.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} texts differ; the first:\n{shown}", wrong.len());
}
