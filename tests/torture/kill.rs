//! A writer is killed at random moments: the last commit is whole, the next
//! run goes on, and no file is left after it.

use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use ibid::{Document, Index};

use crate::calls::{Texts, difference, texts};
use crate::common::{Random, WORK, child, leftovers, rounds, scratch, seed, small, work};

/// The document that says which commit was the last.
const LATEST: &str = "latest";

/// What the commit of that number adds and deletes.
pub(crate) fn changes(number: u64) -> (Vec<(String, String)>, Vec<String>) {
    let mut random = Random::new(number);
    let added = (0..=random.below(4)).map(|_| {
        let id = format!("d{:02}", random.below(40));
        let paragraphs = 1 + random.below(30) as usize;
        (id, format!("The embargo of commit {number} was lifted.\n\n").repeat(paragraphs))
    });
    let mut added: Vec<_> = added.collect();
    added.push((LATEST.to_owned(), number.to_string()));
    let deleted = (0..random.below(3)).map(|_| format!("d{:02}", random.below(40)));
    (added, deleted.collect())
}

/// What the index holds after that commit.
pub(crate) fn state_after(number: u64) -> Texts {
    let mut texts = Texts::new();
    for number in 1..=number {
        let (added, deleted) = changes(number);
        texts.extend(added);
        for id in deleted {
            texts.remove(&id);
        }
    }
    texts
}

pub(crate) fn latest(texts: &Texts) -> u64 {
    texts.get(LATEST).map_or(0, |number| number.parse().unwrap())
}

#[test]
#[ignore = "runs as the child of the test below, which kills it"]
fn child_commits_until_it_is_killed() {
    let Some(work) = work() else { return };
    let index = Index::open(Path::new(&work[0])).unwrap();
    let mut writer = index.writer().unwrap();
    let mut out = std::io::stdout();
    writeln!(out, "\nopened").unwrap();
    for number in latest(&texts(&index).unwrap()) + 1.. {
        let (added, deleted) = changes(number);
        for (id, text) in &added {
            writer.add(&Document::new(&**id, &**text)).unwrap();
        }
        for id in &deleted {
            writer.delete(id);
        }
        writer.commit().unwrap();
        writeln!(out, "\ncommitted {number}").unwrap();
        if number % 13 == 0 {
            writer.optimize().unwrap();
        }
    }
}

/// Lets a child commit for that long, kills it, and gives the number of the
/// last commit that it told of.
fn kill_after(folder: &Path, time: Duration) -> Option<u64> {
    let mut child = child("kill::child_commits_until_it_is_killed");
    let child = child.env(WORK, folder).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = child.spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut lines = lines.map_while(Result::ok);
    assert!(lines.any(|line| line == "opened"), "no writer opens after a kill");
    std::thread::sleep(time);
    child.kill().unwrap();
    child.wait().unwrap();
    lines.filter_map(|line| line.strip_prefix("committed ")?.parse().ok()).last()
}

#[test]
fn every_kill_leaves_the_last_commit() {
    let mut random = Random::new(seed("kill"));
    let folder = scratch();
    let index = small().create(folder.path()).unwrap();
    let mut told = 0;
    for kill in rounds("kill", 25, 10_000) {
        let time = Duration::from_micros(random.below(150_000));
        told = kill_after(folder.path(), time).unwrap_or(told);
        let opened = Index::open(folder.path()).unwrap();
        opened.verify().unwrap();
        let found = texts(&opened).unwrap();
        let number = latest(&found);
        // The last one may have been committed and not yet told of.
        assert!((told..=told + 1).contains(&number), "kill {kill}: {number} after {told}");
        assert_eq!(difference(&found, &state_after(number)), None, "kill {kill} at {number}");
        assert_eq!(difference(&texts(&index).unwrap(), &found), None, "an open handle, {kill}");
        told = number;
        if kill % 5 == 4 {
            index.writer().unwrap().close().unwrap();
            assert_eq!(leftovers(folder.path()), [""; 0], "after kill {kill}");
        }
    }
}
