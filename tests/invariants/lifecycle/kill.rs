//! Law 7: a commit survives a kill of the process at any moment.

use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use ibid::{Document, Index};

use crate::common::small;

/// The environment variable with the child's index folder.
const FOLDER: &str = "IBID_TEST_KILLED";

const CHILD: &str = "lifecycle::kill::child_commits_until_it_is_killed";

/// The document of a commit, of one to forty passages.
fn document(number: usize) -> Document {
    let text = format!("The embargo of commit {number} was lifted.\n\n").repeat(1 + number % 40);
    Document::new(format!("d{number:05}"), text)
}

/// The document that every commit replaces.
fn latest(number: usize) -> Document {
    Document::new("latest", format!("{number}"))
}

#[test]
#[ignore = "runs as the child of the test below, which kills it"]
fn child_commits_until_it_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let index = Index::open(Path::new(&folder)).unwrap();
    let mut writer = index.writer().unwrap();
    // All documents but "latest" are numbered, from 0.
    let first = index.stats().unwrap().documents.saturating_sub(1) as usize;
    let mut out = std::io::stdout();
    for number in first.. {
        writer.add(&document(number)).unwrap();
        writer.add(&latest(number)).unwrap();
        writer.commit().unwrap();
        writeln!(out, "\ncommitted {number}").unwrap();
        if number % 13 == 0 {
            writer.optimize().unwrap();
        }
    }
}

/// Starts a child, kills it `time` after its first commit, and gives the number
/// of the last commit that it reported.
fn killed_after(folder: &Path, time: Duration) -> usize {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", CHILD, "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut numbers = lines.filter_map(|line| {
        line.unwrap().strip_prefix("committed ").and_then(|number| number.parse::<usize>().ok())
    });
    let first = numbers.next().expect("the child commits");
    std::thread::sleep(time);
    child.kill().unwrap();
    child.wait().unwrap();
    numbers.last().unwrap_or(first)
}

#[test]
fn commits_survive_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    small().create(folder.path()).unwrap();
    for milliseconds in [0, 3, 17, 41, 90, 160, 233] {
        let last = killed_after(folder.path(), Duration::from_millis(milliseconds));
        let index = Index::open(folder.path()).unwrap();
        index.verify().unwrap();
        for number in 0..=last {
            let stored = index.document(&format!("d{number:05}")).unwrap();
            assert_eq!(stored, Some(document(number)), "commit {number} of {last}");
        }
        let stored = index.document("latest").unwrap().unwrap();
        assert!(stored.text.parse::<usize>().unwrap() >= last, "{} after {last}", stored.text);
    }
}
