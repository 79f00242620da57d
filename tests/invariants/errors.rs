//! The exact message of every error, and whether it has a cause.

use std::error::Error as _;
use std::io;

use ibid::{Error, Span};

use crate::common::root;

fn cause() -> Box<dyn std::error::Error + Send + Sync> {
    "from beneath".into()
}

fn refusal() -> io::Error {
    io::Error::other("from the system")
}

/// Every error of files and folders, with its message and whether it has a
/// cause.
fn file_errors() -> Vec<(Error, &'static str, bool)> {
    let path = std::path::PathBuf::from("/i");
    let p = || path.clone();
    vec![
        (
            Error::Io { path: p(), source: refusal() },
            "cannot access /i: check that it exists and may be read and written",
            true,
        ),
        (
            Error::Locked { path: p(), waited_ms: 250 },
            "index /i is being written by another writer (waited 250 ms): close that writer, or \
             wait longer for it",
            false,
        ),
        (
            Error::ReadOnly { path: p(), source: refusal() },
            "index /i cannot be written: make the folder writable, or open it for reading",
            true,
        ),
        (
            Error::NoLocks { path: p(), source: refusal() },
            "the file system of index /i gives no locks: search it there, but write it on another \
             one",
            true,
        ),
        (
            Error::Limit { path: p(), resource: "open files", source: refusal() },
            "index /i needs more open files than this process may have: raise the limit, or use \
             fewer threads and less memory",
            true,
        ),
        (
            Error::Moved { path: p() },
            "index /i was moved or removed: open it where it is now",
            false,
        ),
        (
            Error::DiskFull { path: p(), source: cause() },
            "no space left for index /i: free some and commit again; the last commit is intact",
            true,
        ),
        (Error::NotFound { path: p() }, "no index at /i: create one there first", false),
        (
            Error::AlreadyExists { path: p() },
            "/i already exists and is not empty: open it, or choose another folder",
            false,
        ),
        (
            Error::NotAFolder { path: p() },
            "/i is a file: an index is a folder, give the path of one",
            false,
        ),
        (
            Error::Foreign { path: p() },
            "/i holds a tantivy index that ibid did not write: choose another folder",
            false,
        ),
        (
            Error::Index { path: p(), action: "commit", source: cause() },
            "index /i failed to commit: the last commit is intact, try again",
            true,
        ),
    ]
}

/// Every error of the contents of an index.
fn content_errors() -> Vec<(Error, &'static str, bool)> {
    let path = std::path::PathBuf::from("/i");
    let damaged = |source| Error::Corrupt {
        path: path.clone(),
        detail: "the checksum of a.idx is wrong".to_owned(),
        source,
    };
    let message = "index /i is damaged (the checksum of a.idx is wrong): restore it from a backup or \
                index the sources again";
    vec![
        (
            Error::Format { path: path.clone(), found: 1, supported: 2 },
            "index /i has format 1, this build reads format 2: rebuild it, or use the version of \
             ibid that wrote it",
            false,
        ),
        (
            Error::Format { path: path.clone(), found: 7, supported: 2 },
            "index /i has format 7, this build reads format 2: use the version of ibid that wrote \
             it, or a later one",
            false,
        ),
        (
            Error::Analysis {
                path: path.clone(),
                found: "old".to_owned(),
                expected: "new".to_owned(),
                differences: Vec::new(),
            },
            "index /i was made with another analysis: rebuild it to search it this way",
            false,
        ),
        (damaged(None), message, false),
        (damaged(Some(cause())), message, true),
    ]
}

/// Every error of a caller's input.
fn input_errors() -> Vec<(Error, &'static str, bool)> {
    vec![
        (
            Error::Config {
                parameter: "passages.max",
                value: "3".to_owned(),
                range: "from 8 to 100000",
            },
            "passages.max is 3: it must be from 8 to 100000",
            false,
        ),
        (
            Error::Document { id: "a\n".to_owned(), reason: "its text is cut".to_owned() },
            "document \"a\\n\" cannot be indexed: its text is cut",
            false,
        ),
        (
            Error::Query {
                query: "date:soon".to_owned(),
                span: Span::new(5, 9),
                reason: "`soon` is no date".to_owned(),
            },
            "query \"date:soon\" at bytes 5..9: `soon` is no date",
            false,
        ),
        (
            Error::Judgments {
                what: "qrels",
                line: 3,
                reason: "the grade is no number".to_owned(),
            },
            "qrels line 3: the grade is no number",
            false,
        ),
    ]
}

fn name_of(error: &Error) -> String {
    let debug = format!("{error:?}");
    debug.split(' ').next().unwrap_or_default().to_owned()
}

#[test]
fn messages_and_causes() {
    let all = [file_errors(), content_errors(), input_errors()].into_iter().flatten();
    let mut names: Vec<String> = Vec::new();
    for (error, message, has_cause) in all {
        assert_eq!(error.to_string(), message);
        assert_eq!(error.source().is_some(), has_cause, "{error:?}");
        names.push(name_of(&error));
    }
    names.sort();
    names.dedup();
    let source = std::fs::read_to_string(root().join("src/error.rs")).unwrap();
    let variants = source.matches("#[error(").count();
    assert_eq!(names.len(), variants, "a variant is missing among {names:?}");
}
