//! Too little memory, or too few open files, is told: no abort, no panic, and
//! the last commit is searched.

#![cfg(target_os = "linux")]

use std::path::Path;
use std::process::Command;

use ibid::{Document, Error, Index, Query, Result, WriterOptions};

use crate::common::{Random, WORK, child, scratch, small, times, work};

/// Articles of many words, so that a writer's budget is used.
fn articles(version: u64, count: u64) -> impl Iterator<Item = Document> {
    (0..count).map(move |number| {
        let mut random = Random::new(version << 32 | number);
        let words: Vec<String> =
            (0..300).map(|_| format!("w{:x}", random.below(1 << 22))).collect();
        Document::new(format!("d{number}"), format!("Embargo {version}. {}", words.join(" ")))
    })
}

fn write(path: &Path, version: u64, count: u64, threads: usize) -> Result<()> {
    let index = small().open_or_create(path)?;
    let mut writer = index.writer_with(&WriterOptions::default().with_threads(threads))?;
    for article in articles(version, count) {
        writer.add(&article)?;
    }
    writer.commit()?;
    writer.close()
}

fn search(path: &Path) -> Result<()> {
    let index = Index::open(path)?;
    for query in ["embargo", "\"embargo 1\" w*", "w1~ arms"] {
        index.search(&Query::new(query))?;
    }
    Ok(())
}

#[test]
#[ignore = "runs as the child of the tests below, which limit it"]
fn child_has_little() {
    let Some(work) = work() else { return };
    let [path, what, count, threads] = &work[..] else { return };
    let (path, count) = (Path::new(path), count.parse().unwrap());
    let done = match &**what {
        "search" => search(path),
        _ => write(path, 2, count, threads.parse().unwrap()),
    };
    match done {
        Ok(()) => println!("\noutcome\tdone"),
        Err(error @ Error::Limit { .. }) => println!("\noutcome\ttold\t{error}"),
        Err(error) => println!("\noutcome\tother\t{error:?}"),
    }
}

/// What a child does under `ulimit OPTION`: whether it is done, or tells that it
/// is not.
fn outcome(limit: &str, work: &str) -> bool {
    let program = child("limits::child_has_little");
    let mut limited = Command::new("sh");
    limited.args(["-c", &format!("ulimit {limit}; exec \"$0\" \"$@\"")]);
    limited.arg(program.get_program()).args(program.get_args()).env(WORK, work);
    let output = limited.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let outcome = text.lines().find_map(|line| line.strip_prefix("outcome\t"));
    match outcome.and_then(|outcome| outcome.split('\t').next()) {
        Some("done") => true,
        Some("told") => false,
        _ => panic!("{limit}, {work}: {text} {}", String::from_utf8_lossy(&output.stderr)),
    }
}

/// Tries a limit, and that the last commit is whole after it.
fn check(limit: &str, what: &str, count: u64, threads: usize) -> bool {
    let folder = scratch();
    let path = folder.path().join("x.ibid");
    write(&path, 1, 5, 1).unwrap();
    let is_done = outcome(limit, &format!("{}\t{what}\t{count}\t{threads}", path.display()));
    let index = Index::open(&path).unwrap();
    index.verify().unwrap();
    let documents = if is_done && what == "write" { count } else { 5 };
    assert_eq!(index.count(&Query::new("embargo")).unwrap() as u64, documents, "{limit} {what}");
    is_done
}

#[test]
fn little_memory_is_told() {
    let megabytes: Vec<u64> = match times(0, 1) {
        0 => vec![120, 200, 300, 500],
        _ => (100..1000).step_by(20).collect(),
    };
    let limit = |megabytes: &u64| format!("-v {}", megabytes << 10);
    for threads in [1, 2] {
        for megabytes in &megabytes {
            check(&limit(megabytes), "write", times(20, 4000), threads);
        }
    }
    for megabytes in &megabytes {
        check(&limit(megabytes), "search", 0, 1);
    }
    assert!(!check(&limit(&120), "write", 5, 1), "no budget is asked for");
    assert!(check(&limit(&4000), "write", 5, 1) && check(&limit(&300), "search", 0, 1));
}

#[test]
fn few_open_files_are_told() {
    let mut done = Vec::new();
    for files in times(6, 4)..times(20, 40) {
        check(&format!("-n {files}"), "search", 0, 1);
        done.push(check(&format!("-n {files}"), "write", 5, 1));
    }
    assert!(done.contains(&true) && done.contains(&false), "{done:?}");
}
